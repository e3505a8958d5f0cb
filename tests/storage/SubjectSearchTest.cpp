// SPDX-License-Identifier: GPL-3.0-or-later
// How a name is searched is kept with it, and never that of another name.
#include "storage/subjects/SearchKey.h"
#include "storage/subjects/SubjectService.h"
#include "tests/storage/StudyFixture.h"

using namespace casebook;
using namespace Qt::StringLiterals;

class SubjectSearchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysFollowTheName();

private:
    test::StudyFixture fixture_;
};

void SubjectSearchTest::keysFollowTheName() {
    QVERIFY(fixture_.make());
    Database& database = fixture_.vault->database();
    SubjectService subjects(database, fixture_.vault->session(), fixture_.clock);
    const auto enrolled = subjects.enrol({u"S-0001"_s, u"王静雯"_s, {}, {}});
    QVERIFY(enrolled.has_value());
    const auto key = [&] { return subjects.list()->first().searchKey; };
    QVERIFY(key().contains(searchKeyOf(u"王静雯"_s)));
    QVERIFY(key().contains(u"wang"_s));
    const auto kept =
        database.read([](ReadConnection& c) { return c.one("SELECT length(sort_key) FROM subject"); });
    QVERIFY(kept->value_or(0) > 10);
    QVERIFY(subjects.rename(enrolled->id, u"S-0001"_s, u"李芳"_s, u"wrong name"_s).has_value());
    QVERIFY(key().contains(u"li fang"_s));
    QVERIFY(!key().contains(u"wang"_s));
    // A name that came some other way, with the key of the one before, or with none.
    for (const char* sql : {"UPDATE subject SET name = '张伟'", "UPDATE subject SET sort_key = NULL"}) {
        const auto changed = database.writeAndWait([&](WriteTransaction& tx) {
            AuditEntry entry;
            entry.action = "change";
            entry.objectKind = "subject";
            return tx.run(sql).and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
        });
        QVERIFY(changed.has_value());
        QVERIFY(key().contains(u"zhang wei"_s));
        QVERIFY(!key().contains(u"fang"_s));
    }
}

QTEST_GUILESS_MAIN(SubjectSearchTest)
#include "SubjectSearchTest.moc"
