// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/forms/FormService.h"
#include "storage/forms/VisitService.h"
#include "tests/storage/AsTold.h"

namespace casebook::test {

inline LanguageText smallText(const char* en) { return {{QStringLiteral("en"), QString::fromLatin1(en)}}; }

inline void addSmallVisits(StudyDefinition& s) {
    const auto oid = [](const char* name) { return QString::fromLatin1(name); };
    const auto text = smallText;
    VisitDef base;
    base.oid = oid("BASE");
    base.label = text("Baseline");
    base.anchors = {oid("CONSENT")};
    base.firstDay = 0;
    base.windowBefore = 0;
    base.windowAfter = 7;
    VisitDef cycle;
    cycle.oid = oid("CYCLE");
    cycle.label = text("Cycle");
    cycle.repeating = true;
    cycle.anchors = {oid("CONSENT")};
    cycle.firstDay = 21;
    cycle.steps = oid("21x3");
    cycle.windowBefore = 3;
    cycle.windowAfter = 3;
    VisitDef extra;
    extra.oid = oid("UNS");
    extra.label = text("Unscheduled");
    extra.scheduled = false;
    extra.repeating = true;
    s.visits = {base, cycle, extra};
    s.visitForms = {{oid("BASE"), oid("VITALS"), true, {}},
                    {oid("BASE"), oid("NODULES"), false, {}},
                    {oid("CYCLE"), oid("DOSE"), true, {}},
                    {oid("BASE"), oid("AE"), false, {}}};
    s.anchors = {{oid("CONSENT"), oid("@BASE:VITALS:day")}};
}

/// A small study definition written for tests: a baseline with vital signs and nodules, cycles with a dose that is
/// calculated from the baseline's weight, a log of events.
inline StudyDefinition smallStudy() {
    const auto text = smallText;
    const auto oid = [](const char* name) { return QString::fromLatin1(name); };
    StudyDefinition s;
    s.oid = oid("SMALL");
    s.name = text("Small study");
    s.languages = {oid("en")};
    s.codeLists = {{oid("GRADE"),
                    text("Grade"),
                    {{oid("1"), text("mild"), {}, {}, false}, {oid("2"), text("severe"), {}, {}, false}}}};
    const auto item = [&](const char* name, ItemType type, const char* required = "") {
        ItemDef def;
        def.oid = oid(name);
        def.label = text(name);
        def.type = type;
        def.required = oid(required);
        return def;
    };
    ItemDef weight = item("weight", ItemType::Decimal, "yes");
    weight.unit = oid("kg");
    weight.soft = {oid("35"), oid("150")};
    ItemDef bmi = item("bmi", ItemType::Calculated);
    bmi.calc = oid("round(weight / (height / 100) ^ 2, 1)");
    ItemDef cigarettes = item("cigarettes", ItemType::Integer);
    cigarettes.showIf = oid("smoker = true");
    ItemDef count = item("count", ItemType::Calculated);
    count.calc = oid("rows(NOD)");
    ItemDef dose = item("dose", ItemType::Calculated);
    dose.calc = oid("per_kg * @BASE:VITALS:weight");
    ItemDef grade = item("grade", ItemType::Code, "yes");
    grade.codeList = oid("GRADE");
    ItemDef height = item("height", ItemType::Decimal, "yes");
    height.unit = oid("cm");
    s.items = {weight,
               height,
               bmi,
               item("day", ItemType::Date, "yes"),
               item("smoker", ItemType::YesNo),
               cigarettes,
               count,
               item("size", ItemType::Decimal, "yes"),
               item("per_kg", ItemType::Decimal, "yes"),
               dose,
               item("event", ItemType::Text, "yes"),
               grade};
    const auto section = [&](const char* group, const char* items) {
        return SectionDef{text("Section"), oid(group), {}, 0, oid(items).split(u' ')};
    };
    s.forms = {
        {oid("VITALS"),
         text("Vital signs"),
         FormAnchor::Visit,
         {section("", "weight height bmi day smoker cigarettes")},
         {},
         {},
         false},
        {oid("NODULES"),
         text("Nodules"),
         FormAnchor::Exam,
         {section("", "count"), section("NOD", "size")},
         {},
         {},
         false},
        {oid("DOSE"), text("Dose"), FormAnchor::Visit, {section("", "per_kg dose")}, {}, {}, false},
        {oid("AE"), text("Events"), FormAnchor::Subject, {section("EV", "event grade")}, {}, {}, false}};
    addSmallVisits(s);
    return s;
}

/// A study with the small definition and subjects S-0001 to S-0003, and short ways to enter its forms.
class StudyForms {
public:
    StudyForms() = default;
    Q_DISABLE_COPY_MOVE(StudyForms)
    ~StudyForms() { requireAsTold(fixture_); }

    bool make() {
        if (!fixture_.make())
            return false;
        definitions_ = std::make_unique<DefinitionService>(database(), session(), fixture_.clock);
        forms_ = std::make_unique<FormService>(database(), session(), fixture_.clock, *definitions_);
        queries_ = std::make_unique<QueryService>(database(), session(), fixture_.clock);
        const auto published = definitions_->publish(smallStudy(), QStringLiteral("test"), {});
        if (!published) {
            qWarning("publish: %s %s", published.error().code.constData(),
                     qPrintable(published.error().args.join(u' ')));
            return false;
        }
        for (const char* label : {"S-0001", "S-0002", "S-0003"})
            if (!database().writeAndWait(
                    [&](WriteTransaction& tx) { return addSubject(tx, QString::fromLatin1(label)); }))
                return false;
        return true;
    }

    [[nodiscard]] StudyFixture& fixture() { return fixture_; }
    [[nodiscard]] Database& database() { return fixture_.vault->database(); }
    [[nodiscard]] const Session& session() { return fixture_.vault->session(); }
    [[nodiscard]] DefinitionService& definitions() { return *definitions_; }
    [[nodiscard]] FormService& service() { return *forms_; }
    [[nodiscard]] QueryService& queries() { return *queries_; }

    [[nodiscard]] static ItemPath path(const char* item) { return {{}, {}, QString::fromLatin1(item)}; }

    FormInfo begin(const char* operand) {
        const auto key = forms_->keyOf(QString::fromLatin1(operand));
        const auto info = key ? forms_->begin(*key) : Result<FormInfo>(tl::unexpected(key.error()));
        if (!info)
            qWarning("begin %s: %s", operand, info.error().code.constData());
        return info.value_or(FormInfo());
    }

    /// Types one item and saves.
    Result<SavedForm> set(const FormInfo& form, const char* item, const char* typed,
                          const ChangeReason& reason = {}) {
        auto opened = forms_->open(form.id);
        if (!opened)
            return tl::unexpected(opened.error());
        if (auto done = opened->state.set(path(item), QString::fromUtf8(typed)); !done)
            return tl::unexpected(done.error());
        return forms_->save(form.id, editOf(*opened), reason);
    }

    QByteArray addRow(const FormInfo& form, const char* group,
                      const QList<std::pair<const char*, const char*>>& cells) {
        auto opened = forms_->open(form.id);
        const QByteArray id =
            makeUuidV7(fixture_.clock.utc, QByteArray::number(++rows_).rightJustified(10, '0')).bytes;
        const QString name = QString::fromLatin1(group);
        bool good = opened && opened->state.addRow(name, id);
        for (const auto& [item, typed] : cells)
            good = good && opened->state.set({name, id, QString::fromLatin1(item)}, QString::fromUtf8(typed));
        const auto saved = good ? forms_->save(form.id, editOf(*opened), {})
                                : Result<SavedForm>(fail(ErrorKind::Refused, "not-typed"));
        if (!saved)
            qWarning("addRow: %s", saved.error().code.constData());
        return id;
    }

    std::optional<StoredValue> stored(const FormInfo& form, const char* item) {
        const auto opened = forms_->open(form.id);
        if (opened)
            for (const StoredValue& value : opened->values)
                if (value.path == path(item))
                    return value;
        return std::nullopt;
    }
    QString text(const FormInfo& form, const char* item) {
        const auto value = stored(form, item);
        return value ? value->value.text : QString();
    }

private:
    StudyFixture fixture_;
    std::unique_ptr<DefinitionService> definitions_;
    std::unique_ptr<FormService> forms_;
    std::unique_ptr<QueryService> queries_;
    int rows_ = 0;
};

} // namespace casebook::test
