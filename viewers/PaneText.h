// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace casebook {

/// What only the caller knows about the pictures of a pane. Empty parts are not drawn: nothing is
/// made up. Everything that camera and voxels tell (window, place, spacing, letters) is computed.
struct PaneText {
    QString subject;    ///< study code of the subject, or the name where the study shows names
    QString visit;      ///< "Month 6"
    QString dateTime;   ///< "2026-10-27 09:42"
    QString series;     ///< "3  Chest lung"
    QString kernel;     ///< "Bl57"
    QString algorithm;  ///< "casebook.cad.nodule 1.0", shown with the overlays it drew
    bool drawnByHand = false; ///< the algorithm is the program that a person drew with
    QString note;       ///< "placement confirmed by Zhao Lei"; drawn in the warning colour
    bool operator==(const PaneText&) const = default;
};

/// "AI: ..." or "Drawn with ..."; empty without an algorithm.
[[nodiscard]] QString makerWords(const PaneText& text);

} // namespace casebook
