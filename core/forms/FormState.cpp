// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/FormState.h"

#include "core/forms/FormCalculation.h"
#include "core/forms/Input.h"
#include "core/forms/Values.h"

#include <algorithm>
#include <array>

namespace casebook {

namespace {

constexpr std::array entryStates{"not-started", "incomplete", "complete", "not-done"};
constexpr std::array problemKinds{"type",  "required",   "range-soft",   "range-hard",
                                  "check", "form-check", "code-retired", "calculation"};

/// Kinds that an item of a type may store beside Null.
bool fits(ValueKind kind, ItemType type) {
    switch (type) {
    case ItemType::Text:
    case ItemType::LongText: return kind == ValueKind::Text;
    case ItemType::Integer: return kind == ValueKind::Integer;
    case ItemType::Decimal:
    case ItemType::Quantity: return kind == ValueKind::Decimal || kind == ValueKind::Integer;
    case ItemType::Date: return kind == ValueKind::Date;
    case ItemType::Time: return kind == ValueKind::Time;
    case ItemType::DateTime: return kind == ValueKind::DateTime;
    case ItemType::YesNo: return kind == ValueKind::Boolean;
    case ItemType::Code: return kind == ValueKind::Code;
    case ItemType::MultiCode: return kind == ValueKind::CodeSet;
    case ItemType::ImageLink:
    case ItemType::LesionLink: return kind == ValueKind::Link;
    case ItemType::File: return kind == ValueKind::File;
    case ItemType::Calculated: break;
    }
    return true;
}

tl::unexpected<Error> refuse(const char* code, const QString& object, QStringList args = {}) {
    return fail(ErrorKind::Refused, code, object, std::move(args));
}

} // namespace

struct FormState::Private : FormParts {};

QByteArray entryStateCode(EntryState state) { return entryStates[static_cast<std::size_t>(state)]; }

std::optional<EntryState> entryStateFromCode(const QByteArray& code) {
    const auto at =
        std::find_if(entryStates.begin(), entryStates.end(), [&](const char* c) { return code == c; });
    return at == entryStates.end() ? std::nullopt
                                   : std::optional(static_cast<EntryState>(at - entryStates.begin()));
}

QByteArray problemKindCode(ProblemKind kind) { return problemKinds[static_cast<std::size_t>(kind)]; }

Result<FormState> FormState::open(Setup setup) {
    auto d = std::make_unique<Private>();
    const auto form = setup.study->expressions().forms.constFind(setup.stored.form);
    if (form == setup.study->expressions().forms.cend())
        return refuse("no-such-form", setup.stored.form);
    static const auto noRecord = std::make_shared<const SubjectRecord>();
    d->study = std::move(setup.study);
    d->form = &*form;
    d->record = setup.record ? std::move(setup.record) : noRecord;
    d->place = std::move(setup.place);
    d->today = setup.today;
    d->services = std::move(setup.services);
    d->notDone = setup.notDone;
    d->loaded = setup.stored;
    d->now = std::move(setup.stored);
    recalculate(*d);
    return FormState(std::move(d));
}

FormState::FormState(std::unique_ptr<Private> d) : d_(std::move(d)) {}
FormState::FormState(const FormState& other) : d_(std::make_unique<Private>(*other.d_)) {}
FormState::FormState(FormState&&) noexcept = default;
FormState& FormState::operator=(FormState&&) noexcept = default;
FormState::~FormState() = default;

FormState& FormState::operator=(const FormState& other) {
    if (this != &other)
        d_ = std::make_unique<Private>(*other.d_);
    return *this;
}

const FormDef& FormState::form() const { return *d_->form->def; }

const StudyDefinition& FormState::definition() const { return d_->study->definition(); }

QList<QByteArray> FormState::rows(const QString& group) const { return d_->rows(group); }

QList<ItemPath> FormState::paths() const {
    QList<ItemPath> all;
    for (const SectionDef& section : form().sections)
        for (const QByteArray& row : d_->rows(section.group))
            for (const QString& oid : section.items)
                all << ItemPath{section.group, row, oid};
    return all;
}

ItemState FormState::item(const ItemPath& path) const {
    ItemState state;
    if (const auto value = d_->now.values.constFind(path); value != d_->now.values.cend())
        state.value = *value;
    state.typed = d_->typed.value(path);
    state.visible = !d_->hidden.contains(path);
    state.required = d_->required.contains(path);
    state.calculated = d_->item(path.item).calculated();
    state.mark = d_->marks.value(path);
    if (const auto error = d_->typedErrors.constFind(path); error != d_->typedErrors.cend())
        state.mark = error->code;
    return state;
}

QString FormState::display(const ItemPath& path, const QString& language) const {
    if (const auto typed = d_->typed.constFind(path); typed != d_->typed.cend())
        return *typed;
    const auto value = d_->now.values.constFind(path);
    const CompiledItem& item = d_->item(path.item);
    return value == d_->now.values.cend() ? QString()
                                          : displayText(*value, *item.def, item.codeList, language);
}

QList<CodeDef> FormState::choices(const ItemPath& path) const {
    QList<CodeDef> codes;
    const CompiledItem& item = d_->item(path.item);
    if (!item.codeList)
        return codes;
    const ItemValue stored = d_->now.values.value(path);
    for (const CodeDef& code : item.codeList->codes)
        if (!code.retired || stored.text == code.code || stored.codes.contains(code.code))
            codes << code;
    return codes;
}

/// The item of a path that may be written to.
static Result<const CompiledItem*> writable(const FormParts& parts, const ItemPath& path) {
    const CompiledItem& item = parts.item(path.item);
    if (item.form != parts.form->def->oid || item.group != path.group)
        return refuse("no-such-item", path.item);
    if (!parts.rows(path.group).contains(path.row))
        return refuse("no-such-row", path.item);
    if (parts.isCalculated(item))
        return refuse("calculated-item", path.item);
    return &item;
}

Result<> FormState::set(const ItemPath& path, const QString& typed, const QString& language) {
    const auto item = writable(*d_, path);
    if (!item)
        return tl::unexpected(item.error());
    const auto value = readTyped(typed, *(*item)->def, {d_->today, (*item)->codeList, language});
    if (value)
        return setValue(path, *value);
    d_->typed[path] = typed;
    d_->typedErrors[path] = value.error();
    recalculate(*d_);
    return tl::unexpected(value.error());
}

Result<> FormState::setValue(const ItemPath& path, std::optional<ItemValue> value) {
    return setValues({{path, std::move(value)}});
}

Result<> FormState::setValues(const QList<std::pair<ItemPath, std::optional<ItemValue>>>& values) {
    for (const auto& [path, value] : values) {
        const auto item = writable(*d_, path);
        if (!item)
            return tl::unexpected(item.error());
        if (value && value->kind != ValueKind::Null && !fits(value->kind, (*item)->def->type))
            return refuse("wrong-kind", path.item);
    }
    for (const auto& [path, value] : values) {
        d_->typed.remove(path);
        d_->typedErrors.remove(path);
        if (value)
            d_->now.values[path] = *value;
        else
            d_->now.values.remove(path);
    }
    recalculate(*d_);
    return {};
}

Result<> FormState::addRow(const QString& group, const QByteArray& id) {
    if (!d_->form->groups.contains(group))
        return refuse("no-such-group", group);
    const int most = d_->form->maxRows.value(group);
    if (most > 0 && d_->rows(group).size() >= most)
        return refuse("group-full", group, {QString::number(most)});
    const bool there = std::any_of(d_->now.rows.begin(), d_->now.rows.end(),
                                   [&](const FormRow& row) { return row.id == id; });
    if (there || id.isEmpty())
        return refuse("row-twice", group);
    d_->now.rows << FormRow{group, id};
    recalculate(*d_);
    return {};
}

Result<> FormState::removeRow(const QString& group, const QByteArray& id) {
    if (!d_->now.rows.removeOne(FormRow{group, id}))
        return refuse("no-such-row", group);
    const auto inRow = [&](const ItemPath& path) { return path.group == group && path.row == id; };
    d_->now.values.removeIf([&](auto at) { return inRow(at.key()); });
    d_->typed.removeIf([&](auto at) { return inRow(at.key()); });
    d_->typedErrors.removeIf([&](auto at) { return inRow(at.key()); });
    recalculate(*d_);
    return {};
}

void FormState::setNotDone(bool notDone) {
    d_->notDone = notDone;
    recalculate(*d_);
}

void FormState::setRecord(std::shared_ptr<const SubjectRecord> record) {
    d_->record = record ? std::move(record) : std::make_shared<const SubjectRecord>();
    recalculate(*d_);
}

QList<FormProblem> FormState::problems() const { return d_->problems; }

QList<FormProblem> FormState::problems(const ItemPath& path) const {
    QList<FormProblem> found;
    std::copy_if(d_->problems.begin(), d_->problems.end(), std::back_inserter(found),
                 [&](const FormProblem& one) { return one.path == path; });
    return found;
}

EntryState FormState::entryState() const {
    if (d_->notDone)
        return EntryState::NotDone;
    const auto entered = [&](const ItemPath& path) { return !d_->isCalculated(d_->item(path.item)); };
    const bool begun = !d_->typed.isEmpty() || !d_->now.rows.isEmpty() ||
                       std::any_of(d_->now.values.keyBegin(), d_->now.values.keyEnd(), entered);
    if (!begun)
        return EntryState::NotStarted;
    const bool open = std::any_of(d_->problems.begin(), d_->problems.end(), [](const FormProblem& one) {
        return one.kind == ProblemKind::Required || one.kind == ProblemKind::NotOfType;
    });
    return open ? EntryState::Incomplete : EntryState::Complete;
}

FormState::Progress FormState::progress() const {
    Progress progress;
    for (const ItemPath& path : paths()) {
        if (d_->hidden.contains(path) || d_->item(path.item).calculated())
            continue;
        const bool answered = d_->now.values.contains(path) && !d_->typed.contains(path);
        const bool required = d_->required.contains(path);
        ++progress.asked;
        progress.answered += answered;
        progress.required += required;
        progress.requiredAnswered += required && answered;
    }
    return progress;
}

QList<FormChange> FormState::changes() const {
    QList<FormChange> all;
    const auto at = [](const FormData& data, const ItemPath& path) {
        const auto value = data.values.constFind(path);
        return value == data.values.cend() ? std::nullopt : std::optional(*value);
    };
    for (const ItemPath& path : paths()) {
        FormChange change{path,
                          at(d_->loaded, path),
                          at(d_->now, path),
                          d_->loaded.held.contains(path),
                          d_->now.held.contains(path),
                          d_->isCalculated(d_->item(path.item))};
        if (!sameAnswer(change.before, change.after) || change.heldBefore != change.heldAfter)
            all << change;
    }
    return all;
}

QList<RowChange> FormState::rowChanges() const {
    QList<RowChange> all;
    for (const FormRow& row : d_->loaded.rows)
        if (!d_->now.rows.contains(row))
            all << RowChange{row, true};
    for (const FormRow& row : d_->now.rows)
        if (!d_->loaded.rows.contains(row))
            all << RowChange{row, false};
    return all;
}

bool FormState::isChanged() const {
    return !d_->typed.isEmpty() || !rowChanges().isEmpty() || !changes().isEmpty();
}

QHash<ItemPath, QString> FormState::typedTexts() const { return d_->typed; }

FormData FormState::data() const { return d_->now; }

} // namespace casebook
