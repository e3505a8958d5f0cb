// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Bench.h"
#include "tests/bench/Reference.h"
#include "tests/bench/Study.h"
#include "viewers/bridge/HeadlessPlane.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <sys/mman.h>

namespace casebook::bench {

namespace {

/// Memory as a program gets it for a new volume: untouched.
class FreshMemory {
public:
    explicit FreshMemory(std::size_t size)
        : size_(size),
          at_(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {}
    ~FreshMemory() {
        if (at_ != MAP_FAILED)
            ::munmap(at_, size_);
    }
    FreshMemory(const FreshMemory&) = delete;
    FreshMemory& operator=(const FreshMemory&) = delete;
    [[nodiscard]] std::span<std::byte> span() const {
        return at_ == MAP_FAILED ? std::span<std::byte>() : std::span(static_cast<std::byte*>(at_), size_);
    }

private:
    std::size_t size_;
    void* at_;
};

/// Everything an opening needs, and how each contender is run once with cold files.
class OpenRace {
public:
    [[nodiscard]] Result<> prepare() {
        auto made = makeSeries(plain_.path(), 300);
        if (!made)
            return tl::unexpected(made.error());
        series_ = std::move(*made);
        std::vector<QByteArray> parts;
        for (const QString& path : series_.files) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                return fail(ErrorKind::System, "unreadable", path);
            parts.push_back(file.readAll());
        }
        if (auto written = encryptTo(parts, reference()); !written)
            return written;
        auto study = Study::create(folder());
        if (!study)
            return tl::unexpected(study.error());
        auto report = (*study)->import({plain_.path()});
        return report ? Result<>() : Result<>(tl::unexpected(report.error()));
    }

    /// From after the unlock to a drawn picture of 1024 x 1024.
    [[nodiscard]] Result<double> firstPicture() {
        auto study = cold();
        if (!study)
            return tl::unexpected(study.error());
        return timed([&]() -> Result<> {
            auto slice = (*study)->imaging().middleSlice(series_.uid, 0);
            if (!slice)
                return tl::unexpected(slice.error());
            PlaneSpec spec;
            spec.size = QSize(1024, 1024);
            return renderPlane(*slice, spec).isNull() ? Result<>(fail(ErrorKind::System, "bench-failed"))
                                                      : Result<>();
        });
    }
    [[nodiscard]] Result<double> wholeVolume() {
        auto study = cold();
        if (!study)
            return tl::unexpected(study.error());
        return timed([&]() -> Result<> {
            auto volume = (*study)->imaging().volume(series_.uid, 0, Job{});
            if (!volume)
                return tl::unexpected(volume.error());
            const bool same =
                std::equal((*volume)->slice(150), (*volume)->slice(151), series_.volume->slice(150));
            return same ? Result<>()
                        : Result<>(fail(ErrorKind::System, "bench-failed", QStringLiteral("voxels")));
        });
    }
    [[nodiscard]] Result<double> preadAndGcm() {
        dropFromCache({reference()});
        return timed([&] {
            const FreshMemory memory(std::size_t(series_.bytes));
            return readDecrypt(reference(), memory.span());
        });
    }
    /// Nothing where the program is not installed.
    [[nodiscard]] std::optional<double> dcm2niix() {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dcm2niix"));
        if (program.isEmpty())
            return std::nullopt;
        const QTemporaryDir out;
        dropFromCache(series_.files);
        auto took = timed([&]() -> Result<> {
            QProcess process;
            process.start(program, {QStringLiteral("-z"), QStringLiteral("n"), QStringLiteral("-b"),
                                    QStringLiteral("n"), QStringLiteral("-o"), out.path(), plain_.path()});
            const bool fine = process.waitForFinished(-1) && process.exitCode() == 0;
            return fine ? Result<>()
                        : Result<>(fail(ErrorKind::System, "bench-failed", QStringLiteral("dcm2niix")));
        });
        return took ? std::optional(*took) : std::nullopt;
    }

private:
    [[nodiscard]] QString folder() const { return work_.filePath(QStringLiteral("study")); }
    [[nodiscard]] QString reference() const { return work_.filePath(QStringLiteral("reference")); }
    /// Unlocked, with no page of a pack in the cache.
    [[nodiscard]] Result<std::unique_ptr<Study>> cold() {
        auto study = Study::unlock(folder());
        if (study)
            dropFromCache(filesBelow(folder() + QStringLiteral("/o")));
        return study;
    }
    QTemporaryDir plain_, work_;
    Series series_;
};

} // namespace

Result<Figures> benchOpen(int runs) {
    OpenRace race;
    if (auto ready = race.prepare(); !ready)
        return tl::unexpected(ready.error());
    Times first, whole, least, peer;
    for (int run = 0; run < runs; ++run) {
        auto a = race.firstPicture();
        auto b = race.wholeVolume();
        auto c = race.preadAndGcm();
        for (const auto* one : {&a, &b, &c})
            if (!*one)
                return tl::unexpected(one->error());
        say("first picture", *a);
        say("whole volume", *b);
        say("pread+gcm", *c);
        first.seconds.push_back(*a);
        whole.seconds.push_back(*b);
        least.seconds.push_back(*c);
        if (const auto d = race.dcm2niix()) {
            say("dcm2niix", *d);
            peer.seconds.push_back(*d);
        }
    }
    Figures out{figure("first-picture", first, "", {}), figure("whole-volume", whole, "pread+gcm", least)};
    if (!peer.seconds.empty())
        out.push_back(figure("whole-volume", whole, "dcm2niix", peer));
    return out;
}

} // namespace casebook::bench
