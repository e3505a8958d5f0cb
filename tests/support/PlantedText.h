// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ByteSearch.h"

namespace casebook::test {

/// Makes needles of texts that may stand nowhere, in every encoding that a leak could have: as written, upper and lower
/// case, without their separators, a name of DICOM also in the order of speech; UTF-8, UTF-16, UTF-32, GB18030, Big5,
/// ISO 2022, hex and base64 of these, percent, JSON, HTML ...
/// @param identifierFiles tables of identifiers of the test data, whose values are added as they stand in the files.
/// Values under 5 letters match by chance and are left out, unless they are Chinese.
void addPlantedTexts(ByteSearch& search, const QStringList& texts, const QStringList& identifierFiles = {});

} // namespace casebook::test
