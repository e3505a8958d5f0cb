// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schedule/ExamVisitPanel.h"

#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

ExamVisitPanel::ExamVisitPanel(For whom, QWidget* parent)
    : QWidget(parent), whom_(whom), model_(new ExamVisitModel(this)), table_(new DataTable(this)),
      filter_(new QuietCombo(this)), take_(new Button(Button::Kind::Primary, u"check-lg"_s, this)),
      choose_(new Button(Button::Kind::Secondary, u"calendar-event"_s, this)),
      none_(new Button(Button::Kind::Secondary, u"slash-circle"_s, this)),
      takeAll_(new Button(Button::Kind::Secondary, u"check-circle-fill"_s, this)),
      undo_(new Button(Button::Kind::Quiet, u"arrow-counterclockwise"_s, this)),
      nothing_(new EmptyState(u"calendar3"_s, this)), allDone_(new EmptyState(u"check-circle-fill"_s, this)),
      body_(new QStackedWidget(this)) {
    table_->setModel(model_);
    table_->setSideMargin(15);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->installEventFilter(this);
    QHeaderView* header = table_->horizontalHeader();
    constexpr int widths[] = {170, 110, 90, 0, 250, 84};
    for (int i = 0; i < ExamVisitModel::ColumnCount; ++i)
        if (widths[i] > 0)
            header->resizeSection(i, widths[i]);
    table_->setYielding({ExamVisitModel::Modality, ExamVisitModel::Days}, ExamVisitModel::Description, 140);
    table_->setColumnHidden(ExamVisitModel::Subject, whom == For::Subject);
    if (whom == For::Subject)
        model_->setFilter(ExamVisitFilter::All);
    filter_->setVisible(whom == For::Study);
    take_->setKeyCap(u"A"_s);
    choose_->setKeyCap(u"V"_s);
    none_->setKeyCap(u"N"_s);
    for (QWidget* page :
         {static_cast<QWidget*>(table_), static_cast<QWidget*>(nothing_), static_cast<QWidget*>(allDone_)})
        body_->addWidget(page);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(14, 10, 14, 8);
    bar->setSpacing(8);
    bar->addWidget(take_);
    bar->addWidget(choose_);
    bar->addWidget(none_);
    bar->addWidget(undo_);
    bar->addStretch(1);
    bar->addWidget(filter_);
    bar->addWidget(takeAll_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(bar);
    all->addWidget(body_, 1);
    connect(filter_, &QComboBox::currentIndexChanged, this, [this](int at) {
        model_->setFilter(at == 1 ? ExamVisitFilter::All : ExamVisitFilter::Open);
        refresh();
    });
    connect(take_, &QPushButton::clicked, this, &ExamVisitPanel::accept);
    connect(choose_, &QPushButton::clicked, this, &ExamVisitPanel::choose);
    connect(none_, &QPushButton::clicked, this, &ExamVisitPanel::sayNone);
    connect(undo_, &QPushButton::clicked, this, &ExamVisitPanel::undoRequested);
    connect(takeAll_, &QPushButton::clicked, this, [this] { Q_EMIT acceptRequested(model_->proposed()); });
    connect(table_, &DataTable::rowChanged, this, &ExamVisitPanel::refresh);
    connect(table_, &DataTable::opened, this, [this](const QModelIndex& at) {
        if (const ExamVisitView* exam = model_->at(at.row()))
            Q_EMIT subjectRequested(exam->subject);
    });
    connect(table_, &QWidget::customContextMenuRequested, this, &ExamVisitPanel::showMenu);
    retranslate();
}

void ExamVisitPanel::setExams(const QList<ExamVisitView>& exams, const QList<VisitChoice>& choices,
                              bool mayLink) {
    const int before = table_->currentRow();
    const ExamVisitView* current = model_->at(before);
    const QString kept = current ? current->exam : QString();
    choices_ = choices;
    mayLink_ = mayLink;
    model_->setExams(exams);
    int row = kept.isEmpty() ? 0 : model_->rowOf(kept);
    if (row < 0)
        row = std::min(before, model_->rowCount() - 1); // it is done: the next one moves up to its place
    if (row >= 0 && row < model_->rowCount())
        table_->setCurrentIndex(model_->index(row, ExamVisitModel::Date));
    refresh();
}

void ExamVisitPanel::setUndo(bool possible) {
    mayUndo_ = possible;
    refresh();
}

void ExamVisitPanel::refresh() {
    const ExamVisitView* exam = model_->at(table_->currentRow());
    const bool open = exam && exam->isOpen();
    take_->setEnabled(mayLink_ && open && !exam->visit.isEmpty());
    choose_->setEnabled(mayLink_ && exam && !choices_.isEmpty());
    none_->setEnabled(mayLink_ && exam && !exam->noVisit);
    undo_->setVisible(mayUndo_);
    const int proposals = int(model_->proposed().size());
    takeAll_->setVisible(mayLink_ && proposals > 1);
    takeAll_->setText(tr("Take all %1 proposals").arg(QLocale().toString(proposals)));
    for (Button* button : {take_, choose_, none_})
        button->setVisible(mayLink_);
    body_->setCurrentWidget(model_->rowCount() > 0 ? static_cast<QWidget*>(table_)
                            : model_->total() == 0 ? static_cast<QWidget*>(nothing_)
                                                   : allDone_);
}

void ExamVisitPanel::accept() {
    const ExamVisitView* exam = model_->at(table_->currentRow());
    if (exam && take_->isEnabled())
        Q_EMIT acceptRequested({exam->exam});
}

void ExamVisitPanel::choose() {
    const ExamVisitView* exam = model_->at(table_->currentRow());
    if (!exam || !choose_->isEnabled())
        return;
    auto* dialog = new VisitChoiceDialog(*exam, choices_, this);
    connect(dialog, &VisitChoiceDialog::given, this,
            [this, id = exam->exam](const QString& visit, int repeat, const QString& reason) {
                Q_EMIT visitRequested(id, visit, repeat, reason);
            });
    dialog->open();
}

void ExamVisitPanel::sayNone() {
    const ExamVisitView* exam = model_->at(table_->currentRow());
    if (!exam || !none_->isEnabled())
        return;
    if (exam->isOpen()) {
        Q_EMIT noVisitRequested(exam->exam, {});
        return;
    }
    auto* dialog = new RequireReason(tr("Does this exam belong to no visit?"),
                                     tr("The reason stands in the audit."), tr("No visit"), false, this);
    connect(dialog, &RequireReason::given, this,
            [this, id = exam->exam](const QString& reason) { Q_EMIT noVisitRequested(id, reason); });
    dialog->open();
}

void ExamVisitPanel::openAgain() {
    const ExamVisitView* exam = model_->at(table_->currentRow());
    if (!exam || !mayLink_ || exam->isOpen())
        return;
    auto* dialog = new RequireReason(tr("Take back the visit of this exam?"),
                                     tr("The reason stands in the audit."), tr("Take back"), false, this);
    connect(dialog, &RequireReason::given, this,
            [this, id = exam->exam](const QString& reason) { Q_EMIT openRequested(id, reason); });
    dialog->open();
}

void ExamVisitPanel::showMenu(const QPoint& at) {
    const QModelIndex index = table_->indexAt(at);
    if (index.isValid())
        table_->setCurrentIndex(index);
    const ExamVisitView* exam = model_->at(table_->currentRow());
    if (!exam)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"examVisitMenu"_s);
    const Tokens& t = theme::tokens(this);
    if (whom_ == For::Study)
        menu->addAction(icon(u"person"_s, t), tr("Open the subject"), this,
                        [this, id = exam->subject] { Q_EMIT subjectRequested(id); });
    if (mayLink_) {
        menu->addAction(icon(u"check-lg"_s, t), tr("Take the proposal"), this, &ExamVisitPanel::accept)
            ->setEnabled(take_->isEnabled());
        menu->addAction(icon(u"calendar-event"_s, t), tr("Another visit …"), this, &ExamVisitPanel::choose);
        menu->addAction(icon(u"slash-circle"_s, t), tr("No visit"), this, &ExamVisitPanel::sayNone)
            ->setEnabled(none_->isEnabled());
        menu->addAction(icon(u"arrow-counterclockwise"_s, t), tr("Open again …"), this,
                        &ExamVisitPanel::openAgain)
            ->setEnabled(!exam->isOpen());
    }
    menu->popup(table_->viewport()->mapToGlobal(at));
}

bool ExamVisitPanel::handleKey(int key) {
    switch (key) {
    case Qt::Key_A: accept(); return true;
    case Qt::Key_V: choose(); return true;
    case Qt::Key_N: sayNone(); return true;
    case Qt::Key_O: openAgain(); return true;
    default: return false;
    }
}

bool ExamVisitPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) && mayUndo_) {
            Q_EMIT undoRequested();
            return true;
        }
        if (key->modifiers() == Qt::NoModifier && handleKey(key->key()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ExamVisitPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ExamVisitPanel::retranslate() {
    take_->setText(tr("Take the proposal"));
    choose_->setText(tr("Another visit"));
    none_->setText(tr("No visit"));
    undo_->setText(tr("Undo"));
    filter_->setWords({tr("Without a visit"), tr("All exams")});
    filter_->setAccessibleName(tr("Which exams"));
    table_->setAccessibleName(tr("Exams and their visits"));
    nothing_->setWords(tr("No exams yet"), tr("Import CT; each exam then finds the visit of its day here."));
    allDone_->setWords(tr("Every exam has its visit"),
                       tr("Exams that come later are proposed here by their date."));
    model_->retranslate();
    refresh();
}

VisitChoiceDialog::VisitChoiceDialog(const ExamVisitView& exam, const QList<VisitChoice>& choices,
                                     QWidget* parent)
    : Dialog(parent), choices_(choices), visits_(new QuietCombo(this)) {
    setWords(tr("Which visit does this exam belong to?"),
             tr("%1, %2 of %3")
                 .arg(exam.description, exam.date.isEmpty() ? tr("no date") : exam.date, exam.label));
    QStringList words;
    int current = 0;
    for (const VisitChoice& choice : choices) {
        if (choice.words == exam.visit)
            current = int(words.size());
        words.append(choice.words);
    }
    visits_->setWords(words);
    visits_->setCurrentIndex(current);
    visits_->setAccessibleName(tr("Visit"));
    body()->addWidget(visits_);
    if (!exam.isOpen()) {
        reason_ = new LineEdit(this);
        reason_->setPlaceholderText(tr("Why it changes"));
        reason_->setAccessibleName(tr("Reason"));
        body()->addWidget(reason_);
    }
    connect(addButton(tr("Leave as it is"), false), &QPushButton::clicked, this, &QDialog::reject);
    verb_ = addButton(tr("Set visit"), true);
    if (reason_) {
        verb_->setEnabled(false);
        connect(reason_, &QLineEdit::textChanged, this,
                [this](const QString& text) { verb_->setEnabled(!text.trimmed().isEmpty()); });
    }
    connect(verb_, &QPushButton::clicked, this, [this] {
        const int at = visits_->currentIndex();
        if (at < 0)
            return;
        Q_EMIT given(choices_.at(at).visit, choices_.at(at).repeat,
                     reason_ ? reason_->text().trimmed() : QString());
        QDialog::accept();
    });
}

} // namespace casebook
