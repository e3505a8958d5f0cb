// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace casebook::network {

/// Transfer syntaxes that are taken, the plain ones first.
[[nodiscard]] const std::vector<const char*>& takenSyntaxes();
[[nodiscard]] const std::vector<const char*>& plainSyntaxes();
[[nodiscard]] const std::vector<const char*>& packedSyntaxes();
/// Storage classes asked for when retrieving (an association has 128 contexts at most), and those of
/// them whose objects may be compressed.
[[nodiscard]] const std::vector<const char*>& storageClasses();
[[nodiscard]] const std::vector<const char*>& pictureClasses();

} // namespace casebook::network
