// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Label.h"
#include "widgets/common/Thumbnail.h"
#include "widgets/home/HomeImportsModel.h"
#include "widgets/home/HomeOverdueModel.h"
#include "widgets/home/HomeParts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

void clearLayout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        if (item->layout())
            clearLayout(item->layout());
        delete item;
    }
}

} // namespace

HomeFilled::HomeFilled(QWidget* parent)
    : QWidget(parent), model_(new HomeImportsModel(this)), overdueModel_(new HomeOverdueModel(this)) {
    const auto section = [this] { return new Label(FontRole::Section, Tone::Text, this); };
    greeting_ = new Label(FontRole::Title, Tone::Text, this);
    day_ = new Label(FontRole::Table, Tone::Text2, this);
    nextHead_ = section();
    concernHead_ = section();
    overdueHead_ = section();
    weekHead_ = section();
    importsHead_ = section();
    recentHead_ = section();
    numbersHead_ = section();
    healthHead_ = section();
    import_ = new Button(Button::Kind::Primary, u"folder2-open"_s, this);
    const auto card = [this](Card*& sheet, QVBoxLayout*& rows, int margin) {
        sheet = new Card(this);
        rows = new QVBoxLayout(sheet);
        rows->setContentsMargins(margin, 1, margin, 1);
        rows->setSpacing(0);
    };
    card(tasks_, taskRows_, 1);
    card(concerns_, concernRows_, 1);
    card(numbers_, numberRows_, 16);
    card(week_, weekRows_, 16);
    card(health_, healthRows_, 16);
    QVBoxLayout *importRows = nullptr, *overdueRows = nullptr;
    card(overdueCard_, overdueRows, 1);
    overdue_ = new DataTable(overdueCard_);
    overdue_->setModel(overdueModel_);
    overdue_->setFitted(true);
    overdue_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    overdue_->horizontalHeader()->setSectionResizeMode(HomeOverdueModel::Form, QHeaderView::Stretch);
    overdueRows->addWidget(overdue_);
    card(importsCard_, importRows, 1);
    imports_ = new DataTable(importsCard_);
    imports_->setModel(model_);
    imports_->setFitted(true);
    for (int i = 0; i < HomeImportsModel::ColumnCount; ++i)
        imports_->horizontalHeader()->setSectionResizeMode(i, QHeaderView::ResizeToContents);
    imports_->setYielding({HomeImportsModel::Duplicates, HomeImportsModel::User, HomeImportsModel::Waiting},
                          HomeImportsModel::When, 270);
    importRows->addWidget(imports_);
    build();
}

void HomeFilled::build() {
    recent_ = new QWidget(this);
    auto* recentRow = new QHBoxLayout(recent_);
    recentRow->setContentsMargins(0, 0, 0, 0);
    recentRow->setSpacing(12);

    auto* head = new QHBoxLayout;
    head->addWidget(greeting_);
    head->addStretch(1);
    head->addWidget(day_);
    head->addSpacing(12);
    head->addWidget(import_);
    auto* left = new QVBoxLayout;
    left->setSpacing(6);
    for (auto [title, body] : {std::pair<QWidget*, QWidget*>{nextHead_, tasks_},
                               {concernHead_, concerns_},
                               {overdueHead_, overdueCard_},
                               {importsHead_, importsCard_},
                               {recentHead_, recent_}}) {
        left->addWidget(title);
        left->addWidget(body);
        left->addSpacing(18);
    }
    left->addStretch(1);
    auto* right = new QVBoxLayout;
    right->setSpacing(6);
    right->addWidget(numbersHead_);
    right->addWidget(numbers_);
    right->addSpacing(18);
    right->addWidget(weekHead_);
    right->addWidget(week_);
    right->addSpacing(18);
    right->addWidget(healthHead_);
    right->addWidget(health_);
    right->addStretch(1);
    numbers_->setFixedWidth(340);
    week_->setFixedWidth(340);
    health_->setFixedWidth(340);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(24);
    columns->addLayout(left, 1);
    columns->addLayout(right);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(24, 18, 24, 24);
    all->setSpacing(16);
    all->addLayout(head);
    all->addLayout(columns, 1);

    connect(import_, &QPushButton::clicked, this, &HomeFilled::importFolderRequested);
    const auto report = [this](const QModelIndex& at) {
        Q_EMIT importReportRequested(model_->at(at.row()).id);
    };
    connect(imports_, &DataTable::opened, this, report);
    connect(imports_, &DataTable::linkClicked, this, report);
    const auto overdue = [this](const QModelIndex& at) {
        Q_EMIT formRequested(overdueModel_->at(at.row()).key);
    };
    connect(overdue_, &DataTable::opened, this, overdue);
    connect(overdue_, &DataTable::linkClicked, this, overdue);
}

void HomeFilled::setView(const HomeView& view) {
    view_ = view;
    model_->setImports(view.imports);
    overdueModel_->setOverdue(view.overdue);
    import_->setVisible(view.mayImport);
    retranslate();
}

void HomeFilled::addTask(int number, const QString& iconName, Tone tone, const QString& title,
                         const QString& note, const QString& verb, const std::function<void()>& act) {
    addRow(taskRows_, tasks_, {number, iconName, tone, title, note, verb, act});
}

Button* HomeFilled::addRow(QVBoxLayout* rows, Card* sheet, const HomeRow& what) {
    if (rows->count() > 0)
        rows->addWidget(new Line(Qt::Horizontal, sheet));
    auto* row = new QWidget(sheet);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(20, 8, 20, 8);
    line->setSpacing(16);
    auto* count = new Label(what.number < 0 ? QString() : QLocale().toString(what.number), FontRole::Title,
                            what.tone, row);
    count->setMinimumWidth(26);
    count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line->addWidget(count);
    line->addWidget(new IconMark(what.iconName, what.tone, 18, row));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    auto* head = new Label(what.title, FontRole::Body, Tone::Text, row);
    QFont strong = head->font();
    strong.setWeight(QFont::DemiBold);
    head->setFont(strong);
    words->addWidget(head);
    words->addWidget(new Label(what.note, FontRole::Note, Tone::Text2, row));
    line->addLayout(words, 1);
    Button* button = nullptr;
    if (!what.verb.isEmpty()) {
        button = new Button(Button::Kind::Secondary, {}, row);
        button->setText(what.verb);
        button->setMinimumWidth(104);
        connect(button, &QPushButton::clicked, this, what.act);
        line->addWidget(button);
    }
    row->setMinimumHeight(57);
    rows->addWidget(row);
    return button;
}

/// Imports that ask something or failed, each with the way to its page.
void HomeFilled::rebuildConcerns() {
    constexpr qsizetype most = 5;
    clearLayout(concernRows_);
    concernHead_->setVisible(!view_.concerns.isEmpty());
    concerns_->setVisible(!view_.concerns.isEmpty());
    for (const HomeConcern& one : view_.concerns.first(std::min(most, view_.concerns.size()))) {
        QStringList what;
        if (one.persons > 0)
            what.append(tr("%n exam(s) without a certain subject", nullptr, one.persons));
        if (one.files > 0)
            what.append(tr("%n series with two files of one image", nullptr, one.files));
        if (one.interrupted)
            what.append(tr("stopped half way"));
        if (one.refused > 0)
            what.append(tr("nothing was taken, %n file(s) refused", nullptr, one.refused));
        const bool failed = one.interrupted || one.refused > 0;
        QString title = what.join(tr(", "));
        title[0] = title[0].toUpper();
        Button* look =
            addRow(concernRows_, concerns_,
                   {one.persons + one.files > 0 ? one.persons + one.files : -1,
                    failed ? u"exclamation-triangle-fill"_s : u"hourglass-split"_s, Tone::Warn, title,
                    tr("Import of %1, by %2").arg(shortMoment(one.when, view_.now), one.user), tr("Look"),
                    [this, id = one.import] { Q_EMIT importReportRequested(id); }});
        look->setObjectName(u"concern"_s);
    }
}

/// Reading, forms, queries and visits: what a role cannot do has the number 0 and no row.
void HomeFilled::addClinicalTasks() {
    if (!view_.workKnown)
        addTask(-1, u"hourglass-split"_s, Tone::Text2, tr("Looking through forms and visits"),
                tr("What waits for you stands here in a moment"), {}, {});
    if (!view_.hasDefinition && view_.mayDefine)
        addTask(-1, u"file-earmark-medical"_s, Tone::Accent, tr("This study has no forms yet"),
                tr("Load a definition, or take the lung-cancer study that ships with Casebook"),
                tr("Choose forms"), [this] { Q_EMIT definitionRequested(); });
    if (view_.casesToRead > 0)
        addTask(view_.casesToRead, u"lungs"_s, Tone::Accent, tr("Cases to read"),
                view_.casesBegun > 0 ? tr("%n of them begun", nullptr, view_.casesBegun)
                                     : tr("None is begun"),
                tr("Next case"), [this] { Q_EMIT nextCaseRequested(); });
    if (view_.formsOverdue > 0) {
        const HomeOverdue oldest = view_.overdue.value(0);
        addTask(view_.formsOverdue, u"exclamation-circle-fill"_s, Tone::Bad, tr("Forms overdue"),
                tr("Oldest: %1, %2, %n day(s) past its window", nullptr, oldest.days)
                    .arg(oldest.subject, oldest.form.isEmpty() ? oldest.visit : oldest.form),
                tr("Work through"), [this, key = oldest.key] { Q_EMIT formRequested(key); });
    }
    if (view_.queriesToAnswer > 0)
        addTask(view_.queriesToAnswer, u"chat-left-text-fill"_s, Tone::Query, tr("Queries to answer"),
                tr("The oldest waits for %n day(s)", nullptr, view_.oldestQueryDays), tr("Answer"),
                [this] { Q_EMIT queriesRequested(); });
    if (view_.queriesToClose > 0)
        addTask(view_.queriesToClose, u"chat-left-text-fill"_s, Tone::Query, tr("Answers to look at"),
                tr("Accept an answer, or send it back"), tr("Look"), [this] { Q_EMIT queriesRequested(); });
    if (view_.unlocksAsked > 0)
        addTask(view_.unlocksAsked, u"unlock"_s, Tone::Warn, tr("Forms to be unlocked"), view_.unlockWords,
                tr("Look"), [this] { Q_EMIT unlockRequested(view_.unlockForm); });
    if (view_.visitsInWindow > 0)
        addTask(view_.visitsInWindow, u"calendar-event"_s, Tone::Accent, tr("Visits in their window"),
                tr("They can take place now"), tr("Plan"), [this] { Q_EMIT scheduleRequested(); });
}

void HomeFilled::addBackupTask() {
    const HomeBackup& backup = view_.backup;
    if (!backup.due || !backup.mayManage)
        return;
    const bool never = !backup.last.isValid();
    addTask(never ? -1 : backup.ageDays, u"hdd"_s, Tone::Warn,
            never ? tr("The study was never backed up")
                  : tr("Days since the last backup", "after the number of days"),
            never ? tr("What is lost with this disk can't be brought back")
                  : tr("Connect the disk of the backup, or choose another folder"),
            tr("Back up"), [this] { Q_EMIT backupRequested(); });
}

void HomeFilled::rebuildTasks() {
    clearLayout(taskRows_);
    if (view_.mayReadAudit && view_.auditChecked && !view_.auditWhole)
        addTask(-1, u"x-octagon-fill"_s, Tone::Bad, tr("The audit is damaged"),
                tr("Values may have been changed without a trace: let the study be checked before you go on"),
                tr("Look"), [this] { Q_EMIT auditRequested(); });
    if (view_.damaged > 0)
        addTask(view_.damaged, u"x-octagon-fill"_s, Tone::Bad, tr("Damaged pieces of the study"),
                tr("Found by the check of %1; a new one names them, a backup brings them back")
                    .arg(shortMoment(view_.damageFound, view_.now)),
                tr("Check"), [this] { Q_EMIT checkRequested(); });
    addClinicalTasks();
    const auto report = [this] { Q_EMIT importReportRequested(view_.lastImport); };
    if (view_.waitingSeries > 0)
        addTask(view_.waitingSeries, u"hourglass-split"_s, Tone::Warn, tr("Series waiting for a subject"),
                tr("The identity in the files matches no subject for certain"), tr("Assign"),
                [this] { Q_EMIT importReportRequested(view_.waitingImport); });
    if (view_.interruptedImports > 0)
        addTask(view_.interruptedImports, u"exclamation-triangle-fill"_s, Tone::Warn,
                tr("Imports that were interrupted"),
                tr("Import the same folder again: what is there already is skipped"), tr("Import again"),
                [this] { Q_EMIT importFolderRequested(); });
    if (view_.placementsToConfirm > 0)
        addTask(view_.placementsToConfirm, u"layers"_s, Tone::Accent, tr("Overlays that nearly fit"),
                tr("A person looks and confirms the placement"), tr("Look"),
                [this] { Q_EMIT placementsRequested(); });
    addBackupTask();
    if (view_.refusedFiles > 0)
        addTask(view_.refusedFiles, u"x-octagon-fill"_s, Tone::Bad, tr("Files refused by the last import"),
                tr("The report says for each what is wrong and what to do"), tr("See report"), report);
    if (taskRows_->count() == 0)
        addTask(view_.series, u"lungs"_s, Tone::Accent, tr("Series to read"),
                tr("Nothing waits for you; open a subject and read"), tr("Subjects"),
                [this] { Q_EMIT subjectsRequested(); });
}

void HomeFilled::rebuildRecent() {
    auto* row = static_cast<QHBoxLayout*>(recent_->layout());
    clearLayout(row);
    for (const HomeSeries& series : view_.recent.first(std::min<qsizetype>(3, view_.recent.size()))) {
        auto* card =
            new SeriesCard(series.subject, series.description, series.note, series.thumbnail, recent_);
        connect(card, &QAbstractButton::clicked, this,
                [this, uid = series.seriesUid] { Q_EMIT seriesRequested(uid); });
        row->addWidget(card, 1);
    }
    for (qsizetype i = view_.recent.size(); i < 3; ++i)
        row->addStretch(1);
    recentHead_->setVisible(!view_.recent.isEmpty());
}

void HomeFilled::rebuildSide() {
    clearLayout(numberRows_);
    clearLayout(weekRows_);
    clearLayout(healthRows_);
    weekHead_->setVisible(!view_.week.isEmpty());
    week_->setVisible(!view_.week.isEmpty());
    const auto line = [this](QVBoxLayout* rows, QWidget* sheet, const QString& iconName, Tone tone,
                             const QString& words, const QString& value, Tone valueTone) {
        if (rows->count() > 0)
            rows->addWidget(new Line(Qt::Horizontal, sheet));
        auto* holder = new QWidget(sheet);
        auto* row = new QHBoxLayout(holder);
        row->setContentsMargins(0, 6, 0, 6);
        row->setSpacing(8);
        if (!iconName.isEmpty())
            row->addWidget(new IconMark(iconName, tone, 16, holder));
        row->addWidget(
            new Label(words, FontRole::Table, iconName.isEmpty() ? Tone::Text2 : Tone::Text, holder), 1);
        auto* number = new Label(value, FontRole::Table, valueTone, holder);
        number->setNumbers();
        row->addWidget(number);
        rows->addWidget(holder);
    };
    const QLocale locale;
    const auto number = [&](const QString& words, int value) {
        line(numberRows_, numbers_, {}, Tone::Text2, words, locale.toString(value),
             value == 0 ? Tone::Text3 : Tone::Text);
    };
    number(tr("Subjects"), view_.subjects);
    line(numberRows_, numbers_, {}, Tone::Text2, tr("Subjects with images"),
         tr("%1 of %2").arg(locale.toString(view_.withExams), locale.toString(view_.subjects)), Tone::Text);
    number(tr("Exams"), view_.exams);
    number(tr("Series"), view_.series);
    number(tr("Overlays"), view_.overlays);
    const auto part = [&](const QString& words, int done, int all) {
        if (all > 0)
            line(numberRows_, numbers_, {}, Tone::Text2, words,
                 tr("%1 of %2").arg(locale.toString(done), locale.toString(all)), Tone::Text);
    };
    part(tr("Forms complete"), view_.formsComplete, view_.formsExpected);
    part(tr("Visits done"), view_.visitsDone, view_.visitsExpected);
    for (const HomeVisit& visit : view_.week.first(std::min<qsizetype>(5, view_.week.size())))
        line(weekRows_, week_, {}, Tone::Text2,
             tr("%1  %2", "day and subject of a visit").arg(visit.day.toString(Qt::ISODate), visit.subject),
             visit.visit, Tone::Text2);
    const bool bad = view_.auditChecked && !view_.auditWhole;
    if (view_.mayReadAudit)
        line(healthRows_, health_,
             bad                  ? u"x-octagon-fill"_s
             : view_.auditChecked ? u"check-circle-fill"_s
                                  : u"circle"_s,
             bad                  ? Tone::MarkBad
             : view_.auditChecked ? Tone::MarkOk
                                  : Tone::Edge,
             tr("Audit chain"),
             bad                  ? tr("damaged")
             : view_.auditChecked ? tr("whole")
                                  : tr("not checked yet"),
             bad ? Tone::Bad : Tone::Text2);
    if (view_.backup.known) {
        const HomeBackup& backup = view_.backup;
        line(healthRows_, health_, backup.due ? u"exclamation-triangle-fill"_s : u"check-circle-fill"_s,
             backup.due ? Tone::MarkWarn : Tone::MarkOk, tr("Last backup"),
             !backup.last.isValid() ? tr("never", "last backup")
             : backup.ageDays <= 0  ? tr("today", "last backup")
                                    : tr("%n day(s) ago", "last backup", backup.ageDays),
             backup.due ? Tone::Warn : Tone::Text2);
    }
    if (!view_.imports.isEmpty()) {
        const int refused = view_.imports.first().refused;
        line(healthRows_, health_, refused > 0 ? u"x-octagon-fill"_s : u"check-circle-fill"_s,
             refused > 0 ? Tone::MarkBad : Tone::MarkOk, tr("Last import"),
             refused > 0 ? tr("%n file(s) refused", nullptr, refused) : tr("complete"), Tone::Text2);
    }
}

void HomeFilled::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void HomeFilled::retranslate() {
    const int hour = view_.now.time().hour();
    const QString greeting = hour < 12   ? tr("Good morning, %1")
                             : hour < 18 ? tr("Good afternoon, %1")
                                         : tr("Good evening, %1");
    greeting_->setText(greeting.arg(view_.userName));
    const QString date =
        QLocale().toString(view_.now.date(), tr("dddd d MMMM yyyy", "format of today's date"));
    const QString people = tr("%n subject(s)", nullptr, view_.subjects);
    day_->setText(view_.site.isEmpty()
                      ? tr("%1 · %2", "date, subjects").arg(date, people)
                      : tr("%1 · Site %2, %3", "date, site, subjects").arg(date, view_.site, people));
    nextHead_->setText(tr("What to do next"));
    concernHead_->setText(tr("Imports that wait for a person"));
    importsHead_->setText(tr("Last imports"));
    overdueHead_->setText(tr("Overdue forms"));
    overdueHead_->setVisible(!view_.overdue.isEmpty());
    overdueCard_->setVisible(!view_.overdue.isEmpty());
    weekHead_->setText(tr("The next days"));
    overdueModel_->retranslate();
    importsHead_->setVisible(!view_.imports.isEmpty());
    importsCard_->setVisible(!view_.imports.isEmpty());
    recentHead_->setText(tr("Recently worked on"));
    numbersHead_->setText(tr("In this study"));
    healthHead_->setText(tr("Study health"));
    import_->setText(tr("Import CT"));
    model_->retranslate();
    rebuildTasks();
    rebuildConcerns();
    rebuildRecent();
    rebuildSide();
}

} // namespace casebook
