// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/reading/AuditIdentity.h"

#include <algorithm>
#include <array>
#include <utility>

namespace casebook::auditIdentity {

namespace {

/// Kind of object and field; a service that audits more of who somebody is has its line here.
constexpr std::array<std::pair<QByteArrayView, QByteArrayView>, 3> fields{
    {{"subject", "name"}, {"subject", "patient_id"}, {"subject", "birth_date"}}};

bool hasWords(const std::optional<QString>& value) { return value && !value->isEmpty(); }

} // namespace

bool isIn(const AuditRow& row) {
    return (row.oldValue || row.newValue) && std::ranges::any_of(fields, [&](const auto& field) {
               return row.objectKind == field.first && row.field == field.second;
           });
}

bool isReadIn(const AuditRow& row) { return isIn(row) && (hasWords(row.oldValue) || hasWords(row.newValue)); }

void hide(AuditRow& row) {
    if (!isIn(row))
        return;
    for (auto* value : {&row.oldValue, &row.newValue})
        if (*value)
            *value = QString();
}

} // namespace casebook::auditIdentity
