// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/FindingPanel.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/reading/FindingList.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int panelWidth = 348;
/// A mark that flashed by was not seen (reference ai 3).
constexpr std::int64_t leastVisibleMs = 500;

bool isDecision(MarkState state) { return state != MarkState::Open && state != MarkState::Deferred; }

} // namespace

FindingPanel::FindingPanel(QWidget* parent) : QWidget(parent) {
    auto timer = std::make_shared<QElapsedTimer>();
    timer->start();
    clock_ = [timer] { return timer->elapsed(); };
    setFixedWidth(panelWidth);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled, false); // letters are commands
    build();
    retranslate();
}

void FindingPanel::build() {
    auto* ground = new Strip(Card::Fill::Window, Qt::LeftEdge, this);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(ground);
    list_ = new FindingList(ground);
    list_->setFocusPolicy(Qt::NoFocus); // the panel has the keys; arrows stay with the panes
    connect(list_, &FindingList::chosen, this, [this](int row) {
        const Uuid id = list_->findings()->findings()[row].id;
        if (id == current_)
            return;
        current_ = id;
        endReject();
        refreshButtons();
        Q_EMIT goToRequested(id);
    });
    actions_ = buildActions();
    auto* all = new QVBoxLayout(ground);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildHead());
    all->addWidget(new Line(Qt::Horizontal, ground));
    all->addWidget(list_, 1);
    all->addWidget(actions_);
    all->addWidget(new Line(Qt::Horizontal, ground));
    all->addWidget(buildFoot());
}

QWidget* FindingPanel::buildHead() {
    auto* head = new QWidget(this);
    title_ = new Label(FontRole::Section, Tone::Text, head);
    decided_ = new Label(FontRole::Table, Tone::Text2, head);
    decided_->setNumbers();
    modeIcon_ = new IconMark(u"eye-slash"_s, Tone::Text2, 14, head);
    mode_ = new Label(FontRole::Note, Tone::Text, head);
    mode_->setWrapped(panelWidth - 60);
    ai_ = new Label(FontRole::Note, Tone::Text2, head);
    ai_->setWrapped(panelWidth - 40);
    auto* first = new QHBoxLayout;
    first->addWidget(title_, 1);
    first->addWidget(decided_);
    auto* second = new QHBoxLayout;
    second->setSpacing(6);
    second->addWidget(modeIcon_, 0, Qt::AlignTop);
    second->addWidget(mode_, 1);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(16, 12, 16, 10);
    rows->setSpacing(4);
    rows->addLayout(first);
    rows->addLayout(second);
    rows->addWidget(ai_);
    return head;
}

QWidget* FindingPanel::buildActions() {
    auto* box = new QWidget(this);
    const auto button = [&](const QString& icon, const QString& key, void (FindingPanel::*done)()) {
        auto* b = new Button(Button::Kind::Secondary, icon, box);
        b->setKeyCap(key);
        b->setFocusPolicy(Qt::TabFocus);
        connect(b, &QPushButton::clicked, this, done);
        return b;
    };
    accept_ = button(u"check-lg"_s, u"Enter"_s, &FindingPanel::accept);
    reject_ = button(u"x-lg"_s, u"Bksp"_s, &FindingPanel::startReject);
    edit_ = new Button(Button::Kind::Secondary, u"pencil"_s, box);
    edit_->setKeyCap(u"F2"_s);
    defer_ = new Button(Button::Kind::Secondary, u"question-lg"_s, box);
    defer_->setKeyCap(u"."_s);
    add_ = new Button(Button::Kind::Quiet, u"plus-lg"_s, box);
    add_->setKeyCap(u"Ins"_s);
    connect(edit_, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(current_); });
    connect(defer_, &QPushButton::clicked, this, [this] { Q_EMIT deferRequested(current_); });
    connect(add_, &QPushButton::clicked, this, &FindingPanel::addRequested);
    reasons_ = new Label(FontRole::Note, Tone::Text, box);
    reasons_->setWrapped(panelWidth - 40);
    reasons_->hide();
    hint_ = new Label(FontRole::Note, Tone::Text3, box);
    hint_->setWrapped(panelWidth - 40);
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    grid->addWidget(accept_, 0, 0);
    grid->addWidget(reject_, 0, 1);
    grid->addWidget(edit_, 1, 0);
    grid->addWidget(defer_, 1, 1);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(16, 12, 16, 10);
    rows->setSpacing(6);
    rows->addWidget(reasons_);
    rows->addLayout(grid);
    rows->addWidget(add_);
    rows->addWidget(hint_);
    return box;
}

QWidget* FindingPanel::buildFoot() {
    auto* foot = new QWidget(this);
    caption_ = new Label(FontRole::Note, Tone::Text2, foot);
    caption_->setNumbers();
    missing_ = new Label(FontRole::Note, Tone::Text2, foot);
    missing_->setWrapped(panelWidth - 40);
    close_ = new Button(Button::Kind::Primary, {}, foot);
    close_->setKeyCap(u"Ctrl Enter"_s);
    close_->setHeight(Button::Height::Normal);
    connect(close_, &QPushButton::clicked, this, &FindingPanel::closeRequested);
    auto* row = new QHBoxLayout;
    row->addWidget(caption_, 1);
    row->addWidget(close_);
    auto* rows = new QVBoxLayout(foot);
    rows->setContentsMargins(16, 10, 16, 14);
    rows->setSpacing(6);
    rows->addWidget(missing_);
    rows->addLayout(row);
    return foot;
}

void FindingPanel::setClock(std::function<std::int64_t()> clock) { clock_ = std::move(clock); }

void FindingPanel::setCase(const FindingCaseView& view) {
    case_ = view;
    list_->findings()->setFindings(view.findings);
    const int row = list_->findings()->rowOf(current_);
    if (row < 0)
        current_ = {}; // nothing is preselected
    else if (list_->currentIndex().row() != row)
        list_->setCurrentIndex(list_->findings()->index(row));
    if (row < 0)
        list_->setCurrentIndex({});
    endReject();
    note({});
    retranslate();
}

void FindingPanel::setCrop(const Uuid& finding, const QImage& crop) {
    list_->findings()->setCrop(finding, crop);
}

void FindingPanel::setElapsed(const QString& text) {
    elapsed_ = text;
    const bool both = !case_.caption.isEmpty() && !elapsed_.isEmpty();
    caption_->setText(case_.caption + (both ? u"  ·  "_s : QString()) + elapsed_);
}

void FindingPanel::select(const Uuid& finding) {
    const int row = list_->findings()->rowOf(finding);
    if (row >= 0)
        list_->setCurrentIndex(list_->findings()->index(row)); // tells chosen(), which goes there
}

const FindingView* FindingPanel::selected() const {
    const int row = list_->findings()->rowOf(current_);
    return row < 0 ? nullptr : &list_->findings()->findings()[row];
}

std::int64_t FindingPanel::visibleMs(const Uuid& finding) const {
    const Sight sight = sight_.value(finding.bytes);
    return sight.total + (sight.since < 0 ? 0 : clock_() - sight.since);
}

void FindingPanel::setInSight(const QList<int>& numbers) {
    for (const FindingView& f : std::as_const(case_.findings)) {
        Sight& sight = sight_[f.id.bytes];
        const bool now = numbers.contains(f.number);
        if (now && sight.since < 0) {
            sight.since = clock_();
        } else if (!now && sight.since >= 0) {
            const std::int64_t ms = clock_() - sight.since;
            sight.total += ms;
            sight.since = -1;
            if (ms >= leastVisibleMs)
                Q_EMIT seen(f.id, ms);
        }
    }
}

void FindingPanel::move(int by) {
    const auto& rows = list_->findings()->findings();
    if (rows.isEmpty())
        return;
    const int row = list_->findings()->rowOf(current_);
    const int next =
        row < 0 ? (by > 0 ? 0 : int(rows.size()) - 1) : std::clamp(row + by, 0, int(rows.size()) - 1);
    if (next == row)
        Q_EMIT goToRequested(current_); // back to it after scrolling away
    else
        list_->setCurrentIndex(list_->findings()->index(next));
}

void FindingPanel::accept() {
    const FindingView* f = selected();
    if (f == nullptr || f->own || f->state == MarkState::Accepted || case_.finished)
        return;
    if (visibleMs(f->id) < leastVisibleMs) {
        note(tr("Look at the mark first: it stood in the image for less than half a second."));
        return;
    }
    Q_EMIT acceptRequested(f->id);
}

void FindingPanel::startReject() {
    const FindingView* f = selected();
    if (f == nullptr || case_.finished)
        return;
    if (f->own) {
        if (f->state != MarkState::Withdrawn)
            Q_EMIT withdrawRequested(f->id);
        return;
    }
    if (f->state == MarkState::Rejected)
        return;
    isRejecting_ = true;
    retranslate();
}

void FindingPanel::endReject() {
    if (!isRejecting_)
        return;
    isRejecting_ = false;
    retranslate();
}

void FindingPanel::chooseReason(const QByteArray& reason) {
    const Uuid id = current_;
    endReject();
    if (reason == "other")
        Q_EMIT otherReasonRequested(id);
    else
        Q_EMIT rejectRequested(id, reason);
}

void FindingPanel::showMoreReasons() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<QByteArray> all = rejectReasons();
    for (const QByteArray& reason : all.mid(9))
        menu->addAction(rejectReasonText(reason), this, [this, reason] { chooseReason(reason); });
    menu->popup(reject_->mapToGlobal(QPoint(0, reject_->height())));
}

bool FindingPanel::reasonKey(int key) {
    if (key == Qt::Key_Escape || key == Qt::Key_Backspace) {
        endReject();
        return true;
    }
    if (key == Qt::Key_0) {
        showMoreReasons();
        return true;
    }
    if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        chooseReason(rejectReasons().at(key - Qt::Key_1));
        return true;
    }
    // Any other key leaves the choice and does what it always does.
    endReject();
    return false;
}

bool FindingPanel::handleKey(QKeyEvent* event) {
    const Qt::KeyboardModifiers with = event->modifiers() & ~Qt::KeypadModifier;
    const int key = event->key();
    if (with == Qt::ControlModifier && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        if (close_->isEnabled())
            Q_EMIT closeRequested();
        return true;
    }
    if (with == Qt::ControlModifier && key == Qt::Key_Z) {
        Q_EMIT takeBackRequested();
        return true;
    }
    if (isRejecting_ && with == Qt::NoModifier && reasonKey(key))
        return true;
    if (key == Qt::Key_N && (with == Qt::NoModifier || with == Qt::ShiftModifier)) {
        move(with == Qt::ShiftModifier ? -1 : 1);
        return true;
    }
    if (with != Qt::NoModifier)
        return false;
    if (key == Qt::Key_Insert) {
        if (add_->isEnabled())
            Q_EMIT addRequested();
        return true;
    }
    if (selected() == nullptr)
        return false;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter: accept(); return true;
    case Qt::Key_Backspace: startReject(); return true;
    case Qt::Key_Period:
        if (defer_->isEnabled())
            Q_EMIT deferRequested(current_);
        return true;
    case Qt::Key_F2:
        if (edit_->isEnabled())
            Q_EMIT editRequested(current_);
        return true;
    default: return false;
    }
}

void FindingPanel::watch(QWidget* widget) { widget->installEventFilter(this); }

bool FindingPanel::eventFilter(QObject* watched, QEvent* event) {
    if (!isVisible() || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    if (event->type() == QEvent::KeyPress)
        return !key->isAutoRepeat() && handleKey(key);
    // A window-wide shortcut of the same keys must not take them first.
    const bool ours =
        (key->modifiers() == Qt::ControlModifier &&
         (key->key() == Qt::Key_Z || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) ||
        (isRejecting_ && key->modifiers() == Qt::NoModifier);
    if (ours)
        event->accept();
    return ours;
}

void FindingPanel::keyPressEvent(QKeyEvent* event) {
    if (!event->isAutoRepeat() && handleKey(event))
        return;
    QWidget::keyPressEvent(event);
}

void FindingPanel::note(const QString& words) {
    note_ = words;
    hint_->setText(words);
    hint_->setVisible(!words.isEmpty());
}

void FindingPanel::refreshButtons() {
    const FindingView* f = selected();
    const bool judged = f != nullptr && !f->own && !case_.finished;
    accept_->setEnabled(judged && f->state != MarkState::Accepted);
    reject_->setEnabled(f != nullptr && !case_.finished && f->state != MarkState::Rejected &&
                        f->state != MarkState::Withdrawn);
    reject_->setText(f != nullptr && f->own ? tr("Withdraw") : tr("Reject"));
    edit_->setEnabled(f != nullptr && !case_.finished && f->state != MarkState::Rejected &&
                      f->state != MarkState::Withdrawn);
    defer_->setEnabled(judged && f->state == MarkState::Open);
    add_->setEnabled(!case_.finished);
    close_->setEnabled(!case_.finished && (case_.firstOpen || case_.missing.isEmpty()));
    for (Button* b : {accept_, reject_, edit_, defer_})
        b->setVisible(!isRejecting_);
    add_->setVisible(!isRejecting_);
    reasons_->setVisible(isRejecting_);
}

void FindingPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FindingPanel::retranslate() {
    title_->setText(tr("Findings"));
    accept_->setText(tr("Accept"));
    edit_->setText(tr("Edit"));
    defer_->setText(tr("Defer"));
    add_->setText(tr("Add a finding"));
    QStringList reasons{tr("Why is it rejected?")};
    const QList<QByteArray> codes = rejectReasons();
    for (int i = 0; i < 9; ++i)
        reasons << u"%1  %2"_s.arg(i + 1).arg(rejectReasonText(codes[i]));
    reasons << tr("0  more") << tr("Esc  leave");
    reasons_->setText(reasons.join(u'\n'));
    const auto total = std::count_if(case_.findings.begin(), case_.findings.end(),
                                     [](const FindingView& f) { return f.needsDecision && !f.own; });
    const auto done = std::count_if(case_.findings.begin(), case_.findings.end(), [](const FindingView& f) {
        return f.needsDecision && !f.own && isDecision(f.state);
    });
    decided_->setText(total == 0 ? QString() : tr("%1 of %2 decided").arg(done).arg(total));
    const bool hidden = case_.mode == ReadingMode::Unaided || case_.firstOpen || case_.ai == AiNote::Hidden;
    modeIcon_->setIconName(hidden ? u"eye-slash"_s : u"cpu"_s, hidden ? Tone::Warn : Tone::Accent);
    mode_->setText(case_.mode == ReadingMode::Unaided  ? tr("Unaided reading: AI is never shown")
                   : case_.firstOpen                   ? tr("Second reader: first read, AI is hidden")
                   : case_.mode == ReadingMode::Second ? tr("Second reader: first read closed, AI is shown")
                                                       : tr("Concurrent reading with AI"));
    const QString who = case_.algorithms.join(u", "_s);
    const bool noMarks = total == 0 && case_.ai == AiNote::Ran;
    QString ai;
    if (!hidden)
        ai = noMarks                      ? tr("No marks by %1.").arg(who)
             : case_.ai == AiNote::NotRun ? tr("No algorithm has run on this series.")
             : case_.ai == AiNote::Failed
                 ? tr("The algorithm failed on this series.")
                 : tr("%1, head to foot. Proposals for research, not a diagnosis.").arg(who);
    ai_->setText(ai);
    ai_->setVisible(!ai.isEmpty());
    close_->setText(case_.firstOpen ? tr("Close first read") : tr("Finish case"));
    missing_->setText(case_.firstOpen ? QString() : case_.missing.join(u'\n'));
    missing_->setVisible(!missing_->text().isEmpty());
    setElapsed(elapsed_);
    list_->findings()->retranslate();
    refreshButtons();
}

} // namespace casebook
