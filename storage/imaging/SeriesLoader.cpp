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
    return (instance.parsed.kind == dicom::ObjectKind::Image ||
            instance.parsed.kind == dicom::ObjectKind::MultiFrame) &&
           instance.parsed.slice.columns > 0 && instance.parsed.slice.rows > 0;
}

std::int64_t frameBytes(const SliceHeader& s) { return std::int64_t(s.columns) * s.rows * 2; }

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

constexpr std::size_t mostPictureVoxels = std::size_t(1) << 28;

std::uint8_t byteOf(double v) { return std::uint8_t(std::clamp(std::lround(v), 0L, 255L)); }

/// Colours and brightness of one decoded picture (weights of ITU-R BT.601). @return false for other layouts.
bool toColours(const dicom::DecodedFrame& frame, std::size_t count, std::uint8_t* colours,
               std::int16_t* brightness) {
    const auto samples = std::size_t(frame.samples);
    if (frame.type != dicom::SampleType::U8 || (samples != 1 && samples != 3) ||
        std::size_t(frame.bytes.size()) < count * samples)
        return false;
    const auto* from = reinterpret_cast<const std::uint8_t*>(frame.bytes.constData());
    const bool ybr = samples == 3 && frame.photometric.startsWith("YBR_FULL");
    for (std::size_t n = 0; n < count; ++n, from += samples, colours += 3) {
        double r = from[0], g = from[samples == 3 ? 1 : 0], b = from[samples == 3 ? 2 : 0];
        if (ybr) { // DICOM PS3.3 C.7.6.3.1.2
            const double y = r, cb = g - 128, cr = b - 128;
            r = y + 1.402 * cr;
            g = y - 0.344136 * cb - 0.714136 * cr;
            b = y + 1.772 * cb;
        }
        colours[0] = byteOf(r);
        colours[1] = byteOf(g);
        colours[2] = byteOf(b);
        brightness[n] = std::int16_t(std::lround(0.299 * r + 0.587 * g + 0.114 * b));
    }
    return true;
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
        if (auto read = readFrames(instance); !read)
            return tl::unexpected(read.error());
        const dicom::ParsedInstance& parsed = instance.parsed;
        const auto add = [&](const SliceHeader& slice) {
            out.headers.push_back(slice);
            out.headers.back().sopClass = parsed.sopClass;
            out.owner.push_back(int(out.instances.size()));
        };
        if (parsed.kind == dicom::ObjectKind::Image)
            add(parsed.slice);
        for (const SliceHeader& frame : parsed.frames)
            add(frame);
        out.instances.push_back(std::move(instance));
    }
    out.plan = planVolumes(out.headers, out.modality);
    if (interrupted)
        for (PlannedVolume& volume : out.plan.volumes)
            volume.warnings.push_back({"import-interrupted", {}});
    return out;
}

Result<> SeriesLoader::readFrames(StoredInstance& instance) const {
    if (instance.parsed.kind != dicom::ObjectKind::MultiFrame || !instance.parsed.frames.empty())
        return {};
    auto bytes = objects_.read(instance.pack, instance.extent);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto parsed = workers_.parse(WorkerInput::fromBytes(std::move(*bytes)));
    if (!parsed && isDamage(parsed.error()))
        return tl::unexpected(parsed.error());
    if (parsed)
        instance.parsed.frames = parsed->frames;
    return {};
}

Result<VolumePtr> SeriesLoader::volume(const QString& seriesUid, int index, const Job& job) const {
    const auto planned = plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    return buildAt(*planned, index, std::nullopt, seriesUid, job);
}

Result<VolumePtr> SeriesLoader::middleSlice(const QString& seriesUid, int index) const {
    const auto planned = plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    const int volumes = int(planned->plan.volumes.size());
    int middle = 0;
    if (index >= 0 && index < volumes) {
        const PlannedVolume& whole = planned->plan.volumes[std::size_t(index)];
        middle = int(whole.slots.size()) / 2;
        while (middle > 0 && whole.slots[std::size_t(middle)] < 0)
            --middle;
    }
    return buildAt(*planned, index, middle, seriesUid, {});
}

Result<VolumePtr> SeriesLoader::buildAt(const Planned& planned, int index, std::optional<int> slot,
                                        const QString& seriesUid, const Job& job) const {
    const auto& volumes = planned.plan.volumes;
    const auto& pictures = planned.plan.pictures;
    if (index < 0 || std::size_t(index) >= volumes.size() + pictures.size())
        return fail(ErrorKind::Refused, "no-such-volume", seriesUid);
    const bool colour = std::size_t(index) >= volumes.size();
    const PlannedVolume& whole =
        colour ? pictures[std::size_t(index) - volumes.size()] : volumes[std::size_t(index)];
    const PlannedVolume wanted = slot ? singleSlot(whole, *slot) : whole;
    return colour ? buildPictures(planned, wanted, seriesUid, job) : build(planned, wanted, seriesUid, job);
}

Result<VolumePtr> SeriesLoader::build(const Planned& planned, const PlannedVolume& volume,
                                      const QString& seriesUid, const Job& job) const {
    VolumeBuilder builder(volume, planned.headers, SeriesFacts{seriesUid, planned.modality});
    std::vector<int> direct, decoded;
    for (int slot = 0; slot < builder.slots(); ++slot) {
        const int header = builder.header(slot);
        if (header < 0)
            continue;
        const auto& parsed = planned.instanceOf(header).parsed;
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
            const SliceHeader& slice = planned.headers[std::size_t(builder.header(slot))];
            const StoredInstance& instance = planned.instanceOf(builder.header(slot));
            const std::int64_t length = frameBytes(slice);
            buffer.resize(std::size_t(length));
            Result<> placed = packs.of(instance).readInto(
                instance.extent.offset + instance.parsed.pixelOffset + length * slice.frame, buffer);
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
    std::vector<int> headers;
    for (const int slot : slots)
        headers.push_back(builder.header(slot));
    const auto take = [&](int i, const dicom::DecodedFrame& frame) {
        return builder.place(slots[std::size_t(i)], rawPixels(frame));
    };
    return decode(planned, headers, take, job);
}

Result<> SeriesLoader::decode(const Planned& planned, const std::vector<int>& wanted,
                              const std::function<Result<>(int, const dicom::DecodedFrame&)>& take,
                              const Job& job) const {
    OpenPacks packs(objects_);
    if (auto opened = packs.open(planned.instances); !opened)
        return opened;
    std::vector<SliceHeader> headers;
    for (const int header : wanted)
        headers.push_back(planned.headers[std::size_t(header)]);
    QMutex failing;
    Result<> outcome;
    QMutex sharing;
    std::pair<InstanceId, std::optional<WorkerInput>> shared;
    std::atomic<std::int64_t> done{0};
    const auto keep = [&](const Error& error) {
        const QMutexLocker lock(&failing);
        if (isDamage(error) && outcome)
            outcome = tl::unexpected(error);
    };
    const auto source = [&](int i) -> Result<WorkerInput> {
        const StoredInstance& instance = planned.instanceOf(wanted[std::size_t(i)]);
        const bool many = instance.parsed.numberOfFrames > 1;
        // Frames of one object come one after the other: it is decrypted once for all of them.
        const QMutexLocker lock(many ? &sharing : nullptr);
        if (many && instance.id == shared.first && shared.second)
            return *shared.second;
        auto bytes = packs.of(instance).read(instance.extent);
        if (!bytes) {
            keep(bytes.error());
            return tl::unexpected(bytes.error());
        }
        WorkerInput input = WorkerInput::fromBytes(std::move(*bytes));
        if (many)
            shared = {instance.id, input};
        return input;
    };
    const auto sink = [&](int i, Result<dicom::DecodedFrame> frame) {
        // A frame that can't be decoded stays missing and is said by the builder; damage ends the work.
        if (!frame)
            keep(frame.error());
        else if (auto placed = take(i, *frame); !placed)
            keep(placed.error());
        job.report(++done, std::int64_t(wanted.size()));
    };
    workers_.pixelsMany(headers, source, sink, job);
    if (job.stopped())
        return fail(ErrorKind::Cancelled, "cancelled");
    return outcome;
}

Result<VolumePtr> SeriesLoader::buildPictures(const Planned& planned, const PlannedVolume& pictures,
                                              const QString& seriesUid, const Job& job) const {
    const std::size_t size = std::size_t(pictures.grid.columns) * std::size_t(pictures.grid.rows);
    const std::size_t count = pictures.slots.size();
    if (size * count > mostPictureVoxels)
        return fail(ErrorKind::Refused, "too-large", seriesUid);
    auto out = std::make_shared<Volume>();
    out->grid = pictures.grid;
    out->positions = pictures.positions;
    out->regular = pictures.regular;
    out->calibrated = pictures.calibrated;
    out->placed = false;
    out->stackOnly = true;
    out->seriesUid = seriesUid;
    out->modality = planned.modality;
    out->warnings = pictures.warnings;
    out->hasFileWindow = true;
    out->windowCenter = 127.5;
    out->windowWidth = 255;
    out->stored.resize(size * count + 8);
    std::fill(out->stored.begin(), out->stored.end(), std::int16_t(0));
    out->instances.resize(count);
    auto colours = std::make_shared<std::vector<std::uint8_t>>(3 * size * count);
    const auto take = [&](int i, const dicom::DecodedFrame& frame) {
        const auto at = std::size_t(i);
        if (!toColours(frame, size, colours->data() + 3 * size * at, out->stored.data() + size * at))
            return Result<>(fail(ErrorKind::Refused, "malformed", seriesUid));
        out->instances[at] = planned.headers[std::size_t(pictures.slots[at])].instance;
        return Result<>();
    };
    if (auto decoded = decode(planned, pictures.slots, take, job); !decoded)
        return tl::unexpected(decoded.error());
    if (std::all_of(out->instances.begin(), out->instances.end(),
                    [](const QString& instance) { return instance.isEmpty(); }))
        return fail(ErrorKind::Refused, "no-pixel-data", seriesUid);
    out->colours = std::move(colours);
    return VolumePtr(std::move(out));
}

Result<SeriesFindings> SeriesLoader::findings(const QString& seriesUid) const {
    const auto planned = plan(seriesUid);
    if (!planned)
        return tl::unexpected(planned.error());
    SeriesFindings out = findingsOf(planned->plan, planned->headers);
    for (const StoredInstance& instance : planned->instances) {
        const dicom::ParsedInstance& p = instance.parsed;
        if (!out.transferSyntaxes.contains(p.transferSyntax))
            out.transferSyntaxes << p.transferSyntax;
        if (out.scanner.isEmpty())
            out.scanner = QString(p.manufacturer + u' ' + p.manufacturerModel).trimmed();
        if (out.kernel.isEmpty())
            out.kernel = p.kernel;
        if (p.charsetGuessed || out.charset.isEmpty())
            out.charset = QString::fromLatin1(p.charset);
        out.charsetGuessed |= p.charsetGuessed;
        out.syntheticUids += p.syntheticInstance || p.syntheticSeries || p.syntheticStudy ? 1 : 0;
        out.repairedHeaders += p.repairedHeader ? 1 : 0;
        out.truncated += p.truncated ? 1 : 0;
        out.burnedIn |= p.burnedIn;
        out.frames += p.kind == dicom::ObjectKind::MultiFrame ? int(p.frames.size()) : 0;
    }
    return out;
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
    // Known before any pixel is read: such slices stay empty in the volume.
    if (std::any_of(planned->instances.begin(), planned->instances.end(),
                    [](const StoredInstance& i) { return i.parsed.truncated; }))
        out.warnings.append("truncated-frame");
    const auto& shown = planned->plan.volumes.empty() ? planned->plan.pictures : planned->plan.volumes;
    if (shown.empty())
        return out;
    const auto largest = std::max_element(shown.begin(), shown.end(), [](const auto& a, const auto& b) {
        return a.slots.size() < b.slots.size();
    });
    const GridGeometry& grid = largest->grid;
    out.geometry = QStringLiteral("%1 × %2 × %3").arg(grid.columns).arg(grid.rows).arg(grid.slices);
    out.step_mm = grid.slices > 1 ? std::abs(grid.sliceStep.dot(grid.normal())) : 0;
    return out;
}

} // namespace casebook
