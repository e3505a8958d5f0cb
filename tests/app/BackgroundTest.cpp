// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Background.h"

#include <QTest>

#include <stdexcept>

using namespace casebook;

namespace {

/// Takes an answer; it is handed on only when the work is done.
struct WaitsWhenMoved {
    QThreadPool* threads;
    int* answer;
    WaitsWhenMoved(QThreadPool* pool, int* place) : threads(pool), answer(place) {}
    WaitsWhenMoved(WaitsWhenMoved&& other) noexcept : threads(other.threads), answer(other.answer) {
        threads->waitForDone();
    }
    void operator()(int told) const { *answer = told; }
};

} // namespace

class BackgroundTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Else the page that asked would wait for ever.
    void outOfMemoryIsToldToWhoWaits() {
        std::optional<Result<int>> answer;
        inBackground(
            this, []() -> Result<int> { throw std::bad_alloc(); },
            [&](Result<int> told) { answer = std::move(told); });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().code, QByteArray("out-of-memory"));
        QVERIFY(answer->error().kind == ErrorKind::System);
    }

    void onOnesOwnThreadsToo() {
        QThreadPool threads;
        std::optional<Result<>> answer;
        inBackground(
            threads, this, []() -> Result<> { throw std::bad_alloc(); },
            [&](Result<> told) { answer = std::move(told); });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
    }

    void anyOtherFaultIsToldToo() {
        std::optional<Result<int>> answer;
        inBackground(
            this, []() -> Result<int> { throw std::domain_error("no such quantile"); },
            [&](Result<int> told) { answer = std::move(told); });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().code, QByteArray("unexpected"));
        QCOMPARE(answer->error().args, QStringList{QStringLiteral("no such quantile")});
    }

    /// As the answer of an unlock travels, which can't be copied.
    void aSharedAnswerTellsToo() {
        using Shared = std::shared_ptr<Result<std::unique_ptr<int>>>;
        Shared answer;
        inBackground(
            this, []() -> Shared { throw std::bad_alloc(); }, [&](const Shared& told) { answer = told; });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().code, QByteArray("out-of-memory"));
    }

    void anAnswerWithoutPlaceForAnErrorIsEmpty() {
        std::optional<bool> written;
        inBackground(this, []() -> bool { throw std::bad_alloc(); }, [&](bool told) { written = told; });
        QTRY_VERIFY(written);
        QVERIFY(!*written);
    }

    void nobodyWaitsAndNothingEnds() {
        QTest::ignoreMessage(QtWarningMsg, "No memory for work in the background; it was left.");
        QTest::ignoreMessage(QtWarningMsg, "Work in the background was left: no such quantile");
        inBackground([] { throw std::bad_alloc(); });
        inBackground([] { throw std::domain_error("no such quantile"); });
        QVERIFY(QThreadPool::globalInstance()->waitForDone());
    }

    /// Else Enter in a dialog, refused at once, pressed its button once more with the same words.
    void noAnswerComesInsideTheCall() {
        QThreadPool threads;
        int answer = 0;
        inBackground(threads, this, [] { return 7; }, WaitsWhenMoved{&threads, &answer});
        QCOMPARE(answer, 0);
        QTRY_COMPARE(answer, 7);
    }

    void otherAnswersPass() {
        int answer = 0;
        inBackground(this, [] { return 7; }, [&](int told) { answer = told; });
        QTRY_COMPARE(answer, 7);
    }
};

QTEST_GUILESS_MAIN(BackgroundTest)
#include "BackgroundTest.moc"
