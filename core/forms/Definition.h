// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace casebook {

/// A text in several languages ("en", "zh"; ODM's xml:lang "zh-CN" is kept as "zh"). The first of the study's
/// languages is the key language that others fall back to.
using LanguageText = QMap<QString, QString>;
/// The text in `language`, else in "en", else any; empty when there is none.
[[nodiscard]] QString textIn(const LanguageText& text, const QString& language);

enum class ItemType {
    Text,
    LongText,
    Integer,
    Decimal, ///< one fixed unit
    Quantity, ///< `unit` is the standard one; another of the same analyte may be entered
    Date,
    Time,
    DateTime,
    YesNo,
    Code,
    MultiCode,
    Calculated,
    ImageLink,
    LesionLink,
    File
};
[[nodiscard]] QByteArray itemTypeCode(ItemType type); ///< "text", "multicode" ...
[[nodiscard]] std::optional<ItemType> itemTypeFromCode(const QByteArray& code);

struct CodeDef {
    QString code;
    LanguageText label;
    QString externalSystem, externalCode;
    bool retired = false; ///< readable where stored, not offered
    bool operator==(const CodeDef&) const = default;
};

struct CodeListDef {
    QString oid;
    LanguageText label;
    QList<CodeDef> codes; ///< in order
    bool operator==(const CodeListDef&) const = default;
};

/// Bounds, both ends allowed; decimal texts, empty: no bound.
struct RangeDef {
    QString low, high;
    [[nodiscard]] bool isEmpty() const { return low.isEmpty() && high.isEmpty(); }
    bool operator==(const RangeDef&) const = default;
};

/// What kind of data for the release of a data set (reference: de-identification of form data).
enum class VariableClass { Other, DirectIdentifier, QuasiIdentifier, Sensitive, FreeText };
[[nodiscard]] QByteArray
variableClassCode(VariableClass c); ///< "other", "direct", "quasi", "sensitive", "text"
[[nodiscard]] std::optional<VariableClass> variableClassFromCode(const QByteArray& code);

/// One item. Expressions are in the one grammar (core/expr); empty means "none".
struct ItemDef {
    QString oid; ///< unique in the study; the variable's name in exports
    LanguageText label;
    ItemType type = ItemType::Text;
    QString unit; ///< UCUM
    QString analyte; ///< of a quantity: what is measured ("creatinine"), decides which units convert
    QString codeList; ///< OID
    QString required; ///< "", "yes" or an expression
    RangeDef soft, hard;
    QString showIf;
    QString calc; ///< expression, or "service:NAME(args)"
    QString check; ///< must hold; blank passes
    LanguageText checkMessage;
    QString note; ///< shown as help
    QString sdtm;
    QString source, status; ///< status "awaits a clinician's confirmation" is shown in the form
    std::optional<int> decimals; ///< of entry and display
    std::optional<int> maxLength;
    VariableClass variableClass = VariableClass::Other;
    bool operator==(const ItemDef&) const = default;
};

/// Items that stand together under one heading; of a repeating group each row holds all of them.
struct SectionDef {
    LanguageText label;
    QString group; ///< OID of the repeating group; empty for the ungrouped part
    LanguageText groupLabel;
    int maxRows = 0; ///< 0: no limit
    QStringList items; ///< OIDs in order
    [[nodiscard]] bool repeating() const { return !group.isEmpty(); }
    bool operator==(const SectionDef&) const = default;
};

/// On what an instance of the form hangs.
enum class FormAnchor { Subject = 0, Visit = 1, Exam = 2, Task = 3 };

struct FormDef {
    QString oid;
    LanguageText label;
    FormAnchor anchor = FormAnchor::Visit; ///< log forms: Subject
    QList<SectionDef> sections;
    QString domain; ///< SDTM
    QString status;
    bool neverExported = false;
    bool operator==(const FormDef&) const = default;
};

/// A planned or unscheduled visit (ODM StudyEventDef). Days count from the anchor's day, which is day 0.
struct VisitDef {
    QString oid;
    LanguageText label;
    bool scheduled = true;
    bool repeating = false;
    QStringList
        anchors; ///< "CONSENT", "INDEX", "FIRSTDOSE", "LASTDOSE", "SURGERY", "EOT"; the first that exists
    std::optional<int> firstDay;
    QString steps; ///< "42x8;84": eight steps of 42 days, then 84 for ever
    int windowBefore = 0, windowAfter = 0; ///< days, both >= 0
    bool fromPrevious =
        false; ///< repeat n is planned from the actual day of n-1 (treatment cycles), not from the anchor
    QString
        until; ///< expression seen from each visit of this kind; once it is true at one, no later one is planned
    QStringList arms; ///< codes of the arm item that have this visit; empty: all
    QString rule, status;
    bool operator==(const VisitDef&) const = default;
};

struct VisitFormDef {
    QString visit, form;
    bool required = false;
    QString onlyIf; ///< expression
    bool operator==(const VisitFormDef&) const = default;
};

/// A rule over several items or forms; soft: opens a query.
struct CheckDef {
    QString oid; ///< "X01"
    QString form;
    QString expression; ///< must hold; blank passes
    LanguageText message;
    bool severe = false;
    QString status;
    bool operator==(const CheckDef&) const = default;
};

/// Which answer gives each anchor date, as an expression seen from the subject (core/expr):
/// "CONSENT" -> "@SCR:DM:consent_or_waiver", "EOT" -> "@EOT:visit.date".
using AnchorItems = QMap<QString, QString>;

/// A study's visits, forms, items and rules: one version (ODM MetaDataVersion). A value; immutable once
/// published. Its canonical JSON (core/forms/DefinitionJson.h) has sorted keys and is what is hashed.
struct StudyDefinition {
    QString oid;
    int version = 1;
    LanguageText name;
    QStringList languages; ///< key language first
    QList<CodeListDef> codeLists;
    QList<ItemDef> items;
    QList<FormDef> forms;
    QList<VisitDef> visits;
    QList<VisitFormDef> visitForms;
    QList<CheckDef> checks;
    AnchorItems anchors;
    QMap<QString, QString> settings; ///< "sd_min_days", "stg_edition", "arm_item" ...
    QList<QPair<QString, QString>> foreign; ///< what a format brought that we can't express: path, text

    [[nodiscard]] const ItemDef* item(const QString& wanted) const;
    [[nodiscard]] const CodeListDef* codeList(const QString& wanted) const;
    [[nodiscard]] const FormDef* form(const QString& wanted) const;
    [[nodiscard]] const VisitDef* visit(const QString& wanted) const;
    [[nodiscard]] QList<VisitFormDef> formsOf(const QString& visit) const;
    bool operator==(const StudyDefinition&) const = default;
    /// The form that holds an item; null when none. Items of the shipped study are in one form each.
    [[nodiscard]] const FormDef* formOf(const QString& item) const;
};

} // namespace casebook
