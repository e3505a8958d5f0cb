// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Migrations.h"

#include "storage/database/schema/Schema.h"

#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <array>

namespace casebook::migrations {

namespace {

Q_LOGGING_CATEGORY(lcMigrations, "casebook.storage.migrations")

constexpr std::array steps{
    Migration{1, "vault", schema::m0001Vault},     Migration{2, "imaging", schema::m0002Imaging},
    Migration{3, "forms", schema::m0003Forms},     Migration{4, "reading", schema::m0004Reading},
    Migration{5, "cohorts", schema::m0005Cohorts}, Migration{6, "moves", schema::m0006Moves},
    Migration{7, "imports", schema::m0007Imports}, Migration{8, "signatures", schema::m0008Signatures},
    Migration{9, "cold", schema::m0009Cold},       Migration{10, "consent", schema::m0010Consent},
    Migration{11, "counts", schema::m0011Counts},   Migration{12, "pointers", schema::m0012Pointers},
};

Result<> audited(WriteConnection& connection, AuditAppender& audit, const Migration& step, int from) {
    AuditEntry entry;
    entry.action = "migrate";
    entry.objectKind = "study";
    entry.field = "schema";
    entry.oldValue = QString::number(from);
    entry.newValue = QString::number(step.number);
    audit.beginTransaction();
    const auto appended = audit.append(connection, entry);
    if (!appended)
        return tl::unexpected(appended.error());
    return {};
}

Result<> runOne(WriteConnection& connection, AuditAppender& audit, const Migration& step, int from) {
    const AuditAppender::State before = audit.state();
    auto done = connection.execute("BEGIN IMMEDIATE")
                    .and_then([&] { return step.run(connection); })
                    .and_then([&] {
                        return connection.execute("PRAGMA user_version=" + QByteArray::number(step.number));
                    })
                    .and_then([&] { return audited(connection, audit, step, from); })
                    .and_then([&] { return connection.execute("COMMIT"); });
    if (!done) {
        audit.restore(before);
        if (connection.inTransaction())
            static_cast<void>(connection.execute("ROLLBACK")); // the first error is the one to tell
    }
    return done;
}

Result<> copyTo(WriteConnection& connection, const QString& path) {
    QFile::remove(path);
    return connection.run("VACUUM INTO ?", path);
}

/// An upgrade that failed or was killed between two steps left the study half-way, and the copy from before its first
/// step. Any opening that works has rows of the audit after the last step.
Result<bool> isHalfWay(WriteConnection& connection, const QString& copyPath) {
    if (!QFileInfo::exists(copyPath))
        return false;
    return connection.one("SELECT action='migrate' FROM audit WHERE seq=(SELECT max(seq) FROM audit)")
        .map([](std::optional<std::int64_t> is) { return is.value_or(0) != 0; });
}

/// It is a whole database with all that is removed from the study since. One that stays is tried again at the next
/// opening; the study is good without that.
void removeCopy(const QString& path) {
    if (QFileInfo::exists(path) && !QFile::remove(path))
        qCWarning(lcMigrations) << "the copy from before an upgrade can't be removed: d/before";
}

} // namespace

std::span<const Migration> all() { return steps; }

int newest() { return steps.back().number; }

Result<int> versionOf(Connection& connection) {
    return connection.one("PRAGMA user_version").map([](std::optional<std::int64_t> v) {
        return static_cast<int>(v.value_or(0));
    });
}

Result<> upgrade(WriteConnection& connection, AuditAppender& audit, const QString& copyPath,
                 std::span<const Migration> list) {
    const auto version = versionOf(connection);
    if (!version)
        return tl::unexpected(version.error());
    if (*version > list.back().number)
        return fail(ErrorKind::Refused, "newer-format", {}, {QString::number(*version)});
    if (*version == list.back().number) {
        removeCopy(copyPath); // which a kill after the last step left
        return {};
    }
    const auto halfWay = *version > 0 ? isHalfWay(connection, copyPath) : Result<bool>(true);
    if (!halfWay)
        return tl::unexpected(halfWay.error());
    if (!*halfWay)
        if (auto copied = copyTo(connection, copyPath); !copied)
            return copied;
    int at = *version;
    for (const Migration& step : list) {
        if (step.number <= at)
            continue;
        if (auto done = runOne(connection, audit, step, at); !done)
            return done;
        at = step.number;
    }
    removeCopy(copyPath);
    return {};
}

} // namespace casebook::migrations
