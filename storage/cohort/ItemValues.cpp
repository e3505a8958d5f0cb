// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/ItemValues.h"

#include "core/forms/Values.h"
#include "storage/database/Connection.h"
#include "storage/forms/StudyReads.h"

#include <algorithm>
#include <limits>

namespace casebook {

namespace {

constexpr std::uint32_t mostWords = 0x7FFF'FFFF; ///< 31 bits
constexpr auto noSubject = std::numeric_limits<std::uint32_t>::max();

/// Where a row of a form stands.
struct RowPlace {
    std::uint32_t subject = noSubject; ///< noSubject: not to be read
    std::uint64_t order = 0;
};

/// Dated before undated; then as planned, by repeat, form instance and row.
std::uint64_t orderOf(std::optional<std::int32_t> day, qsizetype visit, std::int64_t repeat,
                      std::int64_t form, std::int64_t ordinal) {
    const auto part = [](std::int64_t value, int bits) {
        return static_cast<std::uint64_t>(std::clamp<std::int64_t>(value, 0, (std::int64_t{1} << bits) - 1));
    };
    const std::uint64_t date =
        day ? part(*day + 719'163, 22) : part(std::numeric_limits<std::int32_t>::max(), 22);
    return date << 42U | part(visit + 1, 8) << 34U | part(repeat, 10) << 24U | part(form, 8) << 16U |
           part(ordinal, 16);
}

class Reading {
public:
    Reading(Connection& connection, const KnownStudy& study, const ReadingScope& scope,
            const ItemRequest& request, const Job& job)
        : connection_(connection), study_(study), scope_(scope), request_(request), job_(job) {}

    Result<QHash<QString, ItemEntries>> run() {
        return items().and_then([&] { return rows(); }).and_then([&] { return values(); }).map([&] {
            QHash<QString, ItemEntries> out;
            const auto earlier = [](const ItemEntry& a, const ItemEntry& b) {
                return a.subject != b.subject ? a.subject < b.subject : a.order < b.order;
            };
            for (Item& item : items_) {
                std::vector<ItemEntry>& entries = item.out.entries;
                if (!std::is_sorted(entries.begin(), entries.end(), earlier))
                    std::sort(entries.begin(), entries.end(), earlier);
                entries.shrink_to_fit();
                out.insert(item.def->oid, std::move(item.out));
            }
            return out;
        });
    }

private:
    struct Item {
        const ItemDef* def = nullptr;
        ItemEntries out;
        QHash<QByteArray, std::uint32_t> places; ///< UTF-8 of words, which is what the database gives
        QHash<QByteArray, std::uint32_t> reasonPlaces;
    };

    template <class F>
    Result<> each(const QByteArray& sql, F&& fn) {
        auto statement = connection_.prepare(sql);
        if (!statement)
            return tl::unexpected(statement.error());
        for (std::int64_t count = 0;; ++count) {
            if (count % 4096 == 0 && job_.stopped())
                return fail(ErrorKind::Cancelled, "cancelled");
            const auto more = statement->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                return {};
            fn(*statement);
        }
    }

    Result<> items() {
        return each("SELECT id, oid FROM item_def", [&](const Statement& row) {
            const QString oid = row.text(1);
            const ItemDef* def = request_.items.contains(oid) ? study_.definition().item(oid) : nullptr;
            if (!def)
                return;
            const auto key = static_cast<std::size_t>(row.integer(0));
            if (key >= byKey_.size())
                byKey_.resize(key + 64, -1);
            byKey_[key] = static_cast<int>(items_.size());
            items_.push_back({def, {}, {}, {}});
        });
    }

    [[nodiscard]] bool mayRead(const Statement& row, SubjectId subject) const {
        const auto anchor = static_cast<FormAnchor>(row.integer(2));
        const bool ofExam = anchor == FormAnchor::Exam || anchor == FormAnchor::Task;
        if (anchor == FormAnchor::Task && !request_.readings)
            return false;
        const FormDef* form = study_.definition().form(row.text(3));
        return form && !form->neverExported && !(ofExam && scope_.hidesOthers(subject));
    }

    Result<> rows() {
        return each(
            "SELECT r.id, f.subject, f.anchor_kind, f.def_oid, f.repeat, r.ordinal, v.date, v.def_oid, "
            "v.repeat,"
            " e.study_date, f.id FROM form_row r JOIN form f ON f.id = r.form LEFT JOIN visit v ON v.id = "
            "f.visit"
            " LEFT JOIN dicom_study e ON f.anchor_kind = 2 AND e.id = f.anchor_id"
            " WHERE r.state = 'live' AND (f.reader = 0 OR f.anchor_kind = 3) AND f.state <> 'not-done'",
            [&](const Statement& row) {
                const auto subject = request_.rows.constFind(row.integer(1));
                if (subject == request_.rows.cend() || !mayRead(row, SubjectId{row.integer(1)}))
                    return;
                const QString date = row.text(6).isEmpty() ? row.text(9) : row.text(6);
                const auto day = PartialDate::fromText(date);
                if (request_.after.has(row.integer(10), row.integer(0)))
                    return;
                const auto id = static_cast<std::size_t>(row.integer(0));
                if (id >= places_.size())
                    places_.resize(id + id / 2 + 64);
                places_[id] = {*subject, orderOf(day ? std::optional(day->lo()) : std::nullopt,
                                                 study_.visitOrder.indexOf(row.text(7)), row.integer(8),
                                                 row.integer(4), row.integer(5))};
            });
    }

    Result<> values() {
        if (items_.empty())
            return {};
        // One pass over all values: no index leads to them. The database leaves out what a few items don't need, but
        // millions of look-ups in a long list cost more than the rows. Places of rows are in memory: no join.
        return each("SELECT row_id, item_id, kind, txt, num, nullf, cmp <> '', d_lo, d_hi, unit, id FROM "
                    "item_value"
                    " WHERE held = 0" +
                        fewItems(),
                    [&](const Statement& row) {
                        const auto key = static_cast<std::size_t>(row.integer(1));
                        const int item = key < byKey_.size() ? byKey_[key] : -1;
                        const auto id = static_cast<std::size_t>(row.integer(0));
                        if (item >= 0 && id < places_.size() && places_[id].subject != noSubject)
                            take(item, places_[id], row);
                    })
            .and_then([&] { return codes(); });
    }

    [[nodiscard]] QByteArray fewItems() const {
        if (items_.size() > 64)
            return {};
        QByteArrayList keys;
        for (std::size_t key = 0; key < byKey_.size(); ++key)
            if (byKey_[key] >= 0)
                keys.append(QByteArray::number(static_cast<qulonglong>(key)));
        return " AND item_id IN (" + keys.join(',') + ')';
    }

    /// Codes of sets stand in a table of their own.
    Result<> codes() {
        if (sets_.isEmpty())
            return {};
        QHash<std::int64_t, QStringList> chosen;
        auto done = each("SELECT c.value_id, c.code FROM item_value_code c", [&](const Statement& row) {
            if (sets_.contains(row.integer(0)))
                chosen[row.integer(0)].append(row.text(1));
        });
        for (auto it = sets_.cbegin(); done && it != sets_.cend(); ++it) {
            QStringList codes = chosen.value(it.key());
            codes.sort();
            Item& item = items_[static_cast<std::size_t>(it->first)];
            const QByteArray word = codes.join(u';').toUtf8();
            item.out.entries[it->second].word = wordPlace(item, word) & mostWords;
        }
        return done;
    }

    static std::uint32_t wordPlace(Item& item, const QByteArray& word) {
        const auto known = item.places.constFind(word);
        if (known != item.places.cend())
            return *known;
        const auto place = static_cast<std::uint32_t>(item.out.words.size());
        item.out.words.append(QString::fromUtf8(word));
        item.places.insert(word, place);
        return place;
    }

    static void markMissing(Item& item, ItemEntry& entry, const QByteArray& reason) {
        entry.missing = 1;
        const auto known = item.reasonPlaces.constFind(reason);
        if (known != item.reasonPlaces.cend()) {
            entry.word = *known & mostWords;
            return;
        }
        const auto place = static_cast<std::uint32_t>(item.out.reasons.size());
        entry.word = place & mostWords;
        item.out.reasons.append(reason);
        item.reasonPlaces.insert(reason, place);
    }

    void take(int at, const RowPlace& place, const Statement& row) {
        Item& item = items_[static_cast<std::size_t>(at)];
        ItemEntry entry;
        entry.subject = place.subject;
        entry.order = place.order;
        const auto kind = static_cast<ValueKind>(row.integer(2));
        switch (kind) {
        case ValueKind::Null: markMissing(item, entry, row.text(5).toLatin1()); break;
        case ValueKind::Integer:
        case ValueKind::Decimal: takeNumber(item, entry, row); break;
        case ValueKind::Date: takeDay(item, entry, row); break;
        case ValueKind::DateTime: takeDate(item, entry, PartialDate::fromText(row.text(3).left(10))); break;
        case ValueKind::CodeSet: sets_.insert(row.integer(10), {at, item.out.entries.size()}); break;
        default: entry.word = wordPlace(item, row.blob(3)) & mostWords;
        }
        item.out.entries.push_back(entry);
    }

    static void takeNumber(Item& item, ItemEntry& entry, const Statement& row) {
        if (row.integer(6) != 0) {
            markMissing(item, entry, "LIM");
            return;
        }
        if (!row.isNull(4)) {
            entry.number = row.real(4);
            return;
        }
        ItemValue value;
        value.kind = ValueKind::Decimal;
        value.text = row.text(3);
        value.unit = row.text(9);
        const auto number = numberInOwnUnit(value, *item.def);
        if (number)
            entry.number = number->toDouble();
        else
            markMissing(item, entry, "unit");
    }

    /// A complete date has one day, and its text says no more.
    static void takeDay(Item& item, ItemEntry& entry, const Statement& row) {
        if (row.isNull(7) || row.integer(7) != row.integer(8))
            return takeDate(item, entry, PartialDate::fromText(row.text(3)));
        entry.lo = entry.hi = static_cast<std::int32_t>(row.integer(7));
    }

    static void takeDate(Item& item, ItemEntry& entry, const std::optional<PartialDate>& date) {
        if (!date) {
            markMissing(item, entry, "date");
            return;
        }
        entry.lo = date->lo();
        entry.hi = date->hi();
        if (!date->isComplete())
            entry.word = wordPlace(item, date->toText().toUtf8()) & mostWords;
    }

    Connection& connection_;
    const KnownStudy& study_;
    const ReadingScope& scope_;
    const ItemRequest& request_;
    const Job& job_;
    std::vector<Item> items_;
    std::vector<int> byKey_; ///< item_def's key -> place in items_, -1: not asked for
    std::vector<RowPlace> places_; ///< by form_row's key
    QHash<std::int64_t, std::pair<int, std::size_t>> sets_; ///< item_value -> item, entry
};

} // namespace

std::optional<PartialDate> ItemEntries::date(const ItemEntry& entry) const {
    if (entry.missing)
        return std::nullopt;
    return entry.lo == entry.hi ? PartialDate::fromDay(entry.lo) : PartialDate::fromText(words[entry.word]);
}

std::pair<const ItemEntry*, const ItemEntry*> ItemEntries::of(std::uint32_t subject) const {
    const auto first =
        std::lower_bound(entries.begin(), entries.end(), subject,
                         [](const ItemEntry& entry, std::uint32_t s) { return entry.subject < s; });
    auto last = first;
    while (last != entries.end() && last->subject == subject)
        ++last;
    const ItemEntry* begin = entries.data() + (first - entries.begin());
    return {begin, begin + (last - first)};
}

const ItemEntry* ItemEntries::beside(const ItemEntry& other) const {
    const auto [first, last] = of(other.subject);
    const auto found = std::find_if(first, last, [&](const ItemEntry& e) { return e.order == other.order; });
    return found == last ? nullptr : found;
}

Result<QHash<QString, ItemEntries>> readItems(Connection& connection, const KnownStudy& study,
                                              const ReadingScope& scope, const ItemRequest& request,
                                              const Job& job) {
    return Reading(connection, study, scope, request, job).run();
}

} // namespace casebook
