// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/CohortService.h"
#include "storage/database/Database.h"
#include "storage/forms/DefinitionService.h"
#include "storage/subjects/SearchKey.h"
#include "storage/subjects/SubjectService.h"
#include "tests/bench/Bench.h"
#include "tests/bench/StoredValues.h"
#include "tests/bench/Study.h"
#include "widgets/cohort/CohortWork.h"
#include "widgets/subjects/SubjectsPage.h"
#include "widgets/theme/Theme.h"

#include <malloc.h>

#include <QApplication>
#include <QFile>
#include <QPixmap>

namespace casebook::bench {

namespace {

/// Of this process now, in MB.
double residentMemory() {
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray& line : file.readAll().split('\n'))
            if (line.startsWith("VmRSS:"))
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

/// Fn(statement) for every row of a query, so that it is read to its end.
template <class F>
Result<> eachRow(Database& database, const QByteArray& sql, F&& fn) {
    return database.read([&](ReadConnection& c) -> Result<> {
        auto statement = c.prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        for (;;) {
            const auto more = statement->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return {};
            fn(*statement);
        }
    });
}

Result<> readAll(Database& database, const QByteArray& sql, int columns) {
    qint64 length = 0;
    return eachRow(database, sql, [&](const Statement& row) {
        for (int i = 0; i < columns; ++i)
            length += row.text(i).size();
    });
}

/// Ours and the reference in turn.
Result<BenchFigure> compare(const char* what, const char* reference, int runs,
                            const std::function<Result<>()>& mine, const std::function<Result<>()>& other) {
    Times ours, theirs;
    for (int run = 0; run < runs; ++run) {
        const auto a = timed(mine);
        const auto b = timed(other);
        if (!a || !b)
            return tl::unexpected(a ? b.error() : a.error());
        ours.seconds.push_back(*a);
        theirs.seconds.push_back(*b);
    }
    say(what, ours.best());
    say(reference, theirs.best());
    return figure(what, ours, reference, theirs);
}

using Counts = QHash<QString, int>; ///< "c3=V1"

/// One choice changes, then every count of every facet: as after each click.
class FacetRun {
public:
    FacetRun(const cohort::AnalysisTable& table, Database& database)
        : database_(database), facets_(table, names()) {}

    Result<> ours() {
        facets_.clear();
        for (const int column : chosen())
            facets_.choose({storedItem(column), {QStringLiteral("V0"), QStringLiteral("V1")}, {}, {}});
        mine_.clear();
        for (const cohort::Facet& facet : facets_.counted())
            for (const cohort::FacetValue& value : facet.values)
                if (value.count > 0 && !value.missing)
                    mine_.insert(facet.column + u'=' + value.code, value.count);
        return {};
    }

    /// GROUP BY for each facet under the choices of all others, over the stored values.
    Result<> sql() {
        Counts theirs;
        Result<> done;
        for (int facet = 0; done && facet < itemsPerForm; ++facet)
            done = eachRow(database_, question(facet), [&](const Statement& row) {
                theirs.insert(storedItem(facet) + u'=' + row.text(0), int(row.integer(1)));
            });
        if (done && theirs != mine_)
            return fail(ErrorKind::System, "bench-differs");
        ++step_;
        return done;
    }

    static QStringList names() {
        QStringList names;
        for (int c = 0; c < itemsPerForm; ++c)
            names.append(storedItem(c));
        return names;
    }

private:
    [[nodiscard]] QList<int> chosen() const { return {0, 5, 10 + step_ % 5}; }

    [[nodiscard]] QByteArray question(int facet) const {
        QByteArray where;
        for (const int other : chosen())
            if (other != facet)
                where += " AND f.subject IN (SELECT f2.subject FROM item_value v2 JOIN form_row r2 ON r2.id ="
                         " v2.row_id JOIN form f2 ON f2.id = r2.form WHERE v2.kind = 4 AND v2.held = 0"
                         " AND v2.txt IN ('V0','V1') AND v2.item_id = " +
                         QByteArray::number(other + 1) + ')';
        return "SELECT v.txt, count(*) FROM item_value v JOIN form_row r ON r.id = v.row_id JOIN form f ON"
               " f.id = r.form WHERE v.kind = 4 AND v.held = 0 AND v.item_id = " +
               QByteArray::number(facet + 1) + where + " GROUP BY v.txt";
    }

    Database& database_;
    cohort::Facets facets_;
    Counts mine_;
    int step_ = 0;
};

/// As the window does.
QList<SubjectView> viewsOf(const QList<Subject>& subjects) {
    QList<SubjectView> views;
    for (const Subject& s : subjects)
        views.append({s.id,
                      s.label,
                      s.name,
                      s.sex,
                      s.birthDate,
                      s.exams,
                      s.series,
                      s.lastExamDate,
                      s.status,
                      s.searchKey,
                      s.rv,
                      {}});
    return views;
}

class Lists {
public:
    Lists(Study& study, int runs)
        : vault_(study.vault()), database_(vault_.database()), runs_(runs),
          definitions_(database_, vault_.session(), vault_.clock()),
          subjects_(database_, vault_.session(), vault_.clock()) {}

    Result<Figures> run() {
        return load()
            .and_then([&] { return firstPaint(); })
            .and_then([&] { return search(); })
            .and_then([&] { return sort(); })
            .and_then([&] { return facets(); })
            .and_then([&] { return click(); })
            .map([&] { return std::move(figures_); });
    }

private:
    Result<> keep(const Result<BenchFigure>& made) {
        return made.map([&](const BenchFigure& f) { figures_.push_back(f); });
    }

    void keepMemory(const char* what, double megabytes) {
        std::fprintf(stderr, "%s %.0f MB\n", what, megabytes);
        BenchFigure figure;
        figure.what = what;
        figure.unit = "MB";
        figure.value = figure.p50 = figure.p95 = megabytes;
        figure.n = 1;
        figures_.push_back(figure);
    }

    /// All columns of all subjects, as when the Cohorts page is shown; the reference reads the same rows.
    Result<> load() {
        const double before = residentMemory();
        auto done = keep(compare(
            "load", "sql-read-all", std::min(runs_, 5),
            [&]() -> Result<> {
                table_ = {};
                auto read = CohortService(database_, vault_.session(), definitions_).analysisTable({}, {});
                if (!read)
                    return tl::unexpected(read.error());
                table_ = std::make_shared<const cohort::AnalysisTable>(std::move(*read));
                return {};
            },
            [&] { return readAll(database_, "SELECT row_id, item_id, kind, txt, num FROM item_value", 0); }));
        keepMemory("table-memory", residentMemory() - before);
        return done;
    }

    Result<> firstPaint() {
        return keep(compare(
            "first-paint", "sql-read", runs_,
            [&]() -> Result<> {
                SubjectsPage page;
                page.resize(1440, 900);
                const auto subjects = subjects_.list();
                if (!subjects)
                    return tl::unexpected(subjects.error());
                views_ = viewsOf(*subjects);
                page.setSubjects(views_);
                return page.grab().isNull() ? Result<>(fail(ErrorKind::System, "no-picture")) : Result<>();
            },
            [&] {
                return readAll(database_,
                               "SELECT s.label, s.name, s.sex, s.birth_date, s.status, count(DISTINCT e.id),"
                               " count(r.id), max(e.study_date) FROM subject s LEFT JOIN dicom_study e ON"
                               " e.subject = s.id LEFT JOIN dicom_series r ON r.study = e.id GROUP BY s.id"
                               " ORDER BY s.label",
                               8);
            }));
    }

    /// Typed in pinyin; the reference looks for the sign.
    Result<> search() {
        model_.setFold([](const QString& typed) { return searchKeyOf(typed).section(u'\n', 0, 0); });
        model_.setSubjects(views_);
        return keep(compare(
            "search", "sql-like", runs_,
            [&]() -> Result<> {
                model_.setSearch(turn_++ % 2 ? QStringLiteral("zhang") : QStringLiteral("wang"));
                return model_.rowCount() > 0 ? Result<>() : fail(ErrorKind::System, "nothing-found");
            },
            [&]() -> Result<> {
                int found = 0;
                const QByteArray sign(turn_ % 2 ? "王" : "张");
                auto done = eachRow(database_,
                                    "SELECT id FROM subject WHERE name LIKE '%" + sign + "%' ORDER BY label",
                                    [&](const Statement&) { ++found; });
                // Other signs are read the same way.
                return done && found > model_.rowCount() ? fail(ErrorKind::System, "bench-differs") : done;
            }));
    }

    Result<> sort() {
        model_.setSearch({});
        return keep(compare(
            "sort", "sql-order", runs_,
            [&]() -> Result<> {
                model_.sort(turn_++ % 2 ? SubjectsModel::LastExam : SubjectsModel::Name, Qt::AscendingOrder);
                return {};
            },
            [&] {
                return readAll(database_,
                               turn_ % 2 ? "SELECT id FROM subject ORDER BY name, label"
                                         : "SELECT s.id FROM subject s LEFT JOIN dicom_study e ON e.subject ="
                                           " s.id GROUP BY s.id ORDER BY max(e.study_date), s.label",
                               1);
            }));
    }

    Result<> facets() {
        FacetRun run(*table_, database_);
        return keep(compare(
            "facets-40", "sql-group-by", runs_, [&] { return run.ours(); }, [&] { return run.sql(); }));
    }

    [[nodiscard]] static QString keyOf(const CohortWork& work, const QString& column, qsizetype value) {
        for (const CohortFacet& facet : work.state().facets)
            if (facet.column == column)
                return facet.values.value(value).key;
        return {};
    }

    /// The whole answer to a click on a facet of the page, with flow and words.
    Result<> click() {
        CohortWork work(table_, FacetRun::names(), QStringLiteral("en"));
        Times times;
        for (int step = 0; step < 2 * runs_; ++step) {
            const QString column = storedItem(step % 7), key = keyOf(work, column, step / 7 % 2);
            const auto took = timed([&]() -> Result<> {
                work.toggle(column, key, true);
                return work.state().error.isEmpty() ? Result<>() : fail(ErrorKind::System, "bench-differs");
            });
            if (!took)
                return tl::unexpected(took.error());
            times.seconds.push_back(*took);
        }
        say("cohort-click", times.best());
        return keep(figure("cohort-click", times, "", {}));
    }

    Vault& vault_;
    Database& database_;
    int runs_;
    DefinitionService definitions_;
    SubjectService subjects_;
    std::shared_ptr<const cohort::AnalysisTable> table_;
    QList<SubjectView> views_;
    SubjectsModel model_;
    int turn_ = 0;
    Figures figures_;
};

} // namespace

/// 10,000 subjects and 12 million values stored in an encrypted study, which is then opened as the window does: the
/// subject list and the cohort table, against the same questions in SQL over the same stored values.
/// CASEBOOK_BENCH_STUDY names a folder in which the filled study is kept for another run.
Result<Figures> benchLists(int runs) {
    theme::install(*qApp);
    const QTemporaryDir work;
    const QString kept = qEnvironmentVariable("CASEBOOK_BENCH_STUDY");
    const QString folder = kept.isEmpty() ? work.filePath(QStringLiteral("study")) : kept;
    if (!QFile::exists(folder)) {
        auto made = Study::create(folder);
        if (!made)
            return tl::unexpected(made.error());
        qint64 stored = 0;
        const auto seconds =
            timed([&] { return storeValues(**made).map([&](qint64 values) { stored = values; }); });
        if (!seconds)
            return tl::unexpected(seconds.error());
        std::fprintf(stderr, "%lld values stored in %.0f s\n", static_cast<long long>(stored), *seconds);
    }
    auto study = Study::unlock(folder);
    return study ? Lists(**study, runs).run() : tl::unexpected(study.error());
}

} // namespace casebook::bench
