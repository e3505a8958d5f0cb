// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/ReasonDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/forms/CodeEditor.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostChanges = 5;

CodeDef reason(const char* code, const QString& words) {
    CodeDef def;
    def.code = QString::fromLatin1(code);
    def.label.insert(u"en"_s, words);
    return def;
}

} // namespace

ReasonDialog::ReasonDialog(const QList<Change>& changes, const QString& title, const QString& verb,
                           QWidget* parent)
    : Dialog(parent), text_(new LineEdit(this)) {
    setWords(!title.isEmpty()      ? title
             : changes.size() == 1 ? tr("Why does %1 change?").arg(changes.first().item)
                                   : tr("Why do %n item(s) change?", nullptr, int(changes.size())),
             tr("The form was complete. The reason stands in the audit."));
    addChanges(changes);
    const QList<CodeDef> reasons{reason("typing-error", tr("Typing error")),
                                 reason("source-corrected", tr("The source was corrected")),
                                 reason("query-answer", tr("Answer to a query")),
                                 reason("new-information", tr("New information")),
                                 reason("other", tr("Other: say which"))};
    list_ = new CodeEditor(CodeIndex::make(reasons), u"en"_s, this);
    list_->setCodesShown(false);
    list_->edit()->setHint(tr("Choose a reason"));
    list_->widget()->setAccessibleName(tr("Reason"));
    text_->setAccessibleName(tr("Which reason"));
    text_->setPlaceholderText(tr("Which reason"));
    body()->addWidget(list_->widget());
    body()->addWidget(text_);
    auto* keep = addButton(tr("Keep as it was"), false);
    verb_ = addButton(verb.isEmpty() ? tr("Change") : verb, true);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(list_, &ItemEditor::committed, this, &ReasonDialog::refresh);
    connect(list_, &ItemEditor::nextRequested, this, [this] {
        if (verb_->isEnabled())
            verb_->setFocus(Qt::TabFocusReason);
        else
            text_->setFocus(Qt::TabFocusReason);
    });
    connect(text_, &QLineEdit::textChanged, this, &ReasonDialog::refresh);
    connect(verb_, &QPushButton::clicked, this, [this] {
        Q_EMIT given(list_->raw().toLatin1(), text_->text().trimmed());
        accept();
    });
    refresh();
    list_->widget()->setFocus();
}

void ReasonDialog::addChanges(const QList<Change>& changes) {
    if (changes.isEmpty())
        return;
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(4);
    for (qsizetype i = 0; i < std::min(changes.size(), mostChanges); ++i) {
        const Change& c = changes.at(i);
        if (changes.size() > 1)
            grid->addWidget(new Label(c.item, FontRole::Table, Tone::Text2, this), int(i), 0, Qt::AlignTop);
        auto* words = new Label(u"%1  →  %2"_s.arg(c.before.isEmpty() ? tr("empty") : c.before,
                                                   c.after.isEmpty() ? tr("empty") : c.after),
                                FontRole::Table, Tone::Text, this);
        words->setWrapped(320);
        grid->addWidget(words, int(i), 1);
    }
    grid->setColumnStretch(1, 1);
    body()->addLayout(grid);
    if (changes.size() > mostChanges)
        body()->addWidget(new Label(tr("and %n more", nullptr, int(changes.size() - mostChanges)),
                                    FontRole::Note, Tone::Text3, this));
    body()->addSpacing(4);
}

void ReasonDialog::refresh() {
    const bool other = list_->raw() == "other"_L1;
    text_->setVisible(other);
    verb_->setEnabled(!list_->raw().isEmpty() && (!other || !text_->text().trimmed().isEmpty()));
}

} // namespace casebook
