// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ExamVisitController.h"

#include "app/window/FormController.h"
#include "core/values/Messages.h"

namespace casebook {

QString visitTitle(const StudyDefinition& study, const VisitKey& visit) {
    return visitWords(study, visit.visit, visit.repeat);
}

namespace {

ExamVisitService service(OpenStudy& study) {
    return ExamVisitService(study.vault->database(), study.session, study.vault->clock(), study.definitions);
}

/// Visits of the plan; of repeating ones as many as any exam or subject has, and one more.
QList<VisitChoice> choicesOf(const StudyDefinition& study, const QList<SubjectSchedule>& schedules) {
    QList<VisitChoice> out;
    for (const VisitDef& visit : study.visits) {
        int most = visit.repeating ? 0 : 1;
        for (const SubjectSchedule& schedule : schedules)
            for (const VisitRow& row : schedule.visits)
                if (row.visit == visit.oid)
                    most = std::max(most, row.repeat);
        for (int repeat = 1; repeat <= (visit.repeating ? most + 1 : most); ++repeat)
            out.append({visit.oid, repeat, visitWords(study, visit.oid, repeat)});
    }
    return out;
}

} // namespace

ExamVisitController::ExamVisitController(ExamVisitPanel* panel, QObject* parent)
    : QObject(parent), panel_(panel) {
    connect(panel, &ExamVisitPanel::acceptRequested, this, [this](const QStringList& exams) {
        change(
            exams, [exams](OpenStudy& s) { return service(s).acceptProposed(exams).map([](int) {}); },
            exams.size() == 1 ? tr("The exam has its visit.") : tr("The exams have their visits."));
    });
    connect(
        panel, &ExamVisitPanel::visitRequested, this,
        [this](const QString& exam, const QString& visit, int repeat, const QString& reason) {
            change(
                {exam},
                [=](OpenStudy& s) {
                    return service(s).linkExam(exam, {visit, repeat}, reason).map([](const ExamVisit&) {});
                },
                tr("The exam has its visit."));
        });
    connect(panel, &ExamVisitPanel::noVisitRequested, this,
            [this](const QString& exam, const QString& reason) {
                change(
                    {exam},
                    [=](OpenStudy& s) {
                        return service(s).setNoVisit(exam, reason).map([](const ExamVisit&) {});
                    },
                    tr("The exam belongs to no visit."));
            });
    connect(panel, &ExamVisitPanel::openRequested, this, [this](const QString& exam, const QString& reason) {
        change(
            {exam},
            [=](OpenStudy& s) { return service(s).unlinkExam(exam, reason).map([](const ExamVisit&) {}); },
            tr("The exam waits for its visit again."));
    });
    connect(panel, &ExamVisitPanel::undoRequested, this, &ExamVisitController::undo);
    connect(panel, &ExamVisitPanel::subjectRequested, this, &ExamVisitController::subjectRequested);
}

void ExamVisitController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    undo_.clear();
    states_.clear();
    panel_->setExams({}, {}, false);
    panel_->setUndo(false);
}

void ExamVisitController::setSubject(SubjectId subject) {
    if (subject != subject_) {
        undo_.clear();
        panel_->setUndo(false);
    }
    subject_ = subject;
}

Result<ExamVisitController::Read> ExamVisitController::read(OpenStudy& study, SubjectId subject) {
    const auto exams = service(study).list(subject);
    const auto definition = study.definitions.currentOrNone();
    const auto subjects = study.subjects.list();
    if (!exams || !definition || !subjects)
        return tl::unexpected(!exams ? exams.error() : !definition ? definition.error() : subjects.error());
    QHash<std::int64_t, QString> names;
    for (const Subject& s : *subjects)
        names.insert(s.id.value, study.nameOf(s));
    Read out;
    const auto today = QDateTime::fromMSecsSinceEpoch(study.vault->clock().utcMs()).date();
    if (*definition) {
        QList<SubjectSchedule> schedules;
        if (subject.isValid()) {
            if (const auto one = study.visits.visits(subject, today); one)
                schedules.append(*one);
        } else if (const auto all = study.visits.matrix(today); all) {
            schedules = *all;
        }
        out.choices = choicesOf((*definition)->definition(), schedules);
    }
    for (const ExamVisit& exam : *exams) {
        ExamVisitView view;
        view.exam = exam.uuid.toString();
        view.subject = exam.subject;
        view.label = exam.label;
        view.name = names.value(exam.subject.value);
        view.date = exam.date;
        view.modality = exam.modalities.join(QStringLiteral(", "));
        view.description = exam.description;
        const auto& key = exam.visit ? exam.visit : exam.proposed;
        if (key && *definition)
            view.visit = visitTitle((*definition)->definition(), *key);
        view.by = exam.by;
        view.confirmed = exam.visit.has_value();
        view.noVisit = exam.noVisit;
        view.hasDays = exam.hasDays;
        view.daysOff = exam.daysOff;
        out.states.insert(view.exam, {view.exam, exam.visit, exam.noVisit});
        out.exams.append(view);
    }
    return out;
}

void ExamVisitController::refresh() {
    if (!study_ || !study_->session.may(Right::ReadForms) || !study_->session.may(Right::ReadImages))
        return;
    inBackground(
        this, [study = study_, subject = subject_] { return read(*study, subject); },
        [this, study = study_, subject = subject_, hidden = study_->namesHidden.load()](Result<Read> found) {
            if (study != study_ || subject != subject_ || hidden != study->namesHidden)
                return;
            if (!found) {
                Q_EMIT failed(messageText(found.error()));
                return;
            }
            show(*found);
        });
}

void ExamVisitController::show(const Read& read) {
    states_ = read.states;
    panel_->setExams(read.exams, read.choices, study_->session.may(Right::MoveImages));
    Q_EMIT counted(panel_->model()->open());
}

template <class Work>
void ExamVisitController::change(const QStringList& exams, Work work, const QString& done, bool isUndo) {
    if (!study_)
        return;
    QList<Before> before;
    for (const QString& exam : exams)
        before.append(states_.value(exam, {exam, std::nullopt, false}));
    inBackground(
        this, [study = study_, work] { return work(*study); },
        [this, study = study_, done, before, isUndo](Result<> changed) {
            if (study != study_)
                return;
            if (!changed) {
                Q_EMIT failed(messageText(changed.error()));
                return;
            }
            if (!isUndo)
                undo_.append(before);
            panel_->setUndo(!undo_.isEmpty());
            Q_EMIT said(done);
            Q_EMIT this->changed();
            refresh();
        });
}

/// A new, audited change back to what it was.
void ExamVisitController::undo() {
    if (undo_.isEmpty() || !study_)
        return;
    const QList<Before> before = undo_.takeLast();
    QStringList exams;
    for (const Before& one : before)
        exams.append(one.exam);
    change(
        exams,
        [before, reason = tr("Undone")](OpenStudy& s) -> Result<> {
            for (const Before& one : before) {
                auto visits = service(s);
                const auto back = one.visit  ? visits.linkExam(one.exam, *one.visit, reason)
                                  : one.none ? visits.setNoVisit(one.exam, reason)
                                             : visits.unlinkExam(one.exam, reason);
                if (!back)
                    return tl::unexpected(back.error());
            }
            return {};
        },
        tr("It is as it was before."), true);
}

} // namespace casebook
