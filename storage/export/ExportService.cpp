// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportService.h"

#include "storage/cohort/CohortService.h"
#include "storage/database/Database.h"
#include "storage/export/ExportFiles.h"
#include "storage/export/ExportFolder.h"
#include "storage/export/ExportImages.h"
#include "storage/export/ExportStore.h"
#include "storage/forms/DefinitionService.h"
#include "storage/imaging/AwaySeries.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/worker/WorkerPool.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

namespace casebook {

struct ExportService::Started {
    exportStore::Row row;
    ExportKeys keys;
    QString folder; ///< of the finished set
    bool again = false;
};

namespace {

bool isPartialIso(const QString& text) {
    return text.isEmpty() || (text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid());
}

/// Pseudonym and offset of every subject, in the order of their UUIDs.
void assignSubjects(ExportPlan& plan, const ExportKeys& keys) {
    const QStringList pseudonyms = keys.pseudonyms(plan.subjects());
    const qint64 toDay = *dayOf(QStringLiteral("1960-01-01"));
    for (int i = 0; i < plan.subjects(); ++i) {
        ExportSubject& s = plan.data.subjects[i];
        s.pseudonym = pseudonyms[i];
        s.dayOffset = keys.dayOffset(s.uuid);
        if (plan.options.dates == ExportOptions::Dates::Index)
            if (const auto index = dayOf(s.indexDate))
                s.dayOffset = int(toDay - *index);
    }
}

ExportFacts factsOf(const ExportPlan& plan, const ReleasedImages& images, const ExportTables& tables,
                    const QString& program, std::int64_t createdMs) {
    ExportFacts f;
    // The study's own name often holds the hospital's.
    f.title = plan.options.title.isEmpty() ? QStringLiteral("Research data set") : plan.options.title;
    f.cohort = plan.data.cohortName;
    f.licence = plan.options.licence;
    f.contact = plan.options.contact;
    f.ethics = plan.options.ethics;
    f.program = program;
    f.created = QDateTime::fromMSecsSinceEpoch(createdMs, QTimeZone::UTC).toString(QStringLiteral("yyyy-MM"));
    f.synthetic = plan.data.synthetic;
    f.datesMoved = !plan.options.strict();
    f.toIndex = plan.options.dates == ExportOptions::Dates::Index;
    f.subjects = plan.subjects();
    QSet<QString> exams, series;
    for (const ReleasedObject& o : images.objects) {
        exams.insert(o.study);
        series.insert(o.series);
    }
    f.exams = int(exams.size());
    f.series = int(series.size());
    f.objects = int(images.objects.size());
    QMap<QString, int> reasons;
    for (const QList<ExportExclusion>* list : {&plan.excluded, &images.excluded})
        for (const ExportExclusion& e : *list) {
            f.excludedObjects += e.count;
            reasons[QString::fromLatin1(e.reason)] += e.count;
        }
    for (auto it = reasons.cbegin(); it != reasons.cend(); ++it)
        f.reasons.append({it.key(), it.value()});
    f.criteria = plan.data.cohortCriteria;
    f.numbers = plan.data.cohortNumbers;
    if (images.warnings.contains("head"))
        f.warnings.append(QStringLiteral("Some images show the head: the face may be recognisable."));
    if (plan.data.heldValues > 0)
        f.warnings.append(QStringLiteral("Values that wait for a decision are left out."));
    if (tables.screenedCells > 0)
        f.warnings.append(
            QStringLiteral("Some cells that looked like identifiers were emptied; their reason is MSK."));
    return f;
}

bool isSomebodyAlone(const ExportPlan& plan, const ExportTables& tables) {
    return plan.options.wantsTables() && kAnonymity(tables).unique > 0;
}

/// A new set needs its own name and the one beside it while it is written.
Result<> requireFree(const QString& folder) {
    for (const QString& path : {folder, QString(folder + QStringLiteral(".part"))})
        if (const QFileInfo info(path); info.exists() || info.isSymLink())
            return fail(ErrorKind::Refused, "folder-exists", path);
    return {};
}

/// The pseudonyms of the first time stay with their people.
Result<> takePseudonyms(ExportPlan& plan, const QHash<std::int64_t, QString>& kept, const QString& id) {
    bool same = kept.size() == plan.subjects();
    for (ExportSubject& subject : plan.data.subjects) {
        same = same && kept.contains(subject.id.value);
        subject.pseudonym = kept.value(subject.id.value);
    }
    return same ? Result<>() : fail(ErrorKind::Refused, "subjects-changed", id);
}

/// Rows of images.csv: series of which something was released.
void fillImages(ExportTables& tables, const ExportPlan& plan, const ReleasedImages& images) {
    for (ExportTable& t : tables.tables) {
        if (t.name != u"images")
            continue;
        QMap<QString, QStringList> rows; // by new series UID
        QHash<QString, int> counts;
        for (const ReleasedObject& o : images.objects) {
            ++counts[o.series];
            const ExportSeries& series = plan.data.series[plan.data.instances[o.instance].series];
            const ExportExam& exam = plan.data.exams[series.exam];
            const ExportSubject& subject = plan.data.subjects[exam.subject];
            const auto day = dayOf(exam.date), index = dayOf(subject.indexDate);
            rows.insert(o.series,
                        {o.pseudonym, o.study, o.series, series.modality,
                         plan.options.strict() ? QString() : movedDate(exam.date, subject.dayOffset),
                         day && index ? QString::number(*day - *index) : QString(), QString()});
        }
        for (auto it = rows.begin(); it != rows.end(); ++it) {
            it->last() = QString::number(counts.value(it.key()));
            t.rows.append(*it);
        }
        std::stable_sort(t.rows.begin(), t.rows.end(),
                         [](const QStringList& a, const QStringList& b) { return a[0] < b[0]; });
    }
}

QByteArray actionsCsv(const ReleasedImages& images) {
    QByteArray out("series_uid,path,action,reason,objects\n");
    for (auto series = images.actions.cbegin(); series != images.actions.cend(); ++series)
        for (auto it = series->cbegin(); it != series->cend(); ++it) {
            QByteArray cells = it.key();
            cells.replace(' ', ',');
            out += series.key().toLatin1() + ',' + cells + ',' + QByteArray::number(it.value()) + '\n';
        }
    return out;
}

QByteArray mediaType(const QString& path) {
    static const QHash<QString, QByteArray> known{
        {QStringLiteral("dcm"), "application/dicom"}, {QStringLiteral("csv"), "text/csv"},
        {QStringLiteral("md"), "text/markdown"},      {QStringLiteral("json"), "application/json"},
        {QStringLiteral("svg"), "image/svg+xml"},     {QStringLiteral("R"), "text/x-r-source"}};
    return known.value(QFileInfo(path).suffix(), "text/plain");
}

QByteArray manifestOf(const ExportFolder& folder, const ReleasedImages& images) {
    QHash<QString, const ReleasedObject*> objects;
    for (const ReleasedObject& o : images.objects)
        objects.insert(o.path, &o);
    QByteArray out("path\tbytes\tsha256\tmedia_type\tsubject\tstudy_uid\tseries_uid\tsop_instance_uid\n");
    for (const ExportFolder::Entry& e : folder.entries()) {
        out += e.path.toUtf8() + '\t' + QByteArray::number(e.bytes) + '\t' + e.sha256.toHex() + '\t' +
               mediaType(e.path);
        const ReleasedObject* o = objects.value(e.path);
        for (const QString& cell : o != nullptr ? QStringList{o->pseudonym, o->study, o->series, o->sop}
                                                : QStringList{QString(), QString(), QString(), QString()})
            out += '\t' + cell.toUtf8();
        out += '\n';
    }
    return out;
}

Error refusal(const ExportCheckReport& report) {
    Error error{ErrorKind::Refused, "export-refused", {}, {}};
    for (const auto& fault : report.faults.first(std::min<qsizetype>(5, report.faults.size())))
        error.args.append(QString::fromLatin1(fault.check) + QStringLiteral(": ") + fault.path +
                          QStringLiteral(": ") + fault.what);
    return error;
}

/// Times to events that a set tells: days, whether the event came, and what was imputed.
QStringList outcomeColumns() {
    return {QStringLiteral("os_days"),      QStringLiteral("os_event"), QStringLiteral("pfs_days"),
            QStringLiteral("pfs_event"),    QStringLiteral("dfs_days"), QStringLiteral("dfs_event"),
            QStringLiteral("dates_imputed")};
}

QString outcomeText(const cohort::Column& column, std::size_t row) {
    if (column.isMissing(row))
        return {};
    if (column.info().kind == cohort::ColumnKind::Number)
        return QString::number(qint64(column.numbers()[row]));
    const QString code = column.dictionary().value(column.codes()[row]);
    if (column.info().kind == cohort::ColumnKind::Boolean)
        return code == u"true" ? QStringLiteral("1") : QStringLiteral("0");
    return code;
}

/// The last day that a cut which may be partial can mean.
QString lastDayOf(const QString& cut) {
    const auto date = PartialDate::fromText(cut);
    return date ? QDate(1970, 1, 1).addDays(date->hi()).toString(Qt::ISODate) : QString();
}

QSet<QString> seriesToRead(const ExportPlan& plan) {
    QSet<QString> out;
    for (const QList<int>* part : {&plan.images, &plan.segmentations})
        for (const int instance : *part)
            out.insert(plan.data.series[plan.data.instances[instance].series].uid);
    return out;
}

} // namespace

ExportService::ExportService(Database& database, ObjectStore& objects, WorkerPool& workers,
                             const Session& session, const Clock& clock, QString program)
    : database_(database), objects_(objects), workers_(workers), session_(session), clock_(clock),
      program_(std::move(program)) {}

Result<> ExportService::checkedOptions(const ExportOptions& options) const {
    if (auto may = session_.require(Right::Export); !may)
        return may;
    if (!isPartialIso(options.cut))
        return fail(ErrorKind::Refused, "bad-date", options.cut);
    if (options.profile != u"research" && options.profile != u"strict")
        return fail(ErrorKind::Refused, "no-such-profile", options.profile);
    return {};
}

Result<std::int64_t> ExportService::cohortId(const QString& nameOrUuid) const {
    return database_.read([&](ReadConnection& c) -> Result<std::int64_t> {
        const auto found = c.one("SELECT id FROM cohort WHERE name = ?1 OR uuid = ?2 OR CAST(id AS TEXT) = ?1"
                                 " ORDER BY name = ?1 DESC",
                                 nameOrUuid, Uuid::fromString(nameOrUuid));
        if (!found)
            return tl::unexpected(found.error());
        if (!*found)
            return fail(ErrorKind::Refused, "no-such-cohort", nameOrUuid);
        return **found;
    });
}

Result<ExportOutcomes> ExportService::outcomes(const QString& cut) const {
    ExportOutcomes out;
    CohortService::TableRequest request;
    request.columns = outcomeColumns();
    request.cut = lastDayOf(cut);
    DefinitionService definitions(database_, session_, clock_);
    const auto known = definitions.currentOrNone();
    if (!known || !*known)
        return known ? Result<ExportOutcomes>(out) : tl::unexpected(known.error());
    const auto table = CohortService(database_, session_, definitions).analysisTable(request, {});
    if (!table)
        return tl::unexpected(table.error());
    for (const QString& name : request.columns) {
        const cohort::Column* column = table->column(name);
        if (!column)
            continue;
        out.columns.append(column->info());
        for (std::size_t row = 0; row < table->rows(); ++row)
            out.cells[table->subjects()[row].id].append(outcomeText(*column, row));
    }
    return out;
}

Result<ExportPlan> ExportService::plan(std::int64_t cohort, const ExportOptions& options) {
    const auto times = options.wantsTables() ? outcomes(options.cut) : Result<ExportOutcomes>();
    if (!times)
        return tl::unexpected(times.error());
    const QList<std::int64_t> away = objects_.awayPlaces();
    return database_.read([&](ReadConnection& c) -> Result<ExportPlan> {
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!scope)
            return tl::unexpected(scope.error());
        auto data = readExportData(c, cohort, options, *scope);
        if (!data)
            return tl::unexpected(data.error());
        data->outcomes = *times;
        ExportPlan made = ExportPlan::make(std::move(*data), options);
        // Told before anything is written, not in the middle.
        return awaySeries::requireHere(c, away, seriesToRead(made)).map([&] { return std::move(made); });
    });
}

Result<ExportPlan> ExportService::preview(const QString& cohort, const ExportOptions& options, bool samples,
                                          const Job& job) {
    if (auto good = checkedOptions(options); !good)
        return tl::unexpected(good.error());
    const auto id = cohortId(cohort);
    if (!id)
        return tl::unexpected(id.error());
    auto made = plan(*id, options);
    if (!made)
        return made;
    // A key for this preview alone: what it shows is not what will be released.
    const ExportKeys keys(ExportKeys::freshKey());
    assignSubjects(*made, keys);
    made->tables = makeExportTables(made->data, options, keys);
    if (isSomebodyAlone(*made, made->tables))
        made->warnings.append("small-k");
    if (!samples || !options.wantsImages())
        return made;
    ExportImages images(objects_, workers_, *made, keys, program_);
    auto looked = images.preview(job);
    if (!looked)
        return tl::unexpected(looked.error());
    QMap<QByteArray, int> actions;
    for (const auto& series : std::as_const(looked->actions))
        for (auto it = series.cbegin(); it != series.cend(); ++it)
            actions[it.key()] += it.value();
    for (auto it = actions.cbegin(); it != actions.cend(); ++it) {
        const QByteArrayList parts = it.key().split(' ');
        made->attributes.append({parts[0], parts[1], parts[2], it.value()});
    }
    made->excluded.append(looked->excluded);
    made->warnings.append(looked->warnings.keys());
    made->droppedWords = looked->droppedWords;
    made->samples = looked->samples;
    if (!session_.may(Right::ReadIdentity)) {
        made->droppedWords.clear();
        for (dicom::DeidSample& sample : made->samples)
            sample.before.clear();
    }
    return made;
}

Result<ExportService::Started> ExportService::begin(std::int64_t cohort, const ExportOptions& options,
                                                    ExportPlan& plan, const QString& folder) {
    exportStore::Row row;
    row.cohort = cohort;
    row.kind = options.kindCode();
    row.profile = options.profile;
    row.options = options.toJson();
    row.cut = options.cut;
    row.key = ExportKeys::freshKey();
    row.folder = folder;
    row.part = folder + QStringLiteral(".part");
    ExportKeys keys(row.key);
    assignSubjects(plan, keys);
    auto inserted = database_.writeAndWait(
        [&](WriteTransaction& tx) { return exportStore::insert(tx, row, plan.data.subjects, session_); });
    if (!inserted)
        return tl::unexpected(inserted.error());
    return Started{*inserted, keys, folder, false};
}

Result<ExportResult> ExportService::run(const QString& cohort, const ExportOptions& options,
                                        const QString& path, const Job& job) {
    if (auto good = checkedOptions(options); !good)
        return tl::unexpected(good.error());
    const QString folder = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    if (auto free = requireFree(folder); !free)
        return tl::unexpected(free.error());
    const auto id = cohortId(cohort);
    if (!id)
        return tl::unexpected(id.error());
    auto made = plan(*id, options);
    if (!made)
        return tl::unexpected(made.error());
    const auto started = begin(*id, options, *made, folder);
    if (!started)
        return tl::unexpected(started.error());
    bool left = false;
    auto done = carryOut(*started, *made, job, left);
    if (done)
        return done;
    if (auto noted = refused(*started, done.error(), left); !noted)
        return tl::unexpected(noted.error());
    return done;
}

Result<ExportResult> ExportService::repeat(const QString& id, const QString& path, const Job& job) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    const QString folder = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    if (auto free = requireFree(folder); !free)
        return tl::unexpected(free.error());
    auto row = repeatable(id);
    if (!row)
        return tl::unexpected(row.error());
    row->part = folder + QStringLiteral(".part");
    auto made = plan(row->cohort, ExportOptions::fromJson(row->options));
    if (!made)
        return tl::unexpected(made.error());
    const Started started{*row, ExportKeys(row->key), folder, true};
    assignSubjects(*made, started.keys);
    const auto kept = database_.read([&](ReadConnection& c) { return exportStore::pseudonyms(c, *row); });
    if (!kept)
        return tl::unexpected(kept.error());
    if (auto same = takePseudonyms(*made, *kept, id); !same)
        return tl::unexpected(same.error());
    auto noted =
        database_.writeAndWait([&](WriteTransaction& tx) { return exportStore::noteRepeat(tx, *row); });
    if (!noted)
        return tl::unexpected(noted.error());
    bool left = false;
    auto done = carryOut(started, *made, job, left);
    if (done)
        return done;
    noted = database_.writeAndWait(
        [&](WriteTransaction& tx) { return exportStore::repeatFailed(tx, *row, done.error().code, left); });
    return noted ? done : tl::unexpected(noted.error());
}

Result<exportStore::Row> ExportService::repeatable(const QString& id) const {
    return database_.read([&](ReadConnection& c) -> Result<exportStore::Row> {
        auto row = exportStore::find(c, id);
        if (!row)
            return row;
        if (row->state != "released")
            return fail(ErrorKind::Refused, "not-released-yet", id);
        if (!row->part.isEmpty())
            return fail(ErrorKind::Refused, "set-unfinished", id);
        return exportStore::requireConsent(c, *row).map([&] { return *row; });
    });
}

Result<ExportCheck::Wanted> ExportService::wanted(const ExportPlan& plan,
                                                  const ReleasedImages& images) const {
    ExportCheck::Wanted out;
    auto known = database_.read([](ReadConnection& c) { return readExportIdentifiers(c); });
    if (!known)
        return tl::unexpected(known.error());
    out.identifiers = std::move(*known);
    for (const QString& text : images.identifiers)
        out.identifiers.add(text, "header");
    for (const ExportSubject& s : plan.data.subjects) {
        out.identifiers.own.insert(s.pseudonym, s.identifiers);
        if (!s.birthDate.isEmpty())
            out.identifiers.birthDates.insert(s.pseudonym, s.birthDate);
    }
    for (const ReleasedObject& o : images.objects)
        out.pixelHashes.insert(o.path, o.pixelHash);
    return out;
}

Result<ExportResult> ExportService::carryOut(const Started& started, ExportPlan& plan, const Job& job,
                                             bool& left) {
    auto folder = ExportFolder::create(started.row.part);
    if (!folder)
        return tl::unexpected(folder.error()); // whatever is there is not ours
    auto done = fill(started, plan, *folder, job);
    if (!done)
        left = !folder->remove() || QFileInfo::exists(started.folder);
    return done;
}

Result<ExportResult> ExportService::fill(const Started& started, ExportPlan& plan, ExportFolder& folder,
                                         const Job& job) {
    ExportTables tables = makeExportTables(plan.data, plan.options, started.keys);
    const auto limit = database_.read([](ReadConnection& c) {
        return c.one("SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'export.k'");
    });
    if (!limit)
        return tl::unexpected(limit.error());
    if (const int k = kAnonymity(tables).k; k > 0 && k < limit->value_or(0))
        return fail(ErrorKind::Refused, "small-k", QString::number(k), {QString::number(limit->value_or(0))});

    ExportImages worker(objects_, workers_, plan, started.keys,
                        program_ + QStringLiteral(", PS3.15 Annex E 2024e"));
    auto images = worker.run(
        [&](const QString& path, const QByteArray& bytes) { return folder.write(path, bytes); }, job);
    if (!images)
        return tl::unexpected(images.error());
    fillImages(tables, plan, *images);
    const ExportFacts facts = factsOf(plan, *images, tables, program_, started.row.createdMs);
    QList<ExportFile> files =
        exportTextFiles(facts, tables, plan.data.definition, plan.options.wantsTables());
    if (plan.options.wantsImages())
        files.append({QStringLiteral("qc/deid-actions.csv"), actionsCsv(*images)});
    for (const ExportFile& file : std::as_const(files))
        if (auto written = folder.write(file.path, file.bytes); !written)
            return tl::unexpected(written.error());

    auto looksFor = wanted(plan, *images);
    if (!looksFor)
        return tl::unexpected(looksFor.error());
    auto report = ExportCheck::run(folder.path(), *looksFor, job);
    if (!report)
        return tl::unexpected(report.error());
    if (!report->ok())
        return tl::unexpected(refusal(*report));

    const QByteArray checks = report->toText();
    if (auto written = folder.write(QStringLiteral("qc/checks.txt"), checks); !written)
        return tl::unexpected(written.error());
    const QByteArray manifest = manifestOf(folder, *images);
    if (auto written = folder.write(QStringLiteral("manifest.tsv"), manifest); !written)
        return tl::unexpected(written.error());
    const QByteArray sums = folder.checksums();
    if (auto written = folder.write(QStringLiteral("SHA256SUMS"), sums); !written)
        return tl::unexpected(written.error());
    looksFor->only = {QStringLiteral("qc/checks.txt"), QStringLiteral("manifest.tsv"),
                      QStringLiteral("SHA256SUMS")};
    looksFor->checksums = true;
    const auto last = ExportCheck::run(folder.path(), *looksFor, job);
    if (!last)
        return tl::unexpected(last.error());
    if (!last->ok())
        return tl::unexpected(refusal(*last));

    ExportResult out;
    out.subjects = facts.subjects;
    out.exams = facts.exams;
    out.objects = facts.objects;
    out.tables = plan.options.wantsTables() ? int(tables.tables.size()) : 0;
    out.files = int(folder.entries().size());
    out.excluded = plan.excluded + images->excluded;
    out.warnings = plan.warnings + images->warnings.keys();
    if (isSomebodyAlone(plan, tables))
        out.warnings.append("small-k");
    out.droppedWords = session_.may(Right::ReadIdentity) ? images->droppedWords : QStringList();
    out.check = *report;
    out.manifestHash = sha256Of(manifest);
    return release(started, plan, folder, out);
}

Result<ExportResult> ExportService::release(const Started& started, const ExportPlan& plan,
                                            const ExportFolder& folder, ExportResult result) {
    result.uuid = started.row.uuid;
    result.folder = started.folder;
    result.sameAsBefore = !started.again || started.row.manifestHash == result.manifestHash;
    const auto still =
        database_.read([&](ReadConnection& c) { return exportStore::requireConsent(c, started.row); });
    if (!still)
        return tl::unexpected(still.error());
    if (auto released = folder.release(started.folder); !released)
        return tl::unexpected(released.error());
    QJsonArray left;
    for (const ExportExclusion& e : result.excluded)
        left.append(QJsonObject{{QStringLiteral("what"), e.what},
                                {QStringLiteral("reason"), QString::fromLatin1(e.reason)},
                                {QStringLiteral("count"), e.count}});
    const QJsonObject report{
        {QStringLiteral("subjects"), result.subjects},   {QStringLiteral("exams"), result.exams},
        {QStringLiteral("objects"), result.objects},     {QStringLiteral("tables"), result.tables},
        {QStringLiteral("files"), result.files},         {QStringLiteral("left_out"), left},
        {QStringLiteral("cohort"), plan.data.cohortName}};
    auto noted = database_.writeAndWait([&](WriteTransaction& tx) {
        return exportStore::release(tx, started.row, started.folder, result.manifestHash,
                                    QJsonDocument(report).toJson(QJsonDocument::Compact), started.again);
    });
    if (noted)
        return result;
    // What is not recorded is not released.
    const auto back = folder.takeBack(started.folder);
    return tl::unexpected(back ? noted.error() : back.error());
}

Result<> ExportService::refused(const Started& started, const Error& error, bool left) {
    QJsonArray faults;
    for (const QString& arg : error.args)
        faults.append(arg);
    const QJsonObject report{{QStringLiteral("code"), QString::fromLatin1(error.code)},
                             {QStringLiteral("faults"), faults}};
    return database_.writeAndWait([&](WriteTransaction& tx) {
        return exportStore::refuse(tx, started.row, QJsonDocument(report).toJson(QJsonDocument::Compact),
                                   left);
    });
}

Result<ExportCheckReport> ExportService::check(const QString& folder, const Job& job) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    ExportCheck::Wanted looksFor;
    auto known = database_.read([](ReadConnection& c) { return readExportIdentifiers(c); });
    if (!known)
        return tl::unexpected(known.error());
    looksFor.identifiers = std::move(*known);
    auto births = database_.read([&](ReadConnection& c) { return exportStore::birthDates(c); });
    if (!births)
        return tl::unexpected(births.error());
    looksFor.identifiers.birthDates = *births;
    auto own = database_.read([&](ReadConnection& c) { return exportStore::ownNumbers(c); });
    if (!own)
        return tl::unexpected(own.error());
    looksFor.identifiers.own = *own;
    looksFor.checksums = true;
    return ExportCheck::run(folder, looksFor, job);
}

Result<QList<ExportRecord>> ExportService::list() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([](ReadConnection& c) { return exportStore::list(c); });
}

} // namespace casebook
