// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Database.h"
#include "tests/bench/Bench.h"
#include "tests/bench/Reference.h"
#include "tests/bench/Study.h"

#include <QDir>

namespace casebook::bench {

namespace {

constexpr int partCount = 300;
constexpr qint64 partSize = 512 * 1024;

std::vector<QByteArray> noise() {
    std::vector<QByteArray> parts;
    std::uint32_t state = 1;
    for (int p = 0; p < partCount; ++p) {
        QByteArray part(partSize, Qt::Uninitialized);
        for (char& c : part) {
            state = state * 1664525u + 1013904223u;
            c = char(state >> 24);
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

/// Bytes a second, so that more is better; ratio = ours / reference all the same.
BenchFigure speed(const char* what, const Times& ours, const char* reference, const Times& theirs,
                  double megabytes) {
    BenchFigure out = figure(what, ours, reference, theirs);
    out.unit = "MB/s";
    out.value = megabytes / ours.best();
    out.reference_value = megabytes / theirs.best();
    out.ratio = out.value / out.reference_value;
    out.p50 = megabytes / ours.quantile(0.5);
    out.p95 = megabytes / ours.quantile(0.95);
    return out;
}

} // namespace

/// One pack of 157 MB read whole, pages in the cache.
Result<Figures> benchObjects(int runs) {
    const QTemporaryDir work;
    const auto parts = noise();
    const QString file = work.filePath(QStringLiteral("reference"));
    auto study = Study::create(work.filePath(QStringLiteral("study")));
    if (!study)
        return tl::unexpected(study.error());
    auto ref = (*study)->vault().objects().put(QList<QByteArray>(parts.begin(), parts.end()));
    auto written = encryptTo(parts, file);
    if (!ref || !written)
        return tl::unexpected(ref ? written.error() : ref.error());
    std::vector<std::byte> into(std::size_t(partCount) * std::size_t(partSize));
    Times ours, theirs;
    for (int run = 0; run < runs; ++run) {
        auto mine = timed([&]() -> Result<> {
            auto pack = (*study)->vault().objects().open(ref->id);
            return pack ? (*pack)->readInto(0, into) : Result<>(tl::unexpected(pack.error()));
        });
        auto least = timed([&] { return readDecrypt(file, into); });
        if (!mine || !least)
            return tl::unexpected(mine ? least.error() : mine.error());
        say("ours", *mine);
        say("reference", *least);
        ours.seconds.push_back(*mine);
        theirs.seconds.push_back(*least);
    }
    return Figures{speed("read", ours, "pread+gcm", theirs, double(into.size()) / 1e6)};
}

/// `verify --objects` of a study with 300 slices, against hashing and decrypting the same bytes.
Result<Figures> benchVerify(int runs) {
    const QTemporaryDir plain, work;
    auto series = makeSeries(plain.path(), 300);
    if (!series)
        return tl::unexpected(series.error());
    auto study = Study::create(work.filePath(QStringLiteral("study")));
    if (!study)
        return tl::unexpected(study.error());
    if (auto report = (*study)->import({plain.path()}); !report)
        return tl::unexpected(report.error());
    std::vector<QByteArray> parts;
    for (qint64 left = series->bytes; left > 0; left -= partSize)
        parts.push_back(QByteArray(std::min(left, partSize), 'x'));
    const QString file = work.filePath(QStringLiteral("reference"));
    if (auto written = encryptTo(parts, file); !written)
        return tl::unexpected(written.error());
    Times ours, theirs;
    for (int run = 0; run < runs; ++run) {
        auto mine = timed([&]() -> Result<> {
            auto report = (*study)->vault().verify(true, Job{});
            if (!report)
                return tl::unexpected(report.error());
            return report->ok() ? Result<>() : Result<>(fail(ErrorKind::Damaged, "bench-failed"));
        });
        auto least = timed([&] { return hashAndCheck(file); });
        if (!mine || !least)
            return tl::unexpected(mine ? least.error() : mine.error());
        say("ours", *mine);
        say("reference", *least);
        ours.seconds.push_back(*mine);
        theirs.seconds.push_back(*least);
    }
    return Figures{figure("objects", ours, "sha256+pread+gcm", theirs)};
}

} // namespace casebook::bench
