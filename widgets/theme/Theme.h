// SPDX-License-Identifier: GPL-3.0-or-later
// Fonts, palette and the one style sheet, made from Tokens and hung on windows.
#pragma once

#include "widgets/theme/tokens.h"

#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;
class QWidget;

namespace casebook {

/// Sizes of type (look section 3). Points, so that they follow the scale of the screen.
enum class FontRole { Display, Title, Section, Body, Control, Table, Note, ColumnHead, Mark };

/// What the user chose. System follows the desktop's colour scheme (unknown counts as light).
enum class ThemeChoice { System, Light, Dark };

/// GUI thread only. Tokens hang on a window (or any subtree): Reading is dark in either theme.
namespace theme {

/// Loads the faces, sets style, font, palette and focus ring. Once, before the first widget.
void install(QApplication& app);
/// Colours of windows that have none of their own; windows with their own keep them.
void setDefault(const Tokens& tokens);
[[nodiscard]] const Tokens& tokensFor(ThemeChoice choice);
/// Hangs tokens on `root` and everything below it, now and for children made later.
void apply(QWidget* root, const Tokens& tokens);
/// Tokens in force at a widget; the default for nullptr. Never a copy: light or dark itself.
[[nodiscard]] const Tokens& tokens(const QWidget* widget);
[[nodiscard]] QColor color(const QWidget* widget, Tone tone);

[[nodiscard]] QFont font(FontRole role);
/// Same with tabular figures: for numbers and dates in columns, not for codes in titles.
[[nodiscard]] QFont numberFont(FontRole role);
/// Least height of one line in px at 100 %; holds Latin and Chinese, so rows don't jump.
[[nodiscard]] int lineHeight(FontRole role);

/// Sets a dynamic property and re-polishes, so that the sheet sees it. No-op when equal.
void setState(QWidget* widget, const char* name, const QVariant& value);

/// For the style and tests.
[[nodiscard]] QPalette palette(const Tokens& tokens);
[[nodiscard]] QString sheet(const Tokens& tokens);

} // namespace theme
} // namespace casebook
