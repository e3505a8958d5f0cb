// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/export/ExportPage.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/EmptyState.h"
#include "widgets/common/Label.h"
#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/export/ExportModels.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int choicesWidth = 264, sideWidth = 344;
constexpr int tabCount = 3;

QString recordWords(const QByteArray& state) {
    if (state == "released")
        return ExportPage::tr("released");
    if (state == "refused")
        return ExportPage::tr("nothing released");
    if (state == "interrupted")
        return ExportPage::tr("interrupted");
    return ExportPage::tr("running");
}

} // namespace

ExportPage::ExportPage(QWidget* parent) : QWidget(parent) {
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(0);
    all->addWidget(buildChoices());
    all->addWidget(buildMiddle(), 1);
    all->addWidget(buildSide());
    retranslate();
    refreshButtons();
}

QWidget* ExportPage::buildChoices() {
    auto* box = new Strip(Card::Fill::Window, Qt::RightEdge, this);
    box->setFixedWidth(choicesWidth);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(4);
    head_ = new Label(FontRole::Section, Tone::Text, box);
    rows->addWidget(head_);
    rows->addSpacing(8);
    const auto field = [&](QWidget* editor) {
        auto* caption = new Label(FontRole::Note, Tone::Text2, box);
        captions_ << caption;
        rows->addWidget(caption);
        rows->addWidget(editor);
        rows->addSpacing(8);
    };
    for (QuietCombo** combo : {&cohort_, &kind_, &profile_, &dates_}) {
        *combo = new QuietCombo(box);
        (*combo)->setMinimumHeight(32);
        field(*combo);
        connect(*combo, &QuietCombo::activated, this, &ExportPage::choicesChanged);
    }
    for (QLineEdit** edit : {&cut_, &title_, &licence_, &contact_, &ethics_}) {
        *edit = new LineEdit(box);
        field(*edit);
        connect(*edit, &QLineEdit::textEdited, this, &ExportPage::choicesChanged);
    }
    kind_->addItem(QString(), QVariant(u"dataset"_s));
    kind_->addItem(QString(), QVariant(u"csv"_s));
    kind_->addItem(QString(), QVariant(u"dicom"_s));
    profile_->addItem(QString(), QVariant(u"research"_s));
    profile_->addItem(QString(), QVariant(u"strict"_s));
    dates_->addItem(QString(), QVariant(u"shift"_s));
    dates_->addItem(QString(), QVariant(u"index"_s));
    rows->addStretch(1);
    return box;
}

QWidget* ExportPage::buildMiddle() {
    auto* box = new QWidget(this);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    body_ = new QStackedWidget(box);
    none_ = new EmptyState(u"box-arrow-up"_s, body_);
    auto* shown = new QWidget(body_);
    auto* inner = new QVBoxLayout(shown);
    inner->setContentsMargins(24, 16, 24, 0);
    inner->setSpacing(12);
    what_ = new Label(FontRole::Title, Tone::Text, shown);
    showNames_ = new Button(Button::Kind::Quiet, u"person"_s, box);
    showNames_->setObjectName(u"showNames"_s);
    connect(showNames_, &QPushButton::clicked, this, [this] { showNames(true); });
    inner->addWidget(what_);
    auto* card = new Card(shown);
    auto* numbers = new QHBoxLayout(card);
    numbers->setContentsMargins(20, 12, 20, 12);
    for (int i = 0; i < 4; ++i) {
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        numbers_[i] = new Label(FontRole::Title, Tone::Text, card);
        numbers_[i]->setNumbers();
        units_[i] = new Label(FontRole::Note, Tone::Text2, card);
        column->addWidget(numbers_[i]);
        column->addWidget(units_[i]);
        numbers->addLayout(column, 1);
    }
    inner->addWidget(card);
    tabs_ = new QTabBar(shown);
    tabs_->setFont(theme::font(FontRole::Control));
    tabs_->setExpanding(false);
    tabs_->setElideMode(Qt::ElideNone);
    for (int i = 0; i < tabCount; ++i)
        tabs_->addTab({});
    inner->addWidget(tabs_);
    model_ = new ExportTableModel(this);
    table_ = new DataTable(shown);
    table_->setModel(model_);
    table_->setRowHeight(26);
    inner->addWidget(table_, 1);
    body_->addWidget(none_);
    body_->addWidget(shown);
    rows->addWidget(body_, 1);

    auto* footBox = new Strip(Card::Fill::Window, Qt::TopEdge, box);
    auto* foot = new QHBoxLayout(footBox);
    foot->setContentsMargins(24, 12, 24, 12);
    foot_ = new Label(FontRole::Table, Tone::Text2, footBox);
    look_ = new Button(Button::Kind::Secondary, u"eye"_s, footBox);
    run_ = new Button(Button::Kind::Primary, u"box-arrow-up"_s, footBox);
    cancel_ = new Button(Button::Kind::Secondary, {}, footBox);
    foot->addWidget(foot_, 1);
    for (Button* button : {showNames_, look_, cancel_, run_})
        foot->addWidget(button);
    rows->addWidget(footBox);
    connect(tabs_, &QTabBar::currentChanged, this, &ExportPage::showTab);
    connect(look_, &QPushButton::clicked, this, &ExportPage::choosePreview);
    connect(run_, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(wish()); });
    connect(cancel_, &QPushButton::clicked, this, &ExportPage::cancelRequested);
    connect(none_, &EmptyState::clicked, this, [this] {
        if (cohort_->count() == 0)
            Q_EMIT cohortsRequested();
        else
            choosePreview();
    });
    return box;
}

QWidget* ExportPage::buildSide() {
    auto* box = new Strip(Card::Fill::Window, Qt::LeftEdge, this);
    box->setFixedWidth(sideWidth);
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(8);
    outcome_ = new Label(FontRole::Table, Tone::Text, box);
    outcome_->setWrapped(sideWidth - 40);
    outcome_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    warnings_ = new Label(FontRole::Table, Tone::Warn, box);
    warnings_->setWrapped(sideWidth - 40);
    sideHead_ = new Label(FontRole::Section, Tone::Text, box);
    recordModel_ = new ExportTableModel(this);
    recordTable_ = new DataTable(box);
    recordTable_->setModel(recordModel_);
    rows->addWidget(outcome_);
    rows->addWidget(warnings_);
    rows->addWidget(sideHead_);
    noRecords_ = new Label(FontRole::Table, Tone::Text2, box);
    noRecords_->setWrapped(sideWidth - 40);
    rows->addWidget(noRecords_);
    rows->addWidget(recordTable_, 1);
    rows->addStretch(0);
    return box;
}

void ExportPage::setCohorts(const QList<ExportCohortView>& cohorts) {
    const QString kept = cohort_->currentData().toString();
    cohort_->clear();
    for (const ExportCohortView& cohort : cohorts)
        cohort_->addItem(tr("%1, %n subject(s)", "cohort and its size", cohort.members).arg(cohort.name),
                         cohort.key);
    cohort_->setCurrentIndex(std::max(0, cohort_->findData(kept)));
    if (cohort_->currentData().toString() != kept)
        preview_ = {};
    retranslate();
    refreshButtons();
}

void ExportPage::setPreview(const ExportPreviewView& preview) {
    preview_ = preview;
    namesShown_ = false; // they were of another list
    retranslate();
    refreshButtons();
}

void ExportPage::setRecords(const QList<ExportRecordView>& records) {
    records_ = records;
    retranslate();
}

void ExportPage::setRunning(bool running, const QString& words) {
    running_ = running;
    foot_->setText(words);
    refreshButtons();
}

void ExportPage::setOutcome(const QString& words, bool released, const QStringList& droppedWords) {
    outcomeWords_ = words;
    outcomeDropped_ = droppedWords;
    namesShown_ = false;
    outcome_->setTone(released ? Tone::Ok : Tone::Bad);
    retranslate();
    refreshButtons();
}

void ExportPage::setNamesHidden(bool hidden) {
    namesHidden_ = hidden;
    showNames(false);
}

void ExportPage::showNames(bool shown) {
    namesShown_ = shown;
    retranslate();
    refreshButtons();
}

QString ExportPage::droppedLine(const QStringList& words) const {
    constexpr qsizetype mostWords = 12;
    if (hides())
        return tr("%n word(s) left out of descriptions.", nullptr, int(words.size()));
    return tr("Words left out of descriptions: %1").arg(words.mid(0, mostWords).join(u", "_s));
}

/// What leaves as it is tells nobody's name; all else may, also in an attribute that is not made for it.
QString ExportPage::valueBefore(const ExportAttributeView& attribute) const {
    const bool may = !attribute.before.isEmpty() && attribute.before != attribute.after;
    return hides() && may ? QString(3, QChar(0x2022)) : attribute.before;
}

void ExportPage::close() {
    setRecords({});
    setPreview({});
    setCohorts({});
    setOutcome({}, true);
    for (QLineEdit* edit : {cut_, title_, licence_, contact_, ethics_})
        edit->clear();
}

ExportWish ExportPage::wish() const {
    ExportWish wish;
    wish.cohort = cohort_->currentData().toString();
    wish.kind = kind_->currentData().toByteArray();
    wish.dates = dates_->currentData().toByteArray();
    wish.profile = profile_->currentData().toString();
    wish.cut = cut_->text().trimmed();
    wish.title = title_->text().trimmed();
    wish.licence = licence_->text().trimmed();
    wish.contact = contact_->text().trimmed();
    wish.ethics = ethics_->text().trimmed();
    return wish;
}

void ExportPage::choosePreview() {
    if (cohort_->count() > 0)
        Q_EMIT previewRequested(wish());
}

/// What was looked at is no longer what would be written.
void ExportPage::choicesChanged() {
    preview_ = {};
    setOutcome({}, true);
    retranslate();
    refreshButtons();
}

void ExportPage::refreshButtons() {
    look_->setEnabled(!running_ && cohort_->count() > 0);
    run_->setEnabled(!running_ && preview_.valid);
    cancel_->setVisible(running_);
    const bool tells =
        !preview_.attributes.isEmpty() || !preview_.droppedWords.isEmpty() || !outcomeDropped_.isEmpty();
    showNames_->setVisible(hides() && tells);
    body_->setCurrentIndex(preview_.valid ? 1 : 0);
    if (!running_)
        foot_->setText(tr("Nothing is written before you press Run."));
}

void ExportPage::showTab() {
    QList<ExportTableModel::Row> rows;
    const int tab = tabs_->currentIndex();
    if (tab == 0) {
        model_->setHead(
            {tr("Tag"), tr("Attribute"), tr("In the study"), tr("In the export set"), tr("Action")});
        for (const ExportAttributeView& a : preview_.attributes)
            rows.append({{a.tag, a.name, valueBefore(a), a.after, a.action},
                         a.code == "X" ? QByteArray("bad") : QByteArray()});
    } else if (tab == 1) {
        model_->setHead({tr("Table"), tr("Rows"), tr("Columns")}, {1, 2});
        for (const ExportTableView& table : preview_.tableList)
            rows.append(
                {{table.name, QLocale().toString(table.rows), QLocale().toString(table.columns)}, {}});
    } else {
        model_->setHead({tr("What stays here"), tr("Count"), tr("Why")}, {1});
        for (const ExportExclusionView& out : preview_.excluded)
            rows.append({{out.what, QLocale().toString(out.count), out.reason}, "warn"});
    }
    model_->setRows(rows);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    // What happens to an attribute is always in sight; long names and values are whole in the tooltip.
    const QList<int> stretched = tab == 0 ? QList<int>{1, 2, 3} : QList<int>{0};
    for (const int column : stretched)
        table_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void ExportPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ExportPage::retranslate() {
    head_->setText(tr("New export set"));
    const QString captions[] = {tr("Cohort"),  tr("Content"),         tr("Profile"),
                                tr("Dates"),   tr("Data cut (date)"), tr("Title of the set"),
                                tr("Licence"), tr("Contact"),         tr("Ethics approval")};
    for (int i = 0; i < captions_.size(); ++i)
        captions_.at(i)->setText(captions[i]);
    kind_->setItemText(0, tr("Images and tables"));
    kind_->setItemText(1, tr("Tables only"));
    kind_->setItemText(2, tr("Images only"));
    profile_->setItemText(0, tr("Research: dates shifted"));
    profile_->setItemText(1, tr("Strict: no dates, no characteristics"));
    dates_->setItemText(0, tr("Shifted, one offset a subject"));
    dates_->setItemText(1, tr("Days from the index event"));
    cut_->setPlaceholderText(u"2026-06-30"_s);
    what_->setText(tr("What leaves"));
    const QLocale locale;
    const int counts[] = {preview_.subjects, preview_.exams, preview_.objects, preview_.tables};
    const QString units[] = {tr("subjects"), tr("exams"), tr("image objects"), tr("tables")};
    for (int i = 0; i < 4; ++i) {
        numbers_[i]->setText(locale.toString(counts[i]));
        units_[i]->setText(units[i]);
    }
    tabs_->setTabText(0, tr("DICOM attributes %1").arg(preview_.attributes.size()));
    tabs_->setTabText(1, tr("Tables %1").arg(preview_.tableList.size()));
    tabs_->setTabText(2, tr("Stays here %1").arg(preview_.excluded.size()));
    look_->setText(tr("Preview"));
    run_->setText(tr("Run export"));
    cancel_->setText(tr("Stop"));
    showNames_->setText(tr("Show names"));
    if (cohort_->count() == 0)
        none_->setWords(tr("No frozen cohort yet"), tr("An export is made of a frozen cohort."),
                        tr("Go to Cohorts"), u"bar-chart-line"_s);
    else
        none_->setWords(tr("See what would leave"),
                        tr("The preview shows every attribute with its action, and what stays here."),
                        tr("Preview"), u"eye"_s);
    QStringList warnings = preview_.warnings;
    if (!preview_.droppedWords.isEmpty())
        warnings << droppedLine(preview_.droppedWords);
    warnings_->setText(warnings.join(u"\n\n"_s));
    warnings_->setVisible(!warnings.isEmpty());
    outcome_->setText(outcomeDropped_.isEmpty() ? outcomeWords_
                                                : outcomeWords_ + u'\n' + droppedLine(outcomeDropped_));
    outcome_->setVisible(!outcomeWords_.isEmpty());
    sideHead_->setText(tr("Earlier sets"));
    recordModel_->setHead({tr("When"), tr("Cohort"), tr("State")});
    QList<ExportTableModel::Row> rows;
    for (const ExportRecordView& record : records_)
        rows.append(
            {{record.when.toString(u"yyyy-MM-dd HH:mm"_s), record.cohort,
              record.withdrawn == 0 ? recordWords(record.state)
                                    : tr("%1 (%n withdrawn since)", "state of a data set", record.withdrawn)
                                          .arg(recordWords(record.state))},
             record.state == "released"  ? QByteArray("ok")
             : record.state == "refused" ? QByteArray("bad")
                                         : "warn"});
    recordModel_->setRows(rows);
    recordTable_->setVisible(!rows.isEmpty());
    noRecords_->setVisible(rows.isEmpty());
    noRecords_->setText(tr("No set has been exported yet. Each one will be listed here with its state."));
    recordTable_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    recordTable_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    showTab();
}

} // namespace casebook
