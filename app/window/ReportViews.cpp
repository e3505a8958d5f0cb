// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReportViews.h"

#include "widgets/subject/ReportWords.h"

#include <QCoreApplication>
#include <QDate>

namespace casebook {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::ReportViews)
};

QString wordOf(const dicom::SrCode& code) { return reportWord(code.scheme, code.value, code.meaning); }

/// "2024-01-15" of "20240115", else as it is.
QString dayOf(const QString& stored) {
    const QDate day = QDate::fromString(stored.left(8), QStringLiteral("yyyyMMdd"));
    return day.isValid() ? day.toString(Qt::ISODate) : stored;
}

QString numberWords(const dicom::SrNode& n) {
    if (n.numberText.isEmpty())
        return n.qualifier.isEmpty() ? Words::tr("no value") : wordOf(n.qualifier);
    const bool plain = n.unit.value == "1" || n.unit.value == "{unity}";
    return plain ? n.numberText : QString(n.numberText + u' ' + QString::fromLatin1(n.unit.value)).trimmed();
}

QString graphicWords(const dicom::SrNode& n) {
    const int width = n.type == "SCOORD3D" ? 3 : 2;
    return Words::tr("%1, %n point(s)", nullptr, int(n.points.size()) / width)
        .arg(QString::fromLatin1(n.graphic).toLower());
}

QString referenceWords(const dicom::SrNode& n) {
    const dicom::SrReference& one = n.references.front();
    QString out = one.sopInstance;
    if (!one.segments.empty())
        out += Words::tr(", segment %1").arg(one.segments.front());
    if (!one.frames.empty())
        out += Words::tr(", frame %1").arg(one.frames.front());
    return out;
}

QString valueWords(const dicom::SrNode& n) {
    if (n.type == "CODE")
        return wordOf(n.code);
    if (n.type == "NUM")
        return numberWords(n);
    if (!n.graphic.isEmpty())
        return graphicWords(n);
    if (!n.references.empty())
        return referenceWords(n);
    if (!n.target.empty())
        return Words::tr("see above");
    return n.type == "DATE" ? dayOf(n.text) : n.text;
}

QString nameWords(const dicom::SrNode& n) {
    if (!n.name.isEmpty())
        return wordOf(n.name);
    if (n.type == "IMAGE")
        return Words::tr("Image");
    return n.type == "CONTAINER" ? Words::tr("Part") : Words::tr("Item");
}

QString stateWords(const dicom::SrDocument& d) {
    QStringList out;
    if (d.completion == "PARTIAL")
        out.append(Words::tr("not complete"));
    if (d.verification == "VERIFIED")
        out.append(Words::tr("verified"));
    else if (!d.verification.isEmpty())
        out.append(Words::tr("not verified"));
    for (const QString& who : d.verifiers)
        out.append(who);
    out.append(dayOf(d.contentDate));
    out.append(QString(d.manufacturer + u' ' + d.model).trimmed());
    out.removeAll(QString());
    return out.join(QStringLiteral(" · "));
}

} // namespace

ReportHead reportHead(const ReportRow& row) {
    return {row.uid, row.kind, row.title, row.date, row.manufacturer};
}

ReportView reportView(const ReportRow& row, const dicom::SrDocument& document) {
    ReportView out{row.uid, wordOf(document.nodes.front().name), stateWords(document), {}, false, false};
    if (out.title.isEmpty())
        out.title = row.title;
    const auto rendering = dicom::renderingsOf(document);
    for (std::size_t i = 1; i < document.nodes.size(); ++i) {
        const dicom::SrNode& n = document.nodes[i];
        if (rendering[i] != dicom::SrRendering::Never)
            out.lines.append(
                {n.depth - 1, nameWords(n), valueWords(n), rendering[i] == dicom::SrRendering::Optional});
    }
    if (document.truncatedTree)
        out.facts += QStringLiteral(" · ") + Words::tr("too long: not all of it is shown");
    return out;
}

ReportView pdfView(const ReportRow& row, bool maySave) {
    ReportView out{row.uid, row.title.isEmpty() ? Words::tr("PDF document") : row.title, {}, {}, true,
                   maySave};
    QStringList facts{row.date, row.manufacturer};
    facts.removeAll(QString());
    facts.append(maySave ? Words::tr("Save it, and open it with another program.")
                         : Words::tr("Your role does not let you take it out of the study."));
    out.facts = facts.join(QStringLiteral(" · "));
    return out;
}

ReportView reportView(const ReportRow& row, const dicom::Presentation& state) {
    ReportView out{row.uid, state.description.isEmpty() ? state.label : state.description, {}, {}, false,
                   false};
    out.facts = QStringList{dayOf(state.creationDate), row.manufacturer}.join(QStringLiteral(" · "));
    out.lines.append({0, Words::tr("Images"), QString::number(state.images.size()), false});
    for (const auto& window : state.windows)
        out.lines.append(
            {0, Words::tr("Window"), QStringLiteral("%1 / %2").arg(window.center).arg(window.width), false});
    out.lines.append({0, Words::tr("Drawings"), QString::number(state.shapes.size()), false});
    for (const auto& text : state.texts)
        out.lines.append({1, Words::tr("Words"), text.text, false});
    if (!state.shutter.isEmpty())
        out.lines.append({0, Words::tr("Shutter"), Words::tr("hides the edge of the image"), false});
    if (state.rotation != 0 || state.flipped || state.hasTables)
        out.lines.append({0, Words::tr("Not applied here"),
                          Words::tr("rotation, mirroring or tables of grey values"), false});
    return out;
}

ReportLayer reportLayer(const QList<DrawnLayer>& layers, const QList<KeyImage>& keyImages) {
    ReportLayer out;
    for (const DrawnLayer& layer : layers) {
        for (const DrawnShape& shape : layer.shapes)
            if (!shape.optional)
                out.shapes.push_back(
                    {shape.instance, shape.line, shape.closed, shape.filled, shape.text, layer.automatic});
        for (const auto& [instance, outline] : layer.shutters)
            out.frames.push_back({instance, outline, true});
        for (const auto& [instance, outline] : layer.areas)
            out.frames.push_back({instance, outline, false});
    }
    for (const KeyImage& one : keyImages)
        if (!out.keyImages.contains(one.instance))
            out.keyImages.append(one.instance);
    return out;
}

} // namespace casebook
