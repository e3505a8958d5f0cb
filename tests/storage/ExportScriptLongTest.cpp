// SPDX-License-Identifier: GPL-3.0-or-later
//
// The R script of a set reads the set's own tables and comes to the numbers of our statistics. Needs R.
#include "core/stats/KaplanMeier.h"
#include "core/stats/LogRank.h"
#include "storage/export/ExportFiles.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace casebook;

namespace {

ExportColumn column(const char* name, const char* role, const char* type = "string") {
    ExportColumn c;
    c.name = QString::fromLatin1(name);
    c.role = QString::fromLatin1(role);
    c.type = QString::fromLatin1(type);
    return c;
}

} // namespace

class ExportScriptLongTest : public QObject {
    Q_OBJECT
    ExportTables tables_;
    stats::SurvivalData survival_;
    std::vector<int> group_;
    std::vector<double> ages_;
    int women_ = 0;
    QHash<QString, double> said_;

    /// 120 subjects: exponential times, a third censored.
    void makeTables() {
        ExportTable subjects, times;
        subjects.name = QStringLiteral("subjects");
        subjects.key = {QStringLiteral("subject")};
        subjects.columns = {column("subject", "key"), column("sex", "derived"),
                            column("age_years", "derived", "integer"), column("status", "derived")};
        times.name = QStringLiteral("outcomes");
        times.columns = {column("subject", "key"), column("os_days", "derived", "integer"),
                         column("os_event", "derived", "integer")};
        QRandomGenerator random(11);
        for (int i = 0; i < 120; ++i) {
            const QString id = QStringLiteral("QXRT-%1").arg(i + 1, 4, 10, QLatin1Char('0'));
            const bool female = i % 3 == 0, dead = i % 3 != 1;
            const int age = 40 + int(random.bounded(45));
            const int days = 10 + int(-std::log(1 - random.generateDouble()) * (female ? 900 : 500));
            women_ += female ? 1 : 0;
            ages_.push_back(age);
            subjects.rows.append({id, female ? QStringLiteral("F") : QStringLiteral("M"),
                                  QString::number(age), QStringLiteral("enrolled")});
            times.rows.append({id, QString::number(days), dead ? QStringLiteral("1") : QStringLiteral("0")});
            survival_.add(days, dead);
            group_.push_back(female ? 0 : 1);
        }
        tables_.tables = {subjects, times};
    }

private Q_SLOTS:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("Rscript")).isEmpty())
            QSKIP("Rscript is not installed");
        makeTables();
        QTemporaryDir folder;
        const QDir root(folder.path());
        for (const char* sub : {"data", "code"})
            QVERIFY(root.mkdir(QLatin1StringView(sub)));
        const auto write = [&](const QString& path, const QByteArray& bytes) {
            QFile file(root.filePath(path));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        for (const ExportTable& t : tables_.tables)
            QVERIFY(write(QStringLiteral("data/") + t.name + QStringLiteral(".csv"), t.toCsv()));
        QVERIFY(write(QStringLiteral("code/analysis.R"), analysisScript(tables_)));
        QProcess r;
        r.start(QStringLiteral("Rscript"), {root.filePath(QStringLiteral("code/analysis.R")), folder.path()});
        QVERIFY(r.waitForFinished(120'000));
        QVERIFY2(r.exitCode() == 0, r.readAllStandardError().constData());
        for (const QByteArray& line : r.readAllStandardOutput().split('\n')) {
            const QByteArrayList words = line.simplified().split(' ');
            if (words.size() == 2)
                said_.insert(QString::fromLatin1(words[0]), words[1].toDouble());
        }
    }

    void tableOne() {
        if (said_.isEmpty())
            QSKIP("Rscript is not installed");
        QCOMPARE(said_[QStringLiteral("subjects")], 120.0);
        QCOMPARE(said_[QStringLiteral("sex_F")], double(women_));
        const double mean = std::accumulate(ages_.begin(), ages_.end(), 0.0) / double(ages_.size());
        QVERIFY(std::abs(said_[QStringLiteral("age_mean")] - mean) < 1e-6);
    }

    void survival() {
        if (said_.isEmpty())
            QSKIP("Rscript is not installed");
        const auto km = stats::KaplanMeier::fit(survival_);
        QCOMPARE(said_[QStringLiteral("os_n")], 120.0);
        QCOMPARE(said_[QStringLiteral("os_events")], double(km.events()));
        QVERIFY(std::abs(said_[QStringLiteral("os_median_days")] - *km.median().estimate) < 1e-6);
        for (const int day : {365, 730, 1095}) {
            const double there = said_[QStringLiteral("os_at_%1").arg(day)];
            QVERIFY2(std::abs(there - km.at(day).survival) < 1e-8, qPrintable(QString::number(day)));
        }
        const auto test = stats::logRank(survival_, group_, 2);
        QVERIFY(std::abs(said_[QStringLiteral("logrank_chisq")] - test.chiSquare) < 1e-6);
        QVERIFY(std::abs(said_[QStringLiteral("logrank_p")] - test.p) < 1e-8);
    }
};

QTEST_GUILESS_MAIN(ExportScriptLongTest)
#include "ExportScriptLongTest.moc"
