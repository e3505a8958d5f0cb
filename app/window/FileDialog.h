// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

namespace casebook {

/// Asks for a file or a folder and leaves no trace: folders may be named after patients, and Qt's dialog writes those
/// it was in into ~/.config/QtProject.conf, a desktop's own into lists of recent files. So it is Qt's own, and forgets
/// before it goes. Begins where the last one was left, until forgetFolder(). Deletes itself when closed. GUI thread.
class FileDialog : public QFileDialog {
    Q_OBJECT
public:
    FileDialog(QWidget* parent, const QString& title);
    ~FileDialog() override;
    /// The next one begins at home: for the lock.
    static void forgetFolder();
};

} // namespace casebook
