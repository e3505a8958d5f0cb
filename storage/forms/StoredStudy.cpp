// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/StoredStudy.h"

#include "storage/database/Rows.h"
#include "storage/forms/FormTable.h"

#include <QDateTime>

namespace casebook {

namespace {

/// Runs `sql`, in which %1 is the condition on subjects ("f.subject"), and calls `take(Statement)` for each row.
template <class Take>
Result<> each(Connection& connection, QByteArray sql, const char* column, SubjectId subject, Take&& take) {
    sql.replace("%1", subject.isValid() ? QByteArray(column) + " = ?1" : QByteArray("?1 = 0"));
    auto statement = connection.prepare(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    statement->bindAll(subject);
    for (;;) {
        const auto more = statement->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        take(*statement);
    }
}

class Loader {
public:
    Loader(Connection& connection, const KnownStudy& study, SubjectId subject)
        : connection_(connection), study_(study), subject_(subject) {}

    Result<QList<ScheduleSubject>> load() {
        auto done = subjects().and_then([&] { return visits(); }).and_then([&] { return forms(); });
        if (done)
            done = values();
        return done ? Result<QList<ScheduleSubject>>(std::move(out_)) : tl::unexpected(done.error());
    }

private:
    Result<> subjects() {
        return each(
            connection_,
            "SELECT s.id, s.uuid, s.label, s.status, w.time_ms FROM subject s LEFT JOIN consent_withdrawal w"
            " ON w.subject = s.id WHERE %1 AND s.status <> 'voided' ORDER BY s.label",
            "s.id", subject_, [&](const Statement& r) {
                ScheduleSubject one;
                one.data.id = r.id<SubjectId>(0);
                one.data.uuid = r.uuid(1);
                one.data.label = r.text(2);
                one.status = r.text(3);
                if (one.status == u"withdrawn")
                    one.withdrawn =
                        r.isNull(4) ? QDate() : QDateTime::fromMSecsSinceEpoch(r.integer(4)).date();
                at_.insert(one.data.id, out_.size());
                out_.append(one);
            });
    }

    Result<> visits() {
        return each(connection_,
                    "SELECT v.subject, v.id, v.def_oid, v.repeat, v.date, v.state, v.uuid, v.rv FROM visit v"
                    " WHERE %1 ORDER BY v.id",
                    "v.subject", subject_, [&](const Statement& r) {
                        if (const auto place = at_.constFind(r.id<SubjectId>(0)); place != at_.constEnd())
                            out_[*place].data.visits.append({r.id<VisitId>(1), r.text(2),
                                                             static_cast<int>(r.integer(3)), r.text(4),
                                                             r.text(5), r.uuid(6), r.integer(7)});
                    });
    }

    Result<> forms() {
        const auto infos = formTable::infos(connection_, {subject_, {}, {}}, false);
        if (!infos)
            return tl::unexpected(infos.error());
        for (const FormInfo& info : *infos)
            if (const auto place = at_.constFind(info.subject); place != at_.constEnd()) {
                out_[*place].data.forms[info.id].info = info;
                subjectOf_.insert(info.id.value, *place);
            }
        return {};
    }

    Result<> values() {
        QByteArrayList quoted;
        for (const QString& item : study_.scheduleItems)
            quoted.append("'" + item.toUtf8().replace("'", "''") + "'");
        return each(
            connection_,
            "SELECT r.form, r.id, r.uuid, r.group_oid, r.ordinal, d.oid, i.kind, i.txt, i.cmp, i.unit, "
            "i.nullf,"
            " i.held FROM item_value i JOIN item_def d ON d.id = i.item_id JOIN form_row r ON r.id = i.row_id"
            " JOIN form f ON f.id = r.form WHERE %1 AND r.state = 'live' AND d.oid IN (" +
                quoted.join(',') + ") ORDER BY r.form, r.ordinal",
            "f.subject", subject_, [&](const Statement& r) { take(r); });
    }

    void take(const Statement& r) {
        const auto place = subjectOf_.constFind(r.integer(0));
        if (place == subjectOf_.constEnd())
            return;
        StoredForm& form = out_[*place].data.forms[r.id<FormId>(0)];
        const QString group = r.text(3);
        const QByteArray uuid = r.blob(2);
        if (!form.row(group.isEmpty() ? QByteArray() : uuid))
            form.rows.append({r.integer(1), uuid, group, static_cast<int>(r.integer(4)), true});
        StoredValue value;
        value.path = {group, group.isEmpty() ? QByteArray() : uuid, r.text(5)};
        value.value.kind = static_cast<ValueKind>(r.integer(6));
        value.value.text = r.text(7);
        value.value.comparator = r.text(8).toLatin1();
        value.value.unit = r.text(9);
        value.value.missing = r.text(10).toLatin1();
        value.held = r.integer(11) != 0;
        form.values.insert(value.path, value);
    }

    Connection& connection_;
    const KnownStudy& study_;
    SubjectId subject_;
    QList<ScheduleSubject> out_;
    QMap<SubjectId, qsizetype> at_;
    QHash<std::int64_t, qsizetype> subjectOf_; ///< form -> place
};

} // namespace

Result<QList<ScheduleSubject>> loadSchedules(Connection& connection, const KnownStudy& study,
                                             SubjectId subject) {
    return Loader(connection, study, subject).load();
}

} // namespace casebook
