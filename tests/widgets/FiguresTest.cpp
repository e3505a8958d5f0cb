// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Csv.h"
#include "widgets/plots/AttritionFigure.h"
#include "widgets/plots/BarFigure.h"
#include "widgets/plots/FigureView.h"
#include "widgets/plots/KaplanMeierFigure.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QFile>
#include <QImageReader>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

stats::KaplanMeier curveOf(std::initializer_list<double> times, std::initializer_list<int> events) {
    stats::SurvivalData data;
    auto event = events.begin();
    for (double t : times)
        data.add(t, *event++ == 1);
    return stats::KaplanMeier::fit(data);
}

FigurePtr survival() {
    KaplanMeierData data;
    data.title = u"Overall survival"_s;
    data.timeLabel = u"months from surgery"_s;
    data.months = true;
    data.groups = {{u"mutated"_s, curveOf({3, 8, 14, 20, 27, 40}, {0, 1, 0, 1, 0, 0})},
                   {u"wild type"_s, curveOf({1, 4, 4, 9, 16, 33}, {1, 1, 0, 1, 1, 1})}};
    data.statements = {u"log-rank test: p = 0.058"_s};
    return std::make_shared<KaplanMeierFigure>(data);
}

FigurePtr flow() {
    AttritionData data{
        u"Flow of subjects"_s,
        {{u"Enrolled"_s, 248, 0, {}}, {u"Stage: I, II"_s, 108, 140, {u"136 IIIA"_s, u"4 not recorded"_s}}}};
    return std::make_shared<AttritionFigure>(data);
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class FiguresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }

    void timeTicks_data() {
        QTest::addColumn<double>("most");
        QTest::addColumn<bool>("months");
        QTest::addColumn<QList<double>>("ticks");
        QTest::newRow("half years") << 41.4 << true << QList<double>{0, 6, 12, 18, 24, 30, 36, 42};
        QTest::newRow("years") << 90.0 << true << QList<double>{0, 12, 24, 36, 48, 60, 72, 84, 96};
        QTest::newRow("days") << 1022.0 << false << QList<double>{0, 200, 400, 600, 800, 1000, 1200};
        QTest::newRow("at a tick") << 12.0 << true << QList<double>{0, 2, 4, 6, 8, 10, 12};
    }
    void timeTicks() {
        QFETCH(double, most);
        QFETCH(bool, months);
        QTEST(casebook::timeTicks(most, months), "ticks");
    }
    void numbersAreTheCurve() {
        const auto table = readCsv(survival()->numbers());
        QVERIFY(table.has_value());
        QCOMPARE(table->rows.size(), 6 + 5);
        // Six at risk, first event at 8 of five: 4/5.
        QCOMPARE(table->cell(table->rows[1], u"survival").toDouble(), 0.8);
        QCOMPARE(table->cell(table->rows[1], u"at_risk"), u"5"_s);
        QCOMPARE(table->cell(table->rows.last(), u"group"), u"wild type"_s);
        QCOMPARE(table->cell(table->rows.last(), u"lower"), QString()); // S = 0 has no interval
    }
    void histogramKeepsEverybody_data() {
        QTest::addColumn<QList<double>>("values");
        const double none = std::nan("");
        QTest::newRow("usual") << QList<double>{52, 61, 61, 64, 70, 71, none, 77, 48, none};
        QTest::newRow("all alike") << QList<double>{5, 5, 5};
        QTest::newRow("on edges") << QList<double>{0, 10, 20, 30, 40, 50};
        QTest::newRow("negative") << QList<double>{-24, 0, 3, 68, none};
        QTest::newRow("nobody") << QList<double>{none};
    }
    void histogramKeepsEverybody() {
        QFETCH(QList<double>, values);
        const HistogramData data =
            histogramOf(std::span<const double>(values.constData(), std::size_t(values.size())));
        qint64 sum = data.missing;
        for (qint64 count : data.counts)
            sum += count;
        QCOMPARE(sum, values.size());
        QVERIFY(data.counts.isEmpty() || data.edges.size() == data.counts.size() + 1);
    }

    void exportsAreLightAndSayWhatTheyAre_data() {
        QTest::addColumn<bool>("synthetic");
        QTest::newRow("synthetic") << true;
        QTest::newRow("real") << false;
    }
    void exportsAreLightAndSayWhatTheyAre() {
        QFETCH(bool, synthetic);
        theme::setDefault(darkTokens);
        const QString svg = folder_.filePath(u"a.svg"_s);
        QVERIFY(writeFigure(*survival(), svg, synthetic).has_value());
        theme::setDefault(lightTokens);
        const QByteArray text = contentOf(svg);
        QXmlStreamReader xml(text);
        QString words;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::Characters)
                words += xml.text().toString() + u' ';
        QVERIFY(!xml.hasError());
        QCOMPARE(words.contains(u"Synthetic data"_s), synthetic);
        QVERIFY(words.contains(u"For research use only"_s));
        // Words stay words that can be edited.
        QVERIFY(words.contains(u"Number at risk"_s) && words.contains(u"log-rank test: p = 0.058"_s));
        QVERIFY(text.contains("#0072b2") && text.contains("#d55e00"));
        QVERIFY(text.contains("stroke-dasharray"));
    }
    void pngHas300Dots() {
        const QString path = folder_.filePath(u"a.png"_s);
        QVERIFY(writeFigure(*survival(), path, false).has_value());
        const QImage image(path);
        QCOMPARE(image.width(), 2126); // 180 mm
        QCOMPARE(qRound(image.dotsPerMeterX() * 0.0254), 300);
        QCOMPARE(image.pixelColor(3, 3), QColor(Qt::white));
        int blue = 0;
        for (int y = 0; y < image.height(); y += 2)
            for (int x = 0; x < image.width(); x += 2)
                blue += image.pixelColor(x, y) == QColor(0x00, 0x72, 0xB2) ? 1 : 0;
        QVERIFY2(blue > 300, qPrintable(QString::number(blue)));
    }
    void pdfHasItsSizeAndFonts() {
        const QString path = folder_.filePath(u"a.pdf"_s);
        QVERIFY(writeFigure(*flow(), path, true).has_value());
        const QByteArray pdf = contentOf(path);
        QVERIFY(pdf.startsWith("%PDF-1."));
        QVERIFY(pdf.contains("/FontFile")); // embedded
        const QByteArray box = pdf.mid(pdf.indexOf("/MediaBox"), 60);
        QVERIFY2(box.contains("[0 0 241"), box); // 85 mm = 240.94 points, told in whole ones
    }
    void anotherEndingIsRefused() {
        QCOMPARE(writeFigure(*flow(), folder_.filePath(u"a.bmp"_s), false).error().code,
                 QByteArray("wrong-usage"));
        QCOMPARE(writeFigure(*flow(), u"/nowhere/a.pdf"_s, false).error().code,
                 QByteArray("figure-not-written"));
    }
    void csvReadsInASpreadsheet() {
        const QString path = folder_.filePath(u"a.csv"_s);
        QVERIFY(writeFigure(*flow(), path, false).has_value());
        QVERIFY(contentOf(path).startsWith("\xEF\xBB\xBF"
                                           "criterion,left_out,left,reasons\r\n"));
    }
    void theFlowNeedsRoomForItsWords() {
        const FigurePtr figure = flow();
        QVERIFY(figure->heightFor(150) > figure->heightFor(500)); // narrow: lines break
    }

private:
    QTemporaryDir folder_;
};

QTEST_MAIN(FiguresTest)
#include "FiguresTest.moc"
