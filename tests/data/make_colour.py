# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes palette, 4:2:2 and Modality LUT pictures into the folder argv[1]; prints a line each: file name and
SHA-256 of what pydicom's own functions make of them."""
import hashlib
import sys

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.pixel_data_handlers.util import apply_color_lut, apply_modality_lut
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage

rng = np.random.default_rng(11)


def new(name, photometric, samples, bits, raw, rows=14, columns=10, signed=0):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = SecondaryCaptureImageStorage, '1.2.3.4'
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d = FileDataset(name, {}, file_meta=meta, preamble=b'\0' * 128)
    d.is_little_endian, d.is_implicit_VR = True, False
    d.SOPClassUID, d.SOPInstanceUID = SecondaryCaptureImageStorage, '1.2.3.4'
    d.StudyInstanceUID, d.SeriesInstanceUID, d.Modality = '1.2.3', '1.2.3.5', 'OT'
    d.Rows, d.Columns, d.SamplesPerPixel = rows, columns, samples
    d.BitsAllocated = d.BitsStored = bits
    d.HighBit, d.PixelRepresentation, d.PhotometricInterpretation = bits - 1, signed, photometric
    if samples > 1:
        d.PlanarConfiguration = 0
    d.PixelData = raw
    d['PixelData'].VR = 'OW' if bits > 8 else 'OB'
    return d


def keep(name, d, values):
    d.save_as(sys.argv[1] + '/' + name, write_like_original=False)
    print(name, hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest())


for name, bits, entries, first, lut_bits in (('palette8', 8, 256, 0, 16), ('palette8of8', 8, 256, 0, 8),
                                             ('palette16', 16, 300, 40, 16), ('paletteshort', 8, 100, 30, 16)):
    index = rng.integers(0, 1 << (8 if bits == 8 else 9), (14, 10)).astype('u1' if bits == 8 else '<u2')
    d = new(name, 'PALETTE COLOR', 1, bits, index.tobytes())
    for c, colour in enumerate(('Red', 'Green', 'Blue')):
        table = rng.integers(0, 1 << lut_bits, entries).astype('u1' if lut_bits == 8 else '<u2')
        setattr(d, colour + 'PaletteColorLookupTableDescriptor', [entries, first, lut_bits])
        setattr(d, colour + 'PaletteColorLookupTableData', table.tobytes())
    rgb = apply_color_lut(index, d)
    keep(name, d, (rgb >> 8).astype('u1') if lut_bits == 16 else rgb.astype('u1'))

# Two luminances, then the differences that both pixels share (PS3.3 C.7.6.3.1.2).
y, cb, cr = rng.integers(0, 256, 140), rng.integers(0, 256, 70), rng.integers(0, 256, 70)
raw = np.stack([y[0::2], y[1::2], cb, cr], 1).astype('u1').tobytes()
keep('half', new('half', 'YBR_FULL_422', 3, 8, raw), np.stack([y, np.repeat(cb, 2), np.repeat(cr, 2)], 1).astype('u1'))

for name, signed, first in (('modality', 0, 100), ('modalitysigned', 1, -200)):
    v = rng.integers(-400 if signed else 0, 900, (14, 10)).astype('<i2' if signed else '<u2')
    d = new(name, 'MONOCHROME2', 1, 16, v.tobytes(), signed=signed)
    item = Dataset()
    item.add_new(0x00283002, 'SS' if signed else 'US', [500, first, 16])
    item.ModalityLUTType = 'US'
    item.add_new(0x00283006, 'OW', rng.integers(0, 65536, 500).astype('<u2').tobytes())
    d.ModalityLUTSequence = Sequence([item])
    if signed:  # mixed VR in one descriptor: pydicom wants them as plain numbers
        table = np.frombuffer(item[0x00283006].value, '<u2')
        want = table[np.clip(v.astype(int) - first, 0, 499)]
    else:
        want = apply_modality_lut(v, d).astype('<u2')
    keep(name, d, want)
