// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queries/QueriesPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/forms/FormParts.h"
#include "widgets/theme/Theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>

namespace casebook {

using namespace Qt::StringLiterals;

QueriesPage::QueriesPage(QWidget* parent)
    : QWidget(parent), model_(new QueriesModel(this)), table_(new DataTable(this)),
      pane_(new ItemPane(nullptr)), tabs_(new QTabBar(this)), body_(new QStackedWidget(this)),
      none_(new EmptyState(u"chat-left-text"_s, this)), noHit_(new EmptyState(u"search"_s, this)),
      ages_(new QuietCombo(this)), turns_(new QuietCombo(this)), search_(new SearchEdit(this)),
      title_(new Label(FontRole::Title, Tone::Text, this)),
      count_(new Label(FontRole::Body, Tone::Text2, this)),
      open_(new Button(Button::Kind::Primary, u"box-arrow-in-right"_s, this)) {
    build();
    connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
        model_->setStates(QueriesModel::States(tab));
        refresh();
    });
    connect(ages_, &QComboBox::currentIndexChanged, this,
            [this](int at) { model_->setAges(QueriesModel::Ages(at)); });
    connect(turns_, &QComboBox::currentIndexChanged, this,
            [this](int at) { model_->setTurns(QueriesModel::Turns(at)); });
    connect(search_, &SearchEdit::searched, model_, &QueriesModel::setSearch);
    connect(model_, &QueriesModel::filtered, this, &QueriesPage::refresh);
    connect(table_, &DataTable::rowChanged, this, &QueriesPage::rowChanged);
    connect(table_, &DataTable::opened, this, [this](const QModelIndex& at) {
        if (const QueryView* q = model_->at(at.row()))
            Q_EMIT itemRequested(*q);
    });
    connect(table_, &DataTable::previewed, this, [this] {
        paneHost_->setVisible(paneHost_->isHidden());
        rowChanged();
    });
    connect(open_, &QPushButton::clicked, this, [this] {
        if (const QueryView* q = model_->at(table_->currentRow()))
            Q_EMIT itemRequested(*q);
    });
    connect(pane_, &ItemPane::answered, this, &QueriesPage::answered);
    connect(pane_, &ItemPane::closedQuery, this, &QueriesPage::closed);
    connect(pane_, &ItemPane::reopened, this, &QueriesPage::reopened);
    connect(pane_, &ItemPane::closeRequested, this, [this] { paneHost_->hide(); });
    connect(noHit_, &EmptyState::clicked, this, [this] {
        search_->clear();
        ages_->setCurrentIndex(0);
        turns_->setCurrentIndex(0);
        model_->setSearch({});
        tabs_->setCurrentIndex(int(QueriesModel::States::All));
    });
    retranslate();
}

void QueriesPage::build() {
    table_->setModel(model_);
    table_->setSideMargin(16);
    table_->setSortingEnabled(true);
    table_->sortByColumn(QueriesModel::Age, Qt::DescendingOrder);
    QHeaderView* header = table_->horizontalHeader();
    header->setSectionsClickable(true);
    const int widths[] = {116, 96, 190, 150, 0, 110, 118};
    for (int i = 0; i < QueriesModel::ColumnCount; ++i)
        if (widths[i] > 0)
            header->resizeSection(i, widths[i]);
    table_->setYielding({QueriesModel::Who, QueriesModel::Place}, QueriesModel::Text, 170);
    tabs_->setFont(theme::font(FontRole::Control));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideNone);
    tabs_->setUsesScrollButtons(false);
    for (int i = 0; i < 5; ++i)
        tabs_->addTab({});
    search_->setMinimumWidth(200);
    search_->setMaximumWidth(260);
    auto* head = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(title_);
    first->addWidget(count_, 1);
    first->addWidget(search_);
    first->addWidget(ages_);
    first->addWidget(turns_);
    first->addWidget(open_);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(16, 12, 16, 1);
    rows->setSpacing(2);
    rows->addLayout(first);
    rows->addWidget(tabs_);
    body_->addWidget(table_);
    body_->addWidget(none_);
    body_->addWidget(noHit_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(pane_);
    pane_->show();
    scroll->setMinimumWidth(322);
    scroll->setMaximumWidth(360);
    paneHost_ = scroll;
    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(head);
    middle->addWidget(body_, 1);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(middle, 1);
    all->addWidget(paneHost_);
}

void QueriesPage::setQueries(const QList<QueryView>& queries) {
    const QueryView* now = model_->at(table_->currentRow());
    const qint64 kept = now ? now->id : 0;
    model_->setQueries(queries);
    if (const int row = model_->rowOf(kept); row >= 0)
        table_->setCurrentIndex(model_->index(row, 0));
    shown_ = 0; // its thread may have grown
    refresh();
}

void QueriesPage::setRights(bool mayAnswer, bool mayRaise) {
    mayAnswer_ = mayAnswer;
    mayRaise_ = mayRaise;
    rowChanged();
}

void QueriesPage::close() {
    model_->setQueries({});
    search_->clear();
    pane_->setThread({});
    pane_->setHistory({});
}

void QueriesPage::select(qint64 id) {
    if (model_->rowOf(id) < 0)
        tabs_->setCurrentIndex(int(QueriesModel::States::All));
    if (const int row = model_->rowOf(id); row >= 0) {
        table_->setCurrentIndex(model_->index(row, 0));
        table_->scrollTo(model_->index(row, 0));
    }
}

void QueriesPage::setThread(qint64 id, const QList<ItemEventView>& events) {
    const QueryView* q = model_->at(table_->currentRow());
    if (q && q->id == id)
        pane_->setThread(events);
}

void QueriesPage::sent() { pane_->setSent(); }

void QueriesPage::refresh() {
    const int shown = model_->rowCount();
    body_->setCurrentWidget(model_->total() == 0 ? static_cast<QWidget*>(none_)
                            : shown == 0         ? static_cast<QWidget*>(noHit_)
                                                 : table_);
    if (shown > 0 && !table_->currentIndex().isValid())
        table_->setCurrentIndex(model_->index(0, 0));
    const QString names[] = {tr("Open"), tr("Answered"), tr("Drafts"), tr("Closed"), tr("All")};
    for (int i = 0; i < 5; ++i)
        tabs_->setTabText(
            i, u"%1  %2"_s.arg(names[i], QLocale().toString(model_->count(QueriesModel::States(i)))));
    const auto age = [this](const QString& words, QueriesModel::Ages a) {
        return u"%1 (%2)"_s.arg(words, QLocale().toString(model_->count(a)));
    };
    ages_->setWords({tr("Any age"), age(tr("0 to 7 days"), QueriesModel::Ages::Week),
                     age(tr("8 to 14 days"), QueriesModel::Ages::Fortnight),
                     age(tr("15 to 30 days"), QueriesModel::Ages::Month),
                     age(tr("over 30 days"), QueriesModel::Ages::Older)});
    count_->setText(shown == model_->total()
                        ? QLocale().toString(shown)
                        : tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(model_->total())));
    rowChanged();
}

void QueriesPage::rowChanged() {
    const QueryView* q = model_->at(table_->currentRow());
    open_->setEnabled(q);
    if (!q) {
        shown_ = 0;
        pane_->setItem({}, {}, {}, {});
        pane_->setThread({});
        return;
    }
    ItemPane::Can can;
    can.answer = mayAnswer_ && q->state == "open";
    can.close = can.reopen = mayRaise_;
    QList<ItemQueryView> queries;
    if (q->state == "open" || q->state == "answered" || q->state == "candidate")
        queries.append({q->id, q->author, q->ageDays, q->state == "answered", q->text});
    ItemPath path = q->path;
    path.row = QByteArray::number(q->id); // two queries on one item are two threads here
    pane_->setItem(path, q->itemTitle.isEmpty() ? q->formTitle : q->itemTitle, queries, can);
    pane_->setHistoryShown(false);
    if (shown_ == q->id || paneHost_->isHidden())
        return;
    shown_ = q->id;
    Q_EMIT threadRequested(q->id);
}

void QueriesPage::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Find))
        search_->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void QueriesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void QueriesPage::retranslate() {
    title_->setText(tr("Queries"));
    search_->setPlaceholderText(tr("Subject, item, words"));
    search_->setAccessibleName(tr("Search queries"));
    turns_->setWords({tr("Anyone's turn"), tr("The site's turn"), tr("The author's turn")});
    turns_->setAccessibleName(tr("Whose turn"));
    ages_->setAccessibleName(tr("Age"));
    open_->setText(tr("Open item"));
    table_->setAccessibleName(tr("Queries"));
    none_->setWords(tr("No queries"),
                    tr("Checks and monitors raise them on values; they are answered here or at "
                       "the item."));
    noHit_->setWords(tr("No query fits"), tr("State, age and search narrow the list."), tr("Show all"));
    model_->retranslate();
    refresh();
}

} // namespace casebook
