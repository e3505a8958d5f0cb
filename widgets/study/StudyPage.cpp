// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/StudyPage.h"

#include "widgets/common/Card.h"
#include "widgets/study/AuditView.h"
#include "widgets/study/BackupPanel.h"
#include "widgets/study/DiagnosticsPanel.h"
#include "widgets/study/StoragePanel.h"
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
      users_(new UsersView), backup_(new BackupPanel), storage_(new StoragePanel),
      diagnostics_(new DiagnosticsPanel) {
    tabs_->setFont(theme::font(FontRole::Control));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideNone);
    tabs_->setUsesScrollButtons(false);
    for (int tab = 0; tab < TabCount; ++tab)
        tabs_->addTab({});
    stack_->addWidget(scrolled(facts_));
    stack_->addWidget(view_);
    stack_->addWidget(users_);
    stack_->addWidget(scrolled(backup_));
    stack_->addWidget(scrolled(storage_));
    stack_->addWidget(scrolled(diagnostics_));
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
        if (tab == Audit)
            Q_EMIT auditRequested();
        else if (tab == Users)
            Q_EMIT usersRequested();
        else if (tab == Backup)
            Q_EMIT backupShown();
        else if (tab == Storage)
            Q_EMIT storageShown();
        else if (tab == Diagnostics)
            Q_EMIT diagnosticsShown();
    });
    connect(facts_, &StudyFacts::verifyRequested, this, &StudyPage::verifyRequested);
    connect(facts_, &StudyFacts::cancelVerifyRequested, this, &StudyPage::cancelVerifyRequested);
    connect(view_, &AuditView::verifyRequested, this, &StudyPage::verifyRequested);
    connect(facts_, &StudyFacts::changePassphraseRequested, this, &StudyPage::changePassphraseRequested);
    connect(facts_, &StudyFacts::keyringRequested, this, &StudyPage::keyringRequested);
    connect(facts_, &StudyFacts::checkWordsRequested, this, &StudyPage::checkWordsRequested);
    connect(facts_, &StudyFacts::renewWordsRequested, this, &StudyPage::renewWordsRequested);
    connect(users_, &UsersView::changePassphraseRequested, this, &StudyPage::changePassphraseRequested);
    retranslate();
}

QWidget* StudyPage::scrolled(QWidget* content) {
    auto* scroll = new QScrollArea(stack_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return scroll;
}

void StudyPage::setView(const StudyPageView& view) { facts_->setView(view); }

void StudyPage::setVerify(const VerifyOutcome& outcome) {
    facts_->setVerify(outcome);
    view_->setVerify(outcome);
}

void StudyPage::showFacts() { tabs_->setCurrentIndex(Facts); }

void StudyPage::showAudit() { tabs_->setCurrentIndex(Audit); }

WatchCard* StudyPage::watch() const { return facts_->watch(); }

void StudyPage::showUsers() { tabs_->setCurrentIndex(Users); }

void StudyPage::showBackup() { tabs_->setCurrentIndex(Backup); }

void StudyPage::showStorage() { tabs_->setCurrentIndex(Storage); }

void StudyPage::showDiagnostics() { tabs_->setCurrentIndex(Diagnostics); }

void StudyPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StudyPage::retranslate() {
    tabs_->setTabText(Facts, tr("Study"));
    tabs_->setTabText(Audit, tr("Audit"));
    tabs_->setTabText(Users, tr("Users"));
    tabs_->setTabText(Backup, tr("Backup"));
    tabs_->setTabText(Storage, tr("Storage"));
    tabs_->setTabText(Diagnostics, tr("Diagnostics"));
    audit_->retranslate();
}

} // namespace casebook
