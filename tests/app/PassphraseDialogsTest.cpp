// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dialogs that ask for a passphrase: nothing is cut in any language and at 200 %, Tab goes through them, an error
// stands where it belongs. With CASEBOOK_PICTURES=FOLDER each leaves pictures there.
#include "app/window/AskPassphrase.h"
#include "app/window/PassphraseDialog.h"
#include "app/window/RecoveryDialog.h"
#include "app/window/SignDialog.h"
#include "tests/widgets/Cut.h"
#include "tests/widgets/Languages.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/PassphraseEdit.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/RecoveryPage.h"

#include <QApplication>
#include <QPointer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

const Error kWrong{ErrorKind::NoRight, "wrong-passphrase", {}, {}};
const Error kWrongWords{ErrorKind::NoRight, "wrong-recovery-words", {}, {}};

struct Asked {
    QString name;
    Dialog* dialog;
    std::function<void()> refuse;
};

QList<Asked> dialogs(QWidget* host) {
    auto* sign = new SignDialog(u"\u674e\u5a1c"_s, host);
    auto* change = new PassphraseDialog(host);
    auto* first = new PassphraseDialog(host, PassphraseDialog::Why::First);
    auto* lost = new PassphraseDialog(host, PassphraseDialog::Why::Lost);
    auto* ask = new AskPassphrase(
        QCoreApplication::translate("casebook::BackupController", "Check the newest backup?"),
        QCoreApplication::translate("casebook::BackupController",
                                    "It opens with the passphrase that was yours when it was made."),
        QCoreApplication::translate("casebook::BackupController", "Check"), host);
    auto* words = new AskPassphrase(
        QCoreApplication::translate("casebook::StudyController", "Check the recovery words?"),
        QCoreApplication::translate("casebook::StudyController",
                                    "Type the nine groups of four as they were written down. It is only "
                                    "tried whether they open the study; nothing changes."),
        QCoreApplication::translate("casebook::StudyController", "Check"), host);
    words->askForWords();
    auto* fresh = new RecoveryDialog(host);
    fresh->page()->setWords(u"AAAA BBBB CCCC DDDD EEEE FFFF GGGG HHHH JJJJ"_s, u"/data/lung"_s);
    return {{u"words"_s, words, [words] { words->refuse(kWrongWords); }},
            {u"fresh-words"_s, fresh, [] {}},
            {u"sign"_s, sign, [sign] { sign->refuse(kWrong); }},
            {u"change"_s, change, [change] { change->refuse(kWrong); }},
            {u"first"_s, first, [first] { first->refuse(kWrong); }},
            {u"lost"_s, lost, [lost] { lost->refuse(kWrong); }},
            {u"ask"_s, ask, [ask] { ask->refuse(kWrong); }}};
}

} // namespace

class PassphraseDialogsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }

    void nothingIsCut_data() { tests::languageRows(); }
    void nothingIsCut() {
        QFETCH(QString, language);
        const tests::Spoken spoken(language);
        QWidget host;
        host.resize(1100, 700);
        host.show();
        QStringList cut;
        const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
        for (const Asked& one : dialogs(&host)) {
            one.dialog->open();
            for (const bool refused : {false, true}) {
                if (refused)
                    one.refuse();
                QCoreApplication::processEvents();
                const auto whole = [&] {
                    cut = tests::cut(one.dialog);
                    return cut.isEmpty();
                };
                QVERIFY2(QTest::qWaitFor(whole), qPrintable(one.name + u'\n' + cut.join(u'\n')));
                if (!to.isEmpty())
                    one.dialog->grab().save(u"%1/passphrase-%2-%3%4-%5.png"_s.arg(
                        to, one.name, language, refused ? u"-refused"_s : QString(),
                        QString::number(qRound(one.dialog->devicePixelRatioF() * 100))));
            }
            one.dialog->accept();
        }
    }

    void nothingIsCutAtTwoHundredPercent() {
        if (qEnvironmentVariableIsSet("CASEBOOK_LOOK_CHILD"))
            QSKIP("is the process at 200 %");
        QProcess child; // the scale belongs to a process
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
        environment.insert(u"CASEBOOK_LOOK_CHILD"_s, u"1"_s);
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {u"nothingIsCut"_s});
        QVERIFY(child.waitForFinished(240'000));
        QVERIFY2(child.exitCode() == 0, child.readAllStandardOutput().constData());
    }

    /// What can't be taken back is done once, and who gives up meanwhile is not told that it was not done.
    void aSignatureIsGivenOnce() {
        QWidget host;
        host.show();
        const QPointer<SignDialog> dialog = new SignDialog(u"Li Na"_s, &host);
        dialog->open();
        QSignalSpy given(dialog, &SignDialog::given);
        auto* field = dialog->findChild<PassphraseEdit*>()->field();
        QTest::keyClicks(field, u"her passphrase"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(dialog->isVisible());
        dialog->refuse(kWrong);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(given.size(), 2);
        dialog->refuse(kWrong);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }

    void aPassphraseIsGivenOnce() {
        QWidget host;
        host.show();
        auto* dialog = new AskPassphrase(u"Remember?"_s, u"A note."_s, u"Remember"_s, &host);
        dialog->open();
        QSignalSpy given(dialog, &AskPassphrase::given);
        QTest::keyClicks(dialog->field()->field(), u"her passphrase"_s);
        QTest::keyClick(dialog->field()->field(), Qt::Key_Return);
        QTest::keyClick(dialog->field()->field(), Qt::Key_Return);
        QCOMPARE(given.size(), 1);
        dialog->refuse(kWrong);
        QTest::keyClick(dialog->field()->field(), Qt::Key_Return);
        QCOMPARE(given.size(), 2);
    }

    /// Each field is reached by Tab, and Enter in the last one gives what was typed.
    void keysAlone() {
        QWidget host;
        host.show();
        auto* dialog = new PassphraseDialog(&host);
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QByteArray old, fresh;
        connect(dialog, &PassphraseDialog::given, this, [&](const QByteArray& o, const QByteArray& f) {
            old = o;
            fresh = f;
        });
        const QList<PassphraseEdit*> fields = dialog->findChildren<PassphraseEdit*>();
        QCOMPARE(fields.size(), 3);
        QSet<QWidget*> reached;
        for (int n = 0; n < 12; ++n) {
            reached.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (PassphraseEdit* field : fields)
            QVERIFY(reached.contains(field->field()));
        for (int n = 0; n < 3; ++n)
            QTest::keyClicks(fields[n]->field(),
                             n == 0 ? u"what it was before"_s : u"what it shall be now"_s);
        QTest::keyClick(fields[2]->field(), Qt::Key_Return);
        QCOMPARE(old, QByteArray("what it was before"));
        QCOMPARE(fresh, QByteArray("what it shall be now"));
    }
};

QTEST_MAIN(PassphraseDialogsTest)
#include "PassphraseDialogsTest.moc"
