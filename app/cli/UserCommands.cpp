// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Context.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "storage/vault/UserService.h"

#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

/// By the recovery words, for who lost his own passphrase: they are of the user who made them, whoever was named.
Result<Answer> replaceLostPassphrase(Context& context, const Arguments& arguments) {
    const auto folder = context.folder();
    if (!folder)
        return tl::unexpected(folder.error());
    auto words = Context::recoveryWords(arguments.value("recovery-file"));
    if (!words)
        return tl::unexpected(words.error());
    const auto fresh =
        Context::newPassphrase(arguments.value("new-passphrase-file"), Cli::tr("New passphrase:"));
    const auto vault = fresh ? Vault::unlockByRecovery(*folder, *words, Access::ReadWrite)
                             : Result<std::unique_ptr<Vault>>(tl::unexpected(fresh.error()));
    wipeText(*words);
    if (!vault)
        return tl::unexpected(vault.error());
    const QString login = (*vault)->session().login;
    auto done = (*vault)->resetPassphrase(*fresh, KdfCost::product());
    const auto locked = (*vault)->lock();
    if (done)
        done = locked;
    if (!done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{{QStringLiteral("user"), login}},
                  Cli::tr("The passphrase of %1 was changed.").arg(login)};
}

Result<Answer> changePassphrase(Context& context, const Arguments& arguments) {
    if (arguments.has("lost"))
        return replaceLostPassphrase(context, arguments);
    if (arguments.has("recovery-file"))
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--lost"));
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

Result<Answer> giveFirstPassphrase(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto first = Context::newPassphrase(arguments.value("first-passphrase-file"),
                                        Cli::tr("First passphrase of the user:"));
    if (!first)
        return tl::unexpected(first.error());
    const QString login = arguments.words[0];
    auto done = (*study)->vault().giveFirstPassphrase(login, *first, KdfCost::product(), context.reason());
    if (!done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{{QStringLiteral("user"), login}},
                  Cli::tr("%1 can unlock the study with the first passphrase.").arg(login)};
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

QJsonArray roleCodes(const QList<Role>& roles) {
    QJsonArray out;
    for (const Role role : roles)
        out.append(QString::fromLatin1(roleCode(role)));
    return out;
}

Result<Answer> listUsers(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    const auto users = UserService((*study)->database(), (*study)->session()).list();
    if (!users)
        return tl::unexpected(users.error());
    Table table(
        {QStringLiteral("user"), QStringLiteral("name"), QStringLiteral("state"), QStringLiteral("roles")});
    QJsonArray json;
    for (const UserRow& user : *users) {
        const QString state = user.active ? QStringLiteral("active") : QStringLiteral("disabled");
        QStringList codes;
        for (const Role role : user.roles)
            codes.append(QString::fromLatin1(roleCode(role)));
        json.append(QJsonObject{{QStringLiteral("user"), user.login},
                                {QStringLiteral("id"), user.uuid.toString()},
                                {QStringLiteral("printed_name"), user.printedName},
                                {QStringLiteral("state"), state},
                                {QStringLiteral("roles"), roleCodes(user.roles)}});
        table.add({user.login, user.printedName, state, codes.join(u' ')});
    }
    return Answer{json, table.text()};
}

/// Roles that were named as operands replace those held; without any they are shown.
Result<Answer> setRoles(Context& context, const Arguments& arguments) {
    QList<Role> roles;
    for (const QString& word : arguments.words.mid(1))
        for (const QString& text : word.split(u',', Qt::SkipEmptyParts)) {
            const auto role = roleFromCode(text.toLatin1());
            if (!role)
                return fail(ErrorKind::Usage, "bad-value", QStringLiteral("user roles"), {text});
            roles.append(*role);
        }
    const QString login =
        arguments.words[0].trimmed().normalized(QString::NormalizationForm_C); // as it is kept
    auto study = context.study(roles.isEmpty() ? Context::Need::Read : Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    UserService users((*study)->database(), (*study)->session());
    if (!roles.isEmpty())
        if (auto done = users.setRoles(login, roles, context.reason()); !done)
            return tl::unexpected(done.error());
    const auto all = users.list();
    if (!all)
        return tl::unexpected(all.error());
    for (const UserRow& user : *all)
        if (user.login == login) {
            QStringList codes;
            for (const Role role : user.roles)
                codes.append(QString::fromLatin1(roleCode(role)));
            return Answer{QJsonObject{{QStringLiteral("user"), login},
                                      {QStringLiteral("roles"), roleCodes(user.roles)}},
                          login + QStringLiteral(": ") + codes.join(u' ')};
        }
    return fail(ErrorKind::Refused, "no-such-user", login);
}

} // namespace

QList<Command> userCommands() {
    return {
        {"user list",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists the users of the study with their roles."),
         {},
         0,
         0,
         false,
         listUsers},
        {"user roles",
         "NAME [ROLE...] --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Shows a user's roles, or replaces them by those that are named."),
         {},
         1,
         -1,
         false,
         setRoles},
        {"user add",
         "NAME --role R [--printed-name N] [--first-passphrase-file F]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Adds a user, who must change the first passphrase."),
         {{"role"}, {"printed-name"}, {"first-passphrase-file"}},
         1,
         1,
         false,
         addUser},
        {"user first-passphrase",
         "NAME [--first-passphrase-file F] --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Gives a user who forgot his passphrase a first one, which he must change."),
         {{"first-passphrase-file"}},
         1,
         1,
         false,
         giveFirstPassphrase},
        {"user disable",
         "NAME --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes a user's access away; what the user did stays."),
         {},
         1,
         1,
         false,
         disableUser},
        {"user passphrase",
         "[--lost [--recovery-file F]] [--new-passphrase-file F]",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Changes your own passphrase; --lost asks for the recovery words in place of the old one."),
         {{"new-passphrase-file"}, {"lost", false}, {"recovery-file"}},
         0,
         0,
         false,
         changePassphrase},
    };
}

} // namespace casebook
