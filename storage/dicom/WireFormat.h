// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/segmentation/RoiContours.h"
#include "core/values/Result.h"
#include "storage/dicom/Instance.h"
#include "storage/dicom/Pixels.h"

#include <QByteArray>
#include <QCborMap>

#include <cstdint>
#include <span>

namespace casebook::wire {

/// The language between the program and casebook-worker; docs/formats/wire.md is its description.
/// Both ends are built from one source, so another version is refused, never adapted to.
inline constexpr std::uint16_t kVersion = 1;
inline constexpr std::size_t kHeaderBytes = 24;
inline constexpr std::size_t kLargestMessage = 60'000;     ///< a datagram, header included
inline constexpr std::int64_t kLargestBulk = std::int64_t(1) << 30; ///< segmentations and label maps
inline constexpr std::int64_t kChunk = std::int64_t(4) << 20;       ///< data of an archive entry

/// Bytes of packed frames that go with the header itself; more are asked for with an output.
inline constexpr qsizetype kFramesInMessage = 24'000;
inline constexpr std::int64_t kLargestFrames = std::int64_t(8) << 20;

enum class Type : std::uint16_t {
    Parse =
        1, ///< + input; payload: charset, where a person decided on one; with an output the frames go there
    Pixels = 2, ///< + input, output; payload: frame
    Segmentation = 3, ///< + input, output
    Labels = 4, ///< + input, output
    Archive = 5, ///< + input, output of kChunk bytes; payload: limits
    Next = 6, ///< the archive may go on
    Survey = 7, ///< + input, output: what de-identification needs to know of an object
    Deidentify = 8, ///< + input (a plan and the object, see deid/DeidWire.h), output
    Odm = 9, ///< + input, output
    RtStruct = 20, ///< + input, output
    MapOf = 21, ///< + input, output: a parametric map
    PdfOf = 22, ///< + input, output: the document inside an encapsulated PDF
    ValuesOf = 23, ///< + input, output: a NIfTI, NRRD or MetaImage file as a map of values
    Report = 30, ///< + input, output: a structured report or key object selection
    Presentation = 31, ///< + input, output: a softcopy presentation state
    Tags = 40, ///< + input, output: every attribute, for the tag browser
    Directory = 60, ///< + input, output: what a DICOMDIR names; answered by Document, one path a line

    Instance = 101, ///< payload: toCbor(ParsedInstance); "frn": bytes of frames to be asked for
    Frame = 102, ///< payload: shape; values in output
    Grid = 103, ///< payload: none; output holds a packed Segmentation of `bulk` bytes
    Failure = 104, ///< payload: code, argument
    Surveyed = 105, ///< output holds a packed survey of `bulk` bytes
    Deidentified = 106, ///< output holds a packed result of `bulk` bytes
    Document = 107, ///< output holds a JSON document of `bulk` bytes
    Reported = 130, ///< output holds a packed report of `bulk` bytes (sr/SrDocument.h)
    Presented = 131, ///< output holds a packed presentation of `bulk` bytes (sr/Presentation.h)
    Tagged = 140, ///< output holds a packed tree of `bulk` bytes
    EntryBegin = 110, ///< payload: path
    EntryData = 111, ///< `bulk` bytes in output; waits for Next
    EntryEnd = 112, ///< the entry is whole
    EntryRefused = 113, ///< payload: path, code
    ArchiveEnd = 114,

    // casebook-network (docs/formats/wire.md)
    Talk = 200, ///< + secrets; payload: whom to ask what
    Told = 201, ///< payload: event and its values
    Object = 202, ///< + object: the next one to send; without: there is no more

    Contours = 120, ///< output holds a packed RoiSet of `bulk` bytes
    Map = 121, ///< output holds a packed ValueMap of `bulk` bytes
    Pdf = 122, ///< output holds the document of `bulk` bytes
};

/// One datagram: header of kHeaderBytes, little-endian fixed fields, then a CBOR map.
struct Message {
    Type type = Type::Failure;
    std::uint32_t request = 0; ///< echoed in the answer
    std::uint64_t bulk = 0; ///< bytes used in the output memory
    QCborMap payload;
};

[[nodiscard]] QByteArray encode(const Message& message);
/// Errors: "wire" (other version, wrong length, no CBOR map, unknown type).
[[nodiscard]] Result<Message> decode(std::span<const std::byte> datagram);

[[nodiscard]] Message failure(std::uint32_t request, const Error& error);
/// The error inside a Failure; a code that no reader gives becomes "malformed".
[[nodiscard]] Error errorOf(const Message& message);

[[nodiscard]] QCborMap shapeOf(const dicom::DecodedFrame& frame);
/// A frame without its bytes. Errors: "wire".
[[nodiscard]] Result<dicom::DecodedFrame> frameOfShape(const QCborMap& shape);

/// A segmentation as bytes: length of a CBOR map (u32), the map, then the values of every segment in
/// order. Empty when it would pass `limit`.
[[nodiscard]] QByteArray pack(const Segmentation& segmentation, std::int64_t limit);
/// A structure set as bytes: length of a CBOR map (u32), the map, then per contour its type and number
/// of points (u32 each) and the points (3 doubles each), all little-endian.
[[nodiscard]] QByteArray packRois(const RoiSet& set);
/// Checks every size against the others before it is used. Errors: "wire".
[[nodiscard]] Result<RoiSet> unpackRois(std::span<const std::byte> bytes);
/// Checks every size against the others before it is used. Errors: "wire".
[[nodiscard]] Result<Segmentation> unpack(std::span<const std::byte> bytes);

} // namespace casebook::wire
