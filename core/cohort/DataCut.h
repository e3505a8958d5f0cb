// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/PartialDate.h"

#include <QString>

#include <optional>

namespace casebook {

struct FormDef;
struct StudyDefinition;

/// A day after which nothing counts. The rule, for the analysis table and for exports alike: what has a date leaves
/// when the first day that its date can be is after the cut, so that a partial date stays where it may be in time.
/// - A visit or an exam leaves with all its forms, series and results.
/// - A form leaves with all its rows when the first date item outside of its repeating groups is after the cut.
/// - A row of a repeating group (an adverse event, a drug) leaves when the group's first date item, its start, is.
/// - What has no date stays. Times of reading tasks are no dates of a subject: a read goes with its exam.
class DataCut {
public:
    DataCut() = default; ///< no cut
    /// A partial date cuts after its last possible day.
    explicit DataCut(const std::optional<PartialDate>& last) : last_(last) {}
    [[nodiscard]] static DataCut fromText(const QString& iso) { return DataCut(PartialDate::fromText(iso)); }

    [[nodiscard]] bool isSet() const { return last_.has_value(); }
    [[nodiscard]] const std::optional<PartialDate>& date() const { return last_; }
    [[nodiscard]] bool excludes(const std::optional<PartialDate>& date) const {
        return last_ && date && date->lo() > last_->hi();
    }
    /// ISO, also with a time behind it, or as DICOM writes dates ("20240131"); anything else is no date.
    [[nodiscard]] bool excludes(const QString& date) const;

private:
    std::optional<PartialDate> last_;
};

/// The item that dates a repeating group's rows, or with an empty group the whole form; empty: none does.
[[nodiscard]] QString datingItem(const StudyDefinition& study, const FormDef& form, const QString& group);

} // namespace casebook
