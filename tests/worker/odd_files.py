# SPDX-License-Identifier: GPL-3.0-or-later
"""odd_files.py FOLDER: files as real devices write them (and shouldn't), by pydicom and by hand, and on the
standard output what is in them as JSON: name -> what pydicom reads of the same values in a proper file."""
import hashlib
import io
import json
import struct
import sys
import warnings
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import UID

warnings.simplefilter("ignore")
FOLDER = Path(sys.argv[1])
IMPLICIT, EXPLICIT, BIG, GE = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.113619.5.2"
VALUES = (np.arange(5 * 7, dtype="i4").reshape(5, 7) * 61 - 1000).astype("<i2")
EXPECTED = {}


def base():
    ds = Dataset()
    ds.SOPClassUID, ds.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3.4"
    ds.StudyDate, ds.StudyTime, ds.Modality = "20200102", "101112", "CT"
    ds.SeriesDescription = "thin chest"
    ds.PatientName, ds.PatientID = "ODD^FILE", "P1"
    ds.SliceThickness = "1.25"
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.StudyID = "1.2.3", "1.2.3.5", "S9"
    ds.SeriesNumber, ds.InstanceNumber = "7", "12"
    ds.ImagePositionPatient, ds.ImageOrientationPatient = ["1.5", "-2", "3"], ["1", "0", "0", "0", "1", "0"]
    ds.FrameOfReferenceUID = "1.2.3.6"
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns, ds.PixelSpacing = 5, 7, ["0.5", "0.25"]
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 1
    ds.RescaleIntercept, ds.RescaleSlope = "-1024", "1"
    ds.PixelData = VALUES.tobytes()
    ds["PixelData"].VR = "OW"
    return ds


def dataset(ds, implicit, little=True):
    ds.is_implicit_VR, ds.is_little_endian = implicit, little
    out = pydicom.filebase.DicomBytesIO()
    out.is_implicit_VR, out.is_little_endian = implicit, little
    pydicom.filewriter.write_dataset(out, ds)
    return out.parent.getvalue()


def meta(syntax):
    value = syntax.encode() + b"\0" * (len(syntax) % 2)
    return b"\0" * 128 + b"DICM" + struct.pack("<HH2sH", 2, 0x10, b"UI", len(value)) + value


def element(group, tag, vr, value):
    long = vr in (b"OB", b"OW", b"UN", b"SQ", b"UT")
    head = struct.pack("<HH2s", group, tag, vr)
    return head + (struct.pack("<HI", 0, len(value)) if long else struct.pack("<H", len(value))) + value


def put(name, data, pixels=VALUES, **other):
    """What is expected of a file is what pydicom reads of the proper one, but for `other`. No pixels: refused."""
    proper = pydicom.dcmread(io.BytesIO(meta(EXPLICIT) + dataset(base(), False)), force=True)
    expected = {"rows": int(proper.Rows), "columns": int(proper.Columns), "patient": str(proper.PatientID),
                "sop": str(proper.SOPInstanceUID), "series": int(proper.SeriesNumber),
                "number": int(proper.InstanceNumber), "spacing": [float(x) for x in proper.PixelSpacing],
                "position": [float(x) for x in proper.ImagePositionPatient], "thickness": float(proper.SliceThickness),
                "slope": float(proper.RescaleSlope), "description": str(proper.SeriesDescription),
                "pixels": None if pixels is None else hashlib.sha256(pixels.tobytes()).hexdigest(), "repaired": False, "cut": False}
    expected.update(other)
    (FOLDER / name).write_bytes(data)
    EXPECTED[name] = expected


def replaced(data, tag, vr, value):
    """The explicit little endian data set with one short element written by hand."""
    at = data.index(struct.pack("<HH2s", *tag, vr))
    length = struct.unpack_from("<H", data, at + 6)[0]
    return data[:at] + element(*tag, vr, value) + data[at + 8 + length:]


def without(data, *tags):
    ds = pydicom.dcmread(io.BytesIO(meta(EXPLICIT) + data), force=True)
    for tag in tags:
        del ds[tag]
    return dataset(ds, False)


def uid(*parts):
    """PS3.5 B.2 on 16 bytes of SHA-256: the rule of the local UIDs."""
    return "2.25." + str(int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:16], "big"))


def headers(explicit, implicit, big):
    put("proper", meta(EXPLICIT) + explicit)
    put("no meta, explicit", explicit, repaired=True)
    put("no meta, implicit", implicit, repaired=True)
    put("no meta, big endian", big, repaired=True)
    put("magic word first", meta(EXPLICIT)[128:] + explicit, repaired=True)
    put("no group 0002", b"\0" * 128 + b"DICM" + explicit, repaired=True)
    syntax = EXPLICIT.encode() + b"\0"
    put("implicit meta", b"\0" * 128 + b"DICM" + struct.pack("<HHI", 2, 0x10, len(syntax)) + syntax + explicit, repaired=True)
    put("says implicit, is explicit", meta(IMPLICIT) + explicit, repaired=True)
    put("says explicit, is implicit", meta(EXPLICIT) + implicit, repaired=True)
    put("says big endian, is little", meta(BIG) + explicit, repaired=True)
    put("says little endian, is big", meta(EXPLICIT) + big, repaired=True)
    ge = base()
    ge.PixelData = VALUES.astype(">i2").tobytes()
    put("GE private, pixels big endian", meta(GE) + dataset(ge, True))
    put("trailing junk", meta(EXPLICIT) + explicit + b"\0" * 37 + b"junk" * 10)


def values(explicit):
    def by_hand(name, tag, vr, value, **other):
        put(name, meta(EXPLICIT) + replaced(explicit, tag, vr, value), **other)

    by_hand("odd length", (0x10, 0x20), b"LO", b"PAT01", patient="PAT01")
    by_hand("NUL in text", (0x08, 0x103E), b"LO", b"thin chest\0\0")
    by_hand("UID with blanks", (0x08, 0x18), b"UI", b" 1.2.3.4 \0")
    by_hand("comma as point", (0x28, 0x30), b"DS", b"0,5\\0,25")
    by_hand("blanks and NUL in numbers", (0x28, 0x30), b"DS", b" 0.5 \\0.25\0")
    by_hand("exponent", (0x28, 0x30), b"DS", b"5E-1\\+2.5e-1")
    by_hand("IS with .0", (0x20, 0x13), b"IS", b"12.0")
    by_hand("empty DS", (0x18, 0x50), b"DS", b"", thickness=0.0)
    by_hand("no number", (0x28, 0x1053), b"DS", b"one ", slope=None)
    by_hand("missing position", (0x20, 0x32), b"DS", b"1\\x\\3 ", position=None)
    by_hand("empty instance number", (0x20, 0x13), b"IS", b"", number=0)


def structures(explicit):
    at = explicit.index(struct.pack("<HH2s", 0x10, 0x10, b"PN"))
    creator = element(0x09, 0x10, b"LO", b"GEMS_IDEN_01")
    unknown = element(0x09, 0x1001, b"UN", b"\1\2\3\4")
    # Undefined length and UN: implicit inside whatever the file is (PS3.5 6.2.2).
    inner = struct.pack("<HHI", 0x08, 0x100, 4) + b"CODE"
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF) + inner + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
    sequence = struct.pack("<HH2sHI", 0x09, 0x1002, b"UN", 0, 0xFFFFFFFF) + item + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    put("private, unknown", meta(EXPLICIT) + explicit[:at] + creator + unknown + explicit[at:])
    put("private sequence as UN", meta(EXPLICIT) + explicit[:at] + creator + sequence + explicit[at:])
    put("private without creator", meta(EXPLICIT) + explicit[:at] + unknown + explicit[at:])
    nested = base()
    inside = Dataset()
    inside.CodeValue, inside.CodeMeaning, inside.PatientID, inside.Rows = "1", "x", "INSIDE", 99
    nested.ReferencedImageSequence = Sequence([inside])
    nested["ReferencedImageSequence"].is_undefined_length = True
    put("same tags in a sequence", meta(EXPLICIT) + dataset(nested, False))


def identities(explicit):
    study = ("P1", "20200102", "101112", "S9")
    put("no study UID", meta(EXPLICIT) + without(explicit, 0x0020000D), study=uid("casebook.study", *study))
    put("empty study UID", meta(EXPLICIT) + replaced(explicit, (0x20, 0x0D), b"UI", b""), study=uid("casebook.study", *study))
    put("no series UID", meta(EXPLICIT) + without(explicit, 0x0020000E),
        seriesUid=uid("casebook.series", "\x1f".join(study), "7", "1.2.3.6"))


def cut(explicit):
    whole = meta(EXPLICIT) + explicit
    put("cut in the pixels", whole[:-20], cut=True, pixels=None)
    put("cut behind the head of the pixels", whole[:-70], cut=True, pixels=None)
    short = base()
    short.PixelData = VALUES.tobytes()[:40]
    short["PixelData"].VR = "OW"
    put("fewer pixels than rows", meta(EXPLICIT) + dataset(short, False), cut=True, pixels=None)
    eight = base()
    eight.BitsAllocated, eight.BitsStored, eight.HighBit, eight.PixelRepresentation = 8, 8, 7, 0
    data = dataset(eight, False)
    at = data.index(struct.pack("<HH2s", 0x7FE0, 0x10, b"OW"))
    odd = np.arange(35, dtype="u1").tobytes()
    put("odd number of bytes", meta(EXPLICIT) + data[:at] + element(0x7FE0, 0x10, b"OB", odd), pixels=np.frombuffer(odd, "u1"))


EXPLICIT_SET = dataset(base(), False)
BIG_ENDIAN = base()
BIG_ENDIAN.PixelData = VALUES.astype(">i2").tobytes()  # pydicom swaps no pixels
headers(EXPLICIT_SET, dataset(base(), True), dataset(BIG_ENDIAN, False, False))
values(EXPLICIT_SET)
structures(EXPLICIT_SET)
identities(EXPLICIT_SET)
cut(EXPLICIT_SET)
print(json.dumps(EXPECTED))
