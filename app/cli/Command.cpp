// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

#include <algorithm>

namespace casebook {

Exit exitOf(const Error& error) {
    if (error.code == "commit-unknown") // the others of its kind changed nothing
        return Exit::Partly;
    switch (error.kind) {
    case ErrorKind::Usage: return Exit::Usage;
    case ErrorKind::NoRight: return Exit::NoRight;
    case ErrorKind::InUse: return Exit::InUse;
    case ErrorKind::Damaged: return Exit::Damaged;
    case ErrorKind::Refused:
    case ErrorKind::Cancelled:
    case ErrorKind::System: break;
    }
    return Exit::Refused;
}

const QList<Command>& commands() {
    static const QList<Command> all = [] {
        QList<Command> list;
        for (const auto group : {
                 studyCommands,   userCommands,    importCommands, networkCommands,  listCommands,
                 subjectCommands, seriesCommands,  examCommands,   tagCommands,      volumeCommands,
                 overlayCommands, renderCommands,  auditCommands,  statsCommands,    studyStatsCommands,
                 exprCommands,    cohortCommands,  taskCommands,   findingCommands,  reportCommands,
                 measureCommands, formCommands,    signCommands,   formListCommands, queryCommands,
                 tableCommands,   odmCommands,     exportCommands, keepingCommands,  coldCommands,
                 demoCommands,    programCommands,
             })
            list += group();
        return list;
    }();
    return all;
}

const QList<OptionSpec>& globalOptions() {
    static const QList<OptionSpec> options{
        {"study"}, {"user"},   {"passphrase-file"},  {"json", false},
        {"lang"},  {"reason"}, {"help", false, 'h'}, {"version", false},
    };
    return options;
}

namespace {

QStringList wordsOf(const Command& command) { return QString::fromLatin1(command.words).split(u' '); }

bool beginsWith(const QStringList& words, const QStringList& head) {
    return words.size() >= head.size() && std::equal(head.begin(), head.end(), words.begin());
}

} // namespace

const Command* findCommand(const QStringList& words, qsizetype& own) {
    const Command* best = nullptr;
    own = 0;
    for (const Command& command : commands()) {
        const QStringList head = wordsOf(command);
        if (head.size() > own && beginsWith(words, head)) {
            best = &command;
            own = head.size();
        }
    }
    return best;
}

bool isOfLaterVersion(const QStringList& words) {
    static const QStringList later{
        QStringLiteral("import"), QStringLiteral("list"),   QStringLiteral("measure"),
        QStringLiteral("form"),   QStringLiteral("cad"),    QStringLiteral("model"),
        QStringLiteral("queue"),  QStringLiteral("export"),
    };
    // "import", "list" and "form" stand for the sub-commands of the contract that are still missing.
    static const QHash<QString, QStringList> missing{
        {QStringLiteral("import"), QStringLiteral("redcap xlsform libreclinica").split(u' ')},
        {QStringLiteral("list"), QStringLiteral("jobs").split(u' ')},
        {QStringLiteral("form"), QStringLiteral("pdf").split(u' ')},
        {QStringLiteral("export"), QStringLiteral("odm").split(u' ')},
    };
    return std::any_of(later.begin(), later.end(), [&](const QString& head) {
        if (!beginsWith(words, head.split(u' ')))
            return false;
        const auto subs = missing.constFind(head);
        return subs == missing.cend() || (words.size() > 1 && subs->contains(words[1]));
    });
}

Result<> checkUsage(const Command& command, const Arguments& arguments) {
    for (auto it = arguments.options.cbegin(); it != arguments.options.cend(); ++it) {
        const auto named = [&](const OptionSpec& spec) { return it.key() == spec.name; };
        if (std::none_of(command.options.begin(), command.options.end(), named) &&
            std::none_of(globalOptions().begin(), globalOptions().end(), named))
            return fail(ErrorKind::Usage, "unknown-option",
                        QStringLiteral("--") + QString::fromLatin1(it.key()));
    }
    if (arguments.words.size() < command.fewest)
        return fail(ErrorKind::Usage, "operand-needed", QString::fromLatin1(command.words));
    if (command.most >= 0 && arguments.words.size() > command.most)
        return fail(ErrorKind::Usage, "too-many-operands", arguments.words[command.most]);
    return {};
}

} // namespace casebook
