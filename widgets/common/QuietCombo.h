// SPDX-License-Identifier: GPL-3.0-or-later
// A list to choose from whose value the wheel never changes while it has no focus.
#pragma once

#include <QComboBox>

namespace casebook {

class QuietCombo : public QComboBox {
    Q_OBJECT
public:
    explicit QuietCombo(QWidget* parent = nullptr);
    /// Words without losing the choice: after a change of language.
    void setWords(const QStringList& words);

protected:
    /// With the tokens of its place: under a style sheet Qt takes the palette of the program.
    void initStyleOption(QStyleOptionComboBox* option) const override;
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace casebook
