// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/worker/WorkerPool.h"
#include "tests/bench/Bench.h"
#include "tests/support/EncapsulatedFile.h"
#include "tests/support/WaveletWriter.h"

#include <QFile>

#include <algorithm>
#include <atomic>
#include <thread>

namespace casebook::bench {

namespace {

using test::WaveletPicture;

/// The same slices as DICOM files and as the streams inside them.
struct Encoded {
    QStringList files;
    std::vector<QByteArray> streams;
    std::vector<SliceHeader> headers;
};

WaveletPicture pictureOf(const Volume& volume, int k) {
    WaveletPicture out{volume.grid.columns, volume.grid.rows, 1, 16, true, {}};
    const std::int16_t* from = volume.slice(k);
    out.values.assign(from, from + std::size_t(out.columns) * std::size_t(out.rows));
    return out;
}

Result<Encoded> encodeAll(const Volume& volume, bool highThroughput, const QString& folder) {
    Encoded out;
    for (int k = 0; k < volume.grid.slices; ++k) {
        const WaveletPicture picture = pictureOf(volume, k);
        out.streams.push_back(highThroughput ? test::encodeHtj2k(picture) : test::encodeJpeg2000(picture));
        test::EncapsulatedFile file;
        file.syntax = highThroughput ? "1.2.840.10008.1.2.4.201" : "1.2.840.10008.1.2.4.90";
        file.rows = picture.rows;
        file.columns = picture.columns;
        file.z_mm = k;
        file.frames << QList<QByteArray>{out.streams.back()};
        const QString path = folder + QStringLiteral("/%1-%2.dcm").arg(int(highThroughput)).arg(k);
        QFile to(path);
        if (out.streams.back().isEmpty() || !to.open(QIODevice::WriteOnly) || to.write(file.bytes()) < 0)
            return fail(ErrorKind::System, "bench-failed", QStringLiteral("encode"));
        out.files << path;
        SliceHeader header;
        header.columns = picture.columns;
        header.rows = picture.rows;
        header.samplesPerPixel = 1;
        out.headers.push_back(header);
    }
    return out;
}

/// All slices by the workers, from open files to values in this process.
Result<> decodeByWorkers(WorkerPool& workers, const Encoded& encoded) {
    std::atomic<int> wrong{0};
    workers.pixelsMany(
        encoded.headers, [&](int i) { return WorkerInput::open(encoded.files[i]); },
        [&](int, const Result<dicom::DecodedFrame>& frame) { wrong += frame ? 0 : 1; });
    return wrong == 0 ? Result<>()
                      : Result<>(fail(ErrorKind::System, "bench-failed", QStringLiteral("decode")));
}

/// The library alone, streams in memory, one thread a core.
Result<> decodeByLibrary(const Encoded& encoded, bool highThroughput) {
    std::atomic<std::size_t> next{0};
    std::atomic<int> wrong{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < encoded.streams.size(); i = next++)
            wrong += (highThroughput ? test::decodeSecondsOpenJph(encoded.streams[i])
                                     : test::decodeSecondsOpenJpeg(encoded.streams[i])) < 0
                         ? 1
                         : 0;
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned n = 1; n < std::clamp(std::thread::hardware_concurrency(), 1U, 4U); ++n)
            threads.emplace_back(work);
        work();
    }
    return wrong == 0 ? Result<>()
                      : Result<>(fail(ErrorKind::System, "bench-failed", QStringLiteral("library")));
}

Result<BenchFigure> measure(const Encoded& encoded, bool highThroughput, int runs) {
    WorkerPool workers;
    Times ours, theirs;
    for (int run = 0; run <= runs; ++run) {
        const auto mine = timed([&] { return decodeByWorkers(workers, encoded); });
        const auto least = timed([&] { return decodeByLibrary(encoded, highThroughput); });
        if (!mine || !least)
            return tl::unexpected(mine ? least.error() : mine.error());
        if (run == 0)
            continue; // the workers start
        say("ours", *mine);
        say("library", *least);
        ours.seconds.push_back(*mine);
        theirs.seconds.push_back(*least);
    }
    return figure(highThroughput ? "htj2k-300" : "j2k-300", ours, highThroughput ? "openjph" : "openjpeg",
                  theirs);
}

} // namespace

/// 300 compressed slices through the workers against the libraries' own time over the same cores.
Result<Figures> benchCodecs(int runs) {
    const QTemporaryDir plain, work;
    const auto series = makeSeries(plain.path(), 300);
    if (!series)
        return tl::unexpected(series.error());
    Figures out;
    for (const bool highThroughput : {false, true}) {
        const auto encoded = encodeAll(*series->volume, highThroughput, work.path());
        if (!encoded)
            return tl::unexpected(encoded.error());
        const auto measured = measure(*encoded, highThroughput, runs);
        if (!measured)
            return tl::unexpected(measured.error());
        out.push_back(*measured);
    }
    return out;
}

} // namespace casebook::bench
