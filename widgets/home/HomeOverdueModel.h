// SPDX-License-Identifier: GPL-3.0-or-later
// Overdue forms as rows for Home's table, oldest first.
#pragma once

#include "widgets/home/HomePage.h"

#include <QAbstractTableModel>

namespace casebook {

class HomeOverdueModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { SubjectLabel, Visit, Form, Days, Open, ColumnCount };
    static constexpr qsizetype mostRows = 7; ///< what Home has room for
    explicit HomeOverdueModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setOverdue(const QList<HomeOverdue>& overdue); ///< the first mostRows are shown
    [[nodiscard]] const HomeOverdue& at(int row) const { return rows_.at(row); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    QList<HomeOverdue> rows_;
};

} // namespace casebook
