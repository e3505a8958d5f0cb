// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/unlock/UnlockPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/unlock/NewStudyForm.h"
#include "widgets/unlock/RecoveryPage.h"
#include "widgets/unlock/StudyList.h"
#include "widgets/unlock/UnlockForm.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int leftWidth = 560;
constexpr int formWidth = 408;
constexpr int wideForm = 520;
} // namespace

UnlockPage::UnlockPage(QWidget* parent) : QWidget(parent) {
    build();
    retranslate();
}

void UnlockPage::build() {
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildLeft());
    all->addWidget(buildRight(), 1);
}

QWidget* UnlockPage::buildLeft() {
    auto* side = new Strip(Card::Fill::Rail, Qt::RightEdge, this);
    side->setFixedWidth(leftWidth);
    auto* title = new Label(u"Casebook"_s, FontRole::Display, Tone::Text, side);
    intro_ = new Label(FontRole::Table, Tone::Text2, side);
    intro_->setWrapped();
    head_ = new Label(FontRole::Note, Tone::Text2, side);
    head_->setFont(theme::font(FontRole::ColumnHead));
    foot_ = new Label(FontRole::Note, Tone::Text2, side);
    foot_->setWrapped(420);
    list_ = new StudyList(side);
    open_ = new Button(Button::Kind::Secondary, u"folder2-open"_s, side);
    new_ = new Button(Button::Kind::Secondary, u"plus-lg"_s, side);
    sample_ = new Button(Button::Kind::Quiet, {}, side);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(19, 0, 19, 0);
    head->setSpacing(14);
    head->addWidget(new IconMark(u"program-mark"_s, Tone::Accent, 34, side));
    head->addWidget(title, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(19, 0, 19, 0);
    buttons->setSpacing(10);
    buttons->addWidget(open_);
    buttons->addWidget(new_);
    buttons->addWidget(sample_);
    buttons->addStretch(1);

    auto* scroll = new QScrollArea(side);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* holder = new QWidget(scroll);
    auto* holderColumn = new QVBoxLayout(holder);
    holderColumn->setContentsMargins(0, 0, 0, 0);
    holderColumn->setSpacing(24);
    holderColumn->addWidget(list_);
    holderColumn->addLayout(buttons);
    holderColumn->addStretch(1);
    scroll->setWidget(holder);
    scroll->viewport()->setAutoFillBackground(false);
    holder->setAutoFillBackground(false);

    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(37, 70, 38, 28);
    column->setSpacing(8);
    column->addLayout(head);
    auto* introRow = new QHBoxLayout;
    introRow->setContentsMargins(19, 0, 19, 0);
    introRow->addWidget(intro_);
    column->addLayout(introRow);
    column->addSpacing(28);
    head_->setContentsMargins(19, 0, 0, 0);
    column->addWidget(head_);
    column->addWidget(scroll, 1);
    foot_->setContentsMargins(19, 0, 0, 0);
    column->addWidget(foot_);

    connect(list_, &StudyList::chosen, this, &UnlockPage::showStudy);
    connect(list_, &StudyList::forgetRequested, this, &UnlockPage::forgetRequested);
    connect(open_, &QPushButton::clicked, this, &UnlockPage::openFolderRequested);
    connect(new_, &QPushButton::clicked, this, &UnlockPage::showNewStudy);
    connect(sample_, &QPushButton::clicked, this, &UnlockPage::demoRequested);
    return side;
}

QWidget* UnlockPage::buildRight() {
    auto* right = new QWidget(this);
    language_ = new Button(Button::Kind::Tool, u"translate"_s, right);
    help_ = new Button(Button::Kind::Tool, u"question-circle"_s, right);
    unlock_ = new UnlockForm(right);
    unlock_->setFixedWidth(formWidth);
    fresh_ = new NewStudyForm(right);
    fresh_->setFixedWidth(wideForm);
    words_ = new RecoveryPage(right);
    words_->setFixedWidth(wideForm);
    auto* empty = new EmptyState(u"folder2-open"_s, right);
    nothing_ = empty;
    forms_ = new QStackedWidget(right);
    for (QWidget* form : {static_cast<QWidget*>(nothing_), static_cast<QWidget*>(unlock_),
                          static_cast<QWidget*>(fresh_), static_cast<QWidget*>(words_)}) {
        auto* place = new QWidget(forms_);
        auto* column = new QVBoxLayout(place);
        column->setContentsMargins(16, 16, 16, 16);
        column->addStretch(1);
        // In a row of its own and without alignment, so that wrapped words get their height.
        auto* row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(form);
        row->addStretch(1);
        column->addLayout(row);
        column->addStretch(2);
        forms_->addWidget(place);
    }
    auto* top = new QHBoxLayout;
    top->addStretch(1);
    top->addWidget(language_);
    top->addWidget(help_);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(24, 22, 24, 24);
    column->addLayout(top);
    column->addWidget(forms_, 1);

    connect(language_, &QPushButton::clicked, this, [this] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(u"English"_s, this, [this] { Q_EMIT languageRequested(u"en"_s); });
        menu->addAction(u"\u4e2d\u6587"_s, this, [this] { Q_EMIT languageRequested(u"zh"_s); });
        menu->popup(language_->mapToGlobal(QPoint(0, language_->height() + 4)));
    });
    connect(help_, &QPushButton::clicked, this, &UnlockPage::helpRequested);
    connect(unlock_, &UnlockForm::unlockRequested, this, &UnlockPage::unlockRequested);
    connect(unlock_, &UnlockForm::readOnlyRequested, this, &UnlockPage::readOnlyRequested);
    connect(unlock_, &UnlockForm::recoveryRequested, this, &UnlockPage::recoveryRequested);
    connect(unlock_, &UnlockForm::keyringRequested, this, &UnlockPage::keyringRequested);
    connect(fresh_, &NewStudyForm::createRequested, this, &UnlockPage::createRequested);
    connect(fresh_, &NewStudyForm::chooseFolderRequested, this, &UnlockPage::chooseNewFolderRequested);
    connect(fresh_, &NewStudyForm::cancelled, this, [this] { setStudies(studies_, currentFolder()); });
    connect(words_, &RecoveryPage::confirmed, this, &UnlockPage::recoveryWordsConfirmed);
    return right;
}

void UnlockPage::setStudies(const QList<StudyEntry>& studies, const QString& currentFolder) {
    studies_ = studies;
    const QString wanted =
        currentFolder.isEmpty() && !studies.isEmpty() ? studies.first().folder : currentFolder;
    list_->setStudies(studies, wanted);
    head_->setVisible(!studies.isEmpty());
    if (studies.isEmpty())
        forms_->setCurrentIndex(0);
    else if (forms_->currentIndex() != 1 || !unlock_->isUsedFor(wanted))
        select(wanted);
}

void UnlockPage::setVersion(const QString& version) {
    version_ = version;
    retranslate();
}

void UnlockPage::select(const QString& folder) {
    for (const StudyEntry& study : studies_)
        if (study.folder == folder) {
            list_->select(folder);
            showStudy(study);
            return;
        }
}

void UnlockPage::showStudy(const StudyEntry& study) {
    unlock_->setStudy(study);
    forms_->setCurrentIndex(1);
    if (study.state == StudyEntry::State::InUse)
        unlock_->showInUse(study.usedBy, {});
    if (!isVisible())
        return;
    if (study.state == StudyEntry::State::NotFound)
        open_->setFocus(Qt::OtherFocusReason);
    else
        unlock_->setByRecovery(false); // puts the cursor into the passphrase
}

QString UnlockPage::currentFolder() const { return list_->currentFolder(); }

void UnlockPage::showNewStudy() {
    list_->clearChoice();
    forms_->setCurrentIndex(2);
    fresh_->start();
}

void UnlockPage::showRecovery() {
    forms_->setCurrentIndex(1);
    unlock_->setByRecovery(true);
}

void UnlockPage::setNewFolder(const QString& folder) { fresh_->setFolder(folder); }

void UnlockPage::setBusy(bool busy) {
    unlock_->setBusy(busy);
    fresh_->setBusy(busy);
    for (QWidget* w : {static_cast<QWidget*>(list_), static_cast<QWidget*>(open_),
                       static_cast<QWidget*>(new_), static_cast<QWidget*>(sample_)})
        w->setEnabled(!busy);
}

void UnlockPage::showWrongPassphrase(int attemptsLeft) {
    setBusy(false);
    unlock_->showWrong(attemptsLeft);
}

void UnlockPage::showPause(int seconds) {
    setBusy(false);
    unlock_->showPause(seconds);
}

void UnlockPage::showInUse(const QString& host, const QString& program, const QString& person) {
    setBusy(false);
    unlock_->showInUse(host, program, person);
}

void UnlockPage::showError(const Error& error) {
    setBusy(false);
    if (forms_->currentIndex() == 2)
        fresh_->showError(error);
    else
        unlock_->showError(error);
}

void UnlockPage::showRecoveryWords(const QString& words, const QString& folder, const QString& number) {
    setBusy(false);
    words_->setWords(words, folder, number);
    forms_->setCurrentIndex(3);
}

void UnlockPage::reset() {
    setBusy(false);
    unlock_->reset();
    fresh_->reset();
    words_->reset();
}

void UnlockPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void UnlockPage::retranslate() {
    intro_->setText(
        tr("Clinical studies on this workstation. Everything is encrypted on disk and stays here."));
    head_->setText(tr("Studies"));
    open_->setText(tr("Open a folder"));
    new_->setText(tr("New study"));
    sample_->setText(tr("Open the demo study"));
    language_->setText(tr("English", "name of the language in force"));
    language_->setToolTip(tr("Language"));
    help_->setToolTip(tr("Keys and about (F1)"));
    help_->setAccessibleName(help_->toolTip());
    foot_->setText(version_.isEmpty()
                       ? tr("For research use only, not for diagnosis")
                       : tr("Casebook %1 · For research use only, not for diagnosis").arg(version_));
    static_cast<EmptyState*>(nothing_)->setWords(
        tr("No study yet"), tr("Make one, open a folder that has one, or look around in the demo study."));
}

} // namespace casebook
