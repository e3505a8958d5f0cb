// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/DemoPlan.h"

#include "core/demo/SubjectPlanner.h"
#include "core/forms/LungStudy.h"
#include "core/lung/Services.h"

#include <algorithm>

namespace casebook::demo {

namespace {

bool hasSecondCt(const PlannedSubject& subject) {
    return std::any_of(subject.forms.begin(), subject.forms.end(),
                       [](const PlannedForm& form) { return form.form == u"CTA" && form.visit != u"SCR"; });
}

/// Who gets images: people with a second CT, nodules first, no more than half of them with a mass.
bool wantsCt(const PlannedSubject& subject, int given, int withMass, int wanted) {
    if (given >= wanted || !hasSecondCt(subject))
        return false;
    return !subject.person.tumour || (withMass < wanted / 3 && subject.person.tumour->total_mm <= 45);
}

/// Readers of the demo see the CT in different ways.
void planTasks(PlannedSubject& subject, int n) {
    static const QStringList modes{QStringLiteral("second"), QStringLiteral("unaided"),
                                   QStringLiteral("concurrent")};
    for (int ct = 0; ct < int(subject.cts.size()); ++ct)
        subject.tasks.append({ct, modes[(n + ct) % 3], QStringLiteral("reader%1").arg(1 + n % 2)});
}

} // namespace

Result<DemoPlan> makeDemoPlan(const Options& options) {
    const auto recipe = Recipe::shipped();
    if (!recipe)
        return tl::unexpected(recipe.error());
    auto definition = lungStudy();
    if (!definition)
        return tl::unexpected(definition.error());
    const auto services = lungServices();
    if (!services)
        return tl::unexpected(services.error());
    const auto study = CompiledStudy::compile(*std::move(definition));
    DemoPlan out;
    out.cohortName = QStringLiteral("EGFR mutated");
    out.cohortExpression = QStringLiteral("egfr = 'POS'");
    const QStringList arms = armsOf(*recipe, options.subjects);
    int given = 0, withMass = 0;
    for (int n = 0; n < options.subjects; ++n) {
        const auto index = std::uint32_t(n);
        FormFiller filler(study, *services, options, index, out);
        SubjectPlanner planner(*recipe, options, filler, drawPerson(*recipe, options.seed, index, arms[n]));
        PlannedSubject subject = planner.plan(true);
        out.rejected += filler.rejected();
        if (wantsCt(subject, given, withMass, options.withCt)) {
            planTasks(subject, given++);
            withMass += subject.person.tumour ? 1 : 0;
        } else {
            subject.cts.clear();
            subject.marks.clear();
        }
        out.subjects.append(std::move(subject));
    }
    return out;
}

} // namespace casebook::demo
