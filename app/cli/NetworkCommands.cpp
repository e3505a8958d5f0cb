// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/ConsentCommands.h"
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Terminal.h"
#include "app/cli/Words.h"
#include "storage/network/NetworkService.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

bool isUid(const QString& text) {
    static const QRegularExpression shape(QStringLiteral("\\A[0-9]+(\\.[0-9]+)+\\z"));
    return text.size() <= 64 && shape.match(text).hasMatch();
}

Result<QByteArray> fileOf(const Arguments& arguments, const char* option) {
    const auto path = arguments.value(option);
    return path ? readSecretFile(*path) : QByteArray();
}

/// --tls, --ca F, --cert F, --cert-key F, --auth-file F on top of what the list of peers says.
Result<> addSecrets(NetworkPeer& peer, const Arguments& arguments) {
    peer.tls = peer.tls || arguments.has("tls");
    const std::pair<const char*, QByteArray*> files[] = {{"ca", &peer.trusted},
                                                         {"cert", &peer.certificate},
                                                         {"cert-key", &peer.privateKey},
                                                         {"auth-file", &peer.authorization}};
    for (const auto& [option, place] : files) {
        const auto bytes = fileOf(arguments, option);
        if (!bytes)
            return tl::unexpected(bytes.error());
        if (!bytes->isEmpty())
            *place = *bytes;
    }
    peer.authorization = authorizationFrom(peer.authorization);
    return {};
}

Result<NetworkPeer> peerOf(NetworkService& service, const Arguments& arguments) {
    auto peer = service.settings().peer(arguments.words[0]);
    if (!peer)
        return peer;
    if (const auto own = arguments.value("aet")) {
        peer->ownAet = own->toLatin1();
        if (!isAeTitle(peer->ownAet))
            return fail(ErrorKind::Usage, "bad-aet", own->left(16));
    }
    if (auto added = addSecrets(*peer, arguments); !added)
        return tl::unexpected(added.error());
    return peer;
}

/// The open study with its service, for one command.
struct Work {
    OpenStudy* study;
    std::unique_ptr<NetworkService> service;
};

Result<Work> workOf(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    OpenStudy& open = **study;
    auto service = std::make_unique<NetworkService>(open.database(), open.vault().objects(), open.imports(),
                                                    open.session(), open.vault().folder());
    NetworkService::Limits limits;
    const auto seconds = arguments.integer("timeout", limits.dimseSeconds, 1, 3600);
    const auto megabytes = arguments.integer("largest", qint64(limits.objectBytes >> 20), 1, 1 << 20);
    if (!seconds || !megabytes)
        return tl::unexpected(seconds ? megabytes.error() : seconds.error());
    limits.dimseSeconds = int(*seconds);
    limits.acseSeconds = std::min(limits.acseSeconds, int(*seconds));
    limits.objectBytes = *megabytes << 20;
    service->setLimits(limits);
    return Work{&open, std::move(service)};
}

Result<Answer> setStudy(Context& context, const Arguments& arguments) {
    const QString pair = arguments.words[0];
    const QString keep = QStringLiteral("consent.keep-forms=");
    if (pair.startsWith(keep))
        return setKeepForms(context, pair.sliced(keep.size()));
    const bool on = pair == QLatin1StringView("network=on");
    if (!on && pair != QLatin1StringView("network=off"))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("study set"), {pair.left(60)});
    auto work = workOf(context, arguments);
    if (!work)
        return tl::unexpected(work.error());
    if (auto set = work->service->settings().setOn(on, context.reason()); !set)
        return tl::unexpected(set.error());
    return Answer{QJsonObject{{key("network"), on ? key("on") : key("off")}},
                  on ? Cli::tr("The study may use the network.")
                     : Cli::tr("The study does not use the network.")};
}

Result<Answer> echo(Context& context, const Arguments& arguments) {
    auto work = workOf(context, arguments);
    auto peer = work ? peerOf(*work->service, arguments) : tl::unexpected(work.error());
    if (!peer)
        return tl::unexpected(peer.error());
    const auto seconds = work->service->echo(*peer, context.job(Cli::tr("Asking")));
    if (!seconds)
        return tl::unexpected(seconds.error());
    return Answer{
        QJsonObject{{key("peer"), peer->address()}, {key("status"), key("ok")}, {key("seconds"), *seconds}},
        Cli::tr("%1 answers.").arg(peer->address())};
}

/// --key K=V, and the UIDs of --study and --series.
Result<NetworkService::Query> queryOf(const Arguments& arguments) {
    NetworkService::Query query;
    const QString level = arguments.valueOr("level", QStringLiteral("study"));
    query.series = level == QLatin1StringView("series");
    if (!query.series && level != QLatin1StringView("study"))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--level"), {level.left(20)});
    for (const QString& pair : arguments.options.value(QByteArray("key"))) {
        const qsizetype at = pair.indexOf(u'=');
        if (at < 1)
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--key"), {pair.left(60)});
        query.keys.insert(pair.first(at), pair.sliced(at + 1));
    }
    if (const auto study = arguments.value("exam"))
        query.keys.insert(key("StudyInstanceUID"), *study);
    if (const auto series = arguments.value("series"))
        query.keys.insert(key("SeriesInstanceUID"), *series);
    return query;
}

Result<Answer> find(Context& context, const Arguments& arguments) {
    const auto query = queryOf(arguments);
    if (!query)
        return tl::unexpected(query.error());
    auto work = workOf(context, arguments);
    auto peer = work ? peerOf(*work->service, arguments) : tl::unexpected(work.error());
    if (!peer)
        return tl::unexpected(peer.error());
    const auto found = work->service->find(*peer, *query, context.job(Cli::tr("Searching")));
    if (!found)
        return tl::unexpected(found.error());
    QJsonArray json;
    Table table({key("study_uid"), key("series_uid"), key("study_date"), key("modality"), key("instances")});
    for (const auto& row : found->rows) {
        QJsonObject one;
        for (auto it = row.constBegin(); it != row.constEnd(); ++it)
            one.insert(it.key(), it.value());
        json.append(one);
        table.add({row.value(key("study_uid")), row.value(key("series_uid")), row.value(key("study_date")),
                   row.value(key("modality"), row.value(key("modalities"))), row.value(key("instances"))});
    }
    if (found->more)
        note(Cli::tr("The peer has more than these. Narrow the search."));
    return Answer{json, table.text(), Exit::Done};
}

Answer receivedAnswer(const NetworkService::Received& received) {
    Answer answer = importAnswer(received.report);
    QJsonObject json = answer.json.toObject();
    json.insert(key("not_sent"), received.failed);
    if (received.error) {
        json.insert(key("ended"), QString::fromLatin1(received.error->code));
        answer.text += cliMessage(*received.error) + u'\n';
    }
    answer.json = json;
    if ((received.failed > 0 || received.error) && answer.exit == Exit::Done)
        answer.exit = Exit::Partly;
    return answer;
}

ImportService::Options importOptions() {
    ImportService::Options options;
    options.committed = [](int committed) {
        note(QString::fromLatin1(
            QJsonDocument(QJsonObject{{key("committed"), committed}}).toJson(QJsonDocument::Compact)));
    };
    return options;
}

/// --port, --aet, --allow (comma or repeated), --tls ... on top of the study's settings.
Result<ReceiverSettings> receiverOf(NetworkService& service, const Arguments& arguments) {
    auto out = service.settings().receiver();
    if (!out)
        return out;
    const auto port = arguments.integer("port", out->port, 1, 65535);
    if (!port)
        return tl::unexpected(port.error());
    out->port = int(*port);
    if (const auto own = arguments.value("aet"))
        out->aet = own->toLatin1();
    QStringList titles;
    for (const QString& some : arguments.options.value(QByteArray("allow")))
        titles += some.split(u',', Qt::SkipEmptyParts);
    if (!titles.isEmpty())
        out->allowed.clear();
    for (const QString& title : std::as_const(titles))
        out->allowed.append(title.toLatin1());
    QList<QByteArray> all = out->allowed;
    all.append(out->aet);
    for (const QByteArray& title : std::as_const(all))
        if (!isAeTitle(title))
            return fail(ErrorKind::Usage, "bad-aet", QString::fromLatin1(title.left(16)));
    NetworkPeer secrets;
    secrets.tls = out->tls;
    if (auto added = addSecrets(secrets, arguments); !added)
        return tl::unexpected(added.error());
    out->tls = secrets.tls;
    for (const auto& [fresh, place] :
         {std::pair(secrets.trusted, &out->trusted), std::pair(secrets.certificate, &out->certificate),
          std::pair(secrets.privateKey, &out->privateKey)})
        if (!fresh.isEmpty())
            *place = fresh;
    return out;
}

Result<Answer> get(Context& context, const Arguments& arguments) {
    NetworkService::Wanted wanted;
    wanted.study = arguments.valueOr("exam", {});
    wanted.series = arguments.valueOr("series", {});
    wanted.move = arguments.has("move");
    if (wanted.study.isEmpty())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--study UID"));
    auto work = workOf(context, arguments);
    auto peer = work ? peerOf(*work->service, arguments) : tl::unexpected(work.error());
    if (!peer)
        return tl::unexpected(peer.error());
    if (wanted.move) {
        auto receiver = receiverOf(*work->service, arguments);
        if (!receiver)
            return tl::unexpected(receiver.error());
        wanted.receiver = *receiver;
        wanted.receiver.aet = peer->ownAet;
        if (wanted.receiver.allowed.isEmpty())
            wanted.receiver.allowed = {peer->aet};
    }
    const auto received =
        work->service->retrieve(*peer, wanted, context.job(Cli::tr("Receiving")), importOptions());
    if (!received)
        return tl::unexpected(received.error());
    return receivedAnswer(*received);
}

Result<Answer> listen(Context& context, const Arguments& arguments) {
    auto work = workOf(context, arguments);
    auto receiver = work ? receiverOf(*work->service, arguments) : tl::unexpected(work.error());
    if (!receiver)
        return tl::unexpected(receiver.error());
    const auto seconds = arguments.integer("seconds", -1, 0, 10'000'000);
    if (!seconds)
        return tl::unexpected(seconds.error());
    if (receiver->allowed.isEmpty())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--allow"));
    NetworkService::Listening listening;
    listening.receiver = *receiver;
    listening.seconds = int(*seconds);
    listening.told = [](const QByteArray& event, const QString& why, const QString& aet) {
        QJsonObject line{{key("event"), QString::fromLatin1(event)}};
        if (!why.isEmpty())
            line.insert(key("why"), why);
        if (!aet.isEmpty())
            line.insert(key("aet"), aet);
        note(QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)));
    };
    std::stop_source stop;
    Job job;
    job.stop = stop.get_token();
    job.progress = [&](std::int64_t, std::int64_t) {
        if (interrupted())
            stop.request_stop();
    };
    const auto received = work->service->listen(listening, job, importOptions());
    if (!received)
        return tl::unexpected(received.error());
    Answer answer = receivedAnswer(*received);
    if (received->report.files == 0 && !received->error)
        answer.exit = Exit::Done; // nobody sent anything: nothing has failed
    return answer;
}

Result<Answer> sendObjects(Context& context, const Arguments& arguments) {
    const QString study = arguments.valueOr("exam", {}), series = arguments.valueOr("series", {});
    if (study.isEmpty() && series.isEmpty())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--series"));
    auto work = workOf(context, arguments);
    auto peer = work ? peerOf(*work->service, arguments) : tl::unexpected(work.error());
    if (!peer)
        return tl::unexpected(peer.error());
    const auto sent =
        work->service->send(*peer, study, series, context.reason(), context.job(Cli::tr("Sending")));
    if (!sent)
        return tl::unexpected(sent.error());
    QJsonArray failed;
    for (const auto& one : sent->failed)
        failed.append(QJsonObject{{key("sop_instance"), one.sopInstance},
                                  {key("code"), QString::fromLatin1(one.code)},
                                  {key("status"), one.status}});
    QJsonObject json{{key("sent"), sent->sent}, {key("failed"), failed}};
    QString text =
        Cli::tr("%1 sent, %2 refused by the peer.").arg(sent->sent).arg(sent->failed.size()) + u'\n';
    if (sent->error) {
        json.insert(key("ended"), QString::fromLatin1(sent->error->code));
        text += cliMessage(*sent->error) + u'\n';
    }
    const bool whole = sent->failed.isEmpty() && !sent->error;
    return Answer{json, text, whole ? Exit::Done : sent->sent > 0 ? Exit::Partly : Exit::Refused};
}

Result<Answer> addPeer(Context& context, const Arguments& arguments) {
    auto work = workOf(context, arguments);
    auto peer = work ? peerFromAddress(arguments.words[1]) : tl::unexpected(work.error());
    if (!peer)
        return tl::unexpected(peer.error());
    peer->name = arguments.words[0];
    peer->ownAet = arguments.valueOr("aet", QString::fromLatin1(peer->ownAet)).toLatin1();
    Result<> saved = addSecrets(*peer, arguments).and_then([&] {
        return work->service->settings().savePeer(*peer, context.reason());
    });
    if (!saved)
        return tl::unexpected(saved.error());
    return Answer{shownPeer(*peer), Cli::tr("Peer %1: %2").arg(peer->name, peer->address())};
}

Result<Answer> listPeers(Context& context, const Arguments& arguments) {
    auto work = workOf(context, arguments);
    const auto peers = work ? work->service->settings().peers() : tl::unexpected(work.error());
    if (!peers)
        return tl::unexpected(peers.error());
    QJsonArray json;
    Table table({key("name"), key("address"), key("own_aet")});
    for (const NetworkPeer& peer : *peers) {
        json.append(shownPeer(peer));
        table.add({peer.name, peer.address(), QString::fromLatin1(peer.ownAet)});
    }
    return Answer{json, table.text()};
}

Result<Answer> removePeer(Context& context, const Arguments& arguments) {
    auto work = workOf(context, arguments);
    const auto removed = work ? work->service->settings().removePeer(arguments.words[0], context.reason())
                              : tl::unexpected(work.error());
    return removed ? Result<Answer>(Answer{}) : tl::unexpected(removed.error());
}

QList<OptionSpec> with(QList<OptionSpec> more) {
    QList<OptionSpec> all{{"aet"},      {"tls", false}, {"ca"},     {"cert"},
                          {"cert-key"}, {"auth-file"},  {"timeout"}};
    return all + more;
}

} // namespace

void separateExam(Arguments& arguments) {
    const QString group = arguments.words.value(0);
    if (group != QLatin1StringView("dicom") && group != QLatin1StringView("dicomweb"))
        return;
    QStringList folders;
    for (const QString& value : arguments.options.take(QByteArray("study")))
        (isUid(value) ? arguments.options[QByteArray("exam")] : folders).append(value);
    if (!folders.isEmpty())
        arguments.options.insert(QByteArray("study"), folders);
}

QList<Command> networkCommands() {
    const QList<OptionSpec> query = with({{"exam"}, {"series"}, {"level"}, {"key"}});
    const QList<OptionSpec> retrieval =
        with({{"exam"}, {"series"}, {"move", false}, {"port"}, {"allow"}, {"largest"}});
    const QList<OptionSpec> sending = with({{"exam"}, {"series"}});
    return {
        {"study set",
         "network=on|off|consent.keep-forms=FORM[/ITEM],... --reason T",
         QT_TRANSLATE_NOOP("casebook::Cli", "Changes a setting of the study."),
         {},
         1,
         1,
         false,
         setStudy},
        {"peer add",
         "NAME AET@HOST:PORT|URL [--aet MINE] [--tls --ca F --cert F --cert-key F] [--auth-file F] --reason "
         "T",
         QT_TRANSLATE_NOOP("casebook::Cli", "Keeps another machine in the study's list."), with({}), 2, 2,
         false, addPeer},
        {"peer list",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "The machines that the study knows."),
         {},
         0,
         0,
         false,
         listPeers},
        {"peer remove",
         "NAME --reason T",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes a machine off the study's list."),
         {},
         1,
         1,
         false,
         removePeer},
        {"dicom echo", "AET@HOST:PORT|NAME [--aet MINE]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Asks another machine whether it is there."), with({}), 1, 1,
         false, echo},
        {"dicom find", "AET@HOST:PORT|NAME [--aet MINE] [--level study|series] [--key K=V] [--study UID]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Searches another machine for exams or series."), query, 1, 1,
         false, find},
        {"dicom get", "AET@HOST:PORT|NAME --study UID [--series UID] [--aet MINE] [--move --port P]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Fetches an exam or a series into the study."), retrieval, 1, 1,
         false, get},
        {"dicom send", "AET@HOST:PORT|NAME --series UID|--study UID [--aet MINE] --reason T",
         QT_TRANSLATE_NOOP("casebook::Cli", "Sends originals to another machine, with the names in them."),
         sending, 1, 1, false, sendObjects},
        {"dicomweb query",
         "URL|NAME [--level study|series] [--key K=V] [--study UID] [--auth-file F] [--ca F]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Searches a DICOMweb service for exams or series."), query, 1, 1,
         false, find},
        {"dicomweb get", "URL|NAME --study UID [--series UID] [--auth-file F] [--ca F]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Fetches an exam or a series from a DICOMweb service."),
         retrieval, 1, 1, false, get},
        {"dicomweb store", "URL|NAME --series UID|--study UID [--auth-file F] [--ca F] --reason T",
         QT_TRANSLATE_NOOP("casebook::Cli", "Sends originals to a DICOMweb service, with the names in them."),
         sending, 1, 1, false, sendObjects},
        {"dicom listen", "--port P --aet A --allow AET [--seconds N]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes in what allowed machines send."),
         with({{"port"}, {"allow"}, {"seconds"}, {"largest"}}), 0, 0, false, listen},
    };
}

} // namespace casebook
