// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace casebook {

/// What an import did, file by file where something was not taken. Kept in the study.
struct ImportReport {
    struct Refused {
        QString path;     ///< as given, with the place inside an archive
        QByteArray code;  ///< "not-dicom", "truncated", ... (design cli)
        QString message;  ///< words for a person
        QString keptAs;   ///< local key under which it is kept nevertheless ("UID#2"), usually empty
    };
    /// A file with the pixels of an instance that is here and another header.
    struct Difference {
        QString path;
        QString instance; ///< SOP Instance UID
        QString series;
        QStringList attributes; ///< keywords of DICOM, no values
    };
    struct Waiting {
        QString series;   ///< Series UID
        QByteArray
            reason;///< "identity-conflict", "two-patients-in-exam", "conflicting-instance", "other-header"
    };
    struct Series {
        QString uid;
        QString modality;
        QString description;
        QString subject;  ///< label, empty while it waits for a person
        int instances = 0;///< taken by this import
        QList<QByteArray> warnings; ///< codes of the volume
        QString geometry; ///< "512 x 512 x 133"
        double thickness_mm = 0, step_mm = 0;
    };
    struct Derived {
        QString uid;
        QString modality;
        QByteArray kind;  ///< "SEG", "SR", ...
        bool placed = false;
        QByteArray reason;///< empty where placed
    };

    /// What a mapping table did; absent without one.
    struct Mapped {
        int rows = 0;
        QList<int> unusedLines;      ///< rows no file belongs to
        QStringList seriesWithoutRow;///< matched by the usual rule
    };
    /// Text that its file declares in another set than it is in.
    struct TextGuess {
        QString source;   ///< manufacturer and institution, as they stand in the files
        QByteArray guess; ///< what it was read as
        int files = 0;
    };

    ImportId id;
    Uuid uuid;
    std::optional<Mapped> mapped;
    QList<TextGuess> guesses;
    int files = 0;
    int imported = 0;
    int duplicates = 0;
    QList<Refused> refused;
    QList<Difference> differences;
    QList<Waiting> waiting;
    QList<QString> subjects; ///< labels
    QList<Series> series;
    QList<Derived> derived;
    double seconds = 0;
    QByteArray state = "done"; ///< "done", "interrupted" (cancelled or failed half way), "undone"
    bool dryRun = false;       ///< what an import would do: nothing was written, there is no id
};

/// Refused for a reason that lies with this computer and not with the file: what is offered again may be taken.
/// "unreadable", "worker-missing", "worker-failed", "dictionary-missing", "pack-away".
[[nodiscard]] bool mayComeLater(const ImportReport::Refused& refused);

/// The JSON of `import dicom` (design cli).
[[nodiscard]] QJsonObject toJson(const ImportReport& report);

} // namespace casebook
