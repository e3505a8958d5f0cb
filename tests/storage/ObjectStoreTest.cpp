// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/objects/FileObjectStore.h"
#include "storage/vault/ColdPlaces.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>
#include <QRandomGenerator>

#include <thread>

using namespace casebook;
using namespace casebook::test;

class ObjectStoreTest : public QObject {
    Q_OBJECT

    KeyRing keys_{SecretBytes::random(32), 1};

    /// A folder with its own store.
    struct Place {
        StudyFixture f;
        FaultyFileSystem files;
        std::unique_ptr<FileObjectStore> store;
        explicit Place(const KeyRing& keys) {
            if (f.files.makeFolder(f.folder()) && FileObjectStore::makeFolders(f.files, f.folder()))
                store = std::make_unique<FileObjectStore>(files, f.folder(), keys, false);
        }
        [[nodiscard]] QString pathOf(const PackRef& pack) const { return f.path(pack.id.path()); }
        /// A store that holds nothing open, as after a restart.
        [[nodiscard]] std::unique_ptr<FileObjectStore> fresh(const KeyRing& keys) {
            return std::make_unique<FileObjectStore>(files, f.folder(), keys, true);
        }
    };

    static QByteArray pattern(qsizetype length, quint32 seed) {
        QByteArray bytes(length, Qt::Uninitialized);
        QRandomGenerator random(seed);
        for (qsizetype i = 0; i < length; ++i)
            bytes[i] = static_cast<char>(random.generate());
        return bytes;
    }

private Q_SLOTS:
    void sizes_data() {
        QTest::addColumn<int>("length");
        for (const int length : {0, 1, 65535, 65536, 65537, 131072, 262143, 262144, 300000})
            QTest::addRow("%d", length) << length;
    }

    void sizes() {
        QFETCH(int, length);
        Place p(keys_);
        const QByteArray content = pattern(length, 7);
        const auto pack = p.store->put({content}, {});
        VERIFY_OK(pack);
        QCOMPARE(QFileInfo(p.pathOf(*pack)).size(), pack->fileLength);
        QCOMPARE(sha256Of(readFile(p.pathOf(*pack))), pack->fileHash);
        QCOMPARE(p.store->read(pack->id, pack->extents[0]).value_or(QByteArray("?")), content);
        const auto directory = p.fresh(keys_)->directory(pack->id);
        VERIFY_OK(directory);
        QCOMPARE(*directory, QList<PackDirectoryEntry>({{{0, length}, sha256Of(content)}}));
        QVERIFY(QDir(p.f.path(QStringLiteral("t"))).isEmpty());
    }

    void anyRange() {
        Place p(keys_);
        const QByteArray content = pattern(5 * 65536 + 777, 11);
        const auto pack = p.store->put({content}, {});
        VERIFY_OK(pack);
        QRandomGenerator random(3);
        for (int i = 0; i < 300; ++i) {
            const int offset = random.bounded(static_cast<int>(content.size()));
            const int length = random.bounded(static_cast<int>(content.size()) - offset + 1);
            QCOMPARE(p.store->read(pack->id, {offset, length}).value_or(QByteArray("?")),
                     content.mid(offset, length));
        }
        for (const Extent& outside :
             {Extent{-1, 5}, Extent{0, pack->plainLength + 1}, Extent{pack->plainLength, 1}, Extent{5, -1}})
            QVERIFY(!p.store->read(pack->id, outside));
    }

    void partsFedInAnyPieces() {
        Place p(keys_);
        const QList<QByteArray> parts{pattern(70000, 1), QByteArray(), pattern(3, 2), pattern(131072, 3)};
        QList<PartPlan> plan;
        for (const QByteArray& part : parts)
            plan.append(PartPlan{part.size(), QByteArray()});
        plan[3].sha256 = sha256Of(parts[3]); // one that the caller has hashed already
        auto writer = p.store->begin(plan);
        VERIFY_OK(writer);
        const QByteArray all = parts.join();
        for (qsizetype at = 0, step = 1; at < all.size(); at += step, step = step * 3 % 90001) {
            const QByteArray piece = all.mid(at, step);
            VERIFY_OK((*writer)->append(std::as_bytes(std::span(piece))));
        }
        const auto pack = (*writer)->finish();
        VERIFY_OK(pack);
        const auto directory = p.store->directory(pack->id);
        VERIFY_OK(directory);
        for (qsizetype i = 0; i < parts.size(); ++i) {
            QCOMPARE(p.store->read(pack->id, pack->extents[i]).value_or(QByteArray("?")), parts[i]);
            QCOMPARE((*directory)[i].sha256, sha256Of(parts[i]));
            QCOMPARE((*directory)[i].extent, pack->extents[i]);
        }
    }

    void wrongLengthsAreRefusedAndLeaveNothing() {
        Place p(keys_);
        {
            auto writer = p.store->begin({{10, {}}});
            VERIFY_OK(writer);
            QVERIFY(!(*writer)->append(std::as_bytes(std::span("eleven bytes", 11))));
            QVERIFY(!(*writer)->finish());
        }
        {
            auto writer = p.store->begin({{10, {}}});
            VERIFY_OK(writer);
            VERIFY_OK((*writer)->append(std::as_bytes(std::span("nine bytes", 9))));
            const auto pack = (*writer)->finish();
            QVERIFY(!pack);
            QCOMPARE(pack.error().code, QByteArray("wrong-length"));
        }
        QStringList strangers;
        QVERIFY(FileObjectStore::packsOnDisk(p.f.folder(), strangers).isEmpty());
        QVERIFY(QDir(p.f.path(QStringLiteral("t"))).isEmpty());
    }

    void equalContentGivesDifferentFilesAndEqualDedupKeys() {
        Place p(keys_);
        const QByteArray content(1000, 'a');
        const auto one = p.store->put({content}, {});
        const auto two = p.store->put({content}, {});
        QVERIFY(one && two);
        QVERIFY(readFile(p.pathOf(*one)).mid(64) != readFile(p.pathOf(*two)).mid(64));
        QVERIFY(!readFile(p.pathOf(*one)).contains("aaaa"));
        QCOMPARE(p.store->dedupKey(sha256Of(content)),
                 p.store->dedupKeyOf(std::as_bytes(std::span(content))));
        const KeyRing other(SecretBytes::random(32), 1);
        QVERIFY(p.store->dedupKey(sha256Of(content)) != p.fresh(other)->dedupKey(sha256Of(content)));
    }

    void everyFlipIsNoticed() {
        Place p(keys_);
        const QByteArray content = pattern(150000, 5);
        const auto pack = p.store->put({content}, {});
        VERIFY_OK(pack);
        int flips = 0;
        for (qint64 at = 0; at < pack->fileLength; at += at < 64 ? 1 : 97, ++flips) {
            QVERIFY(flipByte(p.pathOf(*pack), at));
            const auto read = p.fresh(keys_)->read(pack->id, {0, pack->plainLength});
            QVERIFY2(!read, qPrintable(QString::number(at)));
            QVERIFY(read.error().kind == ErrorKind::Damaged);
            if (at >= 64) // the chunk is named, and the others stay readable
                QCOMPARE(read.error().args, QStringList(QString::number((at - 64) / 65552)));
            const std::int64_t other = at - 64 < 65552 ? 65536 : 0;
            if (at >= 64)
                QCOMPARE(p.fresh(keys_)->read(pack->id, {other, 65536}).value_or(QByteArray()),
                         content.mid(other, 65536));
            QVERIFY(flipByte(p.pathOf(*pack), at));
        }
        QVERIFY(flips > 1500);
        VERIFY_OK(p.fresh(keys_)->read(pack->id, {0, pack->plainLength}));
    }

    void cutAddedSwappedAndForeign() {
        Place p(keys_);
        const auto pack = p.store->put({pattern(200000, 9)}, {});
        const auto twin = p.store->put({pattern(200000, 10)}, {});
        QVERIFY(pack && twin);
        const QByteArray whole = readFile(p.pathOf(*pack));
        const auto readable = [&] { return p.fresh(keys_)->read(pack->id, {0, 10}).has_value(); };
        for (const qsizetype length : {qsizetype{0}, qsizetype{63}, qsizetype{64}, qsizetype{64 + 65552},
                                       whole.size() - 1, whole.size() - 16}) {
            QVERIFY(writeFile(p.pathOf(*pack), whole.first(length)));
            QVERIFY2(!readable(), qPrintable(QString::number(length)));
        }
        QVERIFY(writeFile(p.pathOf(*pack), whole + '\0'));
        QVERIFY(!readable());
        QByteArray swapped = whole; // chunks 0 and 1
        swapped.replace(64, 65552, whole.mid(64 + 65552, 65552));
        swapped.replace(64 + 65552, 65552, whole.mid(64, 65552));
        QVERIFY(writeFile(p.pathOf(*pack), swapped));
        QVERIFY(!readable());
        QVERIFY(writeFile(p.pathOf(*pack), readFile(p.pathOf(*twin)))); // another pack under this name
        QVERIFY(!readable());
        QVERIFY(writeFile(p.pathOf(*pack), whole));
        QVERIFY(readable());
        const KeyRing stranger(SecretBytes::random(32), 1);
        QVERIFY(!p.fresh(stranger)->read(pack->id, {0, 10}));
        QVERIFY(QFile::remove(p.pathOf(*pack)));
        QCOMPARE(p.fresh(keys_)->read(pack->id, {0, 10}).error().code, QByteArray("object-missing"));
    }

    void oldEpochStaysReadable() {
        Place p(keys_);
        const auto pack = p.store->put({QByteArray("old")}, {});
        VERIFY_OK(pack);
        KeyRing rotated(SecretBytes::random(32), 2);
        QVERIFY(!p.fresh(rotated)->read(pack->id, {0, 3}));
        rotated.addOldEpoch(1, keys_.master());
        QCOMPARE(p.fresh(rotated)->read(pack->id, {0, 3}).value_or(QByteArray()), QByteArray("old"));
    }

    void threadsReadTheSamePack() {
        Place p(keys_);
        const QByteArray content = pattern(40 * 65536 + 5, 21);
        const auto pack = p.store->put({content}, {});
        VERIFY_OK(pack);
        const auto opened = p.store->open(pack->id);
        VERIFY_OK(opened);
        QByteArray result(content.size(), '\0');
        const auto into =
            std::as_writable_bytes(std::span(result.data(), static_cast<std::size_t>(result.size())));
        std::atomic<int> failures = 0;
        std::vector<std::thread> threads;
        constexpr std::size_t pieces = 8;
        const std::size_t step = into.size() / pieces + 1;
        for (std::size_t i = 0; i < pieces; ++i)
            threads.emplace_back([&, i] {
                const std::size_t from = std::min(i * step, into.size());
                const std::size_t length = std::min(step, into.size() - from);
                if (!(*opened)->readInto(static_cast<std::int64_t>(from), into.subspan(from, length)))
                    ++failures;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(result, content);
    }

    void faults_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("disk full") << static_cast<int>(FaultyFileSystem::Fault::DiskFull)
                                   << QByteArray("disk-full");
        QTest::newRow("I/O error") << static_cast<int>(FaultyFileSystem::Fault::IoError)
                                   << QByteArray("io-error");
        QTest::newRow("short write") << static_cast<int>(FaultyFileSystem::Fault::ShortWrite)
                                     << QByteArray("disk-full");
    }

    /// Whatever call of a put fails, the failure is told, and no temporary file stays behind when it can be removed.
    void faults() {
        QFETCH(int, fault);
        QFETCH(QByteArray, code);
        Place p(keys_);
        const QByteArray content = pattern(3'000'000, 2);
        VERIFY_OK(p.store->put({content}, {}));
        const int calls = p.files.calls;
        QVERIFY(calls >= 7);
        p.files.fault = static_cast<FaultyFileSystem::Fault>(fault);
        for (int n = 1; n <= calls; ++n) {
            p.files.calls = 0;
            p.files.faultAt = n;
            const auto pack = p.store->put({content}, {});
            QVERIFY2(!pack, qPrintable(QString::number(n)));
            QCOMPARE(pack.error().code, code);
            QVERIFY(pack.error().kind == ErrorKind::System);
            QVERIFY(QDir(p.f.path(QStringLiteral("t"))).isEmpty());
        }
        p.files.faultAt = 0;
        VERIFY_OK(p.store->put({content}, {}));
    }

    void readFaultsAreNotDamage() {
        Place p(keys_);
        const auto pack = p.store->put({pattern(100000, 2)}, {});
        VERIFY_OK(pack);
        p.files.fault = FaultyFileSystem::Fault::IoError;
        for (int n = 1; n <= 3; ++n) {
            p.files.calls = 0;
            p.files.faultAt = n;
            const auto read = p.fresh(keys_)->read(pack->id, {0, 100000});
            QVERIFY(!read);
            QVERIFY(read.error().kind == ErrorKind::System);
        }
    }
};

QTEST_GUILESS_MAIN(ObjectStoreTest)
#include "ObjectStoreTest.moc"
