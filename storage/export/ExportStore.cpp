// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportStore.h"

#include "storage/database/EachRow.h"
#include "storage/database/Rows.h"

#include <QJsonDocument>

#include <optional>

namespace casebook::exportStore {

namespace {

Result<> audit(WriteTransaction& tx, const Row& row, const QByteArray& field, const QString& value) {
    AuditEntry entry;
    entry.action = "export";
    entry.objectKind = "export";
    entry.object = row.uuid;
    entry.field = field;
    entry.newValue = value;
    return tx.audit(entry).map([](std::int64_t) {});
}

QString manifestWords(const QByteArray& hash) {
    return QStringLiteral("manifest ") + QString::fromLatin1(hash.toHex());
}

Result<> setReleased(WriteTransaction& tx, const Row& row, const QString& folder,
                     const QByteArray& manifestHash, const QByteArray& report) {
    return tx.run("UPDATE export_set SET state='released', part='', folder=?, manifest_hash=?, report=?,"
                  " ended_ms=?, rv=rv+1 WHERE id=?",
                  folder, manifestHash, QString::fromUtf8(report), tx.nowMs(), row.id);
}

/// Whether the session that is bound is writing the export x: it has begun, and no row tells the end.
constexpr char ofSession[] =
    "EXISTS(SELECT 1 FROM audit a WHERE a.object = x.uuid AND a.action = 'export' AND"
    " a.field IN ('start','repeat-start') AND a.session = ? AND NOT EXISTS(SELECT 1 FROM audit b WHERE"
    " b.object = x.uuid AND b.action = 'export' AND b.seq > a.seq))";

Result<> setPart(WriteTransaction& tx, const Row& row, const QString& part) {
    return tx.run("UPDATE export_set SET part=?, rv=rv+1 WHERE id=?", part, row.id);
}

QString repeatWords(const QByteArray& manifestHash, const QString& folder) {
    return manifestWords(manifestHash) + QStringLiteral(", ") + folder;
}

} // namespace

QString folderOfPart(const QString& part) {
    constexpr QLatin1StringView ending(".part");
    return part.endsWith(ending) ? part.chopped(ending.size()) : QString();
}

Result<Row> insert(WriteTransaction& tx, Row row, const QList<ExportSubject>& subjects,
                   const Session& session) {
    row.uuid = tx.newUuid();
    row.createdMs = tx.nowMs();
    row.state = "running";
    auto done = tx.run(
        "INSERT INTO export_set(uuid,cohort,kind,profile,options,cut,key,state,part,folder,user,created_ms)"
        " VALUES(?,?,?,?,?,?,?,'running',?,?,?,?)",
        row.uuid, row.cohort, QString::fromLatin1(row.kind), row.profile, QString::fromUtf8(row.options),
        row.cut, row.key, row.part, row.folder, session.user, row.createdMs);
    if (!done)
        return tl::unexpected(done.error());
    row.id = tx.lastInsertId();
    for (const ExportSubject& s : subjects)
        if (done = tx.run("INSERT INTO export_subject(export,subject,pseudonym,day_offset) VALUES(?,?,?,?)",
                          row.id, s.id, s.pseudonym, s.dayOffset);
            !done)
            return tl::unexpected(done.error());
    done = audit(tx, row, "start",
                 QStringLiteral("%1, %2 subjects, profile %3")
                     .arg(QString::fromLatin1(row.kind), QString::number(subjects.size()), row.profile));
    return done.map([&] { return row; });
}

Result<> release(WriteTransaction& tx, const Row& row, const QString& folder, const QByteArray& manifestHash,
                 const QByteArray& report, bool again) {
    if (auto still = requireConsent(tx.connection(), row); !still)
        return still;
    if (auto done = again ? setPart(tx, row, {}) : setReleased(tx, row, folder, manifestHash, report); !done)
        return done;
    return again ? audit(tx, row, "repeat", repeatWords(manifestHash, folder))
                 : audit(tx, row, "released", manifestWords(manifestHash));
}

Result<> settle(WriteTransaction& tx, const Row& row, const QByteArray& manifestHash,
                const QByteArray& report) {
    return requireConsent(tx.connection(), row)
        .and_then([&] { return setReleased(tx, row, row.folder, manifestHash, report); })
        .and_then([&] {
            return audit(tx, row, "released",
                         manifestWords(manifestHash) + QStringLiteral(", settled after an interruption"));
        });
}

Result<> refuse(WriteTransaction& tx, const Row& row, const QByteArray& report, bool left) {
    if (auto done =
            tx.run("UPDATE export_set SET state='refused', part=?, report=?, ended_ms=?, rv=rv+1 WHERE id=?",
                   left ? row.part : QString(), QString::fromUtf8(report), tx.nowMs(), row.id);
        !done)
        return done;
    return audit(tx, row, "refused", QString::fromUtf8(report));
}

Result<> noteRepeat(WriteTransaction& tx, const Row& row) {
    if (auto done = tx.run("UPDATE export_set SET part=?, rv=rv+1 WHERE id=? AND part=''", row.part, row.id);
        !done)
        return done;
    if (tx.changedRows() == 0)
        return fail(ErrorKind::Refused, "set-unfinished", row.uuid.toString());
    return audit(tx, row, "repeat-start", row.part);
}

Result<> repeatFailed(WriteTransaction& tx, const Row& row, const QByteArray& code, bool left) {
    return setPart(tx, row, left ? row.part : QString()).and_then([&] {
        return audit(tx, row, "repeat-refused",
                     QString::fromLatin1(code) + QStringLiteral(", ") + folderOfPart(row.part));
    });
}

Result<> settleRepeat(WriteTransaction& tx, const Row& row, const std::optional<QByteArray>& manifestHash) {
    const QString folder = folderOfPart(row.part);
    const auto still = manifestHash ? requireConsent(tx.connection(), row) : Result<>();
    return still.and_then([&] { return setPart(tx, row, {}); }).and_then([&] {
        return manifestHash ? audit(tx, row, "repeat",
                                    repeatWords(*manifestHash, folder) +
                                        QStringLiteral(", settled after an interruption"))
                            : audit(tx, row, "repeat-interrupted", folder);
    });
}

Result<> interruptRunning(WriteTransaction& tx, const Uuid& session) {
    auto rows = tx.prepare(
        QByteArray("SELECT x.id, x.uuid FROM export_set x WHERE x.state = 'running' AND NOT ") + ofSession);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bind(1, session);
    const auto found = allRows<Row>(*rows, [](const Statement& r) -> Result<Row> {
        Row row;
        row.id = r.integer(0);
        row.uuid = r.uuid(1);
        return row;
    });
    if (!found)
        return tl::unexpected(found.error());
    for (const Row& row : *found) {
        if (auto done = tx.run("UPDATE export_set SET state='interrupted', rv=rv+1 WHERE id=?", row.id);
            !done)
            return done;
        if (auto done = audit(tx, row, "interrupted", {}); !done)
            return done;
    }
    return {};
}

Result<QList<Row>> cutOff(Connection& connection, const Uuid& session) {
    auto rows = connection.prepare(
        QByteArray(
            "SELECT x.id, x.uuid, x.part, x.folder, x.state FROM export_set x WHERE (x.state = 'running' OR"
            " (x.state IN ('interrupted','released') AND x.part <> '')) AND (x.state = 'released' OR NOT"
            " EXISTS(SELECT 1 FROM export_set o WHERE o.id > x.id AND o.folder = x.folder AND o.state ="
            " 'released')) AND NOT ") +
        ofSession + " ORDER BY x.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bind(1, session);
    return allRows<Row>(*rows, [](const Statement& r) -> Result<Row> {
        Row row;
        row.id = r.integer(0);
        row.uuid = r.uuid(1);
        row.part = r.text(2);
        row.state = r.text(4).toLatin1();
        // A repeat has a folder of its own; the row's is that of the first time.
        row.folder = row.state == "released" ? folderOfPart(row.part) : r.text(3);
        return row;
    });
}

Result<bool> isReleasedByAnother(Connection& connection, const Row& row, const QString& folder) {
    return connection
        .one("SELECT 1 FROM export_set o WHERE o.id <> ? AND o.folder = ? AND o.state = 'released'", row.id,
             folder)
        .map([](std::optional<std::int64_t> n) { return n.has_value(); });
}

Result<bool> isOfSession(Connection& connection, const Row& row, const Uuid& session) {
    return connection
        .one(QByteArray("SELECT 1 FROM export_set x WHERE x.id = ? AND ") + ofSession, row.id, session)
        .map([](std::optional<std::int64_t> n) { return n.has_value(); });
}

Result<> forgetPart(WriteTransaction& tx, const Row& row) {
    if (auto done = tx.run("UPDATE export_set SET part='', rv=rv+1 WHERE id=?", row.id); !done)
        return done;
    return audit(tx, row, "part-removed", {});
}

Result<> requireConsent(Connection& connection, const Row& row) {
    const auto withdrawn = connection.one(
        "SELECT count(*) FROM export_subject s JOIN subject p ON p.id = s.subject WHERE s.export = ? AND"
        " coalesce(p.stands_in, p.id) IN (SELECT subject FROM stopped_subject)",
        row.id);
    if (!withdrawn)
        return tl::unexpected(withdrawn.error());
    if (const auto count = withdrawn->value_or(0); count > 0)
        return fail(ErrorKind::Refused, "withdrawn-since", row.uuid.toString(), {QString::number(count)});
    return {};
}

Result<QHash<std::int64_t, QString>> pseudonyms(Connection& connection, const Row& row) {
    QHash<std::int64_t, QString> out;
    return eachRow(
               connection, "SELECT subject, pseudonym FROM export_subject WHERE export = ?",
               [&](const Statement& r) { out.insert(r.integer(0), r.text(1)); }, row.id)
        .map([&] { return out; });
}

Result<Row> find(Connection& connection, const QString& id) {
    auto rows = connection.prepare(
        "SELECT id,uuid,cohort,kind,options,key,state,coalesce(manifest_hash,x''),profile,cut,"
        "part,folder,created_ms FROM export_set WHERE uuid = ?");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bind(1, Uuid::fromString(id));
    const auto more = rows->step();
    if (!more)
        return tl::unexpected(more.error());
    if (!*more)
        return fail(ErrorKind::Refused, "no-such-export", id);
    Row row;
    row.id = rows->integer(0);
    row.uuid = rows->uuid(1);
    row.cohort = rows->integer(2);
    row.kind = rows->text(3).toLatin1();
    row.options = rows->text(4).toUtf8();
    row.key = rows->blob(5);
    row.state = rows->text(6).toLatin1();
    row.manifestHash = rows->blob(7);
    row.profile = rows->text(8);
    row.cut = rows->text(9);
    row.part = rows->text(10);
    row.folder = rows->text(11);
    row.createdMs = rows->integer(12);
    return row;
}

namespace {

Result<QList<ExportRecord>> records(Connection& connection, const QByteArray& where,
                                    const std::optional<Uuid>& session) {
    auto rows =
        connection.prepare("SELECT x.id, x.uuid, x.kind, x.state, coalesce(c.name,''), x.profile, "
                           "x.cut, x.folder, x.part, u.login,"
                           " x.created_ms, (SELECT count(*) FROM export_subject s WHERE s.export = "
                           "x.id), x.report, (SELECT count(*) FROM export_subject s JOIN subject p ON p.id ="
                           " s.subject WHERE s.export = x.id AND coalesce(p.stands_in, p.id) IN"
                           " (SELECT subject FROM stopped_subject)) FROM export_set x"
                           " LEFT JOIN cohort c ON c.id = x.cohort JOIN user u ON u.id = x.user " +
                           where + " ORDER BY x.id");
    if (!rows)
        return tl::unexpected(rows.error());
    if (session)
        rows->bind(1, *session);
    return allRows<ExportRecord>(*rows, [](const Statement& r) -> Result<ExportRecord> {
        ExportRecord out;
        out.id = r.integer(0);
        out.uuid = r.uuid(1);
        out.kind = r.text(2).toLatin1();
        out.state = r.text(3).toLatin1();
        out.cohort = r.text(4);
        out.profile = r.text(5);
        out.cut = r.text(6);
        out.folder = r.text(7);
        out.part = r.text(8);
        out.user = r.text(9);
        out.createdMs = r.integer(10);
        out.subjects = int(r.integer(11));
        out.report = QJsonDocument::fromJson(r.text(12).toUtf8()).object();
        out.withdrawn = int(r.integer(13));
        return out;
    });
}

} // namespace

Result<QList<ExportRecord>> list(Connection& connection) { return records(connection, {}, std::nullopt); }

Result<QList<ExportRecord>> unfinished(Connection& connection, const Uuid& session) {
    return records(connection, QByteArray("WHERE x.part <> '' AND x.state <> 'running' AND NOT ") + ofSession,
                   session);
}

Result<QHash<QString, QString>> birthDates(Connection& connection) {
    QHash<QString, QString> out;
    return eachRow(connection,
                   "SELECT x.pseudonym, s.birth_date FROM export_subject x JOIN subject s ON s.id ="
                   " x.subject WHERE s.birth_date <> ''",
                   [&](const Statement& row) { out.insert(row.text(0), row.text(1)); })
        .map([&] { return out; });
}

Result<QHash<QString, QStringList>> ownNumbers(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT x.pseudonym, i.value FROM export_subject x JOIN subject_ident i ON i.subject = x.subject "
        "UNION"
        " SELECT x.pseudonym, i.patient_id FROM export_subject x JOIN source_identity i ON i.subject ="
        " x.subject");
    if (!rows)
        return tl::unexpected(rows.error());
    QHash<QString, QStringList> out;
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return out;
        out[rows->text(0)].append(rows->text(1));
    }
}

} // namespace casebook::exportStore
