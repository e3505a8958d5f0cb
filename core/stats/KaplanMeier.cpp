// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/KaplanMeier.h"

#include "core/stats/Distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace casebook::stats {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The interval of S from the standard error of log S (R: survfit_confint).
void setInterval(SurvivalStep& step, double seOfLog, SurvivalInterval kind, double z) {
    const double s = step.survival;
    if (s <= 0 && kind != SurvivalInterval::Plain) {
        step.lower = step.upper = nan;
        return;
    }
    if (seOfLog == 0) { // nothing has happened yet; log(-log 1) does not exist
        step.lower = step.upper = kind == SurvivalInterval::LogLog ? nan : s;
        return;
    }
    switch (kind) {
    case SurvivalInterval::LogLog: {
        const double half = z * seOfLog / std::log(s);
        step.lower = std::exp(-std::exp(std::log(-std::log(s)) - half));
        step.upper = std::exp(-std::exp(std::log(-std::log(s)) + half));
        break;
    }
    case SurvivalInterval::Log:
        step.lower = std::exp(std::log(s) - z * seOfLog);
        step.upper = std::min(1.0, std::exp(std::log(s) + z * seOfLog));
        break;
    case SurvivalInterval::Plain:
        step.lower = s > 0 ? std::max(0.0, s - z * seOfLog * s) : nan;
        step.upper = s > 0 ? std::min(1.0, s + z * seOfLog * s) : nan;
        break;
    }
}

/// Time at which a falling curve reaches `level`; the middle where it stays there exactly. As R's
/// quantile.survfit: of the values at or below the level the nearest counts (limits may rise again), and
/// places without a value are passed over.
std::optional<double> crossing(const std::vector<SurvivalStep>& steps, double level,
                               double SurvivalStep::* curve) {
    const double tolerance = std::sqrt(std::numeric_limits<double>::epsilon());
    const SurvivalStep* at = nullptr;    // first with exactly the level
    const SurvivalStep* below = nullptr; // nearest below it
    for (const SurvivalStep& step : steps) {
        const double value = step.*curve;
        if (std::isnan(value) || value > level + tolerance)
            continue;
        if (value >= level - tolerance)
            at = at ? at : &step;
        else if (!below || value > below->*curve)
            below = &step;
    }
    if (!at)
        return below ? std::optional(below->time) : std::nullopt;
    return (at->time + (below ? below->time : steps.back().time)) / 2;
}

} // namespace

KaplanMeier KaplanMeier::fit(const SurvivalData& data, SurvivalInterval interval) {
    const std::vector<double> time = tiedTimes(data.time);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < data.size(); ++i)
        if (!std::isnan(time[i]))
            order.push_back(i);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return time[a] < time[b]; });
    KaplanMeier out;
    out.n_ = order.size();
    const double z = normalQuantile(0.975);
    double survival = 1, greenwood = 0;
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        SurvivalStep step;
        step.time = time[order[from]];
        step.atRisk = order.size() - from;
        for (to = from; to < order.size() && time[order[to]] == step.time; ++to)
            ++(data.event[order[to]] ? step.events : step.censored);
        const double risk = double(step.atRisk), dead = double(step.events);
        survival *= (risk - dead) / risk;
        greenwood += dead / (risk * (risk - dead)); // infinite once nobody is left
        step.survival = survival;
        step.se = step.events == step.atRisk || std::isinf(greenwood) ? nan : survival * std::sqrt(greenwood);
        setInterval(step, std::sqrt(greenwood), interval, z);
        out.events_ += step.events;
        out.steps_.push_back(step);
    }
    return out;
}

SurvivalQuantile KaplanMeier::quantile(double p) const {
    return {crossing(steps_, 1 - p, &SurvivalStep::survival), crossing(steps_, 1 - p, &SurvivalStep::lower),
            crossing(steps_, 1 - p, &SurvivalStep::upper)};
}

std::size_t KaplanMeier::atRisk(double time) const {
    const auto next = std::lower_bound(steps_.begin(), steps_.end(), time,
                                       [](const SurvivalStep& s, double t) { return s.time < t; });
    return next == steps_.end() ? 0 : next->atRisk;
}

SurvivalStep KaplanMeier::at(double time) const {
    const auto after = std::upper_bound(steps_.begin(), steps_.end(), time,
                                        [](double t, const SurvivalStep& s) { return t < s.time; });
    SurvivalStep out;
    if (after != steps_.begin())
        out = *std::prev(after);
    if (out.time != time)
        out.events = out.censored = 0;
    out.time = time;
    out.atRisk = atRisk(time);
    return out;
}

SurvivalQuantile reverseMedianFollowUp(const SurvivalData& data, SurvivalInterval interval) {
    SurvivalData reversed = data;
    for (char& event : reversed.event)
        event = event ? 0 : 1;
    return KaplanMeier::fit(reversed, interval).median();
}

} // namespace casebook::stats
