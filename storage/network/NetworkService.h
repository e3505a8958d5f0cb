// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImportService.h"
#include "storage/network/NetworkSettings.h"

#include <QCborMap>
#include <QMap>

#include <mutex>

namespace casebook {

class Inbox;
class NetworkProcess;
class ObjectStore;

/// Query, retrieve, receive and send: each in a casebook-network of its own, which alone talks to the peer.
/// Everything needs the network switched on for the study (NetworkSettings). Received objects lie sealed in
/// the study folder's "spool" before the sender hears of success, and leave it after the import has
/// committed them. Each contact leaves an audit row before it is made. Any thread but the GUI's; blocks.
/// Errors of all: "network-off", "no-right", "network-missing", "network-failed", those of a peer
/// (app/network/Outcome.h), "cancelled".
class NetworkService {
public:
    struct Limits {
        int acseSeconds = 30, dimseSeconds = 60;
        std::int64_t objectBytes = std::int64_t(2) << 30;
        std::int64_t spoolBytes = std::int64_t(64) << 30;
        std::int64_t freeBytes = std::int64_t(1) << 30;
        int matches = 5000;
    };

    NetworkService(Database& database, ObjectStore& objects, ImportService& imports, const Session& session,
                   const QString& studyFolder);

    [[nodiscard]] NetworkSettings& settings() { return settings_; }
    void setLimits(const Limits& limits) { limits_ = limits; }

    /// Right Import. @return seconds that the answer took.
    [[nodiscard]] Result<double> echo(const NetworkPeer& peer, const Job& job);

    struct Query {
        bool series = false;         ///< series of an exam, else exams
        QMap<QString, QString> keys; ///< DICOM keyword -> value, "*" and "?" allowed
    };
    struct Found {
        QList<QMap<QString, QString>> rows; ///< "study_uid", "series_uid", "patient_name" ...
        bool more = false;                  ///< the peer had more than the limit
    };
    /// Right Import. Names, IDs and birth dates are left out for who may not read identities.
    [[nodiscard]] Result<Found> find(const NetworkPeer& peer, const Query& query, const Job& job);

    struct Wanted {
        QString study;
        QString series;  ///< empty: the whole exam
        bool move = false; ///< C-MOVE to our receiver instead of C-GET
        ReceiverSettings receiver; ///< for C-MOVE
    };
    struct Received {
        ImportReport report;
        int failed = 0;             ///< objects that the peer could not send
        std::optional<Error> error; ///< what ended it early, after something had come
    };
    /// Right Import. Errors also: "nothing-received".
    [[nodiscard]] Result<Received> retrieve(const NetworkPeer& peer, const Wanted& wanted, const Job& job,
                                            const ImportService::Options& options);

    struct Listening {
        ReceiverSettings receiver;
        int seconds = -1; ///< until the job is stopped
        /// "listening", "association", "released", "refused" with why and whose AE title; import reports.
        std::function<void(const QByteArray& event, const QString& why, const QString& aet)> told;
        std::function<void(const ImportReport&)> imported;
    };
    /// Right Import. Takes up what an earlier run left, then whatever allowed peers send. Answers with the
    /// sum of its imports.
    [[nodiscard]] Result<Received> listen(const Listening& listening, const Job& job,
                                          const ImportService::Options& options);

    struct Sent {
        int sent = 0;
        struct Failure {
            QString sopInstance;
            QByteArray code; ///< "peer-status", "peer-lacks-service" ...
            QString status; ///< hexadecimal DIMSE status or HTTP status
        };
        QList<Failure> failed;
        std::optional<Error> error; ///< what ended it early, after something was sent
    };
    /// Originals as they were received, with the names in them: right Export, and a reason. One audit row a
    /// series before its first byte leaves. Errors also: "reason-needed", "no-such-series", "no-such-exam".
    [[nodiscard]] Result<Sent> send(const NetworkPeer& peer, const QString& study, const QString& series,
                                    const QString& reason, const Job& job);

    /// Imports what an earlier run had acknowledged and not imported. Right Import; nothing there: 0 files. Errors
    /// also: "spool-damaged" (put aside), "unreadable", "too-large" (stays); the other objects are imported all the same.
    [[nodiscard]] Result<ImportReport> takeUp(const Job& job, const ImportService::Options& options);

private:
    struct SeriesToSend;

    [[nodiscard]] Result<> begin(Right right, const QByteArray& action, const NetworkPeer& peer);
    [[nodiscard]] QCborMap order(const char* verb, const NetworkPeer& peer) const;
    [[nodiscard]] static QCborMap secretsOf(const NetworkPeer& peer);
    [[nodiscard]] QCborMap listenOrder(const ReceiverSettings& receiver) const;
    [[nodiscard]] Result<QString> makeBox();
    void dropBox(const QString& box);
    [[nodiscard]] QStringList boxesLeftBehind();
    [[nodiscard]] Result<ImportReport> importFrom(Inbox& inbox, const Job& job,
                                                  const ImportService::Options& options);
    [[nodiscard]] Result<Received> receiveInto(Inbox& inbox, const Job& job,
                                               const ImportService::Options& options);
    [[nodiscard]] Result<Received> moveInto(NetworkProcess& receiver, const QCborMap& asked,
                                            const NetworkPeer& peer, const QString& box,
                                            const spool::Keys& keys, const Job& job,
                                            const ImportService::Options& options);
    [[nodiscard]] Result<QList<SeriesToSend>> toSend(const QString& study, const QString& series) const;
    [[nodiscard]] Result<> recordSending(const QList<SeriesToSend>& all, const NetworkPeer& peer,
                                         const QString& reason);

    Database& database_;
    ObjectStore& objects_;
    ImportService& imports_;
    const Session& session_;
    NetworkSettings settings_;
    QString spool_;
    Limits limits_;
    std::mutex mutex_;
    QStringList boxes_; ///< folders in the spool that a job of this program fills now
};

/// Sums two reports of one receiver.
void addTo(ImportReport& sum, const ImportReport& report);

} // namespace casebook
