// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/CompiledStudy.h"
#include "core/values/Clock.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QHash>
#include <QList>

#include <memory>
#include <mutex>

namespace casebook {

class Connection;
class Database;
struct KnownStudy;

/// A stored version of the study's definition.
struct DefinitionRow {
    std::int64_t id = 0;
    Uuid uuid;
    QString oid;
    int version = 0;
    QString name;
    QByteArray hash; ///< SHA-256 of the canonical JSON, 32 bytes
    QString source;  ///< what it was made from: "lung", a file's name
    std::int64_t createdMs = 0;
};

/// The study's definition: one published version is the current one; a published version never changes, and
/// each form instance names the version it was entered under. Any thread but the GUI's.
class DefinitionService {
public:
    DefinitionService(Database& database, const Session& session, const Clock& clock);

    [[nodiscard]] Result<QList<DefinitionRow>> list() const; ///< newest first
    /// The version in force, compiled. Error "no-definition": the study has none yet.
    [[nodiscard]] Result<std::shared_ptr<const CompiledStudy>> current() const;
    /// The same for who goes on without one: null when the study has none yet.
    [[nodiscard]] Result<std::shared_ptr<const CompiledStudy>> currentOrNone() const;
    /// Error "no-such-definition".
    [[nodiscard]] Result<std::shared_ptr<const CompiledStudy>> version(int number) const;
    /// Faults of CompiledStudy, and "type-changed": an item that has stored values changed its type. An empty list:
    /// it may be published.
    [[nodiscard]] Result<QList<DefinitionFault>> check(const StudyDefinition& definition) const;
    /// Right PublishStudy. Stores it as the next version (the number in it is replaced) and puts it in force.
    /// Error "definition-faults" (args: the first faults), "definition-same" (nothing differs from the current one).
    [[nodiscard]] Result<DefinitionRow> publish(const StudyDefinition& definition, const QString& source,
                                                const QString& reason);
    /// Publishes the shipped lung-cancer study.
    [[nodiscard]] Result<DefinitionRow> installLungStudy();

    /// For services inside their transactions: version `number`, 0 for the one in force. A version that was read
    /// once is kept.
    [[nodiscard]] Result<std::shared_ptr<const KnownStudy>> in(Connection& connection, int number) const;

private:
    Database& database_;
    const Session& session_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    mutable QHash<int, std::shared_ptr<const KnownStudy>> known_; ///< by version
};

} // namespace casebook
