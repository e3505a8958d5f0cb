#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py BUILD [--seconds N] [--target NAME]... [--corpus FOLDER]: runs the fuzz targets one after the other.

Each has N seconds (env CASEBOOK_FUZZ_SECONDS, else 600). After a crash it is started again for the rest of
its time. A crash whose first frame outside the C library lies in a foreign library (DCMTK, OpenJPEG ...) is
counted as *theirs*: the worker's sandbox contains it, tests/worker shows how. Anything else is *ours* and
makes this program fail. What was found stays in BUILD/found, what was learnt in BUILD/corpus. One line a
target goes to the standard output: the rows of LEDGER.md."""
import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
LONGEST = {"header": 16384, "pixels": 16384, "tags": 16384, "seg": 16384, "sr": 16384, "odm": 16384, "archive": 81920,
           "map": 16384}
SHARED = {"tags": "header"}  # targets that start from another one's seeds
# A frame: "    #3 0x7f.. in name file:1:2" or "... (/usr/lib/libx.so+0x12)".
FRAME = re.compile(r"^\s+#\d+ 0x[0-9a-f]+ (?:in (.*) )?\(?(/[^ ():+]+|[^ ():+]+)")
RUNTIME = ("compiler-rt", "sanitizer", "libc.so", "libstdc++", "libclang_rt", "ld-linux", "libgcc_s", "nptl", "sysdeps")


def theirs(report):
    """The library that broke, or None where it is our own code (or can't be told)."""
    for line in report.splitlines():
        found = FRAME.match(line)
        if not found:
            continue
        text = line[line.index("0x"):]
        if any(word in text for word in RUNTIME) or " __interceptor_" in text or " operator " in text \
                or "fuzzer::" in text or re.search(r"in (__asan|__ubsan|mem(cpy|move|set)|malloc|free|raise|abort|gsignal)", text):
            continue
        library = re.search(r"/lib([A-Za-z0-9_-]+?)\.so", text)
        if library and library[1].startswith("Qt6"):
            continue  # an assertion of ours dies in there
        return library[1] if library else None
    return None


def environment():
    out = dict(os.environ)
    # DCMTK asks for as much as a length says before it looks whether that is there, and bears a refusal: as in the
    # worker, whose address space has an end.
    out["ASAN_OPTIONS"] = ":".join(["detect_leaks=0", "allocator_may_return_null=1", "max_allocation_size_mb=512",
                                    "malloc_context_size=8", "abort_on_error=0",
                                    'stack_trace_format="    #%n %p in %f %S (%m)"'])
    # Without names of functions nobody can tell whose a crash is.
    symbolizer = shutil.which("llvm-symbolizer") or shutil.which("llvm-symbolizer-19") or shutil.which("addr2line")
    if symbolizer:
        out["ASAN_OPTIONS"] += ":external_symbolizer_path=" + symbolizer
    out["UBSAN_OPTIONS"] = "print_stacktrace=1:halt_on_error=1"
    return out


def processor():
    """Seconds of the processor that programs started here have had: on a busy machine far fewer than those that passed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def number(name, report):
    found = re.findall(r"stat::" + name + r":\s+(\d+)", report)
    return int(found[-1]) if found else 0


def run(program, name, seconds, seeds, corpus, found):
    end, result = time.monotonic() + seconds, {"runs": 0, "ours": [], "theirs": {}, "memory": 0, "features": 0}
    before = processor()
    while (rest := int(end - time.monotonic())) > 0:
        command = [str(program), f"-max_total_time={rest}", f"-max_len={LONGEST.get(name, 8192)}", "-timeout=20",
                   "-rss_limit_mb=3000", "-malloc_limit_mb=5000", "-print_final_stats=1", "-print_funcs=0", "-use_value_profile=1",
                   f"-artifact_prefix={found}/{name}-", str(corpus), *map(str, seeds)]
        done = subprocess.run(command, capture_output=True, env=environment(), check=False)
        report = done.stderr.decode("utf-8", "replace")
        result["runs"] += number("number_of_executed_units", report)
        if features := re.findall(r"\bft: (\d+)", report):
            result["features"] = max(result["features"], int(features[-1]))
        if done.returncode == 0:
            break
        artifact = re.findall(r"Test unit written to (\S+)", report)
        where = theirs(report)
        kind = (re.findall(r"SUMMARY: (.*)", report) or ["no report"])[-1]
        memory = "out-of-memory" in kind or "allocation-size-too-big" in kind or "std::bad_alloc" in report
        if memory and name != "wire":  # the worker answers; the program itself has nobody who would
            result["memory"] += 1
        elif where:
            result["theirs"][where] = result["theirs"].get(where, 0) + 1
        else:
            result["ours"].append((kind, artifact[-1] if artifact else ""))
            Path(found, f"{name}-{len(result['ours'])}.log").write_text(report)
        if not artifact:
            print(report[-2000:], file=sys.stderr)
            break
    result["processor"] = processor() - before
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--seconds", type=int, default=int(os.environ.get("CASEBOOK_FUZZ_SECONDS", "600")))
    parser.add_argument("--target", action="append")
    parser.add_argument("--corpus", type=Path)
    args = parser.parse_args()
    folder = args.build / "fuzz"
    names = args.target or sorted(p.name[5:] for p in folder.glob("fuzz_*") if p.name != "fuzz_seeds" and os.access(p, os.X_OK))
    if not names:
        sys.exit("no fuzz targets are built")
    seeds, found = args.build / "seeds", args.build / "found"
    shutil.rmtree(seeds, ignore_errors=True)
    seeds.mkdir(parents=True)
    found.mkdir(exist_ok=True)
    subprocess.run([folder / "fuzz_seeds", seeds], check=True, env=environment())
    subprocess.run([sys.executable, HERE / "seeds.py", seeds], check=True)
    failed = False
    print("| target | seconds | processor | executions | features | ours | theirs | memory |\n|---|---|---|---|---|---|---|---|")
    for name in names:
        corpus = args.build / "corpus" / name
        corpus.mkdir(parents=True, exist_ok=True)
        places = [p for p in (seeds / SHARED.get(name, name), args.corpus and args.corpus / name) if p and p.is_dir()]
        begin = time.monotonic()
        result = run(folder / f"fuzz_{name}", name, args.seconds, places, corpus, found)
        seconds = round(time.monotonic() - begin)
        others = ", ".join(f"{k} {v}" for k, v in sorted(result["theirs"].items())) or "0"
        print(f"| {name} | {seconds} | {result['processor']:.0f} | {result['runs']:,} | {result['features']:,} | {len(result['ours'])} | {others} | "
              f"{result['memory']} |", flush=True)
        for kind, artifact in result["ours"]:
            print(f"  {name}: {kind}: {artifact}", file=sys.stderr, flush=True)
        failed = failed or bool(result["ours"]) or result["runs"] == 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
