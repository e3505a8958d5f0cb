// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SubjectViews.h"

#include "app/window/ExamVisitController.h"
#include "storage/imaging/ReportService.h"
#include "storage/reading/AuditIdentity.h"
#include "storage/subjects/SearchKey.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace casebook {

namespace {

SeriesView toView(const SeriesRow& r, const QList<OverlayRow>& overlays) {
    SeriesView v;
    v.uid = r.uid;
    v.kind = r.kind;
    v.modality = r.modality;
    v.description = r.description;
    v.number = r.number;
    v.images = r.instances;
    v.kernel = r.kernel;
    v.thickness_mm = r.thickness_mm;
    v.warnings = r.warnings;
    v.opens = r.isImage() && !r.geometry.isEmpty();
    for (const OverlayRow& o : overlays)
        if (o.series == r.uid && o.placement != "refused")
            v.overlays.append(QString(o.algorithm.name + u' ' + o.algorithm.version).trimmed());
    return v;
}

/// Words of the confirmed visits by Study Instance UID; none where forms may not be read.
QHash<QString, QString> visitsOfExams(OpenStudy& study, const QString& label) {
    QHash<QString, QString> out;
    const auto subject = study.subjects.find(label);
    const auto definition = study.definitions.currentOrNone();
    if (!subject || !definition || !*definition || !study.session.may(Right::ReadForms))
        return out;
    const auto exams =
        ExamVisitService(study.vault->database(), study.session, study.vault->clock(), study.definitions)
            .list(subject->id);
    for (const ExamVisit& exam : exams.value_or(QList<ExamVisit>()))
        if (exam.visit)
            out.insert(exam.studyUid, visitTitle((*definition)->definition(), *exam.visit));
    return out;
}

} // namespace

SubjectView subjectView(const Subject& s, const OpenStudy& study) {
    // A typed name must not find the code in place of which it stands.
    const QString searchKey = study.namesHidden ? searchKeyOf(s.label) : s.searchKey;
    return {s.id,     s.label,        study.nameOf(s), s.sex,     s.birthDate, s.exams,
            s.series, s.lastExamDate, s.status,        searchKey, s.rv,        {}};
}

QString subjectFacts(const Subject& s, QDate today) {
    QStringList parts;
    if (s.sex == u'F')
        parts << QCoreApplication::translate("casebook::SubjectViews", "female");
    else if (s.sex == u'M')
        parts << QCoreApplication::translate("casebook::SubjectViews", "male");
    const QDate birth = QDate::fromString(s.birthDate, Qt::ISODate);
    if (birth.isValid()) {
        const bool before = today.month() * 100 + today.day() < birth.month() * 100 + birth.day();
        const int years = today.year() - birth.year() - (before ? 1 : 0);
        parts << QCoreApplication::translate("casebook::SubjectViews", "%n year(s)", nullptr, years);
    }
    if (s.status == QLatin1StringView("withdrawn"))
        parts << QCoreApplication::translate("casebook::SubjectViews", "withdrawn");
    if (s.status == QLatin1StringView("stopped"))
        parts << QCoreApplication::translate("casebook::SubjectViews", "withdrawn, not used");
    if (s.status == QLatin1StringView("erased"))
        parts << QCoreApplication::translate("casebook::SubjectViews", "erased");
    return parts.join(QStringLiteral(" · "));
}

AuditLine auditLine(const AuditRow& r, const QString& object, bool namesHidden) {
    const bool hidden = namesHidden && auditIdentity::isIn(r);
    const QDateTime when =
        QDateTime::fromMSecsSinceEpoch(r.timeMs, QTimeZone::fromSecondsAheadOfUtc(r.zoneMinutes * 60));
    return {r.seq,
            when,
            r.user,
            QString::fromLatin1(r.role),
            r.action,
            r.objectKind,
            object,
            r.field,
            r.oldValue.value_or(QString()),
            r.newValue.value_or(QString()),
            r.reasonText,
            hidden && r.oldValue.has_value(),
            hidden && r.newValue.has_value()};
}

QString damageLine(const Damage& d) {
    return QStringLiteral("%1  %2  %3")
        .arg(QString::fromLatin1(d.kindCode()), d.path, QString::fromLatin1(d.what));
}

Result<SubjectDetails> subjectDetails(OpenStudy& study, const QString& label) {
    const auto exams = study.imaging.exams(label);
    const auto series = study.imaging.series(label);
    const auto overlays = study.imaging.overlays();
    if (!exams || !series || !overlays)
        return tl::unexpected(!exams ? exams.error() : !series ? series.error() : overlays.error());
    const QHash<QString, QString> visits = visitsOfExams(study, label);
    const ReportService reports(study.vault->database(), study.vault->objects(), study.workers, study.session,
                                study.vault->clock());
    const auto keyImages = reports.keyImageCounts(label);
    SubjectDetails out;
    for (const ImagingStudy& exam : *exams) {
        ExamView view{exam.studyUid, exam.date, exam.description, {}, visits.value(exam.studyUid)};
        for (const SeriesRow& row : *series) {
            if (row.exam != exam.studyUid)
                continue;
            view.series.append(toView(row, *overlays));
            if (keyImages)
                view.series.last().keyImages = keyImages->value(row.uid);
            if (const auto jpeg = study.imaging.thumbnail(row.uid); jpeg && !jpeg->isEmpty())
                out.thumbnails.append({row.uid, QImage::fromData(*jpeg, "JPEG")});
        }
        out.exams.append(view);
    }
    return out;
}

} // namespace casebook
