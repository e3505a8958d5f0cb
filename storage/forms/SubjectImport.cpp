// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SubjectImport.h"

#include "core/forms/Input.h"
#include "core/values/Csv.h"
#include "storage/database/Database.h"
#include "storage/forms/TableImport.h"
#include "storage/subjects/SubjectTable.h"

#include <QSet>

namespace casebook {

namespace {

constexpr const char* columns[] = {"label", "name", "sex", "birth_date", "patient_id", "site"};

QString key(const char* name) { return QString::fromLatin1(name); }

std::optional<QString> sexFrom(const QString& text) {
    const QString folded = text.normalized(QString::NormalizationForm_KC).trimmed().toUpper();
    if (folded.isEmpty() || folded == u"M" || folded == u"F" || folded == u"O")
        return folded;
    if (folded == u"MALE" || folded == u"男")
        return QStringLiteral("M");
    if (folded == u"FEMALE" || folded == u"女")
        return QStringLiteral("F");
    return std::nullopt;
}

/// ISO, from what people write: "1956-03", "1956/3/12", "19560312", "1956年3月12日".
std::optional<QString> dateFrom(const QString& text) {
    QString plain = text.trimmed();
    if (plain.size() == 8 && plain.toLongLong() > 0)
        plain = plain.left(4) + u'-' + plain.mid(4, 2) + u'-' + plain.mid(6);
    ItemDef item;
    item.type = ItemType::Date;
    const auto value = readTyped(plain, item, {});
    if (!value || (*value && (*value)->kind == ValueKind::Null))
        return std::nullopt;
    return *value ? (*value)->text : QString();
}

struct Line {
    qint64 line = 0;
    Subject subject;
    QString patientId;
    std::optional<std::int64_t> site;
    bool known = false; ///< in the study already, with the same data
    bool good = true;
};

/// Reads lines against what the study holds. One instance a run.
class Reader {
public:
    Reader(Connection& connection, const CsvTable& table, TableImportReport& report)
        : connection_(connection), table_(table), report_(report) {}

    Result<Line> read(const CsvRow& row) {
        Line line;
        line.line = row.line;
        auto cell = [&](const char* name) { return table_.cell(row, key(name)).trimmed(); };
        line.subject.label = cell("label");
        line.subject.name = cell("name").normalized(QString::NormalizationForm_C);
        line.subject.status = QStringLiteral("enrolled");
        line.patientId = cell("patient_id");
        const auto sex = sexFrom(cell("sex"));
        const auto birth = dateFrom(cell("birth_date"));
        if (!sex)
            refuse(line, "sex", "bad-sex");
        if (!birth)
            refuse(line, "birth_date", "bad-date");
        line.subject.sex = sex.value_or(QString());
        line.subject.birthDate = birth.value_or(QString());
        return checkLabel(line)
            .and_then([&] { return checkIdentity(line); })
            .and_then([&] { return checkSite(line, cell("site")); })
            .map([&] { return line; });
    }

private:
    void refuse(Line& line, const char* column, const char* code) {
        line.good = false;
        report_.refused.append({line.line, key(column), code});
    }

    Result<> checkLabel(Line& line) {
        const QString& label = line.subject.label;
        if (label.isEmpty())
            return {};
        if (label.size() > 64 || label.contains(u'/') || label.contains(u'\n'))
            refuse(line, "label", "bad-label");
        if (seen_.contains(label))
            refuse(line, "label", "label-twice");
        seen_.insert(label);
        const auto there = subjectTable::findByLabel(connection_, label);
        if (!there)
            return tl::unexpected(there.error());
        if (!*there)
            return {};
        const Subject& old = **there;
        const auto agrees = [](const QString& given, const QString& stored) {
            return given.isEmpty() || given == stored;
        };
        line.known = agrees(line.subject.name, old.name) && agrees(line.subject.sex, old.sex) &&
                     agrees(line.subject.birthDate, old.birthDate);
        line.subject.id = old.id;
        if (!line.known)
            refuse(line, "label", "label-taken");
        return {};
    }

    Result<> checkIdentity(Line& line) {
        if (line.patientId.isEmpty())
            return {};
        const auto known = subjectTable::knownIdentities(connection_, line.patientId, {});
        if (!known)
            return tl::unexpected(known.error());
        const bool others = std::any_of(known->begin(), known->end(), [&](const subjectTable::Known& k) {
            return k.subject != line.subject.id;
        });
        if (others || patientIds_.contains(line.patientId))
            refuse(line, "patient_id", "patient-id-taken");
        patientIds_.insert(line.patientId);
        return {};
    }

    Result<> checkSite(Line& line, const QString& code) {
        if (code.isEmpty())
            return {};
        const auto site = connection_.one("SELECT id FROM site WHERE code = ?", code);
        if (!site)
            return tl::unexpected(site.error());
        line.site = *site;
        if (!*site)
            refuse(line, "site", "no-such-site");
        return {};
    }

    Connection& connection_;
    const CsvTable& table_;
    TableImportReport& report_;
    QSet<QString> seen_, patientIds_;
};

Result<> enrol(WriteTransaction& tx, const Line& line) {
    Subject subject = line.subject;
    if (subject.label.isEmpty()) {
        const auto label = subjectTable::nextLabel(tx.connection());
        if (!label)
            return tl::unexpected(label.error());
        subject.label = *label;
    }
    const auto inserted = subjectTable::insert(tx, subject);
    if (!inserted)
        return tl::unexpected(inserted.error());
    if (line.site)
        if (auto run = tx.run("UPDATE subject SET site_id = ? WHERE id = ?", *line.site, inserted->id); !run)
            return run;
    if (!line.patientId.isEmpty()) {
        QString dicomDate = subject.birthDate;
        dicomDate.remove(u'-');
        const SourceIdentity identity{
            line.patientId, {}, subject.name, dicomDate.size() == 8 ? dicomDate : QString(), subject.sex};
        if (auto linked = subjectTable::insertIdentity(tx, inserted->id, identity); !linked)
            return tl::unexpected(linked.error());
    }
    AuditEntry entry;
    entry.action = "create";
    entry.objectKind = "subject";
    entry.object = inserted->uuid;
    entry.subject = inserted->uuid;
    entry.newValue = inserted->label;
    return tx.audit(entry).map([](std::int64_t) {});
}

Result<QList<Line>> readAll(Connection& connection, const CsvTable& table, TableImportReport& report) {
    report.rows = static_cast<int>(table.rows.size());
    for (const CsvFault& fault : table.faults)
        report.refused.append({fault.line, {}, fault.code});
    Reader reader(connection, table, report);
    QList<Line> lines;
    for (const CsvRow& row : table.rows) {
        auto line = reader.read(row);
        if (!line)
            return tl::unexpected(line.error());
        lines.append(*line);
    }
    for (const Line& line : std::as_const(lines))
        (line.known ? report.same : report.added) += line.good ? 1 : 0;
    return lines;
}

Result<> checkColumns(const CsvTable& table) {
    for (const QString& name : table.header)
        if (std::none_of(std::begin(columns), std::end(columns),
                         [&](const char* c) { return name == key(c); }))
            return fail(ErrorKind::Refused, "no-such-column", name);
    return {};
}

} // namespace

SubjectImport::SubjectImport(Database& database, const Session& session)
    : database_(database), session_(session) {}

QByteArray SubjectImport::csvTemplate() {
    return "\xEF\xBB\xBFlabel,name,sex,birth_date,patient_id,site\r\n";
}

Result<TableImportReport> SubjectImport::run(const QByteArray& bytes, const Options& options) {
    if (auto may = session_.require(Right::Import); !may)
        return tl::unexpected(may.error());
    const auto table =
        decodeTable(bytes, options.encoding).and_then([](const QString& text) { return readCsv(text); });
    if (!table)
        return tl::unexpected(table.error());
    if (auto known = checkColumns(*table); !known)
        return tl::unexpected(known.error());
    TableImportReport report;
    report.dryRun = options.dryRun;
    const QString hash = tableImport::hashOf(bytes);
    const auto preview = [&](Connection& c) -> Result<QList<Line>> {
        const auto seen = tableImport::seenBefore(c, hash);
        if (!seen)
            return tl::unexpected(seen.error());
        report.seenBefore = *seen;
        return readAll(c, *table, report);
    };
    if (options.dryRun)
        return database_.read([&](ReadConnection& c) { return preview(c); }).map([&](const QList<Line>&) {
            return report;
        });
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<TableImportReport> {
        const auto lines = preview(tx.connection());
        if (!lines)
            return tl::unexpected(lines.error());
        if (!report.refused.isEmpty() && !options.partly) {
            report.added = 0;
            return report; // told cell by cell; nothing is written
        }
        for (const Line& line : *lines)
            if (line.good && !line.known)
                if (auto done = enrol(tx, line); !done)
                    return tl::unexpected(done.error());
        const auto import = tableImport::record(tx, session_, "csv-subjects", hash, report);
        if (!import)
            return tl::unexpected(import.error());
        report.import = *import;
        return report;
    });
}

} // namespace casebook
