// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoViews.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Dialogs.h"
#include "widgets/imports/ImportParts.h"
#include "widgets/imports/ImportTables.h"
#include "widgets/theme/Theme.h"

#include <QAbstractItemModelTester>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

class ImportReportPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        theme::install(*qApp);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }
    void everyRefusalHasAdvice_data();
    void everyRefusalHasAdvice();
    void everyWarningHasWords_data();
    void everyWarningHasWords();
    void linkOpensTheSeries();
    void waitingAsks();
    void leavingOutNeedsAReason();
    void textHasTheNumbersAndNoName();
    void tablesShowAllRows();
};

void ImportReportPageTest::everyRefusalHasAdvice_data() {
    QTest::addColumn<QByteArray>("code");
    for (const char* code : {"not-dicom", "truncated", "no-pixel-data", "unsupported-transfer-syntax",
                             "unsupported-object", "conflicting-instance", "bad-geometry", "too-large",
                             "unreadable", "malformed", "inside-archive-limit"})
        QTest::newRow(code) << QByteArray(code);
}

void ImportReportPageTest::everyRefusalHasAdvice() {
    QFETCH(QByteArray, code);
    QVERIFY(!refusalAdvice(code).isEmpty());
    QVERIFY(refusalAdvice(code) != refusalAdvice("no such code"));
}

void ImportReportPageTest::everyWarningHasWords_data() {
    QTest::addColumn<QByteArray>("code");
    for (const char* code :
         {"gap", "duplicate-position", "irregular-spacing", "gantry-tilt", "mixed-orientation",
          "mixed-spacing", "non-square-pixels", "overlapping-slices", "missing-rescale", "padding", "lossy",
          "localizer", "time-series", "single-slice", "truncated-frame", "spacing-from-thickness",
          "import-interrupted", "not-int16"})
        QTest::newRow(code) << QByteArray(code);
}

void ImportReportPageTest::everyWarningHasWords() {
    QFETCH(QByteArray, code);
    QVERIFY(geometryWords({code}) != QString::fromLatin1(code));
    QCOMPARE(geometryWords({}), u"regular"_s);
}

void ImportReportPageTest::linkOpensTheSeries() {
    ImportReportPage page;
    page.resize(1200, 800);
    page.setReport(demo::importView());
    page.show();
    QSignalSpy opened(&page, &ImportReportPage::openSeriesRequested);
    auto* table = page.findChildren<DataTable*>().first();
    QAbstractItemModelTester tester(table->model());
    const QModelIndex link = table->model()->index(2, ImportedSeriesModel::Open);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(link).center());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().toString(), u"3"_s);
    table->setCurrentIndex(table->model()->index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(opened.last().first().toString(), u"1"_s);
}

void ImportReportPageTest::waitingAsks() {
    ImportReportPage page;
    page.setReport(demo::importView());
    page.show();
    QSignalSpy asked(&page, &ImportReportPage::chooseSubjectRequested);
    QTest::mouseClick(page.findChild<Button*>(u"choose"_s), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(1).toStringList(), (QStringList{u"TJ-0063"_s, u"TJ-0066"_s}));
}

void ImportReportPageTest::leavingOutNeedsAReason() {
    ImportReportPage page;
    page.setReport(demo::importView());
    page.show();
    QSignalSpy left(&page, &ImportReportPage::leaveOutRequested);
    QTest::mouseClick(page.findChild<WaitingCard*>()->findChildren<Button*>().last(), Qt::LeftButton);
    auto* ask = page.findChild<RequireReason*>();
    QVERIFY(ask);
    QCOMPARE(left.size(), 0);
    ask->field()->setPlainText(u"phantom scan"_s);
    ask->findChildren<Button*>().last()->click();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().at(1).toString(), u"phantom scan"_s);
}

void ImportReportPageTest::textHasTheNumbersAndNoName() {
    ImportReportPage page;
    page.setReport(demo::importView());
    const QString text = page.asText();
    QVERIFY(text.contains(u"imported 519"_s));
    QVERIFY(text.contains(u"conflicting-instance\tDISC2/IM000077.dcm"_s));
    QVERIFY(text.contains(u"TJ-0041"_s)); // the study's own code stands for the person
    QCOMPARE(text.count(u'\n'), 2 + 4 + 3);
}

void ImportReportPageTest::tablesShowAllRows() {
    ImportReportPage page;
    page.resize(1200, 500);
    page.setReport(demo::importView());
    page.show();
    for (DataTable* table : page.findChildren<DataTable*>())
        QVERIFY(table->height() >= 30 + 32 * table->model()->rowCount());
}

QTEST_MAIN(ImportReportPageTest)
#include "ImportReportPageTest.moc"
