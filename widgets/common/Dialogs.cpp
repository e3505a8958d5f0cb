// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Dialogs.h"

#include "widgets/common/Button.h"
#include "widgets/common/Label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace casebook {

Dialog::Dialog(QWidget* parent)
    : QDialog(parent), title_(new Label(FontRole::Title, Tone::Text, this)),
      note_(new Label(FontRole::Table, Tone::Text2, this)), body_(new QVBoxLayout),
      all_(new QVBoxLayout(this)), buttons_(new QHBoxLayout) {
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    // A dialog is a window of its own: it takes the tokens of the window it belongs to.
    theme::apply(this, theme::tokens(parent));
    note_->setWrapped(392);
    all_->setContentsMargins(24, 20, 24, 20);
    all_->setSpacing(8);
    all_->addStrut(392); // least width; an explicit one would switch the layout's own off
    all_->addWidget(title_);
    all_->addWidget(note_);
    all_->addSpacing(4);
    body_->setSpacing(8);
    all_->addLayout(body_, 1);
    all_->addSpacing(8);
    buttons_->setSpacing(8);
    buttons_->addStretch(1);
    all_->addLayout(buttons_);
}

void Dialog::setWords(const QString& title, const QString& note) {
    title_->setText(title);
    setWindowTitle(title);
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

bool Dialog::event(QEvent* event) {
    const bool done = QDialog::event(event);
    // The layout's own least height knows nothing of wrapped words, and would squeeze what stands beside them.
    if ((event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest) &&
        all_->hasHeightForWidth())
        setMinimumHeight(all_->totalHeightForWidth(width()));
    // Qt chose the height before it knew the width: the parts would stand wide apart. Who resized it meant it.
    if (event->type() == QEvent::Show && all_->hasHeightForWidth() && !testAttribute(Qt::WA_Resized)) {
        resize(width(), minimumHeight());
        setAttribute(Qt::WA_Resized, false);
    }
    return done;
}

Button* Dialog::addButton(const QString& text, bool primary, bool danger) {
    auto* button = new Button(danger    ? Button::Kind::Danger
                              : primary ? Button::Kind::Primary
                                        : Button::Kind::Secondary,
                              {}, this);
    button->setText(text);
    button->setDefault(primary && !danger);
    buttons_->addWidget(button);
    return button;
}

RequireReason::RequireReason(const QString& question, const QString& note, const QString& verb, bool danger,
                             QWidget* parent)
    : Dialog(parent), reason_(new QPlainTextEdit(this)) {
    setWords(question, note);
    auto* label = new Label(tr("Reason"), FontRole::Control, Tone::Text, this);
    label->setBuddy(reason_);
    reason_->setFont(theme::font(FontRole::Body));
    reason_->setTabChangesFocus(true);
    reason_->setFrameShadow(QFrame::Plain);
    reason_->setFixedHeight(72);
    reason_->setAccessibleName(tr("Reason"));
    body()->addWidget(label);
    body()->addWidget(reason_);
    auto* keep = addButton(tr("Leave as it is"), false);
    verb_ = addButton(verb, true, danger);
    verb_->setEnabled(false);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(reason_, &QPlainTextEdit::textChanged, this,
            [this] { verb_->setEnabled(!reason_->toPlainText().trimmed().isEmpty()); });
    connect(verb_, &QPushButton::clicked, this, [this] {
        Q_EMIT given(reason_->toPlainText().trimmed());
        accept();
    });
    reason_->setFocus();
}

} // namespace casebook
