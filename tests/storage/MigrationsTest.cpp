// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Migrations.h"
#include "tests/storage/OpenedStudy.h"

#include <QDir>
#include <QRegularExpression>

#include <array>

using namespace casebook;
using namespace casebook::test;

namespace {

Result<> makeNote(Connection& connection) {
    return connection.execute("CREATE TABLE note(id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT; INSERT "
                              "INTO note(body) VALUES('kept')");
}

Result<> failHalfWay(Connection& connection) {
    return connection.execute("CREATE TABLE half(id INTEGER PRIMARY KEY) STRICT; INSERT INTO half(id) "
                              "VALUES(1); INSERT INTO nowhere VALUES(1)");
}

std::vector<Migration> with(std::initializer_list<Migration> more) {
    std::vector<Migration> steps(migrations::all().begin(), migrations::all().end());
    steps.insert(steps.end(), more);
    return steps;
}

} // namespace

class MigrationsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> f_;
    std::unique_ptr<OpenedStudy> study_;

    Result<> upgrade(const std::vector<Migration>& steps) {
        auto connection = study_->writable();
        if (!connection)
            return tl::unexpected(connection.error());
        AuditAppender audit(f_->clock, study_->keys().key(KeyPurpose::AuditChain), study_->header().studyId,
                            {});
        if (auto loaded = audit.load(**connection); !loaded)
            return loaded;
        return migrations::upgrade(**connection, audit, f_->path(QStringLiteral("d/before")), steps);
    }

    Result<std::optional<std::int64_t>> ask(const QByteArray& sql) {
        auto connection = study_->writable();
        return connection ? (*connection)->one(sql)
                          : Result<std::optional<std::int64_t>>(tl::unexpected(connection.error()));
    }

    /// What verify finds, which refuses a version that it doesn't know.
    QStringList damage() {
        auto connection = study_->writable();
        if (!connection ||
            !(*connection)->execute("PRAGMA user_version=" + QByteArray::number(migrations::newest())))
            return {QStringLiteral("not opened")};
        connection->reset();
        return lines(study_->verify());
    }

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make());
        f_->vault.reset();
        study_ = std::make_unique<OpenedStudy>(*f_);
    }

    void numbersRiseByOne() {
        int expected = 1;
        for (const Migration& step : migrations::all())
            QCOMPARE(step.number, expected++);
        QCOMPARE(migrations::newest(), expected - 1);
        QCOMPARE(ask("PRAGMA user_version").value(), std::optional<std::int64_t>(migrations::newest()));
    }

    void aStepRunsOnceWithItsAuditRow() {
        const int number = migrations::newest() + 1;
        const auto steps = with({{number, "note", makeNote}});
        VERIFY_OK(upgrade(steps));
        VERIFY_OK(upgrade(steps));
        QCOMPARE(ask("SELECT count(*) FROM note").value(), std::optional<std::int64_t>(1));
        QCOMPARE(ask("PRAGMA user_version").value(), std::optional<std::int64_t>(number));
        QCOMPARE(ask("SELECT count(*) FROM audit WHERE action='migrate'").value(),
                 std::optional<std::int64_t>(number));
        QVERIFY(!QFile::exists(f_->path(QStringLiteral("d/before"))));
        QCOMPARE(damage(), QStringList());
    }

    /// Who points to a row is asked at each row that is erased; in a large study a scan would take a second each time.
    void pointersToWhatIsErasedHaveAnIndex_data() {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("column");
        for (const auto& [table, column] :
             {std::pair("form_row", "parent_row"), std::pair("form_row", "form"),
              std::pair("query", "row_id"), std::pair("item_value", "row_id"),
              std::pair("item_value", "src_id"), std::pair("overlay", "instance"),
              std::pair("instance", "series"), std::pair("instance", "variant_of"),
              std::pair("finding", "session"), std::pair("reading_session", "task"),
              std::pair("reading_event", "session"), std::pair("reading_event", "finding"),
              std::pair("reading_event", "task"), std::pair("dicom_study", "identity"),
              std::pair("audit", "object")})
            QTest::addRow("%s.%s", table, column) << QByteArray(table) << QByteArray(column);
    }
    void pointersToWhatIsErasedHaveAnIndex() {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, column);
        auto connection = study_->writable();
        VERIFY_OK(connection);
        auto plan =
            (*connection)->prepare("EXPLAIN QUERY PLAN SELECT 1 FROM " + table + " WHERE " + column + " = ?");
        VERIFY_OK(plan);
        plan->bindAll(std::int64_t(1));
        VERIFY_OK(plan->step());
        QVERIFY2(plan->text(3).startsWith(QStringLiteral("SEARCH")), qPrintable(plan->text(3)));
    }

    void aFailedStepLeavesEverythingAsItWas() {
        const int number = migrations::newest() + 1;
        QVERIFY(!upgrade(with({{number, "note", makeNote}, {number + 1, "half", failHalfWay}})));
        QCOMPARE(ask("PRAGMA user_version").value(),
                 std::optional<std::int64_t>(number)); // the step before it stands
        QVERIFY(!ask("SELECT count(*) FROM half"));
        QCOMPARE(damage(), QStringList());
        // The copy from before is kept, encrypted under the same key.
        const QByteArray copy = readFile(f_->path(QStringLiteral("d/before")));
        QCOMPARE(copy.first(16), study_->header().databaseSalt);
    }

    /// What is kept is the state of before the first step, however often the upgrade is tried.
    void aRetryKeepsTheCopyFromBefore() {
        const int number = migrations::newest() + 1;
        const auto steps = with({{number, "note", makeNote}, {number + 1, "half", failHalfWay}});
        QVERIFY(!upgrade(steps));
        const QByteArray copy = readFile(f_->path(QStringLiteral("d/before")));
        QVERIFY(!upgrade(steps));
        QCOMPARE(readFile(f_->path(QStringLiteral("d/before"))), copy);
    }

    /// A copy that a kill cut off, before any step: it is made anew.
    void aCopyThatWasCutOffIsMadeAnew() {
        QVERIFY(writeFile(f_->path(QStringLiteral("d/before")), "cut off"));
        const int number = migrations::newest() + 1;
        QVERIFY(!upgrade(with({{number, "half", failHalfWay}})));
        QCOMPARE(readFile(f_->path(QStringLiteral("d/before"))).first(16), study_->header().databaseSalt);
    }

    /// A kill after the last step left the copy from before, which holds what is erased since.
    void aCopyThatAKillLeftGoes() {
        const QString path = f_->path(QStringLiteral("d/before"));
        QFile copy(path);
        QVERIFY(copy.open(QIODevice::WriteOnly) && copy.write("old rows") > 0);
        copy.close();
        VERIFY_OK(upgrade(with({})));
        QVERIFY(!QFile::exists(path));
    }

    void aCopyThatStaysIsTold() {
        QVERIFY(QDir().mkpath(f_->path(QStringLiteral("d/before")))); // can't be removed as a file
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("copy from before")));
        VERIFY_OK(upgrade(with({})));
    }

    void aNewerDatabaseIsRefused() {
        const int number = migrations::newest() + 1;
        VERIFY_OK(upgrade(with({{number, "note", makeNote}})));
        for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
            const auto opened = f_->tryOpen(access);
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, QByteArray("newer-format"));
        }
    }

    void everyTableIsStrict() {
        QCOMPARE(ask("SELECT count(*) FROM pragma_table_list WHERE schema='main' AND type='table' AND name "
                     "NOT LIKE 'sqlite_%' AND strict=0")
                     .value(),
                 std::optional<std::int64_t>(0));
        QVERIFY(ask("SELECT count(*) FROM pragma_table_list WHERE schema='main' AND strict=1")
                    .value()
                    .value_or(0) >= 20);
    }
};

QTEST_GUILESS_MAIN(MigrationsTest)
#include "MigrationsTest.moc"
