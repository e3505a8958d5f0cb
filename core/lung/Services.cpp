// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lung/Services.h"

#include "core/forms/LungStudy.h"
#include "core/lung/Answers.h"
#include "core/lung/Nodules.h"
#include "core/lung/Recist.h"
#include "core/lung/Tnm.h"
#include "core/values/PartialDate.h"

#include <algorithm>
#include <memory>

namespace casebook {

namespace {

QString u(const char* ascii) { return QString::fromLatin1(ascii); }

std::optional<ItemValue> textValue(const std::optional<QString>& text) {
    if (!text || text->isEmpty())
        return std::nullopt;
    ItemValue value;
    value.kind = ValueKind::Text;
    value.text = *text;
    return value;
}

std::optional<ItemValue> numberValue(const std::optional<Decimal>& number) {
    if (!number)
        return std::nullopt;
    ItemValue value;
    value.kind = ValueKind::Decimal;
    value.text = number->toText();
    return value;
}

// Stage

ServiceResult stage(const QHash<QString, Tnm>& editions, const ServiceCall& call) {
    QStringList args;
    for (const auto& arg : call.args)
        args << (arg ? arg->text : QString());
    if (args.size() != 4 || args.contains(QString()) || !editions.contains(args[0]))
        return std::optional<ItemValue>();
    return textValue(editions.value(args[0]).stage(args[1], args[2], args[3]));
}

// RECIST

RecistAssessment assessmentOf(const FormData& form) {
    const Answers rec(&form);
    RecistAssessment out;
    out.number = rec.text(u("ta_no")).toInt();
    const QString group = u("TL");
    for (const QByteArray& row : rec.rows(group))
        out.targets << RecistLesion{rec.text(u("tl_organ"), group, row) == u"NODE",
                                    rec.text(u("tl_state"), group, row), rec.number(u("tl_mm"), group, row)};
    out.nonTarget = rec.text(u("ntl_resp"));
    const auto any = rec.truth(u("nl_any"));
    if (any && !*any)
        out.newLesion = u("N");
    if (!any || !*any)
        return out;
    const QString lesions = u("NL");
    for (const QByteArray& row : rec.rows(lesions))
        if (const auto sure = rec.truth(u("nl_equiv"), lesions, row)) {
            out.newLesion = *sure ? u("Y") : u("E");
            if (*sure)
                break;
        }
    return out;
}

/// The same reader's earlier assessments, baseline first.
QList<RecistAssessment> earlier(const ServiceCall& call) {
    const Answers now(call.form);
    const int number = now.text(u("ta_no")).toInt();
    const QString reader = now.text(u("ta_reader"));
    QList<RecistAssessment> all;
    for (const VisitData& visit : call.record->visits)
        for (const FormData& form : visit.forms) {
            const Answers one(&form);
            const bool own = form.form == u"REC" && form.reader == call.form->reader &&
                             (form.id.isEmpty() || form.id != call.form->id);
            if (own && one.text(u("ta_reader")) == reader && one.value(u("ta_no")) &&
                one.text(u("ta_no")).toInt() < number)
                all << assessmentOf(form);
        }
    std::stable_sort(all.begin(), all.end(), [](const RecistAssessment& a, const RecistAssessment& b) {
        return a.number < b.number;
    });
    return all;
}

struct Course {
    std::optional<Decimal> baseline, nadir;
    RecistAssessment now;
};

Course courseOf(const Recist& recist, const ServiceCall& call) {
    Course course;
    QList<std::optional<Decimal>> sums;
    for (const RecistAssessment& one : earlier(call)) {
        sums << recist.sum(one.targets);
        if (one.number == 0)
            course.baseline = sums.last();
    }
    course.nadir = Recist::nadir(sums);
    course.now = assessmentOf(*call.form);
    return course;
}

ServiceResult nadir(const Recist& rules, const ServiceCall& call) {
    return numberValue(
        courseOf(rules.with(RecistSettings::fromStudy(call.definition->settings)), call).nadir);
}

ServiceResult target(const Recist& rules, const ServiceCall& call) {
    const Recist recist = rules.with(RecistSettings::fromStudy(call.definition->settings));
    const Course course = courseOf(recist, call);
    return textValue(recist.target(course.now.targets, course.baseline, course.nadir));
}

ServiceResult overall(const Recist& rules, const ServiceCall& call) {
    const Recist recist = rules.with(RecistSettings::fromStudy(call.definition->settings));
    const Course course = courseOf(recist, call);
    const auto response = recist.target(course.now.targets, course.baseline, course.nadir);
    if (!response)
        return std::optional<ItemValue>();
    return textValue(recist.overall(*response, course.now.nonTarget, course.now.newLesion));
}

// Nodules

/// Whole years at the exam, where the birth date allows to say so.
std::optional<Decimal> ageAt(const SubjectRecord& record, const QString& examDate) {
    const auto birth =
        PartialDate::fromText(Answers(formOfVisit(record, u("DM"), u("SCR"))).text(u("birth_date")));
    const auto exam = PartialDate::fromText(examDate);
    const auto years = birth && exam ? certainYears(*birth, *exam) : std::nullopt;
    return years ? std::optional(Decimal(*years)) : std::nullopt;
}

/// The exam of a form: its own, else that of its place.
QByteArray examOf(const ServiceCall& call) {
    return call.form->exam.isEmpty() ? call.place.exam : call.form->exam;
}

ServiceResult brock(const NoduleRisk& risk, const ServiceCall& call) {
    const QString group = u("NODR");
    const Answers nod(call.form);
    const Answers dm(formOfVisit(*call.record, u("DM"), u("SCR")));
    const Answers smk(formOfVisit(*call.record, u("SMK"), u("SCR")));
    const Answers ctr(formOfExam(*call.record, u("CTR"), examOf(call)));
    const Answers cta(formOfExam(*call.record, u("CTA"), examOf(call)));
    const auto age = ageAt(*call.record, cta.text(u("ct_date")));
    const auto family = smk.truth(u("fam_lung"));
    const QString sex = dm.text(u("sex")), emphysema = ctr.text(u("ctr_emph"));
    const auto size = nod.number(u("nod_long"), group, call.row);
    const QString type = nod.text(u("nod_type"), group, call.row),
                  lobe = nod.text(u("nod_lobe"), group, call.row);
    const bool modelled = type == u"SOLID" || type == u"PS" || type == u"GGN";
    if (!age || !family || (sex != u"F" && sex != u"M") || emphysema.isEmpty() || !size || !modelled ||
        lobe.isEmpty() || !nod.value(u("nod_margin"), group, call.row))
        return std::optional<ItemValue>();
    NoduleRisk::Brock nodule;
    nodule.age = *age;
    nodule.female = sex == u"F";
    nodule.familyCancer = *family;
    nodule.emphysema = emphysema != u"0";
    nodule.longestMm = *size;
    nodule.type = type;
    nodule.upperLobe = lobe == u"RUL" || lobe == u"LUL";
    nodule.count = static_cast<int>(nod.rows(group).size());
    nodule.spiculated = nod.has(u("nod_margin"), u("SPIC"), group, call.row);
    const auto logit = risk.logit(nodule);
    const auto percent = logit ? NoduleRisk::percent(*logit) : std::nullopt;
    return numberValue(percent ? std::optional(percent->rounded(2)) : std::nullopt);
}

expr::Value mean(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
    if (!a || !b)
        return {};
    const auto sum = a->plus(*b).and_then([](const Decimal& s) { return s.over(Decimal(2)); });
    return sum ? expr::Value(sum->rounded(1)) : expr::Value();
}

/// Facts that the nodule table and the report hold; what they don't (inflammation likely, earlier category, growth of a
/// solid part) stays blank, so a line that asks for it does not fit.
RuleFacts factsOf(const Answers& nod, const Answers& ctr, const QByteArray& row) {
    const QString group = u("NODR");
    const auto text = [&](const char* item) {
        const QString found = nod.text(u(item), group, row);
        return found.isEmpty() ? expr::Value() : expr::Value(found);
    };
    RuleFacts facts;
    facts[u("type")] = text("nod_type");
    facts[u("status")] = text("nod_status");
    facts[u("calc")] = text("nod_calc");
    facts[u("mean_mm")] = mean(nod.number(u("nod_long"), group, row), nod.number(u("nod_short"), group, row));
    facts[u("solid_mm")] =
        mean(nod.number(u("nod_solid_long"), group, row), nod.number(u("nod_solid_short"), group, row));
    if (const auto juxta = nod.truth(u("nod_juxta"), group, row))
        facts[u("juxta")] = expr::Value(*juxta);
    for (const auto& [fact, item] : {std::pair{"airway", "ctr_airway"}, std::pair{"cyst", "ctr_cyst"}})
        if (const QString code = ctr.text(u(item)); !code.isEmpty())
            facts[u(fact)] = expr::Value(code);
    return facts;
}

ServiceResult lungRadsOfExam(const LungRads& lungRads, const ServiceCall& call) {
    const FormData* table = formOfExam(*call.record, u("NOD"), examOf(call));
    const Answers nod(table);
    const Answers ctr(formOfExam(*call.record, u("CTR"), examOf(call)));
    if (!table)
        return std::optional<ItemValue>();
    RuleFacts exam;
    exam[u("no_nodule")] = expr::Value(nod.truth(u("nod_none")).value_or(false));
    if (const auto category = lungRads.examAlone(exam))
        return textValue(category);
    QList<std::optional<QString>> nodules;
    for (const QByteArray& row : nod.rows(u("NODR")))
        nodules << lungRads.nodule(factsOf(nod, ctr, row));
    return textValue(LungRads::highest(nodules));
}

} // namespace

const FormData* formOfExam(const SubjectRecord& record, const QString& form, const QByteArray& exam) {
    if (exam.isEmpty())
        return nullptr;
    const auto in = [&](const QList<FormData>& forms) -> const FormData* {
        for (const FormData& one : forms)
            if (one.form == form && one.exam == exam)
                return &one;
        return nullptr;
    };
    for (const VisitData& visit : record.visits)
        if (const FormData* found = in(visit.forms))
            return found;
    return in(record.looseForms);
}

const FormData* formOfVisit(const SubjectRecord& record, const QString& form, const QString& visit) {
    for (const VisitData& one : record.visits)
        if (one.visit == visit)
            for (const FormData& found : one.forms)
                if (found.form == form)
                    return &found;
    return nullptr;
}

Result<ServiceFunctions> lungServices() {
    QHash<QString, Tnm> editions;
    for (const char* edition : {"8", "9"}) {
        auto table = Tnm::fromTable(lungTable(u("tnm") + u(edition)));
        if (!table)
            return tl::unexpected(table.error());
        editions[u(edition)] = *std::move(table);
    }
    const auto rules = Recist::fromTable(lungTable(u("recist_rules")));
    const auto risk = NoduleRisk::fromTable(lungTable(u("risk_coefficients")));
    const auto rads = LungRads::fromTable(lungTable(u("lungrads_rules")));
    if (!rules)
        return tl::unexpected(rules.error());
    if (!risk)
        return tl::unexpected(risk.error());
    if (!rads)
        return tl::unexpected(rads.error());
    ServiceFunctions functions;
    functions[u("tnm.stage")] = [editions](const ServiceCall& call) { return stage(editions, call); };
    functions[u("recist.nadir")] = [rules = *rules](const ServiceCall& call) { return nadir(rules, call); };
    functions[u("recist.target")] = [rules = *rules](const ServiceCall& call) { return target(rules, call); };
    functions[u("recist.overall")] = [rules = *rules](const ServiceCall& call) {
        return overall(rules, call);
    };
    functions[u("risk.brock")] = [risk = *risk](const ServiceCall& call) { return brock(risk, call); };
    functions[u("lungrads.exam")] = [rads = *rads](const ServiceCall& call) {
        return lungRadsOfExam(rads, call);
    };
    return functions;
}

} // namespace casebook
