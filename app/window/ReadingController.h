// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "core/volume/SeriesFindings.h"
#include "viewers/PaneText.h"
#include "viewers/layout/ViewerGrid.h"
#include "viewers/slice/OverlayLayer.h"
#include "viewers/tools/Length.h"
#include "widgets/reading/ReadingValues.h"

#include <QObject>
#include <QSet>

namespace casebook {

class ReadingForms;
class ReadingPage;

/// Opens a series in the reading page: first picture, then the whole volume, then its overlays and
/// measurements; keeps what the person changes. All reading of the study happens in the pool.
class ReadingController : public QObject {
    Q_OBJECT
public:
    explicit ReadingController(ReadingPage* page, QObject* parent = nullptr);

    void setStudy(StudyPtr study); ///< null: forget everything that was shown
    void open(const QString& seriesUid, int volume = -1); ///< -1: the one with most images
    /// The same, and to this place (LPS mm) as soon as the volume is there.
    void openAt(const QString& seriesUid, const WorldPoint& place);
    /// Another volume of the open series; a phase of the one that is shown keeps place, window and zoom.
    void openVolume(int index);
    [[nodiscard]] const SeriesFindings& findings() const { return findings_; }
    [[nodiscard]] int volumeIndex() const { return index_; }
    void compare(const QString& currentUid, const QString& priorUid);
    /// The series of a task with its prior beside it.
    void openTask(const ReadingTask& task);
    /// What may be seen has changed (the first read is closed).
    void reloadOverlays();
    struct MeasuredSize {
        WorldPoint center{0, 0, 0}; ///< LPS mm
        double long_mm = 0, short_mm = 0;
    };
    /// The bidimensional measurement that was made or moved last.
    [[nodiscard]] std::optional<MeasuredSize> lastMeasured() const;
    [[nodiscard]] const VolumePtr& volume() const { return volume_; }
    /// Adds a label map beside the open series; a near miss asks the person first.
    void importLabels(const QString& path, bool confirm);
    [[nodiscard]] ReadingForms* forms() const { return forms_; }
    [[nodiscard]] const QString& seriesUid() const { return seriesUid_; }
    [[nodiscard]] bool isLoaded() const { return loaded_; } ///< volume and overlays are shown

Q_SIGNALS:
    void opened(const QString& seriesUid);  ///< the whole volume is shown
    void overlaysShown(const QString& seriesUid); ///< after opened, and whenever they are loaded anew
    void failed(const QString& words);
    void said(const QString& words);

private:
    /// An overlay with what it needs to be drawn.
    struct Loaded {
        OverlayRow row;
        SegmentationPtr segmentation;
        Placement placement;
        std::vector<SegmentStatistics> statistics;
        QList<SegmentStyle> styles;
        std::vector<bool> acrossGap; ///< per segment: images are missing within it
    };
    /// A length as it is stored, or on its way there: then it has no uuid yet.
    struct ShownLength : LengthRecord {
        quint64 order = 0;  ///< of one on its way; 0: the study has answered
        bool moved = false; ///< since it was sent
    };
    struct Opened {
        SeriesRow row;
        VolumePtr volume;
        int index = 0;
        SeriesFindings findings;
    };
    void start(const QString& seriesUid, int index); ///< index -1: the largest
    void forget();
    void showVolumes(const Opened& opened);
    void showPhase(int index);
    void showFirst(const Opened& opened);
    void showWhole(const Opened& opened);
    void loadOverlays(const VolumePtr& volume);
    void loadPrior(const QString& seriesUid);
    void showOverlays(QList<Loaded> overlays);
    void drawOverlays();
    void goToSegment(OverlayId overlay, int segment);
    void changeSegment(OverlayId overlay, const SegmentView& view);
    void keepLength(const LengthMeasurement& length);
    void changeLength(int index, const LengthMeasurement& length);
    void removeLength(int index);
    void lengthKept(const StudyPtr& study, quint64 order, const Result<LengthRecord>& kept);
    void changeStored(const StudyPtr& study, const LengthRecord& length);
    void removeStored(const StudyPtr& study, const Uuid& uuid);
    void sendMeasured();
    void addLabels();
    void confirmLabels(const QString& path, const Error& nearMiss);
    void refuse(const Error& error);
    [[nodiscard]] PaneText paneText() const;
    [[nodiscard]] QList<OverlayView> overlayViews() const;

    ReadingPage* page_;
    StudyPtr study_;
    QString seriesUid_;
    SeriesRow series_;
    SeriesFindings findings_;
    QString listed_;      ///< series whose volumes stand in the list
    int index_ = -1;      ///< of the volume that is shown
    VolumePtr volume_;
    QList<Loaded> overlays_;
    QList<ShownLength> lengths_;   ///< in the order of the panes
    quint64 lastOrder_ = 0;
    QSet<quint64> unwanted_;       ///< orders of lengths that were removed while they were on their way
    int measured_ = -1;            ///< of lengths_: what was measured or moved last
    std::pair<OverlayId, int> segment_{}; ///< chosen after that; segment 0: none
    ReadingForms* forms_;
    Stoppable loading_;
    quint64 generation_ = 0; ///< of the last open(); older answers are dropped
    bool loaded_ = false;
    TaskId task_{};       ///< of the open case; 0: none
    QString prior_;       ///< series of its prior, or of the exam it is compared with
    std::optional<WorldPoint> place_; ///< where to go when the volume is there
};

} // namespace casebook
