// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/AnalysisTable.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace casebook::cohort {

namespace {

constexpr std::size_t maxWords = 65'000;

/// Back from an interval of days to the date that has it.
PartialDate fromInterval(std::int32_t lo, std::int32_t hi) {
    if (lo == hi)
        return PartialDate::fromDay(lo).value_or(PartialDate());
    const Civil first = civilOfDay(lo);
    const Civil last = civilOfDay(hi);
    const auto padded = [](int value) { return QString::number(value).rightJustified(2, u'0'); };
    QString text = QString::number(first.year).rightJustified(4, u'0');
    if (first.month == last.month)
        text += u'-' + padded(first.month);
    else if (first.day == last.day) // the same day of an unknown month
        text += QStringLiteral("-UK-") + padded(first.day);
    return PartialDate::fromText(text).value_or(PartialDate());
}

} // namespace

void Column::reserve(std::size_t rows) {
    reasons_.reserve(rows);
    switch (info_.kind) {
    case ColumnKind::Number: numbers_.reserve(rows); break;
    case ColumnKind::Date:
        lo_.reserve(rows);
        hi_.reserve(rows);
        break;
    default: codes_.reserve(rows);
    }
}

void Column::pushMissing(std::uint8_t reason) {
    reasons_.push_back(reason);
    switch (info_.kind) {
    case ColumnKind::Number: numbers_.push_back(std::numeric_limits<double>::quiet_NaN()); break;
    case ColumnKind::Date:
        lo_.push_back(0);
        hi_.push_back(0);
        break;
    default: codes_.push_back(0);
    }
}

void Column::addMissing(const QByteArray& reason) {
    qsizetype at = reasonCodes_.indexOf(reason, 1); // place 0 stands for "has a value"
    if (at < 0) {
        at = std::min<qsizetype>(reasonCodes_.size(), 255);
        if (at == reasonCodes_.size())
            reasonCodes_.append(reason);
    }
    pushMissing(static_cast<std::uint8_t>(at));
}

void Column::addNumber(double value) {
    if (!std::isfinite(value)) {
        addMissing("type");
        return;
    }
    reasons_.push_back(0);
    numbers_.push_back(value);
}

std::uint16_t Column::place(const QString& word) {
    if (const auto known = places_.constFind(word); known != places_.cend())
        return *known;
    const QString other = QStringLiteral("(other)");
    if (static_cast<std::size_t>(dictionary_.size()) >= maxWords && word != other)
        return place(other);
    const auto at = static_cast<std::uint16_t>(dictionary_.size());
    dictionary_.append(word);
    places_.insert(word, at);
    switch (info_.kind) {
    case ColumnKind::Set: words_.push_back(expr::Value::set(word.split(u';', Qt::SkipEmptyParts))); break;
    case ColumnKind::Boolean: words_.emplace_back(word == u"true"); break;
    default: words_.emplace_back(word);
    }
    return at;
}

void Column::addCode(const QString& code) {
    codes_.push_back(place(code));
    reasons_.push_back(0);
}

void Column::addBoolean(bool value) { addCode(value ? QStringLiteral("true") : QStringLiteral("false")); }

void Column::addSet(const QStringList& codes) {
    QStringList sorted = codes;
    sorted.sort();
    addCode(sorted.join(u';'));
}

void Column::addDate(const PartialDate& date) {
    reasons_.push_back(0);
    lo_.push_back(date.lo());
    hi_.push_back(date.hi());
}

void Column::add(const expr::Value& value) {
    if (const expr::Blank* blank = value.blank())
        return addMissing(blank->reason.isEmpty() ? blank->mark : blank->reason);
    switch (info_.kind) {
    case ColumnKind::Number:
        if (value.number())
            return addNumber(value.number()->toDouble());
        if (value.quantity())
            return addNumber(value.quantity()->number.toDouble());
        break;
    case ColumnKind::Boolean:
        if (value.boolean())
            return addBoolean(*value.boolean());
        break;
    case ColumnKind::Date:
        if (value.date())
            return addDate(*value.date());
        break;
    case ColumnKind::Set:
        if (value.codes())
            return addSet(*value.codes());
        break;
    case ColumnKind::Code:
    case ColumnKind::Text:
        if (value.text())
            return addCode(*value.text());
        break;
    }
    addMissing("type");
}

QList<QByteArray> Column::reasons() const {
    std::vector<bool> seen(static_cast<std::size_t>(reasonCodes_.size()), false);
    for (const std::uint8_t reason : reasons_)
        seen[reason] = true;
    QList<QByteArray> found;
    for (qsizetype i = 1; i < reasonCodes_.size(); ++i)
        if (seen[static_cast<std::size_t>(i)])
            found.append(reasonCodes_[i]);
    std::sort(found.begin(), found.end());
    return found;
}

bool Column::isWhole() const {
    return std::all_of(numbers_.begin(), numbers_.end(),
                       [](double x) { return std::isnan(x) || x == std::floor(x); });
}

PartialDate Column::date(std::size_t row) const { return fromInterval(lo_[row], hi_[row]); }

expr::Value Column::value(std::size_t row) const {
    if (isMissing(row))
        return expr::Value::missing(reason(row));
    switch (info_.kind) {
    case ColumnKind::Number: {
        const auto number = Decimal::fromDouble(numbers_[row]);
        return number ? expr::Value(*number) : expr::Value();
    }
    case ColumnKind::Date: return date(row);
    default: break;
    }
    return words_[codes_[row]];
}

QString Column::text(std::size_t row) const { return isMissing(row) ? QString() : value(row).toText(); }

AnalysisTable::AnalysisTable(std::vector<RowSubject> subjects) : subjects_(std::move(subjects)) {}

void AnalysisTable::add(Column column) {
    auto shared = std::make_shared<const Column>(std::move(column));
    const QString name = shared->info().name;
    if (const auto known = byName_.constFind(name); known != byName_.cend()) {
        columns_[static_cast<std::size_t>(*known)] = std::move(shared);
        return;
    }
    byName_.insert(name, static_cast<int>(columns_.size()));
    columns_.push_back(std::move(shared));
}

const Column* AnalysisTable::column(const QString& name) const {
    const auto found = byName_.constFind(name);
    return found == byName_.cend() ? nullptr : columns_[static_cast<std::size_t>(*found)].get();
}

RowScope::RowScope(const AnalysisTable& table, const expr::Ast& ast) : table_(table) {
    for (const expr::Reference& reference : ast.references)
        columns_.push_back(reference.isBare() ? table.column(reference.item) : nullptr);
}

expr::Answer<expr::Value> RowScope::value(expr::FormHandle, const expr::Reference& reference) const {
    const Column* column = columns_[static_cast<std::size_t>(reference.index)];
    if (!column)
        return tl::unexpected(QByteArray("ref"));
    return column->value(row_);
}

std::optional<PartialDate> RowScope::today() const { return PartialDate::fromText(table_.cut); }

std::optional<expr::Declared> RowScope::declared(const expr::Reference& reference) const {
    const Column* column = reference.isBare() ? table_.column(reference.item) : nullptr;
    if (!column)
        return std::nullopt;
    switch (column->info().kind) {
    case ColumnKind::Number: return expr::Declared{expr::Type::Number, {}};
    case ColumnKind::Boolean: return expr::Declared{expr::Type::Boolean, {}};
    case ColumnKind::Date: return expr::Declared{expr::Type::Date, {}};
    case ColumnKind::Set: return expr::Declared{expr::Type::Set, {}};
    case ColumnKind::Code:
    case ColumnKind::Text: break;
    }
    return expr::Declared{expr::Type::Text, {}};
}

} // namespace casebook::cohort
