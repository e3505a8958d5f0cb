// SPDX-License-Identifier: GPL-3.0-or-later
// What to do next: three steps for an empty study, otherwise work, numbers and the last things.
#pragma once

#include "core/values/Ids.h"

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

/// A series that was opened or imported lately.
struct HomeSeries {
    QString seriesUid;
    QString subject;     ///< label
    QString description;
    QString note;        ///< "CT, 133 slices"
    QImage thumbnail;
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
    ImportId lastImport;        ///< of refusedFiles and waitingSeries
    int interruptedImports = 0;
    bool auditChecked = false, auditWhole = false;
    QList<HomeImport> imports;  ///< newest first, at most 7 are shown
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
    void sampleRequested();
    void subjectsRequested();
    void importReportRequested(casebook::ImportId id);
    void placementsRequested();
    void seriesRequested(const QString& seriesUid);
    void auditRequested();

private:
    QStackedWidget* stack_;
    HomeEmpty* empty_;
    HomeFilled* filled_;
};

} // namespace casebook
