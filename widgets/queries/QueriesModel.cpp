// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queries/QueriesModel.h"

#include "widgets/common/CellDelegate.h"

#include <QLocale>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

bool hasState(const QueryView& q, QueriesModel::States states) {
    switch (states) {
    case QueriesModel::States::Waiting: return q.state == "open";
    case QueriesModel::States::Answered: return q.state == "answered";
    case QueriesModel::States::Candidates: return q.state == "candidate";
    case QueriesModel::States::Closed:
        return q.state == "closed" || q.state == "resolved" || q.state == "cancelled";
    case QueriesModel::States::All: break;
    }
    return true;
}

bool hasAge(const QueryView& q, QueriesModel::Ages ages) {
    switch (ages) {
    case QueriesModel::Ages::Week: return q.ageDays <= 7;
    case QueriesModel::Ages::Fortnight: return q.ageDays > 7 && q.ageDays <= 14;
    case QueriesModel::Ages::Month: return q.ageDays > 14 && q.ageDays <= 30;
    case QueriesModel::Ages::Older: return q.ageDays > 30;
    case QueriesModel::Ages::Any: break;
    }
    return true;
}

bool hasTurn(const QueryView& q, QueriesModel::Turns turns) {
    if (turns == QueriesModel::Turns::Anyone)
        return true;
    return turnOf(q) == (turns == QueriesModel::Turns::Site ? QueryTurn::Site : QueryTurn::Author);
}

QString sortKey(const QueryView& q, int column) {
    switch (column) {
    case QueriesModel::State: return QString::fromLatin1(q.state);
    case QueriesModel::Subject: return q.subjectLabel;
    case QueriesModel::Place: return q.visitTitle + u'\n' + q.formTitle;
    case QueriesModel::Item: return q.itemTitle;
    case QueriesModel::Text: return q.text;
    default: return q.author;
    }
}

} // namespace

QueryTurn turnOf(const QueryView& query) {
    if (query.state == "open")
        return QueryTurn::Site;
    return query.state == "answered" || query.state == "candidate" ? QueryTurn::Author : QueryTurn::Nobody;
}

QString QueriesModel::stateText(const QByteArray& state) {
    if (state == "open")
        return tr("open");
    if (state == "answered")
        return tr("answered");
    if (state == "candidate")
        return tr("draft");
    if (state == "resolved")
        return tr("resolved");
    if (state == "cancelled")
        return tr("withdrawn");
    return tr("closed");
}

void QueriesModel::setQueries(QList<QueryView> queries) {
    beginResetModel();
    all_ = std::move(queries);
    rows_.clear();
    endResetModel();
    refilter();
}

void QueriesModel::setStates(States states) {
    states_ = states;
    refilter();
}

void QueriesModel::setAges(Ages ages) {
    ages_ = ages;
    refilter();
}

void QueriesModel::setTurns(Turns turns) {
    turns_ = turns;
    refilter();
}

void QueriesModel::setSearch(const QString& text) {
    words_ = text.normalized(QString::NormalizationForm_KC).toLower().split(u' ', Qt::SkipEmptyParts);
    refilter();
}

void QueriesModel::refilter() {
    beginResetModel();
    rows_.clear();
    for (int i = 0; i < int(all_.size()); ++i) {
        const QueryView& q = all_.at(i);
        if (!hasState(q, states_) || !hasAge(q, ages_) || !hasTurn(q, turns_))
            continue;
        const QString text = QString(q.subjectLabel + u' ' + q.formTitle + u' ' + q.visitTitle + u' ' +
                                     q.itemTitle + u' ' + q.text + u' ' + q.author)
                                 .toLower();
        if (std::all_of(words_.begin(), words_.end(), [&](const QString& w) { return text.contains(w); }))
            rows_.push_back(i);
    }
    std::stable_sort(rows_.begin(), rows_.end(), [this](int a, int b) {
        const QueryView &x = all_.at(a), &y = all_.at(b);
        const int less = sortColumn_ == Age
                             ? x.ageDays - y.ageDays
                             : sortKey(x, sortColumn_).localeAwareCompare(sortKey(y, sortColumn_));
        return sortOrder_ == Qt::AscendingOrder ? less < 0 : less > 0;
    });
    endResetModel();
    Q_EMIT filtered();
}

const QueryView* QueriesModel::at(int row) const {
    return row >= 0 && row < int(rows_.size()) ? &all_.at(rows_[std::size_t(row)]) : nullptr;
}

int QueriesModel::rowOf(qint64 id) const {
    for (int row = 0; row < int(rows_.size()); ++row)
        if (at(row)->id == id)
            return row;
    return -1;
}

int QueriesModel::count(States states) const {
    return int(
        std::count_if(all_.begin(), all_.end(), [states](const auto& q) { return hasState(q, states); }));
}

int QueriesModel::count(Ages ages) const {
    return int(std::count_if(all_.begin(), all_.end(), [this, ages](const auto& q) {
        return hasState(q, states_) && hasAge(q, ages);
    }));
}

int QueriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int QueriesModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant QueriesModel::data(const QModelIndex& index, int role) const {
    const QueryView* q = at(index.row());
    if (!q)
        return {};
    const int column = index.column();
    const bool open = q->state == "open", answered = q->state == "answered";
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case State: return stateText(q->state);
        case Subject: return q->subjectLabel;
        case Place:
            return q->visitTitle.isEmpty() ? q->formTitle : u"%1, %2"_s.arg(q->visitTitle, q->formTitle);
        case Item: return q->itemTitle.isEmpty() ? tr("the form") : q->itemTitle;
        case Text: return q->text;
        case Who: return q->origin == "system" ? tr("check") : q->author;
        default: return tr("%n day(s)", nullptr, q->ageDays);
        }
    case Qt::ToolTipRole: return column == Text ? QVariant(q->text) : QVariant();
    case Qt::TextAlignmentRole:
        return column == Age ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case StrongRole: return column == Subject;
    case NumberRole: return column == Age;
    case IconRole:
        if (column != State)
            return column == Age && open && q->ageDays > 30 ? QVariant(u"exclamation-circle-fill"_s)
                                                            : QVariant();
        return open                      ? u"chat-left-text-fill"_s
               : answered                ? u"send"_s
               : q->state == "candidate" ? u"pencil"_s
                                         : u"check-circle-fill"_s;
    case IconToneRole:
        return int(column == Age ? Tone::MarkBad
                   : open        ? Tone::MarkQuery
                   : answered    ? Tone::Accent
                                 : Tone::Edge);
    case ToneRole:
        if (column == State)
            return int(open ? Tone::Query : answered ? Tone::Accent : Tone::Text2);
        if (column == Age && open && q->ageDays > 30)
            return int(Tone::Bad);
        return int(column == Who || column == Place ? Tone::Text2 : Tone::Text);
    default: return {};
    }
}

QVariant QueriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == Age ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State: return tr("State");
    case Subject: return tr("Subject");
    case Place: return tr("Visit, form");
    case Item: return tr("Item");
    case Text: return tr("Query");
    case Who: return tr("From");
    default: return tr("Age");
    }
}

void QueriesModel::sort(int column, Qt::SortOrder order) {
    sortColumn_ = column;
    sortOrder_ = order;
    refilter();
}

void QueriesModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace casebook
