// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/subjects/ImageMove.h"

namespace casebook::pieceMove {

/// One kind of row each: taken to the other subject, with what it had before noted. Where the piece came from there
/// by an earlier move, it finds again what it had then (visit, prior).

using imageMove::Sides;
using relocationTable::Relocation;

/// The exam's row with the forms on it. Its visit is the other subject's, so the link ends.
[[nodiscard]] Result<> exam(WriteTransaction& tx, std::int64_t exam, const Sides& sides,
                            const Relocation& relocation);
/// Forms on `exam` to `target`, which may be the same row. Error "form-conflict".
[[nodiscard]] Result<> examForms(WriteTransaction& tx, std::int64_t exam, std::int64_t target,
                                 const Sides& sides, const Relocation& relocation);
/// Reading tasks on a series, with their forms.
[[nodiscard]] Result<> tasksOf(WriteTransaction& tx, std::int64_t series, const Sides& sides,
                               const Relocation& relocation);
/// The source identity of an exam goes along when nothing else at `from` goes by it and `from` has no forms: then it was
/// a record that an import made, and later imports shall find the right subject. A subject of the trial whose number was
/// typed at another person's scan keeps it. What went along comes back with the exam.
[[nodiscard]] Result<> identityOf(WriteTransaction& tx, std::int64_t exam, const Sides& sides,
                                  const Relocation& relocation);

} // namespace casebook::pieceMove
