// SPDX-License-Identifier: GPL-3.0-or-later
//
// Data sets from a real encrypted study: judged by pydicom, csv, sha256sum, dciodvfy and a byte search.
#include "core/forms/DefinitionJson.h"
#include "storage/export/ExportService.h"
#include "storage/imaging/ImportService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/ByteSearch.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QDate>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringEncoder>

#include <sys/stat.h>

using namespace casebook;
using namespace casebook::test;

namespace {

LanguageText text(const char* en) { return {{QStringLiteral("en"), QString::fromLatin1(en)}}; }

StudyDefinition smallStudy() {
    StudyDefinition d;
    d.oid = QStringLiteral("SMALL");
    d.name = text("Small");
    d.languages = {QStringLiteral("en")};
    d.codeLists = {{QStringLiteral("SMOKE"),
                    text("Smoking"),
                    {{QStringLiteral("NEVER"), text("never"), {}, {}, false},
                     {QStringLiteral("EVER"), text("ever"), {}, {}, false}}}};
    const auto item = [&](const char* oid, ItemType type, VariableClass c, const char* unit = "",
                          const char* list = "") {
        ItemDef i;
        i.oid = QString::fromLatin1(oid);
        i.label = text(oid);
        i.type = type;
        i.variableClass = c;
        i.unit = QString::fromLatin1(unit);
        i.codeList = QString::fromLatin1(list);
        d.items.append(i);
    };
    using C = VariableClass;
    item("phone", ItemType::Text, C::DirectIdentifier);
    item("birth_date", ItemType::Date, C::QuasiIdentifier);
    item("age_consent", ItemType::Calculated, C::QuasiIdentifier, "a");
    item("index_date", ItemType::Date, C::Other);
    item("smoking", ItemType::Code, C::QuasiIdentifier, "", "SMOKE");
    item("onset", ItemType::Date, C::Other);
    item("note", ItemType::LongText, C::FreeText);
    item("subj_no", ItemType::Text, C::Other);
    item("lot", ItemType::Text, C::Other);
    item("fu_death", ItemType::Date, C::QuasiIdentifier);
    item("fu_last_alive", ItemType::Date, C::Other);
    item("size_mm", ItemType::Decimal, C::Other, "mm");
    item("hidden_id", ItemType::Text, C::Other);
    const auto form = [&](const char* oid, const char* items, const char* group = "") {
        FormDef f;
        f.oid = QString::fromLatin1(oid);
        f.label = text(oid);
        f.sections = {SectionDef{text("s"), QString::fromLatin1(group), text("g"), 0,
                                 QString::fromLatin1(items).split(u' ')}};
        return f;
    };
    d.forms = {form("DM", "phone birth_date age_consent index_date smoking onset note subj_no lot"),
               form("FU", "fu_death fu_last_alive"), form("NOD", "size_mm", "NODR"),
               form("IDN", "hidden_id")};
    d.forms[3].neverExported = true;
    d.anchors = {{QStringLiteral("INDEX"), QStringLiteral("@SCR:DM:index_date")}};
    return d;
}

struct Answer {
    const char* item;
    ValueKind kind;
    const char* value; ///< missing code for Null
    bool held = false;
};

} // namespace

class ExportServiceTest : public QObject {
    Q_OBJECT
    StudyFixture study_;
    WorkerPool workers_{2};
    QTemporaryDir source_;
    qint64 itemId_ = 0;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(runPython(QStringLiteral("import runpy, sys; sys.argv = sys.argv[1:]; "
                                         "runpy.run_path(sys.argv[0], run_name='__main__')"),
                          {QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_export.py"), source_.path()})
                    .startsWith("done"));
        QVERIFY(study_.make());
        ImportService importer(study_.vault->database(), study_.vault->objects(), workers_,
                               study_.vault->session(), study_.clock);
        const auto report = importer.run({source_.path()}, Job{}, {});
        VERIFY_OK(report);
        QCOMPARE(report->imported, 16);
        VERIFY_OK(fill());
    }

    /// T23 (dates of forms and images move alike), T28 (a frame of reference of two subjects becomes two).
    void releasesAWholeSet() {
        const QString folder = study_.beside(QStringLiteral("whole"));
        const auto result = service().run(QStringLiteral("all"), {}, folder, Job{});
        VERIFY_OK(result);
        QCOMPARE(result->subjects, 2);
        QCOMPARE(result->objects, 14);
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".part")));
        QSet<QByteArray> reasons;
        for (const auto& e : result->excluded)
            reasons.insert(e.reason);
        QCOMPARE(reasons, (QSet<QByteArray>{"class-not-released", "frame-of-reference"}));
        struct stat info{};
        QCOMPARE(::stat(folder.toLocal8Bit().constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0700);
        searchFor(folder);

        const QJsonObject facts = judged(folder);
        QCOMPARE(facts[QStringLiteral("objects")].toInt(), 14);
        QCOMPARE(facts[QStringLiteral("ages")].toArray(),
                 (QJsonArray{QStringLiteral("067Y"), QStringLiteral("090Y")}));
        const QJsonObject tables = facts[QStringLiteral("tables")].toObject();
        QVERIFY(!tables.contains(QStringLiteral("idn")));
        // CRF and DICOM dates of a subject move alike: the visit is on the day of the first exam.
        QMap<QString, QString> visits, first;
        for (const QJsonValue& row : tables[QStringLiteral("visits")].toArray())
            visits.insert(row[QStringLiteral("subject")].toString(), row[QStringLiteral("date")].toString());
        for (const QJsonValue& pair : facts[QStringLiteral("study_dates")].toArray()) {
            const QString subject = pair[0].toString(), date = pair[1].toString();
            if (!first.contains(subject) || date < first[subject])
                first[subject] = date;
        }
        QCOMPARE(visits.size(), 2);
        for (auto it = visits.cbegin(); it != visits.cend(); ++it)
            QCOMPARE(QString(it.value()).remove(u'-'), first.value(it.key()));
        const QJsonArray dm = tables[QStringLiteral("dm")].toArray();
        QCOMPARE(dm.size(), 2);
        QSet<QString> ages, lots;
        for (const QJsonValue& row : dm) {
            QVERIFY(!row.toObject().contains(QStringLiteral("phone")));
            QVERIFY(!row.toObject().contains(QStringLiteral("birth_date")));
            QVERIFY(!row.toObject().contains(QStringLiteral("note")));
            QCOMPARE(row[QStringLiteral("subj_no")], row[QStringLiteral("subject")]);
            QCOMPARE(row[QStringLiteral("index_date_day")].toString(), QStringLiteral("0"));
            ages.insert(row[QStringLiteral("age_consent")].toString());
            lots.insert(row[QStringLiteral("lot")].toString());
        }
        QCOMPARE(ages, (QSet<QString>{QStringLiteral("67"), QStringLiteral("90")}));
        QCOMPARE(lots, (QSet<QString>{QString(), QStringLiteral("B7")})); // a telephone number was screened
        QStringList deaths;
        for (const QJsonValue& row : tables[QStringLiteral("fu")].toArray()) {
            QVERIFY(!row.toObject().contains(QStringLiteral("fu_death")));
            deaths.append(row[QStringLiteral("fu_death_day")].toString());
        }
        deaths.sort();
        QCOMPARE(deaths, (QStringList{QString(), QStringLiteral("366")}));
        // The times that the cohort pages count with leave too: a script must come to the same numbers.
        QStringList times;
        for (const QJsonValue& row : tables[QStringLiteral("outcomes")].toArray())
            times.append(row[QStringLiteral("os_days")].toString() + u'/' +
                         row[QStringLiteral("os_event")].toString());
        QCOMPARE(times.size(), 2);
        QVERIFY2(times.contains(QStringLiteral("366/1")), qPrintable(times.join(u' ')));
        QCOMPARE(tables[QStringLiteral("nod_nodr")].toArray().size(), 2);
    }

    void partialDatesKeepWhatIsSafe() {
        const QString folder = study_.beside(QStringLiteral("partial"));
        ExportOptions options;
        options.kind = ExportOptions::Kind::Csv;
        VERIFY_OK(service().run(QStringLiteral("all"), options, folder, Job{}));
        const QJsonArray dm = judged(folder)[QStringLiteral("tables")][QStringLiteral("dm")].toArray();
        QSet<QString> missing;
        for (const QJsonValue& row : dm) {
            const QString onset = row[QStringLiteral("onset")].toString();
            QVERIFY2(onset.isEmpty() || onset.size() == 4, qPrintable(onset)); // "2019-03" in the study
            QCOMPARE(row[QStringLiteral("onset_day")].toString(), QString());
            missing.insert(row[QStringLiteral("onset_missing")].toString());
        }
        QCOMPARE(missing, (QSet<QString>{QString(), QStringLiteral("UNK")}));
    }

    void t31SameBytesAgain() {
        const QString one = study_.beside(QStringLiteral("one")), two = study_.beside(QStringLiteral("two"));
        const auto first = service().run(QStringLiteral("all"), {}, one, Job{});
        VERIFY_OK(first);
        study_.clock.advance(86'400'000LL * 40);
        const auto second = service().repeat(first->uuid.toString(), two, Job{});
        VERIFY_OK(second);
        QVERIFY(second->sameAsBefore);
        QCOMPARE(filesOf(one), filesOf(two));
        for (const QString& path : filesOf(one))
            QCOMPARE(test::readFile(one + u'/' + path), test::readFile(two + u'/' + path));
    }

    void t26TwoExportsShareNothing() {
        const QString one = study_.beside(QStringLiteral("a")), two = study_.beside(QStringLiteral("b"));
        VERIFY_OK(service().run(QStringLiteral("all"), {}, one, Job{}));
        VERIFY_OK(service().run(QStringLiteral("all"), {}, two, Job{}));
        const QJsonObject a = judged(one), b = judged(two);
        for (const char* what : {"uids", "pseudonyms"}) {
            QSet<QString> seen;
            for (const QJsonValue& v : a[QLatin1StringView(what)].toArray())
                seen.insert(v.toString());
            QVERIFY(!seen.isEmpty());
            for (const QJsonValue& v : b[QLatin1StringView(what)].toArray())
                QVERIFY2(!seen.contains(v.toString()), what);
        }
    }

    void indexDates() {
        const QString folder = study_.beside(QStringLiteral("index"));
        ExportOptions options;
        options.dates = ExportOptions::Dates::Index;
        VERIFY_OK(service().run(QStringLiteral("all"), options, folder, Job{}));
        const QJsonObject facts = judged(folder);
        for (const QJsonValue& row : facts[QStringLiteral("tables")][QStringLiteral("dm")].toArray())
            QCOMPARE(row[QStringLiteral("index_date")].toString(), QStringLiteral("1960-01-01"));
        QSet<QString> dates;
        for (const QJsonValue& pair : facts[QStringLiteral("study_dates")].toArray())
            dates.insert(pair[1].toString());
        QVERIFY(dates.contains(QStringLiteral("19600101")));
    }

    void strictHasNoDates() {
        const QString folder = study_.beside(QStringLiteral("strict"));
        ExportOptions options;
        options.profile = QStringLiteral("strict");
        VERIFY_OK(service().run(QStringLiteral("all"), options, folder, Job{}));
        for (const QString& path : filesOf(folder)) {
            if (path.startsWith(u"data/")) {
                const QString all = QString::fromUtf8(test::readFile(folder + u'/' + path));
                QVERIFY2(!all.contains(QRegularExpression(QStringLiteral("\\d{4}-\\d{2}-\\d{2}"))),
                         qPrintable(path));
            }
        }
    }

    void cutLeavesOutWhatIsLater() {
        ExportOptions options;
        options.cut = QStringLiteral("2023-06-01");
        const auto plan = service().preview(QStringLiteral("all"), options, false, Job{});
        VERIFY_OK(plan);
        QCOMPARE(plan->data.exams.size(), 1); // 2023-05-17
        QCOMPARE(service()
                     .preview(
                         QStringLiteral("all"),
                         [] {
                             ExportOptions o;
                             o.cut = QStringLiteral("2023-13");
                             return o;
                         }(),
                         false, Job{})
                     .error()
                     .code,
                 QByteArray("bad-date"));
    }

    void previewWritesNothing() {
        const auto before = countOf(study_.vault->database(), "export_set");
        const auto plan = service().preview(QStringLiteral("all"), {}, true, Job{});
        VERIFY_OK(plan);
        QCOMPARE(*countOf(study_.vault->database(), "export_set"), *before);
        QCOMPARE(plan->images.size(), 12);
        QCOMPARE(plan->segmentations.size(), 2);
        const auto name = std::find_if(plan->attributes.begin(), plan->attributes.end(),
                                       [](const ExportAttribute& a) { return a.path == "00100010"; });
        QVERIFY(name != plan->attributes.end());
        QCOMPARE(name->action, QByteArray("D"));
        QVERIFY(std::any_of(plan->samples.begin(), plan->samples.end(), [](const dicom::DeidSample& s) {
            return s.before == u"Lakeside General Hospital";
        }));
        QVERIFY(
            std::any_of(plan->tables.excluded.begin(), plan->tables.excluded.end(),
                        [](const ExcludedItem& i) { return i.item == u"phone" && i.reason == "direct"; }));
    }

    /// The writer keeps the study's own words for the cohort; the check finds the name in them.
    void nothingIsReleasedWhenTheCheckFinds() {
        VERIFY_OK(study_.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            return addCohort(tx, QStringLiteral("Weiwei Zhang and others"));
        }));
        const QString folder = study_.beside(QStringLiteral("leak"));
        const auto result = service().run(QStringLiteral("Weiwei Zhang and others"), {}, folder, Job{});
        QVERIFY(!result);
        QCOMPARE(result.error().code, QByteArray("export-refused"));
        QVERIFY(!result.error().args.join(u' ').contains(u"Weiwei"));
        QVERIFY(!QFileInfo::exists(folder));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".part")));
        const auto rows = service().list();
        VERIFY_OK(rows);
        QCOMPARE(rows->last().state, QByteArray("refused"));
        QVERIFY(rows->last().part.isEmpty());
    }

    void aChangedByteIsFound() {
        const QString folder = study_.beside(QStringLiteral("changed"));
        VERIFY_OK(service().run(QStringLiteral("all"), {}, folder, Job{}));
        auto report = service().check(folder, Job{});
        VERIFY_OK(report);
        QVERIFY2(report->ok(), report->toText().constData());
        QVERIFY(
            writeFile(folder + QStringLiteral("/notes.txt"), QStringLiteral("seen by 欧阳明远").toUtf8()));
        QVERIFY(writeFile(folder + QStringLiteral("/page.bin"), "x"));
        QVERIFY(flipByte(folder + QStringLiteral("/data/visits.csv"), 3));
        report = service().check(folder, Job{});
        VERIFY_OK(report);
        QSet<QByteArray> kinds;
        for (const auto& fault : report->faults)
            kinds.insert(fault.check);
        QCOMPARE(kinds, (QSet<QByteArray>{"identifier", "kind", "checksum", "table"}));
    }

    void stoppedLeavesNothing() {
        std::stop_source stop;
        Job job{stop.get_token(), [&](std::int64_t, std::int64_t) { stop.request_stop(); }};
        const QString folder = study_.beside(QStringLiteral("stopped"));
        const auto result = service().run(QStringLiteral("all"), {}, folder, job);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QByteArray("cancelled"));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral(".part")));
        QVERIFY(!QFileInfo::exists(folder));
    }

    void aCrashLeavesItsPlace() {
        const QString part = study_.beside(QStringLiteral("crash.part"));
        QVERIFY(QDir().mkpath(part + QStringLiteral("/images")));
        VERIFY_OK(study_.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            if (auto r = tx.run("INSERT INTO export_set(uuid,cohort,kind,key,state,part,user,created_ms)"
                                " VALUES(?,1,'dataset',x'00','running',?,1,0)",
                                tx.newUuid(), part);
                !r)
                return r;
            return audited(tx);
        }));
        const auto left = service().interrupted();
        VERIFY_OK(left);
        QCOMPARE(left->size(), 1);
        QCOMPARE(left->first().part, part);
        VERIFY_OK(service().removePart(left->first().uuid));
        QVERIFY(!QFileInfo::exists(part));
        QCOMPARE(service().interrupted()->size(), 0);
    }

    void neverOverwrites() {
        const auto result = service().run(QStringLiteral("all"), {}, source_.path(), Job{});
        QVERIFY(!result);
        QCOMPARE(result.error().code, QByteArray("folder-exists"));
        QCOMPARE(service()
                     .run(QStringLiteral("nobody"), {}, study_.beside(QStringLiteral("n")), Job{})
                     .error()
                     .code,
                 QByteArray("no-such-cohort"));
    }

    /// A data manager exports without ever seeing a name.
    void valuesOnlyForWhoMayReadThem() {
        Session manager = study_.vault->session();
        manager.roles = {Role::DataManager};
        ExportService other(study_.vault->database(), study_.vault->objects(), workers_, manager,
                            study_.clock, QStringLiteral("Casebook"));
        const auto own = service().preview(QStringLiteral("all"), {}, true, Job{}),
                   blind = other.preview(QStringLiteral("all"), {}, true, Job{});
        VERIFY_OK(own);
        VERIFY_OK(blind);
        const auto says = [](const dicom::DeidSample& s) { return !s.before.isEmpty(); };
        QVERIFY(std::any_of(own->samples.begin(), own->samples.end(), says));
        QVERIFY(std::none_of(blind->samples.begin(), blind->samples.end(), says));
        QCOMPARE(blind->samples.size(), own->samples.size());
        QVERIFY(blind->droppedWords.isEmpty());
    }

    void needsTheRight() {
        Session reader = study_.vault->session();
        reader.roles = {Role::Reader};
        ExportService other(study_.vault->database(), study_.vault->objects(), workers_, reader, study_.clock,
                            QStringLiteral("Casebook"));
        QCOMPARE(other.run(QStringLiteral("all"), {}, study_.beside(QStringLiteral("r")), Job{}).error().code,
                 QByteArray("no-right"));
        QCOMPARE(other.preview(QStringLiteral("all"), {}, false, Job{}).error().code, QByteArray("no-right"));
    }

    void cleanupTestCase() {
        const auto report = study_.verify();
        study_.vault.reset();
        Q_UNUSED(report);
    }

private:
    ExportService service() {
        return {study_.vault->database(),
                study_.vault->objects(),
                workers_,
                study_.vault->session(),
                study_.clock,
                QStringLiteral("Casebook test")};
    }

    static QStringList filesOf(const QString& folder) {
        QStringList out;
        QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories);
        while (each.hasNext())
            out.append(QDir(folder).relativeFilePath(each.next()));
        out.sort();
        return out;
    }

    QJsonObject judged(const QString& folder) {
        const QByteArray said = runPython(
            QStringLiteral("import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], "
                           "run_name='__main__')"),
            {QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/check_export.py"), source_.path(), folder});
        const QJsonObject all = QJsonDocument::fromJson(said).object();
        const QJsonArray faults = all[QStringLiteral("faults")].toArray();
        if (said.isEmpty() || !faults.isEmpty())
            QTest::qFail(said.isEmpty() ? "no answer" : QJsonDocument(faults).toJson().constData(), __FILE__,
                         __LINE__);
        return all[QStringLiteral("facts")].toObject();
    }

    void searchFor(const QString& folder) {
        ByteSearch search;
        for (const char16_t* needle :
             {u"Weiwei",     u"WEIWEI",      u"张伟伟",     u"欧阳明远", u"Mingyuan",     u"0012345678",
              u"0098765432", u"19560302",    u"1956-03-02", u"19320815", u"20240102",     u"20230517",
              u"2024-01-02", u"Lakeside",    u"LGHCT03",    u"Dafu",     u"Jishi",        u"SN778899",
              u"ACC111778",  u"13912345678", u"S-0001",     u"S-0002",   u"gave her name"})
            for (const char* codec : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
                QStringEncoder to(codec);
                if (to.isValid())
                    search.add(QByteArray(to.encode(QString::fromUtf16(needle))), QString::fromUtf16(needle));
            }
        const auto hits = search.below(folder);
        QVERIFY2(hits.isEmpty(),
                 hits.isEmpty() ? ""
                                : qPrintable(hits.first().what + QStringLiteral(" in ") + hits.first().file));
        QVERIFY(!search.below(source_.path()).isEmpty());
    }

    static Result<> audited(WriteTransaction& tx) {
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "test";
        return tx.audit(entry).map([](std::int64_t) {});
    }

    Result<> addCohort(WriteTransaction& tx, const QString& name) {
        if (auto r = tx.run(
                "INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms) VALUES(?,?,"
                "'[{\"expression\":\"age > 18\"}]',"
                "'{\"start\":2,\"steps\":[{\"before\":2,\"excluded\":0,\"unknown\":0,\"after\":2}]}',1,0,1,"
                "0)",
                tx.newUuid(), name);
            !r)
            return r;
        const auto id = tx.lastInsertId();
        if (auto r = tx.run("INSERT INTO cohort_member(cohort,subject) SELECT ?, id FROM subject", id); !r)
            return r;
        return audited(tx);
    }

    Result<> put(WriteTransaction& tx, qint64 subject, qint64 visit, const char* form, const char* group,
                 const QList<Answer>& answers) {
        if (auto r = tx.run("INSERT INTO "
                            "form(uuid,subject,anchor_kind,anchor_id,visit,definition,def_oid,state,created_"
                            "ms,changed_ms)"
                            " VALUES(?,?,1,?,?,1,?,'complete',0,0)",
                            tx.newUuid(), subject, visit, visit, QString::fromLatin1(form));
            !r)
            return r;
        const auto id = tx.lastInsertId();
        if (auto r = tx.run("INSERT INTO form_row(uuid,form,group_oid,ordinal) VALUES(?,?,?,1)", tx.newUuid(),
                            id, QString::fromLatin1(group));
            !r)
            return r;
        const auto row = tx.lastInsertId();
        for (const Answer& a : answers) {
            if (auto r = tx.run("INSERT OR IGNORE INTO item_def(oid,kind) VALUES(?,'x')",
                                QString::fromLatin1(a.item));
                !r)
                return r;
            const bool null = a.kind == ValueKind::Null;
            const std::optional<QString> value =
                null ? std::nullopt : std::optional(QString::fromUtf8(a.value));
            const std::optional<QString> missing =
                null ? std::optional(QString::fromLatin1(a.value)) : std::nullopt;
            if (auto r = tx.run("INSERT INTO item_value(row_id,item_id,kind,txt,nullf,held) SELECT "
                                "?,id,?,?,?,? FROM item_def WHERE oid=?",
                                row, int(a.kind), value, missing, int(a.held), QString::fromLatin1(a.item));
                !r)
                return r;
        }
        return {};
    }

    /// Visits, forms and a cohort of everyone, as rows: the services that make them have tests of their own.
    Result<> fill() {
        return study_.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            const QByteArray json = definitionToJson(smallStudy());
            if (auto r = tx.run("INSERT INTO definition(uuid,oid,version,name,json,hash,state,created_ms) "
                                "VALUES(?,'SMALL',1,'S',?,?,'published',0)",
                                tx.newUuid(), QString::fromUtf8(json),
                                QCryptographicHash::hash(json, QCryptographicHash::Sha256));
                !r)
                return r;
            using K = ValueKind;
            for (const bool young : {true, false}) {
                const QString pid = young ? QStringLiteral("0012345678") : QStringLiteral("0098765432");
                const auto subject = tx.one("SELECT subject FROM source_identity WHERE patient_id=?", pid);
                if (!subject)
                    return tl::unexpected(subject.error());
                const qint64 s = **subject;
                const QString day = young ? QStringLiteral("2024-01-02") : QStringLiteral("2023-05-17");
                if (auto r = tx.run(
                        "INSERT INTO visit(uuid,subject,def_oid,date,state) VALUES(?,?,'SCR',?,'done')",
                        tx.newUuid(), s, day);
                    !r)
                    return r;
                const qint64 visit = tx.lastInsertId();
                auto named = tx.prepare("SELECT label FROM subject WHERE id=?");
                if (!named)
                    return tl::unexpected(named.error());
                if (const auto row = named->bind(1, s).step(); !row)
                    return tl::unexpected(row.error());
                const QByteArray label = named->text(0).toUtf8();
                const QByteArray iso = day.toLatin1();
                if (auto r =
                        put(tx, s, visit, "DM", "",
                            {{"phone", K::Text, "13912345678"},
                             {"birth_date", K::Date, young ? "1956-03-02" : "1932-08-15"},
                             {"age_consent", K::Integer, young ? "67" : "91"},
                             {"index_date", K::Date, iso.constData()},
                             {"smoking", K::Code, "EVER"},
                             young ? Answer{"onset", K::Date, "2019-03"} : Answer{"onset", K::Null, "UNK"},
                             {"note", K::Text, "Weiwei gave her name"},
                             {"subj_no", K::Text, label.constData()},
                             {"lot", K::Text, young ? "call 13912345678" : "B7"}});
                    !r)
                    return r;
                if (auto r = put(tx, s, visit, "FU", "",
                                 {young ? Answer{"fu_death", K::Date, "2025-01-02"}
                                        : Answer{"fu_last_alive", K::Date, "2024-05-17"}});
                    !r)
                    return r;
                if (auto r = put(tx, s, visit, "NOD", "NODR", {{"size_mm", K::Decimal, "7.50"}}); !r)
                    return r;
                if (auto r = put(tx, s, visit, "IDN", "", {{"hidden_id", K::Text, "Weiwei"}}); !r)
                    return r;
            }
            return addCohort(tx, QStringLiteral("all"));
        });
    }
};

QTEST_GUILESS_MAIN(ExportServiceTest)
#include "ExportServiceTest.moc"
