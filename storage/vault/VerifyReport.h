// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace casebook {

/// One thing that is not as it was written.
struct Damage {
    enum class Kind { Header, Database, Object, Chain, Reference };
    Kind kind = Kind::Object;
    QString path;    ///< within the study folder
    QString object;  ///< uuid, pack, or row the damage hits; may be empty
    QByteArray what; ///< code: "checksum", "hash", "size", "missing", "salt", "page", "older" ...
    [[nodiscard]] QByteArray kindCode() const; ///< "header", "database", "object", "chain", "reference"
};

/// Answer of verify, as the CLI prints it.
struct VerifyReport {
    QList<Damage> damage;
    QStringList garbage; ///< packs without row and temporary leftovers: normal after a crash
    [[nodiscard]] bool ok() const { return damage.isEmpty(); }
};

} // namespace casebook
