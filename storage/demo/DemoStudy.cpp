// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/demo/DemoStudy.h"

#include "storage/cohort/CohortService.h"
#include "storage/demo/DemoSubject.h"

namespace casebook::demo {

namespace {

constexpr std::int64_t perSubject = 1000;

Options optionsOf(const DemoStudySpec& spec) {
    Options options = spec.people;
    if (!options.cut.isValid())
        options.cut = QDate::currentDate();
    return options;
}

/// The plan's cohort, and everyone with images: the one that an export has pictures for.
Result<> freezeCohorts(Vault& vault, DefinitionService& definitions, const DemoPlan& plan, const Job& job) {
    CohortService cohorts(vault.database(), vault.session(), definitions);
    const QList<std::pair<QString, QString>> wanted{
        {plan.cohortName, plan.cohortExpression}, {QStringLiteral("With CT"), QStringLiteral("exams >= 1")}};
    for (const auto& [name, expression] : wanted) {
        if (name.isEmpty() || cohorts.find(name))
            continue;
        if (const auto saved = cohorts.save(name, {{expression, {}}}, {}, job); !saved)
            return tl::unexpected(saved.error());
    }
    return {};
}

} // namespace

QList<DemoUser> demoUsers() {
    return {{QStringLiteral("reader1"), QStringLiteral("Zhao Lei (synthetic)"), {Role::Reader}},
            {QStringLiteral("reader2"), QStringLiteral("Chen Yu (synthetic)"), {Role::Reader}},
            {QStringLiteral("coordinator1"), QStringLiteral("Wang Min (synthetic)"), {Role::Coordinator}},
            {QStringLiteral("investigator1"), QStringLiteral("Li Yan (synthetic)"), {Role::Investigator}},
            {QStringLiteral("monitor1"), QStringLiteral("Sun Hao (synthetic)"), {Role::Monitor}}};
}

Result<std::unique_ptr<Vault>> createDemo(const QString& folder, const DemoStudySpec& spec,
                                          const SecretBytes& passphrase, KdfCost cost, VaultDeps deps) {
    NewStudy study;
    study.name = spec.name;
    study.site = spec.site;
    study.login = spec.login;
    study.printedName = spec.printedName;
    study.synthetic = true;
    auto created = Vault::create(folder, study, passphrase, cost, deps);
    if (!created)
        return tl::unexpected(created.error());
    Vault& vault = *created->vault;
    for (const DemoUser& user : demoUsers())
        if (const auto added = vault.addUser(user.login, user.printedName, user.roles, passphrase, cost);
            !added)
            return tl::unexpected(added.error());
    DefinitionService definitions(vault.database(), vault.session(), vault.clock());
    if (const auto installed = definitions.installLungStudy(); !installed)
        return tl::unexpected(installed.error());
    return std::move(created->vault);
}

Result<> fillDemo(Vault& vault, const DemoStudySpec& spec, const Job& job,
                  const std::function<void(int, int)>& subjectDone) {
    const auto plan = makeDemoPlan(optionsOf(spec));
    if (!plan)
        return tl::unexpected(plan.error());
    const int all = int(plan->subjects.size());
    DefinitionService definitions(vault.database(), vault.session(), vault.clock());
    DemoSubjectWriter writer(vault, definitions, *plan, spec);
    for (int i = 0; i < all; ++i) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const Job part{job.stop, [&](std::int64_t done, std::int64_t total) {
                           job.report(i * perSubject + done * perSubject / std::max<std::int64_t>(1, total),
                                      all * perSubject);
                       }};
        if (const auto written = writer.write(plan->subjects.at(i), part); !written)
            return written;
        if (subjectDone)
            subjectDone(i + 1, all);
    }
    return freezeCohorts(vault, definitions, *plan, job);
}

} // namespace casebook::demo
