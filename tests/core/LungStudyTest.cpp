// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/CompiledStudy.h"
#include "core/forms/DefinitionJson.h"
#include "core/forms/LungStudy.h"
#include "core/values/Csv.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace casebook;
using namespace Qt::StringLiterals;

class LungStudyTest : public QObject {
    Q_OBJECT

    StudyDefinition study_;

private Q_SLOTS:
    void initTestCase() {
        auto study = lungStudy();
        QVERIFY2(study.has_value(),
                 study ? "" : qPrintable(study.error().object + study.error().args.join(u' ')));
        study_ = *std::move(study);
    }

    void hasAllOfIt() {
        QCOMPARE(study_.forms.size(), 27);
        QCOMPARE(study_.items.size(), 496);
        QCOMPARE(study_.codeLists.size(), 129);
        QCOMPARE(study_.visits.size(), 11);
        QCOMPARE(study_.visitForms.size(), 85);
        QCOMPARE(study_.checks.size(), 24);
        QCOMPARE(study_.anchors.size(), 6);
        qsizetype codes = 0;
        for (const CodeListDef& list : study_.codeLists)
            codes += list.codes.size();
        QCOMPARE(codes, 924);
        qsizetype placed = 0;
        for (const FormDef& form : study_.forms)
            for (const SectionDef& section : form.sections)
                placed += section.items.size();
        QCOMPARE(placed, 496);
    }

    /// The number of items that forms.csv claims for each form.
    void formsHoldWhatTheTableSays() {
        const auto table = readCsv(QString::fromUtf8(lungTable(u"forms"_s)));
        QVERIFY(table.has_value());
        for (const CsvRow& row : table->rows) {
            const FormDef* form = study_.form(table->cell(row, u"form"));
            QVERIFY(form);
            qsizetype items = 0;
            for (const SectionDef& section : form->sections)
                items += section.items.size();
            QCOMPARE(QString::number(items), table->cell(row, u"items"));
        }
    }

    void someOfIt() {
        const ItemDef* crea = study_.item(u"lab_crea"_s);
        QVERIFY(crea);
        QCOMPARE(crea->type, ItemType::Quantity);
        QCOMPARE(crea->unit, u"umol/L"_s);
        QCOMPARE(crea->analyte, u"creatinine"_s);
        QCOMPARE(crea->soft, (RangeDef{u"30"_s, u"200"_s}));
        QCOMPARE(crea->hard, (RangeDef{u"5"_s, u"3000"_s}));
        QCOMPARE(textIn(study_.item(u"sex"_s)->label, u"zh"_s), u"出生性别"_s);
        QCOMPARE(study_.formOf(u"tl_mm"_s)->oid, u"REC"_s);
        const FormDef* rec = study_.form(u"REC"_s);
        QCOMPARE(rec->anchor, FormAnchor::Visit);
        const auto targets = std::find_if(rec->sections.begin(), rec->sections.end(),
                                          [](const SectionDef& one) { return one.group == u"TL"; });
        QVERIFY(targets != rec->sections.end());
        QCOMPARE(targets->maxRows, 5);
        QCOMPARE(study_.form(u"AE"_s)->anchor, FormAnchor::Subject);
        QCOMPARE(study_.form(u"NOD"_s)->anchor, FormAnchor::Exam);
        QCOMPARE(study_.form(u"READ"_s)->anchor, FormAnchor::Task);
        QVERIFY(study_.form(u"IDN"_s)->neverExported);
        QCOMPARE(study_.item(u"idn_name"_s)->variableClass, VariableClass::DirectIdentifier);
        QCOMPARE(study_.item(u"idn_insurance"_s)->variableClass, VariableClass::DirectIdentifier);
        QCOMPARE(study_.item(u"pa_no"_s)->variableClass, VariableClass::DirectIdentifier);
        QCOMPARE(study_.item(u"birth_date"_s)->variableClass, VariableClass::QuasiIdentifier);
        QCOMPARE(study_.item(u"lab_comment"_s)->variableClass, VariableClass::FreeText);
        QCOMPARE(study_.item(u"ae_term"_s)->variableClass, VariableClass::FreeText);
        QCOMPARE(study_.item(u"lab_crea"_s)->variableClass, VariableClass::Other);
        QCOMPARE(study_.item(u"nod_mean"_s)->decimals, std::optional(1));
        const VisitDef* sfu = study_.visit(u"SFU"_s);
        QCOMPARE(sfu->anchors, QStringList({u"EOT"_s, u"SURGERY"_s}));
        QCOMPARE(sfu->steps, u"91x8;182x6;365"_s);
        QCOMPARE(sfu->windowBefore, 14);
        QCOMPARE(sfu->windowAfter, 28);
        QVERIFY(!study_.visit(u"UNS"_s)->scheduled);
        QCOMPARE(study_.settings.value(u"sd_min_days"_s), u"35"_s);
        QCOMPARE(study_.settings.value(u"confirm_days"_s), u"28"_s);
    }

    /// No fault: every expression parses, every name is known, every type fits, nothing goes in a circle.
    void compilesWithoutFault() {
        const auto compiled = CompiledStudy::compile(study_);
        QStringList faults;
        for (const DefinitionFault& one : compiled->faults())
            faults << one.place + u": " + QString::fromLatin1(one.code) + u' ' + one.detail;
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void jsonRoundTripIsExact() {
        const QByteArray json = definitionToJson(study_);
        const auto back = definitionFromJson(json);
        QVERIFY2(back.has_value(),
                 back ? "" : qPrintable(back.error().object + back.error().args.join(u' ')));
        QVERIFY(*back == study_);
        QCOMPARE(definitionToJson(*back), json);
        // Any spacing is read; the canonical form is the same.
        const auto spaced = definitionFromJson(QJsonDocument::fromJson(json).toJson(QJsonDocument::Indented));
        QVERIFY(spaced.has_value());
        QCOMPARE(definitionToJson(*spaced), json);
    }

    void jsonKeysAreSorted() {
        const QByteArray json = definitionToJson(study_);
        QVERIFY(json.startsWith("{\"anchors\":{\"CONSENT\":"));
        QVERIFY(json.indexOf("\"checks\":") < json.indexOf("\"codeLists\":"));
        QVERIFY(json.indexOf("\"codeLists\":") < json.indexOf("\"format\":"));
        QVERIFY(!json.contains("\n"));
    }

    void everyMemberComesBack() {
        StudyDefinition d;
        d.oid = u"S"_s;
        d.version = 7;
        d.name = {{u"en"_s, u"Study"_s}, {u"zh"_s, u"研究 \"x\""_s}};
        d.languages = {u"zh"_s, u"en"_s};
        d.codeLists = {
            {u"L"_s, {{u"en"_s, u"list"_s}}, {{u"a b"_s, {{u"en"_s, u"A"_s}}, u"SCT"_s, u"1"_s, true}}}};
        ItemDef item;
        item.oid = u"i"_s;
        item.label = {{u"en"_s, u"Item"_s}};
        item.type = ItemType::Quantity;
        item.unit = u"mg/dL"_s;
        item.analyte = u"glucose"_s;
        item.codeList = u"L"_s;
        item.required = u"a = 1"_s;
        item.soft = {u"1"_s, {}};
        item.hard = {{}, u"9.50"_s};
        item.showIf = u"b"_s;
        item.calc = u"c"_s;
        item.check = u"d"_s;
        item.checkMessage = {{u"zh"_s, u"错"_s}};
        item.note = u"n"_s;
        item.sdtm = u"LB:X"_s;
        item.source = u"s"_s;
        item.status = u"t"_s;
        item.decimals = 0;
        item.maxLength = 12;
        item.variableClass = VariableClass::Sensitive;
        d.items = {item};
        d.forms = {{u"F"_s,
                    {},
                    FormAnchor::Exam,
                    {{{{u"en"_s, u"Sec"_s}}, u"G"_s, {}, 3, {u"i"_s}}},
                    u"LB"_s,
                    u"w"_s,
                    true}};
        VisitDef visit;
        visit.oid = u"V"_s;
        visit.scheduled = false;
        visit.repeating = true;
        visit.anchors = {u"A"_s, u"B"_s};
        visit.firstDay = 0;
        visit.steps = u"1x2;3"_s;
        visit.windowBefore = 1;
        visit.windowAfter = 2;
        visit.fromPrevious = true;
        visit.until = u"a = 1"_s;
        visit.arms = {u"X"_s};
        visit.rule = u"r"_s;
        visit.status = u"q"_s;
        d.visits = {visit};
        d.visitForms = {{u"V"_s, u"F"_s, true, u"x = 1"_s}};
        d.checks = {{u"X01"_s, u"F"_s, u"i > 0"_s, {{u"en"_s, u"msg"_s}}, true, u"st"_s}};
        d.anchors = {{u"A"_s, u"@V:F:i"_s}};
        d.settings = {{u"k"_s, u"v"_s}};
        d.foreign = {{u"p"_s, u"<x/>"_s}};
        const auto back = definitionFromJson(definitionToJson(d));
        QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().object));
        QVERIFY(*back == d);
    }

    void badJson_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("place");
        QTest::newRow("no json") << QByteArray("{\"oid\":") << u"byte 7"_s;
        QTest::newRow("no format") << QByteArray(R"({"oid":"S"})") << u"format"_s;
        QTest::newRow("newer format") << QByteArray(R"({"format":2,"oid":"S"})") << u"format"_s;
        QTest::newRow("no oid") << QByteArray(R"({"format":1})") << u"oid"_s;
        QTest::newRow("type of item")
            << QByteArray(R"({"format":1,"oid":"S","items":[{"oid":"a"},{"oid":"b","type":"blob"}]})")
            << u"items[1].type"_s;
        QTest::newRow("unknown member")
            << QByteArray(R"({"format":1,"oid":"S","visits":[{"oid":"a","colour":"red"}]})")
            << u"visits[0].colour"_s;
        QTest::newRow("wrong kind")
            << QByteArray(R"({"format":1,"oid":"S","forms":[{"oid":"F","sections":[{"items":"x"}]}]})")
            << u"forms[0].sections[0].items"_s;
        QTest::newRow("half a number")
            << QByteArray(R"({"format":1,"oid":"S","version":1.5})") << u"version"_s;
        QTest::newRow("array") << QByteArray("[]") << u"format"_s;
    }
    void badJson() {
        QFETCH(QByteArray, json);
        QFETCH(QString, place);
        const auto read = definitionFromJson(json);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, QByteArray("bad-definition"));
        QCOMPARE(read.error().object, place);
        QVERIFY(!read.error().args.value(0).isEmpty());
    }

    void faultsOfADefinitionAreFound_data() {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("calc");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("syntax") << u"bmi"_s << u"weight_kg /"_s << QByteArray("syntax");
        QTest::newRow("name") << u"bmi"_s << u"weight / 2"_s << QByteArray("ref");
        QTest::newRow("form that the visit does not hold")
            << u"bmi"_s << u"@SURG:DM:height_cm"_s << QByteArray("ref");
        QTest::newRow("item of another form") << u"bmi"_s << u"VS:lab_crea"_s << QByteArray("ref");
        QTest::newRow("circle") << u"bmi"_s << u"bsa + height_cm"_s << QByteArray("cycle");
        QTest::newRow("type") << u"bmi"_s << u"sex + 1"_s << QByteArray("type");
        QTest::newRow("live date") << u"bmi"_s << u"days(birth_date, today())"_s << QByteArray("today");
    }
    void faultsOfADefinitionAreFound() {
        QFETCH(QString, item);
        QFETCH(QString, calc);
        QFETCH(QByteArray, code);
        StudyDefinition changed = study_;
        for (ItemDef& one : changed.items) {
            if (one.oid == item)
                one.calc = calc;
            if (code == "cycle" && one.oid == u"bsa")
                one.calc = u"bmi * 2"_s;
        }
        const auto faults = CompiledStudy::compile(changed)->faults();
        QVERIFY(!faults.isEmpty());
        QCOMPARE(faults[0].code, code);
    }

    void badTables() {
        QMap<QString, QByteArray> tables;
        const auto none = studyFromTables(tables);
        QVERIFY(!none.has_value());
        QCOMPARE(none.error().code, QByteArray("bad-study-table"));
        for (const char* name : {"analytes", "checks", "codelists", "forms", "groups", "items", "visits",
                                 "recist_rules", "visit_rules", "visit_forms", "variable_classes"})
            tables[QString::fromLatin1(name)] = lungTable(QString::fromLatin1(name));
        QVERIFY(studyFromTables(tables).has_value());
        QByteArray broken = tables[u"items"_s];
        broken.replace(",decimal,", ",dezimal,");
        tables[u"items"_s] = broken;
        const auto refused = studyFromTables(tables);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().object, u"items.csv:11"_s);
    }
};

QTEST_GUILESS_MAIN(LungStudyTest)
#include "LungStudyTest.moc"
