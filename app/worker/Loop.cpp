// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/Loop.h"

#include "app/worker/ArchiveRelay.h"
#include "storage/dicom/DirectoryReader.h"
#include "storage/dicom/LabelMapReader.h"
#include "storage/dicom/MapReader.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/RtStructReader.h"
#include "storage/dicom/SegReader.h"
#include "storage/dicom/TagTree.h"
#include "storage/dicom/WireMap.h"
#include "storage/dicom/deid/DeidWire.h"
#include "storage/dicom/odm/OdmReader.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrReader.h"

#include <algorithm>
#include <exception>
#include <new>

#include <sys/stat.h>

namespace casebook::worker {

namespace {

std::int64_t sizeOf(int output) {
    struct stat info{};
    return ::fstat(output, &info) == 0 && S_ISREG(info.st_mode) ? std::int64_t(info.st_size) : -1;
}

/// Puts an answer into the memory that the program gave.
Result<> put(QByteArrayView bytes, int output) {
    if (bytes.size() > sizeOf(output))
        return fail(ErrorKind::Refused, "too-large");
    auto mapping = wire::Mapping::writable(output, std::size_t(bytes.size()));
    if (!mapping)
        return tl::unexpected(mapping.error());
    std::ranges::copy(std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size()))),
                      mapping->writableBytes().begin());
    return {};
}

} // namespace

int Loop::run() {
    for (;;) {
        wire::Received request;
        switch (wire::receive(socket_, -1, request)) {
        case wire::ReceiveState::Message: break;
        case wire::ReceiveState::Closed: return 0;
        case wire::ReceiveState::TimedOut:
        case wire::ReceiveState::Broken: return 1;
        }
        if (!answer(request))
            return 0; // nobody listens any more
    }
}

bool Loop::answer(wire::Received& request) {
    startClock(limits_);
    const std::uint32_t id = request.message.request;
    Result<wire::Message> reply = fail(ErrorKind::Refused, "malformed");
    try {
        reply = handle(request);
    } catch (const std::bad_alloc&) {
        reply = fail(ErrorKind::Refused, "too-large");
    } catch (const std::exception&) {
        reply = fail(ErrorKind::Refused, "malformed");
    }
    wire::Message message = reply ? std::move(*reply) : wire::failure(id, reply.error());
    message.request = id;
    return wire::send(socket_, message);
}

Result<wire::Message> Loop::handle(wire::Received& request) {
    if (!ready_)
        return fail(ErrorKind::System, "dictionary-missing");
    if (!request.descriptors[0].isOpen())
        return fail(ErrorKind::Refused, "unreadable");
    if (request.message.type == wire::Type::Archive)
        return archive(request);
    const auto file = wire::Mapping::readOnly(request.descriptors[0].get());
    if (!file)
        return tl::unexpected(file.error());
    switch (request.message.type) {
    case wire::Type::Parse: return parse(request, file->bytes());
    case wire::Type::Pixels: return pixels(request, file->bytes());
    case wire::Type::Segmentation: return grid(request, dicom::readSegmentation(file->bytes()));
    case wire::Type::Labels: return grid(request, dicom::readLabels(file->bytes()));
    case wire::Type::RtStruct:
        return bulk(request, wire::Type::Contours, dicom::readRtStruct(file->bytes()).map(wire::packRois));
    case wire::Type::MapOf:
        return bulk(request, wire::Type::Map, dicom::readParametricMap(file->bytes()).map(wire::packMap));
    case wire::Type::ValuesOf:
        return bulk(request, wire::Type::Map, dicom::readValues(file->bytes()).map(wire::packMap));
    case wire::Type::PdfOf: return bulk(request, wire::Type::Pdf, dicom::readPdf(file->bytes()));
    case wire::Type::Survey:
        return bulk(request, wire::Type::Surveyed, dicom::surveyObject(file->bytes()).map(wire::packSurvey));
    case wire::Type::Deidentify: return deidentified(request, file->bytes());
    case wire::Type::Tags:
        return bulk(request, wire::Type::Tagged, dicom::readTags(file->bytes()).map(wire::packTags));
    case wire::Type::Odm:
        return bulk(request, wire::Type::Document, odm::importToJson(odm::readOdm(file->bytes())));
    case wire::Type::Directory:
        return bulk(request, wire::Type::Document, dicom::readDirectory(file->bytes()).map(dicom::packPaths));
    case wire::Type::Report:
        return bulk(request, wire::Type::Reported, dicom::readReport(file->bytes()).map(dicom::packReport));
    case wire::Type::Presentation:
        return bulk(request, wire::Type::Presented,
                    dicom::readPresentation(file->bytes()).map(dicom::packPresentation));
    default: return fail(ErrorKind::Refused, "malformed");
    }
}

Result<wire::Message> Loop::parse(const wire::Received& request, std::span<const std::byte> file) const {
    const auto header = dicom::readHeader(
        file, request.message.payload.value(QLatin1StringView("cs")).toString().left(128).toLatin1());
    if (!header)
        return tl::unexpected(header.error());
    const QByteArray frames = dicom::packFrames(*header);
    if (request.descriptors[1].isOpen()) {
        auto out = bulk(request, wire::Type::Instance, frames);
        if (out)
            out->payload = dicom::toCbor(*header, false);
        return out;
    }
    wire::Message out;
    out.type = wire::Type::Instance;
    const bool fits = frames.size() <= wire::kFramesInMessage;
    out.payload = dicom::toCbor(*header, fits);
    if (!fits)
        out.payload.insert(QLatin1StringView("frn"), qint64(frames.size()));
    return out;
}

Result<wire::Message> Loop::pixels(const wire::Received& request, std::span<const std::byte> file) const {
    const qint64 frame = request.message.payload.value(QLatin1StringView("f")).toInteger(-1);
    const auto decoded = dicom::readPixels(file, int(frame));
    if (!decoded)
        return tl::unexpected(decoded.error());
    if (auto done = put(decoded->bytes, request.descriptors[1].get()); !done)
        return tl::unexpected(done.error());
    wire::Message out;
    out.type = wire::Type::Frame;
    out.payload = wire::shapeOf(*decoded);
    out.bulk = std::uint64_t(decoded->bytes.size());
    return out;
}

Result<wire::Message> Loop::grid(const wire::Received& request, const Result<Segmentation>& found) const {
    if (!found)
        return tl::unexpected(found.error());
    const int output = request.descriptors[1].get();
    const QByteArray packed = wire::pack(*found, sizeOf(output));
    if (packed.isEmpty())
        return fail(ErrorKind::Refused, "too-large");
    if (auto done = put(packed, output); !done)
        return tl::unexpected(done.error());
    wire::Message out;
    out.type = wire::Type::Grid;
    out.bulk = std::uint64_t(packed.size());
    return out;
}

Result<wire::Message> Loop::deidentified(const wire::Received& request,
                                         std::span<const std::byte> planAndFile) const {
    const auto planned = wire::unpackPlan(planAndFile);
    if (!planned)
        return fail(ErrorKind::Refused, "malformed");
    return bulk(request, wire::Type::Deidentified,
                dicom::deidentify(planned->file, planned->plan).map(wire::packResult));
}

Result<wire::Message> Loop::bulk(const wire::Received& request, wire::Type type,
                                 const Result<QByteArray>& bytes) const {
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (auto done = put(*bytes, request.descriptors[1].get()); !done)
        return tl::unexpected(done.error());
    wire::Message out;
    out.type = type;
    out.bulk = std::uint64_t(bytes->size());
    return out;
}

Result<wire::Message> Loop::archive(const wire::Received& request) {
    auto output = wire::Mapping::writable(request.descriptors[1].get());
    if (!output)
        return tl::unexpected(output.error());
    const QCborMap& asked = request.message.payload;
    dicom::ArchiveLimits limits;
    limits.entries = asked.value(QLatin1StringView("n")).toInteger(limits.entries);
    limits.totalBytes = asked.value(QLatin1StringView("t")).toInteger(limits.totalBytes);
    limits.entryBytes = asked.value(QLatin1StringView("e")).toInteger(limits.entryBytes);
    limits.ratio = asked.value(QLatin1StringView("r")).toDouble(limits.ratio);
    limits.ratioAfter = asked.value(QLatin1StringView("a")).toInteger(limits.ratioAfter);
    ArchiveRelay relay(socket_, request.message.request, std::move(*output), limits_);
    if (auto done = dicom::readArchive(request.descriptors[0].get(), limits, relay.sink()); !done)
        return tl::unexpected(done.error());
    wire::Message out;
    out.type = wire::Type::ArchiveEnd;
    return out;
}

} // namespace casebook::worker
