// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/ItemEditor.h"

#include "widgets/theme/Theme.h"

#include <QDate>
#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPlainTextEdit>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

bool isEnter(const QKeyEvent* event) {
    return event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
}

bool isErase(const QKeyEvent* event) {
    return event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete;
}

} // namespace

ItemEditor::ItemEditor(QWidget* widget) : QObject(widget), widget_(widget) {
    widget->installEventFilter(this);
}

void ItemEditor::setCheck(const QString& check) { theme::setState(widget_, "check", check); }

void ItemEditor::setLook(ValueEdit::Look look) { widget_->setEnabled(look == ValueEdit::Look::Normal); }

bool ItemEditor::key(QKeyEvent*) { return false; }

void ItemEditor::beforeCommit(bool) {}

void ItemEditor::changed() {
    touched_ = true;
    if (composing_) {
        later_ = true; // part of a composition: told when it is over
        return;
    }
    Q_EMIT typed(raw());
}

void ItemEditor::commit() {
    if (composing_ || !touched_)
        return;
    touched_ = false;
    Q_EMIT committed(raw());
}

void ItemEditor::leave() {
    beforeCommit(true);
    commit();
}

bool ItemEditor::keyPressed(QKeyEvent* event) {
    if (key(event))
        return true;
    if (isEnter(event) && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        leave();
        Q_EMIT nextRequested();
        return true;
    }
    if (event->key() == Qt::Key_Tab || event->key() == Qt::Key_Backtab) {
        leave(); // may show or hide what comes next
    }
    if (isEnter(event)) { // with Ctrl: a key of the page, which the field must not take
        commit();
        event->ignore(); // goes on to the parents
        return true;
    }
    return false;
}

bool ItemEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched != widget_)
        return QObject::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::InputMethod: {
        composing_ = !static_cast<QInputMethodEvent*>(event)->preeditString().isEmpty();
        if (!composing_ && later_) {
            later_ = false;
            QMetaObject::invokeMethod(this, &ItemEditor::changed, Qt::QueuedConnection);
        }
        break;
    }
    case QEvent::ShortcutOverride:
        if (composing_) {
            event->accept(); // no shortcut of the window either
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (composing_)
            return true; // the input method's own
        return keyPressed(static_cast<QKeyEvent*>(event));
    case QEvent::FocusIn: Q_EMIT entered(); break;
    case QEvent::FocusOut:
        if (static_cast<QFocusEvent*>(event)->reason() == Qt::PopupFocusReason)
            break;
        composing_ = false; // Qt commits what was composed with the focus
        beforeCommit(false);
        commit(); // now: the editor of a table's cell is gone a moment later
        break;
    default: break;
    }
    return false;
}

LineEditor::LineEditor(QWidget* parent)
    : ItemEditor(new ValueEdit(parent)), edit_(static_cast<ValueEdit*>(widget())) {
    // Not textEdited: what an input method commits is not "edited" in every version of Qt.
    connect(edit_, &QLineEdit::textChanged, this, [this] {
        if (edit_->signalsBlocked())
            return;
        if (!edit_->text().isEmpty() && !edit_->missing().isEmpty())
            edit_->setMissing({}, {});
        changed();
    });
}

QString LineEditor::raw() const {
    const QByteArray missing = edit_->missing();
    return edit_->text().isEmpty() && !missing.isEmpty() ? u'=' + QString::fromLatin1(missing)
                                                         : edit_->text();
}

void LineEditor::setValue(const QString& raw, const QString& shown) {
    const QString text = edit_->look() == ValueEdit::Look::Normal ? raw : shown;
    if (edit_->text() == text)
        return;
    const QSignalBlocker quiet(edit_);
    edit_->setText(text);
    edit_->setCursorPosition(edit_->hasFocus() ? int(text.size()) : 0);
}

void LineEditor::setMissing(const QByteArray& code, const QString& words) {
    if (!code.isEmpty()) {
        const QSignalBlocker quiet(edit_);
        edit_->clear();
    }
    edit_->setMissing(code, words);
}

void LineEditor::setCheck(const QString& check) { edit_->setCheck(check); }

void LineEditor::setLook(ValueEdit::Look look) {
    edit_->setLook(look);
    edit_->setFocusPolicy(look == ValueEdit::Look::Normal ? Qt::StrongFocus : Qt::ClickFocus);
}

bool LineEditor::key(QKeyEvent* event) {
    if (isErase(event) && edit_->text().isEmpty() && !edit_->missing().isEmpty() && !edit_->isReadOnly()) {
        edit_->setMissing({}, {});
        changed();
        return true;
    }
    return false;
}

DateEditor::DateEditor(const QDate& today, QWidget* parent) : LineEditor(parent), today_(today) {
    edit()->setInputMethodHints(Qt::ImhDate | Qt::ImhPreferLatin);
}

bool DateEditor::key(QKeyEvent* event) {
    if (!edit()->isReadOnly() && (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0) {
        const QString typed = event->text();
        const QDate now = QDate::fromString(edit()->text().trimmed(), Qt::ISODate);
        if (typed.compare(u"t", Qt::CaseInsensitive) == 0) {
            edit()->setText(today_.toString(Qt::ISODate));
            return true;
        }
        if (now.isValid() && edit()->text().trimmed().size() == 10 && (typed == u"+" || typed == u"-")) {
            edit()->setText(now.addDays(typed == u"+" ? 1 : -1).toString(Qt::ISODate));
            return true;
        }
    }
    return LineEditor::key(event);
}

TextEditor::TextEditor(QWidget* parent) : ItemEditor(new QPlainTextEdit(parent)) {
    auto* edit = static_cast<QPlainTextEdit*>(widget());
    edit->setFont(theme::font(FontRole::Body));
    edit->setTabChangesFocus(true);
    edit->setFrameShadow(QFrame::Plain);
    edit->setFixedHeight(72);
    connect(edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!quiet_) {
            missing_.clear();
            changed();
        }
    });
}

QString TextEditor::raw() const {
    const QString text = static_cast<QPlainTextEdit*>(widget())->toPlainText();
    return text.isEmpty() && !missing_.isEmpty() ? u'=' + QString::fromLatin1(missing_) : text;
}

void TextEditor::setValue(const QString& raw, const QString&) {
    auto* edit = static_cast<QPlainTextEdit*>(widget());
    if (edit->toPlainText() == raw)
        return;
    quiet_ = true;
    edit->setPlainText(raw);
    quiet_ = false;
}

void TextEditor::setMissing(const QByteArray& code, const QString& words) {
    missing_ = code;
    auto* edit = static_cast<QPlainTextEdit*>(widget());
    if (!code.isEmpty())
        setValue({}, {});
    edit->setPlaceholderText(code.isEmpty() ? QString() : u"%1 (%2)"_s.arg(words, QString::fromLatin1(code)));
}

void TextEditor::setLook(ValueEdit::Look look) {
    auto* edit = static_cast<QPlainTextEdit*>(widget());
    edit->setReadOnly(look != ValueEdit::Look::Normal);
    edit->setFocusPolicy(look == ValueEdit::Look::Normal ? Qt::StrongFocus : Qt::ClickFocus);
    theme::setState(edit, "look", look == ValueEdit::Look::Normal ? QString() : u"sunken"_s);
}

bool TextEditor::key(QKeyEvent* event) {
    if (isEnter(event) && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        static_cast<QPlainTextEdit*>(widget())->insertPlainText(u"\n"_s);
        return true;
    }
    return false;
}

} // namespace casebook
