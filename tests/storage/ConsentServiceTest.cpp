// SPDX-License-Identifier: GPL-3.0-or-later
//
// Withdrawal of consent: what each of the three choices does, to whom it is open, and what stands in its way. That an
// erased person is nowhere any more: ConsentEraseTest.
#include "storage/cohort/CohortService.h"
#include "storage/export/ExportService.h"
#include "storage/imaging/ImageExport.h"
#include "storage/imaging/ImagingService.h"
#include "storage/subjects/ConsentService.h"
#include "storage/subjects/JoinService.h"
#include "tests/storage/MoveStudy.h"

using namespace casebook;
using namespace casebook::test;

namespace {

QByteArray codeOf(const auto& result) { return result ? QByteArray() : result.error().code; }

} // namespace

class ConsentServiceTest : public QObject {
    Q_OBJECT

    std::unique_ptr<MoveStudy> s_;

    [[nodiscard]] Database& db() { return s_->s.db(); }
    [[nodiscard]] ConsentService consent(const Session* who = nullptr) {
        return {*s_->s.f.vault, who ? *who : s_->session()};
    }
    Result<ConsentOutcome> withdraw(const char* subject, ConsentChoice choice, const Job& job = {}) {
        return consent().withdraw({q(subject), choice, "subject", q("asked in writing")}, job);
    }
    [[nodiscard]] CohortService cohorts() { return {db(), s_->session(), *s_->definitions}; }
    [[nodiscard]] bool fixture(const QList<QByteArray>& statements) {
        const auto done = db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            for (const QByteArray& sql : statements)
                if (auto r = tx.run(sql); !r)
                    return r;
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "fixture";
            return tx.audit(entry).map([](std::int64_t) {});
        });
        if (!done)
            qWarning("fixture: %s %s", done.error().code.constData(),
                     qPrintable(done.error().args.join(u' ')));
        return done.has_value();
    }
    [[nodiscard]] bool fill(const char* operand, const char* item, const char* value) {
        const auto key = s_->forms->keyOf(q(operand));
        const auto form = key ? s_->forms->begin(*key) : Result<FormInfo>(tl::unexpected(key.error()));
        auto opened = form ? s_->forms->open(form->id) : Result<OpenedForm>(tl::unexpected(form.error()));
        return opened && opened->state.set(StudyForms::path(item), q(value)) &&
               s_->forms->save(form->id, editOf(*opened), {"other", q("test")});
    }
    [[nodiscard]] bool event(const char* subject, const char* words) {
        const auto key = s_->forms->keyOf(q(subject) + QStringLiteral("/AE"));
        const auto form = key ? s_->forms->begin(*key) : Result<FormInfo>(tl::unexpected(key.error()));
        auto opened = form ? s_->forms->open(form->id) : Result<OpenedForm>(tl::unexpected(form.error()));
        const QByteArray row = makeUuidV7(9, QByteArray(10, 'e')).bytes;
        return opened && opened->state.addRow(q("EV"), row) &&
               opened->state.set({q("EV"), row, q("event")}, q(words)) &&
               s_->forms->save(form->id, editOf(*opened), {});
    }
    [[nodiscard]] QString status(const char* label) {
        return SubjectService(db(), s_->session(), s_->s.f.clock).find(q(label))->status;
    }
    [[nodiscard]] bool chainOk() {
        const auto chain = s_->s.f.vault->verifyChain({});
        return chain && chain->ok();
    }
    [[nodiscard]] QString stages(const char* label) {
        const auto all =
            VisitService(db(), s_->session(), s_->s.f.clock, *s_->definitions).matrix(QDate(2026, 2, 1));
        QStringList out;
        for (const SubjectSchedule& one : *all)
            for (const VisitRow& visit : one.visits)
                if (one.label == q(label))
                    out.append(visit.visit + u':' + QString::fromLatin1(visit.state));
        return out.join(u' ');
    }

private Q_SLOTS:
    void init() {
        checksAsTold = true;
        s_ = std::make_unique<MoveStudy>();
        QVERIFY(s_->make());
    }
    void cleanup() {
        QVERIFY(chainOk());
        s_.reset();
    }

    void keepClosesTheVisitsToComeAndNothingElse() {
        QVERIFY(fill("S-0001/BASE/VITALS", "day", "2026-01-01"));
        QVERIFY(stages("S-0001").contains(q("CYCLE:overdue")));
        const auto values = s_->ask("SELECT count(*) FROM item_value");
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Keep));
        QCOMPARE(status("S-0001"), q("withdrawn"));
        QVERIFY2(!stages("S-0001").contains(q("overdue")) && stages("S-0001").contains(q("not-expected")),
                 qPrintable(stages("S-0001")));
        QCOMPARE(s_->ask("SELECT count(*) FROM item_value"), values);
        const auto table = cohorts().analysisTable({}, {});
        VERIFY_OK(table);
        QCOMPARE(int(table->rows()), 3);
    }

    void stoppedDataIsUsedNoMore() {
        const auto cohort = cohorts().save(q("all"), {{q("true"), {}}}, {}, {});
        VERIFY_OK(cohort);
        QCOMPARE(cohort->members, 3);
        const auto task = s_->s.give("1.1", "rita", ReadingMode::Concurrent);
        VERIFY_OK(task);
        const auto done = withdraw("S-0001", ConsentChoice::Stop);
        VERIFY_OK(done);
        QCOMPARE(done->cancelledTasks, 1);
        QCOMPARE(status("S-0001"), q("stopped"));
        // Live tables, and cohorts that were frozen before.
        QCOMPARE(int(cohorts().analysisTable({}, {})->rows()), 2);
        const auto row = cohorts().find(q("all"));
        QCOMPARE(row->members, 2);
        QCOMPARE(row->withdrawn, 1);
        const auto members = cohorts().members(row->id);
        QCOMPARE(members->size(), 3);
        QVERIFY(members->first().withdrawn && !members->last().withdrawn);
        QCOMPARE(cohorts().difference(row->id, {})->out.size(), 1);
        QCOMPARE(s_->ask("SELECT count(*) FROM current_member"), 2);
        // Readings.
        QCOMPARE(s_->ask("SELECT count(*) FROM reading_task WHERE state = 'cancelled'"), 1);
        QCOMPARE(codeOf(s_->s.give("1.3", "rita", ReadingMode::Concurrent)), QByteArray("consent-stopped"));
        // What leaves the study.
        ImageExport images(db(), s_->s.f.vault->objects(), s_->session());
        QCOMPARE(codeOf(images.originals(q("1.1"), [](int, const QByteArray&) { return Result<>(); }, {})),
                 QByteArray("consent-stopped"));
        // Who may read it still does.
        QVERIFY(s_->where().contains(q("1:0.1 1.1 1.2 1.3")));
    }

    void aReleasedSetSaysSoAndIsNotMadeAgain() {
        QVERIFY(cohorts().save(q("all"), {{q("true"), {}}}, {}, {}));
        QVERIFY(fixture(
            {"INSERT INTO export_set(uuid, cohort, kind, key, state, user, created_ms, ended_ms, options)"
             " SELECT x'00112233445566778899aabbccddeeff', id, 'csv', x'00', 'released', 1, 1, 5,"
             " '{\"contact\":\"Dr. Chen\"}' FROM cohort",
             "INSERT INTO export_subject(export, subject, pseudonym, day_offset) VALUES(1, 1, 'P1', 0)",
             "INSERT INTO export_subject(export, subject, pseudonym, day_offset) VALUES(1, 2, 'P2', 0)"}));
        const auto plan = consent().plan(q("S-0001"), ConsentChoice::Stop);
        VERIFY_OK(plan);
        QCOMPARE(plan->releases.size(), 1);
        QCOMPARE(plan->releases.first().receiver, q("Dr. Chen"));
        QCOMPARE(plan->releases.first().cohort, q("all"));
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Stop));
        ExportService exports(db(), s_->s.f.vault->objects(), *s_->workers, s_->session(), s_->s.f.clock,
                              q("test"));
        const auto list = exports.list();
        QCOMPARE(list->first().subjects, 2);
        QCOMPARE(list->first().withdrawn, 1);
        QCOMPARE(codeOf(exports.repeat(list->first().uuid.toString(), s_->s.f.beside(q("out")), {})),
                 QByteArray("withdrawn-since"));
    }

    void aStrongerChoiceMayFollow() {
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Keep));
        QCOMPARE(codeOf(withdraw("S-0001", ConsentChoice::Keep)), QByteArray("already-withdrawn"));
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Stop));
        QCOMPARE(codeOf(withdraw("S-0001", ConsentChoice::Keep)), QByteArray("already-withdrawn"));
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Erase));
        QCOMPARE(codeOf(withdraw("S-0001", ConsentChoice::Erase)), QByteArray("already-withdrawn"));
        QCOMPARE(status("S-0001"), q("erased"));
    }

    void rights_data() {
        QTest::addColumn<QByteArray>("roles");
        QTest::addColumn<QByteArray>("stop");
        QTest::addColumn<QByteArray>("erase");
        const auto row = [](const char* roles, const char* stop, const char* erase) {
            QTest::newRow(roles) << QByteArray(roles) << QByteArray(stop) << QByteArray(erase);
        };
        row("coordinator", "", "no-right");
        row("investigator", "", "no-right");
        row("data-manager", "no-right", "no-right");
        row("administrator", "no-right", "no-right");
        row("administrator,coordinator", "", "");
        row("reader,monitor", "no-right", "no-right");
    }
    void rights() {
        QFETCH(QByteArray, roles);
        QFETCH(QByteArray, stop);
        QFETCH(QByteArray, erase);
        Session who = s_->session();
        who.roles.clear();
        for (const QByteArray& role : roles.split(','))
            who.roles.append(*roleFromCode(role));
        QCOMPARE(codeOf(consent(&who).withdraw({q("S-0001"), ConsentChoice::Stop, "law", q("why")}, {})),
                 stop);
        QCOMPARE(codeOf(consent(&who).withdraw({q("S-0002"), ConsentChoice::Erase, "law", q("why")}, {})),
                 erase);
        QCOMPARE(codeOf(consent(&who).plan(q("S-0003"), ConsentChoice::Erase)), stop);
    }

    void aReasonWithItsCodeIsNeeded() {
        QCOMPARE(codeOf(consent().withdraw({q("S-0001"), ConsentChoice::Keep, "subject", q("  ")}, {})),
                 QByteArray("reason-needed"));
        QCOMPARE(codeOf(consent().withdraw({q("S-0001"), ConsentChoice::Keep, "whim", q("why")}, {})),
                 QByteArray("bad-reason"));
        QCOMPARE(codeOf(withdraw("S-0009", ConsentChoice::Keep)), QByteArray("no-such-subject"));
        QCOMPARE(status("S-0001"), q("enrolled"));
    }

    /// What the plan counts is what is gone afterwards.
    void thePlanTellsWhatEraseDoes() {
        QVERIFY(s_->sourced().id.isValid());
        QVERIFY(fill("S-0002/BASE/VITALS", "weight", "81"));
        VERIFY_OK(s_->s.give("1.1", "rita", ReadingMode::Concurrent));
        const auto plan = consent().plan(q("S-0001"), ConsentChoice::Erase);
        VERIFY_OK(plan);
        const QList<std::pair<const char*, int>> counted{
            {"dicom_study", plan->counts.exams},       {"dicom_series", plan->counts.series},
            {"instance", plan->counts.images},         {"overlay", plan->counts.overlays},
            {"finding", plan->counts.findings},        {"measurement", plan->counts.measurements},
            {"reading_task", plan->counts.tasks},      {"form", plan->counts.forms},
            {"item_value", plan->counts.values},       {"thumbnail", plan->counts.thumbnails},
            {"query", plan->counts.queries},           {"visit", plan->counts.visits},
            {"audit_value", plan->counts.auditValues}, {"pack_trash", 0}};
        QMap<QByteArray, std::int64_t> before;
        for (const auto& [table, count] : counted)
            before.insert(table, s_->ask(QByteArray("SELECT count(*) FROM ") + table));
        const std::int64_t seq = s_->ask("SELECT max(seq) FROM audit");
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Erase));
        for (const auto& [table, count] : counted) {
            const QByteArray of = QByteArrayView(table) == "audit_value"
                                      ? " WHERE seq <= " + QByteArray::number(qint64(seq))
                                      : QByteArray();
            QVERIFY2(before[table] - s_->ask(QByteArray("SELECT count(*) FROM ") + table + of) == count,
                     table);
        }
        QVERIFY(plan->counts.images > 0 && plan->counts.values > 0 && plan->counts.auditValues > 0);
        QCOMPARE(s_->ask("SELECT count(*) FROM pack WHERE state = 'trashed'"), plan->counts.packs);
        QCOMPARE(s_->where(), q("2:2.1"));
        QCOMPARE(s_->ask("SELECT count(*) FROM consent_erase_now"), 0);
        QCOMPARE(s_->ask("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }

    void formsThatTheProtocolWantsStay() {
        QVERIFY(event("S-0001", "rash"));
        QVERIFY(fill("S-0001/BASE/VITALS", "weight", "70"));
        QVERIFY(fill("S-0001/BASE/VITALS", "height", "170"));
        VERIFY_OK(consent().setKeepForms({q("AE"), q("VITALS/height")}, q("protocol 7.2")));
        const auto plan = consent().plan(q("S-0001"), ConsentChoice::Erase);
        VERIFY_OK(plan);
        QCOMPARE(plan->kept.size(), 2);
        QCOMPARE(plan->kept[0].place, q("AE"));
        QCOMPARE(plan->kept[1].place, q("BASE/VITALS"));
        QCOMPARE(plan->kept[1].items, QStringList{q("height")});
        QCOMPARE(plan->keptValues, 2);
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Erase));
        const auto ask = [&](const char* sql) { return s_->ask(sql); };
        QCOMPARE(ask("SELECT count(*) FROM form WHERE subject = 1"), 2);
        QCOMPARE(ask("SELECT count(*) FROM item_value v JOIN form_row r ON r.id = v.row_id JOIN form f ON "
                     "f.id = r.form"
                     " WHERE f.subject = 1"),
                 2);
        QCOMPARE(ask("SELECT count(*) FROM item_value WHERE txt = 'rash'"), 1);
        QCOMPARE(ask("SELECT count(*) FROM item_value WHERE txt = '70'"), 0);
        QCOMPARE(ask("SELECT count(*) FROM visit WHERE subject = 1"), 1);
        // Their trail too, and only theirs.
        QCOMPARE(ask("SELECT count(*) FROM audit_value WHERE value = 'rash'"), 1);
        QCOMPARE(ask("SELECT count(*) FROM audit_value v JOIN audit a ON a.seq = v.seq WHERE a.field LIKE "
                     "'%/height' AND"
                     " v.side = 1"),
                 1);
        QCOMPARE(ask("SELECT count(*) FROM audit_value v JOIN audit a ON a.seq = v.seq WHERE a.field LIKE "
                     "'%/weight'"),
                 0);
    }

    void keepFormsAreASettingOfTheStudy() {
        QVERIFY(consent().keepForms()->contains(q("AE")));
        QVERIFY(consent().keepForms()->contains(q("DM/consent_date")));
        QCOMPARE(codeOf(consent().setKeepForms({q("AE")}, {})), QByteArray("reason-needed"));
        QCOMPARE(codeOf(consent().setKeepForms({q("A E")}, q("why"))), QByteArray("bad-value"));
        VERIFY_OK(consent().setKeepForms({}, q("nothing stays")));
        QVERIFY(consent().keepForms()->isEmpty());
        QCOMPARE(s_->ask("SELECT count(*) FROM audit WHERE field = 'consent.keep-forms'"), 1);
    }

    void joinedRecordsGoTogether() {
        JoinService joins(db(), s_->session(), s_->s.f.clock, *s_->definitions);
        QVERIFY(fixture({"UPDATE subject SET name = 'Two' WHERE label = 'S-0002'",
                         "UPDATE subject SET name = 'One' WHERE label = 'S-0001'"}));
        VERIFY_OK(joins.join(q("S-0002"), q("S-0001"), q("one person"), false));
        QCOMPARE(codeOf(withdraw("S-0002", ConsentChoice::Erase)), QByteArray("subject-joined"));
        const auto done = withdraw("S-0001", ConsentChoice::Erase);
        VERIFY_OK(done);
        QCOMPARE(done->done.counts.records, 2);
        QCOMPARE(s_->where(), QString());
        QCOMPARE(s_->ask("SELECT count(*) FROM subject WHERE name <> ''"), 0);
        QCOMPARE(s_->ask("SELECT count(*) FROM relocated"), 0);
        QCOMPARE(s_->ask("SELECT count(*) FROM audit_value WHERE value = 'one person'"), 0);
        QCOMPARE(codeOf(joins.part({q("S-0002"), q("no"), true, {}})), QByteArray("subject-erased"));
    }

    void whatWasMovedToAnotherStaysThere() {
        QVERIFY(event("S-0002", "cough"));
        VERIFY_OK(s_->move("1.3", "S-0002"));
        QVERIFY(s_->ask("SELECT count(*) FROM audit_value WHERE side = 2 AND value = 'wrong person'") > 1);
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Erase));
        QCOMPARE(s_->where(), q("2:1.3 2.1"));
        QCOMPARE(s_->ask("SELECT count(*) FROM item_value WHERE txt = 'cough'"), 1);
        // The reason was told of both.
        QCOMPARE(s_->ask("SELECT count(*) FROM audit_value WHERE side = 2 AND value = 'wrong person'"), 0);
        QCOMPARE(codeOf(s_->move("1.3", "S-0001")), QByteArray("subject-erased"));
    }

    /// Filled while its exam was filed under the wrong person: the form's history is the right one's.
    void theHistoryOfAMovedFormStays() {
        QVERIFY(s_->sourced().id.isValid());
        QVERIFY(fixture({"UPDATE dicom_study SET visit = (SELECT id FROM visit), confirmed_by = 1 WHERE"
                         " study_uid = 'e1'"}));
        const QByteArray row = makeUuidV7(9, QByteArray(10, 'n')).bytes;
        const auto form = s_->forms->begin(*s_->forms->keyOf(q("S-0001/BASE/NODULES")));
        VERIFY_OK(form);
        for (const char* size : {"12.5", "14.5"}) {
            auto opened = s_->forms->open(form->id);
            VERIFY_OK(opened);
            if (QByteArrayView(size) == "12.5")
                VERIFY_OK(opened->state.addRow(q("NOD"), row));
            QVERIFY(opened->state.set({q("NOD"), row, q("size")}, q(size)));
            VERIFY_OK(s_->forms->save(form->id, editOf(*opened), {"other", q("read again")}));
        }
        VERIFY_OK(s_->queries->raise(form->id, {q("NOD"), row, q("size")}, q("so large?")));
        VERIFY_OK(s_->move("1.3", "S-0003", true));
        const auto kept = [&] {
            return QList<std::int64_t>{
                s_->ask("SELECT count(*) FROM audit_value WHERE value = '12.5'"),
                s_->ask("SELECT count(*) FROM audit_value WHERE value = '14.5'"),
                s_->ask("SELECT count(*) FROM audit_value WHERE side = 2 AND value = 'read again'"),
                s_->ask("SELECT count(*) FROM audit_value WHERE value LIKE '%so large?'")};
        };
        const auto before = kept();
        QVERIFY(!before.contains(0));
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Erase));
        QCOMPARE(kept(), before);
        QCOMPARE(s_->ask("SELECT count(*) FROM audit_value WHERE value = '70'"), 0);
        QCOMPARE(s_->ask("SELECT count(*) FROM audit_value WHERE side = 2 AND value = 'wrong person'"), 0);
        VERIFY_OK(withdraw("S-0003", ConsentChoice::Erase));
        QCOMPARE(kept(), QList<std::int64_t>(4, 0));
    }

    void aPackWithImagesOfAnotherIsNotTouched() {
        QVERIFY(fixture(
            {"UPDATE instance SET pack = (SELECT pack FROM instance WHERE sop_uid = '1.1.1') WHERE sop_uid"
             " = '2.1.1'"}));
        const auto images = s_->ask("SELECT count(*) FROM instance");
        QCOMPARE(consent().plan(q("S-0001"), ConsentChoice::Erase)->sharedPacks, 1);
        QCOMPARE(codeOf(withdraw("S-0001", ConsentChoice::Erase)), QByteArray("pack-shared"));
        QCOMPARE(s_->ask("SELECT count(*) FROM instance"), images);
        QCOMPARE(s_->ask("SELECT count(*) FROM pack_trash"), 0);
        QCOMPARE(status("S-0001"), q("enrolled"));
    }

    void examsThatWaitUnderHisNumberAreDecidedFirst() {
        QVERIFY(fixture(
            {"INSERT INTO source_identity(subject, patient_id) VALUES(1, 'P-17')",
             "INSERT INTO source_identity(subject, patient_id) VALUES(NULL, 'P-17')",
             "INSERT INTO dicom_study(uuid, study_uid, identity) SELECT x'0102', 'e9', max(id) FROM"
             " source_identity",
             "INSERT INTO import_waiting(import, exam, reason) SELECT 1, id, 'conflict' FROM dicom_study"
             " WHERE study_uid = 'e9'"}));
        QCOMPARE(codeOf(withdraw("S-0001", ConsentChoice::Erase)), QByteArray("exams-waiting"));
        // Left out it is nobody else's, and goes with him.
        QVERIFY(fixture({"UPDATE import_waiting SET state = 'left-out'"}));
        VERIFY_OK(withdraw("S-0001", ConsentChoice::Erase));
        QCOMPARE(s_->ask("SELECT count(*) FROM dicom_study WHERE study_uid = 'e9'"), 0);
        QCOMPARE(s_->ask("SELECT count(*) FROM source_identity"), 0);
    }

    void stoppedBeforeTheCommitNothingIsChanged() {
        QVERIFY(s_->sourced().id.isValid());
        const auto rows = [&] {
            return s_->ask(
                "SELECT (SELECT count(*) FROM audit) + (SELECT count(*) FROM audit_value) + (SELECT count(*)"
                " FROM instance) + (SELECT count(*) FROM item_value)");
        };
        const auto before = rows();
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(codeOf(withdraw("S-0001", ConsentChoice::Erase, Job{stop.get_token(), {}})),
                 QByteArray("cancelled"));
        QCOMPARE(rows(), before);
        QCOMPARE(status("S-0001"), q("enrolled"));
    }

    /// No way leads to a record that was erased, also none past the services.
    void nothingNewHangsOnAnErasedSubject() {
        VERIFY_OK(withdraw("S-0003", ConsentChoice::Erase));
        const auto key = s_->forms->keyOf(q("S-0003/BASE/VITALS"));
        QCOMPARE(codeOf(s_->forms->begin(*key)), QByteArray("subject-erased"));
        QCOMPARE(codeOf(s_->move("1.1", "S-0003")), QByteArray("subject-erased"));
        SubjectService subjects(db(), s_->session(), s_->s.f.clock);
        QCOMPARE(codeOf(subjects.rename(SubjectId{3}, q("S-0003"), q("Name"), q("why"))),
                 QByteArray("subject-erased"));
        for (const char* sql :
             {"INSERT INTO visit(uuid, subject, def_oid, state) VALUES(x'07', 3, 'BASE', 'planned')",
              "UPDATE dicom_study SET subject = 3",
              "INSERT INTO source_identity(subject, patient_id) VALUES(3, 'P')"})
            QVERIFY2(!fixture({sql}), sql);
        QVERIFY(fixture({"INSERT INTO source_identity(subject, patient_id) VALUES(2, 'P')"}));
    }
};

QTEST_GUILESS_MAIN(ConsentServiceTest)
#include "ConsentServiceTest.moc"
