// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of a study exchanged for older ones or for another study's: named by verify and by opening. Rows changed by
// somebody with the key: AuditTest.
#include "tests/storage/OpenedStudy.h"

#include <QRegularExpression>

#include <functional>

using namespace casebook;
using namespace casebook::test;

namespace {

/// A closed study with two packs of one length.
struct Study {
    StudyFixture f;
    QList<PackId> packs;

    bool make() {
        if (!f.make())
            return false;
        for (const char fill : {'a', 'b'}) {
            const auto pack = f.vault->objects().put({QByteArray(100'000, fill)});
            if (!pack)
                return false;
            packs.append(pack->id);
            const auto row = f.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
                return addSubject(tx, QStringLiteral("S-%1").arg(fill)).and_then([&] {
                    return ObjectStore::insertRow(tx, *pack).map([](std::int64_t) {});
                });
            });
            if (!row)
                return false;
        }
        return f.vault->lock().has_value();
    }

    [[nodiscard]] QByteArray file(const char* name) const {
        return readFile(f.path(QString::fromLatin1(name)));
    }
    [[nodiscard]] bool put(const char* name, const QByteArray& bytes) const {
        return writeFile(f.path(QString::fromLatin1(name)), bytes);
    }
    [[nodiscard]] QByteArray pack(int n) const { return readFile(f.path(packs[n].path())); }
    [[nodiscard]] bool putPack(int n, const QByteArray& bytes) const {
        return writeFile(f.path(packs[n].path()), bytes);
    }
};

/// What was there before the last session.
struct Older {
    QByteArray header, database;
};

using Tampering = std::function<bool(const Study&, const Study& other, const Older&)>;

bool putBothHeaders(const Study& s, const QByteArray& header) {
    return s.put("casebook.study", header) && s.put("casebook.bak", header);
}

} // namespace

class TamperTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Study> study_, other_;
    Older older_;

    [[nodiscard]] QByteArray opened(Access access) const {
        auto vault = study_->f.tryOpen(access);
        if (!vault)
            return vault.error().code;
        const QStringList warnings = (*vault)->info().warnings;
        for (int n = 0; n < 2; ++n)
            if (const auto read = (*vault)->objects().read(study_->packs[n], {0, 10}); !read)
                return read.error().code;
        return warnings.isEmpty() ? "opened" : warnings.join(u',').toLatin1();
    }

private Q_SLOTS:
    void init() {
        other_ = std::make_unique<Study>();
        QVERIFY(other_->make());
        study_ = std::make_unique<Study>(); // the last made sets the state folder
        QVERIFY(study_->make());
        older_ = {study_->file("casebook.study"), study_->file("d/c")};
        QVERIFY(study_->f.open());
        VERIFY_OK(study_->f.vault->database().writeAndWait(
            [](WriteTransaction& tx) { return addSubject(tx, QStringLiteral("later")); }));
        study_->f.vault.reset();
        QCOMPARE(lines(study_->f.verify()), QStringList());
    }
    void cleanup() {
        study_.reset();
        other_.reset();
    }

    void exchanged_data() {
        QTest::addColumn<Tampering>("tamper");
        QTest::addColumn<QByteArray>("named");
        QTest::addColumn<QByteArray>("writing");
        QTest::addColumn<QByteArray>("reading");
        const auto row = [](const char* name, const char* named, const char* writing, const char* reading,
                            Tampering tamper) {
            QTest::newRow(name) << std::move(tamper) << QByteArray(named) << QByteArray(writing)
                                << QByteArray(reading);
        };
        row("older header", "header casebook.study older", "older-header", "older-header",
            [](const Study& s, const Study&, const Older& older) { return putBothHeaders(s, older.header); });
        row("older database", "chain d/c cut", "older-copy", "older-copy",
            [](const Study& s, const Study&, const Older& older) { return s.put("d/c", older.database); });
        row("older header and database", "header casebook.study older", "older-header",
            "older-header,older-copy", [](const Study& s, const Study&, const Older& older) {
                return putBothHeaders(s, older.header) && s.put("d/c", older.database);
            });
        row("database of another study", "database d/c salt", "database-damaged", "database-damaged",
            [](const Study& s, const Study& other, const Older&) { return s.put("d/c", other.file("d/c")); });
        row("the same with the right salt", "database d/c page", "database-damaged", "database-damaged",
            [](const Study& s, const Study& other, const Older& older) {
                return s.put("d/c", older.database.first(16) + other.file("d/c").mid(16));
            });
        row("one page of an older database", "database d/c page|structure|cut|hash|value", "", "",
            [](const Study& s, const Study&, const Older& older) {
                QByteArray now = s.file("d/c");
                for (qsizetype at = 0; at < older.database.size(); at += 4096)
                    if (now.mid(at, 4096) != older.database.mid(at, 4096))
                        return s.put("d/c", now.replace(at, 4096, older.database.mid(at, 4096)));
                return false;
            });
        row("packs exchanged", "object * hash", "object-damaged", "object-damaged",
            [](const Study& s, const Study&, const Older&) {
                const QByteArray first = s.pack(0);
                return s.putPack(0, s.pack(1)) && s.putPack(1, first);
            });
        row("pack of another study", "object * hash", "object-damaged", "object-damaged",
            [](const Study& s, const Study& other, const Older&) { return s.putPack(0, other.pack(0)); });
    }

    void exchanged() {
        QFETCH(Tampering, tamper);
        QFETCH(QByteArray, named);
        QFETCH(QByteArray, writing);
        QFETCH(QByteArray, reading);
        QVERIFY(tamper(*study_, *other_, older_));
        const QString found = lines(study_->f.verify()).join(u'\n');
        const QRegularExpression wanted(
            QString::fromLatin1(named).replace(u'*', QStringLiteral("o/../[0-9a-f]{32}")));
        QVERIFY2(wanted.match(found).hasMatch(), qPrintable(found));
        if (!reading.isEmpty())
            QCOMPARE(opened(Access::ReadOnly), reading);
        if (!writing.isEmpty())
            QCOMPARE(opened(Access::ReadWrite), writing);
    }
};

QTEST_GUILESS_MAIN(TamperTest)
#include "TamperTest.moc"
