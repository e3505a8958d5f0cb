// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/SmallSeries.h"

#include "tests/support/TestData.h"

namespace casebook::test {

bool writeSmallSeries(const QString& folder, int series, int slices, int side) {
    static const QString script = QStringLiteral(R"(
import os, sys
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian
folder, series, slices, side = sys.argv[1], *map(int, sys.argv[2:5])
rng = np.random.default_rng(20)
for s in range(series):
    os.makedirs(f'{folder}/s{s}', exist_ok=True)
    for k in range(slices):
        d = Dataset()
        d.SOPClassUID = '1.2.840.10008.5.1.4.1.1.2'
        d.SOPInstanceUID = f'2.25.777.{s + 1}.{k + 1}'
        d.StudyInstanceUID, d.SeriesInstanceUID, d.FrameOfReferenceUID = '2.25.777', f'2.25.777.{s + 1}', '2.25.778'
        d.Modality, d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = 'CT', 'Test^Small', 'SMALL-1', '19700101', 'O'
        d.StudyDate, d.StudyTime, d.SeriesNumber, d.InstanceNumber = '20260101', '120000', s + 1, k + 1
        d.ImagePositionPatient, d.ImageOrientationPatient = [0, 0, 2.0 * k], [1, 0, 0, 0, 1, 0]
        d.PixelSpacing, d.SliceThickness = [1.5, 1.5], 2
        d.Rows = d.Columns = side
        d.SamplesPerPixel, d.PhotometricInterpretation = 1, 'MONOCHROME2'
        d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
        d.RescaleSlope, d.RescaleIntercept = 1, 0
        d.PixelData = rng.integers(-1000, 1000, (side, side), dtype=np.int16).tobytes()
        d.file_meta = FileMetaDataset()
        d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        d.is_little_endian, d.is_implicit_VR = True, False
        d.save_as(f'{folder}/s{s}/{k:03d}.dcm', write_like_original=False)
print('done')
)");
    return runPython(script,
                     {folder, QString::number(series), QString::number(slices), QString::number(side)})
        .startsWith("done");
}

QByteArray nestedSequences(int depth) {
    const QByteArray syntax("1.2.840.10008.1.2.1\0", 20);
    QByteArray file(128, '\0');
    file += "DICM";
    file += QByteArray("\x02\x00\x10\x00UI\x14\x00", 8) + syntax;
    const QByteArray level = QByteArray("\x08\x00\x40\x11SQ\x00\x00\xff\xff\xff\xff", 12) +
                             QByteArray("\xfe\xff\x00\xe0\xff\xff\xff\xff", 8);
    for (int i = 0; i < depth; ++i)
        file += level;
    return file;
}

} // namespace casebook::test
