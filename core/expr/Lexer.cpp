// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/Lexer.h"

#include <algorithm>
#include <array>

namespace casebook::expr {

namespace {

bool startsName(QChar c) { return c.isLetter() || c == u'_'; }
bool continuesName(QChar c) { return c.isLetterOrNumber() || c == u'_' || c.isMark(); }
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

class Lexer {
public:
    explicit Lexer(const QString& text) : text_(text) {}

    tl::expected<std::vector<Token>, Problem> run() {
        std::vector<Token> found;
        while (true) {
            while (at_ < text_.size() && text_[at_].isSpace())
                ++at_;
            auto token = next();
            if (!token)
                return tl::unexpected(token.error());
            found.push_back(std::move(*token));
            if (found.back().kind == TokenKind::End)
                return found;
        }
    }

private:
    using Read = tl::expected<Token, Problem>;

    [[nodiscard]] QChar peek(qsizetype ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : QChar();
    }
    [[nodiscard]] tl::unexpected<Problem> problem(const char* code, qsizetype from) const {
        return tl::unexpected(
            Problem{code, static_cast<int>(from), text_.mid(from, std::max<qsizetype>(1, at_ - from))});
    }

    Read next() {
        const qsizetype from = at_;
        if (at_ >= text_.size())
            return Token{TokenKind::End, static_cast<int>(from), {}, {}};
        const QChar c = peek();
        if (isDigit(c))
            return number();
        if (c == u'\'')
            return quoted(from, {});
        if (startsName(c))
            return name();
        return symbol();
    }

    Read number() {
        const qsizetype from = at_;
        const auto digits = [this] {
            const qsizetype first = at_;
            while (isDigit(peek()))
                ++at_;
            return at_ > first;
        };
        digits();
        if (peek() == u'.') {
            ++at_;
            if (!digits())
                return problem("syntax", from);
        }
        if (peek() == u'e' || peek() == u'E') {
            ++at_;
            if (peek() == u'+' || peek() == u'-')
                ++at_;
            if (!digits())
                return problem("syntax", from);
        }
        if (startsName(peek()))
            return problem("syntax", from);
        const auto value = Decimal::fromText(QStringView(text_).sliced(from, at_ - from));
        if (!value)
            return problem("overflow", from);
        return Token{TokenKind::Number, static_cast<int>(from), {}, Value(*value)};
    }

    Read name() {
        const qsizetype from = at_;
        while (at_ < text_.size() && continuesName(peek()))
            ++at_;
        const QString word = text_.mid(from, at_ - from);
        if (peek() == u'\'' && (word == u"d" || word == u"t" || word == u"dt"))
            return quoted(from, word);
        return Token{TokenKind::Name, static_cast<int>(from), word, {}};
    }

    Read quoted(qsizetype from, const QString& prefix) {
        ++at_;
        QString content;
        while (true) {
            if (at_ >= text_.size())
                return problem("syntax", from);
            const QChar c = text_[at_++];
            if (c != u'\'')
                content += c;
            else if (peek() == u'\'')
                content += text_[at_++];
            else
                break;
        }
        Token token{TokenKind::Literal, static_cast<int>(from), {}, {}};
        if (prefix.isEmpty()) {
            token.value = Value(content);
        } else if (prefix == u"t") {
            const auto time = TimeOfDay::fromText(content);
            if (!time)
                return problem("time", from);
            token.value = *time;
        } else if (prefix == u"d") {
            const auto date = PartialDate::fromText(content);
            if (!date)
                return problem("date", from);
            token.value = *date;
        } else {
            const auto both = DateTime::fromText(content);
            if (!both) {
                const bool goodDate = PartialDate::fromText(QStringView(content).left(10)).has_value();
                return problem(goodDate ? "time" : "date", from);
            }
            token.value = *both;
        }
        return token;
    }

    Read symbol() {
        static constexpr std::array<QStringView, 4> longer{u"!=", u"<>", u"<=", u">="};
        const qsizetype from = at_;
        const QStringView two = QStringView(text_).sliced(from).left(2);
        if (std::find(longer.begin(), longer.end(), two) != longer.end()) {
            at_ += 2;
            return Token{TokenKind::Symbol, static_cast<int>(from), two.toString(), {}};
        }
        if (!QStringView(u"+-*/^=<>&()[],.:@").contains(peek()))
            return problem("syntax", from);
        ++at_;
        return Token{TokenKind::Symbol, static_cast<int>(from), text_.mid(from, 1), {}};
    }

    const QString& text_;
    qsizetype at_ = 0;
};

} // namespace

tl::expected<std::vector<Token>, Problem> tokens(const QString& text) { return Lexer(text).run(); }

bool isName(QStringView text) {
    return !text.isEmpty() && startsName(text.front()) &&
           std::all_of(text.begin(), text.end(), continuesName);
}

} // namespace casebook::expr
