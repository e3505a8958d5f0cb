// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/study/DiagnosticsService.h"

#include "storage/spool/SpoolFile.h"
#include "storage/study/BackupPlace.h"
#include "storage/study/BackupService.h"
#include "storage/vault/FolderKind.h"
#include "storage/vault/Vault.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace casebook {

namespace {

constexpr std::int64_t kDayMs = 86'400'000, kMebibyte = 1 << 20, kGibibyte = 1 << 30;
constexpr std::int64_t kLockNeeded = 8 * kMebibyte, kLittleRoom = 10 * kGibibyte;

/// Only numbers of the release: what a site's own kernel adds to them may be its name.
QString kernelNumbers() {
    static const QRegularExpression numbers(QStringLiteral("^\\d+(\\.\\d+){0,2}"));
    return numbers.match(QSysInfo::kernelVersion()).captured();
}

/// Distributions that many use; any other may be a site's own.
QString systemName() {
    static const QStringList known{
        QStringLiteral("debian"), QStringLiteral("ubuntu"),    QStringLiteral("fedora"),
        QStringLiteral("rhel"),   QStringLiteral("centos"),    QStringLiteral("rocky"),
        QStringLiteral("arch"),   QStringLiteral("almalinux"), QStringLiteral("opensuse-leap"),
        QStringLiteral("deepin"), QStringLiteral("kylin"),     QStringLiteral("openeuler"),
        QStringLiteral("uos"),    QStringLiteral("linuxmint"), QStringLiteral("opensuse-tumbleweed")};
    static const QRegularExpression number(QStringLiteral("^\\d+(\\.\\d+)?$"));
    const QString name = QSysInfo::productType();
    if (!known.contains(name))
        return QStringLiteral("other");
    const QString version = QSysInfo::productVersion();
    return number.match(version).hasMatch() ? name + QLatin1Char('-') + version : name;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// dm-crypt says so in its name in /sys.
bool isEncryptedDevice(const QString& device) {
    const QString name = QFileInfo(QFileInfo(device).canonicalFilePath()).fileName();
    return contentOf(QStringLiteral("/sys/block/%1/dm/uuid").arg(name)).startsWith("CRYPT-");
}

std::int64_t memoryBytes() {
    const long pages = ::sysconf(_SC_PHYS_PAGES), size = ::sysconf(_SC_PAGE_SIZE);
    return pages > 0 && size > 0 ? std::int64_t(pages) * size : -1;
}

std::int64_t landlockAbi() {
    return std::max<long>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION),
                          0);
}

void addLimits(DiagnosticReport& out) {
    rlimit lock{};
    if (::getrlimit(RLIMIT_MEMLOCK, &lock) != 0)
        out.addUnknown("memory_lock_bytes", true);
    else if (lock.rlim_cur == RLIM_INFINITY)
        out.addNumber("memory_lock_bytes", memoryBytes());
    else
        out.addNumber("memory_lock_bytes", qint64(lock.rlim_cur), std::int64_t(lock.rlim_cur) < kLockNeeded);
    rlimit core{};
    const bool off = (::getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0) ||
                     ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
    out.addCode("core_dumps", off ? QStringLiteral("off") : QStringLiteral("on"), !off);
}

QString fileSystemName(const QString& folder) {
    struct Row {
        std::uint32_t magic;
        const char* name;
    };
    static constexpr Row rows[]{{0xEF53, "ext4"},      {0x58465342, "xfs"},   {0x9123683E, "btrfs"},
                                {0x01021994, "tmpfs"}, {0x2FC12FC1, "zfs"},   {0x794C7630, "overlay"},
                                {0x6969, "nfs"},       {0xFE534D42, "smb2"},  {0xFF534D42, "cifs"},
                                {0x01021997, "9p"},    {0x65735546, "fuse"},  {0x2011BAB0, "exfat"},
                                {0x4D44, "vfat"},      {0x7366746E, "ntfs3"}, {0xF2F52010, "f2fs"}};
    struct statfs info{};
    if (::statfs(QFile::encodeName(folder).constData(), &info) != 0)
        return QStringLiteral("other");
    const auto magic = static_cast<std::uint32_t>(info.f_type);
    const auto* found =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.magic == magic; });
    return found == std::end(rows) ? QStringLiteral("other") : QString::fromLatin1(found->name);
}

void addFolder(DiagnosticReport& out, const QString& folder) {
    const FolderKind kind = folderKind(folder);
    const char* code = kind == FolderKind::Network      ? "network"
                       : kind == FolderKind::MaybeLocal ? "fuse"
                       : kind == FolderKind::Synced     ? "synchronised"
                                                        : "local";
    out.addCode("folder", QString::fromLatin1(code),
                kind == FolderKind::Network || kind == FolderKind::Synced);
    out.addCode("file_system", fileSystemName(folder));
    const std::int64_t free = backupPlace::freeBytes(folder);
    out.addNumber("free_bytes", qint64(free), free >= 0 && free < kLittleRoom);
}

Result<> addCounts(DiagnosticReport& out, Database& database) {
    struct Row {
        const char* key;
        const char* sql;
    };
    static constexpr Row rows[]{
        {"packs", "SELECT count(*) FROM pack WHERE state = 'live'"},
        {"pack_bytes", "SELECT coalesce(sum(file_len), 0) FROM pack WHERE state = 'live'"},
        {"subjects", "SELECT count(*) FROM subject"},
        {"series", "SELECT count(*) FROM dicom_series"},
        {"values", "SELECT count(*) FROM item_value"},
        {"audit_rows", "SELECT count(*) FROM audit"}};
    return database.read([&](ReadConnection& c) -> Result<> {
        for (const Row& row : rows) {
            const auto number = c.one(row.sql);
            if (!number)
                return tl::unexpected(number.error());
            out.addNumber(row.key, qint64(number->value_or(0)));
        }
        return {};
    });
}

Result<> addSqlite(DiagnosticReport& out, Database& database) {
    return database.read([&](ReadConnection& c) -> Result<> {
        auto row = c.prepare("SELECT sqlite_version()");
        if (!row)
            return tl::unexpected(row.error());
        const auto found = row->step();
        if (!found)
            return tl::unexpected(found.error());
        out.addCode("sqlite", *found ? row->text(0) : QString());
        return {};
    });
}

Result<> addChain(DiagnosticReport& out, Vault& vault, const Session& session, const Job& job) {
    if (!session.may(Right::ReadAudit)) {
        out.addCode("audit_chain", QStringLiteral("not-checked"));
        return {};
    }
    const auto chain = vault.verifyChain(job);
    if (!chain && chain.error().kind != ErrorKind::Damaged)
        return tl::unexpected(chain.error());
    const bool whole = chain && chain->ok();
    out.addCode("audit_chain", whole ? QStringLiteral("whole") : QStringLiteral("damaged"), !whole);
    return {};
}

Result<> addBackup(DiagnosticReport& out, Vault& vault, const Session& session) {
    const auto state = BackupService(vault.database(), session, vault.clock()).state();
    if (!state)
        return tl::unexpected(state.error());
    const bool warns = state->due && !vault.info().synthetic;
    if (state->last) {
        out.addNumber("backup_age_days", qint64(state->ageDays), warns);
        out.addNumber("backup_bytes", qint64(state->last->bytes));
    } else {
        out.addUnknown("backup_age_days", warns);
    }
    out.addCode("backup_rhythm", QString::fromLatin1(rhythmCode(state->plan.rhythm)));
    if (state->verify) {
        out.addNumber("verify_age_days", qint64((vault.clock().utcMs() - state->verify->timeMs) / kDayMs));
        out.addNumber("verify_damaged", qint64(state->verify->damaged), state->verify->damaged > 0);
    } else {
        out.addUnknown("verify_age_days");
    }
    return {};
}

} // namespace

QString swapKind(const QByteArray& procSwaps, const std::function<bool(const QString&)>& isEncrypted) {
    QList<QByteArray> lines = procSwaps.split('\n');
    lines.removeAll(QByteArray());
    if (lines.size() < 2) // the first is the head
        return QStringLiteral("none");
    bool allInMemory = true;
    for (const QByteArray& line : lines.sliced(1)) {
        const QString device = QFile::decodeName(line.left(line.indexOf(' ')));
        const bool inMemory = device.startsWith(QLatin1StringView("/dev/zram"));
        if (!inMemory && !isEncrypted(device))
            return QStringLiteral("plain");
        allInMemory = allInMemory && inMemory;
    }
    return allInMemory ? QStringLiteral("in-memory") : QStringLiteral("encrypted");
}

DiagnosticReport machineDiagnostics(const QString& programVersion) {
    DiagnosticReport out;
    out.addCode("program", programVersion);
    out.addCode("qt", QString::fromLatin1(qVersion()));
    out.addCode("system", systemName());
    out.addCode("kernel", kernelNumbers());
    out.addCode("processor", QSysInfo::currentCpuArchitecture());
    out.addNumber("cores", qint64(QThread::idealThreadCount()));
    out.addNumber("memory_bytes", qint64(memoryBytes()));
    const std::int64_t abi = landlockAbi();
    out.addNumber("landlock_abi", qint64(abi), abi == 0);
    const bool filters =
        contentOf(QStringLiteral("/proc/sys/kernel/seccomp/actions_avail")).contains("kill_process");
    out.addYes("seccomp", filters, !filters);
    addLimits(out);
    const QString swap = swapKind(contentOf(QStringLiteral("/proc/swaps")), isEncryptedDevice);
    out.addCode("swap", swap, swap == QLatin1StringView("plain"));
    return out;
}

DiagnosticsService::DiagnosticsService(Vault& vault, const Session& session)
    : vault_(vault), session_(session) {}

Result<DiagnosticReport> DiagnosticsService::report(const QString& programVersion, const Job& job) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    DiagnosticReport out = machineDiagnostics(programVersion);
    const StudyInfo info = vault_.info();
    auto done =
        addSqlite(out, vault_.database())
            .map([&] {
                addFolder(out, vault_.folder());
                out.addNumber("format", qint64(info.formatVersion));
                out.addNumber("schema", qint64(info.schemaVersion));
                out.addYes("synthetic", info.synthetic);
                out.addYes("read_only", session_.readOnly);
                out.addNumber("database_bytes", QFileInfo(vault_.folder() + QStringLiteral("/d/c")).size());
                const int aside = spool::countSetAside(vault_.folder() + QStringLiteral("/spool"));
                out.addNumber("received_damaged", qint64(aside), aside > 0);
            })
            .and_then([&] { return addCounts(out, vault_.database()); })
            .and_then([&] { return addChain(out, vault_, session_, job); })
            .and_then([&] { return addBackup(out, vault_, session_); });
    return done ? Result<DiagnosticReport>(out) : Result<DiagnosticReport>(tl::unexpected(done.error()));
}

} // namespace casebook
