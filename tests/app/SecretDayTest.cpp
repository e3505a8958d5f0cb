// SPDX-License-Identifier: GPL-3.0-or-later
//
// After a scripted day of work, by the commands and in the window, no name, number, answer, reason or question of it
// stands in any byte that the programs wrote: study, other disk, backup, restored study, settings, cache, state,
// temporary folders, standard error. What leaves on purpose, a released data set, says of nobody who he is.
#include "app/window/ClinicalPages.h"
#include "app/window/DoorController.h"
#include "app/window/HomeController.h"
#include "app/window/MainWindow.h"
#include "app/window/SubjectFormsController.h"
#include "app/window/SubjectsController.h"
#include "tests/app/SecretDay.h"
#include "widgets/forms/FormPage.h"
#include "widgets/subject/CasePage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDialog>
#include <QDirIterator>
#include <QLineEdit>
#include <QStringEncoder>
#include <QTest>

#include <unistd.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000;

/// The other process: works in the window as a person does, says when what was typed is kept, and is killed.
class WindowWork {
public:
    explicit WindowWork(const Planted& planted) : planted_(planted) {}

    /// "kept", or what it could not do.
    QByteArray go() {
        window_.setLanguage(u"en"_s);
        window_.resize(1400, 900);
        window_.show();
        return !unlocked() ? "not unlocked" : !enrolled() ? "not enrolled" : !typed() ? "not typed" : "kept";
    }

private:
    [[nodiscard]] static bool waitFor(const std::function<bool()>& is) {
        return QTest::qWaitFor(is, patience);
    }
    [[nodiscard]] QDialog* dialog() const {
        for (auto* one : window_.findChildren<QDialog*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    bool unlocked() {
        window_.door()->unlock(qEnvironmentVariable("CASEBOOK_STUDY"), u"tester"_s,
                               SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadWrite);
        return waitFor([this] { return window_.study() && window_.home()->isLoaded(); });
    }
    bool enrolled() {
        window_.shell()->showPage(PageId::Subjects);
        if (!waitFor([this] { return window_.subjects()->isLoaded(); }))
            return false;
        window_.shell()->subjects()->showEnrol();
        if (!waitFor([this] { return dialog(); }))
            return false;
        const auto fields = dialog()->findChildren<QLineEdit*>();
        QTest::keyClicks(fields[0], u"W-1"_s);
        QTest::keyClicks(fields[1], planted_.typedName);
        QTest::keyClick(fields[1], Qt::Key_Return);
        return waitFor([this] {
            const auto subjects = window_.study()->subjects.list();
            return subjects && std::any_of(subjects->begin(), subjects->end(),
                                           [](const Subject& one) { return one.label == u"W-1"; });
        });
    }
    /// A draft that is never saved.
    bool typed() {
        window_.clinical()->openForm(u"P-1/SCR/LAB"_s);
        auto* page = window_.clinical()->casePage()->findChild<FormPage*>();
        const auto shows = [&] { return page->isOpen() && page->isVisible() && !dialog(); };
        if (!waitFor(shows))
            return false;
        window_.activateWindow(); // without a window manager nobody gives it the keys back
        if (!QTest::qWaitForWindowActive(&window_) || !page->focusItem({{}, {}, u"lab_comment"_s}) ||
            !QApplication::focusWidget())
            return false;
        QTest::keyClicks(QApplication::focusWidget(), planted_.typed);
        return waitFor([this] {
            const auto forms = window_.study()->drafts.forms();
            return forms && !forms->isEmpty();
        });
    }

    Planted planted_;
    MainWindow window_;
};

int workInTheWindow(const QString& planted) {
    QCoreApplication::setApplicationName(
        u"casebook"_s); // as the program, so that its settings go where those go
    theme::install(*qApp);
    if (!hardenProcess())
        return 2;
    WindowWork work(Planted::fromLine(planted));
    std::puts(work.go().constData());
    std::fflush(stdout);
    QTest::qWait(patience);
    return 1;
}

/// How far the bytes are from evenly spread; near 255 where they are random, thousands where they are text.
double chiSquare(const QByteArray& bytes) {
    std::array<double, 256> counts{};
    for (const char byte : bytes)
        counts[quint8(byte)] += 1;
    const double expected = double(bytes.size()) / 256;
    double sum = 0;
    for (const double count : counts)
        sum += (count - expected) * (count - expected) / expected;
    return sum;
}

} // namespace

class SecretDayTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyEncodingIsFound_data();
    void everyEncodingIsFound();
    void nothingIsInTheStudies_data();
    void nothingIsInTheStudies();
    void nothingIsInSettingsCacheStateOrTemp();
    void nothingIsInFoldersOfTheMachine();
    void nothingWasPrinted();
    void aReleasedSetSaysOfNobodyWhoHeIs();
    void studyFilesLookLikeNoise();

private:
    void workWithTheWindow();
    static void verifyNone(const QList<ByteSearch::Hit>& hits) {
        const auto real = ByteSearch::withoutChance(hits);
        for (const auto& hit : real)
            qWarning("%s @%lld: %s", qPrintable(hit.file), hit.offset, qPrintable(hit.what));
        QVERIFY(real.isEmpty());
    }

    CliStudy study_;
    SecretDay day_{study_};
    ByteSearch all_; ///< everything planted
    ByteSearch identities_; ///< what says who somebody is
    QDateTime start_ = QDateTime::currentDateTime().addSecs(-1);
};

void SecretDayTest::initTestCase() {
    const Planted& planted = day_.planted;
    addPlantedTexts(all_, planted.identities() + planted.words() + planted.pinyin());
    addPlantedTexts(identities_, planted.identities() + planted.pinyin());
    QVERIFY2(all_.count() > 300, QByteArray::number(all_.count()));
    QVERIFY(!planted.pinyin().isEmpty());
    day_.otherStudy();
    day_.morning();
    QVERIFY2(day_.failure.isEmpty(), qPrintable(day_.failure));
    workWithTheWindow();
    if (QTest::currentTestFailed())
        return;
    day_.images();
    day_.sets();
    day_.evening();
    QVERIFY2(day_.failure.isEmpty(), qPrintable(day_.failure));
}

void SecretDayTest::workWithTheWindow() {
    QProcess window;
    window.start(QCoreApplication::applicationFilePath(), {u"--window"_s, day_.planted.toLine()});
    QByteArray told;
    while (!told.contains('\n') && window.waitForReadyRead(2 * patience))
        told += window.readAllStandardOutput();
    const bool lives = window.state() == QProcess::Running;
    window.kill(); // SIGKILL, with the study open and a draft in it
    window.waitForFinished(patience);
    const QByteArray words = window.readAllStandardError();
    QVERIFY2(lives && told.startsWith("kept"), QByteArray(told + words).constData());
    day_.printed += told + words;
}

void SecretDayTest::everyEncodingIsFound_data() {
    QTest::addColumn<QByteArray>("bytes");
    const Planted& planted = day_.planted;
    for (const auto& [kind, text] :
         {std::pair("Chinese", planted.hanName), {"name", planted.personName}, {"answer", planted.answer}}) {
        const auto row = [&](const QByteArray& name, const QByteArray& bytes) {
            QTest::addRow("%s %s", kind, name.constData()) << "something " + bytes + " else";
        };
        const QByteArray utf8 = text.toUtf8();
        const QByteArray wide(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
        row("UTF-8", utf8);
        row("UTF-16LE", wide);
        row("UTF-32LE", QStringEncoder(QStringConverter::Utf32LE).encode(text));
        row("UTF-16BE", QStringEncoder(QStringConverter::Utf16BE).encode(text));
        for (const char* name : {"GB18030", "Big5"})
            row(name, QStringEncoder(name).encode(text));
        for (const auto& [name, raw] : {std::pair("UTF-8", utf8), {"UTF-16", wide}}) {
            row(QByteArray(name) + " hex", raw.toHex());
            row(QByteArray(name) + " HEX", raw.toHex().toUpper());
            for (int shift = 0; shift < 3; ++shift)
                row(QByteArray(name) + " base64 " + QByteArray::number(shift),
                    QByteArray(QByteArray(shift, 'k') + raw + "abc").toBase64());
        }
        row("percent", QUrl::toPercentEncoding(text));
        row("lower case", text.toLower().toUtf8());
    }
    const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text.toUtf8(); };
    row("pinyin", planted.pinyin().first());
    row("order of speech",
        planted.personName.section(u'^', 1) + u' ' + planted.personName.section(u'^', 0, 0));
    row("with a comma",
        planted.personName.section(u'^', 0, 0) + u", "_s + planted.personName.section(u'^', 1));
    QString entities, escapes;
    for (const QChar c : planted.hanName) {
        entities += u"&#%1;"_s.arg(c.unicode());
        escapes += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
    }
    row("HTML", entities);
    row("JSON", escapes);
}

/// Else a search that finds nothing says nothing.
void SecretDayTest::everyEncodingIsFound() {
    QFETCH(QByteArray, bytes);
    QDir().mkpath(study_.path("control"));
    QFile file(study_.path("control/file"));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(70'000, 'x') + bytes);
    file.close();
    QVERIFY(!ByteSearch::withoutChance(all_.below(study_.path("control"))).isEmpty());
}

void SecretDayTest::nothingIsInTheStudies_data() {
    QTest::addColumn<QString>("folder");
    for (const char* name : {"study", "odm-study", "disk", "backup", "restored"})
        QTest::newRow(name) << study_.path(name);
}
void SecretDayTest::nothingIsInTheStudies() {
    QFETCH(QString, folder);
    QVERIFY(!QDir(folder).isEmpty());
    verifyNone(all_.below(folder));
}

void SecretDayTest::nothingIsInSettingsCacheStateOrTemp() {
    for (const char* name : {"home", "config", "cache", "data", "state", "tmp", "run"})
        verifyNone(all_.below(study_.path(name)));
    verifyNone(all_.inBytes(readFile(study_.path("report.json")), u"report.json"_s));
}

/// Where a program would write that heeds neither TMPDIR nor HOME. Folders of others change while this looks.
void SecretDayTest::nothingIsInFoldersOfTheMachine() {
    constexpr qint64 largest = 64 << 20; // others keep sparse files of terabytes there
    for (const char* place : {"/tmp", "/var/tmp", "/dev/shm"})
        for (const QFileInfo& entry :
             QDir(QLatin1StringView(place))
                 .entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
            if (entry.ownerId() != ::getuid() || entry.lastModified() < start_ || entry.isSymLink() ||
                study_.root().startsWith(entry.filePath()))
                continue;
            verifyNone(all_.inBytes(QFile::encodeName(entry.fileName()), entry.filePath()));
            if (entry.isDir())
                verifyNone(all_.below(entry.filePath(), 20, largest));
            else if (entry.isFile() && entry.size() <= largest)
                verifyNone(all_.inBytes(readFile(entry.filePath()), entry.filePath()));
        }
}

void SecretDayTest::nothingWasPrinted() { verifyNone(all_.inBytes(day_.printed, u"printed"_s)); }

void SecretDayTest::aReleasedSetSaysOfNobodyWhoHeIs() {
    QVERIFY(QFile::exists(study_.path("set/README.md")));
    for (const QFileInfo& set : QDir(study_.root()).entryInfoList({u"set*"_s}, QDir::Dirs | QDir::Hidden))
        verifyNone(identities_.below(set.filePath()));
}

/// Blocks of study files that are spread as random bytes are; the header says openly what it is, and the log has the
/// numbers of its pages between them.
void SecretDayTest::studyFilesLookLikeNoise() {
    constexpr qsizetype block = 64 << 10, least = 8 << 10;
    constexpr double bound = 1000; // 255 +- 23 for noise; English text of this length: 500,000
    QVERIFY(chiSquare(QByteArray("a line of words as people write them ").repeated(2000)) > 100 * bound);
    int blocks = 0;
    for (const char* name : {"study", "odm-study", "disk", "backup", "restored"})
        for (QDirIterator files(study_.path(name), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
             files.hasNext();) {
            const QByteArray bytes = readFile(files.next());
            for (qsizetype at = 0; bytes.size() - at >= least; at += block, ++blocks) {
                const double spread = chiSquare(bytes.mid(at, block));
                QVERIFY2(spread < bound,
                         qPrintable(u"%1 at %2: %3"_s.arg(files.filePath()).arg(at).arg(spread)));
            }
        }
    QVERIFY2(blocks > 40, QByteArray::number(blocks));
}

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (app.arguments().value(1) == u"--window")
        return workInTheWindow(app.arguments().value(2));
    SecretDayTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "SecretDayTest.moc"
