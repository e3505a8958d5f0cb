// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/SqlCipher.h"

#include "storage/database/MemoryFailure.h"
#include "storage/vault/FolderKind.h"

#include <sqlite3.h>

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace casebook {

namespace {

sqlite3* raw(void* db) { return static_cast<sqlite3*>(db); }

/// Bookkeeping and things that are not data of the study; see WriteTransaction.
bool needsNoAudit(std::string_view table) {
    constexpr std::string_view tables[]{"audit",     "audit_value", "draft",
                                        "thumbnail", "session",     "vault_state"};
    return std::find(std::begin(tables), std::end(tables), table) != std::end(tables);
}

void countExempt(void* counter, int, const char*, const char* table, sqlite3_int64) {
    if (needsNoAudit(table))
        ++*static_cast<std::int64_t*>(counter);
}

} // namespace

WriteConnection::WriteConnection(void* db) : Connection(db) {
    sqlite3_update_hook(raw(db), countExempt, &exempt_);
}

std::int64_t WriteConnection::auditedChanges() const {
    // total_changes also counts WITHOUT ROWID tables, triggers and cascades, which the hook may not see:
    // what is not known to be exempt needs an audit row.
    return sqlite3_total_changes64(raw(db_)) - exempt_;
}

bool WriteConnection::inTransaction() const { return sqlite3_get_autocommit(raw(db_)) == 0; }

namespace sqlcipher {

namespace {

struct CloseDb {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using DbPtr = std::unique_ptr<sqlite3, CloseDb>;

constexpr char plainMagic[] = "SQLite format 3";

tl::unexpected<Error> damaged(const char* what) {
    return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("d/c"), {QString::fromLatin1(what)});
}

tl::unexpected<Error> broken(sqlite3* db, const char* what) {
    if (memoryFailure::isBehind(db, sqlite3_extended_errcode(db)))
        return fail(ErrorKind::System, "out-of-memory");
    return fail(ErrorKind::System, "database-error", QStringLiteral("d/c"), {QString::fromLatin1(what)});
}

tl::unexpected<Error> notSqlCipher(sqlite3* db) {
    if (memoryFailure::isBehind(db, sqlite3_extended_errcode(db)))
        return fail(ErrorKind::System, "out-of-memory");
    return fail(ErrorKind::System, "not-sqlcipher");
}

/// First column of the first row as text; empty when there is none.
QByteArray answer(sqlite3* db, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    QByteArray text;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return text;
}

Result<DbPtr> openFile(const DatabaseFile& file, Mode mode) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    QByteArray name = QFile::encodeName(file.path);
    const char* fileSystem = nullptr;
    switch (mode) {
    case Mode::Create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    case Mode::Write: flags |= SQLITE_OPEN_READWRITE; break;
    case Mode::Read: flags |= SQLITE_OPEN_READONLY; break;
    case Mode::ReadFrozen:
        flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
        name = QUrl::fromLocalFile(file.path).toEncoded() + "?immutable=1";
        break;
    case Mode::ReadMedium:
        flags |= SQLITE_OPEN_READONLY;
        fileSystem = "unix-none"; // for exclusive locking (see quieten) others would ask for a lock to write
        break;
    }
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &db, flags, fileSystem);
    DbPtr owned(db);
    if (code != SQLITE_OK)
        return broken(db, "open");
    return owned;
}

void appendHex(SecretBytes& text, std::size_t& at, std::span<const std::uint8_t> bytes) {
    constexpr char digits[] = "0123456789abcdef";
    for (const std::uint8_t byte : bytes) {
        text.data()[at++] = static_cast<std::uint8_t>(digits[byte >> 4]);
        text.data()[at++] = static_cast<std::uint8_t>(digits[byte & 15]);
    }
}

/// A plain SQLite takes the pragma, answers nothing and writes plain text: so the answer must be "ok".
Result<> giveKey(sqlite3* db, const DatabaseFile& file) {
    constexpr std::string_view before = "PRAGMA key=\"x'", after = "'\";";
    SecretBytes sql(before.size() + 64 + 32 + after.size() + 1);
    std::memcpy(sql.data(), before.data(), before.size());
    std::size_t at = before.size();
    appendHex(sql, at, file.key->span());
    appendHex(sql, at,
              {reinterpret_cast<const std::uint8_t*>(file.salt.constData()),
               static_cast<std::size_t>(file.salt.size())});
    std::memcpy(sql.data() + at, after.data(), after.size());
    if (answer(db, reinterpret_cast<const char*>(sql.data())) != "ok")
        return notSqlCipher(db);
    return {};
}

Result<> harden(sqlite3* db) {
    const bool done = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr) == SQLITE_OK &&
                      sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr) == SQLITE_OK &&
                      sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr) == SQLITE_OK &&
                      sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr) == SQLITE_OK;
    return done ? Result<>() : broken(db, "db_config");
}

struct Setting {
    const char* set;
    const char* get;
    const char* expected;
};

/// Sets and reads back: some of these read 0 at run time although the library's options name other defaults.
Result<> apply(sqlite3* db, const Setting& setting) {
    static_cast<void>(answer(db, setting.set));
    if (answer(db, setting.get) != setting.expected)
        return broken(db, setting.get);
    return {};
}

/// What needs no page of the file. SQLCipher would write about bad pages to stderr.
Result<> quieten(sqlite3* db, Mode mode) {
    // Before the first read, SQLite then keeps the log's index in memory instead of a file beside it.
    if (mode == Mode::ReadMedium && answer(db, "PRAGMA locking_mode=EXCLUSIVE") != "exclusive")
        return broken(db, "locking_mode");
    static_cast<void>(answer(db, "PRAGMA cipher_log_level=NONE"));
    static_cast<void>(answer(db, "PRAGMA cipher_memory_security=OFF"));
    return apply(db, {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"});
}

Result<> configure(sqlite3* db, bool writes) {
    const Setting always[]{
        {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
        {"PRAGMA recursive_triggers=ON", "PRAGMA recursive_triggers", "1"},
        {"PRAGMA busy_timeout=5000", "PRAGMA busy_timeout", "5000"},
        {"PRAGMA cache_size=-65536", "PRAGMA cache_size", "-65536"},
    };
    for (const Setting& setting : always)
        if (auto done = apply(db, setting); !done)
            return done;
    if (!writes)
        return apply(db, {"PRAGMA query_only=ON", "PRAGMA query_only", "1"});
    static_cast<void>(answer(db, "PRAGMA journal_size_limit=67108864"));
    return apply(db, {"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"});
}

/// First real use of the key, then the settings.
Result<> prove(Connection& connection, sqlite3* db, bool writes) {
    if (auto schema = connection.one("SELECT count(*) FROM sqlite_schema"); !schema)
        return tl::unexpected(schema.error());
    if (auto configured = configure(db, writes); !configured)
        return configured;
    if (writes && answer(db, "PRAGMA journal_mode=WAL") != "wal")
        return broken(db, "journal_mode");
    return {};
}

Result<DbPtr> openKeyed(const DatabaseFile& file, Mode mode) {
    if (auto guard = guardLibrary(); !guard)
        return tl::unexpected(guard.error());
    auto db = openFile(file, mode);
    if (!db)
        return db;
    const auto ready = harden(db->get()).and_then([&] { return giveKey(db->get(), file); }).and_then([&] {
        return quieten(db->get(), mode);
    });
    if (!ready)
        return tl::unexpected(ready.error());
    return db;
}

/// A disk that can't be read is no damage: the same bytes may come at the next try.
Result<QByteArray> firstBytes(const QString& path) {
    QFile in(path);
    const QByteArray bytes = in.open(QIODevice::ReadOnly) ? in.read(16) : QByteArray();
    if (in.error() != QFileDevice::NoError)
        return fail(ErrorKind::System, "io-error", QStringLiteral("d/c"),
                    {QStringLiteral("read"), in.errorString()});
    return bytes;
}

/// Makes the file real and looks at it: it must begin with our salt, or it is not encrypted with our key.
Result<> proveCreated(WriteConnection& connection, const DatabaseFile& file) {
    auto made = connection.execute("PRAGMA application_id=0x43424B31; PRAGMA wal_checkpoint(TRUNCATE);");
    if (!made)
        return made;
    const auto first = firstBytes(file.path);
    if (!first)
        return tl::unexpected(first.error());
    if (first->startsWith(plainMagic) || *first != file.salt)
        return fail(ErrorKind::System, "not-encrypted", QStringLiteral("d/c"));
    return {};
}

} // namespace

Result<Mode> modeForReading(const QString& databasePath) {
    const QString folder = QFileInfo(databasePath).path();
    if (isWritableFolder(folder))
        return Mode::Read;
    if (!QFileInfo::exists(databasePath + QStringLiteral("-wal")))
        return Mode::ReadFrozen;
    // Who writes has an index there, through which readers see his log; an index left over SQLite makes anew in memory.
    if (QFileInfo::exists(databasePath + QStringLiteral("-shm")))
        return Mode::Read;
    if (isReadOnlyDisk(folder))
        return Mode::ReadMedium;
    return fail(ErrorKind::Refused, "log-needs-writing", QFileInfo(folder).path());
}

Result<> guardLibrary() {
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    const DbPtr owned(db);
    if (code != SQLITE_OK || !answer(db, "PRAGMA cipher_version").startsWith("4."))
        return notSqlCipher(db);
    return {};
}

Result<> checkSalt(const DatabaseFile& file) {
    if (!QFileInfo::exists(file.path))
        return damaged("missing");
    const auto first = firstBytes(file.path);
    if (!first)
        return tl::unexpected(first.error());
    return *first == file.salt ? Result<>() : Result<>(damaged("salt"));
}

Result<std::unique_ptr<WriteConnection>> openForWriting(const DatabaseFile& file, Mode mode) {
    if (mode == Mode::Write)
        if (auto salt = checkSalt(file); !salt)
            return tl::unexpected(salt.error());
    auto db = openKeyed(file, mode);
    if (!db)
        return tl::unexpected(db.error());
    sqlite3* handle = db->get();
    auto connection = std::make_unique<WriteConnection>(db->release());
    auto proven = prove(*connection, handle, true);
    if (proven && mode == Mode::Create)
        proven = proveCreated(*connection, file);
    if (proven)
        return connection;
    connection.reset();
    if (mode == Mode::Create)
        QFile::remove(file.path);
    return tl::unexpected(proven.error());
}

Result<std::unique_ptr<ReadConnection>> openUnproven(const DatabaseFile& file, Mode mode) {
    auto db = openKeyed(file, mode);
    if (!db)
        return tl::unexpected(db.error());
    return std::make_unique<ReadConnection>(db->release());
}

Result<std::unique_ptr<ReadConnection>> openForReading(const DatabaseFile& file, Mode mode) {
    if (auto salt = checkSalt(file); !salt)
        return tl::unexpected(salt.error());
    auto connection = openUnproven(file, mode);
    if (!connection)
        return connection;
    if (auto proven = prove(**connection, raw((*connection)->handle()), false); !proven)
        return tl::unexpected(proven.error());
    return connection;
}

namespace {

/// All pages in steps, each of which can be the last one when the job is stopped.
Result<> copyPages(sqlite3* from, sqlite3* to, const Job& job) {
    constexpr int pagesAtOnce = 2000;
    sqlite3_backup* copy = sqlite3_backup_init(to, "main", from, "main");
    if (!copy)
        return broken(to, "backup");
    int code = SQLITE_OK;
    while (code == SQLITE_OK && !job.stopped()) {
        code = sqlite3_backup_step(copy, pagesAtOnce);
        const int total = sqlite3_backup_pagecount(copy);
        job.report(total - sqlite3_backup_remaining(copy), total);
    }
    sqlite3_backup_finish(copy); // leaves its failure in `to`
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    if (code == SQLITE_FULL)
        return fail(ErrorKind::System, "disk-full", QStringLiteral("d/c"));
    return code == SQLITE_DONE ? Result<>() : broken(to, "backup");
}

/// A page with a wrong sum would be copied as zeros under a right one.
Result<> checkPages(Connection& connection) {
    auto wrong = connection.prepare("PRAGMA cipher_integrity_check");
    if (!wrong)
        return tl::unexpected(wrong.error());
    const auto row = wrong->step();
    if (!row)
        return tl::unexpected(row.error());
    return *row ? Result<>(damaged("page")) : Result<>();
}

} // namespace

Result<> copyDatabase(const DatabaseFile& from, const DatabaseFile& to, const Job& job) {
    auto source = openForWriting(from, Mode::Write);
    if (!source)
        return tl::unexpected(source.error());
    auto target = openForWriting(to, Mode::Create);
    if (!target)
        return tl::unexpected(target.error());
    return (*source)
        ->execute("PRAGMA wal_checkpoint(TRUNCATE)")
        .and_then([&] { return checkPages(**source); })
        .and_then([&] { return copyPages(raw((*source)->handle()), raw((*target)->handle()), job); })
        .and_then([&] { return (*target)->execute("PRAGMA wal_checkpoint(TRUNCATE)"); });
}

namespace {

/// With what SQLite puts beside a database; also what a kill left.
void clearFile(const QString& path) {
    for (const char* end : {"", "-journal", "-wal", "-shm"})
        QFile::remove(path + QLatin1StringView(end));
}

/// The database itself was not touched: its writer goes on.
tl::unexpected<Error> ofFileBeside(const Error& error, const QString& path) {
    if (error.code == "out-of-memory")
        return tl::unexpected(error);
    if (error.code == "disk-full")
        return fail(ErrorKind::System, "disk-full", path);
    return fail(ErrorKind::System, "io-error", path,
                {QStringLiteral("compact"), error.args.isEmpty() ? QString() : error.args.constLast()});
}

/// The live pages of `main` in a new file, each of them checked.
Result<std::unique_ptr<ReadConnection>> writeBeside(Connection& main, const DatabaseFile& beside,
                                                    const Job& job) {
    const std::stop_callback onStop(job.stop, [&] { main.interrupt(); });
    const auto written = main.run("VACUUM INTO ?", beside.path);
    if (!written &&
        (written.error().kind == ErrorKind::Cancelled || written.error().kind == ErrorKind::Damaged))
        return tl::unexpected(written.error());
    if (!written)
        return ofFileBeside(written.error(), beside.path);
    QFile::setPermissions(beside.path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    auto copy = openUnproven(beside, Mode::ReadFrozen);
    const auto sound =
        copy ? checkSalt(beside).and_then([&] { return checkPages(**copy); }) : tl::unexpected(copy.error());
    return sound ? std::move(copy) : ofFileBeside(sound.error(), beside.path);
}

} // namespace

Result<> rebuild(Connection& main, const DatabaseFile& beside, const Job& job) {
    clearFile(beside.path);
    auto copy = writeBeside(main, beside, job);
    main.resume();
    auto done = copy ? copyPages(raw((*copy)->handle()), raw(main.handle()), job)
                     : Result<>(tl::unexpected(copy.error()));
    if (copy)
        copy->reset();
    clearFile(beside.path);
    return done.and_then([&] { return main.execute("PRAGMA wal_checkpoint(TRUNCATE)"); });
}

} // namespace sqlcipher

} // namespace casebook
