// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportFiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace casebook {

namespace {

QString csvCell(const QString& text) {
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n'))
        return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QByteArray csvOf(const QList<QStringList>& rows) {
    QString out;
    for (const QStringList& row : rows) {
        QStringList cells;
        for (const QString& cell : row)
            cells.append(csvCell(cell));
        out += cells.join(u',') + u'\n';
    }
    return out.toUtf8();
}

QString suppressed(int count) {
    return count > 0 && count < 5 ? QStringLiteral("<5") : QString::number(count);
}

QByteArray readme(const ExportFacts& f) {
    const QString dates =
        !f.datesMoved
            ? QStringLiteral("Dates were removed; columns ending in _day count days from the index event.")
        : f.toIndex
            ? QStringLiteral("Dates were moved so that the index event of every subject is 1960-01-01.")
            : QStringLiteral("Dates were moved by one whole number of days a subject. Intervals are exact.");
    QString text;
    text += u"# " + f.title + u"\n\n";
    if (f.synthetic)
        text += QStringLiteral("**Synthetic data: no real person. 合成数据，无真实受试者。**\n\n");
    text +=
        QStringLiteral("## What it is\n\nResearch data set of the cohort \"%1\", released %2 with %3.\n\n")
            .arg(f.cohort, f.created, f.program);
    text += QStringLiteral("Subjects: %1. Exams: %2. Series: %3. Image objects: %4 (left out: %5).\n\n")
                .arg(suppressed(f.subjects), suppressed(f.exams), suppressed(f.series))
                .arg(f.objects)
                .arg(f.excludedObjects);
    for (const auto& [reason, count] : f.reasons)
        text += QStringLiteral("- left out, %1: %2\n").arg(reason, suppressed(count));
    text +=
        QStringLiteral(
            "\n## De-identification\n\nImages: DICOM PS3.15 Annex E (2024e), Basic Profile with Clean "
            "Graphics, Clean Structured Content%3 %1 Direct identifiers, birth dates and free text are left "
            "out%4. Ages above 89 are 90. `qc/deid-actions.csv` lists what was done to which attribute. No "
            "claim of HIPAA Safe "
            "Harbor is made: dates are %2.\n\n")
            .arg(dates, f.datesMoved ? QStringLiteral("shifted") : QStringLiteral("removed"),
                 f.datesMoved ? QStringLiteral(", Clean Descriptors, Retain Patient Characteristics and "
                                               "Modified Dates.")
                              : QStringLiteral(" and Clean Descriptors."),
                 f.datesMoved ? QString()
                              : QStringLiteral(", and so are sex, age and other quasi-identifiers"));
    text += QStringLiteral(
        "## Files\n\n`data/` tables (UTF-8, LF), `dictionary/` variables and code lists, `images/` "
        "DICOM by pseudonym, `flow/` selection of the cohort, `code/` query and R script, `qc/` "
        "checks. Missing values: an empty cell; the column ending in _missing gives the reason (HL7 "
        "null flavours, ND not done). `sha256sum -c SHA256SUMS` checks the set.\n\n");
    text += QStringLiteral(
        "## Known limits\n\n- Partial dates are released as a year where the moved interval lies in "
        "one year, else left out.\n- Structured reports, RT structures, presentation states, "
        "documents and video are not part of this set.\n");
    for (const QString& warning : f.warnings)
        text += u"- " + warning + u'\n';
    text +=
        QStringLiteral(
            "\n## Ethics\n\n%1\n\n## Licence\n\nSee LICENSE.txt.\n\n## Contact\n\n%2\n\n## How to cite\n\n"
            "See CITATION.cff.\n\n")
            .arg(f.ethics.isEmpty() ? QStringLiteral("To be given by the study.") : f.ethics,
                 f.contact.isEmpty() ? QStringLiteral("To be given by the study.") : f.contact);
    text +=
        QStringLiteral(
            "---\n\n# "
            "中文说明\n\n队列“%1”的研究数据集，%2由%3导出。受试者%4例，检查%5次，序列%6个，影像对象%7个"
            "（未纳入%8个）。\n\n影像按DICOM "
            "PS3.15附录E（2024e）去标识化；直接标识符、出生日期和自由文本不导出；"
            "89岁以上记为90。%9\n\n空单元格为缺失值，以_missing结尾的列给出原因。用`sha256sum -c "
            "SHA256SUMS`核对。\n")
            .arg(f.cohort, f.created, f.program, suppressed(f.subjects), suppressed(f.exams),
                 suppressed(f.series), QString::number(f.objects), QString::number(f.excludedObjects),
                 !f.datesMoved ? QStringLiteral("日期、性别、年龄等准标识符已删除，仅保留距指标事件的天数。")
                               : QStringLiteral("日期按受试者整体偏移，间隔不变。"));
    return text.toUtf8();
}

QByteArray citation(const ExportFacts& f) {
    return QStringLiteral(
               "cff-version: 1.2.0\nmessage: \"If you use this data set, please cite it.\"\ntype: dataset\n"
               "title: \"%1\"\nversion: \"1.0\"\n# authors: add names and ORCID iDs\nauthors:\n  - name: "
               "\"%2\"\n"
               "# doi: given by the archive\n")
        .arg(QString(f.title).replace(u'"', u'\''), f.contact.isEmpty()
                                                        ? QStringLiteral("to be given by the study")
                                                        : QString(f.contact).replace(u'"', u'\''))
        .toUtf8();
}

QByteArray variables(const ExportTables& tables) {
    QList<QStringList> rows{{QStringLiteral("table"), QStringLiteral("name"), QStringLiteral("label_zh"),
                             QStringLiteral("label_en"), QStringLiteral("type"), QStringLiteral("unit"),
                             QStringLiteral("codes"), QStringLiteral("role"), QStringLiteral("class"),
                             QStringLiteral("source_form"), QStringLiteral("derivation")}};
    for (const ExportTable& t : tables.tables)
        for (const ExportColumn& c : t.columns)
            rows.append({t.name, c.name, textIn(c.label, QStringLiteral("zh")),
                         textIn(c.label, QStringLiteral("en")), c.type, c.unit, c.codeList, c.role,
                         QString::fromLatin1(variableClassCode(c.variableClass)), c.form, c.derivation});
    return csvOf(rows);
}

QByteArray codeLists(const ExportTables& tables, const StudyDefinition& definition) {
    QSet<QString> used;
    for (const ExportTable& t : tables.tables)
        for (const ExportColumn& c : t.columns)
            used.insert(c.codeList);
    QList<QStringList> rows{{QStringLiteral("codelist"), QStringLiteral("code"), QStringLiteral("label_zh"),
                             QStringLiteral("label_en"), QStringLiteral("system"),
                             QStringLiteral("system_code")}};
    for (const CodeListDef& list : definition.codeLists)
        if (used.contains(list.oid))
            for (const CodeDef& code : list.codes)
                rows.append({list.oid, code.code, textIn(code.label, QStringLiteral("zh")),
                             textIn(code.label, QStringLiteral("en")), code.externalSystem,
                             code.externalCode});
    return csvOf(rows);
}

QByteArray leftOut(const ExportTables& tables) {
    QList<QStringList> rows{{QStringLiteral("form"), QStringLiteral("item"), QStringLiteral("reason")}};
    for (const ExcludedItem& item : tables.excluded)
        rows.append({item.form, item.item, QString::fromLatin1(item.reason)});
    return csvOf(rows);
}

QByteArray dataPackage(const ExportFacts& f, const ExportTables& tables) {
    QJsonArray resources;
    for (const ExportTable& t : tables.tables) {
        QJsonArray fields;
        for (const ExportColumn& c : t.columns) {
            QJsonObject field{{QStringLiteral("name"), c.name}, {QStringLiteral("type"), c.type}};
            if (const QString title = textIn(c.label, QStringLiteral("en")); !title.isEmpty())
                field.insert(QStringLiteral("title"), title);
            // A moved partial date keeps its year only.
            if (c.type == u"date")
                field.insert(QStringLiteral("type"), QStringLiteral("string"));
            if (c.role == u"key" && t.key.size() == 1)
                field.insert(QStringLiteral("constraints"), QJsonObject{{QStringLiteral("required"), true}});
            fields.append(field);
        }
        QJsonObject schema{{QStringLiteral("fields"), fields},
                           {QStringLiteral("primaryKey"), QJsonArray::fromStringList(t.key)},
                           {QStringLiteral("missingValues"), QJsonArray{QString()}}};
        if (!t.parent.isEmpty())
            schema.insert(QStringLiteral("foreignKeys"),
                          QJsonArray{QJsonObject{
                              {QStringLiteral("fields"), QStringLiteral("subject")},
                              {QStringLiteral("reference"),
                               QJsonObject{{QStringLiteral("resource"), t.parent},
                                           {QStringLiteral("fields"), QStringLiteral("subject")}}}}});
        resources.append(QJsonObject{
            {QStringLiteral("name"), t.name},
            {QStringLiteral("path"), QString(QStringLiteral("data/") + t.name + QStringLiteral(".csv"))},
            {QStringLiteral("profile"), QStringLiteral("tabular-data-resource")},
            {QStringLiteral("encoding"), QStringLiteral("utf-8")},
            {QStringLiteral("schema"), schema}});
    }
    const QJsonObject package{{QStringLiteral("name"), QStringLiteral("data-set")},
                              {QStringLiteral("title"), f.title},
                              {QStringLiteral("version"), QStringLiteral("1.0")},
                              {QStringLiteral("profile"), QStringLiteral("tabular-data-package")},
                              {QStringLiteral("resources"), resources}};
    return QJsonDocument(package).toJson();
}

} // namespace

QList<ExportFile> exportTextFiles(const ExportFacts& facts, const ExportTables& tables,
                                  const StudyDefinition& definition, bool withTables) {
    const QByteArray query = maskedQuery(facts.criteria, definition);
    QList<ExportFile> out{
        {QStringLiteral("README.md"), readme(facts)},
        {QStringLiteral("LICENSE.txt"),
         (facts.licence.isEmpty() ? QByteArray("To be chosen by the study before the set is passed on.\n")
                                  : facts.licence.toUtf8() + '\n')},
        {QStringLiteral("CITATION.cff"), citation(facts)},
        {QStringLiteral("flow/cohort-flow.csv"), flowCsv(query, facts.numbers, facts.subjects)},
        {QStringLiteral("flow/cohort-flow.svg"), flowSvg(query, facts.numbers, facts.subjects)},
        {QStringLiteral("code/query.json"), query}};
    if (!withTables)
        return out;
    for (const ExportTable& t : tables.tables)
        out.append({QStringLiteral("data/") + t.name + QStringLiteral(".csv"), t.toCsv()});
    out.append({QStringLiteral("datapackage.json"), dataPackage(facts, tables)});
    out.append({QStringLiteral("dictionary/variables.csv"), variables(tables)});
    out.append({QStringLiteral("dictionary/codelists.csv"), codeLists(tables, definition)});
    out.append({QStringLiteral("dictionary/left-out.csv"), leftOut(tables)});
    out.append({QStringLiteral("qc/k-anonymity.csv"), kAnonymity(tables).toCsv()});
    if (const QByteArray script = analysisScript(tables); !script.isEmpty())
        out.append({QStringLiteral("code/analysis.R"), script});
    return out;
}

QByteArray KAnonymity::toCsv() const {
    return csvOf({{QStringLiteral("measure"), QStringLiteral("value")},
                  {QStringLiteral("quasi_identifiers"), columns.join(u' ')},
                  {QStringLiteral("subjects"), suppressed(subjects)},
                  {QStringLiteral("k"), QString::number(k)},
                  {QStringLiteral("unique_subjects"), suppressed(unique)},
                  {QStringLiteral("subjects_in_groups_below_5"), suppressed(below5)}});
}

KAnonymity kAnonymity(const ExportTables& tables) {
    KAnonymity out;
    QHash<QString, QStringList> keys; // pseudonym -> values
    for (const ExportTable& t : tables.tables) {
        for (int i = 1; i < t.columns.size(); ++i) {
            const ExportColumn& c = t.columns[i];
            const bool age = c.name == u"age_years", code = !c.codeList.isEmpty() || c.name == u"sex";
            if (c.variableClass != VariableClass::QuasiIdentifier || !(age || code))
                continue;
            QHash<QString, QString> first;
            for (const QStringList& row : t.rows)
                if (!first.contains(row[0]))
                    first.insert(row[0],
                                 age && !row[i].isEmpty() ? QString::number(row[i].toInt() / 5 * 5) : row[i]);
            out.columns.append(t.name + u'.' + c.name);
            for (const QStringList& subject : tables.tables.first().rows)
                keys[subject[0]].append(first.value(subject[0]));
        }
    }
    QHash<QString, int> groups;
    for (const QStringList& values : std::as_const(keys))
        ++groups[values.join(u'\x1f')];
    out.subjects = int(keys.size());
    for (const int size : std::as_const(groups)) {
        out.k = out.k == 0 ? size : std::min(out.k, size);
        out.unique += size == 1 ? 1 : 0;
        out.below5 += size < 5 ? size : 0;
    }
    return out;
}

} // namespace casebook
