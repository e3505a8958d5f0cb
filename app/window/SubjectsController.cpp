// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SubjectsController.h"

#include "app/window/SubjectViews.h"
#include "core/values/Messages.h"
#include "storage/subjects/SearchKey.h"
#include "widgets/subjects/SubjectPreview.h"

namespace casebook {

SubjectsController::SubjectsController(SubjectsPage* page, QObject* parent) : QObject(parent), page_(page) {
    page->model()->setFold([](const QString& typed) { return searchKeyOf(typed).section(u'\n', 0, 0); });
    connect(page, &SubjectsPage::detailsRequested, this, &SubjectsController::showDetails);
    connect(page, &SubjectsPage::openSubjectRequested, this, [this](SubjectId id) {
        if (const SubjectView* subject = page_->model()->at(page_->model()->rowOf(id)))
            Q_EMIT openCaseRequested(subject->label);
    });
    connect(page, &SubjectsPage::openSeriesRequested, this, &SubjectsController::openSeriesRequested);
    connect(page, &SubjectsPage::enrolRequested, this, &SubjectsController::enrol);
    connect(page, &SubjectsPage::renameRequested, this, &SubjectsController::rename);
    connect(page, &SubjectsPage::joinRequested, this, &SubjectsController::joinRequested);
    connect(page, &SubjectsPage::partRequested, this, &SubjectsController::partRequested);
    connect(page, &SubjectsPage::withdrawRequested, this, &SubjectsController::withdrawRequested);
}

void SubjectsController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    loaded_ = false;
    if (!study_) {
        page_->setSubjects({});
        return;
    }
    page_->setRights(study_->session.may(Right::EditSubjects), study_->session.may(Right::Import));
    page_->setMayJoin(study_->session.may(Right::JoinSubjects));
    page_->preview()->setMayMove(study_->session.may(Right::MoveImages));
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
            // A joined record stands in no list of people; its name is with the one that it was joined to.
            QHash<QString, QStringList> joined;
            for (const Subject& s : *subjects)
                if (!s.joinedTo.isEmpty())
                    joined[s.joinedTo].append(s.label);
            for (const Subject& s : *subjects)
                if (s.joinedTo.isEmpty()) {
                    views.append(subjectView(s, *study_));
                    views.last().joined = joined.value(s.label);
                }
            page_->setSubjects(views, study_->namesHidden || !study_->session.may(Right::ReadIdentity));
            loaded_ = true;
        });
}

void SubjectsController::showDetails(SubjectId id) {
    const SubjectView* subject = page_->model()->at(page_->model()->rowOf(id));
    if (!study_ || !subject)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study, label = subject->label] { return subjectDetails(*study, label); },
        [this, study, id](Result<SubjectDetails> found) {
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

void SubjectsController::enrol(const EnrolWish& wish) {
    if (!study_)
        return;
    const NewSubject subject{wish.label, wish.name, wish.sex, wish.birthDate};
    inBackground(
        this, [study = study_, subject] { return study->subjects.enrol(subject); },
        [this, study = study_](Result<Subject> enrolled) {
            if (study != study_)
                return; // locked meanwhile: nobody reads it
            if (!enrolled)
                return page_->refused(messageText(enrolled.error()));
            page_->enrolled(enrolled->id);
            Q_EMIT said(tr("%1 is enrolled.").arg(enrolled->label));
            refresh();
        });
}

void SubjectsController::rename(SubjectId id, const QString& label, const std::optional<QString>& name,
                                const QString& reason) {
    if (!study_)
        return;
    inBackground(
        this, [=, study = study_] { return study->subjects.rename(id, label, name, reason); },
        [this, study = study_, id, label](Result<> renamed) {
            if (study != study_)
                return;
            if (!renamed)
                return page_->refused(messageText(renamed.error()));
            page_->enrolled(id);
            Q_EMIT said(tr("The subject is now %1.").arg(label));
            refresh();
        });
}

} // namespace casebook
