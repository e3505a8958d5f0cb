// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/database/Database.h"
#include "storage/forms/FormService.h"
#include "storage/subjects/SubjectService.h"
#include "tests/bench/Bench.h"
#include "tests/bench/Study.h"

namespace casebook::bench {

namespace {

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

/// Ten laboratory values typed, checked, calculated and saved.
Result<> saveOnce(FormService& forms, FormId form, int number) {
    auto opened = forms.open(form);
    if (!opened)
        return tl::unexpected(opened.error());
    for (const char* item : {"lab_wbc", "lab_neut", "lab_lymph", "lab_plt", "lab_alt", "lab_ast", "lab_alp",
                             "lab_na", "lab_k", "lab_crea"})
        if (auto typed =
                opened->state.set({{}, {}, QString::fromLatin1(item)}, QString::number(100 + number % 50));
            !typed)
            return typed;
    return forms.save(form, editOf(*opened), {"typing-error", {}}).map([](const SavedForm&) {});
}

} // namespace

/// Save of a laboratory form of the shipped study, from the open form to the durable commit.
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
    Times ours, theirs;
    for (int run = 0; run < runs; ++run) {
        auto mine = timed([&] { return saveOnce(forms, form->id, run); });
        auto least = timed([&] { return oneRow(vault.database(), run); });
        if (!mine || !least)
            return tl::unexpected(mine ? least.error() : mine.error());
        say("ours", *mine);
        say("reference", *least);
        ours.seconds.push_back(*mine);
        theirs.seconds.push_back(*least);
    }
    return Figures{figure("save", ours, "one-audited-row", theirs)};
}

} // namespace casebook::bench
