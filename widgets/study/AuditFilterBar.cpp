// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/AuditFilterBar.h"

#include "widgets/common/LineEdit.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/study/AuditModel.h"

#include <QCheckBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int dateWidth = 112;

/// Kinds of object as storage writes them.
QList<QByteArray> kindsOf(AuditFilterBar::Kinds kinds) {
    switch (kinds) {
    case AuditFilterBar::Kinds::Subjects: return {"subject"};
    case AuditFilterBar::Kinds::Images: return {"exam", "series", "instance", "import", "overlay"};
    case AuditFilterBar::Kinds::Forms: return {"form", "visit", "query", "definition", "text-source"};
    case AuditFilterBar::Kinds::Reading: return {"task", "reading-event", "finding", "measurement", "ai-run"};
    case AuditFilterBar::Kinds::Results: return {"cohort", "export", "figure"};
    case AuditFilterBar::Kinds::Study: return {"study", "setting", "user", "session", "peer"};
    default: return {};
    }
}

/// "2026-01-31" or "2026-1-31", also in full-width digits of an input method.
QDate dayIn(const LineEdit* field) {
    return QDate::fromString(field->text().normalized(QString::NormalizationForm_KC).trimmed(),
                             u"yyyy-M-d"_s);
}

bool isNoDay(const LineEdit* field) { return !field->text().trimmed().isEmpty() && !dayIn(field).isValid(); }

qint64 startOf(QDate day) { return day.startOfDay().toMSecsSinceEpoch(); }

} // namespace

AuditFilterBar::AuditFilterBar(QWidget* parent)
    : QWidget(parent), search_(new SearchEdit(this)), times_(new QuietCombo(this)),
      users_(new QuietCombo(this)), kinds_(new QuietCombo(this)), actions_(new QuietCombo(this)),
      from_(new LineEdit(this)), until_(new LineEdit(this)), withReason_(new QCheckBox(this)) {
    search_->setMinimumWidth(240);
    search_->setMaximumWidth(260);
    users_->addItem(QString());
    actions_->addItem(QString());
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    auto *row = new QHBoxLayout, *second = new QHBoxLayout;
    rows->addLayout(row);
    rows->addLayout(second);
    row->setSpacing(8);
    second->setSpacing(8);
    row->addWidget(search_, 1);
    row->addWidget(times_);
    for (LineEdit* date : {from_, until_}) {
        date->setFixedWidth(dateWidth);
        date->setPlaceholderText(u"2026-01-31"_s);
        date->hide();
        row->addWidget(date);
        connect(date, &QLineEdit::textChanged, this, &AuditFilterBar::tell);
    }
    row->addWidget(users_);
    row->addStretch(1);
    second->addWidget(kinds_);
    second->addWidget(actions_);
    second->addWidget(withReason_);
    second->addStretch(1);
    retranslate();
    connect(search_, &SearchEdit::searched, this, &AuditFilterBar::tell);
    connect(times_, &QComboBox::currentIndexChanged, this, [this](int at) {
        from_->setVisible(Times(at) == Times::Between);
        until_->setVisible(Times(at) == Times::Between);
        tell();
    });
    connect(users_, &QComboBox::currentIndexChanged, this, &AuditFilterBar::tell);
    connect(kinds_, &QComboBox::currentIndexChanged, this, &AuditFilterBar::tell);
    connect(actions_, &QComboBox::currentIndexChanged, this, &AuditFilterBar::tell);
    connect(withReason_, &QCheckBox::toggled, this, &AuditFilterBar::tell);
}

void AuditFilterBar::setPeople(const QList<AuditBrowser::Person>& people) {
    const QString kept = users_->currentData().toString();
    const QSignalBlocker quiet(users_);
    users_->clear();
    users_->addItem(tr("All users"));
    for (const AuditBrowser::Person& person : people)
        users_->addItem(person.printedName.isEmpty() ? person.login : person.printedName, person.login);
    users_->setCurrentIndex(std::max(0, users_->findData(kept)));
}

/// Days of the workstation's zone; the last one is taken whole.
void AuditFilterBar::setTimes(AuditFilter& filter) const {
    const QDate today = today_.isValid() ? today_ : QDate::currentDate();
    switch (Times(times_->currentIndex())) {
    case Times::Today: filter.fromMs = startOf(today); break;
    case Times::Week: filter.fromMs = startOf(today.addDays(-6)); break;
    case Times::Month: filter.fromMs = startOf(today.addDays(-29)); break;
    case Times::Year: filter.fromMs = startOf(today.addYears(-1).addDays(1)); break;
    case Times::Between: {
        const QDate from = dayIn(from_), until = dayIn(until_);
        filter.fromMs = from.isValid() ? startOf(from) : 0;
        filter.untilMs = until.isValid() ? startOf(until.addDays(1)) : 0;
        break;
    }
    default: break;
    }
}

/// What both lists ask holds together: a kind that an action is never of matches nothing.
void AuditFilterBar::setAction(AuditFilter& filter) const {
    if (actions_->currentIndex() <= 0)
        return;
    const QList<QByteArray> wanted = actions_->currentData().value<QList<QByteArray>>();
    const QByteArray kind = actions_->currentData(Qt::UserRole + 1).toByteArray();
    const QByteArray nothing("-");
    if (!kind.isEmpty())
        filter.kinds = {filter.kinds.isEmpty() || filter.kinds.contains(kind) ? kind : nothing};
    if (filter.actions.isEmpty())
        filter.actions = wanted;
    else if (!wanted.contains(filter.actions.front()))
        filter.actions = {nothing};
}

/// In another language they stand in another order; the choice stays.
void AuditFilterBar::fillActions() {
    const auto kept = actions_->currentData().value<QList<QByteArray>>();
    const QByteArray keptKind = actions_->currentData(Qt::UserRole + 1).toByteArray();
    const QSignalBlocker quiet(actions_);
    actions_->clear();
    actions_->addItem(tr("Any action"));
    const QList<AuditModel::ActionChoice> all = AuditModel::actions();
    for (const AuditModel::ActionChoice& one : all) {
        actions_->addItem(one.words, QVariant::fromValue(one.actions));
        actions_->setItemData(actions_->count() - 1, one.kind, Qt::UserRole + 1);
        if (!kept.isEmpty() && one.actions.contains(kept.front()) && one.kind == keptKind)
            actions_->setCurrentIndex(actions_->count() - 1);
    }
}

AuditFilter AuditFilterBar::filter() const {
    AuditFilter out;
    setTimes(out);
    out.user = users_->currentData().toString();
    const auto kinds = Kinds(kinds_->currentIndex());
    out.kinds = kindsOf(kinds);
    if (kinds == Kinds::Names)
        out.actions = {"read-identity"};
    setAction(out);
    out.withReason = withReason_->isChecked();
    out.text = search_->text().trimmed();
    return out;
}

void AuditFilterBar::clear() {
    {
        const QSignalBlocker quiet(this);
        search_->clear();
        from_->clear();
        until_->clear();
        for (QuietCombo* combo : {times_, users_, kinds_, actions_})
            combo->setCurrentIndex(0);
        withReason_->setChecked(false);
    }
    told_ = AuditFilter();
    Q_EMIT changed(told_);
}

bool AuditFilterBar::isWhole() const {
    if (Times(times_->currentIndex()) != Times::Between)
        return true;
    const QDate from = dayIn(from_), until = dayIn(until_);
    const bool backwards = from.isValid() && until.isValid() && until < from;
    return !isNoDay(from_) && !isNoDay(until_) && !backwards;
}

void AuditFilterBar::markDays() {
    const bool backwards = !isWhole() && !isNoDay(from_) && !isNoDay(until_);
    for (LineEdit* day : {from_, until_})
        day->setCheck(isNoDay(day) || backwards ? u"hard"_s : QString());
    from_->setToolTip(isNoDay(from_) ? tr("A day such as 2026-01-31") : QString());
    until_->setToolTip(isNoDay(until_) ? tr("A day such as 2026-01-31")
                       : backwards     ? tr("The last day is before the first.")
                                       : QString());
}

/// Not twice for one and the same; and nothing while what was typed would silently be no limit.
void AuditFilterBar::tell() {
    markDays();
    if (!isWhole())
        return;
    const AuditFilter now = filter();
    if (now == told_)
        return;
    told_ = now;
    Q_EMIT changed(now);
}

void AuditFilterBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AuditFilterBar::retranslate() {
    search_->setPlaceholderText(tr("Subject, item, user, reason"));
    times_->setWords({tr("Any time"), tr("Today"), tr("Last 7 days"), tr("Last 30 days"),
                      tr("Last 12 months"), tr("Between …")});
    kinds_->setWords({tr("Everything"), tr("Subjects"), tr("Images"), tr("Forms and queries"), tr("Reading"),
                      tr("Cohorts and exports"), tr("Study and users"), tr("Names read")});
    fillActions();
    users_->setItemText(0, tr("All users"));
    withReason_->setText(tr("Reason given"));
    from_->setAccessibleName(tr("From"));
    until_->setAccessibleName(tr("Until"));
    times_->setAccessibleName(tr("Time"));
    users_->setAccessibleName(tr("User"));
    kinds_->setAccessibleName(tr("Kind of object"));
    actions_->setAccessibleName(tr("Action"));
}

} // namespace casebook
