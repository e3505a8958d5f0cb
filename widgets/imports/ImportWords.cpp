// SPDX-License-Identifier: GPL-3.0-or-later
// Words for the codes of an import report.
#include "widgets/imports/ImportReportPage.h"

#include <QCoreApplication>
#include <QHash>

namespace casebook {

QString refusalAdvice(const QByteArray& code) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("ImportReport", text); };
    if (code == "not-dicom")
        return tr("Nothing to do");
    if (code == "truncated" || code == "unreadable")
        return tr("Copy the file again from its source");
    if (code == "malformed")
        return tr("Ask the source for the file again; keep this one aside");
    if (code == "conflicting-instance")
        return tr("Compare the two, keep one");
    if (code == "unsupported-transfer-syntax")
        return tr("Export it again uncompressed or as JPEG lossless");
    if (code == "unsupported-object" || code == "no-pixel-data")
        return tr("Nothing to do; the object carries no images");
    if (code == "bad-geometry")
        return tr("Ask the source for the original series");
    if (code == "too-large" || code == "inside-archive-limit")
        return tr("Unpack the archive and import the folder");
    return tr("See the manual for this code");
}

QString geometryWords(const QList<QByteArray>& warnings) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("ImportReport", text); };
    if (warnings.isEmpty())
        return tr("regular");
    const QHash<QByteArray, QString> words{
        {"gap", tr("slices are missing")},
        {"duplicate-position", tr("positions stand twice")},
        {"irregular-spacing", tr("uneven steps")},
        {"gantry-tilt", tr("tilted gantry")},
        {"mixed-orientation", tr("several orientations")},
        {"mixed-spacing", tr("several pixel sizes")},
        {"non-square-pixels", tr("pixels not square")},
        {"overlapping-slices", tr("slices overlap")},
        {"missing-rescale", tr("no rescale: values are not HU")},
        {"padding", tr("padding around the image")},
        {"lossy", tr("lossy compression")},
        {"localizer", tr("localizer")},
        {"time-series", tr("several times")},
        {"single-slice", tr("one slice")},
        {"truncated-frame", tr("a frame is cut short")},
        {"spacing-from-thickness", tr("step taken from thickness")},
        {"import-interrupted", tr("import was interrupted")},
        {"not-int16", tr("values outside 16 bit")}};
    QStringList texts;
    for (const QByteArray& code : warnings)
        texts << words.value(code, QString::fromLatin1(code));
    return texts.join(tr(", "));
}

} // namespace casebook
