// SPDX-License-Identifier: GPL-3.0-or-later
// Findings of one subject as rows; Enter goes to the place.
#pragma once

#include "widgets/subject/CaseValues.h"

#include <QAbstractTableModel>

namespace casebook {

class FindingListModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Size, Place, Source, State, ColumnCount };
    explicit FindingListModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setFindings(const QList<CaseFinding>& findings);
    [[nodiscard]] const CaseFinding& at(int row) const { return rows_.at(row); }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<CaseFinding> rows_;
};

} // namespace casebook
