// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Decimal.h"
#include "core/values/Result.h"

#include <QHash>
#include <QMap>
#include <QStringList>

#include <optional>

namespace casebook {

/// What is seen of the primary tumour. Sizes in mm, largest diameter in any plane, not rounded.
struct TumourFacts {
    std::optional<Decimal> total,
        solid; ///< solid: invasive or solid part; of solid tumours the same as total
    QString density; ///< "SOLID", "PS" (part-solid), "GGN" (pure ground glass)
    QStringList
        features; ///< codes of TFEATURE, and CYTOLOGY_ONLY, NOT_ASSESSABLE, NO_PRIMARY, AIS, SCIS, MIA ...
    QString
        separate; ///< "NONE", "SAME", "IPSI", "CONTRA": another tumour nodule in the same lobe, side, other lung
    QChar side = u'R'; ///< of the tumour: R or L
};

/// One edition of the TNM classification of lung cancer, from its table (resources/studies/lung/tnm8.csv, tnm9.csv:
/// definitions in order of testing, then every T x N x M with its stage). Sources stand in the tables. A proposal "by
/// table": a person chooses. Immutable; any thread.
class Tnm {
public:
    /// Error "bad-study-table".
    [[nodiscard]] static Result<Tnm> fromTable(const QByteArray& csv);

    /// "IIIA", "OCC", "ND" (no stage follows); nullopt: the table has no such T, N, M.
    [[nodiscard]] std::optional<QString> stage(const QString& t, const QString& n, const QString& m) const;
    /// The first definition that fits; "TX" where none does.
    [[nodiscard]] QString t(const TumourFacts& facts) const;
    /// @param stations with cancer: "4R", "7", "10L". Stations 2-9 of the tumour's side and 7 are N2 and counted,
    /// 10-14 N1, any other side or station 1 N3.
    [[nodiscard]] QString n(QChar side, const QStringList& stations, bool assessed = true) const;
    /// @param sites organ -> number of metastases ("BRAIN" -> 3); flags MALIG_EFFUSION, PLEURAL_NODULE,
    /// PERICARDIAL_NODULE, CONTRA_LUNG with any number.
    [[nodiscard]] QString m(const QMap<QString, int>& sites) const;

private:
    struct Rule {
        QString code, basis;
        std::optional<Decimal> over, upTo;
        QStringList tokens; ///< flags (any of them), or counts like "EXTRATHORACIC>=2" (all of them)
    };
    [[nodiscard]] static bool fitsT(const Rule& rule, const TumourFacts& facts);
    [[nodiscard]] static bool fitsTokens(const Rule& rule, const QMap<QString, int>& counts);
    [[nodiscard]] QString first(const QString& kind, const QMap<QString, int>& counts) const;

    QHash<QString, QList<Rule>> rules_; ///< by kind T, N, M
    QHash<QString, QString> stages_; ///< "T1a N0 M0"
};

} // namespace casebook
