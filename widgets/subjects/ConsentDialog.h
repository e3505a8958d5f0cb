// SPDX-License-Identifier: GPL-3.0-or-later
// Withdrawal of consent: what it shall mean, why, and for erasing a second look with code and passphrase.
#pragma once

#include "widgets/subjects/SubjectDialogs.h"

#include <array>

class QRadioButton;

namespace casebook {

class PassphraseEdit;
class ProgressTrack;
class QuietCombo;

/// What the app says of one subject's withdrawal; the three in the order keep, stop, erase.
struct ConsentView {
    std::array<QString, 3> words; ///< what would happen, several lines
    std::array<bool, 3> open{};   ///< may be chosen: not done yet, and allowed
    QString hindrance;            ///< why erasing can't be chosen; empty: nothing
    QList<QPair<QByteArray, QString>> reasons; ///< code and words
};

/// Closes only when the app accepts it: accept() or refuse(). GUI thread.
class ConsentDialog final : public SubjectDialog {
    Q_OBJECT
public:
    ConsentDialog(const QString& label, const ConsentView& view, QWidget* parent);
    [[nodiscard]] QRadioButton* choice(int which) const { return choices_[std::size_t(which)]; }
    [[nodiscard]] LineEdit* reason() const { return reason_; }
    [[nodiscard]] QuietCombo* source() const { return source_; }
    [[nodiscard]] Button* verb() const { return verb_; }
    [[nodiscard]] QString words() const; ///< of the choice that is made

Q_SIGNALS:
    /// @param choice 0 keep, 1 stop, 2 erase
    void chosen(int choice, const QByteArray& reasonCode, const QString& reason);

private:
    [[nodiscard]] int current() const;
    void refresh();
    ConsentView view_;
    std::array<QRadioButton*, 3> choices_{};
    Label* words_;
    QuietCombo* source_;
    LineEdit* reason_;
    Button* verb_ = nullptr;
};

/// The second look before erasing. Its work can be stopped until it is done.
class EraseDialog final : public SubjectDialog {
    Q_OBJECT
public:
    EraseDialog(const QString& label, QWidget* parent);
    [[nodiscard]] LineEdit* label() const { return typed_; }
    [[nodiscard]] PassphraseEdit* passphrase() const { return passphrase_; }
    [[nodiscard]] Button* verb() const { return verb_; }
    void setRunning(bool running);
    void setProgress(qint64 done, qint64 total);
    /// Says why and lets the person try again.
    void refuse(const QString& words, bool wrongPassphrase);

Q_SIGNALS:
    void confirmed(const QByteArray& passphrase); ///< UTF-8, overwritten after it
    void stopRequested();

protected:
    void reject() override; ///< while it runs: asks to stop, and stays

private:
    void refresh();
    QString wanted_;
    LineEdit* typed_;
    PassphraseEdit* passphrase_;
    ProgressTrack* track_;
    Button *cancel_ = nullptr, *verb_ = nullptr;
    bool running_ = false;
};

} // namespace casebook
