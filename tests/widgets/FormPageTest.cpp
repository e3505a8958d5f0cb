// SPDX-License-Identifier: GPL-3.0-or-later
// The form with real key events: what a coordinator types, and what an input method does meanwhile.
#include "tests/widgets/DemoForms.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"
#include "widgets/common/LineEdit.h"
#include "widgets/forms/ChoiceEditor.h"
#include "widgets/forms/CodeEditor.h"
#include "widgets/forms/FormPage.h"
#include "widgets/forms/FormParts.h"
#include "widgets/forms/FormSections.h"
#include "widgets/forms/ReasonDialog.h"
#include "widgets/forms/RowsTable.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

class FormPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { page_.reset(); }
    void typingStoresAndDrafts();
    void textThatIsNoValueStaysAndIsRefused();
    void fullWidthDigitsAreRead();
    void rangesSayWhatToDo();
    void shownAndHeld();
    void typeAhead_data();
    void typeAhead();
    void escapeTakesBackAndOneKeyUnselects();
    void yesNoByKeys();
    void dateKeys();
    void missingByKeyAndByText();
    void calculatedIsOutOfTheTabOrder();
    void enterNeverClosesAndGoesOn();
    void nextProblemAndSection();
    void rowsAreAddedAndRemoved();
    void composingDisturbsNothing();
    void composedTextIsStored();
    void saveAsksForAReasonOnceComplete();
    void textThatIsNoValueIsNotSigned();
    void severalCodesAndNone();
    void sourceJumpAndQueries();
    void readOnlyShowsPlainText();
    void typedDuringASaveIsNotLost();
    void draftsOfACrashComeBack();
    void wheelChangesNothing();

private:
    void open(FormData data = {}, FormView view = demo::labView());
    static ItemPath at(const QString& oid) { return {{}, {}, oid}; }
    QWidget* field(const QString& oid);
    void go(const QString& oid) {
        QVERIFY(page_->focusItem(at(oid)));
        QCOMPARE(QApplication::focusWidget(), field(oid));
    }
    QString value(const QString& oid) {
        const auto v = page_->model()->state().item(at(oid)).value;
        return v ? v->text : u"-"_s;
    }
    ItemShown shown(const QString& oid) { return page_->model()->shown(at(oid)); }
    /// Key by key; what no key gives comes as an input method commits it.
    void keys(const QString& text) {
        const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
        if (plain)
            QTest::keyClicks(QApplication::focusWidget(), text);
        else
            compose({}, text);
    }
    void key(Qt::Key k, Qt::KeyboardModifiers m = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), k, m);
    }
    /// What a person has changed, without what the program calculates anew.
    qsizetype typedChanges() {
        const auto all = page_->model()->state().changes();
        return std::count_if(all.begin(), all.end(), [](const FormChange& c) { return !c.calculated; });
    }
    static void compose(const QString& preedit, const QString& commit = {}) {
        QInputMethodEvent event(preedit, {});
        if (!commit.isEmpty())
            event.setCommitString(commit);
        QCoreApplication::sendEvent(QApplication::focusWidget(), &event);
    }
    std::unique_ptr<FormPage> page_;
};

void FormPageTest::init() {
    page_ = std::make_unique<FormPage>();
    page_->resize(1100, 800);
    page_->model()->setToday(QDate(2026, 11, 23));
    page_->show();
    page_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page_.get()));
    open();
}

void FormPageTest::open(FormData data, FormView view) {
    page_->open(demo::formState(demo::labStudy(), u"LB"_s, std::move(data)), view);
}

QWidget* FormPageTest::field(const QString& oid) {
    for (const ItemRow* row : page_->findChildren<ItemRow*>())
        if (row->path() == at(oid))
            return row->field();
    return nullptr;
}

void FormPageTest::typingStoresAndDrafts() {
    QSignalSpy drafts(page_.get(), &FormPage::draftTyped);
    go(u"lb_hgb"_s);
    keys(u"12"_s);
    QTRY_COMPARE_WITH_TIMEOUT(drafts.size(), 1, 2000); // within two seconds, before any commit
    QCOMPARE(drafts.first().at(1).toString(), u"12"_s);
    keys(u"8"_s);
    key(Qt::Key_Tab);
    QCOMPARE(drafts.last().at(1).toString(), u"128"_s); // at once when the field is left
    QCOMPARE(value(u"lb_hgb"_s), u"128"_s);
    QVERIFY(page_->model()->state().isChanged());
}

void FormPageTest::textThatIsNoValueStaysAndIsRefused() {
    go(u"lb_hgb"_s);
    keys(u"12x"_s);
    QTRY_VERIFY(page_->model()->state().typedTexts().contains(at(u"lb_hgb"_s)));
    QCOMPARE(shown(u"lb_hgb"_s).check, QString()); // half typed is no fault yet
    key(Qt::Key_Return);
    QCOMPARE(shown(u"lb_hgb"_s).check, u"hard"_s);
    QVERIFY(!shown(u"lb_hgb"_s).notes.isEmpty());
    QCOMPARE(qobject_cast<QLineEdit*>(field(u"lb_hgb"_s))->text(), u"12x"_s); // never emptied
    QCOMPARE(value(u"lb_hgb"_s), u"-"_s);
    QCOMPARE(page_->model()->counts().hard, 1);
}

void FormPageTest::fullWidthDigitsAreRead() {
    go(u"lb_hgb"_s);
    compose(u"１２．５"_s);
    compose({}, u"１２．５"_s);
    QCOMPARE(qobject_cast<QLineEdit*>(field(u"lb_hgb"_s))->text(), u"１２．５"_s); // taken whole
    key(Qt::Key_Return);
    QCOMPARE(value(u"lb_hgb"_s), u"12.5"_s);
    go(u"lb_date"_s);
    compose({}, u"2026年3月5日"_s);
    key(Qt::Key_Return);
    QCOMPARE(value(u"lb_date"_s), u"2026-03-05"_s);
}

void FormPageTest::rangesSayWhatToDo() {
    go(u"lb_wbc"_s);
    keys(u"68"_s);
    key(Qt::Key_Return);
    QCOMPARE(shown(u"lb_wbc"_s).check, u"hard"_s);
    QVERIFY(shown(u"lb_wbc"_s).notes.first().words.contains(u"60"_s));
    go(u"lb_plt"_s);
    keys(u"86"_s);
    key(Qt::Key_Return);
    QCOMPARE(shown(u"lb_plt"_s).check, u"soft"_s);
    QVERIFY(shown(u"lb_plt"_s).notes.first().words.contains(u"125 to 350"_s));
    QCOMPARE(page_->model()->counts().soft, 1);
    // The check's colours stand in the style, by property.
    QCOMPARE(field(u"lb_plt"_s)->property("check").toString(), u"soft"_s);
    QSignalSpy reason(page_.get(), &FormPage::reasonGiven);
    go(u"lb_plt"_s);
    key(Qt::Key_F3);
    QVERIFY(page_->pane()->isVisible());
    QCOMPARE(QApplication::focusWidget(), page_->pane()->field());
    keys(u"after chemotherapy"_s);
    for (Button* button : page_->pane()->findChildren<Button*>())
        if (button->isVisible() && button->text() == u"Give reason"_s)
            button->click();
    QCOMPARE(reason.size(), 1);
    QCOMPARE(reason.first().at(1).toString(), u"after chemotherapy"_s);
}

void FormPageTest::shownAndHeld() {
    QVERIFY(!field(u"lb_where"_s)->isVisible());
    go(u"lb_here"_s);
    keys(u"0"_s);
    QVERIFY(field(u"lb_where"_s)->isVisible());
    go(u"lb_where"_s);
    keys(u"Fuzhou"_s);
    key(Qt::Key_Return);
    go(u"lb_here"_s);
    keys(u"1"_s);
    QVERIFY(!field(u"lb_where"_s)->isVisible()); // held, not lost
    QCOMPARE(QApplication::focusWidget(), field(u"lb_here"_s)); // focus does not jump
    keys(u"0"_s);
    QVERIFY(field(u"lb_where"_s)->isVisible());
    QCOMPARE(value(u"lb_where"_s), u"Fuzhou"_s);
}

void FormPageTest::typeAhead_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("code");
    QTest::newRow("code") << u"out"_s << u"OUT"_s;
    QTest::newRow("English inside") << u"hosp"_s << u"OUT"_s;
    QTest::newRow("Chinese") << u"胸科"_s << u"TJC"_s;
    QTest::newRow("pinyin") << u"waiyuan"_s << u"OUT"_s;
    QTest::newRow("initials") << u"zxsys"_s << u"CEN"_s;
    QTest::newRow("full-width") << u"ＴＪ"_s << u"TJC"_s;
}

void FormPageTest::typeAhead() {
    QFETCH(QString, typed);
    QFETCH(QString, code);
    go(u"lb_lab"_s);
    keys(typed);
    auto* editor = field(u"lb_lab"_s)->findChild<CodeEditor*>();
    QVERIFY(editor->isOpen());
    QCOMPARE(editor->popup()->highlighted(), code);
    QCOMPARE(QApplication::focusWidget(), field(u"lb_lab"_s));
    key(Qt::Key_Return);
    QVERIFY(!editor->isOpen());
    QCOMPARE(value(u"lb_lab"_s), code);
    QVERIFY(QApplication::focusWidget() != field(u"lb_lab"_s)); // gone on
}

void FormPageTest::escapeTakesBackAndOneKeyUnselects() {
    open(demo::labData());
    go(u"lb_lab"_s);
    keys(u"cen"_s);
    key(Qt::Key_Escape);
    QCOMPARE(qobject_cast<QLineEdit*>(field(u"lb_lab"_s))->text(), u"Tianjin Chest laboratory"_s);
    key(Qt::Key_Down);
    auto* editor = field(u"lb_lab"_s)->findChild<CodeEditor*>();
    QVERIFY(editor->isOpen());
    QCOMPARE(editor->popup()->model()->rowCount(), 3);
    key(Qt::Key_Escape);
    key(Qt::Key_Backspace);
    key(Qt::Key_Tab);
    QCOMPARE(value(u"lb_lab"_s), u"-"_s);
    // What is no code stays as typed and is named.
    go(u"lb_lab"_s);
    keys(u"zzz"_s);
    key(Qt::Key_Tab);
    QCOMPARE(qobject_cast<QLineEdit*>(field(u"lb_lab"_s))->text(), u"zzz"_s);
    QCOMPARE(shown(u"lb_lab"_s).check, u"hard"_s);
}

void FormPageTest::yesNoByKeys() {
    go(u"lb_here"_s);
    key(Qt::Key_Space);
    QCOMPARE(value(u"lb_here"_s), u"true"_s);
    key(Qt::Key_Space);
    QCOMPARE(value(u"lb_here"_s), u"false"_s);
    keys(u"y"_s);
    QCOMPARE(value(u"lb_here"_s), u"true"_s);
    key(Qt::Key_Backspace);
    QCOMPARE(value(u"lb_here"_s), u"-"_s);
}

void FormPageTest::dateKeys() {
    go(u"lb_date"_s);
    keys(u"t"_s);
    key(Qt::Key_Plus);
    key(Qt::Key_Return);
    QCOMPARE(value(u"lb_date"_s), u"2026-11-24"_s);
    go(u"lb_date"_s);
    keys(u"-"_s);
    keys(u"-"_s);
    key(Qt::Key_Return);
    QCOMPARE(value(u"lb_date"_s), u"2026-11-22"_s);
    go(u"lb_date"_s);
    qobject_cast<QLineEdit*>(field(u"lb_date"_s))->selectAll();
    key(Qt::Key_Delete);
    keys(u"2026-11"_s); // the minus is a separator until the date is whole
    key(Qt::Key_Return);
    QCOMPARE(value(u"lb_date"_s), u"2026-11"_s);
}

void FormPageTest::missingByKeyAndByText() {
    go(u"lb_nse"_s);
    keys(u"=ND"_s);
    key(Qt::Key_Return);
    QCOMPARE(shown(u"lb_nse"_s).missing, QByteArray("ND"));
    QVERIFY(qobject_cast<QLineEdit*>(field(u"lb_nse"_s))->text().isEmpty());
    go(u"lb_cea"_s);
    key(Qt::Key_F4);
    auto* menu = page_->findChild<QMenu*>(u"missingMenu"_s);
    QVERIFY(menu);
    for (QAction* action : menu->actions())
        if (action->data().toByteArray() == "NASK")
            action->trigger();
    menu->close();
    QCOMPARE(shown(u"lb_cea"_s).missing, QByteArray("NASK"));
    // A number typed over it takes its place; one erase takes the reason away.
    go(u"lb_cea"_s);
    keys(u"<0.50"_s);
    key(Qt::Key_Return);
    QCOMPARE(shown(u"lb_cea"_s).missing, QByteArray());
    QCOMPARE(page_->model()->state().item(at(u"lb_cea"_s)).value->comparator, QByteArray("<"));
    go(u"lb_nse"_s);
    key(Qt::Key_Backspace);
    key(Qt::Key_Return);
    QCOMPARE(value(u"lb_nse"_s), u"-"_s);
}

void FormPageTest::calculatedIsOutOfTheTabOrder() {
    go(u"lb_crea"_s);
    keys(u"62"_s);
    key(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), field(u"lb_cea"_s)); // over the calculated one
    QCOMPARE(qobject_cast<QLineEdit*>(field(u"lb_clear"_s))->text(), u"124"_s);
    QVERIFY(qobject_cast<QLineEdit*>(field(u"lb_clear"_s))->isReadOnly());
    key(Qt::Key_Tab, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), field(u"lb_crea"_s));
}

void FormPageTest::enterNeverClosesAndGoesOn() {
    QSignalSpy saves(page_.get(), &FormPage::saveRequested);
    go(u"lb_date"_s);
    QList<QWidget*> seen;
    for (int i = 0; i < 40 && QApplication::focusWidget() != page_->foot()->saveButton(); ++i) {
        seen << QApplication::focusWidget();
        if (auto* text = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget())) {
            QTest::keyClick(text, Qt::Key_Return); // a new line, not the next field
            QCOMPARE(text->toPlainText(), u"\n"_s);
            break;
        }
        if (qobject_cast<RowsTable*>(QApplication::focusWidget()))
            key(Qt::Key_Tab);
        else
            key(Qt::Key_Return);
    }
    QVERIFY(page_->isVisible());
    QVERIFY(saves.isEmpty());
    QVERIFY(seen.contains(field(u"lb_nse"_s)));
    QVERIFY(seen.contains(field(u"lb_time"_s)));
}

void FormPageTest::nextProblemAndSection() {
    open(demo::labData());
    go(u"lb_date"_s);
    key(Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), field(u"lb_wbc"_s));
    key(Qt::Key_F6);
    QCOMPARE(QApplication::focusWidget(), field(u"lb_plt"_s));
    go(u"lb_date"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), field(u"lb_hgb"_s));
    QCOMPARE(page_->currentItem().item, u"lb_hgb"_s);
}

void FormPageTest::rowsAreAddedAndRemoved() {
    open(demo::labData());
    const QByteArray first(16, '\x11'), second(16, '\x22');
    auto* table = page_->findChild<RowsTable*>();
    QVERIFY(table);
    QCOMPARE(table->rows()->rowCount(), 2);
    table->goTo({u"AER"_s, second, u"ae_start"_s});
    QVERIFY(QApplication::focusWidget() != table); // a cell is being typed in
    key(Qt::Key_Return); // on the last cell of the last row
    QCOMPARE(page_->model()->state().rows(u"AER"_s).size(), 3);
    const QByteArray third = page_->model()->state().rows(u"AER"_s).last();
    QCOMPARE(third.size(), 16);
    keys(u"cough"_s);
    key(Qt::Key_Return);
    QCOMPARE(page_->model()->state().item({u"AER"_s, third, u"ae_term"_s}).value->text, u"cough"_s);
    keys(u"mod"_s); // the code of the row's grade
    key(Qt::Key_Return);
    QCOMPARE(page_->model()->state().item({u"AER"_s, third, u"ae_grade"_s}).value->text, u"2"_s);
    // A row with content asks why, keeps the others' ids, and stays as a marked line.
    table->goTo({u"AER"_s, first, u"ae_term"_s});
    key(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
    auto* ask = page_->findChild<RequireReason*>();
    QVERIFY(ask);
    ask->field()->setPlainText(u"typed twice"_s);
    QTest::mouseClick(ask->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QCOMPARE(page_->model()->state().rows(u"AER"_s), (QList<QByteArray>{second, third}));
    QCOMPARE(table->rows()->rowCount(), 3);
    QCOMPARE(table->rows()->data(table->rows()->index(2, 0), Qt::DisplayRole).toString(), u"Row removed"_s);
    QCOMPARE(page_->model()->removedRows(u"AER"_s).value(first), u"typed twice"_s);
    // The number of each row follows its place.
    QCOMPARE(page_->model()->state().item({u"AER"_s, second, u"ae_no"_s}).value->text, u"1"_s);
}

void FormPageTest::composingDisturbsNothing() {
    open(demo::labData());
    QSignalSpy drafts(page_.get(), &FormPage::draftTyped), saves(page_.get(), &FormPage::saveRequested),
        jumps(page_.get(), &FormPage::sourceJumpRequested);
    go(u"lb_note"_s);
    QWidget* const note = QApplication::focusWidget();
    for (const QString& preedit : {u"d"_s, u"de"_s, u"deng"_s, u"dengd"_s, u"dengdai"_s})
        compose(preedit);
    for (const Qt::Key k : {Qt::Key_Return, Qt::Key_Tab, Qt::Key_F2, Qt::Key_F3, Qt::Key_F4, Qt::Key_F6,
                            Qt::Key_F7, Qt::Key_Escape, Qt::Key_Space})
        key(k);
    key(Qt::Key_S, Qt::ControlModifier);
    key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), note);
    QVERIFY(saves.isEmpty());
    QVERIFY(jumps.isEmpty());
    QVERIFY(!page_->findChild<QMenu*>(u"missingMenu"_s));
    QVERIFY(!page_->pane()->isVisible());
    QTest::qWait(1200); // longer than a draft takes
    QVERIFY(drafts.isEmpty());
    QCOMPARE(typedChanges(), 0);
    compose({}, u"等待"_s);
    QTRY_COMPARE(drafts.size(), 1);
    QCOMPARE(drafts.first().at(1).toString(), u"等待"_s);
    key(Qt::Key_Tab);
    QCOMPARE(value(u"lb_note"_s), u"等待"_s);
    QCOMPARE(typedChanges(), 1); // nothing else changed
}

void FormPageTest::composedTextIsStored() {
    go(u"lb_lab"_s);
    compose(u"tianjin"_s);
    auto* editor = field(u"lb_lab"_s)->findChild<CodeEditor*>();
    QVERIFY(!editor->isOpen()); // no completion meanwhile
    compose({}, u"天津"_s);
    QVERIFY(editor->isOpen());
    key(Qt::Key_Return);
    QCOMPARE(value(u"lb_lab"_s), u"TJC"_s);
}

void FormPageTest::saveAsksForAReasonOnceComplete() {
    QSignalSpy saves(page_.get(), &FormPage::saveRequested);
    go(u"lb_hgb"_s);
    keys(u"128"_s);
    key(Qt::Key_S, Qt::ControlModifier); // commits the field too
    QCOMPARE(saves.size(), 1);
    QVERIFY(saves.first().at(0).toByteArray().isEmpty());
    FormView view = demo::labView();
    view.wasComplete = true;
    open(demo::labData(), view);
    go(u"lb_crea"_s);
    qobject_cast<QLineEdit*>(QApplication::focusWidget())->selectAll();
    keys(u"26"_s);
    key(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(saves.size(), 1);
    auto* dialog = page_->findChild<ReasonDialog*>();
    QVERIFY(dialog);
    auto* verb = dialog->findChildren<QPushButton*>().last();
    QVERIFY(!verb->isEnabled());
    QTest::keyClicks(dialog->list()->widget(), u"other"_s);
    QTest::keyClick(dialog->list()->widget(), Qt::Key_Return);
    QVERIFY(dialog->text()->isVisible());
    QVERIFY(!verb->isEnabled()); // "other" needs words
    QTest::keyClicks(dialog->text(), u"rounded"_s);
    QVERIFY(verb->isEnabled());
    QTest::mouseClick(verb, Qt::LeftButton);
    QCOMPARE(saves.size(), 2);
    QCOMPARE(saves.last().at(0).toByteArray(), QByteArray("other"));
    QCOMPARE(saves.last().at(1).toString(), u"rounded"_s);
}

/// A signature is put on what is stored: not beside words that are on the page and in no record.
void FormPageTest::textThatIsNoValueIsNotSigned() {
    FormState::Setup setup;
    setup.study = CompiledStudy::compile(demo::labStudy());
    setup.stored.form = u"LB"_s;
    setup.today = QDate(2026, 11, 23);
    setup.notDone = true;
    FormView view = demo::labView();
    view.maySign = true;
    page_->open(*FormState::open(std::move(setup)), view);
    const auto buttons = page_->foot()->findChildren<QPushButton*>();
    const auto sign = std::find_if(buttons.begin(), buttons.end(),
                                   [](auto* button) { return button->text() == u"Sign"_s; });
    QVERIFY(sign != buttons.end());
    QVERIFY((*sign)->isVisible());
    go(u"lb_hgb"_s);
    keys(u"12x"_s);
    key(Qt::Key_Tab);
    QVERIFY(page_->model()->state().typedTexts().contains(at(u"lb_hgb"_s)));
    QTRY_VERIFY(!(*sign)->isVisible());
    go(u"lb_hgb"_s);
    qobject_cast<QLineEdit*>(QApplication::focusWidget())->selectAll();
    key(Qt::Key_Delete);
    key(Qt::Key_Tab);
    QTRY_VERIFY((*sign)->isVisible());
}

void FormPageTest::severalCodesAndNone() {
    go(u"lb_signs"_s);
    key(Qt::Key_Space);
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    key(Qt::Key_Space);
    QCOMPARE(shown(u"lb_signs"_s).codes, (QStringList{u"COUGH"_s, u"PAIN"_s}));
    key(Qt::Key_Down);
    key(Qt::Key_Space); // none of these: an answer, not a blank
    QVERIFY(page_->model()->state().item(at(u"lb_signs"_s)).value.has_value());
    QVERIFY(shown(u"lb_signs"_s).codes.isEmpty());
    keys(u"f"_s);
    key(Qt::Key_Space);
    QCOMPARE(shown(u"lb_signs"_s).codes, QStringList{u"FEVER"_s});
}

void FormPageTest::sourceJumpAndQueries() {
    open(demo::labData());
    QSignalSpy jumps(page_.get(), &FormPage::sourceJumpRequested),
        threads(page_.get(), &FormPage::threadRequested), history(page_.get(), &FormPage::historyRequested),
        answers(page_.get(), &FormPage::queryAnswered);
    go(u"lb_hgb"_s);
    key(Qt::Key_F7);
    QCOMPARE(jumps.size(), 1);
    go(u"lb_plt"_s);
    key(Qt::Key_F7); // not from an image
    QCOMPARE(jumps.size(), 1);
    go(u"lb_cea"_s);
    key(Qt::Key_F2);
    QCOMPARE(history.size(), 1);
    QCOMPARE(threads.size(), 1);
    QCOMPARE(threads.first().at(1).toLongLong(), 7);
    page_->setThread(at(u"lb_cea"_s), demo::thread());
    page_->setHistory(at(u"lb_hgb"_s), demo::history()); // late answer to another item: dropped
    key(Qt::Key_F3);
    QCOMPARE(QApplication::focusWidget(), page_->pane()->field());
    keys(u"corrected"_s);
    for (Button* button : page_->pane()->findChildren<Button*>())
        if (button->isVisible() && button->text() == u"Send answer"_s)
            button->click();
    QCOMPARE(answers.size(), 1);
    QCOMPARE(answers.first().at(0).toLongLong(), 7);
}

void FormPageTest::readOnlyShowsPlainText() {
    FormView view = demo::labView();
    view.mayEnter = false;
    open(demo::labData(), view);
    QVERIFY(qobject_cast<QLineEdit*>(field(u"lb_hgb"_s))->isReadOnly());
    QVERIFY(!page_->foot()->saveButton()->isVisible());
    QSignalSpy saves(page_.get(), &FormPage::saveRequested);
    QTest::keyClick(page_.get(), Qt::Key_S, Qt::ControlModifier);
    QVERIFY(saves.isEmpty());
    view.mayEnter = true;
    view.locked = true;
    page_->setView(view);
    QVERIFY(qobject_cast<QLineEdit*>(field(u"lb_hgb"_s))->isReadOnly());
}

void FormPageTest::typedDuringASaveIsNotLost() {
    go(u"lb_hgb"_s);
    keys(u"128"_s);
    key(Qt::Key_S, Qt::ControlModifier);
    page_->setSaving(true);
    go(u"lb_crea"_s);
    keys(u"62"_s);
    key(Qt::Key_Tab);
    FormData stored;
    stored.values.insert(at(u"lb_hgb"_s), demo::decimal(u"128"_s));
    QSignalSpy drafts(page_.get(), &FormPage::draftTyped);
    page_->replace(demo::formState(demo::labStudy(), u"LB"_s, stored), demo::labView());
    QCOMPARE(value(u"lb_hgb"_s), u"128"_s);
    QCOMPARE(value(u"lb_crea"_s), u"62"_s);
    QCOMPARE(page_->model()->state().changes().first().path.item, u"lb_crea"_s); // still to be saved
    QCOMPARE(drafts.size(), 1); // and a draft again, whatever the save erased
    QCOMPARE(drafts.first().at(0).value<ItemPath>(), at(u"lb_crea"_s));
    QCOMPARE(drafts.first().at(1).toString(), u"62"_s);
    QCOMPARE(QApplication::focusWidget(), field(u"lb_cea"_s));
}

void FormPageTest::draftsOfACrashComeBack() {
    QSignalSpy drafts(page_.get(), &FormPage::draftTyped);
    const QByteArray row(16, '\x33');
    page_->model()->restore(at(u"lb_hgb"_s), u"12x"_s);
    page_->model()->restore({u"AER"_s, row, u"ae_term"_s}, u"cough"_s); // a row that was never saved
    QCOMPARE(qobject_cast<QLineEdit*>(field(u"lb_hgb"_s))->text(), u"12x"_s);
    QCOMPARE(page_->model()->state().rows(u"AER"_s), QList<QByteArray>{row});
    QCOMPARE(page_->findChild<RowsTable*>()->rows()->rowCount(), 1);
    QVERIFY(drafts.isEmpty());
}

void FormPageTest::wheelChangesNothing() {
    open(demo::labData());
    const auto before = page_->model()->state().data().values;
    for (QWidget* widget : page_->findChildren<QWidget*>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->hasFocus())
            continue;
        QWheelEvent wheel(QPointF(5, 5), widget->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &wheel);
    }
    QCOMPARE(page_->model()->state().data().values, before);
}

QTEST_MAIN(FormPageTest)
#include "FormPageTest.moc"
