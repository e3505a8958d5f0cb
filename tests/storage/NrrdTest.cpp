// SPDX-License-Identifier: GPL-3.0-or-later
// NRRD and MetaImage label maps against truth.json and against files made here.
#include "storage/dicom/LabelMapReader.h"
#include "tests/support/TestData.h"

#include <QTest>

#include <map>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// A raw NRRD of 2 x 3 x 2 bytes with one field replaced or added.
QByteArray nrrd(const QByteArray& key = {}, const QByteArray& value = {}) {
    QList<QPair<QByteArray, QByteArray>> fields{{"type", "uchar"},
                                                {"dimension", "3"},
                                                {"space", "left-posterior-superior"},
                                                {"sizes", "2 3 2"},
                                                {"space directions", "(1,0,0) (0,2,0) (0,0,3)"},
                                                {"encoding", "raw"},
                                                {"space origin", "(10,20,30)"}};
    bool found = false;
    for (auto& field : fields) {
        if (field.first == key) {
            field.second = value;
            found = true;
        }
    }
    if (!found && !key.isEmpty())
        fields.append({key, value});
    QByteArray out = "NRRD0004\n";
    for (const auto& field : std::as_const(fields)) {
        if (!field.second.isEmpty())
            out += field.first + ": " + field.second + "\n";
    }
    return out + "\n" + QByteArray("\0\1\1\2\0\0\2\2\2\0\0\1", 12);
}

QByteArray codeOf(const QByteArray& file) {
    const auto volume = readLabelVolume(bytesOf(file));
    return volume ? QByteArray("read") : volume.error().code;
}

} // namespace

class NrrdTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void realFiles_data();
    void realFiles();
    void spaces();
    void refused_data();
    void refused();
    void segmentNames();
    void metaImage();
    void damaged();
};

void NrrdTest::realFiles_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("truth");
    for (const char* set : {"04-chest-cip-64", "06-chest-pair-elastix", "40-seg-dcmqi"}) {
        for (const auto& entry : ctFiles(QString::fromLatin1(set))) {
            const QJsonObject file = entry.toObject();
            if (file.contains(QLatin1StringView("volume")))
                QTest::newRow(qPrintable(QString::fromLatin1(set) + QLatin1Char('/') +
                                         file.value(QLatin1StringView("path")).toString()))
                    << ctPath(QString::fromLatin1(set), file.value(QLatin1StringView("path")).toString())
                    << file.value(QLatin1StringView("volume")).toObject();
        }
    }
}

void NrrdTest::realFiles() {
    QFETCH(QString, path);
    QFETCH(QJsonObject, truth);
    const QJsonObject header = truth.value(QLatin1StringView("header")).toObject();
    const auto volume = readLabelVolume(bytesOf(readFile(path)));
    if (path.endsWith(QLatin1StringView(".nrrd")) && !header.contains(QLatin1StringView("space"))) {
        QVERIFY(!volume); // nobody knows where these lie
        QCOMPARE(volume.error().code, QByteArray("bad-geometry"));
        return;
    }
    QVERIFY2(volume, volume ? "" : volume.error().code.constData());
    QCOMPARE(QString::fromLatin1(volume->storedHash.toHex()),
             truth.value(QLatin1StringView("sha256_stored")).toString());
    const QString sizes =
        header.value(QLatin1StringView(path.endsWith(QLatin1StringView(".nrrd")) ? "sizes" : "DimSize"))
            .toString();
    QCOMPARE(
        QStringLiteral("%1 %2 %3").arg(volume->grid.columns).arg(volume->grid.rows).arg(volume->grid.slices),
        sizes);
    if (!truth.contains(QLatin1StringView("label_counts")))
        return;
    std::map<int, qint64> counts;
    for (const std::int32_t v : volume->values)
        ++counts[v];
    const QJsonObject expected = truth.value(QLatin1StringView("label_counts")).toObject();
    QCOMPARE(qsizetype(counts.size()), expected.size());
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QCOMPARE(counts[it.key().toInt()], it.value().toInteger());
}

void NrrdTest::spaces() {
    const auto place = [](const QByteArray& space) {
        const auto volume = readLabelVolume(bytesOf(nrrd("space", space)));
        return volume ? volume->grid.toWorld({1, 1, 1}) : WorldPoint(0, 0, 0);
    };
    QCOMPARE(place("left-posterior-superior"), WorldPoint(11, 22, 33));
    QCOMPARE(place("LPS"), WorldPoint(11, 22, 33));
    QCOMPARE(place("right-anterior-superior"), WorldPoint(-11, -22, 33));
    QCOMPARE(place("RAS"), WorldPoint(-11, -22, 33));
    QCOMPARE(place("left-anterior-superior"), WorldPoint(11, -22, 33));
}

void NrrdTest::refused_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("as it is") << QByteArray() << QByteArray() << QByteArray("read");
    QTest::newRow("no space") << QByteArray("space") << QByteArray() << QByteArray("bad-geometry");
    QTest::newRow("scanner space") << QByteArray("space") << QByteArray("scanner-xyz")
                                   << QByteArray("bad-geometry");
    QTest::newRow("no directions") << QByteArray("space directions") << QByteArray()
                                   << QByteArray("bad-geometry");
    QTest::newRow("skewed in the plane")
        << QByteArray("space directions") << QByteArray("(1,0.5,0) (0,2,0) (0,0,3)")
        << QByteArray("bad-geometry");
    QTest::newRow("flat") << QByteArray("space directions") << QByteArray("(1,0,0) (0,2,0) (1,0,0)")
                          << QByteArray("bad-geometry");
    QTest::newRow("other file") << QByteArray("data file") << QByteArray("/etc/passwd")
                                << QByteArray("unsupported-object");
    QTest::newRow("other file, old key")
        << QByteArray("datafile") << QByteArray("x.raw") << QByteArray("unsupported-object");
    QTest::newRow("four dimensions") << QByteArray("dimension") << QByteArray("4")
                                     << QByteArray("unsupported-object");
    QTest::newRow("two layers") << QByteArray("sizes") << QByteArray("2 2 2 2") << QByteArray("bad-geometry");
    QTest::newRow("text") << QByteArray("encoding") << QByteArray("ascii")
                          << QByteArray("unsupported-object");
    QTest::newRow("no gzip") << QByteArray("encoding") << QByteArray("gzip") << QByteArray("malformed");
    QTest::newRow("larger than it is")
        << QByteArray("sizes") << QByteArray("2 3 3") << QByteArray("truncated");
    QTest::newRow("far larger") << QByteArray("sizes") << QByteArray("60000 60000 60000")
                                << QByteArray("too-large");
    QTest::newRow("negative") << QByteArray("sizes") << QByteArray("-2 3 2") << QByteArray("bad-geometry");
}

void NrrdTest::refused() {
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, code);
    QCOMPARE(codeOf(nrrd(key, value)), code);
}

/// Names and colours as 3D Slicer writes them; a value without one keeps its number.
void NrrdTest::segmentNames() {
    QByteArray file = nrrd();
    const QByteArray end = "space origin: (10,20,30)\n";
    QVERIFY(file.contains(end));
    const QByteArray names = "Segment0_ID:=S1\nSegment0_Name:=气道 airway\nSegment0_LabelValue:=2\n"
                             "Segment0_Color:=0 0.6 1\nSegment1_Name:=none\nSegment1_LabelValue:=x\n";
    file.insert(file.indexOf(end) + end.size(), names);
    const auto labels = readLabels(bytesOf(file));
    QVERIFY(labels);
    QCOMPARE(labels->segments.size(), std::size_t(2));
    QCOMPARE(labels->segments[0].label, QStringLiteral("Label 1"));
    QVERIFY(!labels->segments[0].hasColor);
    QCOMPARE(labels->segments[1].label, QStringLiteral("气道 airway"));
    QVERIFY(labels->segments[1].hasColor);
    QCOMPARE(labels->segments[1].color, (std::array<std::uint8_t, 3>{0, 153, 255}));
}

void NrrdTest::metaImage() {
    const QByteArray head =
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = True\nCompressedData = "
        "False\n"
        "TransformMatrix = 0 1 0 -1 0 0 0 0 1\nOffset = 5 6 7\nElementSpacing = 2 3 4\nDimSize = 2 1 1\n"
        "ElementType = MET_SHORT\nElementDataFile = ";
    const auto volume = readLabelVolume(bytesOf(head + "LOCAL\n" + QByteArray("\x01\x02\x00\x05", 4)));
    QVERIFY(volume);
    QCOMPARE(volume->values, (std::vector<std::int32_t>{0x102, 5}));
    // Axis 0 runs along y, axis 1 along -x.
    QCOMPARE(volume->grid.toWorld({1, 1, 1}), WorldPoint(5 - 3, 6 + 2, 7 + 4));
    QCOMPARE(codeOf(head + "other.raw\n"), QByteArray("unsupported-object"));
    QCOMPARE(codeOf(head + "LOCAL\n" + QByteArray("\x01\x02\x00", 3)), QByteArray("truncated"));
}

void NrrdTest::damaged() {
    const QByteArray whole = nrrd();
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY(codeOf(whole.first(length)) != "read");
    std::uint32_t seed = 3;
    for (int n = 0; n < 5000; ++n) {
        QByteArray flipped = whole;
        for (int k = 0; k < 2; ++k) {
            seed = seed * 1664525U + 1013904223U;
            flipped[qsizetype(seed >> 8) % flipped.size()] = char(seed >> 3);
        }
        if (const auto volume = readLabelVolume(bytesOf(flipped)))
            QCOMPARE(volume->values.size(), std::size_t(volume->grid.columns) *
                                                std::size_t(volume->grid.rows) *
                                                std::size_t(volume->grid.slices));
    }
}

QTEST_GUILESS_MAIN(NrrdTest)
#include "NrrdTest.moc"
