// SPDX-License-Identifier: GPL-3.0-or-later
//
// A nodule of 6.1 x 5.8 mm: typed into the nodule table of an exam, seen by the rule that needs it, released as CSV.
// Its mean is kept unrounded and is 6.0 wherever somebody reads it.
#include "storage/forms/FormService.h"
#include "tests/app/CliStudy.h"
#include "tests/support/SmallSeries.h"
#include "tests/support/TestData.h"

#include <QDirIterator>
#include <QTest>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

class CliNoduleSizeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void form();
    void rule();
    void table();

private:
    QJsonObject done(const QStringList& words) {
        const CliRun run = study_.json(words);
        if (run.exit != 0)
            qWarning("%s", run.words().constData());
        return run.exit == 0 ? run.object() : QJsonObject();
    }
    QJsonObject item(const QString& form, const QString& name) {
        for (const QJsonValue& one : done({u"form"_s, u"show"_s, form, u"--all"_s})[u"items"].toArray())
            if (one[u"item"].toString() == name)
                return one.toObject();
        return {};
    }
    /// Forms of the exam and of its reading are begun in the window; here by the service that it calls.
    bool beginForms(const QString& task);

    CliStudy study_;
    QString acquisition_, nodules_, reading_; ///< forms' UUIDs
};

bool CliNoduleSizeTest::beginForms(const QString& task) {
    auto vault =
        Vault::unlock(study_.folder(), {}, SecretBytes::fromUtf8(CliStudy::secret()), Access::ReadWrite);
    if (!vault)
        return false;
    Database& database = (*vault)->database();
    DefinitionService definitions(database, (*vault)->session(), (*vault)->clock());
    FormService forms(database, (*vault)->session(), (*vault)->clock(), definitions);
    const auto number = [&](const QByteArray& sql) {
        return database.read([&](ReadConnection& c) { return c.one(sql); })
            .value_or(std::nullopt)
            .value_or(0);
    };
    const auto begun = [&](const char* form, bool ofTask) {
        FormKey key;
        key.subject = SubjectId{number("SELECT subject FROM dicom_study")};
        key.form = QString::fromLatin1(form);
        if (ofTask)
            key.task = TaskId{number("SELECT id FROM reading_task")};
        else
            key.exam = ExamId{number("SELECT id FROM dicom_study")};
        const auto info = forms.begin(key);
        if (!info)
            qWarning("%s: %s", form, info.error().code.constData());
        return info ? info->uuid.toString() : QString();
    };
    acquisition_ = begun("CTA", false);
    nodules_ = begun("NOD", false);
    reading_ = begun("READ", true);
    return (*vault)->lock().has_value() && !task.isEmpty() && !acquisition_.isEmpty() &&
           !nodules_.isEmpty() && !reading_.isEmpty();
}

void CliNoduleSizeTest::initTestCase() {
    QVERIFY(study_.create());
    QVERIFY(writeSmallSeries(study_.path("ct"), 1, 3, 16));
    QVERIFY(!done({u"import"_s, u"dicom"_s, study_.path("ct")}).isEmpty());
    QCOMPARE(study_.json({u"definition"_s, u"install"_s, u"lung"_s}).exit, 0);
    const QString task = done({u"task"_s, u"add"_s, u"--series"_s, u"2.25.777.1"_s, u"--reader"_s,
                               u"tester"_s, u"--mode"_s, u"unaided"_s})[u"task"]
                             .toString();
    QVERIFY(beginForms(task));
    QVERIFY(!done({u"form"_s, u"set"_s, acquisition_, u"ct_purpose=SCREEN"_s}).isEmpty());
    QVERIFY(!done({u"form"_s, u"set"_s, nodules_, u"nod_none=no"_s, u"NODR[1].nod_label=N1"_s,
                   u"NODR[1].nod_type=SOLID"_s, u"NODR[1].nod_status=BASE"_s, u"NODR[1].nod_long=6.1"_s,
                   u"NODR[1].nod_short=5.8"_s})
                 .isEmpty());
}

void CliNoduleSizeTest::form() {
    const QJsonObject mean = item(nodules_, u"NODR[1].nod_mean"_s);
    QVERIFY(mean[u"calculated"].toBool());
    QCOMPARE(mean[u"display"].toString(), u"6.0"_s);
    QCOMPARE(mean[u"value"].toString(), u"5.95"_s); // rounded once, by whoever reads it
    QCOMPARE(item(nodules_, u"NODR[1].nod_long"_s)[u"display"].toString(), u"6.1"_s);
}

/// Lung-RADS: a solid nodule of 6 mm at baseline is category 3; 5.95 would be 2.
void CliNoduleSizeTest::rule() {
    QCOMPARE(item(reading_, u"rd_lungrads_calc"_s)[u"value"].toString(), u"3"_s);
}

void CliNoduleSizeTest::table() {
    QVERIFY(!done({u"cohort"_s, u"save"_s, u"all"_s, u"--where"_s, u"true"_s}).isEmpty());
    const QString out = study_.path("set");
    QVERIFY(!done({u"export"_s, u"csv"_s, u"--cohort"_s, u"all"_s, u"-o"_s, out}).isEmpty());
    const QJsonArray exports =
        study_.json({u"list"_s, u"exports"_s, u"--where"_s, u"state = 'released'"_s}).array();
    QCOMPARE(exports.size(), 1);
    QStringList means;
    QDirIterator files(out, {u"*.csv"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QStringList lines = QString::fromUtf8(readFile(files.next())).split(u'\n');
        const qsizetype column = lines.first().trimmed().split(u',').indexOf(u"nod_mean"_s);
        for (qsizetype i = 1; column >= 0 && i < lines.size(); ++i)
            if (!lines[i].isEmpty())
                means.append(lines[i].trimmed().split(u',').value(column));
    }
    QCOMPARE(means, QStringList{u"6.0"_s});
}

QTEST_GUILESS_MAIN(CliNoduleSizeTest)
#include "CliNoduleSizeTest.moc"
