// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportUndo.h"

#include "storage/database/IdList.h"
#include "storage/objects/ObjectStore.h"

namespace casebook::importUndo {

namespace {

using Ids = IdList;

/// Rows of `sql` (a text and a count each) as holds of one kind.
Result<> collect(Connection& connection, const QByteArray& kind, const QByteArray& sql,
                 QList<ImportHold>& out) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    const auto found = allRows<ImportHold>(*rows, [&](const Statement& r) -> Result<ImportHold> {
        return ImportHold{kind, r.text(0), int(r.integer(1))};
    });
    if (!found)
        return tl::unexpected(found.error());
    out.append(*found);
    return {};
}

struct Named {
    std::int64_t id;
    Uuid uuid;
    Uuid subject;
};

Result<QList<Named>> named(Connection& connection, const QByteArray& sql) {
    auto rows = connection.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    return allRows<Named>(
        *rows, [](const Statement& r) -> Result<Named> { return Named{r.integer(0), r.uuid(1), r.uuid(2)}; });
}

/// Removes one import inside a transaction, children before parents.
class Removal {
public:
    Removal(WriteTransaction& tx, ImportId import, const Uuid& uuid, const Brought& brought,
            const QString& reason)
        : tx_(tx), import_(import), name_(uuid.toString().toLatin1()), reason_(reason), b_(brought) {}

    Result<> run() {
        return tx_.run("INSERT INTO import_undo_now(import) VALUES(?)", import_)
            .and_then([&] { return overlays(); })
            .and_then([&] { return packs(); })
            .and_then([&] { return instances(); })
            .and_then([&] { return series(); })
            .and_then([&] { return released(); })
            .and_then([&] { return exams(); })
            .and_then([&] { return subjects(); })
            .and_then([&] { return tx_.run("DELETE FROM import_undo_now"); })
            .and_then(
                [&] { return tx_.run("UPDATE import SET state='undone', rv=rv+1 WHERE id=?", import_); });
    }

private:
    Result<> audited(const char* kind, const Named& object, const QString& was = {}) {
        AuditEntry entry;
        entry.action = "import-undo";
        entry.objectKind = kind;
        entry.object = object.uuid;
        entry.subject = object.subject;
        entry.oldValue = was;
        entry.reasonCode = "import:" + name_;
        entry.reasonText = reason_;
        const auto seq = tx_.audit(entry);
        return seq ? Result<>() : tl::unexpected(seq.error());
    }

    Result<> each(const Result<QList<Named>>& objects, const char* kind) {
        if (!objects)
            return tl::unexpected(objects.error());
        for (const Named& object : *objects)
            if (auto done = audited(kind, object); !done)
                return done;
        return {};
    }

    Result<> overlays() {
        const QByteArray overlays = listed(b_.overlays), runs = listed(b_.runs);
        return each(named(tx_.connection(), "SELECT id, uuid, NULL FROM overlay WHERE id IN " + overlays),
                    "overlay")
            .and_then([&] {
                return each(named(tx_.connection(), "SELECT id, uuid, NULL FROM ai_run WHERE id IN " + runs),
                            "ai-run");
            })
            .and_then([&] { return tx_.run("DELETE FROM finding WHERE run IN " + runs); })
            .and_then([&] { return tx_.run("DELETE FROM ai_run WHERE id IN " + runs); })
            .and_then([&] { return tx_.run("DELETE FROM overlay_style WHERE overlay IN " + overlays); })
            .and_then([&] { return tx_.run("DELETE FROM overlay WHERE id IN " + overlays); });
    }

    Result<> packs() {
        auto rows = tx_.prepare("SELECT DISTINCT p.pack_id FROM instance i JOIN pack p ON p.id = i.pack"
                                " WHERE i.import_id = ?");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(import_);
        const auto packs =
            allRows<PackId>(*rows, [](const Statement& r) -> Result<PackId> { return PackId{r.blob(0)}; });
        if (!packs)
            return tl::unexpected(packs.error());
        packs_ = *packs;
        return {};
    }

    Result<> instances() {
        // A first file that was left out for one of these is shown again; a second whose first goes stands alone.
        if (auto done =
                tx_.run("UPDATE instance SET state = 'ready' WHERE state = 'left-out' AND id IN (SELECT "
                        "variant_of"
                        " FROM instance WHERE import_id = ? AND state = 'ready')",
                        import_)
                    .and_then([&] {
                        return tx_.run(
                            "UPDATE instance SET variant_of = NULL, state = 'ready' WHERE import_id <>"
                            " ?1 AND variant_of IN (SELECT id FROM instance WHERE import_id = ?1)",
                            import_);
                    })
                    .and_then([&] {
                        return tx_.run("UPDATE instance SET variant_of = NULL WHERE import_id = ?", import_);
                    })
                    .and_then([&] {
                        return tx_.run(
                            "UPDATE import_waiting SET state = 'settled' WHERE series IS NOT NULL AND"
                            " state = 'waiting' AND NOT EXISTS (SELECT 1 FROM instance i WHERE i.series"
                            " = import_waiting.series AND i.state = 'waiting' AND i.import_id <> ?)",
                            import_);
                    })
                    .and_then([&] { return tx_.run("DELETE FROM instance WHERE import_id = ?", import_); });
            !done)
            return done;
        for (const PackId& pack : packs_) {
            const auto used =
                tx_.one("SELECT count(*) FROM instance i JOIN pack p ON p.id = i.pack WHERE p.pack_id = ?",
                        pack.bytes);
            if (!used)
                return tl::unexpected(used.error());
            if (used->value_or(0) == 0)
                if (auto trashed = ObjectStore::trashRow(tx_, pack); !trashed)
                    return trashed;
        }
        return {};
    }

    Result<> series() {
        const QByteArray gone = listed(b_.series);
        return each(named(tx_.connection(), "SELECT r.id, r.uuid, s.uuid FROM dicom_series r"
                                            " JOIN dicom_study e ON e.id = r.study"
                                            " LEFT JOIN subject s ON s.id = e.subject WHERE r.id IN " +
                                                gone),
                    "series")
            .and_then([&] { return tx_.run("DELETE FROM thumbnail WHERE series IN " + gone); })
            .and_then([&] { return tx_.run("DELETE FROM measurement WHERE series IN " + gone); })
            .and_then([&] { return tx_.run("DELETE FROM import_waiting WHERE series IN " + gone); })
            .and_then([&] { return tx_.run("DELETE FROM dicom_series WHERE id IN " + gone); })
            // What is left of a series that grew by this import is described anew.
            .and_then([&] {
                return tx_.run("UPDATE dicom_series SET tags = json_remove(tags, '$.geometry') WHERE id IN " +
                               listed(b_.touched));
            });
    }

    /// Exams that this import put into quarantine go back to whom they were.
    Result<> released() {
        const auto exams =
            named(tx_.connection(),
                  "SELECT e.id, e.uuid, s.uuid FROM import_waiting w JOIN dicom_study e ON e.id = w.exam"
                  " JOIN source_identity i ON i.id = e.identity JOIN subject s ON s.id = i.subject"
                  " WHERE w.state = 'waiting' AND w.reason = 'two-patients-in-exam' AND e.subject IS NULL"
                  " AND e.id NOT IN " +
                      listed(b_.exams) + " AND w.import = " + QByteArray::number(qint64(import_.value)));
        if (auto told = each(exams, "exam"); !told)
            return told;
        for (const Named& exam : *exams)
            if (auto set = tx_.run("UPDATE dicom_study SET subject = (SELECT subject FROM source_identity"
                                   " WHERE id = identity), rv = rv + 1 WHERE id = ?",
                                   exam.id);
                !set)
                return set;
        return {};
    }

    Result<> exams() {
        const QByteArray gone = listed(b_.exams);
        const auto identities = idsOf(tx_.connection(), "SELECT DISTINCT identity FROM dicom_study WHERE"
                                                        " identity IS NOT NULL AND id IN " +
                                                            gone);
        const auto owners = idsOf(tx_.connection(), "SELECT DISTINCT subject FROM dicom_study WHERE"
                                                    " subject IS NOT NULL AND id IN " +
                                                        gone);
        if (!identities || !owners)
            return tl::unexpected(identities ? owners.error() : identities.error());
        owners_ = *owners;
        return each(named(tx_.connection(), "SELECT e.id, e.uuid, s.uuid FROM dicom_study e"
                                            " LEFT JOIN subject s ON s.id = e.subject WHERE e.id IN " +
                                                gone),
                    "exam")
            .and_then([&] {
                return tx_.run("DELETE FROM import_waiting WHERE import = ? OR exam IN " + gone, import_);
            })
            .and_then([&] { return tx_.run("DELETE FROM dicom_study WHERE id IN " + gone); })
            .and_then([&] {
                return tx_.run("DELETE FROM source_identity WHERE id IN " + listed(*identities) +
                               " AND NOT EXISTS (SELECT 1 FROM dicom_study e WHERE e.identity ="
                               " source_identity.id)");
            });
    }

    /// Subjects made by this import (the audit knows) that hold nothing of anybody else's.
    Result<> subjects() {
        const auto empty = named(
            tx_.connection(),
            "SELECT s.id, s.uuid, s.uuid FROM subject s JOIN import m ON m.id = " +
                QByteArray::number(qint64(import_.value)) + " WHERE s.id IN " + listed(owners_) +
                " AND EXISTS (SELECT 1 FROM audit a WHERE a.object = s.uuid AND a.action = 'create' AND"
                " (a.reason_code = 'import:" +
                name_ +
                "' OR (a.reason_code = 'import' AND"
                " a.time_ms BETWEEN m.started_ms AND coalesce(m.ended_ms, m.started_ms + 86400000))))"
                " AND NOT EXISTS (SELECT 1 FROM dicom_study e WHERE e.subject = s.id)"
                " AND NOT EXISTS (SELECT 1 FROM source_identity i WHERE i.subject = s.id)"
                " AND NOT EXISTS (SELECT 1 FROM subject_ident i WHERE i.subject = s.id)"
                " AND NOT EXISTS (SELECT 1 FROM form f WHERE f.subject = s.id)"
                " AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.subject = s.id AND (v.state <> 'planned' OR"
                " v.date <> ''))"
                " AND NOT EXISTS (SELECT 1 FROM reading_task t WHERE t.subject = s.id)"
                " AND NOT EXISTS (SELECT 1 FROM cohort_member c WHERE c.subject = s.id)"
                " AND NOT EXISTS (SELECT 1 FROM export_subject x WHERE x.subject = s.id)"
                " AND NOT EXISTS (SELECT 1 FROM relocation v WHERE s.id IN (v.source, v.target))"
                " AND NOT EXISTS (SELECT 1 FROM subject o WHERE s.id IN (o.merged_into, o.stands_in))");
        if (auto told = each(empty, "subject"); !told)
            return told;
        Ids gone;
        for (const Named& subject : *empty)
            gone.append(subject.id);
        return tx_.run("DELETE FROM visit WHERE subject IN " + listed(gone)).and_then([&] {
            return tx_.run("DELETE FROM subject WHERE id IN " + listed(gone));
        });
    }

    WriteTransaction& tx_;
    ImportId import_;
    QByteArray name_;
    QString reason_;
    const Brought& b_;
    QList<PackId> packs_;
    Ids owners_;
};

} // namespace

Result<Brought> brought(Connection& connection, ImportId import) {
    Brought out;
    const auto keep = [&](Ids& into, const QByteArray& sql) -> Result<> {
        auto ids = sql.contains('?') ? idsOf(connection, sql, import) : idsOf(connection, sql);
        if (!ids)
            return tl::unexpected(ids.error());
        into = std::move(*ids);
        return {};
    };
    auto read =
        keep(out.touched, "SELECT DISTINCT series FROM instance WHERE import_id = ?")
            .and_then([&] {
                return keep(out.series, "SELECT DISTINCT series FROM instance i WHERE import_id = ?1 AND NOT"
                                        " EXISTS (SELECT 1 FROM instance o WHERE o.series = i.series AND"
                                        " o.import_id <> ?1)");
            })
            .and_then([&] {
                return keep(out.exams, "SELECT e.id FROM dicom_study e WHERE e.id IN (SELECT study FROM"
                                       " dicom_series WHERE id IN " +
                                           listed(out.series) +
                                           ") AND NOT EXISTS (SELECT 1 FROM dicom_series r WHERE"
                                           " r.study = e.id AND r.id NOT IN " +
                                           listed(out.series) + ')');
            })
            .and_then([&] {
                return keep(out.overlays, "SELECT id FROM overlay WHERE pack IN (SELECT DISTINCT pack FROM"
                                          " instance WHERE import_id = ?)");
            })
            .and_then([&] {
                return keep(out.runs, "SELECT id FROM ai_run WHERE overlay IN " + listed(out.overlays));
            });
    if (!read)
        return tl::unexpected(read.error());
    return out;
}

namespace {

/// Work on the series themselves.
Result<> onImages(Connection& connection, ImportId import, const Brought& b, QList<ImportHold>& out) {
    const QByteArray touched = listed(b.touched), gone = listed(b.series), overlays = listed(b.overlays),
                     runs = listed(b.runs);
    const QByteArray ours =
        "(SELECT sop_uid FROM instance WHERE import_id = " + QByteArray::number(qint64(import.value)) + ')';
    return collect(connection, "measurement",
                   "SELECT r.series_uid, count(*) FROM measurement m JOIN dicom_series r ON r.id = m.series"
                   " WHERE m.state <> 'voided' AND (r.id IN " +
                       gone + " OR (r.id IN " + touched + " AND m.sop_uid IN " + ours + ")) GROUP BY r.id",
                   out)
        .and_then([&] {
            return collect(connection, "reading",
                           "SELECT r.series_uid, count(*) FROM reading_task t JOIN dicom_series r ON"
                           " r.id IN (t.series, t.prior_series) WHERE r.id IN " +
                               touched + " GROUP BY r.id",
                           out);
        })
        .and_then([&] {
            return collect(connection, "reading",
                           "SELECT r.series_uid, count(DISTINCT v.task) FROM reading_event v JOIN finding"
                           " f ON f.id = v.finding JOIN dicom_series r ON r.id = f.series WHERE f.run IN " +
                               runs + " AND r.id NOT IN " + touched + " GROUP BY r.id",
                           out);
        })
        .and_then([&] {
            return collect(connection, "finding",
                           "SELECT r.series_uid, count(*) FROM finding f JOIN ai_run a ON a.id = f.run"
                           " JOIN dicom_series r ON r.id = a.series WHERE r.id IN " +
                               gone + " AND a.id NOT IN " + runs + " GROUP BY r.id",
                           out);
        })
        .and_then([&] {
            return collect(connection, "overlay",
                           "SELECT r.series_uid, count(*) FROM overlay o JOIN dicom_series r ON r.id ="
                           " o.series WHERE r.id IN " +
                               gone + " AND o.id NOT IN " + overlays + " GROUP BY r.id",
                           out);
        });
}

/// What stands elsewhere and came from there: forms, moves, data sets.
Result<> elsewhere(Connection& connection, ImportId import, const Brought& b, QList<ImportHold>& out) {
    const QByteArray touched = listed(b.touched), overlays = listed(b.overlays), runs = listed(b.runs);
    const QByteArray id = QByteArray::number(qint64(import.value));
    return Result<>()
        .and_then([&] {
            return collect(connection, "form",
                           "SELECT e.study_uid, count(*) FROM form f JOIN dicom_study e ON e.id ="
                           " f.anchor_id WHERE f.anchor_kind = 2 AND e.id IN " +
                               listed(b.exams) + " GROUP BY e.id",
                           out);
        })
        .and_then([&] {
            return collect(connection, "form",
                           "SELECT s.series_uid, count(*) FROM item_value v JOIN source s ON s.id ="
                           " v.src_id WHERE s.series_uid IN (SELECT series_uid FROM dicom_series WHERE"
                           " id IN " +
                               touched + ") OR s.object IN (SELECT uuid FROM overlay WHERE id IN " +
                               overlays + " UNION SELECT uuid FROM finding WHERE run IN " + runs +
                               ") GROUP BY s.series_uid",
                           out);
        })
        .and_then([&] {
            // Moved or joined by a person: the way back must not lead to nothing.
            return collect(connection, "move",
                           "SELECT r.series_uid, count(*) FROM relocated p JOIN relocation m ON m.id ="
                           " p.relocation JOIN dicom_series r ON (p.kind = 'series' AND p.object = r.id) OR"
                           " (p.kind = 'exam' AND p.object = r.study) WHERE m.state = 'done' AND r.id IN " +
                               touched + " GROUP BY r.id",
                           out);
        })
        .and_then([&] {
            return collect(connection, "export",
                           "SELECT s.label, count(DISTINCT x.export) FROM export_subject x JOIN"
                           " export_set e ON e.id = x.export JOIN subject s ON s.id = x.subject JOIN"
                           " import m ON m.id = " +
                               id +
                               " WHERE e.state = 'released' AND e.created_ms >= m.started_ms AND"
                               " s.id IN (SELECT e2.subject FROM dicom_series r JOIN dicom_study e2 ON"
                               " e2.id = r.study WHERE r.id IN " +
                               touched + ") GROUP BY s.id",
                           out);
        });
}

} // namespace

Result<QList<ImportHold>> holds(Connection& connection, ImportId import, const Brought& b) {
    QList<ImportHold> out;
    const auto read =
        onImages(connection, import, b, out).and_then([&] { return elsewhere(connection, import, b, out); });
    if (!read)
        return tl::unexpected(read.error());
    return out;
}

Result<> take(WriteTransaction& tx, ImportId import, const Uuid& uuid, const Brought& brought,
              const QString& reason) {
    if (auto gone = Removal(tx, import, uuid, brought, reason).run(); !gone)
        return gone;
    AuditEntry entry;
    entry.action = "import-undo";
    entry.objectKind = "import";
    entry.object = uuid;
    entry.newValue = QStringLiteral("series %1, exams %2, overlays %3")
                         .arg(brought.series.size())
                         .arg(brought.exams.size())
                         .arg(brought.overlays.size());
    entry.reasonText = reason;
    const auto seq = tx.audit(entry);
    return seq ? Result<>() : tl::unexpected(seq.error());
}

} // namespace casebook::importUndo
