// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/ValueImport.h"

#include "core/expr/Units.h"
#include "core/forms/AuditText.h"
#include "core/forms/Input.h"
#include "storage/database/Database.h"
#include "storage/forms/FormAccess.h"
#include "storage/forms/FormTable.h"
#include "storage/forms/FormWriter.h"
#include "storage/forms/SignatureTable.h"
#include "storage/forms/TableImport.h"
#include "storage/forms/ValueMapping.h"

namespace casebook {

namespace {

/// One line with the form it belongs to.
struct Line {
    const CsvRow* row = nullptr;
    FormId form;
    SubjectId subject;
};

/// One import, inside one write function. Counts go into the report.
class Run {
public:
    Run(WriteTransaction& tx, const Session& session, const DefinitionService& definitions, QDate today,
        const CsvTable& table, const ValueMapping& mapping, const QString& reason, TableImportReport& report)
        : tx_(tx), session_(session), definitions_(definitions), today_(today), table_(table),
          mapping_(mapping), reason_(reason), report_(report) {}

    Result<> all() {
        const auto study = definitions_.in(tx_.connection(), 0);
        if (!study)
            return tl::unexpected(study.error());
        study_ = &(*study)->definition();
        report_.rows = static_cast<int>(table_.rows.size());
        for (const CsvFault& fault : table_.faults)
            refuse(fault.line, {}, fault.code);
        QMap<SubjectId, QList<Line>> bySubject;
        for (const CsvRow& row : table_.rows) {
            const auto line = place(row);
            if (!line)
                return tl::unexpected(line.error());
            if (*line)
                bySubject[(*line)->subject].append(**line);
        }
        for (const QList<Line>& lines : std::as_const(bySubject))
            if (auto done = subject(lines); !done)
                return done;
        return {};
    }

private:
    void refuse(qint64 line, const QString& column, const QByteArray& code) {
        report_.refused.append({line, column, code});
    }

    /// The form of a line, begun when it isn't; nothing where a key is wrong.
    Result<std::optional<Line>> place(const CsvRow& row) {
        const QString label = table_.cell(row, mapping_.subjectColumn).trimmed();
        const auto subject = formTable::subject(tx_.connection(), label);
        if (!subject && subject.error().kind != ErrorKind::Refused)
            return tl::unexpected(subject.error());
        if (!subject) {
            refuse(row.line, mapping_.subjectColumn, "unknown-subject");
            return std::nullopt;
        }
        FormKey key;
        key.subject = subject->id;
        key.form = mapping_.form;
        key.visit = mapping_.visitColumn.isEmpty() ? mapping_.visit
                                                   : table_.cell(row, mapping_.visitColumn).trimmed();
        if (!mapping_.repeatColumn.isEmpty()) {
            bool ok = false;
            key.visitRepeat = table_.cell(row, mapping_.repeatColumn).trimmed().toInt(&ok);
            if (!ok || key.visitRepeat < 1) {
                refuse(row.line, mapping_.repeatColumn, "bad-integer");
                return std::nullopt;
            }
        }
        const auto form = formAccess::ensure(tx_, session_, definitions_, key);
        if (!form && form.error().kind != ErrorKind::Refused)
            return tl::unexpected(form.error());
        if (!form) {
            refuse(row.line, mapping_.visitColumn,
                   form.error().code == "no-such-visit" ? QByteArray("unknown-visit") : form.error().code);
            return std::nullopt;
        }
        return Line{&row, *form, subject->id};
    }

    Result<> subject(const QList<Line>& lines) {
        FormWriter writer(tx_, session_, definitions_, today_);
        if (auto loaded = writer.load(lines.first().subject); !loaded)
            return loaded;
        for (const Line& line : lines)
            if (auto done = take(writer, line); !done)
                return done;
        FormWriter::How how;
        how.origin = "import";
        how.reason = {reason_.isEmpty() ? QByteArray() : QByteArray("other"), reason_};
        return writer.recalculate().and_then([&] { return writer.write(how); }).map([](const auto&) {});
    }

    Result<> take(FormWriter& writer, const Line& line) {
        if (writer.form(line.form)->info.isLocked()) {
            refuse(line.row->line, {}, "form-locked");
            return {};
        }
        const auto state = writer.state(line.form);
        if (!state)
            return tl::unexpected(state.error());
        FormEdit edit;
        const auto row = rowOf(**state, *writer.form(line.form), *line.row, edit);
        if (!row)
            return {};
        const qsizetype refusedBefore = report_.refused.size();
        int added = 0, changed = 0, same = 0;
        for (const ValueMapping::Column& column : mapping_.columns) {
            const QString cell = table_.cell(*line.row, column.name).trimmed();
            if (cell.isEmpty() && mapping_.blank == ValueMapping::Blank::SkipLine)
                return {};
            if (cell.isEmpty() && mapping_.blank == ValueMapping::Blank::Keep)
                continue;
            const auto value = valueOf(cell, column, line.row->line);
            if (!value)
                continue;
            const ItemPath path{mapping_.group, *row, column.item};
            const auto before = (*state)->item(path).value;
            const auto text = [](const std::optional<ItemValue>& v) { return v ? auditText(*v) : QString(); };
            if (text(before) == text(*value)) {
                ++same;
                continue;
            }
            ++(before ? changed : added);
            edit.items.append({path, *value, 0, std::nullopt});
        }
        const auto needs = writer.needsReason(line.form, edit);
        if (!needs)
            return tl::unexpected(needs.error());
        if (*needs && reason_.isEmpty()) {
            refuse(line.row->line, {}, "reason-needed");
            return {};
        }
        report_.added += added;
        report_.changed += changed;
        report_.same += same;
        if (edit.items.isEmpty() && report_.refused.size() > refusedBefore)
            return {}; // no row for a line of which nothing was taken
        return edit.isEmpty() ? Result<>() : writer.apply(line.form, edit);
    }

    /// The row a line means, added to `edit` when it is new. Nothing: refused.
    std::optional<QByteArray> rowOf(const FormState& state, const StoredForm& form, const CsvRow& row,
                                    FormEdit& edit) {
        if (mapping_.group.isEmpty())
            return QByteArray();
        const QString cell =
            mapping_.rowColumn.isEmpty() ? QString() : table_.cell(row, mapping_.rowColumn).trimmed();
        if (!mapping_.rowItem.isEmpty()) {
            for (const QByteArray& id : state.rows(mapping_.group))
                if (const auto value = state.item({mapping_.group, id, mapping_.rowItem}).value;
                    value && value->text == cell)
                    return id;
        } else if (!cell.isEmpty()) {
            const int ordinal = cell.toInt();
            for (const StoredRow& stored : form.rows)
                if (stored.group == mapping_.group && stored.ordinal == ordinal && stored.live)
                    return stored.uuid;
            const int next = nextOrdinal(state, form);
            if (ordinal != next) {
                refuse(row.line, mapping_.rowColumn, "no-such-row");
                return std::nullopt;
            }
        }
        const QByteArray fresh = tx_.newUuid().bytes;
        edit.added.append({mapping_.group, fresh});
        if (!mapping_.rowItem.isEmpty() && !cell.isEmpty()) {
            const auto value = valueOf(cell, {mapping_.rowColumn, mapping_.rowItem, {}}, row.line);
            if (!value)
                return std::nullopt;
            edit.items.append({{mapping_.group, fresh, mapping_.rowItem}, *value, 0, std::nullopt});
        }
        return fresh;
    }

    int nextOrdinal(const FormState& state, const StoredForm& form) const {
        int last = 0;
        for (const StoredRow& stored : form.rows)
            if (stored.group == mapping_.group)
                last = qMax(last, stored.ordinal);
        for (const QByteArray& id : state.rows(mapping_.group))
            last += form.row(id) ? 0 : 1;
        return last + 1;
    }

    /// Outer nothing: the cell was refused.
    std::optional<std::optional<ItemValue>> valueOf(const QString& cell, const ValueMapping::Column& column,
                                                    qint64 line) {
        const ItemDef* item = study_->item(column.item);
        InputContext context;
        context.today = today_;
        context.codeList = study_->codeList(item->codeList);
        auto value = readTyped(mapping_.typed(cell, *item), *item, context);
        if (!value) {
            refuse(line, column.name, value.error().code);
            return std::nullopt;
        }
        if (*value && !column.unit.isEmpty() && column.unit != item->unit && (*value)->unit.isEmpty() &&
            !inItsUnit(**value, *item, column.unit)) {
            refuse(line, column.name, "unit-not-converted");
            return std::nullopt;
        }
        return *value;
    }

    /// A quantity keeps the unit of the file; an item of one unit is converted, exactly.
    static bool inItsUnit(ItemValue& value, const ItemDef& item, const QString& unit) {
        if (value.kind != ValueKind::Decimal && value.kind != ValueKind::Integer)
            return value.kind == ValueKind::Null;
        if (item.type == ItemType::Quantity && expr::unitsConvert(unit, item.unit, item.sdtm)) {
            value.unit = unit;
            return true;
        }
        const auto number = Decimal::fromText(value.text);
        const auto converted = number ? expr::convertUnit(*number, unit, item.unit, {}) : std::nullopt;
        if (!converted)
            return false;
        value.text = converted->toShortText();
        return true;
    }

    WriteTransaction& tx_;
    const Session& session_;
    const DefinitionService& definitions_;
    QDate today_;
    const CsvTable& table_;
    const ValueMapping& mapping_;
    QString reason_;
    TableImportReport& report_;
    const StudyDefinition* study_ = nullptr;
};

} // namespace

ValueImport::ValueImport(Database& database, const Session& session, const Clock& clock,
                         DefinitionService& definitions)
    : database_(database), session_(session), clock_(clock), definitions_(definitions) {}

Result<ValueImport::Template> ValueImport::csvTemplate(const QString& oid) const {
    const auto study = definitions_.current();
    if (!study)
        return tl::unexpected(study.error());
    const StudyDefinition& definition = (*study)->definition();
    const FormDef* form = definition.form(oid);
    if (!form)
        return fail(ErrorKind::Refused, "no-such-form", oid);
    ValueMapping mapping;
    mapping.form = oid;
    mapping.subjectColumn = QStringLiteral("subject");
    QStringList header{mapping.subjectColumn};
    if (form->anchor != FormAnchor::Subject) {
        mapping.visitColumn = QStringLiteral("visit");
        mapping.repeatColumn = QStringLiteral("repeat");
        header << mapping.visitColumn << mapping.repeatColumn;
    }
    // One line is one row of the form's table where it has one, else the form.
    for (const SectionDef& section : form->sections)
        if (section.repeating() && mapping.group.isEmpty())
            mapping.group = section.group;
    if (!mapping.group.isEmpty()) {
        mapping.rowColumn = QStringLiteral("row");
        header.append(mapping.rowColumn);
    }
    for (const SectionDef& section : form->sections)
        for (const QString& item : section.items)
            if (const ItemDef* def = definition.item(item);
                def && section.group == mapping.group && def->type != ItemType::Calculated) {
                header.append(item);
                mapping.columns.append({item, item, {}});
            }
    return Template{"\xEF\xBB\xBF" + csvLine(header).toUtf8(), mapping.toJson()};
}

Result<TableImportReport> ValueImport::run(const QByteArray& bytes, const QByteArray& mappingJson,
                                           const Options& options) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    const auto study = definitions_.current();
    if (!study)
        return tl::unexpected(study.error());
    const auto mapping = ValueMapping::fromJson(mappingJson, (*study)->definition());
    if (!mapping)
        return tl::unexpected(mapping.error());
    const auto table =
        decodeTable(bytes, options.encoding).and_then([](const QString& text) { return readCsv(text); });
    if (!table)
        return tl::unexpected(table.error());
    if (auto columns = mapping->checkColumns(*table); !columns)
        return tl::unexpected(columns.error());
    TableImportReport report;
    report.dryRun = options.dryRun;
    const QString hash = tableImport::hashOf(bytes + mappingJson);
    auto done = database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto seen = tableImport::seenBefore(tx.connection(), hash);
        if (!seen)
            return tl::unexpected(seen.error());
        report.seenBefore = *seen;
        const auto held = signatureTable::holding(tx.connection());
        if (!held)
            return tl::unexpected(held.error());
        Run run(tx, session_, definitions_, formAccess::today(clock_), *table, *mapping,
                options.reason.trimmed(), report);
        if (auto all = run.all(); !all)
            return all;
        const auto broken = signatureTable::brokenOf(tx.connection(), *held);
        if (!broken)
            return tl::unexpected(broken.error());
        report.brokenSignatures = *broken;
        // Both ends are undone: a trial shows exactly what the import would do, since it is the import.
        if (options.dryRun || (!report.refused.isEmpty() && !options.partly))
            return fail(ErrorKind::Cancelled, "trial-ends");
        return tableImport::record(tx, session_, "csv-values", hash, report, options.reason)
            .map([&](const Uuid& id) { report.import = id; });
    });
    if (!done && done.error().code != "trial-ends")
        return tl::unexpected(done.error());
    if (!done && !options.dryRun) {
        report.added = report.changed = 0;
        report.brokenSignatures.clear();
    }
    return report;
}

} // namespace casebook
