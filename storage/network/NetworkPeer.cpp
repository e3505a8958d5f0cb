// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/network/NetworkPeer.h"

#include <QFile>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace casebook {
namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

tl::unexpected<Error> bad(const QString& address) {
    // A URL may hold a password.
    const bool web = address.contains(QLatin1StringView("://"));
    return fail(ErrorKind::Usage, "bad-peer", web ? QUrl(address).host() : address.left(80));
}

bool isHost(const QString& host) {
    return !host.isEmpty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == u'.' || c == u'-' || c == u':' ||
               c == u'_';
    });
}

Result<NetworkPeer> webPeer(const QString& address) {
    const QUrl url(address, QUrl::StrictMode);
    const bool known =
        url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http");
    if (!url.isValid() || !known || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery() ||
        url.hasFragment())
        return bad(address);
    NetworkPeer peer;
    peer.url = address.endsWith(u'/') ? address.chopped(1) : address;
    return peer;
}

} // namespace

QString NetworkPeer::address() const {
    if (isWeb())
        return QUrl(url).toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    return QString::fromLatin1(aet) + u'@' + shown + u':' + QString::number(port);
}

bool isAeTitle(const QByteArray& title) {
    return !title.isEmpty() && title.size() <= 16 && title.trimmed() == title &&
           std::all_of(title.begin(), title.end(), [](char c) { return c >= 0x20 && c < 0x7F && c != '\\'; });
}

Result<NetworkPeer> peerFromAddress(const QString& address) {
    if (address.contains(QLatin1StringView("://")))
        return webPeer(address);
    const qsizetype at = address.indexOf(u'@'), colon = address.lastIndexOf(u':');
    if (at < 1 || colon < at)
        return bad(address);
    NetworkPeer peer;
    peer.aet = address.first(at).toLatin1();
    peer.host = address.sliced(at + 1, colon - at - 1);
    if (peer.host.startsWith(u'[') && peer.host.endsWith(u']'))
        peer.host = peer.host.sliced(1).chopped(1);
    bool number = false;
    peer.port = address.sliced(colon + 1).toInt(&number);
    if (!isAeTitle(peer.aet) || !isHost(peer.host) || !number || peer.port < 1 || peer.port > 65535)
        return bad(address);
    return peer;
}

QByteArray authorizationFrom(const QByteArray& words) {
    const QByteArray word = words.trimmed();
    return word.isEmpty() || word.startsWith("Basic ") || word.startsWith("Bearer ")
               ? word
               : "Basic " + word.toBase64();
}

Result<QByteArray> readSecretFile(const QString& path) {
    constexpr qint64 kLongest = 1 << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLongest)
        return fail(ErrorKind::Refused, "unreadable", path);
    return file.readAll();
}

QByteArray peerToJson(const NetworkPeer& peer) {
    QJsonObject o{{key("address"), peer.isWeb() ? peer.url : peer.address()},
                  {key("own_aet"), QString::fromLatin1(peer.ownAet)},
                  {key("tls"), peer.tls}};
    const auto put = [&](const char* name, const QByteArray& value) {
        if (!value.isEmpty())
            o.insert(key(name), QString::fromLatin1(value));
    };
    put("trusted", peer.trusted);
    put("certificate", peer.certificate);
    put("private_key", peer.privateKey);
    put("authorization", peer.authorization);
    return QJsonDocument(o).toJson(QJsonDocument::Compact);
}

Result<NetworkPeer> peerFromJson(const QString& name, const QByteArray& json) {
    const QJsonObject o = QJsonDocument::fromJson(json).object();
    auto peer = peerFromAddress(o.value(key("address")).toString());
    if (!peer)
        return peer;
    const auto text = [&](const char* member) { return o.value(key(member)).toString().toLatin1(); };
    peer->name = name;
    peer->ownAet = text("own_aet");
    peer->tls = o.value(key("tls")).toBool();
    peer->trusted = text("trusted");
    peer->certificate = text("certificate");
    peer->privateKey = text("private_key");
    peer->authorization = text("authorization");
    return peer;
}

QJsonObject shownPeer(const NetworkPeer& peer) {
    return {{key("name"), peer.name},
            {key("address"), peer.address()},
            {key("own_aet"), QString::fromLatin1(peer.ownAet)},
            {key("tls"), peer.tls},
            {key("trusted"), !peer.trusted.isEmpty()},
            {key("certificate"), !peer.certificate.isEmpty()},
            {key("authorization"), !peer.authorization.isEmpty()}};
}

} // namespace casebook
