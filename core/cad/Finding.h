// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/geometry/Frame.h"
#include "core/values/Ids.h"
#include "core/values/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace casebook {

/// Axis-parallel box in LPS mm; minimum below maximum on every axis.
struct MarkBox {
    WorldPoint minimum{0, 0, 0}, maximum{0, 0, 0};
    [[nodiscard]] bool holds(const WorldPoint& p) const;
    bool operator==(const MarkBox&) const = default;
};

/// Sizes in mm and mm3. Absent where nobody measured them; 0 is never a size.
struct FindingSize {
    std::optional<double> long_mm, short_mm, mean_mm; ///< long axis, greatest extent across it, their mean
    std::optional<double> volume_mm3;
    std::optional<double> solid_mm; ///< solid component of a part-solid nodule
    bool operator==(const FindingSize&) const = default;
};

/// The place of a finding, as a viewer draws it.
struct Mark {
    WorldPoint center{0, 0, 0};  ///< LPS mm
    double diameter_mm = 0;      ///< of the lesion; the ring is drawn 1.6 times as wide
    std::optional<MarkBox> box;
};

/// What an algorithm or a reader reports: a proposal that never changes. What readers say of it are events
/// (core/cad/Reading.h). A value; any thread.
struct Finding {
    Uuid uuid;          ///< made where the row is made; empty before
    QString externalId; ///< `id` in the file it came from
    QString category;   ///< "nodule", "mass", "opacity", "lymph_node", "other", or "SCHEME:CODE"
    QString meaning;    ///< words of a coded category
    WorldPoint center{0, 0, 0};
    std::optional<MarkBox> box;
    FindingSize size;
    QByteArray type;    ///< "solid", "part_solid", "ground_glass", "calcified", "cystic", "unknown"
    std::optional<double> score; ///< 0..1
    QByteArray scoreMeaning;     ///< "rank", "probability" (only with a stated calibration)
    QString site;                ///< words of the sender; the lobe where known
    std::optional<double> malignancy; ///< hidden unless asked for
    QString malignancyModel;
    std::optional<int> segment;  ///< segment of the run's overlay
    QJsonObject extra;           ///< what the sender added; kept, not shown
};

/// Where to draw it: mean diameter, else long axis, else of the sphere of that volume, else of the box;
/// 6 mm where nothing is known.
[[nodiscard]] Mark markOf(const Finding& finding);

/// The payload as it is stored: canonical JSON with sorted keys, numbers with 17 digits.
[[nodiscard]] QJsonObject toJson(const Finding& finding);
/// The inverse; uuid is not part of it. Error Damaged "database-damaged" where a centre is missing.
[[nodiscard]] Result<Finding> findingFromJson(const QJsonObject& payload);

/// Head to foot (falling z), then right to left, then front to back, then uuid: the default order of lists,
/// so that a score never steers the search.
[[nodiscard]] bool headToFoot(const Finding& a, const Finding& b);

} // namespace casebook
