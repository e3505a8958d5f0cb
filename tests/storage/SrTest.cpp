// SPDX-License-Identifier: GPL-3.0-or-later
// Structured reports and presentation states against pydicom: counts and numbers of truth.json, and every
// content item of a tree walked by its own code.
#include "storage/dicom/Reader.h"
#include "storage/dicom/sr/Presentation.h"
#include "storage/dicom/sr/SrReader.h"
#include "storage/worker/WorkerPool.h"
#include "tests/support/TestData.h"

#include <QCborArray>
#include <QCborValue>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace casebook;
using namespace casebook::dicom;
using namespace casebook::test;

namespace {

std::span<const std::byte> bytesOf(const QByteArray& data) {
    return std::as_bytes(std::span(data.constData(), size_t(data.size())));
}

/// Every item as [depth, relationship, type, name, value, numbers], in document order.
const QString walk = QStringLiteral(R"(
import sys, json, pydicom
from pydicom import config
config.settings.reading_validation_mode = config.IGNORE
ds = pydicom.dcmread(sys.argv[1], force=True)
def code(item, key):
    s = item.get(key)
    if not s: return ''
    c = s[0]
    v = c.get('CodeValue') or c.get('LongCodeValue') or c.get('URNCodeValue') or ''
    return '%s|%s|%s' % (v, c.get('CodingSchemeDesignator', ''), c.get('CodeMeaning', ''))
out = []
def visit(item, depth):
    t = str(item.get('ValueType', ''))
    value, numbers = '', []
    if t == 'TEXT': value = str(item.TextValue)
    elif t == 'PNAME': value = str(item.PersonName)
    elif t == 'UIDREF': value = str(item.UID)
    elif t == 'DATE': value = str(item.Date)
    elif t == 'CODE': value = code(item, 'ConceptCodeSequence')
    elif t == 'NUM':
        m = (item.get('MeasuredValueSequence') or [None])[0]
        if m is not None:
            value = str(m.NumericValue) + ' ' + code(m, 'MeasurementUnitsCodeSequence')
            numbers = [float(m.NumericValue)]
    elif t in ('SCOORD', 'SCOORD3D'):
        value = str(item.GraphicType)
        g = item.GraphicData
        numbers = [float(v) for v in (g if hasattr(g, '__iter__') else [g])]
    if t in ('IMAGE', 'COMPOSITE', 'WAVEFORM'):
        r = item.ReferencedSOPSequence[0]
        f = r.get('ReferencedFrameNumber')
        value = str(r.ReferencedSOPInstanceUID)
        numbers = [] if f is None else [float(v) for v in (f if hasattr(f, '__iter__') else [f])]
    target = item.get('ReferencedContentItemIdentifier')
    if target is not None: numbers = [float(v) for v in (target if hasattr(target, '__iter__') else [target])]
    out.append([depth, str(item.get('RelationshipType', '')) if depth else '', t,
                code(item, 'ConceptNameCodeSequence'), value, numbers])
    for child in item.get('ContentSequence', []): visit(child, depth + 1)
visit(ds, 0)
print(json.dumps(out))
)");

QString words(const SrCode& code) {
    return code.isEmpty()
               ? QString()
               : QStringLiteral("%1|%2|%3")
                     .arg(QString::fromLatin1(code.value), QString::fromLatin1(code.scheme), code.meaning);
}

QString valueOf(const SrNode& n) {
    if (n.type == "CODE")
        return words(n.code);
    if (n.type == "NUM")
        return n.number ? n.numberText + u' ' + words(n.unit) : QString();
    if (n.type == "SCOORD" || n.type == "SCOORD3D")
        return QString::fromLatin1(n.graphic);
    if (!n.references.empty())
        return n.references.front().sopInstance;
    return n.type == "TIME" || n.type == "DATETIME" ? QString() : n.text;
}

std::vector<double> numbersOf(const SrNode& n) {
    if (!n.target.empty())
        return {n.target.begin(), n.target.end()};
    if (n.type == "NUM")
        return n.number ? std::vector<double>{*n.number} : std::vector<double>();
    if (!n.references.empty())
        return {n.references.front().frames.begin(), n.references.front().frames.end()};
    return n.type == "TCOORD" ? std::vector<double>() : n.points;
}

/// Line ends and the blanks around a value are padding in DICOM.
QString plain(QString text) { return text.remove(u'\r').remove(u'\n').trimmed(); }

} // namespace

class SrTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(initialise()); }
    void counts_data();
    void counts();
    void sameTreeAsPydicom_data() { counts_data(); }
    void sameTreeAsPydicom();
    void made();
    void throughTheWorker();
    void lies_data();
    void lies();
    void presentation();
    void refusals();
    void lettersWhereNoneBelong();
};

void SrTest::counts_data() {
    CASEBOOK_NEED_DATA();
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("truth");
    for (const char* set : {"41-seg-highdicom", "44-derived-other"})
        for (const auto& entry : ctFiles(QString::fromLatin1(set))) {
            const QJsonObject file = entry.toObject();
            const QString name = file[QLatin1StringView("path")].toString();
            if (file.contains(QLatin1StringView("sr")))
                QTest::addRow("%s", qPrintable(name))
                    << ctPath(QString::fromLatin1(set), name) << file[QLatin1StringView("sr")].toObject();
        }
}

void SrTest::counts() {
    QFETCH(QString, path);
    QFETCH(QJsonObject, truth);
    const QByteArray file = readFile(path);
    const auto report = readReport(bytesOf(file));
    QVERIFY2(report, report ? "" : report.error().code.constData());
    QCOMPARE(report->nodes.front().name.meaning, truth[QLatin1StringView("title")].toString());
    QCOMPARE(int(report->nodes.size()) - 1, truth[QLatin1StringView("content_items")].toInt());
    QJsonArray numeric;
    for (const SrNode& n : report->nodes)
        if (n.type == "NUM")
            numeric.append(QJsonArray{n.name.meaning, n.numberText, QString::fromLatin1(n.unit.value)});
    QCOMPARE(numeric, truth[QLatin1StringView("numeric")].toArray());
    QVERIFY(!report->truncatedTree);
}

void SrTest::sameTreeAsPydicom() {
    QFETCH(QString, path);
    const QByteArray file = readFile(path);
    const auto report = readReport(bytesOf(file));
    QVERIFY(report);
    const QJsonArray truth = QJsonDocument::fromJson(runPython(walk, {path})).array();
    QCOMPARE(qsizetype(report->nodes.size()), truth.size());
    for (qsizetype i = 0; i < truth.size(); ++i) {
        const SrNode& n = report->nodes[size_t(i)];
        const QJsonArray t = truth[i].toArray();
        QCOMPARE(n.depth, t[0].toInt());
        QCOMPARE(QString::fromLatin1(n.relationship), t[1].toString());
        QCOMPARE(QString::fromLatin1(n.type), t[2].toString());
        QCOMPARE(words(n.name), t[3].toString());
        QCOMPARE(plain(valueOf(n)), plain(t[4].toString()));
        const QJsonArray numbers = t[5].toArray();
        const auto mine = numbersOf(n);
        QCOMPARE(qsizetype(mine.size()), numbers.size());
        for (qsizetype k = 0; k < numbers.size(); ++k)
            QCOMPARE(mine[size_t(k)], numbers[k].toDouble());
    }
}

/// What the sets have none of: an item by reference, a number that is none, Chinese, a long code, a value with a
/// floating point twin, a sequence of coordinates too long for its own length field.
void SrTest::made() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("made.dcm"));
    const QString script = QStringLiteral(R"(
import sys, numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import generate_uid, ImplicitVRLittleEndian
def code(v, s, m):
    c = Dataset()
    if len(v) > 16: c.LongCodeValue = v
    else: c.CodeValue = v
    c.CodingSchemeDesignator, c.CodeMeaning = s, m
    return Sequence([c])
def item(rel, t, name=None):
    d = Dataset(); d.RelationshipType = rel; d.ValueType = t
    if name: d.ConceptNameCodeSequence = name
    return d
meta = FileMetaDataset(); meta.TransferSyntaxUID = ImplicitVRLittleEndian
meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.88.33'; meta.MediaStorageSOPInstanceUID = '1.2.3.4'
ds = FileDataset(sys.argv[1], {}, file_meta=meta, preamble=b'\0' * 128)
ds.is_little_endian, ds.is_implicit_VR = True, True
ds.SpecificCharacterSet = 'GB18030'
ds.SOPClassUID, ds.SOPInstanceUID = '1.2.840.10008.5.1.4.1.1.88.33', '1.2.3.4'
ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.Modality = '1.2', '1.3', 'SR'
ds.ValueType = 'CONTAINER'
ds.ConceptNameCodeSequence = code('126000', 'DCM', '影像测量报告')
text = item('CONTAINS', 'TEXT', code('121071', 'DCM', 'Finding')); text.TextValue = '右肺上叶结节'
num = item('CONTAINS', 'NUM', code('12345678901234567890', '99X', 'Long')); m = Dataset()
m.NumericValue = '0.3333'; m.add_new(0x0040A161, 'FD', 1 / 3)
m.MeasurementUnitsCodeSequence = code('mm', 'UCUM', 'mm'); num.MeasuredValueSequence = Sequence([m])
none = item('CONTAINS', 'NUM', code('1', '99X', 'None')); none.MeasuredValueSequence = Sequence([])
none.NumericValueQualifierCodeSequence = code('114000', 'DCM', 'Not a number')
many = item('CONTAINS', 'SCOORD3D', code('111030', 'DCM', 'Image Region')); many.GraphicType = 'POLYGON'
many.GraphicData = [float(v) for v in np.arange(30000)]; many.ReferencedFrameOfReferenceUID = '1.9'
by = Dataset(); by.RelationshipType = 'INFERRED FROM'; by.ReferencedContentItemIdentifier = [1, 4]
text.ContentSequence = Sequence([by])
ds.ContentSequence = Sequence([text, num, none, many])
ds.save_as(sys.argv[1])
print('ok')
)");
    QCOMPARE(runPython(script, {path}).trimmed(), QByteArray("ok"));
    const QByteArray file = readFile(path);
    const auto report = readReport(bytesOf(file));
    QVERIFY2(report, report ? "" : report.error().code.constData());
    QCOMPARE(report->nodes.size(), size_t(6));
    QCOMPARE(report->nodes[0].name.meaning, QStringLiteral("影像测量报告"));
    QCOMPARE(report->nodes[1].text, QStringLiteral("右肺上叶结节"));
    QVERIFY((report->nodes[2].target == std::vector<int>{1, 4}));
    QCOMPARE(report->resolved(2), 5);
    QCOMPARE(report->nodes[3].name.value, QByteArray("12345678901234567890"));
    QCOMPARE(*report->nodes[3].number, 1.0 / 3);
    QCOMPARE(report->nodes[3].numberText, QStringLiteral("0.3333"));
    QVERIFY(!report->nodes[4].number);
    QCOMPARE(report->nodes[4].qualifier.value, QByteArray("114000"));
    QCOMPARE(report->nodes[5].points.size(), size_t(30000));
    QCOMPARE(report->nodes[5].points.back(), 29999.0);
    QCOMPARE(report->nodes[5].frameOfReference, QStringLiteral("1.9"));
    const auto again = unpackReport(bytesOf(packReport(*report)));
    QVERIFY(again);
    QVERIFY(*again == *report);
}

void SrTest::throughTheWorker() {
    CASEBOOK_NEED_DATA();
    WorkerPool pool(1);
    const QString path = ctPath(QStringLiteral("44-derived-other"), QStringLiteral("test-SR.dcm"));
    const QByteArray file = readFile(path);
    const auto here = readReport(bytesOf(file));
    const auto there = pool.report(WorkerInput::fromBytes(file));
    QVERIFY(here && there);
    QVERIFY(*here == *there);
    const QString state = ctPath(QStringLiteral("44-derived-other"), QStringLiteral("PR000000.dcm"));
    const auto presented = pool.presentation(WorkerInput::fromBytes(readFile(state)));
    QVERIFY(presented);
    QCOMPARE(pool.report(WorkerInput::fromBytes(readFile(state))).error().code,
             QByteArray("unsupported-object"));
}

void SrTest::lies_data() {
    QTest::addColumn<QString>("change");
    for (const char* row :
         {"sound", "parent-later", "parent-none", "no-nodes", "deep", "nan", "odd-points", "words"})
        QTest::addRow("%s", row) << QString::fromLatin1(row);
}

/// The parent takes nothing from a worker that it has not looked at.
void SrTest::lies() {
    QFETCH(QString, change);
    SrDocument d;
    d.sopClass = QStringLiteral("1.2.840.10008.5.1.4.1.1.88.33");
    d.nodes.resize(3);
    d.nodes[1].parent = 0;
    d.nodes[1].depth = 1;
    d.nodes[1].points = {1, 2};
    d.nodes[2].parent = 1;
    d.nodes[2].depth = 2;
    if (change == QLatin1StringView("parent-later"))
        d.nodes[1].parent = 2;
    else if (change == QLatin1StringView("parent-none"))
        d.nodes[1].parent = -1;
    else if (change == QLatin1StringView("no-nodes"))
        d.nodes.clear();
    else if (change == QLatin1StringView("nan"))
        d.nodes[1].points = {std::numeric_limits<double>::quiet_NaN()};
    else if (change == QLatin1StringView("words"))
        d.sopClass = QString(65, u'1');
    else if (change == QLatin1StringView("deep"))
        for (int i = 3; i < 100; ++i) {
            SrNode n;
            n.parent = i - 1;
            d.nodes.push_back(n);
        }
    QByteArray packed = packReport(d);
    if (change == QLatin1StringView("odd-points")) {
        QCborMap map = QCborValue::fromCbor(packed).toMap();
        QCborArray nodes = map.value(QLatin1StringView("nodes")).toArray();
        QCborMap node = nodes.at(1).toMap();
        node.insert(QLatin1StringView("xy"), QByteArray(7, 'x'));
        nodes[1] = node;
        map.insert(QLatin1StringView("nodes"), nodes);
        packed = map.toCborValue().toCbor();
    }
    const auto back = unpackReport(bytesOf(packed));
    QCOMPARE(back.has_value(), change == QLatin1StringView("sound"));
    if (back)
        QVERIFY(*back == d);
}

/// Values as dcmdump prints them.
void SrTest::presentation() {
    CASEBOOK_NEED_DATA();
    const QByteArray file =
        readFile(ctPath(QStringLiteral("44-derived-other"), QStringLiteral("PR000000.dcm")));
    const auto p = readPresentation(bytesOf(file));
    QVERIFY2(p, p ? "" : p.error().code.constData());
    QCOMPARE(p->label, QStringLiteral("PRESENTATION"));
    QCOMPARE(p->description, QStringLiteral("hip"));
    QCOMPARE(p->images.size(), size_t(1));
    QCOMPARE(p->images.front().sopInstance,
             QStringLiteral("1.2.276.0.7230010.3.1.4.665618.6496.1546453790.314808"));
    QCOMPARE(p->windows.size(), size_t(1));
    QCOMPARE(p->windows.front().center, 2048.0);
    QCOMPARE(p->windows.front().width, 4096.0);
    QCOMPARE(p->areas.size(), size_t(1));
    QCOMPARE(p->areas.front().last[0], 2688.0);
    QCOMPARE(p->areas.front().sizeMode, QByteArray("SCALE TO FIT"));
    QCOMPARE(p->shapes.size(), size_t(1));
    QCOMPARE(p->shapes.front().graphic, QByteArray("ELLIPSE"));
    QVERIFY(p->shapes.front().inPixels && !p->shapes.front().filled);
    QCOMPARE(p->shapes.front().points.size(), size_t(8));
    QCOMPARE(float(p->shapes.front().points[0]), 1714.36816f);
    QCOMPARE(p->texts.size(), size_t(1));
    QVERIFY(p->texts.front().text.startsWith(QLatin1StringView("Mean: 2651.41  SD: 344.29")));
    QCOMPARE(p->texts.front().box.size(), size_t(4));
    QVERIFY(p->shutter.isEmpty());
    const auto again = unpackPresentation(bytesOf(packPresentation(*p)));
    QVERIFY(again);
    QVERIFY(*again == *p);
}

void SrTest::refusals() {
    QCOMPARE(readReport({}).error().code, QByteArray("not-dicom"));
    CASEBOOK_NEED_DATA();
    const QByteArray ct =
        readFile(ctPath(QStringLiteral("41-seg-highdicom"), QStringLiteral("ct_image.dcm")));
    QCOMPARE(readReport(bytesOf(ct)).error().code, QByteArray("unsupported-object"));
    QCOMPARE(readPresentation(bytesOf(ct)).error().code, QByteArray("unsupported-object"));
    const QByteArray sr = readFile(ctPath(QStringLiteral("44-derived-other"), QStringLiteral("test-SR.dcm")));
    QVERIFY(!readReport(bytesOf(sr.first(sr.size() / 2))));
}

// A code string with a letter that no code string has is read as one that is unknown: the report is no lie.
void SrTest::lettersWhereNoneBelong() {
    const auto element = [](const char* tag, const char* vr, QByteArray value) -> QByteArray {
        value += QByteArray(value.size() % 2, ' ');
        return QByteArray(tag, 4) + vr + char(value.size()) + '\0' + value;
    };
    const QByteArray file = element("\x08\0\x16\0", "UI", QByteArray("1.2.840.10008.5.1.4.1.1.88.33\0", 30)) +
                            element("\x08\0\x18\0", "UI", QByteArray("1.2.3.4\0", 8)) +
                            element("\x40\0\x40\xA0", "CS", "CONTAINER\xC4") +
                            element("\x40\0\x91\xA4", "CS", "COMPL\xC9TE") +
                            QByteArray("\x40\0\x30\xA7SQ\0\0\0\0\0\0", 12);
    const auto report = readReport(bytesOf(file));
    QVERIFY2(report, report ? "" : report.error().code.constData());
    QCOMPARE(report->nodes.front().type, QByteArray("CONTAINER?"));
    QCOMPARE(report->completion, QByteArray("COMPL?TE"));
    const auto again = unpackReport(bytesOf(packReport(*report)));
    QVERIFY(again);
    QVERIFY(*again == *report);
}

QTEST_GUILESS_MAIN(SrTest)
#include "SrTest.moc"
