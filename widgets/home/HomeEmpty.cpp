// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"
#include "widgets/home/HomeParts.h"

#include <QEvent>
#include <QGridLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int contentWidth = 936;
} // namespace

HomeEmpty::HomeEmpty(QWidget* parent) : QWidget(parent) {
    auto* holder = new QWidget(this);
    holder->setMaximumWidth(contentWidth);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    title_ = new Label(FontRole::Display, Tone::Text, holder);
    note_ = new Label(FontRole::Body, Tone::Text2, holder);
    column->addWidget(title_);
    column->addWidget(note_);
    column->addSpacing(20);
    auto* row = new QGridLayout;
    row->setHorizontalSpacing(24);
    folder_ = addStep(row, 0, u"lungs"_s, u"folder2-open"_s, true);
    files_ = addStep(row, 1, u"files"_s, u"files"_s, false);
    enrol_ = addStep(row, 2, u"people"_s, u"person-plus"_s, false);
    column->addLayout(row);
    column->addSpacing(16);

    auto* look = new Card(holder, Card::Fill::None);
    auto* line = new QHBoxLayout(look);
    line->setContentsMargins(24, 14, 24, 14);
    line->setSpacing(16);
    line->addWidget(new IconMark(u"stars"_s, Tone::Text2, 20, look));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    lookTitle_ = new Label(FontRole::Body, Tone::Text, look);
    QFont strong = theme::font(FontRole::Body);
    strong.setWeight(QFont::DemiBold);
    lookTitle_->setFont(strong);
    lookWords_ = new Label(FontRole::Table, Tone::Text2, look);
    lookWords_->setWrapped();
    words->addWidget(lookTitle_);
    words->addWidget(lookWords_);
    line->addLayout(words, 1);
    sample_ = new Button(Button::Kind::Secondary, {}, look);
    line->addWidget(sample_);
    column->addWidget(look);

    auto* keys = new QHBoxLayout;
    keys->setSpacing(7);
    const QString caps[] = {u"Ctrl K"_s, u"F1"_s, u"Ctrl L"_s};
    for (int i = 0; i < 3; ++i) {
        auto* cap = new Chip(Tone::Text2, Chip::Shape::Key, holder);
        cap->setText(caps[i]);
        keyWords_[i] = new Label(FontRole::Note, Tone::Text2, holder);
        keys->addWidget(cap);
        keys->addWidget(keyWords_[i]);
        keys->addSpacing(12);
    }
    keys->addStretch(1);
    column->addSpacing(16);
    column->addLayout(keys);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(24, 24, 24, 24);
    all->addStretch(3);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(holder, 100);
    middle->addStretch(1);
    all->addLayout(middle);
    all->addStretch(5);
    connect(sample_, &QPushButton::clicked, this, &HomeEmpty::demoRequested);
    connect(folder_.button, &QPushButton::clicked, this, &HomeEmpty::importFolderRequested);
    connect(files_.button, &QPushButton::clicked, this, &HomeEmpty::importFilesRequested);
    connect(enrol_.button, &QPushButton::clicked, this, &HomeEmpty::enrolRequested);
    retranslate();
}

HomeEmpty::Step HomeEmpty::addStep(QGridLayout* row, int column, const QString& iconName,
                                   const QString& buttonIcon, bool primary) {
    auto* card = new Card(this);
    auto* all = new QVBoxLayout(card);
    all->setContentsMargins(24, 24, 24, 24);
    all->setSpacing(6);
    auto* mark = new IconMark(iconName, Tone::Accent, 24, card);
    mark->setPlate(48);
    Step step{new Label(FontRole::Section, Tone::Text, card), new Label(FontRole::Table, Tone::Text2, card),
              new Button(primary ? Button::Kind::Primary : Button::Kind::Secondary, buttonIcon, card)};
    step.words->setWrapped();
    step.words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    all->addWidget(mark);
    all->addSpacing(12);
    all->addWidget(step.title);
    all->addWidget(step.words);
    all->addStretch(1);
    all->addSpacing(12);
    all->addWidget(step.button);
    card->setMinimumHeight(268);
    row->addWidget(card, 0, column);
    row->setColumnStretch(column, 1);
    return step;
}

void HomeEmpty::setRights(bool mayImport, bool mayEnrol) {
    folder_.button->setEnabled(mayImport);
    files_.button->setEnabled(mayImport);
    enrol_.button->setEnabled(mayEnrol);
}

void HomeEmpty::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void HomeEmpty::retranslate() {
    title_->setText(tr("This study is empty"));
    note_->setText(tr("Three ways to begin, in any order."));
    folder_.title->setText(tr("Import a folder of CT"));
    folder_.words->setText(tr("All DICOM files below a folder or on a disc. They are checked in a separate "
                              "process; nothing is changed at the source."));
    folder_.button->setText(tr("Import a folder"));
    files_.title->setText(tr("Import files"));
    files_.words->setText(tr("Single DICOM files, ZIP or TAR archives, results of an AI. You can also drop "
                             "them anywhere on this window."));
    files_.button->setText(tr("Import files"));
    enrol_.title->setText(tr("Enrol subjects"));
    enrol_.words->setText(tr(
        "Type the first one. The next free number is proposed, and images find their subject by identity."));
    enrol_.button->setText(tr("Enrol a subject"));
    lookTitle_->setText(tr("Look around first"));
    lookWords_->setText(tr(
        "The demo study has two dozen made-up subjects with forms, chest CT, AI results and reading tasks."));
    sample_->setText(tr("Open the demo study"));
    const QString words[] = {tr("find anything"), tr("keys and about"), tr("lock")};
    for (int i = 0; i < 3; ++i)
        keyWords_[i]->setText(words[i]);
}

} // namespace casebook
