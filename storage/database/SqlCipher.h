// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/database/Connection.h"
#include "storage/vault/SecretBytes.h"

#include <functional>

namespace casebook {

/// Where a study's database is and what opens it.
struct DatabaseFile {
    QString path;
    const SecretBytes* key = nullptr; ///< 32 bytes, subkey 1
    QByteArray salt;                  ///< 16 bytes, from the header: the file's first 16
};

/// The connection that writes. Counts what a command changes, to find changes without audit.
class WriteConnection : public Connection {
public:
    explicit WriteConnection(void* db);
    /// Rows changed since the connection was opened, apart from tables that need no audit row.
    [[nodiscard]] std::int64_t auditedChanges() const;
    [[nodiscard]] bool inTransaction() const; ///< false after SQLite rolled everything back by itself

private:
    std::int64_t exempt_ = 0;
};

namespace sqlcipher {

/// Checked once before any key is used: this really is SQLCipher 4, not a plain SQLite that would take
/// the key, say nothing and write plain text. Error System "not-sqlcipher".
[[nodiscard]] Result<> guardLibrary();

enum class Mode {
    Create,    ///< must not exist
    Write,
    Read,
    ReadFrozen, ///< no log beside it, and no program may write: a snapshot, a read-only medium
    ReadMedium ///< on a read-only medium with a log that a kill or a pulled plug left: the log's index is kept in memory
};

/// How to read a database, by where it lies and what lies beside it. Refused "log-needs-writing" (object = study): its
/// log can't be read without an index beside it, for which the right is lacking, and others may write there any time.
[[nodiscard]] Result<Mode> modeForReading(const QString& databasePath);

/// Opens with every guard and setting of docs/formats/vault.md, and proves the key by a first read.
/// Errors: those of Connection; Damaged "database-damaged" (args = {"salt"}) when the first 16 bytes of the
/// file are not the header's; System "not-encrypted" when a created file turned out plain (it is removed).
[[nodiscard]] Result<std::unique_ptr<WriteConnection>> openForWriting(const DatabaseFile& file, Mode mode);
[[nodiscard]] Result<std::unique_ptr<ReadConnection>> openForReading(const DatabaseFile& file, Mode mode);

/// Keyed but not read from yet: for checks of a file that may be damaged.
[[nodiscard]] Result<std::unique_ptr<ReadConnection>> openUnproven(const DatabaseFile& file, Mode mode);

/// Page by page into a new file with another key and salt. Nobody else may have `from` open. The log of `from`
/// is emptied first. Errors: those of Connection, Cancelled "cancelled".
[[nodiscard]] Result<> copyDatabase(const DatabaseFile& from, const DatabaseFile& to, const Job& job);

/// Writes the database anew without its free pages: to a file beside it, and from there back in one transaction of
/// `main`'s log, so that readers keep their snapshots, a kill undoes it, and memory holds a few pages at a time. The file
/// beside is encrypted with the same key and salt, and gone at the end. `main` is in no transaction.
/// Errors before the first page goes back, which left the database as it is: System "disk-full", "io-error"
/// (object = the file beside); Damaged "database-damaged" where `main` is. Else those of Connection; Cancelled "cancelled".
[[nodiscard]] Result<> rebuild(Connection& main, const DatabaseFile& beside, const Job& job);

/// Are the file's first 16 bytes the salt? SQLCipher itself would not notice when they are not.
/// Errors: Damaged "database-damaged" (args = {"salt"} or {"missing"}), System "io-error".
[[nodiscard]] Result<> checkSalt(const DatabaseFile& file);

} // namespace sqlcipher

} // namespace casebook
