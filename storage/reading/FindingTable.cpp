// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of readingTable about events, findings and runs.
#include "storage/database/Rows.h"
#include "storage/reading/ReadingTable.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace casebook::readingTable {

namespace {

QByteArray compact(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QJsonObject objectOf(const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

constexpr const char* selectFinding =
    "SELECT f.uuid, f.payload, r.series_uid, s.label, coalesce(e.subject, 0), a.uuid, g.name, g.version, "
    "g.kind,"
    " a.threshold, n.task, n.reader, u.printed_name, f.created_ms"
    " FROM finding f JOIN dicom_series r ON r.id = f.series JOIN dicom_study e ON e.id = r.study"
    " LEFT JOIN subject s ON s.id = e.subject LEFT JOIN ai_run a ON a.id = f.run"
    " LEFT JOIN algorithm_release g ON g.id = a.release LEFT JOIN reading_session n ON n.id = f.session"
    " LEFT JOIN user u ON u.id = n.reader"
    " WHERE (?1 = '' OR r.series_uid = ?1) AND (f.run IS NULL OR a.state = 'done') ORDER BY s.label, "
    "e.study_date,"
    " e.study_time, r.number, r.id, f.id";

Result<StoredFinding> findingFromRow(const Statement& r) {
    auto finding = findingFromJson(objectOf(r.text(1)));
    if (!finding)
        return tl::unexpected(finding.error());
    StoredFinding out;
    out.finding = std::move(*finding);
    out.finding.uuid = r.uuid(0);
    out.series = r.text(2);
    out.subject = r.text(3);
    out.subjectId = r.id<SubjectId>(4);
    if (!r.isNull(5)) {
        out.run = r.uuid(5);
        out.algorithm = QString(r.text(6) + u' ' + r.text(7)).trimmed();
        out.kind = r.text(8).toLatin1();
        if (!r.isNull(9))
            out.threshold = r.real(9);
    } else {
        out.task = r.id<TaskId>(10);
        out.readerId = r.id<UserId>(11);
        out.reader = r.text(12);
    }
    out.createdMs = r.integer(13);
    return out;
}

/// The release of that name, made where it is not known.
Result<std::int64_t> releaseOf(WriteTransaction& tx, const NewRun& run) {
    const QString kind = QString::fromLatin1(run.kind);
    if (auto made =
            tx.run("INSERT INTO algorithm_release(uuid, name, version, vendor, kind) VALUES(?, ?, ?, ?, ?)"
                   " ON CONFLICT(name, version, vendor, kind) DO NOTHING",
                   tx.newUuid(), run.name, run.version, run.vendor, kind);
        !made)
        return tl::unexpected(made.error());
    return tx
        .one("SELECT id FROM algorithm_release WHERE name = ? AND version = ? AND vendor = ? AND kind = ?",
             run.name, run.version, run.vendor, kind)
        .map([](std::optional<std::int64_t> id) { return id.value_or(0); });
}

Result<> insertFinding(WriteTransaction& tx, const Uuid& uuid, std::optional<std::int64_t> run,
                       std::optional<std::int64_t> session, const QString& seriesUid, const Finding& f) {
    const std::optional<std::int64_t> segment =
        f.segment ? std::optional<std::int64_t>(*f.segment) : std::nullopt;
    return tx.run(
        "INSERT INTO finding(uuid, run, session, series, external_id, segment, score, payload, created_ms)"
        " VALUES(?, ?, ?, (SELECT id FROM dicom_series WHERE series_uid = ?), ?, ?, ?, ?, ?)",
        uuid, run, session, seriesUid, f.externalId, segment, f.score, QString::fromUtf8(compact(toJson(f))),
        tx.nowMs());
}

} // namespace

Result<QList<ReadingEvent>> events(Connection& connection, TaskId task) {
    auto rows =
        connection.prepare("SELECT v.uuid, v.seq, v.type, n.uuid, f.uuid, v.body, v.time_ms, v.mono_ms,"
                           " v.audit_seq FROM reading_event v JOIN reading_session n ON n.id = v.session"
                           " LEFT JOIN finding f ON f.id = v.finding WHERE v.task = ? ORDER BY v.seq");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(task);
    return allRows<ReadingEvent>(*rows, [](const Statement& r) -> Result<ReadingEvent> {
        const auto type = readingEventFromCode(r.text(2).toLatin1());
        if (!type)
            return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("reading_event"));
        return ReadingEvent{r.uuid(0),           int(r.integer(1)), *type,        r.uuid(3),   r.uuid(4),
                            objectOf(r.text(5)), r.integer(6),      r.integer(7), r.integer(8)};
    });
}

Result<ReadingEvent> append(WriteTransaction& tx, const ReadingTask& task, const SessionKey& session,
                            ReadingEvent event, const Clock& clock) {
    const auto seq = tx.one("SELECT coalesce(max(seq), 0) + 1 FROM reading_event WHERE task = ?", task.id);
    const auto subject = subjectUuid(tx.connection(), task.subject);
    if (!seq || !subject)
        return tl::unexpected(seq ? subject.error() : seq.error());
    event.uuid = tx.newUuid();
    event.seq = int(seq->value_or(1));
    event.session = session.uuid;
    event.timeMs = tx.nowMs();
    event.monoMs = clock.monotonicMs();
    const QString body = QString::fromUtf8(compact(event.body));
    const QByteArray code = readingEventCode(event.type);
    AuditEntry entry;
    entry.action = "reading-" + code;
    entry.objectKind = "reading-event";
    entry.object = event.uuid;
    entry.subject = *subject;
    entry.field = event.finding.bytes.isEmpty() ? QByteArray() : event.finding.toString().toLatin1();
    entry.newValue = body;
    entry.reasonCode = "task:" + task.uuid.toString().toLatin1();
    entry.reasonText = event.body.value(QStringLiteral("reason")).toString();
    const auto audited = tx.audit(entry);
    if (!audited)
        return tl::unexpected(audited.error());
    event.auditSeq = *audited;
    if (auto run = tx.run(
            "INSERT INTO reading_event(uuid, task, session, finding, seq, type, body, time_ms, mono_ms,"
            " audit_seq) VALUES(?, ?, ?, (SELECT id FROM finding WHERE uuid = ?), ?, ?, ?, ?, ?, ?)",
            event.uuid, task.id, session.id, event.finding, event.seq, QString::fromLatin1(code), body,
            event.timeMs, event.monoMs, event.auditSeq);
        !run)
        return tl::unexpected(run.error());
    return event;
}

Result<QList<StoredFinding>> findings(Connection& connection, const QString& seriesUid) {
    auto rows = connection.prepare(selectFinding);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(seriesUid);
    auto all = allRows<StoredFinding>(*rows, findingFromRow);
    if (!all)
        return all;
    // The statement gives series after series; only within one are they put head to foot.
    for (auto first = all->begin(); first != all->end();) {
        const auto last = std::find_if(first, all->end(),
                                       [&](const StoredFinding& f) { return f.series != first->series; });
        std::stable_sort(first, last, [](const StoredFinding& a, const StoredFinding& b) {
            return headToFoot(a.finding, b.finding);
        });
        first = last;
    }
    return all;
}

Result<QList<AiRun>> runs(Connection& connection, const QString& seriesUid) {
    auto rows = connection.prepare(
        "SELECT a.uuid, g.name, g.version, g.vendor, g.kind, a.state, a.complete, a.threshold,"
        " (SELECT count(*) FROM finding f WHERE f.run = a.id), a.created_ms FROM ai_run a"
        " JOIN algorithm_release g ON g.id = a.release JOIN dicom_series r ON r.id = a.series"
        " WHERE r.series_uid = ? ORDER BY a.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(seriesUid);
    return allRows<AiRun>(*rows, [](const Statement& r) -> Result<AiRun> {
        AiRun run{
            r.uuid(0),         r.text(1),    r.text(2),         r.text(3),   r.text(4), r.text(5).toLatin1(),
            r.integer(6) != 0, std::nullopt, int(r.integer(8)), r.integer(9)};
        if (!r.isNull(7))
            run.threshold = r.real(7);
        return run;
    });
}

Result<Uuid> insertRun(WriteTransaction& tx, const NewRun& wanted, const QList<Finding>& list) {
    const auto release = releaseOf(tx, wanted);
    if (!release)
        return tl::unexpected(release.error());
    const Uuid uuid = tx.newUuid();
    const std::optional<std::int64_t> overlay =
        wanted.overlay ? std::optional(wanted.overlay->value) : std::nullopt;
    const std::optional<QByteArray> hash =
        wanted.sourceHash.isEmpty() ? std::nullopt : std::optional(wanted.sourceHash);
    if (auto run = tx.run(
            "INSERT INTO ai_run(uuid, release, series, for_uid, overlay, state, complete, detail,"
            " source_hash, created_ms) VALUES(?, ?, (SELECT id FROM dicom_series WHERE series_uid = ?),"
            " ?, ?, 'done', ?, ?, ?, ?)",
            uuid, *release, wanted.seriesUid, wanted.frameOfReference, overlay, int(wanted.complete),
            QString::fromUtf8(compact(wanted.detail)), hash, tx.nowMs());
        !run)
        return tl::unexpected(run.error());
    const std::int64_t row = tx.lastInsertId();
    QCryptographicHash content(QCryptographicHash::Sha256);
    for (const Finding& finding : list) {
        content.addData(compact(toJson(finding)));
        if (auto run = insertFinding(tx, tx.newUuid(), row, std::nullopt, wanted.seriesUid, finding); !run)
            return tl::unexpected(run.error());
    }
    auto owner =
        tx.prepare("SELECT s.uuid FROM dicom_series r JOIN dicom_study e ON e.id = r.study JOIN subject s"
                   " ON s.id = e.subject WHERE r.series_uid = ?");
    if (!owner)
        return tl::unexpected(owner.error());
    owner->bindAll(wanted.seriesUid);
    const auto has = owner->step();
    if (!has)
        return tl::unexpected(has.error());
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = "ai-run";
    entry.object = uuid;
    entry.subject = *has ? owner->uuid(0) : Uuid{};
    entry.field = "findings";
    // The hash ties the rows, which have no audit row each, into the chain.
    entry.newValue = QStringLiteral("%1 of %2 %3, sha256 %4")
                         .arg(list.size())
                         .arg(wanted.name, wanted.version, QString::fromLatin1(content.result().toHex()));
    return tx.audit(entry).map([&](std::int64_t) { return uuid; });
}

Result<> insertOwn(WriteTransaction& tx, const ReadingTask& task, const SessionKey& session, const Uuid& uuid,
                   const Finding& finding) {
    return insertFinding(tx, uuid, std::nullopt, session.id, task.series, finding);
}

} // namespace casebook::readingTable
