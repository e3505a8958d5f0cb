// SPDX-License-Identifier: GPL-3.0-or-later
// What the page of query and retrieve shows; the app fills it from NetworkService.
#pragma once

#include <QList>
#include <QMap>
#include <QString>

namespace casebook {

/// Another machine of the study's list.
struct PeerView {
    QString name;
    QString address;
    bool web = false;
    bool tls = false;
};

/// "pacs  (PACS@10.0.0.7:104, TLS)"
[[nodiscard]] inline QString shownPeer(const PeerView& peer) {
    return QStringLiteral("%1  (%2%3)")
        .arg(peer.name, peer.address, peer.tls ? QStringLiteral(", TLS") : QString());
}

/// One exam or series that a peer told of.
struct FoundView {
    QString studyUid, seriesUid; ///< seriesUid empty: an exam
    QString patientId, patientName; ///< empty for who may not read identities
    QString date;                ///< ISO
    QString modality, description, accession;
    QString instances;           ///< as told; empty where the peer does not say
};

/// The receiver of this workstation.
struct ReceiverView {
    enum class State { Off, Starting, Listening, Receiving, Failed };
    State state = State::Off;
    QString title;               ///< our AE title
    int port = 0;
    QStringList allowed;
    bool tls = false;
    int received = 0;            ///< objects since it was switched on
    QString note;                ///< why it failed, or whom it refused last
};

/// How the study stands to the network.
struct NetworkView {
    bool on = false;
    bool mayManage = false;      ///< peers, receiver, on and off
    bool mayExport = false;      ///< send
    QList<PeerView> peers;
    ReceiverView receiver;
};

} // namespace casebook
