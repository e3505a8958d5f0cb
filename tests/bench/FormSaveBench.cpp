// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Database.h"
#include "storage/forms/FormService.h"
#include "storage/subjects/SubjectService.h"
#include "tests/bench/Bench.h"
#include "tests/bench/PlainSqlite.h"
#include "tests/bench/Study.h"

namespace casebook::bench {

namespace {

constexpr int perRun = 8; // saves a run: one sync tells nothing

/// The least a save can be: one value and one audit row, durable.
Result<> oneRow(Database& database, int number) {
    return database.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        AuditEntry entry;
        entry.action = "change";
        entry.objectKind = "setting";
        entry.newValue = QString::number(number);
        return tx
            .run("INSERT INTO setting(key, value) VALUES('bench', ?) ON CONFLICT(key) DO UPDATE SET value ="
                 " excluded.value",
                 QString::number(number))
            .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
    });
}

/// Seconds.
struct Saved {
    double typedAndSaved = 0; ///< with the calculation that each typed value starts
    double saved = 0;         ///< from "save" to the durable commit
};

/// Ten laboratory values typed into the open form, checked, calculated and saved. Opening is none of saving.
Result<Saved> saveOnce(FormService& forms, FormId form, int number) {
    auto opened = forms.open(form);
    if (!opened)
        return tl::unexpected(opened.error());
    Saved took;
    const auto whole = timed([&]() -> Result<> {
        for (const char* item : {"lab_wbc", "lab_neut", "lab_lymph", "lab_plt", "lab_alt", "lab_ast",
                                 "lab_alp", "lab_na", "lab_k", "lab_crea"})
            if (auto typed = opened->state.set({{}, {}, QString::fromLatin1(item)},
                                               QString::number(100 + number % 50));
                !typed)
                return typed;
        return timed([&] {
                   return forms.save(form, editOf(*opened), {"typing-error", {}}).map([](const SavedForm&) {
                   });
               })
            .map([&](double seconds) { took.saved = seconds; });
    });
    return whole.map([&](double seconds) {
        took.typedAndSaved = seconds;
        return took;
    });
}

/// What the save of `form` wrote: the audit since row `before`, the form with its rows and values.
Result<QMap<QByteArray, CopiedRows>> rowsOf(Database& database, FormId form, std::int64_t before) {
    return database.read([&](ReadConnection& c) -> Result<QMap<QByteArray, CopiedRows>> {
        QMap<QByteArray, CopiedRows> out;
        const auto take = [&](const char* table, const char* where, std::int64_t value) -> Result<> {
            return rowsToCopy(c, table, where, value).map([&](const CopiedRows& rows) {
                out.insert(table, rows);
            });
        };
        auto taken =
            take("audit", "WHERE seq>?1", before)
                .and_then([&] { return take("audit_value", "WHERE seq>?1", before); })
                .and_then([&] { return take("form", "WHERE id=?1", form.value); })
                .and_then([&] {
                    return take("item_value", "WHERE row_id IN (SELECT id FROM form_row WHERE form=?1)",
                                form.value);
                });
        return taken ? Result<QMap<QByteArray, CopiedRows>>(out)
                     : Result<QMap<QByteArray, CopiedRows>>(tl::unexpected(taken.error()));
    });
}

Result<std::int64_t> lastAudit(Database& database) {
    return database.read([](ReadConnection& c) { return c.one("SELECT max(seq) FROM audit"); })
        .map([](const std::optional<std::int64_t>& seq) { return seq.value_or(0); });
}

} // namespace

/// Save of a laboratory form of the shipped study to the durable commit, alone and with the typing before it, against
/// the same rows written by plain SQLite with the same sync.
Result<Figures> benchFormSave(int runs) {
    const QTemporaryDir work;
    auto study = Study::create(work.filePath(QStringLiteral("study")));
    if (!study)
        return tl::unexpected(study.error());
    Vault& vault = (*study)->vault();
    DefinitionService definitions(vault.database(), vault.session(), vault.clock());
    FormService forms(vault.database(), vault.session(), vault.clock(), definitions);
    if (auto installed = definitions.installLungStudy(); !installed)
        return tl::unexpected(installed.error());
    SubjectService subjects(vault.database(), vault.session(), vault.clock());
    if (auto subject = subjects.enrol({QStringLiteral("S-0001"), {}, {}, {}}); !subject)
        return tl::unexpected(subject.error());
    auto form = forms.keyOf(QStringLiteral("S-0001/SCR/LAB")).and_then([&](const FormKey& key) {
        return forms.begin(key);
    });
    if (!form)
        return tl::unexpected(form.error());
    auto plain = PlainSqlite::create(work.filePath(QStringLiteral("plain")));
    if (!plain)
        return tl::unexpected(plain.error());
    Times ours, typed, theirs, plainly;
    QMap<QByteArray, CopiedRows> rows;
    const auto saveOurs = [&](int run) -> Result<Saved> {
        const auto before = lastAudit(vault.database());
        auto seconds = saveOnce(forms, form->id, run);
        auto written = before ? rowsOf(vault.database(), form->id, *before)
                              : Result<QMap<QByteArray, CopiedRows>>(tl::unexpected(before.error()));
        if (!written)
            return tl::unexpected(written.error());
        rows = std::move(*written);
        return seconds;
    };
    const auto savePlain = [&]() -> Result<double> { return timed([&] { return (*plain)->save(rows); }); };
    for (int run = 0; run <= runs * perRun; ++run) { // the first one makes tables and fills caches
        // By turns: whoever comes second finds the disk freshly flushed.
        const bool plainFirst = run % 2 == 1;
        auto same = plainFirst ? savePlain() : Result<double>(0.0);
        auto mine = saveOurs(run);
        if (!plainFirst && mine)
            same = savePlain();
        auto least = timed([&] { return oneRow(vault.database(), run); });
        if (!mine)
            return tl::unexpected(mine.error());
        for (const auto* time : {&same, &least})
            if (!*time)
                return tl::unexpected(time->error());
        if (run == 0)
            continue;
        say("ours", mine->saved);
        say("typed and saved", mine->typedAndSaved);
        say("plain SQLite", *same);
        say("one row", *least);
        ours.seconds.push_back(mine->saved);
        typed.seconds.push_back(mine->typedAndSaved);
        plainly.seconds.push_back(*same);
        theirs.seconds.push_back(*least);
    }
    return Figures{medianFigure("save", ours, "plain-sqlite", plainly),
                   medianFigure("typed-and-saved", typed, "plain-sqlite", plainly),
                   medianFigure("save", ours, "one-audited-row", theirs)};
}

} // namespace casebook::bench
