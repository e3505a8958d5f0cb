// SPDX-License-Identifier: GPL-3.0-or-later
//
// A disk that fails under importing, saving a form, exporting, backing up, compacting and changing keys: the failure is
// told as one, the study opens and verifies clean, nothing acknowledged is lost, and the same work succeeds afterwards.
// Every call in turn: CliFaultLongTest.
#include "tests/app/FaultRuns.h"

using namespace casebook::test;

class CliFaultTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make()); }
    void everyWritePath_data() {
        faultColumns();
        faultRows("ENOSPC EIO", 6);
        faultRows("read", 6);
    }
    void everyWritePath() { failInTurn(study_); }

    void mayOnlyBeRead_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("a medium that is read-only") << QByteArray("EROFS");
        QTest::newRow("a right that is gone") << QByteArray("EACCES");
    }
    void mayOnlyBeRead() {
        QFETCH(QByteArray, fault);
        study_.fault = fault;
        const CliRun list = study_.failFromTheFirst("list subjects");
        QVERIFY2(list.exit == 0 && list.array().size() == 2, list.words());
        QCOMPARE(study_.changed(), QByteArray());
        const CliRun add = study_.failFromTheFirst("subject add S-0009");
        QVERIFY2(add.exit == 1 && add.errorCode() == u"read-only-folder", add.words());
        QCOMPARE(study_.changed(), QByteArray());
    }

    /// What stands in a log that a kill left is seen on a medium that may only be read, and nothing is made beside it.
    void aLogThatMayOnlyBeRead() {
        QVERIFY(study_.leaveInLog());
        study_.fault = "EROFS";
        const CliRun list = study_.failOnWhatIsThere("list subjects");
        QVERIFY2(list.exit == 0 && list.array().size() == 3, list.words());
        const CliRun verify = study_.failOnWhatIsThere("verify --objects");
        QVERIFY2(verify.exit == 0, verify.words());
        const CliRun add = study_.failOnWhatIsThere("subject add S-0010");
        QVERIFY2(add.exit == 1 && add.errorCode() == u"read-only-folder", add.words());
        study_.fault = "EACCES"; // another person may write there meanwhile
        for (const char* line : {"list subjects", "verify"}) {
            const CliRun refused = study_.failOnWhatIsThere(line);
            QVERIFY2(refused.exit == 1 && refused.errorCode() == u"log-needs-writing", refused.words());
        }
        QCOMPARE(study_.databaseFiles(), QStringList({QStringLiteral("c"), QStringLiteral("c-wal")}));
        QCOMPARE(study_.undisturbed("list subjects").array().size(), 3);
    }

    /// The disk takes a save's bytes and then no sync any more: whether the next opening finds the change depends on what
    /// else fails, so nobody is told that it was or wasn't saved.
    void whatTheDiskRefusesLateIsNotDenied() {
        study_.fault = "sync";
        QCOMPARE(study_.saveForm(0).told, QByteArray("saved"));
        const int syncs = study_.calls();
        QVERIFY(syncs > 3);
        int unknown = 0, unknownAndThere = 0;
        for (int n = 1; n <= syncs; ++n) {
            const auto [told, words, isThere] = study_.saveForm(n);
            const QByteArray what = told + " at " + QByteArray::number(n) + ' ' + study_.failedCall();
            QVERIFY2(isThere || told != "saved", what.constData());
            QVERIFY2(!isThere || !words.contains(u"Nothing was changed"), what.constData());
            unknown += told == "commit-unknown" ? 1 : 0;
            unknownAndThere += told == "commit-unknown" && isThere ? 1 : 0;
        }
        qInfo("%d of %d: not known, %d of them saved", unknown, syncs, unknownAndThere);
        QVERIFY(unknownAndThere > 0);
    }

    /// A set that was told as released is not empty after a power cut.
    void aSetIsDurableBeforeItIsReleased() {
        study_.fault = "EIO";
        QCOMPARE(disturbOnce(study_, "export", 0), QByteArray());
        const int written = study_.numberOf("write set-a.part/SHA256SUMS"),
                  durable = study_.numberOf("fsync set-a.part"), named = study_.numberOf("rename set-a");
        QVERIFY(written > 0 && durable > written && named > durable);
    }

private:
    FaultStudy study_;
};

DISTURBED_TEST_MAIN(CliFaultTest)
#include "CliFaultTest.moc"
