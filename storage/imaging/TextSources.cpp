// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/TextSources.h"

#include "core/values/Job.h"
#include "storage/database/Database.h"
#include "storage/database/Rows.h"
#include "storage/imaging/Identity.h"
#include "storage/objects/ObjectStore.h"
#include "storage/subjects/SubjectTable.h"
#include "storage/worker/WorkerPool.h"

#include <algorithm>
#include <array>

namespace casebook {

QString TextSource::name() const {
    return institution.isEmpty()    ? manufacturer
           : manufacturer.isEmpty() ? institution
                                    : manufacturer + QStringLiteral(", ") + institution;
}

namespace textSources {

namespace {

struct Stored {
    std::int64_t id = 0;
    PackId pack;
    Extent extent;
    QByteArray header;
};

/// A header that is read anew.
struct Fresh {
    std::int64_t instance = 0;
    dicom::ParsedInstance before, after;
};

/// Only headers with a guess, or of which somebody said before what they are in, can be of a source.
Result<QList<Stored>> doubtful(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT i.id, p.pack_id, i.off, i.len, i.header FROM instance i JOIN pack p ON p.id = i.pack"
        " WHERE json_extract(i.header, '$.csg') = 1 OR i.id IN (SELECT i2.id FROM instance i2 JOIN "
        "text_source t"
        " ON t.charset <> '' WHERE json_extract(i2.header, '$.cs') IS NOT NULL) ORDER BY i.id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<Stored>(*rows, [](const Statement& r) -> Result<Stored> {
        return Stored{r.integer(0), PackId{r.blob(1)}, {r.integer(2), r.integer(3)}, r.text(4).toUtf8()};
    });
}

/// Text that stands in rows of its own follows where it still is what the header said.
Result<> rewrite(WriteTransaction& tx, const Fresh& f) {
    const dicom::ParsedInstance &a = f.before, &b = f.after;
    return tx
        .run("UPDATE instance SET header = ? WHERE id = ?", QString::fromUtf8(dicom::toJson(b)), f.instance)
        .and_then([&] {
            return tx.run("UPDATE dicom_series SET description = ?1 WHERE description = ?2 AND id ="
                          " (SELECT series FROM instance WHERE id = ?3)",
                          b.seriesDescription, a.seriesDescription, f.instance);
        })
        .and_then([&] {
            return tx.run(
                "UPDATE dicom_study SET description = ?1 WHERE description = ?2 AND id = (SELECT r.study"
                " FROM instance i JOIN dicom_series r ON r.id = i.series WHERE i.id = ?3)",
                b.studyDescription, a.studyDescription, f.instance);
        })
        .and_then([&] {
            return tx.run(
                "UPDATE source_identity SET name_utf8 = ?1, name_norm = ?2, patient_id = ?3, issuer = ?4"
                " WHERE name_utf8 = ?5 AND patient_id = ?6 AND issuer = ?7",
                b.patient.name, normalizedName(b.patient.name), b.patient.patientId, b.patient.issuer,
                a.patient.name, a.patient.patientId, a.patient.issuer);
        })
        .and_then([&] {
            return tx.run(
                "UPDATE subject SET name = ?1, sort_key = ?2, rv = rv + 1 WHERE name = ?3 AND name <> ?1"
                " AND id IN (SELECT subject FROM source_identity WHERE patient_id = ?4 AND issuer = ?5)",
                b.patient.name, subjectTable::storedKeyOf(b.patient.name), a.patient.name,
                b.patient.patientId, b.patient.issuer);
        });
}

} // namespace

Result<QList<TextSource>> list(Connection& connection) {
    auto rows = connection.prepare(
        "SELECT id, uuid, manufacturer, institution, guess, charset FROM text_source ORDER BY id");
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<TextSource>(*rows, [](const Statement& r) -> Result<TextSource> {
        return TextSource{r.integer(0),         r.uuid(1),           r.text(2), r.text(3),
                          r.text(4).toLatin1(), r.text(5).toLatin1()};
    });
}

Result<> keep(WriteTransaction& tx, const QList<TextSource>& sources) {
    for (const TextSource& source : sources) {
        const Uuid uuid = tx.newUuid();
        if (auto run =
                tx.run("INSERT OR IGNORE INTO text_source(uuid, manufacturer, institution, guess)"
                       " VALUES(?, ?, ?, ?)",
                       uuid, source.manufacturer, source.institution, QString::fromLatin1(source.guess));
            !run)
            return run;
        if (tx.changedRows() == 0)
            continue;
        AuditEntry entry;
        entry.action = "create";
        entry.objectKind = "text-source";
        entry.object = uuid;
        entry.field = "guess";
        entry.newValue = QString::fromLatin1(source.guess);
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
    }
    return {};
}

bool isOf(const TextSource& source, const dicom::ParsedInstance& parsed) {
    return parsed.charsetGuessed && parsed.manufacturer == source.manufacturer &&
           parsed.institution == source.institution;
}

bool isCharset(const QByteArray& charset) {
    static constexpr std::array<const char*, 17> terms{
        "UTF-8",      "ISO_IR 192", "GB18030",    "GBK",        "BIG5",       "ISO_IR 100",
        "ISO_IR 101", "ISO_IR 109", "ISO_IR 110", "ISO_IR 144", "ISO_IR 127", "ISO_IR 126",
        "ISO_IR 138", "ISO_IR 148", "ISO_IR 203", "ISO_IR 13",  "ISO_IR 166"};
    return std::any_of(terms.begin(), terms.end(), [&](const char* term) { return charset == term; });
}

Result<int> decide(Database& database, ObjectStore& objects, WorkerPool& workers, UserId user,
                   std::int64_t source, const QByteArray& charset, const QString& reason, const Job& job) {
    if (!isCharset(charset))
        return fail(ErrorKind::Refused, "bad-charset", QString::fromLatin1(charset));
    const auto sources = database.read([](ReadConnection& c) { return list(c); });
    const auto stored = database.read([](ReadConnection& c) { return doubtful(c); });
    if (!sources || !stored)
        return tl::unexpected(sources ? stored.error() : sources.error());
    const auto own =
        std::find_if(sources->begin(), sources->end(), [&](const TextSource& s) { return s.id == source; });
    if (own == sources->end())
        return fail(ErrorKind::Refused, "no-such-text-source", QString::number(source));
    QList<Fresh> fresh;
    for (qsizetype i = 0; i < stored->size(); ++i) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        job.report(i, stored->size());
        const Stored& one = stored->at(i);
        auto bytes = objects.read(one.pack, one.extent);
        if (!bytes)
            return tl::unexpected(bytes.error());
        const WorkerInput input = WorkerInput::fromBytes(std::move(*bytes));
        const auto plain = workers.parse(input);
        if (!plain || !isOf(*own, *plain))
            continue;
        auto before = dicom::instanceFromJson(one.header);
        auto after = workers.parse(input, charset);
        if (!before || !after)
            return tl::unexpected(after ? before.error() : after.error());
        after->slice.instance = before->slice.instance; // second files keep their local name
        fresh.append({one.id, std::move(*before), std::move(*after)});
    }
    const auto done = database.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        if (auto set =
                tx.run("UPDATE text_source SET charset = ?, decided_by = ?, decided_ms = ?, rv = rv + 1"
                       " WHERE id = ?",
                       QString::fromLatin1(charset), user, tx.nowMs(), source);
            !set)
            return set;
        for (const Fresh& one : fresh)
            if (auto rewritten = rewrite(tx, one); !rewritten)
                return rewritten;
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "text-source";
        entry.object = own->uuid;
        entry.field = "charset";
        entry.oldValue = QString::fromLatin1(own->charset);
        entry.newValue = QString::fromLatin1(charset);
        entry.reasonText = reason;
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : tl::unexpected(seq.error());
    });
    return done ? Result<int>(int(fresh.size())) : tl::unexpected(done.error());
}

} // namespace textSources
} // namespace casebook
