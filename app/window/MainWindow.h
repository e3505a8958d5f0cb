// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Language.h"
#include "app/window/OpenStudy.h"
#include "widgets/shell/MainShell.h"

#include <QTimer>
#include <QWidget>

namespace casebook {

class BackupController;
class StorageController;
class VerifyController;
class ClinicalPages;
class DemoController;
class DiagnosticsController;
class DoorController;
class ExportController;
class ExportPage;
class DefinitionController;
class HomeController;
class IdleLock;
class ImportController;
class NetworkController;
class NetworkPage;
class LookController;
class ReadingController;
class ReportController;
class ReadingPage;
class StudyController;
class SubjectsController;
class TaskController;
class CohortController;
class WatchController;

/// The one window: brings pages, viewers and services together. Holds the open study; locking lets go
/// of it, blanks every page, and wipes what was loaded.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    MainWindow();
    ~MainWindow() override;

    [[nodiscard]] MainShell* shell() const { return shell_; }
    [[nodiscard]] ReadingPage* readingPage() const { return readingPage_; }
    [[nodiscard]] DoorController* door() const { return door_; }
    [[nodiscard]] ImportController* imports() const { return imports_; }
    [[nodiscard]] ReadingController* reading() const { return reading_; }
    [[nodiscard]] ReportController* reports() const { return reports_; }
    [[nodiscard]] SubjectsController* subjects() const { return subjects_; }
    [[nodiscard]] HomeController* home() const { return home_; }
    [[nodiscard]] TaskController* tasks() const { return tasks_; }
    [[nodiscard]] CohortController* cohorts() const { return cohorts_; }
    [[nodiscard]] ExportController* exports() const { return exports_; }
    [[nodiscard]] NetworkController* network() const { return network_; }
    [[nodiscard]] WatchController* watch() const { return watch_; }
    [[nodiscard]] BackupController* backups() const { return backups_; }
    [[nodiscard]] StorageController* storage() const { return storage_; }
    [[nodiscard]] VerifyController* checks() const { return checks_; }
    [[nodiscard]] DiagnosticsController* diagnostics() const { return diagnostics_; }
    [[nodiscard]] DemoController* demo() const { return demo_; }
    [[nodiscard]] ClinicalPages* clinical() const { return clinical_; }
    [[nodiscard]] const StudyPtr& study() const { return study_; }

    void setLanguage(const QString& code);
    void setTheme(ThemeChoice choice);
    void openStudy(const StudyPtr& study);
    void setCodesOnly(bool on); ///< codes of subjects in place of their names, kept for this person's desktop
    void lock();
    void openSeries(const QString& seriesUid);
    [[nodiscard]] IdleLock* idle() const { return idle_; } ///< after which the study locks itself

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void hideNames(bool on);
    void connectShell();
    void connectControllers();
    void connectHome();
    void connectClinical();
    void connectDemo();
    void connectReading();
    void connectCohorts();
    void connectExports();
    void connectNetwork();
    void connectBackup();
    void askStop(const QString& question, const QString& note, const QString& stay);
    void stopAll();
    [[nodiscard]] bool isBusy() const; ///< with work that closing would stop
    void closeDialogs();
    void say(const QString& words); ///< where a study is open
    void showJobs();
    void chooseImport(bool folder);
    void refreshAll();
    void showHeader();
    [[nodiscard]] QList<SearchHit> searchSubjects(const QString& text) const;

    MainShell* shell_;
    ReadingPage* readingPage_;
    DoorController* door_;
    HomeController* home_;
    DefinitionController* definitions_;
    SubjectsController* subjects_;
    ImportController* imports_;
    ReadingController* reading_;
    ReportController* reports_;
    LookController* looks_;
    StudyController* studyPage_;
    ClinicalPages* clinical_;
    DemoController* demo_;
    TaskController* tasks_;
    CohortController* cohorts_;
    ExportPage* exportPage_;
    ExportController* exports_;
    NetworkPage* networkPage_;
    NetworkController* network_;
    WatchController* watch_;
    BackupController* backups_;
    StorageController* storage_;
    VerifyController* checks_;
    DiagnosticsController* diagnostics_;
    Language language_;
    StudyPtr study_;
    int listener_ = 0;
    QTimer refresh_; ///< gathers changes of one moment into one refresh
    IdleLock* idle_;
    bool isNew_ = false;
};

} // namespace casebook
