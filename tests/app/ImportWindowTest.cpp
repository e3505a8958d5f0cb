// SPDX-License-Identifier: GPL-3.0-or-later
//
// Import in the window, by clicks: watched folders, the mapping table, what waits for a person, an exam of two persons
// parted, a PDF saved. With CASEBOOK_PICTURES=FOLDER each leaves pictures there in both languages.
#include "app/window/ClinicalPages.h"
#include "app/window/HomeController.h"
#include "app/window/ImportController.h"
#include "app/window/MainWindow.h"
#include "app/window/WatchController.h"
#include "tests/app/Visible.h"
#include "tests/storage/ImportFixture.h"
#include "tests/storage/StudyFixture.h"
#include "widgets/common/Button.h"
#include "widgets/common/Dialogs.h"
#include "widgets/home/HomePage.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/imports/WatchCard.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subject/CasePage.h"
#include "widgets/subject/ReportsPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTreeWidget>

using namespace casebook;
using namespace casebook::test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 30'000;
QString q(const char* text) { return QString::fromUtf8(text); }

const QString makePdf = QStringLiteral(R"(
import sys, pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian
path, pid, exam, pdf = sys.argv[1:5]
d = Dataset()
d.file_meta = FileMetaDataset()
d.file_meta.MediaStorageSOPClassUID = d.SOPClassUID = '1.2.840.10008.5.1.4.1.1.104.1'
d.file_meta.MediaStorageSOPInstanceUID = d.SOPInstanceUID = exam + '.77.1'
d.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
d.StudyInstanceUID, d.SeriesInstanceUID = exam, exam + '.77'
d.Modality, d.SeriesDescription, d.StudyDate = 'DOC', 'Radiology letter', '20260301'
d.PatientID, d.PatientName, d.PatientBirthDate, d.PatientSex = pid, 'Wang^Min', '19560213', 'F'
d.MIMETypeOfEncapsulatedDocument = 'application/pdf'
d.EncapsulatedDocument = open(pdf, 'rb').read()
d.is_little_endian, d.is_implicit_VR = True, False
pydicom.dcmwrite(path, d, write_like_original=False)
print('ok')
)");

const QByteArray pdfBytes = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n ";

} // namespace

class ImportWindowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void watchedFolder();
    void aStoppedLookGoesOnWhenAsked();
    void lockedNothingIsTaken();
    void mappingTable();
    void homeLeadsToWhatWaits();
    void twoPersonsAreParted();
    void pdfIsSaved();
    void whatWasBegunOutlivesTheLock();
    void anotherStudyGetsNothing();
    void cleanupTestCase() { window_.reset(); }

private:
    template <class T> [[nodiscard]] T* dialog() const {
        for (T* one : window_->findChildren<T*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    [[nodiscard]] QPushButton* button(const char* name) const {
        return visibleButton(window_.get(), q(name));
    }
    void click(const char* name) {
        QTRY_VERIFY2_WITH_TIMEOUT(button(name) && button(name)->isEnabled(), name, patience);
        QTest::mouseClick(button(name), Qt::LeftButton);
    }
    void giveReason() {
        QTRY_VERIFY_WITH_TIMEOUT(dialog<RequireReason>(), patience);
        RequireReason* ask = dialog<RequireReason>();
        QTest::keyClicks(ask->field(), q("asked the ward"));
        for (auto* one : ask->findChildren<QPushButton*>())
            if (one->isVisible() && one->isDefault() && one->isEnabled())
                return QTest::mouseClick(one, Qt::LeftButton);
        QFAIL("no verb");
    }
    void choosePath(const QString& path) {
        QTRY_VERIFY_WITH_TIMEOUT(dialog<QFileDialog>(), patience);
        QFileDialog* files = dialog<QFileDialog>();
        auto* name = files->findChild<QLineEdit*>(q("fileNameEdit"));
        QVERIFY(name);
        name->setText(path);
        QDialog& plain = *files; // accept() is for clicks there
        plain.accept();
    }
    [[nodiscard]] bool write(const QList<const char*>& rows) const {
        QStringList arguments;
        for (const char* row : rows)
            arguments.append(folder_.filePath(q(row)));
        return runPython(patientFilesScript, arguments).trimmed() == "ok";
    }
    [[nodiscard]] QString subjectOf(const char* series) const {
        const auto row = window_->study()->imaging.findSeries(q(series));
        return row ? row->subject : QString();
    }
    [[nodiscard]] int exportsAudited() const {
        const auto n = window_->study()->vault->database().read([](ReadConnection& c) {
            return c.one(
                "SELECT count(*) FROM audit a JOIN audit_value v ON v.seq = a.seq AND v.side = 1 WHERE"
                " a.action = 'export' AND v.value = 'document'");
        });
        return n ? int(n->value_or(-1)) : -1;
    }
    void open();
    void picture(const char* name);
    [[nodiscard]] WatchCard* card() const { return window_->shell()->study()->watch(); }
    [[nodiscard]] ImportReportPage* page() const { return window_->shell()->importReport(); }

    QTemporaryDir folder_;
    StudyFixture study_, other_;
    std::unique_ptr<MainWindow> window_;
};

void ImportWindowTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setApplicationName(q("casebook-import-window-test"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    theme::install(*qApp);
    QVERIFY(study_.make());
    window_ = std::make_unique<MainWindow>();
    window_->setLanguage(q("en"));
    window_->watch()->setInterval(100ms);
    window_->resize(1400, 900);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    open();
}

void ImportWindowTest::open() {
    if (!study_.vault)
        QTRY_VERIFY_WITH_TIMEOUT(study_.open(), patience); // the last job lets go of it
    window_->openStudy(std::make_shared<OpenStudy>(std::move(study_.vault)));
    study_.vault.reset();
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->isLoaded(), patience);
}

void ImportWindowTest::picture(const char* name) {
    const QString to = qEnvironmentVariable("CASEBOOK_PICTURES");
    if (to.isEmpty())
        return;
    for (const char* language : {"zh", "en"}) {
        window_->setLanguage(q(language));
        QTest::qWait(300);
        window_->grab().save(to + u'/' + q(name) + u'-' + q(language) + q(".png"));
    }
}

void ImportWindowTest::watchedFolder() {
    const QString in = folder_.filePath(q("in"));
    QVERIFY(QDir().mkpath(in));
    window_->shell()->showPage(PageId::Study);
    QTRY_VERIFY_WITH_TIMEOUT(card()->view().mayManage, patience);
    picture("watch-off");
    click("watchAdd");
    choosePath(in);
    giveReason();
    QTRY_COMPARE_WITH_TIMEOUT(card()->view().folders.size(), 1, patience);
    QVERIFY(!card()->view().on);
    click("watchSwitch");
    giveReason();
    QTRY_VERIFY_WITH_TIMEOUT(card()->view().on && card()->view().lastLook.isValid(), patience);
    QSignalSpy ended(window_->imports(), &ImportController::watchedEnded);
    QVERIFY(write(
        {"in/1|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.1|5", "in/2|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.2|5"}));
    QTRY_COMPARE_WITH_TIMEOUT(card()->view().taken, 2, patience);
    QVERIFY(ended.front().front().toBool());
    QCOMPARE(window_->shell()->currentPage(), PageId::Study); // a person at work stays where he is
    QCOMPARE(subjectOf("1.2.3.1"), q("S-0001"));
    QTRY_VERIFY_WITH_TIMEOUT(
        card()->stateText().contains(q("2 file(s)")) || card()->stateText().contains(q("2 files")), patience);
    picture("watch-on");
}

void ImportWindowTest::aStoppedLookGoesOnWhenAsked() {
    // A folder that goes away is told and asked again, not given up.
    QVERIFY(QDir(folder_.filePath(q("in"))).removeRecursively());
    QTRY_COMPARE_WITH_TIMEOUT(card()->view().problems.size(), 1, patience);
    picture("watch-problem");
    QVERIFY(QDir().mkpath(folder_.filePath(q("in"))));
    QTRY_VERIFY_WITH_TIMEOUT(card()->view().problems.isEmpty(), patience);
    // A person who stops one of its imports stops the watching, until he says otherwise.
    Q_EMIT window_->imports()->watchedEnded(false, 0);
    QVERIFY(card()->view().paused);
    click("watchGoOn");
    QTRY_VERIFY_WITH_TIMEOUT(!card()->view().paused, patience);
    QVERIFY(write({"in/3|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.3|5"}));
    QTRY_COMPARE_WITH_TIMEOUT(card()->view().taken, 3, patience);
}

void ImportWindowTest::lockedNothingIsTaken() {
    window_->lock();
    QVERIFY(card()->view().folders.isEmpty()); // blank, as all of a locked study
    QVERIFY(!card()->view().on);
    QVERIFY(write({"in/4|17|Wang^Min|19560213|F|1.2.3|1.2.3.1.4|5"}));
    QThreadPool::globalInstance()->waitForDone(); // the study is let go of
    QVERIFY(study_.open());
    const auto images = study_.vault->database().read(
        [](ReadConnection& c) { return c.one("SELECT count(*) FROM instance"); });
    QCOMPARE(images->value_or(0), 3);
    open();
    QTRY_COMPARE_WITH_TIMEOUT(window_->watch()->view().taken, 1, patience); // and then what came meanwhile
}

void ImportWindowTest::mappingTable() {
    QVERIFY(write({"m/1|21|Zhao^Lei|19610101|M|2.2.1|2.2.1.1.1|5|Chest 1",
                   "m/2|22|Li^Na|19600101|F|2.2.2|2.2.2.1.1|5|Chest 2"}));
    const auto table = [&](const char* name, const QByteArray& text) {
        QFile file(folder_.filePath(q(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) > 0 ? file.fileName() : QString();
    };
    window_->imports()->start({folder_.filePath(q("m"))});
    QTRY_VERIFY_WITH_TIMEOUT(page()->isVisible() && page()->report().preview, patience);
    QCOMPARE(page()->report().series.size(), 2);
    click("map");
    choosePath(table("bad.csv", "patient_id,subject\n21,\n22,L-02\n"));
    QTRY_VERIFY_WITH_TIMEOUT(!page()->report().mapping.problem.isEmpty(), patience);
    QVERIFY(page()->report().mapping.problem.contains(q("line 2")));
    QVERIFY(!button("agree")->isEnabled());
    picture("map-problem");
    click("map");
    choosePath(table("unknown.csv", "patient_id,subject\n21,L-01\n22,L-02\n"));
    QTRY_VERIFY2_WITH_TIMEOUT(page()->report().mapping.problem.contains(q("line 2, 3")),
                              qPrintable(page()->report().mapping.problem), patience);
    QVERIFY(!button("agree")->isEnabled());
    click("map");
    choosePath(table("good.csv", "patient_id,subject,new\n21,L-01,yes\n99,L-09,yes\n"));
    QTRY_VERIFY_WITH_TIMEOUT(page()->report().mapping.lines == 2 && !page()->report().looking, patience);
    QCOMPARE(page()->report().mapping.unused, QStringList{q("3")});
    QCOMPARE(page()->report().mapping.withoutLine, QStringList{q("Chest 2")});
    QCOMPARE(page()->report().series.front().subject, q("L-01"));
    picture("map-preview");
    click("mapRemove");
    QTRY_VERIFY_WITH_TIMEOUT(page()->report().mapping.file.isEmpty() && !page()->report().looking, patience);
    QVERIFY(page()->report().series.front().subject != q("L-01"));
    click("map");
    choosePath(folder_.filePath(q("good.csv")));
    QTRY_VERIFY_WITH_TIMEOUT(page()->report().mapping.lines == 2 && !page()->report().looking, patience);
    click("agree");
    QTRY_VERIFY_WITH_TIMEOUT(!page()->report().preview && page()->report().imported == 2, patience);
    QCOMPARE(subjectOf("2.2.1.1"), q("L-01"));
    QVERIFY(subjectOf("2.2.2.1").startsWith(q("S-")));
    QCOMPARE(page()->report().mapping.unused, QStringList{q("3")}); // the report keeps it
}

void ImportWindowTest::homeLeadsToWhatWaits() {
    // The watched folder brings an exam of two persons; the person at Home is told.
    window_->shell()->showPage(PageId::Home);
    QVERIFY(write({"in/5|31|Sun^Li|19500101|F|3.3.3|3.3.3.1.1|5"}));
    QTRY_COMPARE_WITH_TIMEOUT(window_->watch()->view().taken, 2, patience);
    QVERIFY(!button("concern"));
    QVERIFY(write({"other/6|32|Zhou^Jie|19400101|M|3.3.3|3.3.3.8.1|5"}));
    const QString script =
        q("import sys, pydicom\nd = pydicom.dcmread(sys.argv[1])\nd.SeriesInstanceUID = '3.3.3.8'\n"
          "d.save_as(sys.argv[2])\nprint('ok')\n");
    QCOMPARE(runPython(script, {folder_.filePath(q("other/6")), folder_.filePath(q("in/6"))}).trimmed(),
             QByteArray("ok"));
    QTRY_VERIFY_WITH_TIMEOUT(button("concern"), patience);
    QCOMPARE(window_->home()->view().concerns.size(), 1);
    QCOMPARE(window_->home()->view().concerns.front().persons, 1);
    picture("home-concern");
    click("concern");
    QTRY_VERIFY_WITH_TIMEOUT(page()->isVisible() && page()->report().waiting.size() == 1, patience);
    QCOMPARE(page()->report().waiting.front().reason, QByteArray("two-patients-in-exam"));
}

void ImportWindowTest::twoPersonsAreParted() {
    picture("two-persons");
    click("part");
    giveReason();
    QTRY_VERIFY_WITH_TIMEOUT(page()->report().waiting.isEmpty(), patience);
    const QString first = subjectOf("3.3.3.1"), second = subjectOf("3.3.3.8");
    QVERIFY(!first.isEmpty() && !second.isEmpty());
    QVERIFY(first != second);
    window_->shell()->showPage(PageId::Home);
    QTRY_VERIFY_WITH_TIMEOUT(window_->home()->view().concerns.isEmpty(), patience);
    QTRY_VERIFY(!button("concern"));
}

void ImportWindowTest::pdfIsSaved() {
    QFile source(folder_.filePath(q("letter.pdf")));
    QVERIFY(source.open(QIODevice::WriteOnly) && source.write(pdfBytes) == pdfBytes.size());
    source.close();
    QCOMPARE(
        runPython(makePdf, {folder_.filePath(q("in/letter.dcm")), q("17"), q("1.2.3"), source.fileName()})
            .trimmed(),
        QByteArray("ok"));
    QTRY_COMPARE_WITH_TIMEOUT(window_->watch()->view().taken, 4, patience);
    window_->clinical()->openCase(q("S-0001"));
    CasePage* subject = window_->clinical()->casePage();
    QTRY_VERIFY_WITH_TIMEOUT(subject->isVisible(), patience);
    subject->showTab(CasePage::Tab::Reports);
    auto* reports = window_->findChild<ReportsPage*>();
    QTRY_COMPARE_WITH_TIMEOUT(reports->list()->topLevelItemCount(), 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(reports->savePdf()->isVisible() && reports->savePdf()->isEnabled(), patience);
    picture("pdf");
    QCOMPARE(exportsAudited(), 0);
    click("savePdf");
    const QString out = folder_.filePath(q("out.pdf"));
    choosePath(out);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(out).size() > 0, patience);
    QFile saved(out);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll().trimmed(), pdfBytes.trimmed());
    constexpr QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(saved.permissions() & others)); // it left an encrypted study
    QCOMPARE(exportsAudited(), 1);
}

/// An import that was agreed to goes on; a folder behind it, which nobody had agreed to yet, is asked about again.
void ImportWindowTest::whatWasBegunOutlivesTheLock() {
    QVERIFY(
        write({"q/1|41|Gu^An|19610101|M|5.5.1|5.5.1.1.1|5", "r/1|42|He^Bo|19600101|F|5.5.2|5.5.2.1.1|5"}));
    window_->imports()->start({folder_.filePath(q("q"))});
    QTRY_VERIFY_WITH_TIMEOUT(page()->isVisible() && page()->report().preview && !page()->report().looking,
                             patience);
    QTRY_VERIFY_WITH_TIMEOUT(button("agree") && button("agree")->isEnabled(), patience);
    QTest::mouseClick(button("agree"), Qt::LeftButton);
    window_->imports()->start({folder_.filePath(q("r"))});
    QVERIFY(window_->imports()->isRunning());
    window_->lock();
    QTRY_VERIFY_WITH_TIMEOUT(!window_->imports()->isRunning(), patience);
    QSignalSpy told(window_->imports(), &ImportController::finished);
    open();
    QVERIFY(!told.isEmpty());
    QVERIFY(told.front().front().toString().startsWith(q("1 import")));
    QVERIFY(!subjectOf("5.5.1.1").isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(page()->report().preview && !page()->report().looking, patience);
    QCOMPARE(page()->report().series.size(), 1);
    QCOMPARE(window_->imports()->jobs().front().title, q("Import from r"));
    window_->imports()->cancel(window_->imports()->jobs().front().id);
    QVERIFY(subjectOf("5.5.2.1").isEmpty());
}

/// A look that was begun in one study asks nothing in the next one.
void ImportWindowTest::anotherStudyGetsNothing() {
    QVERIFY(other_.make());
    QSignalSpy asked(window_->imports(), &ImportController::previewReady);
    window_->imports()->start({folder_.filePath(q("m"))});
    QVERIFY(window_->imports()->isRunning());
    window_->lock();
    window_->openStudy(std::make_shared<OpenStudy>(std::move(other_.vault)));
    QTRY_VERIFY_WITH_TIMEOUT(!window_->imports()->isRunning(), patience);
    QCOMPARE(asked.size(), 0);
    QVERIFY(!page()->isVisible());
    QVERIFY(!page()->report().preview);
    // What is begun in the other one is its own.
    window_->imports()->start({folder_.filePath(q("m"))});
    QTRY_COMPARE_WITH_TIMEOUT(asked.size(), 1, patience);
    window_->lock();
}

QTEST_MAIN(ImportWindowTest)
#include "ImportWindowTest.moc"
