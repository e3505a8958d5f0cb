// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/Dialogs.h"

class QCheckBox;

namespace casebook {

class Button;
class LineEdit;

/// Name, address and our AE title of another machine, whether it may send to us, and why it is added.
class PeerDialog final : public Dialog {
    Q_OBJECT
public:
    explicit PeerDialog(QWidget* parent);

Q_SIGNALS:
    void given(const QString& name, const QString& address, const QString& own, bool maySend,
               const QString& reason);

private:
    LineEdit* addField(const QString& caption, const QString& hint, const QString& text = {});
    void refresh();
    LineEdit *name_ = nullptr, *address_ = nullptr, *own_ = nullptr, *reason_ = nullptr;
    QCheckBox* maySend_ = nullptr;
    Button* verb_ = nullptr;
};

} // namespace casebook
