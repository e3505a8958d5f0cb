// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/volume/SeriesFindings.h"

#include "core/values/DicomWords.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace casebook {

namespace {

using Weight = FindingLine::Weight;

/// Translation context of all words about series.
struct SeriesWords {
    Q_DECLARE_TR_FUNCTIONS(casebook::SeriesWords)
};

QString number(double value, int decimals) { return QLocale().toString(value, 'f', decimals); }

/// As few decimals as say it, two at most; one at least, as in "5.0 mm".
QString millimetres(double value) {
    const bool one = std::abs(value * 10 - std::round(value * 10)) < 0.05;
    return SeriesWords::tr("%1 mm").arg(number(value, one ? 1 : 2));
}

/// "61.5, 66.5, 71.5 mm", and how many more there are.
QString places(const std::vector<double>& at_mm) {
    constexpr std::size_t most = 12;
    QStringList words;
    for (std::size_t i = 0; i < at_mm.size() && i < most; ++i)
        words << number(at_mm[i], 1);
    const QString list = SeriesWords::tr("%1 mm").arg(words.join(QStringLiteral(", ")));
    return at_mm.size() > most
               ? SeriesWords::tr("%1 and %n more", nullptr, int(at_mm.size() - most)).arg(list)
               : list;
}

QString className(const VolumeFindings& v) {
    using Class = SliceFit::Class;
    if (v.colour)
        return SeriesWords::tr("Colour pictures, shown one by one");
    if (v.localizer)
        return SeriesWords::tr("Localizer, shown as an image");
    if (!v.placed)
        return SeriesWords::tr("Images without a place in the patient, shown one by one");
    switch (v.fit) {
    case Class::Coincident:
        return v.used > 1 ? SeriesWords::tr("Images of one place, shown one after the other")
                          : SeriesWords::tr("A single image");
    case Class::Scattered: return SeriesWords::tr("Images that are not on one line, shown one by one");
    case Class::Irregular: return SeriesWords::tr("Unequal steps");
    case Class::Gap: return SeriesWords::tr("Equal steps, images missing");
    case Class::NearlyUniform: return SeriesWords::tr("Equal steps but for rounding (up to 0.2 mm)");
    case Class::Uniform: break;
    }
    return v.used > 1 ? SeriesWords::tr("Equal steps") : SeriesWords::tr("A single image");
}

void addPlacing(const VolumeFindings& v, QList<FindingLine>& out) {
    using Class = SliceFit::Class;
    const bool plain = v.fit == Class::Uniform && v.placed;
    out.append({SeriesWords::tr("Slices"), className(v), plain ? Weight::Plain : Weight::Note});
    out.append({SeriesWords::tr("Images used"),
                v.slots > v.used ? SeriesWords::tr("%1 in %2 places").arg(v.used).arg(v.slots)
                                 : QLocale().toString(v.used)});
    if (!v.gaps_mm.empty())
        out.append({SeriesWords::tr("Missing at"), places(v.gaps_mm), Weight::Warning});
    if (!v.damaged_mm.empty())
        out.append({SeriesWords::tr("Damaged at"), places(v.damaged_mm), Weight::Warning});
    if (v.duplicates > 0)
        out.append(
            {SeriesWords::tr("Same place twice"),
             SeriesWords::tr("%n image(s) left out; the lowest number was taken", nullptr, v.duplicates),
             Weight::Warning});
    if (v.fit == Class::Irregular && !v.stackOnly)
        out.append({SeriesWords::tr("Planes across"),
                    SeriesWords::tr("resampled at %1; slices as acquired").arg(millimetres(v.smallest_mm)),
                    Weight::Note});
}

void addSizes(const VolumeFindings& v, QList<FindingLine>& out) {
    out.append({SeriesWords::tr("Matrix"), QStringLiteral("%1 × %2").arg(v.columns).arg(v.rows)});
    if (v.calibrated) {
        const bool square = std::abs(v.rowSpacing_mm - v.columnSpacing_mm) <= 1e-3 * v.rowSpacing_mm;
        out.append({SeriesWords::tr("Pixel"),
                    square ? SeriesWords::tr("%1 mm").arg(number(v.columnSpacing_mm, 3))
                           : SeriesWords::tr("%1 mm wide, %2 mm high")
                                 .arg(number(v.columnSpacing_mm, 3), number(v.rowSpacing_mm, 3)),
                    square ? Weight::Plain : Weight::Note});
    } else {
        out.append(
            {SeriesWords::tr("Pixel"),
             v.detectorSpacing && v.columnSpacing_mm > 0
                 ? SeriesWords::tr("not calibrated: %1 mm on the detector").arg(number(v.columnSpacing_mm, 3))
                 : SeriesWords::tr("not calibrated: no size given"),
             Weight::Warning});
    }
    if (v.thickness_mm > 0)
        out.append({SeriesWords::tr("Thickness"), millimetres(v.thickness_mm)});
    if (v.used > 1 && v.largest_mm > 0) {
        const bool even = v.largest_mm - v.smallest_mm < 0.02 || v.fit == SliceFit::Class::Gap;
        out.append(
            {SeriesWords::tr("Distance"),
             even ? millimetres(v.step_mm)
                  : SeriesWords::tr("%1 to %2").arg(millimetres(v.smallest_mm), millimetres(v.largest_mm))});
    }
}

void addTilt(const VolumeFindings& v, QList<FindingLine>& out) {
    constexpr double tilted_deg = 0.1;
    const bool tagged = v.gantryTag_deg && std::abs(*v.gantryTag_deg) > tilted_deg;
    if (v.tilt_deg <= tilted_deg && !tagged)
        return;
    QString words = SeriesWords::tr("%1° from the positions").arg(number(v.tilt_deg, 1));
    words += QStringLiteral(", ") + (v.gantryTag_deg
                                         ? SeriesWords::tr("header says %1°").arg(number(*v.gantryTag_deg, 1))
                                         : SeriesWords::tr("header says nothing"));
    const bool agrees = v.gantryTag_deg && std::abs(std::abs(*v.gantryTag_deg) - v.tilt_deg) < 0.5;
    out.append({SeriesWords::tr("Gantry tilt"), words, agrees ? Weight::Note : Weight::Warning});
}

void addValues(const VolumeFindings& v, QList<FindingLine>& out) {
    if (v.colour)
        return;
    if (v.ownRescale)
        out.append(
            {SeriesWords::tr("Rescale"), SeriesWords::tr("differs from image to image"), Weight::Note});
    else if (v.slope && v.intercept)
        out.append({SeriesWords::tr("Rescale"),
                    (*v.intercept < 0 ? SeriesWords::tr("%1 × stored − %2") : SeriesWords::tr("%1 × stored + %2"))
                        .arg(QLocale().toString(*v.slope, 'g', 6),
                             QLocale().toString(std::abs(*v.intercept), 'g', 6))});
    else
        out.append({SeriesWords::tr("Rescale"), SeriesWords::tr("none given"), Weight::Note});
    if (!v.unit.isEmpty() && v.unit != QLatin1StringView("US"))
        out.append({SeriesWords::tr("Unit"), v.unit});
    if (v.padding)
        out.append({SeriesWords::tr("Padding"),
                    v.paddingLimit ? SeriesWords::tr("%1 to %2").arg(QLocale().toString(*v.padding),
                                                                     QLocale().toString(*v.paddingLimit))
                                   : QLocale().toString(*v.padding)});
    if (v.lossy)
        out.append(
            {SeriesWords::tr("Compression"), SeriesWords::tr("lossy: values were changed"), Weight::Warning});
}

} // namespace

QList<FindingLine> volumeLines(const VolumeFindings& v) {
    QList<FindingLine> out;
    if (v.phases > 1)
        out.append({SeriesWords::tr("Phase"), SeriesWords::tr("%1 of %2").arg(v.phase + 1).arg(v.phases)});
    addPlacing(v, out);
    addSizes(v, out);
    addTilt(v, out);
    addValues(v, out);
    return out;
}

QList<FindingLine> seriesLines(const SeriesFindings& s) {
    QList<FindingLine> out;
    int used = 0;
    for (const VolumeFindings& v : s.volumes)
        used += v.used;
    out.append({SeriesWords::tr("Images"), SeriesWords::tr("%1 used of %2 found").arg(used).arg(s.found),
                used == s.found ? Weight::Plain : Weight::Warning});
    if (s.volumes.size() > 1)
        out.append({SeriesWords::tr("Volumes"), QLocale().toString(int(s.volumes.size())), Weight::Note});
    if (s.duplicates > 0)
        out.append({SeriesWords::tr("Duplicates"),
                    SeriesWords::tr("%n image(s) at a place that is taken", nullptr, s.duplicates),
                    Weight::Warning});
    if (s.withoutPixels > 0)
        out.append({SeriesWords::tr("Without pixels"),
                    SeriesWords::tr("%n image(s)", nullptr, s.withoutPixels), Weight::Warning});
    if (s.truncated > 0)
        out.append({SeriesWords::tr("Cut off"), SeriesWords::tr("%n file(s)", nullptr, s.truncated),
                    Weight::Warning});
    if (!s.scanner.isEmpty())
        out.append({SeriesWords::tr("Scanner"), s.scanner});
    if (!s.kernel.isEmpty())
        out.append({SeriesWords::tr("Kernel"), severalWords(s.kernel)});
    QStringList syntaxes;
    for (const QString& uid : s.transferSyntaxes)
        syntaxes << syntaxName(uid);
    if (!syntaxes.isEmpty())
        out.append({SeriesWords::tr("Transfer syntax"), syntaxes.join(QStringLiteral(", "))});
    if (s.charsetGuessed)
        out.append({SeriesWords::tr("Characters"),
                    SeriesWords::tr("guessed: %1")
                        .arg(s.charset.isEmpty() ? SeriesWords::tr("none declared") : s.charset),
                    Weight::Warning});
    if (s.syntheticUids > 0)
        out.append({SeriesWords::tr("Identifiers"),
                    SeriesWords::tr("%n file(s) had none; made here", nullptr, s.syntheticUids),
                    Weight::Warning});
    if (s.repairedHeaders > 0)
        out.append({SeriesWords::tr("Headers"), SeriesWords::tr("%n repaired", nullptr, s.repairedHeaders),
                    Weight::Note});
    if (s.burnedIn)
        out.append({SeriesWords::tr("Text in the image"), SeriesWords::tr("burned in, the header says"),
                    Weight::Warning});
    return out;
}

QString volumeLabel(const VolumeFindings& v) {
    if (v.phases > 1)
        return SeriesWords::tr("phase %1 of %2").arg(v.phase + 1).arg(v.phases);
    if (v.localizer)
        return v.used > 1 ? SeriesWords::tr("localizer, %n image(s)", nullptr, v.used)
                          : SeriesWords::tr("localizer");
    const QString size = v.used > 1 ? QStringLiteral("%1 × %2 × %3").arg(v.columns).arg(v.rows).arg(v.used)
                                    : QStringLiteral("%1 × %2").arg(v.columns).arg(v.rows);
    if (v.colour)
        return SeriesWords::tr("%1, colour").arg(size);
    if (v.step_mm > 0 && !v.stackOnly)
        return QStringLiteral("%1, %2").arg(size, millimetres(v.step_mm));
    return v.thickness_mm > 0 ? QStringLiteral("%1, %2").arg(size, millimetres(v.thickness_mm)) : size;
}

QString syntaxName(const QString& uid) {
    struct Named {
        const char* uid;
        const char* name;
    };
    static constexpr std::array<Named, 22> table{{{"1.2.840.10008.1.2", "Implicit VR Little Endian"},
                                                  {"1.2.840.10008.1.2.1", "Explicit VR Little Endian"},
                                                  {"1.2.840.10008.1.2.2", "Explicit VR Big Endian"},
                                                  {"1.2.840.10008.1.2.1.99", "Deflated Little Endian"},
                                                  {"1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed"},
                                                  {"1.2.840.10008.1.2.5", "RLE"},
                                                  {"1.2.840.10008.1.2.4.50", "JPEG baseline"},
                                                  {"1.2.840.10008.1.2.4.51", "JPEG extended"},
                                                  {"1.2.840.10008.1.2.4.53", "JPEG spectral"},
                                                  {"1.2.840.10008.1.2.4.55", "JPEG progressive"},
                                                  {"1.2.840.10008.1.2.4.57", "JPEG lossless"},
                                                  {"1.2.840.10008.1.2.4.70", "JPEG lossless SV1"},
                                                  {"1.2.840.10008.1.2.4.80", "JPEG-LS lossless"},
                                                  {"1.2.840.10008.1.2.4.81", "JPEG-LS near lossless"},
                                                  {"1.2.840.10008.1.2.4.90", "JPEG 2000 lossless"},
                                                  {"1.2.840.10008.1.2.4.91", "JPEG 2000"},
                                                  {"1.2.840.10008.1.2.4.92", "JPEG 2000 part 2 lossless"},
                                                  {"1.2.840.10008.1.2.4.93", "JPEG 2000 part 2"},
                                                  {"1.2.840.10008.1.2.4.201", "HTJ2K lossless"},
                                                  {"1.2.840.10008.1.2.4.202", "HTJ2K lossless RPCL"},
                                                  {"1.2.840.10008.1.2.4.203", "HTJ2K"},
                                                  {"1.2.840.113619.5.2", "GE private"}}};
    for (const Named& known : table) {
        if (uid == QLatin1StringView(known.uid))
            return QLatin1StringView(known.name);
    }
    return uid;
}

} // namespace casebook
