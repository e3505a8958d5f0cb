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
    for (const ConflictView& c : conflicts) {
        body()->addWidget(new Label(c.item, FontRole::Control, Tone::Text, this));
        auto* choice = new ChoiceView(this);
        const QString mine = c.mine.isEmpty() ? FormWords::tr("empty") : c.mine;
        const QString theirs = c.theirs.isEmpty() ? FormWords::tr("empty") : c.theirs;
        choice->setChoices({{u"mine"_s, u"1"_s, FormWords::tr("%1 (mine)").arg(mine)},
                            {u"theirs"_s, u"2"_s, u"%1 (%2)"_s.arg(theirs, c.by)}});
        choice->setAccessibleName(c.item);
        new ChoiceKeys(choice);
        body()->addWidget(choice);
        body()->addWidget(new Label(c.when, FontRole::Note, Tone::Text3, this));
        choices_.append(choice);
    }
    auto* later = addButton(FormWords::tr("Decide later"), false);
    verb_ = addButton(FormWords::tr("Take these values"), true);
    verb_->setEnabled(false);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    for (ChoiceView* choice : choices_)
        connect(choice, &ChoiceView::picked, this, [this] {
            verb_->setEnabled(std::none_of(choices_.begin(), choices_.end(),
                                           [](const ChoiceView* c) { return c->chosen().isEmpty(); }));
        });
    connect(verb_, &QPushButton::clicked, this, [this, conflicts] {
        QList<ItemPath> theirs;
        for (qsizetype i = 0; i < conflicts.size(); ++i)
            if (choices_.at(i)->chosen() == "theirs"_L1)
                theirs.append(conflicts.at(i).path);
        Q_EMIT decided(theirs);
        accept();
    });
}

} // namespace casebook
