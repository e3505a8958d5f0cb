// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/odm/DefinitionWriter.h"

#include "storage/dicom/odm/Expressions.h"
#include "storage/dicom/odm/ItemWriter.h"

#include <algorithm>

namespace casebook::odm {

namespace {

QString yesNo(bool yes) { return yes ? QStringLiteral("Yes") : QStringLiteral("No"); }

class StudyWriter {
public:
    StudyWriter(QXmlStreamWriter& xml, const StudyDefinition& definition, const Oids& oids)
        : xml_(xml), d_(definition), oids_(oids), parts_(xml, keyLanguage(definition)) {
        for (const FormDef& form : d_.forms)
            for (const SectionDef& section : form.sections)
                for (const QString& item : section.items)
                    used_.insert(item);
        for (const ItemDef& item : d_.items)
            if (used_.contains(item.oid) && !item.showIf.isEmpty())
                condition(item.showIf);
        for (const VisitFormDef& form : d_.visitForms)
            if (!form.onlyIf.isEmpty())
                condition(form.onlyIf);
    }

    void write() {
        xml_.writeStartElement(QStringLiteral("Study"));
        parts_.attribute("OID", d_.oid);
        xml_.writeStartElement(QStringLiteral("GlobalVariables"));
        // The schema wants a text in each; what says nothing new is not taken back in.
        const QString own = d_.name.value(parts_.language());
        const QString name = own.isEmpty() ? d_.oid : own;
        const QString protocolName = kept(QStringLiteral("GlobalVariables/ProtocolName"));
        xml_.writeTextElement(QStringLiteral("StudyName"), name);
        xml_.writeTextElement(QStringLiteral("StudyDescription"),
                              kept(QStringLiteral("GlobalVariables/StudyDescription")));
        xml_.writeTextElement(QStringLiteral("ProtocolName"), protocolName.isEmpty() ? name : protocolName);
        xml_.writeEndElement();
        units();
        xml_.writeStartElement(QStringLiteral("MetaDataVersion"));
        parts_.attribute("OID", oids_.metaDataVersion());
        parts_.attribute("Name", name);
        protocol();
        events();
        forms();
        groups();
        for (const ItemDef& item : d_.items)
            writeItem(parts_, item, d_, oids_, used_.contains(item.oid));
        codeLists();
        conditions();
        methods();
        xml_.writeEndElement();
        xml_.writeEndElement();
    }

private:
    static QString keyLanguage(const StudyDefinition& definition) {
        return definition.languages.isEmpty() ? QStringLiteral("en") : definition.languages[0];
    }

    QString kept(const QString& path) const {
        for (const auto& one : d_.foreign)
            if (one.first == path)
                return one.second;
        return {};
    }

    QString condition(const QString& expression) {
        const auto at = conditions_.indexOf(expression);
        if (at < 0)
            conditions_.append(expression);
        return QStringLiteral("COND.%1").arg((at < 0 ? conditions_.size() - 1 : at) + 1);
    }

    void units() {
        QStringList all;
        for (const ItemDef& item : d_.items)
            if (!item.unit.isEmpty() && hasNativeUnit(item) && !all.contains(item.unit))
                all.append(item.unit);
        if (all.isEmpty())
            return;
        xml_.writeStartElement(QStringLiteral("BasicDefinitions"));
        for (const QString& unit : all) {
            xml_.writeStartElement(QStringLiteral("MeasurementUnit"));
            parts_.attribute("OID", unitOid(unit));
            parts_.attribute("Name", unit);
            parts_.texts("Symbol", {{parts_.language(), unit}});
            parts_.alias(QStringLiteral("UCUM"), unit);
            xml_.writeEndElement();
        }
        xml_.writeEndElement();
    }

    void protocol() {
        xml_.writeStartElement(QStringLiteral("Protocol"));
        int order = 0;
        for (const VisitDef& visit : d_.visits) {
            xml_.writeEmptyElement(QStringLiteral("StudyEventRef"));
            parts_.attribute("StudyEventOID", oids_.of("StudyEventDef", visit.oid));
            parts_.attribute("OrderNumber", QString::number(++order));
            parts_.attribute("Mandatory", yesNo(visit.scheduled));
        }
        parts_.labelMark(d_.name);
        parts_.own("version", QString::number(d_.version));
        parts_.own("languages", d_.languages.join(u' '));
        for (auto at = d_.name.cbegin(); at != d_.name.cend(); ++at)
            if (at.key() != parts_.language())
                parts_.own(QStringLiteral("name.") + at.key(), *at);
        for (auto at = d_.settings.cbegin(); at != d_.settings.cend(); ++at)
            parts_.own(QStringLiteral("setting.") + at.key(), *at);
        for (auto at = d_.anchors.cbegin(); at != d_.anchors.cend(); ++at)
            parts_.own(QStringLiteral("anchor.") + at.key(), *at);
        // Each Context once an element, so they are numbered.
        for (qsizetype n = 0; n < d_.foreign.size(); ++n)
            parts_.own(QStringLiteral("foreign.%1").arg(n + 1),
                       d_.foreign[n].first + u'\n' + d_.foreign[n].second);
        xml_.writeEndElement();
    }

    void events() {
        for (const VisitDef& visit : d_.visits) {
            xml_.writeStartElement(QStringLiteral("StudyEventDef"));
            parts_.attribute("OID", oids_.of("StudyEventDef", visit.oid));
            parts_.nameAttribute(visit.label, visit.oid);
            parts_.attribute("Repeating", yesNo(visit.repeating));
            parts_.attribute("Type",
                             visit.scheduled ? QStringLiteral("Scheduled") : QStringLiteral("Unscheduled"));
            parts_.texts("Description", visit.label);
            int order = 0;
            for (const VisitFormDef& form : d_.formsOf(visit.oid)) {
                xml_.writeEmptyElement(QStringLiteral("FormRef"));
                parts_.attribute("FormOID", oids_.of("FormDef", form.form));
                parts_.attribute("OrderNumber", QString::number(++order));
                parts_.attribute("Mandatory", yesNo(form.required));
                if (!form.onlyIf.isEmpty())
                    parts_.attribute("CollectionExceptionConditionOID", condition(form.onlyIf));
            }
            parts_.own("oid", oids_.changed("StudyEventDef", visit.oid));
            parts_.labelMark(visit.label);
            parts_.own("anchors", visit.anchors.join(u' '));
            if (visit.firstDay)
                parts_.own("firstday", QString::number(*visit.firstDay));
            parts_.own("steps", visit.steps);
            parts_.own("before", visit.windowBefore);
            parts_.own("after", visit.windowAfter);
            parts_.own("arms", visit.arms.join(u' '));
            parts_.own("fromprevious", visit.fromPrevious ? QStringLiteral("Yes") : QString());
            parts_.own("until", visit.until);
            parts_.own("rule", visit.rule);
            parts_.own("status", visit.status);
            xml_.writeEndElement();
        }
    }

    void forms() {
        static constexpr const char* anchors[] = {"subject", "visit", "exam", "task"};
        for (const FormDef& form : d_.forms) {
            xml_.writeStartElement(QStringLiteral("FormDef"));
            parts_.attribute("OID", oids_.of("FormDef", form.oid));
            parts_.nameAttribute(form.label, form.oid);
            parts_.attribute("Repeating",
                             yesNo(form.anchor == FormAnchor::Exam || form.anchor == FormAnchor::Task));
            parts_.texts("Description", form.label);
            for (qsizetype n = 0; n < form.sections.size(); ++n) {
                xml_.writeEmptyElement(QStringLiteral("ItemGroupRef"));
                parts_.attribute("ItemGroupOID", oids_.group(form, n));
                parts_.attribute("OrderNumber", QString::number(n + 1));
                parts_.attribute("Mandatory", QStringLiteral("No"));
            }
            parts_.own("oid", oids_.changed("FormDef", form.oid));
            parts_.labelMark(form.label);
            parts_.own("anchor", QString::fromLatin1(anchors[int(form.anchor)]));
            parts_.own("domain", form.domain);
            parts_.own("status", form.status);
            if (form.neverExported)
                parts_.own("neverexported", QStringLiteral("Yes"));
            xml_.writeEndElement();
        }
    }

    void groups() {
        for (const FormDef& form : d_.forms)
            for (qsizetype n = 0; n < form.sections.size(); ++n)
                group(form.sections[n], oids_.group(form, n), form.domain);
    }

    void group(const SectionDef& section, const QString& oid, const QString& domain) {
        xml_.writeStartElement(QStringLiteral("ItemGroupDef"));
        parts_.attribute("OID", oid);
        parts_.nameAttribute(section.label, oid);
        parts_.attribute("Repeating", yesNo(section.repeating()));
        if (!domain.isEmpty())
            parts_.attribute("Domain", domain);
        parts_.texts("Description", section.label);
        int order = 0;
        for (const QString& name : section.items)
            if (const ItemDef* item = d_.item(name))
                for (const QString& itemOid : itemOids(*item, d_, oids_))
                    itemRef(*item, itemOid, ++order);
        parts_.labelMark(section.label);
        parts_.own("section", QStringLiteral("Yes"));
        parts_.own("group", section.group);
        if (section.repeating() && section.groupLabel != section.label)
            parts_.ownTexts("grouplabel", section.groupLabel);
        if (section.repeating() && section.groupLabel.isEmpty() && !section.label.isEmpty())
            parts_.own("nogrouplabel", QStringLiteral("Yes"));
        parts_.own("maxrows", section.maxRows);
        xml_.writeEndElement();
    }

    void itemRef(const ItemDef& item, const QString& oid, int order) {
        xml_.writeEmptyElement(QStringLiteral("ItemRef"));
        parts_.attribute("ItemOID", oid);
        parts_.attribute("OrderNumber", QString::number(order));
        parts_.attribute("Mandatory", yesNo(item.required == u"yes" && item.type != ItemType::MultiCode));
        if (!item.showIf.isEmpty())
            parts_.attribute("CollectionExceptionConditionOID", condition(item.showIf));
        if (!item.calc.isEmpty())
            parts_.attribute("MethodOID", methodOid(item));
    }

    static QString methodOid(const ItemDef& item) { return QStringLiteral("METH.") + item.oid; }

    void codeLists() {
        for (const CodeListDef& list : d_.codeLists) {
            if (list.codes.isEmpty())
                continue;
            xml_.writeStartElement(QStringLiteral("CodeList"));
            parts_.attribute("OID", oids_.of("CodeList", list.oid));
            parts_.nameAttribute(list.label, list.oid);
            parts_.attribute("DataType", QStringLiteral("text"));
            if (!list.label.isEmpty())
                parts_.texts("Description", list.label);
            for (const CodeDef& code : list.codes) {
                xml_.writeStartElement(QStringLiteral("CodeListItem"));
                parts_.attribute("CodedValue", code.code);
                parts_.texts("Decode", code.label.isEmpty() ? LanguageText{{parts_.language(), code.code}}
                                                            : code.label);
                if (code.label.isEmpty())
                    parts_.own("nolabel", QStringLiteral("Yes"));
                if (!code.externalCode.isEmpty() || !code.externalSystem.isEmpty())
                    parts_.alias(code.externalSystem, code.externalCode);
                if (code.retired)
                    parts_.own("retired", QStringLiteral("Yes"));
                xml_.writeEndElement();
            }
            parts_.own("oid", oids_.changed("CodeList", list.oid));
            xml_.writeEndElement();
        }
    }

    void conditions() {
        for (qsizetype n = 0; n < conditions_.size(); ++n) {
            xml_.writeStartElement(QStringLiteral("ConditionDef"));
            parts_.attribute("OID", QStringLiteral("COND.%1").arg(n + 1));
            parts_.attribute("Name", QStringLiteral("COND.%1").arg(n + 1));
            parts_.texts("Description", {{parts_.language(), negated(conditions_[n])}});
            parts_.formula(negated(conditions_[n]));
            xml_.writeEndElement();
        }
        for (const CheckDef& check : d_.checks) {
            xml_.writeStartElement(QStringLiteral("ConditionDef"));
            parts_.attribute("OID", QStringLiteral("CHECK.") + check.oid);
            parts_.attribute("Name", check.oid);
            parts_.texts("Description", check.message.isEmpty() ? LanguageText{{parts_.language(), check.oid}}
                                                                : check.message);
            parts_.formula(check.expression);
            if (check.message.isEmpty())
                parts_.own("nolabel", QStringLiteral("Yes"));
            parts_.own("check", check.oid);
            parts_.own("form", check.form);
            if (check.severe)
                parts_.own("severe", QStringLiteral("Yes"));
            parts_.own("status", check.status);
            xml_.writeEndElement();
        }
    }

    void methods() {
        for (const ItemDef& item : d_.items) {
            if (item.calc.isEmpty() || !used_.contains(item.oid))
                continue;
            xml_.writeStartElement(QStringLiteral("MethodDef"));
            parts_.attribute("OID", methodOid(item));
            parts_.attribute("Name", item.oid);
            parts_.attribute("Type", QStringLiteral("Computation"));
            parts_.texts("Description", {{parts_.language(), item.calc}});
            parts_.formula(item.calc);
            xml_.writeEndElement();
        }
    }

    QXmlStreamWriter& xml_;
    const StudyDefinition& d_;
    const Oids& oids_;
    Parts parts_;
    QSet<QString> used_;
    QStringList conditions_;
};

} // namespace

Oids::Oids(const StudyDefinition& definition) {
    QHash<QString, QString> kept;
    for (const auto& [path, text] : definition.foreign) {
        if (path.endsWith(u"/@OID"))
            kept.insert(path.chopped(5), text);
        if (path == u"MetaDataVersion/@OID")
            metaData_ = text;
    }
    if (metaData_.isEmpty())
        metaData_ = QStringLiteral("MDV.%1").arg(definition.version);
    QSet<QString> taken;
    // An OID is there once in a metadata version, whatever it names: here a visit and a form may share a name.
    const auto take = [&](const char* kind, const QString& name, const QString& prefix) {
        const QString path = QStringLiteral("%1/%2").arg(QLatin1StringView(kind), name);
        QString oid = kept.value(path, name);
        while (taken.contains(oid))
            oid.prepend(prefix);
        taken.insert(oid);
        oids_.insert(path, oid);
        if (oid != name && kept.value(path) != oid)
            changed_.insert(path);
    };
    for (const FormDef& form : definition.forms)
        take("FormDef", form.oid, QStringLiteral("F."));
    for (const ItemDef& item : definition.items)
        take("ItemDef", item.oid, QStringLiteral("I."));
    for (const VisitDef& visit : definition.visits)
        take("StudyEventDef", visit.oid, QStringLiteral("SE."));
    for (const CodeListDef& list : definition.codeLists)
        take("CodeList", list.oid, QStringLiteral("CL."));
    for (const FormDef& form : definition.forms)
        for (qsizetype n = 0; n < form.sections.size(); ++n)
            take("ItemGroupDef", sectionName(form, n), QStringLiteral("IG."));
}

QString Oids::sectionName(const FormDef& form, qsizetype n) {
    const QString& group = form.sections[n].group;
    return QStringLiteral("%1.%2").arg(
        form.oid, group.isEmpty() ? QString::number(n + 1) : QStringLiteral("%1.%2").arg(group).arg(n + 1));
}

QString Oids::of(const char* kind, const QString& name) const {
    return oids_.value(QStringLiteral("%1/%2").arg(QLatin1StringView(kind), name), name);
}

QString Oids::changed(const char* kind, const QString& name) const {
    return changed_.contains(QStringLiteral("%1/%2").arg(QLatin1StringView(kind), name)) ? name : QString();
}

QString Oids::group(const FormDef& form, qsizetype n) const {
    return of("ItemGroupDef", sectionName(form, n));
}

QString Oids::code(const QString& item, const QString& code) const {
    return QStringLiteral("%1.%2").arg(of("ItemDef", item), code);
}

void writeStudy(QXmlStreamWriter& xml, const StudyDefinition& definition, const Oids& oids) {
    StudyWriter(xml, definition, oids).write();
}

} // namespace casebook::odm
