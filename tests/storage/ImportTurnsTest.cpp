// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two imports at once, as when images come over the network while a disc is read: each ends whole, neither
// is called interrupted, and what both bring is there once.
#include "storage/imaging/ImportService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/SmallSeries.h"

#include <QDirIterator>

using namespace casebook;
using namespace casebook::test;

namespace {

constexpr int kSlices = 130; ///< more than one batch of an import

} // namespace

class ImportTurnsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(writeSmallSeries(folder_.path(), 1, kSlices, 8));
        QDirIterator walk(folder_.path(), QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext())
            files_.append(walk.next());
        files_.sort();
        QCOMPARE(files_.size(), kSlices);
    }

    void init() {
        study_ = std::make_unique<StudyFixture>();
        QVERIFY(study_->make());
        service_ = std::make_unique<ImportService>(study_->vault->database(), study_->vault->objects(),
                                                   workers_, study_->vault->session(), study_->clock);
    }
    void cleanup() {
        const auto report = study_->vault->verify(true, {});
        VERIFY_OK(report);
        QVERIFY(report->ok());
        service_.reset();
        study_.reset();
    }

    /// `other` is how many files the second import takes, while the first has given away all its own but one.
    void besideEachOther_data() {
        QTest::addColumn<int>("other");
        QTest::newRow("other images") << 0;
        QTest::newRow("the same images") << kSlices;
        QTest::newRow("some of the same images") << 40;
    }
    void besideEachOther() {
        QFETCH(int, other);
        QStringList second;
        if (other == 0) {
            // One of the first's, which only the second will be given.
            second.append(files_.last());
        } else {
            second = files_.first(other);
        }
        const QStringList first = other == 0 ? files_.first(kSlices - 1) : files_;
        QByteArray stateMeanwhile;
        std::optional<Result<ImportReport>> inner;
        qsizetype given = 0;
        const auto next = [&](ImportItem& item) {
            if (given == first.size() - 1 && !inner) {
                inner = service_->run(second, {}, {});
                const auto rows = service_->list();
                for (const auto& row : rows ? *rows : QList<ImportService::ImportRow>())
                    if (!*inner || row.uuid != (*inner)->uuid)
                        stateMeanwhile += row.state;
            }
            if (given == first.size())
                return false;
            item.name = first[given];
            item.bytes = readFile(first[given++]);
            return true;
        };
        const auto outer = service_->run(next, int(first.size()), {}, {});
        VERIFY_OK(outer);
        VERIFY_OK(*inner);
        QCOMPARE(stateMeanwhile, QByteArray("running"));
        QCOMPARE((*inner)->imported, int(second.size()));
        QCOMPARE(outer->imported + (*inner)->imported, kSlices);
        QCOMPARE(outer->duplicates, other);
        QCOMPARE(outer->refused.size(), 0);
        const auto rows = service_->list();
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 2);
        for (const auto& row : *rows)
            QCOMPARE(row.state, QByteArray("done"));
        const auto stored = countOf(study_->vault->database(), "instance");
        VERIFY_OK(stored);
        QCOMPARE(*stored, kSlices);
    }

    /// One that a kill cut off is told from one that runs.
    void oneThatEndedWithItsProgramIsInterrupted() {
        const auto done = study_->vault->database().writeAndWait([](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "import-begin";
            entry.objectKind = "import";
            entry.object = tx.newUuid();
            if (auto run = tx.run("INSERT INTO import(uuid, started_ms, state, user, source_kind, counts)"
                                  " VALUES(?, ?, 'running', 1, 'files', '{}')",
                                  entry.object, tx.nowMs());
                !run)
                return run;
            return tx.audit(entry).map([](std::int64_t) {});
        });
        VERIFY_OK(done);
        VERIFY_OK(service_->run(files_.first(1), {}, {}));
        const auto rows = service_->list();
        VERIFY_OK(rows);
        QCOMPARE(rows->size(), 2);
        QCOMPARE((*rows)[0].state, QByteArray("done"));
        QCOMPARE((*rows)[1].state, QByteArray("interrupted"));
    }

private:
    QTemporaryDir folder_;
    QStringList files_;
    WorkerPool workers_{2};
    std::unique_ptr<StudyFixture> study_;
    std::unique_ptr<ImportService> service_;
};

QTEST_GUILESS_MAIN(ImportTurnsTest)
#include "ImportTurnsTest.moc"
