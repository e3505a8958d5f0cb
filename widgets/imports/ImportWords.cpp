// SPDX-License-Identifier: GPL-3.0-or-later
// Words for the codes of an import report.
#include "widgets/imports/ImportReportPage.h"

#include <QCoreApplication>
#include <QHash>

namespace casebook {

QString refusalAdvice(const QByteArray& code) {
    if (code == "not-dicom")
        return QCoreApplication::translate("ImportReport", "Nothing to do");
    if (code == "truncated" || code == "unreadable")
        return QCoreApplication::translate("ImportReport", "Copy the file again from its source");
    if (code == "malformed")
        return QCoreApplication::translate("ImportReport",
                                           "Ask the source for the file again; keep this one aside");
    if (code == "conflicting-instance")
        return QCoreApplication::translate("ImportReport", "Compare the two, keep one");
    if (code == "unsupported-transfer-syntax")
        return QCoreApplication::translate("ImportReport",
                                           "Export it again uncompressed or as JPEG lossless");
    if (code == "unsupported-object" || code == "no-pixel-data")
        return QCoreApplication::translate("ImportReport", "Nothing to do; the object carries no images");
    if (code == "bad-geometry")
        return QCoreApplication::translate("ImportReport", "Ask the source for the original series");
    if (code == "too-large" || code == "inside-archive-limit")
        return QCoreApplication::translate("ImportReport", "Unpack the archive and import the folder");
    return QCoreApplication::translate("ImportReport", "See the manual for this code");
}

QString geometryWords(const QList<QByteArray>& warnings) {
    if (warnings.isEmpty())
        return QCoreApplication::translate("ImportReport", "regular");
    const QHash<QByteArray, QString> words{
        {"gap", QCoreApplication::translate("ImportReport", "slices are missing")},
        {"duplicate-position", QCoreApplication::translate("ImportReport", "positions stand twice")},
        {"irregular-spacing", QCoreApplication::translate("ImportReport", "uneven steps")},
        {"gantry-tilt", QCoreApplication::translate("ImportReport", "tilted gantry")},
        {"mixed-orientation", QCoreApplication::translate("ImportReport", "several orientations")},
        {"mixed-spacing",
         QCoreApplication::translate("ImportReport", "several pixel sizes or slice distances")},
        {"non-square-pixels", QCoreApplication::translate("ImportReport", "pixels not square")},
        {"overlapping-slices", QCoreApplication::translate("ImportReport", "slices overlap")},
        {"missing-rescale", QCoreApplication::translate("ImportReport", "no rescale: values are not HU")},
        {"padding", QCoreApplication::translate("ImportReport", "padding around the image")},
        {"lossy", QCoreApplication::translate("ImportReport", "lossy compression")},
        {"localizer", QCoreApplication::translate("ImportReport", "a localizer")},
        {"time-series", QCoreApplication::translate("ImportReport", "several times")},
        {"single-slice", QCoreApplication::translate("ImportReport", "one slice")},
        {"truncated-frame", QCoreApplication::translate("ImportReport", "a frame is cut short")},
        {"spacing-from-thickness", QCoreApplication::translate("ImportReport", "step taken from thickness")},
        {"import-interrupted", QCoreApplication::translate("ImportReport", "import was interrupted")},
        {"not-int16", QCoreApplication::translate("ImportReport", "values need more than 16 bits")}};
    QStringList texts;
    for (const QByteArray& code : warnings)
        texts << words.value(code, QString::fromLatin1(code));
    return texts.join(QCoreApplication::translate("ImportReport", ", "));
}

} // namespace casebook
