// SPDX-License-Identifier: GPL-3.0-or-later
//
// A power cut under importing, saving forms, exporting, backing up, compacting and changing keys: with whatever part of what wasn't synced had reached the disk, the study opens and verifies
// clean, nothing that was told as done is lost, and the same can be done again. More cuts, and moves to another disk: CliPowerLongTest.
#include "tests/app/PowerStudy.h"

using namespace casebook::test;

class CliPowerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make()); }
    void nothingToldIsLost_data() {
        powerRows({"forms", "import", "export", "backup", "compact", "keys"}, 3);
    }
    void nothingToldIsLost() { cutOften(study_); }

private:
    PowerStudy study_;
};

DISTURBED_TEST_MAIN(CliPowerTest)
#include "CliPowerTest.moc"
