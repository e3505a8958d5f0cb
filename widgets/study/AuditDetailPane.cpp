// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/AuditDetailPane.h"

#include "widgets/common/Button.h"
#include "widgets/common/Label.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int detailWidth = 340, historyMost = 12;
constexpr int shortValues = 16; // letters of both that stand beside each other

QString timeOf(const AuditLine& line) { return line.when.toString(u"yyyy-MM-dd HH:mm:ss t"_s); }

/// "8f2c41d0 … 77ae02f4": enough to compare two by eye.
QString shortHash(const QByteArray& hash) {
    const QString hex = QString::fromLatin1(hash.toHex());
    return hex.size() <= 16 ? hex : u"%1 … %2"_s.arg(hex.first(8), hex.last(8));
}

} // namespace

AuditDetailPane::AuditDetailPane(QWidget* parent)
    : Strip(Card::Fill::Alt, Qt::LeftEdge, parent), icon_(new IconMark(u"pencil"_s, Tone::Text, 16, this)),
      action_(new Label(FontRole::Section, Tone::Text, this)),
      row_(new Label(FontRole::Table, Tone::Text2, this)), change_(new Card(this)),
      open_(new Button(Button::Kind::Secondary, u"box-arrow-in-right"_s, this)),
      copy_(new Button(Button::Kind::Secondary, u"clipboard"_s, this)), grid_(new QGridLayout),
      historyPlace_(new QVBoxLayout) {
    setFixedWidth(detailWidth);
    row_->setNumbers();
    field_ = new Label(FontRole::Note, Tone::Text2, change_);
    old_ = new Label(FontRole::Section, Tone::Text2, change_);
    arrow_ = new Label(u"→"_s, FontRole::Section, Tone::Text2, change_);
    new_ = new Label(FontRole::Section, Tone::Text, change_);
    for (Label* value : {field_, old_, new_})
        value->setWrapped(detailWidth - 80);
    QFont struck = old_->font();
    struck.setStrikeOut(true);
    old_->setFont(struck);
    auto* box = new QVBoxLayout(change_);
    box->setContentsMargins(16, 12, 16, 12);
    box->setSpacing(4);
    box->addWidget(field_);
    values_ = new QBoxLayout(QBoxLayout::TopToBottom);
    values_->setSpacing(8);
    values_->addWidget(old_);
    values_->addWidget(arrow_);
    values_->addWidget(new_);
    values_->addStretch(1);
    box->addLayout(values_);
    historyTitle_ = new Label(FontRole::Section, Tone::Text, this);
    linkTitle_ = new Label(FontRole::Section, Tone::Text, this);
    before_ = new Label(FontRole::Note, Tone::Text2, this);
    this_ = new Label(FontRole::Note, Tone::Text2, this);
    for (Label* words : {historyTitle_, linkTitle_, before_, this_})
        words->setWrapped(detailWidth - 40);
    for (Label* link : {before_, this_})
        link->setNumbers();
    grid_->setHorizontalSpacing(16);
    grid_->setVerticalSpacing(6);
    grid_->setColumnStretch(1, 1);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(icon_);
    first->addWidget(action_, 1);
    first->addWidget(row_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(open_);
    buttons->addWidget(copy_);
    buttons->addStretch(1);
    auto* pane = new QVBoxLayout(this);
    pane->setContentsMargins(20, 16, 20, 16);
    pane->setSpacing(10);
    pane->addLayout(first);
    pane->addWidget(change_);
    pane->addLayout(grid_);
    pane->addLayout(buttons);
    pane->addSpacing(8);
    pane->addWidget(historyTitle_);
    pane->addLayout(historyPlace_);
    pane->addSpacing(8);
    pane->addWidget(linkTitle_);
    pane->addWidget(before_);
    pane->addWidget(this_);
    pane->addStretch(1);
    connect(copy_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(open_, &QPushButton::clicked, this, [this] { Q_EMIT subjectRequested(facts_.subject); });
    retranslate();
}

void AuditDetailPane::setLine(const AuditLine& line) {
    line_ = line;
    facts_ = {};
    retranslate();
}

void AuditDetailPane::setFacts(const AuditFacts& facts) {
    if (facts.seq != line_.seq)
        return;
    facts_ = facts;
    retranslate();
}

QString AuditDetailPane::oldWords(const AuditLine& line) {
    return line.oldHidden ? tr("hidden", "a value that may not be read here") : line.oldValue;
}

QString AuditDetailPane::newWords(const AuditLine& line) {
    return line.newHidden ? tr("hidden", "a value that may not be read here") : line.newValue;
}

QList<std::pair<QString, QString>> AuditDetailPane::lines() const {
    const QString who = !facts_.who.isEmpty()  ? facts_.who
                        : line_.role.isEmpty() ? line_.user
                                               : tr("%1 (%2)", "user, roles").arg(line_.user, line_.role);
    QList<std::pair<QString, QString>> out{
        {tr("When"), timeOf(line_)},  {tr("Who"), who},
        {tr("Where"), facts_.where},  {tr("Program"), facts_.program},
        {tr("Object"), line_.object}, {tr("Field"), QString::fromUtf8(line_.field)},
        {tr("Reason"), line_.reason}};
    out.removeIf([](const auto& line) { return line.second.isEmpty(); });
    return out;
}

QString AuditDetailPane::text() const {
    QStringList out{tr("%1, row %2", "action, number")
                        .arg(AuditModel::actionText(line_.action, line_.objectKind))
                        .arg(line_.seq)};
    for (const auto& [head, value] : lines())
        out.append(head + u": "_s + value);
    if (const QString was = oldWords(line_), is = newWords(line_); !was.isEmpty() || !is.isEmpty())
        out.append(tr("%1 → %2", "old value, new value").arg(was, is));
    return out.join(u'\n');
}

void AuditDetailPane::fillFacts() {
    while (QLayoutItem* item = grid_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int at = 0;
    for (const auto& [head, value] : lines()) {
        grid_->addWidget(new Label(head, FontRole::Table, Tone::Text2, this), at, 0, Qt::AlignTop);
        auto* words = new Label(value, FontRole::Table, Tone::Text, this);
        words->setWrapped(detailWidth - 120);
        grid_->addWidget(words, at++, 1);
    }
}

void AuditDetailPane::fillHistory() {
    delete history_;
    history_ = new QWidget(this);
    auto* column = new QVBoxLayout(history_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (const AuditLine& line :
         facts_.history.first(std::min<qsizetype>(historyMost, facts_.history.size()))) {
        auto* row = new QHBoxLayout;
        row->setSpacing(10);
        row->addWidget(new IconMark(line.seq == line_.seq ? u"circle-fill"_s : u"circle"_s,
                                    line.seq == line_.seq ? Tone::Accent : Tone::Text3, 12, history_),
                       0, Qt::AlignTop);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        const QString is = newWords(line);
        const QString what = is.isEmpty() ? AuditModel::actionText(line.action, line.objectKind) : is;
        const QString full =
            line.reason.isEmpty() ? what : tr("%1, %2", "value, reason").arg(what, line.reason);
        auto* value = new Label(FontRole::Table, Tone::Text, history_);
        value->setText(value->fontMetrics().elidedText(full, Qt::ElideRight, detailWidth - 70));
        value->setToolTip(full);
        words->addWidget(value);
        words->addWidget(
            new Label(tr("%1, %2", "time, user").arg(line.when.toString(u"yyyy-MM-dd HH:mm"_s), line.user),
                      FontRole::Note, Tone::Text2, history_));
        row->addLayout(words, 1);
        column->addLayout(row);
    }
    if (const auto more = facts_.history.size() - historyMost; more > 0)
        column->addWidget(
            new Label(tr("and %n more", nullptr, int(more)), FontRole::Note, Tone::Text2, history_));
    historyPlace_->addWidget(history_);
    history_->setVisible(!facts_.history.isEmpty());
    historyTitle_->setVisible(!facts_.history.isEmpty());
}

void AuditDetailPane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AuditDetailPane::retranslate() {
    icon_->setIconName(AuditModel::actionIcon(line_.action), Tone::Text);
    action_->setText(AuditModel::actionText(line_.action, line_.objectKind));
    row_->setText(tr("row %1").arg(QLocale().toString(line_.seq)));
    const QString was = oldWords(line_), is = newWords(line_);
    change_->setVisible(!was.isEmpty() || !is.isEmpty());
    field_->setText(QString::fromUtf8(line_.field));
    field_->setVisible(!line_.field.isEmpty());
    old_->setText(was);
    old_->setVisible(!was.isEmpty());
    arrow_->setVisible(!was.isEmpty() && !is.isEmpty());
    new_->setText(is);
    new_->setVisible(!is.isEmpty());
    const bool isShort = was.size() + is.size() <= shortValues;
    values_->setDirection(isShort ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    open_->setText(tr("Open subject"));
    open_->setVisible(!facts_.subject.isEmpty());
    copy_->setText(tr("Copy"));
    historyTitle_->setText(line_.field.isEmpty() ? tr("All that happened to this object")
                                                 : tr("All that happened to this value"));
    linkTitle_->setText(tr("Link in the chain"));
    before_->setText(tr("before %1", "hash of the row before").arg(shortHash(facts_.previous)));
    this_->setText(tr("this %1", "hash of this row").arg(shortHash(facts_.hash)));
    for (Label* label : {linkTitle_, before_, this_})
        label->setVisible(!facts_.hash.isEmpty());
    fillFacts();
    fillHistory();
}

} // namespace casebook
