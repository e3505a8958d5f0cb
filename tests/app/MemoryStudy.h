// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/DisturbedStudy.h"

#include <QTest>

#include <sys/resource.h>

namespace casebook::test {

/// Memory runs out: at a limit, or at an allocation from which on none succeeds (tests/faults/memory.cpp). Each run ends
/// done or with "out-of-memory" told, and never by a signal.
class MemoryStudy final : public DisturbedStudy {
public:
    enum class By { Limit, Allocation };
    By by = By::Limit;

    /// How many runs were not done.
    [[nodiscard]] int failed() const { return failed_; }
    /// Whether the last run was done.
    [[nodiscard]] bool wasDone() const { return wasDone_; }
    /// The allocations of the last run, where nothing failed.
    [[nodiscard]] int allocations() const { return allocations_; }

    /// Of the smallest limit under which the program starts at all, in MB.
    [[nodiscard]] int leastToStart() {
        return least(0, 1, [&](int limit) {
            QProcess process;
            limitTo(process, limit);
            CliStudy::start(process, {QStringLiteral("version")});
            return process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit &&
                   process.exitCode() == 0;
        });
    }
    /// Of the smallest limit under which that work is done, in MB, up to 8 too many. `wrong` is what was found on the way.
    [[nodiscard]] int leastFor(const QByteArray& kind, int from, QByteArray& wrong) {
        constexpr int exact = 8;
        return least(from, exact, [&](int limit) {
            wrong = firstOf(wrong, once(kind, limit));
            return wasDone_;
        });
    }

    /// "" where it ended in order and the study is whole. @param number MB, or the first allocation that fails; 0: none
    [[nodiscard]] QByteArray once(const QByteArray& kind, int number) {
        return kind == "list"     ? asking(words("list subjects"), number)
               : kind == "verify" ? asking(words("verify"), number)
               : kind == "add"    ? adding(number)
                                  : disturbOnce(*this, kind, number);
    }

protected:
    Outcome disturb(const QString&, const Start& start, int number) override {
        QProcess process;
        if (by == By::Limit && number > 0)
            limitTo(process, number);
        if (by == By::Allocation)
            process.setProcessEnvironment(environmentOf(number));
        start(process);
        const bool ended = process.waitForFinished(240'000) && process.exitStatus() == QProcess::NormalExit;
        const QByteArray out = process.readAllStandardOutput(), err = process.readAllStandardError();
        wasDone_ = ended && process.exitCode() == 0;
        failed_ += wasDone_ ? 0 : 1;
        if (by == By::Allocation && number == 0)
            allocations_ = counted();
        if (!ended)
            return {false, "crashed or hung: " + err.left(300), out, err};
        return {wasDone_, wasDone_ ? QByteArray() : wrongEnd(process.exitCode(), out, err), out, err};
    }

private:
    /// An answer is the whole answer.
    QByteArray asking(const QStringList& line, int number) {
        fresh();
        const QByteArray whole = study().json(line).out;
        const Outcome outcome = disturbed(line, number);
        if (outcome.acknowledged && outcome.out != whole)
            return "another answer: " + outcome.out.left(300);
        return firstOf(outcome.wrong, unchanged());
    }

    QByteArray adding(int number) {
        fresh();
        const QStringList line = words("subject add S-0003");
        const Outcome outcome = disturbed(line, number);
        const QByteArray wrong = firstOf(outcome.wrong, damageOf(folder()));
        if (!wrong.isEmpty())
            return wrong;
        const bool isThere = subjects() == 3;
        if (outcome.acknowledged && !isThere)
            return "told as done, and isn't";
        if (isThere == (study().json(line).exit == 0))
            return "the subject is half there";
        return subjects() == 3 ? QByteArray() : QByteArray("not added again");
    }
    [[nodiscard]] qsizetype subjects() { return study().json(words("list subjects")).array().size(); }

    static void limitTo(QProcess& process, int megabytes) {
        process.setChildProcessModifier([megabytes] {
            rlimit limit{};
            ::getrlimit(RLIMIT_AS, &limit);
            limit.rlim_cur = rlim_t(megabytes) << 20;
            ::setrlimit(RLIMIT_AS, &limit);
        });
    }

    /// Doubling, then halving. `works` may change its mind for a neighbour; no answer depends on that.
    template <class Works> static int least(int from, int exact, const Works& works) {
        constexpr int most = 1 << 14;
        int high = std::max(from, 64);
        while (high < most && !works(high))
            high *= 2;
        int low = std::max(from, high / 2);
        while (high - low > exact) {
            const int middle = (low + high) / 2;
            (works(middle) ? high : low) = middle;
        }
        return high;
    }

    [[nodiscard]] QString log() const { return root() + QStringLiteral("/allocations"); }
    [[nodiscard]] QProcessEnvironment environmentOf(int number) const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"),
                           QCoreApplication::applicationDirPath() + QStringLiteral("/casebook-memory.so"));
        environment.insert(QStringLiteral("CASEBOOK_MEMORY_AT"), QString::number(number));
        if (number == 0)
            environment.insert(QStringLiteral("CASEBOOK_MEMORY_LOG"), log());
        return environment;
    }
    [[nodiscard]] int counted() const {
        QFile file(log());
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
    }

    [[nodiscard]] static QByteArray wrongEnd(int exit, const QByteArray& out, const QByteArray& err) {
        const QJsonObject error = QJsonDocument::fromJson(out).object()[QStringLiteral("error")].toObject();
        const QString code = error[QStringLiteral("code")].toString();
        if (exit == 1 && (code == u"out-of-memory" || code == u"writing-stopped-memory") &&
            !error[QStringLiteral("message")].toString().isEmpty())
            return {};
        // Packs were removed, and the database was not made smaller.
        constexpr int inPart = 4;
        if (exit == inPart && err.contains("too little free memory"))
            return {};
        // The limit holds for the reader program too, which has no words of its own.
        if (exit == 1 && code == u"worker-failed")
            return {};
        // The system's loader, before there is a program.
        constexpr int notLoaded = 127;
        if (exit == notLoaded && err.contains("loading shared libraries"))
            return {};
        return "exit " + QByteArray::number(exit) + ' ' + out.left(300) + err.left(300);
    }

    int failed_ = 0;
    int allocations_ = 0;
    bool wasDone_ = false;
};

/// A row for each piece of work.
inline void memoryRows() {
    QTest::addColumn<QByteArray>("kind");
    for (const char* kind : {"list", "add", "form", "verify", "backup", "compact", "export"})
        QTest::newRow(kind) << QByteArray(kind);
}

/// Each number in turn; at some memory must have been out, and without a limit the work is done.
inline void runOutInTurn(MemoryStudy& study, const QByteArray& kind, const QList<int>& numbers) {
    const int before = study.failed();
    int wrong = 0;
    for (const int number : numbers)
        if (const QByteArray found = study.once(kind, number); !found.isEmpty()) {
            ++wrong;
            qWarning("%d: %s", number, found.constData());
        }
    qInfo("%d of %d were not done", study.failed() - before, int(numbers.size()));
    QCOMPARE(wrong, 0);
    QVERIFY(study.failed() > before);
}

/// Limits between that under which the program starts and that under which the work is done.
inline QList<int> spread(int from, int to, int points) {
    QList<int> out;
    for (int n = 0; n < points; ++n)
        out.append(from + int(qint64(to - from) * n / points));
    return out;
}

/// So many limits, 0: each MB; from where not all of the program's libraries start to where the work is done.
inline void runOutAtLimits(MemoryStudy& study, int points) {
    QFETCH(QByteArray, kind);
    study.by = MemoryStudy::By::Limit;
    const int start = study.leastToStart();
    QByteArray wrong;
    const int done = study.leastFor(kind, start, wrong);
    QCOMPARE(wrong, QByteArray());
    constexpr int around = 8;
    const int from = start - around, to = done + around;
    runOutInTurn(study, kind, spread(from, to, points > 0 ? points : to - from));
}

/// From so many allocations on, over the whole run.
inline void runOutAtAllocations(MemoryStudy& study, int points) {
    QFETCH(QByteArray, kind);
    study.by = MemoryStudy::By::Allocation;
    QCOMPARE(study.once(kind, 0), QByteArray());
    QVERIFY(study.wasDone() && study.allocations() > points);
    runOutInTurn(study, kind, spread(1, study.allocations(), points));
}

} // namespace casebook::test
