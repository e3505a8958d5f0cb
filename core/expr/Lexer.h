// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expr/Ast.h"

#include <tl/expected.hpp>

#include <vector>

namespace casebook::expr {

enum class TokenKind {
    Number,
    Literal, ///< text, date, time, datetime: `value`
    Name,    ///< keywords too
    Symbol,  ///< "+" "<=" "(" ...
    End
};

struct Token {
    TokenKind kind = TokenKind::End;
    int position = 0;
    QString text;  ///< name or symbol
    Value value;   ///< Number, Literal
};

/// Cuts the text into tokens; the last is End. Problems: "syntax", "date", "time", "overflow" (a number too large).
[[nodiscard]] tl::expected<std::vector<Token>, Problem> tokens(const QString& text);

/// A letter of any script or "_", then letters, digits, "_".
[[nodiscard]] bool isName(QStringView text);

} // namespace casebook::expr
