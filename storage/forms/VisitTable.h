// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/FormTable.h"

namespace casebook::visitTable {

/// One audited change of a visit's date or state. `field`: "date", "state".
struct Change {
    formTable::VisitRef visit;
    formTable::SubjectRef subject;
    QString place; ///< "TRT#2"
    QByteArray field;
    QString before, after, reason;
};
[[nodiscard]] Result<> write(WriteTransaction& tx, const Change& change);
/// The stored value of `field`.
[[nodiscard]] Result<QString> stored(Connection& connection, VisitId visit, const QByteArray& field);
/// Dated visits are done. Nothing happens where nothing changes. @return whether it changed.
[[nodiscard]] Result<bool> setDate(WriteTransaction& tx, const formTable::SubjectRef& subject,
                                   const QString& oid, int repeat, const QString& date, const QString& reason,
                                   bool reasonNeeded);

} // namespace casebook::visitTable
