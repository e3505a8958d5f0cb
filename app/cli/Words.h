// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace casebook {

/// Translation context of the command line: `Cli::tr("...")`. Words for people only; keys, codes and
/// column names of the answers are never translated.
struct Cli {
    Q_DECLARE_TR_FUNCTIONS(casebook::Cli)
};

} // namespace casebook
