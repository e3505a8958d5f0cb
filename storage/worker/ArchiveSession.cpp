// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/worker/ArchiveSession.h"

#include "storage/worker/WorkerProcess.h"

#include <optional>
#include <utility>

namespace casebook {
namespace {

/// Where the reading of one archive stands. The worker is believed only as far as this adds up.
class Session {
public:
    Session(WorkerProcess& worker, const dicom::ArchiveLimits& limits,
            const std::function<bool(ArchiveEntry)>& sink)
        : worker_(worker), limits_(limits), sink_(sink) {}

    enum class Step { GoOn, Stop, Lie };

    Step take(const wire::Message& message) {
        switch (message.type) {
        case wire::Type::EntryBegin: return begin(message);
        case wire::Type::EntryData: return data(message);
        case wire::Type::EntryEnd: return end();
        case wire::Type::EntryRefused: return refused(message);
        default: return Step::Lie;
        }
    }

private:
    static QString text(const wire::Message& message, const char* key) {
        return message.payload.value(QLatin1StringView(key)).toString();
    }

    Step begin(const wire::Message& message) {
        if (++entries_ > limits_.entries)
            return Step::Lie;
        entry_ = ArchiveEntry{text(message, "path").left(4096), {}, {}, {}};
        return Step::GoOn;
    }

    Step data(const wire::Message& message) {
        const auto bytes = worker_.outputBytes();
        if (!entry_ || message.bulk > bytes.size() ||
            std::int64_t(message.bulk) + entry_->bytes.size() > limits_.entryBytes)
            return Step::Lie;
        entry_->bytes.append(reinterpret_cast<const char*>(bytes.data()), qsizetype(message.bulk));
        // The worker unpacks on while the sink is busy.
        return worker_.reply(wire::Type::Next) ? Step::GoOn : Step::Lie;
    }

    Step end() {
        if (!entry_)
            return Step::Lie;
        ArchiveEntry whole = std::move(*entry_);
        entry_.reset();
        return sink_(std::move(whole)) ? Step::GoOn : Step::Stop;
    }

    Step refused(const wire::Message& message) {
        entry_.reset();
        if (++entries_ > limits_.entries + 1)
            return Step::Lie;
        ArchiveEntry entry{
            text(message, "path").left(4096), {}, text(message, "code").left(64).toLatin1(), {}};
        if (entry.refusal == "unsafe-path" || entry.refusal == "link" || entry.refusal == "device")
            entry.detail = std::exchange(entry.refusal, QByteArray("inside-archive-limit"));
        else if (entry.refusal != "inside-archive-limit")
            entry.refusal = "malformed"; // no other code comes from an archive
        return sink_(std::move(entry)) ? Step::GoOn : Step::Stop;
    }

    WorkerProcess& worker_;
    const dicom::ArchiveLimits& limits_;
    const std::function<bool(ArchiveEntry)>& sink_;
    std::optional<ArchiveEntry> entry_;
    std::int64_t entries_ = 0;
};

wire::Message requestFor(const dicom::ArchiveLimits& limits) {
    wire::Message request;
    request.type = wire::Type::Archive;
    request.payload.insert(QLatin1StringView("n"), qint64(limits.entries));
    request.payload.insert(QLatin1StringView("t"), qint64(limits.totalBytes));
    request.payload.insert(QLatin1StringView("e"), qint64(limits.entryBytes));
    request.payload.insert(QLatin1StringView("r"), limits.ratio);
    request.payload.insert(QLatin1StringView("a"), qint64(limits.ratioAfter));
    return request;
}

} // namespace

Result<void> readArchive(WorkerProcess& worker, int input, const dicom::ArchiveLimits& limits, int seconds,
                         const std::function<bool(ArchiveEntry)>& sink, const Job& job) {
    const auto output = worker.output(wire::kChunk);
    if (!output)
        return tl::unexpected(output.error());
    if (auto sent = worker.begin(requestFor(limits), input, *output); !sent)
        return sent;
    Session session(worker, limits, sink);
    for (;;) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const auto message = worker.next(seconds);
        if (!message)
            return tl::unexpected(message.error());
        if (message->type == wire::Type::ArchiveEnd)
            return {};
        if (message->type == wire::Type::Failure)
            return tl::unexpected(wire::errorOf(*message));
        switch (session.take(*message)) {
        case Session::Step::GoOn: break;
        case Session::Step::Stop: return {};
        case Session::Step::Lie:
            return fail(ErrorKind::Refused, "malformed", {}, {QStringLiteral("parser-died")});
        }
    }
}

} // namespace casebook
