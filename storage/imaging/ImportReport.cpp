// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportReport.h"

#include <QJsonArray>

namespace casebook {

namespace {

QString key(const char* name) { return QString::fromLatin1(name); }

QJsonValue textOrNull(const QByteArray& code) {
    return code.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromLatin1(code));
}

} // namespace

bool mayComeLater(const ImportReport::Refused& refused) {
    return refused.code == "unreadable" || refused.code == "worker-missing" ||
           refused.code == "worker-failed" || refused.code == "dictionary-missing" ||
           refused.code == "pack-away";
}

QJsonObject toJson(const ImportReport& report) {
    QJsonArray refused, differences, waiting, series, derived, guesses;
    for (const auto& r : report.refused) {
        QJsonObject row{
            {key("path"), r.path}, {key("code"), QString::fromLatin1(r.code)}, {key("message"), r.message}};
        if (!r.keptAs.isEmpty())
            row.insert(key("kept_as"), r.keptAs);
        refused.append(row);
    }
    for (const auto& d : report.differences)
        differences.append(QJsonObject{{key("path"), d.path},
                                       {key("instance"), d.instance},
                                       {key("series"), d.series},
                                       {key("attributes"), QJsonArray::fromStringList(d.attributes)}});
    for (const auto& w : report.waiting)
        waiting.append(
            QJsonObject{{key("series"), w.series}, {key("reason"), QString::fromLatin1(w.reason)}});
    for (const auto& s : report.series) {
        QJsonArray warnings;
        for (const QByteArray& code : s.warnings)
            warnings.append(QString::fromLatin1(code));
        series.append(QJsonObject{{key("uid"), s.uid},
                                  {key("modality"), s.modality},
                                  {key("instances"), s.instances},
                                  {key("description"), s.description},
                                  {key("subject"), s.subject},
                                  {key("warnings"), warnings}});
    }
    for (const auto& d : report.derived)
        derived.append(QJsonObject{{key("uid"), d.uid},
                                   {key("modality"), d.modality},
                                   {key("kind"), QString::fromLatin1(d.kind)},
                                   {key("placed"), d.placed},
                                   {key("reason"), textOrNull(d.reason)}});
    for (const auto& g : report.guesses)
        guesses.append(QJsonObject{{key("source"), g.source},
                                   {key("guess"), QString::fromLatin1(g.guess)},
                                   {key("files"), g.files}});
    QJsonObject out{
        {key("import"), report.dryRun ? QJsonValue(QJsonValue::Null) : QJsonValue(report.uuid.toString())},
        {key("dry_run"), report.dryRun},
        {key("state"), QString::fromLatin1(report.state)},
        {key("files"), report.files},
        {key("imported"), report.imported},
        {key("duplicates"), report.duplicates},
        {key("refused"), refused},
        {key("differences"), differences},
        {key("waiting"), waiting},
        {key("subjects"), QJsonArray::fromStringList(report.subjects)},
        {key("series"), series},
        {key("derived"), derived},
        {key("text_guesses"), guesses},
        {key("seconds"), report.seconds}};
    if (report.mapped) {
        QJsonArray unused;
        for (const int line : report.mapped->unusedLines)
            unused.append(line);
        out.insert(key("map"), QJsonObject{{key("rows"), report.mapped->rows},
                                           {key("unused_lines"), unused},
                                           {key("series_without_row"),
                                            QJsonArray::fromStringList(report.mapped->seriesWithoutRow)}});
    }
    return out;
}

} // namespace casebook
