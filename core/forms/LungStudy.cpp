// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/LungStudy.h"

#include "core/values/Csv.h"

#include <QResource>
#include <QStringDecoder>

#include <array>
#include <utility>

// Q_INIT_RESOURCE must be called outside of any namespace.
static void initLungTables() { Q_INIT_RESOURCE(lung); }

namespace casebook {

namespace {

/// What studyFromTables() reads.
constexpr std::array studyTables{"analytes",    "checks",      "codelists",       "forms",
                                 "groups",      "items",       "visits",          "recist_rules",
                                 "visit_rules", "visit_forms", "variable_classes"};

QString u(const char* ascii) { return QString::fromLatin1(ascii); }

/// One table while it is read; the first fault ends the reading of the study.
class Table {
public:
    Table(const QMap<QString, QByteArray>& tables, const char* name, std::optional<Error>& fault)
        : name_(u(name)), fault_(fault) {
        QStringDecoder decode(QStringDecoder::Utf8);
        const QString text = decode(tables.value(name_));
        auto table = readCsv(text);
        if (decode.hasError())
            note(0, u("not UTF-8"));
        else if (!table)
            note(table.error().args.value(0).toLongLong(), QString::fromLatin1(table.error().code));
        else if (!table->faults.isEmpty())
            note(table->faults[0].line, u("ragged row"));
        else
            table_ = *std::move(table);
    }

    const QList<CsvRow>& rows() const { return table_.rows; }

    QString cell(const CsvRow& row, const char* column) {
        const qsizetype at = table_.column(u(column));
        if (at < 0)
            note(1, u("no column ") + u(column));
        return table_.cell(row, at);
    }

    void note(qint64 line, const QString& what) {
        if (!fault_)
            fault_ =
                Error{ErrorKind::Refused, "bad-study-table", u("%1.csv:%2").arg(name_).arg(line), {what}};
    }

private:
    QString name_;
    std::optional<Error>& fault_;
    CsvTable table_;
};

LanguageText twoLanguages(const QString& en, const QString& zh) {
    LanguageText text;
    if (!en.isEmpty())
        text[u("en")] = en;
    if (!zh.isEmpty())
        text[u("zh")] = zh;
    return text;
}

QList<CodeListDef> readCodeLists(Table table) {
    QList<CodeListDef> lists;
    for (const CsvRow& row : table.rows()) {
        const QString oid = table.cell(row, "list");
        if (lists.isEmpty() || lists.last().oid != oid)
            lists << CodeListDef{oid, {}, {}};
        lists.last().codes << CodeDef{
            table.cell(row, "code"), twoLanguages(table.cell(row, "label_en"), table.cell(row, "label_zh")),
            table.cell(row, "external_system"), table.cell(row, "external_code"), false};
    }
    return lists;
}

RangeDef rangeOf(Table& table, const CsvRow& row, const char* column) {
    const QString written = table.cell(row, column);
    if (written.isEmpty())
        return {};
    const QStringList ends = written.split(u(".."));
    if (ends.size() != 2)
        table.note(row.line, u("not a range: ") + written);
    return {ends.value(0), ends.value(1)};
}

/// Digits after the point by the sending rules (mm 1 for nodule axes, mm3 0, HU 0); means are stored unrounded
/// and shown to one decimal.
std::optional<int> decimalsOf(const ItemDef& item) {
    if (item.unit == u("mm3") || item.unit == u("[hnsf'U]"))
        return 0;
    const bool nodule = item.oid.startsWith(u("nod_")) || item.oid.startsWith(u("rd_"));
    return nodule && item.unit == u("mm") ? std::optional(1) : std::nullopt;
}

VariableClass classOf(const ItemDef& item, const QString& form, const QMap<QString, VariableClass>& listed) {
    if (form == u("IDN"))
        return VariableClass::DirectIdentifier;
    if (const auto at = listed.constFind(item.oid); at != listed.cend())
        return *at;
    const bool free = item.type == ItemType::LongText || item.type == ItemType::Text;
    return free ? VariableClass::FreeText : VariableClass::Other;
}

ItemDef itemOf(Table& table, const CsvRow& row, const QMap<QString, QString>& analytes) {
    ItemDef item;
    item.oid = table.cell(row, "item");
    item.label = twoLanguages(table.cell(row, "label_en"), table.cell(row, "label_zh"));
    const auto type = itemTypeFromCode(table.cell(row, "type").toLatin1());
    if (!type)
        table.note(row.line, u("unknown type"));
    item.type = type.value_or(ItemType::Text);
    item.unit = table.cell(row, "unit");
    item.analyte = analytes.value(item.oid);
    item.codeList = table.cell(row, "codelist");
    item.required = table.cell(row, "required");
    item.soft = rangeOf(table, row, "range_soft");
    item.hard = rangeOf(table, row, "range_hard");
    item.showIf = table.cell(row, "show_if");
    item.calc = table.cell(row, "calc");
    item.check = table.cell(row, "check");
    item.note = table.cell(row, "note");
    item.sdtm = table.cell(row, "sdtm");
    item.source = table.cell(row, "source");
    item.status = table.cell(row, "status");
    item.decimals = decimalsOf(item);
    return item;
}

FormAnchor anchorOf(Table& table, const CsvRow& row) {
    constexpr std::array known{std::pair{"once a visit", FormAnchor::Visit},
                               std::pair{"log", FormAnchor::Subject}, std::pair{"exam", FormAnchor::Exam},
                               std::pair{"task", FormAnchor::Task}};
    const QString written = table.cell(row, "repeats");
    for (const auto& [name, anchor] : known)
        if (written == u(name))
            return anchor;
    table.note(row.line, u("unknown word in repeats: ") + written);
    return FormAnchor::Visit;
}

QList<FormDef> readForms(Table table) {
    QList<FormDef> forms;
    for (const CsvRow& row : table.rows()) {
        FormDef form;
        form.oid = table.cell(row, "form");
        form.label = twoLanguages(table.cell(row, "label_en"), table.cell(row, "label_zh"));
        form.anchor = anchorOf(table, row);
        const QString domain = table.cell(row, "sdtm_domain");
        form.neverExported = domain.contains(u("never exported"));
        form.domain = form.neverExported ? QString() : domain;
        form.status = table.cell(row, "status");
        forms << form;
    }
    return forms;
}

/// Items go to their form in order; a change of section or group begins a new part.
void readItems(StudyDefinition& d, Table table, Table groups, const QMap<QString, QString>& analytes,
               const QMap<QString, VariableClass>& classes) {
    QMap<QString, SectionDef> groupDefs;
    for (const CsvRow& row : groups.rows()) {
        SectionDef& group = groupDefs[groups.cell(row, "group")];
        group.groupLabel = twoLanguages(groups.cell(row, "label_en"), groups.cell(row, "label_zh"));
        group.maxRows = groups.cell(row, "max_rows").toInt();
    }
    QString lastSection;
    for (const CsvRow& row : table.rows()) {
        ItemDef item = itemOf(table, row, analytes);
        const QString oid = table.cell(row, "form");
        const auto form =
            std::find_if(d.forms.begin(), d.forms.end(), [&](const FormDef& one) { return one.oid == oid; });
        if (form == d.forms.end())
            return table.note(row.line, u("no form ") + oid);
        const QString name = table.cell(row, "section");
        const QString group = table.cell(row, "group");
        if (!group.isEmpty() && !groupDefs.contains(group))
            table.note(row.line, u("no group ") + group);
        if (form->sections.isEmpty() || lastSection != name || form->sections.last().group != group) {
            SectionDef section = groupDefs.value(group);
            section.group = group;
            section.label = twoLanguages(name, table.cell(row, "section_zh"));
            form->sections << section;
        }
        lastSection = name;
        item.variableClass = classOf(item, oid, classes);
        form->sections.last().items << item.oid;
        d.items << item;
    }
}

/// What the table of visits says in words only.
void addRule(VisitDef& visit, Table& rules) {
    for (const CsvRow& row : rules.rows())
        if (rules.cell(row, "visit") == visit.oid) {
            visit.arms = rules.cell(row, "arms").split(u' ', Qt::SkipEmptyParts);
            visit.fromPrevious = rules.cell(row, "from_previous") == u("yes");
            visit.until = rules.cell(row, "until");
        }
}

QList<VisitDef> readVisits(Table table, Table rules) {
    QList<VisitDef> visits;
    for (const CsvRow& row : table.rows()) {
        VisitDef visit;
        visit.oid = table.cell(row, "visit");
        visit.label = twoLanguages(table.cell(row, "label_en"), table.cell(row, "label_zh"));
        visit.scheduled = table.cell(row, "type") == u("Scheduled");
        visit.repeating = table.cell(row, "repeating") == u("yes");
        const QString anchor = table.cell(row, "anchor");
        if (anchor != u("none"))
            visit.anchors = anchor.split(u(" or "));
        bool given = false;
        const int first = table.cell(row, "first_day").toInt(&given);
        if (given)
            visit.firstDay = first;
        const QString steps = table.cell(row, "steps");
        visit.steps = steps == u("-") ? QString() : steps;
        visit.windowBefore = std::abs(table.cell(row, "window_before_days").toInt());
        visit.windowAfter = table.cell(row, "window_after_days").toInt();
        addRule(visit, rules);
        visit.rule = table.cell(row, "rule");
        visit.status = table.cell(row, "status");
        visits << visit;
    }
    return visits;
}

QList<VisitFormDef> readVisitForms(Table table) {
    QList<VisitFormDef> all;
    for (const CsvRow& row : table.rows())
        all << VisitFormDef{table.cell(row, "visit"), table.cell(row, "form"),
                            table.cell(row, "required") == u("yes"), table.cell(row, "only_if")};
    return all;
}

QList<CheckDef> readChecks(Table table) {
    QList<CheckDef> all;
    for (const CsvRow& row : table.rows())
        all << CheckDef{table.cell(row, "id"),
                        table.cell(row, "form"),
                        table.cell(row, "expression_must_hold"),
                        twoLanguages(table.cell(row, "message_en"), table.cell(row, "message_zh")),
                        table.cell(row, "severity") != u("query"),
                        table.cell(row, "status")};
    return all;
}

/// Item -> value of a two-column table.
QMap<QString, QString> pairs(Table table, const char* key, const char* value) {
    QMap<QString, QString> map;
    for (const CsvRow& row : table.rows())
        map[table.cell(row, key)] = table.cell(row, value);
    return map;
}

QMap<QString, VariableClass> readClasses(Table table) {
    QMap<QString, VariableClass> map;
    for (const CsvRow& row : table.rows())
        if (const auto known = variableClassFromCode(table.cell(row, "class").toLatin1()))
            map[table.cell(row, "item")] = *known;
        else
            table.note(row.line, u("unknown class"));
    return map;
}

AnchorItems anchors() {
    return {
        {u("CONSENT"), u("@SCR:DM:consent_or_waiver")},
        {u("INDEX"), u("@SCR:DM:index_date")},
        {u("FIRSTDOSE"), u("min(TXL:LINE[ln_no = 1].ln_start)")},
        // The last dose is known once every line was stopped.
        {u("LASTDOSE"), u("if(count(TXL:LINE.ln_no) > 0 and count(TXL:LINE[is_blank(ln_stop)].ln_no) = 0, "
                          "max(TXL:LINE.ln_stop), blank)")},
        {u("SURGERY"), u("@SURG:SURG:su_date")},
        {u("EOT"), u("@EOT:visit.date")}};
}

/// What is a setting of the study and not of the program; the RECIST ones come from their table.
QMap<QString, QString> readSettings(Table recist) {
    QMap<QString, QString> settings{{u("stg_edition"), u("9")},
                                    {u("arm_item"), u("@SCR:ELIG:arm")},
                                    {u("cycle_days"), u("21")},
                                    {u("baseline_visit"), u("SCR")},
                                    {u("advice_item"), u("rd_advice")},
                                    {u("advice_visit"), u("NODFU")},
                                    {u("exam_date_item"), u("ct_date")},
                                    {u("end_visit"), u("EOS")},
                                    {u("death_item"), u("fu_death")},
                                    {u("withdrawal_item"), u("withdraw_date")},
                                    {u("withdrawal_scope_item"), u("withdraw_scope")}};
    for (const CsvRow& row : recist.rows())
        if (recist.cell(row, "table") == u("setting"))
            settings[recist.cell(row, "in1")] = recist.cell(row, "in2");
    return settings;
}

} // namespace

QByteArray lungTable(const QString& name) {
    initLungTables();
    return QResource(u(":/studies/lung/%1.csv").arg(name)).uncompressedData();
}

Result<StudyDefinition> studyFromTables(const QMap<QString, QByteArray>& tables) {
    std::optional<Error> fault;
    const auto table = [&](const char* name) { return Table(tables, name, fault); };
    StudyDefinition d;
    d.oid = u("LUNG");
    d.name = twoLanguages(u("Lung cancer cohort"), QStringLiteral("肺癌队列"));
    d.languages = {u("en"), u("zh")};
    d.codeLists = readCodeLists(table("codelists"));
    d.forms = readForms(table("forms"));
    readItems(d, table("items"), table("groups"), pairs(table("analytes"), "item", "analyte"),
              readClasses(table("variable_classes")));
    d.visits = readVisits(table("visits"), table("visit_rules"));
    d.visitForms = readVisitForms(table("visit_forms"));
    d.checks = readChecks(table("checks"));
    d.anchors = anchors();
    d.settings = readSettings(table("recist_rules"));
    if (fault)
        return tl::unexpected(*fault);
    return d;
}

Result<StudyDefinition> lungStudy() {
    QMap<QString, QByteArray> tables;
    for (const char* name : studyTables)
        tables[u(name)] = lungTable(u(name));
    return studyFromTables(tables);
}

} // namespace casebook
