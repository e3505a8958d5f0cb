// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CohortStudy.h"
#include "app/cli/Command.h"
#include "app/cli/ListColumns.h"
#include "app/cli/Words.h"

#include <QSet>

namespace casebook {

namespace {

using namespace lists;

/// Each --where is a line, in the order given.
cohort::Criteria criteriaOf(const Arguments& arguments) {
    cohort::Criteria criteria;
    for (const QString& line : arguments.options.value("where"))
        if (line.trimmed() != u"true") // everyone: no line
            criteria.append({line, {}});
    return criteria;
}

const Columns<CohortRow>& cohortColumns() {
    static const Columns<CohortRow> columns{
        {"id", true, false, [](const CohortRow& c) { return c.uuid.toString(); }},
        {"number", false, false, [](const CohortRow& c) { return qint64(c.id.value); }},
        {"name", true, false, [](const CohortRow& c) { return c.name; }},
        {"members", true, false, [](const CohortRow& c) { return c.members; }},
        {"withdrawn", true, false, [](const CohortRow& c) { return c.withdrawn; }},
        {"criteria", true, false, [](const CohortRow& c) { return cohort::joined(c.criteria); }},
        {"cut", true, false, [](const CohortRow& c) { return textOrNull(c.cut); }},
        {"user", false, false, [](const CohortRow& c) { return c.user; }},
        {"created", true, false, [](const CohortRow& c) { return utc(c.createdMs); }},
        {"engine", false, false, [](const CohortRow& c) { return c.engine; }},
        {"audit", false, false, [](const CohortRow& c) { return qint64(c.auditSeq); }},
    };
    return columns;
}

Result<Answer> saveCohort(Context& context, const Arguments& arguments) {
    if (!arguments.has("where"))
        return fail(ErrorKind::Usage, "value-needed", QStringLiteral("--where"));
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    CohortStudy open(**study);
    const auto saved = open.cohorts.save(arguments.words[0], criteriaOf(arguments),
                                         arguments.valueOr("cut", {}), context.job(Cli::tr("Cohort")));
    if (!saved)
        return tl::unexpected(saved.error());
    return Answer{QJsonObject{{QStringLiteral("cohort"), saved->uuid.toString()},
                              {QStringLiteral("name"), saved->name},
                              {QStringLiteral("members"), saved->members}},
                  Cli::tr("Cohort %1: %n subject(s)", nullptr, saved->members).arg(saved->name)};
}

Result<Answer> listCohorts(Context& context, const Arguments& arguments) {
    return list(context, arguments, cohortColumns(), "list cohorts",
                [](OpenStudy& study) { return CohortStudy(study).cohorts.list(); });
}

Result<QSet<std::int64_t>> membersOf(CohortService& cohorts, const QString& operand) {
    return cohorts.find(operand)
        .and_then([&](const CohortRow& row) { return cohorts.members(row.id); })
        .map([](const QList<CohortMember>& members) {
            QSet<std::int64_t> ids;
            for (const CohortMember& member : members)
                ids.insert(member.subject.value);
            return ids;
        });
}

Answer countAnswer(int count) {
    return {QJsonObject{{QStringLiteral("count"), count}}, Cli::tr("%n subject(s)", nullptr, count)};
}

/// Of a frozen cohort, of an expression now, or of an expression among a cohort's members.
Result<Answer> countCohort(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    CohortStudy open(**study);
    const bool named = !arguments.words.isEmpty();
    if (named && !arguments.has("where"))
        return open.cohorts.find(arguments.words[0]).map([](const CohortRow& row) {
            return countAnswer(row.members);
        });
    const auto counted = open.cohorts.evaluate(criteriaOf(arguments), arguments.valueOr("cut", {}),
                                               context.job(Cli::tr("Cohort")));
    if (!counted)
        return tl::unexpected(counted.error());
    if (!named)
        return countAnswer(counted->second.members.count());
    const auto frozen = membersOf(open.cohorts, arguments.words[0]);
    if (!frozen)
        return tl::unexpected(frozen.error());
    int both = 0;
    for (const std::size_t row : counted->second.members.members())
        both += frozen->contains(counted->first.subjects()[row].id) ? 1 : 0;
    return countAnswer(both);
}

Result<Answer> listMembers(Context& context, const Arguments& arguments) {
    static const Columns<CohortMember> columns{
        {"id", true, false, [](const CohortMember& m) { return m.uuid.toString(); }},
        {"label", true, false, [](const CohortMember& m) { return m.label; }},
        {"withdrawn", true, false, [](const CohortMember& m) { return m.withdrawn; }},
    };
    return list(context, arguments, columns, "cohort members",
                [&](OpenStudy& study) -> Result<QList<CohortMember>> {
                    CohortStudy open(study);
                    const auto row = open.cohorts.find(arguments.words[0]);
                    return row ? open.cohorts.members(row->id) : tl::unexpected(row.error());
                });
}

Answer flowAnswer(const QString& name, const cohort::Criteria& criteria, const QJsonObject& numbers,
                  int members) {
    Table table(
        {Cli::tr("Line"), Cli::tr("Before"), Cli::tr("Excluded"), Cli::tr("Not known"), Cli::tr("After")});
    QJsonArray steps;
    const QJsonArray counts = numbers[u"steps"].toArray();
    for (qsizetype i = 0; i < std::min(criteria.size(), counts.size()); ++i) {
        QJsonObject step = counts[i].toObject();
        const auto cell = [&](QLatin1StringView key) { return QString::number(step[key].toInt()); };
        table.add({criteria[i].expression, cell(QLatin1StringView("before")),
                   cell(QLatin1StringView("excluded")), cell(QLatin1StringView("unknown")),
                   cell(QLatin1StringView("after"))});
        step.insert(QStringLiteral("criterion"), criteria[i].expression);
        steps.append(step);
    }
    const int start = numbers[u"start"].toInt();
    QJsonObject json{{QStringLiteral("start"), start},
                     {QStringLiteral("steps"), steps},
                     {QStringLiteral("members"), members}};
    if (!name.isEmpty())
        json.insert(QStringLiteral("cohort"), name);
    const QString head = Cli::tr("All subjects: %1").arg(start) + u'\n';
    return {json, head + table.text() + u'\n' + Cli::tr("Members: %1").arg(members)};
}

Result<Answer> showFlow(Context& context, const Arguments& arguments) {
    if (arguments.words.isEmpty() == !arguments.has("where"))
        return fail(ErrorKind::Usage, "operand-needed", QStringLiteral("cohort flow"));
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    CohortStudy open(**study);
    if (!arguments.words.isEmpty())
        return open.cohorts.find(arguments.words[0]).map([](const CohortRow& row) {
            return flowAnswer(row.name, row.criteria, row.numbers, row.members);
        });
    const cohort::Criteria criteria = criteriaOf(arguments);
    return open.cohorts.run(criteria, arguments.valueOr("cut", {}), context.job(Cli::tr("Cohort")))
        .map([&](const cohort::Attrition& flow) {
            return flowAnswer({}, criteria, cohort::numbersOf(flow), flow.members.count());
        });
}

QJsonArray changesJson(const QList<CohortDifference::Change>& changes, const cohort::Criteria& criteria) {
    QJsonArray out;
    for (const CohortDifference::Change& change : changes) {
        QJsonObject object{{QStringLiteral("label"), change.label}};
        if (change.line > 0) {
            object.insert(QStringLiteral("criterion"), criteria[change.line - 1].expression);
            object.insert(QStringLiteral("unknown"), change.unknown);
        } else if (change.line < 0) {
            object.insert(QStringLiteral("gone"), true);
        }
        out.append(object);
    }
    return out;
}

Result<Answer> againstNow(Context& context, CohortStudy& open, const QString& operand) {
    const auto row = open.cohorts.find(operand);
    if (!row)
        return tl::unexpected(row.error());
    const auto found = open.cohorts.difference(row->id, context.job(Cli::tr("Cohort")));
    if (!found)
        return tl::unexpected(found.error());
    Table table({Cli::tr("Change"), Cli::tr("Subject"), Cli::tr("Line")});
    for (const auto& change : found->in)
        table.add({Cli::tr("in"), change.label, {}});
    for (const auto& change : found->out)
        table.add({Cli::tr("out"), change.label,
                   change.line > 0 ? row->criteria[change.line - 1].expression : QString()});
    return Answer{QJsonObject{{QStringLiteral("cohort"), row->name},
                              {QStringLiteral("in"), changesJson(found->in, row->criteria)},
                              {QStringLiteral("out"), changesJson(found->out, row->criteria)},
                              {QStringLiteral("unchanged"), found->unchanged}},
                  table.text() + u'\n' + Cli::tr("Unchanged: %1").arg(found->unchanged)};
}

Result<Answer> twoCohorts(CohortStudy& open, const QString& a, const QString& b) {
    const auto membersIn = [&](const QString& operand) {
        return open.cohorts.find(operand).and_then(
            [&](const CohortRow& row) { return open.cohorts.members(row.id); });
    };
    const auto first = membersIn(a);
    const auto second = membersIn(b);
    if (!first || !second)
        return tl::unexpected(first ? second.error() : first.error());
    const auto labels = [](const QList<CohortMember>& members) {
        QStringList out;
        for (const CohortMember& member : members)
            out.append(member.label);
        return out;
    };
    const QStringList left = labels(*first);
    const QStringList right = labels(*second);
    const QSet<QString> inLeft(left.begin(), left.end());
    const QSet<QString> inRight(right.begin(), right.end());
    QStringList onlyLeft = left;
    QStringList onlyRight = right;
    onlyLeft.removeIf([&](const QString& label) { return inRight.contains(label); });
    onlyRight.removeIf([&](const QString& label) { return inLeft.contains(label); });
    const auto both = left.size() - onlyLeft.size();
    return Answer{QJsonObject{{QStringLiteral("both"), both},
                              {QStringLiteral("only_first"), QJsonArray::fromStringList(onlyLeft)},
                              {QStringLiteral("only_second"), QJsonArray::fromStringList(onlyRight)}},
                  Cli::tr("In both: %1, only in the first: %2, only in the second: %3")
                      .arg(both)
                      .arg(onlyLeft.size())
                      .arg(onlyRight.size())};
}

Result<Answer> diffCohort(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    CohortStudy open(**study);
    return arguments.words.size() == 2 ? twoCohorts(open, arguments.words[0], arguments.words[1])
                                       : againstNow(context, open, arguments.words[0]);
}

} // namespace

Result<QList<Subject>> subjectsWhere(OpenStudy& study, const QString& expression, const Job& job) {
    const auto found = CohortStudy(study).cohorts.evaluate({{expression, {}}}, {}, job);
    if (!found)
        return tl::unexpected(found.error());
    QSet<std::int64_t> taken;
    for (const std::size_t row : found->second.members.members())
        taken.insert(found->first.subjects()[row].id);
    auto all = study.subjects().list();
    if (all)
        all->removeIf([&](const Subject& subject) { return !taken.contains(subject.id.value); });
    return all;
}

QList<Command> cohortCommands() {
    return {
        {"cohort save",
         "NAME --where EXPR... [--cut DATE]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Freezes who meets the criteria now. Each --where is one line of the flow."),
         {{"where"}, {"cut"}},
         1,
         1,
         false,
         saveCohort},
        listCommand("cohort list", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the cohorts of the study."),
                    listCohorts),
        listCommand("list cohorts", QT_TRANSLATE_NOOP("casebook::Cli", "Lists the cohorts of the study."),
                    listCohorts),
        {"cohort count",
         "[COHORT] [--where EXPR...] [--cut DATE]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Counts the subjects of a cohort, or those who meet criteria now."),
         {{"where"}, {"cut"}},
         0,
         1,
         false,
         countCohort},
        {"cohort members",
         "COHORT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists the subjects of a cohort."),
         {{"where"}, {"columns"}, {"limit"}},
         1,
         1,
         false,
         listMembers},
        {"cohort flow",
         "COHORT | --where EXPR... [--cut DATE]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Shows how many subjects each line of the criteria leaves."),
         {{"where"}, {"cut"}},
         0,
         1,
         false,
         showFlow},
        {"cohort diff",
         "COHORT [COHORT]",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Compares a frozen cohort with its criteria today, or two cohorts."),
         {},
         1,
         2,
         false,
         diffCohort},
    };
}

} // namespace casebook
