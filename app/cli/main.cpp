// SPDX-License-Identifier: GPL-3.0-or-later
//
// casebook-cli: the services of the study without a window.
#include "app/cli/Command.h"
#include "app/cli/Context.h"
#include "app/cli/LastWords.h"
#include "app/cli/Output.h"
#include "app/cli/Terminal.h"

#include <QApplication>
#include <QTranslator>

#include <memory>
#include <new>
#include <system_error>

#ifndef CASEBOOK_VERSION
#define CASEBOOK_VERSION "0.1.0"
#endif

namespace casebook {

namespace {

/// Everything that any command knows, so that options are told from operands before the command is.
QList<OptionSpec> everyOption() {
    QList<OptionSpec> all = globalOptions();
    for (const Command& command : commands())
        all += command.options;
    return all;
}

bool asksForJson(const QStringList& arguments) {
    const qsizetype end = arguments.indexOf(QStringLiteral("--"));
    const qsizetype at = arguments.indexOf(QStringLiteral("--json"));
    return at >= 0 && (end < 0 || at < end);
}

/// Planes are painted without a display. Only the 3D view needs one, with GLX, and says so itself where
/// there is none.
void choosePlatform(const Arguments& arguments) {
    const bool solid = arguments.valueOr("view", {}) == QLatin1StringView("3d");
    if (!solid || !qEnvironmentVariableIsSet("DISPLAY")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return;
    }
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "xcb");
    if (!qEnvironmentVariableIsSet("QT_XCB_GL_INTEGRATION"))
        qputenv("QT_XCB_GL_INTEGRATION", "xcb_glx");
}

/// Error "bad-value" for a language that there is not.
Result<> setLanguage(const Arguments& arguments, QTranslator& translator) {
    const auto asked = arguments.value("lang");
    if (asked && *asked != QLatin1StringView("en") && *asked != QLatin1StringView("zh"))
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--lang"), {*asked});
    const bool chinese = asked ? *asked == QLatin1StringView("zh") : QLocale().language() == QLocale::Chinese;
    const QString file =
        chinese ? QStringLiteral(":/i18n/casebook_zh_CN.qm") : QStringLiteral(":/i18n/casebook_en.qm");
    if (translator.load(file))
        QCoreApplication::installTranslator(&translator);
    return {};
}

/// Those of the command first: "--undo" takes the import of `import dicom`, and nothing of `form verify`.
QList<OptionSpec> optionsOf(const QStringList& given) {
    QList<OptionSpec> own;
    qsizetype longest = 0;
    for (const Command& command : commands()) {
        const QStringList head = QString::fromLatin1(command.words).split(u' ');
        for (qsizetype at = 0; head.size() > longest && at + head.size() <= given.size(); ++at)
            if (given.mid(at, head.size()) == head) {
                own = command.options;
                longest = head.size();
            }
    }
    return own + everyOption();
}

/// Memory that is out ends the command, and the study is closed as after any other failure.
template <class Work> auto withinMemory(Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return fail(ErrorKind::System, "out-of-memory");
    } catch (const std::system_error& error) { // a thread whose stack has no room
        if (error.code() != std::errc::resource_unavailable_try_again)
            throw;
        return fail(ErrorKind::System, "out-of-memory");
    }
}

Result<Answer> run(const Command& command, Context& context, const Arguments& arguments) {
    auto answer = withinMemory([&] { return command.run(context, arguments); });
    // Which of several users is meant is part of the command line, whoever found out that it was not said.
    if (!answer && answer.error().code == "user-needed")
        answer.error().kind = ErrorKind::Usage;
    return answer;
}

Result<Answer> runCommand(const Arguments& all, Context& context) {
    qsizetype own = 0;
    const Command* command = findCommand(all.words, own);
    if (!command) {
        const QString words = all.words.mid(0, 2).join(u' ');
        return fail(ErrorKind::Usage, isOfLaterVersion(all.words) ? "not-in-this-version" : "unknown-command",
                    words);
    }
    if (all.has("help"))
        return Answer{{}, helpText(*command)};
    Arguments arguments = all;
    arguments.words = all.words.mid(own);
    if (auto right = checkUsage(*command, arguments); !right)
        return tl::unexpected(right.error());
    if (auto ready = hardenProcess(); !ready)
        return tl::unexpected(ready.error());
    catchInterrupt();
    auto answer = run(*command, context, arguments);
    auto closed = withinMemory([&] { return context.finish(); });
    if (answer && !closed)
        return tl::unexpected(closed.error());
    return answer;
}

int runMain(const Result<Arguments>& arguments, bool json) {
    QTranslator translator;
    if (!arguments)
        return printError(arguments.error(), json);
    if (auto set = setLanguage(*arguments, translator); !set)
        return printError(set.error(), json);
    Arguments all = *arguments;
    if (all.has("version") && all.words.isEmpty())
        all.words = {QStringLiteral("version")};
    if (all.words.isEmpty()) {
        if (all.has("help"))
            return printAnswer(Answer{{}, helpText()}, json);
        if (!json)
            note(helpText());
        return json ? printError(Error{ErrorKind::Usage, "unknown-command", {}, {}}, json) : int(Exit::Usage);
    }
    separateExam(all);
    Context context(all);
    const auto answer = runCommand(all, context);
    return answer ? printAnswer(*answer, json) : printError(answer.error(), json);
}

} // namespace

} // namespace casebook

int main(int argc, char** argv) {
    using namespace casebook;
    QStringList given;
    for (int i = 1; i < argc; ++i)
        given += QString::fromLocal8Bit(argv[i]);
    const auto arguments = parseArguments(given, optionsOf(given));
    qsizetype own = 0;
    const Command* command = arguments ? findCommand(arguments->words, own) : nullptr;
    const bool paints = command && command->paints;
    if (paints)
        choosePlatform(*arguments);
    // Qt must not take options away that are ours.
    int one = 1;
    std::unique_ptr<QCoreApplication> application;
    if (paints)
        application = std::make_unique<QApplication>(one, argv);
    else
        application = std::make_unique<QCoreApplication>(one, argv);
    QCoreApplication::setApplicationName(QStringLiteral("casebook-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CASEBOOK_VERSION));
    const int exit = runMain(arguments, asksForJson(given));
    wasTold(exit);
    return exit;
}
