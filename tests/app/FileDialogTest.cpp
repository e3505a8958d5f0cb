// SPDX-License-Identifier: GPL-3.0-or-later
//
// A folder may be named after a patient: no file below the person's settings tells where a dialog was.
#include "app/window/FileDialog.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/ByteSearch.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;
const QByteArray planted = "Mustermann-Erika-19500101";

/// Qt looks once where settings lie, so this stands before main().
const QTemporaryDir& config() {
    static const QTemporaryDir folder;
    return folder;
}
const bool isSet = qputenv("XDG_CONFIG_HOME", config().path().toUtf8());

bool isTold() {
    ByteSearch search;
    search.add(planted, u"the folder"_s);
    return !search.below(config().path()).isEmpty();
}

} // namespace

class FileDialogTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void plainDialogTells();
    void importTellsNothing();
    void nobodyUsesAnother();

private:
    QTemporaryDir work_;
};

void FileDialogTest::initTestCase() {
    QVERIFY(isSet);
    QCoreApplication::setApplicationName(u"casebook-file-dialog-test"_s);
    theme::install(*qApp);
    QVERIFY(QDir(work_.path()).mkpath(QString::fromLatin1(planted + "/ct")));
}

/// Or the other tests would prove nothing.
void FileDialogTest::plainDialogTells() {
    { QFileDialog plain(nullptr, {}, work_.filePath(QString::fromLatin1(planted))); }
    QVERIFY(isTold());
}

/// What an earlier version left goes too.
void FileDialogTest::importTellsNothing() {
    StudyFixture study;
    QVERIFY(study.make());
    MainWindow window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.openStudy(std::make_shared<OpenStudy>(std::move(study.vault)));
    const std::weak_ptr<OpenStudy> held = window.study();
    QTRY_VERIFY_WITH_TIMEOUT(window.home()->isLoaded(), patience);
    const auto ask = [&]() -> QFileDialog* {
        Q_EMIT window.shell()->importFolderRequested();
        return window.findChild<QFileDialog*>();
    };
    const auto choose = [&](QFileDialog* dialog) {
        dialog->findChild<QLineEdit*>(u"fileNameEdit"_s)
            ->setText(work_.filePath(QString::fromLatin1(planted + "/ct")));
        QDialog& plain = *dialog; // accept() is for clicks there
        plain.accept();
    };
    QFileDialog* dialog = ask();
    QVERIFY(dialog);
    dialog->setDirectory(work_.filePath(QString::fromLatin1(planted)));
    choose(dialog);
    QTRY_VERIFY(!window.findChild<QFileDialog*>());
    QVERIFY(!isTold());
    dialog = ask(); // begins where the last one was left
    QVERIFY(dialog);
    QCOMPARE(dialog->directory().dirName().toLatin1(), planted);
    window.lock(); // and goes with the study
    QTRY_VERIFY(!window.findChild<QFileDialog*>());
    QVERIFY(!isTold());
    FileDialog after(&window, {});
    QCOMPARE(after.directory(), QDir::home());
    QTRY_VERIFY_WITH_TIMEOUT(held.expired(), patience);
}

void FileDialogTest::nobodyUsesAnother() {
    const QRegularExpression plain(u"new QFileDialog|QFileDialog::get|QFileDialog \\w+[({;]"_s);
    for (const char* layer : {"app", "widgets", "viewers"}) {
        QDirIterator files(QStringLiteral(CASEBOOK_SOURCE_DIR) + u'/' + QString::fromLatin1(layer),
                           {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(files.hasNext());
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!QString::fromUtf8(file.readAll()).contains(plain), qPrintable(file.fileName()));
        }
    }
}

QTEST_MAIN(FileDialogTest)
#include "FileDialogTest.moc"
