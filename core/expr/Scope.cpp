// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Scope.h"

namespace casebook::expr {

namespace {
tl::unexpected<QByteArray> unknown() { return tl::unexpected(QByteArray("ref")); }
} // namespace

// A scope that knows no visits, other forms or groups answers for bare names only.

Answer<std::vector<FormHandle>> Scope::forms(const Reference&, std::optional<int>) const { return unknown(); }
Answer<int> Scope::rowCount(FormHandle, const QString&) const { return unknown(); }
bool Scope::groupHas(FormHandle, const QString&, const QString&) const { return false; }
Answer<Value> Scope::rowValue(FormHandle, const QString&, int, const QString&) const { return unknown(); }
Answer<std::vector<Value>> Scope::visitValues(const Reference&, std::optional<int>) const {
    return unknown();
}

} // namespace casebook::expr
