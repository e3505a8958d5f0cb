// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/subjects/ImageMove.h"
#include "storage/subjects/JoinService.h"

namespace casebook::joinPieces {

/// The steps of joining and parting, inside JoinService's transaction.

using imageMove::Sides;
using relocationTable::Relocation;

struct FormRow {
    std::int64_t id = 0;
    Uuid uuid;
    QString oid;
    std::int64_t anchor = 0, visit = 0;
    int kind = 0, repeat = 1;
    std::int64_t reader = 0;
    bool begun = false, locked = false;
    bool operator==(const FormRow& other) const { return id == other.id; }
};
[[nodiscard]] Result<QList<FormRow>> formsOf(Connection& connection, SubjectId subject);

/// The newest row of each table that can get additions.
[[nodiscard]] Result<QJsonObject> marks(Connection& connection);
/// Everything of `sides.from` to `sides.to`.
[[nodiscard]] Result<> join(WriteTransaction& tx, const Sides& sides, const Relocation& relocation,
                            JoinOutcome& out);
/// Everything of `relocation` back: `sides.from` is the record that it was joined to, `sides.to` the parted one.
[[nodiscard]] Result<> part(WriteTransaction& tx, const Sides& sides, const Relocation& relocation,
                            const QStringList& along, PartOutcome& out);
/// History of a field of a visit; nothing where it is the same as before.
struct VisitChange {
    Uuid visit;
    QString place; ///< "CYCLE#2"
    const char* field; ///< "date", "state"
    QString before, after;
};
[[nodiscard]] Result<> tellVisit(WriteTransaction& tx, const Sides& sides, const VisitChange& change);
[[nodiscard]] Result<QList<LaterPiece>> later(Connection& connection, const Relocation& relocation);
/// Who stands for joined records now.
[[nodiscard]] Result<> refreshStandIns(WriteTransaction& tx);

} // namespace casebook::joinPieces
