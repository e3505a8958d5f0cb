// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reading/FindingImport.h"

#include "core/geometry/Placement.h"
#include "storage/database/Database.h"
#include "storage/imaging/OverlayTable.h"
#include "storage/imaging/SeriesLoader.h"
#include "storage/reading/DerivedSql.h"
#include "storage/reading/ReadingTable.h"
#include "storage/worker/WorkerPool.h"

#include <QCryptographicHash>
#include <QFileInfo>

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

/// What the study knows of the series a file names.
struct KnownSeries {
    QString frameOfReference, studyUid;
    int instances = 0;
    std::vector<GridGeometry> volumes;
};

Result<std::optional<KnownSeries>> knownSeries(Database& database, const SeriesLoader& loader,
                                               const QString& uid) {
    auto known = database.read([&](ReadConnection& c) -> Result<std::optional<KnownSeries>> {
        auto row =
            c.prepare("SELECT r.frame_of_ref, e.study_uid, (SELECT count(*) FROM instance i WHERE i.series ="
                      " r.id) FROM dicom_series r JOIN dicom_study e ON e.id = r.study"
                      " WHERE r.series_uid = ? AND NOT " CASEBOOK_DERIVED_SERIES);
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(uid);
        const auto has = row->step();
        if (!has)
            return tl::unexpected(has.error());
        if (!*has)
            return std::nullopt;
        return KnownSeries{row->text(0), row->text(1), int(row->integer(2)), {}};
    });
    if (!known || !*known)
        return known;
    const auto planned = loader.plan(uid);
    if (!planned)
        return tl::unexpected(planned.error());
    for (const PlannedVolume& volume : planned->plan.volumes)
        (*known)->volumes.push_back(volume.grid);
    return known;
}

/// Farthest that a corner of a mask may be from the series' own.
constexpr double maskTolerance_mm = 0.05;

/// Masks of all findings: one label map beside the file.
struct Masks {
    QByteArray bytes;
    QString file;
};

Result<Masks> readMasks(WorkerPool& workers, const QString& folder, const FindingsFile& file,
                        const std::vector<GridGeometry>& volumes, QList<FindingsProblem>& errors) {
    Masks out;
    const auto refuse = [&](const FindingMask& mask, const char* part) {
        errors.append(
            {"E_MASK_GEOM", QStringLiteral("/findings/%1/mask/%2").arg(mask.finding).arg(key(part))});
    };
    if (file.masks.isEmpty())
        return out;
    out.file = file.masks.front().file;
    for (const FindingMask& mask : file.masks)
        if (mask.file != out.file)
            refuse(mask, "file");
    const auto input = WorkerInput::open(folder + u'/' + out.file);
    const auto labels = input ? workers.labels(*input) : Result<Segmentation>(tl::unexpected(input.error()));
    if (!labels) {
        if (labels.error().kind == ErrorKind::System)
            return tl::unexpected(labels.error());
        refuse(file.masks.front(), "file");
        return out;
    }
    const bool fits = std::any_of(volumes.begin(), volumes.end(), [&](const GridGeometry& grid) {
        const Placement here = Placement::check(grid, labels->grid);
        return here.state == Placement::State::Verified && here.corner_mm <= maskTolerance_mm;
    });
    if (!fits)
        refuse(file.masks.front(), "file");
    for (const FindingMask& mask : file.masks)
        if (std::none_of(labels->segments.begin(), labels->segments.end(),
                         [&](const Segment& s) { return s.number == mask.label; }))
            refuse(mask, "label");
    auto bytes = input->readAll();
    if (!bytes)
        return tl::unexpected(bytes.error());
    out.bytes = std::move(*bytes);
    return out;
}

QJsonObject detailOf(const FindingsFile& file) {
    return {{key("weights_sha256"), file.algorithm.weightsSha256},
            {key("calibration"), file.algorithm.calibration},
            {key("sop_count"), file.input.sopCount}};
}

/// The run of the same bytes, where it was imported before.
Result<std::optional<FindingsImported>> earlier(Database& database, const QByteArray& hash) {
    return database.read([&](ReadConnection& c) -> Result<std::optional<FindingsImported>> {
        auto row =
            c.prepare("SELECT a.uuid, r.series_uid, a.complete, (SELECT count(*) FROM finding f WHERE f.run ="
                      " a.id) FROM ai_run a JOIN dicom_series r ON r.id = a.series WHERE a.source_hash = ?");
        if (!row)
            return tl::unexpected(row.error());
        row->bindAll(hash);
        const auto has = row->step();
        if (!has)
            return tl::unexpected(has.error());
        if (!*has)
            return std::nullopt;
        FindingsImported out;
        out.run = row->uuid(0);
        out.series = row->text(1);
        out.complete = row->integer(2) != 0;
        out.findings = int(row->integer(3));
        out.alreadyThere = true;
        return out;
    });
}

/// The label map of the masks as an overlay of the algorithm.
Result<OverlayId> insertMasks(WriteTransaction& tx, const FindingsFile& file, const PackRef& pack) {
    if (auto row = ObjectStore::insertRow(tx, pack); !row)
        return tl::unexpected(row.error());
    overlayTable::NewOverlay overlay;
    overlay.kind = "LABELS";
    overlay.seriesUid = file.input.seriesUid;
    overlay.placement = "verified";
    overlay.algorithm = {file.algorithm.name, file.algorithm.version, "AUTOMATIC"};
    overlay.packId = pack.id;
    overlay.extent = pack.extents.front();
    const auto made = overlayTable::insert(tx, overlay);
    if (!made)
        return tl::unexpected(made.error());
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = "overlay";
    entry.object = made->uuid;
    entry.field = "placement";
    entry.newValue = QStringLiteral("verified");
    return tx.audit(entry).map([&](std::int64_t) { return made->id; });
}

Result<Uuid> insertAll(WriteTransaction& tx, const FindingsFile& file, const QByteArray& hash,
                       const PackRef* pack) {
    readingTable::NewRun run;
    run.name = file.algorithm.name;
    run.version = file.algorithm.version;
    run.vendor = file.algorithm.vendor;
    run.kind = "import";
    run.seriesUid = file.input.seriesUid;
    run.frameOfReference = file.input.frameOfReference;
    run.complete = file.complete;
    run.detail = detailOf(file);
    run.sourceHash = hash;
    if (pack != nullptr) {
        const auto overlay = insertMasks(tx, file, *pack);
        if (!overlay)
            return tl::unexpected(overlay.error());
        run.overlay = *overlay;
    }
    return readingTable::insertRun(tx, run, file.findings);
}

} // namespace

FindingImport::FindingImport(Database& database, ObjectStore& objects, WorkerPool& workers,
                             const Session& session, const Clock& clock)
    : database_(database), objects_(objects), workers_(workers), session_(session), clock_(clock) {}

Result<FindingsImported> FindingImport::run(const QString& path, const Job& job) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    const auto input = WorkerInput::open(path);
    if (!input)
        return tl::unexpected(input.error());
    if (input->size() > maxFindingsBytes) {
        FindingsImported out;
        out.errors.append(FindingsProblem{"E_SCHEMA", {}});
        return out;
    }
    const auto bytes = input->readAll();
    if (!bytes)
        return tl::unexpected(bytes.error());
    return run(*bytes, QFileInfo(path).path(), job);
}

Result<FindingsImported> FindingImport::run(const QByteArray& bytes, const QString& maskFolder,
                                            const Job& job) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    FindingsImported out;
    FindingsReading read = readFindingsJson(bytes);
    out.errors = read.errors;
    out.warnings = read.warnings;
    if (!out.errors.isEmpty())
        return out;
    FindingsFile& file = read.file;
    out.series = file.input.seriesUid;
    out.complete = file.complete;
    const SeriesLoader loader(database_, objects_, workers_);
    const auto known = knownSeries(database_, loader, file.input.seriesUid);
    if (!known)
        return tl::unexpected(known.error());
    if (!*known || (!file.input.studyUid.isEmpty() && file.input.studyUid != (*known)->studyUid)) {
        out.errors.append({"E_SERIES", *known ? key("/input/study_uid") : key("/input/series_uid")});
        return out;
    }
    out.errors = checkAgainstSeries(file, (*known)->frameOfReference, (*known)->instances, (*known)->volumes);
    const auto masks = readMasks(workers_, maskFolder, file, (*known)->volumes, out.errors);
    if (!masks)
        return tl::unexpected(masks.error());
    if (!out.errors.isEmpty())
        return out;
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray(bytes + masks->bytes), QCryptographicHash::Sha256);
    auto before = earlier(database_, hash);
    if (!before)
        return tl::unexpected(before.error());
    if (*before) {
        (*before)->warnings = out.warnings;
        return **before;
    }
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    for (const FindingMask& mask : std::as_const(file.masks))
        file.findings[mask.finding].segment = mask.label;
    std::optional<PackRef> pack;
    if (!masks->bytes.isEmpty()) {
        auto put = objects_.put({masks->bytes});
        if (!put)
            return tl::unexpected(put.error());
        pack = std::move(*put);
    }
    const auto run = database_.writeAndWait(
        [&](WriteTransaction& tx) { return insertAll(tx, file, hash, pack ? &*pack : nullptr); });
    if (!run)
        return tl::unexpected(run.error());
    out.run = *run;
    out.findings = int(file.findings.size());
    return out;
}

} // namespace casebook
