// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/network/NetworkService.h"
#include "widgets/common/Jobs.h"
#include "widgets/network/NetworkPage.h"

#include <QObject>

#include <functional>

namespace casebook {

struct PeerEntry;

/// Query, retrieve, send and receive for the window: a retrieval or a sending is a job with progress that can
/// be cancelled and goes on behind the lock, the receiver runs until it is switched off or the study is locked.
class NetworkController : public QObject {
    Q_OBJECT
public:
    explicit NetworkController(NetworkPage* page, QObject* parent = nullptr);
    ~NetworkController() override;

    /// Null: the receiver and what a person waited for stop. Jobs go on; whoever began them hears how they ended when
    /// he has the study open again.
    void setStudy(StudyPtr study);
    void refresh();
    void cancel(int job);
    void stopAll(); ///< every job, of other studies too
    [[nodiscard]] bool hasRunningJob() const; ///< of any study, shown or not
    /// Asks to which machine a series, or the exam of a series, shall go, and why.
    void askSend(const QString& seriesUid, bool exam);
    [[nodiscard]] static bool isNetworkJob(int job);
    [[nodiscard]] const QList<JobView>& jobs() const {
        return jobs_;
    } ///< of the study and person at the desk
    [[nodiscard]] bool isReceiving() const { return receiving_; }

Q_SIGNALS:
    void jobsChanged(const QList<casebook::JobView>& jobs);
    void said(const QString& words);
    void failed(const QString& words);
    void maySendChanged(bool may);
    void changed(); ///< subjects or exams may be new

private:
    /// A job with whose it is: another study or person is not told of it.
    struct Kept {
        JobView view;
        Uuid study;
        QString login;
        bool told = false; ///< how it ended
    };
    [[nodiscard]] bool isOurs(const Kept& job) const;
    [[nodiscard]] Kept* kept(int job);
    void showJobs();
    void tellEnded();
    void stopAsking();
    void search(const QString& peer, const QMap<QString, QString>& keys);
    void test(const QString& peer);
    void retrieve(const QString& peer, const FoundView& found);
    void send(const QString& peer, const QString& exam, const QString& seriesUid, const QString& reason);
    void sent(int job, const Result<NetworkService::Sent>& sent);
    [[nodiscard]] int beginJob(const QString& title);
    void endJob(int job, JobView::State state, const QString& words);
    [[nodiscard]] std::function<void(qint64, qint64)> reporter(int job);
    void retrieved(int job, const Result<NetworkService::Received>& received);
    void progress(int job, qint64 done, qint64 total);
    void switchReceiver(bool on);
    void listen(const StudyPtr& study);
    void received(const Result<NetworkService::Received>& all);
    void switchNetwork(bool on);
    void addPeer();
    void changePeer(const QString& peer);
    void removePeer(const QString& peer);
    void savePeer(const PeerEntry& entry);
    void changeReceiver();
    /// Runs a change of the settings in the background, then shows them.
    void change(std::function<Result<>(NetworkSettings&)> act);
    void takeUp();

    NetworkPage* page_;
    StudyPtr study_;
    std::shared_ptr<NetworkService> service_;
    NetworkView view_;
    QList<NetworkPeer> peers_;
    ReceiverSettings receiverSettings_;
    QList<Kept> kept_; ///< newest first
    QList<JobView> jobs_; ///< those of them that are shown
    QHash<int, std::stop_source> stops_;
    Stoppable searching_, receiver_;
    std::stop_source asking_; ///< tests of machines, and the taking up of what lay there
    Uuid studyId_;
    int nextJob_;
    int turn_ = 0; ///< of the receiver: an earlier one's answers are not for a later one
    bool receiving_ = false;
    QThreadPool threads_; ///< last: waits for its work before the rest goes
};

} // namespace casebook
