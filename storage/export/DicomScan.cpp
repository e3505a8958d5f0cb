// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/DicomScan.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace casebook {

namespace {

constexpr quint32 undefinedLength = 0xFFFFFFFFU;

bool isLongVr(const QByteArray& vr) {
    static const QByteArrayList known{"OB", "OW", "OF", "OD", "OL", "OV", "UN",
                                      "UT", "UC", "UR", "SQ", "SV", "UV"};
    return known.contains(vr);
}

bool isText(const QByteArray& vr) {
    static const QByteArrayList known{"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT",
                                      "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"};
    return known.contains(vr);
}

/// Digits in it are a day, a time or a number, whatever else they look like.
bool isNumeric(const QByteArray& vr) {
    static const QByteArrayList known{"DA", "DS", "DT", "IS", "TM"};
    return known.contains(vr);
}

class Scanner {
public:
    Scanner(const QByteArray& file, DicomScan& out) : file_(file), out_(out) {}

    Result<> run() {
        if (file_.size() < 140 || file_.mid(128, 4) != "DICM" || file_.left(128) != QByteArray(128, '\0'))
            return fail(ErrorKind::Refused, "not-dicom");
        return items(132, file_.size(), 0);
    }

private:
    [[nodiscard]] quint32 u16(qint64 at) const { return qFromLittleEndian<quint16>(file_.constData() + at); }
    [[nodiscard]] quint32 u32(qint64 at) const { return qFromLittleEndian<quint32>(file_.constData() + at); }

    Result<> items(qint64 at, qint64 end, int depth) {
        if (depth > 34)
            return fail(ErrorKind::Refused, "too-deep");
        while (at < end) {
            const auto next = element(at, end, depth);
            if (!next)
                return tl::unexpected(next.error());
            at = *next;
        }
        return {};
    }

    /// @return where the next element begins.
    Result<qint64> element(qint64 at, qint64 end, int depth) {
        const auto bad = fail(ErrorKind::Refused, "malformed");
        if (at + 8 > end)
            return bad;
        const quint32 group = u16(at), tag = (group << 16U) | u16(at + 2);
        const QByteArray vr = file_.mid(at + 4, 2);
        const bool isLong = isLongVr(vr);
        const qint64 start = at + (isLong ? 12 : 8);
        if (start > end)
            return bad;
        const quint32 length = isLong ? u32(at + 8) : u16(at + 6);
        if (length == undefinedLength || start + qint64(length) > end)
            return bad;
        if (group % 2 != 0)
            return fail(ErrorKind::Refused, "private-element");
        if ((group & 0xFF00U) == 0x5000U || (group & 0xFF00U) == 0x6000U)
            return fail(ErrorKind::Refused, "overlay-element");
        if (vr == "SQ")
            return sequence(start, start + length, depth).map([&] { return start + qint64(length); });
        if (tag == 0x7FE00010U && depth == 0) {
            out_.pixels = file_.mid(start, length);
            out_.outsidePixels = file_.left(start) + file_.mid(start + length);
            pixelStart_ = start;
        } else if (isText(vr)) {
            text(tag, vr, file_.mid(start, length));
            if (isNumeric(vr))
                numeric_.append({start, length});
        } else if (vr == "US" && length >= 2 && depth == 0) {
            number(tag, int(u16(start)));
        }
        return start + qint64(length);
    }

    Result<> sequence(qint64 at, qint64 end, int depth) {
        while (at < end) {
            if (at + 8 > end || u32(at) != 0xE000FFFEU || at + 8 + qint64(u32(at + 4)) > end)
                return fail(ErrorKind::Refused, "malformed");
            const qint64 length = u32(at + 4);
            if (auto done = items(at + 8, at + 8 + length, depth + 1); !done)
                return done;
            at += 8 + length;
        }
        return {};
    }

    void text(quint32 tag, const QByteArray& vr, QByteArray value) {
        while (value.endsWith('\0') || value.endsWith(' '))
            value.chop(1);
        const QString all = QString::fromUtf8(value);
        for (const QString& part : all.split(u'\\'))
            if (!part.isEmpty())
                out_.values.append({tag, vr, part});
        switch (tag) {
        case 0x00020003U: out_.metaInstance = all; break;
        case 0x00020010U: syntax_ = all; break;
        case 0x00080005U: out_.charset = all; break;
        case 0x00080016U: out_.sopClass = all; break;
        case 0x00080018U: out_.sopInstance = all; break;
        case 0x00081155U: out_.references.append(all); break;
        case 0x00100020U: out_.patientId = all; break;
        case 0x00120062U: out_.identityRemoved = all; break;
        case 0x00200052U: out_.frameOfReference = all; break;
        case 0x00280008U: out_.frames = qMax(1, all.trimmed().toInt()); break;
        default: break;
        }
    }

    void number(quint32 tag, int value) {
        if (tag == 0x00280010U)
            out_.rows = value;
        else if (tag == 0x00280011U)
            out_.columns = value;
        else if (tag == 0x00280100U)
            out_.bitsAllocated = value;
    }

public:
    /// What is left of the bytes outside the pixels.
    void blankNumbers() {
        out_.words = out_.outsidePixels;
        for (const auto& [start, length] : numeric_) {
            const qint64 removed = start > pixelStart_ ? out_.pixels.size() : 0;
            std::fill_n(out_.words.begin() + start - removed, length, '\0');
        }
    }
    QString syntax_;

private:
    const QByteArray& file_;
    DicomScan& out_;
    qint64 pixelStart_ = 0;
    QList<std::pair<qint64, qint64>> numeric_; ///< where their values stand, and how long they are
};

} // namespace

Result<DicomScan> DicomScan::read(const QByteArray& file) {
    DicomScan out;
    Scanner scanner(file, out);
    if (auto done = scanner.run(); !done)
        return tl::unexpected(done.error());
    if (scanner.syntax_ != u"1.2.840.10008.1.2.1")
        return fail(ErrorKind::Refused, "other-syntax");
    if (out.pixels.isEmpty())
        out.outsidePixels = file;
    scanner.blankNumbers();
    return out;
}

} // namespace casebook
