# SPDX-License-Identifier: GPL-3.0-or-later
"""Two subjects for the tests of exports: a CT of three slices twice, a SEG, and objects that are not released.

make_export.py FOLDER
"""
import copy
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import numpy as np
from make_deid import ct, item

PEOPLE = [("Zhang^Weiwei=张伟伟", "0012345678", "19560302", "1.2.826.0.20240102.11", "20240102"),
          ("Ouyang^Mingyuan=欧阳明远", "0098765432", "19320815", "1.2.826.0.20240102.22", "20230517")]
SHARED_FRAME = "1.2.826.0.20240102.900"


def save(d, folder, name):
    os.makedirs(folder, exist_ok=True)
    d.save_as(os.path.join(folder, name), write_like_original=False)


def slice_of(person, exam, number):
    name, pid, birth, root, day = person
    d = ct()
    d.PatientName, d.PatientID, d.PatientBirthDate = name, pid, birth
    d.PatientAge = "067Y" if birth > "1940" else "091Y"
    day = day if exam == 1 else str(int(day) + 28) if day.endswith("02") else "20230614"
    d.StudyDate = d.SeriesDate = d.AcquisitionDate = d.ContentDate = day
    d.AccessionNumber = f"ACC{root[-2:]}{exam}778"
    d.StudyInstanceUID = f"{root}.{exam}"
    d.SeriesInstanceUID = f"{root}.{exam}.1"
    d.FrameOfReferenceUID = SHARED_FRAME if exam == 1 else f"{root}.{exam}.9"
    d.SOPInstanceUID = f"{root}.{exam}.1.{number}"
    d.InstanceNumber = number
    d.ImagePositionPatient = [-100, -100, 50 + 2 * number]
    d.PixelData = np.random.default_rng(number + exam).integers(0, 4000, (16, 16), dtype=np.uint16).tobytes()
    return d


def segmentation(person):
    root = person[3]
    slices = [slice_of(person, 1, n) for n in (1, 2, 3)]
    d = copy.deepcopy(slices[0])
    d.SOPClassUID, d.Modality, d.ImageType = "1.2.840.10008.5.1.4.1.1.66.4", "SEG", ["DERIVED", "PRIMARY"]
    d.SOPInstanceUID, d.SeriesInstanceUID, d.SeriesNumber = f"{root}.1.5.1", f"{root}.1.5", 5
    d.SeriesDescription, d.ContentLabel, d.ContentDescription = "Segmentation", "SEG", "of " + person[0]
    d.ContentCreatorName = person[0]
    d.BitsAllocated = d.BitsStored = 1
    d.HighBit, d.NumberOfFrames = 0, 3
    for key in ("RescaleSlope", "RescaleIntercept", "RescaleType", "WindowCenter", "WindowWidth", "PixelSpacing", "ImagePositionPatient",
                "ImageOrientationPatient", "SliceThickness", "KVP"):
        delattr(d, key)
    d.PixelData = np.packbits(np.random.default_rng(3).integers(0, 2, 16 * 16 * 3), bitorder="little").tobytes()
    d.SegmentationType = "BINARY"
    code = lambda v, m: [item(CodeValue=v, CodingSchemeDesignator="SCT", CodeMeaning=m)]
    d.SegmentSequence = [item(SegmentNumber=1, SegmentLabel="Nodule", SegmentAlgorithmType="MANUAL",
                              SegmentedPropertyCategoryCodeSequence=code("49755003", "x"), SegmentedPropertyTypeCodeSequence=code("27925004", "x"))]
    d.ReferencedSeriesSequence = [item(SeriesInstanceUID=f"{root}.1.1", ReferencedInstanceSequence=[
        item(ReferencedSOPClassUID=s.SOPClassUID, ReferencedSOPInstanceUID=s.SOPInstanceUID) for s in slices])]
    d.DimensionOrganizationSequence = [item(DimensionOrganizationUID=f"{root}.1.7")]
    d.DimensionIndexSequence = [item(DimensionOrganizationUID=f"{root}.1.7", DimensionIndexPointer=0x00200032, FunctionalGroupPointer=0x00209113)]
    d.SharedFunctionalGroupsSequence = [item(
        PlaneOrientationSequence=[item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])],
        PixelMeasuresSequence=[item(PixelSpacing=[0.7, 0.7], SliceThickness=2)],
        SegmentIdentificationSequence=[item(ReferencedSegmentNumber=1)])]
    d.PerFrameFunctionalGroupsSequence = [item(
        FrameContentSequence=[item(DimensionIndexValues=[n + 1])],
        PlanePositionSequence=[item(ImagePositionPatient=list(s.ImagePositionPatient))],
        DerivationImageSequence=[item(DerivationCodeSequence=[item(CodeValue="113076", CodingSchemeDesignator="DCM", CodeMeaning="Segmentation")],
                                      SourceImageSequence=[item(ReferencedSOPClassUID=s.SOPClassUID, ReferencedSOPInstanceUID=s.SOPInstanceUID)])])
        for n, s in enumerate(slices)]
    return d


if __name__ == "__main__":
    root = sys.argv[1]
    for number, person in enumerate(PEOPLE):
        for exam in (1, 2):
            for n in (1, 2, 3):
                save(slice_of(person, exam, n), f"{root}/p{number} {person[0]}", f"{person[1]} e{exam}_{n}.dcm")
        save(segmentation(person), f"{root}/p{number}", "seg.dcm")
    capture = slice_of(PEOPLE[0], 1, 9)
    capture.SOPClassUID, capture.SeriesInstanceUID, capture.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.7", "1.2.826.0.20240102.11.1.6", "1.2.826.0.20240102.11.1.6.1"
    save(capture, f"{root}/p0", "capture.dcm")
    lonely = segmentation(PEOPLE[1])
    lonely.SeriesInstanceUID, lonely.SOPInstanceUID, lonely.FrameOfReferenceUID = "1.2.826.0.20240102.22.1.8", "1.2.826.0.20240102.22.1.8.1", "1.2.826.0.5.5.5.5"
    save(lonely, f"{root}/p1", "lonely.dcm")
    print("done")
