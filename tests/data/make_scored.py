# SPDX-License-Identifier: GPL-3.0-or-later
"""The ten objects that deid_answers.csv speaks of, told apart by InstanceNumber. Two people share a frame of reference.

make_scored.py FOLDER: writes FOLDER/01.dcm ... 10.dcm
"""
import copy
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import numpy as np
from make_deid import ct, item
from pydicom.sequence import Sequence
from pydicom.dataset import Dataset
from pydicom.uid import RLELossless

FRAME = "1.2.826.0.20240102.900"
PEOPLE = {1: ("Zhang^Weiwei=张伟伟", "0012345678", "19560302", "067Y"), 2: ("Ouyang^Mingyuan=欧阳明远", "0098765432", "19320815", "091Y")}


def image(number, person, study, series, day, charset="ISO_IR 192"):
    d = ct()
    d.SpecificCharacterSet = charset
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientAge = PEOPLE[person]
    family = PEOPLE[person][0].split("^")[0]
    d.StudyDate = d.SeriesDate = d.AcquisitionDate = d.ContentDate = day
    d.AcquisitionDateTime = day + "101500.5"
    d.StudyInstanceUID, d.SeriesInstanceUID = f"1.2.826.0.20240102.{person}.{study}", f"1.2.826.0.20240102.{person}.{study}.{series}"
    d.SOPInstanceUID, d.FrameOfReferenceUID, d.InstanceNumber = f"1.2.826.0.20240102.{person}.{study}.{series}.{number}", FRAME, number
    d.AccessionNumber = f"ACC{person}{study}5566"
    han = PEOPLE[person][0].split("=")[1]
    d.SeriesDescription, d.StudyDescription = f"CHEST {family} 1.25mm", f"{han} 胸部平扫"
    d.PatientComments, d.ImageComments = f"{han} 13912345678", f"{PEOPLE[person][0]} born {PEOPLE[person][2]}"
    d.InstitutionName, d.StationName = "湖滨医院", "LGHCT03"
    d.ReferencedImageSequence = [item(ReferencedSOPClassUID=d.SOPClassUID, ReferencedSOPInstanceUID=f"1.2.826.0.20240102.{person}.1.1.77")]
    d.RequestAttributesSequence = [item(RequestedProcedureID="RP778", RequestedProcedureDescription=f"CT of {family}")]
    d.add_new(0x00330010, "LO", "ACME 1.0")
    d.add_new(0x00331013, "LO", han)
    inner = Dataset()
    inner.add_new(0x00330010, "LO", "ACME 1.0")
    inner.add_new(0x00331013, "PN", PEOPLE[person][0])
    d.add_new(0x00331015, "SQ", Sequence([inner]))
    d.ImagePositionPatient = [-100, -100, 50 + 2 * number]
    d.PixelData = np.random.default_rng(number).integers(0, 4000, (16, 16), dtype=np.uint16).tobytes()
    return d


def mr():
    d = image(6, 1, 2, 6, "20240628")
    d.SOPClassUID, d.Modality, d.Manufacturer = "1.2.840.10008.5.1.4.1.1.4", "MR", "SIEMENS"
    for key in ("RescaleIntercept", "RescaleSlope", "RescaleType", "KVP"):
        delattr(d, key)
    d.ImageType = ["ORIGINAL", "PRIMARY", "M", "ND"]
    d.ScanningSequence, d.SequenceVariant, d.ScanOptions, d.MRAcquisitionType = "SE", "SK", "PFP", "2D"
    d.RepetitionTime, d.EchoTime, d.EchoTrainLength, d.MagneticFieldStrength = "500", "12", 3, "1.5"
    d.SequenceName, d.ReferencedImageSequence[0].ReferencedSOPClassUID = "*tse2d1_3", d.SOPClassUID
    return d


def pet():
    d = image(7, 2, 1, 7, "20230517")
    d.SOPClassUID, d.Modality = "1.2.840.10008.5.1.4.1.1.128", "PT"
    d.SeriesType, d.Units, d.CountsSource, d.DecayCorrection = ["STATIC", "IMAGE"], "BQML", "EMISSION", "START"
    d.CorrectedImage, d.NumberOfSlices, d.ImageIndex = ["DECY", "ATTN"], 1, 1
    d.SeriesTime, d.AcquisitionTime, d.FrameReferenceTime, d.ActualFrameDuration = "101400", "101500", "1000.0", 120000
    d.CollimatorType, d.RandomsCorrectionMethod, d.ImageType = "NONE", "DLYD", ["ORIGINAL", "PRIMARY"]
    d.RescaleIntercept = 0
    del d.KVP
    d.RadiopharmaceuticalInformationSequence = [item(
        Radiopharmaceutical="FDG", RadiopharmaceuticalStartTime="091500", RadionuclideTotalDose="370000000", RadionuclideHalfLife="6586.2",
        RadiopharmaceuticalStartDateTime="20230517091500",
        RadionuclideCodeSequence=[item(CodeValue="C-111A1", CodingSchemeDesignator="SRT", CodeMeaning="^18^Fluorine")])]
    d.PatientOrientationCodeSequence, d.PatientGantryRelationshipCodeSequence = [], []
    return d


def segmentation():
    first, second = image(1, 1, 1, 1, "20240102"), image(2, 1, 1, 1, "20240102")
    d = copy.deepcopy(first)
    d.SOPClassUID, d.Modality, d.ImageType = "1.2.840.10008.5.1.4.1.1.66.4", "SEG", ["DERIVED", "PRIMARY"]
    d.SeriesInstanceUID, d.SOPInstanceUID, d.InstanceNumber = "1.2.826.0.20240102.1.1.8", "1.2.826.0.20240102.1.1.8.8", 8
    for key in ("RescaleSlope", "RescaleIntercept", "RescaleType", "WindowCenter", "WindowWidth", "PixelSpacing", "ImagePositionPatient",
                "ImageOrientationPatient", "SliceThickness", "KVP", "ReferencedImageSequence"):
        delattr(d, key)
    d.BitsAllocated = d.BitsStored = 1
    d.HighBit, d.NumberOfFrames, d.SegmentationType = 0, 2, "BINARY"
    d.ContentLabel, d.ContentDescription, d.ContentCreatorName = "NODULE", "of Zhang Weiwei", "Wang^Dafu"
    d.SeriesDescription = "Segmentation Zhang"
    d.PixelData = np.packbits(np.random.default_rng(8).integers(0, 2, 512), bitorder="little").tobytes()
    code = lambda v, m: [item(CodeValue=v, CodingSchemeDesignator="SCT", CodeMeaning=m)]
    d.SegmentSequence = [item(SegmentNumber=1, SegmentLabel="Nodule", SegmentAlgorithmType="MANUAL", TrackingID="张伟伟 1", TrackingUID="1.2.826.0.20240102.88",
                              SegmentedPropertyCategoryCodeSequence=code("49755003", "Zhang Weiwei"),
                              SegmentedPropertyTypeCodeSequence=code("27925004", "Nodule"))]
    source = lambda s: item(ReferencedSOPClassUID=s.SOPClassUID, ReferencedSOPInstanceUID=s.SOPInstanceUID)
    d.ReferencedSeriesSequence = [item(SeriesInstanceUID=first.SeriesInstanceUID, ReferencedInstanceSequence=[source(first), source(second)])]
    d.DimensionOrganizationSequence = [item(DimensionOrganizationUID="1.2.826.0.20240102.89")]
    d.DimensionIndexSequence = [item(DimensionOrganizationUID="1.2.826.0.20240102.89", DimensionIndexPointer=0x00200032, FunctionalGroupPointer=0x00209113)]
    d.SharedFunctionalGroupsSequence = [item(PlaneOrientationSequence=[item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])],
                                             PixelMeasuresSequence=[item(PixelSpacing=[0.7, 0.7], SliceThickness=2)],
                                             SegmentIdentificationSequence=[item(ReferencedSegmentNumber=1)])]
    d.PerFrameFunctionalGroupsSequence = [item(
        FrameContentSequence=[item(DimensionIndexValues=[n + 1])], PlanePositionSequence=[item(ImagePositionPatient=list(s.ImagePositionPatient))],
        DerivationImageSequence=[item(DerivationCodeSequence=[item(CodeValue="113076", CodingSchemeDesignator="DCM", CodeMeaning="Segmentation")],
                                      SourceImageSequence=[source(s)])]) for n, s in enumerate((first, second))]
    return d


def compressed():
    d = image(5, 2, 1, 1, "20230517")
    d.file_meta.MediaStorageSOPClassUID, d.file_meta.MediaStorageSOPInstanceUID = d.SOPClassUID, d.SOPInstanceUID
    d.compress(RLELossless, np.frombuffer(d.PixelData, np.uint16).reshape(16, 16), encoding_plugin="pydicom")
    return d


def burned_in():
    d = image(9, 1, 1, 9, "20240102")
    pixels = np.frombuffer(d.PixelData, np.uint16).reshape(16, 16).copy()
    pixels[2:5, 1:15] = 4095  # where a scanner writes the name
    d.PixelData, d.BurnedInAnnotation = pixels.tobytes(), "YES"
    return d


def capture():
    d = image(10, 2, 1, 10, "20230517")
    d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    return d


if __name__ == "__main__":
    everything = [image(1, 1, 1, 1, "20240102"), image(2, 1, 1, 1, "20240102", "GB18030"), image(3, 1, 2, 1, "20240628", "GBK"),
                  image(4, 2, 1, 1, "20230517"), compressed(), mr(), pet(), segmentation(), burned_in(), capture()]
    for d in everything:
        d.save_as(f"{sys.argv[1]}/{d.InstanceNumber:02}.dcm", write_like_original=False)
    print("done")
