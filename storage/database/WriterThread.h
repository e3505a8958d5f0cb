// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/AuditAppender.h"
#include "storage/database/Database.h"
#include "storage/database/SqlCipher.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace casebook {

/// What the writer tells its owner, all called in the writer thread.
struct WriterEvents {
    std::function<void(const QList<ObjectRef>&)> changed;
    std::function<void(const ChainHead&)> committed; ///< after each commit that appended to the audit
};

/// Owns the only writing connection. Takes commands from a queue; those that wait together run in one
/// transaction, each in a savepoint of its own, and are acknowledged after its COMMIT.
class WriterThread {
public:
    WriterThread(std::unique_ptr<WriteConnection> connection, std::unique_ptr<AuditAppender> audit,
                 WriterEvents events);
    ~WriterThread(); ///< as stop()

    void enqueue(
        std::unique_ptr<WriteCommand> command); ///< any thread; after stop() the command fails with "locked"
    void stop(); ///< runs what is queued, then ends the thread
    void closeConnection(); ///< after stop(); the last connection to close empties the write-ahead log
    [[nodiscard]] ChainHead head() const; ///< after stop()

private:
    using Commands = std::deque<std::unique_ptr<WriteCommand>>;
    void loop();
    [[nodiscard]] Commands take();
    void runGroup(Commands& commands);
    void runOutside(WriteCommand& command);
    void runAll(Commands& commands, Commands& done, QList<ObjectRef>& changed);
    [[nodiscard]] Result<> runOne(WriteCommand& command, QList<ObjectRef>& changed);
    [[nodiscard]] Result<> runAudited(WriteCommand& command, WriteTransaction& transaction);
    void stopAt(const Error& error);
    void undo(Commands& commands, const Error& error, const AuditAppender::State& before);

    std::unique_ptr<WriteConnection> connection_;
    std::unique_ptr<AuditAppender> audit_;
    WriterEvents events_;
    std::optional<Error> stopped_; ///< what every later command is told; writer thread only

    std::mutex mutex_; ///< guards the three below
    std::condition_variable wake_;
    Commands queue_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace casebook
