// SPDX-License-Identifier: GPL-3.0-or-later
//
// The replay of a reading: a table of every transition, phases, take-backs, times, and random streams against a
// second, plain model.
#include "core/cad/Reading.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace casebook;

namespace {

Uuid uuidOf(int n) { return Uuid{QByteArray(12, '\x11') + QByteArray::number(1000 + n)}; }

/// Builds a stream with rising numbers and times.
class Stream {
public:
    ReadingEvent& add(ReadingEventType type, int finding = -1, const QJsonObject& body = {}) {
        ReadingEvent e;
        e.uuid = uuidOf(5000 + int(events.size()));
        e.seq = int(events.size()) + 1;
        e.type = type;
        e.session = uuidOf(900);
        if (finding >= 0)
            e.finding = uuidOf(finding);
        e.body = body;
        e.timeMs = 1'000'000 + 1'000 * e.seq;
        e.monoMs = 1'000 * e.seq;
        events.append(e);
        return events.last();
    }
    QList<ReadingEvent> events;
};

QJsonObject because(const char* reason) { return {{QStringLiteral("reason"), QLatin1StringView(reason)}}; }
QJsonObject edited() {
    return {{QStringLiteral("finding"), QJsonObject{{QStringLiteral("center_mm"), QJsonArray{1, 2, 3}}}}};
}
QJsonObject bodyOf(ReadingEventType type) {
    if (type == ReadingEventType::Rejected)
        return because("vessel");
    return type == ReadingEventType::Edited ? edited() : QJsonObject();
}

CaseStart startOf(ReadingMode mode, int proposals = 3) {
    CaseStart start{mode, {}};
    for (int i = 0; i < proposals; ++i)
        start.proposals.append(uuidOf(i));
    return start;
}

using T = ReadingEventType;

} // namespace

class ReadingReplayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void codes() {
        for (int i = 0; i < 4; ++i) {
            const auto mode = static_cast<ReadingMode>(i);
            QCOMPARE(readingModeFromCode(readingModeCode(mode)), std::optional(mode));
        }
        for (int i = 0; i <= int(T::Reopened); ++i) {
            const auto type = static_cast<T>(i);
            QCOMPARE(readingEventFromCode(readingEventCode(type)), std::optional(type));
        }
        QVERIFY(!readingModeFromCode("blind"));
        QCOMPARE(rejectReasons().first(9).join(' '),
                 QByteArray("vessel airway scar pleura node bone artefact outside-lung benign"));
    }

    void transitions_data() {
        QTest::addColumn<int>("first"); // brings the mark to a state; -1: stays open
        QTest::addColumn<int>("second");
        QTest::addColumn<bool>("legal");
        const T kinds[]{T::Accepted, T::Edited, T::Rejected, T::Deferred};
        const char* names[]{"accepted", "edited", "rejected", "deferred"};
        // From open, accepted, accepted with an edit, rejected, deferred (rows) by kinds (columns): reference ai 2.
        const bool table[5][4]{{true, true, true, true},
                               {false, true, true, false},
                               {false, true, true, false},
                               {true, false, false, false},
                               {true, true, true, false}};
        for (int from = 0; from < 5; ++from)
            for (int to = 0; to < 4; ++to)
                QTest::newRow(qPrintable(QStringLiteral("%1 then %2")
                                             .arg(QLatin1StringView(from == 0 ? "open" : names[from - 1]),
                                                  QLatin1StringView(names[to]))))
                    << (from == 0 ? -1 : int(kinds[from - 1])) << int(kinds[to]) << table[from][to];
    }

    void transitions() {
        QFETCH(int, first);
        QFETCH(int, second);
        QFETCH(bool, legal);
        Stream s;
        s.add(T::Opened);
        if (first >= 0)
            s.add(static_cast<T>(first), 0, bodyOf(static_cast<T>(first)));
        s.add(static_cast<T>(second), 0, bodyOf(static_cast<T>(second)));
        const auto state = replay(startOf(ReadingMode::Concurrent), s.events);
        QCOMPARE(state.has_value(), legal);
        if (!legal) {
            QCOMPARE(state.error().code, QByteArray("illegal-event"));
            QCOMPARE(state.error().object, s.events.last().uuid.toString());
            return;
        }
        const FindingState* f = state->find(uuidOf(0));
        QVERIFY(f);
        const MarkState wanted = second == int(T::Rejected)   ? MarkState::Rejected
                                 : second == int(T::Deferred) ? MarkState::Deferred
                                                              : MarkState::Accepted;
        QCOMPARE(f->state, wanted);
        QCOMPARE(state->undecided, wanted == MarkState::Deferred ? 3 : 2);
    }

    void aiIsOutOfReachBeforeTheFirstReadIsClosed() {
        for (const T kind : {T::Seen, T::Accepted, T::Edited, T::Rejected, T::Deferred}) {
            Stream s;
            s.add(T::Opened);
            s.add(kind, 0, bodyOf(kind));
            QVERIFY(!replay(startOf(ReadingMode::Second), s.events));
            QVERIFY(!replay(startOf(ReadingMode::Unaided), s.events));
            QVERIFY(replay(startOf(ReadingMode::Concurrent), s.events));
            Stream closed;
            closed.add(T::Opened);
            closed.add(T::FirstClosed);
            closed.add(kind, 0, bodyOf(kind));
            QVERIFY(replay(startOf(ReadingMode::Second), closed.events));
            QVERIFY(!replay(startOf(ReadingMode::Concurrent), closed.events)); // nothing to close there
        }
    }

    void ownFindings() {
        Stream s;
        s.add(T::Opened);
        s.add(T::Added, 50);
        auto state = replay(startOf(ReadingMode::Second), s.events);
        QVERIFY(state);
        QVERIFY(state->find(uuidOf(50))->own);
        QCOMPARE(state->find(uuidOf(50))->state, MarkState::Accepted);
        QCOMPARE(state->findings.size(), 4);
        Stream twice = s;
        twice.add(T::Added, 50);
        QVERIFY(!replay(startOf(ReadingMode::Second), twice.events));
        Stream judged = s;
        judged.add(T::Rejected, 50, because("vessel"));
        QVERIFY(!replay(startOf(ReadingMode::Second), judged.events)); // own ones are withdrawn, not rejected
        s.add(T::Edited, 50, edited());
        s.add(T::Withdrawn, 50, because("wrong side"));
        state = replay(startOf(ReadingMode::Second), s.events);
        QVERIFY(state);
        QCOMPARE(state->find(uuidOf(50))->state, MarkState::Withdrawn);
        QVERIFY(state->find(uuidOf(50))->edited);
        Stream proposal;
        proposal.add(T::Opened);
        proposal.add(T::Withdrawn, 0, because("x"));
        QVERIFY(!replay(startOf(ReadingMode::Concurrent), proposal.events));
    }

    void takeBack() {
        Stream s;
        s.add(T::Opened);
        const Uuid accepted = s.add(T::Accepted, 0).uuid;
        const Uuid rejected = s.add(T::Rejected, 0, because("scar")).uuid;
        const auto back = [](const Uuid& of) {
            return QJsonObject{{QStringLiteral("event"), of.toString()}};
        };
        Stream wrong = s;
        wrong.add(T::TakenBack, 0, back(accepted));
        QVERIFY(!replay(startOf(ReadingMode::Concurrent), wrong.events)); // only the last one
        QCOMPARE(replay(startOf(ReadingMode::Concurrent), s.events)->lastUndoable, rejected);
        s.add(T::TakenBack, 0, back(rejected));
        auto state = replay(startOf(ReadingMode::Concurrent), s.events);
        QVERIFY(state);
        QCOMPARE(state->find(uuidOf(0))->state, MarkState::Accepted);
        QVERIFY(state->find(uuidOf(0))->reason.isEmpty());
        QCOMPARE(state->lastUndoable, accepted);
        s.add(T::TakenBack, 0, back(accepted));
        state = replay(startOf(ReadingMode::Concurrent), s.events);
        QCOMPARE(state->find(uuidOf(0))->state, MarkState::Open);
        QVERIFY(state->lastUndoable.bytes.isEmpty());
        // A closed first read can't be taken apart behind its time.
        Stream second;
        second.add(T::Opened);
        const Uuid own = second.add(T::Added, 50).uuid;
        second.add(T::FirstClosed);
        QVERIFY(replay(startOf(ReadingMode::Second), second.events)->lastUndoable.bytes.isEmpty());
        second.add(T::TakenBack, 50, back(own));
        QVERIFY(!replay(startOf(ReadingMode::Second), second.events));
    }

    void phases() {
        Stream s;
        s.add(T::Opened);
        Stream early = s;
        early.add(T::Signed);
        QVERIFY(!replay(startOf(ReadingMode::Second), early.events));
        s.add(T::FirstClosed);
        Stream twice = s;
        twice.add(T::FirstClosed);
        QVERIFY(!replay(startOf(ReadingMode::Second), twice.events));
        s.add(T::Signed);
        auto state = replay(startOf(ReadingMode::Second), s.events);
        QVERIFY(state);
        QVERIFY(state->firstClosed && state->finished);
        QCOMPARE(state->firstClosedMs, s.events[1].timeMs);
        QCOMPARE(state->finishedMs, s.events[2].timeMs);
        for (const T kind : {T::Accepted, T::Added, T::Signed, T::Seen}) {
            Stream after = s;
            after.add(kind, kind == T::Added ? 60 : 0);
            QVERIFY(!replay(startOf(ReadingMode::Second), after.events));
        }
        Stream noReason = s;
        noReason.add(T::Reopened);
        QVERIFY(!replay(startOf(ReadingMode::Second), noReason.events));
        s.add(T::Reopened, -1, because("a nodule was missed"));
        s.add(T::Accepted, 0);
        state = replay(startOf(ReadingMode::Second), s.events);
        QVERIFY(state);
        QVERIFY(!state->finished && state->firstClosed);
    }

    void brokenStreams() {
        Stream s;
        s.add(T::Opened);
        s.add(T::Accepted, 7); // no such proposal
        QVERIFY(!replay(startOf(ReadingMode::Concurrent), s.events));
        Stream gap;
        gap.add(T::Opened);
        gap.add(T::Accepted, 0).seq = 3;
        QVERIFY(!replay(startOf(ReadingMode::Concurrent), gap.events));
        Stream reason;
        reason.add(T::Opened);
        reason.add(T::Rejected, 0, because("dislike"));
        QVERIFY(!replay(startOf(ReadingMode::Concurrent), reason.events));
    }

    void times() {
        // 10 s of reading, a pause of 3 min that is left out and one of 100 s that counts; a second session of 5 s.
        Stream s;
        s.add(T::Opened).monoMs = 0;
        s.add(T::Idle, -1, {{QStringLiteral("ms"), 180'000}}).monoMs = 185'000;
        s.add(T::Idle, -1, {{QStringLiteral("ms"), 100'000}}).monoMs = 288'000;
        ReadingEvent& last = s.add(T::Seen, 0, {{QStringLiteral("ms"), 700}});
        last.monoMs = 290'000;
        ReadingEvent& again = s.add(T::Opened);
        again.session = uuidOf(901);
        again.monoMs = 10'000; // another boot
        ReadingEvent& end = s.add(T::Seen, 0, {{QStringLiteral("ms"), 800}});
        end.session = uuidOf(901);
        end.monoMs = 15'000;
        const auto state = replay(startOf(ReadingMode::Concurrent), s.events);
        QVERIFY(state);
        QCOMPARE(state->readingMs, 290'000 - 180'000 + 5'000);
        QCOMPARE(state->find(uuidOf(0))->seenMs, 1'500);
    }

    /// 100,000 random events in streams of 50: what the replay takes must agree with a plain model that knows only
    /// the table, what it refuses must be refused there too.
    void randomStreams() {
        std::mt19937 random(20'261'125);
        int taken = 0, refused = 0;
        for (int stream = 0; stream < 2'000; ++stream) {
            const auto mode = static_cast<ReadingMode>(stream % 3);
            Stream s;
            QHash<int, MarkState> model{{0, MarkState::Open}, {1, MarkState::Open}};
            bool closed = false, finished = false;
            for (int i = 0; i < 50; ++i) {
                static constexpr T kinds[]{T::Accepted, T::Rejected, T::Deferred, T::Edited, T::FirstClosed,
                                           T::Seen,     T::Accepted, T::Rejected, T::Signed};
                const T kind = kinds[random() % (i < 40 ? 8 : 9)];
                const int at = int(random() % 2);
                const bool about = kind != T::FirstClosed && kind != T::Signed;
                const bool visible =
                    mode == ReadingMode::Concurrent || (mode == ReadingMode::Second && closed);
                const MarkState from = model[at];
                bool legal = !finished && (!about || visible);
                if (kind == T::Accepted)
                    legal = legal && from != MarkState::Accepted;
                else if (kind == T::Rejected)
                    legal = legal && from != MarkState::Rejected;
                else if (kind == T::Edited)
                    legal = legal && from != MarkState::Rejected;
                else if (kind == T::Deferred)
                    legal = legal && from == MarkState::Open;
                else if (kind == T::FirstClosed)
                    legal = legal && mode == ReadingMode::Second && !closed;
                else if (kind == T::Signed)
                    legal = legal && (mode != ReadingMode::Second || closed);
                Stream tried = s;
                tried.add(kind, about ? at : -1, bodyOf(kind));
                const auto state = replay(startOf(mode, 2), tried.events);
                QCOMPARE(state.has_value(), legal);
                ++(legal ? taken : refused);
                if (!legal)
                    continue;
                s = tried;
                if (kind == T::Rejected)
                    model[at] = MarkState::Rejected;
                else if (kind == T::Deferred)
                    model[at] = MarkState::Deferred;
                else if (kind == T::Accepted || kind == T::Edited)
                    model[at] = MarkState::Accepted;
                closed = closed || kind == T::FirstClosed;
                finished = finished || kind == T::Signed;
                for (int f = 0; f < 2; ++f)
                    QCOMPARE(state->find(uuidOf(f))->state, model[f]);
            }
        }
        QCOMPARE(taken + refused, 100'000);
        QVERIFY(taken > 20'000 && refused > 20'000);
    }
};

QTEST_GUILESS_MAIN(ReadingReplayTest)
#include "ReadingReplayTest.moc"
