// SPDX-License-Identifier: GPL-3.0-or-later
// A measurement is sent to the form it was meant for, and to no other, whatever happens to its save.
#include "app/window/ReadingForms.h"
#include "tests/app/Visible.h"
#include "tests/storage/StudyFixture.h"
#include "tests/widgets/DemoForms.h"
#include "widgets/common/QuietCombo.h"
#include "widgets/forms/CodeEditor.h"
#include "widgets/forms/ReasonDialog.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QSignalSpy>

using namespace casebook;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

ItemPath at(const QString& oid) { return {{}, {}, oid}; }

/// The laboratory form as one of exams, with an item in mm.
StudyDefinition examStudy() {
    StudyDefinition study = demo::labStudy();
    study.forms.first().anchor = FormAnchor::Exam;
    for (ItemDef& item : study.items)
        if (item.oid == u"lb_hgb"_s)
            item.unit = u"mm"_s;
    return study;
}

} // namespace

class ReadingSendTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }
    void init();
    void cleanup();
    void aSaveThatDoesNotComeSendsNothing();
    void theSaveOfTheFormSends();
    void aLateAnswerOpensNothing();

private:
    struct Case {
        SeriesRow series;
        FormKey key;
    };
    Result<Case> makeCase(const QString& label);
    void show(const Case& one);
    void type(const QString& oid, const QString& text);
    void send();
    [[nodiscard]] QString value(const Case& one, const QString& oid) const {
        const auto opened = study_->forms.open(one.key);
        const auto found = opened ? opened->state.item(at(oid)).value : std::nullopt;
        return found ? found->text : u"-"_s;
    }
    std::unique_ptr<test::StudyFixture> fixture_;
    StudyPtr study_;
    Case a_, b_;
    std::unique_ptr<FormPage> page_;
    std::unique_ptr<QuietCombo> choice_;
    std::unique_ptr<ReadingForms> forms_;
};

Result<ReadingSendTest::Case> ReadingSendTest::makeCase(const QString& label) {
    const auto subject = study_->subjects.enrol({label, {}, {}, {}});
    if (!subject)
        return tl::unexpected(subject.error());
    Case one;
    one.series.subject = label;
    one.series.exam = u"1.2."_s + QString::number(subject->id.value);
    auto added = study_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "exam";
        if (auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return tx.run("INSERT INTO dicom_study(uuid, study_uid, subject, study_date) VALUES(?, ?, ?, ?)",
                      tx.newUuid(), one.series.exam, subject->id, u"2026-01-01"_s);
    });
    if (!added)
        return tl::unexpected(added.error());
    const auto exams = study_->imaging.exams(label);
    if (!exams || exams->size() != 1)
        return fail(ErrorKind::Refused, "no-exam");
    one.key.subject = subject->id;
    one.key.form = u"LB"_s;
    one.key.exam = exams->first().id;
    return one;
}

void ReadingSendTest::init() {
    fixture_ = std::make_unique<test::StudyFixture>();
    QVERIFY(fixture_->make());
    study_ = std::make_shared<OpenStudy>(std::move(fixture_->vault));
    const auto published = study_->definitions.publish(examStudy(), u"test"_s, u"first"_s);
    QVERIFY2(published, published ? "" : published.error().code.constData());
    const auto a = makeCase(u"S-0001"_s), b = makeCase(u"S-0002"_s);
    QVERIFY2(a && b, a ? "" : a.error().code.constData());
    a_ = *a;
    b_ = *b;
    page_ = std::make_unique<FormPage>();
    page_->resize(400, 900);
    page_->show();
    page_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page_.get()));
    choice_ = std::make_unique<QuietCombo>();
    forms_ = std::make_unique<ReadingForms>(page_.get(), choice_.get());
    forms_->setStudy(study_);
    // A's form was complete once: a save of it asks for a reason.
    const auto form = study_->forms.begin(a_.key);
    QVERIFY2(form, form ? "" : form.error().code.constData());
    QVERIFY(study_->forms.markNotDone(form->id, true, {"other", u"no blood"_s}));
    QVERIFY(study_->forms.markNotDone(form->id, false, {"other", u"found"_s}));
}

void ReadingSendTest::cleanup() {
    if (forms_)
        forms_->setStudy(nullptr);
    QThreadPool::globalInstance()->waitForDone();
    forms_.reset();
    choice_.reset();
    page_.reset();
    study_.reset();
    fixture_.reset();
}

void ReadingSendTest::show(const Case& one) {
    forms_->showFor(one.series);
    QTRY_VERIFY_WITH_TIMEOUT(page_->isOpen() && page_->model()->view().subject == one.series.subject,
                             patience);
}

void ReadingSendTest::type(const QString& oid, const QString& text) {
    page_->activateWindow(); // after a dialog nothing else does
    QTRY_VERIFY(page_->isActiveWindow());
    QVERIFY(page_->focusItem(at(oid)));
    QVERIFY(QApplication::focusWidget());
    QTest::keyClicks(QApplication::focusWidget(), text);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
}

void ReadingSendTest::send() {
    QVERIFY(page_->focusItem(at(u"lb_hgb"_s)));
    forms_->send({{12.34}, u"mm"_s, {}});
}

/// "Keep as it was", then the next patient: the first key there begins a form, and that must send nothing.
void ReadingSendTest::aSaveThatDoesNotComeSendsNothing() {
    show(a_);
    type(u"lb_plt"_s, u"200"_s);
    QSignalSpy failed(forms_.get(), &ReadingForms::failed), said(forms_.get(), &ReadingForms::said);
    send();
    auto* dialog = page_->findChild<ReasonDialog*>();
    QVERIFY(dialog);
    for (QPushButton* button : dialog->findChildren<QPushButton*>())
        if (button->text() == u"Keep as it was"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    show(b_);
    type(u"lb_plt"_s, u"210"_s);
    const auto begun = [this] {
        const auto form = study_->forms.find(b_.key);
        return form && form->has_value() && forms_->controller()->form().isValid();
    };
    QTRY_VERIFY_WITH_TIMEOUT(begun(), patience);
    page_->save();
    QTRY_COMPARE_WITH_TIMEOUT(value(b_, u"lb_plt"_s), u"210"_s, patience);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(value(b_, u"lb_hgb"_s), u"-"_s);
    QCOMPARE(value(a_, u"lb_hgb"_s), u"-"_s);
    QCOMPARE(failed.size(), 1); // it was said that nothing was sent
    for (const QList<QVariant>& one : said)
        QVERIFY(!one.first().toString().contains(u"12.3"_s));
}

void ReadingSendTest::theSaveOfTheFormSends() {
    show(a_);
    type(u"lb_plt"_s, u"200"_s);
    send();
    auto* dialog = page_->findChild<ReasonDialog*>();
    QVERIFY(dialog);
    dialog->activateWindow(); // the list of reasons opens where the keys go
    QTRY_VERIFY(dialog->list()->widget()->hasFocus());
    QTest::keyClicks(dialog->list()->widget(), u"typing"_s);
    QTest::keyClick(dialog->list()->widget(), Qt::Key_Return);
    QTest::mouseClick(dialog->findChildren<QPushButton*>().last(), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(value(a_, u"lb_hgb"_s), u"12.34"_s, patience);
    QCOMPARE(value(a_, u"lb_plt"_s), u"200"_s);
}

/// The answer to A's sending comes when B's images are there: A's form isn't put beside them.
void ReadingSendTest::aLateAnswerOpensNothing() {
    show(a_);
    QSignalSpy said(forms_.get(), &ReadingForms::said);
    send();
    show(b_);
    QTRY_COMPARE_WITH_TIMEOUT(value(a_, u"lb_hgb"_s), u"12.34"_s, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!said.isEmpty(), patience);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(page_->model()->view().subject, u"S-0002"_s);
}

QTEST_MAIN(ReadingSendTest)
#include "ReadingSendTest.moc"
