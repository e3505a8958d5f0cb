// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SubjectsController.h"

#include "core/values/Messages.h"
#include "storage/subjects/SearchKey.h"

#include <algorithm>

namespace casebook {

namespace {

SubjectView toView(const Subject& s) {
    return {s.id,     s.label,        s.name,   s.sex,       s.birthDate, s.exams,
            s.series, s.lastExamDate, s.status, s.searchKey, s.rv};
}

SeriesView toView(const SeriesRow& r, const QList<OverlayRow>& overlays) {
    SeriesView v;
    v.uid = r.uid;
    v.kind = r.kind;
    v.modality = r.modality;
    v.description = r.description;
    v.number = r.number;
    v.images = r.instances;
    v.kernel = r.kernel;
    v.thickness_mm = r.thickness_mm;
    v.warnings = r.warnings;
    v.opens = r.kind == "image" && !r.geometry.isEmpty();
    for (const OverlayRow& o : overlays)
        if (o.series == r.uid && o.placement != "refused")
            v.overlays.append(QString(o.algorithm.name + u' ' + o.algorithm.version).trimmed());
    return v;
}

struct Details {
    QList<ExamView> exams;
    QList<std::pair<QString, QImage>> thumbnails;
};

Result<Details> details(OpenStudy& study, const QString& label) {
    const auto exams = study.imaging.exams(label);
    const auto series = study.imaging.series(label);
    const auto overlays = study.imaging.overlays();
    if (!exams || !series || !overlays)
        return tl::unexpected(!exams ? exams.error() : !series ? series.error() : overlays.error());
    Details out;
    for (const ImagingStudy& exam : *exams) {
        ExamView view{exam.studyUid, exam.date, exam.description, {}};
        for (const SeriesRow& row : *series) {
            if (row.exam != exam.studyUid)
                continue;
            view.series.append(toView(row, *overlays));
            if (const auto jpeg = study.imaging.thumbnail(row.uid); jpeg && !jpeg->isEmpty())
                out.thumbnails.append({row.uid, QImage::fromData(*jpeg, "JPEG")});
        }
        out.exams.append(view);
    }
    return out;
}

} // namespace

SubjectsController::SubjectsController(SubjectsPage* page, QObject* parent) : QObject(parent), page_(page) {
    page->model()->setFold([](const QString& typed) { return searchKeyOf(typed).section(u'\n', 0, 0); });
    connect(page, &SubjectsPage::detailsRequested, this, &SubjectsController::showDetails);
    connect(page, &SubjectsPage::openSubjectRequested, this, &SubjectsController::openFirstSeries);
    connect(page, &SubjectsPage::openSeriesRequested, this, &SubjectsController::openSeriesRequested);
    connect(page, &SubjectsPage::enrolRequested, this, &SubjectsController::enrol);
    connect(page, &SubjectsPage::renameRequested, this, &SubjectsController::rename);
    connect(page, &SubjectsPage::withdrawRequested, this, &SubjectsController::withdraw);
}

void SubjectsController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    loaded_ = false;
    if (!study_) {
        page_->setSubjects({});
        return;
    }
    page_->setRights(study_->session.may(Right::EditSubjects), study_->session.may(Right::Import));
    refresh();
}

void SubjectsController::refresh() {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study] { return study->subjects.list(); },
        [this, study](Result<QList<Subject>> subjects) {
            if (study != study_)
                return;
            if (!subjects) {
                Q_EMIT failed(messageText(subjects.error()));
                return;
            }
            QList<SubjectView> views;
            for (const Subject& s : *subjects)
                views.append(toView(s));
            page_->setSubjects(views);
            loaded_ = true;
        });
}

void SubjectsController::showDetails(SubjectId id) {
    const SubjectView* subject = page_->model()->at(page_->model()->rowOf(id));
    if (!study_ || !subject)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study, label = subject->label] { return details(*study, label); },
        [this, study, id](Result<Details> found) {
            if (study != study_)
                return;
            if (!found) {
                Q_EMIT failed(messageText(found.error()));
                return;
            }
            page_->setExams(id, found->exams);
            for (const auto& [uid, picture] : found->thumbnails)
                page_->setThumbnail(uid, picture);
        });
}

void SubjectsController::openFirstSeries(SubjectId id) {
    const SubjectView* subject = page_->model()->at(page_->model()->rowOf(id));
    if (!study_ || !subject)
        return;
    inBackground(
        this, [study = study_, label = subject->label] { return study->imaging.series(label); },
        [this](Result<QList<SeriesRow>> series) {
            if (!series) {
                Q_EMIT failed(messageText(series.error()));
                return;
            }
            const auto best =
                std::max_element(series->begin(), series->end(), [](const SeriesRow& a, const SeriesRow& b) {
                    const auto rank = [](const SeriesRow& r) {
                        return std::pair(r.kind == "image" && !r.geometry.isEmpty() ? r.instances : 0,
                                         r.examDate);
                    };
                    return rank(a) < rank(b);
                });
            if (best != series->end() && best->kind == "image")
                Q_EMIT openSeriesRequested(best->uid);
            else
                Q_EMIT failed(tr("This subject has no images that can be opened yet."));
        });
}

void SubjectsController::enrol(const EnrolWish& wish) {
    const NewSubject subject{wish.label, wish.name, wish.sex, wish.birthDate};
    inBackground(
        this, [study = study_, subject] { return study->subjects.enrol(subject); },
        [this](Result<Subject> enrolled) {
            if (!enrolled)
                return page_->refused(messageText(enrolled.error()));
            page_->enrolled(enrolled->id);
            Q_EMIT said(tr("%1 is enrolled.").arg(enrolled->label));
            refresh();
        });
}

void SubjectsController::rename(SubjectId id, const QString& label, const QString& name,
                                const QString& reason) {
    inBackground(
        this, [=, study = study_] { return study->subjects.rename(id, label, name, reason); },
        [this, id, label](Result<> renamed) {
            if (!renamed)
                return page_->refused(messageText(renamed.error()));
            page_->enrolled(id);
            Q_EMIT said(tr("The subject is now %1.").arg(label));
            refresh();
        });
}

void SubjectsController::withdraw(SubjectId id, const QString& reason) {
    inBackground(
        this, [=, study = study_] { return study->subjects.withdraw(id, reason); },
        [this](Result<> withdrawn) {
            if (!withdrawn) {
                Q_EMIT failed(messageText(withdrawn.error()));
                return;
            }
            Q_EMIT said(tr("The subject is withdrawn."));
            refresh();
        });
}

} // namespace casebook
