// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ReportDrawing.h"

#include <algorithm>

namespace casebook::reportDrawing {
namespace {

using dicom::Presentation;
using dicom::SrGroup;
using dicom::SrReference;

constexpr int kMostShapes = 20'000;

/// "Long Axis 12.3 mm, Short Axis 8 mm": what is written beside a shape.
QString wordsOf(const SrGroup& group) {
    constexpr qsizetype most = 3;
    QStringList out;
    for (const dicom::SrNumber& n : group.numbers)
        if (out.size() < most)
            out.append(QStringLiteral("%1 %2 %3")
                           .arg(n.name.meaning, QString::number(n.value, 'g', 4),
                                n.unit.value == "1" ? QString() : QString::fromLatin1(n.unit.value))
                           .trimmed());
    QString head = group.finding.meaning.isEmpty() ? QString() : group.finding.meaning;
    const QString numbers = out.join(QStringLiteral(", "));
    return head.isEmpty() ? numbers : numbers.isEmpty() ? head : head + QStringLiteral(": ") + numbers;
}

/// The slices of the series that a part of a state is about.
Result<QList<SliceHeader>> slicesOf(reportPlacing::Images& images, const std::vector<SrReference>& part,
                                    const Presentation& state, const QString& seriesUid) {
    QList<SliceHeader> out;
    for (const SrReference& one : part.empty() ? state.images : part) {
        const auto image = images.find(one.sopInstance);
        if (!image)
            return tl::unexpected(image.error());
        if (*image != nullptr && (*image)->seriesUid == seriesUid && (*image)->slice.position)
            out.append((*image)->slice);
    }
    return out;
}

/// Corners of a rectangle that is given by the outer edges of its pixels.
std::vector<WorldPoint> rectangle(const SliceHeader& slice, double left, double top, double right,
                                  double bottom) {
    std::vector<WorldPoint> out;
    for (const auto& [x, y] :
         {std::pair(left, top), std::pair(right, top), std::pair(right, bottom), std::pair(left, bottom)})
        if (const auto p = dicom::placeOf(slice, x, y))
            out.push_back(*p);
    return out;
}

/// Displayed area of a slice as outer edges in pixels; the whole image where the state names none.
std::array<double, 4> areaOf(const Presentation& state, const SliceHeader& slice) {
    for (const dicom::PresentationArea& area : state.areas)
        if (dicom::isAbout(area.images, slice.instance))
            // Corner pixels are counted from 1\1; some writers begin at 0 (C.10.4).
            return {std::max(0.0, area.first[0] - 1), std::max(0.0, area.first[1] - 1), area.last[0],
                    area.last[1]};
    return {0, 0, double(slice.columns), double(slice.rows)};
}

/// Places in pixels: fractions of the displayed area are counted out.
std::vector<double> inPixels(const std::vector<double>& points, bool pixels,
                             const std::array<double, 4>& area) {
    std::vector<double> out = points;
    for (std::size_t i = 0; !pixels && i + 1 < out.size(); i += 2) {
        out[i] = area[0] + out[i] * (area[2] - area[0]);
        out[i + 1] = area[1] + out[i + 1] * (area[3] - area[1]);
    }
    return out;
}

class StateDrawing {
public:
    StateDrawing(reportPlacing::Images& images, const Presentation& state, const QString& seriesUid)
        : images_(images), state_(state), seriesUid_(seriesUid) {}

    Result<> run(DrawnLayer& out) {
        if (auto done = shapes(out); !done)
            return done;
        if (auto done = texts(out); !done)
            return done;
        if (auto done = window(out); !done)
            return done;
        return frames(out);
    }

private:
    Result<> shapes(DrawnLayer& out) {
        for (const dicom::PresentationShape& one : state_.shapes) {
            const auto slices = slicesOf(images_, one.images, state_, seriesUid_);
            if (!slices)
                return tl::unexpected(slices.error());
            for (const SliceHeader& slice : *slices) {
                dicom::SrShape shape;
                // A spline is drawn through its points by straight lines.
                shape.graphic = one.graphic == "INTERPOLATED" ? QByteArray("POLYLINE") : one.graphic;
                shape.points = inPixels(one.points, one.inPixels, areaOf(state_, slice));
                const auto place = dicom::placed(shape, &slice);
                if (place && out.shapes.size() < kMostShapes)
                    out.shapes.append({slice.instance, place->line, place->closed, one.filled, {}, false});
            }
        }
        return {};
    }

    Result<> texts(DrawnLayer& out) {
        for (const dicom::PresentationText& one : state_.texts) {
            const auto slices = slicesOf(images_, one.images, state_, seriesUid_);
            if (!slices)
                return tl::unexpected(slices.error());
            for (const SliceHeader& slice : *slices) {
                const bool boxed = one.box.size() == 4;
                if (!boxed && one.anchor.size() != 2)
                    continue;
                const std::vector<double> at =
                    boxed ? inPixels(one.box, one.inPixels, areaOf(state_, slice))
                          : inPixels(one.anchor, one.anchorInPixels, areaOf(state_, slice));
                const auto place = dicom::placeOf(slice, at[0], at[1]);
                if (place && out.shapes.size() < kMostShapes)
                    out.shapes.append({slice.instance, {*place}, false, false, one.text, false});
            }
        }
        return {};
    }

    Result<> window(DrawnLayer& out) {
        for (const dicom::PresentationWindow& one : state_.windows) {
            const auto slices = slicesOf(images_, one.images, state_, seriesUid_);
            if (!slices)
                return tl::unexpected(slices.error());
            if (slices->isEmpty() || out.window)
                continue;
            const WindowFunction function = one.function == "SIGMOID"        ? WindowFunction::Sigmoid
                                            : one.function == "LINEAR_EXACT" ? WindowFunction::LinearExact
                                                                             : WindowFunction::Linear;
            out.window = Window{one.center, one.width, function};
        }
        return {};
    }

    Result<> frames(DrawnLayer& out) {
        const auto slices = slicesOf(images_, {}, state_, seriesUid_);
        if (!slices)
            return tl::unexpected(slices.error());
        for (const SliceHeader& slice : *slices) {
            const auto area = areaOf(state_, slice);
            const bool whole =
                area[0] <= 0 && area[1] <= 0 && area[2] >= slice.columns && area[3] >= slice.rows;
            if (auto corners = rectangle(slice, area[0], area[1], area[2], area[3]);
                !whole && corners.size() == 4)
                out.areas.emplace_back(slice.instance, std::move(corners));
            if (auto kept = shutterOf(slice); kept.size() > 2)
                out.shutters.emplace_back(slice.instance, std::move(kept));
        }
        return {};
    }

    /// What stays visible: rectangle, else circle, else polygon. Edges are pixels counted from 1.
    std::vector<WorldPoint> shutterOf(const SliceHeader& slice) const {
        const dicom::PresentationShutter& s = state_.shutter;
        if (s.rectangle.size() == 4)
            return rectangle(slice, s.rectangle[0] - 1, s.rectangle[2] - 1, s.rectangle[1], s.rectangle[3]);
        dicom::SrShape shape;
        if (s.circle.size() == 3) {
            shape.graphic = "CIRCLE";
            const double x = s.circle[1] - 0.5, y = s.circle[0] - 0.5;
            shape.points = {x, y, x + s.circle[2], y};
        } else {
            shape.graphic = "POLYGON";
            for (std::size_t i = 0; i + 1 < s.polygon.size(); i += 2) {
                shape.points.push_back(s.polygon[i + 1] - 0.5);
                shape.points.push_back(s.polygon[i] - 0.5);
            }
        }
        const auto place = dicom::placed(shape, &slice);
        return place ? place->line : std::vector<WorldPoint>();
    }

    reportPlacing::Images& images_;
    const Presentation& state_;
    const QString& seriesUid_;
};

} // namespace

Result<QList<DrawnLayer>> ofReport(reportPlacing::Images& images, const ReportRow& row,
                                   const dicom::SrDocument& document, const QString& seriesUid) {
    const auto measured = dicom::measurementsOf(document);
    const auto groups = reportPlacing::place(images, measured);
    if (!groups)
        return tl::unexpected(groups.error());
    QList<DrawnLayer> out;
    int shapes = 0;
    for (const auto& one : *groups) {
        const SrGroup& group = measured.groups[std::size_t(one.group)];
        if (one.seriesUid != seriesUid || group.rendering == dicom::SrRendering::Never)
            continue;
        const QString maker = QString(group.maker.name + u' ' + group.maker.version).trimmed();
        auto layer = std::find_if(out.begin(), out.end(), [&](const DrawnLayer& l) {
            return l.maker == maker && l.automatic == group.maker.automatic;
        });
        if (layer == out.end()) {
            out.append({row, maker, group.maker.automatic, {}, {}, {}, {}});
            layer = out.end() - 1;
        }
        QString words = wordsOf(group);
        for (const auto& [shape, place] : one.shapes) {
            if (++shapes > kMostShapes)
                break;
            layer->shapes.append({shape.image.sopInstance, place.line, place.closed, false, words,
                                  group.rendering == dicom::SrRendering::Optional});
            words.clear(); // once a group
        }
    }
    return out;
}

Result<QList<DrawnLayer>> ofPresentation(reportPlacing::Images& images, const ReportRow& row,
                                         const Presentation& state, const QString& seriesUid) {
    const auto slices = slicesOf(images, {}, state, seriesUid);
    if (!slices)
        return tl::unexpected(slices.error());
    if (slices->isEmpty())
        return QList<DrawnLayer>();
    DrawnLayer layer{row, row.manufacturer, false, {}, {}, {}, {}};
    if (!state.description.isEmpty())
        layer.report.title = state.description;
    if (auto drawn = StateDrawing(images, state, seriesUid).run(layer); !drawn)
        return tl::unexpected(drawn.error());
    return QList<DrawnLayer>{layer};
}

Result<QList<KeyImage>> keyImagesOf(reportPlacing::Images& images, const dicom::SrDocument& object,
                                    const QString& seriesUid) {
    QList<KeyImage> out;
    for (const dicom::SrNode& node : object.nodes)
        for (const SrReference& one : node.references) {
            const auto image = images.find(one.sopInstance);
            if (!image)
                return tl::unexpected(image.error());
            if (*image != nullptr && (*image)->seriesUid == seriesUid)
                out.append({{}, one.sopInstance, object.nodes.front().name.meaning, object.sopInstance});
        }
    return out;
}

} // namespace casebook::reportDrawing
