// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/sr/SrDocument.h"

#include <array>

namespace casebook::dicom {

/// What one softcopy presentation state (PS3.3 A.33) says of images. `images` empty: of all that the state names.
/// Pixel places are counted from the outer corner of the first pixel: its centre is 0.5 0.5 (C.10.5); display places
/// are fractions 0..1 of the displayed area.

struct PresentationShape {
    QString layer;
    std::vector<SrReference> images;
    bool inPixels = true; ///< false: fractions of the displayed area
    QByteArray graphic; ///< "POINT", "POLYLINE", "INTERPOLATED", "CIRCLE", "ELLIPSE"
    std::vector<double> points; ///< x y pairs
    bool filled = false;
    bool operator==(const PresentationShape&) const = default;
};

struct PresentationText {
    QString layer, text;
    std::vector<SrReference> images;
    bool inPixels = true;
    std::vector<double> box; ///< left top right bottom, or none
    std::vector<double> anchor; ///< x y, or none
    bool anchorInPixels = true, anchorVisible = false;
    bool operator==(const PresentationText&) const = default;
};

struct PresentationWindow {
    std::vector<SrReference> images;
    double center = 0, width = 0;
    QByteArray function; ///< "LINEAR" where empty
    bool operator==(const PresentationWindow&) const = default;
};

struct PresentationArea {
    std::vector<SrReference> images;
    std::array<double, 2> first{1, 1}, last{1, 1}; ///< column, row of the corner pixels, counted from 1
    QByteArray sizeMode; ///< "SCALE TO FIT", "TRUE SIZE", "MAGNIFY"
    double magnification = 0; ///< 0: none
    bool operator==(const PresentationArea&) const = default;
};

/// Image parts to be hidden: all that lies outside every shape that is given (C.7.6.11). Pixels counted from 1.
struct PresentationShutter {
    std::vector<double> rectangle; ///< left right upper lower edge, or none
    std::vector<double> circle; ///< row column radius, or none
    std::vector<double> polygon; ///< row column pairs, or none
    [[nodiscard]] bool isEmpty() const { return rectangle.empty() && circle.empty() && polygon.empty(); }
    bool operator==(const PresentationShutter&) const = default;
};

struct Presentation {
    QString sopClass, sopInstance, studyUid, seriesUid;
    QString label, description, creationDate, creationTime;
    std::vector<SrReference> images;
    std::vector<PresentationWindow> windows;
    std::vector<PresentationArea> areas;
    std::vector<PresentationShape> shapes;
    std::vector<PresentationText> texts;
    PresentationShutter shutter;
    int rotation = 0; ///< degrees clockwise: 0, 90, 180, 270
    bool flipped = false; ///< left and right are exchanged, before the rotation
    bool inverted = false;
    bool hasTables = false; ///< a table of grey values that isn't applied here
    bool operator==(const Presentation&) const = default;
};

/// True where the part of a presentation that lists `images` is about this image.
[[nodiscard]] bool isAbout(const std::vector<SrReference>& images, const QString& sopInstance);

/// Reads a presentation state from a file in memory. In casebook-worker only, one thread at a time.
/// Errors: those of readHeader, "unsupported-object" (no presentation state), "malformed" (names no image).
[[nodiscard]] Result<Presentation> readPresentation(std::span<const std::byte> file);

[[nodiscard]] QByteArray packPresentation(const Presentation& presentation);
/// Error "wire".
[[nodiscard]] Result<Presentation> unpackPresentation(std::span<const std::byte> bytes);

} // namespace casebook::dicom
