// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/TableBuilder.h"

#include "storage/cohort/SubjectTimes.h"
#include "storage/database/Connection.h"
#include "storage/forms/StudyReads.h"
#include "storage/reading/DerivedSql.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace casebook {

namespace {

using cohort::AnalysisTable;
using cohort::Column;
using cohort::ColumnKind;
using Aggregate = ColumnSource::Aggregate;
using Kind = ColumnSource::Kind;

struct SubjectFields {
    QString sex, birth, status, site;
};

struct ImagingFields {
    int exams = 0, series = 0;
    QSet<std::int64_t> examIds;
    QStringList modalities, kernels;
    QString first, last;
    double thinnest = 0;
};

struct AiFields {
    int overlays = 0, findings = 0;
    std::optional<double> score;
};

class Builder {
public:
    Builder(Connection& connection, const ReadingScope& scope, const TableInput& input, const Job& job)
        : connection_(connection), scope_(scope), input_(input), job_(job) {
        const CompiledStudy* study = input.study ? input.study->study.get() : nullptr;
        for (ColumnSource& source : columnCatalog(study, input.rights))
            if (input.columns.isEmpty() || input.columns.contains(source.info.name))
                sources_.push_back(std::move(source));
    }

    Result<AnalysisTable> run() {
        return subjects()
            .and_then([&] { return afterCut(); })
            .and_then([&] { return needs(Kind::Imaging) ? imaging() : Result<>(); })
            .and_then([&] { return needs(Kind::AiResults) ? aiResults() : Result<>(); })
            .and_then([&] { return needs(Kind::FormState) ? formStates() : Result<>(); })
            .and_then([&] { return wants(u"open_queries") ? queries() : Result<>(); })
            .and_then([&] { return items(); })
            .map([&] {
                table_.cut = input_.cut.isSet() ? input_.cut.date()->toText() : QString();
                for (const ColumnSource& source : sources_)
                    table_.add(column(source));
                return std::move(table_);
            });
    }

private:
    [[nodiscard]] bool needs(Kind kind) const {
        return std::any_of(sources_.begin(), sources_.end(),
                           [&](const ColumnSource& s) { return s.kind == kind; });
    }
    [[nodiscard]] bool wants(QStringView name) const {
        return std::any_of(sources_.begin(), sources_.end(),
                           [&](const ColumnSource& s) { return s.info.name == name; });
    }

    /// fn(row of the table, statement); column 0 of the statement is the subject's key.
    template <class F>
    Result<> eachSubject(const QByteArray& sql, F&& fn) {
        auto statement = connection_.prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        for (;;) {
            if (job_.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            const auto more = statement->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return {};
            if (const auto row = rows_.constFind(statement->integer(0)); row != rows_.cend())
                fn(*row, *statement);
        }
    }

    Result<> subjects() {
        auto statement =
            connection_.prepare("SELECT s.id, s.label, s.sex, s.birth_date, s.status, t.code FROM subject s"
                                " JOIN site t ON t.id = s.site_id WHERE s.status NOT IN ('voided','waiting')"
                                " AND s.id NOT IN (SELECT subject FROM stopped_subject)"
                                " ORDER BY s.label");
        if (!statement)
            return tl::unexpected(statement.error());
        std::vector<cohort::RowSubject> list;
        for (;;) {
            const auto more = statement->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
            rows_.insert(statement->integer(0), static_cast<std::uint32_t>(list.size()));
            list.push_back({statement->integer(0), statement->text(1)});
            fields_.push_back(
                {statement->text(2), statement->text(3), statement->text(4), statement->text(5)});
        }
        imaging_.resize(list.size());
        ai_.resize(list.size());
        table_ = AnalysisTable(std::move(list));
        const auto seq = connection_.one("SELECT max(seq) FROM audit");
        if (!seq)
            return tl::unexpected(seq.error());
        table_.auditSeq = seq->value_or(0);
        return {};
    }

    Result<> afterCut() {
        if (!input_.study)
            return {};
        return readAfterCut(connection_, input_.study->definition(), input_.cut).map([&](AfterCut found) {
            after_ = std::move(found);
        });
    }

    /// Original images only: what the modes of reading may hide is never counted here.
    Result<> imaging() {
        return eachSubject(
            "SELECT e.subject, e.id, e.study_date, r.modality, r.tags FROM dicom_series r"
            " JOIN dicom_study e ON e.id = r.study WHERE e.subject IS NOT NULL AND e.state = 'ready'"
            " AND r.state = 'ready' AND NOT " CASEBOOK_DERIVED_SERIES,
            [&](std::uint32_t row, const Statement& s) {
                const QString date = s.text(2);
                if (input_.cut.excludes(date))
                    return;
                ImagingFields& f = imaging_[row];
                f.examIds.insert(s.integer(1));
                f.exams = static_cast<int>(f.examIds.size());
                ++f.series;
                if (!f.modalities.contains(s.text(3)))
                    f.modalities.append(s.text(3));
                if (!date.isEmpty() && (f.first.isEmpty() || date < f.first))
                    f.first = date;
                f.last = std::max(f.last, date);
                const QJsonObject tags = QJsonDocument::fromJson(s.text(4).toUtf8()).object();
                const QString kernel = tags[u"kernel"].toString();
                if (!kernel.isEmpty() && !f.kernels.contains(kernel))
                    f.kernels.append(kernel);
                const double thickness = tags[u"thickness_mm"].toDouble();
                if (thickness > 0 && (f.thinnest <= 0 || thickness < f.thinnest))
                    f.thinnest = thickness;
            });
    }

    Result<> aiResults() {
        return eachSubject("SELECT e.subject, e.study_date, count(*) FROM overlay o JOIN dicom_series r"
                           " ON r.id = o.series JOIN dicom_study e ON e.id = r.study"
                           " WHERE o.state = 'ready' AND e.subject IS NOT NULL GROUP BY e.id",
                           [&](std::uint32_t row, const Statement& s) {
                               if (!input_.cut.excludes(s.text(1)))
                                   ai_[row].overlays += static_cast<int>(s.integer(2));
                           })
            .and_then([&] {
                return eachSubject(
                    "SELECT e.subject, e.study_date, count(*), max(f.score) FROM finding f"
                    " JOIN dicom_series r ON r.id = f.series JOIN dicom_study e ON e.id = r.study"
                    " WHERE f.run IS NOT NULL AND e.subject IS NOT NULL GROUP BY e.id",
                    [&](std::uint32_t row, const Statement& s) {
                        if (input_.cut.excludes(s.text(1)))
                            return;
                        AiFields& fields = ai_[row];
                        fields.findings += static_cast<int>(s.integer(2));
                        if (!s.isNull(3))
                            fields.score = std::max(fields.score.value_or(s.real(3)), s.real(3));
                    });
            });
    }

    Result<> formStates() {
        return eachSubject("SELECT subject, def_oid, state, id FROM form WHERE reader = 0 OR anchor_kind = 3",
                           [&](std::uint32_t row, const Statement& s) {
                               if (after_.forms.contains(s.integer(3)))
                                   return;
                               auto& states = forms_[s.text(1)];
                               states.resize(table_.rows());
                               QSet<QString>& mine = states[row];
                               mine.insert(s.text(2));
                           });
    }

    Result<> queries() {
        queries_.resize(table_.rows(), 0);
        return eachSubject("SELECT f.subject, q.form, q.row_id FROM query q JOIN form f ON f.id = q.form"
                           " WHERE q.state IN ('open','answered')",
                           [&](std::uint32_t row, const Statement& s) {
                               queries_[row] += after_.has(s.integer(1), s.integer(2)) ? 0 : 1;
                           });
    }

    Result<> items() {
        if (!input_.study)
            return {};
        ItemRequest request;
        request.rows = rows_;
        request.readings = input_.rights.readings;
        request.after = after_;
        for (const ColumnSource& source : sources_)
            if (source.kind == Kind::Item)
                request.items.insert(source.key);
        for (const QStringView name : {u"sex", u"site"})
            if (wants(name))
                request.items.insert(name.toString());
        const SubjectTimes times(*input_.study);
        if (needs(Kind::Derived))
            request.items += times.items();
        for (const char* item : stageItems)
            if (wants(u"stage"))
                request.items.insert(QString::fromLatin1(item));
        if (wants(u"histology"))
            request.items.insert(QStringLiteral("pa_hist"));
        auto read = readItems(connection_, *input_.study, scope_, request, job_);
        if (!read)
            return tl::unexpected(read.error());
        values_ = std::move(*read);
        if (needs(Kind::Derived))
            deriveTimes(times);
        return {};
    }

    void deriveTimes(const SubjectTimes& times) {
        cohort::TimeOptions options;
        if (input_.cut.isSet())
            options.cut = input_.cut.date()->hi();
        for (std::uint32_t row = 0; row < table_.rows(); ++row) {
            dates_.push_back(times.dates(values_, row, fields_[row].birth));
            times_.push_back(cohort::survivalTimes(dates_.back(), options));
        }
    }

    // Columns

    Column column(const ColumnSource& source) {
        Column out(source.info);
        out.reserve(table_.rows());
        if (source.kind == Kind::Item)
            return itemColumn(source, std::move(out));
        for (std::uint32_t row = 0; row < table_.rows(); ++row) {
            switch (source.kind) {
            case Kind::Subject: subjectField(out, source.key, row); break;
            case Kind::Imaging: imagingField(out, source.key, row); break;
            case Kind::AiResults: aiField(out, source.key, row); break;
            case Kind::FormState: out.addCode(formState(source.key, row)); break;
            case Kind::Derived: derivedField(out, source.key, row); break;
            case Kind::Item: break;
            }
        }
        return out;
    }

    static void addText(Column& out, const QString& text) {
        if (text.isEmpty())
            out.addMissing({});
        else
            out.addCode(text);
    }
    static void addDate(Column& out, const std::optional<PartialDate>& date) {
        if (date)
            out.addDate(*date);
        else
            out.addMissing({});
    }

    /// The first value of an item, else the reason why the first is missing; empty: none at all.
    const ItemEntry* firstEntry(const QString& item, std::uint32_t row) const {
        const auto found = values_.constFind(item);
        if (found == values_.cend())
            return nullptr;
        const auto [first, last] = found->of(row);
        const auto present = std::find_if(first, last, [](const ItemEntry& e) { return !e.missing; });
        return present != last ? present : first != last ? first : nullptr;
    }

    void subjectField(Column& out, const QString& key, std::uint32_t row) {
        const SubjectFields& fields = fields_[row];
        if (key == u"subject")
            return addText(out, table_.subjects()[row].label);
        if (key == u"status")
            return addText(out, fields.status);
        if (key == u"open_queries")
            return out.addNumber(queries_[row]);
        if (const ItemEntry* entry = firstEntry(key, row))
            return addEntry(out, values_[key], *entry);
        addText(out, key == u"sex" ? fields.sex : fields.site);
    }

    void imagingField(Column& out, const QString& key, std::uint32_t row) const {
        const ImagingFields& fields = imaging_[row];
        if (key == u"exams")
            return out.addNumber(fields.exams);
        if (key == u"series")
            return out.addNumber(fields.series);
        if (key == u"first_exam" || key == u"last_exam")
            return addDate(out, PartialDate::fromText(key == u"first_exam" ? fields.first : fields.last));
        if (fields.series == 0) // no images: nothing is known of them
            return out.addMissing({});
        if (key == u"modality")
            return out.addSet(fields.modalities);
        if (key == u"kernel")
            return out.addSet(fields.kernels);
        if (fields.thinnest > 0)
            out.addNumber(fields.thinnest);
        else
            out.addMissing({});
    }

    void aiField(Column& out, const QString& key, std::uint32_t row) const {
        const AiFields& fields = ai_[row];
        if (key == u"overlays")
            return out.addNumber(fields.overlays);
        if (key == u"ai_findings")
            return out.addNumber(fields.findings);
        if (fields.score)
            out.addNumber(*fields.score);
        else
            out.addMissing({});
    }

    QString formState(const QString& form, std::uint32_t row) const {
        const auto states = forms_.constFind(form);
        const QSet<QString> mine = states == forms_.cend() ? QSet<QString>() : (*states)[row];
        const QString incomplete = QStringLiteral("incomplete");
        const QString complete = QStringLiteral("complete");
        const QString notStarted = QStringLiteral("not-started");
        if (mine.isEmpty())
            return notStarted;
        if (mine.size() == 1)
            return *mine.begin();
        if (mine.contains(incomplete) || mine.contains(notStarted))
            return incomplete;
        return complete; // some done, some not done
    }

    static void addDays(Column& out, const cohort::EventTime& time, double perUnit) {
        if (time.days)
            out.addNumber(*time.days / perUnit);
        else
            out.addMissing(time.reason);
    }

    static void addEvent(Column& out, const cohort::EventTime& time) {
        if (time.days)
            out.addBoolean(time.event);
        else
            out.addMissing(time.reason);
    }

    void derivedField(Column& out, const QString& key, std::uint32_t row) {
        if (key == u"stage")
            return stage(out, row);
        if (key == u"histology") {
            const ItemEntry* entry = firstEntry(QStringLiteral("pa_hist"), row);
            return entry ? addEntry(out, values_[QStringLiteral("pa_hist")], *entry) : out.addMissing({});
        }
        if (times_.empty())
            return out.addMissing({});
        const cohort::SurvivalTimes& times = times_[row];
        if (key == u"age")
            return times.ageAtIndex ? out.addNumber(*times.ageAtIndex) : out.addMissing({});
        if (key == u"index")
            return addDate(out, dates_[row].index);
        if (key == u"dates_imputed")
            return out.addCode(times.overall.flag.isEmpty() ? QStringLiteral("none")
                                                            : QString::fromLatin1(times.overall.flag));
        const cohort::EventTime& time = key.startsWith(u"pfs_")   ? times.progression
                                        : key.startsWith(u"dfs_") ? times.diseaseFree
                                        : key.startsWith(u"fu_")  ? times.followUp
                                                                  : times.overall;
        if (key.endsWith(u"_event"))
            return addEvent(out, time);
        addDays(out, time, key.endsWith(u"_months") ? cohort::daysPerMonth : 1);
    }

    void stage(Column& out, std::uint32_t row) {
        const ItemEntry* reason = nullptr;
        QString from;
        for (const char* item : stageItems) {
            const QString name = QString::fromLatin1(item);
            const ItemEntry* entry = firstEntry(name, row);
            if (entry && !entry->missing)
                return addEntry(out, values_[name], *entry);
            if (entry && !reason) {
                reason = entry;
                from = name;
            }
        }
        if (reason)
            addEntry(out, values_[from], *reason);
        else
            out.addMissing({});
    }

    static void addEntry(Column& out, const ItemEntries& entries, const ItemEntry& entry) {
        if (entry.missing)
            return out.addMissing(entries.reasons[entry.word]);
        switch (out.info().kind) {
        case ColumnKind::Number: return out.addNumber(entry.number);
        case ColumnKind::Date: return addDate(out, entries.date(entry));
        case ColumnKind::Set: return out.addSet(entries.text(entry).split(u';', Qt::SkipEmptyParts));
        default: break;
        }
        // A number under a code column (a calculation whose type was not known) is shown as it is.
        if (entries.words.isEmpty())
            return out.addMissing("type");
        out.addCode(entries.text(entry));
    }

    /// Entries are sorted by row: one pass over both.
    Column itemColumn(const ColumnSource& source, Column out) const {
        const auto found = values_.constFind(source.key);
        const ItemEntries* entries = found == values_.cend() ? nullptr : &*found;
        const ItemEntry* at = entries ? entries->entries.data() : nullptr;
        const ItemEntry* end = entries ? at + entries->entries.size() : nullptr;
        for (std::uint32_t row = 0; row < table_.rows(); ++row) {
            const ItemEntry* first = at;
            while (at != end && at->subject == row)
                ++at;
            itemField(out, source, entries, first, at);
        }
        return out;
    }

    static void itemField(Column& out, const ColumnSource& source, const ItemEntries* entries,
                          const ItemEntry* first, const ItemEntry* last) {
        const auto present =
            static_cast<int>(std::count_if(first, last, [](const ItemEntry& e) { return !e.missing; }));
        if (source.aggregate == Aggregate::Count)
            return out.addNumber(present);
        if (first == last)
            return out.addMissing({});
        if (present == 0)
            return out.addMissing(entries->reasons[first->word]);
        addEntry(out, *entries, last - first == 1 ? *first : aggregated(source, *entries, first, last));
    }

    static ItemEntry aggregated(const ColumnSource& source, const ItemEntries& entries,
                                const ItemEntry* first, const ItemEntry* last) {
        std::vector<ItemEntry> values;
        std::copy_if(first, last, std::back_inserter(values), [](const ItemEntry& e) { return !e.missing; });
        const bool dates = source.info.kind == ColumnKind::Date;
        const auto less = [&](const ItemEntry& a, const ItemEntry& b) {
            return dates ? std::pair(a.lo, a.hi) < std::pair(b.lo, b.hi) : a.number < b.number;
        };
        switch (source.aggregate) {
        case Aggregate::Last: return values.back();
        case Aggregate::Least: return *std::min_element(values.begin(), values.end(), less);
        case Aggregate::Most: return *std::max_element(values.begin(), values.end(), less);
        case Aggregate::Mean: {
            ItemEntry mean = values.front();
            double sum = 0;
            for (const ItemEntry& value : values)
                sum += value.number;
            mean.number = sum / static_cast<double>(values.size());
            return mean;
        }
        case Aggregate::AnyTrue: {
            const auto yes = std::find_if(values.begin(), values.end(),
                                          [&](const ItemEntry& e) { return entries.text(e) == u"true"; });
            return yes == values.end() ? values.front() : *yes;
        }
        default: break;
        }
        return values.front();
    }

    static constexpr const char* stageItems[] = {"p_stage", "c_stage", "p_stage_calc", "c_stage_calc"};

    Connection& connection_;
    const ReadingScope& scope_;
    const TableInput& input_;
    const Job& job_;
    std::vector<ColumnSource> sources_;
    AnalysisTable table_;
    AfterCut after_;
    QHash<std::int64_t, std::uint32_t> rows_;
    std::vector<SubjectFields> fields_;
    std::vector<ImagingFields> imaging_;
    std::vector<AiFields> ai_;
    std::vector<int> queries_;
    QHash<QString, std::vector<QSet<QString>>> forms_; ///< form -> states of each subject's instances
    QHash<QString, ItemEntries> values_;
    std::vector<cohort::SubjectDates> dates_;
    std::vector<cohort::SurvivalTimes> times_;
};

} // namespace

Result<AnalysisTable> buildTable(Connection& connection, const ReadingScope& scope, const TableInput& input,
                                 const Job& job) {
    return Builder(connection, scope, input, job).run();
}

} // namespace casebook
