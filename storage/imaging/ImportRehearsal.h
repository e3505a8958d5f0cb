// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/ScratchDatabase.h"
#include "storage/dicom/Instance.h"
#include "storage/objects/ObjectStore.h"
#include "storage/vault/Session.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <mutex>

namespace casebook {

/// Where an import runs that only asks what would happen: a scratch database with those rows of the study that
/// the import looks at, and an object store that keeps nothing on disk and reads the study's own objects. The
/// import itself is the same code, so its report is the one that the real import gives. The study is only read.
class ImportRehearsal {
public:
    [[nodiscard]] static Result<std::unique_ptr<ImportRehearsal>> begin(Database& study, ObjectStore& objects,
                                                                        const Clock& clock);

    [[nodiscard]] Database& database() { return scratch_->database(); }
    [[nodiscard]] ObjectStore& objects();

    ~ImportRehearsal();

    /// Copies the exams that these files touch: by study, series, instance or frame of reference.
    [[nodiscard]] Result<> bringNear(const QList<dicom::ParsedInstance>& batch);

    /// What a pack would hold. Images that lie in a file are read from there again; the bytes of other objects
    /// and, up to a limit, of images out of archives are kept in memory.
    struct Part {
        QByteArray bytes;
        QString path; ///< the file it came from; empty: an archive or memory
        bool image = false;
    };
    [[nodiscard]] Result<PackRef> keep(const QList<Part>& parts);

private:
    class Objects;
    ImportRehearsal(Database& study, ObjectStore& objects);
    [[nodiscard]] Result<> copyPeople();

    Database& study_;
    std::unique_ptr<ScratchDatabase> scratch_;
    std::unique_ptr<Objects> objects_;
    QSet<QString> known_; ///< UIDs whose exams are here already
};

} // namespace casebook
