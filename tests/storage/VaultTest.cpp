// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Messages.h"
#include "storage/database/Migrations.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

using namespace casebook;
using namespace casebook::test;

namespace {

class RebootedClock final : public Clock {
public:
    [[nodiscard]] std::int64_t utcMs() const override { return utc; }
    [[nodiscard]] std::int64_t monotonicMs() const override { return monotonic; }
    [[nodiscard]] int zoneOffsetMinutes() const override { return 480; }
    [[nodiscard]] QByteArray bootId() const override { return boot; }
    QByteArray boot;
    std::int64_t utc = 0, monotonic = 0;
};

} // namespace

class VaultTest : public QObject {
    Q_OBJECT

    static QByteArray codeOf(const Result<std::unique_ptr<Vault>>& opened) {
        return opened ? QByteArray("opened") : opened.error().code;
    }

    static QStringList actions(Vault& vault) {
        const auto rows = vault.database().read([](ReadConnection& c) { return audit::list(c, {}); });
        QStringList found;
        for (const AuditRow& row : rows.value_or(QList<AuditRow>()))
            found.append(QString::fromLatin1(row.action));
        return found;
    }

private Q_SLOTS:
    void createMakesAnUnlockedStudy() {
        StudyFixture f;
        QVERIFY(f.make());
        const StudyInfo info = f.vault->info();
        QCOMPARE(info.name, QStringLiteral("Lung nodules"));
        QCOMPARE(info.site, QStringLiteral("01"));
        QCOMPARE(info.users, 1);
        QCOMPARE(info.schemaVersion, migrations::newest());
        QCOMPARE(info.synthetic, false);
        QCOMPARE(info.study.bytes.size(), 16);
        const Session& session = f.vault->session();
        QCOMPARE(session.login, QStringLiteral("li.na"));
        QCOMPARE(session.roles.size(), allRoles().size());
        QVERIFY(session.user.isValid());
        QVERIFY(session.may(Right::ManageUsers));
        QCOMPARE(QFileInfo(f.folder()).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        QCOMPARE(readFile(f.path(QStringLiteral("casebook.study"))),
                 readFile(f.path(QStringLiteral("casebook.bak"))));
        QVERIFY(!readFile(f.path(QStringLiteral("d/c"))).startsWith("SQLite format 3"));
        QCOMPARE(f.recoveryWords.size(), 44);
    }

    void contentSurvivesLockAndUnlock() {
        StudyFixture f;
        QVERIFY(f.make());
        const Uuid study = f.vault->info().study;
        VERIFY_OK(f.vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-0001")); }));
        const auto pack = f.vault->objects().put({QByteArray("first"), QByteArray(100000, 'x')});
        VERIFY_OK(pack);
        VERIFY_OK(f.vault->lock());
        QVERIFY(f.open());
        QCOMPARE(f.vault->info().study, study);
        QCOMPARE(countOf(f.vault->database(), "subject").value_or(-1), 1);
        QCOMPARE(f.vault->objects().read(pack->id, pack->extents[0]).value_or(QByteArray()),
                 QByteArray("first"));
        QStringList expected(migrations::newest(), QStringLiteral("migrate"));
        expected += {QStringLiteral("create"), QStringLiteral("create"), QStringLiteral("create"),
                     QStringLiteral("lock"), QStringLiteral("unlock")};
        QCOMPARE(actions(*f.vault), expected);
    }

    void lockedVaultAnswersLocked() {
        StudyFixture f;
        QVERIFY(f.make());
        const auto pack = f.vault->objects().put({QByteArray("bytes")});
        VERIFY_OK(f.vault->lock());
        const auto read = f.vault->database().read([](ReadConnection& c) { return c.one("SELECT 1"); });
        QVERIFY(!read);
        QCOMPARE(read.error().code, QByteArray("locked"));
        const auto written = f.vault->database().writeAndWait([](WriteTransaction&) { return Result<>(); });
        QVERIFY(!written);
        QCOMPARE(written.error().code, QByteArray("locked"));
        const auto object = f.vault->objects().read(pack->id, {0, 1});
        QVERIFY(!object);
        QCOMPARE(object.error().code, QByteArray("locked"));
        QCOMPARE(QFileInfo(f.path(QStringLiteral("lock"))).size(), 0);
        QVERIFY(!QFileInfo::exists(f.path(QStringLiteral("d/c-wal"))));
        VERIFY_OK(f.vault->lock());
    }

    void refusedCreations_data() {
        QTest::addColumn<QString>("passphrase");
        QTest::addColumn<bool>("synthetic");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("eleven characters")
            << QStringLiteral("elevenchars") << false << QByteArray("weak-passphrase");
        QTest::newRow("twelve characters") << QStringLiteral("twelve chars") << false << QByteArray();
        QTest::newRow("twelve Chinese characters")
            << QStringLiteral("一二三四五六七八九十百千") << false << QByteArray();
        QTest::newRow("eleven Chinese characters")
            << QStringLiteral("一二三四五六七八九十百") << false << QByteArray("weak-passphrase");
        QTest::newRow("composed only once") << QStringLiteral("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301")
                                            << false << QByteArray("weak-passphrase");
        const auto guessed = [](const char* row, const char* passphrase) {
            QTest::newRow(row) << QString::fromUtf8(passphrase) << false
                               << QByteArray("guessable-passphrase");
        };
        guessed("one character", "aaaaaaaaaaaa");
        guessed("three characters", "abcabcabcabcabc");
        guessed("one Chinese character", "一一一一一一一一一一一一");
        guessed("login over and over", "li.naLI.NA-li.na");
        guessed("login cut off", "Li Na Li Na Li");
        guessed("name of the study", "lung nodules");
        QTest::newRow("name with a word more")
            << QStringLiteral("lung nodules of Li") << false << QByteArray();
        QTest::newRow("one character, synthetic") << QStringLiteral("aaaaaaaaaaaa") << true << QByteArray();
        QTest::newRow("sample's passphrase")
            << QString::fromLatin1(publicSamplePassphrase) << false << QByteArray("public-passphrase");
        QTest::newRow("sample's passphrase, synthetic")
            << QString::fromLatin1(publicSamplePassphrase) << true << QByteArray();
    }

    void refusedCreations() {
        QFETCH(QString, passphrase);
        QFETCH(bool, synthetic);
        QFETCH(QByteArray, code);
        StudyFixture f;
        NewStudy study = StudyFixture::study();
        study.synthetic = synthetic;
        const auto made = Vault::create(f.folder(), study, SecretBytes::fromText(std::move(passphrase)),
                                        KdfCost::cheapForTests(), f.deps());
        QCOMPARE(made ? QByteArray() : made.error().code, code);
        QCOMPARE(QFileInfo::exists(f.folder()), code.isEmpty());
    }

    void createLeavesOtherFilesAlone() {
        StudyFixture f;
        QVERIFY(QDir().mkpath(f.folder()));
        QVERIFY(writeFile(f.path(QStringLiteral("letter.txt")), "mine"));
        const auto made = Vault::create(f.folder(), StudyFixture::study(), secret(goodPassphrase),
                                        KdfCost::cheapForTests(), f.deps());
        QVERIFY(!made);
        QCOMPARE(made.error().code, QByteArray("study-exists"));
        QCOMPARE(readFile(f.path(QStringLiteral("letter.txt"))), QByteArray("mine"));
    }

    void wrongPassphraseIsNotedAndAudited() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        QCOMPARE(codeOf(f.tryOpen(Access::ReadWrite, "wrong horse battery")), QByteArray("wrong-passphrase"));
        QCOMPARE(codeOf(f.tryOpen(Access::ReadOnly, "wrong horse battery")), QByteArray("wrong-passphrase"));
        QCOMPARE(QFileInfo(f.path(QStringLiteral("f"))).size(), 64);
        QVERIFY(f.open());
        QVERIFY(!QFileInfo::exists(f.path(QStringLiteral("f"))));
        QCOMPARE(actions(*f.vault).count(QStringLiteral("unlock-failed")), 2);
    }

    void failedUnlocksAreToldToWhoComesNext() {
        StudyFixture f;
        QVERIFY(f.make());
        QCOMPARE(f.vault->failedBefore().count, 0);
        f.vault.reset();
        QVERIFY(!f.tryOpen(Access::ReadWrite, "wrong horse battery"));
        f.clock.advance(60'000);
        QVERIFY(!f.tryOpen(Access::ReadOnly, "wrong horse battery"));
        const std::int64_t last = f.clock.utcMs();
        f.clock.advance(60'000);
        for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
            QVERIFY(f.open(access));
            QCOMPARE(f.vault->failedBefore().count, 2);
            QCOMPARE(f.vault->failedBefore().lastMs, last);
        }
        const auto kept = f.vault->database().read([](ReadConnection& c) {
            return c.one("SELECT failed_before FROM session ORDER BY id DESC LIMIT 1");
        });
        VERIFY_OK(kept);
        QCOMPARE(kept->value_or(-1), 2);
        QVERIFY(f.open());
        QCOMPARE(f.vault->failedBefore().count, 0);
    }

    void folderKinds_data() {
        QTest::addColumn<quint32>("fileSystem");
        QTest::addColumn<QString>("path");
        QTest::addColumn<FolderKind>("kind");
        const auto row = [](const char* name, quint32 type, FolderKind kind, const char* path = "/data/s") {
            QTest::newRow(name) << type << QString::fromUtf8(path) << kind;
        };
        row("ext4", 0xEF53, FolderKind::Local);
        row("unknown", 0, FolderKind::Local);
        row("NFS", 0x6969, FolderKind::Network);
        row("SMB", 0x517B, FolderKind::Network);
        row("SMB2", 0xFE534D42, FolderKind::Network);
        row("CIFS", 0xFF534D42, FolderKind::Network);
        row("9p", 0x01021997, FolderKind::Network);
        row("Ceph", 0x00C36400, FolderKind::Network);
        row("OpenAFS", 0x5346414F, FolderKind::Network);
        row("AFS", 0x6B414653, FolderKind::Network);
        row("FUSE", 0x65735546, FolderKind::MaybeLocal);
        row("synchronised", 0xEF53, FolderKind::Synced, "/data/Nextcloud/study");
        row("synchronised, Chinese", 0xEF53, FolderKind::Synced, "/data/坚果云/study");
        row("share of a synchronised folder", 0x6969, FolderKind::Network, "/data/Dropbox/study");
    }
    void folderKinds() {
        QFETCH(quint32, fileSystem);
        QFETCH(QString, path);
        QFETCH(FolderKind, kind);
        QVERIFY(folderKindOf(fileSystem, path) == kind);
    }

    void networkSharesAreReadOnly() {
        StudyFixture f;
        VaultDeps share = f.deps();
        share.kindOf = [](const QString&) { return FolderKind::Network; };
        const auto make = [&](const VaultDeps& deps) {
            return Vault::create(f.folder(), StudyFixture::study(), secret(goodPassphrase),
                                 KdfCost::cheapForTests(), deps);
        };
        const auto open = [&](Access access, const VaultDeps& deps) {
            return Vault::unlock(f.folder(), {}, secret(goodPassphrase), access, deps);
        };
        const auto refused = make(share);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("network-folder"));
        QVERIFY(!QFileInfo::exists(f.folder())); // nothing is left behind
        QVERIFY(f.make());
        f.vault.reset();
        QCOMPARE(codeOf(open(Access::ReadWrite, share)), QByteArray("network-folder"));
        const auto reader = open(Access::ReadOnly, share);
        VERIFY_OK(reader);
        QCOMPARE((*reader)->info().warnings, QStringList{QStringLiteral("network-folder")});
        share.allowNetworkFolder = true;
        const auto forced = open(Access::ReadWrite, share);
        VERIFY_OK(forced);
        QCOMPARE((*forced)->info().warnings, QStringList{QStringLiteral("network-folder")});
    }

    void nothingIsRestoredToANetworkShare() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(f.vault->backup(f.beside(QStringLiteral("backup")), 1, Job{}));
        VERIFY_OK(f.vault->lock());
        VaultDeps share = f.deps();
        share.kindOf = [](const QString&) { return FolderKind::Network; };
        const QString to = f.beside(QStringLiteral("restored"));
        const auto refused = Vault::restore(f.beside(QStringLiteral("backup")), {}, to, {},
                                            secret(goodPassphrase), Job{}, share);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("network-folder"));
        QVERIFY(!QFileInfo::exists(to));
    }

    void otherOddFoldersAreOnlyTold_data() {
        QTest::addColumn<bool>("fuse");
        QTest::addColumn<QString>("warning");
        QTest::newRow("FUSE") << true << QStringLiteral("fuse-folder");
        QTest::newRow("synchronised") << false << QStringLiteral("sync-folder");
    }
    void otherOddFoldersAreOnlyTold() {
        QFETCH(bool, fuse);
        QFETCH(QString, warning);
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        VaultDeps odd = f.deps();
        odd.kindOf = fuse ? [](const QString&) { return FolderKind::MaybeLocal; }
                          : [](const QString&) { return FolderKind::Synced; };
        const auto opened = Vault::unlock(f.folder(), {}, secret(goodPassphrase), Access::ReadWrite, odd);
        VERIFY_OK(opened);
        QCOMPARE((*opened)->info().warnings, QStringList{warning});
        const QString words = messageText({ErrorKind::Refused, warning.toLatin1(), f.folder(), {}});
        QVERIFY2(words.contains(f.folder()), qPrintable(words));
    }

    void unlockRefusals() {
        StudyFixture f;
        const auto absent =
            Vault::unlock(f.folder(), {}, secret(goodPassphrase), Access::ReadWrite, f.deps());
        QCOMPARE(codeOf(absent), QByteArray("no-such-study"));
        QVERIFY(QDir().mkpath(f.folder()));
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("not-a-study"));
        QVERIFY(QDir(f.folder()).removeRecursively());
        QVERIFY(f.make());
        f.vault.reset();
        const auto stranger = Vault::unlock(f.folder(), QStringLiteral("wang"), secret(goodPassphrase),
                                            Access::ReadWrite, f.deps());
        QCOMPARE(codeOf(stranger), QByteArray("wrong-passphrase"));
        const auto otherCase = Vault::unlock(f.folder(), QStringLiteral("LI.NA"), secret(goodPassphrase),
                                             Access::ReadOnly, f.deps());
        QCOMPARE(codeOf(otherCase), QByteArray("opened"));
    }

    void anySpellingOfTheFolder() {
        StudyFixture f;
        const QString odd = f.beside(QStringLiteral("a/../study//"));
        auto made = Vault::create(odd, StudyFixture::study(), secret(goodPassphrase),
                                  KdfCost::cheapForTests(), f.deps());
        VERIFY_OK(made);
        QCOMPARE(made->vault->folder(), f.folder());
        VERIFY_OK(made->vault->objects().put({QByteArray("x")}));
        made->vault.reset();
        auto opened = Vault::unlock(odd, QStringLiteral(" li.na "), secret(goodPassphrase), Access::ReadWrite,
                                    f.deps());
        VERIFY_OK(opened);
        QCOMPARE((*opened)->folder(), f.folder());
        opened->reset();
        const auto report = Vault::verifyFolder(odd, {}, secret(goodPassphrase), true, Job{}, f.deps());
        VERIFY_OK(report);
        QVERIFY(report->ok());
        QCOMPARE(report->garbage.size(), 1);
        QVERIFY(report->garbage[0].startsWith(QStringLiteral("o/")));
    }

    void readOnlyReadsAndRefusesToWrite() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(f.vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-0001")); }));
        const auto pack = f.vault->objects().put({QByteArray("bytes")});
        auto reader = f.tryOpen(Access::ReadOnly); // while the writer works
        VERIFY_OK(reader);
        QCOMPARE(countOf((*reader)->database(), "subject").value_or(-1), 1);
        QCOMPARE((*reader)->objects().read(pack->id, {0, 5}).value_or(QByteArray()), QByteArray("bytes"));
        const auto written = (*reader)->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-0002")); });
        QVERIFY(!written);
        QCOMPARE(written.error().code, QByteArray("read-only"));
        QVERIFY(!(*reader)->objects().put({QByteArray("x")}));
        QVERIFY((*reader)->session().may(Right::ReadSubjects));
        QVERIFY(!(*reader)->session().may(Right::ReadIdentity));
        QVERIFY(!(*reader)->session().may(Right::EditSubjects));
        reader->reset();
        f.vault.reset();
        QVERIFY(f.open(Access::ReadOnly)); // no writer, nothing left over
        QCOMPARE(countOf(f.vault->database(), "subject").value_or(-1), 1);
    }

    void secondWriterIsToldWhoHolds() {
        StudyFixture f;
        QVERIFY(f.make());
        const auto second = f.tryOpen();
        QVERIFY(!second);
        QCOMPARE(second.error().code, QByteArray("study-in-use"));
        QVERIFY(second.error().kind == ErrorKind::InUse);
        QCOMPARE(second.error().args.size(), 3);
        QCOMPARE(second.error().args[0], QSysInfo::machineHostName());
        QVERIFY(second.error().args[1].startsWith(QCoreApplication::applicationName()));
        QCOMPARE(second.error().args[2], QStringLiteral("li.na"));
        QVERIFY(messageText(second.error()).startsWith(QStringLiteral("li.na ")));
        // Of a note that can't be read nothing is told, and the message has no gaps.
        QVERIFY(writeFile(f.path(QStringLiteral("lock")), "torn"));
        const auto unknown = f.tryOpen();
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, QByteArray("study-in-use"));
        QVERIFY(unknown.error().args.isEmpty());
        QVERIFY(!messageText(unknown.error()).contains(u'%'));
        f.vault.reset();
        QVERIFY(f.open());
    }

    void recoveryWordsOpenAndSetANewPassphrase() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        const QString typed = f.recoveryWords.toLower().replace(u'-', u' ').replace(u'0', u'o');
        auto opened = Vault::unlockByRecovery(f.folder(), typed, Access::ReadWrite, f.deps());
        VERIFY_OK(opened);
        QVERIFY((*opened)->session().mustChangePassphrase);
        QCOMPARE((*opened)->session().login, QStringLiteral("li.na"));
        VERIFY_OK((*opened)->resetPassphrase(secret("a fresh passphrase"), KdfCost::cheapForTests()));
        opened->reset();
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("wrong-passphrase"));
        QCOMPARE(codeOf(f.tryOpen(Access::ReadWrite, "a fresh passphrase")), QByteArray("opened"));
        QString wrong = f.recoveryWords;
        wrong[0] = wrong[0] == u'7' ? u'8' : u'7';
        QCOMPARE(codeOf(Vault::unlockByRecovery(f.folder(), wrong, Access::ReadWrite, f.deps())),
                 QByteArray("mistyped-recovery-words"));
    }

    void recoveryWordsOfAnotherStudyDoNotOpen() {
        StudyFixture other;
        QVERIFY(other.make());
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        QCOMPARE(
            codeOf(Vault::unlockByRecovery(f.folder(), other.recoveryWords, Access::ReadWrite, f.deps())),
            QByteArray("wrong-recovery-words"));
    }

    void changePassphraseNeedsTheOldOne() {
        StudyFixture f;
        QVERIFY(f.make());
        const SecretBytes fresh = secret("another good one");
        const auto refused =
            f.vault->changePassphrase(secret("not the old one"), fresh, KdfCost::cheapForTests());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("wrong-passphrase"));
        const auto weak =
            f.vault->changePassphrase(secret(goodPassphrase), secret("short"), KdfCost::cheapForTests());
        QVERIFY(!weak);
        QCOMPARE(weak.error().code, QByteArray("weak-passphrase"));
        VERIFY_OK(f.vault->changePassphrase(secret(goodPassphrase), fresh, KdfCost::cheapForTests()));
        VERIFY_OK(f.vault->checkPassphrase(fresh));
        f.vault.reset();
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("wrong-passphrase"));
        QCOMPARE(codeOf(f.tryOpen(Access::ReadWrite, "another good one")), QByteArray("opened"));
    }

    void usersComeAndGo() {
        StudyFixture f;
        QVERIFY(f.make());
        const SecretBytes first = secret("first passphrase");
        VERIFY_OK(f.vault->addUser(QStringLiteral("wang.wei"), {}, {Role::Reader}, first,
                                   KdfCost::cheapForTests()));
        QCOMPARE(f.vault->info().users, 2);
        const auto twice =
            f.vault->addUser(QStringLiteral("WANG.wei"), {}, {Role::Reader}, first, KdfCost::cheapForTests());
        QVERIFY(!twice);
        QCOMPARE(twice.error().code, QByteArray("user-exists"));
        f.vault.reset();
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("user-needed"));
        {
            auto reader =
                Vault::unlock(f.folder(), QStringLiteral("wang.wei"), first, Access::ReadWrite, f.deps());
            VERIFY_OK(reader);
            QVERIFY((*reader)->session().mustChangePassphrase);
            QCOMPARE((*reader)->session().roles, QList<Role>{Role::Reader});
            const auto refused =
                (*reader)->addUser(QStringLiteral("x"), {}, {Role::Reader}, first, KdfCost::cheapForTests());
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, QByteArray("no-right"));
            VERIFY_OK(
                (*reader)->changePassphrase(first, secret("his own passphrase"), KdfCost::cheapForTests()));
        }
        auto admin = Vault::unlock(f.folder(), QStringLiteral("li.na"), secret(goodPassphrase),
                                   Access::ReadWrite, f.deps());
        VERIFY_OK(admin);
        VERIFY_OK((*admin)->disableUser(QStringLiteral(" Wang.Wei "), QStringLiteral("left")));
        QVERIFY(!(*admin)->disableUser(QStringLiteral("wang.wei"), QStringLiteral("left")));
        QVERIFY(!(*admin)->disableUser(QStringLiteral("li.na"), QStringLiteral("left")));
        admin->reset();
        const auto gone = Vault::unlock(f.folder(), QStringLiteral("wang.wei"), secret("his own passphrase"),
                                        Access::ReadOnly, f.deps());
        QCOMPARE(codeOf(gone), QByteArray("user-disabled"));
    }

    void copyOfTheHeaderOpensWhenTheMainIsDamaged() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        QVERIFY(flipByte(f.path(QStringLiteral("casebook.study")), 60));
        QVERIFY(f.open());
        QVERIFY(f.vault->info().warnings.contains(QStringLiteral("header-copy-damaged")));
        f.vault.reset(); // writes both anew
        QVERIFY(f.open());
        QVERIFY(f.vault->info().warnings.isEmpty());
        f.vault.reset();
        QVERIFY(flipByte(f.path(QStringLiteral("casebook.study")), 60));
        QVERIFY(flipByte(f.path(QStringLiteral("casebook.bak")), 61));
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("header-damaged"));
    }

    void olderHeaderAndOlderCopyAreNotWrittenTo() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        const QByteArray oldHeader = readFile(f.path(QStringLiteral("casebook.study")));
        const QByteArray oldDatabase = readFile(f.path(QStringLiteral("d/c")));
        QVERIFY(f.open());
        VERIFY_OK(f.vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-0001")); }));
        f.vault.reset();
        const QByteArray newHeader = readFile(f.path(QStringLiteral("casebook.study")));

        QVERIFY(writeFile(f.path(QStringLiteral("casebook.study")), oldHeader));
        QVERIFY(writeFile(f.path(QStringLiteral("casebook.bak")), oldHeader));
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("older-header"));
        {
            auto reader = f.tryOpen(Access::ReadOnly);
            VERIFY_OK(reader);
            QVERIFY((*reader)->info().warnings.contains(QStringLiteral("older-header")));
        }
        QVERIFY(writeFile(f.path(QStringLiteral("casebook.study")), newHeader));
        QVERIFY(writeFile(f.path(QStringLiteral("casebook.bak")), newHeader));
        QVERIFY(f.open());
        f.vault.reset();

        QVERIFY(writeFile(f.path(QStringLiteral("d/c")), oldDatabase));
        QFile::remove(f.path(QStringLiteral("d/c-wal")));
        QFile::remove(f.path(QStringLiteral("d/c-shm")));
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("older-copy"));
    }

    void wholeOlderFolderIsSeenByTheOutsideAnchor() {
        StudyFixture f;
        QVERIFY(f.make());
        f.vault.reset();
        const QByteArray header = readFile(f.path(QStringLiteral("casebook.study")));
        const QByteArray database = readFile(f.path(QStringLiteral("d/c")));
        QVERIFY(f.open());
        f.vault.reset();
        QVERIFY(writeFile(f.path(QStringLiteral("casebook.study")), header));
        QVERIFY(writeFile(f.path(QStringLiteral("casebook.bak")), header));
        QVERIFY(writeFile(f.path(QStringLiteral("d/c")), database));
        QCOMPARE(codeOf(f.tryOpen()), QByteArray("older-header"));
        const auto report = f.verify();
        VERIFY_OK(report);
        QSet<QByteArray> kinds;
        for (const Damage& damage : report->damage)
            kinds.insert(damage.kindCode());
        QCOMPARE(kinds, QSet<QByteArray>({"header", "chain"}));
    }

    void clockThatJumpsIsNoted() {
        StudyFixture f;
        QVERIFY(f.make());
        f.clock.advance(3'600'000);
        VERIFY_OK(f.vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-0001")); }));
        QVERIFY(!actions(*f.vault).contains(QStringLiteral("clock")));
        f.clock.utc -= 7'200'000;
        VERIFY_OK(f.vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-0002")); }));
        QCOMPARE(actions(*f.vault).count(QStringLiteral("clock")), 1);
    }

    /// A clock is told by what came before, also before the study was locked.
    void clockIsComparedWithTheLastSession_data() {
        QTest::addColumn<QByteArray>("boot");
        QTest::addColumn<qint64>("passed_ms"); ///< by the clock that never goes back
        QTest::addColumn<qint64>("shown_ms");  ///< by the one on the wall
        QTest::addColumn<int>("noted");
        constexpr qint64 hour = 3'600'000;
        QTest::newRow("as it should") << QByteArray("boot-1") << hour << hour << 0;
        QTest::newRow("forward") << QByteArray("boot-1") << hour << 3 * hour << 1;
        QTest::newRow("back") << QByteArray("boot-1") << hour << -2 * hour << 1;
        QTest::newRow("stood still") << QByteArray("boot-1") << hour << qint64(0) << 1;
        QTest::newRow("set right by a little") << QByteArray("boot-1") << hour << hour + 30'000 << 0;
        QTest::newRow("drifted") << QByteArray("boot-1") << hour << hour + 61'000 << 1;
        QTest::newRow("machine was off for days") << QByteArray("boot-2") << qint64(0) << 72 * hour << 0;
        QTest::newRow("machine lost its time") << QByteArray("boot-2") << qint64(0) << -72 * hour << 1;
    }
    void clockIsComparedWithTheLastSession() {
        QFETCH(QByteArray, boot);
        QFETCH(qint64, passed_ms);
        QFETCH(qint64, shown_ms);
        QFETCH(int, noted);
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(f.vault->lock());
        f.vault.reset();
        RebootedClock later;
        later.boot = boot;
        later.monotonic = f.clock.monotonic + passed_ms;
        later.utc = f.clock.utc + shown_ms;
        const auto opened = Vault::unlock(f.folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                                          VaultDeps{later, f.files});
        VERIFY_OK(opened);
        QCOMPARE(actions(**opened).count(QStringLiteral("clock")), noted);
        VERIFY_OK((*opened)->verifyChain(Job{}));
    }

    void anchorFollowsEveryThousandRows() {
        StudyFixture f;
        QVERIFY(f.make());
        const QByteArray before = readFile(f.path(QStringLiteral("casebook.study")));
        VERIFY_OK(f.vault->database().writeAndWait([](WriteTransaction& tx) -> Result<> {
            for (int i = 0; i < 1001; ++i)
                if (auto done = addSubject(tx, QStringLiteral("S-%1").arg(i)); !done)
                    return done;
            return {};
        }));
        QVERIFY(readFile(f.path(QStringLiteral("casebook.study"))) != before);
        VERIFY_OK(f.vault->verifyChain(Job{}));
    }
};

QTEST_GUILESS_MAIN(VaultTest)
#include "VaultTest.moc"
