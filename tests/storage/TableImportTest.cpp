// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SignatureService.h"
#include "storage/forms/SubjectImport.h"
#include "storage/forms/ValueImport.h"
#include "tests/storage/StudyForms.h"

#include <QTest>

using namespace casebook;
using namespace casebook::test;

namespace {

QByteArrayList codesOf(const TableImportReport& report) {
    QByteArrayList codes;
    for (const CellRefusal& cell : report.refused)
        codes.append(QByteArray::number(cell.line) + ' ' + cell.column.toUtf8() + ' ' + cell.code);
    return codes;
}

/// JSON written with ' for ": moc reads no raw strings.
QByteArray mapped(QByteArray text) { return text.replace('\'', '"'); }

// 林晓岚 and 女 in GB18030, written by Python: '林晓岚'.encode('gb18030')
constexpr char chineseName[] = "\xC1\xD6\xCF\xFE\xE1\xB0";
constexpr char chineseFemale[] = "\xC5\xAE";

} // namespace

class TableImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { forms_.reset(); }
    void init() {
        checksAsTold = true;
        forms_ = std::make_unique<StudyForms>();
        QVERIFY(forms_->make());
    }

    void decoding() {
        QCOMPARE(*decodeTable("\xEF\xBB\xBF"
                              "a,b",
                              TableEncoding::Auto),
                 QStringLiteral("a,b"));
        QCOMPARE(*decodeTable(chineseName, TableEncoding::Auto), QStringLiteral("林晓岚"));
        QCOMPARE(*decodeTable(QByteArray("\xFF\xFE"
                                         "a\0,\0",
                                         6),
                              TableEncoding::Auto),
                 QStringLiteral("a,"));
        const auto bad = decodeTable("abc\xC1\xD6", TableEncoding::Utf8);
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, QByteArray("bad-encoding"));
        QCOMPARE(bad.error().args, QStringList{QStringLiteral("3")});
    }

    void subjectsWithTrial() {
        SubjectImport import(forms_->database(), forms_->session());
        const QByteArray file = QByteArray("label,name,sex,birth_date,patient_id,site\r\nA-1,") +
                                chineseName + ',' + chineseFemale +
                                ",1956-03,P1,01\r\n,Ann,F,1960-05-01,,\r\n";
        const auto trial = import.run(file, {TableEncoding::Auto, true, false});
        VERIFY_OK(trial);
        QCOMPARE(codesOf(*trial), QByteArrayList());
        QCOMPARE(trial->added, 2);
        QCOMPARE(*countOf(forms_->database(), "subject"), 3);
        const auto done = import.run(file, {});
        VERIFY_OK(done);
        QCOMPARE(done->added, 2);
        QVERIFY(!done->import.bytes.isEmpty());
        QCOMPARE(*countOf(forms_->database(), "subject"), 5);
        const auto again = import.run(file, {});
        VERIFY_OK(again);
        QVERIFY(again->seenBefore);
        QCOMPARE(again->same, 1);
    }

    void subjectRefusalsWriteNothing() {
        SubjectImport import(forms_->database(), forms_->session());
        const QByteArray file =
            "label,sex,birth_date,site,patient_id\nS-0001,F,,,\nB-1,X,1956-13,99,\nB-1,M,,,\nB-2,M,,,\n";
        const auto report = import.run(file, {});
        VERIFY_OK(report);
        QCOMPARE(codesOf(*report),
                 QByteArrayList({"2 label label-taken", "3 sex bad-sex", "3 birth_date bad-date",
                                 "3 site no-such-site", "4 label label-twice"}));
        QCOMPARE(*countOf(forms_->database(), "subject"), 3);
        const auto part = import.run(file, {TableEncoding::Auto, false, true});
        VERIFY_OK(part);
        QCOMPARE(*countOf(forms_->database(), "subject"), 4);
        const auto unknown = import.run("label,shoe\nC-1,43\n", {});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().object, QStringLiteral("shoe"));
    }

    void values() {
        const QByteArray mapping =
            mapped("{'form':'VITALS','visit':'BASE','keys':{'subject':'ID'},'date_order':'dmy','decimal':',',"
                   "'columns':{'Weight':'weight','Height (m)':{'item':'height','unit':'m'},'Day':'day'}}");
        const QByteArray file =
            "ID,Weight,Height (m),Day\nS-0001,\"70,5\",\"1,7\",05/01/2026\nS-0002,80,,=UNK\n";
        auto import = values(forms_->session());
        const auto trial = import.run(file, mapping, {TableEncoding::Auto, true, false, {}});
        VERIFY_OK(trial);
        QCOMPARE(codesOf(*trial), QByteArrayList());
        QCOMPARE(trial->added, 5);
        QCOMPARE(*countOf(forms_->database(), "form"), 0); // a trial leaves nothing
        const auto done = import.run(file, mapping, {});
        VERIFY_OK(done);
        QCOMPARE(done->added, 5);
        const FormInfo first = forms_->begin("S-0001/BASE/VITALS");
        QCOMPARE(forms_->text(first, "weight"), QStringLiteral("70.5"));
        QCOMPARE(forms_->text(first, "day"), QStringLiteral("2026-01-05"));
        QCOMPARE(forms_->stored(first, "weight")->origin, QByteArray("import"));
        const FormInfo second = forms_->begin("S-0002/BASE/VITALS");
        QCOMPARE(forms_->stored(second, "day")->value.missing, QByteArray("UNK"));
        const auto again = import.run(file, mapping, {});
        VERIFY_OK(again);
        QVERIFY(again->seenBefore);
        QCOMPARE(again->same, 5);
        QCOMPARE(again->added + again->changed, 0);
    }

    /// A trial says beforehand which signatures would break.
    void brokenSignaturesAreNamed() {
        const FormInfo form = forms_->begin("S-0001/BASE/VITALS");
        for (const auto& [item, typed] :
             {std::pair("weight", "70"), std::pair("height", "170"), std::pair("day", "2026-01-01")})
            VERIFY_OK(forms_->set(form, item, typed));
        SignatureService signatures(*forms_->fixture().vault, forms_->session());
        VERIFY_OK(
            signatures.sign(form.id, forms_->service().find(form.id)->rv, "author", secret(goodPassphrase)));
        const QByteArray mapping =
            mapped("{'form':'VITALS','visit':'BASE','keys':{'subject':'s'},'columns':{'w':'weight'}}");
        const auto run = [&](const char* weight, bool trial) {
            const auto report = values(forms_->session())
                                    .run(QByteArray("s,w\nS-0001,") + weight + "\nS-0002,80\n", mapping,
                                         {TableEncoding::Auto, trial, false, QStringLiteral("checked")});
            return report ? report->brokenSignatures : QStringList(QString::fromLatin1(report.error().code));
        };
        const QStringList named{QStringLiteral("S-0001/BASE/VITALS")};
        QCOMPARE(run("70", false), QStringList());
        QCOMPARE(run("71", true), named);
        QVERIFY(signatures.of(form.id)->last().holds);
        QCOMPARE(run("71", false), named);
        QVERIFY(!signatures.of(form.id)->last().holds);
        QCOMPARE(run("72", false), QStringList()); // broken before
    }

    void valueRefusalsAreToldByCell() {
        const QByteArray mapping =
            mapped("{'form':'VITALS','keys':{'subject':'s','visit':'v'},'columns':{'w':'weight','d':'day'}}");
        const QByteArray file = "s,v,w,d\nS-0001,BASE,heavy,2026-02-30\nS-9999,BASE,1,\nS-0001,NOWHERE,1,\n";
        const auto report = values(forms_->session()).run(file, mapping, {});
        VERIFY_OK(report);
        QCOMPARE(codesOf(*report), QByteArrayList({"3 s unknown-subject", "4 v unknown-visit",
                                                   "2 d bad-typed-date", "2 w bad-number"}));
        QCOMPARE(*countOf(forms_->database(), "form"), 0);
    }

    void rowsByItem() {
        const QByteArray mapping = mapped("{'form':'AE','group':'EV','keys':{'subject':'s','row':'e','row_"
                                          "item':'event'},'columns':{'g':'grade'}}");
        const QByteArray file = "s,e,g\nS-0001,cough,1\nS-0001,rash,2\n";
        VERIFY_OK(values(forms_->session()).run(file, mapping, {}));
        const auto again = values(forms_->session())
                               .run("s,e,g\nS-0001,rash,1\n", mapping,
                                    {TableEncoding::Auto, false, false, QStringLiteral("checked")});
        VERIFY_OK(again);
        QCOMPARE(codesOf(*again), QByteArrayList());
        QCOMPARE(again->changed, 1);
        const auto opened = forms_->service().open(forms_->begin("S-0001/AE").id);
        VERIFY_OK(opened);
        QCOMPARE(opened->rows.size(), 3); // the ungrouped one and two events
    }

    void blankPolicies_data() {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<QString>("weight");
        QTest::addColumn<QString>("height");
        QTest::newRow("keep") << QByteArray("keep") << QStringLiteral("70") << QStringLiteral("180");
        QTest::newRow("clear") << QByteArray("clear") << QString() << QStringLiteral("180");
        QTest::newRow("skip") << QByteArray("skip") << QStringLiteral("70") << QStringLiteral("170");
    }
    void blankPolicies() {
        QFETCH(QByteArray, policy);
        QFETCH(QString, weight);
        QFETCH(QString, height);
        const FormInfo form = forms_->begin("S-0001/BASE/VITALS");
        VERIFY_OK(forms_->set(form, "weight", "70"));
        VERIFY_OK(forms_->set(form, "height", "170"));
        const QByteArray mapping = mapped("{'form':'VITALS','visit':'BASE','keys':{'subject':'s'},'blank':'" +
                                          policy + "','columns':{'h':'height','w':'weight'}}");
        VERIFY_OK(values(forms_->session()).run("s,w,h\nS-0001,,180\n", mapping, {}));
        QCOMPARE(forms_->text(form, "weight"), weight);
        QCOMPARE(forms_->text(form, "height"), height);
    }

    void templates() {
        const auto made = values(forms_->session()).csvTemplate(QStringLiteral("VITALS"));
        VERIFY_OK(made);
        QCOMPARE(made->csv,
                 QByteArray("\xEF\xBB\xBFsubject,visit,repeat,weight,height,day,smoker,cigarettes\r\n"));
        const auto filled =
            values(forms_->session())
                .run(made->csv + "S-0001,BASE,1,70,170,2026-01-01,no,\r\n", made->mapping, {});
        VERIFY_OK(filled);
        QCOMPARE(codesOf(*filled), QByteArrayList());
        QCOMPARE(filled->added, 4);
    }

private:
    ValueImport values(const Session& session) {
        return ValueImport(forms_->database(), session, forms_->fixture().clock, forms_->definitions());
    }
    std::unique_ptr<StudyForms> forms_;
};

QTEST_GUILESS_MAIN(TableImportTest)
#include "TableImportTest.moc"
