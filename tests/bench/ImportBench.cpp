// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Bench.h"
#include "tests/bench/Reference.h"
#include "tests/bench/Study.h"

#include <QDir>
#include <QFile>

namespace casebook::bench {

namespace {

Result<std::vector<QByteArray>> contents(const QStringList& files) {
    std::vector<QByteArray> out;
    for (const QString& path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorKind::System, "unreadable", path);
        out.push_back(file.readAll());
    }
    return out;
}

Result<double> importOnce(const QString& folder, const Series& series, const QString& source) {
    auto study = Study::create(folder);
    if (!study)
        return tl::unexpected(study.error());
    return timed([&]() -> Result<> {
        auto report = (*study)->import({source});
        if (!report)
            return tl::unexpected(report.error());
        if (report->imported != series.files.size())
            return fail(ErrorKind::System, "bench-failed", QStringLiteral("import"));
        return {};
    });
}

} // namespace

/// Everything of `import dicom` between unlocking and locking, files in the page cache, against the
/// least that durable encrypted storage can cost.
Result<Figures> benchImport(int runs) {
    const QTemporaryDir plain, work;
    auto series = makeSeries(plain.path(), 300);
    if (!series)
        return tl::unexpected(series.error());
    auto bytes = contents(series->files);
    if (!bytes)
        return tl::unexpected(bytes.error());
    Times ours, theirs;
    for (int run = 0; run < runs; ++run) {
        const QString folder = work.filePath(QStringLiteral("study"));
        const QString file = work.filePath(QStringLiteral("reference"));
        auto mine = importOnce(folder, *series, plain.path());
        auto least = timed([&] { return hashEncryptSync(*bytes, file); });
        if (!mine || !least)
            return tl::unexpected(mine ? least.error() : mine.error());
        say("ours", *mine);
        say("reference", *least);
        ours.seconds.push_back(*mine);
        theirs.seconds.push_back(*least);
        QDir(folder).removeRecursively();
        QFile::remove(file);
    }
    return Figures{figure("import-300", ours, "sha256+aes-256-gcm+fsync", theirs)};
}

} // namespace casebook::bench
