// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sets that are made again, cut off, or overtaken by what happens meanwhile: to the study, to the disk, to the folder.
#include "storage/export/ExportService.h"
#include "storage/imaging/ImportService.h"
#include "storage/vault/ColdStore.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/TestData.h"

#include <QDir>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray codeOf(const auto& result) { return result ? QByteArray() : result.error().code; }

} // namespace

class ExportRepeatTest : public QObject {
    Q_OBJECT
    StudyFixture study_;
    WorkerPool workers_{2};
    QTemporaryDir source_;
    Session later_; ///< of a start of the program after the one that was killed

    [[nodiscard]] Database& db() { return study_.vault->database(); }
    [[nodiscard]] QString beside(const char* name) const { return study_.beside(QLatin1StringView(name)); }
    ExportService service() {
        return {db(),         study_.vault->objects(), workers_, study_.vault->session(), study_.clock,
                u"Casebook"_s};
    }
    ExportService nextStart() {
        later_ = study_.vault->session();
        later_.uuid = makeUuidV7(9, QByteArray(10, 'n'));
        return {db(), study_.vault->objects(), workers_, later_, study_.clock, u"Casebook"_s};
    }
    Result<ExportResult> run(const QString& folder, const Job& job = {}) {
        return service().run(u"all"_s, {}, folder, job);
    }
    [[nodiscard]] bool change(const QByteArray& sql) {
        const auto done = db().writeAndWait([&](WriteTransaction& tx) {
            return tx.run(sql).and_then([&] {
                AuditEntry entry;
                entry.action = "create";
                entry.objectKind = "test";
                return tx.audit(entry).map([](std::int64_t) {});
            });
        });
        return done.has_value();
    }
    static QByteArray quoted(const QString& text) { return '\'' + text.toUtf8() + '\''; }
    static QByteArray blob(const Uuid& id) { return "x'" + id.bytes.toHex() + '\''; }
    [[nodiscard]] std::int64_t audited(const QByteArray& field, const QString& like = u"%"_s) {
        return *countOf(
            db(), "audit a LEFT JOIN audit_value v USING(seq) WHERE a.action = 'export' AND a.field = '" +
                      field + "' AND v.value LIKE " + quoted(like));
    }
    [[nodiscard]] ExportRecord record(const Uuid& id) {
        const auto all = service().list();
        for (const ExportRecord& one : all.value())
            if (one.uuid == id)
                return one;
        return {};
    }
    /// Job whose first report does something.
    static Job meanwhile(std::function<void()> act) {
        return {{}, [act = std::move(act), done = false](std::int64_t, std::int64_t) mutable {
                    if (!std::exchange(done, true))
                        act();
                }};
    }
    [[nodiscard]] bool withdraw() {
        return change("INSERT INTO consent_withdrawal(subject,choice,reason_code,reason,user,time_ms)"
                      " VALUES(1,'stop','subject','',1,0)");
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(runPython(u"import runpy, sys; sys.argv = sys.argv[1:]; "
                          "runpy.run_path(sys.argv[0], run_name='__main__')"_s,
                          {QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_export.py"), source_.path()})
                    .startsWith("done"));
        QVERIFY(study_.make());
        ImportService importer(db(), study_.vault->objects(), workers_, study_.vault->session(),
                               study_.clock);
        VERIFY_OK(importer.run({source_.path()}, Job{}, {}));
        // The second is called as the number of the first.
        for (const char* name : {"all", "1"}) {
            QVERIFY(change("INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms)"
                           " VALUES(randomblob(16),'" +
                           QByteArray(name) + "','[]','{}',1,0,1,0)"));
            QVERIFY(
                change("INSERT INTO cohort_member(cohort,subject) SELECT c.id, s.id FROM cohort c, subject s"
                       " WHERE c.name = '" +
                       QByteArray(name) + "' AND (c.name = 'all' OR s.id = 1)"));
        }
    }

    void aNameComesBeforeANumber() {
        const auto named = service().preview(u"1"_s, {}, false, {}),
                   numbered = service().preview(u"2"_s, {}, false, {});
        VERIFY_OK(named);
        VERIFY_OK(numbered);
        QCOMPARE(named->subjects(), 1);
        QCOMPARE(numbered->subjects(), 1);
        QCOMPARE(service().preview(u"all"_s, {}, false, {})->subjects(), 2);
    }

    void whatIsNotOursStays_data() {
        QTest::addColumn<bool>("again");
        QTest::addColumn<QByteArray>("there");
        for (const bool again : {false, true})
            for (const char* there : {"folder", "link", "dangling"})
                QTest::addRow("%s, %s", again ? "repeat" : "run", there) << again << QByteArray(there);
    }
    void whatIsNotOursStays() {
        QFETCH(bool, again);
        QFETCH(QByteArray, there);
        const QString set = beside(QTest::currentDataTag()), part = set + u".part"_s,
                      own = set + u" of another"_s;
        const QString holder = there == "folder" ? part : own;
        QVERIFY(QDir().mkpath(holder) && writeFile(holder + u"/file"_s, "mine"));
        if (there == "link")
            QVERIFY(QFile::link(own, part));
        if (there == "dangling")
            QVERIFY(QFile::link(beside("nowhere"), part));
        const auto first = again ? run(set + u" first"_s) : Result<ExportResult>(ExportResult());
        VERIFY_OK(first);
        const auto rows = *countOf(db(), "export_set");
        const auto done = again ? service().repeat(first->uuid.toString(), set, {}) : run(set);
        QCOMPARE(codeOf(done), QByteArray("folder-exists"));
        QCOMPARE(test::readFile(holder + u"/file"_s), QByteArray("mine"));
        QCOMPARE(QFileInfo(part).isSymLink(), there != "folder");
        QVERIFY(!QFileInfo::exists(set));
        QCOMPARE(*countOf(db(), "export_set"), rows);
        QCOMPARE(*countOf(db(), "export_set WHERE part <> ''"), 0);
    }

    /// A set without the images of that disk is not what was asked for.
    void aDiskThatGoesEndsTheRun() {
        QList<PackId> packs;
        QVERIFY(db().read([&](ReadConnection& c) -> Result<> {
            auto rows = c.prepare("SELECT pack_id FROM pack");
            while (rows && rows->step().value_or(false))
                packs.append({rows->blob(0)});
            return {};
        }));
        QVERIFY(packs.size() > 1);
        const QString disk = beside("disk");
        QVERIFY(QDir().mkpath(disk));
        VERIFY_OK(study_.vault->cold().move(packs, disk, u"full"_s, {}));
        QVERIFY(study_.vault->lock() && study_.open()); // no pack is open from before
        const QString set = beside("gone");
        const auto done = run(set, meanwhile([&] { QDir().rename(disk, beside("unplugged")); }));
        QVERIFY(QDir().rename(beside("unplugged"), disk));
        QCOMPARE(codeOf(done), QByteArray("pack-away"));
        QVERIFY(!QFileInfo::exists(set) && !QFileInfo::exists(set + u".part"_s));
        QCOMPARE(service().list()->last().state, QByteArray("refused"));
        QCOMPARE(codeOf(service().repeat(service().list()->last().uuid.toString(), beside("none"), {})),
                 QByteArray("not-released-yet"));
    }

    void whoWithdrawsMeanwhileIsNotReleased_data() {
        QTest::addColumn<bool>("again");
        QTest::newRow("run") << false;
        QTest::newRow("repeat") << true;
    }
    void whoWithdrawsMeanwhileIsNotReleased() {
        QFETCH(bool, again);
        const QString set = beside(again ? "withdrawn again" : "withdrawn");
        const auto first = again ? run(set + u" first"_s) : Result<ExportResult>(ExportResult());
        VERIFY_OK(first);
        bool asked = false;
        const Job job = meanwhile([&] { asked = withdraw(); });
        const auto done = again ? service().repeat(first->uuid.toString(), set, job) : run(set, job);
        QVERIFY(asked);
        QVERIFY(change("DELETE FROM consent_withdrawal"));
        QCOMPARE(codeOf(done), QByteArray("withdrawn-since"));
        QVERIFY(!QFileInfo::exists(set) && !QFileInfo::exists(set + u".part"_s));
        QCOMPARE(service().list()->last().state, QByteArray(again ? "released" : "refused"));
        QVERIFY(service().list()->last().part.isEmpty());
        QCOMPARE(audited("repeat-refused", u"withdrawn-since, "_s + set), again ? 1 : 0);
    }

    /// Pseudonyms are dealt by the number of subjects: with one fewer they would go to others.
    void aJoinedRecordEndsRepeats() {
        const auto first = run(beside("joined"));
        VERIFY_OK(first);
        QVERIFY(change("UPDATE subject SET stands_in = 1 WHERE id = 2"));
        const auto again = service().repeat(first->uuid.toString(), beside("joined again"), {});
        QVERIFY(change("UPDATE subject SET stands_in = NULL WHERE id = 2"));
        QCOMPARE(codeOf(again), QByteArray("subjects-changed"));
        QVERIFY(!QFileInfo::exists(beside("joined again.part")));
        const auto parted = service().repeat(first->uuid.toString(), beside("parted again"), {});
        VERIFY_OK(parted);
        QVERIFY(parted->sameAsBefore);
        QCOMPARE(audited("repeat", u"%, "_s + beside("parted again")), 1);
    }

    /// The page asks for cut-off exports while one of its own may be running.
    void whatIsBeingWrittenIsNotCutOff() {
        QByteArray state;
        qsizetype left = -1;
        const QString set = beside("busy");
        const auto done = run(set, meanwhile([&] {
                                  left = service().interrupted().value().size();
                                  const ExportRecord now = service().list()->last();
                                  state = now.state + ' ' + codeOf(service().removePart(now.uuid));
                              }));
        VERIFY_OK(done);
        QCOMPARE(left, 0);
        QCOMPARE(state, QByteArray("running no-such-export"));
        QCOMPARE(codeOf(service().repeat(done->uuid.toString(), beside("busy again"), meanwhile([&] {
                                             left = service().interrupted().value().size();
                                             state = codeOf(service().removePart(done->uuid)) + ' ' +
                                                     codeOf(service().repeat(done->uuid.toString(),
                                                                             beside("busy thrice"), {}));
                                         }))),
                 QByteArray());
        QCOMPARE(left, 0);
        QCOMPARE(state, QByteArray("no-such-export set-unfinished"));
    }

    /// Killed between the rename and its record: the whole set can be passed on, so the study knows of it.
    void aSetThatStandsWholeIsRecorded() {
        const QString set = beside("settled");
        const auto result = run(set);
        VERIFY_OK(result);
        const auto cut = [&](const QString& folder) {
            return change("UPDATE export_set SET state='running', part=" + quoted(folder + u".part"_s) +
                          ", folder=" + quoted(folder) +
                          ", manifest_hash=NULL, report='{}' WHERE uuid=" + blob(result->uuid));
        };
        QVERIFY(cut(set));
        QCOMPARE(nextStart().interrupted()->size(), 0);
        const ExportRecord now = record(result->uuid);
        QCOMPARE(now.state, QByteArray("released"));
        QVERIFY(now.part.isEmpty());
        for (const auto& [key, number] :
             {std::pair("subjects", 2), std::pair("exams", result->exams),
              std::pair("objects", result->objects), std::pair("tables", result->tables),
              std::pair("files", result->files)})
            QCOMPARE(now.report[QLatin1StringView(key)].toInt(), number);
        QCOMPARE(audited("released", u"%, settled after%"_s), 1);
        QCOMPARE(*countOf(db(), "export_set WHERE manifest_hash = x'" + result->manifestHash.toHex() + '\''),
                 1);
        // One that is not as it was released stays a question to a person, and so does somebody else's.
        QVERIFY(flipByte(set + u"/data/visits.csv"_s, 3));
        const QString other = beside("settled other");
        VERIFY_OK(run(other));
        QVERIFY(change("UPDATE export_set SET folder='' WHERE folder=" + quoted(other)));
        for (const QString& folder : {set, other}) {
            QVERIFY(cut(folder));
            QCOMPARE(nextStart().interrupted()->size(), 1);
            QCOMPARE(record(result->uuid).state, QByteArray("interrupted"));
            // What may be this export's own is not forgotten while it stands.
            QCOMPARE(codeOf(nextStart().removePart(result->uuid)),
                     QByteArray(folder == set ? "set-stands" : ""));
            QCOMPARE(record(result->uuid).part.isEmpty(), folder != set);
            QVERIFY(QFileInfo::exists(folder));
        }
    }

    /// Killed between the rename and its record, and somebody withdrew before the next start.
    void aSetOfWhoWithdrewIsNotSettled_data() {
        QTest::addColumn<bool>("again");
        QTest::newRow("run") << false;
        QTest::newRow("repeat") << true;
    }
    void aSetOfWhoWithdrewIsNotSettled() {
        QFETCH(bool, again);
        const QString set = beside(again ? "late again" : "late");
        const auto result = run(set);
        VERIFY_OK(result);
        QVERIFY(change("UPDATE export_set SET part=" + quoted(set + u".part"_s) +
                       (again ? "" : ", state='running', manifest_hash=NULL") +
                       " WHERE uuid=" + blob(result->uuid)));
        QVERIFY(withdraw());
        const auto left = nextStart().interrupted();
        const auto removed = nextStart().removePart(result->uuid);
        QVERIFY(change("DELETE FROM consent_withdrawal"));
        VERIFY_OK(left);
        QCOMPARE(left->size(), 1);
        QCOMPARE(left->first().state, QByteArray(again ? "released" : "interrupted"));
        QCOMPARE(codeOf(removed), QByteArray("set-stands"));
        QCOMPARE(removed.error().object, set);
        // Its person has removed it.
        QVERIFY(QDir(set).removeRecursively());
        VERIFY_OK(nextStart().removePart(result->uuid));
        QVERIFY(record(result->uuid).part.isEmpty());
    }

    /// The plain set on a disk that was pulled out is offered for removal when the disk is back.
    void aSetOnADiskThatWentIsNotForgotten() {
        const QString disk = beside("stick"), away = beside("stick away"), part = disk + u"/set.part"_s;
        QVERIFY(QDir().mkpath(disk));
        const auto done = run(disk + u"/set"_s, meanwhile([&] { QDir().rename(disk, away); }));
        QVERIFY(!done);
        const Uuid id = service().list()->last().uuid;
        QCOMPARE(record(id).state, QByteArray("refused"));
        QCOMPARE(record(id).part, part);
        QVERIFY(QDir(disk).removeRecursively()); // what went on being written there
        QCOMPARE(nextStart().interrupted()->size(), 1);
        QCOMPARE(codeOf(nextStart().removePart(id)), QByteArray("set-away"));
        QCOMPARE(record(id).part, part);
        QVERIFY(QDir().rename(away, disk) && QFileInfo::exists(part));
        VERIFY_OK(service().removePart(id)); // the session that wrote it may remove it too
        QVERIFY(!QFileInfo::exists(part));
        QVERIFY(record(id).part.isEmpty());
    }

    void aRepeatThatWasCutOffIsTold() {
        const auto first = run(beside("cut"));
        VERIFY_OK(first);
        const QString set = beside("cut again"), part = set + u".part"_s, id = first->uuid.toString();
        VERIFY_OK(service().repeat(id, set, {}));
        const auto cut = [&] {
            return change("UPDATE export_set SET part=" + quoted(part) + " WHERE uuid=" + blob(first->uuid));
        };
        // Behind its rename: there is such a set.
        QVERIFY(cut());
        QCOMPARE(nextStart().interrupted()->size(), 0);
        QCOMPARE(audited("repeat", u"%, "_s + set + u", settled after an interruption"_s), 1);
        // Before it: what lies there waits for a person.
        QVERIFY(cut() && QDir().rename(set, part));
        QCOMPARE(nextStart().interrupted()->size(), 1);
        QCOMPARE(codeOf(service().repeat(id, beside("cut thrice"), {})), QByteArray("set-unfinished"));
        VERIFY_OK(nextStart().removePart(first->uuid));
        QVERIFY(!QFileInfo::exists(part));
        QVERIFY(record(first->uuid).part.isEmpty());
        QCOMPARE(record(first->uuid).state, QByteArray("released"));
        // Before its first byte, or a person has removed it.
        QVERIFY(cut());
        QCOMPARE(nextStart().interrupted()->size(), 0);
        QCOMPARE(audited("repeat-interrupted", set), 1);
        // Its disk is away: nobody knows what lies there.
        const QString lost = beside("lost") + u"/set.part"_s;
        QVERIFY(change("UPDATE export_set SET part=" + quoted(lost) + " WHERE uuid=" + blob(first->uuid)));
        QCOMPARE(nextStart().interrupted()->size(), 1);
        QCOMPARE(record(first->uuid).part, lost);
        QVERIFY(QDir().mkpath(beside("lost")));
        QCOMPARE(nextStart().interrupted()->size(), 0);
        VERIFY_OK(service().repeat(id, beside("cut thrice"), {}));
    }

    void aLinkInPlaceOfThePartIsNotFollowed() {
        const QString own = beside("own"), part = beside("linked.part");
        QVERIFY(QDir().mkpath(own) && writeFile(own + u"/file"_s, "mine") && QFile::link(own, part));
        QVERIFY(change("INSERT INTO export_set(uuid,cohort,kind,key,state,part,user,created_ms)"
                       " VALUES(randomblob(16),1,'dataset',x'00','interrupted'," +
                       quoted(part) + ",1,0)"));
        VERIFY_OK(service().removePart(service().list()->last().uuid));
        QCOMPARE(test::readFile(own + u"/file"_s), QByteArray("mine"));
    }
};

QTEST_GUILESS_MAIN(ExportRepeatTest)
#include "ExportRepeatTest.moc"
