// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SignatureTable.h"

#include "storage/forms/FormTable.h"

#include <algorithm>

namespace casebook::signatureTable {

namespace {

/// As SignatureService has it. Most signed forms are of the version that was signed, and need no look into the audit;
/// of a later one a lock tells nothing, and only after an import the versions of its values are read.
constexpr char columns[] =
    "SELECT s.form, f.rv <> s.form_rv AND EXISTS(SELECT 1 FROM audit a WHERE a.object = f.uuid AND"
    " a.seq > s.audit_seq AND (a.action IN"
    " ('enter','change','clear','calculate','hold','show','add-row','void-row','form-state')"
    " OR (a.action = 'import' AND EXISTS(SELECT 1 FROM form_row w JOIN item_value v ON v.row_id = w.id"
    " WHERE w.form = s.form AND v.rv > s.form_rv)))) FROM ";
constexpr char last[] = " WHERE s.id = (SELECT max(x.id) FROM signature x WHERE x.form = s.form)";

} // namespace

Result<QHash<std::int64_t, QByteArray>> standings(Connection& connection, SubjectId subject) {
    // Joined across in this order: from the few signatures, or from the few forms of a subject.
    const QByteArray from = subject.isValid() ? "form f CROSS JOIN signature s ON s.form = f.id"
                                              : "signature s CROSS JOIN form f ON f.id = s.form";
    auto rows = connection.prepare(columns + from + last + (subject.isValid() ? " AND f.subject = ?" : ""));
    if (!rows)
        return tl::unexpected(rows.error());
    if (subject.isValid())
        rows->bindAll(subject);
    QHash<std::int64_t, QByteArray> out;
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return out;
        out.insert(rows->integer(0), rows->integer(1) != 0 ? "broken" : "signed");
    }
}

Result<> addTo(Connection& connection, SubjectId subject, QList<FormInfo>& forms) {
    return standings(connection, subject).map([&](const QHash<std::int64_t, QByteArray>& known) {
        for (FormInfo& form : forms)
            form.signature = known.value(form.id.value);
    });
}

Result<QList<FormId>> holding(Connection& connection) {
    return standings(connection, {}).map([](const QHash<std::int64_t, QByteArray>& known) {
        QList<FormId> out;
        for (auto it = known.cbegin(); it != known.cend(); ++it)
            if (it.value() == "signed")
                out.append(FormId{it.key()});
        return out;
    });
}

Result<QStringList> brokenOf(Connection& connection, const QList<FormId>& held) {
    if (held.isEmpty())
        return QStringList();
    const auto now = standings(connection, {});
    if (!now)
        return tl::unexpected(now.error());
    QStringList out;
    for (const FormId form : held)
        if (now->value(form.value) == "broken") {
            const auto info = formTable::info(connection, form);
            if (!info)
                return tl::unexpected(info.error());
            out.append(info->path());
        }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace casebook::signatureTable
