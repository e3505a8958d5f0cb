// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Database.h"

#include "storage/database/DatabaseImplementation.h"

#include <QFileInfo>
#include <QScopeGuard>

#include <new>

namespace casebook {

Database::Implementation::Implementation(DatabaseFile databaseFile, sqlcipher::Mode mode)
    : file(std::move(databaseFile)), readMode(mode) {
    pool.setMaxThreadCount(mostReaders);
}

Database::Implementation::~Implementation() { close(); }

void Database::Implementation::startWriter(std::unique_ptr<WriteConnection> connection,
                                           std::unique_ptr<AuditAppender> audit,
                                           std::function<void(const ChainHead&)> onAudit) {
    WriterEvents events;
    events.changed = [this](const QList<ObjectRef>& changed) { tell(changed); };
    events.committed = std::move(onAudit);
    writer = std::make_unique<WriterThread>(std::move(connection), std::move(audit), std::move(events));
}

void Database::Implementation::tell(const QList<ObjectRef>& changed) {
    const std::lock_guard guard(listenersMutex);
    for (const auto& [number, listener] : listeners)
        listener(changed);
}

Result<ReadConnection*> Database::Implementation::borrow() {
    std::unique_lock guard(readersMutex_);
    readerFree_.wait(guard, [this] { return closed_ || !idle_.empty() || open_ < mostReaders; });
    if (closed_)
        return fail(ErrorKind::NoRight, "locked");
    if (!idle_.empty()) {
        ReadConnection* connection = idle_.back().release();
        idle_.pop_back();
        return connection;
    }
    idle_.reserve(mostReaders); // giving back needs no memory
    ++open_;
    guard.unlock();
    // Closing waits until all are back: one that never opened, whatever was thrown, must not be counted.
    auto uncount = qScopeGuard([&] {
        guard.lock();
        --open_;
        readerFree_.notify_all();
    });
    auto opened = sqlcipher::openForReading(file, readMode);
    if (!opened)
        return tl::unexpected(opened.error());
    uncount.dismiss();
    return opened->release();
}

void Database::Implementation::giveBack(ReadConnection* connection, bool isSound) {
    std::unique_ptr<ReadConnection> owned(connection);
    const std::lock_guard guard(readersMutex_);
    if (closed_ || !isSound) {
        owned.reset();
        --open_;
    } else {
        idle_.push_back(std::move(owned));
    }
    readerFree_.notify_all();
}

void Database::Implementation::close() {
    if (writer)
        writer->stop();
    std::unique_lock guard(readersMutex_);
    closed_ = true;
    open_ -= static_cast<int>(idle_.size());
    idle_.clear();
    readerFree_.notify_all();
    // Readers under way hold the key's connections; the key may only go after them.
    readerFree_.wait(guard, [this] { return open_ == 0; });
    guard.unlock();
    pool.waitForDone();
    if (writer)
        writer->closeConnection();
}

Database::Lease::Lease(Lease&& other) noexcept : pool_(other.pool_), connection_(other.connection_) {
    other.connection_ = nullptr;
}

Database::Lease::~Lease() {
    if (!connection_)
        return;
    connection_->resume();
    bool isSound = false;
    try {
        // Ends the snapshot. A connection that has met a page it could not read goes on failing: the query asks for one.
        isSound = connection_->execute(QByteArrayLiteral("COMMIT; SELECT 1 FROM sqlite_schema LIMIT 1")).has_value();
    } catch (const std::bad_alloc&) { // a failure whose words have no room
    }
    pool_->giveBack(connection_, isSound);
}

Database::Database(std::unique_ptr<Implementation> implementation) : d_(std::move(implementation)) {}

Database::~Database() = default;

Result<Database::Lease> Database::lease() {
    auto connection = d_->borrow();
    if (!connection)
        return tl::unexpected(connection.error());
    Lease taken(d_.get(), *connection);
    (*connection)->resume();
    if (auto begun = (*connection)->execute("BEGIN"); !begun)
        return tl::unexpected(begun.error());
    return taken;
}

namespace {

class Shrinking final : public WriteCommand {
public:
    Shrinking(DatabaseFile beside, Job job) : beside_(std::move(beside)), job_(std::move(job)) {
        promise_.start();
    }
    [[nodiscard]] QFuture<Result<>> future() { return promise_.future(); }
    Result<> run(WriteTransaction&) override { return {}; }
    [[nodiscard]] bool isOutside() const override { return true; }
    Result<> runOutside(Connection& connection) override {
        return sqlcipher::rebuild(connection, beside_, job_);
    }
    void committed() override { finish({}); }
    void failed(const Error& error) override { finish(tl::unexpected(error)); }

private:
    void finish(Result<> result) {
        promise_.addResult(std::move(result));
        promise_.finish();
    }
    DatabaseFile beside_;
    Job job_;
    QPromise<Result<>> promise_;
};

} // namespace

Result<> Database::Implementation::shrink(const Job& job) {
    if (!writer)
        return fail(ErrorKind::Refused, "read-only");
    const QString folder = QFileInfo(QFileInfo(file.path).path()).path();
    auto command = std::make_unique<Shrinking>(
        DatabaseFile{folder + QStringLiteral("/t/compact"), file.key, file.salt}, job);
    auto future = command->future();
    writer->enqueue(std::move(command));
    return future.takeResult();
}

Result<> Database::shrink() { return d_->shrink({}); }

void Database::enqueue(std::unique_ptr<WriteCommand> command) {
    if (d_->writer)
        d_->writer->enqueue(std::move(command));
    else
        command->failed({ErrorKind::Refused, "read-only", {}, {}});
}

void Database::inPool(std::function<void()> work) { d_->pool.start(std::move(work)); }

int Database::onChanged(Listener listener) {
    const std::lock_guard guard(d_->listenersMutex);
    d_->listeners.emplace(d_->nextListener, std::move(listener));
    return d_->nextListener++;
}

void Database::removeListener(int number) {
    const std::lock_guard guard(d_->listenersMutex);
    d_->listeners.erase(number);
}

bool Database::isReadOnly() const { return !d_->writer; }

void Database::close() { d_->close(); }

} // namespace casebook
