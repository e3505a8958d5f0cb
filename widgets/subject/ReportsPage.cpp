// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/ReportsPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/theme/Theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int openDepth = 4; ///< levels that stand open at first
constexpr int headHeight_px = 31; ///< of a DataTable too
constexpr int listWidth_px = 420;

QTreeWidget* makeTree(QWidget* parent, int columns) {
    auto* tree = new QTreeWidget(parent);
    tree->setColumnCount(columns);
    tree->setFont(theme::font(FontRole::Table));
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(false);
    tree->setAlternatingRowColors(false);
    tree->setSelectionMode(QAbstractItemView::SingleSelection);
    tree->header()->setFont(theme::font(FontRole::ColumnHead));
    tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    tree->header()->setHighlightSections(false);
    tree->header()->setFixedHeight(headHeight_px);
    return tree;
}

QString kindWords(const QByteArray& kind) {
    return kind == "KO"    ? ReportsPage::tr("Key images")
           : kind == "PR"  ? ReportsPage::tr("Presentation state")
           : kind == "PDF" ? ReportsPage::tr("PDF document")
                           : ReportsPage::tr("Report");
}

} // namespace

ReportsPage::ReportsPage(QWidget* parent) : QWidget(parent) {
    list_ = makeTree(this, 3);
    list_->setRootIsDecorated(false);
    list_->setProperty("flat", true);
    list_->setMinimumWidth(listWidth_px);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->header()->setStretchLastSection(false);
    for (int i = 0; i < list_->columnCount(); ++i)
        list_->header()->setSectionResizeMode(i, i == 1 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
    title_ = new Label(FontRole::Section, Tone::Text, this);
    facts_ = new Label(FontRole::Table, Tone::Text2, this);
    facts_->setWrapped();
    optional_ = new QCheckBox(this);
    optional_->setFont(theme::font(FontRole::Control));
    save_ = new Button(Button::Kind::Secondary, u"download"_s, this);
    save_->setObjectName(u"savePdf"_s);
    tree_ = makeTree(this, 2);
    tree_->setWordWrap(true);
    none_ = new EmptyState(u"journal-text"_s, this);

    auto* document = new QWidget(this);
    auto* column = new QVBoxLayout(document);
    column->setContentsMargins(18, 14, 24, 12);
    column->setSpacing(6);
    column->addWidget(title_);
    column->addWidget(facts_);
    column->addWidget(save_, 0, Qt::AlignLeft);
    column->addWidget(optional_);
    column->addWidget(tree_, 1);
    column->addStretch(0);
    auto* both = new QSplitter(Qt::Horizontal, this);
    both->setChildrenCollapsible(false);
    both->addWidget(list_);
    both->addWidget(document);
    both->setStretchFactor(1, 1);
    stack_ = new QStackedWidget(this);
    stack_->addWidget(none_);
    stack_->addWidget(both);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->addWidget(stack_);
    connect(list_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        if (item != nullptr)
            Q_EMIT reportRequested(item->data(0, Qt::UserRole).toString());
    });
    connect(save_, &QPushButton::clicked, this, [this] { Q_EMIT savePdfRequested(report_.uid); });
    connect(optional_, &QCheckBox::toggled, this, &ReportsPage::fill);
    retranslate();
}

void ReportsPage::setReports(const QList<ReportHead>& reports) {
    if (!reports.isEmpty() && reports == reports_)
        return;
    reports_ = reports;
    setReport({});
    list_->clear();
    for (const ReportHead& one : reports) {
        auto* item = new QTreeWidgetItem(
            list_, {one.date, one.title.isEmpty() ? kindWords(one.kind) : one.title, kindWords(one.kind)});
        item->setData(0, Qt::UserRole, one.uid);
        item->setToolTip(1, QStringList{item->text(1), one.maker}.join(u'\n').trimmed());
    }
    stack_->setCurrentIndex(reports.isEmpty() ? 0 : 1);
    if (!reports.isEmpty())
        list_->setCurrentItem(list_->topLevelItem(0));
}

void ReportsPage::choose(const QString& uid) {
    for (int i = 0; i < list_->topLevelItemCount(); ++i)
        if (list_->topLevelItem(i)->data(0, Qt::UserRole).toString() == uid)
            list_->setCurrentItem(list_->topLevelItem(i));
}

void ReportsPage::setReport(const ReportView& report) {
    report_ = report;
    title_->setText(report.title);
    facts_->setText(report.facts);
    save_->setVisible(report.isPdf);
    save_->setEnabled(report.maySave);
    tree_->setVisible(!report.isPdf);
    optional_->setChecked(false);
    optional_->setVisible(std::any_of(report.lines.begin(), report.lines.end(),
                                      [](const ReportLine& line) { return line.optional; }));
    fill();
}

void ReportsPage::setRefusal(const QString& words) {
    setReport({});
    facts_->setText(words);
}

void ReportsPage::fill() {
    tree_->clear();
    // The last item of each level, down to the one that the next line hangs on.
    std::vector<QTreeWidgetItem*> path;
    for (const ReportLine& line : report_.lines) {
        if (line.optional && !optional_->isChecked())
            continue;
        path.resize(std::min(path.size(), std::size_t(std::max(0, line.depth))));
        auto* item = path.empty() ? new QTreeWidgetItem(tree_) : new QTreeWidgetItem(path.back());
        item->setText(0, line.name);
        item->setText(1, line.value);
        item->setToolTip(1, line.value);
        path.push_back(item);
    }
    tree_->expandToDepth(openDepth);
    tree_->resizeColumnToContents(0);
}

void ReportsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ReportsPage::retranslate() {
    list_->setHeaderLabels({tr("Date"), tr("Title"), tr("Kind")});
    list_->setAccessibleName(tr("Reports"));
    tree_->setHeaderLabels({tr("Item"), tr("Value")});
    tree_->setAccessibleName(tr("Content of the report"));
    save_->setText(tr("Save PDF"));
    save_->setToolTip(tr("Saves the document outside the study, in the clear; the audit keeps that it left"));
    optional_->setText(tr("Show what the report leaves optional"));
    none_->setWords(
        tr("No reports"),
        tr("Structured reports, key images, presentation states and PDFs of this subject stand here."));
}

} // namespace casebook
