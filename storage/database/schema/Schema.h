// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

/// One function a step of the schema, each in its own file mNNNN.cpp. Conventions of all tables:
/// STRICT; `id` local key; `uuid` UUIDv7 of rows a person can mean; `rv` row version, raised by each change;
/// `*_ms` UTC milliseconds; nothing is deleted, `state` says "voided".
namespace casebook {
class Connection;
}
namespace casebook::schema {
[[nodiscard]] Result<> m0001Vault(Connection& connection);
[[nodiscard]] Result<> m0002Imaging(Connection& connection);
[[nodiscard]] Result<> m0003Forms(Connection& connection);
[[nodiscard]] Result<> m0004Reading(Connection& connection);
[[nodiscard]] Result<> m0005Cohorts(Connection& connection);
[[nodiscard]] Result<> m0006Moves(Connection& connection);
[[nodiscard]] Result<> m0007Imports(Connection& connection);
[[nodiscard]] Result<> m0008Signatures(Connection& connection);
[[nodiscard]] Result<> m0009Cold(Connection& connection);
[[nodiscard]] Result<> m0010Consent(Connection& connection);
[[nodiscard]] Result<> m0011Counts(Connection& connection);
[[nodiscard]] Result<> m0012Pointers(Connection& connection);
} // namespace casebook::schema
