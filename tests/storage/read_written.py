# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a written sample with pydicom and numpy, which share no code with the writer, and prints what
they find as JSON: python3 read_written.py FOLDER"""
import hashlib
import json
import pathlib
import sys

import numpy
import pydicom

folder = pathlib.Path(sys.argv[1])
slices = [pydicom.dcmread(p) for p in sorted((folder / "ct").iterdir())]
slices.sort(key=lambda d: float(d.ImagePositionPatient[2]))
hu = numpy.stack([d.pixel_array * float(d.RescaleSlope) + float(d.RescaleIntercept) for d in slices])
first = slices[0]
result = {
    "sha256": hashlib.sha256(numpy.rint(hu).astype("<i2").tobytes()).hexdigest(),
    "shape": list(hu.shape[::-1]),
    "spacing": [float(x) for x in first.PixelSpacing],
    "origin": [float(x) for x in first.ImagePositionPatient],
    "last": [float(x) for x in slices[-1].ImagePositionPatient],
    "orientation": [float(x) for x in first.ImageOrientationPatient],
    "series": sorted({d.SeriesInstanceUID for d in slices}),
    "instances": [d.SOPInstanceUID for d in slices],
    "numbers": [int(d.InstanceNumber) for d in slices],
    "syntax": sorted({d.file_meta.TransferSyntaxUID for d in slices}),
    "classes": sorted({d.SOPClassUID for d in slices}),
    "texts": [str(first.PatientName), first.SeriesDescription, first.InstitutionName, first.ImageComments],
    "longest_uid": max(len(d.SOPInstanceUID) for d in slices),
    "seg": {},
}
positions = [tuple(float(x) for x in d.ImagePositionPatient) for d in slices]
for path in sorted((folder / "seg").iterdir()):
    seg = pydicom.dcmread(path)
    # Bits by hand: least significant first, on through rows and frames.
    bits = numpy.unpackbits(numpy.frombuffer(seg.PixelData, "u1"), bitorder="little")
    count = int(seg.NumberOfFrames) * seg.Rows * seg.Columns
    frames = bits[:count].reshape(int(seg.NumberOfFrames), seg.Rows, seg.Columns)
    segments = {}
    for item in seg.SegmentSequence:
        identification = item.SegmentationAlgorithmIdentificationSequence[0]
        segments[int(item.SegmentNumber)] = {
            "label": item.SegmentLabel,
            "code": item.SegmentedPropertyTypeCodeSequence[0].CodeValue,
            "type": item.SegmentAlgorithmType,
            "name": identification.AlgorithmName,
            "version": identification.AlgorithmVersion,
            "lab": list(item.RecommendedDisplayCIELabValue),
            "voxels": 0, "frames": 0, "moment": [0, 0, 0],
        }
    empty = 0
    wrong_source = 0
    for frame, group in zip(frames, seg.PerFrameFunctionalGroupsSequence):
        s = segments[group.SegmentIdentificationSequence[0].ReferencedSegmentNumber]
        at = tuple(float(x) for x in group.PlanePositionSequence[0].ImagePositionPatient)
        source = group.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
        wrong_source += source != slices[positions.index(at)].SOPInstanceUID
        empty += not frame.any()
        s["voxels"] += int(frame.sum())
        s["frames"] += 1
        rows, columns = numpy.nonzero(frame)
        s["moment"][0] += int(columns.sum())
        s["moment"][1] += int(rows.sum())
        s["moment"][2] += positions.index(at) * len(rows)
    result["seg"][path.stem] = {
        "segments": segments, "empty_frames": empty, "wrong_source": wrong_source,
        "spare_bits": int(bits[count:].sum()), "frame_of_reference": seg.FrameOfReferenceUID == first.FrameOfReferenceUID,
        "study": seg.StudyInstanceUID == first.StudyInstanceUID, "other_series": seg.SeriesInstanceUID != first.SeriesInstanceUID,
        "referenced": seg.ReferencedSeriesSequence[0].SeriesInstanceUID, "overlap": seg.SegmentsOverlap, "class": seg.SOPClassUID,
        "pydicom_equal": bool((seg.pixel_array.reshape(frames.shape) == frames).all()),
    }
print(json.dumps(result))
