// SPDX-License-Identifier: GPL-3.0-or-later
// A form page on a real study: typed, killed, back; saved; changed elsewhere; asked and answered.
#include "app/window/QueriesController.h"
#include "app/window/ScheduleController.h"
#include "app/window/SignDialog.h"
#include "app/window/SubjectFormsController.h"
#include "storage/forms/SignatureService.h"
#include "tests/app/FormStudy.h"
#include "tests/app/Visible.h"
#include "widgets/common/EmptyState.h"
#include "widgets/forms/ChoiceEditor.h"
#include "widgets/forms/ConflictDialog.h"
#include "widgets/forms/FormParts.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; ///< for what a timer or another process begins

ItemPath at(const QString& oid) { return {{}, {}, oid}; }

} // namespace

class FormControllerTest : public test::FormStudy {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup() { release(); }
    void draftComesBackAfterAKill();
    void typesUntilKilled();
    void savedValuesAreStored();
    void firstKeysOutliveLeaving_data();
    void firstKeysOutliveLeaving();
    void whatIsNotKeptIsToldAfterLeaving_data();
    void whatIsNotKeptIsToldAfterLeaving();
    void changedElsewhereIsDecidedByItem();
    void decidedConflictsKeepAddedAndRemovedRows();
    void aRowThatAnotherRemovedIsSaid();
    void draftOlderThanAnothersChangeAsks();
    void signsWithThePassphraseAgain();
    void signsOnlyWhatWasOnThePage();
    void reasonOutlivesALock();
    void reasonOfASoftCheckAnswersItsQuery();
    void subjectListsItsForms();
    void theLastWishCounts();
    void scheduleAndQueriesAreFilled();

private:
    FormInfo begin();
    void save(const FormInfo& form, const FormEdit& edit);
    [[nodiscard]] QPushButton* signButton() const;
    void clickLast(QDialog* dialog) {
        QTest::mouseClick(dialog->findChildren<QPushButton*>().last(), Qt::LeftButton);
    }
    QWidget* go(const QString& oid) {
        page_->focusItem(at(oid));
        return QApplication::focusWidget();
    }
};

void FormControllerTest::init() {
    if (qEnvironmentVariableIsSet("CASEBOOK_TYPED_STUDY"))
        fixture_ = std::make_unique<test::StudyFixture>();
    else
        make();
}

/// The other process: types, says when it is kept, and waits to be killed.
void FormControllerTest::typesUntilKilled() {
    const QString folder = qEnvironmentVariable("CASEBOOK_TYPED_STUDY");
    if (folder.isEmpty())
        QSKIP("is the process that is killed");
    auto opened =
        Vault::unlock(folder, {}, test::secret(test::goodPassphrase), Access::ReadWrite, fixture_->deps());
    QVERIFY(opened);
    study_ = std::make_shared<OpenStudy>(std::move(*opened));
    const auto subjects = study_->subjects.list();
    QVERIFY(subjects && subjects->size() == 1);
    key_ = labOf(subjects->first().id);
    page_ = std::make_unique<FormPage>();
    page_->show();
    controller_ = std::make_unique<FormController>(page_.get());
    controller_->setStudy(study_);
    QVERIFY(openForm());
    QTest::keyClicks(go(u"lb_hgb"_s), u"12x"_s); // no value, and the field is not left
    const auto kept = [this] {
        const auto forms = study_->drafts.forms();
        return forms && !forms->isEmpty() && !study_->drafts.drafts(forms->first())->isEmpty();
    };
    QVERIFY(QTest::qWaitFor(kept, patience));
    std::puts("kept");
    std::fflush(stdout);
    QTest::qWait(60000);
}

void FormControllerTest::draftComesBackAfterAKill() {
    controller_->setStudy(nullptr);
    study_.reset(); // frees the study for the other process
    QProcess other;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CASEBOOK_TYPED_STUDY"_s, fixture_->folder());
    other.setProcessEnvironment(environment);
    other.start(QCoreApplication::applicationFilePath(), {u"typesUntilKilled"_s});
    QByteArray told;
    while (!told.contains("kept") && other.waitForReadyRead(patience))
        told += other.readAllStandardOutput();
    QVERIFY2(told.contains("kept"), told.constData());
    other.kill(); // SIGKILL
    QVERIFY(other.waitForFinished(patience));
    QVERIFY(fixture_->open());
    study_ = std::make_shared<OpenStudy>(std::move(fixture_->vault));
    controller_->setStudy(study_);
    QVERIFY(openForm());
    QCOMPARE(page_->model()->state().item(at(u"lb_hgb"_s)).typed, u"12x"_s);
    const auto stored = study_->forms.open(key_);
    QVERIFY(stored);
    QVERIFY(stored->values.isEmpty()); // a draft is no value
}

void FormControllerTest::savedValuesAreStored() {
    QVERIFY(openForm());
    QSignalSpy saved(controller_.get(), &FormController::saved);
    QTest::keyClicks(go(u"lb_hgb"_s), u"128"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(go(u"lb_crea"_s), u"6x"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience); // begun by the first key
    page_->save();
    test::settle();
    QCOMPARE(saved.size(), 2);
    const auto stored = study_->forms.open(key_);
    QVERIFY(stored);
    QCOMPARE(stored->state.item(at(u"lb_hgb"_s)).value->text, u"128"_s);
    QVERIFY(!stored->state.item(at(u"lb_crea"_s)).value);
    // Text that is no value is still in its field, and still a draft.
    QCOMPARE(page_->model()->state().item(at(u"lb_crea"_s)).typed, u"6x"_s);
    QTRY_COMPARE_WITH_TIMEOUT(study_->drafts.drafts(stored->info.uuid)->size(), 1, patience);
    QSignalSpy history(page_.get(), &FormPage::historyRequested);
    go(u"lb_hgb"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F2);
    QCOMPARE(history.size(), 1);
}

void FormControllerTest::firstKeysOutliveLeaving_data() {
    QTest::addColumn<bool>("locked");
    QTest::newRow("the study is locked") << true;
    QTest::newRow("the form is left") << false;
}

/// What was typed first in a form that nobody has begun is kept, though the form is gone before it is made.
void FormControllerTest::firstKeysOutliveLeaving() {
    QFETCH(bool, locked);
    QVERIFY(openForm());
    QTest::keyClicks(go(u"lb_hgb"_s), u"128"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); // the form is being begun
    QTest::keyClicks(go(u"lb_crea"_s), u"6"_s); // and this was not even told yet
    if (locked) {
        controller_->setStudy(nullptr);
        study_.reset();
        QTRY_VERIFY_WITH_TIMEOUT(fixture_->open(), patience); // who holds the study lets go of it
        study_ = std::make_shared<OpenStudy>(std::move(fixture_->vault));
        controller_->setStudy(study_);
    } else {
        controller_->close();
        QThreadPool::globalInstance()->waitForDone();
    }
    const auto form = study_->forms.find(key_);
    QVERIFY(form && *form);
    const auto drafts = study_->drafts.drafts((*form)->uuid);
    QVERIFY(drafts);
    QCOMPARE(drafts->size(), 2);
    QCOMPARE(drafts->front().raw, u"128"_s);
    QCOMPARE(drafts->back().raw, u"6"_s);
}

void FormControllerTest::whatIsNotKeptIsToldAfterLeaving_data() {
    QTest::addColumn<bool>("saves");
    QTest::addColumn<bool>("locked");
    QTest::addColumn<QString>("words");
    QTest::newRow("a draft, the form is left") << false << false << u"What was typed in"_s;
    QTest::newRow("a draft, the study is locked") << false << true << u"What was typed in"_s;
    QTest::newRow("a save, the form is left") << true << false << u"is not saved."_s;
    QTest::newRow("a save, the study is locked") << true << true << u"is not saved."_s;
}

/// The answer comes when the page shows the form no more, and over the door nothing is said.
void FormControllerTest::whatIsNotKeptIsToldAfterLeaving() {
    QFETCH(bool, saves);
    QFETCH(bool, locked);
    QFETCH(QString, words);
    QVERIFY(begin().id.isValid());
    QVERIFY(openForm());
    QSignalSpy failed(controller_.get(), &FormController::failed);
    const QList<Role> roles = study_->session.roles;
    QTest::keyClicks(go(u"lb_hgb"_s), u"128"_s);
    const_cast<Session&>(study_->session).roles = {Role::Monitor}; // refuses as a full disk does
    if (saves)
        page_->save();
    if (locked)
        controller_->setStudy(nullptr);
    else
        controller_->close();
    test::settle();
    if (locked) {
        QCOMPARE(failed.size(), 0);
        const_cast<Session&>(study_->session).roles = roles;
        controller_->setStudy(study_);
    }
    QStringList told;
    for (const auto& one : failed)
        told << one.first().toString();
    const QString all = told.join(u'\n');
    QVERIFY2(all.contains(words) && all.contains(u"S-0001"_s), qPrintable(all));
    controller_->setStudy(nullptr); // once, and to nobody else
    failed.clear();
    const_cast<Session&>(study_->session).roles = roles;
    controller_->setStudy(study_);
    QCOMPARE(failed.size(), 0);
}

void FormControllerTest::changedElsewhereIsDecidedByItem() {
    QVERIFY(openForm());
    QSignalSpy saved(controller_.get(), &FormController::saved);
    QTest::keyClicks(go(u"lb_hgb"_s), u"128"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience);
    const auto form = study_->forms.find(key_);
    QVERIFY(form && *form);
    FormEdit theirs;
    theirs.items = {{at(u"lb_hgb"_s), demo::decimal(u"131"_s), 0, std::nullopt}};
    QVERIFY(study_->forms.save((*form)->id, theirs, {}));
    page_->save();
    test::settle();
    QVERIFY(page_->findChild<ConflictDialog*>());
    auto* dialog = page_->findChild<ConflictDialog*>();
    QCOMPARE(dialog->choices().size(), 1);
    QTest::keyClicks(dialog->choices().first(), u"1"_s); // mine
    QTest::mouseClick(dialog->findChildren<QPushButton*>().last(), Qt::LeftButton);
    test::settle();
    QCOMPARE(saved.size(), 2);
    QCOMPARE(study_->forms.open(key_)->state.item(at(u"lb_hgb"_s)).value->text, u"128"_s);
}

FormInfo FormControllerTest::begin() { return study_->forms.begin(key_).value_or(FormInfo()); }

/// As somebody else does, and later than what was read so far.
void FormControllerTest::save(const FormInfo& form, const FormEdit& edit) {
    fixture_->clock.advance(60'000);
    if (!other_)
        addOther(Role::Coordinator);
    const auto saved = theirs().save(form.id, edit, {"other", u"theirs"_s});
    QVERIFY2(saved, saved ? "" : saved.error().code.constData());
    fixture_->clock.advance(60'000);
}

/// What is decided of one item takes nothing from the rest: rows added and removed are saved with it.
void FormControllerTest::decidedConflictsKeepAddedAndRemovedRows() {
    const FormInfo form = begin();
    const QByteArray old(16, '\x11');
    const ItemPath oldTerm{u"AER"_s, old, u"ae_term"_s};
    FormEdit first;
    first.added = {{u"AER"_s, old}};
    first.items = {{oldTerm, ItemValue{ValueKind::Text, {}, u"rash"_s, {}, {}, {}, u"rash"_s}, 0, {}}};
    save(form, first);
    QVERIFY(openForm());
    QSignalSpy stored(controller_.get(), &FormController::stored);
    QTest::keyClicks(go(u"lb_hgb"_s), u"128"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    const auto added = page_->model()->addRow(u"AER"_s);
    QVERIFY(added);
    const ItemPath term{u"AER"_s, *added, u"ae_term"_s};
    page_->model()->commit(term, u"cough"_s);
    page_->model()->removeRow(u"AER"_s, old, u"typed twice"_s);
    FormEdit theirs;
    theirs.items = {{at(u"lb_hgb"_s), demo::decimal(u"131"_s), 0, std::nullopt}};
    save(form, theirs);
    page_->save();
    test::settle();
    QVERIFY(page_->findChild<ConflictDialog*>());
    auto* dialog = page_->findChild<ConflictDialog*>();
    QCOMPARE(dialog->choices().size(), 1);
    QTest::keyClicks(dialog->choices().first(), u"2"_s); // theirs
    clickLast(dialog);
    test::settle();
    QCOMPARE(stored.size(), 1);
    const auto now = study_->forms.open(key_);
    QVERIFY(now);
    QCOMPARE(now->state.item(at(u"lb_hgb"_s)).value->text, u"131"_s);
    QCOMPARE(now->state.rows(u"AER"_s), QList<QByteArray>{*added});
    QCOMPARE(now->state.item(term).value->text, u"cough"_s);
    // All of it was carried or decided.
    QTRY_VERIFY_WITH_TIMEOUT(study_->drafts.drafts(form.uuid)->isEmpty(), patience);
}

void FormControllerTest::aRowThatAnotherRemovedIsSaid() {
    const FormInfo form = begin();
    const QByteArray row(16, '\x11');
    FormEdit first;
    first.added = {{u"AER"_s, row}};
    first.items = {{{u"AER"_s, row, u"ae_term"_s},
                    ItemValue{ValueKind::Text, {}, u"rash"_s, {}, {}, {}, u"rash"_s},
                    0,
                    {}}};
    save(form, first);
    QVERIFY(openForm());
    QSignalSpy stored(controller_.get(), &FormController::stored);
    page_->model()->commit({u"AER"_s, row, u"ae_term"_s}, u"itching"_s);
    page_->model()->commit(at(u"lb_hgb"_s), u"128"_s);
    FormEdit theirs;
    theirs.voided = {{row, std::nullopt}};
    save(form, theirs);
    page_->save();
    test::settle();
    QVERIFY(page_->findChild<ConflictDialog*>());
    auto* dialog = page_->findChild<ConflictDialog*>();
    QVERIFY(dialog->choices().isEmpty()); // there is nothing to choose
    QVERIFY(test::showsWords(dialog, u"has removed this row"_s));
    QVERIFY(test::showsWords(dialog, u"itching"_s));
    clickLast(dialog);
    test::settle();
    QCOMPARE(stored.size(), 1);
    const auto now = study_->forms.open(key_);
    QVERIFY(now);
    QVERIFY(now->state.rows(u"AER"_s).isEmpty());
    QCOMPARE(now->state.item(at(u"lb_hgb"_s)).value->text, u"128"_s);
}

/// Locked with a draft, and another saves the same item meanwhile: the draft that is back was not typed on that.
void FormControllerTest::draftOlderThanAnothersChangeAsks() {
    const FormInfo form = begin();
    QVERIFY(openForm());
    QTest::keyClicks(go(u"lb_hgb"_s), u"128"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTRY_COMPARE_WITH_TIMEOUT(study_->drafts.drafts(form.uuid)->size(), 1, patience);
    controller_->setStudy(nullptr);
    FormEdit theirs;
    theirs.items = {{at(u"lb_hgb"_s), demo::decimal(u"131"_s), 0, std::nullopt},
                    {at(u"lb_crea"_s), demo::decimal(u"60"_s), 0, std::nullopt}};
    study_->drafts.put(form.uuid, at(u"lb_plt"_s), u"200"_s).waitForFinished();
    save(form, theirs);
    controller_->setStudy(study_);
    QVERIFY(openForm());
    QCOMPARE(page_->model()->state().item(at(u"lb_hgb"_s)).value->text, u"128"_s);
    page_->model()->commit(at(u"lb_crea"_s), u"61"_s); // on their value, which was seen
    page_->save();
    test::settle();
    QVERIFY(page_->findChild<ConflictDialog*>());
    auto* dialog = page_->findChild<ConflictDialog*>();
    QCOMPARE(dialog->choices().size(), 1);
    QSignalSpy stored(controller_.get(), &FormController::stored);
    QTest::keyClicks(dialog->choices().first(), u"1"_s); // mine
    clickLast(dialog);
    test::settle();
    QCOMPARE(stored.size(), 1);
    const auto now = study_->forms.open(key_);
    QVERIFY(now);
    QCOMPARE(now->state.item(at(u"lb_hgb"_s)).value->text, u"128"_s);
    QCOMPARE(now->state.item(at(u"lb_crea"_s)).value->text, u"61"_s);
    QCOMPARE(now->state.item(at(u"lb_plt"_s)).value->text, u"200"_s);
}

QPushButton* FormControllerTest::signButton() const {
    for (QPushButton* button : page_->foot()->findChildren<QPushButton*>())
        if (button->text() == u"Sign"_s)
            return button;
    return nullptr;
}

/// A wrong passphrase signs nothing; the right one prints the name; a change breaks it for all to see.
void FormControllerTest::signsWithThePassphraseAgain() {
    const auto begun = study_->forms.begin(key_);
    QVERIFY(begun && study_->forms.markNotDone(begun->id, true, {"other", u"no blood was drawn"_s}));
    QVERIFY(openForm());
    QPushButton* sign = signButton();
    QVERIFY(sign && sign->isVisible() && sign->isEnabled());
    QTest::mouseClick(sign, Qt::LeftButton);
    const QPointer<SignDialog> dialog = page_->findChild<SignDialog*>();
    QVERIFY(dialog);
    const auto type = [&](const QString& passphrase) {
        auto* field = dialog->findChild<QLineEdit*>();
        field->clear();
        QTest::keyClicks(field, passphrase);
        QTest::keyClick(field, Qt::Key_Return);
    };
    QSignalSpy said(controller_.get(), &FormController::said);
    const SignatureService signatures(*study_->vault, study_->session);
    type(u"not the right passphrase"_s);
    test::settle();
    QVERIFY(dialog->findChild<ErrorNote*>()->isVisible());
    QVERIFY(signatures.of(begun->id)->isEmpty());
    type(QString::fromLatin1(test::goodPassphrase));
    test::settle();
    QVERIFY2(said.size() == 1,
             dialog ? qPrintable(dialog->findChild<ErrorNote*>()->copyText()) : "said nothing");
    QVERIFY(!sign->isVisible()); // it holds
    QVERIFY(page_->model()->view().signedWords.contains(study_->session.printedName));
    QVERIFY(page_->model()->view().signatureHolds);
    QVERIFY(study_->forms.markNotDone(begun->id, false, {"other", u"it was drawn"_s}));
    controller_->refresh();
    test::settle();
    QVERIFY(!page_->model()->view().signatureHolds);
    QVERIFY(!signatures.of(begun->id)->last().holds);
}

/// Changed and complete again while the dialog asks: the page behind it is filled anew, the person has not seen that.
void FormControllerTest::signsOnlyWhatWasOnThePage() {
    const auto begun = study_->forms.begin(key_);
    QVERIFY(begun && study_->forms.markNotDone(begun->id, true, {"other", u"no blood was drawn"_s}));
    QVERIFY(openForm());
    QPushButton* sign = signButton();
    QVERIFY(sign && sign->isVisible() && sign->isEnabled());
    QTest::mouseClick(sign, Qt::LeftButton);
    const QPointer<SignDialog> dialog = page_->findChild<SignDialog*>();
    QVERIFY(dialog);
    QVERIFY(study_->forms.markNotDone(begun->id, false, {"other", u"it was drawn"_s}));
    QVERIFY(study_->forms.markNotDone(begun->id, true, {"other", u"it was not"_s}));
    QVERIFY(study_->forms.lock(begun->id, {})); // so that the page shows when it is filled anew
    controller_->refresh();
    test::settle();
    QVERIFY(page_->model()->view().locked);
    auto* field = dialog->findChild<QLineEdit*>();
    QTest::keyClicks(field, QString::fromLatin1(test::goodPassphrase));
    QTest::keyClick(field, Qt::Key_Return);
    test::settle();
    QVERIFY(!dialog || dialog->findChild<ErrorNote*>()->isVisible());
    QVERIFY2(dialog, "it has signed");
    const SignatureService signatures(*study_->vault, study_->session);
    QVERIFY(signatures.of(begun->id)->isEmpty());
    dialog->reject();
}

void FormControllerTest::reasonOfASoftCheckAnswersItsQuery() {
    QVERIFY(openForm());
    QSignalSpy queries(controller_.get(), &FormController::queriesChanged);
    QTest::keyClicks(go(u"lb_plt"_s), u"86"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    Q_EMIT page_->reasonGiven(at(u"lb_plt"_s), u"after chemotherapy"_s);
    page_->save();
    test::settle();
    QVERIFY(queries.size() >= 2); // opened by the save, then answered
    const auto rows = study_->queries.list();
    QVERIFY(rows);
    const auto row =
        std::find_if(rows->begin(), rows->end(), [](const QueryRow& q) { return q.path == at(u"lb_plt"_s); });
    QVERIFY(row != rows->end());
    QCOMPARE(row->state, QByteArray("answered"));
}

void FormControllerTest::reasonOutlivesALock() {
    QVERIFY(openForm());
    QTest::keyClicks(go(u"lb_plt"_s), u"86"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    Q_EMIT page_->reasonGiven(at(u"lb_plt"_s), u"after chemotherapy"_s); // the form only begins
    const auto drafts = [this] {
        const auto form = study_->forms.find(key_);
        return form && *form ? study_->drafts.drafts((*form)->uuid)->size() : 0;
    };
    QTRY_COMPARE_WITH_TIMEOUT(drafts(), 2, patience);
    controller_->setStudy(nullptr);
    controller_->setStudy(study_);
    QVERIFY(openForm());
    page_->save();
    const auto answered = [this] {
        const auto rows = study_->queries.list();
        return rows && std::any_of(rows->begin(), rows->end(), [](const QueryRow& q) {
                   return q.path == at(u"lb_plt"_s) && q.state == "answered";
               });
    };
    test::settle();
    QVERIFY(answered());
    QTRY_COMPARE_WITH_TIMEOUT(drafts(), 0, patience);
}

void FormControllerTest::subjectListsItsForms() {
    SubjectForms forms;
    forms.resize(1200, 800);
    forms.show();
    SubjectFormsController subject(&forms);
    subject.setStudy(study_);
    QVERIFY(study_->visits.setDate(key_.subject, u"M6"_s, 1, u"2026-01-01"_s, {}));
    subject.openForm(key_.subject, u"M6"_s, 1, u"LB"_s, at(u"lb_crea"_s));
    test::settle();
    QVERIFY(subject.form()->isLoaded());
    QCOMPARE(forms.page()->currentItem().item, u"lb_crea"_s);
    QVERIFY(forms.model()->rowCount() >= 1);
    QVERIFY(!forms.current().isEmpty());
    subject.setStudy(nullptr);
    QCOMPARE(forms.model()->rowCount(), 0); // a locked study leaves nothing on the screen
}

/// A form that is still looked for does not come over what was asked for after it.
void FormControllerTest::theLastWishCounts() {
    SubjectForms forms;
    SubjectFormsController subject(&forms);
    subject.setStudy(study_);
    const FormInfo first = begin();
    QVERIFY(first.id.isValid());
    const auto other = study_->subjects.enrol({u"S-0002"_s, {}, {}, {}});
    QVERIFY(other);
    subject.openInstance(first.id);
    subject.openVisit(other->id, u"M6"_s, 1);
    for (int i = 0; i < 4; ++i) {
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
    }
    QCOMPARE(subject.subject(), other->id);
    subject.setStudy(nullptr);
}

void FormControllerTest::scheduleAndQueriesAreFilled() {
    SchedulePage schedule;
    ScheduleController visits(&schedule);
    QueriesPage queries;
    QueriesController questions(&queries);
    QVERIFY(study_->visits.setDate(key_.subject, u"M6"_s, 1, u"2026-01-01"_s, {}));
    visits.setStudy(study_);
    questions.setStudy(study_);
    test::settle();
    QVERIFY(visits.isLoaded() && questions.isLoaded());
    QCOMPARE(schedule.model()->total(), 1);
    QCOMPARE(schedule.model()->rowAt(0)->cells.first().date, u"2026-01-01"_s);
    Q_EMIT schedule.tableRequested();
    auto* dialog = schedule.findChild<QFileDialog*>();
    QVERIFY(dialog);
    const QString table = fixture_->beside(u"visits.csv"_s);
    dialog->findChild<QLineEdit*>(u"fileNameEdit"_s)->setText(table);
    QDialog& plain = *dialog; // accept() is for clicks there
    plain.accept();
    test::settle();
    QVERIFY(test::readFile(table).contains("2026-01-01"));
    visits.setStudy(nullptr);
    questions.setStudy(nullptr);
    QCOMPARE(schedule.model()->total(), 0);
}

QTEST_MAIN(FormControllerTest)
#include "FormControllerTest.moc"
