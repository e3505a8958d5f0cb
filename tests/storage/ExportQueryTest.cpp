// SPDX-License-Identifier: GPL-3.0-or-later
//
// The saved query of a set: what a person chose by stays, whom he meant does not.
#include "storage/export/ExportFiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace casebook;

class ExportQueryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masks_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("masked");
        const auto row = [](const char* name, const char* text, const char* masked) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(masked);
        };
        row("numbers of a study", "age > 18 and size >= 8.5", "age > 18 and size >= 8.5");
        row("code of a list", "smoking = 'EVER'", "smoking = 'EVER'");
        row("code of ours", "sex = 'F'", "sex = 'F'");
        row("short name", "name = '张伟' or age > 18", "name = 'TEXT' or age > 18");
        row("two short texts", "a = 'Li' and b = 'Wu'", "a = 'TEXT' and b = 'TEXT'");
        row("a quote in a text", "a = 'O''Li'", "a = 'TEXT'");
        row("none", "a = ''", "a = 'TEXT'");
        row("date", "day >= d'2024-01-02'", "day >= DATE");
        row("month", "day >= d'2024-01'", "day >= DATE");
        row("year", "day >= d'2024'", "day >= DATE");
        row("time", "at > t'10:15'", "at > TIME");
        row("long number", "number = 101530", "number = NUMBER");
        row("words of a label", "Those of \"Li\" since 2024-01-02", "Those of 'TEXT' since DATE");
        row("words with one quote", "Subject's age", "Subject's age");
        row("backslash and quotes", "a = 'x\\\"y'", "a = 'TEXT'");
    }
    void masks() {
        QFETCH(QString, text);
        QFETCH(QString, masked);
        StudyDefinition study;
        study.codeLists = {{QStringLiteral("SMOKE"), {}, {{QStringLiteral("EVER"), {}, {}, {}, false}}}};
        const QJsonArray lines{QJsonObject{{QStringLiteral("expression"), text}},
                               QJsonObject{{QStringLiteral("expression"), QStringLiteral("true")},
                                           {QStringLiteral("label"), text}}};
        const QJsonArray out =
            QJsonDocument::fromJson(maskedQuery(QJsonDocument(lines).toJson(), study)).array();
        QCOMPARE(out.size(), 2);
        QCOMPARE(out[0][QStringLiteral("expression")].toString(), masked);
        QCOMPARE(out[1][QStringLiteral("expression")].toString(), QStringLiteral("true"));
        QCOMPARE(out[1][QStringLiteral("label")].toString(), masked);
    }

    void nothingOfWhatIsNoQuery() {
        QCOMPARE(maskedQuery("['Li", {}), QByteArray("{}\n"));
        QCOMPARE(maskedQuery("{\"expression\":\"a = 'Li'\"}", {}), QByteArray("{}\n"));
        QCOMPARE(maskedQuery("[]", {}), QByteArray("[\n]\n"));
    }
};

QTEST_GUILESS_MAIN(ExportQueryTest)
#include "ExportQueryTest.moc"
