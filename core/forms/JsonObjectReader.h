// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace casebook {

/// The first fault that was met; `what` is empty when there is none.
struct JsonFault {
    QString place, what;
};

/// Reads the members of one JSON object by name and type. The first member that is wrong, and any that nobody
/// asked for, is noted in the fault; reading goes on with defaults, so that the caller checks once at the end.
class JsonObjectReader {
public:
    JsonObjectReader(const QJsonObject& object, QString place, JsonFault& fault)
        : object_(object), place_(std::move(place)), fault_(fault) {}
    JsonObjectReader(const JsonObjectReader&) = delete;
    JsonObjectReader& operator=(const JsonObjectReader&) = delete;
    ~JsonObjectReader() {
        for (const QString& key : object_.keys())
            if (!asked_.contains(key))
                note(key, QStringLiteral("unknown member"));
    }

    QString text(const char* key) {
        const QJsonValue value = member(key);
        if (!value.isUndefined() && !value.isString())
            fault(key, QStringLiteral("text expected"));
        return value.toString();
    }

    QString needed(const char* key) {
        const QString value = text(key);
        if (value.isEmpty())
            fault(key, QStringLiteral("missing"));
        return value;
    }

    bool flag(const char* key) {
        const QJsonValue value = member(key);
        if (!value.isUndefined() && !value.isBool())
            fault(key, QStringLiteral("true or false expected"));
        return value.toBool();
    }

    std::optional<int> number(const char* key) {
        const QJsonValue value = member(key);
        if (value.isUndefined())
            return std::nullopt;
        const double number = value.toDouble(0.5);
        if (number < -1e9 || number > 1e9 || static_cast<double>(static_cast<int>(number)) != number) {
            fault(key, QStringLiteral("whole number expected"));
            return std::nullopt;
        }
        return static_cast<int>(number);
    }

    QStringList texts(const char* key) {
        QStringList out;
        for (const QJsonValue& value : array(key)) {
            if (!value.isString())
                fault(key, QStringLiteral("list of texts expected"));
            out << value.toString();
        }
        return out;
    }

    QMap<QString, QString> map(const char* key) {
        const QJsonValue value = member(key);
        if (!value.isUndefined() && !value.isObject())
            fault(key, QStringLiteral("object expected"));
        QMap<QString, QString> out;
        const QJsonObject object = value.toObject();
        for (auto at = object.begin(); at != object.end(); ++at) {
            if (!at.value().isString())
                fault(key, QStringLiteral("text expected at ") + at.key());
            out[at.key()] = at.value().toString();
        }
        return out;
    }

    /// A coded member; `of` gives nullopt for an unknown code.
    template <class E, class From> E code(const char* key, From of, E otherwise) {
        const QString written = text(key);
        if (written.isEmpty())
            return otherwise;
        const std::optional<E> known = of(written.toLatin1());
        if (!known)
            fault(key, QStringLiteral("unknown code ") + written);
        return known.value_or(otherwise);
    }

    template <class T, class Read> QList<T> all(const char* key, Read read) {
        QList<T> out;
        const QJsonArray members = array(key);
        for (qsizetype i = 0; i < members.size(); ++i) {
            const QString at = QStringLiteral("%1%2[%3]").arg(place_, QLatin1StringView(key)).arg(i);
            if (!members[i].isObject())
                note(QLatin1StringView(key), QStringLiteral("objects expected"));
            JsonObjectReader one(members[i].toObject(), at + u'.', fault_);
            out << read(one);
        }
        return out;
    }

    void fault(const char* key, const QString& what) { note(QLatin1StringView(key), what); }

private:
    QJsonValue member(const char* key) {
        asked_.insert(QLatin1StringView(key));
        return object_.value(QLatin1StringView(key));
    }

    QJsonArray array(const char* key) {
        const QJsonValue value = member(key);
        if (!value.isUndefined() && !value.isArray())
            fault(key, QStringLiteral("list expected"));
        return value.toArray();
    }

    void note(const QString& key, const QString& what) {
        if (fault_.what.isEmpty())
            fault_ = {place_ + key, what};
    }

    QJsonObject object_;
    QString place_;
    JsonFault& fault_;
    QSet<QString> asked_;
};

} // namespace casebook
