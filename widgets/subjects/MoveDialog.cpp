// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/MoveDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/theme/Theme.h"

#include <QCheckBox>
#include <QCompleter>
#include <QVBoxLayout>

namespace casebook {

MoveDialog::MoveDialog(What what, const QString& words, const QStringList& labels, QWidget* parent)
    : SubjectDialog(parent), labels_(labels), along_(new Label(FontRole::Body, Tone::Text2, this)),
      closed_(new QCheckBox(this)) {
    const bool join = what == What::Subject;
    setWords(what == What::Series ? tr("Move this series to which subject?")
             : join               ? tr("Which record is the same person?")
                                  : tr("Move this exam to which subject?"),
             words);
    subject_ = addField(tr("Subject"), tr("Code of the right subject"));
    auto* completer = new QCompleter(labels, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    subject_->setCompleter(completer);
    along_->setWrapped();
    body()->addWidget(along_);
    closed_->setText(join ? tr("Also take locked forms along")
                          : tr("Also move finished readings and locked forms"));
    closed_->setFont(theme::font(FontRole::Body));
    body()->addWidget(closed_);
    reason_ = addField(tr("Reason"),
                       join ? tr("How it is known that they are one person") : tr("Why it is another's"));
    body()->addWidget(error_);
    connect(addButton(tr("Leave as it is"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(join ? tr("Join") : tr("Move"), true);
    connect(verb_, &QPushButton::clicked, this, [this] {
        error_->clear();
        Q_EMIT moveRequested(subject_->text().trimmed(), reason_->text().trimmed(), closed_->isChecked());
    });
    connect(subject_, &QLineEdit::textChanged, this, [this](const QString& typed) {
        preview_ = {};
        error_->clear();
        refresh();
        if (labels_.contains(typed.trimmed()))
            Q_EMIT previewRequested(typed.trimmed());
    });
    connect(reason_, &QLineEdit::textChanged, this, &MoveDialog::refresh);
    connect(closed_, &QCheckBox::toggled, this, &MoveDialog::refresh);
    refresh();
    subject_->setFocus();
}

void MoveDialog::setPreview(const QString& subject, const MovePreview& preview) {
    if (subject != subject_->text().trimmed())
        return;
    preview_ = preview;
    refresh();
}

void MoveDialog::refresh() {
    along_->setText(preview_.words);
    along_->setVisible(!preview_.words.isEmpty());
    closed_->setVisible(preview_.closed);
    verb_->setEnabled(preview_.possible && !reason_->text().trimmed().isEmpty() &&
                      (!preview_.closed || closed_->isChecked()));
    adjustSize();
}

PartDialog::PartDialog(const QString& subject, const QString& from, const QList<LaterView>& later,
                       QWidget* parent)
    : SubjectDialog(parent) {
    setWords(tr("Part %1 from %2?").arg(subject, from),
             tr("Everything that %1 brought goes back to it, with what was entered since.").arg(subject));
    if (!later.isEmpty()) {
        auto* head = new Label(tr("This came after the join. Choose what belongs to %1:").arg(subject),
                               FontRole::Body, Tone::Text, this);
        head->setWrapped();
        body()->addWidget(head);
    }
    for (const LaterView& one : later) {
        auto* box = new QCheckBox(one.words, this);
        box->setFont(theme::font(FontRole::Body));
        box->setChecked(one.goes);
        body()->addWidget(box);
        boxes_.append({one.id, box});
    }
    reason_ = addField(tr("Reason"), tr("Why they are two persons"));
    body()->addWidget(error_);
    connect(addButton(tr("Leave as it is"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Part"), true);
    verb_->setEnabled(false);
    connect(reason_, &QLineEdit::textChanged, this,
            [this](const QString& text) { verb_->setEnabled(!text.trimmed().isEmpty()); });
    connect(verb_, &QPushButton::clicked, this, [this] {
        QStringList along;
        for (const auto& [id, box] : std::as_const(boxes_))
            if (box->isChecked())
                along.append(id);
        error_->clear();
        Q_EMIT partRequested(reason_->text().trimmed(), along);
    });
    reason_->setFocus();
}

} // namespace casebook
