// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/StoredAudit.h"

namespace casebook::bench {

namespace {

constexpr int atOnce = 20'000, objects = 5'000;

/// One value of one of 5,000 objects; one row in 50,000 has the reason that is looked for.
AuditEntry entryOf(int n, const std::vector<Uuid>& of) {
    AuditEntry entry;
    entry.action = n % 3 == 0 ? "enter" : "change";
    entry.objectKind = n % 4 == 0 ? "query" : "form";
    entry.object = entry.subject = of[std::size_t(n % objects)];
    entry.field = "LAB/I" + QByteArray::number(n / objects % 40);
    entry.oldValue = QString::number(n);
    entry.newValue = QString::number(n + 1);
    if (n % 10 == 0)
        entry.reasonText = n % 50'000 == 0 ? QStringLiteral("calibration") : QStringLiteral("typing error");
    return entry;
}

} // namespace

Result<std::vector<Uuid>> storeAudit(Database& database) {
    std::vector<Uuid> of;
    for (int first = 0; first < storedAuditRows; first += atOnce) {
        auto done = database.writeAndWait([&](WriteTransaction& tx) -> Result<> {
            while (int(of.size()) < objects)
                of.push_back(tx.newUuid());
            for (int n = first; n < first + atOnce; ++n)
                if (auto seq = tx.audit(entryOf(n, of)); !seq)
                    return tl::unexpected(seq.error());
            return {};
        });
        if (!done)
            return tl::unexpected(done.error());
    }
    return of;
}

} // namespace casebook::bench
