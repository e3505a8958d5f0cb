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
    for (const ImportReport::Waiting& w : r.waiting) {
        const auto now = find(w.series);
        if (now == rows->end() || !now->subject.isEmpty())
            continue;
        ImportView::Waiting out{
            w.series, now->description, now->modality, now->instances, w.reason, closeSubjects(study, *now),
            {}};
        if (const auto jpeg = study.imaging.thumbnail(w.series); jpeg && !jpeg->isEmpty())
            out.thumbnail = QImage::fromData(*jpeg, "JPEG");
        view.waiting.append(out);
    }
    for (const ImportReport::Refused& f : r.refused)
        view.refused.append({f.path, f.code, messageText(Error{ErrorKind::Refused, f.code, {}, {}})});
    return view;
}

} // namespace

ImportController::ImportController(ImportReportPage* page, QObject* parent) : QObject(parent), page_(page) {
    connect(page, &ImportReportPage::chooseSubjectRequested, this, &ImportController::chooseSubject);
    connect(page, &ImportReportPage::leaveOutRequested, this, &ImportController::leaveOut);
    connect(page, &ImportReportPage::saveRequested, this, &ImportController::save);
}

void ImportController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    if (!study_) {
        jobs_.clear();
        queue_.clear();
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
    queue_.append({job.id, paths});
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
    const std::stop_token stop = stopping_.restart();
    const auto report = [this, id = next.job, last = QElapsedTimer()](qint64 done, qint64 total) mutable {
        // Ten times a second is enough for a bar.
        constexpr int interval_ms = 100;
        if (last.isValid() && last.elapsed() < interval_ms && done < total)
            return;
        last.start();
        QMetaObject::invokeMethod(this, [=, this] { progress(id, done, total); }, Qt::QueuedConnection);
    };
    inBackground(
        this,
        [study = study_, paths = next.paths, stop, report] {
            return study->imports.run(paths, Job{stop, report}, {});
        },
        [this, id = next.job](const Result<ImportReport>& result) { ended(id, result); });
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
            view->canOpen = true;
            reports_.insert(id, report->id);
        }
        Q_EMIT jobsChanged(jobs_);
    }
    if (study_) {
        if (report) {
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
    queue_.removeIf([id](const Waiting& w) { return w.job == id; });
    if (JobView* view = job(id)) {
        view->state = JobView::State::Cancelled;
        view->canCancel = false;
        Q_EMIT jobsChanged(jobs_);
    }
}

void ImportController::openReport(int id) {
    if (reports_.contains(id))
        showReport(reports_.value(id));
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
        [this](Result<> done) {
            if (!done) {
                Q_EMIT failed(messageText(done.error()));
                return;
            }
            Q_EMIT changed();
            showReport(shown_);
        });
}

void ImportController::leaveOut(const QString& seriesUid, const QString& reason) {
    inBackground(
        this,
        [study = study_, seriesUid, reason] { return study->imports.leaveOutWaiting(seriesUid, reason); },
        [this](Result<> done) {
            if (!done) {
                Q_EMIT failed(messageText(done.error()));
                return;
            }
            Q_EMIT changed();
            showReport(shown_);
        });
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
