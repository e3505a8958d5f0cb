// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/CohortService.h"
#include "storage/forms/VisitService.h"
#include "tests/storage/StudyForms.h"

#include <QJsonArray>

using namespace casebook;
using namespace casebook::test;

namespace {

QString words(const char* text) { return QString::fromUtf8(text); }

} // namespace

/// Cohorts of the shipped study with values that are entered as a person does.
class CohortServiceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void columnsOfTheStudy();
    void withoutDefinition();
    void valuesBecomeColumns();
    void whereIsTrue_data();
    void whereIsTrue();
    void countsAgreeWithSql();
    void aggregates();
    void cutLeavesLaterVisitsOut();
    void saveFreezes();
    void emptyAndEveryone();
    void refusedNames();
    void differenceSaysWhy();
    void rights();
    void blindedReaderSeesNoAi();

private:
    Database& database() { return fixture_->vault->database(); }
    const Session& session() { return fixture_->vault->session(); }
    CohortService cohorts() { return {database(), session(), *definitions_}; }

    /// "S-0001/SCR/DM", item, typed.
    bool set(const char* form, const QList<std::pair<const char*, const char*>>& items) {
        const auto key = forms_->keyOf(words(form));
        const auto info = key ? forms_->begin(*key) : Result<FormInfo>(tl::unexpected(key.error()));
        if (!info) {
            qWarning("%s: %s", form, info.error().code.constData());
            return false;
        }
        auto opened = forms_->open(info->id);
        if (!opened)
            return false;
        for (const auto& [item, typed] : items)
            if (auto done = opened->state.set({{}, {}, words(item)}, words(typed)); !done) {
                qWarning("%s %s: %s", form, item, done.error().code.constData());
                return false;
            }
        const auto saved = forms_->save(info->id, editOf(*opened), {});
        if (!saved)
            qWarning("%s: %s", form, saved.error().code.constData());
        return saved.has_value();
    }

    bool visitDate(const char* label, const char* visit, int repeat, const char* date) {
        return database()
            .writeAndWait([&](WriteTransaction& tx) -> Result<> {
                AuditEntry entry;
                entry.action = "change";
                entry.objectKind = "visit";
                return tx
                    .run("UPDATE visit SET date = ? WHERE def_oid = ? AND repeat = ? AND subject ="
                         " (SELECT id FROM subject WHERE label = ?)",
                         words(date), words(visit), repeat, words(label))
                    .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
            })
            .has_value();
    }

    QStringList labelsWhere(const char* expression, const char* cut = "") {
        const auto found = cohorts().evaluate({{words(expression), {}}}, words(cut), {});
        if (!found)
            return {QString::fromLatin1(found.error().code)};
        QStringList labels;
        for (const std::size_t row : found->second.members.members())
            labels.append(found->first.subjects()[row].label.last(1));
        return labels;
    }

    std::unique_ptr<StudyFixture> fixture_;
    std::unique_ptr<DefinitionService> definitions_;
    std::unique_ptr<FormService> forms_;
    bool untouched_ = false;
};

/// S-0001 M 60, IA1, died; S-0002 F 49, IIIB, alive; S-0003 F, partial birth, no stage with a reason; S-0004 nothing.
void CohortServiceTest::init() {
    // Making the study takes its time: tests that only look share one.
    static const QList<QByteArray> looking{"columnsOfTheStudy", "valuesBecomeColumns", "whereIsTrue",
                                           "countsAgreeWithSql", "cutLeavesLaterVisitsOut"};
    const bool looks = looking.contains(QByteArray(QTest::currentTestFunction()));
    if (fixture_ && looks && untouched_)
        return;
    untouched_ = looks;
    forms_.reset();
    definitions_.reset();
    fixture_ = std::make_unique<StudyFixture>();
    QVERIFY(fixture_->make());
    definitions_ = std::make_unique<DefinitionService>(database(), session(), fixture_->clock);
    forms_ = std::make_unique<FormService>(database(), session(), fixture_->clock, *definitions_);
    if (QByteArrayView(QTest::currentTestFunction()) == "withoutDefinition")
        return;
    const auto installed = definitions_->installLungStudy();
    QVERIFY2(installed.has_value(), installed ? "" : installed.error().code.constData());
    for (const char* label : {"S-0001", "S-0002", "S-0003", "S-0004"})
        QVERIFY(database()
                    .writeAndWait([&](WriteTransaction& tx) { return addSubject(tx, words(label)); })
                    .has_value());
    QVERIFY(set("S-0001/SCR/DM", {{"sex", "M"},
                                  {"birth_date", "1964-01-15"},
                                  {"consent_type", "WRITTEN"},
                                  {"consent_date", "2024-01-20"},
                                  {"index_date", "2024-02-01"},
                                  {"weight_kg", "70"}}));
    QVERIFY(set("S-0002/SCR/DM", {{"sex", "F"}, {"birth_date", "1974-06"}, {"index_date", "2024-02-01"}}));
    QVERIFY(set("S-0003/SCR/DM", {{"sex", "F"}, {"birth_date", "1974"}, {"index_date", "2024-03-01"}}));
    QVERIFY(set("S-0001/SCR/STG", {{"stg_edition", "9"}, {"c_stage", "IA1"}}));
    QVERIFY(set("S-0002/SCR/STG", {{"stg_edition", "9"}, {"c_stage", "IIIB"}}));
    QVERIFY(set("S-0003/SCR/STG", {{"c_stage", "=UNK"}}));
    QVERIFY(set("S-0001/SCR/ELIG", {{"arm", "SURG"}}));
    QVERIFY(set("S-0002/SCR/ELIG", {{"arm", "SYST"}}));
    QVERIFY(set("S-0001/SURV#1/FU",
                {{"fu_date", "2024-05-01"}, {"fu_status", "ALIVE"}, {"fu_last_alive", "2024-05-01"}}));
    QVERIFY(
        set("S-0001/SURV#2/FU", {{"fu_date", "2024-09-01"}, {"fu_status", "DEAD"}, {"fu_death", "2024-08"}}));
    QVERIFY(set("S-0002/SURV#1/FU",
                {{"fu_date", "2024-06-01"}, {"fu_status", "ALIVE"}, {"fu_last_alive", "2024-05-31"}}));
    QVERIFY(visitDate("S-0001", "SURV", 1, "2024-05-01"));
    QVERIFY(visitDate("S-0001", "SURV", 2, "2024-09-01"));
    QVERIFY(visitDate("S-0002", "SURV", 1, "2024-06-01"));
}

void CohortServiceTest::columnsOfTheStudy() {
    const auto columns = cohorts().columns();
    QVERIFY(columns.has_value());
    QHash<QString, cohort::ColumnInfo> byName;
    for (const auto& info : *columns) {
        QVERIFY2(!byName.contains(info.name), qPrintable(info.name));
        byName.insert(info.name, info);
    }
    for (const char* name :
         {"subject",    "site",     "sex",          "age",      "arm",        "stage",         "histology",
          "modality",   "exams",    "os_months",    "os_event", "pfs_months", "form_DM",       "c_stage",
          "smk_status", "lab_crea", "lab_crea_max", "egfr",     "weight_kg",  "ae_grade_last", "ai_findings"})
        QVERIFY2(byName.contains(words(name)), name);
    using Kind = cohort::ColumnKind;
    QCOMPARE(byName[words("c_stage")].kind, Kind::Code);
    QCOMPARE(byName[words("c_stage")].codeOrder.first(), words("OCC"));
    QCOMPARE(byName[words("bmi")].kind, Kind::Number); // calculated, round(...)
    QCOMPARE(byName[words("consent_or_waiver")].kind, Kind::Date); // calculated, of two dates
    QCOMPARE(byName[words("elig_ok")].kind, Kind::Boolean); // calculated truth
    QCOMPARE(byName[words("pdl1_class")].kind, Kind::Code); // calculated text
    QCOMPARE(byName[words("cci_items")].kind, Kind::Set);
    QCOMPARE(byName[words("c_stage_calc")].kind, Kind::Code); // of a service
    // What the program calls by codes has words in both languages.
    for (const auto& info : *columns)
        if (info.name == u"status" || info.name == u"dates_imputed" || info.name.startsWith(u"form_"))
            for (const QString& code : info.codeOrder)
                for (const QString& language : {words("en"), words("zh")})
                    QVERIFY2(info.codeLabels.value(code).contains(language), qPrintable(info.name));
    QCOMPARE(textIn(byName[words("status")].codeLabels[words("enrolled")], words("zh")), words("已入组"));
    QVERIFY(!byName[words("form_DM")].codeOrder.isEmpty());
    // Identity and free text are no columns, whatever is entered there.
    for (const char* name : {"idn_id_no", "idn_name", "elig_reason", "pa_no", "ct_exam"})
        QVERIFY2(!byName.contains(words(name)), name);
}

/// Subjects, images and nothing else: the table still works.
void CohortServiceTest::withoutDefinition() {
    QVERIFY(database()
                .writeAndWait([](WriteTransaction& tx) { return addSubject(tx, words("S-0009")); })
                .has_value());
    QCOMPARE(labelsWhere("exams = 0"), QStringList{words("9")});
    QCOMPARE(labelsWhere("is_blank(sex)"), QStringList{words("9")});
    QCOMPARE(labelsWhere("age > 50"), QStringList());
    QCOMPARE(labelsWhere("smk_status = 'X'"), QStringList{words("ref")});
}

void CohortServiceTest::valuesBecomeColumns() {
    const auto table = cohorts().analysisTable({}, {});
    QVERIFY2(table.has_value(), table ? "" : table.error().code.constData());
    QCOMPARE(table->rows(), std::size_t(4));
    const auto row = [&](const char* name) {
        const cohort::Column* column = table->column(words(name));
        QStringList texts;
        for (std::size_t i = 0; column && i < column->size(); ++i)
            texts.append(column->isMissing(i) ? u'?' + QString::fromLatin1(column->reason(i))
                                              : column->text(i));
        return texts.join(u' ');
    };
    QCOMPARE(row("subject"), words("S-0001 S-0002 S-0003 S-0004"));
    QCOMPARE(row("sex"), words("M F F ?"));
    QCOMPARE(row("birth_date"), words("1964-01-15 1974-06 1974 ?"));
    QCOMPARE(row("age"), words("60 49 ? ?")); // 1974-06: 49 on every day; 1974 at 2024-03-01: 49 or 50
    QCOMPARE(row("stage"), words("IA1 IIIB ?UNK ?"));
    QCOMPARE(row("c_stage"), words("IA1 IIIB ?UNK ?"));
    QCOMPARE(row("arm"), words("SURG SYST ? ?"));
    QCOMPARE(row("weight_kg"), words("70 ? ? ?"));
    QCOMPARE(row("consent_or_waiver"), words("2024-01-20 ? ? ?"));
    QCOMPARE(row("form_DM"), words("incomplete incomplete incomplete not-started"));
    QCOMPARE(row("exams"), words("0 0 0 0"));
    QCOMPARE(row("modality"), words("? ? ? ?"));
    // Day of death missing: the 15th. 2024-02-01 to 2024-08-15 is 196 days.
    QCOMPARE(row("os_days"), words("196 121 ?no-follow-up ?no-index"));
    QCOMPARE(row("os_event"), words("true false ?no-follow-up ?no-index"));
    QCOMPARE(row("dates_imputed"), words("D none none none"));
    QCOMPARE(row("pfs_days"), words("?no-assessment ?no-assessment ?no-assessment ?no-index"));
    QCOMPARE(table->column(words("os_months"))->numbers()[1], 121 / 30.4375);
    QVERIFY(table->auditSeq > 0);
}

void CohortServiceTest::whereIsTrue_data() {
    QTest::addColumn<QStringList>("labels");
    const auto row = [](const char* expression, const QStringList& labels) {
        QTest::newRow(expression) << labels;
    };
    row("true", {words("1"), words("2"), words("3"), words("4")});
    row("sex = 'F'", {words("2"), words("3")});
    row("sex != 'F'", {words("1")});
    row("age >= 50", {words("1")});
    row("stage in ('IA1', 'IA2') or arm = 'SYST'", {words("1"), words("2")});
    row("is_missing(stage)", {words("3"), words("4")});
    row("reason(stage) = 'UNK'", {words("3")});
    row("os_event and os_months > 6", {words("1")});
    row("index_date < d'2024-03-01'", {words("1"), words("2")});
    row("subject = 'S-0003'", {words("3")});
    row("status = 'enrolled' and form_DM = 'not-started'", {words("4")});
    row("weight_kg > 69.9 and weight_kg <= 70", {words("1")});
    row("nosuch > 1", {words("ref")});
    row("age > '5'", {words("type")});
}

void CohortServiceTest::whereIsTrue() { QTEST(labelsWhere(QTest::currentDataTag()), "labels"); }

/// The same question in plain SQL.
void CohortServiceTest::countsAgreeWithSql() {
    const auto byCode = database().read([](ReadConnection& c) {
        return c.one("SELECT count(DISTINCT f.subject) FROM item_value v JOIN item_def d ON d.id = v.item_id "
                     "JOIN form_row r"
                     " ON r.id = v.row_id JOIN form f ON f.id = r.form WHERE d.oid = 'sex' AND v.txt = 'F' "
                     "AND v.held = 0");
    });
    QCOMPARE(labelsWhere("sex = 'F'").size(), qsizetype(byCode->value_or(-1)));
    QCOMPARE(byCode->value_or(-1), 2);
}

void CohortServiceTest::aggregates() {
    QVERIFY(set("S-0001/SCR/VS", {{"vs_weight", "71.5"}}));
    QVERIFY(set("S-0001/TRT#1/VS", {{"vs_weight", "69"}}));
    QVERIFY(set("S-0001/TRT#2/VS", {{"vs_weight", "=NASK"}}));
    QVERIFY(set("S-0001/TRT#3/VS", {{"vs_weight", "66"}}));
    const auto table =
        cohorts().analysisTable({{words("vs_weight"), words("vs_weight_last"), words("vs_weight_min"),
                                  words("vs_weight_max"), words("vs_weight_mean"), words("vs_weight_count")},
                                 {}},
                                {});
    QVERIFY(table.has_value());
    QCOMPARE(table->columns().size(), std::size_t(6));
    const auto number = [&](const char* name) { return table->column(words(name))->text(0); };
    QCOMPARE(number("vs_weight"), words("71.5"));
    QCOMPARE(number("vs_weight_last"), words("66"));
    QCOMPARE(number("vs_weight_min"), words("66"));
    QCOMPARE(number("vs_weight_max"), words("71.5"));
    QVERIFY(std::abs(table->column(words("vs_weight_mean"))->numbers()[0] - 206.5 / 3) < 1e-12);
    QCOMPARE(number("vs_weight_count"), words("3"));
    QVERIFY(table->column(words("vs_weight"))->isMissing(1));
    QCOMPARE(table->column(words("vs_weight_count"))->text(1), words("0"));
}

void CohortServiceTest::cutLeavesLaterVisitsOut() {
    // Before the report of the death: alive at the last contact.
    const auto table =
        cohorts().analysisTable({{words("os_days"), words("os_event")}, words("2024-07-31")}, {});
    QVERIFY(table.has_value());
    QCOMPARE(table->column(words("os_days"))->text(0), words("90")); // 2024-05-01
    QCOMPARE(table->column(words("os_event"))->text(0), words("false"));
    QCOMPARE(table->cut, words("2024-07-31"));
    QCOMPARE(cohorts().analysisTable({{}, words("2024-07")}, {}).error().code, QByteArray("bad-cut"));
    QCOMPARE(cohorts().analysisTable({{}, words("soon")}, {}).error().code, QByteArray("bad-cut"));
}

void CohortServiceTest::saveFreezes() {
    const cohort::Criteria criteria{{words("sex = 'F'"), {}}, {words("age < 50"), words("Under 50")}};
    const auto saved = cohorts().save(words(" Women "), criteria, {}, {});
    QVERIFY2(saved.has_value(), saved ? "" : saved.error().code.constData());
    QCOMPARE(saved->name, words("Women"));
    QCOMPARE(saved->members, 1);
    QCOMPARE(saved->criteria, criteria);
    QCOMPARE(saved->numbers[u"start"].toInt(), 4);
    const QJsonArray steps = saved->numbers[u"steps"].toArray();
    QCOMPARE(steps[0][u"after"].toInt(), 2);
    QCOMPARE(steps[0][u"unknown"].toInt(), 1); // S-0004
    QCOMPARE(steps[1][u"unknown"].toInt(), 1); // S-0003: 49 or 50
    const auto members = cohorts().members(saved->id);
    QCOMPARE(members->size(), 1);
    QCOMPARE(members->first().label, words("S-0002"));
    for (const QString& operand : {words("Women"), QString::number(saved->id.value), saved->uuid.toString()})
        QCOMPARE(cohorts().find(operand)->id, saved->id);
    QCOMPARE(cohorts().find(words("Men")).error().code, QByteArray("no-such-cohort"));
    QCOMPARE(cohorts().list()->size(), 1);
    // One audit row that commits to the members.
    const auto audited = database().read([](ReadConnection& c) {
        return c.one("SELECT count(*) FROM audit WHERE object_kind = 'cohort' AND action = 'create'");
    });
    QCOMPARE(audited->value_or(-1), 1);
    // Nothing changes a frozen cohort.
    const auto changed =
        database().writeAndWait([](WriteTransaction& tx) { return tx.run("DELETE FROM cohort_member"); });
    QVERIFY(!changed);
    QCOMPARE(cohorts().members(saved->id)->size(), 1);
}

void CohortServiceTest::emptyAndEveryone() {
    QCOMPARE(cohorts().save(words("nobody"), {{words("false"), {}}}, {}, {})->members, 0);
    QCOMPARE(cohorts().save(words("all"), {}, {}, {})->members, 4);
    QCOMPARE(cohorts().save(words("all too"), {{words("true"), {}}}, {}, {})->members, 4);
    QCOMPARE(cohorts().list()->first().name, words("all too"));
}

void CohortServiceTest::refusedNames() {
    const auto code = [&](const QString& name) {
        const auto saved = cohorts().save(name, {}, {}, {});
        return saved ? QByteArray() : saved.error().code;
    };
    QCOMPARE(code(words("x")), QByteArray());
    QCOMPARE(code(words("x")), QByteArray("cohort-exists"));
    QCOMPARE(code(words("  ")), QByteArray("bad-cohort-name"));
    QCOMPARE(code(words("12")), QByteArray("bad-cohort-name"));
    QCOMPARE(code(QString(101, u'x')), QByteArray("bad-cohort-name"));
    QCOMPARE(code(words("a\nb")), QByteArray("bad-cohort-name"));
    QCOMPARE(cohorts().save(words("y"), {{words("nosuch = 1"), {}}}, {}, {}).error().code, QByteArray("ref"));
    QCOMPARE(cohorts().list()->size(), 1);
}

void CohortServiceTest::differenceSaysWhy() {
    const auto saved =
        cohorts().save(words("c"), {{words("sex = 'F'"), {}}, {words("stage = 'IIIB'"), {}}}, {}, {});
    QCOMPARE(saved->members, 1);
    QCOMPARE(cohorts().difference(saved->id, {})->unchanged, 1);
    QVERIFY(set("S-0002/SCR/STG", {{"c_stage", "=UNK"}}));
    QVERIFY(set("S-0003/SCR/STG", {{"c_stage", "IIIB"}}));
    const auto now = cohorts().difference(saved->id, {});
    QVERIFY(now.has_value());
    QCOMPARE(now->unchanged, 0);
    QCOMPARE(now->in.size(), 1);
    QCOMPARE(now->in[0].label, words("S-0003"));
    QCOMPARE(now->out.size(), 1);
    QCOMPARE(now->out[0].label, words("S-0002"));
    QCOMPARE(now->out[0].line, 2);
    QVERIFY(now->out[0].unknown);
    // Frozen: the same member and numbers, whatever has changed.
    QCOMPARE(cohorts().members(saved->id)->size(), 1);
    QCOMPARE(cohorts().members(saved->id)->first().label, words("S-0002"));
    const auto kept = cohorts().find(words("c"));
    QCOMPARE(kept->members, 1);
    QCOMPARE(kept->numbers, saved->numbers);
    QCOMPARE(kept->numbers[u"steps"].toArray()[1][u"after"].toInt(), 1);
}

void CohortServiceTest::rights() {
    Session reader = session();
    reader.roles = {Role::Reader};
    CohortService asReader(database(), reader, *definitions_);
    QCOMPARE(asReader.list().error().code, QByteArray("no-right"));
    QCOMPARE(asReader.analysisTable({}, {}).error().code, QByteArray("no-right"));
    QCOMPARE(asReader.columns().error().code, QByteArray("no-right"));
    Session monitor = session();
    monitor.roles = {Role::Monitor};
    CohortService asMonitor(database(), monitor, *definitions_);
    QVERIFY(asMonitor.list().has_value());
    QCOMPARE(asMonitor.save(words("m"), {}, {}, {}).error().code, QByteArray("no-right"));
    Session readOnly = session();
    readOnly.readOnly = true;
    CohortService beside(database(), readOnly, *definitions_);
    QVERIFY(beside.run({}, {}, {}).has_value());
    QCOMPARE(beside.save(words("m"), {}, {}, {}).error().code, QByteArray("read-only"));
    QCOMPARE(cohorts().list()->size(), 0);
}

/// With one unaided read pending, no column tells what AI found, in nobody.
void CohortServiceTest::blindedReaderSeesNoAi() {
    QCOMPARE(labelsWhere("ai_findings = 0").size(), 4);
    const auto given = database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "task";
        return tx.run("INSERT INTO dicom_study(uuid, study_uid, subject) VALUES(?, '1.2', 1)", tx.newUuid())
            .and_then([&] {
                return tx.run(
                    "INSERT INTO dicom_series(uuid, series_uid, study, modality, kind) VALUES(?, '1.2.3', 1,"
                    " 'CT', 'image')",
                    tx.newUuid());
            })
            .and_then([&] {
                return tx.run("INSERT INTO reading_task(uuid, subject, series, reader, mode, state, ordinal, "
                              "created_ms)"
                              " VALUES(?, 1, 1, ?, 'unaided', 'new', 1, 1)",
                              tx.newUuid(), session().user);
            })
            .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
    });
    QVERIFY2(given.has_value(), given ? "" : given.error().code.constData());
    for (const char* expression : {"ai_findings = 0", "overlays >= 0", "is_blank(ai_score)"})
        QCOMPARE(labelsWhere(expression), QStringList{words("ref")});
    QCOMPARE(labelsWhere("exams = 1 and has(modality, 'CT')"), QStringList{words("1")});
}

QTEST_GUILESS_MAIN(CohortServiceTest)
#include "CohortServiceTest.moc"
