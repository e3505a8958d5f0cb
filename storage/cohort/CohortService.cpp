// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/CohortService.h"

#include "core/expr/Engine.h"
#include "storage/cohort/TableBuilder.h"
#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/forms/DefinitionService.h"
#include "storage/forms/StudyReads.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace casebook {

namespace {

constexpr char selectCohort[] =
    "SELECT c.id, c.uuid, c.name, c.criteria, c.numbers, c.cut, c.engine, c.audit_seq, u.login, c.created_ms,"
    " (SELECT count(*) FROM current_member m WHERE m.cohort = c.id),"
    " (SELECT count(*) FROM frozen_member m JOIN stopped_subject w ON w.subject = m.subject WHERE m.cohort = "
    "c.id)"
    " FROM cohort c JOIN user u ON u.id = c.user ";

Result<CohortRow> rowOf(const Statement& s) {
    CohortRow row;
    row.id = s.id<CohortId>(0);
    row.uuid = s.uuid(1);
    row.name = s.text(2);
    row.criteria = cohort::criteriaFromJson(QJsonDocument::fromJson(s.text(3).toUtf8()).array());
    row.numbers = QJsonDocument::fromJson(s.text(4).toUtf8()).object();
    row.cut = s.text(5);
    row.engine = static_cast<int>(s.integer(6));
    row.auditSeq = s.integer(7);
    row.user = s.text(8);
    row.createdMs = s.integer(9);
    row.members = static_cast<int>(s.integer(10));
    row.withdrawn = static_cast<int>(s.integer(11));
    return row;
}

Result<std::optional<PartialDate>> checkedCut(const QString& cut) {
    if (cut.isEmpty())
        return std::optional<PartialDate>();
    const auto date = PartialDate::fromText(cut);
    if (!date || !date->isComplete())
        return fail(ErrorKind::Refused, "bad-cut", cut);
    return std::optional(*date);
}

/// A name must differ from numbers, by which cohorts are named too.
Result<QString> checkedName(const QString& name) {
    const QString trimmed = name.trimmed();
    bool number = false;
    (void)trimmed.toLongLong(&number);
    const bool control = std::any_of(trimmed.begin(), trimmed.end(),
                                     [](QChar c) { return c.category() == QChar::Other_Control; });
    if (trimmed.isEmpty() || trimmed.size() > 100 || number || control)
        return fail(ErrorKind::Refused, "bad-cohort-name", name);
    return trimmed;
}

QString text(const QJsonDocument& json) { return QString::fromUtf8(json.toJson(QJsonDocument::Compact)); }

struct Frozen {
    QString name, cut;
    cohort::Criteria criteria;
    cohort::Attrition attrition;
    std::vector<std::int64_t> subjects;
    std::int64_t auditSeq = 0;
};

Result<CohortRow> insert(WriteTransaction& tx, const Session& session, const Frozen& frozen) {
    const Uuid uuid = tx.newUuid();
    const QString criteria = text(QJsonDocument(cohort::toJson(frozen.criteria)));
    const QString numbers = text(QJsonDocument(cohort::numbersOf(frozen.attrition)));
    auto done =
        tx.run("INSERT INTO cohort(uuid, name, criteria, numbers, cut, engine, audit_seq, user, created_ms)"
               " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
               uuid, frozen.name, criteria, numbers, frozen.cut, expr::engineVersion, frozen.auditSeq,
               session.user, tx.nowMs());
    if (!done)
        return done.error().code == "constraint" ? fail(ErrorKind::Refused, "cohort-exists", frozen.name)
                                                 : tl::unexpected(done.error());
    const std::int64_t id = tx.lastInsertId();
    QCryptographicHash members(QCryptographicHash::Sha256); // so that the audit commits to who is in it
    for (const std::int64_t subject : frozen.subjects) {
        done = tx.run("INSERT INTO cohort_member(cohort, subject) VALUES(?, ?)", id, subject);
        if (!done)
            return tl::unexpected(done.error());
        members.addData(QByteArray(QByteArray::number(static_cast<qlonglong>(subject)) + ';'));
    }
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = "cohort";
    entry.object = uuid;
    entry.newValue = text(QJsonDocument(
        QJsonObject{{QStringLiteral("name"), frozen.name},
                    {QStringLiteral("criteria"), cohort::toJson(frozen.criteria)},
                    {QStringLiteral("cut"), frozen.cut},
                    {QStringLiteral("members"), static_cast<qint64>(frozen.subjects.size())},
                    {QStringLiteral("members_sha256"), QString::fromLatin1(members.result().toHex())}}));
    if (const auto seq = tx.audit(entry); !seq)
        return tl::unexpected(seq.error());
    auto row = tx.prepare(QByteArray(selectCohort) + "WHERE c.id = ?");
    if (!row)
        return tl::unexpected(row.error());
    row->bind(1, id);
    const auto found = row->step();
    return found ? rowOf(*row) : tl::unexpected(found.error());
}

/// The line that decides about a row of the table.
CohortDifference::Change changeOf(const cohort::Attrition& attrition, std::size_t row) {
    CohortDifference::Change change;
    int line = 0;
    for (const cohort::AttritionStep& step : attrition.steps) {
        ++line;
        if (!step.remaining.has(row)) {
            change.line = line;
            change.unknown = !step.excludedRows.has(row);
            break;
        }
    }
    return change;
}

} // namespace

CohortService::CohortService(Database& database, const Session& session, DefinitionService& definitions)
    : database_(database), session_(session), definitions_(definitions) {}

Result<TableInput> CohortService::input(Connection& connection, const ReadingScope& scope) const {
    TableInput input;
    auto study = definitions_.in(connection, 0);
    if (!study && study.error().code != "no-definition")
        return tl::unexpected(study.error());
    if (study)
        input.study = *study;
    // A person with a pending read sees no column of AI at all: a gap at some subjects would tell which.
    input.rights.aiResults = scope.hidesNothing() && session_.may(Right::ReadImages);
    input.rights.readings = scope.hidesNothing() && session_.may(Right::ReadReadings);
    return input;
}

Result<QList<cohort::ColumnInfo>> CohortService::columns() const {
    if (auto may = session_.require(Right::ReadCohorts); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<cohort::ColumnInfo>> {
        const auto scope = ReadingVisibility::scope(c, session_);
        if (!scope)
            return tl::unexpected(scope.error());
        const auto wanted = input(c, *scope);
        if (!wanted)
            return tl::unexpected(wanted.error());
        QList<cohort::ColumnInfo> infos;
        for (const ColumnSource& source :
             columnCatalog(wanted->study ? wanted->study->study.get() : nullptr, wanted->rights))
            infos.append(source.info);
        return infos;
    });
}

Result<cohort::AnalysisTable> CohortService::analysisTable(const TableRequest& request,
                                                           const Job& job) const {
    if (auto may = session_.require(Right::ReadCohorts); !may)
        return tl::unexpected(may.error());
    const auto cut = checkedCut(request.cut);
    if (!cut)
        return tl::unexpected(cut.error());
    return database_.read(
        [&](ReadConnection& c) -> Result<cohort::AnalysisTable> {
            const auto scope = ReadingVisibility::scope(c, session_);
            if (!scope)
                return tl::unexpected(scope.error());
            auto wanted = input(c, *scope);
            if (!wanted)
                return tl::unexpected(wanted.error());
            wanted->columns = request.columns;
            wanted->cut = DataCut(*cut);
            return buildTable(c, *scope, *wanted, job);
        },
        job.stop);
}

Result<std::pair<cohort::AnalysisTable, cohort::Attrition>>
CohortService::evaluate(const cohort::Criteria& criteria, const QString& cut, const Job& job) const {
    TableRequest request;
    request.cut = cut;
    request.columns = QStringList{QStringLiteral("subject")};
    for (const cohort::Criterion& line : criteria) {
        const auto names = cohort::columnsOf(line.expression);
        if (!names)
            return tl::unexpected(names.error());
        request.columns += *names;
    }
    auto table = analysisTable(request, job);
    if (!table)
        return tl::unexpected(table.error());
    auto counted = cohort::attrition(*table, criteria);
    if (!counted)
        return tl::unexpected(counted.error());
    return std::pair(std::move(*table), std::move(*counted));
}

Result<cohort::Attrition> CohortService::run(const cohort::Criteria& criteria, const QString& cut,
                                             const Job& job) const {
    return evaluate(criteria, cut, job).map([](auto both) { return std::move(both.second); });
}

Result<CohortRow> CohortService::save(const QString& name, const cohort::Criteria& criteria,
                                      const QString& cut, const Job& job) {
    if (auto may = session_.require(Right::SaveCohorts); !may)
        return tl::unexpected(may.error());
    const auto checked = checkedName(name);
    if (!checked)
        return tl::unexpected(checked.error());
    auto evaluated = evaluate(criteria, cut, job);
    if (!evaluated)
        return tl::unexpected(evaluated.error());
    Frozen frozen{*checked, cut, criteria, std::move(evaluated->second), {}, evaluated->first.auditSeq};
    for (const std::size_t row : frozen.attrition.members.members())
        frozen.subjects.push_back(evaluated->first.subjects()[row].id);
    std::sort(frozen.subjects.begin(), frozen.subjects.end());
    return database_.writeAndWait([&](WriteTransaction& tx) { return insert(tx, session_, frozen); });
}

Result<QList<CohortRow>> CohortService::list() const {
    if (auto may = session_.require(Right::ReadCohorts); !may)
        return tl::unexpected(may.error());
    return database_.read([](ReadConnection& c) -> Result<QList<CohortRow>> {
        auto rows = c.prepare(QByteArray(selectCohort) + "ORDER BY c.id DESC");
        if (!rows)
            return tl::unexpected(rows.error());
        return allRows<CohortRow>(*rows, rowOf);
    });
}

Result<CohortRow> CohortService::find(const QString& operand) const {
    const auto rows = list();
    if (!rows)
        return tl::unexpected(rows.error());
    for (const CohortRow& row : *rows)
        if (row.name == operand || QString::number(row.id.value) == operand || row.uuid.toString() == operand)
            return row;
    return fail(ErrorKind::Refused, "no-such-cohort", operand);
}

Result<QList<CohortMember>> CohortService::members(CohortId cohort) const {
    if (auto may = session_.require(Right::ReadCohorts); !may)
        return tl::unexpected(may.error());
    return database_.read([&](ReadConnection& c) -> Result<QList<CohortMember>> {
        auto rows = c.prepare(
            "SELECT s.id, s.uuid, s.label, s.id IN (SELECT subject FROM stopped_subject) FROM"
            " frozen_member m JOIN subject s ON s.id = m.subject WHERE m.cohort = ? ORDER BY s.label");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bind(1, cohort);
        return allRows<CohortMember>(*rows, [](const Statement& s) -> Result<CohortMember> {
            return CohortMember{s.id<SubjectId>(0), s.uuid(1), s.text(2), s.integer(3) != 0};
        });
    });
}

Result<CohortDifference> CohortService::difference(CohortId cohort, const Job& job) const {
    const auto row = find(QString::number(cohort.value));
    if (!row)
        return tl::unexpected(row.error());
    const auto frozen = members(cohort);
    if (!frozen)
        return tl::unexpected(frozen.error());
    const auto now = evaluate(row->criteria, row->cut, job);
    if (!now)
        return tl::unexpected(now.error());
    const cohort::AnalysisTable& table = now->first;
    QHash<std::int64_t, std::size_t> places;
    for (std::size_t i = 0; i < table.rows(); ++i)
        places.insert(table.subjects()[i].id, i);
    CohortDifference difference;
    QSet<std::int64_t> before;
    for (const CohortMember& member : *frozen) {
        before.insert(member.subject.value);
        const auto place = places.constFind(member.subject.value);
        if (place != places.cend() && now->second.members.has(*place)) {
            ++difference.unchanged;
            continue;
        }
        CohortDifference::Change change =
            place == places.cend() ? CohortDifference::Change() : changeOf(now->second, *place);
        change.line = place == places.cend() ? -1 : change.line;
        change.subject = member.subject;
        change.label = member.label;
        difference.out.append(change);
    }
    for (const std::size_t i : now->second.members.members())
        if (!before.contains(table.subjects()[i].id))
            difference.in.append({SubjectId{table.subjects()[i].id}, table.subjects()[i].label, 0, false});
    return difference;
}

} // namespace casebook
