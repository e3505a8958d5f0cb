// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/slice/Annotations.h"

#include "core/volume/Resample.h"
#include "viewers/slice/PaneWords.h"
#include "viewers/slice/TrueSlices.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace casebook {

namespace {

constexpr double kLetterInset = 15;
constexpr double kRulerInset = 11, kRulerTick = 8, kRulerShortTick = 5;
constexpr double kGap_px = 14; ///< the cross-hair leaves its middle free

QString viewName(PlaneKind kind) {
    switch (kind) {
    case PlaneKind::Axial: return {};
    case PlaneKind::Coronal: return SlicePane::tr("coronal");
    case PlaneKind::Sagittal: break;
    }
    return SlicePane::tr("sagittal");
}

QString slabName(const SliceScene& scene) {
    if (scene.slab_mm <= 0)
        return {};
    const QString mm = numberText(scene.slab_mm, 0);
    switch (scene.slabMode) {
    case SlabMode::Maximum: return SlicePane::tr("MIP %1 mm").arg(mm);
    case SlabMode::Minimum: return SlicePane::tr("MinIP %1 mm").arg(mm);
    case SlabMode::Mean: break;
    }
    return SlicePane::tr("mean %1 mm").arg(mm);
}

/// The slot that this plane shows has no image, or a damaged one.
bool showsNothing(const Volume& volume, const PlaneAlignment& a) {
    return a.aligned && a.axis == 2 && a.slice >= 0 && std::size_t(a.slice) < volume.instances.size() &&
           volume.isMissing(a.slice) &&
           std::any_of(
               volume.instances.begin(), volume.instances.end(),
               [](const QString& i) { return !i.isEmpty(); });
}

QString limitsText(const SliceScene& scene, const Volume& volume, const SlicePlace& place, bool resampled) {
    QStringList limits;
    if (showsNothing(volume, alignment(volume, scene.camera.plane({1, 1}, 1))))
        limits << SlicePane::tr("no image here");
    if (!volume.calibrated)
        limits << SlicePane::tr("not calibrated");
    if (volume.lossy)
        limits << SlicePane::tr("lossy");
    if (!scene.smooth)
        limits << SlicePane::tr("nearest");
    if (resampled && !showsSlices(volume, scene.camera))
        limits << SlicePane::tr("resampled");
    if (volume.grid.shearAngle_deg() > 0.05)
        limits << (place.native ? SlicePane::tr("tilt %1°").arg(numberText(volume.grid.shearAngle_deg(), 1))
                                : SlicePane::tr("tilt corrected"));
    return limits.join(QStringLiteral(", "));
}

/// Two decimals only where one would hide something (0.75 mm steps).
QString millimetres(double value) {
    const bool oneIsEnough = std::abs(value * 10 - std::round(value * 10)) < 0.05;
    return numberText(value, oneIsEnough ? 1 : 2);
}

QString positionText(const SliceScene& scene, const Volume& volume, const SlicePlace& place) {
    if (!volume.placed)
        return {};
    if (scene.camera.kind != PlaneKind::Axial || !place.native)
        return SlicePane::tr("step %1 mm").arg(numberText(place.step_mm, 2));
    const QString table =
        SlicePane::tr("%1 mm").arg(numberText(scene.camera.centre.dot(WorldVector::UnitZ()), 1));
    if (place.count < 2)
        return table;
    const QString step =
        volume.sliceThickness_mm > 0
            ? millimetres(volume.sliceThickness_mm) + QStringLiteral(" / ") + millimetres(place.step_mm)
            : SlicePane::tr("step %1 mm").arg(millimetres(place.step_mm));
    return table + QStringLiteral("  ") + step;
}

void setProbe(SliceWords& words, const Probe& probe) {
    const QString value =
        numberText(probe.value, std::abs(probe.value - std::round(probe.value)) < 1e-6 ? 0 : 2);
    words.probe = (probe.unit.isEmpty() ? value : value + QLatin1Char(' ') + probe.unit) +
                  QStringLiteral("  (%1, %2, %3)").arg(probe.voxel.i).arg(probe.voxel.j).arg(probe.voxel.k);
    if (!probe.map.isEmpty())
        words.probe += QStringLiteral("  ") + probe.map;
    words.probePlace =
        SlicePane::tr("%1, %2, %3 mm")
            .arg(numberText(probe.at.x(), 1), numberText(probe.at.y(), 1), numberText(probe.at.z(), 1));
}

void paintRuler(QPainter& painter, const SliceScene& scene, QSizeF pane, const ViewColors& colors,
                const QFont& base) {
    const std::optional<Ruler> ruler = rulerFor(scene.camera.pixelsPerMm, pane);
    if (!ruler)
        return;
    const double length = ruler->length_mm * scene.camera.pixelsPerMm;
    const double x = pane.width() - kRulerInset;
    const double bottom = pane.height() / 2 - 50, top = bottom - length;
    // One path for the dark edge: strokes of their own would lie over each other's white.
    QPainterPath lines;
    lines.addRect(QRectF(x, std::round(top), 1, std::round(length) + 1));
    for (int i = 0; i <= ruler->parts; ++i) {
        const double tick = i == 0 || i == ruler->parts ? kRulerTick : kRulerShortTick;
        lines.addRect(QRectF(x - tick, std::round(top) + std::round(length * i / ruler->parts), tick + 1, 1));
    }
    lines.setFillRule(Qt::WindingFill);
    painter.strokePath(lines, QPen(colors.underStroke, 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.fillPath(lines, colors.text);
    const QString label = ruler->length_mm < 10
                              ? SlicePane::tr("%1 mm").arg(numberText(ruler->length_mm, 0))
                              : SlicePane::tr("%1 cm").arg(numberText(ruler->length_mm / 10, 0));
    const QFont font = paneFont(base);
    const double half = QFontMetricsF(font, painter.device()).horizontalAdvance(label) / 2;
    paintPlate(painter, {x - kRulerTick - half - 9, (top + bottom) / 2}, label, colors.text, font, pane,
               colors);
}

void paintLetters(QPainter& painter, const EdgeLetters& letters, QSizeF pane, const ViewColors& colors,
                  const QFont& base) {
    const QFont font = paneLetterFont(base);
    const double w = pane.width(), h = pane.height();
    paintPlate(painter, {w / 2, kLetterInset}, letters.top, colors.text, font, pane, colors);
    paintPlate(painter, {w / 2, h - kLetterInset}, letters.bottom, colors.text, font, pane, colors);
    paintPlate(painter, {kLetterInset, h / 2}, letters.left, colors.text, font, pane, colors);
    paintPlate(painter, {w - kLetterInset, h / 2}, letters.right, colors.text, font, pane, colors);
}

/// The line in which another plane cuts this one, across the whole pane; nothing where nearly parallel.
void paintCut(QPainter& painter, const SliceCamera& camera, const SliceCamera& other, QSizeF pane,
              const QColor& color) {
    const QPointF gradient(other.rising().dot(camera.right()), other.rising().dot(camera.down()));
    const double steepness = std::hypot(gradient.x(), gradient.y());
    if (steepness < 0.1)
        return;
    const QPointF middle(pane.width() / 2, pane.height() / 2);
    const double away_px = other.distance_mm(camera.centre) * camera.pixelsPerMm / steepness;
    const QPointF unit = gradient / steepness, along(-unit.y(), unit.x());
    const double reach = pane.width() + pane.height();
    const QPointF foot = middle - unit * away_px;
    painter.setPen(QPen(color, 1));
    painter.drawLine(foot - along * reach, foot + along * reach);
}

} // namespace

SliceWords sliceWords(const SliceScene& scene, const Volume& volume, const GridGeometry& grid, bool resampled,
                      double ratio) {
    const SlicePlace place = slicePlace(volume, grid, scene.camera);
    const SlicePlane plane = scene.camera.plane({1, 1}, 1);
    const PlaneAlignment a = alignment(volume.grid, plane);
    SliceWords words;
    if (volume.placed)
        words.letters = edgeLetters(plane);
    words.hasRuler = volume.calibrated;
    const int decimals = scene.window.width < 10 ? 2 : 0;
    words.window =
        SlicePane::tr("W %1  L %2")
            .arg(numberText(scene.window.width, decimals), numberText(scene.window.center, decimals));
    const double pixel_mm = a.rightAxis == 0   ? volume.grid.columnSpacing
                            : a.rightAxis == 1 ? volume.grid.rowSpacing
                                               : volume.grid.sliceStep.norm();
    words.zoom =
        SlicePane::tr("zoom %1 %").arg(numberText(100 * scene.camera.pixelsPerMm * ratio * pixel_mm, 0));
    words.place = QStringLiteral("%1 / %2").arg(place.number + 1).arg(place.count);
    words.position = positionText(scene, volume, place);
    words.view = viewName(scene.camera.kind);
    words.slab = slabName(scene);
    words.limits = limitsText(scene, volume, place, resampled);
    if (scene.probe)
        setProbe(words, *scene.probe);
    return words;
}

std::optional<Ruler> rulerFor(double pixelsPerMm, QSizeF pane) {
    constexpr std::array<Ruler, 8> kLengths{
        {{200, 4}, {100, 5}, {50, 5}, {20, 4}, {10, 5}, {5, 5}, {2, 4}, {1, 5}}};
    const double room = pane.height() / 2 - 50 - 60;
    for (const Ruler& ruler : kLengths)
        if (ruler.length_mm * pixelsPerMm <= std::min(room, 0.24 * pane.height()))
            return ruler;
    return std::nullopt;
}

QString makerWords(const PaneText& text) {
    return text.algorithm.isEmpty() ? QString()
           : text.drawnByHand       ? SlicePane::tr("Drawn with %1").arg(text.algorithm)
                                    : SlicePane::tr("AI: %1").arg(text.algorithm);
}

void paintAnnotations(QPainter& painter, const SliceScene& scene, const SliceWords& words,
                      bool algorithmShown, QSizeF pane, const ViewColors& colors, const QFont& font) {
    const PaneText& text = scene.text;
    const auto joined = [](const QString& a, const QString& b) {
        return a.isEmpty() || b.isEmpty() ? QString(a + b) : QString(a + QStringLiteral("  ") + b);
    };
    paintCorner(painter, PaneCorner::TopLeft, {{joined(text.subject, text.visit), {}}, {text.dateTime, {}}},
                pane, colors, font);
    const QString algorithm = algorithmShown ? makerWords(text) : QString();
    paintCorner(painter, PaneCorner::TopRight,
                {{joined(text.series, text.kernel), {}},
                 {words.view, colors.text2},
                 {algorithm, colors.text2},
                 {algorithmShown ? text.note : QString(), colors.warn}},
                pane, colors, font);
    paintCorner(painter, PaneCorner::BottomLeft,
                {{words.probe, colors.text},
                 {words.probePlace, colors.text2},
                 {words.slab, colors.warn},
                 {words.window, colors.text},
                 {words.zoom, colors.text2}},
                pane, colors, font);
    paintCorner(painter, PaneCorner::BottomRight,
                {{words.limits, colors.warn}, {words.place, colors.text}, {words.position, colors.text2}},
                pane, colors, font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (words.hasRuler)
        paintRuler(painter, scene, pane, colors, font);
    paintLetters(painter, words.letters, pane, colors, font);
}

void paintPlaneLines(QPainter& painter, const SliceScene& scene, QSizeF pane, const ViewColors& colors) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    QColor faint = colors.crossHair;
    faint.setAlphaF(faint.alphaF() * 0.55f);
    if (scene.crossHair) {
        const QPointF c = scene.camera.toScreen(scene.cursor, pane);
        painter.setPen(QPen(faint, 1));
        painter.drawLine(QPointF(0, c.y()), QPointF(c.x() - kGap_px, c.y()));
        painter.drawLine(QPointF(c.x() + kGap_px, c.y()), QPointF(pane.width(), c.y()));
        painter.drawLine(QPointF(c.x(), 0), QPointF(c.x(), c.y() - kGap_px));
        painter.drawLine(QPointF(c.x(), c.y() + kGap_px), QPointF(c.x(), pane.height()));
    } else if (scene.planeLine) {
        paintCut(painter, scene.camera, *scene.planeLine, pane, faint);
    }
    painter.restore();
}

} // namespace casebook
