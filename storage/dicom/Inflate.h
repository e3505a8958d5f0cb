// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <span>

namespace casebook::dicom {

[[nodiscard]] bool isGzip(std::span<const std::byte> bytes);

/// Unpacks gzip or zlib data, at most @p most bytes. What goes on beyond that is left alone.
/// Errors: "malformed" (not such data), "truncated" (ends before its end and before `most`).
[[nodiscard]] Result<QByteArray> inflateUpTo(std::span<const std::byte> packed, std::int64_t most);

} // namespace casebook::dicom
