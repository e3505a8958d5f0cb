// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/ItemValue.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QFuture>
#include <QList>

namespace casebook {

class Database;

enum class DraftKind {
    Typed, ///< of the field
    Reason ///< why a value is out of range; answers the query which the save opens
};

/// One field as it was typed and not saved yet.
struct Draft {
    ItemPath path;
    QString raw; ///< also what is no value of the item's type
    std::int64_t readMs = 0; ///< when the form was read that it was typed on: later changes were not seen
    DraftKind kind = DraftKind::Typed;
};

/// What a person types before it is saved: kept in the encrypted database, not audited, gone with the save that
/// carries it. Of each person's own drafts only. Any thread; putting never waits, so the window may call it.
class DraftService {
public:
    DraftService(Database& database, const Session& session);

    /// The future is done when the draft is durable. Right EnterForms or EnterReading. A draft typed over keeps the
    /// older `readMs`. @param readMs 0: now
    QFuture<Result<>> put(const Uuid& form, const ItemPath& path, const QString& raw,
                          std::int64_t readMs = 0);
    /// Why a value is out of range, until its query is answered. The same right.
    QFuture<Result<>> putReason(const Uuid& form, const ItemPath& path, const QString& text);
    [[nodiscard]] Result<> dropReason(const Uuid& form, const ItemPath& path);
    [[nodiscard]] Result<QList<Draft>> drafts(const Uuid& form) const; ///< oldest first, reasons too
    /// Forms in which this user has typed what is not saved.
    [[nodiscard]] Result<QList<Uuid>> forms() const;
    /// The person does not want them.
    [[nodiscard]] Result<> discard(const Uuid& form);

private:
    Database& database_;
    const Session& session_;
};

} // namespace casebook
