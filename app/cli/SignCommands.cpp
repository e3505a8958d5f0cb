// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/FormStudy.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "storage/forms/SignatureService.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTimeZone>

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

QString utc(std::int64_t ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

QJsonObject signatureJson(const Signature& s) {
    return {{key("meaning"), QString::fromLatin1(s.meaning)},
            {key("name"), s.printedName},
            {key("user"), s.login},
            {key("time"), utc(s.timeMs)},
            {key("holds"), s.holds}};
}

Result<Answer> signForm(Context& context, const Arguments& arguments) {
    return onForm(context, arguments.words[0], [&](FormStudy& study, const FormInfo& info) -> Result<Answer> {
        auto secret = context.passphrase(Cli::tr("Your passphrase again, to sign:"), false);
        if (!secret)
            return tl::unexpected(secret.error());
        const QByteArray meaning = arguments.valueOr("meaning", key("author")).toLatin1();
        const auto made = SignatureService(study.study.vault(), study.study.session())
                              .sign(info.id, info.rv, meaning, *secret); // as it was when the command began
        if (!made)
            return tl::unexpected(made.error());
        return Answer{signatureJson(*made),
                      Cli::tr("Signed by %1: %2.").arg(made->printedName, QString::fromLatin1(made->meaning)),
                      Exit::Done};
    });
}

Result<Answer> listSignatures(Context& context, const Arguments& arguments) {
    return onForm(context, arguments.words[0], [&](FormStudy& study, const FormInfo& info) -> Result<Answer> {
        const SignatureService service(study.study.vault(), study.study.session());
        const auto all = service.of(info.id);
        const auto changed = service.changedSince(info.id);
        if (!all || !changed)
            return tl::unexpected(!all ? all.error() : changed.error());
        QJsonArray signatures, items;
        Table table({key("name"), key("meaning"), key("time"), key("holds")});
        for (const Signature& s : *all) {
            signatures.append(signatureJson(s));
            table.add({s.printedName, QString::fromLatin1(s.meaning), utc(s.timeMs),
                       s.holds ? key("yes") : key("no")});
        }
        for (const ChangedItem& item : *changed)
            items.append(
                QJsonObject{{key("item"), QString::fromUtf8(item.field)},
                            {key("signed_as"), item.signedAs ? QJsonValue(*item.signedAs) : QJsonValue()}});
        return Answer{QJsonObject{{key("signatures"), signatures}, {key("changed"), items}}, table.text(),
                      Exit::Done};
    });
}

} // namespace

QList<Command> signCommands() {
    return {{"form sign",
             "FORM [--meaning M]",
             QT_TRANSLATE_NOOP(
                 "casebook::Cli",
                 "Signs a complete form: author (the default), reviewed, approved or responsible. Asks "
                 "for your passphrase again."),
             {{"meaning"}},
             1,
             1,
             false,
             signForm},
            {"form signatures",
             "FORM",
             QT_TRANSLATE_NOOP("casebook::Cli",
                               "The signatures of a form, whether they hold, and what was changed since."),
             {},
             1,
             1,
             false,
             listSignatures}};
}

} // namespace casebook
