# SPDX-License-Identifier: GPL-3.0-or-later
"""An exported CT with a segmentation against its planted sources (plant_identifiers.py), by pydicom, csv and dciodvfy. Prints JSON.

check_seg_export.py SOURCE TRUTH SET: TRUTH is the truth.json of the CT (SHA-256 of the stored values by other programs).
"""
import csv
import datetime
import glob
import hashlib
import json
import re
import subprocess
import sys

import numpy as np
import pydicom

source, truth_path, out = sys.argv[1:4]
faults, facts = [], {}


def need(good, words):
    if not good and words not in faults:
        faults.append(words)


def day(text):
    text = text.replace("-", "")
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def gap(a, b):
    return (day(a) - day(b)).days


def errors_of(path):
    run = subprocess.run(["dciodvfy", "-new", path], capture_output=True, text=True, errors="replace")
    return {re.sub(r"<[^>]*>|\([^)]*\)|\d+", "", l) for l in (run.stdout + run.stderr).splitlines() if l.startswith("Error")}


def read(pattern):
    return [(p, pydicom.dcmread(p)) for p in sorted(glob.glob(pattern, recursive=True))]


def frames_of(d):
    """Frames as they lie in the bits, by segment and place: nothing of any decoder."""
    bits = np.unpackbits(np.frombuffer(d.PixelData, np.uint8), bitorder="little")
    count = int(d.NumberOfFrames) * d.Rows * d.Columns
    stack = bits[:count].reshape(int(d.NumberOfFrames), d.Rows, d.Columns)
    keys = [(int(f.SegmentIdentificationSequence[0].ReferencedSegmentNumber), tuple(f.PlanePositionSequence[0].ImagePositionPatient))
            for f in d.PerFrameFunctionalGroupsSequence]
    return {key: frame.tobytes() for key, frame in zip(keys, stack)}


truth = {f["sop_instance"]: f["sha256_stored_le"] for f in json.load(open(truth_path))["files"] if "sop_instance" in f}
before = {tuple(d.ImagePositionPatient) + (d.StudyDate,): (p, d) for p, d in read(f"{source}/ct/*.dcm") + read(f"{source}/later/*.dcm")}
seg_path, seg_before = read(f"{source}/seg/*.dcm")[0]
after = read(f"{out}/images/**/*.dcm")
images = [(p, d) for p, d in after if d.Modality == "CT"]
segs = [(p, d) for p, d in after if d.Modality == "SEG"]
facts.update(images=len(images), segs=len(segs), classes=sorted({d.SOPClassUID for _, d in after}))
offsets = {gap(d.StudyDate, "20240102") for _, d in images}
exams = sorted({d.StudyDate for _, d in images})
need(len(exams) == 2 and gap(exams[1], exams[0]) == gap("20240628", "20240102"), "days between the two exams")
first = exams[0]
by_date = {first: "20240102", exams[-1]: "20240628"}
for number, (path, d) in enumerate(images):
    p, a = before[tuple(d.ImagePositionPatient) + (by_date[d.StudyDate],)]
    if by_date[d.StudyDate] == "20240102":
        need(hashlib.sha256(bytes(d.PixelData)).hexdigest() == truth[a.SOPInstanceUID], "stored values of the CT")
    for key in ("RescaleSlope", "RescaleIntercept", "PixelSpacing", "ImageOrientationPatient", "KVP", "Rows", "Columns", "SliceThickness", "PatientSex",
                "PatientAge", "InstanceNumber"):
        need(d.get(key) == a.get(key), f"{key} of the CT")
    if number % 12 == 0:
        new = errors_of(path) - errors_of(p)
        need(not new, f"dciodvfy of the CT: {sorted(new)[:3]}")
need({d.PatientID for _, d in after} == {images[0][1].PatientID}, "one subject, one pseudonym")

seg_file, seg = segs[0]
uids = {d.SOPInstanceUID: d for _, d in images}
references = [e.value for e in seg.iterall() if e.keyword == "ReferencedSOPInstanceUID"]
facts["references"] = len(references)
need(references and all(r in uids for r in references), "a reference of the SEG does not resolve")
frames = {d.FrameOfReferenceUID for _, d in images if d.StudyDate == first}
need(frames == {seg.FrameOfReferenceUID}, "frame of reference of the SEG")
need({d.SeriesInstanceUID for _, d in images if d.StudyDate == first} == {seg.ReferencedSeriesSequence[0].SeriesInstanceUID}, "series of the SEG")
need({d.StudyInstanceUID for _, d in images if d.StudyDate == first} == {seg.StudyInstanceUID}, "study of the SEG")
for f in seg.PerFrameFunctionalGroupsSequence:
    on = uids.get(f.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID)
    need(on is not None and list(on.ImagePositionPatient) == list(f.PlanePositionSequence[0].ImagePositionPatient), "a frame points to another slice")
need(frames_of(seg) == frames_of(seg_before) and len(frames_of(seg)) > 10, "voxels of the SEG")
need(seg.StudyDate == first and seg.get("ContentDate", first) == first, "dates of the SEG")
new = errors_of(seg_file) - errors_of(seg_path)
need(not new, f"dciodvfy of the SEG: {sorted(new)[:3]}")
facts["labels"] = [s.SegmentLabel for s in seg.SegmentSequence]
facts["tracking"] = [s.TrackingID == s.TrackingUID for s in seg.SegmentSequence]
facts["series"] = seg.get("SeriesDescription", "")


def table(name):
    with open(f"{out}/data/{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


pseudonym = images[0][1].PatientID
dm = [r for r in table("dm") if r["subject"] == pseudonym]
need([r["subject"] for r in table("subjects")] == [pseudonym], "pseudonym of the tables")
need(len(dm) == 1 and gap(dm[0]["index_date"], first) == 0 and gap(dm[0]["consent_date"], first) == gap("2023-12-20", "20240102"),
     "days between form and exam")
need({r["subject"] for r in table("images")} == {pseudonym}, "pseudonym of images.csv")
need(sorted({r["study_date"].replace("-", "") for r in table("images")}) == exams, "dates of images.csv")
need({e.value for _, d in images[:1] for e in d.iterall() if e.keyword == "SeriesInstanceUID"} <= {r["series_uid"] for r in table("images")}, "UIDs of images.csv")
facts["pseudonyms"] = [pseudonym]
facts["uids"] = sorted({v for _, d in after for e in d.iterall() if e.VR == "UI" for v in ([e.value] if isinstance(e.value, str) else e.value)
                        if not v.startswith("1.2.840.10008.")})
print(json.dumps({"faults": faults, "facts": facts}, ensure_ascii=False))
