# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the checks: where the sources are. Plain Python, so that ctest can run the checks too."""
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("core", "storage", "viewers", "widgets", "app")
CODE = (".h", ".cpp", ".c")


def code_files(folders=LAYERS + ("tests",)):
    """C and C++ files of the layers and tests, as paths from the root; new ones included."""
    found = []
    for folder in folders:
        for where, names, files in os.walk(ROOT / folder):
            names.sort()
            found += [Path(where, f).relative_to(ROOT) for f in sorted(files) if f.endswith(CODE)]
    return found


def project_files():
    """Every file that is or will be in the repository; without git, what lies in the folders."""
    try:
        done = subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True)
        names = [n for n in done.stdout.decode().split("\0") if n]
    except (OSError, subprocess.CalledProcessError):
        names = []
        for where, folders, files in os.walk(ROOT):
            if Path(where) == ROOT:
                folders[:] = [f for f in folders if f not in ("build", ".git")]
            folders[:] = [f for f in folders if f != "__pycache__"]
            names += [str(Path(where, f).relative_to(ROOT)) for f in files]
    return [Path(n) for n in sorted(names) if (ROOT / n).is_file() and not (ROOT / n).is_symlink()]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def report(title, problems):
    """Prints the problems, one a line, and gives the exit code."""
    for problem in problems:
        print(problem)
    print(f"{title}: {'ok' if not problems else str(len(problems)) + ' problem(s)'}")
    return 1 if problems else 0
