// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/DraftTable.h"

namespace casebook::draftTable {

namespace {

QString rowText(const QByteArray& row) { return row.isEmpty() ? QString() : Uuid{row}.toString(); }

} // namespace

QString pathText(const ItemPath& path, DraftKind kind) {
    const QString item = path.group + u'/' + rowText(path.row) + u'/' + path.item;
    return kind == DraftKind::Reason ? item + QStringLiteral("/reason") : item;
}

Draft draftFrom(const QString& path, const QString& raw, std::int64_t readMs) {
    const QStringList parts = path.split(u'/');
    return {{parts.value(0), Uuid::fromString(parts.value(1)).bytes, parts.value(2)},
            raw,
            readMs,
            parts.size() > 3 ? DraftKind::Reason : DraftKind::Typed};
}

Result<> erase(WriteTransaction& tx, const Uuid& form, UserId user, const FormEdit& edit) {
    QStringList paths;
    for (const FormEdit::Item& item : edit.items)
        paths.append(pathText(item.path, DraftKind::Typed));
    for (const ItemPath& path : edit.settled)
        paths.append(pathText(path, DraftKind::Typed));
    for (const QString& path : paths)
        if (auto run =
                tx.run("DELETE FROM draft WHERE form = ? AND user_id = ? AND path = ?", form, user, path);
            !run)
            return run;
    for (const FormEdit::GoneRow& row : edit.voided)
        if (auto run = tx.run("DELETE FROM draft WHERE form = ? AND user_id = ? AND instr(path, ?) > 0", form,
                              user, QString(u'/' + rowText(row.uuid) + u'/'));
            !run)
            return run;
    return {};
}

} // namespace casebook::draftTable
