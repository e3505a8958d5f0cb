// SPDX-License-Identifier: GPL-3.0-or-later
// What the Export page shows, as plain values; the app fills them from ExportService.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace casebook {

struct ExportCohortView {
    QString key; ///< UUID
    QString name;
    int members = 0;
};

/// What the person chose.
struct ExportWish {
    QString cohort;
    QByteArray kind = "dataset"; ///< "dataset", "dicom", "csv"
    QByteArray dates = "shift";  ///< "shift", "index"
    QString profile = QStringLiteral("research"); ///< or "strict"
    QString cut; ///< ISO date, or empty
    QString title, licence, contact, ethics;
};

/// One attribute as it leaves; values are of one object.
struct ExportAttributeView {
    QString tag, name, before, after, action; ///< action: word of what is done
    QByteArray code; ///< D Z X K C U
    int count = 0;
};

/// A table of the set.
struct ExportTableView {
    QString name;
    int rows = 0, columns = 0;
};

struct ExportExclusionView {
    QString what, reason;
    int count = 0;
};

/// What would leave. Nothing is written for it.
struct ExportPreviewView {
    bool valid = false;
    int subjects = 0, exams = 0, objects = 0, tables = 0;
    QList<ExportAttributeView> attributes;
    QList<ExportTableView> tableList;
    QList<ExportExclusionView> excluded;
    QStringList warnings; ///< sentences
    QStringList droppedWords;
};

/// A finished or failed export.
struct ExportRecordView {
    QString id, name, cohort, user, folder;
    QByteArray state; ///< "released", "refused", "interrupted", "running"
    QDateTime when;
    int subjects = 0;
    int withdrawn = 0; ///< of them, since
};

} // namespace casebook
