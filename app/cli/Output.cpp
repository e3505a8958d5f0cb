// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Output.h"

#include "app/cli/Words.h"
#include "core/values/Messages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace casebook {

int displayWidth(const QString& text) {
    int width = 0;
    for (const char32_t c : text.toUcs4()) {
        const auto category = QChar::category(c);
        if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing ||
            category == QChar::Other_Format)
            continue;
        const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                          (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                          (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                          (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x20000 && c <= 0x3fffd);
        width += wide ? 2 : 1;
    }
    return width;
}

QString Table::text() const {
    QList<int> widths(heads_.size(), 0);
    QList<QStringList> all = rows_;
    all.prepend(heads_);
    for (const QStringList& row : std::as_const(all))
        for (qsizetype i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], displayWidth(row[i]));
    QString out;
    for (const QStringList& row : std::as_const(all)) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size())
                line += QString(widths[i] - displayWidth(row[i]) + 2, u' ');
        }
        out += line + u'\n';
    }
    return out;
}

namespace {

/// The words of what can be wrong with a command line itself; empty for everything else.
QString usageMessage(const Error& error) {
    const QString first = error.args.value(0);
    if (error.code == "unknown-option")
        return Cli::tr("The option %1 is not known here. See casebook-cli --help.").arg(error.object);
    if (error.code == "value-needed")
        return Cli::tr("The option %1 needs a value.").arg(error.object);
    if (error.code == "no-value-allowed")
        return Cli::tr("The option %1 takes no value.").arg(error.object);
    if (error.code == "option-needed")
        return Cli::tr("The option %1 is needed here.").arg(error.object);
    if (error.code == "bad-value")
        return Cli::tr("%2 is not a value that %1 can have.").arg(error.object, first);
    if (error.code == "unknown-command")
        return Cli::tr("There is no command \"%1\". See casebook-cli --help.").arg(error.object);
    if (error.code == "not-in-this-version")
        return Cli::tr("The command \"%1\" is not in this version.").arg(error.object);
    if (error.code == "operand-needed")
        return Cli::tr("The command \"%1\" needs more. See casebook-cli %1 --help.").arg(error.object);
    if (error.code == "too-many-operands")
        return Cli::tr("\"%1\" is too much for this command.").arg(error.object);
    if (error.code == "study-needed")
        return Cli::tr("No study was named. Give --study DIR, or set CASEBOOK_STUDY.");
    if (error.code == "user-needed")
        return Cli::tr("The study has several users. Give --user NAME, or set CASEBOOK_USER.");
    if (error.code == "passphrase-file-open-to-others")
        return Cli::tr("Others can read the passphrase file. Set its mode to 600 and try again.");
    if (error.code == "passphrase-file-unreadable")
        return Cli::tr("The passphrase file cannot be read, or is empty.");
    if (error.code == "passphrase-needed")
        return Cli::tr("There is no terminal to ask for the passphrase on. Give --passphrase-file F.");
    if (error.code == "recovery-file-needed")
        return Cli::tr("There is no terminal to show the recovery words on. Give --recovery-file F.");
    return {};
}

/// What happened to a file that the command was to write, or to the command's own parts.
QString ownMessage(const Error& error) {
    if (error.code == "passphrases-differ")
        return Cli::tr("The two passphrases are not the same.");
    if (error.code == "cannot-write")
        return Cli::tr("The file %1 cannot be written: %2").arg(error.object, error.args.value(0));
    if (error.code == "exists")
        return Cli::tr("%1 is there already and is not written over.").arg(error.object);
    if (error.code == "no-such-volume")
        return Cli::tr("The series has no volume of that number.");
    if (error.code == "no-display")
        return Cli::tr("The 3D view needs a display. Run it where there is one, or under Xvfb.");
    if (error.code == "overlapping-segments")
        return Cli::tr(
            "Segments of this overlay overlap, which a label map cannot hold. Choose one with --segment N.");
    if (error.code == "no-such-segment")
        return Cli::tr("The overlay has no segment %1.").arg(error.object);
    if (error.code == "selftest-differs")
        return Cli::tr("What was read back is not what was written.");
    if (error.code == "bench-failed")
        return Cli::tr("The bench %1 could not be run to its end.").arg(error.object);
    if (error.code == "not-installed")
        return Cli::tr("%1 is not installed beside this program.").arg(error.object);
    return {};
}

} // namespace

QString cliMessage(const Error& error) {
    if (const QString words = usageMessage(error); !words.isEmpty())
        return words;
    if (const QString words = ownMessage(error); !words.isEmpty())
        return words;
    return messageText(error);
}

void note(const QString& line) {
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

namespace {

/// A full disk or a closed pipe behind stdout is a failure the caller must see.
int put(const QByteArray& bytes, Exit exit) {
    const bool written =
        std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stdout) == std::size_t(bytes.size());
    if (!written || std::fflush(stdout) != 0)
        return int(Exit::Refused);
    return int(exit);
}

QByteArray document(const QJsonValue& value) {
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact) + '\n';
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

int printAnswer(const Answer& answer, bool json) {
    if (json)
        return put(document(answer.json), answer.exit);
    QByteArray text = answer.text.toUtf8();
    if (!text.isEmpty() && !text.endsWith('\n'))
        text += '\n';
    return put(text, answer.exit);
}

int printError(const Error& error, bool json) {
    const Exit exit = exitOf(error);
    if (!json) {
        note(cliMessage(error));
        return int(exit);
    }
    const QJsonObject body{{QStringLiteral("code"), QString::fromLatin1(error.code)},
                           {QStringLiteral("message"), cliMessage(error)},
                           {QStringLiteral("object"), error.object}};
    return put(document(QJsonObject{{QStringLiteral("error"), body}}), exit);
}

QString helpText(const Command& command) {
    QString line = QStringLiteral("casebook-cli ") + QLatin1StringView(command.words);
    if (*command.usage)
        line += u' ' + QString::fromLatin1(command.usage);
    return line + u'\n' + QStringLiteral("    ") + Cli::tr(command.summary) + u'\n';
}

QString helpText() {
    QString out = Cli::tr("Usage: casebook-cli [--study DIR] [--user NAME] [--passphrase-file F] [--json] "
                          "[--lang en|zh] COMMAND ...") +
                  QStringLiteral("\n\n");
    for (const Command& command : commands())
        out += helpText(command);
    out += u'\n' +
           Cli::tr("CASEBOOK_STUDY, CASEBOOK_USER and CASEBOOK_PASSPHRASE_FILE stand for the first three "
                   "options. A passphrase is never an argument. Data goes to stdout, progress and messages "
                   "to stderr.") +
           u'\n';
    out +=
        Cli::tr(
            "Exit codes: 0 done; 1 refused or failed, nothing changed; 2 wrong usage; 3 not unlocked or no "
            "right; 4 done in part, or not known whether done; 5 the study is in use; 6 damage found.") +
        u'\n';
    return out;
}

QString shortNumber(double value) { return QString::number(value, 'g', 7); }

} // namespace casebook
