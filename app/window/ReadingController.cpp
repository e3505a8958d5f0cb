// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReadingController.h"

#include "app/window/FileDialog.h"
#include "app/window/OverlayRows.h"
#include "app/window/ReadingForms.h"
#include "app/window/ReadingPage.h"
#include "app/window/ReadingVolumes.h"
#include "core/segmentation/GapCrossing.h"
#include "core/segmentation/OverlaySampler.h"
#include "core/segmentation/ValueMap.h"
#include "core/values/DicomWords.h"
#include "core/values/Messages.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"

#include <QLocale>
#include <QLoggingCategory>

#include <algorithm>

namespace casebook {

namespace {

Q_LOGGING_CATEGORY(lcReading, "casebook.window.reading")

QColor colorOf(const std::array<std::uint8_t, 3>& c) { return {c[0], c[1], c[2]}; }

LengthMeasurement toMeasurement(const LengthRecord& r) {
    LengthMeasurement length{r.a, r.b, r.frameOfReference, r.instance, {}};
    if (r.shortAxis)
        length.shortAxis = ShortAxis{(*r.shortAxis)[0], (*r.shortAxis)[1]};
    return length;
}

} // namespace

ReadingController::ReadingController(ReadingPage* page, QObject* parent)
    : QObject(parent), page_(page), forms_(new ReadingForms(page->form(), page->formChoice(), this)) {
    connect(forms_, &ReadingForms::failed, this, &ReadingController::failed);
    connect(forms_, &ReadingForms::said, this, &ReadingController::said);
    connect(forms_, &ReadingForms::sourceJumpRequested, this, [this](const ValueSource& source) {
        if (source.pointLps)
            openAt(source.seriesUid,
                   WorldPoint((*source.pointLps)[0], (*source.pointLps)[1], (*source.pointLps)[2]));
    });
    connect(page_, &ReadingPage::sendRequested, this, &ReadingController::sendMeasured);
    connect(page_->grid(), &ViewerGrid::lengthChanged, this, &ReadingController::changeLength);
    connect(page_->grid(), &ViewerGrid::lengthRemoved, this, &ReadingController::removeLength);
    SegmentPanel* panel = page_->panel();
    connect(panel, &SegmentPanel::segmentActivated, this, &ReadingController::goToSegment);
    connect(panel, &SegmentPanel::segmentChanged, this, &ReadingController::changeSegment);
    connect(panel, &SegmentPanel::addOverlayRequested, this, &ReadingController::addLabels);
    connect(page_->grid(), &ViewerGrid::measured, this, &ReadingController::keepLength);
    connect(page_->grid(), &ViewerGrid::notMeasured, this,
            [this] { Q_EMIT said(tr("No image is here, so nothing is measured.")); });
    connect(page_->volumeBar(), &VolumeBar::volumeChosen, this, &ReadingController::openVolume);
    connect(page_->series(), &SeriesPanel::volumeChosen, this, &ReadingController::openVolume);
}

void ReadingController::forget() {
    loaded_ = false;
    overlays_.clear();
    lengths_.clear();
    measured_ = -1;
    segment_ = {};
    page_->grid()->setOverlays({});
    page_->panel()->setOverlays({});
}

void ReadingController::setStudy(StudyPtr study) {
    loading_.stop();
    ++generation_;
    study_ = std::move(study);
    forms_->setStudy(study_);
    seriesUid_.clear();
    listed_.clear();
    findings_ = {};
    index_ = -1;
    volume_.reset();
    page_->grid()->setVolume(nullptr);
    forget();
    page_->panel()->setTitle({});
    page_->volumeBar()->setVolumes({});
    page_->series()->clear();
    page_->showNothing();
}

void ReadingController::open(const QString& seriesUid, int volume) {
    if (!study_)
        return;
    task_ = {};
    prior_.clear();
    place_.reset();
    listed_.clear();
    page_->grid()->setPrior(nullptr);
    start(seriesUid, volume);
}

void ReadingController::start(const QString& seriesUid, int wanted) {
    const quint64 generation = ++generation_;
    const std::stop_token stop = loading_.restart();
    seriesUid_ = seriesUid;
    forget();
    page_->showLoading(tr("Opening the series…"));
    const StudyPtr study = study_;
    const auto first = [study, seriesUid, wanted]() -> Result<Opened> {
        const auto row = study->imaging.findSeries(seriesUid);
        const auto found =
            row ? study->imaging.findings(seriesUid) : Result<SeriesFindings>(tl::unexpected(row.error()));
        if (!found)
            return tl::unexpected(found.error());
        if (found->volumes.empty())
            return fail(ErrorKind::Refused, "no-pixel-data", seriesUid);
        const int index = wanted < 0 ? firstVolume(*found) : wanted;
        const auto slice = study->imaging.middleSlice(seriesUid, index);
        if (!slice)
            return tl::unexpected(slice.error());
        return Opened{*row, *slice, index, *found};
    };
    inBackground(this, first, [this, study, generation, stop](Result<Opened> opened) {
        if (generation != generation_)
            return;
        if (!opened)
            return refuse(opened.error());
        showFirst(*opened);
        const auto whole = [study, stop, now = *opened]() -> Result<Opened> {
            const auto volume = shownVolume(*study, now.row.uid, now.index, Job{stop, {}});
            if (!volume)
                return tl::unexpected(volume.error());
            return Opened{now.row, *volume, now.index, now.findings};
        };
        inBackground(this, whole, [this, generation](Result<Opened> all) {
            if (generation != generation_)
                return;
            all ? showWhole(*all) : refuse(all.error());
        });
    });
}

void ReadingController::openTask(const ReadingTask& task) {
    open(task.series);
    task_ = task.id;
    prior_ = task.priorSeries;
}

void ReadingController::compare(const QString& currentUid, const QString& priorUid) {
    open(currentUid);
    prior_ = priorUid;
}

void ReadingController::reloadOverlays() {
    if (volume_ && loaded_)
        loadOverlays(volume_);
}

std::optional<ReadingController::MeasuredSize> ReadingController::lastMeasured() const {
    if (measured_ < 0 || measured_ >= lengths_.size() || !lengths_[measured_].shortAxis)
        return std::nullopt;
    const LengthRecord& length = lengths_[measured_];
    return MeasuredSize{(length.a + length.b) / 2, (length.b - length.a).norm(), length.short_mm()};
}

void ReadingController::loadPrior(const QString& seriesUid) {
    struct Prior {
        SeriesRow row;
        VolumePtr volume;
    };
    inBackground(
        this,
        [study = study_, seriesUid]() -> Result<Prior> {
            const auto row = study->imaging.findSeries(seriesUid);
            const auto found = row ? study->imaging.findings(seriesUid)
                                   : Result<SeriesFindings>(tl::unexpected(row.error()));
            if (!found)
                return tl::unexpected(found.error());
            if (found->volumes.empty())
                return fail(ErrorKind::Refused, "no-pixel-data", seriesUid);
            const auto volume = study->imaging.volume(seriesUid, firstVolume(*found), {});
            return volume ? Result<Prior>(Prior{*row, *volume}) : tl::unexpected(volume.error());
        },
        [this, generation = generation_](Result<Prior> prior) {
            if (generation != generation_)
                return;
            if (!prior) {
                Q_EMIT failed(messageText(prior.error()));
                return;
            }
            PaneText text;
            text.subject = prior->row.subject;
            text.dateTime = QString(prior->row.examDate + u' ' + prior->row.examTime.left(5)).trimmed();
            text.series = prior->row.description;
            text.kernel = severalWords(prior->row.kernel);
            page_->grid()->setPrior(prior->volume, text);
            page_->grid()->setLayoutKind(ViewerGrid::Layout::OneByTwo);
        });
}

void ReadingController::openAt(const QString& seriesUid, const WorldPoint& place) {
    if (seriesUid == seriesUid_ && loaded_) {
        page_->grid()->goTo(place);
        return;
    }
    open(seriesUid);
    place_ = place;
}

void ReadingController::showFirst(const Opened& opened) {
    series_ = opened.row;
    volume_ = opened.volume;
    showVolumes(opened);
    page_->grid()->setVolume(opened.volume, paneText());
    // Many scanners leave the description empty: then the number is the name.
    const QString name =
        series_.description.isEmpty() ? tr("Series %1").arg(series_.number) : series_.description;
    const QString date = series_.examDate.isEmpty() ? tr("no date") : series_.examDate;
    page_->panel()->setTitle({series_.subject, name,
                              tr("%1, %2, %n image(s)", "reading: date, modality", series_.instances)
                                  .arg(date, series_.modality)});
    page_->showImages();
    forms_->showFor(series_, task_);
}

void ReadingController::showWhole(const Opened& opened) {
    volume_ = opened.volume;
    page_->grid()->setVolume(opened.volume, paneText());
    VolumeFindings damage = findings_.volumes[std::size_t(index_)];
    addDamage(damage, *volume_);
    page_->series()->setDamage(index_, damage.damaged_mm);
    if (place_)
        page_->grid()->goTo(*place_);
    if (!prior_.isEmpty())
        loadPrior(prior_);
    Q_EMIT this->opened(seriesUid_);
    loadOverlays(opened.volume);
}

void ReadingController::loadOverlays(const VolumePtr& volume) {
    const quint64 generation = generation_;
    const StudyPtr study = study_;
    struct Answer {
        QList<Loaded> overlays;
        QList<LengthRecord> lengths;
        std::optional<Error> problem;
    };
    const auto work = [study, volume]() -> Result<Answer> {
        Answer answer;
        const StackGaps gaps = gapsOf(*volume);
        const auto rows = study->imaging.overlays(volume->seriesUid);
        if (!rows)
            return tl::unexpected(rows.error());
        for (const OverlayRow& row : *rows) {
            if (row.placement == "refused")
                continue; // kept, and listed on the page of its subject
            if (row.kind == "SR")
                continue; // drawn by ReportController
            const auto segmentation = study->imaging.segmentation(row, {});
            if (!segmentation) {
                // One that can't be read must not take the others away.
                answer.problem = segmentation.error();
                continue;
            }
            Loaded loaded{row, *segmentation, study->imaging.placement(row, *volume, **segmentation), {}, {},
                          {}};
            for (const Segment& segment : (*segmentation)->segments) {
                loaded.statistics.push_back(statistics(**segmentation, segment));
                loaded.acrossGap.push_back(crossesGap(**segmentation, segment, gaps));
            }
            if (const auto styles = study->imaging.styles(row.id))
                loaded.styles = *styles;
            answer.overlays.append(std::move(loaded));
        }
        const auto lengths = study->imaging.lengths(volume->seriesUid);
        if (!lengths)
            return tl::unexpected(lengths.error());
        answer.lengths = *lengths;
        return answer;
    };
    inBackground(this, work, [this, generation](Result<Answer> answer) {
        if (generation != generation_)
            return;
        if (!answer) {
            qCWarning(lcReading) << "overlays not shown:" << answer.error().code;
            Q_EMIT failed(messageText(answer.error()));
            loaded_ = true;
            return;
        }
        if (answer->problem)
            Q_EMIT failed(messageText(*answer->problem));
        lengths_.clear();
        for (const LengthRecord& record : std::as_const(answer->lengths))
            lengths_.append(ShownLength{record, 0, false});
        std::vector<LengthMeasurement> lengths;
        for (const LengthRecord& record : answer->lengths)
            lengths.push_back(toMeasurement(record));
        page_->grid()->setLengths(lengths);
        showOverlays(std::move(answer->overlays));
    });
}

void ReadingController::showOverlays(QList<Loaded> overlays) {
    overlays_ = std::move(overlays);
    page_->bar()->setHasOverlays(!overlays_.isEmpty());
    page_->grid()->setVolume(volume_, paneText());
    page_->panel()->setOverlays(overlayViews());
    drawOverlays();
    loaded_ = true;
    Q_EMIT overlaysShown(seriesUid_);
}

PaneText ReadingController::paneText() const {
    PaneText text;
    text.subject = series_.subject;
    constexpr qsizetype hoursAndMinutes = 5;
    text.dateTime = QString(series_.examDate + u' ' + series_.examTime.left(hoursAndMinutes)).trimmed();
    text.series = series_.number > 0 ? QStringLiteral("%1  %2").arg(series_.number).arg(series_.description)
                                     : series_.description;
    if (findings_.volumes.size() > 1 && index_ >= 0)
        text.series += QStringLiteral("  ") + volumeLabel(findings_.volumes[std::size_t(index_)]);
    text.kernel = severalWords(series_.kernel);
    for (const Loaded& overlay : overlays_) {
        const AlgorithmIdentity& a = overlay.row.algorithm;
        if (overlay.placement.state == Placement::State::Refused)
            continue;
        text.algorithm = a.name.isEmpty() ? tr("unknown algorithm")
                                          : QStringList{a.name, a.version, a.date}.join(u' ').simplified();
        // A structure set tells how a region was made; where it doesn't, a person drew it with the program.
        text.drawnByHand = a.type == "MANUAL" || (overlay.row.kind == "RTSTRUCT" && a.type.isEmpty());
        if (const ValueMap* map = overlay.segmentation->map.get())
            text.note = tr("%1: colours from %2 to %3 %4")
                            .arg(map->quantity.isEmpty() ? tr("Map") : map->quantity)
                            .arg(map->low, 0, 'g', 3)
                            .arg(map->high, 0, 'g', 3)
                            .arg(map->unit)
                            .trimmed();
        if (overlay.placement.state == Placement::State::Confirmed)
            text.note = tr("placement confirmed by %1").arg(overlay.row.confirmedBy);
    }
    return text;
}

QList<OverlayView> ReadingController::overlayViews() const {
    QList<OverlayView> out;
    int color = 0;
    for (const Loaded& loaded : overlays_) {
        OverlayView view;
        view.id = loaded.row.id;
        view.name = overlayName(loaded.row.kind);
        view.algorithm = loaded.row.algorithm.name;
        view.algorithmVersion =
            QString(loaded.row.algorithm.version + u' ' + loaded.row.algorithm.date).trimmed();
        view.placement = loaded.placement.state;
        view.reason = loaded.placement.reason;
        view.corner_mm = loaded.placement.corner_mm;
        view.confirmedBy = loaded.row.confirmedBy;
        view.byGrid = loaded.placement.byGrid;
        if (loaded.segmentation->map)
            view.segments.append(mapRow(*loaded.segmentation->map, loaded.styles));
        for (std::size_t i = 0; i < loaded.segmentation->segments.size(); ++i) {
            const Segment& segment = loaded.segmentation->segments[i];
            SegmentView row;
            row.number = segment.number;
            row.label = segment.label;
            row.volume_ml = loaded.statistics[i].volume_ml;
            row.acrossGap = loaded.acrossGap[i];
            row.color = colorOf(segment.hasColor ? segment.color : segmentColor(color));
            ++color;
            for (const SegmentStyle& style : loaded.styles)
                if (style.segment == segment.number) {
                    row.visible = style.visible;
                    row.fill = style.fill;
                    row.opacity = style.opacity;
                    row.color = colorOf(style.color);
                }
            view.segments.append(row);
        }
        out.append(view);
    }
    return out;
}

void ReadingController::drawOverlays() {
    // One drawing layer a segment, since each has a style of its own.
    std::vector<Overlay> layers;
    const QList<OverlayView>& views = page_->panel()->overlays();
    for (qsizetype o = 0; o < views.size() && o < overlays_.size(); ++o) {
        const Loaded& loaded = overlays_[o];
        const bool drawn = loaded.placement.state == Placement::State::Verified ||
                           loaded.placement.state == Placement::State::Confirmed;
        for (qsizetype s = 0; drawn && s < views[o].segments.size(); ++s) {
            const SegmentView& view = views[o].segments[s];
            Overlay layer;
            layer.segmentation = loaded.segmentation;
            layer.segments.assign(loaded.segmentation->segments.size(), {false, {}});
            if (!loaded.segmentation->map)
                layer.segments[std::size_t(s)] = {view.visible, view.color};
            layer.style = view.fill ? Overlay::Style::Both : Overlay::Style::Outline;
            layer.opacity = view.opacity;
            layer.visible = view.visible;
            layers.push_back(std::move(layer));
        }
    }
    page_->grid()->setOverlays(layers);
}

void ReadingController::goToSegment(OverlayId overlay, int segment) {
    for (const Loaded& loaded : overlays_)
        for (std::size_t i = 0; loaded.row.id == overlay && i < loaded.statistics.size(); ++i)
            if (loaded.segmentation->segments[i].number == segment && loaded.statistics[i].voxels > 0)
                page_->grid()->goTo(loaded.statistics[i].centroid);
    page_->panel()->setActive(overlay, segment);
    segment_ = {overlay, segment};
}

void ReadingController::changeSegment(OverlayId overlay, const SegmentView& view) {
    drawOverlays();
    const SegmentStyle style{
        view.number,
        view.visible,
        view.fill,
        view.opacity,
        {std::uint8_t(view.color.red()), std::uint8_t(view.color.green()), std::uint8_t(view.color.blue())}};
    for (Loaded& loaded : overlays_)
        if (loaded.row.id == overlay) {
            loaded.styles.removeIf([&](const SegmentStyle& s) { return s.segment == style.segment; });
            loaded.styles.append(style);
        }
    inBackground(
        this, [study = study_, overlay, style] { return study->imaging.setStyle(overlay, style); },
        [this](Result<> kept) {
            if (!kept)
                Q_EMIT failed(messageText(kept.error()));
        });
}

/// F9: the segment that was chosen last, or the length that was measured or moved last.
void ReadingController::sendMeasured() {
    MeasuredValue value;
    value.source.seriesUid = seriesUid_;
    value.source.frameOfReference = volume_ ? volume_->frameOfReference : QString();
    const auto at = [&](const WorldPoint& p) { value.source.pointLps = {p.x(), p.y(), p.z()}; };
    for (const Loaded& loaded : overlays_)
        for (std::size_t i = 0; segment_.second > 0 && i < loaded.statistics.size(); ++i) {
            if (loaded.row.id != segment_.first || loaded.segmentation->segments[i].number != segment_.second)
                continue;
            if (loaded.acrossGap[i]) {
                Q_EMIT said(tr("Images are missing within this segment: its volume is not known"));
                return;
            }
            value.values = {loaded.statistics[i].volume_ml};
            value.unit = QStringLiteral("mL");
            value.source.kind = "segment";
            value.source.object = loaded.row.uuid;
            at(loaded.statistics[i].centroid);
        }
    if (value.isEmpty() && measured_ >= 0 && measured_ < lengths_.size()) {
        const LengthRecord& length = lengths_[measured_];
        value.values = {(length.b - length.a).norm()};
        if (length.shortAxis)
            value.values << length.short_mm();
        value.unit = QStringLiteral("mm");
        value.source.kind = "measurement";
        value.source.object = length.uuid;
        value.source.sopUid = length.instance;
        at((length.a + length.b) / 2);
    }
    if (value.isEmpty()) {
        Q_EMIT said(tr("Measure something first (L, B), or choose a segment"));
        return;
    }
    forms_->send(value);
}

void ReadingController::addLabels() {
    auto* dialog = new FileDialog(page_, tr("Add a label map"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Label maps (*.nii *.nii.gz *.hdr *.nrrd *.mha)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { importLabels(path, false); });
    dialog->open();
}

void ReadingController::importLabels(const QString& path, bool confirm) {
    if (!study_ || seriesUid_.isEmpty())
        return;
    const quint64 generation = generation_;
    inBackground(
        this,
        [study = study_, path, confirm, series = seriesUid_] {
            return study->imaging.importLabels(path, series, confirm, {});
        },
        [this, generation, path](Result<OverlayRow> added) {
            if (generation != generation_)
                return;
            if (added)
                return loadOverlays(volume_);
            if (added.error().code == "needs-confirmation" || added.error().code == "forms-disagree")
                return confirmLabels(path, added.error());
            Q_EMIT failed(messageText(added.error()));
        });
}

void ReadingController::confirmLabels(const QString& path, const Error& nearMiss) {
    auto* dialog = new Dialog(page_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWords(tr("Confirm where this label map lies?"), messageText(nearMiss));
    Button* yes = dialog->addButton(tr("Confirm placement"), true);
    Button* no = dialog->addButton(tr("Leave it out"), false);
    connect(yes, &Button::clicked, dialog, [this, dialog, path] {
        dialog->accept();
        importLabels(path, true);
    });
    connect(no, &Button::clicked, dialog, &QDialog::reject);
    dialog->open();
}

void ReadingController::refuse(const Error& error) {
    if (error.kind == ErrorKind::Cancelled)
        return;
    page_->showRefusal(messageText(error));
    Q_EMIT failed(messageText(error));
}

} // namespace casebook
