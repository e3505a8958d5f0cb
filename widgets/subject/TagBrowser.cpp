// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/TagBrowser.h"

#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/theme/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStackedWidget>

namespace casebook {

using namespace Qt::StringLiterals;

TagBrowser::TagBrowser(QWidget* parent)
    : QWidget(parent, Qt::Window), model_(new TagModel(this)), table_(new DataTable(this)),
      search_(new SearchEdit(this)), other_(new QuietCombo(this)),
      title_(new Label(FontRole::Title, Tone::Text, this)),
      place_(new Label(FontRole::Table, Tone::Text2, this)),
      note_(new Label(FontRole::Table, Tone::Text2, this)),
      before_(new Button(Button::Kind::Tool, u"chevron-left"_s, this)),
      after_(new Button(Button::Kind::Tool, u"chevron-right"_s, this)),
      show_(new Button(Button::Kind::Secondary, u"eye"_s, this)),
      copy_(new Button(Button::Kind::Secondary, u"clipboard"_s, this)),
      none_(new EmptyState(u"search"_s, this)), error_(new EmptyState(u"exclamation-triangle"_s, this)),
      body_(new QStackedWidget(this)) {
    build();
    retranslate();
}

void TagBrowser::build() {
    resize(980, 700);
    table_->setModel(model_);
    table_->setSideMargin(15);
    table_->installEventFilter(this);
    QHeaderView* header = table_->horizontalHeader();
    constexpr int widths[] = {150, 250, 44, 52, 76, 320, 260};
    for (int i = 0; i < TagModel::ColumnCount; ++i)
        if (i < model_->columnCount())
            header->resizeSection(i, widths[i]);
    header->setStretchLastSection(true);
    for (QWidget* page :
         {static_cast<QWidget*>(table_), static_cast<QWidget*>(none_), static_cast<QWidget*>(error_)})
        body_->addWidget(page);
    search_->setMinimumWidth(220);
    place_->setNumbers();
    note_->setWrapped();
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(title_, 1);
    first->addWidget(before_);
    first->addWidget(place_);
    first->addWidget(after_);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(search_, 1);
    second->addWidget(other_);
    second->addWidget(show_);
    second->addWidget(copy_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(24, 16, 24, 14);
    all->setSpacing(10);
    all->addLayout(first);
    all->addLayout(second);
    all->addWidget(body_, 1);
    all->addWidget(note_);
    connect(search_, &SearchEdit::searched, model_, &TagModel::setSearch);
    connect(model_, &TagModel::filtered, this, &TagBrowser::refresh);
    connect(before_, &QPushButton::clicked, this, [this] { step(-1); });
    connect(after_, &QPushButton::clicked, this, [this] { step(1); });
    connect(copy_, &QPushButton::clicked, this, [this] { copy(true); });
    connect(show_, &QPushButton::clicked, this, [this] {
        identity_ = !identity_;
        ask();
    });
    connect(other_, &QComboBox::activated, this, [this] { ask(); });
    connect(table_, &DataTable::opened, this,
            [this](const QModelIndex& at) { model_->setOpen(at.row(), !model_->isOpen(at.row())); });
    connect(none_, &EmptyState::clicked, this, [this] {
        search_->clear();
        model_->setSearch({});
    });
}

void TagBrowser::setSeries(const QString& words, const QStringList& instances, bool mayIdentify) {
    words_ = words;
    instances_ = instances;
    mayIdentify_ = mayIdentify;
    identity_ = false;
    at_ = 0;
    model_->clear();
    const QSignalBlocker quiet(other_);
    other_->clear();
    other_->addItem({});
    for (qsizetype i = 0; i < instances.size(); ++i)
        other_->addItem({});
    retranslate();
}

void TagBrowser::setTree(int at, const dicom::TagTree& tree, bool identity) {
    at_ = at;
    identity_ = identity;
    cutRows_ = tree.cutRows;
    QStringList facts{tree.transferSyntax};
    if (!tree.charset.isEmpty())
        facts.append(tree.charsetGuessed ? tr("character set %1, guessed").arg(tree.charset)
                                         : tr("character set %1").arg(tree.charset));
    facts_ = facts.join(u" · "_s);
    model_->setTree(tree);
    body_->setCurrentWidget(table_);
    retranslate();
}

void TagBrowser::setDifferences(int at, int other, const QList<dicom::TagDifference>& differences,
                                bool identity) {
    at_ = at;
    identity_ = identity;
    cutRows_ = false;
    facts_ = tr("Compared with instance %1: only what differs").arg(QLocale().toString(other + 1));
    model_->setDifferences(differences);
    retranslate();
}

void TagBrowser::setError(const QString& words) {
    model_->clear();
    error_->setWords(tr("The attributes can't be shown"), words);
    body_->setCurrentWidget(error_);
    note_->setText({});
}

void TagBrowser::ask() { Q_EMIT wanted(at_, other_->currentIndex() - 1, identity_); }

void TagBrowser::step(int by) {
    const int next = at_ + by;
    if (next < 0 || next >= int(instances_.size()))
        return;
    at_ = next;
    retranslate();
    ask();
}

void TagBrowser::copy(bool all) {
    const QString text = all ? model_->copyAll() : model_->copyText(table_->currentRow());
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TagBrowser::refresh() {
    if (body_->currentWidget() != error_)
        body_->setCurrentWidget(model_->rowCount() > 0 || model_->total() == 0 ? static_cast<QWidget*>(table_)
                                                                               : none_);
    if (model_->total() == 0 && model_->isComparing()) {
        none_->setWords(tr("Nothing differs"),
                        tr("The two instances have the same attributes with the same values."));
        body_->setCurrentWidget(none_);
    }
    QStringList parts{facts_};
    const QLocale locale;
    parts.append(model_->rowCount() == model_->total()
                     ? tr("%n attribute(s)", nullptr, model_->total())
                     : tr("%1 of %2 attributes")
                           .arg(locale.toString(model_->rowCount()), locale.toString(model_->total())));
    if (const int hidden = model_->hidden(); hidden > 0)
        parts.append(tr("%n value(s) hidden because they may say who the person is", nullptr, hidden));
    if (cutRows_)
        parts.append(tr("the file holds more than is shown here"));
    parts.removeAll(QString());
    note_->setText(parts.join(u" · "_s));
    show_->setVisible(mayIdentify_);
    show_->setText(identity_ ? tr("Hide identity") : tr("Show identity"));
    show_->setIconName(identity_ ? u"eye-slash"_s : u"eye"_s);
}

void TagBrowser::retranslate() {
    setWindowTitle(tr("DICOM attributes"));
    title_->setText(words_);
    const QLocale locale;
    place_->setText(
        tr("Instance %1 of %2").arg(locale.toString(at_ + 1), locale.toString(instances_.size())));
    before_->setEnabled(at_ > 0);
    after_->setEnabled(at_ + 1 < int(instances_.size()));
    before_->setToolTip(tr("Instance before (Alt+Page Up)"));
    after_->setToolTip(tr("Next instance (Alt+Page Down)"));
    before_->setAccessibleName(before_->toolTip());
    after_->setAccessibleName(after_->toolTip());
    search_->setPlaceholderText(tr("Tag, name or value"));
    search_->setAccessibleName(tr("Search attributes"));
    copy_->setText(tr("Copy"));
    copy_->setToolTip(tr("Copies all rows shown (Ctrl+Shift+C)"));
    show_->setToolTip(tr("That the identity was read stands in the audit."));
    QStringList others{tr("Compare with …")};
    for (qsizetype i = 0; i < instances_.size(); ++i)
        others.append(tr("Instance %1").arg(locale.toString(i + 1)));
    other_->setWords(others);
    other_->setVisible(instances_.size() > 1);
    other_->setAccessibleName(tr("Compare with another instance"));
    none_->setWords(tr("No attribute fits"), tr("The search looks at tag, name, creator and value."),
                    tr("Show all"));
    table_->setAccessibleName(tr("DICOM attributes"));
    model_->retranslate();
    refresh();
}

bool TagBrowser::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = table_->currentRow();
        if (key->modifiers() == Qt::NoModifier &&
            (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) &&
            model_->setOpen(row, key->key() == Qt::Key_Right)) {
            table_->setCurrentIndex(model_->index(row, TagModel::Name));
            return true;
        }
        if (key->matches(QKeySequence::Copy)) {
            copy(false);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TagBrowser::keyPressEvent(QKeyEvent* event) {
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (alt && event->key() == Qt::Key_PageUp)
        step(-1);
    else if (alt && event->key() == Qt::Key_PageDown)
        step(1);
    else if (event->matches(QKeySequence::Find))
        search_->setFocus(Qt::ShortcutFocusReason);
    else if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier))
        copy(true);
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void TagBrowser::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TagBrowser::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(theme::tokens(this).base));
}

} // namespace casebook
