// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/FormStudy.h"
#include "app/cli/Words.h"
#include "storage/subjects/ExamVisits.h"

#include <QJsonObject>

#include <functional>

namespace casebook {

namespace {

/// "BASE", "CYCLE#2". Error "bad-value".
Result<VisitKey> visitKey(const QString& text) {
    const qsizetype at = text.indexOf(u'#');
    if (at < 0)
        return VisitKey{text, 1};
    bool good = false;
    const int repeat = text.mid(at + 1).toInt(&good);
    if (!good || repeat < 1 || at == 0)
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("VISIT"), {text});
    return VisitKey{text.left(at), repeat};
}

Answer examAnswer(const ExamVisit& exam) {
    const QString visit = exam.visit ? exam.visit->text() : QStringLiteral("none");
    QJsonObject json{
        {QStringLiteral("id"), exam.uuid.toString()},
        {QStringLiteral("study_uid"), exam.studyUid},
        {QStringLiteral("subject"), exam.label},
        {QStringLiteral("visit"), exam.isOpen() ? QJsonValue(QJsonValue::Null) : QJsonValue(visit)}};
    if (exam.hasDays)
        json.insert(QStringLiteral("days_off"), exam.daysOff);
    return {json, exam.isOpen()  ? Cli::tr("The exam has no visit yet.")
                  : exam.noVisit ? Cli::tr("The exam belongs to no visit.")
                                 : Cli::tr("The exam belongs to visit %1.").arg(visit)};
}

Result<Answer> withVisits(Context& context, const std::function<Result<Answer>(ExamVisitService&)>& work) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    ExamVisitService visits((*study)->database(), (*study)->session(), (*study)->vault().clock(),
                            forms.definitions);
    return work(visits);
}

Result<Answer> linkExam(Context& context, const Arguments& arguments) {
    const QString exam = arguments.words[0], visit = arguments.words[1];
    const auto key = visitKey(visit);
    if (!key)
        return tl::unexpected(key.error());
    return withVisits(context, [&](ExamVisitService& visits) {
        return (visit == QLatin1StringView("none") ? visits.setNoVisit(exam, context.reason())
                                                   : visits.linkExam(exam, *key, context.reason()))
            .map(examAnswer);
    });
}

Result<Answer> unlinkExam(Context& context, const Arguments& arguments) {
    return withVisits(context, [&](ExamVisitService& visits) {
        return visits.unlinkExam(arguments.words[0], context.reason()).map(examAnswer);
    });
}

Result<Answer> acceptExams(Context& context, const Arguments& arguments) {
    return withVisits(context, [&](ExamVisitService& visits) -> Result<Answer> {
        QStringList exams = arguments.words;
        if (exams.isEmpty()) {
            const auto all = visits.list();
            if (!all)
                return tl::unexpected(all.error());
            for (const ExamVisit& exam : *all)
                if (exam.isOpen() && exam.proposed)
                    exams.append(exam.uuid.toString());
        }
        return visits.acceptProposed(exams).map([](int n) {
            return Answer{QJsonObject{{QStringLiteral("accepted"), n}},
                          Cli::tr("%n exam(s) were linked to the visit of their day.", nullptr, n)};
        });
    });
}

} // namespace

QList<Command> examCommands() {
    return {
        {"exam link",
         "EXAM VISIT[#N]|none [--reason TEXT]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Says which visit an exam belongs to; a change needs a reason."),
         {},
         2,
         2,
         false,
         linkExam},
        {"exam unlink",
         "EXAM --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes back what was said about an exam's visit."),
         {},
         1,
         1,
         false,
         unlinkExam},
        {"exam accept",
         "[EXAM...]",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Links exams to the visits that their dates propose; without EXAM all that have one."),
         {},
         0,
         -1,
         false,
         acceptExams},
    };
}

} // namespace casebook
