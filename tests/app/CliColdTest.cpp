// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images of subjects on another disk, and moving the study, by the command line: which images a choice means, what is
// told while the disk is away, and that everything reads as before.
#include "tests/app/CliStudy.h"
#include "tests/support/SmallSeries.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

QStringList words(const QString& line) { return line.split(u' ', Qt::SkipEmptyParts); }

} // namespace

class CliColdTest final : public QObject {
    Q_OBJECT

    CliStudy study_;
    QStringList series_;
    QJsonArray before_; ///< `list series` with everything here

    [[nodiscard]] QString disk() const { return study_.path("disk"); }
    [[nodiscard]] CliRun cli(const QString& line) const { return study_.json(words(line)); }
    [[nodiscard]] QByteArray voxels(const QString& uid) const {
        return study_.json({u"volume"_s, u"info"_s, uid}).out;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(study_.create());
        QVERIFY(writeSmallSeries(study_.path("dicom"), 3, 4, 16) && QDir().mkpath(disk()));
        const CliRun run = study_.json({u"import"_s, u"dicom"_s, study_.path("dicom")});
        QVERIFY2(run.exit == 0, run.words());
        before_ = cli(u"list series"_s).array();
        QCOMPARE(before_.size(), 3);
        for (const QJsonValue& one : std::as_const(before_))
            series_.append(one[u"uid"_s].toString());
    }

    void usage_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* line, int exit, const char* code) {
            QTest::newRow(line) << QString::fromLatin1(line) << exit << QString::fromLatin1(code);
        };
        row("cold move --all", 2, "option-needed");
        row("cold move --to /tmp", 2, "option-needed");
        row("cold move --to /tmp --all --subject S", 2, "option-needed");
        row("cold move --to /tmp --older-than soon", 2, "bad-value");
        row("cold move --to /tmp --subject nobody", 1, "no-such-subject");
        row("cold move --to /no/such/folder --all", 1, "no-such-folder");
        row("cold back --series 1.2.3", 1, "no-such-series");
        row("cold back", 2, "option-needed");
        row("cold place /tmp", 1, "no-cold-place");
        row("study move", 2, "operand-needed");
    }
    void usage() {
        QFETCH(QString, line);
        QFETCH(int, exit);
        QFETCH(QString, code);
        const CliRun run = cli(line);
        QVERIFY2(run.exit == exit, run.words());
        QCOMPARE(run.errorCode(), code);
        QVERIFY(!run.object()[u"error"_s][u"message"_s].toString().isEmpty());
    }

    void choices() {
        const auto packs = [&](const QString& line) {
            const CliRun run = cli(u"cold move --dry-run "_s + line);
            return run.exit == 0 ? run.object()[u"packs"_s].toInt() : -1;
        };
        QCOMPARE(packs(u"--all"_s), 3);
        QCOMPARE(packs(u"--series "_s + series_[0]), 1);
        QCOMPARE(packs(u"--series "_s + series_[0] + u" --series "_s + series_[2]), 2);
        QCOMPARE(packs(u"--older-than 0"_s), 3);
        QCOMPARE(packs(u"--older-than 1"_s), 0); // they came today
        int all = 0;
        QSet<QString> subjects;
        for (const QJsonValue& one : std::as_const(before_))
            subjects.insert(one[u"subject"_s].toString());
        for (const QString& subject : std::as_const(subjects)) {
            const CliRun run = cli(u"cold move --dry-run --subject "_s + subject);
            all += run.object()[u"packs"_s].toInt();
            QCOMPARE(run.object()[u"subjects"_s].toInt(), 1);
            QVERIFY(run.object()[u"bytes"_s].toInteger() > 0);
        }
        QCOMPARE(all, 3);
        QVERIFY(QDir(disk()).isEmpty()); // nothing was changed
    }

    void thereReadAndBack() {
        const QByteArray voxelsBefore = voxels(series_[0]);
        const CliRun moved = cli(u"cold move --to "_s + disk() + u" --series "_s + series_[0] +
                                 u" --series "_s + series_[1] + u" --reason full"_s);
        QVERIFY2(moved.exit == 0, moved.words());
        QCOMPARE(moved.object()[u"packs"_s].toInt(), 2);
        QCOMPARE(voxels(series_[0]), voxelsBefore);
        QCOMPARE(cli(u"list series"_s).array(), before_);
        const QJsonObject list = cli(u"cold list"_s).object();
        QCOMPARE(list[u"places"_s].toArray().size(), 1);
        QCOMPARE(list[u"places"_s][0][u"packs"_s].toInt(), 2);
        QCOMPARE(list[u"places"_s][0][u"connected"_s].toBool(), true);
        QCOMPARE(list[u"study"_s][u"packs"_s].toInt(), 1);
        QCOMPARE(cli(u"verify --objects"_s).exit, 0);
        // The same files again are still known.
        const CliRun again = study_.json({u"import"_s, u"dicom"_s, study_.path("dicom")});
        QCOMPARE(again.object()[u"duplicates"_s].toInt(), 12);
        QCOMPARE(again.object()[u"imported"_s].toInt(), 0);
    }

    void theDiskIsAway() {
        QVERIFY(QDir().rename(disk(), study_.path("drawer")));
        const CliRun info = study_.json({u"volume"_s, u"info"_s, series_[0]});
        QCOMPARE(info.exit, 1);
        QCOMPARE(info.errorCode(), u"pack-away"_s);
        QVERIFY(info.object()[u"error"_s][u"message"_s].toString().contains(disk()));
        QCOMPARE(study_.json({u"volume"_s, u"info"_s, series_[2]}).exit, 0);
        const CliRun exported =
            study_.json({u"volume"_s, u"export"_s, series_[0], u"-o"_s, study_.path("out.nii.gz")});
        QCOMPARE(exported.errorCode(), u"pack-away"_s);
        const CliRun verify = cli(u"verify --objects"_s);
        QVERIFY2(verify.exit == 0, verify.words());
        QCOMPARE(verify.object()[u"ok"_s].toBool(), true);
        QCOMPARE(verify.object()[u"away"_s][0][u"packs"_s].toInt(), 2);
        QVERIFY(study_.run({u"verify"_s}).out.contains("not connected"));
        for (const QJsonValue& one : cli(u"list series"_s).array()) {
            const bool away = one[u"warnings"_s].toArray().contains(u"pack-away"_s);
            QCOMPARE(away, one[u"uid"_s].toString() != series_[2]);
        }
        const CliRun again = study_.json({u"import"_s, u"dicom"_s, study_.path("dicom")});
        QCOMPARE(again.object()[u"duplicates"_s].toInt(), 12);
        const CliRun backup = cli(u"backup "_s + study_.path("backup"));
        QCOMPARE(backup.exit, 4); // not all of it
        QCOMPARE(backup.object()[u"away"_s][0][u"packs"_s].toInt(), 2);
        QCOMPARE(cli(u"cold list"_s).object()[u"places"_s][0][u"connected"_s].toBool(true), false);

        const CliRun placed = cli(u"cold place "_s + study_.path("drawer"));
        QVERIFY2(placed.exit == 0, placed.words());
        QCOMPARE(study_.json({u"volume"_s, u"info"_s, series_[0]}).exit, 0);
        const CliRun back = cli(u"cold back --all"_s);
        QVERIFY2(back.exit == 0, back.words());
        QCOMPARE(back.object()[u"packs"_s].toInt(), 2);
        QCOMPARE(cli(u"cold list"_s).object()[u"study"_s][u"packs"_s].toInt(), 3);
        QCOMPARE(cli(u"backup "_s + study_.path("backup")).exit, 0);
    }

    void theStudyMoves() {
        const QByteArray voxelsBefore = voxels(series_[0]);
        const QString to = study_.path("bigger");
        const CliRun kept = cli(u"study move --keep "_s + to);
        QVERIFY2(kept.exit == 0, kept.words());
        QCOMPARE(kept.object()[u"folder"_s].toString(), to);
        QCOMPARE(kept.object()[u"copied"_s].toBool(), true);
        QCOMPARE(kept.object()[u"packs"_s].toInt(), 3);
        const CliRun refused = cli(u"subject add S-0099"_s);
        QCOMPARE(refused.exit, 1);
        QCOMPARE(refused.errorCode(), u"study-moved"_s);
        QVERIFY(refused.object()[u"error"_s][u"message"_s].toString().contains(to));
        QCOMPARE(voxels(series_[0]), voxelsBefore); // for reading
        const CliRun again = cli(u"study move "_s + to);
        QVERIFY2(again.exit == 0 && again.object()[u"old_folder_gone"_s].toBool(), again.words());
        QVERIFY(!QFile::exists(study_.folder()));
        qputenv("CASEBOOK_STUDY", to.toLocal8Bit());
        QCOMPARE(voxels(series_[0]), voxelsBefore);
        QCOMPARE(cli(u"verify --objects"_s).exit, 0);
        const CliRun back = cli(u"study move "_s + study_.folder());
        QVERIFY2(back.exit == 0, back.words());
        QCOMPARE(back.object()[u"copied"_s].toBool(), false);
        QVERIFY(!QFile::exists(to));
        qputenv("CASEBOOK_STUDY", study_.folder().toLocal8Bit());
        QCOMPARE(voxels(series_[0]), voxelsBefore);
    }
};

QTEST_GUILESS_MAIN(CliColdTest)
#include "CliColdTest.moc"
