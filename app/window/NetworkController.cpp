// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/NetworkController.h"

#include "core/values/DicomWords.h"
#include "core/values/Messages.h"

#include <QElapsedTimer>

#include <algorithm>

namespace casebook {

namespace {

constexpr int kFirstJob = 3'000'000; ///< apart from the ids of imports, exports and the demo
constexpr int kThreads = 6;          ///< a receiver, some retrievals and searches
constexpr int kBar_ms = 100;         ///< ten times a second is enough for a bar

QString isoDate(const QString& dicom) {
    return dicom.size() == 8 ? dicom.first(4) + u'-' + dicom.sliced(4, 2) + u'-' + dicom.sliced(6, 2) : dicom;
}

FoundView foundView(const QMap<QString, QString>& row) {
    const auto word = [&](const char* name) { return row.value(QString::fromLatin1(name)); };
    FoundView out;
    out.studyUid = word("study_uid");
    out.seriesUid = word("series_uid");
    out.patientId = word("patient_id");
    out.patientName = nameWords(word("patient_name"));
    out.date = isoDate(word("study_date"));
    out.modality = word("modality").isEmpty() ? word("modalities").replace(u'\\', QStringLiteral(", "))
                                              : word("modality");
    out.description =
        word("study_description").isEmpty() ? word("series_description") : word("study_description");
    out.accession = word("accession");
    out.instances = word("instances");
    return out;
}

struct Loaded {
    bool on = false;
    QList<NetworkPeer> peers;
    ReceiverSettings receiver;
};

Result<Loaded> load(NetworkService& service) {
    const auto on = service.settings().isOn();
    const auto peers = on ? service.settings().peers() : tl::unexpected(on.error());
    const auto receiver = peers ? service.settings().receiver() : tl::unexpected(peers.error());
    if (!receiver)
        return tl::unexpected(receiver.error());
    return Loaded{*on, *peers, *receiver};
}

QString refusalWords(const QString& why, const QString& title) {
    if (why == QLatin1StringView("calling"))
        return NetworkController::tr("%1 was refused: it is not on the list of those that may send.")
            .arg(title);
    if (why == QLatin1StringView("called"))
        return NetworkController::tr("%1 was refused: it calls us by another AE title.").arg(title);
    if (why.startsWith(QLatin1StringView("tls-")))
        return NetworkController::tr(
            "A connection was refused: it is not encrypted, or a certificate is not trusted.");
    return NetworkController::tr("A connection was refused: it does not speak DICOM.");
}

} // namespace

NetworkController::NetworkController(NetworkPage* page, QObject* parent)
    : QObject(parent), page_(page), nextJob_(kFirstJob) {
    threads_.setMaxThreadCount(kThreads);
    connect(page, &NetworkPage::searchRequested, this, &NetworkController::search);
    connect(page, &NetworkPage::testRequested, this, &NetworkController::test);
    connect(page, &NetworkPage::retrieveRequested, this, &NetworkController::retrieve);
    connect(page, &NetworkPage::receiverRequested, this, &NetworkController::switchReceiver);
    connect(page, &NetworkPage::switchRequested, this, &NetworkController::switchNetwork);
    connect(page, &NetworkPage::addPeerRequested, this, &NetworkController::addPeer);
    connect(page, &NetworkPage::changePeerRequested, this, &NetworkController::changePeer);
    connect(page, &NetworkPage::removePeerRequested, this, &NetworkController::removePeer);
    connect(page, &NetworkPage::receiverSettingsRequested, this, &NetworkController::changeReceiver);
}

NetworkController::~NetworkController() {
    stopAsking();
    stopAll();
}

void NetworkController::stopAll() {
    for (std::stop_source& stop : stops_)
        stop.request_stop();
}

void NetworkController::stopAsking() {
    searching_.stop();
    receiver_.stop();
    asking_.request_stop();
    asking_ = std::stop_source();
}

bool NetworkController::isNetworkJob(int job) { return job >= kFirstJob; }

void NetworkController::setStudy(StudyPtr study) {
    stopAsking();
    receiving_ = false;
    ++turn_;
    view_ = {};
    page_->close();
    study_ = std::move(study);
    studyId_ = study_ ? study_->vault->info().study : Uuid();
    service_.reset();
    kept_.removeIf([](const Kept& job) { return job.told; }); // of an earlier time at the desk
    showJobs();
    Q_EMIT maySendChanged(false);
    if (!study_)
        return;
    Vault& vault = *study_->vault;
    service_ = std::make_shared<NetworkService>(vault.database(), vault.objects(), study_->imports,
                                                study_->session, vault.folder());
    refresh();
    takeUp();
    tellEnded();
}

bool NetworkController::isOurs(const Kept& job) const {
    return study_ && job.study == studyId_ && job.login == study_->session.login;
}

NetworkController::Kept* NetworkController::kept(int id) {
    const auto found =
        std::find_if(kept_.begin(), kept_.end(), [id](const Kept& job) { return job.view.id == id; });
    return found == kept_.end() ? nullptr : &*found;
}

void NetworkController::showJobs() {
    jobs_.clear();
    for (const Kept& job : std::as_const(kept_))
        if (isOurs(job))
            jobs_.append(job.view);
    Q_EMIT jobsChanged(jobs_);
}

bool NetworkController::hasRunningJob() const {
    return std::any_of(kept_.begin(), kept_.end(),
                       [](const Kept& job) { return job.view.state == JobView::State::Running; });
}

/// What ended while nobody of them was at the desk.
void NetworkController::tellEnded() {
    QStringList words;
    for (Kept& job : kept_)
        if (isOurs(job) && !job.told && job.view.state != JobView::State::Running) {
            job.told = true;
            words.append(job.view.note);
        }
    if (words.size() == 1)
        Q_EMIT said(words.front());
    else if (!words.isEmpty())
        Q_EMIT said(tr("%n transfer(s) ended while the study was locked. The list of jobs says how.", nullptr,
                       int(words.size())));
}

void NetworkController::refresh() {
    if (!study_)
        return;
    const StudyPtr study = study_;
    inBackground(
        this, [study, service = service_] { return load(*service); },
        [this, study](Result<Loaded> loaded) {
            if (study != study_)
                return;
            if (!loaded) {
                Q_EMIT failed(messageText(loaded.error()));
                return;
            }
            view_.on = loaded->on;
            view_.mayManage = study->session.may(Right::ManageStudy);
            view_.mayExport = study->session.may(Right::Export);
            peers_ = loaded->peers;
            receiverSettings_ = loaded->receiver;
            view_.peers.clear();
            for (const NetworkPeer& peer : loaded->peers)
                view_.peers.append({peer.name, peer.address(), peer.isWeb(), peer.tls});
            view_.receiver.title = QString::fromLatin1(loaded->receiver.aet);
            view_.receiver.port = loaded->receiver.port;
            view_.receiver.tls = loaded->receiver.tls;
            view_.receiver.allowed.clear();
            for (const QByteArray& title : loaded->receiver.allowed)
                view_.receiver.allowed.append(QString::fromLatin1(title));
            page_->setView(view_);
            Q_EMIT maySendChanged(view_.on && view_.mayExport);
        });
}

void NetworkController::search(const QString& peer, const QMap<QString, QString>& keys) {
    if (!study_)
        return;
    const StudyPtr study = study_;
    const std::stop_token stop = searching_.restart();
    inBackground(
        threads_, this,
        [study, service = service_, peer, keys, stop]() -> Result<NetworkService::Found> {
            const auto whom = service->settings().peer(peer);
            if (!whom)
                return tl::unexpected(whom.error());
            NetworkService::Query query;
            query.keys = keys;
            return service->find(*whom, query, Job{stop, {}});
        },
        [this, study, peer, stop](Result<NetworkService::Found> found) {
            if (study != study_ || stop.stop_requested() || peer != page_->currentPeer())
                return; // another was asked meanwhile, or is chosen now
            if (!found) {
                page_->setProblem(messageText(found.error()));
                return;
            }
            QList<FoundView> rows;
            for (const auto& row : std::as_const(found->rows))
                rows.append(foundView(row));
            page_->setFound(rows, found->more);
        });
}

void NetworkController::test(const QString& peer) {
    if (!study_)
        return;
    const StudyPtr study = study_;
    const std::stop_token stop = asking_.get_token();
    inBackground(
        threads_, this,
        [study, service = service_, peer, stop]() -> Result<double> {
            const auto whom = service->settings().peer(peer);
            return whom ? service->echo(*whom, Job{stop, {}}) : tl::unexpected(whom.error());
        },
        [this, study, peer, stop](Result<double> seconds) {
            if (study != study_ || stop.stop_requested())
                return;
            if (seconds)
                Q_EMIT said(tr("%1 answers.").arg(peer));
            else
                Q_EMIT failed(messageText(seconds.error()));
        });
}

int NetworkController::beginJob(const QString& title) {
    Kept job{{}, studyId_, study_->session.login};
    job.view.id = nextJob_++;
    job.view.title = title;
    job.view.iconName = QStringLiteral("hdd-network");
    kept_.prepend(job);
    stops_.insert(job.view.id, std::stop_source());
    showJobs();
    return job.view.id;
}

std::function<void(qint64, qint64)> NetworkController::reporter(int id) {
    return [this, id, last = QElapsedTimer()](qint64 done, qint64 total) mutable {
        if (last.isValid() && last.elapsed() < kBar_ms && done < total)
            return;
        last.start();
        QMetaObject::invokeMethod(this, [=, this] { progress(id, done, total); }, Qt::QueuedConnection);
    };
}

void NetworkController::retrieve(const QString& peer, const FoundView& found) {
    if (!study_)
        return;
    const int id = beginJob(tr("Fetch from %1").arg(peer));
    const StudyPtr study = study_;
    inBackground(
        threads_, this,
        [study, service = service_, peer, found, report = reporter(id),
         token = stops_[id].get_token()]() -> Result<NetworkService::Received> {
            const auto whom = service->settings().peer(peer);
            if (!whom)
                return tl::unexpected(whom.error());
            NetworkService::Wanted wanted;
            wanted.study = found.studyUid;
            wanted.series = found.seriesUid;
            return service->retrieve(*whom, wanted, Job{token, report}, {});
        },
        [this, id](const Result<NetworkService::Received>& result) { retrieved(id, result); });
}

void NetworkController::send(const QString& peer, const QString& exam, const QString& seriesUid,
                             const QString& reason) {
    if (!study_)
        return;
    const int id = beginJob(tr("Send to %1").arg(peer));
    const StudyPtr study = study_;
    inBackground(
        threads_, this,
        [study, service = service_, peer, exam, seriesUid, reason, report = reporter(id),
         token = stops_[id].get_token()]() -> Result<NetworkService::Sent> {
            const auto whom = service->settings().peer(peer);
            return whom ? service->send(*whom, exam, seriesUid, reason, Job{token, report})
                        : tl::unexpected(whom.error());
        },
        [this, id](const Result<NetworkService::Sent>& result) { sent(id, result); });
}

void NetworkController::sent(int id, const Result<NetworkService::Sent>& result) {
    const bool whole = result && result->failed.isEmpty() && !result->error;
    QString words =
        result ? tr("%1 sent, %2 refused by the other machine").arg(result->sent).arg(result->failed.size())
               : messageText(result.error());
    if (result && result->error)
        words = tr("%1 sent, then it ended: %2").arg(result->sent).arg(messageText(*result->error));
    const bool cancelled = (!result && result.error().kind == ErrorKind::Cancelled) ||
                           (result && result->error && result->error->kind == ErrorKind::Cancelled);
    endJob(id,
           whole       ? JobView::State::Done
           : cancelled ? JobView::State::Cancelled
                       : JobView::State::Failed,
           words);
}

void NetworkController::endJob(int id, JobView::State state, const QString& words) {
    stops_.remove(id);
    Kept* job = kept(id);
    if (job == nullptr)
        return;
    job->view.canCancel = false;
    job->view.state = state;
    job->view.note = words;
    job->told = isOurs(*job);
    const bool told = job->told;
    showJobs();
    if (told && state == JobView::State::Done)
        Q_EMIT said(words);
    else if (told)
        Q_EMIT failed(words);
}

void NetworkController::progress(int id, qint64 done, qint64 total) {
    Kept* job = kept(id);
    if (!job || job->view.state != JobView::State::Running)
        return;
    job->view.done = done;
    job->view.total = total;
    if (isOurs(*job))
        showJobs();
}

void NetworkController::retrieved(int id, const Result<NetworkService::Received>& result) {
    using State = JobView::State;
    const bool cancelled = stops_.contains(id) && stops_[id].stop_requested();
    const State otherwise = cancelled ? State::Cancelled : State::Failed;
    if (!result) {
        endJob(id, otherwise, messageText(result.error()));
    } else {
        const ImportReport& report = result->report;
        if (Kept* job = kept(id))
            job->view.done = job->view.total = report.files;
        QString words = tr("%1 imported, %2 there already, %3 refused, %4 not sent")
                            .arg(report.imported)
                            .arg(report.duplicates)
                            .arg(report.refused.size())
                            .arg(result->failed);
        if (result->error && !cancelled)
            words = tr("%1. Then it ended: %2", "numbers, why").arg(words, messageText(*result->error));
        const bool whole = !result->error && result->failed == 0 && report.state == "done";
        endJob(id, whole ? State::Done : otherwise, words);
    }
    if (study_)
        Q_EMIT changed();
}

void NetworkController::cancel(int id) {
    if (stops_.contains(id))
        stops_[id].request_stop();
}

void NetworkController::switchReceiver(bool on) {
    if (!on) {
        receiver_.stop();
        return;
    }
    if (receiving_ || !study_)
        return;
    receiving_ = true;
    view_.receiver.state = ReceiverView::State::Starting;
    view_.receiver.received = 0;
    view_.receiver.note.clear();
    page_->setView(view_);
    listen(study_);
}

void NetworkController::listen(const StudyPtr& study) {
    const auto later = [this, turn = ++turn_](auto act) {
        QMetaObject::invokeMethod(
            this,
            [this, turn, act] {
                if (turn == turn_) {
                    act();
                    page_->setView(view_);
                }
            },
            Qt::QueuedConnection);
    };
    const auto told = [this, later](const QByteArray& event, const QString& why, const QString& title) {
        later([this, event, why, title] {
            if (event == "listening" || event == "released")
                view_.receiver.state = ReceiverView::State::Listening;
            else if (event == "association")
                view_.receiver.state = ReceiverView::State::Receiving;
            else if (event == "refused")
                view_.receiver.note = refusalWords(why, title);
        });
    };
    const auto imported = [this, later](const ImportReport& report) {
        later([this, count = report.imported] {
            view_.receiver.received += count;
            Q_EMIT changed();
        });
    };
    inBackground(
        threads_, this,
        [study, service = service_, told, imported,
         stop = receiver_.restart()]() -> Result<NetworkService::Received> {
            const auto settings = service->settings().receiver();
            if (!settings)
                return tl::unexpected(settings.error());
            NetworkService::Listening listening;
            listening.receiver = *settings;
            listening.told = told;
            listening.imported = imported;
            return service->listen(listening, Job{stop, {}}, {});
        },
        [this, turn = turn_](const Result<NetworkService::Received>& all) {
            if (turn == turn_)
                received(all);
        });
}

void NetworkController::received(const Result<NetworkService::Received>& all) {
    receiving_ = false;
    const std::optional<Error> error = all ? all->error : all.error();
    view_.receiver.state = error ? ReceiverView::State::Failed : ReceiverView::State::Off;
    view_.receiver.note = error ? messageText(*error) : QString();
    page_->setView(view_);
    Q_EMIT changed();
}

void NetworkController::takeUp() {
    if (!study_->session.may(Right::Import))
        return;
    const StudyPtr study = study_;
    const std::stop_token stop = asking_.get_token();
    inBackground(
        threads_, this, [study, service = service_, stop] { return service->takeUp(Job{stop, {}}, {}); },
        [this, study, stop](const Result<ImportReport>& report) {
            if (study != study_ || stop.stop_requested() || (report && report->files == 0))
                return;
            if (!report) {
                Q_EMIT failed(messageText(report.error()));
                Q_EMIT changed(); // others may have come in
                return;
            }
            Q_EMIT said(
                tr("%n image(s) that were received before are now in the study.", nullptr, report->imported));
            Q_EMIT changed();
        });
}

} // namespace casebook
