// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packs on another disk: one that goes or fails while packs are carried, and what is left there of packs that were
// removed.
#include "tests/storage/ColdStudy.h"

#include <QDateTime>

#include <functional>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

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

class ColdDiskTest final : public ColdStudy {
    Q_OBJECT

    StubbornDisk stubborn_;

private Q_SLOTS:
    void init() {
        stubborn_.kept.clear();
        stubborn_.removing = {};
        make();
    }
    void cleanup() { f_.reset(); } // before the disk that it uses

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
        files.fails = [&](const QString& path) { return path == inStudy(0); };
        const auto moved = (*vault)->cold().move(packs_, disk(), {}, {});
        files.fails = {};
        VERIFY_OK(moved);
        QCOMPARE(moved->packs, 2);
        QCOMPARE(moved->left, 1);
        QVERIFY(!moved->stopped);
        QCOMPARE(moved->damage.size(), 1);
        QCOMPARE(moved->damage[0].what, "unreadable"_ba);
        QCOMPARE(moved->damage[0].path, packs_[0].path());
        QCOMPARE(readAll(**vault, packs_), QByteArray());
        VERIFY_OK((*vault)->lock());
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

    /// A first copy that the disk doesn't let go is told, and goes with the next cleaning.
    void whatStaysBehindIsTold() {
        QVERIFY(f_->vault->lock());
        f_->vault = std::move(*Vault::unlock(f_->folder(), {}, secret(goodPassphrase), Access::ReadWrite,
                                             {f_->clock, stubborn_}));
        stubborn_.kept = inStudy(1);
        const auto moved = away();
        VERIFY_OK(moved);
        QCOMPARE(moved->packs, kPacks);
        QCOMPARE(moved->leftOver, 1);
        QVERIFY(QFile::exists(inStudy(1)) && !QFile::exists(inStudy(0)));
        stubborn_.kept.clear();
        VERIFY_OK(f_->vault->compact({}));
        QVERIFY(!QFile::exists(inStudy(1)));
        QCOMPARE(readAll(), QByteArray());
    }

    /// What an import writes has no row yet, and looks old where the clock was set back.
    void compactLeavesWhatIsBeingImported() {
        const auto pack = f_->vault->objects().put({QByteArray(100'000, 'i')});
        VERIFY_OK(pack);
        QFile file(f_->path(pack->id.path()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(
            file.setFileTime(QDateTime::currentDateTime().addDays(-3), QFileDevice::FileModificationTime));
        file.close();
        const auto compacted = f_->vault->compact({});
        VERIFY_OK(compacted);
        QCOMPARE(compacted->packs, 0);
        QVERIFY(file.exists());
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
};

QTEST_GUILESS_MAIN(ColdDiskTest)
#include "ColdDiskTest.moc"
