// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoViews.h"
#include "widgets/study/AuditModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

class AuditModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForMoreOnceAndAppends();
    void isASoundModel();
    void unknownActionsShowTheirCode();
    void knownActionsHaveWords();
};

void AuditModelTest::asksForMoreOnceAndAppends() {
    AuditModel model;
    QSignalSpy more(&model, &AuditModel::moreRequested);
    const QList<AuditLine> rows = demo::audit();
    model.setRows(rows, true);
    QCOMPARE(more.size(), 0);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({})); // the answer is on its way
    QCOMPARE(more.size(), 1);
    QCOMPARE(more.first().first().toLongLong(), rows.last().seq);
    model.append(rows, false);
    QCOMPARE(model.rowCount(), 2 * rows.size());
    QVERIFY(!model.canFetchMore({}));
}

void AuditModelTest::isASoundModel() {
    AuditModel model;
    QAbstractItemModelTester tester(&model); // fetches more of an empty model too
    model.setRows(demo::audit(), false);
    model.append(demo::audit(), false);
    model.setRows({}, false);
}

void AuditModelTest::unknownActionsShowTheirCode() {
    QCOMPARE(AuditModel::actionText("something-new", "thing"), u"something-new"_s);
    QVERIFY(!AuditModel::actionIcon("something-new").isEmpty());
}

void AuditModelTest::knownActionsHaveWords() {
    QCOMPARE(AuditModel::actionText("withdraw", "subject"), u"Subject withdrawn"_s);
    QCOMPARE(AuditModel::actionText("import", "series"), u"Images imported"_s);
}

QTEST_MAIN(AuditModelTest)
#include "AuditModelTest.moc"
