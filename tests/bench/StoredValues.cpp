// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/StoredValues.h"

#include "core/forms/AuditText.h"
#include "core/forms/ItemValue.h"
#include "core/values/PartialDate.h"
#include "storage/database/Database.h"
#include "storage/forms/DefinitionService.h"
#include "storage/subjects/SubjectTable.h"
#include "tests/bench/Study.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <random>

namespace casebook::bench {

namespace {

constexpr int codes = 10;
constexpr int subjectsPerCommit = 100;
constexpr int changesPerForm = 2, formsPerReasonSought = 6400;

/// A form as it is filled: what the audit says of it.
struct Filled {
    Uuid form, subject;
    QByteArray place;          ///< "BASE/F3"
    std::int64_t row = 0;
    QJsonObject imported;      ///< by item, as the first row of the audit tells it
    QList<AuditEntry> changes; ///< made since, so that what is stored stands
};

LanguageText words(const QString& text) { return {{QStringLiteral("en"), text}}; }

/// Facets are coded; of the others every second is a number, the rest dates and short texts.
ItemType typeOf(int item) {
    if (item < itemsPerForm)
        return ItemType::Code;
    return item % 2 ? ItemType::Decimal : item % 4 ? ItemType::Date : ItemType::Text;
}

StudyDefinition wideStudy() {
    StudyDefinition study;
    study.oid = QStringLiteral("WIDE");
    study.name = words(study.oid);
    study.languages = {QStringLiteral("en")};
    CodeListDef list{QStringLiteral("V"), words(QStringLiteral("V")), {}};
    for (int i = 0; i < codes; ++i)
        list.codes.append(
            {QStringLiteral("V%1").arg(i), words(QStringLiteral("Value %1").arg(i)), {}, {}, false});
    study.codeLists = {list};
    VisitDef visit;
    visit.oid = QStringLiteral("BASE");
    visit.label = words(visit.oid);
    visit.anchors = {QStringLiteral("CONSENT")};
    visit.firstDay = 0;
    study.visits = {visit};
    for (int f = 0; f < storedForms; ++f) {
        FormDef form;
        form.oid = QStringLiteral("F%1").arg(f);
        form.label = words(form.oid);
        form.sections = {{words(form.oid), {}, {}, 0, {}}};
        for (int i = f * itemsPerForm; i < (f + 1) * itemsPerForm; ++i) {
            ItemDef item;
            item.oid = storedItem(i);
            item.label = words(item.oid);
            item.type = typeOf(i);
            if (item.type == ItemType::Code)
                item.codeList = list.oid;
            study.items.append(item);
            form.sections[0].items.append(item.oid);
        }
        study.forms.append(form);
        study.visitForms.append({visit.oid, form.oid, false, {}});
    }
    study.anchors = {{QStringLiteral("CONSENT"), QStringLiteral("@BASE:visit.date")}};
    return study;
}

class Filler {
public:
    Filler(Database& database, int subjects) : database_(database), subjects_(subjects) {}

    Result<qint64> run() {
        // Indexes are made at the end, as they are: sorted once, not row by row.
        auto done =
            write([&](WriteTransaction& tx) { return items(tx).and_then([&] { return dropIndexes(tx); }); });
        for (int first = 0; done && first < subjects_; first += subjectsPerCommit)
            done = write([&](WriteTransaction& tx) -> Result<> {
                Result<> one;
                for (int i = 0; one && i < subjectsPerCommit; ++i)
                    one = subject(tx, first + i);
                return one;
            });
        return done
            .and_then([&] {
                return write([&](WriteTransaction& tx) {
                    Result<> made;
                    for (const QByteArray& sql : std::as_const(indexes_))
                        made = made.and_then([&] { return tx.execute(sql); });
                    return made;
                });
            })
            .map([&] { return stored_; });
    }

private:
    Result<> write(const std::function<Result<>(WriteTransaction&)>& work) {
        return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "bench";
            return work(tx).and_then([&] { return tx.audit(entry).map([](std::int64_t) {}); });
        });
    }

    Result<> items(WriteTransaction& tx) {
        Result<> done;
        for (int i = 0; done && i < storedItems; ++i)
            done = tx.run("INSERT INTO item_def(id, oid, kind) VALUES(?, ?, ?)"
                          " ON CONFLICT(oid) DO UPDATE SET id = excluded.id",
                          i + 1, storedItem(i), QString::fromLatin1(itemTypeCode(typeOf(i))));
        return done;
    }

    Result<> dropIndexes(WriteTransaction& tx) {
        auto rows = tx.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name ="
                               " 'item_value' AND sql IS NOT NULL");
        QByteArrayList drops;
        while (rows) {
            const auto more = rows->step();
            if (!more || !*more)
                break;
            drops.append("DROP INDEX " + rows->text(0).toLatin1());
            indexes_.append(rows->text(1).toUtf8());
        }
        rows->reset();
        Result<> done;
        for (const QByteArray& drop : std::as_const(drops))
            done = done.and_then([&] { return tx.execute(drop); });
        return done;
    }

    [[nodiscard]] QString randomDate() {
        return PartialDate::fromDay(18'000 + qint64(random_() % 2'500))->toText();
    }

    /// One of 500 common signs.
    [[nodiscard]] QString given() { return QString(QChar(char16_t(0x6C00 + random_() % 500))); }

    Result<> subject(WriteTransaction& tx, int number) {
        static const char* const family[] = {"王", "李", "张", "刘"};
        const int id = number + 1;
        const QString name = QString::fromUtf8(family[random_() % 4]) + given() + given();
        const QString label = QStringLiteral("S-%1").arg(id, 5, 10, QLatin1Char('0'));
        const Uuid uuid = tx.newUuid(), visit = tx.newUuid();
        return tx
            .run("INSERT INTO subject(id, uuid, site_id, label, name, sex, birth_date, status, created_ms, "
                 "sort_key)"
                 " VALUES(?, ?, (SELECT min(id) FROM site), ?, ?, ?, ?, 'enrolled', ?, ?)",
                 id, uuid, label, name, QLatin1StringView(random_() % 2 ? "F" : "M"),
                 QString::number(1930 + int(random_() % 60)), tx.nowMs(), subjectTable::storedKeyOf(name))
            .and_then([&] { return created(tx, "subject", uuid, uuid, label); })
            .and_then([&] { return exams(tx, id); })
            .and_then([&] { return doneVisit(tx, id, visit, uuid); })
            .and_then([&] {
                Result<> done;
                for (int f = 0; done && f < storedForms; ++f)
                    done = form(tx, id, uuid, f);
                return done;
            });
    }

    Result<> doneVisit(WriteTransaction& tx, int id, const Uuid& visit, const Uuid& subject) {
        const QString date = randomDate(), done = QStringLiteral("done");
        return tx
            .run("INSERT INTO visit(id, uuid, subject, def_oid, date, state) VALUES(?, ?, ?, 'BASE', ?, ?)",
                 id, visit, id, date, done)
            .and_then([&] { return created(tx, "visit", visit, subject, QStringLiteral("BASE")); })
            .and_then([&] { return told(tx, "change", "visit", visit, subject, date, "BASE#1/date"); })
            .and_then([&] { return told(tx, "change", "visit", visit, subject, done, "BASE#1/state"); });
    }

    static Result<> created(WriteTransaction& tx, const QByteArray& kind, const Uuid& object,
                            const Uuid& subject, const QString& words) {
        return told(tx, "create", kind, object, subject, words, {});
    }

    static Result<> told(WriteTransaction& tx, const QByteArray& action, const QByteArray& kind,
                         const Uuid& object, const Uuid& subject, const QString& words,
                         const QByteArray& field) {
        AuditEntry entry;
        entry.action = action;
        entry.objectKind = kind;
        entry.object = object;
        entry.subject = subject;
        entry.field = field;
        entry.newValue = words;
        return tx.audit(entry).map([](std::int64_t) {});
    }

    Result<> exams(WriteTransaction& tx, int subject) {
        Result<> done;
        for (int e = 0; done && e < subject % 4; ++e) {
            const QString uid = QStringLiteral("1.2.%1.%2").arg(subject).arg(e);
            done = tx.run("INSERT INTO dicom_study(uuid, study_uid, subject, study_date) VALUES(?, ?, ?, ?)",
                          tx.newUuid(), uid, subject, randomDate());
            const std::int64_t exam = tx.lastInsertId();
            for (int s = 0; done && s < 2; ++s)
                done = tx.run("INSERT INTO dicom_series(uuid, series_uid, study, modality, kind, tags)"
                              " VALUES(?, ?, ?, 'CT', 'image', '{\"geometry\":\"regular\"}')",
                              tx.newUuid(), QString(uid + u'.' + QString::number(s)), exam);
        }
        return done;
    }

    Result<> form(WriteTransaction& tx, int subject, const Uuid& subjectUuid, int number) {
        const std::int64_t id = std::int64_t(subject - 1) * storedForms + number + 1;
        const QString oid = QStringLiteral("F%1").arg(number);
        Filled filled{tx.newUuid(), subjectUuid, "BASE/" + oid.toUtf8(), id, {}, {}};
        return tx
            .run("INSERT INTO form(id, uuid, subject, anchor_kind, anchor_id, visit, definition, def_oid, "
                 "state,"
                 " created_ms, changed_ms) VALUES(?, ?, ?, 1, ?, ?, (SELECT max(id) FROM definition), ?,"
                 " 'complete', ?, ?)",
                 id, filled.form, subject, subject, subject, oid, tx.nowMs(), tx.nowMs())
            .and_then([&] {
                return tx.run("INSERT INTO form_row(id, uuid, form, ordinal) VALUES(?, ?, ?, 0)", id,
                              tx.newUuid(), id);
            })
            .and_then([&] {
                Result<> done;
                for (int i = number * itemsPerForm; done && i < (number + 1) * itemsPerForm; ++i)
                    done = value(tx, filled, i);
                return done;
            })
            .and_then([&] { return auditForm(tx, filled); });
    }

    static AuditEntry entryOf(const Filled& filled, const QByteArray& action, const QByteArray& field) {
        AuditEntry entry;
        entry.action = action;
        entry.objectKind = "form";
        entry.object = filled.form;
        entry.subject = filled.subject;
        entry.field = field;
        entry.definition = "WIDE/1";
        return entry;
    }

    /// One row of the import, as of each form that comes from a table, then the changes; every fourth was unfinished.
    Result<> auditForm(WriteTransaction& tx, const Filled& filled) {
        AuditEntry imported = entryOf(filled, "import", filled.place);
        imported.newValue = QString::fromUtf8(QJsonDocument(filled.imported).toJson(QJsonDocument::Compact));
        imported.reasonText = QStringLiteral("values.csv");
        QList<AuditEntry> all{imported};
        all += filled.changes;
        if (filled.row % 4 == 0) {
            all.append(entryOf(filled, "form-state", filled.place));
            all.last().oldValue = QStringLiteral("incomplete");
            all.last().newValue = QStringLiteral("complete");
        }
        for (const AuditEntry& entry : std::as_const(all))
            if (const auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
        return {};
    }

    /// The first values of a form were missing when it was imported and given later; one reason is rare.
    void tell(Filled& filled, const QString& item, const ItemValue& value) {
        QString first = auditText(value);
        if (filled.changes.size() < changesPerForm && value.kind != ValueKind::Null) {
            AuditEntry change = entryOf(filled, "change", filled.place + '/' + item.toUtf8());
            change.newValue = std::exchange(first, QStringLiteral("=UNK"));
            change.oldValue = first;
            change.reasonCode = "source-corrected";
            if (filled.row % 10 == 0)
                change.reasonText = filled.row % formsPerReasonSought == 0 ? QString::fromLatin1(rareReason)
                                                                           : QStringLiteral("came by post");
            filled.changes.append(change);
        }
        filled.imported.insert(item, first);
    }

    Result<> value(WriteTransaction& tx, Filled& filled, int item) {
        ItemValue value;
        std::optional<double> number;
        std::optional<std::int64_t> day;
        value.kind = ValueKind::Text;
        if (random_() % 20 == 0) {
            if (random_() % 2)
                return {};
            value.kind = ValueKind::Null;
            value.missing = "UNK";
        } else if (typeOf(item) == ItemType::Code) {
            value.kind = ValueKind::Code;
            value.text = QStringLiteral("V%1").arg(random_() % unsigned(2 + item % (codes - 1)));
        } else if (typeOf(item) == ItemType::Decimal) {
            value.kind = ValueKind::Decimal;
            number = double(random_() % 100'000) / 100;
            value.text = QString::number(*number, 'f', 2);
        } else if (typeOf(item) == ItemType::Date) {
            value.kind = ValueKind::Date;
            day = 15'000 + qint64(random_() % 5'000);
            value.text = PartialDate::fromDay(*day)->toText();
        } else {
            value.text = QStringLiteral("note %1").arg(random_() % 500);
        }
        ++stored_;
        tell(filled, storedItem(item), value);
        const bool missing = value.kind == ValueKind::Null;
        return tx.run(
            "INSERT INTO item_value(row_id, item_id, kind, txt, num, raw, d_lo, d_hi, nullf, origin)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 'import')",
            filled.row, item + 1, int(value.kind),
            missing ? std::optional<QString>() : std::optional(value.text), number, value.text, day, day,
            missing ? std::optional(QString::fromLatin1(value.missing)) : std::nullopt);
    }

    Database& database_;
    int subjects_;
    QByteArrayList indexes_;
    std::mt19937 random_{20'260};
    qint64 stored_ = 0;
};

} // namespace

Result<qint64> storeValues(Study& study, int subjects) {
    Vault& vault = study.vault();
    DefinitionService definitions(vault.database(), vault.session(), vault.clock());
    if (const auto published = definitions.publish(wideStudy(), QStringLiteral("bench"), {}); !published)
        return tl::unexpected(published.error());
    return Filler(vault.database(), subjects).run();
}

} // namespace casebook::bench
