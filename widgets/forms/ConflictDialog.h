// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody else has changed the same items: each is decided by itself, never by "last writer wins".
#pragma once

#include "core/forms/ItemValue.h"
#include "widgets/common/Dialogs.h"

#include <QList>

namespace casebook {

class Button;
class ChoiceView;

struct ConflictView {
    ItemPath path;
    QString item, mine, theirs, by, when; ///< in words
    bool rowGone = false; ///< the other has removed its row: nothing to choose, it is only said
};

class ConflictDialog final : public Dialog {
    Q_OBJECT
public:
    ConflictDialog(const QList<ConflictView>& conflicts, QWidget* parent);
    [[nodiscard]] const QList<ChoiceView*>& choices() const { return choices_; } ///< of those with a choice

Q_SIGNALS:
    void decided(const QList<casebook::ItemPath>& takeTheirs);

private:
    void addChoice(const ConflictView& conflict);
    void refresh();
    QList<ChoiceView*> choices_;
    QList<ItemPath> paths_; ///< of the choices
    Button* verb_;
};

} // namespace casebook
