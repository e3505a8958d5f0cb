// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/FormCalculation.h"
#include "core/forms/Values.h"

#include <algorithm>

namespace casebook {

namespace {

bool offered(const QString& code, const CodeListDef& list) {
    return std::any_of(list.codes.begin(), list.codes.end(), [&](const CodeDef& one) {
        return (one.code == code && !one.retired) || one.code == u"*";
    });
}

/// Certainly below or above; "<5" is not certainly below 5 unless it is below for every value that it allows.
bool isBelow(const Decimal& number, const QByteArray& comparator, const QString& bound) {
    const auto low = Decimal::fromText(bound);
    if (!low || comparator.startsWith('>'))
        return false;
    return comparator == "<" ? number <= *low : number < *low;
}

bool isAbove(const Decimal& number, const QByteArray& comparator, const QString& bound) {
    const auto high = Decimal::fromText(bound);
    if (!high || comparator.startsWith('<'))
        return false;
    return comparator == ">" ? number >= *high : number > *high;
}

bool isOutside(const Decimal& number, const QByteArray& comparator, const RangeDef& range) {
    return isBelow(number, comparator, range.low) || isAbove(number, comparator, range.high);
}

class Finder {
public:
    explicit Finder(const FormParts& parts) : parts_(parts), scope_(parts.scope()) {}

    QList<FormProblem> run() {
        for (const QString& oid : parts_.form->items)
            parts_.eachPlace(oid, [&](const ItemPath& path, const CompiledItem& item) {
                if (!parts_.hidden.contains(path))
                    look(path, item);
            });
        if (!parts_.notDone)
            for (const CompiledCheck& check : parts_.form->checks)
                look(check);
        return std::move(found_);
    }

private:
    FormProblem& add(ProblemKind kind, const ItemPath& path, Error error) {
        FormProblem problem;
        problem.kind = kind;
        problem.path = path;
        problem.check = path.item + u':' + QString::fromLatin1(problemKindCode(kind));
        problem.severe = kind == ProblemKind::HardRange || kind == ProblemKind::NotOfType;
        problem.error = std::move(error);
        return found_.emplace_back(std::move(problem));
    }

    void look(const ItemPath& path, const CompiledItem& item) {
        const auto typed = parts_.typedErrors.constFind(path);
        const auto value = parts_.now.values.constFind(path);
        if (typed != parts_.typedErrors.cend())
            add(ProblemKind::NotOfType, path, *typed);
        else if (value != parts_.now.values.cend())
            lookAt(path, item, *value);
        else if (parts_.required.contains(path))
            add(ProblemKind::Required, path, {ErrorKind::Refused, "required-blank", path.item, {}});
        if (const auto mark = parts_.marks.constFind(path); mark != parts_.marks.cend())
            add(ProblemKind::Calculation, path,
                {ErrorKind::Refused, "calc-" + *mark, path.item, {item.def->calc}});
        scope_.setRow(path.group, path.row);
        if (item.check && !parts_.notDone && scope_.run(*item.check).value.isFalse())
            add(ProblemKind::ItemCheck, path,
                {ErrorKind::Refused, "check-fails", path.item, {item.def->check}})
                .message = item.def->checkMessage;
    }

    void lookAt(const ItemPath& path, const CompiledItem& item, const ItemValue& value) {
        if (const auto number = numberInOwnUnit(value, *item.def))
            lookAtRange(path, item, value, *number);
        if (!item.codeList)
            return;
        const QStringList codes = value.kind == ValueKind::Code      ? QStringList{value.text}
                                  : value.kind == ValueKind::CodeSet ? value.codes
                                                                     : QStringList();
        for (const QString& code : codes)
            if (!offered(code, *item.codeList))
                add(ProblemKind::RetiredCode, path,
                    {ErrorKind::Refused, "code-not-offered", path.item, {code}});
    }

    void lookAtRange(const ItemPath& path, const CompiledItem& item, const ItemValue& value,
                     const Decimal& number) {
        const RangeDef& hard = item.def->hard;
        const RangeDef& soft = item.def->soft;
        if (isOutside(number, value.comparator, hard))
            add(ProblemKind::HardRange, path,
                {ErrorKind::Refused, "out-of-hard-range", path.item, {hard.low, hard.high}});
        else if (isOutside(number, value.comparator, soft))
            add(ProblemKind::SoftRange, path,
                {ErrorKind::Refused, "out-of-range", path.item, {soft.low, soft.high}});
    }

    void look(const CompiledCheck& check) {
        if (!check.expression)
            return;
        for (const QByteArray& row : parts_.rows(check.group)) {
            scope_.setRow(check.group, row);
            if (!scope_.run(*check.expression).value.isFalse())
                continue;
            const QString& group = parts_.item(check.target).group;
            const ItemPath path{group, group.isEmpty() ? QByteArray() : row, check.target};
            FormProblem& problem = add(ProblemKind::FormCheck, path,
                                       {ErrorKind::Refused, "check-fails", path.item, {check.def->oid}});
            problem.check = check.def->oid;
            problem.severe = check.def->severe;
            problem.message = check.def->message;
        }
    }

    const FormParts& parts_;
    SubjectScope scope_;
    QList<FormProblem> found_;
};

} // namespace

QList<FormProblem> findProblems(const FormParts& parts) { return Finder(parts).run(); }

} // namespace casebook
