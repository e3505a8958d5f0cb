// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Job.h"
#include "storage/export/ExportIdentifiers.h"

#include <QHash>
#include <QStringList>

namespace casebook {

/// What the check of a set found. Carries no identifier: a fault says where and which kind.
struct ExportCheckReport {
    struct Fault {
        QByteArray check; ///< "identifier", "dicom", "reference", "pixels", "table", "checksum", "kind"
        QString path;     ///< within the set; ".": its folder
        QString what;
    };
    QList<Fault> faults;
    int files = 0, objects = 0, tables = 0, references = 0, checksums = 0;
    qint64 bytes = 0;
    [[nodiscard]] bool ok() const { return faults.isEmpty(); }
    [[nodiscard]] QByteArray toText() const; ///< qc/checks.txt
};

/// The last step of an export, and `export check`: attacks the finished bytes with another program path than the one
/// that wrote them. Opens every file anew; an unknown kind of file is a fault. Any thread but the GUI's.
class ExportCheck {
public:
    struct Wanted {
        ExportIdentifiers identifiers;
        QHash<QString, QByteArray>
            pixelHashes; ///< path -> SHA-256 of the source's stored values; may be empty
        bool checksums = false; ///< SHA256SUMS and manifest.tsv are there already
        QStringList only; ///< these files alone; empty: all
    };
    /// Errors: "unreadable", "cancelled". What it finds wrong is in the report.
    [[nodiscard]] static Result<ExportCheckReport> run(const QString& folder, const Wanted& wanted,
                                                       const Job& job);
};

} // namespace casebook
