// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/ExportModels.h"

#include "widgets/common/CellDelegate.h"

namespace casebook {

void ExportTableModel::setHead(const QStringList& head, const QList<int>& numberColumns) {
    beginResetModel();
    head_ = head;
    numbers_ = numberColumns;
    endResetModel();
}

void ExportTableModel::setRows(const QList<Row>& rows) {
    beginResetModel();
    rows_ = rows;
    endResetModel();
}

int ExportTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int ExportTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(head_.size());
}

QVariant ExportTableModel::data(const QModelIndex& index, int role) const {
    const Row& row = rows_.at(index.row());
    const bool isLast = index.column() == head_.size() - 1;
    switch (role) {
    case Qt::DisplayRole: return row.cells.value(index.column());
    case Qt::ToolTipRole: return row.cells.value(index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (numbers_.contains(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case NumberRole: return numbers_.contains(index.column());
    case ToneRole:
        if (isLast && row.tone == "bad")
            return int(Tone::Bad);
        if (isLast && row.tone == "warn")
            return int(Tone::Warn);
        if (isLast && row.tone == "ok")
            return int(Tone::Ok);
        return {};
    default: return {};
    }
}

QVariant ExportTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (numbers_.contains(section) ? Qt::AlignRight : Qt::AlignLeft));
    return role == Qt::DisplayRole ? QVariant(head_.value(section)) : QVariant();
}

} // namespace casebook
