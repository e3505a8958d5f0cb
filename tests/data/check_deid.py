# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at out.dcm beside in.dcm with pydicom: what must be kept, changed and valid. Prints a JSON object: case -> list of faults.

check_deid.py FOLDER DAYS: every case of make_deid.py that has an out.dcm; DAYS is the offset of its dates.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys

import numpy as np
import pydicom

DAYS = int(sys.argv[2])
PLANTED = ("Zhang Weiwei", "张伟伟", "Weiwei")


def moved(text):
    day = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8])) + datetime.timedelta(days=DAYS)
    return day.strftime("%Y%m%d")


def errors_of(path):
    run = subprocess.run(["dciodvfy", "-new", path], capture_output=True, text=True, errors="replace")
    lines = [l for l in (run.stdout + run.stderr).splitlines() if l.startswith("Error")]
    return {re.sub(r"<[^>]*>|\([^)]*\)|/.*?/|\d+", "", line) for line in lines}


def pixels(d):
    if d.BitsAllocated == 1:
        return hashlib.sha256(bytes(d.PixelData)[: (d.Rows * d.Columns * int(d.get("NumberOfFrames", 1)) + 7) // 8]).hexdigest()
    d.is_little_endian or None
    array = d.pixel_array
    return hashlib.sha256(np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"))).tobytes()).hexdigest()


def floats(value):
    """Of a number or several; none where a part is no number."""
    try:
        return [float(part) for part in (value if isinstance(value, (list, pydicom.multival.MultiValue)) else [value])]
    except (TypeError, ValueError):
        return None


def same(a, b):
    """As text, or as numbers: what had more characters than DS allows is written with fewer digits."""
    if str(a) == str(b):
        return True
    one, two = floats(a), floats(b)
    return one is not None and two is not None and len(one) == len(two) and np.allclose(one, two, rtol=1e-8, atol=0)


def common(a, b, fault):
    if b.PatientIdentityRemoved != "YES" or len(b.DeidentificationMethodCodeSequence) < 5:
        fault("method is not told")
    codes = [i.CodeValue for i in b.DeidentificationMethodCodeSequence]
    if codes != ["113100", "113103", "113104", "113105", "113107", "113108"]:
        fault(f"codes {codes}")
    if b.LongitudinalTemporalInformationModified != "MODIFIED" or b.SpecificCharacterSet != "ISO_IR 192":
        fault("dates or character set not told")
    for key in ("PatientName", "PatientID", "ClinicalTrialSubjectID"):
        if str(b.get(key)) != "QXRT-0007":
            fault(f"{key} is {b.get(key)}")
    if b.PatientBirthDate or b.AccessionNumber or str(b.ReferringPhysicianName):
        fault("birth date, accession or physician is not empty")
    if len(b.StudyID) != 16:
        fault("StudyID")
    for key in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID"):
        if b.get(key) == a.get(key) or not str(b.get(key)).startswith("2.25."):
            fault(f"{key} {b.get(key)}")
    if b.file_meta.MediaStorageSOPInstanceUID != b.SOPInstanceUID:
        fault("meta UID")
    if b.file_meta.TransferSyntaxUID != "1.2.840.10008.1.2.1" or b.preamble != bytes(128):
        fault("meta header")
    for key in ("SourceApplicationEntityTitle", "PrivateInformation", "SendingApplicationEntityTitle"):
        if key in b.file_meta:
            fault(f"meta {key}")
    for e in b.iterall():
        if e.tag.is_private or 0x5000 <= e.tag.group < 0x5100 or 0x6000 <= e.tag.group < 0x6100:
            fault(f"element {e.tag}")
    for key in ("Rows", "Columns", "BitsAllocated", "BitsStored", "RescaleSlope", "RescaleIntercept", "PixelSpacing", "SliceThickness",
                "ImagePositionPatient", "ImageOrientationPatient", "KVP", "Modality", "Manufacturer", "ManufacturerModelName", "InstanceNumber",
                "PatientSex", "PatientWeight", "PatientSize", "WindowCenter", "StudyTime", "ConvolutionKernel", "PatientPosition"):
        if key in a and not a.get(key) in PLANTED and not same(a.get(key), b.get(key)):
            fault(f"{key} {a.get(key)} -> {b.get(key)}")
    if len(str(a.StudyDate)) == 8 and b.StudyDate != moved(a.StudyDate):
        fault(f"StudyDate {b.StudyDate}")
    for e in b:
        if e.VR in ("LO", "SH", "CS") and isinstance(e.value, str) and e.keyword in ("PatientName",):
            fault("empty")


def t01(a, b, fault):
    if b.SeriesDescription != "CHEST 1.25mm 胸部平扫":
        fault(f"series {b.SeriesDescription}")
    if b.get("StudyDescription") not in ("胸部平扫",):
        fault(f"study {b.get('StudyDescription')}")
    if b.ProtocolName != "CHEST":
        fault(b.ProtocolName)


def t03(a, b, fault):
    inner = b.ReferencedSeriesSequence[0]
    if inner.SeriesInstanceUID != b.SeriesInstanceUID or "RequestAttributesSequence" in b:
        fault("references")


def t04(a, b, fault):
    if b.RelatedSeriesSequence[0].StudyInstanceUID != b.StudyInstanceUID:
        fault("related study")


def t11b(a, b, fault):
    if b.HighBit != 11 or int(b.pixel_array.max()) > 4095:
        fault("overlay bit")
    if (b.pixel_array != (a.pixel_array & 0x0FFF)).any():
        fault("pixels")


def t08item(a, b, fault):
    labels = [s.SegmentLabel for s in b.SegmentSequence]
    if labels != ["左肺", "Segment 2"] or any("SpecificCharacterSet" in s for s in b.SegmentSequence):
        fault(str(labels))


def t21(a, b, fault):
    if b.PatientAge != "090Y":
        fault(b.PatientAge)


def t22(a, b, fault):
    if b.SeriesDate != moved("20240301") or b.AcquisitionDate != moved("20240229"):
        fault("dates")
    if b.AcquisitionDateTime != moved("20240229") + "235959.123456" or b.FrameReferenceDateTime != moved("20240301") + "000000.5":
        fault(f"{b.AcquisitionDateTime}")
    if "TimezoneOffsetFromUTC" in b:
        fault("zone")


def t22old(a, b, fault):
    if b.get("AcquisitionDate") or b.get("ContentDate"):
        fault("a date that is none stayed")
    if b.StudyDate != moved("20240102"):
        fault("study date")


def t24ct(a, b, fault):
    if list(b.ImageType) != ["ORIGINAL", "PRIMARY", "OTHER"] or b.PositionReferenceIndicator or "KVP" not in b or b.KVP is not None:
        fault(f"{b.ImageType} {b.PositionReferenceIndicator} {b.get('KVP')}")


def t24seg(a, b, fault):
    for key in ("Manufacturer", "ManufacturerModelName", "SoftwareVersions", "DeviceSerialNumber"):
        if not b.get(key):
            fault(f"{key} is empty")
    first = b.SegmentSequence[0]
    if not first.SegmentAlgorithmName or not first.SegmentationAlgorithmIdentificationSequence[0].AlgorithmFamilyCodeSequence[0].CodeValue:
        fault("algorithm is empty")


def t25(a, b, fault):
    for e in b.iterall():
        if e.keyword == "CodeMeaning" and "Zhang" in e.value:
            fault("meaning")


def numbers(a, b, fault):
    if b.BodyPartExamined if "BodyPartExamined" in b else "":
        fault("body part")
    if list(b.ImageType)[:3] != ["ORIGINAL", "PRIMARY", "AXIAL"]:
        fault(str(b.ImageType))


def seg(a, b, fault):
    first, second = b.SegmentSequence
    if first.SegmentLabel != "Segment 1" or second.SegmentLabel != "Left lung":
        fault(f"{first.SegmentLabel} {second.SegmentLabel}")
    if first.SegmentedPropertyTypeCodeSequence[0].CodeMeaning != "Nodule" or first.SegmentedPropertyCategoryCodeSequence[0].CodeValue != "49755003":
        fault("codes")
    if first.SegmentedPropertyCategoryCodeSequence[0].CodeMeaning != "Morphologically Abnormal Structure":
        fault("meaning")
    if first.TrackingID != first.TrackingUID or first.TrackingUID == second.TrackingUID:
        fault("tracking")
    source = b.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
    if source != b.ReferencedSeriesSequence[0].ReferencedInstanceSequence[0].ReferencedSOPInstanceUID or source.startswith("1.2"):
        fault("source image")


def long_decimals(a, b, fault):
    for e in b.iterall():
        if e.VR == "DS":
            for part in e.value if e.VM > 1 else [e.value]:
                if len(getattr(part, "original_string", str(part))) > 16:
                    fault(f"{e.keyword} {part}")
    if abs(b.get("RescaleIntercept", -1024) + 1024) > 1e-9:
        fault("intercept")


def long_decimals_of_seg(a, b, fault):
    long_decimals(a, b, fault)
    frame, shared = b.PerFrameFunctionalGroupsSequence[0], b.SharedFunctionalGroupsSequence[0]
    if not same([-249.51171875000003, -100.00000000000001, 50.0], list(frame.PlanePositionSequence[0].ImagePositionPatient)):
        fault("position")
    if not same([1.0, 0, 0, 0, 1, 0], list(shared.PlaneOrientationSequence[0].ImageOrientationPatient)):
        fault("orientation")
    if not same([0.9765625, 0.9765625], list(shared.PixelMeasuresSequence[0].PixelSpacing)):
        fault("spacing")


OWN = {"long_decimals": long_decimals, "long_decimals_of_seg": long_decimals_of_seg, "t01_descriptions": t01, "t03_deep": t03, "t04_related": t04, "t11_overlay_in_bit_12": t11b, "t08_charset_of_an_item": t08item, "t21_age": t21, "t22_leap_day": t22,
       "t22_ranges_and_old_forms": t22old, "t24_type_1_of_ct": t24ct, "t24_type_1_of_seg": t24seg, "t25_department_type": t25, "text_in_numbers": numbers, "t15_seg_labels": seg}

report = {}
for case in sorted(os.listdir(sys.argv[1])):
    out = os.path.join(sys.argv[1], case, "out.dcm")
    if not os.path.exists(out):
        continue
    faults = []
    source = os.path.join(sys.argv[1], case, "in.dcm")
    a, b = pydicom.dcmread(source), pydicom.dcmread(out)
    common(a, b, faults.append)
    if case != "t11_overlay_in_bit_12" and pixels(a) != pixels(b):
        faults.append("pixels differ")
    if case in OWN:
        OWN[case](a, b, faults.append)
    fresh = errors_of(out) - errors_of(source)
    faults += [f"dciodvfy: {line}" for line in sorted(fresh)]
    report[case] = faults
print(json.dumps(report, ensure_ascii=False))
