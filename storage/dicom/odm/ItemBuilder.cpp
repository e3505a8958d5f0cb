// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/ItemBuilder.h"

#include "storage/dicom/odm/Expressions.h"
#include "storage/dicom/odm/Units.h"

#include <QRegularExpression>

#include <algorithm>

namespace casebook::odm {

namespace {

bool isNumber(const QString& text) {
    static const QRegularExpression number(QStringLiteral("^[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"));
    return number.match(text).hasMatch();
}

bool isWhole(const QString& text) {
    bool fits = false;
    text.toLongLong(&fits);
    return fits;
}

std::optional<ItemType> typeOfData(const QString& dataType) {
    static const QHash<QString, ItemType> types{
        {QStringLiteral("text"), ItemType::Text},
        {QStringLiteral("string"), ItemType::Text},
        {QStringLiteral("integer"), ItemType::Integer},
        {QStringLiteral("float"), ItemType::Decimal},
        {QStringLiteral("double"), ItemType::Decimal},
        {QStringLiteral("decimal"), ItemType::Decimal},
        {QStringLiteral("date"), ItemType::Date},
        {QStringLiteral("partialDate"), ItemType::Date},
        {QStringLiteral("incompleteDate"), ItemType::Date},
        {QStringLiteral("time"), ItemType::Time},
        {QStringLiteral("partialTime"), ItemType::Time},
        {QStringLiteral("incompleteTime"), ItemType::Time},
        {QStringLiteral("datetime"), ItemType::DateTime},
        {QStringLiteral("partialDatetime"), ItemType::DateTime},
        {QStringLiteral("incompleteDatetime"), ItemType::DateTime},
        {QStringLiteral("boolean"), ItemType::YesNo},
    };
    const auto at = types.constFind(dataType);
    return at == types.cend() ? std::nullopt : std::optional(*at);
}

class ItemBuilder {
public:
    ItemBuilder(const Node& node, const UnitTable& units, Building& building)
        : node_(node), units_(units), b_(building) {}

    ItemDef build() {
        const QString multi = Building::own(node_, QStringLiteral("multicode"));
        item_.oid = multi.isEmpty() ? b_.nameOf("ItemDef", node_) : multi;
        kind_ = QStringLiteral("ItemDef/%1").arg(item_.oid);
        type();
        texts();
        unit();
        if (const Node* list = node_.child("CodeListRef"))
            codeList(*list);
        for (const Node* check : node_.all("RangeCheck"))
            rangeCheck(*check);
        ownParts();
        foreignParts();
        return std::move(item_);
    }

private:
    void type() {
        const QString dataType = node_.attribute("DataType");
        const auto given = itemTypeFromCode(Building::own(node_, QStringLiteral("type")).toLatin1());
        const auto read = typeOfData(dataType);
        item_.type = given ? *given : read.value_or(ItemType::Text);
        if (!given && !read)
            b_.adapt(node_.path(), "type-as-text", {dataType}, node_.line);
        if (!given && (dataType == u"date" || dataType == u"time" || dataType == u"datetime"))
            b_.count("may-be-partial", QStringLiteral("ItemDef[@DataType='%1']").arg(dataType), node_.line);
        bool fits = false;
        if (const int length = node_.attribute("Length").toInt(&fits); fits && length > 0) {
            if (item_.type == ItemType::Text || item_.type == ItemType::LongText) {
                item_.maxLength = length;
                if (!given && length > 200)
                    item_.type = ItemType::LongText;
            } else {
                b_.count("length-dropped", QStringLiteral("ItemDef/@Length"), node_.line);
            }
        }
        if (const int digits = node_.attribute("SignificantDigits").toInt(&fits); fits)
            item_.decimals = digits;
    }

    void texts() {
        const LanguageText question = b_.textOf(node_, "Question");
        LanguageText description = b_.textOf(node_, "Description");
        const bool asIs = Building::hasOwn(node_, QStringLiteral("nolabel"));
        item_.label = question.isEmpty() && !asIs ? description : question;
        if (item_.label.isEmpty() && !asIs)
            item_.label.insert(b_.keyLanguage, node_.attribute("Name"));
        if ((question.isEmpty() && !asIs) || description.isEmpty())
            return;
        item_.note = textIn(description, b_.keyLanguage);
        bool used = false;
        for (auto at = description.cbegin(); at != description.cend(); ++at) {
            if (!used && *at == item_.note) {
                used = true;
                continue;
            }
            b_.keep(kind_ + QStringLiteral("/Description/") + at.key(), *at);
            b_.count("note-one-language", QStringLiteral("ItemDef/Description"), node_.line);
        }
    }

    void unit() {
        const auto refs = node_.all("MeasurementUnitRef");
        QStringList found;
        for (const Node* ref : refs) {
            const QString oid = ref->attribute("MeasurementUnitOID");
            if (!units_.contains(oid))
                b_.refuse(node_.path() + QStringLiteral("/MeasurementUnitRef"), "no-such", {oid}, ref->line);
            else
                found.append(units_.value(oid));
        }
        if (found.isEmpty())
            return;
        item_.unit = found[0];
        const bool number = item_.type == ItemType::Integer || item_.type == ItemType::Decimal;
        if (found.size() > 1 && number) {
            item_.type = ItemType::Quantity;
            b_.adapt(node_.path(), "several-units", {found[0], found.mid(1).join(QStringLiteral(", "))},
                     node_.line);
        }
    }

    void codeList(const Node& ref) {
        const QString oid = ref.attribute("CodeListOID");
        if (b_.externalLists.contains(oid)) // the codes are not in the file: it is typed as text
            return;
        if (!b_.codeLists.contains(oid)) {
            b_.adapt(node_.path() + QStringLiteral("/CodeListRef"), "no-code-list", {oid}, ref.line);
            return;
        }
        item_.codeList = b_.codeLists.value(oid);
        if (!Building::hasOwn(node_, QStringLiteral("type"))) {
            item_.type = ItemType::Code;
            item_.maxLength.reset();
            item_.decimals.reset();
        }
    }

    /// "x < 5" of one check value as an expression of the grammar.
    QString literal(const QString& value) const {
        switch (item_.type) {
        case ItemType::Integer:
        case ItemType::Decimal:
        case ItemType::Quantity: return value;
        case ItemType::Date: return QStringLiteral("d'%1'").arg(value);
        case ItemType::Time: return QStringLiteral("t'%1'").arg(value);
        case ItemType::DateTime: return QStringLiteral("dt'%1'").arg(value);
        case ItemType::YesNo:
            return value == u"1" || value == u"true" ? QStringLiteral("true") : QStringLiteral("false");
        default: return quoted(value);
        }
    }

    void addCheck(const QString& expression) {
        item_.check =
            item_.check.isEmpty() ? expression : QStringLiteral("(%1) and (%2)").arg(item_.check, expression);
    }

    /// True when the check became an end of the soft or hard range.
    bool asRange(const QString& comparator, const QString& value, bool hard) {
        RangeDef& range = hard ? item_.hard : item_.soft;
        const bool low = comparator == u"GE" || comparator == u"GT";
        QString& end = low ? range.low : range.high;
        if (!isNumber(value) || !end.isEmpty())
            return false;
        if (comparator == u"GE" || comparator == u"LE") {
            end = value;
            return true;
        }
        if ((comparator != u"GT" && comparator != u"LT") || item_.type != ItemType::Integer ||
            !isWhole(value))
            return false;
        end = QString::number(value.toLongLong() + (low ? 1 : -1)); // whole numbers: below 180 is up to 179
        return true;
    }

    void rangeCheck(const Node& check) {
        const QString path = node_.path() + QStringLiteral("/RangeCheck");
        const bool hard = check.attribute("SoftHard") == u"Hard";
        const auto expressions = check.all("FormalExpression");
        const auto values = check.all("CheckValue");
        if (!rangeUnit(check, path, values))
            return;
        rangeMessage(check, path);
        if (!expressions.isEmpty()) {
            formalChecks(expressions, path);
        } else if (!values.isEmpty()) {
            valueCheck(check.attribute("Comparator"), values, hard, path, check.line);
        } else {
            b_.refuse(path, "empty-check", {}, check.line);
        }
    }

    void formalChecks(const QList<const Node*>& expressions, const QString& path) {
        for (const Node* one : expressions) {
            if (one->attribute("Context") == QLatin1StringView(kContext)) {
                addCheck(one->text);
                continue;
            }
            b_.keep(kind_ + QStringLiteral("/RangeCheck/") + one->attribute("Context"), one->text);
            b_.adapt(path, "expression-kept", {one->attribute("Context")}, one->line);
        }
    }

    void valueCheck(const QString& comparator, const QList<const Node*>& values, bool hard,
                    const QString& path, qint64 line) {
        if (values.size() == 1 && asRange(comparator, values[0]->text, hard))
            return;
        static const QHash<QString, QString> operators{
            {QStringLiteral("LT"), QStringLiteral("<")},  {QStringLiteral("LE"), QStringLiteral("<=")},
            {QStringLiteral("GT"), QStringLiteral(">")},  {QStringLiteral("GE"), QStringLiteral(">=")},
            {QStringLiteral("EQ"), QStringLiteral("=")},  {QStringLiteral("NE"), QStringLiteral("!=")},
            {QStringLiteral("IN"), QStringLiteral("in")}, {QStringLiteral("NOTIN"), QStringLiteral("in")}};
        const QString sign = operators.value(comparator);
        if (sign.isEmpty()) {
            b_.refuse(path, "comparator", {comparator}, line);
            return;
        }
        QStringList literals;
        for (const Node* value : values)
            literals.append(literal(value->text));
        if (sign != u"in")
            addCheck(QStringLiteral("%1 %2 %3").arg(item_.oid, sign, literals[0]));
        else if (comparator == u"IN")
            addCheck(QStringLiteral("%1 in (%2)").arg(item_.oid, literals.join(QStringLiteral(", "))));
        else
            addCheck(QStringLiteral("not %1 in (%2)").arg(item_.oid, literals.join(QStringLiteral(", "))));
        if (hard)
            b_.adapt(path, "hard-as-query", {}, line);
    }

    /// False when the check is in another unit than the item.
    bool rangeUnit(const Node& check, const QString& path, const QList<const Node*>& values) {
        const Node* ref = check.child("MeasurementUnitRef");
        if (!ref)
            return true;
        const QString unit = units_.value(ref->attribute("MeasurementUnitOID"));
        if (item_.unit.isEmpty())
            item_.unit = unit;
        if (unit == item_.unit)
            return true;
        QStringList text{check.attribute("SoftHard"), check.attribute("Comparator")};
        for (const Node* value : values)
            text.append(value->text);
        b_.keep(QStringLiteral("%1/RangeCheck/%2").arg(kind_, unit), text.join(u' '));
        keepMessage(b_.textOf(check, "ErrorMessage"));
        b_.adapt(path, "check-unit", {unit, item_.unit}, check.line);
        return false;
    }

    void rangeMessage(const Node& check, const QString& path) {
        const LanguageText message = b_.textOf(check, "ErrorMessage");
        if (item_.checkMessage.isEmpty())
            item_.checkMessage = message;
        if (message.isEmpty() || message == item_.checkMessage)
            return;
        keepMessage(message);
        b_.adapt(path, "one-message", {}, check.line);
    }

    void keepMessage(const LanguageText& message) {
        for (auto at = message.cbegin(); at != message.cend(); ++at)
            b_.keep(kind_ + QStringLiteral("/ErrorMessage/") + at.key(), *at);
    }

    void ownParts() {
        const auto own = [&](const char* what) { return Building::own(node_, QString::fromLatin1(what)); };
        if (const QString required = own("required"); !required.isEmpty())
            item_.required = required;
        if (Building::hasOwn(node_, QStringLiteral("check")))
            item_.check = own("check");
        if (const LanguageText text = Building::ownText(node_, QStringLiteral("label")); !text.isEmpty())
            item_.label = text;
        if (const LanguageText text = Building::ownText(node_, QStringLiteral("checkmessage"));
            !text.isEmpty())
            item_.checkMessage = text;
        if (const QString note = own("note"); !note.isEmpty())
            item_.note = note;
        if (const QString unit = own("unit"); !unit.isEmpty())
            item_.unit = unit;
        if (const QString list = own("codelist"); !list.isEmpty())
            item_.codeList = list;
        if (const QString calc = own("calc"); !calc.isEmpty())
            item_.calc = calc;
        if (const QString showIf = own("showif"); !showIf.isEmpty())
            item_.showIf = showIf;
        for (auto [name, range] : {std::pair("soft", &item_.soft), std::pair("hard", &item_.hard)}) {
            const QString head = QString::fromLatin1(name);
            if (Building::hasOwn(node_, head + QStringLiteral(".low")))
                range->low = Building::own(node_, head + QStringLiteral(".low"));
            if (Building::hasOwn(node_, head + QStringLiteral(".high")))
                range->high = Building::own(node_, head + QStringLiteral(".high"));
        }
        item_.analyte = own("analyte");
        item_.source = own("source");
        item_.status = own("status");
        if (const auto held = variableClassFromCode(own("class").toLatin1()))
            item_.variableClass = *held;
        for (auto [name, number] :
             {std::pair("decimals", &item_.decimals), std::pair("maxlength", &item_.maxLength)})
            if (bool fits = false; const int value = own(name).toInt(&fits))
                *number = value;
            else if (fits)
                *number = 0;
    }

    void foreignParts() {
        QSet<QString> used;
        for (const char* context : {"SDTM", "CDASH/SDTM"})
            for (const Node* alias : node_.all("Alias"))
                if (item_.sdtm.isEmpty() && alias->attribute("Context") == QLatin1StringView(context)) {
                    item_.sdtm = alias->attribute("Name");
                    used.insert(QString::fromLatin1(context));
                }
        b_.keepAliases(node_, kind_, used);
        for (const char* name : {"SASFieldName", "SDSVarName", "Origin", "Comment"})
            if (const QString value = node_.attribute(name); !value.isEmpty()) {
                b_.keep(QStringLiteral("%1/@%2").arg(kind_, QLatin1StringView(name)), value);
                b_.count("attribute-kept", QStringLiteral("ItemDef/@%1").arg(QLatin1StringView(name)),
                         node_.line);
            }
        for (const char* name : {"ExternalQuestion", "Role"})
            for (const Node* one : node_.all(name)) {
                b_.keep(QStringLiteral("%1/%2").arg(kind_, one->name),
                        one->text + one->attribute("Dictionary") + u' ' + one->attribute("Code"));
                b_.count("element-kept", QStringLiteral("ItemDef/%1").arg(one->name), one->line);
            }
    }

    const Node& node_;
    const UnitTable& units_;
    Building& b_;
    ItemDef item_;
    QString kind_;
};

CodeDef buildCode(const Node& node, const QString& list, Building& building) {
    CodeDef code;
    code.code = node.attribute("CodedValue");
    code.label = building.textOf(node, "Decode");
    if (Building::hasOwn(node, QStringLiteral("nolabel")))
        code.label.clear();
    else if (code.label.isEmpty())
        code.label.insert(building.keyLanguage, code.code);
    code.retired = Building::own(node, QStringLiteral("retired")) == u"Yes";
    QSet<QString> used;
    for (const Node* alias : node.all("Alias")) {
        const QString context = alias->attribute("Context");
        if (!used.isEmpty() || context.startsWith(QLatin1StringView(kAlias)))
            continue;
        code.externalSystem = context;
        code.externalCode = alias->attribute("Name");
        used.insert(context);
    }
    building.keepAliases(node, QStringLiteral("CodeList/%1/%2").arg(list, code.code), used);
    return code;
}

} // namespace

ItemDef buildItem(const Node& node, const UnitTable& units, Building& building) {
    return ItemBuilder(node, units, building).build();
}

void buildCodeLists(const Node& metaData, Building& building) {
    for (const Node* node : metaData.all("CodeList")) {
        CodeListDef list;
        const QString own = Building::own(*node, QStringLiteral("oid"));
        list.oid = own.isEmpty() ? node->attribute("OID") : own;
        if (building.codeLists.contains(node->attribute("OID"))) {
            building.refuse(node->path(), "twice", {}, node->line);
            continue;
        }
        if (const Node* external = node->child("ExternalCodeList")) {
            building.keep(QStringLiteral("CodeList/%1/ExternalCodeList").arg(list.oid),
                          external->attribute("Dictionary") + u' ' + external->attribute("Version"));
            building.externalLists.insert(list.oid);
            building.adapt(node->path(), "external-list", {external->attribute("Dictionary")}, node->line);
            continue;
        }
        list.label = building.textOf(*node, "Description");
        if (list.label.isEmpty() && node->attribute("Name") != list.oid)
            list.label.insert(building.keyLanguage, node->attribute("Name"));
        QSet<QString> seen;
        QList<const Node*> codes = node->all("CodeListItem") + node->all("EnumeratedItem");
        const bool ordered =
            std::all_of(codes.begin(), codes.end(), [](const Node* c) { return c->has("OrderNumber"); });
        if (ordered)
            std::stable_sort(codes.begin(), codes.end(), [](const Node* a, const Node* b) {
                return a->attribute("OrderNumber").toInt() < b->attribute("OrderNumber").toInt();
            });
        for (const Node* code : codes) {
            const QString value = code->attribute("CodedValue");
            if (seen.contains(value)) {
                building.refuse(node->path(), "code-twice", {value}, code->line);
                continue;
            }
            seen.insert(value);
            list.codes.append(buildCode(*code, list.oid, building));
        }
        building.keepAliases(*node, QStringLiteral("CodeList/%1").arg(list.oid));
        building.codeLists.insert(node->attribute("OID"), list.oid);
        building.definition.codeLists.append(list);
    }
}

} // namespace casebook::odm
