// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/CellDelegate.h"
#include "widgets/common/LineEdit.h"
#include "widgets/subject/TagBrowser.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

dicom::TagRow row(int depth, std::uint32_t tag, const char* path, const QString& keyword, const char* vr,
                  const QString& value, int item = 0) {
    dicom::TagRow out;
    out.depth = depth;
    out.tag = tag;
    out.path = path;
    out.keyword = keyword;
    out.vr = vr;
    out.vm = 1;
    out.length = value.size();
    out.value = value;
    out.item = item;
    return out;
}

dicom::TagTree tree(int instance) {
    dicom::TagTree out;
    out.transferSyntax = u"1.2.840.10008.1.2.1"_s;
    out.rows = {row(0, 0x00080060, "00080060", u"Modality"_s, "CS", u"CT"_s),
                row(0, 0x00081140, "00081140", u"ReferencedImageSequence"_s, "SQ", {}),
                row(1, 0xFFFEE000, "00081140[1]", {}, "", {}, 1),
                row(2, 0x00081155, "00081140[1]/00081155", u"ReferencedSOPInstanceUID"_s, "UI", u"1.2.3"_s),
                row(0, 0x00100010, "00100010", u"PatientName"_s, "PN", {}),
                row(0, 0x00200013, "00200013", u"InstanceNumber"_s, "IS", QString::number(instance))};
    out.rows[4].hidden = true;
    return out;
}

} // namespace

class TagBrowserTest : public QObject {
    Q_OBJECT
    std::unique_ptr<TagBrowser> page_;

private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init() {
        page_ = std::make_unique<TagBrowser>();
        page_->setSeries(u"S-0001 · CT"_s, {u"1"_s, u"2"_s, u"3"_s}, true);
        page_->setTree(0, tree(1), false);
        page_->show();
        page_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page_.get()));
        page_->table()->setFocus();
    }
    void cleanup() { page_.reset(); }

    void sequencesOpenAndClose() {
        TagModel* model = page_->model();
        QCOMPARE(model->rowCount(), 6);
        page_->table()->setCurrentIndex(model->index(1, 0));
        QTest::keyClick(page_->table(), Qt::Key_Left);
        QCOMPARE(model->rowCount(), 4);
        QVERIFY(!model->isOpen(1));
        QTest::keyClick(page_->table(), Qt::Key_Right);
        QCOMPARE(model->rowCount(), 6);
    }

    void searchKeepsTheSequenceAround_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("rows");
        QTest::newRow("value inside a sequence") << u"1.2.3"_s << 3;
        QTest::newRow("tag") << u"(0008,0060)"_s << 1;
        QTest::newRow("tag without punctuation") << u"00080060"_s << 1;
        QTest::newRow("words of a name") << u"patient name"_s << 1;
        QTest::newRow("keyword") << u"PatientName"_s << 1;
        QTest::newRow("nothing") << u"nowhere"_s << 0;
    }

    void searchKeepsTheSequenceAround() {
        QFETCH(QString, text);
        QFETCH(int, rows);
        page_->model()->setSearch(text);
        QCOMPARE(page_->model()->rowCount(), rows);
    }

    void hiddenValuesAreSaid() {
        TagModel* model = page_->model();
        QCOMPARE(model->hidden(), 1);
        const QString shown = model->index(4, TagModel::Value).data().toString();
        QVERIFY(!shown.isEmpty());
        QVERIFY(model->copyText(4).contains(shown));
    }

    void keysStepThroughTheInstances() {
        QSignalSpy wanted(page_.get(), &TagBrowser::wanted);
        QTest::keyClick(page_.get(), Qt::Key_PageDown, Qt::AltModifier);
        QTest::keyClick(page_.get(), Qt::Key_PageDown, Qt::AltModifier);
        QTest::keyClick(page_.get(), Qt::Key_PageDown, Qt::AltModifier); // there is no fourth
        QTest::keyClick(page_.get(), Qt::Key_PageUp, Qt::AltModifier);
        QStringList asked;
        for (const auto& call : wanted)
            asked.append(QString::number(call.at(0).toInt()) + u' ' + QString::number(call.at(1).toInt()));
        QCOMPARE(asked, QStringList({u"1 -1"_s, u"2 -1"_s, u"1 -1"_s}));
    }

    void onlyWhatDiffersIsCompared() {
        page_->setDifferences(0, 1, dicom::differences(tree(1), tree(2)), false);
        TagModel* model = page_->model();
        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(model->index(0, TagModel::Value).data().toString(), u"1"_s);
        QCOMPARE(model->index(0, TagModel::Other).data().toString(), u"2"_s);
    }

    void tenThousandAttributesAreFiltered() {
        dicom::TagTree large;
        for (int i = 0; i < 10'000; ++i)
            large.rows.append(row(0, std::uint32_t(0x00090000 + i), QByteArray::number(i).constData(),
                                  u"Name%1"_s.arg(i), "LO", QString::number(i)));
        page_->setTree(0, large, false);
        QCOMPARE(page_->model()->rowCount(), 10'000);
        page_->model()->setSearch(u"name9999"_s);
        QCOMPARE(page_->model()->rowCount(), 1);
        QVERIFY(page_->table()->findChildren<QPushButton*>().isEmpty()); // no widget a row
    }
};

QTEST_MAIN(TagBrowserTest)
#include "TagBrowserTest.moc"
