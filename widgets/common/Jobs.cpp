// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Jobs.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"
#include "widgets/common/ProgressTrack.h"
#include "widgets/theme/Theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QString stateIcon(const JobView& job) {
    switch (job.state) {
    case JobView::State::Running: return job.iconName.isEmpty() ? u"arrow-repeat"_s : job.iconName;
    case JobView::State::Done: return u"check-circle-fill"_s;
    case JobView::State::Failed: return u"x-octagon-fill"_s;
    case JobView::State::Cancelled: return u"slash-circle"_s;
    }
    return {};
}

Tone stateTone(JobView::State state) {
    switch (state) {
    case JobView::State::Running: return Tone::Accent;
    case JobView::State::Done: return Tone::MarkOk;
    case JobView::State::Failed: return Tone::MarkBad;
    case JobView::State::Cancelled: return Tone::Text2;
    }
    return Tone::Text2;
}

} // namespace

QString restText(qint64 msLeft) {
    if (msLeft < 0)
        return {};
    const qint64 seconds = (msLeft + 999) / 1000;
    if (seconds < 90)
        return QCoreApplication::translate("Jobs", "%1 s left").arg(seconds);
    return QCoreApplication::translate("Jobs", "%1 min left").arg((seconds + 30) / 60);
}

JobsPopover::JobsPopover(QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint),
      rows_(new QVBoxLayout), title_(new Label(FontRole::Section, Tone::Text, this)) {
    setAttribute(Qt::WA_TranslucentBackground);
    setFixedWidth(380);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 10, 1, 6);
    all->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 0, 16, 2);
    head->addWidget(title_);
    all->addLayout(head);
    rows_->setSpacing(0);
    all->addLayout(rows_);
    rebuild();
}

void JobsPopover::setJobs(const QList<JobView>& jobs) {
    jobs_ = jobs;
    rebuild();
}

void JobsPopover::rebuild() {
    title_->setText(tr("Jobs"));
    while (QLayoutItem* item = rows_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (jobs_.isEmpty()) {
        auto* none = new Label(tr("No jobs in this session."), FontRole::Table, Tone::Text2, this);
        none->setContentsMargins(16, 4, 16, 8);
        rows_->addWidget(none);
    }
    for (const JobView& job : jobs_) {
        auto* row = new QWidget(this);
        auto* column = new QVBoxLayout(row);
        column->setContentsMargins(16, 8, 10, 8);
        column->setSpacing(6);
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        line->addWidget(new IconMark(stateIcon(job), stateTone(job.state), 16, row));
        line->addWidget(new Label(job.title, FontRole::Table, Tone::Text, row), 1);
        const bool running = job.state == JobView::State::Running;
        QString words = job.note;
        if (running && job.total > 0)
            words = job.msLeft < 0
                        ? tr("%1 of %2").arg(QLocale().toString(job.done), QLocale().toString(job.total))
                        : tr("%1 of %2, %3")
                              .arg(QLocale().toString(job.done), QLocale().toString(job.total),
                                   restText(job.msLeft));
        else if (running && job.done > 0)
            words = tr("%1 so far").arg(QLocale().toString(job.done));
        auto* count = new Label(words, FontRole::Note, Tone::Text2, row);
        count->setNumbers();
        line->addWidget(count);
        if (running && job.canCancel) {
            auto* cancel = new Button(Button::Kind::Tool, u"x-lg"_s, row);
            cancel->setHeight(Button::Height::Small);
            cancel->setToolTip(tr("Cancel"));
            cancel->setAccessibleName(tr("Cancel %1").arg(job.title));
            connect(cancel, &QPushButton::clicked, this, [this, id = job.id] { Q_EMIT cancelRequested(id); });
            line->addWidget(cancel);
        } else if (job.canOpen) {
            auto* open = new Button(Button::Kind::Quiet, {}, row);
            open->setHeight(Button::Height::Small);
            open->setText(tr("Report"));
            connect(open, &QPushButton::clicked, this, [this, id = job.id] { Q_EMIT openRequested(id); });
            line->addWidget(open);
        }
        column->addLayout(line);
        if (running)
            column->addWidget(new ProgressTrack(partOf(job.done, job.total), row));
        rows_->addWidget(new Line(Qt::Horizontal, this));
        rows_->addWidget(row);
    }
    if (isVisible())
        adjustSize();
}

void JobsPopover::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QColor::fromRgb(t.dark ? t.edge : t.line));
    p.setBrush(QColor::fromRgb(t.base));
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7);
}

void JobsPopover::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QFrame::changeEvent(event);
}

} // namespace casebook
