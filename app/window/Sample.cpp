// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Sample.h"

#include "storage/dicom/SampleWriter.h"
#include "storage/imaging/ImportService.h"
#include "storage/worker/WorkerPool.h"

#include <QStandardPaths>

#include <deque>

namespace casebook::sample {

namespace {

constexpr int expectedFiles = 151; ///< 150 slices and the segmentation

Result<ImportReport> importSample(Vault& vault, const Job& job) {
    std::deque<ImportItem> items;
    const auto sink = [&](const QString& name, const QByteArray& bytes) -> Result<> {
        items.push_back({name, bytes});
        return {};
    };
    if (const auto written = dicom::writeSample(dicom::SampleSpec{}, sink, job); !written)
        return tl::unexpected(written.error());
    WorkerPool workers;
    ImportService imports(vault.database(), vault.objects(), workers, vault.session(), vault.clock());
    const auto next = [&](ImportItem& item) {
        if (items.empty())
            return false;
        item = std::move(items.front());
        items.pop_front();
        return true;
    };
    return imports.run(next, expectedFiles, job, {});
}

} // namespace

QString defaultFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/casebook/sample");
}

Result<std::unique_ptr<Vault>> create(const QString& folder, KdfCost cost, const Job& job) {
    NewStudy study;
    study.name = QStringLiteral("LUNG-SAMPLE");
    study.site = QStringLiteral("S01");
    study.login = QStringLiteral("sample");
    study.printedName = QStringLiteral("Sample User");
    study.synthetic = true;
    auto created = Vault::create(folder, study, SecretBytes::fromUtf8(publicSamplePassphrase), cost);
    if (!created)
        return tl::unexpected(created.error());
    if (const auto imported = importSample(*created->vault, job); !imported)
        return tl::unexpected(imported.error());
    return std::move(created->vault);
}

} // namespace casebook::sample
