// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Arguments.h"

#include <algorithm>

namespace casebook {

std::optional<QString> Arguments::value(const char* name) const {
    const auto found = options.constFind(QByteArray(name));
    if (found == options.cend() || found->isEmpty())
        return std::nullopt;
    return found->last();
}

QString Arguments::valueOr(const char* name, const QString& other) const {
    return value(name).value_or(other);
}

Result<qint64> Arguments::integer(const char* name, qint64 other, qint64 least, qint64 most) const {
    const auto text = value(name);
    if (!text)
        return other;
    bool ok = false;
    const qint64 number = text->toLongLong(&ok);
    if (!ok || number < least || number > most)
        return fail(ErrorKind::Usage, "bad-value", QLatin1StringView("--") + QLatin1StringView(name),
                    {*text});
    return number;
}

namespace {

const OptionSpec* find(const QList<OptionSpec>& known, const QString& name) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const OptionSpec& spec) {
        return name == QLatin1StringView(spec.name);
    });
    return found == known.end() ? nullptr : &*found;
}

const OptionSpec* findLetter(const QList<OptionSpec>& known, QChar letter) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const OptionSpec& spec) {
        return spec.letter != 0 && letter == QLatin1Char(spec.letter);
    });
    return found == known.end() ? nullptr : &*found;
}

/// "-7 mod 2", "-x + 1": an expression that begins with a sign, no option.
bool isOperand(const QString& token, const QList<OptionSpec>& known) {
    const bool sign = token[1] != u'-' && (!token[1].isLetter() || token.contains(u' '));
    return sign && !findLetter(known, token[1]);
}

/// One "--name", "--name=value", "-o", "-oF" with its value where it takes one.
Result<> takeOption(const QStringList& arguments, qsizetype& at, const QList<OptionSpec>& known,
                    Arguments& out) {
    const QString& token = arguments[at];
    const OptionSpec* spec = nullptr;
    std::optional<QString> value;
    if (token.startsWith(QLatin1StringView("--"))) {
        const qsizetype equals = token.indexOf(u'=');
        spec = find(known, token.mid(2, equals < 0 ? -1 : equals - 2));
        if (equals >= 0)
            value = token.mid(equals + 1);
    } else {
        spec = findLetter(known, token[1]);
        if (token.size() > 2)
            value = token.mid(2);
    }
    if (!spec)
        return fail(ErrorKind::Usage, "unknown-option", token);
    if (!spec->takesValue) {
        if (value)
            return fail(ErrorKind::Usage, "no-value-allowed", token);
        out.options[QByteArray(spec->name)].append(QString());
        return {};
    }
    if (!value) {
        if (at + 1 >= arguments.size() || arguments[at + 1].startsWith(QLatin1StringView("--")))
            return fail(ErrorKind::Usage, "value-needed", token);
        value = arguments[++at];
    }
    out.options[QByteArray(spec->name)].append(*value);
    return {};
}

} // namespace

Result<Arguments> parseArguments(const QStringList& arguments, const QList<OptionSpec>& known) {
    Arguments out;
    for (qsizetype at = 0; at < arguments.size(); ++at) {
        const QString& token = arguments[at];
        if (token == QLatin1StringView("--")) {
            out.words += arguments.mid(at + 1);
            break;
        }
        if (token.size() < 2 || token[0] != u'-' || isOperand(token, known)) {
            out.words += token;
            continue;
        }
        if (auto taken = takeOption(arguments, at, known, out); !taken)
            return tl::unexpected(taken.error());
    }
    return out;
}

} // namespace casebook
