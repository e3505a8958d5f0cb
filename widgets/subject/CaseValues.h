// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/tokens.h"

#include <QDate>
#include <QDateTime>
#include <QImage>
#include <QList>
#include <QString>

namespace casebook {

/// One mark on a line of the time line.
struct CaseMark {
    QDate day;
    QDate from, to;   ///< window of a planned visit, or the span of a treatment; invalid: none
    QString words;
    QByteArray state; ///< "done", "overdue", "planned", "missed", "exam", "treatment"
};

struct CaseImage {
    QString seriesUid, visit; ///< visit: words, or empty where the exam belongs to none
    QDate day;
    QString note; ///< "1.25 mm"
    QImage thumbnail;
};

/// A form that needs someone, or the last ones that were completed.
struct CaseForm {
    QString key;  ///< as FormService reads it: "S-0001/SCR#1/LAB"
    QString form, visit, note;
    QByteArray state; ///< "overdue", "draft", "query", "incomplete", "complete", "locked"
};

struct CaseFact {
    QString label, value;
};

struct CaseChange {
    QDateTime when;
    QString words, who;
};

struct CaseFinding {
    QString size, place, source, state; ///< "8.2 mm", lobe, "casebook.cad 1.0" or the reader's name, decision
    QString seriesUid;
    double x = 0, y = 0, z = 0; ///< LPS mm
};

/// Everything that the page of one subject shows. Empty after a lock.
struct CaseView {
    QString label, name;
    QString facts; ///< "female, 58 · site 01 · enrolled"
    QString consent; ///< words of a banner where consent was withdrawn; empty: it stands
    bool mayWithdraw = false; ///< the person may note a withdrawal, or a stronger one
    int overdue = 0, queries = 0;
    int exams = 0, reports = 0, formsComplete = 0, formsAll = 0;
    QDate today;
    QList<CaseMark> visits, examMarks, treatments; ///< lines of the time line
    QList<CaseImage> images; ///< newest last; the last three are shown large
    QList<CaseForm> forms;
    QList<CaseFact> diagnosis;
    QList<CaseChange> changes;
    QList<CaseFinding> findings;
};

} // namespace casebook
