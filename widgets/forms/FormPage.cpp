// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/FormPage.h"

#include "core/forms/Input.h"
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/EmptyState.h"
#include "widgets/forms/FormParts.h"
#include "widgets/forms/FormSections.h"
#include "widgets/forms/FormWords.h"
#include "widgets/forms/ItemEditor.h"
#include "widgets/forms/ReasonDialog.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollArea>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageWidth = 760; ///< a form is read in one column, not across a wide window

QScrollArea* scrollOf(QWidget* content, QWidget* parent) {
    auto* scroll = new QScrollArea(parent);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return scroll;
}

} // namespace

FormPage::FormPage(QWidget* parent) : QWidget(parent), model_(new FormModel(this)) {
    build();
    connect(model_, &FormModel::changed, this, &FormPage::refresh);
    connect(model_, &FormModel::draftTyped, this, &FormPage::draftTyped);
    connect(foot_, &FormFoot::saveRequested, this, &FormPage::save);
    connect(foot_, &FormFoot::nextSectionRequested, this, &FormPage::nextSection);
    connect(foot_, &FormFoot::signRequested, this, &FormPage::signRequested);
    connect(foot_, &FormFoot::lockRequested, this, &FormPage::lockRequested);
    connect(pane_, &ItemPane::closeRequested, paneScroll_, &QWidget::hide);
    connect(pane_, &ItemPane::answered, this, &FormPage::queryAnswered);
    connect(pane_, &ItemPane::raised, this, &FormPage::queryRaised);
    connect(pane_, &ItemPane::closedQuery, this, &FormPage::queryClosed);
    connect(pane_, &ItemPane::reopened, this, &FormPage::queryReopened);
    connect(pane_, &ItemPane::reasonGiven, this, &FormPage::reasonGiven);
    showNone(tr("No form is open"), tr("Choose one of the subject's visits."));
}

FormPage::~FormPage() {
    model_->flushDrafts();
    disconnect(model_, nullptr, this, nullptr); // a field commits when its window closes, also during the end
}

void FormPage::build() {
    main_ = new QWidget(this);
    content_ = new QWidget;
    head_ = new FormHead(content_);
    error_ = new ErrorNote(content_);
    card_ = new Card(content_);
    cardColumn_ = new QVBoxLayout(card_);
    cardColumn_->setContentsMargins(20, 16, 20, 8);
    cardColumn_->setSpacing(0);
    auto* column = new QVBoxLayout;
    column->setSpacing(10);
    column->addWidget(head_);
    column->addWidget(error_);
    column->addWidget(card_);
    column->addStretch(1);
    auto* row = new QHBoxLayout(content_);
    row->setContentsMargins(28, 18, 28, 20);
    row->addLayout(column, 1000);
    row->addStretch(1);
    scroll_ = scrollOf(content_, main_);
    foot_ = new FormFoot(main_);
    none_ = new EmptyState(u"file-earmark-medical"_s, main_);
    auto* mainColumn = new QVBoxLayout(main_);
    mainColumn->setContentsMargins(0, 0, 0, 0);
    mainColumn->setSpacing(0);
    mainColumn->addWidget(scroll_, 1);
    mainColumn->addWidget(foot_);
    mainColumn->addWidget(none_, 1);
    pane_ = new ItemPane(nullptr);
    paneScroll_ = scrollOf(pane_, this);
    pane_->show();
    paneScroll_->setMinimumWidth(312);
    paneScroll_->hide();
    all_ = new QHBoxLayout(this);
    all_->setContentsMargins(0, 0, 0, 0);
    all_->setSpacing(0);
    all_->addWidget(main_, 1);
    all_->addWidget(paneScroll_);
    card_->setMaximumWidth(pageWidth);
    head_->setMaximumWidth(pageWidth);
    error_->setMaximumWidth(pageWidth);
}

void FormPage::buildSections() {
    // A field that loses the focus while it is destroyed would still tell what was typed.
    for (FormSection* section : sections_)
        for (ItemEditor* editor : section->findChildren<ItemEditor*>())
            editor->blockSignals(true);
    qDeleteAll(sections_);
    qDeleteAll(lines_);
    sections_.clear();
    lines_.clear();
    if (!model_->isOpen())
        return;
    for (const SectionDef& def : model_->state().form().sections) {
        FormSection* section = def.repeating()
                                   ? static_cast<FormSection*>(new GroupSection(def, model_, compact_, card_))
                                   : new PlainSection(def, model_, card_);
        section->setCompact(compact_);
        auto* line = new Line(Qt::Horizontal, card_);
        cardColumn_->addWidget(line);
        cardColumn_->addSpacing(0);
        cardColumn_->addWidget(section);
        lines_.append(line);
        sections_.append(section);
        connect(section, &FormSection::entered, this, [this](const ItemPath& path) {
            if (path == current_)
                return;
            if (!current_.item.isEmpty())
                model_->visited(current_);
            current_ = path;
            if (QWidget* row = sectionOf(path) ? sectionOf(path)->rowOf(path) : nullptr)
                scroll_->ensureWidgetVisible(row, 0, 40);
            refreshPane();
        });
        connect(section, &FormSection::nextRequested, this,
                [this] { goNext(QApplication::focusWidget(), false); });
        connect(section, &FormSection::leaveRequested, this, [this, section](bool back) {
            goNext(section, back); // from the table's own place in the order
        });
        connect(section, &FormSection::noteClicked, this, [this](const ItemPath& path, NoteView::Kind kind) {
            current_ = path;
            if (kind == NoteView::Kind::Image)
                Q_EMIT sourceJumpRequested(path);
            else
                showPane(true);
        });
        connect(section, &FormSection::removeRequested, this, &FormPage::askRemove);
    }
}

void FormPage::open(FormState state, const FormView& view) {
    current_ = {};
    draftSaved_ = {};
    saving_ = false;
    error_->clear();
    paneScroll_->hide();
    model_->flushDrafts();
    {
        const QSignalBlocker quiet(model_); // shown once all parts are there
        model_->open(std::move(state), view);
    }
    buildSections();
    none_->hide();
    scroll_->show();
    foot_->show();
    scroll_->ensureVisible(0, 0);
    refresh();
}

void FormPage::setView(const FormView& view) { model_->setView(view); }

void FormPage::replace(FormState state, const FormView& view) {
    saving_ = false;
    error_->clear();
    model_->replace(std::move(state), view);
}

void FormPage::close() {
    model_->close();
    buildSections();
    paneScroll_->hide();
    pane_->setItem({}, {}, {}, {});
    error_->clear();
    showNone(tr("No form is open"), tr("Choose one of the subject's visits."));
}

void FormPage::showNone(const QString& title, const QString& reason) {
    none_->setWords(title, reason);
    none_->show();
    scroll_->hide();
    foot_->hide();
}

void FormPage::refresh() {
    if (!model_->isOpen())
        return;
    bool first = true;
    for (qsizetype i = 0; i < sections_.size(); ++i) {
        sections_.at(i)->refresh();
        const bool shown = !sections_.at(i)->isHidden();
        lines_.at(i)->setVisible(shown && !first);
        sections_.at(i)->layout()->setContentsMargins(0, first ? 0 : 14, 0, 6);
        first = first && !shown;
    }
    head_->refresh(*model_, draftSaved_, saving_);
    const bool open = model_->view().mayEnter && !model_->view().locked;
    foot_->refresh(open, saving_, model_->state().isChanged() || !model_->state().typedTexts().isEmpty(),
                   mayBeSigned(), model_->view().lock);
    refreshPane();
}

void FormPage::setCompact(bool on) {
    if (compact_ == on)
        return;
    compact_ = on;
    all_->setDirection(on ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    paneScroll_->setMaximumHeight(on ? 320 : QWIDGETSIZE_MAX);
    content_->layout()->setContentsMargins(on ? 16 : 28, on ? 14 : 18, on ? 16 : 28, on ? 14 : 20);
    cardColumn_->setContentsMargins(on ? 14 : 20, on ? 12 : 16, on ? 14 : 20, 8);
    head_->setCompact(on);
    foot_->setCompact(on);
    for (FormSection* section : sections_)
        section->setCompact(on);
    refresh();
}

void FormPage::setDraftSaved(const QTime& time) {
    draftSaved_ = time;
    if (isOpen())
        head_->refresh(*model_, draftSaved_, saving_);
}

void FormPage::setSaving(bool on) {
    saving_ = on;
    if (on)
        model_->beginSave();
    refresh();
}

void FormPage::showError(const Error& error) { error_->setError(error); }

void FormPage::showErrorWords(const QString& words) { error_->setWords(words); }

void FormPage::clearError() { error_->clear(); }

FormSection* FormPage::sectionOf(const ItemPath& path) const {
    for (FormSection* section : sections_)
        if (section->def().group == path.group && section->def().items.contains(path.item))
            return section;
    return nullptr;
}

bool FormPage::focusItem(const ItemPath& path) {
    FormSection* section = sectionOf(path);
    if (!section || !section->focusItem(path))
        return false;
    current_ = path;
    return true;
}

void FormPage::focusFirst() {
    for (FormSection* section : sections_)
        if (!section->isHidden() && section->focusFirst())
            return;
}

/// The next field in the order of the form; behind the last one Save.
void FormPage::goNext(QWidget* from, bool back) {
    if (!from || !content_->isAncestorOf(from))
        from = content_;
    const auto step = [back](QWidget* w) { return back ? w->previousInFocusChain() : w->nextInFocusChain(); };
    const bool section = qobject_cast<FormSection*>(from);
    for (QWidget* w = step(from); w && w != from; w = step(w)) {
        if (section && from->isAncestorOf(w))
            continue; // leaving a table
        if (!content_->isAncestorOf(w) && w != foot_->saveButton())
            continue;
        if ((w->focusPolicy() & Qt::TabFocus) && w->isVisible() && w->isEnabled() && !w->focusProxy()) {
            w->setFocus(back ? Qt::BacktabFocusReason : Qt::TabFocusReason);
            return;
        }
    }
}

void FormPage::nextSection() {
    const FormSection* now = sectionOf(current_);
    const qsizetype at = now ? sections_.indexOf(const_cast<FormSection*>(now)) : -1;
    if (QWidget* field = QApplication::focusWidget(); field && content_->isAncestorOf(field))
        if (auto* editor = field->findChild<ItemEditor*>(Qt::FindDirectChildrenOnly))
            editor->leave(); // first, as it may show or hide a whole section
    for (qsizetype i = at + 1; i < sections_.size(); ++i)
        if (!sections_.at(i)->isHidden() && sections_.at(i)->focusFirst())
            return;
    if (foot_->saveButton()->isVisible())
        foot_->saveButton()->setFocus(Qt::TabFocusReason);
}

bool FormPage::mayBeSigned() const {
    const EntryState state = model_->state().entryState();
    return model_->view().maySign && !model_->view().signatureHolds &&
           model_->state().typedTexts().isEmpty() &&
           (state == EntryState::Complete || state == EntryState::NotDone);
}

void FormPage::nextProblem() {
    if (!isOpen())
        return;
    model_->askForAll();
    if (const auto path = model_->nextProblem(current_))
        focusItem(*path);
}

void FormPage::showMissing() {
    const FormSection* section = sectionOf(current_);
    const ItemDef* item = section && isOpen() ? model_->def(current_.item) : nullptr;
    const FormView& view = model_->view();
    if (!item || item->type == ItemType::Calculated || !view.mayEnter || view.locked)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"missingMenu"_s);
    for (const QByteArray& reason : missingReasons())
        menu->addAction(
                u"%1    %2"_s.arg(QString::fromLatin1(reason), missingReasonLabel(reason, formLanguage())),
                this, [this, path = current_, reason] { model_->setMissing(path, reason); })
            ->setData(reason);
    if (!model_->shown(current_).missing.isEmpty()) {
        menu->addSeparator();
        menu->addAction(tr("No reason: empty again"), this,
                        [this, path = current_] { model_->setMissing(path, {}); });
    }
    menu->setActiveAction(menu->actions().constFirst());
    QWidget* field = QApplication::focusWidget();
    if (!field || !content_->isAncestorOf(field))
        field = section->rowOf(current_);
    menu->popup(field->mapToGlobal(QPoint(0, field->height() + 3)));
}

void FormPage::refreshPane() {
    if (paneScroll_->isHidden() || !isOpen())
        return;
    const bool other = pane_->path() != current_;
    const ItemDef* item = model_->def(current_.item);
    const ItemExtra extra = model_->view().extras.value(current_);
    const FormView& view = model_->view();
    const ItemShown shown = model_->shown(current_);
    ItemPane::Can can;
    can.answer = view.mayAnswerQuery;
    can.raise = view.mayRaiseQuery;
    can.close = can.reopen = view.mayRaiseQuery;
    can.reason = shown.check == "soft"_L1 && extra.queries.isEmpty() && view.mayEnter && !view.locked;
    pane_->setItem(current_, item ? textIn(item->label, formLanguage()) : QString(), extra.queries, can);
    if (!other || !item)
        return;
    Q_EMIT historyRequested(current_);
    if (!extra.queries.isEmpty())
        Q_EMIT threadRequested(current_, extra.queries.first().id);
}

void FormPage::showPane(bool query) {
    if (current_.item.isEmpty())
        return;
    const bool again = !paneScroll_->isHidden() && pane_->path() == current_;
    paneScroll_->show();
    refreshPane();
    if (again) { // asked for what is there: fetched anew
        Q_EMIT historyRequested(current_);
        const auto queries = model_->view().extras.value(current_).queries;
        if (!queries.isEmpty())
            Q_EMIT threadRequested(current_, queries.first().id);
    }
    if (query)
        pane_->focusText();
}

void FormPage::setHistory(const ItemPath& path, const QList<ItemEventView>& events) {
    if (path == pane_->path())
        pane_->setHistory(events);
}

void FormPage::setThread(const ItemPath& path, const QList<ItemEventView>& events) {
    if (path == pane_->path())
        pane_->setThread(events);
}

void FormPage::querySent() { pane_->setSent(); }

/// What is typed in the field with the focus goes into the model. False: an input method still composes there.
bool FormPage::takeField() {
    QWidget* field = QApplication::focusWidget();
    if (!field || !content_->isAncestorOf(field))
        return true;
    auto* editor = field->findChild<ItemEditor*>(Qt::FindDirectChildrenOnly);
    if (!editor)
        return true;
    if (editor->isComposing())
        return false;
    editor->leave();
    return true;
}

void FormPage::save() {
    if (saving_)
        return; // the save under way tells how it went
    if (!isOpen() || !model_->view().mayEnter || model_->view().locked || !takeField()) {
        Q_EMIT saveDropped();
        return;
    }
    model_->flushDrafts();
    model_->askForAll();
    if (!model_->state().isChanged()) {
        Q_EMIT saveDropped();
        return;
    }
    const auto rows = model_->state().rowChanges();
    const bool removes = std::any_of(rows.begin(), rows.end(), [](const RowChange& r) { return r.removed; });
    if (!model_->view().wasComplete && !removes)
        Q_EMIT saveRequested({}, {});
    else if (const QString why = removalReason(); !model_->view().wasComplete && !why.isEmpty())
        Q_EMIT saveRequested("other", why);
    else
        askReason();
}

/// What was said when stored rows were removed; empty where one went without a word, as nothing was in it.
QString FormPage::removalReason() const {
    QStringList reasons;
    for (const RowChange& change : model_->state().rowChanges()) {
        if (!change.removed)
            continue;
        const QString reason = model_->removedRows(change.row.group).value(change.row.id);
        if (reason.isEmpty())
            return {};
        if (!reasons.contains(reason))
            reasons.append(reason);
    }
    return reasons.join(u"; "_s);
}

void FormPage::askReason() {
    const bool wasComplete = model_->view().wasComplete;
    QList<ReasonDialog::Change> changes;
    for (const FormChange& change : model_->state().changes()) {
        const ItemDef* item = model_->def(change.path.item);
        if (change.calculated || !item || !wasComplete)
            continue;
        const CodeListDef* list = model_->state().definition().codeList(item->codeList);
        const auto words = [&](const std::optional<ItemValue>& value) {
            return value ? displayText(*value, *item, list, formLanguage()) : QString();
        };
        changes.append({textIn(item->label, formLanguage()), words(change.before), words(change.after)});
    }
    auto* dialog =
        new ReasonDialog(changes, changes.isEmpty() ? tr("Why does the form change?") : QString(), {}, this);
    if (!wasComplete)
        dialog->setWords(tr("Why is the row removed?"), tr("The reason stands in the audit."));
    connect(dialog, &ReasonDialog::given, this, &FormPage::saveRequested);
    connect(dialog, &QDialog::rejected, this, &FormPage::saveDropped);
    dialog->open();
}

void FormPage::askRemove(const QString& group, const QByteArray& row) {
    if (!model_->view().mayEnter || model_->view().locked)
        return;
    bool blank = true; // a row with nothing in it goes without a question
    for (const ItemPath& path : model_->state().paths())
        if (path.group == group && path.row == row) {
            const ItemState item = model_->state().item(path);
            blank = blank && (item.calculated || !item.value) && item.typed.isEmpty();
        }
    if (blank)
        return model_->removeRow(group, row, {});
    auto* dialog =
        new RequireReason(tr("Remove this row?"),
                          tr("The row and its values stay in the audit. The other rows keep their places."),
                          tr("Remove"), true, this);
    connect(dialog, &RequireReason::given, this,
            [this, group, row](const QString& reason) { model_->removeRow(group, row, reason); });
    dialog->open();
}

void FormPage::keyPressEvent(QKeyEvent* event) {
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const bool ctrl = (event->modifiers() & ~Qt::KeypadModifier) == Qt::ControlModifier;
    const bool ctrlShift = event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    const bool alt = (event->modifiers() & ~Qt::KeypadModifier) == Qt::AltModifier;
    const int key = event->key();
    if (!isOpen())
        return QWidget::keyPressEvent(event);
    if (ctrl && (key == Qt::Key_Return || key == Qt::Key_Enter))
        nextSection();
    else if (event->matches(QKeySequence::Save))
        save();
    else if (plain && key == Qt::Key_F2)
        showPane(false);
    else if (plain && key == Qt::Key_F3)
        showPane(true);
    else if (plain && key == Qt::Key_F4)
        showMissing();
    else if (plain && key == Qt::Key_F6)
        nextProblem();
    else if (plain && key == Qt::Key_F7 && model_->view().extras.value(current_).fromImage)
        Q_EMIT sourceJumpRequested(current_);
    else if ((ctrl && key == Qt::Key_N) || (ctrlShift && key == Qt::Key_Delete)) {
        if (auto* group = qobject_cast<GroupSection*>(sectionOf(current_))) {
            if (key == Qt::Key_N)
                group->addRow();
            else
                group->removeCurrent();
        }
    } else if (plain && key == Qt::Key_Escape && !paneScroll_->isHidden())
        paneScroll_->hide();
    else if (alt && (key == Qt::Key_Left || key == Qt::Key_Right))
        Q_EMIT neighbourRequested(key == Qt::Key_Right ? 1 : -1, 0);
    else if (alt && (key == Qt::Key_Up || key == Qt::Key_Down))
        Q_EMIT neighbourRequested(0, key == Qt::Key_Down ? 1 : -1);
    else if (plain && (key == Qt::Key_Return || key == Qt::Key_Enter))
        event->accept(); // Enter never closes a form, nor presses what is behind it
    else
        QWidget::keyPressEvent(event);
}

void FormPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && isOpen()) {
        // The editors' lists hold words: built anew, at the same item. What is typed is in the model.
        const ItemPath kept = current_;
        const bool had = content_->isAncestorOf(QApplication::focusWidget());
        if (had)
            QApplication::focusWidget()->clearFocus(); // takes what is typed into the model
        buildSections();
        refresh();
        if (had)
            focusItem(kept);
    }
    QWidget::changeEvent(event);
}

} // namespace casebook
