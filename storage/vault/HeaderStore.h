// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/FileSystem.h"
#include "storage/vault/Header.h"

namespace casebook {

/// The two copies of the header in the study folder.
struct HeaderCopies {
    Result<Header> main;
    Result<Header> copy;
    /// The sound copy to open the study with: the main one, or the copy when that is the only sound one
    /// or (a crash between the two writes) has the higher serial. nullptr when both are damaged.
    [[nodiscard]] const Header* best() const;
    /// The error to tell when best() is nullptr.
    [[nodiscard]] Error error() const;
};

class HeaderStore {
public:
    HeaderStore(FileSystem& files, QString folder) : files_(files), folder_(std::move(folder)) {}

    [[nodiscard]] HeaderCopies read() const;
    /// Durable when it returns: main first, then the copy. Error Refused "too-many-users" when it would not fit.
    [[nodiscard]] Result<> write(const QByteArray& encoded) const;

    [[nodiscard]] static QString mainName() { return QStringLiteral("casebook.study"); }
    [[nodiscard]] static QString copyName() { return QStringLiteral("casebook.bak"); }

private:
    [[nodiscard]] Result<Header> readOne(const QString& name) const;
    FileSystem& files_;
    QString folder_;
};

} // namespace casebook
