// SPDX-License-Identifier: GPL-3.0-or-later
// What the Subjects page shows, as plain values; the app fills them from SubjectService and
// ImagingService. A name is empty for a session that may not read identities.
#pragma once

#include "core/values/Ids.h"

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QString>
#include <QStringList>

namespace casebook {

struct SubjectView {
    SubjectId id;
    QString label;
    QString name;
    QString sex;          ///< "M", "F", "O" or empty
    QString birthDate;    ///< ISO, may be partial
    int exams = 0;
    int series = 0;
    QString lastExamDate; ///< ISO or empty
    QString status;       ///< "enrolled", "withdrawn", "unidentified"
    QString searchKey;    ///< folded forms (storage/subjects/SearchKey.h)
    std::int64_t rv = 0;
    QStringList joined;   ///< labels of records that were joined to this one
};

struct SeriesView {
    QString uid;
    QByteArray kind;      ///< "image", "multi-frame", "seg", "sr", "other"
    QString modality;
    QString description;
    int number = 0;
    int images = 0;
    QString kernel;
    double thickness_mm = 0; ///< 0 = unknown
    QList<QByteArray> warnings; ///< codes of its volumes
    int keyImages = 0;    ///< slices that someone marked
    QStringList overlays; ///< "Nodules, vendor 1.0" ...
    QImage thumbnail;
    bool opens = true;    ///< a page of this version shows it
};

struct ExamView {
    QString uid;
    QString date;         ///< ISO or empty
    QString description;
    QList<SeriesView> series;
    QString visit;        ///< words of the visit that it belongs to; empty: none yet
};

/// What the enrol dialog asks for.
struct EnrolWish {
    QString label, name, sex, birthDate;
};

} // namespace casebook
