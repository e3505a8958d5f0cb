// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Words.h"
#include "storage/imaging/ReportService.h"

namespace casebook {

namespace {

using namespace lists;

ReportService reportsOf(OpenStudy& study) {
    return {study.database(), study.vault().objects(), study.workers(), study.session(),
            study.vault().clock()};
}

const Columns<ReportRow>& reportColumns() {
    using Row = ReportRow;
    static const Columns<Row> columns{
        {"uid", true, false, [](const Row& r) { return r.uid; }},
        {"kind", true, false, [](const Row& r) { return QString::fromLatin1(r.kind); }},
        {"title", true, false, [](const Row& r) { return textOrNull(r.title); }},
        {"subject", true, false, [](const Row& r) { return textOrNull(r.subject); }},
        {"date", true, false, [](const Row& r) { return textOrNull(r.date); }},
        {"series", false, false, [](const Row& r) { return r.series; }},
        {"exam", false, false, [](const Row& r) { return r.exam; }},
        {"manufacturer", false, false, [](const Row& r) { return textOrNull(r.manufacturer); }},
    };
    return columns;
}

Result<Answer> listReports(Context& context, const Arguments& arguments) {
    return list(context, arguments, reportColumns(), "list reports",
                [&](OpenStudy& study) { return reportsOf(study).list(); });
}

QString codeText(const dicom::SrCode& code) {
    if (code.meaning.isEmpty())
        return QString::fromLatin1(code.value);
    return code.meaning;
}

QJsonValue jsonOf(const dicom::SrCode& code) {
    if (code.isEmpty())
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("code"), QString::fromLatin1(code.value)},
                       {QStringLiteral("scheme"), QString::fromLatin1(code.scheme)},
                       {QStringLiteral("meaning"), code.meaning}};
}

QString valueText(const dicom::SrNode& n) {
    if (n.type == "CODE")
        return codeText(n.code);
    if (n.type == "NUM")
        return n.numberText.isEmpty()
                   ? codeText(n.qualifier)
                   : QString(n.numberText + u' ' + QString::fromLatin1(n.unit.value)).trimmed();
    if (!n.graphic.isEmpty())
        return Cli::tr("%1, %n number(s)", nullptr, int(n.points.size())).arg(QString::fromLatin1(n.graphic));
    if (!n.references.empty())
        return n.references.front().sopInstance;
    if (!n.target.empty()) {
        QStringList path;
        for (const int step : n.target)
            path.append(QString::number(step));
        return path.join(u'.');
    }
    return n.text;
}

QJsonObject itemJson(const dicom::SrNode& n) {
    QJsonObject out{{QStringLiteral("depth"), n.depth},
                    {QStringLiteral("relationship"), textOrNull(QString::fromLatin1(n.relationship))},
                    {QStringLiteral("type"), textOrNull(QString::fromLatin1(n.type))},
                    {QStringLiteral("name"), jsonOf(n.name)},
                    {QStringLiteral("value"), textOrNull(valueText(n))}};
    if (n.type == "NUM") {
        out.insert(QStringLiteral("number"), n.number ? QJsonValue(*n.number) : QJsonValue(QJsonValue::Null));
        out.insert(QStringLiteral("unit"), jsonOf(n.unit));
    }
    if (n.type == "CODE")
        out.insert(QStringLiteral("code"), jsonOf(n.code));
    return out;
}

/// What the report wants hidden stays hidden; optional parts come only when asked for.
bool isShown(dicom::SrRendering rendering, bool optional) {
    return rendering == dicom::SrRendering::Required ||
           (optional && rendering == dicom::SrRendering::Optional);
}

Answer documentAnswer(const ReportRow& row, const dicom::SrDocument& document, bool optional) {
    const auto rendering = dicom::renderingsOf(document);
    QJsonArray items;
    QString text = row.title + u'\n';
    int hidden = 0;
    for (std::size_t i = 0; i < document.nodes.size(); ++i) {
        const dicom::SrNode& n = document.nodes[i];
        if (!isShown(rendering[i], optional)) {
            ++hidden;
            continue;
        }
        items.append(itemJson(n));
        const QString value = valueText(n);
        text += QString(qsizetype(n.depth) * 2, u' ') + codeText(n.name) +
                (value.isEmpty() ? QString() : QStringLiteral(": ") + value) + u'\n';
    }
    return {
        QJsonObject{{QStringLiteral("uid"), row.uid},
                    {QStringLiteral("kind"), QString::fromLatin1(row.kind)},
                    {QStringLiteral("title"), codeText(document.nodes.front().name)},
                    {QStringLiteral("date"), textOrNull(document.contentDate)},
                    {QStringLiteral("completion"), textOrNull(QString::fromLatin1(document.completion))},
                    {QStringLiteral("verification"), textOrNull(QString::fromLatin1(document.verification))},
                    {QStringLiteral("content_items"), qint64(document.nodes.size()) - 1},
                    {QStringLiteral("hidden"), hidden},
                    {QStringLiteral("items"), items}},
        text};
}

Answer presentationAnswer(const ReportRow& row, const dicom::Presentation& p) {
    QJsonArray images, texts;
    for (const dicom::SrReference& one : p.images)
        images.append(one.sopInstance);
    for (const dicom::PresentationText& one : p.texts)
        texts.append(one.text);
    QJsonValue window = QJsonValue::Null;
    if (!p.windows.empty())
        window = QJsonArray{p.windows.front().center, p.windows.front().width};
    return {QJsonObject{{QStringLiteral("uid"), row.uid},
                        {QStringLiteral("kind"), QString::fromLatin1(row.kind)},
                        {QStringLiteral("title"), textOrNull(p.label)},
                        {QStringLiteral("description"), textOrNull(p.description)},
                        {QStringLiteral("images"), images},
                        {QStringLiteral("window"), window},
                        {QStringLiteral("shapes"), qint64(p.shapes.size())},
                        {QStringLiteral("texts"), texts},
                        {QStringLiteral("shutter"), !p.shutter.isEmpty()}},
            Cli::tr("%1: %n image(s)", nullptr, int(p.images.size())).arg(row.title) + u'\n'};
}

Result<Answer> reportShow(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    const ReportService reports = reportsOf(**study);
    const auto row = reports.find(arguments.words[0]);
    if (!row)
        return tl::unexpected(row.error());
    if (row->kind == "PR")
        return reports.presentation(row->uid).map(
            [&](const dicom::Presentation& p) { return presentationAnswer(*row, p); });
    return reports.document(row->uid).map([&](const dicom::SrDocument& document) {
        return documentAnswer(*row, document, arguments.has("optional"));
    });
}

Result<Answer> keyImageList(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    if (auto series = (*study)->imaging().findSeries(arguments.words[0]); !series)
        return tl::unexpected(series.error());
    const auto marked = reportsOf(**study).keyImages(arguments.words[0]);
    if (!marked)
        return tl::unexpected(marked.error());
    QJsonArray json;
    Table table({Cli::tr("Image"), Cli::tr("Marked by")});
    for (const KeyImage& one : *marked) {
        json.append(QJsonObject{{QStringLiteral("id"), textOrNull(one.uuid.toString())},
                                {QStringLiteral("instance"), one.instance},
                                {QStringLiteral("by"), one.by},
                                {QStringLiteral("object"), textOrNull(one.object)}});
        table.add({one.instance, one.by});
    }
    return Answer{json, table.text()};
}

Result<Answer> keyImageAdd(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    if (auto series = (*study)->imaging().findSeries(arguments.words[0]); !series)
        return tl::unexpected(series.error());
    return reportsOf(**study)
        .addKeyImage(arguments.words[0], arguments.words[1])
        .map([](const KeyImage& one) {
            return Answer{QJsonObject{{QStringLiteral("id"), one.uuid.toString()},
                                      {QStringLiteral("instance"), one.instance}},
                          Cli::tr("Marked as key image.")};
        });
}

Result<Answer> keyImageRemove(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    return reportsOf(**study).removeKeyImage(Uuid::fromString(arguments.words[0])).map([] {
        return Answer{QJsonObject{}, Cli::tr("No key image any more.")};
    });
}

} // namespace

QList<Command> reportCommands() {
    return {
        {"list reports",
         "[--where EXPR] [--columns A,B] [--limit N]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists structured reports, key objects and presentation states."),
         {{"where"}, {"columns"}, {"limit"}},
         0,
         0,
         false,
         listReports},
        {"report show",
         "UID [--optional]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Shows the content of a structured report or presentation state."),
         {{"optional", false}},
         1,
         1,
         false,
         reportShow},
        {"keyimage list",
         "SERIES",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists the key images of a series."),
         {},
         1,
         1,
         false,
         keyImageList},
        {"keyimage add",
         "SERIES INSTANCE",
         QT_TRANSLATE_NOOP("casebook::Cli", "Marks an image of a series as key image."),
         {},
         2,
         2,
         false,
         keyImageAdd},
        {"keyimage remove",
         "ID",
         QT_TRANSLATE_NOOP("casebook::Cli", "Takes the mark of a key image away."),
         {},
         1,
         1,
         false,
         keyImageRemove},
    };
}

} // namespace casebook
