// SPDX-License-Identifier: GPL-3.0-or-later
// A series, an exam or a whole record to its right subject: asks for whom and why, and says what goes along.
#pragma once

#include "widgets/subjects/SubjectDialogs.h"

class QCheckBox;

namespace casebook {

/// What a service says would go along, in words made by the app.
struct MovePreview {
    QString words;       ///< several lines
    bool closed = false; ///< something finished or locked hangs on it
    bool possible = false;
};

/// Stays open until the service has answered: accept() or refuse(). GUI thread.
class MoveDialog final : public SubjectDialog {
    Q_OBJECT
public:
    enum class What { Series, Exam, Subject };
    /// @param labels of subjects, for completion
    MoveDialog(What what, const QString& words, const QStringList& labels, QWidget* parent);
    /// Answer to previewRequested; ignored when another subject is typed by now.
    void setPreview(const QString& subject, const MovePreview& preview);
    [[nodiscard]] LineEdit* subject() const { return subject_; }
    [[nodiscard]] LineEdit* reason() const { return reason_; }
    [[nodiscard]] Button* verb() const { return verb_; }

Q_SIGNALS:
    void previewRequested(const QString& subject);
    void moveRequested(const QString& subject, const QString& reason, bool closedToo);

private:
    void refresh();
    QStringList labels_;
    MovePreview preview_;
    LineEdit *subject_, *reason_;
    Label* along_;
    QCheckBox* closed_;
    Button* verb_;
};

/// What came to a joined record after the join: one check box each, whose it is.
struct LaterView {
    QString id, words;
    bool goes = false; ///< proposed
};

class PartDialog final : public SubjectDialog {
    Q_OBJECT
public:
    PartDialog(const QString& subject, const QString& from, const QList<LaterView>& later, QWidget* parent);
    [[nodiscard]] LineEdit* reason() const { return reason_; }

Q_SIGNALS:
    void partRequested(const QString& reason, const QStringList& along);

private:
    QList<QPair<QString, QCheckBox*>> boxes_;
    LineEdit* reason_;
    Button* verb_;
};

} // namespace casebook
