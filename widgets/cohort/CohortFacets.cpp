// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortFacets.h"

#include "widgets/common/Button.h"
#include "widgets/common/Label.h"
#include "widgets/subjects/FacetPanel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

namespace {

constexpr int panelWidth = 232, widest = 300;

bool sameShape(const QList<CohortFacet>& a, const QList<CohortFacet>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const CohortFacet& x, const CohortFacet& y) {
        return x.column == y.column && x.values.size() == y.values.size();
    });
}

} // namespace

CohortFacets::CohortFacets(QWidget* parent)
    : QWidget(parent), title_(new Label(FontRole::Section, Tone::Text, this)),
      unit_(new Label(FontRole::Note, Tone::Text2, this)), clear_(new Button(Button::Kind::Quiet, {}, this)),
      scroll_(new QScrollArea(this)) {
    clear_->setHeight(Button::Height::Small);
    QSizePolicy keep = clear_->sizePolicy();
    keep.setRetainSizeWhenHidden(true); // the head must not jump
    clear_->setSizePolicy(keep);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 8, 0);
    head->addWidget(title_);
    head->addWidget(unit_);
    head->addStretch(1);
    head->addWidget(clear_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 12, 1, 0);
    all->setSpacing(4);
    all->addLayout(head);
    all->addWidget(scroll_, 1);
    setFixedWidth(panelWidth);
    connect(clear_, &QPushButton::clicked, this, &CohortFacets::cleared);
    refresh();
}

void CohortFacets::setFacets(const QList<CohortFacet>& facets, int enrolled) {
    const bool same = body_ && sameShape(facets_, facets);
    facets_ = facets;
    enrolled_ = enrolled;
    if (!same)
        rebuild();
    refresh();
}

FacetRow* CohortFacets::row(const QString& column, int value) const {
    for (qsizetype f = 0; f < facets_.size(); ++f)
        if (facets_[f].column == column && value >= 0 && value < rows_[f].size())
            return rows_[f][value];
    return nullptr;
}

void CohortFacets::rebuild() {
    heads_.clear();
    rows_.clear();
    body_ = new QWidget;
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(16, 0, 12, 16);
    column->setSpacing(0);
    for (qsizetype f = 0; f < facets_.size(); ++f) {
        if (f > 0)
            column->addSpacing(14);
        auto* head = new Label(FontRole::ColumnHead, Tone::Text, body_);
        head->setMinimumHeight(22);
        head->setWrapped(180); // a long title must not push the counts out of sight
        column->addWidget(head);
        heads_.append(head);
        QList<FacetRow*> rows;
        for (int v = 0; v < facets_[f].values.size(); ++v) {
            auto* row = new FacetRow(body_);
            connect(row, &QAbstractButton::clicked, this, [this, f, v](bool on) { // by what the row shows now
                Q_EMIT toggled(facets_[f].column, facets_[f].values[v].key, on);
            });
            column->addWidget(row);
            rows.append(row);
        }
        rows_.append(rows);
    }
    column->addStretch(1);
    scroll_->setWidget(body_);
    body_->setAutoFillBackground(false);
    scroll_->viewport()->setAutoFillBackground(false);
}

void CohortFacets::refresh() {
    title_->setText(tr("Facets"));
    unit_->setText(tr("subjects"));
    clear_->setText(tr("Clear"));
    bool any = false;
    int width = panelWidth;
    for (qsizetype f = 0; f < heads_.size(); ++f) {
        heads_[f]->setText(facets_[f].title);
        heads_[f]->setToolTip(facets_[f].title);
        for (qsizetype v = 0; v < rows_[f].size(); ++v) {
            const CohortFacetValue& value = facets_[f].values[v];
            FacetRow* row = rows_[f][v];
            row->setValue(value.words, value.count, enrolled_, value.chosen);
            row->setToolTip(row->text());
            row->setAccessibleName(facets_[f].title + QStringLiteral(": ") + value.words);
            any = any || value.chosen;
            width = std::max(width, row->sizeHint().width() + 44);
        }
    }
    clear_->setVisible(any);
    setFixedWidth(std::min(width, widest));
}

void CohortFacets::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void CohortFacets::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(t.window));
    p.fillRect(QRect(width() - 1, 0, 1, height()), QColor::fromRgb(t.line));
}

} // namespace casebook
