// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing is cut, in no language, at no scale; no plain Qt look; Tab comes everywhere.
#include "tests/widgets/Cut.h"
#include "tests/widgets/DemoShell.h"
#include "tests/widgets/Languages.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Dialogs.h"
#include "widgets/common/Label.h"
#include "widgets/common/Segmented.h"
#include "widgets/shell/HelpDialog.h"
#include "widgets/subjects/SubjectDialogs.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QProcess>
#include <QTabBar>
#include <QTest>

#include <memory>

using namespace casebook;
using tests::cut;
using namespace Qt::StringLiterals;

class LookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void nothingIsCut_data();
    void nothingIsCut();
    void smallestWindowKeepsItsButtons();
    void dialogsAreNotCut_data() { tests::languageRows(); }
    void dialogsAreNotCut();
    void nothingIsCutAtTwoHundredPercent();
    void noPlainQtLook();
    void tabComesEverywhereAndBack();
    void wholeWindowIsDarkWhileReading();

private:
    std::unique_ptr<tests::Spoken> language_;
};

void LookTest::initTestCase() { theme::install(*qApp); }

void LookTest::cleanup() { language_.reset(); }

void LookTest::nothingIsCut_data() { tests::languageRows(); }

void LookTest::nothingIsCut() {
    QFETCH(QString, language);
    language_ = std::make_unique<tests::Spoken>(language);
    MainShell shell;
    shell.resize(1280, 800);
    demo::fill(shell);
    shell.show();
    QStringList all;
    for (const demo::Screen& screen : demo::screens()) {
        screen.show(shell);
        demo::settle();
        for (const QString& line : cut(&shell))
            all << u"%1: %2"_s.arg(QString::fromLatin1(screen.name), line);
    }
    QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
}

void LookTest::smallestWindowKeepsItsButtons() {
    MainShell shell;
    shell.resize(shell.minimumSize());
    demo::fill(shell);
    shell.show();
    shell.showStudy();
    QStringList all;
    for (const PageId page : {PageId::Home, PageId::Subjects, PageId::Reading, PageId::Study}) {
        shell.showPage(page);
        demo::settle();
        all += cut(&shell);
    }
    QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
}

void LookTest::dialogsAreNotCut() {
    QFETCH(QString, language);
    language_ = std::make_unique<tests::Spoken>(language);
    QWidget host;
    host.resize(1280, 800);
    host.show();
    Dialog* const dialogs[] = {
        new EnrolDialog(&host), new RenameDialog(demo::subjects(1).first(), false, &host), new HelpDialog(&host),
        new RequireReason(
            u"Withdraw TJ-0041?"_s,
            u"The subject and its data stay, marked withdrawn. The reason stands in the audit."_s,
            u"Withdraw"_s, true, &host)};
    for (Dialog* dialog : dialogs) {
        dialog->open();
        demo::settle();
        const QStringList lines = cut(dialog);
        QVERIFY2(lines.isEmpty(), qPrintable(lines.join(u'\n')));
        dialog->close();
    }
}

void LookTest::nothingIsCutAtTwoHundredPercent() {
    if (qEnvironmentVariableIsSet("CASEBOOK_LOOK_CHILD"))
        QSKIP("is the process at 200 %");
    // The scale belongs to a process: the same rows again in one of its own.
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    environment.insert(u"CASEBOOK_LOOK_CHILD"_s, u"1"_s);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {u"nothingIsCut"_s, u"dialogsAreNotCut"_s});
    QVERIFY(child.waitForFinished(240000));
    QVERIFY2(child.exitCode() == 0, child.readAllStandardOutput().constData());
}

void LookTest::noPlainQtLook() {
    MainShell shell;
    shell.resize(1280, 800);
    demo::fill(shell);
    shell.show();
    for (const demo::Screen& screen : demo::screens()) {
        screen.show(shell);
        demo::settle();
    }
    QVERIFY(shell.findChildren<QGroupBox*>().isEmpty());
    for (const QFrame* frame : shell.findChildren<QFrame*>())
        QVERIFY2(frame->frameShadow() != QFrame::Sunken || frame->frameShape() == QFrame::NoFrame,
                 qPrintable(u"%1 in %2"_s.arg(
                     QString::fromLatin1(frame->metaObject()->className()),
                     QString::fromLatin1(frame->parentWidget()->metaObject()->className()))));
    for (const QWidget* widget : shell.findChildren<QWidget*>())
        QVERIFY2(widget->font().pointSizeF() >= 8.5, widget->metaObject()->className());
    for (const QAbstractButton* button : shell.findChildren<QAbstractButton*>())
        QVERIFY2(!button->isVisible() || !button->text().isEmpty() || !button->accessibleName().isEmpty() ||
                     !button->toolTip().isEmpty(),
                 button->metaObject()->className());
}

void LookTest::tabComesEverywhereAndBack() {
    MainShell shell;
    shell.resize(1280, 800);
    demo::fill(shell);
    shell.show();
    shell.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shell));
    shell.showStudy();
    shell.showPage(PageId::Subjects);
    demo::settle();
    shell.subjects()->table()->setFocus();
    QWidget* const start = QApplication::focusWidget();
    QVERIFY(start);
    QSet<QWidget*> seen;
    for (int i = 0; i < 200; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (QApplication::focusWidget() == start)
            break;
        QVERIFY(!seen.contains(QApplication::focusWidget())); // a shorter ring would be a dead end
        seen << QApplication::focusWidget();
    }
    QCOMPARE(QApplication::focusWidget(), start);
    int wanted = 0;
    for (QWidget* widget : shell.findChildren<QWidget*>())
        if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) &&
            widget != start && !widget->focusProxy() && !qobject_cast<QTabBar*>(widget) &&
            !(qobject_cast<RailButton*>(widget) && !static_cast<RailButton*>(widget)->isChecked())) {
            QVERIFY2(seen.contains(widget),
                     qPrintable(u"%1 %2"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                               widget->accessibleName())));
            ++wanted;
        }
    QVERIFY(wanted > 10);
}

void LookTest::wholeWindowIsDarkWhileReading() {
    MainShell shell;
    shell.resize(1280, 800);
    shell.setThemeChoice(ThemeChoice::Light);
    demo::fill(shell);
    shell.show();
    shell.showStudy();
    QVERIFY(!theme::tokens(shell.rail()).dark);
    shell.showPage(PageId::Reading);
    QVERIFY(theme::tokens(shell.rail()).dark);
    QVERIFY(theme::tokens(shell.topBar()).dark);
    demo::settle();
    const QImage picture = shell.grab().toImage();
    QStringList bright; // pixels in the last columns: no bright edge beside a CT
    for (int y = 0; y < picture.height(); ++y)
        if (qGray(picture.pixel(picture.width() - 4, y)) > 120)
            bright << QString::number(y);
    QVERIFY2(bright.isEmpty(), qPrintable(bright.join(u' ')));
    shell.showPage(PageId::Home);
    QVERIFY(!theme::tokens(shell.rail()).dark);
}

QTEST_MAIN(LookTest)
#include "LookTest.moc"
