// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Study.h"

namespace casebook::bench {

namespace {

SecretBytes passphrase() { return SecretBytes::fromUtf8(QByteArray("a bench needs no secret")); }

} // namespace

Study::Study(std::unique_ptr<Vault> vault)
    : vault_(std::move(vault)),
      imaging_(vault_->database(), vault_->objects(), workers_, vault_->session(), vault_->clock()),
      imports_(vault_->database(), vault_->objects(), workers_, vault_->session(), vault_->clock()) {}

Study::~Study() { (void)vault_->lock(); }

Result<std::unique_ptr<Study>> Study::create(const QString& folder) {
    NewStudy study;
    study.name = QStringLiteral("Bench");
    study.login = QStringLiteral("bench");
    study.synthetic = true;
    auto created = Vault::create(folder, study, passphrase(), KdfCost::cheapForTests());
    if (!created)
        return tl::unexpected(created.error());
    return std::unique_ptr<Study>(new Study(std::move(created->vault)));
}

Result<std::unique_ptr<Study>> Study::unlock(const QString& folder) {
    return unlockVault(folder).map(
        [](std::unique_ptr<Vault> vault) { return std::unique_ptr<Study>(new Study(std::move(vault))); });
}

Result<std::unique_ptr<Vault>> Study::unlockVault(const QString& folder) {
    return Vault::unlock(folder, {}, passphrase(), Access::ReadWrite);
}

Result<ImportReport> Study::import(const QStringList& files) { return imports_.run(files, Job{}, {}); }

} // namespace casebook::bench
