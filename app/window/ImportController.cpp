// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ImportController.h"

#include "core/values/Messages.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QSaveFile>
#include <QVBoxLayout>

#include <utility>

namespace casebook {

namespace {

constexpr qsizetype maxClose = 4;

/// Labels of subjects that are close to a waiting exam: same PatientID in the files.
QStringList closeSubjects(OpenStudy& study, const SeriesRow& waiting) {
    QStringList out;
    const auto exams = study.imaging.exams();
    const auto subjects = study.subjects.list();
    if (!exams || !subjects)
        return out;
    QString name;
    for (const ImagingStudy& exam : *exams)
        if (exam.studyUid == waiting.exam)
            name = exam.patientName;
    for (const Subject& s : *subjects)
        if (!name.isEmpty() &&
            s.name.section(u'^', 0, 0).compare(name.section(u'^', 0, 0), Qt::CaseInsensitive) == 0 &&
            out.size() < maxClose)
            out.append(s.label);
    return out;
}

/// Words for a series that holds no images: where its overlay lies, or that it is kept only.
void describeDerived(ImportView::Series& out, const SeriesRow& row, const QList<OverlayRow>& overlays,
                     const QList<SeriesRow>& series) {
    out.problem = true;
    out.geometryNote = ImportController::tr("kept, not shown yet");
    if (row.kind != "seg")
        return;
    for (const OverlayRow& overlay : overlays) {
        if (overlay.ownSeries != row.uid)
            continue;
        const auto image = std::find_if(series.begin(), series.end(),
                                        [&](const SeriesRow& s) { return s.uid == overlay.series; });
        out.problem = overlay.placement != "verified" && overlay.placement != "confirmed";
        if (out.problem)
            out.geometryNote = messageText(Error{ErrorKind::Refused, overlay.reason, {}, {}});
        else if (image != series.end())
            out.geometryNote = ImportController::tr("placed on %1").arg(image->description);
        return;
    }
}

QList<QByteArray> seriousWarnings(QList<QByteArray> warnings);
QString matrixOf(const QString& geometry);

QStringList linesOf(const QList<WaitingCase::Side>& sides) {
    QStringList out;
    for (const WaitingCase::Side& side : sides) {
        QStringList words;
        for (const QString& part : {side.subject, side.patientId, side.issuer, side.name, side.birthDate,
                                    side.sex, side.examDate, side.description})
            if (!part.isEmpty())
                words.append(part);
        if (side.instances > 0)
            words.append(ImportController::tr("%n image(s)", nullptr, side.instances));
        out.append(words.join(QStringLiteral(", ")));
    }
    return out;
}

/// Series and text of a report whose rows are not in the study yet.
ImportView previewOf(const ImportReport& r, const QStringList& paths) {
    ImportView view;
    view.preview = true;
    view.source = QFileInfo(paths.front()).fileName();
    view.when = QDateTime::currentDateTime();
    view.files = r.files;
    view.imported = r.imported;
    view.duplicates = r.duplicates;
    view.seconds = r.seconds;
    for (const ImportReport::Series& s : r.series)
        view.series.append({s.uid,
                            s.subject,
                            s.description,
                            s.modality,
                            s.instances,
                            s.thickness_mm,
                            s.step_mm,
                            matrixOf(s.geometry),
                            seriousWarnings(s.warnings),
                            {},
                            false,
                            false});
    for (const ImportReport::Derived& d : r.derived)
        view.series.append({d.uid,
                            {},
                            QString::fromLatin1(d.kind),
                            d.modality,
                            1,
                            0,
                            0,
                            {},
                            {},
                            d.placed ? ImportController::tr("will be placed on its image")
                                     : messageText(Error{ErrorKind::Refused, d.reason, {}, {}}),
                            !d.placed,
                            false});
    for (const ImportReport::Refused& f : r.refused)
        view.refused.append({f.path, f.code, f.message});
    for (const ImportReport::Waiting& w : r.waiting) {
        const auto series =
            std::find_if(r.series.begin(), r.series.end(), [&](const auto& s) { return s.uid == w.series; });
        const bool known = series != r.series.end();
        view.refused.append({known ? series->description : w.series, w.reason,
                             messageText(Error{ErrorKind::Refused, w.reason, {}, {}})});
    }
    for (const ImportReport::TextGuess& g : r.guesses)
        view.guesses.append({0, g.source, g.guess, false});
    return view;
}

/// What a person should look at: padding outside the field of view is as it should be.
QList<QByteArray> seriousWarnings(QList<QByteArray> warnings) {
    warnings.removeAll("padding");
    return warnings;
}

QString matrixOf(const QString& geometry) { return geometry.section(QStringLiteral(" × "), 0, 1); }

Result<ImportView> makeView(OpenStudy& study, const ImportService::ImportRow& row) {
    ImportView view;
    const ImportReport& r = row.report;
    view.id = row.id;
    view.when = QDateTime::fromMSecsSinceEpoch(row.startedMs);
    view.user = row.user;
    view.files = r.files;
    view.imported = r.imported;
    view.duplicates = r.duplicates;
    view.seconds = r.seconds;
    view.interrupted = row.state == "interrupted";
    view.undone = row.state == "undone";
    view.mayUndo = study.session.may(Right::Import) && row.state != "running";
    const auto rows = study.imaging.series();
    if (!rows)
        return tl::unexpected(rows.error());
    const auto overlays = study.imaging.overlays();
    if (!overlays)
        return tl::unexpected(overlays.error());
    const auto find = [&](const QString& uid) {
        return std::find_if(rows->begin(), rows->end(), [&](const SeriesRow& s) { return s.uid == uid; });
    };
    for (const ImportReport::Series& s : r.series) {
        const auto now = find(s.uid);
        if (now == rows->end())
            continue;
        ImportView::Series out{s.uid,
                               now->subject,
                               s.description,
                               s.modality,
                               s.instances,
                               now->thickness_mm,
                               now->step_mm,
                               matrixOf(now->geometry),
                               seriousWarnings(now->warnings),
                               {},
                               false,
                               now->isImage() && !now->geometry.isEmpty()};
        if (!now->isImage())
            describeDerived(out, *now, *overlays, *rows);
        view.series.append(out);
    }
    const auto cases = study.imports.waiting(row.id);
    if (!cases)
        return tl::unexpected(cases.error());
    for (const WaitingCase& w : *cases) {
        const auto now = find(w.series);
        if (now == rows->end())
            continue;
        ImportView::Waiting out{w.series,
                                now->description,
                                now->modality,
                                now->instances,
                                w.reason,
                                closeSubjects(study, *now),
                                {},
                                {linesOf(w.here), linesOf(w.came), w.attributes.join(QStringLiteral(", "))}};
        if (out.isAboutFiles() && !w.came.isEmpty())
            out.slices = w.came.front().instances;
        if (const auto jpeg = study.imaging.thumbnail(w.series); jpeg && !jpeg->isEmpty())
            out.thumbnail = QImage::fromData(*jpeg, "JPEG");
        view.waiting.append(out);
    }
    for (const ImportReport::Refused& f : r.refused)
        view.refused.append({f.path, f.code, messageText(Error{ErrorKind::Refused, f.code, {}, {}})});
    const auto sources = study.imports.textSources();
    if (!sources)
        return tl::unexpected(sources.error());
    for (const TextSource& source : *sources)
        for (const ImportReport::TextGuess& guess : r.guesses)
            if (guess.source == source.name())
                view.guesses.append({source.id, source.name(),
                                     source.charset.isEmpty() ? source.guess : source.charset,
                                     !source.charset.isEmpty()});
    return view;
}

} // namespace

ImportController::ImportController(ImportReportPage* page, QObject* parent) : QObject(parent), page_(page) {
    connect(page, &ImportReportPage::chooseSubjectRequested, this, &ImportController::chooseSubject);
    connect(page, &ImportReportPage::leaveOutRequested, this, &ImportController::leaveOut);
    connect(page, &ImportReportPage::saveRequested, this, &ImportController::save);
    connect(page, &ImportReportPage::undoRequested, this, &ImportController::undo);
    connect(page, &ImportReportPage::settleRequested, this, &ImportController::settle);
    connect(page, &ImportReportPage::charsetChosen, this, &ImportController::chooseCharset);
    connect(page, &ImportReportPage::importAgreed, this, [this] {
        Waiting agreed = std::exchange(asked_, {});
        if (agreed.job == 0)
            return;
        agreed.agreed = true;
        queue_.append(agreed);
        if (!running_)
            runNext();
    });
    connect(page, &ImportReportPage::importDeclined, this, [this] {
        cancel(std::exchange(asked_, {}).job);
        Q_EMIT page_->backRequested();
    });
}

void ImportController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    if (!study_) {
        jobs_.clear();
        queue_.clear();
        asked_ = {};
        page_->setReport({});
        Q_EMIT jobsChanged(jobs_);
    }
}

void ImportController::start(const QStringList& paths) {
    if (!study_ || paths.isEmpty())
        return;
    JobView job;
    job.id = nextJob_++;
    job.title = tr("Import from %1").arg(QFileInfo(paths.front()).fileName());
    job.iconName = QStringLiteral("folder2-open");
    jobs_.prepend(job);
    queue_.append({job.id, paths, false});
    Q_EMIT jobsChanged(jobs_);
    if (!running_)
        runNext();
}

void ImportController::runNext() {
    if (queue_.isEmpty() || !study_)
        return;
    const Waiting next = queue_.takeFirst();
    running_ = true;
    current_ = next.job;
    clock_.start();
    next.agreed ? import(next.job, next.paths) : look(next.job, next.paths);
}

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

void ImportController::look(int job, const QStringList& paths) {
    inBackground(
        this,
        [study = study_, paths, stop = stopping_.restart(), report = reporter(job)] {
            return study->imports.rehearse(paths, Job{stop, report}, {});
        },
        [this, job, paths](const Result<ImportReport>& result) { looked(job, paths, result); });
}

void ImportController::looked(int id, const QStringList& paths, const Result<ImportReport>& report) {
    if (!report || report->state != "done" || !study_) {
        ended(id, report);
        return;
    }
    running_ = false;
    cancel(std::exchange(asked_, {id, paths, false}).job); // a newer question takes the page
    if (JobView* view = job(id)) {
        view->note = tr("Waits for your word");
        view->done = view->total = report->files;
        view->canOpen = true;
        Q_EMIT jobsChanged(jobs_);
    }
    asking_ = previewOf(*report, paths);
    shown_ = {};
    page_->setReport(asking_);
    Q_EMIT previewReady();
    runNext();
}

void ImportController::import(int job, const QStringList& paths) {
    inBackground(
        this,
        [study = study_, paths, stop = stopping_.restart(), report = reporter(job)] {
            return study->imports.run(paths, Job{stop, report}, {});
        },
        [this, job](const Result<ImportReport>& result) { ended(job, result); });
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

void ImportController::ended(int id, const Result<ImportReport>& report) {
    running_ = false;
    if (JobView* view = job(id)) {
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
                reports_.insert(id, report->id);
        }
        Q_EMIT jobsChanged(jobs_);
    }
    if (study_) {
        if (report && report->dryRun) {
            Q_EMIT finished(tr("Stopped. Nothing was imported."));
        } else if (report) {
            Q_EMIT finished(tr("%n file(s) imported.", nullptr, report->imported));
            showReport(report->id);
        } else {
            Q_EMIT failed(messageText(report.error()));
        }
        Q_EMIT changed();
    }
    runNext();
}

void ImportController::cancel(int id) {
    if (running_ && id == current_) {
        stopping_.stop();
        return;
    }
    if (asked_.job == id)
        asked_ = {};
    queue_.removeIf([id](const Waiting& w) { return w.job == id; });
    if (JobView* view = job(id)) {
        view->state = JobView::State::Cancelled;
        view->canCancel = false;
        Q_EMIT jobsChanged(jobs_);
    }
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

void ImportController::save(const QString& text) {
    auto* dialog = new QFileDialog(page_, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
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
