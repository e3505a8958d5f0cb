// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/FormStudy.h"
#include "storage/vault/Crypto.h"

#include <QRegularExpression>

namespace casebook {

namespace {

const SectionDef* sectionOf(const FormDef& form, const QString& item) {
    for (const SectionDef& section : form.sections)
        if (section.items.contains(item))
            return &section;
    return nullptr;
}

/// The live row of that number; empty when there is none. Rows that the state has beyond the stored ones count on.
QByteArray rowOf(const OpenedForm& form, const QString& group, int ordinal, int& last) {
    last = 0;
    for (const StoredRow& row : form.rows) {
        if (row.group != group)
            continue;
        last = qMax(last, row.ordinal);
        if (row.live && row.ordinal == ordinal)
            return row.uuid;
    }
    for (const QByteArray& id : form.state.rows(group)) {
        const bool stored = std::any_of(form.rows.begin(), form.rows.end(),
                                        [&](const StoredRow& row) { return row.uuid == id; });
        if (!stored && ++last == ordinal)
            return id;
    }
    return {};
}

} // namespace

Result<ItemOperand> itemOperand(const QString& text, const OpenedForm& form) {
    static const QRegularExpression shape(QStringLiteral("^(?:(?<group>\\w+)\\[(?<n>\\d+)\\]\\.(?<item>\\w+)|"
                                                         "(?<item2>\\w+)\\[(?<n2>\\d+)\\]|(?<item3>\\w+))$"));
    const auto match = shape.match(text);
    const QString item = match.captured(u"item") + match.captured(u"item2") + match.captured(u"item3");
    const SectionDef* section = match.hasMatch() ? sectionOf(form.state.form(), item) : nullptr;
    const QString group = match.captured(u"group");
    if (!section || (!group.isEmpty() && group != section->group))
        return fail(ErrorKind::Refused, "no-such-item", text);
    if (!section->repeating())
        return ItemOperand{{{}, {}, item}, false};
    bool numbered = false;
    const int ordinal = QString(match.captured(u"n") + match.captured(u"n2")).toInt(&numbered);
    if (!numbered)
        return fail(ErrorKind::Refused, "no-such-row", text);
    int last = 0;
    const QByteArray row = rowOf(form, section->group, ordinal, last);
    if (!row.isEmpty())
        return ItemOperand{{section->group, row, item}, false};
    if (ordinal != last + 1)
        return fail(ErrorKind::Refused, "no-such-row", text);
    const SystemClock clock;
    return ItemOperand{{section->group, makeUuidV7(clock.utcMs(), crypto::randomBytes(10)).bytes, item},
                       true};
}

QString operandOf(const ItemPath& path, const OpenedForm& form) {
    if (path.row.isEmpty())
        return path.item;
    int place = 0, last = 0;
    for (const StoredRow& row : form.rows)
        if (row.group == path.group) {
            last = qMax(last, row.ordinal);
            if (row.uuid == path.row)
                place = row.ordinal;
        }
    if (place == 0)
        for (const QByteArray& id : form.state.rows(path.group)) {
            const bool stored = std::any_of(form.rows.begin(), form.rows.end(),
                                            [&](const StoredRow& row) { return row.uuid == id; });
            if (!stored && (++last, id == path.row))
                place = last;
        }
    return path.group + u'[' + QString::number(place) + u"]." + path.item;
}

Result<OpenedForm> openForm(FormStudy& study, const QString& operand) {
    return study.forms.keyOf(operand).and_then([&](const FormKey& key) { return study.forms.open(key); });
}

Result<FormInfo> begunForm(FormStudy& study, const QString& operand) {
    return study.forms.keyOf(operand)
        .and_then([&](const FormKey& formKey) { return study.forms.find(formKey); })
        .and_then([&](const std::optional<FormInfo>& info) -> Result<FormInfo> {
            if (!info)
                return fail(ErrorKind::Refused, "no-such-form", operand);
            return *info;
        });
}

} // namespace casebook
