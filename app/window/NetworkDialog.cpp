// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/NetworkDialog.h"

#include "app/window/FileDialog.h"
#include "widgets/common/Button.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/theme/Theme.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace casebook {

NetworkDialog::Field NetworkDialog::addField(const QString& caption, const QString& hint,
                                             const QString& text) {
    auto* box = new QWidget(this);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins({});
    rows->setSpacing(4);
    auto* label = new Label(caption, FontRole::Control, Tone::Text, box);
    auto* edit = new LineEdit(box);
    edit->setText(text);
    edit->setPlaceholderText(hint);
    edit->setAccessibleName(caption);
    edit->setMinimumWidth(460);
    label->setBuddy(edit);
    rows->addWidget(label);
    rows->addWidget(edit);
    body()->addWidget(box);
    connect(edit, &QLineEdit::textChanged, this, [this] { refresh(); });
    return {box, edit};
}

NetworkDialog::Field NetworkDialog::addFile(const QString& caption, bool kept) {
    const Field field =
        addField(caption, kept ? tr("Kept as it is; another file replaces it") : tr("A PEM file"));
    auto* open = new Button(Button::Kind::Tool, QStringLiteral("folder2-open"), field.edit);
    open->setToolTip(tr("Choose a file"));
    open->setAccessibleName(open->toolTip());
    open->setFocusPolicy(Qt::NoFocus);
    field.edit->setTrailing(open);
    connect(open, &QPushButton::clicked, this, [this, edit = field.edit] { choose(edit); });
    return field;
}

QCheckBox* NetworkDialog::addCheck(const QString& words, bool on) {
    auto* check = new QCheckBox(words, this);
    check->setFont(theme::font(FontRole::Body));
    check->setChecked(on);
    body()->addWidget(check);
    connect(check, &QCheckBox::toggled, this, [this] { refresh(); });
    return check;
}

void NetworkDialog::addButtons(const QString& verb) {
    auto* leave = addButton(tr("Leave as it is"), false);
    verb_ = addButton(verb, true);
    connect(leave, &QPushButton::clicked, this, &QDialog::reject);
    connect(verb_, &QPushButton::clicked, this, &QDialog::accept);
}

void NetworkDialog::choose(LineEdit* edit) {
    auto* dialog = new FileDialog(this, edit->accessibleName());
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
    dialog->open();
}

} // namespace casebook
