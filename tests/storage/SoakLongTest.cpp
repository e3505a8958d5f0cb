// SPDX-License-Identifier: GPL-3.0-or-later
//
// SoakTest for 45 minutes, or for as many seconds as CASEBOOK_SOAK_SECONDS says.
#include "tests/storage/SoakStudy.h"

using namespace casebook::test;

class SoakLongTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingGrows() {
        soak(qEnvironmentVariable("CASEBOOK_SOAK_SECONDS", QStringLiteral("2700")).toInt(), 40);
    }
};

int main(int argc, char** argv) {
    qputenv("QTEST_FUNCTION_TIMEOUT", "7200000"); // Qt Test ends a function after five minutes
    QCoreApplication app(argc, argv);
    SoakLongTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "SoakLongTest.moc"
