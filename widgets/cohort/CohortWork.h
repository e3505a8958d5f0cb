// SPDX-License-Identifier: GPL-3.0-or-later
// Facets and expression as two views of one thing: the list of criteria. No widget; one thread at a time.
#pragma once

#include "core/cohort/Facets.h"
#include "widgets/cohort/CohortValues.h"

#include <memory>
#include <optional>

namespace casebook {

/// Lines of criteria over one analysis table. A line that is the choice of one shown facet *is* that
/// facet's choice; every other line is text. Counting 40 facets of 10,000 subjects takes milliseconds.
class CohortWork {
public:
    CohortWork(std::shared_ptr<const cohort::AnalysisTable> table, const QStringList& facets,
               const QString& language);

    /// One line a criterion; empty lines are left out. Labels of lines that stay the same are kept.
    /// With a fault nothing changes but `state().text` and `state().error`.
    void setText(const QString& text);
    void setCriteria(const cohort::Criteria& criteria);
    /// Chooses one value of a facet, or takes it back; the facet's line changes in place, or is added.
    /// @param key  of CohortFacetValue
    void toggle(const QString& column, const QString& key, bool on);
    void clear();
    /// Shows a frozen cohort: its members and numbers as saved, whatever the table says now, until criteria change.
    void setFrozen(const FrozenMembers& frozen);
    [[nodiscard]] const std::optional<FrozenMembers>& frozen() const { return frozen_; }

    [[nodiscard]] const CohortState& state() const { return state_; }
    [[nodiscard]] const cohort::Criteria& criteria() const { return criteria_; }
    [[nodiscard]] const cohort::Bitmap& members() const { return members_; }
    [[nodiscard]] const cohort::AnalysisTable& table() const { return *table_; }
    [[nodiscard]] const QString& language() const { return language_; }

    /// The members with the columns that the criteria and facets speak of.
    [[nodiscard]] CohortMembersView memberRows() const;
    /// Distributions of the facets' columns among the members.
    [[nodiscard]] QList<FigurePtr> distributions() const;

private:
    void rebuild();
    void rebuildFrozen();
    void showFrozenFlow();
    [[nodiscard]] QString frozenWords() const;
    [[nodiscard]] std::optional<cohort::FacetChoice> facetChoice(const cohort::Criterion& line) const;
    [[nodiscard]] QString labelOf(const cohort::Criterion& line) const;
    [[nodiscard]] QStringList reasonsOf(const cohort::AttritionStep& step,
                                        const cohort::Bitmap& before) const;
    [[nodiscard]] QString wordsOf(const cohort::Column& column, const cohort::FacetValue& value) const;
    void showFacets();
    void showFlow(const cohort::Attrition& attrition);
    [[nodiscard]] QString text() const;

    std::shared_ptr<const cohort::AnalysisTable> table_;
    QStringList facetColumns_;
    QString language_;
    cohort::Facets facets_;
    cohort::Criteria criteria_;
    cohort::Bitmap members_;
    std::optional<FrozenMembers> frozen_;
    CohortState state_;
};

/// Words of a range of a column's numbers or days: "below 50", "50 to 60" (the end is not in it), "70 and above".
/// Of whole numbers the last one that is in it: "50 to 59", "3".
[[nodiscard]] QString rangeWords(const cohort::Range& range, const cohort::Column& column);
/// Words of why a value is missing: "not recorded", "unknown" ...
[[nodiscard]] QString missingWords(const QByteArray& reason);

} // namespace casebook
