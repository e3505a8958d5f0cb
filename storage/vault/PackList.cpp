// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/PackList.h"

#include "storage/database/Rows.h"

namespace casebook::packList {

Result<PackList> read(const DatabaseFile& database) {
    auto opened = sqlcipher::openForReading(database, sqlcipher::Mode::ReadFrozen);
    if (!opened)
        return tl::unexpected(opened.error());
    const auto column = coldPlaces::column(**opened);
    auto places = coldPlaces::all(**opened);
    if (!column || !places)
        return tl::unexpected(column ? places.error() : column.error());
    auto rows = (*opened)->prepare("SELECT pack_id,file_len,file_hash," + *column +
                                   " FROM pack WHERE state='live' ORDER BY pack_id");
    if (!rows)
        return tl::unexpected(rows.error());
    auto packs = allRows<ListedPack>(*rows, [](const Statement& r) -> Result<ListedPack> {
        return ListedPack{PackId{r.blob(0)}, r.integer(1), r.blob(2), r.integerOrNull(3)};
    });
    if (!packs)
        return tl::unexpected(packs.error());
    auto last = (*opened)->prepare("SELECT seq,hash FROM audit ORDER BY seq DESC LIMIT 1");
    if (!last)
        return tl::unexpected(last.error());
    const auto found = last->step();
    if (!found)
        return tl::unexpected(found.error());
    return PackList{std::move(*packs), std::move(*places),
                    *found ? ChainHead{last->integer(0), last->blob(1)} : ChainHead()};
}

} // namespace casebook::packList
