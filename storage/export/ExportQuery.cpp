// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Lexer.h"
#include "storage/export/ExportFiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace casebook {

namespace {

/// Words that mean a choice and no person: codes of the study, and those of the columns that every study has.
QSet<QString> codesOf(const StudyDefinition& definition) {
    QSet<QString> out;
    for (const char* own : {"M", "F", "O", "CT", "MR", "PT", "enrolled", "withdrawn", "unidentified",
                            "not-started", "incomplete", "complete", "not-done"})
        out.insert(QLatin1StringView(own));
    for (const CodeListDef& list : definition.codeLists)
        for (const CodeDef& code : list.codes)
            out.insert(code.code);
    return out;
}

/// What stands for a literal, where it must not be told.
QString maskOf(QStringView literal) {
    if (literal.startsWith(u'\''))
        return QStringLiteral("'TEXT'");
    return literal.startsWith(u"t'") ? QStringLiteral("TIME") : QStringLiteral("DATE");
}

/// @return false: no expression.
bool maskTokens(QString& text, const QSet<QString>& codes) {
    const auto tokens = expr::tokens(text);
    if (!tokens)
        return false;
    qsizetype end = text.size();
    for (auto token = tokens->rbegin(); token != tokens->rend(); ++token) { // from behind: places stay true
        const qsizetype start = token->position;
        const QStringView raw = QStringView(text).sliced(start, end - start).trimmed();
        end = start;
        if (token->kind != expr::TokenKind::Literal)
            continue;
        const QString word = raw.startsWith(u'\'') ? raw.sliced(1, raw.size() - 2).toString() : QString();
        if (!codes.contains(word))
            text.replace(start, raw.size(), maskOf(raw));
    }
    return true;
}

QString masked(QString text, const QSet<QString>& codes) {
    static const QRegularExpression quoted(QStringLiteral("'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’"));
    static const QRegularExpression date(QStringLiteral("\\d{4}-\\d{2}(-\\d{2})?"));
    static const QRegularExpression longNumber(QStringLiteral("\\d{6,}"));
    if (!maskTokens(text, codes)) // the words of a label
        text.replace(quoted, QStringLiteral("'TEXT'"));
    return text.replace(date, QStringLiteral("DATE")).replace(longNumber, QStringLiteral("NUMBER"));
}

} // namespace

QByteArray maskedQuery(const QByteArray& criteria, const StudyDefinition& definition) {
    const QJsonDocument document = QJsonDocument::fromJson(criteria);
    if (!document.isArray())
        return "{}\n";
    const QSet<QString> codes = codesOf(definition);
    QJsonArray lines;
    for (const QJsonValue& line : document.array()) {
        QJsonObject out;
        for (const char* member : {"expression", "label"})
            if (const QString text = line[QLatin1StringView(member)].toString(); !text.isEmpty())
                out.insert(QLatin1StringView(member), masked(text, codes));
        lines.append(out);
    }
    return QJsonDocument(lines).toJson();
}

} // namespace casebook
