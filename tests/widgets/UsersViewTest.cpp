// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/DemoForms.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/study/UserDialogs.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

class UsersViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { view_.reset(); }
    void addNeedsNameRoleAndTwiceTheSamePassphrase();
    void refusedStaysOpen();
    void rolesNeedAChangeAndAReason();
    void firstPassphraseNeedsAReasonAndNeverOneself();
    void disableAsksAndNeverOneself();
    void withoutRightOnlyOnesOwn();

private:
    template <class T> T* top() { return view_->findChild<T*>(); }
    std::unique_ptr<UsersView> view_;
};

void UsersViewTest::init() {
    view_ = std::make_unique<UsersView>();
    view_->resize(1000, 500);
    view_->setRights(true);
    view_->setUsers(demo::users());
    view_->show();
    view_->table()->setFocus();
}

void UsersViewTest::addNeedsNameRoleAndTwiceTheSamePassphrase() {
    QSignalSpy wished(view_.get(), &UsersView::addRequested);
    QTest::keyClick(view_->table(), Qt::Key_N, Qt::ControlModifier);
    auto* dialog = top<AddUserDialog>();
    QVERIFY(dialog);
    auto* verb = dialog->findChildren<QPushButton*>().last();
    dialog->login()->setText(u"hanmei"_s);
    dialog->boxes().at(1)->setChecked(true);
    dialog->first()->field()->setText(u"correct horse"_s);
    QVERIFY(!verb->isEnabled());
    dialog->again()->field()->setText(u"correct hores"_s);
    QVERIFY(!verb->isEnabled());
    dialog->again()->field()->setText(u"correct horse"_s);
    QVERIFY(verb->isEnabled());
    dialog->boxes().at(1)->setChecked(false);
    QVERIFY(!verb->isEnabled()); // a user without a role can do nothing
    dialog->boxes().at(1)->setChecked(true);
    dialog->first()->field()->setText(u"十二字以下"_s);
    dialog->again()->field()->setText(u"十二字以下"_s);
    QVERIFY(!verb->isEnabled()); // five characters, though fifteen bytes
    dialog->first()->field()->setText(u"correct horse"_s);
    dialog->again()->field()->setText(u"correct horse"_s);
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
    const auto wish = wished.first().first().value<NewUserWish>();
    QCOMPARE(wish.login, u"hanmei"_s);
    QCOMPARE(wish.roles, QList<QByteArray>{"coordinator"});
    QCOMPARE(wish.passphrase, QByteArray("correct horse"));
    QVERIFY(dialog->isVisible()); // until the service has answered
    view_->done();
    QVERIFY(!dialog->isVisible());
}

void UsersViewTest::refusedStaysOpen() {
    QTest::keyClick(view_->table(), Qt::Key_N, Qt::ControlModifier);
    auto* dialog = top<AddUserDialog>();
    dialog->login()->setText(u"sunqi"_s);
    view_->refused(u"There is such a user already."_s);
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->login()->text(), u"sunqi"_s);
    QVERIFY(dialog->findChild<ErrorNote*>()->isVisible());
}

void UsersViewTest::rolesNeedAChangeAndAReason() {
    QSignalSpy wished(view_.get(), &UsersView::rolesRequested);
    view_->table()->setCurrentIndex(view_->model()->index(1, 0));
    QTest::keyClick(view_->table(), Qt::Key_Return);
    auto* dialog = top<RolesDialog>();
    QVERIFY(dialog);
    auto* verb = dialog->findChildren<QPushButton*>().last();
    dialog->reason()->setText(u"leaves the reading team"_s);
    QVERIFY(!verb->isEnabled()); // nothing changed
    QVERIFY(dialog->boxes().at(0)->isChecked());
    dialog->boxes().at(0)->setChecked(false);
    QVERIFY(verb->isEnabled());
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(wished.first().at(0).toString(), u"zhaolei"_s);
    QCOMPARE(wished.first().at(1).value<QList<QByteArray>>(), QList<QByteArray>{"investigator"});
}

void UsersViewTest::firstPassphraseNeedsAReasonAndNeverOneself() {
    QSignalSpy wished(view_.get(), &UsersView::firstPassphraseRequested);
    const auto buttons = view_->findChildren<QPushButton*>();
    const auto button = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton* one) {
        return one->text() == u"Give first passphrase"_s;
    });
    QVERIFY(button != buttons.end());
    view_->table()->setCurrentIndex(view_->model()->index(0, 0));
    QVERIFY(!(*button)->isEnabled()); // oneself
    view_->table()->setCurrentIndex(view_->model()->index(3, 0));
    QVERIFY(!(*button)->isEnabled()); // disabled
    view_->table()->setCurrentIndex(view_->model()->index(2, 0));
    QTest::mouseClick(*button, Qt::LeftButton);
    auto* dialog = top<FirstPassphraseDialog>();
    QVERIFY(dialog);
    auto* verb = dialog->findChildren<QPushButton*>().last();
    dialog->first()->field()->setText(u"correct horse"_s);
    dialog->again()->field()->setText(u"correct horse"_s);
    QVERIFY(!verb->isEnabled()); // without a reason
    dialog->reason()->setText(u"forgot it"_s);
    QVERIFY(verb->isEnabled());
    dialog->again()->field()->setText(u"correct hores"_s);
    QVERIFY(!verb->isEnabled());
    dialog->again()->field()->setText(u"correct horse"_s);
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
    const auto wish = wished.first().first().value<FirstPassphraseWish>();
    QCOMPARE(wish.login, u"sunqi"_s);
    QCOMPARE(wish.passphrase, QByteArray("correct horse"));
    QCOMPARE(wish.reason, u"forgot it"_s);
    view_->done();
    QVERIFY(!dialog->isVisible());
}

void UsersViewTest::disableAsksAndNeverOneself() {
    QSignalSpy wished(view_.get(), &UsersView::disableRequested);
    view_->table()->setCurrentIndex(view_->model()->index(0, 0));
    QTest::keyClick(view_->table(), Qt::Key_Delete);
    QVERIFY(!top<RequireReason>()); // oneself
    view_->table()->setCurrentIndex(view_->model()->index(3, 0));
    QTest::keyClick(view_->table(), Qt::Key_Delete);
    QVERIFY(!top<RequireReason>()); // disabled already
    view_->table()->setCurrentIndex(view_->model()->index(2, 0));
    QTest::keyClick(view_->table(), Qt::Key_Delete);
    auto* ask = top<RequireReason>();
    QVERIFY(ask);
    ask->field()->setPlainText(u"left the study"_s);
    QTest::mouseClick(ask->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QCOMPARE(wished.first().at(0).toString(), u"sunqi"_s);
}

void UsersViewTest::withoutRightOnlyOnesOwn() {
    view_->setRights(false);
    QTest::keyClick(view_->table(), Qt::Key_N, Qt::ControlModifier);
    QTest::keyClick(view_->table(), Qt::Key_Return);
    QTest::keyClick(view_->table(), Qt::Key_Delete);
    QVERIFY(!top<Dialog>());
    int visible = 0;
    for (QPushButton* button : view_->findChildren<QPushButton*>())
        visible += button->isVisible();
    QCOMPARE(visible, 2); // own passphrase, switch
}

QTEST_MAIN(UsersViewTest)
#include "UsersViewTest.moc"
