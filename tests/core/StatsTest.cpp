// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rules beside truth.json: which test is chosen, missing values and denominators, edges, what can't be
// fitted. Numbers with many digits are R 4.5's (stats, survival 3.8), computed once.
#include "core/stats/Cox.h"
#include "core/stats/Distributions.h"
#include "core/stats/Format.h"
#include "core/stats/KaplanMeier.h"
#include "core/stats/LogRank.h"
#include "core/stats/Logistic.h"
#include "core/stats/Proportion.h"
#include "core/stats/Roc.h"
#include "core/stats/Summary.h"
#include "core/stats/TableOne.h"

#include <QTest>

#include <cmath>

using namespace casebook;
using namespace casebook::stats;
using namespace Qt::StringLiterals;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool near(double a, double b) { return std::fabs(a - b) <= 1e-8 * std::fabs(b) + 1e-12; }

CountTable counts(std::size_t rows, std::size_t columns, std::initializer_list<std::int64_t> values) {
    CountTable table(rows, columns);
    table.counts = values;
    return table;
}

SurvivalData survival(std::initializer_list<double> times, std::initializer_list<int> events) {
    SurvivalData data;
    auto event = events.begin();
    for (double t : times)
        data.add(t, *event++ == 1);
    return data;
}

/// Two groups of four; a number with one value missing, a rare category, a common one.
TableOneInput input() {
    TableOneInput in;
    in.groups = {u"a"_s, u"b"_s};
    in.group = {0, 0, 0, 0, 0, 1, 1, 1, 1, -1};
    TableOneVariable age;
    age.name = u"age"_s;
    age.numbers = {1.1, 2.2, 3.3, 4.4, 9, 0.5, 0.7, 2.5, 3.1, 1000};
    TableOneVariable sex;
    sex.name = u"sex"_s;
    sex.levels = {u"f"_s, u"m"_s, u"never used"_s};
    sex.codes = {0, 1, 1, 1, 0, 0, 0, -1, 1, 0};
    in.variables = {age, sex};
    return in;
}

} // namespace

class StatsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exactRankSum() {
        const std::vector<double> a{1.1, 2.2, 3.3, 4.4, 9}, b{0.5, 0.7, 2.5, 3.1};
        QVERIFY(wilcoxonIsExact(a, b));
        QCOMPARE(wilcoxonExact(a, b).statistic, 16.0);
        QVERIFY(near(wilcoxonExact(a, b).p, 0.19047619047619));
        QVERIFY(!wilcoxonIsExact(a, std::vector<double>{1.1, 7}));
        QVERIFY(!wilcoxonIsExact(std::vector<double>(50, 1), b));
    }
    void fisher() {
        QVERIFY(std::fabs(fisherExact(counts(2, 2, {3, 2, 1, 7})).p - 0.216783216783217) < 1e-9);
        const CountTable wide = counts(3, 4, {3, 1, 0, 2, 1, 4, 2, 0, 0, 2, 5, 3});
        const FisherResult exact = fisherExact(wide);
        QVERIFY(!exact.monteCarlo);
        QVERIFY(std::fabs(exact.p - 0.0379668861264323) < 1e-9);
        const FisherResult drawn = fisherExact(wide, 10);
        QVERIFY(drawn.monteCarlo && drawn.draws == 100'000);
        QVERIFY2(std::fabs(drawn.p - exact.p) < 4 * std::sqrt(exact.p / 1e5),
                 qPrintable(QString::number(drawn.p)));
        QCOMPARE(fisherExact(wide, 10).p, drawn.p); // the seed is stated: the same again
        QVERIFY(std::isnan(fisherExact(counts(2, 2, {3, 0, 4, 0})).p));
    }
    void chiSquareOfWideTable() {
        QVERIFY(near(chiSquare(counts(2, 4, {20, 30, 25, 15, 10, 20, 30, 25})).p, 0.0429788503272295));
    }
    void differenceOfCategories() {
        QVERIFY(near(standardisedDifference(counts(3, 2, {10, 25, 20, 15, 30, 10})), 0.835207605287068));
        QCOMPARE(standardisedDifference(counts(2, 2, {5, 5, 7, 7})), 0.0);
    }
    void severalGroups() {
        const Groups three{{1, 2, 3}, {4, 5, 6}, {9, 8, 7}};
        QVERIFY(near(anova(three).p, 0.001));
        QVERIFY(near(kruskalWallis(three).p, 0.0273237224472925));
        QVERIFY(std::isnan(anova({{1, 1}, {1, 1}}).p));
        QVERIFY(std::isnan(kruskalWallis({{1, 2}, {}}).p));
    }
    void intervalsAtTheEdge() {
        QVERIFY(clopperPearson(0, 20).lower == 0 && near(clopperPearson(0, 20).upper, 0.168433470983085));
        QVERIFY(clopperPearson(20, 20).upper == 1 && near(clopperPearson(20, 20).lower, 0.831566529016915));
        QVERIFY(wilson(0, 20).lower == 0 && near(wilson(0, 20).upper, 0.161125158052819));
        QVERIFY(std::isnan(wilson(0, 0).lower));
    }

    void tableOneChoosesTestsByRule() {
        const TableOne table = tableOne(input());
        QCOMPARE(table.total, std::size_t(9));
        QCOMPARE(table.withoutGroup, std::size_t(1));
        const TableOneRow& age = table.rows[0];
        QCOMPARE(testCode(age.test), QByteArray("wilcoxon-rank-sum-exact"));
        QVERIFY(near(*age.p, 0.19047619047619));
        QCOMPARE(age.overall.maximum, 9.0); // the row without a group is not in it
        QCOMPARE(cellText(age, age.groups[0]), u"3.3 [2.2, 4.4]"_s);
        QCOMPARE(testCode(table.rows[1].test), QByteArray("fisher-exact"));
    }
    void tableOneCountsOverWhatIsRecorded() {
        const TableOne table = tableOne(input());
        QCOMPARE(table.rows[1].missing, std::size_t(1));
        const TableOneRow& female = table.rows[2];
        QCOMPARE(female.label, u"f"_s);
        QCOMPARE(female.groups[1].count, std::size_t(2));
        QCOMPARE(female.groups[1].n, std::size_t(3)); // four in the group, one not recorded
        QCOMPARE(female.groups[1].missing, std::size_t(1));
        QCOMPARE(cellText(female, female.groups[1]), u"2 (66.7)"_s);
        QCOMPARE(female.overall.n, std::size_t(8));
        QCOMPARE(cellText(table.rows[4], table.rows[4].groups[0]), u"0 (0.0)"_s); // a level nobody has
    }
    void tableOneByMeans() {
        TableOneInput in = input();
        in.variables[0].style = NumberStyle::MeanSd;
        QCOMPARE(testCode(tableOne(in).rows[0].test), QByteArray("welch-t"));
        in.groups << u"c"_s;
        in.group[9] = 2;
        in.group[0] = 2;
        QCOMPARE(testCode(tableOne(in).rows[0].test), QByteArray("anova"));
        in.variables[0].style = NumberStyle::MedianQuartiles;
        QCOMPARE(testCode(tableOne(in).rows[0].test), QByteArray("kruskal-wallis"));
        QVERIFY(!tableOne(in).rows[0].smd);
    }
    void tableOneOfOneGroupHasNoTest() {
        TableOneInput in = input();
        in.groups = {u"all"_s};
        in.group.assign(10, 0);
        const TableOne table = tableOne(in);
        for (const TableOneRow& row : table.rows)
            QVERIFY(row.test == TestKind::None && !row.p && !row.smd);
    }

    void pNeverZero_data() {
        QTest::addColumn<double>("p");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << 1e-12 << u"p < 0.001"_s;
        QTest::newRow("edge") << 0.001 << u"p = 0.001"_s;
        QTest::newRow("usual") << 0.04951 << u"p = 0.050"_s;
        QTest::newRow("one") << 1.0 << u"p > 0.999"_s;
        QTest::newRow("none") << none << QString();
    }
    void pNeverZero() {
        QFETCH(double, p);
        QTEST(pStatement(p), "text");
    }

    void medianOfAnEvenStep() {
        // S is exactly 0.5 from 2 to 3: the middle, as R.
        QCOMPARE(*KaplanMeier::fit(survival({1, 2, 3, 4}, {1, 1, 1, 1})).median().estimate, 2.5);
        QVERIFY(!KaplanMeier::fit(survival({1, 2, 3, 4}, {1, 0, 0, 0})).median().estimate);
    }
    void zeroAndNegativeTimesAreKeptAndListed() {
        const SurvivalData data = survival({0, 5, -2, none, 7}, {1, 1, 0, 1, 1});
        QCOMPARE(KaplanMeier::fit(data).n(), std::size_t(4));
        QCOMPARE(notPositive(data), (std::vector<std::size_t>{0, 2}));
    }
    void riskTable() {
        const KaplanMeier km = KaplanMeier::fit(survival({1, 2, 2, 5, 9}, {1, 0, 1, 0, 1}));
        QCOMPARE(km.atRisk(0), std::size_t(5));
        QCOMPARE(km.atRisk(2), std::size_t(4));
        QCOMPARE(km.atRisk(3), std::size_t(2));
        QCOMPARE(km.atRisk(9), std::size_t(1));
        QCOMPARE(km.atRisk(10), std::size_t(0));
        QCOMPARE(km.at(3).survival, 0.8 * 0.75);
        QVERIFY(std::isnan(km.steps().back().lower)); // S = 0
    }
    void nearlyEqualTimesAreTies() {
        const KaplanMeier km = KaplanMeier::fit(survival({0.1 + 0.2, 0.3, 1}, {1, 1, 0}));
        QCOMPARE(km.steps().size(), std::size_t(2));
        QCOMPARE(km.steps()[0].events, std::size_t(2));
    }

    void trendIsTheScoreTestOfOneSlope() {
        SurvivalData data =
            survival({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1});
        const std::vector<int> group{0, 0, 1, 2, 0, 1, 1, 2, 0, 2, 1, 2};
        QVERIFY(near(logRankTrend(data, group, 3).chiSquare, 3.30388868982731));
        QCOMPARE(logRank(data, group, 3).df, 2.0);
    }
    void logRankNeedsTwoGroups() {
        const SurvivalData data = survival({1, 2, 3}, {1, 1, 1});
        QVERIFY(std::isnan(logRank(data, std::vector<int>{0, 0, 0}, 2).chiSquare));
        QVERIFY(std::isnan(logRank(survival({1, 2}, {0, 0}), std::vector<int>{0, 1}, 2).chiSquare));
    }
    void coxSaysWhatItCannotFit() {
        CoxInput in;
        in.data = survival({1, 2, 3, 4, 5, 6, 7, 8}, {1, 1, 1, 1, 0, 0, 0, 0});
        in.names = {u"x"_s};
        in.x.resize(8, 1);
        in.x.col(0) << 1, 1, 1, 1, 0, 0, 0, 0; // whoever has x dies, nobody else
        const auto separated = fitCox(in);
        QVERIFY(separated.has_value() && separated->terms[0].infinite);
        in.x.col(0) << 1, 0, 1, 0, 1, 0, 1, 0;
        const auto sound = fitCox(in);
        QVERIFY(sound.has_value() && sound->converged && !sound->terms[0].infinite);
        in.names = {u"x"_s, u"twice x"_s};
        in.x.conservativeResize(8, 2);
        in.x.col(1) = 2 * in.x.col(0);
        const auto collinear = fitCox(in);
        QVERIFY(!collinear.has_value());
        QCOMPARE(collinear.error().code, QByteArray("collinear"));
        QCOMPARE(collinear.error().object, u"twice x"_s);
        std::fill(in.data.event.begin(), in.data.event.end(), char(0));
        QCOMPARE(fitCox(in).error().code, QByteArray("no-events"));
    }
    void coxLeavesOutAndCounts() {
        CoxInput in;
        in.data = survival({1, 2, none, 4, 5, 6}, {1, 1, 1, 1, 0, 1});
        in.names = {u"x"_s};
        in.x.resize(6, 1);
        in.x.col(0) << 1, 0, 1, none, 1, 0;
        const auto model = fitCox(in);
        QVERIFY(model.has_value());
        QCOMPARE(model->n, std::size_t(4));
        QCOMPARE(model->leftOut, std::size_t(2));
    }
    void rocCorners() {
        const std::vector<int> y{1, 1, 0, 0, -1};
        const std::vector<double> score{4, 3, 2, 1, 9};
        const RocResult r = roc(y, score);
        QCOMPARE(r.auc, 1.0);
        QCOMPARE(r.upper, 1.0);
        QCOMPARE(r.leftOut, std::size_t(1));
        QVERIFY(r.points.front().sensitivity == 0 && r.points.front().specificity == 1);
        QVERIFY(r.points.back().sensitivity == 1 && r.points.back().specificity == 0);
        QCOMPARE(roc(y, score, RocDirection::LowerIsCase).auc, 0.0);
    }
    void logisticOfOneOutcome() {
        Eigen::MatrixXd x(4, 1);
        x << 1, 2, 3, 4;
        QCOMPARE(fitLogistic({1, 1, 1, 1}, x, {u"x"_s}).error().code, QByteArray("one-outcome"));
        const auto split = fitLogistic({0, 0, 1, 1}, x, {u"x"_s});
        QVERIFY(split.has_value() && (split->separated || !split->converged));
    }
    void distributionsOutsideTheirDomain() {
        QVERIFY(std::isnan(studentTwoSided(1, 0)) && std::isnan(chiSquareUpper(none, 1)));
        QCOMPARE(chiSquareUpper(0, 3), 1.0);
        QVERIFY(std::isnan(normalQuantile(1)) && std::isnan(fisherFUpper(1, 1, -2)));
    }
};

QTEST_GUILESS_MAIN(StatsTest)
#include "StatsTest.moc"
