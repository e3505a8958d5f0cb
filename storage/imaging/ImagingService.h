// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Placement.h"
#include "core/segmentation/Segmentation.h"
#include "core/values/Clock.h"
#include "core/values/Job.h"
#include "core/volume/SeriesFindings.h"
#include "core/volume/Volume.h"
#include "core/volume/VolumePlan.h"
#include "storage/vault/Session.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace casebook {

class Connection;
class Database;
class ObjectStore;
class WorkerPool;

/// A DICOM study of a subject ("study" means the clinical study here).
struct ImagingStudy {
    ExamId id;
    Uuid uuid;
    QString studyUid;
    QString date;        ///< ISO, or empty
    QString time;        ///< HH:MM:SS, or empty
    QString description;
    QString patientName; ///< of the files; empty without the right to read identities
    QString subject;     ///< label; empty while it waits for a person
};

struct SeriesRow {
    SeriesId id;
    Uuid uuid;
    QString uid;
    QString modality;
    QString description;
    int number = 0;
    QString bodyPart, kernel;
    QString frameOfReference;
    QByteArray kind;     ///< "image", "multi-frame", "seg", "sr", "other": what pages show it
    [[nodiscard]] bool isImage() const { return kind == "image" || kind == "multi-frame"; }
    int instances = 0;
    QString subject;     ///< label
    QString exam;        ///< Study Instance UID
    QString examDate, examTime; ///< ISO date, HH:MM:SS
    int columns = 0, rows = 0;
    QString geometry;    ///< "512 x 512 x 133"; empty where no volume can be made
    double thickness_mm = 0, step_mm = 0;
    QList<QByteArray> warnings; ///< of its volumes
    int overlays = 0;
};

/// Counting the images of every series of a large study takes seconds: without, instances and overlays stay 0.
enum class SeriesCounts { With, Without };

struct OverlayRow {
    OverlayId id;
    Uuid uuid;
    QByteArray kind; ///< "SEG", "LABELS", ...
    QString uid; ///< SOP Instance UID for DICOM, else the uuid
    QString sopInstance; ///< empty for LABELS
    QString series; ///< Series UID it is drawn on; empty where there is none
    QString ownSeries; ///< Series UID that the DICOM object came in; empty for LABELS
    QString frameOfReference;
    QByteArray placement; ///< "verified", "confirmed", "refused", "no-image"
    QByteArray reason;
    QString confirmedBy; ///< printed name
    AlgorithmIdentity algorithm;
};

/// How a person last set the drawing of one segment.
struct SegmentStyle {
    int segment = 0;
    bool visible = true;
    bool fill = false;
    double opacity = 1;
    std::array<std::uint8_t, 3> color{0, 0, 0};
};

/// A length between two patient points, on one stored slice; with a short axis a bidimensional measurement.
struct LengthRecord {
    Uuid uuid;
    QString series;
    QString frameOfReference;
    QString instance; ///< SOP Instance UID of the slice
    WorldPoint a{0, 0, 0}, b{0, 0, 0};
    double length_mm = 0;
    QString user;
    std::optional<std::array<WorldPoint, 2>> shortAxis;
    [[nodiscard]] double short_mm() const {
        return shortAxis ? ((*shortAxis)[1] - (*shortAxis)[0]).norm() : 0;
    }
};

/// Everything that is read from imaging data in the study, without what the modes of reading hide from this
/// session (storage/reading/ReadingVisibility.h). Any thread but the GUI's; blocks.
class ImagingService {
public:
    ImagingService(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
                   const Clock& clock);

    [[nodiscard]] Result<QList<ImagingStudy>> exams(const QString& subject = {}) const;
    [[nodiscard]] Result<QList<SeriesRow>> series(const QString& subject = {},
                                                  SeriesCounts counts = SeriesCounts::With) const;
    [[nodiscard]] Result<SeriesRow> findSeries(const QString& uid) const; ///< "no-such-series"
    [[nodiscard]] Result<QList<OverlayRow>> overlays(const QString& seriesUid = {}) const;
    [[nodiscard]] Result<OverlayRow> findOverlay(const QString& idOrUid) const; ///< "no-such-overlay"

    /// Groups of one series, without pixels. Error "no-such-series", "no-pixel-data".
    [[nodiscard]] Result<SeriesPlan> plan(const QString& seriesUid) const;
    /// What was found in the series and done with it, for people; volumes of it in the order of volume().
    [[nodiscard]] Result<SeriesFindings> findings(const QString& seriesUid) const;
    /// A small picture of volume `index`: JPEG or empty. Decodes one image.
    [[nodiscard]] Result<QByteArray> volumeThumbnail(const QString& seriesUid, int index) const;
    /// Voxels of group `index`; behind the volumes of the plan come its stacks of pictures. Decrypts uncompressed pixels straight into the volume; everything else
    /// is decoded by the workers. Error "bad-geometry", "truncated", "damaged-object".
    [[nodiscard]] Result<VolumePtr> volume(const QString& seriesUid, int index, const Job& job) const;
    /// The middle slice of group `index` alone (a volume of one slice): the first picture.
    [[nodiscard]] Result<VolumePtr> middleSlice(const QString& seriesUid, int index) const;
    [[nodiscard]] Result<QByteArray> thumbnail(const QString& seriesUid) const; ///< JPEG or empty

    [[nodiscard]] Result<SegmentationPtr> segmentation(const OverlayRow& overlay, const Job& job) const;
    /// Where `overlay` may be drawn: by frame of reference, or by grid for label maps.
    [[nodiscard]] Placement placement(const OverlayRow& overlay, const Volume& volume,
                                      const Segmentation& s) const;
    /// An overlay as our own DICOM Segmentation (see SegExport). The caller records the export.
    [[nodiscard]] Result<QByteArray> asDicom(const OverlayRow& overlay, const Segmentation& s,
                                             const QString& program) const;
    /// Imports a NIfTI, NRRD or MetaImage label map beside a series. `confirm`: a person accepts a near
    /// miss (recorded with the name). Error "needs-confirmation" (a near miss, args
    /// {mm}), "bad-geometry" (args {mm}), "unsupported-object", "overlays-hidden" (a reading of the person who
    /// imports hides overlays of this subject).
    [[nodiscard]] Result<OverlayRow> importLabels(const QString& path, const QString& seriesUid, bool confirm,
                                                  const Job& job);

    /// Imports such a file as a map of values over a series (kind MAP). Same rules and errors.
    [[nodiscard]] Result<OverlayRow> importMap(const QString& path, const QString& seriesUid, bool confirm,
                                               const Job& job);
    /// The document of an encapsulated PDF by its SOP Instance UID or Series UID: bytes for a file, never
    /// looked into here. Recorded as an export. Error "no-such-object", "no-right", those of the reader.
    [[nodiscard]] Result<QByteArray> document(const QString& uid);

    [[nodiscard]] Result<QList<SegmentStyle>> styles(OverlayId id) const;
    [[nodiscard]] Result<> setStyle(OverlayId id, const SegmentStyle& style);

    [[nodiscard]] Result<QList<LengthRecord>> lengths(const QString& seriesUid) const;
    [[nodiscard]] Result<LengthRecord> addLength(const LengthRecord& length);
    /// The ends were moved: same measurement, new value; items that took the old one get a query.
    /// Error "no-such-measurement".
    [[nodiscard]] Result<> changeLength(const LengthRecord& length);
    [[nodiscard]] Result<> removeLength(const Uuid& uuid, const QString& reason);

private:
    [[nodiscard]] Result<QList<SeriesRow>> visibleSeries(const QString& subject, const QString& uid,
                                                         SeriesCounts counts) const;
    [[nodiscard]] Result<> requireVisible(const QString& seriesUid) const;
    struct Fit;
    /// How a grid from a file without frame of reference lies on a series, or why it may not.
    [[nodiscard]] Result<Fit> fitOn(const QString& seriesUid, const Segmentation& placed, bool confirm) const;
    [[nodiscard]] Result<OverlayRow> keep(const QByteArray& kind, const QByteArray& bytes,
                                          const QString& seriesUid, const Fit& fit);
    [[nodiscard]] Result<> mayImportOn(const QString& seriesUid) const;
    /// An overlay by id, uid or local number, where this session sees it.
    [[nodiscard]] Result<OverlayRow> visibleOverlay(Connection& connection, const QString& idOrUid) const;

    Database& database_;
    ObjectStore& objects_;
    WorkerPool& workers_;
    const Session& session_;
    const Clock& clock_;
};

} // namespace casebook
