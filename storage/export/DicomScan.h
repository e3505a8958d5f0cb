// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace casebook {

/// A released DICOM file read by the last check: a small parser of its own for the one form that leaves
/// (Part 10, Explicit VR Little Endian, UTF-8), independent of the reader and the writer.
struct DicomScan {
    struct Value {
        std::uint32_t tag = 0;
        QByteArray vr;
        QString text;
    };
    QList<Value> values;      ///< of text elements at every depth, split at backslashes
    QByteArray outsidePixels; ///< every byte of the file but the pixels'
    QByteArray words; ///< the same, the values of dates, times and numbers (DA, DS, DT, IS, TM) blanked
    QByteArray pixels;        ///< value of PixelData
    QString sopClass, sopInstance, frameOfReference, identityRemoved, patientId, metaInstance, charset;
    QList<QString> references; ///< ReferencedSOPInstanceUID at any depth
    int bitsAllocated = 0, rows = 0, columns = 0, frames = 1;

    /// Errors: "not-dicom", "malformed", "too-deep", "other-syntax", "private-element", "overlay-element".
    [[nodiscard]] static Result<DicomScan> read(const QByteArray& file);
};

} // namespace casebook
