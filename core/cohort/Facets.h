// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/Criteria.h"

namespace casebook::cohort {

/// One value of a facet: a code, a range of numbers or days, or a reason for missing.
struct FacetValue {
    QString code;              ///< Code, Boolean, Set
    std::optional<Range> range;///< Number, Date
    std::optional<QByteArray> missing;
    int total = 0; ///< subjects of the whole table
    int count = 0; ///< of those that the other facets and the criteria leave
    bool chosen = false;
};

struct Facet {
    QString column;
    ColumnKind kind = ColumnKind::Code;
    QList<FacetValue> values; ///< codes in the order of the code list, then missing ones
};

/// Counts for every value of every facet. A value's count is of the subjects that all *other* facets' choices and the
/// criteria leave, so that a facet shows what else could be chosen in it. Missing values are values, by reason;
/// a subject is counted once in a facet of single values, and in each of his codes in a facet of sets.
/// One thread at a time; counts of 40 facets over 10,000 subjects take milliseconds.
class Facets {
public:
    /// `columns`: names; unknown ones and texts are left out. Numbers are cut in up to six bins at round numbers,
    /// whole ones where all values are.
    Facets(const AnalysisTable& table, const QStringList& columns);

    /// What is chosen; replaces the choice of that column. An empty choice takes it away.
    void choose(const FacetChoice& choice);
    void clear();
    /// Rows that criteria outside of the facets leave.
    void restrict(const Bitmap& rows);

    [[nodiscard]] const QList<Facet>& counted();
    /// Rows that all choices and the restriction leave.
    [[nodiscard]] Bitmap members() const;
    [[nodiscard]] QList<FacetChoice> choices() const;
    /// The same as lines of criteria.
    [[nodiscard]] Criteria criteria() const;

private:
    struct Entry {
        Facet facet;
        std::vector<Bitmap> rows; ///< one a value
        FacetChoice choice;
        std::optional<Bitmap> chosen;
    };
    [[nodiscard]] std::optional<Bitmap> rowsOf(const Entry& entry, const FacetChoice& choice) const;

    const AnalysisTable& table_;
    std::vector<Entry> entries_;
    Bitmap restriction_;
    QList<Facet> counted_;
};

} // namespace casebook::cohort
