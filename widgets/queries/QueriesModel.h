// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the Queries page: filtered by state, age, turn and words; counts for each choice.
#pragma once

#include "widgets/queries/QueryValues.h"

#include <QAbstractTableModel>

#include <vector>

namespace casebook {

class QueriesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, Subject, Place, Item, Text, Who, Age, ColumnCount };
    enum class States { Waiting, Answered, Candidates, Closed, All }; ///< Waiting: open
    enum class Ages { Any, Week, Fortnight, Month, Older };
    enum class Turns { Anyone, Site, Author };

    explicit QueriesModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setQueries(QList<QueryView> queries);
    void setStates(States states);
    void setAges(Ages ages);
    void setTurns(Turns turns);
    void setSearch(const QString& text);
    [[nodiscard]] const QueryView* at(int row) const;
    [[nodiscard]] int rowOf(qint64 id) const; ///< -1: not shown
    [[nodiscard]] int total() const { return int(all_.size()); }
    [[nodiscard]] int count(States states) const;
    [[nodiscard]] int count(Ages ages) const; ///< among those of the chosen states
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;
    void retranslate();
    [[nodiscard]] static QString stateText(const QByteArray& state);

Q_SIGNALS:
    void filtered();

private:
    void refilter();
    QList<QueryView> all_;
    std::vector<int> rows_;
    States states_ = States::Waiting;
    Ages ages_ = Ages::Any;
    Turns turns_ = Turns::Anyone;
    QStringList words_;
    int sortColumn_ = Age;
    Qt::SortOrder sortOrder_ = Qt::DescendingOrder;
};

} // namespace casebook
