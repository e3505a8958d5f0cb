// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportFiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook {

namespace {

struct Step {
    QString what;
    int left = 0, excluded = 0;
};

/// Steps as the cohort keeps them: {"start":n,"steps":[{"before","excluded","unknown","after"}]} beside its lines.
QList<Step> stepsOf(const QByteArray& query, const QByteArray& numbers, int subjects) {
    QList<Step> out;
    const QJsonObject all = QJsonDocument::fromJson(numbers).object();
    const QJsonArray steps = all.value(QStringLiteral("steps")).toArray();
    const QJsonArray lines = QJsonDocument::fromJson(query).array();
    if (all.contains(QStringLiteral("start")))
        out.append({QStringLiteral("subjects of the study"), all.value(QStringLiteral("start")).toInt(), 0});
    for (int i = 0; i < steps.size(); ++i) {
        const QJsonObject line = lines.at(i).toObject();
        const QString label = line.value(QStringLiteral("label")).toString();
        out.append(
            {label.isEmpty() ? line.value(QStringLiteral("expression")).toString() : label,
             steps[i][QStringLiteral("after")].toInt(),
             steps[i][QStringLiteral("excluded")].toInt() + steps[i][QStringLiteral("unknown")].toInt()});
    }
    out.append({QStringLiteral("released"), subjects, 0});
    return out;
}

QString shown(int count) { return count > 0 && count < 5 ? QStringLiteral("<5") : QString::number(count); }

} // namespace

QByteArray flowCsv(const QByteArray& query, const QByteArray& numbers, int subjects) {
    QString text = QStringLiteral("step,what,subjects,excluded\n");
    int n = 0;
    for (const Step& step : stepsOf(query, numbers, subjects))
        text += QStringLiteral("%1,\"%2\",%3,%4\n")
                    .arg(++n)
                    .arg(QString(step.what).replace(u'"', u'\''), shown(step.left), shown(step.excluded));
    return text.toUtf8();
}

QByteArray flowSvg(const QByteArray& query, const QByteArray& numbers, int subjects) {
    const QList<Step> steps = stepsOf(query, numbers, subjects);
    constexpr int width = 520, box = 44, gap = 34;
    const int height = int(steps.size()) * (box + gap);
    QString svg = QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1\" height=\"%2\" "
                                 "font-family=\"sans-serif\" font-size=\"13\">\n")
                      .arg(width)
                      .arg(height);
    for (int i = 0; i < steps.size(); ++i) {
        const int y = i * (box + gap) + 4;
        svg += QStringLiteral(
                   "<rect x=\"4\" y=\"%1\" width=\"340\" height=\"%2\" fill=\"none\" stroke=\"black\"/>\n"
                   "<text x=\"14\" y=\"%3\">%4 (n = %5)</text>\n")
                   .arg(y)
                   .arg(box)
                   .arg(y + 27)
                   .arg(steps[i].what.left(44).toHtmlEscaped(), shown(steps[i].left).toHtmlEscaped());
        if (steps[i].excluded > 0)
            svg += QStringLiteral("<text x=\"360\" y=\"%1\">left out: %2</text>\n")
                       .arg(y + 27)
                       .arg(shown(steps[i].excluded).toHtmlEscaped());
        if (i + 1 < steps.size())
            svg += QStringLiteral("<line x1=\"170\" y1=\"%1\" x2=\"170\" y2=\"%2\" stroke=\"black\"/>\n")
                       .arg(y + box)
                       .arg(y + box + gap);
    }
    return (svg + QStringLiteral("</svg>\n")).toUtf8();
}

} // namespace casebook
