// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/worker/WorkerPool.h"

#include "storage/dicom/DirectoryReader.h"
#include "storage/dicom/LabelMapReader.h"
#include "storage/dicom/WireMap.h"
#include "storage/dicom/deid/DeidWire.h"
#include "storage/dicom/odm/OdmReader.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrDocument.h"
#include "storage/worker/ArchiveSession.h"
#include "storage/worker/WorkerProcess.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace casebook {
namespace {

constexpr std::int64_t kLargestFrame = std::int64_t(1) << 30;

int coresUpToFour() { return std::clamp(int(std::thread::hardware_concurrency()), 1, 4); }

/// Bytes a frame of that header can decode to.
std::int64_t frameBytes(const SliceHeader& s) {
    const int width = s.bitsAllocated <= 8 ? 1 : s.bitsAllocated <= 16 ? 2 : 4;
    // A palette gives three bytes for one.
    const int samples =
        s.photometric == QLatin1StringView("PALETTE COLOR") ? 3 : std::max(1, s.samplesPerPixel);
    return std::int64_t(s.columns) * s.rows * samples * width;
}

} // namespace

struct WorkerPool::Private {
    explicit Private(int workers, const WorkerLimits& with) : limits(with), program(workerProgram()) {
        for (int n = 0; n < workers; ++n)
            all.push_back(std::make_unique<WorkerProcess>(program, limits.memoryBytes, limits.cpuSeconds));
        for (auto& worker : all)
            idle.push_back(worker.get());
    }

    WorkerProcess& take() {
        std::unique_lock lock(mutex);
        free.wait(lock, [this] { return !idle.empty(); });
        WorkerProcess* worker = idle.back();
        idle.pop_back();
        return *worker;
    }

    void giveBack(WorkerProcess& worker) {
        worker.releaseLargeOutput();
        if (worker.answered() >= limits.filesPerWorker)
            worker.stop();
        {
            const std::lock_guard lock(mutex);
            idle.push_back(&worker);
        }
        free.notify_one();
    }

    WorkerLimits limits;
    QString program;
    std::vector<std::unique_ptr<WorkerProcess>> all;
    std::mutex mutex; ///< guards `idle`
    std::condition_variable free;
    std::vector<WorkerProcess*> idle;
};

namespace {

/// One worker, held for one request.
template <class Pool>
class Loan {
public:
    explicit Loan(Pool& pool) : pool_(pool), worker_(pool.take()) {}
    ~Loan() { pool_.giveBack(worker_); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    WorkerProcess* operator->() const { return &worker_; }
    WorkerProcess& operator*() const { return worker_; }

private:
    Pool& pool_;
    WorkerProcess& worker_;
};

/// Calls `work(i)` for 0 .. count-1 from as many threads as there are workers.
void inParallel(int count, int threads, const Job& job, const std::function<void(int)>& work) {
    std::atomic<int> next = 0;
    std::atomic<int> done = 0;
    const auto run = [&] {
        for (int i = next++; i < count && !job.stopped(); i = next++) {
            work(i);
            job.report(++done, count);
        }
    };
    std::vector<std::jthread> others;
    for (int n = 1; n < std::min(threads, count); ++n)
        others.emplace_back(run);
    run();
}

Result<Segmentation> askGrid(WorkerProcess& worker, wire::Type type, int input, int seconds) {
    const auto output = worker.output(wire::kLargestBulk);
    if (!output)
        return tl::unexpected(output.error());
    wire::Message request;
    request.type = type;
    const auto answer = worker.ask(request, input, *output, seconds);
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->type != wire::Type::Grid || answer->bulk > worker.outputBytes().size())
        return fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    auto found = wire::unpack(worker.outputBytes().first(std::size_t(answer->bulk)));
    if (!found)
        return fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    return found;
}

/// An answer that lies in the shared memory.
template <class T>
Result<T> askBulk(WorkerProcess& worker, wire::Type type, int input, std::int64_t room, int seconds,
                  wire::Type expected, Result<T> (*unpack)(std::span<const std::byte>)) {
    const auto output = worker.output(room);
    if (!output)
        return tl::unexpected(output.error());
    wire::Message request;
    request.type = type;
    const auto answer = worker.ask(request, input, *output, seconds);
    if (!answer)
        return tl::unexpected(answer.error());
    const auto lies = fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    if (answer->type != expected || answer->bulk > worker.outputBytes().size())
        return lies;
    auto found = unpack(worker.outputBytes().first(std::size_t(answer->bulk)));
    return found ? std::move(found) : Result<T>(lies);
}

/// Frames too many for one message: the same object again, with room for them.
Result<> askFrames(WorkerProcess& worker, int input, int seconds, dicom::ParsedInstance& into) {
    const auto output = worker.output(wire::kLargestFrames);
    if (!output)
        return tl::unexpected(output.error());
    wire::Message request;
    request.type = wire::Type::Parse;
    const auto answer = worker.ask(request, input, *output, seconds);
    if (!answer)
        return tl::unexpected(answer.error());
    const auto lies = fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    if (answer->type != wire::Type::Instance || answer->bulk > worker.outputBytes().size())
        return lies;
    const QByteArray frames(reinterpret_cast<const char*>(worker.outputBytes().data()),
                            qsizetype(answer->bulk));
    return dicom::unpackFrames(frames, into) ? Result<>() : Result<>(lies);
}

QByteArray firstBytes(const WorkerInput& input) {
    constexpr std::size_t kHead = 64 * 1024;
    const auto fd = input.descriptor();
    if (!fd)
        return {};
    const auto mapped = wire::Mapping::readOnly(*fd);
    if (!mapped)
        return {};
    const auto head = mapped->bytes().first(std::min(kHead, mapped->bytes().size()));
    return {reinterpret_cast<const char*>(head.data()), qsizetype(head.size())};
}

} // namespace

WorkerPool::WorkerPool(int workers, const WorkerLimits& limits)
    : d_(std::make_unique<Private>(workers > 0 ? workers : coresUpToFour(), limits)) {}

WorkerPool::~WorkerPool() = default;

int WorkerPool::size() const { return int(d_->all.size()); }

Result<dicom::ParsedInstance> WorkerPool::parse(const WorkerInput& input) { return parse(input, {}); }

Result<dicom::ParsedInstance> WorkerPool::parse(const WorkerInput& input, const QByteArray& charset) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    wire::Message request;
    request.type = wire::Type::Parse;
    if (!charset.isEmpty())
        request.payload.insert(QLatin1StringView("cs"), QString::fromLatin1(charset));
    const Loan worker(*d_);
    const auto answer = worker->ask(request, *fd, -1, d_->limits.headerSeconds);
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->type != wire::Type::Instance)
        return fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    const auto lies = fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    auto found = dicom::instanceFromCbor(answer->payload);
    if (found && found->fileBytes != input.size())
        return lies;
    if (found && answer->payload.contains(QLatin1StringView("frn"))) {
        if (auto frames = askFrames(*worker, *fd, d_->limits.headerSeconds, *found); !frames)
            return tl::unexpected(frames.error());
    }
    if (found && found->kind == dicom::ObjectKind::MultiFrame && found->frames.empty())
        return lies;
    return found;
}

void WorkerPool::parseMany(int count, const std::function<Result<WorkerInput>(int)>& source,
                           const std::function<void(int, Result<dicom::ParsedInstance>)>& sink,
                           const Job& job) {
    inParallel(count, size(), job, [&](int i) {
        const auto input = source(i);
        sink(i, input ? parse(*input) : Result<dicom::ParsedInstance>(tl::unexpected(input.error())));
    });
}

Result<dicom::DecodedFrame> WorkerPool::pixels(const WorkerInput& input, const SliceHeader& header) {
    return pixels(input, header, header.frame);
}

Result<dicom::DecodedFrame> WorkerPool::pixels(const WorkerInput& input, const SliceHeader& header,
                                               int frame) {
    const std::int64_t expected = frameBytes(header);
    if (expected <= 0 || header.columns <= 0 || header.rows <= 0)
        return fail(ErrorKind::Refused, "bad-geometry");
    if (expected > kLargestFrame)
        return fail(ErrorKind::Refused, "too-large");
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    const auto output = worker->output(expected);
    if (!output)
        return tl::unexpected(output.error());
    wire::Message request;
    request.type = wire::Type::Pixels;
    request.payload.insert(QLatin1StringView("f"), frame);
    const auto answer = worker->ask(request, *fd, *output, d_->limits.pixelSeconds);
    if (!answer)
        return tl::unexpected(answer.error());
    auto found = wire::frameOfShape(answer->payload);
    const auto lies = fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
    if (answer->type != wire::Type::Frame || !found || found->columns != header.columns ||
        found->rows != header.rows)
        return lies;
    const std::int64_t bytes =
        std::int64_t(found->columns) * found->rows * found->samples * dicom::bytesPerSample(found->type);
    if (bytes != std::int64_t(answer->bulk) || bytes > expected)
        return lies;
    found->bytes = QByteArray(reinterpret_cast<const char*>(worker->outputBytes().data()), bytes);
    return found;
}

void WorkerPool::pixelsMany(const std::vector<SliceHeader>& headers,
                            const std::function<Result<WorkerInput>(int)>& source,
                            const std::function<void(int, Result<dicom::DecodedFrame>)>& sink,
                            const Job& job) {
    inParallel(int(headers.size()), size(), job, [&](int i) {
        const auto input = source(i);
        sink(i, input ? pixels(*input, headers[std::size_t(i)])
                      : Result<dicom::DecodedFrame>(tl::unexpected(input.error())));
    });
}

Result<Segmentation> WorkerPool::segmentation(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askGrid(*worker, wire::Type::Segmentation, *fd, d_->limits.pixelSeconds);
}

Result<Segmentation> WorkerPool::labels(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askGrid(*worker, wire::Type::Labels, *fd, d_->limits.pixelSeconds);
}

Result<dicom::TagTree> WorkerPool::tags(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::Tags, *fd, dicom::kLargestTagTree, d_->limits.headerSeconds,
                   wire::Type::Tagged, wire::unpackTags);
}

Result<ValueMap> WorkerPool::map(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::MapOf, *fd, wire::kLargestBulk, d_->limits.pixelSeconds,
                   wire::Type::Map, wire::unpackMap);
}

Result<ValueMap> WorkerPool::values(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::ValuesOf, *fd, wire::kLargestBulk, d_->limits.pixelSeconds,
                   wire::Type::Map, wire::unpackMap);
}

Result<QByteArray> WorkerPool::pdf(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk<QByteArray>(*worker, wire::Type::PdfOf, *fd, wire::kLargestBulk, d_->limits.pixelSeconds,
                               wire::Type::Pdf, [](std::span<const std::byte> bytes) -> Result<QByteArray> {
                                   return QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                                     qsizetype(bytes.size()));
                               });
}

Result<RoiSet> WorkerPool::contours(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::RtStruct, *fd, wire::kLargestBulk, d_->limits.pixelSeconds,
                   wire::Type::Contours, wire::unpackRois);
}

Result<dicom::DeidSurvey> WorkerPool::survey(const WorkerInput& input) {
    constexpr std::int64_t room = std::int64_t(16) << 20;
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::Survey, *fd, room, d_->limits.headerSeconds, wire::Type::Surveyed,
                   wire::unpackSurvey);
}

Result<dicom::DeidResult> WorkerPool::deidentify(const QByteArray& file, const dicom::ParsedInstance& header,
                                                 const dicom::DeidPlan& plan) {
    constexpr std::int64_t more = std::int64_t(16) << 20; // report, and text that grows in UTF-8
    const std::int64_t room =
        file.size() + frameBytes(header.slice) * std::max(1, header.numberOfFrames) + more;
    if (room > wire::kLargestBulk)
        return fail(ErrorKind::Refused, "too-large");
    const WorkerInput input = WorkerInput::fromBytes(wire::packPlan(plan, file));
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::Deidentify, *fd, room, d_->limits.pixelSeconds,
                   wire::Type::Deidentified, wire::unpackResult);
}

Result<odm::Import> WorkerPool::odm(const WorkerInput& input) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::Odm, *fd, wire::kLargestBulk, d_->limits.pixelSeconds,
                   wire::Type::Document, odm::importFromJson);
}

Result<QStringList> WorkerPool::directory(const WorkerInput& input) {
    constexpr std::int64_t room = std::int64_t(64) << 20;
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::Directory, *fd, room, d_->limits.headerSeconds, wire::Type::Document,
                   dicom::unpackPaths);
}

Result<dicom::SrDocument> WorkerPool::report(const WorkerInput& input) {
    constexpr std::int64_t room = std::int64_t(64) << 20;
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::Report, *fd, room, d_->limits.headerSeconds, wire::Type::Reported,
                   dicom::unpackReport);
}

Result<dicom::Presentation> WorkerPool::presentation(const WorkerInput& input) {
    constexpr std::int64_t room = std::int64_t(64) << 20;
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    const Loan worker(*d_);
    return askBulk(*worker, wire::Type::Presentation, *fd, room, d_->limits.headerSeconds,
                   wire::Type::Presented, dicom::unpackPresentation);
}

Result<void> WorkerPool::archive(const WorkerInput& input, const std::function<bool(ArchiveEntry)>& sink,
                                 const Job& job, const dicom::ArchiveLimits& limits) {
    const auto fd = input.descriptor();
    if (!fd)
        return tl::unexpected(fd.error());
    WorkerProcess worker(d_->program, d_->limits.memoryBytes, d_->limits.cpuSeconds);
    return readArchive(worker, *fd, limits, d_->limits.pixelSeconds, sink, job);
}

bool isArchive(const WorkerInput& input) {
    const QByteArray head = firstBytes(input);
    return dicom::looksLikeArchive(std::as_bytes(std::span(head.constData(), std::size_t(head.size()))));
}

bool isLabelFile(const WorkerInput& input) {
    const QByteArray head = firstBytes(input);
    return dicom::labelFormat(std::as_bytes(std::span(head.constData(), std::size_t(head.size())))) !=
           dicom::LabelFormat::Unknown;
}

} // namespace casebook
