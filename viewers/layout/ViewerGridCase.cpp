// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of ViewerGrid that serves a case: marks of findings, and the prior beside the current exam.
#include "viewers/layout/ViewerGridPrivate.h"
#include "viewers/slice/PaneWords.h"

#include <QKeyEvent>

#include <algorithm>

namespace casebook {

void ViewerGrid::setMarks(std::vector<ViewMark> marks) {
    d_->marks = std::move(marks);
    for (int i = 0; i < kSlices; ++i)
        d_->slices[std::size_t(i)]->setMarks(d_->isPrior(i) ? std::vector<ViewMark>() : d_->marks);
    updateInSight();
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
