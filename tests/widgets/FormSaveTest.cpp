// SPDX-License-Identifier: GPL-3.0-or-later
// What Ctrl+S asks before it saves, and what is told when no save comes of it.
#include "tests/widgets/DemoForms.h"
#include "widgets/common/Dialogs.h"
#include "widgets/forms/CodeEditor.h"
#include "widgets/forms/FormPage.h"
#include "widgets/forms/ReasonDialog.h"
#include "widgets/forms/RowsTable.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

class FormSaveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { page_.reset(); }
    void removedRowsGiveTheReasonOfTheSave();
    void aSaveThatDoesNotComeIsTold();

private:
    void open(FormData data, FormView view = demo::labView()) {
        page_->open(demo::formState(demo::labStudy(), u"LB"_s, std::move(data)), view);
    }
    void removeRow(const QByteArray& row, const QString& reason);
    void key(Qt::Key k, Qt::KeyboardModifiers m = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), k, m);
    }
    std::unique_ptr<FormPage> page_;
};

void FormSaveTest::init() {
    page_ = std::make_unique<FormPage>();
    page_->resize(1100, 800);
    page_->model()->setToday(QDate(2026, 11, 23));
    page_->show();
    page_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page_.get()));
    open({});
}

void FormSaveTest::removeRow(const QByteArray& row, const QString& reason) {
    page_->activateWindow(); // after a dialog nothing else does
    QTRY_VERIFY(page_->isActiveWindow());
    page_->findChild<RowsTable*>()->goTo({u"AER"_s, row, u"ae_term"_s});
    key(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
    auto* ask = page_->findChild<RequireReason*>();
    QCOMPARE(ask != nullptr, !reason.isEmpty());
    if (!ask)
        return;
    ask->field()->setPlainText(reason);
    QTest::mouseClick(ask->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QTRY_VERIFY(!page_->findChild<RequireReason*>());
}

/// Also of a form that never was complete: storage asks why a stored row goes.
void FormSaveTest::removedRowsGiveTheReasonOfTheSave() {
    QSignalSpy saves(page_.get(), &FormPage::saveRequested);
    FormData data = demo::labData();
    const QByteArray first(16, '\x11'), blank(16, '\x44');
    data.rows.append({u"AER"_s, blank});
    open(data);
    removeRow(first, u"typed twice"_s);
    QTest::keyClick(page_.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saves.size(), 1);
    QCOMPARE(saves.first().at(0).toByteArray(), QByteArray("other"));
    QCOMPARE(saves.first().at(1).toString(), u"typed twice"_s);
    // A row with nothing in it goes without a question; why, the save asks.
    removeRow(blank, {});
    QTest::keyClick(page_.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saves.size(), 1);
    auto* dialog = page_->findChild<ReasonDialog*>();
    QVERIFY(dialog);
    dialog->activateWindow(); // the list of reasons opens where the keys go
    QTRY_VERIFY(dialog->list()->widget()->hasFocus());
    QTest::keyClicks(dialog->list()->widget(), u"typing"_s);
    QTest::keyClick(dialog->list()->widget(), Qt::Key_Return);
    QTest::mouseClick(dialog->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QCOMPARE(saves.size(), 2);
    QCOMPARE(saves.last().at(0).toByteArray(), QByteArray("typing-error"));
}

void FormSaveTest::aSaveThatDoesNotComeIsTold() {
    QSignalSpy dropped(page_.get(), &FormPage::saveDropped);
    page_->save(); // nothing to save
    QCOMPARE(dropped.size(), 1);
    FormView view = demo::labView();
    view.wasComplete = true;
    open(demo::labData(), view);
    QVERIFY(page_->focusItem({{}, {}, u"lb_crea"_s}));
    QTest::keyClicks(QApplication::focusWidget(), u"6"_s);
    key(Qt::Key_S, Qt::ControlModifier);
    auto* dialog = page_->findChild<ReasonDialog*>();
    QVERIFY(dialog);
    QCOMPARE(dropped.size(), 1);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(dropped.size(), 2);
}

QTEST_MAIN(FormSaveTest)
#include "FormSaveTest.moc"
