// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/subjects/MoveService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/ReadingRows.h"
#include "tests/storage/StudyForms.h"

#include <QRegularExpression>

namespace casebook::test {

inline QString q(const char* text) { return QString::fromLatin1(text); }

/// S-0001 has exam e1 with a CT, its SEG, and another CT; S-0002 has exam e2; S-0003 has nothing.
struct MoveStudy {
    ReadingStudy s;
    std::unique_ptr<DefinitionService> definitions;
    std::unique_ptr<FormService> forms;
    std::unique_ptr<QueryService> queries;

    bool make() {
        if (!s.make())
            return false;
        definitions = std::make_unique<DefinitionService>(s.db(), session(), s.f.clock);
        forms = std::make_unique<FormService>(s.db(), session(), s.f.clock, *definitions);
        queries = std::make_unique<QueryService>(s.db(), session(), s.f.clock);
        if (!definitions->publish(smallStudy(), q("test"), {}))
            return false;
        for (const char* label : {"S-0001", "S-0002", "S-0003"})
            if (!s.addSubject(label))
                return false;
        return s.addExam("S-0001", "e1", "2026-03-01") && s.addExam("S-0002", "e2", "2025-03-01") &&
               s.addExam("S-0001", "e0", "2025-01-01") && s.addSeries({.uid = "1.1", .exam = "e1"}) &&
               s.addSeries({.uid = "1.2",
                            .exam = "e1",
                            .kind = "seg",
                            .modality = "SEG",
                            .instances = 1,
                            .sopClass = "1.2.840.10008.5.1.4.1.1.66.4"}) &&
               s.addSeries({.uid = "1.3", .exam = "e1", .frame = "1.8"}) &&
               s.addSeries({.uid = "0.1", .exam = "e0", .frame = "0.9"}) &&
               s.addSeries({.uid = "2.1", .exam = "e2", .frame = "2.9"}) &&
               s.addOverlay("1.2.1", "1.1", "1.9", "AUTOMATIC") && s.addRun("1.1", {10, 20}) &&
               s.addLength("1.1", session().user);
    }
    const Session& session() { return s.f.vault->session(); }
    MoveService moves(const Session* who = nullptr) {
        return MoveService(s.db(), who ? *who : session(), s.f.clock, *definitions);
    }
    Result<MoveOutcome> move(const char* series, const char* to, bool exam = false, bool closed = false) {
        return moves().move({q(series), exam, q(to), q("wrong person"), closed});
    }
    std::int64_t ask(const QByteArray& sql) {
        return s.db().read([&](ReadConnection& c) { return c.one(sql); }).value().value_or(-1);
    }
    /// "S-0001: 1.1 1.2 | S-0002: ..." of all series.
    QString where() {
        const auto rows =
            ImagingService(s.db(), s.f.vault->objects(), *workers, session(), s.f.clock).series();
        QMap<QString, QStringList> by;
        for (const SeriesRow& row : rows.value())
            by[row.subject].append(row.uid);
        QStringList parts;
        for (auto it = by.begin(); it != by.end(); ++it) {
            it.value().sort();
            parts.append(it.key().right(1) + u":" + it.value().join(u' '));
        }
        return parts.join(u'|');
    }
    /// A form of S-0001's visit whose weight was measured in series 1.1.
    FormInfo sourced(const char* operand = "S-0001/BASE/VITALS") {
        const auto key = forms->keyOf(q(operand));
        const auto form = forms->begin(*key);
        auto opened = forms->open(form->id);
        if (!opened || !opened->state.set(StudyForms::path("weight"), q("70")))
            return {};
        FormEdit edit = editOf(*opened);
        ValueSource source;
        source.kind = "measurement";
        source.seriesUid = q("1.1");
        for (FormEdit::Item& item : edit.items)
            if (item.path.item == u"weight")
                item.source = source;
        return forms->save(form->id, edit, {}) ? *form : FormInfo();
    }
    QStringList openQueries() {
        QStringList out;
        const QList<QueryRow> open = queries->list({{"open"}, {}, {}}).value();
        for (const QueryRow& row : open)
            out.append(row.subjectLabel + u' ' + row.formOid + u' ' + row.path.item + u' ' + row.check);
        return out;
    }
    std::unique_ptr<WorkerPool> workers = std::make_unique<WorkerPool>();
};

} // namespace casebook::test
