// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/TagModel.h"

#include "widgets/common/CellDelegate.h"

#include <QLocale>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

bool isParent(const dicom::TagRow& row) { return row.vr == "SQ" || row.item > 0; }

} // namespace

void TagModel::setTree(const dicom::TagTree& tree) {
    std::vector<Row> rows;
    rows.reserve(std::size_t(tree.rows.size()));
    for (const dicom::TagRow& row : tree.rows)
        rows.push_back({row, {}, true, false});
    setRows(std::move(rows), false);
}

void TagModel::setDifferences(const QList<dicom::TagDifference>& differences) {
    std::vector<Row> rows;
    for (const dicom::TagDifference& one : differences)
        rows.push_back({one.left, one.right, one.inLeft, one.inRight});
    setRows(std::move(rows), true);
}

void TagModel::clear() { setRows({}, false); }

void TagModel::setRows(std::vector<Row> rows, bool comparing) {
    const bool columns = comparing != comparing_;
    beginResetModel();
    rows_ = std::move(rows);
    comparing_ = comparing;
    closed_.clear();
    shown_.clear();
    endResetModel();
    refilter();
    if (columns)
        retranslate();
}

void TagModel::setSearch(const QString& text) {
    const QStringList words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    if (words == words_)
        return;
    words_ = words;
    refilter();
}

bool TagModel::fits(const Row& row) const {
    const dicom::TagRow& tag = row.shown();
    const QString text =
        (dicom::tagText(tag.tag) + u' ' + QString::number(tag.tag, 16).rightJustified(8, u'0') + u' ' +
         tag.keyword + u' ' + dicom::wordsOfKeyword(tag.keyword) + u' ' + tag.creator + u' ' + tag.value +
         u' ' + tag.meaning + u' ' + row.other.value)
            .toLower();
    return std::all_of(words_.begin(), words_.end(),
                       [&](const QString& word) { return text.contains(word); });
}

void TagModel::refilter() {
    beginResetModel();
    shown_.clear();
    std::vector<int> above; // sequences around the row, outermost first
    std::vector<bool> kept(rows_.size(), false);
    const bool all = words_.isEmpty();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const int depth = rows_[i].shown().depth;
        while (!above.empty() && rows_[std::size_t(above.back())].shown().depth >= depth)
            above.pop_back();
        if (all || fits(rows_[i])) {
            kept[i] = true;
            for (const int parent : above)
                kept[std::size_t(parent)] = true;
        }
        if (isParent(rows_[i].shown()))
            above.push_back(int(i));
    }
    int closedDepth = -1;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const int depth = rows_[i].shown().depth;
        if (closedDepth >= 0 && depth > closedDepth && !comparing_)
            continue;
        closedDepth = -1;
        if (kept[i])
            shown_.push_back(int(i));
        if (closed_.contains(int(i)))
            closedDepth = depth;
    }
    endResetModel();
    Q_EMIT filtered();
}

bool TagModel::setOpen(int row, bool open) {
    const dicom::TagRow* tag = at(row);
    if (!tag || !isParent(*tag) || comparing_)
        return false;
    const int place = shown_[std::size_t(row)];
    if (open == !closed_.contains(place))
        return false;
    if (open)
        closed_.remove(place);
    else
        closed_.insert(place);
    refilter();
    return true;
}

bool TagModel::isOpen(int row) const {
    const dicom::TagRow* tag = at(row);
    return tag && isParent(*tag) && !closed_.contains(shown_[std::size_t(row)]);
}

const dicom::TagRow* TagModel::at(int row) const {
    return row >= 0 && row < int(shown_.size()) ? &rows_[std::size_t(shown_[std::size_t(row)])].shown()
                                                : nullptr;
}

int TagModel::hidden() const {
    return int(std::count_if(rows_.begin(), rows_.end(),
                             [](const Row& row) { return row.tag.hidden || row.other.hidden; }));
}

QString TagModel::nameText(const dicom::TagRow& row) {
    if (row.item > 0)
        return tr("Item %1").arg(row.item);
    const QString name = dicom::wordsOfKeyword(row.keyword);
    if (!row.creator.isEmpty())
        return name.isEmpty() ? row.creator : row.creator + u": " + name;
    return name.isEmpty() ? tr("not in the dictionary") : name;
}

QString TagModel::valueText(const dicom::TagRow& row, bool has) const {
    if (!has)
        return tr("not there");
    if (row.hidden)
        return tr("hidden: may say who the person is");
    if (row.vr == "SQ" && row.item == 0)
        return tr("%n item(s)", nullptr, row.vm);
    if (row.item > 0)
        return {};
    if (row.binary && row.length < 0)
        return tr("encapsulated");
    QString text = row.value;
    text.replace(u'\n', u' ').replace(u'\r', u' ');
    if (row.cut)
        text += u" …";
    return text;
}

QString TagModel::copyText(int row) const {
    const dicom::TagRow* tag = at(row);
    if (!tag)
        return {};
    return u"%1 %2 %3: %4"_s.arg(dicom::tagText(tag->tag), nameText(*tag), QString::fromLatin1(tag->vr),
                                 tag->hidden ? valueText(*tag, true) : tag->value);
}

QString TagModel::copyAll() const {
    QStringList lines;
    for (int row = 0; row < rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < columnCount(); ++column)
            cells.append(data(index(row, column), Qt::DisplayRole).toString());
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

int TagModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(shown_.size()); }

int TagModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : comparing_ ? int(ColumnCount) : int(Other);
}

QVariant TagModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= int(shown_.size()))
        return {};
    const Row& row = rows_[std::size_t(shown_[std::size_t(index.row())])];
    const dicom::TagRow& tag = row.shown();
    const int column = index.column();
    const bool number = column == Vm || column == Length;
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Tag: return QString(QString(comparing_ ? 0 : 3 * tag.depth, u' ') + dicom::tagText(tag.tag));
        case Name: return nameText(tag);
        case Vr: return QString::fromLatin1(tag.vr);
        case Vm: return tag.item > 0 ? QString() : QLocale().toString(tag.vm);
        case Length: return tag.length < 0 ? u"–"_s : QLocale().toString(qlonglong(tag.length));
        case Value: return valueText(row.tag, row.has);
        default: return valueText(row.other, row.hasOther);
        }
    case NoteRole: return column == Value && row.has && !row.tag.hidden ? row.tag.meaning : QString();
    case Qt::ToolTipRole:
        return column == Tag ? QString::fromLatin1(tag.path) : column == Value ? row.tag.value : QString();
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    case NumberRole: return number || column == Tag;
    case StrongRole: return column == Name && isParent(tag);
    case IconRole:
        return column == Name && isParent(tag) && !comparing_
                   ? (isOpen(index.row()) ? u"chevron-down"_s : u"chevron-right"_s)
                   : QString();
    case IconToneRole: return int(Tone::Text2);
    case ToneRole: {
        const bool absent = (column == Value && !row.has) || (column == Other && !row.hasOther);
        const bool quiet = column == Vr || number ||
                           (column >= Value && (row.tag.hidden || row.other.hidden || absent)) ||
                           (column == Name && tag.keyword.isEmpty() && tag.item == 0);
        return quiet ? QVariant(int(Tone::Text2)) : QVariant();
    }
    default: return {};
    }
}

QVariant TagModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Vm || section == Length ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Tag: return tr("Tag");
    case Name: return tr("Attribute");
    case Vr: return tr("VR");
    case Vm: return tr("VM");
    case Length: return tr("Bytes");
    case Value: return comparing_ ? tr("This instance") : tr("Value");
    default: return tr("The other instance");
    }
}

void TagModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!shown_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

} // namespace casebook
