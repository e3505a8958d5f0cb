// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Parser.h"
#include "core/forms/LungStudy.h"
#include "core/forms/SubjectScope.h"
#include "tests/core/FormFixture.h"

using namespace casebook;
using namespace formfixture;
using namespace Qt::StringLiterals;

/// What the names of an expression mean in a subject's record.
class SubjectScopeTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const CompiledStudy> study_ = CompiledStudy::compile(*lungStudy());
    SubjectRecord record_;
    const QByteArray exam_ = QByteArray(16, 'e'), other_ = QByteArray(16, 'o');

    FormData form(const char* oid, const QList<std::pair<const char*, const char*>>& answers,
                  const QByteArray& exam = {}) {
        FormState f = open(study_, oid);
        for (const auto& [item, typed] : answers)
            if (!f.set(at(item), QString::fromLatin1(typed)))
                qFatal("%s", item);
        FormData data = f.data();
        data.exam = exam;
        return data;
    }

    expr::Outcome run(const QString& text, const FormData* here, const FormPlace& place) const {
        const auto ast = expr::parse(text);
        if (!ast)
            qFatal("%s", qPrintable(text));
        return SubjectScope(*study_, here, record_, place, QDate(2024, 6, 1)).run(*ast);
    }

private Q_SLOTS:
    void initTestCase() {
        FormState cm = open(study_, "CM");
        for (int n : {1, 2}) {
            QVERIFY(cm.addRow(u"CMR"_s, rowId(n)));
            QVERIFY(cm.set(at("CMR", n, "cm_name"), n == 1 ? u"aspirin"_s : u"tea"_s));
        }
        record_.subjectForms = {cm.data()};
        FormData held = form("VS", {{"vs_weight", "60"}, {"vs_pulse", "70"}});
        held.held.insert(at("vs_pulse"));
        record_.visits = {
            {u"SCR"_s,
             1,
             u"2024-01-10"_s,
             u"done"_s,
             {form("DM", {{"weight_kg", "65.0"}}), form("CTA", {{"ct_slice", "1.0"}}, exam_),
              form("CTA", {{"ct_slice", "5.0"}}, other_)}},
            {u"TRT"_s, 1, u"2024-02-05"_s, u"done"_s, {held, form("SYS", {{"cy_date", "2024-02-05"}})}},
            {u"TA"_s, 1, u"2024-03-18"_s, u"done"_s, {form("REC", {{"ta_no", "1"}})}},
            {u"TA"_s, 2, u"2024-04-29"_s, u"missed"_s, {}},
            {u"TA"_s, 3, u"2024-06"_s, u"done"_s, {form("REC", {{"ta_no", "3"}})}},
            {u"TA"_s, 4, QString(), u"planned"_s, {}}};
    }

    void names_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("visit");
        QTest::addColumn<int>("repeat");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("mark");
        const auto row = [](const char* text, const char* visit, int repeat, const char* value,
                            const char* mark = "") {
            QTest::addRow("%s at %s %d", text, visit, repeat)
                << QString::fromLatin1(text) << QString::fromLatin1(visit) << repeat
                << QString::fromLatin1(value) << QByteArray(mark);
        };
        row("@SCR:DM:weight_kg", "TA", 1, "65");
        row("@SCR:SMK:smk_years", "TA", 1, ""); // not begun: blank
        row("@SURG:SURG:su_date", "TA", 1, ""); // no such visit yet
        row("VS:vs_weight", "TRT", 1, "60"); // the same visit
        row("VS:vs_weight", "TA", 1, "");
        row("VS:vs_pulse", "TRT", 1, ""); // held
        row("count(CM:CMR.cm_name)", "TA", 3, "2"); // a log hangs on the subject
        row("CM:CMR[last].cm_name", "SCR", 1, "tea");
        row("@TA[3]:REC:ta_no", "SCR", 1, "3");
        row("@TA[1 + 1]:REC:ta_no", "SCR", 1, "");
        row("sum(@TA[*]:REC:ta_no)", "SCR", 1, "4");
        row("count(@TA[*]:REC:ta_no)", "SCR", 1, "2");
        row("@TA:REC:ta_no", "SCR", 1, "", "several");
        row("@SCR:CTA:ct_slice", "TA", 1, "", "several"); // two exams at that visit
        row("@prev:SYS:cy_date", "TA", 1, "2024-02-05");
        row("@prev:REC:ta_no", "TA", 3, "1"); // a missed visit without a form did not begin
        row("@next:SYS:cy_date", "SCR", 1, "2024-02-05");
        row("@first:DM:weight_kg", "TA", 3, "65");
        row("@last:REC:ta_no", "SCR", 1, "3"); // the planned one is not there yet
        row("@prev:REC:ta_no", "SCR", 1, "");
        row("@TA[3]:visit.date", "SCR", 1, "2024-06");
        row("visit.date", "TRT", 1, "2024-02-05");
        row("@TRT[1]:visit.state = 'done'", "SCR", 1, "true");
        row("today()", "SCR", 1, "2024-06-01");
    }
    void names() {
        QFETCH(QString, text);
        QFETCH(QString, visit);
        QFETCH(int, repeat);
        QFETCH(QString, value);
        QFETCH(QByteArray, mark);
        const expr::Outcome outcome = run(text, nullptr, {visit, repeat, {}});
        QCOMPARE(outcome.value.toText(), value);
        const QByteArray got = outcome.value.blank() ? outcome.value.blank()->mark : QByteArray();
        QCOMPARE(outcome.failed() ? outcome.error : got, mark);
    }

    void theExamComesFirst() {
        const FormData nod = form("NOD", {}, exam_);
        QCOMPARE(run(u"CTA:ct_slice"_s, &nod, {u"SCR"_s, 1, exam_}).value.toText(), u"1"_s);
        QCOMPARE(run(u"CTA:ct_slice"_s, &nod, {u"SCR"_s, 1, other_}).value.toText(), u"5"_s);
        // Without an exam the visit counts, and it has two.
        QVERIFY(run(u"CTA:ct_slice"_s, &nod, {u"SCR"_s, 1, {}}).value.isBlank());
    }

    void unknownNamesAreErrors_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"nope", "NOPE:x", "@NOPE:DM:sex", "DM:vs_weight", "@SCR:DM:vs_weight",
                                 "NOPE.x", "@SCR:visit.colour"})
            QTest::addRow("%s", text) << QString::fromLatin1(text);
    }
    void unknownNamesAreErrors() {
        QFETCH(QString, text);
        const FormData here = form("DM", {});
        QCOMPARE(run(text, &here, {u"SCR"_s, 1, {}}).error, QByteArray("ref"));
    }

    /// The form as it stands now, not as it was stored.
    void theFormItselfIsCurrent() {
        FormData stored = form("REC", {{"ta_no", "1"}});
        stored.id = QByteArray(16, 'i');
        SubjectRecord record = record_;
        record.visits[2].forms = {stored};
        FormData now = stored;
        now.values[at("ta_no")].text = u"9"_s;
        const SubjectScope scope(*study_, &now, record, {u"TA"_s, 1, {}}, QDate(2024, 6, 1));
        QCOMPARE(scope.run(*expr::parse(u"ta_no"_s)).value.toText(), u"9"_s);
        QCOMPARE(scope.run(*expr::parse(u"@TA[1]:REC:ta_no"_s)).value.toText(), u"9"_s);
        QCOMPARE(scope.run(*expr::parse(u"sum(@TA[*]:REC:ta_no)"_s)).value.toText(), u"12"_s);
    }
};

QTEST_GUILESS_MAIN(SubjectScopeTest)
#include "SubjectScopeTest.moc"
