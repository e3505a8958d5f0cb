// SPDX-License-Identifier: GPL-3.0-or-later
// The whole shell filled with made-up values, and its screens one after the other.
#pragma once

#include "tests/widgets/DemoViews.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/reading/ReadingBar.h"
#include "widgets/shell/MainShell.h"
#include "widgets/study/AuditView.h"
#include "widgets/subjects/SubjectPreview.h"
#include "widgets/subjects/SubjectsPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <functional>

namespace casebook::demo {

inline QWidget* readingPage() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    auto* bar = new ReadingBar;
    bar->setHasOverlays(true);
    bar->setPreset(1);
    column->addWidget(bar);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    auto* panel = new SegmentPanel;
    panel->setTitle({u"TJ-0041"_s, u"Chest lung Bl57"_s, u"2026-10-27"_s});
    panel->setOverlays(overlays());
    panel->setActive({1}, 1);
    row->addWidget(panel);
    column->addLayout(row, 1);
    return page;
}

inline void fill(MainShell& shell) {
    shell.addPage(PageId::Reading, readingPage());
    shell.unlockPage()->setVersion(u"0.1"_s);
    shell.unlockPage()->setStudies(studies());
    shell.topBar()->setStudy({u"LUNG-DEMO"_s, true, false, false});
    shell.topBar()->setUser({u"Wang Min"_s, u"Coordinator"_s, u"TJ02"_s});
    shell.topBar()->setJobs(jobs());
    shell.home()->setView(home());
    shell.subjects()->setSubjects(subjects());
    shell.subjects()->select({2});
    shell.subjects()->setExams({2}, exams());
    shell.importReport()->setReport(importView());
    shell.study()->setView(study());
    shell.study()->audit()->setRows(audit(), false);
    shell.study()->auditView()->setTotal(813);
    shell.study()->backup()->setView(backup());
    shell.study()->diagnostics()->setReport(diagnostics());
    shell.study()->setVerify({false, true, now(), 9412, 813, {}});
}

struct Screen {
    const char* name;
    std::function<void(MainShell&)> show;
};

/// In the order in which they can be walked; each leaves the shell usable for the next.
inline QList<Screen> screens() {
    return {{"unlock", [](MainShell& s) { s.unlockPage()->select(u"/data/study/lung-demo"_s); }},
            {"wrong", [](MainShell& s) { s.unlockPage()->showWrongPassphrase(4); }},
            {"in use", [](MainShell& s) { s.unlockPage()->showInUse(u"TJ-RAD-02"_s, u"casebook 4711"_s); }},
            {"recovery", [](MainShell& s) { s.unlockPage()->showRecovery(); }},
            {"missing", [](MainShell& s) { s.unlockPage()->select(u"/media/disk/reader-study-a"_s); }},
            {"new study", [](MainShell& s) { s.unlockPage()->showNewStudy(); }},
            {"words",
             [](MainShell& s) {
                 s.unlockPage()->showRecoveryWords(u"7QK2 M8ZD 4HRT W0XB 9NEC 3VGY P5JA 6FSQ 1TKM"_s,
                                                   u"/data/study/x"_s);
             }},
            {"empty home",
             [](MainShell& s) {
                 s.showStudy();
                 s.home()->setView(emptyHome());
             }},
            {"home", [](MainShell& s) { s.home()->setView(home()); }},
            {"subjects",
             [](MainShell& s) {
                 s.showPage(PageId::Subjects);
                 s.subjects()->select({2});
                 s.subjects()->setExams({2}, exams());
             }},
            {"no hit", [](MainShell& s) { s.subjects()->setSearchText(u"zzzz"_s); }},
            {"import",
             [](MainShell& s) {
                 s.subjects()->setSearchText({});
                 s.showImportReport();
             }},
            {"study", [](MainShell& s) { s.showPage(PageId::Study); }},
            {"audit",
             [](MainShell& s) {
                 s.study()->showAudit();
                 for (DataTable* table : s.study()->findChildren<DataTable*>())
                     table->setCurrentIndex(table->model()->index(0, 0));
             }},
            {"backup", [](MainShell& s) { s.study()->showBackup(); }},
            {"diagnostics", [](MainShell& s) { s.study()->showDiagnostics(); }},
            {"reading", [](MainShell& s) { s.showPage(PageId::Reading); }}};
}

inline void settle() {
    for (int i = 0; i < 4; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
}

} // namespace casebook::demo
