// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schedule/ExamVisitModel.h"

#include "widgets/common/CellDelegate.h"

#include <QLocale>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

void ExamVisitModel::setExams(QList<ExamVisitView> exams) {
    exams_ = std::move(exams);
    refilter();
}

void ExamVisitModel::setFilter(ExamVisitFilter filter) {
    if (filter == filter_)
        return;
    filter_ = filter;
    refilter();
}

void ExamVisitModel::setSearch(const QString& text) {
    words_ = text.toLower().split(u' ', Qt::SkipEmptyParts);
    refilter();
}

void ExamVisitModel::refilter() {
    beginResetModel();
    rows_.clear();
    for (qsizetype i = 0; i < exams_.size(); ++i) {
        const ExamVisitView& exam = exams_.at(i);
        const QString text =
            QString(exam.label + u' ' + exam.name + u' ' + exam.date + u' ' + exam.description).toLower();
        const bool fits =
            std::all_of(words_.begin(), words_.end(), [&](const QString& w) { return text.contains(w); });
        if (fits && (filter_ == ExamVisitFilter::All || exam.isOpen()))
            rows_.push_back(int(i));
    }
    endResetModel();
}

const ExamVisitView* ExamVisitModel::at(int row) const {
    return row >= 0 && row < int(rows_.size()) ? &exams_.at(rows_[std::size_t(row)]) : nullptr;
}

int ExamVisitModel::rowOf(const QString& exam) const {
    for (int row = 0; row < int(rows_.size()); ++row)
        if (at(row)->exam == exam)
            return row;
    return -1;
}

int ExamVisitModel::open() const {
    return int(
        std::count_if(exams_.begin(), exams_.end(), [](const ExamVisitView& e) { return e.isOpen(); }));
}

QStringList ExamVisitModel::proposed() const {
    QStringList out;
    for (int row = 0; row < int(rows_.size()); ++row)
        if (at(row)->isOpen() && !at(row)->visit.isEmpty())
            out.append(at(row)->exam);
    return out;
}

int ExamVisitModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int ExamVisitModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ExamVisitModel::data(const QModelIndex& index, int role) const {
    const ExamVisitView* exam = at(index.row());
    if (!exam)
        return {};
    const int column = index.column();
    const bool proposal = exam->isOpen() && !exam->visit.isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Subject: return exam->label;
        case Date: return exam->date.isEmpty() ? tr("no date") : exam->date;
        case Modality: return exam->modality;
        case Description: return exam->description;
        case Visit:
            return exam->noVisit ? tr("no visit") : exam->visit.isEmpty() ? tr("none fits") : exam->visit;
        default:
            if (!exam->hasDays)
                return {};
            return exam->daysOff > 0 ? u'+' + QLocale().toString(exam->daysOff)
                                     : QLocale().toString(exam->daysOff);
        }
    case NoteRole:
        return column == Subject ? exam->name
               : column == Visit ? (proposal ? tr("proposed") : exam->by)
                                 : QString();
    case Qt::ToolTipRole:
        return column == Visit && !exam->isOpen() ? tr("Said by %1").arg(exam->by) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Days ? Qt::AlignRight : Qt::AlignLeft));
    case StrongRole: return column == Subject || (column == Visit && exam->confirmed);
    case NumberRole: return column == Date || column == Days;
    case IconRole:
        return column != Visit   ? QString()
               : exam->confirmed ? u"check-circle-fill"_s
               : proposal        ? u"question-circle"_s
                                 : QString();
    case IconToneRole: return int(exam->confirmed ? Tone::MarkOk : Tone::Accent);
    case ToneRole:
        return (column == Visit && !exam->confirmed && !proposal) || column == Modality
                   ? QVariant(int(Tone::Text2))
                   : QVariant();
    default: return {};
    }
}

QVariant ExamVisitModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Days ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Subject: return tr("Subject");
    case Date: return tr("Exam date");
    case Modality: return tr("Modality");
    case Description: return tr("Description");
    case Visit: return tr("Visit");
    default: return tr("Days off");
    }
}

void ExamVisitModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace casebook
