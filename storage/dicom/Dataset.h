// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom: shows DCMTK types. Opens a DICOM data set from bytes in memory.

#include "core/values/Result.h"
#include "storage/dicom/Text.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace casebook::dicom {

using Bytes = std::span<const std::byte>;

/// Which pixel element ended the header, if any.
enum class PixelElement { None, Integer, Float, Double };

/// A data set and how it was found in the bytes.
struct LoadedDataset {
    std::unique_ptr<DcmDataset> dataset;
    E_TransferSyntax syntax = EXS_Unknown;
    QString syntaxUid;
    QString metaSopClass, metaSopInstance; ///< of the meta header; empty without one
    std::size_t datasetOffset = 0;         ///< where the data set begins in the file
    bool repaired = false;                 ///< no or broken meta header, or read with another syntax
    PixelElement pixels = PixelElement::None;
    std::int64_t pixelOffset = -1;         ///< of the value in the file; -1 when deflated or none
    std::uint32_t pixelLength = 0;         ///< as declared; 0xFFFFFFFF = encapsulated
    [[nodiscard]] bool isDeflated() const { return syntax == EXS_DeflatedLittleEndianExplicit; }
};

enum class Extent { Header, Whole };

/// Errors: "not-dicom", "truncated", "malformed".
[[nodiscard]] Result<LoadedDataset> load(Bytes file, Extent extent);

/// Reads values of one item with the rules of this project: tolerant numbers, decoded text.
class ItemReader {
public:
    ItemReader(DcmItem& item, const TextDecoder& decoder) : item_(item), decoder_(decoder) {}

    [[nodiscard]] QByteArray raw(const DcmTagKey& tag) const; ///< bytes as stored; empty when absent
    [[nodiscard]] QString text(const DcmTagKey& tag) const;
    [[nodiscard]] QString name(const DcmTagKey& tag) const;
    [[nodiscard]] QString ascii(const DcmTagKey& tag) const;  ///< UI, CS, DA, TM: trimmed, at most 512
    [[nodiscard]] QStringList list(const DcmTagKey& tag) const;
    [[nodiscard]] std::optional<double> decimal(const DcmTagKey& tag, int index = 0) const;
    [[nodiscard]] std::optional<int> integer(const DcmTagKey& tag,
                                             int index = 0) const; ///< IS, DS, US, SS, UL, SL
    /// Every value, at most `most`; empty where one of them is no finite number. FL and FD kept as UN are read too.
    [[nodiscard]] std::vector<double> numbers(const DcmTagKey& tag, std::size_t most) const;
    template <std::size_t N>
    [[nodiscard]] std::optional<std::array<double, N>> decimals(const DcmTagKey& tag) const {
        std::array<double, N> out{};
        for (std::size_t i = 0; i < N; ++i) {
            const auto value = decimal(tag, int(i));
            if (!value)
                return {};
            out[i] = *value;
        }
        return out;
    }
    [[nodiscard]] DcmItem* item(const DcmTagKey& sequence, int index = 0) const; ///< null when absent
    [[nodiscard]] std::vector<DcmItem*> items(const DcmTagKey& sequence) const;
    [[nodiscard]] ItemReader of(DcmItem& other) const { return {other, decoder_}; }
    [[nodiscard]] bool has(const DcmTagKey& tag) const { return item_.tagExists(tag); }

private:
    DcmItem& item_;
    const TextDecoder& decoder_;
};

} // namespace casebook::dicom
