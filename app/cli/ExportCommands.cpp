// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Context.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "storage/export/ExportService.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

ExportService serviceOf(OpenStudy& study, const Context& context) {
    const QString program = u"Casebook "_s + QCoreApplication::applicationVersion();
    return {study.database(), study.vault().objects(), study.workers(),
            study.session(),  context.clock(),         program};
}

Result<ExportOptions> optionsOf(const Arguments& arguments, ExportOptions::Kind kind) {
    ExportOptions out;
    out.kind = kind;
    out.profile = arguments.valueOr("profile", out.profile);
    out.cut = arguments.valueOr("cut", {});
    out.title = arguments.valueOr("title", {});
    out.licence = arguments.valueOr("licence", {});
    out.contact = arguments.valueOr("contact", {});
    out.ethics = arguments.valueOr("ethics", {});
    const QString dates = arguments.valueOr("dates", u"shift"_s);
    if (dates != u"shift" && dates != u"index")
        return fail(ErrorKind::Usage, "bad-value", u"--dates"_s, {dates});
    out.dates = dates == u"index" ? ExportOptions::Dates::Index : ExportOptions::Dates::Shift;
    for (const QString& word : arguments.valueOr("keep-words", {}).split(u',', Qt::SkipEmptyParts))
        out.words.append(word.trimmed().toLower());
    for (const QString& label : arguments.valueOr("keep-labels", {}).split(u',', Qt::SkipEmptyParts))
        out.labels.append(label.trimmed());
    return out;
}

QJsonArray leftOut(const QList<ExportExclusion>& list) {
    QJsonArray out;
    for (const ExportExclusion& e : list)
        out.append(QJsonObject{
            {u"what"_s, e.what}, {u"reason"_s, QString::fromLatin1(e.reason)}, {u"count"_s, e.count}});
    return out;
}

QJsonArray strings(const QList<QByteArray>& list) {
    QJsonArray out;
    for (const QByteArray& one : list)
        out.append(QString::fromLatin1(one));
    return out;
}

QJsonObject checkObject(const ExportCheckReport& report) {
    QJsonArray faults;
    for (const auto& fault : report.faults)
        faults.append(QJsonObject{{u"check"_s, QString::fromLatin1(fault.check)},
                                  {u"path"_s, fault.path},
                                  {u"what"_s, fault.what}});
    return {{u"ok"_s, report.ok()},
            {u"files"_s, report.files},
            {u"objects"_s, report.objects},
            {u"tables"_s, report.tables},
            {u"references"_s, report.references},
            {u"checksums"_s, report.checksums},
            {u"bytes"_s, report.bytes},
            {u"faults"_s, faults}};
}

Answer resultAnswer(const ExportResult& r) {
    const QJsonObject json{{u"export"_s, r.uuid.toString()},
                           {u"folder"_s, r.folder},
                           {u"subjects"_s, r.subjects},
                           {u"exams"_s, r.exams},
                           {u"objects"_s, r.objects},
                           {u"tables"_s, r.tables},
                           {u"files"_s, r.files},
                           {u"left_out"_s, leftOut(r.excluded)},
                           {u"warnings"_s, strings(r.warnings)},
                           {u"dropped_words"_s, QJsonArray::fromStringList(r.droppedWords)},
                           {u"same_as_before"_s, r.sameAsBefore},
                           {u"manifest_sha256"_s, QString::fromLatin1(r.manifestHash.toHex())},
                           {u"check"_s, checkObject(r.check)}};
    QString text = Cli::tr("Export %1: %2 subjects, %3 image objects, %4 tables in %5.")
                       .arg(r.uuid.toString(), QString::number(r.subjects), QString::number(r.objects),
                            QString::number(r.tables), r.folder);
    for (const ExportExclusion& e : r.excluded)
        text += u'\n' + Cli::tr("Left out: %1, %2 objects, %3")
                            .arg(e.what, QString::number(e.count), QString::fromLatin1(e.reason));
    if (!r.sameAsBefore)
        text += u'\n' + Cli::tr("The study has changed since the first time: these are not the same bytes.");
    return {json, text};
}

Answer previewAnswer(const ExportPlan& plan) {
    QJsonArray tables, attributes, samples, items;
    for (const ExportTable& t : plan.tables.tables)
        tables.append(
            QJsonObject{{u"name"_s, t.name}, {u"columns"_s, t.columns.size()}, {u"rows"_s, t.rows.size()}});
    for (const ExportAttribute& a : plan.attributes)
        attributes.append(QJsonObject{{u"path"_s, QString::fromLatin1(a.path)},
                                      {u"action"_s, QString::fromLatin1(a.action)},
                                      {u"reason"_s, QString::fromLatin1(a.reason)},
                                      {u"objects"_s, a.count}});
    for (const dicom::DeidSample& s : plan.samples)
        samples.append(QJsonObject{
            {u"path"_s, QString::fromLatin1(s.path)}, {u"before"_s, s.before}, {u"after"_s, s.after}});
    for (const ExcludedItem& item : plan.tables.excluded)
        items.append(QJsonObject{
            {u"form"_s, item.form}, {u"item"_s, item.item}, {u"reason"_s, QString::fromLatin1(item.reason)}});
    const QJsonObject json{{u"subjects"_s, plan.subjects()},
                           {u"exams"_s, plan.data.exams.size()},
                           {u"objects"_s, plan.images.size() + plan.segmentations.size()},
                           {u"tables"_s, tables},
                           {u"left_out"_s, leftOut(plan.excluded)},
                           {u"items_left_out"_s, items},
                           {u"attributes"_s, attributes},
                           {u"samples"_s, samples},
                           {u"dropped_words"_s, QJsonArray::fromStringList(plan.droppedWords)},
                           {u"warnings"_s, strings(plan.warnings)}};
    Table table({Cli::tr("Attribute"), Cli::tr("Action"), Cli::tr("Reason"), Cli::tr("Objects")});
    for (const ExportAttribute& a : plan.attributes)
        table.add({QString::fromLatin1(a.path), QString::fromLatin1(a.action), QString::fromLatin1(a.reason),
                   QString::number(a.count)});
    const QString head = Cli::tr("%1 subjects, %2 image objects, %3 tables. Nothing was written.")
                             .arg(QString::number(plan.subjects()),
                                  QString::number(plan.images.size() + plan.segmentations.size()),
                                  QString::number(plan.tables.tables.size()));
    return {QJsonObject{{u"preview"_s, json}}, head + u'\n' + table.text()};
}

/// A repeat is what the first time was: what else is asked for would be passed over without a word.
Result<> requireRepeatAlone(const Arguments& arguments) {
    for (const char* option : {"preview", "cohort", "profile", "cut", "dates", "keep-words", "keep-labels",
                               "title", "licence", "contact", "ethics"})
        if (arguments.has(option))
            return fail(ErrorKind::Usage, "bad-value", u"--repeat"_s, {u"--"_s + QLatin1StringView(option)});
    return {};
}

/// `export csv --repeat` of a set of images would write images.
Result<> requireKind(const ExportService& service, const QString& id, const ExportOptions& options) {
    const auto all = service.list();
    if (!all)
        return tl::unexpected(all.error());
    for (const ExportRecord& one : *all)
        if (one.uuid == Uuid::fromString(id) && one.kind != options.kindCode())
            return fail(ErrorKind::Usage, "bad-value", u"--repeat"_s, {QString::fromLatin1(one.kind)});
    return {};
}

/// Nobody else has the study open for writing, so what is unfinished was cut off.
Result<> tellUnfinished(ExportService& service) {
    const auto left = service.interrupted();
    const auto all = service.list();
    if (!left || !all)
        return tl::unexpected(!left ? left.error() : all.error());
    for (const ExportRecord& one : *left) {
        const QString set = one.part.chopped(QLatin1StringView(".part").size());
        const bool recorded = std::any_of(all->begin(), all->end(), [&](const ExportRecord& other) {
            return other.uuid != one.uuid && other.state == "released" && other.folder == set;
        });
        if (QFileInfo::exists(one.part))
            note(Cli::tr("Left by an export that was cut off, not checked and not to be used: %1")
                     .arg(one.part));
        else if (QFileInfo::exists(set) && !recorded)
            note(Cli::tr("Not recorded as released and not to be used, because the export was cut off: %1")
                     .arg(set));
    }
    return {};
}

/// Values before and words that are left out identify: whoever may read them leaves a row first.
Result<> recordValues(OpenStudy& study, const char* what) {
    return study.session().may(Right::ReadIdentity)
               ? study.subjects().recordIdentityRead(QLatin1StringView(what))
               : Result<>();
}

Result<Answer> carryOut(ExportService& service, const Arguments& arguments, const ExportOptions& options,
                        const Job& job) {
    const auto cohort = arguments.value("cohort"), folder = arguments.value("output"),
               again = arguments.value("repeat");
    if (again)
        return requireKind(service, *again, options).and_then([&] {
            return service.repeat(*again, *folder, job).map(resultAnswer);
        });
    if (arguments.has("preview"))
        return service.preview(*cohort, options, true, job).map(previewAnswer);
    return service.run(*cohort, options, *folder, job).map(resultAnswer);
}

Result<Answer> exportSet(Context& context, const Arguments& arguments, ExportOptions::Kind kind) {
    const bool again = arguments.has("repeat"), preview = arguments.has("preview");
    if (again)
        if (auto alone = requireRepeatAlone(arguments); !alone)
            return tl::unexpected(alone.error());
    if (!arguments.has("cohort") && !again)
        return fail(ErrorKind::Usage, "option-needed", u"--cohort"_s);
    if (!arguments.has("output") && !preview)
        return fail(ErrorKind::Usage, "option-needed", u"-o"_s);
    const auto options = optionsOf(arguments, kind);
    if (!options)
        return tl::unexpected(options.error());
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    ExportService service = serviceOf(**study, context);
    return tellUnfinished(service)
        .and_then([&] { return recordValues(**study, preview ? "export-preview" : "export"); })
        .and_then([&] { return carryOut(service, arguments, *options, context.job(Cli::tr("Exporting"))); });
}

Result<Answer> exportDataset(Context& context, const Arguments& arguments) {
    return exportSet(context, arguments, ExportOptions::Kind::Dataset);
}
Result<Answer> exportDicom(Context& context, const Arguments& arguments) {
    return exportSet(context, arguments, ExportOptions::Kind::Dicom);
}
Result<Answer> exportCsv(Context& context, const Arguments& arguments) {
    return exportSet(context, arguments, ExportOptions::Kind::Csv);
}

Result<Answer> checkSet(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    auto report = serviceOf(**study, context).check(arguments.words[0], context.job(Cli::tr("Checking")));
    if (!report)
        return tl::unexpected(report.error());
    QString text = report->ok() ? Cli::tr("%1 files, nothing found.").arg(report->files)
                                : Cli::tr("%1 faults:").arg(report->faults.size());
    for (const auto& fault : report->faults)
        text += u'\n' + QString::fromLatin1(fault.check) + u": "_s + fault.path + u": "_s + fault.what;
    return Answer{checkObject(*report), text, report->ok() ? Exit::Done : Exit::Refused};
}

Result<Answer> listExports(Context& context, const Arguments& arguments) {
    static const lists::Columns<ExportRecord> columns{
        {"id", true, false, [](const ExportRecord& r) { return r.uuid.toString(); }},
        {"kind", true, false, [](const ExportRecord& r) { return lists::code(r.kind); }},
        {"cohort", true, false, [](const ExportRecord& r) { return r.cohort; }},
        {"profile", true, false, [](const ExportRecord& r) { return r.profile; }},
        {"cut", true, false, [](const ExportRecord& r) { return r.cut; }},
        {"state", true, false, [](const ExportRecord& r) { return lists::code(r.state); }},
        {"subjects", true, false, [](const ExportRecord& r) { return r.subjects; }},
        {"withdrawn", true, false, [](const ExportRecord& r) { return r.withdrawn; }},
        {"user", true, false, [](const ExportRecord& r) { return r.user; }},
        {"created", false, false, [](const ExportRecord& r) { return lists::utc(r.createdMs); }},
        {"folder", true, false, [](const ExportRecord& r) { return r.folder; }},
        {"part", true, false, [](const ExportRecord& r) { return r.part; }},
    };
    return lists::list(context, arguments, columns, "list exports",
                       [&](OpenStudy& study) { return serviceOf(study, context).list(); });
}

} // namespace

QList<Command> exportCommands() {
    const char* const usage =
        "--cohort C -o DIR [--profile research|strict] [--cut DATE] [--dates shift|index] "
        "[--preview] [--repeat ID]";
    const QList<OptionSpec> options{
        {"cohort"}, {"output", true, 'o'}, {"profile"},     {"cut"},   {"dates"},   {"preview", false},
        {"repeat"}, {"keep-words"},        {"keep-labels"}, {"title"}, {"licence"}, {"contact"},
        {"ethics"}};
    return {
        {"export dataset", usage,
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Writes a de-identified data set of a cohort: tables and images."),
         options, 0, 0, false, exportDataset},
        {"export dicom", usage,
         QT_TRANSLATE_NOOP("casebook::Cli", "Writes the de-identified images of a cohort."), options, 0, 0,
         false, exportDicom},
        {"export csv", usage,
         QT_TRANSLATE_NOOP("casebook::Cli", "Writes the de-identified tables of a cohort."), options, 0, 0,
         false, exportCsv},
        {"export check",
         "DIR",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Looks for every identifier of the study in a finished data set."),
         {},
         1,
         1,
         false,
         checkSet},
        lists::listCommand("list exports",
                           QT_TRANSLATE_NOOP("casebook::Cli", "Lists the data sets that were exported."),
                           listExports),
    };
}

} // namespace casebook
