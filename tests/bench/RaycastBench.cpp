// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Caster.h"
#include "core/raycast/Levels.h"
#include "core/raycast/Presets.h"
#include "tests/bench/Bench.h"
#include "tests/bench/Study.h"
#include "tests/bench/VtkVolume.h"
#include "tests/support/TestData.h"

#include <malloc.h>

#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <numbers>
#include <thread>

namespace casebook::bench {

namespace {

using raycast::Caster;
using raycast::Level;
using raycast::Prepared;
using raycast::Scene;

constexpr int kThreads = 2;
constexpr int kSide = 512;
constexpr int kMovingFrames = 90, kCancels = 30, kFirsts = 3;
constexpr std::array mappers{VtkMapper::FixedPoint, VtkMapper::Gpu};
constexpr double kMegabyte = 1e6;

/// The largest series of a folder of DICOM files.
Result<VolumePtr> readFolder(const QString& folder) {
    const QTemporaryDir work;
    auto study = Study::create(work.filePath(QStringLiteral("study")));
    if (!study)
        return tl::unexpected(study.error());
    if (auto report = (*study)->import({folder}); !report)
        return tl::unexpected(report.error());
    auto rows = (*study)->imaging().series();
    if (!rows)
        return tl::unexpected(rows.error());
    const auto largest = std::max_element(
        rows->begin(), rows->end(), [](const auto& a, const auto& b) { return a.instances < b.instances; });
    if (largest == rows->end())
        return fail(ErrorKind::Usage, "no-such-series", folder);
    return (*study)->imaging().volume(largest->uid, 0, Job{});
}

/// Env CASEBOOK_BENCH_VOLUME names a folder; else the chest CT of the test data; else the synthetic chest.
Result<VolumePtr> chest() {
    const QString named = qEnvironmentVariable("CASEBOOK_BENCH_VOLUME");
    if (!named.isEmpty())
        return readFolder(named);
    return test::dataFolder().isEmpty()
               ? makeChest()
               : readFolder(test::ctPath(QStringLiteral("01-chest-lidc-0001"), QStringLiteral("dicom")));
}

/// Resident memory of the process in bytes, after giving back what is free.
double resident() {
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096;
}

void lookFrom(Scene& scene, int turn) {
    const double angle = turn * 5 * std::numbers::pi / 180;
    scene.camera.position = scene.camera.focus + WorldVector(std::sin(angle), -std::cos(angle), 0) * 800;
}

Scene sceneOf(const VolumePtr& volume, QLatin1StringView preset) {
    Scene scene;
    scene.volume = raycast::viewOf(volume);
    raycast::apply(*raycast::findPreset(preset), scene);
    scene.labelTable = nullptr;
    scene.camera.focus = volume->grid.centre();
    scene.width = scene.height = kSide;
    scene.level = Level::Full;
    lookFrom(scene, 0);
    return scene;
}

Result<double> drawTime(Caster& caster, const Scene& scene, Prepared& prepared) {
    return timed([&]() -> Result<> {
        auto picture = caster.draw(scene, prepared);
        return picture ? Result<>() : Result<>(tl::unexpected(picture.error()));
    });
}

BenchFigure megabytes(const char* what, double ours, const char* reference, double theirs) {
    BenchFigure out;
    out.what = what;
    out.unit = "MB";
    out.reference = reference;
    out.value = ours / kMegabyte;
    out.reference_value = theirs / kMegabyte;
    out.ratio = theirs > 0 ? ours / theirs : 0;
    out.n = 1;
    out.p50 = out.p95 = out.value;
    return out;
}

/// Own caster and VTK's two in turn, so that what else the machine does hits all.
class Race {
public:
    Race(VolumePtr volume, int runs) : volume_(std::move(volume)), runs_(runs) {
        for (const VtkMapper kind : mappers)
            others_.push_back(VtkVolume::create(*volume_, kind, kSide, kThreads));
    }

    Result<> preset(const char* name, QByteArray id) {
        Scene scene = sceneOf(volume_, QLatin1StringView(id));
        Caster caster({kThreads});
        Prepared prepared;
        const double before = resident();
        auto first = drawTime(caster, scene, prepared);
        if (!first)
            return tl::unexpected(first.error());
        const double ownMemory = resident() - before;
        Times own, ownFirst{{*first}}, ownChange;
        for (int again = 1; again < kFirsts && isFirst_; ++again) {
            Caster other({kThreads});
            Prepared none;
            ownFirst.seconds.push_back(drawTime(other, scene, none).value_or(0));
        }
        std::vector<Times> their(others_.size()), theirFirst(others_.size()), theirChange(others_.size());
        std::vector<double> theirMemory(others_.size());
        for (std::size_t n = 0; n < others_.size(); ++n) {
            if (!others_[n])
                continue;
            const double start = resident();
            theirFirst[n].seconds.push_back(others_[n]->draw(scene, true));
            theirMemory[n] = resident() - start;
            for (int again = 1; again < kFirsts && isFirst_; ++again)
                theirFirst[n].seconds.push_back(
                    VtkVolume::create(*volume_, mappers[n], kSide, kThreads)->draw(scene, true));
        }
        for (int turn = 1; turn <= runs_; ++turn) {
            lookFrom(scene, turn);
            own.seconds.push_back(drawTime(caster, scene, prepared).value_or(0));
            for (std::size_t n = 0; n < others_.size(); ++n)
                if (others_[n])
                    their[n].seconds.push_back(others_[n]->draw(scene, false));
            scene.transfer[1].hu += 1;
            ownChange.seconds.push_back(drawTime(caster, scene, prepared).value_or(0));
            for (std::size_t n = 0; n < others_.size(); ++n)
                if (others_[n])
                    theirChange[n].seconds.push_back(others_[n]->draw(scene, true));
        }
        for (std::size_t n = 0; n < std::max<std::size_t>(1, others_.size()); ++n) {
            const char* reference = !others_[n] ? "" : n == 0 ? "vtk-fixed-point" : "vtk-gpu";
            const auto keep = [&](const char* what, const Times& a, const Times& b) {
                figures_.push_back(figure(QByteArray(QByteArray(name) + what).constData(), a, reference, b));
            };
            keep("-frame", own, their[n]);
            keep("-tf-change", ownChange, theirChange[n]);
            if (isFirst_) {
                keep("-first", ownFirst, theirFirst[n]);
                figures_.push_back(megabytes("memory", ownMemory, reference, theirMemory[n]));
            }
        }
        isFirst_ = false;
        return {};
    }

    Figures take() { return std::move(figures_); }
    void keep(const BenchFigure& f) { figures_.push_back(f); }

private:
    VolumePtr volume_;
    int runs_;
    bool isFirst_ = true; ///< before VTK has anything loaded
    std::vector<std::unique_ptr<VtkVolume>> others_;
    Figures figures_;
};

/// A frame with one thread beside the same with two.
BenchFigure threads(const VolumePtr& volume, int runs) {
    Scene scene = sceneOf(volume, QLatin1StringView("bone"));
    Caster one({1}), two({kThreads});
    Prepared prepared;
    Times single, both;
    for (int turn = 0; turn <= runs; ++turn) {
        lookFrom(scene, turn);
        both.seconds.push_back(drawTime(two, scene, prepared).value_or(0));
        single.seconds.push_back(drawTime(one, scene, prepared).value_or(0));
    }
    return figure("two-threads", both, "one-thread", single);
}

/// What a turning view waits for each picture when the level follows the time.
BenchFigure moving(const VolumePtr& volume, const char* name, const char* preset) {
    Scene scene = sceneOf(volume, QLatin1StringView(preset));
    Caster caster({kThreads});
    Prepared prepared;
    caster.prepare(scene, prepared);
    raycast::LevelChooser chooser;
    Times times;
    for (int turn = 0; turn < kMovingFrames; ++turn) {
        lookFrom(scene, turn);
        scene.level = chooser.moving(scene.width, scene.height);
        const auto picture = caster.draw(scene, prepared);
        if (!picture || !*picture)
            continue;
        chooser.drawn(**picture);
        times.seconds.push_back((*picture)->milliseconds / 1000);
    }
    return figure(name, times, "", {});
}

/// From "not wanted any more" to the end of the draw.
BenchFigure cancel(const VolumePtr& volume) {
    Scene scene = sceneOf(volume, QLatin1StringView("bone"));
    scene.level = Level::Fine;
    Caster caster({kThreads});
    Prepared prepared;
    caster.prepare(scene, prepared);
    Times times;
    for (std::uint64_t n = 1; n <= kCancels; ++n) {
        std::chrono::steady_clock::time_point asked;
        std::jthread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(3 + 5 * n));
            asked = std::chrono::steady_clock::now();
            caster.newest(n + 1);
        });
        const auto picture = caster.draw(scene, prepared, n);
        const auto end = std::chrono::steady_clock::now();
        other.join();
        if (picture && !*picture)
            times.seconds.push_back(std::chrono::duration<double>(end - asked).count());
    }
    return figure("cancel", times, "", {});
}

} // namespace

/// Frames of 512 x 512 with two threads, beside VTK's two volume mappers where there is an X display.
Result<Figures> benchRaycast(int runs) {
    auto volume = chest();
    if (!volume)
        return tl::unexpected(volume.error());
    const VolumePtr regular = regularised(*volume);
    Race race(regular, runs);
    for (const auto& [name, id] : {std::pair{"bone", "bone"},
                                   {"skin", "skin"},
                                   {"soft-tissue", "soft-tissue"},
                                   {"lung-vessels-unmasked", "lung-vessels"}})
        if (auto done = race.preset(name, id); !done)
            return tl::unexpected(done.error());
    race.keep(threads(regular, runs));
    race.keep(moving(regular, "moving-bone", "bone"));
    race.keep(moving(regular, "moving-skin", "skin"));
    race.keep(moving(regular, "moving-mip", "mip"));
    race.keep(cancel(regular));
    return race.take();
}

} // namespace casebook::bench
