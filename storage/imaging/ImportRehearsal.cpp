// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportRehearsal.h"

#include "storage/database/Rows.h"
#include "storage/vault/Crypto.h"

#include <QFile>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

namespace casebook {

namespace {

constexpr std::int64_t keptImageBytes = std::int64_t(1) << 30;
constexpr int packIdBytes = 16;

using Rows = std::vector<std::pair<QByteArray, CopiedRows>>; ///< by table, in the order to insert

/// A pack that was never written.
class RehearsedPack final : public Pack {
public:
    explicit RehearsedPack(QList<std::pair<Extent, ImportRehearsal::Part>> parts)
        : parts_(std::move(parts)) {}
    [[nodiscard]] std::int64_t plainLength() const override {
        return parts_.isEmpty() ? 0 : parts_.back().first.offset + parts_.back().first.length;
    }
    [[nodiscard]] Result<> readInto(std::int64_t offset, std::span<std::byte> into) const override {
        const auto part = std::find_if(parts_.begin(), parts_.end(), [&](const auto& p) {
            return offset >= p.first.offset &&
                   offset + std::int64_t(into.size()) <= p.first.offset + p.first.length;
        });
        if (part == parts_.end())
            return fail(ErrorKind::Refused, "unreadable");
        const std::int64_t from = offset - part->first.offset;
        if (!part->second.bytes.isEmpty()) {
            std::memcpy(into.data(), part->second.bytes.constData() + from, into.size());
            return {};
        }
        QFile file(part->second.path);
        if (part->second.path.isEmpty() || !file.open(QIODevice::ReadOnly) || !file.seek(from) ||
            file.read(reinterpret_cast<char*>(into.data()), qint64(into.size())) != qint64(into.size()))
            return fail(ErrorKind::Refused, "unreadable");
        return {};
    }

private:
    QList<std::pair<Extent, ImportRehearsal::Part>> parts_;
};

Result<> copyAll(Database& into, const Rows& rows) {
    return into.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        for (const auto& [table, copied] : rows)
            if (auto done = copyRows(tx, table, copied); !done)
                return done;
        AuditEntry entry; // the writer wants each change told; this audit goes with the scratch database
        entry.action = "rehearse";
        entry.objectKind = "study";
        const auto seq = tx.audit(entry);
        return seq ? Result<>() : tl::unexpected(seq.error());
    });
}

/// Everything of these exams, in the order to insert.
Result<Rows> wholeExams(Connection& c, const QSet<std::int64_t>& exams) {
    Rows out;
    for (const std::int64_t exam : exams) {
        const QByteArray series = "(SELECT id FROM dicom_series WHERE study = ?1)";
        const QByteArray held = "(SELECT import_id FROM instance WHERE series IN " + series + ')';
        const std::pair<QByteArray, QByteArray> wanted[] = {
            {"import", "WHERE id IN " + held},
            {"pack", "WHERE id IN (SELECT pack FROM instance WHERE series IN " + series + ')'},
            {"dicom_study", "WHERE id = ?1"},
            {"dicom_series", "WHERE study = ?1"},
            {"instance", "WHERE series IN " + series},
            {"overlay", "WHERE pack IN (SELECT pack FROM instance WHERE series IN " + series + ')'},
            {"import_waiting", "WHERE exam = ?1"}};
        for (const auto& [table, where] : wanted) {
            auto copied = rowsToCopy(c, table, where, exam);
            if (!copied)
                return tl::unexpected(copied.error());
            out.emplace_back(table, std::move(*copied));
        }
    }
    return out;
}

/// Adds the exams that `sql` finds for `value`.
Result<> addExams(Connection& c, const QByteArray& sql, const QString& value, QSet<std::int64_t>& into) {
    auto rows = c.prepare(sql);
    if (!rows)
        return tl::unexpected(rows.error());
    rows->bindAll(value);
    const auto ids =
        allRows<std::int64_t>(*rows, [](const Statement& r) -> Result<std::int64_t> { return r.integer(0); });
    if (!ids)
        return tl::unexpected(ids.error());
    for (const std::int64_t id : *ids)
        into.insert(id);
    return {};
}

} // namespace

/// Reads the study's packs, and keeps what the rehearsal would write.
class ImportRehearsal::Objects final : public ObjectStore {
public:
    explicit Objects(ObjectStore& study) : study_(study) {}

    Result<PackRef> put(const QList<QByteArray>& parts, const QList<QByteArray>&) override {
        QList<Part> whole;
        for (const QByteArray& bytes : parts)
            whole.append({bytes, {}, false});
        return keep(whole);
    }
    Result<PackRef> keep(const QList<Part>& parts) {
        const std::lock_guard guard(mutex_);
        PackRef ref;
        ref.id.bytes = crypto::randomBytes(packIdBytes);
        QList<std::pair<Extent, Part>> kept;
        for (const Part& part : parts) {
            const Extent extent{ref.plainLength, part.bytes.size()};
            ref.extents.append(extent);
            ref.plainLength += extent.length;
            Part mine = part;
            const bool again = part.image && !part.path.isEmpty();
            if (part.image && !again)
                imageBytes_ += part.bytes.size();
            if (again || (part.image && imageBytes_ > keptImageBytes))
                mine.bytes.clear();
            kept.append({extent, mine});
        }
        packs_.insert(ref.id.bytes, std::make_shared<const RehearsedPack>(std::move(kept)));
        return ref;
    }
    Result<std::unique_ptr<PackWriter>> begin(const QList<PartPlan>&) override {
        return fail(ErrorKind::Refused, "read-only");
    }
    Result<std::shared_ptr<const Pack>> open(const PackId& pack) override {
        {
            const std::lock_guard guard(mutex_);
            if (const auto own = packs_.constFind(pack.bytes); own != packs_.constEnd())
                return *own;
        }
        return study_.open(pack);
    }
    Result<QList<PackDirectoryEntry>> directory(const PackId& pack) override {
        return study_.directory(pack);
    }
    [[nodiscard]] QByteArray dedupKey(const QByteArray& sha256) const override {
        return study_.dedupKey(sha256);
    }

private:
    ObjectStore& study_;
    std::mutex mutex_; ///< guards the rest
    QHash<QByteArray, std::shared_ptr<const Pack>> packs_;
    std::int64_t imageBytes_ = 0;
};

ImportRehearsal::ImportRehearsal(Database& study, ObjectStore& objects)
    : study_(study), objects_(std::make_unique<Objects>(objects)) {}

ImportRehearsal::~ImportRehearsal() = default;

ObjectStore& ImportRehearsal::objects() { return *objects_; }

Result<std::unique_ptr<ImportRehearsal>> ImportRehearsal::begin(Database& study, ObjectStore& objects,
                                                                const Clock& clock) {
    std::unique_ptr<ImportRehearsal> out(new ImportRehearsal(study, objects));
    auto scratch = ScratchDatabase::create(clock);
    if (!scratch)
        return tl::unexpected(scratch.error());
    out->scratch_ = std::move(*scratch);
    if (auto copied = out->copyPeople(); !copied)
        return tl::unexpected(copied.error());
    return out;
}

Result<> ImportRehearsal::copyPeople() {
    const auto rows = study_.read([](ReadConnection& c) -> Result<Rows> {
        Rows out;
        for (const char* table : {"study", "site", "setting", "user", "subject", "subject_ident",
                                  "source_identity", "definition", "visit", "text_source"}) {
            auto copied = rowsToCopy(c, table);
            if (!copied)
                return tl::unexpected(copied.error());
            out.emplace_back(table, std::move(*copied));
        }
        // New rows get numbers above the highest here: with the study's last rows copied no number is given
        // twice, whatever is copied later.
        for (const char* table : {"import", "pack", "overlay", "import_waiting"}) {
            const QByteArray last = QByteArray("WHERE id = (SELECT max(id) FROM ") + table + ')';
            auto copied = rowsToCopy(c, table, last);
            if (!copied)
                return tl::unexpected(copied.error());
            out.emplace_back(table, std::move(*copied));
        }
        QSet<std::int64_t> newest;
        for (const char* sql :
             {"SELECT max(id) FROM dicom_study WHERE ?1 = ''",
              "SELECT study FROM dicom_series WHERE ?1 = '' AND id = (SELECT max(id) FROM dicom_series)",
              "SELECT r.study FROM instance i JOIN dicom_series r ON r.id = i.series WHERE ?1 = '' AND"
              " i.id = (SELECT max(id) FROM instance)"})
            if (auto added = addExams(c, sql, {}, newest); !added)
                return tl::unexpected(added.error());
        newest.remove(0);
        auto exams = wholeExams(c, newest);
        if (!exams)
            return exams;
        std::move(exams->begin(), exams->end(), std::back_inserter(out));
        return out;
    });
    return rows ? copyAll(database(), *rows) : tl::unexpected(rows.error());
}

Result<> ImportRehearsal::bringNear(const QList<dicom::ParsedInstance>& batch) {
    const auto rows = study_.read([&](ReadConnection& c) -> Result<Rows> {
        QSet<std::int64_t> exams;
        const auto add = [&](const char* key, const QString& value, const QByteArray& sql) -> Result<> {
            const QString once = QLatin1StringView(key) + value;
            if (value.isEmpty() || known_.contains(once))
                return {};
            known_.insert(once);
            return addExams(c, sql, value, exams);
        };
        for (const dicom::ParsedInstance& p : batch) {
            // '$' follows '#': a UID and its variants "UID#2" are one range.
            auto added =
                add("e", p.studyUid,
                    "SELECT id FROM dicom_study WHERE study_uid = ?1 OR (study_uid > ?1 || '#' AND study_uid"
                    " < ?1 || '$')")
                    .and_then([&] {
                        return add("s", p.seriesUid,
                                   "SELECT study FROM dicom_series WHERE series_uid = ?1 OR (series_uid >"
                                   " ?1 || '#' AND series_uid < ?1 || '$')");
                    })
                    .and_then([&] {
                        return add("f", p.slice.frameOfReference,
                                   "SELECT study FROM dicom_series WHERE frame_of_ref = ?1");
                    })
                    .and_then([&] {
                        return add("i", p.sopInstance,
                                   "SELECT r.study FROM instance i JOIN dicom_series r ON r.id = i.series"
                                   " WHERE i.sop_uid = ?1 OR (i.sop_uid > ?1 || '#' AND i.sop_uid < ?1 ||"
                                   " '$')");
                    });
            if (!added)
                return tl::unexpected(added.error());
        }
        return wholeExams(c, exams);
    });
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->empty() ? Result<>() : copyAll(database(), *rows);
}

Result<PackRef> ImportRehearsal::keep(const QList<Part>& parts) { return objects_->keep(parts); }

} // namespace casebook
