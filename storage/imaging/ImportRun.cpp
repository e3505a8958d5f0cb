// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/imaging/ImportRun.h"

#include "core/values/Messages.h"
#include "storage/database/Database.h"
#include "storage/dicom/DamagedSlice.h"
#include "storage/dicom/EncodingName.h"
#include "storage/imaging/ImagingTable.h"
#include "storage/imaging/ImportTable.h"
#include "storage/imaging/SubjectMatch.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace casebook {

namespace {

constexpr std::size_t batchFiles = 128;
constexpr qint64 batchBytes = qint64(128) << 20;
/// Parts are cut here so that one pack stays small enough to be written, checked and restored at once.
constexpr qint64 partBytes = qint64(32) << 20;
constexpr std::size_t partInstances = 4096;
constexpr qint64 pendingLimit = qint64(256) << 20;

QByteArray waitingReason(const QByteArray& variant) {
    return variant == "pixels" ? "conflicting-instance" : "other-header";
}

} // namespace

ImportRun::ImportRun(Database& database, ObjectStore& objects, WorkerPool& workers, const Session& session,
                     const Job& job, const ImportService::Options& options, ImportTurns& turns)
    : database_(database), objects_(objects), workers_(workers), session_(session), job_(job),
      options_(options), turns_(turns) {
    timer_.start();
}

ImportRun::ImportRun(ImportRehearsal& rehearsal, WorkerPool& workers, const Session& session, const Job& job,
                     const ImportService::Options& options, ImportTurns& turns)
    : ImportRun(rehearsal.database(), rehearsal.objects(), workers, session, job, options, turns) {
    rehearsal_ = &rehearsal;
    report_.dryRun = true;
}

Result<ImportReport> ImportRun::files(const QList<WalkedFile>& files) {
    total_ = int(files.size());
    if (auto begun = begin("files"); !begun)
        return tl::unexpected(begun.error());
    return finish(walk(files));
}

Result<ImportReport> ImportRun::items(const std::function<bool(ImportItem&)>& next, int expected) {
    total_ = expected;
    if (auto begun = begin("memory"); !begun)
        return tl::unexpected(begun.error());
    Result<> outcome;
    std::vector<Candidate> batch;
    ImportItem item;
    while (outcome && !job_.stopped() && next(item)) {
        add(batch, item.name, WorkerInput::fromBytes(std::move(item.bytes)));
        if (batch.size() >= batchFiles)
            outcome = takeBatch(batch);
        item = {};
    }
    if (outcome)
        outcome = takeBatch(batch);
    return finish(outcome);
}

Result<> ImportRun::begin(const char* sourceKind) {
    return database_.writeAndWait([&](WriteTransaction& tx) -> Result<> {
        const auto row = importTable::begin(tx, session_, sourceKind, turns_.running());
        if (!row)
            return tl::unexpected(row.error());
        report_.id = row->id;
        report_.uuid = row->uuid;
        turns_.begin(row->id); // before the next one can begin
        return {};
    });
}

Result<> ImportRun::walk(const QList<WalkedFile>& files) {
    std::vector<Candidate> batch;
    qint64 bytes = 0;
    for (const WalkedFile& file : files) {
        if (job_.stopped())
            break;
        seen_.insert(comparablePath(file.shownPath));
        if (file.archive) {
            if (auto taken = takeBatch(batch); !taken)
                return taken;
            if (auto unpacked = unpack(file); !unpacked)
                return unpacked;
            continue;
        }
        auto input = WorkerInput::open(file.path);
        if (input && isDicomDirName(file.path) && noteDirectory(*input, file.shownPath))
            continue;
        bytes += input ? input->size() : 0;
        add(batch, file.shownPath, std::move(input), file.path);
        if (batch.size() >= batchFiles || bytes >= batchBytes) {
            if (auto taken = takeBatch(batch); !taken)
                return taken;
            bytes = 0;
        }
    }
    return takeBatch(batch);
}

Result<> ImportRun::unpack(const WalkedFile& archive) {
    const auto input = WorkerInput::open(archive.path);
    if (!input) {
        ++report_.files;
        refuse(archive.shownPath, input.error());
        return {};
    }
    return unpack(*input, archive.shownPath, 0);
}

Result<> ImportRun::unpack(const WorkerInput& archive, const QString& shownPath, int depth) {
    constexpr int deepest = 1; // an archive within an archive, no further
    std::vector<Candidate> batch;
    qint64 bytes = 0;
    Result<> outcome;
    const auto sink = [&](ArchiveEntry entry) {
        const QString shown = shownPath + u'/' + entry.path;
        seen_.insert(comparablePath(shown));
        if (!entry.refusal.isEmpty()) {
            ++report_.files;
            refuse(shown, Error{ErrorKind::Refused, entry.refusal, {}, {}});
            return true;
        }
        bytes += entry.bytes.size();
        const bool nested = looksLikeArchive(entry.bytes);
        const WorkerInput input = WorkerInput::fromBytes(std::move(entry.bytes));
        if (nested && depth < deepest) {
            outcome = unpack(input, shown, depth + 1);
        } else if (nested) {
            ++report_.files;
            refuse(shown, Error{ErrorKind::Refused, "inside-archive-limit", {}, {}});
        } else if (!isDicomDirName(shown) || !noteDirectory(input, shown)) {
            add(batch, shown, input);
        }
        if (outcome && (batch.size() >= batchFiles || bytes >= batchBytes)) {
            outcome = takeBatch(batch);
            bytes = 0;
        }
        return outcome.has_value() && !job_.stopped();
    };
    if (const auto read = workers_.archive(archive, sink, job_); !read && !job_.stopped()) {
        ++report_.files;
        refuse(shownPath, read.error().code == "not-archive" ? Error{ErrorKind::Refused, "not-dicom", {}, {}}
                                                             : read.error());
    }
    return outcome ? takeBatch(batch) : outcome;
}

bool ImportRun::noteDirectory(const WorkerInput& input, const QString& shownPath) {
    const auto named = workers_.directory(input);
    if (!named)
        return false;
    const QString folder = shownPath.left(shownPath.lastIndexOf(u'/') + 1);
    for (const QString& path : *named)
        named_.append(folder + path);
    return true;
}

/// Where the text is a guess: a person's word on that source, if there is one, else the guess is told and asked.
Result<> ImportRun::readTexts(std::vector<Candidate>& batch) {
    for (Candidate& candidate : batch) {
        if (!candidate.parsed || !*candidate.parsed || !(*candidate.parsed)->charsetGuessed)
            continue;
        if (!sources_) {
            auto known = database_.read([](ReadConnection& c) { return textSources::list(c); });
            if (!known)
                return tl::unexpected(known.error());
            sources_ = std::move(*known);
        }
        const dicom::ParsedInstance& parsed = **candidate.parsed;
        auto source = std::find_if(sources_->begin(), sources_->end(),
                                   [&](const TextSource& s) { return textSources::isOf(s, parsed); });
        if (source == sources_->end()) {
            sources_->append({0, {}, parsed.manufacturer, parsed.institution, parsed.charset, {}});
            source = sources_->end() - 1;
        }
        if (!source->charset.isEmpty()) {
            candidate.parsed = workers_.parse(*candidate.input, source->charset);
        } else {
            const QString name = source->name();
            auto guess = std::find_if(report_.guesses.begin(), report_.guesses.end(),
                                      [&](const auto& g) { return g.source == name; });
            if (guess == report_.guesses.end()) {
                report_.guesses.append({name, parsed.charset, 0});
                guess = report_.guesses.end() - 1;
            }
            ++guess->files;
        }
        candidate.input.reset();
    }
    return {};
}

void ImportRun::tellMap() {
    if (options_.map.isEmpty())
        return;
    ImportReport::Mapped out;
    out.rows = int(options_.map.rows().size());
    for (const ImportMap::Row& row : options_.map.rows())
        if (!mapLines_.contains(row.line))
            out.unusedLines.append(row.line);
    out.seriesWithoutRow = withoutRow_;
    report_.mapped = out;
}

void ImportRun::refuseMissing() {
    constexpr int most = 10'000; // a list that lies must not fill the report
    int told = 0;
    for (const QString& path : std::as_const(named_)) {
        if (seen_.contains(comparablePath(path)) || ++told > most)
            continue;
        report_.refused.append(
            {path,
             "unreadable",
             QCoreApplication::translate(
                 "casebook::Messages", "The DICOMDIR of the disc names this file, and it is not there. Copy "
                                       "the whole disc again."),
             {}});
        seen_.insert(comparablePath(path));
    }
}

void ImportRun::add(std::vector<Candidate>& batch, QString shownPath, Result<WorkerInput> input,
                    QString path) {
    Candidate candidate;
    candidate.path = std::move(path);
    candidate.shownPath = std::move(shownPath);
    if (input)
        candidate.input = *input;
    else
        candidate.inputError = input.error();
    batch.push_back(std::move(candidate));
}

Result<> ImportRun::takeBatch(std::vector<Candidate>& batch) {
    const auto source = [&](int i) -> Result<WorkerInput> {
        const Candidate& c = batch[std::size_t(i)];
        return c.input ? Result<WorkerInput>(*c.input) : tl::unexpected(c.inputError);
    };
    const auto sink = [&](int i, Result<dicom::ParsedInstance> parsed) {
        Candidate& c = batch[std::size_t(i)];
        if (parsed && c.input) {
            if (auto bytes = c.input->readAll(); bytes) {
                c.bytes = std::move(*bytes);
                c.sha256 = sha256Of(c.bytes);
            } else {
                parsed = tl::unexpected(bytes.error());
            }
        }
        if (!parsed || !parsed->charsetGuessed)
            c.input.reset();
        c.parsed = std::move(parsed);
    };
    workers_.parseMany(int(batch.size()), source, sink, job_);
    if (auto read = readTexts(batch); !read)
        return read;
    if (rehearsal_) {
        QList<dicom::ParsedInstance> parsed;
        for (const Candidate& candidate : batch)
            if (candidate.parsed && *candidate.parsed)
                parsed.append(**candidate.parsed);
        if (auto near = rehearsal_->bringNear(parsed); !near)
            return near;
    }
    for (Candidate& candidate : batch) {
        if (!candidate.parsed)
            continue; // stopped before its turn
        ++report_.files;
        if (auto taken = take(std::move(candidate)); !taken)
            return taken;
        job_.report(report_.files, std::max(total_, report_.files));
    }
    batch.clear();
    return {};
}

Result<> ImportRun::take(Candidate&& candidate) {
    const auto& parsed = *candidate.parsed;
    if (!parsed) {
        refuse(candidate.shownPath, parsed.error());
        return {};
    }
    const auto refuseAs = [&](const char* code) {
        refuse(candidate.shownPath, Error{ErrorKind::Refused, code, {}, {}});
        return Result<>();
    };
    if (parsed->truncated && !dicom::isDamagedSlice(*parsed))
        return refuseAs("truncated");
    const bool picture =
        parsed->kind == dicom::ObjectKind::Image || parsed->kind == dicom::ObjectKind::MultiFrame;
    if (picture && !parsed->decodable)
        return refuseEncoding(candidate.shownPath, parsed->transferSyntax);
    if (!options_.map.isEmpty()) {
        if (const auto* row = options_.map.rowFor(subjectMatch::identityOf(*parsed)))
            mapLines_.insert(row->line);
        else if (!withoutRow_.contains(parsed->seriesUid))
            withoutRow_.append(parsed->seriesUid);
    }
    const auto status = known(candidate);
    if (!status && status.error().code == "pack-away")
        return refuseAs("pack-away");
    if (!status)
        return tl::unexpected(status.error());
    if (*status == Known::Duplicate) {
        ++report_.duplicates;
        return {};
    }
    if (*status != Known::New)
        noteVariant(candidate, *status);
    return addToPart(std::move(candidate));
}

void ImportRun::place(Candidate&& candidate) {
    const dicom::ParsedInstance& parsed = **candidate.parsed;
    Part& part = parts_[parsed.seriesUid];
    pendingSop_.insert(parsed.sopInstance, {parsed.seriesUid, part.instances.size()});
    part.bytes += candidate.bytes.size();
    pendingBytes_ += candidate.bytes.size();
    part.instances.push_back(std::move(candidate));
}

Result<> ImportRun::addToPart(Candidate&& candidate) {
    const QString series = (**candidate.parsed).seriesUid;
    place(std::move(candidate));
    const Part& part = parts_[series];
    if (part.bytes >= partBytes || part.instances.size() >= partInstances)
        return flush(series);
    return pendingBytes_ >= pendingLimit ? flushAll() : Result<>();
}

Result<> ImportRun::flushAll() {
    while (!parts_.empty())
        if (auto flushed = flush(parts_.begin()->first); !flushed)
            return flushed;
    return {};
}

Result<> ImportRun::lookAgain(const QString& seriesUid) {
    if (turns_.wasAlone(report_.id))
        return {};
    const auto node = parts_.extract(seriesUid);
    const QString& series = node.key();
    parts_[series] = {};
    pendingBytes_ -= node.mapped().bytes;
    pendingSop_.removeIf([&](const auto& place) { return place.value().series == series; });
    for (Candidate& candidate : node.mapped().instances) {
        const bool variant = !candidate.variant.isEmpty(); // stays what it is, unless the very same came
        const auto status = known(candidate);
        if (!status && status.error().code == "pack-away") {
            refuse(candidate.shownPath, status.error());
            continue;
        }
        if (!status)
            return tl::unexpected(status.error());
        if (*status == Known::Duplicate) {
            ++report_.duplicates;
            continue;
        }
        if (variant)
            (**candidate.parsed).slice.instance = candidate.localUid; // the number may be another now
        else if (*status != Known::New)
            noteVariant(candidate, *status);
        place(std::move(candidate));
    }
    return {};
}

Result<> ImportRun::flush(const QString& seriesUid) {
    const auto turn = turns_.turn();
    const QString uid = seriesUid; // which may be the key of a node that goes
    if (auto looked = lookAgain(uid); !looked)
        return looked;
    const auto node = parts_.extract(uid);
    const Part& part = node.mapped();
    pendingBytes_ -= part.bytes;
    if (part.instances.empty())
        return {};
    // Object durable first, then the row that names it, then the word that it is safe.
    const auto pack = put(part);
    if (!pack)
        return tl::unexpected(pack.error());
    if (auto committed = commitPart(part, *pack); !committed)
        return committed;
    const QString& series = node.key();
    pendingSop_.removeIf([&](const auto& place) { return place.value().series == series; });
    const auto taken = int(std::count_if(part.instances.begin(), part.instances.end(),
                                         [](const Candidate& c) { return c.variant.isEmpty(); }));
    report_.imported += taken;
    if (!takenOfSeries_.contains(series))
        seriesOrder_.append(series);
    takenOfSeries_[series] += taken;
    if (options_.committed)
        options_.committed(report_.imported);
    return {};
}

Result<PackRef> ImportRun::put(const Part& part) {
    QList<QByteArray> bytes, hashes;
    QList<ImportRehearsal::Part> rehearsed;
    for (const Candidate& c : part.instances) {
        bytes.append(c.bytes);
        hashes.append(c.sha256);
        if (rehearsal_)
            rehearsed.append({c.bytes, c.path, (*c.parsed)->kind == dicom::ObjectKind::Image});
    }
    return rehearsal_ ? rehearsal_->keep(rehearsed) : objects_.put(bytes, hashes);
}

Result<> ImportRun::commitPart(const Part& part, const PackRef& pack) {
    struct Outcome {
        QByteArray waiting;
    };
    const auto outcome = database_.writeAndWait([&](WriteTransaction& tx) -> Result<Outcome> {
        const auto packRow = ObjectStore::insertRow(tx, pack);
        if (!packRow)
            return tl::unexpected(packRow.error());
        Outcome out;
        std::optional<imagingTable::SeriesKey> series;
        for (std::size_t i = 0; i < part.instances.size(); ++i) {
            const Candidate& c = part.instances[i];
            const dicom::ParsedInstance& parsed = **c.parsed;
            const auto exam = subjectMatch::examFor(
                tx, parsed,
                {{report_.id, report_.uuid}, session_, options_.map.isEmpty() ? nullptr : &options_.map});
            if (!exam)
                return tl::unexpected(exam.error());
            if (!exam->waiting.isEmpty())
                out.waiting = exam->waiting;
            if (!series) {
                const auto key = imagingTable::ensureSeries(tx, exam->exam.id, parsed);
                if (!key)
                    return tl::unexpected(key.error());
                series = *key;
            }
            const imagingTable::NewInstance row{
                parsed,    *packRow,     pack.extents[qsizetype(i)], objects_.dedupKey(c.sha256), c.localUid,
                c.variant, c.differences};
            if (auto inserted = imagingTable::insertInstance(tx, series->id, report_.id, row); !inserted)
                return tl::unexpected(inserted.error());
            if (!c.variant.isEmpty())
                if (auto waits =
                        importTable::addWaiting(tx, report_.id, series->id, waitingReason(c.variant));
                    !waits)
                    return tl::unexpected(waits.error());
        }
        AuditEntry entry;
        entry.action = "import";
        entry.objectKind = "series";
        entry.object = series->uuid;
        entry.field = "instances";
        entry.newValue = QString::number(part.instances.size());
        entry.reasonCode = "import:" + report_.uuid.toString().toLatin1();
        if (const auto seq = tx.audit(entry); !seq)
            return tl::unexpected(seq.error());
        return out;
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    const QString uid = (*part.instances.front().parsed)->seriesUid;
    if (!outcome->waiting.isEmpty() && !waitingSeries_.contains(uid)) {
        waitingSeries_.insert(uid);
        report_.waiting.append({uid, outcome->waiting});
    }
    for (const Candidate& c : part.instances) {
        if (c.variant.isEmpty()) {
            noteDerived(**c.parsed);
            continue;
        }
        const ImportReport::Waiting waits{uid, waitingReason(c.variant)};
        if (std::none_of(report_.waiting.begin(), report_.waiting.end(),
                         [&](const auto& w) { return w.series == waits.series && w.reason == waits.reason; }))
            report_.waiting.append(waits);
    }
    return {};
}

QList<TextSource> ImportRun::newSources() const {
    QList<TextSource> out = sources_.value_or(QList<TextSource>());
    out.removeIf([](const TextSource& s) { return s.id != 0; });
    return out;
}

/// The code is that of every unreadable syntax; its words name this one where it has a name.
Result<> ImportRun::refuseEncoding(const QString& path, const QString& syntax) {
    const QString name = dicom::encodingName(syntax);
    const Error words{ErrorKind::Refused,
                      name.isEmpty() ? "unsupported-transfer-syntax" : "unsupported-encoding",
                      name,
                      {}};
    report_.refused.append({path, "unsupported-transfer-syntax", messageText(words), {}});
    return {};
}

void ImportRun::refuse(const QString& path, const Error& error, const QString& keptAs) {
    report_.refused.append({path, error.code, messageText(error), keptAs});
}

Result<ImportReport> ImportRun::finish(Result<> outcome) {
    if (outcome && !job_.stopped())
        refuseMissing();
    tellMap();
    // After a stop or an error the rest is dropped: what was not committed is not there, never half there.
    if (outcome && !job_.stopped())
        outcome = flushAll();
    const bool whole = outcome.has_value() && !job_.stopped();
    report_.state = whole ? "done" : "interrupted";
    const auto turn = turns_.turn();
    if (auto added = addOverlays(); !added && outcome)
        outcome = added;
    if (auto placed = placeOverlays(); !placed && outcome)
        outcome = placed;
    if (auto added = addReports(); !added && outcome)
        outcome = added;
    if (auto placed = placeReports(); !placed && outcome)
        outcome = placed;
    if (auto described = describeSeries(); !described && outcome)
        outcome = described;
    report_.seconds = double(timer_.elapsed()) / 1000.0;
    const auto ended = database_.writeAndWait([&](WriteTransaction& tx) {
        return imagingTable::linkVariants(tx, report_.id)
            .and_then([&] { return textSources::keep(tx, newSources()); })
            .and_then([&] { return importTable::end(tx, session_, report_); });
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (!ended)
        return tl::unexpected(ended.error());
    return report_;
}

} // namespace casebook
