// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Phantom.h"
#include "storage/dicom/CtWriter.h"
#include "tests/bench/Bench.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QSysInfo>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace casebook::bench {

double Times::best() const { return seconds.empty() ? 0 : *std::min_element(seconds.begin(), seconds.end()); }

double Times::quantile(double q) const {
    if (seconds.empty())
        return 0;
    std::vector<double> sorted = seconds;
    std::sort(sorted.begin(), sorted.end());
    const double at = q * double(sorted.size() - 1);
    const auto low = std::size_t(std::floor(at)), high = std::size_t(std::ceil(at));
    return sorted[low] + (at - double(low)) * (sorted[high] - sorted[low]);
}

Result<double> timed(const std::function<Result<>()>& work) {
    const auto start = std::chrono::steady_clock::now();
    if (auto done = work(); !done)
        return tl::unexpected(done.error());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

BenchFigure figure(const char* what, const Times& ours, const char* reference, const Times& theirs) {
    BenchFigure out;
    out.what = what;
    out.unit = "s";
    out.reference = reference;
    out.value = ours.best();
    out.reference_value = theirs.best();
    out.ratio = out.reference_value > 0 ? out.value / out.reference_value : 0;
    out.n = int(ours.seconds.size());
    out.p50 = ours.quantile(0.5);
    out.p95 = ours.quantile(0.95);
    return out;
}

BenchFigure medianFigure(const char* what, const Times& ours, const char* reference, const Times& theirs) {
    BenchFigure out = figure(what, ours, reference, theirs);
    out.value = ours.quantile(0.5);
    out.reference_value = theirs.quantile(0.5);
    out.ratio = out.reference_value > 0 ? out.value / out.reference_value : 0;
    return out;
}

namespace {

QString firstLine(const QString& path, const char* key) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(key))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1).trimmed());
    return {};
}

QString loadAverage() {
    QFile file(QStringLiteral("/proc/loadavg"));
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

} // namespace

QJsonObject machine() {
    return {{QStringLiteral("cpu"), firstLine(QStringLiteral("/proc/cpuinfo"), "model name")},
            {QStringLiteral("threads"), QThread::idealThreadCount()},
            {QStringLiteral("memory"), firstLine(QStringLiteral("/proc/meminfo"), "MemTotal")},
            {QStringLiteral("load"), loadAverage()},
            {QStringLiteral("system"), QSysInfo::prettyProductName()},
            {QStringLiteral("kernel"), QSysInfo::kernelVersion()},
            {QStringLiteral("qt"), QString::fromLatin1(qVersion())},
            {QStringLiteral("platform"), qEnvironmentVariable("QT_QPA_PLATFORM")}};
}

void say(const char* what, double seconds) { std::fprintf(stderr, "%s %.3f s\n", what, seconds); }

Result<VolumePtr> makeChest() {
    phantom::PhantomSpec spec;
    spec.seed = 300;
    spec.slices = 300;
    return phantom::makePhantom(spec).map(
        [](phantom::Phantom made) { return VolumePtr(std::make_shared<Volume>(std::move(made.volume))); });
}

namespace {

constexpr int repeats = 10;

/// Every slice `repeats` times, closer together, each with noise of its own in the last two bits.
Result<std::shared_ptr<Volume>> stretched(const phantom::PhantomSpec& spec, int slices) {
    auto made = phantom::makePhantom(spec);
    if (!made)
        return tl::unexpected(made.error());
    const Volume& thin = made->volume;
    auto volume = std::make_shared<Volume>(thin);
    volume->grid.slices = slices;
    volume->grid.sliceStep = thin.grid.sliceStep / repeats;
    const std::size_t area = std::size_t(thin.grid.columns) * std::size_t(thin.grid.rows);
    volume->stored.resize(area * std::size_t(slices) + 8);
    std::uint32_t state = 1;
    for (int k = 0; k < slices; ++k)
        for (std::size_t i = 0; i < area; ++i) {
            state = state * 1664525u + 1013904223u;
            volume->stored[std::size_t(k) * area + i] =
                std::int16_t(thin.slice(k / repeats)[i] ^ std::int16_t(state >> 30));
        }
    volume->positions.clear();
    for (int k = 0; k < slices; ++k)
        volume->positions.push_back(volume->grid.toWorld({0, 0, double(k)}));
    return volume;
}

} // namespace

Result<Series> makeSeries(const QString& folder, int slices) {
    phantom::PhantomSpec spec;
    spec.seed = 300;
    spec.slices = (slices + repeats - 1) / repeats;
    auto made = stretched(spec, slices);
    if (!made)
        return tl::unexpected(made.error());
    const auto volume = *made;
    const dicom::ExamIdentity exam{QStringLiteral("SYNTHETIC^BENCH"),
                                   QStringLiteral("BENCH-300"),
                                   QStringLiteral("19700101"),
                                   QStringLiteral("O"),
                                   {},
                                   dicom::syntheticUid(spec.seed, "bench study"),
                                   QStringLiteral("1"),
                                   QStringLiteral("20260101"),
                                   QStringLiteral("120000"),
                                   QStringLiteral("Bench"),
                                   dicom::syntheticUid(spec.seed, "bench frame"),
                                   {}};
    dicom::SeriesIdentity series;
    series.uid = dicom::syntheticUid(spec.seed, "bench series");
    series.description = QStringLiteral("Bench");
    series.manufacturer = QStringLiteral("Casebook");
    series.testObject = true;
    volume->instances.resize(std::size_t(slices));
    for (int k = 0; k < slices; ++k)
        volume->instances[std::size_t(k)] =
            dicom::syntheticUid(spec.seed, "bench slice " + QByteArray::number(k));
    Series out;
    out.uid = series.uid;
    for (int k = 0; k < slices; ++k) {
        auto bytes = dicom::writeCtSlice(*volume, k, exam, series);
        if (!bytes)
            return tl::unexpected(bytes.error());
        QFile file(QDir(folder).filePath(QStringLiteral("%1.dcm").arg(k, 4, 10, QLatin1Char('0'))));
        if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size())
            return fail(ErrorKind::System, "cannot-write", file.fileName());
        out.files += file.fileName();
        out.bytes += bytes->size();
    }
    out.volume = volume;
    return out;
}

QStringList filesBelow(const QString& folder) {
    QStringList out;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        out += it.next();
    return out;
}

void dropFromCache(const QStringList& files) {
    for (const QString& path : files) {
        const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            continue;
        // Only clean pages are dropped.
        ::fdatasync(fd);
        ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        ::close(fd);
    }
}

} // namespace casebook::bench
