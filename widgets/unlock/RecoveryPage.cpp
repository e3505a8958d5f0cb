// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Button.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/NewStudyForm.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

/// The groups in three columns, each with its number.
class WordGrid final : public QWidget {
public:
    explicit WordGrid(QWidget* parent) : QWidget(parent) { setMinimumHeight(132); }
    void setGroups(const QStringList& groups) {
        groups_ = groups;
        setAccessibleName(groups.join(u' '));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Tokens& t = theme::tokens(this);
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(QColor::fromRgb(t.line));
        p.setBrush(QColor::fromRgb(t.base));
        p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
        QFont word = theme::font(FontRole::Section);
        word.setFamilies({u"DejaVu Sans Mono"_s});
        word.setLetterSpacing(QFont::AbsoluteSpacing, 1.5);
        const int cellWidth = (width() - 24) / 3;
        for (int i = 0; i < groups_.size(); ++i) {
            const QRect cell(12 + (i % 3) * cellWidth, 10 + (i / 3) * 38, cellWidth, 36);
            p.setFont(theme::numberFont(FontRole::Note));
            p.setPen(QColor::fromRgb(t.text3));
            p.drawText(cell.adjusted(8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, QString::number(i + 1));
            p.setFont(word);
            p.setPen(QColor::fromRgb(t.text));
            p.drawText(cell.adjusted(30, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, groups_.at(i));
        }
    }

private:
    QStringList groups_;
};

RecoveryPage::RecoveryPage(QWidget* parent)
    : QWidget(parent), grid_(new WordGrid(this)), title_(new Label(FontRole::Display, Tone::Text, this)),
      note_(new Label(FontRole::Table, Tone::Text2, this)),
      warn_(new Label(FontRole::Note, Tone::Warn, this)),
      go_(new Button(Button::Kind::Primary, u"check-lg"_s, this)),
      copy_(new Button(Button::Kind::Secondary, u"clipboard"_s, this)) {
    title_->setWrapped();
    note_->setWrapped();
    warn_->setWrapped();
    go_->setHeight(Button::Height::Large);
    copy_->setHeight(Button::Height::Large);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(4, 4, 4, 4);
    all->setSpacing(8);
    all->addWidget(title_);
    all->addWidget(note_);
    all->addSpacing(6);
    all->addWidget(grid_);
    all->addWidget(warn_);
    auto* row = new QGridLayout;
    row->setHorizontalSpacing(16);
    row->setVerticalSpacing(4);
    for (int i = 0; i < 2; ++i) {
        askLabel_[i] = new Label(FontRole::Control, Tone::Text, this);
        typed_[i] = new LineEdit(this);
        askLabel_[i]->setBuddy(typed_[i]);
        row->addWidget(askLabel_[i], 0, i);
        row->addWidget(typed_[i], 1, i);
        connect(typed_[i], &QLineEdit::textChanged, this, &RecoveryPage::refresh);
    }
    all->addSpacing(6);
    all->addLayout(row);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(go_);
    buttons->addWidget(copy_);
    buttons->addStretch(1);
    all->addSpacing(8);
    all->addLayout(buttons);
    connect(go_, &QPushButton::clicked, this, [this] { Q_EMIT confirmed(folder_); });
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(groups_.join(u'-')); });
    retranslate();
    refresh();
}

void RecoveryPage::setWords(const QString& words, const QString& folder, int first, int second) {
    static const QRegularExpression gaps(u"[\\s-]+"_s);
    groups_ = words.split(gaps, Qt::SkipEmptyParts);
    folder_ = folder;
    const int count = std::max(1, int(groups_.size()));
    ask_[0] = first % count;
    ask_[1] = second % count;
    grid_->setGroups(groups_);
    retranslate();
    refresh();
    typed_[0]->setFocus();
}

void RecoveryPage::reset() {
    groups_.clear();
    grid_->setGroups({});
    for (LineEdit* edit : typed_)
        edit->clear();
}

void RecoveryPage::refresh() {
    bool right = !groups_.isEmpty();
    for (int i = 0; i < 2; ++i) {
        const QString typed = typed_[i]->text().trimmed().toUpper();
        const bool same = !groups_.isEmpty() && typed == groups_.at(ask_[i]).toUpper();
        typed_[i]->setCheck(typed.size() >= 4 && !same ? u"hard"_s : QString());
        right = right && same;
    }
    go_->setEnabled(right);
}

void RecoveryPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void RecoveryPage::paintEvent(QPaintEvent*) {}

void RecoveryPage::retranslate() {
    title_->setText(tr("Write down the recovery words"));
    note_->setText(tr("They open the study when the passphrase is lost. They are shown only now and are not "
                      "kept anywhere."));
    warn_->setText(tr("Without passphrase and recovery words the data is gone: nobody can help."));
    for (int i = 0; i < 2; ++i)
        askLabel_[i]->setText(tr("Type group %1").arg(ask_[i] + 1));
    go_->setText(tr("I wrote them down"));
    copy_->setText(tr("Copy"));
}

} // namespace casebook
