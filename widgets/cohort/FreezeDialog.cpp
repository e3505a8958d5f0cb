// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/FreezeDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"

#include <QDate>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

FreezeDialog::FreezeDialog(int members, const QString& cut, QWidget* parent)
    : Dialog(parent), name_(new LineEdit(this)), cut_(new LineEdit(this)), error_(new ErrorNote(this)) {
    setWords(
        tr("Freeze this cohort?"),
        tr("The %n members of today stay in it, whatever is entered later. What changed since can be seen.",
           nullptr, members));
    const auto add = [&](const QString& words, LineEdit* field) {
        auto* label = new Label(words, FontRole::Control, Tone::Text, this);
        label->setBuddy(field);
        field->setAccessibleName(words);
        body()->addWidget(label);
        body()->addWidget(field);
    };
    add(tr("Name"), name_);
    add(tr("Data cut"), cut_);
    name_->setPlaceholderText(tr("Resected, stage I to IIIA"));
    cut_->setPlaceholderText(tr("none, or 2026-11-15"));
    cut_->setText(cut);
    error_->hide();
    body()->addWidget(error_);
    connect(addButton(tr("Cancel"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Freeze"), true);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        Q_EMIT freezeRequested(name_->text().trimmed(), cut_->text().trimmed());
    });
    connect(name_, &QLineEdit::textChanged, this, &FreezeDialog::refresh);
    connect(cut_, &QLineEdit::textChanged, this, &FreezeDialog::refresh);
    name_->setFocus();
    refresh();
}

void FreezeDialog::refresh() {
    const QString cut = cut_->text().trimmed();
    const bool good = cut.isEmpty() || QDate::fromString(cut, Qt::ISODate).isValid();
    cut_->setCheck(good || cut.size() < 10 ? QString() : u"hard"_s);
    verb_->setEnabled(good && !name_->text().trimmed().isEmpty());
}

void FreezeDialog::refuse(const QString& words) { error_->setWords(words); }

} // namespace casebook
