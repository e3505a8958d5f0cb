// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/Dialogs.h"

class QCheckBox;
class QWidget;

namespace casebook {

class Button;
class LineEdit;

/// Paths of the PEM files that a person chose; read later, and not here. Empty: as before.
struct TlsFiles {
    QString trusted, certificate, key;
};

/// Dialog of captions over fields, of which some name a file. The verb stays off until refresh() allows it.
class NetworkDialog : public Dialog {
    Q_OBJECT
public:
    explicit NetworkDialog(QWidget* parent) : Dialog(parent) {}

protected:
    /// A caption over a field, hidden and shown together.
    struct Field {
        QWidget* box = nullptr;
        LineEdit* edit = nullptr;
    };
    Field addField(const QString& caption, const QString& hint, const QString& text = {});
    /// With a button that asks for a file. @param kept one is kept already
    Field addFile(const QString& caption, bool kept);
    QCheckBox* addCheck(const QString& words, bool on);
    void addButtons(const QString& verb);
    virtual void refresh() = 0;
    Button* verb_ = nullptr;

private:
    void choose(LineEdit* edit);
};

} // namespace casebook
