// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands beside the values of forms, changed by somebody who has the key and another program: verify names it.
#include "storage/forms/SignatureService.h"
#include "storage/imaging/ImagingService.h"
#include "storage/subjects/ConsentService.h"
#include "storage/vault/UserService.h"
#include "tests/storage/MoveStudy.h"
#include "tests/storage/OpenedStudy.h"

using namespace casebook;
using namespace casebook::test;

namespace {

template <class T> bool done(const char* step, const Result<T>& result) {
    if (!result)
        qWarning("%s: %s %s", step, result.error().code.constData(),
                 qPrintable(result.error().args.join(u' ')));
    return result.has_value();
}

bool fillForms(MoveStudy& m) {
    const auto vitals = m.forms->begin(*m.forms->keyOf(q("S-0001/BASE/VITALS")));
    auto opened = vitals ? m.forms->open(vitals->id) : Result<OpenedForm>(tl::unexpected(vitals.error()));
    if (!done("begin", opened))
        return false;
    for (const auto& [item, typed] :
         {std::pair("weight", "70"), {"height", "170"}, {"day", "2025-12-30"}, {"smoker", "false"}})
        if (!opened->state.set(StudyForms::path(item), q(typed)))
            return false;
    if (!done("save", m.forms->save(vitals->id, editOf(*opened), {})))
        return false;
    const auto now = m.forms->open(vitals->id);
    SignatureService signatures(*m.s.f.vault, m.session());
    return done("sign", signatures.sign(vitals->id, now->info.rv, "author", secret(goodPassphrase)));
}

bool fillQuery(MoveStudy& m) {
    const auto form = m.forms->begin(*m.forms->keyOf(q("S-0002/BASE/VITALS")));
    if (!done("begin", form))
        return false;
    const auto raised = m.queries->raise(form->id, StudyForms::path("weight"), q("Why: so light?"));
    return done("raise", raised) && done("answer", m.queries->answer(raised->id, q("open: is so")));
}

bool fillSubjects(MoveStudy& m) {
    SubjectService subjects(m.s.db(), m.session(), m.s.f.clock);
    VisitService visits(m.s.db(), m.session(), m.s.f.clock, *m.definitions);
    const auto id = [&](const char* label) { return subjects.find(q(label)).value().id; };
    return done("rename", subjects.rename(id("S-0001"), q("S-0001"), q("Li Si"), q("typed wrongly"))) &&
           done("date", visits.setDate(id("S-0001"), q("BASE"), 1, q("2025-12-30"), {})) &&
           done("withdraw",
                ConsentService(*m.s.f.vault, m.session())
                    .withdraw({q("S-0003"), ConsentChoice::Stop, "subject", q("by letter")}, Job{}));
}

bool fillUsers(MoveStudy& m) {
    UserService users(m.s.db(), m.session());
    for (const char* login : {"wang", "zhao"})
        if (!done("user", m.s.f.vault->addUser(q(login), {}, {Role::Reader}, secret(goodPassphrase),
                                               KdfCost::cheapForTests())))
            return false;
    return done("roles", users.setRoles(q("wang"), {Role::Reader, Role::Monitor}, q("new task"))) &&
           done("disable", m.s.f.vault->disableUser(q("zhao"), q("left")));
}

bool fillReading(MoveStudy& m) {
    const auto task = m.s.give("1.1", "rita", ReadingMode::Concurrent);
    const auto later = m.s.give("1.3", "rita", ReadingMode::Concurrent);
    if (!done("task", task) || !done("task", later))
        return false;
    FindingService reading(m.s.db(), m.s.as("rita"), m.s.f.clock);
    const auto opened = reading.open(task->id);
    if (!done("read", opened))
        return false;
    LengthRecord length;
    length.series = q("1.1");
    length.b = {12, 0, 0};
    length.shortAxis = {WorldPoint{0, 0, 0}, WorldPoint{0, 5, 0}};
    ImagingService imaging(m.s.db(), m.s.f.vault->objects(), *m.workers, m.session(), m.s.f.clock);
    const auto gone = imaging.addLength(length);
    return done("accept", reading.accept(task->id, opened->findings.first().finding.uuid)) &&
           done("length", imaging.addLength(length)) && done("length", gone) &&
           done("void", imaging.removeLength(gone->uuid, q("twice")));
}

} // namespace

class RecordCheckTest final : public QObject {
    Q_OBJECT

    /// Users of the fixture have no row in the audit.
    static QStringList found(const OpenedStudy& study) {
        const auto report = study.verify(false);
        if (!report)
            return {QString::fromLatin1(report.error().code)};
        QStringList out;
        for (const Damage& d : report->damage) {
            const QString line =
                d.object.mid(d.object.indexOf(u' ') + 1) + u' ' + QString::fromLatin1(d.what);
            if (d.kind == Damage::Kind::Database && line != u"user value-unaudited")
                out.append(line);
        }
        out.sort();
        return out;
    }

private Q_SLOTS:
    void changedBehindTheAudit_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* sql, const char* expected) {
            QTest::newRow(name) << QByteArray(sql) << QString::fromLatin1(expected);
        };
        const char* noGuards = "DROP TRIGGER signature_no_update;DROP TRIGGER signature_no_delete;"
                               "DROP TRIGGER finding_no_update;DROP TRIGGER finding_no_delete;"
                               "DROP TRIGGER reading_event_no_update;DROP TRIGGER reading_event_no_delete;";
        const auto guarded = [&](const char* name, const char* sql, const char* expected) {
            QTest::newRow(name) << QByteArray(noGuards) + sql << QString::fromLatin1(expected);
        };
        row("nothing", "", "");
        row("state of a form", "UPDATE form SET state='not-done' WHERE id=(SELECT form FROM signature)",
            "state value-changed");
        row("day of a visit", "UPDATE visit SET date='2026-03-02' WHERE date<>''",
            "visit.date value-changed");
        row("state of a visit", "UPDATE visit SET state='missed' WHERE date<>''",
            "visit.state value-changed");
        row("state of a visit nobody touched",
            "UPDATE visit SET state='missed' WHERE date='' AND id=(SELECT min(id) FROM visit WHERE date='')",
            "visit.state value-changed");
        row("state of a query", "UPDATE query SET state='closed'", "query.state value-changed");
        row("words of a query", "UPDATE query SET text='Why?'", "query.text value-changed");
        row("query gone", "DELETE FROM query_event; DELETE FROM query", "query value-lost");
        row("name", "UPDATE subject SET name='Wu Wu' WHERE name<>''", "name value-changed");
        row("withdrawn subject is back", "UPDATE subject SET status='enrolled' WHERE status='withdrawn'",
            "status value-changed");
        row("consent, weaker", "UPDATE consent_withdrawal SET choice='keep'", "consent value-changed");
        row("consent, back", "DELETE FROM consent_withdrawal", "consent value-changed");
        row("consent of another",
            "INSERT INTO consent_withdrawal(subject,choice,reason_code,reason,user,time_ms)"
            " VALUES(2,'keep','subject','x',1,1)",
            "consent value-changed");
        row("another role",
            "INSERT INTO user_role(user_id,role) SELECT id,'administrator' FROM user WHERE"
            " login='wang'",
            "user.roles value-changed");
        row("role of the first user gone", "DELETE FROM user_role WHERE user_id=1 AND role='reader'",
            "user.roles value-changed");
        row("disabled user is back", "UPDATE user SET state='active' WHERE login='zhao'",
            "user.state value-changed");
        row("another's login", "UPDATE user SET login='wei' WHERE login='wang'", "user.login value-changed");
        guarded("meaning of a signature", "UPDATE signature SET meaning='approved'",
                "signature value-changed");
        guarded("whose signature", "UPDATE signature SET user=(SELECT id FROM user WHERE login='rita')",
                "signature value-changed");
        guarded("day of a signature", "UPDATE signature SET time_ms=time_ms-86400000",
                "signature value-changed");
        guarded("signature gone", "DELETE FROM signature", "signature value-lost");
        guarded("decision of a reader", "UPDATE reading_event SET type='rejected' WHERE type='accepted'",
                "reading value-changed");
        guarded("decision on another mark",
                "UPDATE reading_event SET finding=(SELECT f.id FROM finding f WHERE"
                " f.id<>reading_event.finding LIMIT 1) WHERE type='accepted'",
                "reading value-changed");
        guarded("words of a decision", "UPDATE reading_event SET body='{\"ms\":1}' WHERE type='accepted'",
                "reading value-changed");
        guarded("decision gone", "DELETE FROM reading_event WHERE type='accepted'", "reading value-lost");
        row("reading is finished", "UPDATE reading_task SET state='finished' WHERE state='reading'",
            "task.state value-changed");
        row("reading begins anew", "UPDATE reading_task SET state='new' WHERE state='reading'",
            "task.state value-changed");
        guarded("size of a mark", "UPDATE finding SET payload=replace(payload,'6','9') WHERE id=1",
                "findings value-changed");
        guarded(
            "one mark less",
            "DELETE FROM reading_event WHERE type='x';DELETE FROM finding WHERE id="
            "(SELECT f.id FROM finding f WHERE f.id NOT IN (SELECT finding FROM reading_event WHERE finding"
            " IS NOT NULL) LIMIT 1)",
            "findings value-changed");
        row("length", "UPDATE measurement SET value=13 WHERE state='valid' AND kind='bidimensional'",
            "length value-changed");
        row("measurement taken away is back", "UPDATE measurement SET state='valid' WHERE state='voided'",
            "measurement.state value-changed");
        row("measurement taken away", "UPDATE measurement SET state='voided' WHERE kind='bidimensional'",
            "measurement.state value-changed");
    }

    void changedBehindTheAudit() {
        QFETCH(QByteArray, sql);
        QFETCH(QString, expected);
        MoveStudy m;
        QVERIFY(m.make() && fillForms(m) && fillQuery(m) && fillSubjects(m) && fillUsers(m) &&
                fillReading(m));
        VERIFY_OK(m.s.f.vault->lock());
        const OpenedStudy study(m.s.f, q("li.na"));
        VERIFY_OK(study.tamper(sql));
        QCOMPARE(found(study).join(u'|'), expected);
    }
};

QTEST_GUILESS_MAIN(RecordCheckTest)
#include "RecordCheckTest.moc"
