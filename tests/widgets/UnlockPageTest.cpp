// SPDX-License-Identifier: GPL-3.0-or-later
// The door and its passphrase field.
#include "tests/app/Visible.h"
#include "tests/widgets/DemoViews.h"
#include "tests/widgets/Languages.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/NewStudyForm.h"
#include "widgets/unlock/RecoveryPage.h"
#include "widgets/unlock/StudyList.h"
#include "widgets/unlock/UnlockForm.h"

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QLabel>
#include <QMimeData>
#include <QPaintEngine>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using casebook::test::showsWords;
using namespace Qt::StringLiterals;

namespace {

/// Notes what is written on it.
class PaperStub final : public QPaintDevice {
public:
    [[nodiscard]] QPaintEngine* paintEngine() const override { return &engine_; }
    [[nodiscard]] QStringList texts() const { return engine_.texts; }

protected:
    int metric(PaintDeviceMetric what) const override {
        switch (what) {
        case PdmWidth: return 794; // A4 at 96 dpi
        case PdmHeight: return 1123;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY: return 96;
        default: return QPaintDevice::metric(what);
        }
    }

private:
    class Engine final : public QPaintEngine {
    public:
        Engine() : QPaintEngine(AllFeatures) {}
        bool begin(QPaintDevice*) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState&) override {}
        void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
        void drawTextItem(const QPointF&, const QTextItem& item) override { texts.append(item.text()); }
        [[nodiscard]] Type type() const override { return User; }
        QStringList texts;
    };
    mutable Engine engine_;
};

} // namespace

class UnlockPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void capsLockIsSaidAndEyeShows();
    void clearedFieldKeepsNothing();
    void newPassphraseIsAdvised();
    void enterUnlocks();
    void recoveryWordsAreTypedInClear();
    void wrongPassphraseSaysSoAndKeepsTheUser();
    void pauseSwitchesTheFormOff();
    void inUseOffersReading();
    void whatIsOlderMayBeRead();
    void whatIsNewerIsSaid_data();
    void whatIsNewerIsSaid();
    void missingStudyHasNoForm();
    void newStudyNeedsEverything();
    void pauseGoesOnWhereTheStudyIsChosenAnew();
    void whatIsTypedStays();
    void recoveryWordsMustBeTyped();
    void recoveryWordsArePrinted();
    void recoveryWordsAreNotPrintedToAFile();
    void deviceThatTakesNothing();
    void copiedWordsAreTakenBack_data();
    void copiedWordsAreTakenBack();
    void resetForgetsPassphrases();

private:
    static Button* primary(QWidget* form, const QString& words) {
        for (Button* button : form->findChildren<Button*>())
            if (button->text().startsWith(words))
                return button;
        return nullptr;
    }
};

void UnlockPageTest::capsLockIsSaidAndEyeShows() {
    PassphraseEdit edit;
    edit.show();
    QTest::keyClick(edit.field(), 'a');
    QVERIFY(!edit.capsLockShown());
    QTest::keyClick(edit.field(), 'A'); // a capital without Shift: Caps Lock
    QVERIFY(edit.capsLockShown());
    QTest::keyClick(edit.field(), 'A', Qt::ShiftModifier);
    QVERIFY(!edit.capsLockShown());
    QCOMPARE(edit.field()->echoMode(), QLineEdit::Password);
    auto* eye = edit.findChild<Button*>();
    QTest::mouseClick(eye, Qt::LeftButton);
    QCOMPARE(edit.field()->echoMode(), QLineEdit::Normal);
    QVERIFY(edit.field()->inputMethodHints().testFlag(Qt::ImhSensitiveData));
}

void UnlockPageTest::clearedFieldKeepsNothing() {
    PassphraseEdit edit;
    edit.field()->setText(u"correct horse"_s);
    QCOMPARE(edit.passphrase(), QByteArray("correct horse"));
    edit.clear();
    QVERIFY(edit.passphrase().isEmpty());
    QVERIFY(!edit.field()->isUndoAvailable() || edit.field()->text().isEmpty());
    QCOMPARE(edit.field()->echoMode(), QLineEdit::Password);
}

/// What is missing is said while it is typed.
void UnlockPageTest::newPassphraseIsAdvised() {
    PassphraseEdit edit;
    const auto advice = [&](const QString& typed) {
        edit.field()->setText(typed);
        return edit.advice(12, {u"li.na"_s, u"Lung nodules"_s});
    };
    QCOMPARE(advice({}), QString());
    QVERIFY(advice(u"correct"_s).startsWith(u"5 "_s));
    QVERIFY(advice(u"Li.Na Li.Na Li.Na"_s).contains(u"user name"_s));
    QVERIFY(advice(u"lungnodules-LUNGNODULES"_s).contains(u"user name"_s));
    QVERIFY(advice(u"aaaaaaaaabbbbbbb"_s).contains(u"different"_s));
    QCOMPARE(advice(u"correct horse battery"_s), QString());
    QCOMPARE(advice(u"li.na has a lung"_s), QString());
}

void UnlockPageTest::enterUnlocks() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    QSignalSpy wished(&page, &UnlockPage::unlockRequested);
    auto* pass = page.findChild<UnlockForm*>()->findChild<PassphraseEdit*>();
    QTest::keyClick(pass->field(), Qt::Key_Return); // empty: nothing
    QCOMPARE(wished.size(), 0);
    QTest::keyClicks(pass->field(), u"correct horse battery"_s);
    QTest::keyClick(pass->field(), Qt::Key_Return);
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.first().at(0).toString(), u"/data/study/lung-demo"_s);
    QCOMPARE(wished.first().at(1).toString(), u"wangmin"_s);
    QCOMPARE(wished.first().at(2).toByteArray(), QByteArray("correct horse battery"));
    page.setBusy(true);
    QTest::keyClick(pass->field(), Qt::Key_Return);
    QCOMPARE(wished.size(), 1);
}

void UnlockPageTest::recoveryWordsAreTypedInClear() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    page.showRecovery();
    QSignalSpy wished(&page, &UnlockPage::recoveryRequested);
    auto* words = page.findChild<UnlockForm*>()->findChildren<PassphraseEdit*>().at(1);
    QVERIFY(words->isVisible());
    QCOMPARE(words->field()->echoMode(), QLineEdit::Normal);
    QTest::keyClicks(words->field(), u"AAAA-BBBB"_s);
    QTest::keyClick(words->field(), Qt::Key_Return);
    QCOMPARE(wished.size(), 1);
    QCOMPARE(wished.first().at(1).toByteArray(), QByteArray("AAAA-BBBB"));
    page.reset();
    QVERIFY(words->isEmpty());
}

void UnlockPageTest::wrongPassphraseSaysSoAndKeepsTheUser() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    auto* pass = page.findChild<UnlockForm*>()->findChild<PassphraseEdit*>();
    QTest::keyClicks(pass->field(), u"wrong"_s);
    page.showWrongPassphrase(4);
    QCOMPARE(pass->field()->property("check").toString(), u"hard"_s);
    QTest::keyClicks(pass->field(), u"x"_s); // typing again takes the mark off
    QCOMPARE(pass->field()->property("check").toString(), QString());
}

void UnlockPageTest::pauseSwitchesTheFormOff() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    page.showPause(1);
    auto* pass = page.findChild<UnlockForm*>()->findChild<PassphraseEdit*>();
    QVERIFY(!pass->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(pass->isEnabled(), 5000);
}

/// Another try at once would make the pause none.
void UnlockPageTest::pauseGoesOnWhereTheStudyIsChosenAnew() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    auto* pass = page.findChild<UnlockForm*>()->findChild<PassphraseEdit*>();
    const QString folder = page.currentFolder();
    page.showPause(30);
    page.select(folder);
    QVERIFY(!pass->isEnabled());
    page.setStudies(demo::studies(), folder);
    QVERIFY(!pass->isEnabled());
    page.reset(); // after an unlock
    QVERIFY(pass->isEnabled());
}

/// The list is read in the background, and its answer may come while a person types.
void UnlockPageTest::whatIsTypedStays() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    auto* pass = page.findChild<UnlockForm*>()->findChild<PassphraseEdit*>();
    const QString folder = page.currentFolder();
    QTest::keyClicks(pass->field(), u"correct hor"_s);
    page.setStudies(demo::studies(), folder);
    QCOMPARE(pass->passphrase(), QByteArray("correct hor"));
    page.setStudies(demo::studies(), u"/media/disk/reader-study-a"_s); // another one was chosen
    QVERIFY(pass->isEmpty());
}

void UnlockPageTest::inUseOffersReading() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    auto* form = page.findChild<UnlockForm*>();
    QVERIFY(!primary(form, u"Open for reading only"_s)->isVisible());
    page.showInUse(u"TJ-RAD-02"_s, u"casebook 4711"_s, u"mo"_s);
    QTRY_VERIFY(showsWords(form, u"mo has the study open on TJ-RAD-02"_s));
    QSignalSpy wished(&page, &UnlockPage::readOnlyRequested);
    QTest::keyClicks(form->findChild<PassphraseEdit*>()->field(), u"correct horse"_s);
    QTest::mouseClick(primary(form, u"Open for reading only"_s), Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
}

void UnlockPageTest::whatIsOlderMayBeRead() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    auto* form = page.findChild<UnlockForm*>();
    page.showError({ErrorKind::Damaged, "database-error", {}, {}});
    QVERIFY(!primary(form, u"Open for reading only"_s)->isVisible());
    page.showError({ErrorKind::Damaged, "older-copy", u"d/c"_s, {}});
    QSignalSpy wished(&page, &UnlockPage::readOnlyRequested);
    QTest::keyClicks(form->findChild<PassphraseEdit*>()->field(), u"correct horse"_s);
    QTest::mouseClick(primary(form, u"Open for reading only"_s), Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
    page.reset();
    QVERIFY(!primary(form, u"Open for reading only"_s)->isVisible());
}

void UnlockPageTest::whatIsNewerIsSaid_data() {
    QTest::addColumn<QString>("words");
    QTest::newRow("en") << u"written by a newer Casebook"_s;
    QTest::newRow("zh") << u"更新版本的 Casebook"_s;
}

/// And can't be read either.
void UnlockPageTest::whatIsNewerIsSaid() {
    QFETCH(QString, words);
    tests::ChineseFromSource chinese;
    if (QTest::currentDataTag() == QByteArray("zh")) {
        QVERIFY(chinese.read(QStringLiteral(CASEBOOK_SOURCE_DIR "/translations/casebook_zh_CN.ts")) > 0);
        qApp->installTranslator(&chinese);
    }
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    page.showError({ErrorKind::Refused, "newer-format", {}, {u"99"_s}});
    bool said = false;
    for (const QLabel* label : page.findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().contains(words));
    QVERIFY(said);
    for (const Button* button : page.findChild<UnlockForm*>()->findChildren<Button*>())
        QVERIFY(!button->isVisible() ||
                (!button->text().startsWith(u"Open for reading"_s) && !button->text().contains(u"只读"_s)));
}

void UnlockPageTest::missingStudyHasNoForm() {
    UnlockPage page;
    page.setStudies(demo::studies());
    page.show();
    page.select(u"/media/disk/reader-study-a"_s);
    QCOMPARE(page.currentFolder(), u"/media/disk/reader-study-a"_s);
    QVERIFY(!page.findChild<UnlockForm*>()->findChild<PassphraseEdit*>()->isVisible());
}

void UnlockPageTest::newStudyNeedsEverything() {
    UnlockPage page;
    page.setStudies({});
    page.show();
    page.showNewStudy();
    auto* form = page.findChild<NewStudyForm*>();
    Button* make = primary(form, u"Make the study"_s);
    QSignalSpy wished(&page, &UnlockPage::createRequested);
    const auto fields = form->findChildren<LineEdit*>(Qt::FindDirectChildrenOnly);
    const auto passphrases = form->findChildren<PassphraseEdit*>();
    page.setNewFolder(u"/data/study/new"_s);
    for (LineEdit* field : fields)
        if (field->text().isEmpty())
            field->setText(u"x"_s);
    passphrases.at(0)->field()->setText(u"short"_s);
    passphrases.at(1)->field()->setText(u"short"_s);
    QVERIFY(!make->isEnabled()); // under twelve characters
    passphrases.at(0)->field()->setText(u"correct horse battery"_s);
    QVERIFY(!make->isEnabled()); // they differ
    passphrases.at(1)->field()->setText(u"correct horse battery"_s);
    QVERIFY(make->isEnabled());
    QTest::mouseClick(make, Qt::LeftButton);
    QCOMPARE(wished.size(), 1);
    const auto wish = wished.first().first().value<NewStudyWish>();
    QCOMPARE(wish.folder, u"/data/study/new"_s);
    QCOMPARE(wish.passphrase, QByteArray("correct horse battery"));
}

void UnlockPageTest::recoveryWordsMustBeTyped() {
    UnlockPage page;
    page.show();
    page.showRecoveryWords(u"AAAA BBBB CCCC DDDD EEEE FFFF GGGG HHHH JJJJ"_s, u"/data/study/new"_s);
    auto* words = page.findChild<RecoveryPage*>();
    Button* go = primary(words, u"I wrote"_s);
    const auto fields = words->findChildren<LineEdit*>();
    QSignalSpy confirmed(&page, &UnlockPage::recoveryWordsConfirmed);
    QVERIFY(!go->isEnabled());
    fields.at(0)->setText(u"cccc"_s); // case does not matter
    QVERIFY(!go->isEnabled());
    fields.at(1)->setText(u"BBBB"_s); // another group
    QVERIFY(!go->isEnabled());
    fields.at(1)->setText(u"GGGG"_s);
    QVERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
    QCOMPARE(confirmed.size(), 1);
}

/// The key of the study would lie beside the study.
void UnlockPageTest::recoveryWordsAreNotPrintedToAFile() {
    RecoveryPage page;
    page.setWords(u"AAAA BBBB CCCC DDDD EEEE FFFF GGGG HHHH JJJJ"_s, u"/data/study/lung"_s, u"1b4e28ba"_s);
    page.show();
    for (QPushButton* button : page.findChildren<QPushButton*>())
        if (button->text() == u"Print"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QDialog* dialog = nullptr;
    for (auto* one : page.window()->findChildren<QDialog*>())
        if (one->inherits("QPrintDialog"))
            dialog = one;
    QVERIFY(dialog);
    constexpr int printToFile = 0x1;
    QVERIFY((dialog->property("options").toInt() & printToFile) == 0);
    dialog->reject();
}

void UnlockPageTest::recoveryWordsArePrinted() {
    RecoveryPage page;
    const QStringList groups{u"AAAA"_s, u"BBBB"_s, u"CCCC"_s, u"DDDD"_s, u"EEEE"_s,
                             u"FFFF"_s, u"GGGG"_s, u"HHHH"_s, u"JJJJ"_s};
    page.setWords(groups.join(u' '), u"/data/study/lung"_s, u"1b4e28ba-2fa1"_s);
    PaperStub paper;
    page.printOn(paper);
    QStringList drawn;
    for (const QString& text : paper.texts())
        if (groups.contains(text))
            drawn.append(text);
    QCOMPARE(drawn, groups);
    const QString all = paper.texts().join(u' ');
    QVERIFY2(all.contains(u"lung"_s) && !all.contains(u"/data"_s), qPrintable(all));
    QVERIFY2(all.contains(u"1b4e28ba-2fa1"_s), qPrintable(all));
    QVERIFY2(all.contains(QDate::currentDate().toString(Qt::ISODate)), qPrintable(all));
    page.reset();
    PaperStub second;
    page.printOn(second); // the printer was chosen too late
    QVERIFY(second.texts().isEmpty());
}

void UnlockPageTest::deviceThatTakesNothing() {
    RecoveryPage page;
    page.show();
    page.setWords(u"AAAA BBBB CCCC DDDD EEEE FFFF GGGG HHHH JJJJ"_s, u"/data/study/lung"_s);
    QImage none;
    page.printOn(none);
    auto* trouble = page.findChild<ErrorNote*>();
    QVERIFY(trouble->isVisible());
    QVERIFY(trouble->copyText().contains(u"cannot-print"_s));
}

void UnlockPageTest::copiedWordsAreTakenBack_data() {
    QTest::addColumn<bool>("takenOver");
    QTest::newRow("ours") << false;
    QTest::newRow("a clipboard manager took them over") << true;
}

void UnlockPageTest::copiedWordsAreTakenBack() {
    QFETCH(bool, takenOver);
    const QString words = u"AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH-JJJJ"_s;
    RecoveryPage page;
    page.show();
    page.setWords(words, u"/data/study/new"_s);
    QTest::mouseClick(primary(&page, u"Copy"_s), Qt::LeftButton);
    QClipboard* clipboard = QApplication::clipboard();
    QCOMPARE(clipboard->text(), words);
    QCOMPARE(clipboard->mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
    if (takenOver)
        clipboard->setText(words);
    const auto fields = page.findChildren<LineEdit*>();
    QTest::keyClicks(fields.at(0), u"CCCC"_s);
    QTest::keyClicks(fields.at(1), u"GGGG"_s);
    QTest::mouseClick(primary(&page, u"I wrote"_s), Qt::LeftButton);
    QCOMPARE(clipboard->text(), QString());
    clipboard->setText(u"something else"_s); // is none of ours
    page.reset();
    QCOMPARE(clipboard->text(), u"something else"_s);
}

void UnlockPageTest::resetForgetsPassphrases() {
    UnlockPage page;
    page.setStudies(demo::studies());
    for (PassphraseEdit* edit : page.findChildren<PassphraseEdit*>())
        edit->field()->setText(u"secret words here"_s);
    page.showRecoveryWords(u"AAAA BBBB CCCC"_s, u"/x"_s);
    page.reset();
    for (PassphraseEdit* edit : page.findChildren<PassphraseEdit*>())
        QVERIFY(edit->passphrase().isEmpty());
}

QTEST_MAIN(UnlockPageTest)
#include "UnlockPageTest.moc"
