// SPDX-License-Identifier: GPL-3.0-or-later
//
// Watched folders from the command line: by a timer, and running until it is told to stop.
#include "tests/app/CliStudy.h"
#include "tests/support/SmallSeries.h"

#include <QTest>

#include <signal.h>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr int kPatience_ms = 60'000;
QString q(const char* text) { return QString::fromLatin1(text); }

} // namespace

class CliWatchTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        QVERIFY(study_.create(QStringLiteral("s%1").arg(++count_)));
        in_ = study_.path("in") + QString::number(count_);
        QVERIFY(QDir().mkpath(in_));
    }
    void cleanup() { QVERIFY(watch({q("--list")}).exit == 0); } // the study opens: it was closed cleanly

    void settings() {
        const CliRun fresh = watch({q("--list")});
        QVERIFY2(fresh.exit == 0, fresh.words());
        QCOMPARE(fresh.object()[q("on")].toBool(true), false);
        QCOMPARE(watch({q("--once")}).errorCode(), q("watch-off"));
        QCOMPARE(watch({q("--add"), in_}).errorCode(), q("reason-needed"));
        const CliRun added = watch({q("--add"), in_, q("--reason"), q("test")});
        QVERIFY2(added.exit == 0, added.words());
        QCOMPARE(added.object()[q("folders")].toArray().size(), 1);
        QCOMPARE(watch({q("--on"), q("--reason"), q("test")}).object()[q("on")].toBool(), true);
        QCOMPARE(watch({q("--add"), study_.folder(), q("--reason"), q("test")}).errorCode(),
                 q("watch-study"));
        QCOMPARE(watch({q("--on"), q("--off"), q("--reason"), q("test")}).exit, 2);
        const CliRun removed = watch({q("--remove"), in_, q("--reason"), q("test")});
        QVERIFY2(removed.exit == 0 && removed.object()[q("folders")].toArray().isEmpty(), removed.words());
        QCOMPARE(watch({q("--off"), q("--reason"), q("test")}).object()[q("on")].toBool(true), false);
    }

    void onceTakesWhatIsNew() {
        switchOn();
        QVERIFY(writeSmallSeries(in_, 1, 3, 16));
        QVERIFY(QFile(in_ + q("/notes.txt")).open(QIODevice::WriteOnly));
        const CliRun first = watch({q("--once"), q("--settle"), q("0")});
        QVERIFY2(first.exit == 0, first.words()); // notes beside images leave nothing undone
        QCOMPARE(first.object()[q("imported")].toInt(), 3);
        QCOMPARE(first.object()[q("refused")].toArray().size(), 1);
        QCOMPARE(first.object()[q("imports")].toArray().size(), 1);
        const CliRun second = watch({q("--once"), q("--settle"), q("0")});
        QVERIFY2(second.exit == 0, second.words());
        QCOMPARE(second.object()[q("files")].toInt(), 0);
        QCOMPARE(second.object()[q("imports")].toArray().size(), 0);
        QCOMPARE(study_.json({q("list"), q("imports")}).array().size(), 1);
    }

    void aFolderThatIsGoneIsTold() {
        switchOn();
        QVERIFY(QDir(in_).removeRecursively());
        const CliRun run = watch({q("--once"), q("--settle"), q("0")});
        QVERIFY2(run.exit == 4, run.words());
        QCOMPARE(run.object()[q("unreadable")].toArray().size(), 1);
        QVERIFY(QDir().mkpath(in_));
    }

    void runsUntilItIsToldToStop() {
        switchOn();
        QProcess process;
        CliStudy::start(process,
                        {q("--json"), q("import"), q("watch"), q("--every"), q("1"), q("--settle"), q("0")});
        QByteArray told;
        const auto hears = [&](const char* word) {
            process.waitForReadyRead(0);
            told += process.readAllStandardError();
            return told.contains(word);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(hears("watching"), told.constData(), kPatience_ms);
        QVERIFY(writeSmallSeries(in_, 1, 3, 16)); // while it runs
        QTRY_VERIFY2_WITH_TIMEOUT(hears("\"imported\":3") || told.count("\"event\":\"imported\"") > 1,
                                  told.constData(), kPatience_ms);
        QCOMPARE(::kill(pid_t(process.processId()), SIGTERM), 0);
        QVERIFY(process.waitForFinished(kPatience_ms));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        const QJsonObject all = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(all[q("imported")].toInt(), 3);
        QCOMPARE(study_.json({q("list"), q("series")}).array().size(), 1);
    }

private:
    [[nodiscard]] CliRun watch(const QStringList& more) const {
        return study_.json(QStringList{q("import"), q("watch")} + more);
    }
    void switchOn() {
        QVERIFY(watch({q("--add"), in_, q("--reason"), q("test")}).exit == 0);
        QVERIFY(watch({q("--on"), q("--reason"), q("test")}).exit == 0);
    }

    CliStudy study_;
    QString in_;
    int count_ = 0;
};

QTEST_GUILESS_MAIN(CliWatchTest)
#include "CliWatchTest.moc"
