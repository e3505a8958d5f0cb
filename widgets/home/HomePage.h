// SPDX-License-Identifier: GPL-3.0-or-later
// What to do next: three steps for an empty study, otherwise work, numbers and the last things.
#pragma once

#include "core/values/Ids.h"
#include "storage/forms/FormRecords.h"

#include <QDate>
#include <QDateTime>
#include <QImage>
#include <QList>
#include <QString>
#include <QWidget>

class QStackedWidget;

namespace casebook {

/// One of the last imports, as Home lists it.
struct HomeImport {
    ImportId id;
    QDateTime when;
    QString user;
    int imported = 0, duplicates = 0, waiting = 0, refused = 0;
    bool interrupted = false;
};

/// An import that asks a person something, or that failed lately.
struct HomeConcern {
    ImportId import;
    QDateTime when;
    QString user;
    int persons = 0;  ///< exams that wait for their subject
    int files = 0;    ///< series with two files of one image
    int refused = 0;  ///< files, where none was taken
    bool interrupted = false;
};

/// A series that was opened or imported lately.
struct HomeSeries {
    QString seriesUid;
    QString subject;     ///< label
    QString description;
    QString note;        ///< "CT, 133 slices"
    QImage thumbnail;
};

/// A form or visit that is past its window.
struct HomeOverdue {
    QString subject;   ///< label
    QString name;      ///< empty where the session may not read it
    QString visit, form; ///< words in the current language
    QString key;       ///< what openOverdue gives back: "S-0001/SCR#1/LAB"
    int days = 0;
};

/// A visit of the days that come.
struct HomeVisit {
    QDate day;
    QString subject, visit;
};

/// The last backup of the study, and whether it is time for the next.
struct HomeBackup {
    bool known = false;  ///< something is said of it
    QDateTime last;      ///< invalid: none was made
    int ageDays = -1;
    bool due = false;    ///< older than the schedule allows, or none
    bool mayManage = false; ///< may back up: gets a row with a button
};

/// Plain values of the page; the app fills them from the services.
struct HomeView {
    QString userName;
    QString site;
    QDateTime now;
    int subjects = 0, withExams = 0, exams = 0, series = 0, overlays = 0;
    int waitingSeries = 0;      ///< series that wait for a subject
    int placementsToConfirm = 0;///< overlays that nearly fit
    int refusedFiles = 0;       ///< in the last import
    ImportId lastImport;        ///< of refusedFiles
    ImportId waitingImport;     ///< the newest one of waitingSeries
    int interruptedImports = 0;
    bool mayReadAudit = true;   ///< else nothing is said of its chain
    bool auditChecked = false, auditWhole = false;
    int casesToRead = 0, casesBegun = 0; ///< of this person's worklist
    int formsOverdue = 0;
    QList<HomeOverdue> overdue; ///< oldest first, at most 7 are shown
    int queriesToAnswer = 0, oldestQueryDays = 0;
    int queriesToClose = 0;     ///< answered, for who raised them
    int unlocksAsked = 0;       ///< forms that others ask this person to unlock
    FormId unlockForm;          ///< of these, what was asked first
    QString unlockWords;        ///< whose it is, who asks and why
    int damaged = 0;            ///< pieces that the last check of the study found damaged
    QDateTime damageFound;      ///< when
    int visitsInWindow = 0;
    QList<HomeVisit> week;      ///< at most 5 are shown
    int formsComplete = 0, formsExpected = 0, visitsDone = 0, visitsExpected = 0;
    bool workKnown = true;      ///< forms, queries, visits and cases were looked through
    bool hasDefinition = true;  ///< the study has forms
    bool mayDefine = false;     ///< may load a form definition
    QList<HomeImport> imports;  ///< newest first, at most 7 are shown
    QList<HomeConcern> concerns; ///< newest first, at most 5 are shown
    HomeBackup backup;
    QList<HomeSeries> recent;   ///< newest first, at most 3 are shown
    bool mayImport = true, mayEnrol = true;
};

class HomeEmpty;
class HomeFilled;

class HomePage : public QWidget {
    Q_OBJECT
public:
    explicit HomePage(QWidget* parent = nullptr);
    void setView(const HomeView& view);
    [[nodiscard]] bool isEmptyStudy() const;

Q_SIGNALS:
    void importFolderRequested();
    void importFilesRequested();
    void enrolRequested();
    void demoRequested();
    void subjectsRequested();
    void importReportRequested(casebook::ImportId id);
    void placementsRequested();
    void seriesRequested(const QString& seriesUid);
    void auditRequested();
    void nextCaseRequested();
    void scheduleRequested();
    void queriesRequested();
    void formRequested(const QString& key); ///< a form or a visit, see FormService::keyOf
    void unlockRequested(casebook::FormId form);
    void checkRequested(); ///< of the study
    void definitionRequested();
    void backupRequested();

private:
    QStackedWidget* stack_;
    HomeEmpty* empty_;
    HomeFilled* filled_;
};

} // namespace casebook
