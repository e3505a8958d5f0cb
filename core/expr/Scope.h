// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace casebook::expr {

/// A form instance, by a number of the scope's own; 0 is the form in which the expression stands.
using FormHandle = int;
inline constexpr FormHandle thisForm = 0;
inline constexpr FormHandle absentForm = -1; ///< planned or not started: everything in it is blank

/// The row in which an expression stands, `row` from 0.
struct RowPlace {
    FormHandle form = thisForm;
    QString group;
    int row = 0;
};

template <class T>
using Answer = tl::expected<T, QByteArray>; ///< error: a code, "ref" for an unknown name

/// What the names of an expression mean: a form with its subject's other forms, a JSON context, a row of the analysis
/// table. The engine does rows, filters and lists; a scope only looks up. One thread at a time.
class Scope {
public:
    virtual ~Scope() = default;

    /// The form instances that the reference's visit and form name, in the order of visits; `repeat` is the n of
    /// @V[n], from 1. Not called for references without both. A form that is not there yet: absentForm (of a list:
    /// one a visit) or nothing. Several where one was meant: all of them; the engine makes it blank, marked
    /// "several". "ref": the study knows no such visit or form.
    [[nodiscard]] virtual Answer<std::vector<FormHandle>> forms(const Reference& reference,
                                                                std::optional<int> repeat) const;
    /// Live rows of a group. "ref": the form has no such group.
    [[nodiscard]] virtual Answer<int> rowCount(FormHandle form, const QString& group) const;
    /// True where `item` stands in rows of `group` (of a row of an inner group: its own items only).
    [[nodiscard]] virtual bool groupHas(FormHandle form, const QString& group, const QString& item) const;
    /// A value in a row, from 0. "ref": no such item there.
    [[nodiscard]] virtual Answer<Value> rowValue(FormHandle form, const QString& group, int row,
                                                 const QString& item) const;
    /// A value outside of groups. `reference.item` is the name; for references that are not bare `form` is from forms().
    [[nodiscard]] virtual Answer<Value> value(FormHandle form, const Reference& reference) const = 0;
    /// Rows around the expression, innermost first; empty outside of groups.
    [[nodiscard]] virtual std::vector<RowPlace> rows() const { return {}; }
    /// `visit.date`, `visit.state` of the visits that the reference names, as `forms` does.
    [[nodiscard]] virtual Answer<std::vector<Value>> visitValues(const Reference& reference,
                                                                 std::optional<int> repeat) const;
    /// Today as the study records it; nothing: today() is blank.
    [[nodiscard]] virtual std::optional<PartialDate> today() const { return std::nullopt; }
};

} // namespace casebook::expr
