// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Connection.h"
#include "storage/forms/FormRecords.h"

#include <QHash>
#include <QStringList>

namespace casebook::signatureTable {

/// Standing of the last signature by row of the form, of signed forms only: "signed", or "broken" where the form was
/// changed since. Told from the audit, without reading the forms' values: what another program changed behind it only
/// SignatureService and verify see. A pass over the signatures. @param subject 0: all.
[[nodiscard]] Result<QHash<std::int64_t, QByteArray>> standings(Connection& connection, SubjectId subject);

/// Sets FormInfo::signature.
[[nodiscard]] Result<> addTo(Connection& connection, SubjectId subject, QList<FormInfo>& forms);

/// Signatures that hold, before something writes into many forms ...
[[nodiscard]] Result<QList<FormId>> holding(Connection& connection);
/// ... and the paths of those forms whose signature it broke.
[[nodiscard]] Result<QStringList> brokenOf(Connection& connection, const QList<FormId>& held);

} // namespace casebook::signatureTable
