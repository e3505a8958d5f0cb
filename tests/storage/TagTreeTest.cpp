// SPDX-License-Identifier: GPL-3.0-or-later
//
// The attributes of a file against pydicom: path, VR, count and value of each, private and nested ones and other
// character sets included. What hides, what differs, what a lying worker may not say.
#include "storage/dicom/Reader.h"
#include "storage/dicom/TagTree.h"
#include "tests/support/TestData.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QDirIterator>
#include <QHash>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// path -> [VR, VM, kind ("text", "number", "hex", "sq"), value, length] as pydicom reads the file.
const QString oracle = QStringLiteral(R"(
import json, sys, pydicom
from pydicom.dataelem import RawDataElement
from pydicom.multival import MultiValue
out = {}
CHARSET = {'PN', 'LO', 'LT', 'SH', 'ST', 'UC', 'UT'}
PLAIN = {'AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR'}
NUMBER = {'US', 'SS', 'UL', 'SL', 'UV', 'SV', 'FL', 'FD'}
def walk(ds, path):
    for tag in list(ds._dict.keys()):
        p = (path + '/' if path else '') + f'{tag.group:04X}{tag.element:04X}'
        raw = ds._dict[tag]
        held = raw.value if isinstance(raw, RawDataElement) and isinstance(raw.value, bytes) else None
        e = ds[tag]
        vr = str(getattr(e.VR, 'value', e.VR))  # ambiguous ones are members of an enum
        if vr == 'SQ':
            out[p] = ['SQ', len(e.value), 'sq', '', -2]
            for i, item in enumerate(e.value):
                walk(item, f'{p}[{i + 1}]')
            continue
        if tag == 0x7FE00010 or e.value is None:
            out[p] = [vr, -1, 'none', '', -2]
            continue
        length = len(held) if held is not None else -2
        if vr in CHARSET or vr in PLAIN:
            if vr in PLAIN and held is not None:
                text = held.decode('latin1')
            elif isinstance(e.value, (MultiValue, list, tuple)):
                text = '\\'.join(str(v) for v in e.value)
            else:
                text = str(e.value)
            out[p] = [vr, -1 if vr in ('LT', 'ST', 'UT', 'UR') else e.VM, 'text', text, length]
        elif vr in NUMBER:
            v = e.value if isinstance(e.value, (MultiValue, list, tuple)) else [e.value]
            out[p] = [vr, e.VM, 'number', '\\'.join(repr(float(x)) for x in v), length]
        elif vr == 'AT':
            v = e.value if isinstance(e.value, (MultiValue, list, tuple)) else [e.value]
            out[p] = [vr, e.VM, 'text', '\\'.join(f'({int(x) >> 16:04X},{int(x) & 65535:04X})' for x in v), length]
        elif isinstance(e.value, bytes):
            out[p] = [vr, 1 if e.value else 0, 'hex', e.value.hex(), len(e.value)]
        else:
            out[p] = [vr, -1, 'none', '', -2]
ds = pydicom.dcmread(sys.argv[1], force=True)
if hasattr(ds, 'file_meta'):
    walk(ds.file_meta, '')
walk(ds, '')
print(json.dumps(out))
)");

QString trimmed(QString text) {
    text = text.normalized(QString::NormalizationForm_C);
    while (!text.isEmpty() && (text.back().isSpace() || text.back() == QChar(u'\0')))
        text.chop(1);
    return text;
}

/// Components of a person's name may be padded.
QString nameParts(const QString& text) {
    QStringList values;
    for (const QString& value : text.split(u'\\')) {
        QString one = trimmed(value);
        while (one.endsWith(u'=') || one.endsWith(u'^'))
            one.chop(1);
        values.append(one);
    }
    return values.join(u'\\');
}

bool sameNumbers(const QString& ours, const QString& theirs) {
    const QStringList a = ours.split(u'\\'), b = theirs.split(u'\\');
    for (qsizetype i = 0; i < a.size() && i < b.size(); ++i)
        if (const double x = a[i].toDouble(), y = b[i].toDouble();
            std::abs(x - y) > 1e-6 * std::max(1.0, std::abs(y)))
            return false;
    return a.size() == b.size() || a.size() == 128;
}

/// What pydicom and we say of one place; empty: the same.
QString difference(const TagRow& row, const QJsonArray& theirs) {
    const QString vr = theirs[0].toString(), kind = theirs[2].toString(), value = theirs[3].toString();
    // Where an implicit VR is a matter of other elements or of another private dictionary, both are right.
    const QString own = QString::fromLatin1(row.vr);
    if (own != vr && !(vr.contains(QStringLiteral(" or ")) || (vr.startsWith(u'O') && own.startsWith(u'O')) ||
                       own == u"UN" || vr == u"UN" || (vr == u"US" && own == u"SS") ||
                       (vr == u"SS" && own == u"US") || row.tag >> 16U == 0x60FF))
        return QStringLiteral("VR %1, not %2").arg(own, vr);
    if (own != vr)
        return {};
    if (const int vm = theirs[1].toInt(); vm >= 0 && vm != row.vm && kind != u"none")
        return QStringLiteral("VM %1, not %2").arg(row.vm).arg(vm);
    if (const int length = theirs[4].toInt();
        length >= 0 && row.length >= 0 && row.length != length && row.length != length + length % 2)
        return QStringLiteral("length %1, not %2").arg(row.length).arg(length);
    if (kind == u"text") {
        const bool name = own == u"PN";
        const QString a = name ? nameParts(row.value) : trimmed(row.value);
        const QString b = name ? nameParts(value) : trimmed(value);
        if (row.cut ? !b.startsWith(a) : a != b)
            return QStringLiteral("'%1', not '%2'").arg(a.left(60), b.left(60));
    }
    if (kind == u"number" && !sameNumbers(row.value, value))
        return QStringLiteral("%1, not %2").arg(row.value.left(60), value.left(60));
    if (kind == u"hex" && (row.cut ? !value.startsWith(row.value) : row.value != value))
        return QStringLiteral("%1, not %2").arg(row.value.left(60), value.left(60));
    return {};
}

QHash<QByteArray, TagRow> byPath(const TagTree& tree) {
    QHash<QByteArray, TagRow> out;
    for (const TagRow& row : tree.rows)
        if (row.item == 0)
            out.insert(row.path, row);
    return out;
}

QStringList compare(const QString& path, int& compared) {
    const QByteArray file = test::readFile(path);
    const auto tree = readTags(bytesOf(file));
    if (!tree)
        return {QString::fromLatin1(tree.error().code)};
    const QJsonObject theirs = QJsonDocument::fromJson(runPython(oracle, {path})).object();
    if (theirs.isEmpty())
        return {QStringLiteral("pydicom reads nothing")};
    const auto ours = byPath(*tree);
    QStringList out;
    for (auto it = theirs.begin(); it != theirs.end(); ++it) {
        const auto row = ours.constFind(it.key().toLatin1());
        if (row == ours.cend()) {
            out.append(it.key() + QStringLiteral(" is missing"));
            continue;
        }
        ++compared;
        if (const QString words = difference(*row, it.value().toArray()); !words.isEmpty())
            out.append(it.key() + u' ' + words);
    }
    for (auto it = ours.begin(); it != ours.end(); ++it)
        if (!theirs.contains(QString::fromLatin1(it.key())))
            out.append(QString::fromLatin1(it.key()) + QStringLiteral(" is not there for pydicom"));
    out.sort();
    return out;
}

/// A file with two creators in one group, a nested item in another character set, long, binary and tag values.
const QString writer = QStringLiteral(R"(
import sys
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian
def made(path, name, extra):
    d = Dataset()
    d.SpecificCharacterSet = 'GB18030'
    d.SOPClassUID, d.SOPInstanceUID = '1.2.840.10008.5.1.4.1.1.2', '2.25.5.' + extra
    d.StudyInstanceUID, d.SeriesInstanceUID = '2.25.5', '2.25.51'
    d.Modality, d.PatientName, d.PatientID = 'CT', name, 'ID-77'
    d.PatientBirthDate, d.StudyDate, d.PatientSex, d.PatientAge = '19600203', '20260304', 'F', '066Y'
    d.InstitutionName, d.StudyDescription, d.AccessionNumber = 'Hospital of Somewhere', 'CT chest', 'ACC-1'
    d.ImageComments = 'x' * 3000 + extra
    d.Rows, d.Columns = 4, 4
    d.FrameIncrementPointer = [0x00180020, 0x00280030]
    d.WindowCenter = ['40', '-600.5']
    item = Dataset()
    item.SpecificCharacterSet = 'ISO_IR 144'
    item.ReferencedSOPInstanceUID = '2.25.9'
    item.add_new(0x00081155 + 0x10, 'UI', '2.25.10') if False else None
    inner = Dataset()
    inner.CodeMeaning = 'Люкceмбypг'
    item.PurposeOfReferenceCodeSequence = Sequence([inner])
    d.ReferencedImageSequence = Sequence([item, Dataset()])
    one = d.private_block(0x0099, 'CASEBOOK ONE', create=True)
    two = d.private_block(0x0099, 'CASEBOOK TWO', create=True)
    one.add_new(0x01, 'LO', 'first ' + name)
    two.add_new(0x01, 'UN', b'\x00\x01\x02' + bytes(range(100)))
    two.add_new(0x02, 'FD', [1.5, -2.25])
    if extra == '2':
        d.KVP = '120'
    else:
        d.XRayTubeCurrent = '200'
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    d.is_little_endian, d.is_implicit_VR = True, False
    d.save_as(path, write_like_original=False)
made(sys.argv[1], '张^三', '1')
made(sys.argv[2], '李^四', '2')
print('done')
)");

} // namespace

class TagTreeTest : public QObject {
    Q_OBJECT
    QTemporaryDir dir_;
    QString one_, two_;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(initialise().has_value());
        one_ = dir_.filePath(QStringLiteral("one.dcm"));
        two_ = dir_.filePath(QStringLiteral("two.dcm"));
        QVERIFY(runPython(writer, {one_, two_}).startsWith("done"));
    }

    void ownFileAsPydicomReadsIt() {
        int compared = 0;
        QCOMPARE(compare(one_, compared), QStringList());
        QVERIFY(compared >= 30);
    }

    void publicFilesAsPydicomReadsThem_data() {
        QTest::addColumn<QString>("path");
        if (dataFolder().isEmpty())
            return;
        const auto add = [](const char* set, const char* pattern, int most) {
            QDirIterator it(ctPath(QString::fromLatin1(set), {}), {QString::fromLatin1(pattern)}, QDir::Files,
                            QDirIterator::Subdirectories);
            QStringList files;
            while (it.hasNext())
                files.append(it.next());
            files.sort();
            // pydicom leaves the escapes of ISO 2022 IR 58 in the text; CharsetTest has that file.
            files.removeIf([](const QString& file) { return file.endsWith(u"chrGB2312.dcm"); });
            for (const QString& file : files.mid(0, most))
                QTest::newRow(qPrintable(file.section(u'/', -2))) << file;
        };
        add("30-charset", "*.dcm", 40);
        add("44-derived-other", "*.dcm", 20);
        add("02-chest-lidc-0001-originals", "*.dcm", 2);
        add("40-seg-dcmqi", "*.dcm", 3);
        add("41-seg-highdicom", "*.dcm", 3);
        add("42-rtstruct-lctsc", "*.dcm", 2);
        add("14-enhanced-multiframe", "*.dcm", 2);
        add("11-geometry-ge-tilt-two-thicknesses", "*.dcm", 2);
    }

    void publicFilesAsPydicomReadsThem() {
        CASEBOOK_NEED_DATA();
        QFETCH(QString, path);
        int compared = 0;
        const QStringList found = compare(path, compared);
        QVERIFY2(found.isEmpty(), qPrintable(found.mid(0, 8).join(u'\n')));
        QVERIFY(compared > 5);
    }

    void creatorsAndCuts() {
        const auto rows = byPath(*readTags(bytesOf(test::readFile(one_))));
        QCOMPARE(rows["00991001"].creator, QStringLiteral("CASEBOOK ONE"));
        QCOMPARE(rows["00991101"].creator, QStringLiteral("CASEBOOK TWO"));
        QCOMPARE(rows["00991101"].value.size(), 2 * mostTagBytes);
        QVERIFY(rows["00991101"].cut && rows["00991101"].binary && rows["00991101"].digest.size() == 8);
        QCOMPARE(rows["00204000"].value.size(), 512); // as far as the decoder goes
        QVERIFY(rows["00204000"].cut);
        QCOMPARE(rows["00204000"].length, 3002);
        QCOMPARE(rows["00080016"].meaning, QStringLiteral("CTImageStorage"));
        QCOMPARE(rows["00100010"].keyword, QStringLiteral("PatientName"));
        QCOMPARE(wordsOfKeyword(QStringLiteral("PatientBirthDate")), QStringLiteral("Patient Birth Date"));
    }

    void whatSaysWhoItIsIsHidden() {
        auto tree = readTags(bytesOf(test::readFile(one_)));
        hideIdentity(*tree);
        const auto rows = byPath(*tree);
        for (const char* path : {"00100010", "00100020", "00100030", "00080080", "00080050", "00204000",
                                 "00991001", "00991101", "00991102"}) {
            QVERIFY2(rows[path].hidden, path);
            QVERIFY2(rows[path].value.isEmpty() && rows[path].digest.isEmpty() &&
                         rows[path].meaning.isEmpty(),
                     path);
            QVERIFY2(rows[path].length > 0, path);
        }
        for (const char* path : {"00080060", "0020000D", "00080020", "00081030", "00100040", "00281050",
                                 "00280010", "00990010", "00020010", "00081140[1]/00081155"})
            QVERIFY2(!rows[path].hidden && !rows[path].value.isEmpty(), path);
        for (const TagRow& row : tree->rows)
            for (const char* secret : {"张", "ID-77", "19600203", "Somewhere", "ACC-1"})
                QVERIFY(!row.value.contains(QString::fromUtf8(secret)) &&
                        !row.meaning.contains(QString::fromUtf8(secret)));
    }

    void onlyWhatDiffers() {
        const auto left = readTags(bytesOf(test::readFile(one_))),
                   right = readTags(bytesOf(test::readFile(two_)));
        QStringList found;
        for (const TagDifference& one : differences(*left, *right))
            found.append(QString::fromLatin1((one.inLeft ? one.left : one.right).path) +
                         (one.inLeft && one.inRight ? QString()
                          : one.inLeft              ? QStringLiteral(" left")
                                                    : QStringLiteral(" right")));
        found.removeIf([](const QString& path) { return path.startsWith(u"0002"); });
        QCOMPARE(found, QStringList({QStringLiteral("00080018"), QStringLiteral("00100010"),
                                     QStringLiteral("00180060 right"), QStringLiteral("00181151 left"),
                                     QStringLiteral("00204000"), QStringLiteral("00991001")}));
        QVERIFY(differences(*left, *left).isEmpty());
    }

    void throughTheWire() {
        const auto tree = readTags(bytesOf(test::readFile(one_)));
        const QByteArray packed = wire::packTags(*tree);
        const auto back = wire::unpackTags(bytesOf(packed));
        QVERIFY(back.has_value());
        QVERIFY(*back == *tree);
        for (qsizetype cut : {qsizetype(0), qsizetype(1), packed.size() / 2, packed.size() - 1})
            QVERIFY(!wire::unpackTags(bytesOf(packed.first(cut))).has_value());
    }

    // More items than rows are shown: the list is cut, and still taken.
    void manyEmptyItems() {
        const auto number = [](quint32 value, int bytes) {
            QByteArray out;
            for (int n = 0; n < bytes; ++n)
                out += char(value >> (8 * n));
            return out;
        };
        const QByteArray item = number(0xE000FFFE, 4) + number(0, 4);
        const QByteArray file = number(0x00160008, 4) + "UI" + number(26, 2) + "1.2.840.10008.5.1.4.1.1.2" +
                                QByteArray(1, '\0') + number(0x11400008, 4) + "SQ" + number(0, 2) +
                                number(0xFFFFFFFF, 4) + item.repeated(mostTagRows + 10) +
                                number(0xE0DDFFFE, 4) + number(0, 4);
        const auto tree = readTags(bytesOf(file));
        QVERIFY(tree.has_value());
        QVERIFY(tree->cutRows);
        QVERIFY(tree->rows.size() <= mostTagRows + 1);
        QVERIFY(wire::unpackTags(bytesOf(wire::packTags(*tree))).has_value());
    }

    void liesAreRefused_data() {
        QTest::addColumn<int>("field");
        QTest::addColumn<qint64>("value");
        QTest::newRow("below the ground") << 0 << qint64(-1);
        QTest::newRow("two steps at once") << 0 << qint64(2);
        QTest::newRow("deeper than anything") << 0 << qint64(5000);
        QTest::newRow("no tag") << 1 << qint64(-1);
        QTest::newRow("a tag of 33 bits") << 1 << (qint64(1) << 33);
        QTest::newRow("item below 0") << 2 << qint64(-1);
        QTest::newRow("count below 0") << 7 << qint64(-5);
        QTest::newRow("length below undefined") << 8 << qint64(-2);
    }

    void liesAreRefused() {
        QFETCH(int, field);
        QFETCH(qint64, value);
        TagTree tree;
        tree.rows.append(TagRow{});
        QCborMap map = QCborValue::fromCbor(wire::packTags(tree)).toMap();
        QVERIFY(wire::unpackTags(bytesOf(map.toCborValue().toCbor())).has_value());
        QCborArray row = map[QLatin1StringView("rows")].toArray()[0].toArray();
        row[field] = value;
        map[QLatin1StringView("rows")] = QCborArray{row};
        QVERIFY(!wire::unpackTags(bytesOf(map.toCborValue().toCbor())).has_value());
        // Nor a number that is not whole, or that no whole number holds.
        row[field] = QList<double>{0.5, 1e300, std::nan("")}.at(field % 3);
        map[QLatin1StringView("rows")] = QCborArray{row};
        QVERIFY(!wire::unpackTags(bytesOf(map.toCborValue().toCbor())).has_value());
    }
};

QTEST_GUILESS_MAIN(TagTreeTest)
#include "TagTreeTest.moc"
