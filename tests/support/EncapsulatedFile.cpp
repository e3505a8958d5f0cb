// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/EncapsulatedFile.h"

#include <QtEndian>

namespace casebook::test {

namespace {

template <class T>
QByteArray little(T value) {
    QByteArray out(qsizetype(sizeof(T)), '\0');
    qToLittleEndian(value, out.data());
    return out;
}

QByteArray tag(quint16 group, quint16 element) { return little(group) + little(element); }

/// Explicit VR, little-endian (DICOM PS3.5 7.1.2).
QByteArray element(quint16 group, quint16 number, const char* vr, QByteArray value) {
    const QByteArray kind(vr);
    if (value.size() % 2 != 0)
        value += kind == "UI" ? '\0' : ' ';
    if (kind == "OB" || kind == "OV")
        return tag(group, number) + kind + little(quint16(0)) + little(quint32(value.size())) + value;
    return tag(group, number) + kind + little(quint16(value.size())) + value;
}

QByteArray us(quint16 group, quint16 number, int value) {
    return element(group, number, "US", little(quint16(value)));
}

QByteArray item(const QByteArray& value) {
    return tag(0xFFFE, 0xE000) + little(quint32(value.size())) + value;
}

QByteArray even(QByteArray fragment) {
    if (fragment.size() % 2 != 0)
        fragment += '\0';
    return fragment;
}

} // namespace

QByteArray EncapsulatedFile::bytes() const {
    const QByteArray ct = "1.2.840.10008.5.1.4.1.1.2";
    const QByteArray meta =
        element(2, 0x0002, "UI", ct) + element(2, 0x0003, "UI", instance) + element(2, 0x0010, "UI", syntax);
    QByteArray out =
        QByteArray(128, '\0') + "DICM" + element(2, 0, "UL", little(quint32(meta.size()))) + meta;
    out += element(8, 0x0016, "UI", ct) + element(8, 0x0018, "UI", instance) +
           element(8, 0x0020, "DA", "20260101") + element(8, 0x0060, "CS", "CT");
    out += element(0x10, 0x0010, "PN", "A^B") + element(0x10, 0x0020, "LO", "1");
    out += element(0x18, 0x0050, "DS", "1");
    out += element(0x20, 0x000D, "UI", "1.2.3") + element(0x20, 0x000E, "UI", "1.2.3.5") +
           element(0x20, 0x0032, "DS", "0\\0\\" + QByteArray::number(z_mm)) +
           element(0x20, 0x0037, "DS", "1\\0\\0\\0\\1\\0") + element(0x20, 0x0052, "UI", "1.2.3.6");
    out += us(0x28, 0x0002, samples) + element(0x28, 0x0004, "CS", photometric);
    if (samples > 1)
        out += us(0x28, 0x0006, 0);
    if (frames.size() > 1)
        out += element(0x28, 0x0008, "IS", QByteArray::number(frames.size()));
    out += us(0x28, 0x0010, rows) + us(0x28, 0x0011, columns) + element(0x28, 0x0030, "DS", "1\\1") +
           us(0x28, 0x0100, allocated) + us(0x28, 0x0101, stored) + us(0x28, 0x0102, high) +
           us(0x28, 0x0103, isSigned ? 1 : 0);
    if (!intercept.isEmpty())
        out += element(0x28, 0x1052, "DS", intercept);
    if (!slope.isEmpty())
        out += element(0x28, 0x1053, "DS", slope);

    QByteArray basic, offsets, lengths, fragments;
    for (const QList<QByteArray>& frame : frames) {
        const qsizetype start = fragments.size();
        basic += little(quint32(start));
        offsets += little(quint64(start));
        quint64 length = 0;
        for (const QByteArray& fragment : frame) {
            fragments += item(even(fragment));
            length += quint64(fragment.size());
        }
        lengths += little(length);
    }
    if (table == Table::Extended)
        out += element(0x7FE0, 0x0001, "OV", offsets) + element(0x7FE0, 0x0002, "OV", lengths);
    out += tag(0x7FE0, 0x0010) + "OB" + little(quint16(0)) + little(quint32(0xFFFFFFFF));
    out += item(table == Table::Basic ? basic : QByteArray()) + fragments;
    return out + tag(0xFFFE, 0xE0DD) + little(quint32(0));
}

QList<QByteArray> fragmentsOf(const QByteArray& stream, int count) {
    QList<QByteArray> out;
    const qsizetype step = (stream.size() / count + 2) / 2 * 2;
    for (qsizetype at = 0; at < stream.size(); at += step)
        out << stream.mid(at, step);
    return out;
}

} // namespace casebook::test
