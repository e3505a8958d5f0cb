// SPDX-License-Identifier: GPL-3.0-or-later
// Paints exam heads and series rows (66 px) of the subject preview.
#pragma once

#include "widgets/subjects/SubjectValues.h"

#include <QStyledItemDelegate>

namespace casebook {

class SeriesDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit SeriesDelegate(QObject* parent = nullptr) : QStyledItemDelegate(parent) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// "CT, 133 slices, 2.5 mm, Bl57"
    [[nodiscard]] static QString note(const SeriesView& series);
    [[nodiscard]] static QString toolTip(const SeriesView& series);
};

} // namespace casebook
