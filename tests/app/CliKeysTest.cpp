// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recovery words and passphrases on the command line: nobody loses his keys by a wrong path, and what a person types
// is asked for as it should be.
#include "storage/vault/RecoveryWords.h"
#include "tests/app/PtyRun.h"

#include <QRegularExpression>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class CliKeysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(study_.create());
        const CliRun made = study_.json({u"key"_s, u"recovery"_s, u"new"_s, u"--recovery-file"_s, words()});
        QVERIFY2(made.exit == 0, made.words());
        QVERIFY((QFileInfo(words()).permissions() & (QFile::ReadGroup | QFile::ReadOther)) == 0);
        QCOMPARE(check(words()), 0);
    }

    /// A path that can't be written is found out before anything is changed.
    void noPlaceNoNewKeys_data() {
        QTest::addColumn<QStringList>("line");
        const QString nowhere = u"/nonexistent/x"_s;
        QTest::newRow("words, no folder")
            << QStringList{u"key"_s, u"recovery"_s, u"new"_s, u"--recovery-file"_s, nowhere};
        QTest::newRow("words, file is there")
            << QStringList{u"key"_s, u"recovery"_s, u"new"_s, u"--recovery-file"_s, words()};
        QTest::newRow("keys, no folder for the words")
            << QStringList{u"key"_s, u"rotate"_s,       u"--reason"_s,    u"left"_s, u"--recovery-file"_s,
                           nowhere,  u"--codes-file"_s, spare(u"codes"_s)};
        QTest::newRow("keys, no folder for the codes") << QStringList{u"key"_s,
                                                                      u"rotate"_s,
                                                                      u"--reason"_s,
                                                                      u"left"_s,
                                                                      u"--recovery-file"_s,
                                                                      spare(u"rotated"_s),
                                                                      u"--codes-file"_s,
                                                                      nowhere};
    }
    void noPlaceNoNewKeys() {
        QFETCH(QStringList, line);
        const CliRun run = study_.json(line);
        QVERIFY2(run.exit == 1, run.words());
        QCOMPARE(check(words()), 0);
        QVERIFY(!QFile::exists(spare(u"codes"_s)));
        QVERIFY(!QFile::exists(spare(u"rotated"_s)));
    }

    /// What is refused later leaves no empty file behind.
    void refusedLeavesNoFile() {
        const CliRun run = study_.json(
            {u"key"_s, u"rotate"_s, u"--recovery-file"_s, spare(u"r"_s), u"--codes-file"_s, spare(u"c"_s)});
        QVERIFY2(run.exit == 1 && run.errorCode() == u"reason-needed"_s, run.words());
        QVERIFY(!QFile::exists(spare(u"r"_s)) && !QFile::exists(spare(u"c"_s)));
    }

    void twoGroupsOfNineAreAskedFor() {
        PtyRun run({u"key"_s, u"recovery"_s, u"new"_s});
        QVERIFY2(run.shows("Type group 2:"), run.shown());
        const QStringList groups = groupsIn(run.shown());
        QCOMPARE(groups.size(), 9);
        QVERIFY(run.echoes());
        run.type("none\n");
        QVERIFY2(run.shows(groups.join(u'-').toLatin1()), run.shown()); // again, and nothing is lost
        QVERIFY2(run.shows("Type group 2:"), run.shown());
        run.type(groups[1].toLower().toLatin1() + '\n');
        QVERIFY2(run.shows("Type group 6:"), run.shown());
        run.type(groups[5].toLatin1() + '\n');
        QCOMPARE(run.exit(), 0);
        const QString file = study_.writePassphrase(u"typed"_s, groups.join(u'-').toLatin1());
        QCOMPARE(check(file), 0);
        QCOMPARE(check(words()), 3);
        QVERIFY(QFile::remove(words()) && QFile::copy(file, words()));
    }

    /// Who stops in between keeps the old words.
    void wordsThatAreNotConfirmedNeverCount() {
        PtyRun run({u"--json"_s, u"key"_s, u"recovery"_s, u"new"_s});
        QVERIFY2(run.shows("Type group 2:"), run.shown());
        const QStringList groups = groupsIn(run.shown());
        run.type("\x03");
        QVERIFY(run.exit() != 0);
        QVERIFY2(run.shown().contains("The old recovery words stay good"), run.shown());
        const QString file = study_.writePassphrase(u"typed"_s, groups.join(u'-').toLatin1());
        QCOMPARE(check(file), 3);
        QCOMPARE(check(words()), 0);
    }

    void interruptedAtThePrompt() {
        const QByteArray kept = qgetenv("CASEBOOK_PASSPHRASE_FILE");
        qunsetenv("CASEBOOK_PASSPHRASE_FILE");
        PtyRun run({u"study"_s, u"info"_s});
        qputenv("CASEBOOK_PASSPHRASE_FILE", kept);
        QVERIFY2(run.shows("Passphrase:"), run.shown());
        QTRY_VERIFY(!run.echoes());
        run.type("half a pass\x03");
        QCOMPARE(run.exit(), 1);
        QVERIFY(run.echoes());
        QVERIFY(!run.shown().contains("half"));
    }

    void recoveryFilesAreKeptFromOthers() {
        QFile(words()).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        QCOMPARE(check(words()), 2);
        QCOMPARE(lost(u"fresh"_s, "a fresh passphrase").exit, 2);
        QFile(words()).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    void aLostPassphraseIsReplaced() {
        const auto words9 = [&](const QByteArray& text) {
            return study_.writePassphrase(u"wrong words"_s, text);
        };
        const QByteArray right = QByteArray(readAll(words())).trimmed();
        QByteArray mistyped = right;
        mistyped[0] = right[0] == '7' ? '8' : '7';
        QCOMPARE(lost(u"f1"_s, "a fresh passphrase", words9(mistyped)).exit, 1);
        // Words of another study, well typed.
        QCOMPARE(
            lost(u"f2"_s, "a fresh passphrase", words9(recovery::toWords(recovery::makeSecret()).toLatin1()))
                .exit,
            3);
        const CliRun weak = lost(u"f3"_s, "short");
        QVERIFY2(weak.exit == 1 && weak.errorCode() == u"weak-passphrase"_s, weak.words());
        const auto held =
            Vault::unlock(study_.folder(), {}, SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadWrite);
        QVERIFY(held);
        QCOMPARE(lost(u"f4"_s, "a fresh passphrase").exit, 5);
        QVERIFY((*held)->lock());
        QCOMPARE(study_.json({u"user"_s, u"passphrase"_s, u"--recovery-file"_s, words()}).exit, 2);
        const CliRun done = lost(u"f5"_s, "a fresh passphrase");
        QVERIFY2(done.exit == 0, done.words());
        QCOMPARE(done.object(), (QJsonObject{{u"user"_s, u"tester"_s}}));
        QCOMPARE(study_.json({u"study"_s, u"info"_s}).exit, 3);
        qputenv("CASEBOOK_PASSPHRASE_FILE", spare(u"f5"_s).toLocal8Bit());
        QCOMPARE(study_.json({u"study"_s, u"info"_s}).exit, 0);
    }

    /// Last, as it adds a user.
    void whichUserIsPartOfTheCommandLine() {
        const QString first = study_.writePassphrase(u"first"_s, "another long passphrase");
        QCOMPARE(study_
                     .json({u"user"_s, u"add"_s, u"wang"_s, u"--role"_s, u"reader"_s,
                            u"--first-passphrase-file"_s, first})
                     .exit,
                 0);
        QCOMPARE(study_.json({u"--user"_s, u"tester"_s, u"backup"_s, spare(u"backup"_s)}).exit, 0);
        for (const QStringList& line :
             QList<QStringList>{{u"verify"_s},
                                {u"study"_s, u"upgrade"_s},
                                {u"study"_s, u"move"_s, spare(u"moved"_s)},
                                {u"restore"_s, spare(u"backup"_s), spare(u"back"_s)},
                                {u"key"_s, u"rotate"_s, u"--reason"_s, u"x"_s, u"--recovery-file"_s,
                                 spare(u"r"_s), u"--codes-file"_s, spare(u"c"_s)}}) {
            const CliRun run = study_.json(line);
            QVERIFY2(run.exit == 2 && run.errorCode() == u"user-needed"_s, run.words());
        }
        // What another person gave and knows is not kept as one's own.
        const CliRun same = study_.json({u"--user"_s, u"wang"_s, u"--passphrase-file"_s, first, u"user"_s,
                                         u"passphrase"_s, u"--new-passphrase-file"_s, first});
        QVERIFY2(same.exit == 1 && same.errorCode() == u"same-passphrase"_s, same.words());
        const CliRun roles = study_.json({u"--user"_s, u"tester"_s, u"user"_s, u"roles"_s, u" wang "_s,
                                          u"monitor"_s, u"--reason"_s, u"new task"_s});
        QVERIFY2(roles.exit == 0, roles.words());
        QCOMPARE(roles.object()[u"roles"_s].toArray(), QJsonArray{u"monitor"_s});
    }

    void aCheckIsNoted() {
        const auto notes = [&] {
            return study_.json({u"--user"_s, u"tester"_s, u"audit"_s, u"list"_s, u"--action"_s, u"verify"_s})
                .array()
                .size();
        };
        const auto before = notes();
        QCOMPARE(study_.json({u"--user"_s, u"tester"_s, u"verify"_s}).exit, 0);
        QCOMPARE(notes(), before + 1);
        // Beside another writer it is checked as well, and nothing is said of the note.
        const auto held = Vault::unlock(study_.folder(), u"tester"_s,
                                        SecretBytes::fromText(u"a fresh passphrase"_s), Access::ReadWrite);
        QVERIFY(held);
        const CliRun beside = study_.json({u"--user"_s, u"tester"_s, u"verify"_s});
        QVERIFY((*held)->lock());
        QVERIFY2(beside.exit == 0 && !beside.err.contains("has the study open"), beside.words());
        QCOMPARE(notes(), before + 1);
    }

    void oddFoldersAreTold() {
        QVERIFY(study_.create(u"Nextcloud"_s));
        qputenv("CASEBOOK_PASSPHRASE_FILE", study_.path("passphrase").toLocal8Bit());
        const CliRun info = study_.json({u"study"_s, u"info"_s});
        QVERIFY2(info.exit == 0 && info.err.contains(study_.folder().toUtf8()), info.words());
        QCOMPARE(info.object()[u"warnings"_s].toArray(), QJsonArray{u"sync-folder"_s});
    }

private:
    [[nodiscard]] QString words() const { return study_.root() + u"/words"_s; }
    [[nodiscard]] QString spare(const QString& name) const { return study_.root() + u'/' + name; }
    [[nodiscard]] int check(const QString& file) const {
        return study_.json({u"key"_s, u"recovery"_s, u"check"_s, u"--recovery-file"_s, file}).exit;
    }
    [[nodiscard]] CliRun lost(const QString& name, const QByteArray& fresh, const QString& file = {}) {
        return study_.json({u"user"_s, u"passphrase"_s, u"--lost"_s, u"--recovery-file"_s,
                            file.isEmpty() ? words() : file, u"--new-passphrase-file"_s,
                            study_.writePassphrase(name, fresh)});
    }
    static QByteArray readAll(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QStringList groupsIn(const QByteArray& shown) {
        static const QRegularExpression nine(u"([0-9A-Z]{4}-){8}[0-9A-Z]{4}"_s);
        return nine.match(QString::fromLatin1(shown)).captured().split(u'-');
    }

    CliStudy study_;
};

QTEST_GUILESS_MAIN(CliKeysTest)
#include "CliKeysTest.moc"
