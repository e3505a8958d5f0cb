// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace casebook::dicom {

/// Name of a transfer syntax that has no decoder here, as a person knows it ("JPEG XL"); empty for an
/// unknown UID. Names are proper names and stay as they are in every language.
[[nodiscard]] QString encodingName(const QString& transferSyntaxUid);

} // namespace casebook::dicom
