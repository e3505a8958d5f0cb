// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/FacetPanel.h"

#include "widgets/common/Button.h"
#include "widgets/common/Label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int panelWidth = 224;
constexpr int barWidth = 44;
constexpr int countWidth = 36;
} // namespace

FacetRow::FacetRow(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(theme::font(FontRole::Table));
}

void FacetRow::setValue(const QString& words, int count, int total, bool chosen) {
    setText(words);
    count_ = count;
    total_ = total;
    setChecked(chosen);
    setAccessibleDescription(QLocale().toString(count));
    update();
}

QSize FacetRow::sizeHint() const {
    return {14 + 8 + fontMetrics().horizontalAdvance(text()) + countWidth + 8 + barWidth, 24};
}

void FacetRow::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    QStyleOptionButton box;
    box.initFrom(this);
    box.rect = QRect(0, 0, 14, height());
    box.state.setFlag(isChecked() ? QStyle::State_On : QStyle::State_Off);
    style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, &p, this);
    p.setFont(font());
    p.setPen(QColor::fromRgb(count_ == 0 && !isChecked() ? t.text3 : t.text));
    const int barX = width() - barWidth;
    p.drawText(QRect(22, 0, barX - countWidth - 22, height()), Qt::AlignLeft | Qt::AlignVCenter,
               fontMetrics().elidedText(text(), Qt::ElideRight, barX - countWidth - 22));
    p.setFont(theme::numberFont(FontRole::Table));
    p.setPen(QColor::fromRgb(count_ == 0 ? t.text3 : t.text2));
    p.drawText(QRect(barX - 8 - countWidth, 0, countWidth, height()), Qt::AlignRight | Qt::AlignVCenter,
               QLocale().toString(count_));
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    const QRectF track(barX, height() / 2.0 - 1.5, barWidth, 3);
    p.setBrush(QColor::fromRgb(t.dark ? t.line : t.sunken));
    p.drawRoundedRect(track, 1.5, 1.5);
    if (count_ > 0 && total_ > 0) {
        p.setBrush(QColor::fromRgb(isChecked() ? t.accentFill : t.edge));
        p.drawRoundedRect(QRectF(track.topLeft(), QSizeF(std::max(2.0, track.width() * count_ / total_), 3)),
                          1.5, 1.5);
    }
}

FacetPanel::FacetPanel(SubjectsModel* model, QWidget* parent)
    : QWidget(parent), model_(model), title_(new Label(FontRole::Section, Tone::Text, this)),
      clear_(new Button(Button::Kind::Quiet, {}, this)) {
    clear_->setHeight(Button::Height::Small);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 12, 17, 16);
    all->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(clear_);
    all->addLayout(head);
    for (int f = 0; f < 3; ++f) {
        all->addSpacing(f == 0 ? 6 : 14);
        heads_[f] = new Label(FontRole::ColumnHead, Tone::Text, this);
        heads_[f]->setMinimumHeight(22);
        all->addWidget(heads_[f]);
        const int values = int(model_->facet(SubjectFacet(f)).size());
        for (int i = 0; i < values; ++i) {
            auto* row = new FacetRow(this);
            connect(row, &QAbstractButton::clicked, this, [this, f, i](bool on) {
                model_->setFacet(SubjectFacet(f), model_->facet(SubjectFacet(f)).at(i).code, on);
            });
            all->addWidget(row);
            rows_[f] << row;
        }
    }
    all->addStretch(1);
    connect(clear_, &QPushButton::clicked, model_, &SubjectsModel::clearFacets);
    connect(model_, &SubjectsModel::filtered, this, &FacetPanel::refresh);
    refresh();
}

void FacetPanel::refresh() {
    title_->setText(tr("Filter"));
    const int chosen = model_->chosenFacets();
    clear_->setText(tr("Clear %n", nullptr, chosen));
    QSizePolicy keep = clear_->sizePolicy();
    keep.setRetainSizeWhenHidden(true); // the head must not jump
    clear_->setSizePolicy(keep);
    clear_->setVisible(chosen > 0);
    int widest = panelWidth;
    const QString heads[] = {tr("Status"), tr("Sex"), tr("Exams")};
    for (int f = 0; f < 3; ++f) {
        heads_[f]->setText(heads[f]);
        const QList<FacetValue> values = model_->facet(SubjectFacet(f));
        for (int i = 0; i < values.size(); ++i) {
            const FacetValue& v = values.at(i);
            QString words;
            if (f == int(SubjectFacet::Status))
                words = SubjectsModel::statusText(v.code);
            else if (f == int(SubjectFacet::Sex))
                words = SubjectsModel::sexText(v.code);
            else
                words = v.code == "many"_L1 ? tr("several") : v.code == "one"_L1 ? tr("one") : tr("none");
            rows_[f].at(i)->setValue(words, v.count, model_->total(), v.chosen);
            widest = std::max(widest, rows_[f].at(i)->sizeHint().width() + 33);
        }
    }
    setFixedWidth(widest); // a language with long words makes the panel wider
}

void FacetPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void FacetPanel::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(t.window));
    p.fillRect(QRect(width() - 1, 0, 1, height()), QColor::fromRgb(t.line));
}

} // namespace casebook
