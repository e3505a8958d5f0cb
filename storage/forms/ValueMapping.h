// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"
#include "core/values/Csv.h"
#include "core/values/Result.h"

namespace casebook {

/// How the columns of a table go into the items of one form; read from the mapping file (ValueImport.h).
struct ValueMapping {
    enum class Blank { Keep, Clear, SkipLine };
    struct Column {
        QString name, item, unit; ///< unit: of the numbers in the file; empty: the item's
    };
    QString form, group;
    QString visit; ///< of all lines, when there is no visit column
    QString subjectColumn, visitColumn, repeatColumn, rowColumn;
    QString rowItem; ///< rows are found by this item's value in rowColumn; empty: by their number
    Blank blank = Blank::Keep;
    QString dateOrder = QStringLiteral("ymd"); ///< "dmy", "mdy" too
    QChar decimal = u'.';
    QList<Column> columns;

    /// Errors "bad-mapping" (object: the key, args: the value), "no-such-form", "no-such-item".
    [[nodiscard]] static Result<ValueMapping> fromJson(const QByteArray& json,
                                                       const StudyDefinition& definition);
    [[nodiscard]] QByteArray toJson() const;
    /// Error "no-such-column".
    [[nodiscard]] Result<> checkColumns(const CsvTable& table) const;
    /// A cell as it would be typed: dates and decimals in the program's own form.
    [[nodiscard]] QString typed(const QString& cell, const ItemDef& item) const;
};

} // namespace casebook
