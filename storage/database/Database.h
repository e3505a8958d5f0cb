// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>

namespace casebook {

/// One function in the writer's queue with the promise of its result.
class WriteCommand {
public:
    virtual ~WriteCommand() = default;
    virtual Result<> run(WriteTransaction& transaction) = 0; ///< an error undoes this command alone
    /// Work that SQLite does outside transactions (VACUUM); such a command runs by itself, and `run` never.
    [[nodiscard]] virtual bool isOutside() const { return false; }
    virtual Result<> runOutside(Connection&) { return {}; }
    virtual void committed() = 0; ///< after COMMIT is durable
    virtual void failed(const Error& error) = 0;
};

/// The study's database: one writer thread with a queue, a few reading connections.
/// Commands that wait together are committed together; a result arrives only when it is durable.
/// Errors beside the function's own: those of Connection; Refused "read-only" and "locked" (after
/// close()); Refused "unaudited-change"; System "commit-unknown" where the disk failed in the COMMIT itself: whether
/// the change was saved shows when the study is opened again. From then on the database refuses all writes
/// (System "writing-stopped", or "writing-stopped-memory" where memory was out). Any thread; the window uses write() and readLater() only.
class Database {
public:
    class Implementation;
    explicit Database(std::unique_ptr<Implementation> implementation);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Queues `fn(WriteTransaction&) -> Result<T>`; the future is fulfilled after the commit.
    template <class F> auto write(F&& fn) -> QFuture<std::invoke_result_t<F&, WriteTransaction&>>;
    /// The same, waiting. Not for the window's thread, nor inside a write function.
    template <class F> auto writeAndWait(F&& fn) -> std::invoke_result_t<F&, WriteTransaction&>;
    /// Gives pages that are free back to the disk and empties the log. No value changes. Waits for the writer;
    /// needs twice the size of the pages in use free. Not for the window's thread.
    [[nodiscard]] Result<> shrink();
    /// Runs `fn(ReadConnection&) -> Result<T>` here, in one snapshot. Not for the window's thread. At most 30 s.
    template <class F> auto read(F&& fn, std::stop_token stop = {})
        -> std::invoke_result_t<F&, ReadConnection&>;
    /// The same in a pool thread.
    template <class F> auto readLater(F&& fn) -> QFuture<std::invoke_result_t<F&, ReadConnection&>>;

    using Listener = std::function<void(const QList<ObjectRef>&)>;
    /// Called in the writer thread after each COMMIT that changed something, before the results of its
    /// commands are given out: a listener added later never hears of them. Must return at once.
    /// @return a number for removeListener().
    int onChanged(Listener listener);
    void removeListener(int number);

    [[nodiscard]] bool isReadOnly() const;
    void close(); ///< finishes the queue, stops the writer, closes all connections; later calls give "locked"

private:
    /// Takes a reading connection from the pool with a snapshot begun, gives it back at the end.
    class Lease {
    public:
        Lease(Lease&& other) noexcept;
        ~Lease();
        [[nodiscard]] ReadConnection& connection() const { return *connection_; }

    private:
        friend class Database;
        Lease(Implementation* pool, ReadConnection* connection) : pool_(pool), connection_(connection) {}
        Implementation* pool_;
        ReadConnection* connection_;
    };
    [[nodiscard]] Result<Lease> lease();
    void enqueue(std::unique_ptr<WriteCommand> command);
    void inPool(std::function<void()> work);

    std::unique_ptr<Implementation> d_;
};

namespace detail {

template <class F, class R> class PromisedWrite final : public WriteCommand {
public:
    explicit PromisedWrite(F fn) : fn_(std::move(fn)) { promise_.start(); }
    [[nodiscard]] QFuture<R> future() { return promise_.future(); }
    Result<> run(WriteTransaction& transaction) override {
        result_.emplace(fn_(transaction));
        return *result_ ? Result<>() : Result<>(tl::unexpected(result_->error()));
    }
    void committed() override { finish(std::move(*result_)); }
    void failed(const Error& error) override { finish(R(tl::unexpected(error))); }

private:
    void finish(R result) {
        promise_.addResult(std::move(result));
        promise_.finish();
    }
    F fn_;
    QPromise<R> promise_;
    std::optional<R> result_;
};

} // namespace detail

template <class F> auto Database::write(F&& fn) -> QFuture<std::invoke_result_t<F&, WriteTransaction&>> {
    using R = std::invoke_result_t<F&, WriteTransaction&>;
    auto command = std::make_unique<detail::PromisedWrite<std::decay_t<F>, R>>(std::forward<F>(fn));
    auto future = command->future();
    enqueue(std::move(command));
    return future;
}

template <class F> auto Database::writeAndWait(F&& fn) -> std::invoke_result_t<F&, WriteTransaction&> {
    auto future = write(std::forward<F>(fn));
    return future.takeResult();
}

template <class F> auto Database::read(F&& fn, std::stop_token stop)
    -> std::invoke_result_t<F&, ReadConnection&> {
    auto borrowed = lease();
    if (!borrowed)
        return tl::unexpected(borrowed.error());
    ReadConnection& connection = borrowed->connection();
    const std::stop_callback onStop(stop, [&connection] { connection.interrupt(); });
    return fn(connection);
}

template <class F> auto Database::readLater(F&& fn) -> QFuture<std::invoke_result_t<F&, ReadConnection&>> {
    using R = std::invoke_result_t<F&, ReadConnection&>;
    auto promise = std::make_shared<QPromise<R>>();
    promise->start();
    inPool([this, promise, work = std::forward<F>(fn)]() mutable {
        if (!promise->isCanceled())
            promise->addResult(read(work));
        promise->finish();
    });
    return promise->future();
}

} // namespace casebook
