// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/audit/ValueCheck.h"

#include "core/forms/AuditText.h"
#include "storage/audit/RecordCheck.h"
#include "storage/database/Rows.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace casebook::audit {

namespace {

constexpr int kNewCommitment = 2; // columns of historySql
constexpr int kNewValue = 3;

constexpr char historySql[] = "SELECT a.action,a.field,a.new_c,n.value FROM audit a"
                              " LEFT JOIN audit_value n ON n.seq=a.seq AND n.side=1"
                              " WHERE a.object=? AND a.object_kind='form' ORDER BY a.seq";
constexpr char valuesSql[] =
    "SELECT r.group_oid,r.ordinal,d.oid,i.id,i.kind,i.txt,i.cmp,i.unit,i.nullf FROM form_row r"
    " JOIN item_value i ON i.row_id=r.id JOIN item_def d ON d.id=i.item_id WHERE r.form=? AND r.state='live'";
constexpr char labelsSql[] =
    "SELECT 0,s.uuid,s.label,n.value FROM subject s JOIN audit a ON a.seq="
    "(SELECT max(l.seq) FROM audit l WHERE l.object=s.uuid AND l.object_kind='subject'"
    " AND (l.action='create' OR l.field='label'))"
    " JOIN audit_value n ON n.seq=a.seq AND n.side=1 WHERE n.value<>s.label";
constexpr char codesSql[] = "SELECT code FROM item_value_code WHERE value_id=? ORDER BY code";

/// By path within the form. No text: the value was lawfully removed from the audit.
using Values = QHash<QByteArray, std::optional<QString>>;

/// "BASE/NODULES/NOD[2]/size" is "NOD[2]/size", "BASE/VITALS/weight" is "weight": a form may move to another visit.
QByteArray within(const QByteArray& field) {
    const qsizetype item = field.lastIndexOf('/');
    if (item < 0)
        return field;
    const qsizetype group = field.lastIndexOf('/', item - 1);
    return field[item - 1] == ']' ? field.mid(group + 1) : field.mid(item + 1);
}

/// The state of the form stands beside its values under a key that no item can have.
constexpr char importedState[] = "/state";

void dropRow(Values& values, const QByteArray& field) {
    const QByteArray row = field.mid(field.lastIndexOf('/') + 1) + '/';
    values.removeIf([&](const auto& entry) { return entry.key().startsWith(row); });
}

/// Who asks only what an import left can't know what stood in it once its text was removed.
struct History {
    Values values;
    bool known = true;
    bool locked = false;
    std::optional<QString> state = QStringLiteral("not-started"); ///< nullopt: nobody told
    bool blindImport =
        false; ///< one that told no state, so neither what it made of other forms of the subject
};

void takeImport(History& history, const Statement& row) {
    history.known = !row.isNull(kNewValue);
    history.values.clear();
    QJsonObject all = QJsonDocument::fromJson(row.text(kNewValue).toUtf8()).object();
    const QJsonValue state = all.take(QLatin1StringView(importedState));
    history.state = state.isString() ? std::optional(state.toString()) : std::nullopt;
    history.blindImport = history.blindImport || !history.state;
    for (auto it = all.begin(); it != all.end(); ++it)
        history.values.insert(within('/' + it.key().toUtf8()), it.value().toString());
}

void take(History& history, const Statement& row) {
    const QByteArray action = row.text(0).toUtf8();
    const QByteArray field = row.text(1).toUtf8();
    if (action == "lock" || action == "unlock")
        history.locked = action == "lock";
    if (action == "void-row")
        return dropRow(history.values, field);
    if (action == "form-state")
        history.state = row.textOrNull(kNewValue);
    if (action == "import")
        return takeImport(history, row);
    if (action != "enter" && action != "change" && action != "clear" && action != "calculate")
        return;
    if (row.isNull(kNewCommitment))
        history.values.remove(within(field));
    else
        history.values.insert(within(field), row.textOrNull(kNewValue));
}

class Comparison {
public:
    Comparison(Connection& connection, Differences& found) : connection_(connection), found_(found) {}

    /// Subject after subject, for an import may change the states of all forms of one.
    Result<> form(std::int64_t id, const QByteArray& uuid, bool locked, const QString& state,
                  std::int64_t subject) {
        const auto said = historyOf(uuid);
        if (!said)
            return tl::unexpected(said.error());
        if (said->locked != locked)
            found_.add(uuid, "locked", "value-changed");
        if (subject != subject_)
            states();
        subject_ = subject;
        blind_ = blind_ || said->blindImport;
        if (said->state && *said->state != state)
            otherState_.append(uuid);
        auto stands = valuesOf(id);
        if (!stands)
            return tl::unexpected(stands.error());
        for (auto it = said->values.begin(); it != said->values.end(); ++it) {
            const auto there = stands->take(it.key());
            if (it.value() && there != it.value())
                found_.add(uuid, it.key(), there ? "value-changed" : "value-lost");
        }
        for (auto it = stands->begin(); said->known && it != stands->end(); ++it)
            found_.add(uuid, it.key(), "value-unaudited");
        return {};
    }

    /// Tells the states of the subject's forms that differ; after the last form too.
    void states() {
        for (const QByteArray& form : std::as_const(otherState_))
            if (!blind_)
                found_.add(form, "state", "value-changed");
        otherState_.clear();
        blind_ = false;
    }

    /// A form that only the audit knows still.
    Result<> lost(const QByteArray& uuid) {
        return historyOf(uuid).map([&](const History& said) {
            for (auto it = said.values.begin(); it != said.values.end(); ++it)
                if (it.value())
                    found_.add(uuid, it.key(), "value-lost");
        });
    }

    /// A subject whose code is not the one that was last told.
    void label(const QByteArray& uuid) { found_.add(uuid, "label", "value-changed"); }

private:
    Result<History> historyOf(const QByteArray& uuid) {
        auto rows = connection_.prepare(historySql);
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(uuid);
        History out;
        auto more = rows->step();
        for (; more && *more; more = rows->step())
            take(out, *rows);
        return more ? Result<History>(std::move(out)) : Result<History>(tl::unexpected(more.error()));
    }

    Result<Values> valuesOf(std::int64_t form) {
        auto rows = connection_.prepare(valuesSql);
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(form);
        Values out;
        for (auto more = rows->step();; more = rows->step()) {
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return out;
            const auto text = textOf(*rows);
            if (!text)
                return tl::unexpected(text.error());
            const QString group = rows->text(0);
            const QString row = group.isEmpty() ? QString() : group + u'[' + rows->text(1) + u"]/";
            out.insert(within('/' + (row + rows->text(2)).toUtf8()), *text);
        }
    }

    Result<QString> textOf(const Statement& row) {
        ItemValue value;
        value.kind = static_cast<ValueKind>(row.integer(4));
        value.text = row.text(5);
        value.comparator = row.text(6).toLatin1();
        value.unit = row.text(7);
        value.missing = row.text(8).toLatin1();
        if (value.kind != ValueKind::CodeSet)
            return auditText(value);
        auto rows = connection_.prepare(codesSql);
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(row.integer(3));
        return allRows<QString>(*rows, [](const Statement& code) -> Result<QString> { return code.text(0); })
            .map([&](const QStringList& codes) {
                value.codes = codes;
                return auditText(value);
            });
    }

    Connection& connection_;
    Differences& found_;
    std::int64_t subject_ = 0;
    bool blind_ = false; ///< the subject has an import that told no states
    QByteArrayList otherState_;
};

} // namespace

Result<QList<ValueDifference>> checkValues(Connection& connection, const Job& job) {
    const auto there = connection.one("SELECT count(*) FROM sqlite_master WHERE name='item_value'");
    if (!there)
        return tl::unexpected(there.error());
    if (there->value_or(0) == 0)
        return QList<ValueDifference>();
    Differences found;
    Comparison comparison(connection, found);
    return rowsOf(connection, "SELECT id,uuid,locked_ms IS NOT NULL,state,subject FROM form ORDER BY subject",
                  job,
                  [&](const Statement& row) {
                      return comparison.form(row.integer(0), row.blob(1), row.integer(2) != 0, row.text(3),
                                             row.integer(4));
                  })
        .and_then([&] {
            comparison.states();
            return rowsOf(
                connection,
                "SELECT DISTINCT 0,a.object FROM audit a WHERE a.object_kind='form' AND a.object IS NOT"
                " NULL AND NOT EXISTS(SELECT 1 FROM form f WHERE f.uuid=a.object)",
                job, [&](const Statement& row) { return comparison.lost(row.blob(1)); });
        })
        .and_then([&] {
            return rowsOf(connection, labelsSql, job, [&](const Statement& row) -> Result<> {
                comparison.label(row.blob(1));
                return {};
            });
        })
        .and_then([&] { return checkRecords(connection, job, found); })
        .map([&] { return found.found(); });
}

} // namespace casebook::audit
