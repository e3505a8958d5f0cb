// SPDX-License-Identifier: GPL-3.0-or-later
//
// A power cut under importing, saving forms, exporting, backing up, compacting, changing keys and moving images to
// another disk and back: with whatever part of what wasn't synced had reached the disk, the study opens and verifies
// clean, nothing that was told as done is lost, and the same can be done again. More cuts: CliPowerLongTest.
#include "tests/app/PowerStudy.h"

using namespace casebook::test;

class CliPowerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make()); }
    void nothingToldIsLost_data() {
        powerRows({"form", "forms", "import", "export", "backup", "compact", "keys", "cold", "cold-back"}, 5);
    }
    void nothingToldIsLost() { cutOften(study_); }

private:
    PowerStudy study_;
};

DISTURBED_TEST_MAIN(CliPowerTest)
#include "CliPowerTest.moc"
