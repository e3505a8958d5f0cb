// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/volume/VolumePlan.h"

#include <QList>

namespace casebook {

/// What was found in one group of images and what was done with it. Places are mm along the normal.
struct VolumeFindings {
    int columns = 0, rows = 0;
    int used = 0;                   ///< images
    int slots = 0;                  ///< places for images, gaps counted
    SliceFit::Class fit = SliceFit::Class::Uniform;
    bool stackOnly = false, localizer = false, placed = true, calibrated = true, detectorSpacing = false;
    bool colour = false, lossy = false;
    double rowSpacing_mm = 0, columnSpacing_mm = 0; ///< 0: not known
    double thickness_mm = 0;        ///< as the header says; 0: absent
    double step_mm = 0;             ///< from slot to slot along the normal; the mean where irregular
    double smallest_mm = 0, largest_mm = 0; ///< distances of neighbouring images
    double tilt_deg = 0;            ///< computed from positions
    std::optional<double> gantryTag_deg;
    std::vector<double> gaps_mm;    ///< places of the missing images
    int duplicates = 0;             ///< images at a place that another already has
    int phase = 0, phases = 1, phaseSet = -1;
    std::optional<double> slope, intercept; ///< of the first image
    bool ownRescale = false;        ///< they differ from image to image
    QString unit;                   ///< RescaleType, or empty
    std::optional<int> padding, paddingLimit; ///< stored values
    std::vector<double> damaged_mm; ///< places of images that are there and can't be read; known once opened
};

/// The same of a whole series, with what its files say of themselves.
struct SeriesFindings {
    int found = 0; ///< images, frames counted one by one
    std::vector<VolumeFindings> volumes; ///< those of the plan, then its stacks of pictures
    int duplicates = 0, withoutPixels = 0; ///< left out
    QStringList transferSyntaxes; ///< UIDs, each once
    QString scanner; ///< manufacturer and model
    QString kernel;
    QString charset; ///< as used
    bool charsetGuessed = false;
    int syntheticUids = 0; ///< files whose UIDs we made
    int repairedHeaders = 0;
    int truncated = 0; ///< files cut inside the pixels
    bool burnedIn = false;
    int frames = 0; ///< of multi-frame files; 0: none
};

/// `found`, `volumes` and what was left out; the rest is for whoever knows the files. Pure; any thread.
[[nodiscard]] SeriesFindings findingsOf(const SeriesPlan& plan, const std::vector<SliceHeader>& headers);
/// Fills `damaged_mm` from a volume that was built from that plan.
void addDamage(VolumeFindings& findings, const Volume& volume);

/// One line for people.
struct FindingLine {
    enum class Weight { Plain, Note, Warning };
    QString label, value;
    Weight weight = Weight::Plain;
};
[[nodiscard]] QList<FindingLine> seriesLines(const SeriesFindings& series);
[[nodiscard]] QList<FindingLine> volumeLines(const VolumeFindings& volume);
/// "512 × 512 × 60, 5.0 mm", "localizer", "phase 3 of 10": what tells one volume of a series from the next.
[[nodiscard]] QString volumeLabel(const VolumeFindings& volume);
/// "JPEG lossless" for a transfer syntax UID; the UID where it has no name here.
[[nodiscard]] QString syntaxName(const QString& uid);

} // namespace casebook
