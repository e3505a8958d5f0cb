// SPDX-License-Identifier: GPL-3.0-or-later
//
// A study goes to another folder: by its name on one disk, by a checked copy to another. At each call of the disk that
// may fail or be the last there is one study that can be written, and the same call ends what was begun.
#include "storage/vault/ColdStore.h"
#include "storage/vault/StudyMark.h"
#include "storage/vault/StudyMove.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/KeptPack.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>

#include <sys/wait.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPacks = 3;
QByteArray contentOf(int number) { return QByteArray(70'000 + number, char('a' + number)); }
const StudyMoveOptions kCopy{false, true, {}}, kKeep{true, false, {}};

} // namespace

class StudyMoveTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> f_;
    QList<PackId> packs_;

    [[nodiscard]] QString target() const { return f_->beside(u"new place/study"_s); }
    Result<StudyMoveReport> move(const StudyMoveOptions& options, const QString& login = u"li.na"_s) {
        return moveStudy(f_->folder(), target(), login, secret(goodPassphrase), options, {}, f_->deps());
    }
    Result<std::unique_ptr<Vault>> openAt(const QString& folder, Access access = Access::ReadWrite) {
        return Vault::unlock(folder, u"li.na"_s, secret(goodPassphrase), access, f_->deps());
    }
    /// "" where the study there is whole and writable.
    QByteArray wrongAt(const QString& folder) {
        auto vault = openAt(folder);
        if (!vault)
            return vault.error().code;
        for (int n = 0; n < kPacks; ++n)
            if ((*vault)->objects().read(packs_[n], {0, contentOf(n).size()}).value_or(QByteArray()) !=
                contentOf(n))
                return "other bytes";
        if (countOf((*vault)->database(), "subject").value_or(-1) != 1)
            return "no subject";
        const auto report = (*vault)->verify(true, {});
        if (!report || !report->ok())
            return report ? report->damage[0].what : report.error().code;
        return (*vault)->lock() ? QByteArray() : QByteArray("not locked");
    }
    void forgetOutside() { QDir(f_->beside(u"state"_s)).removeRecursively(); }

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make());
        packs_.clear();
        for (int n = 0; n < kPacks; ++n) {
            const auto pack = keep(*f_->vault, contentOf(n));
            VERIFY_OK(pack);
            packs_.append(pack->id);
        }
        VERIFY_OK(f_->vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, u"S-0001"_s); }));
        VERIFY_OK(f_->vault->lock());
        f_->vault.reset();
        QVERIFY(QDir().mkpath(f_->path(u"spool/box"_s)) && writeFile(f_->path(u"spool/box/1"_s), "sealed"));
    }

    void onOneDiskItIsRenamed() {
        const auto moved = move({false, false, u"a bigger disk"_s});
        VERIFY_OK(moved);
        QVERIFY(!moved->copied && moved->oldFolderGone);
        QCOMPARE(moved->folder, target());
        QVERIFY(!QFile::exists(f_->folder()));
        QCOMPARE(wrongAt(target()), QByteArray());
        QCOMPARE(readFile(target() + u"/spool/box/1"_s), "sealed"_ba);
    }

    void ofALinkTheStudyGoes() {
        QVERIFY(QFile::link(f_->folder(), f_->beside(u"link"_s)));
        const auto moved =
            moveStudy(f_->beside(u"link"_s), target(), {}, secret(goodPassphrase), {}, {}, f_->deps());
        VERIFY_OK(moved);
        QVERIFY(!QFile::exists(f_->folder()) && !QFileInfo(target()).isSymLink());
        QCOMPARE(wrongAt(target()), QByteArray());
    }

    void toAnotherDiskItIsCopied() {
        QVERIFY(QDir().mkpath(target())); // empty is as good as absent
        const auto moved = move(kCopy);
        VERIFY_OK(moved);
        QVERIFY(moved->copied && moved->oldFolderGone);
        QCOMPARE(moved->packs, kPacks);
        QVERIFY(!QFile::exists(f_->folder()));
        QCOMPARE(wrongAt(target()), QByteArray());
        QCOMPARE(readFile(target() + u"/spool/box/1"_s), "sealed"_ba);
        QVERIFY(!QFile::exists(studyMark::unfinishedPath(target())));
        const auto vault = openAt(target());
        const auto rows = (*vault)->database().read([](ReadConnection& c) {
            return c.one("SELECT count(*) FROM audit WHERE action IN ('move-study-begin','move-study')");
        });
        QCOMPARE(rows->value_or(0), 2);
    }

    void theOldFolderStaysForReading() {
        VERIFY_OK(move(kKeep));
        QCOMPARE(wrongAt(target()), QByteArray());
        const auto refused = openAt(f_->folder());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "study-moved"_ba);
        QCOMPARE(refused.error().object, target());
        VERIFY_OK(openAt(f_->folder(), Access::ReadOnly));
        // On a machine that never saw the new one too.
        forgetOutside();
        QCOMPARE(openAt(f_->folder()).error().code, "study-moved"_ba);
        // Elsewhere it does not go again; the same call without --keep takes it away.
        QCOMPARE(
            moveStudy(f_->folder(), f_->beside(u"third"_s), {}, secret(goodPassphrase), kCopy, {}, f_->deps())
                .error()
                .code,
            "study-moved"_ba);
        const auto again = move({});
        VERIFY_OK(again);
        QVERIFY(again->oldFolderGone && !QFile::exists(f_->folder()));
        QCOMPARE(wrongAt(target()), QByteArray());
    }

    /// The kept folder may be the last of its study: who repeats the command must not lose it for another's sake.
    void theOldFolderStaysWhereAnotherStudyIsAtTheTarget() {
        VERIFY_OK(move(kKeep));
        QVERIFY(QDir().rename(target(), f_->beside(u"moved on"_s)));
        auto other = Vault::create(target(), StudyFixture::study(), secret(goodPassphrase),
                                   KdfCost::cheapForTests(), f_->deps());
        VERIFY_OK(other);
        VERIFY_OK(other->vault->lock());
        other->vault.reset();
        const auto refused = move({});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "study-exists"_ba);
        VERIFY_OK(openAt(f_->folder(), Access::ReadOnly));
        QCOMPARE(countOf((*openAt(f_->folder(), Access::ReadOnly))->database(), "subject").value_or(-1), 1);
    }

    void whatIsRefused() {
        const auto code = [&](const QString& to) {
            const auto moved = moveStudy(f_->folder(), to, {}, secret(goodPassphrase), {}, {}, f_->deps());
            return moved ? QByteArray() : moved.error().code;
        };
        QCOMPARE(code(f_->path(u"inside"_s)), "move-inside-study"_ba);
        QCOMPARE(code(f_->folder()), "move-inside-study"_ba);
        QCOMPARE(code(QFileInfo(f_->folder()).path()), "move-inside-study"_ba);
        // By a link too, to the study or to a folder in it.
        QVERIFY(QFile::link(f_->folder(), f_->beside(u"link"_s)) &&
                QFile::link(f_->path(u"spool"_s), f_->beside(u"deeper"_s)));
        for (const QString& link : {f_->beside(u"link"_s), f_->beside(u"deeper"_s)}) {
            QCOMPARE(code(link + u"/new/folder"_s), "move-inside-study"_ba);
            QCOMPARE(code(link), "move-inside-study"_ba);
        }
        QVERIFY(QDir().mkpath(f_->beside(u"full"_s)) && writeFile(f_->beside(u"full/letter"_s), "mine"));
        QCOMPARE(code(f_->beside(u"full"_s)), "study-exists"_ba);
        QCOMPARE(readFile(f_->beside(u"full/letter"_s)), "mine"_ba);
        QVERIFY(f_->open());
        QCOMPARE(code(target()), "study-in-use"_ba);
        VERIFY_OK(f_->vault->addUser(u"carl"_s, {}, {Role::Coordinator}, secret(goodPassphrase),
                                     KdfCost::cheapForTests()));
        VERIFY_OK(f_->vault->lock());
        f_->vault.reset();
        QCOMPARE(move(kCopy, u"carl"_s).error().code, "no-right"_ba);
        QVERIFY(!QFile::exists(target()));
        QCOMPARE(wrongAt(f_->folder()), QByteArray());
    }

    void aNetworkShareIsNoTarget() {
        VaultDeps share = f_->deps();
        share.kindOf = [](const QString&) { return FolderKind::Network; };
        const auto refused = moveStudy(f_->folder(), target(), {}, secret(goodPassphrase), {}, {}, share);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "network-folder"_ba);
        QVERIFY(!QFile::exists(target()));
        QCOMPARE(wrongAt(f_->folder()), QByteArray());
    }

    void aFolderThatIsGoneIsNoMove() {
        VERIFY_OK(move({}));
        QCOMPARE(move({}).error().code, "no-such-study"_ba); // it is ended already
        QCOMPARE(wrongAt(target()), QByteArray());
    }

    void anEmptyFolderThatAPowerCutLeftGoes() {
        VERIFY_OK(move(kCopy));
        QVERIFY(QDir().mkdir(f_->folder()));
        const auto again = move(kCopy);
        VERIFY_OK(again);
        QVERIFY(again->oldFolderGone && !QFile::exists(f_->folder()));
        QCOMPARE(wrongAt(target()), QByteArray());
    }

    void anEmptyFolderIsNoStudyWhereNothingWasMoved() {
        QVERIFY(QDir().mkdir(f_->beside(u"empty"_s)));
        const auto refused = moveStudy(f_->beside(u"empty"_s), f_->folder(), u"li.na"_s,
                                       secret(goodPassphrase), kCopy, {}, f_->deps());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "not-a-study"_ba);
        QVERIFY(QFile::exists(f_->beside(u"empty"_s)));
    }

    void aDamagedStudyStays() {
        QVERIFY(flipByte(f_->path(packs_[1].path()), 40'000));
        const auto refused = move(kCopy);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, "move-damaged"_ba);
        QCOMPARE(refused.error().object, packs_[1].path());
        QVERIFY(!QFile::exists(target()));
        QVERIFY(flipByte(f_->path(packs_[1].path()), 40'000));
        QCOMPARE(wrongAt(f_->folder()), QByteArray());
    }

    void placesOfPacksStayTrue() {
        QVERIFY(f_->open() && QDir().mkpath(f_->beside(u"disk"_s)));
        VERIFY_OK(f_->vault->cold().move({packs_[0]}, f_->beside(u"disk"_s), {}, {}));
        VERIFY_OK(f_->vault->lock());
        f_->vault.reset();
        const auto moved = move(kCopy);
        VERIFY_OK(moved);
        QCOMPARE(moved->packs, kPacks - 1);
        QCOMPARE(wrongAt(target()), QByteArray());
        QVERIFY(!QFile::exists(target() + u'/' + packs_[0].path()));
    }

    void aStopLeavesNothing() {
        std::stop_source stop;
        const Job job{stop.get_token(), [&](std::int64_t, std::int64_t) { stop.request_stop(); }};
        const auto stopped =
            moveStudy(f_->folder(), target(), {}, secret(goodPassphrase), kCopy, job, f_->deps());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        QVERIFY(!QFile::exists(target()));
        QCOMPARE(wrongAt(f_->folder()), QByteArray());
    }

    void faults_data() {
        QTest::addColumn<FaultyFileSystem::Fault>("fault");
        QTest::newRow("full") << FaultyFileSystem::Fault::DiskFull;
        QTest::newRow("I/O") << FaultyFileSystem::Fault::IoError;
    }
    void faults() {
        QFETCH(FaultyFileSystem::Fault, fault);
        int failed = 0, at = 1;
        QString from = f_->folder(), to = target();
        for (;; at += 3) {
            FaultyFileSystem files;
            files.fault = fault;
            files.faultAt = at;
            const auto moved = moveStudy(from, to, {}, secret(goodPassphrase), kCopy, {}, {f_->clock, files});
            const bool met = files.calls >= at;
            failed += moved ? 0 : 1;
            const QByteArray both = bothWritable(from, to);
            QVERIFY2(both.isEmpty(), QByteArray(both + " at " + QByteArray::number(at)));
            if (!moved)
                VERIFY_OK(moveStudy(from, to, {}, secret(goodPassphrase), kCopy, {}, f_->deps()));
            QCOMPARE(wrongAt(to), QByteArray());
            QDir(from).removeRecursively(); // what could not be removed
            std::swap(from, to);
            if (!met)
                break;
        }
        QVERIFY2(failed > at / 6, QByteArray::number(failed));
    }

    void kills_data() {
        QTest::addColumn<bool>("copied");
        QTest::newRow("copied") << true;
        QTest::newRow("renamed") << false;
    }
    void kills() {
        QFETCH(bool, copied);
        const StudyMoveOptions options = copied ? kCopy : StudyMoveOptions();
        QString from = f_->folder(), to = target();
        int died = 0;
        for (int at = 1;; at += 2) {
            const pid_t child = ::fork();
            if (child == 0) {
                FaultyFileSystem files;
                files.fault = FaultyFileSystem::Fault::KillBefore;
                files.faultAt = at;
                ::_exit(moveStudy(from, to, {}, secret(goodPassphrase), options, {}, {f_->clock, files}) ? 0
                                                                                                         : 3);
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            const QByteArray both = bothWritable(from, to);
            QVERIFY2(both.isEmpty(), QByteArray(both + " at " + QByteArray::number(at)));
            // Of one that was renamed the audit's word is the end.
            const bool isEnded = !QFile::exists(from) && lastNoteAt(to) == u"move-study";
            if (WIFSIGNALED(status) && !isEnded)
                VERIFY_OK(moveStudy(from, to, {}, secret(goodPassphrase), options, {}, f_->deps()));
            else if (!WIFSIGNALED(status))
                QCOMPARE(WEXITSTATUS(status), 0);
            QCOMPARE(wrongAt(to), QByteArray());
            QCOMPARE(lastNoteAt(to), u"move-study"_s);
            QVERIFY(!QFile::exists(from));
            std::swap(from, to);
            if (!WIFSIGNALED(status))
                break;
            ++died;
        }
        QVERIFY2(died > (copied ? 30 : 20), QByteArray::number(died));
    }

private:
    /// What the audit said of a move last.
    QString lastNoteAt(const QString& folder) {
        const auto vault = openAt(folder, Access::ReadOnly);
        if (!vault)
            return QString::fromLatin1(vault.error().code);
        return (*vault)
            ->database()
            .read([](ReadConnection& c) -> Result<QString> {
                auto row = c.prepare("SELECT action FROM audit WHERE action IN "
                                     "('move-study-begin','move-study') ORDER BY seq DESC LIMIT 1");
                if (!row)
                    return tl::unexpected(row.error());
                const auto found = row->step();
                return found && *found ? row->text(0) : QString();
            })
            .value_or(QString());
    }
    /// What is wrong: two that open for writing, or none though the move did not reach its end.
    QByteArray bothWritable(const QString& a, const QString& b) {
        const bool first = openAt(a).has_value(), second = openAt(b).has_value();
        if (first && second)
            return "both are writable";
        if (first || second)
            return {};
        // Between the two marks: the old one says where, the new one has all.
        return studyMark::movedTo(f_->files, a) == b && openAt(b, Access::ReadOnly)
                   ? QByteArray()
                   : QByteArray("none is writable");
    }
};

QTEST_GUILESS_MAIN(StudyMoveTest)
#include "StudyMoveTest.moc"
