// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/Building.h"

#include <algorithm>

namespace casebook::odm {

namespace {

bool isLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

/// A name of the grammar out of any OID; words of the grammar get a tail.
QString nameFrom(const QString& oid) {
    static const QSet<QString> words{QStringLiteral("or"),   QStringLiteral("and"),   QStringLiteral("not"),
                                     QStringLiteral("in"),   QStringLiteral("div"),   QStringLiteral("mod"),
                                     QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("blank"),
                                     QStringLiteral("row"),  QStringLiteral("first"), QStringLiteral("last"),
                                     QStringLiteral("prev"), QStringLiteral("next"),  QStringLiteral("d"),
                                     QStringLiteral("dt"),   QStringLiteral("t")};
    QString name;
    for (const QChar c : oid)
        name += isLetter(c) || isDigit(c) ? c : QLatin1Char('_');
    if (name.isEmpty() || !isLetter(name[0]))
        name.prepend(u'X');
    return words.contains(name) ? name + u'_' : name;
}

} // namespace

QString languageKey(const QString& tag, const LanguageText& soFar) {
    const QString base = tag.section(u'-', 0, 0).toLower();
    return tag.contains(u'-') && soFar.contains(base) ? tag : base;
}

QString Building::nameOf(const char* kind, const Node& node) {
    const QString oid = node.attribute("OID");
    if (const QString own = Building::own(node, QStringLiteral("oid")); !own.isEmpty()) {
        taken_[kind].insert(own);
        names_[kind].insert(oid, own);
        return own;
    }
    const QString wanted = nameFrom(oid);
    const QString name = taken_[kind].contains(wanted) ? anotherName(kind, wanted) : wanted;
    taken_[kind].insert(name);
    names_[kind].insert(oid, name);
    if (name != oid) {
        adapt(node.path(), "renamed", {name}, node.line);
        keep(QStringLiteral("%1/%2/@OID").arg(QLatin1StringView(kind), name), oid);
    }
    return name;
}

QString Building::known(const char* kind, const QString& oid) const { return names_.value(kind).value(oid); }

QString Building::anotherName(const char* kind, const QString& name) {
    QSet<QString>& taken = taken_[kind];
    if (!taken.contains(name)) {
        taken.insert(name);
        return name;
    }
    int n = 2;
    while (taken.contains(QStringLiteral("%1_%2").arg(name).arg(n)))
        ++n;
    const QString other = QStringLiteral("%1_%2").arg(name).arg(n);
    taken.insert(other);
    return other;
}

LanguageText Building::textOf(const Node* holder) const {
    LanguageText out;
    if (!holder)
        return out;
    for (const Node* text : holder->all("TranslatedText")) {
        const QString tag = text->attribute("lang");
        const QString key = languageKey(tag, out);
        if (!tag.isEmpty() && !text->text.isEmpty() && !out.contains(key))
            out.insert(key, text->text);
    }
    // Without a language: the key one where that is free, else "undetermined" (ISO 639-3).
    for (const Node* text : holder->all("TranslatedText"))
        if (text->attribute("lang").isEmpty() && !text->text.isEmpty())
            out.insert(out.contains(keyLanguage) ? QStringLiteral("und") : keyLanguage, text->text);
    return out;
}

LanguageText Building::textOf(const Node& node, const char* child) const { return textOf(node.child(child)); }

LanguageText Building::labelOf(const Node& node) const {
    LanguageText label = textOf(node, "Description");
    if (!label.contains(keyLanguage) && !node.attribute("Name").isEmpty())
        label.insert(keyLanguage, node.attribute("Name"));
    return label;
}

void Building::adapt(const QString& path, const QByteArray& code, const QStringList& args, qint64 line) {
    adapted.append({path, code, args, line});
}

void Building::refuse(const QString& path, const QByteArray& code, const QStringList& args, qint64 line) {
    refused.append({path, code, args, line});
}

void Building::count(const QByteArray& code, const QString& path, qint64 line) {
    Counted& counted = counted_[{code, path}];
    if (++counted.n == 1)
        counted.line = line;
}

void Building::reportCounts() {
    for (auto at = counted_.cbegin(); at != counted_.cend(); ++at)
        adapt(at.key().second, at.key().first, {QString::number(at->n)}, at->line);
    counted_.clear();
}

void Building::keep(const QString& path, const QString& text) { definition.foreign.append({path, text}); }

QString Building::own(const Node& node, const QString& what) {
    const QString context = QLatin1StringView(kAlias) + what;
    for (const Node* alias : node.all("Alias"))
        if (alias->attribute("Context") == context)
            return alias->attribute("Name");
    return {};
}

bool Building::hasOwn(const Node& node, const QString& what) {
    const QString context = QLatin1StringView(kAlias) + what;
    const auto all = node.all("Alias");
    return std::any_of(all.begin(), all.end(),
                       [&](const Node* alias) { return alias->attribute("Context") == context; });
}

LanguageText Building::ownText(const Node& node, const QString& what) {
    LanguageText out;
    const QString head = QLatin1StringView(kAlias) + what + u'.';
    for (const Node* alias : node.all("Alias"))
        if (const QString context = alias->attribute("Context"); context.startsWith(head))
            out.insert(context.mid(head.size()), alias->attribute("Name"));
    return out;
}

void Building::keepAliases(const Node& node, const QString& kindAndName, const QSet<QString>& used) {
    for (const Node* alias : node.all("Alias")) {
        const QString context = alias->attribute("Context");
        if (context.startsWith(QLatin1StringView(kAlias)) || used.contains(context))
            continue;
        keep(QStringLiteral("%1/Alias/%2").arg(kindAndName, context), alias->attribute("Name"));
        count("alias-kept", QStringLiteral("%1/Alias[%2]").arg(node.name, context), alias->line);
    }
}

} // namespace casebook::odm
