// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/Facets.h"
#include "core/cohort/SurvivalTimes.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace casebook;
using namespace casebook::cohort;

namespace {

ColumnInfo info(const char* name, ColumnKind kind) {
    ColumnInfo out;
    out.name = QString::fromLatin1(name);
    out.kind = kind;
    return out;
}

PartialDate date(const char* text) { return *PartialDate::fromText(QString::fromLatin1(text)); }

/// Six subjects: ages 59, 60, 71, -, 80, -(UNK); stage IA, IB, IA, IIIA, -, IA; sex of all; smoked true/false/-;
/// markers sets; consent dates, one partial.
AnalysisTable six() {
    AnalysisTable table({{1, QStringLiteral("S-1")},
                         {2, QStringLiteral("S-2")},
                         {3, QStringLiteral("S-3")},
                         {4, QStringLiteral("S-4")},
                         {5, QStringLiteral("S-5")},
                         {6, QStringLiteral("S-6")}});
    Column age(info("age", ColumnKind::Number));
    age.addNumber(59);
    age.addNumber(60);
    age.addNumber(71);
    age.addMissing({});
    age.addNumber(80);
    age.addMissing("UNK");
    Column stage(info("stage", ColumnKind::Code));
    for (const char* code : {"IA", "IB", "IA", "IIIA", "", "IA"})
        *code ? stage.addCode(QString::fromLatin1(code)) : stage.addMissing("NASK");
    Column smoked(info("smoked", ColumnKind::Boolean));
    smoked.addBoolean(true);
    smoked.addBoolean(false);
    smoked.addMissing({});
    smoked.addBoolean(true);
    smoked.addBoolean(true);
    smoked.addBoolean(false);
    Column markers(info("markers", ColumnKind::Set));
    markers.addSet({QStringLiteral("CK7"), QStringLiteral("TTF1")});
    markers.addSet({});
    markers.addMissing({});
    markers.addSet({QStringLiteral("TTF1")});
    markers.addSet({QStringLiteral("P40")});
    markers.addSet({QStringLiteral("TTF1"), QStringLiteral("CK7")});
    Column consent(info("consent", ColumnKind::Date));
    for (const char* text : {"2024-01-05", "2024-02", "2024", "2025-UK-15", "2023-12-31", "2024-06-30"})
        consent.addDate(date(text));
    for (Column* column : {&age, &stage, &smoked, &markers, &consent})
        table.add(std::move(*column));
    return table;
}

QList<int> rowsOf(const Bitmap& bitmap) {
    QList<int> rows;
    for (const std::size_t row : bitmap.members())
        rows.append(int(row) + 1);
    return rows;
}

} // namespace

class CohortTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whereRows_data();
    void whereRows();
    void refused_data();
    void refused();
    void flow();
    void flowOfNothing();
    void partialDatesComeBack();
    void facetCounts();
    void wholeNumbersHaveWholeBins();
    void facetIgnoresItsOwnChoice();
    void facetsAgreeWithExpressions();
    void choices_data();
    void choices();
    void onlyText_data();
    void onlyText();
    void criteriaAsJson();
    void manyWords();
    void imputation_data();
    void imputation();
    void survival_data();
    void survival();
    void progression_data();
    void progression();
    void ages_data();
    void ages();
};

void CohortTest::whereRows_data() {
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QList<int>>("rows");
    const auto row = [](const char* expression, const QList<int>& rows) {
        QTest::newRow(expression) << QString::fromLatin1(expression) << rows;
    };
    row("true", {1, 2, 3, 4, 5, 6});
    row("false", {});
    row("age >= 60", {2, 3, 5});
    row("not (age >= 60)", {1});
    row("is_blank(age)", {4});
    row("is_missing(age)", {4, 6});
    row("reason(age) = 'UNK'", {6});
    row("stage = 'IA'", {1, 3, 6});
    row("stage != 'IA'", {2, 4});
    row("stage in ('IA', 'IB') and smoked = true", {1});
    row("smoked", {1, 4, 5});
    row("smoked or stage = 'IB'", {1, 2, 4, 5});
    row("has(markers, 'CK7')", {1, 6});
    row("count(markers) = 0", {2, 3}); // a missing set counts 0: use is_missing
    row("count(markers) = 0 and not is_missing(markers)", {2});
    row("consent < d'2024-02-01'", {1, 5});
    row("consent >= d'2024-01-01'", {1, 2, 3, 4, 6});
    row("consent > d'2024-06-30'", {4});
    row("year(consent) = 2024", {1, 2, 3, 6});
}

void CohortTest::whereRows() {
    QFETCH(QString, expression);
    const auto found = where(six(), expression);
    QVERIFY2(found.has_value(), found ? "" : found.error().code.constData());
    QTEST(rowsOf(*found), "rows");
}

void CohortTest::refused_data() {
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("nosuch = 1") << QByteArray("ref");
    QTest::newRow("age = 'x'") << QByteArray("type");
    QTest::newRow("age") << QByteArray("type");
    QTest::newRow("age >") << QByteArray("syntax");
    QTest::newRow("F:age > 1") << QByteArray("ref");
    QTest::newRow("@V:F:age > 1") << QByteArray("ref");
    QTest::newRow("G.age > 1") << QByteArray("ref");
}

void CohortTest::refused() {
    const auto found = where(six(), QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!found);
    QTEST(found.error().code, "code");
    QCOMPARE(found.error().kind, ErrorKind::Refused);
}

void CohortTest::flow() {
    const Criteria criteria{{QStringLiteral("age >= 60"), {}},
                            {QStringLiteral("smoked = false"), QStringLiteral("Never smoked")},
                            {QStringLiteral("1 / (age - 60) > 0"), {}}};
    const auto found = attrition(six(), criteria);
    QVERIFY(found.has_value());
    QCOMPARE(found->start, 6);
    QCOMPARE(found->steps.size(), 3);
    QCOMPARE(found->steps[0].before, 6);
    QCOMPARE(found->steps[0].excluded, 1);
    QCOMPARE(found->steps[0].unknown, 2);
    QCOMPARE(found->steps[0].after, 3);
    QCOMPARE(found->steps[1].before, 3);
    QCOMPARE(found->steps[1].excluded, 1); // S-5
    QCOMPARE(found->steps[1].unknown, 1); // S-3
    QCOMPARE(found->steps[1].after, 1);
    QCOMPARE(rowsOf(found->steps[1].remaining), QList<int>({2}));
    // Division by zero is unknown, and told.
    QCOMPARE(found->steps[2].unknown, 1);
    QCOMPARE(found->steps[2].errors, (QList<QPair<QByteArray, int>>{{"div0", 1}}));
    QCOMPARE(found->members.count(), 0);
    // A fault names its line.
    const auto broken = attrition(six(), {{QStringLiteral("true"), {}}, {QStringLiteral("age >"), {}}});
    QCOMPARE(broken.error().args.last(), QStringLiteral("2"));
}

void CohortTest::flowOfNothing() {
    QCOMPARE(attrition(six(), {})->members.count(), 6);
    const auto none = attrition(AnalysisTable(std::vector<RowSubject>()), {});
    QCOMPARE(none->members.count(), 0);
}

void CohortTest::partialDatesComeBack() {
    Column column(info("d", ColumnKind::Date));
    const QList<const char*> texts{"2024-01-05", "2024-02", "2024",      "2025-UK-15",
                                   "2023-12-31", "2024-12", "2024-UK-31"};
    for (const char* text : texts)
        column.addDate(date(text));
    for (std::size_t i = 0; i < column.size(); ++i)
        QCOMPARE(column.text(i), QString::fromLatin1(texts[qsizetype(i)]));
}

void CohortTest::facetCounts() {
    const AnalysisTable table = six();
    Facets facets(table, {QStringLiteral("stage"), QStringLiteral("smoked"), QStringLiteral("markers"),
                          QStringLiteral("age"), QStringLiteral("nosuch")});
    const QList<Facet>& counted = facets.counted();
    QCOMPARE(counted.size(), 4);
    const auto counts = [](const Facet& facet) {
        QStringList out;
        for (const FacetValue& value : facet.values)
            out.append((value.missing ? u'?' + QString::fromLatin1(*value.missing) : value.code) + u'=' +
                       QString::number(value.count));
        return out.join(u' ');
    };
    QCOMPARE(counts(counted[0]), QStringLiteral("IA=3 IB=1 IIIA=1 ?NASK=1"));
    QCOMPARE(counts(counted[1]), QStringLiteral("false=2 true=3 ?=1"));
    QCOMPARE(counts(counted[2]), QStringLiteral("CK7=2 P40=1 TTF1=3 ?=1")); // S-2 answered: none
    // Every subject is in exactly one bin of a number, or missing.
    int sum = 0;
    for (const FacetValue& value : counted[3].values)
        sum += value.count;
    QCOMPARE(sum, 6);
}

/// Nobody has half an exam.
void CohortTest::wholeNumbersHaveWholeBins() {
    AnalysisTable table({{1, {}}, {2, {}}, {3, {}}, {4, {}}});
    Column exams(info("exams", ColumnKind::Number));
    Column thickness(info("thickness", ColumnKind::Number));
    for (const double x : {0.0, 1.0, 2.0}) {
        exams.addNumber(x);
        thickness.addNumber(x + 0.5);
    }
    exams.addMissing({});
    thickness.addMissing({});
    QVERIFY(exams.isWhole());
    QVERIFY(!thickness.isWhole());
    table.add(std::move(exams));
    table.add(std::move(thickness));
    const QList<Facet> facets =
        Facets(table, {QStringLiteral("exams"), QStringLiteral("thickness")}).counted();
    QList<int> totals;
    for (const FacetValue& value : facets[0].values) {
        totals.append(value.total);
        for (const std::optional<double>& end :
             value.range ? QList<std::optional<double>>{value.range->low, value.range->high}
                         : QList<std::optional<double>>())
            QVERIFY(!end || *end == std::floor(*end));
    }
    QCOMPARE(totals, (QList<int>{1, 1, 1, 1}));
    QCOMPARE(facets[1].values[1].range, (Range{1.0, 1.5})); // others as finely as before
}

void CohortTest::facetIgnoresItsOwnChoice() {
    const AnalysisTable table = six();
    Facets facets(table, {QStringLiteral("stage"), QStringLiteral("smoked")});
    facets.choose({QStringLiteral("stage"), {QStringLiteral("IA")}, {}, {}});
    facets.choose({QStringLiteral("smoked"), {QStringLiteral("true")}, {}, {}});
    const QList<Facet> counted = facets.counted();
    // Stage: of the smokers S-1, S-4, S-5.
    QCOMPARE(counted[0].values[0].count, 1); // IA
    QVERIFY(counted[0].values[0].chosen);
    QCOMPARE(counted[0].values[1].count, 0); // IB
    QCOMPARE(counted[0].values[2].count, 1); // IIIA
    QCOMPARE(counted[0].values[3].count, 1); // missing
    QCOMPARE(counted[0].values[0].total, 3);
    // Smoked: of the IA S-1, S-3, S-6.
    QCOMPARE(counted[1].values[0].count, 1);
    QCOMPARE(counted[1].values[1].count, 1);
    QCOMPARE(counted[1].values[2].count, 1);
    QCOMPARE(rowsOf(facets.members()), QList<int>({1}));
    facets.choose({QStringLiteral("stage"), {}, {}, {"NASK"}});
    QCOMPARE(rowsOf(facets.members()), QList<int>({5}));
    facets.clear();
    QCOMPARE(facets.members().count(), 6);
    Bitmap two(6);
    two.add(0);
    two.add(1);
    facets.restrict(two);
    QCOMPARE(facets.counted()[0].values[0].count, 1);
    QCOMPARE(facets.members().count(), 2);
}

/// Random tables and choices: the rows of the facets are the rows of the criteria they write.
void CohortTest::facetsAgreeWithExpressions() {
    std::mt19937 random(7);
    const auto upTo = [&](int n) { return int(random() % unsigned(n)); };
    for (int round = 0; round < 60; ++round) {
        std::vector<RowSubject> subjects;
        for (int i = 0; i < 150; ++i)
            subjects.push_back({i, QString::number(i)});
        AnalysisTable table(subjects);
        Column number(info("n", ColumnKind::Number)), code(info("c", ColumnKind::Code)),
            truth(info("b", ColumnKind::Boolean)), set(info("s", ColumnKind::Set)),
            day(info("d", ColumnKind::Date));
        for (int i = 0; i < 150; ++i) {
            const QByteArray reason = upTo(2) ? QByteArray() : QByteArray("UNK");
            upTo(5) ? number.addNumber(upTo(400) / 4.0 - 20) : number.addMissing(reason);
            upTo(5) ? code.addCode(QStringLiteral("it's %1").arg(upTo(4))) : code.addMissing(reason);
            upTo(5) ? truth.addBoolean(upTo(2)) : truth.addMissing(reason);
            upTo(5)
                ? set.addSet(
                      QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}.mid(upTo(4)))
                : set.addMissing(reason);
            upTo(5) ? day.addDate(upTo(4) ? *PartialDate::fromDay(18'000 + upTo(2000)) : date("2021-05"))
                    : day.addMissing(reason);
        }
        for (Column* column : {&number, &code, &truth, &set, &day})
            table.add(std::move(*column));
        Facets facets(table, {QStringLiteral("n"), QStringLiteral("c"), QStringLiteral("b"),
                              QStringLiteral("s"), QStringLiteral("d")});
        for (const Facet& facet : QList<Facet>(facets.counted())) {
            FacetChoice choice{facet.column, {}, {}, {}};
            for (const FacetValue& value : facet.values) {
                if (upTo(2))
                    continue;
                if (value.missing)
                    choice.missing.append(*value.missing);
                else if (value.range)
                    choice.ranges.append(*value.range);
                else
                    choice.codes.append(value.code);
            }
            facets.choose(choice);
        }
        const auto written = attrition(table, facets.criteria());
        QVERIFY2(written.has_value(), qPrintable(joined(facets.criteria())));
        QCOMPARE(facets.members(), written->members);
        // And back: the same choices from the text.
        QList<FacetChoice> read;
        for (const Criterion& line : facets.criteria()) {
            const auto choice = toFacetChoice(line.expression, table);
            QVERIFY2(choice.has_value(), qPrintable(line.expression));
            read.append(*choice);
        }
        QCOMPARE(read, facets.choices());
    }
}

void CohortTest::choices_data() {
    QTest::addColumn<QString>("again");
    const auto row = [](const char* expression, const char* again) {
        QTest::newRow(expression) << QString::fromLatin1(again);
    };
    row("stage = 'IA'", "stage = 'IA'");
    row("stage in ('IA','IB')", "stage in ('IA', 'IB')");
    row("stage = 'IA' or stage = 'IB'", "stage in ('IA', 'IB')");
    row("stage = 'IA' or is_blank(stage)", "stage = 'IA' or is_blank(stage)");
    row("coalesce(reason(stage), '') = 'NASK'", "coalesce(reason(stage), '') = 'NASK'");
    row("age >= 60 and age < 70", "age >= 60 and age < 70");
    row("age >= -1.5", "age >= -1.5");
    row("age < 70 or age >= 80", "age < 70 or age >= 80");
    row("not is_missing(age)", "not is_missing(age)");
    row("consent >= d'2024-01-01' and consent < d'2025-01-01'",
        "consent >= d'2024-01-01' and consent < d'2025-01-01'");
    row("smoked = true", "smoked in (true)");
    row("has(markers, 'CK7')", "has(markers, 'CK7')");
    row("has_any(markers, 'CK7', 'P40')", "has_any(markers, 'CK7', 'P40')");
}

void CohortTest::choices() {
    const AnalysisTable table = six();
    const auto choice = toFacetChoice(QString::fromLatin1(QTest::currentDataTag()), table);
    QVERIFY(choice.has_value());
    QTEST(toExpression(*choice, table.column(choice->column)->info().kind), "again");
}

void CohortTest::onlyText_data() {
    QTest::addColumn<int>("none");
    for (const char* expression :
         {"age > 60", "age = 60", "stage != 'IA'", "stage = 'IA' or age >= 60", "age + 1 >= 60",
          "stage = 'IA' and smoked = true", "nosuch = 'x'", "is_missing(stage)", "smoked"})
        QTest::newRow(expression) << 0;
}

/// What facets can't say stays a text: never a choice that means something else.
void CohortTest::onlyText() {
    QVERIFY(!toFacetChoice(QString::fromLatin1(QTest::currentDataTag()), six()).has_value());
}

void CohortTest::criteriaAsJson() {
    const Criteria criteria{{QStringLiteral("age >= 60"), QStringLiteral("60 or older")},
                            {QStringLiteral("smoked"), {}}};
    QCOMPARE(criteriaFromJson(toJson(criteria)), criteria);
    QCOMPARE(joined(criteria), QStringLiteral("(age >= 60) and (smoked)"));
    QCOMPARE(joined({}), QStringLiteral("true"));
    QCOMPARE(*columnsOf(QStringLiteral("a > 1 and (b = 'x' or a < 0)")),
             QStringList({QStringLiteral("a"), QStringLiteral("b")}));
}

/// More different texts than a column holds: no wrap-around, the rest is told apart as "(other)".
void CohortTest::manyWords() {
    Column column(info("t", ColumnKind::Text));
    for (int i = 0; i < 66'000; ++i)
        column.addCode(QString::number(i));
    QCOMPARE(column.text(64'999), QStringLiteral("64999"));
    QCOMPARE(column.text(65'999), QStringLiteral("(other)"));
    QCOMPARE(column.text(0), QStringLiteral("0"));
}

void CohortTest::imputation_data() {
    QTest::addColumn<QByteArray>("entered");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* entered, const char* from, const char* to, const char* expected) {
        QTest::addRow("%s from %s to %s", entered, from, to)
            << QByteArray(entered) << QString::fromLatin1(from) << QString::fromLatin1(to)
            << QByteArray(expected);
    };
    row("2024-03-05", "", "", "2024-03-05");
    row("2024-03", "", "", "2024-03-15 D");
    row("2024", "", "", "2024-07-01 M");
    row("2024-UK-20", "", "", "2024-07-20 M");
    row("2024-03", "2024-03-20", "", "2024-03-20 D");
    row("2024-03", "2024-04-20", "", "2024-03-31 D"); // not outside of what was said
    row("2024-03", "", "2024-03-10", "2024-03-10 D");
    row("2024", "2024-09-01", "2024-10-01", "2024-09-01 M");
}

void CohortTest::imputation() {
    QFETCH(QByteArray, entered);
    QFETCH(QString, from);
    QFETCH(QString, to);
    const auto day = [](const QString& text) {
        return text.isEmpty() ? std::nullopt : std::optional(PartialDate::fromText(text)->lo());
    };
    const ImputedDay found = impute(date(entered.constData()), day(from), day(to));
    QByteArray shown = PartialDate::fromDay(found.day)->toText().toLatin1();
    if (!found.flag.isEmpty())
        shown += ' ' + found.flag;
    QTEST(shown, "expected");
}

namespace {

QByteArray told(const EventTime& time) {
    if (!time.days)
        return time.reason;
    return QByteArray::number(*time.days) + (time.event ? "+" : "") + (time.flag.isEmpty() ? "" : " ") +
           time.flag;
}

QList<PartialDate> dates(const char* texts) {
    QList<PartialDate> out;
    for (const QByteArray& text : QByteArray(texts).split(' '))
        if (!text.isEmpty())
            out.append(date(text.constData()));
    return out;
}

} // namespace

void CohortTest::survival_data() {
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QByteArray>("deaths");
    QTest::addColumn<QByteArray>("alive");
    QTest::addColumn<QByteArray>("cut");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* tag, const char* index, const char* deaths, const char* alive,
                        const char* cut, const char* expected) {
        QTest::newRow(tag) << QByteArray(index) << QByteArray(deaths) << QByteArray(alive) << QByteArray(cut)
                           << QByteArray(expected);
    };
    row("died", "2024-01-01", "2024-01-31", "2024-01-15", "", "30+");
    row("alive", "2024-01-01", "", "2024-01-15 2024-03-01", "", "60");
    row("cut before death", "2024-01-01", "2024-06-01", "2024-01-15", "2024-04-01", "91");
    row("cut after last contact", "2024-01-01", "", "2024-03-01", "2024-04-01", "60");
    row("contact after cut does not count", "2024-01-01", "", "2024-03-01 2024-05-01", "2024-04-01", "60");
    row("day of death missing", "2024-01-01", "2024-03", "2024-03-20", "", "79+ D");
    row("month of death missing", "2024-01-01", "2024", "", "", "182+ M");
    row("death in the month of the cut", "2024-01-01", "2024-03", "", "2024-03-10", "69+ D");
    row("death before index", "2024-01-10", "2024-01-05", "", "", "-5+"); // shown, not dropped
    row("died on the index date", "2024-01-10", "2024-01-10", "", "", "0+");
    row("no index", "", "2024-01-10", "", "", "no-index");
    row("never seen again", "2024-01-10", "", "", "", "no-follow-up");
}

void CohortTest::survival() {
    QFETCH(QByteArray, index);
    QFETCH(QByteArray, deaths);
    QFETCH(QByteArray, alive);
    QFETCH(QByteArray, cut);
    SubjectDates in;
    if (!index.isEmpty())
        in.index = date(index.constData());
    in.deaths = dates(deaths.constData());
    in.dead = !in.deaths.isEmpty();
    in.alive = dates(alive.constData());
    TimeOptions options;
    if (!cut.isEmpty())
        options.cut = date(cut.constData()).lo();
    const SurvivalTimes found = survivalTimes(in, options);
    QTEST(told(found.overall), "expected");
    if (found.overall.days) {
        QCOMPARE(found.followUp.days, found.overall.days);
        QCOMPARE(found.followUp.event, !found.overall.event);
    }
    in.dead = true; // known to be dead, date unknown
    if (deaths.isEmpty() && in.index && cut.isEmpty())
        QCOMPARE(told(survivalTimes(in, options).overall), QByteArray("no-death-date"));
}

void CohortTest::progression_data() {
    QTest::addColumn<QByteArray>("assessments");
    QTest::addColumn<QByteArray>("death");
    QTest::addColumn<int>("missed");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* tag, const char* assessments, const char* death, int missed,
                        const char* expected) {
        QTest::newRow(tag) << QByteArray(assessments) << QByteArray(death) << missed << QByteArray(expected);
    };
    row("progression", "2024-02-01:SD 2024-03-01:PD 2024-04-01:PD", "", 0, "60+");
    row("order of entry does not matter", "2024-04-01:PD 2024-03-01:PD 2024-02-01:SD", "", 0, "60+");
    row("death", "2024-02-01:SD", "2024-02-15", 0, "45+");
    row("progression before death", "2024-02-01:PD", "2024-02-15", 0, "31+");
    row("censored", "2024-02-01:SD 2024-03-01:SD", "", 0, "60");
    row("not evaluable is not adequate", "2024-02-01:SD 2024-03-01:NE", "", 0, "31");
    row("none adequate", "2024-03-01:NE", "", 0, "0");
    row("after two missed ones", "2024-02-01:SD 2024-12-01:PD", "", 100, "31");
    row("within the limit", "2024-02-01:SD 2024-03-01:PD", "", 100, "60+");
    row("never assessed", "", "", 0, "no-assessment");
}

void CohortTest::progression() {
    QFETCH(QByteArray, assessments);
    QFETCH(QByteArray, death);
    QFETCH(int, missed);
    SubjectDates in;
    in.index = date("2024-01-01");
    in.deaths = dates(death.constData());
    for (const QByteArray& one : assessments.split(' '))
        if (!one.isEmpty())
            in.assessments.append({date(one.left(10).constData()), QString::fromLatin1(one.mid(11))});
    TimeOptions options;
    options.missedAssessmentDays = missed;
    QTEST(told(survivalTimes(in, options).progression), "expected");
    // Surgery with and without residual tumour.
    QCOMPARE(told(survivalTimes(in, options).diseaseFree), QByteArray("no-surgery"));
    in.surgery = date("2024-01-20");
    QCOMPARE(told(survivalTimes(in, options).diseaseFree), QByteArray("no-surgery"));
    in.radical = true;
    in.deaths = dates("2024-05-01");
    in.recurrences = dates("2024-03-20 2024-02-19");
    QCOMPARE(told(survivalTimes(in, options).diseaseFree), QByteArray("30+"));
}

void CohortTest::ages_data() {
    QTest::addColumn<QString>("birth");
    QTest::addColumn<QString>("index");
    QTest::addColumn<int>("age");
    QTest::newRow("birthday") << "1964-06-15" << "2024-06-15" << 60;
    QTest::newRow("eve") << "1964-06-15" << "2024-06-14" << 59;
    QTest::newRow("year, certain") << "1964" << "2024-12-31" << 60;
    QTest::newRow("year, not certain") << "1964" << "2024-06-14" << -1;
    QTest::newRow("index partial") << "1964-06-15" << "2024-07" << 60;
    QTest::newRow("after index") << "2024-06-15" << "2024-06-14" << -1;
}

void CohortTest::ages() {
    QFETCH(QString, birth);
    QFETCH(QString, index);
    SubjectDates in;
    in.birth = PartialDate::fromText(birth);
    in.index = PartialDate::fromText(index);
    QTEST(survivalTimes(in, {}).ageAtIndex.value_or(-1), "age");
}

QTEST_GUILESS_MAIN(CohortTest)
#include "CohortTest.moc"
