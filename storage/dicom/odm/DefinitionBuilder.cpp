// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/DefinitionBuilder.h"

#include "storage/dicom/odm/Building.h"
#include "storage/dicom/odm/Expressions.h"
#include "storage/dicom/odm/ItemBuilder.h"
#include "storage/dicom/odm/Units.h"

#include <algorithm>
#include <functional>

namespace casebook::odm {

namespace {

/// References in the order of OrderNumber where all have one, else as they stand.
QList<const Node*> inOrder(QList<const Node*> refs) {
    const bool numbered =
        std::all_of(refs.begin(), refs.end(), [](const Node* ref) { return ref->has("OrderNumber"); });
    if (numbered)
        std::stable_sort(refs.begin(), refs.end(), [](const Node* a, const Node* b) {
            return a->attribute("OrderNumber").toInt() < b->attribute("OrderNumber").toInt();
        });
    return refs;
}

QString both(const QString& a, const QString& b) {
    if (a.isEmpty() || b.isEmpty())
        return a + b;
    return QStringLiteral("(%1) and (%2)").arg(a, b);
}

class DefinitionBuilder {
public:
    DefinitionBuilder(const Node& study, const Node& metaData) : study_(study), meta_(metaData) {}

    BuiltDefinition build(Document& document) {
        languages();
        head();
        units();
        buildCodeLists(meta_, b_);
        expressions();
        index();
        visits();
        items();
        forms();
        visitForms();
        checks();
        dropped();
        foreign();
        b_.reportCounts();
        document.adapted += b_.adapted;
        document.refused += b_.refused;
        out_.definition = std::move(b_.definition);
        return std::move(out_);
    }

private:
    /// The most used language is the key one; of equals "en", then the first met.
    void languages() {
        QStringList seen;
        QHash<QString, int> uses;
        const std::function<void(const Node&)> look = [&](const Node& node) {
            if (node.name == u"TranslatedText")
                if (const QString tag = node.attribute("lang"); !tag.isEmpty() && !node.text.isEmpty()) {
                    const QString key = languageKey(tag, {});
                    if (!seen.contains(key))
                        seen.append(key);
                    ++uses[key];
                }
            for (const Node& child : node.children)
                look(child);
        };
        look(study_);
        std::stable_sort(seen.begin(), seen.end(), [&](const QString& a, const QString& b) {
            return uses[a] != uses[b] ? uses[a] > uses[b] : a == u"en" && b != u"en";
        });
        const Node* protocol = meta_.child("Protocol");
        const QString own = protocol ? Building::own(*protocol, QStringLiteral("languages")) : QString();
        if (!own.isEmpty())
            seen = own.split(u' ');
        if (seen.isEmpty())
            seen.append(QStringLiteral("en"));
        b_.keyLanguage = seen[0];
        b_.definition.languages = seen;
    }

    void head() {
        StudyDefinition& d = b_.definition;
        d.oid = study_.attribute("OID");
        out_.study = d.oid;
        out_.metaDataVersion = meta_.attribute("OID");
        const Node* protocol = meta_.child("Protocol");
        if (const Node* globals = study_.child("GlobalVariables")) {
            const Node* name = globals->child("StudyName");
            const QString title = name ? name->text : QString();
            if (!title.isEmpty() && !(protocol && Building::hasOwn(*protocol, QStringLiteral("nolabel"))))
                d.name.insert(b_.keyLanguage, title);
            for (const char* part : {"StudyDescription", "ProtocolName"})
                if (const Node* text = globals->child(part);
                    text && !text->text.isEmpty() && text->text != title)
                    b_.keep(QStringLiteral("GlobalVariables/%1").arg(QLatin1StringView(part)), text->text);
        }
        if (meta_.child("Include"))
            b_.refuse(meta_.path() + QStringLiteral("/Include"), "include", {}, meta_.child("Include")->line);
        if (!protocol) {
            b_.keep(QStringLiteral("MetaDataVersion/@OID"), out_.metaDataVersion);
            return;
        }
        ownHead(*protocol);
        const LanguageText description = b_.textOf(*protocol, "Description");
        for (auto at = description.cbegin(); at != description.cend(); ++at)
            b_.keep(QStringLiteral("Protocol/Description/") + at.key(), *at);
        b_.keepAliases(*protocol, QStringLiteral("Protocol"));
    }

    void ownHead(const Node& protocol) {
        StudyDefinition& d = b_.definition;
        const LanguageText name = Building::ownText(protocol, QStringLiteral("name"));
        for (auto at = name.cbegin(); at != name.cend(); ++at)
            d.name.insert(at.key(), *at);
        for (auto [what, map] : {std::pair("setting", &d.settings), std::pair("anchor", &d.anchors)}) {
            const LanguageText pairs = Building::ownText(protocol, QString::fromLatin1(what));
            for (auto at = pairs.cbegin(); at != pairs.cend(); ++at)
                map->insert(at.key(), *at);
        }
        for (const Node* alias : protocol.all("Alias"))
            if (alias->attribute("Context").startsWith(QLatin1StringView("casebook:foreign."))) {
                const QString kept = alias->attribute("Name");
                b_.keep(kept.section(u'\n', 0, 0), kept.section(u'\n', 1));
            }
        const int version = Building::own(protocol, QStringLiteral("version")).toInt();
        if (version > 0)
            d.version = version;
        if (version <= 0)
            b_.keep(QStringLiteral("MetaDataVersion/@OID"), out_.metaDataVersion);
    }

    void units() {
        const Node* basic = study_.child("BasicDefinitions");
        if (!basic)
            return;
        for (const Node* unit : basic->all("MeasurementUnit")) {
            QString written;
            for (const Node* alias : unit->all("Alias"))
                if (alias->attribute("Context") == u"UCUM")
                    written = alias->attribute("Name");
            const bool isUcum = !written.isEmpty();
            const LanguageText symbol = b_.textOf(*unit, "Symbol");
            if (written.isEmpty())
                written = textIn(symbol, b_.keyLanguage);
            if (written.isEmpty())
                written = unit->attribute("Name");
            const QString ucum = isUcum ? written : ucumOf(written);
            if (ucum != written)
                b_.adapt(unit->path(), "unit", {written, ucum}, unit->line);
            for (auto at = symbol.cbegin(); at != symbol.cend(); ++at)
                if (*at != ucum)
                    b_.keep(
                        QStringLiteral("MeasurementUnit/%1/Symbol/%2").arg(unit->attribute("OID"), at.key()),
                        *at);
            out_.units.insert(unit->attribute("OID"), ucum);
        }
    }

    /// ConditionDef and MethodDef: ours are read, others are kept as text and named.
    void expressions() {
        for (const char* kind : {"ConditionDef", "MethodDef"})
            for (const Node* node : meta_.all(kind)) {
                const QString oid = node->attribute("OID");
                if (Building::hasOwn(*node, QStringLiteral("check")))
                    continue;
                QString ours;
                for (const Node* one : node->all("FormalExpression")) {
                    if (one->attribute("Context") == QLatin1StringView(kContext)) {
                        ours = one->text;
                        continue;
                    }
                    b_.keep(QStringLiteral("%1/%2/%3")
                                .arg(QLatin1StringView(kind), oid, one->attribute("Context")),
                            one->text);
                    b_.adapt(node->path(), "expression-kept", {one->attribute("Context")}, one->line);
                }
                if (ours.isEmpty() && node->all("FormalExpression").isEmpty())
                    b_.adapt(node->path(), "words-only", {}, node->line);
                const LanguageText words = b_.textOf(*node, "Description");
                if (ours.isEmpty())
                    for (auto at = words.cbegin(); at != words.cend(); ++at)
                        b_.keep(QStringLiteral("%1/%2/Description/%3")
                                    .arg(QLatin1StringView(kind), oid, at.key()),
                                *at);
                b_.keepAliases(*node, QStringLiteral("%1/%2").arg(QLatin1StringView(kind), oid));
                formulas_.insert(oid, ours);
            }
    }

    /// "" without a reference; the expression must hold for the thing to be shown.
    QString shownIf(const Node& ref) {
        const QString oid = ref.attribute("CollectionExceptionConditionOID");
        if (oid.isEmpty())
            return {};
        if (!formulas_.contains(oid)) {
            b_.refuse(ref.name, "no-such", {oid}, ref.line);
            return {};
        }
        const QString condition = formulas_.value(oid);
        if (condition.isEmpty())
            b_.adapt(QStringLiteral("%1[%2]").arg(ref.name, refOid(ref)), "always-shown", {oid}, ref.line);
        return condition.isEmpty() ? QString() : negated(condition);
    }

    static QString refOid(const Node& ref) {
        for (const char* name : {"ItemOID", "ItemGroupOID", "FormOID", "StudyEventOID"})
            if (ref.has(name))
                return ref.attribute(name);
        return {};
    }

    /// First node of each OID; a second one with the same OID is refused.
    void index() {
        for (const char* kind : {"StudyEventDef", "FormDef", "ItemGroupDef", "ItemDef"})
            for (const Node* node : meta_.all(kind)) {
                auto& table = byOid_[kind];
                if (table.contains(node->attribute("OID")))
                    b_.refuse(node->path(), "twice", {}, node->line);
                else if (!node->attribute("OID").isEmpty())
                    table.insert(node->attribute("OID"), node);
            }
    }

    const Node* find(const char* kind, const Node& ref, const char* attribute) {
        const QString oid = ref.attribute(attribute);
        const Node* found = byOid_[kind].value(oid);
        if (!found && !oid.isEmpty())
            b_.refuse(ref.name, "no-such", {oid}, ref.line);
        return found;
    }

    void visits() {
        QList<const Node*> ordered;
        if (const Node* protocol = meta_.child("Protocol"))
            for (const Node* ref : inOrder(protocol->all("StudyEventRef")))
                if (const Node* event = find("StudyEventDef", *ref, "StudyEventOID");
                    event && !ordered.contains(event))
                    ordered.append(event);
        for (const Node* event : meta_.all("StudyEventDef"))
            if (byOid_["StudyEventDef"].value(event->attribute("OID")) == event && !ordered.contains(event))
                ordered.append(event);
        for (const Node* event : ordered)
            b_.definition.visits.append(visit(*event));
        events_ = ordered;
    }

    LanguageText labelOf(const Node& node) const {
        const bool asIs = Building::hasOwn(node, QStringLiteral("nolabel"));
        return asIs ? b_.textOf(node, "Description") : b_.labelOf(node);
    }

    VisitDef visit(const Node& event) {
        VisitDef out;
        out.oid = b_.nameOf("StudyEventDef", event);
        out_.visits.insert(event.attribute("OID"), out.oid);
        out.label = labelOf(event);
        const QString type = event.attribute("Type");
        out.scheduled = type == u"Scheduled";
        out.repeating = event.attribute("Repeating") == u"Yes";
        if (type == u"Common")
            b_.adapt(event.path(), "common-event", {}, event.line);
        const auto own = [&](const char* what) { return Building::own(event, QString::fromLatin1(what)); };
        const auto words = [&](const char* what) { return own(what).split(u' ', Qt::SkipEmptyParts); };
        out.anchors = words("anchors");
        out.arms = words("arms");
        bool fits = false;
        if (const int day = own("firstday").toInt(&fits); fits)
            out.firstDay = day;
        out.steps = own("steps");
        out.windowBefore = own("before").toInt();
        out.windowAfter = own("after").toInt();
        out.fromPrevious = own("fromprevious") == u"Yes";
        out.until = own("until");
        out.rule = own("rule");
        out.status = own("status");
        b_.keepAliases(event, QStringLiteral("StudyEventDef/%1").arg(out.oid));
        return out;
    }

    void items() {
        for (const Node* node : meta_.all("ItemDef")) {
            const QString oid = node->attribute("OID");
            if (byOid_["ItemDef"].value(oid) != node)
                continue;
            const QString multi = Building::own(*node, QStringLiteral("multicode"));
            if (!multi.isEmpty())
                codeOf_.insert(oid, Building::own(*node, QStringLiteral("code")));
            if (!multi.isEmpty() && b_.definition.item(multi)) {
                itemNames_.insert(oid, multi); // a further code of an item that is there already
                continue;
            }
            ItemDef item = buildItem(*node, out_.units, b_);
            if (Building::hasOwn(*node, QStringLiteral("type")))
                ownTyped_.insert(item.oid);
            itemNames_.insert(oid, item.oid);
            b_.definition.items.append(std::move(item));
        }
    }

    ItemDef& item(const QString& name) {
        return *std::find_if(b_.definition.items.begin(), b_.definition.items.end(),
                             [&](const ItemDef& one) { return one.oid == name; });
    }

    /// What an ItemRef adds.
    struct Use {
        QString required, showIf, calc;
    };

    Use useOf(const Node& ref, const QString& groupShownIf, const ItemDef& item) {
        Use use;
        use.required = ref.attribute("Mandatory") == u"Yes" && item.required.isEmpty() ? QStringLiteral("yes")
                                                                                       : QString();
        use.showIf = both(groupShownIf, shownIf(ref));
        if (const QString oid = ref.attribute("MethodOID"); !oid.isEmpty()) {
            if (!formulas_.contains(oid))
                b_.refuse(QStringLiteral("ItemRef[%1]").arg(item.oid), "no-such", {oid}, ref.line);
            else if (formulas_.value(oid).isEmpty())
                b_.adapt(QStringLiteral("ItemRef[%1]").arg(item.oid), "entered-by-hand", {oid}, ref.line);
            else
                use.calc = formulas_.value(oid);
        }
        for (const char* name : {"ImputationMethodOID", "Role", "RoleCodeListOID"})
            if (ref.has(name))
                b_.count("attribute-dropped", QStringLiteral("ItemRef/@%1").arg(QLatin1StringView(name)),
                         ref.line);
        return use;
    }

    /// The item of a reference: an item stands once in the study, so every further reference gets a copy.
    QString itemFor(const QString& name, const Use& use, const QString& form, const Node& ref) {
        const bool isFirst = !used_.contains(name);
        if (isFirst) {
            used_.insert(name);
            apply(use, item(name), ownTyped_.contains(name));
            return name;
        }
        ItemDef copy = item(name);
        if (copy.required == u"yes")
            copy.required.clear();
        copy.showIf.clear();
        if (!copy.calc.isEmpty() && !ownTyped_.contains(name))
            copy.type = typed_.value(name, copy.type);
        copy.calc.clear();
        copy.oid = b_.anotherName("ItemDef", name + u'_' + form);
        apply(use, copy, ownTyped_.contains(name));
        b_.adapt(QStringLiteral("ItemRef[%1]").arg(ref.attribute("ItemOID")), "item-copied", {copy.oid},
                 ref.line);
        b_.keep(QStringLiteral("ItemDef/%1/@CopyOf").arg(copy.oid), ref.attribute("ItemOID"));
        b_.definition.items.append(copy);
        return copy.oid;
    }

    void apply(const Use& use, ItemDef& item, bool ownType) {
        if (!use.required.isEmpty())
            item.required = use.required;
        item.showIf = use.showIf;
        if (use.calc.isEmpty())
            return;
        item.calc = use.calc;
        if (ownType)
            return;
        typed_.insert(item.oid, item.type);
        item.type = ItemType::Calculated;
    }

    void forms() {
        for (const Node* node : meta_.all("FormDef"))
            if (byOid_["FormDef"].value(node->attribute("OID")) == node)
                b_.definition.forms.append(form(*node));
    }

    FormDef form(const Node& node) {
        static const QStringList anchors{QStringLiteral("subject"), QStringLiteral("visit"),
                                         QStringLiteral("exam"), QStringLiteral("task")};
        FormDef out;
        out.oid = b_.nameOf("FormDef", node);
        out_.forms.insert(node.attribute("OID"), out.oid);
        out.label = labelOf(node);
        const auto anchor = anchors.indexOf(Building::own(node, QStringLiteral("anchor")));
        if (anchor >= 0)
            out.anchor = FormAnchor(anchor);
        else if (onlyCommon(node.attribute("OID")))
            out.anchor = FormAnchor::Subject;
        if (anchor < 0 && node.attribute("Repeating") == u"Yes")
            b_.adapt(node.path(), "form-repeats", {}, node.line);
        out.domain = Building::own(node, QStringLiteral("domain"));
        out.status = Building::own(node, QStringLiteral("status"));
        out.neverExported = Building::own(node, QStringLiteral("neverexported")) == u"Yes";
        for (const Node* ref : inOrder(node.all("ItemGroupRef")))
            if (const Node* group = find("ItemGroupDef", *ref, "ItemGroupOID"))
                out.sections.append(section(*group, shownIf(*ref), out.oid));
        if (out.domain.isEmpty() && !groupDomain_.isEmpty())
            out.domain = groupDomain_;
        groupDomain_.clear();
        for (const Node* layout : node.all("ArchiveLayout"))
            b_.count("not-kept", QStringLiteral("FormDef/ArchiveLayout"), layout->line);
        b_.keepAliases(node, QStringLiteral("FormDef/%1").arg(out.oid));
        return out;
    }

    SectionDef section(const Node& group, const QString& shownIf, const QString& form) {
        SectionDef out;
        out.label = labelOf(group);
        if (group.attribute("Repeating") == u"Yes")
            repeating(group, out);
        for (const Node* ref : inOrder(group.all("ItemRef"))) {
            const Node* found = find("ItemDef", *ref, "ItemOID");
            if (!found)
                continue;
            const QString oid = ref->attribute("ItemOID");
            const QString base = itemNames_.value(oid);
            const bool further = codeOf_.contains(oid) && out.items.contains(base);
            const QString name = further ? base : itemFor(base, useOf(*ref, shownIf, item(base)), form, *ref);
            out_.items[form].insert(oid, {out.group, name, codeOf_.value(oid)});
            if (further)
                continue;
            out.items.append(name);
        }
        const QString groupName = out.group.isEmpty() ? group.attribute("OID") : out.group;
        if (!keptGroups_.contains(groupName)) {
            keptGroups_.insert(groupName);
            groupParts(group, groupName);
        }
        return out;
    }

    void repeating(const Node& group, SectionDef& out) {
        const QString oid = group.attribute("OID");
        const QString own = Building::own(group, QStringLiteral("group"));
        out.group = !own.isEmpty() ? own : b_.known("ItemGroupDef", oid);
        if (out.group.isEmpty())
            out.group = b_.nameOf("ItemGroupDef", group);
        const LanguageText label = Building::ownText(group, QStringLiteral("grouplabel"));
        const bool none = Building::hasOwn(group, QStringLiteral("nogrouplabel"));
        out.groupLabel = none ? LanguageText() : label.isEmpty() ? out.label : label;
        out.maxRows = Building::own(group, QStringLiteral("maxrows")).toInt();
    }

    void groupParts(const Node& group, const QString& name) {
        if (const QString domain = group.attribute("Domain");
            !domain.isEmpty() && !Building::hasOwn(group, QStringLiteral("section"))) {
            if (groupDomain_.isEmpty())
                groupDomain_ = domain;
            b_.keep(QStringLiteral("ItemGroupDef/%1/@Domain").arg(name), domain);
        }
        for (const char* attribute : {"SASDatasetName", "Origin", "Role", "Purpose", "Comment"})
            if (const QString value = group.attribute(attribute); !value.isEmpty())
                b_.keep(QStringLiteral("ItemGroupDef/%1/@%2").arg(name, QLatin1StringView(attribute)), value);
        b_.keepAliases(group, QStringLiteral("ItemGroupDef/%1").arg(name));
    }

    /// True for a form that stands in common events and in no other.
    bool onlyCommon(const QString& form) const {
        bool common = false;
        for (const Node* event : events_)
            for (const Node* ref : event->all("FormRef"))
                if (ref->attribute("FormOID") == form) {
                    if (event->attribute("Type") != u"Common")
                        return false;
                    common = true;
                }
        return common;
    }

    void visitForms() {
        for (const Node* event : events_)
            for (const Node* ref : inOrder(event->all("FormRef")))
                if (find("FormDef", *ref, "FormOID"))
                    b_.definition.visitForms.append({b_.known("StudyEventDef", event->attribute("OID")),
                                                     b_.known("FormDef", ref->attribute("FormOID")),
                                                     ref->attribute("Mandatory") == u"Yes", shownIf(*ref)});
        if (!events_.isEmpty() || b_.definition.forms.isEmpty())
            return;
        // A library of forms: without a visit nobody could open one.
        VisitDef any;
        any.oid = QStringLiteral("UNS");
        any.label.insert(QStringLiteral("en"), QStringLiteral("Unscheduled"));
        any.scheduled = false;
        any.repeating = true;
        b_.definition.visits.append(any);
        out_.visits.insert(QString(), any.oid);
        for (const FormDef& form : b_.definition.forms)
            b_.definition.visitForms.append({any.oid, form.oid, false, {}});
        b_.adapt(meta_.path(), "no-events", {any.oid}, meta_.line);
    }

    /// Our checks over several items stand in ConditionDefs that nothing refers to.
    void checks() {
        for (const Node* node : meta_.all("ConditionDef")) {
            if (!Building::hasOwn(*node, QStringLiteral("check")))
                continue;
            CheckDef check;
            check.oid = Building::own(*node, QStringLiteral("check"));
            check.form = Building::own(*node, QStringLiteral("form"));
            check.severe = Building::own(*node, QStringLiteral("severe")) == u"Yes";
            check.status = Building::own(*node, QStringLiteral("status"));
            if (!Building::hasOwn(*node, QStringLiteral("nolabel")))
                check.message = b_.textOf(*node, "Description");
            if (const Node* text = node->child("FormalExpression"))
                check.expression = text->text;
            b_.definition.checks.append(check);
        }
    }

    void dropped() {
        for (const char* kind : {"ImputationMethod", "Presentation"})
            for (const Node* node : meta_.all(kind)) {
                b_.keep(QStringLiteral("%1/%2/%3")
                            .arg(QLatin1StringView(kind), node->attribute("OID"), node->attribute("lang")),
                        node->text);
                b_.count("element-kept", QLatin1StringView(kind), node->line);
            }
        QSet<QString> used;
        for (const Node* form : meta_.all("FormDef"))
            for (const Node* ref : form->all("ItemGroupRef"))
                used.insert(ref->attribute("ItemGroupOID"));
        for (const Node* group : meta_.all("ItemGroupDef"))
            if (!used.contains(group->attribute("OID")))
                b_.adapt(group->path(), "group-in-no-form", {}, group->line);
    }

    /// What stands beside the definition, in an order that does not depend on the file's.
    void foreign() {
        auto& all = b_.definition.foreign;
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
    }

    const Node& study_;
    const Node& meta_;
    Building b_;
    BuiltDefinition out_;
    QHash<QByteArray, QHash<QString, const Node*>> byOid_;
    QHash<QString, QString> formulas_; ///< of conditions and methods; empty: in no grammar of ours
    QHash<QString, QString> itemNames_; ///< item OID -> name
    QHash<QString, QString> codeOf_; ///< item OID -> code, of items that are one code
    QHash<QString, ItemType> typed_; ///< what a calculated item was before
    QSet<QString> used_;
    QList<const Node*> events_;
    QSet<QString> keptGroups_, ownTyped_;
    QString groupDomain_;
};

} // namespace

BuiltDefinition buildDefinition(Document& document) {
    if (document.studies.empty())
        return {};
    const Node& study = document.studies.front();
    for (std::size_t n = 1; n < document.studies.size(); ++n)
        document.adapted.append({document.studies[n].path(), "further-study", {}, document.studies[n].line});
    const auto versions = study.all("MetaDataVersion");
    if (versions.isEmpty())
        return {};
    for (const Node* older : versions.first(versions.size() - 1))
        document.adapted.append({older->path(), "older-version", {}, older->line});
    return DefinitionBuilder(study, *versions.constLast()).build(document);
}

} // namespace casebook::odm
