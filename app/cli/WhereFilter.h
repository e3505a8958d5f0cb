// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Arguments.h"
#include "core/expr/Ast.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace casebook {

/// `--where EXPR` of the lists: names are the list's columns. Texts of the form 2024-03-15 are dates, null is blank.
/// A row is taken where the expression is true.
class WhereFilter {
public:
    /// Takes everything where there is no --where. Error codes of expressions (kind Usage).
    [[nodiscard]] static Result<WhereFilter> from(const Arguments& arguments, const QStringList& columns);

    /// Leaves the rows that are taken; `object` gives a row's columns. Errors of an expression at a row ("type").
    template <class Row, class F>
    [[nodiscard]] Result<> keep(QList<Row>& rows, F object) const {
        if (!ast_)
            return {};
        QList<Row> left;
        for (const Row& row : rows) {
            const auto taken = takes(object(row));
            if (!taken)
                return tl::unexpected(taken.error());
            if (*taken)
                left.append(row);
        }
        rows = left;
        return {};
    }

private:
    [[nodiscard]] Result<bool> takes(const QJsonObject& row) const;
    std::optional<expr::Ast> ast_;
};

/// An expression's problem as an error of the command line; `position` from 0.
[[nodiscard]] tl::unexpected<Error> expressionError(const QByteArray& code, int position, const QString& what,
                                                    const QString& text, ErrorKind kind = ErrorKind::Refused);

} // namespace casebook
