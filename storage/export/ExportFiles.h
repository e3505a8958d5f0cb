// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/export/ExportTable.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace casebook {

/// One file of a set, by its path within the set.
struct ExportFile {
    QString path;
    QByteArray bytes;
};

/// Numbers and texts that the set says of itself. Nothing in it names a subject, a date or the vault.
struct ExportFacts {
    QString title, cohort, licence, contact, ethics, program;
    QString created; ///< month of the export's record: "2026-01"
    bool synthetic = false, datesMoved = true, toIndex = false;
    int subjects = 0, exams = 0, series = 0, objects = 0, excludedObjects = 0;
    QStringList algorithms;
    QList<QPair<QString, int>> reasons; ///< why objects were left out
    QList<ExcludedItem> items;
    QByteArray criteria, numbers;       ///< JSON of the cohort
    QStringList warnings;
};

/// README.md, LICENSE.txt, CITATION.cff, datapackage.json, dictionary/, data/, flow/, code/. The bytes depend on the
/// arguments only. Pure.
[[nodiscard]] QList<ExportFile> exportTextFiles(const ExportFacts& facts, const ExportTables& tables,
                                                const StudyDefinition& definition, bool withTables);

/// An R script (base R and survival) that reads data/ and recomputes Table 1 and, where the set holds follow-up, the
/// Kaplan-Meier curve and the log-rank test. Empty without subjects.
[[nodiscard]] QByteArray analysisScript(const ExportTables& tables);

/// The lines of a saved query (JSON) with every literal masked that is no code of the study: texts of any length,
/// dates and times, numbers of six digits and more. JSON again.
[[nodiscard]] QByteArray maskedQuery(const QByteArray& criteria, const StudyDefinition& definition);

/// Steps of the cohort as CSV and as a drawing; `query` is masked already. Counts 1 to 4 are shown as "<5".
[[nodiscard]] QByteArray flowCsv(const QByteArray& query, const QByteArray& numbers, int subjects);
[[nodiscard]] QByteArray flowSvg(const QByteArray& query, const QByteArray& numbers, int subjects);

/// How few share the quasi-identifiers (reference export.md 3).
struct KAnonymity {
    int k = 0; ///< smallest group; 0: no subjects
    int unique = 0; ///< subjects alone in their group
    int below5 = 0; ///< subjects in groups smaller than 5
    int subjects = 0;
    QStringList columns;
    [[nodiscard]] QByteArray toCsv() const;
};
/// Over age band (5 years), sex and the quasi-identifiers of once-only tables that are codes.
[[nodiscard]] KAnonymity kAnonymity(const ExportTables& tables);

} // namespace casebook
