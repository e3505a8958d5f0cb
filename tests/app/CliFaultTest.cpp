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
