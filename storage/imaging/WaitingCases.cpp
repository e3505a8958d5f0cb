// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/WaitingCases.h"

#include "storage/database/Rows.h"
#include "storage/dicom/Instance.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/SubjectMatch.h"
#include "storage/subjects/SubjectTable.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace casebook::waitingCases {

namespace {

using Side = WaitingCase::Side;

struct Question {
    std::int64_t exam = 0, series = 0;
    QString seriesUid, modality;
    QByteArray reason;
};

Side sideOf(const SourceIdentity& who, const QString& subject) {
    Side side;
    side.subject = subject;
    side.patientId = who.patientId;
    side.issuer = who.issuer;
    side.name = who.name;
    side.birthDate = subjectMatch::isoDate(who.birthDate);
    side.sex = who.sex;
    return side;
}

/// One side a person among the headers of an exam, most images first as they came.
Result<QList<Side>> persons(Connection& connection, std::int64_t exam) {
    auto rows =
        connection.prepare("SELECT i.header, r.description, e.study_date FROM instance i JOIN dicom_series"
                           " r ON r.id = i.series JOIN dicom_study e ON e.id = r.study"
                           " WHERE e.id = ? ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(exam);
    QList<Side> out;
    QList<SourceIdentity> seen;
    for (auto more = rows->step();; more = rows->step()) {
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return out;
        const auto parsed = dicom::instanceFromJson(rows->text(0).toUtf8());
        if (!parsed)
            continue;
        const SourceIdentity who = subjectMatch::identityOf(*parsed);
        qsizetype at = seen.indexOf(who);
        if (at < 0) {
            at = seen.size();
            seen.append(who);
            Side side = sideOf(who, {});
            side.description = rows->text(1);
            side.examDate = rows->text(2);
            out.append(side);
        }
        ++out[at].instances;
    }
}

Result<> identitySides(Connection& connection, const Question& q, WaitingCase& out) {
    auto sides = persons(connection, q.exam);
    if (!sides)
        return tl::unexpected(sides.error());
    if (q.reason == "two-patients-in-exam" && sides->size() > 1) {
        out.here = sides->first(1);
        out.came = sides->sliced(1);
        return {};
    }
    out.came = *sides;
    if (sides->isEmpty())
        return {};
    const auto known =
        subjectTable::knownIdentities(connection, sides->front().patientId, sides->front().issuer);
    if (!known)
        return tl::unexpected(known.error());
    for (const auto& k : *known)
        out.here.append(sideOf(k.identity, k.label));
    return {};
}

Result<> variantSides(Connection& connection, const Question& q, WaitingCase& out) {
    auto rows = connection.prepare(
        "SELECT i.header, i.differences, f.header, s.label, fs.label FROM instance i LEFT JOIN instance f ON "
        "f.id ="
        " i.variant_of JOIN dicom_series r ON r.id = i.series JOIN dicom_study e ON e.id = r.study LEFT JOIN"
        " subject s ON s.id = e.subject LEFT JOIN dicom_series fr ON fr.id = f.series LEFT JOIN dicom_study "
        "fe ON"
        " fe.id = fr.study LEFT JOIN subject fs ON fs.id = fe.subject WHERE i.series = ?1 AND i.state = "
        "'waiting'"
        " AND i.variant = ?2 ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(q.series,
                  q.reason == "conflicting-instance" ? QStringLiteral("pixels") : QStringLiteral("header"));
    for (auto more = rows->step();; more = rows->step()) {
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        const auto add = [](QList<Side>& into, const QString& header, const QString& subject) {
            const auto parsed = dicom::instanceFromJson(header.toUtf8());
            if (!parsed)
                return;
            if (into.isEmpty()) {
                Side side = sideOf(subjectMatch::identityOf(*parsed), subject);
                side.description = parsed->seriesDescription;
                side.examDate = subjectMatch::isoDate(parsed->studyDate);
                into.append(side);
            }
            ++into.front().instances;
        };
        add(out.came, rows->text(0), rows->text(3));
        add(out.here, rows->text(2), rows->text(4));
        for (const auto& name : QJsonDocument::fromJson(rows->text(1).toUtf8()).array())
            if (!out.attributes.contains(name.toString()))
                out.attributes.append(name.toString());
    }
}

void withoutIdentity(QList<Side>& sides) {
    for (Side& side : sides)
        side.patientId = side.issuer = side.name = side.birthDate = side.sex = QString();
}

/// Questions with the series by which they are answered.
constexpr char fromOpen[] =
    " FROM import_waiting w JOIN dicom_series r ON r.id = coalesce(w.series, (SELECT min(x.id) FROM "
    "dicom_series x"
    " WHERE x.study = w.exam)) JOIN dicom_study e ON e.id = r.study WHERE w.state = 'waiting'";

Result<> audited(WriteTransaction& tx, const Uuid& series, const char* value, const QString& reason) {
    AuditEntry entry;
    entry.action = "settle";
    entry.objectKind = "series";
    entry.object = series;
    entry.field = "second-files";
    entry.newValue = QString::fromLatin1(value);
    entry.reasonText = reason;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : tl::unexpected(seq.error());
}

} // namespace

Result<QList<WaitingCase>> open(Connection& connection, const Session& session, ImportId import) {
    auto rows = connection.prepare(QByteArray("SELECT e.id, r.id, r.series_uid, r.modality, w.reason") +
                                   fromOpen + " AND (?1 = 0 OR w.import = ?1) ORDER BY w.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(import);
    const auto questions = allRows<Question>(*rows, [](const Statement& r) -> Result<Question> {
        return Question{r.integer(0), r.integer(1), r.text(2), r.text(3), r.text(4).toLatin1()};
    });
    if (!questions)
        return tl::unexpected(questions.error());
    QList<WaitingCase> out;
    for (const Question& q : *questions) {
        WaitingCase one{q.seriesUid, q.modality, q.reason, {}, {}, {}};
        const bool variant = q.reason == "conflicting-instance" || q.reason == "other-header";
        if (auto read = variant ? variantSides(connection, q, one) : identitySides(connection, q, one); !read)
            return tl::unexpected(read.error());
        if (!session.may(Right::ReadIdentity)) {
            withoutIdentity(one.here);
            withoutIdentity(one.came);
        }
        out.append(one);
    }
    return out;
}

Result<QList<OpenQuestion>> questions(Connection& connection) {
    auto rows = connection.prepare(QByteArray("SELECT w.import, r.series_uid, w.reason") + fromOpen +
                                   " ORDER BY w.id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<OpenQuestion>(*rows, [](const Statement& r) -> Result<OpenQuestion> {
        return OpenQuestion{r.id<ImportId>(0), r.text(1), r.text(2).toLatin1()};
    });
}

Result<> settle(WriteTransaction& tx, const QString& seriesUid, VariantChoice choice, const QString& reason) {
    const auto series = imagingTable::series(tx.connection(), {}, seriesUid);
    if (!series)
        return tl::unexpected(series.error());
    if (series->isEmpty())
        return fail(ErrorKind::Refused, "no-such-series", seriesUid);
    const SeriesId id = series->front().id;
    if (auto done =
            tx.run("UPDATE import_waiting SET state = 'settled' WHERE series = ? AND state = 'waiting'", id);
        !done)
        return done;
    if (tx.changedRows() == 0)
        return fail(ErrorKind::Refused, "not-waiting");
    const bool first = choice == VariantChoice::First, second = choice == VariantChoice::Second;
    Result<> done;
    if (second)
        done =
            tx.run("UPDATE instance SET state = 'left-out' WHERE id IN (SELECT variant_of FROM instance WHERE"
                   " series = ? AND state = 'waiting')",
                   id);
    if (done)
        done = tx.run("UPDATE instance SET state = ? WHERE series = ? AND state = 'waiting'",
                      first ? QStringLiteral("left-out") : QStringLiteral("ready"), id);
    if (done)
        done = tx.run(
            "UPDATE dicom_series SET tags = json_remove(tags, '$.geometry') WHERE id = ?1 OR id IN"
            " (SELECT f.series FROM instance i JOIN instance f ON f.id = i.variant_of WHERE i.series = ?1)",
            id);
    return done ? audited(tx, series->front().uuid,
                          first    ? "first"
                          : second ? "second"
                                   : "both",
                          reason)
                : done;
}

} // namespace casebook::waitingCases
