// SPDX-License-Identifier: GPL-3.0-or-later
//
// What scripts rely on: exit codes, one JSON document, keys, and where a passphrase may come from.
#include "tests/app/CliStudy.h"
#include "tests/support/SmallSeries.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

QStringList words(const char* line) { return QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts); }

} // namespace

class CliContractTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(study_.create());
        QVERIFY(writeSmallSeries(study_.path("dicom"), 2, 4, 16));
        const CliRun run =
            study_.json({QStringLiteral("import"), QStringLiteral("dicom"), study_.path("dicom")});
        QVERIFY2(run.exit == 0, run.words());
    }

    void exitCodes_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* line, int exit, const char* code) {
            QTest::newRow(*line ? line : "nothing")
                << QString::fromLatin1(line) << exit << QString::fromLatin1(code);
        };
        row("", 2, "unknown-command");
        row("fly", 2, "unknown-command");
        row("volume", 2, "unknown-command");
        row("volume info", 2, "operand-needed");
        row("volume info A B", 2, "too-many-operands");
        row("volume info A --size 1x1", 2, "unknown-option");
        row("volume info A --wings", 2, "unknown-option");
        row("volume info no.such.series", 1, "no-such-series");
        row("volume info 1 --study", 2, "value-needed");
        row("volume export 2.25.777.1 -o a.mha", 2, "bad-value");
        row("volume export 2.25.777.1", 2, "option-needed");
        row("overlay info 1.2.3", 1, "no-such-overlay");
        row("render 2.25.777.1 -o a.png --view sideways", 2, "bad-value");
        row("render 2.25.777.1 -o a.png --at 1,2", 2, "bad-value");
        row("render 2.25.777.1 -o a.png --window 40/0", 2, "bad-value");
        row("import dicom /no/such/folder", 1, "unreadable");
        row("import volume F.nii", 2, "option-needed");
        row("import odm F.xml", 1, "unreadable");
        row("cohort fly", 2, "unknown-command");
        row("list jobs", 2, "not-in-this-version");
        row("list wings", 2, "unknown-command");
        row("list series --columns uid,wings", 2, "bad-value");
        row("list series --limit many", 2, "bad-value");
        row("audit list --from yesterday", 2, "bad-value");
        row("subject withdraw S-0001", 1, "reason-needed");
        row("subject withdraw nobody --reason gone", 1, "no-such-subject");
        row("subject withdraw S-0001 --stop --erase --reason gone", 2, "bad-value");
        row("subject withdraw S-0001 --erase --reason gone", 2, "option-needed");
        row("subject withdraw S-0001 --erase --confirm S-0002 --reason gone", 2, "option-needed");
        row("subject withdraw S-0001 --stop --code whim --reason gone", 1, "bad-reason");
        row("study set consent.keep-forms=A!E --reason x", 1, "bad-value");
        row("--study /no/such/study study info", 1, "no-such-study");
        row("--user stranger study info", 3, "wrong-passphrase");
        row("--lang fr version", 2, "bad-value");
        row("--json=yes version", 2, "no-value-allowed");
    }
    void exitCodes() {
        QFETCH(QString, line);
        QFETCH(int, exit);
        QFETCH(QString, code);
        const CliRun run = study_.json(line.split(u' ', Qt::SkipEmptyParts));
        QVERIFY2(run.exit == exit, run.words());
        QCOMPARE(run.errorCode(), code);
        const QJsonObject error = run.object()[QStringLiteral("error")].toObject();
        QVERIFY(!error[QStringLiteral("message")].toString().isEmpty());
        QVERIFY(error.contains(QStringLiteral("object")));
    }

    void errorsWithoutJsonGoToStderr() {
        const CliRun run = study_.run(words("volume info no.such.series"));
        QCOMPARE(run.exit, 1);
        QVERIFY(run.out.isEmpty());
        QVERIFY(run.err.contains("no.such.series"));
    }

    void auditIsLookedThrough_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("begins");
        QTest::newRow("kind") << u"--kind subject"_s << u"object"_s << u"subject "_s;
        QTest::newRow("action") << u"--action import-done"_s << u"action"_s << u"import-done"_s;
        QTest::newRow("person")
            << u"--by %1"_s.arg(
                   study_.json(words("audit list --limit 9")).array().last().toObject()[u"user"_s].toString())
            << u"user"_s << QString();
    }
    /// The truth is the whole list: what the filter gives is all of it that fits, in the same order.
    void auditIsLookedThrough() {
        QFETCH(QString, line);
        QFETCH(QString, key);
        QFETCH(QString, begins);
        const QString wanted = begins.isEmpty() ? line.section(u' ', 1) : begins;
        QJsonArray truth;
        for (const QJsonValue& row : study_.json(words("audit list")).array())
            if (row[key].toString().startsWith(wanted))
                truth.append(row);
        const CliRun run = study_.json(QString(u"audit list "_s + line).split(u' '));
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY(!truth.isEmpty());
        // Each command leaves rows of its own: those that came since stand behind.
        QVERIFY(run.array().size() >= truth.size());
        for (qsizetype i = 0; i < run.array().size(); ++i)
            if (i < truth.size())
                QCOMPARE(run.array()[i].toObject()[u"seq"_s], truth[i].toObject()[u"seq"_s]);
            else
                QVERIFY(run.array()[i].toObject()[key].toString().startsWith(wanted));
        QCOMPARE(study_.json(QString(u"audit list --until 1999-12-31 "_s + line).split(u' ')).array().size(),
                 0);
    }

    void oneDocument_data() {
        QTest::addColumn<QString>("line");
        for (const char* line : {"version",       "study info",
                                 "list subjects", "list imaging",
                                 "list series",   "list overlays",
                                 "list imports",  "volume info 2.25.777.1",
                                 "audit list",    "audit verify",
                                 "verify",        "verify --objects",
                                 "subject add",   "list series --limit 0",
                                 "cohort list",   "list tasks",
                                 "list findings", "list forms",
                                 "list queries",  "definition list",
                                 "user list"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void oneDocument() {
        QFETCH(QString, line);
        const CliRun run = study_.json(line.split(u' '));
        QVERIFY2(run.exit == 0, run.words());
        QJsonParseError error{};
        QJsonDocument::fromJson(run.out, &error);
        QVERIFY2(error.error == QJsonParseError::NoError, run.words());
        QVERIFY(run.out.endsWith('\n'));
        QCOMPARE(run.out.count('\n'), 1);
    }

    void globalOptionsStandAnywhere() {
        const QByteArray before = study_.run(words("--json --limit 1 list series")).out;
        QCOMPARE(study_.run(words("list series --limit=1 --json")).out, before);
        QCOMPARE(QJsonDocument::fromJson(before).array().size(), 1);
    }
    void doubleDashEndsOptions() {
        const CliRun run = study_.json(words("subject add -- --odd"));
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("label")].toString(), QStringLiteral("--odd"));
    }

    void keysOfVolumeInfo() {
        const QJsonObject info = study_.json(words("volume info 2.25.777.1")).object();
        for (const char* key : {"series", "frame_of_reference", "modality", "volumes", "left_out"})
            QVERIFY2(info.contains(QLatin1StringView(key)), key);
        const QJsonObject volume = info[QStringLiteral("volumes")].toArray()[0].toObject();
        for (const char* key :
             {"id", "rows", "columns", "slices", "spacing_mm", "origin_lps_mm", "row_direction",
              "column_direction", "slice_direction", "regular", "positions_mm", "gantry_tilt_deg", "unit",
              "minimum", "maximum", "mean", "voxels_sha256", "instances", "warnings"})
            QVERIFY2(volume.contains(QLatin1StringView(key)), key);
        QCOMPARE(volume[QStringLiteral("slices")].toInt(), 4);
        QCOMPARE(volume[QStringLiteral("instances")].toArray()[0].toString(), QStringLiteral("2.25.777.1.1"));
    }
    void keysOfLists() {
        const auto has = [&](const char* line, const QStringList& keys) {
            const QJsonArray rows = study_.json(words(line)).array();
            return !rows.isEmpty() && std::all_of(keys.begin(), keys.end(), [&](const QString& key) {
                return rows[0].toObject().contains(key);
            });
        };
        QVERIFY(has("list series",
                    {QStringLiteral("uid"), QStringLiteral("modality"), QStringLiteral("instances"),
                     QStringLiteral("subject"), QStringLiteral("exam")}));
        QVERIFY(has("list imaging", {QStringLiteral("study_uid"), QStringLiteral("patient_name"),
                                     QStringLiteral("date"), QStringLiteral("subject")}));
        QVERIFY(has("list subjects", {QStringLiteral("id"), QStringLiteral("label"), QStringLiteral("name"),
                                      QStringLiteral("status")}));
        QVERIFY(has("audit list", {QStringLiteral("seq"), QStringLiteral("time"), QStringLiteral("user"),
                                   QStringLiteral("role"), QStringLiteral("action"), QStringLiteral("object"),
                                   QStringLiteral("field"), QStringLiteral("old"), QStringLiteral("new"),
                                   QStringLiteral("reason")}));
    }
    void identityIsShownAndAudited() {
        const auto reads = [&] {
            int count = 0;
            for (const QJsonValue& row : study_.json(words("audit list")).array())
                count +=
                    row[QStringLiteral("action")].toString() == QLatin1StringView("read-identity") ? 1 : 0;
            return count;
        };
        const int before = reads();
        const QJsonArray rows =
            study_.json(words("list subjects --columns label,name,patient_id,birth_date")).array();
        const bool found = std::any_of(rows.begin(), rows.end(), [](const QJsonValue& row) {
            return row[QStringLiteral("patient_id")].toString() == QLatin1StringView("SMALL-1");
        });
        QVERIFY(found);
        QCOMPARE(reads(), before + 1);
        QVERIFY(study_.json(words("list subjects --columns label,status")).exit == 0);
        QCOMPARE(reads(), before + 1);
    }

    /// The table for people has no values; the JSON has, and each look at them leaves one row.
    void auditNamesAreReadAndTold() {
        QVERIFY(study_
                    .json({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("T-6"),
                           QStringLiteral("--name"), QStringLiteral("Old Name")})
                    .exit == 0);
        QVERIFY(study_
                    .json({QStringLiteral("subject"), QStringLiteral("set"), QStringLiteral("T-6"),
                           QStringLiteral("name=New Name"), QStringLiteral("--reason"),
                           QStringLiteral("typed wrongly")})
                    .exit == 0);
        int tells = 0;
        QJsonObject name;
        const auto look = [&] {
            tells = 0;
            for (const QJsonValue& row : study_.json(words("audit list")).array()) {
                const QString field = row[QStringLiteral("field")].toString();
                tells += row[QStringLiteral("action")].toString() == QLatin1StringView("read-identity") &&
                                 field == QLatin1StringView("audit")
                             ? 1
                             : 0;
                if (field == QLatin1StringView("name"))
                    name = row.toObject();
            }
        };
        look();
        QCOMPARE(name[QStringLiteral("old")].toString(), QStringLiteral("Old Name"));
        QCOMPARE(name[QStringLiteral("new")].toString(), QStringLiteral("New Name"));
        QVERIFY(name[QStringLiteral("hidden")].isBool() && !name[QStringLiteral("hidden")].toBool());
        const int before = tells;
        const CliRun text = study_.run(words("audit list"));
        QVERIFY(text.exit == 0 && !text.out.contains("Old Name"));
        look();
        QCOMPARE(tells, before + 1); // of the first look
    }

    void subjectsLive() {
        QCOMPARE(study_.json(words("subject add T-1")).exit, 0);
        const CliRun taken = study_.json(words("subject add T-1"));
        QVERIFY2(taken.exit == 1 && taken.errorCode() == QLatin1StringView("label-taken"), taken.words());
        const CliRun renamed = study_.json({QStringLiteral("subject"), QStringLiteral("set"),
                                            QStringLiteral("T-1"), QStringLiteral("label=T-2"),
                                            QStringLiteral("--reason"), QStringLiteral("typed wrongly")});
        QVERIFY2(renamed.exit == 0, renamed.words());
        const CliRun gone = study_.json(words("subject withdraw T-2 --reason moved"));
        QVERIFY2(gone.exit == 0, gone.words());
        QCOMPARE(gone.object()[QStringLiteral("status")].toString(), QStringLiteral("withdrawn"));
        const QJsonArray rows = study_.json(words("audit list")).array();
        const bool reason = std::any_of(rows.begin(), rows.end(), [](const QJsonValue& row) {
            return row[QStringLiteral("reason")].toString() == QLatin1StringView("moved");
        });
        QVERIFY(reason);
    }

    /// On a subject of its own: others are read by the tests around it.
    void withdrawalIsToldFirstAndThenDone() {
        QVERIFY(study_.json(words("subject add T-9 --name Somebody")).exit == 0);
        const CliRun plan = study_.json(words("subject withdraw T-9 --erase --plan"));
        QVERIFY2(plan.exit == 0, plan.words());
        const QJsonObject counts = plan.object()[QStringLiteral("counts")].toObject();
        QCOMPARE(counts[QStringLiteral("identifiers")].toInt(), 1);
        QVERIFY(counts[QStringLiteral("audit_values")].toInt() >= 1);
        QVERIFY(plan.object()[QStringLiteral("now")].isNull());
        const CliRun stop = study_.json(words("subject withdraw T-9 --stop --reason asked"));
        QVERIFY2(stop.exit == 0, stop.words());
        QCOMPARE(stop.object()[QStringLiteral("status")].toString(), QStringLiteral("stopped"));
        const CliRun weaker = study_.json(words("subject withdraw T-9 --reason asked"));
        QVERIFY2(weaker.exit == 1 && weaker.errorCode() == QLatin1StringView("already-withdrawn"),
                 weaker.words());
        const CliRun gone =
            study_.json(words("subject withdraw T-9 --erase --confirm T-9 --code ethics --reason asked"));
        QVERIFY2(gone.exit == 0, gone.words());
        QCOMPARE(gone.object()[QStringLiteral("status")].toString(), QStringLiteral("erased"));
        QVERIFY(gone.object()[QStringLiteral("compacted")].toBool());
        const CliRun chain = study_.json(words("audit verify"));
        QVERIFY2(chain.exit == 0, chain.words());
        const CliRun whole = study_.json(words("verify --objects"));
        QVERIFY2(whole.exit == 0, whole.words());
        const CliRun keep =
            study_.json(words("study set consent.keep-forms=AE,DM/consent_date --reason protocol"));
        QVERIFY2(keep.exit == 0, keep.words());
    }

    void importAgainIsDone() {
        const CliRun run =
            study_.json({QStringLiteral("import"), QStringLiteral("dicom"), study_.path("dicom")});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[QStringLiteral("imported")].toInt(), 0);
        QCOMPARE(run.object()[QStringLiteral("duplicates")].toInt(), 8);
    }
    void importOfNothingIsRefusedWithReport() {
        const QString file = study_.root() + QStringLiteral("/words.txt");
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        const CliRun run = study_.json({QStringLiteral("import"), QStringLiteral("dicom"), file});
        QVERIFY2(run.exit == 1, run.words());
        const QJsonObject refused = run.object()[QStringLiteral("refused")].toArray()[0].toObject();
        QVERIFY2(refused[QStringLiteral("path")].toString().endsWith(QLatin1StringView("words.txt")),
                 run.words());
        QVERIFY(!refused[QStringLiteral("code")].toString().isEmpty());
    }

    void passphraseFiles() {
        const auto with = [&](const QString& file) {
            return study_.json(
                {QStringLiteral("--passphrase-file"), file, QStringLiteral("study"), QStringLiteral("info")});
        };
        const auto open = QFile::ReadOwner | QFile::WriteOwner;
        QCOMPARE(
            with(study_.writePassphrase(QStringLiteral("p1"), CliStudy::secret(), open | QFile::ReadGroup))
                .exit,
            2);
        QCOMPARE(
            with(study_.writePassphrase(QStringLiteral("p2"), CliStudy::secret(), open | QFile::ReadOther))
                .exit,
            2);
        QCOMPARE(with(study_.writePassphrase(QStringLiteral("p3"), CliStudy::secret(), open)).exit, 0);
        QCOMPARE(with(study_.writePassphrase(QStringLiteral("p4"), CliStudy::secret() + ' ', open)).exit, 3);
        // Who comes next is told that somebody tried, and only once.
        const CliRun told = with(study_.path("p3"));
        QVERIFY2(told.exit == 0 && told.err.contains("1 unlock"), told.words());
        QVERIFY(!with(study_.path("p3")).err.contains("unlock"));
        QCOMPARE(with(study_.writePassphrase(QStringLiteral("p5"), QByteArray(), open)).exit, 2);
        QCOMPARE(with(QStringLiteral("/no/such/file")).exit, 2);
    }
    void noTerminalNoPassphrase() {
        const QByteArray kept = qgetenv("CASEBOOK_PASSPHRASE_FILE");
        qunsetenv("CASEBOOK_PASSPHRASE_FILE");
        // setsid: without a controlling terminal there is nobody to ask.
        QProcess process;
        process.start(QStringLiteral("setsid"), {QStringLiteral("-w"), cliProgram(), QStringLiteral("--json"),
                                                 QStringLiteral("study"), QStringLiteral("info")});
        QVERIFY(process.waitForFinished());
        qputenv("CASEBOOK_PASSPHRASE_FILE", kept);
        QCOMPARE(process.exitCode(), 2);
    }

    void secondWriterIsToldAndReaderGoesBeside() {
        auto held =
            Vault::unlock(study_.folder(), {}, SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadWrite);
        QVERIFY(held);
        const CliRun writer = study_.json(words("subject add X-1"));
        const CliRun reader = study_.json(words("volume info 2.25.777.1"));
        const CliRun names = study_.json(words("list subjects --columns name"));
        QVERIFY((*held)->lock());
        QVERIFY2(writer.exit == 5, writer.words());
        QCOMPARE(writer.errorCode(), QStringLiteral("study-in-use"));
        QVERIFY2(reader.exit == 0, reader.words());
        QVERIFY2(names.exit == 5, names.words());
        QCOMPARE(study_.json(words("subject add X-1")).exit, 0);
    }

    void noRightIsThree() {
        const QString first = study_.writePassphrase(QStringLiteral("first"), "another long passphrase");
        const CliRun added =
            study_.json({QStringLiteral("user"), QStringLiteral("add"), QStringLiteral("monitor"),
                         QStringLiteral("--role"), QStringLiteral("monitor"),
                         QStringLiteral("--first-passphrase-file"), first});
        QVERIFY2(added.exit == 0, added.words());
        const auto as = [&](QStringList line) {
            return study_.json(QStringList{QStringLiteral("--user"), QStringLiteral("monitor"),
                                           QStringLiteral("--passphrase-file"), first} +
                               line);
        };
        const CliRun refused = as({QStringLiteral("subject"), QStringLiteral("add"), QStringLiteral("M-1")});
        QVERIFY2(refused.exit == 3 && refused.errorCode() == QLatin1StringView("no-right"), refused.words());
        QVERIFY(as({QStringLiteral("study"), QStringLiteral("info")}).err.contains("user passphrase"));
        QCOMPARE(study_.json({QStringLiteral("study"), QStringLiteral("info")}).exit,
                 2); // which of two users?
        qputenv("CASEBOOK_USER", "tester");
        QCOMPARE(study_.json({QStringLiteral("study"), QStringLiteral("info")}).exit, 0);
        const CliRun disabled =
            study_.json({QStringLiteral("user"), QStringLiteral("disable"), QStringLiteral("monitor"),
                         QStringLiteral("--reason"), QStringLiteral("left")});
        QVERIFY2(disabled.exit == 0, disabled.words());
        QCOMPARE(as({QStringLiteral("study"), QStringLiteral("info")}).exit, 3);
    }

    /// With the product's own passphrase cost; everything else runs on a cheap one.
    void createsAStudy() {
        const QString folder = study_.root() + QStringLiteral("/made");
        const QString recovery = study_.root() + QStringLiteral("/recovery");
        const QStringList line{QStringLiteral("study"),
                               QStringLiteral("create"),
                               folder,
                               QStringLiteral("--name"),
                               QStringLiteral("肺研究"),
                               QStringLiteral("--site"),
                               QStringLiteral("02"),
                               QStringLiteral("--user"),
                               QStringLiteral("lei"),
                               QStringLiteral("--recovery-file"),
                               recovery};
        const CliRun made = study_.json(line);
        QVERIFY2(made.exit == 0, made.words());
        QFile words(recovery);
        QVERIFY(words.open(QIODevice::ReadOnly));
        QVERIFY((QFileInfo(recovery).permissions() & (QFile::ReadGroup | QFile::ReadOther)) == 0);
        const QByteArray text = words.readAll().trimmed();
        QVERIFY(text.size() > 30 && !made.out.contains(text) && !made.err.contains(text));
        const CliRun again = study_.json(line);
        QVERIFY2(again.exit == 1, again.words());
        const CliRun info =
            study_.json({QStringLiteral("--study"), folder, QStringLiteral("--user"), QStringLiteral("lei"),
                         QStringLiteral("study"), QStringLiteral("info")});
        QVERIFY2(info.exit == 0, info.words());
        QCOMPARE(info.object()[QStringLiteral("name")].toString(), QStringLiteral("肺研究"));
        QCOMPARE(info.object()[QStringLiteral("synthetic")].toBool(true), false);
    }
    void weakPassphraseIsRefused() {
        const QString folder = study_.root() + QStringLiteral("/weak");
        const CliRun run =
            study_.json({QStringLiteral("study"), QStringLiteral("create"), folder, QStringLiteral("--name"),
                         QStringLiteral("N"), QStringLiteral("--recovery-file"),
                         study_.root() + QStringLiteral("/r2"), QStringLiteral("--passphrase-file"),
                         study_.writePassphrase(QStringLiteral("weak-one"), "short")});
        QVERIFY2(run.exit == 1 && run.errorCode() == QLatin1StringView("weak-passphrase"), run.words());
        QVERIFY(!QFile::exists(folder));
        QVERIFY(!QFile::exists(study_.root() + QStringLiteral("/r2")));
    }
    void chineseMessages() {
        const CliRun english =
            study_.run({QStringLiteral("--lang"), QStringLiteral("en"), QStringLiteral("fly")});
        const CliRun chinese =
            study_.run({QStringLiteral("--lang"), QStringLiteral("zh"), QStringLiteral("fly")});
        QCOMPARE(chinese.exit, 2);
        QVERIFY2(english.err != chinese.err, chinese.err);
    }

private:
    CliStudy study_;
};

QTEST_GUILESS_MAIN(CliContractTest)
#include "CliContractTest.moc"
