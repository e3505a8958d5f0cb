// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ReportService.h"

#include "storage/database/Database.h"
#include "storage/imaging/MeasurementTable.h"
#include "storage/imaging/ReportDrawing.h"
#include "storage/imaging/ReportTable.h"
#include "storage/objects/ObjectStore.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/worker/WorkerPool.h"

#include <QSet>

#include <algorithm>

namespace casebook {

namespace {

using imagingTable::StoredInstance;

QByteArray kindOf(const dicom::ParsedInstance& parsed) {
    if (parsed.kind == dicom::ObjectKind::Presentation)
        return "PR";
    if (parsed.kind == dicom::ObjectKind::Pdf)
        return "PDF";
    return parsed.sopClass.endsWith(QLatin1StringView(".88.59")) ? "KO" : "SR";
}

/// "2024-01-15" of "20240115"; empty where it is no day.
QString isoDay(const QString& stored) {
    return stored.size() == 8 ? stored.left(4) + u'-' + stored.mid(4, 2) + u'-' + stored.mid(6) : QString();
}

ReportRow rowOf(const StoredInstance& instance, const QString& subject) {
    const dicom::ParsedInstance& p = instance.parsed;
    ReportRow out;
    out.uid = instance.sopInstance;
    out.kind = kindOf(p);
    out.title = !p.contentLabel.isEmpty() ? p.contentLabel : p.seriesDescription;
    out.subject = subject;
    out.series = p.seriesUid;
    out.exam = p.studyUid;
    out.date = isoDay(p.studyDate);
    out.manufacturer = p.manufacturer;
    return out;
}

Result<QString> labelOf(Connection& connection, SubjectId subject) {
    auto row = connection.prepare("SELECT label FROM subject WHERE id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(subject);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has ? row->text(0) : QString();
}

enum class Listed { Readable, All };

/// The object where this session sees it. A PDF is listed, but not read here. Error "no-such-report".
Result<StoredInstance> visible(Connection& connection, const Session& session, const QString& uid,
                               Listed listed = Listed::Readable) {
    const auto stored = imagingTable::instancesBySop(connection, uid);
    const auto scope = ReadingVisibility::scope(connection, session);
    if (!stored || !scope)
        return tl::unexpected(stored ? scope.error() : stored.error());
    const auto found = std::find_if(stored->begin(), stored->end(), [&](const StoredInstance& one) {
        return (one.parsed.kind == dicom::ObjectKind::StructuredReport ||
                one.parsed.kind == dicom::ObjectKind::Presentation ||
                (listed == Listed::All && one.parsed.kind == dicom::ObjectKind::Pdf)) &&
               !scope->hidesSeries(one.parsed.seriesUid);
    });
    return found == stored->end() ? Result<StoredInstance>(fail(ErrorKind::Refused, "no-such-report", uid))
                                  : Result<StoredInstance>(*found);
}

/// Its objects that may be seen, with the subject's label. None while the series waits for a person.
struct SubjectReports {
    SubjectId subject;
    QString label;
    QList<StoredInstance> objects;
};
Result<SubjectReports> reportsBeside(Connection& connection, const Session& session,
                                     const QString& seriesUid) {
    SubjectReports out;
    const auto subject = ReadingVisibility::subjectOf(connection, seriesUid);
    const auto scope = ReadingVisibility::scope(connection, session);
    if (!subject || !scope)
        return tl::unexpected(subject ? scope.error() : subject.error());
    if (!subject->isValid() || scope->hidesDerived(*subject))
        return out;
    const auto label = labelOf(connection, *subject);
    if (!label)
        return tl::unexpected(label.error());
    auto all = reportTable::ofSubject(connection, *label);
    if (!all)
        return tl::unexpected(all.error());
    all->removeIf([&](const StoredInstance& one) { return scope->hidesSeries(one.parsed.seriesUid); });
    out.subject = *subject;
    out.label = *label;
    out.objects = std::move(*all);
    return out;
}

Result<> noteMark(WriteTransaction& tx, const char* action, const Uuid& object, const QString& value) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "measurement";
    entry.object = object;
    entry.field = "key-image";
    entry.newValue = value;
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<QList<reportTable::KeyImageRow>> marks(Connection& connection, const Session& session,
                                              const QString& seriesUid) {
    const auto scope = ReadingVisibility::scope(connection, session);
    const auto subject = ReadingVisibility::subjectOf(connection, seriesUid);
    if (!scope || !subject)
        return tl::unexpected(scope ? subject.error() : scope.error());
    return reportTable::keyImages(connection, seriesUid,
                                  scope->hidesOthers(*subject) ? std::optional(session.user) : std::nullopt);
}

} // namespace

ReportService::ReportService(Database& database, ObjectStore& objects, WorkerPool& workers,
                             const Session& session, const Clock& clock)
    : database_(database), objects_(objects), workers_(workers), session_(session), clock_(clock) {}

Result<QList<ReportRow>> ReportService::list(const QString& subject) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<ReportRow>> {
        const auto all = reportTable::documentsOfSubject(c, subject);
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!all || !scope)
            return tl::unexpected(all ? scope.error() : all.error());
        QList<ReportRow> out;
        for (const StoredInstance& one : *all) {
            if (scope->hidesSeries(one.parsed.seriesUid))
                continue;
            const auto owner =
                ReadingVisibility::subjectOf(c, one.parsed.seriesUid).and_then([&](SubjectId id) {
                    return labelOf(c, id);
                });
            if (!owner)
                return tl::unexpected(owner.error());
            out.append(rowOf(one, *owner));
        }
        return out;
    });
}

Result<ReportRow> ReportService::find(const QString& uid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<ReportRow> {
        const auto one = visible(c, session_, uid, Listed::All);
        if (!one)
            return tl::unexpected(one.error());
        return ReadingVisibility::subjectOf(c, one->parsed.seriesUid)
            .and_then([&](SubjectId id) { return labelOf(c, id); })
            .map([&](const QString& label) { return rowOf(*one, label); });
    });
}

Result<dicom::SrDocument> ReportService::document(const QString& uid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    const auto one = database_.read([&](ReadConnection& c) { return visible(c, session_, uid); });
    if (!one)
        return tl::unexpected(one.error());
    auto bytes = objects_.read(one->pack, one->extent);
    return bytes ? workers_.report(WorkerInput::fromBytes(std::move(*bytes)))
                 : Result<dicom::SrDocument>(tl::unexpected(bytes.error()));
}

Result<dicom::Presentation> ReportService::presentation(const QString& uid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    const auto one = database_.read([&](ReadConnection& c) { return visible(c, session_, uid); });
    if (!one)
        return tl::unexpected(one.error());
    auto bytes = objects_.read(one->pack, one->extent);
    return bytes ? workers_.presentation(WorkerInput::fromBytes(std::move(*bytes)))
                 : Result<dicom::Presentation>(tl::unexpected(bytes.error()));
}

Result<QList<DrawnLayer>> ReportService::layers(const QString& seriesUid, const Job& job) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    const auto beside =
        database_.read([&](ReadConnection& c) { return reportsBeside(c, session_, seriesUid); });
    if (!beside)
        return tl::unexpected(beside.error());
    QList<DrawnLayer> out;
    for (const StoredInstance& one : beside->objects) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const ReportRow row = rowOf(one, beside->label);
        if (row.kind == "KO")
            continue;
        auto bytes = objects_.read(one.pack, one.extent);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const WorkerInput input = WorkerInput::fromBytes(std::move(*bytes));
        const auto report = row.kind == "SR" ? workers_.report(input) : Result<dicom::SrDocument>{};
        const auto state = row.kind == "PR" ? workers_.presentation(input) : Result<dicom::Presentation>{};
        // One that can't be read draws nothing; its own page says why.
        if (!report || !state)
            continue;
        auto drawn = database_.read([&](ReadConnection& c) -> Result<QList<DrawnLayer>> {
            reportPlacing::Images images(c, beside->subject);
            return row.kind == "SR" ? reportDrawing::ofReport(images, row, *report, seriesUid)
                                    : reportDrawing::ofPresentation(images, row, *state, seriesUid);
        });
        if (!drawn)
            return drawn;
        out.append(*drawn);
    }
    return out;
}

Result<QList<KeyImage>> ReportService::keyImages(const QString& seriesUid) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    QList<KeyImage> out;
    const auto own = database_.read([&](ReadConnection& c) { return marks(c, session_, seriesUid); });
    const auto beside =
        database_.read([&](ReadConnection& c) { return reportsBeside(c, session_, seriesUid); });
    if (!own || !beside)
        return tl::unexpected(own ? beside.error() : own.error());
    for (const auto& row : *own)
        out.append({row.uuid, row.instance, row.user, {}});
    for (const StoredInstance& one : beside->objects) {
        if (kindOf(one.parsed) != "KO")
            continue;
        auto bytes = objects_.read(one.pack, one.extent);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const auto object = workers_.report(WorkerInput::fromBytes(std::move(*bytes)));
        if (!object)
            continue;
        auto flagged = database_.read([&](ReadConnection& c) {
            reportPlacing::Images images(c, beside->subject);
            return reportDrawing::keyImagesOf(images, *object, seriesUid);
        });
        if (!flagged)
            return flagged;
        out.append(*flagged);
    }
    return out;
}

Result<QHash<QString, int>> ReportService::keyImageCounts(const QString& subject) const {
    if (auto may = session_.require(Right::ReadImages); !may)
        return tl::unexpected(may.error());
    // Only series that may have any are looked into: the others cost nothing.
    const auto series = database_.read([&](ReadConnection& c) -> Result<QStringList> {
        const auto objects = reportTable::ofSubject(c, subject);
        if (!objects)
            return tl::unexpected(objects.error());
        const bool anyObject = std::any_of(objects->begin(), objects->end(), [](const StoredInstance& one) {
            return kindOf(one.parsed) == "KO";
        });
        return reportTable::seriesWithKeyImages(c, subject, anyObject);
    });
    if (!series)
        return tl::unexpected(series.error());
    QHash<QString, int> out;
    for (const QString& uid : *series) {
        const auto marked = keyImages(uid);
        if (!marked)
            return tl::unexpected(marked.error());
        QSet<QString> slices;
        for (const KeyImage& one : *marked)
            slices.insert(one.instance);
        if (!slices.isEmpty())
            out.insert(uid, int(slices.size()));
    }
    return out;
}

Result<KeyImage> ReportService::addKeyImage(const QString& seriesUid, const QString& instance) {
    if (auto may = session_.require(Right::Measure); !may)
        return tl::unexpected(may.error());
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<KeyImage> {
        const auto stored = imagingTable::instancesBySop(tx.connection(), instance);
        const auto before = reportTable::keyImages(tx.connection(), seriesUid, session_.user);
        if (!stored || !before)
            return tl::unexpected(stored ? before.error() : stored.error());
        const bool here = std::any_of(stored->begin(), stored->end(), [&](const StoredInstance& one) {
            return one.parsed.seriesUid == seriesUid && one.parsed.slice.columns > 0;
        });
        if (!here)
            return fail(ErrorKind::Refused, "no-such-object", instance);
        for (const auto& row : *before)
            if (row.instance == instance)
                return KeyImage{row.uuid, row.instance, row.user, {}};
        const auto added = reportTable::insertKeyImage(tx, seriesUid, instance, session_);
        if (!added)
            return tl::unexpected(added.error());
        if (auto noted = noteMark(tx, "create", added->uuid, instance); !noted)
            return tl::unexpected(noted.error());
        return KeyImage{added->uuid, added->instance, added->user, {}};
    });
}

Result<> ReportService::removeKeyImage(const Uuid& uuid) {
    if (auto may = session_.require(Right::Measure); !may)
        return may;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto own =
            tx.one("SELECT id FROM measurement WHERE uuid = ? AND kind = 'key-image' AND user = ?"
                   " AND state = 'valid'",
                   uuid, session_.user);
        if (!own)
            return tl::unexpected(own.error());
        if (!own->has_value())
            return fail(ErrorKind::Refused, "no-such-key-image", uuid.toString());
        if (auto voided = measurementTable::voidRow(tx, uuid); !voided)
            return voided;
        return noteMark(tx, "void", uuid, QStringLiteral("voided"));
    });
}

} // namespace casebook
