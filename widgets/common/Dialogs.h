// SPDX-License-Identifier: GPL-3.0-or-later
// The few dialogs: title a question, buttons verbs. They never block: the answer is a signal.
#pragma once

#include <QDialog>

class QHBoxLayout;
class QPlainTextEdit;
class QVBoxLayout;

namespace casebook {

class Button;
class Label;

/// Frame of a dialog: title, note, body, row of buttons. Deletes itself when closed.
class Dialog : public QDialog {
    Q_OBJECT
public:
    explicit Dialog(QWidget* parent);
    void setWords(const QString& title, const QString& note);
    [[nodiscard]] QVBoxLayout* body() const { return body_; }
    /// Buttons stand right to left in the order added; `accepts` closes with accept().
    Button* addButton(const QString& text, bool primary, bool danger = false);

protected:
    bool event(QEvent* event) override;

private:
    Label* title_;
    Label* note_;
    QVBoxLayout* body_;
    QVBoxLayout* all_;
    QHBoxLayout* buttons_;
};

/// Asks for the reason of a change; the verb stays off until a reason is written.
class RequireReason : public Dialog {
    Q_OBJECT
public:
    RequireReason(const QString& question, const QString& note, const QString& verb, bool danger,
                  QWidget* parent);
    [[nodiscard]] QPlainTextEdit* field() const { return reason_; }

Q_SIGNALS:
    void given(const QString& reason);

private:
    QPlainTextEdit* reason_;
    Button* verb_;
};

} // namespace casebook
