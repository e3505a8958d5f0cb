// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/SubjectsModel.h"

#include "widgets/common/CellDelegate.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QString facetCode(const SubjectView& s, SubjectFacet facet) {
    switch (facet) {
    case SubjectFacet::Status: // however much a withdrawal means
        return s.status == "stopped"_L1 || s.status == "erased"_L1 ? u"withdrawn"_s : s.status;
    case SubjectFacet::Sex: return s.sex;
    case SubjectFacet::Imaging: return s.exams > 1 ? u"many"_s : s.exams == 1 ? u"one"_s : QString();
    }
    return {};
}

constexpr SubjectFacet allFacets[] = {SubjectFacet::Status, SubjectFacet::Sex, SubjectFacet::Imaging};

bool isNumber(int column) {
    return column == SubjectsModel::BirthYear || column == SubjectsModel::Exams ||
           column == SubjectsModel::Series;
}

} // namespace

SubjectsModel::SubjectsModel(QObject* parent)
    : QAbstractTableModel(parent), fold_([](const QString& text) { return text.toLower(); }) {}

void SubjectsModel::setSubjects(QList<SubjectView> subjects) {
    beginResetModel();
    all_ = std::move(subjects);
    refilter();
    sortRows();
    endResetModel();
    Q_EMIT filtered();
}

QList<SubjectView> SubjectsModel::withoutNames() const {
    QList<SubjectView> out = all_;
    for (SubjectView& subject : out) {
        subject.name.clear();
        subject.searchKey = fold_(subject.label);
    }
    return out;
}

void SubjectsModel::setFold(std::function<QString(const QString&)> fold) { fold_ = std::move(fold); }

void SubjectsModel::setSearch(const QString& text) {
    const QStringList words = fold_(text).split(u' ', Qt::SkipEmptyParts);
    if (words == words_)
        return;
    beginResetModel();
    words_ = words;
    refilter();
    sortRows();
    endResetModel();
    Q_EMIT filtered();
}

void SubjectsModel::setFacet(SubjectFacet facet, const QString& code, bool on) {
    QSet<QString>& chosen = chosen_[int(facet)];
    if (chosen.contains(code) == on)
        return;
    beginResetModel();
    if (on)
        chosen.insert(code);
    else
        chosen.remove(code);
    refilter();
    sortRows();
    endResetModel();
    Q_EMIT filtered();
}

void SubjectsModel::clearFacets() {
    if (chosenFacets() == 0)
        return;
    beginResetModel();
    for (auto& chosen : chosen_)
        chosen.clear();
    refilter();
    sortRows();
    endResetModel();
    Q_EMIT filtered();
}

int SubjectsModel::chosenFacets() const {
    return int(std::accumulate(std::begin(chosen_), std::end(chosen_), qsizetype(0),
                               [](qsizetype n, const QSet<QString>& set) { return n + set.size(); }));
}

QList<FacetValue> SubjectsModel::facet(SubjectFacet facet) const {
    QStringList codes;
    switch (facet) {
    case SubjectFacet::Status: codes = {u"enrolled"_s, u"unidentified"_s, u"withdrawn"_s}; break;
    case SubjectFacet::Sex: codes = {u"F"_s, u"M"_s, u"O"_s, QString()}; break;
    case SubjectFacet::Imaging: codes = {u"many"_s, u"one"_s, QString()}; break;
    }
    QList<FacetValue> values;
    for (const QString& code : codes) {
        FacetValue value{code, 0, chosen_[int(facet)].contains(code)};
        for (const SubjectView& s : all_)
            if (facetCode(s, facet) == code && passes(s, facet))
                ++value.count;
        values << value;
    }
    return values;
}

bool SubjectsModel::passesFacet(const SubjectView& s, SubjectFacet facet) const {
    const QSet<QString>& chosen = chosen_[int(facet)];
    return chosen.isEmpty() || chosen.contains(facetCode(s, facet));
}

bool SubjectsModel::passes(const SubjectView& s, std::optional<SubjectFacet> except) const {
    for (const SubjectFacet facet : allFacets)
        if (facet != except && !passesFacet(s, facet))
            return false;
    return std::all_of(words_.begin(), words_.end(), [&](const QString& word) {
        return s.searchKey.isEmpty()
                   ? s.label.contains(word, Qt::CaseInsensitive) || s.name.contains(word, Qt::CaseInsensitive)
                   : s.searchKey.contains(word);
    });
}

void SubjectsModel::refilter() {
    rows_.clear();
    for (int i = 0; i < int(all_.size()); ++i)
        if (passes(all_.at(i), std::nullopt))
            rows_.push_back(i);
}

void SubjectsModel::sortRows() {
    const auto less = [this](int a, int b) {
        const SubjectView &x = all_.at(a), &y = all_.at(b);
        switch (sortColumn_) {
        case Name: return x.name < y.name;
        case Sex: return x.sex < y.sex;
        case BirthYear: return x.birthDate < y.birthDate;
        case Exams: return x.exams < y.exams;
        case Series: return x.series < y.series;
        case LastExam: return x.lastExamDate < y.lastExamDate;
        case Status: return x.status < y.status;
        default: return x.label < y.label;
        }
    };
    // Stable and by label first, so that equal values keep one order whatever was clicked before.
    std::stable_sort(rows_.begin(), rows_.end(),
                     [this](int a, int b) { return all_.at(a).label < all_.at(b).label; });
    if (sortOrder_ == Qt::AscendingOrder)
        std::stable_sort(rows_.begin(), rows_.end(), less);
    else
        std::stable_sort(rows_.begin(), rows_.end(), [&](int a, int b) { return less(b, a); });
}

const SubjectView* SubjectsModel::at(int row) const {
    return row < 0 || row >= int(rows_.size()) ? nullptr : &all_.at(rows_[std::size_t(row)]);
}

int SubjectsModel::rowOf(SubjectId id) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (all_.at(rows_[i]).id == id)
            return int(i);
    return -1;
}

int SubjectsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int SubjectsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString SubjectsModel::sexText(const QString& code) {
    if (code == "F"_L1)
        return tr("female");
    if (code == "M"_L1)
        return tr("male");
    return code == "O"_L1 ? tr("other") : tr("not recorded");
}

QString SubjectsModel::statusText(const QString& code) {
    if (code == "enrolled"_L1)
        return tr("enrolled");
    if (code == "withdrawn"_L1)
        return tr("withdrawn");
    if (code == "stopped"_L1)
        return tr("withdrawn, not used");
    if (code == "erased"_L1)
        return tr("erased");
    return code == "unidentified"_L1 ? tr("unidentified") : code;
}

QVariant SubjectsModel::text(const SubjectView& s, int column) const {
    switch (column) {
    case Label: return s.label;
    case Name: return s.name.isEmpty() ? u"–"_s : s.name;
    case Sex: return s.sex.isEmpty() ? u"–"_s : sexText(s.sex);
    case BirthYear: return s.birthDate.isEmpty() ? u"–"_s : s.birthDate.left(4);
    case Exams: return QLocale().toString(s.exams);
    case Series: return QLocale().toString(s.series);
    case LastExam: return s.lastExamDate.isEmpty() ? u"–"_s : s.lastExamDate;
    default: return statusText(s.status);
    }
}

QVariant SubjectsModel::data(const QModelIndex& index, int role) const {
    const SubjectView* s = at(index.row());
    if (!s)
        return {};
    const int column = index.column();
    const bool gone = facetCode(*s, SubjectFacet::Status) == "withdrawn"_L1;
    switch (role) {
    case Qt::DisplayRole: return text(*s, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber(column) ? Qt::AlignRight : Qt::AlignLeft));
    case StrongRole: return column == Label;
    case NumberRole: return isNumber(column) || column == LastExam;
    case ToneRole: {
        const bool quiet = (column == Exams && s->exams == 0) || (column == Series && s->series == 0) ||
                           text(*s, column).toString() == u"–"_s;
        if (quiet || gone)
            return int(Tone::Text3);
        return column == Status && s->status == "unidentified"_L1 ? int(Tone::Warn) : int(Tone::Text);
    }
    case IconRole:
        if (column != Status)
            return {};
        return s->status == "enrolled"_L1 ? u"check-circle-fill"_s
               : gone                     ? u"person-x"_s
                                          : u"question-circle"_s;
    case IconToneRole:
        return int(s->status == "enrolled"_L1 ? Tone::MarkOk : gone ? Tone::Text3 : Tone::MarkWarn);
    case Qt::AccessibleTextRole: return text(*s, column);
    default: return {};
    }
}

QVariant SubjectsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {tr("Subject"), tr("Name"),   tr("Sex"),       tr("Born"),
                             tr("Exams"),   tr("Series"), tr("Last exam"), tr("Status")};
    return heads[section];
}

void SubjectsModel::sort(int column, Qt::SortOrder order) {
    Q_EMIT layoutAboutToBeChanged();
    QList<SubjectId> kept;
    const QModelIndexList before = persistentIndexList();
    for (const QModelIndex& at : before)
        kept << (this->at(at.row()) ? this->at(at.row())->id : SubjectId{});
    sortColumn_ = column;
    sortOrder_ = order;
    sortRows();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = rowOf(kept.at(i));
        after << (row < 0 ? QModelIndex() : index(row, before.at(i).column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void SubjectsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, 0), index(int(rows_.size()) - 1, ColumnCount - 1));
}

} // namespace casebook
