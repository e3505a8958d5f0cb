// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Checker.h"
#include "core/expr/Scope.h"
#include "core/forms/Definition.h"
#include "core/values/PartialDate.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <vector>

namespace casebook::cohort {

enum class ColumnKind {
    Number,  ///< in `unit`
    Code,    ///< one of few words; labels where the study has them
    Boolean, ///< codes "false", "true"
    Date,    ///< civil, may be an interval of days
    Set,     ///< several codes; an empty set is an answer
    Text
};

/// What a column is; goes into the data dictionary of an export.
struct ColumnInfo {
    QString name; ///< as expressions call it: an item's OID, or "os_months"
    ColumnKind kind = ColumnKind::Text;
    LanguageText label;
    QString unit;          ///< UCUM; "a", "mo", "d" of derived times
    QStringList codeOrder; ///< as the code list has them
    QHash<QString, LanguageText> codeLabels;
    LanguageText group;    ///< form, or "Derived", "Imaging": the heading in pickers
    QString rule;          ///< how a derived column is made, one English sentence; else empty
    bool derived = false;
    bool facet = false;    ///< offered as a facet by default
};

/// One column, one entry a row. Every entry is a value or missing with a reason; a reason "" is "not recorded".
/// Numbers are doubles, codes 16-bit places in `dictionary`, dates two 32-bit days. A value once built.
class Column {
public:
    explicit Column(ColumnInfo info) : info_(std::move(info)) {}

    [[nodiscard]] const ColumnInfo& info() const { return info_; }
    [[nodiscard]] std::size_t size() const { return reasons_.size(); }

    // Building: one call a row.
    void addMissing(const QByteArray& reason);
    void addNumber(double value);
    void
    addCode(const QString& code); ///< Code, Text; more than 65,000 different ones: the rest reads "(other)"
    void addBoolean(bool value);
    void addDate(const PartialDate& date);
    void addSet(const QStringList& codes);
    /// Any of these by the column's kind; a value of another kind becomes missing, reason "type".
    void add(const expr::Value& value);
    void reserve(std::size_t rows);

    [[nodiscard]] bool isMissing(std::size_t row) const { return reasons_[row] != 0; }
    /// Empty for a value, and for "not recorded".
    [[nodiscard]] const QByteArray& reason(std::size_t row) const { return reasonCodes_[reasons_[row]]; }
    /// Reasons that occur, "" first where it does.
    [[nodiscard]] QList<QByteArray> reasons() const;

    [[nodiscard]] const std::vector<double>& numbers() const { return numbers_; } ///< NaN where missing
    [[nodiscard]] const std::vector<std::uint16_t>& codes() const {
        return codes_;
    } ///< 0 where missing: look first
    [[nodiscard]] const QStringList& dictionary() const {
        return dictionary_;
    } ///< of sets: codes joined by ";"
    [[nodiscard]] PartialDate date(std::size_t row) const;
    [[nodiscard]] const std::vector<std::int32_t>& firstDays() const { return lo_; }
    [[nodiscard]] const std::vector<std::int32_t>& lastDays() const { return hi_; }

    /// Is every number that it has a whole one?
    [[nodiscard]] bool isWhole() const;

    [[nodiscard]] expr::Value value(std::size_t row) const;
    [[nodiscard]] QString text(std::size_t row) const; ///< as a list shows it; empty where missing

private:
    std::uint16_t place(const QString& word);
    void pushMissing(std::uint8_t reason);

    ColumnInfo info_;
    std::vector<std::uint8_t> reasons_; ///< 0: a value; else a place in reasonCodes_
    QList<QByteArray> reasonCodes_{QByteArray()};
    std::vector<double> numbers_;
    std::vector<std::uint16_t> codes_;
    std::vector<std::int32_t> lo_, hi_;
    QStringList dictionary_;
    QHash<QString, std::uint16_t> places_;
    std::vector<expr::Value> words_; ///< of the dictionary, ready for expressions
};

/// One row of the table.
struct RowSubject {
    std::int64_t id = 0; ///< local key
    QString label;
};

/// One row a subject, columns by name; derived from the study, held in memory only. A value: copies share columns.
class AnalysisTable {
public:
    AnalysisTable() = default;
    explicit AnalysisTable(std::vector<RowSubject> subjects);

    [[nodiscard]] std::size_t rows() const { return subjects_.size(); }
    [[nodiscard]] const std::vector<RowSubject>& subjects() const { return subjects_; }
    void add(Column column); ///< replaces one of the same name; must have rows() entries
    [[nodiscard]] const Column* column(const QString& name) const; ///< null: none
    [[nodiscard]] const std::vector<std::shared_ptr<const Column>>& columns() const { return columns_; }

    QString cut; ///< ISO; empty: none
    std::int64_t auditSeq = 0; ///< the last change that is in it

private:
    std::vector<RowSubject> subjects_;
    std::vector<std::shared_ptr<const Column>> columns_; ///< in order of adding
    QHash<QString, int> byName_;
};

/// Names of expressions are columns; `at` says of which row. `today()` is the table's cut, else blank.
class RowScope final : public expr::Scope, public expr::Declarations {
public:
    /// Looks the names of `ast` up once.
    RowScope(const AnalysisTable& table, const expr::Ast& ast);
    void at(std::size_t row) { row_ = row; }

    [[nodiscard]] expr::Answer<expr::Value> value(expr::FormHandle form,
                                                  const expr::Reference& reference) const override;
    [[nodiscard]] std::optional<PartialDate> today() const override;
    [[nodiscard]] std::optional<expr::Declared> declared(const expr::Reference& reference) const override;

private:
    const AnalysisTable& table_;
    std::vector<const Column*> columns_; ///< by Reference::index
    std::size_t row_ = 0;
};

} // namespace casebook::cohort
