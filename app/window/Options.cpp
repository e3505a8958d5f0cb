// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Options.h"

#include <QHash>

namespace casebook {

Result<Options> parseOptions(const QStringList& arguments) {
    Options options;
    const QHash<QString, QString*> valued{{QStringLiteral("--study"), &options.study},
                                          {QStringLiteral("--import"), &options.importFolder},
                                          {QStringLiteral("--tour"), &options.tour},
                                          {QStringLiteral("--pictures"), &options.pictures},
                                          {QStringLiteral("--lang"), &options.language},
                                          {QStringLiteral("--theme"), &options.theme},
                                          {QStringLiteral("--user"), &options.user},
                                          {QStringLiteral("--recovery-file"), &options.recoveryFile},
                                          {QStringLiteral("--passphrase-file"), &options.passphraseFile}};
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& word = arguments[i];
        if (word == QLatin1StringView("--demo")) {
            options.demo = true;
        } else if (word == QLatin1StringView("--help")) {
            options.help = true;
        } else if (QString* value = valued.value(word)) {
            if (++i == arguments.size())
                return fail(ErrorKind::Usage, "wrong-usage", word);
            *value = arguments[i];
        } else if (!word.startsWith(u'-') && options.study.isEmpty()) {
            options.study = word;
        } else {
            return fail(ErrorKind::Usage, "wrong-usage", word);
        }
    }
    if (options.passphraseFile.isEmpty())
        options.passphraseFile = qEnvironmentVariable("CASEBOOK_PASSPHRASE_FILE");
    if (options.user.isEmpty())
        options.user = qEnvironmentVariable("CASEBOOK_USER");
    return options;
}

QString usageText() {
    return QStringLiteral(
        "casebook [--study] FOLDER | --demo | --import DICOM --study FOLDER\n"
        "         [--user NAME] [--passphrase-file FILE] [--recovery-file FILE]\n"
        "         [--lang en|zh] [--theme light|dark]\n"
        "         [--tour FOLDER] [--pictures FOLDER]\n");
}

} // namespace casebook
