// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lengths that a person draws, moves and removes on the images, and the study that follows with its answers.
#include "app/window/ReadingController.h"
#include "app/window/ReadingPage.h"
#include "core/values/Messages.h"

#include <algorithm>

namespace casebook {

namespace {

LengthRecord recordOf(const LengthMeasurement& length, const QString& series, const Uuid& uuid) {
    LengthRecord record;
    record.uuid = uuid;
    record.series = series;
    record.frameOfReference = length.frameOfReference;
    record.instance = length.instance;
    record.a = length.a;
    record.b = length.b;
    record.length_mm = length.length_mm();
    if (length.shortAxis)
        record.shortAxis = {length.shortAxis->c, length.shortAxis->d};
    return record;
}

} // namespace

void ReadingController::keepLength(const LengthMeasurement& length) {
    const LengthRecord record = recordOf(length, seriesUid_, {});
    lengths_.append(ShownLength{record, 0, false});
    if (!volume_->calibrated) {
        measured_ = -1; // pixels are no measurement of the patient
        Q_EMIT said(tr("Not calibrated: this length is in pixels and is not kept"));
        return;
    }
    measured_ = int(lengths_.size()) - 1;
    segment_ = {};
    const quint64 order = ++lastOrder_;
    lengths_.last().order = order;
    inBackground(
        this, [study = study_, record] { return study->imaging.addLength(record); },
        [this, study = study_, order](const Result<LengthRecord>& kept) { lengthKept(study, order, kept); });
}

/// What the person did with it meanwhile is done now; by then another series or study may be shown.
void ReadingController::lengthKept(const StudyPtr& study, quint64 order, const Result<LengthRecord>& kept) {
    const bool unwanted = unwanted_.remove(order);
    const auto shown = std::find_if(lengths_.begin(), lengths_.end(),
                                    [order](const ShownLength& length) { return length.order == order; });
    if (!kept)
        Q_EMIT failed(messageText(kept.error()));
    else if (unwanted)
        removeStored(study, kept->uuid);
    if (shown == lengths_.end())
        return;
    shown->order = 0;
    if (!kept)
        return;
    shown->uuid = kept->uuid;
    shown->user = kept->user;
    if (shown->moved)
        changeStored(study, *shown);
    shown->moved = false;
}

void ReadingController::changeLength(int index, const LengthMeasurement& length) {
    if (index < 0 || index >= lengths_.size())
        return;
    ShownLength& shown = lengths_[index];
    const LengthRecord record = recordOf(length, seriesUid_, shown.uuid);
    shown = ShownLength{record, shown.order, shown.order != 0};
    if (!volume_->calibrated)
        return;
    measured_ = index;
    segment_ = {};
    if (shown.order == 0)
        changeStored(study_, record);
}

void ReadingController::changeStored(const StudyPtr& study, const LengthRecord& length) {
    inBackground(
        this, [study, length] { return study->imaging.changeLength(length); },
        [this](const Result<>& kept) {
            if (!kept)
                Q_EMIT failed(messageText(kept.error()));
        });
}

void ReadingController::removeLength(int index) {
    if (index < 0 || index >= lengths_.size())
        return;
    const ShownLength gone = lengths_.takeAt(index);
    measured_ = -1;
    if (gone.order != 0)
        unwanted_.insert(gone.order); // it has no name yet: when the study has told it
    else if (!gone.uuid.bytes.isEmpty())
        removeStored(study_, gone.uuid);
}

void ReadingController::removeStored(const StudyPtr& study, const Uuid& uuid) {
    inBackground(
        this,
        [study, uuid, reason = tr("Removed in the viewer")] {
            return study->imaging.removeLength(uuid, reason);
        },
        [this](const Result<>& removed) {
            if (!removed)
                Q_EMIT failed(messageText(removed.error()));
        });
}

} // namespace casebook
