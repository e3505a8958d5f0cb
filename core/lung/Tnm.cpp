// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lung/Tnm.h"

#include "core/values/Csv.h"

#include <QRegularExpression>

#include <algorithm>

namespace casebook {

namespace {

QString key(const QString& t, const QString& n, const QString& m) { return t + u' ' + n + u' ' + m; }

const QStringList& flagsOfM() {
    static const QStringList flags{QStringLiteral("CONTRA_LUNG"), QStringLiteral("PLEURAL_NODULE"),
                                   QStringLiteral("PERICARDIAL_NODULE"), QStringLiteral("MALIG_EFFUSION")};
    return flags;
}

bool within(const std::optional<Decimal>& size, const std::optional<Decimal>& over,
            const std::optional<Decimal>& upTo) {
    if (!size)
        return false;
    // "over 0" is no bound: pure ground glass has a solid part of 0 mm.
    return (!over || over->isZero() || *size > *over) && (!upTo || *size <= *upTo);
}

/// Features of the tumour in the words of the table.
QStringList tokensOf(const TumourFacts& facts) {
    QStringList tokens = facts.features;
    if (facts.density == u"GGN")
        tokens << QStringLiteral("PURE_GGN");
    if (facts.density == u"PS")
        tokens << QStringLiteral("PART_SOLID");
    if (facts.separate == u"SAME" || facts.separate == u"IPSI")
        tokens << QStringLiteral("SEP_") + facts.separate;
    return tokens;
}

} // namespace

Result<Tnm> Tnm::fromTable(const QByteArray& csv) {
    const auto table = readCsv(QString::fromUtf8(csv));
    if (!table)
        return fail(ErrorKind::Refused, "bad-study-table", QStringLiteral("tnm"),
                    {QString::fromLatin1(table.error().code)});
    Tnm tnm;
    for (const CsvRow& row : table->rows) {
        const QString kind = table->cell(row, u"kind");
        if (kind == u"stage") {
            tnm.stages_[key(table->cell(row, u"t"), table->cell(row, u"n"), table->cell(row, u"m"))] =
                table->cell(row, u"stage");
            continue;
        }
        tnm.rules_[kind] << Rule{table->cell(row, u"code"), table->cell(row, u"size_basis"),
                                 Decimal::fromText(table->cell(row, u"size_gt_mm")),
                                 Decimal::fromText(table->cell(row, u"size_le_mm")),
                                 table->cell(row, u"any_of").split(u' ', Qt::SkipEmptyParts)};
    }
    if (tnm.stages_.isEmpty() || tnm.rules_.size() != 3)
        return fail(ErrorKind::Refused, "bad-study-table", QStringLiteral("tnm"),
                    {QStringLiteral("incomplete")});
    return tnm;
}

std::optional<QString> Tnm::stage(const QString& t, const QString& n, const QString& m) const {
    const auto at = stages_.constFind(key(t, n, m));
    return at == stages_.cend() ? std::nullopt : std::optional(*at);
}

bool Tnm::fitsT(const Rule& rule, const TumourFacts& facts) {
    const QStringList tokens = tokensOf(facts);
    const bool flagged = std::any_of(rule.tokens.begin(), rule.tokens.end(),
                                     [&](const QString& one) { return tokens.contains(one); });
    if (!rule.tokens.isEmpty() && !flagged)
        return false;
    if (!rule.over && !rule.upTo)
        return true;
    const std::optional<Decimal> limit = Decimal(30);
    if (rule.basis.startsWith(u"total")) // in situ
        return within(facts.total, rule.over, rule.upTo);
    if (rule.basis.contains(u"total 30 or less")) // minimally invasive
        return within(facts.solid, rule.over, rule.upTo) && within(facts.total, {}, limit);
    const bool unknownSize = !facts.solid && flagged;
    return unknownSize || within(facts.solid, rule.over, rule.upTo);
}

QString Tnm::t(const TumourFacts& facts) const {
    TumourFacts known = facts;
    if (!known.solid && known.density != u"PS")
        known.solid = known.total;
    for (const Rule& rule : rules_.value(QStringLiteral("T")))
        if (fitsT(rule, known))
            return rule.code;
    return QStringLiteral("TX");
}

bool Tnm::fitsTokens(const Rule& rule, const QMap<QString, int>& counts) {
    static const QRegularExpression form(QStringLiteral("^([A-Z0-9_]+)(>=|=)(\\d+)$"));
    if (rule.tokens.isEmpty())
        return true;
    bool flagged = false, counted = false;
    for (const QString& token : rule.tokens) {
        const auto match = form.match(token);
        if (!match.hasMatch()) {
            flagged = flagged || counts.value(token) > 0;
            continue;
        }
        const int have = counts.value(match.captured(1));
        const int wanted = match.captured(3).toInt();
        counted = true;
        if (match.captured(2) == u"=" ? have != wanted : have < wanted)
            return false;
    }
    return flagged || counted;
}

QString Tnm::first(const QString& kind, const QMap<QString, int>& counts) const {
    for (const Rule& rule : rules_.value(kind))
        if (fitsTokens(rule, counts))
            return rule.code;
    return {};
}

QString Tnm::n(QChar side, const QStringList& stations, bool assessed) const {
    static const QRegularExpression form(QStringLiteral("^(\\d{1,2})([RLAP]?)$"));
    QMap<QString, int> counts;
    QSet<int> n1, n2;
    if (!assessed)
        counts[QStringLiteral("NODES_NOT_ASSESSED")] = 1;
    for (const QString& station : stations) {
        const auto match = form.match(station);
        const int number = match.captured(1).toInt();
        QString letter = match.captured(2);
        if (number == 5 || number == 6) // aortic nodes are on the left
            letter = QStringLiteral("L");
        const bool sided = letter == u"R" || letter == u"L";
        if (number == 1)
            counts[QStringLiteral("SUPRACLAV")] = 1;
        else if (sided && letter != side)
            counts[number >= 10 ? QStringLiteral("CONTRA_HILAR") : QStringLiteral("CONTRA_MEDIASTINAL")] = 1;
        else if (number >= 10)
            n1.insert(number);
        else if (number >= 2)
            n2.insert(number);
    }
    counts[QStringLiteral("IPSI_N1_STATIONS")] = static_cast<int>(n1.size());
    counts[QStringLiteral("IPSI_N2_STATIONS")] = static_cast<int>(n2.size());
    return first(QStringLiteral("N"), counts);
}

QString Tnm::m(const QMap<QString, int>& sites) const {
    QMap<QString, int> counts;
    for (const auto& [site, number] : sites.asKeyValueRange()) {
        if (flagsOfM().contains(site)) {
            counts[site] = number;
        } else if (number > 0) {
            counts[QStringLiteral("EXTRATHORACIC")] += number;
            ++counts[QStringLiteral("ORGAN_SYSTEMS")];
        }
    }
    return first(QStringLiteral("M"), counts);
}

} // namespace casebook
