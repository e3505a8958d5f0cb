// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriterThread.h"

#include <QThreadPool>

#include <map>
#include <vector>

namespace casebook {

/// Inside of Database: the writer, the reading connections, the listeners.
class Database::Implementation {
public:
    /// @param file its key must live until close().
    Implementation(DatabaseFile file, sqlcipher::Mode readMode);
    ~Implementation();

    void startWriter(std::unique_ptr<WriteConnection> connection, std::unique_ptr<AuditAppender> audit,
                     std::function<void(const ChainHead&)> onAudit);
    void tell(const QList<ObjectRef>& changed);

    [[nodiscard]] Result<ReadConnection*> borrow();
    void giveBack(ReadConnection* connection, bool isSound); ///< one that is not goes
    void close();
    /// See Database::shrink. The file beside lies in "t" of the study, where a kill's leftovers are swept.
    [[nodiscard]] Result<> shrink(const Job& job);

    DatabaseFile file;
    sqlcipher::Mode readMode;
    std::unique_ptr<WriterThread> writer;
    QThreadPool pool;

    std::mutex listenersMutex;
    std::map<int, Listener> listeners;
    int nextListener = 1;

private:
    static constexpr int mostReaders = 3;
    std::mutex readersMutex_;
    std::condition_variable readerFree_;
    std::vector<std::unique_ptr<ReadConnection>> idle_;
    int open_ = 0;
    bool closed_ = false;
};

} // namespace casebook
