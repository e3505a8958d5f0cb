// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/FormState.h"

#include <QTest>

/// Forms of a small or the shipped study, filled by the names of items.
namespace formfixture {

using namespace casebook;

inline ItemPath at(const char* item) { return {{}, {}, QString::fromLatin1(item)}; }
inline QByteArray rowId(int n) { return QByteArray(15, 'r') + static_cast<char>('0' + n); }
inline ItemPath at(const char* group, int row, const char* item) {
    return {QString::fromLatin1(group), rowId(row), QString::fromLatin1(item)};
}

inline FormState open(const std::shared_ptr<const CompiledStudy>& study, const char* form,
                      FormData stored = {}, std::shared_ptr<const SubjectRecord> record = {},
                      FormPlace place = {}, ServiceFunctions services = {}) {
    FormState::Setup setup;
    setup.study = study;
    setup.stored = std::move(stored);
    setup.stored.form = QString::fromLatin1(form);
    setup.record = std::move(record);
    setup.place = std::move(place);
    setup.today = QDate(2024, 6, 1);
    setup.services = std::move(services);
    auto state = FormState::open(std::move(setup));
    Q_ASSERT(state.has_value());
    return *std::move(state);
}

/// Text of the stored value: "", "12.5", "=UNK", "A;B".
inline QString text(const FormState& state, const ItemPath& path) {
    const auto value = state.item(path).value;
    if (!value)
        return {};
    if (value->kind == ValueKind::Null)
        return u'=' + QString::fromLatin1(value->missing);
    return value->kind == ValueKind::CodeSet ? value->codes.join(u';') : value->text;
}

inline QStringList checks(const FormState& state) {
    QStringList all;
    for (const FormProblem& one : state.problems())
        all << one.check;
    return all;
}

} // namespace formfixture
