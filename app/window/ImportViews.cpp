// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ImportViews.h"

#include "app/window/ImportController.h"
#include "core/values/DicomWords.h"
#include "core/values/Messages.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace casebook {

namespace {

constexpr qsizetype maxClose = 4;

/// Labels of subjects that are close to a waiting exam: same PatientID in the files.
QStringList closeSubjects(OpenStudy& study, const SeriesRow& waiting) {
    QStringList out;
    const auto exams = study.imaging.exams();
    const auto subjects = study.subjects.list();
    if (!exams || !subjects)
        return out;
    QString name;
    for (const ImagingStudy& exam : *exams)
        if (exam.studyUid == waiting.exam)
            name = exam.patientName;
    for (const Subject& s : *subjects)
        if (!name.isEmpty() &&
            s.name.section(u'^', 0, 0).compare(name.section(u'^', 0, 0), Qt::CaseInsensitive) == 0 &&
            out.size() < maxClose)
            out.append(s.label);
    return out;
}

/// Where a document of a series is to be found; empty for what nothing shows yet. Kinds of SeriesRow.
QString documentWords(const QByteArray& kind, const QString& modality) {
    if (kind == "sr")
        return modality == QLatin1StringView("KO") ? ImportController::tr("key images, among the reports")
                                                   : ImportController::tr("report");
    if (kind == "presentation")
        return ImportController::tr("presentation state, among the reports");
    return kind == "pdf" ? ImportController::tr("document, among the reports") : QString();
}

/// Words for a series that holds no images: where its overlay lies, where it is read, or that it is kept only.
void describeDerived(ImportView::Series& out, const SeriesRow& row, const QList<OverlayRow>& overlays,
                     const QList<SeriesRow>& series) {
    out.geometryNote = documentWords(row.kind, row.modality);
    if (!out.geometryNote.isEmpty())
        return;
    out.problem = true;
    out.geometryNote = ImportController::tr("kept, not shown yet");
    for (const OverlayRow& overlay : overlays) {
        if (overlay.ownSeries != row.uid)
            continue;
        const auto image = std::find_if(series.begin(), series.end(),
                                        [&](const SeriesRow& s) { return s.uid == overlay.series; });
        out.problem = overlay.placement != "verified" && overlay.placement != "confirmed";
        if (out.problem)
            out.geometryNote = messageText(Error{ErrorKind::Refused, overlay.reason, {}, {}});
        else if (image != series.end())
            out.geometryNote = image->description.isEmpty()
                                   ? ImportController::tr("placed on its images")
                                   : ImportController::tr("placed on %1").arg(image->description);
        return;
    }
}

/// The same before the import, from what the report says of the derived objects of that modality.
void describeDerived(ImportView::Series& out, const QList<ImportReport::Derived>& derived) {
    const auto one = std::find_if(derived.begin(), derived.end(),
                                  [&](const ImportReport::Derived& d) { return d.modality == out.modality; });
    if (one == derived.end()) {
        out.problem = true;
        out.geometryNote = ImportController::tr("kept, not shown yet");
        return;
    }
    const QByteArray kind = one->kind == "PR" ? QByteArray("presentation") : one->kind.toLower();
    out.geometryNote = documentWords(kind, out.modality);
    if (!out.geometryNote.isEmpty())
        return;
    out.problem = !one->placed;
    out.geometryNote = one->placed ? ImportController::tr("will be placed on its image")
                                   : messageText(Error{ErrorKind::Refused, one->reason, {}, {}});
}

/// @param coded without what says who a person is
QStringList linesOf(const QList<WaitingCase::Side>& sides, bool coded) {
    QStringList out;
    for (const WaitingCase::Side& side : sides) {
        QStringList words;
        const QStringList who{side.patientId, side.issuer, nameWords(side.name), side.birthDate};
        const QStringList parts = QStringList{side.subject} + (coded ? QStringList{} : who) +
                                  QStringList{side.sex, side.examDate, side.description};
        for (const QString& part : parts)
            if (!part.isEmpty())
                words.append(part);
        if (side.instances > 0)
            words.append(ImportController::tr("%n image(s)", nullptr, side.instances));
        out.append(words.join(QStringLiteral(", ")));
    }
    return out;
}

/// What a person should look at: padding outside the field of view is as it should be.
QList<QByteArray> seriousWarnings(QList<QByteArray> warnings) {
    warnings.removeAll("padding");
    return warnings;
}

QString matrixOf(const QString& geometry) { return geometry.section(QStringLiteral(" × "), 0, 1); }

ImportView::Mapping mappingOf(const ImportReport& r) {
    ImportView::Mapping out;
    if (!r.mapped)
        return out;
    out.lines = r.mapped->rows;
    for (const int line : r.mapped->unusedLines)
        out.unused.append(QString::number(line));
    for (const QString& uid : r.mapped->seriesWithoutRow) {
        const auto series =
            std::find_if(r.series.begin(), r.series.end(), [&](const auto& s) { return s.uid == uid; });
        out.withoutLine.append(
            series == r.series.end() || series->description.isEmpty() ? uid : series->description);
    }
    return out;
}

} // namespace

ImportView previewOf(const ImportReport& r, const QStringList& paths, const QString& mapFile) {
    ImportView view;
    view.mapping = mappingOf(r);
    view.mapping.file = mapFile;
    view.preview = true;
    view.source = QFileInfo(paths.front()).fileName();
    view.when = QDateTime::currentDateTime();
    view.files = r.files;
    view.imported = r.imported;
    view.duplicates = r.duplicates;
    view.seconds = r.seconds;
    for (const ImportReport::Series& s : r.series) {
        view.series.append({s.uid,
                            s.subject,
                            s.description,
                            s.modality,
                            s.instances,
                            s.thickness_mm,
                            s.step_mm,
                            matrixOf(s.geometry),
                            seriousWarnings(s.warnings),
                            {},
                            false,
                            false});
        if (s.geometry.isEmpty())
            describeDerived(view.series.last(), r.derived);
    }
    for (const ImportReport::Refused& f : r.refused)
        view.refused.append({f.path, f.code, f.message});
    for (const ImportReport::Waiting& w : r.waiting) {
        const auto series =
            std::find_if(r.series.begin(), r.series.end(), [&](const auto& s) { return s.uid == w.series; });
        const bool known = series != r.series.end();
        ++view.waits;
        view.refused.append({known ? series->description : w.series, w.reason,
                             messageText(Error{ErrorKind::Refused, w.reason, {}, {}})});
    }
    for (const ImportReport::TextGuess& g : r.guesses)
        view.guesses.append({0, g.source, g.guess, false});
    return view;
}

Result<ImportView> makeView(OpenStudy& study, const ImportService::ImportRow& row) {
    ImportView view;
    const ImportReport& r = row.report;
    view.id = row.id;
    view.when = QDateTime::fromMSecsSinceEpoch(row.startedMs);
    view.user = row.user;
    view.files = r.files;
    view.imported = r.imported;
    view.duplicates = r.duplicates;
    view.seconds = r.seconds;
    view.interrupted = row.state == "interrupted";
    view.undone = row.state == "undone";
    view.mapping = mappingOf(r);
    view.mayUndo = study.session.may(Right::Import) && row.state != "running";
    const auto rows = study.imaging.series();
    if (!rows)
        return tl::unexpected(rows.error());
    const auto overlays = study.imaging.overlays();
    if (!overlays)
        return tl::unexpected(overlays.error());
    const auto find = [&](const QString& uid) {
        return std::find_if(rows->begin(), rows->end(), [&](const SeriesRow& s) { return s.uid == uid; });
    };
    for (const ImportReport::Series& s : r.series) {
        const auto now = find(s.uid);
        if (now == rows->end())
            continue;
        ImportView::Series out{s.uid,
                               now->subject,
                               s.description,
                               s.modality,
                               s.instances,
                               now->thickness_mm,
                               now->step_mm,
                               matrixOf(now->geometry),
                               seriousWarnings(now->warnings),
                               {},
                               false,
                               now->isImage() && !now->geometry.isEmpty()};
        if (!now->isImage())
            describeDerived(out, *now, *overlays, *rows);
        view.series.append(out);
    }
    const auto cases = study.imports.waiting(row.id);
    if (!cases)
        return tl::unexpected(cases.error());
    for (const WaitingCase& w : *cases) {
        const auto now = find(w.series);
        if (now == rows->end())
            continue;
        ImportView::Waiting out{w.series,
                                now->description,
                                now->modality,
                                now->instances,
                                w.reason,
                                closeSubjects(study, *now),
                                {},
                                {linesOf(w.here, false), linesOf(w.came, false), linesOf(w.here, true),
                                 linesOf(w.came, true), w.attributes.join(QStringLiteral(", "))}};
        if (out.isAboutFiles() && !w.came.isEmpty())
            out.slices = w.came.front().instances;
        if (const auto jpeg = study.imaging.thumbnail(w.series); jpeg && !jpeg->isEmpty())
            out.thumbnail = QImage::fromData(*jpeg, "JPEG");
        view.waiting.append(out);
    }
    for (const ImportReport::Refused& f : r.refused)
        view.refused.append({f.path, f.code, messageText(Error{ErrorKind::Refused, f.code, {}, {}})});
    const auto sources = study.imports.textSources();
    if (!sources)
        return tl::unexpected(sources.error());
    for (const TextSource& source : *sources)
        for (const ImportReport::TextGuess& guess : r.guesses)
            if (guess.source == source.name())
                view.guesses.append({source.id, source.name(),
                                     source.charset.isEmpty() ? source.guess : source.charset,
                                     !source.charset.isEmpty()});
    return view;
}

} // namespace casebook
