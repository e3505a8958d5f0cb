// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"
#include "storage/vault/Session.h"

#include <QJsonObject>

#include <optional>

namespace casebook::relocationTable {

/// SQL of `relocation` and `relocated`: what was moved between two subjects, each piece with what it had before. Used
/// by services inside their transactions.

struct Relocation {
    std::int64_t id = 0;
    Uuid uuid;
    QByteArray kind; ///< "move", "join"
    SubjectId source, target;
    QJsonObject marks; ///< newest row of each table then; see Join
};
struct Piece {
    QByteArray
        kind; ///< "exam", "series", "task", "prior", "overlay", "form", "visit", "visit-date", "identity" ...
    std::int64_t object = 0;
    QJsonObject before;
};

[[nodiscard]] Result<Relocation> begin(WriteTransaction& tx, const Session& session, const QByteArray& kind,
                                       SubjectId source, SubjectId target, const QJsonObject& marks = {});
/// The first word on a piece stands: what it had before all of this relocation.
[[nodiscard]] Result<> note(WriteTransaction& tx, const Relocation& relocation, const Piece& piece);
[[nodiscard]] Result<QList<Piece>> pieces(Connection& connection, std::int64_t relocation);
[[nodiscard]] Result<> undone(WriteTransaction& tx, std::int64_t relocation);
/// The newest join of `source` that was not undone.
[[nodiscard]] Result<std::optional<Relocation>> joinOf(Connection& connection, SubjectId source);

/// What a piece had when it went from `target` to `source` last: moving it back finds that. None: it never did.
[[nodiscard]] Result<std::optional<QJsonObject>> before(Connection& connection, const QByteArray& kind,
                                                        std::int64_t object, SubjectId source,
                                                        SubjectId target);

} // namespace casebook::relocationTable
