// SPDX-License-Identifier: GPL-3.0-or-later
//
// What leaves the study: originals, with the identity in them.
#include "storage/database/Database.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/network/NetworkProcess.h"
#include "storage/network/NetworkService.h"
#include "storage/objects/ObjectStore.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/subjects/ConsentTable.h"

#include <QCborArray>

#include <set>

namespace casebook {

struct NetworkService::SeriesToSend {
    SeriesRow row;
    QList<imagingTable::StoredInstance> instances;
};

Result<QList<NetworkService::SeriesToSend>> NetworkService::toSend(const QString& study,
                                                                   const QString& series) const {
    return database_.read([&](ReadConnection& c) -> Result<QList<SeriesToSend>> {
        const auto scope = ReadingVisibility::scope(c, session_);
        const auto rows = imagingTable::series(c, {}, series);
        if (!rows || !scope)
            return tl::unexpected(rows ? scope.error() : rows.error());
        QList<SeriesToSend> out;
        for (const SeriesRow& row : *rows) {
            if ((!study.isEmpty() && row.exam != study) || scope->hidesSeries(row.uid))
                continue;
            if (auto use = consentTable::requireUseOfSeries(c, row.uid); !use)
                return tl::unexpected(use.error());
            auto stored = imagingTable::instancesOfSeries(c, row.uid);
            if (!stored)
                return tl::unexpected(stored.error());
            out.append({row, std::move(*stored)});
        }
        if (out.isEmpty())
            return series.isEmpty() ? fail(ErrorKind::Refused, "no-such-exam", study)
                                    : fail(ErrorKind::Refused, "no-such-series", series);
        return out;
    });
}

Result<> NetworkService::recordSending(const QList<SeriesToSend>& all, const NetworkPeer& peer,
                                       const QString& reason) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (const SeriesToSend& one : all) {
            AuditEntry entry;
            entry.action = "network-send";
            entry.objectKind = "series";
            entry.object = one.row.uuid;
            entry.field = "originals";
            entry.newValue = QStringLiteral("%1 to %2").arg(one.instances.size()).arg(peer.address());
            entry.reasonText = reason.trimmed();
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
        }
        return {};
    });
}

Result<NetworkService::Sent> NetworkService::send(const NetworkPeer& peer, const QString& study,
                                                  const QString& series, const QString& reason,
                                                  const Job& job) {
    if (auto may = session_.require(Right::Export); !may)
        return tl::unexpected(may.error());
    if (auto on = settings_.requireOn(); !on)
        return tl::unexpected(on.error());
    if (reason.trimmed().isEmpty())
        return fail(ErrorKind::Refused, "reason-needed");
    const auto all = toSend(study, series);
    if (!all)
        return tl::unexpected(all.error());
    if (auto recorded = recordSending(*all, peer, reason); !recorded)
        return tl::unexpected(recorded.error());

    QList<const imagingTable::StoredInstance*> objects;
    std::set<std::pair<QString, QString>> kinds;
    for (const SeriesToSend& one : *all)
        for (const auto& instance : one.instances) {
            objects.append(&instance);
            kinds.insert({instance.parsed.sopClass, instance.parsed.transferSyntax});
        }
    QCborMap asked = order(peer.isWeb() ? "web-store" : "store", peer);
    QCborArray offered;
    for (const auto& [kind, syntax] : kinds)
        offered.append(QCborArray{kind, syntax});
    asked.insert(QLatin1StringView("kinds"), offered);
    asked.insert(QLatin1StringView("objects"), qint64(objects.size()));
    NetworkProcess process;
    if (auto started = process.start(asked, secretsOf(peer)); !started)
        return tl::unexpected(started.error());

    Sent out;
    qsizetype given = 0, answered = 0;
    for (;;) {
        if (job.stopped()) {
            out.error = Error{ErrorKind::Cancelled, "cancelled", {}, {}};
            break;
        }
        const auto event = process.next(200);
        if (!event) {
            out.error = event.error();
            break;
        }
        if (!*event)
            continue;
        const QString kind = (*event)->value(QLatin1StringView("event")).toString();
        if (kind == QLatin1StringView("done"))
            break;
        if (kind == QLatin1StringView("next-object")) {
            if (given >= objects.size()) {
                (void)process.giveNone();
                continue;
            }
            const auto bytes = objects_.read(objects[given]->pack, objects[given]->extent);
            if (!bytes) { // what went before is told
                out.error = bytes.error();
                break;
            }
            ++given;
            if (!process.give(*bytes))
                continue; // it has died; the next event says how
        } else if (kind == QLatin1StringView("sent") && answered < given) {
            const QByteArray code = (*event)->value(QLatin1StringView("code")).toString().left(40).toLatin1();
            const qint64 status = (*event)->value(QLatin1StringView("status")).toInteger() & 0xFFFF;
            if (code.isEmpty())
                ++out.sent;
            else
                out.failed.append(
                    {objects[answered]->sopInstance, code,
                     QStringLiteral("%1").arg(status, 4, peer.isWeb() ? 10 : 16, QLatin1Char('0'))});
            ++answered;
            job.report(answered, objects.size());
        }
    }
    if (out.error && out.sent == 0 && out.failed.isEmpty())
        return tl::unexpected(*out.error);
    return out;
}

} // namespace casebook
