// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/RecordCheck.h"

#include "storage/database/Rows.h"

#include <QCryptographicHash>
#include <QStringList>

namespace casebook::audit {

namespace {

constexpr char changed[] = "value-changed";
constexpr char lost[] = "value-lost";
constexpr char unaudited[] = "value-unaudited";

Result<bool> hasTable(Connection& connection, const QByteArray& name) {
    return connection
        .one("SELECT count(*) FROM sqlite_master WHERE type='table' AND name=?", QString::fromLatin1(name))
        .map([](std::optional<std::int64_t> n) { return n.value_or(0) > 0; });
}

/// Names the objects that are not as they were told.
struct Check {
    QByteArray table; ///< newest of those it needs: studies of before had none
    QByteArray field;
    QByteArray sql;   ///< gives uuids
};

/// A column of `table` (t) and the row of the audit (a, its new value n) that told it last.
struct Column {
    QByteArray table, kind;
    QByteArray name;               ///< of the column
    QByteArray rows;               ///< which rows of the audit (l) tell it
    QByteArray value = "n.value";  ///< what such a row says; NULL where that can't be known
    QByteArray untold = "NULL";    ///< what stands where no row tells it
    QByteArray also = {};          ///< a further condition
};

QByteArray differing(const Column& c) {
    return "SELECT t.uuid FROM " + c.table +
           " t LEFT JOIN audit a ON a.seq=(SELECT max(l.seq) FROM audit l WHERE l.object=t.uuid AND"
           " l.object_kind='" +
           c.kind + "' AND " + c.rows +
           ") LEFT JOIN audit_value n ON n.seq=a.seq AND n.side=1 WHERE CASE WHEN a.seq IS NULL THEN " +
           c.untold + " WHEN a.new_c IS NULL THEN '' ELSE " + c.value + " END<>t." + c.name + c.also;
}

QList<Check> visitChecks() {
    return {
        {"visit", "visit.date",
         differing(
             {"visit", "visit", "date", "l.action='change' AND l.field LIKE '%/date'", "n.value", "''"})},
        {"visit", "visit.state",
         differing({"visit", "visit", "state", "l.action='change' AND l.field LIKE '%/state'", "n.value",
                    "'planned'"})},
    };
}

/// A query's rows say "open" or "open: words of the step".
QList<Check> queryChecks() {
    const QByteArray state = "substr(n.value,1,instr(n.value||':',':')-1)";
    return {
        {"query", "query.state",
         differing({"query", "query", "state", "l.action LIKE 'query-%'", state, "''"})},
        {"query", "query.text",
         "SELECT t.uuid FROM query t JOIN audit a ON a.seq=(SELECT min(l.seq) FROM audit l WHERE"
         " l.object=t.uuid AND l.object_kind='query' AND l.action='query-raise') JOIN audit_value n ON"
         " n.seq=a.seq AND n.side=1 WHERE n.value<>" +
             state + "||CASE t.text WHEN '' THEN '' ELSE ': '||t.text END"},
    };
}

/// What a subject was enrolled with the audit does not tell, only what became of it. Names follow also when somebody
/// says in which characters a source writes, of which each subject has no row. Who is erased keeps "voided" where he
/// was joined; what a parted record is again, no row says.
QList<Check> subjectChecks() {
    return {
        {"text_source", "name",
         differing({"subject", "subject", "name", "l.action='change' AND l.field='name'", "n.value", "NULL",
                    " AND NOT EXISTS(SELECT 1 FROM text_source x WHERE x.decided_ms>=a.time_ms)"})},
        {"subject", "status",
         differing({"subject", "subject", "status", "l.action IN ('withdraw','erase','join','part')",
                    "CASE a.action WHEN 'withdraw' THEN 'withdrawn' WHEN 'join' THEN 'voided' WHEN 'erase'"
                    " THEN CASE t.status WHEN 'voided' THEN 'voided' ELSE 'withdrawn' END END"})},
        // Records that were joined to one that is erased go with it, without a row of their own.
        {"consent_withdrawal", "consent",
         "SELECT t.uuid FROM subject t LEFT JOIN consent_withdrawal w ON w.subject=t.id LEFT JOIN audit a ON"
         " a.seq=(SELECT max(l.seq) FROM audit l WHERE l.object=t.uuid AND l.object_kind='subject' AND"
         " l.action IN ('withdraw','erase') AND l.field='consent') LEFT JOIN audit_value n ON n.seq=a.seq"
         " AND n.side=1 WHERE CASE WHEN a.seq IS NULL THEN CASE w.choice WHEN 'erase' THEN 'erase' ELSE ''"
         " END WHEN a.action='erase' THEN 'erase' ELSE n.value END<>coalesce(w.choice,'')"},
    };
}

QList<Check> signatureChecks() {
    return {
        {"signature", "signature",
         "SELECT f.uuid FROM signature s JOIN form f ON f.id=s.form JOIN user u ON u.id=s.user LEFT JOIN"
         " audit a ON a.seq=s.audit_seq LEFT JOIN audit_value n ON n.seq=a.seq AND n.side=1 WHERE a.seq IS"
         " NULL OR a.action<>'sign' OR a.object IS NOT f.uuid OR a.user IS NOT u.uuid OR"
         " a.time_ms<>s.time_ms OR n.value<>s.meaning||' '||lower(hex(s.record_hash))"},
    };
}

/// A task is what its events made of it; only who takes it away from its reader, or ends it, leaves a row of its own.
QList<Check> readingChecks() {
    return {
        {"reading_event", "reading",
         "SELECT e.uuid FROM reading_event e JOIN reading_task t ON t.id=e.task LEFT JOIN finding f ON"
         " f.id=e.finding LEFT JOIN audit a ON a.seq=e.audit_seq LEFT JOIN audit_value n ON n.seq=a.seq AND"
         " n.side=1 WHERE a.seq IS NULL OR a.object IS NOT e.uuid OR a.action<>'reading-'||e.type OR"
         " a.time_ms<>e.time_ms OR n.value<>e.body OR"
         " lower(replace(a.reason_code,'-',''))<>'task:'||lower(hex(t.uuid)) OR"
         " lower(replace(a.field,'-',''))<>coalesce(lower(hex(f.uuid)),'')"},
        {"reading_event", "task.state",
         "SELECT t.uuid FROM reading_task t WHERE t.state<>CASE WHEN EXISTS(SELECT 1 FROM audit l WHERE"
         " l.object=t.uuid AND l.object_kind='task' AND (l.action='cancel' OR (l.action='reassign' AND"
         " l.seq>(SELECT min(e.audit_seq) FROM reading_event e WHERE e.task=t.id)))) THEN 'cancelled' ELSE"
         " CASE (SELECT e.type FROM reading_event e WHERE e.task=t.id AND e.type IN ('opened','reopened',"
         "'signed') ORDER BY e.seq DESC LIMIT 1) WHEN 'signed' THEN 'finished' WHEN 'opened' THEN 'reading'"
         " WHEN 'reopened' THEN 'reading' ELSE 'new' END END"},
    };
}

Result<> run(Connection& connection, const QList<Check>& checks, const Job& job, Differences& found) {
    for (const Check& check : checks) {
        const auto there = hasTable(connection, check.table);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            continue;
        auto done = rowsOf(connection, check.sql, job, [&](const Statement& row) -> Result<> {
            found.add(row.blob(0), check.field, changed);
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

/// Signatures, queries and readings of which only the audit knows. Of an erased subject it has lost the words.
Result<> checkLost(Connection& connection, const Job& job, Differences& found) {
    const auto signatures = hasTable(connection, "signature");
    const auto readings = hasTable(connection, "reading_event");
    if (!signatures || !readings)
        return tl::unexpected(signatures ? readings.error() : signatures.error());
    QByteArray gone = "(a.action='query-raise' AND NOT EXISTS(SELECT 1 FROM query q WHERE q.uuid=a.object))";
    if (*signatures)
        gone += " OR (a.action='sign' AND EXISTS(SELECT 1 FROM form f WHERE f.uuid=a.object AND NOT EXISTS("
                "SELECT 1 FROM signature s WHERE s.form=f.id AND s.audit_seq=a.seq)))";
    if (*readings)
        gone += " OR (a.object_kind='reading-event' AND NOT EXISTS(SELECT 1 FROM reading_event e WHERE"
                " e.uuid=a.object))";
    return rowsOf(connection,
                  "SELECT a.object,a.object_kind FROM audit a WHERE (" + gone +
                      ") AND EXISTS(SELECT 1 FROM audit_value n WHERE n.seq=a.seq AND n.side=1)",
                  job, [&](const Statement& row) -> Result<> {
                      const QString kind = row.text(1);
                      found.add(row.blob(0),
                                kind == u"form"    ? "signature"
                                : kind == u"query" ? "query"
                                                   : "reading",
                                lost);
                      return {};
                  });
}

/// "3 of NAME VERSION, sha256 HEX": the findings of a run have one row together.
Result<bool> isAsTold(Connection& connection, std::int64_t run, const QString& told) {
    auto rows = connection.prepare("SELECT payload FROM finding WHERE run=? ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(run);
    QCryptographicHash content(QCryptographicHash::Sha256);
    std::int64_t count = 0;
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        content.addData(rows->text(0).toUtf8());
        ++count;
    }
    const qsizetype at = told.lastIndexOf(QStringLiteral(", sha256 "));
    return at < 0 || (told.startsWith(QString::number(qint64(count)) + u' ') &&
                      told.mid(at + 9) == QString::fromLatin1(content.result().toHex()));
}

Result<> checkFindings(Connection& connection, const Job& job, Differences& found) {
    const auto there = hasTable(connection, "ai_run");
    if (!there || !*there)
        return there ? Result<>() : tl::unexpected(there.error());
    return rowsOf(connection,
                  "SELECT r.id,r.uuid,n.value FROM ai_run r CROSS JOIN audit a ON a.object=r.uuid AND"
                  " a.object_kind='ai-run' AND a.action='create' JOIN audit_value n ON n.seq=a.seq AND"
                  " n.side=1",
                  job, [&](const Statement& row) {
                      return isAsTold(connection, row.integer(0), row.text(2)).map([&](bool same) {
                          if (!same)
                              found.add(row.blob(1), "findings", changed);
                      });
                  });
}

/// "12.345" or, when it was drawn with its short axis, "12.345 x 6.789".
Result<> checkMeasurements(Connection& connection, const Job& job, Differences& found) {
    return rowsOf(connection,
                  "SELECT m.uuid,m.value,m.state,n.value,EXISTS(SELECT 1 FROM audit v WHERE v.object=m.uuid"
                  " AND v.object_kind='measurement' AND v.action='void') FROM measurement m JOIN audit a ON"
                  " a.seq=(SELECT max(l.seq) FROM audit l WHERE l.object=m.uuid AND"
                  " l.object_kind='measurement' AND l.field='length_mm') LEFT JOIN audit_value n ON"
                  " n.seq=a.seq AND n.side=1 WHERE m.kind IN ('length','bidimensional')",
                  job, [&](const Statement& row) -> Result<> {
                      const auto told = row.textOrNull(3);
                      if (told && told->section(u' ', 0, 0) != QString::number(row.real(1), 'f', 3))
                          found.add(row.blob(0), "length", changed);
                      if (row.text(2) != (row.integer(4) != 0 ? u"voided" : u"valid"))
                          found.add(row.blob(0), "measurement.state", changed);
                      return {};
                  });
}

QStringList sorted(const QString& codes) {
    QStringList out = codes.split(u',', Qt::SkipEmptyParts);
    out.sort();
    return out;
}

/// "LOGIN: ROLE,ROLE" when a user was added, "ROLE,ROLE" since.
Result<> checkUsers(Connection& connection, const Job& job, Differences& found) {
    return rowsOf(
        connection,
        "SELECT u.uuid,u.login,u.state,(SELECT group_concat(r.role,',') FROM user_role r WHERE"
        " r.user_id=u.id),c.seq,m.value,k.value,EXISTS(SELECT 1 FROM audit d WHERE d.object=u.uuid AND"
        " d.object_kind='user' AND d.action='disable') FROM user u LEFT JOIN audit c ON c.seq=(SELECT"
        " min(l.seq) FROM audit l WHERE l.object=u.uuid AND l.object_kind='user' AND l.action='create')"
        " LEFT JOIN audit_value m ON m.seq=c.seq AND m.side=1 LEFT JOIN audit_value k ON k.side=1 AND"
        " k.seq=(SELECT max(l.seq) FROM audit l WHERE l.object=u.uuid AND l.object_kind='user' AND"
        " l.action='change' AND l.field='roles')",
        job, [&](const Statement& row) -> Result<> {
            const QByteArray user = row.blob(0);
            if (row.isNull(4)) {
                found.add(user, "user", unaudited);
                return {};
            }
            const QString made = row.text(5), login = row.text(1) + QStringLiteral(": ");
            if (!made.isEmpty() && !made.startsWith(login))
                found.add(user, "user.login", changed);
            const QString roles =
                row.isNull(6) ? made.mid(made.lastIndexOf(QStringLiteral(": ")) + 2) : row.text(6);
            if (!made.isEmpty() && sorted(roles) != sorted(row.text(3)))
                found.add(user, "user.roles", changed);
            if (row.text(2) != (row.integer(7) != 0 ? u"disabled" : u"active"))
                found.add(user, "user.state", changed);
            return {};
        });
}

} // namespace

Result<> checkRecords(Connection& connection, const Job& job, Differences& found) {
    const QList<Check> checks =
        visitChecks() + queryChecks() + subjectChecks() + signatureChecks() + readingChecks();
    return run(connection, checks, job, found)
        .and_then([&] { return checkLost(connection, job, found); })
        .and_then([&] { return checkFindings(connection, job, found); })
        .and_then([&] { return checkMeasurements(connection, job, found); })
        .and_then([&] { return checkUsers(connection, job, found); });
}

} // namespace casebook::audit
