// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cad/Finding.h"
#include "core/geometry/GridGeometry.h"

#include <vector>

namespace casebook {

/// Who made a file of findings.
struct AlgorithmInfo {
    QString name, version, vendor;
    QString weightsSha256;
    QString calibration; ///< on what a probability was calibrated; empty: scores are ranks
};

/// The image a file of findings says it was made from.
struct FindingsInput {
    QString studyUid, seriesUid, frameOfReference;
    int sopCount = 0;
    std::optional<GridGeometry> grid; ///< absent: only sopCount is checked
};

struct FindingMask {
    int finding = 0; ///< index in `findings`
    QString file;    ///< relative to the JSON's folder, no ".."
    int label = 1;
};

struct FindingsFile {
    AlgorithmInfo algorithm;
    FindingsInput input;
    bool complete = true;
    QList<Finding> findings;
    QList<FindingMask> masks;
};

/// What is wrong at one place of the file.
struct FindingsProblem {
    QByteArray code; ///< "E_SCHEMA", "E_BOX" ...; warnings begin with "W_"
    QString pointer; ///< RFC 6901 JSON pointer
    bool operator==(const FindingsProblem&) const = default;
};

struct FindingsReading {
    FindingsFile file;               ///< only where `errors` is empty
    QList<FindingsProblem> errors;   ///< any refuses the whole file; at most 1,000 are listed
    QList<FindingsProblem>
        warnings; ///< "W_VOLUME": volume off the sphere of that diameter by more than 8 times
};

/// Most findings one file may hold, bytes of it, and nesting.
inline constexpr int maxFindings = 2'000;
inline constexpr qint64 maxFindingsBytes = qint64(64) << 20;
inline constexpr int maxFindingsDepth = 32;

/// Reads `casebook.findings/1` (reference ai 2): coordinates LPS mm, refused where the file does not say so.
/// Codes: E_SCHEMA (not this format, not JSON, too deep, too large, wrong type), E_PROV, E_SERIES (no UID),
/// E_FOR (no frame of reference), E_INPUT_CHANGED (a geometry that is none), E_COORD, E_TOO_MANY, E_DUP,
/// E_OUTSIDE (centre not finite), E_BOX, E_SIZE, E_SCORE, E_MASK_GEOM (a mask path that leads elsewhere).
/// Pure; any thread.
[[nodiscard]] FindingsReading readFindingsJson(const QByteArray& bytes);

/// Compares the file with the series it names: E_FOR, E_INPUT_CHANGED (count of images; origin, directions or
/// spacing off by more than 1e-3 mm or 1e-4, size), E_OUTSIDE (centre more than 5 mm outside the volume).
[[nodiscard]] QList<FindingsProblem> checkAgainstSeries(const FindingsFile& file,
                                                        const QString& frameOfReference, int instances,
                                                        const std::vector<GridGeometry>& volumes);

} // namespace casebook
