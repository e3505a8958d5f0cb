// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What make_truth.py wrote beside each data set, by pydicom, numpy, GDCM, Pillow and dcm2niix, and the
// comparison of an imported series with it. Header only: one test uses it.

#include "core/volume/Volume.h"
#include "tests/support/TestData.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonValue>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

namespace casebook::test {

/// Sets that have a truth, by name.
inline QStringList truthSets() {
    QStringList out;
    const QDir folder(dataFolder() + QStringLiteral("/ct"));
    for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (QFile::exists(folder.filePath(name + QStringLiteral("/truth.json"))))
            out << name;
    }
    return out;
}

inline QString textOf(const QJsonObject& o, const char* key) {
    return o.value(QLatin1StringView(key)).toString();
}
inline double numberOf(const QJsonObject& o, const char* key) {
    return o.value(QLatin1StringView(key)).toDouble(std::nan(""));
}
inline bool has(const QJsonObject& o, const char* key) {
    return o.contains(QLatin1StringView(key)) && !o.value(QLatin1StringView(key)).isNull();
}
inline std::vector<double> numbersOf(const QJsonObject& o, const char* key) {
    std::vector<double> out;
    for (const auto& v : o.value(QLatin1StringView(key)).toArray())
        out.push_back(v.toDouble(std::nan("")));
    return out;
}

/// A slice of one of our volumes, whichever group it went to.
struct FoundSlice {
    VolumePtr volume;
    int slot = 0;
    [[nodiscard]] WorldPoint position() const { return volume->positions[std::size_t(slot)]; }
    [[nodiscard]] QString instance() const { return volume->instances[std::size_t(slot)]; }
};

/// Compares the slices that we found for one "series" of a truth with it. Each line says one difference.
class SeriesComparison {
public:
    SeriesComparison(const QJsonObject& truth, std::vector<FoundSlice> slices)
        : truth_(truth), slices_(std::move(slices)) {}

    /// @param dropped images of the series that we left out as equal pixels at an equal place.
    QStringList run(int dropped) {
        const int expected = truth_.value(QLatin1StringView("slices")).toInt();
        if (int(slices_.size()) + dropped != expected)
            say(QStringLiteral("%1 slices and %2 left out, not %3")
                    .arg(slices_.size())
                    .arg(dropped)
                    .arg(expected));
        if (slices_.empty())
            return said_;
        sortAsTruth();
        shape();
        places();
        grouping();
        if (dropped == 0 && int(slices_.size()) == expected)
            values();
        return said_;
    }

private:
    void say(const QString& what) { said_ << what; }
    void near(const char* what, double ours, double theirs, double tolerance) {
        if (!(std::abs(ours - theirs) <= tolerance))
            say(QStringLiteral("%1 is %2, not %3")
                    .arg(QLatin1StringView(what))
                    .arg(ours, 0, 'g', 12)
                    .arg(theirs, 0, 'g', 12));
    }
    [[nodiscard]] const Volume& first() const { return *slices_.front().volume; }
    [[nodiscard]] WorldVector normal() const {
        const auto o = numbersOf(truth_, "image_orientation");
        return o.size() == 6 ? WorldVector(o[0], o[1], o[2]).cross(WorldVector(o[3], o[4], o[5]))
                             : WorldVector(0, 0, 1);
    }
    void sortAsTruth() {
        std::map<QString, int> order;
        int n = 0;
        for (const auto& file : truth_.value(QLatin1StringView("instances")).toArray())
            order[file.toString()] = n++;
        const WorldVector up = normal();
        std::stable_sort(slices_.begin(), slices_.end(), [&](const FoundSlice& a, const FoundSlice& b) {
            const double za = std::round(a.position().dot(up) * 1e4),
                         zb = std::round(b.position().dot(up) * 1e4);
            return za != zb ? za < zb : order[a.instance()] < order[b.instance()];
        });
    }
    void shape() {
        const GridGeometry& grid = first().grid;
        near("rows", grid.rows, numberOf(truth_, "rows"), 0);
        near("columns", grid.columns, numberOf(truth_, "columns"), 0);
        const auto spacing = numbersOf(truth_, "pixel_spacing_row_col_mm");
        if (spacing.size() == 2 && !std::isnan(spacing[0])) {
            near("row spacing", grid.rowSpacing, spacing[0], 1e-6);
            near("column spacing", grid.columnSpacing, spacing[1], 1e-6);
        }
    }
    void places() {
        const auto from = numbersOf(truth_, "first_position_mm"), to = numbersOf(truth_, "last_position_mm");
        for (std::size_t axis = 0; axis < 3 && from.size() == 3 && to.size() == 3; ++axis) {
            near("first position", slices_.front().position()[Eigen::Index(axis)], from[axis], 0.011);
            near("last position", slices_.back().position()[Eigen::Index(axis)], to[axis], 0.011);
        }
        const QJsonObject gaps = truth_.value(QLatin1StringView("spacing_between_slices_mm")).toObject();
        if (gaps.isEmpty() || slices_.size() < 2)
            return;
        std::vector<double> steps;
        for (std::size_t n = 1; n < slices_.size(); ++n)
            steps.push_back((slices_[n].position() - slices_[n - 1].position()).dot(normal()));
        std::sort(steps.begin(), steps.end());
        near("smallest step", steps.front(), numberOf(gaps, "min"), 0.011);
        near("largest step", steps.back(), numberOf(gaps, "max"), 0.011);
    }
    /// Even steps at places of their own are one volume, whatever else the headers say; its affine is
    /// that of the truth.
    void grouping() {
        if (!truth_.value(QLatin1StringView("uniform_within_0_01mm")).toBool() ||
            truth_.value(QLatin1StringView("duplicate_positions")).toInt() != 0)
            return;
        QSet<const Volume*> volumes;
        for (const FoundSlice& slice : slices_)
            volumes.insert(slice.volume.get());
        // Two slices are no volume; nothing says how they must be grouped.
        if (slices_.size() > 2 && volumes.size() != 1)
            return say(QStringLiteral("%1 volumes, not 1").arg(volumes.size()));
        if (slices_.size() <= 2 || !first().regular)
            return;
        near("tilt", first().grid.shearAngle_deg(), numberOf(truth_, "shear_angle_deg"), 0.05);
        const QJsonArray affine = truth_.value(QLatin1StringView("affine_lps")).toArray();
        const Eigen::Matrix4d ours = first().grid.voxelToWorld();
        for (int r = 0; r < 3 && affine.size() == 4; ++r) {
            for (int c = 0; c < 4; ++c)
                near("affine", ours(r, c), affine.at(r).toArray().at(c).toDouble(), c == 3 ? 0.011 : 2e-4);
        }
    }
    void values() {
        if (!truth_.value(QLatin1StringView("fits_int16")).toBool())
            return;
        const std::size_t size = std::size_t(first().grid.rows) * std::size_t(first().grid.columns);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        double low = 1e9, high = -1e9, sum = 0;
        std::vector<std::int16_t> row(size);
        for (const FoundSlice& slice : slices_) {
            const std::int16_t* stored = slice.volume->slice(slice.slot);
            for (std::size_t n = 0; n < size; ++n) {
                const double hu = std::nearbyint(slice.volume->slope * stored[n] + slice.volume->intercept);
                low = std::min(low, hu);
                high = std::max(high, hu);
                sum += hu;
                row[n] = std::int16_t(hu);
            }
            hash.addData(QByteArrayView(reinterpret_cast<const char*>(row.data()), qsizetype(size * 2)));
            if (&slice == &slices_[slices_.size() / 2] && has(truth_, "hu_at_centre_of_middle_slice"))
                near("centre",
                     row[std::size_t(first().grid.rows / 2) * std::size_t(first().grid.columns) +
                         std::size_t(first().grid.columns / 2)],
                     numberOf(truth_, "hu_at_centre_of_middle_slice"), 0);
        }
        near("minimum", low, numberOf(truth_, "hu_min"), 0);
        near("maximum", high, numberOf(truth_, "hu_max"), 0);
        near("mean", sum / double(size * slices_.size()), numberOf(truth_, "hu_mean"), 1e-4);
        if (QString::fromLatin1(hash.result().toHex()) != textOf(truth_, "sha256_int16le_kji"))
            say(QStringLiteral("the voxels differ"));
    }

    QJsonObject truth_;
    std::vector<FoundSlice> slices_;
    QStringList said_;
};

} // namespace casebook::test
