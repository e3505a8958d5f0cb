// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schedule/VisitDialogs.h"

#include "core/forms/Input.h"
#include "widgets/common/Button.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"

#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

LineEdit* addField(Dialog* dialog, const QString& words, const QString& hint) {
    auto* label = new Label(words, FontRole::Control, Tone::Text, dialog);
    auto* field = new LineEdit(dialog);
    field->setPlaceholderText(hint);
    field->setAccessibleName(words);
    label->setBuddy(field);
    dialog->body()->addWidget(label);
    dialog->body()->addWidget(field);
    return field;
}

} // namespace

QString typedVisitDate(const QString& typed, const QDate& today, bool* ok) {
    ItemDef item;
    item.type = ItemType::Date;
    InputContext context;
    context.today = today;
    const auto value = readTyped(typed, item, context);
    *ok = value && (!*value || (*value)->kind == ValueKind::Date);
    return *ok && *value ? (*value)->text : QString();
}

VisitDateDialog::VisitDateDialog(const QString& question, const QString& before, const QDate& today,
                                 QWidget* parent)
    : Dialog(parent), before_(before) {
    setWords(question, tr("The day may be unknown: 2026-11 is enough. t is today."));
    date_ = addField(this, tr("Date"), tr("YYYY-MM-DD"));
    date_->setText(before);
    reason_ = addField(this, tr("Reason"), tr("Why the date changes"));
    connect(addButton(tr("Leave as it is"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Set date"), true);
    connect(date_, &QLineEdit::textChanged, this, [this, today](const QString& text) {
        if (text.compare("t"_L1, Qt::CaseInsensitive) == 0)
            date_->setText(today.toString(Qt::ISODate));
        refresh();
    });
    connect(reason_, &QLineEdit::textChanged, this, &VisitDateDialog::refresh);
    connect(verb_, &QPushButton::clicked, this, [this, today] {
        bool ok = false;
        const QString date = typedVisitDate(date_->text(), today, &ok);
        Q_EMIT given(date, reason_->text().trimmed());
        accept();
    });
    refresh();
    date_->setFocus();
}

void VisitDateDialog::refresh() {
    bool ok = false;
    const QString date = typedVisitDate(date_->text(), {}, &ok);
    const bool changes = ok && date != before_;
    const bool needsReason = !before_.isEmpty();
    reason_->setEnabled(needsReason);
    date_->setCheck(ok || date_->text().size() < 4 ? QString() : u"hard"_s);
    verb_->setEnabled(changes && (!needsReason || !reason_->text().trimmed().isEmpty()));
}

UnscheduledDialog::UnscheduledDialog(const QString& subject, const QList<QPair<QString, QString>>& visits,
                                     const QDate& today, QWidget* parent)
    : Dialog(parent), visits_(new QuietCombo(this)) {
    setWords(tr("Which visit of %1?").arg(subject), tr("It stands beside the planned ones."));
    for (const auto& [oid, words] : visits)
        visits_->addItem(words, oid);
    visits_->setAccessibleName(tr("Visit"));
    auto* label = new Label(tr("Visit"), FontRole::Control, Tone::Text, this);
    label->setBuddy(visits_);
    body()->addWidget(label);
    body()->addWidget(visits_);
    date_ = addField(this, tr("Date"), tr("YYYY-MM-DD"));
    date_->setText(today.toString(Qt::ISODate));
    connect(addButton(tr("Cancel"), false), &QPushButton::clicked, this, &QDialog::reject);
    auto* verb = addButton(tr("Add visit"), true);
    connect(date_, &QLineEdit::textChanged, this, [this, verb, today](const QString& text) {
        bool ok = false;
        const QString date = typedVisitDate(text, today, &ok);
        date_->setCheck(ok || text.size() < 4 ? QString() : u"hard"_s);
        verb->setEnabled(!date.isEmpty());
    });
    connect(verb, &QPushButton::clicked, this, [this, today] {
        bool ok = false;
        const QString date = typedVisitDate(date_->text(), today, &ok);
        Q_EMIT given(visits_->currentData().toString(), date);
        accept();
    });
    date_->setFocus();
    date_->selectAll();
}

} // namespace casebook
