// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/SeriesLoader.h"

#include "storage/database/Database.h"
#include "storage/worker/WorkerPool.h"

#include <QHash>
#include <QMutex>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <thread>

namespace casebook {

namespace {

using imagingTable::StoredInstance;

/// Decrypting is as fast as the memory by two or three threads; more only wait for it.
constexpr unsigned readThreads = 4;

bool isSlice(const StoredInstance& instance) {
    return instance.parsed.kind == dicom::ObjectKind::Image && instance.parsed.slice.columns > 0 &&
           instance.parsed.slice.rows > 0;
}

/// Keeps the packs of a series open, so that each is opened and keyed once.
class OpenPacks {
public:
    explicit OpenPacks(ObjectStore& objects) : objects_(objects) {}
    Result<> open(const std::vector<StoredInstance>& instances) {
        for (const StoredInstance& instance : instances) {
            if (packs_.contains(instance.pack.bytes))
                continue;
            auto pack = objects_.open(instance.pack);
            if (!pack)
                return tl::unexpected(pack.error());
            packs_.insert(instance.pack.bytes, *pack);
        }
        return {};
    }
    const Pack& of(const StoredInstance& instance) const { return *packs_.find(instance.pack.bytes).value(); }

private:
    ObjectStore& objects_;
    QHash<QByteArray, std::shared_ptr<const Pack>> packs_;
};

RawPixels rawPixels(const dicom::DecodedFrame& frame) {
    RawPixels raw;
    raw.bytes = std::as_bytes(std::span(frame.bytes.constData(), std::size_t(frame.bytes.size())));
    raw.bitsAllocated = 8 * dicom::bytesPerSample(frame.type);
    raw.bitsStored = raw.bitsAllocated;
    raw.highBit = raw.bitsStored - 1;
    raw.isSigned = frame.type == dicom::SampleType::S8 || frame.type == dicom::SampleType::S16 ||
                   frame.type == dicom::SampleType::S32;
    return raw;
}

bool isDamage(const Error& error) {
    return error.kind == ErrorKind::Damaged || error.kind == ErrorKind::System ||
           error.kind == ErrorKind::Cancelled;
}

} // namespace

Result<SeriesLoader::Planned> SeriesLoader::plan(const QString& seriesUid) const {
    auto rows =
        database_.read([&](ReadConnection& c) { return imagingTable::instancesOfSeries(c, seriesUid); });
    if (!rows)
        return tl::unexpected(rows.error());
    if (rows->isEmpty())
        return fail(ErrorKind::Refused, "no-such-series", seriesUid);
    Planned out;
    out.modality = rows->front().parsed.modality;
    bool interrupted = false;
    for (StoredInstance& instance : *rows) {
        interrupted |= !instance.importDone;
        if (!isSlice(instance))
            continue;
        out.headers.push_back(instance.parsed.slice);
        out.instances.push_back(std::move(instance));
    }
    out.plan = planVolumes(out.headers, out.modality);
    if (interrupted)
        for (PlannedVolume& volume : out.plan.volumes)
            volume.warnings.push_back({"import-interrupted", {}});
    return out;
}

Result<VolumePtr> SeriesLoader::volume(const QString& seriesUid, int index, const Job& job) const {
    const auto planned = plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    if (index < 0 || index >= int(planned->plan.volumes.size()))
        return fail(ErrorKind::Refused, "no-such-volume", seriesUid);
    return build(*planned, planned->plan.volumes[std::size_t(index)], seriesUid, job);
}

Result<VolumePtr> SeriesLoader::middleSlice(const QString& seriesUid, int index) const {
    const auto planned = plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    if (index < 0 || index >= int(planned->plan.volumes.size()))
        return fail(ErrorKind::Refused, "no-such-volume", seriesUid);
    const PlannedVolume& whole = planned->plan.volumes[std::size_t(index)];
    int middle = int(whole.slots.size()) / 2;
    while (middle > 0 && whole.slots[std::size_t(middle)] < 0)
        --middle;
    return build(*planned, singleSlot(whole, middle), seriesUid, {});
}

Result<VolumePtr> SeriesLoader::build(const Planned& planned, const PlannedVolume& volume,
                                      const QString& seriesUid, const Job& job) const {
    VolumeBuilder builder(volume, planned.headers, SeriesFacts{seriesUid, planned.modality});
    std::vector<int> direct, decoded;
    for (int slot = 0; slot < builder.slots(); ++slot) {
        const int header = builder.header(slot);
        if (header < 0)
            continue;
        const auto& parsed = planned.instances[std::size_t(header)].parsed;
        (dicom::hasDirectPixels(parsed) ? direct : decoded).push_back(slot);
    }
    if (auto placed = placeDirect(planned, builder, direct, job); !placed)
        return tl::unexpected(placed.error());
    if (auto placed = placeDecoded(planned, builder, decoded, job); !placed)
        return tl::unexpected(placed.error());
    return builder.finish();
}

Result<> SeriesLoader::placeDirect(const Planned& planned, VolumeBuilder& builder,
                                   const std::vector<int>& slots, const Job& job) const {
    if (slots.empty())
        return {};
    OpenPacks packs(objects_);
    if (auto opened = packs.open(planned.instances); !opened)
        return opened;
    std::atomic<std::size_t> next{0};
    QMutex failing;
    Result<> outcome;
    const auto work = [&] {
        std::vector<std::byte> buffer;
        for (std::size_t at = next++; at < slots.size() && !job.stopped(); at = next++) {
            const int slot = slots[at];
            const StoredInstance& instance = planned.instances[std::size_t(builder.header(slot))];
            const auto& parsed = instance.parsed;
            buffer.resize(std::size_t(parsed.pixelLength));
            Result<> placed =
                packs.of(instance).readInto(instance.extent.offset + parsed.pixelOffset, buffer);
            if (placed)
                placed = builder.place(slot, buffer);
            if (!placed && isDamage(placed.error())) {
                const QMutexLocker lock(&failing);
                outcome = placed;
                next = slots.size();
            }
            job.report(std::int64_t(at) + 1, std::int64_t(slots.size()));
        }
    };
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, readThreads);
    {
        std::vector<std::jthread> pool;
        for (unsigned i = 1; i < threads && i < slots.size(); ++i)
            pool.emplace_back(work);
        work();
    }
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    return outcome;
}

Result<> SeriesLoader::placeDecoded(const Planned& planned, VolumeBuilder& builder,
                                    const std::vector<int>& slots, const Job& job) const {
    if (slots.empty())
        return {};
    OpenPacks packs(objects_);
    if (auto opened = packs.open(planned.instances); !opened)
        return opened;
    std::vector<SliceHeader> headers;
    for (const int slot : slots)
        headers.push_back(planned.headers[std::size_t(builder.header(slot))]);
    QMutex failing;
    Result<> outcome;
    std::atomic<std::int64_t> done{0};
    const auto keep = [&](const Error& error) {
        const QMutexLocker lock(&failing);
        if (isDamage(error) && outcome)
            outcome = tl::unexpected(error);
    };
    const auto source = [&](int i) -> Result<WorkerInput> {
        const StoredInstance& instance =
            planned.instances[std::size_t(builder.header(slots[std::size_t(i)]))];
        auto bytes = packs.of(instance).read(instance.extent);
        if (!bytes) {
            keep(bytes.error());
            return tl::unexpected(bytes.error());
        }
        return WorkerInput::fromBytes(std::move(*bytes));
    };
    const auto sink = [&](int i, Result<dicom::DecodedFrame> frame) {
        // A frame that can't be decoded stays missing and is said by the builder; damage ends the work.
        if (!frame)
            keep(frame.error());
        else if (auto placed = builder.place(slots[std::size_t(i)], rawPixels(*frame)); !placed)
            keep(placed.error());
        job.report(++done, std::int64_t(slots.size()));
    };
    workers_.pixelsMany(headers, source, sink, job);
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    return outcome;
}

Result<imagingTable::SeriesFactsRow> SeriesLoader::facts(const QString& seriesUid) const {
    const auto planned = plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    imagingTable::SeriesFactsRow out;
    if (planned->instances.empty())
        return out;
    const auto& first = planned->instances.front().parsed;
    out.bodyPart = first.bodyPart;
    out.kernel = first.kernel;
    out.columns = first.slice.columns;
    out.rows = first.slice.rows;
    out.thickness_mm = first.slice.sliceThickness_mm;
    for (const PlannedVolume& volume : planned->plan.volumes)
        for (const VolumeWarning& warning : volume.warnings)
            if (!out.warnings.contains(warning.code) && warning.code != "import-interrupted")
                out.warnings.append(warning.code);
    if (planned->plan.volumes.empty())
        return out;
    const auto largest =
        std::max_element(planned->plan.volumes.begin(), planned->plan.volumes.end(),
                         [](const auto& a, const auto& b) { return a.slots.size() < b.slots.size(); });
    const GridGeometry& grid = largest->grid;
    out.geometry = QStringLiteral("%1 × %2 × %3").arg(grid.columns).arg(grid.rows).arg(grid.slices);
    out.step_mm = grid.slices > 1 ? std::abs(grid.sliceStep.dot(grid.normal())) : 0;
    return out;
}

} // namespace casebook
