// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/AuditView.h"

#include "widgets/common/Button.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Chip.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

AuditView::AuditView(AuditModel* model, QWidget* parent)
    : QWidget(parent), model_(model), table_(new DataTable(this)), filters_(new AuditFilterBar(this)),
      body_(new QStackedWidget(this)), noHit_(new EmptyState(u"search"_s, this)) {
    table_->setModel(model);
    table_->setSideMargin(24);
    QHeaderView* header = table_->horizontalHeader();
    const int widths[] = {82, 164, 104, 206, 0, 150};
    for (int i = 0; i < AuditModel::ColumnCount; ++i)
        if (widths[i] > 0)
            header->resizeSection(i, widths[i]);
    table_->setYielding({AuditModel::Reason}, AuditModel::Object, 150);
    body_->addWidget(table_);
    body_->addWidget(noHit_);

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    detail_ = new AuditDetailPane(scroll);
    scroll->setWidget(detail_);
    scroll->setFixedWidth(detail_->minimumWidth());
    scroll->hide();
    side_ = scroll;

    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(buildHead());
    middle->addWidget(body_, 1);
    middle->addWidget(buildFoot());
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(middle, 1);
    all->addWidget(side_);
    connect(table_, &DataTable::rowChanged, this, [this](const QModelIndex& at) { showRow(at.row()); });
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        const int row =
            model_->rowOf(side_->isHidden() ? 0 : detail_->seq()); // the same one, if it is still there
        table_->setCurrentIndex(model_->index(row, 0));
        if (row < 0)
            table_->scrollToTop();
        showRow(row);
        retranslate();
    });
    connect(model_, &QAbstractItemModel::rowsInserted, this, &AuditView::retranslate);
    connect(verify_, &QPushButton::clicked, this, &AuditView::verifyRequested);
    connect(save_, &QPushButton::clicked, this, &AuditView::saveRequested);
    connect(noHit_, &EmptyState::clicked, filters_, &AuditFilterBar::clear);
    retranslate();
}

QWidget* AuditView::buildHead() {
    auto* head = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    title_ = new Label(FontRole::Title, Tone::Text, head);
    count_ = new Label(FontRole::Table, Tone::Text2, head);
    count_->setNumbers();
    state_ = new Chip(Tone::Ok, Chip::Shape::Filled, head);
    verify_ = new Button(Button::Kind::Secondary, u"shield-check"_s, head);
    save_ = new Button(Button::Kind::Secondary, u"download"_s, head);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(title_);
    first->addWidget(count_);
    first->addStretch(1);
    first->addWidget(state_);
    first->addWidget(verify_);
    first->addWidget(save_);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(24, 12, 24, 12);
    rows->setSpacing(10);
    rows->addLayout(first);
    rows->addWidget(filters_);
    return head;
}

QWidget* AuditView::buildFoot() {
    auto* footer = new Strip(Card::Fill::Window, Qt::TopEdge, this);
    foot_ = new Label(FontRole::Note, Tone::Text2, footer);
    foot_->setNumbers();
    rule_ = new Label(FontRole::Note, Tone::Text2, footer);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(24, 8, 24, 8);
    row->addWidget(foot_);
    row->addStretch(1);
    row->addWidget(rule_);
    return footer;
}

void AuditView::setTotal(qint64 rows) {
    total_ = rows;
    retranslate();
}

void AuditView::setVerify(const VerifyOutcome& outcome) {
    outcome_ = outcome;
    retranslate();
}

void AuditView::setChain(const QDateTime& checked, bool whole) {
    chainWhen_ = checked;
    chainWhole_ = whole;
    retranslate();
}

bool AuditView::isAtTop() const { return table_->verticalScrollBar()->value() == 0; }

void AuditView::setMaySave(bool may) { save_->setVisible(may); }

void AuditView::setLoading(bool loading) {
    loading_ = loading;
    retranslate();
}

void AuditView::setSaving(bool saving) {
    saving_ = saving;
    retranslate();
}

void AuditView::showRow(int row) {
    const AuditLine* line = model_->at(row);
    side_->setVisible(line != nullptr);
    if (!line)
        detail_->setLine({}); // a row of the same number may come back as another one
    if (!line || line->seq == detail_->seq())
        return;
    detail_->setLine(*line);
    Q_EMIT rowChosen(line->seq);
}

void AuditView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

/// Damage that was found stays, whichever look found it; the time is that of the last one.
void AuditView::showState() {
    const bool verified = outcome_.when.isValid() && !outcome_.running, chained = chainWhen_.isValid();
    const bool ok = (!verified || outcome_.ok) && (!chained || chainWhole_);
    const QDateTime when = verified && (!chained || outcome_.when > chainWhen_) ? outcome_.when : chainWhen_;
    state_->setVisible(verified || chained);
    state_->setTone(ok ? Tone::Ok : Tone::Bad);
    state_->setIconName(ok ? u"shield-check"_s : u"x-octagon-fill"_s);
    const QString time = QLocale().toString(when.time(), u"HH:mm"_s);
    state_->setText(ok ? tr("Chain whole, checked %1").arg(time) : tr("Damage found, checked %1").arg(time));
}

void AuditView::retranslate() {
    title_->setText(tr("Audit"));
    const qint64 rows = total_ >= 0 ? total_ : model_->rowCount();
    count_->setText(tr("%1 rows").arg(QLocale().toString(rows)));
    showState();
    verify_->setText(outcome_.running ? tr("Verifying …") : tr("Verify"));
    verify_->setEnabled(!outcome_.running);
    save_->setText(saving_ ? tr("Saving …") : tr("Save as CSV"));
    save_->setEnabled(!saving_);
    const QString shown = QLocale().toString(model_->rowCount());
    foot_->setText(loading_                   ? tr("Looking …")
                   : model_->canFetchMore({}) ? tr("%1 rows shown, more as you scroll").arg(shown)
                                              : tr("%1 rows shown, all that match").arg(shown));
    rule_->setText(tr("Rows can be added, never changed"));
    table_->setAccessibleName(tr("Audit"));
    noHit_->setWords(tr("No row matches"), tr("Take a filter away, or look in another time."),
                     tr("Show everything"));
    const bool empty = model_->rowCount() == 0 && !loading_ && filters_->filter() != AuditFilter();
    body_->setCurrentWidget(empty ? static_cast<QWidget*>(noHit_) : table_);
}

} // namespace casebook
