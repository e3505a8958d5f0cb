// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schedule/SchedulePage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/schedule/ExamVisitPanel.h"
#include "widgets/schedule/ScheduleTable.h"
#include "widgets/schedule/VisitDialogs.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>

namespace casebook {

using namespace Qt::StringLiterals;

SchedulePage::SchedulePage(QWidget* parent)
    : QWidget(parent), model_(new ScheduleModel(this)), overdueModel_(new OverdueModel(this)) {
    build();
    connectAll();
    retranslate();
}

void SchedulePage::build() {
    matrix_ = new ScheduleTable(this);
    matrix_->setModel(model_);
    matrix_->setContextMenuPolicy(Qt::CustomContextMenu);
    overdueTable_ = new DataTable(this);
    overdueTable_->setModel(overdueModel_);
    overdueTable_->setSideMargin(15);
    QHeaderView* header = overdueTable_->horizontalHeader();
    const int widths[] = {108, 150, 190, 0, 112, 112};
    for (int i = 0; i < OverdueModel::ColumnCount; ++i)
        if (widths[i] > 0)
            header->resizeSection(i, widths[i]);
    overdueTable_->setYielding({OverdueModel::Name, OverdueModel::Due}, OverdueModel::Form, 160);
    exams_ = new ExamVisitPanel(ExamVisitPanel::For::Study, this);
    nobody_ = new EmptyState(u"calendar3"_s, this);
    noHit_ = new EmptyState(u"search"_s, this);
    nothingLate_ = new EmptyState(u"check-circle-fill"_s, this);
    body_ = new QStackedWidget(this);
    for (QWidget* page : {static_cast<QWidget*>(matrix_), static_cast<QWidget*>(overdueTable_),
                          static_cast<QWidget*>(nobody_), static_cast<QWidget*>(noHit_),
                          static_cast<QWidget*>(nothingLate_), static_cast<QWidget*>(exams_)})
        body_->addWidget(page);
    auto* card = new Card(this);
    auto* inner = new QVBoxLayout(card);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(body_);
    legend_ = new VisitLegend(this);
    rows_ = new Label(FontRole::Table, Tone::Text2, this);
    rows_->setNumbers();
    auto* foot = new QHBoxLayout;
    foot->addWidget(legend_, 1);
    foot->addWidget(rows_, 0, Qt::AlignTop);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(24, 14, 24, 14);
    all->setSpacing(10);
    all->addWidget(buildHead());
    all->addWidget(card, 1);
    all->addLayout(foot);
}

QWidget* SchedulePage::buildHead() {
    auto* head = new QWidget(this);
    title_ = new Label(FontRole::Title, Tone::Text, head);
    count_ = new Label(FontRole::Body, Tone::Text2, head);
    late_ = new Label(FontRole::Control, Tone::Bad, head);
    window_ = new Label(FontRole::Control, Tone::Accent, head);
    today_ = new Label(FontRole::Table, Tone::Text2, head);
    calendar_ = new Button(Button::Kind::Secondary, u"calendar-event"_s, head);
    table_ = new Button(Button::Kind::Secondary, u"download"_s, head);
    unscheduled_ = new Button(Button::Kind::Primary, u"plus-lg"_s, head);
    tabs_ = new QTabBar(head);
    tabs_->setFont(theme::font(FontRole::Control));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideNone);
    tabs_->setUsesScrollButtons(false);
    for (int i = 0; i < 3; ++i)
        tabs_->addTab({});
    search_ = new SearchEdit(head);
    search_->setMaximumWidth(240);
    search_->setMinimumWidth(150);
    states_ = new QuietCombo(head);
    order_ = new QuietCombo(head);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(title_);
    first->addWidget(count_, 1);
    first->addWidget(calendar_);
    first->addWidget(table_);
    first->addWidget(unscheduled_);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(tabs_);
    second->addWidget(search_);
    second->addWidget(states_);
    second->addWidget(order_);
    second->addStretch(1);
    auto* third = new QHBoxLayout;
    third->setSpacing(18);
    third->addWidget(late_);
    third->addWidget(window_);
    third->addWidget(today_);
    second->addLayout(third);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addLayout(first);
    rows->addLayout(second);
    return head;
}

void SchedulePage::connectAll() {
    connect(search_, &SearchEdit::searched, model_, &ScheduleModel::setSearch);
    connect(search_, &SearchEdit::searched, exams_, &ExamVisitPanel::setSearch);
    connect(states_, &QComboBox::currentIndexChanged, this,
            [this](int at) { model_->setFilter(ScheduleFilter(at)); });
    connect(order_, &QComboBox::currentIndexChanged, this,
            [this](int at) { model_->sortByUrgency(at == 1); });
    connect(model_, &ScheduleModel::filtered, this, &SchedulePage::refreshCounts);
    connect(tabs_, &QTabBar::currentChanged, this, &SchedulePage::refreshCounts);
    connect(matrix_->verticalScrollBar(), &QScrollBar::valueChanged, this, &SchedulePage::refreshCounts);
    connect(matrix_, &ScheduleTable::opened, this, [this](const QModelIndex& at) {
        const ScheduleRow* row = model_->rowAt(at.row());
        if (!row)
            return;
        if (!model_->cellAt(at)) {
            Q_EMIT subjectRequested(row->subject);
            return;
        }
        const ScheduleColumn& column = model_->view().columns.at(at.column() - ScheduleModel::firstVisit);
        Q_EMIT visitRequested(row->subject, column.visit, column.repeat);
    });
    connect(matrix_, &QWidget::customContextMenuRequested, this, &SchedulePage::showMenu);
    connect(overdueTable_, &DataTable::opened, this, [this](const QModelIndex& at) {
        const OverdueView* row = overdueModel_->at(at.row());
        if (row && row->form.isEmpty())
            Q_EMIT visitRequested(row->subject, row->visit, row->repeat);
        else if (row)
            Q_EMIT formRequested(row->subject, row->visit, row->repeat, row->form);
    });
    connect(calendar_, &QPushButton::clicked, this, &SchedulePage::calendarRequested);
    connect(table_, &QPushButton::clicked, this, &SchedulePage::tableRequested);
    connect(unscheduled_, &QPushButton::clicked, this, &SchedulePage::askUnscheduled);
    connect(noHit_, &EmptyState::clicked, this, [this] {
        search_->clear();
        model_->setSearch({});
        states_->setCurrentIndex(0);
    });
}

void SchedulePage::setView(const ScheduleView& view) {
    const QModelIndex before = matrix_->currentIndex();
    const ScheduleRow* row = model_->rowAt(before.row());
    const SubjectId kept = row ? row->subject : SubjectId{};
    model_->setView(view);
    overdueModel_->setRows(view.overdue, view.today);
    for (int i = 0; kept.isValid() && i < model_->rowCount(); ++i)
        if (model_->rowAt(i)->subject == kept)
            matrix_->setCurrentIndex(model_->index(i, std::min(before.column(), model_->columnCount() - 1)));
    if (!matrix_->currentIndex().isValid() && model_->rowCount() > 0)
        matrix_->setCurrentIndex(model_->index(0, 0));
    unscheduled_->setVisible(view.mayEnter && !view.unscheduled.isEmpty());
    retranslate();
}

void SchedulePage::close() {
    setView({});
    search_->clear();
}

void SchedulePage::showOverdue(bool on) { tabs_->setCurrentIndex(on ? 1 : 0); }

void SchedulePage::showExams() { tabs_->setCurrentIndex(2); }

void SchedulePage::setOpenExams(int count) {
    openExams_ = count;
    retranslate();
}

void SchedulePage::refreshCounts() {
    const bool exams = tabs_->currentIndex() == 2;
    const bool list = tabs_->currentIndex() == 1 || exams;
    const int total = model_->total(), shown = model_->rowCount();
    if (exams)
        body_->setCurrentWidget(exams_);
    else if (list)
        body_->setCurrentWidget(overdueModel_->rowCount() > 0 ? static_cast<QWidget*>(overdueTable_)
                                                              : nothingLate_);
    else
        body_->setCurrentWidget(total == 0   ? static_cast<QWidget*>(nobody_)
                                : shown == 0 ? static_cast<QWidget*>(noHit_)
                                             : matrix_);
    search_->setVisible(!list || exams);
    states_->setVisible(!list);
    order_->setVisible(!list);
    legend_->setVisible(!list && total > 0);
    const int first = std::max(0, matrix_->rowAt(0));
    int last = matrix_->rowAt(matrix_->viewport()->height() - 1);
    if (last < 0)
        last = shown - 1;
    const QLocale locale;
    rows_->setVisible(!list && shown > 0);
    rows_->setText(tr("Rows %1–%2 of %3")
                       .arg(locale.toString(first + 1), locale.toString(last + 1), locale.toString(shown)));
    const ScheduleModel::Counts counts = model_->counts();
    count_->setText(total == 0 ? QString()
                               : tr("%1, %2").arg(tr("%n subject(s)", nullptr, total),
                                                  tr("%n visit(s)", nullptr, counts.visits)));
    late_->setText(counts.overdue > 0 ? tr("%n visit(s) overdue", nullptr, counts.overdue) : QString());
    window_->setText(counts.inWindow > 0 ? tr("%n in window", nullptr, counts.inWindow) : QString());
    late_->setHidden(late_->text().isEmpty());
    window_->setHidden(window_->text().isEmpty());
}

void SchedulePage::showMenu(const QPoint& at) {
    QModelIndex index = matrix_->indexAt(at);
    if (!index.isValid())
        index = matrix_->currentIndex();
    const ScheduleRow* row = model_->rowAt(index.row());
    const ScheduleCell* cell = model_->cellAt(index);
    if (!row)
        return;
    matrix_->setCurrentIndex(index);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"visitMenu"_s);
    const Tokens& t = theme::tokens(this);
    menu->addAction(icon(u"person"_s, t), tr("Open the subject"), this,
                    [this, id = row->subject] { Q_EMIT subjectRequested(id); });
    if (cell) {
        const ScheduleColumn column = model_->view().columns.at(index.column() - ScheduleModel::firstVisit);
        const ScheduleRow subject = *row;
        const ScheduleCell state = *cell;
        menu->addAction(icon(u"file-earmark-medical"_s, t), tr("Open the visit's forms"), this,
                        [=, this] { Q_EMIT visitRequested(subject.subject, column.visit, column.repeat); });
        if (model_->view().mayEnter) {
            menu->addSeparator();
            menu->addAction(icon(u"calendar-event"_s, t), tr("Date of the visit …"), this,
                            [=, this] { askDate(subject, column, state); });
            if (state.state == "missed")
                menu->addAction(icon(u"arrow-counterclockwise"_s, t), tr("Planned again …"), this, [=, this] {
                    askState(subject, column, "planned", tr("Plan %1 again?").arg(column.title));
                });
            else
                menu->addAction(icon(u"calendar-x"_s, t), tr("Not done …"), this, [=, this] {
                    askState(subject, column, "missed", tr("Mark %1 as not done?").arg(column.title));
                });
        }
    }
    menu->popup(matrix_->viewport()->mapToGlobal(at));
}

void SchedulePage::askDate(const ScheduleRow& row, const ScheduleColumn& column, const ScheduleCell& cell) {
    auto* dialog = new VisitDateDialog(tr("When was %1 of %2?").arg(column.title, row.label), cell.date,
                                       model_->view().today, this);
    connect(dialog, &VisitDateDialog::given, this,
            [this, id = row.subject, column](const QString& date, const QString& reason) {
                Q_EMIT dateRequested(id, column.visit, column.repeat, date, reason);
            });
    dialog->open();
}

void SchedulePage::askState(const ScheduleRow& row, const ScheduleColumn& column, const QByteArray& state,
                            const QString& question) {
    auto* dialog = new RequireReason(question, tr("The reason stands in the audit."),
                                     state == "missed" ? tr("Not done") : tr("Plan again"), false, this);
    connect(dialog, &RequireReason::given, this, [this, id = row.subject, column, state](const QString& why) {
        Q_EMIT stateRequested(id, column.visit, column.repeat, state, why);
    });
    dialog->open();
}

void SchedulePage::askUnscheduled() {
    const ScheduleRow* row = model_->rowAt(matrix_->currentIndex().row());
    if (!row || !model_->view().mayEnter)
        return;
    auto* dialog = new UnscheduledDialog(row->label, model_->view().unscheduled, model_->view().today, this);
    connect(dialog, &UnscheduledDialog::given, this,
            [this, id = row->subject](const QString& visit, const QString& date) {
                Q_EMIT unscheduledRequested(id, visit, date);
            });
    dialog->open();
}

void SchedulePage::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Find))
        search_->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void SchedulePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SchedulePage::retranslate() {
    title_->setText(tr("Schedule"));
    tabs_->setTabText(0, tr("Matrix"));
    const int late = overdueModel_->rowCount();
    tabs_->setTabText(1, late > 0 ? tr("Overdue %1").arg(QLocale().toString(late)) : tr("Overdue"));
    tabs_->setTabText(2, openExams_ > 0 ? tr("Exams without visit %1").arg(QLocale().toString(openExams_))
                                        : tr("Exams"));
    calendar_->setText(tr("Calendar file"));
    table_->setText(tr("Table"));
    unscheduled_->setText(tr("Unscheduled visit"));
    search_->setPlaceholderText(tr("Code or name"));
    search_->setAccessibleName(tr("Search subjects"));
    states_->setWords({tr("All states"), tr("Overdue"), tr("In window"), tr("With queries"), tr("In part")});
    states_->setAccessibleName(tr("State"));
    order_->setWords({tr("By number"), tr("Most urgent first")});
    order_->setAccessibleName(tr("Order"));
    const QDate today = model_->view().today;
    today_->setText(today.isValid() ? QLocale().toString(today, QLocale::LongFormat) : QString());
    matrix_->setAccessibleName(tr("Visits"));
    overdueTable_->setAccessibleName(tr("Overdue"));
    nobody_->setWords(
        tr("No visits yet"),
        tr("Visits come from the study's definition and the subjects' dates of consent, first dose "
           "or surgery."));
    noHit_->setWords(tr("No subject fits"), tr("Search and state narrow the list."), tr("Show all"));
    nothingLate_->setWords(tr("Nothing is overdue"),
                           tr("All visits and forms whose time has come are done."));
    model_->retranslate();
    overdueModel_->retranslate();
    legend_->updateGeometry();
    legend_->update();
    refreshCounts();
}

VisitLegend::VisitLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int VisitLegend::layOut(int width, QPainter* p) const {
    struct Sign {
        const char* icon;
        QString words;
        Tone mark;
    };
    const Sign signs[] = {
        {"check-circle-fill", ScheduleModel::tr("complete"), Tone::MarkOk},
        {"pen-fill", ScheduleModel::tr("signed"), Tone::MarkOk},
        {"exclamation-triangle-fill", ScheduleModel::tr("signed, then changed"), Tone::MarkWarn},
        {"circle-half", ScheduleModel::tr("in part"), Tone::Edge},
        {"calendar-event", ScheduleModel::tr("in window"), Tone::Accent},
        {"exclamation-circle-fill", ScheduleModel::tr("overdue"), Tone::MarkBad},
        {"chat-left-text-fill", ScheduleModel::tr("open query"), Tone::MarkQuery},
        {"slash-circle", ScheduleModel::tr("not done"), Tone::Edge},
        {"circle", ScheduleModel::tr("planned"), Tone::Edge}};
    const Tokens& t = theme::tokens(this);
    const QFont font = theme::font(FontRole::Table);
    const QFontMetrics metrics(font);
    int x = 0, y = 0;
    for (const Sign& sign : signs) {
        const int needs = 20 + metrics.horizontalAdvance(sign.words);
        if (x > 0 && x + needs > width) {
            x = 0;
            y += 20;
        }
        if (p) {
            paintIcon(p, QRect(x, y, 13, 20), QString::fromLatin1(sign.icon), toneColor(t, sign.mark), 13);
            p->setFont(font);
            p->setPen(QColor::fromRgb(t.text2));
            p->drawText(QRect(x + 20, y, needs, 20), Qt::AlignVCenter | Qt::AlignLeft, sign.words);
        }
        x += needs + 20;
    }
    return y + 20;
}

int VisitLegend::heightForWidth(int width) const { return layOut(width, nullptr); }

QSize VisitLegend::sizeHint() const { return {400, heightForWidth(400)}; }

void VisitLegend::paintEvent(QPaintEvent*) {
    QPainter p(this);
    layOut(width(), &p);
}

} // namespace casebook
