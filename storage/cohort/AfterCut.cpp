// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/AfterCut.h"

#include "core/forms/Definition.h"
#include "storage/database/Connection.h"

namespace casebook {

namespace {

class Reading {
public:
    Reading(Connection& connection, const StudyDefinition& study, const DataCut& cut)
        : connection_(connection), study_(study), cut_(cut) {}

    Result<AfterCut> run() {
        if (!cut_.isSet())
            return AfterCut();
        if (auto done = ofVisitsAndExams(); !done)
            return tl::unexpected(done.error());
        for (const FormDef& form : study_.forms) {
            QSet<QString> groups;
            for (const SectionDef& section : form.sections)
                groups.insert(section.group);
            for (const QString& group : std::as_const(groups))
                if (auto done = ofOwnDate(form, group); !done)
                    return tl::unexpected(done.error());
        }
        return std::move(found_);
    }

private:
    template <class F>
    Result<> each(Statement& statement, F&& fn) {
        for (;;) {
            const auto more = statement.step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return {};
            fn(statement);
        }
    }

    Result<> ofVisitsAndExams() {
        auto rows = connection_.prepare(
            "SELECT f.id, coalesce(v.date, ''), coalesce(e.study_date, '') FROM form f"
            " LEFT JOIN visit v ON v.id = f.visit"
            " LEFT JOIN reading_task t ON f.anchor_kind = 3 AND t.id = f.anchor_id"
            " LEFT JOIN dicom_series s ON s.id = t.series"
            " LEFT JOIN dicom_study e ON e.id = CASE f.anchor_kind WHEN 2 THEN f.anchor_id ELSE s.study END"
            " WHERE v.date <> '' OR e.study_date <> ''");
        if (!rows)
            return tl::unexpected(rows.error());
        return each(*rows, [&](const Statement& row) {
            if (cut_.excludes(row.text(1)) || cut_.excludes(row.text(2)))
                found_.forms.insert(row.integer(0));
        });
    }

    Result<> ofOwnDate(const FormDef& form, const QString& group) {
        const QString item = datingItem(study_, form, group);
        if (item.isEmpty())
            return {};
        auto rows = connection_.prepare(
            "SELECT r.form, r.id, v.txt FROM form f JOIN form_row r ON r.form = f.id AND r.group_oid = ?1"
            " JOIN item_value v ON v.row_id = r.id AND v.item_id = (SELECT id FROM item_def WHERE oid = ?2)"
            " WHERE f.def_oid = ?3 AND r.state = 'live' AND v.held = 0 AND v.kind IN (5, 9)");
        if (!rows)
            return tl::unexpected(rows.error());
        rows->bindAll(group, item, form.oid);
        return each(*rows, [&](const Statement& row) {
            if (!cut_.excludes(row.text(2)))
                return;
            if (group.isEmpty())
                found_.forms.insert(row.integer(0));
            else
                found_.rows.insert(row.integer(1));
        });
    }

    Connection& connection_;
    const StudyDefinition& study_;
    const DataCut& cut_;
    AfterCut found_;
};

} // namespace

Result<AfterCut> readAfterCut(Connection& connection, const StudyDefinition& study, const DataCut& cut) {
    return Reading(connection, study, cut).run();
}

} // namespace casebook
