// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/ConsentTable.h"

#include "storage/study/SettingTable.h"

namespace casebook::consentTable {

namespace {

const QString keepKey = QStringLiteral("consent.keep-forms");

/// Consent itself, what happened to the person, and how the study ended for him: GCP wants these kept whatever becomes
/// of the rest. Of the form of consent only the items about it; birth date and the like go.
QStringList usualKeepForms() {
    QStringList out{QStringLiteral("AE"), QStringLiteral("SAE"), QStringLiteral("EOS"),
                    QStringLiteral("CONSENT"), QStringLiteral("IC")};
    for (const char* item :
         {"consent_type", "consent_date", "consent_version", "consent_by", "waiver_ref", "waiver_date",
          "consent_or_waiver", "consent_scope", "withdrawn", "withdraw_date", "withdraw_scope"})
        out.append(QStringLiteral("DM/") + QString::fromLatin1(item));
    return out;
}

/// Rows with the label and the choice of one subject.
Result<> refuseWhere(Result<Statement> row, const char* code) {
    if (!row)
        return tl::unexpected(row.error());
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    return *has ? fail(ErrorKind::Refused, code, row->text(0)) : Result<>();
}

} // namespace

Result<std::optional<ConsentState>> state(Connection& connection, SubjectId subject) {
    auto row = connection.prepare(
        "SELECT w.choice, w.reason_code, w.reason, u.printed_name, w.time_ms, s.status FROM subject s"
        " LEFT JOIN consent_withdrawal w ON w.subject = s.id LEFT JOIN user u ON u.id = w.user WHERE s.id = "
        "?");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(subject);
    const auto has = row->step();
    if (!has)
        return tl::unexpected(has.error());
    if (!*has || (row->isNull(0) && row->text(5) != u"withdrawn"))
        return std::optional<ConsentState>();
    ConsentState out;
    if (!row->isNull(0)) {
        out.choice = consentChoiceFromCode(row->text(0).toLatin1()).value_or(ConsentChoice::Keep);
        out.reasonCode = row->text(1).toLatin1();
        out.reason = row->text(2);
        out.user = row->text(3);
        out.timeMs = row->integer(4);
    }
    return std::optional(out);
}

Result<> put(WriteTransaction& tx, const Session& session, SubjectId subject, const ConsentRequest& request) {
    return tx.run("INSERT INTO consent_withdrawal(subject, choice, reason_code, reason, user, time_ms)"
                  " VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(subject) DO UPDATE SET choice = excluded.choice,"
                  " reason_code = excluded.reason_code, reason = excluded.reason, user = excluded.user,"
                  " time_ms = excluded.time_ms, rv = rv + 1",
                  subject, QString::fromLatin1(consentChoiceCode(request.choice)),
                  QString::fromLatin1(request.reasonCode), request.reason.trimmed(), session.user,
                  tx.nowMs());
}

Result<> requireUse(Connection& connection, SubjectId subject) {
    auto row = connection.prepare("SELECT s.label FROM subject s JOIN stopped_subject t ON t.subject = s.id"
                                  " WHERE s.id = ?");
    if (row)
        row->bindAll(subject);
    return refuseWhere(std::move(row), "consent-stopped");
}

Result<> requireUseOfSeries(Connection& connection, const QString& seriesUid) {
    auto row = connection.prepare(
        "SELECT s.label FROM dicom_series r JOIN dicom_study e ON e.id = r.study JOIN subject s ON s.id ="
        " e.subject JOIN stopped_subject t ON t.subject = s.id WHERE r.series_uid = ?");
    if (row)
        row->bindAll(seriesUid);
    return refuseWhere(std::move(row), "consent-stopped");
}

Result<> requireUseOf(Connection& connection, const Uuid& object) {
    auto row = connection.prepare(
        "SELECT s.label FROM dicom_series r JOIN dicom_study e ON e.id = r.study JOIN subject s ON s.id ="
        " e.subject JOIN stopped_subject t ON t.subject = s.id WHERE r.uuid = ?1 OR r.id ="
        " (SELECT series FROM overlay WHERE uuid = ?1)");
    if (row)
        row->bindAll(object);
    return refuseWhere(std::move(row), "consent-stopped");
}

Result<> requireNotErased(Connection& connection, SubjectId subject) {
    auto row =
        connection.prepare("SELECT s.label FROM subject s JOIN consent_withdrawal w ON w.subject = s.id"
                           " AND w.choice = 'erase' WHERE s.id = ?");
    if (row)
        row->bindAll(subject);
    return refuseWhere(std::move(row), "subject-erased");
}

Result<QStringList> keepForms(Connection& connection) {
    return settingTable::value(connection, keepKey).map([](const std::optional<QString>& text) {
        return text ? text->split(u',', Qt::SkipEmptyParts) : usualKeepForms();
    });
}

Result<> setKeepForms(WriteTransaction& tx, const QStringList& forms) {
    return settingTable::set(tx, keepKey, forms.join(u','));
}

KeepRule ruleOf(const QStringList& forms) {
    KeepRule items, out;
    for (const QString& one : forms) {
        const QString form = one.section(u'/', 0, 0), item = one.section(u'/', 1);
        if (item.isEmpty())
            out.insert(form, {});
        else
            items[form].append(item);
    }
    for (auto it = items.cbegin(); it != items.cend(); ++it)
        if (!out.contains(it.key())) // the whole form stays anyway
            out.insert(it.key(), it.value());
    return out;
}

} // namespace casebook::consentTable
