// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every figure of the statistics against R (survival, pROC, psych): truth.json of the data set "stats".
#include "core/stats/Agreement.h"
#include "core/stats/DatasetReport.h"
#include "tests/support/TestData.h"

#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <vector>

using namespace casebook;
using namespace casebook::stats;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject jsonOf(const QString& name) {
    return QJsonDocument::fromJson(readFile(dataFolder() + u"/stats/"_s + name)).object();
}

std::vector<double> listOf(const QJsonValue& value) {
    std::vector<double> out;
    for (const QJsonValue& one : value.toArray())
        out.push_back(one.toDouble());
    return out;
}

bool near(double ours, double truth, double tolerance) {
    // truth.json holds 12 decimals after the point: absolute 1e-12 on top.
    return std::fabs(ours - truth) <= tolerance * std::fabs(truth) + 1e-12;
}

/// Goes through all of `truth`; ours may hold more keys. Returns how many numbers were compared.
int compare(const QString& path, const QJsonValue& ours, const QJsonValue& truth, QStringList& wrong) {
    if (truth.isObject()) {
        int count = 0;
        const QJsonObject expected = truth.toObject();
        for (auto it = expected.begin(); it != expected.end(); ++it)
            count += compare(path + u'/' + it.key(), ours.toObject()[it.key()], it.value(), wrong);
        return count;
    }
    if (truth.isArray()) {
        const QJsonArray a = ours.toArray(), b = truth.toArray();
        if (!ours.isArray() || a.size() != b.size()) {
            wrong += path + u": not that many"_s;
            return 0;
        }
        int count = 0;
        for (qsizetype i = 0; i < b.size(); ++i)
            count += compare(path + u'/' + QString::number(i), a[i], b[i], wrong);
        return count;
    }
    if (!truth.isDouble()) {
        if (ours != truth)
            wrong += path + u": "_s + ours.toVariant().toString();
        return 1;
    }
    // p-values: 1e-6 is agreed, since R prints some with fewer figures.
    const bool isP = path.contains(u"_p"_s) || path.contains(u"/p"_s);
    if (!ours.isDouble() || !near(ours.toDouble(), truth.toDouble(), isP ? 1e-6 : 1e-8))
        wrong += u"%1: %2, R has %3"_s.arg(path, QString::number(ours.toDouble(), 'g', 17),
                                           QString::number(truth.toDouble(), 'g', 17));
    return 1;
}

} // namespace

class StatsTruthTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsR_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("figures");
        QTest::newRow("lung") << u"lung"_s << 190;
        QTest::newRow("ovarian") << u"ovarian"_s << 130;
    }
    void equalsR() {
        CASEBOOK_NEED_DATA();
        QFETCH(QString, name);
        QFETCH(int, figures);
        const auto table =
            readCsv(QString::fromUtf8(readFile(dataFolder() + u"/stats/"_s + name + u".csv"_s)));
        QVERIFY(table.has_value());
        const auto spec = datasetSpec(jsonOf(u"specs.json"_s)[name].toObject());
        QVERIFY(spec.has_value());
        const auto report = reportOn(*table, *spec);
        QVERIFY2(report.has_value(), report ? "" : report.error().code.constData());
        QStringList wrong;
        const int compared = compare(name, *report, jsonOf(u"truth.json"_s)[name], wrong);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        QVERIFY2(compared >= figures, qPrintable(QString::number(compared)));
        QVERIFY(!report->contains(u"not_computed"_s));
    }

    void agreementEqualsPsych() {
        CASEBOOK_NEED_DATA();
        const QJsonObject truth = jsonOf(u"truth.json"_s)[u".agreement"_s].toObject();
        const auto a = listOf(truth[u"a"_s]), b = listOf(truth[u"b"_s]);
        QCOMPARE(a.size(), std::size_t(20));
        QVERIFY(near(cohenKappa(a, b), truth[u"kappa"_s].toDouble(), 1e-8));
        QVERIFY(
            near(cohenKappa(a, b, KappaWeights::Quadratic), truth[u"kappa_quadratic"_s].toDouble(), 1e-8));
        QVERIFY(near(icc21(a, b).icc, truth[u"icc_2_1_agreement"_s].toDouble(), 1e-8));
    }
    void blandAltmanEqualsR() {
        CASEBOOK_NEED_DATA();
        const QJsonObject truth = jsonOf(u"truth.json"_s)[u".bland_altman"_s].toObject();
        const BlandAltman ours = blandAltman(listOf(truth[u"x"_s]), listOf(truth[u"y"_s]));
        QCOMPARE(ours.n, std::size_t(10));
        QVERIFY(near(ours.bias, truth[u"bias"_s].toDouble(), 1e-8));
        QVERIFY(near(ours.sd, truth[u"sd"_s].toDouble(), 1e-8));
        QVERIFY(near(ours.lower, truth[u"lower"_s].toDouble(), 1e-8));
        QVERIFY(near(ours.upper, truth[u"upper"_s].toDouble(), 1e-8));
    }
};

QTEST_GUILESS_MAIN(StatsTruthTest)
#include "StatsTruthTest.moc"
