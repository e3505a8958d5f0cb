// SPDX-License-Identifier: GPL-3.0-or-later
//
// casebook.findings/1: one change to a good file for each refusal, and what hostile files do.
#include "core/cad/FindingsJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace casebook;

namespace {

constexpr const char* good = R"({
 "schema": "casebook.findings/1",
 "algorithm": {"name": "nodule.net", "version": "2.1", "vendor": "Somebody", "weights_sha256": "ab"},
 "input": {"study_uid": "1.2", "series_uid": "1.2.3", "frame_of_reference_uid": "1.2.4", "sop_count": 100,
  "origin": [-150, -150, 0], "direction": [1, 0, 0, 0, 1, 0, 0, 0, 1], "spacing": [0.5, 0.5, 2], "size": [600, 600, 100]},
 "coordinate_system": "LPS", "units": "mm", "complete": true,
 "findings": [
  {"id": "a", "category": "nodule", "center_mm": [10, 20, 30], "box_mm": [7, 17, 26, 13, 23, 34],
   "diameter_mm": {"long": 6.1, "short": 5.8}, "volume_mm3": 110, "type": "solid", "score": 0.91, "site": "RUL"},
  {"id": "b", "category": {"scheme": "SCT", "code": "27925004", "meaning": "Nodule"}, "center_mm": [-10, 0, 100],
   "score": 0.2, "score_meaning": "rank", "mask": {"file": "m.nii.gz", "label": 2},
   "malignancy": {"value": 0.4, "model": "x"}, "extra": {"k": [1, 2]}}
 ]})";

QJsonObject base() { return QJsonDocument::fromJson(good).object(); }

/// Sets the value at a path of names and numbers; an undefined value removes it.
QJsonValue with(const QJsonValue& in, QStringList path, const QJsonValue& value) {
    if (path.isEmpty())
        return value;
    const QString head = path.takeFirst();
    if (in.isArray()) {
        QJsonArray array = in.toArray();
        array[head.toInt()] = with(array[head.toInt()], path, value);
        return array;
    }
    QJsonObject object = in.toObject();
    const QJsonValue changed = with(object.value(head), path, value);
    if (changed.isUndefined())
        object.remove(head);
    else
        object.insert(head, changed);
    return object;
}

QByteArray bytesOf(const QJsonValue& value) { return QJsonDocument(value.toObject()).toJson(); }

QByteArrayList codesOf(const QList<FindingsProblem>& problems) {
    QByteArrayList out;
    for (const FindingsProblem& p : problems)
        out.append(p.code + ' ' + p.pointer.toLatin1());
    return out;
}

GridGeometry grid() {
    GridGeometry g;
    g.origin = {-150, -150, 0};
    g.columnSpacing = g.rowSpacing = 0.5;
    g.sliceStep = {0, 0, 2};
    g.columns = g.rows = 600;
    g.slices = 100;
    return g;
}

} // namespace

class FindingsJsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodFile() {
        const auto read = readFindingsJson(good);
        QCOMPARE(codesOf(read.errors), QByteArrayList());
        QCOMPARE(codesOf(read.warnings), QByteArrayList());
        QCOMPARE(read.file.algorithm.name, QStringLiteral("nodule.net"));
        QCOMPARE(read.file.input.sopCount, 100);
        QCOMPARE(read.file.findings.size(), 2);
        const Finding& a = read.file.findings[0];
        QCOMPARE(a.center.y(), 20.0);
        QCOMPARE(a.box->maximum.z(), 34.0);
        QCOMPARE(*a.size.mean_mm, 5.95);
        QCOMPARE(*a.score, 0.91);
        QCOMPARE(a.scoreMeaning, QByteArray("rank"));
        const Finding& b = read.file.findings[1];
        QCOMPARE(b.category, QStringLiteral("SCT:27925004"));
        QCOMPARE(read.file.masks.size(), 1);
        QCOMPARE(read.file.masks[0].finding, 1);
        QCOMPARE(codesOf(checkAgainstSeries(read.file, QStringLiteral("1.2.4"), 100, {grid()})),
                 QByteArrayList());
        // What is stored is what came in.
        const auto again = findingFromJson(toJson(a));
        QVERIFY(again);
        QCOMPARE(toJson(*again), toJson(a));
    }

    void refusals_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QByteArray>("expected"); // code and pointer
        const QJsonValue none(QJsonValue::Undefined);
        const auto row = [&](const char* name, const char* path, const QJsonValue& value,
                             const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(path) << value << QByteArray(expected);
        };
        row("schema other", "schema", QStringLiteral("casebook.findings/2"), "E_SCHEMA /schema");
        row("schema absent", "schema", none, "E_SCHEMA /schema");
        row("no name", "algorithm/name", none, "E_PROV /algorithm/name");
        row("blank version", "algorithm/version", QStringLiteral(" "), "E_PROV /algorithm/version");
        row("no algorithm", "algorithm", none, "E_PROV /algorithm");
        row("no series", "input/series_uid", none, "E_SERIES /input/series_uid");
        row("no frame", "input/frame_of_reference_uid", none, "E_FOR /input/frame_of_reference_uid");
        row("no count", "input/sop_count", none, "E_INPUT_CHANGED /input/sop_count");
        row("count 1.5", "input/sop_count", 1.5, "E_INPUT_CHANGED /input/sop_count");
        row("spacing short", "input/spacing", QJsonArray{1, 1}, "E_INPUT_CHANGED /input/spacing");
        row("RAS", "coordinate_system", QStringLiteral("RAS"), "E_COORD /coordinate_system");
        row("no system", "coordinate_system", none, "E_COORD /coordinate_system");
        row("cm", "units", QStringLiteral("cm"), "E_COORD /units");
        row("no units", "units", none, "E_COORD /units");
        row("complete text", "complete", QStringLiteral("yes"), "E_SCHEMA /complete");
        row("no findings", "findings", none, "E_SCHEMA /findings");
        row("finding no object", "findings/0", 5, "E_SCHEMA /findings/0");
        row("same id", "findings/1/id", QStringLiteral("a"), "E_DUP /findings/1/id");
        row("no id", "findings/1/id", none, "E_SCHEMA /findings/1/id");
        row("category", "findings/0/category", QStringLiteral("tumor"), "E_SCHEMA /findings/0/category");
        row("code without meaning", "findings/1/category/meaning", none, "E_SCHEMA /findings/1/category");
        row("centre of two", "findings/0/center_mm", QJsonArray{1, 2}, "E_OUTSIDE /findings/0/center_mm");
        row("centre null (NaN)", "findings/0/center_mm", QJsonArray{1, 2, QJsonValue::Null},
            "E_OUTSIDE /findings/0/center_mm");
        row("box turned", "findings/0/box_mm", QJsonArray{13, 17, 26, 7, 23, 34}, "E_BOX /findings/0/box_mm");
        row("box elsewhere", "findings/0/box_mm", QJsonArray{70, 17, 26, 130, 23, 34},
            "E_BOX /findings/0/box_mm");
        row("size 0", "findings/0/diameter_mm/long", 0, "E_SIZE /findings/0/diameter_mm/long");
        row("size 301", "findings/0/diameter_mm/long", 301, "E_SIZE /findings/0/diameter_mm/long");
        row("short above long", "findings/0/diameter_mm/short", 7, "E_SIZE /findings/0/diameter_mm/short");
        row("volume -1", "findings/0/volume_mm3", -1, "E_SIZE /findings/0/volume_mm3");
        row("solid 0", "findings/0/solid_component_mm", 0, "E_SIZE /findings/0/solid_component_mm");
        row("type", "findings/0/type", QStringLiteral("hard"), "E_SCHEMA /findings/0/type");
        row("score 1.01", "findings/0/score", 1.01, "E_SCORE /findings/0/score");
        row("score text", "findings/0/score", QStringLiteral("0.5"), "E_SCORE /findings/0/score");
        row("probability", "findings/1/score_meaning", QStringLiteral("probability"),
            "E_SCORE /findings/1/score_meaning");
        row("mask above", "findings/1/mask/file", QStringLiteral("../../etc/passwd"),
            "E_MASK_GEOM /findings/1/mask/file");
        row("mask absolute", "findings/1/mask/file", QStringLiteral("/etc/passwd"),
            "E_MASK_GEOM /findings/1/mask/file");
        row("mask hidden climb", "findings/1/mask/file", QStringLiteral("a/../../b"),
            "E_MASK_GEOM /findings/1/mask/file");
        row("mask label 0", "findings/1/mask/label", 0, "E_MASK_GEOM /findings/1/mask/label");
        row("malignancy 2", "findings/1/malignancy/value", 2, "E_SCORE /findings/1/malignancy/value");
        row("extra text", "findings/1/extra", QStringLiteral("x"), "E_SCHEMA /findings/1/extra");
    }

    void refusals() {
        QFETCH(QString, path);
        QFETCH(QJsonValue, value);
        QFETCH(QByteArray, expected);
        const auto read = readFindingsJson(bytesOf(with(base(), path.split(u'/'), value)));
        QCOMPARE(codesOf(read.errors), QByteArrayList({expected}));
        QVERIFY(read.file.findings.isEmpty());
    }

    void probabilityWithCalibration() {
        QJsonValue file = with(base(), {QStringLiteral("algorithm"), QStringLiteral("calibration")},
                               QStringLiteral("isotonic, 3,000 screening CTs"));
        file =
            with(file, QStringLiteral("findings/1/score_meaning").split(u'/'), QStringLiteral("probability"));
        QCOMPARE(codesOf(readFindingsJson(bytesOf(file)).errors), QByteArrayList());
    }

    void everyErrorIsListed() {
        QJsonValue file = with(base(), {QStringLiteral("units")}, QJsonValue::Undefined);
        file = with(file, QStringLiteral("findings/0/score").split(u'/'), 7);
        file = with(file, QStringLiteral("findings/1/id").split(u'/'), QStringLiteral("a"));
        QCOMPARE(codesOf(readFindingsJson(bytesOf(file)).errors),
                 QByteArrayList({"E_COORD /units", "E_SCORE /findings/0/score", "E_DUP /findings/1/id"}));
    }

    void volumeOffTheSphereIsAWarning() {
        const auto read = readFindingsJson(
            bytesOf(with(base(), QStringLiteral("findings/0/volume_mm3").split(u'/'), 1200)));
        QCOMPARE(codesOf(read.errors), QByteArrayList());
        QCOMPARE(codesOf(read.warnings), QByteArrayList({"W_VOLUME /findings/0/volume_mm3"}));
    }

    void hostile_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray deep = QByteArray("[").repeated(40) + QByteArray("]").repeated(40);
        const QByteArray brackets = "\"" + QByteArray("[{").repeated(50) + "\\\"\"";
        QTest::newRow("empty") << QByteArray() << QByteArray("E_SCHEMA ");
        QTest::newRow("not JSON") << QByteArray("findings: []") << QByteArray("E_SCHEMA ");
        QTest::newRow("array") << QByteArray("[]") << QByteArray("E_SCHEMA ");
        QTest::newRow("NaN") << QByteArray(good).replace("[10, 20, 30]", "[NaN, 20, 30]")
                             << QByteArray("E_SCHEMA ");
        QTest::newRow("1e999") << QByteArray(good).replace("[10, 20, 30]", "[1e999, 20, 30]")
                               << QByteArray("E_SCHEMA");
        QTest::newRow("deep arrays") << QByteArray("[").repeated(1'000'000) << QByteArray("E_SCHEMA ");
        QTest::newRow("deep extra") << QByteArray(good).replace("[1, 2]", deep) << QByteArray("E_SCHEMA ");
        QTest::newRow("brackets in a text") << QByteArray(good).replace("\"RUL\"", brackets) << QByteArray();
        QTest::newRow("too large") << QByteArray(maxFindingsBytes + 1, ' ') << QByteArray("E_SCHEMA ");
        QTest::newRow("cut") << QByteArray(good).left(700) << QByteArray("E_SCHEMA ");
    }

    void hostile() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        const auto errors = codesOf(readFindingsJson(bytes).errors);
        if (expected.isEmpty())
            QCOMPARE(errors, QByteArrayList());
        else if (expected == "E_SCHEMA") // Qt reads an overflow as an error or as infinity; both are refused
            QVERIFY(errors == QByteArrayList({"E_SCHEMA "}) ||
                    errors.contains("E_OUTSIDE /findings/0/center_mm"));
        else
            QCOMPARE(errors, QByteArrayList({expected}));
    }

    void tooMany() {
        QJsonArray many;
        for (int i = 0; i < 100'000; ++i)
            many.append(QJsonObject{{QStringLiteral("id"), QString::number(i)},
                                    {QStringLiteral("category"), QStringLiteral("nodule")},
                                    {QStringLiteral("center_mm"), QJsonArray{1, 2, 3}}});
        QJsonObject file = base();
        file.insert(QStringLiteral("findings"), many);
        QCOMPARE(codesOf(readFindingsJson(bytesOf(file)).errors), QByteArrayList({"E_TOO_MANY /findings"}));
        QJsonArray most;
        for (int i = 0; i < maxFindings; ++i)
            most.append(many[i]);
        file.insert(QStringLiteral("findings"), most);
        QCOMPARE(readFindingsJson(bytesOf(file)).file.findings.size(), maxFindings);
        // A file wrong in each entry lists at most a thousand places.
        QJsonArray wrong;
        for (int i = 0; i < maxFindings; ++i)
            wrong.append(7);
        file.insert(QStringLiteral("findings"), wrong);
        QCOMPARE(readFindingsJson(bytesOf(file)).errors.size(), 1'000);
    }

    void againstTheSeries() {
        const auto file = readFindingsJson(good).file;
        const auto check = [&](const GridGeometry& g) {
            return codesOf(checkAgainstSeries(file, QStringLiteral("1.2.4"), 100, {g}));
        };
        QCOMPARE(codesOf(checkAgainstSeries(file, QStringLiteral("1.2.9"), 100, {grid()})),
                 QByteArrayList({"E_FOR /input/frame_of_reference_uid"}));
        QCOMPARE(codesOf(checkAgainstSeries(file, QStringLiteral("1.2.4"), 99, {grid()})),
                 QByteArrayList({"E_INPUT_CHANGED /input/sop_count"}));
        GridGeometry g = grid();
        g.origin.x() += 0.0005;
        QCOMPARE(check(g), QByteArrayList());
        g.origin.x() += 0.001;
        QCOMPARE(check(g), QByteArrayList({"E_INPUT_CHANGED /input"}));
        g = grid();
        g.rowDirection = WorldVector(1, 0.0002, 0).normalized();
        QCOMPARE(check(g), QByteArrayList({"E_INPUT_CHANGED /input"}));
        g = grid();
        g.slices = 101;
        QCOMPARE(check(g), QByteArrayList({"E_INPUT_CHANGED /input"}));
        // The last voxel's outer face lies at z = 199; 5 mm beyond it is still taken.
        FindingsFile far = file;
        far.findings[0].center = {0, 0, 203.9};
        QCOMPARE(codesOf(checkAgainstSeries(far, QStringLiteral("1.2.4"), 100, {grid()})), QByteArrayList());
        far.findings[0].center = {0, 0, 204.1};
        QCOMPARE(codesOf(checkAgainstSeries(far, QStringLiteral("1.2.4"), 100, {grid()})),
                 QByteArrayList({"E_OUTSIDE /findings/0/center_mm"}));
        // Left and right swapped by a RAS file ends outside of a volume that is not centred.
        g = grid();
        g.origin = {0, 0, 0};
        far = file;
        far.input.grid.reset();
        far.findings[0].center = {-10, -20, 30};
        far.findings[1].center = {10, 0, 100};
        QCOMPARE(codesOf(checkAgainstSeries(far, QStringLiteral("1.2.4"), 100, {g})),
                 QByteArrayList({"E_OUTSIDE /findings/0/center_mm"}));
    }

    void marks() {
        Finding f;
        f.center = {1, 2, 3};
        QCOMPARE(markOf(f).diameter_mm, 6.0);
        f.box = MarkBox{{0, 0, 0}, {4, 8, 5}};
        QCOMPARE(markOf(f).diameter_mm, 8.0);
        f.size.volume_mm3 = 523.5987755982989; // a ball of 10 mm
        QVERIFY(std::abs(markOf(f).diameter_mm - 10) < 1e-9);
        f.size.long_mm = 12;
        QCOMPARE(markOf(f).diameter_mm, 12.0);
        f.size.mean_mm = 9;
        QCOMPARE(markOf(f).diameter_mm, 9.0);
    }
};

QTEST_GUILESS_MAIN(FindingsJsonTest)
#include "FindingsJsonTest.moc"
