// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/HomeController.h"
#include "storage/database/Database.h"
#include "tests/bench/Bench.h"
#include "tests/bench/GrowthStudy.h"
#include "tests/bench/GrowthWindow.h"
#include "tests/bench/Pulse.h"
#include "tests/bench/Study.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QThread>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace casebook::bench {

namespace {

constexpr int grownSubjects = 10'000, smallSubjects = 200;

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

/// Of the grown study, against the small one.
BenchFigure megabytes(const std::string& what, double value, double small) {
    BenchFigure figure;
    figure.what = QByteArray::fromStdString(what);
    figure.unit = "MB";
    figure.value = figure.p50 = figure.p95 = value;
    figure.reference = "small-study";
    figure.reference_value = small;
    figure.ratio = small > 0 ? value / small : 0;
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

/// What one study took over all runs.
struct Measured {
    Times vault, begun, home, scan;
    double openPeak_mb = 0;
    Parts parts;
    Part verify; ///< while it has no packs
};

/// Every row of the audit and every value read once by plain SQL.
Result<> scanAll(Vault& vault) {
    return vault.database().read([](ReadConnection& c) {
        return c
            .one("SELECT (SELECT sum(length(hash)+length(field)) FROM audit)"
                 "+(SELECT sum(length(value)) FROM audit_value)+(SELECT sum(length(txt)) FROM item_value)")
            .map([](auto) {});
    });
}

Result<> verifyOnce(const QString& folder, Part& out) {
    auto vault = Study::unlockVault(folder);
    if (!vault)
        return tl::unexpected(vault.error());
    forgetPeak();
    const double before = memoryOf("VmRSS:");
    const auto took = timed([&] {
        return (*vault)->verify(false, Job{}).and_then([](const VerifyReport& report) -> Result<> {
            return report.ok()
                       ? Result<>()
                       : fail(ErrorKind::Damaged, "bench-verify", QString::fromLatin1(report.damage[0].what));
        });
    });
    if (!took)
        return tl::unexpected(took.error());
    out.peak_mb = std::max(out.peak_mb, memoryOf("VmHWM:") - before);
    out.took.seconds.push_back(*took);
    std::fprintf(stderr, "verify %.1f s, %.0f MB\n", *took, out.peak_mb);
    return {};
}

Result<> openOnce(const QString& folder, Measured& out) {
    dropFromCache({folder + QStringLiteral("/d/c")});
    forgetPeak();
    const double before = memoryOf("VmRSS:");
    StudyPtr study;
    const auto unlocked = timed([&] {
        return Study::unlockVault(folder).map(
            [&](std::unique_ptr<Vault> vault) { study = std::make_shared<OpenStudy>(std::move(vault)); });
    });
    if (!unlocked)
        return tl::unexpected(unlocked.error());
    {
        HomePage page;
        const auto shown = timed([&] { return home(study, page, out.begun); });
        if (!shown)
            return tl::unexpected(shown.error());
        out.openPeak_mb = std::max(out.openPeak_mb, memoryOf("VmHWM:") - before);
        out.vault.seconds.push_back(*unlocked);
        out.home.seconds.push_back(*unlocked + *shown);
        out.begun.seconds.back() += *unlocked;
    }
    std::fprintf(stderr, "vault %.3f s, home begun %.3f s, whole %.3f s, %.0f MB\n", *unlocked,
                 out.begun.seconds.back(), out.home.seconds.back(), out.openPeak_mb);
    const auto scanned = timed([&] { return scanAll(*study->vault); });
    if (!scanned)
        return tl::unexpected(scanned.error());
    out.scan.seconds.push_back(*scanned);
    say("sql-scan", *scanned);
    if (auto done = runWindow(study, out.parts); !done)
        return done;
    const std::weak_ptr<OpenStudy> held = std::exchange(study, nullptr);
    return waitForEnd(held);
}

Result<> measure(const QString& folder, int subjects, bool packs, int runs, Measured& out) {
    if (!QFile::exists(folder))
        if (auto made = fillStudy(folder, subjects).and_then([&] { return verifyOnce(folder, out.verify); });
            !made)
            return made;
    const auto filled = packs ? hasPacks(folder) : Result<bool>(true);
    if (!filled)
        return tl::unexpected(filled.error());
    if (!*filled)
        if (auto done = addPacks(folder); !done)
            return done;
    Result<> done;
    for (int run = 0; done && run < runs; ++run)
        done = openOnce(folder, out);
    return done;
}

/// Times against one scan of all rows, pauses and memory against the small study.
Figures figuresOf(const Measured& grown, const Measured& small) {
    Figures out{figure("open", grown.vault, "", {}), figure("home-begun", grown.begun, "", {}),
                figure("home", grown.home, "", {}),
                megabytes("open-memory", grown.openPeak_mb, small.openPeak_mb)};
    const auto add = [&](const std::string& name, const Part& part, const Part& ofSmall) {
        out.push_back(figure(name.c_str(), part.took, "sql-scan", grown.scan));
        if (!part.pause.seconds.empty())
            out.push_back(figure((name + "-pause").c_str(), part.pause, "small-study", ofSmall.pause));
        out.push_back(megabytes(name + "-memory", part.peak_mb, ofSmall.peak_mb));
    };
    for (const auto& [name, part] : grown.parts)
        add(name, part, small.parts.at(name));
    if (!grown.verify.took.seconds.empty())
        add("verify", grown.verify, small.verify);
    return out;
}

} // namespace

/// A study as large as we promise: 10,000 subjects, 12 million values, a million rows of audit, 2 TiB of packs (holes)
/// with 2.4 million instances, beside a small one of 200 subjects. Time from the passphrase's key to the vault, and to
/// Home with its numbers, the database not in the page cache; then what looks through all of it. It is verified when
/// it was filled, before the packs come. CASEBOOK_BENCH_STUDY names a folder in which the filled study is kept for another run.
Result<Figures> benchGrowth(int runs) {
    theme::install(*qApp);
    const QTemporaryDir work;
    const QString kept = qEnvironmentVariable("CASEBOOK_BENCH_STUDY");
    const QString folder = kept.isEmpty() ? work.filePath(QStringLiteral("study")) : kept;
    Measured small, grown;
    return measure(work.filePath(QStringLiteral("small")), smallSubjects, false, runs, small)
        .and_then([&] { return measure(folder, grownSubjects, true, runs, grown); })
        .map([&] { return figuresOf(grown, small); });
}

} // namespace casebook::bench
