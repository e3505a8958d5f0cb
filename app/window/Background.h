// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "core/values/Result.h"

#include <QFuture>
#include <QPointer>
#include <QThreadPool>
#include <QtConcurrent>

#include <new>
#include <type_traits>

namespace casebook {

/// `work` with an error for an answer where memory is out; else nobody would hear of its end. Work whose answer has
/// no place for an error throws on.
template <class Work>
auto toldWhenOutOfMemory(Work work) {
    return [work = std::move(work)]() mutable {
        using Answer = std::invoke_result_t<Work&>;
        try {
            return work();
        } catch (const std::bad_alloc&) {
            if constexpr (std::is_constructible_v<Answer, tl::unexpected<Error>>)
                return Answer(fail(ErrorKind::System, "out-of-memory"));
            else
                throw;
        }
    };
}

/// Runs `work()` in the pool and gives its result to `then(result)` in the GUI thread, unless `context`
/// is gone by then. The GUI thread never waits.
template <class Context, class Work, class Then>
void inBackground(Context* context, Work work, Then then) {
    using Answer = std::invoke_result_t<Work&>;
    QtConcurrent::run(toldWhenOutOfMemory(std::move(work)))
        .then(context, [then = std::move(then)](Answer answer) mutable { then(std::move(answer)); });
}

/// The same on threads of the caller's own: what waits for other machines must not keep the pool's few from the pages.
template <class Context, class Work, class Then>
void inBackground(QThreadPool& threads, Context* context, Work work, Then then) {
    using Answer = std::invoke_result_t<Work&>;
    QtConcurrent::run(&threads, toldWhenOutOfMemory(std::move(work)))
        .then(context, [then = std::move(then)](Answer answer) mutable { then(std::move(answer)); });
}

/// The same where nobody waits for an answer; without memory it is left undone, with a line in the log.
template <class Work>
void inBackground(Work work) {
    QThreadPool::globalInstance()->start([work = std::move(work)]() mutable {
        try {
            work();
        } catch (const std::bad_alloc&) {
            qWarning("No memory for work in the background; it was left.");
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
