// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportMap.h"

#include "core/forms/DefinitionJson.h"
#include "core/values/Csv.h"
#include "storage/subjects/SubjectTable.h"

#include <QFile>

#include <algorithm>

namespace casebook {

namespace {

qsizetype columnOf(const CsvTable& table, std::initializer_list<const char*> names) {
    for (qsizetype i = 0; i < table.header.size(); ++i) {
        const QString head = table.header[i].toLower().remove(u'_').remove(u' ');
        for (const char* name : names)
            if (head == QLatin1StringView(name))
                return i;
    }
    return -1;
}

bool isYes(const QString& cell) {
    const QString word = cell.trimmed().toLower();
    return word == u"yes" || word == u"y" || word == u"1" || word == u"true" || word == u"new" ||
           word == u"是";
}

QString linesText(const QList<int>& lines) {
    constexpr qsizetype most = 20;
    QStringList texts;
    for (const int line : lines.first(std::min(most, lines.size())))
        texts.append(QString::number(line));
    return texts.join(QStringLiteral(", ")) + (lines.size() > most ? QStringLiteral(" ...") : QString());
}

tl::unexpected<Error> atLines(const char* code, const QList<int>& lines) {
    return fail(ErrorKind::Refused, code, {}, {linesText(lines)});
}

/// Null where nothing is published.
Result<std::shared_ptr<const StudyDefinition>> publishedDefinition(Connection& connection) {
    auto row = connection.prepare(
        "SELECT json FROM definition WHERE state = 'published' ORDER BY version DESC LIMIT 1");
    if (!row)
        return tl::unexpected(row.error());
    return row->step().and_then([&](bool has) -> Result<std::shared_ptr<const StudyDefinition>> {
        if (!has)
            return nullptr;
        return definitionFromJson(row->text(0).toUtf8()).map([](const StudyDefinition& study) {
            return std::make_shared<const StudyDefinition>(study);
        });
    });
}

bool samePlace(const ImportMap::Row& a, const ImportMap::Row& b) {
    return a.subject == b.subject && a.visit == b.visit && a.repeat == b.repeat;
}

} // namespace

Result<ImportMap> ImportMap::parse(const QByteArray& csv) {
    const auto table = readCsv(QString::fromUtf8(csv));
    if (!table)
        return tl::unexpected(table.error());
    const qsizetype patient = columnOf(*table, {"patientid"}), subject = columnOf(*table, {"subject"});
    const qsizetype issuer = columnOf(*table, {"issuer", "issuerofpatientid"});
    const qsizetype visit = columnOf(*table, {"visit"}), isNew = columnOf(*table, {"new"});
    if (patient < 0 || subject < 0)
        return fail(ErrorKind::Refused, "map-column",
                    patient < 0 ? QStringLiteral("patient_id") : QStringLiteral("subject"));
    ImportMap out;
    QList<int> bad, doubles;
    for (const CsvRow& line : table->rows) {
        const auto cell = [&](qsizetype column) {
            return column < 0 ? QString() : table->cell(line, column).trimmed();
        };
        Row row{int(line.line),
                cell(patient),
                {},
                cell(subject),
                isYes(cell(isNew)),
                cell(visit).section(u':', 0, 0),
                1};
        if (const QString who = cell(issuer); !who.isEmpty())
            row.issuer = who;
        bool good = !row.patientId.isEmpty() && !row.subject.isEmpty();
        if (const QString repeat = cell(visit).section(u':', 1); !repeat.isEmpty()) {
            row.repeat = repeat.toInt();
            good = good && row.repeat > 0;
        }
        if (!good) {
            bad.append(row.line);
            continue;
        }
        const auto twin = std::find_if(out.rows_.begin(), out.rows_.end(), [&](const Row& r) {
            return r.patientId == row.patientId && r.issuer == row.issuer;
        });
        if (twin == out.rows_.end())
            out.rows_.append(row);
        else if (!samePlace(*twin, row))
            doubles.append(row.line);
    }
    if (!bad.isEmpty())
        return atLines("map-cell", bad);
    if (!doubles.isEmpty())
        return atLines("map-double", doubles);
    return out;
}

Result<ImportMap> ImportMap::load(const QString& path) {
    constexpr qint64 longest = qint64(64) << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > longest)
        return fail(ErrorKind::Refused, "unreadable", path);
    return parse(file.readAll());
}

Result<ImportMap> ImportMap::checked(Connection& connection) const {
    ImportMap out = *this;
    const auto study = publishedDefinition(connection);
    if (!study)
        return tl::unexpected(study.error());
    out.study_ = *study;
    QList<int> noSubject, noVisit;
    for (const Row& row : rows_) {
        const auto subject = subjectTable::findByLabel(connection, row.subject);
        if (!subject)
            return tl::unexpected(subject.error());
        if (!*subject && !row.isNew)
            noSubject.append(row.line);
        const VisitDef* visit = *study ? (*study)->visit(row.visit) : nullptr;
        if (!row.visit.isEmpty() && (!visit || (row.repeat > 1 && !visit->repeating)))
            noVisit.append(row.line);
    }
    if (!noSubject.isEmpty())
        return atLines("map-subject", noSubject);
    return noVisit.isEmpty() ? Result<ImportMap>(out) : atLines("map-visit", noVisit);
}

const ImportMap::Row* ImportMap::rowFor(const SourceIdentity& who) const {
    const Row* any = nullptr;
    for (const Row& row : rows_) {
        if (row.patientId != who.patientId)
            continue;
        if (row.issuer && *row.issuer == who.issuer)
            return &row;
        if (!row.issuer)
            any = &row;
    }
    return any;
}

} // namespace casebook
