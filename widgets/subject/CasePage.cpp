// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/CasePage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"
#include "widgets/subject/CaseOverview.h"

#include <QEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

CasePage::CasePage(QWidget* parent) : QWidget(parent) {
    back_ = new Button(Button::Kind::Tool, u"chevron-left"_s, this);
    label_ = new Label(FontRole::Title, Tone::Text, this);
    name_ = new Label(FontRole::Section, Tone::Text, this);
    facts_ = new Label(FontRole::Table, Tone::Text2, this);
    overdue_ = new Chip(Tone::Bad, Chip::Shape::Filled, this);
    overdue_->setIconName(u"exclamation-circle-fill"_s);
    queries_ = new Chip(Tone::Query, Chip::Shape::Filled, this);
    queries_->setIconName(u"chat-left-text-fill"_s);
    withdraw_ = new Button(Button::Kind::Tool, u"person-x"_s, this);
    banner_ = new Card(this, Card::Fill::Alt);
    consent_ = new Label(FontRole::Table, Tone::Text, banner_);
    consent_->setWrapped(1000);
    auto* told = new QHBoxLayout(banner_);
    told->setContentsMargins(12, 8, 12, 8);
    told->setSpacing(10);
    told->addWidget(new IconMark(u"person-x"_s, Tone::Warn, 16, banner_));
    told->addWidget(consent_, 1);
    tabs_ = new QTabBar(this);
    tabs_->setFont(theme::font(FontRole::Control));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideNone);
    tabs_->setUsesScrollButtons(false);
    stack_ = new QStackedWidget(this);
    overview_ = new CaseOverview;
    auto* scroll = new QScrollArea(stack_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(overview_);
    scroll->viewport()->setAutoFillBackground(false);
    overview_->setAutoFillBackground(false);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(18, 10, 24, 0);
    head->setSpacing(12);
    head->addWidget(back_);
    head->addWidget(label_);
    head->addWidget(name_);
    head->addWidget(facts_);
    head->addStretch(1);
    head->addWidget(overdue_);
    head->addWidget(queries_);
    head->addWidget(withdraw_);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(18, 0, 24, 0);
    bar->addWidget(tabs_);
    bar->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(0);
    all->addLayout(head);
    auto* under = new QVBoxLayout;
    under->setContentsMargins(24, 8, 24, 4);
    under->addWidget(banner_);
    all->addLayout(under);
    all->addLayout(bar);
    all->addWidget(new Line(Qt::Horizontal, this));
    all->addWidget(stack_, 1);
    connect(back_, &QPushButton::clicked, this, &CasePage::backRequested);
    connect(withdraw_, &QPushButton::clicked, this, [this] { Q_EMIT withdrawRequested(view_.label); });
    connect(tabs_, &QTabBar::currentChanged, this, [this](int at) {
        stack_->setCurrentIndex(at);
        if (at >= 0 && at < tabsShown_.size())
            Q_EMIT tabChanged(tabsShown_.at(at));
    });
    setTabPage(Tab::Overview, scroll);
}

void CasePage::setTabPage(Tab tab, QWidget* page) {
    const auto at = std::lower_bound(tabsShown_.begin(), tabsShown_.end(), tab) - tabsShown_.begin();
    tabsShown_.insert(at, tab);
    stack_->insertWidget(int(at), page);
    tabs_->insertTab(int(at), QString());
    stack_->setCurrentIndex(tabs_->currentIndex());
    retranslate();
}

void CasePage::setView(const CaseView& view) {
    view_ = view;
    overview_->setView(view);
    retranslate();
}

void CasePage::showTab(Tab tab) { tabs_->setCurrentIndex(int(tabsShown_.indexOf(tab))); }

CasePage::Tab CasePage::currentTab() const { return tabsShown_.value(tabs_->currentIndex(), Tab::Overview); }

void CasePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CasePage::retranslate() {
    label_->setText(view_.label);
    name_->setText(view_.name);
    name_->setVisible(!view_.name.isEmpty());
    facts_->setText(view_.facts);
    overdue_->setText(tr("%n form(s) overdue", nullptr, view_.overdue));
    overdue_->setVisible(view_.overdue > 0);
    queries_->setText(tr("%n query(ies)", nullptr, view_.queries));
    queries_->setVisible(view_.queries > 0);
    consent_->setText(view_.consent);
    banner_->setVisible(!view_.consent.isEmpty());
    withdraw_->setVisible(view_.mayWithdraw);
    withdraw_->setToolTip(tr("Withdrawal of consent …"));
    withdraw_->setAccessibleName(tr("Withdrawal of consent …"));
    back_->setToolTip(tr("Back to the list (Alt+Left)"));
    back_->setAccessibleName(tr("Back to the list (Alt+Left)"));
    for (int i = 0; i < tabsShown_.size(); ++i) {
        QString words;
        switch (tabsShown_.at(i)) {
        case Tab::Overview: words = tr("Overview"); break;
        case Tab::Images: words = tr("Images %1", "tab with count").arg(view_.exams); break;
        case Tab::Forms:
            words = tr("Forms %1 of %2", "tab: complete of all").arg(view_.formsComplete).arg(view_.formsAll);
            break;
        case Tab::Findings: words = tr("Findings %1", "tab with count").arg(view_.findings.size()); break;
        case Tab::Reports: words = tr("Reports %1", "tab with count").arg(view_.reports); break;
        case Tab::History: words = tr("History"); break;
        }
        tabs_->setTabText(i, words);
    }
}

} // namespace casebook
