// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/cohort/CohortService.h"
#include "storage/export/ExportService.h"
#include "storage/forms/FormService.h"
#include "storage/imaging/ImagingService.h"
#include "storage/imaging/ImportService.h"
#include "storage/reading/FindingService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyFixture.h"
#include "tests/support/SmallSeries.h"

#include <malloc.h>

#include <QDir>
#include <QElapsedTimer>

namespace casebook::test {

/// What one process holds of the machine.
struct Held {
    qint64 kilobytes = 0; ///< resident, after what is free was given back
    int descriptors = 0, threads = 0;

    [[nodiscard]] static Held now() {
        ::malloc_trim(0);
        Held out;
        for (const QByteArray& line : readFile(QStringLiteral("/proc/self/status")).split('\n'))
            if (line.startsWith("VmRSS:"))
                out.kilobytes = line.mid(6).trimmed().split(' ').first().toLongLong();
        const QDir::Filters all = QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot;
        out.descriptors = int(QDir(QStringLiteral("/proc/self/fd")).entryList(all).size());
        out.threads = int(QDir(QStringLiteral("/proc/self/task")).entryList(all).size());
        return out;
    }
};

/// Days of work in one process: each is an unlocking, forms, two people on one of them, a series and its reading, lists,
/// a search, now and then a query, a data set, a snapshot of the backup and a check of all, and locking.
class SoakStudy {
public:
    /// @param series That many come in, one a day; afterwards the days bring what is there already.
    [[nodiscard]] bool make(int series) {
        series_ = series;
        if (!study_.make() || !writeSmallSeries(files(), series, 3, 32))
            return false;
        const Session& who = study_.vault->session();
        DefinitionService definitions(study_.vault->database(), who, study_.vault->clock());
        SubjectService subjects(study_.vault->database(), who, study_.vault->clock());
        bool good = definitions.installLungStudy().has_value();
        for (int i = 1; good && i <= subjects_; ++i)
            good = subjects.enrol({label(i), {}, {}, {}}).has_value();
        CohortService cohorts(study_.vault->database(), who, definitions);
        return good && cohorts.save(QStringLiteral("all"), {}, {}, Job{}).has_value() &&
               study_.vault->lock().has_value();
    }

    /// One day. @return the first thing that went wrong; empty: none.
    [[nodiscard]] QByteArray work() {
        ++day_;
        if (!study_.open())
            return "does not open";
        const QByteArray wrong = session();
        const bool locked = study_.vault->lock().has_value();
        study_.vault.reset();
        return wrong.isEmpty() && !locked ? QByteArray("not locked") : wrong;
    }

    [[nodiscard]] int days() const { return day_; }
    [[nodiscard]] QStringList damage() {
        QStringList out;
        const auto report = study_.verify();
        if (!report)
            return {QString::fromLatin1(report.error().code)};
        for (const Damage& d : report->damage)
            out.append(d.path + u' ' + QString::fromLatin1(d.what));
        return out;
    }

private:
    [[nodiscard]] QString files() const { return study_.beside(QStringLiteral("incoming")); }
    static QString label(int subject) { return QStringLiteral("S-%1").arg(subject, 4, 10, QLatin1Char('0')); }
    template <class T> static QByteArray code(const char* what, const Result<T>& result) {
        return result ? QByteArray() : what + (": " + result.error().code);
    }

    QByteArray session() {
        WorkerPool workers(1);
        QByteArray wrong = forms();
        if (wrong.isEmpty())
            wrong = image(workers);
        if (wrong.isEmpty())
            wrong = lists(workers);
        if (wrong.isEmpty())
            wrong = conflict();
        if (wrong.isEmpty())
            wrong = reading();
        if (wrong.isEmpty() && day_ % 5 == 0)
            wrong = query();
        if (wrong.isEmpty() && day_ % 10 == 0)
            wrong = code("verify", study_.vault->verify(true, Job{}));
        if (wrong.isEmpty() && day_ % 4 == 0)
            wrong = dataSet(workers);
        if (wrong.isEmpty() && day_ % 3 == 0)
            wrong = code("backup", study_.vault->backup(study_.beside(QStringLiteral("backup")), 3, Job{}));
        return wrong;
    }

    QByteArray forms() {
        Vault& vault = *study_.vault;
        DefinitionService definitions(vault.database(), vault.session(), vault.clock());
        FormService service(vault.database(), vault.session(), vault.clock(), definitions);
        for (int i = 0; i < 4; ++i) {
            const QString path = label(1 + (day_ * 4 + i) % subjects_) + QStringLiteral("/SCR/LAB");
            const auto form =
                service.keyOf(path).and_then([&](const FormKey& k) { return service.begin(k); });
            auto opened = form ? service.open(form->id) : Result<OpenedForm>(tl::unexpected(form.error()));
            if (!opened)
                return code("open", opened);
            for (const char* item : {"lab_wbc", "lab_plt", "lab_alt", "lab_na", "lab_k"})
                if (const auto typed = opened->state.set({{}, {}, QString::fromLatin1(item)},
                                                         QString::number(100 + (day_ * 7 + i) % 50));
                    !typed)
                    return code(item, typed);
            if (const auto saved = service.save(form->id, editOf(*opened), {"typing-error", {}}); !saved)
                return code("save", saved);
        }
        return {};
    }

    /// Two have the same form open; the second one to save is told.
    QByteArray conflict() {
        Vault& vault = *study_.vault;
        DefinitionService definitions(vault.database(), vault.session(), vault.clock());
        FormService service(vault.database(), vault.session(), vault.clock(), definitions);
        const auto form = service.keyOf(label(1 + day_ % subjects_) + QStringLiteral("/SCR/LAB"))
                              .and_then([&](const FormKey& k) { return service.begin(k); });
        if (!form)
            return code("begin", form);
        auto one = service.open(form->id), other = service.open(form->id);
        if (!one || !other)
            return "not opened twice";
        const ItemPath item{{}, {}, QStringLiteral("lab_wbc")};
        if (!one->state.set(item, QString::number(200 + day_ % 50)) ||
            !other->state.set(item, QString::number(300 + day_ % 50)))
            return "not typed";
        const ChangeReason reason{"typing-error", {}};
        if (const auto saved = service.save(form->id, editOf(*one), reason); !saved)
            return code("save", saved);
        const auto late = service.save(form->id, editOf(*other), reason);
        return !late && late.error().code == "changed-elsewhere"
                   ? QByteArray()
                   : code("nobody was told", late) + " conflict";
    }

    /// The task of a series is made on its first day, and its reading opened and left on each of its days.
    QByteArray reading() {
        Vault& vault = *study_.vault;
        TaskService tasks(vault.database(), vault.session(), vault.clock());
        const QString uid = QStringLiteral("2.25.777.%1").arg(1 + (day_ - 1) % series_);
        const auto all = tasks.list();
        if (!all)
            return code("tasks", all);
        auto task =
            std::find_if(all->cbegin(), all->cend(), [&](const ReadingTask& t) { return t.series == uid; });
        TaskId id = task == all->cend() ? TaskId() : task->id;
        if (task == all->cend()) {
            const auto made = tasks.add({uid, vault.session().login, ReadingMode::Unaided, {}});
            if (!made)
                return code("task", made);
            id = made->id;
        }
        FindingService findings(vault.database(), vault.session(), vault.clock());
        if (const auto opened = findings.open(id); !opened)
            return code("reading", opened);
        return code("leave", findings.leave(id));
    }

    QByteArray query() {
        Vault& vault = *study_.vault;
        DefinitionService definitions(vault.database(), vault.session(), vault.clock());
        const FormService forms(vault.database(), vault.session(), vault.clock(), definitions);
        QueryService queries(vault.database(), vault.session(), vault.clock());
        const auto all = forms.list();
        if (!all || all->isEmpty())
            return "no form to ask about";
        const auto asked = queries.raise(all->first().id, {{}, {}, QStringLiteral("lab_plt")},
                                         QStringLiteral("day %1?").arg(day_));
        if (!asked)
            return code("raise", asked);
        if (const auto answered = queries.answer(asked->id, QStringLiteral("yes")); !answered)
            return code("answer", answered);
        return code("close", queries.close(asked->id, {}));
    }

    QByteArray image(WorkerPool& workers) {
        Vault& vault = *study_.vault;
        ImportService service(vault.database(), vault.objects(), workers, vault.session(), vault.clock());
        const QString folder = files() + QStringLiteral("/s%1").arg((day_ - 1) % series_);
        const auto report = service.run({folder}, Job{}, {});
        if (report && report->imported + report->duplicates != 3)
            return "not all was imported " +
                   (report->refused.isEmpty() ? QByteArray() : report->refused.first().code);
        return code("import", report);
    }

    QByteArray lists(WorkerPool& workers) {
        Vault& vault = *study_.vault;
        const SubjectService subjects(vault.database(), vault.session(), vault.clock());
        const ImagingService imaging(vault.database(), vault.objects(), workers, vault.session(),
                                     vault.clock());
        const auto all = subjects.list();
        const auto series = imaging.series();
        if (!all || !series || subjects_ > all->size() || series->size() != std::min(day_, series_))
            return "a list lacks rows";
        return code("find", subjects.find(label(1 + day_ % subjects_)));
    }

    QByteArray dataSet(WorkerPool& workers) {
        Vault& vault = *study_.vault;
        const QString folder = study_.beside(QStringLiteral("set"));
        ExportService service(vault.database(), vault.objects(), workers, vault.session(), vault.clock(),
                              QStringLiteral("soak"));
        const QByteArray wrong = code("export", service.run(QStringLiteral("all"), {}, folder, Job{}));
        QDir(folder).removeRecursively();
        return wrong;
    }

    static constexpr int subjects_ = 20;
    StudyFixture study_;
    int series_ = 0, day_ = 0;
};

/// Days until the time is over; what the process holds stays, from the middle of them to the end.
inline void soak(int seconds, int series) {
    SoakStudy study;
    QVERIFY(study.make(series));
    QList<Held> held;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < qint64(seconds) * 1000 || held.size() < 20) {
        QCOMPARE(study.work(), QByteArray());
        held.append(Held::now());
    }
    const auto median = [&](qsizetype from, qsizetype to) {
        QList<qint64> of;
        for (qsizetype i = from; i < to; ++i)
            of.append(held[i].kilobytes);
        std::sort(of.begin(), of.end());
        return of[of.size() / 2];
    };
    const qsizetype days = held.size(), fifth = days / 5;
    const qint64 middle = median(2 * fifth, 3 * fifth), end = median(days - fifth, days);
    qInfo("%d days; %lld kB in the middle, %lld at the end; %d descriptors, %d threads", study.days(), middle,
          end, held.last().descriptors, held.last().threads);
    QCOMPARE(held.last().descriptors, held[days / 2].descriptors);
    QCOMPARE(held.last().threads, held[days / 2].threads);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed
    QVERIFY2(end <= middle * 105 / 100, "it grows");
#endif
    QCOMPARE(study.damage(), QStringList());
}

} // namespace casebook::test
