// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/DefinitionService.h"

#include "core/forms/DefinitionJson.h"
#include "core/forms/LungStudy.h"
#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/StudyReads.h"

#include <QCryptographicHash>

namespace casebook {

namespace {

constexpr char columns[] = "SELECT id, uuid, oid, version, name, hash, source, created_ms FROM definition"
                           " WHERE state = 'published'";

Result<DefinitionRow> fromRow(const Statement& r) {
    return DefinitionRow{r.integer(0), r.uuid(1), r.text(2), static_cast<int>(r.integer(3)),
                         r.text(4),    r.blob(5), r.text(6), r.integer(7)};
}

/// The number in a definition is the study's own: a file's number must not make it another definition.
QByteArray jsonWithoutVersion(StudyDefinition definition) {
    definition.version = 1;
    return definitionToJson(definition);
}

QString firstFaults(const QList<DefinitionFault>& faults) {
    QStringList words;
    for (const DefinitionFault& fault : faults.first(qMin<qsizetype>(faults.size(), 5)))
        words.append(fault.place + QStringLiteral(": ") + QString::fromLatin1(fault.code) + u' ' +
                     fault.detail);
    return words.join(u"; ");
}

Result<std::shared_ptr<const CompiledStudy>> compiled(Connection& connection, int version) {
    auto row = connection.prepare("SELECT json, hash FROM definition WHERE state = 'published' AND"
                                  " (?1 = 0 OR version = ?1) ORDER BY version DESC LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    row->bindAll(version);
    const auto found = row->step();
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return version == 0 ? fail(ErrorKind::Refused, "no-definition")
                            : fail(ErrorKind::Refused, "no-such-definition", QString::number(version));
    const QByteArray json = row->text(0).toUtf8();
    if (QCryptographicHash::hash(json, QCryptographicHash::Sha256) != row->blob(1))
        return fail(ErrorKind::Damaged, "database-damaged", QStringLiteral("definition"));
    auto definition = definitionFromJson(json);
    if (!definition)
        return tl::unexpected(definition.error());
    return CompiledStudy::compile(*std::move(definition));
}

/// Items that have answers and would get another type.
Result<QList<DefinitionFault>> changedTypes(Connection& connection, const StudyDefinition& definition) {
    auto rows = connection.prepare("SELECT d.oid, d.kind FROM item_def d WHERE EXISTS"
                                   " (SELECT 1 FROM item_value i WHERE i.item_id = d.id)");
    if (!rows)
        return tl::unexpected(rows.error());
    const auto known =
        allRows<QPair<QString, QString>>(*rows, [](const Statement& r) -> Result<QPair<QString, QString>> {
            return QPair(r.text(0), r.text(1));
        });
    if (!known)
        return tl::unexpected(known.error());
    QList<DefinitionFault> faults;
    for (const auto& [oid, kind] : *known)
        if (const ItemDef* item = definition.item(oid);
            item && QString::fromLatin1(itemTypeCode(item->type)) != kind)
            faults.append({QStringLiteral("item ") + oid, "type-changed", kind});
    return faults;
}

Result<DefinitionRow> store(WriteTransaction& tx, StudyDefinition definition, const QString& source,
                            const QString& reason) {
    const auto last = tx.one("SELECT max(version) FROM definition");
    if (!last)
        return tl::unexpected(last.error());
    definition.version = static_cast<int>(last->value_or(0)) + 1;
    const QByteArray json = definitionToJson(definition);
    DefinitionRow row{0,
                      tx.newUuid(),
                      definition.oid,
                      definition.version,
                      textIn(definition.name, QStringLiteral("en")),
                      QCryptographicHash::hash(json, QCryptographicHash::Sha256),
                      source,
                      tx.nowMs()};
    if (auto run = tx.run("INSERT INTO definition(uuid, oid, version, name, json, hash, source, state,"
                          " created_ms) VALUES(?, ?, ?, ?, ?, ?, ?, 'published', ?)",
                          row.uuid, row.oid, row.version, row.name, QString::fromUtf8(json), row.hash, source,
                          row.createdMs);
        !run)
        return tl::unexpected(run.error());
    row.id = tx.lastInsertId();
    AuditEntry entry;
    entry.action = "publish";
    entry.objectKind = "definition";
    entry.object = row.uuid;
    entry.newValue =
        row.oid + u'/' + QString::number(row.version) + u' ' + QString::fromLatin1(row.hash.toHex());
    entry.reasonText = reason;
    return tx.audit(entry).map([&](std::int64_t) { return row; });
}

} // namespace

DefinitionService::DefinitionService(Database& database, const Session& session, const Clock& clock)
    : database_(database), session_(session), clock_(clock) {}

Result<QList<DefinitionRow>> DefinitionService::list() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([](ReadConnection& c) -> Result<QList<DefinitionRow>> {
        auto rows = c.prepare(QByteArray(columns) + " ORDER BY version DESC");
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<DefinitionRow>(*rows, fromRow);
    });
}

Result<std::shared_ptr<const CompiledStudy>> DefinitionService::current() const { return version(0); }

Result<std::shared_ptr<const CompiledStudy>> DefinitionService::version(int number) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) {
        return in(c, number).map([](const std::shared_ptr<const KnownStudy>& known) { return known->study; });
    });
}

Result<std::shared_ptr<const CompiledStudy>> DefinitionService::currentOrNone() const {
    auto found = current();
    if (!found && found.error().code == "no-definition")
        return std::shared_ptr<const CompiledStudy>();
    return found;
}

Result<std::shared_ptr<const KnownStudy>> DefinitionService::in(Connection& connection, int number) const {
    if (number == 0) {
        const auto newest = connection.one("SELECT max(version) FROM definition WHERE state = 'published'");
        if (!newest)
            return tl::unexpected(newest.error());
        number = static_cast<int>(newest->value_or(0));
    }
    const std::lock_guard guard(mutex_);
    if (const auto kept = known_.constFind(number); kept != known_.constEnd())
        return *kept;
    auto fresh = compiled(connection, number).and_then(&KnownStudy::of);
    if (fresh)
        known_.insert(number, *fresh);
    return fresh;
}

Result<QList<DefinitionFault>> DefinitionService::check(const StudyDefinition& definition) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    QList<DefinitionFault> faults = CompiledStudy::compile(definition)->faults();
    auto types = database_.read([&](ReadConnection& c) { return changedTypes(c, definition); });
    if (types)
        *types = faults + *types;
    return types;
}

Result<DefinitionRow> DefinitionService::publish(const StudyDefinition& definition, const QString& source,
                                                 const QString& reason) {
    if (auto may = session_.require(Right::PublishStudy); !may)
        return tl::unexpected(may.error());
    const auto faults = check(definition);
    if (!faults)
        return tl::unexpected(faults.error());
    if (!faults->isEmpty())
        return fail(ErrorKind::Refused, "definition-faults", definition.oid,
                    {QString::number(faults->size()), firstFaults(*faults)});
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<DefinitionRow> {
        const auto before = in(tx.connection(), 0);
        if (before && jsonWithoutVersion((*before)->definition()) == jsonWithoutVersion(definition))
            return fail(ErrorKind::Refused, "definition-same", definition.oid);
        if (!before && before.error().code != "no-definition")
            return tl::unexpected(before.error());
        return store(tx, definition, source, reason);
    });
}

Result<DefinitionRow> DefinitionService::installLungStudy() {
    return lungStudy().and_then(
        [&](const StudyDefinition& study) { return publish(study, QStringLiteral("lung"), {}); });
}

} // namespace casebook
