// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"

#include <memory>

namespace casebook {

/// One fault of a definition, found when it is compiled ("publish").
struct DefinitionFault {
    QString place; ///< "item birth_date: check", "visit form SCR/PFT: only_if"
    QByteArray code; ///< "syntax", "ref", "type", "cycle" ... of core/expr, or "twice", "no-such-list" ...
    QString detail;
};

/// A definition with all its expressions parsed once: immutable, shared between threads and form instances.
class CompiledStudy {
public:
    /// Never fails: what can't be parsed is in faults(), and its expression then counts as blank and is marked.
    [[nodiscard]] static std::shared_ptr<const CompiledStudy> compile(StudyDefinition definition);
    ~CompiledStudy();
    CompiledStudy(const CompiledStudy&) = delete;
    CompiledStudy& operator=(const CompiledStudy&) = delete;

    [[nodiscard]] const StudyDefinition& definition() const { return definition_; }
    /// Empty: the definition may be published.
    [[nodiscard]] const QList<DefinitionFault>& faults() const { return faults_; }

    struct Expressions;
    [[nodiscard]] const Expressions& expressions() const { return *expressions_; }

private:
    CompiledStudy();
    StudyDefinition definition_;
    QList<DefinitionFault> faults_;
    std::unique_ptr<Expressions> expressions_;
};

} // namespace casebook
