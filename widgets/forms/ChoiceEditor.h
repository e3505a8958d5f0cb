// SPDX-License-Identifier: GPL-3.0-or-later
// Yes or no as two buttons in a row, several codes as a list of boxes: painted, one widget an item.
#pragma once

#include "widgets/forms/CodeIndex.h"
#include "widgets/forms/ItemEditor.h"

#include <QSet>

namespace casebook {

/// A digit or letter picks, Space goes on to the next, arrows move, Backspace unselects.
class ChoiceView final : public QWidget {
    Q_OBJECT
public:
    struct Choice {
        QString raw, key, words;
    };
    explicit ChoiceView(QWidget* parent);
    void setChoices(const QList<Choice>& choices);
    void setChosen(const QString& raw);
    void setMissing(const QByteArray& code, const QString& words);
    void setReadOnly(bool on);
    [[nodiscard]] QString chosen() const { return chosen_; }
    [[nodiscard]] QByteArray missing() const { return missing_; }
    [[nodiscard]] bool isReadOnly() const { return readOnly_; }
    /// @return true if the key is one of the choice's.
    bool take(QKeyEvent* event);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void picked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void pick(const QString& raw);
    [[nodiscard]] int widthOf(const Choice& choice) const;
    QList<Choice> choices_;
    QString chosen_, missingWords_;
    QByteArray missing_;
    bool readOnly_ = false;
};

class YesNoEditor final : public ItemEditor {
    Q_OBJECT
public:
    explicit YesNoEditor(QWidget* parent);
    [[nodiscard]] QString raw() const override;
    void setValue(const QString& raw, const QString& shown) override;
    void setMissing(const QByteArray& code, const QString& words) override;
    void setLook(ValueEdit::Look look) override;

protected:
    bool key(QKeyEvent* event) override;

private:
    ChoiceView* view_;
};

/// Boxes one below the other, the last "none of these" (an empty set is an answer). Up and Down move, Space
/// toggles, a letter or digit goes to the code that begins so. Long lists show the codes that are in and, after
/// typing, those that fit.
class CheckList final : public QWidget {
    Q_OBJECT
public:
    explicit CheckList(QWidget* parent);
    void setIndex(std::shared_ptr<const CodeIndex> index, const QString& language);
    void setChosen(const QStringList& codes, bool answered);
    void setMissing(const QByteArray& code, const QString& words);
    void setReadOnly(bool on);
    [[nodiscard]] QStringList chosen() const; ///< in the list's order
    [[nodiscard]] bool isAnswered() const { return answered_; }
    [[nodiscard]] QByteArray missing() const { return missing_; }
    bool take(QKeyEvent* event);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, sizeHint().height()}; }

Q_SIGNALS:
    void picked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

private:
    void refresh();
    void toggle(int line);
    [[nodiscard]] bool isLong() const;
    std::shared_ptr<const CodeIndex> index_;
    QString language_, find_, missingWords_;
    QByteArray missing_;
    QSet<QString> chosen_;
    std::vector<int> lines_; ///< rows of the index; -1: "none of these"
    int current_ = 0;
    bool answered_ = false, readOnly_ = false;
};

/// Raw is the codes with "; " between them, "{}" for the empty set.
class MultiCodeEditor final : public ItemEditor {
    Q_OBJECT
public:
    MultiCodeEditor(std::shared_ptr<const CodeIndex> index, const QString& language, QWidget* parent);
    [[nodiscard]] CheckList* list() const { return list_; }
    [[nodiscard]] QString raw() const override;
    void setValue(const QString& raw, const QString& shown) override;
    void setCodes(const QStringList& codes, bool answered);
    void setMissing(const QByteArray& code, const QString& words) override;
    void setLook(ValueEdit::Look look) override;

protected:
    bool key(QKeyEvent* event) override;

private:
    CheckList* list_;
};

} // namespace casebook
