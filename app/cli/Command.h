// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Arguments.h"

#include <QJsonValue>
#include <QList>
#include <QString>

namespace casebook {

class Context;

/// Exit codes of the program; stable (docs: the command line's contract).
enum class Exit { Done = 0, Refused = 1, Usage = 2, NoRight = 3, Partly = 4, InUse = 5, Damaged = 6 };

[[nodiscard]] Exit exitOf(const Error& error);

/// What a command tells: one JSON document for `--json`, a text for people, and the exit code.
struct Answer {
    QJsonValue json;        ///< object or array; undefined prints as {}
    QString text;           ///< without `--json`, on stdout
    Exit exit = Exit::Done;
};

/// One command: its words, what it may be given, and what it does.
struct Command {
    const char* words;      ///< "import dicom"
    const char* usage;      ///< "PATH..."
    const char* summary;    ///< English, translated when shown
    QList<OptionSpec> options;
    int fewest = 0;         ///< operands
    int most = 0;           ///< operands; -1 for any number
    bool paints = false;    ///< needs the window system's fonts and painter
    Result<Answer> (*run)(Context& context,
                          const Arguments& arguments) = nullptr; ///< operands only in `words`
};

/// Every command of this version, group by group.
[[nodiscard]] const QList<Command>& commands();
/// Options that every command understands.
[[nodiscard]] const QList<OptionSpec>& globalOptions();
/// The command that `words` begins with, and how many words are its own; null where there is none.
[[nodiscard]] const Command* findCommand(const QStringList& words, qsizetype& own);
/// `dicom` and `dicomweb` name an exam by `--study UID`, where every command names its folder by `--study DIR`:
/// takes the UID out of the one and gives it as the option "exam".
void separateExam(Arguments& arguments);
/// True for a command of the contract that this version does not have yet.
[[nodiscard]] bool isOfLaterVersion(const QStringList& words);
/// Refuses what `command` does not take. Error "unknown-option", "operand-needed", "too-many-operands".
[[nodiscard]] Result<> checkUsage(const Command& command, const Arguments& arguments);

// One function a group, each in its own file.
[[nodiscard]] QList<Command> studyCommands();
[[nodiscard]] QList<Command> importCommands();
[[nodiscard]] QList<Command> networkCommands();
[[nodiscard]] QList<Command> listCommands();
[[nodiscard]] QList<Command> subjectCommands();
[[nodiscard]] QList<Command> seriesCommands();
[[nodiscard]] QList<Command> examCommands();
[[nodiscard]] QList<Command> tagCommands();
[[nodiscard]] QList<Command> volumeCommands();
[[nodiscard]] QList<Command> overlayCommands();
[[nodiscard]] QList<Command> renderCommands();
[[nodiscard]] QList<Command> auditCommands();
[[nodiscard]] QList<Command> userCommands();
[[nodiscard]] QList<Command> statsCommands();
[[nodiscard]] QList<Command> studyStatsCommands();
[[nodiscard]] QList<Command> exprCommands();
[[nodiscard]] QList<Command> cohortCommands();
[[nodiscard]] QList<Command> taskCommands();
[[nodiscard]] QList<Command> findingCommands();
[[nodiscard]] QList<Command> reportCommands();
[[nodiscard]] QList<Command> measureCommands();
[[nodiscard]] QList<Command> formCommands();
[[nodiscard]] QList<Command> signCommands();
[[nodiscard]] QList<Command> formListCommands();
[[nodiscard]] QList<Command> queryCommands();
[[nodiscard]] QList<Command> tableCommands();
[[nodiscard]] QList<Command> odmCommands();
[[nodiscard]] QList<Command> exportCommands();
[[nodiscard]] QList<Command> keepingCommands();
[[nodiscard]] QList<Command> coldCommands();
[[nodiscard]] QList<Command> demoCommands();
[[nodiscard]] QList<Command> programCommands();

} // namespace casebook
