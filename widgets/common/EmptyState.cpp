// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/EmptyState.h"

#include "core/values/Messages.h"
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

EmptyState::EmptyState(const QString& iconName, QWidget* parent)
    : QWidget(parent), title_(new Label(FontRole::Section, Tone::Text, this)),
      reason_(new Label(FontRole::Table, Tone::Text2, this)),
      button_(new Button(Button::Kind::Secondary, {}, this)) {
    title_->setAlignment(Qt::AlignCenter);
    reason_->setAlignment(Qt::AlignCenter);
    reason_->setWrapped();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(24, 24, 24, 24);
    all->setSpacing(8);
    all->addStretch(2);
    all->addWidget(new IconMark(iconName, Tone::Text2, 32, this), 0, Qt::AlignHCenter);
    all->addSpacing(4);
    all->addWidget(title_);
    auto* row = new QHBoxLayout; // no alignment here, or wrapped words don't get their height
    row->addStretch(1);
    row->addWidget(reason_, 4);
    row->addStretch(1);
    all->addLayout(row);
    all->addSpacing(4);
    all->addWidget(button_, 0, Qt::AlignHCenter);
    all->addStretch(3);
    button_->hide();
    connect(button_, &QPushButton::clicked, this, &EmptyState::clicked);
}

void EmptyState::setWords(const QString& title, const QString& reason, const QString& button,
                          const QString& buttonIcon) {
    title_->setText(title);
    reason_->setText(reason);
    reason_->setVisible(!reason.isEmpty());
    button_->setText(button);
    button_->setIconName(buttonIcon);
    button_->setVisible(!button.isEmpty());
}

ErrorNote::ErrorNote(QWidget* parent)
    : QWidget(parent), text_(new Label(FontRole::Table, Tone::Bad, this)),
      code_(new Label(FontRole::Mark, Tone::Text3, this)),
      copy_(new Button(Button::Kind::Tool, u"clipboard"_s, this)) {
    text_->setWrapped();
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(text_);
    words->addWidget(code_);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(10, 8, 6, 8);
    all->setSpacing(8);
    all->addWidget(new IconMark(u"x-octagon-fill"_s, Tone::MarkBad, 16, this), 0, Qt::AlignTop);
    all->addLayout(words, 1);
    all->addWidget(copy_, 0, Qt::AlignTop);
    copy_->setHeight(Button::Height::Small);
    copy_->setToolTip(tr("Copy the error"));
    copy_->setAccessibleName(copy_->toolTip());
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(copyText()); });
    hide();
}

void ErrorNote::setError(const Error& error) {
    setWords(messageText(error), QString::fromLatin1(error.code));
}

void ErrorNote::setWords(const QString& text, const QString& code) {
    text_->setText(text);
    code_->setText(code);
    code_->setVisible(!code.isEmpty());
    show();
}

void ErrorNote::clear() {
    hide();
    text_->clear();
    code_->clear();
}

QString ErrorNote::copyText() const {
    return code_->text().isEmpty() ? text_->text() : u"%1 (%2)"_s.arg(text_->text(), code_->text());
}

void ErrorNote::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor::fromRgb(theme::tokens(this).badSoft));
    p.drawRoundedRect(QRectF(rect()), 5, 5);
}

void ErrorNote::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        copy_->setToolTip(tr("Copy the error"));
    QWidget::changeEvent(event);
}

} // namespace casebook
