// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortPanes.h"
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/plots/FigureView.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

DistributionsPane::DistributionsPane(QWidget* parent) : QWidget(parent), all_(new QVBoxLayout(this)) {
    all_->setContentsMargins(0, 0, 0, 0);
}

void DistributionsPane::setFigures(const QList<FigurePtr>& figures) {
    figures_ = figures;
    delete body_;
    body_ = new QWidget(this);
    auto* grid = new QGridLayout(body_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < figures.size(); ++i) {
        auto* card = new Card(body_);
        auto* column = new QVBoxLayout(card);
        column->setContentsMargins(16, 14, 16, 14);
        column->setSpacing(8);
        column->addWidget(new Label(figures[i]->title(), FontRole::Section, Tone::Text, card));
        auto* view = new FigureView(card);
        view->setFigure(figures[i]);
        column->addWidget(view);
        column->addStretch(1);
        grid->addWidget(card, i / 2, i % 2);
    }
    grid->setRowStretch(int(figures.size()) / 2 + 1, 1);
    all_->addWidget(body_);
    body_->show();
}

FrozenPane::FrozenPane(QWidget* parent)
    : QWidget(parent), model_(new TextTableModel(this)), table_(new DataTable(this)),
      none_(new EmptyState(u"snow2"_s, this)), difference_(new Label(FontRole::Body, Tone::Text, this)),
      open_(new Button(Button::Kind::Secondary, u"snow2"_s, this)),
      criteria_(new Button(Button::Kind::Secondary, {}, this)),
      compare_(new Button(Button::Kind::Secondary, u"intersect"_s, this)) {
    table_->setModel(model_);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->setMinimumHeight(240);
    difference_->setWrapped(700);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(open_);
    bar->addWidget(criteria_);
    bar->addWidget(compare_);
    bar->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    all->addLayout(bar);
    all->addWidget(table_, 1);
    all->addWidget(none_, 1);
    all->addWidget(difference_);
    connect(open_, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(current()); });
    connect(criteria_, &QPushButton::clicked, this, [this] { Q_EMIT criteriaRequested(current()); });
    connect(compare_, &QPushButton::clicked, this, [this] { Q_EMIT differenceRequested(current()); });
    connect(table_, &DataTable::opened, this, [this] { Q_EMIT openRequested(current()); });
    connect(table_, &DataTable::rowChanged, this, [this] { difference_->clear(); });
    retranslate();
}

qint64 FrozenPane::current() const {
    const int row = table_->currentRow();
    return row >= 0 && row < cohorts_.size() ? cohorts_[row].id : 0;
}

void FrozenPane::setCohorts(const QList<FrozenCohortView>& cohorts) {
    cohorts_ = cohorts;
    refresh();
    if (!cohorts_.isEmpty())
        table_->setCurrentIndex(model_->index(0, 0));
}

void FrozenPane::setDifference(qint64 cohort, const QString& words) {
    if (cohort == current())
        difference_->setText(words);
}

QString FrozenPane::differenceText() const { return difference_->text(); }

void FrozenPane::refresh() {
    QList<QStringList> rows;
    for (const FrozenCohortView& c : cohorts_)
        rows.append({c.name,
                     c.withdrawn == 0
                         ? QString::number(c.members)
                         : tr("%1 (%n withdrawn since)", "members of a cohort", c.withdrawn).arg(c.members),
                     c.cut.isEmpty() ? tr("none") : c.cut, c.user, c.created.toString(u"yyyy-MM-dd HH:mm"_s),
                     c.text.split(u'\n').join(u"; "_s)});
    model_->setRows(
        {tr("Cohort"), tr("Members"), tr("Data cut"), tr("Frozen by"), tr("When"), tr("Criteria")}, rows, {1},
        false);
    table_->setVisible(!cohorts_.isEmpty());
    none_->setVisible(cohorts_.isEmpty());
    open_->setVisible(!cohorts_.isEmpty());
    criteria_->setVisible(!cohorts_.isEmpty());
    compare_->setVisible(!cohorts_.isEmpty());
}

void FrozenPane::retranslate() {
    open_->setText(tr("Open as frozen"));
    criteria_->setText(tr("Use its criteria"));
    compare_->setText(tr("What has changed since"));
    table_->setAccessibleName(tr("Frozen cohorts"));
    none_->setWords(tr("No frozen cohort yet"),
                    tr("Freeze keeps who is in today, with criteria, data cut and numbers, under a name."));
    refresh();
}

void FrozenPane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace casebook
