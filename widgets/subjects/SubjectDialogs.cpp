// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/SubjectDialogs.h"

#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"

#include <QComboBox>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// ISO date that may lack day or month, narrow or full-width digits.
bool isPartialDate(const QString& text) {
    static const QRegularExpression form(u"^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$"_s);
    return form.match(text).hasMatch();
}

} // namespace

SubjectDialog::SubjectDialog(QWidget* parent) : Dialog(parent), error_(new ErrorNote(this)) {}

void SubjectDialog::refuse(const QString& words) {
    error_->setWords(words);
    setEnabled(true);
}

LineEdit* SubjectDialog::addField(const QString& words, const QString& placeholder) {
    auto* label = new Label(words, FontRole::Control, Tone::Text, this);
    auto* field = new LineEdit(this);
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(words);
    label->setBuddy(field);
    body()->addWidget(label);
    body()->addWidget(field);
    return field;
}

EnrolDialog::EnrolDialog(QWidget* parent) : SubjectDialog(parent), sex_(new QComboBox(this)) {
    setWords(tr("Enrol which subject?"),
             tr("Only the study's own code is needed; it can be left to the program."));
    label_ = addField(tr("Subject"), tr("The next free number"));
    name_ = addField(tr("Name"));
    auto* sexLabel = new Label(tr("Sex"), FontRole::Control, Tone::Text, this);
    sexLabel->setBuddy(sex_);
    for (const auto& [code, words] : {std::pair(QString(), tr("not recorded")),
                                      {u"F"_s, tr("female")},
                                      {u"M"_s, tr("male")},
                                      {u"O"_s, tr("other")}})
        sex_->addItem(words, code);
    sex_->setAccessibleName(tr("Sex"));
    body()->addWidget(sexLabel);
    body()->addWidget(sex_);
    born_ = addField(tr("Date of birth"), tr("1957, 1957-03 or 1957-03-18"));
    body()->addWidget(error_);
    connect(addButton(tr("Cancel"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Enrol"), true);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        Q_EMIT enrolRequested(wish());
    });
    connect(born_, &QLineEdit::textChanged, this, &EnrolDialog::refresh);
    label_->setFocus();
}

EnrolWish EnrolDialog::wish() const {
    return {label_->text().trimmed(), name_->text().trimmed(), sex_->currentData().toString(),
            born_->text().normalized(QString::NormalizationForm_KC).trimmed()};
}

void EnrolDialog::refresh() {
    const QString born = wish().birthDate;
    const bool good = born.isEmpty() || isPartialDate(born);
    born_->setCheck(good || born.size() < 4 ? QString() : u"hard"_s);
    verb_->setEnabled(good);
}

RenameDialog::RenameDialog(const SubjectView& subject, bool namesHidden, QWidget* parent)
    : SubjectDialog(parent), old_(subject) {
    setWords(tr("Rename %1?").arg(subject.label), tr("Old and new name and the reason stand in the audit."));
    label_ = addField(tr("Subject"));
    label_->setText(subject.label);
    if (!namesHidden) {
        name_ = addField(tr("Name"));
        name_->setText(subject.name);
    }
    reason_ = addField(tr("Reason"), tr("Why the name changes"));
    body()->addWidget(error_);
    connect(addButton(tr("Leave as it is"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Rename"), true);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        Q_EMIT renameRequested(label_->text().trimmed(), newName(), reason_->text().trimmed());
    });
    for (LineEdit* field : {label_, name_, reason_})
        if (field)
            connect(field, &QLineEdit::textChanged, this, &RenameDialog::refresh);
    refresh();
    label_->setFocus();
}

/// The list shows a DICOM name in words: one that was left as it is stays as it was read.
std::optional<QString> RenameDialog::newName() const {
    const QString typed = name_ ? name_->text().trimmed() : old_.name;
    return typed == old_.name ? std::nullopt : std::optional(typed);
}

void RenameDialog::refresh() {
    const QString label = label_->text().trimmed();
    const bool changed = label != old_.label || newName().has_value();
    verb_->setEnabled(changed && !label.isEmpty() && !reason_->text().trimmed().isEmpty());
}

} // namespace casebook
