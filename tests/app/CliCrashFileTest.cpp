// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file that kills a recursive parser costs itself, nothing else (reference: DCMTK's sequence nesting).
#include "tests/app/CliStudy.h"
#include "tests/support/SmallSeries.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

class CliCrashFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void restArrives() {
        CliStudy study;
        QVERIFY(study.create());
        const QString folder = study.path("dicom");
        QVERIFY(writeSmallSeries(folder, 1, 12, 16));
        QFile bad(folder + QStringLiteral("/s0/005-nested.dcm"));
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write(nestedSequences(7000)) > 0);
        bad.close();
        const CliRun run = study.json({QStringLiteral("import"), QStringLiteral("dicom"), folder});
        QVERIFY2(run.exit == 4, run.words());
        const QJsonObject report = run.object();
        QCOMPARE(report[QStringLiteral("imported")].toInt(), 12);
        const QJsonArray refused = report[QStringLiteral("refused")].toArray();
        QCOMPARE(refused.size(), 1);
        QVERIFY(
            refused[0][QStringLiteral("path")].toString().endsWith(QLatin1StringView("s0/005-nested.dcm")));
        QCOMPARE(refused[0][QStringLiteral("code")].toString(), QStringLiteral("malformed"));
        QCOMPARE(study.json({QStringLiteral("verify"), QStringLiteral("--objects")}).exit, 0);
    }
};

QTEST_GUILESS_MAIN(CliCrashFileTest)
#include "CliCrashFileTest.moc"
