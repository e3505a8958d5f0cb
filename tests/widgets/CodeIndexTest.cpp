// SPDX-License-Identifier: GPL-3.0-or-later
// Codes are found by code, words, pinyin and initials, best first; long lists too.
#include "tests/widgets/DemoForms.h"
#include "widgets/forms/CodeEditor.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QListView>

using namespace casebook;
using namespace Qt::StringLiterals;

class CodeIndexTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void theCodeItselfComesFirst();
    void retiredOnesAreNotOffered();
    void fortyThousandCodes();
    void listHasNoWidgetPerCode();

private:
    static QStringList found(const std::shared_ptr<const CodeIndex>& index, const QString& typed) {
        QStringList codes;
        for (const int row : index->find(typed))
            codes << index->at(row).code;
        return codes;
    }
    static QList<CodeDef> many() {
        QList<CodeDef> codes;
        for (int i = 0; i < 40000; ++i)
            codes << demo::code(u"M%1"_s.arg(i, 5, 10, QChar(u'0')), u"term number %1"_s.arg(i),
                                i == 31234 ? u"肺腺癌"_s : u"术语"_s + QString::number(i));
        return codes;
    }
};

void CodeIndexTest::theCodeItselfComesFirst() {
    const auto index = CodeIndex::make(demo::labLists().at(1).codes);
    QCOMPARE(found(index, u"1"_s), (QStringList{u"1"_s, u"10"_s}));
    QCOMPARE(found(index, u"10"_s), QStringList{u"10"_s});
    QCOMPARE(found(index, u"m"_s).first(2), (QStringList{u"1"_s, u"2"_s})); // mild, moderate
    QCOMPARE(found(index, u"zhongdu"_s), (QStringList{u"2"_s, u"3"_s}));   // 中度, 重度
    QCOMPARE(found(index, u"１"_s).first(), u"1"_s);
    QCOMPARE(found(index, {}).size(), 4);
    QVERIFY(found(index, u"nothing"_s).isEmpty());
}

void CodeIndexTest::retiredOnesAreNotOffered() {
    QList<CodeDef> codes = demo::labLists().at(1).codes;
    codes[0].retired = true;
    const auto index = CodeIndex::make(codes);
    QCOMPARE(found(index, u"1"_s), QStringList{u"10"_s});
    QCOMPARE(index->rowOf(u"1"_s), 0); // still readable where it is stored
}

void CodeIndexTest::fortyThousandCodes() {
    const auto index = CodeIndex::make(many());
    QCOMPARE(index->size(), 40000);
    QCOMPARE(found(index, u"m31234"_s).first(), u"M31234"_s); // before the pinyin is there
    QTRY_VERIFY_WITH_TIMEOUT(index->hasPinyin(), 60000);
    QCOMPARE(found(index, u"feixianai"_s), QStringList{u"M31234"_s});
    QCOMPARE(found(index, u"fxa"_s), QStringList{u"M31234"_s});
    QCOMPARE(found(index, {}).size(), 40000);
}

void CodeIndexTest::listHasNoWidgetPerCode() {
    QWidget window;
    window.resize(400, 400);
    CodeEditor editor(CodeIndex::make(many()), u"en"_s, &window);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    editor.widget()->setFocus();
    editor.openList();
    QVERIFY(editor.isOpen());
    QCOMPARE(editor.popup()->model()->rowCount(), 40000);
    QVERIFY(window.findChildren<QWidget*>().size() < 20);
    QTest::keyClicks(editor.widget(), u"m00007"_s);
    QCOMPARE(editor.popup()->model()->rowCount(), 1);
    QTest::keyClick(editor.widget(), Qt::Key_Return);
    QCOMPARE(editor.raw(), u"M00007"_s);
}

QTEST_MAIN(CodeIndexTest)
#include "CodeIndexTest.moc"
