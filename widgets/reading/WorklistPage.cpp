// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/WorklistPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QString stateText(const TaskView& t) {
    if (t.state == "new")
        return WorklistModel::tr("new");
    if (t.state == "finished")
        return WorklistModel::tr("finished");
    if (t.state == "cancelled")
        return WorklistModel::tr("given away");
    return t.mode == ReadingMode::Second && t.firstClosed ? WorklistModel::tr("first read closed")
                                                          : WorklistModel::tr("reading");
}

QString stateIcon(const TaskView& t) {
    if (t.state == "finished")
        return u"check-circle-fill"_s;
    return t.state == "reading" ? u"circle-half"_s : u"circle"_s;
}

bool isOpen(const TaskView& t) { return t.state == "new" || t.state == "reading"; }

} // namespace

void WorklistModel::setTasks(QList<TaskView> tasks) {
    beginResetModel();
    tasks_ = std::move(tasks);
    endResetModel();
}

const TaskView* WorklistModel::at(int row) const {
    return row < 0 || row >= tasks_.size() ? nullptr : &tasks_[row];
}

int WorklistModel::rowOf(TaskId id) const {
    for (int i = 0; i < int(tasks_.size()); ++i)
        if (tasks_[i].id == id)
            return i;
    return -1;
}

int WorklistModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(tasks_.size());
}

int WorklistModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString WorklistModel::text(const TaskView& t, int row, int column) const {
    const auto orDash = [](const QString& words) { return words.isEmpty() ? u"–"_s : words; };
    switch (column) {
    case Place: return QString::number(row + 1);
    case Subject: return t.subject;
    case Exam: return orDash(t.exam);
    case Series: return orDash(t.series);
    case Prior: return t.prior.isEmpty() ? tr("none") : t.prior;
    case Mode: return readingModeText(t.mode);
    case State: return stateText(t);
    default: return t.reader;
    }
}

QVariant WorklistModel::data(const QModelIndex& index, int role) const {
    const TaskView* t = at(index.row());
    if (t == nullptr)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(*t, index.row(), column);
    case Qt::ToolTipRole: return column == Series ? t->note : QString();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Place ? Qt::AlignRight : Qt::AlignLeft));
    case StrongRole: return column == Subject;
    case NumberRole: return column == Place || column == Exam || column == Prior;
    case ToneRole:
        if (!isOpen(*t) || column == Place || (column == Prior && t->prior.isEmpty()))
            return int(Tone::Text3);
        return int(Tone::Text);
    case IconRole:
        if (column == State)
            return stateIcon(*t);
        if (column == Mode)
            return t->mode == ReadingMode::Concurrent || t->firstClosed ? u"cpu"_s : u"eye-slash"_s;
        return column == Subject && t->reserved ? u"bookmark"_s : QVariant();
    case IconToneRole:
        if (column == State)
            return int(t->state == "finished"  ? Tone::MarkOk
                       : t->state == "reading" ? Tone::Accent
                                               : Tone::Text3);
        return int(Tone::Text2);
    default: return {};
    }
}

QVariant WorklistModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Place ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {tr("No."),   tr("Subject"), tr("Exam"),  tr("Series"),
                             tr("Prior"), tr("Mode"),    tr("State"), tr("Reader")};
    return heads[section];
}

void WorklistModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!tasks_.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(tasks_.size()) - 1, ColumnCount - 1));
}

WorklistPage::WorklistPage(QWidget* parent) : QWidget(parent), model_(new WorklistModel(this)) {
    build();
    retranslate();
}

void WorklistPage::build() {
    auto* head = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    title_ = new Label(FontRole::Title, Tone::Text, head);
    count_ = new Label(FontRole::Table, Tone::Text2, head);
    count_->setNumbers();
    assign_ = new Button(Button::Kind::Secondary, u"plus-lg"_s, head);
    next_ = new Button(Button::Kind::Primary, u"skip-forward-fill"_s, head);
    next_->setKeyCap(u"Ctrl Enter"_s);
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(16, 12, 16, 11);
    line->setSpacing(8);
    line->addWidget(title_);
    line->addWidget(count_);
    line->addStretch(1);
    line->addWidget(assign_);
    line->addWidget(next_);
    table_ = new DataTable(this);
    table_->setModel(model_);
    table_->setSideMargin(16);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    const int widths[] = {52, 120, 104, 0, 104, 150, 150, 180};
    for (int i = 0; i < WorklistModel::ColumnCount; ++i)
        if (widths[i] > 0)
            table_->horizontalHeader()->resizeSection(i, widths[i]);
    table_->setYielding({WorklistModel::Reader, WorklistModel::Prior}, WorklistModel::Series, 120);
    empty_ = new EmptyState(u"lungs"_s, this);
    body_ = new QStackedWidget(this);
    body_->addWidget(table_);
    body_->addWidget(empty_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    all->addWidget(body_, 1);
    connect(table_, &DataTable::opened, this, [this](const QModelIndex& at) {
        if (const TaskView* t = model_->at(at.row()))
            Q_EMIT openRequested(t->id);
    });
    connect(table_, &QWidget::customContextMenuRequested, this, &WorklistPage::showMenu);
    connect(next_, &QPushButton::clicked, this, [this] {
        if (const TaskView* t = next())
            Q_EMIT nextRequested(t->id);
    });
    connect(assign_, &QPushButton::clicked, this, &WorklistPage::assignRequested);
    connect(empty_, &EmptyState::clicked, this, &WorklistPage::assignRequested);
}

/// The first that is not finished: the list comes in the order of work.
const TaskView* WorklistPage::next() const {
    const QList<TaskView>& tasks = model_->tasks();
    const auto at = std::find_if(tasks.begin(), tasks.end(), isOpen);
    return at == tasks.end() || !mayRead_ ? nullptr : &*at;
}

void WorklistPage::setTasks(const QList<TaskView>& tasks) {
    const TaskId kept = current();
    model_->setTasks(tasks);
    if (!tasks.isEmpty())
        table_->setCurrentIndex(model_->index(std::max(0, model_->rowOf(kept)), 0));
    refresh();
}

void WorklistPage::setShowsAll(bool all) {
    all_ = all;
    refresh();
}

void WorklistPage::setRights(bool mayRead, bool mayAssign) {
    mayRead_ = mayRead;
    mayAssign_ = mayAssign;
    refresh();
}

TaskId WorklistPage::current() const {
    const TaskView* t = model_->at(table_->currentRow());
    return t != nullptr ? t->id : TaskId{};
}

void WorklistPage::refresh() {
    table_->setColumnHidden(WorklistModel::Reader, !all_);
    assign_->setVisible(mayAssign_);
    next_->setVisible(mayRead_ && !all_);
    next_->setEnabled(next() != nullptr);
    body_->setCurrentWidget(model_->tasks().isEmpty() ? static_cast<QWidget*>(empty_) : table_);
    const auto open = std::count_if(model_->tasks().begin(), model_->tasks().end(), isOpen);
    title_->setText(all_ ? tr("Reading tasks") : tr("Cases to read"));
    count_->setText(tr("%n open", nullptr, int(open)));
    next_->setText(tr("Next case"));
    assign_->setText(tr("Give out tasks"));
    empty_->setWords(all_ ? tr("No reading tasks yet") : tr("No cases to read"),
                     mayAssign_ ? tr("A task names a series, a reader and the mode of the reading.")
                                : tr("Tasks appear here when somebody gives you one."),
                     mayAssign_ ? tr("Give out tasks") : QString(), u"plus-lg"_s);
}

void WorklistPage::retranslate() {
    table_->setAccessibleName(tr("Reading tasks"));
    model_->retranslate();
    refresh();
}

void WorklistPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void WorklistPage::keyPressEvent(QKeyEvent* event) {
    const bool next_case =
        event->key() == Qt::Key_F5 || (event->modifiers() == Qt::ControlModifier &&
                                       (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter));
    const TaskView* t = model_->at(table_->currentRow());
    if (next_case && next_->isEnabled() && !all_)
        Q_EMIT nextRequested(next()->id);
    else if (event->modifiers() == Qt::NoModifier && t != nullptr && isOpen(*t) && event->key() == Qt::Key_S)
        Q_EMIT skipRequested(t->id);
    else if (event->modifiers() == Qt::NoModifier && t != nullptr && isOpen(*t) && event->key() == Qt::Key_R)
        Q_EMIT reserveRequested(t->id, !t->reserved);
    else
        QWidget::keyPressEvent(event);
}

void WorklistPage::showMenu(const QPoint& at) {
    const TaskView* t = model_->at(table_->indexAt(at).row());
    if (t == nullptr)
        return;
    const TaskId id = t->id;
    const bool open = isOpen(*t), reserved = t->reserved;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Tokens& tokens = theme::tokens(this);
    if (mayRead_ && open && !all_)
        menu->addAction(icon(u"lungs"_s, tokens), tr("Open the case"), this,
                        [this, id] { Q_EMIT openRequested(id); });
    if (open) {
        menu->addAction(tr("To the end of the list"), this, [this, id] { Q_EMIT skipRequested(id); });
        menu->addAction(reserved ? tr("No longer reserved") : tr("Reserve"), this,
                        [this, id, reserved] { Q_EMIT reserveRequested(id, !reserved); });
        if (mayAssign_)
            menu->addAction(tr("Give to another reader"), this, [this, id] { Q_EMIT reassignRequested(id); });
    } else if (t->state == "finished") {
        menu->addAction(tr("Open again with a reason"), this, [this, id] { Q_EMIT reopenRequested(id); });
    }
    menu->popup(table_->viewport()->mapToGlobal(at));
}

} // namespace casebook
