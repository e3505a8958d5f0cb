// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/WriterThread.h"

#include "storage/vault/Crypto.h"

#include <exception>
#include <new>

namespace casebook {

namespace {

constexpr std::size_t mostInGroup = 64;

/// After a failed write or sync of the database nobody knows what the disk holds: it is written to no more, and what
/// everybody is told from then on is this.
std::optional<Error> stopAfter(const Error& error) {
    if (error.code == "out-of-memory" && !error.args.isEmpty()) // told by SQLite as an error of the disk
        return Error{ErrorKind::System, "writing-stopped-memory", {}, {}};
    const bool stops = error.kind == ErrorKind::Damaged ||
                       (error.kind == ErrorKind::System &&
                        (error.code == "database-error" || error.code == "commit-unknown"));
    return stops ? std::optional(Error{ErrorKind::System, "writing-stopped", {}, {}}) : std::nullopt;
}

/// The frames of a commit whose sync fails may stay whole in the log. The next opening then takes them for saved; a
/// closing that empties the log drops them.
Error ofCommit(const Error& error) {
    return error.kind == ErrorKind::System && error.code == "database-error"
               ? Error{error.kind, "commit-unknown", error.object, error.args}
               : error;
}

Error outOfMemory() { return {ErrorKind::System, "out-of-memory", {}, {}}; }

} // namespace

Result<std::int64_t> WriteTransaction::audit(const AuditEntry& entry) {
    auto seq = audit_.append(connection_, entry);
    if (seq && !entry.objectKind.isEmpty())
        changed(ObjectRef{entry.objectKind, entry.object, entry.subject});
    return seq;
}

std::int64_t WriteTransaction::nowMs() const { return audit_.nowMs(); }

Uuid WriteTransaction::newUuid() const { return makeUuidV7(audit_.nowMs(), crypto::randomBytes(10)); }

WriterThread::WriterThread(std::unique_ptr<WriteConnection> connection, std::unique_ptr<AuditAppender> audit,
                           WriterEvents events)
    : connection_(std::move(connection)), audit_(std::move(audit)), events_(std::move(events)),
      thread_([this] { loop(); }) {}

WriterThread::~WriterThread() { stop(); }

void WriterThread::enqueue(std::unique_ptr<WriteCommand> command) {
    {
        const std::lock_guard guard(mutex_);
        if (!ending_) {
            queue_.push_back(std::move(command));
            wake_.notify_one();
            return;
        }
    }
    command->failed({ErrorKind::NoRight, "locked", {}, {}});
}

void WriterThread::stop() {
    {
        const std::lock_guard guard(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable())
        thread_.join();
}

void WriterThread::closeConnection() { connection_.reset(); }

ChainHead WriterThread::head() const { return audit_->head(); }

WriterThread::Commands WriterThread::take() {
    std::unique_lock guard(mutex_);
    wake_.wait(guard, [this] { return ending_ || !queue_.empty(); });
    Commands commands;
    while (!queue_.empty() && commands.size() < mostInGroup) {
        const bool outside = queue_.front()->isOutside();
        if (outside && !commands.empty())
            break;
        commands.push_back(std::move(queue_.front()));
        queue_.pop_front();
        if (outside)
            break;
    }
    return commands;
}

void WriterThread::loop() {
    for (Commands commands = take(); !commands.empty(); commands = take())
        runGroup(commands);
}

void WriterThread::runGroup(Commands& commands) {
    if (stopped_) {
        for (auto& command : commands)
            command->failed(*stopped_);
        return;
    }
    if (commands.front()->isOutside())
        return runOutside(*commands.front());
    const AuditAppender::State before = audit_->state();
    Commands done;
    QList<ObjectRef> changed;
    try {
        if (auto begun = connection_->execute("BEGIN IMMEDIATE"); !begun)
            return undo(commands, begun.error(), before);
        runAll(commands, done, changed);
    } catch (const std::bad_alloc&) { // who has heard of its failure already doesn't hear again
        undo(done, outOfMemory(), before);
        return undo(commands, outOfMemory(), before);
    }
    if (done.empty()) { // every command failed and was told so
        if (connection_->inTransaction())
            static_cast<void>(connection_->execute("ROLLBACK"));
        return;
    }
    const bool isOpen = connection_->inTransaction();
    // The words need no memory: what is thrown from here on comes after the COMMIT.
    if (auto committed = connection_->execute(QByteArrayLiteral("COMMIT")); !committed)
        return undo(done, isOpen ? ofCommit(committed.error()) : committed.error(), before);
    if (events_.committed && audit_->head() != before.head)
        events_.committed(audit_->head());
    // Listeners first: who has the result of a write knows that its event is out.
    if (events_.changed && !changed.isEmpty())
        events_.changed(changed);
    for (auto& command : done)
        command->committed();
}

void WriterThread::runOutside(WriteCommand& command) {
    Result<> ran;
    try {
        ran = command.runOutside(*connection_);
    } catch (const std::bad_alloc&) {
        ran = tl::unexpected(outOfMemory());
    }
    if (ran)
        return command.committed();
    stopAt(ran.error());
    command.failed(ran.error());
}

/// Runs each command in its savepoint. When SQLite gave up the whole transaction (disk full in the middle),
/// what was done before is gone too: it fails with the same error, and the rest runs in a new transaction.
void WriterThread::runAll(Commands& commands, Commands& done, QList<ObjectRef>& changed) {
    AuditAppender::State groupStart = audit_->state();
    for (auto& command : commands) {
        QList<ObjectRef> mine;
        if (auto ran = runOne(*command, mine); ran) {
            done.push_back(std::move(command));
            changed += mine;
            continue;
        } else if (connection_->inTransaction()) {
            command->failed(ran.error());
            continue;
        } else {
            done.push_back(std::move(command));
            undo(done, ran.error(), groupStart);
            done.clear();
            changed.clear();
        }
        // Without it each of the rest would be committed by itself.
        if (auto begun = connection_->execute("BEGIN IMMEDIATE"); !begun)
            return undo(commands, begun.error(), groupStart);
    }
}

Result<> WriterThread::runOne(WriteCommand& command, QList<ObjectRef>& changed) {
    const AuditAppender::State before = audit_->state();
    if (auto begun = connection_->execute("SAVEPOINT command"); !begun)
        return begun;
    audit_->beginTransaction();
    WriteTransaction transaction(*connection_, *audit_);
    auto ran = runAudited(command, transaction);
    if (ran)
        ran = connection_->execute("RELEASE command");
    if (ran) {
        changed = transaction.changed_;
        return ran;
    }
    audit_->restore(before);
    if (connection_->inTransaction()) {
        auto undone = connection_->execute("ROLLBACK TO command").and_then([&] {
            return connection_->execute("RELEASE command");
        });
        if (!undone)
            static_cast<void>(connection_->execute("ROLLBACK"));
    }
    return ran;
}

Result<> WriterThread::runAudited(WriteCommand& command, WriteTransaction& transaction) {
    const std::int64_t changesBefore = connection_->auditedChanges();
    const std::int64_t seqBefore = audit_->head().seq;
    Result<> ran;
    try {
        ran = command.run(transaction);
    } catch (const std::bad_alloc&) {
        return tl::unexpected(outOfMemory());
    } catch (const std::exception& thrown) {
        return fail(ErrorKind::System, "unexpected", {}, {QString::fromUtf8(thrown.what())});
    }
    const bool changed = connection_->auditedChanges() != changesBefore;
    if (ran && changed && audit_->head().seq == seqBefore)
        return fail(ErrorKind::Refused, "unaudited-change");
    return ran;
}

/// The first cause stays.
void WriterThread::stopAt(const Error& error) {
    if (!stopped_)
        stopped_ = stopAfter(error);
}

void WriterThread::undo(Commands& commands, const Error& error, const AuditAppender::State& before) {
    if (connection_->inTransaction())
        static_cast<void>(connection_->execute("ROLLBACK")); // `error` is what is told
    audit_->restore(before);
    stopAt(error);
    for (auto& command : commands)
        if (command)
            command->failed(error);
}

} // namespace casebook
