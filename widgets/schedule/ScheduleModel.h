// SPDX-License-Identifier: GPL-3.0-or-later
// Visit matrix: subjects by visits, and the list of what is overdue. Filtered without copying rows.
#pragma once

#include "widgets/schedule/ScheduleValues.h"
#include "widgets/theme/tokens.h"

#include <QAbstractTableModel>

#include <vector>

namespace casebook {

/// What a cell says: words and sign by what needs someone first.
struct CellFace {
    enum class Fill { None, Accent, Bad, Query, Sunken, Hatched };
    QString icon, words;
    Tone tone = Tone::Text, mark = Tone::Text2;
    Fill fill = Fill::None;
    bool strong = false;
};
[[nodiscard]] CellFace cellFace(const ScheduleCell& cell, const QDate& today);
/// A date as the window's language writes it short: "13 Dec"; a partial one as it is.
[[nodiscard]] QString shortDate(const QString& iso, const QDate& today);

enum class ScheduleFilter { All, Overdue, InWindow, Queries, Incomplete };

class ScheduleModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int firstVisit = 2; ///< columns before: subject, name
    explicit ScheduleModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setView(const ScheduleView& view);
    void setFilter(ScheduleFilter filter);
    void setSearch(const QString& text); ///< words in code or name
    void sortByUrgency(bool on);         ///< else as given
    [[nodiscard]] const ScheduleView& view() const { return view_; }
    [[nodiscard]] const ScheduleRow* rowAt(int row) const;
    [[nodiscard]] const ScheduleCell* cellAt(const QModelIndex& index) const; ///< null: none
    [[nodiscard]] int total() const { return int(view_.rows.size()); }
    struct Counts {
        int visits = 0, overdue = 0, inWindow = 0;
    };
    [[nodiscard]] Counts counts() const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

Q_SIGNALS:
    void filtered();

private:
    [[nodiscard]] bool passes(const ScheduleRow& row) const;
    void refilter();
    ScheduleView view_;
    std::vector<int> rows_;
    ScheduleFilter filter_ = ScheduleFilter::All;
    QStringList words_;
    bool urgentFirst_ = false;
};

/// The table of overdue visits and forms, longest first.
class OverdueModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Subject, Name, Visit, Form, Due, Days, ColumnCount };
    explicit OverdueModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}
    void setRows(QList<OverdueView> rows, const QDate& today);
    [[nodiscard]] const OverdueView* at(int row) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    QList<OverdueView> rows_;
    QDate today_;
};

} // namespace casebook
