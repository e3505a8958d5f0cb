// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Instance.h"
#include "storage/imaging/FileWalker.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportRehearsal.h"
#include "storage/imaging/ImportService.h"
#include "storage/imaging/TextSources.h"
#include "storage/objects/ObjectStore.h"
#include "storage/worker/WorkerPool.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>

#include <map>
#include <vector>

namespace casebook::dicom {
struct SrReference;
}

namespace casebook {

/// One import from the first file to the last commit: parses a batch of files in the workers while
/// hashing them, sorts out duplicates and refusals, and commits one pack per part of a series.
/// One thread; used once.
class ImportRun {
public:
    ImportRun(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
              const Job& job, const ImportService::Options& options, ImportTurns& turns);
    ~ImportRun() { turns_.end(report_.id); }
    ImportRun(const ImportRun&) = delete;
    ImportRun& operator=(const ImportRun&) = delete;
    /// The same without changing anything: in the rehearsal's scratch database.
    ImportRun(ImportRehearsal& rehearsal, WorkerPool& workers, const Session& session, const Job& job,
              const ImportService::Options& options, ImportTurns& turns);

    [[nodiscard]] Result<ImportReport> files(const QList<WalkedFile>& files);
    [[nodiscard]] Result<ImportReport> items(const std::function<bool(ImportItem&)>& next, int expected);

    /// Warnings, geometry words and thumbnails of the series that got images or were never described.
    [[nodiscard]] Result<> describeSeries();

private:
    /// A file on its way: what the worker said, and its bytes.
    struct Candidate {
        QString shownPath;
        std::optional<WorkerInput> input;
        Error inputError;
        std::optional<Result<dicom::ParsedInstance>> parsed;
        QByteArray bytes;
        QByteArray sha256;
        QString path;    ///< of a file on disk; empty out of an archive
        QString localUid;///< "UID#2" where an instance of that UID is here
        QByteArray variant;
        QStringList differences;
    };
    /// Instances of one series that wait for their pack.
    struct Part {
        std::vector<Candidate> instances;
        std::int64_t bytes = 0;
    };
    enum class Known { New, Duplicate, OtherHeader, OtherPixels };
    /// An instance of the same UID: in a part that waits for its pack, or stored.
    struct Twin {
        dicom::ParsedInstance parsed;
        QByteArray dedupKey;
        QString uid; ///< with its "#2"
        std::function<Result<QByteArray>()> read;
    };

    [[nodiscard]] Result<> begin(const char* sourceKind);
    [[nodiscard]] Result<ImportReport> finish(Result<> outcome);
    [[nodiscard]] Result<> walk(const QList<WalkedFile>& files);
    [[nodiscard]] Result<> unpack(const WalkedFile& archive);
    [[nodiscard]] Result<> unpack(const WorkerInput& archive, const QString& shownPath, int depth);
    /// Keeps what a DICOMDIR names, to tell what is missing. @return false when the file is none.
    [[nodiscard]] bool noteDirectory(const WorkerInput& input, const QString& shownPath);
    void refuseMissing();
    [[nodiscard]] Result<> readTexts(std::vector<Candidate>& batch);
    [[nodiscard]] QList<TextSource> newSources() const; ///< seen first in this import
    void tellMap(); ///< which rows of the mapping table were used
    void add(std::vector<Candidate>& batch, QString shownPath, Result<WorkerInput> input, QString path = {});
    [[nodiscard]] Result<> takeBatch(std::vector<Candidate>& batch);
    [[nodiscard]] Result<> take(Candidate&& candidate);
    [[nodiscard]] Result<Known> known(Candidate& candidate);
    [[nodiscard]] Result<QList<Twin>> twins(const dicom::ParsedInstance& parsed);
    /// SHA-256 of the decoded pixels with their type; empty where there are none. Kept by `key`, the content's.
    [[nodiscard]] Result<QByteArray> pixelsOf(const QByteArray& key, const dicom::ParsedInstance& parsed,
                                              const std::function<Result<QByteArray>()>& read);
    void noteVariant(Candidate& candidate, Known what);
    [[nodiscard]] Result<> addToPart(Candidate&& candidate);
    void place(Candidate&& candidate);
    /// Another import may have brought some of the part since each was looked at.
    [[nodiscard]] Result<> lookAgain(const QString& seriesUid);
    [[nodiscard]] Result<PackRef> put(const Part& part);
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
    /// Reports, key objects and presentation states of this import: what of them belongs on images.
    [[nodiscard]] Result<> addReports();
    [[nodiscard]] Result<> addReport(const imagingTable::StoredInstance& instance, const WorkerInput& input);
    [[nodiscard]] Result<> addPresentation(const imagingTable::StoredInstance& instance,
                                           const WorkerInput& input);
    [[nodiscard]] Result<> noteReferences(const imagingTable::StoredInstance& instance,
                                          const std::vector<dicom::SrReference>& references);
    void noteReport(const QString& sopInstance, bool placed, const QByteArray& reason);
    /// Reports whose images have come: their findings and measurements become findings of who made them.
    [[nodiscard]] Result<> placeReports();
    [[nodiscard]] Result<> placeReport(const OverlayRow& overlay);
    void refuse(const QString& path, const Error& error, const QString& keptAs = {});
    Result<> refuseEncoding(const QString& path, const QString& syntax);
    void noteDerived(const dicom::ParsedInstance& parsed); ///< in the report

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    const Job& job_;
    const ImportService::Options& options_;
    ImportTurns& turns_;
    QElapsedTimer timer_;
    ImportReport report_;
    int total_ = 0; ///< files that will be looked at, as far as known
    std::map<QString, Part> parts_; ///< by series UID
    std::int64_t pendingBytes_ = 0;
    struct Place {
        QString series;
        std::size_t at = 0;
    };
    QMultiHash<QString, Place> pendingSop_; ///< SOP Instance UID -> where it waits for its pack
    QHash<QByteArray, QByteArray> pixels_; ///< key of a file's content -> its pixels'
    ImportRehearsal* rehearsal_ = nullptr;
    QHash<QString, int> takenOfSeries_; ///< series UID -> instances taken
    QStringList seriesOrder_; ///< in the order of their first commit
    QSet<QString> waitingSeries_;
    std::optional<QList<TextSource>> sources_; ///< read when the first guess is met
    QSet<int> mapLines_; ///< rows of the mapping table that a file belongs to
    QStringList withoutRow_; ///< series of patients that the table does not name
    QStringList named_; ///< files that a DICOMDIR names, as the report shows them
    QSet<QString> seen_; ///< files that were there, in comparablePath()
};

} // namespace casebook
