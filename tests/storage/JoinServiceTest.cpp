// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two records of one person into one, and apart again: every piece where it was, later ones where a person says.
#include "storage/forms/FormTable.h"
#include "storage/imaging/SubjectMatch.h"
#include "storage/subjects/ExamVisits.h"
#include "storage/subjects/JoinService.h"
#include "tests/storage/MoveStudy.h"

using namespace casebook;
using namespace casebook::test;

namespace {

struct JoinStudy : MoveStudy {
    JoinService joins(const Session* who = nullptr) {
        return JoinService(s.db(), who ? *who : session(), s.f.clock, *definitions);
    }
    bool fixture(const QList<QByteArray>& statements) {
        return s.db()
            .writeAndWait([&](WriteTransaction& tx) -> Result<> {
                for (const QByteArray& sql : statements)
                    if (auto r = tx.run(sql); !r)
                        return r;
                AuditEntry entry;
                entry.action = "create";
                entry.objectKind = "fixture";
                return tx.audit(entry).map([](std::int64_t) {});
            })
            .has_value();
    }
    bool fill(const char* operand, const char* item, const char* value) {
        const auto key = forms->keyOf(q(operand));
        const auto form = key ? forms->begin(*key) : Result<FormInfo>(tl::unexpected(key.error()));
        if (!form)
            return false;
        auto opened = forms->open(form->id);
        return opened && opened->state.set(StudyForms::path(item), q(value)) &&
               forms->save(form->id, editOf(*opened), {q("other").toLatin1(), q("test")});
    }
    /// Everything that a join may touch, one line a row.
    QStringList picture() {
        QStringList out;
        for (const char* sql :
             {"SELECT 'exam ' || study_uid || ' ' || coalesce(subject, 0) || ' ' || coalesce(visit, 0) || ' "
              "' || state"
              " FROM dicom_study ORDER BY id",
              "SELECT 'series ' || series_uid || ' ' || study FROM dicom_series ORDER BY id",
              "SELECT 'task ' || id || ' ' || subject || ' ' || coalesce(prior_series, 0) FROM reading_task "
              "ORDER BY id",
              "SELECT 'form ' || def_oid || ' ' || subject || ' ' || anchor_kind || ' ' || anchor_id || ' ' "
              "||"
              " coalesce(visit, 0) || ' ' || state FROM form ORDER BY id",
              "SELECT 'visit ' || def_oid || ' ' || repeat || ' ' || subject || ' ' || date || ' ' || state "
              "FROM visit"
              " ORDER BY id",
              "SELECT 'identity ' || patient_id || ' ' || coalesce(subject, 0) FROM source_identity ORDER BY "
              "id",
              "SELECT 'subject ' || label || ' ' || status || ' ' || coalesce(merged_into, 0) || ' ' || "
              "coalesce(stands_in,"
              " 0) FROM subject ORDER BY id"}) {
            const auto rows = s.db().read([&](ReadConnection& c) -> Result<QStringList> {
                auto r = c.prepare(sql);
                QStringList lines;
                while (*r->step())
                    lines.append(r->text(0));
                return lines;
            });
            out += rows.value();
        }
        return out;
    }
    QString owner(const char* patient) {
        return s.db()
            .read([&](ReadConnection& c) -> Result<QString> {
                auto r =
                    c.prepare("SELECT s.label FROM source_identity i JOIN subject s ON s.id = i.subject WHERE"
                              " i.patient_id = ?");
                r->bindAll(QString::fromLatin1(patient));
                return *r->step() ? r->text(0) : QString();
            })
            .value();
    }
    /// Where an import would put a file of that PatientID.
    QString importFinds(const char* patient, const char* study) {
        dicom::ParsedInstance file;
        file.studyUid = q(study);
        file.seriesUid = file.studyUid + q(".1");
        file.patient.patientId = q(patient);
        file.studyDate = q("20270101");
        const subjectMatch::Source source{{ImportId{1}, {}}, session()};
        const auto found = s.db().writeAndWait([&](WriteTransaction& tx) -> Result<QString> {
            const auto exam = subjectMatch::examFor(tx, file, source);
            if (!exam)
                return tl::unexpected(exam.error());
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "fixture";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            if (!exam->exam.subject)
                return QString::fromLatin1(exam->waiting);
            const auto subject = formTable::subject(tx.connection(), *exam->exam.subject);
            return subject ? Result<QString>(subject->label) : tl::unexpected(subject.error());
        });
        return found ? *found : QString::fromLatin1(found.error().code);
    }
};

/// S-0001 and S-0002 are one person: P1 and P2, both with visits and forms.
bool makeJoin(JoinStudy& j) {
    if (!j.make() || !j.fixture({"INSERT INTO source_identity(subject, patient_id) VALUES(1, 'P1')",
                                 "INSERT INTO source_identity(subject, patient_id) VALUES(2, 'P2')",
                                 "UPDATE dicom_study SET identity = 1 WHERE subject = 1",
                                 "UPDATE dicom_study SET identity = 2 WHERE subject = 2"}))
        return false;
    return j.fill("S-0001/BASE/VITALS", "weight", "70") && j.fill("S-0002/BASE/VITALS", "weight", "72") &&
           j.fill("S-0002/CYCLE/DOSE", "per_kg", "2") &&
           j.s.give("2.1", "rita", ReadingMode::Second).has_value() &&
           ExamVisitService(j.s.db(), j.session(), j.s.f.clock, *j.definitions)
               .linkExam(q("e2"), {q("BASE"), 1})
               .has_value();
}

} // namespace

class JoinServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { checksAsTold = true; }

    void joinedAndPartedIsAsBefore() {
        JoinStudy j;
        QVERIFY(makeJoin(j));
        const QStringList before = j.picture();
        const auto seen = j.joins().preview(q("S-0002"), q("S-0001"));
        VERIFY_OK(seen);
        QCOMPARE(seen->conflicts, QStringList(q("BASE/VITALS")));
        const auto done = j.joins().join(q("S-0002"), q("S-0001"), q("same person"), false);
        VERIFY_OK(done);
        QCOMPARE(done->exams, 1);
        QCOMPARE(done->tasks, 1);
        QCOMPARE(done->visits, 1); // the cycle; the baseline is put together
        QCOMPARE(done->forms, 1);
        QCOMPARE(done->identities, 1);
        QCOMPARE(done->conflicts, QStringList(q("BASE/VITALS")));
        QCOMPARE(j.where(), q("1:0.1 1.1 1.2 1.3 2.1"));
        // Both had filled one form: the other record keeps its own, and this one is asked about.
        QCOMPARE(j.openQueries(), QStringList(q("S-0001 VITALS  joined-twice")));
        QCOMPARE(j.ask("SELECT subject FROM form WHERE def_oid = 'DOSE'"), 1);
        QCOMPARE(j.ask("SELECT v.subject FROM dicom_study e JOIN visit v ON v.id = e.visit WHERE e.study_uid "
                       "= 'e2'"),
                 1);
        QCOMPARE(j.ask("SELECT subject FROM reading_task"), 1);
        QCOMPARE(
            j.ask("SELECT count(DISTINCT subject) FROM audit WHERE action = 'join' AND reason_c IS NOT NULL"),
            2);
        QCOMPARE(j.joins().joinedTo(q("S-0002")).value(), q("S-0001"));
        QCOMPARE(j.joins().joinedInto(q("S-0001")).value(), QStringList(q("S-0002")));

        VERIFY_OK(j.joins().part({q("S-0002"), q("two persons"), false, {}}));
        QStringList after = j.picture();
        QCOMPARE(after, before);
        QCOMPARE(j.openQueries(), QStringList());
        QCOMPARE(j.ask("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }

    void laterImportsFindTheRightOne() {
        JoinStudy j;
        QVERIFY(makeJoin(j));
        QCOMPARE(j.owner("P2"), q("S-0002"));
        VERIFY_OK(j.joins().join(q("S-0002"), q("S-0001"), q("x"), false));
        QCOMPARE(j.importFinds("P2", "new2"), q("S-0001"));
        QCOMPARE(j.importFinds("P1", "new1"), q("S-0001"));
        const auto later = j.joins().later(q("S-0002"));
        VERIFY_OK(later);
        QCOMPARE(later->size(), 2);
        QCOMPARE(later->at(0).suggested, true); // by its number it is the other record's
        QCOMPARE(later->at(1).suggested, false);
        QCOMPARE(j.joins().part({q("S-0002"), q("x"), false, {}}).error().code,
                 QByteArray("later-additions"));
        VERIFY_OK(j.joins().part({q("S-0002"), q("x"), true, {later->at(0).id}}));
        QCOMPARE(j.ask("SELECT subject FROM dicom_study WHERE study_uid = 'new2'"), 2);
        QCOMPARE(j.ask("SELECT subject FROM dicom_study WHERE study_uid = 'new1'"), 1);
        QCOMPARE(j.importFinds("P2", "newer2"), q("S-0002"));
        QCOMPARE(j.importFinds("P1", "newer1"), q("S-0001"));
    }

    void whatWasEnteredSinceStaysWithItsPiece() {
        JoinStudy j;
        QVERIFY(makeJoin(j));
        VERIFY_OK(j.joins().join(q("S-0002"), q("S-0001"), q("x"), false));
        QVERIFY(j.fill("S-0001/CYCLE/DOSE", "per_kg", "3"));
        QVERIFY(j.fill("S-0001/CYCLE#2/DOSE", "per_kg", "4"));
        const auto later = j.joins().later(q("S-0002"));
        QCOMPARE(later->size(), 1);
        QCOMPARE(later->front().words, q("CYCLE#2"));
        VERIFY_OK(j.joins().part({q("S-0002"), q("x"), true, {}}));
        QCOMPARE(j.ask("SELECT f.subject FROM form f JOIN visit v ON v.id = f.visit WHERE v.repeat = 1 AND "
                       "f.def_oid ="
                       " 'DOSE'"),
                 2);
        QCOMPARE(j.ask("SELECT f.subject FROM form f JOIN visit v ON v.id = f.visit WHERE v.repeat = 2 AND "
                       "f.def_oid ="
                       " 'DOSE'"),
                 1);
        QCOMPARE(j.ask("SELECT count(*) FROM item_value WHERE txt = '3'"), 1);
        // Calculated from the weight of its own record again: 3 mg/kg x 72 kg.
        QCOMPARE(j.ask("SELECT count(*) FROM item_value i JOIN item_def d ON d.id = i.item_id WHERE d.oid = "
                       "'dose' AND"
                       " i.num = 216"),
                 1);
    }

    /// A form that is only blank makes room for the one that is filled, and they change places back.
    void aBlankFormMakesRoom() {
        JoinStudy j;
        QVERIFY(j.make());
        QVERIFY(j.fill("S-0002/BASE/VITALS", "weight", "72"));
        VERIFY_OK(j.forms->begin(*j.forms->keyOf(q("S-0001/BASE/VITALS"))));
        const QStringList before = j.picture();
        const auto done = j.joins().join(q("S-0002"), q("S-0001"), q("x"), false);
        VERIFY_OK(done);
        QCOMPARE(done->conflicts, QStringList());
        QCOMPARE(j.ask("SELECT subject FROM form WHERE state <> 'not-started'"), 1);
        VERIFY_OK(j.joins().part({q("S-0002"), q("x"), true, {}}));
        QCOMPARE(j.picture(), before);
    }

    /// Every piece that changes sides, and every field, has its row in the history of both.
    void historyTellsOfEveryPiece() {
        checksAsTold = false; // written by SQL
        JoinStudy j;
        QVERIFY(makeJoin(j));
        QVERIFY(
            j.fixture({"UPDATE visit SET date = '', state = 'planned' WHERE subject = 1 AND def_oid = 'BASE'",
                       "UPDATE visit SET date = '2026-01-05', state = 'done' WHERE subject = 2 AND def_oid ="
                       " 'BASE'"}));
        const QByteArray dates = "SELECT count(*) FROM audit WHERE action = 'change' AND field = 'BASE/date'",
                         states =
                             "SELECT count(*) FROM audit WHERE action = 'change' AND field = 'BASE/state'",
                         tasks = "SELECT count(*) FROM audit WHERE action = 'move' AND object_kind = 'task'",
                         since =
                             "SELECT count(*) FROM audit WHERE action = 'move' AND object_kind = 'form' AND"
                             " object = (SELECT f.uuid FROM form f JOIN visit v ON v.id = f.visit WHERE"
                             " v.def_oid = 'CYCLE' AND v.repeat = 2)";
        const auto oldDates = j.ask(dates), oldStates = j.ask(states);
        VERIFY_OK(j.joins().join(q("S-0002"), q("S-0001"), q("x"), false));
        QCOMPARE(j.ask(dates), oldDates + 2);
        QCOMPARE(j.ask(states), oldStates + 2);
        QCOMPARE(j.ask(tasks), 2);
        QVERIFY(j.fill("S-0001/CYCLE#2/DOSE", "per_kg", "4"));
        const auto later = j.joins().later(q("S-0002"));
        QCOMPARE(later->size(), 1);
        VERIFY_OK(j.joins().part({q("S-0002"), q("y"), true, {later->front().id}}));
        QCOMPARE(j.ask(dates), oldDates + 4);
        QCOMPARE(j.ask(states), oldStates + 4);
        QCOMPARE(j.ask("SELECT subject FROM reading_task"), 2);
        QCOMPARE(j.ask(tasks), 4);
        QCOMPARE(j.ask("SELECT f.subject FROM form f JOIN visit v ON v.id = f.visit WHERE v.repeat = 2"), 2);
        QCOMPARE(j.ask(since), 2);
    }

    void frozenCohortsCountThePersonOnce() {
        JoinStudy j;
        QVERIFY(makeJoin(j));
        QVERIFY(j.fixture(
            {"INSERT INTO cohort(uuid, name, criteria, engine, audit_seq, user, created_ms) VALUES(x'01',"
             " 'all', '{}', 1, 1, 1, 1)",
             "INSERT INTO cohort_member(cohort, subject) VALUES(1, 1), (1, 2), (1, 3)"}));
        const auto members = [&] {
            return j.ask("SELECT group_concat(subject, '') FROM (SELECT subject FROM current_member ORDER BY "
                         "subject)");
        };
        QCOMPARE(members(), 123);
        VERIFY_OK(j.joins().join(q("S-0002"), q("S-0001"), q("x"), false));
        QCOMPARE(members(), 13);
        VERIFY_OK(j.joins().join(q("S-0001"), q("S-0003"), q("x"), false));
        QCOMPARE(members(), 3);
        QCOMPARE(j.joins().part({q("S-0002"), q("x"), true, {}}).error().code, QByteArray("part-first"));
        VERIFY_OK(j.joins().part({q("S-0001"), q("x"), true, {}}));
        QCOMPARE(members(), 13);
        VERIFY_OK(j.joins().part({q("S-0002"), q("x"), true, {}}));
        QCOMPARE(members(), 123);
        QCOMPARE(j.ask("SELECT count(*) FROM cohort_member"), 3); // frozen: not one row changed
    }

    void anExamInTwoPartsComesTogether() {
        JoinStudy j;
        QVERIFY(makeJoin(j));
        VERIFY_OK(j.move("1.3", "S-0002"));
        const QStringList before = j.picture();
        VERIFY_OK(j.joins().join(q("S-0002"), q("S-0001"), q("x"), false));
        QCOMPARE(j.ask("SELECT count(*) FROM dicom_study WHERE study_uid = 'e1' AND state = 'ready'"), 1);
        VERIFY_OK(j.joins().part({q("S-0002"), q("x"), true, {}}));
        QCOMPARE(j.picture(), before);
    }

    void lockedFormsNeedTheRight() {
        checksAsTold = false; // written by SQL
        JoinStudy j;
        QVERIFY(makeJoin(j));
        QVERIFY(j.fixture({"UPDATE form SET locked_ms = 1, locked_by = 1 WHERE def_oid = 'DOSE'"}));
        const QStringList before = j.picture();
        QCOMPARE(j.joins().join(q("S-0002"), q("S-0001"), q("x"), false).error().code,
                 QByteArray("forms-locked"));
        QCOMPARE(j.picture(), before);
        VERIFY_OK(j.joins().join(q("S-0002"), q("S-0001"), q("x"), true));
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<QByteArray>("subject");
        QTest::addColumn<QByteArray>("into");
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char* name, const char* who, const char* subject, const char* into,
                            const char* reason, const char* code) {
            QTest::newRow(name) << QByteArray(who) << QByteArray(subject) << QByteArray(into)
                                << QByteArray(reason) << QByteArray(code);
        };
        row("reader", "rita", "S-0002", "S-0001", "x", "no-right");
        row("coordinator", "carl", "S-0002", "S-0001", "x", "no-right");
        row("data manager", "dan", "S-0002", "S-0001", "x", "");
        row("no reason", "dan", "S-0002", "S-0001", " ", "reason-needed");
        row("itself", "dan", "S-0001", "S-0001", "x", "same-subject");
        row("nobody", "dan", "S-0009", "S-0001", "x", "no-such-subject");
        row("into nobody", "dan", "S-0001", "S-0009", "x", "no-such-subject");
        row("joined already", "dan", "S-0003", "S-0001", "x", "subject-joined");
        row("into a joined one", "dan", "S-0001", "S-0003", "x", "subject-joined");
    }

    void refusals() {
        QFETCH(QByteArray, who);
        QFETCH(QByteArray, subject);
        QFETCH(QByteArray, into);
        QFETCH(QByteArray, reason);
        QFETCH(QByteArray, code);
        JoinStudy j;
        QVERIFY(makeJoin(j));
        VERIFY_OK(j.joins().join(q("S-0003"), q("S-0002"), q("x"), false));
        const Session session = j.s.as(who.constData());
        const auto done = j.joins(&session).join(QString::fromLatin1(subject), QString::fromLatin1(into),
                                                 QString::fromLatin1(reason), false);
        QCOMPARE(done ? QByteArray() : done.error().code, code);
        QCOMPARE(j.joins().part({q("S-0001"), q("x"), true, {}}).error().code, QByteArray("not-joined"));
    }
};

QTEST_GUILESS_MAIN(JoinServiceTest)
#include "JoinServiceTest.moc"
