// SPDX-License-Identifier: GPL-3.0-or-later
//
// Memory that runs out under a command: it is told as that, the study opens and verifies clean, nothing acknowledged is
// lost, and the same command succeeds afterwards. Each MB and many more places: CliMemoryLongTest.
#include "tests/app/MemoryStudy.h"

using namespace casebook::test;

class CliMemoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
#ifdef CASEBOOK_SANITIZED
        QSKIP("a sanitizer takes terabytes of addresses, and allocates by itself");
#endif
        QVERIFY(study_.make());
    }
    void atALimit_data() { memoryRows(); }
    void atALimit() { runOutAtLimits(study_, 6); }
    void fromAnAllocationOn_data() { memoryRows(); }
    void fromAnAllocationOn() { runOutAtAllocations(study_, 6); }

private:
    MemoryStudy study_;
};

DISTURBED_TEST_MAIN(CliMemoryTest)
#include "CliMemoryTest.moc"
