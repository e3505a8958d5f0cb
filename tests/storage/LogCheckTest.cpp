// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log that a kill leaves: SQLite drops what lies behind a wrong sum without a word, so we look first.
#include "storage/database/LogCheck.h"
#include "tests/storage/OpenedStudy.h"

#include <QDir>

using namespace casebook;
using namespace casebook::test;

namespace {
constexpr qint64 headerLength = 32, frameLength = 24 + 4096;
} // namespace

class LogCheckTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> f_;
    QList<qint64> commits_; ///< length of the log after each

    [[nodiscard]] QString log() const { return f_->path(QStringLiteral("d/c-wal")); }
    [[nodiscard]] LogState state() const { return checkLog(f_->path(QStringLiteral("d/c"))); }
    [[nodiscard]] qint64 subjects() const { return commits_.size(); }

    /// Puts the bytes of a log back as a kill leaves them: the vault is gone, which had emptied it.
    void kill() {
        const QByteArray database = readFile(f_->path(QStringLiteral("d/c"))), written = readFile(log());
        const QByteArray header = readFile(f_->path(QStringLiteral("casebook.study")));
        const QString state = f_->beside(QStringLiteral("state/casebook/"));
        const QString anchor = state + QDir(state).entryList(QDir::Files).value(0);
        const QByteArray note = readFile(anchor);
        f_->vault.reset();
        QVERIFY(writeFile(f_->path(QStringLiteral("d/c")), database) && writeFile(log(), written));
        QVERIFY(writeFile(f_->path(QStringLiteral("casebook.study")), header));
        QVERIFY(writeFile(f_->path(QStringLiteral("casebook.bak")), header));
        QVERIFY(writeFile(anchor, note));
        QFile::remove(f_->path(QStringLiteral("d/c-shm")));
    }

    [[nodiscard]] QByteArray openedToWrite() const {
        const auto opened = f_->tryOpen();
        return opened ? QByteArray("opened") : opened.error().code;
    }

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<StudyFixture>();
        commits_.clear();
        QVERIFY(f_->make());
        f_->vault.reset();
        QVERIFY(f_->open());
        for (int i = 0; i < 6; ++i) {
            VERIFY_OK(f_->vault->database().writeAndWait(
                [&](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-%1").arg(i)); }));
            commits_.append(QFileInfo(log()).size());
        }
        QCOMPARE(state(), LogState::Sound); // while it is open
        kill();
        QCOMPARE(QFileInfo(log()).size(), commits_.last());
    }
    void cleanup() { f_.reset(); }

    void wholeLogIsTakenIn() {
        QCOMPARE(state(), LogState::Sound);
        QVERIFY(f_->open());
        QCOMPARE(countOf(f_->vault->database(), "subject").value_or(-1), subjects());
        f_->vault.reset();
        QCOMPARE(state(), LogState::Sound); // there is none
    }

    /// On a medium that may only be read: as many readers as there are, and no file beside it.
    void aReaderThatMakesNoIndexSeesTheWholeLog() {
        const OpenedStudy keys(*f_);
        const DatabaseFile file{f_->path(QStringLiteral("d/c")), &keys.keys().key(KeyPurpose::Database),
                                keys.header().databaseSalt};
        const QByteArray before = readFile(file.path), logged = readFile(log());
        std::vector<std::unique_ptr<ReadConnection>> readers;
        for (int i = 0; i < 3; ++i) {
            auto reader = sqlcipher::openForReading(file, sqlcipher::Mode::ReadMedium);
            VERIFY_OK(reader);
            VERIFY_OK((*reader)->execute("BEGIN"));
            QCOMPARE((*reader)->one("SELECT count(*) FROM subject").value_or(std::nullopt),
                     std::optional(std::int64_t(subjects())));
            readers.push_back(std::move(*reader));
        }
        readers.clear();
        QVERIFY(readFile(file.path) == before && readFile(log()) == logged);
        QVERIFY(!QFileInfo::exists(f_->path(QStringLiteral("d/c-shm"))));
        QVERIFY(
            flipByte(log(), headerLength + frameLength + 2000)); // only what stands before it is to be had
        auto reader = sqlcipher::openForReading(file, sqlcipher::Mode::ReadMedium);
        VERIFY_OK(reader);
        QVERIFY((*reader)->one("SELECT count(*) FROM subject").value_or(99).value_or(99) < subjects());
    }

    /// A power cut while the log is copied into the database: what is torn there, the log still holds.
    void aTornPageThatTheLogHoldsIsNoDamage() {
        const QSet<quint32> held = pagesInLog(f_->path(QStringLiteral("d/c")));
        const qint64 pages = QFileInfo(f_->path(QStringLiteral("d/c"))).size() / 4096;
        qint64 inLog = 0, onlyThere = 0;
        for (qint64 page = 2; page <= pages; ++page)
            (held.contains(quint32(page)) ? inLog : onlyThere) = page;
        QVERIFY(inLog > 0 && onlyThere > 0);
        QVERIFY(flipByte(f_->path(QStringLiteral("d/c")), inLog * 4096 - 2000));
        QCOMPARE(lines(f_->verify()), QStringList());
        QVERIFY(flipByte(f_->path(QStringLiteral("d/c")), onlyThere * 4096 - 2000));
        QVERIFY(lines(f_->verify()).contains(QStringLiteral("database d/c page")));
        QVERIFY(flipByte(f_->path(QStringLiteral("d/c")), onlyThere * 4096 - 2000));
        QVERIFY(f_->open());
        f_->vault.reset(); // which copies the log into the database
        QVERIFY(!QFileInfo::exists(log()) || QFileInfo(log()).size() == 0);
        QCOMPARE(lines(f_->verify()), QStringList());
    }

    /// A kill in the middle of a change that nobody was told of.
    void unfinishedChangeIsNoDamage_data() {
        QTest::addColumn<qint64>("more");
        QTest::newRow("nothing of its last frame but the header") << qint64(24);
        QTest::newRow("half a frame") << frameLength / 2;
        QTest::newRow("all frames but the one that commits") << qint64(0);
    }
    void unfinishedChangeIsNoDamage() {
        QFETCH(qint64, more);
        const qint64 lastFrame = commits_.last() - frameLength;
        QVERIFY(lastFrame > commits_[4]); // a change has more than one frame
        QVERIFY(QFile::resize(log(), lastFrame + more));
        QCOMPARE(state(), LogState::Sound);
        QVERIFY(f_->open());
        QCOMPARE(countOf(f_->vault->database(), "subject").value_or(-1), subjects() - 1);
    }

    void damageIsNamedAndNotWrittenOver_data() {
        QTest::addColumn<qint64>("at");
        QTest::newRow("magic") << qint64(1);
        QTest::newRow("salt of the log") << qint64(17);
        QTest::newRow("its sum") << qint64(30);
        QTest::newRow("page number") << headerLength + 3;
        QTest::newRow("salt of a frame") << headerLength + 9;
        QTest::newRow("sum of a frame") << headerLength + frameLength + 20;
        QTest::newRow("page") << headerLength + frameLength + 2000;
    }
    void damageIsNamedAndNotWrittenOver() {
        QFETCH(qint64, at);
        QVERIFY(flipByte(log(), at));
        QCOMPARE(state(), LogState::Damaged);
        const QByteArray before = readFile(log());
        QCOMPARE(openedToWrite(), QByteArray("database-damaged"));
        QCOMPARE(readFile(log()), before);
        {
            const auto reader = f_->tryOpen(Access::ReadOnly);
            VERIFY_OK(reader);
            QCOMPARE((*reader)->info().warnings.count(QStringLiteral("older-copy")), 1);
        }
        QVERIFY(lines(f_->verify()).contains(QStringLiteral("database d/c-wal log")));
        QVERIFY(flipByte(log(), at));
        QVERIFY(f_->open());
        QCOMPARE(countOf(f_->vault->database(), "subject").value_or(-1), subjects());
    }

    /// Damage, or a power cut before the change was acknowledged: verify tells it, as no damage, and work goes on.
    void lastChangeIsANotice_data() {
        QTest::addColumn<qint64>("at"); ///< in the frame that commits it
        QTest::newRow("page") << frameLength - 100;
        QTest::newRow("first salt") << qint64(9);
        QTest::newRow("second salt") << qint64(14);
        QTest::newRow("sum") << qint64(17);
    }
    void lastChangeIsANotice() {
        QFETCH(qint64, at);
        QVERIFY(flipByte(log(), commits_.last() - frameLength + at));
        QCOMPARE(state(), LogState::Ending);
        const auto report = f_->verify();
        QCOMPARE(lines(report), QStringList());
        QCOMPARE(noticesOf(report), QStringList(QStringLiteral("database d/c-wal log-end")));
        QVERIFY(f_->open());
        QCOMPARE(countOf(f_->vault->database(), "subject").value_or(-1), subjects() - 1);
        f_->vault.reset();
        QCOMPARE(noticesOf(f_->verify()), QStringList());
    }

    /// Frames of a change that was too big for memory and then undone stay behind the commits that follow.
    void undoneChangeIsNoDamage() {
        QVERIFY(f_->open());
        f_->vault.reset();
        const OpenedStudy study(*f_);
        {
            auto connection = study.writable();
            VERIFY_OK(connection);
            VERIFY_OK((*connection)->execute("PRAGMA cache_size=10; BEGIN;"));
            for (int i = 0; i < 100; ++i)
                VERIFY_OK((*connection)
                              ->run("INSERT INTO setting(key,value) VALUES(?,?)",
                                    QStringLiteral("k%1").arg(i), QString(9000, u'x')));
            const qint64 spilt = QFileInfo(log()).size();
            QVERIFY(spilt > 50 * frameLength);
            VERIFY_OK((*connection)->execute("ROLLBACK; INSERT INTO setting(key,value) VALUES('a','b');"));
            VERIFY_OK((*connection)->execute("INSERT INTO setting(key,value) VALUES('c','d')"));
            QCOMPARE(QFileInfo(log()).size(), spilt);
            QCOMPARE(state(), LogState::Sound);
        }
        QVERIFY(f_->open());
    }

    /// Frames of an earlier round behind those of the present one, as when the log is begun anew.
    void framesOfAnEarlierRoundAreNoDamage() {
        const OpenedStudy study(*f_);
        auto connection = study.writable();
        VERIFY_OK(connection);
        const qint64 before = QFileInfo(log()).size();
        VERIFY_OK((*connection)->execute("PRAGMA wal_checkpoint(RESTART)"));
        VERIFY_OK((*connection)->execute("INSERT INTO setting(key,value) VALUES('a','b')"));
        QCOMPARE(QFileInfo(log()).size(), before);
        QCOMPARE(state(), LogState::Sound);
    }
};

QTEST_GUILESS_MAIN(LogCheckTest)
#include "LogCheckTest.moc"
