// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Frame.h"
#include "core/segmentation/Segmentation.h"
#include "core/values/Clock.h"
#include "core/values/Job.h"
#include "core/volume/Window.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrMeasurements.h"
#include "storage/vault/Session.h"

#include <QHash>
#include <QList>

#include <optional>
#include <vector>

namespace casebook {

class Connection;
class Database;
class ObjectStore;
class WorkerPool;

/// A structured report ("SR"), key object selection ("KO"), presentation state ("PR") or encapsulated PDF ("PDF", whose
/// bytes ImagingService::document gives out) in the study.
struct ReportRow {
    QString uid; ///< SOP Instance UID
    QByteArray kind;
    QString title;
    QString subject; ///< label; empty while it waits for a person
    QString series, exam; ///< UIDs of its own series, of its exam
    QString date; ///< ISO day of its exam
    QString manufacturer;
};

/// One line, outline or word that a report or presentation state draws on a slice; LPS mm.
struct DrawnShape {
    QString instance; ///< SOP Instance UID of the slice; empty: in space
    std::vector<WorldPoint> line; ///< one point: a point, or where `text` begins
    bool closed = false, filled = false;
    QString text; ///< numbers of a measurement, or words of an annotation
    bool optional = false; ///< shown only when asked for (CAD SR)
};

/// What one document draws on a series. Read-only.
struct DrawnLayer {
    ReportRow report;
    QString maker; ///< algorithm or device, with version
    bool automatic = false;
    QList<DrawnShape> shapes;
    std::optional<Window> window; ///< of a presentation state, where it names one for this series
    std::vector<std::pair<QString, std::vector<WorldPoint>>> shutters; ///< slice and what stays visible
    std::vector<std::pair<QString, std::vector<WorldPoint>>> areas; ///< slice and its displayed area
};

/// A slice that someone marked as key image: a user of this study (`uuid`), or a key object selection (`object`).
struct KeyImage {
    Uuid uuid;
    QString instance;
    QString by; ///< printed name, or title of the object
    QString object; ///< SOP Instance UID of the key object; empty: a user's
};

/// Reports of other systems as documents, what they draw, key images, and our own measurements as DICOM. Without what
/// the modes of reading hide from this session. Any thread but the GUI's; blocks.
class ReportService {
public:
    ReportService(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
                  const Clock& clock);

    /// Right ReadImages. @param subject label; empty: of all.
    [[nodiscard]] Result<QList<ReportRow>> list(const QString& subject = {}) const;
    [[nodiscard]] Result<ReportRow> find(const QString& uid) const; ///< "no-such-report"
    [[nodiscard]] Result<dicom::SrDocument> document(const QString& uid) const;
    [[nodiscard]] Result<dicom::Presentation> presentation(const QString& uid) const;

    /// What reports and presentation states of the subject draw on this series.
    [[nodiscard]] Result<QList<DrawnLayer>> layers(const QString& seriesUid, const Job& job) const;

    /// Users' marks first, then those of key objects. Other readers' marks where they may be seen.
    [[nodiscard]] Result<QList<KeyImage>> keyImages(const QString& seriesUid) const;
    /// Slices marked of each series of a subject, by Series UID; series without are left out.
    [[nodiscard]] Result<QHash<QString, int>> keyImageCounts(const QString& subject) const;
    /// Right Measure; audited. A slice that this user has marked already stays marked once.
    /// Error "no-such-object": no slice of that series.
    [[nodiscard]] Result<KeyImage> addKeyImage(const QString& seriesUid, const QString& instance);
    /// Right Measure; one's own marks. Error "no-such-key-image".
    [[nodiscard]] Result<> removeKeyImage(const Uuid& uuid);

    /// The lengths this session sees on the series, and the volumes of the segments of the overlays drawn on it, as an
    /// imaging measurement report (TID 1500). Right Export; audited before the bytes are given out. The identity in it
    /// is that of the images. Errors "no-such-series", "nothing-to-write".
    [[nodiscard]] Result<QByteArray> exportMeasurements(const QString& seriesUid, const Job& job);
    /// The key images of the series as a key object selection. Errors as above.
    [[nodiscard]] Result<QByteArray> exportKeyImages(const QString& seriesUid);

private:
    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
