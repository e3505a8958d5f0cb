// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortWork.h"

#include "core/stats/CohortInput.h"
#include "core/values/Messages.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <map>

namespace casebook {

using namespace Qt::StringLiterals;
using cohort::Bitmap;
using cohort::Column;
using cohort::ColumnInfo;
using cohort::ColumnKind;
using cohort::Criteria;
using cohort::Criterion;
using cohort::FacetChoice;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::CohortWork)
};

QString numberWords(double x, bool days) {
    if (!days)
        return QString::number(x, 'g', 8);
    const auto day = PartialDate::fromDay(std::int64_t(x));
    return day ? day->toText() : QString();
}

QString unitOf(const QString& unit) {
    if (unit == u"a")
        return Words::tr("years");
    if (unit == u"mo")
        return Words::tr("months");
    return unit == u"d" ? Words::tr("days") : unit;
}

QString titleOf(const ColumnInfo& info, const QString& language) {
    const QString label = stats::labelOf(info, language);
    return info.unit.isEmpty() ? label : label + u", "_s + unitOf(info.unit);
}

QString cellOf(const Column& column, std::size_t row, const QString& language) {
    if (column.isMissing(row))
        return column.reason(row).isEmpty() ? QString() : missingWords(column.reason(row));
    if (column.info().kind == ColumnKind::Code || column.info().kind == ColumnKind::Boolean)
        return stats::labelOf(column.info(), column.dictionary().value(column.codes()[row]), language);
    return column.text(row);
}

bool isOneOf(const cohort::Facet& facet, const FacetChoice& choice) {
    const auto shown = [&](const auto& fits) {
        return std::any_of(facet.values.begin(), facet.values.end(), fits);
    };
    const bool codes = std::all_of(choice.codes.begin(), choice.codes.end(), [&](const QString& code) {
        return shown([&](const cohort::FacetValue& v) { return !v.range && !v.missing && v.code == code; });
    });
    const bool ranges =
        std::all_of(choice.ranges.begin(), choice.ranges.end(), [&](const cohort::Range& range) {
            return shown([&](const cohort::FacetValue& v) { return v.range == range; });
        });
    const bool missing =
        std::all_of(choice.missing.begin(), choice.missing.end(), [&](const QByteArray& reason) {
            return shown([&](const cohort::FacetValue& v) { return v.missing == reason; });
        });
    return codes && ranges && missing;
}

QString keyOf(const cohort::FacetValue& value) {
    if (value.missing)
        return u"missing "_s + QString::fromLatin1(*value.missing);
    if (!value.range)
        return u"code "_s + value.code;
    const auto end = [](std::optional<double> x) {
        return x ? QString::number(*x, 'g', QLocale::FloatingPointShortest) : QString();
    };
    return u"range "_s + end(value.range->low) + u' ' + end(value.range->high);
}

QStringList countReasons(int excluded, int unknown) {
    QStringList out;
    if (excluded > 0)
        out.append(Words::tr("%1 do not fit").arg(excluded));
    if (unknown > 0)
        out.append(Words::tr("%1 can't be told: values are missing").arg(unknown));
    return out;
}

template <class List, class Value>
void put(List& list, const Value& value, bool on) {
    list.removeAll(value);
    if (on)
        list.append(value);
}

} // namespace

QString rangeWords(const cohort::Range& range, const Column& column) {
    const bool days = column.info().kind == ColumnKind::Date;
    if (range.low && range.high) {
        const double last = !days && column.isWhole() && *range.high == std::floor(*range.high)
                                ? *range.high - 1
                                : *range.high;
        if (last <= *range.low)
            return numberWords(*range.low, days);
        return Words::tr("%1 to %2").arg(numberWords(*range.low, days), numberWords(last, days));
    }
    if (range.low)
        return Words::tr("%1 and above").arg(numberWords(*range.low, days));
    if (range.high)
        return Words::tr("below %1").arg(numberWords(*range.high, days));
    return Words::tr("recorded");
}

QString missingWords(const QByteArray& reason) {
    static const std::map<QByteArray, const char*> words{
        {"", QT_TRANSLATE_NOOP("casebook::CohortWork", "not recorded")},
        {"NI", QT_TRANSLATE_NOOP("casebook::CohortWork", "no information")},
        {"UNK", QT_TRANSLATE_NOOP("casebook::CohortWork", "unknown")},
        {"NASK", QT_TRANSLATE_NOOP("casebook::CohortWork", "not asked")},
        {"ASKU", QT_TRANSLATE_NOOP("casebook::CohortWork", "asked but unknown")},
        {"NAV", QT_TRANSLATE_NOOP("casebook::CohortWork", "not available now")},
        {"NA", QT_TRANSLATE_NOOP("casebook::CohortWork", "not applicable")},
        {"MSK", QT_TRANSLATE_NOOP("casebook::CohortWork", "masked")},
        {"ND", QT_TRANSLATE_NOOP("casebook::CohortWork", "not done")},
        {"OTH", QT_TRANSLATE_NOOP("casebook::CohortWork", "other reason")},
        {"no-index", QT_TRANSLATE_NOOP("casebook::CohortWork", "no index date")},
        {"no-death-date", QT_TRANSLATE_NOOP("casebook::CohortWork", "no date of death")},
        {"no-follow-up", QT_TRANSLATE_NOOP("casebook::CohortWork", "no follow-up")},
        {"no-surgery", QT_TRANSLATE_NOOP("casebook::CohortWork", "no surgery")}};
    const auto found = words.find(reason);
    return found == words.end() ? QString::fromLatin1(reason) : Words::tr(found->second);
}

CohortWork::CohortWork(std::shared_ptr<const cohort::AnalysisTable> table, const QStringList& facets,
                       const QString& language)
    : table_(std::move(table)), facetColumns_(facets), language_(language), facets_(*table_, facets),
      members_(table_->rows(), true) {
    rebuild();
}

std::optional<FacetChoice> CohortWork::facetChoice(const Criterion& line) const {
    return cohort::toFacetChoice(line.expression, *table_);
}

void CohortWork::setText(const QString& text) {
    Criteria lines;
    QList<int> numbers; // where each criterion stands in the text
    const QStringList all = text.split(u'\n');
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QString expression = all[i].trimmed();
        if (expression.isEmpty())
            continue;
        const auto same = std::find_if(criteria_.begin(), criteria_.end(),
                                       [&](const Criterion& c) { return c.expression == expression; });
        lines.append(same == criteria_.end() ? Criterion{expression, {}} : *same);
        numbers.append(int(i));
    }
    // One by one, so that the fault is told at its line.
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto rows = cohort::where(*table_, lines[i].expression);
        if (rows)
            continue;
        state_.text = text;
        state_.error = messageText(rows.error());
        state_.errorLine = numbers[i];
        state_.errorColumn = rows.error().args.isEmpty() ? -1 : rows.error().args[0].toInt() - 1;
        return;
    }
    criteria_ = lines;
    frozen_.reset();
    rebuild();
    state_.text = text; // as typed: blank lines and spaces stay under the cursor
}

void CohortWork::setCriteria(const Criteria& criteria) {
    QStringList lines;
    for (const Criterion& line : criteria)
        lines.append(line.expression);
    criteria_ = criteria; // for their labels
    setText(lines.join(u'\n'));
}

void CohortWork::clear() {
    criteria_.clear();
    frozen_.reset();
    rebuild();
}

void CohortWork::setFrozen(const FrozenMembers& frozen) {
    frozen_ = frozen;
    criteria_ = frozen.criteria;
    rebuildFrozen();
}

void CohortWork::rebuildFrozen() {
    std::map<qint64, std::size_t> places;
    for (std::size_t row = 0; row < table_->rows(); ++row)
        places.emplace(table_->subjects()[row].id, row);
    members_ = Bitmap(table_->rows());
    for (const qint64 subject : std::as_const(frozen_->subjects))
        if (const auto place = places.find(subject); place != places.end())
            members_.add(place->second);
    facets_.clear();
    facets_.restrict(members_);
    state_ = {};
    state_.enrolled = frozen_->numbers[u"start"].toInt();
    state_.members = int(frozen_->subjects.size());
    state_.text = text();
    state_.frozen = frozenWords();
    showFacets();
    showFrozenFlow();
}

QString CohortWork::frozenWords() const {
    QStringList words{Words::tr("Members and numbers are as frozen on %1.").arg(frozen_->when)};
    const int gone = int(frozen_->subjects.size()) - members_.count();
    if (gone > 0)
        words << Words::tr("%n members have left the study since.", nullptr, gone);
    const auto now = cohort::attrition(*table_, criteria_);
    if (!now) {
        words << Words::tr("What today's data would give can't be told: %1").arg(messageText(now.error()));
    } else if (now->members == members_ && gone == 0) {
        words << Words::tr("Today's data would give the same subjects.");
    } else {
        words << Words::tr("Today's data would give %n subjects: %1 would come in, %2 would go out.", nullptr,
                           now->members.count())
                     .arg(now->members.without(members_).count())
                     .arg(members_.without(now->members).count() + gone);
    }
    return words.join(u' ');
}

/// The flow from the saved numbers; reasons by value were not kept.
void CohortWork::showFrozenFlow() {
    state_.flow.title = Words::tr("Flow of subjects");
    state_.flow.steps.append({Words::tr("Enrolled"), state_.enrolled, 0, {}});
    const QJsonArray steps = frozen_->numbers[u"steps"].toArray();
    for (qsizetype i = 0; i < std::min(steps.size(), criteria_.size()); ++i) {
        const auto number = [&](QStringView name) { return steps[i].toObject()[name].toInt(); };
        state_.flow.steps.append({labelOf(criteria_[i]), number(u"after"),
                                  number(u"before") - number(u"after"),
                                  countReasons(number(u"excluded"), number(u"unknown"))});
    }
}

void CohortWork::toggle(const QString& column, const QString& key, bool on) {
    const QList<cohort::Facet> facets = facets_.counted();
    const auto facet = std::find_if(facets.begin(), facets.end(),
                                    [&](const cohort::Facet& f) { return f.column == column; });
    if (facet == facets.end())
        return;
    const auto clicked = std::find_if(facet->values.begin(), facet->values.end(),
                                      [&](const cohort::FacetValue& v) { return keyOf(v) == key; });
    if (clicked == facet->values.end())
        return; // it went with the last count
    const auto line = std::find_if(criteria_.begin(), criteria_.end(), [&](const Criterion& c) {
        const auto choice = facetChoice(c);
        return choice && choice->column == column && isOneOf(*facet, *choice);
    });
    FacetChoice choice;
    if (line != criteria_.end())
        choice = *facetChoice(*line);
    choice.column = column;
    if (clicked->missing)
        put(choice.missing, *clicked->missing, on);
    else if (clicked->range)
        put(choice.ranges, *clicked->range, on);
    else
        put(choice.codes, clicked->code, on);
    const QString expression = cohort::toExpression(choice, facet->kind);
    if (expression.isEmpty()) {
        if (line != criteria_.end())
            criteria_.erase(line);
    } else if (line != criteria_.end()) {
        *line = {expression, {}};
    } else {
        criteria_.append({expression, {}});
    }
    frozen_.reset();
    rebuild();
}

void CohortWork::rebuild() {
    facets_.clear();
    Bitmap outside(table_->rows(), true);
    QStringList taken;
    const QList<cohort::Facet> shown = facets_.counted();
    for (const Criterion& line : criteria_) {
        const auto choice = facetChoice(line);
        const auto facet = std::find_if(shown.begin(), shown.end(), [&](const cohort::Facet& f) {
            return choice && f.column == choice->column && !taken.contains(f.column) && isOneOf(f, *choice);
        });
        if (facet != shown.end()) {
            facets_.choose(*choice);
            taken.append(facet->column);
        } else if (const auto rows = cohort::where(*table_, line.expression)) {
            outside &= *rows;
        }
    }
    facets_.restrict(outside);
    state_ = {};
    state_.enrolled = int(table_->rows());
    state_.text = text();
    showFacets();
    const auto flow = cohort::attrition(*table_, criteria_);
    if (!flow) {
        state_.error = messageText(flow.error());
        members_ = Bitmap(table_->rows());
        return;
    }
    members_ = flow->members;
    state_.members = members_.count();
    showFlow(*flow);
}

QString CohortWork::text() const {
    QStringList lines;
    for (const Criterion& line : criteria_)
        lines.append(line.expression);
    return lines.join(u'\n');
}

QString CohortWork::wordsOf(const Column& column, const cohort::FacetValue& value) const {
    if (value.missing)
        return missingWords(*value.missing);
    if (value.range)
        return rangeWords(*value.range, column);
    return stats::labelOf(column.info(), value.code, language_);
}

void CohortWork::showFacets() {
    for (const cohort::Facet& facet : facets_.counted()) {
        const Column& column = *table_->column(facet.column);
        CohortFacet out{facet.column, titleOf(column.info(), language_), {}};
        for (const cohort::FacetValue& value : facet.values)
            out.values.append(
                {keyOf(value), wordsOf(column, value), value.count, value.chosen, value.missing.has_value()});
        state_.facets.append(out);
    }
}

QString CohortWork::labelOf(const Criterion& line) const {
    if (!line.label.isEmpty())
        return line.label;
    const auto choice = facetChoice(line);
    const Column* column = choice ? table_->column(choice->column) : nullptr;
    if (!column)
        return line.expression;
    QStringList values;
    for (const QString& code : choice->codes)
        values.append(stats::labelOf(column->info(), code, language_));
    for (const cohort::Range& range : choice->ranges)
        values.append(rangeWords(range, *column));
    for (const QByteArray& reason : choice->missing)
        values.append(missingWords(reason));
    return titleOf(column->info(), language_) + u": "_s + values.join(u", "_s);
}

QStringList CohortWork::reasonsOf(const cohort::AttritionStep& step, const Bitmap& before) const {
    const auto choice = facetChoice(step.criterion);
    const Column* column = choice ? table_->column(choice->column) : nullptr;
    QStringList out;
    if (!column)
        return countReasons(step.excluded, step.unknown);
    const bool byCode = column->info().kind == ColumnKind::Code || column->info().kind == ColumnKind::Boolean;
    std::map<QString, int> counts;
    QStringList order;
    for (std::size_t row : before.without(step.remaining).members()) {
        const QString words = column->isMissing(row) ? missingWords(column->reason(row))
                              : byCode               ? cellOf(*column, row, language_)
                                                     : Words::tr("other values");
        if (counts[words]++ == 0)
            order.append(words);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](const QString& a, const QString& b) { return counts[a] > counts[b]; });
    for (const QString& words : order)
        out.append(u"%1 %2"_s.arg(counts[words]).arg(words));
    return out;
}

void CohortWork::showFlow(const cohort::Attrition& attrition) {
    state_.flow.title = Words::tr("Flow of subjects");
    state_.flow.steps.append({Words::tr("Enrolled"), attrition.start, 0, {}});
    Bitmap before(table_->rows(), true);
    for (const cohort::AttritionStep& step : attrition.steps) {
        state_.flow.steps.append(
            {labelOf(step.criterion), step.after, step.before - step.after, reasonsOf(step, before)});
        before = step.remaining;
    }
}

CohortMembersView CohortWork::memberRows() const {
    constexpr int mostColumns = 6;
    QStringList names;
    for (const Criterion& line : criteria_)
        if (const auto used = cohort::columnsOf(line.expression))
            names += *used;
    names += facetColumns_;
    names.removeDuplicates();
    CohortMembersView out;
    out.heads.append(Words::tr("Subject"));
    std::vector<const Column*> columns;
    for (const QString& name : names)
        if (const Column* column = table_->column(name); column && int(columns.size()) < mostColumns) {
            columns.push_back(column);
            out.heads.append(titleOf(column->info(), language_));
            if (column->info().kind == ColumnKind::Number)
                out.numbers.append(int(columns.size()));
        }
    for (std::size_t row : members_.members()) {
        QStringList cells{table_->subjects()[row].label};
        for (const Column* column : columns)
            cells.append(cellOf(*column, row, language_));
        out.rows.append(cells);
        out.subjects.append(table_->subjects()[row].id);
    }
    for (qsizetype i = 0; frozen_ && i < frozen_->subjects.size(); ++i)
        if (!out.subjects.contains(frozen_->subjects[i])) { // no longer in the study
            out.rows.append(QStringList(frozen_->labels.value(i)) + QStringList(out.heads.size() - 1));
            out.subjects.append(frozen_->subjects[i]);
        }
    return out;
}

QList<FigurePtr> CohortWork::distributions() const {
    QList<FigurePtr> out;
    const std::vector<std::size_t> rows = members_.members();
    for (const QString& name : facetColumns_) {
        const Column* column = table_->column(name);
        if (!column)
            continue;
        const ColumnInfo& info = column->info();
        if (info.kind == ColumnKind::Number) {
            std::vector<double> values;
            for (std::size_t row : rows)
                values.push_back(column->isMissing(row) ? std::nan("") : column->numbers()[row]);
            HistogramData data = histogramOf(values);
            data.title = stats::labelOf(info, language_);
            data.axis = unitOf(info.unit);
            out.append(std::make_shared<HistogramFigure>(std::move(data)));
        } else if (stats::canGroup(*column)) {
            BarData data{titleOf(info, language_), {}, 0, Words::tr("subjects")};
            QStringList codes = info.codeOrder.isEmpty() ? column->dictionary() : info.codeOrder;
            std::map<QString, qint64> counts;
            std::map<QByteArray, qint64> missing;
            for (std::size_t row : rows)
                ++(column->isMissing(row) ? missing[column->reason(row)]
                                          : counts[column->dictionary().value(column->codes()[row])]);
            for (const auto& [code, count] : counts)
                if (!codes.contains(code))
                    codes.append(code);
            for (const QString& code : codes) {
                data.bars.append({stats::labelOf(info, code, language_), counts[code], false});
                data.denominator += counts[code];
            }
            for (const auto& [reason, count] : missing)
                data.bars.append({missingWords(reason), count, true});
            out.append(std::make_shared<BarFigure>(std::move(data)));
        }
    }
    return out;
}

} // namespace casebook
