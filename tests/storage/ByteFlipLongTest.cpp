// SPDX-License-Identifier: GPL-3.0-or-later
//
// ByteFlipTest with 10,000 flips.
#include "tests/storage/FlipStudy.h"

using namespace casebook;
using namespace casebook::test;

class ByteFlipLongTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FlipStudy> study_;

private Q_SLOTS:
    void initTestCase() {
        study_ = std::make_unique<FlipStudy>();
        QVERIFY(study_->make());
    }
    void cleanupTestCase() { study_.reset(); }

    void eachFlipIsFoundOrHarmless_data() {
        using Area = FlipStudy::Area;
        flipRows({{"header", Area::Header, 1500},
                  {"database", Area::Database, 3000},
                  {"packs", Area::Packs, 2300},
                  {"log", Area::Log, 1600},
                  {"backup", Area::Backup, 1600}});
    }
    void eachFlipIsFoundOrHarmless() { flipOnce(*study_); }
};

QTEST_GUILESS_MAIN(ByteFlipLongTest)
#include "ByteFlipLongTest.moc"
