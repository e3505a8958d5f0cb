// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Checker.h"
#include "core/expr/Scope.h"
#include "core/values/Result.h"

#include <QHash>
#include <QJsonObject>

namespace casebook::expr {

/// Names from a JSON document, for the command line, for tests and for rule writers: `vars`, `groups` (arrays of rows),
/// `row` [group, n], `forms` and `visits` (each form an object with vars and groups, null: not started; an array:
/// a repeating visit), `visit` (the current one), `today`. Values: null, true, numbers, texts, {"d"} {"dt"} {"t"}
/// dates and times, {"nf"} null flavour, {"v","u","a"} quantity, {"set":[]}.
class JsonScope final : public Scope, public Declarations {
public:
    /// Error "bad-context": no JSON object, or a value of none of these forms.
    [[nodiscard]] static Result<JsonScope> fromJson(const QByteArray& json);

    [[nodiscard]] Answer<std::vector<FormHandle>> forms(const Reference& reference,
                                                        std::optional<int> repeat) const override;
    [[nodiscard]] Answer<int> rowCount(FormHandle form, const QString& group) const override;
    [[nodiscard]] bool groupHas(FormHandle form, const QString& group, const QString& item) const override;
    [[nodiscard]] Answer<Value> rowValue(FormHandle form, const QString& group, int row,
                                         const QString& item) const override;
    [[nodiscard]] Answer<Value> value(FormHandle form, const Reference& reference) const override;
    [[nodiscard]] std::vector<RowPlace> rows() const override;
    [[nodiscard]] Answer<std::vector<Value>> visitValues(const Reference& reference,
                                                         std::optional<int> repeat) const override;
    [[nodiscard]] std::optional<PartialDate> today() const override { return today_; }
    [[nodiscard]] std::optional<Declared> declared(const Reference& reference) const override;

private:
    using Row = QHash<QString, Value>;
    struct Form {
        Row items;
        QHash<QString, std::vector<Row>> groups;
    };
    struct Visit {
        QString name;
        int repeat = 1;
        QHash<QString, FormHandle> forms; ///< absentForm: not started
        Row properties;
    };

    [[nodiscard]] Result<Form> readForm(const QJsonObject& object) const;
    [[nodiscard]] Result<FormHandle> addForm(const QJsonValue& value);
    [[nodiscard]] Result<> readVisits(const QJsonObject& visits, const QStringList& order);
    [[nodiscard]] std::optional<std::vector<int>> visitsOf(const Reference& reference,
                                                           std::optional<int> repeat) const;
    [[nodiscard]] bool knowsForm(const QString& form) const;

    std::vector<Form> forms_; ///< [0] is this form
    QHash<QString, FormHandle> others_;
    std::vector<Visit> visits_; ///< in order
    int current_ = -1;
    std::vector<RowPlace> rows_;
    std::optional<PartialDate> today_;
};

} // namespace casebook::expr
