// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of the Cohorts page: Table 1, members, frozen cohorts, survival in numbers.
#pragma once

#include "widgets/cohort/CohortValues.h"

#include <QAbstractTableModel>

namespace casebook {

/// Words of a test for people: "Wilcoxon, exact".
[[nodiscard]] QString testWords(stats::TestKind kind);

/// Variable, all, groups, p, test, SMD, missing. GUI thread.
class TableOneModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TableOneModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setTable(const stats::TableOne& table);
    [[nodiscard]] const stats::TableOne& table() const { return table_; }
    void retranslate();
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Part { Variable, All, Group, P, Test, Smd, Missing };
    [[nodiscard]] QList<Part> parts() const;
    [[nodiscard]] int groupAt(int section) const;
    stats::TableOne table_;
};

/// Rows of plain texts; an empty cell reads "not recorded" in grey where `missing` is set.
class TextTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit TextTableModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setRows(const QStringList& heads, const QList<QStringList>& rows, const QList<int>& numberColumns,
                 bool missing);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QStringList heads_;
    QList<QStringList> rows_;
    QList<int> numbers_;
    bool missing_ = false;
};

} // namespace casebook
