// SPDX-License-Identifier: GPL-3.0-or-later
//
// CliPowerTest's cuts, 30 of each kind.
#include "tests/app/PowerStudy.h"

using namespace casebook::test;

class CliPowerLongTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make()); }
    void nothingToldIsLost_data() {
        powerRows(
            {"form", "forms", "import", "export", "backup", "compact", "keys", "cold", "cold-back", "move"},
            30);
    }
    void nothingToldIsLost() { cutOften(study_); }

private:
    PowerStudy study_;
};

DISTURBED_TEST_MAIN(CliPowerLongTest)
#include "CliPowerLongTest.moc"
