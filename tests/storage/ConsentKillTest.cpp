// SPDX-License-Identifier: GPL-3.0-or-later
//
// The program dies while it erases a subject: there is all of it or nothing, and files that a dead program left go at
// the next opening. The program starts itself as the one that dies: "--child FOLDER progress|FILE-CALL".
#include "storage/imaging/ImagingService.h"
#include "storage/subjects/ConsentService.h"
#include "tests/storage/FaultyFileSystem.h"
#include "tests/storage/MoveStudy.h"

#include <QProcess>

using namespace casebook;
using namespace casebook::test;

namespace {

/// Dies inside the transaction, or before a call of the file system behind it.
int eraseUntilKilled(const QString& folder, const QString& where) {
    SystemClock clock;
    FaultyFileSystem files;
    files.fault = FaultyFileSystem::Fault::KillBefore;
    auto vault = Vault::unlock(folder, {}, secret(goodPassphrase), Access::ReadWrite, {clock, files});
    if (!vault)
        return 1;
    Job job;
    if (where == u"progress")
        job.progress = [](std::int64_t, std::int64_t) { ::raise(SIGKILL); };
    else
        files.faultAt = files.calls + where.toInt();
    const auto done =
        ConsentService(**vault, (*vault)->session())
            .withdraw({q("S-0001"), ConsentChoice::Erase, "subject", q("asked in writing")}, job);
    return done && done->compacted ? 0 : 1;
}

} // namespace

class ConsentKillTest : public QObject {
    Q_OBJECT

    /// @return exit code of the child; below 0: it was killed.
    static int child(const QString& folder, const QString& where) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {q("--child"), folder, where});
        process.waitForFinished(120'000);
        return process.exitStatus() == QProcess::CrashExit ? -1 : process.exitCode();
    }
    /// A study whose S-0001 has a pack with a file. @return the file's path.
    static QString makeStudy(MoveStudy& study) {
        if (!study.make() || !study.sourced().id.isValid())
            return {};
        const auto pack = study.s.f.vault->objects().put({QByteArray(70'000, 'x')});
        const auto done = study.s.db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            const auto row = ObjectStore::insertRow(tx, *pack);
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "fixture";
            return tx
                .run("INSERT INTO overlay(uuid, kind, series, placement, pack, off, len) VALUES(?, 'LABELS', "
                     "(SELECT id"
                     " FROM dicom_series WHERE series_uid = '1.1'), 'verified', ?, 0, 1)",
                     tx.newUuid(), *row)
                .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
        });
        study.queries.reset();
        study.forms.reset();
        study.definitions.reset();
        const bool locked = done && study.s.f.vault->lock();
        study.s.f.vault.reset();
        return locked ? study.s.f.path(pack->id.path()) : QString();
    }
    static bool reopen(MoveStudy& study) {
        study.s.f.clock.utc = QDateTime::currentMSecsSinceEpoch();
        return study.s.f.open();
    }

private Q_SLOTS:
    void insideTheTransactionNothingIsDone() {
        MoveStudy study;
        const QString file = makeStudy(study);
        QVERIFY(QFile::exists(file));
        QCOMPARE(child(study.s.f.folder(), q("progress")), -1);
        QVERIFY(reopen(study));
        QVERIFY(QFile::exists(file));
        QCOMPARE(study.ask("SELECT count(*) FROM instance WHERE sop_uid GLOB '1.1.*'"), 40);
        QCOMPARE(study.ask("SELECT count(*) FROM audit WHERE action IN ('erase', 'remove-value')"), 0);
        QCOMPARE(study.ask("SELECT count(*) FROM consent_withdrawal"), 0);
        QVERIFY(study.s.f.vault->verifyChain({})->ok());
    }

    void afterTheCommitAllIsDoneAndTheFilesGoAtTheNextOpening() {
        int killed = 0;
        for (int call = 1; call < 40; ++call) {
            MoveStudy study;
            const QString file = makeStudy(study);
            QVERIFY(QFile::exists(file));
            const int ended = child(study.s.f.folder(), QString::number(call));
            QVERIFY(ended <= 0);
            killed += ended < 0 ? 1 : 0;
            QVERIFY(reopen(study));
            QVERIFY2(!QFile::exists(file), qPrintable(QString::number(call)));
            QCOMPARE(study.ask("SELECT count(*) FROM instance WHERE sop_uid GLOB '1.1.*'"), 0);
            QCOMPARE(study.ask("SELECT count(*) FROM instance WHERE sop_uid GLOB '2.1.*'"), 40);
            QCOMPARE(study.ask("SELECT count(*) FROM audit WHERE action = 'erase'"), 1);
            QCOMPARE(study.ask("SELECT count(*) FROM consent_withdrawal WHERE choice = 'erase'"), 1);
            QCOMPARE(study.ask("SELECT count(*) FROM pack_trash"), 0);
            QVERIFY(study.s.f.vault->verifyChain({})->ok());
            if (ended == 0)
                break;
        }
        QVERIFY(killed >= 2);
    }
};

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) == u"--child")
        return eraseUntilKilled(arguments.value(2), arguments.value(3));
    ConsentKillTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "ConsentKillTest.moc"
