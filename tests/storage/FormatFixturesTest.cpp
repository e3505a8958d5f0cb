// SPDX-License-Identifier: GPL-3.0-or-later
//
// Study folders as earlier versions left them, one a schema under tests/fixtures/studies/: each opens, is whole, and
// says what was put into it. They hold made-up data under a known passphrase and a cheap key derivation. Those of 5 and 7
// were written by the programs of their day, which were killed: their last commits lie in the log.
// A new schema gets its folder before it is released: CASEBOOK_MAKE_FIXTURE=1 makes that of this program, and a second
// one, `N-full`, with a little of everything, by the lines of full.txt. Folders of before that, which are nearly empty,
// are also tried with rows in all tables that later schemas change: fill.sql.
#include "storage/database/Migrations.h"
#include "storage/database/Rows.h"
#include "tests/storage/OpenedStudy.h"
#include "tests/support/SmallSeries.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QRegularExpression>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

const QString kFixtures = QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/fixtures/studies");
const QByteArray kContent = QByteArray("what an image would be ").repeated(40);

bool copyFolder(const QString& from, const QString& to) {
    QDirIterator it(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString target =
            to + u'/' + QDir(from).relativeFilePath(QFileInfo(it.next()).absoluteFilePath());
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(it.filePath(), target))
            return false;
        QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner);
    }
    for (const QString& folder : {u"d"_s, u"o"_s, u"t"_s}) // a repository keeps no empty ones
        if (!QDir().mkpath(to + u'/' + folder))
            return false;
    return true;
}

/// A subject, and an object with its row.
Result<> fill(Vault& vault) {
    const auto pack = vault.objects().put({kContent});
    if (!pack)
        return tl::unexpected(pack.error());
    return vault.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        if (auto row = ObjectStore::insertRow(tx, *pack); !row)
            return tl::unexpected(row.error());
        return addSubject(tx, u"S-0001"_s);
    });
}

/// The first part of each pack, by what the pack itself says.
Result<QByteArrayList> objectsOf(Vault& vault) {
    const auto packs = vault.database().read([](ReadConnection& c) -> Result<QList<PackId>> {
        auto rows = c.prepare("SELECT pack_id FROM pack WHERE state = 'live' ORDER BY id");
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<PackId>(*rows, [](const Statement& r) -> Result<PackId> { return PackId{r.blob(0)}; });
    });
    if (!packs)
        return tl::unexpected(packs.error());
    QByteArrayList out;
    for (const PackId& pack : *packs) {
        const auto parts = vault.objects().directory(pack);
        if (!parts && parts.error().code == "pack-away") // its other disk is no part of the fixture
            continue;
        const auto bytes = parts && !parts->isEmpty()
                               ? vault.objects().read(pack, parts->first().extent)
                               : Result<QByteArray>(fail(ErrorKind::Damaged, "no-directory"));
        if (!bytes)
            return tl::unexpected(bytes.error());
        out.append(*bytes);
    }
    return out;
}

/// Columns by table, of all that people fill: not what opening a study writes by itself.
using Columns = QMap<QByteArray, QByteArrayList>;

Result<QByteArrayList> words(ReadConnection& c, const QByteArray& sql) {
    auto rows = c.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<QByteArray>(*rows,
                               [](const Statement& r) -> Result<QByteArray> { return r.text(0).toUtf8(); });
}

Result<Columns> columnsOf(ReadConnection& c) {
    const auto tables =
        words(c, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('audit',"
                 "'audit_value','session','vault_state') AND name NOT LIKE 'sqlite_%'");
    if (!tables)
        return tl::unexpected(tables.error());
    Columns out;
    for (const QByteArray& table : *tables) {
        const auto columns = words(c, "SELECT name FROM pragma_table_info('" + table + "')");
        if (!columns)
            return tl::unexpected(columns.error());
        out.insert(table, *columns);
    }
    return out;
}

/// Every row as text, by table.
Result<QMap<QByteArray, QByteArrayList>> rowsOf(Vault& vault, const Columns& columns) {
    return vault.database().read([&](ReadConnection& c) -> Result<QMap<QByteArray, QByteArrayList>> {
        QMap<QByteArray, QByteArrayList> out;
        for (auto it = columns.begin(); it != columns.end(); ++it) {
            const auto rows =
                words(c, "SELECT quote(" + it->join(")||'|'||quote(") + ") FROM " + it.key() + " ORDER BY 1");
            if (!rows)
                return tl::unexpected(rows.error());
            out.insert(it.key(), *rows);
        }
        return out;
    });
}

/// Rows as a program of the folder's schema could have written them, in every table that a later schema changes.
Result<> fillBySql(StudyFixture& f, const char* passphrase) {
    const auto opened = OpenedStudy(f, {}, passphrase).writable();
    return opened ? (*opened)->execute(readFile(kFixtures + u"/fill.sql"_s)) : tl::unexpected(opened.error());
}

/// The lines of full.txt, by the program.
QByteArray fillByCommands(const StudyFixture& f) {
    const QString beside = f.beside(u"in/"_s),
                  program = qEnvironmentVariable("CASEBOOK_BIN") + u"/casebook-cli"_s;
    bool made = QDir().mkpath(beside) && writeSmallSeries(beside + u"ct"_s, 2, 6, 32) &&
                QDir(beside).mkpath(u"disk"_s) && QDir(beside).mkpath(u"watched"_s) &&
                QFile::copy(beside + u"ct/s0/000.dcm"_s, beside + u"watched/a.dcm"_s);
    for (const auto& [name, text] :
         {std::pair(
              "findings.json",
              QByteArray(R"({"schema":"casebook.findings/1","algorithm":{"name":"nodule.net","version":"2"},
"input":{"series_uid":"2.25.777.1","frame_of_reference_uid":"2.25.778","sop_count":6},
"coordinate_system":"LPS","units":"mm","findings":[{"id":"a","category":"nodule","center_mm":[9,9,2],
"diameter_mm":{"long":6.1,"short":5.8},"score":0.91}]})")),
          {"passphrase", QByteArray(goodPassphrase) + '\n'}})
        made = made && writeFile(beside + QLatin1StringView(name), text) &&
               QFile::setPermissions(beside + QLatin1StringView(name), QFile::ReadOwner | QFile::WriteOwner);
    if (!made)
        return "no input";
    for (QString line : QString::fromUtf8(readFile(kFixtures + u"/full.txt"_s)).split(u'\n')) {
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        QProcess cli;
        cli.start(program, QStringList{u"--study"_s, f.folder(), u"--user"_s, u"li.na"_s,
                                       u"--passphrase-file"_s, beside + u"passphrase"_s} +
                               QProcess::splitCommand(line.replace(u"FOLDER/"_s, beside)));
        if (!cli.waitForFinished(120'000) || cli.exitCode() != 0)
            return line.toUtf8() + ": " + cli.readAllStandardError();
    }
    return {};
}

/// What is known of a folder beside what it says itself.
struct Kept {
    const char* passphrase = goodPassphrase;
    const char* name = "Lung nodules";
    const char* printedName = "Li Na";
};
Kept keptOf(const QString& schema) {
    return schema == u"7" ? Kept{"import service test", "T", "li"} : Kept{};
}

/// "11" of "11-full".
QString schemaOf(const QString& folder) { return QFileInfo(folder).fileName().section(u'-', 0, 0); }

} // namespace

class FormatFixturesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (!qEnvironmentVariableIsSet("CASEBOOK_MAKE_FIXTURE"))
            return;
        StudyFixture f;
        QVERIFY(f.make());
        VERIFY_OK(fill(*f.vault));
        keep(f, QString::number(migrations::newest()));
        StudyFixture full;
        QVERIFY(full.make());
        VERIFY_OK(full.vault->lock());
        const QByteArray failed = fillByCommands(full);
        QVERIFY2(failed.isEmpty(), failed.constData());
        full.clock.utc = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(full.open());
        keep(full, QString::number(migrations::newest()) + u"-full"_s);
    }

    void everyFormatOpens_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("filled");
        const QStringList schemas = QDir(kFixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& schema : schemas)
            QTest::newRow(qPrintable(schema)) << kFixtures + u'/' + schema << false;
        for (const char* schema : {"5", "7", "8", "10"})
            QTest::addRow("%s filled", schema) << kFixtures + u'/' + QLatin1StringView(schema) << true;
    }
    void everyFormatOpens() {
        QFETCH(QString, folder);
        QFETCH(bool, filled);
        const Kept kept = keptOf(schemaOf(folder));
        StudyFixture f;
        QVERIFY(copyFolder(folder, f.folder()));
        if (filled)
            VERIFY_OK(fillBySql(f, kept.passphrase));
        const auto damage = [&]() -> QByteArray {
            const auto report =
                Vault::verifyFolder(f.folder(), {}, secret(kept.passphrase), true, Job{}, f.deps());
            if (!report)
                return report.error().code;
            for (const Damage& one : report->damage) // what fill.sql brings, no audit has told
                if (!one.object.startsWith(QStringLiteral("90100000")))
                    return one.what;
            return {};
        };
        // As it came: whole, and readable without a change.
        QCOMPARE(damage(), QByteArray());
        auto vault = f.tryOpen(Access::ReadOnly, kept.passphrase);
        VERIFY_OK(vault);
        QCOMPARE(QString::number((*vault)->info().schemaVersion), schemaOf(folder));
        const auto columns = (*vault)->database().read([](ReadConnection& c) { return columnsOf(c); });
        VERIFY_OK(columns);
        const auto before = rowsOf(**vault, *columns);
        VERIFY_OK(before);
        const auto objects = objectsOf(**vault);
        VERIFY_OK(objects);
        vault->reset();
        // Opened for writing it has the schema of today, and all that was in it.
        vault = f.tryOpen(Access::ReadWrite, kept.passphrase);
        VERIFY_OK(vault);
        QCOMPARE((*vault)->info().schemaVersion, migrations::newest());
        QCOMPARE((*vault)->info().name, QString::fromLatin1(kept.name));
        QCOMPARE((*vault)->session().printedName, QString::fromLatin1(kept.printedName));
        const auto after = rowsOf(**vault, *columns);
        VERIFY_OK(after);
        for (auto it = before->begin(); it != before->end(); ++it)
            QVERIFY2(after->value(it.key()) == *it, it.key().constData());
        QCOMPARE(objectsOf(**vault).value_or(QByteArrayList()), *objects);
        VERIFY_OK((*vault)->lock());
        vault->reset();
        QCOMPARE(damage(), QByteArray());
    }

    /// What the makers of the folders put in is really there, so that the comparison above compares something.
    void theFoldersHoldSomething() {
        StudyFixture f;
        QVERIFY(copyFolder(kFixtures + u"/8"_s, f.folder()) && f.open());
        QCOMPARE(countOf(f.vault->database(), "subject").value_or(-1), 1);
        QCOMPARE(objectsOf(*f.vault).value_or(QByteArrayList()), QByteArrayList{kContent});
    }

    /// So that a migration of tomorrow meets rows in every table that people fill.
    void theFullFolderHasRowsInItsTables() {
        StudyFixture f;
        QVERIFY(copyFolder(kFixtures + u"/11-full"_s, f.folder()) && f.open(Access::ReadOnly));
        const auto columns = f.vault->database().read([](ReadConnection& c) { return columnsOf(c); });
        VERIFY_OK(columns);
        const auto rows = rowsOf(*f.vault, *columns);
        VERIFY_OK(rows);
        // Passing states, and what only a person in the window or a damaged file leaves.
        static const QByteArrayList mayBeEmpty{"consent_erase_now", "draft",          "import_refusal",
                                               "import_undo_now",   "import_waiting", "item_value_code",
                                               "overlay_style",     "pack_trash",     "reading_event",
                                               "reading_session",   "source",         "subject_ident",
                                               "text_source",       "unlock_request"};
        for (auto it = rows->begin(); it != rows->end(); ++it)
            QVERIFY2(!it->isEmpty() || mayBeEmpty.contains(it.key()), it.key().constData());
    }

    /// Each schema that ever was in the history, and the commit that brought it.
    void everySchemaIsListed() {
        int expected = 1;
        for (const QString& line : QString::fromUtf8(readFile(kFixtures + u"/README.md"_s)).split(u'\n')) {
            static const QRegularExpression row(u"^\\| (\\d+) \\| `[0-9a-f]{7}` \\|"_s);
            if (const auto match = row.match(line); match.hasMatch())
                QCOMPARE(match.captured(1).toInt(), expected++);
        }
        QVERIFY(expected >= migrations::newest()); // the commit of the newest is known once it is there
    }

    /// Whoever adds a migration makes the fixture of the schema before it is released.
    void theSchemaOfTodayHasItsFolder() {
        QVERIFY(
            QFile::exists(kFixtures + u'/' + QString::number(migrations::newest()) + u"/casebook.study"_s));
    }

private:
    static void keep(StudyFixture& f, const QString& name) {
        VERIFY_OK(f.vault->compact({}));
        VERIFY_OK(f.vault->lock());
        const QString to = kFixtures + u'/' + name;
        if (!QFile::exists(to)) // a fixture is never made anew
            QVERIFY(copyFolder(f.folder(), to));
    }
};

QTEST_GUILESS_MAIN(FormatFixturesTest)
#include "FormatFixturesTest.moc"
