// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the page of the network asks a person: each answer changes the settings of the study, or sends.
#include "app/window/NetworkController.h"
#include "app/window/PeerDialog.h"
#include "app/window/ReceiverDialog.h"
#include "core/values/Messages.h"
#include "widgets/network/SendDialog.h"

#include <algorithm>

namespace casebook {

namespace {

/// Reads a file where one was chosen.
Result<> take(const QString& path, QByteArray& into) {
    if (path.isEmpty())
        return {};
    auto bytes = readSecretFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    into = std::move(*bytes);
    return {};
}

/// Of a peer or of the receiver.
template <class Secured>
Result<> takeFiles(const TlsFiles& files, Secured& into) {
    return take(files.trusted, into.trusted)
        .and_then([&] { return take(files.certificate, into.certificate); })
        .and_then([&] { return take(files.key, into.privateKey); });
}

} // namespace

void NetworkController::change(std::function<Result<>(NetworkSettings&)> act) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, service = service_, act = std::move(act)] { return act(service->settings()); },
        [this, study = study_](Result<> done) {
            if (study != study_)
                return;
            if (!done)
                Q_EMIT failed(messageText(done.error()));
            refresh();
        });
}

void NetworkController::switchNetwork(bool on) {
    if (!study_)
        return;
    auto* dialog = new RequireReason(
        on ? tr("Use the network for this study?") : tr("Stop using the network?"),
        on ? tr("Images with the names of people may then be fetched, received and "
                "sent. Every contact is kept in the audit.")
           : tr("The receiver and every transfer stop, and no other machine is asked any more."),
        on ? tr("Switch on") : tr("Switch off"), false, page_);
    connect(dialog, &RequireReason::given, this, [this, on](const QString& reason) {
        if (!on) {
            stopAsking();
            stopAll();
            page_->setSearching(false);
        }
        change([on, reason](NetworkSettings& settings) { return settings.setOn(on, reason); });
    });
    dialog->open();
}

void NetworkController::addPeer() {
    if (!study_)
        return;
    auto* dialog = new PeerDialog(nullptr, true, page_);
    connect(dialog, &PeerDialog::given, this, &NetworkController::savePeer);
    dialog->open();
}

void NetworkController::changePeer(const QString& name) {
    const auto known =
        std::find_if(peers_.begin(), peers_.end(), [&](const NetworkPeer& p) { return p.name == name; });
    if (!study_ || known == peers_.end())
        return;
    auto* dialog = new PeerDialog(&*known, receiverSettings_.allowed.contains(known->aet), page_);
    connect(dialog, &PeerDialog::given, this, &NetworkController::savePeer);
    dialog->open();
}

void NetworkController::savePeer(const PeerEntry& entry) {
    change([entry](NetworkSettings& settings) -> Result<> {
        NetworkPeer peer = entry.peer;
        QByteArray before;
        if (const auto old = settings.peer(peer.name)) {
            before = old->aet;
            peer.trusted = old->trusted;
            peer.certificate = old->certificate;
            peer.privateKey = old->privateKey;
            // A sign-in belongs to the service that it was given for.
            if (peer.authorization.isEmpty() && old->url == peer.url)
                peer.authorization = old->authorization;
        }
        if (auto taken = takeFiles(entry.files, peer); !taken)
            return taken;
        if (auto saved = settings.savePeer(peer, entry.reason); !saved)
            return saved;
        auto receiver = settings.receiver();
        if (!receiver)
            return tl::unexpected(receiver.error());
        const QList<QByteArray> allowed = receiver->allowed;
        receiver->allowed.removeAll(before);
        receiver->allowed.removeAll(peer.aet);
        if (entry.maySend) {
            if (receiver->allowed.isEmpty())
                receiver->aet = peer.ownAet; // the first one knows us by this title
            receiver->allowed.append(peer.aet);
        }
        return receiver->allowed == allowed ? Result<>() : settings.saveReceiver(*receiver, entry.reason);
    });
}

void NetworkController::removePeer(const QString& name) {
    if (!study_)
        return;
    auto* dialog = new RequireReason(
        tr("Remove %1 from the machines of this study?").arg(name),
        tr("Nothing more is asked of it or sent to it. What came from it stays."), tr("Remove"), true, page_);
    connect(dialog, &RequireReason::given, this, [this, name](const QString& reason) {
        change([name, reason](NetworkSettings& settings) -> Result<> {
            const auto peer = settings.peer(name);
            if (!peer)
                return tl::unexpected(peer.error());
            auto receiver = settings.receiver();
            if (receiver && receiver->allowed.removeAll(peer->aet) > 0)
                if (auto saved = settings.saveReceiver(*receiver, reason); !saved)
                    return saved;
            return settings.removePeer(name, reason);
        });
    });
    dialog->open();
}

void NetworkController::changeReceiver() {
    if (!study_ || receiving_)
        return;
    auto* dialog = new ReceiverDialog(receiverSettings_, page_);
    connect(dialog, &ReceiverDialog::given, this,
            [this](const ReceiverSettings& wanted, const TlsFiles& files, const QString& reason) {
                change([wanted, files, reason](NetworkSettings& settings) {
                    ReceiverSettings receiver = wanted;
                    return takeFiles(files, receiver).and_then([&] {
                        return settings.saveReceiver(receiver, reason);
                    });
                });
            });
    dialog->open();
}

void NetworkController::askSend(const QString& seriesUid, bool exam) {
    if (!study_)
        return;
    if (view_.peers.isEmpty()) {
        Q_EMIT failed(tr("No other machine is known yet. Add one under Subjects, Import, Another machine."));
        return;
    }
    struct Leaving {
        SeriesRow row;
        int series = 0, images = 0;
    };
    inBackground(
        this,
        [study = study_, seriesUid, exam]() -> Result<Leaving> {
            const auto row = study->imaging.findSeries(seriesUid);
            const auto all = row ? study->imaging.series(row->subject) : tl::unexpected(row.error());
            if (!all)
                return tl::unexpected(all.error());
            Leaving out{*row, 0, 0};
            for (const SeriesRow& one : *all)
                if (exam ? one.exam == row->exam : one.uid == seriesUid) {
                    ++out.series;
                    out.images += one.instances;
                }
            return out;
        },
        [this, study = study_, exam](const Result<Leaving>& leaving) {
            if (study != study_)
                return;
            if (!leaving) {
                Q_EMIT failed(messageText(leaving.error()));
                return;
            }
            const SeriesRow& row = leaving->row;
            QStringList parts{row.subject, row.examDate,
                              exam ? tr("%n series", nullptr, leaving->series) : row.description,
                              tr("%n image(s)", nullptr, leaving->images)};
            parts.removeAll(QString());
            auto* dialog =
                new SendDialog(exam, parts.join(QStringLiteral(" · ")), view_.peers, page_->window());
            connect(dialog, &SendDialog::sendRequested, this,
                    [this, study, uid = exam ? QString() : row.uid, of = row.exam](const QString& peer,
                                                                                   const QString& reason) {
                        if (study == study_)
                            send(peer, of, uid, reason);
                    });
            dialog->open();
        });
}

} // namespace casebook
