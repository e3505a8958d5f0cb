// SPDX-License-Identifier: GPL-3.0-or-later
// Forms, schedule, queries and users in English, Chinese and a longer language, at 100 and 200 %: nothing is
// cut. With CASEBOOK_PICTURES=FOLDER the pages are kept as pictures for a person to look at.
#include "tests/widgets/Cut.h"
#include "tests/widgets/DemoForms.h"
#include "tests/widgets/Languages.h"
#include "widgets/forms/ChoiceEditor.h"
#include "widgets/forms/ConflictDialog.h"
#include "widgets/forms/FormPage.h"
#include "widgets/forms/FormParts.h"
#include "widgets/forms/FormSections.h"
#include "widgets/forms/ReasonDialog.h"
#include "widgets/forms/SubjectForms.h"
#include "widgets/queries/QueriesPage.h"
#include "widgets/schedule/SchedulePage.h"
#include "widgets/schedule/ScheduleTable.h"
#include "widgets/schedule/VisitDialogs.h"
#include "widgets/study/UserDialogs.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QListView>
#include <QProcess>
#include <QScrollArea>

#include <functional>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

/// Parts that paint their own words.
QStringList cutOwn(const QWidget* root) {
    QStringList found = tests::cut(root);
    const auto check = [&](const QWidget* w, const QString& words, int needs) {
        if (w->isVisibleTo(root) && w->height() < needs)
            found << u"%1 '%2' has %3, needs %4"_s
                         .arg(QString::fromLatin1(w->metaObject()->className()), words)
                         .arg(w->height())
                         .arg(needs);
    };
    for (const QScrollArea* area : root->findChildren<QScrollArea*>())
        if (area->isVisibleTo(root) && area->widget() && area->widget()->width() > area->viewport()->width())
            found << u"a page is %1 wide in %2"_s.arg(area->widget()->width()).arg(area->viewport()->width());
    for (const RowLabel* label : root->findChildren<RowLabel*>())
        check(label, label->text(), label->heightForWidth(label->width()));
    for (const RowNote* note : root->findChildren<RowNote*>())
        check(note, note->text(), note->heightForWidth(note->width()));
    for (const VisitLegend* legend : root->findChildren<VisitLegend*>())
        check(legend, u"legend"_s, legend->heightForWidth(legend->width()));
    for (const ChoiceView* choice : root->findChildren<ChoiceView*>())
        if (choice->isVisibleTo(root) && choice->width() < choice->sizeHint().width())
            found << u"choice '%1' is cut"_s.arg(choice->accessibleName());
    for (const ItemRow* row : root->findChildren<ItemRow*>())
        check(row, row->label()->text(), row->heightForWidth(row->width()) - 12);
    return found;
}

void settle() {
    for (int i = 0; i < 6; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
}

struct Scene {
    const char* name;
    QSize size;
    std::function<QWidget*()> make;
};

QWidget* formScene() {
    auto* forms = new SubjectForms;
    forms->setSubject(u"TJ-0041"_s, u"Lin Xiaolan"_s);
    forms->setVisits(demo::visits());
    forms->setProgress(7, 12);
    forms->select(u"Laboratory"_s);
    FormPage* page = forms->page();
    page->model()->setToday(QDate(2026, 11, 23));
    page->open(demo::formState(demo::labStudy(), u"LB"_s, demo::labData()), demo::labView());
    page->setDraftSaved(QTime(8, 31));
    page->model()->askForAll();
    return forms;
}

QWidget* compactScene() {
    auto* page = new FormPage;
    page->setCompact(true);
    page->model()->setToday(QDate(2026, 11, 23));
    page->open(demo::formState(demo::labStudy(), u"LB"_s, demo::labData()), demo::labView());
    page->model()->askForAll();
    return page;
}

QWidget* queryScene() {
    QWidget* scene = formScene();
    FormPage* page = static_cast<SubjectForms*>(scene)->page();
    scene->show();
    settle();
    page->focusItem({{}, {}, u"lb_cea"_s});
    QTest::keyClick(page, Qt::Key_F3);
    page->setThread({{}, {}, u"lb_cea"_s}, demo::thread());
    page->setHistory({{}, {}, u"lb_cea"_s}, demo::history());
    return scene;
}

QWidget* scheduleScene(bool overdue) {
    auto* page = new SchedulePage;
    page->setView(demo::schedule());
    page->showOverdue(overdue);
    return page;
}

QWidget* queriesScene() {
    auto* page = new QueriesPage;
    page->setQueries(demo::queries());
    page->setThread(3, demo::thread());
    return page;
}

QWidget* usersScene() {
    auto* view = new UsersView;
    view->setRights(true);
    view->setUsers(demo::users());
    return view;
}

QList<Scene> scenes() {
    return {{"form", {1208, 900}, [] { return formScene(); }},
            {"form-query", {1208, 900}, [] { return queryScene(); }},
            {"form-compact", {380, 1100}, [] { return compactScene(); }},
            {"schedule", {1208, 760}, [] { return scheduleScene(false); }},
            {"overdue", {1208, 500}, [] { return scheduleScene(true); }},
            {"queries", {1208, 600}, [] { return queriesScene(); }},
            {"users", {1000, 420}, [] { return usersScene(); }}};
}

} // namespace

class FormLookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { setLanguage({}); }
    void nothingIsCut_data() { languages(); }
    void nothingIsCut();
    void dialogsAreNotCut_data() { languages(); }
    void dialogsAreNotCut();
    void nothingIsCutAtTwoHundredPercent();
    void languageChangesWhileTyping();
    void pictures();

private:
    static void languages();
    void setLanguage(const QString& name);
    std::unique_ptr<QTranslator> language_;
};

void FormLookTest::initTestCase() { theme::install(*qApp); }

void FormLookTest::languages() {
    QTest::addColumn<QString>("language");
    for (const char* name : {"en", "zh", "pseudo"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void FormLookTest::setLanguage(const QString& name) {
    if (language_)
        qApp->removeTranslator(language_.get());
    language_.reset();
    if (name == u"pseudo") {
        language_ = std::make_unique<tests::PseudoLanguage>();
    } else if (name == u"zh") {
        auto chinese = std::make_unique<tests::ChineseFromSource>();
        QVERIFY(chinese->read(QStringLiteral(CASEBOOK_SOURCE_DIR "/translations/casebook_zh_CN.ts")) > 0);
        language_ = std::move(chinese);
    }
    if (language_)
        qApp->installTranslator(language_.get());
}

void FormLookTest::nothingIsCut() {
    QFETCH(QString, language);
    setLanguage(language);
    QStringList all;
    for (const Scene& scene : scenes()) {
        const std::unique_ptr<QWidget> page(scene.make());
        page->resize(scene.size);
        page->show();
        settle();
        for (const QString& line : cutOwn(page.get()))
            all << u"%1: %2"_s.arg(QString::fromLatin1(scene.name), line);
    }
    QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
}

void FormLookTest::dialogsAreNotCut() {
    QFETCH(QString, language);
    setLanguage(language);
    QWidget host;
    host.resize(1208, 900);
    host.show();
    UserView user = demo::users().at(1);
    Dialog* const dialogs[] = {
        new ReasonDialog({{u"Creatinine"_s, u"26"_s, u"62"_s}, {u"CEA"_s, {}, u"5.0"_s}}, {}, {}, &host),
        new ConflictDialog({{{}, u"CEA"_s, u"0.50"_s, u"5.0"_s, u"sunqi"_s, u"15 Nov 14:06"_s}}, &host),
        new VisitDateDialog(u"When was Month 6 of TJ-0041?"_s, u"2026-11-04"_s, QDate(2026, 11, 23), &host),
        new UnscheduledDialog(u"TJ-0041"_s, {{u"UNS"_s, u"Unscheduled"_s}}, QDate(2026, 11, 23), &host),
        new AddUserDialog(&host),
        new RolesDialog(user, &host),
        new FirstPassphraseDialog(user, &host)};
    for (Dialog* dialog : dialogs) {
        dialog->open();
        settle();
        const QStringList lines = cutOwn(dialog);
        QVERIFY2(lines.isEmpty(), qPrintable(u"%1, %2 high, wants %3\n%4"_s
                                                 .arg(QString::fromLatin1(dialog->metaObject()->className()))
                                                 .arg(dialog->height())
                                                 .arg(dialog->minimumSizeHint().height())
                                                 .arg(lines.join(u'\n'))));
        if (const QString folder = qEnvironmentVariable("CASEBOOK_PICTURES"); !folder.isEmpty())
            dialog->grab().save(u"%1/%2-%3.png"_s.arg(
                folder, QString::fromLatin1(dialog->metaObject()->className()).section(u':', -1), language));
        dialog->close();
    }
}

void FormLookTest::nothingIsCutAtTwoHundredPercent() {
    if (qEnvironmentVariableIsSet("CASEBOOK_LOOK_CHILD"))
        QSKIP("is the process at 200 %");
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    environment.insert(u"CASEBOOK_LOOK_CHILD"_s, u"1"_s);
    environment.remove(u"CASEBOOK_PICTURES"_s);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {u"nothingIsCut"_s, u"dialogsAreNotCut"_s});
    QVERIFY(child.waitForFinished(240000));
    QVERIFY2(child.exitCode() == 0, child.readAllStandardOutput().constData());
}

void FormLookTest::languageChangesWhileTyping() {
    FormPage page;
    page.resize(1000, 800);
    page.open(demo::formState(demo::labStudy(), u"LB"_s, demo::labData()), demo::labView());
    page.show();
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    page.focusItem({{}, {}, u"lb_crea"_s});
    QTest::keyClicks(QApplication::focusWidget(), u"5"_s);
    QTRY_VERIFY(page.model()->state().isChanged());
    setLanguage(u"zh"_s);
    settle();
    QCOMPARE(page.currentItem().item, u"lb_crea"_s);
    QVERIFY(page.model()->state().isChanged()); // nothing typed is lost
    setLanguage({});
    settle();
}

/// For a person: English and Chinese, light and dark.
void FormLookTest::pictures() {
    const QString folder = qEnvironmentVariable("CASEBOOK_PICTURES");
    if (folder.isEmpty())
        QSKIP("set CASEBOOK_PICTURES to a folder");
    QDir().mkpath(folder);
    for (const QString& language : {u"en"_s, u"zh"_s})
        for (const bool dark : {false, true}) {
            setLanguage(language);
            theme::setDefault(dark ? darkTokens : lightTokens);
            for (const Scene& scene : scenes()) {
                const std::unique_ptr<QWidget> page(scene.make());
                page->resize(scene.size);
                page->show();
                settle();
                QVERIFY(page->grab().save(u"%1/%2-%3-%4.png"_s.arg(folder, QString::fromLatin1(scene.name),
                                                                   language, dark ? u"dark"_s : u"light"_s)));
            }
        }
    theme::setDefault(lightTokens);
}

QTEST_MAIN(FormLookTest)
#include "FormLookTest.moc"
