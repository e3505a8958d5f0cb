// SPDX-License-Identifier: GPL-3.0-or-later
// Strip over the panes: which volume of the series is shown, and its phase. Hidden where there is one only.
#pragma once

#include "widgets/reading/ReadingValues.h"

#include <QWidget>

class QSlider;
class QTimer;

namespace casebook {

class Button;
class Label;
class QuietCombo;

/// Phases of one set stand in the list once; the slider, the buttons and the keys "," and "." go through
/// them, the play button runs through them. GUI thread.
class VolumeBar final : public QWidget {
    Q_OBJECT
public:
    explicit VolumeBar(QWidget* parent = nullptr);
    void setVolumes(const QList<SeriesVolume>& volumes);
    void setCurrent(int index); ///< of SeriesVolume::index; signals nothing
    void stepPhase(int by);     ///< round the end; nothing without phases
    /// The phase that was asked for is shown: playing waits for it.
    void phaseShown();
    void stop(); ///< playing

Q_SIGNALS:
    void volumeChosen(int index);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showPhase();
    void fill();
    [[nodiscard]] const SeriesVolume* current() const;
    [[nodiscard]] QList<const SeriesVolume*> phases() const; ///< of the set that is shown, in order
    QList<SeriesVolume> volumes_;
    int index_ = -1;
    QuietCombo* choice_;
    QWidget* phaseBox_;
    QSlider* slider_;
    Label *count_, *phase_;
    Button *back_, *forward_, *play_;
    QTimer* timer_;
    bool waiting_ = false;
};

} // namespace casebook
