// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/SubjectsFooter.h"

#include "widgets/common/CellDelegate.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>

namespace casebook {

using namespace Qt::StringLiterals;

SubjectsFooter::SubjectsFooter(DataTable* table, QWidget* parent)
    : QWidget(parent), table_(table), rows_(new Label(FontRole::Note, Tone::Text2, this)) {
    rows_->setNumbers();
    setFixedHeight(34);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(16, 1, 16, 0);
    line->setSpacing(6);
    line->addWidget(rows_);
    line->addStretch(1);
    for (int i = 0; i < 3; ++i) {
        caps_[i] = new Chip(Tone::Text2, Chip::Shape::Key, this);
        words_[i] = new Label(FontRole::Note, Tone::Text2, this);
        line->addSpacing(i == 0 ? 0 : 8);
        line->addWidget(caps_[i]);
        line->addWidget(words_[i]);
    }
    connect(table->verticalScrollBar(), &QScrollBar::valueChanged, this, &SubjectsFooter::refresh);
    table->viewport()->installEventFilter(this);
    retranslate();
}

void SubjectsFooter::refresh() {
    for (QWidget* part : {static_cast<QWidget*>(caps_[2]), static_cast<QWidget*>(words_[2])})
        part->setVisible(width() >= 480);
    const int count = table_->model() ? table_->model()->rowCount() : 0;
    if (count == 0) {
        rows_->setText(tr("No rows"));
        return;
    }
    const int first = std::max(0, table_->rowAt(0));
    int last = table_->rowAt(table_->viewport()->height() - 1);
    if (last < 0)
        last = count - 1;
    rows_->setText(
        tr("Rows %1–%2 of %3")
            .arg(QLocale().toString(first + 1), QLocale().toString(last + 1), QLocale().toString(count)));
}

QString SubjectsFooter::text() const { return rows_->text(); }

void SubjectsFooter::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool SubjectsFooter::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &SubjectsFooter::refresh, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void SubjectsFooter::retranslate() {
    const QString caps[] = {u"Enter"_s, tr("Space", "key"), u"F2"_s};
    const QString words[] = {tr("open"), tr("preview"), tr("rename")};
    for (int i = 0; i < 3; ++i) {
        caps_[i]->setText(caps[i]);
        words_[i]->setText(words[i]);
    }
    refresh();
}

void SubjectsFooter::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(t.window));
    p.fillRect(QRect(0, 0, width(), 1), QColor::fromRgb(t.line));
}

} // namespace casebook
