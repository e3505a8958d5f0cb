// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/values/Result.h"

#include <QFuture>
#include <QPointer>
#include <QThreadPool>
#include <QtConcurrent>

#include <exception>
#include <memory>
#include <new>
#include <type_traits>

namespace casebook {

namespace detail {
template <class T> struct IsSharedResult : std::false_type {};
template <class T> struct IsSharedResult<std::shared_ptr<Result<T>>> : std::true_type {};
} // namespace detail

/// What is told in place of an answer that work could not give: the error, or where the answer has no place for one
/// its empty value (no picture, not written).
template <class Answer> Answer answerOf(Error error) {
    if constexpr (std::is_constructible_v<Answer, tl::unexpected<Error>>)
        return Answer(tl::unexpected(std::move(error)));
    else if constexpr (detail::IsSharedResult<Answer>::value)
        return std::make_shared<typename Answer::element_type>(tl::unexpected(std::move(error)));
    else
        return Answer();
}

/// `work` that answers in any case, also where something throws (memory above all, thrown by the locked memory of a
/// passphrase too): else nobody would hear of its end, and a page would wait for ever.
template <class Work>
auto alwaysAnswered(Work work) {
    return [work = std::move(work)]() mutable {
        using Answer = std::invoke_result_t<Work&>;
        try {
            return work();
        } catch (const std::bad_alloc&) {
            return answerOf<Answer>({ErrorKind::System, "out-of-memory", {}, {}});
        } catch (const std::exception& thrown) {
            return answerOf<Answer>(
                {ErrorKind::System, "unexpected", {}, {QString::fromUtf8(thrown.what())}});
        }
    };
}

/// Runs `work()` on threads of the caller's own and gives its result to `then(result)` in the GUI thread, unless
/// `context` is gone by then. The GUI thread never waits. What waits for other machines runs so: it must not keep the
/// pool's few threads from the pages.
template <class Context, class Work, class Then>
void inBackground(QThreadPool& threads, Context* context, Work work, Then then) {
    using Answer = std::invoke_result_t<Work&>;
    QtConcurrent::run(&threads, alwaysAnswered(std::move(work)))
        .then(context, [context, then = std::move(then)](Answer answer) mutable {
            // Quick work may have ended before QFuture was told of `context`; `then` would run inside the call.
            auto tell = [then = std::move(then), answer = std::move(answer)]() mutable {
                then(std::move(answer));
            };
            QMetaObject::invokeMethod(context, std::move(tell), Qt::QueuedConnection);
        });
}

/// The same in the pool that all share.
template <class Context, class Work, class Then>
void inBackground(Context* context, Work work, Then then) {
    inBackground(*QThreadPool::globalInstance(), context, std::move(work), std::move(then));
}

/// The same where nobody waits for an answer; what throws is left undone, with a line in the log.
template <class Work>
void inBackground(Work work) {
    QThreadPool::globalInstance()->start([work = std::move(work)]() mutable {
        try {
            work();
        } catch (const std::bad_alloc&) {
            qWarning("No memory for work in the background; it was left.");
        } catch (const std::exception& thrown) {
            qWarning("Work in the background was left: %s", thrown.what());
        }
    });
}

/// Work that can be stopped: keep it as a member, and a new start or the end of the owner stops the last.
class Stoppable {
public:
    ~Stoppable() { stop(); }
    /// A fresh token; work that was started with the one before is told to stop.
    [[nodiscard]] std::stop_token restart() {
        stop();
        source_ = std::stop_source();
        return source_.get_token();
    }
    void stop() { source_.request_stop(); }

private:
    std::stop_source source_;
};

} // namespace casebook
