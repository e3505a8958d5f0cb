// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Messages.h"
#include "storage/audit/AuditLog.h"
#include "storage/database/Database.h"
#include "storage/study/TransferJson.h"
#include "storage/study/ViewSettings.h"
#include "tests/storage/StudyFixture.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

const raycast::TransferFunction kVessels{{-700, 0, 0x40120C}, {-600, .03, 0x8C2A1C}, {3071, .95, 0xFFFFFF}};
/// JSON with its quotes written as ': moc stumbles over raw strings before a class.
QByteArray quoted(const char* json) { return QByteArray(json).replace('\'', '"'); }

const QByteArray kJson = quoted("{'points':[{'color':'#40120C','hu':-700,'opacity':0},"
                                "{'color':'#8C2A1C','hu':-600,'opacity':0.03},"
                                "{'color':'#FFFFFF','hu':3071,'opacity':0.95}]}");
const QString kName = QStringLiteral("肺血管 1_%");

QByteArray points(const QByteArray& inside) { return quoted("{'points':[") + inside + "]}"; }

} // namespace

class ViewSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { fixture_.reset(); }

    void jsonAndBack() {
        QCOMPARE(transferToJson(kVessels), kJson);
        const auto back = transferFromJson(kJson);
        VERIFY_OK(back);
        QCOMPARE(*back, kVessels);
        const QByteArray named = transferToJson(kVessels, "lung-vessels");
        QCOMPARE(*transferFromJson(named), kVessels);
        QCOMPARE(presetOfJson(named), QByteArray("lung-vessels"));
        QCOMPARE(presetOfJson(kJson), QByteArray());
        const auto ends = transferFromJson(points(quoted("{'hu':-1024,'opacity':1,'color':'#abCDef'}")));
        VERIFY_OK(ends);
        QCOMPARE(ends->front(), (raycast::TransferPoint{-1024, 1, 0xABCDEF}));
    }

    void refusedJson_data();
    void refusedJson();
    void refusedJsonIsNotKept() {
        ViewSettings looks = settings();
        QCOMPARE(looks.save3dPreset(kName, points("7")).error().code, QByteArray("transfer-point"));
        QCOMPARE(looks.save3dPreset(kName, {}).error().code, QByteArray("transfer-json"));
        QCOMPARE(looks.list()->size(), 0);
        QCOMPARE(rows().size(), 0);
    }
    void atMost64Points();

    void savedListedRemoved() {
        ViewSettings looks = settings();
        VERIFY_OK(looks.save3dPreset(kName, kJson));
        VERIFY_OK(looks.save3dPreset(QStringLiteral("  Airways "),
                                     points(quoted("{'hu':5,'opacity':1,'color':'#000000'}"))));
        QVERIFY(study().open()); // what is kept outlives the program
        ViewSettings again = settings();
        const auto list = again.list();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->first().name, QStringLiteral("Airways"));
        QCOMPARE(list->last().name, kName);
        QCOMPARE(list->last().transfer, kVessels);
        QCOMPARE(list->last().json, kJson);
        VERIFY_OK(again.remove(kName));
        QCOMPARE(again.list()->size(), 1);
        const auto gone = again.remove(kName);
        QCOMPARE(gone.error().code, QByteArray("no-such-look"));
        QCOMPARE(gone.error().object, kName);
        const auto report = study().verify(false);
        VERIFY_OK(report);
        QVERIFY(report->damage.isEmpty());
    }

    void oneAuditRowAChange() {
        ViewSettings looks = settings();
        VERIFY_OK(looks.save3dPreset(kName, kJson));
        VERIFY_OK(looks.save3dPreset(kName, QByteArray(kJson).replace(",", " , "))); // the same again
        QCOMPARE(rows().size(), 1);
        const AuditRow made = rows().first();
        QCOMPARE(made.action, QByteArray("change"));
        QCOMPARE(made.objectKind, QByteArray("setting"));
        QCOMPARE(made.field, QByteArray("view.3d"));
        QCOMPARE(made.user, QStringLiteral("li.na"));
        QVERIFY(!made.oldValue);
        const QString look =
            QString::fromUtf8(quoted("{'name':'%1','transfer':%2}")).arg(kName, QString::fromUtf8(kJson));
        QCOMPARE(made.newValue, std::optional(look));

        const QByteArray other = QByteArray(kJson).replace("-600", "-610");
        VERIFY_OK(looks.save3dPreset(kName, other));
        QCOMPARE(rows().size(), 2);
        QCOMPARE(rows().last().oldValue, std::optional(look));
        QVERIFY(rows().last().newValue->contains(QStringLiteral("-610")));

        VERIFY_OK(looks.remove(kName));
        QCOMPARE(rows().size(), 3);
        QVERIFY(rows().last().oldValue->contains(QStringLiteral("-610")));
        QVERIFY(!rows().last().newValue);
    }

    void refusedNames() {
        ViewSettings looks = settings();
        for (const QString& name : {QString(), QStringLiteral("   "), QStringLiteral("a\nb"),
                                    QString(61, u'x'), QStringLiteral("a\u2028b")})
            QCOMPARE(looks.save3dPreset(name, kJson).error().code, QByteArray("bad-look-name"));
        VERIFY_OK(looks.save3dPreset(QString(60, u'x'), kJson));
        // Written in two ways, the same name.
        VERIFY_OK(looks.save3dPreset(QStringLiteral("Tu\u0308r"), kJson));
        VERIFY_OK(looks.save3dPreset(QStringLiteral("T\u00FCr"), kJson));
        QCOMPARE(looks.list()->size(), 2);
        QCOMPARE(rows().size(), 2);
    }

    void atMost50() {
        ViewSettings looks = settings();
        for (int i = 0; i < 50; ++i)
            VERIFY_OK(looks.save3dPreset(QString::number(i), kJson));
        QCOMPARE(looks.save3dPreset(QStringLiteral("one more"), kJson).error().code,
                 QByteArray("too-many-looks"));
        VERIFY_OK(looks.save3dPreset(QStringLiteral("7"), QByteArray(kJson).replace("-600", "-610")));
        VERIFY_OK(looks.remove(QStringLiteral("8")));
        VERIFY_OK(looks.save3dPreset(QStringLiteral("one more"), kJson));
    }

    void rights() {
        VERIFY_OK(settings().save3dPreset(kName, kJson));
        Session other = study().vault->session();
        ViewSettings looks(study().vault->database(), other);
        for (const Role role : allRoles()) {
            other.roles = {role};
            const bool may = other.may(Right::ReadImages);
            QCOMPARE(may, role != Role::Administrator);
            const QByteArray opacity = "0." + QByteArray::number(10 + int(role));
            const QByteArray json = QByteArray(kJson).replace("0.95", opacity);
            QCOMPARE(looks.list().has_value(), may);
            QCOMPARE(looks.save3dPreset(kName, json).has_value(), may);
            QCOMPARE(looks.save3dPreset(QStringLiteral("x"), json).has_value(), may);
            QCOMPARE(looks.remove(QStringLiteral("x")).has_value(), may);
        }
        QCOMPARE(looks.list().error().code, QByteArray("no-right"));
        QCOMPARE(looks.save3dPreset(kName, kJson).error().code, QByteArray("no-right"));
        QCOMPARE(looks.remove(kName).error().code, QByteArray("no-right"));
    }

    void readOnlyStudyRefuses() {
        VERIFY_OK(settings().save3dPreset(kName, kJson));
        QVERIFY(study().open(Access::ReadOnly));
        ViewSettings looks = settings();
        QCOMPARE(looks.list()->size(), 1);
        QCOMPARE(looks.save3dPreset(QStringLiteral("x"), kJson).error().code, QByteArray("read-only"));
        QCOMPARE(looks.remove(kName).error().code, QByteArray("read-only"));
        QCOMPARE(rows().size(), 1);
    }

    void ofANewerVersion() {
        VERIFY_OK(settings().save3dPreset(kName, kJson));
        VERIFY_OK(study().vault->database().writeAndWait([](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "change";
            entry.objectKind = "setting";
            return tx
                .run("INSERT INTO setting(key, value) VALUES('view.3d.new', '{\"spline\":[]}'),"
                     " ('viewX3d.', 'another setting')")
                .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
        }));
        const auto list = settings().list();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->first().name, QStringLiteral("new"));
        QVERIFY(list->first().transfer.empty());
        QCOMPARE(list->last().transfer, kVessels);
        VERIFY_OK(settings().remove(QStringLiteral("new")));
    }

private:
    /// Made at first use: what only reads JSON needs none.
    StudyFixture& study() {
        if (!fixture_) {
            fixture_ = std::make_unique<StudyFixture>();
            if (!fixture_->make())
                qFatal("no study");
        }
        return *fixture_;
    }
    ViewSettings settings() { return {study().vault->database(), study().vault->session()}; }
    QList<AuditRow> rows() {
        return study()
            .vault->database()
            .read([](ReadConnection& c) {
                AuditQuery query;
                query.objectKind = "setting";
                return audit::list(c, query);
            })
            .value_or(QList<AuditRow>());
    }

    std::unique_ptr<StudyFixture> fixture_;
};

void ViewSettingsTest::refusedJson_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("object");
    const auto row = [](const char* name, const QByteArray& json, const char* code, const char* object = "") {
        QTest::newRow(name) << json << QByteArray(code) << QString::fromLatin1(object);
    };
    const QByteArray good = R"({"hu":0,"opacity":0.5,"color":"#102030"})";
    const auto second = [&](const QByteArray& p) { return points(good + "," + p); };
    row("nothing", "", "transfer-json");
    row("not JSON", "{", "transfer-json");
    row("a list", "[]", "transfer-json");
    row("cut short", QByteArray(kJson).chopped(1), "transfer-json");
    row("no points", "{}", "transfer-json");
    row("points are no list", R"({"points":{}})", "transfer-json");
    row("another member", R"({"points":[],"mode":1})", "transfer-json");
    row("preset as number", R"({"points":[],"preset":1})", "transfer-json");
    row("preset with a space", R"({"points":[],"preset":"lung vessels"})", "transfer-json");
    row("too long", points(good + QByteArray(20000, ' ')), "transfer-json");
    row("none", points(""), "transfer-points", "0");
    row("a number for a point", points("7"), "transfer-point", "1");
    row("without colour", second(R"({"hu":1,"opacity":0})"), "transfer-point", "2");
    row("one member more", second(R"({"hu":1,"opacity":0,"color":"#102030","x":1})"), "transfer-point", "2");
    row("HU as text", points(R"({"hu":"1","opacity":0,"color":"#102030"})"), "transfer-hu", "1");
    row("HU is null", points(R"({"hu":null,"opacity":0,"color":"#102030"})"), "transfer-hu", "1");
    row("HU too low", points(R"({"hu":-1024.5,"opacity":0,"color":"#102030"})"), "transfer-hu", "1");
    row("HU too high", points(R"({"hu":3072,"opacity":0,"color":"#102030"})"), "transfer-hu", "1");
    row("HU out of any range", points(R"({"hu":1e999,"opacity":0,"color":"#102030"})"), "transfer-json");
    row("HU again", second(good), "transfer-hu", "2");
    row("HU falls", second(R"({"hu":-1,"opacity":0,"color":"#102030"})"), "transfer-hu", "2");
    row("opacity below 0", points(R"({"hu":1,"opacity":-0.1,"color":"#102030"})"), "transfer-opacity", "1");
    row("opacity above 1", points(R"({"hu":1,"opacity":1.01,"color":"#102030"})"), "transfer-opacity", "1");
    row("opacity as text", points(R"({"hu":1,"opacity":"0","color":"#102030"})"), "transfer-opacity", "1");
    row("colour without #", points(R"({"hu":1,"opacity":0,"color":"102030"})"), "transfer-color", "1");
    row("short colour", points(R"({"hu":1,"opacity":0,"color":"#123"})"), "transfer-color", "1");
    row("colour by name", points(R"({"hu":1,"opacity":0,"color":"red"})"), "transfer-color", "1");
    row("colour with alpha", points(R"({"hu":1,"opacity":0,"color":"#FF102030"})"), "transfer-color", "1");
    row("colour and a line end", points(R"({"hu":1,"opacity":0,"color":"#102030\n"})"), "transfer-color",
        "1");
    row("colour as number", points(R"({"hu":1,"opacity":0,"color":1056816})"), "transfer-color", "1");
}

void ViewSettingsTest::refusedJson() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, code);
    QFETCH(QString, object);
    const auto read = transferFromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().code, code);
    QCOMPARE(read.error().object, object);
    QVERIFY(!messageText(read.error()).contains(QString::fromLatin1(code))); // it has words
}

void ViewSettingsTest::atMost64Points() {
    raycast::TransferFunction many;
    for (int i = 0; i < 64; ++i)
        many.push_back({-1000.125 + i, 0.123456789012345, 0xFFFFFF});
    VERIFY_OK(transferFromJson(transferToJson(many)));
    QCOMPARE(*transferFromJson(transferToJson(many)), many);
    many.push_back({1000, 0, 0});
    const auto refused = transferFromJson(transferToJson(many));
    QCOMPARE(refused.error().code, QByteArray("transfer-points"));
    QCOMPARE(refused.error().object, QStringLiteral("65"));
}

QTEST_GUILESS_MAIN(ViewSettingsTest)
#include "ViewSettingsTest.moc"
