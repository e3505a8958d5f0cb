// SPDX-License-Identifier: GPL-3.0-or-later
// Filters at the left: box, label, count, 44 px bar. Counts ignore the facet's own choice.
#pragma once

#include "widgets/subjects/SubjectsModel.h"

#include <QAbstractButton>
#include <QWidget>

namespace casebook {

class Button;
class Label;

/// One value of a facet as one control.
class FacetRow final : public QAbstractButton {
    Q_OBJECT
public:
    explicit FacetRow(QWidget* parent = nullptr);
    void setValue(const QString& words, int count, int total, bool chosen);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int count_ = 0, total_ = 0;
};

class FacetPanel final : public QWidget {
    Q_OBJECT
public:
    FacetPanel(SubjectsModel* model, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    SubjectsModel* model_;
    Label* title_;
    Button* clear_;
    Label* heads_[3];
    QList<FacetRow*> rows_[3];
};

} // namespace casebook
