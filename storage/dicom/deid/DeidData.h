// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The files of resources/deid as text, compiled in: the worker opens no file by name. UTF-8.
namespace casebook::dicom::deidData {

[[nodiscard]] std::string_view actionTable(); ///< ps3.15-e1.csv, edition 2024e
[[nodiscard]] std::string_view typeTable();   ///< iod-types.csv
[[nodiscard]] std::string_view codeTable();   ///< codes.csv
[[nodiscard]] std::string_view wordList();    ///< words.txt

} // namespace casebook::dicom::deidData
