// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/imaging/ImportService.h"
#include "storage/network/NetworkProcess.h"
#include "storage/spool/SpoolFile.h"

#include <QElapsedTimer>

#include <deque>
#include <functional>

namespace casebook {

/// The objects of one box of the spool on their way into an import, in the order in which they were
/// received: `next` waits for the process that receives them. One thread.
class Inbox {
public:
    /// @param process null: only what lies in the box already
    Inbox(QString box, spool::Keys keys, NetworkProcess* process, std::int64_t largest);

    /// Everything that lies in the box when the inbox is made.
    void takeWhatIsThere();
    /// Waits for the first object. False: there will be none (ended, stopped, deadline).
    [[nodiscard]] bool waitForFirst(const Job& job);
    /// For ImportService::run. False ends the import: nothing more came, an association was released and
    /// all of it is taken, or the job was stopped.
    [[nodiscard]] bool next(ImportItem& item, const Job& job);
    /// Removes what the import has committed or refused; what was refused for this computer's own faults stays.
    void removeTaken(const ImportReport& report);
    /// Removes the rest too: the person cancelled a retrieval.
    void removeAll();

    [[nodiscard]] bool isOver() const { return over_; }
    /// The first of them: what ended the receiving, or why an object could not be opened.
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] int failed() const { return failed_; }
    [[nodiscard]] int taken() const { return int(taken_.size()); }

    /// One event that came by another way.
    void take(const QCborMap& event, const Job& job);

    /// Looked at after each event; false: nothing more will come once all that was told is taken.
    std::function<bool()> alsoStep;
    std::function<void(const QCborMap&)> told; ///< every event but "stored" and "progress"
    bool endsWithAssociation = false; ///< one import an association
    int seconds = -1; ///< from now; -1: no end
    bool reportsWaiting = false; ///< tells the job while nothing happens too, so that it can stop

private:
    /// One event, or the time that passes without. False when there will be no more.
    [[nodiscard]] bool step(const Job& job);
    [[nodiscard]] bool isPastDeadline() const;
    void remove(const QStringList& names);
    void refuse(const QString& name, const Error& error);

    QString box_;
    spool::Keys keys_;
    NetworkProcess* process_;
    std::int64_t largest_;
    std::deque<QString> waiting_;
    QStringList taken_;
    QElapsedTimer clock_;
    bool over_ = false;
    bool inAssociation_ = false;
    bool released_ = false; ///< since the last object was handed out
    int failed_ = 0;
    int received_ = 0;
    std::optional<Error> error_;
};

} // namespace casebook
