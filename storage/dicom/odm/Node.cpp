// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/Node.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

namespace casebook::odm {

namespace {

struct Children {
    const char* parent;
    const char* children;
};

/// ODM 1.3.2, ODM1-3-2-foundation.xsd: what stands in what. The order is not tested. FormData right in SubjectData is
/// no ODM, but REDCap writes it for projects without events.
constexpr Children kChildren[] = {
    {"ODM", "Study AdminData ReferenceData ClinicalData Association"},
    {"Study", "GlobalVariables BasicDefinitions MetaDataVersion"},
    {"GlobalVariables", "StudyName StudyDescription ProtocolName"},
    {"BasicDefinitions", "MeasurementUnit"},
    {"MeasurementUnit", "Symbol Alias"},
    {"Symbol", "TranslatedText"},
    {"MetaDataVersion",
     "Include Protocol StudyEventDef FormDef ItemGroupDef ItemDef CodeList ImputationMethod "
     "Presentation ConditionDef MethodDef"},
    {"Protocol", "Description StudyEventRef Alias"},
    {"StudyEventDef", "Description FormRef Alias"},
    {"FormDef", "Description ItemGroupRef ArchiveLayout Alias"},
    {"ItemGroupDef", "Description ItemRef Alias"},
    {"ItemDef", "Description Question ExternalQuestion MeasurementUnitRef RangeCheck CodeListRef Role Alias"},
    {"Description", "TranslatedText"},
    {"Question", "TranslatedText"},
    {"ErrorMessage", "TranslatedText"},
    {"Decode", "TranslatedText"},
    {"RangeCheck", "CheckValue FormalExpression MeasurementUnitRef ErrorMessage"},
    {"CodeList", "Description CodeListItem ExternalCodeList EnumeratedItem Alias"},
    {"CodeListItem", "Decode Alias"},
    {"EnumeratedItem", "Alias"},
    {"ConditionDef", "Description FormalExpression Alias"},
    {"MethodDef", "Description FormalExpression Alias"},
    {"AdminData", "User Location SignatureDef"},
    {"User",
     "LoginName DisplayName FullName FirstName LastName Organization Address Email Picture Pager Fax Phone "
     "LocationRef Certificate"},
    {"Address", "StreetName City StateProv Country PostalCode OtherText"},
    {"Location", "MetaDataVersionRef"},
    {"SignatureDef", "Meaning LegalReason"},
    {"ReferenceData", "ItemGroupData AuditRecords Signatures Annotations"},
    {"ClinicalData", "SubjectData AuditRecords Signatures Annotations"},
    {"SubjectData", "AuditRecord Signature InvestigatorRef SiteRef Annotation StudyEventData "
                    "FormData"},
    {"StudyEventData", "AuditRecord Signature Annotation FormData"},
    {"FormData", "AuditRecord Signature ArchiveLayoutRef Annotation ItemGroupData"},
    {"ItemGroupData", "AuditRecord Signature Annotation ItemData"},
    {"ItemData", "AuditRecord Signature MeasurementUnitRef Annotation"},
    {"AuditRecords", "AuditRecord"},
    {"Signatures", "Signature"},
    {"Annotations", "Annotation"},
    {"AuditRecord", "UserRef LocationRef DateTimeStamp ReasonForChange SourceID"},
    {"Signature", "UserRef LocationRef SignatureRef DateTimeStamp"},
    {"Annotation", "Comment Flag"},
    {"Flag", "FlagValue FlagType"},
    {"Association", "KeySet Annotation"},
};

/// ItemDataInteger ...: the value is the element's text.
bool isTypedItemData(const QString& name) {
    static const QStringList types =
        QStringLiteral(
            "Any String Integer Float Date Time Datetime Boolean HexBinary Base64Binary HexFloat Base64Float "
            "PartialDate PartialTime PartialDatetime DurationDatetime IntervalDatetime IncompleteDatetime "
            "IncompleteDate IncompleteTime URI Double")
            .split(u' ');
    return name.startsWith(u"ItemData") && types.contains(name.mid(8));
}

QHash<QString, QStringList> makeTable() {
    QHash<QString, QStringList> table;
    for (const Children& row : kChildren)
        table.insert(QString::fromLatin1(row.parent), QString::fromLatin1(row.children).split(u' '));
    return table;
}

} // namespace

QString Node::attribute(const char* wanted) const {
    const auto at = std::find_if(attributes.begin(), attributes.end(),
                                 [&](const auto& one) { return one.first == QLatin1StringView(wanted); });
    return at == attributes.end() ? QString() : at->second;
}

bool Node::has(const char* wanted) const {
    return std::any_of(attributes.begin(), attributes.end(),
                       [&](const auto& one) { return one.first == QLatin1StringView(wanted); });
}

const Node* Node::child(const char* wanted) const {
    const auto at = std::find_if(children.begin(), children.end(),
                                 [&](const Node& one) { return one.name == QLatin1StringView(wanted); });
    return at == children.end() ? nullptr : &*at;
}

QList<const Node*> Node::all(const char* wanted) const {
    QList<const Node*> found;
    for (const Node& one : children)
        if (one.name == QLatin1StringView(wanted))
            found.append(&one);
    return found;
}

QString Node::path() const {
    const QString oid = attribute("OID");
    return oid.isEmpty() ? name : QStringLiteral("%1[%2]").arg(name, oid);
}

bool isKnownChild(const QString& parent, const QString& child) {
    static const QHash<QString, QStringList> table = makeTable();
    if (parent == u"ItemGroupData" && isTypedItemData(child))
        return true;
    return table.value(isTypedItemData(parent) ? QStringLiteral("ItemData") : parent).contains(child);
}

QList<QByteArray> neededAttributes(const QString& element) {
    static const QHash<QString, QList<QByteArray>> table{
        {QStringLiteral("Study"), {"OID"}},
        {QStringLiteral("MetaDataVersion"), {"OID"}},
        {QStringLiteral("MeasurementUnit"), {"OID"}},
        {QStringLiteral("StudyEventDef"), {"OID"}},
        {QStringLiteral("FormDef"), {"OID"}},
        {QStringLiteral("ItemGroupDef"), {"OID"}},
        {QStringLiteral("ItemDef"), {"OID", "DataType"}},
        {QStringLiteral("CodeList"), {"OID"}},
        {QStringLiteral("CodeListItem"), {"CodedValue"}},
        {QStringLiteral("EnumeratedItem"), {"CodedValue"}},
        {QStringLiteral("ConditionDef"), {"OID"}},
        {QStringLiteral("MethodDef"), {"OID"}},
        {QStringLiteral("StudyEventRef"), {"StudyEventOID"}},
        {QStringLiteral("FormRef"), {"FormOID"}},
        {QStringLiteral("ItemGroupRef"), {"ItemGroupOID"}},
        {QStringLiteral("ItemRef"), {"ItemOID"}},
        {QStringLiteral("CodeListRef"), {"CodeListOID"}},
        {QStringLiteral("MeasurementUnitRef"), {"MeasurementUnitOID"}},
        {QStringLiteral("ClinicalData"), {"StudyOID", "MetaDataVersionOID"}},
        {QStringLiteral("SubjectData"), {"SubjectKey"}},
        {QStringLiteral("StudyEventData"), {"StudyEventOID"}},
        {QStringLiteral("FormData"), {"FormOID"}},
        {QStringLiteral("ItemGroupData"), {"ItemGroupOID"}},
        {QStringLiteral("ItemData"), {"ItemOID"}},
    };
    return table.value(isTypedItemData(element) ? QStringLiteral("ItemData") : element);
}

} // namespace casebook::odm
