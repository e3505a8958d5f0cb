// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values changed by somebody who has the key and another program: each is named by verify, and nothing else is.
#include "storage/forms/BulkForms.h"
#include "storage/subjects/SubjectService.h"
#include "tests/storage/OpenedStudy.h"
#include "tests/storage/StudyForms.h"

#include <QRegularExpression>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

/// SQL by the names of things: @item(VITALS/weight) is the row's id.
QByteArray withIds(QByteArray sql) {
    static const QRegularExpression item(u"@(\\w+)/(\\w+)"_s);
    return QString::fromUtf8(sql)
        .replace(item, u"(SELECT i.id FROM item_value i JOIN item_def d ON d.id=i.item_id JOIN form_row r ON"
                       " r.id=i.row_id JOIN form f ON f.id=r.form WHERE f.def_oid='\\1' AND d.oid='\\2' AND"
                       " r.state='live' LIMIT 1)"_s)
        .toUtf8();
}

} // namespace

class ValueCheckTest final : public QObject {
    Q_OBJECT

    /// Entered, corrected, cleared, calculated, imported, with rows of which one was taken away.
    static bool fill(StudyForms& forms) {
        const ChangeReason slip{"typing-error", {}};
        const FormInfo vitals = forms.begin("S-0001/BASE/VITALS");
        const FormInfo dose = forms.begin("S-0001/CYCLE/DOSE");
        const FormInfo events = forms.begin("S-0001/AE");
        bool good = true;
        for (const auto& [item, typed] : {std::pair("weight", "70"),
                                          {"height", "170"},
                                          {"weight", "72.50"},
                                          {"day", "2026-03"},
                                          {"smoker", "true"},
                                          {"cigarettes", "3"},
                                          {"cigarettes", ""}})
            good = done(item, forms.set(vitals, item, typed, slip)) && good;
        good = done("per_kg", forms.set(dose, "per_kg", "=UNK")) && good;
        forms.addRow(events, "EV", {{"event", "cough"}, {"grade", "1"}});
        const QByteArray gone = forms.addRow(events, "EV", {{"event", "by mistake"}, {"grade", "2"}});
        forms.addRow(events, "EV", {{"event", "rash"}, {"grade", "2"}});
        auto opened = forms.service().open(events.id);
        return good && done("open", opened) && done("row", opened->state.removeRow(u"EV"_s, gone)) &&
               done("save", forms.service().save(events.id, editOf(*opened), slip)) &&
               done("lock", forms.service().lock(events.id, u"checked"_s)) && relabelled(forms) &&
               import(forms);
    }

    template <class T> static bool done(const char* step, const Result<T>& result) {
        if (!result)
            qWarning("%s: %s", step, result.error().code.constData());
        return result.has_value();
    }

    static bool relabelled(StudyForms& forms) {
        SubjectService subjects(forms.database(), forms.session(), forms.fixture().clock);
        const auto all = subjects.list();
        for (const Subject& one : all.value_or(QList<Subject>()))
            if (one.label == u"S-0003")
                return done("label", subjects.rename(one.id, u"S-0033"_s, {}, u"typed wrongly"_s));
        return false;
    }

    static bool import(StudyForms& forms) {
        BulkForm form;
        const auto key = forms.service().keyOf(u"S-0002/BASE/VITALS"_s);
        if (!key)
            return false;
        form.key = *key;
        const auto decimal = [](const char* text) {
            ItemValue value;
            value.kind = ValueKind::Decimal;
            value.text = value.raw = QString::fromLatin1(text);
            return value;
        };
        form.data.values.insert(StudyForms::path("weight"), decimal("60"));
        form.data.values.insert(StudyForms::path("height"), decimal("150"));
        const auto written =
            BulkForms(forms.database(), forms.session(), forms.fixture().clock, forms.definitions())
                .write({form}, {}, Job{});
        return done("import", written) && done("corrected", forms.set(forms.begin("S-0002/BASE/VITALS"),
                                                                      "weight", "61", {"typing-error", {}}));
    }

    static QStringList found(const OpenedStudy& study) {
        const auto report = study.verify();
        if (!report)
            return {QString::fromLatin1(report.error().code)};
        QStringList out;
        for (const Damage& d : report->damage)
            out.append(d.object.mid(d.object.indexOf(u' ') + 1) + u' ' + QString::fromLatin1(d.what));
        out.sort();
        return out;
    }

private Q_SLOTS:
    void changedBehindTheAudit_data() {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QStringList>("expected");
        const auto one = [](const char* line) { return QStringList(QString::fromLatin1(line)); };
        QTest::newRow("nothing") << QByteArray() << QStringList();
        QTest::newRow("number") << QByteArray("UPDATE item_value SET txt='72.5' WHERE id=@VITALS/weight")
                                << one("weight value-changed");
        QTest::newRow("comparator") << QByteArray("UPDATE item_value SET cmp='<' WHERE id=@VITALS/weight")
                                    << one("weight value-changed");
        QTest::newRow("unit") << QByteArray("UPDATE item_value SET unit='[lb_av]' WHERE id=@VITALS/weight")
                              << one("weight value-changed");
        QTest::newRow("calculated") << QByteArray("UPDATE item_value SET txt='99' WHERE id=@VITALS/bmi")
                                    << one("bmi value-changed");
        QTest::newRow("reason of a missing value")
            << QByteArray("UPDATE item_value SET nullf='NASK' WHERE id=@DOSE/per_kg")
            << one("per_kg value-changed");
        QTest::newRow("gone") << QByteArray("DELETE FROM item_value WHERE id=@VITALS/day")
                              << one("day value-lost");
        QTest::newRow("back though cleared")
            << QByteArray("INSERT INTO item_value(row_id,item_id,kind,txt) SELECT row_id,(SELECT id FROM"
                          " item_def WHERE oid='cigarettes'),2,'3' FROM item_value WHERE id=@VITALS/weight")
            << one("cigarettes value-unaudited");
        QTest::newRow("in a row") << QByteArray("UPDATE item_value SET txt='1' WHERE txt='2' AND kind=4 AND"
                                                " row_id IN (SELECT id FROM form_row WHERE state='live')")
                                  << one("EV[3]/grade value-changed");
        QTest::newRow("row taken away")
            << QByteArray("UPDATE form_row SET state='voided' WHERE group_oid='EV' AND ordinal=1")
            << QStringList{u"EV[1]/event value-lost"_s, u"EV[1]/grade value-lost"_s};
        QTest::newRow("row brought back")
            << QByteArray("UPDATE form_row SET state='live' WHERE group_oid='EV' AND ordinal=2")
            << QStringList{u"EV[2]/event value-unaudited"_s, u"EV[2]/grade value-unaudited"_s};
        QTest::newRow("imported, never touched")
            << QByteArray("UPDATE item_value SET txt='151' WHERE txt='150'") << one("height value-changed");
        QTest::newRow("imported, then corrected")
            << QByteArray("UPDATE item_value SET txt='60' WHERE txt='61'") << one("weight value-changed");
        QTest::newRow("locked") << QByteArray(
                                       "UPDATE form SET locked_ms=5, locked_by=1 WHERE def_oid='VITALS'"
                                       " AND subject=(SELECT id FROM subject WHERE label='S-0001')")
                                << one("locked value-changed");
        QTest::newRow("unlocked") << QByteArray("UPDATE form SET locked_ms=NULL WHERE def_oid='AE'")
                                  << one("locked value-changed");
        const char* const stateOf = "UPDATE form SET state='not-started' WHERE def_oid='VITALS' AND subject="
                                    "(SELECT id FROM subject WHERE label='%1')";
        QTest::newRow("state") << QByteArray(stateOf).replace("%1", "S-0001") << one("state value-changed");
        QTest::newRow("state of an import")
            << QByteArray(stateOf).replace("%1", "S-0002") << one("state value-changed");
        QTest::newRow("subject's code")
            << QByteArray("UPDATE subject SET label='S-0009' WHERE label='S-0002'")
            << one("label value-changed");
        QTest::newRow("subject's code as it was")
            << QByteArray("UPDATE subject SET label='S-0003' WHERE label='S-0033'")
            << one("label value-changed");
        QTest::newRow("whole form gone")
            << QByteArray("DELETE FROM item_value WHERE id=@DOSE/per_kg;"
                          "DELETE FROM form_row WHERE form=(SELECT id FROM form WHERE def_oid='DOSE');"
                          "DELETE FROM form WHERE def_oid='DOSE'")
            << one("per_kg value-lost");
    }

    void changedBehindTheAudit() {
        QFETCH(QByteArray, sql);
        QFETCH(QStringList, expected);
        StudyForms forms;
        QVERIFY(forms.make() && fill(forms));
        VERIFY_OK(forms.fixture().vault->lock());
        const OpenedStudy study(forms.fixture());
        VERIFY_OK(study.tamper(withIds(sql)));
        QCOMPARE(found(study), expected);
    }

    /// An import of an earlier version told no state, nor what it made of the subject's other forms.
    void importThatToldNoState() {
        StudyForms forms;
        QVERIFY(forms.make() && fill(forms));
        VERIFY_OK(forms.fixture().vault->lock());
        const OpenedStudy study(forms.fixture());
        VERIFY_OK(study.tamper("UPDATE audit_value SET value=replace(value,'\"/state\"','\"X/state\"') WHERE"
                               " seq IN (SELECT seq FROM audit WHERE action='import');"
                               "UPDATE form SET state='not-started' WHERE def_oid='VITALS'"));
        const QStringList what = found(study);
        QCOMPARE(what.count(u"state value-changed"_s), 1); // of S-0001, who had no import
    }

    /// Of a value that the audit lawfully no longer tells, nothing can be said.
    void removedFromTheAudit() {
        StudyForms forms;
        QVERIFY(forms.make() && fill(forms));
        VERIFY_OK(forms.database().writeAndWait([](WriteTransaction& tx) -> Result<> {
            const auto seq = tx.one("SELECT max(seq) FROM audit WHERE field='BASE/VITALS/weight'");
            if (!seq)
                return tl::unexpected(seq.error());
            AuditEntry entry;
            entry.action = "remove-value";
            entry.objectKind = "audit";
            entry.field = QByteArray::number(qint64(seq->value_or(0))) + "/1";
            if (const auto told = tx.audit(entry); !told)
                return tl::unexpected(told.error());
            return tx.run("DELETE FROM audit_value WHERE side=1 AND seq=?", seq->value_or(0));
        }));
        VERIFY_OK(forms.fixture().vault->lock());
        const OpenedStudy study(forms.fixture());
        QCOMPARE(found(study), QStringList());
    }
};

QTEST_GUILESS_MAIN(ValueCheckTest)
#include "ValueCheckTest.moc"
