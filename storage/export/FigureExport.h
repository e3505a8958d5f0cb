// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/Session.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace casebook {

class Database;

/// Figures and tables of results on their way out of the study, in the clear: right Export, and one audit row before
/// the first byte leaves. Any thread but the GUI's; blocks.
class FigureExport {
public:
    FigureExport(Database& database, const Session& session);

    /// Records, then lets `writing` write. @param name what it is: "table1", "survival"; the row keeps it, the kind
    /// of file and where it went. A row stays even when the writing fails: what it left is not known.
    /// Errors: "no-right", "read-only" (then nothing is written), those of `writing`.
    [[nodiscard]] Result<> run(const QString& name, const QString& path,
                               const std::function<Result<>()>& writing);
    /// The same for bytes: whole or not at all. Error "figure-not-written" (object: the path).
    [[nodiscard]] Result<> write(const QString& name, const QString& path, const QByteArray& bytes);

private:
    Database& database_;
    const Session& session_;
};

} // namespace casebook
