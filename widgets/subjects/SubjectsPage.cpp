// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/SubjectsPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/subjects/FacetPanel.h"
#include "widgets/subjects/SubjectDialogs.h"
#include "widgets/subjects/SubjectPreview.h"
#include "widgets/subjects/SubjectsFooter.h"
#include "widgets/theme/IconEngine.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

SubjectsPage::SubjectsPage(QWidget* parent) : QWidget(parent), model_(new SubjectsModel(this)) {
    build();
    connectAll();
    retranslate();
    countsChanged();
}

void SubjectsPage::build() {
    facets_ = new FacetPanel(model_, this);
    table_ = new DataTable(this);
    table_->setModel(model_);
    table_->setSideMargin(16);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->setSortingEnabled(true);
    table_->sortByColumn(SubjectsModel::Label, Qt::AscendingOrder);
    QHeaderView* header = table_->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSectionResizeMode(QHeaderView::Interactive);
    const int widths[] = {108, 0, 88, 66, 72, 72, 112, 132};
    for (int i = 0; i < SubjectsModel::ColumnCount; ++i)
        if (widths[i] > 0)
            header->resizeSection(i, widths[i]);
    table_->setYielding(
        {SubjectsModel::Series, SubjectsModel::BirthYear, SubjectsModel::Sex, SubjectsModel::LastExam},
        SubjectsModel::Name, 128);
    footer_ = new SubjectsFooter(table_, this);
    preview_ = new SubjectPreview(this);
    preview_->hide();
    nobody_ = new EmptyState(u"people"_s, this);
    noHit_ = new EmptyState(u"search"_s, this);
    body_ = new QStackedWidget(this);
    body_->addWidget(table_);
    body_->addWidget(nobody_);
    body_->addWidget(noHit_);

    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(buildHead());
    middle->addWidget(body_, 1);
    middle->addWidget(footer_);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(facets_);
    all->addLayout(middle, 1);
    all->addWidget(preview_);
}

QWidget* SubjectsPage::buildHead() {
    auto* head = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    title_ = new Label(FontRole::Title, Tone::Text, head);
    count_ = new Label(FontRole::Table, Tone::Text2, head);
    count_->setNumbers();
    search_ = new SearchEdit(head);
    search_->setMaximumWidth(320);
    search_->setMinimumWidth(200);
    import_ = new Button(Button::Kind::Secondary, u"folder2-open"_s, head);
    enrol_ = new Button(Button::Kind::Secondary, u"person-plus"_s, head);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(title_);
    first->addWidget(count_);
    first->addStretch(1);
    first->addWidget(import_);
    first->addWidget(enrol_);
    auto* second = new QHBoxLayout;
    second->addWidget(search_);
    second->addStretch(1);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(16, 12, 16, 11);
    rows->setSpacing(8);
    rows->addLayout(first);
    rows->addLayout(second);
    return head;
}

void SubjectsPage::connectAll() {
    connect(search_, &SearchEdit::searched, model_, &SubjectsModel::setSearch);
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        model_->setSearch(search_->text());
        table_->setFocus(Qt::TabFocusReason);
    });
    connect(model_, &SubjectsModel::filtered, this, &SubjectsPage::countsChanged);
    connect(table_, &DataTable::rowChanged, this, &SubjectsPage::rowChanged);
    connect(table_, &DataTable::opened, this, [this](const QModelIndex& at) {
        if (const SubjectView* s = model_->at(at.row()))
            Q_EMIT openSubjectRequested(s->id);
    });
    connect(table_, &DataTable::previewed, this, [this] {
        preview_->setVisible(preview_->isHidden());
        if (!preview_->isHidden())
            rowChanged();
    });
    connect(table_, &QWidget::customContextMenuRequested, this, &SubjectsPage::showMenu);
    connect(preview_, &SubjectPreview::openRequested, this, &SubjectsPage::openSeriesRequested);
    connect(preview_, &SubjectPreview::importRequested, this, &SubjectsPage::importFolderRequested);
    connect(preview_, &SubjectPreview::closed, preview_, &QWidget::hide);
    connect(enrol_, &QPushButton::clicked, this, &SubjectsPage::showEnrol);
    connect(nobody_, &EmptyState::clicked, this, &SubjectsPage::importFolderRequested);
    connect(noHit_, &EmptyState::clicked, this, [this] {
        search_->clear();
        model_->setSearch({});
        model_->clearFacets();
    });
    connect(import_, &QPushButton::clicked, this, [this] {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const Tokens& t = theme::tokens(this);
        menu->addAction(icon(u"folder2-open"_s, t), tr("A folder or disc"), this,
                        &SubjectsPage::importFolderRequested);
        menu->addAction(icon(u"files"_s, t), tr("Files or archives"), this,
                        &SubjectsPage::importFilesRequested);
        menu->addAction(icon(u"hdd-network"_s, t), tr("Another machine (PACS)"), this,
                        &SubjectsPage::networkRequested);
        menu->popup(import_->mapToGlobal(QPoint(0, import_->height() + 4)));
    });
    import_->setMenuArrow(true);
}

void SubjectsPage::forgetNames() { setSubjects(model_->withoutNames(), true); }

void SubjectsPage::setSubjects(const QList<SubjectView>& subjects, bool namesHidden) {
    namesHidden_ = namesHidden;
    const SubjectId kept = current();
    model_->setSubjects(subjects);
    const int row = kept.isValid() ? model_->rowOf(kept) : -1;
    if (model_->rowCount() > 0)
        table_->setCurrentIndex(model_->index(std::max(0, row), 0));
    if (preview_->isHidden() && !subjects.isEmpty() && !shown_.isValid())
        preview_->show();
    rowChanged();
}

void SubjectsPage::setRights(bool mayEdit, bool mayImport) {
    mayEdit_ = mayEdit;
    mayImport_ = mayImport;
    enrol_->setVisible(mayEdit);
    import_->setVisible(mayImport);
    retranslate();
}

void SubjectsPage::setSearchText(const QString& text) {
    search_->setText(text);
    model_->setSearch(text);
}

void SubjectsPage::select(SubjectId id) {
    int row = model_->rowOf(id);
    if (row < 0) { // filtered out: what a person asked to see is shown
        setSearchText({});
        model_->clearFacets();
        row = model_->rowOf(id);
    }
    if (row < 0)
        return;
    table_->setCurrentIndex(model_->index(row, 0));
    table_->scrollTo(model_->index(row, 0));
    preview_->show();
    rowChanged();
}

SubjectId SubjectsPage::current() const {
    const SubjectView* s = model_->at(table_->currentRow());
    return s ? s->id : SubjectId{};
}

void SubjectsPage::setExams(SubjectId id, const QList<ExamView>& exams) {
    if (id == shown_)
        preview_->setExams(exams);
}

void SubjectsPage::setThumbnail(const QString& seriesUid, const QImage& picture) {
    preview_->setThumbnail(seriesUid, picture);
}

void SubjectsPage::rowChanged() {
    const SubjectView* s = model_->at(table_->currentRow());
    if (!s) {
        preview_->hide();
        preview_->setSubject({}); // a hidden pane must not keep a person either
        shown_ = {};
        return;
    }
    if (preview_->isHidden())
        return;
    shown_ = s->id;
    preview_->setSubject(*s);
    Q_EMIT detailsRequested(s->id);
}

void SubjectsPage::countsChanged() {
    const int shown = model_->rowCount();
    const int total = model_->total();
    count_->setText(shown == total
                        ? QLocale().toString(total)
                        : tr("%1 of %2").arg(QLocale().toString(shown), QLocale().toString(total)));
    body_->setCurrentIndex(total == 0 ? 1 : shown == 0 ? 2 : 0);
    facets_->setVisible(total > 0);
    footer_->setVisible(shown > 0);
    footer_->refresh();
    if (shown > 0 && !table_->currentIndex().isValid())
        table_->setCurrentIndex(model_->index(0, 0));
    rowChanged();
}

void SubjectsPage::showMenu(const QPoint& at) {
    const SubjectView* s =
        model_->at(table_->rowAt(at.y()) >= 0 ? table_->rowAt(at.y()) : table_->currentRow());
    if (!s)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"subjectMenu"_s);
    const Tokens& t = theme::tokens(this);
    menu->addAction(icon(u"people"_s, t), tr("Open"), this,
                    [this, id = s->id] { Q_EMIT openSubjectRequested(id); });
    menu->addAction(icon(u"eye"_s, t), tr("Preview"), this, [this, id = s->id] { select(id); });
    if (mayEdit_) {
        menu->addSeparator();
        menu->addAction(icon(u"pencil"_s, t), tr("Rename …"), this, &SubjectsPage::askRename);
        menu->addAction(icon(u"person-x"_s, t), tr("Withdraw …"), this, &SubjectsPage::askWithdraw)
            ->setEnabled(s->status != "erased"_L1);
    }
    if (mayJoin_) {
        menu->addSeparator();
        menu->addAction(icon(u"intersect"_s, t), tr("The same person as …"), this,
                        [this, label = s->label] { Q_EMIT joinRequested(label); });
        for (const QString& joined : s->joined)
            menu->addAction(icon(u"diagram-3"_s, t), tr("Part %1 again …").arg(joined), this,
                            [this, joined] { Q_EMIT partRequested(joined); });
    }
    menu->popup(table_->viewport()->mapToGlobal(at));
}

void SubjectsPage::showEnrol() {
    if (!mayEdit_)
        return;
    auto* dialog = new EnrolDialog(this);
    connect(dialog, &EnrolDialog::enrolRequested, this, &SubjectsPage::enrolRequested);
    dialog_ = dialog;
    connect(dialog, &QObject::destroyed, this, [this, dialog] {
        if (dialog_ == dialog)
            dialog_ = nullptr;
    });
    dialog->open();
}

void SubjectsPage::askRename() {
    const SubjectView* s = model_->at(table_->currentRow());
    if (!s || !mayEdit_)
        return;
    auto* dialog = new RenameDialog(*s, namesHidden_, this);
    connect(dialog, &RenameDialog::renameRequested, this,
            [this, id = s->id](const QString& label, const std::optional<QString>& name,
                               const QString& reason) { Q_EMIT renameRequested(id, label, name, reason); });
    dialog_ = dialog;
    connect(dialog, &QObject::destroyed, this, [this, dialog] {
        if (dialog_ == dialog)
            dialog_ = nullptr;
    });
    dialog->open();
}

void SubjectsPage::askWithdraw() {
    const SubjectView* s = model_->at(table_->currentRow());
    if (s && mayEdit_ && s->status != "erased"_L1)
        Q_EMIT withdrawRequested(s->label);
}

void SubjectsPage::enrolled(SubjectId id) {
    if (dialog_)
        static_cast<QDialog*>(dialog_)->accept();
    dialog_ = nullptr;
    if (id.isValid())
        select(id);
}

void SubjectsPage::refused(const QString& words) {
    if (dialog_)
        static_cast<SubjectDialog*>(dialog_)->refuse(words);
}

void SubjectsPage::keyPressEvent(QKeyEvent* event) {
    const bool plain = event->modifiers() == Qt::NoModifier;
    if (plain && event->key() == Qt::Key_F2)
        askRename();
    else if (plain && event->key() == Qt::Key_Delete)
        askWithdraw();
    else if (event->matches(QKeySequence::New))
        showEnrol();
    else if (event->matches(QKeySequence::Find))
        search_->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

void SubjectsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        countsChanged();
    }
    QWidget::changeEvent(event);
}

void SubjectsPage::retranslate() {
    title_->setText(tr("Subjects"));
    search_->setPlaceholderText(tr("Name, pinyin, code"));
    search_->setAccessibleName(tr("Search subjects"));
    import_->setText(tr("Import CT"));
    enrol_->setText(tr("Enrol"));
    table_->setAccessibleName(tr("Subjects"));
    nobody_->setWords(tr("No subjects yet"),
                      tr("Import CT and they are made from the files, or enrol the first one by hand."),
                      mayImport_ ? tr("Import CT") : QString(), u"folder2-open"_s);
    noHit_->setWords(tr("No subject fits"),
                     tr("Search finds code, name, pinyin and initials; filters narrow it further."),
                     tr("Show all"));
    model_->retranslate();
}

} // namespace casebook
