// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schedule/ScheduleModel.h"

#include "widgets/common/CellDelegate.h"

#include <QLocale>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

int daysLate(const ScheduleCell& cell, const QDate& today) {
    const QDate due = QDate::fromString(cell.windowTo, Qt::ISODate);
    return due.isValid() ? int(due.daysTo(today)) : 0;
}

/// The worst cell of a row, for "most urgent first".
int urgency(const ScheduleRow& row, const QDate& today) {
    int worst = 0;
    for (const ScheduleCell& cell : row.cells) {
        if (cell.state == "overdue")
            worst = std::max(worst, 1000 + daysLate(cell, today));
        else if (cell.queries > 0)
            worst = std::max(worst, 500 + cell.queries);
        else if (cell.state == "in-window")
            worst = std::max(worst, 100);
    }
    return worst;
}

/// None where nothing is signed.
QStringList signatureWords(const ScheduleCell& cell) {
    if (cell.brokenSignatures > 0)
        return {ScheduleModel::tr("%n form(s) were changed after their signature: sign again", nullptr,
                                  cell.brokenSignatures)};
    return cell.isSigned ? QStringList(ScheduleModel::tr("signed")) : QStringList();
}

} // namespace

QString shortDate(const QString& iso, const QDate& today) {
    const QDate date = QDate::fromString(iso, Qt::ISODate);
    if (!date.isValid() || iso.size() != 10)
        return iso;
    if (date == today)
        return ScheduleModel::tr("today");
    return std::abs(date.daysTo(today)) < 300
               ? QLocale().toString(date, ScheduleModel::tr("d MMM", "day and month, short"))
               : iso;
}

CellFace cellFace(const ScheduleCell& cell, const QDate& today) {
    using F = CellFace::Fill;
    if (cell.state.isEmpty() || cell.state == "not-expected")
        return {};
    if (cell.queries > 0)
        return {u"chat-left-text-fill"_s, ScheduleModel::tr("%n query(ies)", nullptr, cell.queries),
                Tone::Query, Tone::MarkQuery, F::Query};
    if (cell.state == "overdue")
        return {u"exclamation-circle-fill"_s,
                ScheduleModel::tr("%n day(s)", nullptr, daysLate(cell, today)),
                Tone::Bad,
                Tone::MarkBad,
                F::Bad,
                true};
    if (cell.brokenSignatures > 0)
        return {u"exclamation-triangle-fill"_s,
                ScheduleModel::tr("sign again"),
                Tone::Warn,
                Tone::MarkWarn,
                F::None,
                true};
    if (cell.state == "in-window") {
        if (cell.begun + cell.complete > 0)
            return {u"circle-half"_s, ScheduleModel::tr("%1 of %2").arg(cell.complete).arg(cell.required),
                    Tone::Accent, Tone::Accent, F::Accent};
        return {u"calendar-event"_s, ScheduleModel::tr("due %1").arg(shortDate(cell.target, today)),
                Tone::Accent,        Tone::Accent,
                F::Accent,           true};
    }
    if (cell.state == "missed")
        return {u"slash-circle"_s, ScheduleModel::tr("not done"), Tone::Text2, Tone::Edge, F::Hatched};
    if (cell.state == "done") {
        const QString words = cell.date.isEmpty() ? ScheduleModel::tr("done") : cell.date;
        if (cell.complete < cell.required)
            return {u"circle-half"_s, ScheduleModel::tr("%1 of %2").arg(cell.complete).arg(cell.required),
                    Tone::Text, Tone::Edge, F::Sunken};
        return {cell.isSigned ? u"pen-fill"_s : u"check-circle-fill"_s, words, Tone::Text, Tone::MarkOk};
    }
    return {u"circle"_s, cell.target.isEmpty() ? ScheduleModel::tr("planned") : cell.target, Tone::Text2,
            Tone::Edge};
}

void ScheduleModel::setView(const ScheduleView& view) {
    beginResetModel();
    view_ = view;
    rows_.clear();
    for (int i = 0; i < int(view_.rows.size()); ++i)
        if (passes(view_.rows.at(i)))
            rows_.push_back(i);
    endResetModel();
    refilter();
}

void ScheduleModel::setFilter(ScheduleFilter filter) {
    filter_ = filter;
    refilter();
}

void ScheduleModel::setSearch(const QString& text) {
    words_ = text.normalized(QString::NormalizationForm_KC).toLower().split(u' ', Qt::SkipEmptyParts);
    refilter();
}

void ScheduleModel::sortByUrgency(bool on) {
    urgentFirst_ = on;
    refilter();
}

bool ScheduleModel::passes(const ScheduleRow& row) const {
    const QString text = (row.label + u' ' + row.name).toLower();
    if (!std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return text.contains(word); }))
        return false;
    return filter_ == ScheduleFilter::All ||
           std::any_of(row.cells.begin(), row.cells.end(), [this](const ScheduleCell& cell) {
               switch (filter_) {
               case ScheduleFilter::Overdue: return cell.state == "overdue";
               case ScheduleFilter::InWindow: return cell.state == "in-window";
               case ScheduleFilter::Queries: return cell.queries > 0;
               case ScheduleFilter::Incomplete: return cell.begun > 0;
               case ScheduleFilter::All: break;
               }
               return true;
           });
}

void ScheduleModel::refilter() {
    Q_EMIT layoutAboutToBeChanged();
    rows_.clear();
    for (int i = 0; i < int(view_.rows.size()); ++i)
        if (passes(view_.rows.at(i)))
            rows_.push_back(i);
    if (urgentFirst_)
        std::stable_sort(rows_.begin(), rows_.end(), [this](int a, int b) {
            return urgency(view_.rows.at(a), view_.today) > urgency(view_.rows.at(b), view_.today);
        });
    Q_EMIT layoutChanged();
    Q_EMIT filtered();
}

const ScheduleRow* ScheduleModel::rowAt(int row) const {
    return row >= 0 && row < int(rows_.size()) ? &view_.rows.at(rows_[std::size_t(row)]) : nullptr;
}

const ScheduleCell* ScheduleModel::cellAt(const QModelIndex& index) const {
    const ScheduleRow* row = index.isValid() ? rowAt(index.row()) : nullptr;
    const int column = index.column() - firstVisit;
    return row && column >= 0 && column < row->cells.size() && !row->cells.at(column).state.isEmpty()
               ? &row->cells.at(column)
               : nullptr;
}

ScheduleModel::Counts ScheduleModel::counts() const {
    Counts counts;
    for (const ScheduleRow& row : view_.rows)
        for (const ScheduleCell& cell : row.cells) {
            counts.visits += !cell.state.isEmpty();
            counts.overdue += cell.state == "overdue";
            counts.inWindow += cell.state == "in-window";
        }
    return counts;
}

int ScheduleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int ScheduleModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : firstVisit + int(view_.columns.size());
}

QVariant ScheduleModel::data(const QModelIndex& index, int role) const {
    const ScheduleRow* row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (!row)
        return {};
    if (index.column() == 0)
        return role == Qt::DisplayRole ? QVariant(row->label)
               : role == StrongRole    ? QVariant(true)
                                       : QVariant();
    if (index.column() == 1)
        return role == Qt::DisplayRole ? QVariant(row->name) : QVariant();
    const ScheduleCell* cell = cellAt(index);
    if (!cell)
        return {};
    const ScheduleColumn& column = view_.columns.at(index.column() - firstVisit);
    const CellFace face = cellFace(*cell, view_.today);
    switch (role) {
    case Qt::DisplayRole: return face.words;
    case Qt::AccessibleTextRole:
        return QStringList(
                   QStringList{row->label, column.title,
                               cell->state == "overdue" ? tr("overdue %1").arg(face.words) : face.words} +
                   signatureWords(*cell))
            .join(u", "_s);
    case Qt::ToolTipRole: {
        QStringList lines{column.title};
        if (!cell->target.isEmpty())
            lines << tr("Planned %1, window to %2").arg(cell->target, cell->windowTo);
        if (!cell->date.isEmpty())
            lines << tr("Took place %1").arg(cell->date);
        if (cell->required > 0)
            lines << tr("%1 of %2 forms complete").arg(cell->complete).arg(cell->required);
        lines += signatureWords(*cell);
        return lines.join(u'\n');
    }
    default: return {};
    }
}

QVariant ScheduleModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const int column = section - firstVisit;
    if (role == Qt::DisplayRole)
        return section == 0 ? tr("Subject") : section == 1 ? tr("Name") : view_.columns.value(column).title;
    if (role == NoteRole)
        return column >= 0 ? view_.columns.value(column).note : QString();
    return {};
}

void ScheduleModel::retranslate() {
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void OverdueModel::setRows(QList<OverdueView> rows, const QDate& today) {
    beginResetModel();
    rows_ = std::move(rows);
    today_ = today;
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const OverdueView& a, const OverdueView& b) { return a.days > b.days; });
    endResetModel();
}

const OverdueView* OverdueModel::at(int row) const {
    return row >= 0 && row < rows_.size() ? &rows_.at(row) : nullptr;
}

int OverdueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int OverdueModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant OverdueModel::data(const QModelIndex& index, int role) const {
    const OverdueView* row = at(index.row());
    if (!row)
        return {};
    const bool days = index.column() == Days;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Subject: return row->label;
        case Name: return row->name;
        case Visit: return row->visitTitle;
        case Form: return row->form.isEmpty() ? tr("whole visit") : row->formTitle;
        case Due: return row->due;
        default: return tr("%n day(s)", nullptr, row->days);
        }
    case Qt::TextAlignmentRole: return days ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case StrongRole: return index.column() == Subject;
    case NumberRole: return index.column() == Due || days;
    case IconRole: return days ? QVariant(u"exclamation-circle-fill"_s) : QVariant();
    case IconToneRole: return int(Tone::MarkBad);
    case ToneRole:
        return int(days                                            ? Tone::Bad
                   : index.column() == Form && row->form.isEmpty() ? Tone::Text2
                                                                   : Tone::Text);
    default: return {};
    }
}

QVariant OverdueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Days ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Subject: return tr("Subject");
    case Name: return tr("Name");
    case Visit: return tr("Visit");
    case Form: return tr("Form");
    case Due: return tr("Last day");
    default: return tr("Overdue");
    }
}

void OverdueModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace casebook
