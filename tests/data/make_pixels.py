# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes one DICOM file per row of argv[2:] into the folder argv[1] and prints the SHA-256 of the values
it was made from, which are known before they are packed. DCMTK's own tools change the encoding."""
import hashlib
import os
import subprocess
import sys

import numpy as np
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage


def make(out, alloc, stored, high, signed, samples, planar, frames, rows, cols, how):
    rng = np.random.default_rng(alloc * 1000 + stored * 10 + signed)
    shape = (frames, rows, cols, samples)
    low, top = (-(1 << (stored - 1)), 1 << (stored - 1)) if signed else (0, 1 << stored)
    v = rng.integers(low, top, shape, dtype=np.int64)
    kind = {1: 'u1', 8: 'u1', 16: '<u2', 32: '<u4'}[alloc]
    if alloc == 1:
        raw = np.packbits(v.reshape(-1).astype('u1'), bitorder='little').tobytes()
    else:
        shift = high + 1 - stored
        word = (v & ((1 << stored) - 1)) << shift
        junk = rng.integers(0, 1 << alloc, shape, dtype=np.int64) & ~(((1 << stored) - 1) << shift) if how == 'plain' else 0
        word = (word | junk).astype(kind)
        raw = (np.moveaxis(word, 3, 1) if planar else word).tobytes()
    whole = raw
    if len(raw) % 2:
        raw += b'\0'
    meta = FileMetaDataset(); meta.MediaStorageSOPClassUID = SecondaryCaptureImageStorage
    meta.MediaStorageSOPInstanceUID = '1.2.3.4'; meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds = FileDataset(out, {}, file_meta=meta, preamble=b'\0' * 128)
    ds.is_little_endian = True; ds.is_implicit_VR = False
    ds.SOPClassUID = SecondaryCaptureImageStorage; ds.SOPInstanceUID = '1.2.3.4'
    ds.StudyInstanceUID = '1.2.3'; ds.SeriesInstanceUID = '1.2.3.5'; ds.Modality = 'OT'
    ds.Rows, ds.Columns, ds.SamplesPerPixel, ds.NumberOfFrames = rows, cols, samples, frames
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = alloc, stored, high, signed
    ds.PhotometricInterpretation = 'RGB' if samples == 3 else 'MONOCHROME2'
    if samples == 3:
        ds.PlanarConfiguration = planar
    ds.PixelData = raw; ds['PixelData'].VR = 'OW' if alloc > 8 or how == 'big' else 'OB'
    if how == 'encapsulated':
        size = len(whole) // frames
        meta.TransferSyntaxUID = '1.2.840.10008.1.2.1.98'
        ds.PixelData = encapsulate([whole[f * size:(f + 1) * size] for f in range(frames)])
        ds['PixelData'].is_undefined_length = True
    ds.save_as(out, write_like_original=False)
    tool = {'big': ['dcmconv', '+tb'], 'deflated': ['dcmconv', '+td'], 'rle': ['dcmcrle'], 'jpeg': ['dcmcjpeg', '+e1']}.get(how)
    if tool:
        subprocess.run(tool + [out, out + '.t'], check=True)
        os.replace(out + '.t', out)
    final = v.astype({1: 'u1', 8: 'i1' if signed else 'u1', 16: '<i2' if signed else '<u2', 32: '<i4' if signed else '<u4'}[alloc])
    print(hashlib.sha256(final.tobytes()).hexdigest())


for n, row in enumerate(sys.argv[2:]):
    p = row.split(' ')
    make('%s/%d.dcm' % (sys.argv[1], n), *map(int, p[:9]), p[9])
