// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the subject list: sorted, filtered by search words and facets, without copying rows.
#pragma once

#include "widgets/subjects/SubjectValues.h"

#include <QAbstractTableModel>
#include <QSet>

#include <functional>
#include <optional>
#include <vector>

namespace casebook {

/// Facets of the list and how many rows each value has. A facet's own choice does not change its counts.
enum class SubjectFacet { Status, Sex, Imaging };
struct FacetValue {
    QString code; ///< "" is a value too: not recorded
    int count = 0;
    bool chosen = false;
};

/// GUI thread. 10,000 rows: filter and sort stay below one frame's time.
class SubjectsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Label, Name, Sex, BirthYear, Exams, Series, LastExam, Status, ColumnCount };

    explicit SubjectsModel(QObject* parent = nullptr);
    void setSubjects(QList<SubjectView> subjects);
    /// As they are, but found and shown by their labels alone.
    [[nodiscard]] QList<SubjectView> withoutNames() const;
    /// Makes the folded form of typed words; the app gives storage's searchKeyOf. Default: lower case.
    void setFold(std::function<QString(const QString&)> fold);
    /// Every word must stand in the row's search key, in any script.
    void setSearch(const QString& text);
    void setFacet(SubjectFacet facet, const QString& code, bool on);
    void clearFacets();
    [[nodiscard]] QList<FacetValue> facet(SubjectFacet facet) const;
    [[nodiscard]] int chosenFacets() const;

    [[nodiscard]] const SubjectView* at(int row) const; ///< nullptr outside
    [[nodiscard]] int rowOf(SubjectId id) const;        ///< -1 when filtered out
    [[nodiscard]] int total() const { return int(all_.size()); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    void retranslate();

    [[nodiscard]] static QString sexText(const QString& code);
    [[nodiscard]] static QString statusText(const QString& code);

Q_SIGNALS:
    void filtered(); ///< rows, order or counts changed

private:
    [[nodiscard]] bool passes(const SubjectView& s, std::optional<SubjectFacet> except) const;
    [[nodiscard]] bool passesFacet(const SubjectView& s, SubjectFacet facet) const;
    void refilter();
    void sortRows();
    [[nodiscard]] QVariant text(const SubjectView& s, int column) const;
    QList<SubjectView> all_;
    std::vector<int> rows_;
    std::function<QString(const QString&)> fold_;
    QStringList words_;
    QSet<QString> chosen_[3];
    int sortColumn_ = Label;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
};

} // namespace casebook
