// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/BulkForms.h"
#include "storage/forms/VisitService.h"
#include "tests/storage/ReadingRows.h"
#include "tests/storage/StudyForms.h"

#include <QElapsedTimer>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

class VisitServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { forms_.reset(); }
    void init() {
        checksAsTold = true;
        forms_ = std::make_unique<StudyForms>();
        QVERIFY(forms_->make());
        visits_ = std::make_unique<VisitService>(forms_->database(), forms_->session(),
                                                 forms_->fixture().clock, forms_->definitions());
        VERIFY_OK(forms_->set(forms_->begin("S-0001/BASE/VITALS"), "day", "2026-01-10"));
    }

    /// Windows counted by hand: consent 10 January; cycles at day 21, 42 ... each 3 days round.
    void windows_data() {
        QTest::addColumn<QDate>("today");
        QTest::addColumn<QByteArray>("state");
        QTest::newRow("before") << QDate(2026, 1, 27) << QByteArray("planned");
        QTest::newRow("first day") << QDate(2026, 1, 28) << QByteArray("in-window");
        QTest::newRow("last day") << QDate(2026, 2, 3) << QByteArray("in-window");
        QTest::newRow("after") << QDate(2026, 2, 4) << QByteArray("overdue");
    }
    void windows() {
        QFETCH(QDate, today);
        QFETCH(QByteArray, state);
        const auto cycle = row("CYCLE", 1, today);
        QVERIFY(cycle);
        QCOMPARE(cycle->target, QStringLiteral("2026-01-31"));
        QCOMPARE(cycle->windowFrom, QStringLiteral("2026-01-28"));
        QCOMPARE(cycle->windowTo, QStringLiteral("2026-02-03"));
        QCOMPARE(cycle->state, state);
        QCOMPARE(cycle->formsRequired, 1);
    }

    /// Without an anchor nothing has a date and nothing is overdue.
    void noAnchorNoDates() {
        const auto schedule = visits_->visits(subject("S-0002"), QDate(2027, 1, 1));
        VERIFY_OK(schedule);
        for (const VisitRow& visit : schedule->visits)
            QVERIFY(visit.target.isEmpty() && visit.state == "planned");
        const auto overdue = visits_->overdue(QDate(2027, 1, 1));
        VERIFY_OK(overdue);
        for (const OverdueRow& one : *overdue)
            QCOMPARE(one.label, QStringLiteral("S-0001"));
    }

    /// Counted by hand: the first visit has one form begun of those it needs; what is not due asks for nothing.
    void formsAreCountedByOneRule() {
        SubjectSchedule schedule;
        const auto add = [&](const char* state, int required, int complete, int begun) {
            VisitRow row;
            row.state = state;
            row.formsRequired = required;
            row.formsComplete = complete;
            row.formsBegun = begun;
            schedule.visits.append(row);
        };
        add("done", 3, 2, 0);
        add("overdue", 1, 1, 2); // two optional forms were begun
        add("planned", 5, 0, 0); // not due
        add("planned", 5, 1, 0); // done early
        add("not-expected", 4, 0, 0);
        QCOMPARE(countForms(schedule).complete, 4);
        QCOMPARE(countForms(schedule).expected, 3 + 3 + 0 + 1 + 0);
    }

    void overdue() {
        const auto rows = visits_->overdue(QDate(2026, 2, 10));
        VERIFY_OK(rows);
        QStringList found;
        for (const OverdueRow& one : *rows)
            found.append(one.visit + u'/' + one.form + u' ' + one.due + u' ' + QString::number(one.days));
        // The baseline took place but its form is not complete; the first cycle was not seen at all.
        QCOMPARE(found, (QStringList{QStringLiteral("BASE/VITALS 2026-01-17 24"),
                                     QStringLiteral("CYCLE/ 2026-02-03 7")}));
    }

    void datesAndStates() {
        const SubjectId id = subject("S-0001");
        const auto seen = visits_->setDate(id, QStringLiteral("CYCLE"), 1, QStringLiteral("2026-02-01"), {});
        VERIFY_OK(seen);
        QCOMPARE(seen->state, QByteArray("done"));
        QCOMPARE(seen->date, QStringLiteral("2026-02-01"));
        QCOMPARE(
            visits_->setDate(id, QStringLiteral("CYCLE"), 1, QStringLiteral("2026-02-02"), {}).error().code,
            QByteArray("reason-needed"));
        VERIFY_OK(visits_->setDate(id, QStringLiteral("CYCLE"), 1, QStringLiteral("2026-02-02"),
                                   QStringLiteral("typo")));
        QCOMPARE(
            visits_->setDate(id, QStringLiteral("CYCLE"), 1, QStringLiteral("2.2.2026"), {}).error().code,
            QByteArray("bad-date"));
        QCOMPARE(visits_->setState(id, QStringLiteral("CYCLE"), 2, "missed", {}).error().code,
                 QByteArray("reason-needed"));
        const auto missed =
            visits_->setState(id, QStringLiteral("CYCLE"), 2, "missed", QStringLiteral("on holiday"));
        VERIFY_OK(missed);
        QCOMPARE(missed->state, QByteArray("missed"));
        const auto extra = visits_->addUnscheduled(id, QStringLiteral("UNS"), QStringLiteral("2026-02-05"));
        VERIFY_OK(extra);
        QCOMPARE(extra->repeat, 1);
        QCOMPARE(visits_->addUnscheduled(id, QStringLiteral("UNS"), QStringLiteral("2026-02-06"))->repeat, 2);
        QVERIFY(forms_->fixture().vault->verifyChain(Job{})->ok());
    }

    void formsOfAVisit() {
        const auto forms = visits_->forms(subject("S-0001"), QStringLiteral("BASE"), 1);
        VERIFY_OK(forms);
        QStringList found;
        for (const FormInfo& form : *forms)
            found.append(form.form + u' ' + QString::fromLatin1(form.state) +
                         (form.id.isValid() ? u" begun" : u""));
        QCOMPARE(found,
                 (QStringList{QStringLiteral("VITALS incomplete begun"),
                              QStringLiteral("NODULES not-started"), QStringLiteral("AE not-started")}));
    }

    /// A reading that advises a CT in six months plans it: its exam's day is that of its CT form.
    void adviceOfAReadingPlansTheNextScan() {
        ReadingStudy s;
        QVERIFY(s.make() && s.addSubject("S-0001") && s.addExam("S-0001", "exam", "2026-01-31") &&
                s.addSeries({.uid = "1.1", .exam = "exam"}));
        DefinitionService definitions(s.db(), s.f.vault->session(), s.f.clock);
        VERIFY_OK(definitions.installLungStudy());
        const auto enter = [&](const Session& who, const FormKey& key,
                               const QList<std::pair<const char*, const char*>>& items) {
            FormService forms(s.db(), who, s.f.clock, definitions);
            const auto form = forms.begin(key);
            auto opened = form ? forms.open(form->id) : Result<OpenedForm>(tl::unexpected(form.error()));
            if (!opened)
                return false;
            for (const auto& [item, value] : items)
                if (!opened->state.set(StudyForms::path(item), QString::fromLatin1(value)))
                    return false;
            return forms.save(form->id, editOf(*opened), {}).has_value();
        };
        const Session& owner = s.f.vault->session();
        const auto key = [&](const char* operand) {
            return FormService(s.db(), owner, s.f.clock, definitions).keyOf(QString::fromLatin1(operand));
        };
        const auto task = s.give("1.1", "rita", ReadingMode::Concurrent);
        VERIFY_OK(task);
        FormKey reading = *key("S-0001/SCR/ELIG");
        const SubjectId subject = reading.subject;
        QVERIFY(enter(owner, reading, {{"arm", "NODULE"}}));
        QVERIFY(enter(owner, *key("S-0001/SCR/DM"), {{"index_date", "2026-01-31"}}));
        FormKey ct;
        ct.subject = subject;
        ct.form = QStringLiteral("CTA");
        ct.exam = ExamId{
            *s.db().read([](ReadConnection& c) { return c.one("SELECT id FROM dicom_study"); }).value()};
        QVERIFY(enter(owner, ct, {{"ct_date", "2026-01-31"}}));
        const VisitService visits(s.db(), owner, s.f.clock, definitions);
        const auto planned = [&] {
            QStringList out;
            const auto schedule = visits.visits(subject, QDate(2026, 3, 1));
            for (const VisitRow& row : schedule ? schedule->visits : QList<VisitRow>())
                if (row.visit == u"NODFU")
                    out.append(row.target);
            return out;
        };
        QCOMPARE(planned(), QStringList(QString())); // of its kind the next one, without a date
        reading = {};
        reading.subject = subject;
        reading.form = QStringLiteral("READ");
        reading.task = task->id;
        QVERIFY(enter(s.as("rita"), reading, {{"rd_advice", "CT6"}}));
        QCOMPARE(planned(), QStringList(QStringLiteral("2026-07-31")));
        const auto all = visits.whole(QDate(2026, 9, 1));
        VERIFY_OK(all);
        QVERIFY(
            std::ranges::any_of(all->overdue, [](const OverdueRow& row) { return row.visit == u"NODFU"; }));
    }

    /// Three hundred subjects by the way of imports; the matrix counts what was written.
    void manySubjects() {
        constexpr int many = 300;
        QList<BulkForm> bulk;
        for (int i = 0; i < many; ++i) {
            const QString label = QStringLiteral("M-%1").arg(i, 4, 10, QLatin1Char('0'));
            VERIFY_OK(
                forms_->database().writeAndWait([&](WriteTransaction& tx) { return addSubject(tx, label); }));
            const auto key = forms_->service().keyOf(label + QStringLiteral("/BASE/VITALS"));
            VERIFY_OK(key);
            BulkForm form;
            form.key = *key;
            form.visitDate = QStringLiteral("2026-01-05");
            form.data.values = {
                {StudyForms::path("weight"), number("70")},
                {StudyForms::path("height"), number("170")},
                {StudyForms::path("day"),
                 ItemValue{ValueKind::Date, {}, QStringLiteral("2026-01-05"), {}, {}, {}, {}}}};
            bulk.append(form);
        }
        BulkForms writer(forms_->database(), forms_->session(), forms_->fixture().clock,
                         forms_->definitions());
        QElapsedTimer timer;
        timer.start();
        const auto done = writer.write(bulk, {}, Job{});
        VERIFY_OK(done);
        qInfo("%d forms written in %lld ms", done->forms, timer.restart());
        QCOMPARE(done->forms, many);
        QCOMPARE(done->values, many * 4); // and the calculated one
        const auto matrix = visits_->matrix(QDate(2026, 1, 20));
        VERIFY_OK(matrix);
        qInfo("matrix in %lld ms", timer.elapsed());
        QCOMPARE(matrix->size(), many + 3);
        for (const SubjectSchedule& one : *matrix)
            if (one.label.startsWith(u'M')) {
                QCOMPARE(one.visits.first().state, QByteArray("done"));
                QCOMPARE(one.visits.first().formsComplete, 1);
            }
        QCOMPARE(writer.write({bulk.first()}, {}, Job{}).error().code, QByteArray("form-not-empty"));
        const auto history =
            forms_->service().history(forms_->begin("M-0000/BASE/VITALS").id, StudyForms::path("weight"));
        VERIFY_OK(history);
        QCOMPARE(history->size(), 1);
        QCOMPARE(history->first().after, QStringLiteral("70"));
    }

private:
    static ItemValue number(const char* text) {
        return {ValueKind::Decimal, {}, QString::fromLatin1(text), {}, {}, {}, {}};
    }
    SubjectId subject(const char* label) {
        return forms_->service().keyOf(QString::fromLatin1(label) + QStringLiteral("/AE"))->subject;
    }
    std::optional<VisitRow> row(const char* visit, int repeat, QDate today) {
        const auto schedule = visits_->visits(subject("S-0001"), today);
        if (schedule)
            for (const VisitRow& one : schedule->visits)
                if (one.visit == QLatin1StringView(visit) && one.repeat == repeat)
                    return one;
        return std::nullopt;
    }
    std::unique_ptr<StudyForms> forms_;
    std::unique_ptr<VisitService> visits_;
};

QTEST_GUILESS_MAIN(VisitServiceTest)
#include "VisitServiceTest.moc"
