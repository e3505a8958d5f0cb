// SPDX-License-Identifier: GPL-3.0-or-later
//
// A study that a newer program wrote, by its header or by its database: every command refuses it with words, in both
// languages, and changes nothing.
#include "storage/database/Migrations.h"
#include "storage/vault/Crypto.h"
#include "tests/app/CliStudy.h"
#include "tests/storage/OpenedStudy.h"

#include <QDirIterator>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

/// The same header as one that only readers of format 9 understand; its plain sum is right.
QByteArray newerHeader(const QByteArray& file) {
    QByteArray body = file.first(file.size() - 64);
    body[8] = 9; // version
    body[10] = 9; // the least reader
    return body + crypto::Blake2b(32).add(body).finish() + file.last(32);
}

/// Every file with its bytes, except what says who has the study open: the lock, and what SQLite keeps for readers.
QMap<QString, QByteArray> filesOf(const QString& folder) {
    QMap<QString, QByteArray> out;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
         files.hasNext();)
        if (const QString path = files.next(); !path.endsWith(u"/lock") && !path.endsWith(u"-shm") &&
                                               !(path.endsWith(u"-wal") && files.fileInfo().size() == 0))
            out.insert(path, readFile(path));
    return out;
}

/// Names of files that differ.
QStringList difference(const QMap<QString, QByteArray>& a, const QMap<QString, QByteArray>& b) {
    QStringList out;
    for (const QString& path : QSet(a.keyBegin(), a.keyEnd()) + QSet(b.keyBegin(), b.keyEnd()))
        if (a.value(path) != b.value(path) || a.contains(path) != b.contains(path))
            out.append(path);
    return out;
}

} // namespace

class CliNewerTest final : public QObject {
    Q_OBJECT

    CliStudy world_;
    StudyFixture study_;

    [[nodiscard]] CliRun run(const QStringList& line) const {
        return world_.run(
            QStringList{u"--study"_s, study_.folder(), u"--passphrase-file"_s, world_.path("secret")} + line);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(study_.make());
        VERIFY_OK(study_.vault->lock());
        study_.vault.reset();
        world_.writePassphrase(u"secret"_s, goodPassphrase);
        QCOMPARE(run({u"list"_s, u"subjects"_s}).exit, 0);
        QCOMPARE(QProcess::execute(u"cp"_s, {u"-a"_s, study_.folder(), study_.beside(u"sound"_s)}), 0);
    }

    void isRefusedWithWords_data() {
        QTest::addColumn<bool>("header");
        QTest::addColumn<QString>("line");
        for (const bool header : {false, true})
            for (const char* line : {"study info", "list subjects", "subject add S-0009", "backup FOLDER",
                                     "study upgrade", "compact", "audit verify", "volume info 1.2.3", "verify"})
                QTest::addRow("%s: %s", header ? "header" : "database", line)
                    << header << QString::fromLatin1(line).replace(u"FOLDER"_s, world_.path("backup"));
    }
    void isRefusedWithWords() {
        QFETCH(bool, header);
        QFETCH(QString, line);
        QVERIFY(QDir(study_.folder()).removeRecursively());
        QCOMPARE(QProcess::execute(u"cp"_s, {u"-a"_s, study_.beside(u"sound"_s), study_.folder()}), 0);
        if (header) {
            for (const QString& name : {u"casebook.study"_s, u"casebook.bak"_s})
                QVERIFY(writeFile(study_.path(name), newerHeader(readFile(study_.path(name)))));
        } else {
            const auto database = OpenedStudy(study_).writable();
            VERIFY_OK(database);
            VERIFY_OK(
                (*database)->execute("PRAGMA user_version=" + QByteArray::number(migrations::newest() + 1)));
        }
        const QMap<QString, QByteArray> before = filesOf(study_.folder());
        const QStringList words = line.split(u' ');
        const CliRun json = run(QStringList{u"--json"_s} + words);
        QVERIFY2(json.exit == 1, json.words());
        QCOMPARE(json.errorCode(), u"newer-format"_s);
        const CliRun english = run(QStringList{u"--lang"_s, u"en"_s} + words);
        QVERIFY2(english.exit == 1 && english.err.contains("written by a newer Casebook"), english.words());
        const CliRun chinese = run(QStringList{u"--lang"_s, u"zh"_s} + words);
        QVERIFY2(chinese.exit == 1 && chinese.err.contains("更新版本的 Casebook"), chinese.words());
        QCOMPARE(difference(filesOf(study_.folder()), before).join(u' '), QString());
    }
};

QTEST_GUILESS_MAIN(CliNewerTest)
#include "CliNewerTest.moc"
