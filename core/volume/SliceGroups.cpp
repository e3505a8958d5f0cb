// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/SliceGroups.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace casebook {

namespace {

constexpr double sameCosine = 1e-4;
constexpr double sameSpacing = 1e-4;   // relative
constexpr double soundOrientation = 0.01;

struct Axes {
    WorldVector row, column;
};

std::optional<Axes> axesOf(const SliceHeader& h) {
    if (!h.position || !h.orientation || !h.position->allFinite())
        return std::nullopt;
    const auto& o = *h.orientation;
    const WorldVector row(o[0], o[1], o[2]);
    const WorldVector column(o[3], o[4], o[5]);
    if (!row.allFinite() || !column.allFinite() || std::abs(row.norm() - 1) > soundOrientation ||
        std::abs(column.norm() - 1) > soundOrientation || std::abs(row.dot(column)) > soundOrientation)
        return std::nullopt;
    return Axes{row.normalized(), column.normalized()};
}

/// Kind of picture that must never be mixed with acquired slices; empty for those.
QString pictureKind(const SliceHeader& h) {
    for (qsizetype i = 2; i < h.imageType.size(); ++i) {
        const QString value = h.imageType[i].toUpper();
        for (const char* kind : {"LOCALIZER", "MINIP", "MIP", "MPR", "VRT", "SCREEN SAVE"}) {
            if (value.contains(QLatin1StringView(kind)))
                return QLatin1StringView(kind);
        }
    }
    return {};
}

bool sameSpacings(const SliceHeader& a, const SliceHeader& b) {
    if (a.pixelSpacing.has_value() != b.pixelSpacing.has_value())
        return false;
    if (!a.pixelSpacing)
        return true;
    for (std::size_t i = 0; i < 2; ++i) {
        if (std::abs((*a.pixelSpacing)[i] - (*b.pixelSpacing)[i]) >
            sameSpacing * std::abs((*a.pixelSpacing)[i]))
            return false;
    }
    return true;
}

bool sameOrientation(const Axes& a, const Axes& b) {
    return (a.row - b.row).cwiseAbs().maxCoeff() <= sameCosine &&
           (a.column - b.column).cwiseAbs().maxCoeff() <= sameCosine;
}

bool sameMatrix(const SliceHeader& a, const SliceHeader& b) {
    return a.columns == b.columns && a.rows == b.rows && sameSpacings(a, b);
}

/// Indices of the images that can be shown, in an order that does not depend on the caller's.
std::vector<int> usable(const std::vector<SliceHeader>& headers, std::vector<LeftOut>& leftOut,
                        std::vector<int>& colour) {
    std::vector<int> order;
    for (int i = 0; i < int(headers.size()); ++i)
        order.push_back(i);
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const SliceHeader& x = headers[std::size_t(a)];
        const SliceHeader& y = headers[std::size_t(b)];
        return std::tie(x.instance, x.frame) < std::tie(y.instance, y.frame);
    });
    std::vector<int> out;
    for (int i : order) {
        const SliceHeader& h = headers[std::size_t(i)];
        if (h.columns <= 0 || h.rows <= 0)
            leftOut.push_back({h.instance, "no-pixel-data"});
        else if (h.samplesPerPixel != 1 || h.photometric == QLatin1StringView("PALETTE COLOR"))
            colour.push_back(i);
        else
            out.push_back(i);
    }
    // An object is left out once, however many frames it has.
    for (int i : colour) {
        if (leftOut.empty() || leftOut.back().instance != headers[std::size_t(i)].instance)
            leftOut.push_back({headers[std::size_t(i)].instance, "colour"});
    }
    return out;
}

/// Groups by what can never share a grid: place or none, kind, matrix, spacing, orientation, frame.
std::vector<SliceGroup> hardGroups(const std::vector<SliceHeader>& headers, const std::vector<int>& order) {
    std::vector<SliceGroup> groups;
    for (int i : order) {
        const SliceHeader& h = headers[std::size_t(i)];
        const std::optional<Axes> axes = axesOf(h);
        const QString kind = pictureKind(h);
        const auto fits = [&](const SliceGroup& g) {
            const SliceHeader& first = headers[std::size_t(g.slices.front())];
            return g.placed == axes.has_value() && pictureKind(first) == kind && sameMatrix(first, h) &&
                   first.sopClass == h.sopClass && first.samplesPerPixel == h.samplesPerPixel &&
                   first.frameOfReference == h.frameOfReference &&
                   (!axes || sameOrientation(*axes, {g.row, g.column}));
        };
        const auto found = std::find_if(groups.begin(), groups.end(), fits);
        if (found != groups.end()) {
            found->slices.push_back(i);
            continue;
        }
        SliceGroup group;
        group.slices = {i};
        group.placed = axes.has_value();
        group.localizer = kind == QLatin1StringView("LOCALIZER");
        if (axes) {
            group.row = axes->row;
            group.column = axes->column;
        }
        groups.push_back(std::move(group));
    }
    return groups;
}

template <class Same>
int kinds(const std::vector<SliceGroup>& groups, const Same& same) {
    std::vector<const SliceGroup*> firsts;
    for (const SliceGroup& g : groups) {
        if (!g.placed || g.localizer)
            continue;
        if (std::none_of(firsts.begin(), firsts.end(), [&](const SliceGroup* f) { return same(*f, g); }))
            firsts.push_back(&g);
    }
    return std::max(1, int(firsts.size()));
}

double place(const std::vector<SliceHeader>& headers, const SliceGroup& g) {
    return g.placed ? headers[std::size_t(g.slices.front())].position->dot(g.normal()) : 0;
}

QString firstTime(const std::vector<SliceHeader>& headers, const SliceGroup& g) {
    QString out = headers[std::size_t(g.slices.front())].time;
    for (int i : g.slices) {
        if (earlier(headers[std::size_t(i)].time, out))
            out = headers[std::size_t(i)].time;
    }
    return out;
}

} // namespace

bool earlier(const QString& a, const QString& b) {
    bool aNumber = false, bNumber = false;
    const double x = a.toDouble(&aNumber);
    const double y = b.toDouble(&bNumber);
    if (aNumber && bNumber)
        return x < y;
    if (aNumber != bNumber)
        return bNumber;
    return a < b;
}

void sortSlices(const std::vector<SliceHeader>& headers, SliceGroup& group) {
    const WorldVector n = group.normal();
    // Rounded to the tolerance of a tie, so that noise in the last digit cannot decide over time.
    const auto along = [&](const SliceHeader& h) {
        return group.placed ? std::llround(h.position->dot(n) * 1000) : 0;
    };
    std::sort(group.slices.begin(), group.slices.end(), [&](int a, int b) {
        const SliceHeader& x = headers[std::size_t(a)];
        const SliceHeader& y = headers[std::size_t(b)];
        if (const auto p = along(x), q = along(y); p != q)
            return p < q;
        if (group.placed && earlier(x.time, y.time) != earlier(y.time, x.time))
            return earlier(x.time, y.time);
        return std::tie(x.instanceNumber, x.instance, x.frame) <
               std::tie(y.instanceNumber, y.instance, y.frame);
    });
}

SliceGrouping groupSlices(const std::vector<SliceHeader>& headers) {
    SliceGrouping out;
    std::vector<int> colour;
    const std::vector<SliceGroup> hard = hardGroups(headers, usable(headers, out.leftOut, colour));
    for (SliceGroup& group : hardGroups(headers, colour)) {
        group.placed = false; // a picture: in the order it was made, wherever it lies
        sortSlices(headers, group);
        out.pictures.push_back(std::move(group));
    }
    out.orientations = kinds(hard, [](const SliceGroup& a, const SliceGroup& b) {
        return sameOrientation({a.row, a.column}, {b.row, b.column});
    });
    out.spacings = kinds(hard, [&](const SliceGroup& a, const SliceGroup& b) {
        return sameMatrix(headers[std::size_t(a.slices.front())], headers[std::size_t(b.slices.front())]);
    });
    int sets = 0;
    for (const SliceGroup& group : hard) {
        for (SliceGroup& part : splitWhereNeeded(headers, group, out.leftOut, sets))
            out.groups.push_back(std::move(part));
    }
    std::sort(out.groups.begin(), out.groups.end(), [&](const SliceGroup& a, const SliceGroup& b) {
        const QString s = firstTime(headers, a), t = firstTime(headers, b);
        if (earlier(s, t) != earlier(t, s))
            return earlier(s, t);
        if (a.phase != b.phase)
            return a.phase < b.phase;
        if (const double p = place(headers, a), q = place(headers, b); std::abs(p - q) > 1e-9)
            return p < q;
        return headers[std::size_t(a.slices.front())].instance <
               headers[std::size_t(b.slices.front())].instance;
    });
    std::sort(out.leftOut.begin(), out.leftOut.end(),
              [](const LeftOut& a, const LeftOut& b) { return a.instance < b.instance; });
    return out;
}

} // namespace casebook
