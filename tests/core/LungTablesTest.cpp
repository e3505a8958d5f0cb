// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Parser.h"
#include "core/forms/LungStudy.h"
#include "core/lung/Nodules.h"
#include "core/lung/Recist.h"
#include "core/lung/Tnm.h"
#include "core/values/Csv.h"

#include <QFile>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

/// Cases were written by hand from the sources, apart from the program (see MANIFEST of the tables).
CsvTable cases(const QString& name) {
    QFile file(QStringLiteral(CASEBOOK_SOURCE_DIR "/resources/studies/lung/") + name + u"_cases.csv");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return readCsv(QString::fromUtf8(file.readAll())).value_or(CsvTable());
}

std::optional<Decimal> mm(const QString& text) { return Decimal::fromText(text); }

QMap<QString, QString> pairs(const QString& text) {
    QMap<QString, QString> out;
    for (const QString& part : text.split(u';', Qt::SkipEmptyParts))
        out[part.section(u'=', 0, 0)] = part.section(u'=', 1);
    return out;
}

/// true, false, a number, else a text.
expr::Value factOf(const QString& text) {
    if (text == u"true" || text == u"false")
        return expr::Value(text == u"true");
    if (const auto number = Decimal::fromText(text))
        return expr::Value(*number);
    return expr::Value(text);
}

std::optional<Decimal> meanOf(const QString& a, const QString& b) {
    const auto one = mm(a), other = mm(b);
    if (!one || !other)
        return std::nullopt;
    return *one->plus(*other)->over(Decimal(2));
}

RecistLesion lesionOf(const QString& kind, const QString& value) {
    RecistLesion lesion;
    lesion.node = kind.startsWith(u"node");
    lesion.state = u"MEAS"_s;
    if (value == u"A")
        lesion.state = u"ABSENT"_s;
    else if (value == u"TS")
        lesion.state = u"TOOSMALL"_s;
    else if (value == u"NE")
        lesion.state = u"NE"_s;
    else if (value.startsWith(u'S') || value.startsWith(u'M')) {
        lesion.state = value.startsWith(u'S') ? u"SPLIT"_s : u"MERGED"_s;
        Decimal sum = 0;
        for (const QString& part : value.mid(1).split(u'+'))
            sum = *sum.plus(*mm(part));
        lesion.mm = sum;
    } else {
        lesion.mm = mm(value);
    }
    return lesion;
}

QString text(const std::optional<Decimal>& number) { return number ? number->toShortText() : QString(); }
QString plain(const QString& number) { return text(Decimal::fromText(number)); }

} // namespace

class LungTablesTest : public QObject {
    Q_OBJECT

    Tnm tnm8_, tnm9_;
    Recist recist_;
    LungRads lungRads_;
    Fleischner fleischner_;
    NoduleRisk risk_;

private Q_SLOTS:
    void initTestCase() {
        tnm8_ = *Tnm::fromTable(lungTable(u"tnm8"_s));
        tnm9_ = *Tnm::fromTable(lungTable(u"tnm9"_s));
        recist_ = *Recist::fromTable(lungTable(u"recist_rules"_s));
        lungRads_ = *LungRads::fromTable(lungTable(u"lungrads_rules"_s));
        fleischner_ = *Fleischner::fromTable(lungTable(u"fleischner_rules"_s));
        risk_ = *NoduleRisk::fromTable(lungTable(u"risk_coefficients"_s));
    }

    void tnm_data() {
        QTest::addColumn<QStringList>("row");
        const CsvTable table = cases(u"tnm"_s);
        QCOMPARE(table.rows.size(), 40);
        for (const CsvRow& row : table.rows)
            QTest::addRow("%s %s", qPrintable(row.cells[0]), qPrintable(row.cells.last())) << row.cells;
    }
    void tnm() {
        QFETCH(QStringList, row);
        TumourFacts facts;
        facts.total = mm(row[1]);
        facts.solid = mm(row[2]);
        facts.density = row[3];
        facts.features = row[4].split(u' ', Qt::SkipEmptyParts);
        facts.separate = row[5];
        facts.side = row[6][0];
        const QStringList stations = row[7].split(u' ', Qt::SkipEmptyParts);
        QMap<QString, int> sites;
        for (const QString& site : row[8].split(u' ', Qt::SkipEmptyParts))
            sites[site.section(u':', 0, 0)] = site.contains(u':') ? site.section(u':', 1).toInt() : 1;
        QCOMPARE(tnm8_.t(facts), row[9]);
        QCOMPARE(tnm9_.t(facts), row[9]);
        QCOMPARE(tnm8_.n(facts.side, stations), row[10]);
        QCOMPARE(tnm9_.n(facts.side, stations), row[11]);
        QCOMPARE(tnm8_.m(sites), row[12]);
        QCOMPARE(tnm9_.m(sites), row[13]);
        QCOMPARE(tnm8_.stage(row[9], row[10], row[12]), std::optional(row[14]));
        QCOMPARE(tnm9_.stage(row[9], row[11], row[13]), std::optional(row[15]));
    }

    void tnmEdges() {
        QCOMPARE(tnm9_.n(u'R', {}, false), u"NX"_s);
        QCOMPARE(tnm9_.n(u'R', {u"5"_s}), u"N3"_s); // aortic nodes are on the left
        QCOMPARE(tnm9_.n(u'R', {u"7"_s, u"7"_s}), u"N2a"_s); // a station counts once
        QCOMPARE(tnm9_.stage(u"T1b"_s, u"N2"_s, u"M0"_s), std::optional(u"ND"_s)); // N2 without a or b
        QCOMPARE(tnm9_.stage(u"T4"_s, u"N2"_s, u"M0"_s), std::optional(u"IIIB"_s)); // either way
        QCOMPARE(tnm8_.stage(u"T1b"_s, u"N2a"_s, u"M0"_s), std::nullopt); // another edition's category
        QCOMPARE(tnm9_.m({{u"NODE"_s, 1}}), u"M1b"_s);
        QVERIFY(!Tnm::fromTable("edition,kind\n9,T\n").has_value());
    }

    /// Each of the 34 courses, time point by time point.
    void recist_data() {
        QTest::addColumn<QList<QStringList>>("rows");
        const CsvTable table = cases(u"recist"_s);
        QCOMPARE(table.rows.size(), 87);
        QMap<int, QList<QStringList>> courses;
        for (const CsvRow& row : table.rows)
            courses[row.cells[0].toInt()] << row.cells;
        QCOMPARE(courses.size(), 34);
        for (const auto& [number, rows] : courses.asKeyValueRange())
            QTest::addRow("%d %s", number, qPrintable(rows[0].last())) << rows;
    }
    void recist() {
        QFETCH(QList<QStringList>, rows);
        QList<std::optional<Decimal>> sums;
        QList<Recist::Point> points;
        for (const QStringList& row : rows) {
            const QStringList kinds = row[3].split(u';', Qt::SkipEmptyParts);
            const QStringList values = row[4].split(u';', Qt::SkipEmptyParts);
            QList<RecistLesion> lesions;
            for (qsizetype i = 0; i < kinds.size(); ++i)
                lesions << lesionOf(kinds[i], values[i]);
            const auto sum = recist_.sum(lesions);
            const auto nadir = Recist::nadir(sums);
            QCOMPARE(text(sum), plain(row[7]));
            const bool baseline = row[1] == u"0";
            if (!baseline) {
                QCOMPARE(text(nadir), plain(row[8]));
                const auto percent = [&](const std::optional<Decimal>& from) {
                    if (!sum || !from || from->isZero())
                        return QString();
                    return sum->minus(*from)->over(*from)->times(Decimal(100))->rounded(1).toShortText();
                };
                QCOMPARE(percent(sums[0]), plain(row[9]));
                QCOMPARE(percent(nadir), plain(row[10]));
                QCOMPARE(sum && nadir ? text(*sum->minus(*nadir)) : QString(), plain(row[11]));
                const auto target = recist_.target(lesions, sums[0], nadir);
                QVERIFY(target.has_value());
                QCOMPARE(*target, row[12]);
                const auto overall = recist_.overall(*target, row[5], row[6]);
                QVERIFY(overall.has_value());
                QCOMPARE(*overall, row[13]);
                points << Recist::Point{row[2].toInt(), *overall};
            }
            sums << sum;
        }
        QCOMPARE(recist_.best(points, false), rows.last()[14]);
        QCOMPARE(recist_.best(points, true), rows.last()[15]);
    }

    void recistEdges() {
        RecistSettings settings;
        settings.acceptSdBetween = true; // case 32 with the setting
        const QList<Recist::Point> points{{42, u"PR"_s}, {84, u"SD"_s}, {126, u"PR"_s}};
        QCOMPARE(recist_.best(points, true), u"SD"_s);
        QCOMPARE(recist_.with(settings).best(points, true), u"PR"_s);
        const QList<RecistLesion> open{{false, u"MEAS"_s, std::nullopt}};
        QCOMPARE(recist_.target(open, Decimal(10), Decimal(10)),
                 std::nullopt); // not measured yet: no response
        QCOMPARE(recist_.target({}, {}, {}), std::optional(u"NA"_s));
        QCOMPARE(recist_.overall(u"PR"_s, u"NA"_s, QString()), std::nullopt);
        QCOMPARE(recist_.best({}, true), QString());
    }

    void lungRads_data() {
        QTest::addColumn<QStringList>("row");
        const CsvTable table = cases(u"lungrads"_s);
        QCOMPARE(table.rows.size(), 63);
        for (const CsvRow& row : table.rows)
            QTest::addRow("%s %s", qPrintable(row.cells[0]), qPrintable(row.cells[9])) << row.cells;
    }
    void lungRads() {
        QFETCH(QStringList, row);
        RuleFacts facts;
        facts[u"type"_s] = expr::Value(row[1]);
        if (const auto mean = meanOf(row[2], row[3]))
            facts[u"mean_mm"_s] = expr::Value(mean->rounded(1));
        if (const auto solid = mm(row[4]))
            facts[u"solid_mm"_s] = expr::Value(solid->rounded(1));
        if (!row[5].isEmpty())
            facts[u"solid_status"_s] = expr::Value(row[5]);
        facts[u"status"_s] = expr::Value(row[6]);
        for (const auto& [name, value] : pairs(row[7]).asKeyValueRange())
            facts[name] = name == u"prior_cat" ? expr::Value(value) : factOf(value);
        auto category = lungRads_.examAlone(facts);
        if (!category)
            category = lungRads_.nodule(facts);
        QCOMPARE(category, std::optional(row[8]));
    }

    void lungRadsOfAnExam() {
        const auto highest = [](const QList<std::optional<QString>>& all) { return LungRads::highest(all); };
        QCOMPARE(highest({u"2"_s, u"4A"_s, u"3"_s}), std::optional(u"4A"_s));
        QCOMPARE(highest({u"4X"_s, u"4B"_s}), std::optional(u"4X"_s));
        QCOMPARE(highest({u"2"_s, std::nullopt}), std::nullopt); // one is not known: the exam is not either
        QCOMPARE(highest({}), std::nullopt);
    }

    void fleischner_data() {
        QTest::addColumn<QStringList>("row");
        const CsvTable table = cases(u"fleischner"_s);
        QCOMPARE(table.rows.size(), 36);
        for (const CsvRow& row : table.rows)
            QTest::addRow("%s %s", qPrintable(row.cells[0]), qPrintable(row.cells[10])) << row.cells;
    }
    void fleischner() {
        QFETCH(QStringList, row);
        RuleFacts facts;
        facts[u"type"_s] = expr::Value(row[1]);
        facts[u"n_nodules"_s] = factOf(row[2]);
        facts[u"size_mm"_s] = expr::Value(meanOf(row[3], row[4])->rounded(0));
        if (const auto solid = mm(row[5]))
            facts[u"solid_mm"_s] = expr::Value(solid->rounded(0));
        facts[u"risk"_s] = expr::Value(row[6]);
        facts[u"age"_s] = factOf(row[7]);
        for (const auto& [name, value] : pairs(row[8]).asKeyValueRange())
            facts[name] = factOf(value);
        QCOMPARE(fleischner_.advice(facts), std::optional(row[9]));
    }

    void risk_data() {
        QTest::addColumn<QStringList>("row");
        const CsvTable table = cases(u"risk"_s);
        QCOMPARE(table.rows.size(), 12);
        for (const CsvRow& row : table.rows)
            QTest::addRow("%s %s", qPrintable(row.cells[0]), qPrintable(row.cells[1])) << row.cells;
    }
    void risk() {
        QFETCH(QStringList, row);
        const auto yes = [&](int at) { return row[at] == u"1"; };
        std::optional<Decimal> logit;
        if (row[0] == u"brock")
            logit = risk_.logit(NoduleRisk::Brock{*mm(row[2]), yes(3), yes(4), yes(5), yes(10), yes(12),
                                                  *mm(row[8]), row[9], row[11].toInt()});
        else
            logit = risk_.logit(NoduleRisk::Mayo{*mm(row[2]), yes(6), yes(7), yes(12), yes(10), *mm(row[8])});
        QVERIFY(logit.has_value());
        QCOMPARE(logit->fixed(4).toText(), row[13]);
        QCOMPARE(NoduleRisk::percent(*logit)->fixed(2).toText(), row[14]);
        QVERIFY(!risk_.logit(
            NoduleRisk::Brock{Decimal(60), false, false, false, false, false, Decimal(0), u"SOLID"_s, 1}));
    }

    void formulas_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("expected");
        const CsvTable table = cases(u"formula"_s);
        QCOMPARE(table.rows.size(), 32);
        for (const CsvRow& row : table.rows)
            QTest::addRow("%s %s", qPrintable(row.cells[0]), qPrintable(row.cells[1]))
                << row.cells[1] << row.cells[2] << row.cells[3];
        const CsvTable vdt = cases(u"vdt"_s);
        QCOMPARE(vdt.rows.size(), 8);
        for (const CsvRow& row : vdt.rows)
            QTest::addRow("vdt %s", qPrintable(row.cells[0]))
                << u"vdt"_s
                << u"volume1=%1;volume2=%2;days=%3"_s.arg(row.cells[1], row.cells[2], row.cells[3])
                << (row.cells[4].isEmpty() ? u"blank"_s : row.cells[4]);
    }
    /// Charlson has items of its own and is run as the items' expressions.
    void formulas() {
        QFETCH(QString, formula);
        QFETCH(QString, input);
        QFETCH(QString, expected);
        RuleFacts facts;
        for (const auto& [name, value] : pairs(input).asKeyValueRange())
            facts[name] = factOf(value);
        if (facts.contains(u"creatinine_umol"_s))
            facts[u"creatinine"_s] = expr::Value(
                expr::Quantity{*facts[u"creatinine_umol"_s].number(), u"umol/L"_s, u"creatinine"_s});
        QString expression;
        const StudyDefinition study = *lungStudy();
        if (formula.startsWith(u"charlson")) {
            const QString codes = pairs(input).value(u"cci_items"_s);
            facts[u"cci_items"_s] = codes.isEmpty() ? expr::Value() : expr::Value::set(codes.split(u' '));
            expression = study.item(u"cci_score"_s)->calc;
        } else {
            const auto table = readCsv(QString::fromUtf8(lungTable(u"formulas"_s)));
            QVERIFY(table.has_value());
            for (const CsvRow& row : table->rows)
                if (row.cells[0] == formula)
                    expression = row.cells[1];
        }
        const auto ast = expr::parse(expression);
        QVERIFY2(ast.has_value(), qPrintable(expression));
        expr::Value value = evaluateWith(*ast, facts);
        if (formula == u"charlson_age") {
            facts[u"cci_score"_s] = value;
            QString byAge = study.item(u"cci_age"_s)->calc;
            const auto aged = expr::parse(byAge.replace(u"@SCR:DM:age_consent"_s, u"age"_s));
            QVERIFY(aged.has_value());
            value = evaluateWith(*aged, facts);
        }
        if (expected == u"blank")
            QVERIFY(value.isBlank());
        else
            QCOMPARE(text(*value.number()), plain(expected));
    }

    /// The same formulas as items of the shipped study are the same expressions.
    void meanIsRoundedOnce() {
        const auto mean = meanOf(u"6.1"_s, u"5.8"_s);
        QCOMPARE(mean->toText(), u"5.95"_s);
        QCOMPARE(mean->rounded(1).toText(), u"6.0"_s);
        QCOMPARE(mean->rounded(0).toText(), u"6"_s);
        const auto other = mm(u"5.45"_s);
        QCOMPARE(other->rounded(1).toText(), u"5.5"_s);
        QCOMPARE(other->rounded(0).toText(), u"5"_s);
    }
};

QTEST_GUILESS_MAIN(LungTablesTest)
#include "LungTablesTest.moc"
