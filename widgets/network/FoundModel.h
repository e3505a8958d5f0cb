// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/network/NetworkValues.h"

#include <QAbstractTableModel>

namespace casebook {

/// Exams or series of a search, in the order of the peer, or sorted by a column.
class FoundModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Date, Patient, Name, Modality, Description, Accession, Instances, ColumnCount };

    explicit FoundModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setFound(QList<FoundView> found);
    [[nodiscard]] const FoundView* at(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    void retranslate();
    /// Marks in place of the name and number of a person.
    void setNamesHidden(bool hidden);

private:
    QList<FoundView> rows_;
    bool namesHidden_ = false;
};

} // namespace casebook
