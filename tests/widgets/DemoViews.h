// SPDX-License-Identifier: GPL-3.0-or-later
// Made-up values for every page: the study LUNG-DEMO and its people do not exist.
#pragma once

#include "widgets/home/HomePage.h"
#include "widgets/imports/ImportReportPage.h"
#include "widgets/reading/SegmentPanel.h"
#include "widgets/shell/TopBar.h"
#include "widgets/study/BackupPanel.h"
#include "widgets/study/DiagnosticsPanel.h"
#include "widgets/study/StudyPage.h"
#include "widgets/subjects/SubjectValues.h"
#include "widgets/unlock/UnlockPage.h"

#include <QPainter>
#include <QPainterPath>

namespace casebook::demo {

using namespace Qt::StringLiterals;

inline QDateTime now() { return QDateTime(QDate(2026, 11, 23), QTime(9, 12)); }

/// A drawn chest: body, lungs, spine, one nodule whose place follows `seed`.
inline QImage chest(int seed, int side = 192) {
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.scale(side / 100.0, side / 100.0);
    p.setPen(Qt::NoPen);
    p.setBrush(QColor(150, 150, 150));
    p.drawEllipse(QRectF(4, 16, 92, 70));
    p.setBrush(QColor(185, 185, 185));
    p.drawEllipse(QRectF(8, 20, 84, 62));
    p.setBrush(QColor(38, 38, 38));
    QPainterPath right, left;
    right.addEllipse(QRectF(14, 26, 32, 48));
    left.addEllipse(QRectF(56, 28, 30, 46));
    p.drawPath(right);
    p.drawPath(left);
    p.setBrush(QColor(215, 215, 215));
    p.drawEllipse(QRectF(40, 34, 22, 26));
    p.setBrush(QColor(240, 240, 240));
    p.drawEllipse(QRectF(44, 66, 13, 12));
    p.setBrush(QColor(200, 200, 200));
    p.drawEllipse(QPointF(66 + seed % 5 * 2.5, 40 + seed * 7 % 22), 3.0, 2.7);
    return image;
}

inline QList<StudyEntry> studies() {
    return {{u"/data/study/lung-demo"_s,
             u"LUNG-DEMO"_s,
             u"TJ02"_s,
             now().addSecs(-3600),
             StudyEntry::State::Available,
             true,
             {u"wangmin"_s, u"zhaolei"_s},
             {}},
            {u"/data/study/nodule-fu"_s,
             u"NODULE-FU pilot"_s,
             u"BJ01"_s,
             now().addDays(-5),
             StudyEntry::State::Available,
             true,
             {u"liyan"_s},
             {}},
            {u"/media/disk/reader-study-a"_s,
             u"READER-STUDY-A"_s,
             {},
             now().addDays(-40),
             StudyEntry::State::NotFound,
             false,
             {},
             {}}};
}

inline HomeView emptyHome() {
    HomeView view;
    view.userName = u"Li Yan"_s;
    view.now = now();
    return view;
}

inline HomeView home() {
    HomeView view;
    view.userName = u"Wang Min"_s;
    view.site = u"TJ02"_s;
    view.now = now();
    view.subjects = 58;
    view.withExams = 51;
    view.exams = 97;
    view.series = 214;
    view.overlays = 46;
    view.waitingSeries = 2;
    view.placementsToConfirm = 1;
    view.refusedFiles = 3;
    view.lastImport = view.waitingImport = {7};
    view.auditChecked = true;
    view.auditWhole = true;
    view.imports = {{{7}, now().addSecs(-2400), u"Wang Min"_s, 519, 4, 2, 3, false},
                    {{6}, now().addDays(-1), u"Wang Min"_s, 1064, 0, 0, 0, false},
                    {{5}, now().addDays(-2), u"Zhao Lei"_s, 133, 133, 0, 0, true},
                    {{4}, now().addDays(-9), u"Wang Min"_s, 266, 0, 0, 12, false}};
    view.backup = {true, now().addDays(-9), 9, true, true};
    view.recent = {{u"1.2.3.1"_s, u"TJ-0038"_s, u"Chest lung Bl57"_s, u"CT, 250 slices"_s, chest(1)},
                   {u"1.2.3.2"_s, u"TJ-0041"_s, u"Chest soft Br40"_s, u"CT, 133 slices"_s, chest(2)},
                   {u"1.2.3.3"_s, u"TJ-0080"_s, u"Low dose 1.0"_s, u"CT, 312 slices"_s, chest(3)}};
    return view;
}

inline QList<SubjectView> subjects(int count = 58) {
    const QString names[] = {u"\u6797\u6653\u5c9a"_s,
                             u"\u90ed\u4f1f\u6c11"_s,
                             u"He Jiayi"_s,
                             u"\u5b8b\u67cf\u9716"_s,
                             u"Tang Yuqing"_s,
                             u"\u65b9\u5fd7\u8fdc"_s,
                             u"Xie Mingzhu"_s,
                             u"\u79e6\u6d69\u7136"_s,
                             u"\u6b27\u9633\u601d\u9f50"_s,
                             u"Du Ruoxi"_s,
                             u"\u963f\u4f9d\u52aa\u5c14\u00b7\u4e70\u4e70\u63d0"_s,
                             u"Feng Yaqin"_s,
                             u"\u66f9\u6587\u535a"_s};
    QList<SubjectView> list;
    for (int i = 0; i < count; ++i) {
        SubjectView s;
        s.id = {i + 1};
        s.label = u"TJ-%1"_s.arg(i + 1, 4, 10, QChar(u'0'));
        s.name = names[i % 13];
        s.sex = i % 7 == 5 ? QString() : i % 2 ? u"M"_s : u"F"_s;
        s.birthDate = u"%1-0%2-1%3"_s.arg(1948 + i * 7 % 40).arg(1 + i % 9).arg(i % 10);
        s.exams = i % 9 == 4 ? 0 : 1 + i * 5 % 4;
        s.series = s.exams * (1 + i % 3);
        s.lastExamDate =
            s.exams
                ? u"2026-%1-%2"_s.arg(1 + i % 10, 2, 10, QChar(u'0')).arg(1 + i * 11 % 28, 2, 10, QChar(u'0'))
                : QString();
        s.status = i % 17 == 11 ? u"withdrawn"_s : i % 19 == 7 ? u"unidentified"_s : u"enrolled"_s;
        s.searchKey = (s.label + u' ' + s.name).toLower();
        list << s;
    }
    return list;
}

inline QList<ExamView> exams() {
    SeriesView lung{u"1.2.3.2"_s, "image", u"CT"_s, u"Chest lung Bl57"_s,           3,        133, u"Bl57"_s,
                    2.5,          {},      2,       {u"casebook.cad.nodule 1.0"_s}, chest(2), true};
    SeriesView soft{u"1.2.3.4"_s, "image",  u"CT"_s, u"Chest soft Br40"_s, 4, 133, u"Br40"_s, 2.5, {}, 0,
                    {},           chest(2), true};
    SeriesView thin{u"1.2.3.5"_s, "image", u"CT"_s, u"Chest 1.25"_s, 2,   250, u"B60f"_s, 1.25,
                    {"gap"},      0,       {},      chest(4),        true};
    SeriesView report{u"1.2.3.6"_s, "sr", u"SR"_s, u"Dose report"_s, 99, 1, {}, 0, {}, 0, {}, {}, false};
    return {{u"1.2.3"_s, u"2026-10-27"_s, u"Chest CT, month 6"_s, {lung, soft, report}, u"Month 6"_s},
            {u"1.2.2"_s, u"2026-04-29"_s, u"Chest CT, baseline"_s, {thin}, {}}};
}

inline ImportView importView() {
    ImportView v;
    v.id = {7};
    v.when = QDateTime(QDate(2026, 11, 23), QTime(11, 32));
    v.source = u"DISC2"_s;
    v.user = u"Wang Min"_s;
    v.files = 531;
    v.imported = 519;
    v.duplicates = 4;
    v.seconds = 48;
    v.series = {{u"1"_s,
                 u"TJ-0041"_s,
                 u"Chest lung Bl57"_s,
                 u"CT"_s,
                 133,
                 2.5,
                 2.5,
                 u"512 × 512"_s,
                 {},
                 {},
                 false,
                 true},
                {u"2"_s,
                 u"TJ-0041"_s,
                 u"Chest soft Br40"_s,
                 u"CT"_s,
                 133,
                 2.5,
                 2.5,
                 u"512 × 512"_s,
                 {},
                 {},
                 false,
                 true},
                {u"3"_s,
                 u"TJ-0038"_s,
                 u"Chest 1.25 B60f"_s,
                 u"CT"_s,
                 250,
                 1.25,
                 1.0,
                 u"512 × 512"_s,
                 {"gap"},
                 {},
                 false,
                 true},
                {u"4"_s,
                 u"TJ-0038"_s,
                 u"Nodules, CAD vendor"_s,
                 u"SEG"_s,
                 3,
                 0,
                 0,
                 u"512 × 512"_s,
                 {},
                 {},
                 false,
                 true}};
    v.waiting = {{u"5"_s,
                  u"Chest routine"_s,
                  u"CT"_s,
                  5,
                  "identity-conflict",
                  {u"TJ-0063"_s, u"TJ-0066"_s},
                  chest(3),
                  {}}};
    v.refused = {
        {u"DISC2/IM000231.dcm"_s, "truncated", u"Ends 41,208 bytes before its stated length"_s},
        {u"DISC2/REPORT.EXE"_s, "not-dicom", u"A program, not a DICOM file"_s},
        {u"DISC2/IM000077.dcm"_s, "conflicting-instance", u"Same UID as an imported slice, other pixels"_s}};
    return v;
}

inline QList<OverlayView> overlays() {
    OverlayView cad;
    cad.id = {1};
    cad.name = u"Nodules"_s;
    cad.algorithm = u"casebook.cad.nodule"_s;
    cad.algorithmVersion = u"1.0"_s;
    cad.placement = Placement::State::Verified;
    cad.segments = {
        {1, u"Nodule, left lower lobe"_s, QColor::fromRgb(seriesColors[0]), 7.41, false, true, true, 0.5},
        {2, u"Nodule, right middle lobe"_s, QColor::fromRgb(seriesColors[1]), 0.08, false, true, false, 0.5},
        {3, u"Nodule, lingula"_s, QColor::fromRgb(seriesColors[3]), 0.09, false, false, false, 0.5}};
    OverlayView lungs;
    lungs.id = {2};
    lungs.name = u"lobes.nii.gz"_s;
    lungs.placement = Placement::State::Refused;
    lungs.reason = "grid-mismatch";
    lungs.confirmable = true;
    lungs.corner_mm = 0.62;
    lungs.segments = {{1, u"Left lung"_s, QColor::fromRgb(seriesColors[2]), 2310, false, true, false, 0.4},
                      {2, u"Right lung"_s, QColor::fromRgb(seriesColors[6]), -1, false, true, false, 0.4}};
    OverlayView other;
    other.id = {3};
    other.name = u"Vessels"_s;
    other.algorithm = u"vendor tool"_s;
    other.placement = Placement::State::Refused;
    other.reason = "frame-of-reference";
    other.segments = {{1, u"Vessel"_s, QColor::fromRgb(seriesColors[5]), 81.4, false, true, false, 0.4}};
    return {cad, lungs, other};
}

inline QList<AuditLine> audit() {
    QList<AuditLine> rows;
    const std::tuple<QByteArray, QByteArray, QString, QByteArray, QString> kinds[] = {
        {"change", "subject", u"TJ-0041"_s, "name", u"typing error"_s},
        {"create", "subject", u"TJ-0080"_s, "", {}},
        {"import", "series", u"519 instances"_s, "", {}},
        {"confirm", "overlay", u"lobes.nii.gz"_s, "placement", u"looked at five places"_s},
        {"unlock", "study", u"workstation TJ-RAD-02"_s, "", {}},
        {"withdraw", "subject", u"TJ-0012"_s, "status", u"consent withdrawn"_s},
        {"verify", "study", u"rows 1 to 412"_s, "", {}}};
    for (int i = 0; i < 24; ++i) {
        const auto& [action, kind, object, field, reason] = kinds[i % 7];
        rows << AuditLine{813 - i,
                          now().addSecs(-i * 517),
                          i % 3 ? u"wangmin"_s : u"zhaolei"_s,
                          u"coordinator"_s,
                          action,
                          kind,
                          object,
                          field,
                          field == "name" ? u"Lin Xiaolan"_s : QString(),
                          field == "name" ? u"Lin Xiaolang"_s : QString(),
                          reason};
    }
    return rows;
}

inline BackupView backup() {
    BackupView view;
    view.known = view.mayManage = view.due = view.verified = true;
    view.now = now();
    view.last = now().addDays(-9);
    view.ageDays = 9;
    view.damaged = 2;
    view.bytes = 412'000'000'000;
    view.lastFolder = view.folder = u"/media/wang/BACKUP-2/casebook-backup-5f3a09c1"_s;
    view.rhythm = 2;
    view.reachable = false;
    view.study = {801'000'000'000, 240};
    view.grownBytes = 96'000'000'000;
    view.grownDays = 30;
    view.checked = now().addDays(-1);
    view.checkDamage = {u"object  o/96/96e256829b378b55fb4d2785c9db7f69  hash"_s};
    return view;
}

inline DiagnosticReport diagnostics() {
    DiagnosticReport report;
    report.addCode("program", u"0.9.1"_s);
    report.addCode("kernel", u"5.10.0"_s);
    report.addNumber("landlock_abi", 0, true);
    report.addYes("seccomp", true);
    report.addNumber("memory_lock_bytes", 65536, true);
    report.addCode("swap", u"plain"_s, true);
    report.addCode("folder", u"network"_s, true);
    report.addNumber("pack_bytes", 412'000'000'000);
    report.addCode("audit_chain", u"whole"_s);
    report.addNumber("backup_age_days", 9, true);
    report.addUnknown("verify_age_days");
    return report;
}

inline StudyPageView study() {
    return {u"LUNG-DEMO"_s,
            u"TJ02"_s,
            u"/data/study/lung-demo"_s,
            u"0193a6f2-7c11-7e0a-9a51-3d6f0c1d2e4b"_s,
            now().addDays(-220),
            true,
            1,
            3,
            {u"Wang Min"_s, u"Zhao Lei"_s, u"Li Yan"_s},
            58,
            97,
            214,
            48213555712,
            {}};
}

inline QList<JobView> jobs() {
    return {
        {1, u"Import from DISC2"_s, {}, 412, 531, 12000, JobView::State::Running, {}, true, false},
        {2, u"Verify"_s, u"shield-check"_s, 88, 133, -1, JobView::State::Running, {}, true, false},
        {3, u"Import from DISC1"_s, {}, 0, 0, -1, JobView::State::Done, u"1,064 imported"_s, false, true}};
}

} // namespace casebook::demo
