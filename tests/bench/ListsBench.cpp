// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/Facets.h"
#include "storage/database/Database.h"
#include "storage/subjects/SearchKey.h"
#include "tests/bench/Bench.h"
#include "tests/bench/Study.h"
#include "widgets/subjects/SubjectsPage.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QPixmap>

#include <random>

namespace casebook::bench {

namespace {

constexpr int subjectCount = 10'000;
constexpr int columnCount = 1'200;
constexpr int facetCount = 40;

using cohort::ColumnKind;

/// 10,000 subjects, 1,200 columns: 12 million values, about every twentieth missing.
cohort::AnalysisTable makeTable() {
    std::vector<cohort::RowSubject> subjects;
    for (int i = 0; i < subjectCount; ++i)
        subjects.push_back({i + 1, QStringLiteral("S-%1").arg(i + 1, 5, 10, QLatin1Char('0'))});
    cohort::AnalysisTable table(std::move(subjects));
    static constexpr ColumnKind kinds[] = {ColumnKind::Code, ColumnKind::Number, ColumnKind::Boolean,
                                           ColumnKind::Date};
    std::mt19937 random(20'260);
    for (int c = 0; c < columnCount; ++c) {
        cohort::ColumnInfo info;
        info.name = QStringLiteral("c%1").arg(c);
        info.kind = c < facetCount ? ColumnKind::Code : kinds[c % 4];
        cohort::Column column(info);
        column.reserve(subjectCount);
        for (int row = 0; row < subjectCount; ++row) {
            if (random() % 20 == 0) {
                column.addMissing(random() % 2 ? QByteArray("UNK") : QByteArray());
                continue;
            }
            switch (info.kind) {
            case ColumnKind::Number: column.addNumber(double(random() % 100'000) / 100); break;
            case ColumnKind::Boolean: column.addBoolean(random() % 2 == 0); break;
            case ColumnKind::Date: column.addDate(*PartialDate::fromDay(15'000 + random() % 5'000)); break;
            default: column.addCode(QStringLiteral("V%1").arg(random() % (2 + unsigned(c) % 9)));
            }
        }
        table.add(std::move(column));
    }
    return table;
}

QList<SubjectView> makeViews() {
    static const QStringList family{QStringLiteral("王"), QStringLiteral("李"), QStringLiteral("张"),
                                    QStringLiteral("刘")};
    static const QStringList given{QStringLiteral("伟"), QStringLiteral("芳"), QStringLiteral("娜"),
                                   QStringLiteral("静雯"), QStringLiteral("建国")};
    std::mt19937 random(7);
    QList<SubjectView> views;
    for (int i = 0; i < subjectCount; ++i) {
        SubjectView view;
        view.id = SubjectId{i + 1};
        view.label = QStringLiteral("S-%1").arg(i + 1, 5, 10, QLatin1Char('0'));
        view.name = family[qsizetype(random() % 4)] + given[qsizetype(random() % 5)];
        view.sex = random() % 2 ? QStringLiteral("F") : QStringLiteral("M");
        view.birthDate = QString::number(1930 + int(random() % 60));
        view.exams = int(random() % 9);
        view.series = view.exams * 3;
        view.lastExamDate = PartialDate::fromDay(18'000 + random() % 2'500)->toText();
        view.status = QStringLiteral("enrolled");
        view.searchKey = searchKeyOf(view.label + u' ' + view.name);
        views.append(view);
    }
    return views;
}

/// The same in tables of the study's own database: what a list without a table in memory would ask.
Result<> fillSql(Database& database, const cohort::AnalysisTable& table, const QList<SubjectView>& views) {
    return database.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        QByteArray names, places;
        for (int c = 0; c < facetCount; ++c) {
            names += ",c" + QByteArray::number(c) + " TEXT";
            places += ",?";
        }
        auto done = tx.execute(
            "CREATE TABLE bench_list(id INTEGER PRIMARY KEY,label TEXT,name TEXT,sex TEXT,birth TEXT,"
            "exams INTEGER,series INTEGER,last_exam TEXT,status TEXT,key TEXT" +
            names + ") STRICT");
        auto insert = done ? tx.prepare("INSERT INTO bench_list VALUES(?,?,?,?,?,?,?,?,?,?" + places + ')')
                           : Result<Statement>(tl::unexpected(done.error()));
        if (!insert)
            return tl::unexpected(insert.error());
        for (qsizetype row = 0; row < views.size(); ++row) {
            const SubjectView& v = views[row];
            insert->bindAll(v.id, v.label, v.name, v.sex, v.birthDate, v.exams, v.series, v.lastExamDate,
                            v.status, v.searchKey);
            for (int c = 0; c < facetCount; ++c) {
                const cohort::Column& column = *table.columns()[std::size_t(c)];
                const auto at = std::size_t(row);
                if (column.isMissing(at))
                    insert->bind(11 + c, QString(u'?' + QString::fromLatin1(column.reason(at))));
                else
                    insert->bind(11 + c, column.dictionary()[column.codes()[at]]);
            }
            if (auto ran = insert->run(); !ran)
                return ran;
            insert->reset();
        }
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "bench";
        return tx.audit(entry).map([](std::int64_t) {});
    });
}

/// Counts of all rows of a query, so that it is read to its end.
Result<qint64> readAll(Database& database, const QByteArray& sql, int columns) {
    return database.read([&](ReadConnection& c) -> Result<qint64> {
        auto statement = c.prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        qint64 length = 0;
        for (;;) {
            const auto more = statement->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return length;
            for (int i = 0; i < columns; ++i)
                length += statement->text(i).size();
        }
    });
}

Result<> ran(const Result<qint64>& result) { return result ? Result<>() : tl::unexpected(result.error()); }

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
        : table_(table), database_(database), facets_(table, names()) {}

    Result<> ours() {
        choose();
        mine_.clear();
        for (const cohort::Facet& facet : facets_.counted())
            for (const cohort::FacetValue& value : facet.values)
                if (value.count > 0)
                    mine_.insert(
                        facet.column + u'=' +
                            (value.missing ? u'?' + QString::fromLatin1(*value.missing) : value.code),
                        value.count);
        return {};
    }

    /// GROUP BY for each facet under the choices of all others.
    Result<> sql() {
        Counts theirs;
        auto done = database_.read([&](ReadConnection& c) -> Result<> {
            for (int facet = 0; facet < facetCount; ++facet) {
                const QByteArray name = 'c' + QByteArray::number(facet);
                QByteArray where;
                for (const int other : chosen())
                    if (other != facet)
                        where += (where.isEmpty() ? " WHERE c" : " AND c") + QByteArray::number(other) +
                                 " IN ('V0','V1')";
                auto rows = c.prepare("SELECT " + name + ",count(*) FROM bench_list" + where + " GROUP BY 1");
                if (!rows)
                    return tl::unexpected(rows.error());
                for (;;) {
                    const auto more = rows->step();
                    if (!more)
                        return tl::unexpected(more.error());
                    if (!*more)
                        break;
                    theirs.insert(QString::fromLatin1(name) + u'=' + rows->text(0), int(rows->integer(1)));
                }
            }
            return {};
        });
        if (done && theirs != mine_)
            return fail(ErrorKind::System, "bench-differs");
        ++step_;
        return done;
    }

private:
    static QStringList names() {
        QStringList names;
        for (int c = 0; c < facetCount; ++c)
            names.append(QStringLiteral("c%1").arg(c));
        return names;
    }
    [[nodiscard]] QList<int> chosen() const { return {0, 5, 10 + step_ % 5}; }
    void choose() {
        facets_.clear();
        for (const int column : chosen())
            facets_.choose(
                {QStringLiteral("c%1").arg(column), {QStringLiteral("V0"), QStringLiteral("V1")}, {}, {}});
    }

    const cohort::AnalysisTable& table_;
    Database& database_;
    cohort::Facets facets_;
    Counts mine_;
    int step_ = 0;
};

Result<BenchFigure> firstPaint(Database& database, const QList<SubjectView>& views, int runs) {
    return compare(
        "first-paint", "sql-read", runs,
        [&]() -> Result<> {
            SubjectsPage page;
            page.resize(1440, 900);
            page.setSubjects(views);
            return page.grab().isNull() ? Result<>(fail(ErrorKind::System, "no-picture")) : Result<>();
        },
        [&] {
            return ran(readAll(database,
                               "SELECT label,name,sex,birth,exams,series,last_exam,status,key FROM bench_list"
                               " ORDER BY label",
                               9));
        });
}

} // namespace

/// 10,000 subjects in the list and 12 million values in the analysis table, against the same questions in SQL.
Result<Figures> benchLists(int runs) {
    theme::install(*qApp);
    const QTemporaryDir work;
    auto study = Study::create(work.filePath(QStringLiteral("study")));
    if (!study)
        return tl::unexpected(study.error());
    Database& database = (*study)->vault().database();
    const cohort::AnalysisTable table = makeTable();
    const QList<SubjectView> views = makeViews();
    if (auto filled = fillSql(database, table, views); !filled)
        return tl::unexpected(filled.error());
    Figures figures;
    const auto keep = [&](Result<BenchFigure> made) {
        return made.map([&](const BenchFigure& f) { figures.push_back(f); });
    };
    SubjectsModel model;
    model.setFold([](const QString& typed) { return searchKeyOf(typed).section(u'\n', 0, 0); });
    model.setSubjects(views);
    int turn = 0;
    FacetRun facets(table, database);
    return keep(firstPaint(database, views, runs))
        .and_then([&] {
            return keep(compare(
                "search", "sql-like", runs,
                [&]() -> Result<> {
                    model.setSearch(turn++ % 2 ? QStringLiteral("zhang") : QStringLiteral("wang"));
                    return model.rowCount() > 0 ? Result<>() : fail(ErrorKind::System, "nothing-found");
                },
                [&] {
                    return ran(readAll(database,
                                       QByteArray("SELECT id FROM bench_list WHERE key LIKE '%") +
                                           (turn % 2 ? "wang" : "zhang") + "%' ORDER BY label",
                                       1));
                }));
        })
        .and_then([&] {
            model.setSearch({});
            return keep(compare(
                "sort", "sql-order", runs,
                [&]() -> Result<> {
                    model.sort(turn++ % 2 ? SubjectsModel::LastExam : SubjectsModel::Name,
                               Qt::AscendingOrder);
                    return {};
                },
                [&] {
                    return ran(readAll(database,
                                       QByteArray("SELECT id FROM bench_list ORDER BY ") +
                                           (turn % 2 ? "name" : "last_exam") + ",label",
                                       1));
                }));
        })
        .and_then([&] {
            return keep(compare(
                "facets-40", "sql-group-by", runs, [&] { return facets.ours(); },
                [&] { return facets.sql(); }));
        })
        .map([&] { return std::move(figures); });
}

} // namespace casebook::bench
