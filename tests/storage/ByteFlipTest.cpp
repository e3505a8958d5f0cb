// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random bits changed anywhere in a study or its backup: each is found or harmless, none shows a wrong value.
#include "tests/storage/FlipStudy.h"

using namespace casebook;
using namespace casebook::test;

class ByteFlipTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FlipStudy> study_;

private Q_SLOTS:
    void initTestCase() {
        study_ = std::make_unique<FlipStudy>();
        QVERIFY(study_->make());
    }
    void cleanupTestCase() { study_.reset(); }

    void soundStudy() { QCOMPARE(study_->unflipped(), QByteArray()); }

    void eachFlipIsFoundOrHarmless_data() {
        using Area = FlipStudy::Area;
        flipRows({{"header", Area::Header, 200},
                  {"database", Area::Database, 450},
                  {"packs", Area::Packs, 350},
                  {"log", Area::Log, 250},
                  {"backup", Area::Backup, 250}});
    }
    void eachFlipIsFoundOrHarmless() { flipOnce(*study_); }
};

QTEST_GUILESS_MAIN(ByteFlipTest)
#include "ByteFlipTest.moc"
