// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Answers.h"
#include "app/cli/Output.h"
#include "app/cli/Words.h"
#include "storage/imaging/TagService.h"

#include <QJsonObject>

#include <algorithm>

namespace casebook {

namespace {

using dicom::TagRow;
using dicom::TagTree;

const auto key = [](const char* name) { return QString::fromLatin1(name); };

QJsonValue orNull(const QString& text) {
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject jsonOf(const TagRow& row) {
    QJsonObject out{{key("path"), QString::fromLatin1(row.path)},
                    {key("tag"), dicom::tagText(row.tag)},
                    {key("keyword"), orNull(row.keyword)},
                    {key("creator"), orNull(row.creator)},
                    {key("vr"), QString::fromLatin1(row.vr)},
                    {key("vm"), row.vm},
                    {key("length"), qint64(row.length)},
                    {key("value"), row.vr == "SQ" || row.item > 0 || row.hidden ? QJsonValue(QJsonValue::Null)
                                                                                : QJsonValue(row.value)},
                    {key("meaning"), orNull(row.meaning)},
                    {key("binary"), row.binary},
                    {key("cut"), row.cut},
                    {key("hidden"), row.hidden}};
    if (row.item > 0)
        out.insert(key("item"), row.item);
    return out;
}

QString valueText(const TagRow& row) {
    if (row.hidden)
        return Cli::tr("(hidden: identity)");
    if (row.vr == "SQ" || row.item > 0)
        return {};
    const QString text =
        row.meaning.isEmpty() ? row.value : QStringLiteral("%1 (%2)").arg(row.value, row.meaning);
    return row.cut ? text + QStringLiteral(" ...") : text;
}

bool matches(const TagRow& row, const QString& wanted) {
    const auto has = [&](const QString& text) { return text.contains(wanted, Qt::CaseInsensitive); };
    return has(dicom::tagText(row.tag)) || has(QString::fromLatin1(row.path)) || has(row.keyword) ||
           has(row.creator) || has(row.value) || has(row.meaning);
}

void addLine(Table& table, const TagRow& row) {
    const QString indent(2 * row.depth, u' ');
    const QString name = row.item > 0            ? Cli::tr("item %1").arg(row.item)
                         : row.creator.isEmpty() ? row.keyword
                                                 : QStringLiteral("[%1] %2").arg(row.creator, row.keyword);
    table.add({indent + dicom::tagText(row.tag), name, QString::fromLatin1(row.vr), QString::number(row.vm),
               row.length < 0 ? QStringLiteral("-") : QString::number(row.length), valueText(row)});
}

Answer listed(const QString& instance, const QString& series, const TagTree& tree, const QString& search) {
    QJsonArray rows;
    Table table({key("tag"), key("name"), key("vr"), key("vm"), key("length"), key("value")});
    for (const TagRow& row : tree.rows) {
        if (!search.isEmpty() && !matches(row, search))
            continue;
        rows.append(jsonOf(row));
        addLine(table, row);
    }
    return {QJsonObject{{key("instance"), instance},
                        {key("series"), series},
                        {key("transfer_syntax"), tree.transferSyntax},
                        {key("charset"), orNull(tree.charset)},
                        {key("charset_guessed"), tree.charsetGuessed},
                        {key("incomplete"), tree.cutRows},
                        {key("attributes"), rows}},
            table.text()};
}

Answer compared(const QString& left, const QString& right, const TagTree& a, const TagTree& b) {
    QJsonArray rows;
    Table table({key("tag"), key("name"), key("left"), key("right")});
    for (const dicom::TagDifference& one : dicom::differences(a, b)) {
        const TagRow& named = one.inLeft ? one.left : one.right;
        rows.append(QJsonObject{{key("path"), QString::fromLatin1(named.path)},
                                {key("tag"), dicom::tagText(named.tag)},
                                {key("keyword"), orNull(named.keyword)},
                                {key("left"), one.inLeft ? QJsonValue(jsonOf(one.left)) : QJsonValue()},
                                {key("right"), one.inRight ? QJsonValue(jsonOf(one.right)) : QJsonValue()}});
        table.add({QString::fromLatin1(named.path), named.keyword,
                   one.inLeft ? valueText(one.left) : QString(),
                   one.inRight ? valueText(one.right) : QString()});
    }
    return {QJsonObject{{key("left"), left}, {key("right"), right}, {key("differences"), rows}},
            table.text()};
}

/// SOP Instance UID, or a Series UID: its first instance.
Result<TagInstance> instanceOf(TagService& service, const QString& uid) {
    const auto all = service.instances(uid);
    if (all)
        return all->front();
    return all.error().code == "no-such-series" ? Result<TagInstance>(TagInstance{uid, {}, 0})
                                                : tl::unexpected(all.error());
}

Result<Answer> showTags(Context& context, const Arguments& arguments) {
    const bool identity = arguments.has("identity");
    auto study = context.study(identity ? Context::Need::Write : Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    TagService service((*study)->database(), (*study)->vault().objects(), (*study)->workers(),
                       (*study)->session());
    const auto first = instanceOf(service, arguments.words[0]);
    if (!first)
        return tl::unexpected(first.error());
    const auto tree = service.tags(first->sopInstance, identity);
    if (!tree)
        return tl::unexpected(tree.error());
    const auto other = arguments.value("diff");
    if (!other)
        return listed(first->sopInstance, first->series, *tree, arguments.valueOr("search", {}));
    const auto second = instanceOf(service, *other);
    if (!second)
        return tl::unexpected(second.error());
    return service.tags(second->sopInstance, identity).map([&](const TagTree& right) {
        return compared(first->sopInstance, second->sopInstance, *tree, right);
    });
}

} // namespace

QList<Command> tagCommands() {
    return {
        {"dicom tags",
         "INSTANCE|SERIES [--search TEXT] [--diff INSTANCE] [--identity]",
         QT_TRANSLATE_NOOP(
             "casebook::Cli",
             "Lists the attributes of a stored DICOM object, or only those that differ from another; "
             "--identity also those that say who it is."),
         {{"search"}, {"diff"}, {"identity", false}},
         1,
         1,
         false,
         showTags},
    };
}

} // namespace casebook
