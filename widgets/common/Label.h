// SPDX-License-Identifier: GPL-3.0-or-later
// Text in a role of type and a tone; follows theme and language, never elided.
#pragma once

#include "widgets/theme/Theme.h"

#include <QLabel>

namespace casebook {

class Label : public QLabel {
    Q_OBJECT
public:
    explicit Label(FontRole role, Tone tone = Tone::Text, QWidget* parent = nullptr);
    Label(const QString& text, FontRole role, Tone tone = Tone::Text, QWidget* parent = nullptr);
    void setTone(Tone tone);
    void setNumbers(); ///< tabular figures
    void setWrapped(); ///< breaks lines; height follows width
    [[nodiscard]] FontRole role() const { return role_; }

private:
    FontRole role_;
};

} // namespace casebook
