// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading isolation: what a session sees of AI and of other readers, in every answer of the services. The oracle is
// a twin study without AI: as long as a first read is open, both must answer the same.
#include "storage/imaging/ImageExport.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/reading/ReadingVisibility.h"
#include "storage/subjects/SubjectService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/ReadingRows.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace casebook;
using namespace casebook::test;

namespace {

/// Lines of an answer: "what code".
class Lines {
public:
    void code(const char* what, const QByteArray& c) {
        add(QLatin1StringView(what) + u' ' + QString::fromLatin1(c));
    }
    void add(const QString& line) { lines_.append(line); }
    /// `tell` for each row, or the error's code.
    template <class T, class F> void rows(const char* what, const Result<QList<T>>& list, F tell) {
        if (!list)
            return code(what, list.error().code);
        for (const T& one : *list)
            add(tell(one));
    }
    [[nodiscard]] QString text() const { return lines_.join(u'\n'); }

private:
    QStringList lines_;
};

void addSeries(Lines& out, const ImagingService& imaging, const QString& uid) {
    const auto found = imaging.findSeries(uid);
    out.code("series",
             found ? QByteArray("found") : found.error().code + ' ' + found.error().object.toLatin1());
    const auto thumbnail = imaging.thumbnail(uid);
    out.code("thumbnail", thumbnail ? *thumbnail : thumbnail.error().code);
    const auto lengths = imaging.lengths(uid);
    out.code("lengths", lengths ? QByteArray::number(lengths->size()) : lengths.error().code);
    if (uid == QLatin1StringView("1.1"))
        return; // rows without pixels
    if (const auto middle = imaging.middleSlice(uid, 0); !middle)
        out.code("middle", middle.error().code);
    if (const auto plan = imaging.plan(uid); !plan)
        out.code("plan", plan.error().code);
}

void addOverlays(Lines& out, const ImagingService& imaging) {
    out.rows("overlays", imaging.overlays(), [](const OverlayRow& o) {
        return QString(QStringLiteral("overlay ") + o.uid + o.algorithm.name);
    });
    for (const char* id : {"1", "2", "o1", "o2", "none"}) {
        const auto found = imaging.findOverlay(QString::fromLatin1(id));
        out.code(id, found ? QByteArray("found") : found.error().code);
    }
    const auto styles = imaging.styles(OverlayId{1});
    out.code("styles", styles ? QByteArray("styles") : styles.error().code);
}

void addReading(Lines& out, ReadingStudy& study, const Session& session) {
    const FindingService reading(study.db(), session, study.f.clock);
    out.rows("findings", reading.list(), [](const FindingRow& row) {
        return QStringLiteral("finding %1 %2 %3").arg(row.algorithm, row.reader).arg(row.finding.center.z());
    });
    const auto tasks = TaskService(study.db(), session, study.f.clock).list();
    if (!tasks)
        return out.code("tasks", tasks.error().code);
    for (const ReadingTask& t : *tasks) {
        out.code("task", t.readerLogin.toLatin1() + ' ' + taskStateCode(t.state));
        const auto seen = reading.look(t.id);
        out.add(seen ? QStringLiteral("case %1 %2 %3 %4")
                           .arg(seen->findings.size())
                           .arg(seen->runs.size())
                           .arg(seen->state.undecided)
                           .arg(seen->missing.size())
                     : QString::fromLatin1(seen.error().code));
    }
}

/// Everything that lists, counts, names or shows, as one text without ids and times.
QString everything(ReadingStudy& study, const Session& session) {
    static WorkerPool workers(1);
    const Clock& clock = study.f.clock;
    const ImagingService imaging(study.db(), study.f.vault->objects(), workers, session, clock);
    const ImportService imports(study.db(), study.f.vault->objects(), workers, session, clock);
    Lines out;
    out.rows("subjects", SubjectService(study.db(), session, clock).list(), [](const Subject& s) {
        return QStringLiteral("subject %1 %2 %3 %4")
            .arg(s.label)
            .arg(s.exams)
            .arg(s.series)
            .arg(s.lastExamDate);
    });
    out.rows("exams", imaging.exams(),
             [](const ImagingStudy& e) { return QString(QStringLiteral("exam ") + e.studyUid); });
    out.rows("series", imaging.series(), [](const SeriesRow& s) {
        return QStringLiteral("series %1 %2 %3 %4").arg(s.uid, s.modality).arg(s.overlays).arg(s.instances);
    });
    for (const char* uid : {"1.1", "1.1.1", "1.1.2", "1.1.3", "1.1.9", "9.9", "no"})
        addSeries(out, imaging, QString::fromLatin1(uid));
    addOverlays(out, imaging);
    out.rows("imports", imports.list(), [](const ImportService::ImportRow& row) {
        return QString::fromUtf8(QJsonDocument(toJson(row.report)).toJson(QJsonDocument::Compact));
    });
    addReading(out, study, session);
    static const QRegularExpression uuid(QStringLiteral("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    return out.text().replace(uuid, QStringLiteral("UUID"));
}

QString auditText(ReadingStudy& study, const Session& session) {
    const auto rows = ReadingVisibility(study.db(), session).audit({});
    if (!rows)
        return QString::fromLatin1(rows.error().code);
    QString text;
    for (const AuditRow& row : *rows)
        if (row.objectKind != "fixture")
            text += QString::fromLatin1(row.action + ' ' + row.objectKind + ' ') +
                    row.newValue.value_or(QString()) + u'\n';
    return text;
}

/// One subject with a current exam of one image series, and another subject beside it.
bool makeImages(ReadingStudy& s) {
    return s.make() && s.addSubject("S-0001") && s.addSubject("S-0002") &&
           s.addExam("S-0001", "e1", "2026-03-01") && s.addExam("S-0002", "e9", "2026-03-02") &&
           s.addSeries({.uid = "1.1", .exam = "e1"}) &&
           s.addSeries({.uid = "9.9", .exam = "e9", .frame = "9"});
}

/// What AI leaves of the first subject: every kind on the leakage list that has rows of its own.
bool addAi(ReadingStudy& s) {
    return s.addExam("S-0001", "e1-ai", "2026-03-05") && // an exam of nothing but results
           s.addSeries({.uid = "1.1.1",
                        .exam = "e1",
                        .kind = "seg",
                        .modality = "SEG",
                        .instances = 1,
                        .sopClass = "1.2.840.10008.5.1.4.1.1.66.4"}) &&
           s.addSeries({.uid = "1.1.2",
                        .exam = "e1-ai",
                        .kind = "sr",
                        .modality = "SR",
                        .frame = "",
                        .instances = 1,
                        .sopClass = "1.2.840.10008.5.1.4.1.1.88.33"}) &&
           s.addSeries(
               {.uid = "1.1.3",
                .exam = "e1",
                .modality = "CT",
                .instances = 2,
                .sopClass = "1.2.840.10008.5.1.4.1.1.7"}) && // a secondary capture that calls itself CT
           s.addOverlay("o1", "1.1", "1.9", "AUTOMATIC") &&
           s.addOverlay("o2", "", "1.9", "") && s.addRun("1.1", {30, 80, 50});
}

} // namespace

class ReadingVisibilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firstReadSeesNothing_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("opened");
        for (const ReadingMode mode : {ReadingMode::Unaided, ReadingMode::Second})
            for (const bool opened : {false, true})
                QTest::addRow("%s %s", readingModeCode(mode).constData(), opened ? "opened" : "new")
                    << int(mode) << opened;
    }

    /// The same script on a study with AI and on its twin without; readers of two kinds of roles.
    void firstReadSeesNothing() {
        QFETCH(int, mode);
        QFETCH(bool, opened);
        for (const char* who : {"rita", "li.na"}) {
            ReadingStudy with, without;
            QVERIFY(makeImages(with) && addAi(with));
            QVERIFY(makeImages(without));
            QVERIFY(everything(with, with.as(who)) != everything(without, without.as(who)));
            for (ReadingStudy* s : {&with, &without}) {
                const auto task = s->give("1.1", who, static_cast<ReadingMode>(mode));
                VERIFY_OK(task);
                if (opened)
                    VERIFY_OK(FindingService(s->db(), s->as(who), s->f.clock).open(task->id));
            }
            QCOMPARE(everything(with, with.as(who)), everything(without, without.as(who)));
            QCOMPARE(auditText(with, with.as(who)), auditText(without, without.as(who)));
            // Others keep seeing it.
            QVERIFY(everything(with, with.as("dan")).contains(QStringLiteral("overlay o1Net")));
        }
    }

    void allOfItAfterTheFirstReadIsClosed() {
        ReadingStudy s;
        QVERIFY(makeImages(s) && addAi(s));
        const Session rita = s.as("rita");
        const QString before = everything(s, rita);
        const auto task = s.give("1.1", "rita", ReadingMode::Second);
        VERIFY_OK(task);
        FindingService reading(s.db(), rita, s.f.clock);
        VERIFY_OK(reading.open(task->id));
        s.f.clock.advance(90'000);
        const auto closed = reading.close(task->id);
        VERIFY_OK(closed);
        QVERIFY(closed->aiVisible);
        QCOMPARE(closed->findings.size(), 3);
        QCOMPARE(closed->findings[0].finding.center.z(), 80.0); // head to foot, not by score
        QCOMPARE(closed->runs.size(), 1);
        QCOMPARE(closed->task.firstClosedMs, s.f.clock.utc);
        QCOMPARE(closed->state.undecided, 3);
        const QString after = everything(s, rita);
        for (const QString& line : before.split(u'\n'))
            QVERIFY2(after.contains(line), qPrintable(line));
    }

    void unaidedNeverShowsAiInItsCase() {
        ReadingStudy s;
        QVERIFY(makeImages(s) && addAi(s));
        const Session rita = s.as("rita");
        const auto task = s.give("1.1", "rita", ReadingMode::Unaided);
        VERIFY_OK(task);
        FindingService reading(s.db(), rita, s.f.clock);
        VERIFY_OK(reading.open(task->id));
        const auto done = reading.close(task->id);
        VERIFY_OK(done);
        QCOMPARE(done->task.state, TaskState::Finished);
        QVERIFY(!done->aiVisible);
        QVERIFY(done->findings.isEmpty() && done->runs.isEmpty());
        QVERIFY(everything(s, rita).contains(QStringLiteral("overlay o1"))); // the case page may show it now
    }

    void concurrentShowsItFromTheStart() {
        ReadingStudy s;
        QVERIFY(makeImages(s) && addAi(s));
        const auto task = s.give("1.1", "rita", ReadingMode::Concurrent);
        VERIFY_OK(task);
        const auto open = FindingService(s.db(), s.as("rita"), s.f.clock).open(task->id);
        VERIFY_OK(open);
        QCOMPARE(open->findings.size(), 3);
    }

    /// One pending first read covers the subject: its marks would tell of the other exam.
    void anotherReadOfTheSubjectHidesItToo() {
        ReadingStudy s;
        QVERIFY(makeImages(s) && addAi(s));
        QVERIFY(s.addExam("S-0001", "e0", "2025-01-01") &&
                s.addSeries({.uid = "1.0", .exam = "e0", .frame = "1.0"}));
        const Session rita = s.as("rita");
        FindingService reading(s.db(), rita, s.f.clock);
        const auto aided = s.give("1.1", "rita", ReadingMode::Concurrent);
        const auto first = s.give("1.0", "rita", ReadingMode::Second);
        VERIFY_OK(aided);
        VERIFY_OK(first);
        QCOMPARE(reading.open(aided->id).error().code, QByteArray("first-reading-open"));
        QVERIFY(!everything(s, rita).contains(QStringLiteral("o1")) ||
                everything(s, rita).contains(QStringLiteral("o1 no-such-overlay")));
        VERIFY_OK(reading.close(first->id));
        const auto open = reading.open(aided->id);
        VERIFY_OK(open);
        QCOMPARE(open->findings.size(), 3);
        // Another subject was never touched.
        QVERIFY(everything(s, rita).contains(QStringLiteral("series 9.9")));
    }

    void aSecondReadWaitsForTheOther() {
        ReadingStudy s;
        QVERIFY(makeImages(s) && addAi(s));
        QVERIFY(s.addExam("S-0001", "e0", "2025-01-01") &&
                s.addSeries({.uid = "1.0", .exam = "e0", .frame = "1.0"}));
        FindingService reading(s.db(), s.as("rita"), s.f.clock);
        const auto now = s.give("1.1", "rita", ReadingMode::Second);
        const auto prior = s.give("1.0", "rita", ReadingMode::Second);
        VERIFY_OK(now);
        VERIFY_OK(prior);
        const auto closed = reading.close(now->id);
        VERIFY_OK(closed);
        QVERIFY(!closed->aiVisible);
        QCOMPARE(closed->missing.front().code, QByteArray("ai-hidden"));
        QCOMPARE(closed->missing.front().object, QString::number(prior->id.value));
        QCOMPARE(reading.close(now->id).error().code, QByteArray("not-ready"));
        VERIFY_OK(reading.close(prior->id));
        QVERIFY(reading.look(now->id)->aiVisible);
    }

    void aTaskGivenAwayStillHidesIt() {
        ReadingStudy s;
        QVERIFY(makeImages(s) && addAi(s));
        const Session rita = s.as("rita");
        const auto task = s.give("1.1", "rita", ReadingMode::Unaided);
        VERIFY_OK(task);
        VERIFY_OK(FindingService(s.db(), rita, s.f.clock).open(task->id));
        TaskService tasks(s.db(), s.f.vault->session(), s.f.clock);
        QCOMPARE(tasks.reassign(task->id, QStringLiteral("ron"), {}).error().code,
                 QByteArray("reason-needed"));
        const auto given = tasks.reassign(task->id, QStringLiteral("ron"), QStringLiteral("leave"));
        VERIFY_OK(given);
        QVERIFY(given->id != task->id);
        QVERIFY(ReadingVisibility(s.db(), rita).scope()->hidesSeries(QStringLiteral("1.1.1")));
        VERIFY_OK(FindingService(s.db(), s.as("ron"), s.f.clock).close(given->id));
        QVERIFY(ReadingVisibility(s.db(), rita).scope()->hidesNothing());
    }

    void otherReaders_data() {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<int>("own"); // -1: no task, 0: open task, 1: finished task
        QTest::addColumn<bool>("sees");
        QTest::newRow("reader without a task") << QByteArray("ron") << -1 << false;
        QTest::newRow("reader with an open task") << QByteArray("ron") << 0 << false;
        QTest::newRow("reader who has finished") << QByteArray("ron") << 1 << true;
        QTest::newRow("data manager") << QByteArray("dan") << -1 << true;
        QTest::newRow("monitor") << QByteArray("mona") << -1 << true;
        QTest::newRow("coordinator") << QByteArray("carl") << -1 << false;
        QTest::newRow("all roles, no task") << QByteArray("li.na") << -1 << true;
        QTest::newRow("all roles, open task") << QByteArray("li.na") << 0 << false;
        QTest::newRow("all roles, finished") << QByteArray("li.na") << 1 << true;
    }

    void otherReaders() {
        QFETCH(QByteArray, who);
        QFETCH(int, own);
        QFETCH(bool, sees);
        ReadingStudy s;
        QVERIFY(makeImages(s));
        const Session rita = s.as("rita");
        QVERIFY(s.addLength("1.1", rita.user));
        FindingService hers(s.db(), rita, s.f.clock);
        const auto task = s.give("1.1", "rita", ReadingMode::Concurrent);
        VERIFY_OK(task);
        Finding nodule;
        nodule.center = {0, 0, 42};
        VERIFY_OK(hers.add(task->id, nodule));
        VERIFY_OK(hers.close(task->id));
        const Session session = s.as(who.constData());
        if (own >= 0) {
            const auto mine = s.give("1.1", who.constData(), ReadingMode::Concurrent);
            VERIFY_OK(mine);
            FindingService reading(s.db(), session, s.f.clock);
            VERIFY_OK(reading.open(mine->id));
            if (own == 1)
                VERIFY_OK(reading.close(mine->id));
        }
        const QString text = everything(s, session);
        QCOMPARE(text.contains(QStringLiteral("finding  RITA 42")), sees);
        QCOMPARE(text.contains(QStringLiteral("lengths 1")), sees);
        const auto look = FindingService(s.db(), session, s.f.clock).look(task->id);
        QCOMPARE(look.has_value(), sees && session.may(Right::ReadReadings));
        if (session.may(Right::ReadAudit))
            QCOMPARE(auditText(s, session).contains(QStringLiteral("reading-added")), sees);
    }

    void stylesAndExportsAreShutToo() {
        ReadingStudy s;
        QVERIFY(makeImages(s) && addAi(s));
        VERIFY_OK(s.give("1.1", "li.na", ReadingMode::Unaided));
        const Session session = s.f.vault->session();
        WorkerPool workers(1);
        ImagingService imaging(s.db(), s.f.vault->objects(), workers, session, s.f.clock);
        QCOMPARE(imaging.setStyle(OverlayId{1}, {}).error().code, QByteArray("no-such-overlay"));
        QCOMPARE(
            imaging.importLabels(QStringLiteral("/nowhere"), QStringLiteral("1.1"), false, {}).error().code,
            QByteArray("overlays-hidden"));
        ImageExport out(s.db(), s.f.vault->objects(), session);
        const auto sink = [](int, const QByteArray&) -> Result<> { return {}; };
        QCOMPARE(out.originals(QStringLiteral("1.1.1"), sink, {}).error().code, QByteArray("no-such-series"));
    }
};

QTEST_GUILESS_MAIN(ReadingVisibilityTest)
#include "ReadingVisibilityTest.moc"
