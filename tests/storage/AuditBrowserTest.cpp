// SPDX-License-Identifier: GPL-3.0-or-later
//
// A person looks through a long audit. The truth is the whole list, filtered here in plain C++.
#include "core/values/Csv.h"
#include "storage/reading/AuditBrowser.h"
#include "storage/subjects/SubjectService.h"
#include "tests/storage/StudyFixture.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class AuditBrowserTest : public QObject {
    Q_OBJECT

    static constexpr int subjects = 3, changes = 400;

    AuditBrowser browser() const { return {f_.vault->database(), f_.vault->session()}; }
    QList<AuditRow> all() const {
        const auto rows = f_.vault->database().read([](ReadConnection& c) {
            AuditQuery every;
            every.limit = 1'000'000;
            return audit::list(c, every);
        });
        return rows.value_or(QList<AuditRow>());
    }
    static QList<std::int64_t> numbers(const QList<AuditRow>& rows) {
        QList<std::int64_t> out;
        for (const AuditRow& row : rows)
            out.append(row.seq);
        return out;
    }
    QList<std::int64_t> wanted(const std::function<bool(const AuditRow&)>& test) const {
        QList<std::int64_t> out;
        for (const AuditRow& row : all())
            if (test(row))
                out.prepend(row.seq);
        return out;
    }
    Result<> change(int n);
    Result<Uuid> renamed(const QString& label);
    qsizetype identityReads() const {
        return std::ranges::count(all(), QByteArray("read-identity"), &AuditRow::action);
    }
    static QString wordsOf(const QList<AuditRow>& rows) {
        QString out;
        for (const AuditRow& row : rows)
            out += row.oldValue.value_or(QString()) + u' ' + row.newValue.value_or(QString()) + u'\n';
        return out;
    }

private Q_SLOTS:
    void initTestCase();
    void filters_data();
    void filters();
    void pagesMeetWithoutGapOrRepeat();
    void specialLettersAreLetters();
    void detailHasHistoryAndLinks();
    void savesWhatIsFiltered();
    void namesNeedTheirRight_data();
    void namesNeedTheirRight();
    void readingNamesLeavesOneRowALook();
    void asksForTheRights();
    void stops();

private:
    mutable StudyFixture f_;
    QList<Uuid> subject_;
    std::int64_t middle_ = 0;
};

/// Weight and height of three people, by turns; every seventh with a reason, every eleventh with only its code.
Result<> AuditBrowserTest::change(int n) {
    return f_.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = n % 5 == 0 ? "verify" : "change";
        entry.objectKind = n % 3 == 0 ? "form" : "measurement";
        entry.object = entry.subject = subject_[n % subjects];
        entry.field = n % 2 == 0 ? "VS/WEIGHT" : "VS/HEI_GHT%";
        entry.oldValue = QString::number(n);
        entry.newValue = QString::number(n + 1);
        if (n % 7 == 0)
            entry.reasonText = u"录入错误 %1"_s.arg(n);
        if (n % 11 == 0)
            entry.reasonCode = "typing";
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

void AuditBrowserTest::initTestCase() {
    QVERIFY(f_.make());
    for (int i = 0; i < subjects; ++i)
        VERIFY_OK(f_.vault->database().writeAndWait(
            [&](WriteTransaction& tx) { return addSubject(tx, u"TJ-004%1"_s.arg(i)); }));
    for (const AuditRow& row : all())
        if (row.objectKind == "subject")
            subject_.append(row.subject);
    QCOMPARE(subject_.size(), subjects);
    for (int n = 0; n < changes; ++n) {
        f_.clock.advance(1000);
        if (n == changes / 2)
            middle_ = f_.clock.utc;
        VERIFY_OK(change(n));
    }
}

void AuditBrowserTest::filters_data() {
    QTest::addColumn<QByteArray>("what");
    for (const char* what :
         {"nothing", "from", "until", "user", "nobody", "kinds", "actions", "reason", "label", "field",
          "name", "reason text", "reason code", "object", "value", "several"})
        QTest::newRow(what) << QByteArray(what);
}

void AuditBrowserTest::filters() {
    QFETCH(QByteArray, what);
    AuditFilter filter;
    std::function<bool(const AuditRow&)> test = [](const AuditRow&) { return true; };
    const auto ask = [&](const char* name, auto&& set, auto&& truth) {
        if (what == name) {
            set();
            test = truth;
        }
    };
    ask("from", [&] { filter.fromMs = middle_; }, [&](const AuditRow& r) { return r.timeMs >= middle_; });
    ask("until", [&] { filter.untilMs = middle_; }, [&](const AuditRow& r) { return r.timeMs < middle_; });
    ask("user", [&] { filter.user = u"li.na"_s; }, [](const AuditRow& r) { return r.user == u"li.na"; });
    ask("nobody", [&] { filter.user = u"li_na"_s; }, [](const AuditRow&) { return false; });
    ask(
        "kinds", [&] { filter.kinds = {"form", "subject"}; },
        [](const AuditRow& r) { return r.objectKind == "form" || r.objectKind == "subject"; });
    ask(
        "actions", [&] { filter.actions = {"verify"}; },
        [](const AuditRow& r) { return r.action == "verify"; });
    ask(
        "reason", [&] { filter.withReason = true; },
        [](const AuditRow& r) { return !r.reasonText.isEmpty() || !r.reasonCode.isEmpty(); });
    ask(
        "label", [&] { filter.text = u" tj-0041 "_s; },
        [&](const AuditRow& r) { return r.subject == subject_[1]; });
    ask(
        "field", [&] { filter.text = u"weight"_s; },
        [](const AuditRow& r) { return r.field == "VS/WEIGHT"; });
    ask("name", [&] { filter.text = u"Li N"_s; }, [](const AuditRow& r) { return r.user == u"li.na"; });
    ask(
        "reason text", [&] { filter.text = u"录入"_s; },
        [](const AuditRow& r) { return !r.reasonText.isEmpty(); });
    ask(
        "reason code", [&] { filter.text = u"typing"_s; },
        [](const AuditRow& r) { return r.reasonCode == "typing"; });
    ask(
        "object", [&] { filter.object = subject_[2]; },
        [&](const AuditRow& r) { return r.object == subject_[2]; });
    ask(
        "value",
        [&] {
            filter.object = subject_[2];
            filter.field = "VS/WEIGHT";
        },
        [&](const AuditRow& r) { return r.object == subject_[2] && r.field == "VS/WEIGHT"; });
    ask(
        "several",
        [&] {
            filter.fromMs = middle_;
            filter.kinds = {"form"};
            filter.withReason = true;
        },
        [&](const AuditRow& r) {
            return r.timeMs >= middle_ && r.objectKind == "form" &&
                   (!r.reasonText.isEmpty() || !r.reasonCode.isEmpty());
        });
    const auto rows = browser().page(filter, 0, 100'000);
    VERIFY_OK(rows);
    const auto truth = wanted(test);
    QCOMPARE(numbers(*rows), truth);
    QCOMPARE(truth.isEmpty(), what == "nobody"); // else the row would show nothing
}

void AuditBrowserTest::pagesMeetWithoutGapOrRepeat() {
    AuditFilter filter;
    filter.actions = {"verify"};
    QList<std::int64_t> seen;
    for (std::int64_t before = 0;;) {
        const auto rows = browser().page(filter, before, 7);
        VERIFY_OK(rows);
        if (rows->isEmpty())
            break;
        QVERIFY(rows->size() <= 7);
        seen += numbers(*rows);
        before = rows->last().seq;
    }
    QCOMPARE(seen, wanted([](const AuditRow& r) { return r.action == "verify"; }));
}

void AuditBrowserTest::specialLettersAreLetters() {
    for (const auto& [text, found] :
         {std::pair(u"I_G"_s, true), {u"T%"_s, true}, {u"_EI"_s, false}, {u"%H"_s, false}}) {
        AuditFilter filter;
        filter.text = text;
        const auto rows = browser().page(filter, 0, 10);
        VERIFY_OK(rows);
        QVERIFY2(rows->isEmpty() != found, qPrintable(text));
    }
}

void AuditBrowserTest::detailHasHistoryAndLinks() {
    const QList<AuditRow> rows = all();
    const AuditRow& last = rows.last();
    const auto detail = browser().detail(last.seq), before = browser().detail(last.seq - 1);
    VERIFY_OK(detail);
    VERIFY_OK(before);
    QCOMPARE(detail->row.seq, last.seq);
    QCOMPARE(detail->row.newValue, last.newValue);
    QCOMPARE(detail->printedName, u"Li Na"_s);
    QVERIFY(!detail->host.isEmpty() && !detail->program.isEmpty());
    QCOMPARE(detail->hash.size(), 32);
    QCOMPARE(detail->previous, before->hash);
    QVERIFY(detail->hash != before->hash);
    QCOMPARE(numbers(detail->history),
             wanted([&](const AuditRow& r) { return r.object == last.object && r.field == last.field; }));
    QCOMPARE(browser().detail(last.seq + 1).error().code, QByteArray("no-such-row"));
    const auto first = browser().detail(1);
    VERIFY_OK(first);
    QVERIFY(first->previous.isEmpty());
}

void AuditBrowserTest::savesWhatIsFiltered() {
    AuditFilter filter;
    filter.text = u"录入"_s;
    const QString path = f_.beside(u"audit.csv"_s);
    const auto truth = wanted([](const AuditRow& r) { return !r.reasonText.isEmpty(); });
    const auto written = browser().save(filter, path);
    VERIFY_OK(written);
    QCOMPARE(*written, truth.size());
    const QByteArray bytes = readFile(path);
    QVERIFY(bytes.startsWith("\xEF\xBB\xBF"));
    const auto table = readCsv(QString::fromUtf8(bytes.mid(3)));
    VERIFY_OK(table);
    QCOMPARE(table->rows.size(), truth.size());
    for (qsizetype i = 0; i < truth.size(); ++i) {
        const CsvRow& row = table->rows[i];
        const auto seq = table->cell(row, u"seq").toLongLong();
        QCOMPARE(seq, truth[truth.size() - 1 - i]);
        QVERIFY(table->cell(row, u"reason").startsWith(u"录入错误"_s));
        QCOMPARE(table->cell(row, u"new").toInt(), table->cell(row, u"old").toInt() + 1);
    }
    // The row that tells of the export is the newest one of the chain that the anchor names.
    const AuditRow note = all().last();
    const auto anchor = QJsonDocument::fromJson(readFile(f_.beside(u"audit.anchor.json"_s))).object();
    QCOMPARE(anchor[u"seq"].toInteger(), note.seq);
    const auto head = browser().detail(note.seq);
    VERIFY_OK(head);
    QCOMPARE(anchor[u"hash"].toString(), QString::fromLatin1(head->hash.toHex()));
    QCOMPARE(anchor[u"csv_sha256"].toString(),
             QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
    QCOMPARE(note.action, QByteArray("export"));
    QVERIFY(note.newValue->endsWith(u"audit.csv"_s));
    QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther))); // names may stand in it
    const QString nowhere = f_.beside(u"no/such/folder.csv"_s);
    QCOMPARE(browser().save(filter, nowhere).error().code, QByteArray("figure-not-written"));
}

/// Enrolled as Lin Xiaolan with a record number, then renamed; the newest two rows say who that is.
Result<Uuid> AuditBrowserTest::renamed(const QString& label) {
    Database& database = f_.vault->database();
    SubjectService service(database, f_.vault->session(), f_.clock);
    return service.enrol({label, u"Lin Xiaolan"_s, {}, {}}).and_then([&](const Subject& made) {
        return service.rename(made.id, label, u"Lin Xiaolang"_s, u"typed wrongly"_s)
            .and_then([&] {
                return database.writeAndWait([&](WriteTransaction& tx) -> Result<> {
                    AuditEntry entry;
                    entry.action = "assign";
                    entry.objectKind = "subject";
                    entry.object = entry.subject = made.uuid;
                    entry.field = "patient_id";
                    entry.newValue = u"H-777"_s;
                    return tx.audit(entry).map([](std::int64_t) {});
                });
            })
            .map([&] { return made.uuid; });
    });
}

void AuditBrowserTest::namesNeedTheirRight_data() {
    QTest::addColumn<QList<Role>>("roles");
    QTest::newRow("monitor") << QList<Role>{Role::Monitor};
    QTest::newRow("data manager") << QList<Role>{Role::DataManager};
    QTest::newRow("administrator") << QList<Role>{Role::Administrator};
    QTest::newRow("hidden on purpose") << QList<Role>{Role::Investigator};
}

void AuditBrowserTest::namesNeedTheirRight() {
    QFETCH(QList<Role>, roles);
    const auto subject = renamed(u"N-%1"_s.arg(all().size()));
    VERIFY_OK(subject);
    Session who = f_.vault->session();
    who.roles = roles;
    Database& database = f_.vault->database();
    const AuditBrowser closed(database, who,
                              who.may(Right::ReadIdentity) ? AuditBrowser::Names::Hidden
                                                           : AuditBrowser::Names::AsAllowed);
    QVERIFY(closed.hidesNames());
    const qsizetype reads = identityReads();
    AuditFilter filter;
    filter.object = *subject;
    const auto page = closed.page(filter, 0, 10);
    VERIFY_OK(page);
    QCOMPARE(page->size(), 3); // no row is missing
    QVERIFY(auditIdentity::isIn(page->at(1)) && !auditIdentity::isReadIn(page->at(1)));
    QVERIFY(page->at(1).oldValue && page->at(1).newValue); // there are values: hidden, not removed
    QVERIFY(!page->at(0).oldValue && page->at(0).newValue);
    AuditQuery query;
    query.object = *subject;
    const auto listed = closed.list(query), plain = ReadingVisibility(database, who).audit(query);
    const auto detail = closed.detail(page->at(1).seq), number = closed.detail(page->at(0).seq);
    for (const auto* rows : {&page, &listed, &plain}) {
        VERIFY_OK((*rows));
        QCOMPARE((*rows)->size(), 3);
    }
    VERIFY_OK(detail);
    VERIFY_OK(number);
    const QString words = wordsOf(*page + *listed + *plain + detail->history + number->history +
                                  QList{detail->row, number->row});
    QVERIFY2(!words.contains(u"Lin"_s) && !words.contains(u"H-777"_s), qPrintable(words));
    QVERIFY(words.contains(u"N-"_s)); // its label is no name
    for (const QString& text : {u"Xiaolan"_s, u"H-777"_s}) {
        filter.text = text;
        QVERIFY2(closed.page(filter, 0, 10)->isEmpty(), qPrintable(text));
    }
    if (who.may(Right::Export)) {
        filter.text.clear();
        const QString path = f_.beside(u"nameless.csv"_s);
        QCOMPARE(closed.save(filter, path).value_or(0), 3);
        const QByteArray bytes = readFile(path);
        QVERIFY2(!bytes.contains("Lin") && !bytes.contains("H-777"), bytes.constData());
        QVERIFY2(bytes.contains(",name,[hidden],[hidden],") && bytes.contains(",patient_id,,[hidden],"),
                 bytes.constData());
    }
    QCOMPARE(identityReads(), reads); // nothing was read
}

void AuditBrowserTest::readingNamesLeavesOneRowALook() {
    const auto subject = renamed(u"N-%1"_s.arg(all().size()));
    VERIFY_OK(subject);
    const qsizetype reads = identityReads();
    const AuditBrowser look(f_.vault->database(), f_.vault->session());
    QVERIFY(!look.hidesNames());
    AuditFilter filter;
    filter.kinds = {"form"};
    VERIFY_OK(look.page(filter, 0, 10));
    QCOMPARE(identityReads(), reads); // nobody was named
    filter = {};
    filter.object = *subject;
    const auto page = look.page(filter, 0, 10);
    VERIFY_OK(page);
    QCOMPARE(page->at(1).newValue, u"Lin Xiaolang"_s);
    QCOMPARE(identityReads(), reads + 1);
    const AuditRow told = all().last();
    QCOMPARE(told.objectKind, QByteArray("subject"));
    QCOMPARE(told.field, QByteArray("audit"));
    VERIFY_OK(look.page(filter, 0, 10)); // read anew, as a list that refreshes does
    VERIFY_OK(look.detail(page->at(1).seq));
    const QString path = f_.beside(u"names.csv"_s);
    VERIFY_OK(look.save(filter, path));
    QVERIFY(readFile(path).contains(",name,Lin Xiaolan,Lin Xiaolang,"));
    QCOMPARE(identityReads(), reads + 1);
    VERIFY_OK(AuditBrowser(f_.vault->database(), f_.vault->session()).detail(page->at(1).seq));
    QCOMPARE(identityReads(), reads + 2);
    VERIFY_OK(AuditBrowser(f_.vault->database(), f_.vault->session()).save(filter, path));
    QCOMPARE(identityReads(), reads + 3);
    QVERIFY(f_.vault->verifyChain(Job{})->ok());
}

void AuditBrowserTest::asksForTheRights() {
    Session reader = f_.vault->session();
    reader.roles = {Role::Reader};
    const AuditBrowser closed(f_.vault->database(), reader);
    QCOMPARE(closed.page({}, 0, 1).error().code, QByteArray("no-right"));
    QCOMPARE(closed.detail(1).error().code, QByteArray("no-right"));
    QCOMPARE(closed.people().error().code, QByteArray("no-right"));
    const QString path = f_.beside(u"not-mine.csv"_s);
    QCOMPARE(closed.save({}, path).error().code, QByteArray("no-right"));
    Session monitor = f_.vault->session();
    monitor.roles = {Role::Monitor};
    const AuditBrowser reads(f_.vault->database(), monitor);
    VERIFY_OK(reads.page({}, 0, 1));
    QCOMPARE(reads.save({}, path).error().code, QByteArray("no-right"));
    QVERIFY(!QFile::exists(path));
    const auto people = browser().people();
    VERIFY_OK(people);
    QCOMPARE(people->front().login, u"li.na"_s);
}

void AuditBrowserTest::stops() {
    std::stop_source stop;
    stop.request_stop();
    const Job job{stop.get_token(), {}};
    QCOMPARE(browser().page({}, 0, 1, job).error().code, QByteArray("cancelled"));
    const QString path = f_.beside(u"stopped.csv"_s);
    QCOMPARE(browser().save({}, path, job).error().code, QByteArray("cancelled"));
    QVERIFY(!QFile::exists(path));
}

QTEST_GUILESS_MAIN(AuditBrowserTest)
#include "AuditBrowserTest.moc"
