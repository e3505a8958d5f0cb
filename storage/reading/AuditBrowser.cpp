// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reading/AuditBrowser.h"

#include "core/values/Csv.h"
#include "storage/audit/AuditRows.h"
#include "storage/database/Database.h"
#include "storage/export/FigureExport.h"
#include "storage/export/OwnerFile.h"
#include "storage/reading/HiddenObjects.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimeZone>

#include <algorithm>

namespace casebook {

namespace {

constexpr std::int64_t step = 50'000; // rows looked at between two looks at the job: some 50 ms
constexpr int historyMost = 200;

QString jsonOf(const QList<QByteArray>& codes) {
    QJsonArray out;
    for (const QByteArray& code : codes)
        out.append(QString::fromUtf8(code));
    return QString::fromUtf8(QJsonDocument(out).toJson(QJsonDocument::Compact));
}

QString partOf(const QString& text) {
    QString out = text.trimmed().normalized(QString::NormalizationForm_C);
    for (const QChar special : {QLatin1Char('\\'), QLatin1Char('%'), QLatin1Char('_')})
        out.replace(special, QStringLiteral("\\") + special);
    return u'%' + out + u'%';
}

// ?1 limit, ?2 first seq, ?3 seq after the last; the others below.
QByteArray sqlOf(const AuditFilter& filter, bool newestFirst) {
    QByteArray sql = audit::rowColumns;
    sql += " WHERE a.seq>=?2 AND a.seq<?3";
    if (filter.fromMs != 0)
        sql += " AND a.time_ms>=?4";
    if (filter.untilMs != 0)
        sql += " AND a.time_ms<?5";
    if (!filter.user.isEmpty())
        sql += " AND a.user IN (SELECT uuid FROM user WHERE login=?6)";
    if (!filter.kinds.isEmpty())
        sql += " AND a.object_kind IN (SELECT value FROM json_each(?7))";
    if (!filter.actions.isEmpty())
        sql += " AND a.action IN (SELECT value FROM json_each(?8))";
    if (filter.withReason)
        sql += " AND (a.reason_c IS NOT NULL OR a.reason_code<>'')";
    if (!filter.text.trimmed().isEmpty())
        sql += " AND (a.field LIKE ?9 ESCAPE '\\' OR a.reason_code LIKE ?9 ESCAPE '\\'"
               " OR a.subject IN (SELECT uuid FROM subject WHERE label LIKE ?9 ESCAPE '\\')"
               " OR a.user IN (SELECT uuid FROM user WHERE login LIKE ?9 ESCAPE '\\'"
               "  OR printed_name LIKE ?9 ESCAPE '\\')"
               " OR (a.reason_c IS NOT NULL AND r.value LIKE ?9 ESCAPE '\\'))";
    if (!filter.object.bytes.isEmpty())
        sql += " AND a.object=?10";
    sql += " AND (?11='' OR a.field=?11)"; // always there, so that each number may be bound
    return sql + audit::orderedBySeq(newestFirst);
}

Result<QList<AuditRow>> rowsBetween(Connection& connection, const AuditFilter& filter, std::int64_t first,
                                    std::int64_t end, std::int64_t most, bool newestFirst) {
    auto rows = connection.prepare(sqlOf(filter, newestFirst));
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(most, first, end, filter.fromMs, filter.untilMs, filter.user, jsonOf(filter.kinds),
                  jsonOf(filter.actions), partOf(filter.text), filter.object,
                  QString::fromUtf8(filter.field));
    return allRows<AuditRow>(*rows, [](const Statement& s) -> Result<AuditRow> { return audit::rowOf(s); });
}

Result<ChainHead> chainHeadOf(Connection& connection) {
    auto row = connection.prepare("SELECT seq,hash FROM audit ORDER BY seq DESC LIMIT 1");
    const auto found = row ? row->step() : tl::unexpected(row.error());
    if (!found)
        return tl::unexpected(found.error());
    return *found ? ChainHead{row->integer(0), row->blob(1)} : ChainHead{};
}

QByteArray anchorOf(const ChainHead& head, const QCryptographicHash& file) {
    const QJsonObject anchor{{QStringLiteral("seq"), qint64(head.seq)},
                             {QStringLiteral("hash"), QString::fromLatin1(head.hash.toHex())},
                             {QStringLiteral("csv_sha256"), QString::fromLatin1(file.result().toHex())}};
    return QJsonDocument(anchor).toJson();
}

/// "audit.csv" -> "audit.anchor.json"
QString anchorPath(const QString& path) {
    const QString suffix = QStringLiteral(".csv");
    return (path.endsWith(suffix, Qt::CaseInsensitive) ? path.chopped(suffix.size()) : path) +
           QStringLiteral(".anchor.json");
}

Result<std::int64_t> headOf(Connection& connection) {
    return connection.one("SELECT max(seq) FROM audit").map([](const auto& seq) { return seq.value_or(0); });
}

Result<QList<AuditRow>> newestBelow(Connection& connection, const AuditFilter& filter,
                                    const HiddenObjects& hidden, std::int64_t end, int most, const Job& job) {
    QList<AuditRow> out;
    while (end > 1 && out.size() < most) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const std::int64_t first = std::max<std::int64_t>(1, end - step);
        auto rows = rowsBetween(connection, filter, first, end, most - out.size(), true);
        if (!rows)
            return rows;
        // A full answer may have left rows of this part behind.
        end = rows->size() == most - out.size() ? rows->last().seq : first;
        for (AuditRow& row : *rows)
            if (hidden.admit(row))
                out.append(std::move(row));
    }
    return out;
}

QString valueOf(const AuditRow& row, const std::optional<QString>& value, bool hidden) {
    return hidden && value && auditIdentity::isIn(row) ? QString::fromLatin1(auditIdentity::mark)
                                                       : value.value_or(QString());
}

QString csvOf(const AuditRow& row, bool hidden) {
    const auto when =
        QDateTime::fromMSecsSinceEpoch(row.timeMs, QTimeZone::fromSecondsAheadOfUtc(row.zoneMinutes * 60));
    return csvLine({QString::number(row.seq), when.toString(Qt::ISODateWithMs), row.user,
                    QString::fromUtf8(row.role), QString::fromUtf8(row.action),
                    QString::fromUtf8(row.objectKind), row.object.toString(), row.subject.toString(),
                    QString::fromUtf8(row.field), valueOf(row, row.oldValue, hidden),
                    valueOf(row, row.newValue, hidden), QString::fromUtf8(row.reasonCode), row.reasonText});
}

} // namespace

Result<HiddenObjects> AuditBrowser::whatIsHidden(Connection& connection) const {
    return HiddenObjects::of(connection, session_).map([this](HiddenObjects out) {
        out.names = hidesNames();
        return out;
    });
}

Result<> AuditBrowser::recordRead(bool identity) const {
    const std::scoped_lock lock(mutex_);
    if (!identity || recorded_)
        return {};
    auto done = database_.writeAndWait([](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "read-identity";
        entry.objectKind = "subject";
        entry.field = "audit";
        return tx.audit(entry).map([](std::int64_t) {});
    });
    recorded_ = done.has_value();
    return done;
}

/// Nothing is given out of which no row tells.
Result<QList<AuditRow>> AuditBrowser::recorded(Result<QList<AuditRow>> rows) const {
    if (!rows)
        return rows;
    return recordRead(std::ranges::any_of(*rows, auditIdentity::isReadIn)).map([&] {
        return std::move(*rows);
    });
}

Result<AuditBrowser::Written> AuditBrowser::writeAll(Connection& connection, const AuditFilter& filter,
                                                     const std::function<void(const QByteArray&)>& put,
                                                     const Job& job) const {
    const auto hidden = whatIsHidden(connection);
    const auto newest = chainHeadOf(connection);
    if (!hidden || !newest)
        return tl::unexpected(hidden ? newest.error() : hidden.error());
    Written written;
    written.head = *newest;
    const std::int64_t head = newest->seq;
    for (std::int64_t first = 1; first <= head; first += step) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        auto rows = rowsBetween(connection, filter, first, first + step, step, false);
        if (!rows)
            return tl::unexpected(rows.error());
        for (AuditRow& row : *rows)
            if (hidden->admit(row)) {
                put(csvOf(row, hidden->names).toUtf8());
                ++written.rows;
                written.identity = written.identity || auditIdentity::isReadIn(row);
            }
        job.report(std::min(first + step, head), head);
    }
    return written;
}

Result<QList<AuditRow>> AuditBrowser::list(const AuditQuery& query) const {
    if (auto may = session_.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    return recorded(database_.read([&](ReadConnection& c) -> Result<QList<AuditRow>> {
        return whatIsHidden(c).and_then([&](const HiddenObjects& out) { return out.rows(c, query); });
    }));
}

Result<QList<AuditRow>> AuditBrowser::page(const AuditFilter& filter, std::int64_t before, int most,
                                           const Job& job) const {
    if (auto may = session_.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    return recorded(database_.read([&](ReadConnection& c) -> Result<QList<AuditRow>> {
        const auto hidden = whatIsHidden(c);
        const auto head = headOf(c);
        if (!hidden || !head)
            return tl::unexpected(hidden ? head.error() : hidden.error());
        return newestBelow(c, filter, *hidden, before > 0 ? before : *head + 1, most, job);
    }));
}

Result<AuditDetail> AuditBrowser::detail(std::int64_t seq) const {
    if (auto may = session_.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    auto detail = database_.read([&](ReadConnection& c) -> Result<AuditDetail> {
        const auto hidden = whatIsHidden(c);
        auto rows = rowsBetween(c, {}, seq, seq + 1, 1, true);
        auto more =
            c.prepare("SELECT coalesce(u.printed_name,''),a.os_user,a.host,a.program,a.definition,a.hash,"
                      "(SELECT hash FROM audit WHERE seq=a.seq-1) FROM audit a"
                      " LEFT JOIN user u ON u.uuid=a.user WHERE a.seq=?1");
        if (!hidden || !rows || !more)
            return tl::unexpected(!hidden ? hidden.error() : !rows ? rows.error() : more.error());
        if (rows->isEmpty() || !hidden->admit(rows->front()))
            return fail(ErrorKind::Refused, "no-such-row", QString::number(seq));
        const auto found = more->bindAll(seq).step();
        if (!found)
            return tl::unexpected(found.error());
        AuditDetail out{rows->front(), more->text(0), more->text(1),
                        more->text(2), more->text(3), more->text(4).toUtf8(),
                        more->blob(6), more->blob(5), {}};
        if (out.row.object.bytes.isEmpty())
            return out;
        AuditFilter same;
        same.object = out.row.object;
        same.field = out.row.field;
        const auto head = headOf(c);
        auto history = !head ? Result<QList<AuditRow>>(tl::unexpected(head.error()))
                             : newestBelow(c, same, *hidden, *head + 1, historyMost, {});
        if (!history)
            return tl::unexpected(history.error());
        out.history = std::move(*history);
        return out;
    });
    if (!detail)
        return detail;
    const bool identity =
        auditIdentity::isReadIn(detail->row) || std::ranges::any_of(detail->history, auditIdentity::isReadIn);
    return recordRead(identity).map([&] { return std::move(*detail); });
}

Result<QList<AuditBrowser::Person>> AuditBrowser::people() const {
    if (auto may = session_.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    return database_.read([](ReadConnection& c) -> Result<QList<Person>> {
        auto rows = c.prepare("SELECT login,printed_name FROM user ORDER BY login");
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<Person>(
            *rows, [](const Statement& s) -> Result<Person> { return Person{s.text(0), s.text(1)}; });
    });
}

Result<QHash<QString, QString>> AuditBrowser::labels(const QList<AuditRow>& rows) const {
    if (auto may = session_.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QHash<QString, QString>> {
        auto label = c.prepare("SELECT label FROM subject WHERE uuid=?1");
        if (!label)
            return tl::unexpected(label.error());
        QHash<QString, QString> out;
        for (const AuditRow& row : rows) {
            const QString uuid = row.subject.toString();
            if (row.subject.bytes.isEmpty() || out.contains(uuid))
                continue;
            label->reset();
            const auto found = label->bindAll(row.subject).step();
            if (!found)
                return tl::unexpected(found.error());
            if (*found)
                out.insert(uuid, label->text(0));
        }
        return out;
    });
}

/// Both files or none: the anchor is ready before the rows are kept.
Result<AuditBrowser::Written> AuditBrowser::saveBoth(const AuditFilter& filter, const QString& path,
                                                     const Job& job) const {
    QSaveFile file(path), anchor(anchorPath(path));
    if (!openForOwner(file) || !openForOwner(anchor))
        return fail(ErrorKind::System, "figure-not-written", path);
    QCryptographicHash sum(QCryptographicHash::Sha256);
    const auto put = [&](const QByteArray& bytes) {
        file.write(bytes);
        sum.addData(bytes);
    };
    put("\xEF\xBB\xBF");
    put("seq,time,user,roles,action,object_kind,object,subject,field,old,new,reason_code,reason\r\n");
    const auto rows = database_.read([&](ReadConnection& c) { return writeAll(c, filter, put, job); });
    if (!rows)
        return rows;
    if (auto told = recordRead(rows->identity); !told)
        return tl::unexpected(told.error()); // neither file is kept
    anchor.write(anchorOf(rows->head, sum));
    if (!anchor.commit())
        return fail(ErrorKind::System, "figure-not-written", anchor.fileName());
    if (!file.commit()) {
        QFile::remove(anchor.fileName());
        return fail(ErrorKind::System, "figure-not-written", path);
    }
    return rows;
}

Result<std::int64_t> AuditBrowser::save(const AuditFilter& filter, const QString& path,
                                        const Job& job) const {
    if (auto may = session_.require(Right::ReadAudit); !may)
        return tl::unexpected(may.error());
    std::int64_t written = 0;
    auto saved = FigureExport(database_, session_).run(QStringLiteral("audit"), path, [&] {
        return saveBoth(filter, path, job).map([&](const Written& rows) { written = rows.rows; });
    });
    return saved ? Result<std::int64_t>(written) : Result<std::int64_t>(tl::unexpected(saved.error()));
}

} // namespace casebook
