// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportIdentifiers.h"

#include "core/forms/DefinitionJson.h"
#include "storage/database/Connection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

struct Query {
    const char* sql;
    const char* kind;
};

constexpr std::array queries{Query{"SELECT name FROM subject", "name"},
                             Query{"SELECT label FROM subject", "label"},
                             Query{"SELECT value FROM subject_ident", "id"},
                             Query{"SELECT patient_id FROM source_identity", "id"},
                             Query{"SELECT name_utf8 FROM source_identity", "name"},
                             Query{"SELECT accession FROM dicom_study", "id"},
                             Query{"SELECT DISTINCT json_extract(header,'$.inst') FROM instance", "place"},
                             Query{"SELECT DISTINCT json_extract(header,'$.ref') FROM instance", "staff"},
                             Query{"SELECT printed_name FROM user", "staff"},
                             Query{"SELECT name FROM site", "place"},
                             Query{"SELECT study_uid FROM dicom_study", "uid"},
                             Query{"SELECT series_uid FROM dicom_series", "uid"},
                             Query{"SELECT DISTINCT frame_of_ref FROM dicom_series", "uid"},
                             Query{"SELECT sop_uid FROM instance", "uid"}};

constexpr qsizetype pointsToNobody = 5; ///< as many subjects; the smallest count that a set tells

QString folded(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().trimmed();
}

/// Both are folded.
bool standsIn(const QString& all, const QString& words) {
    const auto isOfWord = [&](qsizetype at) {
        return at >= 0 && at < all.size() && all[at].isLetterOrNumber() &&
               all[at].script() != QChar::Script_Han;
    };
    for (qsizetype at = all.indexOf(words); at >= 0 && !words.isEmpty(); at = all.indexOf(words, at + 1)) {
        const qsizetype end = at + words.size();
        if (!(isOfWord(at - 1) && isOfWord(at)) && !(isOfWord(end - 1) && isOfWord(end)))
            return true;
    }
    return false;
}

struct DirectItems {
    QSet<QString> items, forms, names; ///< names: of the items, those that ask for one
    QString words;                     ///< labels of the definition, folded
};

bool asksForName(const ItemDef& item) {
    return item.oid.contains(u"name", Qt::CaseInsensitive) ||
           std::any_of(item.label.begin(), item.label.end(), [](const QString& label) {
               return label.contains(u"name", Qt::CaseInsensitive) || label.contains(u"姓名");
           });
}

void addWords(DirectItems& to, const StudyDefinition& definition) {
    QStringList all;
    const auto add = [&](const LanguageText& label) { all.append(label.values()); };
    for (const ItemDef& item : definition.items)
        add(item.label);
    for (const FormDef& form : definition.forms) {
        add(form.label);
        for (const SectionDef& section : form.sections) {
            add(section.label);
            add(section.groupLabel);
        }
    }
    for (const VisitDef& visit : definition.visits)
        add(visit.label);
    for (const CodeListDef& list : definition.codeLists) {
        add(list.label);
        for (const CodeDef& code : list.codes) {
            all.append(code.code);
            add(code.label);
        }
    }
    to.words += folded(all.join(u'\n')) + u'\n';
}

void addDirectItems(DirectItems& to, const StudyDefinition& definition) {
    QSet<QString> direct;
    for (const ItemDef& item : definition.items)
        if (item.variableClass == VariableClass::DirectIdentifier) {
            direct.insert(item.oid);
            if (asksForName(item))
                to.names.insert(item.oid);
        }
    addWords(to, definition);
    to.items.unite(direct);
    for (const FormDef& form : definition.forms)
        for (const SectionDef& section : form.sections)
            if (direct.intersects(QSet<QString>(section.items.begin(), section.items.end())))
                to.forms.insert(form.oid);
}

Result<DirectItems> directItems(Connection& connection) {
    DirectItems out;
    auto rows = connection.prepare("SELECT json FROM definition");
    if (!rows)
        return tl::unexpected(rows.error());
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            return out;
        const auto definition = definitionFromJson(rows->text(0).toUtf8());
        if (!definition)
            return tl::unexpected(definition.error());
        addDirectItems(out, *definition);
    }
}

/// `words`: of the definition, folded.
bool saysSomething(const TypedIdentifier& one, const QString& words) {
    constexpr qsizetype few = 3;
    const QString& text = one.text;
    const auto has = [&](auto&& kind) { return std::any_of(text.begin(), text.end(), kind); };
    if (text.size() <= few && !has([](QChar c) { return c.script() == QChar::Script_Han; }))
        return false;
    const bool isOwn = one.name || has([](QChar c) { return c.isDigit(); });
    return !standsForNobody(text) && (isOwn || !standsIn(words, folded(text)));
}

QString jsonList(const QSet<QString>& texts) {
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList({texts.begin(), texts.end()})).toJson());
}

} // namespace

bool standsForNobody(const QString& text) {
    static const QStringList words{QStringLiteral("removed"),    QStringLiteral("anonymous"),
                                   QStringLiteral("anonymized"), QStringLiteral("anon"),
                                   QStringLiteral("unknown"),    QStringLiteral("none"),
                                   QStringLiteral("n/a"),        QStringLiteral("na"),
                                   QStringLiteral("test"),       QStringLiteral("default"),
                                   QStringLiteral("no name"),    QStringLiteral("noname"),
                                   QStringLiteral("other"),      QStringLiteral("-"),
                                   QStringLiteral("^"),          QStringLiteral("0"),
                                   QStringLiteral("1"),          QStringLiteral("phantom"),
                                   QStringLiteral("synthetic"),  QStringLiteral("deidentified"),
                                   QStringLiteral("yes"),        QStringLiteral("no"),
                                   QStringLiteral("not known"),  QStringLiteral("refused"),
                                   QStringLiteral("没有"),       QStringLiteral("不详"),
                                   QStringLiteral("未知"),       QStringLiteral("同上"),
                                   QStringLiteral("拒绝"),       QStringLiteral("保密"),
                                   QStringLiteral("暂无")};
    return words.contains(folded(text));
}

bool holdsWords(const QString& text, const QString& part) { return standsIn(folded(text), folded(part)); }

void ExportIdentifiers::add(const QString& text, const QByteArray& kind) {
    if (!text.trimmed().isEmpty())
        all.append({text.trimmed(), kind});
}

Result<QList<TypedIdentifier>> readTypedIdentifiers(Connection& connection) {
    const auto direct = directItems(connection);
    if (!direct)
        return tl::unexpected(direct.error());
    // The few forms that hold such items first: no index of values tells their items.
    auto rows = connection.prepare(
        "SELECT f.subject, v.txt, max(v.item_id IN (SELECT id FROM item_def WHERE oid IN (SELECT value FROM"
        " json_each(?3)))) FROM form f CROSS JOIN form_row w ON w.form = f.id CROSS JOIN item_value v"
        " ON v.row_id = w.id WHERE f.def_oid IN (SELECT value FROM json_each(?1)) AND v.kind IN (1,2)"
        " AND v.item_id IN (SELECT id FROM item_def WHERE oid IN (SELECT value FROM json_each(?2)))"
        " GROUP BY v.txt, f.subject ORDER BY v.txt, f.subject");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(jsonList(direct->forms), jsonList(direct->items), jsonList(direct->names));
    QList<TypedIdentifier> out, same;
    const auto keep = [&] {
        if (same.size() < pointsToNobody)
            out.append(same);
        same.clear();
    };
    for (;;) {
        const auto more = rows->step();
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
        const TypedIdentifier next{rows->id<SubjectId>(0), rows->text(1).trimmed(),
                                   rows->integer(2) != 0};
        if (!same.isEmpty() && same.first().text != next.text)
            keep();
        if (saysSomething(next, direct->words))
            same.append(next);
    }
    keep();
    return out;
}

Result<ExportIdentifiers> readExportIdentifiers(Connection& connection) {
    ExportIdentifiers out;
    for (const Query& query : queries) {
        auto rows = connection.prepare(query.sql);
        if (!rows)
            return tl::unexpected(rows.error());
        for (;;) {
            const auto more = rows->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
            out.add(rows->text(0), query.kind);
        }
    }
    return readTypedIdentifiers(connection).map([&](const QList<TypedIdentifier>& typed) {
        for (const TypedIdentifier& one : typed)
            out.add(one.text, one.name ? "name" : "form");
        return std::move(out);
    });
}

} // namespace casebook
