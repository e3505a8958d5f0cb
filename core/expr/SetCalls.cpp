// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Calls.h"

#include <algorithm>

namespace casebook::expr {

Answer<Value> callOnSets(Function function, Arguments arguments) {
    const QStringList* chosen = arguments[0].codes();
    if (!chosen)
        return fault("type");
    QStringList wanted;
    for (const Value& argument : arguments.subspan(1)) {
        if (!argument.text())
            return fault("type");
        wanted.append(*argument.text());
    }
    if (function == Function::HasOnly)
        return Value(std::all_of(chosen->begin(), chosen->end(),
                                 [&](const QString& c) { return wanted.contains(c); }));
    return Value(
        std::any_of(wanted.begin(), wanted.end(), [&](const QString& c) { return chosen->contains(c); }));
}

} // namespace casebook::expr
