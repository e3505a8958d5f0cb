// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/Segmentation.h"
#include "core/volume/Volume.h"

#include <QApplication>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QWidget>

#include <array>
#include <cmath>
#include <functional>

// The QTRY_ macros of Qt 6.8 narrow a duration where they are used.
#pragma GCC diagnostic ignored "-Wconversion"

namespace casebook::fixtures {

/// A grid whose axes run along signed patient axes: axes[a] = 0 x, 1 y, 2 z; sign[a] = +1 or -1.
struct AxisOrder {
    std::array<int, 3> axis{0, 1, 2};
    std::array<int, 3> sign{1, 1, 1};
};

/// All 48 signed orders.
inline std::vector<AxisOrder> allOrders() {
    std::vector<AxisOrder> orders;
    for (const std::array<int, 3>& axis : {std::array{0, 1, 2}, std::array{0, 2, 1}, std::array{1, 0, 2},
                                           std::array{1, 2, 0}, std::array{2, 0, 1}, std::array{2, 1, 0}})
        for (int s = 0; s < 8; ++s)
            orders.push_back({axis, {s & 1 ? -1 : 1, s & 2 ? -1 : 1, s & 4 ? -1 : 1}});
    return orders;
}

/// Grid of size[a] voxels and spacing[a] mm along grid axis a, its middle at LPS `middle`.
inline GridGeometry grid(const AxisOrder& order, const std::array<int, 3>& size,
                         const std::array<double, 3>& spacing, const WorldPoint& middle = {10, -20, 300}) {
    const auto direction = [&](std::size_t a) {
        WorldVector d = WorldVector::Zero();
        d[order.axis[a]] = order.sign[a];
        return d;
    };
    GridGeometry g;
    g.columns = size[0];
    g.rows = size[1];
    g.slices = size[2];
    g.columnSpacing = spacing[0];
    g.rowSpacing = spacing[1];
    g.rowDirection = direction(0);
    g.columnDirection = direction(1);
    g.sliceStep = direction(2) * spacing[2];
    g.origin = middle - direction(0) * spacing[0] * (size[0] - 1) / 2 -
               direction(1) * spacing[1] * (size[1] - 1) / 2 - direction(2) * spacing[2] * (size[2] - 1) / 2;
    return g;
}

/// Volume whose HU are given per place in the patient.
inline std::shared_ptr<Volume> volume(const GridGeometry& g,
                                      const std::function<int(const WorldPoint&)>& hu) {
    auto v = std::make_shared<Volume>();
    v->grid = g;
    v->modality = QStringLiteral("CT");
    v->unit = QStringLiteral("HU");
    v->frameOfReference = QStringLiteral("1.2.3");
    v->seriesUid = QStringLiteral("1.2.3.4");
    v->stored.resize(v->voxelCount() + 8);
    std::fill(v->stored.begin(), v->stored.end(), std::int16_t(-1000));
    std::size_t n = 0;
    for (int k = 0; k < g.slices; ++k) {
        v->positions.push_back(g.toWorld({0, 0, double(k)}));
        v->instances.push_back(QStringLiteral("1.2.3.4.%1").arg(k + 1));
        for (int j = 0; j < g.rows; ++j)
            for (int i = 0; i < g.columns; ++i)
                v->stored[n++] = std::int16_t(hu(g.toWorld({double(i), double(j), double(k)})));
    }
    return v;
}

/// One segment holding the voxels for which `inside` says so.
inline std::shared_ptr<Segmentation> segmentation(const GridGeometry& g,
                                                  const std::function<bool(const WorldPoint&)>& inside) {
    auto s = std::make_shared<Segmentation>();
    s->frameOfReference = QStringLiteral("1.2.3");
    s->grid = g;
    Segment segment;
    segment.number = 1;
    segment.color = {255, 0, 255};
    segment.hasColor = true;
    std::array<int, 3> low{g.columns, g.rows, g.slices}, high{-1, -1, -1};
    const auto each = [&](auto&& f) {
        for (int k = 0; k < g.slices; ++k)
            for (int j = 0; j < g.rows; ++j)
                for (int i = 0; i < g.columns; ++i)
                    if (inside(g.toWorld({double(i), double(j), double(k)})))
                        f(std::array{i, j, k});
    };
    each([&](const std::array<int, 3>& v) {
        for (std::size_t a = 0; a < 3; ++a) {
            low[a] = std::min(low[a], v[a]);
            high[a] = std::max(high[a], v[a]);
        }
    });
    for (std::size_t a = 0; a < 3; ++a) {
        segment.box.first[a] = low[a];
        segment.box.size[a] = high[a] - low[a] + 1;
    }
    segment.values.assign(segment.box.count(), 0);
    each([&](const std::array<int, 3>& v) {
        segment.values[(std::size_t(v[2] - low[2]) * std::size_t(segment.box.size[1]) +
                        std::size_t(v[1] - low[1])) *
                           std::size_t(segment.box.size[0]) +
                       std::size_t(v[0] - low[0])] = 1;
    });
    s->segments.push_back(segment);
    return s;
}

inline void wheel(QWidget& widget, QPointF at, int notches,
                  Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

inline void mouse(QWidget& widget, QEvent::Type type, QPointF at, Qt::MouseButton button = Qt::LeftButton) {
    const bool isMove = type == QEvent::MouseMove;
    QMouseEvent event(type, at, widget.mapToGlobal(at), isMove ? Qt::NoButton : button,
                      type == QEvent::MouseButtonRelease ? Qt::MouseButtons() : Qt::MouseButtons(button),
                      Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

inline void drag(QWidget& widget, QPointF from, QPointF to, Qt::MouseButton button = Qt::LeftButton) {
    mouse(widget, QEvent::MouseButtonPress, from, button);
    for (int i = 1; i <= 4; ++i)
        mouse(widget, QEvent::MouseMove, from + (to - from) * i / 4.0, button);
    mouse(widget, QEvent::MouseButtonRelease, to, button);
}

} // namespace casebook::fixtures
