#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs benches of casebook-cli one after the other, prints a table, writes one JSON file.

bench.py CLI OUTPUT.json NAME...   exit 1 where a bench failed or a promised bound (BOUNDS) was not kept
"""
import json
import subprocess
import sys


# What is promised: bench, what, key of the result, "at most" or "at least", bound.
BOUNDS = [
    ("form-save", "save", "ratio", "at most", 3),       # of a plain SQLite transaction with the same sync
    ("objects", "read", "ratio", "at least", 0.7),      # of OpenSSL's AES-256-GCM over the same cores
    ("verify", "objects", "ratio", "at most", 1.5),     # of disk or cipher speed, whichever is slower
    ("growth", "open", "value", "at most", 2),          # seconds after the passphrase
    # The grown study has fifty times the subjects of the small one that is opened in the same run. Measured: 170 MB
    # with the caches of the database, and 19 MB.
    ("growth", "open-memory", "ratio", "at most", 20),
    ("growth", "open-memory", "value", "at most", 300),
    # The chain is checked and the audit paged row by row: nothing of the study is gathered. Measured: 1, 6 and 29 MB.
    ("growth", "chain-memory", "value", "at most", 64),
    ("growth", "audit-first-memory", "value", "at most", 64),
    ("growth", "audit-scroll-memory", "value", "at most", 64),  # of 20,000 rows that were scrolled through
    ("growth", "audit-rare-memory", "value", "at most", 64),
    # Every value is in the cohort table: some 100 bytes each. Measured: 1,312 MB.
    ("growth", "cohort-table-memory", "value", "at most", 1600),
    # Of one scan of all rows by plain SQL in the same run. Measured: 0.5, 0.005, 0.2, 0.6.
    ("growth", "chain", "ratio", "at most", 1.5),
    ("growth", "audit-first", "ratio", "at most", 0.05),
    ("growth", "audit-rare", "ratio", "at most", 1),
    ("growth", "cohort-table", "ratio", "at most", 2),
    # Seconds without an answer to a key, in the quietest run. Measured: 0.005 to 0.042.
    ("growth", "chain-pause", "value", "at most", 0.05),
    ("growth", "audit-first-pause", "value", "at most", 0.05),
    ("growth", "audit-scroll-pause", "value", "at most", 0.05),
    ("growth", "audit-rare-pause", "value", "at most", 0.05),
    ("growth", "subjects-pause", "value", "at most", 0.05),
    ("growth", "cohort-table-pause", "value", "at most", 0.05),
]


def broken(name, result):
    """Sentences on the bounds that a result does not keep."""
    out = []
    for bench, what, key, sense, bound in BOUNDS:
        if (bench, what) != (name, result.get("what")):
            continue
        value = result.get(key)
        if not isinstance(value, (int, float)):
            out.append(f"{name} {what}: no {key} was measured")
        elif value > bound if sense == "at most" else value < bound:
            out.append(f"{name} {what}: {key} {number(value)}, promised {sense} {bound}")
    return out


def number(value):
    return "-" if value is None else f"{value:.4g}" if isinstance(value, (int, float)) else str(value)


def main():
    cli, output, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    documents, failed, past = [], [], []
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
            past += broken(name, r)
    with open(output, "w", encoding="utf-8") as file:
        json.dump({"benches": documents, "failed": failed, "past_bounds": past}, file, indent=1)
        file.write("\n")
    for sentence in past:
        print(sentence, file=sys.stderr)
    return 1 if failed or past else 0


if __name__ == "__main__":
    sys.exit(main())
