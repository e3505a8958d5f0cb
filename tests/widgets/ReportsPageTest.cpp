// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Button.h"
#include "widgets/subject/ReportWords.h"
#include "widgets/subject/ReportsPage.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace casebook;

class ReportsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForTheFirstAndForTheChosen() {
        ReportsPage page;
        QSignalSpy asked(&page, &ReportsPage::reportRequested);
        const QList<ReportHead> heads{{QStringLiteral("1.1"), "SR", QStringLiteral("CT chest"), {}, {}},
                                      {QStringLiteral("1.2"), "KO", QString(), {}, {}}};
        page.setReports(heads);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("1.1"));
        page.choose(QStringLiteral("1.2"));
        QCOMPARE(asked.last()[0].toString(), QStringLiteral("1.2"));
        page.setReports(heads); // a refresh keeps what is open
        QCOMPARE(asked.count(), 2);
        QVERIFY(!page.list()->topLevelItem(1)->text(1).isEmpty());
        page.setReports({});
        QCOMPARE(page.list()->topLevelItemCount(), 0);
    }

    void treeFollowsTheDepths() {
        ReportsPage page;
        page.setReport({QStringLiteral("1.1"),
                        QStringLiteral("T"),
                        {},
                        {{0, QStringLiteral("a"), {}, false},
                         {1, QStringLiteral("b"), QStringLiteral("1"), false},
                         {2, QStringLiteral("c"), QStringLiteral("2"), false},
                         {1, QStringLiteral("d"), QStringLiteral("3"), false},
                         {0, QStringLiteral("e"), QStringLiteral("4"), false}}});
        QTreeWidget* tree = page.tree();
        QCOMPARE(tree->topLevelItemCount(), 2);
        QCOMPARE(tree->topLevelItem(0)->childCount(), 2);
        QCOMPARE(tree->topLevelItem(0)->child(0)->child(0)->text(1), QStringLiteral("2"));
        QCOMPARE(tree->topLevelItem(0)->child(1)->text(0), QStringLiteral("d"));
        QCOMPARE(tree->topLevelItem(1)->text(1), QStringLiteral("4"));
        QVERIFY(!page.optional()->isVisibleTo(&page));
    }

    void aPdfIsSavedNotRead() {
        ReportsPage page;
        QSignalSpy save(&page, &ReportsPage::savePdfRequested);
        page.setReports({{QStringLiteral("1.1"), "PDF", QStringLiteral("Letter"), {}, {}}});
        ReportView view{QStringLiteral("1.1"), QStringLiteral("Letter"), {}, {}, true, false};
        page.setReport(view);
        QVERIFY(page.savePdf()->isVisibleTo(&page));
        QVERIFY(!page.savePdf()->isEnabled()); // no right to take it out
        view.maySave = true;
        page.setReport(view);
        QTest::mouseClick(page.savePdf(), Qt::LeftButton);
        QCOMPARE(save.count(), 1);
        QCOMPARE(save[0][0].toString(), QStringLiteral("1.1"));
        page.setReport({QStringLiteral("1.2"), QStringLiteral("T"), {}, {}, false, false});
        QVERIFY(!page.savePdf()->isVisibleTo(&page));
        QVERIFY(page.tree()->isVisibleTo(&page));
    }

    void optionalLinesOnlyWhenAskedFor() {
        ReportsPage page;
        const ReportView view{QStringLiteral("1.1"),
                              QStringLiteral("T"),
                              {},
                              {{0, QStringLiteral("a"), {}, false},
                               {1, QStringLiteral("b"), {}, true},
                               {2, QStringLiteral("c"), {}, true},
                               {1, QStringLiteral("d"), {}, false}}};
        page.setReport(view);
        QCOMPARE(page.tree()->topLevelItem(0)->childCount(), 1);
        page.optional()->setChecked(true);
        QCOMPARE(page.tree()->topLevelItem(0)->childCount(), 2);
        QCOMPARE(page.tree()->topLevelItem(0)->child(0)->child(0)->text(0), QStringLiteral("c"));
        page.setReport(view); // another document begins without them
        QCOMPARE(page.tree()->topLevelItem(0)->childCount(), 1);
    }

    void wordsOfCodes() {
        QCOMPARE(reportWord("DCM", "121071", QStringLiteral("所见")), QStringLiteral("Finding"));
        QCOMPARE(reportWord("99X", "121071", QStringLiteral("Mine")), QStringLiteral("Mine"));
        QCOMPARE(reportWord("99X", "7", {}), QStringLiteral("7"));
    }
};

QTEST_MAIN(ReportsPageTest)
#include "ReportsPageTest.moc"
