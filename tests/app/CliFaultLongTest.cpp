// SPDX-License-Identifier: GPL-3.0-or-later
//
// CliFaultTest with every call; and with interrupted calls, short writes, a disk that stays full, that may only be read
// from then on, or that can't be read. Each row is a test of its own (tests/CMakeLists.txt).
#include "tests/app/FaultRuns.h"

using namespace casebook::test;

class CliFaultLongTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make()); }
    void everyWritePath_data() {
        faultColumns();
        faultRows("ENOSPC EIO", 0);
        for (const char* fault : {"EIO ENOSPC", "EINTR", "short", "full", "EROFS", "EACCES", "read"})
            faultRows(fault, 1);
    }
    void everyWritePath() { failInTurn(study_); }

private:
    FaultStudy study_;
};

DISTURBED_TEST_MAIN(CliFaultLongTest)
#include "CliFaultLongTest.moc"
