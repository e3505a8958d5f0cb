// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/unlock/RecoveryPage.h"

#include "storage/vault/SecretBytes.h"
#include "widgets/common/Button.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/theme/Theme.h"
#include "widgets/unlock/RecoverySheet.h"

#include <QAccessibleWidget>
#include <QClipboard>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QVBoxLayout>

// Only linked, not named in the flags of every file of this layer: hence the folder.
#include <QtPrintSupport/QPrintDialog>
#include <QtPrintSupport/QPrinter>

#include <utility>

namespace casebook {

using namespace Qt::StringLiterals;

/// The groups in three columns, each with its number. Keeps no copy of them.
class WordGrid final : public QWidget {
public:
    WordGrid(const QStringList& groups, QWidget* parent) : QWidget(parent), groups_(groups) {
        setMinimumHeight(132);
    }
    [[nodiscard]] QString spoken() const { return groups_.join(u' '); }

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
    const QStringList& groups_;
};

namespace {

constexpr int asked[2] = {2, 6}; ///< groups that are typed, from 0

/// Says the words to who hears the page. The name of a widget would stay in memory.
class WordGridSpeech final : public QAccessibleWidget {
public:
    explicit WordGridSpeech(WordGrid* grid) : QAccessibleWidget(grid, QAccessible::StaticText), grid_(grid) {}
    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Name ? grid_->spoken() : QAccessibleWidget::text(kind);
    }

private:
    WordGrid* grid_; ///< Qt forgets an interface with its object
};

QAccessibleInterface* speechOf(const QString&, QObject* object) {
    auto* grid = dynamic_cast<WordGrid*>(object);
    return grid ? new WordGridSpeech(grid) : nullptr;
}

} // namespace

RecoveryPage::RecoveryPage(QWidget* parent)
    : QWidget(parent), grid_(new WordGrid(groups_, this)),
      title_(new Label(FontRole::Display, Tone::Text, this)),
      note_(new Label(FontRole::Table, Tone::Text2, this)),
      warn_(new Label(FontRole::Note, Tone::Warn, this)),
      go_(new Button(Button::Kind::Primary, u"check-lg"_s, this)),
      copy_(new Button(Button::Kind::Secondary, u"clipboard"_s, this)),
      print_(new Button(Button::Kind::Secondary, u"printer"_s, this)), error_(new ErrorNote(this)) {
    QAccessible::installFactory(speechOf); // the same one is taken once
    title_->setWrapped();
    note_->setWrapped();
    warn_->setWrapped();
    print_->setObjectName(u"print-words"_s);
    for (Button* button : {go_, copy_, print_})
        button->setHeight(Button::Height::Large);
    error_->clear();
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
    }
    all->addSpacing(6);
    all->addLayout(row);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(go_);
    buttons->addWidget(print_);
    buttons->addWidget(copy_);
    buttons->addStretch(1);
    all->addWidget(error_);
    all->addSpacing(8);
    all->addLayout(buttons);
    connectAll();
    retranslate();
    refresh();
}

RecoveryPage::~RecoveryPage() { reset(); }

void RecoveryPage::connectAll() {
    for (LineEdit* edit : typed_)
        connect(edit, &QLineEdit::textChanged, this, &RecoveryPage::refresh);
    connect(go_, &QPushButton::clicked, this, [this] {
        const QString folder = folder_;
        reset();
        Q_EMIT confirmed(folder);
    });
    connect(copy_, &QPushButton::clicked, this, &RecoveryPage::copy);
    connect(print_, &QPushButton::clicked, this, &RecoveryPage::askPrinter);
}

void RecoveryPage::setWords(const QString& words, const QString& folder, const QString& number) {
    static const QRegularExpression gaps(u"[\\s-]+"_s);
    reset();
    groups_ = words.split(gaps, Qt::SkipEmptyParts);
    folder_ = folder;
    number_ = number;
    grid_->update();
    retranslate();
    refresh();
    typed_[0]->setFocus();
}

void RecoveryPage::reset() {
    // A clipboard manager that took the words over holds them in our place: so whoever owns it.
    if (std::exchange(copied_, false))
        QGuiApplication::clipboard()->clear();
    for (QString& group : groups_)
        wipeText(group);
    groups_.clear();
    grid_->update();
    for (LineEdit* edit : typed_)
        edit->clear();
    error_->clear();
    refresh();
}

/// Clipboard managers keep a history; those that know the hint keep none of this.
void RecoveryPage::copy() {
    auto* copy = new QMimeData;
    copy->setText(groups_.join(u'-'));
    copy->setData(u"x-kde-passwordManagerHint"_s, "secret");
    QGuiApplication::clipboard()->setMimeData(copy);
    copied_ = true;
}

void RecoveryPage::askPrinter() {
    auto* dialog = new QPrintDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QAbstractPrintDialog::PrintToFile, false); // a file beside the study is no safe
    connect(dialog, qOverload<QPrinter*>(&QPrintDialog::accepted), this, [this](QPrinter* printer) {
        printer->setDocName(u"Casebook"_s); // stands in the printer's queue
        printOn(*printer);
    });
    dialog->open();
}

void RecoveryPage::printOn(QPaintDevice& device) {
    if (groups_.isEmpty())
        return; // taken off the screen while the person looked for a printer
    error_->clear();
    const RecoverySheet sheet{QFileInfo(folder_).fileName(), number_, QDate::currentDate()};
    if (const auto drawn = drawRecoverySheet(device, sheet, groups_); !drawn)
        error_->setError(drawn.error());
}

void RecoveryPage::refresh() {
    bool right = !groups_.isEmpty();
    for (int i = 0; i < 2; ++i) {
        const QString typed = typed_[i]->text().trimmed().toUpper();
        const bool same = asked[i] < groups_.size() && typed == groups_.at(asked[i]).toUpper();
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
    warn_->setText(tr("Without passphrase and recovery words the data is gone: nobody can help.") + u'\n' +
                   tr("A printer and its queue may keep a copy of what they print."));
    for (int i = 0; i < 2; ++i)
        askLabel_[i]->setText(tr("Type group %1").arg(asked[i] + 1));
    go_->setText(tr("I wrote them down"));
    copy_->setText(tr("Copy"));
    print_->setText(tr("Print"));
}

} // namespace casebook
