# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a segmentation to argv[1] and prints what a reader must find: per segment its number, voxels
and the sum of their places in LPS mm (rounded), then the grid. Values come from numpy, never from ours."""
import sys
import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, RLELossless

out, how = sys.argv[1:3]
sizes = {'23x38x3': (23, 38, 3), '21x22x10': (21, 22, 10), '510x511x2': (510, 511, 2), '12x13x8': (12, 13, 8)}
cols, rows, slices = sizes.get(how, (13, 11, 6))
label = how.startswith('labelmap')
rng = np.random.default_rng(7)
row, col = np.array([1.0, 0, 0]), np.array([0, 1.0, 0])
step = np.array([0, 0.4, 2.0]) if how == 'tilted' else np.array([0, 0, 2.0])
if how == 'shuffled':
    row, col, step = np.array([0, 1.0, 0]), np.array([0, 0, -1.0]), np.array([-2.0, 0, 0])
origin, dr, dc = np.array([-30.5, 12.25, 100.0]), 0.8, 0.7
numbers = [3, 300, 41] if how.startswith('labelmap16') else [3, 30, 41] if label else [2, 1]
if label:
    vol = rng.choice([0] + numbers, size=(slices, rows, cols), p=[.6, .2, .1, .1])
    masks = {n: vol == n for n in numbers}
else:
    masks = {n: rng.random((slices, rows, cols)) < .3 for n in numbers}
    if how == 'sparse':
        for m in masks.values():
            m[[1, 2, 4]] = False
    if how == 'shared':
        masks = {2: masks[2]}

places = np.arange(slices) * 2.0
if how == 'uneven':
    # 2 mm slices, then 5 mm ones, one frame of them left out where nothing is drawn
    places = np.array([0, 2, 4, 9, 14, 19.3])
    for m in masks.values():
        m[4] = False

frames = []
if label:
    frames = [(None, k) for k in range(slices)]
else:
    frames = [(n, k) for n in masks for k in range(slices) if masks[n][k].any()]
if how == 'shuffled':
    rng.shuffle(frames)
    frames = [(int(n), int(k)) for n, k in frames]


def item(**kw):
    d = Dataset()
    for k, v in kw.items():
        setattr(d, k, v)
    return d


meta = FileMetaDataset()
meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.66.' + ('7' if label else '4')
meta.MediaStorageSOPInstanceUID = '1.2.3.4'
meta.TransferSyntaxUID = (RLELossless if how == 'labelmap-rle' else ExplicitVRBigEndian if how.endswith('-big')
                          else ExplicitVRLittleEndian)
ds = FileDataset(out, {}, file_meta=meta, preamble=b'\0' * 128)
ds.is_little_endian, ds.is_implicit_VR = not how.endswith('-big'), False
ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, '1.2.3.4'
ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = '1.2.3', '1.2.3.5', '1.2.3.6'
ds.Modality, ds.SegmentationType = 'SEG', 'LABELMAP' if label else 'BINARY'
ds.Rows, ds.Columns, ds.SamplesPerPixel, ds.NumberOfFrames = rows, cols, 1, len(frames)
ds.PhotometricInterpretation, ds.PixelRepresentation = 'MONOCHROME2', 0
ds.SegmentSequence = Sequence([item(SegmentNumber=n, SegmentLabel='S%d' % n, SegmentAlgorithmType='MANUAL') for n in masks])
if how == 'algorithm':
    for s in ds.SegmentSequence:
        s.SegmentAlgorithmType, s.SegmentAlgorithmName = 'AUTOMATIC', 'short name'
        s.add_new(0x00620007, 'SQ', Sequence([Dataset()]))
        s[0x00620007].value[0].add_new(0x00660036, 'LO', 'Lung Finder')
        s[0x00620007].value[0].add_new(0x00660031, 'LO', '2.1')
shared = item(PixelMeasuresSequence=Sequence([item(PixelSpacing=[dr, dc], SpacingBetweenSlices=float(np.dot(step, np.cross(row, col))), SliceThickness=5.0)]),
              PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[float(x) for x in [*row, *col]])]))
if how == 'shared':
    shared.SegmentIdentificationSequence = Sequence([item(ReferencedSegmentNumber=2)])
ds.SharedFunctionalGroupsSequence = Sequence([shared])
per = []
for n, k in frames:
    g = item(PlanePositionSequence=Sequence([item(ImagePositionPatient=[float(round(x, 6)) for x in (origin + k * step if how != 'uneven' else origin + places[k] * np.cross(row, col))])]))
    if n is not None and how != 'shared':
        g.SegmentIdentificationSequence = Sequence([item(ReferencedSegmentNumber=n)])
    per.append(g)
ds.PerFrameFunctionalGroupsSequence = Sequence(per)
if label:
    bits = 16 if how.startswith('labelmap16') else 8
    ds.BitsAllocated = ds.BitsStored = bits
    raw = vol.astype(('>u2' if how.endswith('-big') else '<u2') if bits == 16 else 'u1')
    if how == 'labelmap-rle':
        from pydicom.pixel_data_handlers.rle_handler import rle_encode_frame
        ds.PixelData = encapsulate([rle_encode_frame(raw[k]) for k in range(slices)])
        ds['PixelData'].is_undefined_length = True
    else:
        ds.PixelData = raw.tobytes() + (b'\0' if raw.nbytes % 2 else b'')
else:
    ds.BitsAllocated = ds.BitsStored = 1
    px = np.stack([masks[n][k] for n, k in frames]).reshape(-1)
    raw = np.packbits(px, bitorder='little').tobytes()
    ds.PixelData = raw + (b'\0' if len(raw) % 2 else b'')
ds.HighBit = ds.BitsStored - 1
ds['PixelData'].VR = 'OW' if ds.BitsAllocated == 16 else 'OB'
ds.save_as(out, write_like_original=False)
if how == 'uneven':
    # half gaps between the frames that are there, none farther than half the slice thickness of 5 mm
    heights = {0: 2, 1: 2, 2: 1 + 2.5, 3: 2.5 + 2.5, 5: 5}
    for n, m in masks.items():
        k, j, i = np.nonzero(m)
        mm3 = np.array([heights[int(x)] for x in k]) * dr * dc
        p = origin[None] + i[:, None] * dc * row + j[:, None] * dr * col + places[k][:, None] * np.cross(row, col)
        c = (p * mm3[:, None]).sum(0) / mm3.sum()
        print(n, len(i), '%.4f' % (mm3.sum() / 1000), *['%.3f' % x for x in c])
    sys.exit()
for n, m in masks.items():
    k, j, i = np.nonzero(m)
    p = (origin[None] + i[:, None] * dc * row + j[:, None] * dr * col + k[:, None] * step).sum(0)
    print(n, len(i), *[int(np.floor(x + .5)) for x in p])
    if how == 'algorithm':
        print('Lung Finder|2.1|AUTOMATIC')
used = sorted({k for _, k in frames})
print('grid', cols, rows, used[-1] - used[0] + 1)
