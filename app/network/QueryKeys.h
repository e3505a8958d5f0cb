// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/Order.h"

#include <QCborMap>
#include <QJsonObject>

#include <memory>

class DcmDataset;

namespace casebook::network {

/// The keys of a query (PS3.4 C.6.2.1): those to match, and empty ones for what shall be told.
/// Errors: "bad-query-key" (object: the keyword, args: why).
[[nodiscard]] Result<std::shared_ptr<DcmDataset>> queryFrom(const Order& order);
/// Level and UIDs of what is retrieved.
[[nodiscard]] std::shared_ptr<DcmDataset> retrieveKeys(const Order& order);

/// One answer as a map of words: "study_uid", "patient_name" ... Text in UTF-8 by the answer's own
/// character set, each value cut at 256 characters.
[[nodiscard]] QCborMap matchFrom(DcmDataset& answer);
/// The same of an answer in the DICOM JSON model (PS3.18 F.2).
[[nodiscard]] QCborMap matchFromJson(const QJsonObject& answer);

} // namespace casebook::network
