// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packs on another disk: what a move promises at every call of the disk that may fail or be the last, how a disk that
// is gone is told from damage, and what backup, restore, compact and a change of keys do with such packs.
#include "tests/storage/ColdStudy.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/OpenedStudy.h"

#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class ColdStoreTest final : public ColdStudy {
    Q_OBJECT

private Q_SLOTS:
    void init() { make(); }

    void thereAndBack() {
        const auto moved = away();
        VERIFY_OK(moved);
        QCOMPARE(moved->packs, kPacks);
        QCOMPARE(moved->left, 0);
        QVERIFY(!moved->stopped && moved->damage.isEmpty());
        for (int n = 0; n < kPacks; ++n)
            QVERIFY(QFile::exists(atPlace(n)) && !QFile::exists(inStudy(n)));
        QCOMPARE(readAll(), QByteArray());
        QCOMPARE(ask("SELECT count(*) FROM audit WHERE action='cold-move'"), 1);
        const auto overview = cold().overview();
        VERIFY_OK(overview);
        QCOMPARE(overview->places.size(), 1);
        QCOMPARE(overview->places[0].packs, kPacks);
        QVERIFY(overview->places[0].connected && overview->places[0].freeBytes > 0);
        QCOMPARE(overview->packs, 0);
        QVERIFY(reopen());
        QCOMPARE(readAll(), QByteArray());
        auto report = f_->vault->verify(true, {});
        VERIFY_OK(report);
        QCOMPARE(lines(report), QStringList());
        QVERIFY(report->away.isEmpty() && report->garbage.isEmpty());

        const auto back = cold().bringBack(packs_, u"read again"_s, {});
        VERIFY_OK(back);
        QCOMPARE(back->packs, kPacks);
        for (int n = 0; n < kPacks; ++n)
            QVERIFY(!QFile::exists(atPlace(n)) && QFile::exists(inStudy(n)));
        QVERIFY(reopen());
        QCOMPARE(readAll(), QByteArray());
        QCOMPARE(elsewhere(), 0);
        report = f_->vault->verify(true, {});
        QVERIFY(report && report->ok() && report->garbage.isEmpty());
    }

    /// A reader that holds a pack open reads on while it moves; a second program that began before finds it.
    void readersGoOn() {
        const auto held = f_->vault->objects().open(packs_[0]);
        const auto second =
            Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadOnly, f_->deps());
        VERIFY_OK(held);
        VERIFY_OK(second);
        VERIFY_OK(away());
        QCOMPARE((*held)->read({0, contentOf(0).size()}).value_or(QByteArray()), contentOf(0));
        QCOMPARE(readAll(**second, packs_), QByteArray());
        const auto refused = (*second)->cold().bringBack(packs_, {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "read-only"_ba);
        VERIFY_OK(cold().bringBack(packs_, {}, {}));
        QVERIFY(f_->vault->objects().read(packs_[1], {0, 10}).has_value());
    }

    /// The rows were listed when the first pack is opened: then another program moves all of them, there or back.
    void verifyBesideAMove_data() {
        QTest::addColumn<bool>("back");
        QTest::addRow("there") << false;
        QTest::addRow("back") << true;
    }
    void verifyBesideAMove() {
        QFETCH(bool, back);
        struct MovesMeanwhile final : RealFileSystem {
            std::function<bool()> move;
            bool moved = false;
            Result<Fd> openReadOnly(const QString& path) override {
                if (path.contains(u"/o/") && move && std::exchange(move, {})())
                    moved = true;
                return RealFileSystem::openReadOnly(path);
            }
        } files;
        if (back)
            VERIFY_OK(away());
        QVERIFY(reopen());
        const OpenedStudy opened(*f_);
        files.move = [&] { return back ? cold().bringBack(packs_, {}, {}).has_value() : away().has_value(); };
        const auto report = verifyStudy({f_->folder(), opened.keys(), files},
                                        HeaderStore(files, f_->folder()).read(), true, {});
        QVERIFY(files.moved);
        QCOMPARE(lines(report), QStringList());
        QCOMPARE(report->garbage, QStringList());
        QVERIFY(report->away.isEmpty());
        // What is gone is still told.
        QVERIFY(QFile::remove(back ? inStudy(0) : atPlace(0)));
        QCOMPARE(lines(f_->vault->verify(false, {})).size(), 1);
    }

    void aDiskThatIsGoneIsNoDamage() {
        VERIFY_OK(away());
        QVERIFY(reopen());
        unplug();
        QVERIFY(QDir().mkpath(disk())); // as a mount point without its disk
        QCOMPARE(readAll(), "pack-away"_ba);
        QCOMPARE(f_->vault->objects().read(packs_[0], {0, 1}).error().object, disk());
        QCOMPARE(f_->vault->objects().awayPlaces().size(), 1);
        auto report = f_->vault->verify(true, {});
        QVERIFY(report && report->ok());
        QCOMPARE(report->away.size(), 1);
        QCOMPARE(report->away[0].packs, kPacks);
        QCOMPARE(report->away[0].place, disk());
        QCOMPARE(cold().bringBack(packs_, {}, {}).error().code, "pack-away"_ba);
        // Nothing is written to the wrong disk.
        QCOMPARE(cold().move(packs_, disk(), {}, {}).error().code, "pack-away"_ba);
        QVERIFY(QDir(disk()).isEmpty());
        QDir().rmdir(disk());
        plug();
        QCOMPARE(readAll(), QByteArray());
    }

    void anotherMountPointIsPointedTo() {
        VERIFY_OK(away());
        QVERIFY(reopen());
        unplug();
        QCOMPARE(cold().point(f_->beside(u"elsewhere"_s)).error().code, "no-cold-place"_ba);
        QCOMPARE(cold().point(disk(u"unplugged"_s)).value_or(0), 1);
        QCOMPARE(readAll(), QByteArray());
        QCOMPARE(ask("SELECT count(*) FROM cold_place WHERE path LIKE '%/unplugged'"), 1);
        // The place's own folder may be named too, and a move there makes no second place.
        const QString own = disk(u"unplugged"_s) + u'/' +
                            QDir(disk(u"unplugged"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
        QCOMPARE(cold().point(own).value_or(0), 1);
        VERIFY_OK(cold().bringBack({packs_[0]}, {}, {}));
        VERIFY_OK(cold().move({packs_[0]}, disk(u"unplugged"_s), {}, {}));
        QCOMPARE(ask("SELECT count(*) FROM cold_place"), 1);
    }

    void aMarkOfAnotherStudyIsNone() {
        VERIFY_OK(away());
        QVERIFY(reopen());
        QVERIFY(flipByte(placeFolder() + u"/casebook.cold"_s, 20));
        QCOMPARE(readAll(), QByteArray()); // a pack proves itself
        QCOMPARE(f_->vault->objects().awayPlaces().size(), 1);
        QVERIFY(flipByte(placeFolder() + u"/casebook.cold"_s, 20));
        QCOMPARE(f_->vault->objects().awayPlaces().size(), 0);
    }

    void wrongFoldersAreRefused() {
        QCOMPARE(cold().move(packs_, f_->path(u"cold"_s), {}, {}).error().code, "cold-inside-study"_ba);
        QCOMPARE(cold().move(packs_, disk(u"absent"_s), {}, {}).error().code, "no-such-folder"_ba);
        // By a link too.
        QVERIFY(QFile::link(f_->path(u"t"_s), disk(u"link"_s)));
        QCOMPARE(cold().move(packs_, disk(u"link"_s), {}, {}).error().code, "cold-inside-study"_ba);
        QCOMPARE(elsewhere(), 0);
        QVERIFY(!QFile::exists(disk(u"absent"_s)));
    }

    void byteFlips_data() {
        QTest::addColumn<qint64>("at");
        for (const qint64 at : {0, 5, 20, 30, 50, 63, 64, 70, 65'600, 65'620, 150'000, 200'100})
            QTest::addRow("byte %d", int(at)) << at;
    }
    void byteFlips() {
        QFETCH(qint64, at);
        VERIFY_OK(away());
        QVERIFY(reopen());
        QVERIFY(flipByte(atPlace(1), at));
        QVERIFY(readAll() == "object-damaged");
        const auto report = f_->vault->verify(true, {});
        VERIFY_OK(report);
        QVERIFY(!report->ok() && report->away.isEmpty());
        for (const Damage& damage : report->damage)
            QCOMPARE(damage.object.toLatin1(), packs_[1].hex());
        // It is not brought back, and nothing of it is lost.
        const auto back = cold().bringBack(packs_, {}, {});
        VERIFY_OK(back);
        QCOMPARE(back->packs, kPacks - 1);
        QCOMPARE(back->left, 1);
        QCOMPARE(back->damage.size(), 1);
        QVERIFY(QFile::exists(atPlace(1)));
        QVERIFY(flipByte(atPlace(1), at));
        VERIFY_OK(cold().bringBack(packs_, {}, {}));
        QCOMPARE(readAll(), QByteArray());
    }

    void aPackMissingAtItsPlaceIsDamage() {
        VERIFY_OK(away());
        QVERIFY(reopen());
        QVERIFY(QFile::remove(atPlace(0)));
        QCOMPARE(readAll(), "object-missing"_ba);
        const auto report = f_->vault->verify(false, {});
        QVERIFY(report && report->damage.size() == 1);
        QCOMPARE(report->damage[0].what, "missing"_ba);
    }

    /// Each call of the disk in turn fails: nothing is lost, and the same work succeeds afterwards.
    void faults_data() {
        QTest::addColumn<FaultyFileSystem::Fault>("fault");
        QTest::addColumn<bool>("back");
        for (const bool back : {false, true}) {
            const char* way = back ? "back" : "there";
            QTest::addRow("full, %s", way) << FaultyFileSystem::Fault::DiskFull << back;
            QTest::addRow("I/O, %s", way) << FaultyFileSystem::Fault::IoError << back;
            QTest::addRow("short, %s", way) << FaultyFileSystem::Fault::ShortWrite << back;
        }
    }
    void faults() {
        QFETCH(FaultyFileSystem::Fault, fault);
        QFETCH(bool, back);
        if (back)
            VERIFY_OK(away());
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        int failed = 0, calls = 0;
        for (int at = 1; at == 1 || at <= calls; ++at) {
            FaultyFileSystem files;
            files.fault = fault;
            auto vault = Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                                       {f_->clock, files});
            VERIFY_OK(vault);
            const int before = files.calls;
            files.faultAt = at == 1 ? 0 : before + at - 1; // the first round only counts
            const auto done = back ? (*vault)->cold().bringBack(packs_, {}, {})
                                   : (*vault)->cold().move(packs_, disk(), {}, {});
            if (at == 1)
                calls = files.calls - before;
            files.faultAt = 0;
            failed += !done || done->stopped || !done->damage.isEmpty() ? 1 : 0;
            QCOMPARE(readAll(**vault, packs_), QByteArray());
            const auto report = (*vault)->verify(true, {});
            QVERIFY2(report && report->ok(), QByteArray::number(at));
            // Undone, for the next call to fail.
            VERIFY_OK(back ? (*vault)->cold().move(packs_, disk(), {}, {})
                           : (*vault)->cold().bringBack(packs_, {}, {}));
            QCOMPARE(readAll(**vault, packs_), QByteArray());
            VERIFY_OK((*vault)->lock());
        }
        QVERIFY2(failed > calls / 3,
                 QByteArray(QByteArray::number(failed) + " of " + QByteArray::number(calls)));
    }

    /// The process dies before each call of the disk in turn.
    void kills_data() {
        QTest::addColumn<bool>("back");
        QTest::newRow("there") << false;
        QTest::newRow("back") << true;
    }
    void kills() {
        QFETCH(bool, back);
        if (back)
            VERIFY_OK(away());
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        int died = 0;
        for (int at = 1;; ++at) {
            const pid_t child = ::fork();
            if (child == 0)
                ::_exit(moveAndDie(at, back));
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QVERIFY(f_->open());
            QCOMPARE(readAll(), QByteArray());
            const auto report = f_->vault->verify(true, {});
            QVERIFY2(report && report->ok(), QByteArray::number(at));
            VERIFY_OK(back ? away() : cold().bringBack(packs_, {}, {}));
            if (back)
                VERIFY_OK(away());
            QCOMPARE(readAll(), QByteArray());
            const auto clean = f_->vault->verify(true, {});
            QVERIFY2(clean && clean->ok() && clean->garbage.isEmpty(), QByteArray::number(at));
            QVERIFY(f_->vault->lock());
            f_->vault.reset();
            if (!WIFSIGNALED(status)) {
                QCOMPARE(WEXITSTATUS(status), 0);
                break;
            }
            ++died;
        }
        QVERIFY2(died > 20, QByteArray::number(died));
    }

    void aFullDiskIsToldBefore() {
        // 16 MiB more than there is free: what the rows say decides, the files need not be there.
        VERIFY_OK(f_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "change";
            entry.objectKind = "pack";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return tx.run("UPDATE pack SET file_len=? WHERE pack_id=?", std::int64_t(1) << 60,
                          packs_[0].bytes);
        }));
        const auto refused = away();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "disk-full"_ba);
        QCOMPARE(elsewhere(), 0);
    }

    void aStopKeepsWhatIsDone() {
        std::stop_source stop;
        qint64 passed = 0;
        const Job job{stop.get_token(), [&](std::int64_t done, std::int64_t) {
                          passed = done;
                          if (done > 3 * kBytes) // in the second pack
                              stop.request_stop();
                      }};
        const auto moved = cold().move(packs_, disk(), {}, job);
        VERIFY_OK(moved);
        QVERIFY(passed > 0 && moved->stopped && moved->stopped->kind == ErrorKind::Cancelled);
        QCOMPARE(moved->packs + moved->left, kPacks);
        QVERIFY(moved->packs > 0 && moved->left > 0);
        QCOMPARE(elsewhere(), moved->packs);
        QCOMPARE(readAll(), QByteArray());
        const auto report = f_->vault->verify(true, {});
        QVERIFY(report && report->ok() && report->garbage.isEmpty());
    }

    void aBackupHoldsThem() {
        VERIFY_OK(away());
        const auto report = f_->vault->backup(f_->beside(u"backup"_s), 5, {});
        VERIFY_OK(report);
        QCOMPARE(report->packs, kPacks);
        QVERIFY(report->away.isEmpty() && report->damage.isEmpty() && report->verified);
        // Gone disk: what the backup holds is enough.
        unplug();
        f_->clock.advance(60'000);
        const auto second = f_->vault->backup(f_->beside(u"backup"_s), 5, {});
        VERIFY_OK(second);
        QCOMPARE(second->packs, kPacks);
        QVERIFY(second->away.isEmpty());
        QVERIFY(f_->vault->lock());
        f_->vault.reset();

        qputenv("XDG_STATE_HOME", f_->beside(u"other-state"_s).toLocal8Bit());
        auto restored = Vault::restore(f_->beside(u"backup"_s), {}, f_->beside(u"again"_s), {},
                                       secret(goodPassphrase), {}, f_->deps());
        VERIFY_OK(restored);
        QVERIFY(restored->report.damage.isEmpty() && restored->report.away.isEmpty());
        QCOMPARE(readAll(*restored->vault, packs_), QByteArray());
        QCOMPARE(restored->vault->cold().overview()->places.size(), 0);
        QCOMPARE(restored->vault->cold().overview()->packs, kPacks);
        QCOMPARE(lines(restored->vault->verify(true, {})), QStringList());
    }

    void aBackupNamesWhatItCouldNotReach() {
        VERIFY_OK(away());
        QVERIFY(reopen());
        unplug();
        const auto report = f_->vault->backup(f_->beside(u"backup"_s), 5, {});
        VERIFY_OK(report);
        QCOMPARE(report->packs, 0);
        QCOMPARE(report->away.size(), 1);
        QCOMPARE(report->away[0].packs, kPacks);
        QVERIFY(report->damage.isEmpty());
        const auto checked =
            Vault::verifyBackup(f_->beside(u"backup"_s), {}, {}, secret(goodPassphrase), {}, f_->deps());
        QVERIFY(checked && checked->ok());
        QCOMPARE(checked->away.size(), 1);
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        plug();
        // What the backup never held is found where it was.
        auto restored = Vault::restore(f_->beside(u"backup"_s), {}, f_->beside(u"again"_s), {},
                                       secret(goodPassphrase), {}, f_->deps());
        VERIFY_OK(restored);
        QVERIFY(restored->report.damage.isEmpty());
        QCOMPARE(restored->report.away.size(), 1);
        QCOMPARE(readAll(*restored->vault, packs_), QByteArray());
    }

    /// A copy and the study it was made of share a place: it is the study's, and nothing there goes by the copy.
    void aRestoredCopyLeavesThePlaceToItsSource() {
        VERIFY_OK(away());
        VERIFY_OK(f_->vault->backup(f_->beside(u"backup"_s), 5, {}));
        VERIFY_OK(keepAnother());
        VERIFY_OK(away());
        unplug();
        f_->clock.advance(60'000);
        const auto report = f_->vault->backup(f_->beside(u"backup"_s), 5, {});
        VERIFY_OK(report);
        QCOMPARE(report->packs, kPacks);
        QCOMPARE(report->away.size(), 1);
        plug();
        QStringList atTheSource;
        for (int n = 0; n <= kPacks; ++n)
            atTheSource.append(atPlace(n));
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        {
            auto restored = Vault::restore(f_->beside(u"backup"_s), {}, f_->beside(u"again"_s), {},
                                           secret(goodPassphrase), {}, f_->deps());
            VERIFY_OK(restored);
            ColdStore& copies = restored->vault->cold();
            VERIFY_OK(restored->vault->compact({}));
            QCOMPARE(restored->vault->verify(false, {})->garbage, QStringList());
            const auto back = copies.bringBack({packs_[kPacks]}, {}, {});
            VERIFY_OK(back);
            QCOMPARE(back->packs, 1);
            // A move to the same disk gets a place of its own.
            VERIFY_OK(copies.move({packs_[0]}, disk(), {}, {}));
            QCOMPARE(QDir(disk()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
            VERIFY_OK(restored->vault->compact({}));
            QCOMPARE(readAll(*restored->vault, packs_), QByteArray());
            VERIFY_OK(restored->vault->lock());
        }
        for (const QString& path : std::as_const(atTheSource))
            QVERIFY2(QFile::exists(path), qPrintable(path));
        QVERIFY(f_->open());
        QCOMPARE(readAll(), QByteArray());
        QCOMPARE(lines(f_->vault->verify(true, {})), QStringList());
    }

    void aRottenPackOfABackupIsReadAtItsPlace() {
        VERIFY_OK(away());
        VERIFY_OK(f_->vault->backup(f_->beside(u"backup"_s), 5, {}));
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        QVERIFY(flipByte(f_->beside(u"backup/"_s + packs_[0].path()), 150'000));
        auto restored = Vault::restore(f_->beside(u"backup"_s), {}, f_->beside(u"again"_s), {},
                                       secret(goodPassphrase), {}, f_->deps());
        VERIFY_OK(restored);
        QCOMPARE(restored->report.packs, kPacks - 1);
        QCOMPARE(restored->report.away.size(), 1);
        QVERIFY(restored->report.damage.isEmpty());
        QCOMPARE(readAll(*restored->vault, packs_), QByteArray());
        QCOMPARE(lines(restored->vault->verify(true, {})), QStringList());
    }

    /// What the disk had not given by then is away, not damaged.
    void aDiskPulledOutDuringABackup() {
        struct PulledOut final : RealFileSystem {
            std::function<void()> pull;
            int opened = 0;
            Result<Fd> openReadOnly(const QString& path) override {
                if (pull && path.contains(u"/disk/") && path.contains(u"/o/") && ++opened == 2)
                    pull();
                return RealFileSystem::openReadOnly(path);
            }
        } files;
        VERIFY_OK(away());
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        {
            auto vault = Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                                       {f_->clock, files});
            VERIFY_OK(vault);
            files.pull = [&] { unplug(); };
            const auto report = (*vault)->backup(f_->beside(u"backup"_s), 5, {});
            files.pull = {};
            VERIFY_OK(report);
            QVERIFY(report->damage.isEmpty());
            QCOMPARE(report->packs, 1);
            QCOMPARE(report->away.size(), 1);
            QCOMPARE(report->away[0].packs, kPacks - 1);
            VERIFY_OK((*vault)->lock());
        }
        plug();
    }

    void newKeysKnowTheirPlaces() {
        VERIFY_OK(away());
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        VERIFY_OK(Vault::rotateKeys(f_->folder(), {}, secret(goodPassphrase), KdfCost::cheapForTests(),
                                    u"a laptop was lost"_s, {}, f_->deps()));
        QVERIFY(f_->open());
        QCOMPARE(readAll(), QByteArray());
        QCOMPARE(f_->vault->objects().awayPlaces().size(), 0);
        QCOMPARE(lines(f_->vault->verify(true, {})), QStringList());
        QVERIFY(f_->vault->lock());
        QVERIFY(f_->open(Access::ReadOnly));
        QCOMPARE(readAll(), QByteArray());
    }

    void nothingAtThePlaceTellsWhose() {
        VERIFY_OK(away());
        const QString name = QDir(placeFolder()).dirName();
        QCOMPARE(name.size(), 32);
        QVERIFY(!f_->vault->info().study.bytes.toHex().contains(name.toLatin1()));
        QCOMPARE(QDir(placeFolder()).entryList(QDir::Files | QDir::Hidden), QStringList(u"casebook.cold"_s));
        QVERIFY(!readFile(placeFolder() + u"/casebook.cold"_s).contains(f_->vault->info().study.bytes));
    }

private:
    Result<> keepAnother() {
        return keep(*f_->vault, contentOf(int(packs_.size()))).map([this](const PackRef& pack) {
            packs_.append(pack.id);
        });
    }

    int moveAndDie(int at, bool back) {
        FaultyFileSystem files;
        files.fault = FaultyFileSystem::Fault::KillBefore;
        auto vault =
            Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite, {f_->clock, files});
        if (!vault)
            return 2;
        files.faultAt = files.calls + at;
        const auto done =
            back ? (*vault)->cold().bringBack(packs_, {}, {}) : (*vault)->cold().move(packs_, disk(), {}, {});
        files.faultAt = 0;
        if (!done || !(*vault)->lock())
            return 3;
        return 0;
    }
};

QTEST_GUILESS_MAIN(ColdStoreTest)
#include "ColdStoreTest.moc"
