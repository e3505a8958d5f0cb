// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/QueryWords.h"

#include "core/values/Messages.h"

#include <algorithm>

namespace casebook {

namespace {

/// What today's definition asks under the check's OID.
std::optional<FormProblem> asked(const StudyDefinition& study, const QString& check, const QString& oid) {
    FormProblem problem;
    const auto rule = std::find_if(study.checks.begin(), study.checks.end(),
                                   [&](const CheckDef& one) { return one.oid == check; });
    if (rule != study.checks.end()) {
        problem.message = rule->message;
        problem.error = {ErrorKind::Refused, "check-fails", oid, {rule->oid}};
        return problem;
    }
    const ItemDef* item = study.item(oid);
    const QByteArray kind = check.section(u':', -1).toLatin1();
    if (!item)
        return std::nullopt;
    if (kind == problemKindCode(ProblemKind::ItemCheck)) {
        problem.message = item->checkMessage;
        problem.error = {ErrorKind::Refused, "check-fails", oid, {item->check}};
    } else if (kind == problemKindCode(ProblemKind::SoftRange)) {
        problem.error = {ErrorKind::Refused, "out-of-range", oid, {item->soft.low, item->soft.high}};
    } else if (kind == problemKindCode(ProblemKind::HardRange)) {
        problem.error = {ErrorKind::Refused, "out-of-hard-range", oid, {item->hard.low, item->hard.high}};
    } else {
        return std::nullopt;
    }
    return problem;
}

} // namespace

QString queryWords(const FormProblem& problem) {
    const QString words = textIn(problem.message, QStringLiteral("en"));
    return words.isEmpty() ? messageSource(problem.error) : words;
}

QString queryWordsIn(const StudyDefinition& study, const QString& check, const QString& item,
                     const QString& stored, const QString& language) {
    const auto problem = asked(study, check, item);
    if (!problem || queryWords(*problem) != stored)
        return stored;
    const QString words = textIn(problem->message, language);
    return words.isEmpty() ? messageText(problem->error) : words;
}

} // namespace casebook
