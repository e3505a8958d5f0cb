// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/GrowthStudy.h"

#include "storage/database/Database.h"
#include "tests/bench/StoredValues.h"
#include "tests/bench/Study.h"

#include <QDir>
#include <QFile>

#include <random>

namespace casebook::bench {

namespace {

constexpr int packs = 8192, packsAtOnce = 512, instancesPerPack = 300;
constexpr std::int64_t packBytes = 256LL << 20; ///< 8192 of them are 2 TiB, of which nothing is on the disk

Result<> instances(WriteTransaction& tx, std::int64_t pack, int series) {
    Result<> done;
    for (int n = 0; done && n < instancesPerPack; ++n) {
        const QString uid = QStringLiteral("1.2.3.%1.%2").arg(series).arg(n);
        done = tx.run("INSERT INTO instance(series,sop_uid,sop_class,pack,off,len,cmac,import_id)"
                      " VALUES(?,?,'1.2.840.10008.5.1.4.1.1.2',?,?,?,?,1)",
                      series, uid, pack, n * std::int64_t(800'000), 800'000, uid.toLatin1());
    }
    return done;
}

Result<> pack(WriteTransaction& tx, const QString& folder, int number, std::mt19937_64& random) {
    PackRef ref;
    for (int i = 0; i < 2; ++i) {
        const std::uint64_t bits = random();
        ref.id.bytes.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    ref.plainLength = packBytes - 70'000;
    ref.fileLength = packBytes;
    ref.fileHash = QByteArray(32, 'h');
    const QString path = folder + u'/' + ref.id.path();
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(packBytes))
        return fail(ErrorKind::System, "bench-no-sparse-file", path);
    return ObjectStore::insertRow(tx, ref).and_then(
        [&](std::int64_t row) { return instances(tx, row, number + 1); });
}

Result<> storePacks(Vault& vault) {
    std::mt19937_64 random(7);
    Result<> done;
    for (int first = 0; done && first < packs; first += packsAtOnce)
        done = vault.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "bench";
            Result<> one = tx.audit(entry).map([](std::int64_t) {});
            if (first == 0 && one)
                one = tx.run("INSERT INTO import(id,uuid,started_ms,state,user) VALUES(1,?,1,'done',1)",
                             tx.newUuid());
            for (int n = first; one && n < first + packsAtOnce; ++n)
                one = pack(tx, vault.folder(), n, random);
            return one;
        });
    return done;
}

} // namespace

Result<> fillStudy(const QString& folder, int subjects) {
    auto study = Study::create(folder);
    if (!study)
        return tl::unexpected(study.error());
    const auto seconds = timed([&] { return storeValues(**study, subjects).map([](qint64) {}); });
    if (seconds)
        say("filled", *seconds);
    return seconds.map([](double) {});
}

Result<bool> hasPacks(const QString& folder) {
    return Study::unlockVault(folder).and_then([](const std::unique_ptr<Vault>& vault) {
        return vault->database().read([](ReadConnection& c) {
            return c.one("SELECT count(*) FROM pack").map([](const auto& n) { return n.value_or(0) > 0; });
        });
    });
}

Result<> addPacks(const QString& folder) {
    return Study::unlockVault(folder).and_then(
        [](const std::unique_ptr<Vault>& vault) { return storePacks(*vault); });
}

} // namespace casebook::bench
