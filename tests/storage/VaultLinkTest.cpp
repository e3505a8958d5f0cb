// SPDX-License-Identifier: GPL-3.0-or-later
//
// The study is encrypted whatever SQLite else is in the process: VTK, PROJ and Qt's driver bring libsqlite3.
// The program starts itself as the one that writes: "--write FOLDER".
#include "tests/storage/StudyFixture.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QStringEncoder>

#include <cstdio>

using namespace casebook;
using namespace casebook::test;

namespace {

const QString plantedName = QStringLiteral("Zhuge Kongming 诸葛孔明");
constexpr const char* library = "libsqlite3.so.0";

Result<> plant(Vault& vault) {
    return vault.database().writeAndWait([](WriteTransaction& tx) -> Result<> {
        if (auto done = addSubject(tx, QStringLiteral("S-0001")); !done)
            return done;
        auto done = tx.run("UPDATE subject SET name=?", plantedName);
        for (int i = 0; done && i < 500; ++i)
            done = tx.run(
                "INSERT INTO subject(uuid,site_id,label,name,status,created_ms) VALUES(?,1,?,?,'enrolled',0)",
                tx.newUuid(), QString::number(i), plantedName);
        return done;
    });
}

/// Writes a study and sorts with a temporary table; says whether libsqlite3 is in the process.
int write(const QString& folder) {
    auto made =
        Vault::create(folder, StudyFixture::study(), secret(goodPassphrase), KdfCost::cheapForTests());
    if (!made || !plant(*made->vault))
        return 1;
    const QByteArray maps = readFile(QStringLiteral("/proc/self/maps"));
    std::puts(maps.contains("libsqlite3") ? "with libsqlite3" : "without");
    return made->vault->lock() ? 0 : 1;
}

/// Files below `folder` that hold the planted name in an encoding a program might use.
QStringList leaks(const QString& folder) {
    QByteArrayList needles{plantedName.toUtf8(), QByteArray("SQLite format 3"), QByteArray("li.na")};
    for (const auto encoding : {QStringConverter::Utf16LE, QStringConverter::Utf16BE})
        needles.append(QStringEncoder(encoding).encode(plantedName));
    QStringList found;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QByteArray content = readFile(path);
        for (const QByteArray& needle : needles)
            if (content.contains(needle))
                found.append(path);
    }
    return found;
}

QString preloadable() {
    for (const QString& folder :
         {QStringLiteral("/usr/lib/x86_64-linux-gnu/"), QStringLiteral("/usr/lib/aarch64-linux-gnu/"),
          QStringLiteral("/usr/lib64/")})
        if (QFile::exists(folder + QString::fromLatin1(library)))
            return folder + QString::fromLatin1(library);
    return {};
}

bool inCi() { return qEnvironmentVariableIntValue("CASEBOOK_CI") == 1; }

} // namespace

class VaultLinkTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void preloadedSqliteChangesNothing() {
        const QString preload = preloadable();
        if (preload.isEmpty() && !inCi())
            QSKIP("libsqlite3.so.0 is not installed here");
        QVERIFY(!preload.isEmpty());
        StudyFixture f;
        QProcess writer;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), preload);
        writer.setProcessEnvironment(environment);
        writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write"), f.folder()});
        QVERIFY(writer.waitForFinished(60000));
        QCOMPARE(writer.exitCode(), 0);
        QCOMPARE(writer.readAllStandardOutput().trimmed(), QByteArray("with libsqlite3"));
        QVERIFY(QFileInfo(f.path(QStringLiteral("d/c"))).size() > 40960);
        QCOMPARE(leaks(f.folder()), QStringList());
        f.clock.utc = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(f.open());
        QCOMPARE(countOf(f.vault->database(), "subject").value_or(-1), 501);
    }

    void openStudyHoldsNoPlainText() {
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(plant(*f.vault));
        QVERIFY(QFileInfo(f.path(QStringLiteral("d/c-wal"))).size() > 0); // the log too
        QCOMPARE(leaks(f.folder()), QStringList());
        QCOMPARE(leaks(f.beside(QStringLiteral("state"))), QStringList());
        QVERIFY(
            writeFile(f.path(QStringLiteral("t/leak")), "x" + plantedName.toUtf8())); // the search does find
        QCOMPARE(leaks(f.folder()), QStringList(f.path(QStringLiteral("t/leak"))));
    }

    void noProgramExportsSqlite() {
        QStringList programs{QCoreApplication::applicationFilePath()};
        const QDir bin(qEnvironmentVariable("CASEBOOK_BIN", QStringLiteral(CASEBOOK_BIN_DIR)));
        for (const QString& name : bin.entryList(QDir::Files | QDir::Executable))
            programs.append(bin.filePath(name));
        for (const QString& program : std::as_const(programs)) {
            QProcess nm;
            nm.start(QStringLiteral("nm"), {QStringLiteral("-D"), QStringLiteral("--defined-only"), program});
            QVERIFY(nm.waitForFinished(60000));
            QCOMPARE(nm.exitCode(), 0);
            for (const QByteArray& line : nm.readAllStandardOutput().split('\n'))
                QVERIFY2(!line.contains(" sqlite3_") && !line.contains(" cbk_"),
                         qPrintable(program + u' ' + QString::fromLatin1(line)));
        }
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == QStringLiteral("--write"))
        return write(app.arguments().value(2));
    VaultLinkTest test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "VaultLinkTest.moc"
