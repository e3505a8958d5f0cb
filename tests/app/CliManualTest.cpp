// SPDX-License-Identifier: GPL-3.0-or-later
//
// The newcomer's walk of the manual, line by line as printed.
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int patienceMs = 240'000;

/// A ```sh block of a page; 1: the first.
QStringList walkOf(const QString& path, int number = 1) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    return text.section(QStringLiteral("```sh\n"), number)
        .section(QStringLiteral("```"), 0, 0)
        .split(u'\n', Qt::SkipEmptyParts);
}

QString manual(const char* language) {
    return QStringLiteral(CASEBOOK_SOURCE_DIR "/docs/user/%1/manual.md").arg(QLatin1StringView(language));
}

} // namespace

class CliManualTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bothLanguagesPrintTheSameWalk();
    void everyLineWorksAsPrinted();
};

void CliManualTest::bothLanguagesPrintTheSameWalk() {
    QVERIFY(walkOf(manual("en")).size() > 10);
    for (int block = 1; block <= 3; ++block)
        QCOMPARE(walkOf(manual("zh"), block), walkOf(manual("en"), block));
}

/// Run by a shell, one after the other, in a home of its own: what one line sets the next ones see.
void CliManualTest::everyLineWorksAsPrinted() {
    const QTemporaryDir home;
    const QString passphrase = home.filePath(QStringLiteral("passphrase"));
    QFile secret(passphrase);
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write("casebook-sample-study\n");
    secret.close();
    QVERIFY(secret.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), home.path());
    environment.insert(QStringLiteral("XDG_STATE_HOME"), home.filePath(QStringLiteral("state")));
    environment.insert(QStringLiteral("CASEBOOK_PASSPHRASE_FILE"), passphrase);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("PATH"),
                       qEnvironmentVariable("CASEBOOK_BIN", QStringLiteral(CASEBOOK_BIN_DIR)) + u':' +
                           environment.value(QStringLiteral("PATH")));
    QString script = QStringLiteral("set -e\n");
    for (const QString& line : walkOf(manual("en")))
        script += QStringLiteral("echo \"+ \"'%1' >&2\n")
                      .arg(QString(line).replace(u'\'', QStringLiteral("'\\''"))) +
                  line + u'\n';
    QProcess shell;
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(home.path());
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script}, QIODevice::ReadOnly);
    QVERIFY(shell.waitForFinished(patienceMs));
    const QByteArray said = shell.readAllStandardError().right(800);
    QVERIFY2(shell.exitCode() == 0, said.constData());
    const QString set = home.filePath(QStringLiteral("everyone-v1"));
    for (const char* file :
         {"README.md", "SHA256SUMS", "datapackage.json", "code/analysis.R", "data/subjects.csv"})
        QVERIFY2(QFile::exists(set + u'/' + QLatin1StringView(file)), file);
    QVERIFY(!QDir(set + QStringLiteral("/images")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty());
}

QTEST_GUILESS_MAIN(CliManualTest)
#include "CliManualTest.moc"
