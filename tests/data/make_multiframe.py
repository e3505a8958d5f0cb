# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes multi-frame objects to argv[1] and truth.json: for each object its volumes as numpy sees them
(size, affine in LPS mm, SHA-256 of int16 values in units, or their range where they are no whole numbers)."""
import hashlib
import json
import sys
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, RLELossless

out = sys.argv[1]
rng = np.random.default_rng(14)
truth = []
CT, CT_OLD, MR, PET = ('1.2.840.10008.5.1.4.1.1.' + t for t in ('2.1', '2.2', '4.1', '130'))


def item(**kw):
    d = Dataset()
    for k, v in kw.items():
        setattr(d, k, v)
    return d


def seq(**kw):
    return Sequence([item(**kw)])


def text(v):
    return ['%.10g' % x for x in v]


def frame(pixels, position, orientation, spacing=(0.9, 0.7), slope=1, intercept=-1024, kind='AXIAL', stack='1',
          time=None, echo=None, unit='HU', percent=None):
    return dict(pixels=pixels, position=np.array(position, float), orientation=orientation, spacing=spacing, slope=slope,
                intercept=intercept, kind=kind, stack=stack, time=time, echo=echo, unit=unit, percent=percent)


def write(name, sop, frames, order, shared_place=False, rle=False, converted=False):
    n = len(truth) + 1
    d = Dataset()
    d.SOPClassUID, d.SOPInstanceUID, d.SeriesInstanceUID = sop, '2.25.7001.%d' % n, '2.25.7002.%d' % n
    d.StudyInstanceUID, d.FrameOfReferenceUID = '2.25.7000', '2.25.7003.%d' % n
    d.Modality = {CT: 'CT', CT_OLD: 'CT', MR: 'MR', PET: 'PT'}[sop]
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = 'Test^Frames', 'FRAMES', '19700101', 'O'
    d.StudyDate, d.StudyTime, d.SeriesNumber, d.InstanceNumber = '20260101', '120000', n, 1
    d.ImageType = ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE']
    first = frames[0]
    d.Rows, d.Columns = first['pixels'].shape
    d.SamplesPerPixel, d.PhotometricInterpretation = 1, 'MONOCHROME2'
    d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 12, 11, 0
    d.NumberOfFrames = len(frames)
    orient = lambda f: seq(ImageOrientationPatient=text(f['orientation']))
    measure = lambda f: seq(PixelSpacing=text(f['spacing']), SliceThickness='2')
    shared = Dataset()
    if shared_place:
        shared.PlaneOrientationSequence, shared.PixelMeasuresSequence = orient(first), measure(first)
    if converted:
        shared.UnassignedSharedConvertedAttributesSequence = seq(ConvolutionKernel='B30f')
    d.SharedFunctionalGroupsSequence = Sequence([shared])
    per = []
    for at in order:
        f = frames[at]
        g = Dataset()
        g.PlanePositionSequence = seq(ImagePositionPatient=text(f['position']))
        if not shared_place:
            g.PlaneOrientationSequence, g.PixelMeasuresSequence = orient(f), measure(f)
        content = item(StackID=f['stack'], InStackPositionNumber=int(rng.integers(1, 99)), FrameAcquisitionNumber=1)
        if f['time'] is not None:
            content.TemporalPositionIndex = f['time']
        g.FrameContentSequence = Sequence([content])
        g.PixelValueTransformationSequence = seq(RescaleSlope='%.10g' % f['slope'], RescaleIntercept='%.10g' % f['intercept'],
                                                 RescaleType=f['unit'])
        types = seq(FrameType=['ORIGINAL', 'PRIMARY', f['kind'], 'NONE'])
        if sop == MR:
            g.MRImageFrameTypeSequence = types
        elif sop == PET:
            g.PETFrameTypeSequence = types
        else:
            g.CTImageFrameTypeSequence = types
        if f['echo'] is not None:
            g.MREchoSequence = seq(EffectiveEchoTime=f['echo'])
        if f['percent'] is not None:
            g.CardiacSynchronizationSequence = seq(NominalPercentageOfCardiacPhase=f['percent'])
        per.append(g)
    d.PerFrameFunctionalGroupsSequence = Sequence(per)
    d.PixelData = np.stack([frames[at]['pixels'] for at in order]).astype('<u2').tobytes()
    d.file_meta = FileMetaDataset()
    d.file_meta.MediaStorageSOPClassUID, d.file_meta.MediaStorageSOPInstanceUID = sop, d.SOPInstanceUID
    d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d.is_little_endian, d.is_implicit_VR = True, False
    if rle:
        d.compress(RLELossless)
    d.save_as('%s/%s.dcm' % (out, name), write_like_original=False)
    truth.append({'name': name, 'series': d.SeriesInstanceUID, 'volumes': []})


def expect(frames, phase=0, phases=1, localizer=False, step=None):
    f = frames[0]
    row, col = np.array(f['orientation'][:3], float), np.array(f['orientation'][3:], float)
    normal = np.cross(row, col)
    frames = sorted(frames, key=lambda x: float(np.dot(x['position'], normal)))
    values = np.stack([x['slope'] * x['pixels'] + x['intercept'] for x in frames])
    whole = np.array_equal(values, np.round(values))
    if step is None:
        step = (frames[-1]['position'] - frames[0]['position']) / max(1, len(frames) - 1)
    step = np.array(step, float)
    truth[-1]['volumes'].append({
        'slices': len(frames), 'origin': frames[0]['position'].tolist(), 'step': step.tolist(), 'row': row.tolist(), 'column': col.tolist(),
        'sha256': hashlib.sha256(np.round(values).astype('<i2').tobytes()).hexdigest() if whole else None,
        'minimum': float(values.min()), 'maximum': float(values.max()), 'phase': phase, 'phases': phases, 'localizer': localizer})


def pixels(rows=10, cols=12):
    return rng.integers(0, 4096, (rows, cols))


def stack(n, origin, orientation, step, **kw):
    return [frame(pixels(), np.array(origin) + np.array(step) * k, orientation, **kw) for k in range(n)]


straight, c = (1, 0, 0, 0, 1, 0), np.cos(np.radians(15))
tilted = (1, 0, 0, 0, c, -np.sin(np.radians(15)))
coronal = (1, 0, 0, 0, 0, -1)

# One stack, shuffled, gantry tilted, each frame with a rescale of its own, and a localizer frame.
frames = stack(9, (-10, -20, 30), tilted, (0, 0, 2.5))
for k, f in enumerate(frames):
    f['slope'], f['intercept'] = 1 + k % 2, -1024 - k
scout = stack(1, (-10, -50, 60), coronal, (0, 1, 0), kind='LOCALIZER', stack='2')
write('ct-tilt', CT, frames + scout, rng.permutation(10))
expect(frames)
expect(scout, localizer=True)

# Ten phases by temporal index.
phases = [stack(5, (0, 0, 0), straight, (0, 0, 3), time=t) for t in range(1, 11)]
write('ct-4d', CT, sum(phases, []), rng.permutation(50), shared_place=True)
for t, p in enumerate(phases):
    expect(p, t, 10)

# Phases of the heart by percent, no temporal index.
phases = [stack(4, (0, 0, 0), straight, (0, 0, 3), percent=float(p)) for p in (0, 30, 60)]
write('ct-gated', CT, sum(phases, []), rng.permutation(12))
for t, p in enumerate(phases):
    expect(p, t, 3)

# PET: slope of each frame its own, no whole numbers.
frames = stack(6, (5, 5, 5), straight, (0, 0, 4), unit='BQML')
for k, f in enumerate(frames):
    f['slope'], f['intercept'] = 0.37 * (k + 1), 0
write('pet', PET, frames, rng.permutation(6))
expect(frames)

# MR: two stacks that cross, two echoes in the first.
one = [stack(4, (0, 0, 0), straight, (0, 0, 5), echo=e, intercept=0) for e in (10.0, 80.0)]
two = stack(3, (0, -40, 20), coronal, (0, 6, 0), stack='2', echo=10.0, intercept=0)
write('mr-stacks', MR, one[0] + two + one[1], rng.permutation(11))
expect(one[0])
expect(one[1])
expect(two)

# Legacy converted, more frames than one message holds.
frames = stack(1600, (-1.234567, 7.654321, -900), straight, (0, 0.000123, 0.625))
for f in frames:
    f['slope'], f['intercept'] = 1, int(rng.integers(-2000, 0))
write('ct-legacy-long', CT_OLD, frames, rng.permutation(1600), converted=True)
expect(frames)

# Compressed frames.
frames = stack(12, (0, 0, 0), straight, (0, 0, 2))
write('ct-rle', CT, frames, rng.permutation(12), rle=True)
expect(frames)

# A hole in the middle: two slots stay empty.
frames = stack(10, (0, 0, 0), straight, (0, 0, 2))
frames = frames[:4] + frames[6:]
write('ct-gap', CT, frames, rng.permutation(8))
expect(frames, step=(0, 0, 2))

with open(out + '/truth.json', 'w') as f:
    json.dump(truth, f)
print('done')
