// SPDX-License-Identifier: GPL-3.0-or-later
//
// Study folders as earlier versions left them, one a schema under tests/fixtures/studies/: each opens, is whole, and
// says what was put into it. They hold made-up data under the passphrase of the fixtures and a cheap key derivation.
// A new schema gets its folder before it is released: CASEBOOK_MAKE_FIXTURE=1 makes that of this program.
#include "storage/database/Migrations.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>
#include <QDirIterator>

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

Result<QByteArray> objectOf(Vault& vault) {
    const auto pack = vault.database().read([](ReadConnection& c) -> Result<PackRef> {
        auto row = c.prepare("SELECT pack_id FROM pack");
        if (!row)
            return tl::unexpected(row.error());
        if (const auto found = row->step(); !found || !*found)
            return fail(ErrorKind::Refused, "no-pack");
        PackRef out;
        out.id = PackId{row->blob(0)};
        out.extents = {{0, kContent.size()}};
        return out;
    });
    return pack ? vault.objects().read(pack->id, pack->extents[0])
                : Result<QByteArray>(tl::unexpected(pack.error()));
}

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
        VERIFY_OK(f.vault->compact({}));
        VERIFY_OK(f.vault->lock());
        const QString to = kFixtures + u'/' + QString::number(migrations::newest());
        QVERIFY2(!QFile::exists(to), "a fixture is never made anew");
        QVERIFY(copyFolder(f.folder(), to));
    }

    void everyFormatOpens_data() {
        QTest::addColumn<QString>("folder");
        const QStringList schemas = QDir(kFixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& schema : schemas)
            QTest::newRow(qPrintable(schema)) << kFixtures + u'/' + schema;
    }
    void everyFormatOpens() {
        QFETCH(QString, folder);
        StudyFixture f;
        QVERIFY(copyFolder(folder, f.folder()));
        // As it came: whole, and readable without a change.
        const auto came = f.verify();
        VERIFY_OK(came);
        QVERIFY2(came->ok(), came->ok() ? "" : came->damage[0].what.constData());
        QVERIFY(f.open(Access::ReadOnly));
        QCOMPARE(QString::number(f.vault->info().schemaVersion), QFileInfo(folder).fileName());
        // Opened for writing it has the schema of today, and all that was in it.
        QVERIFY(f.open());
        QCOMPARE(f.vault->info().schemaVersion, migrations::newest());
        QCOMPARE(f.vault->info().name, u"Lung nodules"_s);
        QCOMPARE(f.vault->session().printedName, u"Li Na"_s);
        QCOMPARE(countOf(f.vault->database(), "subject").value_or(-1), 1);
        QCOMPARE(objectOf(*f.vault).value_or(QByteArray()), kContent);
        VERIFY_OK(f.vault->lock());
        const auto after = f.verify();
        VERIFY_OK(after);
        QVERIFY2(after->ok(), after->ok() ? "" : after->damage[0].what.constData());
    }

    /// Whoever adds a migration makes the fixture of the schema before it is released.
    void theSchemaOfTodayHasItsFolder() {
        QVERIFY(
            QFile::exists(kFixtures + u'/' + QString::number(migrations::newest()) + u"/casebook.study"_s));
    }
};

QTEST_GUILESS_MAIN(FormatFixturesTest)
#include "FormatFixturesTest.moc"
