// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/DraftService.h"
#include "storage/forms/FormService.h"
#include "tests/storage/StudyForms.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

class FormServiceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { forms_.reset(); }
    void init() {
        checksAsTold = true;
        forms_ = std::make_unique<StudyForms>();
        QVERIFY(forms_->make());
    }

    /// The first sentence: a value typed, refused when it is none, asked about when out of range, saved,
    /// changed with a reason, found in the audit with old and new.
    void oneValueFromTypingToAudit() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        auto opened = f.service().open(form.id);
        VERIFY_OK(opened);
        const ItemPath weight = StudyForms::path("weight");
        const auto refused = opened->state.set(weight, QStringLiteral("seventy"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("bad-number"));
        QVERIFY(editOf(*opened).items.isEmpty());

        VERIFY_OK(opened->state.set(weight, QStringLiteral("700")));
        VERIFY_OK(opened->state.set(StudyForms::path("height"), QStringLiteral("170")));
        VERIFY_OK(opened->state.set(StudyForms::path("day"), QStringLiteral("2026-01-01")));
        const auto saved = f.service().save(form.id, editOf(*opened), {});
        VERIFY_OK(saved);
        QCOMPARE(saved->queriesOpened, 1);
        QCOMPARE(saved->info.state, QByteArray("complete"));
        QVERIFY(saved->info.wasComplete);

        const auto queries = f.queries().list();
        VERIFY_OK(queries);
        QCOMPARE(queries->size(), 1);
        QCOMPARE(queries->first().path.item, QStringLiteral("weight"));
        QCOMPARE(queries->first().state, QByteArray("open"));
        QCOMPARE(queries->first().origin, QByteArray("system"));

        const auto without = f.set(form, "weight", "70.0");
        QVERIFY(!without);
        QCOMPARE(without.error().code, QByteArray("reason-needed"));
        QCOMPARE(f.text(form, "weight"), QStringLiteral("700"));

        const auto changed = f.set(form, "weight", "70.0", {"typing-error", {}});
        VERIFY_OK(changed);
        QCOMPARE(changed->queriesResolved, 1);
        QCOMPARE(f.text(form, "weight"), QStringLiteral("70.0"));
        QCOMPARE(f.text(form, "bmi"), QStringLiteral("24.2"));

        const auto history = f.service().history(form.id, weight);
        VERIFY_OK(history);
        QCOMPARE(history->size(), 2);
        QCOMPARE(history->at(0).action, QByteArray("enter"));
        QVERIFY(!history->at(0).before);
        QCOMPARE(history->at(0).after, QStringLiteral("700"));
        QCOMPARE(history->at(1).action, QByteArray("change"));
        QCOMPARE(history->at(1).before, QStringLiteral("700"));
        QCOMPARE(history->at(1).after, QStringLiteral("70.0"));
        QCOMPARE(history->at(1).reasonCode, QByteArray("typing-error"));
        QCOMPARE(history->at(1).user, QStringLiteral("li.na"));
        QCOMPARE(f.fixture().vault->verifyChain(Job{})->ok(), true);
    }

    /// Two people have the form open; the second sees what stands against his, and loses nothing.
    void twoSessionsConflict() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        VERIFY_OK(f.set(form, "weight", "70"));
        auto mine = f.service().open(form.id);
        auto theirs = f.service().open(form.id);
        VERIFY_OK(mine);
        VERIFY_OK(theirs);
        VERIFY_OK(theirs->state.set(StudyForms::path("weight"), QStringLiteral("71")));
        VERIFY_OK(f.service().save(form.id, editOf(*theirs), {}));

        VERIFY_OK(mine->state.set(StudyForms::path("weight"), QStringLiteral("72")));
        VERIFY_OK(mine->state.set(StudyForms::path("height"), QStringLiteral("170")));
        const FormEdit edit = editOf(*mine);
        const auto refused = f.service().save(form.id, edit, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("changed-elsewhere"));
        QCOMPARE(refused.error().args, QStringList{QStringLiteral("BASE/VITALS/weight")});
        QCOMPARE(f.text(form, "weight"), QStringLiteral("71"));
        QCOMPARE(f.text(form, "height"), QString());

        const auto conflicts = f.service().conflicts(form.id, edit);
        VERIFY_OK(conflicts);
        QCOMPARE(conflicts->size(), 1);
        QCOMPARE(conflicts->first().mine->text, QStringLiteral("72"));
        QCOMPARE(conflicts->first().theirs->text, QStringLiteral("71"));
        QCOMPARE(conflicts->first().by, QStringLiteral("li.na"));
        // Another item is no conflict.
        FormEdit rest = edit;
        rest.items.removeIf([](const FormEdit::Item& item) { return item.path.item == u"weight"; });
        VERIFY_OK(f.service().save(form.id, rest, {}));
        QCOMPARE(f.text(form, "height"), QStringLiteral("170"));
    }

    /// A hidden value is kept, counts as blank, and is back when it is shown again.
    void hiddenValuesAreHeld() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        VERIFY_OK(f.set(form, "smoker", "yes"));
        VERIFY_OK(f.set(form, "cigarettes", "20"));
        VERIFY_OK(f.set(form, "smoker", "no"));
        const auto held = f.stored(form, "cigarettes");
        QVERIFY(held);
        QVERIFY(held->held);
        QCOMPARE(held->value.text, QStringLiteral("20"));
        VERIFY_OK(f.set(form, "smoker", "yes"));
        QVERIFY(!f.stored(form, "cigarettes")->held);
        const auto history = f.service().history(form.id, StudyForms::path("cigarettes"));
        VERIFY_OK(history);
        QByteArrayList actions;
        for (const ItemHistory& step : *history)
            actions.append(step.action);
        QCOMPARE(actions, QByteArrayList({"enter", "hold", "show"}));
    }

    void rowsKeepTheirIdentity() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/NODULES");
        const QByteArray first = f.addRow(form, "NOD", {{"size", "6.1"}});
        const QByteArray second = f.addRow(form, "NOD", {{"size", "8"}});
        QCOMPARE(f.text(form, "count"), QStringLiteral("2"));
        const auto opened = f.service().open(form.id);
        VERIFY_OK(opened);
        FormEdit edit;
        edit.voided = {{first, std::nullopt}};
        const auto without = f.service().save(form.id, edit, {});
        QVERIFY(!without);
        QCOMPARE(without.error().code, QByteArray("reason-needed"));
        VERIFY_OK(f.service().save(form.id, edit, {"source-corrected", {}}));
        QCOMPARE(f.text(form, "count"), QStringLiteral("1"));
        const QByteArray third = f.addRow(form, "NOD", {{"size", "9"}});
        const auto after = f.service().open(form.id);
        VERIFY_OK(after);
        QHash<QByteArray, StoredRow> rows;
        for (const StoredRow& row : after->rows)
            rows.insert(row.uuid, row);
        QVERIFY(!rows[first].live);
        QCOMPARE(rows[first].ordinal, 1);
        QCOMPARE(rows[second].ordinal, 2);
        QCOMPARE(rows[third].ordinal, 3); // a number is never given twice
        const auto history =
            f.service().history(form.id, {QStringLiteral("NOD"), second, QStringLiteral("size")});
        VERIFY_OK(history);
        QCOMPARE(history->size(), 1);
    }

    /// A form calculates from another: one save changes both; where the other is locked it is asked instead.
    void otherFormsFollow() {
        auto& f = *forms_;
        const FormInfo base = f.begin("S-0001/BASE/VITALS");
        VERIFY_OK(f.set(base, "weight", "70"));
        const FormInfo dose = f.begin("S-0001/CYCLE/DOSE");
        VERIFY_OK(f.set(dose, "per_kg", "2"));
        QCOMPARE(f.text(dose, "dose"), QStringLiteral("140"));
        const auto saved = f.set(base, "weight", "80");
        VERIFY_OK(saved);
        QCOMPARE(saved->others, QList<FormId>{dose.id});
        QCOMPARE(f.text(dose, "dose"), QStringLiteral("160"));
        const auto steps = f.service().history(dose.id, StudyForms::path("dose"));
        VERIFY_OK(steps);
        QCOMPARE(steps->last().action, QByteArray("calculate"));
        QCOMPARE(steps->last().before, QStringLiteral("140"));
        QCOMPARE(steps->last().after, QStringLiteral("160"));

        VERIFY_OK(f.service().lock(dose.id, QStringLiteral("interim analysis")));
        const auto again = f.set(base, "weight", "90");
        VERIFY_OK(again);
        QCOMPARE(f.text(dose, "dose"), QStringLiteral("160"));
        QCOMPARE(again->queriesOpened, 1);
        const auto queries = f.queries().list({{"open"}, {}, dose.id});
        VERIFY_OK(queries);
        QCOMPARE(queries->size(), 1);
        QCOMPARE(queries->first().check, QStringLiteral("dose:stale-value"));
        QCOMPARE(queries->first().severity, QByteArray("high"));
        // Unlocked and looked at again, the value follows and the question is gone.
        VERIFY_OK(f.service().unlock(dose.id, QStringLiteral("correction")));
        const auto checked = f.service().check(dose.id);
        VERIFY_OK(checked);
        QCOMPARE(f.text(dose, "dose"), QStringLiteral("180"));
        QCOMPARE(f.queries().list({{"open"}, {}, dose.id})->size(), 0);
    }

    void lockedFormsRefuseEveryWriter() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        VERIFY_OK(f.set(form, "weight", "70"));
        const auto early = f.service().lock(form.id, {});
        QVERIFY(!early);
        QCOMPARE(early.error().code, QByteArray("not-complete"));
        VERIFY_OK(f.set(form, "height", "170"));
        VERIFY_OK(f.set(form, "day", "2026-01-01"));
        VERIFY_OK(f.service().lock(form.id, {}));
        const auto code = [](const auto& result) {
            return result ? QByteArray("done") : result.error().code;
        };
        QCOMPARE(code(f.set(form, "weight", "71", {"typing-error", {}})), QByteArray("form-locked"));
        QCOMPARE(code(f.service().verify(form.id, {}, true)), QByteArray("form-locked"));
        QCOMPARE(code(f.service().markNotDone(form.id, true, {"other", QStringLiteral("x")})),
                 QByteArray("form-locked"));
        QCOMPARE(code(f.queries().raise(form.id, StudyForms::path("weight"), QStringLiteral("?"))),
                 QByteArray("form-locked"));
        QCOMPARE(code(f.service().unlock(form.id, {})), QByteArray("reason-needed"));
        VERIFY_OK(f.service().unlock(form.id, QStringLiteral("new lab report")));
        VERIFY_OK(f.set(form, "weight", "71", {"new-information", {}}));
    }

    void changingAValueClearsVerified() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        VERIFY_OK(f.set(form, "weight", "70"));
        VERIFY_OK(f.set(form, "height", "170"));
        const auto seen = f.service().verify(form.id, {}, true);
        VERIFY_OK(seen);
        QCOMPARE(seen->verified, seen->values);
        VERIFY_OK(f.set(form, "weight", "71"));
        QCOMPARE(f.stored(form, "weight")->verifiedMs, 0);
        QVERIFY(f.stored(form, "height")->verifiedMs > 0);
    }

    void missingReasonsAndComparators() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        VERIFY_OK(f.set(form, "weight", "=NASK"));
        QCOMPARE(f.stored(form, "weight")->value.missing, QByteArray("NASK"));
        VERIFY_OK(f.set(form, "height", "<170"));
        QCOMPARE(f.stored(form, "height")->value.comparator, QByteArray("<"));
        QCOMPARE(f.stored(form, "height")->value.text, QStringLiteral("170"));
        VERIFY_OK(f.set(form, "day", "2026-01"));
        const auto complete = f.service().markComplete(form.id, {});
        VERIFY_OK(complete);
        QCOMPARE(complete->state, QByteArray("complete"));
    }

    void notDoneFillsNothing() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        QCOMPARE(f.service().markComplete(form.id, {}).error().code, QByteArray("required-blank"));
        QCOMPARE(f.service().markNotDone(form.id, true, {}).error().code, QByteArray("reason-needed"));
        const auto done = f.service().markNotDone(form.id, true, {"other", QStringLiteral("refused")});
        VERIFY_OK(done);
        QCOMPARE(done->state, QByteArray("not-done"));
        QCOMPARE(done->values, 0);
        const auto back = f.service().markNotDone(form.id, false, {"other", QStringLiteral("came later")});
        VERIFY_OK(back);
        QVERIFY(back->state != "not-done");
    }

    /// A value sent from the images keeps its link both ways; when the measurement goes, the item asks.
    void valuesFromImages() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/NODULES");
        const QByteArray row = f.addRow(form, "NOD", {{"size", "1"}});
        const ItemPath path{QStringLiteral("NOD"), row, QStringLiteral("size")};
        ValueSource source;
        source.kind = "measurement";
        source.object = makeUuidV7(1, QByteArray(10, 'm'));
        source.seriesUid = QStringLiteral("1.2.3");
        source.sopUid = QStringLiteral("1.2.3.4");
        source.frameOfReference = QStringLiteral("1.2.9");
        source.pointLps = std::array{-12.5, 34.0, -210.25};
        ItemValue value{ValueKind::Decimal, {}, QStringLiteral("6.1"), {}, {}, {}, QStringLiteral("6.0827")};
        VERIFY_OK(f.service().sendValue(form.id, path, value, source, {"source-corrected", {}}));
        const auto back = f.service().sourceOf(form.id, path);
        VERIFY_OK(back);
        QVERIFY(*back);
        QCOMPARE((*back)->sopUid, QStringLiteral("1.2.3.4"));
        QCOMPARE((*back)->pointLps, source.pointLps);
        const auto items = f.service().itemsFrom(source.object);
        VERIFY_OK(items);
        QCOMPARE(items->size(), 1);
        QCOMPARE(items->first().path, path);
        VERIFY_OK(f.database().writeAndWait(
            [&](WriteTransaction& tx) { return noteSourceChanged(tx, source.object, "source-removed"); }));
        const auto queries = f.queries().list({{"open"}, {}, form.id});
        VERIFY_OK(queries);
        QCOMPARE(queries->size(), 1);
        QCOMPARE(queries->first().path, path);
        QCOMPARE(queries->first().check, QStringLiteral("source-removed"));
    }

    void rightsAreAsked_data() {
        QTest::addColumn<int>("role");
        QTest::addColumn<QByteArray>("may"); // read, enter, verify, lock, raise
        QTest::newRow("coordinator") << int(Role::Coordinator) << QByteArray("yy---");
        QTest::newRow("investigator") << int(Role::Investigator) << QByteArray("yy---");
        QTest::newRow("reader") << int(Role::Reader) << QByteArray("y----");
        QTest::newRow("monitor") << int(Role::Monitor) << QByteArray("y-y-y");
        QTest::newRow("data-manager") << int(Role::DataManager) << QByteArray("y-yyy");
        QTest::newRow("administrator") << int(Role::Administrator) << QByteArray("-----");
    }
    void rightsAreAsked() {
        QFETCH(int, role);
        QFETCH(QByteArray, may);
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        VERIFY_OK(f.set(form, "weight", "70"));
        Session session = f.fixture().vault->session();
        session.roles = {static_cast<Role>(role)};
        FormService service(f.database(), session, f.fixture().clock, f.definitions());
        QueryService queries(f.database(), session, f.fixture().clock);
        FormEdit edit;
        edit.items.append({StudyForms::path("height"),
                           ItemValue{ValueKind::Decimal, {}, QStringLiteral("170"), {}, {}, {}, {}},
                           0,
                           {}});
        const auto letter = [](const auto& result) {
            return result ? 'y' : result.error().code == "no-right" ? '-' : '!';
        };
        QByteArray found;
        found += letter(service.open(form.id));
        found += letter(service.save(form.id, edit, {}));
        found += letter(service.verify(form.id, {}, true));
        found += letter(service.lock(form.id, QStringLiteral("x")));
        if (may[3] == 'y')
            VERIFY_OK(service.unlock(form.id, QStringLiteral("y")));
        found += letter(queries.raise(form.id, {}, QStringLiteral("?")));
        QCOMPARE(found, may);
    }

    void saveErasesOwnDrafts() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        DraftService drafts(f.database(), f.fixture().vault->session());
        VERIFY_OK(drafts.put(form.uuid, StudyForms::path("weight"), QStringLiteral("7o")).takeResult());
        VERIFY_OK(drafts.put(form.uuid, StudyForms::path("weight"), QStringLiteral("70")).takeResult());
        const auto kept = drafts.drafts(form.uuid);
        VERIFY_OK(kept);
        QCOMPARE(kept->size(), 1);
        QCOMPARE(kept->first().raw, QStringLiteral("70"));
        QCOMPARE(kept->first().path, StudyForms::path("weight"));
        VERIFY_OK(f.set(form, "weight", "70"));
        QCOMPARE(drafts.drafts(form.uuid)->size(), 0);
        QCOMPARE(drafts.forms()->size(), 0);
    }

    /// What a save did not carry is still a draft after it; sendValue carries its own item only.
    void saveErasesOnlyWhatItCarried() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        DraftService drafts(f.database(), f.fixture().vault->session());
        const ItemPath weight = StudyForms::path("weight"), height = StudyForms::path("height");
        const auto left = [&] {
            QList<ItemPath> paths;
            const auto kept = drafts.drafts(form.uuid);
            for (const Draft& draft : kept.value_or(QList<Draft>()))
                paths.append(draft.path);
            return paths;
        };
        VERIFY_OK(drafts.put(form.uuid, height, QStringLiteral("17x")).takeResult());
        VERIFY_OK(drafts.put(form.uuid, weight, QStringLiteral("70")).takeResult());
        VERIFY_OK(f.set(form, "weight", "70"));
        QCOMPARE(left(), QList<ItemPath>{height});
        VERIFY_OK(drafts.put(form.uuid, weight, QStringLiteral("71")).takeResult());
        VERIFY_OK(f.service().sendValue(form.id, weight,
                                        {ValueKind::Decimal, {}, QStringLiteral("72"), {}, {}, {}, {}}, {},
                                        {"source-corrected", {}}));
        QCOMPARE(left(), QList<ItemPath>{height});
        VERIFY_OK(f.service().save(form.id, {}, {}));
        QCOMPARE(left(), QList<ItemPath>{height});
        FormEdit back;
        back.settled = {height};
        VERIFY_OK(f.service().save(form.id, back, {}));
        QCOMPARE(left(), QList<ItemPath>());
    }

    /// A reason outlives saves; a form with nothing else is no draft.
    void reasonsStayUntilTheyAreDropped() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        DraftService drafts(f.database(), f.fixture().vault->session());
        const ItemPath weight = StudyForms::path("weight");
        VERIFY_OK(drafts.put(form.uuid, weight, QStringLiteral("700")).takeResult());
        VERIFY_OK(drafts.putReason(form.uuid, weight, QStringLiteral("weighed twice")).takeResult());
        QCOMPARE(drafts.drafts(form.uuid)->size(), 2);
        VERIFY_OK(f.set(form, "weight", "700"));
        const auto kept = drafts.drafts(form.uuid);
        VERIFY_OK(kept);
        QCOMPARE(kept->size(), 1);
        QVERIFY(kept->first().kind == DraftKind::Reason);
        QCOMPARE(kept->first().path, weight);
        QCOMPARE(kept->first().raw, QStringLiteral("weighed twice"));
        QVERIFY(drafts.forms()->isEmpty());
        VERIFY_OK(drafts.dropReason(form.uuid, weight));
        QVERIFY(drafts.drafts(form.uuid)->isEmpty());
    }

    /// A draft typed over is as old as what it was typed on first.
    void draftsKnowWhatTheyWereTypedOn() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/VITALS");
        DraftService drafts(f.database(), f.fixture().vault->session());
        const ItemPath weight = StudyForms::path("weight");
        VERIFY_OK(drafts.put(form.uuid, weight, QStringLiteral("7"), 1000).takeResult());
        VERIFY_OK(drafts.put(form.uuid, weight, QStringLiteral("70"), 2000).takeResult());
        QCOMPARE(drafts.drafts(form.uuid)->first().raw, QStringLiteral("70"));
        QCOMPARE(drafts.drafts(form.uuid)->first().readMs, 1000);
    }

    /// Removing a row in which somebody else has just changed a value is asked about, not done.
    void removingARowSeesAnothersChange() {
        auto& f = *forms_;
        const FormInfo form = f.begin("S-0001/BASE/NODULES");
        const QString group = QStringLiteral("NOD");
        const QByteArray row = f.addRow(form, "NOD", {{"size", "6.1"}});
        const ItemPath size{group, row, QStringLiteral("size")};
        const ChangeReason reason{"other", QStringLiteral("no nodule")};
        auto mine = f.service().open(form.id), again = f.service().open(form.id),
             theirs = f.service().open(form.id);
        VERIFY_OK(mine);
        VERIFY_OK(again);
        VERIFY_OK(theirs);
        VERIFY_OK(theirs->state.set(size, QStringLiteral("9.5")));
        VERIFY_OK(f.service().save(form.id, editOf(*theirs), reason));
        VERIFY_OK(mine->state.removeRow(group, row));
        const auto refused = f.service().save(form.id, editOf(*mine), reason);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, QByteArray("changed-elsewhere"));
        const auto conflicts = f.service().conflicts(form.id, editOf(*mine));
        VERIFY_OK(conflicts);
        QCOMPARE(conflicts->size(), 1);
        QVERIFY(conflicts->first().removesRow);
        QCOMPARE(conflicts->first().path, size);
        QCOMPARE(conflicts->first().theirs->text, QStringLiteral("9.5"));

        // Seen, it is removed. Another who removes it too has what he wants; who types in it is told.
        auto seen = f.service().open(form.id);
        VERIFY_OK(seen);
        VERIFY_OK(seen->state.removeRow(group, row));
        VERIFY_OK(f.service().save(form.id, editOf(*seen), reason));
        VERIFY_OK(f.service().save(form.id, editOf(*seen), {}));
        VERIFY_OK(again->state.set(size, QStringLiteral("7")));
        const auto told = f.service().conflicts(form.id, editOf(*again));
        VERIFY_OK(told);
        QCOMPARE(told->size(), 1);
        QVERIFY(told->first().rowGone);
        QCOMPARE(told->first().by, QStringLiteral("li.na"));
    }

private:
    std::unique_ptr<StudyForms> forms_;
};

QTEST_GUILESS_MAIN(FormServiceTest)
#include "FormServiceTest.moc"
