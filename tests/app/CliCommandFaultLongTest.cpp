// SPDX-License-Identifier: GPL-3.0-or-later
//
// CliCommandFaultTest with all commands and each kind of call.
#include "tests/app/CommandStudy.h"

using namespace casebook::test;

class CliCommandFaultLongTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make() && study_.makeFiles()); }
    void nothingIsHalfDone_data() { commandColumns(false); }
    void nothingIsHalfDone() { failCommand(study_, 0); }

private:
    CommandStudy study_;
};

DISTURBED_TEST_MAIN(CliCommandFaultLongTest)
#include "CliCommandFaultLongTest.moc"
