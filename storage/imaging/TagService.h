// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/TagTree.h"
#include "storage/vault/Session.h"

#include <QSet>

#include <mutex>

namespace casebook {

class Database;
class ObjectStore;
class WorkerPool;

struct TagInstance {
    QString sopInstance, series; ///< UIDs
    int number = 0;              ///< InstanceNumber; 0: none
};

/// The attributes of stored DICOM objects, read by a worker. What the modes of reading hide is not there
/// (ReadingVisibility). Values that may say who the person is are taken out unless they are asked for: that needs the
/// right ReadIdentity, is refused while the person has a pending read without AI of the subject (a blinded task), and
/// leaves one audit row a series for the life of this object. Right ReadImages. Any thread but the GUI's; blocks. Errors "no-such-series", "no-such-instance", "identity-blinded"; those of WorkerPool::tags.
class TagService {
public:
    TagService(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session)
        : database_(database), objects_(objects), workers_(workers), session_(session) {}

    /// By instance number, then as they came.
    [[nodiscard]] Result<QList<TagInstance>> instances(const QString& seriesUid) const;
    [[nodiscard]] Result<dicom::TagTree> tags(const QString& sopInstance, bool identity);

private:
    struct Place;
    [[nodiscard]] Result<Place> placeOf(const QString& sopInstance) const;
    [[nodiscard]] Result<> recordIdentityRead(const Place& place);

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    std::mutex mutex_; ///< guards `recorded_`
    QSet<QByteArray> recorded_; ///< uuids of series
};

} // namespace casebook
