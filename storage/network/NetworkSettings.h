// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/network/NetworkPeer.h"
#include "storage/spool/SpoolFile.h"
#include "storage/vault/Session.h"

#include <QList>

#include <optional>

namespace casebook {

class Connection;
class Database;

/// How this workstation takes images in.
struct ReceiverSettings {
    int port = 11112;
    QByteArray aet = "CASEBOOK";
    QList<QByteArray> allowed;       ///< calling AE titles; nobody else is listened to
    bool tls = false;
    QByteArray trusted, certificate, privateKey; ///< PEM
};

/// What a study says about the network, in the table `setting` under "network.*", encrypted like all of it:
/// whether it may be used at all (off until an administrator switches it on), the peers, the receiver, and
/// the keys of the spool. Changes need the right ManageStudy and a reason, and leave one audit row each,
/// without keys and passwords. Any thread but the GUI's.
class NetworkSettings {
public:
    NetworkSettings(Database& database, const Session& session);

    [[nodiscard]] Result<bool> isOn() const;
    /// Errors: "no-right", "reason-needed".
    [[nodiscard]] Result<> setOn(bool on, const QString& reason);
    /// Error "network-off".
    [[nodiscard]] Result<> requireOn() const;

    [[nodiscard]] Result<QList<NetworkPeer>> peers() const; ///< by name
    /// A name of the list, or an address. Errors: "no-such-peer", "bad-peer".
    [[nodiscard]] Result<NetworkPeer> peer(const QString& nameOrAddress) const;
    /// Errors: "bad-peer-name" (1 to 40 characters, no "@" or ":"), "bad-aet", "too-many-peers" (above 100).
    [[nodiscard]] Result<> savePeer(const NetworkPeer& peer, const QString& reason);
    [[nodiscard]] Result<> removePeer(const QString& name, const QString& reason);

    [[nodiscard]] Result<ReceiverSettings> receiver() const;
    /// Errors: "bad-aet", "bad-value".
    [[nodiscard]] Result<> saveReceiver(const ReceiverSettings& receiver, const QString& reason);

    /// Made at the first call, which needs the study open for writing.
    [[nodiscard]] Result<spool::Keys> spoolKeys();

private:
    [[nodiscard]] Result<> mayChange(const QString& reason) const;
    [[nodiscard]] Result<std::optional<QByteArray>> stored(const QString& name) const;
    /// @param shown what the audit says of the new value; nothing where it was removed
    [[nodiscard]] Result<> put(const QString& name, const std::optional<QByteArray>& value,
                               const std::optional<QString>& shown, const QString& reason);

    Database& database_;
    const Session& session_;
};

} // namespace casebook
