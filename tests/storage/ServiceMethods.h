// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QStringList>

namespace casebook::test {

/// Public methods of the services as their headers declare them: enough C++ for our own style, no more.
namespace serviceMethods {

inline QString withoutComments(QString text) {
    static const QRegularExpression comments(QStringLiteral("//[^\\n]*|/\\*.*?\\*/"),
                                             QRegularExpression::DotMatchesEverythingOption);
    return text.remove(comments);
}

/// The end of the block that begins with the brace at `from`: the place behind its closing brace.
inline qsizetype behindBlock(const QString& text, qsizetype from) {
    int depth = 0;
    for (qsizetype i = from; i < text.size(); ++i) {
        depth += text[i] == u'{' ? 1 : text[i] == u'}' ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    return text.size();
}

/// The name that a declaration declares as a function; empty: none.
inline QString functionName(const QString& declaration, const QString& owner) {
    static const QRegularExpression other(
        QStringLiteral("^\\s*(using|friend|enum|struct|class|union|typedef)\\b"));
    static const QRegularExpression last(QStringLiteral("(~?\\w+)\\s*$"));
    if (other.match(declaration).hasMatch())
        return {};
    int angle = 0;
    for (qsizetype i = 0; i < declaration.size(); ++i) {
        angle += declaration[i] == u'<' ? 1 : declaration[i] == u'>' ? -1 : 0;
        if (declaration[i] == u'=' && angle == 0)
            return {};
        if (declaration[i] != u'(' || angle != 0)
            continue;
        const QString name = last.match(declaration.left(i)).captured(1);
        return name == owner || name.startsWith(u'~') ? QString() : name;
    }
    return {};
}

/// Function names of the public sections of a class's body, overloads as often as they stand there.
inline QStringList publicFunctions(const QString& body, const QString& owner) {
    QStringList out;
    QString declaration;
    bool isPublic = false;
    int round = 0;
    const auto ended = [&] {
        if (const QString name = functionName(declaration, owner); isPublic && !name.isEmpty())
            out.append(name);
        declaration.clear();
    };
    for (qsizetype i = 0; i < body.size(); ++i) {
        const QChar c = body[i];
        round += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (c == u'{' && round == 0) {
            i = behindBlock(body, i) - 1;
            if (!functionName(declaration, {}).isEmpty())
                ended();
        } else if (c == u';' && round == 0) {
            ended();
        } else if (c == u':' && round == 0 && declaration.trimmed() == u"public") {
            isPublic = true;
            declaration.clear();
        } else if (c == u':' && round == 0 &&
                   (declaration.trimmed() == u"private" || declaration.trimmed() == u"protected")) {
            isPublic = false;
            declaration.clear();
        } else {
            declaration.append(c);
        }
    }
    return out;
}

/// A class is a service where it keeps the session that it asks for rights; the vault has one of its own.
inline bool isService(const QString& name, const QString& body) {
    return name == u"Vault" || body.contains(QStringLiteral("const Session& session_;"));
}

/// "Class::method" of every service in a header.
inline QStringList ofHeader(const QString& source) {
    static const QRegularExpression begins(QStringLiteral("(?<!enum )\\bclass (\\w+)(?!\\w|::)[^;{()]*\\{"));
    const QString text = withoutComments(source);
    QStringList out;
    for (auto it = begins.globalMatch(text); it.hasNext();) {
        const auto found = it.next();
        const qsizetype open = found.capturedEnd() - 1;
        const QString name = found.captured(1);
        const QString body = text.mid(open + 1, behindBlock(text, open) - open - 2);
        if (!isService(name, body))
            continue;
        for (const QString& method : publicFunctions(body, name))
            out.append(name + QStringLiteral("::") + method);
    }
    return out;
}

inline QStringList ofFolder(const QString& folder) {
    QStringList out;
    QDirIterator headers(folder, {QStringLiteral("*.h")}, QDir::Files, QDirIterator::Subdirectories);
    while (headers.hasNext()) {
        QFile file(headers.next());
        if (file.open(QIODevice::ReadOnly))
            out += ofHeader(QString::fromUtf8(file.readAll()));
    }
    out.sort();
    return out;
}

/// What differs between the methods and the rows of a table: a row may stand for a case of its own ("A::b (locked)"),
/// an overload needs a row of its own.
inline QStringList differences(const QStringList& methods, const QStringList& rows) {
    QMap<QString, int> left;
    for (const QString& method : methods)
        ++left[method];
    QStringList out;
    QMap<QString, int> plain;
    for (const QString& row : rows) {
        const QString method = row.section(QStringLiteral(" ("), 0, 0);
        if (!left.contains(method))
            out.append(QStringLiteral("no such method: ") + row);
        ++plain[method];
    }
    for (auto it = left.cbegin(); it != left.cend(); ++it)
        if (plain.value(it.key()) < it.value())
            out.append(QStringLiteral("no row: ") + it.key());
    return out;
}

} // namespace serviceMethods

} // namespace casebook::test
