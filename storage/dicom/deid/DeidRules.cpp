// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/deid/DeidRules.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace casebook::dicom {
namespace {

bool matches(const QString& text, const char* pattern) {
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1StringView(pattern)))
        .match(text)
        .hasMatch();
}

/// Check digit of a SNOMED CT identifier (Verhoeff; SNOMED CT Technical Implementation Guide 6.1): keeps
/// telephone numbers and dates from passing as codes nine times of ten.
bool hasSnomedCheckDigit(const QString& digits) {
    static constexpr std::array<const char*, 10> product{
        "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
        "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"};
    static constexpr std::array<const char*, 8> permutation{"0123456789", "1576283094", "5803796142",
                                                            "8916043527", "9453126870", "4286573901",
                                                            "2793806415", "7046913258"};
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i].digitValue();
        if (digit < 0)
            return false;
        const int moved = permutation[std::size_t(i % 8)][digit] - '0';
        sum = product[std::size_t(sum)][moved] - '0';
    }
    return sum == 0;
}

struct TextRow {
    std::uint32_t tag;
    TextRule rule;
};

constexpr std::array textRows{
    TextRow{0x00080070, TextRule::Device},     TextRow{0x00081030, TextRule::Descriptor},
    TextRow{0x0008103E, TextRule::Descriptor}, TextRow{0x00081090, TextRule::Device},
    TextRow{0x00180010, TextRule::Descriptor}, TextRow{0x00180031, TextRule::Descriptor},
    TextRow{0x00181020, TextRule::Device},     TextRow{0x00181030, TextRule::Descriptor},
    TextRow{0x00181160, TextRule::Device},     TextRow{0x00181210, TextRule::Device},
    TextRow{0x00201040, TextRule::Descriptor}, TextRow{0x00209421, TextRule::Device},
    TextRow{0x00281054, TextRule::Device},     TextRow{0x00281055, TextRule::Descriptor},
    TextRow{0x00409210, TextRule::Device},     TextRow{0x00541101, TextRule::Device},
    TextRow{0x00541103, TextRule::Device},     TextRow{0x00541105, TextRule::Device},
    TextRow{0x00620005, TextRule::Label},      TextRow{0x00620006, TextRule::Descriptor},
    TextRow{0x00620009, TextRule::Device},     TextRow{0x00620020, TextRule::Tracking},
    TextRow{0x00660031, TextRule::Device},     TextRow{0x00660036, TextRule::Device},
    TextRow{0x00700081, TextRule::Descriptor}};

} // namespace

bool isAllowedGroup(std::uint32_t tag) {
    static constexpr std::array<std::uint32_t, 7> whole{0x0008, 0x0018, 0x0020, 0x0028,
                                                        0x0054, 0x0062, 0x5200};
    const std::uint32_t group = tag >> 16U, element = tag & 0xFFFFU;
    if (std::find(whole.begin(), whole.end(), group) != whole.end())
        return true;
    switch (group) {
    case 0x0010:
        return tag == 0x00100010 || tag == 0x00100020 || tag == 0x00100030 || tag == 0x00100040 ||
               tag == 0x00101010 || tag == 0x00101020 || tag == 0x00101030;
    case 0x0040: return element >= 0x0500; // not the procedure steps
    case 0x0066: return tag == 0x0066002F || tag == 0x00660031 || tag == 0x00660036;
    case 0x0070: return tag == 0x00700080 || tag == 0x00700081 || tag == 0x00700084;
    default: return false;
    }
}

bool isAlwaysDropped(std::uint32_t tag) {
    static constexpr std::array<std::uint32_t, 21> dropped{
        0x00080005, 0x00080012, 0x00080013, 0x00080014, 0x00080015, 0x00080201, 0x00080053,
        0x00080115, 0x00080116, 0x00081111, 0x00081120, 0x00081110, 0x00081197, 0x00081195,
        0x0018A001, 0x00209172, 0x00283010, 0x00287FE0, 0x0040A390, 0x00400560, 0x00280301};
    return std::find(dropped.begin(), dropped.end(), tag) != dropped.end();
}

TextRule textRule(std::uint32_t tag) {
    const auto row =
        std::find_if(textRows.begin(), textRows.end(), [&](const TextRow& r) { return r.tag == tag; });
    return row == textRows.end() ? TextRule::None : row->rule;
}

bool isImageTypeWord(const QString& value) {
    static const QStringList known{
        QStringLiteral("M"),           QStringLiteral("P"),        QStringLiteral("R"),
        QStringLiteral("I"),           QStringLiteral("ND"),       QStringLiteral("NORM"),
        QStringLiteral("DIS2D"),       QStringLiteral("DIS3D"),    QStringLiteral("ADC"),
        QStringLiteral("DENSITY MAP"), QStringLiteral("MPR"),      QStringLiteral("DIFFUSION MAP"),
        QStringLiteral("PHASE MAP"),   QStringLiteral("T1 MAP"),   QStringLiteral("T2 MAP"),
        QStringLiteral("OTHER"),       QStringLiteral("DIFFUSION")};
    return known.contains(value);
}

bool isStandardCode(const QString& scheme, const QString& value) {
    if (scheme == u"DCM")
        return matches(value, "1[12]\\d{4}|[A-Z]{2,8}");
    if (scheme == u"SCT")
        return matches(value, "\\d{6,9}") && hasSnomedCheckDigit(value);
    if (scheme == u"SRT" || scheme == u"SNM3" || scheme == u"99SDM")
        return matches(value, "[A-Z]-[0-9A-F]{4,6}");
    if (scheme == u"UCUM")
        return matches(value, "[A-Za-z0-9%/.*^{}\\[\\]'-]{1,16}") && !matches(value, ".*\\d{3}.*");
    if (scheme == u"LN")
        return matches(value, "\\d{3,5}-\\d");
    if (scheme == u"FMA")
        return matches(value, "\\d{2,6}");
    if (scheme == u"RADLEX")
        return matches(value, "RID\\d{1,6}");
    if (scheme == u"NCIt" || scheme == u"UMLS")
        return matches(value, "C\\d{3,7}");
    return false;
}

} // namespace casebook::dicom
