// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/forms/Definition.h"
#include "core/forms/SubjectRecord.h"
#include "core/values/Result.h"

#include <QMap>

#include <functional>
#include <optional>

namespace casebook {

/// What a `service:NAME(args)` calculation is given. Everything is a value; held and missing answers are absent.
struct ServiceCall {
    const StudyDefinition* definition = nullptr;
    const FormData* form = nullptr; ///< the form itself as it stands now
    const SubjectRecord* record = nullptr; ///< all other forms of the subject; never null
    FormPlace place;
    QByteArray row; ///< row of the item, empty when ungrouped
    QList<std::optional<ItemValue>> args; ///< of the written arguments, which are items of this form
};

/// The value (nullopt: blank). An error is shown as a mark at the item, which is then blank.
using ServiceResult = Result<std::optional<ItemValue>>;
using ServiceFunction = std::function<ServiceResult(const ServiceCall&)>;
/// Name ("tnm.stage") -> function. A name that is not here leaves its item to whoever fills it (reading.seconds).
using ServiceFunctions = QMap<QString, ServiceFunction>;

} // namespace casebook
