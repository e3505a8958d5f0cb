// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Background.h"
#include "app/window/CaseController.h"
#include "app/window/ClinicalPages.h"
#include "app/window/CohortController.h"
#include "app/window/ExportController.h"
#include "app/window/HomeController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/MoveController.h"
#include "app/window/QueriesController.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "app/window/ScheduleController.h"
#include "app/window/SubjectFormsController.h"
#include "app/window/TagController.h"
#include "app/window/TaskController.h"
#include "app/window/Tour.h"
#include "widgets/cohort/CohortPage.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/export/ExportPage.h"
#include "widgets/forms/FormPage.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/reading/FindingPanel.h"
#include "widgets/reading/WorklistPage.h"
#include "widgets/schedule/SchedulePage.h"
#include "widgets/shell/ManualWindow.h"
#include "widgets/study/BackupPanel.h"
#include "widgets/study/DiagnosticsPanel.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subject/CasePage.h"
#include "widgets/subjects/SubjectsPage.h"

#include <QApplication>
#include <QLineEdit>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 demoPatienceMs = 300'000; ///< the demo study is made meanwhile
constexpr qint64 importPatienceMs = 600'000; ///< a folder may hold many exams
constexpr qint64 volumePatienceMs = 15'000;
constexpr int volumePane = 3; ///< of the viewer grid
constexpr qint64 windowFillMs = 1'000; ///< a second window has shown what it reads
constexpr qint64 markVisibleMs = 800; ///< a mark can be accepted after half a second

/// The subject with most exams: it has something to show on every page.
QString richest(const SubjectsModel* model) {
    const SubjectView* best = nullptr;
    for (int row = 0; row < model->rowCount(); ++row)
        if (const SubjectView* s = model->at(row); s && (!best || s->exams > best->exams))
            best = s;
    return best ? best->label : QString();
}

} // namespace

void Tour::addImport() {
    const auto page = [this] { return window_.shell()->importReport(); };
    add({u"import-preview"_s, u"waits for what the import would bring"_s, [] {},
         [this, page] {
             const QList<JobView>& jobs = window_.imports()->jobs();
             const bool ended = !jobs.isEmpty() && jobs.front().state != JobView::State::Running;
             return ended || page()->report().preview;
         },
         importPatienceMs});
    add({{},
         u"agrees to it"_s,
         [page] {
             if (page()->report().preview)
                 Q_EMIT page()->importAgreed();
         },
         [page] { return !page()->report().preview; },
         importPatienceMs});
}

void Tour::addHome() {
    add({{},
         u"waits until the study is open and everything in it is made"_s,
         [] {},
         [this] { return isQuiet(); },
         demoPatienceMs});
    add({u"home"_s, u"clicks Home"_s, [this] { clickPage(PageId::Home); },
         [this] { return window_.home()->isLoaded(); }});
    add({u"import-report"_s, u"opens the report of the last import"_s,
         [this] { window_.imports()->showReport(window_.home()->view().lastImport); }});
    add({u"schedule"_s, u"clicks Schedule"_s, [this] { clickPage(PageId::Schedule); },
         [this] { return window_.clinical()->schedule()->isLoaded(); }});
    add({u"exams"_s, u"opens the exams and their visits"_s,
         [this] { window_.findChild<SchedulePage*>()->showExams(); },
         [this] { return window_.clinical()->schedule()->isLoaded(); }});
    add({u"queries"_s, u"clicks Queries"_s, [this] { clickPage(PageId::Queries); },
         [this] { return window_.clinical()->queries()->isLoaded(); }});
}

void Tour::addSubject() {
    MainShell* shell = window_.shell();
    add({u"subjects"_s, u"clicks Subjects and chooses the one with most exams"_s, [this, shell] {
             clickPage(PageId::Subjects);
             const QString label = richest(shell->subjects()->model());
             for (int row = 0; row < shell->subjects()->model()->rowCount(); ++row)
                 if (const SubjectView* s = shell->subjects()->model()->at(row); s && s->label == label)
                     shell->subjects()->select(s->id);
         }});
    add({u"subject"_s, u"presses Enter: the page of the subject"_s,
         [shell] { hand::key(shell->subjects()->table(), Qt::Key_Return, u"\r"_s); },
         [this, shell] {
             return shell->subjects()->model()->rowCount() == 0 ||
                    window_.clinical()->subjectCase()->isLoaded();
         }});
}

void Tour::addImages() {
    const auto images = [this] { return window_.clinical()->casePage()->view().images; };
    const auto opened = [this, images] {
        return images().isEmpty() || (hasUpperWindow() && waited_.elapsed() > windowFillMs);
    };
    const auto tab = [this](CasePage::Tab which) { window_.clinical()->casePage()->showTab(which); };
    add({u"subject-images"_s, u"opens the images of the subject"_s, [tab] { tab(CasePage::Tab::Images); },
         [this] { return waited_.elapsed() > windowFillMs; }});
    add({u"subject-reports"_s, u"opens its reports"_s, [tab] { tab(CasePage::Tab::Reports); },
         [this] { return waited_.elapsed() > windowFillMs; }});
    add({u"tags"_s, u"opens the attributes of its newest series"_s,
         [this, images] {
             if (!images().isEmpty())
                 window_.clinical()->tags()->open(images().last().seriesUid);
         },
         opened});
    add({u"move"_s, u"closes them and asks to move the series to another subject"_s,
         [this, images] {
             closeUpperWindow();
             if (!images().isEmpty())
                 window_.clinical()->moves()->askSeries(images().last().seriesUid);
         },
         opened});
    add({{}, u"moves nothing"_s, [this, tab] {
             closeUpperWindow();
             tab(CasePage::Tab::Overview);
         }});
}

void Tour::addForm() {
    const auto page = [this] { return window_.clinical()->forms()->form()->page(); };
    add({u"form"_s, u"opens the first form that is not complete"_s,
         [this] {
             const CaseView& view = window_.clinical()->casePage()->view();
             const auto wanted = std::find_if(view.forms.begin(), view.forms.end(),
                                              [](const CaseForm& f) { return f.state != "complete"; });
             if (wanted != view.forms.end())
                 window_.clinical()->openForm(wanted->key);
             else if (!view.forms.isEmpty())
                 window_.clinical()->openForm(view.forms.front().key);
         },
         [this, page] {
             return window_.clinical()->casePage()->view().forms.isEmpty() || page()->isOpen();
         }});
    if (route_ == Route::Walk)
        add({u"form-typed"_s, u"types 999 into the first number of the form, and goes on with Enter"_s,
             [page] {
                 if (!page()->isOpen())
                     return;
                 const FormState& state = page()->model()->state();
                 for (const ItemPath& path : state.paths()) {
                     const ItemDef* item = state.definition().item(path.item);
                     if (!item || (item->type != ItemType::Decimal && item->type != ItemType::Quantity) ||
                         !state.item(path).visible || !page()->focusItem(path))
                         continue;
                     QWidget* focus = QApplication::focusWidget();
                     auto* edit = qobject_cast<QLineEdit*>(focus);
                     if (!edit)
                         continue;
                     edit->selectAll();
                     hand::type(edit, u"999"_s);
                     hand::key(edit, Qt::Key_Return, u"\r"_s);
                     return;
                 }
             }});
}

void Tour::addReading() {
    const auto grid = [this] { return window_.readingPage()->grid(); };
    add({u"reading"_s, u"opens the newest series of the subject: three planes and 3D"_s,
         [this] {
             const QList<CaseImage>& images = window_.clinical()->casePage()->view().images;
             if (!images.isEmpty())
                 window_.openSeries(images.last().seriesUid);
         },
         [this, grid] {
             const QList<OverlayView>& overlays = window_.readingPage()->panel()->overlays();
             if (window_.reading()->isLoaded() && !went_ && !overlays.isEmpty() &&
                 !overlays.front().segments.isEmpty()) {
                 went_ = true;
                 Q_EMIT window_.readingPage()->panel()->segmentActivated(
                     overlays.front().id, overlays.front().segments.front().number);
             }
             // A folder without a volume, or one slice alone, has no 3D picture to wait for.
             const bool nothing = window_.clinical()->casePage()->view().images.isEmpty();
             const bool drawn = grid()->volumeView()->isRefined() || waited_.elapsed() > volumePatienceMs;
             return nothing || (window_.reading()->isLoaded() && drawn);
         }});
    const auto volume = [grid] { return grid()->volumeView(); };
    const auto drawn = [this, volume] {
        return volume()->isRefined() || volume()->lastPicture().isNull() ||
               waited_.elapsed() > volumePatienceMs;
    };
    add({u"reading-3d"_s, u"enlarges the 3D pane: vessels of the lungs, crop box, curve over the histogram"_s,
         [grid, volume] {
             grid()->setMaximized(volumePane);
             for (const auto& [key, text] :
                  {std::pair(Qt::Key_2, u"2"_s), std::pair(Qt::Key_C, u"c"_s), std::pair(Qt::Key_E, u"e"_s)})
                 hand::key(volume(), key, text);
         },
         drawn});
    add({{},
         u"puts the 3D pane back"_s,
         [grid, volume] {
             volume()->setEditorShown(false);
             volume()->setCropShown(false);
             hand::key(volume(), Qt::Key_1, u"1"_s);
             grid()->setMaximized(-1);
         },
         drawn});
    add({u"reading-form"_s, u"presses F8: a form of the exam beside the images"_s,
         [this] { window_.readingPage()->showSide(ReadingPage::Side::Form); },
         [this] { return window_.readingPage()->form()->isOpen() || waited_.elapsed() > 3000; }});
    add({u"reading-series"_s, u"opens what was found in the series"_s,
         [this] { window_.readingPage()->showSide(ReadingPage::Side::Series); },
         [this] { return waited_.elapsed() > windowFillMs; }});
    if (route_ == Route::Walk) {
        add({u"reading-mediastinum"_s, u"scrolls two slices and presses 2: mediastinal window"_s, [grid] {
                 SliceView* axial = grid()->slice(0);
                 axial->setFocus();
                 hand::wheel(axial, -2);
                 hand::key(axial, Qt::Key_2, u"2"_s);
             }});
        add({u"reading-one"_s, u"clicks a pane and enlarges it"_s, [grid] {
                 hand::click(grid()->slice(0), QPointF(40, 200));
                 grid()->setMaximized(0);
             }});
    }
}

void Tour::addCase() {
    add({u"worklist"_s, u"goes back to the worklist"_s,
         [this] {
             window_.readingPage()->grid()->setMaximized(-1);
             window_.tasks()->leave();
         },
         [] { return true; }});
    add({u"reading-case"_s, u"opens the next case and goes to its first mark with N"_s,
         [this] {
             went_ = false;
             window_.tasks()->openNext();
         },
         [this] {
             FindingPanel* panel = window_.readingPage()->findings();
             if (!window_.tasks()->hasCase())
                 return waited_.elapsed() > 3000; // nothing is given to this user
             if (!window_.reading()->isLoaded())
                 return false;
             if (!std::exchange(went_, true) && !panel->view().findings.isEmpty()) {
                 window_.readingPage()->grid()->slice(0)->setFocus();
                 hand::key(window_.readingPage()->grid()->slice(0), Qt::Key_N, u"n"_s);
             }
             return waited_.elapsed() > markVisibleMs;
         }});
    if (route_ == Route::Walk)
        add({u"reading-accepted"_s, u"accepts it with Enter"_s,
             [this] { hand::key(window_.readingPage()->grid()->slice(0), Qt::Key_Return, u"\r"_s); },
             [this] { return waited_.elapsed() > markVisibleMs; }});
    add({{}, u"leaves the case for another time"_s, [this] { window_.tasks()->leave(); }});
}

void Tour::addCohort() {
    const auto page = [this] { return window_.findChild<CohortPage*>(); };
    const auto idle = [this] { return window_.cohorts()->isLoaded() && window_.cohorts()->isIdle(); };
    add({u"cohort"_s, u"clicks Cohorts: facets, flow and Table 1"_s, [this] { clickPage(PageId::Cohorts); },
         idle});
    add({u"cohort-survival"_s, u"opens Survival"_s, [page] { page()->showTab(CohortPage::Tab::Survival); },
         idle});
    add({u"export"_s, u"clicks Export and asks for the preview"_s,
         [this] {
             went_ = false;
             clickPage(PageId::Export);
         },
         [this] {
             auto* exports = window_.findChild<ExportPage*>();
             if (!exports->preview().valid && waited_.elapsed() > 1000 && !std::exchange(went_, true))
                 exports->choosePreview();
             return exports->preview().valid || (went_ && waited_.elapsed() > volumePatienceMs);
         }});
}

void Tour::addStudy() {
    MainShell* shell = window_.shell();
    add({u"study"_s, u"clicks Study"_s, [this] { clickPage(PageId::Study); }});
    add({u"audit"_s, u"opens the audit"_s, [shell] { shell->study()->showAudit(); }});
    add({u"network"_s, u"opens search and retrieve"_s, [shell] { shell->showNetwork(); }});
    add({u"users"_s, u"goes back to Study and opens the users"_s, [this, shell] {
             clickPage(PageId::Study);
             shell->study()->showUsers();
         }});
    add({u"backup"_s, u"opens the backup"_s, [shell] { shell->study()->showBackup(); },
         [shell] { return shell->study()->backup()->view().known; }});
    add({u"diagnostics"_s, u"opens the diagnostics"_s, [shell] { shell->study()->showDiagnostics(); },
         [shell] { return !shell->study()->diagnostics()->report().facts.isEmpty(); }});
    add({u"manual"_s, u"presses F1: the manual"_s, [shell] { shell->showManual(); }});
    add({{}, u"closes the manual"_s, [shell] {
             if (shell->manual())
                 shell->manual()->close();
         }});
}

void Tour::addEnd() {
    add({u"unlock"_s, u"locks the study"_s, [this] { window_.lock(); }});
    add({u"home-empty"_s, u"makes a study without anything in it"_s,
         [this] {
             const NewStudy study{u"LUNG-NEW"_s, u"S01"_s, u"li"_s, u"Li Yan"_s, true};
             inBackground(
                 this,
                 [folder = empty_.filePath(u"lung-new"_s), study] {
                     auto made = Vault::create(folder, study, SecretBytes::fromUtf8(publicSamplePassphrase),
                                               KdfCost::product());
                     return made ? std::make_shared<OpenStudy>(std::move(made->vault)) : StudyPtr();
                 },
                 [this](const StudyPtr& made) {
                     if (made)
                         window_.openStudy(made);
                 });
         },
         [this] { return isQuiet(); }});
}

} // namespace casebook
