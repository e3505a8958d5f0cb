// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Order.h"

#include <QCborArray>
#include <QHash>
#include <QUrl>

namespace casebook::network {
namespace {

const QHash<QString, Verb>& verbs() {
    static const QHash<QString, Verb> table{
        {QStringLiteral("echo"), Verb::Echo},         {QStringLiteral("find"), Verb::Find},
        {QStringLiteral("get"), Verb::Get},           {QStringLiteral("move"), Verb::Move},
        {QStringLiteral("store"), Verb::Store},       {QStringLiteral("listen"), Verb::Listen},
        {QStringLiteral("web-query"), Verb::WebQuery}, {QStringLiteral("web-get"), Verb::WebGet},
        {QStringLiteral("web-store"), Verb::WebStore}};
    return table;
}

} // namespace

Result<Order> orderFrom(const QCborMap& payload, const QCborMap& secrets) {
    const auto value = [&](const char* name) { return payload.value(QLatin1StringView(name)); };
    const auto latin = [&](const char* name) { return value(name).toString().toLatin1(); };
    const auto secret = [&](const char* name) { return secrets.value(QLatin1StringView(name)).toByteArray(); };
    const auto verb = verbs().constFind(value("verb").toString());
    if (verb == verbs().cend())
        return fail(ErrorKind::Refused, "wire");
    Order out;
    out.verb = *verb;
    out.host = value("host").toString();
    out.port = int(value("port").toInteger());
    if (const QUrl url(out.host); url.host().size() > 0 && out.host.contains(QLatin1StringView("://")))
        out.port = url.port(url.scheme() == QLatin1StringView("https") ? 443 : 80);
    out.called = latin("called");
    out.own = latin("own");
    out.tls = value("tls").toBool();
    out.acseSeconds = int(value("acse").toInteger(out.acseSeconds));
    out.dimseSeconds = int(value("dimse").toInteger(out.dimseSeconds));
    out.objectBytes = value("object-bytes").toInteger(out.objectBytes);
    out.spoolBytes = value("spool-bytes").toInteger(out.spoolBytes);
    out.freeBytes = value("free-bytes").toInteger(out.freeBytes);
    out.matches = int(value("matches").toInteger(out.matches));
    out.level = latin("level");
    const QCborMap keys = value("keys").toMap();
    for (auto it = keys.constBegin(); it != keys.constEnd(); ++it)
        out.keys.insert(it.key().toString(), it.value().toString());
    out.study = value("study").toString();
    out.series = value("series").toString();
    for (const QCborValue& title : value("allowed").toArray())
        out.allowed.append(title.toString().toLatin1());
    for (const QCborValue& kind : value("kinds").toArray())
        out.kinds.append({kind.toArray().at(0).toString().toLatin1(), kind.toArray().at(1).toString().toLatin1()});
    out.objects = int(value("objects").toInteger());
    out.spool = value("spool").toString();
    out.spoolKey = value("spool-key").toByteArray();
    out.trusted = secret("trusted");
    out.certificate = secret("certificate");
    out.privateKey = secret("key");
    out.authorization = secret("authorization");
    return out;
}

} // namespace casebook::network
