// SPDX-License-Identifier: GPL-3.0-or-later
// The form while it is entered: state, drafts, and what each item shows. No widgets.
#pragma once

#include "core/forms/FormState.h"
#include "widgets/forms/CodeIndex.h"
#include "widgets/forms/FormValues.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace casebook {

/// Between FormState (which evaluates) and the parts of the page (which show). GUI thread.
/// Typed text reaches `draftTyped` within a second, also text that is no value.
class FormModel : public QObject {
    Q_OBJECT
public:
    explicit FormModel(QObject* parent = nullptr);
    void open(FormState state, const FormView& view);
    void setView(const FormView& view); ///< queries, rights; keeps the state
    /// What is done from now on is done again on the state that comes back from a save.
    void beginSave();
    /// The stored state after a save (or another's change): place, marks and what was typed since stay,
    /// and is told as drafts once more.
    void replace(FormState state, const FormView& view);
    void close();
    [[nodiscard]] bool isOpen() const { return state_.has_value(); }
    [[nodiscard]] const FormState& state() const { return *state_; }
    [[nodiscard]] const FormView& view() const { return view_; }
    [[nodiscard]] const ItemDef* def(const QString& item) const { return state_->definition().item(item); }
    [[nodiscard]] QDate today() const { return today_; }
    void setToday(const QDate& today) { today_ = today; }

    /// Live text of an editor: checked soon, without the faults that only a whole text can have.
    void type(const ItemPath& path, const QString& raw);
    void commit(const ItemPath& path, const QString& raw);
    /// A draft from before a crash; no signal for it.
    void restore(const ItemPath& path, const QString& raw);
    void setMissing(const ItemPath& path, const QByteArray& reason);
    [[nodiscard]] Result<QByteArray> addRow(const QString& group); ///< @return its id
    void removeRow(const QString& group, const QByteArray& row, const QString& reason);
    /// Reasons given for rows that leave; the last ones for the form's removal marks.
    [[nodiscard]] QHash<QByteArray, QString> removedRows(const QString& group) const;
    void visited(const ItemPath& path);  ///< left once: a required blank is shown as needed from now on
    void askForAll();                    ///< after a save: every required blank is shown
    void flushDrafts();

    [[nodiscard]] ItemShown shown(const ItemPath& path) const;
    /// Words of what was removed, for the mark of its row.
    [[nodiscard]] std::shared_ptr<const CodeIndex> codes(const ItemPath& path) const;
    struct Counts {
        int hard = 0, soft = 0, empty = 0;
    };
    [[nodiscard]] Counts counts() const;
    /// Next item with a fault after `from`, round again; nullopt: there is none.
    [[nodiscard]] std::optional<ItemPath> nextProblem(const ItemPath& from) const;

Q_SIGNALS:
    void changed();                         ///< values, skips or problems
    void rowsChanged(const QString& group);
    void draftTyped(const casebook::ItemPath& path, const QString& raw);

private:
    void apply(const ItemPath& path, const QString& raw);
    void checkSoon();
    [[nodiscard]] QList<NoteView> notes(const ItemPath& path, const ItemState& item, const ItemDef& def,
                                        const ItemExtra& extra, QString* check) const;
    std::optional<FormState> state_;
    FormView view_;
    QDate today_;
    QHash<ItemPath, QString> drafts_; ///< typed and not told yet
    QHash<ItemPath, QString> live_;   ///< typed and not evaluated yet
    QSet<ItemPath> visited_;
    QHash<QString, QHash<QByteArray, QString>> removed_;
    struct Step {
        enum class Kind { Typed, Added, Removed } kind = Kind::Typed;
        ItemPath path;
        QString raw;
    };
    QList<Step> since_; ///< since beginSave()
    bool saving_ = false;
    void note(const Step& step);
    ItemPath typing_;
    bool allAsked_ = false;
    QTimer draftTimer_, checkTimer_;
    mutable QHash<QString, std::shared_ptr<const CodeIndex>> indexes_;
    /// Problems by item, read from the state once a change.
    mutable std::optional<QHash<ItemPath, QList<FormProblem>>> problems_;
    [[nodiscard]] const QHash<ItemPath, QList<FormProblem>>& problemsByItem() const;
};

/// "en" or "zh": labels of forms follow the window's language.
[[nodiscard]] QString formLanguage();

} // namespace casebook
