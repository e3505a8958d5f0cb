// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/network/FoundModel.h"

#include "widgets/common/CellDelegate.h"

#include <algorithm>

namespace casebook {

namespace {

QString textOf(const FoundView& row, int column) {
    switch (column) {
    case FoundModel::Date: return row.date;
    case FoundModel::Patient: return row.patientId;
    case FoundModel::Name: return row.patientName;
    case FoundModel::Modality: return row.modality;
    case FoundModel::Description: return row.description;
    case FoundModel::Accession: return row.accession;
    case FoundModel::Instances: return row.instances;
    default: return {};
    }
}

} // namespace

void FoundModel::setFound(QList<FoundView> found) {
    beginResetModel();
    rows_ = std::move(found);
    endResetModel();
}

void FoundModel::setNamesHidden(bool hidden) {
    if (hidden == namesHidden_)
        return;
    namesHidden_ = hidden;
    if (!rows_.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const FoundView* FoundModel::at(int row) const {
    return row >= 0 && row < rows_.size() ? &rows_[row] : nullptr;
}

int FoundModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(rows_.size()); }
int FoundModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant FoundModel::data(const QModelIndex& index, int role) const {
    const FoundView* row = at(index.row());
    if (!row)
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
        const QString text = textOf(*row, index.column());
        const bool tells = index.column() == Patient || index.column() == Name;
        return namesHidden_ && tells && !text.isEmpty() ? QString(3, QChar(0x2022)) : text;
    }
    if (role == Qt::TextAlignmentRole && index.column() == Instances)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == NumberRole)
        return index.column() == Instances || index.column() == Date;
    return {};
}

QVariant FoundModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Instances)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Date: return tr("Date");
    case Patient: return tr("Patient ID");
    case Name: return tr("Name");
    case Modality: return tr("Modality");
    case Description: return tr("Description");
    case Accession: return tr("Accession");
    case Instances: return tr("Images");
    default: return {};
    }
}

void FoundModel::sort(int column, Qt::SortOrder order) {
    if (column < 0)
        return;
    beginResetModel();
    std::stable_sort(rows_.begin(), rows_.end(), [&](const FoundView& a, const FoundView& b) {
        const QString left = textOf(a, column), right = textOf(b, column);
        const int compared =
            column == Instances ? left.toInt() - right.toInt() : QString::localeAwareCompare(left, right);
        return order == Qt::AscendingOrder ? compared < 0 : compared > 0;
    });
    endResetModel();
}

void FoundModel::retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

} // namespace casebook
