// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/SubjectRecord.h"
#include "core/values/Decimal.h"

#include <optional>

namespace casebook {

/// Reads the answers of one form by the names of its items; what is held or missing with a reason is not there.
class Answers {
public:
    explicit Answers(const FormData* form) : form_(form) {}

    [[nodiscard]] const ItemValue* value(const QString& item, const QString& group = {},
                                         const QByteArray& row = {}) const {
        if (!form_)
            return nullptr;
        const ItemPath path{group, row, item};
        const auto at = form_->values.constFind(path);
        const bool there =
            at != form_->values.cend() && at->kind != ValueKind::Null && !form_->held.contains(path);
        return there ? &*at : nullptr;
    }
    [[nodiscard]] QString text(const QString& item, const QString& group = {},
                               const QByteArray& row = {}) const {
        const ItemValue* found = value(item, group, row);
        return found ? found->text : QString();
    }
    [[nodiscard]] std::optional<Decimal> number(const QString& item, const QString& group = {},
                                                const QByteArray& row = {}) const {
        const ItemValue* found = value(item, group, row);
        return found && found->comparator.isEmpty() ? Decimal::fromText(found->text) : std::nullopt;
    }
    [[nodiscard]] std::optional<bool> truth(const QString& item, const QString& group = {},
                                            const QByteArray& row = {}) const {
        const ItemValue* found = value(item, group, row);
        return found ? std::optional(found->text == QLatin1StringView("true")) : std::nullopt;
    }
    [[nodiscard]] bool has(const QString& item, const QString& code, const QString& group = {},
                           const QByteArray& row = {}) const {
        const ItemValue* found = value(item, group, row);
        return found && found->codes.contains(code);
    }
    [[nodiscard]] QList<QByteArray> rows(const QString& group) const {
        QList<QByteArray> ids;
        if (form_)
            for (const FormRow& row : form_->rows)
                if (row.group == group)
                    ids << row.id;
        return ids;
    }

private:
    const FormData* form_;
};

/// The first form of that kind at the exam, or with an empty exam at the visit; null: none.
[[nodiscard]] const FormData* formOfExam(const SubjectRecord& record, const QString& form,
                                         const QByteArray& exam);
[[nodiscard]] const FormData* formOfVisit(const SubjectRecord& record, const QString& form,
                                          const QString& visit);

} // namespace casebook
