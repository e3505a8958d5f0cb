// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/LungStudy.h"
#include "core/forms/QueryWords.h"
#include "core/values/Messages.h"
#include "tests/core/FormFixture.h"

using namespace casebook;
using namespace formfixture;
using namespace Qt::StringLiterals;

namespace {

ItemDef item(const char* oid, ItemType type, const char* showIf = "", const char* calc = "",
             const char* required = "") {
    ItemDef def;
    def.oid = QString::fromLatin1(oid);
    def.type = type;
    def.showIf = QString::fromLatin1(showIf);
    def.calc = QString::fromLatin1(calc);
    def.required = QString::fromLatin1(required);
    return def;
}

/// A study for what goes wrong elsewhere: two sections, a group, chains of skips and sums.
StudyDefinition smallStudy() {
    StudyDefinition d;
    d.oid = u"T"_s;
    d.items = {item("on", ItemType::YesNo),
               item("a", ItemType::Integer, "on = true", "", "yes"),
               item("b", ItemType::Integer),
               item("total", ItemType::Calculated, "", "sum(a, b)"),
               item("half", ItemType::Calculated, "on = true", "total / 2"),
               item("ratio", ItemType::Calculated, "", "b / (b - b)"),
               item("c", ItemType::Decimal, "", "", "yes"),
               item("seen", ItemType::YesNo, "a > 3"),
               item("seen2", ItemType::Text, "seen = true"),
               item("either", ItemType::Text),
               item("other", ItemType::Text),
               item("set", ItemType::MultiCode),
               item("gx", ItemType::Integer),
               item("gy", ItemType::Text, "gx > 3"),
               item("gs", ItemType::Calculated, "", "gx + coalesce(G[row - 1].gx, 0)"),
               item("gsum", ItemType::Calculated, "", "sum(G.gx)"),
               item("pos", ItemType::Calculated, "", "row")};
    d.items[6].soft = {u"1"_s, u"5"_s};
    d.items[6].hard = {u"-9"_s, u"50"_s};
    d.items[11].codeList = u"L"_s;
    d.codeLists = {
        {u"L"_s,
         {},
         {{u"1"_s, {}, {}, {}, false}, {u"2 x"_s, {}, {}, {}, false}, {u"3"_s, {}, {}, {}, true}}}};
    FormDef form;
    form.oid = u"F"_s;
    form.sections = {{{}, {}, {}, 0, {u"on"_s, u"a"_s, u"b"_s, u"total"_s, u"half"_s, u"ratio"_s, u"c"_s}},
                     {{}, {}, {}, 0, {u"seen"_s, u"seen2"_s, u"either"_s, u"other"_s, u"set"_s, u"gsum"_s}},
                     {{}, u"G"_s, {}, 3, {u"gx"_s, u"gy"_s, u"gs"_s, u"pos"_s}}};
    d.forms = {form};
    d.checks = {{u"X1"_s,
                 u"F"_s,
                 u"not (is_blank(either) and is_blank(other))"_s,
                 {{u"en"_s, u"A or B"_s}},
                 false,
                 {}},
                {u"X2"_s, u"F"_s, u"gx < 10"_s, {}, true, {}}};
    return d;
}

} // namespace

class FormStateTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const CompiledStudy> small_ = CompiledStudy::compile(smallStudy());

private Q_SLOTS:
    void fixtureIsSound() {
        QStringList faults;
        for (const DefinitionFault& one : small_->faults())
            faults << one.place + u": " + QString::fromLatin1(one.code) + u' ' + one.detail;
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void hiddenValuesAreNotSummed() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("on"), u"y"_s));
        QVERIFY(f.set(at("a"), u"5"_s));
        QVERIFY(f.set(at("b"), u"2"_s));
        QCOMPARE(text(f, at("total")), u"7"_s);
        QVERIFY(f.set(at("on"), u"n"_s)); // hide: the sum drops
        QCOMPARE(text(f, at("total")), u"2"_s);
        QVERIFY(!f.item(at("a")).visible);
        QCOMPARE(text(f, at("a")), u"5"_s); // held
        QVERIFY(f.data().held.contains(at("a")));
        QVERIFY(f.set(at("on"), u"y"_s)); // show: back
        QCOMPARE(text(f, at("total")), u"7"_s);
        QVERIFY(f.data().held.isEmpty());
    }

    void calculatedItemIsBlankWhileHidden() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("on"), u"y"_s));
        QVERIFY(f.set(at("b"), u"2"_s));
        QCOMPARE(text(f, at("half")), u"1"_s);
        QVERIFY(f.set(at("on"), u"n"_s));
        QCOMPARE(text(f, at("half")), QString());
    }

    /// yes - no - yes restores what was typed, through a chain of skips over sections.
    void aSlipLosesNothing() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("on"), u"y"_s));
        QVERIFY(f.set(at("a"), u"5"_s));
        QVERIFY(f.item(at("seen")).visible);
        QVERIFY(f.set(at("seen"), u"y"_s));
        QVERIFY(f.set(at("seen2"), u"text"_s));
        QVERIFY(f.set(at("on"), u"n"_s));
        QVERIFY(!f.item(at("seen")).visible);
        QVERIFY(!f.item(at("seen2")).visible);
        QVERIFY(f.set(at("on"), u"y"_s));
        QVERIFY(f.item(at("seen2")).visible);
        QCOMPARE(text(f, at("seen2")), u"text"_s);
    }

    void heldOverSaveAndReopen() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("on"), u"y"_s));
        QVERIFY(f.set(at("a"), u"5"_s));
        QVERIFY(f.set(at("on"), u"n"_s));
        FormState again = open(small_, "F", f.data());
        QVERIFY(!again.item(at("a")).visible);
        QVERIFY(!again.isChanged());
        QVERIFY(again.set(at("on"), u"y"_s));
        QCOMPARE(text(again, at("a")), u"5"_s);
        // What a save writes: the trigger, and the value that is no longer held.
        QCOMPARE(again.changes().size(), 4); // and half of the total
        QCOMPARE(again.changes()[1].path, at("a"));
        QVERIFY(again.changes()[1].heldBefore && !again.changes()[1].heldAfter);
        QCOMPARE(again.changes()[2].path, at("total"));
        QVERIFY(again.changes()[2].calculated);
    }

    void dependentsAreThereAfterReopeningWithTheTriggerOnly() {
        FormData stored;
        ItemValue yes;
        yes.kind = ValueKind::Boolean;
        yes.text = u"true"_s;
        stored.values[at("on")] = yes;
        const FormState f = open(small_, "F", stored);
        QVERIFY(f.item(at("a")).visible);
        QVERIFY(f.item(at("a")).required);
    }

    void requiredIsIgnoredWhileHidden() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("c"), u"1"_s));
        QVERIFY(!f.item(at("a")).required);
        QVERIFY(f.set(at("either"), u"x"_s));
        QCOMPARE(f.entryState(), EntryState::Complete);
        QVERIFY(f.set(at("on"), u"y"_s));
        QVERIFY(f.item(at("a")).required);
        QCOMPARE(f.entryState(), EntryState::Incomplete);
    }

    void zeroAndReasonsSatisfyRequired_data() {
        QTest::addColumn<QString>("typed");
        QTest::newRow("0") << u"0"_s;
        QTest::newRow("0.0") << u"0.0"_s;
        QTest::newRow("reason") << u"=NASK"_s;
    }
    void zeroAndReasonsSatisfyRequired() {
        QFETCH(QString, typed);
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("c"), typed));
        for (const FormProblem& one : f.problems())
            QVERIFY(one.kind != ProblemKind::Required);
        QCOMPARE(f.entryState(), EntryState::Complete);
    }

    /// Typed text stays on the screen; the value that was there is not lost and nothing becomes blank in silence.
    void textThatIsNoValueStays() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("b"), u"2"_s));
        const auto refused = f.set(at("b"), u"1,23"_s);
        QVERIFY(!refused);
        QCOMPARE(f.item(at("b")).typed, u"1,23"_s);
        QCOMPARE(f.display(at("b"), u"en"_s), u"1,23"_s);
        QCOMPARE(f.item(at("b")).mark, QByteArray("ambiguous-number"));
        QCOMPARE(f.problems(at("b")).size(), 1);
        QCOMPARE(f.problems(at("b"))[0].kind, ProblemKind::NotOfType);
        QVERIFY(messageText(f.problems(at("b"))[0].error).contains(u"1.23"_s));
        QCOMPARE(text(f, at("total")), QString()); // counts as blank while it is wrong
        QCOMPARE(f.typedTexts().size(), 1);
        QCOMPARE(f.data().values.value(at("b")).text, u"2"_s);
        QCOMPARE(f.entryState(), EntryState::Incomplete);
        QVERIFY(f.set(at("b"), u"3"_s));
        QVERIFY(f.typedTexts().isEmpty());
        QCOMPARE(text(f, at("total")), u"3"_s);
    }

    /// A blank integer is not 0: "< 10" does not hold and does not fail.
    void blankIsNotZero() {
        FormState f = open(small_, "F");
        QVERIFY(f.addRow(u"G"_s, rowId(1)));
        QVERIFY(!checks(f).contains(u"X2"_s));
        QVERIFY(f.set(at("G", 1, "gx"), u"10"_s));
        QVERIFY(checks(f).contains(u"X2"_s));
    }

    void checkRunsWithBothBlank() {
        FormState f = open(small_, "F");
        QVERIFY(checks(f).contains(u"X1"_s));
        QVERIFY(f.set(at("other"), u"x"_s));
        QVERIFY(!checks(f).contains(u"X1"_s));
    }

    void runTimeErrorIsBlankAndMarked() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("b"), u"2"_s));
        QCOMPARE(text(f, at("ratio")), QString());
        QCOMPARE(f.item(at("ratio")).mark, QByteArray("div0"));
        QCOMPARE(f.problems(at("ratio"))[0].kind, ProblemKind::Calculation);
        QVERIFY(f.set(at("b"), QString()));
        QCOMPARE(f.item(at("ratio")).mark, QByteArray());
    }

    void rangesAreSoft_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("kind"); // -1: none
        const int soft = static_cast<int>(ProblemKind::SoftRange);
        const int hard = static_cast<int>(ProblemKind::HardRange);
        QTest::newRow("inside") << u"3"_s << -1;
        QTest::newRow("low end") << u"1"_s << -1;
        QTest::newRow("high end") << u"5.0"_s << -1;
        QTest::newRow("under") << u"0.999"_s << soft;
        QTest::newRow("over") << u"5.001"_s << soft;
        QTest::newRow("over hard") << u"50.1"_s << hard;
        QTest::newRow("under 1") << u"<1"_s << soft;
        QTest::newRow("at most 1") << u"<=1"_s << -1;
        QTest::newRow("under 3: may be inside") << u"<3"_s << -1;
        QTest::newRow("over 3: may be inside") << u">3"_s << -1;
        QTest::newRow("over 5") << u">5"_s << soft;
        QTest::newRow("missing") << u"=UNK"_s << -1;
    }
    void rangesAreSoft() {
        QFETCH(QString, typed);
        QFETCH(int, kind);
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("c"), typed));
        const auto found = f.problems(at("c"));
        QCOMPARE(found.size(), kind < 0 ? 0 : 1);
        if (kind >= 0) {
            QCOMPARE(static_cast<int>(found[0].kind), kind);
            QCOMPARE(found[0].severe, found[0].kind == ProblemKind::HardRange);
        }
        QVERIFY(f.set(at("either"), u"x"_s));
        QCOMPARE(f.entryState(), EntryState::Complete); // a query, never a bar
    }

    void rowsHaveTheirOwnState() {
        FormState f = open(small_, "F");
        for (int n : {1, 2, 3})
            QVERIFY(f.addRow(u"G"_s, rowId(n)));
        QVERIFY(!f.addRow(u"G"_s, rowId(4))); // at most 3
        QVERIFY(f.set(at("G", 1, "gx"), u"1"_s));
        QVERIFY(f.set(at("G", 2, "gx"), u"4"_s));
        QVERIFY(f.set(at("G", 3, "gx"), u"9"_s));
        QVERIFY(!f.item(at("G", 1, "gy")).visible);
        QVERIFY(f.item(at("G", 2, "gy")).visible); // a sibling in the same row
        QCOMPARE(text(f, at("G", 3, "gs")), u"13"_s); // row 2 + row 3
        QCOMPARE(text(f, at("gsum")), u"14"_s);
        QVERIFY(f.set(at("G", 1, "gx"), u"2"_s)); // edit row 1, see row 2
        QCOMPARE(text(f, at("G", 2, "gs")), u"6"_s);
        QVERIFY(!f.set(at("G", 2, "gx"), u"bad"_s));
        QCOMPARE(f.item(at("G", 2, "gx")).typed, u"bad"_s); // in row 2 alone
        QCOMPARE(f.item(at("G", 1, "gx")).typed, QString());
    }

    /// Delete row 1 of 3: positions and sums of the others follow.
    void removingARow() {
        FormState f = open(small_, "F");
        for (int n : {1, 2, 3}) {
            QVERIFY(f.addRow(u"G"_s, rowId(n)));
            QVERIFY(f.set(at("G", n, "gx"), QString::number(n)));
        }
        QCOMPARE(text(f, at("G", 3, "pos")), u"3"_s);
        FormState stored = open(small_, "F", f.data());
        QVERIFY(stored.removeRow(u"G"_s, rowId(1)));
        QCOMPARE(text(stored, at("gsum")), u"5"_s);
        QCOMPARE(text(stored, at("G", 3, "pos")), u"2"_s);
        QCOMPARE(text(stored, at("G", 2, "gs")), u"2"_s);
        QCOMPARE(stored.rowChanges().size(), 1);
        QVERIFY(stored.rowChanges()[0].removed);
        QVERIFY(!stored.removeRow(u"G"_s, rowId(1)));
        QVERIFY(!stored.set(at("G", 1, "gx"), u"1"_s));
        const FormState reopened = open(small_, "F", stored.data());
        QCOMPARE(reopened.rows(u"G"_s).size(), 2);
        QVERIFY(!reopened.isChanged());
    }

    void setsAreSets() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("set"), u"2 x"_s));
        QCOMPARE(f.item(at("set")).value->codes, QStringList({u"2 x"_s})); // a code with a space
        QVERIFY(f.set(at("set"), u"{}"_s));
        QVERIFY(f.item(at("set")).value.has_value()); // "none" is not "unanswered"
        QCOMPARE(f.choices(at("set")).size(), 2); // the retired code is not offered
        QVERIFY(f.set(at("set"), u"3"_s));
        QCOMPARE(f.choices(at("set")).size(), 3); // but readable where it is stored
        QCOMPARE(f.problems(at("set"))[0].kind, ProblemKind::RetiredCode);
    }

    void notDoneFillsNothing() {
        FormState f = open(small_, "F");
        f.setNotDone(true);
        QCOMPARE(f.entryState(), EntryState::NotDone);
        QVERIFY(f.problems().isEmpty());
        QCOMPARE(f.progress().required, 0);
        f.setNotDone(false);
        QCOMPARE(f.entryState(), EntryState::NotStarted);
    }

    void whatMayNotBeWritten() {
        FormState f = open(small_, "F");
        QCOMPARE(f.set(at("total"), u"1"_s).error().code, QByteArray("calculated-item"));
        QCOMPARE(f.set(at("nope"), u"1"_s).error().code, QByteArray("no-such-item"));
        QCOMPARE(f.set(at("gx"), u"1"_s).error().code,
                 QByteArray("no-such-item")); // a row item without its group
        QCOMPARE(f.set(at("G", 1, "gx"), u"1"_s).error().code, QByteArray("no-such-row"));
        QCOMPARE(f.addRow(u"H"_s, rowId(1)).error().code, QByteArray("no-such-group"));
        ItemValue date;
        date.kind = ValueKind::Date;
        date.text = u"2024"_s;
        QCOMPARE(f.setValue(at("b"), date).error().code, QByteArray("wrong-kind"));
    }

    void retypingIsNoChange() {
        FormState f = open(small_, "F");
        QVERIFY(f.set(at("c"), u"2.0"_s));
        FormState again = open(small_, "F", f.data());
        QVERIFY(again.set(at("c"), u"２．０"_s));
        QVERIFY(!again.isChanged());
        QVERIFY(again.set(at("c"), u"2"_s)); // digits as typed are data
        QVERIFY(again.isChanged());
    }

    /// A version that lacks an item, or whose rule is broken: no crash, the check passes, the calculation is marked.
    void rulesOverVersionsThatLackAnItem() {
        StudyDefinition older = smallStudy();
        older.items.removeIf([](const ItemDef& one) { return one.oid == u"either"; });
        older.forms[0].sections[1].items.removeAll(u"either"_s);
        older.items[3].calc = u"sum(a, gone)"_s;
        older.items[4].calc = u"total /"_s;
        const auto study = CompiledStudy::compile(older);
        QCOMPARE(study->faults().size(), 3);
        FormState f = open(study, "F");
        QVERIFY(f.set(at("on"), u"y"_s));
        QVERIFY(!checks(f).contains(u"X1"_s));
        QCOMPARE(f.item(at("total")).mark, QByteArray("ref"));
        QCOMPARE(f.item(at("half")).mark, QByteArray("bad-expression"));
        for (const FormProblem& one : f.problems())
            QVERIFY(!messageText(one.error).contains(u"It did not work"_s));
        // Values of an item that the version does not know are kept.
        FormData stored = f.data();
        ItemValue value;
        value.kind = ValueKind::Text;
        value.text = u"kept"_s;
        stored.values[at("either")] = value;
        QCOMPARE(open(study, "F", stored).data().values.value(at("either")).text, u"kept"_s);
    }

    /// A query is kept in English, shown in the reader's language, and never put in other words than were asked.
    void queriesAreShownInTheReadersLanguage() {
        StudyDefinition d;
        ItemDef neutrophils = item("neut", ItemType::Decimal);
        neutrophils.soft = {u"2"_s, u"7"_s};
        d.items << neutrophils;
        CheckDef check;
        check.oid = u"X1"_s;
        check.message = {{u"en"_s, u"Part larger than whole"_s}, {u"zh-CN"_s, u"部分值大于总值"_s}};
        d.checks << check;
        FormProblem problem;
        problem.message = check.message;
        const QString stored = queryWords(problem);
        QCOMPARE(stored, u"Part larger than whole"_s);
        QCOMPARE(queryWordsIn(d, u"X1"_s, u"neut"_s, stored, u"zh-CN"_s), u"部分值大于总值"_s);
        QCOMPARE(queryWordsIn(d, u"X1"_s, u"neut"_s, u"Asked in other words"_s, u"zh-CN"_s),
                 u"Asked in other words"_s);
        QCOMPARE(queryWordsIn(d, u"X9"_s, u"gone"_s, stored, u"zh-CN"_s), stored);
        FormProblem range;
        range.error = {ErrorKind::Refused, "out-of-range", u"neut"_s, {u"2"_s, u"7"_s}};
        QVERIFY(queryWords(range).contains(u"2"_s) && queryWords(range).contains(u"7"_s));
        QCOMPARE(queryWordsIn(d, u"neut:range-soft"_s, u"neut"_s, queryWords(range), u"zh-CN"_s),
                 messageText(range.error));
    }

    void aThousandCalculations() {
        StudyDefinition d;
        d.oid = u"T"_s;
        FormDef form;
        form.oid = u"F"_s;
        form.sections = {SectionDef{}};
        d.items << item("x0", ItemType::Integer);
        for (int n = 1; n <= 1000; ++n)
            d.items << item(qPrintable(u"x%1"_s.arg(n)), ItemType::Calculated, "",
                            qPrintable(u"x%1 + 1"_s.arg(n - 1)));
        for (const ItemDef& one : d.items)
            form.sections[0].items.prepend(one.oid); // the worst order
        d.forms = {form};
        FormState f = open(CompiledStudy::compile(d), "F");
        QVERIFY(f.set(at("x0"), u"1"_s));
        QCOMPARE(text(f, at("x1000")), u"1001"_s);
    }
};

QTEST_GUILESS_MAIN(FormStateTest)
#include "FormStateTest.moc"
