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
    void knownActionsHaveWords_data();
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

void AuditModelTest::knownActionsHaveWords_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* action, const char* kind, const char* words) {
        QTest::newRow(action) << QByteArray(kind) << QString::fromLatin1(words);
    };
    row("withdraw", "subject", "Subject withdrawn");
    row("cancel", "task", "Reading task cancelled");
    row("settle", "series", "Chosen between two files of an image");
    row("unlink", "exam", "Exam taken off its visit");
    row("no-visit", "exam", "Exam said to be of no visit");
    row("lock", "form", "Form locked");
    row("unlock", "form", "Form unlocked");
    row("import", "form", "Form imported");
    row("verify", "form", "Answer verified");
    row("create", "form", "Form begun");
    row("unlock-failed", "study", "Wrong passphrases");
    row("query-raise", "query", "Query raised");
    row("form-state", "form", "Form state changed");
    row("publish", "definition", "Definition published");
}

/// One action means another thing for another object: a form that is imported is no image.
void AuditModelTest::knownActionsHaveWords() {
    QFETCH(QByteArray, kind);
    QFETCH(QString, words);
    QCOMPARE(AuditModel::actionText(QTest::currentDataTag(), kind), words);
    QCOMPARE(AuditModel::actionText("import", "series"), u"Images imported"_s);
    QCOMPARE(AuditModel::actionText("lock", "study"), u"Study locked"_s);
}

QTEST_MAIN(AuditModelTest)
#include "AuditModelTest.moc"
