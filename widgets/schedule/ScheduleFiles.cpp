// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/schedule/ScheduleFiles.h"

#include "core/values/Csv.h"

#include <QStringList>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QByteArray escaped(const QString& text) {
    QString out = text;
    out.replace(u'\\', u"\\\\"_s).replace(u';', u"\\;"_s).replace(u',', u"\\,"_s).replace(u'\n', u"\\n"_s);
    return out.toUtf8();
}

/// Content lines are at most 75 bytes; longer ones go on after a blank, never inside a character.
QByteArray folded(const QByteArray& line) {
    QByteArray out;
    qsizetype room = 75, from = 0;
    while (line.size() - from > room) {
        qsizetype cut = from + room;
        while ((static_cast<unsigned char>(line.at(cut)) & 0xC0) == 0x80)
            --cut;
        out += line.sliced(from, cut - from) + "\r\n ";
        from = cut;
        room = 74;
    }
    return out + line.sliced(from) + "\r\n";
}

} // namespace

QByteArray calendarFile(const ScheduleView& view, const QString& study) {
    QByteArray out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Casebook//visits//EN\r\n";
    const QByteArray stamp = view.today.toString(u"yyyyMMdd"_s).toLatin1() + "T000000Z";
    for (const ScheduleRow& row : view.rows)
        for (qsizetype i = 0; i < row.cells.size(); ++i) {
            const ScheduleCell& cell = row.cells.at(i);
            const QDate day = QDate::fromString(cell.target, Qt::ISODate);
            if (!day.isValid() ||
                (cell.state != "planned" && cell.state != "in-window" && cell.state != "overdue"))
                continue;
            const ScheduleColumn& column = view.columns.at(i);
            out += "BEGIN:VEVENT\r\n";
            out += folded("UID:" + study.toLatin1() + '-' + QByteArray::number(row.subject.value) + '-' +
                          column.visit.toUtf8() + '-' + QByteArray::number(column.repeat) + "@casebook");
            out += "DTSTAMP:" + stamp + "\r\n";
            out += "DTSTART;VALUE=DATE:" + day.toString(u"yyyyMMdd"_s).toLatin1() + "\r\n";
            out += "DTEND;VALUE=DATE:" + day.addDays(1).toString(u"yyyyMMdd"_s).toLatin1() + "\r\n";
            out += folded("SUMMARY:" + escaped(row.label + u", "_s + column.title));
            if (!cell.windowTo.isEmpty())
                out += folded("DESCRIPTION:" + escaped(u"until "_s + cell.windowTo));
            out += "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
        }
    return out + "END:VCALENDAR\r\n";
}

QByteArray visitTable(const ScheduleView& view) {
    QString out = u"\uFEFF"_s +
                  csvLine({u"subject"_s, u"visit"_s, u"repeat"_s, u"state"_s, u"planned"_s, u"window_to"_s,
                           u"date"_s, u"forms_complete"_s, u"forms_required"_s, u"open_queries"_s});
    for (const ScheduleRow& row : view.rows)
        for (qsizetype i = 0; i < row.cells.size(); ++i) {
            const ScheduleCell& cell = row.cells.at(i);
            if (cell.state.isEmpty())
                continue;
            const ScheduleColumn& column = view.columns.at(i);
            out += csvLine({row.label, column.visit, QString::number(column.repeat),
                            QString::fromLatin1(cell.state), cell.target, cell.windowTo, cell.date,
                            QString::number(cell.complete), QString::number(cell.required),
                            QString::number(cell.queries)});
        }
    return out.toUtf8();
}

} // namespace casebook
