// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/StudyPage.h"

#include "widgets/common/Card.h"
#include "widgets/study/AuditView.h"
#include "widgets/study/StudyParts.h"
#include "widgets/study/UsersView.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace casebook {

StudyPage::StudyPage(QWidget* parent)
    : QWidget(parent), audit_(new AuditModel(this)), tabs_(new QTabBar(this)),
      stack_(new QStackedWidget(this)), facts_(new StudyFacts), view_(new AuditView(audit_)),
      users_(new UsersView) {
    tabs_->setFont(theme::font(FontRole::Control));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideNone);
    tabs_->setUsesScrollButtons(false);
    for (int tab = 0; tab < 3; ++tab)
        tabs_->addTab({});
    auto* scroll = new QScrollArea(stack_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(facts_);
    scroll->viewport()->setAutoFillBackground(false);
    facts_->setAutoFillBackground(false);
    stack_->addWidget(scroll);
    stack_->addWidget(view_);
    stack_->addWidget(users_);
    auto* bar = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    auto* barRow = new QHBoxLayout(bar);
    barRow->setContentsMargins(12, 2, 12, 1);
    barRow->addWidget(tabs_);
    barRow->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(bar);
    all->addWidget(stack_, 1);
    connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
        stack_->setCurrentIndex(tab);
        if (tab == 1)
            Q_EMIT auditRequested();
        else if (tab == 2)
            Q_EMIT usersRequested();
    });
    connect(facts_, &StudyFacts::verifyRequested, this, &StudyPage::verifyRequested);
    connect(view_, &AuditView::verifyRequested, this, &StudyPage::verifyRequested);
    connect(facts_, &StudyFacts::changePassphraseRequested, this, &StudyPage::changePassphraseRequested);
    connect(users_, &UsersView::changePassphraseRequested, this, &StudyPage::changePassphraseRequested);
    retranslate();
}

void StudyPage::setView(const StudyPageView& view) { facts_->setView(view); }

void StudyPage::setVerify(const VerifyOutcome& outcome) {
    facts_->setVerify(outcome);
    view_->setVerify(outcome);
}

void StudyPage::showAudit() { tabs_->setCurrentIndex(1); }

WatchCard* StudyPage::watch() const { return facts_->watch(); }

void StudyPage::showUsers() { tabs_->setCurrentIndex(2); }

void StudyPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StudyPage::retranslate() {
    tabs_->setTabText(0, tr("Study"));
    tabs_->setTabText(1, tr("Audit"));
    tabs_->setTabText(2, tr("Users"));
    audit_->retranslate();
}

} // namespace casebook
