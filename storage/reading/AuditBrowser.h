// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/reading/AuditIdentity.h"
#include "storage/reading/ReadingVisibility.h"

#include <QHash>

#include <functional>
#include <mutex>

namespace casebook {

class Database;
struct HiddenObjects;

/// What a person looks for in the audit. Empty fields ask for nothing; what is asked holds together.
struct AuditFilter {
    std::int64_t fromMs = 0;  ///< UTC, first one taken
    std::int64_t untilMs = 0; ///< UTC, first one not taken; 0: no end
    QString user;             ///< login
    QList<QByteArray> kinds;  ///< kinds of object
    QList<QByteArray> actions;
    bool withReason = false;
    QString text; ///< part of a subject's label, of a field, of a login or printed name, or of a reason
    Uuid object;
    QByteArray field;
    bool operator==(const AuditFilter&) const = default;
};

/// One row with all that is known of it.
struct AuditDetail {
    AuditRow row;
    QString printedName;      ///< of who did it
    QString osUser, host, program;
    QByteArray definition;
    QByteArray previous, hash; ///< links of the chain, 32 bytes each; `previous` is empty in the first row
    QList<AuditRow> history; ///< rows of the same field of the same object, newest first, this one among them
};

/// Looks through the audit, also a very long one, and leaves out what a session may not see (rules of
/// ReadingVisibility). Right ReadAudit. Any thread but the GUI's; blocks, in parts, and stops between them.
///
/// Values that say who a subject is (auditIdentity) are hidden without the right ReadIdentity, and where the caller
/// wants it so. With the right, the first answer that holds one leaves a row "read-identity" for the life of this
/// object: one object is one look. Text is never looked for in values, so nothing is found by a hidden one.
class AuditBrowser {
public:
    enum class Names { AsAllowed, Hidden };
    AuditBrowser(Database& database, const Session& session, Names names = Names::AsAllowed)
        : database_(database), session_(session), names_(names) {}

    /// Rows of auditIdentity have empty values here.
    [[nodiscard]] bool hidesNames() const {
        return names_ == Names::Hidden || !session_.may(Right::ReadIdentity);
    }
    /// As ReadingVisibility::audit, with names where they may be read.
    [[nodiscard]] Result<QList<AuditRow>> list(const AuditQuery& query) const;

    /// The next `most` rows with a number below `before` (0: from the newest), newest first.
    /// Errors: "no-right", "cancelled".
    [[nodiscard]] Result<QList<AuditRow>> page(const AuditFilter& filter, std::int64_t before, int most,
                                               const Job& job = {}) const;
    /// Errors: "no-right", "no-such-row" (also a hidden one).
    [[nodiscard]] Result<AuditDetail> detail(std::int64_t seq) const;

    /// Labels of the subjects of these rows, by UUID; a subject that is gone has none. Error: "no-right".
    [[nodiscard]] Result<QHash<QString, QString>> labels(const QList<AuditRow>& rows) const;

    struct Person {
        QString login, printedName;
    };
    /// Everybody who has ever been a user, by login.
    [[nodiscard]] Result<QList<Person>> people() const;

    /// All rows of the filter as CSV (UTF-8 with its mark, RFC 4180), oldest first; the whole file or none. Hidden values
    /// are auditIdentity::mark. Beside it stands NAME.anchor.json: place and hash of the newest row of the chain then,
    /// and the hash of the file, so that it can be told later whether both still belong together.
    /// Needs the right Export too, and leaves a row in the audit before the first byte.
    /// @return rows written. Errors: those above, "figure-not-written".
    [[nodiscard]] Result<std::int64_t> save(const AuditFilter& filter, const QString& path,
                                            const Job& job = {}) const;

private:
    struct Written {
        std::int64_t rows = 0;
        ChainHead head;
        bool identity = false; ///< who a subject is was among them
    };
    [[nodiscard]] Result<HiddenObjects> whatIsHidden(Connection& connection) const;
    [[nodiscard]] Result<Written> writeAll(Connection& connection, const AuditFilter& filter,
                                           const std::function<void(const QByteArray&)>& put,
                                           const Job& job) const;
    [[nodiscard]] Result<Written> saveBoth(const AuditFilter& filter, const QString& path,
                                           const Job& job) const;
    [[nodiscard]] Result<> recordRead(bool identity) const;
    [[nodiscard]] Result<QList<AuditRow>> recorded(Result<QList<AuditRow>> rows) const;

    Database& database_;
    const Session& session_;
    Names names_;
    mutable std::mutex mutex_; ///< guards `recorded_`
    mutable bool recorded_ = false; ///< the row of this look is there
};

} // namespace casebook
