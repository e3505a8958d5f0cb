// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"

#include <optional>
#include <vector>

namespace casebook::expr {

/// What a name is declared as, without values.
struct Declared {
    Type type = Type::Any; ///< Any: not known
    QString unit;          ///< UCUM, of quantities
};

/// The names that an expression may use, from a definition.
class Declarations {
public:
    virtual ~Declarations() = default;
    /// Empty: no such name. `reference.item` empty: asks for a group. Bare: any item of this form, of its rows too.
    [[nodiscard]] virtual std::optional<Declared> declared(const Reference& reference) const = 0;
};

/// Finds what is wrong before an expression runs: "ref", "type", "unit" (a quantity with a plain number).
/// Empty: sound. `wanted`: the type that the place needs (Boolean for checks), Any: no matter.
[[nodiscard]] std::vector<Problem> check(const Ast& ast, const Declarations& declarations,
                                         Type wanted = Type::Any);

/// The type of its value as far as the declarations tell; Any: not known.
[[nodiscard]] Type resultType(const Ast& ast, const Declarations& declarations);

} // namespace casebook::expr
