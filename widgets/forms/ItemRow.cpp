// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/ItemRow.h"

#include "widgets/forms/ChoiceEditor.h"
#include "widgets/forms/CodeEditor.h"
#include "widgets/forms/FormWords.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int labelWidth = 212, fieldWidth = 300, gap = 16; // wide: label, field, notes
constexpr int labelGap = 16;
constexpr int rowGap = 12; ///< below each item
constexpr int noteIcon = 14, noteText = 21;
constexpr int leastNote = 140;

/// Draws wrapped text (or only measures it) and returns its height.
int wrapped(const QString& text, FontRole role, int x, int y, int width, const QColor& color, QPainter* p,
            QPointF* end = nullptr) {
    const QFont font = theme::font(role);
    QTextLayout layout(text, font);
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    const int line = std::max(theme::lineHeight(role), QFontMetrics(font).height());
    int rows = 0;
    layout.beginLayout();
    for (QTextLine row = layout.createLine(); row.isValid(); row = layout.createLine(), ++rows) {
        row.setLineWidth(std::max(1, width));
        row.setPosition(QPointF(0, rows * line + (line - row.height()) / 2.0));
        if (end)
            *end = QPointF(x + row.naturalTextWidth(), y + rows * line);
    }
    layout.endLayout();
    if (p) {
        p->setPen(color);
        layout.draw(p, QPointF(x, y));
    }
    return std::max(1, rows) * line;
}

Tone markOf(Tone tone) {
    switch (tone) {
    case Tone::Ok: return Tone::MarkOk;
    case Tone::Warn: return Tone::MarkWarn;
    case Tone::Bad: return Tone::MarkBad;
    case Tone::Query: return Tone::MarkQuery;
    default: return tone;
    }
}

} // namespace

RowLabel::RowLabel(QWidget* parent) : QWidget(parent) {}

void RowLabel::setWords(const QString& label, bool required, const QString& hint) {
    if (label == label_ && required == required_ && hint == hint_)
        return;
    label_ = label;
    required_ = required;
    hint_ = hint;
    update();
}

int RowLabel::layOut(int width, QPainter* painter) const {
    const Tokens& t = theme::tokens(this);
    QPointF end;
    int y = wrapped(label_, FontRole::Body, 0, 0, width - 12, QColor::fromRgb(t.text), painter, &end);
    if (painter && required_) {
        painter->setFont(theme::font(FontRole::Body));
        painter->setPen(QColor::fromRgb(t.bad));
        painter->drawText(QRectF(end.x() + 4, end.y(), 12, 20), Qt::AlignCenter, u"*"_s);
    }
    if (!hint_.isEmpty())
        y += wrapped(hint_, FontRole::Note, 0, y, width, QColor::fromRgb(t.text3), painter);
    return y;
}

int RowLabel::heightForWidth(int width) const { return layOut(width, nullptr); }

QSize RowLabel::sizeHint() const { return {labelWidth, heightForWidth(labelWidth)}; }

void RowLabel::paintEvent(QPaintEvent*) {
    QPainter p(this);
    layOut(width(), &p);
}

RowNote::RowNote(QWidget* parent) : QWidget(parent) {}

void RowNote::setNote(const NoteView& note) {
    note_ = note;
    setCursor(note.kind == NoteView::Kind::Plain ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

int RowNote::layOut(int width, QPainter* painter) const {
    const Tokens& t = theme::tokens(this);
    const int left = note_.icon.isEmpty() ? 0 : noteText;
    if (painter && left > 0)
        paintIcon(painter, QRect(0, 0, noteIcon, theme::lineHeight(FontRole::Note) + 1), note_.icon,
                  toneColor(t, markOf(note_.tone)), noteIcon);
    return wrapped(note_.words, FontRole::Note, left, 0, width - left, toneColor(t, note_.tone), painter);
}

int RowNote::heightForWidth(int width) const { return layOut(width, nullptr); }

QSize RowNote::sizeHint() const { return {leastNote, heightForWidth(leastNote)}; }

void RowNote::paintEvent(QPaintEvent*) {
    QPainter p(this);
    layOut(width(), &p);
}

void RowNote::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && note_.kind != NoteView::Kind::Plain)
        Q_EMIT clicked(note_.kind);
}

ItemEditor* makeEditor(const ItemDef& item, const ItemPath& path, const FormModel& model, QWidget* parent) {
    switch (item.type) {
    case ItemType::YesNo: return new YesNoEditor(parent);
    case ItemType::Code: return new CodeEditor(model.codes(path), formLanguage(), parent);
    case ItemType::MultiCode: return new MultiCodeEditor(model.codes(path), formLanguage(), parent);
    case ItemType::LongText: return new TextEditor(parent);
    case ItemType::Date: {
        auto* editor = new DateEditor(model.today(), parent);
        editor->edit()->setHint(FormWords::tr("YYYY-MM-DD, t is today"));
        return editor;
    }
    case ItemType::Calculated:
    case ItemType::ImageLink:
    case ItemType::LesionLink:
    case ItemType::File: return nullptr;
    default: break;
    }
    auto* editor = new LineEditor(parent);
    editor->edit()->setUnit(unitWords(item.unit));
    const bool number =
        item.type == ItemType::Integer || item.type == ItemType::Decimal || item.type == ItemType::Quantity;
    if (number)
        editor->edit()->setInputMethodHints(Qt::ImhPreferNumbers | Qt::ImhPreferLatin);
    return editor;
}

ItemRow::ItemRow(const ItemDef& item, const ItemPath& path, FormModel* model, QWidget* parent)
    : QWidget(parent), item_(item), path_(path), model_(model), label_(new RowLabel(this)),
      editor_(makeEditor(item, path, *model, this)) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    if (!editor_) {
        plain_ = new ValueEdit(this);
        plain_->setLook(ValueEdit::Look::Sunken);
        plain_->setFocusPolicy(Qt::ClickFocus); // can be copied, is not in the tab order
        plain_->setUnit(unitWords(item.unit));
        plain_->setSign(item.type == ItemType::Calculated ? QString() : u"link-45deg"_s);
        return;
    }
    connect(editor_, &ItemEditor::typed, this, [this](const QString& raw) { model_->type(path_, raw); });
    connect(editor_, &ItemEditor::committed, this,
            [this](const QString& raw) { model_->commit(path_, raw); });
    connect(editor_, &ItemEditor::entered, this, [this] { Q_EMIT entered(path_); });
    connect(editor_, &ItemEditor::nextRequested, this, [this] {
        model_->visited(path_);
        Q_EMIT nextRequested(path_);
    });
}

void ItemRow::setPath(const ItemPath& path) {
    if (path == path_)
        return;
    if (editor_)
        editor_->commit();
    path_ = path;
    last_.reset();
    refresh();
}

QWidget* ItemRow::field() const { return editor_ ? editor_->widget() : plain_; }

void ItemRow::refresh() {
    const ItemShown shown = model_->shown(path_);
    const QString words = textIn(item_.label, formLanguage());
    const bool waits = editor_ && !editor_->isTouched() && editor_->raw() != shown.raw;
    if (last_ == shown && lastLanguage_ == words && !waits)
        return;
    last_ = shown;
    lastLanguage_ = words;
    label_->setWords(words, shown.required && !shown.readOnly, hintWords(item_));
    field()->setAccessibleName(words);
    const auto look = shown.readOnly ? ValueEdit::Look::Plain
                      : shown.locked ? ValueEdit::Look::Sunken
                                     : ValueEdit::Look::Normal;
    if (editor_) {
        editor_->setLook(look);
        if (!editor_->isTouched()) {
            editor_->setMissing(shown.missing, shown.missingWords);
            if (shown.missing.isEmpty())
                editor_->setValue(shown.raw, shown.text);
        }
        editor_->setCheck(shown.check);
    } else {
        plain_->setLook(shown.readOnly ? ValueEdit::Look::Plain : ValueEdit::Look::Sunken);
        plain_->setText(shown.text);
        plain_->setCursorPosition(0);
    }
    showNotes(shown.notes);
    QStringList spoken;
    for (const NoteView& note : shown.notes)
        spoken << note.words;
    field()->setAccessibleDescription(spoken.join(u' '));
    setVisible(shown.visible);
    relayout();
}

void ItemRow::showNotes(const QList<NoteView>& notes) {
    while (notes_.size() > notes.size())
        delete notes_.takeLast();
    while (notes_.size() < notes.size()) {
        auto* note = new RowNote(this);
        connect(note, &RowNote::clicked, this,
                [this](NoteView::Kind kind) { Q_EMIT noteClicked(path_, kind); });
        notes_.append(note);
        note->show();
    }
    for (qsizetype i = 0; i < notes.size(); ++i)
        notes_.at(i)->setNote(notes.at(i));
}

void ItemRow::setCompact(bool on) {
    if (compact_ == on)
        return;
    compact_ = on;
    relayout();
}

/// The height may change with the notes: the section asks anew, and the parts move.
void ItemRow::relayout() {
    place(width(), true);
    updateGeometry();
}

int ItemRow::place(int width, bool really) const {
    const auto set = [really](QWidget* w, int x, int y, int wide, int high) {
        if (really)
            w->setGeometry(x, y, wide, high);
    };
    const bool flat = compact_ || width < labelWidth + labelGap + fieldWidth + gap + leastNote;
    QWidget* edit = field();
    const int fieldHeight = std::max(32, edit->sizeHint().height());
    const bool tall = edit->sizeHint().height() > 40 || edit->minimumHeight() > 40;
    const int high = std::max(fieldHeight, edit->minimumHeight());
    if (flat) {
        int y = label_->heightForWidth(width);
        set(label_, 0, 0, width, y);
        y += 4;
        set(edit, 0, y, width, high);
        y += high;
        for (RowNote* note : notes_) {
            const int h = note->heightForWidth(width);
            set(note, 0, y + 4, width, h);
            y += 4 + h;
        }
        return y + rowGap;
    }
    const int label = label_->heightForWidth(labelWidth);
    const int wide = tall && notes_.isEmpty() ? width - labelWidth - labelGap : fieldWidth;
    set(label_, 0, 6, labelWidth, label);
    const int x = labelWidth + labelGap;
    set(edit, x, 0, wide, high);
    const int noteX = x + wide + gap;
    int y = 7;
    for (RowNote* note : notes_) {
        const int h = note->heightForWidth(width - noteX);
        set(note, noteX, y, width - noteX, h);
        y += h + 4;
    }
    return std::max({label + 6, high, notes_.isEmpty() ? 0 : y}) + rowGap;
}

int ItemRow::heightForWidth(int width) const { return place(width, false); }

QSize ItemRow::sizeHint() const { return {560, heightForWidth(560)}; }

QSize ItemRow::minimumSizeHint() const { return {240, 0}; }

void ItemRow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place(width(), true);
}

} // namespace casebook
