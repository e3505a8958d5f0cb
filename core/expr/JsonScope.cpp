// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expr/JsonScope.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace casebook::expr {

namespace {

constexpr auto badContext = "bad-context";

tl::unexpected<QByteArray> unknown() { return tl::unexpected(QByteArray("ref")); }

Value orBlank(const std::optional<Decimal>& number) { return number ? Value(*number) : Value(); }

template <class T>
Result<Value> readAs(const QJsonValue& text) {
    const auto read = T::fromText(text.toString());
    return read ? Result<Value>(Value(*read)) : fail(ErrorKind::Refused, badContext, text.toString());
}

Result<Value> readQuantity(const QJsonObject& object) {
    const QJsonValue number = object.value(u"v");
    const auto value =
        number.isString() ? Decimal::fromText(number.toString()) : Decimal::fromDouble(number.toDouble());
    if (!value)
        return fail(ErrorKind::Refused, badContext, number.toString());
    return Value(Quantity{*value, object.value(u"u").toString(), object.value(u"a").toString()});
}

Result<Value> readObject(const QJsonObject& object) {
    if (object.contains(u"d"))
        return readAs<PartialDate>(object.value(u"d"));
    if (object.contains(u"dt"))
        return readAs<DateTime>(object.value(u"dt"));
    if (object.contains(u"t"))
        return readAs<TimeOfDay>(object.value(u"t"));
    if (object.contains(u"nf"))
        return Value::missing(object.value(u"nf").toString().toLatin1());
    if (object.contains(u"v"))
        return readQuantity(object);
    if (!object.value(u"set").isArray())
        return fail(ErrorKind::Refused, badContext);
    QStringList codes;
    for (const QJsonValue code : object.value(u"set").toArray())
        codes.append(code.toString());
    return Value::set(codes);
}

Result<Value> readValue(const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::Bool: return Value(value.toBool());
    case QJsonValue::Double: return orBlank(Decimal::fromDouble(value.toDouble()));
    case QJsonValue::String: return Value(value.toString());
    case QJsonValue::Object: return readObject(value.toObject());
    case QJsonValue::Array: {
        ValueList items;
        for (const QJsonValue item : value.toArray()) {
            auto read = readValue(item);
            if (!read)
                return read;
            items.push_back(std::move(*read));
        }
        return Value::list(std::move(items));
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return Value();
}

Result<QHash<QString, Value>> readRow(const QJsonObject& object) {
    QHash<QString, Value> row;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto value = readValue(it.value());
        if (!value)
            return tl::unexpected(value.error());
        row.insert(it.key(), *value);
    }
    return row;
}

/// Keys of the object `name` at the top of a document, in the order of the text (QJsonObject sorts them).
QStringList keysInOrder(const QByteArray& json, const QString& name) {
    QStringList keys;
    int depth = 0;
    bool inside = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        inside = inside && !(c == '}' && depth == 1);
        if (c != '"')
            continue;
        qsizetype end = at + 1;
        while (end < json.size() && json[end] != '"')
            end += json[end] == '\\' ? 2 : 1;
        qsizetype after = end + 1;
        while (after < json.size() && std::isspace(static_cast<unsigned char>(json[after])))
            ++after;
        if (after < json.size() && json[after] == ':') {
            const QByteArray quoted = '[' + json.sliced(at, end + 1 - at) + ']';
            const QString key = QJsonDocument::fromJson(quoted).array().first().toString();
            if (inside && depth == 2)
                keys.append(key);
            if (depth == 1)
                inside = key == name;
        }
        at = end;
    }
    return keys;
}

std::optional<Declared> declaredAs(const Value& value) {
    return Declared{value.type(), value.quantity() ? value.quantity()->unit : QString()};
}

} // namespace

Result<JsonScope> JsonScope::fromJson(const QByteArray& json) {
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return fail(ErrorKind::Refused, badContext);
    const QJsonObject object = document.object();
    JsonScope scope;
    auto here = scope.readForm(object);
    if (!here)
        return tl::unexpected(here.error());
    scope.forms_.push_back(std::move(*here));
    const QJsonObject others = object.value(u"forms").toObject();
    for (auto it = others.begin(); it != others.end(); ++it) {
        const auto handle = scope.addForm(it.value());
        if (!handle)
            return tl::unexpected(handle.error());
        scope.others_.insert(it.key(), *handle);
    }
    if (const auto read =
            scope.readVisits(object.value(u"visits").toObject(), keysInOrder(json, QStringLiteral("visits")));
        !read)
        return tl::unexpected(read.error());
    const QJsonValue visit = object.value(u"visit");
    const QString name = visit.isArray() ? visit[0].toString() : visit.toString();
    const int repeat = visit.isArray() ? visit[1].toInt(1) : 1;
    for (std::size_t i = 0; i < scope.visits_.size(); ++i)
        if (scope.visits_[i].name == name && scope.visits_[i].repeat == repeat)
            scope.current_ = static_cast<int>(i);
    if (const QJsonValue row = object.value(u"row"); row.isArray())
        scope.rows_.push_back({thisForm, row[0].toString(), row[1].toInt(1) - 1});
    if (object.contains(u"today")) {
        scope.today_ = PartialDate::fromText(object.value(u"today").toString());
        if (!scope.today_)
            return fail(ErrorKind::Refused, badContext, object.value(u"today").toString());
    }
    return scope;
}

Result<JsonScope::Form> JsonScope::readForm(const QJsonObject& object) const {
    auto items = readRow(object.value(u"vars").toObject());
    if (!items)
        return tl::unexpected(items.error());
    Form form{std::move(*items), {}};
    const QJsonObject groups = object.value(u"groups").toObject();
    for (auto it = groups.begin(); it != groups.end(); ++it) {
        std::vector<Row>& rows = form.groups[it.key()];
        for (const QJsonValue row : it.value().toArray()) {
            auto read = readRow(row.toObject());
            if (!read)
                return tl::unexpected(read.error());
            rows.push_back(std::move(*read));
        }
    }
    return form;
}

Result<FormHandle> JsonScope::addForm(const QJsonValue& value) {
    if (!value.isObject())
        return absentForm;
    return readForm(value.toObject()).map([&](Form form) {
        forms_.push_back(std::move(form));
        return static_cast<FormHandle>(forms_.size()) - 1;
    });
}

Result<> JsonScope::readVisits(const QJsonObject& visits, const QStringList& order) {
    for (const QString& name : order) {
        const QJsonValue value = visits.value(name);
        const QJsonArray repeats = value.isArray() ? value.toArray() : QJsonArray{value};
        for (qsizetype i = 0; i < repeats.size(); ++i) {
            Visit visit;
            visit.name = name;
            visit.repeat = static_cast<int>(i) + 1;
            const QJsonObject forms = repeats[i].toObject();
            for (auto it = forms.begin(); it != forms.end(); ++it) {
                if (it.key() == u"visit") {
                    auto properties = readRow(it.value().toObject());
                    if (!properties)
                        return tl::unexpected(properties.error());
                    visit.properties = *properties;
                    continue;
                }
                const auto handle = addForm(it.value());
                if (!handle)
                    return tl::unexpected(handle.error());
                visit.forms.insert(it.key(), *handle);
            }
            visits_.push_back(std::move(visit));
        }
    }
    return {};
}

std::optional<std::vector<int>> JsonScope::visitsOf(const Reference& reference,
                                                    std::optional<int> repeat) const {
    const int count = static_cast<int>(visits_.size());
    std::vector<int> found;
    const auto take = [&](int index) {
        if (index >= 0 && index < count)
            found.push_back(index);
    };
    bool known = reference.visit != VisitPart::Named;
    switch (reference.visit) {
    case VisitPart::None: take(current_); break;
    case VisitPart::Previous: take(current_ < 0 ? -1 : current_ - 1); break;
    case VisitPart::Next: take(current_ < 0 ? -1 : current_ + 1); break;
    case VisitPart::First: take(0); break;
    case VisitPart::Last: take(count - 1); break;
    case VisitPart::Every:
    case VisitPart::Named:
        for (int i = 0; i < count; ++i) {
            const Visit& visit = visits_[static_cast<std::size_t>(i)];
            const bool named = reference.visit == VisitPart::Every || visit.name == reference.visitName;
            known = known || named;
            if (named && (!repeat || visit.repeat == *repeat))
                found.push_back(i);
        }
    }
    return known ? std::optional(found) : std::nullopt;
}

bool JsonScope::knowsForm(const QString& form) const {
    return others_.contains(form) || std::any_of(visits_.begin(), visits_.end(),
                                                 [&](const Visit& v) { return v.forms.contains(form); });
}

Answer<std::vector<FormHandle>> JsonScope::forms(const Reference& reference,
                                                 std::optional<int> repeat) const {
    if (reference.visit == VisitPart::None && others_.contains(reference.form))
        return std::vector<FormHandle>{others_.value(reference.form)};
    const auto visits = visitsOf(reference, repeat);
    if (!visits || !knowsForm(reference.form))
        return unknown();
    std::vector<FormHandle> found;
    for (const int visit : *visits)
        found.push_back(visits_[static_cast<std::size_t>(visit)].forms.value(reference.form, absentForm));
    return found;
}

Answer<int> JsonScope::rowCount(FormHandle form, const QString& group) const {
    const auto& groups = forms_[static_cast<std::size_t>(form)].groups;
    const auto found = groups.constFind(group);
    return found == groups.cend() ? Answer<int>(unknown()) : static_cast<int>(found->size());
}

bool JsonScope::groupHas(FormHandle form, const QString& group, const QString& item) const {
    const auto& groups = forms_[static_cast<std::size_t>(form)].groups;
    const auto found = groups.constFind(group);
    return found != groups.cend() &&
           (found->empty() ||
            std::any_of(found->begin(), found->end(), [&](const Row& row) { return row.contains(item); }));
}

Answer<Value> JsonScope::rowValue(FormHandle form, const QString& group, int row, const QString& item) const {
    const auto& groups = forms_[static_cast<std::size_t>(form)].groups;
    const auto found = groups.constFind(group);
    if (found == groups.cend() || row < 0 || static_cast<std::size_t>(row) >= found->size())
        return unknown();
    return (*found)[static_cast<std::size_t>(row)].value(item); // a row may leave a blank item out
}

Answer<Value> JsonScope::value(FormHandle form, const Reference& reference) const {
    const Row& items = forms_[static_cast<std::size_t>(form)].items;
    const auto found = items.constFind(reference.item);
    return found == items.cend() ? Answer<Value>(unknown()) : Answer<Value>(*found);
}

std::vector<RowPlace> JsonScope::rows() const { return rows_; }

Answer<std::vector<Value>> JsonScope::visitValues(const Reference& reference,
                                                  std::optional<int> repeat) const {
    const auto visits = visitsOf(reference, repeat);
    if (!visits || (reference.item != u"date" && reference.item != u"state"))
        return unknown();
    std::vector<Value> values;
    for (const int visit : *visits)
        values.push_back(visits_[static_cast<std::size_t>(visit)].properties.value(reference.item));
    return values;
}

std::optional<Declared> JsonScope::declared(const Reference& reference) const {
    if (reference.isVisitProperty())
        return visitValues(reference, std::nullopt) ? std::optional(Declared()) : std::nullopt;
    std::vector<FormHandle> places{thisForm};
    if (!reference.form.isEmpty()) {
        const auto found = forms(reference, std::nullopt);
        if (!found)
            return std::nullopt;
        places = *found;
    }
    std::erase(places, absentForm);
    if (places.empty())
        return Declared(); // not there yet: nothing is known of its items
    std::optional<Declared> best;
    const auto offer = [&](const Value& value) {
        if (!best || best->type == Type::Any)
            best = declaredAs(value);
    };
    for (const FormHandle place : places) {
        const Form& form = forms_[static_cast<std::size_t>(place)];
        for (auto group = form.groups.begin(); group != form.groups.end(); ++group) {
            const bool bareInRow = reference.isBare() && !rows_.empty() && rows_[0].group == group.key();
            if (group.key() != reference.group && !bareInRow)
                continue;
            if (group->empty() || reference.item.isEmpty())
                offer(Value());
            for (const Row& row : *group)
                if (row.contains(reference.item))
                    offer(row.value(reference.item));
        }
        if (reference.group.isEmpty() && form.items.contains(reference.item))
            offer(form.items.value(reference.item));
    }
    return best;
}

} // namespace casebook::expr
