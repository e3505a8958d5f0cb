// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortPanes.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/plots/FigureView.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

SurvivalPane::SurvivalPane(QWidget* parent)
    : QWidget(parent), endpointLabel_(new Label(FontRole::Control, Tone::Text2, this)),
      byLabel_(new Label(FontRole::Control, Tone::Text2, this)),
      title_(new Label(FontRole::Section, Tone::Text, this)),
      band_(new Label(FontRole::Note, Tone::Text2, this)),
      foot_(new Label(FontRole::Note, Tone::Text2, this)), endpoint_(new QComboBox(this)),
      by_(new QComboBox(this)), curves_(new FigureView(this)), card_(new Card(this)),
      model_(new TextTableModel(this)), table_(new DataTable(this)),
      none_(new EmptyState(u"graph-up-arrow"_s, this)), error_(new ErrorNote(this)) {
    endpointLabel_->setBuddy(endpoint_);
    byLabel_->setBuddy(by_);
    for (QComboBox* box : {endpoint_, by_}) {
        box->setMinimumWidth(150);
        box->setMaximumWidth(280);
    }
    table_->setModel(model_);
    table_->setRowHeight(28);
    table_->setFitted(true);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    foot_->setWrapped(700);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(endpointLabel_);
    bar->addWidget(endpoint_, 1);
    bar->addWidget(byLabel_);
    bar->addWidget(by_, 1);
    bar->addStretch(1);
    auto* inside = new QVBoxLayout(card_);
    inside->setContentsMargins(16, 14, 16, 12);
    auto* head = new QHBoxLayout;
    head->addWidget(title_);
    head->addStretch(1);
    head->addWidget(band_);
    inside->addLayout(head);
    inside->addWidget(curves_);
    inside->addWidget(table_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    all->addLayout(bar);
    all->addWidget(error_);
    all->addWidget(card_);
    all->addWidget(none_);
    all->addWidget(foot_);
    all->addStretch(1);
    connect(endpoint_, &QComboBox::activated, this, &SurvivalPane::changed);
    connect(by_, &QComboBox::activated, this, &SurvivalPane::changed);
    error_->hide();
    retranslate();
}

void SurvivalPane::setColumns(const QList<CohortEndpoint>& endpoints, const QList<CohortColumn>& columns) {
    endpoints_ = endpoints;
    columns_ = columns;
    const QSignalBlocker first(endpoint_), second(by_);
    endpoint_->clear();
    for (const CohortEndpoint& e : endpoints)
        endpoint_->addItem(e.label, e.name);
    by_->clear();
    by_->addItem(tr("nothing: one curve"), QString());
    for (const CohortColumn& column : columns)
        if (column.groups)
            by_->addItem(column.label, column.name);
    endpoint_->setCurrentIndex(std::max(0, endpoint_->findData(request_.endpoint)));
    by_->setCurrentIndex(std::max(0, by_->findData(request_.by)));
    request_ = {endpoint_->currentData().toString(), by_->currentData().toString()};
    setView(view_);
}

void SurvivalPane::changed() {
    request_ = {endpoint_->currentData().toString(), by_->currentData().toString()};
    Q_EMIT requestChanged(request_);
}

void SurvivalPane::setView(const CohortSurvivalView& view) {
    view_ = view;
    error_->clear();
    if (!view.error.isEmpty())
        error_->setWords(view.error);
    const bool some = view.error.isEmpty() && !view.curves.groups.isEmpty();
    curves_->setFigure(some ? std::make_shared<KaplanMeierFigure>(view.curves) : nullptr);
    card_->setVisible(some);
    none_->setVisible(!some && view.error.isEmpty());
    retranslate();
}

FigurePtr SurvivalPane::figure() const { return curves_->figure(); }

QString SurvivalPane::notes() const { return foot_->text(); }

void SurvivalPane::retranslate() {
    endpointLabel_->setText(tr("Endpoint"));
    endpoint_->setAccessibleName(tr("Endpoint"));
    byLabel_->setText(tr("By"));
    by_->setAccessibleName(tr("By"));
    table_->setAccessibleName(tr("Survival"));
    title_->setText(view_.curves.title.isEmpty() ? QString() : tr("%1, %").arg(view_.curves.title));
    band_->setText(view_.curves.intervalWords);
    none_->setWords(endpoints_.isEmpty() ? tr("No times to an event yet") : tr("Nobody to draw"),
                    endpoints_.isEmpty()
                        ? tr("Survival needs an index date and follow-up in the forms of the study.")
                        : tr("No member of this cohort has a time and a status for this endpoint."));
    QList<QStringList> rows;
    for (const SurvivalGroupRow& row : view_.rows) {
        const QString reached = row.median.isEmpty() ? tr("not reached") : row.median;
        const QString interval = u"%1 – %2"_s.arg(row.lower.isEmpty() ? u"–"_s : row.lower,
                                                  row.upper.isEmpty() ? tr("not reached") : row.upper);
        rows.append({row.name.isEmpty() ? tr("All") : row.name, QString::number(row.n),
                     QString::number(row.events), reached, interval});
    }
    model_->setRows({tr("Group"), tr("n"), tr("Events"), tr("Median, months"), tr("95 % interval")}, rows,
                    {1, 2, 3, 4}, false);
    table_->updateGeometry();
    QStringList words;
    if (!view_.curves.groups.isEmpty()) {
        words << (view_.followUp.isEmpty()
                      ? tr("Median follow-up (reverse Kaplan-Meier): not reached.")
                      : tr("Median follow-up (reverse Kaplan-Meier): %1 months.").arg(view_.followUp))
              << tr("Months are days / 30.4375.");
    }
    if (view_.leftOut > 0)
        words << tr("%n members without a time or status are left out.", nullptr, view_.leftOut);
    if (!view_.notPositive.isEmpty())
        words << tr("A time of zero or less, to be checked: %1.").arg(view_.notPositive.join(u", "_s));
    foot_->setText(words.join(u' '));
    foot_->setVisible(!words.isEmpty() && view_.error.isEmpty());
}

void SurvivalPane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        by_->setItemText(0, tr("nothing: one curve"));
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace casebook
