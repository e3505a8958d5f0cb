// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/DirectoryReader.h"

#include "storage/dicom/Dataset.h"

#include <algorithm>

namespace casebook::dicom {
namespace {

constexpr qsizetype kMostPaths = 500'000;
constexpr qsizetype kLongestPath = 1024;

bool isHarmless(const QString& path) {
    const QStringList parts = path.split(u'/');
    return path.size() <= kLongestPath && std::none_of(parts.begin(), parts.end(), [](const QString& part) {
               return part.isEmpty() || part == QLatin1StringView("..") || part == QLatin1StringView(".") ||
                      part.contains(u'\n') || part.contains(u'\\');
           });
}

} // namespace

Result<QStringList> readDirectory(std::span<const std::byte> file) {
    static const QLatin1StringView dicomDir("1.2.840.10008.1.3.10");
    auto found = load(file, Extent::Whole);
    if (!found)
        return tl::unexpected(found.error());
    const TextDecoder none{QByteArray()};
    const ItemReader in(*found->dataset, none);
    if (found->metaSopClass != dicomDir && !in.has(DCM_DirectoryRecordSequence))
        return fail(ErrorKind::Refused, "unsupported-object");
    QStringList out;
    for (DcmItem* record : in.items(DCM_DirectoryRecordSequence)) {
        const QString path = in.of(*record).list(DCM_ReferencedFileID).join(u'/');
        if (!path.isEmpty() && isHarmless(path) && out.size() < kMostPaths)
            out.append(path);
    }
    return out;
}

QByteArray packPaths(const QStringList& paths) { return paths.join(u'\n').toUtf8(); }

Result<QStringList> unpackPaths(std::span<const std::byte> bytes) {
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
    if (text.isEmpty())
        return QStringList();
    QStringList paths = text.split(u'\n');
    if (paths.size() > kMostPaths || !std::all_of(paths.begin(), paths.end(), isHarmless))
        return fail(ErrorKind::Refused, "wire");
    return paths;
}

} // namespace casebook::dicom
