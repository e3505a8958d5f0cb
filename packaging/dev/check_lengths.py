#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files up to 600 lines, functions up to 80. Lists the longest; fails past the bounds. Functions are
measured where universal-ctags is installed. What is only a table of constants is excepted: a function
whose name ends in _data (rows of a Qt test), or a file or function with "constant table" in the
comment just above it."""
import json
import shutil
import subprocess
import sys

from checklib import ROOT, code_files, project_files, read, report

FILE_MAX, FUNCTION_MAX, SHOWN = 600, 80, 10


def functions(files):
    """(length, name, file, first line) of every function body."""
    if not shutil.which("ctags"):
        return None
    done = subprocess.run(
        ["ctags", "--languages=C,C++", "--langmap=C++:.h.cpp,C:.c", "--kinds-C++=f", "--kinds-C=f", "--fields=+neS",
         "--output-format=json", "-f", "-", "-L", "-"],
        cwd=ROOT, input="\n".join(map(str, files)), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None
    found = []
    for line in done.stdout.splitlines():
        tag = json.loads(line)
        if tag.get("_type") == "tag" and "end" in tag:
            found.append((tag["end"] - tag["line"] + 1, tag["name"], tag["path"], tag["line"]))
    return sorted(found, reverse=True)


def is_table(path, name, line):
    above = read(path).splitlines()[max(0, line - 4):line]
    return name.endswith("_data") or any("constant table" in text for text in above)


def main():
    problems = []
    code = code_files()
    other = [p for p in project_files() if p.suffix in (".py", ".sh", ".cmake") or p.name in ("dev", "CMakeLists.txt")]
    lengths = sorted(((read(p).count("\n"), p) for p in code + other), reverse=True)
    print("longest files: " + ", ".join(f"{p} {n}" for n, p in lengths[:SHOWN]))
    for n, path in lengths:
        if n > FILE_MAX and "constant table" not in "\n".join(read(path).splitlines()[:8]):
            problems.append(f"{path}: {n} lines, at most {FILE_MAX}")
    measured = functions(code)
    if measured is None:
        print("functions are not measured: universal-ctags is not here")
    else:
        print("longest functions: " + ", ".join(f"{name} {n} ({path}:{line})" for n, name, path, line in measured[:SHOWN]))
        problems += [f"{path}:{line}: {name} has {n} lines, at most {FUNCTION_MAX}"
                     for n, name, path, line in measured if n > FUNCTION_MAX and not is_table(path, name, line)]
    return report("lengths", problems)


if __name__ == "__main__":
    sys.exit(main())
