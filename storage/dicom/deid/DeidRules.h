// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom/deid: constant lists beside the action table.

#include <QString>

#include <cstdint>

namespace casebook::dicom {

/// Groups that a released object may hold; elements of any other are dropped.
[[nodiscard]] bool isAllowedGroup(std::uint32_t tag);
/// Dropped whatever the table says (reference 1.4.8): icons, signatures, procedure steps, creation dates.
[[nodiscard]] bool isAlwaysDropped(std::uint32_t tag);

enum class TextRule { None, Device, Descriptor, Label, Tracking };
/// The allow-list of text attributes.
[[nodiscard]] TextRule textRule(std::uint32_t tag);

/// True for what the standard and scanners write as third and later value of ImageType beside the words of
/// descriptions: kinds of an MR image, corrections of the gradients.
[[nodiscard]] bool isImageTypeWord(const QString& value);

/// True for a code value that a standard scheme can have; other codes are replaced.
[[nodiscard]] bool isStandardCode(const QString& scheme, const QString& value);

} // namespace casebook::dicom
