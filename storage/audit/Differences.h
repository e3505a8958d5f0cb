// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/audit/ValueCheck.h"
#include "storage/database/Connection.h"

namespace casebook::audit {

/// What a check found, up to the most that anybody reads. One thread.
class Differences {
public:
    void add(const QByteArray& object, const QByteArray& field, const char* what) {
        constexpr qsizetype most = 1000;
        if (found_.size() < most)
            found_.append({object, field, what});
    }
    [[nodiscard]] const QList<ValueDifference>& found() const { return found_; }

private:
    QList<ValueDifference> found_;
};

/// Calls `each` for every row that `sql` gives; none is kept. Errors: those of Connection and of `each`, Cancelled
/// "cancelled".
template <class Each>
[[nodiscard]] Result<> rowsOf(Connection& connection, const QByteArray& sql, const Job& job, Each&& each) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return {};
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        if (auto done = each(*rows); !done)
            return done;
    }
}

} // namespace casebook::audit
