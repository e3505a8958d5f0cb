// SPDX-License-Identifier: GPL-3.0-or-later
// A form is locked and unlocked in the window: by one person, by two, and where it is not whole.
#include "app/window/HomeController.h"
#include "tests/app/FormStudy.h"
#include "tests/app/Pictures.h"
#include "tests/app/Visible.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"
#include "widgets/common/EmptyState.h"
#include "widgets/forms/FormParts.h"
#include "widgets/home/HomePage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

class FormLockTest : public test::FormStudy {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { release(); }
    void aWholeFormIsLockedAfterAQuestion();
    void whatIsNotWholeNeedsAReason();
    void twoPeopleUnlock();
    void homeTellsTheSecondPerson();
    void whoAskedWaits();
    void whoAskedUnlocksWhenNobodyElseCan();
    void queriesRaisedMeanwhileAreAskedFor();
    void theLastQueryClosedOpensTheWay();
    void onlyWithTheRight();

private:
    [[nodiscard]] Button* button() const { return page_->foot()->lockButton(); }
    FormInfo now() const { return *study_->forms.find(form_); }
    void notDone() { QVERIFY(study_->forms.markNotDone(form_, true, {"other", u"no blood was drawn"_s})); }
    /// Types the reason and clicks the verb of the dialog that stands open.
    void giveReason(const QString& reason) {
        auto* dialog = page_->findChild<RequireReason*>();
        QVERIFY(dialog);
        QPushButton* verb = dialog->findChildren<QPushButton*>().last();
        QVERIFY(!verb->isEnabled());
        dialog->activateWindow();
        QTest::keyClicks(dialog->field(), reason);
        QVERIFY(verb->isEnabled());
        test::keepPicture(dialog, u"lock-"_s + QLatin1StringView(QTest::currentTestFunction()));
        QTest::mouseClick(verb, Qt::LeftButton);
    }

    FormId form_;
};

void FormLockTest::init() {
    make();
    const auto begun = study_->forms.begin(key_);
    QVERIFY(begun);
    form_ = begun->id;
}

void FormLockTest::aWholeFormIsLockedAfterAQuestion() {
    notDone();
    QVERIFY(openForm());
    QCOMPARE(button()->text(), u"Lock"_s);
    QVERIFY(button()->isVisible() && button()->isEnabled());
    QSignalSpy said(controller_.get(), &FormController::said);
    QTest::mouseClick(button(), Qt::LeftButton);
    auto* asked = page_->findChild<Dialog*>();
    QVERIFY(asked);
    test::keepPicture(asked, u"lock-question"_s);
    QTest::mouseClick(asked->findChildren<QPushButton*>().first(), Qt::LeftButton); // leave as it is
    QTRY_VERIFY(!page_->findChild<Dialog*>());
    QVERIFY(!now().isLocked());
    QTest::mouseClick(button(), Qt::LeftButton);
    asked = page_->findChild<Dialog*>();
    QVERIFY(asked);
    QTest::mouseClick(asked->findChildren<QPushButton*>().last(), Qt::LeftButton);
    test::settle();
    QCOMPARE(said.size(), 1);
    QVERIFY(now().isLocked());
    QVERIFY(page_->model()->view().locked);
    // Nobody else could agree: one person is enough, and the button says so.
    QCOMPARE(button()->text(), u"Unlock"_s);
    QTest::mouseClick(button(), Qt::LeftButton);
    giveReason(u"new laboratory report"_s);
    test::settle();
    QCOMPARE(said.size(), 2);
    QVERIFY(!now().isLocked());
    QVERIFY(!page_->model()->view().locked);
}

void FormLockTest::whatIsNotWholeNeedsAReason() {
    QVERIFY(openForm());
    QSignalSpy said(controller_.get(), &FormController::said);
    QTest::mouseClick(button(), Qt::LeftButton);
    giveReason(u"the patient has died"_s);
    test::settle();
    QCOMPARE(said.size(), 1);
    QVERIFY(now().isLocked());
}

void FormLockTest::twoPeopleUnlock() {
    notDone();
    addOther(Role::DataManager);
    QVERIFY(study_->forms.lock(form_, {}));
    QVERIFY(theirs().unlock(form_, u"new laboratory report"_s));
    QVERIFY(now().isLocked());
    QVERIFY(openForm());
    QCOMPARE(button()->text(), u"Unlock"_s);
    QVERIFY(page_->model()->view().unlockWords.contains(u"wang"_s));
    QVERIFY(page_->model()->view().unlockWords.contains(u"new laboratory report"_s));
    QTRY_VERIFY(test::showsWords(page_.get(), u"new laboratory report"_s));
    test::keepPicture(page_.get(), u"lock-second-person"_s);
    QTest::mouseClick(button(), Qt::LeftButton);
    giveReason(u"agreed"_s);
    test::settle();
    QVERIFY(!now().isLocked());
    QCOMPARE(button()->text(), u"Lock"_s);
    QVERIFY(page_->model()->view().unlockWords.isEmpty());
}

void FormLockTest::homeTellsTheSecondPerson() {
    notDone();
    addOther(Role::DataManager);
    QVERIFY(study_->forms.lock(form_, {}));
    QVERIFY(theirs().unlock(form_, u"new laboratory report"_s));
    HomePage page;
    page.resize(1100, 800);
    page.show();
    HomeController home(&page);
    home.setStudy(study_);
    home.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(home.isLoaded(), 20000);
    QCOMPARE(home.view().unlocksAsked, 1);
    QTRY_VERIFY(test::showsWords(&page, u"asked by wang: new laboratory report"_s));
    test::keepPicture(&page, u"home-unlock"_s);
    QSignalSpy form(&page, &HomePage::unlockRequested);
    for (QPushButton* look : page.findChildren<QPushButton*>())
        if (look->isVisible() && look->text() == u"Look")
            look->click();
    QCOMPARE(form.size(), 1);
    QCOMPARE(form[0][0].value<FormId>(), form_);
    home.setStudy(nullptr);
}

void FormLockTest::whoAskedWaits() {
    notDone();
    addOther(Role::DataManager);
    QVERIFY(study_->forms.lock(form_, {}));
    QVERIFY(openForm());
    QTest::mouseClick(button(), Qt::LeftButton);
    giveReason(u"wrong date"_s);
    test::settle();
    QCOMPARE(button()->text(), u"Waits for a second person"_s);
    QVERIFY(!button()->isEnabled());
    QVERIFY(now().isLocked());
    QVERIFY(theirs().unlock(form_, u"agreed"_s));
    controller_->refresh();
    test::settle();
    QVERIFY(!page_->model()->view().locked);
    QCOMPARE(button()->text(), u"Lock"_s);
}

void FormLockTest::whoAskedUnlocksWhenNobodyElseCan() {
    notDone();
    addOther(Role::DataManager);
    QVERIFY(study_->forms.lock(form_, {}));
    QVERIFY(openForm());
    QTest::mouseClick(button(), Qt::LeftButton);
    giveReason(u"wrong date"_s);
    QTRY_COMPARE_WITH_TIMEOUT(button()->text(), u"Waits for a second person"_s, 20000);
    QVERIFY(study_->vault->disableUser(u"wang"_s, u"has left"_s));
    controller_->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(button()->text(), u"Unlock"_s, 20000);
    QVERIFY(button()->isEnabled());
    QTRY_VERIFY(!page_->findChild<RequireReason*>());
    QTest::mouseClick(button(), Qt::LeftButton);
    giveReason(u"wrong date, and nobody else is left"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!now().isLocked(), 20000);
}

/// Raised behind the page, which still counts none: the service refuses, and the reason can be given.
void FormLockTest::queriesRaisedMeanwhileAreAskedFor() {
    notDone();
    QVERIFY(openForm());
    QVERIFY(study_->queries.raise(form_, {}, u"Why was no blood drawn?"_s));
    QTest::mouseClick(button(), Qt::LeftButton);
    auto* asked = page_->findChild<Dialog*>();
    QVERIFY(asked && !qobject_cast<RequireReason*>(asked));
    QTest::mouseClick(asked->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(page_->findChild<RequireReason*>(), 20000);
    giveReason(u"it is asked for by letter"_s);
    QTRY_VERIFY_WITH_TIMEOUT(now().isLocked(), 20000);
}

/// A query raises no version of its form: the page counts again all the same.
void FormLockTest::theLastQueryClosedOpensTheWay() {
    notDone();
    const auto query = study_->queries.raise(form_, {}, u"Why was no blood drawn?"_s);
    QVERIFY(query);
    QVERIFY(openForm());
    QVERIFY(!page_->model()->view().maySign);
    QVERIFY(study_->queries.answer(query->id, u"The patient refused."_s));
    QVERIFY(study_->queries.close(query->id, u"Thank you."_s));
    controller_->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(page_->model()->view().maySign, 20000);
    QTest::mouseClick(button(), Qt::LeftButton);
    QVERIFY(page_->findChild<Dialog*>() && !page_->findChild<RequireReason*>());
}

void FormLockTest::onlyWithTheRight() {
    const_cast<Session&>(study_->session).roles = {Role::Coordinator};
    QVERIFY(!study_->session.may(Right::LockForms));
    QVERIFY(openForm());
    QVERIFY(!button()->isVisible());
}

QTEST_MAIN(FormLockTest)
#include "FormLockTest.moc"
