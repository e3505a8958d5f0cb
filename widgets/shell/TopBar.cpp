// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/TopBar.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/shell/UserBadge.h"
#include "widgets/theme/IconEngine.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int barHeight = 44;
constexpr int searchWidth = 360;
constexpr int narrow = 1320; ///< below this width the search field gives room to the jobs
constexpr int noJobWords = 1120;
} // namespace

TopBar::TopBar(QWidget* parent) : QWidget(parent) {
    setFixedHeight(barHeight);
    build();
    retranslate();
}

void TopBar::build() {
    name_ = new Label(FontRole::Section, Tone::Text, this);
    synthetic_ = new Chip(Tone::Text2, Chip::Shape::Dashed, this);
    new_ = new Chip(Tone::Text2, Chip::Shape::Filled, this);
    readOnly_ = new Chip(Tone::Text2, Chip::Shape::Filled, this);
    search_ = new SearchEdit(this);
    search_->setFixedWidth(searchWidth);
    search_->setFixedHeight(28);
    search_->setFont(theme::font(FontRole::Table));
    jobs_ = new Button(Button::Kind::Tool, u"activity"_s, this);
    language_ = new Button(Button::Kind::Tool, u"translate"_s, this);
    help_ = new Button(Button::Kind::Tool, u"question-circle"_s, this);
    lock_ = new Button(Button::Kind::Tool, u"lock"_s, this);
    user_ = new UserBadge(this);
    popover_ = new JobsPopover(this);

    auto* left = new QHBoxLayout;
    left->setSpacing(8);
    left->addWidget(name_);
    for (Chip* chip : {synthetic_, new_, readOnly_})
        left->addWidget(chip);
    left->addStretch(1);
    auto* right = new QHBoxLayout;
    right->setSpacing(0);
    right->addStretch(1);
    for (Button* button : {jobs_, language_, help_, lock_})
        right->addWidget(button);
    auto* divider = new Line(Qt::Vertical, this);
    divider->setFixedHeight(30);
    right->addSpacing(11);
    right->addWidget(divider);
    right->addSpacing(12);
    right->addWidget(user_);

    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(16, 0, 16, 1);
    all->setSpacing(12);
    all->addLayout(left, 1);
    all->addWidget(search_);
    all->addLayout(right, 1);

    connect(jobs_, &QPushButton::clicked, this, &TopBar::showJobs);
    connect(language_, &QPushButton::clicked, this, &TopBar::showLanguageMenu);
    connect(help_, &QPushButton::clicked, this, &TopBar::helpRequested);
    connect(lock_, &QPushButton::clicked, this, &TopBar::lockRequested);
    connect(user_, &QAbstractButton::clicked, this, &TopBar::showUserMenu);
    connect(popover_, &JobsPopover::cancelRequested, this, &TopBar::cancelJobRequested);
    connect(popover_, &JobsPopover::openRequested, this, [this](int id) {
        popover_->hide();
        Q_EMIT openJobRequested(id);
    });
}

void TopBar::setStudy(const StudyBadge& study) {
    name_->setText(study.name);
    synthetic_->setVisible(study.synthetic);
    new_->setVisible(study.isNew);
    readOnly_->setVisible(study.readOnly);
}

void TopBar::setUser(const UserTitle& user) {
    const QString note =
        user.site.isEmpty() ? user.role : tr("%1 · %2", "role, site").arg(user.role, user.site);
    user_->setUser(user.name, note);
}

void TopBar::setJobs(const QList<JobView>& jobs) {
    jobList_ = jobs;
    popover_->setJobs(jobs);
    refreshJobsButton();
}

void TopBar::setThemeChoice(ThemeChoice choice) { theme_ = choice; }

void TopBar::setLanguage(const QString& code) { code_ = code; }

/// A running job says in the bar how far it is; otherwise the bare icon.
void TopBar::refreshJobsButton() {
    const auto running = std::find_if(jobList_.begin(), jobList_.end(), [](const JobView& job) {
        return job.state == JobView::State::Running;
    });
    QString words;
    if (running != jobList_.end())
        words = running->total > 0 && width() >= noJobWords
                    ? tr("%1: %2 of %3", "job, done, total")
                          .arg(running->title, QLocale().toString(running->done),
                               QLocale().toString(running->total))
                    : QString();
    jobs_->setIconName(running != jobList_.end() ? u"arrow-repeat"_s : u"activity"_s);
    jobs_->setCheckable(running != jobList_.end());
    jobs_->setChecked(running != jobList_.end());
    jobs_->setText(words);
    jobs_->updateGeometry();
}

void TopBar::showJobs() {
    popover_->adjustSize();
    const QPoint below = jobs_->mapToGlobal(QPoint(jobs_->width(), jobs_->height() + 6));
    popover_->move(below.x() - popover_->width(), below.y());
    popover_->show();
    jobs_->setChecked(jobs_->isCheckable()); // the click must not switch its look off
}

void TopBar::showLanguageMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<QString, QString> languages[] = {{u"en"_s, u"English"_s}, {u"zh"_s, u"\u4e2d\u6587"_s}};
    for (const auto& [code, word] : languages) {
        QAction* action =
            menu->addAction(word, this, [this, wanted = code] { Q_EMIT languageRequested(wanted); });
        if (code == code_)
            action->setIcon(icon(u"check-lg"_s, theme::tokens(this), Tone::Accent));
    }
    menu->popup(language_->mapToGlobal(QPoint(0, language_->height() + 6)));
}

void TopBar::setCodesOnly(bool on) { codesOnly_ = on; }

void TopBar::showUserMenu() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Tokens& t = theme::tokens(this);
    const std::pair<ThemeChoice, QString> themes[] = {{ThemeChoice::System, tr("Theme of the desktop")},
                                                      {ThemeChoice::Light, tr("Light theme")},
                                                      {ThemeChoice::Dark, tr("Dark theme")}};
    for (const auto& [choice, word] : themes) {
        QAction* action =
            menu->addAction(word, this, [this, wanted = choice] { Q_EMIT themeRequested(wanted); });
        if (choice == theme_)
            action->setIcon(icon(u"check-lg"_s, t, Tone::Accent));
    }
    menu->addSeparator();
    QAction* codes = menu->addAction(tr("Codes in place of names"), this,
                                     [this] { Q_EMIT codesOnlyRequested(!codesOnly_); });
    if (codesOnly_)
        codes->setIcon(icon(u"check-lg"_s, t, Tone::Accent));
    menu->addSeparator();
    menu->addAction(icon(u"lock"_s, t), tr("Lock"), this, &TopBar::lockRequested);
    menu->popup(user_->mapToGlobal(QPoint(0, user_->height() + 6)));
}

void TopBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TopBar::retranslate() {
    synthetic_->setText(tr("Synthetic data"));
    new_->setText(tr("New", "study without data"));
    readOnly_->setText(tr("Read only"));
    search_->setPlaceholderText(tr("Search subjects, pages, commands"));
    search_->setAccessibleName(tr("Search"));
    search_->setKeyCap(u"Ctrl K"_s);
    const std::pair<Button*, QString> tips[] = {{jobs_, tr("Jobs")},
                                                {language_, tr("Language")},
                                                {help_, tr("Keys and about (F1)")},
                                                {lock_, tr("Lock (Ctrl+L)")}};
    for (const auto& [button, tip] : tips) {
        button->setToolTip(tip);
        button->setAccessibleName(tip);
    }
    refreshJobsButton();
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    user_->setCompact(width() < 900);
    search_->setFixedWidth(width() < narrow ? 260 : searchWidth);
    refreshJobsButton();
}

void TopBar::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.fillRect(rect(), QColor::fromRgb(t.window));
    p.fillRect(QRect(0, height() - 1, width(), 1), QColor::fromRgb(t.line));
}

} // namespace casebook
