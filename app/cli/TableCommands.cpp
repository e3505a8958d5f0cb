// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/FormStudy.h"
#include "app/cli/Words.h"
#include "core/values/Messages.h"
#include "storage/export/OwnerFile.h"
#include "storage/forms/ValueImport.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

/// A table larger than this is no table that a person made.
constexpr qint64 mostBytes = 256LL * 1024 * 1024;

QString key(const char* name) { return QString::fromLatin1(name); }

Result<QByteArray> contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Refused, "unreadable", path);
    if (file.size() > mostBytes)
        return fail(ErrorKind::Refused, "too-large", path);
    return file.readAll();
}

Result<TableEncoding> encodingOf(const Arguments& arguments) {
    const QString name = arguments.valueOr("encoding", key("auto")).toLower();
    if (name == u"auto")
        return TableEncoding::Auto;
    if (name == u"utf-8" || name == u"utf8")
        return TableEncoding::Utf8;
    if (name == u"gb18030" || name == u"gbk" || name == u"gb2312")
        return TableEncoding::Gb18030;
    if (name == u"utf-16" || name == u"utf16")
        return TableEncoding::Utf16;
    return fail(ErrorKind::Usage, "bad-value", QStringLiteral("--encoding"), {name});
}

Answer reportAnswer(const TableImportReport& report) {
    QJsonArray refused;
    QString text = Cli::tr("%n line(s) read.", nullptr, report.rows) + u' ' +
                   Cli::tr("%1 new, %2 changed, %3 the same, %4 refused.")
                       .arg(report.added)
                       .arg(report.changed)
                       .arg(report.same)
                       .arg(report.refused.size()) +
                   u'\n';
    for (const CellRefusal& cell : report.refused) {
        const QString words = messageText(Error{ErrorKind::Refused, cell.code, cell.column, {}});
        refused.append(QJsonObject{{key("line"), cell.line},
                                   {key("column"), cell.column},
                                   {key("code"), QString::fromLatin1(cell.code)},
                                   {key("message"), words}});
        text += Cli::tr("Line %1, column %2: %3").arg(QString::number(cell.line), cell.column, words) + u'\n';
    }
    for (const QString& form : report.brokenSignatures)
        text += brokenSignatureWords(form) + u'\n';
    if (report.seenBefore)
        text += Cli::tr("The same file was imported before.") + u'\n';
    if (report.dryRun)
        text += Cli::tr("A trial: nothing was written.") + u'\n';
    const bool wrote = !report.import.bytes.isEmpty();
    const QJsonObject json{{key("import"), wrote ? QJsonValue(report.import.toString()) : QJsonValue()},
                           {key("dry_run"), report.dryRun},
                           {key("rows"), report.rows},
                           {key("added"), report.added},
                           {key("changed"), report.changed},
                           {key("same"), report.same},
                           {key("refused"), refused},
                           {key("signatures_broken"), QJsonArray::fromStringList(report.brokenSignatures)},
                           {key("seen_before"), report.seenBefore}};
    const Exit exit = report.refused.isEmpty() ? Exit::Done : wrote ? Exit::Partly : Exit::Refused;
    return {json, text, exit};
}

/// Writes a template beside the user's files, or prints it.
Result<Answer> given(const Arguments& arguments, const QByteArray& content, const QString& suffix,
                     QString& told) {
    const auto path = arguments.value("output");
    if (!path)
        return Answer{QJsonObject{}, QString::fromUtf8(content), Exit::Done};
    const QString name = suffix.isEmpty()
                             ? *path
                             : QFileInfo(*path).path() + u'/' + QFileInfo(*path).completeBaseName() + suffix;
    if (QFileInfo::exists(name))
        return fail(ErrorKind::Refused, "unwritable", name);
    if (auto written = writeForOwner(name, content); !written)
        return tl::unexpected(written.error());
    told += Cli::tr("%1 was written.").arg(name) + u'\n';
    return Answer{QJsonObject{{key("file"), name}}, told, Exit::Done};
}

Result<Answer> importSubjects(Context& context, const Arguments& arguments) {
    QString told;
    if (arguments.has("template"))
        return given(arguments, SubjectImport::csvTemplate(), {}, told);
    if (arguments.words.isEmpty())
        return fail(ErrorKind::Usage, "operand-needed", key("import subjects"));
    const auto encoding = encodingOf(arguments);
    if (!encoding)
        return tl::unexpected(encoding.error());
    const auto bytes = contentOf(arguments.words[0]);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    SubjectImport import((*study)->database(), (*study)->session());
    return import.run(*bytes, {*encoding, arguments.has("dry-run"), arguments.has("partly")})
        .map(reportAnswer);
}

Result<Answer> valueTemplate(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    ValueImport import((*study)->database(), (*study)->session(), (*study)->vault().clock(),
                       forms.definitions);
    const auto made = import.csvTemplate(*arguments.value("template"));
    if (!made)
        return tl::unexpected(made.error());
    QString told;
    if (!arguments.has("output"))
        return Answer{QJsonObject{{key("csv"), QString::fromUtf8(made->csv)},
                                  {key("mapping"), QString::fromUtf8(made->mapping)}},
                      QString::fromUtf8(made->csv + made->mapping), Exit::Done};
    return given(arguments, made->csv, {}, told).and_then([&](const Answer&) {
        return given(arguments, made->mapping, key(".mapping.json"), told);
    });
}

Result<Answer> importValues(Context& context, const Arguments& arguments) {
    if (arguments.has("template"))
        return valueTemplate(context, arguments);
    if (arguments.words.isEmpty())
        return fail(ErrorKind::Usage, "operand-needed", key("import csv"));
    const auto mappingFile = arguments.value("mapping");
    if (!mappingFile)
        return fail(ErrorKind::Usage, "option-needed", QStringLiteral("--mapping"));
    const auto encoding = encodingOf(arguments);
    if (!encoding)
        return tl::unexpected(encoding.error());
    const auto bytes = contentOf(arguments.words[0]);
    const auto mapping = contentOf(*mappingFile);
    if (!bytes || !mapping)
        return tl::unexpected(bytes ? mapping.error() : bytes.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    ValueImport import((*study)->database(), (*study)->session(), (*study)->vault().clock(),
                       forms.definitions);
    return import
        .run(*bytes, *mapping,
             {*encoding, arguments.has("dry-run"), arguments.has("partly"), context.reason()})
        .map(reportAnswer);
}

Result<Answer> listDefinitions(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    const auto rows = forms.definitions.list();
    if (!rows)
        return tl::unexpected(rows.error());
    QJsonArray json;
    QString text;
    for (const DefinitionRow& row : *rows) {
        json.append(QJsonObject{{key("id"), row.uuid.toString()},
                                {key("oid"), row.oid},
                                {key("version"), row.version},
                                {key("name"), row.name},
                                {key("hash"), QString::fromLatin1(row.hash.toHex())},
                                {key("source"), row.source}});
        text += QStringLiteral("%1  %2  %3  %4\n")
                    .arg(row.oid, QString::number(row.version), row.name, row.source);
    }
    return Answer{json, text, Exit::Done};
}

Result<Answer> installDefinition(Context& context, const Arguments& arguments) {
    if (arguments.words[0] != u"lung")
        return fail(ErrorKind::Usage, "bad-value", QStringLiteral("definition install"),
                    {arguments.words[0]});
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    FormStudy forms(**study);
    return forms.definitions.installLungStudy().map([](const DefinitionRow& row) {
        return Answer{
            QJsonObject{
                {key("id"), row.uuid.toString()}, {key("oid"), row.oid}, {key("version"), row.version}},
            Cli::tr("Definition %1, version %2, is in force.").arg(row.oid).arg(row.version), Exit::Done};
    });
}

} // namespace

QList<Command> tableCommands() {
    return {
        {"import subjects",
         "FILE.csv [--dry-run] [--partly] [--encoding E] | --template [-o FILE]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Enrols subjects from a table; nothing is written where a cell is refused."),
         {{"dry-run", false}, {"partly", false}, {"encoding"}, {"template", false}, {"output", true, 'o'}},
         0,
         1,
         false,
         importSubjects},
        {"import csv",
         "FILE.csv --mapping FILE.json [--dry-run] [--partly] [--encoding E] [--reason T]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes item values from a table by a mapping file."),
         {{"mapping"},
          {"dry-run", false},
          {"partly", false},
          {"encoding"},
          {"template"},
          {"output", true, 'o'}},
         0,
         1,
         false,
         importValues},
        {"definition list",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists the versions of the study's definition."),
         {},
         0,
         0,
         false,
         listDefinitions},
        {"definition install",
         "lung",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Puts the shipped lung cancer study's forms and visits in force."),
         {},
         1,
         1,
         false,
         installDefinition},
    };
}

} // namespace casebook
