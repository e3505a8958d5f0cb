// SPDX-License-Identifier: GPL-3.0-or-later
// Single code: type code, words, pinyin or initials; the list below follows.
#pragma once

#include "widgets/forms/CodeIndex.h"
#include "widgets/forms/ItemEditor.h"

#include <QFrame>
#include <QPointer>

class QListView;

namespace casebook {

/// List under a field, a child of the window: it never takes the focus, so that typing and composing go on.
class CodePopup final : public QFrame {
    Q_OBJECT
public:
    CodePopup(QWidget* field, QWidget* window);
    void showRows(const std::shared_ptr<const CodeIndex>& index, std::vector<int> rows,
                  const QString& language, const QString& current);
    void setCodesShown(bool on);
    void move(int by);
    [[nodiscard]] QString highlighted() const; ///< code; empty: none
    [[nodiscard]] CodeModel* model() const { return model_; }

Q_SIGNALS:
    void chosen(const QString& code);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* field_;
    CodeModel* model_;
    QListView* view_;
};

/// Raw is the code. What was typed and is no code stays as typed. Down or Alt+Down opens the whole list, Esc
/// takes back what was typed; Enter and Tab take the highlighted row; a click elsewhere only what is certain
/// (the code itself or the only row).
class CodeEditor final : public ItemEditor {
    Q_OBJECT
public:
    CodeEditor(std::shared_ptr<const CodeIndex> index, const QString& language, QWidget* parent);
    ~CodeEditor() override;
    [[nodiscard]] ValueEdit* edit() const { return edit_; }
    [[nodiscard]] QString raw() const override;
    void setValue(const QString& raw, const QString& shown) override;
    void setMissing(const QByteArray& code, const QString& words) override;
    void setLook(ValueEdit::Look look) override;
    void setIndex(std::shared_ptr<const CodeIndex> index); ///< choices that depend on other answers
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] CodePopup* popup() const { return popup_; }
    void openList();
    void setCodesShown(bool on); ///< off: only the words, for lists of the program itself

Q_SIGNALS:
    void listClosed();

protected:
    bool key(QKeyEvent* event) override;
    void beforeCommit(bool leaving) override;

private:
    void textTyped();
    void take(const QString& code);
    void showCode(const QString& code);
    void closeList();
    void search(const QString& typed);
    std::shared_ptr<const CodeIndex> index_;
    QString language_;
    ValueEdit* edit_;
    QPointer<CodePopup> popup_;
    QString code_;          ///< chosen; empty: none or `edit_` holds what was typed
    QString before_;        ///< raw before the person typed
    bool codesShown_ = true;
    bool searching_ = false;///< edit_ holds typed text, not a label
};

} // namespace casebook
