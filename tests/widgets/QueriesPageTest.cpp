// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoForms.h"
#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/forms/FormParts.h"
#include "widgets/queries/QueriesPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>

using namespace casebook;
using namespace Qt::StringLiterals;

class QueriesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { page_.reset(); }
    void openOnesOldestFirst();
    void statesAgesTurns();
    void enterJumpsToTheItem();
    void answerCloseAndAskAgain();
    void anothersThreadIsDropped();
    void choiceStaysThroughAReload();
    void withoutRightsNothingIsWritten();

private:
    Button* button(const QString& words) {
        for (Button* b : page_->findChildren<Button*>())
            if (b->isVisible() && b->text() == words)
                return b;
        return nullptr;
    }
    std::unique_ptr<QueriesPage> page_;
};

void QueriesPageTest::init() {
    page_ = std::make_unique<QueriesPage>();
    page_->resize(1208, 600);
    page_->show();
    page_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page_.get()));
    page_->setQueries(demo::queries());
    page_->table()->setFocus();
}

void QueriesPageTest::openOnesOldestFirst() {
    QCOMPARE(page_->model()->rowCount(), 3);
    QCOMPARE(page_->model()->at(0)->ageDays, 41);
    QCOMPARE(page_->model()->at(2)->ageDays, 8);
    QVERIFY(page_->tabs()->tabText(0).endsWith(u"3"_s));
}

void QueriesPageTest::statesAgesTurns() {
    page_->tabs()->setCurrentIndex(int(QueriesModel::States::All));
    QCOMPARE(page_->model()->rowCount(), 7);
    page_->model()->setAges(QueriesModel::Ages::Older);
    QCOMPARE(page_->model()->rowCount(), 1);
    page_->model()->setAges(QueriesModel::Ages::Any);
    page_->model()->setTurns(QueriesModel::Turns::Author);
    QCOMPARE(page_->model()->rowCount(), 2); // answered and draft
    page_->model()->setTurns(QueriesModel::Turns::Site);
    QCOMPARE(page_->model()->rowCount(), 3);
    page_->model()->setTurns(QueriesModel::Turns::Anyone);
    page_->model()->setSearch(u"tj-0010 lab"_s);
    QCOMPARE(page_->model()->rowCount(), 1);
}

void QueriesPageTest::enterJumpsToTheItem() {
    QSignalSpy items(page_.get(), &QueriesPage::itemRequested);
    QTest::keyClick(page_->table(), Qt::Key_Down);
    QTest::keyClick(page_->table(), Qt::Key_Return);
    QCOMPARE(items.size(), 1);
    const auto query = items.first().first().value<QueryView>();
    QCOMPARE(query.ageDays, 15);
    QCOMPARE(query.path.item, u"lb_cea"_s);
}

void QueriesPageTest::answerCloseAndAskAgain() {
    QSignalSpy answered(page_.get(), &QueriesPage::answered), closed(page_.get(), &QueriesPage::closed),
        reopened(page_.get(), &QueriesPage::reopened);
    QVERIFY(button(u"Send answer"_s));
    QVERIFY(!button(u"Send answer"_s)->isEnabled()); // no empty answers
    page_->pane()->field()->setPlainText(u"5.0 is right"_s);
    button(u"Send answer"_s)->click();
    QCOMPARE(answered.size(), 1);
    QCOMPARE(answered.first().at(0).toLongLong(), page_->model()->at(0)->id);
    page_->sent();
    QVERIFY(page_->pane()->field()->toPlainText().isEmpty());
    page_->tabs()->setCurrentIndex(int(QueriesModel::States::Answered));
    QCOMPARE(page_->model()->rowCount(), 1);
    QVERIFY(button(u"Close"_s));
    button(u"Close"_s)->click();
    QCOMPARE(closed.size(), 1);
    QVERIFY(!button(u"Ask again"_s)->isEnabled()); // needs words
    page_->pane()->field()->setPlainText(u"which unit?"_s);
    button(u"Ask again"_s)->click();
    QCOMPARE(reopened.first().at(1).toString(), u"which unit?"_s);
}

void QueriesPageTest::anothersThreadIsDropped() {
    QSignalSpy threads(page_.get(), &QueriesPage::threadRequested);
    QTest::keyClick(page_->table(), Qt::Key_Down);
    QCOMPARE(threads.size(), 1);
    const auto cards = [this] { return page_->pane()->findChildren<Card*>().size(); };
    page_->setThread(page_->model()->at(0)->id, demo::thread()); // late answer
    QCOMPARE(cards(), 0);
    page_->setThread(page_->model()->at(1)->id, demo::thread());
    QCOMPARE(cards(), 1);
}

void QueriesPageTest::choiceStaysThroughAReload() {
    page_->select(6);
    QList<QueryView> fewer = demo::queries();
    fewer.removeFirst();
    page_->setQueries(fewer);
    QCOMPARE(page_->model()->at(page_->table()->currentRow())->id, 6);
    page_->select(4); // closed: every state is shown for it
    QCOMPARE(page_->model()->at(page_->table()->currentRow())->id, 4);
}

void QueriesPageTest::withoutRightsNothingIsWritten() {
    page_->setRights(false, false);
    QVERIFY(!button(u"Send answer"_s));
    page_->tabs()->setCurrentIndex(int(QueriesModel::States::Answered));
    QVERIFY(!button(u"Close"_s));
    QVERIFY(!page_->pane()->field()->isVisible());
}

QTEST_MAIN(QueriesPageTest)
#include "QueriesPageTest.moc"
