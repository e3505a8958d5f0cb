// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/Identity.h"

#include <QTest>

using namespace casebook;

class IdentityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comparesPeople_data();
    void comparesPeople();
};

void IdentityTest::comparesPeople_data() {
    QTest::addColumn<QStringList>("a");
    QTest::addColumn<QStringList>("b");
    QTest::addColumn<int>("match");
    const auto row = [](const char* name, QStringList a, QStringList b, IdentityMatch match) {
        QTest::newRow(name) << a << b << int(match);
    };
    const auto s = [](const char16_t* text) { return QString::fromUtf16(text); };
    const QStringList wang{s(u"17"), {}, s(u"Wang^Min"), s(u"19560213"), s(u"F")};
    row("equal", wang, wang, IdentityMatch::Same);
    row("other id", wang, {s(u"18"), {}, wang[2], wang[3], wang[4]}, IdentityMatch::Other);
    row("other issuer", wang, {s(u"17"), s(u"HB03"), wang[2], wang[3], wang[4]}, IdentityMatch::Other);
    row("no id", {{}, {}, wang[2], wang[3], wang[4]}, {{}, {}, wang[2], wang[3], wang[4]},
        IdentityMatch::Other);
    row("other name", wang, {s(u"17"), {}, s(u"Zhao^Lei"), wang[3], wang[4]}, IdentityMatch::Conflict);
    row("other birth date", wang, {s(u"17"), {}, wang[2], s(u"19650213"), wang[4]}, IdentityMatch::Conflict);
    row("other sex", wang, {s(u"17"), {}, wang[2], wang[3], s(u"M")}, IdentityMatch::Conflict);
    row("name missing", wang, {s(u"17"), {}, {}, wang[3], wang[4]}, IdentityMatch::Same);
    row("case, blanks, separators", wang, {s(u"17"), {}, s(u"WANG  MIN^^"), wang[3], wang[4]},
        IdentityMatch::Same);
    row("ideographic group added", wang, {s(u"17"), {}, s(u"Wang^Min=\u738B^\u654F"), wang[3], wang[4]},
        IdentityMatch::Same);
    row("one group equal", {s(u"17"), {}, s(u"Wang^M=\u738B^\u654F"), {}, {}},
        {s(u"17"), {}, s(u"Wang^Min=\u738B^\u654F"), {}, {}}, IdentityMatch::Same);
}

void IdentityTest::comparesPeople() {
    QFETCH(QStringList, a);
    QFETCH(QStringList, b);
    QFETCH(int, match);
    const auto identity = [](const QStringList& v) { return SourceIdentity{v[0], v[1], v[2], v[3], v[4]}; };
    QCOMPARE(int(compareIdentity(identity(a), identity(b))), match);
    QCOMPARE(int(compareIdentity(identity(b), identity(a))), match);
}

QTEST_GUILESS_MAIN(IdentityTest)
#include "IdentityTest.moc"
