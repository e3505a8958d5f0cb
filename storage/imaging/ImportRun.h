// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Instance.h"
#include "storage/imaging/FileWalker.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportService.h"
#include "storage/objects/ObjectStore.h"
#include "storage/worker/WorkerPool.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>

#include <map>
#include <vector>

namespace casebook {

/// One import from the first file to the last commit: parses a batch of files in the workers while
/// hashing them, sorts out duplicates and refusals, and commits one pack per part of a series.
/// One thread; used once.
class ImportRun {
public:
    ImportRun(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
              const Job& job, const ImportService::Options& options);

    [[nodiscard]] Result<ImportReport> files(const QList<WalkedFile>& files);
    [[nodiscard]] Result<ImportReport> items(const std::function<bool(ImportItem&)>& next, int expected);

private:
    /// A file on its way: what the worker said, and its bytes.
    struct Candidate {
        QString shownPath;
        std::optional<WorkerInput> input;
        Error inputError;
        std::optional<Result<dicom::ParsedInstance>> parsed;
        QByteArray bytes;
        QByteArray sha256;
    };
    /// Instances of one series that wait for their pack.
    struct Part {
        std::vector<Candidate> instances;
        std::int64_t bytes = 0;
    };
    enum class Known { New, Duplicate, Conflict };

    [[nodiscard]] Result<> begin(const char* sourceKind);
    [[nodiscard]] Result<ImportReport> finish(Result<> outcome);
    [[nodiscard]] Result<> walk(const QList<WalkedFile>& files);
    [[nodiscard]] Result<> unpack(const WalkedFile& archive);
    void add(std::vector<Candidate>& batch, QString shownPath, Result<WorkerInput> input);
    [[nodiscard]] Result<> takeBatch(std::vector<Candidate>& batch);
    [[nodiscard]] Result<> take(Candidate&& candidate);
    [[nodiscard]] Result<Known> known(const Candidate& candidate);
    [[nodiscard]] Result<bool> samePixels(const Candidate& a, const WorkerInput& other,
                                          const dicom::ParsedInstance& parsed);
    [[nodiscard]] Result<> flush(const QString& seriesUid);
    [[nodiscard]] Result<> flushAll();
    [[nodiscard]] Result<> commitPart(const Part& part, const PackRef& pack);
    /// Segmentations that have no overlay yet: those of this import, and any whose import was cut off
    /// between its instances and this.
    [[nodiscard]] Result<> addOverlays();
    [[nodiscard]] Result<> addOverlay(const imagingTable::StoredInstance& instance);
    /// Lesions of a segmentation that was just placed become findings of the algorithm that drew them.
    [[nodiscard]] Result<> addFindings(const QString& overlayUid);
    /// Puts overlays whose image has come on it, and fills in the report.
    [[nodiscard]] Result<> placeOverlays();
    /// Warnings, geometry words and thumbnails of the series that got images.
    [[nodiscard]] Result<> describeSeries();
    void refuse(const QString& path, const Error& error);
    void noteDerived(const dicom::ParsedInstance& parsed); ///< in the report

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    const Job& job_;
    const ImportService::Options& options_;
    QElapsedTimer timer_;
    ImportReport report_;
    int total_ = 0; ///< files that will be looked at, as far as known
    std::map<QString, Part> parts_; ///< by series UID
    std::int64_t pendingBytes_ = 0;
    QHash<QString, QByteArray> pendingSop_; ///< SOP Instance UID -> sha256, not yet committed
    QHash<QString, int> takenOfSeries_;     ///< series UID -> instances taken
    QStringList seriesOrder_; ///< in the order of their first commit
    QSet<QString> waitingSeries_;
};

} // namespace casebook
