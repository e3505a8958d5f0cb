// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Vault.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

namespace casebook::test {

inline SecretBytes secret(const char* text) { return SecretBytes::fromUtf8(QByteArray(text)); }

inline constexpr const char* goodPassphrase = "correct horse battery";

/// New recovery words, in force.
inline Result<QString> renewedWords(Vault& vault, const char* passphrase) {
    const auto fresh = vault.makeRecoveryWords(secret(passphrase));
    const auto used = fresh ? vault.useRecoveryWords(*fresh) : Result<>(tl::unexpected(fresh.error()));
    return used ? Result<QString>(fresh->words) : tl::unexpected(used.error());
}

/// A clock that a test moves by hand.
class FakeClock final : public Clock {
public:
    [[nodiscard]] std::int64_t utcMs() const override { return utc; }
    [[nodiscard]] std::int64_t monotonicMs() const override { return monotonic; }
    [[nodiscard]] int zoneOffsetMinutes() const override { return 480; }
    [[nodiscard]] QByteArray bootId() const override { return "boot-1"; }
    void advance(std::int64_t ms) {
        utc += ms;
        monotonic += ms;
    }
    std::int64_t utc = 1'767'225'600'000; // 2026-01-01 00:00 UTC
    std::int64_t monotonic = 5'000;
};

/// A new study in a temporary folder, with a state folder of its own. Unlocked for writing after make().
class StudyFixture {
public:
    StudyFixture() { qputenv("XDG_STATE_HOME", (dir_.path() + QStringLiteral("/state")).toLocal8Bit()); }
    /// Work of a page that is gone may hold the study, and close it last: with this clock and in this folder.
    ~StudyFixture() { QThreadPool::globalInstance()->waitForDone(); }
    Q_DISABLE_COPY_MOVE(StudyFixture)

    [[nodiscard]] QString folder() const { return dir_.filePath(QStringLiteral("study")); }
    [[nodiscard]] QString path(const QString& name) const { return folder() + QLatin1Char('/') + name; }
    [[nodiscard]] QString beside(const QString& name) const { return dir_.filePath(name); }
    [[nodiscard]] VaultDeps deps() { return {clock, files}; }

    [[nodiscard]] static NewStudy study() {
        NewStudy wanted;
        wanted.name = QStringLiteral("Lung nodules");
        wanted.site = QStringLiteral("01");
        wanted.login = QStringLiteral("li.na");
        wanted.printedName = QStringLiteral("Li Na");
        return wanted;
    }

    bool make() {
        auto made =
            Vault::create(folder(), study(), secret(goodPassphrase), KdfCost::cheapForTests(), deps());
        if (!made) {
            qWarning("create: %s %s", made.error().code.constData(),
                     qPrintable(made.error().args.join(u' ')));
            return false;
        }
        vault = std::move(made->vault);
        recoveryWords = made->recoveryWords;
        return true;
    }

    Result<std::unique_ptr<Vault>> tryOpen(Access access = Access::ReadWrite,
                                           const char* passphrase = goodPassphrase) {
        return Vault::unlock(folder(), {}, secret(passphrase), access, deps());
    }

    bool open(Access access = Access::ReadWrite) {
        vault.reset();
        auto opened = tryOpen(access);
        if (!opened) {
            qWarning("unlock: %s %s", opened.error().code.constData(),
                     qPrintable(opened.error().args.join(u' ')));
            return false;
        }
        vault = std::move(*opened);
        return true;
    }

    Result<VerifyReport> verify(bool objects = true) {
        return Vault::verifyFolder(folder(), {}, secret(goodPassphrase), objects, Job{}, deps());
    }

    FakeClock clock;
    RealFileSystem files;
    std::unique_ptr<Vault> vault;
    QString recoveryWords;

private:
    QTemporaryDir dir_;
};

/// Enrols a subject the way a service does: row and audit row in one transaction.
inline Result<> addSubject(WriteTransaction& tx, const QString& label) {
    const Uuid uuid = tx.newUuid();
    auto done = tx.run("INSERT INTO subject(uuid,site_id,label,status,created_ms) VALUES(?,1,?,'enrolled',?)",
                       uuid, label, tx.nowMs());
    if (!done)
        return done;
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = "subject";
    entry.object = uuid;
    entry.subject = uuid;
    entry.newValue = label;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : Result<>(tl::unexpected(seq.error()));
}

inline Result<std::int64_t> countOf(Database& database, const QByteArray& table) {
    return database.read([&](ReadConnection& c) {
        return c.one("SELECT count(*) FROM " + table).map([](std::optional<std::int64_t> n) {
            return n.value_or(-1);
        });
    });
}

inline QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size();
}

inline bool flipByte(const QString& path, qint64 at, char mask = '\x01') {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at))
        return false;
    char byte = 0;
    if (!file.getChar(&byte) || !file.seek(at))
        return false;
    return file.putChar(static_cast<char>(byte ^ mask));
}

} // namespace casebook::test

/// QVERIFY for a Result that also says why not.
#define VERIFY_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto& verified = (result);                                                                     \
        QVERIFY2(verified.has_value(), verified ? "" : verified.error().code.constData());                   \
    } while (false)
