# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores released objects by an answer table with the ten checks of MIDI-B. Knows pydicom only, no table of ours.

score_deid.py SOURCE SET ANSWERS: prints {"M1": {"required": n, "passed": n, "failed": ["instance path", ...]}, ..., "valid": ...}
ANSWERS has the columns instance, path, check, text. A path is tags with places of items between ("00120064/0/00080100"); "*" is
every value of the object. A missing file fails what must stay and passes what must go.
"""
import csv
import glob
import hashlib
import json
import re
import subprocess
import sys

import numpy as np
import pydicom

source, out, answers = sys.argv[1:4]


def by_number(pattern):
    return {int(d.InstanceNumber): d for d in (pydicom.dcmread(p) for p in sorted(glob.glob(pattern, recursive=True)))}


before, after = by_number(f"{source}/*.dcm"), by_number(f"{out}/images/**/*.dcm")


def element(d, path):
    for step in path.split("/"):
        if d is None:
            return None
        if len(step) == 8:
            d = d.get(int(step, 16))
        else:
            d = d.value[int(step)] if int(step) < len(d.value) else None
    return d


def text_of(e):
    if e is None or e.value is None:
        return ""
    return "\\".join(str(v) for v in e.value) if e.VM > 1 else str(e.value)


def everything(d):
    return "\n".join(text_of(e) if e.VR != "SQ" else "" for e in list(d.iterall()) + list(d.file_meta))


def tokens(text):
    stop = {"of", "the", "and", "born", "a", "ct", "mm"}
    return [t for t in re.split(r"[\s^=,;:]+", text.lower()) if t and t not in stop]


def digest(d):
    if d.BitsAllocated == 1:
        return hashlib.sha256(bytes(d.PixelData)).hexdigest()
    return hashlib.sha256(np.ascontiguousarray(d.pixel_array.astype("<i4")).tobytes()).hexdigest()


new_of, old_of, ids = {}, {}, {}


def one_to_one(kind, subject, old, new):
    """True while one old value has one new value and the other way round, over all objects of a subject."""
    return new_of.setdefault((kind, subject, old), new) == new and old_of.setdefault((kind, new), (subject, old)) == (subject, old)


def judge(row):
    number, path, check, text = int(row["instance"]), row["path"], row["check"], row["text"]
    a, b = before[number], after.get(number)
    if b is None:
        return check in ("M4", "M5", "M6", "M9")
    if check == "M10":
        return digest(a) == digest(b)
    if check == "M9":
        x, y, width, height = (int(v) for v in text.split())
        return len(np.unique(b.pixel_array[y:y + height, x:x + width])) == 1
    value = everything(b) if path == "*" else text_of(element(b, path))
    if check == "M1":
        return element(b, path) is not None
    if check == "M2":
        return value != ""
    if check == "M3":
        return all(t in tokens(value) for t in tokens(text))
    if check == "M4":
        return not any(t in value.lower() for t in tokens(text))
    if check in ("M5", "M6"):
        return (text if text else text_of(element(a, path))) not in value
    old = text_of(element(a, path))
    if check == "M7":
        return old != "" and value != "" and one_to_one("uid", a.PatientID, old, value)
    if check == "M8":
        return value != "" and one_to_one("id", a.PatientID, a.PatientID, value)
    raise SystemExit("no such check " + check)


def errors_of(path):
    run = subprocess.run(["dciodvfy", "-new", path], capture_output=True, text=True, errors="replace")
    return {re.sub(r"<[^>]*>|\([^)]*\)|\d+", "", l) for l in (run.stdout + run.stderr).splitlines() if l.startswith("Error")}


score = {}
for row in csv.DictReader(open(answers, encoding="utf-8")):
    one = score.setdefault(row["check"], {"required": 0, "passed": 0, "failed": []})
    one["required"] += 1
    if judge(row):
        one["passed"] += 1
    else:
        one["failed"].append(f"{row['instance']} {row['path']}")
valid = score["valid"] = {"required": len(after), "passed": 0, "failed": []}
for number, d in sorted(after.items()):
    fresh = errors_of(d.filename) - errors_of(before[number].filename)
    valid["passed"] += not fresh
    valid["failed"] += [f"{number}: {line}" for line in sorted(fresh)]
print(json.dumps(score, ensure_ascii=False))
