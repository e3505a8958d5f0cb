// SPDX-License-Identifier: GPL-3.0-or-later
// Field for a passphrase: key icon, eye, note while Caps Lock is on.
#pragma once

#include <QWidget>

namespace casebook {

class Button;
class Label;
class LineEdit;

/// The text never enters undo history, drag or the input method's memory. GUI thread.
class PassphraseEdit : public QWidget {
    Q_OBJECT
public:
    explicit PassphraseEdit(QWidget* parent = nullptr);
    [[nodiscard]] QByteArray passphrase() const; ///< UTF-8, as typed
    void clear();                                ///< overwrites, then empties
    void setWrong(bool wrong);                   ///< border of a hard check
    void setReadOnly(bool on);
    [[nodiscard]] LineEdit* field() const { return field_; }
    /// What the platform says; tests call it too.
    void setCapsLock(bool on);
    [[nodiscard]] bool capsLockShown() const;

Q_SIGNALS:
    void changed();
    void entered();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void reveal(bool on);
    LineEdit* field_;
    Button* eye_;
    QWidget* capsRow_;
    Label* capsText_;
};

} // namespace casebook
