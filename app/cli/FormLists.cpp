// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/FormStudy.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Words.h"
#include "storage/forms/FormAccess.h"

namespace casebook {

namespace {

using lists::Columns;

QJsonValue code(const QByteArray& bytes) { return QString::fromLatin1(bytes); }

QString utc(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

/// A visit with the subject it belongs to.
struct VisitLine {
    QString subject, status;
    VisitRow visit;
};

/// `--subject`, by label.
Result<SubjectId> subjectOf(OpenStudy& study, const Arguments& arguments) {
    const auto label = arguments.value("subject");
    if (!label)
        return SubjectId{};
    return study.subjects().find(*label).map([](const Subject& subject) { return subject.id; });
}

Result<QList<VisitLine>> visitLines(OpenStudy& study, const Arguments& arguments) {
    FormStudy forms(study);
    const QDate today = formAccess::today(study.vault().clock());
    const auto subject = subjectOf(study, arguments);
    if (!subject)
        return tl::unexpected(subject.error());
    QList<SubjectSchedule> schedules;
    if (subject->isValid()) {
        const auto one = forms.visits.visits(*subject, today);
        if (!one)
            return tl::unexpected(one.error());
        schedules = {*one};
    } else {
        const auto all = forms.visits.matrix(today);
        if (!all)
            return tl::unexpected(all.error());
        schedules = *all;
    }
    QList<VisitLine> lines;
    for (const SubjectSchedule& schedule : std::as_const(schedules))
        for (const VisitRow& visit : schedule.visits)
            lines.append({schedule.label, schedule.status, visit});
    return lines;
}

Result<Answer> listVisits(Context& context, const Arguments& arguments) {
    static const Columns<VisitLine> columns{
        {"subject", true, false, [](const VisitLine& l) { return l.subject; }},
        {"visit", true, false, [](const VisitLine& l) { return l.visit.visit; }},
        {"repeat", true, false, [](const VisitLine& l) { return l.visit.repeat; }},
        {"state", true, false, [](const VisitLine& l) { return code(l.visit.state); }},
        {"target", true, false, [](const VisitLine& l) { return textOrNull(l.visit.target); }},
        {"window_from", false, false, [](const VisitLine& l) { return textOrNull(l.visit.windowFrom); }},
        {"window_to", false, false, [](const VisitLine& l) { return textOrNull(l.visit.windowTo); }},
        {"date", true, false, [](const VisitLine& l) { return textOrNull(l.visit.date); }},
        {"forms_required", true, false, [](const VisitLine& l) { return l.visit.formsRequired; }},
        {"forms_complete", true, false, [](const VisitLine& l) { return l.visit.formsComplete; }},
        {"forms_begun", false, false, [](const VisitLine& l) { return l.visit.formsBegun; }},
        {"open_queries", true, false, [](const VisitLine& l) { return l.visit.openQueries; }},
        {"forms_signed", false, false, [](const VisitLine& l) { return l.visit.formsSigned; }},
        {"signatures_broken", false, false, [](const VisitLine& l) { return l.visit.signaturesBroken; }},
        {"id", false, false, [](const VisitLine& l) { return textOrNull(l.visit.uuid.toString()); }},
        {"subject_status", false, false, [](const VisitLine& l) { return l.status; }},
    };
    return lists::list(context, arguments, columns, "list visits",
                       [&](OpenStudy& study) { return visitLines(study, arguments); });
}

Result<QList<FormInfo>> formLines(OpenStudy& study, const Arguments& arguments) {
    FormStudy forms(study);
    const auto subject = subjectOf(study, arguments);
    if (!subject)
        return tl::unexpected(subject.error());
    FormFilter filter;
    filter.subject = *subject;
    filter.form = arguments.valueOr("form", {});
    for (const QString& state : arguments.options.value("state"))
        filter.states.append(state.toLatin1());
    return forms.forms.list(filter);
}

Result<Answer> listForms(Context& context, const Arguments& arguments) {
    static const Columns<FormInfo> columns{
        {"id", true, false, [](const FormInfo& f) { return f.uuid.toString(); }},
        {"path", true, false, [](const FormInfo& f) { return f.path(); }},
        {"subject", false, false, [](const FormInfo& f) { return f.subjectLabel; }},
        {"visit", false, false, [](const FormInfo& f) { return textOrNull(f.visitOid); }},
        {"repeat", false, false, [](const FormInfo& f) { return f.visitRepeat; }},
        {"form", false, false, [](const FormInfo& f) { return f.form; }},
        {"state", true, false, [](const FormInfo& f) { return code(f.state); }},
        {"locked", true, false, [](const FormInfo& f) { return f.isLocked(); }},
        {"locked_by", false, false, [](const FormInfo& f) { return textOrNull(f.lockedBy); }},
        {"open_queries", true, false, [](const FormInfo& f) { return f.openQueries; }},
        {"signature", true, false,
         [](const FormInfo& f) { return textOrNull(QString::fromLatin1(f.signature)); }},
        {"version", false, false, [](const FormInfo& f) { return f.version; }},
        {"changed", false, false, [](const FormInfo& f) { return utc(f.changedMs); }},
    };
    return lists::list(context, arguments, columns, "list forms",
                       [&](OpenStudy& study) { return formLines(study, arguments); });
}

QString placeOf(const QueryRow& q) {
    const QString item = q.path.item;
    return q.ordinal > 0 ? q.path.group + u'[' + QString::number(q.ordinal) + u"]." + item : item;
}

Result<Answer> listQueries(Context& context, const Arguments& arguments) {
    static const Columns<QueryRow> columns{
        {"id", true, false, [](const QueryRow& q) { return q.uuid.toString(); }},
        {"subject", true, false, [](const QueryRow& q) { return q.subjectLabel; }},
        {"visit", true, false, [](const QueryRow& q) { return textOrNull(q.visitOid); }},
        {"repeat", false, false, [](const QueryRow& q) { return q.visitRepeat; }},
        {"form", true, false, [](const QueryRow& q) { return q.formOid; }},
        {"form_id", false, false, [](const QueryRow& q) { return q.formUuid.toString(); }},
        {"item", true, false, [](const QueryRow& q) { return textOrNull(placeOf(q)); }},
        {"check", false, false, [](const QueryRow& q) { return textOrNull(q.check); }},
        {"origin", true, false, [](const QueryRow& q) { return code(q.origin); }},
        {"severity", false, false, [](const QueryRow& q) { return code(q.severity); }},
        {"state", true, false, [](const QueryRow& q) { return code(q.state); }},
        {"text", true, false, [](const QueryRow& q) { return q.text; }},
        {"author", false, false, [](const QueryRow& q) { return textOrNull(q.author); }},
        {"assignee", false, false, [](const QueryRow& q) { return textOrNull(q.assignee); }},
        {"opened", false, false, [](const QueryRow& q) { return utc(q.openedMs); }},
        {"age_days", true, false, [](const QueryRow& q) { return q.ageDays; }},
        {"age", false, false, [](const QueryRow& q) { return code(q.ageClass); }},
    };
    return lists::list(
        context, arguments, columns, "list queries", [&](OpenStudy& study) -> Result<QList<QueryRow>> {
            const auto subject = subjectOf(study, arguments);
            if (!subject)
                return tl::unexpected(subject.error());
            QueryFilter filter;
            filter.subject = *subject;
            for (const QString& state : arguments.options.value("state"))
                filter.states.append(state.toLatin1());
            return QueryService(study.database(), study.session(), study.vault().clock()).list(filter);
        });
}

} // namespace

QList<Command> formListCommands() {
    const QList<OptionSpec> visits{{"where"}, {"columns"}, {"limit"}, {"subject"}};
    const QList<OptionSpec> forms{{"where"}, {"columns"}, {"limit"}, {"subject"}, {"form"}, {"state"}};
    const QList<OptionSpec> queries{{"where"}, {"columns"}, {"limit"}, {"subject"}, {"state"}};
    const char* formUsage =
        "[--where EXPR] [--subject S] [--form F] [--state S] [--columns A,B,...] [--limit N]";
    const char* formWords =
        QT_TRANSLATE_NOOP("casebook::Cli", "Lists the forms that are begun, with their states.");
    return {
        {"list visits", "[--where EXPR] [--subject S] [--columns A,B,...] [--limit N]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Lists the visits, planned ones too, with their windows and states."),
         visits, 0, 0, false, listVisits},
        {"list forms", formUsage, formWords, forms, 0, 0, false, listForms},
        {"form list", formUsage, formWords, forms, 0, 0, false, listForms},
        {"list queries", "[--where EXPR] [--subject S] [--state S] [--columns A,B,...] [--limit N]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists the queries, oldest first."), queries, 0, 0, false,
         listQueries},
    };
}

} // namespace casebook
