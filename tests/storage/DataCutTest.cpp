// SPDX-License-Identifier: GPL-3.0-or-later
// One rule of the data cut, for the analysis table and for exports.
#include "core/forms/LungStudy.h"
#include "storage/cohort/AfterCut.h"
#include "storage/cohort/CohortService.h"
#include "storage/export/ExportData.h"
#include "storage/reading/ReadingVisibility.h"
#include "tests/storage/StudyForms.h"

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

using Cells = QList<std::pair<const char*, const char*>>;

class DataCutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void dates_data();
    void dates();
    void datingItems();
    void rowsOfLogForms();
    void formsByTheirOwnDate();
    void examsAndResults();
    void withoutCutEverythingStays();

private:
    Database& database() { return fixture_.vault->database(); }
    CohortService cohorts() { return {database(), fixture_.vault->session(), *definitions_}; }

    FormInfo begin(const QString& operand) {
        const auto key = forms_->keyOf(operand);
        return key ? forms_->begin(*key).value_or(FormInfo()) : FormInfo();
    }
    /// One row of a group, or the ungrouped part.
    bool enter(const QString& form, const QString& group, const Cells& cells) {
        const FormInfo info = begin(form);
        auto opened = forms_->open(info.id);
        if (!opened)
            return false;
        QByteArray row;
        if (!group.isEmpty()) {
            row = makeUuidV7(fixture_.clock.utc, QByteArray::number(++rows_).rightJustified(10, '0')).bytes;
            if (!opened->state.addRow(group, row))
                return false;
        }
        for (const auto& [item, typed] : cells)
            if (auto done =
                    opened->state.set({group, row, QString::fromLatin1(item)}, QString::fromUtf8(typed));
                !done) {
                qWarning("%s %s: %s", item, typed, done.error().code.constData());
                return false;
            }
        const auto saved = forms_->save(info.id, editOf(*opened), {});
        if (!saved)
            qWarning("%s: %s", qPrintable(form), saved.error().code.constData());
        return saved.has_value();
    }

    QString column(const char* name, const QString& cut) {
        const auto table = cohorts().analysisTable({{QString::fromLatin1(name)}, cut}, {});
        return table ? table->columns()[0]->text(0) : QString::fromLatin1(table.error().code);
    }
    /// What an export with this cut has of an item, in order.
    QStringList exported(const char* item, const QString& cut) {
        ExportOptions options;
        options.cut = cut;
        QStringList found;
        (void)database().read([&](ReadConnection& c) -> Result<> {
            const auto scope = ReadingVisibility::scope(c, fixture_.vault->session());
            const auto data = readExportData(c, cohort_.value, options, *scope);
            if (!data)
                return tl::unexpected(data.error());
            for (const ExportForm& form : data->forms)
                for (const ExportFormRow& row : form.rows)
                    for (const ExportValue& value : row.values)
                        if (value.item == QLatin1StringView(item))
                            found.append(value.text);
            return {};
        });
        return found;
    }

    StudyFixture fixture_;
    std::unique_ptr<DefinitionService> definitions_;
    std::unique_ptr<FormService> forms_;
    CohortId cohort_;
    int rows_ = 0;
};

void DataCutTest::initTestCase() {
    QVERIFY(fixture_.make());
    definitions_ = std::make_unique<DefinitionService>(database(), fixture_.vault->session(), fixture_.clock);
    forms_ =
        std::make_unique<FormService>(database(), fixture_.vault->session(), fixture_.clock, *definitions_);
    QVERIFY(definitions_->installLungStudy().has_value());
    QVERIFY(database()
                .writeAndWait([&](WriteTransaction& tx) { return addSubject(tx, u"S-0001"_s); })
                .has_value());
    QVERIFY(
        enter(u"S-0001/SCR/DM"_s, {}, {{"sex", "M"}, {"birth_date", "1960"}, {"index_date", "2024-01-10"}}));
    for (const auto& [start, grade] :
         Cells{{"2024-02-01", "1"}, {"2024-03", "2"}, {"2024-03-20", "3"}, {"2024-04", "4"}, {"=UNK", "2"}})
        QVERIFY(enter(u"S-0001/AE"_s, u"AER"_s, {{"ae_start", start}, {"ae_grade", grade}}));
    for (const auto& [start, name] : Cells{{"2024-01-01", "first"}, {"2024-06-01", "second"}})
        QVERIFY(enter(u"S-0001/CM"_s, u"CMR"_s, {{"cm_start", start}}));
    QVERIFY(enter(u"S-0001/SCR/VS"_s, {}, {{"vs_date", "2024-01-05"}, {"vs_weight", "70"}}));
    QVERIFY(enter(u"S-0001/TRT#1/VS"_s, {}, {{"vs_date", "2024-05-05"}, {"vs_weight", "60"}}));
    const auto saved = cohorts().save(u"all"_s, {}, {}, {});
    QVERIFY(saved.has_value());
    cohort_ = saved->id;
}

void DataCutTest::dates_data() {
    QTest::addColumn<bool>("after");
    QTest::newRow("2024-03-15") << false;
    QTest::newRow("2024-03-16") << true;
    QTest::newRow("2024-03") << false; // may be the first of March
    QTest::newRow("2024-04") << true;
    QTest::newRow("2024") << false;
    QTest::newRow("2025-UK-UK") << true;
    QTest::newRow("2024-UK-16") << false; // may be in January
    QTest::newRow("20240315") << false;
    QTest::newRow("20240316") << true;
    QTest::newRow("2024-03-16T08:00") << true;
    QTest::newRow("") << false;
    QTest::newRow("soon") << false;
}

void DataCutTest::dates() {
    QFETCH(const bool, after);
    const QString date = QString::fromLatin1(QTest::currentDataTag());
    QCOMPARE(DataCut::fromText(u"2024-03-15"_s).excludes(date), after);
    QVERIFY(!DataCut().excludes(date));
    QVERIFY(!DataCut::fromText(u"2025"_s).excludes(date)); // after its last possible day
}

void DataCutTest::datingItems() {
    const auto known = lungStudy();
    QVERIFY(known.has_value());
    const auto item = [&](const char* form, const char* group) {
        return datingItem(*known, *known->form(QString::fromLatin1(form)), QString::fromLatin1(group));
    };
    QCOMPARE(item("AE", "AER"), u"ae_start"_s);
    QCOMPARE(item("CM", "CMR"), u"cm_start"_s);
    QCOMPARE(item("RT", "RTR"), u"rt_start"_s);
    QCOMPARE(item("TXL", "LINE"), u"ln_start"_s);
    QCOMPARE(item("FU", ""), u"fu_date"_s);
    QCOMPARE(item("AE", ""), QString());
    QCOMPARE(item("READ", ""), QString()); // when somebody read is no date of the subject
}

void DataCutTest::rowsOfLogForms() {
    const auto starts = [&](const char* cut) {
        return exported("ae_grade", QString::fromLatin1(cut)).join(u' ');
    };
    const auto count = [&](const char* cut) { return column("ae_grade_count", QString::fromLatin1(cut)); };
    QCOMPARE(starts("2023-12-31"), u"2"_s); // the one whose start nobody knows
    QCOMPARE(count("2023-12-31"), u"1"_s);
    QCOMPARE(starts("2024-02-01"), u"1 2"_s);
    QCOMPARE(count("2024-02-01"), u"2"_s);
    QCOMPARE(starts("2024-03-01"), u"1 2 2"_s); // "2024-03" may be that day
    QCOMPARE(count("2024-03-01"), u"3"_s);
    QCOMPARE(starts("2024-03-31"), u"1 2 3 2"_s);
    QCOMPARE(column("ae_start_max", u"2024-03-31"_s), u"2024-03-20"_s);
    QCOMPARE(starts("2024-04-01"), u"1 2 3 4 2"_s);
    QCOMPARE(exported("cm_start", u"2024-05-31"_s), QStringList{u"2024-01-01"_s});
    QCOMPARE(column("cm_start_count", u"2024-05-31"_s), u"1"_s);
    QCOMPARE(column("cm_start_last", u"2024-06-01"_s), u"2024-06-01"_s);
}

/// Visits without a date: their forms have one.
void DataCutTest::formsByTheirOwnDate() {
    QCOMPARE(column("vs_weight_last", u"2024-05-04"_s), u"70"_s);
    QCOMPARE(exported("vs_weight", u"2024-05-04"_s), QStringList{u"70"_s});
    QCOMPARE(column("vs_weight_last", u"2024-05-05"_s), u"60"_s);
    QCOMPARE(exported("vs_weight", u"2024-05-05"_s), (QStringList{u"70"_s, u"60"_s}));
    QCOMPARE(column("form_VS", u"2024-01-04"_s), u"not-started"_s);
    QCOMPARE(column("sex", u"2020-01-01"_s), u"M"_s); // dated by the birth
}

void DataCutTest::examsAndResults() {
    const auto made = database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "exam";
        Result<> done;
        for (const char* date : {"2024-01-10", "20240610"}) {
            done = done.and_then([&] {
                return tx.run(
                    "INSERT INTO dicom_study(uuid, study_uid, subject, study_date) VALUES(?, ?, 1, ?)",
                    tx.newUuid(), QLatin1StringView(date), QLatin1StringView(date));
            });
            const std::int64_t exam = tx.lastInsertId();
            done = done.and_then([&] {
                return tx.run("INSERT INTO dicom_series(uuid, series_uid, study, modality, kind)"
                              " VALUES(?, ?, ?, 'CT', 'image')",
                              tx.newUuid(), QLatin1StringView(date), exam);
            });
        }
        return done.and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
    });
    QVERIFY2(made.has_value(), made ? "" : made.error().code.constData());
    QCOMPARE(column("exams", u"2024-05-31"_s), u"1"_s);
    QCOMPARE(column("exams", u"2024-06-10"_s), u"2"_s);
    QCOMPARE(column("exams", {}), u"2"_s);
}

void DataCutTest::withoutCutEverythingStays() {
    const auto study = lungStudy();
    QVERIFY(study.has_value());
    QCOMPARE(exported("ae_grade", {}).size(), 5);
    QCOMPARE(column("ae_grade_count", {}), u"5"_s);
    const auto none = database().read([&](ReadConnection& c) { return readAfterCut(c, *study, {}); });
    QVERIFY(none.has_value() && none->forms.isEmpty() && none->rows.isEmpty());
}

QTEST_GUILESS_MAIN(DataCutTest)
#include "DataCutTest.moc"
