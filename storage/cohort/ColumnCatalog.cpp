// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/cohort/ColumnCatalog.h"

#include "core/expr/Checker.h"
#include "core/expr/Lexer.h"
#include "core/forms/Expressions.h"

#include <QSet>

#include <algorithm>

namespace casebook {

namespace {

using cohort::ColumnInfo;
using cohort::ColumnKind;
using Aggregate = ColumnSource::Aggregate;
using Kind = ColumnSource::Kind;

LanguageText words(const char* english, const char* chinese) {
    return {{QStringLiteral("en"), QString::fromUtf8(english)},
            {QStringLiteral("zh"), QString::fromUtf8(chinese)}};
}

LanguageText joinedText(const LanguageText& label, const LanguageText& suffix) {
    LanguageText both;
    for (auto it = label.begin(); it != label.end(); ++it)
        both.insert(it.key(), it.value() + QStringLiteral(" (") + textIn(suffix, it.key()) + u')');
    return both;
}

struct FixedColumn {
    Kind kind;
    const char* name;
    ColumnKind type;
    const char* english;
    const char* chinese;
    const char* unit;
    const char* rule;
    bool facet;
};

// Names that every study has. `rule` is the definition that goes into the data dictionary.
constexpr FixedColumn fixedColumns[] = {
    {Kind::Subject, "subject", ColumnKind::Text, "Subject", "受试者", "", "", false},
    {Kind::Subject, "site", ColumnKind::Code, "Site", "中心", "", "", true},
    {Kind::Subject, "status", ColumnKind::Code, "Status in the study", "研究状态", "", "", true},
    {Kind::Subject, "sex", ColumnKind::Code, "Sex", "性别", "",
     "The item sex; where it is not recorded, the sex of the subject list.", true},
    {Kind::Subject, "open_queries", ColumnKind::Number, "Open queries", "未关闭的质疑", "",
     "Queries in state open or answered.", false},
    {Kind::Imaging, "exams", ColumnKind::Number, "Exams", "检查数", "",
     "Exams with at least one original image series.", true},
    {Kind::Imaging, "series", ColumnKind::Number, "Image series", "图像序列数", "", "Original image series.",
     false},
    {Kind::Imaging, "modality", ColumnKind::Set, "Modalities", "检查设备类型", "",
     "Modalities of original image series.", true},
    {Kind::Imaging, "first_exam", ColumnKind::Date, "First exam", "首次检查", "",
     "Earliest date of an exam with original images.", false},
    {Kind::Imaging, "last_exam", ColumnKind::Date, "Last exam", "末次检查", "",
     "Latest date of an exam with original images.", false},
    {Kind::Imaging, "thinnest_mm", ColumnKind::Number, "Thinnest slice", "最薄层厚", "mm",
     "Smallest slice thickness of an original series.", true},
    {Kind::Imaging, "kernel", ColumnKind::Set, "Reconstruction kernels", "重建核", "",
     "Kernels of original series.", false},
    {Kind::AiResults, "overlays", ColumnKind::Number, "Overlays", "叠加层数", "",
     "Segmentations and other overlays.", false},
    {Kind::AiResults, "ai_findings", ColumnKind::Number, "AI findings", "AI发现数", "",
     "Findings of algorithms, all runs.", false},
    {Kind::AiResults, "ai_score", ColumnKind::Number, "Highest AI score", "AI最高分", "",
     "Highest score of a finding of an algorithm.", false},
    {Kind::Derived, "age", ColumnKind::Number, "Age at index", "索引日年龄", "a",
     "Whole years completed between birth and index date; a partial birth date counts only where every "
     "possible day gives the same age.",
     true},
    {Kind::Derived, "index", ColumnKind::Date, "Index date", "索引日期", "",
     "The study's anchor INDEX, else the item index_date.", false},
    {Kind::Derived, "stage", ColumnKind::Code, "Stage", "分期", "",
     "Pathological stage, else clinical stage, as entered; where that is not recorded, as computed.", true},
    {Kind::Derived, "histology", ColumnKind::Code, "Histology", "组织学", "", "The item pa_hist.", true},
    {Kind::Derived, "os_days", ColumnKind::Number, "Overall survival, days", "总生存期（天）", "d",
     "Index date to death of any cause; alive: censored at the last date known alive, not after the cut.",
     false},
    {Kind::Derived, "os_months", ColumnKind::Number, "Overall survival, months", "总生存期（月）", "mo",
     "os_days / 30.4375.", true},
    {Kind::Derived, "os_event", ColumnKind::Boolean, "Died", "死亡", "",
     "True where os_days ends with death.", true},
    {Kind::Derived, "pfs_days", ColumnKind::Number, "Progression-free survival, days", "无进展生存期（天）",
     "d",
     "Index date to the first assessment with overall response PD (RECIST 1.1), or death; else censored at "
     "the last adequate assessment, or at the index date where there is none.",
     false},
    {Kind::Derived, "pfs_months", ColumnKind::Number, "Progression-free survival, months",
     "无进展生存期（月）", "mo", "pfs_days / 30.4375.", false},
    {Kind::Derived, "pfs_event", ColumnKind::Boolean, "Progression or death", "进展或死亡", "",
     "True where pfs_days ends with progression or death.", true},
    {Kind::Derived, "dfs_days", ColumnKind::Number, "Disease-free survival, days", "无病生存期（天）", "d",
     "R0 surgery to recurrence or death; else censored at the last date known alive.", false},
    {Kind::Derived, "dfs_months", ColumnKind::Number, "Disease-free survival, months", "无病生存期（月）",
     "mo", "dfs_days / 30.4375.", false},
    {Kind::Derived, "dfs_event", ColumnKind::Boolean, "Recurrence or death", "复发或死亡", "",
     "True where dfs_days ends with recurrence or death.", false},
    {Kind::Derived, "fu_months", ColumnKind::Number, "Follow-up, months", "随访时间（月）", "mo",
     "Time of os_months; for the median by reverse Kaplan-Meier use fu_event.", false},
    {Kind::Derived, "fu_event", ColumnKind::Boolean, "Still followed", "仍在随访", "",
     "True where the subject is alive at the end of os_months.", false},
    {Kind::Derived, "dates_imputed", ColumnKind::Code, "Imputed dates", "推算的日期", "",
     "D or M where a date behind os_days lacks its day or month; \"none\" else. Month missing: 1 July; day "
     "missing: the 15th; death not before the last date known alive and not after the cut.",
     false},
};

LanguageText groupOf(Kind kind) {
    switch (kind) {
    case Kind::Subject: return words("Subject", "受试者");
    case Kind::Imaging:
    case Kind::AiResults: return words("Imaging", "影像");
    case Kind::FormState: return words("Forms", "表单");
    case Kind::Derived: return words("Derived", "派生变量");
    case Kind::Item: break;
    }
    return {};
}

const CodeListDef* listOf(const StudyDefinition& study, const QString& item) {
    const ItemDef* def = study.item(item);
    return def && !def->codeList.isEmpty() ? study.codeList(def->codeList) : nullptr;
}

void addCodes(ColumnInfo& info, const CodeListDef* list) {
    for (const CodeDef& code : list ? list->codes : QList<CodeDef>()) {
        info.codeOrder.append(code.code);
        info.codeLabels.insert(code.code, code.label);
    }
}

struct FixedCode {
    const char* column;
    const char* code;
    const char* english;
    const char* chinese;
};

// Codes that are the program's own, not a study's. "form": the state of any form.
constexpr FixedCode fixedCodes[] = {
    {"status", "enrolled", "Enrolled", "已入组"},
    {"status", "withdrawn", "Withdrawn", "已退出"},
    {"status", "unidentified", "Unidentified", "身份未定"},
    {"sex", "F", "Female", "女"},
    {"sex", "M", "Male", "男"},
    {"sex", "O", "Other", "其他"},
    {"dates_imputed", "none", "None", "无"},
    {"dates_imputed", "D", "Day", "日"},
    {"dates_imputed", "M", "Month and day", "月和日"},
    {"form", "not-started", "Not started", "未开始"},
    {"form", "incomplete", "Incomplete", "未完成"},
    {"form", "complete", "Complete", "已完成"},
    {"form", "not-done", "Not done", "未做"},
};

/// Where the study has no words of its own for them.
void addFixedCodes(ColumnInfo& info, QLatin1StringView column) {
    if (!info.codeOrder.isEmpty())
        return;
    for (const FixedCode& one : fixedCodes) {
        if (column != QLatin1StringView(one.column))
            continue;
        const QString code = QString::fromLatin1(one.code);
        info.codeOrder.append(code);
        info.codeLabels.insert(code, words(one.english, one.chinese));
    }
}

ColumnSource fixedColumn(const FixedColumn& fixed, const StudyDefinition* study) {
    ColumnSource source;
    source.kind = fixed.kind;
    source.key = QString::fromLatin1(fixed.name);
    source.info.name = source.key;
    source.info.kind = fixed.type;
    source.info.label = words(fixed.english, fixed.chinese);
    source.info.unit = QString::fromLatin1(fixed.unit);
    source.info.group = groupOf(fixed.kind);
    source.info.rule = QString::fromLatin1(fixed.rule);
    source.info.derived = fixed.kind == Kind::Derived;
    source.info.facet = fixed.facet;
    if (study && source.key == u"stage")
        addCodes(source.info, listOf(*study, QStringLiteral("c_stage")));
    else if (study && source.key == u"histology")
        addCodes(source.info, listOf(*study, QStringLiteral("pa_hist")));
    else if (study)
        addCodes(source.info, listOf(*study, source.key));
    addFixedCodes(source.info, QLatin1StringView(fixed.name));
    return source;
}

/// Types of items for the inference of calculated ones: names are unique in a study.
class ItemTypes final : public expr::Declarations {
public:
    explicit ItemTypes(const CompiledStudy& study) : study_(study) {}

    std::optional<expr::Declared> declared(const expr::Reference& reference) const override {
        return expr::Declared{typeOf(reference.item), {}};
    }

    [[nodiscard]] expr::Type typeOf(const QString& name) const {
        const auto& items = study_.expressions().items;
        const auto found = items.constFind(name);
        if (found == items.cend() || open_.contains(name))
            return expr::Type::Any;
        switch (found->def->type) {
        case ItemType::Integer:
        case ItemType::Decimal: return expr::Type::Number;
        case ItemType::Quantity: return expr::Type::Quantity;
        case ItemType::Date: return expr::Type::Date;
        case ItemType::Time: return expr::Type::Time;
        case ItemType::DateTime: return expr::Type::DateTime;
        case ItemType::YesNo: return expr::Type::Boolean;
        case ItemType::MultiCode: return expr::Type::Set;
        case ItemType::Calculated: break;
        default: return expr::Type::Text;
        }
        if (found->service)
            return serviceType(found->service->name);
        if (!found->calc)
            return expr::Type::Any;
        open_.insert(name);
        const expr::Type type = expr::resultType(*found->calc, *this);
        open_.remove(name);
        return type;
    }

private:
    static expr::Type serviceType(const QString& name) {
        static const QSet<QString> numbers{QStringLiteral("recist.nadir"), QStringLiteral("risk.brock"),
                                           QStringLiteral("reading.seconds")};
        return numbers.contains(name) ? expr::Type::Number : expr::Type::Text;
    }

    const CompiledStudy& study_;
    mutable QSet<QString> open_; ///< items under inference: a loop ends there
};

struct AggregateWords {
    Aggregate aggregate;
    const char* suffix;
    const char* english;
    const char* chinese;
};
constexpr AggregateWords aggregates[] = {
    {Aggregate::Last, "_last", "last", "末次"},     {Aggregate::Least, "_min", "smallest", "最小"},
    {Aggregate::Most, "_max", "largest", "最大"},   {Aggregate::Mean, "_mean", "mean", "平均"},
    {Aggregate::Count, "_count", "values", "次数"}, {Aggregate::AnyTrue, "_any", "ever", "曾有"},
};

bool fits(Aggregate aggregate, ColumnKind kind) {
    switch (aggregate) {
    case Aggregate::Least:
    case Aggregate::Most: return kind == ColumnKind::Number || kind == ColumnKind::Date;
    case Aggregate::Mean: return kind == ColumnKind::Number;
    case Aggregate::AnyTrue: return kind == ColumnKind::Boolean;
    default: return true;
    }
}

class Catalog {
public:
    Catalog(const CompiledStudy* study, const CatalogRights& rights) : study_(study), rights_(rights) {}

    std::vector<ColumnSource> run() {
        const StudyDefinition* definition = study_ ? &study_->definition() : nullptr;
        for (const FixedColumn& fixed : fixedColumns)
            if (fixed.kind != Kind::AiResults || rights_.aiResults)
                add(fixedColumn(fixed, definition));
        if (!definition)
            return std::move(columns_);
        for (const FormDef& form : definition->forms)
            if (readable(form))
                addFormState(form);
        for (const FormDef& form : definition->forms)
            if (readable(form))
                addItems(*definition, form);
        return std::move(columns_);
    }

private:
    [[nodiscard]] bool readable(const FormDef& form) const {
        return !form.neverExported && (form.anchor != FormAnchor::Task || rights_.readings);
    }

    void add(ColumnSource source) {
        if (names_.contains(source.info.name))
            return;
        names_.insert(source.info.name);
        columns_.push_back(std::move(source));
    }

    void addFormState(const FormDef& form) {
        ColumnSource source;
        source.kind = Kind::FormState;
        source.key = form.oid;
        source.info.name = QStringLiteral("form_") + columnName(form.oid);
        source.info.kind = ColumnKind::Code;
        source.info.label = form.label;
        source.info.group = groupOf(Kind::FormState);
        source.info.rule = QStringLiteral("Complete where all instances are; incomplete where one is begun.");
        addFixedCodes(source.info, QLatin1StringView("form"));
        add(source);
    }

    /// Can one subject have several values of it?
    [[nodiscard]] static bool several(const StudyDefinition& study, const FormDef& form,
                                      const SectionDef& section) {
        if (section.repeating() || form.anchor == FormAnchor::Exam || form.anchor == FormAnchor::Task)
            return true;
        int visits = 0;
        bool repeats = false;
        for (const VisitFormDef& at : study.visitForms) {
            const VisitDef* visit = at.form == form.oid ? study.visit(at.visit) : nullptr;
            visits += visit ? 1 : 0;
            repeats = repeats || (visit && visit->repeating);
        }
        return form.anchor == FormAnchor::Visit && (visits > 1 || repeats);
    }

    void addItems(const StudyDefinition& study, const FormDef& form) {
        for (const SectionDef& section : form.sections)
            for (const QString& oid : section.items) {
                const ItemDef* item = study.item(oid);
                const auto kind = item ? columnKindOf(*study_, oid) : std::nullopt;
                if (kind)
                    addItem(study, form, *item, *kind, several(study, form, section));
            }
    }

    void addItem(const StudyDefinition& study, const FormDef& form, const ItemDef& item, ColumnKind kind,
                 bool several) {
        ColumnSource source;
        source.key = item.oid;
        source.info.name = columnName(item.oid);
        source.info.kind = kind;
        source.info.label = item.label;
        source.info.unit = item.unit;
        source.info.group = form.label;
        addCodes(source.info, listOf(study, item.oid));
        source.info.facet =
            !several && (kind == ColumnKind::Code || kind == ColumnKind::Boolean || kind == ColumnKind::Set);
        if (several)
            source.info.rule = QStringLiteral("The first value in order of visits.");
        add(source);
        const QString name = source.info.name;
        const LanguageText label = source.info.label;
        for (const AggregateWords& one : aggregates) {
            if (!several || !fits(one.aggregate, kind))
                continue;
            ColumnSource more = source;
            more.aggregate = one.aggregate;
            more.info.name = name + QLatin1StringView(one.suffix);
            more.info.label = joinedText(label, words(one.english, one.chinese));
            more.info.rule =
                QStringLiteral("Of all values of the subject: %1.").arg(QLatin1StringView(one.english));
            if (one.aggregate == Aggregate::Count)
                more.info.kind = ColumnKind::Number;
            add(more);
        }
    }

    const CompiledStudy* study_;
    CatalogRights rights_;
    std::vector<ColumnSource> columns_;
    QSet<QString> names_;
};

} // namespace

QString columnName(const QString& oid) {
    if (expr::isName(oid))
        return oid;
    QString name;
    for (const QChar c : oid)
        name += c.isLetterOrNumber() ? c : u'_';
    return expr::isName(name) ? name : u'_' + name;
}

std::optional<ColumnKind> columnKindOf(const CompiledStudy& study, const QString& oid) {
    const ItemDef* item = study.definition().item(oid);
    if (!item || item->variableClass == VariableClass::DirectIdentifier ||
        item->variableClass == VariableClass::FreeText)
        return std::nullopt;
    switch (item->type) {
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity: return ColumnKind::Number;
    case ItemType::Date: return ColumnKind::Date;
    case ItemType::YesNo: return ColumnKind::Boolean;
    case ItemType::Code: return ColumnKind::Code;
    case ItemType::MultiCode: return ColumnKind::Set;
    case ItemType::Text: return ColumnKind::Text;
    case ItemType::Calculated: break;
    default: return std::nullopt;
    }
    if (!item->codeList.isEmpty())
        return ColumnKind::Code;
    switch (ItemTypes(study).typeOf(oid)) {
    case expr::Type::Boolean: return ColumnKind::Boolean;
    case expr::Type::Date: return ColumnKind::Date;
    case expr::Type::Text: return ColumnKind::Code;
    case expr::Type::Set: return ColumnKind::Set;
    default: break;
    }
    return ColumnKind::Number;
}

std::vector<ColumnSource> columnCatalog(const CompiledStudy* study, const CatalogRights& rights) {
    return Catalog(study, rights).run();
}

} // namespace casebook
