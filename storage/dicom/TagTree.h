// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>

namespace casebook::dicom {

/// One line of the tag browser: an element, or an item of a sequence. Long values are cut, binary ones are the hex
/// digits of their beginning; nothing here is larger than the limits below.
struct TagRow {
    int depth = 0; ///< 0: data set and meta header
    std::uint32_t tag = 0; ///< group << 16 | element; FFFEE000 for an item
    int item = 0; ///< number of an item from 1; 0 for elements
    QByteArray path; ///< "00081140[2]/00081155": the same place in two objects has the same path
    QString keyword; ///< PS3.6, or DCMTK's list of private attributes; empty: unknown
    QString creator; ///< of a private element: who reserved its block
    QByteArray vr; ///< as stored, or by the dictionary where implicit: "PN"
    int vm = 0; ///< number of values; items of a sequence
    std::int64_t length = 0; ///< bytes as stored; -1 undefined
    QString value; ///< text in UTF-8, numbers joined by "\"; hex digits when `binary`
    QString meaning; ///< name of a UID; the readable text of an unknown VR
    bool binary = false;
    bool cut = false; ///< there is more than `value` shows
    QByteArray digest; ///< of a cut value: first 8 bytes of its SHA-256, so that two can be told apart
    bool hidden = false; ///< the value may say who the person is, and was taken out (see hideIdentity)
    bool operator==(const TagRow&) const = default;
};

struct TagTree {
    QString transferSyntax;
    QString charset; ///< character set used at the top; "" default repertoire
    bool charsetGuessed = false;
    bool cutRows = false; ///< more than mostTagRows, or deeper than deepestTag, or cut in the file
    QList<TagRow> rows; ///< in the order of the file, sequences opened
    bool operator==(const TagTree&) const = default;
};

inline constexpr int mostTagRows = 100'000;
inline constexpr int deepestTag = 128; ///< rows; a sequence and its item take one each
inline constexpr qsizetype longestTagText = 1024; ///< characters
inline constexpr qsizetype mostTagBytes = 48; ///< of a binary value
inline constexpr std::int64_t kLargestTagTree = std::int64_t(96) << 20;

/// Every element of a DICOM file with its meta header, private ones with their creators. Text is decoded by the rules
/// of TextDecoder, an item's own character set included. Worker only. Errors: "not-dicom", "truncated", "malformed".
[[nodiscard]] Result<TagTree> readTags(std::span<const std::byte> file);

/// "(0010,0010)".
[[nodiscard]] QString tagText(std::uint32_t tag);
/// "Patient Name" of "PatientName".
[[nodiscard]] QString wordsOfKeyword(const QString& keyword);

/// Takes the value of everything that may say who the person is: names, what the Basic Profile of PS3.15 Annex E
/// removes or replaces, private elements, and all below such a sequence. Dates of the exam, UIDs and the descriptions
/// that lists show anyway stay. Rows keep tag, VR and length.
void hideIdentity(TagTree& tree);
[[nodiscard]] bool mayIdentify(const TagRow& row);

/// A place where two objects differ; a row that only one has stands beside an empty one.
struct TagDifference {
    TagRow left, right;
    bool inLeft = false, inRight = false;
};
/// Only what differs, in the order of the first, then what only the second has at its place.
[[nodiscard]] QList<TagDifference> differences(const TagTree& left, const TagTree& right);

} // namespace casebook::dicom

namespace casebook::wire {

[[nodiscard]] QByteArray packTags(const dicom::TagTree& tree);
/// What a worker says may be a lie: every field is looked at. Errors: "wire".
[[nodiscard]] Result<dicom::TagTree> unpackTags(std::span<const std::byte> bytes);

} // namespace casebook::wire
