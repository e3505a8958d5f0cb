// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window's program as a command starts it: the recovery words of a study that it makes go to a file of their own, or
// nothing is made where nobody would see them.
#include "app/window/WordsOutput.h"
#include "tests/storage/StudyFixture.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class WindowStartTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreForTheirOwner() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"words"_s);
        VERIFY_OK(canGiveWords(file));
        VERIFY_OK(giveWords(u"AAAA BBBB"_s, file));
        QCOMPARE(readFile(file), QByteArray("AAAA BBBB\n"));
        struct stat about{};
        QCOMPARE(::stat(file.toLocal8Bit().constData(), &about), 0);
        QCOMPARE(about.st_mode & 0777, mode_t(0600));
        QCOMPARE(canGiveWords(file).error().code, QByteArray("exists"));
        QCOMPARE(giveWords(u"CCCC"_s, file).error().code, QByteArray("exists"));
        QCOMPARE(readFile(file), QByteArray("AAAA BBBB\n"));
        QCOMPARE(giveWords(u"CCCC"_s, folder.filePath(u"no/words"_s)).error().code, QByteArray("cannot-write"));
    }

    void withoutATerminalNothingIsMade() {
        const QTemporaryDir folder;
        const QString passphrase = folder.filePath(u"passphrase"_s);
        QVERIFY(writeFile(passphrase, goodPassphrase));
        QVERIFY(QFile::setPermissions(passphrase, QFile::ReadOwner | QFile::WriteOwner));
        QProcess program;
        program.setChildProcessModifier([] { ::setsid(); }); // no terminal
        program.start(qEnvironmentVariable("CASEBOOK_BIN") + u"/casebook"_s,
                      {u"--import"_s, folder.path(), u"--study"_s, folder.filePath(u"new"_s),
                       u"--passphrase-file"_s, passphrase});
        QVERIFY(program.waitForFinished(60'000));
        const QByteArray told = program.readAllStandardError();
        QCOMPARE(program.exitCode(), 2);
        QVERIFY2(told.contains("--recovery-file"), told.constData());
        QVERIFY(!QFileInfo::exists(folder.filePath(u"new"_s)));
    }
};

QTEST_MAIN(WindowStartTest)
#include "WindowStartTest.moc"
