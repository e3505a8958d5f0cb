// SPDX-License-Identifier: GPL-3.0-or-later
// Last imports as rows for Home's table.
#pragma once

#include "widgets/home/HomePage.h"

#include <QAbstractTableModel>

namespace casebook {

class HomeImportsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { When, User, Imported, Duplicates, Waiting, Refused, Open, ColumnCount };
    explicit HomeImportsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setImports(const QList<HomeImport>& imports);
    [[nodiscard]] const HomeImport& at(int row) const { return rows_.at(row); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    QList<HomeImport> rows_;
};

/// "Today 11:32", "21 November 18:40" in the current language.
[[nodiscard]] QString shortMoment(const QDateTime& when, const QDateTime& now);

} // namespace casebook
