// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/export/ExportIdentifiers.h"

#include "storage/database/Connection.h"

#include <array>

namespace casebook {

namespace {

struct Query {
    const char* sql;
    const char* kind;
};

constexpr std::array queries{Query{"SELECT name FROM subject", "name"},
                             Query{"SELECT label FROM subject", "label"},
                             Query{"SELECT value FROM subject_ident", "id"},
                             Query{"SELECT patient_id FROM source_identity", "id"},
                             Query{"SELECT name_utf8 FROM source_identity", "name"},
                             Query{"SELECT accession FROM dicom_study", "id"},
                             Query{"SELECT DISTINCT json_extract(header,'$.inst') FROM instance", "place"},
                             Query{"SELECT DISTINCT json_extract(header,'$.ref') FROM instance", "staff"},
                             Query{"SELECT printed_name FROM user", "staff"},
                             Query{"SELECT name FROM site", "place"},
                             Query{"SELECT study_uid FROM dicom_study", "uid"},
                             Query{"SELECT series_uid FROM dicom_series", "uid"},
                             Query{"SELECT DISTINCT frame_of_ref FROM dicom_series", "uid"},
                             Query{"SELECT sop_uid FROM instance", "uid"}};

} // namespace

void ExportIdentifiers::add(const QString& text, const QByteArray& kind) {
    if (!text.trimmed().isEmpty())
        all.append({text.trimmed(), kind});
}

Result<ExportIdentifiers> readExportIdentifiers(Connection& connection) {
    ExportIdentifiers out;
    for (const Query& query : queries) {
        auto rows = connection.prepare(query.sql);
        if (!rows)
            return tl::unexpected(rows.error());
        for (;;) {
            const auto more = rows->step();
            if (!more)
                return tl::unexpected(more.error());
            if (!*more)
                break;
            out.add(rows->text(0), query.kind);
        }
    }
    return out;
}

} // namespace casebook
