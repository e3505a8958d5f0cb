// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/MemoryFailure.h"

#include <openssl/crypto.h>
#include <sqlite3.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>

namespace casebook::memoryFailure {

namespace {

std::int64_t nowSeconds() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

constexpr std::int64_t never = -1;
std::atomic<std::int64_t> lastFailure = never;

void* watched(void* made, std::size_t asked) {
    if (!made && asked > 0)
        lastFailure = nowSeconds();
    return made;
}

sqlite3_mem_methods& ofSqlite() {
    static sqlite3_mem_methods own{};
    return own;
}

void* sqliteMalloc(int size) { return watched(ofSqlite().xMalloc(size), std::size_t(size)); }
void* sqliteRealloc(void* old, int size) { return watched(ofSqlite().xRealloc(old, size), std::size_t(size)); }
void* sslMalloc(std::size_t size, const char*, int) { return watched(std::malloc(size), size); }
void* sslRealloc(void* old, std::size_t size, const char*, int) {
    return watched(std::realloc(old, size), size);
}
void sslFree(void* old, const char*, int) { std::free(old); }

/// Both take other functions only before their first use.
bool watch() {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &ofSqlite());
    sqlite3_mem_methods methods = ofSqlite();
    methods.xMalloc = sqliteMalloc;
    methods.xRealloc = sqliteRealloc;
    const bool sqlite = sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK;
    const bool ssl = CRYPTO_set_mem_functions(sslMalloc, sslRealloc, sslFree) == 1;
    return sqlite && ssl;
}
[[maybe_unused]] const bool isWatched = watch(); // before main

bool failedLately() {
    constexpr std::int64_t lately = 60;
    const std::int64_t last = lastFailure;
    return last != never && nowSeconds() - last <= lately;
}

} // namespace

bool isBehind(sqlite3* db, int code) {
    const int kind = code & 0xFF;
    if (kind == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM || failedLately())
        return true;
    return db && (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN) && sqlite3_system_errno(db) == ENOMEM;
}

} // namespace casebook::memoryFailure
