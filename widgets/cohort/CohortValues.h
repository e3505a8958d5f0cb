// SPDX-License-Identifier: GPL-3.0-or-later
// What the Cohorts page shows, as plain values; the app fills them.
#pragma once

#include "core/cohort/Criteria.h"
#include "core/stats/TableOne.h"
#include "widgets/plots/AttritionFigure.h"
#include "widgets/plots/BarFigure.h"
#include "widgets/plots/KaplanMeierFigure.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace casebook {

/// One value of a facet. `count` ignores the facet's own choice.
struct CohortFacetValue {
    QString key; ///< of the code, range or reason itself: its place may be another's after the next count
    QString words;
    int count = 0;
    bool chosen = false;
    bool missing = false;
};

struct CohortFacet {
    QString column;
    QString title; ///< "Stage", "Age at index, years"
    QList<CohortFacetValue> values;
};

/// Everything that follows from the criteria at once.
struct CohortState {
    int enrolled = 0, members = 0;
    QList<CohortFacet> facets;
    QString text;          ///< the criteria as lines
    AttritionData flow;
    QString error;         ///< words; empty: the text is understood, and all of the above is about it
    int errorLine = -1;    ///< from 0
    int errorColumn = -1;  ///< place in the line, from 0
    QString
        frozen; ///< a frozen cohort: members and numbers are as saved, and how today's would differ; else empty
};

/// What was kept of a cohort when it was frozen.
struct FrozenMembers {
    cohort::Criteria criteria;
    QJsonObject numbers; ///< as cohort::numbersOf() gave them
    QList<qint64> subjects; ///< local keys
    QStringList labels; ///< one a subject
    QString when; ///< words
};

struct CohortMembersView {
    QStringList heads; ///< the first is the subject
    QList<QStringList> rows; ///< empty cell: not recorded
    QList<qint64> subjects; ///< local keys, one a row
    QList<int> numbers; ///< columns of numbers
};

/// A column that a person can choose in a picker.
struct CohortColumn {
    QString name, label, group;
    bool groups = false; ///< can form groups
    bool table = false; ///< can stand in Table 1
};

/// A pair of columns that survival can be told of.
struct CohortEndpoint {
    QString name; ///< "os"
    QString label; ///< "Overall survival"
};

struct SurvivalGroupRow {
    QString name;
    qint64 n = 0, events = 0;
    QString median, lower, upper; ///< months; empty = not reached
};

struct CohortSurvivalView {
    KaplanMeierData curves;
    QList<SurvivalGroupRow> rows;
    QString followUp; ///< "34.2" months, reverse estimate; empty = not reached
    int leftOut = 0;
    QStringList notPositive; ///< labels of subjects whose time is zero or negative
    QString error;
};

struct CohortTableView {
    stats::TableOne table;
    QString by; ///< label of the grouping variable; empty: none
    QString error;
};

struct FrozenCohortView {
    qint64 id = 0;
    QString name;
    int members = 0;
    QString cut, user;
    QDateTime created;
    QString text; ///< criteria as lines
    int withdrawn = 0; ///< since it was frozen: not among the members any more
};

/// What is asked of Table 1 and of the curves.
struct CohortTableRequest {
    QString by;
    QStringList variables;
    stats::NumberStyle style = stats::NumberStyle::MedianQuartiles;
    bool operator==(const CohortTableRequest&) const = default;
};
struct CohortSurvivalRequest {
    QString endpoint, by;
    bool operator==(const CohortSurvivalRequest&) const = default;
};

} // namespace casebook
