// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Context.h"

#include "app/cli/Output.h"
#include "app/cli/Terminal.h"
#include "app/cli/Words.h"
#include "core/values/Messages.h"
#include "storage/study/KeyringService.h"

#include <QDir>

#include <cstdio>

#include <unistd.h>

namespace casebook {

OpenStudy::OpenStudy(std::unique_ptr<Vault> vault)
    : vault_(std::move(vault)), subjects_(vault_->database(), vault_->session(), vault_->clock()),
      imaging_(vault_->database(), vault_->objects(), workers_, vault_->session(), vault_->clock()),
      imports_(vault_->database(), vault_->objects(), workers_, vault_->session(), vault_->clock()) {}

Result<> OpenStudy::close() { return vault_->lock(); }

Context::Context(const Arguments& globals) : globals_(globals), json_(globals.has("json")) {}

Context::~Context() = default;

Result<QString> Context::folder() const {
    const QString named = globals_.valueOr("study", qEnvironmentVariable("CASEBOOK_STUDY"));
    if (named.isEmpty())
        return fail(ErrorKind::Usage, "study-needed");
    return QDir::cleanPath(QDir().absoluteFilePath(named));
}

QString Context::login() const { return globals_.valueOr("user", qEnvironmentVariable("CASEBOOK_USER")); }

QString Context::reason() const { return globals_.valueOr("reason", {}); }

Result<SecretBytes> Context::newPassphrase(const std::optional<QString>& file, const QString& question) {
    if (file)
        return passphraseFromFile(*file).map(
            [](QByteArray line) { return SecretBytes::fromUtf8(std::move(line)); });
    auto first = askPassphrase(question + u' ');
    if (!first)
        return tl::unexpected(first.error());
    auto second = askPassphrase(Cli::tr("The same again:") + u' ');
    if (!second)
        return tl::unexpected(second.error());
    const bool same = *first == *second;
    wipeBytes(*second);
    if (!same) {
        wipeBytes(*first);
        return fail(ErrorKind::Refused, "passphrases-differ");
    }
    return SecretBytes::fromUtf8(std::move(*first));
}

Result<QString> Context::recoveryWords(const std::optional<QString>& file) {
    if (!file && !hasTerminal())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--recovery-file"));
    auto line = file ? passphraseFromFile(*file) : askPassphrase(Cli::tr("Recovery words:") + u' ');
    if (!line)
        return tl::unexpected(line.error());
    const QString words = QString::fromUtf8(*line);
    wipeBytes(*line);
    return words;
}

Result<SecretBytes> Context::passphrase(const QString& question, bool twice) const {
    const std::optional<QString> file = passphraseFile();
    if (file || twice)
        return newPassphrase(file, question);
    return askPassphrase(question + u' ').map([](QByteArray line) {
        return SecretBytes::fromUtf8(std::move(line));
    });
}

std::optional<QString> Context::passphraseFile() const {
    auto file = globals_.value("passphrase-file");
    if (!file && qEnvironmentVariableIsSet("CASEBOOK_PASSPHRASE_FILE"))
        file = qEnvironmentVariable("CASEBOOK_PASSPHRASE_FILE");
    return file;
}

Result<std::unique_ptr<Vault>> Context::unlocked(const QString& where, Need need) {
    const auto opened = [&](const auto& open) {
        auto vault = open(Access::ReadWrite);
        if (vault || need != Need::Read)
            return vault;
        const bool isHeld = vault.error().kind == ErrorKind::InUse;
        if (vault.error().code != "study-moved" && !isReadableStill(vault.error()))
            return vault;
        told_ = vault.error().code;
        note(isHeld ? Cli::tr("Another program has the study open; it is read beside it.")
                    : messageText(vault.error()));
        return open(Access::ReadOnly);
    };
    if (!passphraseFile() && KeyringService::canUnlock(where, login())) {
        auto vault = opened([&](Access access) { return KeyringService::unlock(where, login(), access); });
        const QByteArray code = vault ? QByteArray() : vault.error().code;
        if (code != "no-keyring" && code != "keyring-refused" && code != "wrong-keyring")
            return vault;
        note(messageText(vault.error()));
    }
    auto secret = passphrase(Cli::tr("Passphrase:"), false);
    if (!secret)
        return tl::unexpected(secret.error());
    return opened([&](Access access) { return Vault::unlock(where, login(), *secret, access); });
}

Result<OpenStudy*> Context::study(Need need) {
    if (study_)
        return study_.get();
    auto where = folder();
    if (!where)
        return tl::unexpected(where.error());
    auto vault = unlocked(*where, need);
    if (!vault)
        return tl::unexpected(vault.error());
    tellOf(**vault);
    study_ = std::make_unique<OpenStudy>(std::move(*vault));
    return study_.get();
}

/// What the window shows after the unlock.
void Context::tellOf(const Vault& vault) const {
    if (vault.session().mustChangePassphrase)
        note(Cli::tr("Another person set this passphrase. Change it: casebook-cli user passphrase."));
    if (const FailedTries failed = vault.failedBefore(); failed.count > 0)
        note(
            Cli::tr("%n unlock(s) failed since the study was last open for writing.", nullptr, failed.count));
    for (const QString& warning : vault.info().warnings)
        if (const QByteArray code = warning.toLatin1(); code != told_)
            note(messageText({ErrorKind::Refused, code, vault.folder(), {}}));
}

Job Context::job(const QString& what) {
    Job job;
    job.stop = stop_.get_token();
    const bool show = ::isatty(STDERR_FILENO) == 1;
    job.progress = [this, what, show](std::int64_t done, std::int64_t total) {
        if (interrupted())
            stop_.request_stop();
        if (!show)
            return;
        const QByteArray line = QStringLiteral("\r%1 %2 / %3 ").arg(what).arg(done).arg(total).toUtf8();
        std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
        if (done >= total)
            std::fputc('\n', stderr);
        std::fflush(stderr);
    };
    return job;
}

Result<> Context::finish() {
    if (!study_)
        return {};
    auto closed = study_->close();
    study_.reset();
    return closed;
}

} // namespace casebook
