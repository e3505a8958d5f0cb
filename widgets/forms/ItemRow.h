// SPDX-License-Identifier: GPL-3.0-or-later
// One item: label with mark and hint, editor, notes beside it (wide) or below (beside the image).
#pragma once

#include "widgets/forms/FormModel.h"

#include <QWidget>

namespace casebook {

class ItemEditor;
class ValueEdit;

/// Label of an item with its red star and the grey hint below; one painted widget that wraps.
class RowLabel final : public QWidget {
    Q_OBJECT
public:
    explicit RowLabel(QWidget* parent);
    void setWords(const QString& label, bool required, const QString& hint);
    [[nodiscard]] QString text() const { return label_; }
    [[nodiscard]] bool isRequired() const { return required_; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int layOut(int width, QPainter* painter) const;
    QString label_, hint_;
    bool required_ = false;
};

/// Icon and words of a note; a link where it leads somewhere.
class RowNote final : public QWidget {
    Q_OBJECT
public:
    explicit RowNote(QWidget* parent);
    void setNote(const NoteView& note);
    [[nodiscard]] QString text() const { return note_.words; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void clicked(casebook::NoteView::Kind kind);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    int layOut(int width, QPainter* painter) const;
    NoteView note_;
};

/// The editor for an item's type, ready to be set. Calculated items, links and files have none: they show.
[[nodiscard]] ItemEditor* makeEditor(const ItemDef& item, const ItemPath& path, const FormModel& model,
                                     QWidget* parent);

class ItemRow final : public QWidget {
    Q_OBJECT
public:
    ItemRow(const ItemDef& item, const ItemPath& path, FormModel* model, QWidget* parent);
    [[nodiscard]] const ItemPath& path() const { return path_; }
    void setPath(const ItemPath& path); ///< the same item in another row of the group
    [[nodiscard]] ItemEditor* editor() const { return editor_; } ///< null: can't be typed
    [[nodiscard]] QWidget* field() const;
    [[nodiscard]] const QList<RowNote*>& notes() const { return notes_; }
    [[nodiscard]] RowLabel* label() const { return label_; }
    void refresh();
    void setCompact(bool on);
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void entered(const casebook::ItemPath& path);
    void nextRequested(const casebook::ItemPath& path);
    void noteClicked(const casebook::ItemPath& path, casebook::NoteView::Kind kind);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int place(int width, bool really) const;
    void showNotes(const QList<NoteView>& notes);
    void relayout();
    ItemDef item_;
    ItemPath path_;
    FormModel* model_;
    RowLabel* label_;
    ItemEditor* editor_;
    ValueEdit* plain_ = nullptr; ///< where there is no editor
    QList<RowNote*> notes_;
    std::optional<ItemShown> last_; ///< what stands there: a form of 1,000 items changes few at a time
    QString lastLanguage_;
    bool compact_ = false;
};

} // namespace casebook
