// SPDX-License-Identifier: GPL-3.0-or-later
//
// ODM 1.3.2 in and out: every file of the public set as its manifest says, our own against the published schema.
#include "core/forms/CompiledStudy.h"
#include "core/forms/DefinitionJson.h"
#include "core/forms/LungStudy.h"
#include "storage/dicom/odm/Expressions.h"
#include "storage/dicom/odm/OdmReader.h"
#include "storage/dicom/odm/OdmWriter.h"
#include "tests/support/TestData.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace casebook;
using namespace casebook::test;

namespace {

QString edc(const QString& file) { return dataFolder() + QStringLiteral("/edc/") + file; }

odm::Import read(const QByteArray& xml) {
    return odm::readOdm(std::as_bytes(std::span(xml.constData(), std::size_t(xml.size()))));
}

QString script(const QString& name) {
    return QString::fromUtf8(readFile(QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/") + name));
}

QJsonObject truthOf(const QString& file) {
    return QJsonDocument::fromJson(runPython(script(QStringLiteral("odm_truth.py")), {edc(file)})).object();
}

QByteArray validated(const QByteArray& xml) {
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("written.xml"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return "not written";
    file.write(xml);
    file.close();
    return runPython(script(QStringLiteral("validate_odm.py")),
                     {edc(QStringLiteral("odm1/schema/ODM1-3-2.xsd")), path})
        .trimmed();
}

odm::FileHead head() {
    odm::FileHead out;
    out.created = QDateTime(QDate(2026, 11, 25), QTime(8, 0), QTimeZone::UTC);
    return out;
}

bool has(const QList<odm::Line>& lines, const QByteArray& code) {
    return std::any_of(lines.begin(), lines.end(), [&](const odm::Line& line) { return line.code == code; });
}

QList<odm::Record> withoutLines(QList<odm::Record> records) {
    for (odm::Record& record : records)
        record.line = 0;
    return records;
}

QString words(const QList<odm::Line>& lines) {
    QStringList all;
    for (const odm::Line& line : lines)
        all.append(line.path + QStringLiteral(": ") + odm::lineText(line));
    return all.join(u'\n');
}

/// A file of one form around some elements.
QByteArray around(const QByteArray& items, const QByteArray& more = {}, const QByteArray& refs = {}) {
    return "<ODM xmlns='http://www.cdisc.org/ns/odm/v1.3' xmlns:v='urn:vendor' ODMVersion='1.3.2' "
           "FileType='Snapshot' FileOID='f'"
           " CreationDateTime='2026-01-01T00:00:00'><Study OID='S'><GlobalVariables><StudyName>s</StudyName>"
           "<StudyDescription/><ProtocolName/></GlobalVariables><BasicDefinitions><MeasurementUnit "
           "OID='MU.1' Name='mmHg'>"
           "<Symbol><TranslatedText "
           "xml:lang='en'>mmHg</TranslatedText></Symbol></MeasurementUnit></BasicDefinitions>"
           "<MetaDataVersion OID='M' Name='m'>"
           "<StudyEventDef OID='V' Name='v' Repeating='No' Type='Scheduled'><FormRef FormOID='F' "
           "Mandatory='Yes'/></StudyEventDef>"
           "<FormDef OID='F' Name='f' Repeating='No'><ItemGroupRef ItemGroupOID='G' "
           "Mandatory='Yes'/></FormDef>"
           "<ItemGroupDef OID='G' Name='g' Repeating='No'>" +
           (refs.isEmpty() ? QByteArray("<ItemRef ItemOID='a' Mandatory='Yes'/>") : refs) +
           "</ItemGroupDef>" + items + more + "</MetaDataVersion></Study></ODM>";
}

} // namespace

class OdmTest : public QObject {
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
        const odm::Import got = read(readFile(edc(file)));
        const QString refusals = words(got.refused);
        const QByteArray why = qPrintable(file + QStringLiteral("\nrefused:\n") + refusals);
        if (expected.startsWith(u"refused unless")) {
            // The reader can't know the study; it keeps the data and says which version they need.
            QVERIFY(!got.definition && !got.refusedWhole);
            QCOMPARE(got.metaDataVersion, QStringLiteral("101.01"));
            QVERIFY(!got.records.isEmpty());
        } else if (expected.startsWith(u"refused")) {
            QVERIFY2(got.refusedWhole && !got.definition, why);
            if (expected.contains(u"element and line"))
                QVERIFY2(refusals.contains(u"studyName") && refusals.contains(u"14"), why);
            if (expected.contains(u"Dataset-XML"))
                QVERIFY2(refusals.contains(u"Dataset-XML"), why);
            if (expected.contains(u"no namespace"))
                QVERIFY2(refusals.contains(QLatin1StringView(odm::kNamespace)), why);
        } else if (expected.contains(u"reference data")) {
            QVERIFY2(!got.refusedWhole && has(got.adapted, "reference-data"), why);
        } else {
            QVERIFY2(got.definition && !got.refusedWhole, why);
            QVERIFY2(got.refused.isEmpty(), why);
            QCOMPARE(has(got.adapted, "version"), expected.contains(u"version warning"));
            const auto compiled = CompiledStudy::compile(*got.definition);
            for (const DefinitionFault& fault : compiled->faults())
                qWarning("%s %s %s", qPrintable(fault.place), fault.code.constData(),
                         qPrintable(fault.detail));
            QVERIFY(compiled->faults().isEmpty());
        }
    }

    /// Numbers and texts against Python's own parser.
    void everythingIsThere_data() {
        CASEBOOK_NEED_DATA();
        QTest::addColumn<QString>("file");
        for (const char* name : {"cdash-odm-test.xml", "odm-data-snapshot.xml", "cdash.odm_updated.xml",
                                 "MetaData_extra_languages.xml"})
            QTest::addRow("%s", name) << QStringLiteral("odm1/") + QLatin1StringView(name);
    }

    void everythingIsThere() {
        QFETCH(QString, file);
        const QJsonObject truth = truthOf(file);
        QVERIFY(!truth.isEmpty());
        const odm::Import got = read(readFile(edc(file)));
        QVERIFY(got.definition);
        const StudyDefinition& d = *got.definition;
        QCOMPARE(d.forms.size(), truth[QStringLiteral("forms")].toInt());
        QCOMPARE(d.codeLists.size(), truth[QStringLiteral("lists")].toInt());
        const auto copies = std::count_if(got.adapted.begin(), got.adapted.end(),
                                          [](const odm::Line& l) { return l.code == "item-copied"; });
        QCOMPARE(d.items.size() - copies, truth[QStringLiteral("items")].toInt());
        qsizetype codes = 0;
        for (const CodeListDef& list : d.codeLists)
            codes += list.codes.size();
        QCOMPARE(codes, truth[QStringLiteral("codes")].toInt());
        const QString whole = QString::fromUtf8(definitionToJson(d));
        const QJsonObject texts = truth[QStringLiteral("texts")].toObject();
        QVERIFY(!texts.isEmpty());
        for (auto at = texts.begin(); at != texts.end(); ++at) {
            QVERIFY2(at.key() == u"null" || d.languages.contains(at.key()), qPrintable(at.key()));
            for (const QJsonValue& text : at->toArray()) {
                const QString quoted =
                    QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact))
                        .chopped(1)
                        .mid(1);
                QVERIFY2(whole.contains(quoted), qPrintable(at.key() + QStringLiteral(": ") + quoted));
            }
        }
        const QJsonArray records = truth[QStringLiteral("records")].toArray();
        QCOMPARE(got.records.size(), records.size());
        for (qsizetype n = 0; n < records.size(); ++n) {
            QCOMPARE(got.records[n].subject, records[n][QStringLiteral("subject")].toString());
            QCOMPARE(got.records[n].text, records[n][QStringLiteral("value")].toString());
            QCOMPARE(got.records[n].visitRepeat, records[n][QStringLiteral("key")].toString());
        }
    }

    void writtenIsValidAndReadsBackEqual_data() {
        everythingIsThere_data();
        QTest::newRow("lung") << QString();
    }

    void writtenIsValidAndReadsBackEqual() {
        QFETCH(QString, file);
        StudyDefinition before;
        QList<odm::Record> records;
        if (file.isEmpty()) {
            const auto lung = lungStudy();
            QVERIFY2(lung, lung ? ""
                                : qPrintable(QString::fromLatin1(lung.error().code) + lung.error().object +
                                             lung.error().args.join(u' ')));
            before = *lung;
        } else {
            const odm::Import got = read(readFile(edc(file)));
            QVERIFY(got.definition);
            before = *got.definition;
            records = got.records;
        }
        const QByteArray xml = odm::writeOdm(before, head(), records);
        QCOMPARE(validated(xml), QByteArray("valid"));
        const odm::Import again = read(xml);
        QVERIFY2(again.definition, qPrintable(words(again.refused)));
        QVERIFY2(again.refused.isEmpty(), qPrintable(words(again.refused)));
        std::stable_sort(before.foreign.begin(), before.foreign.end());
        sameJson(definitionToJson(*again.definition), definitionToJson(before));
        QCOMPARE(again.records.size(), records.size());
        QVERIFY(withoutLines(again.records) == withoutLines(records));
    }

    void rangesAndChecks() {
        const odm::Import got = read(around(
            "<ItemDef OID='a' Name='a' DataType='integer'><MeasurementUnitRef MeasurementUnitOID='MU.1'/>"
            "<RangeCheck Comparator='LT' SoftHard='Hard'><CheckValue>180</CheckValue><MeasurementUnitRef "
            "MeasurementUnitOID='MU.1'/>"
            "<ErrorMessage><TranslatedText xml:lang='en'>below "
            "180</TranslatedText></ErrorMessage></RangeCheck>"
            "<RangeCheck Comparator='GE' SoftHard='Soft'><CheckValue>60</CheckValue></RangeCheck></ItemDef>"
            "<ItemDef OID='b' Name='b' DataType='float'><RangeCheck Comparator='GT' "
            "SoftHard='Soft'><CheckValue>0</CheckValue></RangeCheck></ItemDef>"
            "<ItemDef OID='c' Name='c' DataType='text'><RangeCheck Comparator='IN' "
            "SoftHard='Soft'><CheckValue>M</CheckValue>"
            "<CheckValue>it's</CheckValue></RangeCheck></ItemDef>"
            "<ItemDef OID='e' Name='e' DataType='text'><RangeCheck Comparator='NOTIN' "
            "SoftHard='Hard'><CheckValue>x</CheckValue></RangeCheck></ItemDef>",
            {},
            "<ItemRef ItemOID='a' Mandatory='Yes'/><ItemRef ItemOID='b' Mandatory='No'/><ItemRef ItemOID='c' "
            "Mandatory='No'/>"
            "<ItemRef ItemOID='e' Mandatory='No'/>"));
        QVERIFY2(got.definition, qPrintable(words(got.refused)));
        const StudyDefinition& d = *got.definition;
        QCOMPARE(d.item(QStringLiteral("a"))->hard, (RangeDef{{}, QStringLiteral("179")}));
        QCOMPARE(d.item(QStringLiteral("a"))->soft, (RangeDef{QStringLiteral("60"), {}}));
        QCOMPARE(d.item(QStringLiteral("a"))->unit, QStringLiteral("mm[Hg]"));
        QCOMPARE(d.item(QStringLiteral("a"))->checkMessage.value(QStringLiteral("en")),
                 QStringLiteral("below 180"));
        QCOMPARE(d.item(QStringLiteral("a"))->required, QStringLiteral("yes"));
        QCOMPARE(d.item(QStringLiteral("b"))->check, QStringLiteral("b > 0"));
        QVERIFY(d.item(QStringLiteral("b"))->required.isEmpty());
        QCOMPARE(d.item(QStringLiteral("c"))->check, QStringLiteral("c in ('M', 'it''s')"));
        QCOMPARE(d.item(QStringLiteral("e"))->check, QStringLiteral("not e in ('x')"));
        QVERIFY(has(got.adapted, "hard-as-query"));
        QVERIFY(CompiledStudy::compile(d)->faults().isEmpty());
    }

    void conditionsAreNegated() {
        QCOMPARE(odm::negated(QStringLiteral("sex = 'F'")), QStringLiteral("not coalesce(sex = 'F', false)"));
        QCOMPARE(odm::negated(QStringLiteral("not coalesce(sex = 'F', false)")), QStringLiteral("sex = 'F'"));
        // Not one call around the whole text: it is wrapped, not cut.
        const QString two = QStringLiteral("not coalesce(a, false) or coalesce(b, false)");
        QCOMPARE(odm::negated(odm::negated(two)), two);
        QVERIFY(odm::negated(two).startsWith(u"not coalesce(not coalesce("));
        const odm::Import got = read(around(
            "<ItemDef OID='a' Name='a' DataType='boolean'/><ItemDef OID='b' Name='b' "
            "DataType='text'/><ItemDef OID='c' Name='c' DataType='text'/>",
            "<ConditionDef OID='C1' Name='c'><Description><TranslatedText>d</TranslatedText></Description>"
            "<FormalExpression Context='Casebook'>a = false</FormalExpression></ConditionDef>"
            "<ConditionDef OID='C2' Name='c'><Description><TranslatedText>d</TranslatedText></Description>"
            "<FormalExpression Context='XPath'>../a</FormalExpression></ConditionDef>",
            "<ItemRef ItemOID='a' Mandatory='Yes'/><ItemRef ItemOID='b' Mandatory='No' "
            "CollectionExceptionConditionOID='C1'/>"
            "<ItemRef ItemOID='c' Mandatory='No' CollectionExceptionConditionOID='C2'/>"));
        QVERIFY(got.definition);
        QCOMPARE(got.definition->item(QStringLiteral("b"))->showIf,
                 QStringLiteral("not coalesce(a = false, false)"));
        QVERIFY(got.definition->item(QStringLiteral("c"))->showIf.isEmpty());
        QVERIFY(has(got.adapted, "always-shown") && has(got.adapted, "expression-kept"));
        QVERIFY(got.definition->foreign.contains(
            {QStringLiteral("ConditionDef/C2/XPath"), QStringLiteral("../a")}));
    }

    /// An ItemDef that stands in two places is two items.
    void itemInTwoPlaces() {
        const odm::Import got =
            read(around("<ItemDef OID='a' Name='a' DataType='text'/>", {},
                        "<ItemRef ItemOID='a' Mandatory='Yes'/><ItemRef ItemOID='a' Mandatory='No'/>"));
        QVERIFY(got.definition);
        QCOMPARE(got.definition->items.size(), 2);
        QCOMPARE(got.definition->forms[0].sections[0].items,
                 (QStringList{QStringLiteral("a"), QStringLiteral("a_F")}));
        QVERIFY(has(got.adapted, "item-copied"));
    }

    void vendorElementsAreDroppedAndNamed() {
        const odm::Import got = read(around(
            "<ItemDef OID='a' Name='a' DataType='text' v:x='1'><v:thing><v:inner/></v:thing></ItemDef>"));
        QVERIFY2(got.definition && !got.refusedWhole, qPrintable(words(got.refused)));
        QVERIFY(has(got.adapted, "vendor") && has(got.adapted, "vendor-attribute"));
        QVERIFY(words(got.adapted).contains(u"v:thing"));
    }

    /// REDCap's project files never validate (their elements stand in GlobalVariables); they are placed all the same.
    void redcapFilesArePlaced() {
        CASEBOOK_NEED_DATA();
        const QDir folder(edc(QStringLiteral("redcap")));
        const QStringList files = folder.entryList({QStringLiteral("*.project.xml")});
        QVERIFY(files.size() >= 10);
        for (const QString& file : files) {
            const odm::Import got = read(readFile(folder.filePath(file)));
            QVERIFY2(got.definition && !got.refusedWhole, qPrintable(file + u'\n' + words(got.refused)));
            QVERIFY2(got.forms() > 0 && got.items() > 0, qPrintable(file));
            QVERIFY2(has(got.adapted, "vendor-attribute"), qPrintable(file));
        }
    }

    void hostileFiles_data() {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QByteArray>("code");
        const QByteArray root = "<ODM xmlns='http://www.cdisc.org/ns/odm/v1.3'>";
        QTest::newRow("DTD") << QByteArray("<!DOCTYPE ODM [<!ENTITY a 'b'>]>" + root + "</ODM>")
                             << QByteArray("dtd");
        QTest::newRow("external DTD")
            << QByteArray("<!DOCTYPE ODM SYSTEM 'file:///etc/passwd'>" + root + "</ODM>")
            << QByteArray("dtd");
        QTest::newRow("cut") << around("<ItemDef OID='a' Name='a' DataType='text'/>").chopped(40)
                             << QByteArray("xml");
        QTest::newRow("no XML") << QByteArray("PK\x03\x04 not xml at all") << QByteArray("xml");
        QTest::newRow("empty") << QByteArray() << QByteArray("xml");
        QTest::newRow("other root") << QByteArray("<html/>") << QByteArray("root");
        QTest::newRow("ODM 2") << QByteArray("<ODM xmlns='http://www.cdisc.org/ns/odm/v2.0'/>")
                               << QByteArray("namespace");
        QTest::newRow("nothing in it") << QByteArray(root + "</ODM>") << QByteArray("nothing");
        QTest::newRow("undeclared entity")
            << QByteArray(root + "<Study OID='&x;'/></ODM>") << QByteArray("xml");
        QByteArray deep =
            root + "<ClinicalData StudyOID='s' MetaDataVersionOID='m'><SubjectData SubjectKey='1'>";
        for (int n = 0; n < 100'000; ++n)
            deep += "<Annotation><Flag>";
        QTest::newRow("deep") << deep << QByteArray("xml");
        QByteArray wide = root;
        for (int n = 0; n < 200; ++n)
            wide += "<Nonsense/>";
        QTest::newRow("many faults") << QByteArray(wide + "</ODM>") << QByteArray("unknown-element");
    }

    void hostileFiles() {
        QFETCH(QByteArray, xml);
        QFETCH(QByteArray, code);
        const odm::Import got = read(xml);
        QVERIFY(got.refusedWhole && !got.definition);
        QVERIFY2(has(got.refused, code), qPrintable(words(got.refused)));
        QVERIFY(got.refused.size() <= 101);
    }

    void limits() {
        odm::Limits few;
        few.elements = 10;
        const QByteArray xml = around("<ItemDef OID='a' Name='a' DataType='text'/>");
        const auto bytes = std::as_bytes(std::span(xml.constData(), std::size_t(xml.size())));
        QVERIFY(has(odm::readOdm(bytes, few).refused, "too-many-elements"));
        odm::Limits shallow;
        shallow.depth = 3;
        QVERIFY(has(odm::readOdm(bytes, shallow).refused, "too-deep"));
        odm::Limits small;
        small.bytes = 100;
        QVERIFY(has(odm::readOdm(bytes, small).refused, "too-large"));
        QVERIFY(odm::readOdm(bytes).definition);
    }

    /// Null values with their reason, removals, units, codes of a multicode item.
    void answers() {
        StudyDefinition d;
        d.oid = QStringLiteral("S");
        d.languages = {QStringLiteral("en")};
        d.name = {{QStringLiteral("en"), QStringLiteral("s")}};
        const auto en = [](const char* text) {
            return LanguageText{{QStringLiteral("en"), QString::fromLatin1(text)}};
        };
        CodeListDef list;
        list.oid = QStringLiteral("L");
        for (const char* code : {"1", "2 b"}) {
            list.codes.append(CodeDef());
            list.codes.last().code = QString::fromLatin1(code);
            list.codes.last().label = en(code);
        }
        d.codeLists = {list};
        ItemDef weight;
        weight.oid = QStringLiteral("w");
        weight.label = en("Weight");
        weight.type = ItemType::Quantity;
        weight.unit = QStringLiteral("kg");
        ItemDef many;
        many.oid = QStringLiteral("m");
        many.label = en("Many");
        many.type = ItemType::MultiCode;
        many.codeList = QStringLiteral("L");
        many.required = QStringLiteral("yes");
        d.items = {weight, many};
        SectionDef rows;
        rows.label = en("Rows");
        rows.group = QStringLiteral("R");
        rows.maxRows = 3;
        rows.items = {QStringLiteral("w"), QStringLiteral("m")};
        FormDef form;
        form.oid = QStringLiteral("F");
        form.label = en("Form");
        form.sections = {rows};
        d.forms = {form};
        VisitDef visit;
        visit.oid = QStringLiteral("V");
        visit.label = en("Visit");
        d.visits = {visit};
        d.visitForms = {{QStringLiteral("V"), QStringLiteral("F"), true, {}}};
        const auto record = [](const char* row, const char* item) {
            odm::Record out;
            out.subject = QStringLiteral("P1");
            out.visit = QStringLiteral("V");
            out.visitRepeat = QStringLiteral("1");
            out.form = QStringLiteral("F");
            out.group = QStringLiteral("R");
            out.row = QString::fromLatin1(row);
            out.item = QString::fromLatin1(item);
            return out;
        };
        QList<odm::Record> records;
        records.append(record("1", "w"));
        records.last().text = QStringLiteral("71.50");
        records.last().unit = QStringLiteral("kg");
        records.append(record("1", "m"));
        records.last().codes = {QStringLiteral("1"), QStringLiteral("2 b")};
        records.append(record("2", "w"));
        records.last().missing = "ASKU";
        records.append(record("2", "m")); // an empty set is an answer
        const QByteArray xml = odm::writeOdm(d, head(), records);
        QCOMPARE(validated(xml), QByteArray("valid"));
        const odm::Import again = read(xml);
        QVERIFY(again.definition);
        sameJson(definitionToJson(*again.definition), definitionToJson(d));
        QVERIFY(withoutLines(again.records) == withoutLines(records));
        // The worker's answer is the same.
        const QByteArray json = odm::importToJson(again);
        const auto over =
            odm::importFromJson(std::as_bytes(std::span(json.constData(), std::size_t(json.size()))));
        QVERIFY(over);
        QVERIFY(over->records == again.records && over->adapted == again.adapted);
        sameJson(definitionToJson(*over->definition), definitionToJson(d));
    }

    void wordsOfEveryLine() {
        CASEBOOK_NEED_DATA();
        for (const QString& file : QDir(edc(QStringLiteral("odm1"))).entryList({QStringLiteral("*.xml")})) {
            const odm::Import got = read(readFile(edc(QStringLiteral("odm1/") + file)));
            for (const odm::Line& line : got.adapted + got.refused) {
                const QString text = odm::lineText(line);
                QVERIFY2(text.contains(u' ') && text.endsWith(u'.') && !text.contains(u"%1"),
                         qPrintable(text));
            }
        }
    }

private:
    /// Equal, or the place where they part.
    static void sameJson(const QByteArray& got, const QByteArray& wanted) {
        if (got == wanted)
            return;
        const auto at =
            std::mismatch(got.begin(), got.end(), wanted.begin(), wanted.end()).first - got.begin();
        const qsizetype from = std::max<qsizetype>(0, at - 150);
        QFAIL(qPrintable(
            QStringLiteral("got    %1\nwanted %2")
                .arg(QString::fromUtf8(got.mid(from, 300)), QString::fromUtf8(wanted.mid(from, 300)))));
    }
};

QTEST_GUILESS_MAIN(OdmTest)
#include "OdmTest.moc"
