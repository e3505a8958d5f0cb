// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/ConsentTraces.h"

#include "storage/imaging/Identity.h"
#include "storage/subjects/SearchKey.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook::consentTraces {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

Result<QStringList> textsOf(Connection& connection, const QByteArray& sql) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<QString>(*rows, [](const Statement& r) -> Result<QString> { return r.text(0); });
}

/// Letters and digits alone, small: "/data/Zhang_San/IM 1" and "Zhang^San" meet.
QString bare(const QString& text) {
    QString out;
    for (const QChar c : text.normalized(QString::NormalizationForm_KC).toCaseFolded())
        if (c.isLetterOrNumber())
            out.append(c);
    return out;
}

/// By what a text of files may tell who somebody is.
class Person {
public:
    static Result<Person> read(Connection& connection, const ConsentScope& scope) {
        const QByteArray whose = listed(scope.records);
        const auto names =
            textsOf(connection, "SELECT name FROM subject WHERE id IN " + whose +
                                    " UNION SELECT name_utf8 FROM source_identity WHERE subject IN " + whose);
        const auto numbers =
            textsOf(connection, "SELECT patient_id FROM source_identity WHERE subject IN " + whose +
                                    " UNION SELECT value FROM subject_ident WHERE subject IN " + whose);
        auto series = textsOf(
            connection, "SELECT series_uid FROM dicom_series WHERE id IN " + listed(scope.series) +
                            " UNION SELECT study_uid FROM dicom_study WHERE id IN " + listed(scope.exams));
        if (!names || !numbers || !series)
            return tl::unexpected(!names ? names.error() : !numbers ? numbers.error() : series.error());
        Person out;
        out.labels_ = scope.labels;
        out.uids_ = QSet<QString>(series->cbegin(), series->cend());
        for (const QString& name : *names)
            for (const QString& group : name.split(u'='))
                out.add(group, searchKeyOf(group).split(u'\n').value(1));
        for (const QString& number : *numbers)
            out.add(number, {});
        return out;
    }
    [[nodiscard]] bool isNamedBy(const QString& text) const {
        const QString plain = bare(text);
        return std::any_of(words_.begin(), words_.end(),
                           [&](const QString& word) { return plain.contains(word); });
    }
    [[nodiscard]] bool owns(const QString& uid) const { return uids_.contains(uid); }
    [[nodiscard]] bool isCalled(const QString& label) const { return labels_.contains(label); }
    /// A report that can hold something of this person.
    [[nodiscard]] bool mayBeIn(const QString& json) const {
        const auto in = [&](const QString& text) { return json.contains(u'"' + text + u'"'); };
        return std::any_of(uids_.begin(), uids_.end(), in) || std::any_of(labels_.begin(), labels_.end(), in);
    }

private:
    /// What is so short that it is part of many other words tells nobody's name.
    void add(const QString& text, const QString& latin) {
        const QString plain = bare(text), spelled = bare(latin);
        const bool wide =
            std::any_of(plain.begin(), plain.end(), [](QChar c) { return c.unicode() > 0x2e80; });
        if (plain.size() >= (wide ? 2 : 4))
            words_.append(plain);
        if (spelled.size() >= 5)
            words_.append(spelled);
    }
    QStringList labels_, words_;
    QSet<QString> uids_;
};

/// Whether a file that this report says was refused tells the person's name.
bool refusesNamed(const QString& json, const Person& person) {
    const QJsonArray rows = QJsonDocument::fromJson(json.toUtf8()).object()[key("refused")].toArray();
    return std::any_of(rows.begin(), rows.end(), [&](const QJsonValue& row) {
        return person.isNamedBy(row[key("path")].toString()) ||
               person.isNamedBy(row[key("message")].toString());
    });
}

/// One import's report without the person.
class Cleaning {
public:
    Cleaning(Connection& connection, const ConsentScope& scope, const Person& person, bool alone)
        : connection_(connection), scope_(scope), person_(person), alone_(alone) {}

    Result<QJsonObject> clean(const QJsonObject& report) {
        QJsonObject out = report;
        without(out, "series", [&](const QJsonObject& o) {
            return person_.owns(o[key("uid")].toString()) || person_.isCalled(o[key("subject")].toString());
        });
        without(out, "waiting",
                [&](const QJsonObject& o) { return person_.owns(o[key("series")].toString()); });
        without(out, "differences",
                [&](const QJsonObject& o) { return alone_ || person_.owns(o[key("series")].toString()); });
        without(out, "derived", [&](const QJsonObject& o) { return isOwnObject(o[key("uid")].toString()); });
        withoutTexts(out, "subjects", [&](const QString& label) { return person_.isCalled(label); });
        if (out.contains(key("map"))) {
            QJsonObject map = out[key("map")].toObject();
            withoutTexts(map, "series_without_row", [&](const QString& uid) { return person_.owns(uid); });
            out[key("map")] = map;
        }
        refused(out);
        if (fault_)
            return tl::unexpected(*fault_);
        return out;
    }
    [[nodiscard]] const Notes& notes() const { return notes_; }

private:
    template <class F> void without(QJsonObject& report, const char* name, F&& goes) {
        if (!report.contains(key(name)))
            return;
        QJsonArray left;
        for (const auto& one : report[key(name)].toArray()) {
            const bool own = goes(one.toObject());
            notes_.own += own ? 1 : 0;
            if (!own)
                left.append(one);
        }
        report[key(name)] = left;
    }
    template <class F> static void withoutTexts(QJsonObject& object, const char* name, F&& goes) {
        if (!object.contains(key(name)))
            return;
        QJsonArray left;
        for (const auto& one : object[key(name)].toArray())
            if (!goes(one.toString()))
                left.append(one);
        object[key(name)] = left;
    }
    /// That a file was refused stays in the count; its name goes.
    void refused(QJsonObject& report) {
        QJsonArray rows = report[key("refused")].toArray();
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QJsonObject row = rows[i].toObject();
            if (row[key("path")].toString().isEmpty() && row[key("message")].toString().isEmpty())
                continue;
            const bool own = alone_ || person_.isNamedBy(row[key("path")].toString()) ||
                             person_.isNamedBy(row[key("message")].toString());
            ++(own ? notes_.own : notes_.shared);
            if (!own)
                continue;
            row[key("path")] = QString();
            row[key("message")] = QString();
            row.remove(key("kept_as"));
            rows[i] = row;
        }
        if (!rows.isEmpty())
            report[key("refused")] = rows;
    }
    bool isOwnObject(const QString& sop) {
        const auto found = connection_.one(
            "SELECT 1 FROM instance WHERE sop_uid = ? AND series IN " + listed(scope_.series), sop);
        if (!found)
            fault_ = found.error();
        return found && found->has_value();
    }

    Connection& connection_;
    const ConsentScope& scope_;
    const Person& person_;
    const bool alone_; ///< the import brought nothing of anybody else
    Notes notes_;
    std::optional<Error> fault_;
};

struct StoredReport {
    std::int64_t id = 0;
    QString json;
    bool brought = false, othersToo = false;
};

Result<QList<StoredReport>> reportsOf(Connection& connection, const ConsentScope& scope,
                                      const Person& person) {
    const QByteArray own = listed(scope.series);
    auto rows = connection.prepare(
        "SELECT m.id, m.counts, EXISTS(SELECT 1 FROM instance i WHERE i.import_id = m.id AND i.series IN " +
        own + "), EXISTS(SELECT 1 FROM instance i WHERE i.import_id = m.id AND i.series NOT IN " + own +
        ") FROM import m ORDER BY m.id");
    if (!rows)
        return tl::unexpected(rows.error());
    auto all = allRows<StoredReport>(*rows, [](const Statement& r) -> Result<StoredReport> {
        return StoredReport{r.integer(0), r.text(1), r.integer(2) != 0, r.integer(3) != 0};
    });
    if (all)
        all->removeIf([&](const StoredReport& one) {
            return !one.brought && !person.mayBeIn(one.json) && !refusesNamed(one.json, person);
        });
    return all;
}

/// fn(report, its text without the person).
template <class F>
Result<Notes> eachReport(Connection& connection, const ConsentScope& scope, F&& fn) {
    const auto person = Person::read(connection, scope);
    const auto reports = person.and_then([&](const Person& p) { return reportsOf(connection, scope, p); });
    if (!reports)
        return tl::unexpected(reports.error());
    Notes sum;
    for (const StoredReport& one : *reports) {
        const QJsonObject report = QJsonDocument::fromJson(one.json.toUtf8()).object();
        bool others = one.othersToo;
        for (const auto& label : report[key("subjects")].toArray())
            others = others || !person->isCalled(label.toString());
        Cleaning cleaning(connection, scope, *person, one.brought && !others);
        const auto cleaned = cleaning.clean(report);
        if (!cleaned)
            return tl::unexpected(cleaned.error());
        sum.own += cleaning.notes().own;
        sum.shared += cleaning.notes().shared;
        if (auto done = fn(one, *cleaned); !done)
            return tl::unexpected(done.error());
    }
    return sum;
}

/// A watched file that came with the person, or whose name says so.
struct WatchedFile {
    std::int64_t id = 0;
    QString path, mark;
    bool brought = false;
};

Result<QList<WatchedFile>> watchedOf(Connection& connection, const ConsentScope& scope) {
    const auto person = Person::read(connection, scope);
    if (!person)
        return tl::unexpected(person.error());
    auto rows =
        connection.prepare("SELECT w.id, w.path, w.size, w.changed_ms, w.import IN (SELECT import_id FROM "
                           "instance WHERE series IN " +
                           listed(scope.series) + ") FROM watched_file w WHERE w.path NOT LIKE 'sha256:%'");
    if (!rows)
        return tl::unexpected(rows.error());
    auto files = allRows<WatchedFile>(*rows, [](const Statement& r) -> Result<WatchedFile> {
        return WatchedFile{r.integer(0), r.text(1), fileMark(r.text(1), r.integer(2), r.integer(3)),
                           r.integer(4) != 0};
    });
    if (files)
        files->removeIf([&](const WatchedFile& f) { return !f.brought && !person->isNamedBy(f.path); });
    return files;
}

Result<> removeValue(WriteTransaction& tx, const ConsentScope& scope, std::int64_t seq, std::int64_t side,
                     const QByteArray& why) {
    AuditEntry entry;
    entry.action = "remove-value";
    entry.objectKind = "audit";
    entry.subject = scope.subject.uuid;
    entry.field = QByteArray::number(qint64(seq)) + '/' + QByteArray::number(qint64(side));
    entry.reasonCode = why;
    return tx.run("DELETE FROM audit_value WHERE seq = ? AND side = ?", seq, side).and_then([&] {
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

} // namespace

Result<int> countAuditValues(Connection& connection, const IdList& seqs) {
    int count = 0;
    for (const std::int64_t seq : seqs) {
        const auto n = connection.one("SELECT count(*) FROM audit_value WHERE seq = ?", seq);
        if (!n)
            return tl::unexpected(n.error());
        count += int(n->value_or(0));
    }
    return count;
}

Result<int> removeAuditValues(WriteTransaction& tx, const ConsentScope& scope, const IdList& seqs,
                              const QByteArray& why, const Job& job) {
    int count = 0;
    for (qsizetype n = 0; n < seqs.size(); ++n) {
        const auto sides =
            idsOf(tx.connection(), "SELECT side FROM audit_value WHERE seq = ? ORDER BY side", seqs[n]);
        if (!sides)
            return tl::unexpected(sides.error());
        for (const std::int64_t side : *sides)
            if (auto done = removeValue(tx, scope, seqs[n], side, why); !done)
                return tl::unexpected(done.error());
        count += int(sides->size());
        if (n % 256 != 0)
            continue;
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        job.report(n, seqs.size());
    }
    return count;
}

Result<IdList> sharedReasons(Connection& connection, const ConsentScope& scope) {
    IdList out;
    for (const Uuid& uuid : scope.recordUuids) {
        const auto found = idsOf(connection,
                                 "SELECT o.seq FROM audit o JOIN audit_value v ON v.seq = o.seq AND v.side = "
                                 "2 WHERE o.subject IS NOT"
                                 " NULL AND o.subject <> ?1 AND o.tx IN (SELECT a.tx FROM audit a WHERE "
                                 "a.subject = ?1 AND a.action IN"
                                 " ('move','join','part')) ORDER BY o.seq",
                                 uuid);
        if (!found)
            return tl::unexpected(found.error());
        for (const std::int64_t seq : *found)
            if (!out.contains(seq))
                out.append(seq);
    }
    return out;
}

Result<int> removeReasons(WriteTransaction& tx, const ConsentScope& scope, const IdList& seqs,
                          const QByteArray& why) {
    int count = 0;
    for (const std::int64_t seq : seqs) {
        const auto there = tx.one("SELECT 1 FROM audit_value WHERE seq = ? AND side = 2", seq);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there) // of a joined record: gone with its own rows
            continue;
        if (auto done = removeValue(tx, scope, seq, 2, why); !done)
            return tl::unexpected(done.error());
        ++count;
    }
    return count;
}

QString fileMark(const QString& path, std::int64_t size, std::int64_t changedMs) {
    const QString all = path + u'\n' + QString::number(size) + u'\n' + QString::number(changedMs);
    return QStringLiteral("sha256:") + QString::fromLatin1(sha256Of(all.toUtf8()).toHex());
}

Result<Notes> countNotes(Connection& connection, const ConsentScope& scope) {
    auto notes =
        eachReport(connection, scope, [](const StoredReport&, const QJsonObject&) { return Result<>(); });
    const auto files = watchedOf(connection, scope);
    if (!notes || !files)
        return tl::unexpected(notes ? files.error() : notes.error());
    notes->own += int(files->size());
    return notes;
}

Result<Notes> cleanNotes(WriteTransaction& tx, const ConsentScope& scope) {
    auto notes =
        eachReport(tx.connection(), scope, [&](const StoredReport& report, const QJsonObject& cleaned) {
            return tx.run("UPDATE import SET counts = ?, rv = rv + 1 WHERE id = ?",
                          QString::fromUtf8(QJsonDocument(cleaned).toJson(QJsonDocument::Compact)),
                          report.id);
        });
    if (!notes)
        return notes;
    const auto files = watchedOf(tx.connection(), scope);
    if (!files)
        return tl::unexpected(files.error());
    for (const WatchedFile& file : *files)
        if (auto done =
                tx.run("UPDATE OR REPLACE watched_file SET path = ? WHERE id = ?", file.mark, file.id);
            !done)
            return tl::unexpected(done.error());
    notes->own += int(files->size());
    return notes;
}

} // namespace casebook::consentTraces
