// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Ids.h"
#include "core/values/Job.h"
#include "storage/vault/Session.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace casebook {

class Database;
class ObjectStore;

/// Images on their way out of the study, in the clear: right Export, and an audit row before the first
/// byte leaves. Any thread but the GUI's; blocks.
class ImageExport {
public:
    ImageExport(Database& database, ObjectStore& objects, const Session& session);

    /// Must succeed before anything is written. @param kind "series" or "overlay"; @param form what leaves:
    /// "voxels", "labels", "dicom", "picture"; `folder`: where files lie should the export be cut off, empty for one
    /// file. Error "no-right", "read-only".
    [[nodiscard]] Result<> record(const QByteArray& kind, const Uuid& object, const QByteArray& form,
                                  const QString& folder = {});

    /// Every file of the series exactly as it was received, in the order of import. Recorded, with the `folder` that
    /// the sink writes to. @return their number. Error "no-such-series", "damaged-object", those of `sink`, "cancelled".
    [[nodiscard]] Result<int>
    originals(const QString& seriesUid,
              const std::function<Result<>(int number, const QByteArray& bytes)>& sink, const Job& job,
              const QString& folder = {});
    /// One file as it was received. Not recorded: the caller has done so. Error "no-such-object".
    [[nodiscard]] Result<QByteArray> original(const QString& sopInstance);

private:
    Database& database_;
    ObjectStore& objects_;
    const Session& session_;
};

} // namespace casebook
