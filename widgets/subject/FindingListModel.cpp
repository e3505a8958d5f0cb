// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/FindingListModel.h"

#include "widgets/common/CellDelegate.h"

namespace casebook {

void FindingListModel::setFindings(const QList<CaseFinding>& findings) {
    beginResetModel();
    rows_ = findings;
    endResetModel();
}

int FindingListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int FindingListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FindingListModel::data(const QModelIndex& index, int role) const {
    const CaseFinding& row = rows_.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: {
        const QString texts[] = {QString::number(index.row() + 1), row.size, row.place, row.source,
                                 row.state};
        return texts[column];
    }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column <= Size ? Qt::AlignRight : Qt::AlignLeft));
    case NumberRole: return column <= Size;
    case ToneRole: return column == Source ? QVariant(int(Tone::Text2)) : QVariant();
    default: return {};
    }
}

QVariant FindingListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section <= Size ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {tr("No."), tr("Size"), tr("Place"), tr("Found by"), tr("Decision")};
    return heads[section];
}

} // namespace casebook
