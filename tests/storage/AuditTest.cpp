// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/AuditAppender.h"
#include "storage/database/Migrations.h"
#include "tests/storage/OpenedStudy.h"

#include <numeric>

using namespace casebook;
using namespace casebook::test;

class AuditTest : public QObject {
    Q_OBJECT

    static Result<> rename(WriteTransaction& tx, const Uuid& subject, const QString& from,
                           const QString& to) {
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "subject";
        entry.object = subject;
        entry.subject = subject;
        entry.field = "name";
        entry.oldValue = from;
        entry.newValue = to;
        entry.reasonCode = "typing";
        entry.reasonText = QStringLiteral("Name was misspelt");
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : Result<>(tl::unexpected(seq.error()));
    }

    /// Rows are named as if there were two migrations; each further one shifts those after it.
    static std::int64_t at(std::int64_t seq) { return seq + migrations::newest() - 2; }
    static QList<std::int64_t> at(QList<std::int64_t> seqs) {
        for (std::int64_t& seq : seqs)
            seq = at(seq);
        return seqs;
    }
    /// "{5}" in SQL is row 5 in that sense.
    static QByteArray sqlAt(QByteArray sql) {
        for (int row = 5; row <= 9; ++row)
            sql.replace(QByteArray("{" + QByteArray::number(row) + "}"), QByteArray::number(at(row)));
        return sql;
    }

    /// A closed study: migrations up to 2; 3, 4 create; 5 to 7 subjects; 8 lock.
    static bool makeClosed(StudyFixture& f) {
        if (!f.make())
            return false;
        for (int i = 1; i <= 3; ++i)
            if (!f.vault->database().writeAndWait(
                    [&](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("S-%1").arg(i)); }))
                return false;
        f.vault.reset();
        return true;
    }

private Q_SLOTS:
    void rowsSayWhoWhatAndWhy() {
        StudyFixture f;
        QVERIFY(f.make());
        const Uuid subject{QByteArray(16, 's')};
        f.clock.advance(1000);
        VERIFY_OK(f.vault->database().writeAndWait([&](WriteTransaction& tx) {
            return rename(tx, subject, QStringLiteral("Li"), QStringLiteral("李娜"));
        }));
        AuditQuery query;
        query.object = subject;
        const auto rows = f.vault->database().read([&](ReadConnection& c) { return audit::list(c, query); });
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 1);
        const AuditRow& row = rows->front();
        QCOMPARE(row.timeMs, f.clock.utc);
        QCOMPARE(row.zoneMinutes, 480);
        QCOMPARE(row.user, QStringLiteral("li.na"));
        QCOMPARE(row.role, QByteArray("reader,coordinator,investigator,data-manager,monitor,administrator"));
        QCOMPARE(row.action, QByteArray("change"));
        QCOMPARE(row.objectKind, QByteArray("subject"));
        QCOMPARE(row.field, QByteArray("name"));
        QCOMPARE(row.oldValue, std::optional(QStringLiteral("Li")));
        QCOMPARE(row.newValue, std::optional(QStringLiteral("李娜")));
        QCOMPARE(row.reasonCode, QByteArray("typing"));
        QCOMPARE(row.reasonText, QStringLiteral("Name was misspelt"));
    }

    void queries() {
        StudyFixture f;
        QVERIFY(makeClosed(f));
        QVERIFY(f.open(Access::ReadOnly));
        const auto seqs = [&](const AuditQuery& query) {
            QList<std::int64_t> found;
            const auto rows =
                f.vault->database().read([&](ReadConnection& c) { return audit::list(c, query); });
            for (const AuditRow& row : rows.value_or(QList<AuditRow>()))
                found.append(row.seq);
            return found;
        };
        AuditQuery query;
        QList<std::int64_t> all(at(8));
        std::iota(all.begin(), all.end(), 1);
        QCOMPARE(seqs(query), all);
        query.newestFirst = true;
        query.limit = 2;
        QCOMPARE(seqs(query), at({8, 7}));
        query.afterSeq = at(7);
        QCOMPARE(seqs(query), at({6, 5}));
        AuditQuery byKind;
        byKind.objectKind = "subject";
        byKind.afterSeq = at(5);
        QCOMPARE(seqs(byKind), at({6, 7}));
        AuditQuery byAction;
        byAction.action = "lock";
        QCOMPARE(seqs(byAction), at(QList<std::int64_t>{8}));
        AuditQuery byUser;
        byUser.user = QStringLiteral("nobody");
        QCOMPARE(seqs(byUser), QList<std::int64_t>());
    }

    void tampering_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QStringList>("found");
        const auto chain = [](std::initializer_list<const char*> whats) {
            QStringList list;
            for (const char* what : whats)
                list.append(QStringLiteral("chain d/c ") + QString::fromLatin1(what));
            return list;
        };
        QTest::newRow("nothing") << QByteArray() << QStringList();
        QTest::newRow("row changed") << QByteArray("UPDATE audit SET action='view' WHERE seq={5}")
                                     << chain({"hash"});
        QTest::newRow("time changed")
            << QByteArray("UPDATE audit SET time_ms=time_ms+1 WHERE seq={5}") << chain({"hash"});
        QTest::newRow("user removed")
            << QByteArray("UPDATE audit SET user=NULL WHERE seq={5}") << chain({"hash"});
        QTest::newRow("hash changed")
            << QByteArray("UPDATE audit SET hash=zeroblob(32) WHERE seq={5}") << chain({"hash", "hash"});
        QTest::newRow("row removed")
            << QByteArray("DELETE FROM audit WHERE seq={5}; DELETE FROM audit_value WHERE seq={5}")
            << chain({"gap", "hash"});
        QTest::newRow("row removed and numbers closed")
            << QByteArray(
                   "DELETE FROM audit WHERE seq={6}; DELETE FROM audit_value WHERE seq={6};"
                   "UPDATE audit_value SET seq={6} WHERE seq={7}; UPDATE audit SET seq={6} WHERE seq={7}; "
                   "UPDATE audit SET seq={7} WHERE seq={8}")
            << chain({"cut", "hash", "hash"});
        QTest::newRow("rows swapped")
            << QByteArray(
                   "UPDATE audit SET seq=-1 WHERE seq={5}; UPDATE audit SET seq={5} WHERE seq={6}; UPDATE "
                   "audit SET seq={6} WHERE seq=-1;"
                   "UPDATE audit_value SET seq=-1 WHERE seq={5}; UPDATE audit_value SET seq={5} WHERE "
                   "seq={6}; UPDATE audit_value SET seq={6} WHERE seq=-1")
            << chain({"hash", "hash", "hash"});
        QTest::newRow("tail cut")
            << QByteArray("DELETE FROM audit WHERE seq>{6}; DELETE FROM audit_value WHERE seq>{6}")
            << chain({"cut"});
        QTest::newRow("value changed")
            << QByteArray("UPDATE audit_value SET value='S-9' WHERE seq={5}")
            << chain({"value"}) +
                   QStringList(QStringLiteral("database d/c value-changed")); // the subject's code
        QTest::newRow("value removed")
            << QByteArray("DELETE FROM audit_value WHERE seq={5}") << chain({"value"});
        QTest::newRow("value added")
            << QByteArray("INSERT INTO audit_value(seq,side,salt,value) VALUES({5},0,zeroblob(16),'x')")
            << chain({"value"});
        QTest::newRow("row added")
            << QByteArray(
                   "INSERT INTO audit SELECT "
                   "{9},tx,time_ms,zone_min,boot_id,mono_ms,user,roles,session,os_user,host,program,action,"
                   "object_kind,object,subject,field,old_c,new_c,reason_code,reason_c,definition,hash FROM "
                   "audit WHERE seq={8}")
            << chain({"hash"});
    }

    void tampering() {
        QFETCH(QByteArray, sql);
        QFETCH(QStringList, found);
        StudyFixture f;
        QVERIFY(makeClosed(f));
        const OpenedStudy study(f);
        VERIFY_OK(study.tamper(sqlAt(sql)));
        QCOMPARE(lines(study.verify()), found);
    }

    void holderOfTheKeyWhoRewritesTheEndIsSeenByTheAnchor() {
        StudyFixture f;
        QVERIFY(makeClosed(f));
        const OpenedStudy study(f);
        VERIFY_OK(
            study.tamper(sqlAt("DELETE FROM audit WHERE seq={8}; DELETE FROM audit_value WHERE seq={8}")));
        {
            auto connection = study.writable();
            VERIFY_OK(connection);
            AuditAppender appender(f.clock, study.keys().key(KeyPurpose::AuditChain), study.header().studyId,
                                   {});
            VERIFY_OK(appender.load(**connection));
            AuditEntry entry;
            entry.action = "view";
            VERIFY_OK(appender.append(**connection, entry));
            QCOMPARE(appender.head().seq, at(8));
        }
        QCOMPARE(lines(study.verify()), QStringList(QStringLiteral("chain d/c anchor")));
        QCOMPARE(f.tryOpen().error().code, QByteArray("older-copy"));
    }

    void lawfulRemovalKeepsTheChain() {
        StudyFixture f;
        QVERIFY(makeClosed(f));
        QVERIFY(f.open());
        VERIFY_OK(f.vault->database().writeAndWait([](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "remove-value";
            entry.objectKind = "audit";
            entry.field = sqlAt("{5}/1");
            entry.reasonText = QStringLiteral("Request of the subject");
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return tx.run(sqlAt("DELETE FROM audit_value WHERE seq={5} AND side=1"));
        }));
        f.vault.reset();
        const OpenedStudy study(f);
        QCOMPARE(lines(study.verify()), QStringList());
    }
};

QTEST_GUILESS_MAIN(AuditTest)
#include "AuditTest.moc"
