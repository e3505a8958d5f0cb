// SPDX-License-Identifier: GPL-3.0-or-later
// Field for a passphrase: key icon, eye, note while Caps Lock is on.
#pragma once

#include <QStringList>
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
    /// UTF-8, as typed. The caller keeps it by name and overwrites it (wipeBytes); whoever it is given to makes
    /// SecretBytes of it at once, as a copy that still shares it can't be overwritten.
    [[nodiscard]] QByteArray passphrase() const;
    /// Questions that need no copy of it.
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] qsizetype characters() const;
    [[nodiscard]] bool isSameAs(const PassphraseEdit& other) const;
    /// What is still missing in a new passphrase, in words; empty where nothing is, or nothing is typed. Whether it is
    /// taken says the study itself.
    /// @param names  that would be guessed first: of the user, of the study
    [[nodiscard]] QString advice(int minimumLength, const QStringList& names = {}) const;
    void clear(); ///< overwrites, then empties
    void setWrong(bool wrong); ///< border of a hard check
    void setReadOnly(bool on);
    void setRevealed(bool on); ///< as a click on the eye; clear() hides again
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
