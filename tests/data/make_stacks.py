# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes series that are no plain volumes to argv[1]: missing slices, unequal steps, eight phases of one
place, a radiograph that is not calibrated, colour captures, and one series of thin and thick slices with a
localizer. A body with two lungs, a heart that beats and a nodule, so that pictures can be looked at."""
import os
import sys
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

out, SIDE = sys.argv[1], 128
os.makedirs(out, exist_ok=True)
rng = np.random.default_rng(3)
yy, xx = np.mgrid[:SIDE, :SIDE]
CT, CR, SC = ('1.2.840.10008.5.1.4.1.1.' + t for t in ('2', '1', '7'))


def body(z, beat=0.0):
    a = np.full((SIDE, SIDE), -1000.0)
    a[np.hypot((xx - 64) / 55, (yy - 64) / 42) < 1] = 40
    size = max(1 - ((z - 60) / 75.0) ** 2, 0.05) ** .5
    for x in (40, 88):
        a[np.hypot((xx - x) / (17 * size), (yy - 62) / (26 * size)) < 1] = -850
    a[np.hypot(xx - 64, yy - 92) < 7] = 400
    a[np.hypot(xx - 60, yy - 52) < 11 + 4 * np.sin(2 * np.pi * beat)] = 120
    a[np.hypot(xx - 45, yy - 70) < max(0, 6 - abs(z - 62) / 4)] = 30
    return a + rng.normal(0, 15, a.shape)


def image(series, name, z, pixels, number, **extra):
    d = Dataset()
    d.SOPClassUID, d.SOPInstanceUID, d.SeriesInstanceUID = CT, '2.25.60%d.%d' % (series, number), '2.25.60%d' % series
    d.StudyInstanceUID, d.FrameOfReferenceUID = '2.25.600', '2.25.601'
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = 'Test^Stacks', 'STACKS', '19700101', 'O'
    d.StudyDate, d.StudyTime, d.Modality, d.SeriesNumber = '20260101', '120000', 'CT', series
    d.SeriesDescription, d.InstanceNumber = name, number
    d.Manufacturer, d.ManufacturerModelName, d.ConvolutionKernel = 'Phantom', 'One', 'B70f'
    d.ImageType = ['ORIGINAL', 'PRIMARY', 'AXIAL']
    d.ImagePositionPatient, d.ImageOrientationPatient = [-96, -96, '%.6g' % z], [1, 0, 0, 0, 1, 0]
    d.PixelSpacing, d.SliceThickness = [1.5, 1.5], 3
    d.Rows = d.Columns = SIDE
    d.SamplesPerPixel, d.PhotometricInterpretation = 1, 'MONOCHROME2'
    d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
    d.RescaleSlope, d.RescaleIntercept = 1, 0
    for tag, value in extra.items():
        if value is None:
            delattr(d, tag)
        else:
            setattr(d, tag, value)
    d.PixelData = pixels.tobytes()
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d.is_little_endian, d.is_implicit_VR = True, False
    d.save_as('%s/%d-%03d.dcm' % (out, series, number), write_like_original=False)


def stack(series, name, places, first=1, beat=0.0, **extra):
    for k, z in enumerate(places):
        image(series, name, z, body(z, beat).astype('<i2'), first + k, **extra)


stack(1, 'Missing slices', [z for z in range(0, 120, 3) if z not in (51, 54, 57, 90)])
stack(2, 'Unequal steps', np.cumsum([0.0] + list(rng.uniform(1.7, 6.1, 30))))
for t in range(8):
    stack(3, 'Eight phases', range(0, 120, 4), 1 + 100 * t, t / 8, TemporalPositionIdentifier=t + 1)
image(4, 'Radiograph', 0, (body(60) + 1200).astype('<u2'), 1, SOPClassUID=CR, Modality='CR', ImageType=['ORIGINAL', 'PRIMARY'],
      PixelSpacing=None, ImagerPixelSpacing=[0.15, 0.15], ImagePositionPatient=None, ImageOrientationPatient=None,
      FrameOfReferenceUID=None, RescaleSlope=None, RescaleIntercept=None, PixelRepresentation=0)
for k in range(3):
    grey = np.clip((body(40 + 10 * k) + 1000) / 6, 0, 255).astype('u1')
    image(5, 'Colour captures', 0, np.stack([grey, np.roll(grey, 8 * k, 1), np.full_like(grey, 60 * k)], -1), 1 + k,
          SOPClassUID=SC, Modality='OT', SamplesPerPixel=3, PhotometricInterpretation='RGB', PlanarConfiguration=0,
          BitsAllocated=8, BitsStored=8, HighBit=7, PixelRepresentation=0, PixelSpacing=None, ImagePositionPatient=None,
          ImageOrientationPatient=None)
stack(6, 'Thin, thick and a localizer', range(0, 120, 2))
stack(6, 'Thin, thick and a localizer', range(0, 120, 6), 101, SliceThickness=6, ConvolutionKernel='B30f')
image(6, 'Thin, thick and a localizer', 0, body(60).astype('<i2'), 201, ImageType=['ORIGINAL', 'PRIMARY', 'LOCALIZER'],
      ImagePositionPatient=[-96, 0, 120], ImageOrientationPatient=[1, 0, 0, 0, 0, -1])
print('done')
