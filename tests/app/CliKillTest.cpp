// SPDX-License-Identifier: GPL-3.0-or-later
//
// kill -9 at 20 random points of an import, of saving forms, exporting, backing up, compacting, changing keys, moving
// images to another disk and back, and moving the study:
// nothing that was told as done is lost, the study verifies clean, and the same can be done again.
#include "tests/app/KillStudy.h"

#include <QSet>
#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr int seriesCount = 12, sliceCount = 15;
constexpr int kills = 6;

int lastCommitted(const QByteArray& err) {
    int last = 0;
    for (const QByteArray& line : err.split('\n'))
        if (const QJsonObject one = QJsonDocument::fromJson(line).object();
            one.contains(QStringLiteral("committed")))
            last = one[QStringLiteral("committed")].toInt();
    return last;
}

} // namespace

class CliKillTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(writeSmallSeries(study_.path("dicom"), seriesCount, sliceCount, 64));
        line_ = {QStringLiteral("--json"), QStringLiteral("import"), QStringLiteral("dicom"),
                 study_.path("dicom")};
        QVERIFY(study_.create(QStringLiteral("whole")));
        QElapsedTimer timer;
        timer.start();
        const CliRun run = study_.run(line_);
        whole_ms_ = int(timer.elapsed());
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(lastCommitted(run.err), seriesCount * sliceCount);
    }

    void nothingAcknowledgedIsLost_data() {
        QTest::addColumn<int>("number");
        for (int i = 0; i < kills; ++i)
            QTest::addRow("kill %d", i) << i;
    }
    void nothingAcknowledgedIsLost() {
        QFETCH(int, number);
        QVERIFY(study_.create(QStringLiteral("killed%1").arg(number)));
        QRandomGenerator random(quint32(1000 + number));
        const QByteArray err = importAndKill(random, number);

        const int acknowledged = lastCommitted(err);
        seen_.insert(acknowledged);
        const CliRun verify = study_.json({QStringLiteral("verify"), QStringLiteral("--objects")});
        QVERIFY2(verify.exit == 0, verify.words());
        // What was stored before is now there already; everything else arrives.
        const CliRun again = study_.run(line_);
        QVERIFY2(again.exit == 0, again.words());
        const int before = again.object()[QStringLiteral("duplicates")].toInt();
        QVERIFY2(before >= acknowledged, again.words());
        QCOMPARE(before + again.object()[QStringLiteral("imported")].toInt(), seriesCount * sliceCount);
        if (number % 3 == 0) {
            QCOMPARE(stored(), seriesCount * sliceCount);
            const CliRun clean = study_.json({QStringLiteral("verify"), QStringLiteral("--objects")});
            QVERIFY2(clean.exit == 0, clean.words());
        }
        QDir(study_.folder()).removeRecursively();
    }

    /// Points that all fell before the first commit or after the last would prove nothing.
    void pointsWereSpread() { QVERIFY2(seen_.size() >= 3, QByteArray::number(seen_.size())); }

    void everythingElse_data() {
        killRows({{"forms", 4},
                  {"export", 2},
                  {"backup", 3},
                  {"compact", 2},
                  {"keys", 3},
                  {"cold", 2},
                  {"cold-back", 2}}); // moves of the study: StudyMoveTest, and the long run
    }
    void everythingElse() {
        if (!other_) {
            other_ = std::make_unique<KillStudy>();
            QVERIFY(other_->make());
        }
        killOnce(*other_);
    }
    void cleanupTestCase() { other_.reset(); }

private:
    /// Half of the points are times, half come a moment after a commit was told.
    QByteArray importAndKill(QRandomGenerator& random, int number) {
        QProcess process;
        CliStudy::start(process, line_);
        QByteArray err;
        if (number % 2 == 0) {
            process.waitForFinished(random.bounded(whole_ms_ / 10, whole_ms_));
        } else {
            const int after = random.bounded(seriesCount);
            process.setReadChannel(QProcess::StandardError);
            while (err.count("committed") <= after && process.waitForReadyRead(30'000))
                err += process.readAllStandardError();
            process.waitForFinished(random.bounded(12));
        }
        process.kill();
        process.waitForFinished();
        return err + process.readAllStandardError();
    }

    [[nodiscard]] int stored() const {
        int count = 0;
        for (const QJsonValue& series :
             study_.json({QStringLiteral("list"), QStringLiteral("series")}).array())
            count += series[QStringLiteral("instances")].toInt();
        return count;
    }

    CliStudy study_;
    std::unique_ptr<KillStudy> other_;
    QStringList line_;
    QSet<int> seen_;
    int whole_ms_ = 0;
};

DISTURBED_TEST_MAIN(CliKillTest)
#include "CliKillTest.moc"
