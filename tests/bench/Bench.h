// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"
#include "core/volume/Volume.h"
#include "viewers/bridge/Bench.h"

#include <QJsonObject>
#include <QString>
#include <QTemporaryDir>

#include <functional>
#include <vector>

namespace casebook::bench {

using Figures = std::vector<BenchFigure>;

/// Times of one thing, in seconds, one a run.
struct Times {
    std::vector<double> seconds;
    [[nodiscard]] double best() const;
    [[nodiscard]] double quantile(double q) const;
};
/// Seconds `work` takes. Its error ends the bench.
[[nodiscard]] Result<double> timed(const std::function<Result<>()>& work);

/// The figure as printed: best of the runs beside the best of the reference's runs, which were made in
/// turn with them. Empty reference: none.
[[nodiscard]] BenchFigure figure(const char* what, const Times& ours, const char* reference,
                                 const Times& theirs);

/// The same of medians, for what waits on a disk: the best of many syncs is one that the disk had done already.
[[nodiscard]] BenchFigure medianFigure(const char* what, const Times& ours, const char* reference,
                                       const Times& theirs);

[[nodiscard]] QJsonObject machine();

/// A synthetic chest, 512 x 512 x 300, as the window shows it.
[[nodiscard]] Result<VolumePtr> makeChest();

/// A CT of 512 x 512 x `slices`, and its files written uncompressed into `folder`: what the bytes show does
/// not matter here, so that every tenth slice is drawn and the others are it with other noise.
struct Series {
    VolumePtr volume;
    QString uid;
    QStringList files;
    qint64 bytes = 0; ///< of all files
};
[[nodiscard]] Result<Series> makeSeries(const QString& folder, int slices);

/// A line on stderr: how far it is.
void say(const char* what, double seconds);

/// Writes everything back, then takes the files' pages out of the page cache.
void dropFromCache(const QStringList& files);
[[nodiscard]] QStringList filesBelow(const QString& folder);

/// Each bench of the contract; `runs` at least 5.
[[nodiscard]] Result<Figures> benchImport(int runs);
[[nodiscard]] Result<Figures> benchImportOrthanc(int runs);
[[nodiscard]] Result<Figures> benchCodecs(int runs);
[[nodiscard]] Result<Figures> benchOpen(int runs);
[[nodiscard]] Result<Figures> benchObjects(int runs);
[[nodiscard]] Result<Figures> benchVerify(int runs);
[[nodiscard]] Result<Figures> benchFormSave(int runs);
[[nodiscard]] Result<Figures> benchLists(int runs);
[[nodiscard]] Result<Figures> benchAudit(int runs);
[[nodiscard]] Result<Figures> benchGrowth(int runs);
[[nodiscard]] Result<Figures> benchRaycast(int runs);

} // namespace casebook::bench
