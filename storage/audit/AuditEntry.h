// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace casebook {

/// One change, as a service tells it; who, when and where are added by the writer.
struct AuditEntry {
    QByteArray action;     ///< "create", "change", "import", "withdraw", "read-identity", "unlock" ...
    QByteArray objectKind; ///< table-like word: "subject", "series", "overlay", "user", "study" ...
    Uuid object;           ///< may be empty (the study as a whole)
    Uuid subject;          ///< whose data it is; empty when nobody's
    QByteArray field;      ///< path of the field, empty for the whole object
    std::optional<QString> oldValue;
    std::optional<QString> newValue;
    QByteArray reasonCode;
    QString reasonText;
    QByteArray definition; ///< rule or form definition version, where one decided
};

/// Points to a row a person can mean; what listeners get after a commit.
struct ObjectRef {
    QByteArray kind;
    Uuid uuid;
    Uuid subject;
    bool operator==(const ObjectRef&) const = default;
};

} // namespace casebook
