// SPDX-License-Identifier: GPL-3.0-or-later
//
// T17: names of files, folders, study, site, users, cohort and set. What a person types into a set is searched and
// refuses it; the rest never comes near it.
#include "storage/export/ExportService.h"
#include "storage/imaging/ImportService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/ByteSearch.h"
#include "tests/support/TestData.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QStringEncoder>

using namespace casebook;
using namespace casebook::test;

namespace {

Result<> audited(WriteTransaction& tx) {
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = "test";
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<> addCohort(WriteTransaction& tx, const QString& name) {
    return tx
        .run("INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms)"
             " VALUES(?,?,'[]','{\"start\":2,\"steps\":[]}',1,0,1,0)",
             tx.newUuid(), name)
        .and_then([&] {
            return tx.run("INSERT INTO cohort_member(cohort,subject) SELECT ?, id FROM subject",
                          tx.lastInsertId());
        })
        .and_then([&] { return audited(tx); });
}

/// Names that an administrator types.
Result<> nameAll(WriteTransaction& tx) {
    for (const char* sql :
         {"UPDATE study SET name = 'Bayside 湾畔肿瘤 registry'",
          "UPDATE site SET name = 'Bayside Cancer Centre'",
          "UPDATE user SET printed_name = 'Sun Guanliyuan 孙管理员', login = 'sun.guanliyuan'"})
        if (auto done = tx.run(sql); !done)
            return done;
    return audited(tx);
}

} // namespace

class ExportNamesTest : public QObject {
    Q_OBJECT
    StudyFixture study_;
    WorkerPool workers_{2};
    QTemporaryDir source_;

    ExportService service() {
        return {study_.vault->database(),
                study_.vault->objects(),
                workers_,
                study_.vault->session(),
                study_.clock,
                QStringLiteral("Casebook test")};
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(runPython(QStringLiteral("import runpy, sys; sys.argv = sys.argv[1:]; "
                                         "runpy.run_path(sys.argv[0], run_name='__main__')"),
                          {QStringLiteral(CASEBOOK_SOURCE_DIR "/tests/data/make_export.py"), source_.path()})
                    .startsWith("done"));
        QVERIFY(study_.make());
        ImportService importer(study_.vault->database(), study_.vault->objects(), workers_,
                               study_.vault->session(), study_.clock);
        VERIFY_OK(importer.run({source_.path()}, Job{}, {}));
        VERIFY_OK(study_.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            for (const char* name : {"all", "cases of Weiwei Zhang", "欧阳明远"})
                if (auto done = addCohort(tx, QString::fromUtf8(name)); !done)
                    return done;
            return nameAll(tx);
        }));
    }

    void refused_data() {
        QTest::addColumn<QString>("cohort");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("folder");
        const auto row = [](const char* what, const char* cohort, const char* title, const char* folder) {
            QTest::newRow(what) << QString::fromUtf8(cohort) << QString::fromUtf8(title)
                                << QString::fromUtf8(folder);
        };
        row("T17 cohort, English", "cases of Weiwei Zhang", "", "a");
        row("T17 cohort, Chinese", "欧阳明远", "", "b");
        row("T17 title, English", "all", "CT of zhang_weiwei", "c");
        row("T17 title, Chinese", "all", "张伟伟的影像", "d");
        row("T17 folder, English", "all", "", "Zhang-Weiwei v1.0");
        row("T17 folder, Chinese", "all", "", "给欧阳明远");
        row("T17 folder, patient ID", "all", "", "0012345678");
        row("T17 folder, subject", "all", "", "S-0001");
        row("T17 folder, user", "all", "", "Sun Guanliyuan 孙管理员");
        row("T17 title, station of the headers", "all", "Scans of LGHCT03", "f");
        row("T17 title, serial number of the headers", "all", "From SN778899.", "g");
        row("T17 title, site", "all", "Data of Bayside Cancer Centre", "e");
    }
    void refused() {
        QFETCH(QString, cohort);
        QFETCH(QString, title);
        QFETCH(QString, folder);
        ExportOptions options;
        options.title = title;
        const auto result = service().run(cohort, options, study_.beside(folder), Job{});
        QVERIFY(!result);
        QCOMPARE(result.error().code, QByteArray("export-refused"));
        for (const char* name : {"Weiwei", "伟伟", "明远", "0012345678"})
            QVERIFY(!result.error().args.join(u' ').contains(QString::fromUtf8(name)));
        QVERIFY(!QFileInfo::exists(study_.beside(folder)));
        QVERIFY(!QFileInfo::exists(study_.beside(folder + QStringLiteral(".part"))));
    }

    void t17WhatIsNotAskedForStays() {
        const QString folder = study_.beside(QStringLiteral("set"));
        VERIFY_OK(service().run(QStringLiteral("all"), {}, folder, Job{}));
        ByteSearch search;
        for (const char* name : {"Bayside", "湾畔", "Guanliyuan", "guanliyuan", "孙管理员", "e1_1", "Zhang",
                                 "Ouyang", "0012345678", "0098765432", "S-0001", "S-0002"})
            for (const char* codec : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
                QStringEncoder to(codec);
                search.add(QByteArray(to.encode(QString::fromUtf8(name))), QString::fromUtf8(name));
            }
        auto hits = search.below(folder);
        // Pseudonyms end in a random letter and a number too: one is no label of the study.
        static const QRegularExpression label(QStringLiteral("(?<![A-Z0-9])S-000[12]"));
        hits.removeIf([&](const auto& hit) {
            QFile file(hit.file);
            return hit.what.startsWith(QLatin1StringView("S-000")) && file.open(QIODevice::ReadOnly) &&
                   !label.match(QString::fromLatin1(file.readAll())).hasMatch();
        });
        QVERIFY2(hits.isEmpty(),
                 hits.isEmpty() ? "" : qPrintable(hits.first().what + u' ' + hits.first().file));
        // Names of files are counted, and the set holds no container that could carry comments or a label.
        static const QRegularExpression image(
            QStringLiteral("^images/[A-Z0-9]{4}-\\d{4}/E\\d{2}/(seg/)?S\\d{2}/\\d{4}\\.dcm$"));
        int images = 0;
        QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const QString path = QDir(folder).relativeFilePath(each.next());
            QVERIFY(!test::readFile(folder + u'/' + path).startsWith("PK"));
            if (!path.startsWith(u"images/"))
                continue;
            ++images;
            QVERIFY2(image.match(path).hasMatch(), qPrintable(path));
        }
        QCOMPARE(images, 14);
    }
};

QTEST_GUILESS_MAIN(ExportNamesTest)
#include "ExportNamesTest.moc"
