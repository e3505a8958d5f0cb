// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/TableCheck.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook {

namespace {

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool fits(const QString& cell, const QString& type) {
    bool good = true;
    if (type == u"integer")
        static_cast<void>(cell.toLongLong(&good));
    else if (type == u"number")
        static_cast<void>(cell.toDouble(&good));
    else if (type == u"boolean")
        good = cell == u"true" || cell == u"false";
    return cell.isEmpty() || good;
}

QStringList names(const QJsonArray& array) {
    QStringList out;
    for (const QJsonValue& value : array)
        out.append(value.toString());
    return out;
}

QStringList cellsOf(const QStringList& row, const QStringList& header, const QStringList& columns) {
    QStringList out;
    for (const QString& column : columns)
        out.append(row.value(header.indexOf(column)));
    return out;
}

} // namespace

QList<QStringList> csvRows(const QString& text) {
    QList<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted && c == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
            cell.append(c);
            ++i;
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (quoted || (c != u',' && c != u'\n')) {
            cell.append(c);
        } else {
            row.append(std::exchange(cell, QString()));
            if (c == u'\n')
                rows.append(std::exchange(row, QStringList()));
        }
    }
    return rows;
}

namespace {

QList<QStringList> dictionaryOf(const QString& folder) {
    return csvRows(QString::fromUtf8(bytesOf(folder + QStringLiteral("/dictionary/variables.csv"))));
}

/// Columns of items of these types, without a code list.
QSet<int> itemColumns(const QList<QStringList>& dictionary, const QString& table, const QStringList& header,
                      const QStringList& types) {
    QSet<int> out;
    const QStringList heads = dictionary.value(0);
    const auto at = [&](const char* name) { return heads.indexOf(QLatin1StringView(name)); };
    for (const QStringList& row : dictionary.mid(1))
        if (row.value(at("table")) == table && types.contains(row.value(at("type"))) &&
            row.value(at("role")) == u"item" && row.value(at("codes")).isEmpty())
            if (const qsizetype column = header.indexOf(row.value(at("name"))); column >= 0)
                out.insert(int(column));
    return out;
}

} // namespace

QList<TableFault> checkTables(const QString& folder, int& tables) {
    QList<TableFault> faults;
    const QJsonObject package =
        QJsonDocument::fromJson(bytesOf(folder + QStringLiteral("/datapackage.json"))).object();
    QHash<QString, QSet<QString>> subjects; // table -> values of `subject`
    QList<QPair<QString, QString>> parents;
    for (const QJsonValue& value : package.value(QStringLiteral("resources")).toArray()) {
        const QJsonObject resource = value.toObject(),
                          schema = resource.value(QStringLiteral("schema")).toObject();
        const QString path = resource.value(QStringLiteral("path")).toString();
        const QString name = resource.value(QStringLiteral("name")).toString();
        const auto fault = [&](const QString& what) { faults.append({path, what}); };
        ++tables;
        QList<QStringList> rows = csvRows(QString::fromUtf8(bytesOf(folder + u'/' + path)));
        const QJsonArray fields = schema.value(QStringLiteral("fields")).toArray();
        QStringList header, types;
        for (const QJsonValue& field : fields) {
            header.append(field[QStringLiteral("name")].toString());
            types.append(field[QStringLiteral("type")].toString());
        }
        if (rows.isEmpty() || rows.takeFirst() != header) {
            fault(QStringLiteral("its columns are not those of datapackage.json"));
            continue;
        }
        const QStringList key = names(schema.value(QStringLiteral("primaryKey")).toArray());
        QSet<QStringList> seen;
        for (const QStringList& row : std::as_const(rows)) {
            if (row.size() != header.size()) {
                fault(QStringLiteral("a row of another length"));
                break;
            }
            for (int i = 0; i < row.size(); ++i)
                if (!fits(row[i], types[i]))
                    fault(QStringLiteral("column %1 holds no %2").arg(header[i], types[i]));
            const QStringList own = cellsOf(row, header, key);
            if (seen.contains(own))
                fault(QStringLiteral("a key stands twice"));
            seen.insert(own);
            subjects[name].insert(row.value(header.indexOf(QStringLiteral("subject"))));
        }
        for (const QJsonValue& foreign : schema.value(QStringLiteral("foreignKeys")).toArray())
            parents.append(
                {name, foreign[QStringLiteral("reference")][QStringLiteral("resource")].toString()});
    }
    for (const auto& [table, parent] : std::as_const(parents))
        if (!subjects.value(parent).contains(subjects.value(table)))
            faults.append({table, QStringLiteral("refers to a subject that is not in %1").arg(parent)});
    return faults;
}

QSet<int> textColumns(const QString& folder, const QString& table, const QStringList& header) {
    const QList<QStringList> rows = dictionaryOf(folder);
    QSet<int> out;
    if (rows.isEmpty()) {
        for (int i = 0; i < header.size(); ++i)
            out.insert(i);
        return out;
    }
    return itemColumns(rows, table, header, {QStringLiteral("string")});
}

QSet<int> numberColumns(const QString& folder, const QString& table, const QStringList& header) {
    return itemColumns(dictionaryOf(folder), table, header,
                       {QStringLiteral("integer"), QStringLiteral("number")});
}

} // namespace casebook
