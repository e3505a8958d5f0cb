// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up laboratory form with every kind of item, and views around it. No person, no study is real.
#pragma once

#include "core/forms/CompiledStudy.h"
#include "core/forms/FormState.h"
#include "widgets/forms/FormValues.h"
#include "widgets/queries/QueryValues.h"
#include "widgets/schedule/ScheduleValues.h"
#include "widgets/study/UsersView.h"

#include <QtTest>

namespace casebook::demo {

using namespace Qt::StringLiterals;

inline LanguageText both(const QString& en, const QString& zh) { return {{u"en"_s, en}, {u"zh"_s, zh}}; }

inline ItemDef item(const QString& oid, ItemType type, const QString& en, const QString& zh) {
    ItemDef item;
    item.oid = oid;
    item.type = type;
    item.label = both(en, zh);
    return item;
}

inline ItemDef measure(const QString& oid, const QString& en, const QString& zh, const QString& unit,
                       const QString& low, const QString& high) {
    ItemDef def = item(oid, ItemType::Decimal, en, zh);
    def.unit = unit;
    def.soft = {low, high};
    def.decimals = 2;
    return def;
}

inline CodeDef code(const QString& text, const QString& en, const QString& zh) {
    CodeDef def;
    def.code = text;
    def.label = both(en, zh);
    return def;
}

inline QList<CodeListDef> labLists() {
    return {{u"LABS"_s,
             {},
             {code(u"TJC"_s, u"Tianjin Chest laboratory"_s, u"天津胸科检验科"_s),
              code(u"CEN"_s, u"Central laboratory"_s, u"中心实验室"_s),
              code(u"OUT"_s, u"Another hospital"_s, u"外院"_s)}},
            {u"GRADE"_s,
             {},
             {code(u"1"_s, u"mild"_s, u"轻度"_s), code(u"2"_s, u"moderate"_s, u"中度"_s),
              code(u"3"_s, u"severe"_s, u"重度"_s), code(u"10"_s, u"not graded"_s, u"未分级"_s)}},
            {u"SIGNS"_s,
             {},
             {code(u"COUGH"_s, u"cough"_s, u"咳嗽"_s), code(u"FEVER"_s, u"fever"_s, u"发热"_s),
              code(u"PAIN"_s, u"chest pain"_s, u"胸痛"_s)}}};
}

inline QList<ItemDef> labItems() {
    QList<ItemDef> items;
    ItemDef date = item(u"lb_date"_s, ItemType::Date, u"Sample taken"_s, u"采样日期"_s);
    date.required = u"yes"_s;
    ItemDef here = item(u"lb_here"_s, ItemType::YesNo, u"Taken at this hospital"_s, u"本院采样"_s);
    here.required = u"yes"_s;
    ItemDef lab = item(u"lb_lab"_s, ItemType::Code, u"Laboratory"_s, u"检验科"_s);
    lab.codeList = u"LABS"_s;
    lab.required = u"yes"_s;
    ItemDef where = item(u"lb_where"_s, ItemType::Text, u"Which hospital"_s, u"医院名称"_s);
    where.showIf = u"lb_here = false"_s;
    ItemDef wbc = measure(u"lb_wbc"_s, u"White cells"_s, u"白细胞"_s, u"10*9/L"_s, u"3.5"_s, u"9.5"_s);
    wbc.required = u"yes"_s;
    wbc.hard = {u"0"_s, u"60"_s};
    ItemDef clear = item(u"lb_clear"_s, ItemType::Calculated, u"Creatinine, doubled"_s, u"肌酐两倍"_s);
    clear.calc = u"lb_crea * 2"_s;
    clear.unit = u"umol/L"_s;
    ItemDef signs = item(u"lb_signs"_s, ItemType::MultiCode, u"Complaints"_s, u"症状"_s);
    signs.codeList = u"SIGNS"_s;
    items << date << here << lab << where
          << measure(u"lb_hgb"_s, u"Haemoglobin"_s, u"血红蛋白"_s, u"g/L"_s, u"110"_s, u"160"_s) << wbc
          << measure(u"lb_plt"_s, u"Platelets"_s, u"血小板"_s, u"10*9/L"_s, u"125"_s, u"350"_s)
          << measure(u"lb_crea"_s, u"Creatinine"_s, u"肌酐"_s, u"umol/L"_s, u"44"_s, u"97"_s) << clear
          << measure(u"lb_cea"_s, u"CEA"_s, u"癌胚抗原"_s, u"ng/mL"_s, u"0"_s, u"5"_s)
          << measure(u"lb_nse"_s, u"NSE"_s, u"神经元特异性烯醇化酶"_s, u"ng/mL"_s, u"0"_s, u"16.3"_s) << signs
          << item(u"lb_time"_s, ItemType::Time, u"Time"_s, u"时间"_s)
          << item(u"lb_note"_s, ItemType::LongText, u"Note"_s, u"备注"_s);
    ItemDef term = item(u"ae_term"_s, ItemType::Text, u"Event"_s, u"事件"_s);
    term.required = u"yes"_s;
    ItemDef grade = item(u"ae_grade"_s, ItemType::Code, u"Grade"_s, u"分级"_s);
    grade.codeList = u"GRADE"_s;
    ItemDef no = item(u"ae_no"_s, ItemType::Calculated, u"Number"_s, u"序号"_s);
    no.calc = u"row"_s;
    items << no << term << grade << item(u"ae_start"_s, ItemType::Date, u"Start"_s, u"开始"_s);
    return items;
}

inline StudyDefinition labStudy() {
    StudyDefinition study;
    study.oid = u"DEMO"_s;
    study.name = both(u"Demo"_s, u"演示"_s);
    study.languages = {u"en"_s, u"zh"_s};
    study.codeLists = labLists();
    study.items = labItems();
    FormDef form;
    form.oid = u"LB"_s;
    form.label = both(u"Laboratory"_s, u"实验室检查"_s);
    form.sections = {
        {both(u"Sample"_s, u"标本"_s), {}, {}, 0, {u"lb_date"_s, u"lb_here"_s, u"lb_lab"_s, u"lb_where"_s}},
        {both(u"Blood count and chemistry"_s, u"血常规与生化"_s),
         {},
         {},
         0,
         {u"lb_hgb"_s, u"lb_wbc"_s, u"lb_plt"_s, u"lb_crea"_s, u"lb_clear"_s, u"lb_cea"_s, u"lb_nse"_s}},
        {both(u"Adverse events"_s, u"不良事件"_s),
         u"AER"_s,
         both(u"Event"_s, u"事件"_s),
         0,
         {u"ae_no"_s, u"ae_term"_s, u"ae_grade"_s, u"ae_start"_s}},
        {both(u"Remarks"_s, u"备注"_s), {}, {}, 0, {u"lb_signs"_s, u"lb_time"_s, u"lb_note"_s}}};
    study.forms = {form};
    VisitDef visit;
    visit.oid = u"M6"_s;
    visit.label = both(u"Month 6"_s, u"随访 6 月"_s);
    study.visits = {visit};
    study.visitForms = {{u"M6"_s, u"LB"_s, true, {}}};
    return study;
}

inline ItemValue decimal(const QString& text) { return {ValueKind::Decimal, {}, text, {}, {}, {}, text}; }

inline FormState formState(const StudyDefinition& study, const QString& form, FormData data = {}) {
    FormState::Setup setup;
    setup.study = CompiledStudy::compile(study);
    setup.stored = std::move(data);
    setup.stored.form = form;
    setup.today = QDate(2026, 11, 23);
    auto opened = FormState::open(std::move(setup));
    if (!opened)
        qFatal("%s", opened.error().code.constData());
    return *std::move(opened);
}

/// Half entered: a value out of range, one queried, one missing with reason, two rows.
inline FormData labData() {
    FormData data;
    const auto at = [](const QString& oid) { return ItemPath{{}, {}, oid}; };
    data.values.insert(at(u"lb_date"_s), {ValueKind::Date, {}, u"2026-11-04"_s, {}, {}, {}, u"2026-11-04"_s});
    data.values.insert(at(u"lb_here"_s), {ValueKind::Boolean, {}, u"true"_s, {}, {}, {}, u"yes"_s});
    data.values.insert(at(u"lb_lab"_s), {ValueKind::Code, {}, u"TJC"_s, {}, {}, {}, u"TJC"_s});
    data.values.insert(at(u"lb_hgb"_s), decimal(u"128"_s));
    data.values.insert(at(u"lb_wbc"_s), decimal(u"68"_s));
    data.values.insert(at(u"lb_plt"_s), decimal(u"86"_s));
    data.values.insert(at(u"lb_crea"_s), decimal(u"62"_s));
    data.values.insert(at(u"lb_clear"_s), decimal(u"124"_s));
    data.values.insert(at(u"lb_cea"_s), {ValueKind::Decimal, {}, u"0.50"_s, {}, "<", {}, u"<0.50"_s});
    data.values.insert(at(u"lb_nse"_s), {ValueKind::Null, "ND", {}, {}, {}, {}, u"=ND"_s});
    const QByteArray first(16, '\x11'), second(16, '\x22');
    data.rows = {{u"AER"_s, first}, {u"AER"_s, second}};
    data.values.insert({u"AER"_s, first, u"ae_term"_s},
                       {ValueKind::Text, {}, u"rash"_s, {}, {}, {}, u"rash"_s});
    data.values.insert({u"AER"_s, first, u"ae_grade"_s}, {ValueKind::Code, {}, u"2"_s, {}, {}, {}, u"2"_s});
    data.values.insert({u"AER"_s, second, u"ae_start"_s},
                       {ValueKind::Date, {}, u"2026-10"_s, {}, {}, {}, u"2026-10"_s});
    return data;
}

inline FormView labView() {
    FormView view;
    view.subject = u"TJ-0041"_s;
    view.subjectName = u"Lin Xiaolan"_s;
    view.visit = u"Month 6"_s;
    view.overdueDays = 12;
    view.mayAnswerQuery = true;
    ItemExtra queried;
    queried.queries = {{7, u"Sun Qi"_s, 8, false, u"The report reads 5.0."_s}};
    view.extras.insert({{}, {}, u"lb_cea"_s}, queried);
    ItemExtra image;
    image.fromImage = true;
    image.imageWords = u"slice 91"_s;
    view.extras.insert({{}, {}, u"lb_hgb"_s}, image);
    return view;
}

inline QList<ItemEventView> thread() {
    return {{u"15 Nov 14:06"_s, u"Sun Qi"_s, u"Monitor"_s,
             u"The report scan reads 5.0, the form has < 0.50. Please check the source."_s,
             u"Value at the time: < 0.50 ng/mL"_s}};
}

inline QList<ItemEventView> history() {
    return {{u"15 Nov 14:06"_s, u"Sun Qi"_s, {}, u"query opened"_s, {}},
            {u"5 Nov 10:22"_s, u"Wang Min"_s, {}, u"empty → < 0.50"_s, u"Typing error"_s}};
}

inline QList<VisitEntryView> visits() {
    const auto form = [](const QString& title, const QByteArray& state, int answered, int asked) {
        FormEntryView f;
        f.key = title;
        f.title = title;
        f.state = state;
        f.answered = answered;
        f.asked = asked;
        return f;
    };
    QList<FormEntryView> month6{
        form(u"Follow-up status"_s, "complete", 8, 8), form(u"CT report"_s, "complete", 12, 12),
        form(u"Laboratory"_s, "incomplete", 9, 14), form(u"Adverse events"_s, "not-started", 0, 0),
        form(u"Tumour response"_s, "incomplete", 4, 11)};
    month6[1].queries = 2;
    month6[2].draft = true;
    month6[3].overdueDays = 12;
    QList<FormEntryView> surgery{form(u"Operation"_s, "complete", 15, 15),
                                 form(u"Pathology report"_s, "complete", 25, 25)};
    surgery[0].isSigned = true;
    surgery[1].locked = true;
    surgery.append(form(u"Discharge"_s, "complete", 9, 9));
    surgery.append(form(u"Anaesthesia"_s, "complete", 7, 7));
    surgery[2].signatureBroken = true;
    surgery[3].locked = surgery[3].isSigned = true;
    return {{u"Month 6"_s, u"2026-11-04"_s, "overdue", month6},
            {u"Surgery"_s, u"2026-05-16"_s, "done", surgery},
            {u"Month 12"_s, {}, "planned", {form(u"Follow-up status"_s, "not-started", 0, 0)}}};
}

inline ScheduleView schedule(int subjects = 18) {
    ScheduleView view;
    view.today = QDate(2026, 11, 23);
    view.columns = {
        {u"SCR"_s, 1, u"Screening"_s, u"day −28 to −1"_s}, {u"BL"_s, 1, u"Baseline"_s, u"day 0"_s},
        {u"OP"_s, 1, u"Surgery"_s, u"day 14 ± 14"_s},      {u"M3"_s, 1, u"Month 3"_s, u"day 90 ± 10"_s},
        {u"M6"_s, 1, u"Month 6"_s, u"day 180 ± 14"_s},     {u"M12"_s, 1, u"Month 12"_s, u"day 365 ± 21"_s},
        {u"M24"_s, 1, u"Month 24"_s, u"day 730 ± 30"_s}};
    view.unscheduled = {{u"UNS"_s, u"Unscheduled"_s}};
    const QString names[] = {u"Ouyang Siqi"_s, u"Dong Ruifeng"_s, u"Du Ruoxi"_s, u"Han Liqun"_s,
                             u"Feng Yaqin"_s};
    for (int i = 0; i < subjects; ++i) {
        ScheduleRow row{
            {i + 1}, u"TJ-%1"_s.arg(i * 3 + 4, 4, 10, QChar(u'0')), names[i % 5], u"enrolled"_s, {}};
        for (int c = 0; c < int(view.columns.size()); ++c) {
            ScheduleCell cell;
            cell.required = 6;
            const QDate target = QDate(2025, 10, 1).addDays(i * 11 + c * c * 14);
            cell.target = target.toString(Qt::ISODate);
            cell.windowTo = target.addDays(14).toString(Qt::ISODate);
            cell.state = target.addDays(14) < view.today ? "done"
                         : target < view.today           ? "in-window"
                                                         : "planned";
            if (cell.state == "done") {
                cell.date = target.addDays(2).toString(Qt::ISODate);
                cell.complete = (i + c) % 7 == 3 ? 4 : 6;
                cell.isSigned = c < 2;
                cell.brokenSignatures = i % 9 == 4 && c == 1 ? 1 : 0;
                if ((i + c) % 11 == 5)
                    cell.state = "overdue";
                if ((i + c) % 13 == 6)
                    cell.queries = 1 + i % 2;
                if ((i * c) % 23 == 9)
                    cell.state = "missed";
            }
            row.cells.append(cell);
        }
        view.rows.append(row);
    }
    view.overdue = {
        {{14},
         u"TJ-0041"_s,
         u"Lin Xiaolan"_s,
         u"M6"_s,
         u"Month 6"_s,
         1,
         u"LB"_s,
         u"Laboratory"_s,
         u"2026-11-11"_s,
         12},
        {{6}, u"TJ-0017"_s, u"Guo Weimin"_s, u"OP"_s, u"Surgery"_s, 1, {}, {}, u"2026-11-14"_s, 9}};
    return view;
}

inline QList<QueryView> queries() {
    QList<QueryView> list;
    const QByteArray states[] = {"open", "answered", "open", "closed", "resolved", "open", "candidate"};
    const int ages[] = {8, 3, 41, 20, 2, 15, 0};
    for (int i = 0; i < 7; ++i) {
        QueryView q;
        q.id = i + 1;
        q.subject = {i + 1};
        q.subjectLabel = u"TJ-%1"_s.arg(i * 3 + 4, 4, 10, QChar(u'0'));
        q.form = i + 1;
        q.formTitle = i % 2 ? u"CT report"_s : u"Laboratory"_s;
        q.visitTitle = u"Month 6"_s;
        q.itemTitle = i % 2 ? u"Long axis"_s : u"CEA"_s;
        q.path = {{}, {}, u"lb_cea"_s};
        q.origin = i % 3 ? "manual" : "system";
        q.state = states[i];
        q.text = u"The report scan reads 5.0, the form has < 0.50. Please check the source."_s;
        q.author = u"sunqi"_s;
        q.opened = u"2026-11-15"_s;
        q.ageDays = ages[i];
        list.append(q);
    }
    return list;
}

inline QList<UserView> users() {
    return {{u"wangmin"_s, u"Wang Min"_s, {"coordinator"}, true, true, u"2026-04-02"_s},
            {u"zhaolei"_s, u"Zhao Lei"_s, {"reader", "investigator"}, true, false, u"2026-04-02"_s},
            {u"sunqi"_s, u"Sun Qi"_s, {"monitor"}, true, false, u"2026-06-15"_s},
            {u"oldadmin"_s, u"Li Yan"_s, {"administrator"}, false, false, u"2025-11-30"_s}};
}

} // namespace casebook::demo
