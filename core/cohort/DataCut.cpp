// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cohort/DataCut.h"

#include "core/forms/Definition.h"

namespace casebook {

bool DataCut::excludes(const QString& date) const {
    if (!last_)
        return false;
    QString iso = date.left(10);
    if (iso.size() == 8 && !iso.contains(u'-'))
        iso = iso.first(4) + u'-' + iso.sliced(4, 2) + u'-' + iso.sliced(6);
    return excludes(PartialDate::fromText(iso));
}

QString datingItem(const StudyDefinition& study, const FormDef& form, const QString& group) {
    if (form.anchor == FormAnchor::Task)
        return {};
    for (const SectionDef& section : form.sections) {
        if (section.group != group)
            continue;
        for (const QString& oid : section.items) {
            const ItemDef* item = study.item(oid);
            if (item && (item->type == ItemType::Date || item->type == ItemType::DateTime))
                return oid;
        }
    }
    return {};
}

} // namespace casebook
