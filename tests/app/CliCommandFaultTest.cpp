// SPDX-License-Identifier: GPL-3.0-or-later
//
// A disk that fails under the commands that write, beside the long pieces of work of CliFaultTest: nothing is half done,
// and the same command succeeds afterwards. All commands, with each kind of call: CliCommandFaultLongTest.
#include "tests/app/CommandStudy.h"

using namespace casebook::test;

class CliCommandFaultTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(study_.make() && study_.makeFiles()); }
    void everyCommandHasARowOrAReason() { everyCommandIsAccountedFor(study_.help()); }
    void nothingIsHalfDone_data() { commandColumns(true); }
    void nothingIsHalfDone() { failCommand(study_, 2); }

private:
    CommandStudy study_;
};

DISTURBED_TEST_MAIN(CliCommandFaultTest)
#include "CliCommandFaultTest.moc"
