// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/ItemValue.h"
#include "core/values/Job.h"
#include "core/values/PartialDate.h"
#include "core/values/Result.h"
#include "storage/cohort/AfterCut.h"
#include "storage/reading/ReadingVisibility.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace casebook {

class Connection;
struct ItemDef;
struct KnownStudy;

/// One answer in a compact form. Answers of one row of a form share `order`.
struct ItemEntry {
    std::uint64_t order = 0; ///< by date of the visit, visit, form, row
    double number = 0;
    std::int32_t lo = 0, hi = 0;
    std::uint32_t subject = 0; ///< row of the table
    std::uint32_t word : 31 = 0; ///< into ItemEntries::words; missing: into reasons
    std::uint32_t missing : 1 = 0;
};
static_assert(sizeof(ItemEntry) == 32); // there are millions

/// All answers of one item, sorted by subject and order.
struct ItemEntries {
    std::vector<ItemEntry> entries;
    QStringList words; ///< codes, texts; of sets: codes joined by ";"
    QList<QByteArray> reasons;

    [[nodiscard]] const QString& text(const ItemEntry& entry) const { return words[entry.word]; }
    [[nodiscard]] std::optional<PartialDate> date(const ItemEntry& entry) const;
    /// The entries of one subject.
    [[nodiscard]] std::pair<const ItemEntry*, const ItemEntry*> of(std::uint32_t subject) const;
    /// The entry of the same form row; null: none.
    [[nodiscard]] const ItemEntry* beside(const ItemEntry& other) const;
};

struct ItemRequest {
    QSet<QString> items;                    ///< OIDs
    QHash<std::int64_t, std::uint32_t> rows; ///< subject's key -> row of the table
    AfterCut after;                         ///< what a data cut takes away
    bool readings = false;                  ///< forms of reading tasks too
};

/// Reads the answers of many items in one pass over the values: no hidden (held) ones, no voided rows, no readers' own
/// forms, nothing of forms of exams that `scope` hides from the session. Numbers are in the item's own unit; one with
/// "<" or ">" is missing, reason "LIM". Errors: those of Connection; Cancelled.
[[nodiscard]] Result<QHash<QString, ItemEntries>> readItems(Connection& connection, const KnownStudy& study,
                                                            const ReadingScope& scope,
                                                            const ItemRequest& request, const Job& job);

} // namespace casebook
