// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of released tables: what a profile leaves out, ages, names of the subject in texts, and forms that a newer
// version of the definition has no more.
#include "core/forms/DefinitionJson.h"
#include "storage/export/ExportFiles.h"
#include "storage/export/ExportKeys.h"
#include "storage/export/ExportPlan.h"
#include "storage/reading/ReadingVisibility.h"
#include "tests/storage/StudyForms.h"

#include <QCryptographicHash>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

ItemDef item(const QString& oid, ItemType type, const QString& unit = {}, const QString& sdtm = {},
             VariableClass variableClass = VariableClass::Other) {
    ItemDef out;
    out.oid = oid;
    out.type = type;
    out.unit = unit;
    out.sdtm = sdtm;
    out.variableClass = variableClass;
    return out;
}

/// One subject with one form that has the item with the value.
ExportData dataOf(const ItemDef& item, ValueKind kind, const QString& value) {
    ExportData data;
    data.items.insert(item.oid, item);
    FormDef form;
    form.oid = u"F"_s;
    form.sections = {SectionDef{{}, {}, {}, 0, {item.oid}}};
    data.definition.forms = {form};
    ExportSubject subject;
    subject.label = u"S-0001"_s;
    subject.pseudonym = u"QXRT-0001"_s;
    subject.birthDate = u"1956-03-02"_s;
    subject.indexDate = u"2024-01-01"_s;
    subject.names = {u"Zhang^Weiwei"_s, u"李娜"_s};
    subject.identifiers = subject.names + QStringList{u"S-0001"_s, u"0012-345"_s, u"1234567"_s,
                                                      // typed into forms
                                                      u"patient has no phone"_s, u"daughter"_s, u"王芳"_s,
                                                      u"12 North Street"_s, u"mobile 13800138000"_s};
    data.subjects = {subject};
    ExportForm filled;
    filled.form = u"F"_s;
    filled.rows = {ExportFormRow{{}, 1, {ExportValue{item.oid, kind, value, {}, {}, {}, {}}}}};
    data.forms = {filled};
    return data;
}

ExportTables tablesOf(const ExportData& data, const ExportOptions& options = {}) {
    return makeExportTables(data, options, ExportKeys(QByteArray(32, 'k')));
}

/// The cell of form F's only row in its last column of that role; nothing where the set has no such column.
std::optional<QString> cellOf(const ExportTables& tables, const QString& role = u"item"_s) {
    std::optional<QString> out;
    for (const ExportTable& table : tables.tables)
        for (int i = 0; table.name == u"f" && i < table.columns.size(); ++i)
            if (table.columns[i].role == role)
                out = table.rows.first()[i];
    return out;
}

} // namespace

class ExportTablesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void texts_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("leaves");
        const auto row = [](const QString& typed, const QString& leaves) {
            QTest::addRow("%s", qPrintable(typed)) << typed << leaves;
        };
        for (const char* gone : {"Zhang^Weiwei", "ZHANG WEIWEI", "seen by Zhang", "weiwei", "李娜",
                                 "李娜复诊", "number 0012-345", "S-0001 again", "of 0012 345", "Said: Patient has no phone",
                                 "with her daughter", "王芳陪同", "at 12 north street", "tel.138-0013-8000"})
            row(QString::fromUtf8(gone), {});
        for (const char* stays : {"lobectomy", "batch 7", "李", "B-0001", "the patient has pain", "no cough",
                                  "granddaughters", "walks north", "batch 345"})
            row(QString::fromUtf8(stays), QString::fromUtf8(stays));
        row(u"S-0001"_s, u"QXRT-0001"_s);
    }
    void texts() {
        QFETCH(QString, typed);
        QFETCH(QString, leaves);
        const ExportTables tables = tablesOf(dataOf(item(u"lot"_s, ItemType::Text), ValueKind::Text, typed));
        QCOMPARE(cellOf(tables), std::optional(leaves));
        QCOMPARE(tables.screenedCells, leaves.isEmpty() ? 1 : 0);
        // A blank with a reason is not taken for a question that nobody answered.
        QCOMPARE(cellOf(tables, u"missing"_s), leaves.isEmpty() ? std::optional(u"MSK"_s) : std::nullopt);
    }

    /// A hospital's number that was typed into an item of numbers.
    void numbers_data() {
        QTest::addColumn<ValueKind>("kind");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("leaves");
        QTest::newRow("own number") << ValueKind::Integer << u"1234567"_s << QString();
        QTest::newRow("own number without its zeros") << ValueKind::Integer << u"12345"_s << QString();
        QTest::newRow("own number as a decimal") << ValueKind::Decimal << u"1234567.0"_s << QString();
        QTest::newRow("another") << ValueKind::Integer << u"1234568"_s << u"1234568"_s;
        QTest::newRow("a part") << ValueKind::Integer << u"345"_s << u"345"_s;
        QTest::newRow("a fraction") << ValueKind::Decimal << u"12345.5"_s << u"12345.5"_s;
    }
    void numbers() {
        QFETCH(ValueKind, kind);
        QFETCH(QString, typed);
        QFETCH(QString, leaves);
        const auto type = kind == ValueKind::Integer ? ItemType::Integer : ItemType::Decimal;
        const ExportTables tables = tablesOf(dataOf(item(u"hosp_no"_s, type), kind, typed));
        QCOMPARE(cellOf(tables), std::optional(leaves));
        QCOMPARE(tables.screenedCells, leaves.isEmpty() ? 1 : 0);
    }

    void birthDates_data() {
        QTest::addColumn<QString>("oid");
        QTest::addColumn<QString>("sdtm");
        QTest::addRow("own name") << u"birth_date"_s << QString();
        QTest::addRow("capitals") << u"BIRTHDAT"_s << QString();
        QTest::addRow("name of CDASH") << u"BRTHDTC"_s << QString();
        QTest::addRow("name of SDTM") << u"dob"_s << u"DM.BRTHDTC"_s;
    }
    void birthDates() {
        QFETCH(QString, oid);
        QFETCH(QString, sdtm);
        const ExportTables tables =
            tablesOf(dataOf(item(oid, ItemType::Date, {}, sdtm), ValueKind::Date, u"1956-03-03"_s));
        QCOMPARE(cellOf(tables), std::optional<QString>());
        QCOMPARE(tables.excluded.size(), 1);
        QCOMPARE(tables.excluded.first().reason, QByteArray("birth-date"));
    }

    /// Whatever its item is called: neither the moved date nor the days from the index event.
    void theOwnBirthDateIsEmptied_data() {
        QTest::addColumn<ValueKind>("kind");
        QTest::addColumn<QString>("typed");
        QTest::newRow("date") << ValueKind::Date << u"1956-03-02"_s;
        QTest::newRow("date with a time") << ValueKind::DateTime << u"1956-03-02T08:00"_s;
    }
    void theOwnBirthDateIsEmptied() {
        QFETCH(ValueKind, kind);
        QFETCH(QString, typed);
        const auto type = kind == ValueKind::Date ? ItemType::Date : ItemType::DateTime;
        ExportOptions strict;
        strict.profile = u"strict"_s;
        for (const ExportOptions& options : {ExportOptions(), strict}) {
            const ExportTables tables = tablesOf(dataOf(item(u"born"_s, type), kind, typed), options);
            QCOMPARE(cellOf(tables), std::optional(QString()));
            QCOMPARE(cellOf(tables, u"derived"_s), std::optional(QString()));
            QCOMPARE(cellOf(tables, u"missing"_s), std::optional(u"MSK"_s));
        }
        const ExportTables other = tablesOf(dataOf(item(u"born"_s, ItemType::Date), ValueKind::Date,
                                                   u"2024-01-03"_s));
        QCOMPARE(cellOf(other, u"derived"_s), std::optional(u"2"_s));
    }

    void deathIsDaysOnly_data() {
        QTest::addColumn<QString>("oid");
        QTest::addColumn<QString>("sdtm");
        QTest::addRow("own name") << u"death_date"_s << QString();
        QTest::addRow("capitals") << u"DEATHDAT"_s << QString();
        QTest::addRow("name of CDASH") << u"DTHDAT"_s << QString();
        QTest::addRow("name of SDTM") << u"dod"_s << u"DM.DTHDTC"_s;
    }
    void deathIsDaysOnly() {
        QFETCH(QString, oid);
        QFETCH(QString, sdtm);
        const ExportTables tables =
            tablesOf(dataOf(item(oid, ItemType::Date, {}, sdtm), ValueKind::Date, u"2024-02-01"_s));
        QCOMPARE(cellOf(tables), std::optional<QString>());
        QCOMPARE(cellOf(tables, u"derived"_s), std::optional(u"31"_s));
    }

    void ages_data() {
        QTest::addColumn<QString>("oid");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("sdtm");
        QTest::addColumn<QString>("leaves");
        const auto row = [](const char* oid, const char* unit, const char* sdtm, const char* leaves) {
            QTest::addRow("%s %s %s", oid, unit, sdtm)
                << QString::fromLatin1(oid) << QString::fromUtf8(unit) << QString::fromLatin1(sdtm)
                << QString::fromLatin1(leaves);
        };
        row("age_consent", "a", "", "90");
        row("age_consent", "years", "", "90");
        row("AGE", "year", "", "90");
        row("years_old", "yr", "DM.AGE", "90");
        row("years_old", "岁", "AGE", "90");
        row("years_old", "a", "", "95");
        row("dosage", "mg", "", "95");
    }
    void ages() {
        QFETCH(QString, oid);
        QFETCH(QString, unit);
        QFETCH(QString, sdtm);
        QFETCH(QString, leaves);
        const auto data = dataOf(item(oid, ItemType::Integer, unit, sdtm), ValueKind::Integer, u"95"_s);
        QCOMPARE(cellOf(tablesOf(data)), std::optional(leaves));
    }

    void strictKeepsNoQuasiIdentifier() {
        ExportOptions strict;
        strict.profile = u"strict"_s;
        const auto data = dataOf(item(u"job"_s, ItemType::Text, {}, {}, VariableClass::QuasiIdentifier),
                                 ValueKind::Text, u"miner"_s);
        QCOMPARE(cellOf(tablesOf(data)), std::optional(u"miner"_s));
        const ExportTables tables = tablesOf(data, strict);
        QCOMPARE(cellOf(tables), std::optional<QString>());
        QCOMPARE(tables.excluded.size(), 1);
        QCOMPARE(tables.excluded.first().item, u"job"_s);
        QCOMPARE(tables.excluded.first().reason, QByteArray("strict"));
        // Of a date the days from the index event stay.
        const auto dated = dataOf(item(u"d"_s, ItemType::Date, {}, {}, VariableClass::QuasiIdentifier),
                                  ValueKind::Date, u"2024-01-02"_s);
        QVERIFY(tablesOf(dated, strict).excluded.isEmpty());
    }

    void theReadmeSaysWhatTheProfileDid() {
        ExportFacts facts;
        const auto readme = [&] {
            return QString::fromUtf8(exportTextFiles(facts, {}, {}, false).first().bytes);
        };
        QVERIFY(readme().contains(u"Retain Patient Characteristics"));
        facts.datesMoved = false;
        QVERIFY(!readme().contains(u"Retain Patient Characteristics") &&
                !readme().contains(u"Modified Dates"));
        QVERIFY(readme().contains(u"other quasi-identifiers"));
    }

    /// What was answered stays answered, though the newest version asks no more.
    void droppedPartsLeaveToo() {
        StudyFixture study;
        QVERIFY(study.make());
        StudyDefinition first = smallStudy();
        ItemDef gone = item(u"gone"_s, ItemType::Code);
        gone.codeList = u"GRADE"_s;
        first.items.append(gone);
        FormDef old;
        old.oid = u"OLD"_s;
        old.sections = {SectionDef{{}, {}, {}, 0, {u"gone"_s}}};
        first.forms.append(old);
        StudyDefinition second = smallStudy();
        second.version = 2;
        second.codeLists.first().codes.removeLast();
        for (FormDef& form : first.forms)
            if (form.oid == u"VITALS")
                form.sections.first().items.append(u"gone"_s);
        VERIFY_OK(study.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            if (auto done = addSubject(tx, u"S-0001"_s); !done)
                return done;
            for (const StudyDefinition& one : {first, second}) {
                const QByteArray json = definitionToJson(one);
                if (auto done =
                        tx.run("INSERT INTO definition(uuid,oid,version,name,json,hash,state,created_ms)"
                               " VALUES(?,'SMALL',?,'S',?,?,'published',0)",
                               tx.newUuid(), one.version, QString::fromUtf8(json),
                               QCryptographicHash::hash(json, QCryptographicHash::Sha256));
                    !done)
                    return done;
            }
            for (const char* sql :
                 {"INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms)"
                  " VALUES(randomblob(16),'all','[]','{}',1,0,1,0)",
                  "INSERT INTO cohort_member(cohort,subject) VALUES(1,1)",
                  "INSERT INTO form(uuid,subject,anchor_kind,anchor_id,definition,def_oid,state,created_ms,"
                  "changed_ms) SELECT randomblob(16),1,0,1,d.id,'OLD','complete',0,0 FROM definition d WHERE"
                  " d.version = 1",
                  "INSERT INTO form(uuid,subject,anchor_kind,anchor_id,definition,def_oid,state,created_ms,"
                  "changed_ms) SELECT randomblob(16),1,0,1,d.id,'DOSE','complete',0,0 FROM definition d WHERE"
                  " d.version = 2"})
                if (auto done = tx.run(sql); !done)
                    return done;
            return {};
        }));
        const auto data = study.vault->database().read([&](ReadConnection& c) -> Result<ExportData> {
            const auto scope = ReadingVisibility::scope(c, study.vault->session());
            return scope ? readExportData(c, 1, {}, *scope) : tl::unexpected(scope.error());
        });
        VERIFY_OK(data);
        QCOMPARE(data->definition.version, 2);
        QVERIFY(data->definition.form(u"OLD"_s) != nullptr);
        const FormDef* vitals = data->definition.form(u"VITALS"_s);
        QCOMPARE(vitals->sections.last().items, QStringList{u"gone"_s});
        QCOMPARE(data->definition.codeList(u"GRADE"_s)->codes.size(), 2);
        QCOMPARE(data->definition.forms.size(), smallStudy().forms.size() + 1);
    }
};

QTEST_GUILESS_MAIN(ExportTablesTest)
#include "ExportTablesTest.moc"
