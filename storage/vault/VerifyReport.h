// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>

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

/// Packs at a place whose disk is not connected: neither looked at nor damaged.
struct AwayPacks {
    QString place; ///< the folder that was chosen for them
    int packs = 0;
    std::int64_t bytes = 0;
};

/// Adds a pack to those of its place.
void addAway(QList<AwayPacks>& away, const QString& place, std::int64_t bytes);

/// Answer of verify, as the CLI prints it.
struct VerifyReport {
    QList<Damage> damage;
    QList<AwayPacks> away;
    QStringList setAside; ///< damaged packs of a backup that the next backup copies anew
    /// No damage, as far as can be told: "log-end", the log's last change is torn and is left out, as after a power cut
    /// before it was told as done.
    QList<Damage> notices;
    QStringList garbage; ///< packs without row and temporary leftovers: normal after a crash
    [[nodiscard]] bool ok() const { return damage.isEmpty(); }
};

} // namespace casebook
