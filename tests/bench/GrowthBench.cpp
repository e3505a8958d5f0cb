// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/HomeController.h"
#include "storage/database/Database.h"
#include "tests/bench/Bench.h"
#include "tests/bench/StoredAudit.h"
#include "tests/bench/StoredValues.h"
#include "tests/bench/Study.h"
#include "widgets/theme/Theme.h"

#include <malloc.h>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QThread>
#include <QThreadPool>

#include <memory>
#include <random>
#include <utility>

namespace casebook::bench {

namespace {

constexpr int packs = 8192, packsAtOnce = 512, instancesPerPack = 300;
constexpr std::int64_t packBytes = 256LL << 20; ///< 8192 of them are 2 TiB, of which nothing is on the disk

/// "VmRSS:" or "VmHWM:" of this process, in MB.
double memory(const char* what) {
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray& line : file.readAll().split('\n'))
            if (line.startsWith(what))
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

/// From here on VmHWM counts anew.
void forgetPeak() {
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

Result<> instances(WriteTransaction& tx, std::int64_t pack, int series) {
    Result<> done;
    for (int n = 0; done && n < instancesPerPack; ++n) {
        const QString uid = QStringLiteral("1.2.3.%1.%2").arg(series).arg(n);
        done = tx.run("INSERT INTO instance(series,sop_uid,sop_class,pack,off,len,cmac,import_id)"
                      " VALUES(?,?,'1.2.840.10008.5.1.4.1.1.2',?,?,?,?,1)",
                      series, uid, pack, n * std::int64_t(800'000), 800'000, uid.toLatin1());
    }
    return done;
}

Result<> pack(WriteTransaction& tx, const QString& folder, int number, std::mt19937_64& random) {
    PackRef ref;
    for (int i = 0; i < 2; ++i) {
        const std::uint64_t bits = random();
        ref.id.bytes.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    ref.plainLength = packBytes - 70'000;
    ref.fileLength = packBytes;
    ref.fileHash = QByteArray(32, 'h');
    const QString path = folder + u'/' + ref.id.path();
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.resize(packBytes))
        return fail(ErrorKind::System, "bench-no-sparse-file", path);
    return ObjectStore::insertRow(tx, ref).and_then(
        [&](std::int64_t row) { return instances(tx, row, number + 1); });
}

/// 2 TiB of packs as holes, each with the rows of a series of 300 slices.
Result<> storePacks(Vault& vault) {
    std::mt19937_64 random(7);
    Result<> done;
    for (int first = 0; done && first < packs; first += packsAtOnce)
        done = vault.database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "bench";
            Result<> one = tx.audit(entry).map([](std::int64_t) {});
            if (first == 0 && one)
                one = tx.run("INSERT INTO import(id,uuid,started_ms,state,user) VALUES(1,?,1,'done',1)",
                             tx.newUuid());
            for (int n = first; one && n < first + packsAtOnce; ++n)
                one = pack(tx, vault.folder(), n, random);
            return one;
        });
    return done;
}

Result<> fillStudy(const QString& folder) {
    auto study = Study::create(folder);
    if (!study)
        return tl::unexpected(study.error());
    Vault& vault = (*study)->vault();
    const auto seconds = timed([&] {
        return storeValues(**study)
            .and_then([&](qint64) { return storeAudit(vault.database()); })
            .and_then([&](const std::vector<Uuid>&) { return storePacks(vault); });
    });
    if (seconds)
        say("filled", *seconds);
    return seconds.map([](double) {});
}

/// What a person sees first: Home, and then with all its numbers.
Result<> home(const StudyPtr& study, HomePage& page, Times& begun) {
    HomeController controller(&page);
    QEventLoop loop;
    QString trouble;
    QElapsedTimer timer;
    timer.start();
    QObject::connect(&controller, &HomeController::begun, &loop, [&] {
        page.grab();
        begun.seconds.push_back(double(timer.elapsed()) / 1000);
    });
    QObject::connect(&controller, &HomeController::loaded, &loop, &QEventLoop::quit);
    QObject::connect(&controller, &HomeController::failed, &loop, [&](const QString& words) {
        trouble = words;
        loop.quit();
    });
    controller.setStudy(study);
    if (!controller.isLoaded())
        loop.exec();
    return trouble.isEmpty() ? Result<>() : fail(ErrorKind::System, "bench-home", trouble);
}

BenchFigure megabytes(const char* what, double value) {
    std::fprintf(stderr, "%s %.0f MB\n", what, value);
    BenchFigure figure;
    figure.what = what;
    figure.unit = "MB";
    figure.value = figure.p50 = figure.p95 = value;
    figure.n = 1;
    return figure;
}

/// Work that was stopped with its page holds the study a moment longer.
Result<> waitForEnd(const std::weak_ptr<OpenStudy>& study) {
    constexpr int mostWaits = 3000;
    for (int n = 0; n < mostWaits && !study.expired(); ++n) {
        QCoreApplication::processEvents();
        QThread::msleep(10);
    }
    QThreadPool::globalInstance()->waitForDone(); // where it is closed
    return study.expired() ? Result<>() : fail(ErrorKind::System, "bench-study-held", {});
}

struct Opened {
    Times vault, begun, home;
    double peak = 0;
};

Result<> openOnce(const QString& folder, Opened& out) {
    dropFromCache({folder + QStringLiteral("/d/c")});
    forgetPeak();
    const double before = memory("VmRSS:");
    StudyPtr study;
    const auto unlocked = timed([&] {
        return Study::unlockVault(folder).map(
            [&](std::unique_ptr<Vault> vault) { study = std::make_shared<OpenStudy>(std::move(vault)); });
    });
    if (!unlocked)
        return tl::unexpected(unlocked.error());
    HomePage page;
    const auto shown = timed([&] { return home(study, page, out.begun); });
    if (!shown)
        return tl::unexpected(shown.error());
    out.peak = std::max(out.peak, memory("VmHWM:") - before);
    out.vault.seconds.push_back(*unlocked);
    out.home.seconds.push_back(*unlocked + *shown);
    say("unlock", *unlocked);
    out.begun.seconds.back() += *unlocked;
    say("home-begun", out.begun.seconds.back());
    say("home", *unlocked + *shown);
    const std::weak_ptr<OpenStudy> held = std::exchange(study, nullptr);
    return waitForEnd(held);
}

} // namespace

/// A study as large as we promise: 10,000 subjects, 12 million values, a million rows of audit, 2 TiB of packs (holes)
/// with 2.4 million instances. Time from the passphrase's key to the vault, and to Home with its numbers; the database
/// not in the page cache. CASEBOOK_BENCH_STUDY names a folder in which the filled study is kept for another run.
Result<Figures> benchGrowth(int runs) {
    theme::install(*qApp);
    const QTemporaryDir work;
    const QString kept = qEnvironmentVariable("CASEBOOK_BENCH_STUDY");
    const QString folder = kept.isEmpty() ? work.filePath(QStringLiteral("study")) : kept;
    if (!QFile::exists(folder))
        if (auto made = fillStudy(folder); !made)
            return tl::unexpected(made.error());
    Opened opened;
    for (int run = 0; run < runs; ++run)
        if (auto done = openOnce(folder, opened); !done)
            return tl::unexpected(done.error());
    return Figures{figure("open", opened.vault, "", {}), figure("home-begun", opened.begun, "", {}),
                   figure("home", opened.home, "", {}), megabytes("open-memory", opened.peak)};
}

} // namespace casebook::bench
