// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/TaskController.h"

#include "app/window/Crop.h"
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "core/values/Messages.h"
#include "storage/vault/UserService.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"
#include "widgets/reading/AssignDialog.h"
#include "widgets/reading/FindingPanel.h"
#include "widgets/reading/WorklistPage.h"

#include <QApplication>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

namespace {

constexpr int tickMs = 1000;

QString clockText(std::int64_t ms) {
    const std::int64_t seconds = ms / 1000;
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

TaskView viewOf(const ReadingTask& task) {
    return {task.id,
            task.subjectLabel,
            task.examDate,
            task.seriesDescription,
            task.priorDate,
            task.readerName,
            task.mode,
            taskStateCode(task.state),
            task.firstClosedMs > 0,
            task.reserved,
            task.note};
}

ViewMark::State stateOf(const FindingView& finding) {
    switch (finding.state) {
    case MarkState::Accepted: return ViewMark::State::Accepted;
    case MarkState::Rejected: return ViewMark::State::Rejected;
    case MarkState::Deferred: return ViewMark::State::Deferred;
    case MarkState::Open:
    case MarkState::Withdrawn: break;
    }
    return finding.own ? ViewMark::State::Own : ViewMark::State::Open;
}

} // namespace

TaskController::TaskController(ReadingPage* page, ReadingController* reading, QObject* parent)
    : QObject(parent), page_(page), reading_(reading), panel_(page->findings()), list_(page->worklist()) {
    connectPanel();
    connectList();
    tick_.setInterval(tickMs);
    connect(&tick_, &QTimer::timeout, this, [this] { panel_->setElapsed(clockText(since_.elapsed())); });
    connect(reading_, &ReadingController::opened, this, [this] {
        showMarks();
        makeCrops();
    });
    connect(page_, &ReadingPage::worklistRequested, this, &TaskController::leave);
}

void TaskController::connectPanel() {
    for (int pane = 0; pane < 3; ++pane)
        panel_->watch(page_->grid()->slice(pane));
    connect(page_->grid(), &ViewerGrid::marksInSightChanged, panel_, &FindingPanel::setInSight);
    connect(panel_, &FindingPanel::goToRequested, this, [this](const Uuid& finding) {
        for (const FindingRow& row : case_ ? case_->findings : QList<FindingRow>())
            if (row.finding.uuid == finding)
                page_->grid()->goTo(row.finding.center);
        showMarks();
    });
    connect(panel_, &FindingPanel::acceptRequested, this,
            [this](const Uuid& f) { act([f](OpenStudy& s, TaskId t) { return s.findings.accept(t, f); }); });
    connect(panel_, &FindingPanel::rejectRequested, this, [this](const Uuid& f, const QByteArray& why) {
        act([f, why](OpenStudy& s, TaskId t) { return s.findings.reject(t, f, why); });
    });
    connect(panel_, &FindingPanel::otherReasonRequested, this, [this](const Uuid& f) {
        askReason(tr("Why is this mark rejected?"), [this, f](const QString& words) {
            act([f, words](OpenStudy& s, TaskId t) { return s.findings.reject(t, f, "other", words); });
        });
    });
    connect(panel_, &FindingPanel::deferRequested, this, [this](const Uuid& f) {
        act([f](OpenStudy& s, TaskId t) { return s.findings.defer(t, f, {}); });
    });
    connect(panel_, &FindingPanel::withdrawRequested, this, [this](const Uuid& f) {
        askReason(tr("Why is this finding taken back?"), [this, f](const QString& words) {
            act([f, words](OpenStudy& s, TaskId t) { return s.findings.withdraw(t, f, words); });
        });
    });
    connect(panel_, &FindingPanel::editRequested, this, [this](const Uuid& f) {
        // The measurement that was made last replaces the size; without one there is nothing to change.
        if (!case_)
            return;
        const auto size = reading_->lastMeasured();
        const auto row = std::find_if(case_->findings.begin(), case_->findings.end(),
                                      [&](const FindingRow& r) { return r.finding.uuid == f; });
        if (row == case_->findings.end())
            return;
        if (!size) {
            Q_EMIT said(tr("Measure the finding first (B), then edit it"));
            return;
        }
        Finding changed = row->finding;
        changed.center = size->center;
        changed.size.long_mm = size->long_mm;
        changed.size.short_mm = size->short_mm;
        changed.size.mean_mm = (size->long_mm + size->short_mm) / 2;
        act([f, changed](OpenStudy& s, TaskId t) { return s.findings.edit(t, f, changed); });
    });
    connect(panel_, &FindingPanel::addRequested, this, [this] {
        Finding added;
        added.category = QStringLiteral("nodule");
        added.center = page_->grid()->cursorPoint();
        if (const auto size = reading_->lastMeasured()) {
            added.center = size->center;
            added.size.long_mm = size->long_mm;
            added.size.short_mm = size->short_mm;
            added.size.mean_mm = (size->long_mm + size->short_mm) / 2;
        }
        act([added](OpenStudy& s, TaskId t) { return s.findings.add(t, added); });
    });
    connect(panel_, &FindingPanel::takeBackRequested, this,
            [this] { act([](OpenStudy& s, TaskId t) { return s.findings.takeBack(t); }); });
    connect(panel_, &FindingPanel::closeRequested, this, &TaskController::closeCase);
    connect(panel_, &FindingPanel::seen, this, [this](const Uuid& f, qint64 ms) {
        if (case_)
            inBackground([study = study_, task = case_->task.id, f, ms] {
                static_cast<void>(
                    study->findings.seen(task, f, ms)); // a time that is lost changes no decision
            });
    });
}

void TaskController::connectList() {
    connect(list_, &WorklistPage::nextRequested, this, &TaskController::open);
    connect(list_, &WorklistPage::openRequested, this, &TaskController::open);
    connect(list_, &WorklistPage::assignRequested, this, &TaskController::assign);
    const auto change = [this](auto work) {
        if (!study_)
            return;
        inBackground(
            this, [study = study_, work] { return work(*study); },
            [this, study = study_](Result<> done) {
                if (study != study_)
                    return;
                if (!done)
                    Q_EMIT failed(messageText(done.error()));
                refresh();
            });
    };
    connect(list_, &WorklistPage::skipRequested, this, [this, change](TaskId task) {
        askReason(tr("Why is this case put off?"), [change, task](const QString& words) {
            change([task, words](OpenStudy& s) { return s.tasks.skip(task, words); });
        });
    });
    connect(list_, &WorklistPage::reserveRequested, this, [change](TaskId task, bool on) {
        change([task, on](OpenStudy& s) { return s.tasks.reserve(task, on); });
    });
    connect(list_, &WorklistPage::reopenRequested, this, [this, change](TaskId task) {
        askReason(tr("Why is this reading opened again?"), [change, task](const QString& words) {
            change([task, words](OpenStudy& s) { return s.tasks.reopen(task, words); });
        });
    });
}

void TaskController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    case_.reset();
    closing_.reset();
    tasks_.clear();
    tick_.stop();
    list_->setTasks({});
    panel_->setCase({});
    page_->grid()->setMarks({});
    page_->setCaseOpen(false);
    if (!study_)
        return;
    list_->setRights(study_->session.may(Right::ReadCases), study_->session.may(Right::AssignTasks));
    list_->setShowsAll(study_->session.may(Right::AssignTasks));
    refresh();
}

void TaskController::refresh() {
    if (!study_ || !(study_->session.may(Right::ReadCases) || study_->session.may(Right::AssignTasks)))
        return;
    inBackground(
        this,
        [study = study_] {
            return study->session.may(Right::AssignTasks) ? study->tasks.list() : study->tasks.worklist();
        },
        [this, study = study_](Result<QList<ReadingTask>> tasks) {
            if (study != study_)
                return;
            if (!tasks) {
                Q_EMIT failed(messageText(tasks.error()));
                return;
            }
            tasks_ = *tasks;
            QList<TaskView> views;
            int mine = 0;
            for (const ReadingTask& task : tasks_) {
                views.append(casebook::viewOf(task));
                const bool isOpen = task.state == TaskState::New || task.state == TaskState::Reading;
                mine += task.reader == study_->session.user && isOpen ? 1 : 0;
            }
            list_->setTasks(views);
            Q_EMIT counted(mine);
        });
}

void TaskController::openNext() {
    const auto next = std::find_if(tasks_.begin(), tasks_.end(), [this](const ReadingTask& task) {
        return study_ && task.reader == study_->session.user &&
               (task.state == TaskState::New || task.state == TaskState::Reading);
    });
    if (next != tasks_.end())
        open(next->id);
    else
        page_->showWorklist();
}

void TaskController::open(TaskId task) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, task] { return study->findings.open(task); },
        [this, study = study_](Result<ReadingCase> opened) {
            if (study != study_)
                return;
            if (!opened) {
                Q_EMIT failed(messageText(opened.error()));
                return;
            }
            since_.start();
            tick_.start();
            page_->setCaseOpen(true);
            reading_->openTask(opened->task);
            show(*opened);
            page_->showSide(ReadingPage::Side::Findings);
            Q_EMIT caseShown();
        });
}

void TaskController::leave() {
    if (case_ && study_)
        inBackground([study = study_, task = case_->task.id] {
            static_cast<void>(study->findings.leave(task)); // the case is kept either way
        });
    case_.reset();
    tick_.stop();
    page_->setCaseOpen(false);
    page_->showWorklist();
    refresh();
    Q_EMIT caseShown();
}

template <class Work> void TaskController::act(Work work) {
    if (!case_ || !study_)
        return;
    inBackground(
        this, [study = study_, task = case_->task.id, work] { return work(*study, task); },
        [this, study = study_, task = case_->task.id](Result<ReadingCase> answer) {
            if (!isOpen(study, task))
                return;
            if (!answer) {
                Q_EMIT failed(messageText(answer.error()));
                return;
            }
            show(*answer);
        });
}

bool TaskController::isOpen(const StudyPtr& study, TaskId task) const {
    return study == study_ && case_ && case_->task.id == task;
}

/// The second click of a double one must not close the case behind the first read.
void TaskController::closeCase() {
    if (!case_ || !study_ || closing_ == case_->task.id)
        return;
    closing_ = case_->task.id;
    inBackground(
        this, [study = study_, task = case_->task.id] { return study->findings.close(task); },
        [this, study = study_, task = case_->task.id,
         couldSee = case_->aiVisible](const Result<ReadingCase>& answer) {
            if (study != study_)
                return;
            QTimer::singleShot(answer ? QApplication::doubleClickInterval() : 0, this, [this, task] {
                if (closing_ == task)
                    closing_.reset();
            });
            if (!answer)
                Q_EMIT failed(messageText(answer.error()));
            else if (isOpen(study, task))
                closed(*answer, couldSee);
            else
                refresh(); // another case is open by now
        });
}

void TaskController::closed(const ReadingCase& answer, bool couldSee) {
    if (answer.state.finished) {
        Q_EMIT said(tr("Reading finished"));
        leave();
        return;
    }
    show(answer);
    if (answer.aiVisible && !couldSee)
        reading_->reloadOverlays();
}

void TaskController::show(const ReadingCase& shown) {
    case_ = shown;
    panel_->setCase(viewOf(shown));
    showMarks();
    makeCrops();
}

FindingCaseView TaskController::viewOf(const ReadingCase& shown) const {
    FindingCaseView view;
    view.mode = shown.task.mode;
    view.firstOpen = shown.task.mode == ReadingMode::Second && !shown.state.firstClosed;
    view.finished = shown.state.finished;
    view.ai = !shown.aiVisible                       ? AiNote::Hidden
              : shown.runs.isEmpty()                 ? AiNote::NotRun
              : shown.runs.front().state == "failed" ? AiNote::Failed
                                                     : AiNote::Ran;
    for (const AiRun& run : shown.runs)
        if (const QString words = QString(run.name + u' ' + run.version).trimmed();
            !view.algorithms.contains(words))
            view.algorithms << words;
    for (const FindingRow& row : shown.findings) {
        FindingView finding;
        finding.id = row.finding.uuid;
        finding.number = int(view.findings.size()) + 1;
        finding.place = row.finding.site;
        finding.type = row.finding.type;
        finding.size = row.finding.size;
        finding.score = row.finding.score;
        finding.own = row.own;
        finding.state = row.state.state;
        finding.edited = row.state.edited;
        finding.reason = row.state.reason;
        finding.needsDecision = !row.own && !row.state.decided();
        view.findings.append(finding);
    }
    for (const CloseBlock& block : shown.missing)
        view.missing << closeBlockText(block.code, block.count, block.object);
    const auto at = std::find_if(tasks_.begin(), tasks_.end(),
                                 [&](const ReadingTask& t) { return t.id == shown.task.id; });
    if (at != tasks_.end())
        view.caption = tr("Case %1 of %2").arg(at - tasks_.begin() + 1).arg(tasks_.size());
    return view;
}

void TaskController::showMarks() {
    std::vector<ViewMark> marks;
    const QList<FindingView>& views = panel_->view().findings;
    for (qsizetype i = 0; case_ && i < views.size() && i < case_->findings.size(); ++i) {
        const FindingView& finding = views.at(i);
        if (finding.state == MarkState::Withdrawn || case_->findings.at(i).series != reading_->seriesUid())
            continue;
        const Mark mark = markOf(case_->findings.at(i).finding);
        marks.push_back({finding.number, mark.center, mark.diameter_mm, stateOf(finding),
                         finding.id == panel_->current()});
    }
    page_->grid()->setMarks(std::move(marks));
}

void TaskController::makeCrops() {
    const VolumePtr volume = reading_->volume();
    if (!case_ || !volume || volume->grid.slices < 2)
        return;
    for (const FindingRow& row : case_->findings)
        inBackground(
            this, [volume, center = row.finding.center] { return cropAround(*volume, center); },
            [this, study = study_, task = case_->task.id, id = row.finding.uuid](const QImage& crop) {
                if (isOpen(study, task))
                    panel_->setCrop(id, crop);
            });
}

void TaskController::assign() {
    if (!study_)
        return;
    struct Offer {
        QList<AssignableSeries> series;
        QList<UserRow> users;
    };
    inBackground(
        this,
        [study = study_]() -> Result<Offer> {
            const auto users = UserService(study->vault->database(), study->session).list();
            const auto series = study->imaging.series({}, SeriesCounts::Without);
            if (!users || !series)
                return tl::unexpected(!users ? users.error() : series.error());
            Offer offer{{}, *users};
            for (const SeriesRow& row : *series)
                if (row.isImage() && !row.geometry.isEmpty() && !row.subject.isEmpty())
                    offer.series.append(
                        {row.uid,
                         QStringLiteral("%1, %2, %3").arg(row.subject, row.examDate, row.description)});
            return offer;
        },
        [this, study = study_](Result<Offer> offer) {
            if (study != study_)
                return;
            if (!offer) {
                Q_EMIT failed(messageText(offer.error()));
                return;
            }
            QList<AssignableReader> readers;
            for (const UserRow& user : offer->users)
                if (user.active && user.roles.contains(Role::Reader))
                    readers.append({user.login, user.printedName});
            auto* dialog = new AssignDialog(offer->series, readers, page_->window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &QDialog::accepted, this, [this, dialog] { give(dialog->wish()); });
            dialog->open();
        });
}

void TaskController::give(const AssignWish& wish) {
    if (!study_)
        return;
    inBackground(
        this,
        [study = study_, wish]() -> Result<> {
            for (const QString& series : wish.series)
                if (const auto added = study->tasks.add({series, wish.reader, wish.mode, {}}); !added)
                    return tl::unexpected(added.error());
            return {};
        },
        [this, study = study_, count = int(wish.series.size())](Result<> added) {
            if (study != study_)
                return;
            if (added)
                Q_EMIT said(tr("%n case(s) given out", nullptr, count));
            else
                Q_EMIT failed(messageText(added.error()));
            refresh();
        });
}

void TaskController::askReason(const QString& title, const std::function<void(const QString&)>& then) {
    auto* dialog = new Dialog(page_->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWords(title, tr("The reason is kept with the reading."));
    auto* edit = new QLineEdit(dialog);
    dialog->body()->addWidget(edit);
    Button* yes = dialog->addButton(tr("Keep"), true);
    Button* no = dialog->addButton(tr("Cancel"), false);
    yes->setEnabled(false);
    connect(edit, &QLineEdit::textChanged, yes,
            [yes](const QString& text) { yes->setEnabled(!text.trimmed().isEmpty()); });
    connect(yes, &QPushButton::clicked, dialog, [dialog, edit, then] {
        dialog->accept();
        then(edit->text().trimmed());
    });
    connect(no, &QPushButton::clicked, dialog, &QDialog::reject);
    dialog->open();
    edit->setFocus();
}

} // namespace casebook
