#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""seeds.py FOLDER: small valid inputs of the kinds that Casebook reads but doesn't write, one folder a
fuzz target. Made by pydicom, numpy, zipfile and tarfile; nothing in them comes from a person."""
import gzip
import io
import struct
import sys
import tarfile
import warnings
import zipfile
import zlib
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import UID

warnings.simplefilter("ignore")
ROOT = Path(sys.argv[1])
CT, SR, RT, PR = ("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.88.33", "1.2.840.10008.5.1.4.1.1.481.3",
                  "1.2.840.10008.5.1.4.1.1.11.1")


def put(targets, name, data):
    for target in targets.split():
        folder = ROOT / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def file_of(ds, syntax, implicit=False, little=True):
    ds.file_meta = FileMetaDataset()
    ds.file_meta.TransferSyntaxUID = UID(syntax)
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    ds.is_implicit_VR, ds.is_little_endian = implicit, little
    ds.preamble = b"\0" * 128
    out = io.BytesIO()
    pydicom.dcmwrite(out, ds, write_like_original=False)
    return out.getvalue()


def base(sop_class, modality):
    ds = Dataset()
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.SOPClassUID, ds.SOPInstanceUID = sop_class, "1.2.3.4"
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = "1.2.3", "1.2.3.5", "1.2.3.6"
    ds.Modality, ds.PatientName, ds.PatientID = modality, "SYNTHETIC^SEED", "S1"
    return ds


def picture(samples=1, bits=16):
    ds = base(CT, "CT")
    ds.Rows, ds.Columns, ds.SamplesPerPixel = 4, 6, samples
    ds.PhotometricInterpretation = "MONOCHROME2" if samples == 1 else "RGB"
    if samples > 1:
        ds.PlanarConfiguration = 0
    ds.BitsAllocated = ds.BitsStored = bits
    ds.HighBit, ds.PixelRepresentation = bits - 1, 1 if bits == 16 else 0
    ds.ImagePositionPatient, ds.ImageOrientationPatient = [0, 0, 0], [1, 0, 0, 0, 1, 0]
    ds.PixelSpacing, ds.RescaleSlope, ds.RescaleIntercept = [0.5, 0.5], "1", "-1024"
    return ds


def rle(plane):
    """One segment, literal runs (PS3.5 G.3)."""
    out = b"".join(bytes([len(plane[n:n + 128]) - 1]) + plane[n:n + 128] for n in range(0, len(plane), 128))
    return out + b"\0" * (len(out) % 2)


def pictures():
    plain = bytes(range(48))
    for name, syntax, implicit, little in (("implicit", "1.2.840.10008.1.2", True, True),
                                           ("big", "1.2.840.10008.1.2.2", False, False),
                                           ("deflated", "1.2.840.10008.1.2.1.99", False, True)):
        ds = picture()
        ds.PixelData = plain
        ds["PixelData"].VR = "OW"
        put("header pixels deid", name + ".dcm", file_of(ds, syntax, implicit, little))
    ds = picture(3, 8)
    ds.PixelData = bytes(72)
    put("header pixels deid", "colour.dcm", file_of(ds, "1.2.840.10008.1.2.1"))
    high, low = rle(plain[1::2]), rle(plain[0::2])
    frame = struct.pack("<16I", 2, 64, 64 + len(high), *[0] * 13) + high + low
    ds = picture()
    ds.PixelData = encapsulate([frame])
    ds["PixelData"].is_undefined_length = True
    put("header pixels deid", "rle.dcm", file_of(ds, "1.2.840.10008.1.2.5"))
    # Two samples a pixel in native form, its bytes in swapped words.
    ds = picture(3, 8)
    ds.PhotometricInterpretation = "YBR_FULL_422"
    ds.PixelData = bytes(48)
    ds["PixelData"].VR = "OW"
    put("header pixels deid", "half.dcm", file_of(ds, "1.2.840.10008.1.2.2", False, False))
    ds = picture()
    ds.NumberOfFrames = 2
    ds.PixelData = plain * 2
    ds["PixelData"].VR = "OW"
    put("header pixels deid", "frames.dcm", file_of(ds, "1.2.840.10008.1.2.1"))


def code(value, scheme, meaning):
    ds = Dataset()
    ds.CodeValue, ds.CodingSchemeDesignator, ds.CodeMeaning = value, scheme, meaning
    return ds


def item(kind, concept, relation=None, **more):
    ds = Dataset()
    ds.ValueType = kind
    if relation:
        ds.RelationshipType = relation
    ds.ConceptNameCodeSequence = Sequence([concept])
    for key, value in more.items():
        setattr(ds, key, value)
    return ds


def report():
    ds = base(SR, "SR")
    value = Dataset()
    value.NumericValue, value.MeasurementUnitsCodeSequence = "12.5", Sequence([code("mm", "UCUM", "mm")])
    number = item("NUM", code("103339001", "SCT", "Long Axis"), "CONTAINS", MeasuredValueSequence=Sequence([value]))
    point = item("SCOORD", code("111030", "DCM", "Image Region"), "INFERRED FROM", GraphicType="POINT",
                 GraphicData=[1.0, 2.0])
    number.ContentSequence = Sequence([point])
    text = item("TEXT", code("121071", "DCM", "Finding"), "CONTAINS", TextValue="seed")
    ds.ValueType, ds.ContinuityOfContent = "CONTAINER", "SEPARATE"
    ds.ConceptNameCodeSequence = Sequence([code("126000", "DCM", "Imaging Measurement Report")])
    ds.ContentSequence = Sequence([number, text])
    put("header sr deid", "report.dcm", file_of(ds, "1.2.840.10008.1.2.1"))


def structures():
    ds = base(RT, "RTSTRUCT")
    ds.StructureSetLabel = "SEED"
    roi, contour, shape = Dataset(), Dataset(), Dataset()
    roi.ROINumber, roi.ROIName, roi.ReferencedFrameOfReferenceUID = 1, "ball", "1.2.3.6"
    roi.ROIGenerationAlgorithm = "AUTOMATIC"
    shape.ContourGeometricType, shape.NumberOfContourPoints = "CLOSED_PLANAR", 3
    shape.ContourData = [0, 0, 0, 4, 0, 0, 0, 4, 0]
    contour.ReferencedROINumber, contour.ROIDisplayColor = 1, [255, 0, 0]
    contour.ContourSequence = Sequence([shape])
    ds.StructureSetROISequence, ds.ROIContourSequence = Sequence([roi]), Sequence([contour])
    put("header rtstruct deid", "structures.dcm", file_of(ds, "1.2.840.10008.1.2"))


def presentation():
    ds = base(PR, "PR")
    graphic, layer = Dataset(), Dataset()
    graphic.GraphicAnnotationUnits, graphic.GraphicDimensions, graphic.NumberOfGraphicPoints = "PIXEL", 2, 2
    graphic.GraphicData, graphic.GraphicType, graphic.GraphicFilled = [1.0, 1.0, 3.0, 3.0], "POLYLINE", "N"
    layer.GraphicLayer, layer.GraphicObjectSequence = "L", Sequence([graphic])
    ds.GraphicAnnotationSequence = Sequence([layer])
    ds.ContentLabel = "SEED"
    put("header sr", "presentation.dcm", file_of(ds, "1.2.840.10008.1.2.1"))


def values():
    """A parametric map of floating point numbers and an encapsulated document."""
    def group(**more):
        ds = Dataset()
        for key, value in more.items():
            setattr(ds, key, value)
        return Sequence([ds])

    ds = base("1.2.840.10008.5.1.4.1.1.30", "OT")
    ds.Rows, ds.Columns, ds.SamplesPerPixel, ds.NumberOfFrames = 4, 6, 1, 2
    ds.PhotometricInterpretation, ds.BitsAllocated = "MONOCHROME2", 32
    shared = Dataset()
    shared.PixelMeasuresSequence = group(PixelSpacing=[0.5, 0.5], SliceThickness=2, SpacingBetweenSlices=2)
    shared.PlaneOrientationSequence = group(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    shared.RealWorldValueMappingSequence = group(RealWorldValueSlope=2.0, RealWorldValueIntercept=0.0, LUTLabel="SEED",
                                                 MeasurementUnitsCodeSequence=Sequence([code("ml/min", "UCUM", "flow")]))
    frames = []
    for z in (0, 2):
        frame = Dataset()
        frame.PlanePositionSequence = group(ImagePositionPatient=[0, 0, z])
        frames.append(frame)
    ds.SharedFunctionalGroupsSequence, ds.PerFrameFunctionalGroupsSequence = Sequence([shared]), Sequence(frames)
    ds.FloatPixelData = struct.pack("<48f", *range(48))
    put("header map", "map.dcm", file_of(ds, "1.2.840.10008.1.2.1"))
    ds = base("1.2.840.10008.5.1.4.1.1.104.1", "DOC")
    ds.MIMETypeOfEncapsulatedDocument, ds.EncapsulatedDocument = "application/pdf", b"%PDF-1.4\n%%EOF\n"
    put("header map", "document.dcm", file_of(ds, "1.2.840.10008.1.2.1"))


def label_maps():
    values = bytes(n % 3 for n in range(24))
    head = bytearray(352)
    struct.pack_into("<i", head, 0, 348)
    struct.pack_into("<8h", head, 40, 3, 4, 3, 2, 1, 1, 1, 1)
    struct.pack_into("<hh", head, 70, 2, 8)
    struct.pack_into("<8f", head, 76, 1, 1, 1, 1, 0, 0, 0, 0)
    struct.pack_into("<f", head, 108, 352)
    struct.pack_into("<hh", head, 252, 0, 1)
    struct.pack_into("<12f", head, 280, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0)
    head[344:348] = b"n+1\0"
    put("nifti map", "plain.nii", bytes(head) + values)
    put("nifti map", "packed.nii.gz", gzip.compress(bytes(head) + values, mtime=0))
    nowhere = bytearray(head)
    struct.pack_into("<f", nowhere, 108, float("nan"))  # was cast to a whole number
    put("nifti map", "nowhere.nii", bytes(nowhere) + values)
    for encoding, data in (("raw", values), ("gzip", gzip.compress(values, mtime=0))):
        text = ("NRRD0004\ntype: unsigned char\ndimension: 3\nspace: left-posterior-superior\nsizes: 4 3 2\n"
                "space directions: (1,0,0) (0,1,0) (0,0,1)\nkinds: domain domain domain\nendian: little\n"
                f"encoding: {encoding}\nspace origin: (0,0,0)\nSegment0_Name:=one\n\n")
        put("nrrd map", encoding + ".nrrd", text.encode() + data)
    for name, data, more in (("plain", values, "CompressedData = False\n"),
                             ("packed", zlib.compress(values), "CompressedData = True\n")):
        text = ("ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n" + more +
                "TransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = 0 0 0\nElementSpacing = 1 1 1\nDimSize = 4 3 2\n"
                "ElementType = MET_UCHAR\nElementDataFile = LOCAL\n")
        put("metaimage map", name + ".mha", text.encode() + data)


def archives():
    for name, mode in (("plain.zip", zipfile.ZIP_STORED), ("packed.zip", zipfile.ZIP_DEFLATED)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", mode) as z:
            z.writestr(zipfile.ZipInfo("folder/a.dcm"), b"first" * 20)
            z.writestr(zipfile.ZipInfo("../b"), b"second")
        put("archive", name, out.getvalue())
    for name, mode in (("plain.tar", "w"), ("packed.tar.gz", "w:gz"), ("packed.tar.xz", "w:xz"), ("packed.tar.bz2", "w:bz2")):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=mode, format=tarfile.PAX_FORMAT) as t:
            entry = tarfile.TarInfo("folder/\u5f20.dcm")
            entry.size = 5
            t.addfile(entry, io.BytesIO(b"first"))
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            t.addfile(link)
        put("archive", name, out.getvalue())


def odm():
    text = ('<?xml version="1.0"?><ODM xmlns="http://www.cdisc.org/ns/odm/v1.3" ODMVersion="1.3.2" FileType="Snapshot" '
            'FileOID="F" CreationDateTime="2024-01-01T00:00:00"><Study OID="S"><GlobalVariables><StudyName>s</StudyName>'
            '<StudyDescription>d</StudyDescription><ProtocolName>p</ProtocolName></GlobalVariables>'
            '<MetaDataVersion OID="M" Name="m"><FormDef OID="A" Name="a" Repeating="No"><ItemGroupRef ItemGroupOID="G" '
            'Mandatory="Yes"/></FormDef><ItemGroupDef OID="G" Name="g" Repeating="No"><ItemRef ItemOID="I" Mandatory="Yes"/>'
            '</ItemGroupDef><ItemDef OID="I" Name="i" DataType="integer" Length="3"/></MetaDataVersion></Study></ODM>')
    put("odm", "small.xml", text.encode())


for make in (pictures, report, structures, presentation, values, label_maps, archives, odm):
    make()
