// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ByteSearch.h"

namespace casebook::test {

/// Makes needles of texts that may stand nowhere, in every encoding that a leak could have: as written, upper and lower
/// case, without their separators; UTF-8, GB18030, UTF-16, ISO 2022, base64, percent, JSON ...
/// @param identifierFiles tables of identifiers of the test data, whose values are added as they stand in the files.
/// Values under 5 letters match by chance and are left out, unless they are Chinese.
void addPlantedTexts(ByteSearch& search, const QStringList& texts, const QStringList& identifierFiles = {});

} // namespace casebook::test
