// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/Crypto.h"
#include "storage/vault/HeaderStore.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>

using namespace casebook;
using namespace casebook::test;

class HeaderTest : public QObject {
    Q_OBJECT

    KeyRing keys_{SecretBytes::random(32), 1};

    static Header sample() {
        Header h;
        h.studyId = crypto::randomBytes(16);
        h.databaseSalt = crypto::randomBytes(16);
        h.serial = 3;
        for (int i = 0; i < 2; ++i) {
            KeySlot slot;
            slot.id = crypto::randomBytes(16);
            slot.ops = 3;
            slot.memKiB = 8192;
            slot.salt = crypto::randomBytes(16);
            slot.nonce = crypto::randomBytes(24);
            slot.wrapped = crypto::randomBytes(64);
            h.keySlots.append(slot);
        }
        return h;
    }

    static HeaderSecrets secrets() {
        HeaderSecrets s;
        s.users.append({crypto::randomBytes(16), Uuid{crypto::randomBytes(16)}, QStringLiteral("李娜")});
        s.oldEpochs.push_back({1, SecretBytes::random(32)});
        s.anchor = {42, crypto::randomBytes(32)};
        return s;
    }

    /// "decode" or "open": where a changed header is noticed; empty when it is not.
    QByteArray noticed(const QByteArray& file) const {
        const auto decoded = header::decode(file);
        if (!decoded)
            return "decode";
        return header::open(*decoded, keys_) ? QByteArray() : QByteArray("open");
    }

private Q_SLOTS:
    void roundTrip() {
        const Header h = sample();
        const HeaderSecrets s = secrets();
        const auto back = header::decode(header::encode(h, s, keys_));
        VERIFY_OK(back);
        QCOMPARE(back->studyId, h.studyId);
        QCOMPARE(back->serial, h.serial);
        QCOMPARE(back->epoch, h.epoch);
        QCOMPARE(back->databaseSalt, h.databaseSalt);
        QVERIFY(back->keySlots == h.keySlots);
        const auto opened = header::open(*back, keys_);
        VERIFY_OK(opened);
        QVERIFY(opened->users == s.users);
        QCOMPARE(opened->anchor, s.anchor);
        QCOMPARE(opened->oldEpochs.size(), std::size_t{1});
        QVERIFY(std::ranges::equal(opened->oldEpochs[0].master.span(), s.oldEpochs[0].master.span()));
    }

    void everyFlippedByteIsNoticed() {
        const QByteArray file = header::encode(sample(), secrets(), keys_);
        for (const char mask : {'\x01', '\x80', '\xff'})
            for (qsizetype at = 0; at < file.size(); ++at) {
                QByteArray changed = file;
                changed[at] = static_cast<char>(changed[at] ^ mask);
                QVERIFY2(!noticed(changed).isEmpty(), qPrintable(QString::number(at)));
                // Only the last 32 bytes, the keyed sum itself, need the key to be seen.
                QCOMPARE(noticed(changed), QByteArray(at < file.size() - 32 ? "decode" : "open"));
            }
    }

    void everyCutAndEveryAddedByteIsNoticed() {
        const QByteArray file = header::encode(sample(), secrets(), keys_);
        for (qsizetype length = 0; length < file.size(); ++length)
            QCOMPARE(noticed(file.first(length)), QByteArray("decode"));
        QCOMPARE(noticed(file + '\0'), QByteArray("decode"));
    }

    void headerMadeWithoutTheKeyIsNoticed() {
        const KeyRing stranger(SecretBytes::random(32), 1);
        QCOMPARE(noticed(header::encode(sample(), secrets(), stranger)), QByteArray("open"));
    }

    void sumsThatAreRightOverNonsense() {
        // Somebody may write any fields and a right plain sum: nothing may crash before the keyed sum is checked.
        const QByteArray file = header::encode(sample(), secrets(), keys_);
        for (qsizetype at = 8; at < file.size() - 64; ++at) {
            QByteArray body = file.first(file.size() - 64);
            body[at] = '\xff';
            const QByteArray forged = body + crypto::Blake2b(32).add(body).finish() + file.last(32);
            if (body != file.first(file.size() - 64))
                QVERIFY2(!noticed(forged).isEmpty(), qPrintable(QString::number(at)));
        }
    }

    void newerFormatIsRefusedByItsName() {
        Header h = sample();
        h.version = 2;
        h.minReader = 2;
        const auto decoded = header::decode(header::encode(h, secrets(), keys_));
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, QByteArray("newer-format"));
        h.minReader = 1; // a newer program that keeps old readers in mind
        VERIFY_OK(header::decode(header::encode(h, secrets(), keys_)));
    }

    void bestCopy_data() {
        QTest::addColumn<int>("main"); // serial; 0 damaged, -1 absent
        QTest::addColumn<int>("copy");
        QTest::addColumn<int>("best");
        QTest::newRow("both") << 5 << 5 << 5;
        QTest::newRow("main damaged") << 0 << 5 << 5;
        QTest::newRow("copy damaged") << 5 << 0 << 5;
        QTest::newRow("killed between the two") << 6 << 5 << 6;
        QTest::newRow("older main put back") << 4 << 5 << 5;
        QTest::newRow("main lost") << -1 << 5 << 5;
        QTest::newRow("both damaged") << 0 << 0 << 0;
        QTest::newRow("both lost") << -1 << -1 << -1;
    }

    void bestCopy() {
        QFETCH(int, main);
        QFETCH(int, copy);
        QFETCH(int, best);
        StudyFixture f;
        QVERIFY(QDir().mkpath(f.folder()));
        Header h = sample();
        const auto put = [&](const QString& name, int serial) {
            h.serial = static_cast<std::uint64_t>(serial);
            return serial < 0 || writeFile(f.path(name), serial == 0 ? QByteArray("damaged")
                                                                     : header::encode(h, secrets(), keys_));
        };
        QVERIFY(put(HeaderStore::mainName(), main) && put(HeaderStore::copyName(), copy));
        const HeaderCopies copies = HeaderStore(f.files, f.folder()).read();
        if (best > 0)
            QCOMPARE(copies.best()->serial, static_cast<std::uint64_t>(best));
        else
            QCOMPARE(copies.error().code, QByteArray(best == 0 ? "header-damaged" : "not-a-study"));
    }

    void faultsWhileWriting_data() {
        QTest::addColumn<int>("fault");
        QTest::newRow("disk full") << static_cast<int>(FaultyFileSystem::Fault::DiskFull);
        QTest::newRow("I/O error") << static_cast<int>(FaultyFileSystem::Fault::IoError);
        QTest::newRow("short write") << static_cast<int>(FaultyFileSystem::Fault::ShortWrite);
    }

    /// At whatever call the disk fails, the study keeps a sound header, old or new, and the failure is told.
    void faultsWhileWriting() {
        QFETCH(int, fault);
        StudyFixture f;
        QVERIFY(QDir().mkpath(f.path(QStringLiteral("t"))));
        Header h = sample();
        FaultyFileSystem files;
        files.fault = static_cast<FaultyFileSystem::Fault>(fault);
        const HeaderStore store(files, f.folder());
        VERIFY_OK(store.write(header::encode(h, secrets(), keys_)));
        const int calls = files.calls;
        QVERIFY(calls >= 10);
        for (int n = 1; n <= calls; ++n) {
            h.serial = 3;
            files.faultAt = 0;
            VERIFY_OK(store.write(header::encode(h, secrets(), keys_)));
            h.serial = 4;
            files.calls = 0;
            files.faultAt = n;
            QVERIFY2(!store.write(header::encode(h, secrets(), keys_)), qPrintable(QString::number(n)));
            files.faultAt = 0;
            const HeaderCopies copies = store.read();
            QVERIFY(copies.main && copies.copy);
            QVERIFY(header::open(*copies.best(), keys_));
        }
    }

    void aHeaderThatWouldNotFitIsNotWritten() {
        StudyFixture f;
        QVERIFY(QDir().mkpath(f.path(QStringLiteral("t"))));
        Header h = sample();
        while (h.keySlots.size() < 600)
            h.keySlots.append(h.keySlots[0]);
        const auto written = HeaderStore(f.files, f.folder()).write(header::encode(h, secrets(), keys_));
        QVERIFY(!written);
        QCOMPARE(written.error().code, QByteArray("too-many-users"));
        QVERIFY(!QFile::exists(f.path(HeaderStore::mainName())));
    }

    void hostileCostIsRefusedBeforeItIsSpent_data() {
        QTest::addColumn<quint32>("ops");
        QTest::addColumn<quint32>("memKiB");
        QTest::addColumn<bool>("refused");
        QTest::newRow("no pass") << 0U << 8192U << true;
        QTest::newRow("17 passes") << 17U << 8192U << true;
        QTest::newRow("4 MiB") << 1U << 4096U << true;
        QTest::newRow("above 2 GiB") << 1U << 2097153U << true;
        QTest::newRow("4 TiB") << 1U << 0xFFFFFFFFU << true;
        QTest::newRow("least") << 1U << 8192U << false;
    }

    void hostileCostIsRefusedBeforeItIsSpent() {
        QFETCH(quint32, ops);
        QFETCH(quint32, memKiB);
        QFETCH(bool, refused);
        KeySlot slot = sample().keySlots[0];
        slot.ops = ops;
        slot.memKiB = memKiB;
        const auto opened = slots::unwrap(slot, QByteArray(16, 'x'), 1, secret(goodPassphrase));
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, QByteArray(refused ? "header-damaged" : "wrong-passphrase"));
    }

    void slotIsBoundToItsPlace() {
        const QByteArray study(16, 's'), id(16, 'i');
        const SecretBytes master = SecretBytes::random(32);
        const auto slot = slots::wrap(KeySlot::User, id, study, 1, master, Uuid{QByteArray(16, 'u')},
                                      secret(goodPassphrase), 1, 8192);
        VERIFY_OK(slot);
        VERIFY_OK(slots::unwrap(*slot, study, 1, secret(goodPassphrase)));
        const auto code = [&](const KeySlot& s, const QByteArray& studyId, std::uint32_t epoch) {
            return slots::unwrap(s, studyId, epoch, secret(goodPassphrase)).error().code;
        };
        QCOMPARE(code(*slot, QByteArray(16, 't'), 1), QByteArray("wrong-passphrase"));
        QCOMPARE(code(*slot, study, 2), QByteArray("wrong-passphrase"));
        KeySlot moved = *slot;
        moved.id = QByteArray(16, 'j');
        QCOMPARE(code(moved, study, 1), QByteArray("wrong-passphrase"));
        moved = *slot;
        moved.kind = KeySlot::Recovery;
        QCOMPARE(code(moved, study, 1), QByteArray("wrong-passphrase"));
    }
};

QTEST_GUILESS_MAIN(HeaderTest)
#include "HeaderTest.moc"
