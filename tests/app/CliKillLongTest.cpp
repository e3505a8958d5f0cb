// SPDX-License-Identifier: GPL-3.0-or-later
//
// CliKillTest's points, 340 more of them.
#include "tests/app/KillStudy.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

class CliKillLongTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make()); }
    void kills_data() {
        killRows({{"import", 40},
                  {"forms", 50},
                  {"export", 20},
                  {"backup", 40},
                  {"compact", 30},
                  {"keys", 40},
                  {"cold", 40},
                  {"cold-back", 40},
                  {"move", 40}});
    }
    void kills() { killOnce(study_); }

private:
    KillStudy study_;
};

DISTURBED_TEST_MAIN(CliKillLongTest)
#include "CliKillLongTest.moc"
