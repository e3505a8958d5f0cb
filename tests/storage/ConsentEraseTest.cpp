// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words are planted everywhere for two persons; one is erased. Nothing of his is left in any table, pack or page, all
// of the other's is as it was, and the audit chain is whole.
#include "storage/database/SqlCipher.h"
#include "storage/forms/DraftService.h"
#include "storage/forms/QueryService.h"
#include "storage/imaging/ImportTable.h"
#include "storage/reading/FindingService.h"
#include "storage/reading/ReadingTable.h"
#include "storage/reading/TaskService.h"
#include "storage/subjects/ConsentService.h"
#include "storage/vault/ColdStore.h"
#include "storage/vault/VaultKeys.h"
#include "tests/storage/ImportFixture.h"
#include "tests/storage/StudyForms.h"
#include "tests/support/PlantedText.h"

#include <openssl/evp.h>

using namespace casebook;
using namespace casebook::test;
using namespace Qt::StringLiterals;

namespace {

const SecretBytes passphrase() { return SecretBytes::fromUtf8("import service test"); }

/// One person with words that stand nowhere else.
struct Planted {
    const char* folder;
    const char* number;
    const char* dicomName;
    QString name;
    QString word; ///< with a number behind it where several places shall be told apart
    const char* exam;
    QString label;
};

QString text(const Planted& p, const char* where) { return p.word + QString::fromLatin1(where); }

/// What a person wrote in a private element, which no table shows.
const QString privateScript =
    u"import sys, pydicom\n"
    "for path, words, name in zip(sys.argv[1::3], sys.argv[2::3], sys.argv[3::3]):\n"
    "    d = pydicom.dcmread(path)\n"
    "    d.SpecificCharacterSet = 'ISO_IR 192'\n"
    "    d.PatientName = name\n"
    "    block = d.private_block(0x11, 'CASEBOOK TEST', create=True)\n"
    "    block.add_new(1, 'LO', words)\n"
    "    d.AccessionNumber = words[:16]\n"
    "    d.StudyDescription = words\n"
    "    d.save_as(path)\n"
    "print('ok')\n"_s;

using Rows = QMap<QString, QList<QByteArray>>;

QByteArray plain(std::nullptr_t) { return {}; }
QByteArray plain(std::int64_t v) { return QByteArray::number(qint64(v)); }
QByteArray plain(double v) { return QByteArray::number(v, 'g', 17); }
QByteArray plain(const QString& v) { return v.toUtf8(); }
QByteArray plain(const QByteArray& v) { return v; }

/// Every row of every table, one text each.
Rows allRowsOf(Vault& vault) {
    Rows out;
    const auto read = vault.database().read([&](ReadConnection& c) -> Result<> {
        auto tables = c.prepare("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name");
        const auto names =
            allRows<QString>(*tables, [](const Statement& r) -> Result<QString> { return r.text(0); });
        for (const QString& name : *names) {
            const auto rows = rowsToCopy(c, name.toLatin1());
            if (!rows)
                return tl::unexpected(rows.error());
            for (const auto& row : *rows) {
                QByteArray line;
                for (const CopiedValue& value : row)
                    std::visit([&](const auto& v) { line += plain(v) + '\x1f'; }, value);
                out[name].append(line);
            }
        }
        return {};
    });
    return read ? out : Rows();
}

QByteArray joined(const Rows& rows) {
    QByteArray out;
    for (const auto& table : rows)
        out += table.join('\x1e') + '\x1d';
    return out;
}

} // namespace

class ConsentEraseTest : public QObject {
    Q_OBJECT

    ImportFixture f_;
    std::unique_ptr<DefinitionService> definitions_;
    std::unique_ptr<FormService> forms_;
    const Planted a_{"linxiaolan-disc", "ZQX-774411", "Lin^Xiaolan=林晓岚", u"林晓岚"_s,
                     u"Quarzwort"_s,    "1.2.900",    u"S-0001"_s};
    const Planted b_{"gaoyuanshan-disc", "WVB-330022", "Gao^Yuanshan=高远山", u"高远山"_s, u"Feldspatwort"_s,
                     "1.2.800",          u"S-0002"_s};

    [[nodiscard]] Database& db() { return f_.vault->database(); }
    [[nodiscard]] const Session& session() { return f_.vault->session(); }

    [[nodiscard]] bool fixture(const std::function<Result<>(WriteTransaction&)>& fn) {
        const auto done = db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            if (auto r = fn(tx); !r)
                return r;
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "fixture";
            return tx.audit(entry).map([](std::int64_t) {});
        });
        if (!done)
            qWarning("fixture: %s %s", done.error().code.constData(),
                     qPrintable(done.error().args.join(u' ')));
        return done.has_value();
    }

    [[nodiscard]] bool importOf(const Planted& p) {
        const QByteArray base = QByteArray(p.folder) + '/';
        const QByteArray rest = QByteArray("|") + p.number + "|X|19560213|F|" + p.exam + '|' + p.exam + ".1.";
        const QByteArray one = base + "1.dcm" + rest + "1|5", two = base + "2.dcm" + rest + "2|6";
        if (!f_.write({one.constData(), two.constData()}))
            return false;
        QStringList arguments;
        for (const char* file : {"1.dcm", "2.dcm"})
            arguments << f_.folder.filePath(QString::fromUtf8(base) + QLatin1StringView(file))
                      << text(p, "Private") << QString::fromUtf8(p.dicomName);
        if (runPython(privateScript, arguments).trimmed() != "ok")
            return false;
        QFile bad(f_.folder.filePath(QString::fromUtf8(base) + text(p, "File.txt")));
        if (!bad.open(QIODevice::WriteOnly) || bad.write("no image") < 1)
            return false;
        bad.close();
        const ImportReport report = f_.import(p.folder);
        return report.imported == 2 && report.refused.size() == 1;
    }

    [[nodiscard]] bool formsOf(const Planted& p) {
        QueryService queries(db(), session(), f_.vault->clock());
        const auto key = forms_->keyOf(p.label + u"/AE");
        const auto form = key ? forms_->begin(*key) : Result<FormInfo>(tl::unexpected(key.error()));
        if (!form)
            return false;
        auto opened = forms_->open(form->id);
        const QByteArray row = makeUuidV7(7, p.label.toUtf8().rightJustified(10, 'r')).bytes;
        if (!opened || !opened->state.addRow(u"EV"_s, row) ||
            !opened->state.set({u"EV"_s, row, u"event"_s}, text(p, "Value")))
            return false;
        FormEdit edit = editOf(*opened);
        for (FormEdit::Item& item : edit.items) {
            item.source = ValueSource();
            item.source->kind = "text";
            item.source->detail = u"{\"span\":\"%1\"}"_s.arg(text(p, "Source"));
        }
        if (!forms_->save(form->id, edit, {}))
            return false;
        // His source is one that no value has any more, the other's is in use.
        opened = forms_->open(form->id);
        if (!opened->state.set({u"EV"_s, row, u"event"_s}, text(p, "Second")))
            return false;
        FormEdit again = editOf(*opened);
        if (p.label == b_.label)
            for (FormEdit::Item& item : again.items)
                item.source = edit.items.first().source;
        if (!forms_->save(form->id, again, {"other", text(p, "Reason")}))
            return false;
        const ItemPath path{u"EV"_s, row, u"event"_s};
        const auto query = queries.raise(form->id, path, text(p, "Query"));
        if (!query || !queries.answer(query->id, text(p, "Answer")))
            return false;
        DraftService drafts(db(), session());
        auto draft = drafts.put(form->uuid, path, text(p, "Draft"));
        return draft.takeResult().has_value();
    }

    [[nodiscard]] bool readingsOf(const Planted& p) {
        const QString series = QString::fromLatin1(p.exam) + u".1";
        const auto pack = f_.vault->objects().put({text(p, "Overlay").toUtf8()});
        const auto subject = f_.subjects().find(p.label);
        if (!pack || !subject || !f_.subjects().rename(subject->id, p.label, p.name, text(p, "Rename")))
            return false;
        TaskService tasks(db(), session(), f_.vault->clock());
        const auto task = tasks.add({series, session().login, ReadingMode::Concurrent, text(p, "Note")});
        if (!task)
            return false;
        return fixture([&](WriteTransaction& tx) -> Result<> {
            Finding finding;
            finding.externalId = text(p, "Finding");
            finding.category = u"nodule"_s;
            finding.center = {1, 2, 3};
            readingTable::NewRun run;
            run.name = u"Net"_s;
            run.version = u"1"_s;
            run.kind = "import";
            run.seriesUid = series;
            run.detail = QJsonObject{{u"report"_s, text(p, "Run")}};
            if (auto added = readingTable::insertRun(tx, run, {finding}); !added)
                return tl::unexpected(added.error());
            const auto row = ObjectStore::insertRow(tx, *pack);
            if (!row)
                return tl::unexpected(row.error());
            const auto id = tx.one("SELECT id FROM dicom_series WHERE series_uid = ?", series);
            return tx
                .run("INSERT INTO overlay(uuid, kind, series, placement, pack, off, len, info) VALUES(?, "
                     "'LABELS', ?,"
                     " 'verified', ?, 0, 1, ?)",
                     tx.newUuid(), **id, *row, u"{\"name\":\"%1\"}"_s.arg(text(p, "Label")))
                .and_then([&] {
                    return tx.run(
                        "INSERT INTO measurement(uuid, series, kind, points, value, unit, user, created_ms)"
                        " VALUES(?, ?, 'length', ?, 1, 'mm', 1, 1)",
                        tx.newUuid(), **id, text(p, "Measured"));
                })
                .and_then([&] {
                    return tx.run(
                        "INSERT INTO subject_ident(subject, kind, value, norm, issuer) VALUES((SELECT id FROM"
                        " subject WHERE label = ?), 'mrn', ?, ?, '')",
                        p.label, text(p, "Ident"), text(p, "Ident").toLower());
                })
                .and_then([&] {
                    return tx.run(
                        "INSERT INTO watched_file(path, size, changed_ms, import) VALUES(?, 1, 1, (SELECT"
                        " import_id FROM instance WHERE series = ? LIMIT 1))",
                        u"/watched/"_s + text(p, "Watched"), **id);
                })
                .and_then([&]() -> Result<> {
                    AuditEntry entry; // about a thing of his, without his name on the row
                    entry.action = "change";
                    entry.objectKind = "series";
                    const auto uuid = idOf(tx, series);
                    entry.object = uuid;
                    entry.oldValue = text(p, "Old");
                    entry.newValue = text(p, "New");
                    entry.reasonText = text(p, "Why");
                    return tx.audit(entry).map([](std::int64_t) {});
                });
        });
    }
    static Uuid idOf(WriteTransaction& tx, const QString& series) {
        auto row = tx.prepare("SELECT uuid FROM dicom_series WHERE series_uid = ?");
        row->bindAll(series);
        return *row->step() ? row->uuid(0) : Uuid();
    }

    /// Plain bytes of every pack that has a file.
    [[nodiscard]] QMap<QByteArray, QByteArray> packs() {
        QMap<QByteArray, QByteArray> out;
        const auto ids = db().read([](ReadConnection& c) -> Result<QList<PackId>> {
            auto rows = c.prepare("SELECT pack_id FROM pack ORDER BY id");
            return allRows<PackId>(*rows,
                                   [](const Statement& r) -> Result<PackId> { return PackId{r.blob(0)}; });
        });
        for (const PackId& id : *ids)
            if (const auto pack = f_.vault->objects().open(id))
                out.insert(id.hex(), (*pack)->read({0, (*pack)->plainLength()}).value_or(QByteArray()));
        return out;
    }

    [[nodiscard]] static ByteSearch searchFor(const Planted& p) {
        ByteSearch search;
        addPlantedTexts(search,
                        {p.word, p.name, QString::fromLatin1(p.number),
                         QString::fromUtf8(p.dicomName).section(u'=', 0, 0), QString::fromLatin1(p.folder)});
        return search;
    }
    [[nodiscard]] static QStringList hits(const ByteSearch& search, const Rows& rows) {
        QStringList out;
        for (auto table = rows.cbegin(); table != rows.cend(); ++table)
            if (!search.inBytes(table->join('\n'), table.key()).isEmpty())
                out.append(table.key());
        return out;
    }
    /// Rows that tell of somebody: by his words or by the keys of his rows.
    [[nodiscard]] static Rows only(const ByteSearch& search, const Rows& rows) {
        Rows out;
        for (auto table = rows.cbegin(); table != rows.cend(); ++table)
            for (const QByteArray& row : *table)
                if (!search.inBytes(row, {}).isEmpty())
                    out[table.key()].append(row);
        return out;
    }
    /// All rows of the tables that hold what hangs on a subject, of that one alone.
    [[nodiscard]] QList<QByteArray> hanging(const QString& label) {
        QList<QByteArray> out;
        const QString s = u"(SELECT id FROM subject WHERE label = '%1')"_s.arg(label);
        const QString e = u"(SELECT id FROM dicom_study WHERE subject = %1)"_s.arg(s);
        const QString r = u"(SELECT id FROM dicom_series WHERE study IN %1)"_s.arg(e);
        const QString fo = u"(SELECT id FROM form WHERE subject = %1)"_s.arg(s);
        const QString ro = u"(SELECT id FROM form_row WHERE form IN %1)"_s.arg(fo);
        for (const QString& sql :
             QStringList{u"subject WHERE label = '%1'"_s.arg(label),
                         u"source_identity WHERE subject = "_s + s, u"subject_ident WHERE subject = "_s + s,
                         u"dicom_study WHERE subject = "_s + s, u"dicom_series WHERE study IN "_s + e,
                         u"instance WHERE series IN "_s + r, u"thumbnail WHERE series IN "_s + r,
                         u"overlay WHERE series IN "_s + r, u"measurement WHERE series IN "_s + r,
                         u"ai_run WHERE series IN "_s + r, u"finding WHERE series IN "_s + r,
                         u"reading_task WHERE subject = "_s + s, u"form WHERE subject = "_s + s,
                         u"form_row WHERE form IN "_s + fo, u"item_value WHERE row_id IN "_s + ro,
                         u"source WHERE id IN (SELECT src_id FROM item_value WHERE row_id IN %1)"_s.arg(ro),
                         u"query WHERE form IN "_s + fo,
                         u"query_event WHERE query IN (SELECT id FROM query WHERE form IN %1)"_s.arg(fo),
                         u"draft WHERE form IN (SELECT uuid FROM form WHERE id IN %1)"_s.arg(fo)}) {
            QByteArray table = sql.section(u' ', 0, 0).toLatin1();
            const auto rows = db().read([&](ReadConnection& c) -> Result<QList<QByteArray>> {
                auto all = c.prepare("SELECT * FROM " + sql.toUtf8() + " ORDER BY 1");
                const auto columns = c.one("SELECT count(*) FROM pragma_table_info('" + table + "')");
                return allRows<QByteArray>(*all, [&](const Statement& row) -> Result<QByteArray> {
                    QByteArray line = table;
                    for (int i = 0; i < int(**columns); ++i)
                        line += '\x1f' + row.blob(i);
                    return line;
                });
            });
            out += rows.value_or(QList<QByteArray>{"failed: " + table});
        }
        return out;
    }

    /// Every page of the closed database as the machine would see it without the cipher.
    [[nodiscard]] QByteArray decryptedPages() {
        auto opened = vaultKeys::open(
            f_.path("study"), [](const Header& h) { return vaultKeys::userSlot(h, {}); }, passphrase(),
            VaultDeps::system());
        if (!opened)
            return {};
        const SecretBytes& key = opened->keys.key(KeyPurpose::Database);
        QFile file(f_.path("study/d/c"));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArray all = file.readAll();
        constexpr qsizetype page = 4096, reserved = 80, ivLength = 16;
        QByteArray out;
        for (qsizetype at = 0; at + page <= all.size(); at += page) {
            const qsizetype from = at == 0 ? 16 : 0; // the salt
            const QByteArray cipher = all.mid(at + from, page - reserved - from);
            const QByteArray iv = all.mid(at + page - reserved, ivLength);
            QByteArray plainPage(cipher.size(), '\0');
            EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
            int length = 0;
            EVP_DecryptInit_ex(context, EVP_aes_256_cbc(), nullptr,
                               reinterpret_cast<const unsigned char*>(key.span().data()),
                               reinterpret_cast<const unsigned char*>(iv.constData()));
            EVP_CIPHER_CTX_set_padding(context, 0);
            EVP_DecryptUpdate(context, reinterpret_cast<unsigned char*>(plainPage.data()), &length,
                              reinterpret_cast<const unsigned char*>(cipher.constData()), int(cipher.size()));
            EVP_CIPHER_CTX_free(context);
            out += plainPage;
        }
        return out;
    }

    [[nodiscard]] bool reopen() {
        forms_.reset();
        definitions_.reset();
        if (!f_.vault->lock())
            return false;
        f_.vault.reset();
        auto vault = Vault::unlock(f_.path("study"), {}, passphrase(), Access::ReadWrite);
        if (!vault)
            return false;
        f_.vault = std::move(*vault);
        return true;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(f_.vault);
        definitions_ = std::make_unique<DefinitionService>(db(), session(), f_.vault->clock());
        forms_ = std::make_unique<FormService>(db(), session(), f_.vault->clock(), *definitions_);
        VERIFY_OK(definitions_->publish(smallStudy(), u"test"_s, {}));
        for (const Planted& p : {a_, b_}) {
            QVERIFY(importOf(p));
            QVERIFY(formsOf(p));
            QVERIFY(readingsOf(p));
        }
        // Kept forms would hold his words: that they stay is told in ConsentServiceTest.
        VERIFY_OK(ConsentService(*f_.vault, session()).setKeepForms({}, u"test"_s));
        VERIFY_OK(ConsentService(*f_.vault, session())
                      .withdraw({a_.label, ConsentChoice::Keep, "subject", text(a_, "FirstReason")}, {}));
        QVERIFY(reopen()); // anchors in the header and outside
    }

    void nothingOfHimIsLeftAndAllOfTheOtherIs() {
        const ByteSearch his = searchFor(a_), others = searchFor(b_);
        const Rows before = allRowsOf(*f_.vault);
        const auto packsBefore = packs();
        const QList<QByteArray> otherBefore = hanging(b_.label);
        // The words are where they were put, so that their absence says something.
        const QStringList places = hits(his, before);
        for (const char* table :
             {"subject", "source_identity", "subject_ident", "dicom_study", "import", "watched_file",
              "item_value", "source", "query", "query_event", "draft", "reading_task", "finding", "ai_run",
              "overlay", "measurement", "audit_value", "consent_withdrawal"})
            QVERIFY2(places.contains(QLatin1StringView(table)), table);
        QVERIFY(!his.inBytes(joined(before), u"before"_s).isEmpty());
        int hisPacks = 0, otherPacks = 0;
        for (const QByteArray& bytes : packsBefore) {
            hisPacks += his.inBytes(bytes, {}).isEmpty() ? 0 : 1;
            otherPacks += others.inBytes(bytes, {}).isEmpty() ? 0 : 1;
        }
        QVERIFY(hisPacks >= 2 && otherPacks >= 2);
        const auto chainBefore = f_.vault->verifyChain({});
        QVERIFY(chainBefore && chainBefore->ok());

        ConsentService consent(*f_.vault, session());
        const auto plan = consent.plan(a_.label, ConsentChoice::Erase);
        VERIFY_OK(plan);
        const auto done =
            consent.withdraw({a_.label, ConsentChoice::Erase, "subject", u"asked in writing"_s}, {});
        VERIFY_OK(done);
        QVERIFY2(done->compacted, done->compactError.code.constData());
        QCOMPARE(done->done.counts.images, 2);
        QCOMPARE(done->done.counts.auditValues, plan->counts.auditValues);

        const Rows after = allRowsOf(*f_.vault);
        QCOMPARE(hits(his, after), QStringList());
        const auto packsAfter = packs();
        for (auto pack = packsAfter.cbegin(); pack != packsAfter.cend(); ++pack) {
            const auto found = his.inBytes(*pack, {});
            QVERIFY2(found.isEmpty(),
                     found.isEmpty()
                         ? ""
                         : qPrintable(found.first().what + u' ' +
                                      QString::fromLatin1(pack->left(400).toPercentEncoding(" ^.=/"))));
            QCOMPARE(*pack, packsBefore.value(pack.key()));
        }
        QCOMPARE(packsBefore.size() - packsAfter.size(), qsizetype(hisPacks));
        QCOMPARE(hanging(b_.label), otherBefore);
        Rows otherRows = only(others, before), otherRowsAfter = only(others, after);
        // Sources that no value has any more can't be told apart by person; those in use hang on a value.
        otherRows.remove(u"source"_s);
        otherRowsAfter.remove(u"source"_s);
        QCOMPARE(otherRowsAfter.keys(), otherRows.keys());
        for (const QString& table : otherRows.keys())
            QVERIFY2(otherRowsAfter[table] == otherRows[table], qPrintable(table));
        // The audit itself lost and changed nothing.
        QCOMPARE(after[u"audit"_s].first(before[u"audit"_s].size()), before[u"audit"_s]);
        const auto chain = f_.vault->verifyChain({});
        QVERIFY(chain && chain->ok());
        QVERIFY(chain->head.seq > chainBefore->head.seq);
        const auto whole = f_.vault->verify(true, {});
        QVERIFY(whole && whole->ok());
        // The shell.
        const auto subject = f_.subjects().find(a_.label);
        VERIFY_OK(subject);
        QCOMPARE(subject->status, u"erased"_s);
        QVERIFY(subject->name.isEmpty() && subject->birthDate.isEmpty() && subject->patientId.isEmpty());
        const auto state = consent.state(a_.label);
        QVERIFY(state && *state);
        QCOMPARE((*state)->reason, u"asked in writing"_s);
    }

    /// Who, when and why of each value that was removed.
    void eachRemovalIsTold() {
        const auto asked = [&](const QByteArray& sql) { return f_.count(sql); };
        const auto told = asked("audit WHERE action = 'remove-value'");
        QVERIFY(told > 20);
        QCOMPARE(
            asked("audit WHERE action = 'remove-value' AND user IS NOT NULL AND reason_code LIKE 'erase:%'"),
            told);
        QCOMPARE(asked("audit a JOIN audit_value v ON v.seq = a.seq AND v.side = 2 WHERE a.action = 'erase' "
                       "AND v.value"
                       " = 'asked in writing'"),
                 1);
        // Every commitment without its value is named, and no other.
        QCOMPARE(
            asked("audit a WHERE a.old_c IS NOT NULL AND NOT EXISTS(SELECT 1 FROM audit_value v WHERE v.seq "
                  "= a.seq"
                  " AND v.side = 0) AND NOT EXISTS(SELECT 1 FROM audit r WHERE r.action = 'remove-value' AND"
                  " r.field = a.seq || '/0')"),
            0);
    }

    void noPageHoldsHim() {
        QVERIFY(reopen());
        QVERIFY(f_.vault->lock());
        f_.vault.reset();
        const QByteArray pages = decryptedPages();
        QVERIFY(pages.contains("CREATE TABLE consent_withdrawal")); // deciphered rightly
        QVERIFY(!searchFor(b_).inBytes(pages, u"pages"_s).isEmpty());
        const auto found = searchFor(a_).inBytes(pages, u"pages"_s);
        QVERIFY2(found.isEmpty(), found.isEmpty() ? "" : qPrintable(found.first().what));
        QVERIFY(ByteSearch::withoutChance(searchFor(a_).below(f_.path("study"))).isEmpty());
    }

    // Each of these has a study of its own.

    void whileAnImportRunsNothingIsErased() {
        ImportFixture f;
        QVERIFY(f.vault && f.write({oneFile}));
        QByteArrayList codes;
        ImportService::Options options;
        options.committed = [&](int) { codes.append(erased(f)); };
        VERIFY_OK(f.service().run({f.path("lin")}, {}, options));
        QCOMPARE(codes, QByteArrayList{"import-running"});
        QCOMPARE(f.count("instance"), 1);
        // One that a kill cut off, which no import has found yet.
        VERIFY_OK(f.vault->database().writeAndWait(
            [&](WriteTransaction& tx) { return importTable::begin(tx, f.vault->session(), "files", {}); }));
        QCOMPARE(erased(f), QByteArray("import-running"));
        QVERIFY(f.vault->lock());
        f.vault.reset();
        f.vault = std::move(*Vault::unlock(f.path("study"), {}, passphrase(), Access::ReadWrite));
        QCOMPARE(erased(f), QByteArray());
        QCOMPARE(f.count("instance"), 0);
    }

    void aSeriesThatGoesDuringItsImportIsLeftOut() {
        ImportFixture f;
        QVERIFY(f.vault && f.write({oneFile}));
        ImportService::Options options;
        options.committed = [&](int) {
            const auto gone = f.vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
                AuditEntry entry;
                entry.action = "remove";
                entry.objectKind = "series";
                return tx.run("DELETE FROM instance")
                    .and_then([&] { return tx.run("DELETE FROM dicom_series"); })
                    .and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
            });
            QVERIFY2(gone, gone ? "" : gone.error().code.constData());
        };
        const auto report = f.service().run({f.path("lin")}, {}, options);
        VERIFY_OK(report);
        QCOMPARE(report->state, QByteArray("done"));
        QVERIFY(report->series.isEmpty());
    }

    void reportsThatBroughtNothingAreCleanedToo() {
        ImportFixture f;
        QVERIFY(f.vault && f.write({oneFile}));
        VERIFY_OK(f.service().run({f.path("lin")}, {}, {}));
        for (const char* folder : {"more/Lin^Xiaolan", "other/Gao^Yuanshan"}) {
            QVERIFY(QDir().mkpath(f.path(folder)));
            QFile bad(f.path(folder) + u"/x.txt"_s);
            QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("no image") > 0);
        }
        QCOMPARE(f.import("more").refused.size(), 1);
        QCOMPARE(f.import("other").refused.size(), 1);
        QCOMPARE(f.count("import WHERE counts LIKE '%Xiaolan%'"), 1);
        QCOMPARE(erased(f), QByteArray());
        QCOMPARE(f.count("import WHERE counts LIKE '%Xiaolan%'"), 0);
        QCOMPARE(f.count("import WHERE counts LIKE '%Yuanshan%'"), 1);
        QCOMPARE(f.count("import WHERE counts LIKE '%not-dicom%'"), 2); // that it was refused stays
    }

    void imagesOnADiskThatIsAwayAreTold() {
        ImportFixture f;
        QVERIFY(f.vault && f.write({oneFile}));
        VERIFY_OK(f.service().run({f.path("lin")}, {}, {}));
        const auto packs = f.vault->database().read([](ReadConnection& c) -> Result<QList<PackId>> {
            auto rows = c.prepare("SELECT pack_id FROM pack");
            return allRows<PackId>(*rows,
                                   [](const Statement& r) -> Result<PackId> { return PackId{r.blob(0)}; });
        });
        QVERIFY(QDir().mkpath(f.path("disk")));
        const auto moved = f.vault->cold().move(*packs, f.path("disk"), u"full"_s, {});
        VERIFY_OK(moved);
        QCOMPARE(moved->packs, 1);
        QVERIFY(QDir().rename(f.path("disk"), f.path("unplugged")));
        const auto done = ConsentService(*f.vault, f.vault->session())
                              .withdraw({u"S-0001"_s, ConsentChoice::Erase, "subject", u"asked"_s}, {});
        VERIFY_OK(done);
        QCOMPARE(done->compacted, false);
        QCOMPARE(done->waiting, 1);
        QVERIFY(done->compactError.code.isEmpty());
    }

private:
    static constexpr const char* oneFile =
        "lin/1.dcm|ZQX-774411|Lin^Xiaolan|19560213|F|1.2.900|1.2.900.1.1|5";

    /// The error's code; empty where it was done.
    static QByteArray erased(ImportFixture& f) {
        const auto done = ConsentService(*f.vault, f.vault->session())
                              .withdraw({u"S-0001"_s, ConsentChoice::Erase, "subject", u"asked"_s}, {});
        return done ? QByteArray() : done.error().code;
    }
};

QTEST_GUILESS_MAIN(ConsentEraseTest)
#include "ConsentEraseTest.moc"
