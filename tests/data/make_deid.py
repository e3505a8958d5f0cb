# SPDX-License-Identifier: GPL-3.0-or-later
"""CT and SEG files with planted identifiers, one folder a case, made by pydicom.

make_deid.py FOLDER: writes FOLDER/<case>/in.dcm and FOLDER/<case>/needles.json (texts that may not come out).
"""
import copy
import json
import os
import sys

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, RLELossless

NAME, HAN, PID, BIRTH = "Zhang^Weiwei", "张伟伟", "0012345678", "19560302"
STUDY, SERIES, SOP, FRAME = "1.2.826.0.20240102.7.1", "1.2.826.0.20240102.7.2", "1.2.826.0.20240102.7.3", "1.2.826.0.20240102.7.4"


def ct():
    d = Dataset()
    d.SpecificCharacterSet = "ISO_IR 192"
    d.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    d.SOPClassUID, d.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", SOP
    d.StudyDate = d.SeriesDate = d.AcquisitionDate = d.ContentDate = "20240102"
    d.StudyTime, d.ContentTime = "101500.25", "101501"
    d.AccessionNumber, d.Modality, d.Manufacturer = "A20240077", "CT", "GE MEDICAL SYSTEMS"
    d.InstitutionName, d.StationName = "Lakeside General Hospital", "LGHCT03"
    d.ReferringPhysicianName, d.OperatorsName = "Wang^Dafu", "Li^Jishi"
    d.StudyDescription, d.SeriesDescription = "CT CHEST", "LUNG 1.25mm"
    d.ManufacturerModelName, d.SoftwareVersions = "LightSpeed VCT", "gmp_vct.42"
    d.PatientName, d.PatientID = f"{NAME}={HAN}", PID
    d.PatientBirthDate, d.PatientSex, d.PatientAge = BIRTH, "M", "067Y"
    d.PatientWeight, d.PatientSize = "71.5", "1.72"
    d.BodyPartExamined, d.SliceThickness, d.KVP, d.ProtocolName = "CHEST", "1.25", "120", "5.2 CHEST"
    d.DeviceSerialNumber, d.ConvolutionKernel, d.PatientPosition = "SN778899", "LUNG", "HFS"
    d.StudyInstanceUID, d.SeriesInstanceUID, d.FrameOfReferenceUID = STUDY, SERIES, FRAME
    d.StudyID, d.SeriesNumber, d.AcquisitionNumber, d.InstanceNumber = "4711", 3, 1, 1
    d.ImagePositionPatient, d.ImageOrientationPatient = [-100, -100, 50], [1, 0, 0, 0, 1, 0]
    d.PositionReferenceIndicator = "SN"
    d.SamplesPerPixel, d.PhotometricInterpretation, d.Rows, d.Columns = 1, "MONOCHROME2", 16, 16
    d.PixelSpacing = [0.7, 0.7]
    d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 12, 11, 0
    d.RescaleIntercept, d.RescaleSlope, d.RescaleType = -1024, 1, "HU"
    d.WindowCenter, d.WindowWidth = 40, 400
    d.PixelData = np.random.default_rng(7).integers(0, 4000, (16, 16), dtype=np.uint16).tobytes()
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d.is_little_endian, d.is_implicit_VR = True, False
    return d


def item(**values):
    out = Dataset()
    for key, value in values.items():
        setattr(out, key, value)
    return out


def case_t01_descriptions():
    d = ct()
    d.SeriesDescription = "CHEST Zhang Weiwei 1.25mm 胸部平扫"
    d.StudyDescription = "张伟伟 胸部平扫"
    d.ProtocolName = "CHEST 0012345678 Weiwei"
    d.ImageComments, d.PatientComments = "Zhang Weiwei tel 13912345678", "张伟伟 住院号 0012345678"
    d.RequestedProcedureDescription = "CT CHEST ZHANG"
    return d, ["13912345678"]


def case_t02_private():
    d = ct()
    d.add_new(0x00330010, "LO", "ACME 1.0")
    d.add_new(0x00331013, "PN", NAME)
    d.add_new(0x00331014, "UN", HAN.encode())
    inner = Dataset()
    inner.add_new(0x00330010, "LO", "ACME 1.0")
    inner.add_new(0x00331013, "LO", PID)
    for _ in range(3):
        outer = Dataset()
        outer.add_new(0x00330010, "LO", "ACME 1.0")
        outer.add_new(0x00331015, "SQ", Sequence([inner]))
        inner = outer
    d.add_new(0x00331015, "SQ", Sequence([inner]))
    return d, ["ACME"]


def case_t03_deep():
    d = ct()
    deep = item(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID="1.2.826.0.5",
                PatientComments=HAN, ImageComments=NAME, InstitutionName="Lakeside General Hospital")
    private = Dataset()  # in an item of a sequence that stays
    private.add_new(0x00330010, "LO", "ACME 1.0")
    private.add_new(0x00331013, "LO", PID)
    private.add_new(0x00331014, "UN", HAN.encode("gb18030"))
    deep.add_new(0x00330010, "LO", "ACME 1.0")
    deep.add_new(0x00331013, "LO", HAN)
    deep.add_new(0x00331015, "SQ", Sequence([private]))
    d.ReferencedSeriesSequence = [item(SeriesInstanceUID=SERIES, SeriesDescription="Weiwei", ReferencedInstanceSequence=[deep])]
    request = item(RequestedProcedureID="RP778", ReasonForTheRequestedProcedure=HAN,
                   ReferencedStudySequence=[item(ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1", ReferencedSOPInstanceUID=STUDY, RetrieveAETitle="LGHPACS")])
    d.RequestAttributesSequence = [request]
    return d, ["RP778", "LGHPACS", "ACME"]


def case_t04_related():
    d = ct()
    d.RelatedSeriesSequence = [item(StudyInstanceUID=STUDY, SeriesInstanceUID=SERIES, PurposeOfReferenceCodeSequence=[])]
    return d, []


def case_t05_uid_with_date():
    return ct(), ["20240102"]


def case_t06_meta():
    d = ct()
    d.file_meta.MediaStorageSOPInstanceUID = SOP
    d.file_meta.SourceApplicationEntityTitle = "LGHPACS1"
    d.file_meta.PrivateInformationCreatorUID = "1.2.826.0.99.1"
    d.file_meta.PrivateInformation = NAME.encode()
    d.preamble = b"Zhang Weiwei".ljust(128, b"\0")
    return d, ["LGHPACS1", "1.2.826.0.99.1"]


def case_t07_birth_in_text():
    d = ct()
    d.AdditionalPatientHistory = "出生日期 1956年3月2日"
    d.SeriesDescription = "CHEST 02/03/1956"
    d.ImageComments, d.StudyDescription = BIRTH, "CHEST 1956-03-02"
    return d, ["1956年3月2日", "02/03/1956", "1956-03-02"]


def case_t08_gb18030_as_latin():
    d = ct()
    d.SpecificCharacterSet = "ISO_IR 100"
    d.PatientName = HAN.encode("gb18030").decode("latin-1")
    d.add_new(0x00081030, "LO", (HAN + "胸部平扫").encode("gb18030").decode("latin-1"))
    d.InstitutionName = "湖滨医院".encode("gb18030").decode("latin-1")
    return d, ["湖滨医院"]


def case_t08_second_byte():
    d = ct()
    d.SpecificCharacterSet = "GB18030"
    d.PatientName = "Zhang^Weiwei=昞繼"
    d.StudyDescription = "昞繼 胸部平扫"
    return d, ["昞繼"]


def case_t08_utf8_as_gb18030():
    d = ct()
    d.SpecificCharacterSet = "GB18030"
    d.add_new(0x00081030, "LO", (HAN + " 胸部平扫").encode().decode("gb18030", errors="replace"))
    d.ImageComments = HAN
    return d, []


def case_t08_charset_of_an_item():
    d, needles = case_t15_seg_labels()
    d.SegmentSequence[0].SpecificCharacterSet, d.SegmentSequence[0].SegmentLabel = "GB18030", "左肺"
    d.SegmentSequence[1].SpecificCharacterSet, d.SegmentSequence[1].SegmentLabel = "GB18030", HAN
    return d, needles


def case_t09_original_attributes():
    d = ct()
    d.OriginalAttributesSequence = [item(ModifyingSystem="LGHPACS", ReasonForTheAttributeModification="COERCE", SourceOfPreviousValues="LGH",
                                         AttributeModificationDateTime="20240103101010", ModifiedAttributesSequence=[item(PatientID="OLD445566")])]
    return d, ["OLD445566", "LGHPACS"]


def case_t10_icon():
    d = ct()
    icon = item(SamplesPerPixel=1, PhotometricInterpretation="MONOCHROME2", Rows=4, Columns=4, BitsAllocated=8, BitsStored=8, HighBit=7, PixelRepresentation=0)
    icon.PixelData = b"ICONOFZHANGWEIWE"
    d.IconImageSequence = [icon]
    return d, ["ICONOFZHANG"]


def case_t11_overlay():
    d = ct()
    d.add_new(0x60000010, "US", 16)
    d.add_new(0x60000011, "US", 16)
    d.add_new(0x60000040, "CS", "G")
    d.add_new(0x60000050, "SS", [1, 1])
    d.add_new(0x60000100, "US", 1)
    d.add_new(0x60000102, "US", 0)
    d.add_new(0x60003000, "OW", b"OVERLAYOFZHANGWEIWEI".ljust(32, b"\0"))
    d.add_new(0x60000022, "LO", "Zhang Weiwei")
    return d, ["OVERLAYOFZHANG"]


def case_t11_overlay_in_bit_12():
    d = ct()
    pixels = np.frombuffer(d.PixelData, np.uint16).copy()
    pixels[5:40] |= 0x1000
    d.PixelData = pixels.tobytes()
    return d, []


def case_t19_short_accession():
    d = ct()
    d.AccessionNumber, d.InstanceNumber = "0042", 42
    return d, []


def case_t20_device():
    d = ct()
    d.SpecificCharacterSet = "GB18030"
    d.InstitutionName, d.StationName, d.DeviceSerialNumber = "湖滨医院", "湖滨CT三号", "SN湖滨778899"
    d.InstitutionalDepartmentName, d.InstitutionAddress = "放射科湖滨", "湖滨路12号"
    return d, ["湖滨"]


def case_t20_device_utf8():
    d = ct()
    d.InstitutionName, d.StationName, d.DeviceSerialNumber = "湖滨医院", "湖滨CT三号", "SN湖滨778899"
    d.InstitutionalDepartmentName, d.InstitutionAddress, d.GantryID = "放射科湖滨", "湖滨路12号", "湖滨CT三号"
    return d, ["湖滨"]


def case_t21_age():
    d = ct()
    d.PatientAge = "093Y"
    return d, ["093Y"]


def case_t22_leap_day():
    d = ct()
    d.StudyDate = "20240229"
    d.SeriesDate = "20240301"
    d.AcquisitionDateTime = "20240229235959.123456+0800"
    d.add_new(0x00080022, "DA", "2024.02.29")
    d.FrameReferenceDateTime = "20240301000000.5"
    d.TimezoneOffsetFromUTC = "+0800"
    return d, ["20240229", "2024.02.29", "+0800"]


def case_t22_ranges_and_old_forms():
    d = ct()
    d.add_new(0x00100030, "DA", "1956.03.02")
    d.add_new(0x00080022, "DA", "20240101-20240229")
    d.add_new(0x00080023, "DA", "January 2, 2024")
    d.FrameReferenceDateTime = "202402"
    return d, ["1956.03.02", "20240101", "20240229", "January"]


def case_t24_type_1_of_ct():
    d = ct()
    d.ImageType = ["ORIGINAL", "PRIMARY", "WEIWEI"]
    d.add_new(0x00180060, "LO", "Weiwei")
    d.PositionReferenceIndicator = "WEIWEI"
    d.add_new(0x00281054, "LO", "Zhang Weiwei")
    return d, []


def case_t24_type_1_of_seg():
    d, needles = case_t15_seg_labels()
    d.Manufacturer, d.ManufacturerModelName, d.SoftwareVersions, d.DeviceSerialNumber = "Zhang Weiwei", HAN, "Weiwei 1", PID
    d.SegmentSequence[0].SegmentAlgorithmType, d.SegmentSequence[0].SegmentAlgorithmName = "AUTOMATIC", "by Zhang Weiwei"
    for segment in d.SegmentSequence:
        segment.SegmentationAlgorithmIdentificationSequence = [item(
            AlgorithmFamilyCodeSequence=[item(CodeValue="WEIWEI", CodingSchemeDesignator="99LGH", CodeMeaning=HAN)],
            AlgorithmName="of Weiwei", AlgorithmVersion=HAN)]
    return d, needles + ["99LGH"]


def case_t25_department_type():
    d = ct()
    d.InstitutionalDepartmentTypeCodeSequence = [item(CodeValue="ZW01", CodingSchemeDesignator="99LGH", CodeMeaning="Ward of Zhang Weiwei")]
    d.ProcedureCodeSequence = [item(CodeValue="LGH0101", CodingSchemeDesignator="LGH_RIS", CodeMeaning="CT of Zhang")]
    return d, ["LGH_RIS", "LGH0101", "99LGH"]


def case_t29_pinyin_id():
    d = ct()
    d.PatientID = "zhangweiwei"
    d.SoftwareVersions = "v1 zhangweiwei"
    return d, ["zhangweiwei"]


def case_t30_deflated():
    d = ct()
    d.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    return d, []


def case_t30_big_endian():
    d = ct()
    d.PixelData = np.frombuffer(d.PixelData, "<u2").astype(">u2").tobytes()
    d.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    d.is_little_endian = False
    return d, []


def case_t30_rle():
    d = ct()
    d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID
    d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID
    d.compress(RLELossless, np.frombuffer(d.PixelData, np.uint16).reshape(16, 16), encoding_plugin="pydicom")
    return d, []


def case_behind_the_pixels():
    d = ct()
    d.PixelData += b"HIDDEN BEHIND ZHANG WEIWEI"
    d.add_new(0xFFFCFFFC, "OB", b"TRAILING ZHANG WEIWEI!")
    return d, ["HIDDEN BEHIND", "TRAILING"]


def case_behind_pixels_of_16_bits():
    d = ct()
    d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 15, 1
    d.PixelData += b"HIDDEN BEHIND ZHANG WEIWEI"
    return d, ["HIDDEN BEHIND"]


def case_text_in_numbers():
    d = ct()
    d.add_new(0x00181151, "LO", "Weiwei 7")
    d.add_new(0x00181190, "LO", "zhangww")
    d.add_new(0x00180024, "SH", "WEIWEI")
    d.add_new(0x00180022, "CS", "WEIWEI")
    d.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL", "WEIWEI"]
    d.BodyPartExamined = "WEIWEI"
    d.add_new(0x00189004, "CS", "ZHANG WEIWEI")
    d.add_new(0x00080119, "UC", "WEIWEI")
    return d, ["zhangww"]


def case_long_decimals():
    """Numbers of more than the 16 characters that DS allows, as real machines write them."""
    d = ct()
    d.ImagePositionPatient = ["-249.51171875000003", "-100.00000000000001", "1.2345678901234567e-10"]
    d.ImageOrientationPatient = ["0.99999999999999989", "0", "-1.2345678901e-100", "0", "1.0000000000000000", "0"]
    d.PixelSpacing = ["0.97656250000000001", "0.97656250000000001"]
    d.RescaleSlope, d.RescaleIntercept = "1.00000000000000001", "-1024.0000000000001"
    d.SliceThickness = "1.2500000000000000"
    return d, []


def case_long_decimals_of_seg():
    d, needles = case_t15_seg_labels()
    frame = d.PerFrameFunctionalGroupsSequence[0]
    frame.PlanePositionSequence = [item(ImagePositionPatient=["-249.51171875000003", "-100.00000000000001", "50"])]
    d.SharedFunctionalGroupsSequence = [item(
        PlaneOrientationSequence=[item(ImageOrientationPatient=["0.99999999999999989", "0", "0", "0", "1", "0"])],
        PixelMeasuresSequence=[item(PixelSpacing=["0.97656250000000001", "0.97656250000000001"], SliceThickness="1.2500000000000000")])]
    return d, needles


def case_x_no_number():
    """A place that is no number can't be made up: the object stays."""
    d = ct()
    d.add_new(0x00280030, "LO", ["0.7", "about 0.7"])
    return d, []


def case_t15_seg_labels():
    d = ct()
    d.SOPClassUID = "1.2.840.10008.5.1.4.1.1.66.4"
    d.Modality, d.ImageType = "SEG", ["DERIVED", "PRIMARY"]
    d.SeriesDescription = "Segmentation Weiwei"
    d.BitsAllocated = d.BitsStored = 1
    d.HighBit, d.NumberOfFrames = 0, 1
    d.PixelData = np.packbits(np.random.default_rng(1).integers(0, 2, 256), bitorder="little").tobytes()
    d.SegmentationType, d.ContentLabel, d.ContentDescription, d.ContentCreatorName = "BINARY", "WEIWEI", "of Zhang Weiwei", NAME
    code = lambda v, m: item(CodeValue=v, CodingSchemeDesignator="SCT", CodeMeaning=m)
    first = item(SegmentNumber=1, SegmentLabel=HAN, SegmentDescription="Zhang", SegmentAlgorithmType="MANUAL", SegmentAlgorithmName="LungTool",
                 SegmentedPropertyCategoryCodeSequence=[code("49755003", "Zhang Weiwei")], SegmentedPropertyTypeCodeSequence=[code("27925004", "Nodule")],
                 TrackingID="Zhang Weiwei nodule 1", TrackingUID="1.2.826.0.20240102.88")
    second = copy.deepcopy(first)
    second.SegmentNumber, second.SegmentLabel, second.TrackingUID = 2, "Left lung", "1.2.826.0.20240102.89"
    d.SegmentSequence = [first, second]
    d.ReferencedSeriesSequence = [item(SeriesInstanceUID=SERIES, ReferencedInstanceSequence=[
        item(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID=SOP)])]
    d.SOPInstanceUID = "1.2.826.0.20240102.7.9"
    frame = item(DerivationImageSequence=[item(DerivationCodeSequence=[item(CodeValue="113076", CodingSchemeDesignator="DCM", CodeMeaning="Segmentation")],
                 SourceImageSequence=[item(ReferencedSOPClassUID="1.2.840.10008.5.1.4.1.1.2", ReferencedSOPInstanceUID=SOP)])],
                 SegmentIdentificationSequence=[item(ReferencedSegmentNumber=1)])
    d.PerFrameFunctionalGroupsSequence = [frame]
    return d, []


def case_x_colour():
    d = ct()
    d.SamplesPerPixel, d.PhotometricInterpretation, d.PlanarConfiguration = 3, "RGB", 0
    d.BitsAllocated = d.BitsStored = 8
    d.HighBit, d.PixelData = 7, bytes(16 * 16 * 3)
    return d, []


def case_x_burned_in():
    d = ct()
    d.BurnedInAnnotation = "YES"
    return d, []


def case_x_screen_save():
    d = ct()
    d.ImageType = ["DERIVED", "SECONDARY", "SCREEN SAVE"]
    return d, []


def case_x_t24_no_dummy():
    d = ct()
    d.ImageType = ["WEIWEI", "ZHANG", "AXIAL"]  # must have a value, and no dummy is known: the object stays
    return d, []


def excluded(sop_class, modality="OT", **texts):
    def make():
        d = ct()
        d.SOPClassUID, d.Modality = "1.2.840.10008.5.1.4.1.1." + sop_class if sop_class[0] != "-" else sop_class[1:], modality
        for key, value in texts.items():
            setattr(d, key, value)
        return d, []
    return make


CASES = {name[5:]: function for name, function in list(globals().items()) if name.startswith("case_")}
CASES.update({
    "x_t12_sr": excluded("88.11", "SR", CompletionFlag="COMPLETE", VerifyingObserverSequence=[item(VerifyingObserverName=NAME)], ContentSequence=[
        item(ValueType="TEXT", TextValue=HAN), item(ValueType="PNAME", PersonName=NAME), item(ValueType="DATE", Date="20240102")]),
    "x_t13_gsps": excluded("11.1", "PR", GraphicAnnotationSequence=[item(TextObjectSequence=[item(UnformattedTextValue=HAN)])]),
    "x_t14_pdf": excluded("104.1", "DOC", DocumentTitle=NAME),
    "x_t14_video": excluded("77.1.4.1", "XC"),
    "x_t14_secondary_capture": excluded("7"),
    "x_t14_raw": excluded("66"),
    "x_t14_unknown": excluded("-1.2.826.0.1.3680043.9.9"),
    "x_t16_rtstruct": excluded("481.3", "RTSTRUCT", StructureSetLabel=HAN, StructureSetROISequence=[item(ROINumber=1, ROIName=NAME)],
                               ApprovalStatus="APPROVED", ReviewerName=NAME)})

if __name__ == "__main__":
    for name, make in CASES.items():
        data, needles = make()
        folder = os.path.join(sys.argv[1], name)
        os.makedirs(folder, exist_ok=True)
        data.save_as(os.path.join(folder, "in.dcm"), write_like_original=False)
        needles += ["Weiwei", "WEIWEI", HAN, PID, BIRTH, "A20240077", "Lakeside", "LGHCT03", "Dafu", "Jishi", "SN778899", "20240102"]
        with open(os.path.join(folder, "needles.json"), "w") as file:
            json.dump(needles, file)
    print("done")
