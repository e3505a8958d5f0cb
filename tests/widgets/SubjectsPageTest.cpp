// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoViews.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Dialogs.h"
#include "widgets/common/LineEdit.h"
#include "widgets/subjects/SubjectDialogs.h"
#include "widgets/subjects/SubjectPreview.h"
#include "widgets/subjects/SubjectsFooter.h"
#include "widgets/subjects/SubjectsPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

class SubjectsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { page_.reset(); }
    void enterOpensSpacePreviews();
    void deleteAsksForWithdrawal();
    void renameNeedsAChangeAndAReason();
    void whatIsNotTypedOverStays_data();
    void whatIsNotTypedOverStays();
    void enrolStaysOpenWhenRefused();
    void contextMenuHasTheActions();
    void withoutRightsNothingChanges();
    void previewShowsExamsAndOpensTheChosenSeries();
    void anotherSubjectsExamsAreIgnored();
    void selectionStaysThroughAReload();
    void emptyAndNoHitSayWhatToDo();
    void tenThousandRowsHaveNoWidgetPerCell();

private:
    template <class T> T* top() { return page_->findChild<T*>(); }
    std::unique_ptr<SubjectsPage> page_;
};

void SubjectsPageTest::init() {
    page_ = std::make_unique<SubjectsPage>();
    page_->resize(1200, 700);
    page_->setSubjects(demo::subjects());
    page_->show();
    page_->table()->setFocus();
}

void SubjectsPageTest::enterOpensSpacePreviews() {
    QSignalSpy opened(page_.get(), &SubjectsPage::openSubjectRequested);
    QTest::keyClick(page_->table(), Qt::Key_Down);
    QTest::keyClick(page_->table(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<SubjectId>(), SubjectId{2});
    QVERIFY(page_->preview()->isVisible());
    QTest::keyClick(page_->table(), Qt::Key_Space);
    QVERIFY(!page_->preview()->isVisible());
    QTest::keyClick(page_->table(), Qt::Key_Space);
    QVERIFY(page_->preview()->isVisible());
}

void SubjectsPageTest::deleteAsksForWithdrawal() {
    QSignalSpy wished(page_.get(), &SubjectsPage::withdrawRequested);
    QTest::keyClick(page_->table(), Qt::Key_Delete);
    QCOMPARE(wished.size(), 1);
    QVERIFY(!wished.first().first().toString().isEmpty());
}

void SubjectsPageTest::renameNeedsAChangeAndAReason() {
    QSignalSpy wished(page_.get(), &SubjectsPage::renameRequested);
    QTest::keyClick(page_->table(), Qt::Key_F2);
    auto* dialog = top<RenameDialog>();
    QVERIFY(dialog);
    const auto fields = dialog->findChildren<LineEdit*>();
    auto* verb = dialog->findChildren<QPushButton*>().last();
    QCOMPARE(fields.at(0)->text(), u"TJ-0001"_s);
    fields.at(2)->setText(u"typing error"_s);
    QVERIFY(!verb->isEnabled()); // nothing changed
    fields.at(1)->setText(u"Lin Xiaolan"_s);
    QVERIFY(verb->isEnabled());
    fields.at(2)->clear();
    QVERIFY(!verb->isEnabled());
    fields.at(2)->setText(u"typing error"_s);
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.first().at(2).value<std::optional<QString>>(), std::optional(u"Lin Xiaolan"_s));
    QCOMPARE(wished.first().at(3).toString(), u"typing error"_s);
}

void SubjectsPageTest::whatIsNotTypedOverStays_data() {
    QTest::addColumn<bool>("hidden");
    QTest::newRow("the name is seen") << false;
    QTest::newRow("codes stand in place of names") << true;
}

/// A new label only: the name that the list shows, or hides, is no name that a person gave.
void SubjectsPageTest::whatIsNotTypedOverStays() {
    QFETCH(bool, hidden);
    if (hidden)
        page_->forgetNames();
    QSignalSpy wished(page_.get(), &SubjectsPage::renameRequested);
    QTest::keyClick(page_->table(), Qt::Key_F2);
    auto* dialog = top<RenameDialog>();
    QVERIFY(dialog);
    const auto fields = dialog->findChildren<LineEdit*>();
    QCOMPARE(fields.size(), hidden ? 2 : 3);
    fields.first()->setText(u"TJ-9001"_s);
    fields.last()->setText(u"typing error"_s);
    QTest::mouseClick(dialog->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.first().at(1).toString(), u"TJ-9001"_s);
    QVERIFY(!wished.first().at(2).value<std::optional<QString>>());
}

void SubjectsPageTest::enrolStaysOpenWhenRefused() {
    QSignalSpy wished(page_.get(), &SubjectsPage::enrolRequested);
    QTest::keyClick(page_->table(), Qt::Key_N, Qt::ControlModifier);
    auto* dialog = top<EnrolDialog>();
    QVERIFY(dialog);
    const auto fields = dialog->findChildren<LineEdit*>();
    auto* verb = dialog->findChildren<QPushButton*>().last();
    fields.at(2)->setText(u"1957-13"_s);
    QVERIFY(!verb->isEnabled()); // no such month
    fields.at(2)->setText(u"\uff11\uff19\uff15\uff17-03"_s); // full-width digits of an input method
    QVERIFY(verb->isEnabled());
    fields.at(0)->setText(u"TJ-0001"_s);
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.first().first().value<EnrolWish>().birthDate, u"1957-03"_s);
    page_->refused(u"The label is taken."_s);
    QVERIFY(dialog->isVisible());
    QCOMPARE(fields.at(0)->text(), u"TJ-0001"_s); // nothing typed is lost
    page_->enrolled({});
    QVERIFY(!dialog->isVisible());
}

void SubjectsPageTest::contextMenuHasTheActions() {
    Q_EMIT page_->table()->customContextMenuRequested(QPoint(40, 10));
    auto* menu = page_->findChild<QMenu*>(u"subjectMenu"_s);
    QVERIFY(menu);
    QList<QAction*> actions;
    for (QAction* action : menu->actions())
        if (!action->isSeparator())
            actions << action;
    QCOMPARE(actions.size(), 4);
    QSignalSpy opened(page_.get(), &SubjectsPage::openSubjectRequested);
    actions.first()->trigger();
    QCOMPARE(opened.size(), 1);
    QSignalSpy withdrawn(page_.get(), &SubjectsPage::withdrawRequested);
    actions.at(3)->trigger();
    QCOMPARE(withdrawn.size(), 1);
    menu->close();
}

void SubjectsPageTest::withoutRightsNothingChanges() {
    page_->setRights(false, false);
    QTest::keyClick(page_->table(), Qt::Key_F2);
    QTest::keyClick(page_->table(), Qt::Key_Delete);
    QTest::keyClick(page_->table(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!top<Dialog>());
    Q_EMIT page_->table()->customContextMenuRequested(QPoint(40, 10));
    auto* menu = page_->findChild<QMenu*>(u"subjectMenu"_s);
    QCOMPARE(menu->actions().size(), 2);
    menu->close();
}

void SubjectsPageTest::previewShowsExamsAndOpensTheChosenSeries() {
    QSignalSpy opened(page_.get(), &SubjectsPage::openSeriesRequested);
    page_->setExams({1}, demo::exams());
    SeriesListModel* model = page_->preview()->model();
    QCOMPARE(model->rowCount(), 6); // two heads, four series
    QCOMPARE(model->at(model->firstVolume()).series.uid, u"1.2.3.5"_s); // most slices
    QCOMPARE(page_->preview()->bestSeries(), u"1.2.3.5"_s);
    page_->preview()->view()->setCurrentIndex(model->index(1));
    QTest::keyClick(page_->preview()->view(), Qt::Key_Return);
    QCOMPARE(opened.last().first().toString(), u"1.2.3.2"_s);
    page_->preview()->view()->setCurrentIndex(model->index(3)); // a dose report opens nothing itself
    QCOMPARE(page_->preview()->bestSeries(), u"1.2.3.5"_s);
    QVERIFY(!(model->flags(model->index(0)) & Qt::ItemIsSelectable)); // heads
}

void SubjectsPageTest::anotherSubjectsExamsAreIgnored() {
    QSignalSpy asked(page_.get(), &SubjectsPage::detailsRequested);
    QTest::keyClick(page_->table(), Qt::Key_Down);
    QCOMPARE(asked.last().first().value<SubjectId>(), SubjectId{2});
    page_->setExams({1}, demo::exams()); // late answer to the row before
    QCOMPARE(page_->preview()->model()->rowCount(), 0);
    page_->setExams({2}, demo::exams());
    QCOMPARE(page_->preview()->model()->rowCount(), 6);
}

void SubjectsPageTest::selectionStaysThroughAReload() {
    page_->select({7});
    QList<SubjectView> changed = demo::subjects();
    changed.removeAt(2);
    page_->setSubjects(changed);
    QCOMPARE(page_->current(), SubjectId{7});
}

void SubjectsPageTest::emptyAndNoHitSayWhatToDo() {
    QSignalSpy import(page_.get(), &SubjectsPage::importFolderRequested);
    page_->setSearchText(u"nobody is called so"_s);
    QVERIFY(!page_->table()->isVisible());
    page_->select({3}); // a hit from elsewhere clears what hides it
    QCOMPARE(page_->current(), SubjectId{3});
    page_->setSubjects({});
    QVERIFY(!page_->table()->isVisible());
    for (auto* button : page_->findChildren<QPushButton*>())
        if (button->isVisible() && button->parentWidget()->inherits("casebook::EmptyState"))
            button->click();
    QCOMPARE(import.size(), 1);
}

void SubjectsPageTest::tenThousandRowsHaveNoWidgetPerCell() {
    const qsizetype before = page_->findChildren<QWidget*>().size();
    page_->setSubjects(demo::subjects(10000));
    QTest::keyClick(page_->table(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(page_->findChildren<QWidget*>().size(), before);
    QTRY_VERIFY(page_->findChild<SubjectsFooter*>()->text().contains(QLocale().toString(10000)));
}

QTEST_MAIN(SubjectsPageTest)
#include "SubjectsPageTest.moc"
