// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/EncodingName.h"

#include <QStringList>

#include <array>

namespace casebook::dicom {

QString encodingName(const QString& uid) {
    static const QLatin1StringView root("1.2.840.10008.1.2.");
    // Beginnings, the longer before the shorter (DICOM PS3.6 table A-1).
    static constexpr std::array<std::pair<const char*, const char*>, 14> names{{
        {"4.100", "MPEG-2 video"},
        {"4.101", "MPEG-2 video"},
        {"4.102", "MPEG-4 video (H.264)"},
        {"4.103", "MPEG-4 video (H.264)"},
        {"4.104", "MPEG-4 video (H.264)"},
        {"4.105", "MPEG-4 video (H.264)"},
        {"4.106", "MPEG-4 video (H.264)"},
        {"4.107", "HEVC video (H.265)"},
        {"4.108", "HEVC video (H.265)"},
        {"4.11", "JPEG XL"},
        {"4.94", "JPIP"},
        {"4.95", "JPIP"},
        {"4.204", "JPIP"},
        {"7.", "SMPTE ST 2110 video"},
    }};
    if (!uid.startsWith(root))
        return {};
    const QString rest = uid.sliced(root.size());
    for (const auto& [beginning, name] : names) {
        if (rest.startsWith(QLatin1StringView(beginning)))
            return QString::fromLatin1(name);
    }
    return rest.startsWith(QLatin1StringView("4.")) ? QStringLiteral("JPEG (1.2.840.10008.1.2.%1)").arg(rest)
                                                    : QString();
}

} // namespace casebook::dicom
