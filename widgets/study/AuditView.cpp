// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"
#include "widgets/study/StudyParts.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int detailWidth = 340;
} // namespace

AuditView::AuditView(AuditModel* model, QWidget* parent)
    : QWidget(parent), model_(model), table_(new DataTable(this)) {
    table_->setModel(model);
    table_->setSideMargin(24);
    QHeaderView* header = table_->horizontalHeader();
    const int widths[] = {82, 186, 112, 186, 0, 168};
    for (int i = 0; i < AuditModel::ColumnCount; ++i)
        if (widths[i] > 0)
            header->resizeSection(i, widths[i]);
    header->setSectionResizeMode(AuditModel::Object, QHeaderView::Stretch);

    auto* head = new Strip(Card::Fill::Window, Qt::BottomEdge, this);
    title_ = new Label(FontRole::Title, Tone::Text, head);
    count_ = new Label(FontRole::Table, Tone::Text2, head);
    count_->setNumbers();
    state_ = new Chip(Tone::Ok, Chip::Shape::Filled, head);
    verify_ = new Button(Button::Kind::Secondary, u"shield-check"_s, head);
    auto* headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(24, 12, 24, 12);
    headRow->setSpacing(8);
    headRow->addWidget(title_);
    headRow->addWidget(count_);
    headRow->addStretch(1);
    headRow->addWidget(state_);
    headRow->addWidget(verify_);

    auto* footer = new Strip(Card::Fill::Window, Qt::TopEdge, this);
    foot_ = new Label(FontRole::Note, Tone::Text2, footer);
    foot_->setNumbers();
    rule_ = new Label(FontRole::Note, Tone::Text2, footer);
    auto* footRow = new QHBoxLayout(footer);
    footRow->setContentsMargins(24, 8, 24, 8);
    footRow->addWidget(foot_);
    footRow->addStretch(1);
    footRow->addWidget(rule_);

    buildDetail();
    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(head);
    middle->addWidget(table_, 1);
    middle->addWidget(footer);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(middle, 1);
    all->addWidget(detail_);
    connect(table_, &DataTable::rowChanged, this, [this](const QModelIndex& at) { showRow(at.row()); });
    connect(model_, &QAbstractItemModel::modelReset, this, &AuditView::retranslate);
    connect(model_, &QAbstractItemModel::rowsInserted, this, &AuditView::retranslate);
    connect(verify_, &QPushButton::clicked, this, &AuditView::verifyRequested);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QStringList cells;
        for (int c = 0; c < AuditModel::ColumnCount; ++c)
            cells << model_->index(table_->currentRow(), c).data().toString();
        QGuiApplication::clipboard()->setText(cells.join(u'\t'));
    });
    retranslate();
}

/// The chosen row in full, at the right.
void AuditView::buildDetail() {
    detail_ = new Strip(Card::Fill::Alt, Qt::LeftEdge, this);
    detail_->setFixedWidth(detailWidth);
    action_ = new Label(FontRole::Section, Tone::Text, detail_);
    row_ = new Label(FontRole::Table, Tone::Text2, detail_);
    change_ = new Label(FontRole::Body, Tone::Text, detail_);
    change_->setWrapped();
    copy_ = new Button(Button::Kind::Secondary, u"clipboard"_s, detail_);
    facts_ = new QGridLayout;
    facts_->setHorizontalSpacing(16);
    facts_->setVerticalSpacing(6);
    facts_->setColumnStretch(1, 1);
    auto* first = new QHBoxLayout;
    first->addWidget(action_, 1);
    first->addWidget(row_);
    auto* pane = new QVBoxLayout(detail_);
    pane->setContentsMargins(20, 16, 20, 16);
    pane->setSpacing(10);
    pane->addLayout(first);
    pane->addWidget(change_);
    pane->addLayout(facts_);
    pane->addWidget(copy_);
    pane->addStretch(1);
    detail_->hide();
}

void AuditView::setTotal(qint64 rows) {
    total_ = rows;
    retranslate();
}

void AuditView::setVerify(const VerifyOutcome& outcome) {
    outcome_ = outcome;
    retranslate();
}

void AuditView::showRow(int row) {
    const AuditLine* line = model_->at(row);
    detail_->setVisible(line != nullptr);
    change_->clear();
    while (QLayoutItem* item = facts_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!line)
        return;
    action_->setText(AuditModel::actionText(line->action, line->objectKind));
    row_->setText(tr("row %1").arg(QLocale().toString(line->seq)));
    const bool changed = !line->oldValue.isEmpty() || !line->newValue.isEmpty();
    change_->setVisible(changed);
    change_->setText(line->oldValue.isEmpty()
                         ? line->newValue
                         : tr("%1 → %2", "old value, new value").arg(line->oldValue, line->newValue));
    int at = 0;
    const auto fact = [&](const QString& head, const QString& value) {
        if (value.isEmpty())
            return;
        facts_->addWidget(new Label(head, FontRole::Table, Tone::Text2, detail_), at, 0, Qt::AlignTop);
        auto* text = new Label(value, FontRole::Table, Tone::Text, detail_);
        text->setWrapped();
        facts_->addWidget(text, at++, 1);
    };
    fact(tr("When"), line->when.toString(u"yyyy-MM-dd HH:mm:ss t"_s));
    fact(tr("Who"),
         line->role.isEmpty() ? line->user : tr("%1 (%2)", "user, roles").arg(line->user, line->role));
    fact(tr("Object"), line->object);
    fact(tr("Field"), QString::fromLatin1(line->field));
    fact(tr("Reason"), line->reason);
}

void AuditView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AuditView::retranslate() {
    title_->setText(tr("Audit"));
    const qint64 rows = total_ >= 0 ? total_ : model_->rowCount();
    count_->setText(tr("%1 rows").arg(QLocale().toString(rows)));
    const bool known = outcome_.when.isValid() && !outcome_.running;
    state_->setVisible(known);
    state_->setTone(outcome_.ok ? Tone::Ok : Tone::Bad);
    state_->setIconName(outcome_.ok ? u"shield-check"_s : u"x-octagon-fill"_s);
    const QString time = QLocale().toString(outcome_.when.time(), u"HH:mm"_s);
    state_->setText(outcome_.ok ? tr("Chain whole, checked %1").arg(time)
                                : tr("Damage found, checked %1").arg(time));
    verify_->setText(outcome_.running ? tr("Verifying …") : tr("Verify"));
    verify_->setEnabled(!outcome_.running);
    foot_->setText(
        tr("%1 of %2 rows shown").arg(QLocale().toString(model_->rowCount()), QLocale().toString(rows)));
    rule_->setText(tr("Rows can be added, never changed"));
    copy_->setText(tr("Copy"));
    table_->setAccessibleName(tr("Audit"));
    showRow(table_->currentRow());
}

} // namespace casebook
