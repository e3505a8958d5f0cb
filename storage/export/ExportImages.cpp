// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportImages.h"

#include "storage/objects/ObjectStore.h"
#include "storage/worker/WorkerPool.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace casebook {

namespace {

/// Why an object that a worker refused stays: a parser that died or hung says so.
QByteArray reasonOf(const Error& error) {
    const QString what = error.args.value(0);
    return error.code == "malformed" && what.startsWith(u"parser-") ? what.toLatin1() : error.code;
}

} // namespace

ExportImages::ExportImages(ObjectStore& objects, WorkerPool& workers, const ExportPlan& plan,
                           const ExportKeys& keys, QString method)
    : objects_(objects), workers_(workers), plan_(plan), keys_(keys), method_(std::move(method)) {
    // Folder names count exams and series of a subject; UIDs stand in the manifest.
    QHash<int, int> exams, examNumber, series;
    for (int i = 0; i < plan.data.exams.size(); ++i)
        examNumber.insert(i, ++exams[plan.data.exams[i].subject]);
    for (int i = 0; i < plan.data.series.size(); ++i) {
        const ExportSeries& s = plan.data.series[i];
        const ExportSubject& subject = plan.data.subjects[plan.data.exams[s.exam].subject];
        folders_.insert(i, QStringLiteral("images/%1/E%2/%3S%4")
                               .arg(subject.pseudonym)
                               .arg(examNumber.value(s.exam), 2, 10, QLatin1Char('0'))
                               .arg(s.kind == "seg" ? QStringLiteral("seg/") : QString())
                               .arg(++series[s.exam], 2, 10, QLatin1Char('0')));
    }
}

const ExportSubject& ExportImages::subjectOf(int instance) const {
    const ExportSeries& series = plan_.data.series[plan_.data.instances[instance].series];
    return plan_.data.subjects[plan_.data.exams[series.exam].subject];
}

QString ExportImages::pathOf(int instance) {
    const int series = plan_.data.instances[instance].series;
    return folders_.value(series) +
           QStringLiteral("/%1.dcm").arg(++numbers_[series], 4, 10, QLatin1Char('0'));
}

ExportImages::Outcome ExportImages::process(int at, bool samples) const {
    const ExportInstance& instance = plan_.data.instances[at];
    const ExportSubject& subject = subjectOf(at);
    Outcome out;
    out.object.instance = at;
    // A worker that refuses says what is wrong with the object; any other error ends the export.
    const auto refuse = [&](const Error& error) {
        if (error.kind == ErrorKind::Refused)
            out.exclusion = reasonOf(error);
        else
            out.failure = error;
        return out;
    };
    const auto bytes = objects_.read(instance.pack, instance.extent);
    if (!bytes) {
        // Also a disk that was taken away meanwhile: a set without these images is not the one that was asked for.
        out.failure = bytes.error();
        return out;
    }
    const auto survey = workers_.survey(WorkerInput::fromBytes(*bytes));
    if (!survey)
        return refuse(survey.error());
    out.warning = survey->warning;
    out.identifiers = survey->identifiers;
    out.exclusion = survey->exclusion;
    const int number = plan_.data.exams[plan_.data.series[instance.series].exam].subject;
    for (const QString& reference : survey->references)
        if (out.exclusion.isEmpty() && !samples && !released_.contains({number, reference}))
            out.exclusion = "reference";
    if (!out.exclusion.isEmpty())
        return out;
    dicom::DeidPlan plan;
    plan.options.modifiedDates = plan.options.patientCharacteristics = !plan_.options.strict();
    plan.pseudonym = subject.pseudonym;
    plan.trial = plan_.data.protocol;
    plan.method = method_;
    plan.dayOffset = subject.dayOffset;
    plan.indexDate = subject.indexDate;
    plan.words = plan_.options.words;
    plan.labels = plan_.options.labels;
    plan.identifiers = subject.identifiers;
    plan.samples = samples;
    for (const QString& uid : survey->uids)
        plan.uids.insert(uid, keys_.uid(subject.uuid, uid));
    auto result = workers_.deidentify(*bytes, instance.header, plan);
    if (!result)
        return refuse(result.error());
    out.object.pseudonym = subject.pseudonym;
    out.object.study = plan.uids.value(survey->studyUid);
    out.object.series = plan.uids.value(survey->seriesUid);
    out.object.sop = plan.uids.value(survey->sopInstance);
    out.object.pixelHash = result->pixelHash;
    out.result = std::move(*result);
    return out;
}

Result<> ExportImages::take(const Outcome& outcome, const Sink& sink, ReleasedImages& out) {
    if (outcome.failure)
        return tl::unexpected(*outcome.failure);
    out.identifiers.unite(QSet<QString>(outcome.identifiers.begin(), outcome.identifiers.end()));
    const ExportInstance& instance = plan_.data.instances[outcome.object.instance];
    if (!outcome.exclusion.isEmpty()) {
        const QString series = plan_.data.series[instance.series].uid;
        const auto same =
            std::find_if(out.excluded.begin(), out.excluded.end(), [&](const ExportExclusion& e) {
                return e.what == series && e.reason == outcome.exclusion;
            });
        if (same == out.excluded.end())
            out.excluded.append({series, outcome.exclusion, 1});
        else
            ++same->count;
        return {};
    }
    ReleasedObject object = outcome.object;
    object.path = pathOf(object.instance);
    if (auto written = sink(object.path, outcome.result.file); !written)
        return written;
    const int subject = plan_.data.exams[plan_.data.series[instance.series].exam].subject;
    released_.insert({subject, instance.sop});
    for (const dicom::DeidAction& action : outcome.result.actions)
        ++out.actions[object.series][action.path + ' ' + action.action + ' ' + action.reason];
    if (!outcome.warning.isEmpty())
        ++out.warnings[outcome.warning];
    out.droppedWords.append(outcome.result.droppedWords);
    out.samples.append(outcome.result.samples);
    out.objects.append(object);
    return {};
}

Result<> ExportImages::batch(const QList<int>& instances, bool samples, const Sink& sink, const Job& job,
                             ReleasedImages& out) {
    const int threads = workers_.size();
    const int step = threads * 4;
    for (int from = 0; from < instances.size(); from += step) {
        if (job.stopped())
            return fail(ErrorKind::Cancelled, "cancelled");
        const int count = std::min(step, int(instances.size()) - from);
        std::vector<Outcome> outcomes(static_cast<std::size_t>(count));
        std::atomic<int> next = 0;
        const auto work = [&] {
            for (int i = next++; i < count; i = next++)
                outcomes[std::size_t(i)] = process(instances[from + i], samples);
        };
        {
            std::vector<std::jthread> others;
            for (int n = 1; n < std::min(threads, count); ++n)
                others.emplace_back(work);
            work();
        }
        for (const Outcome& outcome : outcomes)
            if (auto done = take(outcome, sink, out); !done)
                return done;
        done_ += count;
        job.report(done_, total_);
    }
    return {};
}

Result<ReleasedImages> ExportImages::run(const Sink& sink, const Job& job) {
    ReleasedImages out;
    total_ = plan_.images.size() + plan_.segmentations.size();
    if (auto done = batch(plan_.images, false, sink, job, out); !done)
        return tl::unexpected(done.error());
    // Derived objects last: they may point only to what was released.
    if (auto done = batch(plan_.segmentations, false, sink, job, out); !done)
        return tl::unexpected(done.error());
    out.droppedWords.sort();
    out.droppedWords.removeDuplicates();
    return out;
}

Result<ReleasedImages> ExportImages::preview(const Job& job) {
    QSet<int> seen;
    QList<int> first;
    for (const QList<int>* list : {&plan_.images, &plan_.segmentations})
        for (const int instance : *list)
            if (!seen.contains(plan_.data.instances[instance].series)) {
                seen.insert(plan_.data.instances[instance].series);
                first.append(instance);
            }
    ReleasedImages out;
    total_ = first.size();
    const auto nowhere = [](const QString&, const QByteArray&) -> Result<> { return {}; };
    if (auto done = batch(first, true, nowhere, job, out); !done)
        return tl::unexpected(done.error());
    out.droppedWords.sort();
    out.droppedWords.removeDuplicates();
    return out;
}

} // namespace casebook
