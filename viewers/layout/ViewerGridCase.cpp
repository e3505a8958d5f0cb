// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of ViewerGrid that serves a case: marks of findings, and the prior beside the current exam.
#include "viewers/layout/ViewerGridPrivate.h"
#include "viewers/slice/PaneWords.h"

#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace casebook {

void ViewerGrid::setMarks(std::vector<ViewMark> marks) {
    d_->marks = std::move(marks);
    for (int i = 0; i < kSlices; ++i)
        d_->slices[std::size_t(i)]->setMarks(d_->isPrior(i) ? std::vector<ViewMark>() : d_->marks);
    updateInSight();
}

void ViewerGrid::setReports(const ReportLayer& reports) {
    d_->reports = reports;
    for (int i = 0; i < kSlices; ++i)
        d_->slices[std::size_t(i)]->setReports(d_->isPrior(i) ? ReportLayer() : d_->reports);
}

const ReportLayer& ViewerGrid::reports() const { return d_->reports; }

void ViewerGrid::setReportsShown(bool shown) {
    const bool changed = std::exchange(d_->reportsShown, shown) != shown;
    for (SliceView* view : d_->slices)
        view->setReportsShown(shown);
    if (changed)
        Q_EMIT reportsToggled(shown);
}

bool ViewerGrid::reportsShown() const { return d_->reportsShown; }

void ViewerGrid::goToKeyImage(int step) {
    if (!d_->volume)
        return;
    // In the order of the slices, so that the key walks through the body.
    const auto& slices = d_->volume->instances;
    std::vector<int> marked;
    for (std::size_t k = 0; k < slices.size(); ++k)
        if (d_->reports.keyImages.contains(slices[k]))
            marked.push_back(int(k));
    if (marked.empty())
        return;
    const auto here = std::find(slices.begin(), slices.end(), d_->slices[0]->currentSlice());
    const int now = here == slices.end() ? -1 : int(here - slices.begin());
    auto next = std::upper_bound(marked.begin(), marked.end(), now);
    if (step < 0) {
        next = std::lower_bound(marked.begin(), marked.end(), now);
        next = next == marked.begin() ? marked.end() - 1 : next - 1;
    } else if (next == marked.end()) {
        next = marked.begin();
    }
    if (const auto place = middleOfSlice(*d_->volume, slices[std::size_t(*next)])) {
        // Along the body only: what the panes look at stays in sight.
        const WorldVector along = d_->slices[0]->camera().rising();
        const WorldPoint from = d_->slices[0]->camera().centre;
        goTo(from + along * along.dot(*place - from));
    }
}

QList<int> ViewerGrid::marksInSight() const {
    QList<int> all;
    for (int i = 0; i < kSlices; ++i)
        if (!d_->isPrior(i))
            all += d_->slices[std::size_t(i)]->marksInSight();
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// After each paint of a pane: what stood there can have been seen.
void ViewerGrid::updateInSight() {
    const QList<int> now = marksInSight();
    if (now == d_->inSight)
        return;
    d_->inSight = now;
    Q_EMIT marksInSightChanged(now);
}

void ViewerGrid::setPrior(VolumePtr prior, const PaneText& text) {
    if (!prior && !d_->prior)
        return;
    SliceView* pane = d_->slices[kPriorPane];
    d_->prior = prior;
    d_->priorLinked = true;
    d_->priorOffset = WorldVector::Zero();
    if (!prior) {
        pane->setKind(d_->secondAxial ? PlaneKind::Axial : PlaneKind::Sagittal);
        pane->setText(d_->text);
        pane->setVolume(d_->volume);
        pane->setOverlays(d_->overlays);
        pane->setLengths(d_->lengths);
        pane->setMarks(d_->marks);
        pane->setReports(d_->reports);
    } else {
        const Window window = d_->slices[0]->window();
        pane->setKind(PlaneKind::Axial);
        pane->setOverlays({});
        const bool sameFrame = d_->volume && !prior->frameOfReference.isEmpty() &&
                               prior->frameOfReference == d_->volume->frameOfReference;
        PaneText words = text;
        if (!sameFrame && words.note.isEmpty())
            words.note = SlicePane::tr("not registered");
        pane->setText(words);
        pane->setVolume(prior);
        pane->setWindow(window);
        if (d_->volume && !sameFrame)
            d_->priorOffset = bodyBox(*prior).centre - bodyBox(*d_->volume).centre;
    }
    d_->source = -1;
    followCursor();
}

void ViewerGrid::keyPressEvent(QKeyEvent* event) {
    if (d_->prior && event->key() == Qt::Key_O && event->modifiers() == Qt::NoModifier)
        setPriorLinked(!d_->priorLinked);
    else if (event->key() == Qt::Key_Comma || event->key() == Qt::Key_Period)
        Q_EMIT phaseStepped(event->key() == Qt::Key_Comma ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

VolumePtr ViewerGrid::prior() const { return d_->prior; }

void ViewerGrid::setPriorLinked(bool on) {
    if (!d_->prior || on == d_->priorLinked)
        return;
    d_->priorLinked = on;
    if (on) // along the body only: what stands on the two panes now belongs together
        d_->priorOffset.z() =
            d_->slices[kPriorPane]->camera().centre.z() - d_->slices[0]->camera().centre.z();
    Q_EMIT priorLinkedChanged(on);
}

bool ViewerGrid::priorLinked() const { return d_->priorLinked; }

WorldVector ViewerGrid::priorOffset() const { return d_->priorOffset; }

} // namespace casebook
