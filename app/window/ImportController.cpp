// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ImportController.h"

#include "app/window/FileDialog.h"
#include "app/window/ImportViews.h"
#include "core/values/Messages.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"

#include <QFileInfo>
#include <QLineEdit>
#include <QSaveFile>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace casebook {

namespace {

ImportService::Options optionsOf(const ImportMap& map) {
    ImportService::Options options;
    options.map = map;
    return options;
}

} // namespace

ImportController::ImportController(ImportReportPage* page, QObject* parent) : QObject(parent), page_(page) {
    connect(page, &ImportReportPage::chooseSubjectRequested, this, &ImportController::chooseSubject);
    connect(page, &ImportReportPage::leaveOutRequested, this, &ImportController::leaveOut);
    connect(page, &ImportReportPage::partRequested, this, &ImportController::part);
    connect(page, &ImportReportPage::saveRequested, this, &ImportController::save);
    connect(page, &ImportReportPage::undoRequested, this, &ImportController::undo);
    connect(page, &ImportReportPage::settleRequested, this, &ImportController::settle);
    connect(page, &ImportReportPage::charsetChosen, this, &ImportController::chooseCharset);
    connect(page, &ImportReportPage::importAgreed, this, [this] {
        Order agreed = std::exchange(asked_, {});
        if (agreed.job == 0)
            return;
        agreed.agreed = true;
        queue_.append(agreed);
        if (!running_)
            runNext();
    });
    connect(page, &ImportReportPage::mapRequested, this, &ImportController::chooseMap);
    connect(page, &ImportReportPage::mapRemoved, this, [this] { lookAgain({}, {}); });
    connect(page, &ImportReportPage::importDeclined, this, [this] {
        cancel(std::exchange(asked_, {}).job);
        Q_EMIT page_->backRequested();
    });
}

void ImportController::setStudy(StudyPtr study) {
    if (!study)
        goAway();
    study_ = std::move(study);
    if (study_) {
        comeBack();
        return;
    }
    jobs_.clear();
    shown_ = {};
    page_->setReport({});
    Q_EMIT jobsChanged(jobs_);
}

ImportController::Away& ImportController::awayOf(const Order& order) {
    const auto found = std::find_if(away_.begin(), away_.end(), [&](const Away& away) {
        return away.study == order.studyId && away.login == order.login;
    });
    if (found != away_.end())
        return *found;
    away_.append({order.studyId, order.login, {}, 0});
    return away_.last();
}

/// Nobody answers a question any more; what was agreed to keeps its study open until it is done.
void ImportController::goAway() {
    const auto ask = [this](const Order& order) {
        if (order.job != 0 && !order.agreed && isOurs(order))
            awayOf(order).unanswered.append(order.paths);
    };
    if (running_ && (current_.watch || !current_.agreed)) {
        stopping_.stop();
        ask(current_);
    }
    ask(std::exchange(asked_, {}));
    for (Order& order : queue_) {
        ask(order);
        if (order.agreed && !order.watch)
            order.held = order.study.lock();
    }
    queue_.removeIf([](const Order& order) { return !order.held; });
}

void ImportController::comeBack() {
    Order mine;
    mine.studyId = study_->vault->info().study;
    mine.login = study_->session.login;
    const Away away = awayOf(mine);
    away_.removeIf([&](const Away& one) { return one.study == away.study && one.login == away.login; });
    if (away.ended > 0)
        Q_EMIT finished(
            tr("%n import(s) ended while the study was locked. Home lists them.", nullptr, away.ended));
    for (const QStringList& paths : away.unanswered)
        start(paths);
}

void ImportController::stopAll() {
    asked_ = {};
    inBackground([gone = std::exchange(queue_, {})]() mutable { gone.clear(); }); // may close a study
    stopping_.stop();
}

void ImportController::start(const QStringList& paths) {
    if (!study_ || paths.isEmpty())
        return;
    Order order;
    order.paths = paths;
    add(order, tr("Import from %1").arg(QFileInfo(paths.front()).fileName()));
}

void ImportController::takeWatched(const std::shared_ptr<WatchService>& watch,
                                   const QList<WatchedFile>& files) {
    if (!study_ || files.isEmpty())
        return;
    Order order;
    order.agreed = true; // whoever switched the watching on
    order.watch = watch;
    order.files = files;
    add(order, tr("%n file(s) of a watched folder", nullptr, int(files.size())));
}

void ImportController::add(Order order, const QString& title) {
    JobView job;
    job.id = order.job = nextJob_++;
    order.study = study_;
    order.studyId = study_->vault->info().study;
    order.login = study_->session.login;
    job.title = title;
    job.iconName = QStringLiteral("folder2-open");
    jobs_.prepend(job);
    queue_.append(std::move(order));
    Q_EMIT jobsChanged(jobs_);
    if (!running_)
        runNext();
}

void ImportController::runNext() {
    queue_.removeIf([this](const Order& order) { return !isOurs(order) && !order.held; });
    if (queue_.isEmpty())
        return;
    current_ = queue_.takeFirst();
    running_ = true;
    clock_.start();
    current_.agreed ? import(current_) : look(current_);
}

/// Not of a study that was locked since: its files must not get into another's.
bool ImportController::isOurs(const Order& order) const { return study_ && order.study.lock() == study_; }

std::function<void(qint64, qint64)> ImportController::reporter(int job) {
    return [this, job, last = QElapsedTimer()](qint64 done, qint64 total) mutable {
        // Ten times a second is enough for a bar.
        constexpr int interval_ms = 100;
        if (last.isValid() && last.elapsed() < interval_ms && done < total)
            return;
        last.start();
        QMetaObject::invokeMethod(this, [=, this] { progress(job, done, total); }, Qt::QueuedConnection);
    };
}

void ImportController::look(const Order& order) {
    inBackground(
        this,
        [study = study_, order, stop = stopping_.restart(), report = reporter(order.job)] {
            return study->imports.rehearse(order.paths, Job{stop, report}, optionsOf(order.map));
        },
        [this, order](const Result<ImportReport>& result) { looked(order, result); });
}

void ImportController::looked(const Order& order, const Result<ImportReport>& report) {
    const bool whole = report && report->state == "done" && isOurs(order);
    if (!whole && order.again && isOurs(order)) {
        running_ = false;
        refuseMap(order, order.mapFile,
                  messageText(report ? Error{ErrorKind::Cancelled, "cancelled", {}, {}} : report.error()));
        return runNext();
    }
    if (!whole) {
        ended(order, report);
        return;
    }
    running_ = false;
    cancel(std::exchange(asked_, order).job); // a newer question takes the page
    if (JobView* view = job(order.job)) {
        view->note = tr("Waits for your word");
        view->done = view->total = report->files;
        view->canOpen = true;
        Q_EMIT jobsChanged(jobs_);
    }
    asking_ = previewOf(*report, order.paths, order.mapFile);
    shown_ = {};
    page_->setReport(asking_);
    Q_EMIT previewReady();
    runNext();
}

void ImportController::chooseMap() {
    auto* dialog = new FileDialog(page_, tr("Choose a mapping table"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables (*.csv *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ImportController::readMap);
    dialog->open();
}

void ImportController::readMap(const QString& path) {
    inBackground(
        this, [path] { return ImportMap::load(path); },
        [this, path, asked = asked_.job](const Result<ImportMap>& map) {
            if (asked == 0 || asked_.job != asked)
                return; // answered meanwhile
            const QString name = QFileInfo(path).fileName();
            map ? lookAgain(name, *map) : refuseMap(asked_, name, messageText(map.error()));
        });
}

/// The preview anew, by another table or none.
void ImportController::lookAgain(const QString& mapFile, const ImportMap& map) {
    if (asked_.job == 0)
        return;
    Order order = std::exchange(asked_, {});
    order.map = map;
    order.mapFile = mapFile;
    order.again = true;
    asking_.looking = true;
    page_->setReport(asking_);
    if (JobView* view = job(order.job)) {
        view->note.clear();
        Q_EMIT jobsChanged(jobs_);
    }
    queue_.append(order);
    if (!running_)
        runNext();
}

/// The question as it stood, with what is wrong with the table.
void ImportController::refuseMap(const Order& order, const QString& mapFile, const QString& problem) {
    if (asked_.job != 0 && asked_.job != order.job)
        return cancel(order.job); // a newer question has the page
    asked_ = order;
    asked_.map = {};
    asked_.mapFile.clear();
    asking_.looking = false;
    asking_.mapping = {mapFile, 0, {}, {}, problem};
    page_->setReport(asking_);
}

void ImportController::import(Order order) {
    StudyPtr study = order.study.lock();
    current_.held.reset();
    order.held.reset(); // from here on the work alone holds it, and lets it go in its own thread
    inBackground(
        this,
        [study = std::move(study), order, stop = stopping_.restart(), report = reporter(order.job)] {
            const Job job{stop, report};
            return order.watch ? order.watch->take(order.files, job, {})
                               : study->imports.run(order.paths, job, optionsOf(order.map));
        },
        [this, order](const Result<ImportReport>& result) { ended(order, result); });
}

void ImportController::progress(int id, qint64 done, qint64 total) {
    JobView* view = job(id);
    if (!view || view->state != JobView::State::Running)
        return;
    view->done = done;
    view->total = total;
    view->msLeft = done > 0 ? clock_.elapsed() * (total - done) / done : -1;
    Q_EMIT jobsChanged(jobs_);
}

void ImportController::ended(const Order& order, const Result<ImportReport>& report) {
    running_ = false;
    if (JobView* view = job(order.job)) {
        view->canCancel = false;
        if (!report) {
            view->state = JobView::State::Failed;
            view->note = messageText(report.error());
        } else {
            view->state = report->state == "done" ? JobView::State::Done : JobView::State::Cancelled;
            view->note = tr("%1 imported, %2 refused").arg(report->imported).arg(report->refused.size());
            view->done = view->total = report->files;
            view->canOpen = !report->dryRun;
            if (!report->dryRun)
                reports_.insert(order.job, report->id);
        }
        Q_EMIT jobsChanged(jobs_);
    }
    if (isOurs(order)) {
        tell(order, report);
        Q_EMIT changed();
        if (order.watch)
            Q_EMIT watchedEnded(report && report->state == "done", report ? report->imported : 0);
    } else if (order.agreed && !order.watch) {
        ++awayOf(order).ended;
    }
    runNext();
}

void ImportController::tell(const Order& order, const Result<ImportReport>& report) {
    if (!report) {
        Q_EMIT failed(messageText(report.error()));
    } else if (report->dryRun) {
        Q_EMIT finished(tr("Stopped. Nothing was imported."));
    } else if (order.watch) {
        // The person is at something else: a line, no page.
        Q_EMIT finished(tr("%n file(s) of a watched folder imported.", nullptr, report->imported));
    } else {
        Q_EMIT finished(tr("%n file(s) imported.", nullptr, report->imported));
        showReport(report->id);
    }
}

void ImportController::cancel(int id) {
    if (running_ && id == current_.job) {
        stopping_.stop();
        return;
    }
    if (asked_.job == id)
        asked_ = {};
    const bool watched = std::any_of(queue_.begin(), queue_.end(),
                                     [id](const Order& order) { return order.job == id && order.watch; });
    queue_.removeIf([id](const Order& order) { return order.job == id; });
    if (JobView* view = job(id)) {
        view->state = JobView::State::Cancelled;
        view->canCancel = false;
        Q_EMIT jobsChanged(jobs_);
    }
    if (watched)
        Q_EMIT watchedEnded(false, 0);
}

void ImportController::openReport(int id) {
    if (asked_.job == id && id != 0) {
        page_->setReport(asking_);
        Q_EMIT previewReady();
    } else if (reports_.contains(id)) {
        showReport(reports_.value(id));
    }
}

void ImportController::showReport(ImportId id) {
    if (!study_)
        return;
    const StudyPtr study = study_;
    const auto work = [study, id]() -> Result<ImportView> {
        const auto rows = study->imports.list();
        if (!rows)
            return tl::unexpected(rows.error());
        for (const auto& row : *rows)
            if (row.id == id)
                return makeView(*study, row);
        return fail(ErrorKind::Refused, "no-such-import");
    };
    inBackground(this, work, [this, study](Result<ImportView> view) {
        if (study != study_)
            return;
        if (!view) {
            Q_EMIT failed(messageText(view.error()));
            return;
        }
        shown_ = view->id;
        page_->setReport(*view);
        Q_EMIT reportReady();
    });
}

void ImportController::chooseSubject(const QString& seriesUid, const QStringList& close) {
    auto* dialog = new Dialog(page_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWords(
        tr("Which subject do these images belong to?"),
        close.isEmpty()
            ? tr("Type the code of a subject, or leave it empty for a new one.")
            : tr("Close are %1. Leave it empty for a new subject.").arg(close.join(QStringLiteral(", "))));
    auto* field = new QLineEdit(close.value(0), dialog);
    field->setObjectName(QStringLiteral("subjectCode"));
    field->setAccessibleName(tr("Code of the subject"));
    dialog->body()->addWidget(field);
    Button* yes = dialog->addButton(tr("Assign"), true);
    Button* no = dialog->addButton(tr("Cancel"), false);
    connect(yes, &Button::clicked, dialog, [this, dialog, field, seriesUid] {
        assign(seriesUid, field->text().trimmed());
        dialog->accept();
    });
    connect(no, &Button::clicked, dialog, &QDialog::reject);
    dialog->open();
    field->setFocus();
}

void ImportController::assign(const QString& seriesUid, const QString& label) {
    inBackground(
        this,
        [study = study_, seriesUid, label] {
            return study->imports.assignWaiting(seriesUid, label,
                                                QStringLiteral("chosen in the import report"));
        },
        [this](const Result<>& done) { afterDecision(done); });
}

void ImportController::afterDecision(const Result<>& done) {
    if (!done) {
        Q_EMIT failed(messageText(done.error()));
        return;
    }
    Q_EMIT changed();
    if (study_)
        showReport(shown_);
}

void ImportController::undo(const QString& reason) {
    if (!study_)
        return;
    const auto work = [study = study_, id = shown_, reason]() -> Result<> {
        const auto undone = study->imports.undo(QString::number(id.value), reason, {});
        if (!undone)
            return tl::unexpected(undone.error());
        return undone->done ? Result<>() : fail(ErrorKind::Refused, "import-in-use");
    };
    inBackground(this, work, [this](const Result<>& done) { afterDecision(done); });
}

void ImportController::settle(const QString& seriesUid, const QString& keep, const QString& reason) {
    const VariantChoice choice = keep == u"both"     ? VariantChoice::Both
                                 : keep == u"second" ? VariantChoice::Second
                                                     : VariantChoice::First;
    inBackground(
        this,
        [study = study_, seriesUid, choice, reason] {
            return study->imports.settleSecondFiles(seriesUid, choice, reason, {});
        },
        [this](const Result<>& done) { afterDecision(done); });
}

void ImportController::chooseCharset(std::int64_t source, const QByteArray& charset) {
    const auto work = [study = study_, source, charset]() -> Result<> {
        const auto read =
            study->imports.decideText(source, charset, QStringLiteral("chosen in the import report"), {});
        return read ? Result<>() : tl::unexpected(read.error());
    };
    inBackground(this, work, [this](const Result<>& done) { afterDecision(done); });
}

void ImportController::leaveOut(const QString& seriesUid, const QString& reason) {
    inBackground(
        this,
        [study = study_, seriesUid, reason] { return study->imports.leaveOutWaiting(seriesUid, reason); },
        [this](const Result<>& done) { afterDecision(done); });
}

void ImportController::part(const QString& seriesUid, const QString& reason) {
    const auto work = [study = study_, seriesUid, reason]() -> Result<> {
        return study->imports.partWaiting(seriesUid, reason).map([](const ImportService::Parted&) {});
    };
    inBackground(this, work, [this](const Result<>& done) { afterDecision(done); });
}

void ImportController::save(const QString& text) {
    auto* dialog = new FileDialog(page_, tr("Save the report"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("import-report.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, text](const QString& path) {
        inBackground(
            this,
            [path, text] {
                QSaveFile out(path);
                return out.open(QIODevice::WriteOnly) && out.write(text.toUtf8()) >= 0 && out.commit();
            },
            [this, path](bool saved) {
                if (!saved)
                    Q_EMIT failed(messageText(Error{ErrorKind::System, "write-failed", path, {}}));
            });
    });
    dialog->open();
}

JobView* ImportController::job(int id) {
    for (JobView& view : jobs_)
        if (view.id == id)
            return &view;
    return nullptr;
}

} // namespace casebook
