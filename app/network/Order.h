// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QCborMap>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <cstdint>

namespace casebook::network {

enum class Verb { Echo, Find, Get, Move, Store, Listen, WebQuery, WebGet, WebStore };

/// One order of the program: whom to ask what, within which limits. It comes from the program that started
/// this one, before any word of a peer is heard. Times in seconds, sizes in bytes.
struct Order {
    Verb verb = Verb::Echo;
    QString host;      ///< name or address; with a web verb the base URL
    int port = 0;      ///< of the peer; of ourselves when listening
    QByteArray called; ///< AE title of the peer
    QByteArray own;    ///< ours
    bool tls = false;
    int acseSeconds = 30, dimseSeconds = 60;
    std::int64_t objectBytes = std::int64_t(2) << 30; ///< the largest object that is taken
    std::int64_t spoolBytes = std::int64_t(64) << 30; ///< all that may lie in the spool
    std::int64_t freeBytes = std::int64_t(1) << 30;   ///< left on the disk
    int matches = 5000;                               ///< the most answers to a query

    QByteArray level;                ///< "STUDY", "SERIES"
    QMap<QString, QString> keys;     ///< keyword of the dictionary -> value to match
    QString study, series;           ///< what is retrieved
    QList<QByteArray> allowed;       ///< calling AE titles that may send
    QList<QPair<QByteArray, QByteArray>> kinds; ///< SOP class and transfer syntax of what will be sent
    int objects = 0;                 ///< how many

    QString spool;                   ///< folder, opened before the sandbox closes
    QByteArray spoolKey;             ///< public key that objects are sealed to
    QByteArray trusted, certificate, privateKey; ///< PEM
    QByteArray authorization;        ///< value of the HTTP header; never told to anybody
};

/// Errors: "wire".
[[nodiscard]] Result<Order> orderFrom(const QCborMap& payload, const QCborMap& secrets);

} // namespace casebook::network
