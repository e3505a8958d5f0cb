// SPDX-License-Identifier: GPL-3.0-or-later
// Why a complete form changes: one list, one line, verbs.
#pragma once

#include "widgets/common/Dialogs.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace casebook {

class Button;
class CodeEditor;
class Label;
class LineEdit;

/// Typing error, source corrected, query answer, new information, other + text. Letters or pinyin pick; Enter
/// accepts. The codes are those of storage (changeReasonCodes()).
class ReasonDialog final : public Dialog {
    Q_OBJECT
public:
    struct Change {
        QString item, before, after; ///< in words
    };
    /// @param verb of the accepting button; empty: "Save"
    ReasonDialog(const QList<Change>& changes, const QString& title, const QString& verb, QWidget* parent);
    [[nodiscard]] CodeEditor* list() const { return list_; }
    [[nodiscard]] LineEdit* text() const { return text_; }

Q_SIGNALS:
    void given(const QByteArray& code, const QString& text);

private:
    void addChanges(const QList<Change>& changes);
    void refresh();
    CodeEditor* list_;
    LineEdit* text_;
    Button* verb_;
};

} // namespace casebook
