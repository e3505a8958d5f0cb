// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom/deid: which text may stay, and what becomes of dates.

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QStringList>

namespace casebook::dicom {

/// Decides about text values. Knows the words that may stay and the identifiers that may not. A value, const
/// after it is filled; one thread.
class DeidText {
public:
    DeidText(const QStringList& words, const QStringList& labels);

    /// Parts of three or more characters (two for Han) of a name, ID or place: no text that holds one is kept.
    void forbid(const QString& identifier);

    /// Words of the vocabulary, thicknesses and kernels of a description; the rest goes to `dropped`.
    [[nodiscard]] QString descriptor(const QString& text, QStringList& dropped) const;
    /// Maker, model, version, kernel: short printable ASCII without long numbers, or empty.
    [[nodiscard]] QString device(const QString& text) const;
    /// A coded string (CS): capitals, digits, blank and underscore, at most 16; else empty.
    [[nodiscard]] QString code(const QString& text) const;
    /// A segment's label from the study's list or made of known words only; else empty.
    [[nodiscard]] QString label(const QString& text) const;
    [[nodiscard]] bool isForbidden(const QString& text) const;

private:
    [[nodiscard]] bool keepsWord(const QString& word) const;
    [[nodiscard]] QString hanWords(const QString& run, QStringList& dropped) const;
    QSet<QString> words_, labels_, forbidden_;
    QStringList ownHan_;
};

/// DA: "YYYYMMDD" or the old "YYYY.MM.DD", moved by `days`; empty when it is no date.
[[nodiscard]] QString shiftDate(const QString& value, qint64 days);
/// DT with at least a day: the day moved, the time kept, the zone dropped. Empty otherwise.
[[nodiscard]] QString shiftDateTime(const QString& value, qint64 days);
/// TM as it is when it is one; else empty.
[[nodiscard]] QString validTime(const QString& value);
/// AS as it is, years above 90 as "090Y"; empty when it is no age.
[[nodiscard]] QString cappedAge(const QString& value);

} // namespace casebook::dicom
