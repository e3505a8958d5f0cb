#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Licence line in every source file, no path of somebody's machine, no large file, no unfinished
translation. With lupdate here, strings that are not in the translation files yet count as unfinished."""
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from checklib import CODE, LAYERS, ROOT, project_files, read, report

SPDX = "SPDX-License-Identifier: GPL-3.0-or-later"
SOURCES = CODE + (".py", ".sh", ".cmake", ".sql")
NAMED = ("dev", "run", "CMakeLists.txt", ".clang-format", ".clang-tidy", "pre-commit")
BINARY = (".png", ".jpg", ".dcm", ".gz", ".zip", ".ttf", ".otf", ".qm", ".ico", ".bin", ".nrrd", ".pdf")
LARGEST = 1 << 20
HOMES = re.compile(r"(?<![\w.~/-])/(?:home|Users)/[A-Za-z0-9_]|(?<![\w.~/-])/root/")
TOO_COMMON = {Path(p) for p in ("/", "/tmp", "/root", "/home", "/srv", "/mnt", "/opt", "/data", "/var/tmp")}


def machine_paths():
    """The places this checkout lies in; text that names them was copied from a terminal."""
    return [str(p) + "/" for p in (ROOT, ROOT.parent) if p not in TOO_COMMON and p.parent not in TOO_COMMON - {Path("/")}]


def text_problems(path):
    problems = []
    if (ROOT / path).stat().st_size > LARGEST:
        problems.append(f"{path}: larger than {LARGEST} bytes")
    if path.suffix in BINARY or path.parts[0] == "LICENSES" or path.name == "LICENSE":
        return problems
    text = read(path)
    if (path.suffix in SOURCES or path.name in NAMED) and SPDX not in "\n".join(text.splitlines()[:5]):
        problems.append(f"{path}:1: no line '{SPDX}'")
    for number, line in enumerate(text.splitlines(), 1):
        if path.parts[:2] == ("packaging", "dev") and path.name == Path(__file__).name:
            break
        if HOMES.search(line) or any(p in line for p in machine_paths()):
            problems.append(f"{path}:{number}: a path of one machine: {line.strip()[:100]}")
    return problems


def unfinished(path, shown):
    problems = []
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "" if translation is None else translation.get("type", "")
            if kind in ("vanished", "obsolete"):
                continue
            if kind == "unfinished" or translation is None or not "".join(translation.itertext()).strip():
                source = (message.findtext("source") or "")[:80]
                problems.append(f"{shown}: not translated: [{context.findtext('name')}] {source}")
    return problems


def translation_problems():
    problems = []
    lupdate = next((t for t in ("/usr/lib/qt6/bin/lupdate", shutil.which("lupdate")) if t and Path(t).exists()), None)
    for path in sorted((ROOT / "translations").glob("*zh*.ts")):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, path.name)
            shutil.copy(path, copy)
            if lupdate:
                subprocess.run([lupdate, "-silent", "-no-obsolete", "-extensions", "cpp,h", "-I", str(ROOT),
                                *(str(ROOT / l) for l in LAYERS), "-ts", str(copy)],
                               cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            problems += unfinished(copy, path.relative_to(ROOT))
    return problems


def main():
    problems = [p for path in project_files() for p in text_problems(path)]
    code = report("texts", problems)
    return report("translations", translation_problems()) or code


if __name__ == "__main__":
    sys.exit(main())
