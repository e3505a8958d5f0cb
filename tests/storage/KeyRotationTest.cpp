// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>

#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr const char* secondPassphrase = "a second long passphrase";

int copyFolder(const QString& from, const QString& to) {
    int files = 0;
    QDir().mkpath(to);
    for (const QFileInfo& entry :
         QDir(from).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        const QString target = to + QLatin1Char('/') + entry.fileName();
        files +=
            entry.isDir() ? copyFolder(entry.filePath(), target) : int(QFile::copy(entry.filePath(), target));
    }
    return files;
}

/// @return true when the child was killed by a signal, false when it came to its end.
template <class F> bool diesIn(F work) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

} // namespace

/// A new master key: everything is there as before, what the old key opened opens no more, and a kill at any
/// point leaves a study that opens.
class KeyRotationTest : public QObject {
    Q_OBJECT

    static Result<RotatedKeys> rotate(StudyFixture& f, FileSystem& files,
                                      const char* passphrase = goodPassphrase,
                                      const QString& reason = QStringLiteral("a laptop was lost")) {
        return Vault::rotateKeys(f.folder(), QStringLiteral("li.na"), secret(passphrase),
                                 KdfCost::cheapForTests(), reason, Job{}, {f.clock, files});
    }

    static Result<std::unique_ptr<Vault>> openAs(StudyFixture& f, const QString& login,
                                                 const SecretBytes& passphrase) {
        return Vault::unlock(f.folder(), login, passphrase, Access::ReadWrite, f.deps());
    }

    /// Subject, pack with row, second user.
    static bool fill(StudyFixture& f, PackRef& pack) {
        if (!f.make())
            return false;
        auto user = f.vault->addUser(QStringLiteral("reader"), {}, {Role::Reader}, secret(secondPassphrase),
                                     KdfCost::cheapForTests());
        auto stored = f.vault->objects().put({QByteArray(300'000, 'o')});
        if (!user || !stored)
            return false;
        pack = *stored;
        return f.vault->database()
            .writeAndWait([&](WriteTransaction& tx) {
                return addSubject(tx, QStringLiteral("S-0001")).and_then([&] {
                    return ObjectStore::insertRow(tx, pack).map([](std::int64_t) {});
                });
            })
            .has_value();
    }

    static void checkContent(Vault& vault, const PackRef& pack) {
        QCOMPARE(countOf(vault.database(), "subject").value_or(-1), 1);
        QCOMPARE(vault.objects().read(pack.id, pack.extents[0]).value_or(QByteArray()),
                 QByteArray(300'000, 'o'));
        const auto report = vault.verify(true, Job{});
        VERIFY_OK(report);
        QVERIFY2(report->ok(), report->ok()
                                   ? QByteArray()
                                   : QByteArray(report->damage[0].path.toUtf8() + report->damage[0].what));
    }

private Q_SLOTS:
    void contentStaysAndTheKeyIsNew() {
        StudyFixture f;
        PackRef pack;
        QVERIFY(fill(f, pack));
        const QByteArray dedup = f.vault->objects().dedupKeyOf(std::as_bytes(std::span("equal")));
        f.vault.reset();
        const QByteArray oldHeader = readFile(f.path(QStringLiteral("casebook.study")));
        const QByteArray oldSalt = readFile(f.path(QStringLiteral("d/c"))).first(16);
        const auto rotated = rotate(f, f.files);
        VERIFY_OK(rotated);
        QCOMPARE(rotated->epoch, 2U);
        QCOMPARE(rotated->codes.size(), 1);
        QCOMPARE(rotated->codes[0].login, QStringLiteral("reader"));
        QVERIFY(readFile(f.path(QStringLiteral("d/c"))).first(16) != oldSalt);
        QVERIFY(!QFile::exists(f.path(QStringLiteral("d/c.next"))));

        auto own = openAs(f, QStringLiteral("li.na"), secret(goodPassphrase));
        VERIFY_OK(own);
        checkContent(**own, pack);
        QCOMPARE((*own)->objects().dedupKeyOf(std::as_bytes(std::span("equal"))), dedup);
        VERIFY_OK((*own)->verifyChain(Job{}));
        VERIFY_OK((*own)->checkRecoveryWords(rotated->recoveryWords));
        QCOMPARE((*own)->checkRecoveryWords(f.recoveryWords).error().code,
                 QByteArray("wrong-recovery-words"));
        own->reset();
        // The second user's passphrase opens nothing; the code does, and must be changed.
        QCOMPARE(openAs(f, QStringLiteral("reader"), secret(secondPassphrase)).error().code,
                 QByteArray("wrong-passphrase"));
        auto reader =
            openAs(f, QStringLiteral("reader"), SecretBytes::fromText(QString(rotated->codes[0].code)));
        VERIFY_OK(reader);
        QVERIFY((*reader)->session().mustChangePassphrase);
        reader->reset();
        // Who kept the old header and knows an old passphrase reads nothing of the new database.
        for (const char* name : {"casebook.study", "casebook.bak"})
            QVERIFY(writeFile(f.path(QLatin1StringView(name)), oldHeader));
        const auto stale = openAs(f, QStringLiteral("reader"), secret(secondPassphrase));
        QVERIFY(!stale);
        QCOMPARE(stale.error().kind, ErrorKind::Damaged);
    }

    void twiceAndOnceMore() {
        StudyFixture f;
        PackRef pack;
        QVERIFY(fill(f, pack));
        f.vault.reset();
        for (std::uint32_t epoch = 2; epoch <= 4; ++epoch) {
            const auto rotated = rotate(f, f.files);
            VERIFY_OK(rotated);
            QCOMPARE(rotated->epoch, epoch);
        }
        auto again = openAs(f, QStringLiteral("li.na"), secret(goodPassphrase));
        VERIFY_OK(again);
        checkContent(**again, pack);
    }

    void backupsOfOlderKeysStayUsable() {
        StudyFixture f;
        PackRef pack;
        QVERIFY(fill(f, pack));
        const QString backup = f.beside(QStringLiteral("backup"));
        VERIFY_OK(f.vault->backup(backup, 2, Job{}));
        f.vault.reset();
        VERIFY_OK(rotate(f, f.files));
        f.clock.advance(60'000);
        auto own = openAs(f, QStringLiteral("li.na"), secret(goodPassphrase));
        VERIFY_OK(own);
        const auto second = (*own)->backup(backup, 2, Job{});
        VERIFY_OK(second);
        QCOMPARE(second->copied, 0); // the pack is the same file
        f.clock.advance(60'000);
        const auto third = (*own)->backup(backup, 2, Job{}); // drops the snapshot of the old key
        VERIFY_OK(third);
        QCOMPARE(third->removedSnapshots.size(), 1);
        own->reset();
        qputenv("XDG_STATE_HOME", f.beside(QStringLiteral("elsewhere")).toLocal8Bit());
        auto restored = Vault::restore(backup, {}, f.beside(QStringLiteral("again")), QStringLiteral("li.na"),
                                       secret(goodPassphrase), Job{}, f.deps());
        VERIFY_OK(restored);
        checkContent(*restored->vault, pack);
    }

    void refusals() {
        StudyFixture f;
        PackRef pack;
        QVERIFY(fill(f, pack));
        QCOMPARE(rotate(f, f.files).error().code, QByteArray("study-in-use"));
        f.vault.reset();
        QCOMPARE(rotate(f, f.files, "a wrong passphrase").error().code, QByteArray("wrong-passphrase"));
        QCOMPARE(rotate(f, f.files, goodPassphrase, QStringLiteral(" ")).error().code,
                 QByteArray("reason-needed"));
        const auto reader =
            Vault::rotateKeys(f.folder(), QStringLiteral("reader"), secret(secondPassphrase),
                              KdfCost::cheapForTests(), QStringLiteral("why not"), Job{}, f.deps());
        QCOMPARE(reader.error().code, QByteArray("no-right"));
        auto again = openAs(f, QStringLiteral("li.na"), secret(goodPassphrase));
        VERIFY_OK(again);
        checkContent(**again, pack);
    }

    void anyFaultLeavesAStudyThatOpens_data() {
        QTest::addColumn<FaultyFileSystem::Fault>("fault");
        QTest::newRow("disk full") << FaultyFileSystem::Fault::DiskFull;
        QTest::newRow("I/O error") << FaultyFileSystem::Fault::IoError;
        QTest::newRow("short write") << FaultyFileSystem::Fault::ShortWrite;
        QTest::newRow("kill") << FaultyFileSystem::Fault::KillBefore;
    }

    /// Every call to the disk fails once, in turn.
    void anyFaultLeavesAStudyThatOpens() {
        QFETCH(FaultyFileSystem::Fault, fault);
        StudyFixture f;
        PackRef pack;
        QVERIFY(fill(f, pack));
        f.vault.reset();
        const QString sound = f.beside(QStringLiteral("sound"));
        QVERIFY(copyFolder(f.folder(), sound) > 3);
        const QString state = f.beside(QStringLiteral("state"));
        const QString soundState = f.beside(QStringLiteral("sound-state"));
        copyFolder(state, soundState);
        int failed = 0;
        for (int n = 1; n < 400; ++n) {
            QDir(f.folder()).removeRecursively();
            QDir(state).removeRecursively();
            copyFolder(sound, f.folder());
            copyFolder(soundState, state);
            FaultyFileSystem files;
            files.fault = fault;
            files.faultAt = n;
            bool ended = false;
            QString words; // whoever is told something holds the words that open the study
            if (fault == FaultyFileSystem::Fault::KillBefore) {
                ended = !diesIn([&] { static_cast<void>(rotate(f, files)); });
            } else {
                const auto rotated = rotate(f, files);
                ended = rotated.has_value() && files.calls < n;
                words = rotated ? rotated->recoveryWords : f.recoveryWords;
            }
            if (ended)
                break;
            ++failed;
            auto opened = openAs(f, QStringLiteral("li.na"), secret(goodPassphrase));
            QVERIFY2(opened,
                     opened ? QByteArray()
                            : QByteArray("at call " + QByteArray::number(n) + ": " + opened.error().code));
            checkContent(**opened, pack);
            if (!words.isEmpty())
                QVERIFY2((*opened)->checkRecoveryWords(words), QByteArray::number(n));
            VERIFY_OK((*opened)->lock());
        }
        QVERIFY2(failed > 10 && failed < 399, QByteArray::number(failed));
    }

    void recoveryWordsAreRenewed() {
        StudyFixture f;
        QVERIFY(f.make());
        QCOMPARE(f.vault->makeRecoveryWords(secret("not the passphrase")).error().code,
                 QByteArray("wrong-passphrase"));
        VERIFY_OK(f.vault->makeRecoveryWords(secret(goodPassphrase))); // in force only when used
        VERIFY_OK(f.vault->checkRecoveryWords(f.recoveryWords));
        const auto fresh = renewedWords(*f.vault, goodPassphrase);
        VERIFY_OK(fresh);
        QVERIFY(*fresh != f.recoveryWords);
        f.vault.reset();
        QCOMPARE(
            Vault::unlockByRecovery(f.folder(), f.recoveryWords, Access::ReadWrite, f.deps()).error().code,
            QByteArray("wrong-recovery-words"));
        VERIFY_OK(Vault::unlockByRecovery(f.folder(), *fresh, Access::ReadWrite, f.deps()));
    }

    void compactGivesSpaceBack() {
        StudyFixture f;
        PackRef pack;
        QVERIFY(fill(f, pack));
        const auto orphan = f.vault->objects().put({QByteArray(5'000'000, 'x')}); // as a kill leaves it
        VERIFY_OK(orphan);
        f.vault.reset();
        auto again = openAs(f, QStringLiteral("li.na"), secret(goodPassphrase));
        VERIFY_OK(again);
        f.vault = std::move(*again);
        const auto inFlight =
            f.vault->objects().put({QByteArray(1'000'000, 'y')}); // its row is still to come
        VERIFY_OK(inFlight);
        const auto report = f.vault->compact(Job{});
        VERIFY_OK(report);
        QCOMPARE(report->packs, 1);
        QVERIFY2(report->bytesBefore - report->bytesAfter > 4'900'000,
                 QByteArray::number(qint64(report->bytesBefore - report->bytesAfter)));
        QVERIFY(!QFile::exists(f.path(orphan->id.path())));
        QVERIFY(QFile::exists(f.path(inFlight->id.path())));
        VERIFY_OK(f.vault->database().writeAndWait([&](WriteTransaction& tx) {
            return addSubject(tx, QStringLiteral("S-0002")).and_then([&] {
                return ObjectStore::insertRow(tx, *inFlight).map([](std::int64_t) {});
            });
        }));
        const auto checked = f.vault->verify(true, Job{});
        VERIFY_OK(checked);
        QVERIFY(checked->ok());
    }

    /// Files that went are told, whatever became of the rest.
    void compactIsDoneInPart() {
        StudyFixture f;
        PackRef pack;
        QVERIFY(fill(f, pack));
        VERIFY_OK(f.vault->objects().put({QByteArray(1'000'000, 'x')}));
        f.vault.reset();
        auto again = openAs(f, QStringLiteral("li.na"), secret(goodPassphrase));
        VERIFY_OK(again);
        f.vault = std::move(*again);
        std::stop_source stop;
        const Job job{stop.get_token(), [&](std::int64_t, std::int64_t) { stop.request_stop(); }};
        const auto report = f.vault->compact(job);
        VERIFY_OK(report);
        QCOMPARE(report->packs, 1);
        QVERIFY(report->unfinished);
        QCOMPARE(report->unfinished->code, QByteArray("cancelled"));
        const auto rest = f.vault->compact(Job{});
        VERIFY_OK(rest);
        QVERIFY(!rest->unfinished && rest->packs == 0);
    }
};

QTEST_GUILESS_MAIN(KeyRotationTest)
#include "KeyRotationTest.moc"
