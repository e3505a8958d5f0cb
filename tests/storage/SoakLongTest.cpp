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

QTEST_GUILESS_MAIN(SoakLongTest)
#include "SoakLongTest.moc"
