// SPDX-License-Identifier: GPL-3.0-or-later
//
// CliMemoryTest at each MB, and from many more allocations on.
#include "tests/app/MemoryStudy.h"

using namespace casebook::test;

class CliMemoryLongTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
#ifdef CASEBOOK_SANITIZED
        QSKIP("a sanitizer takes terabytes of addresses, and allocates by itself");
#endif
        QVERIFY(study_.make());
    }
    void atEachMegabyte_data() { memoryRows(); }
    void atEachMegabyte() { runOutAtLimits(study_, 0); }
    void fromAnAllocationOn_data() { memoryRows(); }
    void fromAnAllocationOn() { runOutAtAllocations(study_, 300); }

private:
    MemoryStudy study_;
};

DISTURBED_TEST_MAIN(CliMemoryLongTest)
#include "CliMemoryLongTest.moc"
