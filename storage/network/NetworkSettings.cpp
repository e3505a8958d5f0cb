// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/network/NetworkSettings.h"

#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/study/SettingTable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace casebook {
namespace {

constexpr qsizetype kLongestName = 40;
constexpr qsizetype kMostPeers = 100;

const QString kOn = QStringLiteral("network.on"), kPeer = QStringLiteral("network.peer."),
              kReceiver = QStringLiteral("network.receiver"), kSpool = QStringLiteral("network.spool");

QString key(const char* name) { return QString::fromLatin1(name); }

QString compact(const QJsonObject& object) {
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

bool isPeerName(const QString& name) {
    return !name.isEmpty() && name.size() <= kLongestName && name.trimmed() == name &&
           std::none_of(name.begin(), name.end(),
                        [](QChar c) { return c == u'@' || c == u':' || !c.isPrint(); });
}

QJsonObject receiverJson(const ReceiverSettings& r, bool secrets) {
    QJsonArray allowed;
    for (const QByteArray& title : r.allowed)
        allowed.append(QString::fromLatin1(title));
    QJsonObject o{{key("port"), r.port},
                  {key("aet"), QString::fromLatin1(r.aet)},
                  {key("allowed"), allowed},
                  {key("tls"), r.tls}};
    if (secrets) {
        o.insert(key("trusted"), QString::fromLatin1(r.trusted));
        o.insert(key("certificate"), QString::fromLatin1(r.certificate));
        o.insert(key("private_key"), QString::fromLatin1(r.privateKey));
    }
    return o;
}

Result<std::optional<QByteArray>> valueOf(Connection& connection, const QString& name) {
    return settingTable::value(connection, name).map([](const std::optional<QString>& value) {
        return value ? std::optional(value->toUtf8()) : std::nullopt;
    });
}

Result<> write(WriteTransaction& tx, const QString& name, const std::optional<QByteArray>& value) {
    return settingTable::set(tx, name, value ? std::optional(QString::fromUtf8(*value)) : std::nullopt);
}

/// Keys and passwords are for those who use or change them; nobody else needs more than the address.
bool maySeeSecrets(const Session& session) {
    return session.may(Right::Import) || session.may(Right::Export) || session.may(Right::ManageStudy);
}

Result<NetworkPeer> peerFor(const Session& session, const QString& name, const QByteArray& json) {
    auto peer = peerFromJson(name, json);
    if (peer && !maySeeSecrets(session)) {
        peer->privateKey.clear();
        peer->authorization.clear();
    }
    return peer;
}

} // namespace

NetworkSettings::NetworkSettings(Database& database, const Session& session)
    : database_(database), session_(session) {}

Result<> NetworkSettings::mayChange(const QString& reason) const {
    if (auto may = session_.require(Right::ManageStudy); !may)
        return may;
    return reason.trimmed().isEmpty() ? Result<>(fail(ErrorKind::Refused, "reason-needed")) : Result<>();
}

Result<std::optional<QByteArray>> NetworkSettings::stored(const QString& name) const {
    return database_.read([&](ReadConnection& connection) { return valueOf(connection, name); });
}

Result<> NetworkSettings::put(const QString& name, const std::optional<QByteArray>& value,
                              const std::optional<QString>& shown, const QString& reason) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto before = valueOf(tx.connection(), name);
        if (!before)
            return tl::unexpected(before.error());
        if (*before == value)
            return {};
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "setting";
        entry.field = name.toUtf8();
        entry.newValue = shown;
        entry.reasonText = reason.trimmed();
        return write(tx, name, value).and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
    });
}

Result<bool> NetworkSettings::isOn() const {
    return stored(kOn).map([](const std::optional<QByteArray>& value) { return value == QByteArray("on"); });
}

Result<> NetworkSettings::setOn(bool on, const QString& reason) {
    if (auto may = mayChange(reason); !may)
        return may;
    const QByteArray value = on ? "on" : "off";
    return put(kOn, value, QString::fromLatin1(value), reason);
}

Result<> NetworkSettings::requireOn() const {
    const auto on = isOn();
    if (!on)
        return tl::unexpected(on.error());
    return *on ? Result<>() : fail(ErrorKind::Refused, "network-off");
}

Result<QList<NetworkPeer>> NetworkSettings::peers() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& connection) -> Result<QList<NetworkPeer>> {
        auto rows =
            connection.prepare("SELECT key, value FROM setting WHERE key GLOB 'network.peer.*' ORDER BY key");
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<NetworkPeer>(*rows, [&](const Statement& row) {
            return peerFor(session_, row.text(0).sliced(kPeer.size()), row.text(1).toUtf8());
        });
    });
}

Result<NetworkPeer> NetworkSettings::peer(const QString& nameOrAddress) const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    if (!isPeerName(nameOrAddress))
        return peerFromAddress(nameOrAddress);
    const auto json = stored(kPeer + nameOrAddress);
    if (!json)
        return tl::unexpected(json.error());
    if (!*json)
        return fail(ErrorKind::Refused, "no-such-peer", nameOrAddress);
    return peerFor(session_, nameOrAddress, **json);
}

Result<> NetworkSettings::savePeer(const NetworkPeer& peer, const QString& reason) {
    if (auto may = mayChange(reason); !may)
        return may;
    if (!isPeerName(peer.name))
        return fail(ErrorKind::Refused, "bad-peer-name", peer.name.left(kLongestName));
    if (!isAeTitle(peer.ownAet))
        return fail(ErrorKind::Refused, "bad-aet", QString::fromLatin1(peer.ownAet.left(16)));
    if (const auto known = peerFromAddress(peer.isWeb() ? peer.url : peer.address()); !known)
        return tl::unexpected(known.error());
    const auto all = peers();
    if (!all)
        return tl::unexpected(all.error());
    if (all->size() >= kMostPeers)
        return fail(ErrorKind::Refused, "too-many-peers", QString::number(kMostPeers));
    return put(kPeer + peer.name, peerToJson(peer), compact(shownPeer(peer)), reason);
}

Result<> NetworkSettings::removePeer(const QString& name, const QString& reason) {
    if (auto may = mayChange(reason); !may)
        return may;
    if (const auto known = peer(name); !known)
        return tl::unexpected(known.error());
    return put(kPeer + name, std::nullopt, std::nullopt, reason);
}

Result<ReceiverSettings> NetworkSettings::receiver() const {
    if (auto may = session_.require(Right::ReadSubjects); !may)
        return tl::unexpected(may.error());
    const auto json = stored(kReceiver);
    if (!json)
        return tl::unexpected(json.error());
    ReceiverSettings out;
    if (!*json)
        return out;
    const QJsonObject o = QJsonDocument::fromJson(**json).object();
    const auto text = [&](const char* member) { return o.value(key(member)).toString().toLatin1(); };
    out.port = o.value(key("port")).toInt(out.port);
    out.aet = text("aet");
    for (const QJsonValue& title : o.value(key("allowed")).toArray())
        out.allowed.append(title.toString().toLatin1());
    out.tls = o.value(key("tls")).toBool();
    out.trusted = text("trusted");
    out.certificate = text("certificate");
    if (maySeeSecrets(session_))
        out.privateKey = text("private_key");
    return out;
}

Result<> NetworkSettings::saveReceiver(const ReceiverSettings& receiver, const QString& reason) {
    if (auto may = mayChange(reason); !may)
        return may;
    QList<QByteArray> titles = receiver.allowed;
    titles.append(receiver.aet);
    for (const QByteArray& title : std::as_const(titles))
        if (!isAeTitle(title))
            return fail(ErrorKind::Refused, "bad-aet", QString::fromLatin1(title.left(16)));
    if (receiver.port < 1 || receiver.port > 65535)
        return fail(ErrorKind::Refused, "bad-value", QStringLiteral("port"),
                    {QString::number(receiver.port)});
    return put(kReceiver, compact(receiverJson(receiver, true)).toUtf8(),
               compact(receiverJson(receiver, false)), reason);
}

Result<spool::Keys> NetworkSettings::spoolKeys() {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    const auto read = [](const QByteArray& value) {
        const QList<QByteArray> parts = value.split(' ');
        return parts.size() == 2 ? spool::Keys{QByteArray::fromHex(parts[0]), QByteArray::fromHex(parts[1])}
                                 : spool::Keys{};
    };
    const auto known = stored(kSpool);
    if (!known)
        return tl::unexpected(known.error());
    if (*known)
        return read(**known);
    const spool::Keys made = spool::makeKeys();
    return put(kSpool, made.publicKey.toHex() + ' ' + made.secretKey.toHex(), QStringLiteral("made"), {})
        .map([&] { return made; });
}

} // namespace casebook
