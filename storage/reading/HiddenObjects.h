// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/reading/ReadingVisibility.h"

namespace casebook {

/// Objects whose rows of the audit a session may not see, by uuid. A value: use it for one answer, then drop it.
struct HiddenObjects {
    QSet<QByteArray> derived; ///< overlays, series, AI runs and findings
    QSet<QByteArray> others; ///< what other readers did on subjects where that is hidden
    QSet<QByteArray> imports; ///< imports of nothing else
    QHash<QByteArray, QString> counts; ///< imports of more: what their last row says without the hidden part
    bool names = true; ///< values that say who a subject is are left out (auditIdentity)

    /// By the rules of ReadingVisibility. Errors: those of the database.
    /// Names are hidden, whoever asks: a caller that leaves a row of their reading shows them.
    [[nodiscard]] static Result<HiddenObjects> of(Connection& connection, const Session& session);
    /// False where the row is hidden; takes the hidden part out of one that is not.
    [[nodiscard]] bool admit(AuditRow& row) const;
    /// Rows of a query without what is hidden; `query.limit` counts rows given out.
    [[nodiscard]] Result<QList<AuditRow>> rows(Connection& connection, const AuditQuery& query) const;
};

} // namespace casebook
