// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <compare>
#include <cstdint>

namespace casebook {

/// A number that can't be mixed up with another table's number.
template <class Tag, class Rep>
struct Id {
    Rep value{};
    auto operator<=>(const Id&) const = default;
    [[nodiscard]] bool isValid() const { return value != Rep{}; }
};

using SubjectId = Id<struct SubjectTag, std::int64_t>;
using ExamId = Id<struct ExamTag, std::int64_t>;     ///< a DICOM study in the study's database
using SeriesId = Id<struct SeriesTag, std::int64_t>;
using InstanceId = Id<struct InstanceTag, std::int64_t>;
using OverlayId = Id<struct OverlayTag, std::int64_t>;
using ImportId = Id<struct ImportTag, std::int64_t>;
using UserId = Id<struct UserTag, std::int64_t>;
using TaskId = Id<struct TaskTag, std::int64_t>; ///< a reading task

/// UUIDv7 (RFC 9562 5.7), 16 bytes big-endian: made where a row is made and never changed.
struct Uuid {
    QByteArray bytes; ///< 16 bytes, or empty for "none"
    auto operator<=>(const Uuid&) const = default;
    [[nodiscard]] QString toString() const; ///< 8-4-4-4-12 lower-case hex
    [[nodiscard]] static Uuid fromString(const QString& text); ///< empty when malformed
};

/// @param unixMs time of origin; @param random at least 10 random bytes.
[[nodiscard]] Uuid makeUuidV7(std::int64_t unixMs, const QByteArray& random);

} // namespace casebook
