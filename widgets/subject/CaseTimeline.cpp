// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/CaseTimeline.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int leftEdge = 96, rightEdge = 28;
constexpr int visitY = 40, examY = 74, treatmentY = 104, axisY = 134;
constexpr int daysBeside = 20;
constexpr int wantedTicks = 5;

struct StateLook {
    const char* icon;
    Tone tone;
};

StateLook lookOf(const QByteArray& state) {
    if (state == "done")
        return {"check-circle-fill", Tone::MarkOk};
    if (state == "overdue")
        return {"exclamation-circle-fill", Tone::MarkBad};
    if (state == "missed")
        return {"slash-circle", Tone::Text3};
    return {"circle", Tone::Edge};
}

} // namespace

CaseTimeline::CaseTimeline(QWidget* parent) : QWidget(parent) {
    setMinimumHeight(minimumSizeHint().height());
}

void CaseTimeline::setView(const CaseView& view) {
    view_ = view;
    first_ = last_ = view.today;
    const auto cover = [this](QDate day) {
        if (!day.isValid())
            return;
        first_ = first_.isValid() ? std::min(first_, day) : day;
        last_ = last_.isValid() ? std::max(last_, day) : day;
    };
    for (const QList<CaseMark>* line : {&view.visits, &view.examMarks, &view.treatments})
        for (const CaseMark& mark : *line) {
            // A visit years ahead would press the past into a corner.
            if (mark.state == "planned" && view.today.isValid() && mark.day > view.today.addDays(200))
                continue;
            cover(mark.day);
            cover(mark.from);
            cover(mark.to);
        }
    if (first_.isValid()) {
        first_ = first_.addDays(-daysBeside);
        last_ = last_.addDays(daysBeside);
    }
    update();
}

double CaseTimeline::xOf(QDate day) const {
    const double span = std::max<double>(1, double(first_.daysTo(last_)));
    return leftEdge + (width() - leftEdge - rightEdge) * double(first_.daysTo(day)) / span;
}

void CaseTimeline::paintEvent(QPaintEvent*) {
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setFont(theme::font(FontRole::Note));
    p.setPen(theme::color(this, Tone::Text2));
    const auto name = [&](int y, const QString& words) {
        p.drawText(QRect(16, y - 10, leftEdge - 20, 20), Qt::AlignLeft | Qt::AlignVCenter, words);
    };
    name(visitY, tr("Visits"));
    name(examY, tr("CT"));
    name(treatmentY, tr("Treatment"));
    if (!first_.isValid())
        return;
    paintAxis(p);
    paintTreatments(p);
    paintExams(p);
    paintVisits(p);
}

void CaseTimeline::paintAxis(QPainter& p) const {
    const Tokens& t = theme::tokens(this);
    const int months = std::max<int>(1, int(first_.daysTo(last_) / 30 / wantedTicks));
    p.setPen(QPen(QColor::fromRgb(t.line), 1));
    p.drawLine(QPointF(leftEdge, visitY), QPointF(width() - rightEdge, visitY));
    for (QDate tick(first_.year(), first_.month(), 1); tick <= last_; tick = tick.addMonths(months)) {
        if (tick < first_)
            continue;
        const double x = xOf(tick);
        p.setPen(QPen(QColor::fromRgb(t.line), 1));
        p.drawLine(QPointF(x, 24), QPointF(x, axisY - 14));
        p.setPen(QColor::fromRgb(t.text3));
        p.setFont(theme::numberFont(FontRole::Note));
        p.drawText(QRectF(x - 40, axisY - 12, 80, 18), Qt::AlignCenter,
                   QLocale().toString(tick, tr("MMM yy", "month and year under the time line")));
    }
    if (view_.today >= first_ && view_.today <= last_) {
        const double x = xOf(view_.today);
        p.setPen(QPen(QColor::fromRgb(t.accent), 2));
        p.drawLine(QPointF(x, 8), QPointF(x, axisY - 14));
        p.setFont(theme::font(FontRole::Note));
        const int words = p.fontMetrics().horizontalAdvance(tr("Today"));
        const bool fits = x + 5 + words <= width() - 8;
        p.drawText(QRectF(fits ? x + 5 : x - 85, 4, 80, 16),
                   (fits ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, tr("Today"));
    }
}

void CaseTimeline::paintVisits(QPainter& p) const {
    const Tokens& t = theme::tokens(this);
    double free = 0; // words that would run into the last ones are left to the schedule
    for (const CaseMark& mark : view_.visits) {
        if (!mark.day.isValid() || mark.day > last_)
            continue;
        const double x = xOf(mark.day);
        if (mark.state != "done" && mark.from.isValid() && mark.to.isValid()) {
            p.setPen(Qt::NoPen);
            p.setBrush(QColor::fromRgb(mark.state == "overdue" ? t.badSoft : t.accentSoft));
            p.drawRoundedRect(QRectF(QPointF(xOf(mark.from), visitY - 5), QPointF(xOf(mark.to), visitY + 5)),
                              5, 5);
        }
        const StateLook look = lookOf(mark.state);
        paintIcon(&p, QRect(int(x) - 7, visitY - 7, 14, 14), QLatin1StringView(look.icon),
                  theme::color(this, look.tone), 14);
        p.setFont(theme::font(FontRole::Note));
        const int words = p.fontMetrics().horizontalAdvance(mark.words);
        const double left = x - words / 2.0;
        if (left < free || left + words > width() - 4)
            continue;
        free = left + words + 8;
        p.setPen(QColor::fromRgb(t.text2));
        p.drawText(QRectF(left, visitY - 28, words + 2, 18), Qt::AlignLeft | Qt::AlignVCenter, mark.words);
    }
}

void CaseTimeline::paintExams(QPainter& p) const {
    const Tokens& t = theme::tokens(this);
    for (const CaseMark& mark : view_.examMarks) {
        if (!mark.day.isValid())
            continue;
        const QRectF box(xOf(mark.day) - 8, examY - 8, 16, 16);
        p.setPen(Qt::NoPen);
        p.setBrush(QColor::fromRgb(t.text));
        p.drawRoundedRect(box, 3, 3);
        p.setPen(QPen(QColor::fromRgb(t.base), 1.5));
        p.setBrush(Qt::NoBrush);
        p.drawEllipse(box.center(), 4, 4);
    }
}

void CaseTimeline::paintTreatments(QPainter& p) const {
    const Tokens& t = theme::tokens(this);
    double free = 0;
    for (const CaseMark& mark : view_.treatments) {
        const QDate from = mark.from.isValid() ? mark.from : mark.day;
        if (!from.isValid())
            continue;
        const QDate to = mark.to.isValid()     ? mark.to
                         : mark.from.isValid() ? std::min(last_, view_.today)
                                               : from;
        const QRectF bar(QPointF(xOf(from), treatmentY - 8),
                         QPointF(std::max(xOf(to), xOf(from) + 5), treatmentY + 8));
        p.setPen(QPen(QColor::fromRgb(t.edge), 1));
        p.setBrush(QColor::fromRgb(t.sunken));
        p.drawRoundedRect(bar, 3, 3);
        p.setFont(theme::font(FontRole::Note));
        const int words = p.fontMetrics().horizontalAdvance(mark.words);
        const double left = bar.width() > words + 12 ? bar.left() + 6 : bar.right() + 5;
        if (left < free || left + words > width() - 4)
            continue;
        free = left + words + 8;
        p.setPen(QColor::fromRgb(t.text));
        p.drawText(QRectF(left, treatmentY - 9, words + 2, 18), Qt::AlignLeft | Qt::AlignVCenter, mark.words);
    }
}

} // namespace casebook
