// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cad/Reading.h"

#include <QHash>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr std::array modeCodes{"unaided", "second", "concurrent", "adjudicate"};
constexpr std::array eventCodes{"opened",     "first-image",  "idle",     "seen",    "accepted",
                                "edited",     "rejected",     "deferred", "added",   "withdrawn",
                                "taken-back", "first-closed", "signed",   "reopened"};
constexpr std::array stateCodes{"open", "accepted", "rejected", "deferred", "withdrawn"};

/// The first nine are on the digits 1..9.
constexpr std::array reasonCodes{"vessel",   "airway",       "scar",   "pleura",    "node",      "bone",
                                 "artefact", "outside-lung", "benign", "duplicate", "too-small", "other"};

template <class Enum, std::size_t n>
std::optional<Enum> fromCode(const std::array<const char*, n>& codes, const QByteArray& code) {
    for (std::size_t i = 0; i < n; ++i)
        if (code == codes[i])
            return static_cast<Enum>(i);
    return std::nullopt;
}

/// Pauses longer than this are not reading (reference lung-study 9).
constexpr std::int64_t longestPauseMs = 120'000;

const QString keyMs = QStringLiteral("ms");
const QString keyReason = QStringLiteral("reason");
const QString keyText = QStringLiteral("text");
const QString keyEvent = QStringLiteral("event");
const QString keyFinding = QStringLiteral("finding");

bool mayDecide(ReadingEventType type, MarkState from) {
    using enum MarkState;
    switch (type) {
    case ReadingEventType::Accepted: return from == Open || from == Deferred || from == Rejected;
    case ReadingEventType::Edited: return from == Open || from == Accepted || from == Deferred;
    case ReadingEventType::Rejected: return from == Open || from == Accepted || from == Deferred;
    case ReadingEventType::Deferred: return from == Open;
    default: return false;
    }
}

FindingState fresh(const Uuid& finding) {
    FindingState state;
    state.finding = finding;
    return state;
}

/// Replays event by event. What can be taken back lies on a stack with the state before it; closing a phase
/// empties the stack.
class Replay {
public:
    explicit Replay(const CaseStart& start) : mode_(start.mode) {
        for (const Uuid& proposal : start.proposals) {
            index_.insert(proposal.bytes, state_.findings.size());
            state_.findings.append(fresh(proposal));
        }
    }

    Result<> apply(const ReadingEvent& e) {
        if (e.seq != ++seq_)
            return illegal(e, "seq");
        addTime(e);
        switch (e.type) {
        case ReadingEventType::Opened:
        case ReadingEventType::FirstImage:
        case ReadingEventType::Idle: return {};
        case ReadingEventType::Seen: return seen(e);
        case ReadingEventType::Accepted:
        case ReadingEventType::Edited:
        case ReadingEventType::Rejected:
        case ReadingEventType::Deferred: return decide(e);
        case ReadingEventType::Added: return add(e);
        case ReadingEventType::Withdrawn: return withdraw(e);
        case ReadingEventType::TakenBack: return takeBack(e);
        case ReadingEventType::FirstClosed: return closeFirst(e);
        case ReadingEventType::Signed: return sign(e);
        case ReadingEventType::Reopened: return reopen(e);
        }
        return illegal(e, "type");
    }

    CaseState finish() {
        for (const Span& span : std::as_const(sessions_))
            state_.readingMs += std::max<std::int64_t>(0, span.last - span.first - span.idle);
        if (!undo_.isEmpty())
            state_.lastUndoable = undo_.last().event;
        state_.undecided = int(std::count_if(state_.findings.begin(), state_.findings.end(),
                                             [](const FindingState& f) { return !f.own && !f.decided(); }));
        return std::move(state_);
    }

private:
    struct Undo {
        Uuid event;
        qsizetype at;
        FindingState before;
    };
    struct Span {
        std::int64_t first, last, idle;
    };

    Result<> illegal(const ReadingEvent& e, const char* state) const {
        return fail(ErrorKind::Refused, "illegal-event", e.uuid.toString(),
                    {QString::fromLatin1(readingEventCode(e.type)), QString::fromLatin1(state)});
    }

    void addTime(const ReadingEvent& e) {
        // A reopening is told in the task, outside of any time at the images.
        if (e.type == ReadingEventType::Reopened || e.session.bytes.isEmpty())
            return;
        auto span = sessions_.find(e.session.bytes);
        if (span == sessions_.end())
            span = sessions_.insert(e.session.bytes, Span{e.monoMs, e.monoMs, 0});
        span->last = std::max(span->last, e.monoMs);
        const auto idle = std::int64_t(e.body.value(keyMs).toDouble());
        if (e.type == ReadingEventType::Idle && idle > longestPauseMs)
            span->idle += idle;
    }

    /// The finding an event is about, where the phase allows it at all.
    FindingState* subject(const ReadingEvent& e) {
        const auto at = index_.constFind(e.finding.bytes);
        if (at == index_.cend())
            return nullptr;
        FindingState* found = &state_.findings[*at];
        const bool hidden = !found->own && (mode_ == ReadingMode::Unaided ||
                                            (mode_ == ReadingMode::Second && !state_.firstClosed));
        return hidden ? nullptr : found;
    }

    void remember(const ReadingEvent& e, const FindingState& before) {
        undo_.append({e.uuid, index_.value(e.finding.bytes), before});
    }

    Result<> seen(const ReadingEvent& e) {
        FindingState* f = subject(e);
        if (f == nullptr || state_.finished)
            return illegal(e, f == nullptr ? "unknown" : "signed");
        f->seenMs += std::max<std::int64_t>(0, std::int64_t(e.body.value(keyMs).toDouble()));
        return {};
    }

    Result<> decide(const ReadingEvent& e) {
        FindingState* f = subject(e);
        if (f == nullptr || state_.finished)
            return illegal(e, f == nullptr ? "unknown" : "signed");
        const bool ownEdit = f->own && e.type == ReadingEventType::Edited && f->state == MarkState::Accepted;
        if (f->own ? !ownEdit : !mayDecide(e.type, f->state))
            return illegal(e, markStateCode(f->state).constData());
        const QByteArray reason = e.body.value(keyReason).toString().toLatin1();
        if (e.type == ReadingEventType::Rejected && !isRejectReason(reason))
            return illegal(e, "reason");
        if (e.type == ReadingEventType::Edited && e.body.value(keyFinding).toObject().isEmpty())
            return illegal(e, "finding");
        remember(e, *f);
        f->decidedMs = e.timeMs;
        f->text = e.body.value(keyText).toString();
        f->reason = e.type == ReadingEventType::Rejected ? reason : QByteArray();
        switch (e.type) {
        case ReadingEventType::Rejected: f->state = MarkState::Rejected; break;
        case ReadingEventType::Deferred: f->state = MarkState::Deferred; break;
        case ReadingEventType::Edited:
            f->edited = true;
            f->changed = e.body.value(keyFinding).toObject();
            f->state = MarkState::Accepted;
            break;
        default: f->state = MarkState::Accepted; break;
        }
        return {};
    }

    Result<> add(const ReadingEvent& e) {
        if (state_.finished || e.finding.bytes.isEmpty() || index_.contains(e.finding.bytes))
            return illegal(e, state_.finished ? "signed" : "known");
        index_.insert(e.finding.bytes, state_.findings.size());
        FindingState own = fresh(e.finding);
        own.own = true;
        own.state = MarkState::Withdrawn;
        remember(e, own);
        own.state = MarkState::Accepted;
        own.decidedMs = e.timeMs;
        state_.findings.append(own);
        return {};
    }

    Result<> withdraw(const ReadingEvent& e) {
        FindingState* f = subject(e);
        if (f == nullptr || !f->own || state_.finished || f->state == MarkState::Withdrawn)
            return illegal(e, f == nullptr ? "unknown" : markStateCode(f->state).constData());
        remember(e, *f);
        f->state = MarkState::Withdrawn;
        f->decidedMs = e.timeMs;
        f->text = e.body.value(keyReason).toString();
        return {};
    }

    Result<> takeBack(const ReadingEvent& e) {
        const Uuid wanted = Uuid::fromString(e.body.value(keyEvent).toString());
        if (state_.finished || undo_.isEmpty() || undo_.last().event != wanted)
            return illegal(e, "not-last");
        const Undo last = undo_.takeLast();
        FindingState& f = state_.findings[last.at];
        const std::int64_t seenMs = f.seenMs; // what was looked at stays so
        f = last.before;
        f.seenMs = seenMs;
        return {};
    }

    Result<> closeFirst(const ReadingEvent& e) {
        if (mode_ != ReadingMode::Second || state_.firstClosed || state_.finished)
            return illegal(e, "closed");
        state_.firstClosed = true;
        state_.firstClosedMs = e.timeMs;
        undo_.clear();
        return {};
    }

    Result<> sign(const ReadingEvent& e) {
        if (state_.finished || (mode_ == ReadingMode::Second && !state_.firstClosed))
            return illegal(e, state_.finished ? "signed" : "first-open");
        state_.finished = true;
        state_.finishedMs = e.timeMs;
        undo_.clear();
        return {};
    }

    Result<> reopen(const ReadingEvent& e) {
        if (!state_.finished || e.body.value(keyReason).toString().isEmpty())
            return illegal(e, "reason");
        state_.finished = false;
        state_.finishedMs = 0;
        return {};
    }

    ReadingMode mode_;
    CaseState state_;
    int seq_ = 0;
    QHash<QByteArray, qsizetype> index_;
    QList<Undo> undo_;
    QHash<QByteArray, Span> sessions_;
};

} // namespace

QByteArray readingModeCode(ReadingMode mode) { return modeCodes[static_cast<std::size_t>(mode)]; }

std::optional<ReadingMode> readingModeFromCode(const QByteArray& code) {
    return fromCode<ReadingMode>(modeCodes, code);
}

QByteArray readingEventCode(ReadingEventType type) { return eventCodes[static_cast<std::size_t>(type)]; }

std::optional<ReadingEventType> readingEventFromCode(const QByteArray& code) {
    return fromCode<ReadingEventType>(eventCodes, code);
}

QByteArray markStateCode(MarkState state) { return stateCodes[static_cast<std::size_t>(state)]; }

QList<QByteArray> rejectReasons() { return {reasonCodes.begin(), reasonCodes.end()}; }

bool isRejectReason(const QByteArray& code) {
    return std::any_of(reasonCodes.begin(), reasonCodes.end(),
                       [&](const char* known) { return code == known; });
}

const FindingState* CaseState::find(const Uuid& wanted) const {
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [&](const FindingState& f) { return f.finding == wanted; });
    return at == findings.end() ? nullptr : &*at;
}

Result<CaseState> replay(const CaseStart& start, std::span<const ReadingEvent> events) {
    Replay run(start);
    for (const ReadingEvent& event : events)
        if (auto applied = run.apply(event); !applied)
            return tl::unexpected(applied.error());
    return run.finish();
}

} // namespace casebook
