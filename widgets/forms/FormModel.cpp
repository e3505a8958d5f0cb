// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forms/FormModel.h"

#include "core/forms/Input.h"
#include "core/values/Ids.h"
#include "widgets/forms/FormWords.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int draftDelay_ms = 800; // a crash loses less than two seconds of typing
constexpr int checkDelay_ms = 120;

bool isHard(const FormProblem& p) {
    return p.kind == ProblemKind::NotOfType || p.kind == ProblemKind::HardRange ||
           p.kind == ProblemKind::RetiredCode || (p.severe && p.kind != ProblemKind::Required);
}

QByteArray newRowId() {
    std::array<quint32, 3> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return makeUuidV7(QDateTime::currentMSecsSinceEpoch(),
                      QByteArray(reinterpret_cast<const char*>(random.data()), qsizetype(sizeof random)))
        .bytes;
}

std::optional<ItemValue> codeSet(const QString& raw) {
    if (raw.isEmpty())
        return std::nullopt;
    ItemValue value;
    value.kind = ValueKind::CodeSet;
    value.raw = raw;
    if (raw != "{}"_L1)
        value.codes = raw.split(u"; "_s, Qt::SkipEmptyParts);
    value.codes.sort();
    return value;
}

} // namespace

FormModel::FormModel(QObject* parent) : QObject(parent), today_(QDate::currentDate()) {
    draftTimer_.setSingleShot(true);
    draftTimer_.setInterval(draftDelay_ms);
    checkTimer_.setSingleShot(true);
    checkTimer_.setInterval(checkDelay_ms);
    connect(&draftTimer_, &QTimer::timeout, this, &FormModel::flushDrafts);
    connect(&checkTimer_, &QTimer::timeout, this, &FormModel::checkSoon);
}

void FormModel::open(FormState state, const FormView& view) {
    close();
    // What is there already was entered: its blanks are named at once. A new form asks nothing yet.
    allAsked_ = state.entryState() == EntryState::Complete || view.wasComplete;
    state_.emplace(std::move(state));
    problems_.reset();
    view_ = view;
    Q_EMIT changed();
}

void FormModel::setView(const FormView& view) {
    view_ = view;
    if (state_)
        Q_EMIT changed();
}

void FormModel::beginSave() {
    since_.clear();
    saving_ = true;
    for (auto it = live_.cbegin(); it != live_.cend(); ++it)
        note({Step::Kind::Typed, it.key(), it.value()});
}

void FormModel::note(const Step& step) {
    if (saving_)
        since_.append(step);
}

void FormModel::replace(FormState state, const FormView& view) {
    const auto texts = state_ ? state_->typedTexts() : QHash<ItemPath, QString>();
    saving_ = false;
    state_.emplace(std::move(state));
    problems_.reset();
    view_ = view;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) // no values, so not stored
        apply(it.key(), it.value());
    QSet<QString> groups;
    const auto reasons = std::exchange(removed_, {});
    for (const Step& step : std::exchange(since_, {})) {
        const auto& [group, row, item] = step.path;
        if (step.kind == Step::Kind::Added) {
            static_cast<void>(state_->addRow(group, row));
        } else if (step.kind == Step::Kind::Removed) {
            drafts_.removeIf([id = row](auto at) { return at.key().row == id; });
            if (state_->removeRow(group, row))
                removed_[group].insert(row, reasons.value(group).value(row));
        } else {
            apply(step.path, step.raw);
            drafts_.insert(step.path, step.raw); // the save has taken the draft of the path with it
        }
        groups.insert(group);
    }
    flushDrafts();
    problems_.reset();
    for (const QString& group : groups)
        Q_EMIT rowsChanged(group);
    Q_EMIT changed();
}

void FormModel::close() {
    flushDrafts();
    draftTimer_.stop();
    checkTimer_.stop();
    live_.clear();
    visited_.clear();
    removed_.clear();
    indexes_.clear();
    since_.clear();
    saving_ = false;
    typing_ = {};
    allAsked_ = false;
    view_ = {};
    problems_.reset();
    state_.reset();
}

void FormModel::type(const ItemPath& path, const QString& raw) {
    if (!state_)
        return;
    typing_ = path;
    note({Step::Kind::Typed, path, raw});
    drafts_.insert(path, raw);
    live_.insert(path, raw);
    if (!draftTimer_.isActive())
        draftTimer_.start(); // not started anew by each key, or a fast typist would never be saved
    checkTimer_.start();
}

void FormModel::checkSoon() {
    for (auto it = live_.cbegin(); it != live_.cend(); ++it)
        apply(it.key(), it.value());
    live_.clear();
    if (state_)
        Q_EMIT changed();
}

/// The editor shows what is wrong by the state's own problem, so the result needs no other way.
void FormModel::apply(const ItemPath& path, const QString& raw) {
    if (!state_)
        return;
    problems_.reset();
    const ItemDef* item = def(path.item);
    if (item && item->type == ItemType::MultiCode && !raw.startsWith(u'='))
        static_cast<void>(state_->setValue(path, codeSet(raw)));
    else
        static_cast<void>(state_->set(path, raw, formLanguage()));
}

void FormModel::commit(const ItemPath& path, const QString& raw) {
    if (!state_)
        return;
    live_.remove(path);
    visited_.insert(path);
    if (typing_ == path)
        typing_ = {};
    note({Step::Kind::Typed, path, raw});
    apply(path, raw);
    drafts_.insert(path, raw);
    flushDrafts();
    Q_EMIT changed();
}

void FormModel::restore(const ItemPath& path, const QString& raw) {
    if (!state_)
        return;
    if (!path.group.isEmpty() && !state_->rows(path.group).contains(path.row)) {
        problems_.reset();
        static_cast<void>(state_->addRow(path.group, path.row)); // a row that was never saved
        Q_EMIT rowsChanged(path.group);
    }
    visited_.insert(path);
    apply(path, raw);
    Q_EMIT changed();
}

void FormModel::setMissing(const ItemPath& path, const QByteArray& reason) {
    commit(path, reason.isEmpty() ? QString() : u'=' + QString::fromLatin1(reason));
}

Result<QByteArray> FormModel::addRow(const QString& group) {
    const QByteArray id = newRowId();
    if (auto added = state_->addRow(group, id); !added)
        return tl::unexpected(added.error());
    problems_.reset();
    note({Step::Kind::Added, {group, id, {}}, {}});
    Q_EMIT rowsChanged(group);
    Q_EMIT changed();
    return id;
}

void FormModel::removeRow(const QString& group, const QByteArray& row, const QString& reason) {
    if (!state_ || !state_->removeRow(group, row))
        return;
    const auto ofRow = [&](const ItemPath& path) { return path.row == row; };
    for (const ItemPath& path : drafts_.keys())
        if (ofRow(path))
            drafts_.remove(path);
    for (const ItemPath& path : live_.keys())
        if (ofRow(path))
            live_.remove(path);
    problems_.reset();
    note({Step::Kind::Removed, {group, row, {}}, {}});
    removed_[group].insert(row, reason);
    Q_EMIT rowsChanged(group);
    Q_EMIT changed();
}

QHash<QByteArray, QString> FormModel::removedRows(const QString& group) const {
    return removed_.value(group);
}

void FormModel::visited(const ItemPath& path) {
    if (visited_.contains(path))
        return;
    visited_.insert(path);
    if (state_)
        Q_EMIT changed();
}

void FormModel::askForAll() {
    allAsked_ = true;
    if (state_)
        Q_EMIT changed();
}

void FormModel::flushDrafts() {
    draftTimer_.stop();
    const auto told = std::exchange(drafts_, {});
    for (auto it = told.cbegin(); it != told.cend(); ++it)
        Q_EMIT draftTyped(it.key(), it.value());
}

const QHash<ItemPath, QList<FormProblem>>& FormModel::problemsByItem() const {
    if (!problems_) {
        problems_.emplace();
        for (const FormProblem& p : state_->problems())
            (*problems_)[p.path].append(p);
    }
    return *problems_;
}

QList<NoteView> FormModel::notes(const ItemPath& path, const ItemState& item, const ItemDef& def,
                                 const ItemExtra& extra, QString* check) const {
    QList<NoteView> notes;
    for (const FormProblem& p : problemsByItem().value(path)) {
        if (p.kind == ProblemKind::NotOfType && typing_ == path)
            continue; // half a date is no fault yet
        if (p.kind == ProblemKind::Required && !allAsked_ && !visited_.contains(path))
            continue;
        if (p.kind == ProblemKind::Required && typing_ == path)
            continue;
        notes.append(problemNote(p, def));
        if (p.kind != ProblemKind::Calculation && *check != "hard"_L1)
            *check = isHard(p) || p.kind == ProblemKind::Required ? u"hard"_s : u"soft"_s;
    }
    for (const ItemQueryView& q : extra.queries) {
        notes.append(queryNote(q));
        if (check->isEmpty())
            *check = u"query"_s;
    }
    if (!extra.wasWhenSigned.isEmpty()) {
        notes.append(signedNote(extra.wasWhenSigned));
        if (check->isEmpty())
            *check = u"changed"_s;
    }
    if (extra.fromImage)
        notes.append(imageNote(extra));
    if (item.calculated && notes.isEmpty())
        notes.append(calculatedNote(def));
    if (item.value && item.value->kind == ValueKind::Null && notes.isEmpty())
        notes.append(missingNote());
    return notes;
}

ItemShown FormModel::shown(const ItemPath& path) const {
    ItemShown out;
    const ItemDef* item = state_ ? def(path.item) : nullptr;
    if (!item)
        return out;
    const ItemState now = state_->item(path);
    const ItemExtra extra = view_.extras.value(path);
    out.visible = now.visible;
    out.required = now.required;
    out.calculated = now.calculated;
    out.locked = view_.locked || extra.locked;
    out.readOnly = !view_.mayEnter;
    out.text = state_->display(path, formLanguage());
    if (!now.typed.isEmpty()) {
        out.raw = now.typed;
        out.text = now.typed;
    } else if (now.value && now.value->kind == ValueKind::Null) {
        out.missing = now.value->missing;
        out.missingWords = missingReasonLabel(out.missing, formLanguage());
    } else if (now.value && now.value->kind == ValueKind::CodeSet) {
        out.codes = now.value->codes;
        out.raw = out.codes.isEmpty() ? u"{}"_s : out.codes.join("; "_L1);
    } else if (now.value) {
        out.raw = item->type == ItemType::Code ? now.value->text : editText(*now.value, *item);
    }
    out.notes = notes(path, now, *item, extra, &out.check);
    return out;
}

std::shared_ptr<const CodeIndex> FormModel::codes(const ItemPath& path) const {
    const QList<CodeDef> choices = state_->choices(path);
    const ItemDef* item = def(path.item);
    // A list is indexed once for the form; choices that depend on other answers have their own key.
    const CodeListDef* list = item ? state_->definition().codeList(item->codeList) : nullptr;
    const QList<CodeDef>& codes = list ? list->codes : choices;
    auto& index = indexes_[item ? item->codeList + u'\n' + QString::number(codes.size()) : QString()];
    if (!index)
        index = CodeIndex::make(codes);
    return index;
}

FormModel::Counts FormModel::counts() const {
    Counts counts;
    if (!state_)
        return counts;
    for (const FormProblem& p : state_->problems()) {
        if (p.kind == ProblemKind::Required || p.kind == ProblemKind::Calculation)
            continue;
        if (p.kind == ProblemKind::NotOfType && typing_ == p.path)
            continue;
        ++(isHard(p) ? counts.hard : counts.soft);
    }
    const FormState::Progress progress = state_->progress();
    counts.empty = progress.asked - progress.answered;
    return counts;
}

std::optional<ItemPath> FormModel::nextProblem(const ItemPath& from) const {
    if (!state_)
        return std::nullopt;
    QSet<ItemPath> bad;
    for (const FormProblem& p : state_->problems())
        if (!p.path.item.isEmpty() && p.kind != ProblemKind::Calculation)
            bad.insert(p.path);
    const QList<ItemPath> order = state_->paths();
    const qsizetype start = order.indexOf(from);
    for (qsizetype i = 1; i <= order.size(); ++i) {
        const ItemPath& path = order.at((start + i) % order.size());
        if (bad.contains(path))
            return path;
    }
    return std::nullopt;
}

QString formLanguage() { return FormWords::tr("en", "two letters: the language of labels in forms").left(2); }

} // namespace casebook
