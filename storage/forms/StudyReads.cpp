// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/StudyReads.h"

#include "core/expr/Parser.h"
#include "core/lung/Services.h"
#include "storage/forms/StoredSubject.h"

namespace casebook {

namespace {

/// What the text reads beside the form it stands in.
void addReads(QSet<QString>& reads, const QString& form, const QString& text) {
    if (text.isEmpty() || text == u"yes")
        return;
    if (text.startsWith(u"service:")) {
        reads.insert(QStringLiteral("*"));
        return;
    }
    const auto ast = expr::parse(text);
    if (!ast)
        return;
    for (const expr::Reference& reference : ast->references) {
        if (reference.isVisitProperty())
            reads.insert(QStringLiteral("visit"));
        else if (!reference.form.isEmpty())
            reads.insert(reference.form);
        else if (reference.visit != expr::VisitPart::None)
            reads.insert(form);
    }
}

QStringList ownItems(const QString& form, const QString& text) {
    QStringList items;
    if (const auto ast = expr::parse(text))
        for (const expr::Reference& reference : ast->references)
            if (reference.visit == expr::VisitPart::None && !reference.item.isEmpty() &&
                (reference.form.isEmpty() || reference.form == form) && !items.contains(reference.item))
                items.append(reference.item);
    return items;
}

QStringList plannedFrom(const StudyDefinition& definition) {
    QStringList texts = definition.anchors.values();
    for (const VisitFormDef& form : definition.visitForms)
        texts.append(form.onlyIf);
    for (auto it = definition.settings.cbegin(); it != definition.settings.cend(); ++it)
        if (it.key().endsWith(u"_item"))
            texts.append(*it);
    QSet<QString> items;
    for (const QString& text : std::as_const(texts))
        if (const auto ast = expr::parse(text); ast && !text.isEmpty())
            for (const expr::Reference& reference : ast->references)
                items.insert(reference.item);
    QStringList sorted = items.values();
    sorted.sort();
    return sorted;
}

} // namespace

bool KnownStudy::dependsOn(const QString& form, const QSet<QString>& changed) const {
    const auto own = reads.constFind(form);
    return own != reads.constEnd() && (own->contains(QStringLiteral("*")) || own->intersects(changed));
}

Result<std::shared_ptr<const KnownStudy>> KnownStudy::of(std::shared_ptr<const CompiledStudy> study) {
    auto known = std::make_shared<KnownStudy>();
    auto services = lungServices();
    if (!services)
        return tl::unexpected(services.error());
    known->services = *std::move(services);
    const StudyDefinition& definition = study->definition();
    known->visitOrder = visitOrderOf(definition);
    for (const FormDef& form : definition.forms) {
        QSet<QString>& reads = known->reads[form.oid];
        for (const SectionDef& section : form.sections)
            for (const QString& oid : section.items)
                if (const ItemDef* item = definition.item(oid))
                    for (const QString& text : {item->calc, item->showIf, item->required, item->check})
                        addReads(reads, form.oid, text);
    }
    for (const CheckDef& check : definition.checks) {
        addReads(known->reads[check.form], check.form, check.expression);
        known->checkItems.insert(check.oid, ownItems(check.form, check.expression));
    }
    known->scheduleItems = plannedFrom(definition);
    known->study = std::move(study);
    return known;
}

} // namespace casebook
