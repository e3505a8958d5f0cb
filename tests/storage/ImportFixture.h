// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A real encrypted study with services, and small CT files written by pydicom: one a row
// "file|PatientID|name|birth|sex|study|sop|value[|series description]".
#include "storage/database/Rows.h"
#include "storage/database/ScratchDatabase.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>

namespace casebook::test {

inline const QString patientFilesScript = QStringLiteral(R"(
import os, sys, pydicom, numpy
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian
for row in sys.argv[1:]:
    path, pid, name, birth, sex, study, sop, value, *more = row.split('|')
    os.makedirs(os.path.dirname(path), exist_ok=True)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.2'
    meta.MediaStorageSOPInstanceUID = sop
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d = Dataset()
    d.file_meta = meta
    d.SOPClassUID = meta.MediaStorageSOPClassUID
    d.SOPInstanceUID = sop
    d.StudyInstanceUID = study
    d.SeriesInstanceUID = study + '.1'
    d.FrameOfReferenceUID = study + '.2'
    d.Modality = 'CT'
    d.PatientID, d.PatientName, d.PatientBirthDate, d.PatientSex = pid, name, birth, sex
    d.StudyDate = '20260301'
    if more:
        d.SeriesDescription = more[0]
    d.Rows = d.Columns = 8
    d.PixelSpacing = [1, 1]
    d.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    d.ImagePositionPatient = [0, 0, float(sop.split('.')[-1])]
    d.BitsAllocated = d.BitsStored = 16
    d.HighBit, d.PixelRepresentation, d.SamplesPerPixel = 15, 1, 1
    d.PhotometricInterpretation = 'MONOCHROME2'
    d.RescaleSlope, d.RescaleIntercept = 1, 0
    d.PixelData = numpy.full((8, 8), int(value), 'int16').tobytes()
    d.is_little_endian, d.is_implicit_VR = True, False
    pydicom.dcmwrite(path, d, write_like_original=False)
print('ok')
)");

class ImportFixture {
public:
    ImportFixture() {
        qputenv("XDG_STATE_HOME", path("state").toUtf8());
        NewStudy study;
        study.name = QStringLiteral("T");
        study.login = QStringLiteral("li");
        auto made = Vault::create(path("study"), study, SecretBytes::fromUtf8("import service test"),
                                  KdfCost::cheapForTests());
        if (made)
            vault = std::move(made->vault);
    }
    [[nodiscard]] QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    /// Rows as above, paths within the folder.
    [[nodiscard]] bool write(const QList<const char*>& rows) const {
        QStringList arguments;
        for (const char* row : rows)
            arguments.append(folder.filePath(QString::fromUtf8(row)));
        return runPython(patientFilesScript, arguments).trimmed() == "ok";
    }
    [[nodiscard]] ImportService service() {
        return {vault->database(), vault->objects(), workers, vault->session(), vault->clock()};
    }
    [[nodiscard]] ImagingService imaging() {
        return {vault->database(), vault->objects(), workers, vault->session(), vault->clock()};
    }
    [[nodiscard]] SubjectService subjects() { return {vault->database(), vault->session(), vault->clock()}; }
    [[nodiscard]] ImportReport import(const char* name) {
        const auto report = service().run({path(name)}, {}, {});
        return report ? *report : ImportReport{};
    }
    [[nodiscard]] std::int64_t count(const QByteArray& sql) {
        const auto n =
            vault->database().read([&](ReadConnection& c) { return c.one("SELECT count(*) FROM " + sql); });
        return n ? n->value_or(-1) : -1;
    }
    /// Audit rows of `where` (on `a`) with that value. @param side 0 the old, 1 the new, 2 the reason.
    [[nodiscard]] std::int64_t audited(const QByteArray& where, int side, const QString& value) {
        return count("audit a JOIN audit_value v ON v.seq = a.seq WHERE v.side = " +
                     QByteArray::number(side) + " AND v.value = '" + value.toUtf8() + "' AND " + where);
    }
    [[nodiscard]] bool verified() {
        const auto report = vault->verify(true, {});
        return report && report->ok();
    }
    /// Every row of every table as one hash.
    [[nodiscard]] QByteArray rows() {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        const auto read = vault->database().read([&](ReadConnection& c) -> Result<> {
            auto tables = c.prepare("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name");
            if (!tables)
                return tl::unexpected(tables.error());
            const auto names =
                allRows<QString>(*tables, [](const Statement& r) -> Result<QString> { return r.text(0); });
            for (const QString& name : *names) {
                const auto all = rowsToCopy(c, name.toLatin1());
                if (!all)
                    return tl::unexpected(all.error());
                for (const auto& row : *all)
                    for (const CopiedValue& value : row)
                        std::visit([&](const auto& v) { hash.addData(told(v)); }, value);
                hash.addData(name.toLatin1());
            }
            return {};
        });
        return read ? hash.result() : QByteArray();
    }

    static QByteArray told(std::nullptr_t) { return "null|"; }
    static QByteArray told(std::int64_t v) { return QByteArray::number(qint64(v)) + '|'; }
    static QByteArray told(double v) { return QByteArray::number(v, 'g', 17) + '|'; }
    static QByteArray told(const QString& v) { return v.toUtf8() + '|'; }
    static QByteArray told(const QByteArray& v) { return v.toHex() + '|'; }

    QTemporaryDir folder;
    std::unique_ptr<Vault> vault;
    WorkerPool workers{2};
};

} // namespace casebook::test
