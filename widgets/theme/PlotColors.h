// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of figures (look 2): on paper and screens that are light, and on a dark page.
#pragma once

#include "widgets/theme/tokens.h"

namespace casebook::plotColors {

/// A series of a figure: its line, its words (darker where the line would be too pale to read), and
/// whether it is dashed, so that grey print keeps them apart.
struct Series {
    QRgb line, words;
    bool dashed;
};

/// Two groups: blue solid, vermilion dashed. More: Okabe-Ito in the order of look section 2.
[[nodiscard]] inline Series series(int index, int count, bool dark) {
    if (count <= 2) {
        if (dark)
            return index == 0 ? Series{0xff56B4E9, 0xff85BAE8, false} : Series{0xffE8743B, 0xffF4936F, true};
        return index == 0 ? Series{0xff0072B2, 0xff0072B2, false} : Series{0xffD55E00, 0xffB34E00, true};
    }
    constexpr std::array<QRgb, 8> words{0xff8A5200, 0xff1D6A9A, 0xff00694C, 0xff6E6400,
                                        0xff0072B2, 0xffB34E00, 0xff8B3A6E, 0xff57514A};
    const auto k = std::size_t(index) % seriesColors.size();
    return {seriesColors[k], dark ? seriesColors[k] : words[k], index % 2 == 1};
}

inline constexpr QRgb missing = 0xff999999; ///< bar of what is not recorded, hatched

} // namespace casebook::plotColors
