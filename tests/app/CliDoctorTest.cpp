// SPDX-License-Identifier: GPL-3.0-or-later
//
// The report of diagnostics says how machine and study are, and nothing of whose they are: study, site, users, subjects,
// folders, host and person at the desk are planted and searched for in every encoding that a leak could have.
#include "core/values/Diagnostics.h"
#include "storage/study/DiagnosticsService.h"
#include "tests/app/CliStudy.h"
#include "tests/support/PlantedText.h"

#include <QSysInfo>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

const QString kStudy = u"Zhugeliang lung trial 诸葛孔明研究"_s, kSite = u"PLANTSITE07"_s,
              kUser = u"planted.user"_s, kPrinted = u"Pflanzmüller Jörg"_s, kOther = u"second.planted"_s,
              kLabel = u"PLNT-0041"_s, kFolder = u"planted folder 计划"_s, kBackup = u"plantedbackupdisk"_s;

} // namespace

class CliDoctorTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        NewStudy study;
        study.name = kStudy;
        study.site = kSite;
        study.login = kUser;
        study.printedName = kPrinted;
        folder_ = world_.root() + u'/' + kFolder;
        auto made = Vault::create(folder_, study, SecretBytes::fromUtf8(CliStudy::secret()),
                                  KdfCost::cheapForTests());
        QVERIFY(made);
        QVERIFY(made->vault->addUser(kOther, kPrinted, {Role::Reader},
                                     SecretBytes::fromUtf8(CliStudy::secret()), KdfCost::cheapForTests()));
        QVERIFY(made->vault->lock());
        made->vault.reset();
        qputenv("CASEBOOK_STUDY", folder_.toUtf8());
        qputenv("CASEBOOK_USER", kUser.toUtf8());
        const CliRun added = world_.run({u"subject"_s, u"add"_s, kLabel, u"--name"_s, u"诸葛孔明测试"_s});
        QVERIFY2(added.exit == 0, added.words());
        const CliRun backed = world_.run({u"backup"_s, world_.root() + u'/' + kBackup});
        QVERIFY2(backed.exit == 0, backed.words());

        QStringList planted{kStudy,
                            kSite,
                            kUser,
                            kPrinted,
                            kOther,
                            kLabel,
                            kFolder,
                            kBackup,
                            u"诸葛孔明测试"_s,
                            u"诸葛孔明"_s,
                            u"Zhugeliang"_s,
                            world_.root(),
                            QSysInfo::machineHostName(),
                            qEnvironmentVariable("USER"),
                            QDir::homePath(),
                            QString::fromLatin1(QSysInfo::machineUniqueId()),
                            QSysInfo::kernelVersion()};
        planted.append(studyId());
        planted.removeAll(QString());
        addPlantedTexts(search_, planted);
        QVERIFY2(search_.count() > 100, QByteArray::number(search_.count()));
    }

    void searchFindsWhatIsThere() {
        const QByteArray leak = "{\"folder\": \"" + (world_.root() + u"/study"_s).toUtf8() +
                                "\", \"user\": \"" + kUser.toUtf8() + "\"}";
        QVERIFY(search_.inBytes(leak, u"leak"_s).size() >= 2);
    }

    void theReportTellsNoOne_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("json") << QStringList{u"--json"_s, u"doctor"_s};
        QTest::newRow("text") << QStringList{u"doctor"_s};
        QTest::newRow("Chinese") << QStringList{u"--lang"_s, u"zh"_s, u"doctor"_s};
        QTest::newRow("file") << QStringList{u"doctor"_s, u"-o"_s, world_.root() + u"/report.json"_s};
    }
    void theReportTellsNoOne() {
        QFETCH(QStringList, arguments);
        const CliRun run = world_.run(arguments);
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY(run.out.size() > 300);
        QByteArray all = run.out + run.err;
        if (arguments.contains(u"-o"_s)) {
            QFile file(arguments.last());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray saved = file.readAll();
            QVERIFY(QJsonDocument::fromJson(saved).object().contains(u"schema"_s));
            all += saved;
        }
        const auto hits = search_.inBytes(all, u"report"_s);
        for (const auto& hit : hits)
            qWarning("%s: %s", qPrintable(hit.file), qPrintable(hit.what));
        QVERIFY(hits.isEmpty());
    }

    void saysHowTheStudyIs() {
        const CliRun run = world_.json({u"doctor"_s});
        QVERIFY2(run.exit == 0, run.words());
        const QJsonObject report = run.object();
        QCOMPARE(report[u"subjects"_s].toInt(-1), 1);
        QCOMPARE(report[u"series"_s].toInt(-1), 0);
        QCOMPARE(report[u"audit_chain"_s].toString(), u"whole"_s);
        QCOMPARE(report[u"backup_age_days"_s].toInt(-1), 0);
        QVERIFY(report[u"backup_bytes"_s].toInteger() > 10'000);
        QVERIFY(report[u"free_bytes"_s].toInteger() > 0);
        QVERIFY(report[u"verify_age_days"_s].isNull());
        QCOMPARE(report[u"folder"_s].toString(), u"local"_s);
        QCOMPARE(report[u"core_dumps"_s].toString(), u"off"_s); // the program switched them off
        QVERIFY(report[u"sqlite"_s].toString().startsWith(u"3."_s));
        QVERIFY(report[u"warnings"_s].isArray());
        QVERIFY(!report[u"warnings"_s].toArray().contains(u"backup_age_days"_s));
    }

    void aCurrentStudyNeedsNoUpgrade() {
        const CliRun run = world_.json({u"study"_s, u"upgrade"_s});
        QVERIFY2(run.exit == 0, run.words());
        QCOMPARE(run.object()[u"from"_s].toInt(-1), run.object()[u"to"_s].toInt(-2));
        QVERIFY(run.object()[u"backup"_s].isNull());
        QVERIFY(!QFile::exists(folder_ + u"-backup"_s));
    }

    void withoutAStudyOfTheMachineAlone() {
        qunsetenv("CASEBOOK_STUDY");
        const CliRun run = world_.json({u"doctor"_s});
        qputenv("CASEBOOK_STUDY", folder_.toUtf8());
        QVERIFY2(run.exit == 0, run.words());
        QVERIFY(run.object().contains(u"kernel"_s) && run.object().contains(u"landlock_abi"_s));
        QVERIFY(!run.object().contains(u"schema"_s));
    }

    void aCodeIsNeverFreeText_data() {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("told");
        QTest::newRow("version") << u"3.46.1"_s << u"3.46.1"_s;
        QTest::newRow("version of a build") << u"0.9.0+g12ab"_s << u"0.9.0+g12ab"_s;
        QTest::newRow("words") << u"Li Na"_s << u"other"_s;
        QTest::newRow("Chinese") << u"李娜"_s << u"other"_s;
        QTest::newRow("path") << u"/srv/li"_s << u"other"_s;
        QTest::newRow("long") << QString(33, u'a') << u"other"_s;
        QTest::newRow("empty") << QString() << u"other"_s;
    }
    void aCodeIsNeverFreeText() {
        QFETCH(QString, given);
        QFETCH(QString, told);
        DiagnosticReport report;
        report.addCode("key", given);
        QCOMPARE(report.find("key")->value.toString(), told);
    }

    void swapIsToldByItsWorstDevice_data() {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("kind");
        QTest::newRow("none") << QByteArray() << u"none"_s;
        QTest::newRow("plain") << "/dev/sda2 partition 1 0 -2\n"_ba << u"plain"_s;
        QTest::newRow("file") << "/swap\\040file file 1 0 -2\n"_ba << u"plain"_s;
        QTest::newRow("crypt") << "/dev/dm-1 partition 1 0 -2\n"_ba << u"encrypted"_s;
        QTest::newRow("zram") << "/dev/zram0 partition 1 0 100\n"_ba << u"in-memory"_s;
        QTest::newRow("zram and crypt")
            << "/dev/zram0 partition 1 0 100\n/dev/dm-1 partition 1 0 -2\n"_ba << u"encrypted"_s;
        QTest::newRow("zram and plain")
            << "/dev/zram0 partition 1 0 100\n/dev/sda2 partition 1 0 -2\n"_ba << u"plain"_s;
    }
    void swapIsToldByItsWorstDevice() {
        QFETCH(QByteArray, lines);
        QFETCH(QString, kind);
        const auto isCrypt = [](const QString& device) { return device == u"/dev/dm-1"_s; };
        QCOMPARE(swapKind("Filename Type Size Used Priority\n" + lines, isCrypt), kind);
    }

private:
    QString studyId() {
        auto vault =
            Vault::unlock(folder_, kUser, SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadOnly);
        return vault ? (*vault)->info().study.toString() : QString();
    }
    CliStudy world_;
    QString folder_;
    ByteSearch search_;
};

QTEST_GUILESS_MAIN(CliDoctorTest)
#include "CliDoctorTest.moc"
