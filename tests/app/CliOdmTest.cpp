// SPDX-License-Identifier: GPL-3.0-or-later
//
// ODM files into an encrypted study by the command line, each as its manifest says; forms of them can be filled.
#include "storage/dicom/odm/OdmReader.h"
#include "tests/app/CliStudy.h"
#include "tests/support/TestData.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

QString edc(const QString& file) { return dataFolder() + QStringLiteral("/edc/") + file; }

QStringList line(const char* words) { return QString::fromUtf8(words).split(u' '); }

} // namespace

class CliOdmTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manifest_data() {
        CASEBOOK_NEED_DATA();
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("expected");
        const QString script =
            QStringLiteral("import csv,json,sys\nprint(json.dumps([[r['file'],r['expected']] for r in "
                           "csv.DictReader(open(sys.argv[1]))"
                           " if r['file'].startswith('odm1/') and '/schema/' not in r['file']]))");
        const QJsonArray rows =
            QJsonDocument::fromJson(runPython(script, {edc(QStringLiteral("MANIFEST.csv"))})).array();
        QCOMPARE(rows.size(), 10);
        for (const QJsonValue& row : rows)
            QTest::addRow("%s", qPrintable(row[0].toString())) << row[0].toString() << row[1].toString();
    }

    void manifest() {
        QFETCH(QString, file);
        QFETCH(QString, expected);
        CliStudy study;
        QVERIFY(study.create());
        const CliRun dry = study.json(
            {QStringLiteral("import"), QStringLiteral("odm"), edc(file), QStringLiteral("--dry-run")});
        QVERIFY2(study.json(line("list subjects")).array().isEmpty(), dry.words());
        const CliRun run = study.json({QStringLiteral("import"), QStringLiteral("odm"), edc(file)});
        const QJsonArray refused = run.object()[QStringLiteral("refused")].toArray();
        if (expected.startsWith(u"refused")) {
            QCOMPARE(run.exit, 1);
            QCOMPARE(dry.exit, 1);
            QVERIFY2(!refused.isEmpty(), run.words());
            QVERIFY2(!refused[0][QStringLiteral("reason")].toString().isEmpty(), run.words());
            return;
        }
        QVERIFY2(run.exit == 0, run.words());
        if (expected.contains(u"reference data")) {
            QVERIFY(run.object()[QStringLiteral("adapted")].toArray().size() == 1);
            return;
        }
        QVERIFY2(run.object()[QStringLiteral("published")].toBool(), run.words());
        QCOMPARE(run.object()[QStringLiteral("forms")], dry.object()[QStringLiteral("forms")]);
        QVERIFY(run.object()[QStringLiteral("items")].toInt() > 0);
        fill(study, file);
    }

    /// The answers of a snapshot, looked up one by one; a second time nothing is overwritten.
    void answers() {
        CASEBOOK_NEED_DATA();
        CliStudy study;
        QVERIFY(study.create());
        const QStringList import{QStringLiteral("import"), QStringLiteral("odm"),
                                 edc(QStringLiteral("odm1/odm-data-snapshot.xml"))};
        const CliRun run = study.json(import);
        QCOMPARE(run.object()[QStringLiteral("subjects")].toInt(), 2);
        QVERIFY2(run.object()[QStringLiteral("values")].toInt() > 100, run.words());
        const CliRun show = study.json(line("form show SS_0001/SE_SCREENING/DM"));
        QVERIFY2(show.exit == 0, show.words());
        QVERIFY2(show.out.contains("1966-02-10"), show.words());
        const CliRun again = study.json(import);
        QCOMPARE(again.exit, 4);
        QCOMPARE(again.object()[QStringLiteral("published")].toBool(), false);
        QCOMPARE(again.object()[QStringLiteral("values")].toInt(), 0);
        QCOMPARE(study.json(line("audit verify")).exit, 0);
    }

    void needsTheRight() {
        CASEBOOK_NEED_DATA();
        CliStudy study;
        QVERIFY(study.create());
        const CliRun missing = study.json(line("import odm no-such-file.xml"));
        QCOMPARE(missing.exit, 1);
        QCOMPARE(missing.errorCode(), QStringLiteral("unreadable"));
    }

private:
    /// The first text item of a form of the file is entered and read back.
    static void fill(const CliStudy& study, const QString& file) {
        const QByteArray xml = readFile(edc(file));
        const odm::Import read =
            odm::readOdm(std::as_bytes(std::span(xml.constData(), std::size_t(xml.size()))));
        QVERIFY(read.definition);
        QVERIFY(study.json(line("subject add P-1")).exit == 0);
        for (const VisitFormDef& place : read.definition->visitForms) {
            const FormDef* form = read.definition->form(place.form);
            if (form->anchor != FormAnchor::Visit)
                continue;
            for (const SectionDef& section : form->sections)
                for (const QString& name : section.items)
                    if (read.definition->item(name)->type == ItemType::Text) {
                        const QString path = QStringLiteral("P-1/%1/%2").arg(place.visit, place.form);
                        const QString operand =
                            section.repeating() ? QStringLiteral("%1[1].%2").arg(section.group, name) : name;
                        const CliRun set = study.json({QStringLiteral("form"), QStringLiteral("set"), path,
                                                       operand + QStringLiteral("=Q7")});
                        QVERIFY2(set.exit == 0, set.words());
                        const CliRun show =
                            study.json({QStringLiteral("form"), QStringLiteral("show"), path});
                        QVERIFY2(show.exit == 0 && show.out.contains("Q7"), show.words());
                        return;
                    }
        }
        QFAIL("no form with a text item");
    }
};

QTEST_GUILESS_MAIN(CliOdmTest)
#include "CliOdmTest.moc"
