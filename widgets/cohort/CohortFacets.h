// SPDX-License-Identifier: GPL-3.0-or-later
// Facets of a cohort at the left: every value with box, count and bar; missing is a value too.
#pragma once

#include "widgets/cohort/CohortValues.h"

#include <QScrollArea>

class QVBoxLayout;

namespace casebook {

class Button;
class FacetRow;
class Label;

/// Rows are kept while only counts change, so the keyboard's place stays.
class CohortFacets final : public QWidget {
    Q_OBJECT
public:
    explicit CohortFacets(QWidget* parent = nullptr);
    void setFacets(const QList<CohortFacet>& facets, int enrolled);
    [[nodiscard]] FacetRow* row(const QString& column, int value) const; ///< nullptr: none

Q_SIGNALS:
    void toggled(const QString& column, const QString& key, bool on);
    void cleared();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild();
    void refresh();
    QList<CohortFacet> facets_;
    int enrolled_ = 0;
    Label *title_, *unit_;
    Button* clear_;
    QScrollArea* scroll_;
    QWidget* body_ = nullptr;
    QList<Label*> heads_;
    QList<QList<FacetRow*>> rows_;
};

} // namespace casebook
