// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"

#include <QString>

#include <memory>

namespace casebook::bench {

/// A study in a folder of its own, opened as the product opens it; only the cost of the passphrase,
/// which no bench measures, is small.
class Study {
public:
    [[nodiscard]] static Result<std::unique_ptr<Study>> create(const QString& folder);
    [[nodiscard]] static Result<std::unique_ptr<Study>> unlock(const QString& folder);
    [[nodiscard]] static Result<std::unique_ptr<Vault>> unlockVault(const QString& folder); ///< of create()
    ~Study();

    [[nodiscard]] Vault& vault() { return *vault_; }
    [[nodiscard]] ImagingService& imaging() { return imaging_; }
    [[nodiscard]] Result<ImportReport> import(const QStringList& files);

private:
    explicit Study(std::unique_ptr<Vault> vault);
    std::unique_ptr<Vault> vault_;
    WorkerPool workers_;
    ImagingService imaging_;
    ImportService imports_;
};

} // namespace casebook::bench
