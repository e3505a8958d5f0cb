// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Messages.h"
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/ProgressTrack.h"
#include "widgets/home/HomeImportsModel.h"
#include "widgets/imports/WatchCard.h"
#include "widgets/study/StudyParts.h"

#include <QDir>
#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidest = 760;
}

StudyFacts::StudyFacts(QWidget* parent)
    : QWidget(parent), column_(new QVBoxLayout(this)), watch_(new WatchCard(this)) {
    column_->setContentsMargins(24, 18, 24, 24);
    column_->setSpacing(16);
    watch_->setMaximumWidth(kWidest);
    column_->addWidget(watch_);
    column_->addStretch(1);
    retranslate();
}

void StudyFacts::setView(const StudyPageView& view) {
    if (view == view_) // a rebuild takes the keys from where they are
        return;
    view_ = view;
    retranslate();
}

void StudyFacts::setVerify(const VerifyOutcome& outcome) {
    const bool goesOn = outcome.running && outcome_.running && track_;
    outcome_ = outcome;
    if (goesOn)
        track_->setPart(partOf(outcome.done, outcome.total));
    else
        retranslate();
}

void StudyFacts::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StudyFacts::retranslate() {
    delete body_;
    track_ = nullptr;
    body_ = new QWidget(this);
    body_->setMaximumWidth(kWidest);
    rebuild();
    column_->insertWidget(0, body_);
}

void StudyFacts::rebuild() {
    auto* all = new QVBoxLayout(body_);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(new Label(view_.name, FontRole::Title, Tone::Text, body_));
    addWarnings(all);
    all->addSpacing(8);
    all->addWidget(new Label(tr("About this study"), FontRole::Section, Tone::Text, body_));
    auto* card = new Card(body_);
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    const auto fact = [&](const QString& head, const QString& value) {
        if (value.isEmpty())
            return;
        const int row = grid->rowCount();
        grid->addWidget(new Label(head, FontRole::Table, Tone::Text2, card), row, 0, Qt::AlignTop);
        auto* text = new Label(value, FontRole::Table, Tone::Text, card);
        text->setWrapped();
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(text, row, 1);
    };
    const QLocale locale;
    fact(tr("Site"), view_.site);
    fact(tr("Folder"), QDir::toNativeSeparators(view_.folder));
    fact(tr("Made"),
         view_.created.isValid() ? shortMoment(view_.created, QDateTime::currentDateTime()) : QString());
    fact(tr("Users"), view_.users.join(tr(", ")));
    fact(tr("Content"),
         QStringList{tr("%n subject(s)", nullptr, view_.subjects), tr("%n exam(s)", nullptr, view_.exams),
                     tr("%n series", "study: count of DICOM series", view_.series)}
             .join(tr(", ")));
    fact(tr("Size on disk"), view_.bytes < 0 ? QString() : locale.formattedDataSize(view_.bytes));
    fact(tr("Data"), view_.synthetic ? tr("Synthetic: made by the program, of no person")
                                     : tr("Of persons; encrypted on disk"));
    fact(tr("Format"), view_.formatVersion > 0
                           ? tr("vault %1, schema %2").arg(view_.formatVersion).arg(view_.schemaVersion)
                           : QString());
    fact(tr("Study number"), view_.id);
    all->addWidget(card);
    all->addSpacing(16);

    addCheck(all);
    all->addSpacing(16);

    addPassphrase(all);
    addWords(all);
}

/// For who keeps the study safe: do the words in the safe open it, and new ones where they don't.
void StudyFacts::addWords(QVBoxLayout* all) {
    if (!view_.mayRenewWords)
        return;
    all->addSpacing(16);
    all->addWidget(new Label(tr("Recovery words"), FontRole::Section, Tone::Text, body_));
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    const auto add = [&](const QString& icon, const QString& name, const QString& words) {
        auto* button = new Button(Button::Kind::Secondary, icon, body_);
        button->setObjectName(name);
        button->setText(words);
        row->addWidget(button);
        return button;
    };
    auto* check = add(u"shield-check"_s, u"check-words"_s, tr("Check recovery words"));
    auto* renew = add(u"arrow-repeat"_s, u"renew-words"_s, tr("New recovery words"));
    row->addStretch(1);
    all->addLayout(row);
    connect(check, &QPushButton::clicked, this, &StudyFacts::checkWordsRequested);
    connect(renew, &QPushButton::clicked, this, &StudyFacts::renewWordsRequested);
    auto* note =
        new Label(tr("They open the study when the passphrase is lost. They are kept nowhere but where "
                     "they were written down."),
                  FontRole::Note, Tone::Text2, body_);
    note->setWrapped();
    all->addWidget(note);
}

void StudyFacts::addWarnings(QVBoxLayout* all) {
    for (const QByteArray& code : view_.warnings) {
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new IconMark(u"exclamation-triangle-fill"_s, Tone::Warn, 14, body_), 0, Qt::AlignTop);
        auto* line = new Label(messageText({ErrorKind::Refused, code, view_.folder, {}}), FontRole::Table,
                               Tone::Warn, body_);
        line->setWrapped();
        row->addWidget(line, 1);
        all->addLayout(row);
    }
}

void StudyFacts::addPassphrase(QVBoxLayout* all) {
    all->addWidget(new Label(tr("Your passphrase"), FontRole::Section, Tone::Text, body_));
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    auto* change = new Button(Button::Kind::Secondary, u"key"_s, body_);
    change->setText(tr("Change the passphrase"));
    row->addWidget(change);
    connect(change, &QPushButton::clicked, this, &StudyFacts::changePassphraseRequested);
    using Keyring = StudyPageView::Keyring;
    const bool on = view_.keyring == Keyring::On;
    if (view_.keyring != Keyring::None) {
        auto* keyring = new Button(Button::Kind::Secondary, u"unlock"_s, body_);
        keyring->setObjectName(u"keyring"_s);
        keyring->setText(on ? tr("Always ask for the passphrase") : tr("Remember on this computer"));
        row->addWidget(keyring);
        connect(keyring, &QPushButton::clicked, this, [this, on] { Q_EMIT keyringRequested(!on); });
    }
    row->addStretch(1);
    all->addLayout(row);
    if (view_.keyring == Keyring::None)
        return;
    auto* note =
        new Label(on ? tr("The keyring of this desktop opens the study for you. A signature asks for "
                          "the passphrase all the same, and so does opening after a lock.")
                     : tr("The keyring of this desktop can open the study for you when the program "
                          "starts. Whoever gets into your desktop session can then open it too."),
                  FontRole::Note, Tone::Text2, body_);
    note->setWrapped();
    all->addWidget(note);
}

/// What the last verify found, and the button for the next.
void StudyFacts::addCheck(QVBoxLayout* all) {
    const QLocale locale;
    all->addWidget(new Label(tr("Is everything as it was written?"), FontRole::Section, Tone::Text, body_));
    auto* check = new Card(body_);
    auto* row = new QHBoxLayout(check);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(12);
    const bool known = outcome_.when.isValid() && !outcome_.running;
    const bool bad = known && !outcome_.ok;
    row->addWidget(new IconMark(bad     ? u"x-octagon-fill"_s
                                : known ? u"shield-check"_s
                                        : u"shield-lock"_s,
                                bad     ? Tone::MarkBad
                                : known ? Tone::MarkOk
                                        : Tone::Text2,
                                20, check),
                   0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    auto* head = new Label(outcome_.running ? tr("Verifying …")
                           : bad            ? tr("Damage found")
                           : known          ? tr("Last check passed")
                                            : tr("Not verified in this session"),
                           FontRole::Body, bad ? Tone::Bad : Tone::Text, check);
    QFont strong = head->font();
    strong.setWeight(QFont::DemiBold);
    head->setFont(strong);
    QString note = tr("Reads and decrypts every object and walks the audit chain from its first row.");
    if (known)
        note = tr("%1: %2 objects, %3 audit rows.")
                   .arg(outcome_.when.toString(u"yyyy-MM-dd HH:mm"_s), locale.toString(outcome_.objects),
                        locale.toString(outcome_.auditRows));
    auto* noteLabel = new Label(note, FontRole::Table, Tone::Text2, check);
    noteLabel->setWrapped();
    words->addWidget(head);
    words->addWidget(noteLabel);
    if (outcome_.running) {
        words->addSpacing(6);
        track_ = new ProgressTrack(partOf(outcome_.done, outcome_.total), check);
        words->addWidget(track_);
    }
    for (const QString& damage : outcome_.damage) {
        auto* line = new Label(damage, FontRole::Table, Tone::Bad, check);
        line->setWrapped();
        line->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(line);
    }
    if (known && outcome_.isCutOff) {
        auto* line = new Label(
            tr("The last change was cut off while it was written, as by a power cut, and is left out."),
            FontRole::Table, Tone::Warn, check);
        line->setWrapped();
        words->addWidget(line);
    }
    if (known && outcome_.away > 0) {
        auto* line = new Label(tr("%n file(s) lie on a disk that is not connected; they were not checked.",
                                  nullptr, outcome_.away),
                               FontRole::Table, Tone::Warn, check);
        line->setWrapped();
        words->addWidget(line);
    }
    row->addLayout(words, 1);
    const bool runs = outcome_.running;
    auto* verb = new Button(runs ? Button::Kind::Secondary : Button::Kind::Primary,
                            runs ? QString() : u"shield-check"_s, check);
    verb->setText(runs ? tr("Cancel") : tr("Verify"));
    row->addWidget(verb, 0, Qt::AlignTop);
    all->addWidget(check);
    connect(verb, &QPushButton::clicked, this,
            runs ? &StudyFacts::cancelVerifyRequested : &StudyFacts::verifyRequested);
}

} // namespace casebook
