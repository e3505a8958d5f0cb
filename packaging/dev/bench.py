#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs benches of casebook-cli one after the other, prints a table, writes one JSON file.

bench.py CLI OUTPUT.json NAME...
"""
import json
import subprocess
import sys


def number(value):
    return "-" if value is None else f"{value:.4g}" if isinstance(value, (int, float)) else str(value)


def main():
    cli, output, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    documents, failed = [], []
    row = "{:<14}{:<16}{:>10} {:<6}{:>10} {:<22}{:>8}{:>5}{:>10}{:>10}".format
    print(row("bench", "what", "value", "unit", "ref.", "reference", "ratio", "n", "p50", "p95"))
    for name in names:
        done = subprocess.run([cli, "bench", name, "--json"], stdout=subprocess.PIPE, check=False)
        try:
            document = json.loads(done.stdout)
        except ValueError:
            document = {}
        if done.returncode != 0 or "results" not in document:
            failed.append(name)
            print(f"{name:<14}failed, exit {done.returncode}", flush=True)
            continue
        documents.append(document)
        for r in document["results"]:
            print(row(name, str(r.get("what")), number(r.get("value")), str(r.get("unit")),
                      number(r.get("reference_value")), str(r.get("reference")), number(r.get("ratio")),
                      number(r.get("n")), number(r.get("p50")), number(r.get("p95"))), flush=True)
    with open(output, "w", encoding="utf-8") as file:
        json.dump({"benches": documents, "failed": failed}, file, indent=1)
        file.write("\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
