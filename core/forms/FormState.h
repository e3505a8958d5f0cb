// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/CompiledStudy.h"
#include "core/forms/ServiceFunctions.h"
#include "core/forms/SubjectRecord.h"
#include "core/values/Result.h"

#include <QDate>

#include <memory>
#include <optional>
#include <utility>

namespace casebook {

/// Entry state of a form instance, as stored: "not-started", "incomplete", "complete", "not-done".
enum class EntryState { NotStarted, Incomplete, Complete, NotDone };
[[nodiscard]] QByteArray entryStateCode(EntryState state);
[[nodiscard]] std::optional<EntryState> entryStateFromCode(const QByteArray& code);

enum class ProblemKind {
    NotOfType,   ///< typed text that is no value: the only thing that stops a save as complete
    Required,    ///< blank and required
    SoftRange,   ///< outside the expected range
    HardRange,   ///< "cannot be": a query of high severity
    ItemCheck,   ///< the item's own check does not hold
    FormCheck,   ///< a check of the study (X01 ...) does not hold
    RetiredCode, ///< a code that is no longer offered, or not in the list
    Calculation  ///< a run-time error (div0 ...): the item is blank and marked
};
[[nodiscard]] QByteArray problemKindCode(ProblemKind kind); ///< "required", "range-soft" ...

struct FormProblem {
    ProblemKind kind = ProblemKind::Required;
    ItemPath path;        ///< item empty: the form as a whole
    QString check;        ///< OID for queries: "X01", else "<item>:range-soft" ...
    bool severe = false;
    LanguageText message; ///< of the definition; empty: words of `error`
    Error
        error; ///< "required-blank", "out-of-range" (args: low, high), "check-fails", "calc-" and the mark ...
};

/// One stored value that differs from what was loaded.
struct FormChange {
    ItemPath path;
    std::optional<ItemValue> before, after; ///< nullopt: unanswered
    bool heldBefore = false, heldAfter = false;
    bool calculated = false; ///< origin "calculation", else "entry"
};

struct RowChange {
    FormRow row;
    bool removed = false; ///< else added
};

/// How one item stands on the screen.
struct ItemState {
    std::optional<ItemValue> value; ///< held values too
    QString typed; ///< text that is no value, as typed; else empty
    bool visible = true; ///< false with a value: it is held
    bool required = false;
    bool calculated = false; ///< read only
    QByteArray mark; ///< code of a run-time error or of a typed text that is no value; else empty
};

/// One instance of a form while it is entered: values, rows, skips, calculations and checks. Copyable; no I/O;
/// one thread at a time. After every change the state is whole: calculated items are recalculated in the order of
/// their dependencies, hidden values are held (kept, blank in expressions), problems are current.
class FormState {
public:
    struct Setup {
        std::shared_ptr<const CompiledStudy> study;
        FormData stored; ///< form OID and what is stored of it
        std::shared_ptr<const SubjectRecord> record; ///< may be null: references to other forms are blank
        FormPlace place;
        QDate today;
        ServiceFunctions services;
        bool notDone = false; ///< marked "not done": no item is required, nothing is calculated
    };
    /// Error "no-such-form".
    [[nodiscard]] static Result<FormState> open(Setup setup);

    FormState(const FormState&);
    FormState(FormState&&) noexcept;
    FormState& operator=(const FormState&);
    FormState& operator=(FormState&&) noexcept;
    ~FormState();

    [[nodiscard]] const FormDef& form() const;
    [[nodiscard]] const StudyDefinition& definition() const;
    /// Row ids of a group in order; for "" one empty id.
    [[nodiscard]] QList<QByteArray> rows(const QString& group) const;
    /// Paths of all items of the form in form order, rows included.
    [[nodiscard]] QList<ItemPath> paths() const;
    [[nodiscard]] ItemState item(const ItemPath& path) const;
    /// Text for the screen in `language`.
    [[nodiscard]] QString display(const ItemPath& path, const QString& language) const;
    /// Codes of a code item that may be chosen now.
    [[nodiscard]] QList<CodeDef> choices(const ItemPath& path) const;

    /// Typed text. A text that is no value is kept as `typed`, shown as a problem, and the stored value stays as it
    /// was loaded until the text is right; the error comes back too. Errors of readTyped(), "no-such-item",
    /// "calculated-item", "no-such-row".
    Result<> set(const ItemPath& path, const QString& typed, const QString& language = QStringLiteral("en"));
    /// A value from elsewhere (measurement, import, a restored draft); nullopt clears.
    Result<> setValue(const ItemPath& path, std::optional<ItemValue> value);
    /// Several at once, calculated once: nothing changes where one of them can't be written.
    Result<> setValues(const QList<std::pair<ItemPath, std::optional<ItemValue>>>& values);
    /// Adds a row at the end; `id` 16 bytes made by the caller. "group-full", "no-such-group", "row-twice".
    Result<> addRow(const QString& group, const QByteArray& id);
    /// The row and its values leave the form (storage marks them voided). "no-such-row".
    Result<> removeRow(const QString& group, const QByteArray& id);
    void setNotDone(bool notDone);
    /// Other forms have changed.
    void setRecord(std::shared_ptr<const SubjectRecord> record);

    [[nodiscard]] QList<FormProblem> problems() const; ///< in form order
    [[nodiscard]] QList<FormProblem> problems(const ItemPath& path) const;
    [[nodiscard]] EntryState entryState() const;
    struct Progress {
        int asked = 0, answered = 0, required = 0, requiredAnswered = 0;
    };
    [[nodiscard]] Progress progress() const; ///< visible, entered items only

    /// What a save would write: against what was loaded.
    [[nodiscard]] QList<FormChange> changes() const;
    [[nodiscard]] QList<RowChange> rowChanges() const;
    [[nodiscard]] bool isChanged() const;
    /// Texts that are no values (drafts keep them).
    [[nodiscard]] QHash<ItemPath, QString> typedTexts() const;
    /// The form as it would be stored now.
    [[nodiscard]] FormData data() const;

private:
    struct Private;
    explicit FormState(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d_;
};

} // namespace casebook
