// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportTable.h"

#include "storage/database/Rows.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace casebook::importTable {

namespace {

Result<> appendAudit(WriteTransaction& tx, const Uuid& import, const QByteArray& action,
                     const QString& value) {
    AuditEntry entry;
    entry.action = action;
    entry.objectKind = "import";
    entry.object = import;
    entry.newValue = value;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : tl::unexpected(seq.error());
}

QByteArray text(const QJsonValue& value) { return value.toString().toLatin1(); }

const auto key = [](const char* name) { return QString::fromLatin1(name); };

ImportReport reportFromJson(const QJsonObject& o) {
    ImportReport r;
    r.uuid = Uuid::fromString(o[key("import")].toString());
    r.state = text(o[key("state")]);
    r.files = o[key("files")].toInt();
    r.imported = o[key("imported")].toInt();
    r.duplicates = o[key("duplicates")].toInt();
    r.seconds = o[key("seconds")].toDouble();
    for (const auto& v : o[key("refused")].toArray())
        r.refused.append({v[key("path")].toString(), text(v[key("code")]), v[key("message")].toString(),
                          v[key("kept_as")].toString()});
    for (const auto& v : o[key("differences")].toArray()) {
        ImportReport::Difference d{
            v[key("path")].toString(), v[key("instance")].toString(), v[key("series")].toString(), {}};
        for (const auto& a : v[key("attributes")].toArray())
            d.attributes.append(a.toString());
        r.differences.append(d);
    }
    for (const auto& v : o[key("text_guesses")].toArray())
        r.guesses.append({v[key("source")].toString(), text(v[key("guess")]), v[key("files")].toInt()});
    if (o.contains(key("map"))) {
        const QJsonObject map = o[key("map")].toObject();
        ImportReport::Mapped mapped;
        mapped.rows = map[key("rows")].toInt();
        for (const auto& line : map[key("unused_lines")].toArray())
            mapped.unusedLines.append(line.toInt());
        for (const auto& uid : map[key("series_without_row")].toArray())
            mapped.seriesWithoutRow.append(uid.toString());
        r.mapped = mapped;
    }
    for (const auto& v : o[key("waiting")].toArray())
        r.waiting.append({v[key("series")].toString(), text(v[key("reason")])});
    for (const auto& v : o[key("subjects")].toArray())
        r.subjects.append(v.toString());
    for (const auto& v : o[key("series")].toArray()) {
        ImportReport::Series s;
        s.uid = v[key("uid")].toString();
        s.modality = v[key("modality")].toString();
        s.description = v[key("description")].toString();
        s.subject = v[key("subject")].toString();
        s.instances = v[key("instances")].toInt();
        for (const auto& w : v[key("warnings")].toArray())
            s.warnings.append(text(w));
        r.series.append(s);
    }
    for (const auto& v : o[key("derived")].toArray())
        r.derived.append({v[key("uid")].toString(), v[key("modality")].toString(), text(v[key("kind")]),
                          v[key("placed")].toBool(), text(v[key("reason")])});
    return r;
}

} // namespace

Result<Key> begin(WriteTransaction& tx, const Session& session, const QByteArray& sourceKind,
                  const QList<ImportId>& running) {
    QByteArrayList alive;
    for (const ImportId id : running)
        alive.append(QByteArray::number(qint64(id.value)));
    if (auto run = tx.run("UPDATE import SET state = 'interrupted' WHERE state = 'running' AND id NOT IN (" +
                          alive.join(',') + ')');
        !run)
        return tl::unexpected(run.error());
    const Uuid uuid = tx.newUuid();
    if (auto run = tx.run("INSERT INTO import(uuid, started_ms, state, user, source_kind, counts)"
                          " VALUES(?, ?, 'running', ?, ?, '{}')",
                          uuid, tx.nowMs(), session.user, QString::fromLatin1(sourceKind));
        !run)
        return tl::unexpected(run.error());
    const ImportId id{tx.lastInsertId()};
    if (auto audited = appendAudit(tx, uuid, "import-begin", QString::fromLatin1(sourceKind)); !audited)
        return tl::unexpected(audited.error());
    return Key{id, uuid};
}

Result<> end(WriteTransaction& tx, const Session&, const ImportReport& report) {
    const QString json = QString::fromUtf8(QJsonDocument(toJson(report)).toJson(QJsonDocument::Compact));
    if (auto run = tx.run("UPDATE import SET state = ?, ended_ms = ?, counts = ? WHERE id = ?",
                          QString::fromLatin1(report.state), tx.nowMs(), json, report.id);
        !run)
        return run;
    return appendAudit(tx, report.uuid, "import-" + report.state, countsText(report));
}

Result<Found> find(Connection& connection, const QString& idOrUuid) {
    auto row = connection.prepare("SELECT id, uuid, state FROM import WHERE uuid = ?1 OR id = ?2");
    if (!row)
        return tl::unexpected(row.error());
    const Uuid uuid = Uuid::fromString(idOrUuid);
    row->bindAll(uuid, uuid.bytes.isEmpty() ? idOrUuid.toLongLong() : 0LL);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has)
        return fail(ErrorKind::Refused, "no-such-import", idOrUuid);
    return Found{{row->id<ImportId>(0), row->uuid(1)}, row->text(2).toLatin1()};
}

QString countsText(const ImportReport& report) {
    return QStringLiteral("imported %1, duplicates %2, refused %3, waiting %4")
        .arg(report.imported)
        .arg(report.duplicates)
        .arg(report.refused.size())
        .arg(report.waiting.size());
}

Result<QList<ImportService::ImportRow>> list(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT m.id, m.uuid, m.started_ms, m.state, u.printed_name, m.counts FROM import m"
        " LEFT JOIN user u ON u.id = m.user ORDER BY m.id DESC");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<ImportService::ImportRow>(
        *rows, [](const Statement& r) -> Result<ImportService::ImportRow> {
            ImportService::ImportRow row;
            row.id = r.id<ImportId>(0);
            row.uuid = r.uuid(1);
            row.startedMs = r.integer(2);
            row.state = r.text(3).toLatin1();
            row.user = r.text(4);
            row.report = reportFromJson(QJsonDocument::fromJson(r.text(5).toUtf8()).object());
            return row;
        });
}

Result<> addWaiting(WriteTransaction& tx, ImportId import, ExamId exam, const QByteArray& reason) {
    return tx.run("INSERT INTO import_waiting(import, exam, reason, state) VALUES(?, ?, ?, 'waiting')",
                  import, exam, QString::fromLatin1(reason));
}

Result<> addWaiting(WriteTransaction& tx, ImportId import, SeriesId series, const QByteArray& reason) {
    return tx.run("INSERT INTO import_waiting(import, series, reason, state) SELECT ?1, ?2, ?3, 'waiting'"
                  " WHERE NOT EXISTS (SELECT 1 FROM import_waiting WHERE series = ?2 AND reason = ?3 AND"
                  " state = 'waiting')",
                  import, series, QString::fromLatin1(reason));
}

Result<> settleWaiting(WriteTransaction& tx, ExamId exam, const QByteArray& state) {
    if (auto run = tx.run("UPDATE import_waiting SET state = ? WHERE exam = ? AND state = 'waiting'",
                          QString::fromLatin1(state), exam);
        !run)
        return run;
    return tx.changedRows() > 0 ? Result<>() : fail(ErrorKind::Refused, "not-waiting");
}

} // namespace casebook::importTable
