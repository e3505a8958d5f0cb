// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/SubjectTable.h"

#include "storage/database/Rows.h"
#include "storage/subjects/SearchKey.h"

namespace casebook::subjectTable {

namespace {

/// A withdrawn subject is "withdrawn", "stopped" or "erased", by what was chosen (ConsentService).
#define CASEBOOK_STATUS                                                                                      \
    "CASE WHEN s.status <> 'withdrawn' THEN s.status WHEN w.choice = 'stop' THEN 'stopped'"                  \
    " WHEN w.choice = 'erase' THEN 'erased' ELSE s.status END"

constexpr const char* selectSubject =
    "SELECT s.id, s.uuid, s.label, s.name, s.sex, s.birth_date, " CASEBOOK_STATUS ", s.rv,"
    " (SELECT count(*) FROM dicom_study e WHERE e.subject = s.id AND e.state <> 'empty'),"
    " (SELECT count(*) FROM dicom_series r JOIN dicom_study e ON e.id = r.study WHERE e.subject = s.id),"
    " (SELECT max(e.study_date) FROM dicom_study e WHERE e.subject = s.id AND e.state <> 'empty'),"
    " (SELECT i.patient_id FROM source_identity i WHERE i.subject = s.id ORDER BY i.id LIMIT 1), s.sort_key,"
    " (SELECT o.label FROM subject o WHERE o.id = s.merged_into)"
    " FROM subject s LEFT JOIN consent_withdrawal w ON w.subject = s.id ";

/// The same for all subjects in few passes: counted once a table, not once a subject.
constexpr const char* selectAll =
    "SELECT s.id, s.uuid, s.label, s.name, s.sex, s.birth_date, " CASEBOOK_STATUS ", s.rv,"
    " coalesce(e.exams, 0), coalesce(r.series, 0), e.last, i.patient_id, s.sort_key, o.label"
    " FROM subject s LEFT JOIN subject o ON o.id = s.merged_into"
    " LEFT JOIN consent_withdrawal w ON w.subject = s.id"
    " LEFT JOIN (SELECT subject, count(*) exams, max(study_date) last FROM dicom_study WHERE state <> 'empty'"
    " GROUP BY subject) e"
    " ON e.subject = s.id"
    " LEFT JOIN (SELECT st.subject, count(*) series FROM dicom_series se JOIN dicom_study st ON st.id = "
    "se.study"
    " GROUP BY st.subject) r ON r.subject = s.id"
    " LEFT JOIN (SELECT subject, min(id) first FROM source_identity GROUP BY subject) f ON f.subject = s.id"
    " LEFT JOIN source_identity i ON i.id = f.first"
    " ORDER BY s.label";

QString nameKey(const QString& name, const QByteArray& stored) {
    const QByteArray head = name.toUtf8() + '\0';
    return stored.startsWith(head) ? QString::fromUtf8(QByteArrayView(stored).sliced(head.size()))
                                   : searchKeyOf(name);
}

Subject fromRow(const Statement& row) {
    Subject s;
    s.id = row.id<SubjectId>(0);
    s.uuid = row.uuid(1);
    s.label = row.text(2);
    s.name = row.text(3);
    s.sex = row.text(4);
    s.birthDate = row.text(5);
    s.status = row.text(6);
    s.rv = row.integer(7);
    s.exams = int(row.integer(8));
    s.series = int(row.integer(9));
    s.lastExamDate = row.text(10);
    s.patientId = row.text(11);
    s.joinedTo = row.text(13);
    s.searchKey =
        searchKeyOf(s.label) + u'\n' + nameKey(s.name, row.blob(12)) + u'\n' + searchKeyOf(s.patientId);
    return s;
}

Result<std::optional<Subject>> one(Result<Statement> statement) {
    if (!statement)
        return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? std::optional<Subject>(fromRow(*statement)) : std::nullopt;
}

} // namespace

QByteArray storedKeyOf(const QString& name) { return name.toUtf8() + '\0' + searchKeyOf(name).toUtf8(); }

Result<QList<Subject>> list(Connection& connection) {
    auto rows = connection.prepare(selectAll);
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<Subject>(*rows, [](const Statement& r) -> Result<Subject> { return fromRow(r); });
}

Result<std::optional<Subject>> findByLabel(Connection& connection, const QString& label) {
    auto row = connection.prepare(QByteArray(selectSubject) + "WHERE s.label = ?");
    if (row)
        row->bindAll(label);
    return one(std::move(row));
}

Result<std::optional<Subject>> findById(Connection& connection, SubjectId id) {
    auto row = connection.prepare(QByteArray(selectSubject) + "WHERE s.id = ?");
    if (row)
        row->bindAll(id);
    return one(std::move(row));
}

Result<QList<Known>> knownIdentities(Connection& connection, const QString& patientId,
                                     const QString& issuer) {
    auto rows = connection.prepare(
        "SELECT s.id, s.uuid, s.label, i.name_utf8, i.birth_date, i.sex FROM source_identity i"
        " JOIN subject s ON s.id = i.subject WHERE i.patient_id = ? AND i.issuer = ? ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(patientId, issuer);
    return allRows<Known>(*rows, [&](const Statement& r) -> Result<Known> {
        return Known{r.id<SubjectId>(0), r.uuid(1), r.text(2),
                     SourceIdentity{patientId, issuer, r.text(3), r.text(4), r.text(5)}};
    });
}

Result<SourceIdentity> identity(Connection& connection, std::int64_t row) {
    auto found = connection.prepare(
        "SELECT patient_id, issuer, name_utf8, birth_date, sex FROM source_identity WHERE id = ?");
    if (!found)
        return tl::unexpected(found.error());
    found->bindAll(row);
    const auto has = found->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has)
        return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("source_identity"));
    return SourceIdentity{found->text(0), found->text(1), found->text(2), found->text(3), found->text(4)};
}

Result<QString> nextLabel(Connection& connection) {
    const auto last = connection.one("SELECT max(CAST(substr(label, 3) AS INTEGER)) FROM subject"
                                     " WHERE label GLOB 'S-[0-9]*' AND substr(label, 3) NOT GLOB '*[^0-9]*'");
    if (!last)
        return tl::unexpected(last.error());
    return QStringLiteral("S-%1").arg(last->value_or(0) + 1, 4, 10, QLatin1Char('0'));
}

Result<Subject> insert(WriteTransaction& tx, const Subject& subject) {
    Subject out = subject;
    out.uuid = tx.newUuid();
    if (auto run = tx.run("INSERT INTO subject(uuid, site_id, label, name, sex, birth_date, status, rv, "
                          "created_ms, sort_key)"
                          " VALUES(?, (SELECT min(id) FROM site), ?, ?, ?, ?, ?, 1, ?, ?)",
                          out.uuid, out.label, out.name, out.sex, out.birthDate, out.status, tx.nowMs(),
                          storedKeyOf(out.name));
        !run) {
        if (run.error().code == "constraint")
            return fail(ErrorKind::Refused, "label-taken", out.label);
        return tl::unexpected(run.error());
    }
    out.id = SubjectId{tx.lastInsertId()};
    out.rv = 1;
    return out;
}

Result<std::int64_t> insertIdentity(WriteTransaction& tx, std::optional<SubjectId> subject,
                                    const SourceIdentity& identity) {
    const std::optional<std::int64_t> owner = subject ? std::optional(subject->value) : std::nullopt;
    auto run = tx.run(
        "INSERT INTO source_identity(subject, patient_id, issuer, name_utf8, name_norm, birth_date, sex)"
        " VALUES(?, ?, ?, ?, ?, ?, ?)",
        owner, identity.patientId, identity.issuer, identity.name, normalizedName(identity.name),
        identity.birthDate, identity.sex);
    if (!run)
        return tl::unexpected(run.error());
    return tx.lastInsertId();
}

Result<> linkIdentity(WriteTransaction& tx, std::int64_t row, SubjectId subject) {
    return tx.run("UPDATE source_identity SET subject = ? WHERE id = ?", subject, row);
}

} // namespace casebook::subjectTable
