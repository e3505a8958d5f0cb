// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace casebook {

/// Kind of a stored clinical value; numbers are those of the database (docs/formats/forms.md).
enum class ValueKind {
    Null = 0, ///< missing with a reason
    Text = 1,
    Integer = 2,
    Decimal = 3,
    Code = 4,
    Date = 5,
    Time = 6,
    File = 7,
    Boolean = 8,
    DateTime = 9,
    CodeSet = 10,
    Link = 11,
    Duration = 12
};

/// One answer of a form, as it is stored. An unanswered item has no ItemValue at all.
/// Dates are civil and may be partial ("2024", "2024-05", "2024-UK-15"); they never pass a time zone.
struct ItemValue {
    ValueKind kind = ValueKind::Null;
    QByteArray missing;    ///< reason code, Null only: NI UNK NASK ASKU NAV NA MSK OTH ND
    QString text; ///< canonical: "12.50" (zeros as typed), a code, ISO date, "13:05", "true"/"false"
    QStringList codes; ///< CodeSet, sorted; an empty set is an answer ("none")
    QByteArray comparator; ///< "", "<", "<=", ">", ">=", "~"
    QString unit; ///< UCUM as entered; empty: the item's own
    QString raw; ///< as typed

    bool operator==(const ItemValue&) const = default;
};

/// Where one answer stands in a form: row of a group (ungrouped items: group empty, row 0) and item.
struct ItemPath {
    QString group;
    QByteArray
        row; ///< 16-byte UUID of the row: stable, never an index on the screen. Empty: the ungrouped row
    QString item; ///< OID; unique in the study

    auto operator<=>(const ItemPath&) const = default;
};

[[nodiscard]] inline size_t qHash(const ItemPath& path, size_t seed = 0) {
    return qHashMulti(seed, path.group, path.row, path.item);
}

} // namespace casebook
