// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortPanes.h"
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/Segmented.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

TableOnePane::TableOnePane(QWidget* parent)
    : QWidget(parent), model_(new TableOneModel(this)), table_(new DataTable(this)),
      byLabel_(new Label(FontRole::Control, Tone::Text2, this)),
      foot_(new Label(FontRole::Note, Tone::Text2, this)), by_(new QComboBox(this)),
      variables_(new Button(Button::Kind::Secondary, u"layout-three-columns"_s, this)),
      style_(new Segmented(this)), error_(new ErrorNote(this)) {
    table_->setModel(model_);
    table_->setRowHeight(28);
    table_->setFitted(true);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    // In narrow windows the table scrolls sideways; its bar must not lie on the last row.
    connect(table_->horizontalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int most) {
        table_->setMinimumHeight(static_cast<const QWidget*>(table_)->minimumSizeHint().height() +
                                 (most > 0 ? 12 : 0));
    });
    foot_->setWrapped(700);
    variables_->setMenuArrow(true);
    by_->setMinimumWidth(160);
    by_->setMaximumWidth(280);
    byLabel_->setBuddy(by_);
    error_->hide();
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(byLabel_);
    bar->addWidget(by_, 1);
    bar->addWidget(variables_);
    bar->addWidget(style_);
    bar->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    all->addLayout(bar);
    all->addWidget(error_);
    auto* card = new Card(this);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(table_);
    all->addWidget(card);
    all->addWidget(foot_);
    all->addStretch(1);
    connect(by_, &QComboBox::activated, this, [this] {
        request_.by = by_->currentData().toString();
        changed();
    });
    connect(style_, &Segmented::chosen, this, [this](int id) {
        request_.style = stats::NumberStyle(id);
        style_->setActive(id);
        changed();
    });
    connect(variables_, &QPushButton::clicked, this, &TableOnePane::showVariables);
    retranslate();
}

void TableOnePane::setColumns(const QList<CohortColumn>& columns) {
    columns_ = columns;
    const auto exists = [&](const QString& name) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const CohortColumn& c) { return c.name == name; });
    };
    if (!exists(request_.by))
        request_.by.clear();
    request_.variables.removeIf([&](const QString& name) { return !exists(name); });
    setRequest(request_);
}

void TableOnePane::setRequest(const CohortTableRequest& request) {
    request_ = request;
    const QSignalBlocker quiet(by_);
    by_->clear();
    by_->addItem(tr("nothing: one column"), QString());
    for (const CohortColumn& column : columns_)
        if (column.groups)
            by_->addItem(column.label, column.name);
    by_->setCurrentIndex(std::max(0, by_->findData(request_.by)));
    style_->setActive(int(request_.style));
}

void TableOnePane::changed() { Q_EMIT requestChanged(request_); }

void TableOnePane::showVariables() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"variablesMenu"_s);
    QString group;
    for (const CohortColumn& column : columns_) {
        if (!column.table)
            continue;
        if (column.group != group && !group.isEmpty())
            menu->addSeparator();
        group = column.group;
        QAction* action = menu->addAction(column.label);
        action->setCheckable(true);
        action->setChecked(request_.variables.contains(column.name));
        connect(action, &QAction::toggled, this, [this, name = column.name](bool on) {
            request_.variables.removeAll(name);
            if (on)
                request_.variables.append(name);
            changed();
        });
    }
    menu->popup(variables_->mapToGlobal(QPoint(0, variables_->height() + 4)));
}

void TableOnePane::setView(const CohortTableView& view) {
    view_ = view;
    error_->clear();
    if (!view.error.isEmpty())
        error_->setWords(view.error);
    model_->setTable(view.table);
    table_->setVisible(view.error.isEmpty());
    const int side = table_->horizontalScrollBar()->maximum() > 0 ? 12 : 0;
    table_->setMinimumHeight(static_cast<const QWidget*>(table_)->minimumSizeHint().height() + side);
    table_->updateGeometry();
    retranslate();
}

void TableOnePane::fitTable() {
    const int rows = model_->rowCount() * table_->verticalHeader()->defaultSectionSize();
    const int bar = table_->horizontalScrollBar()->maximum() > 0 ? 12 : 0;
    table_->setMinimumHeight(table_->horizontalHeader()->height() + rows + bar);
    table_->updateGeometry();
}

QString TableOnePane::footnote() const { return foot_->text(); }

void TableOnePane::retranslate() {
    byLabel_->setText(tr("By"));
    by_->setAccessibleName(tr("By"));
    variables_->setText(tr("Variables"));
    table_->setAccessibleName(tr("Table 1"));
    style_->setParts({{int(stats::NumberStyle::MedianQuartiles), {}, tr("median [Q1, Q3]"), false},
                      {int(stats::NumberStyle::MeanSd), {}, tr("mean (SD)"), false}});
    style_->setActive(int(request_.style));
    QStringList words{request_.style == stats::NumberStyle::MeanSd
                          ? tr("Numbers: mean (SD).")
                          : tr("Numbers: median [Q1, Q3], quantiles of type 7."),
                      tr("Categories: n (%), percentages of those recorded in the group.")};
    if (view_.table.groups.size() > 1)
        words << tr("p-values are two-sided and not adjusted for their number. Wilcoxon is the rank-sum "
                    "test; Fisher is "
                    "taken where an expected count is below 5. SMD: standardised mean difference.");
    if (view_.table.withoutGroup > 0)
        words << tr("%n subjects without a value of \"%1\" are left out.", nullptr,
                    int(view_.table.withoutGroup))
                     .arg(view_.by);
    foot_->setText(words.join(u' '));
    foot_->setVisible(view_.error.isEmpty());
}

void TableOnePane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        setRequest(request_);
        model_->retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace casebook
