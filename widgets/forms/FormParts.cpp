// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/FormParts.h"

#include "widgets/common/Button.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"
#include "widgets/forms/FormWords.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

CountMark::CountMark(const QString& icon, Tone tone, QWidget* parent)
    : QWidget(parent), words_(new Label(FontRole::Table, tone, this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    const Tone mark = tone == Tone::Bad ? Tone::MarkBad : tone == Tone::Warn ? Tone::MarkWarn : Tone::Edge;
    row->addWidget(new IconMark(icon, mark, 14, this));
    row->addWidget(words_);
    hide();
}

void CountMark::setWords(const QString& words) {
    words_->setText(words);
    setVisible(!words.isEmpty());
}

FormHead::FormHead(QWidget* parent)
    : QWidget(parent), title_(new Label(FontRole::Title, Tone::Text, this)),
      visit_(new Label(FontRole::Body, Tone::Text2, this)),
      nextWords_(new Label(FontRole::Table, Tone::Text2, this)),
      overdue_(new Chip(Tone::Bad, Chip::Shape::Filled, this)),
      state_(new Chip(Tone::Text2, Chip::Shape::Filled, this)),
      awaits_(new Chip(Tone::Warn, Chip::Shape::Filled, this)),
      nextKey_(new Chip(Tone::Text2, Chip::Shape::Key, this)),
      hard_(new CountMark(u"x-octagon-fill"_s, Tone::Bad, this)),
      soft_(new CountMark(u"exclamation-triangle-fill"_s, Tone::Warn, this)),
      empty_(new CountMark(u"circle"_s, Tone::Text2, this)),
      signed_(new CountMark(u"pen-fill"_s, Tone::Ok, this)),
      broken_(new CountMark(u"pen"_s, Tone::Bad, this)),
      asked_(new CountMark(u"unlock"_s, Tone::Warn, this)), counts_(new QWidget(this)) {
    overdue_->setIconName(u"exclamation-circle-fill"_s);
    awaits_->setIconName(u"exclamation-triangle"_s);
    nextKey_->setText(u"F6"_s);
    title_->setWrapped(640);
    visit_->setWrapped(560);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(8);
    chips->addWidget(overdue_, 0, Qt::AlignTop);
    chips->addWidget(state_, 0, Qt::AlignTop);
    chips->addStretch(1);
    first_ = new QBoxLayout(QBoxLayout::LeftToRight);
    first_->setSpacing(10);
    first_->addWidget(title_, 1);
    first_->addLayout(chips);
    auto* second = new QHBoxLayout;
    second->setSpacing(10);
    second->addWidget(visit_, 1);
    second->addWidget(awaits_);
    third_ = new QBoxLayout(QBoxLayout::LeftToRight, counts_);
    third_->setContentsMargins(0, 0, 0, 0);
    third_->setSpacing(14);
    for (CountMark* mark : {hard_, soft_, empty_})
        third_->addWidget(mark);
    third_->addWidget(nextKey_);
    third_->addWidget(nextWords_);
    third_->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addLayout(first_);
    all->addLayout(second);
    all->addWidget(counts_);
    all->addWidget(signed_);
    all->addWidget(broken_);
    all->addWidget(asked_);
}

void FormHead::setCompact(bool on) {
    compact_ = on;
    first_->setDirection(on ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    first_->setSpacing(on ? 4 : 10);
    third_->setDirection(on ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    third_->setSpacing(on ? 2 : 14);
}

void FormHead::refresh(const FormModel& model, const QTime& draftSaved, bool saving) {
    const FormView& view = model.view();
    const FormDef& form = model.state().form();
    title_->setText(textIn(form.label, formLanguage()));
    QStringList place;
    for (const QString& part : {view.subject, view.subjectName, view.visit})
        if (!part.isEmpty())
            place << part;
    visit_->setText(place.join(u"  ·  "_s));
    overdue_->setVisible(view.overdueDays > 0);
    overdue_->setText(FormWords::tr("overdue %1").arg(daysWords(view.overdueDays)));
    awaits_->setVisible(form.status.startsWith("awaits"_L1));
    awaits_->setText(FormWords::tr("awaits a clinician's confirmation"));
    if (saving) {
        state_->setIconName(u"arrow-repeat"_s);
        state_->setText(FormWords::tr("Saving …"));
        state_->setTone(Tone::Text2);
    } else if (view.locked) {
        state_->setIconName(u"lock-fill"_s);
        state_->setText(view.lockedWords.isEmpty() ? FormWords::tr("Locked") : view.lockedWords);
        state_->setTone(Tone::Text2);
    } else if (model.state().isChanged() || !model.state().typedTexts().isEmpty()) {
        state_->setIconName(u"pencil-fill"_s);
        state_->setText(draftSaved.isValid()
                            ? FormWords::tr("Draft, kept %1").arg(QLocale().toString(draftSaved, u"HH:mm"_s))
                            : FormWords::tr("Draft"));
        state_->setTone(Tone::Text2);
    } else {
        const EntryState entry = model.state().entryState();
        const StateMark mark = entryMark(entryStateCode(entry));
        state_->setIconName(mark.icon);
        state_->setText(mark.words);
        state_->setTone(entry == EntryState::Complete ? Tone::Ok : Tone::Text2);
    }
    const FormModel::Counts counts = model.counts();
    hard_->setWords(counts.hard > 0 ? FormWords::tr("%n must be corrected", nullptr, counts.hard)
                                    : QString());
    soft_->setWords(counts.soft > 0 ? FormWords::tr("%n to check", nullptr, counts.soft) : QString());
    empty_->setWords(counts.empty > 0 ? FormWords::tr("%n empty", nullptr, counts.empty) : QString());
    const bool any = counts.hard + counts.soft + counts.empty > 0;
    nextKey_->setVisible(any && !compact_);
    nextWords_->setText(FormWords::tr("next problem"));
    nextWords_->setVisible(any && !compact_);
    signed_->setWords(view.signatureHolds ? view.signedWords : QString());
    broken_->setWords(view.signatureHolds || view.signedWords.isEmpty()
                          ? QString()
                          : FormWords::tr("%1; changed since, sign again").arg(view.signedWords));
    asked_->setWords(view.unlockWords);
}

FormFoot::FormFoot(QWidget* parent)
    : Strip(Card::Fill::Window, Qt::TopEdge, parent), next_(new Button(Button::Kind::Secondary, {}, this)),
      save_(new Button(Button::Kind::Primary, {}, this)),
      sign_(new Button(Button::Kind::Secondary, u"pen"_s, this)),
      lock_(new Button(Button::Kind::Secondary, u"lock"_s, this)) {
    next_->setKeyCap(u"Ctrl Enter"_s);
    save_->setKeyCap(u"Ctrl S"_s);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(28, 10, 28, 10);
    row->setSpacing(8);
    const char* keys[] = {"Enter", "F2", "F3", "F4"};
    for (int i = 0; i < 4; ++i) {
        auto* cap = new Chip(Tone::Text2, Chip::Shape::Key, this);
        cap->setText(QString::fromLatin1(keys[i]));
        words_[i] = new Label(FontRole::Table, Tone::Text2, this);
        row->addWidget(cap);
        row->addWidget(words_[i]);
        row->addSpacing(4);
        hints_ << cap << words_[i];
    }
    row->addStretch(1);
    row->addWidget(lock_);
    row->addWidget(sign_);
    row->addWidget(next_);
    row->addWidget(save_);
    connect(lock_, &QPushButton::clicked, this, &FormFoot::lockRequested);
    connect(sign_, &QPushButton::clicked, this, &FormFoot::signRequested);
    connect(next_, &QPushButton::clicked, this, &FormFoot::nextSectionRequested);
    connect(save_, &QPushButton::clicked, this, &FormFoot::saveRequested);
}

void FormFoot::setCompact(bool on) {
    compact_ = on;
    layout()->setContentsMargins(on ? 16 : 28, 10, on ? 16 : 28, 10);
    for (QWidget* hint : hints_)
        hint->setHidden(on);
    next_->setKeyCap(on ? QString() : u"Ctrl Enter"_s);
}

void FormFoot::refresh(bool mayEnter, bool saving, bool changed, bool maySign, FormView::Lock lock) {
    words_[0]->setText(FormWords::tr("next"));
    words_[1]->setText(FormWords::tr("history"));
    words_[2]->setText(FormWords::tr("query"));
    words_[3]->setText(FormWords::tr("missing"));
    next_->setText(FormWords::tr("Next section"));
    save_->setText(FormWords::tr("Save"));
    sign_->setText(FormWords::tr("Sign"));
    sign_->setVisible(maySign);
    sign_->setEnabled(!saving && !changed);
    lock_->setText(lock == FormView::Lock::Lock          ? FormWords::tr("Lock")
                   : lock == FormView::Lock::AskToUnlock ? FormWords::tr("Ask to unlock")
                   : lock == FormView::Lock::Wait        ? FormWords::tr("Waits for a second person")
                                                         : FormWords::tr("Unlock"));
    lock_->setVisible(lock != FormView::Lock::No && !compact_); // beside images there is no room for it
    lock_->setEnabled(!saving && !changed && lock != FormView::Lock::Wait);
    save_->setVisible(mayEnter);
    save_->setEnabled(!saving && changed);
    for (QWidget* hint : hints_)
        hint->setHidden(compact_);
}

} // namespace casebook
