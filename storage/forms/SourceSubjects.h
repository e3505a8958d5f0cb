// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/WriteTransaction.h"

#include <QList>

namespace casebook {

struct SourceMarks {
    int raised = 0, cancelled = 0;
};

/// After images went from one subject to another: values stay where they were entered, and each one whose image is
/// another subject's now gets a query ("source-moved"); such queries end when image and value are of one subject again.
[[nodiscard]] Result<SourceMarks> syncSourceSubjects(WriteTransaction& tx, const QList<SubjectId>& subjects);

} // namespace casebook
