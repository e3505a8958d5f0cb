// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Decimal.h"
#include "core/values/PartialDate.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace casebook::expr {

/// The one missing value. `reason`: null flavour ("UNK"), empty for an unanswered item. `mark`: why an expression
/// has no value ("div0", "unit", "several" ...), empty where nothing went wrong.
struct Blank {
    QByteArray reason, mark;
    bool operator==(const Blank&) const = default;
};

/// Wall clock of a day, without zone.
struct TimeOfDay {
    int seconds = 0; ///< 0..86399
    bool withSeconds = false; ///< as entered
    [[nodiscard]] static std::optional<TimeOfDay> fromText(QStringView text); ///< "13:05", "13:05:30"
    [[nodiscard]] QString toText() const;
};

/// Complete date and wall clock, with an optional offset from UTC in minutes.
struct DateTime {
    PartialDate date; ///< complete
    TimeOfDay time;
    std::optional<int> offset;
    [[nodiscard]] static std::optional<DateTime>
    fromText(QStringView text); ///< "2024-02-28T08:00[:00][Z|+08:00]"
    [[nodiscard]] QString toText() const;
    /// Seconds from 1970-01-01 of the wall clock, of UTC where there is an offset.
    [[nodiscard]] std::int64_t seconds() const;
};

/// A number with a UCUM unit. `analyte`: what was measured ("glucose", or its LOINC code): lets mass become amount.
struct Quantity {
    Decimal number;
    QString unit, analyte;
};

class Value;
using ValueList = std::vector<Value>;

enum class Type { Any, Boolean, Number, Text, Date, Time, DateTime, Quantity, Set, List };
[[nodiscard]] QByteArray typeName(Type type);

/// A value of the expression language (reference: grammar of expressions). Codes are texts; texts are NFC. Any thread.
class Value {
public:
    Value() = default; ///< blank
    Value(Blank blank) : data_(std::move(blank)) {}
    Value(bool boolean) : data_(boolean) {}
    Value(const Decimal& number) : data_(number) {}
    Value(int number) : data_(Decimal(number)) {}
    Value(QString text); ///< made NFC
    Value(const PartialDate& date) : data_(date) {}
    Value(const TimeOfDay& time) : data_(time) {}
    Value(const DateTime& dateTime) : data_(dateTime) {}
    Value(Quantity quantity) : data_(std::move(quantity)) {}
    Value(const char*) = delete; ///< would become a boolean
    /// Codes of a multiple choice; an empty set is an answer ("none").
    [[nodiscard]] static Value set(QStringList codes);
    [[nodiscard]] static Value list(ValueList items);
    [[nodiscard]] static Value missing(QByteArray reason) { return Blank{std::move(reason), {}}; }

    /// Any for blank.
    [[nodiscard]] Type type() const;
    [[nodiscard]] bool isBlank() const { return std::holds_alternative<Blank>(data_); } ///< or null flavour
    template <class T>
    [[nodiscard]] const T* as() const {
        return std::get_if<T>(&data_);
    }
    [[nodiscard]] const bool* boolean() const { return as<bool>(); }
    [[nodiscard]] const Decimal* number() const { return as<Decimal>(); }
    [[nodiscard]] const QString* text() const { return as<QString>(); }
    [[nodiscard]] const PartialDate* date() const { return as<PartialDate>(); }
    [[nodiscard]] const Quantity* quantity() const { return as<Quantity>(); }
    [[nodiscard]] const Blank* blank() const { return as<Blank>(); }
    [[nodiscard]] const QStringList* codes() const { return as<QStringList>(); } ///< sorted
    [[nodiscard]] const ValueList* items() const;
    [[nodiscard]] bool isTrue() const { return boolean() && *boolean(); }
    [[nodiscard]] bool isFalse() const { return boolean() && !*boolean(); }

    /// As the command line prints it: "99 mg/dL", "2024-02-29", "1.5", "true"; a set or list comma-separated;
    /// blank is empty.
    [[nodiscard]] QString toText() const;

private:
    using Shared = std::shared_ptr<const ValueList>;
    std::variant<Blank, bool, Decimal, QString, PartialDate, TimeOfDay, DateTime, Quantity, QStringList,
                 Shared>
        data_;
};

/// Orders texts by Unicode code points, not by UTF-16 units.
[[nodiscard]] int compareCodePoints(const QString& a, const QString& b);

} // namespace casebook::expr
