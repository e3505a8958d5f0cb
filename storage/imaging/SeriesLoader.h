// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/volume/SeriesFindings.h"
#include "core/volume/VolumeBuilder.h"
#include "storage/dicom/Pixels.h"
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
        std::vector<imagingTable::StoredInstance> instances;
        std::vector<SliceHeader> headers; ///< one a slice: an instance, or a frame of one
        std::vector<int> owner;           ///< per header its instance
        SeriesPlan plan;
        [[nodiscard]] const imagingTable::StoredInstance& instanceOf(int header) const {
            return instances[std::size_t(owner[std::size_t(header)])];
        }
    };
    /// Error "no-such-series"; a series without images gives a plan without volumes.
    [[nodiscard]] Result<Planned> plan(const QString& seriesUid) const;
    /// What was found in the series and done with it, for people.
    [[nodiscard]] Result<SeriesFindings> findings(const QString& seriesUid) const;
    /// @param index of a volume of the plan, or behind these of its stacks of pictures: those come with
    /// colours, brightness in place of values, and without a place. Error "no-such-volume".
    [[nodiscard]] Result<VolumePtr> volume(const QString& seriesUid, int index, const Job& job) const;
    [[nodiscard]] Result<VolumePtr> middleSlice(const QString& seriesUid, int index) const;
    [[nodiscard]] Result<imagingTable::SeriesFactsRow> facts(const QString& seriesUid) const;

private:
    /// Frames of an object that was stored before frames were read.
    [[nodiscard]] Result<> readFrames(imagingTable::StoredInstance& instance) const;
    [[nodiscard]] Result<VolumePtr> build(const Planned& planned, const PlannedVolume& volume,
                                          const QString& seriesUid, const Job& job) const;
    [[nodiscard]] Result<VolumePtr> buildPictures(const Planned& planned, const PlannedVolume& pictures,
                                                  const QString& seriesUid, const Job& job) const;
    [[nodiscard]] Result<VolumePtr> buildAt(const Planned& planned, int index, std::optional<int> slot,
                                            const QString& seriesUid, const Job& job) const;
    [[nodiscard]] Result<> placeDirect(const Planned& planned, VolumeBuilder& builder,
                                       const std::vector<int>& slots, const Job& job) const;
    [[nodiscard]] Result<> placeDecoded(const Planned& planned, VolumeBuilder& builder,
                                        const std::vector<int>& slots, const Job& job) const;
    /// Frames of those headers through the workers; `take` says what to keep of each.
    [[nodiscard]] Result<> decode(const Planned& planned, const std::vector<int>& wanted,
                                  const std::function<Result<>(int, const dicom::DecodedFrame&)>& take,
                                  const Job& job) const;

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
};

} // namespace casebook
