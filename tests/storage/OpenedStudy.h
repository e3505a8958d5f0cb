// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/SqlCipher.h"
#include "storage/vault/VaultKeys.h"
#include "storage/vault/Verify.h"
#include "tests/storage/StudyFixture.h"

namespace casebook::test {

/// The keys of a closed study, to change it behind the vault's back and to verify it without an Argon2 run each time.
class OpenedStudy {
public:
    /// @param login  needed where the study has several users
    explicit OpenedStudy(StudyFixture& f, const QString& login = {}, const char* passphrase = goodPassphrase)
        : f_(f) {
        auto opened = vaultKeys::open(
            f.folder(), [&](const Header& h) { return vaultKeys::userSlot(h, login); },
            secret(passphrase), f.deps());
        if (!opened)
            qFatal("the study does not open: %s", opened.error().code.constData());
        keys_ = std::move(opened->keys);
        header_ = std::move(opened->header);
    }

    [[nodiscard]] const KeyRing& keys() const { return keys_; }
    [[nodiscard]] const Header& header() const { return header_; }

    [[nodiscard]] Result<std::unique_ptr<WriteConnection>> writable() const {
        return sqlcipher::openForWriting(
            {f_.path(QStringLiteral("d/c")), &keys_.key(KeyPurpose::Database), header_.databaseSalt},
            sqlcipher::Mode::Write);
    }

    /// Runs statements that no service would, the guards of the audit taken away first.
    [[nodiscard]] Result<> tamper(const QByteArray& sql) const {
        auto connection = writable();
        if (!connection)
            return tl::unexpected(connection.error());
        return (*connection)
            ->execute("DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete;"
                      "DROP TRIGGER IF EXISTS audit_value_no_update; PRAGMA foreign_keys=OFF;" +
                      sql);
    }

    [[nodiscard]] Result<VerifyReport> verify(bool objects = true) const {
        return verifyStudy({folder_, keys_, f_.files}, HeaderStore(f_.files, folder_).read(), objects, Job{});
    }

private:
    StudyFixture& f_;
    QString folder_ = f_.folder();
    KeyRing keys_;
    Header header_;
};

/// "kind path what" of each entry, sorted.
inline QStringList lines(const QList<Damage>& entries) {
    QStringList found;
    for (const Damage& d : entries)
        found.append(QString::fromLatin1(d.kindCode()) + u' ' + d.path + u' ' + QString::fromLatin1(d.what));
    found.sort();
    return found;
}
inline QStringList lines(const Result<VerifyReport>& report) {
    return report ? lines(report->damage)
                  : QStringList(QStringLiteral("error ") + QString::fromLatin1(report.error().code));
}
inline QStringList noticesOf(const Result<VerifyReport>& report) {
    return report ? lines(report->notices) : lines(report);
}

} // namespace casebook::test
