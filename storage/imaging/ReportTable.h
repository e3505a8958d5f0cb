// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImagingTable.h"

namespace casebook::reportTable {

/// SQL about reports, key objects and presentation states among the instances, and about key images. Used by services
/// inside their transactions; checks no rights and hides nothing.

/// Those of imports that are not finished, without an overlay: what this import has to look into.
[[nodiscard]] Result<QList<imagingTable::StoredInstance>> unread(Connection& connection);
/// All of a subject, oldest first. Empty label: of every subject.
[[nodiscard]] Result<QList<imagingTable::StoredInstance>> ofSubject(Connection& connection,
                                                                    const QString& label);
/// The same with encapsulated PDFs, which draw nothing.
[[nodiscard]] Result<QList<imagingTable::StoredInstance>> documentsOfSubject(Connection& connection,
                                                                             const QString& label);

struct KeyImageRow {
    Uuid uuid;
    QString series, instance; ///< UIDs
    QString user; ///< printed name
    std::int64_t createdMs = 0;
};
/// @param by only what this user marked.
[[nodiscard]] Result<QList<KeyImageRow>> keyImages(Connection& connection, const QString& seriesUid,
                                                   std::optional<UserId> by);
/// Image series of a subject with marks; all of them with `all`.
[[nodiscard]] Result<QStringList> seriesWithKeyImages(Connection& connection, const QString& label, bool all);
[[nodiscard]] Result<KeyImageRow> insertKeyImage(WriteTransaction& tx, const QString& seriesUid,
                                                 const QString& instance, const Session& session);

} // namespace casebook::reportTable
