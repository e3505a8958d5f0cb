// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Button.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"
#include "widgets/forms/FormParts.h"
#include "widgets/forms/FormWords.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QWidget* messageCard(const ItemEventView& event, QWidget* parent) {
    auto* card = new Card(parent);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 9, 12, 9);
    column->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    auto* who = new Label(event.who, FontRole::Control, Tone::Text, card);
    head->addWidget(who);
    head->addWidget(new Label(event.role, FontRole::Note, Tone::Text2, card));
    head->addStretch(1);
    column->addLayout(head);
    column->addWidget(new Label(event.when, FontRole::Note, Tone::Text2, card));
    auto* text = new Label(event.text, FontRole::Table, Tone::Text, card);
    text->setWrapped(260);
    column->addWidget(text);
    if (!event.note.isEmpty()) {
        auto* note = new Label(event.note, FontRole::Note, Tone::Text2, card);
        note->setWrapped(260);
        column->addWidget(note);
    }
    return card;
}

QWidget* historyLine(const ItemEventView& event, QWidget* parent) {
    auto* line = new QWidget(parent);
    auto* column = new QVBoxLayout(line);
    column->setContentsMargins(0, 6, 0, 6);
    column->setSpacing(1);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    auto* when = new Label(event.when, FontRole::Note, Tone::Text2, line);
    when->setNumbers();
    head->addWidget(when);
    head->addStretch(1);
    head->addWidget(new Label(event.who, FontRole::Note, Tone::Text2, line));
    column->addLayout(head);
    auto* text = new Label(event.text, FontRole::Table, Tone::Text, line);
    text->setWrapped(260);
    column->addWidget(text);
    if (!event.note.isEmpty()) {
        auto* note = new Label(event.note, FontRole::Note, Tone::Text3, line);
        note->setWrapped(260);
        column->addWidget(note);
    }
    return line;
}

} // namespace

ItemPane::ItemPane(QWidget* parent)
    : Strip(Card::Fill::Alt, Qt::LeftEdge, parent), title_(new Label(FontRole::Section, Tone::Text, this)),
      historyTitle_(new Label(FontRole::Section, Tone::Text, this)),
      noHistory_(new Label(FontRole::Table, Tone::Text3, this)),
      state_(new Chip(Tone::Query, Chip::Shape::Filled, this)),
      close_(new Button(Button::Kind::Tool, u"x-lg"_s, this)),
      send_(new Button(Button::Kind::Secondary, u"send"_s, this)),
      accept_(new Button(Button::Kind::Secondary, u"check-lg"_s, this)),
      reopen_(new Button(Button::Kind::Secondary, u"arrow-counterclockwise"_s, this)),
      field_(new QPlainTextEdit(this)), threadPlace_(new QVBoxLayout), historyPlace_(new QVBoxLayout) {
    setMinimumWidth(312);
    title_->setWrapped(220);
    close_->setHeight(Button::Height::Small);
    field_->setFont(theme::font(FontRole::Body));
    field_->setTabChangesFocus(true);
    field_->setFrameShadow(QFrame::Plain);
    field_->setFixedHeight(76);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title_, 1);
    head->addWidget(state_, 0, Qt::AlignTop);
    head->addWidget(close_, 0, Qt::AlignTop);
    auto* verbs = new QHBoxLayout;
    verbs->setSpacing(8);
    verbs->addWidget(reopen_);
    verbs->addStretch(1);
    verbs->addWidget(accept_);
    verbs->addWidget(send_);
    threadPlace_->setSpacing(8);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(18, 16, 18, 16);
    all->setSpacing(10);
    all->addLayout(head);
    all->addLayout(threadPlace_);
    all->addWidget(field_);
    all->addLayout(verbs);
    all->addSpacing(8);
    all->addWidget(historyTitle_);
    all->addWidget(noHistory_);
    all->addLayout(historyPlace_);
    all->addStretch(1);
    connect(close_, &QPushButton::clicked, this, &ItemPane::closeRequested);
    connect(send_, &QPushButton::clicked, this, &ItemPane::send);
    connect(accept_, &QPushButton::clicked, this,
            [this] { Q_EMIT closedQuery(queries_.value(0).id, field_->toPlainText().trimmed()); });
    connect(reopen_, &QPushButton::clicked, this,
            [this] { Q_EMIT reopened(queries_.value(0).id, field_->toPlainText().trimmed()); });
    connect(field_, &QPlainTextEdit::textChanged, this, &ItemPane::refresh);
    hide();
}

void ItemPane::setItem(const ItemPath& path, const QString& label, const QList<ItemQueryView>& queries,
                       Can can) {
    if (path != path_) {
        field_->clear();
        setThread({});
        setHistory({});
    }
    path_ = path;
    label_ = label;
    queries_ = queries;
    can_ = can;
    refresh();
}

void ItemPane::refresh() {
    const bool open = !queries_.isEmpty();
    const bool answered = open && queries_.first().answered;
    title_->setText(open ? tr("Query on %1").arg(label_) : label_);
    state_->setVisible(open);
    state_->setText(answered ? tr("Answered")
                             : tr("Open, %1").arg(daysWords(open ? queries_.first().ageDays : 0)));
    const bool answers = open && !answered && can_.answer;
    const bool writes = answers || can_.reason || (can_.raise && !open) || (answered && can_.close);
    field_->setVisible(writes);
    field_->setPlaceholderText(answers       ? tr("Your answer")
                               : can_.reason ? tr("Why the value is right; the reason answers the query")
                               : answered    ? tr("Note")
                                             : tr("What is to be checked"));
    field_->setAccessibleName(field_->placeholderText());
    const bool any = !field_->toPlainText().trimmed().isEmpty();
    send_->setText(answers ? tr("Send answer") : can_.reason ? tr("Give reason") : tr("Raise query"));
    send_->setVisible(writes && !answered);
    send_->setEnabled(any);
    accept_->setText(tr("Close"));
    accept_->setVisible(answered && can_.close);
    reopen_->setText(tr("Ask again"));
    reopen_->setVisible(answered && can_.reopen);
    reopen_->setEnabled(any);
    close_->setToolTip(tr("Hide"));
    close_->setAccessibleName(close_->toolTip());
    historyTitle_->setText(tr("History"));
    noHistory_->setText(tr("Nothing is stored yet."));
}

void ItemPane::send() {
    const QString text = field_->toPlainText().trimmed();
    if (text.isEmpty())
        return;
    if (!queries_.isEmpty())
        Q_EMIT answered(queries_.first().id, text);
    else if (can_.reason)
        Q_EMIT reasonGiven(path_, text);
    else
        Q_EMIT raised(path_, text);
}

void ItemPane::setSent() { field_->clear(); }

void ItemPane::setHistoryShown(bool on) {
    historyTitle_->setVisible(on);
    noHistory_->setVisible(on && (!history_ || history_->isHidden()));
}

void ItemPane::focusText() {
    if (!field_->isHidden())
        field_->setFocus(Qt::TabFocusReason);
}

void ItemPane::setThread(const QList<ItemEventView>& events) {
    delete thread_;
    thread_ = new QWidget(this);
    auto* column = new QVBoxLayout(thread_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (const ItemEventView& event : events)
        column->addWidget(messageCard(event, thread_));
    threadPlace_->addWidget(thread_);
    thread_->setHidden(events.isEmpty());
}

void ItemPane::setHistory(const QList<ItemEventView>& events) {
    delete history_;
    history_ = new QWidget(this);
    auto* column = new QVBoxLayout(history_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const ItemEventView& event : events)
        column->addWidget(historyLine(event, history_));
    historyPlace_->addWidget(history_);
    history_->setHidden(events.isEmpty());
    noHistory_->setVisible(events.isEmpty());
}

} // namespace casebook
