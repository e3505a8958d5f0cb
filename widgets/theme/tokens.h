// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of Casebook: two constant sets, light and dark. The only place with colour literals
// beside the style and the sheet that are made from it.
#pragma once

#include <QColor>
#include <QRgb>

#include <array>

namespace casebook {

/// One set of colours. Values are opaque sRGB. `soft` colours are fills, their partner is the text on
/// them; `mark` colours are for icons and the edges of fields (contrast 3:1), never for text.
struct Tokens {
    bool dark;
    QRgb window, rail, base, alt, sunken, line, edge;
    QRgb text, text2, text3;
    QRgb accent, accentFill, accentHover, accentSoft;
    QRgb ok, okSoft, warn, warnSoft, bad, badSoft, query, querySoft;
    QRgb markOk, markWarn, markBad, markQuery;
    QRgb onAccent; ///< text on accentFill
};

inline constexpr Tokens lightTokens{.dark = false,
                                    .window = 0xffF5F3EF,
                                    .rail = 0xffECE8E1,
                                    .base = 0xffFFFFFF,
                                    .alt = 0xffFAF8F5,
                                    .sunken = 0xffEFECE6,
                                    .line = 0xffE0DBD2,
                                    .edge = 0xff837B70,
                                    .text = 0xff211E1A,
                                    .text2 = 0xff57514A,
                                    .text3 = 0xff6B645A,
                                    .accent = 0xff1D5B93,
                                    .accentFill = 0xff1D5B93,
                                    .accentHover = 0xff164874,
                                    .accentSoft = 0xffDFEAF4,
                                    .ok = 0xff00694C,
                                    .okSoft = 0xffDFF1EA,
                                    .warn = 0xff8A5200,
                                    .warnSoft = 0xffFBEED8,
                                    .bad = 0xffA8330B,
                                    .badSoft = 0xffFBE6DD,
                                    .query = 0xff8B3A6E,
                                    .querySoft = 0xffF6E5F0,
                                    .markOk = 0xff00694C,
                                    .markWarn = 0xffB37500,
                                    .markBad = 0xffA8330B,
                                    .markQuery = 0xffB8588E,
                                    .onAccent = 0xffFFFFFF};

inline constexpr Tokens darkTokens{.dark = true,
                                   .window = 0xff1D1B19,
                                   .rail = 0xff171513,
                                   .base = 0xff262320,
                                   .alt = 0xff2B2825,
                                   .sunken = 0xff191715,
                                   .line = 0xff3B3733,
                                   .edge = 0xff8A8176,
                                   .text = 0xffEDE9E3,
                                   .text2 = 0xffBDB5AA,
                                   .text3 = 0xffAEA599,
                                   .accent = 0xff85BAE8,
                                   .accentFill = 0xff2F6EA6,
                                   .accentHover = 0xff3577B2,
                                   .accentSoft = 0xff24394C,
                                   .ok = 0xff5FCBA4,
                                   .okSoft = 0xff1B3A30,
                                   .warn = 0xffEBB455,
                                   .warnSoft = 0xff3F301A,
                                   .bad = 0xffF4936F,
                                   .badSoft = 0xff47271C,
                                   .query = 0xffE3A3C9,
                                   .querySoft = 0xff41283A,
                                   .markOk = 0xff4FD3AA,
                                   .markWarn = 0xffE69F00,
                                   .markBad = 0xffE8743B,
                                   .markQuery = 0xffCC79A7,
                                   .onAccent = 0xffFFFFFF};

/// Segments and plot series in order (Okabe-Ito); the ninth starts again, hatched.
inline constexpr std::array<QRgb, 8> seriesColors{0xffE69F00, 0xff56B4E9, 0xff009E73, 0xffF0E442,
                                                  0xff0072B2, 0xffD55E00, 0xffCC79A7, 0xff999999};

/// What floats over a page (toast, tool tip), equal in both themes.
inline constexpr QRgb floatFill = 0xff2B2825;
inline constexpr QRgb floatText = 0xffEDE9E3;
inline constexpr QRgb floatAccent = 0xff85BAE8;

/// A colour by its task, so that a widget names no value.
enum class Tone {
    Text,
    Text2,
    Text3,
    Edge,
    Accent,
    OnAccent,
    Ok,
    Warn,
    Bad,
    Query,
    MarkOk,
    MarkWarn,
    MarkBad,
    MarkQuery
};

[[nodiscard]] QColor toneColor(const Tokens& tokens, Tone tone);
/// The fill that belongs to a tone: okSoft for Ok, sunken for the greys.
[[nodiscard]] QColor toneSoft(const Tokens& tokens, Tone tone);

} // namespace casebook
