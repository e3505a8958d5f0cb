// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packs on another disk: what a move promises at every call of the disk that may fail or be the last, how a disk that
// is gone is told from damage, and what backup, restore, compact and a change of keys do with such packs.
#include "storage/vault/ColdStore.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/OpenedStudy.h"

#include <QDir>

#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPacks = 3, kBytes = 200'000;

QByteArray contentOf(int number) { return QByteArray(kBytes + number, char('a' + number)); }

/// The real disk; `fails` is asked before a file is made or opened, and may do to the disk what it likes.
class FailingDisk final : public RealFileSystem {
public:
    std::function<bool(const QString& path)> fails;

    Result<Fd> create(const QString& path) override {
        return isLost(path) ? lost(path) : RealFileSystem::create(path);
    }
    Result<Fd> openReadOnly(const QString& path) override {
        return isLost(path) ? lost(path) : RealFileSystem::openReadOnly(path);
    }

private:
    bool isLost(const QString& path) { return fails && fails(path); }
    static tl::unexpected<Error> lost(const QString& path) {
        return fail(ErrorKind::System, "io-error", path);
    }
};

/// Does not remove one file; tells of the next that it is asked to remove.
class StubbornDisk final : public RealFileSystem {
public:
    Result<> remove(const QString& path) override {
        if (const auto tell = std::exchange(removing, {}))
            tell();
        if (path == kept)
            return fail(ErrorKind::System, "io-error", path);
        return RealFileSystem::remove(path);
    }
    QString kept;
    std::function<void()> removing;
};

} // namespace

class ColdStoreTest final : public QObject {
    Q_OBJECT

    StubbornDisk stubborn_; // outlives the vaults that use it
    std::unique_ptr<StudyFixture> f_;
    QList<PackId> packs_;

    [[nodiscard]] QString disk(const QString& name = u"disk"_s) const { return f_->beside(name); }
    [[nodiscard]] ColdStore& cold() const { return f_->vault->cold(); }
    [[nodiscard]] Result<ColdReport> away() const { return cold().move(packs_, disk(), u"full"_s, {}); }
    [[nodiscard]] QString placeFolder() const {
        return disk() + u'/' + QDir(disk()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    }
    [[nodiscard]] QString atPlace(int n) const { return placeFolder() + u'/' + packs_[n].path(); }
    [[nodiscard]] QString inStudy(int n) const { return f_->path(packs_[n].path()); }
    [[nodiscard]] std::int64_t ask(const QByteArray& sql) const {
        return f_->vault->database().read([&](ReadConnection& c) { return c.one(sql); })->value_or(-1);
    }
    [[nodiscard]] std::int64_t elsewhere() const {
        return ask("SELECT count(*) FROM pack WHERE place IS NOT NULL");
    }
    /// "" where each pack reads as it was written, else the first error.
    [[nodiscard]] static QByteArray readAll(Vault& vault, const QList<PackId>& packs) {
        for (qsizetype n = 0; n < packs.size(); ++n) {
            const auto read = vault.objects().read(packs[n], {0, contentOf(int(n)).size()});
            if (!read)
                return read.error().code;
            if (*read != contentOf(int(n)))
                return "other bytes";
        }
        return {};
    }
    [[nodiscard]] QByteArray readAll() const { return readAll(*f_->vault, packs_); }
    [[nodiscard]] bool reopen() { return f_->vault->lock() && f_->open(); }
    [[nodiscard]] Result<> trash(int n) const {
        return f_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "remove";
            entry.objectKind = "pack";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return ObjectStore::trashRow(tx, packs_[n]);
        });
    }
    void unplug() const { QDir().rename(disk(), disk(u"unplugged"_s)); }
    void plug() const { QDir().rename(disk(u"unplugged"_s), disk()); }

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make() && QDir().mkpath(disk()));
        packs_.clear();
        stubborn_.kept.clear();
        stubborn_.removing = {};
        for (int n = 0; n < kPacks; ++n) {
            const auto pack = f_->vault->objects().put({contentOf(n)});
            VERIFY_OK(pack);
            VERIFY_OK(f_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
                AuditEntry entry;
                entry.action = "create";
                entry.objectKind = "pack";
                if (auto seq = tx.audit(entry); !seq)
                    return tl::unexpected(seq.error());
                return ObjectStore::insertRow(tx, *pack).map([](std::int64_t) {});
            }));
            packs_.append(pack->id);
        }
        QVERIFY(reopen()); // no pack is open from before
    }

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
            failed += !done || done->stopped ? 1 : 0;
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

    /// No original goes for a copy on a disk that does not answer any more.
    void aDiskThatGoesMeanwhile_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("gone") << u"gone"_s << "pack-away"_ba;
        QTest::newRow("gone, then stopped") << u"stopped"_s << "pack-away"_ba;
        QTest::newRow("gone while read back") << u"read back"_s << "pack-away"_ba;
        QTest::newRow("gone at the end") << u"end"_s << "pack-away"_ba;
        QTest::newRow("I/O") << u"broken"_s << "io-error"_ba;
    }
    void aDiskThatGoesMeanwhile() {
        QFETCH(QString, what);
        QFETCH(QByteArray, code);
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        FailingDisk files;
        auto vault =
            Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite, {f_->clock, files});
        VERIFY_OK(vault);
        int written = 0;
        files.fails = [&](const QString& path) {
            if (!path.startsWith(disk()) || path.endsWith(u".cold") || path.endsWith(u".new"))
                return false;
            const bool isWritten = path.contains(u"/t/");
            written += isWritten ? 1 : 0;
            if (isWritten != (what == u"gone" || what == u"broken") || written < 2)
                return false;
            if (what == u"gone" || what == u"read back")
                unplug();
            return what == u"broken";
        };
        std::stop_source stop;
        const Job job{stop.get_token(), [&](std::int64_t done, std::int64_t of) {
                          if (what == u"stopped" && done > 3 * kBytes) {
                              unplug();
                              stop.request_stop();
                          }
                          if (what == u"end" && done == of)
                              unplug();
                      }};
        const auto moved = (*vault)->cold().move(packs_, disk(), {}, job);
        files.fails = {};
        QVERIFY(!moved);
        QCOMPARE(moved.error().code, code);
        for (int n = 0; n < kPacks; ++n)
            QVERIFY(QFile::exists(inStudy(n)));
        QCOMPARE(readAll(**vault, packs_), QByteArray());
        plug();
        const auto again = (*vault)->cold().move(packs_, disk(), {}, {});
        VERIFY_OK(again);
        QCOMPARE(again->packs, kPacks);
        QCOMPARE(readAll(**vault, packs_), QByteArray());
        const auto report = (*vault)->verify(true, {});
        QVERIFY(report && report->ok() && report->garbage.isEmpty());
        VERIFY_OK((*vault)->lock());
    }

    void aDiskThatGoesOnTheWayBack() {
        VERIFY_OK(away());
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        FailingDisk files;
        auto vault =
            Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite, {f_->clock, files});
        VERIFY_OK(vault);
        files.fails = [&, written = 0](const QString& path) mutable {
            written += path.contains(u"/study/t/") ? 1 : 0;
            if (written == 1 && path.endsWith(packs_[0].path())) // read back: it is in the study
                unplug();
            return false;
        };
        const auto back = (*vault)->cold().bringBack(packs_, {}, {});
        files.fails = {};
        VERIFY_OK(back);
        QCOMPARE(back->packs, 1);
        QVERIFY(back->damage.isEmpty());
        QVERIFY(back->stopped);
        QCOMPARE(back->stopped->code, "pack-away"_ba);
        QCOMPARE(back->stopped->object, disk());
        plug();
        VERIFY_OK((*vault)->cold().bringBack(packs_, {}, {}));
        QCOMPARE(readAll(**vault, packs_), QByteArray());
        VERIFY_OK((*vault)->lock());
    }

    /// A pack that can't be read keeps none of the others back.
    void aBrokenPackOfTheStudy() {
        QVERIFY(f_->vault->lock());
        f_->vault.reset();
        FailingDisk files;
        auto vault =
            Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite, {f_->clock, files});
        VERIFY_OK(vault);
        files.fails = [&](const QString& path) { return path == inStudy(2); };
        const auto moved = (*vault)->cold().move(packs_, disk(), {}, {});
        files.fails = {};
        VERIFY_OK(moved);
        QCOMPARE(moved->packs, 2);
        QVERIFY(moved->stopped);
        QCOMPARE(moved->stopped->code, "io-error"_ba);
        QCOMPARE(readAll(**vault, packs_), QByteArray());
        VERIFY_OK((*vault)->lock());
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

    void removedPacksGoWithTheirDisk() {
        VERIFY_OK(away());
        VERIFY_OK(trash(0));
        unplug();
        QVERIFY(reopen());
        auto compacted = f_->vault->compact({});
        VERIFY_OK(compacted);
        QCOMPARE(compacted->packs, 0);
        QCOMPARE(compacted->waiting, 1);
        QVERIFY(reopen());
        QCOMPARE(ask("SELECT count(*) FROM pack_trash"), 1); // not forgotten
        plug();
        QCOMPARE(cold().overview()->places[0].waiting, 1);
        QVERIFY(QFile::exists(atPlace(0)));
        compacted = f_->vault->compact({});
        VERIFY_OK(compacted);
        QCOMPARE(compacted->packs, 1);
        QCOMPARE(compacted->waiting, 0);
        QVERIFY(!QFile::exists(atPlace(0)) && QFile::exists(atPlace(1)));
        QCOMPARE(ask("SELECT count(*) FROM pack_trash"), 0);
        QCOMPARE(lines(f_->vault->verify(true, {})), QStringList());
    }

    /// A kill after the commit of a way back leaves a copy at the place; it goes when its pack does.
    void aCopyThatAKillLeftGoesWithItsPack() {
        VERIFY_OK(away());
        const QByteArray left = readFile(atPlace(0));
        const QString path = atPlace(0);
        VERIFY_OK(cold().bringBack(packs_, u"read again"_s, {}));
        QFile copy(path);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()) && copy.open(QIODevice::WriteOnly));
        QCOMPARE(copy.write(left), left.size());
        copy.close();
        VERIFY_OK(trash(0));
        const auto compacted = f_->vault->compact({});
        VERIFY_OK(compacted);
        QVERIFY(!QFile::exists(path) && !QFile::exists(inStudy(0)));
        QCOMPARE(compacted->waiting, 0);
    }

    /// A file that can't be removed is tried again: its row stays in the trash.
    void whatCouldNotBeRemovedIsTriedAgain_data() {
        QTest::addColumn<bool>("atDisk");
        QTest::addColumn<bool>("atOpening");
        QTest::newRow("in the study, at opening") << false << true;
        QTest::newRow("at the place, by compact") << true << false;
    }
    void whatCouldNotBeRemovedIsTriedAgain() {
        QFETCH(bool, atDisk);
        QFETCH(bool, atOpening);
        QVERIFY(f_->vault->lock());
        f_->vault = std::move(*Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                                             {f_->clock, stubborn_}));
        if (atDisk)
            VERIFY_OK(away());
        VERIFY_OK(trash(0));
        const QString path = atDisk ? atPlace(0) : inStudy(0);
        stubborn_.kept = path;
        if (atOpening) {
            QVERIFY(f_->vault->lock());
            f_->vault = std::move(*Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                                                 {f_->clock, stubborn_}));
        } else {
            const auto compacted = f_->vault->compact({});
            VERIFY_OK(compacted);
            QCOMPARE(compacted->waiting, 1);
        }
        QVERIFY(QFile::exists(path));
        QCOMPARE(ask("SELECT count(*) FROM pack_trash"), 1);
        stubborn_.kept.clear();
        const auto compacted = f_->vault->compact({});
        VERIFY_OK(compacted);
        QCOMPARE(compacted->waiting, 0);
        QVERIFY(!QFile::exists(path));
        QCOMPARE(ask("SELECT count(*) FROM pack_trash"), 0);
    }

    /// Trashed while files are being removed: its own file is still there.
    void whatIsTrashedMeanwhileStaysInTheTrash() {
        QVERIFY(f_->vault->lock());
        f_->vault = std::move(*Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                                             {f_->clock, stubborn_}));
        VERIFY_OK(trash(0));
        stubborn_.removing = [&] { VERIFY_OK(trash(1)); };
        VERIFY_OK(f_->vault->compact({}));
        QVERIFY(!stubborn_.removing);
        QVERIFY(!QFile::exists(inStudy(0)) && QFile::exists(inStudy(1)));
        QCOMPARE(ask("SELECT count(*) FROM pack_trash"), 1);
        VERIFY_OK(f_->vault->compact({}));
        QVERIFY(!QFile::exists(inStudy(1)));
        QCOMPARE(ask("SELECT count(*) FROM pack_trash"), 0);
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
