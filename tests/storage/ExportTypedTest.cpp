// SPDX-License-Identifier: GPL-3.0-or-later
//
// Direct identifiers that people typed into forms: known to the study like those of the headers, in cells of the set
// and in the last check.
#include "storage/export/ExportService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyForms.h"
#include "tests/support/TestData.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

/// The small study with a form of a chart's number, a ward and a remark.
StudyDefinition studyWithCharts() {
    StudyDefinition s = smallStudy();
    const auto item = [&](const char* name, VariableClass variable) {
        ItemDef def;
        def.oid = QString::fromLatin1(name);
        def.label = smallText(name);
        def.type = ItemType::Text;
        def.variableClass = variable;
        s.items.append(def);
    };
    item("chart_no", VariableClass::DirectIdentifier);
    item("ward", VariableClass::DirectIdentifier);
    item("relation", VariableClass::DirectIdentifier);
    item("remark", VariableClass::Other);
    s.items.last().label = smallText("Lung cancer in daughters, visits of a neighbour");
    const SectionDef section{
        smallText("Section"), {}, {}, 0, QStringLiteral("chart_no ward relation remark").split(u' ')};
    s.forms.append(
        {QStringLiteral("CHART"), smallText("Chart"), FormAnchor::Subject, {section}, {}, {}, false});
    return s;
}

Result<> addCohort(WriteTransaction& tx) {
    return tx
        .run("INSERT INTO cohort(uuid,name,criteria,numbers,engine,audit_seq,user,created_ms)"
             " VALUES(?,'two','[]','{\"start\":2,\"steps\":[]}',1,0,1,0)",
             tx.newUuid())
        .and_then([&] {
            return tx.run("INSERT INTO cohort_member(cohort,subject) SELECT ?, id FROM subject WHERE label IN"
                          " ('S-0001','S-0002')",
                          tx.lastInsertId());
        })
        .and_then([&] {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "test";
            return tx.audit(entry);
        })
        .map([](std::int64_t) {});
}

} // namespace

class ExportTypedTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(forms_.make());
        VERIFY_OK(forms_.definitions().publish(studyWithCharts(), QStringLiteral("test"), {}));
        for (const char* label : {"S-0004", "S-0005"})
            VERIFY_OK(forms_.database().writeAndWait(
                [&](WriteTransaction& tx) { return addSubject(tx, QString::fromLatin1(label)); }));
        chart("S-0001/CHART", "A77-4411-X", "page 2 of A77-4411-X", "daughter");
        chart("S-0002/CHART", "A77-5522-Y", "nothing to tell", "neighbour");
        chart("S-0003/CHART", "A77-6633-Z", "");
        chart("S-0004/CHART", "12", "", "unknown");
        chart("S-0005/CHART", "张伟", "");
        VERIFY_OK(forms_.database().writeAndWait([](WriteTransaction& tx) { return addCohort(tx); }));
    }

    /// All five have typed the same ward, "neighbour" is a word of the definition, and "unknown" is nobody.
    void whatPointsToSomebody() {
        const auto typed = forms_.database().read([](ReadConnection& c) { return readTypedIdentifiers(c); });
        VERIFY_OK(typed);
        QSet<QString> texts;
        for (const TypedIdentifier& one : *typed)
            texts.insert(one.text);
        QCOMPARE(texts, (QSet<QString>{QStringLiteral("A77-4411-X"), QStringLiteral("A77-5522-Y"),
                                       QStringLiteral("A77-6633-Z"), QStringLiteral("张伟"),
                                       QStringLiteral("daughter")}));
    }

    /// Words that are typed into such an item do not refuse a set for its own dictionary.
    void ownCellIsEmptied() {
        const QString folder = forms_.fixture().beside(QStringLiteral("set"));
        const auto result = run({}, folder);
        VERIFY_OK(result);
        const QByteArray table = readFile(folder + QStringLiteral("/data/chart.csv"));
        QVERIFY2(table.contains("nothing to tell"), table.constData());
        QVERIFY(readFile(folder + QStringLiteral("/dictionary/variables.csv")).contains("Lung cancer in daughters"));
        QVERIFY2(!table.contains("page 2"), table.constData());
        QVERIFY(readFile(folder + QStringLiteral("/README.md")).contains("looked like identifiers"));
    }

    /// Also that of a subject who is not in the set.
    void elsewhereItRefuses() {
        const QString folder = forms_.fixture().beside(QStringLiteral("leak"));
        const auto result = run(QStringLiteral("Chart a77-6633-z"), folder);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QByteArray("export-refused"));
        const QString told = result.error().args.join(u' ');
        QVERIFY2(told.contains(u"form as"), qPrintable(told));
        QVERIFY(!told.contains(u"6633"));
        QVERIFY(!QFileInfo::exists(folder));
    }

private:
    void chart(const char* form, const char* number, const char* remark, const char* relation = "") {
        const FormInfo begun = forms_.begin(form);
        VERIFY_OK(forms_.set(begun, "chart_no", number));
        VERIFY_OK(forms_.set(begun, "ward", "Seventh floor", {"typing-error", {}})); // no item is required
        VERIFY_OK(forms_.set(begun, "relation", relation, {"typing-error", {}}));
        VERIFY_OK(forms_.set(begun, "remark", remark, {"typing-error", {}}));
    }
    Result<ExportResult> run(const QString& title, const QString& folder) {
        ExportOptions options;
        options.kind = ExportOptions::Kind::Csv;
        options.title = title;
        Vault& vault = *forms_.fixture().vault;
        return ExportService(vault.database(), vault.objects(), workers_, vault.session(), vault.clock(),
                             QStringLiteral("Casebook test"))
            .run(QStringLiteral("two"), options, folder, Job{});
    }

    StudyForms forms_;
    WorkerPool workers_{1};
};

QTEST_GUILESS_MAIN(ExportTypedTest)
#include "ExportTypedTest.moc"
