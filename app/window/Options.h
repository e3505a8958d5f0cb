// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QStringList>

namespace casebook {

/// What the command line of the window program asks for.
struct Options {
    QString study;         ///< folder to unlock at start (or to make, with import)
    bool demo = false;     ///< open the demo study, made when absent
    QString importFolder;  ///< DICOM to import into a new study
    QString passphraseFile;///< one line; also CASEBOOK_PASSPHRASE_FILE
    QString recoveryFile;  ///< takes the recovery words of a study that is made; empty: the terminal
    QString user;
    QString tour;          ///< walk the screens, leave pictures here, and end
    QString pictures;      ///< make the pictures of the documentation here, and end
    QString language;      ///< "en", "zh" or empty
    QString theme;         ///< "light", "dark" or empty
    bool help = false;
};

/// Error Usage "wrong-usage" with the unknown word as object.
[[nodiscard]] Result<Options> parseOptions(const QStringList& arguments);
[[nodiscard]] QString usageText();

} // namespace casebook
