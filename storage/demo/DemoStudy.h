// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/DemoPlan.h"
#include "core/values/Job.h"
#include "storage/vault/Vault.h"

#include <functional>

namespace casebook::demo {

/// The demo study: two dozen synthetic subjects with forms, visits, CT at one or two dates, AI results, reading
/// tasks and a cohort, all made by the program from a seed. Everything in it says "synthetic".

struct DemoStudySpec {
    QString name = QStringLiteral("LUNG-DEMO");
    QString site = QStringLiteral("01");
    QString login = QStringLiteral("demo"); ///< its maker, who holds all roles
    QString printedName = QStringLiteral("Demo User");
    Options people; ///< `cut` unset: today
    int slices = 150, pixels = 512; ///< of each CT; tests make smaller ones
    int threads = 0; ///< of the phantom; 0: one a processor
};

/// Other people of the study; their passphrase is that of its maker.
struct DemoUser {
    QString login, printedName;
    QList<Role> roles;
};
[[nodiscard]] QList<DemoUser> demoUsers();

/// The study folder, its users and form definitions; no subject yet. Errors: those of Vault::create. Takes an
/// Argon2 run a user. Pool thread.
[[nodiscard]] Result<std::unique_ptr<Vault>> createDemo(const QString& folder, const DemoStudySpec& spec,
                                                        const SecretBytes& passphrase, KdfCost cost,
                                                        VaultDeps deps = VaultDeps::system());

/// All subjects of the plan that are not there yet, one after the other: a cut run goes on where it stopped.
/// `subjectDone` is told after each. Progress counts subjects in thousandths. Pool thread.
[[nodiscard]] Result<> fillDemo(Vault& vault, const DemoStudySpec& spec, const Job& job,
                                const std::function<void(int done, int all)>& subjectDone = {});

} // namespace casebook::demo
