// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace casebook {

/// Another machine that images come from or go to: by DICOM (AE title, host, port) or DICOMweb (URL).
struct NetworkPeer {
    QString name;                    ///< in the study's list; empty for one that is given by address
    QByteArray aet;                  ///< its AE title
    QString host;
    int port = 0;
    QByteArray ownAet = "CASEBOOK";  ///< ours towards it
    bool tls = false;                ///< the association is encrypted and both ends show certificates
    QString url; ///< base of its DICOMweb services; a peer has either this or an address
    QByteArray trusted; ///< PEM: who may have signed its certificate (TLS, HTTPS)
    QByteArray certificate, privateKey; ///< PEM: ours
    QByteArray authorization; ///< "Basic ..." or "Bearer ..."; never shown, logged or audited

    [[nodiscard]] bool isWeb() const { return !url.isEmpty(); }
    /// "PACS@10.0.0.7:11112" or the URL without user, password and query.
    [[nodiscard]] QString address() const;
};

/// 1 to 16 characters, no control characters or backslash, no blank at the ends (PS3.5 6.2, AE).
[[nodiscard]] bool isAeTitle(const QByteArray& title);

/// Of "AET@HOST:PORT" ("AET@[::1]:104" for IPv6 addresses) or an http(s) URL. Error Usage "bad-peer".
[[nodiscard]] Result<NetworkPeer> peerFromAddress(const QString& address);

/// The HTTP header of "user:passphrase"; of "Basic ..." and "Bearer ..." the same. Empty: none.
[[nodiscard]] QByteArray authorizationFrom(const QByteArray& words);
/// A file of certificates, a key or a sign-in, at most 1 MiB. Error "unreadable".
[[nodiscard]] Result<QByteArray> readSecretFile(const QString& path);

/// As kept in the study's encrypted settings; format: docs/formats/network.md.
[[nodiscard]] QByteArray peerToJson(const NetworkPeer& peer);
[[nodiscard]] Result<NetworkPeer> peerFromJson(const QString& name, const QByteArray& json);
/// What of it may be shown and audited: no key and no password, only whether there is one.
[[nodiscard]] QJsonObject shownPeer(const NetworkPeer& peer);

} // namespace casebook
