// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoViews.h"
#include "widgets/study/AuditModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

/// Counts what is asked of it.
class CountingTranslator final : public QTranslator {
public:
    using QTranslator::QTranslator;
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char*, const char*, int) const override {
        asked_ += qstrcmp(context, "casebook::AuditModel") == 0 ? 1 : 0;
        return {};
    }
    [[nodiscard]] int asked() const { return asked_; }

private:
    mutable int asked_ = 0;
};

} // namespace

class AuditModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForMoreOnceAndAppends();
    void aCellTranslatesItsOwnWordsAlone();
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

/// A page of the audit has two hundred cells, painted anew at each step of scrolling.
void AuditModelTest::aCellTranslatesItsOwnWordsAlone() {
    AuditModel model;
    model.setRows(demo::audit(), false);
    CountingTranslator translator;
    QVERIFY(QCoreApplication::installTranslator(&translator));
    for (int column = 0; column < AuditModel::ColumnCount; ++column)
        QVERIFY(model.data(model.index(0, column), Qt::DisplayRole).isValid());
    QCoreApplication::removeTranslator(&translator);
    QCOMPARE(translator.asked(), 1);
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
