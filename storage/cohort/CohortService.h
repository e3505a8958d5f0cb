// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cohort/Criteria.h"
#include "core/values/Ids.h"
#include "core/values/Job.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QJsonObject>
#include <QList>

#include <utility>

namespace casebook {

class Connection;
class Database;
class DefinitionService;
class ReadingScope;
struct TableInput;

using CohortId = Id<struct CohortTag, std::int64_t>;

/// A frozen cohort as lists show it.
struct CohortRow {
    CohortId id;
    Uuid uuid;
    QString name;
    cohort::Criteria criteria;
    int members = 0;   ///< whose data may be used
    int withdrawn = 0; ///< that were frozen into it and whose data is used no more since
    QString cut; ///< ISO; empty: none
    int engine = 1;
    std::int64_t auditSeq = 0; ///< the last change that it has seen
    QString user; ///< login
    std::int64_t createdMs = 0;
    QJsonObject numbers; ///< {"start":n,"steps":[{"before","excluded","unknown","after"}]}
};

struct CohortMember {
    SubjectId subject;
    Uuid uuid;
    QString label;
    bool withdrawn = false; ///< since it was frozen; no table, figure or data set takes it any more
};

/// A frozen cohort against its criteria today.
struct CohortDifference {
    /// A subject that came or went, with the line that decides now (from 1; 0: all lines hold, -1: gone from the study, or
    /// its data is used no more).
    struct Change {
        SubjectId subject;
        QString label;
        int line = 0;
        bool unknown = false; ///< the line can't be said any more
    };
    QList<Change> in, out;
    int unchanged = 0;
};

/// Cohorts: the analysis table from the database, counting, freezing, comparing. The table never touches disk.
/// Columns that AI or other readers made are absent for a session that may not see them. Rights: ReadCohorts to look,
/// SaveCohorts to freeze. Any thread but the GUI's.
class CohortService {
public:
    CohortService(Database& database, const Session& session, DefinitionService& definitions);

    /// Every column there is, without its values. Direct identifiers and free texts are none.
    [[nodiscard]] Result<QList<cohort::ColumnInfo>> columns() const;
    struct TableRequest {
        QStringList columns; ///< empty: all; unknown names are left out
        QString cut; ///< ISO day; empty: none. The rule: core/cohort/DataCut.h. Error "bad-cut"
    };
    /// One row a subject, sorted by label.
    [[nodiscard]] Result<cohort::AnalysisTable> analysisTable(const TableRequest& request,
                                                              const Job& job) const;

    /// Runs criteria now. Errors: those of cohort::attrition, "bad-cut".
    [[nodiscard]] Result<cohort::Attrition> run(const cohort::Criteria& criteria, const QString& cut,
                                                const Job& job) const;
    /// The same with the table, which has the columns that the criteria name.
    [[nodiscard]] Result<std::pair<cohort::AnalysisTable, cohort::Attrition>>
    evaluate(const cohort::Criteria& criteria, const QString& cut, const Job& job) const;
    /// Freezes members, criteria and numbers. Error "bad-cohort-name", "cohort-exists".
    [[nodiscard]] Result<CohortRow> save(const QString& name, const cohort::Criteria& criteria,
                                         const QString& cut, const Job& job);
    [[nodiscard]] Result<QList<CohortRow>> list() const; ///< newest first
    /// By number, UUID or name. Error "no-such-cohort".
    [[nodiscard]] Result<CohortRow> find(const QString& operand) const;
    [[nodiscard]] Result<QList<CohortMember>> members(CohortId cohort) const; ///< by label
    [[nodiscard]] Result<CohortDifference> difference(CohortId cohort, const Job& job) const;

private:
    [[nodiscard]] Result<TableInput> input(Connection& connection, const ReadingScope& scope) const;

    Database& database_;
    const Session& session_;
    DefinitionService& definitions_;
};

} // namespace casebook
