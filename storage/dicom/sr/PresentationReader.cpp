// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/ObjectKinds.h"
#include "storage/dicom/Reader.h"
#include "storage/dicom/sr/ItemValues.h"
#include "storage/dicom/sr/Presentation.h"

namespace casebook::dicom {
namespace {

constexpr std::size_t kMostParts = 10'000;
constexpr std::size_t kMostPoints = 100'000;

std::vector<SrReference> imagesOf(const ItemReader& in) {
    std::vector<SrReference> out;
    for (DcmItem* image : in.items(DCM_ReferencedImageSequence))
        if (out.size() < 100'000)
            out.push_back(referenceOf(in.of(*image)));
    return out;
}

/// Exactly `count` numbers, or none.
std::vector<double> exactly(const ItemReader& in, const DcmTagKey& tag, std::size_t count) {
    std::vector<double> values = in.numbers(tag, count + 1);
    return values.size() == count ? values : std::vector<double>();
}

/// Left top right bottom of two corners.
std::vector<double> boxOf(const ItemReader& in) {
    const auto first = in.decimals<2>(DCM_BoundingBoxTopLeftHandCorner);
    const auto last = in.decimals<2>(DCM_BoundingBoxBottomRightHandCorner);
    return first && last ? std::vector<double>{(*first)[0], (*first)[1], (*last)[0], (*last)[1]}
                         : std::vector<double>();
}

void readGraphics(const ItemReader& in, Presentation& out) {
    for (DcmItem* item : in.items(DCM_GraphicAnnotationSequence)) {
        const ItemReader part = in.of(*item);
        const auto images = imagesOf(part);
        const QString layer = part.ascii(DCM_GraphicLayer).left(64);
        for (DcmItem* object : part.items(DCM_GraphicObjectSequence)) {
            const ItemReader shape = part.of(*object);
            if (out.shapes.size() < kMostParts)
                out.shapes.push_back(
                    {layer, images, shape.ascii(DCM_GraphicAnnotationUnits) != QLatin1StringView("DISPLAY"),
                     wordOf(shape, DCM_GraphicType), shape.numbers(DCM_GraphicData, kMostPoints),
                     shape.ascii(DCM_GraphicFilled) == QLatin1StringView("Y")});
        }
        for (DcmItem* object : part.items(DCM_TextObjectSequence)) {
            const ItemReader text = part.of(*object);
            if (out.texts.size() < kMostParts)
                out.texts.push_back(
                    {layer, text.text(DCM_UnformattedTextValue).left(4000), images,
                     text.ascii(DCM_BoundingBoxAnnotationUnits) != QLatin1StringView("DISPLAY"), boxOf(text),
                     exactly(text, DCM_AnchorPoint, 2),
                     text.ascii(DCM_AnchorPointAnnotationUnits) != QLatin1StringView("DISPLAY"),
                     text.ascii(DCM_AnchorPointVisibility) == QLatin1StringView("Y")});
        }
    }
}

void readWindows(const ItemReader& in, Presentation& out) {
    for (DcmItem* item : in.items(DCM_SoftcopyVOILUTSequence)) {
        const ItemReader voi = in.of(*item);
        out.hasTables = out.hasTables || voi.has(DCM_VOILUTSequence);
        const auto center = voi.decimal(DCM_WindowCenter), width = voi.decimal(DCM_WindowWidth);
        if (center && width && *width > 0 && out.windows.size() < kMostParts)
            out.windows.push_back({imagesOf(voi), *center, *width, wordOf(voi, DCM_VOILUTFunction)});
    }
}

void readAreas(const ItemReader& in, Presentation& out) {
    for (DcmItem* item : in.items(DCM_DisplayedAreaSelectionSequence)) {
        const ItemReader area = in.of(*item);
        const auto first = area.decimals<2>(DCM_DisplayedAreaTopLeftHandCorner);
        const auto last = area.decimals<2>(DCM_DisplayedAreaBottomRightHandCorner);
        if (first && last && out.areas.size() < kMostParts)
            out.areas.push_back({imagesOf(area), *first, *last, wordOf(area, DCM_PresentationSizeMode),
                                 area.decimal(DCM_PresentationPixelMagnificationRatio).value_or(0)});
    }
}

void readShutter(const ItemReader& in, Presentation& out) {
    const QStringList shapes = in.list(DCM_ShutterShape);
    if (shapes.contains(QLatin1StringView("RECTANGULAR"))) {
        for (const DcmTagKey& edge : {DCM_ShutterLeftVerticalEdge, DCM_ShutterRightVerticalEdge,
                                      DCM_ShutterUpperHorizontalEdge, DCM_ShutterLowerHorizontalEdge})
            if (const auto value = in.decimal(edge))
                out.shutter.rectangle.push_back(*value);
        if (out.shutter.rectangle.size() != 4)
            out.shutter.rectangle.clear();
    }
    if (shapes.contains(QLatin1StringView("CIRCULAR"))) {
        out.shutter.circle = exactly(in, DCM_CenterOfCircularShutter, 2);
        const auto radius = in.decimal(DCM_RadiusOfCircularShutter);
        if (radius && !out.shutter.circle.empty())
            out.shutter.circle.push_back(*radius);
        else
            out.shutter.circle.clear();
    }
    if (shapes.contains(QLatin1StringView("POLYGONAL"))) {
        out.shutter.polygon = in.numbers(DCM_VerticesOfThePolygonalShutter, kMostPoints);
        if (out.shutter.polygon.size() % 2 != 0 || out.shutter.polygon.size() < 6)
            out.shutter.polygon.clear();
    }
}

} // namespace

bool isAbout(const std::vector<SrReference>& images, const QString& sopInstance) {
    return images.empty() || std::any_of(images.begin(), images.end(), [&](const SrReference& image) {
               return image.sopInstance == sopInstance;
           });
}

Result<Presentation> readPresentation(std::span<const std::byte> file) {
    const auto header = readHeader(file);
    if (!header)
        return tl::unexpected(header.error());
    if (header->kind != ObjectKind::Presentation)
        return fail(ErrorKind::Refused, "unsupported-object");
    const auto loaded = load(file, Extent::Whole);
    if (!loaded)
        return tl::unexpected(loaded.error());
    const TextDecoder decoder(header->charset);
    const ItemReader in(*loaded->dataset, decoder);
    Presentation out;
    out.sopClass = header->sopClass.left(64);
    out.sopInstance = header->sopInstance.left(64);
    out.studyUid = header->studyUid.left(64);
    out.seriesUid = header->seriesUid.left(64);
    out.label = in.text(DCM_ContentLabel).left(512);
    out.description = in.text(DCM_ContentDescription).left(512);
    out.creationDate = in.ascii(DCM_PresentationCreationDate).left(64);
    out.creationTime = in.ascii(DCM_PresentationCreationTime).left(64);
    for (DcmItem* series : in.items(DCM_ReferencedSeriesSequence))
        for (SrReference& image : imagesOf(in.of(*series)))
            if (out.images.size() < 100'000)
                out.images.push_back(std::move(image));
    if (out.images.empty())
        return fail(ErrorKind::Refused, "malformed");
    readWindows(in, out);
    readAreas(in, out);
    readGraphics(in, out);
    readShutter(in, out);
    const int rotation = in.integer(DCM_ImageRotation).value_or(0);
    out.rotation = rotation == 90 || rotation == 180 || rotation == 270 ? rotation : 0;
    out.flipped = in.ascii(DCM_ImageHorizontalFlip) == QLatin1StringView("Y");
    out.inverted = in.ascii(DCM_PresentationLUTShape) == QLatin1StringView("INVERSE");
    out.hasTables = out.hasTables || in.has(DCM_PresentationLUTSequence) || in.has(DCM_ModalityLUTSequence);
    return out;
}

} // namespace casebook::dicom
