// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"

#include <QJsonObject>

namespace casebook {

namespace {

Result<Answer> changePassphrase(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto old = context.passphrase(Cli::tr("The old passphrase again:"), false);
    if (!old)
        return tl::unexpected(old.error());
    auto fresh = Context::newPassphrase(arguments.value("new-passphrase-file"), Cli::tr("New passphrase:"));
    if (!fresh)
        return tl::unexpected(fresh.error());
    if (auto done = (*study)->vault().changePassphrase(*old, *fresh, KdfCost::product()); !done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{}, Cli::tr("The passphrase was changed.")};
}

Result<Answer> addUser(Context& context, const Arguments& arguments) {
    QList<Role> roles;
    for (const QString& text : arguments.options.value("role")) {
        const auto role = roleFromCode(text.toLatin1());
        if (!role)
            return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--role"), {text});
        roles.append(*role);
    }
    if (roles.isEmpty())
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--role"));
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto first = Context::newPassphrase(arguments.value("first-passphrase-file"),
                                        Cli::tr("First passphrase of the new user:"));
    if (!first)
        return tl::unexpected(first.error());
    const QString login = arguments.words[0];
    auto user = (*study)->vault().addUser(login, arguments.valueOr("printed-name", {}), roles, *first,
                                          KdfCost::product());
    if (!user)
        return tl::unexpected(user.error());
    return Answer{QJsonObject{{QStringLiteral("user"), login}}, Cli::tr("The user %1 was added.").arg(login)};
}

Result<Answer> disableUser(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const QString login = arguments.words[0];
    if (auto done = (*study)->vault().disableUser(login, context.reason()); !done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{{QStringLiteral("user"), login}},
                  Cli::tr("The user %1 was disabled.").arg(login)};
}

} // namespace

QList<Command> userCommands() {
    return {
        {"user add",
         "NAME --role R [--printed-name N] [--first-passphrase-file F]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Adds a user, who must change the first passphrase."),
         {{"role"}, {"printed-name"}, {"first-passphrase-file"}},
         1,
         1,
         false,
         addUser},
        {"user disable",
         "NAME --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes a user's access away; what the user did stays."),
         {},
         1,
         1,
         false,
         disableUser},
        {"user passphrase",
         "[--new-passphrase-file F]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Changes your own passphrase."),
         {{"new-passphrase-file"}},
         0,
         0,
         false,
         changePassphrase},
    };
}

} // namespace casebook
