# SPDX-License-Identifier: GPL-3.0-or-later
"""The geometry proof, computed by numpy alone.

make DIR: writes 192 CT series (48 axis orders, each straight, oblique, sheared both ways) with a
segmentation of one voxel each, and truth.json: where voxels lie in the patient and what they hold.
check DIR: reads what was exported to DIR/out (NAME.nii.gz, NAME.nrrd, NAME.seg.dcm) and says where the
marked voxel lies; dcm2niix reads the series themselves. Prints 'done N' or what is wrong."""
import glob
import gzip
import itertools
import json
import os
import struct
import subprocess
import sys
import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

COLS, ROWS, SLICES, DX, DY, DZ = 9, 8, 7, 0.7, 0.9, 2.0
MARK = 3000
ORIGIN = np.array([-13.5, 22.25, -301.125])


def turn(degrees, axis):
    """Rodrigues."""
    k = np.array(axis, float) / np.linalg.norm(axis)
    a = np.radians(degrees)
    x = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
    return np.eye(3) + np.sin(a) * x + (1 - np.cos(a)) * x @ x


def cases():
    for order in itertools.permutations(range(3)):
        for signs in itertools.product((1, -1), repeat=3):
            axes = [np.eye(3)[o] * s for o, s in zip(order, signs)]
            name = ''.join('%s%s' % ('+-'[s < 0], 'xyz'[o]) for o, s in zip(order, signs))
            for kind in ('straight', 'oblique', 'shear+20', 'shear-20'):
                m = turn(33, (1, -2, 3)) if kind == 'oblique' else np.eye(3)
                row, col, step = m @ axes[0], m @ axes[1], m @ axes[2] * DZ
                if kind.startswith('shear'):
                    step = step + col * DZ * np.tan(np.radians(float(kind[5:])))
                yield name + '_' + kind, row, col, step


def finish(d, path):
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d.is_little_endian, d.is_implicit_VR = True, False
    d.save_as(path, write_like_original=False)


def number(x):
    return '%.10g' % x


def common(d, n, study):
    d.StudyInstanceUID, d.FrameOfReferenceUID = study, '2.25.881.%d' % n
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = 'Test^Grid', 'GRID', '19700101', 'O'
    d.StudyDate, d.StudyTime = '20260101', '120000'


def item(**kw):
    d = Dataset()
    for k, v in kw.items():
        setattr(d, k, v)
    return d


def make(folder):
    rng = np.random.default_rng(11)
    truth = []
    for n, (name, row, col, step) in enumerate(cases(), 1):
        values = rng.permutation(COLS * ROWS * SLICES).reshape(SLICES, ROWS, COLS) - 250
        mark = [int(rng.integers(1, c - 1)) for c in (COLS, ROWS, SLICES)]
        values[mark[2], mark[1], mark[0]] = MARK
        where = lambda i, j, k: ORIGIN + row * DX * i + col * DY * j + step * k
        os.makedirs('%s/in/%s' % (folder, name))
        series = '2.25.880.%d' % n
        for at, k in enumerate(rng.permutation(SLICES)):
            d = Dataset()
            common(d, n, '2.25.88')
            d.SOPClassUID, d.SOPInstanceUID, d.SeriesInstanceUID = '1.2.840.10008.5.1.4.1.1.2', '%s.%d' % (series, k + 1), series
            d.Modality, d.SeriesNumber, d.SeriesDescription = 'CT', n, name
            d.InstanceNumber = int(rng.integers(1, 999))
            d.ImagePositionPatient = [number(x) for x in where(0, 0, k)]
            d.ImageOrientationPatient = [number(x) for x in [*row, *col]]
            d.PixelSpacing, d.SliceThickness = [DY, DX], DZ
            d.Rows, d.Columns, d.SamplesPerPixel, d.PhotometricInterpretation = ROWS, COLS, 1, 'MONOCHROME2'
            d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
            d.RescaleSlope, d.RescaleIntercept = 1, 0
            d.PixelData = values[k].astype('<i2').tobytes()
            finish(d, '%s/in/%s/%d.dcm' % (folder, name, at))
        s = Dataset()
        common(s, n, '2.25.88')
        s.SOPClassUID, s.SOPInstanceUID, s.SeriesInstanceUID = '1.2.840.10008.5.1.4.1.1.66.4', '2.25.882.%d' % n, '2.25.883.%d' % n
        s.Modality, s.SeriesNumber, s.SegmentationType = 'SEG', 1000 + n, 'BINARY'
        s.ReferencedSeriesSequence = Sequence([item(SeriesInstanceUID=series)])
        s.Rows, s.Columns, s.SamplesPerPixel, s.NumberOfFrames = ROWS, COLS, 1, 1
        s.PhotometricInterpretation, s.PixelRepresentation = 'MONOCHROME2', 0
        s.BitsAllocated, s.BitsStored, s.HighBit = 1, 1, 0
        s.SegmentSequence = Sequence([item(SegmentNumber=1, SegmentLabel='Mark', SegmentAlgorithmType='MANUAL')])
        s.SharedFunctionalGroupsSequence = Sequence([item(
            PixelMeasuresSequence=Sequence([item(PixelSpacing=[DY, DX], SliceThickness=DZ, SpacingBetweenSlices=DZ)]),
            PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[number(x) for x in [*row, *col]])]))])
        s.PerFrameFunctionalGroupsSequence = Sequence([item(
            PlanePositionSequence=Sequence([item(ImagePositionPatient=[number(x) for x in where(0, 0, mark[2])])]),
            SegmentIdentificationSequence=Sequence([item(ReferencedSegmentNumber=1)]))])
        bits = np.zeros(ROWS * COLS, bool)
        bits[mark[1] * COLS + mark[0]] = True
        packed = np.packbits(bits, bitorder='little').tobytes()
        s.PixelData = packed + b'\0' * (len(packed) % 2)
        s['PixelData'].VR = 'OB'
        finish(s, '%s/in/%s/seg.dcm' % (folder, name))
        samples = []
        for _ in range(12):
            i, j, k = (int(rng.integers(0, c)) for c in (COLS, ROWS, SLICES))
            samples.append([*where(i, j, k).tolist(), int(values[k, j, i])])
        # Between voxels but nearer to one of them in index space.
        f = [int(rng.integers(0, c)) for c in (COLS, ROWS, SLICES)]
        off = rng.uniform(-0.45, 0.45, 3)
        near = ORIGIN + row * DX * (f[0] + off[0]) + col * DY * (f[1] + off[1]) + step * (f[2] + off[2])
        samples.append([*near.tolist(), int(values[f[2], f[1], f[0]])])
        outside = [where(*mark) - row * DX * (mark[0] + 0.6), where(*mark) + step * (SLICES - mark[2] - 1 + 0.6)]
        truth.append({'name': name, 'series': series, 'seg': s.SOPInstanceUID, 'mark': where(*mark).tolist(), 'samples': samples,
                      'outside': [o.tolist() for o in outside], 'volume_ml': abs(np.dot(step, np.cross(row, col))) * DX * DY / 1000})
    with open(folder + '/truth.json', 'w') as f:
        json.dump(truth, f)
    print('done', len(truth))


def marked(grid, affine):
    at = np.argwhere(grid == MARK)
    assert len(at) == 1, 'marked voxels: %d' % len(at)
    return affine @ np.array([*at[0], 1.0])


def nifti(path):
    """Where the marked voxel lies, LPS mm."""
    with (gzip.open if path.endswith('.gz') else open)(path, 'rb') as f:
        b = f.read()
    dim, kind = struct.unpack('<8h', b[40:56]), struct.unpack('<h', b[70:72])[0]
    offset, slope, inter = struct.unpack('<3f', b[108:120])
    qform, sform = struct.unpack('<2h', b[252:256])
    assert sform > 0 and kind == 4, (sform, kind)
    m = np.array(struct.unpack('<12f', b[280:328])).reshape(3, 4)
    grid = np.frombuffer(b, '<i2', dim[1] * dim[2] * dim[3], int(offset)).reshape(dim[1:4], order='F')
    if slope not in (0, 1) or inter != 0:
        grid = np.round(grid * (slope or 1) + inter)
    return np.diag([-1, -1, 1]) @ marked(grid, m)


def nrrd(path):
    with open(path, 'rb') as f:
        head, body = f.read().split(b'\n\n', 1)
    fields = dict(line.split(':', 1) for line in head.decode().split('\n') if ':' in line and not line.startswith('#'))
    get = lambda k: fields[k].strip().lstrip('=')
    vec = lambda t: [float(x) for x in t.strip('()').split(',')]
    assert get('space').startswith('left-posterior-superior') and get('encoding') == 'gzip'
    size = [int(x) for x in get('sizes').split()]
    m = np.array([vec(v) for v in get('space directions').split()]).T
    grid = np.frombuffer(gzip.decompress(body), '<i2').reshape(size, order='F')
    return marked(grid, np.column_stack([m, vec(get('space origin'))]))


def seg(path):
    d = pydicom.dcmread(path)
    shared = d.SharedFunctionalGroupsSequence[0]
    bits = np.unpackbits(np.frombuffer(d.PixelData, 'u1'), bitorder='little')
    found = []
    for f, group in enumerate(d.PerFrameFunctionalGroupsSequence):
        pick = lambda name: getattr(group, name, None) or getattr(shared, name)
        o = np.array(pick('PlaneOrientationSequence')[0].ImageOrientationPatient, float)
        dy, dx = (float(x) for x in pick('PixelMeasuresSequence')[0].PixelSpacing)
        p = np.array(pick('PlanePositionSequence')[0].ImagePositionPatient, float)
        size = d.Rows * d.Columns
        for at in np.flatnonzero(bits[f * size:(f + 1) * size]):
            found.append(p + o[:3] * dx * (at % d.Columns) + o[3:] * dy * (at // d.Columns))
    assert len(found) == 1, 'segment voxels: %d' % len(found)
    return found[0]


def converted(folder, name):
    out = '%s/niix/%s' % (folder, name)
    os.makedirs(out)
    subprocess.run(['dcm2niix', '-f', 'o', '-o', out, '%s/in/%s' % (folder, name)], check=True, capture_output=True)
    def kind(path):
        with open(path, 'rb') as f:
            return struct.unpack('<h', f.read(72)[70:])[0]
    # The segmentation beside the images becomes a file of one byte a voxel.
    return next(p for p in sorted(glob.glob(out + '/*.nii')) if kind(p) == 4)


def check(folder):
    wrong = []
    with open(folder + '/truth.json') as f:
        truth = json.load(f)
    for t in truth:
        base = '%s/out/%s' % (folder, t['name'])
        reads = [(nifti, base + '.nii.gz'), (nrrd, base + '.nrrd'), (seg, base + '.seg.dcm')]
        for read, path in reads:
            try:
                off = np.abs(read(path) - t['mark']).max()
                if off > 1e-3:
                    wrong.append('%s: %.4f mm off' % (path, off))
            except Exception as e:
                wrong.append('%s: %s' % (path, e))
        if 'shear' in t['name'] or sys.argv[3:] == ['quick']:
            continue # dcm2niix straightens a tilt or leaves it out of its affine
        off = np.abs(nifti(converted(folder, t['name'])) - t['mark']).max()
        if off > 1e-3:
            wrong.append('%s: dcm2niix %.4f mm off' % (t['name'], off))
    print('\n'.join(wrong) if wrong else 'done %d' % len(truth))


{'make': make, 'check': check}[sys.argv[1]](sys.argv[2])
