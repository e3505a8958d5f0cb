// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortFlow.h"

#include "widgets/common/Label.h"
#include "widgets/plots/FigureView.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTextBlock>
#include <QVBoxLayout>

#include <chrono>

namespace casebook {

using namespace Qt::StringLiterals;

CohortFlow::CohortFlow(QWidget* parent)
    : QWidget(parent), title_(new Label(FontRole::Section, Tone::Text, this)),
      count_(new Label(FontRole::Note, Tone::Text2, this)),
      expression_(new Label(FontRole::ColumnHead, Tone::Text, this)),
      note_(new Label(FontRole::Note, Tone::Text3, this)), error_(new Label(FontRole::Note, Tone::Bad, this)),
      flow_(new FigureView), scroll_(new QScrollArea(this)), editor_(new QPlainTextEdit(this)) {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 4, 16, 8);
    column->addWidget(flow_);
    column->addStretch(1);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(inside);
    inside->setAutoFillBackground(false);
    scroll_->viewport()->setAutoFillBackground(false);
    QFont mono(u"DejaVu Sans Mono"_s);
    mono.setPointSizeF(9);
    mono.setStyleHint(QFont::Monospace);
    editor_->setFont(mono);
    editor_->setTabChangesFocus(true);
    editor_->setMinimumHeight(112);
    editor_->setMaximumHeight(150);
    error_->setWrapped(240);
    error_->hide();
    note_->setWrapped(240);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 16, 0);
    head->addWidget(title_);
    head->addStretch(1);
    head->addWidget(count_);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(16, 8, 16, 16);
    foot->setSpacing(6);
    foot->addWidget(expression_);
    foot->addWidget(editor_);
    foot->addWidget(error_);
    foot->addWidget(note_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 16, 1, 0);
    all->setSpacing(8);
    all->addLayout(head);
    all->addWidget(scroll_, 1);
    all->addLayout(foot);
    setFixedWidth(296);
    typing_.setSingleShot(true);
    typing_.setInterval(std::chrono::milliseconds(250));
    connect(editor_, &QPlainTextEdit::textChanged, this, [this] {
        if (!showing_)
            typing_.start();
    });
    connect(&typing_, &QTimer::timeout, this, [this] { Q_EMIT textEdited(editor_->toPlainText()); });
    retranslate();
}

void CohortFlow::setState(const CohortState& state) {
    count_->setText(
        tr("%1 of %2").arg(QLocale().toString(state.members), QLocale().toString(state.enrolled)));
    count_->setVisible(state.enrolled > 0);
    if (!typing_.isActive() && editor_->toPlainText() != state.text) {
        showing_ = true;
        editor_->setPlainText(state.text);
        showing_ = false;
    }
    error_->setText(state.error);
    error_->setVisible(!state.error.isEmpty());
    note_->setVisible(state.error.isEmpty());
    theme::setState(editor_, "check", state.error.isEmpty() ? QString() : u"hard"_s);
    markLine(state.error.isEmpty() ? -1 : state.errorLine);
    if (state.error.isEmpty() && !state.flow.steps.isEmpty())
        flow_->setFigure(std::make_shared<AttritionFigure>(state.flow));
    else if (state.flow.steps.isEmpty() && state.enrolled == 0)
        flow_->setFigure(nullptr);
}

QString CohortFlow::errorText() const { return error_->isHidden() ? QString() : error_->text(); }

FigurePtr CohortFlow::figure() const { return flow_->figure(); }

void CohortFlow::markLine(int line) {
    QList<QTextEdit::ExtraSelection> marks;
    if (const QTextBlock block = editor_->document()->findBlockByNumber(line); line >= 0 && block.isValid()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.cursor.select(QTextCursor::LineUnderCursor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(theme::color(this, Tone::MarkBad));
        marks.append(mark);
    }
    editor_->setExtraSelections(marks);
}

void CohortFlow::retranslate() {
    title_->setText(tr("Who is left"));
    expression_->setText(tr("Expression"));
    editor_->setAccessibleName(tr("Expression"));
    editor_->setPlaceholderText(tr("Everyone who is enrolled"));
    note_->setText(tr("One criterion a line; all must hold. Facets write here too."));
}

void CohortFlow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void CohortFlow::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(t.alt));
    p.fillRect(QRect(width() - 1, 0, 1, height()), QColor::fromRgb(t.line));
}

} // namespace casebook
