// SPDX-License-Identifier: GPL-3.0-or-later
//
// A figure or table leaves with one audit row, and not without the right.
#include "storage/export/FigureExport.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>

using namespace casebook;
using namespace casebook::test;

class FigureExportTest : public QObject {
    Q_OBJECT
    StudyFixture study_;

    /// field and new value of the rows that exports left.
    QList<std::pair<QString, QString>> rows() {
        QList<std::pair<QString, QString>> out;
        const auto done = study_.vault->database().read([&](ReadConnection& c) -> Result<> {
            auto found = c.prepare(
                "SELECT a.field, v.value FROM audit a JOIN audit_value v USING(seq) WHERE a.action ="
                " 'export' AND a.object_kind = 'figure' ORDER BY a.seq");
            if (!found)
                return tl::unexpected(found.error());
            for (auto more = found->step(); more && *more; more = found->step())
                out.append({found->text(0), found->text(1)});
            return {};
        });
        return done ? out : QList<std::pair<QString, QString>>{{QStringLiteral("failed"), {}}};
    }
    FigureExport exporter() { return {study_.vault->database(), study_.vault->session()}; }

private Q_SLOTS:
    void init() { QVERIFY(study_.make()); }
    void cleanup() {
        study_.vault.reset();
        QDir(study_.folder()).removeRecursively();
    }

    void oneRowBeforeTheFirstByte() {
        const QString path = study_.beside(QStringLiteral("t.csv"));
        qsizetype before = -1;
        VERIFY_OK(exporter().run(QStringLiteral("survival"), path, [&]() -> Result<> {
            before = rows().size();
            return {};
        }));
        QCOMPARE(before, 1);
        VERIFY_OK(exporter().write(QStringLiteral("table1"), path, "a,b\r\n"));
        QCOMPARE(test::readFile(path), QByteArray("a,b\r\n"));
        const auto found = rows();
        QCOMPARE(found.size(), 2);
        QCOMPARE(found[1].first, QStringLiteral("table1"));
        QCOMPARE(found[1].second, QStringLiteral("csv: ") + path);
        const auto report = study_.verify();
        VERIFY_OK(report);
    }

    void nothingWithoutTheRight_data() {
        QTest::addColumn<bool>("readOnly");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("a monitor") << false << QByteArray("no-right");
        QTest::newRow("open for reading") << true << QByteArray("read-only");
    }
    void nothingWithoutTheRight() {
        QFETCH(bool, readOnly);
        Session session = study_.vault->session();
        if (readOnly)
            session.readOnly = true;
        else
            session.roles = {Role::Monitor};
        const QString path = study_.beside(QStringLiteral("never.csv"));
        const auto done =
            FigureExport(study_.vault->database(), session).write(QStringLiteral("table1"), path, "a,b\r\n");
        QVERIFY(!done);
        QTEST(done.error().code, "code");
        QVERIFY(!QFile::exists(path));
        QVERIFY(rows().isEmpty());
    }

    void aFailedWriteIsTraced() {
        const auto done =
            exporter().write(QStringLiteral("table1"), study_.beside(QStringLiteral("nowhere/t.csv")), "a");
        QVERIFY(!done);
        QCOMPARE(done.error().code, QByteArray("figure-not-written"));
        QCOMPARE(rows().size(), 1);
    }
};

QTEST_GUILESS_MAIN(FigureExportTest)
#include "FigureExportTest.moc"
