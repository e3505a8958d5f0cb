# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants identifiers in copies of a real CT and in a segmentation of it.

plant_identifiers.py ct SOURCE FOLDER: SOURCE/*.dcm with a name, numbers, places, dates and private elements at depth (pixels
untouched, compressed as they came) into FOLDER/ct, three slices again as a later exam into FOLDER/later, and objects that are
never released (SR, RTSTRUCT, GSPS, PDF) into FOLDER/other.
plant_identifiers.py seg FILE: the same in a segmentation, in place.
plant_identifiers.py nifti FOLDER FILE: a label map on the grid of FOLDER/ct, the name in every text a NIfTI-1 header has.
All print a JSON array of texts that may not come out.
"""
import copy
import glob
import gzip
import json
import os
import struct
import sys

import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

NAME, HAN, PID, BIRTH = "Ouyang^Xiaofeng", "欧阳晓峰", "Q77120456", "19470913"
FIRST, LATER = "20240102", "20240628"
NEEDLES = [NAME, "Xiaofeng", "XIAOFENG", "Ouyang Xiaofeng", HAN, PID, BIRTH, "1947-09-13", "1947年9月13日", FIRST, LATER, "2024-01-02", "2024-06-28",
           "滨江第三医院", "Riverside Third Hospital", "RTHCT07", "SN-55-900817", "ACC9081726", "Zheng^Daifu", "郑大夫", "13587654321",
           "LIDC-IDRI-0001", "2819497684894126", "1.3.6.1.4.1.14519.5.2.1", "62796001", "ACME PLANT", "WARD-0071", "PLANTPACS"]


def item(**values):
    out = Dataset()
    for key, value in values.items():
        setattr(out, key, value)
    return out


def private_depth(text, depth):
    inner = Dataset()
    inner.add_new(0x00330010, "LO", "ACME PLANT")
    inner.add_new(0x00331013, "LO", text)
    inner.add_new(0x00331014, "UN", HAN.encode("gb18030"))
    for _ in range(depth - 1):
        outer = Dataset()
        outer.add_new(0x00330010, "LO", "ACME PLANT")
        outer.add_new(0x00331015, "SQ", Sequence([inner]))
        inner = outer
    return inner


def plant(d, day):
    """What a scanner and a PACS write, everywhere at once."""
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex, d.PatientAge = f"{NAME}={HAN}", PID, BIRTH, "M", "076Y"
    d.AccessionNumber, d.InstitutionName, d.StationName, d.DeviceSerialNumber = "ACC9081726", "滨江第三医院", "RTHCT07", "SN-55-900817"
    d.InstitutionAddress, d.ReferringPhysicianName, d.OperatorsName = "Riverside Third Hospital", "Zheng^Daifu=郑大夫", "Zheng^Daifu"
    for element in list(d.iterall()):
        if element.VR == "DA" and element.value and element.keyword != "PatientBirthDate":
            element.value = day
        if element.VR == "DT" and element.value:
            element.value = day + "101500.5+0800"
    d.SeriesDescription = f"{d.get('SeriesDescription', '')} CHEST {HAN} 1.25mm"
    d.StudyDescription, d.PatientComments = f"{HAN} 胸部平扫", f"{NAME} 13587654321 出生日期 1947年9月13日"
    d.ImageComments, d.AdditionalPatientHistory = f"{PID} {HAN}", "born 1947-09-13"
    d.RequestAttributesSequence = [item(RequestedProcedureID="WARD-0071", ReasonForTheRequestedProcedure=HAN)]
    d.ReferencedStudySequence = [item(ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1", ReferencedSOPInstanceUID=d.StudyInstanceUID)]
    d.ReferencedPerformedProcedureStepSequence = [item(ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.3", ReferencedSOPInstanceUID="1.2.826.0.20240102.66")]
    source = d.ReferencedSeriesSequence[0].ReferencedInstanceSequence[0].ReferencedSOPInstanceUID if d.Modality == "SEG" else d.SOPInstanceUID
    deep = item(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID=source, PatientComments=HAN,
                InstitutionName="Riverside Third Hospital")
    deep.add_new(0x00330010, "LO", "ACME PLANT")
    deep.add_new(0x00331015, "SQ", Sequence([private_depth(NAME, 4)]))
    d.ReferencedImageSequence = [deep]
    d.OriginalAttributesSequence = [item(ModifyingSystem="PLANTPACS", ModifiedAttributesSequence=[item(PatientID=PID)])]
    d.add_new(0x00330010, "LO", "ACME PLANT")
    d.add_new(0x00331013, "PN", NAME)
    d.add_new(0x00331014, "UN", HAN.encode())
    d.add_new(0x00331015, "SQ", Sequence([private_depth(PID, 4)]))
    d.add_new(0x60003000, "OW", f"OVERLAY {NAME} ".encode())
    d.file_meta.SourceApplicationEntityTitle = "PLANTPACS"
    d.preamble = NAME.encode().ljust(128, b"\0")


def set_charset(d, number):
    """Every third slice as UTF-8, GB18030, and GB18030 under a wrong label."""
    if number % 3 == 0:
        d.SpecificCharacterSet = "ISO_IR 192"
    elif number % 3 == 1:
        d.SpecificCharacterSet = "GB18030"
    else:
        for element in d.iterall():
            if element.VR in ("LO", "SH", "ST", "LT", "UT", "UC") and isinstance(element.value, str):
                element.value = element.value.encode("gb18030").decode("latin-1")
        d.PatientName = f"{NAME}={HAN}".encode("gb18030").decode("latin-1")
        d.ReferringPhysicianName = "Zheng^Daifu=郑大夫".encode("gb18030").decode("latin-1")
        d.SpecificCharacterSet = "ISO_IR 100"


def later(d):
    d = copy.deepcopy(d)
    for key in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "FrameOfReferenceUID"):
        setattr(d, key, f"{d.get(key)[:48]}.20240628.{int(d.get(key)[-3:])}")
    d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID
    return d


def other(d, sop_class, modality, number):
    out = Dataset()
    out.file_meta = copy.deepcopy(d.file_meta)
    out.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    out.is_little_endian, out.is_implicit_VR = True, False
    for key in ("PatientName", "PatientID", "PatientBirthDate", "StudyInstanceUID", "StudyDate", "SpecificCharacterSet", "FrameOfReferenceUID"):
        setattr(out, key, d.get(key))
    out.SOPClassUID, out.Modality = "1.2.840.10008.5.1.4.1.1." + sop_class, modality
    out.SOPInstanceUID, out.SeriesInstanceUID = f"1.2.826.0.20240102.9.{number}", f"1.2.826.0.20240102.8.{number}"
    out.file_meta.MediaStorageSOPInstanceUID, out.file_meta.MediaStorageSOPClassUID = out.SOPInstanceUID, out.SOPClassUID
    out.ReviewerName = NAME
    if modality == "SR":
        out.ContentSequence = [item(ValueType="PNAME", PersonName=NAME), item(ValueType="TEXT", TextValue=HAN)]
        out.VerifyingObserverSequence = [item(VerifyingObserverName=NAME)]
    if modality == "RTSTRUCT":
        out.StructureSetROISequence = [item(ROINumber=1, ROIName=HAN)]
    return out


def save(d, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    d.save_as(path, write_like_original=False)


def make_ct(source, folder):
    files = sorted(glob.glob(source + "/*.dcm"))
    for number, path in enumerate(files):
        d = pydicom.dcmread(path)
        again = later(d) if number in (10, 11, 12) else None
        plant(d, FIRST)
        set_charset(d, number)
        save(d, f"{folder}/ct/{number:04}.dcm")
        if again is not None:
            plant(again, LATER)
            again.SpecificCharacterSet = "ISO_IR 192"
            save(again, f"{folder}/later/{number:04}.dcm")
    d = pydicom.dcmread(f"{folder}/ct/0000.dcm")
    for number, (sop_class, modality) in enumerate((("88.11", "SR"), ("481.3", "RTSTRUCT"), ("11.1", "PR"), ("104.1", "DOC"))):
        save(other(d, sop_class, modality, number), f"{folder}/other/{modality}.dcm")


def make_seg(path):
    d = pydicom.dcmread(path)
    description = d.SeriesDescription
    plant(d, FIRST)
    d.SeriesDescription = description
    d.SpecificCharacterSet = "ISO_IR 192"
    for n, segment in enumerate(d.SegmentSequence):
        segment.SegmentDescription = NAME
        segment.add_new(0x00330010, "LO", "ACME PLANT")
        segment.add_new(0x00331015, "SQ", Sequence([private_depth(PID, 3)]))
        segment.SegmentedPropertyTypeCodeSequence[0].CodeMeaning = f"{HAN} {n}"
    for frame in d.PerFrameFunctionalGroupsSequence:
        frame.DerivationImageSequence[0].DerivationDescription = f"seen by {NAME}"
        frame.DerivationImageSequence[0].SourceImageSequence[0].add_new(0x00330010, "LO", "ACME PLANT")
        frame.DerivationImageSequence[0].SourceImageSequence[0].add_new(0x00331013, "LO", NAME)
    save(d, path)
    save(stray(path), path.replace(".dcm", "-stray.dcm"))


def stray(path):
    """The same drawn on one image that is in no study: it must not leave without it."""
    d = pydicom.dcmread(path)
    d.SOPInstanceUID, d.SeriesInstanceUID = d.SOPInstanceUID + ".7", d.SeriesInstanceUID + ".7"
    d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID
    one = d.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0].SourceImageSequence[0]
    known, one.ReferencedSOPInstanceUID = one.ReferencedSOPInstanceUID, "1.2.826.0.20240102.77"
    for image in d.ReferencedSeriesSequence[0].ReferencedInstanceSequence:
        if image.ReferencedSOPInstanceUID == known:
            image.ReferencedSOPInstanceUID = one.ReferencedSOPInstanceUID
    return d


def make_nifti(folder, path):
    slices = sorted((pydicom.dcmread(p, stop_before_pixels=True) for p in glob.glob(folder + "/ct/*.dcm")), key=lambda d: float(d.ImagePositionPatient[2]))
    first, step = slices[0], float(slices[1].ImagePositionPatient[2]) - float(slices[0].ImagePositionPatient[2])
    size = (first.Columns, first.Rows, len(slices))
    x, y, z = (float(v) for v in first.ImagePositionPatient)
    rows, columns = (float(v) for v in first.PixelSpacing)
    affine = np.array([[-columns, 0, 0, -x], [0, -rows, 0, -y], [0, 0, step, z]], "<f4")  # RAS
    header = bytearray(348)
    struct.pack_into("<i10s18s", header, 0, 348, b"LABELS", NAME.encode())
    struct.pack_into("<8h", header, 40, 3, *size, 1, 1, 1, 1)
    struct.pack_into("<hh", header, 70, 2, 8)
    struct.pack_into("<8f", header, 76, 1, columns, rows, step, 0, 0, 0, 0)
    struct.pack_into("<f", header, 108, 432)
    header[123] = 2
    struct.pack_into("<80s24s", header, 148, f"{HAN} {PID}".encode(), f"/data/{NAME}.nii".encode())
    struct.pack_into("<hh", header, 252, 0, 1)
    struct.pack_into("<12f", header, 280, *affine.ravel())
    struct.pack_into("<16s4s", header, 328, NAME.encode(), b"n+1\0")
    extension = b"\1\0\0\0" + struct.pack("<ii", 80, 6) + f"{NAME} {HAN} {BIRTH}".encode().ljust(72, b"\0")
    voxels = np.zeros(size[::-1], np.uint8)
    voxels[20:30, 100:120, 200:230] = 1
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(bytes(header) + extension + voxels.tobytes())


if __name__ == "__main__":
    if sys.argv[1] == "ct":
        make_ct(*sys.argv[2:4])
    elif sys.argv[1] == "seg":
        make_seg(sys.argv[2])
    else:
        make_nifti(*sys.argv[2:4])
    print(json.dumps(NEEDLES))
