// SPDX-License-Identifier: GPL-3.0-or-later
//
// Taking an import back: all that it brought and nothing else, unless work hangs on it.
#include "storage/dicom/SampleWriter.h"
#include "tests/storage/ImportFixture.h"

using namespace casebook;
using casebook::test::ImportFixture;

namespace {
const QString why = QStringLiteral("wrong disc");
}

class ImportUndoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        f_ = std::make_unique<ImportFixture>();
        QVERIFY(f_->vault);
    }
    void cleanup() {
        QVERIFY(f_->verified());
        f_.reset();
    }

    void takesAllAndComesAgain() {
        dicom::SampleSpec spec;
        spec.phantom.columns = spec.phantom.rows = 64;
        spec.phantom.slices = 12;
        QVERIFY(dicom::writeSample(spec, f_->path("sample")).has_value());
        const ImportReport first = f_->import("sample");
        QVERIFY(first.imported > 0);
        QVERIFY(f_->count("overlay") > 0);
        // A finding of that overlay, which may be deleted in no other way.
        const auto hung = f_->vault->database().writeAndWait([](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "test";
            entry.objectKind = "finding";
            if (const auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return tx
                .run("INSERT INTO algorithm_release(uuid, name, version, kind) VALUES(x'01', 'A', '1', "
                     "'import')")
                .and_then([&] {
                    return tx.run(
                        "INSERT INTO ai_run(uuid, release, series, overlay, state, created_ms) SELECT"
                        " x'02', 1, series, id, 'done', 1 FROM overlay LIMIT 1");
                })
                .and_then([&] {
                    return tx.run(
                        "INSERT INTO finding(uuid, run, series, payload, created_ms) SELECT x'03', id,"
                        " series, '{}', 1 FROM ai_run LIMIT 1");
                });
        });
        QVERIFY2(hung.has_value(), hung ? "" : hung.error().code.constData());
        const auto direct = f_->vault->database().writeAndWait(
            [](WriteTransaction& tx) { return tx.run("DELETE FROM finding"); });
        QVERIFY(!direct.has_value());
        const auto undone = f_->service().undo(first.uuid.toString(), why, {});
        QVERIFY2(undone.has_value(), undone ? "" : undone.error().code.constData());
        QVERIFY(undone->done);
        for (const char* table :
             {"instance", "dicom_series", "dicom_study", "subject", "source_identity", "overlay", "finding",
              "ai_run", "thumbnail", "import_waiting", "import_undo_now"})
            QVERIFY2(f_->count(table) == 0, table);
        QCOMPARE(f_->count("pack WHERE state = 'live'"), 0);
        QCOMPARE(f_->count("pack_trash"), f_->count("pack"));
        QCOMPARE(f_->service().list()->front().state, QByteArray("undone"));
        QVERIFY(f_->count("audit WHERE action = 'import-undo' AND object_kind = 'series'") > 0);
        QCOMPARE(f_->count("audit WHERE action = 'import-undo' AND object_kind = 'import'"), 1);
        const ImportReport again = f_->import("sample");
        QCOMPARE(again.imported, first.imported);
        QCOMPARE(again.duplicates, 0);
        QCOMPARE(f_->subjects().list()->size(), 1);
        QCOMPARE(f_->count("overlay"), qint64(first.derived.size()));
    }

    void leavesWhatOthersBrought() {
        QVERIFY(f_->write({"a/1.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "b/2.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|6",
                           "b/3.dcm|18|Zhao^Lei|19610101|M|1.2.5|1.2.5.1.1|6"}));
        (void)f_->import("a");
        const ImportReport second = f_->import("b");
        QCOMPARE(second.imported, 2);
        QCOMPARE(f_->imaging().series()->size(), 2);
        QVERIFY(f_->service().undo(second.uuid.toString(), why, {})->done);
        const auto series = f_->imaging().series();
        QCOMPARE(series->size(), 1);
        QCOMPARE(series->front().instances, 1);
        QCOMPARE(series->front().geometry, QStringLiteral("8 × 8 × 1"));
        QCOMPARE(f_->subjects().list()->size(), 1);
        QCOMPARE(f_->subjects().list()->front().label, QStringLiteral("S-0001"));
        QCOMPARE(f_->count("pack WHERE state = 'live'"), 1);
    }

    void quarantineEnds() {
        QVERIFY(f_->write({"a.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5",
                           "b.dcm|18|Zhao^Lei|19610101|M|1.2.3|1.2.3.1.2|5"}));
        (void)f_->import("a.dcm");
        const ImportReport second = f_->import("b.dcm");
        QCOMPARE(f_->subjects().list()->front().exams, 0);
        QVERIFY(f_->service().undo(second.uuid.toString(), why, {})->done);
        QCOMPARE(f_->subjects().list()->front().exams, 1);
    }

    void workHoldsIt() {
        QVERIFY(f_->write({"a/1.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"}));
        const ImportReport report = f_->import("a");
        LengthRecord length;
        length.series = QStringLiteral("1.2.3.1");
        length.instance = QStringLiteral("1.2.3.1.1");
        length.frameOfReference = QStringLiteral("1.2.3.2");
        length.b = {3, 4, 0};
        const auto added = f_->imaging().addLength(length);
        QVERIFY2(added.has_value(), added ? "" : added.error().code.constData());
        const QByteArray before = f_->rows();
        const auto held = f_->service().undo(report.uuid.toString(), why, {});
        QVERIFY(held.has_value());
        QVERIFY(!held->done);
        QCOMPARE(held->holds.size(), 1);
        QCOMPARE(held->holds.front().kind, QByteArray("measurement"));
        QCOMPARE(held->holds.front().object, QStringLiteral("1.2.3.1"));
        QCOMPARE(held->holds.front().count, 1);
        QCOMPARE(f_->rows(), before);
        QVERIFY(f_->imaging().removeLength(added->uuid, why).has_value());
        QVERIFY(f_->service().undo(report.uuid.toString(), why, {})->done);
        QCOMPARE(f_->count("dicom_series"), 0);
    }

    void subjectWithMoreStays() {
        QVERIFY(f_->write({"a/1.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"}));
        const ImportReport report = f_->import("a");
        const auto hung = f_->vault->database().writeAndWait([](WriteTransaction& tx) -> Result<> {
            const Uuid uuid{QByteArray(16, '\1')};
            for (const auto& [field, value] :
                 {std::pair("V1/date", "2026-03-01"), std::pair("V1/state", "done")}) {
                AuditEntry entry;
                entry.action = "change";
                entry.objectKind = "visit";
                entry.object = uuid;
                entry.field = field;
                entry.newValue = QString::fromLatin1(value);
                if (const auto seq = tx.audit(entry); !seq)
                    return tl::unexpected(seq.error());
            }
            return tx.run("INSERT INTO visit(uuid, subject, def_oid, date, state)"
                          " VALUES(?, 1, 'V1', '2026-03-01', 'done')",
                          uuid.bytes);
        });
        QVERIFY(hung.has_value());
        QVERIFY(f_->service().undo(report.uuid.toString(), why, {})->done);
        QCOMPARE(f_->subjects().list()->size(), 1);
        QCOMPARE(f_->subjects().list()->front().exams, 0);
    }

    void refuses() {
        QVERIFY(f_->write({"a/1.dcm|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5"}));
        const QString id = f_->import("a").uuid.toString();
        QCOMPARE(f_->service().undo(id, QStringLiteral(" "), {}).error().code, QByteArray("reason-needed"));
        QCOMPARE(f_->service().undo(QStringLiteral("77"), why, {}).error().code,
                 QByteArray("no-such-import"));
        QVERIFY(f_->service().undo(id, why, {})->done);
        QCOMPARE(f_->service().undo(id, why, {}).error().code, QByteArray("import-undone"));
        Session monitor = f_->vault->session();
        monitor.roles = {Role::Monitor};
        ImportService limited(f_->vault->database(), f_->vault->objects(), f_->workers, monitor,
                              f_->vault->clock());
        QCOMPARE(limited.undo(id, why, {}).error().kind, ErrorKind::NoRight);
    }

private:
    std::unique_ptr<ImportFixture> f_;
};

QTEST_GUILESS_MAIN(ImportUndoTest)
#include "ImportUndoTest.moc"
