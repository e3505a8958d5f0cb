// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/vault/HeaderStore.h"

namespace casebook {

const Header* HeaderCopies::best() const {
    if (!main)
        return copy ? &*copy : nullptr;
    const bool copyIsNewer = copy && copy->studyId == main->studyId && copy->serial > main->serial;
    return copyIsNewer ? &*copy : &*main;
}

Error HeaderCopies::error() const {
    const bool noneThere = main.error().code == "no-such-file" && copy.error().code == "no-such-file";
    if (noneThere)
        return Error{ErrorKind::Refused, "not-a-study", {}, {}};
    return main.error().code == "no-such-file" ? copy.error() : main.error();
}

HeaderCopies HeaderStore::read() const { return {readOne(mainName()), readOne(copyName())}; }

Result<Header> HeaderStore::readOne(const QString& name) const {
    auto file = files_.readAll(folder_ + QLatin1Char('/') + name, Header::maxLength);
    if (!file) {
        Error error = file.error();
        if (error.code == "too-large")
            error = Error{ErrorKind::Damaged, "header-damaged", name, {QStringLiteral("length")}};
        return tl::unexpected(error);
    }
    return header::decode(*file).map_error([&](Error error) {
        error.object = name;
        return error;
    });
}

Result<> HeaderStore::write(const QByteArray& encoded) const {
    // A longer one would be refused as damaged at the next opening.
    if (encoded.size() > Header::maxLength)
        return fail(ErrorKind::Refused, "too-many-users");
    const QString base = folder_ + QLatin1Char('/');
    return files_.replace(base + mainName(), base + QStringLiteral("t/header"), encoded).and_then([&] {
        return files_.replace(base + copyName(), base + QStringLiteral("t/header-copy"), encoded);
    });
}

} // namespace casebook
