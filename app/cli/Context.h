// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Arguments.h"
#include "core/values/Clock.h"
#include "core/values/Job.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/vault/Vault.h"
#include "storage/worker/WorkerPool.h"

#include <memory>

namespace casebook {

/// A study unlocked for one command, with the services that the window uses too.
class OpenStudy {
public:
    explicit OpenStudy(std::unique_ptr<Vault> vault);
    /// Seals and frees the study. Errors of the last write are told.
    [[nodiscard]] Result<> close();

    [[nodiscard]] Vault& vault() { return *vault_; }
    [[nodiscard]] const Session& session() const { return vault_->session(); }
    [[nodiscard]] SubjectService& subjects() { return subjects_; }
    [[nodiscard]] ImagingService& imaging() { return imaging_; }
    [[nodiscard]] ImportService& imports() { return imports_; }
    [[nodiscard]] Database& database() { return vault_->database(); }
    [[nodiscard]] WorkerPool& workers() { return workers_; }

private:
    std::unique_ptr<Vault> vault_;
    WorkerPool workers_;
    SubjectService subjects_;
    ImagingService imaging_;
    ImportService imports_;
};

/// What a command gets beside its own arguments: the study that was named, the passphrase, a job that
/// stops at Ctrl+C, and progress on stderr.
class Context {
public:
    explicit Context(const Arguments& globals);
    ~Context();

    enum class Need {
        Write,     ///< or reads identities, whose reading is audited: InUse where another program writes
        Read       ///< opened beside a program that writes, when there is one
    };
    /// Unlocks the named study the first time. Kind Usage "study-needed", passphrase codes; and those of
    /// Vault::unlock.
    [[nodiscard]] Result<OpenStudy*> study(Need need);
    /// Folder given by --study or CASEBOOK_STUDY, absolute. Error "study-needed".
    [[nodiscard]] Result<QString> folder() const;
    [[nodiscard]] QString login() const;  ///< --user, CASEBOOK_USER, or empty for the only user
    [[nodiscard]] QString reason() const; ///< --reason
    /// From the file that was named, else asked for on the terminal; `twice` to choose a new one.
    [[nodiscard]] Result<SecretBytes> passphrase(const QString& question, bool twice) const;
    /// A new passphrase from this file, or asked for twice.
    [[nodiscard]] static Result<SecretBytes> newPassphrase(const std::optional<QString>& file,
                                                           const QString& question);
    /// Recovery words from this file, or typed unseen; the caller wipes them. Errors as of a passphrase.
    [[nodiscard]] static Result<QString> recoveryWords(const std::optional<QString>& file);
    [[nodiscard]] bool json() const { return json_; }
    [[nodiscard]] const Clock& clock() const { return clock_; }

    /// Stops at Ctrl+C; `what` is shown with the count, on a terminal only.
    [[nodiscard]] Job job(const QString& what);
    /// Called once by main at the end. The command's own error comes first.
    [[nodiscard]] Result<> finish();

private:
    [[nodiscard]] std::optional<QString> passphraseFile() const;
    /// By the file that was named, else by the desktop's keyring, else by what is typed.
    [[nodiscard]] Result<std::unique_ptr<Vault>> unlocked(const QString& where, Need need);
    void tellOf(const Vault& vault) const;
    Arguments globals_;
    bool json_;
    QByteArray told_; ///< code of why the study is not open for writing, which stderr has said already
    SystemClock clock_;
    std::stop_source stop_;
    std::unique_ptr<OpenStudy> study_;
};

} // namespace casebook
