// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Diagnostics.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <iterator>

namespace casebook {

namespace {

constexpr qsizetype kLongestCode = 32;

bool isCode(const QString& text) {
    return !text.isEmpty() && text.size() <= kLongestCode &&
           std::all_of(text.begin(), text.end(), [](QChar c) {
               const char16_t u = c.unicode();
               return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') ||
                      u == u'.' || u == u'_' || u == u'+' || u == u'-';
           });
}

struct WordsRow {
    const char* key;
    const char* words;
};

// clang-format off
constexpr WordsRow headings[] = {
    {"program", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Casebook")},
    {"qt", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Qt")},
    {"sqlite", QT_TRANSLATE_NOOP("casebook::Diagnostics", "SQLite")},
    {"system", QT_TRANSLATE_NOOP("casebook::Diagnostics", "System")},
    {"kernel", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Kernel")},
    {"processor", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Processor")},
    {"cores", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Processor cores")},
    {"memory_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Memory")},
    {"landlock_abi", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Version of Landlock, which keeps the reading process from files")},
    {"seccomp", QT_TRANSLATE_NOOP("casebook::Diagnostics", "System calls of the reading process filtered (seccomp)")},
    {"memory_lock_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Memory that may be locked for keys")},
    {"core_dumps", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Memory images after a crash")},
    {"swap", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Swap")},
    {"folder", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Folder of the study")},
    {"file_system", QT_TRANSLATE_NOOP("casebook::Diagnostics", "File system of the study")},
    {"free_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Free on the disk of the study")},
    {"format", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Format of the vault")},
    {"schema", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Schema of the database")},
    {"synthetic", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Synthetic data")},
    {"read_only", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Opened for reading only")},
    {"database_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Database")},
    {"received_damaged", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Received objects that were damaged before they were imported")},
    {"packs", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Files of images")},
    {"pack_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Size of images")},
    {"subjects", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Subjects")},
    {"series", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Series")},
    {"values", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Values of forms")},
    {"audit_rows", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Rows of the audit")},
    {"audit_chain", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Chain of the audit")},
    {"backup_age_days", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Days since the last backup")},
    {"backup_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Size of the last backup")},
    {"backup_rhythm", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Backup by itself")},
    {"verify_age_days", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Days since the last check of the study")},
    {"verify_damaged", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Damage found by it")},
};

constexpr WordsRow advices[] = {
    {"landlock_abi", QT_TRANSLATE_NOOP("casebook::Diagnostics", "A kernel from 5.13 on with Landlock keeps the reading process from other files.")},
    {"seccomp", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Without it no image is read. Use a kernel with seccomp filters.")},
    {"memory_lock_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Raise the limit (ulimit -l) to 8 MiB, so that keys are never written to swap.")},
    {"core_dumps", QT_TRANSLATE_NOOP("casebook::Diagnostics", "A crash may leave keys on the disk. Switch memory images off (ulimit -c 0).")},
    {"swap", QT_TRANSLATE_NOOP("casebook::Diagnostics", "What is shown may be written to it unencrypted. Encrypt the swap, or switch it off.")},
    {"folder", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Keep the study on a disk of this computer: on a network or synchronised folder it can be damaged.")},
    {"free_bytes", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Make room, or move the study to a larger disk.")},
    {"received_damaged", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Check the disk and send the images again. What is left of them lies in the study's folder spool as .damaged.")},
    {"audit_chain", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Verify the study, and tell who keeps it.")},
    {"backup_age_days", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Back up the study.")},
    {"verify_damaged", QT_TRANSLATE_NOOP("casebook::Diagnostics", "Verify the study again, and restore what is damaged from a backup.")},
};

constexpr WordsRow codes[] = {
    {"none", QT_TRANSLATE_NOOP("casebook::Diagnostics", "none")},
    {"encrypted", QT_TRANSLATE_NOOP("casebook::Diagnostics", "encrypted")},
    {"in-memory", QT_TRANSLATE_NOOP("casebook::Diagnostics", "in memory")},
    {"plain", QT_TRANSLATE_NOOP("casebook::Diagnostics", "not encrypted")},
    {"local", QT_TRANSLATE_NOOP("casebook::Diagnostics", "on this computer")},
    {"network", QT_TRANSLATE_NOOP("casebook::Diagnostics", "on the network")},
    {"fuse", QT_TRANSLATE_NOOP("casebook::Diagnostics", "through FUSE")},
    {"synchronised", QT_TRANSLATE_NOOP("casebook::Diagnostics", "synchronised by a program")},
    {"whole", QT_TRANSLATE_NOOP("casebook::Diagnostics", "whole")},
    {"damaged", QT_TRANSLATE_NOOP("casebook::Diagnostics", "damaged")},
    {"not-checked", QT_TRANSLATE_NOOP("casebook::Diagnostics", "not checked")},
    {"off", QT_TRANSLATE_NOOP("casebook::Diagnostics", "off")},
    {"on", QT_TRANSLATE_NOOP("casebook::Diagnostics", "on")},
    {"daily", QT_TRANSLATE_NOOP("casebook::Diagnostics", "daily")},
    {"weekly", QT_TRANSLATE_NOOP("casebook::Diagnostics", "weekly")},
    {"other", QT_TRANSLATE_NOOP("casebook::Diagnostics", "other")},
};
// clang-format on

template <std::size_t n> QString wordsOf(const WordsRow (&rows)[n], const QByteArray& key,
                                         const QString& other) {
    const auto* found =
        std::find_if(std::begin(rows), std::end(rows), [&](const WordsRow& row) { return key == row.key; });
    return found == std::end(rows) ? other
                                   : QCoreApplication::translate("casebook::Diagnostics", found->words);
}

} // namespace

void DiagnosticReport::addNumber(const QByteArray& key, std::int64_t number, bool warns) {
    facts.append({key, qint64(number), warns});
}

void DiagnosticReport::addYes(const QByteArray& key, bool yes, bool warns) {
    facts.append({key, yes, warns});
}

void DiagnosticReport::addCode(const QByteArray& key, const QString& code, bool warns) {
    facts.append({key, isCode(code) ? code : QStringLiteral("other"), warns});
}

void DiagnosticReport::addUnknown(const QByteArray& key, bool warns) {
    facts.append({key, QJsonValue(QJsonValue::Null), warns});
}

const DiagnosticFact* DiagnosticReport::find(const QByteArray& key) const {
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const DiagnosticFact& f) { return f.key == key; });
    return found == facts.end() ? nullptr : &*found;
}

QByteArray DiagnosticReport::toJson() const {
    QJsonObject json;
    QJsonArray warnings;
    for (const DiagnosticFact& fact : facts) {
        json.insert(QLatin1StringView(fact.key), fact.value);
        if (fact.warns)
            warnings.append(QString::fromLatin1(fact.key));
    }
    json.insert(QStringLiteral("warnings"), warnings);
    return QJsonDocument(json).toJson();
}

namespace diagnosticWords {

QString heading(const QByteArray& key) { return wordsOf(headings, key, QString::fromLatin1(key)); }

QString advice(const QByteArray& key) { return wordsOf(advices, key, {}); }

QString value(const DiagnosticFact& fact) {
    if (fact.value.isNull())
        return QCoreApplication::translate("casebook::Diagnostics", "not known");
    if (fact.value.isBool())
        return fact.value.toBool() ? QCoreApplication::translate("casebook::Diagnostics", "yes")
                                   : QCoreApplication::translate("casebook::Diagnostics", "no");
    if (fact.value.isString())
        return wordsOf(codes, fact.value.toString().toLatin1(), fact.value.toString());
    const qint64 number = fact.value.toInteger();
    return fact.key.endsWith("_bytes") ? QLocale().formattedDataSize(number) : QLocale().toString(number);
}

} // namespace diagnosticWords

} // namespace casebook
