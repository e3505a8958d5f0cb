// SPDX-License-Identifier: GPL-3.0-or-later
// Colours drawn over images: the same in either theme, since the image area is always dark (look 2).
#pragma once

#include <QRgb>

namespace casebook::imageColors {

inline constexpr QRgb ai = 0xff56B4E9;
inline constexpr QRgb accepted = 0xff4FD3AA;
inline constexpr QRgb rejected = 0xff8A8378;
inline constexpr QRgb deferred = 0xffE69F00;
inline constexpr QRgb reader = 0xffF0E442;     ///< readers' marks and measurements
inline constexpr QRgb text = 0xffEDEAE4;
inline constexpr QRgb text2 = 0xffE2DCD2;
inline constexpr QRgb plate = 0xa8080706;      ///< 66 %: over white still 4.9:1
inline constexpr QRgb underStroke = 0x8c000000;///< 55 %
inline constexpr QRgb background = 0xff000000;

} // namespace casebook::imageColors
