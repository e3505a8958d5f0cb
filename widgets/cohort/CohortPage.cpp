// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortPage.h"

#include "widgets/cohort/CohortFacets.h"
#include "widgets/cohort/CohortFlow.h"
#include "widgets/cohort/CohortPanes.h"
#include "widgets/cohort/FreezeDialog.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Chip.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/theme/IconEngine.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// A pane that scrolls as a whole, with the page's margins.
QWidget* scrolled(QWidget* pane) {
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 24);
    column->addWidget(pane);
    area->setWidget(inside);
    return area;
}

QWidget* plain(QWidget* pane) {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(24, 16, 24, 16);
    column->addWidget(pane);
    return inside;
}

} // namespace

CohortPage::CohortPage(QWidget* parent)
    : QWidget(parent), facets_(new CohortFacets(this)), flow_(new CohortFlow(this)),
      tableOne_(new TableOnePane), survival_(new SurvivalPane), distributions_(new DistributionsPane),
      frozen_(new FrozenPane), members_(new DataTable), membersModel_(new TextTableModel(this)) {
    build();
    connectAll();
    retranslate();
}

QWidget* CohortPage::buildHead() {
    auto* head = new QWidget(this);
    title_ = new Label(FontRole::Title, Tone::Text, head);
    count_ = new Chip(Tone::Accent, Chip::Shape::Filled, head);
    share_ = new Label(FontRole::Table, Tone::Text2, head);
    share_->setNumbers();
    cutLabel_ = new Label(FontRole::Table, Tone::Text2, head);
    cutLabel_->setNumbers();
    note_ = new Label(FontRole::Table, Tone::Text2, head);
    note_->setWrapped(640);
    export_ = new Button(Button::Kind::Secondary, u"download"_s, head);
    export_->setMenuArrow(true);
    freeze_ = new Button(Button::Kind::Primary, u"snow2"_s, head);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(title_);
    first->addStretch(1);
    first->addWidget(export_);
    first->addWidget(freeze_);
    auto* second = new QHBoxLayout;
    second->setSpacing(12);
    second->addWidget(count_);
    second->addWidget(share_);
    second->addWidget(cutLabel_);
    second->addStretch(1);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(24, 14, 24, 6);
    rows->setSpacing(6);
    rows->addLayout(first);
    rows->addLayout(second);
    rows->addWidget(note_);
    return head;
}

void CohortPage::build() {
    members_->setModel(membersModel_);
    members_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    tabs_ = new QTabBar(this);
    tabs_->setExpanding(false);
    tabs_->setDocumentMode(true);
    for (int i = 0; i < int(Tab::Count); ++i)
        tabs_->addTab(QString());
    body_ = new QStackedWidget(this);
    body_->addWidget(scrolled(tableOne_));
    body_->addWidget(scrolled(survival_));
    body_->addWidget(scrolled(distributions_));
    body_->addWidget(plain(members_));
    body_->addWidget(plain(frozen_));
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(12, 0, 24, 0);
    bar->addWidget(tabs_);
    bar->addStretch(1);
    column->addLayout(bar);
    column->addWidget(body_, 1);
    auto* work = new QWidget(this);
    auto* row = new QHBoxLayout(work);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(facets_);
    row->addWidget(flow_);
    row->addWidget(right, 1);
    nobody_ = new EmptyState(u"bar-chart-line"_s, this);
    whole_ = new QStackedWidget(this);
    whole_->addWidget(work);
    whole_->addWidget(nobody_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(whole_);
}

void CohortPage::connectAll() {
    connect(facets_, &CohortFacets::toggled, this, &CohortPage::facetToggled);
    connect(facets_, &CohortFacets::cleared, this, &CohortPage::facetsCleared);
    connect(flow_, &CohortFlow::textEdited, this, &CohortPage::textEdited);
    connect(tableOne_, &TableOnePane::requestChanged, this, &CohortPage::tableRequested);
    connect(survival_, &SurvivalPane::requestChanged, this, &CohortPage::survivalRequested);
    connect(frozen_, &FrozenPane::openRequested, this, &CohortPage::openCohortRequested);
    connect(frozen_, &FrozenPane::criteriaRequested, this, &CohortPage::useCriteriaRequested);
    connect(frozen_, &FrozenPane::differenceRequested, this, &CohortPage::differenceRequested);
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        body_->setCurrentIndex(index);
        Q_EMIT tabShown(Tab(index));
    });
    connect(members_, &DataTable::opened, this, [this](const QModelIndex& at) {
        if (at.row() >= 0 && at.row() < membersView_.subjects.size())
            Q_EMIT openSubjectRequested(membersView_.subjects[at.row()]);
    });
    connect(freeze_, &QPushButton::clicked, this, &CohortPage::askFreeze);
    connect(export_, &QPushButton::clicked, this, &CohortPage::showExport);
}

void CohortPage::setRights(bool mayFreeze) {
    mayFreeze_ = mayFreeze;
    freeze_->setVisible(mayFreeze);
}

void CohortPage::setColumns(const QList<CohortColumn>& columns, const QList<CohortEndpoint>& endpoints) {
    tableOne_->setColumns(columns);
    survival_->setColumns(endpoints, columns);
}

void CohortPage::setTableRequest(const CohortTableRequest& request) { tableOne_->setRequest(request); }

void CohortPage::setState(const CohortState& state) {
    state_ = state;
    facets_->setFacets(state.facets, state.enrolled);
    flow_->setState(state);
    showCounts();
}

void CohortPage::setTable(const CohortTableView& view) { tableOne_->setView(view); }

void CohortPage::setSurvival(const CohortSurvivalView& view) { survival_->setView(view); }

void CohortPage::setDistributions(const QList<FigurePtr>& figures) { distributions_->setFigures(figures); }

void CohortPage::setMembers(const CohortMembersView& view) {
    membersView_ = view;
    membersModel_->setRows(view.heads, view.rows, view.numbers, true);
}

void CohortPage::setFrozen(const QList<FrozenCohortView>& cohorts) { frozen_->setCohorts(cohorts); }

void CohortPage::setDifference(qint64 cohort, const QString& words) { frozen_->setDifference(cohort, words); }

void CohortPage::setName(const QString& name, const QString& cut) {
    name_ = name;
    cut_ = cut;
    showCounts();
}

void CohortPage::setBusy(bool on) {
    busy_ = on;
    showCounts();
}

void CohortPage::showTab(Tab tab) { tabs_->setCurrentIndex(int(tab)); }

CohortPage::Tab CohortPage::tab() const { return Tab(tabs_->currentIndex()); }

FreezeDialog* CohortPage::askFreeze() {
    if (!mayFreeze_)
        return nullptr;
    dialog_ = new FreezeDialog(state_.members, cut_, this);
    connect(dialog_, &FreezeDialog::freezeRequested, this, &CohortPage::freezeRequested);
    connect(dialog_, &QObject::destroyed, this, [this] { dialog_ = nullptr; });
    dialog_->open();
    return dialog_;
}

QString CohortPage::noteText() const { return note_->isHidden() ? QString() : note_->text(); }

void CohortPage::frozen() {
    if (dialog_)
        dialog_->accept();
    showTab(Tab::Frozen);
}

void CohortPage::freezeRefused(const QString& words) {
    if (dialog_)
        dialog_->refuse(words);
}

void CohortPage::showExport() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"exportMenu"_s);
    const Tokens& t = theme::tokens(this);
    if (const FigurePtr flow = flow_->figure())
        menu->addAction(icon(u"diagram-3"_s, t), tr("Flow of subjects …"), this,
                        [this, flow] { Q_EMIT exportFigureRequested(flow, u"flow"_s); });
    if (const FigurePtr curves = survival_->figure())
        menu->addAction(icon(u"graph-up-arrow"_s, t), tr("Survival curves …"), this,
                        [this, curves] { Q_EMIT exportFigureRequested(curves, u"survival"_s); });
    if (!tableOne_->model()->table().rows.empty())
        menu->addAction(icon(u"filetype-csv"_s, t), tr("Table 1 …"), this, &CohortPage::exportTableRequested);
    int number = 0;
    for (const FigurePtr& figure : distributions_->figures())
        menu->addAction(figure->title() + u" …"_s, this, [this, figure, n = ++number] {
            Q_EMIT exportFigureRequested(figure, u"distribution-%1"_s.arg(n));
        });
    menu->popup(export_->mapToGlobal(QPoint(0, export_->height() + 4)));
}

void CohortPage::showCounts() {
    const QLocale locale;
    title_->setText(name_.isEmpty() ? tr("Cohort") : name_);
    count_->setText(tr("%n subjects", nullptr, state_.members));
    share_->setText(state_.enrolled > 0
                        ? tr("%1 % of %2 enrolled")
                              .arg(locale.toString(100.0 * state_.members / state_.enrolled, 'f', 1),
                                   locale.toString(state_.enrolled))
                        : QString());
    cutLabel_->setText(cut_.isEmpty() ? tr("no data cut") : tr("data cut %1").arg(cut_));
    note_->setText(state_.frozen);
    note_->setVisible(!state_.frozen.isEmpty());
    freeze_->setEnabled(state_.error.isEmpty() && state_.frozen.isEmpty() && state_.enrolled > 0);
    whole_->setCurrentIndex(state_.enrolled > 0 ? 0 : 1);
    nobody_->setWords(busy_ ? tr("Reading the study") : tr("Nobody to ask about yet"),
                      busy_
                          ? tr("The values of all forms and images are gathered in memory.")
                          : tr("Cohorts are made of enrolled subjects and what their forms and images say."));
}

void CohortPage::retranslate() {
    const QStringList words{tr("Table 1"), tr("Survival"), tr("Distributions"), tr("Subjects"),
                            tr("Frozen cohorts")};
    for (int i = 0; i < words.size(); ++i)
        tabs_->setTabText(i, words[i]);
    export_->setText(tr("Export"));
    freeze_->setText(tr("Freeze"));
    members_->setAccessibleName(tr("Subjects"));
    showCounts();
}

void CohortPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace casebook
