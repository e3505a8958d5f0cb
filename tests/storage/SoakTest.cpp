// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work over and over in one process: memory, descriptors and threads stay. 45 minutes of it: SoakLongTest.
#include "tests/storage/SoakStudy.h"

using namespace casebook::test;

class SoakTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingGrows() {
        soak(qEnvironmentVariable("CASEBOOK_SOAK_SECONDS", QStringLiteral("120")).toInt(), 8);
    }
};

QTEST_GUILESS_MAIN(SoakTest)
#include "SoakTest.moc"
