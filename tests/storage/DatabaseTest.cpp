// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/StudyFixture.h"

#include <QDir>

#include <latch>
#include <thread>

using namespace casebook;
using namespace casebook::test;

class DatabaseTest : public QObject {
    Q_OBJECT

    std::unique_ptr<StudyFixture> f_;
    [[nodiscard]] Database& db() const { return f_->vault->database(); }

    [[nodiscard]] Result<> changed(const QByteArray& sql) const {
        return db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "change";
            entry.objectKind = "setting";
            const auto seq = tx.audit(entry);
            return seq ? tx.execute(sql) : Result<>(tl::unexpected(seq.error()));
        });
    }
    /// Some 12 MB, more than a step of the copy.
    [[nodiscard]] Result<> fill() const {
        return changed("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<4000)"
                       " INSERT INTO setting(key,value) SELECT 'k'||i,hex(randomblob(1400)) FROM n")
            .and_then([&] { return f_->vault->compact({}).map([](const CompactReport&) {}); });
    }
    [[nodiscard]] Result<> removeHalf() const {
        return changed("DELETE FROM setting WHERE key GLOB 'k*' AND rowid%2=0");
    }
    [[nodiscard]] std::int64_t sizeNow() const { return QFileInfo(f_->path(QStringLiteral("d/c"))).size(); }

    template <class R> static QByteArray codeOf(const R& result) {
        return result ? QByteArray("ok") : result.error().code;
    }

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make());
    }

    void cleanup() { f_.reset(); }

    void valuesComeBackAsTheyWere() {
        const QByteArray blob("\0\1\2", 3);
        const QString text = QStringLiteral("李娜\u0000 O'Brien \"x\"");
        const auto read = db().read([&](ReadConnection& c) -> Result<QStringList> {
            auto s = c.prepare("SELECT ?1, ?2, ?3, ?4, ?5, ?6, typeof(?1), typeof(?2), typeof(?3), "
                               "typeof(?4), typeof(?5), typeof(?6)");
            if (!s)
                return tl::unexpected(s.error());
            s->bindAll(std::numeric_limits<std::int64_t>::min(), 0.1, text, blob, nullptr,
                       std::optional<int>());
            if (auto row = s->step(); !row)
                return tl::unexpected(row.error());
            const bool same = s->integer(0) == std::numeric_limits<std::int64_t>::min() &&
                              s->real(1) == 0.1 && s->text(2) == text && s->blob(3) == blob && s->isNull(4) &&
                              s->isNull(5) && !s->textOrNull(4);
            QStringList types{same ? QStringLiteral("same") : QStringLiteral("different")};
            for (int i = 6; i < 12; ++i)
                types.append(s->text(i));
            return types;
        });
        VERIFY_OK(read);
        QCOMPARE(read->join(u' '), QStringLiteral("same integer real text blob null null"));
    }

    void emptyTextIsNotNull() {
        const auto read = db().read([](ReadConnection& c) {
            return c.one("SELECT ?1 IS NULL OR ?2 IS NULL", QString(), QByteArray());
        });
        QCOMPARE(read.value(), std::optional<std::int64_t>(0));
    }

    void errorOfAFunctionUndoesItAlone() {
        auto good = db().write([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); });
        auto bad = db().write([](WriteTransaction& tx) -> Result<> {
            if (auto done = addSubject(tx, QStringLiteral("S-2")); !done)
                return done;
            return fail(ErrorKind::Refused, "changed-mind");
        });
        auto twice = db().write([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); });
        auto last = db().write([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-3")); });
        QCOMPARE(codeOf(good.takeResult()), QByteArray("ok"));
        QCOMPARE(codeOf(bad.takeResult()), QByteArray("changed-mind"));
        const auto refused = twice.takeResult();
        QCOMPARE(codeOf(refused), QByteArray("constraint"));
        QCOMPARE(refused.error().args, QStringList(QStringLiteral("subject.label")));
        QCOMPARE(codeOf(last.takeResult()), QByteArray("ok"));
        QCOMPARE(countOf(db(), "subject").value_or(-1), 2);
        const auto chain = f_->vault->verifyChain(Job{}); // the undone audit rows left no gap
        VERIFY_OK(chain);
        QVERIFY(chain->ok());
    }

    void changeWithoutAuditIsRefused_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("insert") << QByteArray("INSERT INTO setting(key,value) VALUES('a','b')")
                                << QByteArray("unaudited-change");
        QTest::newRow("update") << QByteArray("UPDATE study SET name='x'") << QByteArray("unaudited-change");
        QTest::newRow("delete") << QByteArray("DELETE FROM user_role") << QByteArray("unaudited-change");
        QTest::newRow("nothing changed")
            << QByteArray("UPDATE study SET name='x' WHERE 0") << QByteArray("ok");
        QTest::newRow("draft")
            << QByteArray("INSERT INTO draft(form,user_id,path,raw,time_ms) VALUES(x'01',1,'p','r',0)")
            << QByteArray("ok");
        QTest::newRow("draft and more") << QByteArray("INSERT INTO draft(form,user_id,path,raw,time_ms) "
                                                      "VALUES(x'01',1,'p','r',0); UPDATE study SET name='x'")
                                        << QByteArray("unaudited-change");
    }

    void changeWithoutAuditIsRefused() {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, code);
        QCOMPARE(codeOf(db().writeAndWait([&](WriteTransaction& tx) { return tx.execute(sql); })), code);
        const auto name = db().read(
            [](ReadConnection& c) { return c.one("SELECT count(*) FROM study WHERE name='Lung nodules'"); });
        QCOMPARE(name.value(), std::optional<std::int64_t>(1));
        QCOMPARE(countOf(db(), "setting").value_or(-1), 0);
    }

    void auditCannotBeChangedByStatements() {
        for (const QByteArray& sql :
             {QByteArray("UPDATE audit SET action='x' WHERE seq=1"),
              QByteArray("DELETE FROM audit WHERE seq=1"), QByteArray("UPDATE audit_value SET value='x'"),
              QByteArray("DELETE FROM audit"),
              QByteArray("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq=1")})
            QCOMPARE(codeOf(db().writeAndWait([&](WriteTransaction& tx) { return tx.execute(sql); })),
                     QByteArray("constraint"));
        const auto chain = f_->vault->verifyChain(Job{});
        VERIFY_OK(chain);
        QVERIFY(chain->ok());
    }

    void readersCannotWriteAndSeeOneSnapshot() {
        const auto written =
            db().read([](ReadConnection& c) { return c.execute("UPDATE study SET name='x'"); });
        QVERIFY(!written);
        const auto counts = db().read([this](ReadConnection& c) -> Result<QList<std::int64_t>> {
            QList<std::int64_t> found{c.one("SELECT count(*) FROM subject")->value_or(-1)};
            if (auto done = db().writeAndWait(
                    [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); });
                !done)
                return tl::unexpected(done.error());
            return found << c.one("SELECT count(*) FROM subject")->value_or(-1);
        });
        VERIFY_OK(counts);
        QCOMPARE(*counts, QList<std::int64_t>({0, 0}));
        QCOMPARE(countOf(db(), "subject").value_or(-1), 1);
    }

    void listenersHearAfterTheCommit() {
        QList<ObjectRef> heard;
        std::mutex mutex;
        const int number = db().onChanged([&](const QList<ObjectRef>& changed) {
            const std::lock_guard guard(mutex);
            heard += changed;
        });
        VERIFY_OK(
            db().writeAndWait([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); }));
        QVERIFY(
            !db().writeAndWait([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); }));
        const auto size = [&] {
            const std::lock_guard guard(mutex);
            return heard.size();
        };
        VERIFY_OK(db().writeAndWait(
            [](WriteTransaction&) { return Result<>(); })); // the events of those before are out
        QCOMPARE(size(), 1);
        {
            const std::lock_guard guard(mutex);
            QCOMPARE(heard[0].kind, QByteArray("subject"));
            QCOMPARE(heard[0].uuid.bytes.size(), 16);
        }
        db().removeListener(number);
        VERIFY_OK(
            db().writeAndWait([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-2")); }));
        VERIFY_OK(db().writeAndWait([](WriteTransaction&) { return Result<>(); }));
        QCOMPARE(size(), 1);
    }

    void listenersHearBeforeTheResult() {
        std::latch listening(1);
        auto written = db().write([&](WriteTransaction& tx) -> Result<> {
            listening.wait();
            return addSubject(tx, QStringLiteral("S-1"));
        });
        std::atomic<bool> resultWasOut = false;
        std::atomic<int> heard = 0;
        const int number = db().onChanged([&](const QList<ObjectRef>&) {
            resultWasOut = written.isFinished();
            ++heard;
        });
        listening.count_down();
        VERIFY_OK(written.takeResult());
        db().removeListener(number);
        QCOMPARE(heard.load(), 1);
        QVERIFY(!resultWasOut);
    }

    void manyThreadsWriteAndRead() {
        constexpr int threads = 6, each = 25;
        std::atomic<int> failures = 0;
        std::vector<std::thread> running;
        for (int t = 0; t < threads; ++t)
            running.emplace_back([&, t] {
                for (int i = 0; i < each; ++i) {
                    const QString label = QStringLiteral("S-%1-%2").arg(t).arg(i);
                    if (!db().writeAndWait([&](WriteTransaction& tx) { return addSubject(tx, label); }))
                        ++failures;
                    const auto seen = db().read([&](ReadConnection& c) {
                        return c.one("SELECT count(*) FROM subject WHERE label=?", label);
                    });
                    if (!seen || seen->value_or(0) != 1) // an acknowledged change is there for every reader
                        ++failures;
                }
            });
        for (std::thread& thread : running)
            thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(countOf(db(), "subject").value_or(-1), threads * each);
        const auto chain = f_->vault->verifyChain(Job{});
        VERIFY_OK(chain);
        QVERIFY(chain->ok());
    }

    void waitingCommandsShareOneTransaction() {
        // Hold the writer and queue two: the second sees the first's change, no other connection does.
        std::latch held(1), go(1);
        auto first = db().write([&](WriteTransaction&) -> Result<> {
            held.count_down();
            go.wait();
            return {};
        });
        held.wait();
        std::atomic<int> running = 0;
        QList<QFuture<Result<>>> queued;
        const auto seenBetween = std::make_shared<std::atomic<std::int64_t>>(-1);
        queued << db().write([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); });
        queued << db().write([&, seenBetween](WriteTransaction& tx) -> Result<> {
            ++running;
            // Another connection must not see S-1 yet, this one must.
            const auto outside = countOf(db(), "subject");
            seenBetween->store(outside.value_or(-1) * 10 +
                               tx.one("SELECT count(*) FROM subject")->value_or(-1));
            return {};
        });
        go.count_down();
        for (auto& future : queued)
            VERIFY_OK(future.takeResult());
        VERIFY_OK(first.takeResult());
        QCOMPARE(running.load(), 1);
        QCOMPARE(seenBetween->load(), 1);
    }

    void exceptionOfAFunctionIsAnError() {
        const auto thrown = db().writeAndWait([](WriteTransaction& tx) -> Result<> {
            if (auto done = addSubject(tx, QStringLiteral("S-1")); !done)
                return done;
            throw std::runtime_error("out of luck");
        });
        QCOMPARE(codeOf(thrown), QByteArray("unexpected"));
        QCOMPARE(countOf(db(), "subject").value_or(-1), 0);
        VERIFY_OK(
            db().writeAndWait([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-2")); }));
    }

    void aLongReadIsCancelled() {
        std::stop_source stop;
        std::latch started(1);
        Result<std::optional<std::int64_t>> read;
        std::thread reader([&] {
            read = db().read(
                [&](ReadConnection& c) {
                    started.count_down();
                    return c.one(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM n");
                },
                stop.get_token());
        });
        started.wait();
        stop.request_stop(); // perhaps before the query has begun; it never ends by itself
        reader.join();
        QVERIFY(!read);
        QCOMPARE(read.error().code, QByteArray("cancelled"));
    }

    void readLaterGivesAFuture() {
        auto future = db().readLater([](ReadConnection& c) { return c.one("SELECT 42"); });
        QCOMPARE(future.takeResult().value(), std::optional<std::int64_t>(42));
    }

    /// The database is written anew beside and comes back in one transaction: who reads keeps what he saw.
    void aSmallerDatabaseHoldsTheSame() {
        VERIFY_OK(fill());
        const std::int64_t before = sizeNow();
        const QByteArray same =
            "SELECT sum(length(value)*(rowid%7+1))+1000000*count(*) FROM setting WHERE key GLOB 'k*'";
        const auto seen = db().read([&](ReadConnection& c) -> Result<QList<std::int64_t>> {
            QList<std::int64_t> found{c.one(same)->value_or(-1)};
            if (auto emptied = removeHalf(); !emptied)
                return tl::unexpected(emptied.error());
            if (auto compacted = f_->vault->compact({}); !compacted)
                return tl::unexpected(compacted.error());
            return found << c.one(same)->value_or(-1);
        });
        VERIFY_OK(seen);
        QVERIFY(seen->at(0) > 0);
        QCOMPARE(seen->at(1), seen->at(0));
        const auto now = [&] { return db().read([&](ReadConnection& c) { return c.one(same); }); };
        const auto after = now();
        VERIFY_OK(after);
        QVERIFY(after->value_or(0) < seen->at(0));
        VERIFY_OK(f_->vault->compact({})); // nobody reads any more: the log goes into the file
        QCOMPARE(now()->value_or(-1), after->value_or(-2));
        QVERIFY2(sizeNow() < before * 2 / 3, QByteArray::number(qint64(sizeNow())));
        QVERIFY(QDir(f_->path(QStringLiteral("t"))).isEmpty());
        const auto version = db().read([](ReadConnection& c) { return c.one("PRAGMA application_id"); });
        QCOMPARE(version->value_or(0), 0x43424B31);
        VERIFY_OK(
            db().writeAndWait([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); }));
        const auto checked = f_->vault->verify(true, {});
        VERIFY_OK(checked);
        QVERIFY(checked->ok() && checked->garbage.isEmpty());
        VERIFY_OK(f_->vault->lock());
        QVERIFY(f_->open());
        QCOMPARE(now()->value_or(-1), after->value_or(-2));
    }

    /// What fails before a page goes back leaves the database to its writer.
    void aDatabaseThatCannotGetSmallerIsWrittenOn() {
        VERIFY_OK(fill());
        const QString inTheWay = f_->path(QStringLiteral("t/compact/x"));
        QVERIFY(QDir().mkpath(inTheWay));
        QCOMPARE(codeOf(f_->vault->compact({})), QByteArray("io-error"));
        VERIFY_OK(
            db().writeAndWait([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-1")); }));
        QVERIFY(QDir(f_->path(QStringLiteral("t/compact"))).removeRecursively());
        std::stop_source stop;
        const Job job{stop.get_token(), [&](std::int64_t, std::int64_t) { stop.request_stop(); }};
        QCOMPARE(codeOf(f_->vault->compact(job)), QByteArray("cancelled"));
        VERIFY_OK(
            db().writeAndWait([](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-2")); }));
        VERIFY_OK(f_->vault->compact({}));
        QCOMPARE(countOf(db(), "subject").value_or(-1), 2);
        const auto checked = f_->vault->verify(true, {});
        QVERIFY(checked && checked->ok() && checked->garbage.isEmpty());
    }

    void quotedNamesAreNoStrings() {
        const auto read = db().read([](ReadConnection& c) { return c.one("SELECT \"nothing\""); });
        QVERIFY(!read);
    }

    void settingsOfEveryConnection_data() {
        QTest::addColumn<QByteArray>("pragma");
        QTest::addColumn<int>("expected");
        QTest::newRow("temp_store") << QByteArray("temp_store") << 2;
        QTest::newRow("foreign_keys") << QByteArray("foreign_keys") << 1;
        QTest::newRow("recursive_triggers") << QByteArray("recursive_triggers") << 1;
        QTest::newRow("trusted_schema") << QByteArray("trusted_schema") << 0;
        QTest::newRow("cipher_page_size") << QByteArray("cipher_page_size") << 4096;
        QTest::newRow("application_id") << QByteArray("application_id") << 0x43424B31;
    }

    void settingsOfEveryConnection() {
        QFETCH(QByteArray, pragma);
        QFETCH(int, expected);
        const auto ask = [&](auto& c) -> Result<int> {
            auto s = c.prepare("PRAGMA " + pragma);
            if (!s)
                return tl::unexpected(s.error());
            if (auto row = s->step(); !row)
                return tl::unexpected(row.error());
            return s->text(0).toInt();
        };
        QCOMPARE(db().read([&](ReadConnection& c) { return ask(c); }).value_or(-1), expected);
        QCOMPARE(db().writeAndWait([&](WriteTransaction& tx) { return ask(tx.connection()); }).value_or(-1),
                 expected);
    }

    /// SQLite can end the whole transaction in the middle of a group (disk full), and refuse the next one: what waits
    /// behind is told that it was not done, and it was not.
    void behindAGroupThatEndedNothingIsSaved() {
        std::latch begun(1), waiting(1);
        auto first = db().write([&](WriteTransaction&) -> Result<> {
            begun.count_down();
            waiting.wait(); // the two below are one group
            return {};
        });
        begun.wait();
        auto ends = db().write([](WriteTransaction& tx) -> Result<> {
            static_cast<void>(tx.execute("ROLLBACK"));
            static_cast<void>(tx.execute("PRAGMA query_only=ON"));
            return fail(ErrorKind::System, "disk-full");
        });
        auto behind = db().write([](WriteTransaction& tx) {
            static_cast<void>(tx.execute("PRAGMA query_only=OFF"));
            return addSubject(tx, QStringLiteral("S-1"));
        });
        waiting.count_down();
        VERIFY_OK(first.takeResult());
        QCOMPARE(codeOf(ends.takeResult()), QByteArray("disk-full"));
        const auto refused = behind.takeResult();
        QVERIFY(!refused);
        QCOMPARE(countOf(db(), "subject").value_or(-1), 0);
    }

    /// Whoever comes later hears why nothing is written any more.
    void theCauseOfStoppingIsTold_data() {
        QTest::addColumn<QByteArray>("cause");
        QTest::addColumn<QByteArray>("later");
        QTest::newRow("disk") << QByteArray("database-error") << QByteArray("writing-stopped");
        QTest::newRow("memory") << QByteArray("out-of-memory") << QByteArray("writing-stopped-memory");
    }
    void theCauseOfStoppingIsTold() {
        QFETCH(const QByteArray, cause);
        const auto done = db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            static_cast<void>(tx.execute("ROLLBACK")); // as SQLite does by itself
            return fail(ErrorKind::System, cause, {}, {QStringLiteral("10")});
        });
        QCOMPARE(codeOf(done), cause);
        for (int n = 0; n < 2; ++n)
            QTEST(codeOf(changed("DELETE FROM setting")), "later");
    }

    void writerSyncsFully() {
        const auto full =
            db().writeAndWait([](WriteTransaction& tx) { return tx.one("PRAGMA synchronous"); });
        QCOMPARE(full.value(), std::optional<std::int64_t>(2));
    }

    /// The last one: the limit holds for this process to its end.
    void outOfMemoryIsNamed() {
        const auto read = db().read([](ReadConnection& c) -> Result<std::optional<std::int64_t>> {
            if (auto set = c.one("PRAGMA hard_heap_limit=1000000");
                !set && set.error().code != "out-of-memory")
                return set;
            return c.one("SELECT length(hex(randomblob(4000000)))");
        });
        QVERIFY(!read);
        QCOMPARE(read.error().code, QByteArray("out-of-memory"));
        QVERIFY(read.error().kind == ErrorKind::System);
    }
};

QTEST_GUILESS_MAIN(DatabaseTest)
#include "DatabaseTest.moc"
