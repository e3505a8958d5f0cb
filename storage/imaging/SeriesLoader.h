// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/volume/VolumeBuilder.h"
#include "storage/imaging/ImagingTable.h"

namespace casebook {

class Database;
class ObjectStore;
class WorkerPool;

/// Turns stored instances of one series into volumes. Uncompressed pixels are decrypted straight into
/// the volume by a few threads; everything else is decoded by the workers. Checks no rights.
/// Any thread but the GUI's; blocks.
class SeriesLoader {
public:
    SeriesLoader(Database& database, ObjectStore& objects, WorkerPool& workers)
        : database_(database), objects_(objects), workers_(workers) {}

    struct Planned {
        QString modality;
        std::vector<imagingTable::StoredInstance> instances; ///< same order as headers
        std::vector<SliceHeader> headers;
        SeriesPlan plan;
    };
    /// Error "no-such-series"; a series without images gives a plan without volumes.
    [[nodiscard]] Result<Planned> plan(const QString& seriesUid) const;
    [[nodiscard]] Result<VolumePtr> volume(const QString& seriesUid, int index, const Job& job) const;
    [[nodiscard]] Result<VolumePtr> middleSlice(const QString& seriesUid, int index) const;
    [[nodiscard]] Result<imagingTable::SeriesFactsRow> facts(const QString& seriesUid) const;

private:
    [[nodiscard]] Result<VolumePtr> build(const Planned& planned, const PlannedVolume& volume,
                                          const QString& seriesUid, const Job& job) const;
    [[nodiscard]] Result<> placeDirect(const Planned& planned, VolumeBuilder& builder,
                                       const std::vector<int>& slots, const Job& job) const;
    [[nodiscard]] Result<> placeDecoded(const Planned& planned, VolumeBuilder& builder,
                                        const std::vector<int>& slots, const Job& job) const;

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
};

} // namespace casebook
