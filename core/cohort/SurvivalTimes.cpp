// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/SurvivalTimes.h"

#include <algorithm>

namespace casebook::cohort {

namespace {

QByteArray worse(const QByteArray& a, const QByteArray& b) {
    return a == "M" || b == "M" ? "M" : a.isEmpty() ? b : a;
}

/// One subject's dates with what follows from them, days from 1970-01-01.
class Times {
public:
    Times(const SubjectDates& dates, const TimeOptions& options) : dates_(dates), options_(options) {
        for (const PartialDate& date : dates.alive)
            if (inTime(date.lo())) // a partial date proves its first day only
                lastAlive_ = std::max(lastAlive_.value_or(date.lo()), date.lo());
        for (const PartialDate& date : dates.deaths) {
            // Known to be dead by the cut: then not later than it.
            const bool byCut = inTime(date.lo());
            const ImputedDay day = impute(date, lastAlive_, byCut ? options.cut : std::nullopt);
            if (!death_ || day.day < death_->day)
                death_ = day;
        }
        if (death_ && !inTime(death_->day)) { // alive at the cut
            lastAlive_ = options_.cut;
            diedLater_ = true;
            death_.reset();
        }
        if (dates.index)
            index_ = impute(*dates.index, std::nullopt, options_.cut);
    }

    SurvivalTimes all() const {
        SurvivalTimes times;
        if (dates_.birth && dates_.index && dates_.birth->hi() <= dates_.index->lo())
            times.ageAtIndex = certainYears(*dates_.birth, *dates_.index);
        times.overall = overall();
        times.progression = progression();
        times.diseaseFree = diseaseFree();
        times.followUp = times.overall;
        if (times.followUp.days)
            times.followUp.event = !times.overall.event;
        return times;
    }

private:
    [[nodiscard]] bool inTime(std::int32_t day) const { return !options_.cut || day <= *options_.cut; }

    [[nodiscard]] static EventTime none(const char* reason) { return {std::nullopt, false, {}, reason}; }
    [[nodiscard]] static EventTime time(const ImputedDay& from, const ImputedDay& to, bool event) {
        return {to.day - from.day, event, worse(from.flag, to.flag), {}};
    }
    [[nodiscard]] static EventTime time(const ImputedDay& from, std::int32_t to, bool event) {
        return time(from, ImputedDay{to, {}}, event);
    }

    /// Dead before the cut, as far as known; without a date no time can be given.
    [[nodiscard]] bool deadWithoutDate() const { return dates_.dead && !death_ && !diedLater_; }

    EventTime overall() const {
        if (!index_)
            return none("no-index");
        if (death_)
            return time(*index_, *death_, true);
        if (deadWithoutDate())
            return none("no-death-date");
        return lastAlive_ ? time(*index_, *lastAlive_, false) : none("no-follow-up");
    }

    EventTime progression() const {
        if (!index_)
            return none("no-index");
        if (dates_.assessments.isEmpty())
            return none("no-assessment");
        std::optional<ImputedDay> progress;
        std::optional<std::int32_t> adequate;
        for (const Assessment& assessment : dates_.assessments) {
            const ImputedDay day = impute(assessment.date, index_->day, options_.cut);
            if (!inTime(assessment.date.lo()))
                continue;
            if (assessment.response == u"PD" && (!progress || day.day < progress->day))
                progress = day;
        }
        for (const Assessment& assessment : dates_.assessments) {
            const std::int32_t day = assessment.date.lo();
            const bool judged = !assessment.response.isEmpty() && assessment.response != u"NE";
            if (judged && inTime(day) && (!progress || day < progress->day))
                adequate = std::max(adequate.value_or(day), day);
        }
        const auto event = progress && (!death_ || progress->day <= death_->day) ? progress : death_;
        const std::int32_t censor = adequate.value_or(index_->day);
        if (!event)
            return deadWithoutDate() ? none("no-death-date") : time(*index_, censor, false);
        if (options_.missedAssessmentDays > 0 && event->day - censor > options_.missedAssessmentDays)
            return time(*index_, censor, false);
        return time(*index_, *event, true);
    }

    EventTime diseaseFree() const {
        if (!dates_.surgery || !dates_.radical)
            return none("no-surgery");
        const ImputedDay from = impute(*dates_.surgery, std::nullopt, options_.cut);
        std::optional<ImputedDay> event = death_;
        for (const PartialDate& date : dates_.recurrences) {
            const ImputedDay day = impute(date, from.day, options_.cut);
            if (inTime(date.lo()) && (!event || day.day < event->day))
                event = day;
        }
        if (event)
            return time(from, *event, true);
        if (deadWithoutDate())
            return none("no-death-date");
        return lastAlive_ ? time(from, *lastAlive_, false) : none("no-follow-up");
    }

    const SubjectDates& dates_;
    const TimeOptions& options_;
    std::optional<std::int32_t> lastAlive_;
    std::optional<ImputedDay> death_, index_;
    bool diedLater_ = false;
};

} // namespace

ImputedDay impute(const PartialDate& date, std::optional<std::int32_t> notBefore,
                  std::optional<std::int32_t> notAfter) {
    if (date.isComplete())
        return {date.lo(), {}};
    ImputedDay day;
    const int month = date.month().value_or(7);
    day.flag = date.month() ? "D" : "M";
    const int wanted = date.day().value_or(date.month() ? 15 : 1);
    day.day = dayOfCivil(date.year(), month, std::min(wanted, daysInMonth(date.year(), month)));
    // Limits move it only within what the date allows.
    if (notAfter)
        day.day = std::max(date.lo(), std::min(day.day, *notAfter));
    if (notBefore)
        day.day = std::min(date.hi(), std::max(day.day, *notBefore));
    return day;
}

SurvivalTimes survivalTimes(const SubjectDates& dates, const TimeOptions& options) {
    return Times(dates, options).all();
}

} // namespace casebook::cohort
