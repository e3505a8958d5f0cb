// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/subjects/ConsentErase.h"

namespace casebook::consentErase {

namespace {

class Erasing {
public:
    Erasing(WriteTransaction& tx, const ConsentScope& scope)
        : tx_(tx), scope_(scope), records_(listed(scope.records)), series_(listed(scope.series)),
          overlays_(listed(scope.overlays)), runs_(listed(scope.runs)), tasks_(listed(scope.tasks)),
          forms_(listed(scope.forms)), allForms_(scope.allForms()) {}

    Result<> run() {
        return tx_.run("INSERT INTO consent_erase_now(subject) VALUES(?)", scope_.subject.id)
            .and_then([&] { return findSources(); })
            .and_then([&] { return questions(); })
            .and_then([&] { return forms(); })
            .and_then([&] { return keptItems(); })
            .and_then([&] { return sources(); })
            .and_then([&] { return readings(); })
            .and_then([&] { return overlays(); })
            .and_then([&] { return images(); })
            .and_then([&] { return packs(); })
            .and_then([&] { return exams(); })
            .and_then([&] { return identities(); })
            .and_then([&] { return tx_.run("DELETE FROM consent_erase_now"); });
    }

private:
    /// Statements without values, in order.
    Result<> each(const QByteArrayList& statements) {
        for (const QByteArray& sql : statements)
            if (auto done = tx_.run(sql); !done)
                return done;
        return {};
    }

    /// Texts about any form, kept or not, and what was typed but never saved.
    Result<> questions() {
        return each(
            {"DELETE FROM query_event WHERE query IN (SELECT id FROM query WHERE form IN " + allForms_ + ')',
             "DELETE FROM query WHERE form IN " + allForms_,
             "DELETE FROM draft WHERE form IN (SELECT uuid FROM form WHERE id IN " + allForms_ + ')',
             "DELETE FROM unlock_request WHERE form IN " + allForms_});
    }

    Result<> valuesWhere(const QByteArray& where) {
        return each(
            {"DELETE FROM item_value_code WHERE value_id IN (SELECT id FROM item_value WHERE " + where + ')',
             "DELETE FROM item_value WHERE " + where});
    }

    Result<> forms() {
        return valuesWhere("row_id IN (SELECT id FROM form_row WHERE form IN " + forms_ + ')').and_then([&] {
            return each({"DELETE FROM signature WHERE form IN " + forms_,
                         "DELETE FROM form_row WHERE form IN " + forms_,
                         "DELETE FROM form WHERE id IN " + forms_,
                         "DELETE FROM visit WHERE id IN " + listed(scope_.visits)});
        });
    }

    /// Of a form that is kept in part, the rest.
    Result<> keptItems() {
        for (const ConsentScope::Kept& one : scope_.kept) {
            if (one.form.items.isEmpty())
                continue;
            const QString items = u',' + one.form.items.join(u',') + u',';
            const auto gone =
                idsOf(tx_.connection(),
                      "SELECT v.id FROM item_value v JOIN form_row r ON r.id = v.row_id JOIN item_def d"
                      " ON d.id = v.item_id WHERE r.form = ? AND instr(?, ',' || d.oid || ',') = 0",
                      one.id, items);
            if (!gone)
                return tl::unexpected(gone.error());
            if (auto done = valuesWhere("id IN " + listed(*gone)); !done)
                return done;
            if (auto done =
                    tx_.run("UPDATE form SET rv = rv + 1, changed_ms = ? WHERE id = ?", tx_.nowMs(), one.id);
                !done)
                return done;
        }
        return {};
    }

    Result<> findSources() {
        return idsOf(tx_.connection(),
                     "SELECT DISTINCT src_id FROM item_value WHERE src_id IS NOT NULL AND row_id IN"
                     " (SELECT id FROM form_row WHERE form IN " +
                         allForms_ + ')')
            .map([&](const IdList& ids) { sources_ = ids; })
            .and_then([&] {
                return idsOf(tx_.connection(),
                             "SELECT id FROM source_identity WHERE subject IS NULL AND id IN (SELECT"
                             " identity FROM dicom_study WHERE id IN " +
                                 listed(scope_.exams) + ')');
            })
            .map([&](const IdList& ids) { leftOut_ = ids; });
    }

    /// Where a value was measured: in images that go, whosesoever form it stands in. Sources that no value has any
    /// more and that name no image are of values that were replaced; nobody can say whose.
    Result<> sources() {
        const QByteArray own = "id IN " + listed(sources_) +
                               " OR series_uid IN (SELECT series_uid FROM dicom_series WHERE id IN " +
                               series_ + ") OR object IN (SELECT uuid FROM measurement WHERE series IN " +
                               series_ + ')';
        return each(
            {"UPDATE item_value SET src_id = NULL WHERE src_id IN (SELECT id FROM source WHERE " + own + ')',
             "DELETE FROM source WHERE " + own,
             "DELETE FROM source WHERE series_uid = '' AND NOT EXISTS (SELECT 1 FROM item_value v WHERE"
             " v.src_id = source.id)"});
    }

    Result<> readings() {
        const QByteArray sessions = "(SELECT id FROM reading_session WHERE task IN " + tasks_ + ')';
        return each(
            {"DELETE FROM reading_event WHERE task IN " + tasks_,
             "DELETE FROM finding WHERE session IN " + sessions + " OR run IN " + runs_ + " OR series IN " +
                 series_,
             "DELETE FROM reading_session WHERE task IN " + tasks_,
             "DELETE FROM reading_task WHERE id IN " + tasks_,
             "UPDATE reading_task SET prior_series = NULL, rv = rv + 1 WHERE prior_series IN " + series_});
    }

    Result<> overlays() {
        return each({"DELETE FROM ai_run WHERE id IN " + runs_,
                     "DELETE FROM overlay_style WHERE overlay IN " + overlays_,
                     "DELETE FROM overlay WHERE id IN " + overlays_});
    }

    Result<> images() {
        return each({// A second file of another subject, whose first goes, stands alone.
                     "UPDATE instance SET variant_of = NULL, state = 'ready' WHERE series NOT IN " + series_ +
                         " AND variant_of IN (SELECT id FROM instance WHERE series IN " + series_ + ')',
                     "UPDATE instance SET variant_of = NULL WHERE series IN " + series_,
                     "DELETE FROM thumbnail WHERE series IN " + series_,
                     "DELETE FROM measurement WHERE series IN " + series_,
                     "DELETE FROM instance WHERE series IN " + series_,
                     "DELETE FROM import_waiting WHERE series IN " + series_ + " OR exam IN " +
                         listed(scope_.exams)});
    }

    Result<> packs() {
        for (const ConsentScope::Pack& pack : scope_.packs)
            if (auto done = ObjectStore::trashRow(tx_, pack.pack); !done)
                return done;
        return {};
    }

    Result<> exams() {
        return each({"DELETE FROM dicom_series WHERE id IN " + series_,
                     "DELETE FROM dicom_study WHERE id IN " + listed(scope_.exams)});
    }

    /// Another subject's exam whose files name this one loses the link; whose it is was decided already.
    Result<> identities() {
        return each(
            {"UPDATE dicom_study SET identity = NULL, rv = rv + 1 WHERE identity IN (SELECT id FROM"
             " source_identity WHERE subject IN " +
                 records_ + ')',
             "DELETE FROM source_identity WHERE subject IN " + records_,
             "DELETE FROM source_identity WHERE id IN " + listed(leftOut_) +
                 " AND NOT EXISTS (SELECT 1 FROM dicom_study e WHERE e.identity = source_identity.id)",
             "DELETE FROM subject_ident WHERE subject IN " + records_,
             "DELETE FROM relocated WHERE relocation IN (SELECT id FROM relocation WHERE source IN " +
                 records_ + " OR target IN " + records_ + ')',
             "UPDATE subject SET name = '', sex = '', birth_date = '', sort_key = NULL, rv = rv + 1 WHERE id"
             " IN " +
                 records_,
             "UPDATE subject SET status = 'withdrawn' WHERE status <> 'voided' AND id IN " + records_});
    }

    WriteTransaction& tx_;
    const ConsentScope& scope_;
    const QByteArray records_, series_, overlays_, runs_, tasks_, forms_, allForms_;
    IdList sources_; ///< of values in forms of the subject
    IdList leftOut_; ///< identities of exams that were left out under his number
};

} // namespace

Result<> rows(WriteTransaction& tx, const ConsentScope& scope) { return Erasing(tx, scope).run(); }

} // namespace casebook::consentErase
