// SPDX-License-Identifier: GPL-3.0-or-later
// Translators for tests: Chinese straight from the .ts file, and a pseudo-language 40 % longer.
#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <memory>

namespace casebook::tests {

/// Every text becomes 40 % longer; %1, %n and the like stay.
class PseudoLanguage final : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int n) const override {
        QString text = QString::fromUtf8(source);
        if (text.startsWith(QLatin1StringView("d MMMM")) || text.startsWith(QLatin1StringView("dddd")))
            return text; // a format, not words
        if (n >= 0)
            text.replace(QLatin1StringView("%n"), QString::number(n));
        const qsizetype more = (text.size() * 4 + 9) / 10;
        return text + QString(more, QChar(0x00F8));
    }
};

/// translations/casebook_zh_CN.ts as it stands in the source tree.
class ChineseFromSource final : public QTranslator {
public:
    /// @return number of finished texts read.
    int read(const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return 0;
        QXmlStreamReader xml(&file);
        QString context, source, comment;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == u"name")
                context = xml.readElementText();
            else if (xml.name() == u"message")
                comment.clear();
            else if (xml.name() == u"source")
                source = xml.readElementText();
            else if (xml.name() == u"comment")
                comment = xml.readElementText();
            else if (xml.name() == u"translation") {
                const bool open = !xml.attributes().value(u"type").isEmpty();
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                if (!open && !text.isEmpty())
                    texts_.insert(key(context, source, comment), text);
            }
        }
        return int(texts_.size());
    }
    [[nodiscard]] bool isEmpty() const override { return texts_.isEmpty(); }
    QString translate(const char* context, const char* source, const char* comment, int n) const override {
        QString text = texts_.value(
            key(QString::fromUtf8(context), QString::fromUtf8(source), QString::fromUtf8(comment)));
        if (n >= 0)
            text.replace(QLatin1StringView("%n"), QString::number(n));
        return text;
    }

private:
    static QString key(const QString& context, const QString& source, const QString& comment) {
        return context + QChar(1) + source + QChar(1) + comment;
    }
    QHash<QString, QString> texts_;
};

/// Rows "en", "zh" and "pseudo" of a test that asks the same in each language.
inline void languageRows() {
    QTest::addColumn<QString>("language");
    for (const char* name : {"en", "zh", "pseudo"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// The program speaks a language of the rows above as long as this lives.
class Spoken {
public:
    explicit Spoken(const QString& name) {
        if (name == QLatin1StringView("pseudo")) {
            words_ = std::make_unique<PseudoLanguage>();
        } else if (name == QLatin1StringView("zh")) {
            auto chinese = std::make_unique<ChineseFromSource>();
            constexpr int least = 300; // or the wrong file was read
            if (chinese->read(QStringLiteral(CASEBOOK_SOURCE_DIR "/translations/casebook_zh_CN.ts")) < least)
                qFatal("translations/casebook_zh_CN.ts lacks texts");
            words_ = std::move(chinese);
        }
        if (words_)
            qApp->installTranslator(words_.get());
    }
    ~Spoken() {
        if (words_)
            qApp->removeTranslator(words_.get());
    }
    Spoken(const Spoken&) = delete;
    Spoken& operator=(const Spoken&) = delete;

private:
    std::unique_ptr<QTranslator> words_;
};

} // namespace casebook::tests
