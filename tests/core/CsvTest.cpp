// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Csv.h"

#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

class CsvTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cells_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QStringList>>("rows");
        QTest::newRow("plain") << u"a,b\n1,2\n"_s << QList<QStringList>{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
        QTest::newRow("crlf, no end")
            << u"a,b\r\n1,2"_s << QList<QStringList>{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
        QTest::newRow("bare cr") << u"a\rb\r"_s << QList<QStringList>{{u"a"_s}, {u"b"_s}};
        QTest::newRow("bom") << u"\uFEFFa,b\n"_s << QList<QStringList>{{u"a"_s, u"b"_s}};
        QTest::newRow("quotes") << u"\"a,b\",\"c\"\"d\",\"e\nf\"\n"_s
                                << QList<QStringList>{{u"a,b"_s, u"c\"d"_s, u"e\nf"_s}};
        QTest::newRow("quote inside a bare cell")
            << u"5\" x,1\n"_s << QList<QStringList>{{u"5\" x"_s, u"1"_s}};
        QTest::newRow("empty cells") << u",\n\"\"\n"_s
                                     << QList<QStringList>{{QString(), QString()}, {QString()}};
        QTest::newRow("empty lines are left out")
            << u"a\n\n\nb\n"_s << QList<QStringList>{{u"a"_s}, {u"b"_s}};
        QTest::newRow("empty quoted last") << u"a,\"\""_s << QList<QStringList>{{u"a"_s, QString()}};
    }
    void cells() {
        QFETCH(QString, text);
        QFETCH(QList<QStringList>, rows);
        const auto read = readCsvRows(text);
        QVERIFY(read.has_value());
        QList<QStringList> got;
        for (const CsvRow& row : *read)
            got << row.cells;
        QCOMPARE(got, rows);
    }

    void refused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("line");
        QTest::newRow("nul") << u"a\nb"_s + QChar(u'\0') << QByteArray("csv-nul") << u"2"_s;
        QTest::newRow("open quote") << u"a\n\"b\nc"_s << QByteArray("csv-quote") << u"3"_s;
        QTest::newRow("text after quote") << u"\"a\"b\n"_s << QByteArray("csv-quote") << u"1"_s;
        QTest::newRow("empty") << QString() << QByteArray("csv-empty") << QString();
        QTest::newRow("column twice") << u"a,a\n"_s << QByteArray("csv-column-twice") << QString();
    }
    void refused() {
        QFETCH(QString, text);
        QFETCH(QByteArray, code);
        QFETCH(QString, line);
        const auto read = readCsv(text);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, code);
        QCOMPARE(read.error().args.value(0), line);
    }

    void raggedRowsAreKeptAndReported() {
        const auto table = readCsv(u" a ,b\n1\n1,2,3\n\"x\ny\",2\n7,8\n");
        QVERIFY(table.has_value());
        QCOMPARE(table->header, QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(table->faults.size(), 2);
        QCOMPARE(table->faults[0].line, 2);
        QCOMPARE(table->faults[0].cells, 1);
        QCOMPARE(table->faults[1].line, 3);
        QCOMPARE(table->faults[1].cells, 3);
        QCOMPARE(table->cell(table->rows[0], u"b"), QString());
        QCOMPARE(table->rows[3].line, 6); // the record before it has two lines
        QCOMPARE(table->cell(table->rows[3], u"b"), u"8"_s);
        QCOMPARE(table->cell(table->rows[3], u"c"), QString());
    }

    void writtenIsReadBack() {
        const QStringList cells{u"a"_s, QString(), u"x,y"_s, u"q\"q"_s, u"l1\r\nl2"_s, u"中文"_s, u" s "_s};
        const QString text = csvLine(cells) + csvLine({QString()});
        const auto read = readCsvRows(text);
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 2);
        QCOMPARE(read->at(0).cells, cells);
        QCOMPARE(read->at(1).cells, QStringList{QString()});
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "CsvTest.moc"
