// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/home/HomeImportsModel.h"

#include "widgets/common/CellDelegate.h"

#include <QCoreApplication>
#include <QLocale>

namespace casebook {

using namespace Qt::StringLiterals;

QString shortMoment(const QDateTime& when, const QDateTime& now) {
    const QString time = QLocale().toString(when.time(), u"HH:mm"_s);
    if (when.date() == now.date())
        return QCoreApplication::translate("Moment", "Today %1").arg(time);
    if (when.date() == now.date().addDays(-1))
        return QCoreApplication::translate("Moment", "Yesterday %1").arg(time);
    const QString format = QCoreApplication::translate("Moment", "d MMMM yyyy", "format of a date in words");
    return u"%1 %2"_s.arg(QLocale().toString(when.date(), format), time);
}

void HomeImportsModel::setImports(const QList<HomeImport>& imports) {
    beginResetModel();
    rows_ = imports.first(std::min<qsizetype>(7, imports.size()));
    endResetModel();
}

int HomeImportsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int HomeImportsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HomeImportsModel::data(const QModelIndex& index, int role) const {
    const HomeImport& row = rows_.at(index.row());
    const int numbers[] = {row.imported, row.duplicates, row.waiting, row.refused};
    const bool isNumber = index.column() >= Imported && index.column() <= Refused;
    const int number = isNumber ? numbers[index.column() - Imported] : 0;
    switch (role) {
    case Qt::DisplayRole:
        if (isNumber)
            return QLocale().toString(number);
        if (index.column() == When)
            return shortMoment(row.when, QDateTime::currentDateTime());
        return index.column() == User ? row.user : tr("Report");
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber || index.column() == Open ? Qt::AlignRight : Qt::AlignLeft));
    case NumberRole: return isNumber || index.column() == When;
    case LinkRole: return index.column() == Open;
    case ChipRole:
        return index.column() == When && row.interrupted ? QVariant(tr("interrupted")) : QVariant();
    case ChipToneRole: return int(Tone::Warn);
    case ToneRole:
        if (isNumber && number == 0)
            return int(Tone::Text3);
        if (index.column() == Refused)
            return int(Tone::Bad);
        if (index.column() == Waiting)
            return int(Tone::Warn);
        return {};
    case IconRole:
        if (index.column() == Refused && number > 0)
            return u"x-octagon-fill"_s;
        if (index.column() == Waiting && number > 0)
            return u"hourglass-split"_s;
        return {};
    case IconToneRole: return int(index.column() == Refused ? Tone::MarkBad : Tone::MarkWarn);
    default: return {};
    }
}

QVariant HomeImportsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= Imported ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {tr("When"),    tr("User"),    tr("Imported"), tr("Already there"),
                             tr("Waiting"), tr("Refused"), QString()};
    return heads[section];
}

void HomeImportsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(rows_.size()) - 1, ColumnCount - 1));
}

} // namespace casebook
