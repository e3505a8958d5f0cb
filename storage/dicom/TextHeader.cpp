// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/TextHeader.h"

#include "storage/dicom/Text.h"

#include <algorithm>

namespace casebook::dicom {
namespace {

constexpr std::size_t kLongestHeader = 1 << 20;

/// Next line without its end; false at the end of what may be looked at.
bool nextLine(std::span<const std::byte> file, std::size_t& at, QByteArray& line) {
    const std::size_t end = std::min(file.size(), kLongestHeader);
    const auto from = file.begin() + std::ptrdiff_t(at);
    const auto found = std::find(from, file.begin() + std::ptrdiff_t(end), std::byte{'\n'});
    if (found == file.begin() + std::ptrdiff_t(end))
        return false;
    line = QByteArray(reinterpret_cast<const char*>(file.data()) + at, found - from);
    if (line.endsWith('\r'))
        line.chop(1);
    at += std::size_t(found - from) + 1;
    return true;
}

void take(const QByteArray& line, char sign, TextHeader& out) {
    const qsizetype cut = line.indexOf(sign);
    if (cut > 0 && !line.startsWith('#'))
        out.fields.insert(line.first(cut).trimmed().toLower(), line.sliced(cut + 1).trimmed());
}

} // namespace

std::optional<TextHeader> nrrdHeader(std::span<const std::byte> file) {
    TextHeader out;
    QByteArray line;
    while (nextLine(file, out.end, line)) {
        if (line.isEmpty())
            return out;
        take(line, ':', out);
    }
    return {};
}

std::optional<TextHeader> metaHeader(std::span<const std::byte> file) {
    TextHeader out;
    QByteArray line;
    while (nextLine(file, out.end, line)) {
        take(line, '=', out);
        if (out.fields.contains("elementdatafile"))
            return out;
    }
    return {};
}

std::vector<double> numbersOf(const QByteArray& text) {
    QByteArray even = text;
    for (const char c : {',', '(', ')', '\t'})
        even.replace(c, ' ');
    std::vector<double> out;
    for (const QByteArray& part : even.split(' ')) {
        if (part.isEmpty())
            continue;
        const auto number = parseDecimal(part);
        if (!number)
            return {};
        out.push_back(*number);
    }
    return out;
}

} // namespace casebook::dicom
