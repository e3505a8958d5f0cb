// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/subjects/ConsentService.h"

#include <QMap>

namespace casebook::consentTable {

/// SQL of `consent_withdrawal`, and the study's rule of what is kept all the same. Used by services inside their
/// transactions.

[[nodiscard]] Result<std::optional<ConsentState>> state(Connection& connection, SubjectId subject);
/// Sets or strengthens it.
[[nodiscard]] Result<> put(WriteTransaction& tx, const Session& session, SubjectId subject,
                           const ConsentRequest& request);

/// Error "consent-stopped" (object: label) where what was collected of the subject is not to be used any more.
[[nodiscard]] Result<> requireUse(Connection& connection, SubjectId subject);
/// The same for the subject of a series; one that nobody knows or that waits passes.
[[nodiscard]] Result<> requireUseOfSeries(Connection& connection, const QString& seriesUid);
/// The same for a series or an overlay by its UUID; anything else passes.
[[nodiscard]] Result<> requireUseOf(Connection& connection, const Uuid& object);
/// Error "subject-erased" (object: label).
[[nodiscard]] Result<> requireNotErased(Connection& connection, SubjectId subject);

/// Forms by OID with the items of them that are kept; no items: the whole form.
using KeepRule = QMap<QString, QStringList>;
[[nodiscard]] Result<QStringList> keepForms(Connection& connection);
[[nodiscard]] Result<> setKeepForms(WriteTransaction& tx, const QStringList& forms);
[[nodiscard]] KeepRule ruleOf(const QStringList& forms);

} // namespace casebook::consentTable
