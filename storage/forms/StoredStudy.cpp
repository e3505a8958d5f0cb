// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/StoredStudy.h"

#include "storage/database/Rows.h"
#include "storage/forms/SignatureTable.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>

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
        return subjects()
            .and_then([&] { return visits(); })
            .and_then([&] { return queries(); })
            .and_then([&] { return signatures(); })
            .and_then([&] { return forms(); })
            .and_then([&] { return values(); })
            .map([&] {
                for (qsizetype i = 0; i < out_.size(); ++i)
                    makeRecord(out_[i], data_[i]);
                return std::move(out_);
            });
    }

private:
    Result<> subjects() {
        return each(
            connection_,
            "SELECT s.id, s.uuid, s.label, s.status, w.time_ms FROM subject s LEFT JOIN consent_withdrawal w"
            " ON w.subject = s.id WHERE %1 AND s.status <> 'voided' ORDER BY s.label",
            "s.id", subject_, [&](const Statement& r) {
                ScheduleSubject one;
                one.id = r.id<SubjectId>(0);
                one.uuid = r.uuid(1);
                one.label = r.text(2);
                one.status = known(r.text(3));
                if (one.status == u"withdrawn")
                    one.withdrawn =
                        r.isNull(4) ? QDate() : QDateTime::fromMSecsSinceEpoch(r.integer(4)).date();
                at_.insert(one.id.value, out_.size());
                out_.append(one);
                data_.append(QList<FormData>());
            });
    }

    Result<> visits() {
        return each(connection_,
                    "SELECT v.subject, v.id, v.def_oid, v.repeat, v.date, v.state, v.uuid, v.rv FROM visit v"
                    " WHERE %1 ORDER BY v.id",
                    "v.subject", subject_, [&](const Statement& r) {
                        if (const auto place = at_.constFind(r.integer(0)); place != at_.constEnd())
                            out_[*place].visits.append({r.id<VisitId>(1), known(r.text(2)),
                                                        static_cast<int>(r.integer(3)), r.text(4),
                                                        known(r.text(5)), r.uuid(6), r.integer(7)});
                    });
    }

    /// Of forms with any.
    Result<> queries() {
        return each(connection_,
                    "SELECT q.form, count(*) FROM query q JOIN form f ON f.id = q.form"
                    " WHERE q.state IN ('candidate','open','answered') AND %1 GROUP BY q.form",
                    "f.subject", subject_, [&](const Statement& r) {
                        queriesOf_.insert(r.integer(0), static_cast<int>(r.integer(1)));
                    });
    }

    Result<> signatures() {
        return signatureTable::standings(connection_, subject_)
            .map([&](const QHash<std::int64_t, QByteArray>& known) { signatureOf_ = known; });
    }

    /// An exam form stands at its exam's visit, which a person may confirm after the form was begun.
    Result<> forms() {
        return each(
            connection_,
            "SELECT f.subject, f.id, f.def_oid, f.anchor_kind,"
            " CASE f.anchor_kind WHEN 2 THEN coalesce(e.visit, f.visit) ELSE f.visit END, f.state, f.reader, "
            "e.uuid"
            " FROM form f LEFT JOIN dicom_study e ON e.id = CASE f.anchor_kind WHEN 2 THEN f.anchor_id"
            " WHEN 3 THEN (SELECT r.study FROM reading_task t JOIN dicom_series r ON r.id = t.series WHERE "
            "t.id ="
            " f.anchor_id) END WHERE %1 ORDER BY f.id",
            "f.subject", subject_, [&](const Statement& r) {
                const auto place = at_.constFind(r.integer(0));
                if (place == at_.constEnd())
                    return;
                ScheduleSubject& subject = out_[*place];
                subject.forms.append({r.id<FormId>(1), known(r.text(2)),
                                      static_cast<FormAnchor>(r.integer(3)), r.id<VisitId>(4),
                                      code(r.text(5)), queriesOf_.value(r.integer(1)),
                                      signatureOf_.value(r.integer(1))});
                FormData data;
                data.form = subject.forms.last().form;
                data.reader = r.integer(6);
                if (!r.isNull(7))
                    data.exam = r.blob(7);
                data_[*place].append(data);
            });
    }

    Result<> values() {
        QByteArrayList quoted;
        for (const QString& item : study_.scheduleItems)
            quoted.append("'" + item.toUtf8().replace("'", "''") + "'");
        return each(
            connection_,
            "SELECT f.subject, f.id, r.uuid, r.group_oid, d.oid, i.kind, i.txt, i.cmp, i.unit, i.nullf, "
            "i.held"
            " FROM item_value i JOIN item_def d ON d.id = i.item_id JOIN form_row r ON r.id = i.row_id"
            " JOIN form f ON f.id = r.form WHERE %1 AND r.state = 'live' AND d.oid IN (" +
                quoted.join(',') + ") ORDER BY r.form, r.ordinal",
            "f.subject", subject_, [&](const Statement& r) { take(r); });
    }

    void take(const Statement& r) {
        const auto place = at_.constFind(r.integer(0));
        if (place == at_.constEnd())
            return;
        const QList<ScheduleForm>& forms = out_.at(*place).forms; // in order of their ids
        const auto form = std::ranges::lower_bound(forms, r.id<FormId>(1), {}, &ScheduleForm::id);
        if (form == forms.end() || form->id != r.id<FormId>(1))
            return;
        FormData& data = data_[*place][form - forms.begin()];
        const QString group = r.text(3);
        const QByteArray row = group.isEmpty() ? QByteArray() : r.blob(2);
        if (!group.isEmpty() && !data.rows.contains({group, row}))
            data.rows.append({group, row});
        const ItemPath path{group, row, r.text(4)};
        ItemValue value;
        value.kind = static_cast<ValueKind>(r.integer(5));
        value.text = r.text(6);
        value.comparator = r.text(7).toLatin1();
        value.unit = r.text(8);
        value.missing = r.text(9).toLatin1();
        data.values.insert(path, value);
        if (r.integer(10) != 0)
            data.held.insert(path);
    }

    void makeRecord(ScheduleSubject& subject, QList<FormData>& data) const {
        QHash<std::int64_t, qsizetype> at;
        for (const auto ordered = inVisitOrder(subject.visits, study_.visitOrder);
             const auto& visit : ordered) {
            at.insert(visit.id.value, subject.record.visits.size());
            subject.record.visits.append({visit.oid, visit.repeat, visit.date, visit.state, {}});
        }
        for (qsizetype i = 0; i < data.size(); ++i) {
            const auto visit = at.constFind(subject.forms[i].visit.value);
            QList<FormData>& there = subject.forms[i].anchor == FormAnchor::Subject
                                         ? subject.record.subjectForms
                                     : visit == at.constEnd() ? subject.record.looseForms
                                                              : subject.record.visits[*visit].forms;
            there.append(std::move(data[i]));
        }
    }

    /// The same few words come with each of thousands of rows: one copy of each is kept.
    [[nodiscard]] QString known(const QString& word) { return *words_.insert(word); }
    [[nodiscard]] QByteArray code(const QString& word) {
        const auto there = codes_.constFind(word);
        return there != codes_.constEnd() ? *there : *codes_.insert(word, word.toLatin1());
    }

    Connection& connection_;
    const KnownStudy& study_;
    SubjectId subject_;
    QList<ScheduleSubject> out_;
    QList<QList<FormData>> data_; ///< of each subject, as its forms
    QHash<std::int64_t, qsizetype> at_; ///< subject -> place
    QHash<std::int64_t, int> queriesOf_; ///< form -> those that are open
    QHash<std::int64_t, QByteArray> signatureOf_;
    QSet<QString> words_;
    QHash<QString, QByteArray> codes_;
};

} // namespace

Result<QList<ScheduleSubject>> loadSchedules(Connection& connection, const KnownStudy& study,
                                             SubjectId subject) {
    return Loader(connection, study, subject).load();
}

} // namespace casebook
