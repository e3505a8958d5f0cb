// SPDX-License-Identifier: GPL-3.0-or-later
// What the editors of all item types share: commit, keys, and quiet while an input method composes.
#pragma once

#include "widgets/forms/ValueEdit.h"

#include <QDate>
#include <QObject>
#include <QWidget>

class QKeyEvent;

namespace casebook {

/// Sits beside one widget that takes the typing, as its child, and speaks in typed text ("raw"): what
/// core/forms/Input.h reads. `typed` follows each change, never one that an input method still composes;
/// `committed` comes when the person goes on (Enter, Tab, choice, focus elsewhere) if the text has changed.
/// While composing, no key of the page, no shortcut of the window and no Enter does anything. GUI thread.
class ItemEditor : public QObject {
    Q_OBJECT
public:
    explicit ItemEditor(QWidget* widget);
    [[nodiscard]] QWidget* widget() const { return widget_; }

    [[nodiscard]] virtual QString raw() const = 0; ///< "=UNK" while missing with a reason
    /// Value from outside; emits nothing. `shown` is what a person reads, `raw` what he would type.
    virtual void setValue(const QString& raw, const QString& shown) = 0;
    virtual void setMissing(const QByteArray& code, const QString& words) = 0;
    virtual void setCheck(const QString& check);
    virtual void setLook(ValueEdit::Look look);
    [[nodiscard]] bool isComposing() const { return composing_; }
    /// True from the first key until the commit.
    [[nodiscard]] bool isTouched() const { return touched_; }
    void commit();
    void leave(); ///< as Tab: a list takes its row, then commit

Q_SIGNALS:
    void typed(const QString& raw);
    void committed(const QString& raw);
    void entered();      ///< has the focus now
    void nextRequested(); ///< Enter: after the commit

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    /// A key of this kind of item; true: done with it.
    virtual bool key(QKeyEvent* event);
    /// Before the commit: a list takes its highlighted row. `leaving`: Enter or Tab, not a click elsewhere.
    virtual void beforeCommit(bool leaving);
    void changed(); ///< the person changed the text

private:
    bool keyPressed(QKeyEvent* event);
    QWidget* widget_;
    bool composing_ = false, touched_ = false, later_ = false;
};

/// Text, numbers, quantities, dates and times in one line.
class LineEditor : public ItemEditor {
    Q_OBJECT
public:
    explicit LineEditor(QWidget* parent);
    [[nodiscard]] ValueEdit* edit() const { return edit_; }
    [[nodiscard]] QString raw() const override;
    void setValue(const QString& raw, const QString& shown) override;
    void setMissing(const QByteArray& code, const QString& words) override;
    void setCheck(const QString& check) override;
    void setLook(ValueEdit::Look look) override;

protected:
    bool key(QKeyEvent* event) override;

private:
    ValueEdit* edit_;
};

/// `t` is today; + and - go a day on or back from a whole date.
class DateEditor final : public LineEditor {
    Q_OBJECT
public:
    DateEditor(const QDate& today, QWidget* parent);

protected:
    bool key(QKeyEvent* event) override;

private:
    QDate today_;
};

/// Several lines; Enter makes a new one, Tab goes on.
class TextEditor final : public ItemEditor {
    Q_OBJECT
public:
    explicit TextEditor(QWidget* parent);
    [[nodiscard]] QString raw() const override;
    void setValue(const QString& raw, const QString& shown) override;
    void setMissing(const QByteArray& code, const QString& words) override;
    void setLook(ValueEdit::Look look) override;

protected:
    bool key(QKeyEvent* event) override;

private:
    QByteArray missing_;
    bool quiet_ = false;
};

} // namespace casebook
