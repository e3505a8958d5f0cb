// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cad/Finding.h"

#include <span>

namespace casebook {

/// How a case is read. Chosen by a person, never defaulted.
enum class ReadingMode {
    Unaided,    ///< AI is never shown
    Second,     ///< AI after the first read is closed
    Concurrent, ///< AI from the start
    Adjudicate  ///< other readers' decisions too; not offered by this version
};
[[nodiscard]] QByteArray readingModeCode(ReadingMode mode); ///< "unaided", "second" ...
[[nodiscard]] std::optional<ReadingMode> readingModeFromCode(const QByteArray& code);

/// What a reader did. Events are only ever appended; every state is a replay of them.
enum class ReadingEventType {
    Opened,     ///< the case was opened; body {}
    FirstImage, ///< the first picture stood; body {}
    Idle,       ///< nothing was touched for a while; body {ms}
    Seen,       ///< a mark was visible; body {ms}
    Accepted,
    Edited,     ///< body {finding}: a whole payload in place of the proposal's; counts as accepted
    Rejected,   ///< body {reason, text}
    Deferred,   ///< body {text}: the question
    Added,      ///< the reader's own finding; the payload is its row
    Withdrawn,  ///< body {reason}; own findings only
    TakenBack,  ///< body {event}: the uuid of the last decision, which no longer counts
    FirstClosed,///< mode second: the unaided read ends, AI is visible from here
    Signed,     ///< the reading is finished
    Reopened    ///< body {reason}
};
[[nodiscard]] QByteArray readingEventCode(ReadingEventType type); ///< "first-closed", "taken-back" ...
[[nodiscard]] std::optional<ReadingEventType> readingEventFromCode(const QByteArray& code);

struct ReadingEvent {
    Uuid uuid;
    int seq = 0;               ///< from 1, without gaps in its task
    ReadingEventType type = ReadingEventType::Opened;
    Uuid session;              ///< of the reading
    Uuid finding;              ///< empty where the event is about the case
    QJsonObject body;
    std::int64_t timeMs = 0;   ///< UTC
    std::int64_t monoMs = 0;   ///< monotonic, of one boot; intervals within a session use it
    std::int64_t auditSeq = 0;
};

/// Reasons of a rejection in the order of their digits 1..9, then those behind "0 more".
[[nodiscard]] QList<QByteArray> rejectReasons();
[[nodiscard]] bool isRejectReason(const QByteArray& code);

enum class MarkState { Open, Accepted, Rejected, Deferred, Withdrawn };
[[nodiscard]] QByteArray markStateCode(MarkState state); ///< "open", "accepted" ...

struct FindingState {
    Uuid finding;
    bool own = false;           ///< the reader's addition
    MarkState state = MarkState::Open;
    bool edited = false;
    QJsonObject changed;        ///< payload of the last edit that counts; empty: the proposal's
    QByteArray reason;          ///< of a rejection
    QString text;
    std::int64_t seenMs = 0;    ///< time it stood visible so far, ms
    std::int64_t decidedMs = 0; ///< UTC of the decision that counts
    bool decided() const { return state != MarkState::Open && state != MarkState::Deferred; }
    bool operator==(const FindingState&) const = default;
};

/// What a case is before the first event.
struct CaseStart {
    ReadingMode mode = ReadingMode::Unaided;
    QList<Uuid> proposals; ///< AI findings that take part; none in an unaided case
};

struct CaseState {
    QList<FindingState> findings; ///< proposals in the order given, then own ones by time
    bool firstClosed = false, finished = false;
    std::int64_t firstClosedMs = 0, finishedMs = 0;
    Uuid lastUndoable;            ///< event that a take-back would name; empty: nothing to take back
    int undecided = 0;            ///< proposals without a decision; deferred ones count
    std::int64_t readingMs =
        0;   ///< from opening to the last event of each session, pauses over 2 min left out
    [[nodiscard]] const FindingState* find(const Uuid& finding) const;
};

/// Pure replay. Refuses what the table below does not allow: Refused "illegal-event", object = the event's
/// uuid, args {type, state}.
///   accepted  from open, deferred, rejected      edited   from open, accepted, deferred
///   rejected  from open, accepted, deferred      deferred from open
///   added, withdrawn: own ones, before signing   taken-back: the last decision of this phase
///   first-closed: once, mode second              signed: once; in mode second after first-closed
///   reopened: after signed                       anything on AI in mode second: after first-closed
/// Source: reference ai 2.
[[nodiscard]] Result<CaseState> replay(const CaseStart& start, std::span<const ReadingEvent> events);

} // namespace casebook
