// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MainWindow.h"

#include "app/window/BackupController.h"
#include "app/window/CaseController.h"
#include "app/window/ClinicalPages.h"
#include "app/window/CohortController.h"
#include "app/window/ConsentController.h"
#include "app/window/DefinitionController.h"
#include "app/window/DemoController.h"
#include "app/window/DiagnosticsController.h"
#include "app/window/DoorController.h"
#include "app/window/ExportController.h"
#include "app/window/FileDialog.h"
#include "app/window/HomeController.h"
#include "app/window/IdleLock.h"
#include "app/window/ImportController.h"
#include "app/window/LookController.h"
#include "app/window/MoveController.h"
#include "app/window/NetworkController.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "app/window/ReportController.h"
#include "app/window/StorageController.h"
#include "app/window/StudyController.h"
#include "app/window/SubjectsController.h"
#include "app/window/TaskController.h"
#include "app/window/VerifyController.h"
#include "app/window/WatchController.h"
#include "core/values/Messages.h"
#include "widgets/common/Toast.h"
#include "widgets/home/HomePage.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/study/BackupPanel.h"
#include "widgets/study/DiagnosticsPanel.h"
#include "widgets/study/StoragePanel.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subject/ReportsPage.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QSettings>
#include <QVBoxLayout>

namespace casebook {

namespace {

constexpr std::chrono::milliseconds refreshDelay{150};
constexpr qsizetype maxHits = 6;
const QString themeKey = QStringLiteral("theme");
const QString codesKey = QStringLiteral("codesOnly");

ThemeChoice keptTheme() {
    const QString kept = QSettings().value(themeKey).toString();
    return kept == QLatin1StringView("dark")    ? ThemeChoice::Dark
           : kept == QLatin1StringView("light") ? ThemeChoice::Light
                                                : ThemeChoice::System;
}

QString themeName(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Dark: return QStringLiteral("dark");
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::System: break;
    }
    return {};
}

QString roleWord(Role role) {
    switch (role) {
    case Role::Reader: return MainWindow::tr("Reader");
    case Role::Coordinator: return MainWindow::tr("Coordinator");
    case Role::Investigator: return MainWindow::tr("Investigator");
    case Role::DataManager: return MainWindow::tr("Data manager");
    case Role::Monitor: return MainWindow::tr("Monitor");
    case Role::Administrator: return MainWindow::tr("Administrator");
    }
    return {};
}

QString roleWords(const QList<Role>& roles) {
    if (roles.size() == allRoles().size())
        return MainWindow::tr("All roles");
    if (roles.size() > 1)
        return MainWindow::tr("%n role(s)", nullptr, int(roles.size()));
    return roles.isEmpty() ? QString() : roleWord(roles.front());
}

/// What was copied here or marked by the mouse (X11 keeps that too) may be a name or the recovery words.
/// @param passedOn  also what a clipboard manager may have taken over from us
void clearCopied(bool passedOn) {
    QClipboard* clipboard = QApplication::clipboard();
    if (passedOn || clipboard->ownsClipboard())
        clipboard->clear();
    if (clipboard->ownsSelection()) // what is marked in another program stays
        clipboard->clear(QClipboard::Selection);
}

} // namespace

MainWindow::MainWindow() : idle_(new IdleLock(this)) {
    setWindowTitle(QStringLiteral("Casebook"));
    shell_ = new MainShell(this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(shell_);
    readingPage_ = new ReadingPage;
    shell_->addPage(PageId::Reading, readingPage_);
    clinical_ = new ClinicalPages(shell_, this);
    demo_ = new DemoController(this);

    door_ = new DoorController(shell_->unlockPage(), this);
    home_ = new HomeController(shell_->home(), this);
    definitions_ = new DefinitionController(this);
    subjects_ = new SubjectsController(shell_->subjects(), this);
    imports_ = new ImportController(shell_->importReport(), this);
    reading_ = new ReadingController(readingPage_, this);
    reports_ = new ReportController(readingPage_, this);
    looks_ = new LookController(readingPage_->grid()->volumeView(), this);
    tasks_ = new TaskController(readingPage_, reading_, this);
    auto* cohortPage = new CohortPage;
    shell_->addPage(PageId::Cohorts, cohortPage);
    cohorts_ = new CohortController(cohortPage, this);
    exportPage_ = new ExportPage;
    shell_->addPage(PageId::Export, exportPage_);
    exports_ = new ExportController(exportPage_, this);
    connect(exportPage_, &ExportPage::cohortsRequested, this, [this] { shell_->showPage(PageId::Cohorts); });
    studyPage_ = new StudyController(shell_->study(), this);
    networkPage_ = new NetworkPage;
    shell_->setNetworkPage(networkPage_);
    network_ = new NetworkController(networkPage_, this);
    watch_ = new WatchController(shell_->study()->watch(), imports_, this);
    backups_ = new BackupController(shell_->study()->backup(), this);
    storage_ = new StorageController(shell_->study()->storage(), this);
    checks_ = new VerifyController(shell_->study(), this);
    diagnostics_ = new DiagnosticsController(shell_->study()->diagnostics(), this);

    connectShell();
    connectControllers();
    refresh_.setSingleShot(true);
    refresh_.setInterval(refreshDelay);
    connect(&refresh_, &QTimer::timeout, this, &MainWindow::refreshAll);
    connect(idle_, &IdleLock::expired, this, &MainWindow::lock);
    connect(door_, &DoorController::waits, idle_, &IdleLock::start);

    setLanguage({});
    shell_->setThemeChoice(keptTheme());
    shell_->topBar()->setCodesOnly(QSettings().value(codesKey).toBool());
    connect(shell_, &MainShell::codesOnlyRequested, this, &MainWindow::setCodesOnly);
    shell_->unlockPage()->setVersion(QCoreApplication::applicationVersion());
    shell_->showUnlock();
    door_->refresh();
    resize(1440, 900);
}

MainWindow::~MainWindow() { lock(); }

void MainWindow::connectShell() {
    connect(shell_, &MainShell::importRequested, imports_, &ImportController::start);
    connect(shell_, &MainShell::importFolderRequested, this, [this] { chooseImport(true); });
    connect(shell_, &MainShell::importFilesRequested, this, [this] { chooseImport(false); });
    connect(shell_, &MainShell::lockRequested, this, &MainWindow::lock);
    connect(shell_, &MainShell::languageRequested, this, &MainWindow::setLanguage);
    connect(shell_, &MainShell::themeChanged, this,
            [](ThemeChoice choice) { QSettings().setValue(themeKey, themeName(choice)); });
    connect(shell_, &MainShell::pageChanged, this, [this](PageId page) {
        if (page == PageId::Study)
            studyPage_->refresh();
    });
    connect(shell_, &MainShell::subjectHitChosen, this, [this](const QString& label) {
        shell_->showPage(PageId::Subjects);
        SubjectsModel* model = shell_->subjects()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (const SubjectView* s = model->at(row); s && s->label == label)
                return shell_->subjects()->select(s->id);
    });
    shell_->setSubjectSearch([this](const QString& text) { return searchSubjects(text); });
    connect(shell_->topBar(), &TopBar::cancelJobRequested, this, [this](int job) {
        if (DemoController::isDemoJob(job))
            demo_->cancel(job);
        else if (ExportController::isExportJob(job))
            exports_->cancel(job);
        else if (NetworkController::isNetworkJob(job))
            network_->cancel(job);
        else if (BackupController::isBackupJob(job))
            backups_->stop();
        else if (StorageController::isStorageJob(job))
            storage_->stop();
        else if (VerifyController::isVerifyJob(job))
            checks_->stop();
        else
            imports_->cancel(job);
    });
    connect(shell_->topBar(), &TopBar::openJobRequested, imports_, &ImportController::openReport);
    connect(shell_->unlockPage(), &UnlockPage::languageRequested, this, &MainWindow::setLanguage);
}

void MainWindow::connectControllers() {
    connect(door_, &DoorController::opened, this, &MainWindow::openStudy);
    connect(door_, &DoorController::said, shell_->toast(), [this](const QString& words) {
        shell_->toast()->say(words); // of no study, or of one that was just opened
    });
    connect(home_, &HomeController::failed, this, &MainWindow::say);
    connect(definitions_, &DefinitionController::failed, this, &MainWindow::say);
    connect(definitions_, &DefinitionController::said, this, &MainWindow::say);
    connect(subjects_, &SubjectsController::failed, this, &MainWindow::say);
    connect(subjects_, &SubjectsController::said, this, &MainWindow::say);
    connect(imports_, &ImportController::failed, this, &MainWindow::say);
    connect(imports_, &ImportController::finished, this, &MainWindow::say);
    connect(reading_, &ReadingController::failed, this, &MainWindow::say);
    connect(reading_, &ReadingController::said, this, &MainWindow::say);
    connect(reports_, &ReportController::failed, this, &MainWindow::say);
    connect(reports_, &ReportController::said, this, &MainWindow::say);
    connect(reading_, &ReadingController::overlaysShown, reports_, &ReportController::showSeries);
    connect(looks_, &LookController::failed, this, &MainWindow::say);
    connect(looks_, &LookController::said, this, &MainWindow::say);
    connect(studyPage_, &StudyController::failed, this, &MainWindow::say);
    connect(studyPage_, &StudyController::said, this, &MainWindow::say);
    connect(studyPage_, &StudyController::subjectRequested, clinical_, &ClinicalPages::openCase);

    connect(home_, &HomeController::loaded, this, [this](const HomeView& view) {
        isNew_ = view.subjects == 0 && view.series == 0;
        showHeader();
    });
    connect(subjects_, &SubjectsController::openSeriesRequested, this, &MainWindow::openSeries);
    connect(imports_, &ImportController::jobsChanged, this, &MainWindow::showJobs);
    connect(imports_, &ImportController::reportReady, shell_, &MainShell::showImportReport);
    connect(imports_, &ImportController::previewReady, shell_, &MainShell::showImportReport);
    connect(shell_->importReport(), &ImportReportPage::openSeriesRequested, this, &MainWindow::openSeries);
    connect(readingPage_, &ReadingPage::chooseSeriesRequested, this,
            [this] { shell_->showPage(PageId::Subjects); });
    connectHome();
    connectClinical();
    connectDemo();
    connectReading();
    connectCohorts();
    connectExports();
    connectNetwork();
    connectBackup();
}

void MainWindow::connectBackup() {
    connect(backups_, &BackupController::failed, this, &MainWindow::say);
    connect(backups_, &BackupController::said, this, &MainWindow::say);
    connect(backups_, &BackupController::jobsChanged, this, &MainWindow::showJobs);
    connect(diagnostics_, &DiagnosticsController::failed, this, &MainWindow::say);
    connect(diagnostics_, &DiagnosticsController::said, this, &MainWindow::say);
    connect(shell_->study(), &StudyPage::diagnosticsShown, diagnostics_, &DiagnosticsController::look);
    connect(shell_->study(), &StudyPage::backupShown, backups_, &BackupController::refresh);
    connect(storage_, &StorageController::failed, this, &MainWindow::say);
    connect(storage_, &StorageController::said, this, &MainWindow::say);
    connect(storage_, &StorageController::jobsChanged, this, &MainWindow::showJobs);
    connect(checks_, &VerifyController::failed, this, &MainWindow::say);
    connect(checks_, &VerifyController::said, this, &MainWindow::say);
    connect(checks_, &VerifyController::jobsChanged, this, &MainWindow::showJobs);
    connect(door_, &DoorController::anotherWaits, checks_, &VerifyController::stop); // it can be begun anew
    connect(shell_->study(), &StudyPage::storageShown, storage_, &StorageController::refresh);
    connect(shell_->home(), &HomePage::backupRequested, this, [this] {
        shell_->showPage(PageId::Study);
        shell_->study()->showBackup();
        backups_->start();
    });
}

void MainWindow::connectNetwork() {
    connect(watch_, &WatchController::failed, this, &MainWindow::say);
    connect(network_, &NetworkController::failed, this, &MainWindow::say);
    connect(network_, &NetworkController::said, this, &MainWindow::say);
    connect(network_, &NetworkController::jobsChanged, this, &MainWindow::showJobs);
    connect(network_, &NetworkController::maySendChanged, clinical_, &ClinicalPages::setMaySend);
    connect(clinical_, &ClinicalPages::sendRequested, network_, &NetworkController::askSend);
    connect(networkPage_, &NetworkPage::backRequested, this, [this] { shell_->showPage(PageId::Subjects); });
}

void MainWindow::connectExports() {
    connect(exports_, &ExportController::failed, this, &MainWindow::say);
    connect(exports_, &ExportController::said, this, &MainWindow::say);
    connect(exports_, &ExportController::jobsChanged, this, &MainWindow::showJobs);
    connect(shell_, &MainShell::pageChanged, this, [this](PageId page) {
        if (page == PageId::Export)
            exports_->refresh();
    });
}

void MainWindow::connectReading() {
    connect(tasks_, &TaskController::failed, this, &MainWindow::say);
    connect(tasks_, &TaskController::said, this, &MainWindow::say);
    connect(tasks_, &TaskController::counted, this,
            [this](int toRead) { shell_->rail()->setBadge(PageId::Reading, toRead); });
    connect(shell_->home(), &HomePage::nextCaseRequested, this, [this] {
        shell_->showPage(PageId::Reading);
        tasks_->openNext();
    });
    connect(clinical_, &ClinicalPages::compareRequested, this,
            [this](const QString& current, const QString& prior) {
                shell_->showPage(PageId::Reading);
                reading_->compare(current, prior);
            });
}

void MainWindow::connectCohorts() {
    connect(cohorts_, &CohortController::failed, this, &MainWindow::say);
    connect(cohorts_, &CohortController::said, this, &MainWindow::say);
    connect(cohorts_, &CohortController::openSubjectRequested, this, [this](SubjectId id) {
        const SubjectsModel* model = shell_->subjects()->model();
        if (const SubjectView* subject = model->at(model->rowOf(id)))
            clinical_->openCase(subject->label);
    });
    connect(shell_, &MainShell::pageChanged, this, [this](PageId page) {
        if (page == PageId::Cohorts)
            cohorts_->shown();
    });
}

void MainWindow::connectDemo() {
    connect(door_, &DoorController::demoRequested, this,
            [this] { demo_->open(DemoController::defaultFolder()); });
    connect(demo_, &DemoController::opened, door_, &DoorController::enter);
    connect(demo_, &DemoController::failed, door_, &DoorController::refuse);
    connect(demo_, &DemoController::jobsChanged, this, &MainWindow::showJobs);
}

void MainWindow::showJobs() {
    shell_->topBar()->setJobs(backups_->jobs() + storage_->jobs() + checks_->jobs() + exports_->jobs() +
                              demo_->jobs() + network_->jobs() + imports_->jobs());
}

/// What only leads to another page is wired in MainShell itself.
void MainWindow::connectHome() {
    HomePage* home = shell_->home();
    connect(home_, &HomeController::chainChecked, studyPage_, &StudyController::showChain);
    connect(home, &HomePage::importReportRequested, imports_, &ImportController::showReport);
    connect(home, &HomePage::seriesRequested, this, &MainWindow::openSeries);
    connect(home, &HomePage::definitionRequested, definitions_, &DefinitionController::choose);
    connect(home, &HomePage::demoRequested, this, [this] {
        lock();
        demo_->open(DemoController::defaultFolder());
    });
    connect(home, &HomePage::unlockRequested, this, [this](FormId form) { clinical_->openForm(form, {}); });
    connect(home, &HomePage::formRequested, this, [this](const QString& key) { clinical_->openForm(key); });
    connect(home, &HomePage::queriesRequested, this, [this] { shell_->showPage(PageId::Queries); });
    connect(home, &HomePage::scheduleRequested, this, [this] { shell_->showPage(PageId::Schedule); });
}

void MainWindow::connectClinical() {
    connect(clinical_, &ClinicalPages::failed, this, &MainWindow::say);
    connect(clinical_, &ClinicalPages::said, this, &MainWindow::say);
    connect(clinical_, &ClinicalPages::seriesRequested, this, &MainWindow::openSeries);
    connect(clinical_, &ClinicalPages::volumeRequested, this, [this](const QString& seriesUid, int volume) {
        shell_->showPage(PageId::Reading);
        reading_->open(seriesUid, volume);
    });
    auto* documents = new ReportsPage;
    clinical_->casePage()->setTabPage(CasePage::Tab::Reports, documents);
    reports_->setPage(documents);
    connect(clinical_->subjectCase(), &CaseController::loaded, reports_,
            [this](const SubjectView& subject) { reports_->showSubject(subject.label); });
    connect(clinical_, &ClinicalPages::placeRequested, this,
            [this](const QString& seriesUid, const WorldPoint& place) {
                shell_->showPage(PageId::Reading);
                reading_->openAt(seriesUid, place);
            });
    connect(clinical_, &ClinicalPages::switchUserRequested, this, &MainWindow::lock);
    connect(subjects_, &SubjectsController::openCaseRequested, clinical_, &ClinicalPages::openCase);
    clinical_->attach(subjects_->preview());
    connect(subjects_, &SubjectsController::joinRequested, clinical_->moves(), &MoveController::askJoin);
    connect(subjects_, &SubjectsController::partRequested, clinical_->moves(), &MoveController::askPart);
    connect(subjects_, &SubjectsController::withdrawRequested, clinical_->consent(), &ConsentController::ask);
    connect(clinical_, &ClinicalPages::subjectsChanged, subjects_, &SubjectsController::refresh);
}

void MainWindow::setLanguage(const QString& code) {
    language_.set(code);
    shell_->setLanguage(language_.code());
    cohorts_->setLanguage(language_.code());
    showHeader(); // roles are words too
}

void MainWindow::setTheme(ThemeChoice choice) { shell_->setThemeChoice(choice); }

void MainWindow::setCodesOnly(bool on) {
    QSettings().setValue(codesKey, on);
    shell_->topBar()->setCodesOnly(on);
    if (!study_)
        return;
    hideNames(on);
    clinical_->namesChanged(on);
    refreshAll();
}

void MainWindow::hideNames(bool on) {
    study_->namesHidden = on;
    shell_->importReport()->setNamesHidden(on);
    networkPage_->setNamesHidden(on);
    exportPage_->setNamesHidden(on);
    home_->namesChanged(on);
    if (on)
        subjects_->forgetNames(); // the list that is read now may be long in coming, or fail
}

void MainWindow::openStudy(const StudyPtr& study) {
    lock();
    study_ = study;
    hideNames(QSettings().value(codesKey).toBool());
    listener_ = study_->vault->database().onChanged([this](const QList<ObjectRef>&) {
        QMetaObject::invokeMethod(&refresh_, qOverload<>(&QTimer::start), Qt::QueuedConnection);
    });
    showHeader();
    shell_->setMayImport(study_->session.may(Right::Import));
    imports_->setStudy(study_);
    home_->setStudy(study_);
    definitions_->setStudy(study_);
    subjects_->setStudy(study_);
    reading_->setStudy(study_);
    reports_->setStudy(study_);
    looks_->setStudy(study_);
    studyPage_->setStudy(study_);
    clinical_->setStudy(study_);
    tasks_->setStudy(study_);
    cohorts_->setStudy(study_);
    exports_->setStudy(study_);
    network_->setStudy(study_);
    watch_->setStudy(study_);
    backups_->setStudy(study_);
    storage_->setStudy(study_);
    checks_->setStudy(study_);
    diagnostics_->setStudy(study_);
    shell_->showStudy();
    idle_->start();
    if (study_->session.may(Right::ReadIdentity) && !study_->session.readOnly)
        inBackground(
            this, [study] { return study->subjects.recordIdentityRead(QStringLiteral("window")); },
            [this](Result<> recorded) {
                if (!recorded)
                    say(messageText(recorded.error()));
            });
}

void MainWindow::showHeader() {
    if (!study_)
        return;
    const StudyInfo info = study_->vault->info();
    shell_->topBar()->setStudy({info.name, info.synthetic, isNew_, study_->session.readOnly});
    shell_->topBar()->setUser({study_->session.printedName, roleWords(study_->session.roles), info.site});
}

/// An answer that comes after the lock may name a subject: over the door nothing is said.
void MainWindow::say(const QString& words) {
    if (study_)
        shell_->toast()->say(words);
}

/// Dialogs may name subjects or show recovery words, and menus act on what is behind the lock.
void MainWindow::closeDialogs() {
    constexpr int deepest = 16; // menus of menus; one that does not close must not hold us
    for (int n = 0; n < deepest && QApplication::activePopupWidget(); ++n)
        QApplication::activePopupWidget()->close();
    for (QDialog* dialog : findChildren<QDialog*>()) {
        dialog->hide();
        dialog->deleteLater();
    }
}

void MainWindow::lock() {
    idle_->stop();
    refresh_.stop();
    clearCopied(study_ != nullptr);
    FileDialog::forgetFolder();
    if (study_ || door_->isWaiting())
        closeDialogs();
    door_->giveUp();
    if (!study_)
        return;
    demo_->stop();
    study_->vault->database().removeListener(listener_);
    shell_->showUnlock();
    reading_->setStudy(nullptr);
    reports_->setStudy(nullptr);
    looks_->setStudy(nullptr);
    subjects_->setStudy(nullptr);
    home_->setStudy(nullptr);
    definitions_->setStudy(nullptr);
    imports_->setStudy(nullptr);
    studyPage_->setStudy(nullptr);
    clinical_->setStudy(nullptr);
    tasks_->setStudy(nullptr);
    cohorts_->setStudy(nullptr);
    exports_->setStudy(nullptr);
    network_->setStudy(nullptr);
    watch_->setStudy(nullptr);
    backups_->setStudy(nullptr);
    storage_->setStudy(nullptr);
    checks_->setStudy(nullptr);
    diagnostics_->setStudy(nullptr);
    door_->setLocked(study_);
    const QString folder = study_->vault->folder();
    // Finishing the writer and sealing the header touch the disk: not in this thread.
    inBackground([study = std::exchange(study_, nullptr)]() mutable {
        if (study.use_count() > 1) // else the study itself is locked, which the audit says
            static_cast<void>(study->vault->noteScreen(true));
        study.reset();
    });
    door_->openFolder(folder);
}

void MainWindow::openSeries(const QString& seriesUid) {
    shell_->showPage(PageId::Reading);
    reading_->open(seriesUid);
}

void MainWindow::refreshAll() {
    home_->refresh();
    subjects_->refresh();
    clinical_->refresh();
    tasks_->refresh();
    cohorts_->refresh();
    if (shell_->currentPage() == PageId::Study)
        studyPage_->refresh();
}

void MainWindow::chooseImport(bool folder) {
    auto* dialog = new FileDialog(this, folder ? tr("Import a folder of DICOM files")
                                               : tr("Import DICOM files or archives"));
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, imports_, &ImportController::start);
    dialog->open();
}

QList<SearchHit> MainWindow::searchSubjects(const QString& text) const {
    QList<SearchHit> hits;
    const QString typed = text.trimmed().toLower();
    const SubjectsModel* model = shell_->subjects()->model();
    for (int row = 0; !typed.isEmpty() && row < model->rowCount() && hits.size() < maxHits; ++row) {
        const SubjectView* s = model->at(row);
        if (s && s->searchKey.contains(typed))
            hits.append({SearchHit::Kind::Subject, s->label, s->label, s->name, QStringLiteral("person")});
    }
    return hits;
}

} // namespace casebook
