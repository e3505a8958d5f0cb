// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ImportQueue.h"

#include "app/cli/Context.h"
#include "app/cli/Words.h"

#include <QJsonArray>
#include <QJsonObject>

namespace casebook {

namespace {

QJsonArray sidesJson(const QList<WaitingCase::Side>& sides) {
    QJsonArray out;
    for (const auto& side : sides)
        out.append(QJsonObject{{QStringLiteral("subject"), side.subject},
                               {QStringLiteral("exam_date"), side.examDate},
                               {QStringLiteral("description"), side.description},
                               {QStringLiteral("instances"), side.instances}});
    return out;
}

Result<Answer> listWaiting(Context& context, const Arguments&) {
    auto study = context.study(Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    const auto cases = (*study)->imports().waiting();
    if (!cases)
        return tl::unexpected(cases.error());
    QJsonArray json;
    QString text;
    for (const WaitingCase& one : *cases) {
        json.append(QJsonObject{{QStringLiteral("series"), one.series},
                                {QStringLiteral("modality"), one.modality},
                                {QStringLiteral("reason"), QString::fromLatin1(one.reason)},
                                {QStringLiteral("here"), sidesJson(one.here)},
                                {QStringLiteral("came"), sidesJson(one.came)},
                                {QStringLiteral("attributes"), QJsonArray::fromStringList(one.attributes)}});
        text += one.series + QStringLiteral("  ") + QString::fromLatin1(one.reason) + QStringLiteral("  ") +
                one.attributes.join(QStringLiteral(", ")) + u'\n';
    }
    return Answer{json, text.isEmpty() ? Cli::tr("Nothing waits.") + u'\n' : text};
}

Result<Answer> settle(Context& context, const Arguments& arguments) {
    const QString keep = arguments.valueOr("keep", {});
    const auto choice = keep == u"first"    ? std::optional(VariantChoice::First)
                        : keep == u"second" ? std::optional(VariantChoice::Second)
                        : keep == u"both"   ? std::optional(VariantChoice::Both)
                                            : std::nullopt;
    if (!choice)
        return fail(ErrorKind::Usage, "no-such-choice", keep.isEmpty() ? QStringLiteral("--keep") : keep);
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    if (auto done = (*study)->imports().settleSecondFiles(arguments.words[0], *choice, context.reason(),
                                                          context.job(Cli::tr("Reading")));
        !done)
        return tl::unexpected(done.error());
    return Answer{QJsonObject{{QStringLiteral("series"), arguments.words[0]}, {QStringLiteral("kept"), keep}},
                  Cli::tr("The series %1 was settled.").arg(arguments.words[0]) + u'\n'};
}

Result<Answer> part(Context& context, const Arguments& arguments) {
    auto study = context.study(Context::Need::Write);
    if (!study)
        return tl::unexpected(study.error());
    const auto parted = (*study)->imports().partWaiting(arguments.words[0], context.reason());
    if (!parted)
        return tl::unexpected(parted.error());
    QString text =
        Cli::tr("The exam was parted: %1.").arg(parted->subjects.join(QStringLiteral(", "))) + u'\n';
    if (parted->waiting > 0)
        text += Cli::tr("Waiting for a subject: %n part(s) of it.", nullptr, parted->waiting) + u'\n';
    return Answer{QJsonObject{{QStringLiteral("subjects"), QJsonArray::fromStringList(parted->subjects)},
                              {QStringLiteral("waiting"), parted->waiting}},
                  text};
}

Result<Answer> texts(Context& context, const Arguments& arguments) {
    const auto charset = arguments.value("charset");
    auto study = context.study(charset ? Context::Need::Write : Context::Need::Read);
    if (!study)
        return tl::unexpected(study.error());
    if (charset) {
        if (arguments.words.isEmpty())
            return fail(ErrorKind::Usage, "operand-needed", QStringLiteral("import texts"));
        const auto read = (*study)->imports().decideText(arguments.words[0].toLongLong(), charset->toLatin1(),
                                                         context.reason(), context.job(Cli::tr("Reading")));
        if (!read)
            return tl::unexpected(read.error());
        return Answer{QJsonObject{{QStringLiteral("charset"), *charset}, {QStringLiteral("headers"), *read}},
                      Cli::tr("%n header(s) were read anew.", nullptr, *read) + u'\n'};
    }
    const auto sources = (*study)->imports().textSources();
    if (!sources)
        return tl::unexpected(sources.error());
    QJsonArray json;
    QString text;
    for (const TextSource& source : *sources) {
        json.append(QJsonObject{{QStringLiteral("id"), qint64(source.id)},
                                {QStringLiteral("source"), source.name()},
                                {QStringLiteral("guess"), QString::fromLatin1(source.guess)},
                                {QStringLiteral("charset"), QString::fromLatin1(source.charset)}});
        text +=
            QStringLiteral("%1  %2  %3  %4\n")
                .arg(source.id)
                .arg(source.name(), QString::fromLatin1(source.guess),
                     source.charset.isEmpty() ? Cli::tr("not decided") : QString::fromLatin1(source.charset));
    }
    return Answer{json, text};
}

} // namespace

QList<Command> importQueueCommands() {
    return {
        {"import waiting",
         "",
         QT_TRANSLATE_NOOP("casebook::Cli", "Lists what imports ask a person."),
         {},
         0,
         0,
         false,
         listWaiting},
        {"import settle",
         "SERIES --keep first|second|both --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli", "Says which of two files of one image is right."),
         {{"keep"}},
         1,
         1,
         false,
         settle},
        {"import part",
         "SERIES --reason TEXT",
         QT_TRANSLATE_NOOP("casebook::Cli",
                           "Parts an exam that holds images of two persons by their PatientID."),
         {},
         1,
         1,
         false,
         part},
        {"import texts",
         "[SOURCE --charset TERM --reason TEXT]",
         QT_TRANSLATE_NOOP("casebook::Cli", "Sources whose text was guessed, and a person's word on one."),
         {{"charset"}},
         0,
         1,
         false,
         texts},
    };
}

} // namespace casebook
