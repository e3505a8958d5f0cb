// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Web.h"

#include "app/network/Multipart.h"
#include "app/network/QueryKeys.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrlQuery>

#include <memory>

namespace casebook::network {
namespace {

constexpr qint64 kLongestJson = qint64(64) << 20;
constexpr int kLook_ms = 500; ///< between two looks whether the program is still there

Error errorOf(const QNetworkReply& reply) {
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 300)
        return {ErrorKind::Refused, "web-status", {}, {QString::number(status)}};
    Error out{ErrorKind::Refused, "web-answer", {}, {}};
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError: out.code = "peer-unreachable"; break;
    case QNetworkReply::RemoteHostClosedError: out.code = "peer-aborted"; break;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: out.code = "peer-timeout"; break;
    case QNetworkReply::SslHandshakeFailedError: out.code = "tls-failed"; break;
    default: break;
    }
    return out;
}

class Web {
public:
    Web(const Order& order, Program& program, Spool& spool)
        : order_(order), program_(program), spool_(spool) {
        manager_.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        manager_.setTransferTimeout(order.dimseSeconds * 1000);
        manager_.setProxy(QNetworkProxy::NoProxy);
        manager_.setAutoDeleteReplies(false);
    }

    Result<> query() {
        const bool series = order_.level == "SERIES";
        const auto names = queryFrom(order_); // the same words are keys here
        if (!names)
            return tl::unexpected(names.error());
        QMap<QString, QString> keys = order_.keys;
        const QString study = series ? keys.take(QStringLiteral("StudyInstanceUID")) : QString();
        const QString path = study.isEmpty()
                                 ? (series ? QStringLiteral("/series") : QStringLiteral("/studies"))
                                 : QStringLiteral("/studies/") + study + QStringLiteral("/series");
        QUrlQuery asked;
        for (auto it = keys.constBegin(); it != keys.constEnd(); ++it)
            asked.addQueryItem(it.key(), QString::fromLatin1(QUrl::toPercentEncoding(it.value())));
        asked.addQueryItem(QStringLiteral("limit"), QString::number(order_.matches + 1));
        for (const char* field : {"StudyDescription", "SeriesDescription", "BodyPartExamined"})
            asked.addQueryItem(QStringLiteral("includefield"), QLatin1StringView(field));
        QByteArray body;
        const auto done = get(path, asked, "application/dicom+json", [&](QNetworkReply& reply) -> Result<> {
            body += reply.readAll();
            return body.size() > kLongestJson ? fail(ErrorKind::Refused, "web-answer") : Result<>();
        });
        return done ? tellMatches(body) : done;
    }

    Result<> retrieve() {
        QString path = QStringLiteral("/studies/") + order_.study;
        if (!order_.series.isEmpty())
            path += QStringLiteral("/series/") + order_.series;
        std::unique_ptr<Multipart> parts;
        int count = 0;
        const auto keep = [&](QByteArrayView part) -> Result<> {
            QCborMap told;
            told.insert(QLatin1StringView("completed"), ++count);
            const auto kept = spool_.keep(std::as_bytes(std::span(part.data(), std::size_t(part.size()))),
                                          order_.host.toLatin1().left(64));
            if (kept)
                program_.tell("progress", told);
            return kept;
        };
        const auto done = get(path, {}, "multipart/related; type=\"application/dicom\"; transfer-syntax=*",
                              [&](QNetworkReply& reply) -> Result<> {
                                  if (!parts)
                                      parts = std::make_unique<Multipart>(
                                          reply.header(QNetworkRequest::ContentTypeHeader).toByteArray(),
                                          order_.objectBytes, keep);
                                  if (!parts->hasBoundary())
                                      return fail(ErrorKind::Refused, "web-answer");
                                  return parts->add(reply.readAll());
                              });
        if (!done)
            return done;
        return parts && parts->isWhole() ? Result<>() : fail(ErrorKind::Refused, "peer-aborted");
    }

    Result<> store() {
        for (int n = 0; n < order_.objects; ++n) {
            const wire::Descriptor object = program_.nextObject();
            if (!object.isOpen())
                return {};
            const auto bytes = wire::Mapping::readOnly(object.get());
            if (!bytes)
                return tl::unexpected(bytes.error());
            if (auto sent = post(QByteArray(reinterpret_cast<const char*>(bytes->bytes().data()),
                                            qsizetype(bytes->bytes().size())));
                !sent)
                return sent;
        }
        return {};
    }

private:
    using Taker = std::function<Result<>(QNetworkReply&)>;

    QNetworkRequest requestFor(const QString& path, const QUrlQuery& query, const char* accept) const {
        QUrl url(order_.host + path, QUrl::StrictMode);
        if (!query.isEmpty())
            url.setQuery(query);
        QNetworkRequest request(url);
        request.setRawHeader("Accept", accept);
        if (!order_.authorization.isEmpty())
            request.setRawHeader("Authorization", order_.authorization);
        if (!order_.trusted.isEmpty()) {
            QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
            tls.setCaCertificates(QSslCertificate::fromData(order_.trusted, QSsl::Pem));
            request.setSslConfiguration(tls);
        }
        return request;
    }

    /// Waits for the end; `taker` gets what comes as it comes.
    Result<> wait(QNetworkReply& reply, const Taker& taker) {
        QEventLoop loop;
        Result<> outcome;
        bool untrusted = false; // nothing is sent to such a service, its name and password least of all
        QObject::connect(&reply, &QNetworkReply::sslErrors, &loop, [&] { untrusted = true; });
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &loop, [&] {
            if (program_.isGone())
                reply.abort();
        });
        look.start(kLook_ms);
        const auto take = [&] {
            const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            if (outcome && status >= 200 && status < 300 && reply.bytesAvailable() > 0)
                outcome = taker(reply);
            if (!outcome)
                reply.abort();
        };
        // Bounded, so that a peer that sends faster than we store waits.
        reply.setReadBufferSize(qint64(8) << 20);
        QObject::connect(&reply, &QNetworkReply::readyRead, &loop, take);
        QObject::connect(&reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply.isFinished())
            loop.exec();
        take();
        if (!outcome)
            return outcome;
        if (untrusted)
            return fail(ErrorKind::Refused, "tls-untrusted");
        const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (reply.error() != QNetworkReply::NoError || status < 200 || status >= 300)
            return tl::unexpected(errorOf(reply));
        return {};
    }

    Result<> get(const QString& path, const QUrlQuery& query, const char* accept, const Taker& taker) {
        const std::unique_ptr<QNetworkReply> reply(manager_.get(requestFor(path, query, accept)));
        return wait(*reply, taker);
    }

    Result<> tellMatches(const QByteArray& body) {
        // 204 No Content: nothing was found.
        const QJsonDocument json = QJsonDocument::fromJson(body.isEmpty() ? QByteArray("[]") : body);
        if (!json.isArray())
            return fail(ErrorKind::Refused, "web-answer");
        int count = 0;
        for (const QJsonValue& one : json.array()) {
            if (++count > order_.matches) {
                program_.tell("more");
                break;
            }
            program_.tell("match", matchFromJson(one.toObject()));
        }
        return {};
    }

    /// One object a request, so that each has an answer of its own.
    Result<> post(const QByteArray& object) {
        QByteArray boundary = "casebook-part";
        while (object.contains(boundary))
            boundary += 'x';
        const QByteArray body = "--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n" + object +
                                "\r\n--" + boundary + "--\r\n";
        QNetworkRequest request = requestFor(QStringLiteral("/studies"), {}, "application/dicom+json");
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArray("multipart/related; type=\"application/dicom\"; boundary=" + boundary));
        const std::unique_ptr<QNetworkReply> reply(manager_.post(request, body));
        QByteArray answer;
        const auto done = wait(*reply, [&](QNetworkReply& from) -> Result<> {
            answer += from.readAll();
            return answer.size() > kLongestJson ? fail(ErrorKind::Refused, "web-answer") : Result<>();
        });
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        // 409: this object was refused. Anything else that fails would fail for the next one too.
        if (!done && status != 409 && status != 415)
            return done;
        QCborMap told;
        told.insert(QLatin1StringView("code"), done ? QLatin1StringView() : QLatin1StringView("peer-status"));
        told.insert(QLatin1StringView("status"), status);
        program_.tell("sent", told);
        return {};
    }

    const Order& order_;
    Program& program_;
    Spool& spool_;
    QNetworkAccessManager manager_;
};

} // namespace

void prepareWeb() {
    static_cast<void>(QSslSocket::supportsSsl());
    static_cast<void>(QSslConfiguration::systemCaCertificates());
}

Result<> talkToWeb(const Order& order, Program& program, Spool& spool) {
    Web web(order, program, spool);
    switch (order.verb) {
    case Verb::WebQuery: return web.query();
    case Verb::WebGet: return web.retrieve();
    case Verb::WebStore: return web.store();
    default: return fail(ErrorKind::System, "network-failed", {}, {QStringLiteral("verb")});
    }
}

} // namespace casebook::network
