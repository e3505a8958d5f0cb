// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/MainShell.h"

#include "widgets/common/LineEdit.h"
#include "widgets/common/Toast.h"
#include "widgets/home/HomePage.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/shell/DropHint.h"
#include "widgets/shell/HelpDialog.h"
#include "widgets/shell/ManualWindow.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subjects/SubjectsPage.h"
#include "widgets/unlock/UnlockPage.h"

#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>
#include <QStyleHints>
#include <QUrl>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

MainShell::MainShell(QWidget* parent) : QWidget(parent) {
    setAcceptDrops(true);
    setMinimumSize(1024, 640);
    build();
    connectAll();
    addKeys();
    showUnlock();
}

void MainShell::build() {
    outer_ = new QStackedWidget(this);
    unlock_ = new UnlockPage(outer_);
    inner_ = new QWidget(outer_);
    rail_ = new Rail(inner_);
    top_ = new TopBar(inner_);
    pages_ = new QStackedWidget(inner_);
    home_ = new HomePage(pages_);
    subjects_ = new SubjectsPage(pages_);
    study_ = new StudyPage(pages_);
    import_ = new ImportReportPage(pages_);
    for (QWidget* page : {static_cast<QWidget*>(home_), static_cast<QWidget*>(subjects_),
                          static_cast<QWidget*>(study_), static_cast<QWidget*>(import_)})
        pages_->addWidget(page);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(top_);
    right->addWidget(pages_, 1);
    auto* row = new QHBoxLayout(inner_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addLayout(right, 1);
    outer_->addWidget(unlock_);
    outer_->addWidget(inner_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(outer_);
    byId_ = {{PageId::Home, home_}, {PageId::Subjects, subjects_}, {PageId::Study, study_}};
    for (int i = 0; i < pageCount; ++i)
        usable_ << PageId(i);
    refreshRail();
    dropHint_ = new DropHint(this);
    popup_ = new SearchPopup(top_->search(), inner_);
    toast_ = new Toast(this);
}

void MainShell::connectAll() {
    connect(rail_, &Rail::chosen, this, &MainShell::showPage);
    connect(top_, &TopBar::lockRequested, this, &MainShell::lockRequested);
    connect(top_, &TopBar::languageRequested, this, &MainShell::languageRequested);
    connect(top_, &TopBar::helpRequested, this, &MainShell::showHelp);
    connect(top_, &TopBar::themeRequested, this, [this](ThemeChoice choice) {
        setThemeChoice(choice);
        Q_EMIT themeChanged(choice);
    });
    connect(top_, &TopBar::codesOnlyRequested, this, &MainShell::codesOnlyRequested);
    connect(unlock_, &UnlockPage::languageRequested, this, &MainShell::languageRequested);
    connect(unlock_, &UnlockPage::helpRequested, this, &MainShell::showHelp);
    connect(home_, &HomePage::importFolderRequested, this, &MainShell::importFolderRequested);
    connect(home_, &HomePage::importFilesRequested, this, &MainShell::importFilesRequested);
    connect(home_, &HomePage::subjectsRequested, this, [this] { showPage(PageId::Subjects); });
    connect(home_, &HomePage::enrolRequested, this, [this] {
        showPage(PageId::Subjects);
        subjects_->showEnrol();
    });
    connect(home_, &HomePage::checkRequested, this, [this] {
        showPage(PageId::Study);
        study_->showFacts();
    });
    connect(home_, &HomePage::auditRequested, this, [this] {
        showPage(PageId::Study);
        study_->showAudit();
    });
    connect(subjects_, &SubjectsPage::importFolderRequested, this, &MainShell::importFolderRequested);
    connect(subjects_, &SubjectsPage::importFilesRequested, this, &MainShell::importFilesRequested);
    connect(subjects_, &SubjectsPage::networkRequested, this, &MainShell::showNetwork);
    connect(import_, &ImportReportPage::backRequested, this, [this] { showPage(PageId::Home); });
    connect(import_, &ImportReportPage::copied, this, [this] { toast_->say(tr("Report copied")); });
    connect(top_->search(), &SearchEdit::searched, this,
            [this](const QString& text) { popup_->setHits(hits(text)); });
    connect(popup_, &SearchPopup::chosen, this, &MainShell::choose);
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &MainShell::applyTheme);
}

void MainShell::addKeys() {
    const auto key = [this](const QKeySequence& sequence, const std::function<void()>& act,
                            bool always = false) {
        auto* shortcut = new QShortcut(sequence, this);
        connect(shortcut, &QShortcut::activated, this, [this, act, always] {
            if (always || isUnlocked())
                act();
        });
    };
    key(Qt::CTRL | Qt::Key_K, [this] { top_->search()->setFocus(Qt::ShortcutFocusReason); });
    key(Qt::CTRL | Qt::Key_L, [this] { Q_EMIT lockRequested(); });
    key(Qt::Key_F1, [this] { showManual(); }, true);
    for (int i = 0; i < pageCount; ++i)
        key(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + i)), [this, i] { showPage(PageId(i)); });
    key(Qt::CTRL | Qt::Key_Z, [this] {
        if (toast_->hasAction())
            toast_->trigger();
    });
}

void MainShell::addPage(PageId id, QWidget* page) {
    byId_.insert(id, page);
    pages_->addWidget(page);
    refreshRail();
}

void MainShell::setCasePage(QWidget* page) {
    case_ = page;
    pages_->addWidget(page);
}

void MainShell::setUsablePages(const QList<PageId>& pages) {
    usable_ = pages;
    refreshRail();
}

void MainShell::refreshRail() {
    QList<PageId> shown;
    for (int i = 0; i < pageCount; ++i)
        if (byId_.contains(PageId(i)) && usable_.contains(PageId(i)))
            shown << PageId(i);
    rail_->setVisiblePages(shown);
}

void MainShell::showUnlock() {
    toast_->dismiss();
    popup_->setHits({});
    subjects_->setSearchText({});
    subjects_->setSubjects({});
    study_->setView({});
    study_->setVerify({});
    top_->setStudy({});
    top_->setUser({});
    home_->setView({});
    import_->setReport({});
    study_->audit()->setRows({}, false);
    top_->search()->clear();
    top_->setJobs({});
    unlock_->reset();
    page_ = PageId::Home;
    outer_->setCurrentWidget(unlock_);
    applyTheme();
}

void MainShell::showStudy() {
    unlock_->reset();
    outer_->setCurrentWidget(inner_);
    showPage(PageId::Home);
}

void MainShell::showPage(PageId page) {
    if (!byId_.contains(page) || !usable_.contains(page))
        return;
    page_ = page;
    pages_->setCurrentWidget(byId_.value(page));
    rail_->setCurrent(page);
    applyTheme();
    Q_EMIT pageChanged(page);
}

void MainShell::showCase() {
    page_ = PageId::Subjects;
    rail_->setCurrent(PageId::Subjects);
    pages_->setCurrentWidget(case_);
    applyTheme();
}

void MainShell::setNetworkPage(QWidget* page) {
    network_ = page;
    pages_->addWidget(page);
}

void MainShell::showNetwork() {
    if (network_ == nullptr || !mayImport_)
        return;
    page_ = PageId::Subjects;
    rail_->setCurrent(PageId::Subjects);
    pages_->setCurrentWidget(network_);
    applyTheme();
}

void MainShell::showImportReport() {
    page_ = PageId::Home;
    rail_->setCurrent(PageId::Home);
    pages_->setCurrentWidget(import_);
    applyTheme();
}

bool MainShell::isUnlocked() const { return outer_->currentWidget() == inner_; }

void MainShell::setThemeChoice(ThemeChoice choice) {
    theme_ = choice;
    top_->setThemeChoice(choice);
    applyTheme();
}

/// Reading takes the dark tokens whole; everything else what the user chose.
void MainShell::applyTheme() {
    const Tokens& chosen = theme::tokensFor(theme_);
    const bool dark = isUnlocked() && page_ == PageId::Reading;
    theme::setDefault(chosen);
    theme::apply(window(), dark ? darkTokens : chosen);
}

void MainShell::setLanguage(const QString& code) {
    language_ = code;
    top_->setLanguage(code);
    if (manual_)
        manual_->setLanguage(code);
}

void MainShell::setSubjectSearch(std::function<QList<SearchHit>(const QString&)> search) {
    search_ = std::move(search);
}

QList<SearchHit> MainShell::hits(const QString& text) const {
    if (text.trimmed().isEmpty())
        return {};
    QList<SearchHit> found = search_ ? search_(text) : QList<SearchHit>{};
    const auto add = [&](SearchHit::Kind kind, const QString& key, const QString& words,
                         const QString& iconName) {
        if (words.contains(text.trimmed(), Qt::CaseInsensitive))
            found << SearchHit{kind, key, words, kind == SearchHit::Kind::Page ? tr("page") : tr("command"),
                               iconName};
    };
    for (int i = 0; i < pageCount; ++i)
        if (byId_.contains(PageId(i)) && usable_.contains(PageId(i)))
            add(SearchHit::Kind::Page, QString::number(i), Rail::word(PageId(i)), Rail::icon(PageId(i)));
    add(SearchHit::Kind::Command, u"audit"_s, tr("Show the audit"), u"journal-text"_s);
    add(SearchHit::Kind::Command, u"import-folder"_s, tr("Import a folder"), u"folder2-open"_s);
    add(SearchHit::Kind::Command, u"import-files"_s, tr("Import files"), u"files"_s);
    if (network_ != nullptr && mayImport_)
        add(SearchHit::Kind::Command, u"network"_s, tr("Fetch from another machine (PACS)"),
            u"hdd-network"_s);
    add(SearchHit::Kind::Command, u"enrol"_s, tr("Enrol a subject"), u"person-plus"_s);
    add(SearchHit::Kind::Command, u"lock"_s, tr("Lock the study"), u"lock"_s);
    add(SearchHit::Kind::Command, u"keys"_s, tr("Show the keys"), u"keyboard"_s);
    add(SearchHit::Kind::Command, u"manual"_s, tr("Open the manual"), u"question-circle"_s);
    return found;
}

void MainShell::choose(const SearchHit& hit) {
    if (hit.kind == SearchHit::Kind::Subject)
        Q_EMIT subjectHitChosen(hit.key);
    else if (hit.kind == SearchHit::Kind::Page)
        showPage(PageId(hit.key.toInt()));
    else if (hit.key == "audit"_L1)
        Q_EMIT home_->auditRequested();
    else if (hit.key == "import-folder"_L1)
        Q_EMIT importFolderRequested();
    else if (hit.key == "import-files"_L1)
        Q_EMIT importFilesRequested();
    else if (hit.key == "network"_L1)
        showNetwork();
    else if (hit.key == "enrol"_L1)
        Q_EMIT home_->enrolRequested();
    else if (hit.key == "lock"_L1)
        Q_EMIT lockRequested();
    else if (hit.key == "manual"_L1)
        showManual();
    else
        showHelp();
}

void MainShell::showManual() {
    if (!manual_)
        manual_ = new ManualWindow(this);
    manual_->setLanguage(language_);
    manual_->show();
    manual_->raise();
    manual_->activateWindow();
    manual_->showSection(isUnlocked() ? Rail::word(page_) : QString());
}

void MainShell::showHelp() { (new HelpDialog(this))->open(); }

void MainShell::dragEnterEvent(QDragEnterEvent* event) {
    if (!isUnlocked() || !mayImport_ || !event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    dropHint_->setGeometry(rect());
    dropHint_->show();
    dropHint_->raise();
}

void MainShell::dragLeaveEvent(QDragLeaveEvent*) { dropHint_->hide(); }

void MainShell::dropEvent(QDropEvent* event) {
    dropHint_->hide();
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT importRequested(paths);
}

void MainShell::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        popup_->hide();
    QWidget::changeEvent(event);
}

} // namespace casebook
