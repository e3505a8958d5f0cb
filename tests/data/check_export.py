# SPDX-License-Identifier: GPL-3.0-or-later
"""A finished set against the files it was made from, by pydicom, csv, sha256sum and dciodvfy. Prints JSON.

check_export.py SOURCE SET
"""
import csv
import datetime
import glob
import hashlib
import json
import os
import re
import subprocess
import sys

import pydicom

source, out = sys.argv[1:3]
faults, facts = [], {}


def need(good, words):
    if not good:
        faults.append(words)


def table(name):
    with open(f"{out}/data/{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text):
    text = text.replace("-", "")
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def errors_of(path):
    run = subprocess.run(["dciodvfy", "-new", path], capture_output=True, text=True, errors="replace")
    return {re.sub(r"<[^>]*>|\([^)]*\)|\d+", "", l) for l in (run.stdout + run.stderr).splitlines() if l.startswith("Error")}


def stored(d):
    return hashlib.sha256(bytes(d.PixelData)).hexdigest()


before = [pydicom.dcmread(p) for p in sorted(glob.glob(f"{source}/**/*.dcm", recursive=True))]
paths = sorted(glob.glob(f"{out}/images/**/*.dcm", recursive=True))
after = [pydicom.dcmread(p) for p in paths]
facts["objects"] = len(after)
if after:
    wanted = sorted(stored(d) for d in before if d.SOPClassUID.endswith(".1.2") or (d.Modality == "SEG" and "5.5.5.5" not in d.FrameOfReferenceUID))
    need(sorted(stored(d) for d in after) == wanted, "pixels are not those of the source")
    uids = {d.SOPInstanceUID for d in after}
    need(len(uids) == len(after), "SOP Instance UIDs are not unique")
    for path, d in zip(paths, after):
        need(d.PatientID == d.PatientName == path.split("/images/")[1].split("/")[0], "pseudonym and folder differ")
        need(d.file_meta.MediaStorageSOPInstanceUID == d.SOPInstanceUID, "meta UID")
        for e in d.iterall():
            need(not e.tag.is_private, f"private {e.tag}")
            if e.keyword == "ReferencedSOPInstanceUID" and d.Modality == "SEG":
                need(e.value in uids, "a reference does not resolve")
    images = [d for d in after if d.Modality == "CT"]
    frames = {}
    for d in images:
        frames.setdefault(d.PatientID, set()).add(d.FrameOfReferenceUID)
    for d in after:
        need(d.FrameOfReferenceUID in frames[d.PatientID], "a frame of reference does not resolve")
    groups = list(frames.values())
    need(not groups[0] & groups[1], "two subjects share a frame of reference")
    gaps = lambda ds, key: sorted({abs((day(a.StudyDate) - day(b.StudyDate)).days) for a in ds for b in ds if key(a) == key(b)})
    need(gaps(images, lambda d: d.PatientID) == gaps([d for d in before if d.Modality == "CT" and d.SOPClassUID.endswith(".1.2")], lambda d: d.PatientID), "gaps between exams")
    for path, d in zip(paths, after):
        match = next(p for p in before if stored(p) == stored(d) and p.Modality == d.Modality)
        new = errors_of(path) - errors_of(match.filename)
        need(not new, f"dciodvfy {sorted(new)[:3]}")
    facts["study_dates"] = sorted({(d.PatientID, d.StudyDate) for d in images})
    facts["ages"] = sorted({d.PatientAge for d in images if "PatientAge" in d})
    facts["uids"] = sorted({e.value for d in after for e in d.iterall() if e.VR == "UI" and isinstance(e.value, str) and e.value.startswith("2.25.")})
if os.path.exists(f"{out}/data"):
    facts["tables"] = {os.path.basename(p)[:-4]: None for p in glob.glob(f"{out}/data/*.csv")}
    for name in facts["tables"]:
        facts["tables"][name] = table(name)
    facts["pseudonyms"] = sorted(r["subject"] for r in table("subjects"))
    package = json.load(open(f"{out}/datapackage.json", encoding="utf-8"))
    for r in package["resources"]:
        with open(f"{out}/{r['path']}", newline="", encoding="utf-8") as file:
            need(next(csv.reader(file)) == [f["name"] for f in r["schema"]["fields"]], f"columns of {r['name']}")
need(subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=out, capture_output=True).returncode == 0, "sha256sum")
listed = {line.split("  ", 1)[1].strip() for line in open(f"{out}/SHA256SUMS", encoding="utf-8")}
there = {os.path.relpath(os.path.join(d, f), out) for d, _, fs in os.walk(out) for f in fs} - {"SHA256SUMS"}
need(listed == there, f"SHA256SUMS lists other files: {sorted(listed ^ there)[:3]}")
print(json.dumps({"faults": faults, "facts": facts}, ensure_ascii=False))
