// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReadingVolumes.h"

#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "core/volume/PagedStack.h"

#include <algorithm>

namespace casebook {

QList<SeriesVolume> volumeViews(const SeriesFindings& findings) {
    QList<SeriesVolume> out;
    for (int index = 0; index < int(findings.volumes.size()); ++index) {
        const VolumeFindings& v = findings.volumes[std::size_t(index)];
        SeriesVolume view;
        view.index = index;
        view.label = volumeLabel(v);
        view.size = QStringLiteral("%1 × %2 × %3").arg(v.columns).arg(v.rows).arg(v.used);
        view.note = volumeLines(v).value(v.phases > 1 ? 1 : 0).value;
        view.phase = v.phase;
        view.phases = v.phases;
        view.phaseSet = v.phaseSet;
        out.append(view);
    }
    return out;
}

int firstVolume(const SeriesFindings& findings) {
    const auto most = std::max_element(findings.volumes.begin(), findings.volumes.end(),
                                       [](const auto& a, const auto& b) { return a.used < b.used; });
    return int(most - findings.volumes.begin());
}

QImage volumePicture(OpenStudy& study, const QString& seriesUid, int index) {
    const auto jpeg = study.imaging.volumeThumbnail(seriesUid, index);
    return jpeg ? QImage::fromData(*jpeg, "JPEG") : QImage();
}

Result<VolumePtr> shownVolume(OpenStudy& study, const QString& seriesUid, int index, const Job& job) {
    const auto volume = study.imaging.volume(seriesUid, index, job);
    return volume ? Result<VolumePtr>(paged(*volume)) : volume;
}

void ReadingController::openVolume(int index) {
    if (!study_ || index == index_ || index < 0 || std::size_t(index) >= findings_.volumes.size())
        return;
    const auto& volumes = findings_.volumes;
    const bool phase = loaded_ && index_ >= 0 && volumes[std::size_t(index)].phaseSet >= 0 &&
                       volumes[std::size_t(index)].phaseSet == volumes[std::size_t(index_)].phaseSet;
    phase ? showPhase(index) : start(seriesUid_, index);
}

/// The list of volumes, and small pictures for it as they come.
void ReadingController::showVolumes(const Opened& opened) {
    findings_ = opened.findings;
    index_ = opened.index;
    if (listed_ != seriesUid_) {
        listed_ = seriesUid_;
        const QList<SeriesVolume> views = volumeViews(findings_);
        page_->volumeBar()->setVolumes(views);
        page_->series()->setSeries(series_.description, findings_, views);
        constexpr qsizetype mostPictures = 40;
        for (const SeriesVolume& view : views.first(std::min(views.size(), mostPictures)))
            if (views.size() > 1 && view.phase == 0)
                inBackground(
                    this,
                    [study = study_, uid = seriesUid_, index = view.index] {
                        return volumePicture(*study, uid, index);
                    },
                    [this, uid = seriesUid_, index = view.index](const QImage& picture) {
                        if (uid == listed_)
                            page_->series()->setThumbnail(index, picture);
                    });
    }
    page_->volumeBar()->setVisible(findings_.volumes.size() > 1);
    page_->volumeBar()->setCurrent(index_);
    page_->series()->setCurrent(index_);
}

void ReadingController::showPhase(int index) {
    const quint64 generation = ++generation_;
    index_ = index;
    page_->volumeBar()->setCurrent(index);
    page_->series()->setCurrent(index);
    const std::stop_token stop = loading_.restart();
    inBackground(
        this,
        [study = study_, uid = seriesUid_, index, stop] {
            return shownVolume(*study, uid, index, Job{stop, {}});
        },
        [this, generation](Result<VolumePtr> volume) {
            if (generation != generation_)
                return;
            page_->volumeBar()->phaseShown();
            if (!volume)
                return refuse(volume.error());
            volume_ = *volume;
            page_->grid()->replaceVolume(volume_, paneText());
        });
}

} // namespace casebook
