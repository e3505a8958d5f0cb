// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/SearchKey.h"

#include <QTest>

using namespace casebook;

class SearchKeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsPeople_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("found");
        const auto row = [](const char* what, const char16_t* name, const char16_t* typed, bool found) {
            QTest::newRow(what) << QString::fromUtf16(name) << QString::fromUtf16(typed) << found;
        };
        row("ideographs", u"林晓岚", u"晓岚", true);
        row("pinyin word", u"林晓岚", u"lin", true);
        row("pinyin run on", u"林晓岚", u"xiaolan", true);
        row("initials", u"林晓岚", u"lxl", true);
        row("other pinyin", u"林晓岚", u"wang", false);
        row("DICOM separators", u"Wang^Min=王^敏", u"wang min", true);
        row("accents", u"Müller^Zoë", u"muller", true);
        row("full width", u"Ｗａｎｇ", u"wang", true);
        row("middle dot", u"阿依努尔·买买提", u"阿依努尔", true);
    }
    void findsPeople() {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        QFETCH(bool, found);
        QCOMPARE(searchKeyOf(name).contains(typed), found);
    }
    /// Labels go a short way; the key must be that of the long one.
    void plainWords() {
        QCOMPARE(searchKeyOf(QStringLiteral("S-0041")), QStringLiteral("s-0041\ns"));
        QCOMPARE(searchKeyOf(QStringLiteral("Lin Xl")), QStringLiteral("lin xl\nlinxl\nlx"));
        QCOMPARE(searchKeyOf(QStringLiteral("7")), QStringLiteral("7"));
        QCOMPARE(searchKeyOf(QStringLiteral("A_b.C")), QStringLiteral("a_b.c\na"));
    }
};

QTEST_GUILESS_MAIN(SearchKeyTest)
#include "SearchKeyTest.moc"
