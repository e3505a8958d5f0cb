// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/Figure.h"

#include "widgets/theme/Theme.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr double pxPerMm = 96 / 25.4;
constexpr double pngDpi = 300;
constexpr double margin = 12;

struct FigureWords {
    Q_DECLARE_TR_FUNCTIONS(casebook::Figure)
};

QString footer(bool synthetic) {
    const QString use = FigureWords::tr("For research use only, not for diagnosis");
    return synthetic ? FigureWords::tr("Synthetic data") + u"  ·  "_s + use : use;
}

/// Title, figure and footer on white paper.
void paintSheet(QPainter& painter, const Figure& figure, QSizeF size, bool synthetic) {
    FigureStyle style;
    style.printed = true;
    style.synthetic = synthetic;
    const QRectF sheet(QPointF(0, 0), size);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(sheet, Qt::white);
    QRectF area = sheet.adjusted(margin, margin, -margin, -margin);
    painter.setFont(style.font(14, QFont::DemiBold));
    painter.setPen(style.color(Tone::Text));
    painter.drawText(QRectF(area.left(), area.top(), area.width(), 20), Qt::AlignLeft | Qt::AlignVCenter,
                     figure.title());
    painter.setFont(style.font(11));
    painter.setPen(style.color(Tone::Text3));
    painter.drawText(QRectF(area.left(), area.bottom() - 14, area.width(), 14),
                     Qt::AlignLeft | Qt::AlignVCenter, footer(synthetic));
    area.adjust(0, 28, 0, -22);
    figure.paint(painter, area, style);
}

Result<> notWritten(const QString& path) { return fail(ErrorKind::System, "figure-not-written", path); }

Result<> writePdf(const Figure& figure, QIODevice& file, const QString& path, bool synthetic) {
    QPdfWriter writer(&file);
    writer.setTitle(figure.title());
    writer.setCreator(u"Casebook"_s);
    writer.setResolution(1200); // of positions only: text and lines stay vectors
    writer.setPageSize(QPageSize(figure.printSize_mm(), QPageSize::Millimeter, {}, QPageSize::ExactMatch));
    writer.setPageMargins({0, 0, 0, 0});
    QPainter painter;
    if (!painter.begin(&writer))
        return notWritten(path);
    painter.scale(1200 / 96.0, 1200 / 96.0);
    paintSheet(painter, figure, figure.printSize_mm() * pxPerMm, synthetic);
    return painter.end() ? Result<>() : notWritten(path);
}

Result<> writeSvg(const Figure& figure, QIODevice& file, const QString& path, bool synthetic) {
    const QSizeF size = figure.printSize_mm() * pxPerMm;
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setTitle(figure.title());
    generator.setDescription(footer(synthetic));
    generator.setResolution(96);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    QPainter painter;
    if (!painter.begin(&generator))
        return notWritten(path);
    paintSheet(painter, figure, size, synthetic);
    return painter.end() ? Result<>() : notWritten(path);
}

Result<> writePng(const Figure& figure, QIODevice& file, const QString& path, bool synthetic) {
    const QSizeF size = figure.printSize_mm() * pxPerMm;
    const double scale = pngDpi / 96;
    QImage image((size * scale).toSize(), QImage::Format_RGB32);
    image.setDotsPerMeterX(qRound(pngDpi / 0.0254));
    image.setDotsPerMeterY(qRound(pngDpi / 0.0254));
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintSheet(painter, figure, size, synthetic);
    painter.end();
    return image.save(&file, "PNG") ? Result<>() : notWritten(path);
}

Result<> writeNumbers(const Figure& figure, QIODevice& file, const QString& path) {
    // The mark of UTF-8 lets spreadsheets read Chinese names.
    const QByteArray bytes = "\xEF\xBB\xBF" + figure.numbers().toUtf8();
    return file.write(bytes) == bytes.size() ? Result<>() : notWritten(path);
}

} // namespace

QFont FigureStyle::font(double px, QFont::Weight weight) const {
    QFont font = theme::numberFont(FontRole::Note);
    font.setPixelSize(qRound(px));
    font.setWeight(weight);
    return font;
}

Result<FigureFormat> figureFormat(const QString& path) {
    const QString end = QFileInfo(path).suffix().toLower();
    if (end == u"pdf")
        return FigureFormat::Pdf;
    if (end == u"svg")
        return FigureFormat::Svg;
    if (end == u"png")
        return FigureFormat::Png;
    if (end == u"csv")
        return FigureFormat::Csv;
    return fail(ErrorKind::Usage, "wrong-usage", path);
}

Result<> writeFigure(const Figure& figure, const QString& path, bool synthetic) {
    const auto format = figureFormat(path);
    if (!format)
        return tl::unexpected(format.error());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(path);
    Result<> done;
    switch (*format) {
    case FigureFormat::Pdf: done = writePdf(figure, file, path, synthetic); break;
    case FigureFormat::Svg: done = writeSvg(figure, file, path, synthetic); break;
    case FigureFormat::Png: done = writePng(figure, file, path, synthetic); break;
    case FigureFormat::Csv: done = writeNumbers(figure, file, path); break;
    }
    if (done && !file.commit())
        return notWritten(path);
    return done;
}

} // namespace casebook
