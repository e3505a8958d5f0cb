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

struct DirectItems {
    QSet<QString> items, forms;
};

void addDirectItems(DirectItems& to, const StudyDefinition& definition) {
    QSet<QString> direct;
    for (const ItemDef& item : definition.items)
        if (item.variableClass == VariableClass::DirectIdentifier)
            direct.insert(item.oid);
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

bool saysSomething(const QString& text) {
    constexpr qsizetype few = 3;
    return text.size() > few ||
           std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Han; });
}

QString jsonList(const QSet<QString>& texts) {
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList({texts.begin(), texts.end()})).toJson());
}

} // namespace

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
        "SELECT f.subject, v.txt FROM form f CROSS JOIN form_row w ON w.form = f.id CROSS JOIN item_value v"
        " ON v.row_id = w.id WHERE f.def_oid IN (SELECT value FROM json_each(?)) AND v.kind IN (1,2)"
        " AND v.item_id IN (SELECT id FROM item_def WHERE oid IN (SELECT value FROM json_each(?)))"
        " GROUP BY v.txt, f.subject ORDER BY v.txt, f.subject");
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(jsonList(direct->forms), jsonList(direct->items));
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
        const TypedIdentifier next{rows->id<SubjectId>(0), rows->text(1).trimmed()};
        if (!same.isEmpty() && same.first().text != next.text)
            keep();
        if (saysSomething(next.text))
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
            out.add(one.text, "form");
        return std::move(out);
    });
}

} // namespace casebook
