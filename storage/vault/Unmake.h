// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>

namespace casebook {

/// Removes a folder that is being made, unless told to keep it; one that was there before stays, empty. To be made before
/// the folder is.
class Unmake {
public:
    explicit Unmake(QString folder) : folder_(std::move(folder)), existed_(QFileInfo::exists(folder_)) {}
    ~Unmake() {
        if (kept_)
            return;
        QDir(folder_).removeRecursively();
        if (existed_)
            QDir().mkpath(folder_);
    }
    Unmake(const Unmake&) = delete;
    Unmake& operator=(const Unmake&) = delete;
    void keep() { kept_ = true; }

private:
    QString folder_;
    bool existed_;
    bool kept_ = false;
};

} // namespace casebook
