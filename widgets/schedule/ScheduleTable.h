// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix: rows 35, cells 112 x 25 painted from ScheduleModel; subject and name stay while visits scroll.
#pragma once

#include "widgets/schedule/ScheduleModel.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace casebook {

class ScheduleDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Words and sign of a visit in the rectangle of a cell: legend and other pages too.
    static void paintFace(QPainter* painter, const QRect& box, const CellFace& face, const Tokens& tokens);
};

/// Enter or double click opens the visit of the current cell, arrows move.
class ScheduleTable final : public QTableView {
    Q_OBJECT
public:
    explicit ScheduleTable(QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    void fitColumns(); ///< after the columns or the language have changed
    [[nodiscard]] QTableView* frozen() const { return frozen_; }

Q_SIGNALS:
    void opened(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void placeFrozen();
    QTableView* frozen_; ///< second view of the first two columns, above the scrolled ones
};

} // namespace casebook
