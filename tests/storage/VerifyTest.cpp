// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/FailedUnlocks.h"
#include "tests/storage/OpenedStudy.h"

#include <QDir>
#include <QDirIterator>

using namespace casebook;
using namespace casebook::test;

class VerifyTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> f_;
    std::unique_ptr<OpenedStudy> study_;
    PackRef pack_;

    [[nodiscard]] QString path(const QString& name) const { return f_->path(name); }

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make());
        const auto pack = f_->vault->objects().put({QByteArray(100000, 'p')});
        VERIFY_OK(pack);
        pack_ = *pack;
        VERIFY_OK(f_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            if (auto row = ObjectStore::insertRow(tx, pack_); !row)
                return tl::unexpected(row.error());
            return addSubject(tx, QStringLiteral("S-0001"));
        }));
        f_->vault.reset();
        study_ = std::make_unique<OpenedStudy>(*f_);
    }

    void cleanup() {
        study_.reset();
        f_.reset();
    }

    void soundStudy() {
        const auto report = study_->verify();
        VERIFY_OK(report);
        QCOMPARE(lines(report), QStringList());
        QCOMPARE(report->garbage, QStringList());
        QCOMPARE(lines(f_->verify()), QStringList());
    }

    /// One byte changed anywhere is found, with the path of the file it is in.
    void aFlippedByteInAnyFileIsNamed() {
        QStringList files;
        QDirIterator it(f_->folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(it.next().mid(f_->folder().size() + 1));
        files.sort();
        QCOMPARE(files, QStringList({QStringLiteral("casebook.bak"), QStringLiteral("casebook.study"),
                                     QStringLiteral("d/c"), QStringLiteral("lock"), pack_.id.path()}));
        for (const QString& file : std::as_const(files)) {
            const qint64 size = QFileInfo(path(file)).size();
            QCOMPARE(size == 0, file == QStringLiteral("lock"));
            const qint64 step = qMax<qint64>(1, size / 40) | 1;
            for (qint64 at = 0; at < size; at += at < 16 ? 1 : step) {
                QVERIFY(flipByte(path(file), at));
                const auto report = study_->verify(false);
                VERIFY_OK(report);
                bool named = false;
                for (const Damage& d : report->damage)
                    named = named || d.path == file;
                QVERIFY2(named,
                         qPrintable(file + u' ' + QString::number(at) + u' ' + lines(report).join(u',')));
                QVERIFY(flipByte(path(file), at));
            }
        }
        QCOMPARE(lines(study_->verify()), QStringList());
    }

    void saltOfTheDatabase() {
        QVERIFY(flipByte(path(QStringLiteral("d/c")), 3));
        QVERIFY(lines(study_->verify()).contains(QStringLiteral("database d/c salt")));
        QCOMPARE(f_->tryOpen().error().code, QByteArray("database-damaged"));
        QCOMPARE(f_->tryOpen(Access::ReadOnly).error().code, QByteArray("database-damaged"));
    }

    void packGoneCutOrChanged_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("what");
        QTest::newRow("gone") << QStringLiteral("gone") << QStringLiteral("missing");
        QTest::newRow("cut") << QStringLiteral("cut") << QStringLiteral("size");
        QTest::newRow("changed") << QStringLiteral("changed") << QStringLiteral("hash");
    }

    void packGoneCutOrChanged() {
        QFETCH(QString, how);
        QFETCH(QString, what);
        const QString file = path(pack_.id.path());
        if (how == QStringLiteral("gone"))
            QVERIFY(QFile::remove(file));
        if (how == QStringLiteral("cut"))
            QVERIFY(QFile::resize(file, QFileInfo(file).size() - 1));
        if (how == QStringLiteral("changed"))
            QVERIFY(flipByte(file, 70000));
        QCOMPARE(lines(study_->verify(false)),
                 QStringList(QStringLiteral("object ") + pack_.id.path() + u' ' + what));
        if (how == QStringLiteral("changed"))
            QCOMPARE(lines(study_->verify(true)),
                     QStringList({QStringLiteral("object ") + pack_.id.path() + QStringLiteral(" chunk 1"),
                                  QStringLiteral("object ") + pack_.id.path() + u' ' + what}));
    }

    void referencesThatPointNowhere() {
        VERIFY_OK(study_->tamper(
            "INSERT INTO overlay(uuid,kind,placement,pack,off,len) "
            "VALUES(x'01','SEG','verified',1,99999,900);"
            "INSERT INTO overlay(uuid,kind,placement,pack) VALUES(x'02','SEG','verified',77)"));
        QCOMPARE(lines(study_->verify(false)),
                 QStringList({QStringLiteral("reference d/c no-target"),
                              QStringLiteral("reference ") + pack_.id.path() + QStringLiteral(" extent")}));
    }

    void headersGone() {
        const QString main = QStringLiteral("casebook.study"), copy = QStringLiteral("casebook.bak");
        QVERIFY(QFile::remove(path(copy)));
        QCOMPARE(lines(study_->verify(false)), QStringList(QStringLiteral("header casebook.bak missing")));
        QVERIFY(writeFile(path(copy), "junk") && flipByte(path(main), 5));
        QCOMPARE(lines(f_->verify()), QStringList({QStringLiteral("header casebook.bak checksum"),
                                                   QStringLiteral("header casebook.study checksum")}));
    }

    void databaseGone() {
        QVERIFY(QFile::remove(path(QStringLiteral("d/c"))));
        QCOMPARE(lines(study_->verify(false)), QStringList(QStringLiteral("database d/c missing")));
    }

    void recordOfFailedUnlocks() {
        FailedUnlocks(f_->files, f_->folder()).note({QByteArray(16, 'x'), 5});
        QCOMPARE(lines(study_->verify(false)), QStringList());
        QVERIFY(flipByte(path(QStringLiteral("f")), 20));
        QCOMPARE(lines(study_->verify(false)), QStringList(QStringLiteral("header f checksum")));
    }

    void leftoversAreNoDamage() {
        QVERIFY(writeFile(path(QStringLiteral("t/leftover")), "x"));
        QVERIFY(f_->open());
        const auto orphan = f_->vault->objects().put({QByteArray("nobody's")});
        VERIFY_OK(orphan);
        QVERIFY(!QFile::exists(path(QStringLiteral("t/leftover")))); // swept at the opening
        QCOMPARE(f_->vault->sweep().temporaries, 1);
        f_->vault.reset();
        QVERIFY(writeFile(path(QStringLiteral("t/leftover")), "x"));
        const auto report = study_->verify();
        VERIFY_OK(report);
        QCOMPARE(lines(report), QStringList());
        QCOMPARE(report->garbage, QStringList({QStringLiteral("t/leftover"), orphan->id.path()}));
    }

    void orphansOlderThanADay() {
        QVERIFY(f_->open());
        const auto readable = f_->vault->objects().put({QByteArray("nobody's")});
        const auto broken = f_->vault->objects().put({QByteArray("nobody's either")});
        QVERIFY(readable && broken);
        f_->vault.reset();
        QVERIFY(flipByte(path(broken->id.path()), 10));
        f_->clock.utc = QDateTime::currentMSecsSinceEpoch() + 25LL * 3600 * 1000;
        QVERIFY(f_->open());
        QCOMPARE(f_->vault->sweep().orphans, QList<QByteArray>{readable->id.hex()});
        QCOMPARE(f_->vault->sweep().removed, 1);
        QVERIFY(QFile::exists(path(readable->id.path())));
        QVERIFY(!QFile::exists(path(broken->id.path())));
        QVERIFY(QFile::exists(path(pack_.id.path()))); // has its row
    }

    void trashedPackGoesAtTheNextOpening() {
        QVERIFY(f_->open());
        VERIFY_OK(f_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "delete";
            entry.objectKind = "pack";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return ObjectStore::trashRow(tx, pack_.id);
        }));
        QVERIFY(QFile::exists(path(pack_.id.path())));
        QVERIFY(f_->open());
        QVERIFY(!QFile::exists(path(pack_.id.path())));
        f_->vault.reset();
        QCOMPARE(lines(study_->verify()), QStringList());
    }

    void stopped() {
        std::stop_source stop;
        stop.request_stop();
        const auto report = Vault::verifyFolder(f_->folder(), {}, secret(goodPassphrase), true,
                                                Job{stop.get_token(), {}}, f_->deps());
        QVERIFY(!report);
        QCOMPARE(report.error().code, QByteArray("cancelled"));
    }

    /// The last pack was read in part then: nobody is told that the study is whole.
    void stoppedInTheLastPack() {
        struct Stopping final : RealFileSystem {
            QString in;
            std::stop_source stop;
            Result<> readAt(const Fd& f, std::int64_t o, std::span<std::byte> i, const QString& p) override {
                if (p.endsWith(in))
                    stop.request_stop();
                return RealFileSystem::readAt(f, o, i, p);
            }
        } files;
        files.in = pack_.id.path();
        const auto report = Vault::verifyFolder(f_->folder(), {}, secret(goodPassphrase), true,
                                                Job{files.stop.get_token(), {}}, {f_->clock, files});
        QVERIFY(files.stop.stop_requested());
        QVERIFY(!report);
        QCOMPARE(report.error().code, QByteArray("cancelled"));
    }
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "VerifyTest.moc"
