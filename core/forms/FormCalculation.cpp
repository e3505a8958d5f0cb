// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/FormCalculation.h"

#include "core/forms/Values.h"

namespace casebook {

namespace {

/// Code of what went wrong; empty: nothing did.
QByteArray markOf(const expr::Outcome& outcome) {
    if (outcome.failed())
        return outcome.error;
    const auto* blank = outcome.value.blank();
    return blank ? blank->mark : QByteArray();
}

bool isShown(const std::optional<expr::Ast>& showIf, const SubjectScope& scope) {
    return !showIf || scope.run(*showIf).value.isTrue();
}

class Pass {
public:
    explicit Pass(FormParts& parts) : parts_(parts), scope_(parts.scope()) {}

    void run() {
        parts_.hidden.clear();
        parts_.required.clear();
        parts_.marks.clear();
        parts_.now.held.clear();
        for (const QString& oid : parts_.form->order)
            parts_.eachPlace(
                oid, [&](const ItemPath& path, const CompiledItem& item) { settle(path, item); });
        for (const QString& oid : parts_.form->items)
            parts_.eachPlace(oid, [&](const ItemPath& path, const CompiledItem& item) {
                if (isRequired(path, item))
                    parts_.required.insert(path);
            });
    }

private:
    void settle(const ItemPath& path, const CompiledItem& item) {
        scope_.setRow(path.group, path.row);
        if (!isShown(item.showIf, scope_))
            parts_.hidden.insert(path);
        const bool hidden = parts_.hidden.contains(path);
        if (parts_.isCalculated(item))
            calculate(path, item, hidden || parts_.notDone);
        else if (hidden && parts_.now.values.contains(path))
            parts_.now.held.insert(path);
    }

    void calculate(const ItemPath& path, const CompiledItem& item, bool off) {
        std::optional<ItemValue> value;
        QByteArray mark;
        if (off) {
        } else if (item.broken) {
            mark = "bad-expression";
        } else if (item.service) {
            value = serve(path, item, mark);
        } else if (item.calc) {
            const expr::Outcome outcome = scope_.run(*item.calc);
            value = outcome.failed() ? std::nullopt : fromExpression(outcome.value, *item.def);
            mark = value ? QByteArray() : markOf(outcome);
        }
        if (value)
            parts_.now.values[path] = *value;
        else
            parts_.now.values.remove(path);
        if (!mark.isEmpty())
            parts_.marks[path] = mark;
    }

    std::optional<ItemValue> serve(const ItemPath& path, const CompiledItem& item, QByteArray& mark) {
        ServiceCall call;
        call.definition = &parts_.study->definition();
        call.form = &parts_.now;
        call.record = parts_.record.get();
        call.place = parts_.place;
        call.row = path.row;
        for (const QString& arg : item.service->args) {
            const CompiledItem& read = parts_.item(arg);
            const ItemPath at{read.group, read.group.isEmpty() ? QByteArray() : path.row, arg};
            const auto value = parts_.now.values.constFind(at);
            const bool there = value != parts_.now.values.cend() && !parts_.now.held.contains(at) &&
                               !parts_.typed.contains(at) && value->kind != ValueKind::Null;
            call.args << (there ? std::optional(*value) : std::nullopt);
        }
        const ServiceResult result = parts_.services.value(item.service->name)(call);
        if (result)
            return *result;
        mark = result.error().code;
        return std::nullopt;
    }

    bool isRequired(const ItemPath& path, const CompiledItem& item) {
        if (parts_.notDone || parts_.hidden.contains(path) || item.calculated())
            return false;
        scope_.setRow(path.group, path.row);
        return item.alwaysRequired || (item.required && scope_.run(*item.required).value.isTrue());
    }

    FormParts& parts_;
    SubjectScope scope_;
};

} // namespace

const CompiledItem& FormParts::item(const QString& oid) const {
    static const ItemDef noDef;
    static const CompiledItem none = [] {
        CompiledItem item;
        item.def = &noDef;
        return item;
    }();
    const auto at = study->expressions().items.constFind(oid);
    return at == study->expressions().items.cend() ? none : *at;
}

QList<QByteArray> FormParts::rows(const QString& group) const {
    if (group.isEmpty())
        return {QByteArray()};
    QList<QByteArray> ids;
    for (const FormRow& row : now.rows)
        if (row.group == group)
            ids << row.id;
    return ids;
}

bool FormParts::isCalculated(const CompiledItem& item) const {
    return item.calculated() && (!item.service || services.contains(item.service->name));
}

SubjectScope FormParts::scope() const {
    SubjectScope scope(*study, &now, *record, place, today);
    scope.setBlank(QSet<ItemPath>(typed.keyBegin(), typed.keyEnd()));
    return scope;
}

void recalculate(FormParts& parts) {
    Pass(parts).run();
    parts.problems = findProblems(parts);
}

} // namespace casebook
