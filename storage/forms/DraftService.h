// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/ItemValue.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QFuture>
#include <QList>

namespace casebook {

class Database;

/// One field as it was typed and not saved yet.
struct Draft {
    ItemPath path;
    QString raw; ///< also what is no value of the item's type
    std::int64_t timeMs = 0;
};

/// What a person types before it is saved: kept in the encrypted database, not audited, gone with the save.
/// Of each person's own drafts only. Any thread; put() never waits, so the window may call it.
class DraftService {
public:
    DraftService(Database& database, const Session& session);

    /// The future is done when the draft is durable. Right EnterForms or EnterReading.
    QFuture<Result<>> put(const Uuid& form, const ItemPath& path, const QString& raw);
    [[nodiscard]] Result<QList<Draft>> drafts(const Uuid& form) const; ///< oldest first
    /// Forms of which this user has drafts.
    [[nodiscard]] Result<QList<Uuid>> forms() const;
    /// The person does not want them.
    [[nodiscard]] Result<> discard(const Uuid& form);

private:
    Database& database_;
    const Session& session_;
};

} // namespace casebook
