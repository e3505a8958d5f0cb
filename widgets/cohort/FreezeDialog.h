// SPDX-License-Identifier: GPL-3.0-or-later
// Freeze which cohort, under which name, with which data cut.
#pragma once

#include "widgets/common/Dialogs.h"

namespace casebook {

class ErrorNote;
class LineEdit;

/// Stays open until the service has answered: accept() or refuse().
class FreezeDialog final : public Dialog {
    Q_OBJECT
public:
    FreezeDialog(int members, const QString& cut, QWidget* parent);
    void refuse(const QString& words);
    [[nodiscard]] LineEdit* name() const { return name_; }
    [[nodiscard]] LineEdit* cut() const { return cut_; }
    [[nodiscard]] Button* verb() const { return verb_; }

Q_SIGNALS:
    void freezeRequested(const QString& name, const QString& cut);

private:
    void refresh();
    LineEdit *name_, *cut_;
    ErrorNote* error_;
    Button* verb_;
};

} // namespace casebook
