// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/SubjectRecord.h"

namespace casebook {

qsizetype SubjectRecord::indexOf(const QString& visit, int repeat) const {
    for (qsizetype i = 0; i < visits.size(); ++i)
        if (visits[i].visit == visit && visits[i].repeat == repeat)
            return i;
    return -1;
}

} // namespace casebook
