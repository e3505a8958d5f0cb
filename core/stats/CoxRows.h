// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/Cox.h"

#include <cmath>

namespace casebook::stats {

/// The rows of a CoxInput that a model uses, strata together and by falling time; columns centred.
/// Shared by the fit and its tests.
struct CoxRows {
    SurvivalData data;          ///< tied times made equal
    Eigen::MatrixXd x;          ///< centred
    std::vector<int> stratum;
    std::size_t leftOut = 0;
    [[nodiscard]] std::size_t size() const { return data.size(); }
};
[[nodiscard]] CoxRows coxRows(const CoxInput& input);

/// Log partial likelihood with first and second derivatives at `beta`.
struct CoxDerivatives {
    double logLikelihood = 0;
    Eigen::VectorXd score;
    Eigen::MatrixXd information;
};

/// The mean and covariance of x among those at risk, at one event (or one of the d steps of Efron's
/// way), with the number of events it stands for.
struct RiskMoments {
    double time = 0;
    double events = 0;           ///< Breslow: d; Efron: 1 for each of the d steps
    double logDenominator = 0;
    Eigen::VectorXd mean;
    Eigen::MatrixXd covariance;
};
/// Calls `visit` at every event time, with the sum of x and of the predictor over its events once.
template <class Visit, class Events>
void walkRiskSets(const CoxRows& rows, const Eigen::VectorXd& beta, CoxTies ties, Events atEvents,
                  Visit visit);

[[nodiscard]] CoxDerivatives coxDerivatives(const CoxRows& rows, const Eigen::VectorXd& beta, CoxTies ties);

// ---------------------------------------------------------------------------------------------------

template <class Visit, class Events>
void walkRiskSets(const CoxRows& rows, const Eigen::VectorXd& beta, CoxTies ties, Events atEvents,
                  Visit visit) {
    const Eigen::Index p = rows.x.cols();
    const Eigen::VectorXd eta = rows.x * beta;
    const Eigen::VectorXd risk = eta.array().exp();
    double sum = 0;
    Eigen::VectorXd sumX(p);
    Eigen::MatrixXd sumXX(p, p);
    for (std::size_t from = 0, to = 0; from < rows.size(); from = to) {
        if (from == 0 || rows.stratum[from] != rows.stratum[from - 1]) {
            sum = 0;
            sumX.setZero();
            sumXX.setZero();
        }
        double deaths = 0, deadSum = 0, deadEta = 0;
        Eigen::VectorXd deadX = Eigen::VectorXd::Zero(p), plainX = Eigen::VectorXd::Zero(p);
        Eigen::MatrixXd deadXX = Eigen::MatrixXd::Zero(p, p);
        for (to = from; to < rows.size() && rows.stratum[to] == rows.stratum[from] &&
                        rows.data.time[to] == rows.data.time[from];
             ++to) {
            const auto i = Eigen::Index(to);
            const Eigen::VectorXd row = rows.x.row(i).transpose();
            const Eigen::MatrixXd square = risk(i) * row * row.transpose();
            sum += risk(i);
            sumX += risk(i) * row;
            sumXX += square;
            if (!rows.data.event[to])
                continue;
            deaths += 1;
            deadSum += risk(i);
            deadX += risk(i) * row;
            deadXX += square;
            plainX += row;
            deadEta += eta(i);
        }
        if (deaths == 0)
            continue;
        const double time = rows.data.time[from];
        atEvents(time, deaths, deadEta, plainX);
        const bool efron = ties == CoxTies::Efron;
        const int passes = efron ? int(deaths) : 1;
        for (int k = 0; k < passes; ++k) {
            const double part = efron ? double(k) / deaths : 0;
            const double denominator = sum - part * deadSum;
            RiskMoments m;
            m.time = time;
            m.events = efron ? 1 : deaths;
            m.logDenominator = std::log(denominator);
            m.mean = (sumX - part * deadX) / denominator;
            m.covariance = (sumXX - part * deadXX) / denominator - m.mean * m.mean.transpose();
            visit(m);
        }
    }
}

} // namespace casebook::stats
