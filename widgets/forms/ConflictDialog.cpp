// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/ConflictDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/Label.h"
#include "widgets/forms/ChoiceEditor.h"
#include "widgets/forms/FormWords.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

/// ChoiceView takes its keys from an item editor; here from itself.
class ChoiceKeys final : public QObject {
public:
    explicit ChoiceKeys(ChoiceView* view) : QObject(view), view_(view) { view->installEventFilter(this); }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        return event->type() == QEvent::KeyPress && view_->take(static_cast<QKeyEvent*>(event));
    }

private:
    ChoiceView* view_;
};

} // namespace

ConflictDialog::ConflictDialog(const QList<ConflictView>& conflicts, QWidget* parent) : Dialog(parent) {
    setWords(
        FormWords::tr("%n item(s) changed elsewhere. Which value stays?", nullptr, int(conflicts.size())),
        FormWords::tr("Nothing is saved until each is decided. Both values stand in the audit."));
    QList<ItemPath> gone;
    for (const ConflictView& c : conflicts) {
        body()->addWidget(new Label(c.item, FontRole::Control, Tone::Text, this));
        if (c.rowGone) {
            const QString left =
                c.mine.isEmpty()
                    ? FormWords::tr("%1 has removed this row. It stays removed.").arg(c.by)
                    : FormWords::tr("%1 has removed this row. Your entry is left out: %2").arg(c.by, c.mine);
            auto* words = new Label(left, FontRole::Table, Tone::Text, this);
            words->setWrapped(320);
            body()->addWidget(words);
            gone.append(c.path);
        } else {
            addChoice(c);
        }
        body()->addWidget(new Label(c.when, FontRole::Note, Tone::Text3, this));
    }
    auto* later = addButton(FormWords::tr("Decide later"), false);
    verb_ = addButton(FormWords::tr("Take these values"), true);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    for (ChoiceView* choice : choices_)
        connect(choice, &ChoiceView::picked, this, &ConflictDialog::refresh);
    connect(verb_, &QPushButton::clicked, this, [this, gone] {
        QList<ItemPath> theirs = gone;
        for (qsizetype i = 0; i < choices_.size(); ++i)
            if (choices_.at(i)->chosen() == "theirs"_L1)
                theirs.append(paths_.at(i));
        Q_EMIT decided(theirs);
        accept();
    });
    refresh();
}

void ConflictDialog::addChoice(const ConflictView& conflict) {
    auto* choice = new ChoiceView(this);
    const QString mine = conflict.mine.isEmpty() ? FormWords::tr("empty") : conflict.mine;
    const QString theirs = conflict.theirs.isEmpty() ? FormWords::tr("empty") : conflict.theirs;
    choice->setChoices({{u"mine"_s, u"1"_s, FormWords::tr("%1 (mine)").arg(mine)},
                        {u"theirs"_s, u"2"_s, u"%1 (%2)"_s.arg(theirs, conflict.by)}});
    choice->setAccessibleName(conflict.item);
    new ChoiceKeys(choice);
    body()->addWidget(choice);
    choices_.append(choice);
    paths_.append(conflict.path);
}

void ConflictDialog::refresh() {
    verb_->setEnabled(std::none_of(choices_.begin(), choices_.end(),
                                   [](const ChoiceView* c) { return c->chosen().isEmpty(); }));
}

} // namespace casebook
