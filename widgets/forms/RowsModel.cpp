// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/CellDelegate.h"
#include "widgets/forms/FormWords.h"
#include "widgets/forms/RowsTable.h"
#include "widgets/forms/ValueEdit.h"

namespace casebook {

using namespace Qt::StringLiterals;

RowsModel::RowsModel(const SectionDef& section, FormModel* form, QObject* parent)
    : QAbstractTableModel(parent), group_(section.group), items_(section.items), form_(form) {
    refresh();
}

void RowsModel::refresh() {
    const QList<QByteArray> rows = form_->isOpen() ? form_->state().rows(group_) : QList<QByteArray>();
    QList<Removed> removed;
    const auto gone = form_->removedRows(group_);
    for (auto it = gone.cbegin(); it != gone.cend(); ++it)
        removed.append({it.key(), it.value()});
    if (rows == rows_ && removed.size() == removed_.size()) {
        if (!rows_.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    // A row more at the end keeps the editor and the current cell; anything else begins anew.
    if (removed.size() == removed_.size() && rows.size() == rows_.size() + 1 &&
        rows.first(rows_.size()) == rows_) {
        beginInsertRows({}, int(rows_.size()), int(rows_.size()));
        rows_ = rows;
        endInsertRows();
        return;
    }
    beginResetModel();
    rows_ = rows;
    removed_ = removed;
    endResetModel();
}

ItemPath RowsModel::pathAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rows_.size())
        return {};
    return {group_, rows_.at(index.row()),
            index.column() < items_.size() ? items_.at(index.column()) : QString()};
}

QModelIndex RowsModel::indexOf(const ItemPath& path) const {
    const qsizetype row = rows_.indexOf(path.row), column = items_.indexOf(path.item);
    return path.group == group_ && row >= 0 && column >= 0 ? index(int(row), int(column)) : QModelIndex();
}

bool RowsModel::canType(const QModelIndex& index) const {
    const ItemPath path = pathAt(index);
    const ItemDef* item = form_->isOpen() ? form_->def(path.item) : nullptr;
    if (!item || item->type == ItemType::Calculated || item->type == ItemType::ImageLink ||
        item->type == ItemType::LesionLink || item->type == ItemType::File)
        return false;
    const ItemShown shown = form_->shown(path);
    return shown.visible && !shown.locked && !shown.readOnly;
}

int RowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size() + removed_.size());
}

int RowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(items_.size()) + 1;
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const ItemDef* item =
        form_->isOpen() && section < items_.size() ? form_->def(items_.at(section)) : nullptr;
    if (!item)
        return QString();
    const QString unit = unitWords(item->unit);
    QString words = textIn(item->label, formLanguage());
    if (!unit.isEmpty())
        words += u", "_s + unit;
    if (!item->required.isEmpty())
        words += u" *"_s;
    return words;
}

Qt::ItemFlags RowsModel::flags(const QModelIndex& index) const {
    return canType(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable
                          : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QVariant RowsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || !form_->isOpen())
        return {};
    const bool last = index.column() == items_.size();
    if (index.row() >= rows_.size()) { // removed: one line that says so
        const Removed& gone = removed_.at(index.row() - rows_.size());
        if (role == Qt::DisplayRole && index.column() == 0)
            return FormWords::tr("Row removed");
        if (role == Qt::DisplayRole && last)
            return gone.reason;
        if (role == IconRole && index.column() == 0)
            return u"trash3"_s;
        return role == IconToneRole ? QVariant(int(Tone::Text3)) : QVariant();
    }
    if (role == LiveRole)
        return true;
    if (last) {
        for (const QString& item : items_)
            for (const NoteView& note : form_->shown({group_, rows_.at(index.row()), item}).notes) {
                if (note.tone == Tone::Text2)
                    continue;
                if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
                    return note.words;
                if (role == IconRole)
                    return note.icon;
                if (role == IconToneRole || role == ToneRole)
                    return int(note.tone);
            }
        return {};
    }
    const ItemShown shown = form_->shown(pathAt(index));
    switch (role) {
    case Qt::DisplayRole:
        return !shown.visible ? QString()
               : !shown.missing.isEmpty()
                   ? shown.missingWords + u" ("_s + QString::fromLatin1(shown.missing) + u')'
                   : shown.text;
    case Qt::ToolTipRole: {
        QStringList words;
        for (const NoteView& note : shown.notes)
            words << note.words;
        return words.isEmpty() ? QVariant() : QVariant(words.join(u'\n'));
    }
    case ToneRole: return int(shown.missing.isEmpty() ? Tone::Text : Tone::Text3);
    case CheckRole: return shown.visible ? shown.check : QString();
    case SunkenRole: return shown.calculated || shown.locked || !shown.visible;
    default: return {};
    }
}

} // namespace casebook
