// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/FileDialog.h"

#include <QDir>

namespace casebook {

namespace {

/// Where the last dialog was left; in memory only.
QString& lastFolder() {
    static QString folder;
    return folder;
}

} // namespace

FileDialog::FileDialog(QWidget* parent, const QString& title) : QFileDialog(parent, title) {
    setOption(QFileDialog::DontUseNativeDialog);
    setAttribute(Qt::WA_DeleteOnClose);
    setDirectory(lastFolder().isEmpty() ? QDir::homePath() : lastFolder());
    setHistory({}); // of other programs
    connect(this, &QDialog::accepted, this, [this] { lastFolder() = directory().absolutePath(); });
}

FileDialog::~FileDialog() {
    // ~QFileDialog writes the folder and the history it is left with.
    setDirectory(QDir::homePath());
    setHistory({});
}

void FileDialog::forgetFolder() { lastFolder().clear(); }

} // namespace casebook
