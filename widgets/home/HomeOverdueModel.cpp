// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/home/HomeOverdueModel.h"

#include "widgets/common/CellDelegate.h"

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int longOverdueDays = 7;
} // namespace

void HomeOverdueModel::setOverdue(const QList<HomeOverdue>& overdue) {
    beginResetModel();
    rows_ = overdue.first(std::min(mostRows, overdue.size()));
    endResetModel();
}

int HomeOverdueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int HomeOverdueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HomeOverdueModel::data(const QModelIndex& index, int role) const {
    const HomeOverdue& row = rows_.at(index.row());
    const int column = index.column();
    const bool isLong = row.days > longOverdueDays;
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case SubjectLabel: return row.subject;
        case Visit: return row.visit;
        case Form: return row.form;
        case Days: return tr("%n day(s)", nullptr, row.days);
        default: return tr("Open form");
        }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column >= Days ? Qt::AlignRight : Qt::AlignLeft));
    case NoteRole: return column == SubjectLabel && !row.name.isEmpty() ? QVariant(row.name) : QVariant();
    case StrongRole: return column == SubjectLabel;
    case NumberRole: return column == Days;
    case LinkRole: return column == Open;
    case ToneRole: return column == Days && isLong ? QVariant(int(Tone::Bad)) : QVariant();
    case IconRole: return column == Days && isLong ? QVariant(u"exclamation-circle-fill"_s) : QVariant();
    case IconToneRole: return int(Tone::MarkBad);
    default: return {};
    }
}

QVariant HomeOverdueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= Days ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {tr("Subject"), tr("Visit"), tr("Form"), tr("Overdue"), QString()};
    return heads[section];
}

void HomeOverdueModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(rows_.size()) - 1, ColumnCount - 1));
}

} // namespace casebook
