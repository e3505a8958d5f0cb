// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/network/NetworkService.h"

#include "storage/database/Database.h"
#include "storage/network/Inbox.h"
#include "storage/network/NetworkProcess.h"

#include <QCborArray>
#include <QDir>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/stat.h>

namespace casebook {
namespace {

constexpr int kStep_ms = 200;

void put(QCborMap& map, const char* name, const QCborValue& value) {
    map.insert(QLatin1StringView(name), value);
}

QString word(const QCborMap& map, const char* name) {
    return map.value(QLatin1StringView(name)).toString().left(256);
}

const char* const kIdentity[] = {"patient_id", "patient_name", "birth_date"};

/// Only where it is no fault of the disk the rights of the folder are to look at.
tl::unexpected<Error> notMade(const QString& folder, int number) {
    const QString words = QString::fromLocal8Bit(std::strerror(number));
    if (number == ENOSPC || number == EDQUOT)
        return fail(ErrorKind::System, "disk-full", folder);
    if (number == EIO)
        return fail(ErrorKind::System, "io-error", folder, {QStringLiteral("mkdir"), words});
    return fail(ErrorKind::System, "spool-failed", folder, {words});
}

} // namespace

NetworkService::NetworkService(Database& database, ObjectStore& objects, ImportService& imports,
                               const Session& session, const QString& studyFolder)
    : database_(database), objects_(objects), imports_(imports), session_(session),
      settings_(database, session), spool_(studyFolder + QStringLiteral("/spool")) {}

Result<> NetworkService::begin(Right right, const QByteArray& action, const NetworkPeer& peer) {
    if (auto may = session_.require(right); !may)
        return may;
    if (auto on = settings_.requireOn(); !on)
        return on;
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = action;
        entry.objectKind = "peer";
        entry.field = "network";
        entry.newValue = peer.address();
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

QCborMap NetworkService::order(const char* verb, const NetworkPeer& peer) const {
    QCborMap out;
    put(out, "verb", QLatin1StringView(verb));
    put(out, "host", peer.isWeb() ? peer.url : peer.host);
    put(out, "port", peer.port);
    put(out, "called", QString::fromLatin1(peer.aet));
    put(out, "own", QString::fromLatin1(peer.ownAet));
    put(out, "tls", peer.tls);
    put(out, "acse", limits_.acseSeconds);
    put(out, "dimse", limits_.dimseSeconds);
    put(out, "object-bytes", qint64(limits_.objectBytes));
    put(out, "spool-bytes", qint64(limits_.spoolBytes));
    put(out, "free-bytes", qint64(limits_.freeBytes));
    put(out, "matches", limits_.matches);
    return out;
}

QCborMap NetworkService::secretsOf(const NetworkPeer& peer) {
    QCborMap out;
    const auto add = [&](const char* name, const QByteArray& value) {
        if (!value.isEmpty())
            put(out, name, value);
    };
    add("trusted", peer.trusted);
    add("certificate", peer.certificate);
    add("key", peer.privateKey);
    add("authorization", peer.authorization);
    return out;
}

QCborMap NetworkService::listenOrder(const ReceiverSettings& receiver) const {
    NetworkPeer self;
    self.port = receiver.port;
    self.ownAet = receiver.aet;
    self.tls = receiver.tls;
    QCborMap out = order("listen", self);
    QCborArray allowed;
    for (const QByteArray& title : receiver.allowed)
        allowed.append(QString::fromLatin1(title));
    put(out, "allowed", allowed);
    return out;
}

Result<double> NetworkService::echo(const NetworkPeer& peer, const Job& job) {
    if (auto begun = begin(Right::Import, "network-echo", peer); !begun)
        return tl::unexpected(begun.error());
    QElapsedTimer timer;
    timer.start();
    NetworkProcess process;
    if (auto started = process.start(order("echo", peer), secretsOf(peer)); !started)
        return tl::unexpected(started.error());
    for (;;) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const auto event = process.next(kStep_ms);
        if (!event)
            return tl::unexpected(event.error());
        if (*event && word(**event, "event") == QLatin1StringView("done"))
            return double(timer.elapsed()) / 1000;
    }
}

Result<NetworkService::Found> NetworkService::find(const NetworkPeer& peer, const Query& query,
                                                   const Job& job) {
    if (auto begun = begin(Right::Import, "network-query", peer); !begun)
        return tl::unexpected(begun.error());
    QCborMap asked = order(peer.isWeb() ? "web-query" : "find", peer);
    put(asked, "level", query.series ? QLatin1StringView("SERIES") : QLatin1StringView("STUDY"));
    QCborMap keys;
    for (auto it = query.keys.constBegin(); it != query.keys.constEnd(); ++it)
        keys.insert(it.key(), it.value());
    put(asked, "keys", keys);
    NetworkProcess process;
    if (auto started = process.start(asked, secretsOf(peer)); !started)
        return tl::unexpected(started.error());
    const bool names = session_.may(Right::ReadIdentity);
    Found out;
    for (;;) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const auto event = process.next(kStep_ms);
        if (!event)
            return tl::unexpected(event.error());
        if (!*event)
            continue;
        const QString kind = word(**event, "event");
        if (kind == QLatin1StringView("done"))
            return out;
        out.more = out.more || kind == QLatin1StringView("more");
        if (kind != QLatin1StringView("match") || out.rows.size() >= limits_.matches)
            continue;
        QMap<QString, QString> row;
        for (auto it = (*event)->constBegin(); it != (*event)->constEnd(); ++it)
            if (it.key().toString() != QLatin1StringView("event"))
                row.insert(it.key().toString().left(40), it.value().toString().left(256));
        if (!names)
            for (const char* hidden : kIdentity)
                row.remove(QLatin1StringView(hidden));
        out.rows.append(row);
        job.report(out.rows.size(), 0);
    }
}

Result<QString> NetworkService::makeBox() {
    const QString name =
        QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0') +
        QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
    const QString box = spool_ + u'/' + name;
    for (const QString& folder : {spool_, box})
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
            if (const int number = errno; folder == box || !QDir(spool_).exists())
                return notMade(folder, number);
    const std::lock_guard guard(mutex_);
    boxes_.append(name);
    return box;
}

void NetworkService::dropBox(const QString& box) {
    spool::removeUnfinished(box);
    QDir().rmdir(box); // stays where something is left in it
    const std::lock_guard guard(mutex_);
    boxes_.removeAll(QDir(box).dirName());
}

QStringList NetworkService::boxesLeftBehind() {
    const std::lock_guard guard(mutex_);
    QStringList out;
    for (const QString& name : QDir(spool_).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (!boxes_.contains(name)) {
            out.append(spool_ + u'/' + name);
            boxes_.append(name);
        }
    return out;
}

Result<ImportReport> NetworkService::importFrom(Inbox& inbox, const Job& job,
                                                const ImportService::Options& options) {
    // The inbox tells how much has come; the import's own count would jump between the two.
    Job quiet;
    quiet.stop = job.stop;
    auto report = imports_.run([&](ImportItem& item) { return inbox.next(item, job); }, 0, quiet, options);
    // What was interrupted is still in the box, and taken up at the next start.
    if (report && report->state == "done")
        inbox.removeTaken(*report);
    return report;
}

Result<NetworkService::Received> NetworkService::receiveInto(Inbox& inbox, const Job& job,
                                                             const ImportService::Options& options) {
    if (!inbox.waitForFirst(job)) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        return inbox.error() ? Result<Received>(tl::unexpected(*inbox.error()))
                             : fail(ErrorKind::Refused, "nothing-received");
    }
    auto report = importFrom(inbox, job, options);
    if (!report)
        return tl::unexpected(report.error());
    return Received{std::move(*report), inbox.failed(), inbox.error()};
}

Result<NetworkService::Received> NetworkService::retrieve(const NetworkPeer& peer, const Wanted& wanted,
                                                          const Job& job,
                                                          const ImportService::Options& options) {
    if (auto begun = begin(Right::Import, wanted.move ? "network-move" : "network-get", peer); !begun)
        return tl::unexpected(begun.error());
    const auto keys = settings_.spoolKeys();
    const auto box = keys ? makeBox() : tl::unexpected(keys.error());
    if (!box)
        return tl::unexpected(box.error());
    QCborMap asked = order(wanted.move ? "move" : peer.isWeb() ? "web-get" : "get", peer);
    put(asked, "study", wanted.study);
    put(asked, "series", wanted.series);
    NetworkProcess receiver;
    // A move goes to a receiver of our own, a second process; a get brings the objects along.
    QCborMap filled = wanted.move ? listenOrder(wanted.receiver) : asked;
    put(filled, "spool", *box);
    put(filled, "spool-key", keys->publicKey);
    NetworkPeer self;
    self.trusted = wanted.receiver.trusted;
    self.certificate = wanted.receiver.certificate;
    self.privateKey = wanted.receiver.privateKey;
    Result<> started = receiver.start(filled, wanted.move ? secretsOf(self) : secretsOf(peer));
    Result<Received> out = fail(ErrorKind::System, "network-failed");
    if (started && wanted.move)
        out = moveInto(receiver, asked, peer, *box, *keys, job, options);
    else if (started) {
        Inbox inbox(*box, *keys, &receiver, limits_.objectBytes);
        out = receiveInto(inbox, job, options);
        if (job.stopped()) {
            receiver.stop();
            inbox.removeAll();
        }
    } else
        out = tl::unexpected(started.error());
    receiver.stop();
    dropBox(*box);
    return out;
}

Result<NetworkService::Received> NetworkService::moveInto(NetworkProcess& receiver, const QCborMap& asked,
                                                          const NetworkPeer& peer, const QString& box,
                                                          const spool::Keys& keys, const Job& job,
                                                          const ImportService::Options& options) {
    for (;;) { // the peer is asked once somebody listens
        const auto event = receiver.next(limits_.acseSeconds * 1000);
        if (!event)
            return tl::unexpected(event.error());
        if (!*event)
            return fail(ErrorKind::System, "network-failed");
        if (word(**event, "event") == QLatin1StringView("listening"))
            break;
    }
    NetworkProcess asker;
    if (auto started = asker.start(asked, secretsOf(peer)); !started)
        return tl::unexpected(started.error());
    bool ended = false;
    std::optional<Error> failure;
    int failed = 0;
    Inbox inbox(box, keys, &receiver, limits_.objectBytes);
    // Looked at between two events of the receiver; the last objects were told before the asker's end.
    inbox.alsoStep = [&] {
        const auto event = ended ? Result<std::optional<QCborMap>>(std::nullopt) : asker.next(0);
        if (!event) {
            failure = event.error();
            ended = true;
        } else if (*event && word(**event, "event") == QLatin1StringView("progress")) {
            inbox.take(**event, job);
            failed = inbox.failed();
        } else if (*event && word(**event, "event") == QLatin1StringView("done")) {
            ended = true;
        }
        return !ended;
    };
    auto out = receiveInto(inbox, job, options);
    if (job.stopped())
        inbox.removeAll();
    if (!out)
        return failure && !job.stopped() ? Result<Received>(tl::unexpected(*failure)) : out;
    out->failed = failed;
    if (failure)
        out->error = failure;
    return out;
}

Result<ImportReport> NetworkService::takeUp(const Job& job, const ImportService::Options& options) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    ImportReport sum;
    const auto keys = QDir(spool_).isEmpty() ? Result<spool::Keys>(spool::Keys{}) : settings_.spoolKeys();
    if (!keys)
        return tl::unexpected(keys.error());
    const QStringList boxes = boxesLeftBehind();
    Result<> outcome, unopened;
    for (const QString& box : boxes) {
        Inbox inbox(box, *keys, nullptr, limits_.objectBytes);
        inbox.takeWhatIsThere();
        if (outcome && inbox.waitForFirst(job)) {
            const auto report = importFrom(inbox, job, options);
            if (report)
                addTo(sum, *report);
            else
                outcome = tl::unexpected(report.error());
        }
        if (unopened && inbox.error())
            unopened = tl::unexpected(*inbox.error());
        dropBox(box);
    }
    return outcome.and_then([&] { return unopened; }).map([&] { return sum; });
}

Result<NetworkService::Received> NetworkService::listen(const Listening& listening, const Job& job,
                                                        const ImportService::Options& options) {
    NetworkPeer self;
    self.aet = listening.receiver.aet;
    self.host = QStringLiteral("localhost");
    self.port = listening.receiver.port;
    self.trusted = listening.receiver.trusted;
    self.certificate = listening.receiver.certificate;
    self.privateKey = listening.receiver.privateKey;
    if (auto begun = begin(Right::Import, "network-listen", self); !begun)
        return tl::unexpected(begun.error());
    const auto keys = settings_.spoolKeys();
    const auto box = keys ? makeBox() : tl::unexpected(keys.error());
    if (!box)
        return tl::unexpected(box.error());
    QCborMap asked = listenOrder(listening.receiver);
    put(asked, "spool", *box);
    put(asked, "spool-key", keys->publicKey);
    NetworkProcess process;
    Result<> outcome = process.start(asked, secretsOf(self));
    Received sum;
    if (outcome) {
        const auto left = takeUp(job, options);
        if (left)
            addTo(sum.report, *left);
        else
            sum.error = left.error();
        Inbox inbox(*box, *keys, &process, limits_.objectBytes);
        inbox.endsWithAssociation = true;
        inbox.reportsWaiting = true;
        inbox.seconds = listening.seconds;
        inbox.told = [&](const QCborMap& event) {
            if (listening.told)
                listening.told(word(event, "event").toLatin1(), word(event, "why"), word(event, "aet"));
        };
        while (inbox.waitForFirst(job)) {
            const auto report = importFrom(inbox, job, options);
            if (!report) {
                outcome = tl::unexpected(report.error());
                break;
            }
            addTo(sum.report, *report);
            if (listening.imported)
                listening.imported(*report);
        }
        if (outcome && inbox.error())
            outcome = tl::unexpected(*inbox.error());
        process.stop();
        // Stopped in the middle: what was acknowledged by then belongs to the study too.
        Inbox rest(*box, *keys, nullptr, limits_.objectBytes);
        rest.takeWhatIsThere();
        if (rest.waitForFirst({})) {
            if (const auto report = importFrom(rest, {}, options)) {
                sum.report.state = "done";
                addTo(sum.report, *report);
            } else if (!sum.error) {
                sum.error = report.error();
            }
        }
        if (!sum.error)
            sum.error = rest.error();
    }
    process.stop();
    dropBox(*box);
    return outcome.map([&] { return sum; });
}

void addTo(ImportReport& sum, const ImportReport& report) {
    if (sum.uuid == Uuid())
        sum.uuid = report.uuid;
    sum.files += report.files;
    sum.imported += report.imported;
    sum.duplicates += report.duplicates;
    sum.refused += report.refused;
    sum.waiting += report.waiting;
    sum.derived += report.derived;
    sum.seconds += report.seconds;
    for (const QString& subject : report.subjects)
        if (!sum.subjects.contains(subject))
            sum.subjects.append(subject);
    for (const auto& series : report.series) {
        const auto known = std::find_if(sum.series.begin(), sum.series.end(),
                                        [&](const ImportReport::Series& s) { return s.uid == series.uid; });
        if (known == sum.series.end()) {
            sum.series.append(series);
            continue;
        }
        const int before = known->instances;
        *known = series;
        known->instances += before;
    }
    if (report.state != "done")
        sum.state = report.state;
}

} // namespace casebook
