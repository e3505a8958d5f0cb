// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QCborMap>
#include <QList>
#include <QString>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace casebook::dicom {

/// A coded word (DICOM PS3.3 8): value in its scheme ("27925004" of "SCT"), and what it means.
struct SrCode {
    QByteArray value, scheme;
    QString meaning;
    [[nodiscard]] bool is(const char* code, const char* ofScheme) const {
        return value == code && scheme == ofScheme;
    }
    [[nodiscard]] bool isEmpty() const { return value.isEmpty() && meaning.isEmpty(); }
    bool operator==(const SrCode&) const = default;
};

/// An image or other object that a content item names.
struct SrReference {
    QString sopClass, sopInstance;
    std::vector<int> frames;    ///< from 1; empty: all
    std::vector<int> segments;  ///< numbers, for segmentations
    bool operator==(const SrReference&) const = default;
};

/// One content item (PS3.3 C.17.3). Items are kept in document order with the place of their parent, as they stand in
/// the file: an item that the standard does not allow is kept too.
struct SrNode {
    int parent = -1; ///< place in SrDocument::nodes; -1: the document itself
    int depth = 0;
    QByteArray relationship; ///< "CONTAINS", "HAS OBS CONTEXT" ...; empty at the root
    QByteArray type; ///< "CONTAINER", "TEXT", "NUM" ...; empty for an item by reference
    SrCode name;
    QString text; ///< of TEXT, PNAME, DATE, TIME, DATETIME, UIDREF; as stored
    SrCode code; ///< of CODE
    QString numberText; ///< of NUM as stored, trimmed
    std::optional<double> number; ///< of NUM; the floating point value where the file has one
    SrCode unit;
    SrCode qualifier; ///< why a NUM has no value
    std::vector<SrReference> references; ///< of IMAGE, COMPOSITE, WAVEFORM
    QByteArray graphic; ///< of SCOORD, SCOORD3D, TCOORD: "POINT", "POLYLINE" ...
    std::vector<double> points; ///< x y pairs from the outer corner of the first pixel, or x y z in mm
    QString frameOfReference; ///< of SCOORD3D
    std::vector<int> target; ///< of an item by reference: path from the root, which is 1
    bool operator==(const SrNode&) const = default;
};

/// A structured report or key object selection as a value. Strings are UTF-8 in NFC.
struct SrDocument {
    QString sopClass, sopInstance, studyUid, seriesUid;
    QString manufacturer, model, software, deviceSerial; ///< of the equipment that wrote it
    QString contentDate, contentTime; ///< as stored
    QByteArray completion, verification; ///< "COMPLETE", "VERIFIED" ...
    std::vector<QString> verifiers; ///< "name, organisation, time"
    std::vector<SrReference> evidence; ///< every object it says it was made from
    std::vector<SrNode> nodes; ///< the first is the root; its name is the title
    bool truncatedTree = false; ///< more items, or deeper, than are read

    [[nodiscard]] bool isKeyObject() const;
    [[nodiscard]] bool isCad() const; ///< one of the CAD SR classes
    [[nodiscard]] std::vector<int> children(int node) const;
    /// First child with that name, or -1.
    [[nodiscard]] int child(int node, const char* code, const char* scheme = "DCM") const;
    /// The item that an item by reference means, else itself; -1 where it leads nowhere.
    [[nodiscard]] int resolved(int node) const;
    bool operator==(const SrDocument&) const = default;
};

/// Most content items and nesting that are read, and characters of one value.
inline constexpr int maxSrNodes = 100'000;
inline constexpr int maxSrDepth = 60;
inline constexpr int maxSrText = 100'000;
inline constexpr int maxSrPoints = 3'000'000;

/// As bytes (CBOR) on their way from the worker.
[[nodiscard]] QByteArray packReport(const SrDocument& document);
/// Checks order, depth, sizes and numbers. Error "wire".
[[nodiscard]] Result<SrDocument> unpackReport(std::span<const std::byte> bytes);

} // namespace casebook::dicom
