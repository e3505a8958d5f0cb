// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/LungStudy.h"
#include "core/forms/SubjectScope.h"
#include "core/lung/Services.h"
#include "core/values/Csv.h"
#include "tests/core/FormFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace casebook;
using namespace formfixture;
using namespace Qt::StringLiterals;

namespace {

ItemValue valueOf(const QJsonValue& json, const ItemDef& item) {
    ItemValue value;
    if (json.isBool()) {
        value.kind = ValueKind::Boolean;
        value.text = json.toBool() ? u"true"_s : u"false"_s;
    } else if (json.isDouble()) {
        value.kind = ValueKind::Decimal;
        value.text = QString::number(json.toDouble());
    } else if (json.isArray()) {
        value.kind = ValueKind::CodeSet;
        for (const QJsonValue& code : json.toArray())
            value.codes << code.toString();
    } else {
        const bool isDate = json.toString().contains(QRegularExpression(u"^\\d{4}(-\\d\\d)*$"_s));
        value.kind = isDate ? ValueKind::Date : item.codeList.isEmpty() ? ValueKind::Text : ValueKind::Code;
        value.text = json.toString();
    }
    return value;
}

/// What an example of checks.csv describes: the form itself and the visits of its "@VISIT:FORM:item" keys.
struct Example {
    FormData form;
    SubjectRecord record;
    FormPlace place;
};

class ExampleReader {
public:
    ExampleReader(const CompiledStudy& study, const QString& form) : study_(study) {
        out_.form.form = form;
        out_.place = {u"UNS"_s, 1, {}};
        for (const auto& [visit, repeat] : {std::pair{"SCR", 1}, std::pair{"TA", 1}, std::pair{"SURG", 1},
                                            std::pair{"TRT", 1}, std::pair{"UNS", 1}})
            out_.record.visits << VisitData{
                QString::fromLatin1(visit), repeat, u"2024-01-01"_s, u"done"_s, {}};
    }

    Example read(const QByteArray& json) {
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        for (auto at = object.begin(); at != object.end(); ++at)
            place(at.key(), at.value());
        return out_;
    }

private:
    void put(FormData& form, const QString& item, const QJsonValue& json, int row = 1) {
        const CompiledItem& compiled = study_.expressions().items[item];
        ItemPath path{compiled.group, {}, item};
        if (!compiled.group.isEmpty()) {
            path.row = rowId(row);
            if (!form.rows.contains(FormRow{path.group, path.row}))
                form.rows << FormRow{path.group, path.row};
        }
        if (!json.isNull())
            form.values[path] = valueOf(json, *compiled.def);
    }

    void place(const QString& key, const QJsonValue& json) {
        static const QRegularExpression elsewhere(u"^@(\\w+)(?:\\[(\\d+)\\])?:(\\w+):(\\w+)$"_s);
        if (const auto match = elsewhere.match(key); match.hasMatch()) {
            const QString visit = match.captured(1);
            const qsizetype at = visit == u"prev" ? 3 : visit == u"last" ? 4 : out_.record.indexOf(visit, 1);
            QList<FormData>& forms = out_.record.visits[at].forms;
            if (forms.isEmpty() || forms.last().form != match.captured(3)) {
                forms << FormData{};
                forms.last().form = match.captured(3);
            }
            put(forms.last(), match.captured(4), json);
        } else if (json.isArray() && study_.expressions().groupExists(out_.form.form, key)) {
            int row = 0;
            for (const QJsonValue& one : json.toArray()) {
                ++row;
                const QJsonObject values = one.toObject();
                for (auto at = values.begin(); at != values.end(); ++at)
                    put(out_.form, at.key(), at.value(), row);
            }
        } else {
            put(out_.form, key, json);
        }
    }

    const CompiledStudy& study_;
    Example out_;
};

} // namespace

class LungFormsTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const CompiledStudy> study_ = CompiledStudy::compile(*lungStudy());
    ServiceFunctions services_ = *lungServices();

    FormState form(const char* name, std::shared_ptr<const SubjectRecord> record = {}, FormPlace place = {}) {
        return open(study_, name, {}, std::move(record), std::move(place), services_);
    }

    /// A RECIST form as stored: lesions as organ/state/mm, responses of the reader.
    FormData assessment(int number, const QString& date, const QList<QStringList>& lesions,
                        const QString& nonTarget, const QString& newLesion, const QString& reader = u"R1"_s) {
        FormState f = form("REC");
        const auto set = [&](const ItemPath& path, const QString& text) {
            const auto done = f.set(path, text);
            if (!done)
                qFatal("%s %s", qPrintable(path.item), done.error().code.constData());
        };
        set(at("ta_no"), QString::number(number));
        set(at("ta_date"), date);
        set(at("ta_reader"), reader);
        int n = 0;
        for (const QStringList& lesion : lesions) {
            ++n;
            if (!f.addRow(u"TL"_s, rowId(n)))
                qFatal("row");
            set(at("TL", n, "tl_no"), QString::number(n));
            set(at("TL", n, "tl_organ"), lesion[0]);
            set(at("TL", n, "tl_state"), lesion[1]);
            if (!lesion[2].isEmpty())
                set(at("TL", n, "tl_mm"), lesion[2]);
        }
        if (!nonTarget.isEmpty())
            set(at("ntl_resp"), nonTarget);
        if (!newLesion.isEmpty())
            set(at("nl_any"), newLesion);
        FormData data = f.data();
        data.form = u"REC"_s;
        data.id = QByteArray("form-") + QByteArray::number(number) + reader.toLatin1();
        return data;
    }

private Q_SLOTS:
    void checks_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("form");
        QTest::addColumn<QByteArray>("example");
        QTest::addColumn<bool>("passes");
        const auto table = readCsv(QString::fromUtf8(lungTable(u"checks"_s)));
        QVERIFY(table.has_value());
        QCOMPARE(table->rows.size(), 24);
        for (const CsvRow& row : table->rows)
            for (const bool passes : {true, false})
                QTest::addRow("%s %s", qPrintable(row.cells[0]), passes ? "passes" : "fails")
                    << row.cells[0] << row.cells[1]
                    << table->cell(row, passes ? u"passing_example" : u"failing_example").toUtf8() << passes;
    }
    void checks() {
        QFETCH(QString, id);
        QFETCH(QString, form);
        QFETCH(QByteArray, example);
        QFETCH(bool, passes);
        const CompiledForm& compiled = study_->expressions().forms[form];
        const auto check = std::find_if(compiled.checks.begin(), compiled.checks.end(),
                                        [&](const CompiledCheck& one) { return one.def->oid == id; });
        QVERIFY(check != compiled.checks.end());
        QVERIFY(check->expression.has_value());
        QVERIFY(!check->target.isEmpty() || id == u"X15"); // X15 is about the table as a whole
        const Example data = ExampleReader(*study_, form).read(example);
        SubjectScope scope(*study_, &data.form, data.record, data.place, QDate(2024, 6, 1));
        if (!check->group.isEmpty())
            scope.setRow(check->group, rowId(1));
        const expr::Outcome outcome = scope.run(*check->expression);
        QCOMPARE(outcome.error, QByteArray());
        QCOMPARE(outcome.value.isFalse(), !passes);
    }

    void checkIsAProblemAtItsItem() {
        FormState f = form("AE");
        QVERIFY(f.addRow(u"AER"_s, rowId(1)));
        QVERIFY(f.addRow(u"AER"_s, rowId(2)));
        QVERIFY(f.set(at("AER", 2, "ae_grade"), u"5"_s));
        QVERIFY(f.set(at("AER", 2, "ae_outcome"), u"REC"_s));
        QList<FormProblem> found;
        for (const FormProblem& one : f.problems())
            if (one.check == u"X08")
                found << one;
        QCOMPARE(found.size(), 1);
        QCOMPARE(found[0].path, at("AER", 2, "ae_grade"));
        QCOMPARE(textIn(found[0].message, u"zh"_s), u"5级事件转归应为死亡"_s);
        QVERIFY(f.set(at("AER", 2, "ae_outcome"), u"DEATH"_s));
        for (const FormProblem& one : f.problems())
            QVERIFY(one.check != u"X08");
    }

    void consentOrWaiver() {
        FormState f = form("DM");
        QVERIFY(f.set(at("consent_type"), u"WRITTEN"_s));
        QVERIFY(f.set(at("consent_date"), u"2024-02-01"_s));
        QVERIFY(f.set(at("birth_date"), u"1955-03"_s));
        QCOMPARE(text(f, at("consent_or_waiver")), u"2024-02-01"_s);
        QCOMPARE(text(f, at("age_consent")), u"68"_s); // every day of that month agrees
        QVERIFY(f.set(at("consent_type"), u"WAIVED"_s));
        QVERIFY(!f.item(at("consent_date")).visible);
        QCOMPARE(text(f, at("consent_or_waiver")), QString());
        QVERIFY(f.set(at("waiver_date"), u"2024-03-01"_s));
        QCOMPARE(text(f, at("consent_or_waiver")), u"2024-03-01"_s);
        QVERIFY(f.set(at("consent_type"), u"WRITTEN"_s));
        QCOMPARE(text(f, at("consent_or_waiver")), u"2024-02-01"_s);
        QVERIFY(f.set(at("birth_date"), u"1955-02"_s));
        QCOMPARE(text(f, at("age_consent")), QString()); // 68 or 69: not said
    }

    void otherFormsAreRead() {
        FormState dm = form("DM");
        QVERIFY(dm.set(at("weight_kg"), u"80"_s));
        QVERIFY(dm.set(at("sex"), u"F"_s));
        QVERIFY(dm.set(at("birth_date"), u"1964-01-31"_s));
        auto record = std::make_shared<SubjectRecord>();
        record->visits = {{u"SCR"_s, 1, u"2024-01-31"_s, u"done"_s, {dm.data()}},
                          {u"TRT"_s, 1, u"2024-02-05"_s, u"done"_s, {}}};
        FormState vs = form("VS", record, {u"TRT"_s, 1, {}});
        QVERIFY(vs.set(at("vs_weight"), u"63"_s));
        QCOMPARE(text(vs, at("vs_wt_change")), u"-21.3"_s);
        QVERIFY(problemsHave(vs, u"vs_wt_change:range-soft"_s));
        FormState lab = form("LAB", record, {u"TRT"_s, 1, {}});
        QVERIFY(lab.set(at("lab_date"), u"2024-02-05"_s));
        QVERIFY(lab.set(at("lab_crea"), u"1 mg/dL"_s));
        // (140 - 60) * 80 / 72 * 0.85 = 75.6, with the weight at baseline
        QCOMPARE(text(lab, at("lab_crcl")), u"75.6"_s);
        record = std::make_shared<SubjectRecord>(*record);
        record->visits[1].forms << vs.data();
        lab.setRecord(record);
        QCOMPARE(text(lab, at("lab_crcl")), u"59.5"_s); // now with the weight of this visit
        QVERIFY(lab.set(at("lab_crea"), u"88.4017"_s)); // the same in the standard unit
        QCOMPARE(text(lab, at("lab_crcl")), u"59.5"_s);
    }

    void rangesOfQuantitiesUseTheStandardUnit() {
        FormState lab = form("LAB");
        QVERIFY(lab.set(at("lab_crea"), u"1.1 mg/dL"_s)); // 97 umol/L
        QVERIFY(!problemsHave(lab, u"lab_crea:range-soft"_s));
        QVERIFY(lab.set(at("lab_crea"), u"1.1"_s));
        QVERIFY(problemsHave(lab, u"lab_crea:range-hard"_s));
        QVERIFY(lab.set(at("lab_hgb"), u"13.5 g/dL"_s));
        QVERIFY(!problemsHave(lab, u"lab_hgb:range-soft"_s));
        QCOMPARE(lab.display(at("lab_hgb"), u"en"_s), u"13.5 g/dL"_s);
    }

    void aValueUnderALimit() {
        FormState mol = form("MOL");
        QVERIFY(mol.set(at("pdl1_done"), u"y"_s));
        QVERIFY(mol.set(at("pdl1_tps"), u"<1"_s));
        QCOMPARE(text(mol, at("pdl1_class")), u"LT1"_s); // all that "<1" allows is under 1
        QVERIFY(mol.set(at("pdl1_tps"), u"<50"_s));
        QCOMPARE(text(mol, at("pdl1_class")), QString()); // LT1 or P1_49: not said
        QCOMPARE(mol.item(at("pdl1_class")).mark, QByteArray("censored"));
        QVERIFY(mol.set(at("pdl1_tps"), u">=50"_s));
        QCOMPARE(text(mol, at("pdl1_class")), u"GE50"_s);
    }

    void meanOfANodule() {
        FormState nod = form("NOD");
        QVERIFY(nod.addRow(u"NODR"_s, rowId(1)));
        QVERIFY(nod.set(at("NODR", 1, "nod_long"), u"6.1"_s));
        QVERIFY(nod.set(at("NODR", 1, "nod_short"), u"5.8"_s));
        QCOMPARE(text(nod, at("NODR", 1, "nod_mean")), u"5.95"_s); // full precision is kept
        QCOMPARE(nod.display(at("NODR", 1, "nod_mean"), u"en"_s), u"6.0"_s);
        QCOMPARE(text(nod, at("nod_count")), u"1"_s);
        QVERIFY(nod.set(at("nod_none"), u"y"_s));
        QVERIFY(problemsHave(nod, u"nod_none:check"_s));
    }

    void stageFollowsTheEdition() {
        FormState stg = form("STG");
        for (const auto& [item, code] : {std::pair{"stg_edition", "9"}, std::pair{"c_t", "T1c"},
                                         std::pair{"c_n", "N2a"}, std::pair{"c_m", "M0"}})
            QVERIFY(stg.set(at(item), QString::fromLatin1(code)));
        QCOMPARE(text(stg, at("c_stage_calc")), u"IIB"_s);
        QVERIFY(stg.set(at("c_stage"), u"IIIA"_s));
        QVERIFY(problemsHave(stg, u"X12"_s));
        QVERIFY(stg.set(at("c_stage"), u"IIB"_s));
        QVERIFY(!problemsHave(stg, u"X12"_s));
        QVERIFY(stg.set(at("stg_edition"), u"8"_s)); // N2a is no category of the 8th
        QCOMPARE(text(stg, at("c_stage_calc")), QString());
        QVERIFY(problemsHave(stg, u"X13"_s));
        QCOMPARE(text(stg, at("p_stage_calc")), QString()); // hidden while not resected
    }

    void recistCourse() {
        auto record = std::make_shared<SubjectRecord>();
        const QList<QStringList> base{{u"LUNG"_s, u"MEAS"_s, u"40"_s}, {u"LIVER"_s, u"MEAS"_s, u"30"_s}};
        const QList<QStringList> first{{u"LUNG"_s, u"MEAS"_s, u"28"_s},
                                       {u"LIVER"_s, u"TOOSMALL"_s, QString()}};
        record->visits = {
            {u"SCR"_s, 1, u"2024-01-01"_s, u"done"_s, {assessment(0, u"2024-01-01"_s, base, {}, {})}},
            {u"TA"_s,
             1,
             u"2024-02-12"_s,
             u"done"_s,
             {assessment(1, u"2024-02-12"_s, first, u"NCNP"_s, u"n"_s),
                            // another reader's course never mixes in
              assessment(1, u"2024-02-12"_s, {{u"LUNG"_s, u"MEAS"_s, u"10"_s}}, u"NCNP"_s, u"n"_s, u"R2"_s)}},
            {u"TA"_s, 2, u"2024-03-25"_s, u"done"_s, {}}};
        FormData stored =
            assessment(2, u"2024-03-25"_s, {{u"LUNG"_s, u"MEAS"_s, u"33"_s}, {u"LIVER"_s, u"MEAS"_s, u"9"_s}},
                       u"NCNP"_s, u"n"_s);
        FormState f = open(study_, "REC", stored, record, {u"TA"_s, 2, {}}, services_);
        QCOMPARE(text(f, at("tl_sum")), u"42"_s);
        QCOMPARE(text(f, at("tl_nadir")), u"33"_s);
        QCOMPARE(text(f, at("tl_change_nadir")), u"27.3"_s);
        QCOMPARE(text(f, at("tl_change_mm")), u"9"_s);
        QCOMPARE(text(f, at("tl_change_base")), u"-40.0"_s);
        QCOMPARE(text(f, at("tl_resp_calc")), u"PD"_s); // from the nadir, though below the baseline
        QCOMPARE(text(f, at("ov_resp_calc")), u"PD"_s);
        QVERIFY(f.set(at("TL", 2, "tl_mm"), u"1"_s));
        QCOMPARE(text(f, at("tl_resp_calc")), u"PR"_s);
        QCOMPARE(text(f, at("ov_resp_calc")), u"PR"_s);
        QVERIFY(f.set(at("nl_any"), u"y"_s));
        QCOMPARE(text(f, at("ov_resp_calc")), QString()); // certain or not is not said yet
        QVERIFY(f.addRow(u"NL"_s, rowId(7)));
        QVERIFY(f.set(at("NL", 7, "nl_equiv"), u"n"_s));
        QCOMPARE(text(f, at("ov_resp_calc")), u"PR"_s);
        QVERIFY(f.set(at("NL", 7, "nl_equiv"), u"y"_s));
        QCOMPARE(text(f, at("ov_resp_calc")), u"PD"_s);
        QVERIFY(f.set(at("TL", 1, "tl_state"), u"NE"_s));
        QCOMPARE(text(f, at("tl_sum")), QString());
        QCOMPARE(text(f, at("tl_resp_calc")), u"NE"_s);
        QVERIFY(!f.item(at("TL", 1, "tl_mm")).visible);
        QCOMPARE(text(f, at("TL", 1, "tl_mm")), u"33"_s); // held
    }

    /// Three blinded readers at one visit: each course stands alone, and none sees another's.
    void blindedReaders() {
        auto record = std::make_shared<SubjectRecord>();
        record->visits = {{u"SCR"_s, 1, u"2024-01-01"_s, u"done"_s, {}},
                          {u"TA"_s, 1, u"2024-02-12"_s, u"done"_s, {}}};
        const auto baseline = [&](const char* mm, std::int64_t reader) {
            FormData data =
                assessment(0, u"2024-01-01"_s, {{u"LUNG"_s, u"MEAS"_s, QString::fromLatin1(mm)}}, {}, {});
            data.reader = reader;
            data.id += QByteArray::number(static_cast<qlonglong>(reader));
            return data;
        };
        record->visits[0].forms = {baseline("40", 7), baseline("80", 8)};
        FormData stored = assessment(1, u"2024-02-12"_s, {{u"LUNG"_s, u"MEAS"_s, u"40"_s}}, u"NA"_s, u"n"_s);
        for (const auto& [reader, change, response] :
             {std::tuple{7, "0", "SD"}, std::tuple{8, "-50.0", "PR"}, std::tuple{9, "", ""}}) {
            stored.reader = reader;
            const FormState f = open(study_, "REC", stored, record, {u"TA"_s, 1, {}}, services_);
            QCOMPARE(text(f, at("tl_change_base")), QString::fromLatin1(change));
            QCOMPARE(text(f, at("tl_resp_calc")), QString::fromLatin1(response));
        }
    }

    void lungRadsAndBrockOfAnExam() {
        const QByteArray exam(16, 'e');
        FormState nod = form("NOD");
        QVERIFY(nod.set(at("nod_none"), u"n"_s));
        for (int n : {1, 2}) {
            QVERIFY(nod.addRow(u"NODR"_s, rowId(n)));
            for (const auto& [item, typed] :
                 {std::pair{"nod_type", n == 1 ? "SOLID" : "GGN"}, std::pair{"nod_long", n == 1 ? "10" : "7"},
                  std::pair{"nod_short", n == 1 ? "9" : "7"}, std::pair{"nod_status", "BASE"},
                  std::pair{"nod_lobe", "RUL"}, std::pair{"nod_margin", "SPIC"}})
                QVERIFY(nod.set(at("NODR", n, item), QString::fromLatin1(typed)));
        }
        FormData nodData = nod.data();
        nodData.exam = exam;
        const auto filled = [&](const char* name, const QList<std::pair<const char*, const char*>>& answers) {
            FormState f = form(name);
            for (const auto& [item, typed] : answers)
                if (!f.set(at(item), QString::fromLatin1(typed)))
                    qFatal("%s", item);
            return f.data();
        };
        FormData cta = filled("CTA", {{"ct_date", "2024-05-01"}, {"ct_purpose", "SCREEN"}});
        FormData ctr = filled("CTR", {{"ctr_emph", "0"}});
        cta.exam = ctr.exam = exam;
        auto record = std::make_shared<SubjectRecord>();
        record->visits = {{u"SCR"_s,
                           1,
                           u"2024-05-01"_s,
                           u"done"_s,
                           {filled("DM", {{"sex", "F"}, {"birth_date", "1962-03"}}),
                            filled("SMK", {{"fam_lung", "n"}}), cta, ctr, nodData}}};
        const FormState read = form("READ", record, {u"SCR"_s, 1, exam});
        QVERIFY(read.item(at("rd_lungrads_calc")).visible); // the purpose of the same exam
        QCOMPARE(text(read, at("rd_lungrads_calc")), u"4A"_s); // mean 9.5 solid; the ground glass is 2
        const FormState again = open(study_, "NOD", nodData, record, {u"SCR"_s, 1, exam}, services_);
        // x = -6.7892 + 0.6011 - 5.3854 (1 - 1.58113883) + 0.6581 - 0.0824 (2 - 4) + 0.7729 = -1.46263
        QCOMPARE(text(again, at("NODR", 1, "nod_brock")), u"18.81"_s);
        const FormState elsewhere = form("READ", record, {u"SCR"_s, 1, QByteArray(16, 'f')});
        QCOMPARE(text(elsewhere, at("rd_lungrads_calc")), QString());
    }

private:
    static bool problemsHave(const FormState& state, const QString& check) {
        return formfixture::checks(state).contains(check);
    }
};

QTEST_GUILESS_MAIN(LungFormsTest)
#include "LungFormsTest.moc"
