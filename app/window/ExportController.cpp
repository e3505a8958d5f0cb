// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ExportController.h"

#include "app/window/FileDialog.h"
#include "core/values/Messages.h"
#include "storage/cohort/CohortService.h"
#include "storage/dicom/AttributeName.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"

#include <QCoreApplication>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

ExportService serviceOf(OpenStudy& study) {
    return {study.vault->database(), study.vault->objects(),
            study.workers,           study.session,
            study.vault->clock(),    u"Casebook "_s + QCoreApplication::applicationVersion()};
}

ExportOptions optionsOf(const ExportWish& wish) {
    ExportOptions options;
    options.kind = wish.kind == "csv"     ? ExportOptions::Kind::Csv
                   : wish.kind == "dicom" ? ExportOptions::Kind::Dicom
                                          : ExportOptions::Kind::Dataset;
    options.dates = wish.dates == "index" ? ExportOptions::Dates::Index : ExportOptions::Dates::Shift;
    options.profile = wish.profile;
    options.cut = wish.cut;
    options.title = wish.title;
    options.licence = wish.licence;
    options.contact = wish.contact;
    options.ethics = wish.ethics;
    return options;
}

QString actionWords(const QByteArray& code) {
    const QHash<QByteArray, QString> words{
        {"D", ExportController::tr("replaced")}, {"Z", ExportController::tr("emptied")},
        {"X", ExportController::tr("removed")},  {"K", ExportController::tr("kept")},
        {"C", ExportController::tr("cleaned")},  {"U", ExportController::tr("mapped")}};
    return words.value(code.left(1), QString::fromLatin1(code));
}

QString warningWords(const QByteArray& code) {
    if (code == "head")
        return ExportController::tr(
            "Some series may show a face: they reach far above the lungs or are of the head.");
    if (code == "held-values")
        return ExportController::tr("Values that are hidden by skip logic stay here.");
    if (code == "small-k")
        return ExportController::tr("Some subjects are alone in their group of age, sex and other codes.");
    return QString::fromLatin1(code);
}

ExportPreviewView viewOf(const ExportPlan& plan) {
    ExportPreviewView view;
    view.valid = true;
    view.subjects = plan.subjects();
    view.exams = int(plan.data.exams.size());
    view.objects = int(plan.images.size() + plan.segmentations.size());
    view.tables = int(plan.tables.tables.size());
    QHash<QByteArray, const dicom::DeidSample*> samples;
    for (const dicom::DeidSample& sample : plan.samples)
        if (!samples.contains(sample.path))
            samples.insert(sample.path, &sample);
    for (const ExportAttribute& attribute : plan.attributes) {
        ExportAttributeView row;
        row.tag = dicom::attributeTag(attribute.path);
        row.name = dicom::attributeName(attribute.path);
        row.code = attribute.action;
        row.action = actionWords(attribute.action);
        row.count = attribute.count;
        if (const auto* sample = samples.value(attribute.path)) {
            row.before = sample->before;
            row.after = sample->after;
        }
        view.attributes.append(row);
    }
    for (const ExportTable& table : plan.tables.tables)
        view.tableList.append({table.name, int(table.rows.size()), int(table.columns.size())});
    for (const ExportExclusion& out : plan.excluded)
        view.excluded.append({out.what, QString::fromLatin1(out.reason), out.count});
    for (const ExcludedItem& item : plan.tables.excluded)
        view.excluded.append({item.form + u'.' + item.item, QString::fromLatin1(item.reason), 1});
    for (const QByteArray& warning : plan.warnings)
        view.warnings << warningWords(warning);
    view.droppedWords = plan.droppedWords;
    return view;
}

QString resultWords(const ExportResult& result) {
    QStringList out{
        ExportController::tr("Released: %1\n%n file(s), all checks passed.", nullptr, result.files)
            .arg(result.folder)};
    int left = 0;
    for (const ExportExclusion& one : result.excluded)
        left += one.count;
    if (left > 0)
        out << ExportController::tr("%n object(s) stayed here. The set's report says why.", nullptr, left);
    for (const QByteArray& warning : result.warnings)
        out << warningWords(warning);
    return out.join(u'\n');
}

} // namespace

ExportController::ExportController(ExportPage* page, QObject* parent) : QObject(parent), page_(page) {
    connect(page_, &ExportPage::previewRequested, this, &ExportController::showPreview);
    connect(page_, &ExportPage::runRequested, this, &ExportController::askFolder);
    connect(page_, &ExportPage::cancelRequested, this, [this] { stop(); });
}

bool ExportController::isOwn() const {
    return study_ && study_->vault->folder() == folder_ && study_->session.userUuid == user_;
}

/// The one that runs may be of somebody else, who locked his study meanwhile.
bool ExportController::isBusy() {
    if (running_ && !isOwn())
        page_->setOutcome(tr("Another export is still being written behind the lock. Try again later."), false);
    return running_;
}

void ExportController::setStudy(StudyPtr study) {
    looks_.stop();
    study_ = std::move(study);
    page_->close();
    const bool goesOn = running_ && isOwn();
    page_->setRunning(goesOn, goesOn ? tr("Writing and checking…") : QString());
    Q_EMIT jobsChanged();
    if (!study_ || !study_->session.may(Right::Export))
        return;
    if (outcome_ && isOwn()) {
        Q_EMIT said(outcome_->released ? tr("The export that went on behind the lock has ended.")
                                       : tr("The export that went on behind the lock released nothing."));
        tell();
    }
    refresh();
    if (!study_->session.readOnly)
        settle();
}

/// What another session left is offered for removal.
void ExportController::settle() {
    inBackground(
        this, [study = study_] { return serviceOf(*study).interrupted(); },
        [this, asked = std::weak_ptr(study_)](const Result<QList<ExportRecord>>& left) {
            if (!study_ || asked.lock() != study_)
                return;
            refresh(); // their states have changed
            if (!left)
                Q_EMIT failed(messageText(left.error()));
            else if (!left->isEmpty())
                offerRemoval(*left);
        });
}

void ExportController::refresh() {
    if (!study_ || !study_->session.may(Right::Export))
        return;
    struct Lists {
        QList<CohortRow> cohorts;
        QList<ExportRecord> records;
    };
    inBackground(
        this,
        [study = study_]() -> Result<Lists> {
            const auto cohorts =
                CohortService(study->vault->database(), study->session, study->definitions).list();
            const auto records = serviceOf(*study).list();
            if (!cohorts || !records)
                return tl::unexpected(!cohorts ? cohorts.error() : records.error());
            return Lists{*cohorts, *records};
        },
        [this, asked = std::weak_ptr(study_)](const Result<Lists>& lists) {
            if (!study_ || asked.lock() != study_)
                return;
            if (!lists) {
                Q_EMIT failed(messageText(lists.error()));
                return;
            }
            QList<ExportCohortView> cohorts;
            for (const CohortRow& row : lists->cohorts)
                cohorts.append({row.uuid.toString(), row.name, row.members});
            QList<ExportRecordView> records;
            for (const ExportRecord& row : lists->records)
                records.append({row.uuid.toString(), row.folder, row.cohort, row.user, row.folder, row.state,
                                QDateTime::fromMSecsSinceEpoch(row.createdMs), row.subjects, row.withdrawn});
            page_->setCohorts(cohorts);
            page_->setRecords(records);
        });
}

void ExportController::showPreview(const ExportWish& wish) {
    if (!study_ || isBusy())
        return;
    page_->setRunning(true, tr("Looking at what would leave…"));
    inBackground(
        this,
        [study = study_, wish, stop = looks_.restart()] {
            return serviceOf(*study).preview(wish.cohort, optionsOf(wish), true, Job{stop, {}});
        },
        [this, asked = std::weak_ptr(study_)](const Result<ExportPlan>& plan) {
            if (!study_ || asked.lock() != study_ || running_)
                return;
            page_->setRunning(false);
            if (!plan) {
                page_->setOutcome(messageText(plan.error()), false);
                return;
            }
            page_->setPreview(viewOf(*plan));
        });
}

void ExportController::askFolder(const ExportWish& wish) {
    auto* dialog = new FileDialog(page_->window(), tr("Folder for the export set"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, wish](const QString& folder) { run(wish, folder); });
    dialog->open();
}

void ExportController::run(const ExportWish& wish, const QString& folder) {
    if (!study_ || isBusy())
        return;
    running_ = true;
    folder_ = study_->vault->folder();
    user_ = study_->session.userUuid;
    outcome_.reset();
    looks_.stop();
    job_ = {};
    job_.id = jobId;
    job_.title = tr("Export");
    job_.iconName = u"box-arrow-up"_s;
    page_->setRunning(true, tr("Writing and checking…"));
    Q_EMIT jobsChanged();
    const Job job{stopping_.restart(), [this](std::int64_t done, std::int64_t total) {
                      QMetaObject::invokeMethod(
                          this,
                          [this, done, total] {
                              job_.done = done;
                              job_.total = total;
                              Q_EMIT jobsChanged();
                          },
                          Qt::QueuedConnection);
                  }};
    inBackground(
        this,
        [study = study_, wish, folder, job] {
            return serviceOf(*study).run(wish.cohort, optionsOf(wish), folder, job);
        },
        [this](const Result<ExportResult>& result) { ended(result); });
}

void ExportController::ended(const Result<ExportResult>& result) {
    running_ = false;
    job_.state = result ? JobView::State::Done : JobView::State::Failed;
    job_.canCancel = false;
    outcome_ = result ? Outcome{resultWords(*result), result->droppedWords, true}
                      : Outcome{messageText(result.error()), {}, false};
    if (isOwn()) { // else after the unlock
        page_->setRunning(false);
        tell();
        refresh();
    }
    Q_EMIT jobsChanged();
}

void ExportController::tell() {
    page_->setOutcome(outcome_->words, outcome_->released, outcome_->droppedWords);
    outcome_.reset();
}

void ExportController::cancel(int job) {
    if (isExportJob(job))
        stop();
}

void ExportController::stop() {
    looks_.stop();
    stopping_.stop();
}

QList<JobView> ExportController::jobs() const {
    return job_.id == 0 || !isOwn() ? QList<JobView>() : QList<JobView>{job_};
}

void ExportController::offerRemoval(const QList<ExportRecord>& interrupted) {
    auto* dialog = new Dialog(page_->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWords(
        tr("Remove %n unfinished export set(s)?", nullptr, int(interrupted.size())),
        tr("The program ended while it wrote. What lies there was not checked and must not be used."));
    Button* yes = dialog->addButton(tr("Remove"), true);
    Button* no = dialog->addButton(tr("Keep for now"), false);
    connect(yes, &QPushButton::clicked, dialog, [this, dialog, interrupted, asked = std::weak_ptr(study_)] {
        dialog->accept();
        const StudyPtr open = asked.lock();
        if (!open || open != study_)
            return; // locked meanwhile
        inBackground(
            this,
            [study = open, interrupted]() -> Result<> {
                Result<> all; // one that stays does not keep the others
                for (const ExportRecord& record : interrupted)
                    if (auto removed = serviceOf(*study).removePart(record.uuid); !removed && all)
                        all = std::move(removed);
                return all;
            },
            [this](Result<> removed) {
                if (!removed)
                    Q_EMIT failed(messageText(removed.error()));
                refresh();
            });
    });
    connect(no, &QPushButton::clicked, dialog, &QDialog::reject);
    dialog->open();
}

} // namespace casebook
