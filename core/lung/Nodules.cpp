// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lung/Nodules.h"

#include "core/values/Csv.h"

#include <array>

namespace casebook {

namespace {

const std::array categories{u"1", u"2", u"3", u"4A", u"4B", u"4X"};

int rank(const QString& category) {
    for (std::size_t i = 0; i < categories.size(); ++i)
        if (category == QStringView(categories[i]))
            return static_cast<int>(i);
    return -1;
}

bool appliesTo(const QString& scope, const QString& type) {
    if (scope == u"any")
        return true;
    if (scope == u"not airway")
        return type != u"AIRWAY";
    // A calcified nodule without a benign pattern is filed by its size as a solid one.
    return scope == (type == u"CALC" ? QStringLiteral("SOLID") : type);
}

/// Sums coefficient x value; any fault of the decimals makes it nothing.
class Predictor {
public:
    Predictor(const QMap<QString, Decimal>& coefficients, QString model)
        : coefficients_(coefficients), model_(std::move(model)) {
        add("intercept", Decimal(1));
    }

    Predictor& add(const char* term, const std::optional<Decimal>& value) {
        const auto at = coefficients_.constFind(model_ + u' ' + QString::fromLatin1(term));
        if (!value || at == coefficients_.cend()) {
            sum_.reset();
            return *this;
        }
        if (const auto part = at->times(*value); part && sum_)
            sum_ = sum_->plus(*part).value_or(*sum_);
        return *this;
    }

    Predictor& addIf(const char* term, bool holds) { return add(term, Decimal(holds ? 1 : 0)); }
    [[nodiscard]] std::optional<Decimal> sum() const { return sum_; }

private:
    const QMap<QString, Decimal>& coefficients_;
    QString model_;
    std::optional<Decimal> sum_ = Decimal(0);
};

std::optional<Decimal> value(const Decimal::Outcome& outcome) {
    return outcome ? std::optional(*outcome) : std::nullopt;
}

} // namespace

Result<LungRads> LungRads::fromTable(const QByteArray& csv) {
    return RuleTable::fromTable(csv, QStringLiteral("category")).map([](RuleTable rules) {
        LungRads lungRads;
        lungRads.rules_ = std::move(rules);
        return lungRads;
    });
}

std::optional<QString> LungRads::examAlone(const RuleFacts& facts) const {
    const auto* rule =
        rules_.first(facts, [](const RuleTable::Rule& one) { return one.appliesTo == u"exam"; });
    return rule ? std::optional(rule->result) : std::nullopt;
}

std::optional<QString> LungRads::nodule(const RuleFacts& facts) const {
    const expr::Value typeFact = facts.value(QStringLiteral("type"));
    const QString type = typeFact.text() ? *typeFact.text() : QString();
    const auto* rule =
        rules_.first(facts, [&](const RuleTable::Rule& one) { return appliesTo(one.appliesTo, type); });
    if (!rule)
        return std::nullopt;
    RuleFacts known = facts;
    known[QStringLiteral("category")] = expr::Value(rule->result);
    const auto* raised =
        rules_.first(known, [](const RuleTable::Rule& one) { return one.appliesTo == u"after"; });
    return raised ? raised->result : rule->result;
}

std::optional<QString> LungRads::highest(const QList<std::optional<QString>>& nodules) {
    std::optional<QString> most;
    for (const auto& one : nodules) {
        if (!one)
            return std::nullopt;
        if (!most || rank(*one) > rank(*most))
            most = one;
    }
    return most;
}

Result<Fleischner> Fleischner::fromTable(const QByteArray& csv) {
    return RuleTable::fromTable(csv, QStringLiteral("code")).map([](RuleTable rules) {
        Fleischner fleischner;
        fleischner.rules_ = std::move(rules);
        return fleischner;
    });
}

std::optional<QString> Fleischner::advice(const RuleFacts& facts) const {
    const auto* rule = rules_.first(facts, [](const RuleTable::Rule&) { return true; });
    return rule ? std::optional(rule->result) : std::nullopt;
}

Result<NoduleRisk> NoduleRisk::fromTable(const QByteArray& csv) {
    const auto table = readCsv(QString::fromUtf8(csv));
    NoduleRisk risk;
    if (table)
        for (const CsvRow& row : table->rows)
            if (const auto number = Decimal::fromText(table->cell(row, u"coefficient")))
                risk.coefficients_[table->cell(row, u"model") + u' ' + table->cell(row, u"term")] = *number;
    if (risk.coefficients_.isEmpty())
        return fail(ErrorKind::Refused, "bad-study-table", QStringLiteral("risk_coefficients"),
                    {QStringLiteral("no coefficients")});
    return risk;
}

std::optional<Decimal> NoduleRisk::logit(const Brock& nodule) const {
    const Decimal centre = Decimal::fromText(u"1.58113883").value_or(Decimal());
    const Decimal half = Decimal::fromText(u"-0.5").value_or(Decimal());
    const auto size = nodule.longestMm.over(Decimal(10))
                          .and_then([&](const Decimal& cm) { return cm.power(half); })
                          .and_then([&](const Decimal& root) { return root.minus(centre); });
    return Predictor(coefficients_, QStringLiteral("brock"))
        .add("age - 62 (years)", value(nodule.age.minus(Decimal(62))))
        .addIf("female", nodule.female)
        .addIf("lung cancer in family", nodule.familyCancer)
        .addIf("emphysema on CT", nodule.emphysema)
        .add("(size_mm / 10)^-0.5 - 1.58113883", value(size))
        .addIf("part-solid", nodule.type == u"PS")
        .addIf("non-solid", nodule.type == u"GGN")
        .addIf("upper lobe", nodule.upperLobe)
        .add("number of nodules - 4", Decimal(nodule.count - 4))
        .addIf("spiculation", nodule.spiculated)
        .sum();
}

std::optional<Decimal> NoduleRisk::logit(const Mayo& nodule) const {
    return Predictor(coefficients_, QStringLiteral("mayo"))
        .add("age (years)", nodule.age)
        .addIf("ever smoked", nodule.everSmoked)
        .addIf("cancer outside chest over 5 years ago", nodule.oldCancer)
        .add("diameter (mm)", nodule.mm)
        .addIf("spiculation", nodule.spiculated)
        .addIf("upper lobe", nodule.upperLobe)
        .sum();
}

std::optional<Decimal> NoduleRisk::percent(const Decimal& logit) {
    const auto odds = logit.negated().exponential();
    return value(
        odds.and_then([](const Decimal& e) { return e.plus(Decimal(1)); }).and_then([](const Decimal& d) {
            return Decimal(100).over(d);
        }));
}

} // namespace casebook
