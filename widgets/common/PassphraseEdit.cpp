// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/PassphraseEdit.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr auto secret =
    Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase;

constexpr int fewestDifferent = 4; ///< characters, as storage/vault asks

bool isSeparator(QChar c) { return u" -_.,"_s.contains(c); }

/// Is it the name, once or over and over? Makes no copy of the text.
bool isOnlyName(QStringView text, const QString& name) {
    QString word = name;
    word.removeIf(isSeparator);
    qsizetype letters = 0;
    for (const QChar c : text)
        if (!isSeparator(c) && (word.isEmpty() || c.toLower() != word.at(letters++ % word.size()).toLower()))
            return false;
    return !word.isEmpty() && letters >= word.size();
}

qsizetype differentCharacters(QStringView text) {
    qsizetype count = 0;
    for (qsizetype n = 0; n < text.size(); ++n)
        count += text.left(n).contains(text.at(n)) ? 0 : 1;
    return count;
}
} // namespace

PassphraseEdit::PassphraseEdit(QWidget* parent)
    : QWidget(parent), field_(new LineEdit(this)), eye_(new Button(Button::Kind::Tool, u"eye"_s)),
      capsRow_(new QWidget(this)), capsText_(new Label(FontRole::Note, Tone::Warn, capsRow_)) {
    field_->setIconName(u"key"_s);
    field_->setEchoMode(QLineEdit::Password);
    field_->setInputMethodHints(secret);
    field_->setDragEnabled(false);
    field_->setContextMenuPolicy(Qt::NoContextMenu);
    field_->setTrailing(eye_);
    field_->installEventFilter(this);
    eye_->setCheckable(true);
    setFocusProxy(field_);

    auto* caps = new QHBoxLayout(capsRow_);
    caps->setContentsMargins(0, 2, 0, 0);
    caps->setSpacing(6);
    caps->addWidget(new IconMark(u"exclamation-triangle-fill"_s, Tone::Warn, 14, capsRow_));
    caps->addWidget(capsText_, 1);
    capsRow_->hide();

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addWidget(field_);
    all->addWidget(capsRow_);

    connect(eye_, &QPushButton::toggled, this, &PassphraseEdit::reveal);
    connect(field_, &QLineEdit::textChanged, this, &PassphraseEdit::changed);
    connect(field_, &QLineEdit::returnPressed, this, &PassphraseEdit::entered);
    retranslate();
}

QByteArray PassphraseEdit::passphrase() const { return field_->text().toUtf8(); }

bool PassphraseEdit::isEmpty() const { return field_->text().isEmpty(); }

qsizetype PassphraseEdit::characters() const {
    const QString text = field_->text(); // shares the field's own
    return std::ranges::count_if(text, [](QChar c) { return !c.isLowSurrogate(); });
}

QString PassphraseEdit::advice(int minimumLength, const QStringList& names) const {
    const QString text = field_->text();
    if (text.isEmpty())
        return {};
    for (const QString& name : names)
        if (isOnlyName(text, name))
            return tr("This is your user name or the name of the study: it is guessed first.");
    if (const int missing = minimumLength - int(characters()); missing > 0)
        return tr("%n more character(s) needed; several words are easier to keep than signs.", nullptr,
                  missing);
    if (differentCharacters(text) < fewestDifferent)
        return tr("Too few different characters: it is easily guessed.");
    return {};
}

bool PassphraseEdit::isSameAs(const PassphraseEdit& other) const {
    return field_->text() == other.field_->text();
}

void PassphraseEdit::clear() {
    const qsizetype length = field_->text().size();
    if (length > 0)
        field_->setText(QString(length, u'\u2022')); // the edit's own buffer is written over first
    field_->clear();
    eye_->setChecked(false);
    field_->setCheck({});
}

void PassphraseEdit::setWrong(bool wrong) { field_->setCheck(wrong ? u"hard"_s : QString()); }

void PassphraseEdit::setReadOnly(bool on) { field_->setReadOnly(on); }

void PassphraseEdit::setRevealed(bool on) { eye_->setChecked(on); }

void PassphraseEdit::setCapsLock(bool on) { capsRow_->setVisible(on); }

bool PassphraseEdit::capsLockShown() const { return !capsRow_->isHidden(); }

void PassphraseEdit::reveal(bool on) {
    field_->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    field_->setInputMethodHints(secret); // the echo mode changes them
    eye_->setIconName(on ? u"eye-slash"_s : u"eye"_s);
    retranslate();
}

bool PassphraseEdit::eventFilter(QObject* watched, QEvent* event) {
    if (watched == field_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        // Qt has no query for Caps Lock: a capital without Shift (or a small letter with it) tells.
        const QString typed = key->text();
        if (key->key() == Qt::Key_CapsLock)
            setCapsLock(!capsLockShown() && !field_->text().isEmpty());
        else if (typed.size() == 1 && typed.at(0).isLetter() &&
                 typed.at(0).toUpper() != typed.at(0).toLower())
            setCapsLock(typed.at(0).isUpper() != key->modifiers().testFlag(Qt::ShiftModifier));
    }
    return QWidget::eventFilter(watched, event);
}

void PassphraseEdit::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PassphraseEdit::retranslate() {
    capsText_->setText(tr("Caps Lock is on"));
    eye_->setToolTip(eye_->isChecked() ? tr("Hide the passphrase") : tr("Show the passphrase"));
    eye_->setAccessibleName(eye_->toolTip());
    field_->setAccessibleName(tr("Passphrase"));
}

} // namespace casebook
