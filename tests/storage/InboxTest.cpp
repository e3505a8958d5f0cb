// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was acknowledged over the network stays sealed until it is in the study or can never be: not this computer's
// missing worker, lack of memory or failed read takes it away.
#include "storage/network/Inbox.h"
#include "storage/network/NetworkService.h"
#include "storage/spool/SpoolFile.h"
#include "storage/study/DiagnosticsService.h"
#include "tests/storage/ImportFixture.h"
#include "tests/storage/StudyFixture.h"

#include <QDir>

#include <fcntl.h>
#include <unistd.h>

using namespace casebook;
using namespace casebook::test;

namespace {

struct Network {
    Network(ImportFixture& f, WorkerPool& workers)
        : imports(f.vault->database(), f.vault->objects(), workers, f.vault->session(), f.vault->clock()),
          service(f.vault->database(), f.vault->objects(), imports, f.vault->session(), f.vault->folder()) {}
    ImportService imports;
    NetworkService service;
};

constexpr const char* one = "in/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5";
constexpr const char* two = "in/2|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|6";

} // namespace

class InboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        f_ = std::make_unique<ImportFixture>();
        QVERIFY(f_->vault);
        QVERIFY(f_->write({one, two}));
        box_ = f_->path("study/spool/00112233445566778899aabbccddeeff");
        QVERIFY(QDir().mkpath(box_));
    }
    void cleanup() {
        QVERIFY(f_->verified());
        f_.reset();
    }

    void whatIsImportedOrNoImageGoes() {
        QVERIFY(seal(readFile(f_->path("in/1"))) && seal("no image"));
        Network network(*f_, f_->workers);
        const auto report = network.service.takeUp({}, {});
        VERIFY_OK(report);
        QCOMPARE(report->imported, 1);
        QCOMPARE(report->refused.size(), 1);
        QCOMPARE(report->refused.front().code, QByteArray("not-dicom"));
        QVERIFY(!QFileInfo::exists(box_));
    }

    void noWorkerLosesNothing_data() {
        QTest::addColumn<QByteArray>("worker");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("missing") << QByteArray() << QByteArray("worker-missing");
        QTest::newRow("never begins") << QByteArray("exit 127\n") << QByteArray("worker-failed");
        // As the kernel ends a process that takes the last memory.
        QTest::newRow("killed") << QByteArray("dd bs=65536 count=1 <&3 >/dev/null 2>&1\nkill -9 $$\n")
                                << QByteArray("worker-failed");
    }
    void noWorkerLosesNothing() {
        QFETCH(QByteArray, worker);
        QFETCH(QByteArray, code);
        QVERIFY(seal(readFile(f_->path("in/1"))) && seal(readFile(f_->path("in/2"))));
        const QString program = f_->path("worker");
        if (!worker.isEmpty()) {
            QVERIFY(writeFile(program, "#!/bin/sh\n" + worker));
            QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        }
        qputenv("CASEBOOK_WORKER", QFile::encodeName(program));
        WorkerPool none(1);
        qunsetenv("CASEBOOK_WORKER");
        {
            Network network(*f_, none);
            const auto report = network.service.takeUp({}, {});
            VERIFY_OK(report);
            QCOMPARE(report->imported, 0);
            QCOMPARE(report->refused.size(), 2);
            for (const ImportReport::Refused& refused : report->refused)
                QCOMPARE(refused.code, code);
            QCOMPARE(spool::names(box_).size(), 2);
        }
        Network network(*f_, f_->workers);
        const auto report = network.service.takeUp({}, {});
        VERIFY_OK(report);
        QCOMPARE(report->imported, 2);
        QVERIFY(!QFileInfo::exists(box_));
    }

    void whatLiesWithThisComputer() {
        for (const char* code :
             {"unreadable", "worker-missing", "worker-failed", "dictionary-missing", "pack-away"})
            QVERIFY2(mayComeLater({{}, code, {}, {}}), code);
        for (const char* code : {"malformed", "not-dicom", "truncated", "too-large"})
            QVERIFY2(!mayComeLater({{}, code, {}, {}}), code);
    }

    /// A read that fails says nothing of the object, and keeps no other one from the study.
    void aFailedReadLosesNothing() {
        QVERIFY(seal(readFile(f_->path("in/1"))));
        const QString unread = QDir(box_).filePath(QString(32, u'0') + QStringLiteral(".obj"));
        QVERIFY(QFile::link(QStringLiteral("/proc/self/mem"), unread)); // EIO at its first byte
        Network network(*f_, f_->workers);
        const auto taken = network.service.takeUp({}, {});
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, QByteArray("unreadable"));
        QCOMPARE(spool::names(box_).size(), 1);
        QCOMPARE(spool::countSetAside(f_->path("study/spool")), 0);
        QCOMPARE(network.imports.list()->front().report.imported, 1);
    }

    /// Stopped, it begins no import, however much still waits: a receiver that asks again would go round for ever.
    void aStoppedJobTakesNothing() {
        QVERIFY(seal(readFile(f_->path("in/1"))) && seal(readFile(f_->path("in/2"))));
        Network network(*f_, f_->workers);
        const auto keys = network.service.settings().spoolKeys();
        VERIFY_OK(keys);
        std::stop_source stop;
        const Job job{stop.get_token(), {}};
        Inbox inbox(box_, *keys, nullptr, NetworkService::Limits().objectBytes);
        inbox.takeWhatIsThere();
        QVERIFY(inbox.waitForFirst(job));
        stop.request_stop();
        QVERIFY(!inbox.waitForFirst(job));
        const auto stopped = network.service.takeUp(job, {});
        VERIFY_OK(stopped);
        QCOMPARE(stopped->files, 0);
        QVERIFY(network.imports.list()->isEmpty());
        QCOMPARE(spool::names(box_).size(), 2);
        const auto later = network.service.takeUp({}, {});
        VERIFY_OK(later);
        QCOMPARE(later->imported, 2);
    }

    void aLimitLosesNothing() {
        QVERIFY(seal(readFile(f_->path("in/1")) + QByteArray(200'000, '\0')));
        {
            Network network(*f_, f_->workers);
            NetworkService::Limits limits;
            limits.objectBytes = 1000;
            network.service.setLimits(limits);
            QCOMPARE(network.service.takeUp({}, {}).error().code, QByteArray("too-large"));
            QCOMPARE(spool::names(box_).size(), 1);
        }
        Network network(*f_, f_->workers);
        VERIFY_OK(network.service.takeUp({}, {}));
        QVERIFY(!QFileInfo::exists(box_));
    }

    void damageIsPutAsideAndTold() {
        QVERIFY(seal(readFile(f_->path("in/1"))) && seal(readFile(f_->path("in/2"))));
        QFile damaged(QDir(box_).filePath(spool::names(box_).front()));
        QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(200));
        QVERIFY(damaged.write("xxxx") == 4);
        damaged.close();
        Network network(*f_, f_->workers);
        const auto taken = network.service.takeUp({}, {});
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, QByteArray("spool-damaged"));
        QCOMPARE(network.imports.list()->front().report.imported, 1);
        QCOMPARE(spool::names(box_).size(), 0);
        const auto report = DiagnosticsService(*f_->vault, f_->vault->session()).report({}, {});
        VERIFY_OK(report);
        const DiagnosticFact* told = report->find("received_damaged");
        QVERIFY(told && told->warns);
        QCOMPARE(told->value.toInt(), 1);
    }

private:
    /// As the receiver leaves it when the sender has heard of success.
    [[nodiscard]] bool seal(const QByteArray& bytes) {
        Network network(*f_, f_->workers);
        const auto keys = network.service.settings().spoolKeys();
        const int folder = ::open(QFile::encodeName(box_).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (!keys || folder < 0)
            return false;
        auto file = spool::SealedFile::create(folder, keys->publicKey, {});
        const bool done = file &&
                          file->add(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size())))) &&
                          file->finish();
        ::close(folder);
        return done;
    }

    std::unique_ptr<ImportFixture> f_;
    QString box_;
};

QTEST_GUILESS_MAIN(InboxTest)
#include "InboxTest.moc"
